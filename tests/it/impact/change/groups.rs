//! Groups of different people, what could have been detected, and those who never answered.

use mentorship::impact::{
    Accumulate, Arm, Attrition, BaselineBalance, Bounds, Comparison, Confidence, Correction, FollowUp,
    Moments, NotIndependent, Power, ScaleLimits, detectable_d, detectable_d_z,
};
use proptest::prelude::*;
use serde_json::json;

use super::{count, laws, measured, near, numbers, reference, same, same_interval};

/// A group of people numbered from one on.
fn arm(from: usize, values: &[f64]) -> Arm<usize> {
    Arm::new((from..).zip(values.iter().copied().map(measured))).unwrap()
}

fn compare(a: &[f64], b: &[f64]) -> Comparison {
    Comparison::between(&arm(0, a), &arm(1000, b)).unwrap()
}

fn due(arm: u8, baseline: Option<f64>, answered: bool) -> FollowUp<u8> {
    FollowUp { arm, baseline: baseline.map(measured), answered }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn attrition_is_taken_in_any_partition(
        people in prop::collection::vec((0_u8..3, prop::option::of(0_i32..5), any::<bool>()), 0..30),
        cuts in any::<(usize, usize)>(),
    ) {
        let rows: Vec<_> = people.iter().map(|&(arm, base, answered)| due(arm, base.map(f64::from), answered)).collect();
        laws::<Attrition<u8>>(&rows, cuts);
        let lost = rows.iter().copied().collect::<Attrition<u8>>().finish();
        let of_arms: u64 = lost.arms().iter().map(|arm| arm.loss.due()).sum();
        prop_assert_eq!(of_arms, lost.overall().due());
        prop_assert!(lost.arms().iter().all(|arm| lost.of(&arm.arm) == arm.loss));
    }

    #[test]
    fn swapping_groups_turns_the_difference_around_and_people_do_not_matter(
        a in prop::collection::vec(0_i32..9, 0..12),
        b in prop::collection::vec(0_i32..9, 0..12),
    ) {
        let [a, b] = [a, b].map(|values| values.into_iter().map(f64::from).collect::<Vec<_>>());
        let (there, back) = (compare(&a, &b), compare(&b, &a));
        let minus = |value: Option<f64>| json!(value.map(|value| -value));
        same(there.difference(), &minus(back.difference()), "difference");
        same(there.t(), &minus(back.t()), "t");
        same(there.d(), &minus(back.d()), "d");
        same(there.p(), &json!(back.p()), "p");
        same(there.degrees(), &json!(back.degrees()), "degrees");
        let turned: Vec<f64> = a.iter().rev().copied().collect();
        prop_assert_eq!(compare(&turned, &b), there);
    }

    #[test]
    fn comparisons_are_never_infinite_or_no_number(
        a in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::ZERO, 0..4),
        b in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::ZERO, 0..4),
    ) {
        let [a, b] = [a, b].map(|values| values.into_iter().filter(|value| value.abs() < 1e100).collect::<Vec<_>>());
        let both = compare(&a, &b);
        let figures = [both.difference(), both.t(), both.degrees(), both.p(), both.d(), both.g(Correction::Exact)];
        prop_assert!(figures.into_iter().flatten().all(f64::is_finite), "{figures:?}");
    }

    #[test]
    fn bounds_hold_whatever_the_missing_would_have_said(
        answers in prop::collection::vec((1_i32..=5, any::<bool>()), 1..20),
    ) {
        let mean = |values: &[i32]| values.iter().copied().collect::<Moments>().finish();
        let answered: Vec<i32> = answers.iter().filter(|(_, answered)| *answered).map(|(value, _)| *value).collect();
        let missing = answers.len() - answered.len();
        let bounds = scale(1.0, 5.0).mean_bounds(&mean(&answered), u64::try_from(missing).unwrap()).unwrap();
        let all = mean(&answers.iter().map(|(value, _)| *value).collect::<Vec<_>>()).mean().unwrap();
        prop_assert!(bounds.lower() <= all + 1e-12 && all <= bounds.upper() + 1e-12);
        near(bounds.width(), 4.0 * count(missing) / count(answers.len()), "width");
    }
}

#[test]
fn comparisons_are_what_other_packages_reckon() {
    let cases = reference("compare");
    assert!(cases.len() >= 10);
    for case in cases {
        let both = compare(&numbers(&case["data"]["a"]), &numbers(&case["data"]["b"]));
        let want = &case["expect"];
        let figure = |got: Option<f64>, key: &str| same(got, &want[key], &format!("{} {key}", case["name"]));
        assert_eq!(
            (json!(both.people_a()), json!(both.people_b())),
            (want["n_a"].clone(), want["n_b"].clone())
        );
        figure(both.difference(), "difference");
        figure(both.t(), "t");
        figure(both.degrees(), "df");
        figure(both.p(), "p");
        figure(both.pooled_deviation(), "pooled_sd");
        figure(both.d(), "d");
        figure(both.g(Correction::Approximate), "g_approx");
        figure(both.g(Correction::Exact), "g_exact");
        let confidence = Confidence::default();
        same_interval(both.interval(confidence), &want["ci"], "interval of the difference");
        same_interval(both.d_interval(confidence), &want["d_ci"], "interval of d");
        same_interval(both.g_interval(Correction::Approximate, confidence), &want["g_approx_ci"], "of g");
        same_interval(both.g_interval(Correction::Exact, confidence), &want["g_exact_ci"], "of exact g");
    }
}

#[test]
fn each_group_tells_of_itself() {
    let both = compare(&[1.0, 3.0], &[2.0, 2.0, 5.0]);
    assert_eq!((both.mean_a(), both.mean_b()), (Some(2.0), Some(3.0)));
    assert_eq!((both.deviation_a(), both.deviation_b()), (Some(2_f64.sqrt()), Some(3_f64.sqrt())));
    near(both.standard_error().unwrap(), 2_f64.sqrt(), "√(2/2 + 3/3)");
}

#[test]
fn nobody_is_in_both_groups_or_in_one_twice() {
    let (a, b) = (arm(0, &[1.0, 2.0]), arm(1, &[3.0]));
    assert_eq!(Comparison::between(&a, &b), Err(NotIndependent::InBoth(1)));
    let twice = Arm::new([("Bo", measured(1.0)), ("Li", measured(2.0)), ("Bo", measured(1.0))]).unwrap_err();
    assert_eq!(twice.to_string(), "`Bo` is in a group twice");
}

#[test]
fn groups_of_two_neighbourhoods_merge_unless_somebody_is_in_both() {
    let mut town = arm(0, &[1.0, 2.0]);
    let kept = town.clone();
    assert_eq!(town.merge(&arm(1, &[9.0, 9.0])), Err(NotIndependent::Twice(1)));
    assert_eq!(town, kept, "nobody was taken");
    town.merge(&arm(2, &[3.0])).unwrap();
    assert_eq!((town.people(), town.clone()), (3, arm(0, &[1.0, 2.0, 3.0])));
    let stored = serde_json::to_string(&town).unwrap();
    assert_eq!(serde_json::from_str::<Arm<usize>>(&stored).unwrap(), town);
}

#[test]
fn groups_that_differ_by_rounding_only_do_not_vary() {
    let both = compare(&[0.3, 0.1 + 0.2], &[0.3, 0.3]);
    assert_eq!((both.t(), both.d(), both.interval(Confidence::default())), (None, None, None));
    assert_eq!(both.pooled_deviation(), Some(0.0));
}

#[test]
fn the_smallest_effect_found_is_what_other_packages_reckon() {
    let cases = reference("power");
    assert!(cases.len() >= 18);
    for case in cases {
        let (data, want) = (&case["data"], &case["expect"]["effect"]);
        let number = |key: &str| data[key].as_u64().unwrap();
        let power = Power::new(data["power"].as_f64().unwrap()).unwrap();
        let confidence = Confidence::new(1.0 - data["alpha"].as_f64().unwrap()).unwrap();
        let what = case["name"].to_string();
        match case["kind"].as_str().unwrap() {
            "paired" => same(detectable_d_z(number("n"), power, confidence), want, &what),
            "two_arms" => same(detectable_d(number("n_a"), number("n_b"), power, confidence), want, &what),
            kind => {
                // The smallest number with which an effect is found.
                let (effect, n) = (data["effect"].as_f64().unwrap(), case["expect"]["n"].as_u64().unwrap());
                let smallest = |n| match kind {
                    "smallest_n_paired" => detectable_d_z(n, power, confidence).unwrap(),
                    _ => detectable_d(n, n, power, confidence).unwrap(),
                };
                assert!(smallest(n) <= effect && smallest(n - 1) > effect, "{what}");
            }
        }
    }
}

#[test]
fn a_study_of_nobody_detects_nothing() {
    let (power, confidence) = (Power::default(), Confidence::default());
    assert_eq!([0, 1].map(|pairs| detectable_d_z(pairs, power, confidence)), [None, None]);
    assert_eq!(detectable_d(0, 30, power, confidence), None);
    assert_eq!(detectable_d(30, 0, power, confidence), None);
    assert_eq!(detectable_d(1, 1, power, confidence), None);
    assert!(detectable_d(1, 2, power, confidence).is_some());
    let more = Power::new(0.9).unwrap();
    assert!(detectable_d(30, 30, more, confidence) > detectable_d(30, 30, power, confidence));
    assert_eq!(detectable_d_z(2, more, Confidence::new(0.999_999).unwrap()), None, "beyond what is told");
}

#[test]
fn a_power_is_a_share_above_a_half() {
    assert!(Power::new(0.5).is_err() && Power::new(1.0).is_err() && Power::new(f64::NAN).is_err());
    assert!(Power::new(0.51).is_ok());
    assert!((Power::default().share() - 0.8).abs() < f64::EPSILON);
    assert!(serde_json::from_str::<Power>("0.2").is_err());
}

fn scale(lowest: f64, highest: f64) -> ScaleLimits {
    ScaleLimits::new(measured(lowest), measured(highest)).unwrap()
}

#[test]
fn a_scale_runs_upward() {
    assert!(ScaleLimits::new(measured(5.0), measured(1.0)).is_err());
    assert!(ScaleLimits::new(measured(1.0), measured(1.0)).is_err());
    assert!(serde_json::from_str::<ScaleLimits>(r#"{"lowest": 5, "highest": 1}"#).is_err());
    assert_eq!((scale(1.0, 5.0).lowest(), scale(1.0, 5.0).highest()), (1.0, 5.0));
}

#[test]
fn a_mean_off_the_scale_or_of_nobody_has_no_bounds() {
    let of = |answers: &[i32], missing| {
        scale(1.0, 5.0).mean_bounds(&answers.iter().copied().collect::<Moments>().finish(), missing)
    };
    assert_eq!(of(&[], 0), None);
    assert_eq!(of(&[6], 1), None);
    assert_eq!(of(&[0], 1), None);
    let unknown = of(&[], 3).unwrap();
    assert_eq!((unknown.lower(), unknown.upper()), (1.0, 5.0));
    let known = of(&[1, 5], 0).unwrap();
    assert_eq!((known.lower(), known.upper()), (3.0, 3.0));
    assert!(of(&[1], 0).is_some() && of(&[5], 0).is_some());
}

#[test]
fn a_share_is_bounded_by_none_and_all_of_the_missing() {
    let bounds = Bounds::of_share(3, 6, 4).unwrap();
    assert_eq!((bounds.lower(), bounds.upper()), (0.3, 0.7));
    assert_eq!(Bounds::of_share(0, 0, 0), None);
    assert_eq!(Bounds::of_share(2, 1, 5), None);
    assert_eq!(Bounds::of_share(1, 1, 0).map(|bounds| bounds.width()), Some(0.0));
}

#[test]
fn attrition_is_told_overall_and_by_arm() {
    let people = [(0, true), (0, true), (0, true), (0, false), (1, true), (1, false), (2, true)];
    let lost =
        people.map(|(arm, answered)| due(arm, None, answered)).into_iter().collect::<Attrition<_>>().finish();
    let overall = lost.overall();
    assert_eq!((overall.due(), overall.answered(), overall.missing()), (7, 5, 2));
    assert_eq!(overall.share(), Some(2.0 / 7.0));
    assert_eq!(lost.of(&0).share(), Some(0.25));
    assert_eq!(lost.of(&9).share(), None);
    assert_eq!(lost.differential(), Some(0.5), "the arms lost 25 %, 50 % and none");
    assert_eq!(lost.arms().iter().map(|arm| arm.arm).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!((lost.baseline_gap(), lost.balance()), (None, None), "no baseline is known");
}

#[test]
fn a_differential_takes_two_arms() {
    let lost = [due(0, None, true), due(0, None, false)].into_iter().collect::<Attrition<_>>().finish();
    assert_eq!(lost.differential(), None);
    let two = [due(0, None, true), due(1, None, false)].into_iter().collect::<Attrition<_>>().finish();
    assert_eq!(two.differential(), Some(1.0));
    assert_eq!(Attrition::<u8>::default().finish().overall().share(), None);
}

#[test]
fn those_who_answered_had_started_elsewhere() {
    let rows = [
        due(0, Some(4.0), true),
        due(0, Some(6.0), true),
        due(0, Some(1.0), false),
        due(0, Some(3.0), false),
        due(0, None, false),
    ];
    let lost = rows.into_iter().collect::<Attrition<_>>().finish();
    // Means 5 and 2, both deviations √2.
    near(lost.baseline_gap().unwrap(), 3.0 / 2_f64.sqrt(), "gap");
    assert_eq!(lost.balance(), Some(BaselineBalance::Apart));
}

#[test]
fn balance_is_judged_as_the_clearinghouse_does() {
    for (gap, balance) in [
        (0.0, BaselineBalance::Alike),
        (-0.05, BaselineBalance::Alike),
        (0.05_f64.next_up(), BaselineBalance::Adjust),
        (0.25, BaselineBalance::Adjust),
        (-0.25_f64.next_up(), BaselineBalance::Apart),
        (3.0, BaselineBalance::Apart),
    ] {
        assert_eq!(BaselineBalance::of(gap), balance, "{gap}");
    }
}
