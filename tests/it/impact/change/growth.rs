//! The same people before and after: growth, ranks, reliable change, goals.

use mentorship::feedback::Better;
use mentorship::impact::{
    Accumulate, AttainedGoal, Attainment, Change, Confidence, Continuity, Correction, Directions,
    FloatMoments, GoalAttainment, GoalWeight, Growth, Paired, ReliableChange, SignedRanks, Verdict, Verdicts,
    Zeros,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{laws, measured, near, numbers, reference, same, same_interval};

fn pair(pre: f64, post: f64) -> Paired {
    Paired::new(pre, post).unwrap()
}

fn change(pairs: &[(f64, f64)]) -> Change {
    pairs.iter().map(|&(pre, post)| pair(pre, post)).collect()
}

fn growth(pairs: &[(f64, f64)]) -> Growth {
    change(pairs).finish()
}

/// Changes as those from 0.
fn changes(sizes: &[f64]) -> Change {
    sizes.iter().map(|&size| pair(0.0, size)).collect()
}

fn data(case: &Value) -> Vec<(f64, f64)> {
    numbers(&case["data"]["pre"]).into_iter().zip(numbers(&case["data"]["post"])).collect()
}

/// Answers from 1 to 5, and means of three of them.
fn scores() -> impl Strategy<Value = Vec<(f64, f64)>> {
    let score =
        || prop_oneof![(1_i32..=5).prop_map(f64::from), (3_i32..=15).prop_map(|sum| f64::from(sum) / 3.0)];
    prop::collection::vec((score(), score()), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn change_takes_pairs_in_any_partition(scores in scores(), cuts in any::<(usize, usize)>()) {
        let pairs: Vec<_> = scores.iter().map(|&(pre, post)| pair(pre, post)).collect();
        laws::<Change>(&pairs, cuts);
    }

    #[test]
    fn verdicts_and_goals_are_taken_in_any_partition(
        steps in prop::collection::vec((-2_i64..=2, 1_i64..=100), 0..20),
        cuts in any::<(usize, usize)>(),
    ) {
        let verdicts = [Verdict::Improved, Verdict::Unchanged, Verdict::Deteriorated];
        laws::<Verdicts>(&steps.iter().map(|(step, _)| verdicts[usize::try_from(step + 2).unwrap() % 3]).collect::<Vec<_>>(), cuts);
        laws::<GoalAttainment>(&steps.iter().map(|&(step, weight)| goal(weight, step)).collect::<Vec<_>>(), cuts);
    }

    #[test]
    fn swapping_before_and_after_turns_growth_around(scores in scores()) {
        let there = growth(&scores);
        let back = growth(&scores.iter().map(|&(pre, post)| (post, pre)).collect::<Vec<_>>());
        let minus = |value: Option<f64>| json!(value.map(|value| -value));
        same(there.mean(), &minus(back.mean()), "mean");
        same(there.d_z(), &minus(back.d_z()), "d_z");
        same(there.d_av(), &minus(back.d_av()), "d_av");
        same(there.p(), &json!(back.p()), "p");
        same(there.correlation(), &json!(back.correlation()), "correlation");
    }

    #[test]
    fn standardised_effects_know_neither_unit_nor_origin(scores in scores()) {
        let here = growth(&scores);
        let there = growth(&scores.iter().map(|&(pre, post)| (8.0 * pre + 64.0, 8.0 * post + 64.0)).collect::<Vec<_>>());
        same(there.mean(), &json!(here.mean().map(|mean| 8.0 * mean)), "mean");
        for of in [Growth::d_z, Growth::d_av, Growth::d_rm, Growth::glass, Growth::t] {
            let (here, there) = (of(&here), of(&there));
            prop_assert_eq!(here.is_some(), there.is_some());
            // Rounding of d_rm is that of 1 − r near a correlation of 1.
            prop_assert!(here.zip(there).is_none_or(|(a, b)| (a - b).abs() < 1e-6 * (1.0 + a.abs())), "{here:?} {there:?}");
        }
    }

    #[test]
    fn nothing_is_ever_infinite_or_no_number(
        scores in prop::collection::vec((prop::num::f64::NORMAL | prop::num::f64::ZERO, -4..5_i32), 0..5),
    ) {
        let pairs = scores.iter().filter_map(|&(pre, off)| Paired::new(pre, pre * (1.0 + f64::from(off) * f64::EPSILON)).ok());
        let change: Change = pairs.collect();
        let growth = change.finish();
        let confidence = Confidence::default();
        let figures = [
            growth.mean(), growth.deviation(), growth.t(), growth.p(), growth.d_z(), growth.d_z_standard_error(),
            growth.d_av(), growth.d_rm(), growth.glass(), growth.correlation(), growth.g_z(Correction::Exact),
            growth.interval(confidence).map(|interval| interval.ends().unwrap().0),
            growth.d_z_interval(confidence).map(|interval| interval.ends().unwrap().1),
        ];
        prop_assert!(figures.into_iter().flatten().all(f64::is_finite), "{figures:?}");
    }

    #[test]
    fn exact_p_is_the_share_of_sign_flips(sizes in prop::collection::vec(-4_i32..=4, 1..11), ranked in any::<bool>()) {
        let zeros = if ranked { Zeros::Ranked } else { Zeros::Dropped };
        let changes = changes(&sizes.iter().copied().map(f64::from).collect::<Vec<_>>());
        same(SignedRanks::of(&changes, zeros).p_exact(), &json!(flips(&sizes, zeros)), "p");
    }

    #[test]
    fn turning_all_changes_around_swaps_the_sums_of_ranks(scores in scores()) {
        let there = SignedRanks::of(&change(&scores), Zeros::Ranked);
        let turned: Vec<_> = scores.iter().map(|&(pre, post)| (post, pre)).collect();
        let back = SignedRanks::of(&change(&turned), Zeros::Ranked);
        prop_assert_eq!((there.w_plus(), there.w_minus()), (back.w_minus(), back.w_plus()));
        prop_assert_eq!(there.p_exact(), back.p_exact());
        prop_assert_eq!(there.z(Continuity::Corrected), back.z(Continuity::Corrected).map(|z| if z == 0.0 { z } else { -z }));
        let (up, down) = (Directions::of(&change(&scores), Better::Higher), Directions::of(&change(&turned), Better::Lower));
        prop_assert_eq!(up, down);
        prop_assert_eq!(up.improved() + up.worse(), there.changed());
        prop_assert_eq!(up.same(), there.unchanged());
    }
}

/// By definition: rank sizes by counting smaller and equal ones, then try every sign.
fn flips(sizes: &[i32], zeros: Zeros) -> Option<f64> {
    let ranked: Vec<i32> =
        sizes.iter().copied().filter(|&size| size != 0 || zeros == Zeros::Ranked).collect();
    let moved: Vec<i32> = ranked.iter().copied().filter(|&size| size != 0).collect();
    let double_rank = |size: i32| {
        let smaller = ranked.iter().filter(|other| other.abs() < size.abs()).count();
        let equal = ranked.iter().filter(|other| other.abs() == size.abs()).count();
        i32::try_from(2 * smaller + equal + 1).unwrap()
    };
    let ranks: Vec<i32> = moved.iter().map(|&size| double_rank(size)).collect();
    let apart: i32 = moved.iter().zip(&ranks).map(|(size, rank)| size.signum() * rank).sum();
    let ways = 1_u32 << ranks.len();
    let as_far = (0..ways).filter(|way| {
        let sum: i32 =
            ranks.iter().enumerate().map(|(at, rank)| if way >> at & 1 == 1 { *rank } else { -rank }).sum();
        sum.abs() >= apart.abs()
    });
    (!ranks.is_empty()).then(|| f64::from(u32::try_from(as_far.count()).unwrap()) / f64::from(ways))
}

#[test]
fn growth_is_what_other_packages_reckon() {
    let cases = reference("change");
    assert!(cases.len() >= 12);
    for case in cases {
        let (growth, want) = (growth(&data(&case)), &case["expect"]);
        let figure = |got: Option<f64>, key: &str| same(got, &want[key], &format!("{} {key}", case["name"]));
        assert_eq!(json!(growth.people()), want["n"]);
        assert_eq!(json!(growth.degrees()), want["df"]);
        figure(growth.mean(), "mean_diff");
        figure(growth.deviation(), "sd_diff");
        figure(growth.t(), "t");
        figure(growth.p(), "p");
        figure(growth.d_z(), "d_z");
        figure(growth.d_z_standard_error(), "d_z_se_normal");
        figure(growth.d_av(), "d_av");
        figure(growth.d_rm(), "d_rm");
        figure(growth.glass(), "glass");
        figure(growth.correlation(), "r");
        figure(growth.g_z(Correction::Approximate), "g_z");
        figure(growth.g_av(Correction::Approximate), "g_av");
        figure(growth.g_z(Correction::Exact), "g_z_exact");
        figure(growth.g_av(Correction::Exact), "g_av_exact");
        let confidence = Confidence::default();
        same_interval(growth.d_z_interval(confidence), &want["d_z_ci"], "interval of d_z");
        if growth.deviation() == Some(0.0) {
            // The file has an interval without width; we have none, because nothing was seen of how changes vary.
            assert_eq!(growth.interval(confidence), None);
        } else {
            same_interval(growth.interval(confidence), &want["ci"], "interval of the mean change");
        }
    }
}

#[test]
fn levels_other_than_95_percent_widen_both_intervals() {
    let growth = growth(&[(1.0, 2.0), (2.0, 4.0), (3.0, 3.0), (2.0, 5.0)]);
    // Student's t with 3 degrees of freedom: 5.841 at 99 %, mean 1.5, deviation √(5/3).
    let (lower, upper) = growth.interval(Confidence::new(0.99).unwrap()).unwrap().ends().unwrap();
    near(upper - lower, 2.0 * 5.840_909_309_732_851 * (5.0_f64 / 3.0).sqrt() / 2.0, "width");
    near(f64::midpoint(lower, upper), 1.5, "middle");
    let d_z = |share| growth.d_z_interval(Confidence::new(share).unwrap()).unwrap();
    assert!(
        d_z(0.99).contains(d_z(0.95).ends().unwrap().0) && d_z(0.99).contains(d_z(0.95).ends().unwrap().1)
    );
}

#[test]
fn means_and_deviations_of_both_moments_are_told() {
    let growth = growth(&[(1.0, 2.0), (3.0, 6.0)]);
    assert_eq!((growth.pre_mean(), growth.post_mean()), (Some(2.0), Some(4.0)));
    assert_eq!((growth.pre_deviation(), growth.post_deviation()), (Some(2_f64.sqrt()), Some(8_f64.sqrt())));
}

#[test]
fn a_score_that_is_no_number_is_refused() {
    for bad in [f64::NAN, f64::INFINITY, -1e101] {
        assert!(Paired::new(1.0, bad).is_err());
        assert!(Paired::new(bad, 1.0).is_err());
    }
    assert!(serde_json::from_str::<Paired>(r#"{"pre": 1, "post": 1e200}"#).is_err());
    assert_eq!(Paired::new(-0.0, 0.0).unwrap(), Paired::new(0.0, -0.0).unwrap());
}

#[test]
fn small_changes_of_large_scores_keep_their_digits() {
    // Their means are thirds, which a float near 1e12 holds to four digits only.
    let small = [(0.0, 1.0), (1.0, 3.0), (3.0, 3.0)];
    let large: Vec<_> = small.iter().map(|&(pre, post)| (1e12 + pre, 1e12 + post)).collect();
    let (small, large) = (growth(&small), growth(&large));
    for of in [Growth::mean, Growth::deviation, Growth::pre_deviation, Growth::correlation, Growth::d_av] {
        near(of(&large).unwrap(), of(&small).unwrap(), "large scores");
    }
}

#[test]
fn the_same_change_for_all_has_no_deviation_even_when_rounded() {
    // 3.4 − 3.2, 3.0 − 2.8 and 0.3 − 0.1 are three different floats.
    let growth = growth(&[(3.2, 3.4), (2.8, 3.0), (0.1, 0.3)]);
    assert_eq!(growth.deviation(), Some(0.0));
    assert_eq!((growth.t(), growth.d_z(), growth.p()), (None, None, None));
    near(growth.mean().unwrap(), 0.2, "the mean stays");
    let ranks = SignedRanks::of(&change(&[(3.2, 3.4), (2.8, 3.0), (0.3, 0.1), (1.0, 2.0)]), Zeros::Dropped);
    assert_eq!((ranks.w_plus(), ranks.w_minus()), (8.0, 2.0));
    // Four units are the same, five are not.
    let same = |to: f64| {
        let both = [(1.0, to), (to, 1.0)].map(|pair| Directions::of(&change(&[pair]), Better::Higher).same());
        assert_eq!(both[0], both[1]);
        both[0]
    };
    assert_eq!((same(1.0 - 4.0 * f64::EPSILON), same(1.0 - 5.0 * f64::EPSILON)), (1, 0));
    // Here five sevenths differ by more than a unit of the last place of the largest score.
    let sevenths = change(&[(29.0 / 7.0, 34.0 / 7.0), (29.0 / 7.0, 24.0 / 7.0)]);
    let ranks = SignedRanks::of(&sevenths, Zeros::Dropped);
    assert_eq!((ranks.w_plus(), ranks.w_minus()), (1.5, 1.5));
    // A mean of 0.1 + 0.2 is not 0.3 to the last bit, and no change.
    let still = change(&[(0.3, 0.1 + 0.2)]);
    assert_eq!(Directions::of(&still, Better::Higher).same(), 1);
    assert_eq!(SignedRanks::of(&still, Zeros::Dropped).unchanged(), 1);
}

#[test]
fn an_effect_beyond_a_hundred_deviations_has_no_interval() {
    let far = growth(&[(0.0, 1000.0), (0.0, 1000.1), (0.0, 999.9)]);
    assert!(far.d_z().unwrap() > 100.0);
    assert_eq!(far.d_z_interval(Confidence::default()), None);
}

#[test]
fn the_correction_leaves_nothing_of_two_pairs() {
    let two = growth(&[(1.0, 2.0), (2.0, 5.0)]);
    assert_eq!(two.g_z(Correction::Exact), Some(0.0));
    assert_eq!(two.g_z(Correction::Approximate), Some(0.0));
    // Γ(1) / (√1 Γ(1/2)) = 1/√π.
    let three = growth(&[(1.0, 2.0), (2.0, 5.0), (2.0, 3.0)]);
    near(
        three.g_z(Correction::Exact).unwrap() / three.d_z().unwrap(),
        std::f64::consts::PI.sqrt().recip(),
        "factor",
    );
}

#[test]
fn the_exact_correction_keeps_its_digits_for_many_people() {
    // mpmath 1.4.1, Γ(df/2) / (√(df/2) Γ((df−1)/2)), on both sides of the bound between the two ways to compute it.
    for (people, factor) in [
        (300_u32, 0.997_489_189_328_593_4),
        (301, 0.997_497_566_843_858_6),
        (401, 0.998_123_631_714_998_3),
        (5001, 0.999_849_991_249_437_5),
    ] {
        let pairs: Vec<(f64, f64)> = (0..people).map(|at| (0.0, f64::from(at % 7))).collect();
        let many = growth(&pairs);
        near(many.g_z(Correction::Exact).unwrap() / many.d_z().unwrap(), factor, "factor");
    }
}

#[test]
fn counts_that_overflow_stay_counts() {
    let many =
        r#"[{"pre": 1, "post": 2, "people": 18446744073709551615}, {"pre": 1, "post": 3, "people": 5}]"#;
    let mut change: Change = serde_json::from_str(many).unwrap();
    change.merge(&change.clone());
    assert_eq!(change.finish().people(), u64::MAX);
    let ranks = SignedRanks::of(&change, Zeros::Ranked);
    assert_eq!((ranks.changed(), ranks.p_exact()), (u64::MAX, None));
    assert_eq!(ranks.rank_biserial(), Some(1.0));
    let nobody: Change = serde_json::from_str(r#"[{"pre": 1, "post": 2, "people": 0}]"#).unwrap();
    assert_eq!(nobody, Change::default());
}

#[test]
fn signed_ranks_are_what_other_packages_reckon() {
    let cases = reference("wilcoxon");
    assert!(cases.len() >= 15);
    for case in cases {
        let changes = changes(&numbers(&case["data"]["diffs"]));
        for (key, zeros) in [("wilcox", Zeros::Dropped), ("pratt", Zeros::Ranked)] {
            let (ranks, want) = (SignedRanks::of(&changes, zeros), &case["expect"][key]);
            let figure =
                |got: Option<f64>, of: &str| same(got, &want[of], &format!("{} {key} {of}", case["name"]));
            assert_eq!(json!(ranks.changed()), want["n_used"]);
            figure(Some(ranks.w_plus()), "w_plus");
            figure(Some(ranks.w_minus()), "w_minus");
            figure(ranks.rank_biserial(), "rank_biserial");
            figure(ranks.z(Continuity::Uncorrected), "z");
            figure(ranks.p_normal(Continuity::Uncorrected), "p");
            figure(ranks.z(Continuity::Corrected), "z_cc");
            figure(ranks.p_normal(Continuity::Corrected), "p_cc");
            figure(ranks.p_exact(), "p_exact");
        }
    }
}

#[test]
fn every_sign_is_tried_up_to_sixty_people() {
    let changes = |people| changes(&vec![1.0; people]);
    assert_eq!(SignedRanks::MOST_EXACT, 60);
    // Only all up and all down lie as far apart.
    let sixty = SignedRanks::of(&changes(60), Zeros::Dropped).p_exact();
    assert_eq!(sixty, Some(2.0_f64.powi(-59)));
    assert_eq!(SignedRanks::of(&changes(61), Zeros::Dropped).p_exact(), None);
    let zeros = |zeros: usize| self::changes(&[vec![0.0; zeros], vec![1.0; 2]].concat());
    assert_eq!(SignedRanks::of(&zeros(1000), Zeros::Ranked).p_exact(), Some(0.5));
    assert_eq!(SignedRanks::of(&zeros(1001), Zeros::Ranked).p_exact(), None);
    assert_eq!(SignedRanks::of(&zeros(1001), Zeros::Dropped).p_exact(), Some(0.5));
}

fn criterion(deviation: f64, reliability: f64, better: Better) -> ReliableChange {
    ReliableChange::new(deviation, reliability, better, Confidence::default()).unwrap()
}

#[test]
fn reliable_change_is_that_of_jacobson_and_truax() {
    // Jacobson & Truax 1991: SD 7.5, reliability 0.80, from 32.5 to 47.5: S_E 3.35, S_diff 4.74, RC 3.16.
    let marriage = criterion(7.5, 0.80, Better::Higher);
    assert_eq!(format!("{:.2}", marriage.standard_error()), "4.74");
    assert_eq!(format!("{:.2}", marriage.index(pair(32.5, 47.5))), "3.16");
    assert_eq!(marriage.verdict(pair(32.5, 47.5)), Verdict::Improved);
    assert_eq!(marriage.verdict(pair(47.5, 32.5)), Verdict::Deteriorated);
    assert_eq!(criterion(7.5, 0.80, Better::Lower).verdict(pair(47.5, 32.5)), Verdict::Improved);
    near(marriage.smallest(), 1.959_963_984_540_054 * 7.5 * 0.4_f64.sqrt(), "smallest");
}

#[test]
fn a_change_on_the_limit_is_not_reliable() {
    let scale = criterion(1.0, 0.5, Better::Higher);
    near(scale.standard_error(), 1.0, "S_diff");
    let limit = scale.smallest();
    for (to, verdict) in [
        (limit, Verdict::Unchanged),
        (limit.next_up(), Verdict::Improved),
        (-limit, Verdict::Unchanged),
        (-limit.next_up(), Verdict::Deteriorated),
        (0.0, Verdict::Unchanged),
        // The published 1.96 is this limit rounded up.
        (1.96, Verdict::Improved),
    ] {
        assert_eq!(scale.verdict(pair(0.0, to)), verdict, "{to}");
    }
}

#[test]
fn verdicts_are_counted_as_the_formula_has_them() {
    for case in reference("rci") {
        let (data, want) = (&case["data"], &case["expect"]);
        let (deviation, reliability) =
            (data["sd_pre"].as_f64().unwrap(), data["reliability"].as_f64().unwrap());
        let Ok(scale) = ReliableChange::new(deviation, reliability, Better::Higher, Confidence::default())
        else {
            assert!(want["improved"].is_null(), "{} is defined", case["name"]);
            continue;
        };
        same(Some(scale.standard_error()), &want["s_diff"], "S_diff");
        let pairs: Vec<Paired> = self::data(&case).into_iter().map(|(pre, post)| pair(pre, post)).collect();
        for (at, &pair) in pairs.iter().enumerate() {
            same(Some(scale.index(pair)), &want["rci"][at], "index");
        }
        let verdicts = pairs.iter().map(|&pair| scale.verdict(pair)).collect::<Verdicts>().finish();
        let counts = json!([verdicts.improved(), verdicts.unchanged(), verdicts.deteriorated()]);
        if case["name"] == "on_the_threshold" {
            // The file holds 1.96 itself to be unchanged; the quantile, of which 1.96 is the rounding, lies below it.
            assert_eq!(counts, json!([2, 1, 2]));
        } else {
            assert_eq!(counts, json!([want["improved"], want["unchanged"], want["deteriorated"]]));
        }
        assert_eq!(verdicts.people(), u64::try_from(pairs.len()).unwrap());
    }
}

#[test]
fn a_scale_that_tells_nothing_or_everything_is_refused() {
    let refused = |deviation, reliability| {
        ReliableChange::new(deviation, reliability, Better::Higher, Confidence::default()).is_err()
    };
    assert!(refused(0.0, 0.8) && refused(-1.0, 0.8) && refused(f64::NAN, 0.8) && refused(f64::INFINITY, 0.8));
    assert!(refused(1.0, 1.0) && refused(1.0, -0.1) && refused(1.0, f64::NAN));
    assert!(!refused(1.0, 0.0) && !refused(1.0, 0.99));
    let message =
        ReliableChange::new(0.0, 0.8, Better::Higher, Confidence::default()).unwrap_err().to_string();
    assert!(message.ends_with("not 0 and 0.8"), "{message}");
    assert!(serde_json::from_str::<ReliableChange>(r#"{"deviation": 1.0, "reliability": 1.0}"#).is_err());
    let stored: ReliableChange = serde_json::from_str(r#"{"deviation": 7.5, "reliability": 0.8}"#).unwrap();
    assert_eq!(stored, criterion(7.5, 0.8, Better::Higher));
}

fn goal(weight: i64, step: i64) -> AttainedGoal {
    AttainedGoal { attainment: Attainment::new(step).unwrap(), weight: GoalWeight::new(weight).unwrap() }
}

fn t(goals: &[(i64, i64)]) -> Option<f64> {
    goals.iter().map(|&(weight, step)| goal(weight, step)).collect::<GoalAttainment>().finish().t()
}

#[test]
fn goals_reached_as_expected_score_fifty() {
    let two: GoalAttainment = [AttainedGoal::default(); 2].into_iter().collect();
    assert_eq!((two.finish().goals(), two.finish().t()), (2, Some(50.0)));
    assert_eq!(t(&[(1, 0), (5, 0)]), Some(50.0));
    assert_eq!(t(&[(7, 1)]), Some(60.0));
    assert_eq!(t(&[(3, -2)]), Some(30.0));
    assert_eq!(t(&[]), None);
    // Two goals of equal weight one step above: 50 + 20 / √(0.7 × 2 + 0.3 × 4).
    near(t(&[(1, 1), (1, 1)]).unwrap(), 50.0 + 20.0 / 2.6_f64.sqrt(), "two goals");
    near(
        t(&[(4, 1), (2, -1)]).unwrap(),
        t(&[(100, 1), (50, -1)]).unwrap(),
        "only proportions of weights count",
    );
}

#[test]
fn scores_of_goals_are_what_the_formula_gives() {
    let score = |goals: &Value| {
        let goals: Vec<(f64, i64)> = serde_json::from_value(goals.clone()).unwrap();
        // Only proportions of weights count, so quarters are taken four times.
        let whole =
            |weight: f64| (1..=100).find(|&whole| (whole_as(whole) - 4.0 * weight).abs() < 1e-9).unwrap();
        t(&goals.iter().map(|&(weight, step)| (whole(weight), step)).collect::<Vec<_>>())
    };
    let mut tried = 0;
    for case in reference("gas") {
        if case["data"]["rho"] != json!(0.3) || case["name"] == "weights_zero" {
            continue;
        }
        tried += 1;
        if let Some(people) = case["data"]["mentees"].as_array() {
            let scores: FloatMoments = people.iter().filter_map(score).map(measured).collect();
            let (spread, want) = (scores.finish(), &case["expect"]);
            same(spread.mean(), &want["mean"], "mean");
            same(spread.standard_deviation(), &want["sd"], "deviation");
            same_interval(
                spread.interval(Confidence::default()),
                &json!([want["lower"], want["upper"]]),
                "T",
            );
        } else {
            same(score(&case["data"]["goals"]), &case["expect"]["t"], &case["name"].to_string());
        }
    }
    assert_eq!(tried, 12);
}

fn whole_as(weight: i64) -> f64 {
    f64::from(i32::try_from(weight).unwrap())
}

#[test]
fn steps_and_weights_off_their_scale_are_refused() {
    assert_eq!(
        Attainment::new(-3).unwrap_err().to_string(),
        "a goal is reached in steps from -2 to 2, not -3"
    );
    assert!(Attainment::new(254_i64).is_err() && Attainment::new(-2).is_ok());
    assert_eq!(GoalWeight::new(0).unwrap_err().to_string(), "a goal weighs 1 to 100, not 0");
    assert!(GoalWeight::new(101).is_err() && GoalWeight::new(100).is_ok());
    assert!(serde_json::from_str::<Attainment>("3").is_err());
    assert!(serde_json::from_str::<GoalWeight>("-1").is_err());
    assert_eq!(GoalWeight::default().get(), 1);
}

#[test]
fn scores_of_goals_are_averaged_over_people() {
    let scores: FloatMoments =
        [t(&[(1, 1)]), t(&[(1, 0)]), t(&[(1, 2)])].into_iter().flatten().map(measured).collect();
    assert_eq!(scores.finish().mean(), Some(60.0));
}
