//! Every figure of invented years beside the oracle.

use std::collections::BTreeMap;

use mentorship::{
    feedback::{Facts, Record},
    impact::{About, AsOf, Estimate, Figures, Indicator, Snapshot},
    jiff::civil::{Date, date},
    people::Label,
    sample::Year,
};

use super::oracle::{Case, LEFT_OUT};

const DAYS: [Date; 3] = [date(2025, 3, 31), date(2025, 12, 31), date(2026, 12, 31)];

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

/// What tells one figure from the others.
fn key(indicator: Indicator, about: &[About]) -> (Indicator, Vec<About>) {
    let mut about = about.to_vec();
    about.sort();
    (indicator, about)
}

#[track_caller]
fn check(facts: &Facts, on: AsOf, group: Option<(&str, &str)>) {
    let record = Record::new(facts.clone()).unwrap();
    let whole = Snapshot::new(&record, on);
    let group = group.map(|(dimension, name)| (label(dimension), label(name)));
    let snapshot = match &group {
        Some((dimension, name)) => whole.group(dimension, name),
        None => whole,
    };
    let figures = Figures::of(&snapshot);
    let mut told: BTreeMap<_, &Estimate> = BTreeMap::new();
    // Community, lives and money have an oracle of their own.
    let elsewhere = |figure: &&Estimate| {
        let id = figure.indicator.definition().id;
        ["community.", "integration.", "money."].iter().any(|section| id.starts_with(section))
    };
    let here = figures.all().iter().filter(|figure| !elsewhere(figure));
    for figure in here.filter(|figure| !LEFT_OUT.contains(&figure.indicator)) {
        let twin = told.insert(key(figure.indicator, &figure.about), figure);
        assert!(twin.is_none(), "told twice: {figure}");
    }
    let mut wrong = Vec::new();
    for expected in (Case { facts, on, group }).figures() {
        let Some(figure) = told.remove(&key(expected.indicator, &expected.about)) else {
            wrong.push(format!("not told: {expected:?}"));
            continue;
        };
        let same = match (figure.value, expected.value) {
            (Some(value), Some(other)) => (value - other).abs() <= 1e-12 * other.abs().max(1.0),
            (None, None) => true,
            _ => false,
        };
        if !same || figure.n != expected.n as u64 || figure.missing != expected.missing as u64 {
            wrong.push(format!(
                "{figure} (value {:?}, missing {})\n    should be {expected:?}",
                figure.value, figure.missing
            ));
        }
    }
    wrong.extend(told.into_values().map(|figure| format!("not expected: {figure}")));
    assert!(wrong.is_empty(), "as of {} since {:?}:\n{}", on.date, on.since, wrong.join("\n"));
}

fn as_of(day: Date) -> AsOf {
    AsOf::new(day).resampled(1, 0)
}

#[test]
fn every_figure_of_a_whole_programme_is_what_plain_loops_find() {
    for seed in 1..=5 {
        let facts = Year::of(60).seed(seed).facts();
        for day in DAYS {
            check(&facts, as_of(day), None);
        }
    }
}

#[test]
fn a_period_changes_what_plain_loops_find_too() {
    let facts = Year::of(60).seed(6).facts();
    for day in DAYS {
        check(&facts, as_of(day).since(date(2025, 2, 1)), None);
        check(&facts, as_of(day).since(day), None);
    }
}

#[test]
fn every_figure_of_a_group_is_what_plain_loops_find_for_it() {
    for seed in 1..=3 {
        let facts = Year::of(60).seed(seed).facts();
        for group in [("newcomer", "yes"), ("neighbourhood", "Harbour"), ("age", "25–49"), ("age", "none")]
        {
            check(&facts, as_of(date(2026, 12, 31)).since(date(2026, 1, 1)), Some(group));
        }
        check(&facts, as_of(date(2025, 12, 31)), Some(("newcomer", "no")));
    }
}
