//! How long things last: Kaplan–Meier, log-rank, Aalen–Johansen.
//!
//! Reference figures: `tests/data/reference/{survival,logrank,incidence}.json`, each case with its source.
#![expect(clippy::cast_precision_loss, reason = "a dozen rows make small numbers")]

use std::collections::BTreeMap;

use mentorship::impact::{
    Accumulate, Confidence, Curve, Days, Ended, Ending, Endings, Incidence, Interval, Limit, LogRank,
    Portion, RestrictedMeanDifference, Retained, Spell, TimesToEvent,
};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

fn days(length: impl Into<i64>) -> Days {
    Days::new(length).unwrap()
}

fn ended(yes: bool) -> Ended {
    if yes { Ended::Yes } else { Ended::StillOpen }
}

/// Entered, left, whether it ended (1) or for which reason (above 0), or is still open (0).
type Row = (u32, u32, u32);

fn spell((entered, left, end): Row) -> Spell {
    Spell::entered_late(days(entered), days(left), ended(end > 0)).unwrap()
}

fn ending((entered, left, reason): Row) -> Ending<u32> {
    Ending::entered_late(days(entered), days(left), (reason > 0).then_some(reason)).unwrap()
}

fn times(rows: &[Row]) -> TimesToEvent {
    rows.iter().copied().map(spell).collect()
}

fn endings(rows: &[Row]) -> Endings<u32> {
    rows.iter().copied().map(ending).collect()
}

fn curve(rows: &[Row]) -> Curve {
    times(rows).finish()
}

fn close(got: f64, expected: f64) -> bool {
    (got - expected).abs() <= 1e-11 * expected.abs().max(1.0)
}

#[track_caller]
fn assert_close(got: f64, expected: f64, what: &str) {
    assert!(close(got, expected), "{what}: {got} is not {expected}");
}

/// Up to a dozen rows, each ended for reason 1 or 2, or open; some entered late.
fn some_rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0_u32..12, 0_u32..3, prop_oneof![3 => Just(0_u32), 2 => 1_u32..10]);
    let row =
        row.prop_map(|(left, reason, entered)| (if entered < left { entered } else { 0 }, left, reason));
    prop::collection::vec(row, 0..13)
}

// --- Laws ---

proptest! {
    #[test]
    fn any_order_and_any_partition_of_the_rows_give_the_same_state(
        rows in some_rows().prop_shuffle(), at in 0_usize..13, second in 0_usize..13,
    ) {
        let (at, second) = (at.min(rows.len()), second.min(rows.len()));
        let (first, last) = (at.min(second), at.max(second));
        let mut sorted = rows.clone();
        sorted.sort_unstable();
        let parts = [&rows[..first], &rows[first..last], &rows[last..]];
        let [a, b, c] = parts.map(times);
        let mut left = a.clone();
        left.merge(&b);
        left.merge(&c);
        let mut right = c;
        right.merge(&b);
        right.merge(&a);
        prop_assert_eq!(&left, &times(&sorted));
        prop_assert_eq!(&right, &left);
        prop_assert_eq!(left.spells(), rows.len() as u64);

        let [a, b, c] = parts.map(endings);
        let mut left = a.clone();
        left.merge(&b);
        left.merge(&c);
        let mut right = c;
        right.merge(&b);
        right.merge(&a);
        prop_assert_eq!(&left, &endings(&sorted));
        prop_assert_eq!(&right, &left);
        prop_assert_eq!(left.any(), times(&sorted));
        prop_assert_eq!(left.spells(), rows.len() as u64);
    }

    #[test]
    fn the_state_survives_being_stored_and_nothing_taken_changes_nothing(rows in some_rows()) {
        let (one, two) = (times(&rows), endings(&rows));
        let stored = serde_json::to_string(&one).unwrap();
        prop_assert_eq!(&serde_json::from_str::<TimesToEvent>(&stored).unwrap(), &one);
        let stored = serde_json::to_string(&two).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Endings<u32>>(&stored).unwrap(), &two);
        let (mut nothing, mut none) = (TimesToEvent::default(), Endings::default());
        nothing.merge(&one);
        none.merge(&two);
        prop_assert_eq!(nothing, one);
        prop_assert_eq!(none, two);
    }

    #[test]
    fn two_columns_count_as_their_rows_do(rows in some_rows()) {
        let lengths: Vec<Days> = rows.iter().map(|row| days(row.1)).collect();
        let words: Vec<Ended> = rows.iter().map(|row| ended(row.2 > 0)).collect();
        let spells: TimesToEvent = lengths.iter().zip(&words).map(|(l, e)| Spell::new(*l, *e)).collect();
        prop_assert_eq!(TimesToEvent::from_columns(&lengths, &words).unwrap(), spells);
    }

    #[test]
    fn the_curve_is_that_of_a_plain_fold_over_the_rows(rows in some_rows()) {
        plain_fold(&rows)?;
    }

    #[test]
    fn stretching_all_lengths_stretches_the_answers(rows in some_rows(), by in 2_u32..9) {
        let rows: Vec<Row> = rows.into_iter().map(|(_, left, end)| (0, left, end)).collect();
        let stretched: Vec<Row> = rows.iter().map(|(_, left, end)| (0, left * by, *end)).collect();
        let (one, other) = (curve(&rows), curve(&stretched));
        prop_assert_eq!(one.median().map(|day| day.get() * by), other.median().map(Days::get));
        for step in one.steps() {
            let (day, long) = (step.day, days(step.day.get() * by));
            prop_assert_eq!(one.retained(day).unwrap(), other.retained(long).unwrap());
            let (mean, stretched) = (one.restricted_mean(day).unwrap(), other.restricted_mean(long).unwrap());
            prop_assert!(close(mean.days() * f64::from(by), stretched.days()));
            prop_assert!(close(mean.standard_error() * f64::from(by), stretched.standard_error()));
        }
    }

    #[test]
    fn what_is_retained_and_what_ended_for_each_reason_make_one(rows in some_rows()) {
        let incidences = endings(&rows).finish();
        prop_assert_eq!(incidences.any(), &curve(&rows));
        for day in (0..14).map(days) {
            let retained = incidences.any().retained(day);
            let shares = [1, 2].map(|reason| incidences.before(&reason, day));
            prop_assert_eq!(retained.is_some(), shares[0].is_some());
            if let (Some(retained), [Some(one), Some(two)]) = (retained, shares) {
                prop_assert!(close(retained.share() + one.share() + two.share(), 1.0));
            }
        }
        for step in incidences.any().steps() {
            let shares = [1, 2].map(|reason| incidences.through(&reason, step.day).unwrap().share());
            prop_assert!(close(step.beyond.share() + shares[0] + shares[1], 1.0));
            for (reason, share) in [1, 2].into_iter().zip(shares) {
                let growth = incidences.growth(&reason).find(|growth| growth.day == step.day);
                prop_assert!(close(growth.map_or(0.0, |growth| growth.share), share));
            }
        }
    }

    #[test]
    fn the_incidence_of_an_only_reason_has_the_error_of_the_curve(rows in some_rows()) {
        let rows: Vec<Row> = rows.into_iter().map(|(entered, left, end)| (entered, left, end.min(1))).collect();
        let incidences = endings(&rows).finish();
        for step in incidences.any().steps() {
            let incidence = incidences.through(&1, step.day).unwrap();
            let expected = step.beyond.standard_error().unwrap_or(0.0);
            // A variance near 0 is a difference of terms, so its root is only half as exact.
            prop_assert!((incidence.standard_error().powi(2) - expected.powi(2)).abs() < 1e-14);
        }
    }

    #[test]
    fn the_log_rank_test_of_two_groups_is_that_of_a_plain_fold(a in some_rows(), b in some_rows()) {
        let groups = BTreeMap::from([("a", times(&a)), ("b", times(&b))]);
        let at_risk = |rows: &[Row], day| rows.iter().filter(|row| is_at_risk(row, day)).count() as f64;
        let ended = |rows: &[Row], day| rows.iter().filter(|row| row.1 == day && row.2 > 0).count() as f64;
        let (mut difference, mut variance) = (0.0, 0.0);
        for day in 0..12 {
            let (na, da) = (at_risk(&a, day), ended(&a, day));
            let (n, d) = (na + at_risk(&b, day), da + ended(&b, day));
            if n > 1.0 {
                difference += da - d * na / n;
                variance += d * (na / n) * (1.0 - na / n) * (n - d) / (n - 1.0);
            }
        }
        match LogRank::between(&groups) {
            Some(test) => {
                prop_assert!(close(test.statistic(), difference * difference / variance));
                prop_assert_eq!(test.degrees_of_freedom(), 1);
            }
            None => prop_assert!(variance < 1e-12),
        }
    }

    #[test]
    fn the_log_rank_test_does_not_depend_on_what_groups_are_called(
        rows in prop::collection::vec(some_rows(), 4), names in Just(vec![0, 1, 2, 3]).prop_shuffle(),
    ) {
        let named = |names: &[i32]| -> BTreeMap<i32, TimesToEvent> {
            names.iter().copied().zip(rows.iter().map(|rows| times(rows))).collect()
        };
        let (one, other) = (LogRank::between(&named(&[0, 1, 2, 3])), LogRank::between(&named(&names)));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(other)) = (one, other) {
            prop_assert!((one.statistic() - other.statistic()).abs() < 1e-8 * one.statistic().max(1.0));
            prop_assert_eq!(one.degrees_of_freedom(), other.degrees_of_freedom());
        }
    }
}

fn is_at_risk(&(entered, left, _): &Row, day: u32) -> bool {
    day <= left && (entered < day || entered == 0)
}

/// The curve by counting rows on every day, with exact fractions; everything that is read from it must agree.
fn plain_fold(rows: &[Row]) -> Result<(), TestCaseError> {
    let curve = curve(rows);
    let (mut top, mut bottom, mut greenwood) = (1_u128, 1_u128, 0.0);
    // The share retained at every length, as long as it is known, and where quantiles are.
    let (mut retained, mut steps, mut half, mut third) = (Vec::new(), 0, None, None);
    let mut begun = false;
    let mut stopped = None;
    for day in 0..12 {
        let at_risk: Vec<&Row> = rows.iter().filter(|row| is_at_risk(row, day)).collect();
        let ends = at_risk.iter().filter(|row| row.1 == day && row.2 > 0).count();
        let leaves = at_risk.iter().filter(|row| row.1 == day).count();
        let later = rows.iter().any(|row| row.1 > day);
        begun |= !at_risk.is_empty();
        if begun && at_risk.is_empty() && later {
            stopped = Some(day - 1);
            break;
        }
        retained.push(top as f64 / bottom as f64);
        if leaves == 0 {
            continue;
        }
        if ends == at_risk.len() && later {
            stopped = Some(day);
            break;
        }
        top *= (at_risk.len() - ends) as u128;
        bottom *= at_risk.len() as u128;
        if ends < at_risk.len() {
            greenwood += ends as f64 / (at_risk.len() as f64 * (at_risk.len() - ends) as f64);
        }
        let step = curve.steps()[steps];
        steps += 1;
        prop_assert_eq!((step.day, step.at_risk), (days(day), at_risk.len() as u64));
        prop_assert_eq!((step.ended, step.still_open), (ends as u64, (leaves - ends) as u64));
        let share = top as f64 / bottom as f64;
        prop_assert!(close(step.beyond.share(), share));
        let error = (top > 0).then(|| share * f64::sqrt(greenwood));
        prop_assert_eq!(step.beyond.standard_error().is_some(), error.is_some());
        prop_assert!(close(step.beyond.standard_error().unwrap_or(0.0), error.unwrap_or(0.0)));
        half = half.or((2 * top <= bottom).then_some(days(day)));
        third = third.or((3 * top <= 2 * bottom).then_some(days(day)));
    }
    prop_assert_eq!(curve.steps().len(), steps);
    prop_assert_eq!(curve.median(), half);
    prop_assert_eq!(curve.quantile(Portion::new(1, 3).unwrap()), third);
    prop_assert_eq!(curve.begins().is_some(), begun);
    // Up to where it stopped or the last row is known; for good, once it has reached 0.
    let last = rows.iter().map(|row| row.1).max();
    let until = if top == 0 && stopped.is_none() { Some(20) } else { stopped.or(last) };
    let mut area = 0.0;
    for day in 0..20 {
        let known = until.is_some_and(|until| day <= until);
        let (share, mean) = (curve.retained(days(day)), curve.restricted_mean(days(day)));
        prop_assert_eq!(share.is_some(), known, "retained at {}", day);
        prop_assert_eq!(mean.is_some(), known, "mean to {}", day);
        if let (Some(share), Some(mean)) = (share, mean) {
            let expected = retained.get(day as usize).copied().unwrap_or(top as f64 / bottom as f64);
            prop_assert!(close(share.share(), expected));
            prop_assert!(close(mean.days(), area));
            area +=
                curve.steps().iter().rfind(|step| step.day <= days(day)).map_or(1.0, |s| s.beyond.share());
        }
    }
    Ok(())
}

// --- Figures of others ---

#[derive(Deserialize)]
struct Cases {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    #[serde(default)]
    kind: String,
    data: Value,
    expect: Value,
    #[serde(default)]
    published: Value,
}

fn cases(text: &str) -> Vec<Case> {
    let cases: Cases = serde_json::from_str(text).unwrap();
    assert!(cases.cases.len() >= 10);
    cases.cases
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap()
}

/// A limit as it is written: a number, or "inf" for none.
fn limit(value: &Value) -> Limit {
    value.as_f64().map_or(Limit::Unbounded, Limit::At)
}

#[track_caller]
fn assert_interval(got: Option<Interval>, lower: &Value, upper: &Value, what: &str) {
    assert_eq!(got.is_some(), lower.is_number(), "{what}");
    if let Some(got) = got {
        let (low, high) = got.ends().unwrap();
        assert_close(low, lower.as_f64().unwrap(), what);
        assert_close(high, upper.as_f64().unwrap(), what);
    }
}

#[test]
fn curves_are_those_of_r_statsmodels_and_lifelines() {
    let sure = Confidence::default();
    for case in cases(include_str!("../../data/reference/survival.json")) {
        // Others carry the curve down to 0 there; ours stops, which has a test of its own.
        if case.name == "entry_risk_set_empties" {
            continue;
        }
        let (name, expect) = (case.name.as_str(), &case.expect);
        let curve = curve(&read::<Vec<Row>>(&case.data["rows"]));
        let table = expect["table"].as_array().unwrap();
        assert_eq!(curve.steps().len(), table.len(), "{name}");
        for (step, row) in curve.steps().iter().zip(table) {
            let counts = json!([step.day, step.at_risk, step.ended, step.still_open]);
            assert_eq!(counts, json!([row["day"], row["at_risk"], row["ended"], row["censored"]]), "{name}");
            assert_close(step.beyond.share(), row["survival"].as_f64().unwrap(), name);
            assert_eq!(step.beyond.standard_error().is_some(), row["se"].is_number(), "{name}");
            assert_close(
                step.beyond.standard_error().unwrap_or(0.0),
                row["se"].as_f64().unwrap_or(0.0),
                name,
            );
            assert_interval(step.beyond.interval(sure), &row["lower"], &row["upper"], name);
            let plain = step.beyond.plain_interval(sure);
            assert_interval(plain, &row["plain_lower"], &row["plain_upper"], name);
        }
        for (key, portion) in
            [("q25", Portion::QUARTER), ("median", Portion::HALF), ("q75", Portion::THREE_QUARTERS)]
        {
            assert_eq!(json!(curve.quantile(portion)), expect[key], "{name} {key}");
            let interval = curve.quantile_interval(portion, sure);
            assert_eq!(interval.lower, limit(&expect[format!("{key}_lower")]), "{name} {key}");
            assert_eq!(interval.upper, limit(&expect[format!("{key}_upper")]), "{name} {key}");
        }
        for row in expect["retained"].as_array().unwrap() {
            let retained = curve.retained(read(&row["h"])).unwrap();
            assert_close(retained.share(), row["value"].as_f64().unwrap(), name);
            assert_interval(retained.interval(sure), &row["lower"], &row["upper"], name);
        }
        for row in expect["rmst"].as_array().unwrap() {
            let mean = curve.restricted_mean(read(&row["tau"])).unwrap();
            assert_eq!(json!(mean.to()), row["tau"]);
            assert_close(mean.days(), row["value"].as_f64().unwrap(), name);
            assert_close(mean.standard_error(), row["se"].as_f64().unwrap(), name);
        }
        for at in case.published["survival_at"].as_array().into_iter().flatten() {
            let (day, share): (Days, f64) = read(at);
            let step = curve.steps().iter().find(|step| step.day == day).unwrap();
            assert!((step.beyond.share() - share).abs() < 5.1e-5, "{name} as published");
        }
    }
}

#[test]
fn log_rank_tests_are_those_of_r_stata_and_statsmodels() {
    for case in cases(include_str!("../../data/reference/logrank.json")) {
        let (name, expect) = (case.name.as_str(), &case.expect);
        if case.kind == "rmst_difference" {
            let [a, b] = ["a", "b"].map(|group| curve(&read::<Vec<Row>>(&case.data[group])));
            let difference = RestrictedMeanDifference::between(&a, &b, read(&case.data["tau"])).unwrap();
            assert_close(difference.days(), expect["difference"].as_f64().unwrap(), name);
            assert_close(difference.standard_error(), expect["se"].as_f64().unwrap(), name);
            let interval = difference.interval(Confidence::default());
            assert_interval(Some(interval), &expect["lower"], &expect["upper"], name);
            assert_close(difference.z().unwrap(), expect["z"].as_f64().unwrap(), name);
            assert_close(difference.p().unwrap(), expect["p"].as_f64().unwrap(), name);
            continue;
        }
        let mut strata: BTreeMap<u32, BTreeMap<usize, TimesToEvent>> = BTreeMap::new();
        for (group, stratum, entered, left, end) in
            read::<Vec<(usize, u32, u32, u32, u32)>>(&case.data["rows"])
        {
            strata.entry(stratum).or_default().entry(group).or_default().add(spell((entered, left, end)));
        }
        let test = LogRank::stratified(strata.values());
        assert_eq!(test.is_some(), expect["chi2"].is_number(), "{name}");
        let Some(test) = test else { continue };
        assert_close(test.statistic(), expect["chi2"].as_f64().unwrap(), name);
        assert_eq!(json!(test.degrees_of_freedom()), expect["df"], "{name}");
        assert!((test.p() / expect["p"].as_f64().unwrap() - 1.0).abs() < 1e-9, "{name}");
        for (group, against) in test.groups() {
            assert_eq!(json!(against.observed), expect["observed"][group], "{name}");
            assert_close(against.expected, expect["expected"][group].as_f64().unwrap(), name);
        }
        if let Some(published) = case.published["chi2"].as_f64() {
            assert!((test.statistic() - published).abs() < 0.005, "{name} as published");
        }
    }
}

#[test]
fn incidences_are_those_of_cmprsk_stata_and_statsmodels() {
    for case in cases(include_str!("../../data/reference/incidence.json")) {
        let name = case.name.as_str();
        let rows: Vec<(u32, u32)> = read(&case.data["rows"]);
        let rows: Vec<Row> = rows.into_iter().map(|(left, reason)| (0, left, reason)).collect();
        let incidences = endings(&rows).finish();
        for (reason, table) in case.expect["reasons"].as_object().unwrap() {
            let reason = reason.parse().unwrap();
            for row in table.as_array().unwrap() {
                let incidence = incidences.through(&reason, read(&row["day"])).unwrap();
                assert_close(incidence.share(), row["value"].as_f64().unwrap(), name);
                let variance = incidence.standard_error().powi(2);
                assert_close(variance, row["var"].as_f64().unwrap(), name);
            }
        }
        for (reason, table) in case.published.as_object().into_iter().flatten() {
            for (day, share, error) in read::<Vec<(Days, f64, f64)>>(table) {
                let incidence = incidences.through(&reason.parse().unwrap(), day).unwrap();
                assert!((incidence.share() - share).abs() < 1e-8, "{name} as published");
                assert!((incidence.standard_error() - error).abs() < 1e-8, "{name} as published");
            }
        }
    }
}

#[test]
fn the_interval_of_an_incidence_is_normal_in_the_log_of_minus_its_log() {
    // One of four ends: F = 1/4, its variance 3/64. F^exp(±1.96 · se / (F ln F)) by hand.
    let incidence =
        endings(&[(0, 5, 1), (0, 8, 0), (0, 8, 0), (0, 8, 2)]).finish().before(&1, days(6)).unwrap();
    let (low, high) = incidence.interval(Confidence::default()).unwrap().ends().unwrap();
    let theta = 1.959_963_984_540_054 * (3.0_f64 / 64.0).sqrt() / (0.25 * 4.0_f64.ln());
    assert_close(low, (-(4.0_f64.ln()) * theta.exp()).exp(), "lower");
    assert_close(high, (-(4.0_f64.ln()) * (-theta).exp()).exp(), "upper");
    assert!(low < 0.25 && 0.25 < high);
}

// --- Edge cases ---

#[test]
fn nothing_taken_is_nothing_known() {
    let nothing = TimesToEvent::default().finish();
    assert_eq!((nothing.begins(), nothing.median()), (None, None));
    assert_eq!(nothing.retained(days(0)), None);
    assert_eq!(nothing.restricted_mean(days(0)), None);
    assert!(nothing.steps().is_empty());
    let interval = nothing.quantile_interval(Portion::HALF, Confidence::default());
    assert_eq!((interval.lower, interval.upper), (Limit::Unbounded, Limit::Unbounded));
    let none = Endings::<u32>::default().finish();
    assert!(none.before(&1, days(0)).is_none() && none.through(&1, days(0)).is_none());
    assert!(LogRank::between(&BTreeMap::<u32, TimesToEvent>::new()).is_none());
    assert_eq!(RestrictedMeanDifference::between(&nothing, &curve(&[(0, 5, 1)]), days(3)), None);
    assert_eq!(RestrictedMeanDifference::between(&curve(&[(0, 5, 1)]), &nothing, days(3)), None);
}

#[test]
fn a_spell_that_began_earlier_lasts_longer_than_when_it_was_first_seen() {
    assert!(Spell::entered_late(days(5), days(5), Ended::Yes).is_err());
    assert!(Ending::entered_late(days(6), days(5), Some(1)).is_err());
    assert!(Spell::entered_late(days(5), days(6), Ended::Yes).is_ok());
    assert_eq!(Spell::entered_late(days(0), days(0), Ended::Yes).unwrap(), Spell::new(days(0), Ended::Yes));
    let refusal = Spell::entered_late(days(5), days(1), Ended::Yes).unwrap_err();
    assert_eq!(refusal.to_string(), "a spell first seen after 5 days cannot be last seen after 1 day");
}

#[test]
fn lengths_of_no_days_are_at_risk_on_day_0() {
    let curve = curve(&[(0, 0, 1), (0, 0, 0), (0, 3, 1), (0, 4, 1)]);
    assert_eq!((curve.steps()[0].at_risk, curve.steps()[0].ended), (4, 1));
    assert_eq!(curve.begins(), Some(days(0)));
    assert_close(curve.retained(days(0)).unwrap().share(), 1.0, "just before day 0");
    assert_close(curve.retained(days(1)).unwrap().share(), 0.75, "after day 0");
    let all_on_it = self::curve(&[(0, 0, 1), (0, 0, 1)]);
    assert_eq!(all_on_it.median(), Some(days(0)));
    assert_close(all_on_it.restricted_mean(days(9)).unwrap().days(), 0.0, "no area");
}

#[test]
fn retained_counts_those_that_last_the_very_day() {
    let curve = curve(&[(0, 365, 1), (0, 364, 1), (0, 400, 0), (0, 400, 0)]);
    assert_close(curve.retained(days(365)).unwrap().share(), 0.75, "365 days and more");
    assert_close(curve.retained(days(366)).unwrap().share(), 0.5, "366 days and more");
    assert!(curve.retained(days(400)).is_some());
    let all = curve.retained(days(364)).unwrap();
    assert_eq!(all.standard_error(), Some(0.0));
    assert_eq!(all.plain_interval(Confidence::default()).unwrap().ends(), Some((1.0, 1.0)));
    assert_eq!(curve.retained(days(401)), None);
    assert_eq!(curve.restricted_mean(days(401)), None);
}

#[test]
fn a_curve_that_has_reached_nobody_stays_there() {
    let curve = curve(&[(0, 3, 1), (0, 9, 1)]);
    let nobody = curve.retained(days(5000)).unwrap();
    assert_close(nobody.share(), 0.0, "nobody");
    assert_eq!(nobody.standard_error(), None);
    assert_eq!(nobody.interval(Confidence::default()), None);
    assert_eq!(nobody.plain_interval(Confidence::default()), None);
    assert_close(curve.restricted_mean(days(5000)).unwrap().days(), 6.0, "the mean of all");
    assert_close(curve.restricted_mean(days(9)).unwrap().days(), 6.0, "and up to the last");
}

#[test]
fn a_survival_of_exactly_one_half_is_the_median_though_floats_miss_it() {
    for n in [24_u32, 38, 44] {
        let rows: Vec<Row> = (1..=n).map(|day| (0, day, 1)).collect();
        assert_eq!(curve(&rows).median(), Some(days(n / 2)), "{n}");
        assert_eq!(curve(&rows).quantile(Portion::new(1, n).unwrap()), Some(days(1)), "{n}");
    }
    // Somebody censored in between, so that nothing cancels: 8/12 · 6/7 · 7/8 = 1/2, which floats put above.
    let mut rows: Vec<Row> = vec![(0, 1, 1); 4];
    rows.push((0, 2, 0));
    rows.push((0, 3, 1));
    rows.extend([(3, 9, 0), (3, 9, 0), (0, 4, 1)]);
    rows.extend([(0, 9, 0); 5]);
    let curve = curve(&rows);
    let at_risk: Vec<(u64, u64)> = curve.steps().iter().map(|step| (step.at_risk, step.ended)).collect();
    assert_eq!(at_risk, [(12, 4), (8, 0), (7, 1), (8, 1), (7, 0)]);
    assert_eq!(curve.median(), Some(days(4)));
}

#[test]
fn a_portion_lies_between_nothing_and_all() {
    assert!(Portion::new(0, 4).is_err() && Portion::new(4, 4).is_err() && Portion::new(5, 4).is_err());
    assert_eq!(Portion::new(1, 4).unwrap(), Portion::QUARTER);
    // Three of ten gone leaves seven of ten, which is no float.
    let rows: Vec<Row> = (1..=10).map(|day| (0, day, 1)).collect();
    for tenths in 1..10 {
        assert_eq!(curve(&rows).quantile(Portion::new(tenths, 10).unwrap()), Some(days(tenths)));
    }
}

#[test]
fn the_lower_limit_of_a_median_is_not_above_it() {
    let interval = curve(&[(0, 40, 1), (0, 40, 1)]).quantile_interval(Portion::HALF, Confidence::default());
    assert_eq!((interval.lower, interval.upper), (Limit::At(40.0), Limit::Unbounded));
}

#[test]
fn a_curve_stops_where_nobody_is_at_risk_though_somebody_comes_later() {
    // All who are at risk end on day 8, but two were seen later and lasted longer: not 0, but unknown from there.
    let emptied = curve(&[(0, 5, 1), (0, 8, 1), (10, 20, 1), (12, 25, 0)]);
    assert_eq!(emptied.steps().len(), 1);
    assert_close(emptied.retained(days(8)).unwrap().share(), 0.5, "just before");
    assert_eq!(emptied.retained(days(9)), None);
    assert_close(emptied.restricted_mean(days(8)).unwrap().days(), 6.5, "the area so far");
    assert_eq!(emptied.restricted_mean(days(9)), None);
    assert_eq!(emptied.quantile(Portion::THREE_QUARTERS), None);

    // The last is censored on day 4, the next is seen from day 6 on: nobody is at risk on day 5.
    let gap = curve(&[(0, 2, 1), (0, 4, 0), (5, 9, 1)]);
    assert_close(gap.retained(days(4)).unwrap().share(), 0.5, "up to the gap");
    assert_eq!(gap.retained(days(5)), None);
    assert_eq!(gap.steps().len(), 2);

    // Seen from day 5 on there is no day without anybody.
    let joined = curve(&[(0, 2, 1), (0, 4, 0), (4, 9, 1)]);
    assert_close(joined.retained(days(9)).unwrap().share(), 0.5, "carried on");
    assert_eq!(joined.retained(days(10)).map(Retained::share), Some(0.0));
}

#[test]
fn incidences_stop_where_the_curve_does() {
    let emptied = endings(&[(0, 5, 1), (0, 8, 2), (10, 20, 1)]).finish();
    assert_close(emptied.before(&1, days(8)).unwrap().share(), 0.5, "before the day");
    assert_close(emptied.through(&1, days(7)).unwrap().share(), 0.5, "the day before");
    assert!(emptied.through(&2, days(8)).is_none() && emptied.before(&2, days(9)).is_none());
    let open = endings(&[(0, 5, 1), (0, 8, 0)]).finish();
    assert!(open.before(&1, days(8)).is_some() && open.before(&1, days(9)).is_none());
    assert!(open.through(&1, days(8)).is_some() && open.through(&1, days(9)).is_none());
    let closed = endings(&[(0, 5, 1), (0, 8, 2)]).finish();
    assert_close(closed.through(&2, days(100)).unwrap().share(), 0.5, "for good");
}

#[test]
fn seen_late_only_a_curve_begins_late() {
    let curve = curve(&[(30, 40, 1), (31, 50, 1)]);
    assert_eq!(curve.begins(), Some(days(31)));
    assert_close(curve.retained(days(50)).unwrap().share(), 0.5, "of two");
}

#[test]
fn competing_endings_on_one_day_share_it() {
    let incidences = endings(&[(0, 7, 1), (0, 7, 2), (0, 7, 1), (0, 7, 0)]).finish();
    assert_eq!(incidences.reasons().collect::<Vec<_>>(), [&1, &2]);
    assert_close(incidences.through(&1, days(7)).unwrap().share(), 0.5, "two of four");
    assert_close(incidences.through(&2, days(7)).unwrap().share(), 0.25, "one of four");
    let before = incidences.before(&1, days(7)).unwrap();
    assert_close(before.share(), 0.0, "the day itself is not before it");
    assert_eq!(before.interval(Confidence::default()), None);
    let growth: Vec<_> = incidences.growth(&1).map(|growth| (growth.day, growth.ended)).collect();
    assert_eq!(growth, [(days(7), 2)]);
    assert_eq!(incidences.growth(&3).count(), 0);
}

#[test]
fn an_only_reason_that_ends_all_has_no_interval() {
    let incidence = endings(&[(0, 5, 1), (0, 8, 1)]).finish().through(&1, days(8)).unwrap();
    assert_close(incidence.share(), 1.0, "all");
    assert_eq!(incidence.interval(Confidence::default()), None);
}

#[test]
fn groups_that_were_never_at_risk_beside_others_take_no_degree_of_freedom() {
    let (short, long) = ([(0, 2, 1), (0, 4, 1), (0, 6, 1)], [(0, 5, 1), (0, 8, 1), (0, 9, 0)]);
    let pair = BTreeMap::from([("a", times(&short)), ("b", times(&long))]);
    let alone = LogRank::between(&pair).unwrap();

    let mut with_empty = pair.clone();
    with_empty.insert("0 nobody", TimesToEvent::default());
    with_empty.insert("z only later", times(&[(20, 30, 1), (20, 40, 0)]));
    let test = LogRank::between(&with_empty).unwrap();
    assert_eq!(test.degrees_of_freedom(), 1);
    assert_close(test.statistic(), alone.statistic(), "as without them");
    assert_eq!(test.groups().len(), 4);
    assert_eq!(test.groups()["z only later"].observed, 1);

    // Two strata without a group in common are two tests in one.
    let other = BTreeMap::from([("c", times(&long)), ("d", times(&short))]);
    let both = LogRank::stratified([&pair, &other]).unwrap();
    assert_eq!(both.degrees_of_freedom(), 2);
    assert_close(both.statistic(), 2.0 * alone.statistic(), "their sum");

    assert!(LogRank::between(&BTreeMap::from([("a", times(&short))])).is_none());
    let all_at_once = BTreeMap::from([("a", times(&[(0, 5, 1)])), ("b", times(&[(0, 5, 1), (0, 5, 1)]))]);
    assert!(LogRank::between(&all_at_once).is_none());
}

#[test]
fn groups_that_are_alike_do_not_differ() {
    let rows = [(0, 2, 1), (0, 4, 1), (0, 6, 0)];
    let test = LogRank::between(&BTreeMap::from([("a", times(&rows)), ("b", times(&rows))])).unwrap();
    assert_close(test.statistic(), 0.0, "no difference");
    assert_close(test.p(), 1.0, "no doubt");
    let same = RestrictedMeanDifference::between(&curve(&rows), &curve(&rows), days(6)).unwrap();
    assert_close(same.p().unwrap(), 1.0, "no doubt");
    let fixed = curve(&[(0, 9, 1)]);
    assert_eq!(RestrictedMeanDifference::between(&fixed, &fixed, days(9)).unwrap().p(), None);
}

#[test]
fn columns_of_unequal_length_are_refused() {
    let refusal = TimesToEvent::from_columns(&[days(3), days(4)], &[Ended::Yes]).unwrap_err();
    assert_eq!(refusal.to_string(), "2 lengths, but 1 words on whether they ended");
}

#[test]
fn a_stored_state_is_short_and_no_state_that_rows_cannot_make_is_read() {
    let stored = json!({"ended": [[5, 1], [400, 2]], "still_open": [[365, 1]], "entered_late": [[30, 1]]});
    let rows = [(0, 5, 1), (30, 400, 1), (0, 400, 1), (0, 365, 0)];
    assert_eq!(serde_json::to_value(times(&rows)).unwrap(), stored);
    assert_eq!(read::<TimesToEvent>(&stored), times(&rows));
    let by_reason = json!({"ended": {"1": [[5, 1]], "2": []}, "still_open": [[0, 0]], "entered_late": []});
    assert_eq!(read::<Endings<u32>>(&by_reason), endings(&[(0, 5, 1)]));

    let refused = |ended: Value, late: Value| {
        let one = json!({"ended": ended, "still_open": [], "entered_late": late});
        let two = json!({"ended": {"1": ended}, "still_open": [], "entered_late": late});
        let refusal = serde_json::from_value::<TimesToEvent>(one).unwrap_err().to_string();
        assert_eq!(serde_json::from_value::<Endings<u32>>(two).unwrap_err().to_string(), refusal);
        refusal
    };
    // Nobody left, one entered; one entered on the day it left; two entered, one left; on day 0 nobody is late.
    let wrong = "more spells leave than have entered";
    assert!(refused(json!([]), json!([[3, 1]])).contains(wrong));
    assert!(refused(json!([[3, 1]]), json!([[3, 1]])).contains(wrong));
    assert_eq!(refused(json!([[3, 1]]), json!([[1, 1], [2, 1]])), format!("at a length of 0 days {wrong}"));
    assert_eq!(refused(json!([[3, 1], [9, 1]]), json!([[4, 2]])), format!("at a length of 3 days {wrong}"));
    assert_eq!(refused(json!([[3, 2], [9, 1]]), json!([[4, 2]])), format!("at a length of 3 days {wrong}"));
    assert_eq!(refused(json!([[3, 1]]), json!([[0, 1]])), format!("at a length of 0 days {wrong}"));
    assert!(refused(json!([[40_000, 1]]), json!([])).contains("36525"));
}

#[test]
fn counts_that_overflow_saturate_and_still_answer() {
    let rows = [(0, 1, 1), (3, 5, 2), (4, 5, 1), (4, 5, 1), (4, 5, 0), (4, 6, 1), (4, 6, 1), (0, 6, 2)];
    let (mut many, mut by_reason) = (times(&rows), endings(&rows));
    for _ in 0..70 {
        many.merge(&many.clone());
        by_reason.merge(&by_reason.clone());
    }
    assert_eq!(many.spells(), u64::MAX);
    let curve = many.finish();
    let incidences = by_reason.finish();
    for day in (0..9).map(days) {
        for share in
            [curve.retained(day).map(Retained::share), incidences.before(&1, day).map(Incidence::share)]
        {
            assert!(share.is_none_or(|share| (0.0..=1.0).contains(&share)));
        }
        assert!(curve.restricted_mean(day).is_none_or(|mean| mean.standard_error().is_finite()));
    }
    for step in curve.steps() {
        let interval = step.beyond.interval(Confidence::default());
        assert!(interval.is_none_or(|interval| {
            interval.ends().is_some_and(|(low, high)| (0.0..=1.0).contains(&low) && low <= high)
        }));
    }
    let groups = BTreeMap::from([("many", many), ("few", times(&rows))]);
    assert!(LogRank::between(&groups).is_none_or(|test| test.statistic().is_finite()));
}
