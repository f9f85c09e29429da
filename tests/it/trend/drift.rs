//! Mann–Kendall and Theil–Sen.

use mentorship::{
    impact::{Confidence, Interval, Limit},
    trend::{MannKendall, Month, NoTrend, Per, Series, TheilSen},
};
use proptest::prelude::*;
use serde_json::Value;

use super::{floats, months, near, real, reference, series, series_at};

fn at(times: &Value, values: &Value) -> (f64, Series) {
    let (times, values) = (floats(times), floats(values));
    let first = times[0];
    let points: Vec<_> =
        times.iter().zip(values).map(|(time, value)| ((time - first).round() as usize, value)).collect();
    (first, series_at(&points))
}

fn same(name: &str, ours: Option<f64>, theirs: &Value) {
    match (ours, theirs.as_f64()) {
        (Some(ours), Some(theirs)) => assert!(near(ours, theirs), "{name}: {ours} is not {theirs}"),
        (ours, theirs) => assert_eq!(ours, theirs, "{name}"),
    }
}

fn same_limit(name: &str, ours: Limit, theirs: &Value) {
    match theirs.as_f64() {
        Some(_) => same(name, ours.value(), theirs),
        None => assert_eq!(ours, Limit::Unbounded, "{name}"),
    }
}

fn interval(slope: &TheilSen) -> Option<Interval> {
    slope.interval(Confidence::default())
}

#[test]
fn tests_and_slopes_are_those_of_the_reference() {
    for (name, data, expect) in reference("mann_kendall") {
        let (first, series) = at(&data["times"], &data["values"]);
        let test = MannKendall::of(&series).unwrap();
        assert_eq!(test.points() as u64, expect["n"].as_u64().unwrap(), "{name}");
        assert_eq!(Some(test.s()), expect["s"].as_i64(), "{name}");
        same(&name, Some(test.variance()), &expect["var_s"]);
        same(&name, Some(test.tau()), &expect["tau"]);
        same(&name, test.z(), &expect["z"]);
        same(&name, test.p_normal(), &expect["p_normal"]);
        same(&name, test.p_exact(), &expect["p_exact"]);
        same(&name, test.p(), &expect["p"]);
        let slope = TheilSen::of(&series).unwrap();
        assert_eq!(slope.slopes() as u64, expect["slopes"].as_u64().unwrap(), "{name}");
        assert_eq!(slope.per(), Per::Month);
        same(&name, Some(slope.value()), &expect["slope"]);
        // Times are told from the first month.
        let intercept = slope.intercept() - slope.value() * first;
        assert!((intercept - expect["intercept"].as_f64().unwrap()).abs() < 1e-9, "{name}");
        match interval(&slope) {
            Some(interval) => {
                same_limit(&name, interval.lower, &expect["slope_lower"]);
                same_limit(&name, interval.upper, &expect["slope_upper"]);
            }
            // Where all are equal, we say nothing of how they vary.
            None => same(&name, None, &expect["z"]),
        }
    }
}

#[test]
fn seasonal_tests_and_slopes_are_those_of_the_reference() {
    let mut judged = 0;
    for (name, data, expect) in reference("seasonal") {
        if data["period"] != 12 {
            continue;
        }
        judged += 1;
        let values = data["values"].as_array().unwrap().iter().map(Value::as_f64).enumerate();
        let points: Vec<_> = values.filter_map(|(at, value)| Some((at, value?))).collect();
        let series = series_at(&points);
        let test = MannKendall::seasonal(&series).unwrap();
        assert_eq!(Some(test.s()), expect["s"].as_i64(), "{name}");
        assert_eq!(test.points() as u64, expect["n"].as_u64().unwrap(), "{name}");
        same(&name, Some(test.variance()), &expect["var_s"]);
        same(&name, Some(test.tau()), &expect["tau"]);
        same(&name, test.z(), &expect["z"]);
        same(&name, test.p(), &expect["p"]);
        assert_eq!(test.p_exact(), None);
        let slope = TheilSen::seasonal(&series).unwrap();
        assert_eq!(slope.slopes() as u64, expect["slopes"].as_u64().unwrap(), "{name}");
        assert_eq!(slope.per(), Per::Year);
        same(&name, Some(slope.value()), &expect["slope"]);
        same(&name, Some(slope.intercept()), &expect["intercept"]);
        let interval = interval(&slope).unwrap();
        same_limit(&name, interval.lower, &expect["slope_lower"]);
        same_limit(&name, interval.upper, &expect["slope_upper"]);
    }
    assert!(judged >= 6);
}

#[test]
fn fewer_than_two_months_or_three_years_are_refused() {
    let too_few = |points, needed| NoTrend::TooFew { points, needed };
    assert_eq!(MannKendall::of(&series(&[1.0])), Err(too_few(1, 2)));
    assert_eq!(TheilSen::of(&Series::default()).unwrap_err(), too_few(0, 2));
    let years = |count: usize| series(&[1.0, 2.0, 3.0, 4.0].repeat(10)[..count]);
    assert_eq!(MannKendall::seasonal(&years(35)), Err(too_few(35, 36)));
    assert_eq!(TheilSen::seasonal(&years(35)).unwrap_err(), too_few(35, 36));
    assert!(MannKendall::seasonal(&years(36)).is_ok() && TheilSen::seasonal(&years(36)).is_ok());
    assert_eq!(too_few(35, 36).to_string(), "this takes at least 36 months with a value, and there are 35");
}

#[test]
fn more_months_than_slopes_are_looked_for_in_are_refused() {
    let long = |count: usize| {
        let points = months().zip(0..count).map(|(month, at)| mentorship::trend::Point {
            month,
            value: real(at % 7),
            n: 1,
        });
        Series::new(points).unwrap()
    };
    assert_eq!(TheilSen::of(&long(2_001)).unwrap_err(), NoTrend::TooMany { points: 2_001, most: 2_000 });
    assert_eq!(
        NoTrend::TooMany { points: 2_001, most: 2_000 }.to_string(),
        "this takes at most 2000 months, and there are 2001"
    );
    assert!(TheilSen::seasonal(&long(2_000)).is_ok());
    assert!(MannKendall::of(&long(10_000)).is_ok());
}

#[test]
fn two_months_have_a_slope_and_no_limits() {
    let slope = TheilSen::of(&series_at(&[(0, 3.0), (4, 5.0)])).unwrap();
    assert!(near(slope.value(), 0.5) && near(slope.intercept(), 3.0));
    let interval = interval(&slope).unwrap();
    assert_eq!((interval.lower, interval.upper), (Limit::Unbounded, Limit::Unbounded));
    assert_eq!(interval.confidence, Confidence::default());
}

#[test]
fn values_that_are_all_equal_have_no_test_and_no_limits() {
    let flat = series(&[7.0; 12]);
    let test = MannKendall::of(&flat).unwrap();
    assert_eq!((test.s(), test.z(), test.p_normal(), test.p_exact(), test.p()), (0, None, None, None, None));
    let slope = TheilSen::of(&flat).unwrap();
    assert_eq!(interval(&slope), None);
    assert!(near(slope.value(), 0.0) && near(slope.intercept(), 7.0));
    assert_eq!(test.to_string(), "12 months all alike");
    // The two signs of zero are one value.
    let zeros = MannKendall::of(&series(&[0.0, -0.0, 0.0, -0.0])).unwrap();
    assert_eq!((zeros.s(), zeros.p()), (0, None));
}

#[test]
fn exact_up_to_nine_months_without_ties() {
    let rising = |count: usize| MannKendall::of(&series(&(0..count).map(real).collect::<Vec<_>>())).unwrap();
    assert_eq!(MannKendall::MOST_EXACT, 9);
    assert_eq!(rising(9).p_exact(), Some(2.0 / 362_880.0));
    assert_eq!(rising(10).p_exact(), None);
    assert_eq!(MannKendall::of(&series(&[1.0, 2.0, 2.0])).unwrap().p_exact(), None);
}

#[test]
fn a_drift_is_told_in_words() {
    let rising: Vec<f64> = (0..24).map(f64::from).collect();
    let told = |values: &[f64]| MannKendall::of(&series(values)).unwrap().to_string();
    assert_eq!(told(&rising), "more pairs of months rise than fall (S = 276, p below 0.001, 24 months)");
    assert_eq!(told(&[3.0, 2.0]), "more pairs of months fall than rise (S = -1, p 1.000, 2 months)");
    assert_eq!(
        told(&[1.0, 2.0, 2.0, 1.0]),
        "as many pairs of months rise as fall (S = 0, p 1.000, 4 months)"
    );
    assert_eq!(TheilSen::of(&series(&[1.0, 1.25])).unwrap().to_string(), "+0.250 a month");
    let year: Vec<f64> = (0..36).map(|at| -f64::from(at / 12)).collect();
    assert_eq!(TheilSen::seasonal(&series(&year)).unwrap().to_string(), "-1.000 a year");
}

#[test]
fn a_season_is_no_drift() {
    // The same year three times, beginning low and ending high.
    let year: Vec<f64> = (0..12).map(f64::from).collect();
    let seasons = series(&year.repeat(3));
    let test = MannKendall::seasonal(&seasons).unwrap();
    assert_eq!((test.s(), test.p()), (0, None));
    // Grown by one each year, every season rises.
    let grown: Vec<f64> = (0..36).map(|at| f64::from(at % 12 + at / 12)).collect();
    let slope = TheilSen::seasonal(&series(&grown)).unwrap();
    assert!(near(slope.value(), 1.0));
    assert_eq!(MannKendall::seasonal(&series(&grown)).unwrap().s(), 36);
}

/// Pairs that rise less pairs that fall, of all pairs.
fn naive_s(values: &[f64]) -> i64 {
    let mut s = 0;
    for (at, to) in values.iter().enumerate() {
        for from in &values[..at] {
            s += i64::from(to > from) - i64::from(to < from);
        }
    }
    s
}

/// The share of all orders of the values whose S lies as far from zero.
fn naive_p(values: &[f64]) -> f64 {
    fn orders(values: &mut Vec<f64>, from: usize, found: &mut Vec<i64>) {
        if from == values.len() {
            found.push(naive_s(values));
        }
        for at in from..values.len() {
            values.swap(from, at);
            orders(values, from + 1, found);
            values.swap(from, at);
        }
    }
    let mut found = Vec::new();
    orders(&mut values.to_vec(), 0, &mut found);
    let observed = naive_s(values).abs();
    real(found.iter().filter(|s| s.abs() >= observed).count()) / real(found.len())
}

proptest! {
    #[test]
    fn s_is_that_of_all_pairs(values in prop::collection::vec(-20_i8..20, 2..60)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let test = MannKendall::of(&series(&values)).unwrap();
        prop_assert_eq!(test.s(), naive_s(&values));
        prop_assert!(test.tau().abs() <= 1.0);
        // Backwards, or upside down, it is the other way.
        let back: Vec<f64> = values.iter().rev().copied().collect();
        let down: Vec<f64> = values.iter().map(|value| -value).collect();
        for other in [back, down] {
            let other = MannKendall::of(&series(&other)).unwrap();
            prop_assert_eq!(other.s(), -test.s());
            prop_assert_eq!(other.p(), test.p());
        }
        // Any rising scale is the same.
        let cubed: Vec<f64> = values.iter().map(|value| value * value * value + 5.0).collect();
        prop_assert_eq!(MannKendall::of(&series(&cubed)).unwrap(), test);
        if let Some(p) = test.p() {
            prop_assert!((0.0..=1.0).contains(&p));
        }
    }

    #[test]
    fn the_exact_p_counts_all_orders(values in Just((0..7_u8).collect::<Vec<_>>()).prop_shuffle(), count in 2_usize..=7) {
        let values: Vec<f64> = values[..count].iter().map(|value| f64::from(*value)).collect();
        let p = MannKendall::of(&series(&values)).unwrap().p_exact().unwrap();
        prop_assert!(near(p, naive_p(&values)));
    }

    #[test]
    fn the_slope_follows_the_values(values in prop::collection::vec(-100_i16..100, 2..40)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let slope = TheilSen::of(&series(&values)).unwrap();
        let tilted: Vec<f64> = (0_u32..).zip(&values).map(|(at, value)| value + 4.0 * f64::from(at)).collect();
        let tilted = TheilSen::of(&series(&tilted)).unwrap();
        prop_assert!((tilted.value() - slope.value() - 4.0).abs() < 1e-9);
        prop_assert!((tilted.intercept() - slope.intercept()).abs() < 300.0);
        let moved: Vec<f64> = values.iter().map(|value| value + 64.0).collect();
        let moved = TheilSen::of(&series(&moved)).unwrap();
        prop_assert!((moved.intercept() - slope.intercept() - 64.0).abs() < 1e-9);
        if let Some(interval) = interval(&slope) {
            prop_assert!(interval.contains(slope.value()));
            let wider = slope.interval(Confidence::new(0.99).unwrap()).unwrap();
            prop_assert!(wider.lower.value().is_none_or(|end| interval.contains(end) || end <= interval.lower.value().unwrap()));
        }
    }

    #[test]
    fn the_slope_takes_months_as_far_apart_as_they_are(points in prop::collection::btree_map(0_usize..200, -100_i8..100, 2..20)) {
        let points: Vec<(usize, f64)> = points.into_iter().map(|(at, value)| (at, f64::from(value))).collect();
        let all: Vec<Month> = months().take(200).collect();
        let mut slopes = Vec::new();
        for (at, to) in points.iter().enumerate() {
            slopes.extend(points[..at].iter().map(|from| (to.1 - from.1) / f64::from(all[from.0].months_until(all[to.0]))));
        }
        slopes.sort_by(f64::total_cmp);
        let middle = f64::midpoint(slopes[(slopes.len() - 1) / 2], slopes[slopes.len() / 2]);
        prop_assert!(near(TheilSen::of(&series_at(&points)).unwrap().value(), middle));
    }
}
