//! Run charts and control charts.

use mentorship::{
    impact::{Direction, Share},
    trend::{
        Baseline, Bearing, ControlChart, InvalidBaseline, Rule, RunChart, Series, ShareSeries, Side, Signal,
        TooFewForLimits, Trend,
    },
};
use proptest::prelude::*;
use serde_json::Value;

use super::{flags, floats, month, months, near, reference, series, series_at};

fn xmr(values: &[f64], better: Direction) -> ControlChart {
    ControlChart::of(&series(values), &Baseline::default(), better).unwrap()
}

fn shares(hits: &[u64], totals: &[u64]) -> ShareSeries {
    let counts = hits.iter().zip(totals).map(|(hits, of)| Share::new(*hits, *of).unwrap());
    ShareSeries::new(months().zip(counts)).unwrap()
}

/// Which points are signals by a rule.
fn marked(chart: &ControlChart, rule: Rule) -> Vec<bool> {
    let is = |month| chart.signals().iter().any(|signal| signal.month() == month && signal.rule() == rule);
    chart.points().iter().map(|point| is(point.month())).collect()
}

fn words(chart: &ControlChart) -> Vec<String> {
    chart.signals().iter().map(Signal::to_string).collect()
}

#[test]
fn run_charts_are_those_of_the_reference() {
    let mut judged = 0;
    for (name, data, expect) in reference("run_chart") {
        let values = floats(&data["values"]);
        let chart = match RunChart::of(&series(&values)) {
            Ok(chart) => chart,
            Err(plot) => {
                assert!(values.len() < 8 && plot.points() == values.len(), "{name}");
                continue;
            }
        };
        judged += 1;
        let count = |key: &str| expect[key].as_u64();
        assert_eq!(chart.points() as u64, count("n").unwrap(), "{name}");
        assert!(near(chart.median(), expect["median"].as_f64().unwrap()), "{name}");
        assert_eq!(Some(chart.useful()), count("useful"), "{name}");
        assert_eq!(Some(chart.longest_run()), count("longest_run"), "{name}");
        assert_eq!(Some(chart.crossings()), count("crossings"), "{name}");
        assert_eq!(chart.longest_expected(), count("longest_run_max"), "{name}");
        assert_eq!(chart.fewest_crossings(), count("crossings_min"), "{name}");
        assert_eq!(chart.has_long_run(), expect["signal_run"], "{name}");
        assert_eq!(chart.has_few_crossings(), expect["signal_crossings"], "{name}");
        assert_eq!(chart.shifted(), expect["signal"], "{name}");
    }
    assert!(judged > 10);
}

#[test]
fn what_chance_makes_of_a_run_chart_is_that_of_the_reference() {
    let (_, data, expect) = reference("run_limits").remove(0);
    for (at, useful) in data["useful"].as_array().unwrap().iter().enumerate() {
        // So many on either side of eight points on the median.
        let useful = useful.as_u64().unwrap();
        let values = (0..useful).map(|at| if at % 2 == 0 { 1.0 } else { -1.0 });
        let chart = RunChart::of(&series(&values.chain([0.0; 8]).collect::<Vec<_>>())).unwrap();
        assert_eq!((chart.useful(), chart.crossings()), (useful, useful - 1));
        assert_eq!(chart.longest_expected(), expect["longest_run_max"][at].as_u64(), "{useful}");
        assert_eq!(chart.fewest_crossings(), expect["crossings_min"][at].as_u64(), "{useful}");
    }
}

#[test]
fn limits_of_values_are_those_of_the_reference() {
    let mut judged = 0;
    for (name, data, expect) in reference("xmr") {
        let values = floats(&data["values"]);
        let points = data["baseline"].as_u64().map_or(values.len(), |baseline| baseline as usize);
        let Ok(baseline) = Baseline::of(points) else { continue };
        judged += 1;
        let chart = ControlChart::of(&series(&values), &baseline, Direction::Neither).unwrap();
        let limits = chart.limits_now().unwrap();
        for (ours, key) in [(limits.center(), "mean"), (limits.lower(), "lower"), (limits.upper(), "upper")] {
            assert!(near(ours, expect[key].as_f64().unwrap()), "{name} {key}");
        }
        for (rule, key) in [
            (Rule::Outside, "outside"),
            (Rule::Run, "shift_7"),
            (Rule::Drift, "trend_7"),
            (Rule::TwoOfThree, "two_of_three"),
        ] {
            assert_eq!(marked(&chart, rule), flags(&expect[key]), "{name} {key}");
        }
        assert!(chart.points().iter().map(mentorship::trend::Charted::value).eq(values));
    }
    assert!(judged > 10);
}

#[test]
fn limits_of_shares_are_those_of_the_reference() {
    for (name, data, expect) in reference("p_chart") {
        // A year before with the same share, so that short cases have a baseline.
        let counts = |key: &str| -> Vec<u64> {
            data[key].as_array().unwrap().iter().map(|count| count.as_u64().unwrap()).collect()
        };
        let (hits, totals) = (counts("hits"), counts("totals"));
        let first = data["baseline"].as_u64().map_or(hits.len(), |baseline| baseline as usize);
        let (hit, of) = (hits[..first].iter().sum::<u64>(), totals[..first].iter().sum::<u64>());
        let before = |sum: u64| std::iter::repeat_n(sum, 12);
        let all = shares(
            &before(hit).chain(hits).collect::<Vec<_>>(),
            &before(of).chain(totals.iter().copied()).collect::<Vec<_>>(),
        );
        let chart = ControlChart::of_shares(&all, &Baseline::default(), Direction::Neither);
        let Some(p_bar) = expect["p_bar"].as_f64() else {
            assert_eq!(chart, Err(TooFewForLimits { points: 0, needed: 12 }), "{name}");
            continue;
        };
        let chart = chart.unwrap();
        let mine = &chart.points()[12..];
        let theirs: Vec<&Value> =
            expect["points"].as_array().unwrap().iter().filter(|point| !point["share"].is_null()).collect();
        assert_eq!(mine.len(), theirs.len(), "{name}");
        for (point, expect) in mine.iter().zip(theirs) {
            let limits = point.limits().unwrap();
            assert!(near(limits.center(), p_bar), "{name}");
            assert!(near(point.value(), expect["share"].as_f64().unwrap()), "{name}");
            assert!(near(limits.lower(), expect["lower"].as_f64().unwrap()), "{name}");
            assert!(near(limits.upper(), expect["upper"].as_f64().unwrap()), "{name}");
            let outside =
                chart.signals().iter().any(|s| s.month() == point.month() && s.rule() == Rule::Outside);
            assert_eq!(outside, expect["outside"], "{name}");
        }
    }
}

/// Twelve months about 10 whose moving ranges are 1 and whose mean is 10: limits at 10 ± 2.66.
const WOBBLE: [f64; 12] = [9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5, 9.5, 10.5];

fn after_wobble(values: &[f64]) -> Vec<f64> {
    [&WOBBLE, values].concat()
}

#[test]
fn a_point_on_a_limit_is_not_outside() {
    // Exact in floats: ranges of 50, limits at 0 ± 133.
    let base = [-25.0, 25.0].repeat(6);
    let with = |value: f64| xmr(&[base.as_slice(), &[value]].concat(), Direction::Neither);
    assert_eq!(
        with(133.0).limits_now().map(|limits| (limits.lower(), limits.upper())),
        Some((-133.0, 133.0))
    );
    assert_eq!(words(&with(133.0)), [""; 0]);
    assert_eq!(words(&with(133.01)), ["2021-01: above the upper limit"]);
    assert_eq!(words(&with(-133.01)), ["2021-01: below the lower limit"]);
    assert_eq!(words(&with(-133.0)), [""; 0]);
}

#[test]
fn each_rule_has_its_words_on_both_sides() {
    let chart = |values: &[f64], better| words(&xmr(&after_wobble(values), better));
    assert_eq!(chart(&[13.0], Direction::Lower), ["2021-01: above the upper limit, a concern"]);
    assert_eq!(chart(&[7.0], Direction::Lower), ["2021-01: below the lower limit, an improvement"]);
    let high = chart(&[9.9, 10.1, 10.2, 10.1, 10.2, 10.1, 10.2, 10.1], Direction::Higher);
    assert_eq!(high.len(), 7);
    assert_eq!(high[0], "2021-02: one of seven or more in a row above the centre, an improvement");
    let low = chart(&[9.9, 9.8, 9.9, 9.8, 9.9, 9.8, 9.9, 10.1], Direction::Higher);
    assert_eq!(low.len(), 7);
    assert_eq!(low[6], "2021-07: one of seven or more in a row below the centre, a concern");
    let rise = chart(&[8.7, 9.2, 9.6, 9.9, 10.2, 10.6, 11.1], Direction::Neither);
    assert_eq!(rise.len(), 7);
    assert_eq!(rise[6], "2021-07: one of seven or more in a row that rise");
    let fall = chart(&[11.1, 10.6, 10.2, 9.9, 9.6, 9.2, 8.7], Direction::Higher);
    assert_eq!(fall[0], "2021-01: one of seven or more in a row that fall, a concern");
    assert_eq!(
        chart(&[12.0, 9.0, 12.0], Direction::Higher),
        [
            "2021-01: one of two in three near the upper limit, an improvement",
            "2021-03: one of two in three near the upper limit, an improvement"
        ]
    );
    assert_eq!(
        chart(&[8.0, 7.9], Direction::Neither),
        [
            "2021-01: one of two in three near the lower limit",
            "2021-02: one of two in three near the lower limit"
        ]
    );
}

#[test]
fn six_on_a_side_five_steps_or_two_in_four_are_none() {
    let none = |values: &[f64]| xmr(&after_wobble(values), Direction::Neither).signals().is_empty();
    assert!(none(&[9.9, 10.1, 10.2, 10.1, 10.2, 10.1, 10.2, 9.9]));
    assert!(none(&[9.0, 9.2, 9.6, 9.9, 10.2, 10.6, 9.9]));
    assert!(none(&[12.0, 9.0, 9.0, 12.0]));
    assert!(none(&[12.0, 8.0]));
    // A point on the centre ends a row, an equal point ends a rise.
    assert!(none(&[9.9, 10.1, 10.2, 10.1, 10.2, 10.0, 10.2, 10.1, 10.2]));
    assert!(none(&[9.0, 9.2, 9.6, 9.9, 9.9, 10.2, 10.6, 10.8, 9.9]));
}

#[test]
fn near_a_limit_begins_beyond_two_thirds_of_the_way() {
    let base = [-25.0, 25.0].repeat(6);
    let with = |value: f64| xmr(&[base.as_slice(), &[value, -1.0, value]].concat(), Direction::Neither);
    assert_eq!(marked(&with(133.0 * 2.0 / 3.0), Rule::TwoOfThree)[12..], [false; 3]);
    assert_eq!(marked(&with(88.66), Rule::TwoOfThree)[12..], [false; 3]);
    assert_eq!(marked(&with(88.67), Rule::TwoOfThree)[12..], [true, false, true]);
    // What lies beyond the limit lies beyond two thirds of the way too.
    assert_eq!(marked(&with(150.0), Rule::TwoOfThree)[12..], [true, false, true]);
}

#[test]
fn a_signal_knows_month_rule_side_and_what_it_means() {
    let signals = xmr(&after_wobble(&[13.0]), Direction::Higher).signals().to_vec();
    let [signal] = signals.as_slice() else { panic!("one signal") };
    assert_eq!((signal.month(), signal.rule()), (month("2021-01"), Rule::Outside));
    assert_eq!((signal.side(), signal.bearing()), (Side::High, Bearing::Improvement));
    let neither = xmr(&after_wobble(&[7.0]), Direction::Neither).signals()[0];
    assert_eq!((neither.side(), neither.bearing()), (Side::Low, Bearing::Neither));
}

#[test]
fn signals_stand_by_month_and_then_by_rule() {
    let chart = xmr(&after_wobble(&[9.9, 12.0, 12.0, 13.0, 12.0, 12.0, 12.0, 12.0]), Direction::Higher);
    let mut sorted = chart.signals().to_vec();
    sorted.sort_by_key(|signal| (signal.month(), signal.rule()));
    assert_eq!(chart.signals(), sorted);
    let rules: Vec<Rule> =
        chart.signals().iter().filter(|s| s.month() == month("2021-04")).map(Signal::rule).collect();
    assert_eq!(rules, [Rule::Outside, Rule::Run, Rule::TwoOfThree]);
}

#[test]
fn limits_stay_until_a_change_is_documented() {
    let moved: Vec<f64> = WOBBLE.iter().map(|value| value + 10.0).collect();
    let values = after_wobble(&moved);
    let fixed = xmr(&values, Direction::Higher);
    assert!(near(fixed.limits_now().unwrap().center(), 10.0));
    assert_eq!(marked(&fixed, Rule::Outside)[12..], [true; 12]);
    let baseline = Baseline::default().anew_from(month("2021-01"));
    let chart = ControlChart::of(&series(&values), &baseline, Direction::Higher).unwrap();
    assert_eq!(chart.signals(), []);
    let centers: Vec<f64> = chart.points().iter().map(|point| point.limits().unwrap().center()).collect();
    assert!(centers[..12].iter().all(|center| near(*center, 10.0)));
    assert!(centers[12..].iter().all(|center| near(*center, 20.0)));
}

#[test]
fn rows_end_at_a_change() {
    // With the last of the first year six above the centre, then after the change one more.
    let turned: Vec<f64> = WOBBLE.iter().rev().copied().collect();
    let values = [&WOBBLE[..], &[10.1, 10.2, 10.1, 10.2, 10.1], &turned].concat();
    let baseline = Baseline::default().anew_from(month("2021-06"));
    let chart = ControlChart::of(&series(&values), &baseline, Direction::Higher).unwrap();
    assert_eq!(chart.signals(), []);
    assert_eq!(marked(&xmr(&values, Direction::Higher), Rule::Run)[11..18], [true; 7]);
}

#[test]
fn after_a_change_there_are_no_limits_until_there_are_enough_points() {
    let baseline = Baseline::default().anew_from(month("2021-01"));
    let chart = |points: usize| {
        let values = after_wobble(&[30.0, 31.0].repeat(6)[..points]);
        ControlChart::of(&series(&values), &baseline, Direction::Neither).unwrap()
    };
    let early = chart(11);
    assert_eq!((early.limits_now(), early.signals()), (None, [].as_slice()));
    assert!(early.points()[12].limits().is_none() && early.points()[11].limits().is_some());
    assert_eq!(
        early.to_string(),
        "23 months: they wobble between their limits as chance would have it; since the last change there are too few to judge"
    );
    assert!(near(chart(12).limits_now().unwrap().center(), 30.5));
}

#[test]
fn a_chart_of_too_few_is_refused() {
    let chart = |count: usize, baseline: &Baseline| {
        ControlChart::of(&series(&[5.0; 30][..count]), baseline, Direction::Neither)
    };
    let refused = chart(11, &Baseline::default()).unwrap_err();
    assert_eq!(refused, TooFewForLimits { points: 11, needed: 12 });
    assert_eq!(
        refused.to_string(),
        "limits are computed from 12 points without a change between them, and there are 11"
    );
    assert!(chart(12, &Baseline::default()).is_ok());
    let longer = Baseline::of(24).unwrap().anew_from(month("2021-11"));
    assert_eq!(chart(30, &longer), Err(TooFewForLimits { points: 22, needed: 24 }));
    assert_eq!(Baseline::of(11), Err(InvalidBaseline(11)));
    assert_eq!(InvalidBaseline(3).to_string(), "limits are computed from at least 12 points, not 3");
}

#[test]
fn a_baseline_is_stored_and_checked() {
    let baseline = Baseline::of(13).unwrap().anew_from(month("2021-03"));
    let stored = serde_json::to_string(&baseline).unwrap();
    assert_eq!(stored, r#"{"points":13,"changes":["2021-03"]}"#);
    assert_eq!(serde_json::from_str::<Baseline>(&stored).unwrap(), baseline);
    assert!(serde_json::from_str::<Baseline>(r#"{"points":3,"changes":[]}"#).is_err());
    assert_eq!(baseline.changes().iter().copied().collect::<Vec<_>>(), [month("2021-03")]);
    assert_eq!((baseline.points(), Baseline::default().points()), (13, 12));
}

#[test]
fn values_that_are_all_equal_have_limits_at_themselves() {
    let chart = xmr(&[0.1; 20], Direction::Higher);
    let limits = chart.limits_now().unwrap();
    assert!([limits.lower(), limits.center(), limits.upper()].iter().all(|limit| near(*limit, 0.1)));
    assert_eq!(chart.signals(), []);
    assert_eq!(words(&xmr(&[&[0.1; 12][..], &[0.2]].concat(), Direction::Higher)).len(), 1);
    // Likewise where everybody hits.
    let all = shares(&[7; 13], &[7; 13]);
    let chart = ControlChart::of_shares(&all, &Baseline::default(), Direction::Higher).unwrap();
    assert_eq!(chart.signals(), []);
}

#[test]
fn months_without_a_value_are_passed_over() {
    let points: Vec<(usize, f64)> =
        after_wobble(&[13.0]).into_iter().enumerate().map(|(at, v)| (3 * at, v)).collect();
    let chart = ControlChart::of(&series_at(&points), &Baseline::default(), Direction::Lower).unwrap();
    assert_eq!(words(&chart), ["2023-01: above the upper limit, a concern"]);
    // A month of none is no point of a baseline either.
    let hits: Vec<u64> = (0..13).map(|at| if at == 4 { 0 } else { 5 }).collect();
    let chart = |months: usize| {
        let totals: Vec<u64> = hits.iter().map(|hits| 2 * hits).collect();
        ControlChart::of_shares(
            &shares(&hits[..months], &totals[..months]),
            &Baseline::default(),
            Direction::Lower,
        )
    };
    assert_eq!(chart(12), Err(TooFewForLimits { points: 11, needed: 12 }));
    assert_eq!(chart(13).unwrap().points().len(), 12);
}

#[test]
fn a_series_is_read_by_how_many_months_it_has() {
    let read = |count: usize| Trend::of(&series(&WOBBLE[..count]), &Baseline::default(), Direction::Higher);
    assert!(matches!(read(7), Trend::PlotOnly(plot) if plot.points() == 7 && plot.needed() == 8));
    assert!(matches!(read(8), Trend::RunChart(chart) if chart.points() == 8));
    assert!(matches!(read(11), Trend::RunChart(_)));
    assert!(matches!(read(12), Trend::ControlChart(_)));
    assert_eq!([read(7), read(8), read(12)].map(|trend| trend.moved()), [None, Some(false), Some(false)]);
    assert_eq!(read(1).to_string(), "1 month is too few to tell a change from chance; 8 are needed");
    assert_eq!(read(7).to_string(), "7 months are too few to tell a change from chance; 8 are needed");
    assert_eq!(read(8).to_string(), "8 months: they wobble about the median as chance would have it");
    assert_eq!(read(12).to_string(), "12 months: they wobble between their limits as chance would have it");
    // Shares of nobody are no months.
    let nobody = shares(&[0; 20], &[0; 20]);
    assert!(
        matches!(Trend::of_shares(&nobody, &Baseline::default(), Direction::Higher), Trend::PlotOnly(p) if p.points() == 0)
    );
    let eight = shares(&[1, 2, 1, 2, 1, 2, 1, 2], &[4; 8]);
    assert!(matches!(Trend::of_shares(&eight, &Baseline::default(), Direction::Higher), Trend::RunChart(_)));
    let twelve = shares(&[1; 12], &[4; 12]);
    assert!(matches!(
        Trend::of_shares(&twelve, &Baseline::default(), Direction::Higher),
        Trend::ControlChart(_)
    ));
}

#[test]
fn a_reading_tells_what_moved() {
    let read = |values: &[f64]| Trend::of(&series(values), &Baseline::of(40).unwrap(), Direction::Higher);
    let few = [1.0, 2.0, 1.0, 2.0, 1.0, 5.0, 6.0, 5.0, 6.0, 5.0];
    assert_eq!(
        read(&few).to_string(),
        "10 months: it shifted: the median is crossed once (chance does 2 times or more)"
    );
    assert_eq!(read(&few).moved(), Some(true));
    let both = [&[1.0; 8][..], &[5.0; 8]].concat();
    assert_eq!(
        read(&both).to_string(),
        "16 months: it shifted: 8 in a row on one side of the median (chance makes 7), and the median is crossed once (chance does 4 times or more)"
    );
    let long = [&[1.0, 5.0, 1.0, 5.0, 1.0, 5.0, 1.0][..], &[5.0; 9], &[1.0; 8]].concat();
    assert_eq!(
        read(&long).to_string(),
        "24 months: it shifted: 9 in a row on one side of the median (chance makes 8)"
    );
    assert_eq!(read(&[4.0; 9]).to_string(), "9 months: all alike");
    assert_eq!(read(&[4.0; 9]).moved(), Some(false));
    let trend = Trend::of(&series(&after_wobble(&[13.0, 14.0])), &Baseline::default(), Direction::Higher);
    assert_eq!(trend.moved(), Some(true));
    assert!(trend.to_string().starts_with("14 months: 4 signals, the last 2021-02: "), "{trend}");
    let one = Trend::of(&series(&after_wobble(&[13.0])), &Baseline::default(), Direction::Higher);
    assert_eq!(one.to_string(), "13 months: one signal, 2021-01: above the upper limit, an improvement");
}

/// Longest run and crossings, point by point.
fn naive_runs(values: &[f64], median: f64) -> (u64, u64) {
    let (mut longest, mut run, mut crossings, mut last) = (0, 0, 0, None);
    for value in values {
        if (value - median).abs() < 1e-12 {
            continue;
        }
        let above = *value > median;
        if last == Some(above) {
            run += 1;
        } else {
            crossings += u64::from(last.is_some());
            run = 1;
        }
        longest = longest.max(run);
        last = Some(above);
    }
    (longest, crossings)
}

proptest! {
    #[test]
    fn run_charts_agree_with_counting_point_by_point(values in prop::collection::vec(0_u8..9, 8..60)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let chart = RunChart::of(&series(&values)).unwrap();
        prop_assert_eq!((chart.longest_run(), chart.crossings()), naive_runs(&values, chart.median()));
        // Upside down or moved it is the same; so it is backwards.
        let other: Vec<f64> = values.iter().rev().map(|value| 100.0 - 3.0 * value).collect();
        let other = RunChart::of(&series(&other)).unwrap();
        prop_assert_eq!(
            (other.longest_run(), other.crossings(), other.useful(), other.shifted()),
            (chart.longest_run(), chart.crossings(), chart.useful(), chart.shifted())
        );
    }

    #[test]
    fn signals_turn_with_the_values_and_with_what_is_better(values in prop::collection::vec(-9_i8..9, 12..60)) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let turned: Vec<f64> = values.iter().map(|value| -value).collect();
        let (a, b) = (xmr(&values, Direction::Higher), xmr(&turned, Direction::Lower));
        prop_assert_eq!(a.signals().len(), b.signals().len());
        for (a, b) in a.signals().iter().zip(b.signals()) {
            prop_assert_eq!((a.month(), a.rule(), a.bearing()), (b.month(), b.rule(), b.bearing()));
            prop_assert_ne!(a.side(), b.side());
            prop_assert_ne!(a.bearing(), Bearing::Neither);
        }
        let neither = xmr(&values, Direction::Neither);
        prop_assert!(neither.signals().iter().all(|signal| signal.bearing() == Bearing::Neither));
    }

    #[test]
    fn what_comes_later_does_not_move_the_limits(values in prop::collection::vec(-9_i8..9, 12..40), later: Vec<i8>) {
        let values: Vec<f64> = values.into_iter().map(f64::from).collect();
        let longer: Vec<f64> = values.iter().copied().chain(later.into_iter().take(20).map(f64::from)).collect();
        let (a, b) = (xmr(&values, Direction::Higher), xmr(&longer, Direction::Higher));
        prop_assert_eq!(a.limits_now(), b.limits_now());
    }

    #[test]
    fn limits_of_shares_lie_about_the_share_between_none_and_all(
        counts in prop::collection::vec((0_u64..20, 0_u64..20), 12..30),
    ) {
        let hits: Vec<u64> = counts.iter().map(|(hits, _)| *hits).collect();
        let totals: Vec<u64> = counts.iter().map(|(hits, more)| hits + more).collect();
        if let Ok(chart) = ControlChart::of_shares(&shares(&hits, &totals), &Baseline::default(), Direction::Higher) {
            for point in chart.points() {
                let limits = point.limits().unwrap();
                prop_assert!(0.0 <= limits.lower() && limits.lower() <= limits.center());
                prop_assert!(limits.center() <= limits.upper() && limits.upper() <= 1.0);
            }
        }
    }

    #[test]
    fn order_of_months_in_the_input_does_not_matter(values in prop::collection::vec(-9_i8..9, 12..40)) {
        let there = series(&values.into_iter().map(f64::from).collect::<Vec<_>>());
        let back = Series::new(there.points().iter().rev().copied()).unwrap();
        let read = |series: &Series| Trend::of(series, &Baseline::default(), Direction::Higher);
        prop_assert_eq!(read(&there), read(&back));
    }
}
