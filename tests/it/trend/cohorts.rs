//! Cohorts by start quarter.

use mentorship::{
    feedback::{Closure, Ending, Enrolment, Facts, Pairing, Record},
    impact::{AsOf, Days, Share, Snapshot},
    introduction::Party,
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
    people::Label,
    trend::{AtLength, Cohorts, Quarter},
};
use proptest::prelude::*;

/// A pairing of a mentor and a mentee of its own, in one of two neighbourhoods.
fn add(facts: &mut Facts, at: usize, started: Date, ended: Option<(i64, Closure)>) {
    let (mentor, mentee) = (format!("M-{at}"), format!("T-{at}"));
    let mut mentees = Enrolment::new(mentee.parse().unwrap(), Party::Mentee);
    let place = if at.is_multiple_of(2) { "east" } else { "west" };
    mentees.groups.insert(Label::new("place").unwrap(), Label::new(place).unwrap());
    facts.enrolments.extend([mentees, Enrolment::new(mentor.parse().unwrap(), Party::Mentor)]);
    facts.pairings.push(Pairing {
        agreement: format!("A-{at}").parse().unwrap(),
        mentor: mentor.parse().unwrap(),
        mentee: mentee.parse().unwrap(),
        started,
        planned_days: 365,
        every_days: 14,
        pauses: vec![],
        ended: ended.map(|(after, closure)| Ending { on: started.saturating_add(after.days()), closure }),
    });
}

fn days(days: i64) -> Days {
    Days::new(days).unwrap()
}

fn quarter(text: &str) -> Quarter {
    text.parse().unwrap()
}

fn known(hits: u64, of: u64) -> AtLength {
    AtLength::Known(Share::new(hits, of).unwrap())
}

/// Three in the first quarter (one ends early after 60 days, one completes after 90), one in the third.
fn record() -> Record {
    let mut facts = Facts::default();
    add(&mut facts, 1, date(2026, 1, 1), Some((60, Closure::Early)));
    add(&mut facts, 2, date(2026, 3, 31), Some((90, Closure::Completed)));
    add(&mut facts, 3, date(2026, 2, 10), None);
    add(&mut facts, 4, date(2026, 7, 1), None);
    Record::new(facts).unwrap()
}

fn cohorts(on: Date) -> Cohorts {
    Cohorts::of(&Snapshot::new(&record(), AsOf::new(on)))
}

#[test]
fn a_cohort_is_told_once_everybody_could_have_lasted_so_long() {
    let first = quarter("2026-Q1");
    // 31 March and 90 days.
    let until = date(2026, 6, 29);
    assert_eq!(cohorts(date(2026, 6, 28)).lasted(first, days(90)), AtLength::TooEarly { until });
    assert_eq!(AtLength::TooEarly { until }.known(), None);
    assert_eq!(cohorts(until).lasted(first, days(90)), known(2, 3));
    assert_eq!(cohorts(until).lasted(first, days(60)), known(3, 3));
    assert_eq!(cohorts(until).lasted(first, days(61)), known(2, 3));
    let later = cohorts(date(2026, 12, 31));
    assert_eq!(later.lasted(first, days(91)), known(1, 3));
    assert_eq!(later.lasted(first, days(91)).known(), Share::new(1, 3).ok());
}

#[test]
fn ending_early_is_told_of_those_who_ended_so_and_before_the_length() {
    let first = quarter("2026-Q1");
    let later = cohorts(date(2026, 12, 31));
    assert_eq!(later.ended_early(first, days(60)), known(0, 3));
    assert_eq!(later.ended_early(first, days(61)), known(1, 3));
    assert_eq!(later.ended_early(first, days(180)), known(1, 3));
    let early = cohorts(date(2026, 4, 30)).ended_early(first, days(180));
    assert_eq!(early, AtLength::TooEarly { until: date(2026, 9, 27) });
}

#[test]
fn quarters_stand_in_order_with_how_many_began() {
    let all = cohorts(date(2026, 12, 31));
    assert!(all.quarters().eq(["2026-Q1", "2026-Q3"].map(quarter)));
    assert_eq!([all.pairings(quarter("2026-Q1")), all.pairings(quarter("2026-Q2"))], [3, 0]);
    // What begins later has not begun.
    assert!(cohorts(date(2026, 6, 30)).quarters().eq([quarter("2026-Q1")]));
    assert_eq!(all.lasted(quarter("2026-Q2"), days(90)), known(0, 0));
}

#[test]
fn the_quarters_are_those_of_the_snapshot() {
    let record = record();
    let snapshot = Snapshot::new(&record, AsOf::new(date(2026, 12, 31)));
    let parts: Vec<_> = snapshot.quarters().into_keys().collect();
    let ours: Vec<_> = Cohorts::of(&snapshot).quarters().map(|q| (q.year(), q.quarter())).collect();
    assert_eq!(parts, ours);
}

#[test]
fn merged_they_are_known_as_of_the_earlier_day() {
    let (early, late) = (cohorts(date(2026, 6, 28)), cohorts(date(2026, 12, 31)));
    for (first, second) in [(&early, &late), (&late, &early)] {
        let mut both = first.clone();
        both.merge(second);
        assert_eq!(both.lasted(quarter("2026-Q1"), days(90)).known(), None);
        assert_eq!(both.pairings(quarter("2026-Q1")), 6);
    }
    let mut alone = Cohorts::default();
    assert_eq!(alone.lasted(quarter("2026-Q1"), days(90)), known(0, 0));
    alone.merge(&late);
    assert_eq!(alone, late);
    let mut same = late.clone();
    same.merge(&Cohorts::default());
    assert_eq!(same, late);
}

proptest! {
    #[test]
    fn neighbourhoods_merge_to_the_town(
        pairings in prop::collection::vec((0_i64..500, prop::option::of((1_i64..300, 0_usize..3))), 1..25),
        on in 0_i64..700,
        length in 0_i64..400,
    ) {
        let mut facts = Facts::default();
        let start = date(2025, 1, 1);
        let closures = [Closure::Early, Closure::Completed, Closure::Moved];
        for (at, (from, ended)) in pairings.iter().enumerate() {
            let ended = ended.map(|(after, closure)| (after, closures[closure]));
            add(&mut facts, at, start.saturating_add(from.days()), ended);
        }
        let record = Record::new(facts).unwrap();
        let on = start.saturating_add(on.days());
        let town = Snapshot::new(&record, AsOf::new(on));
        let whole = Cohorts::of(&town);
        let mut merged = Cohorts::default();
        for part in town.groups(&Label::new("place").unwrap()).into_values() {
            merged.merge(&Cohorts::of(&part));
        }
        // Where no mentee belongs to a neighbourhood there is none.
        prop_assert_eq!(&merged, &whole);
        let stored = serde_json::to_string(&whole).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Cohorts>(&stored).unwrap(), &whole);
        // Pairing by pairing.
        for quarter in whole.quarters() {
            let mine = || record.facts().pairings.iter().filter(|p| Quarter::of(p.started) == quarter && p.started <= on);
            let lasted = |p: &Pairing| {
                let end = p.ended.map_or(on, |ending| ending.on.min(on));
                p.started.until(end).unwrap().get_days()
            };
            prop_assert_eq!(whole.pairings(quarter), mine().count() as u64);
            if let AtLength::Known(share) = whole.lasted(quarter, days(length)) {
                prop_assert_eq!(share.of(), mine().count() as u64);
                let hits = mine().filter(|p| i64::from(lasted(p)) >= length).count();
                prop_assert_eq!(share.hits(), hits as u64);
                // Everybody could have lasted so long.
                prop_assert!(mine().all(|p| i64::from(p.started.until(on).unwrap().get_days()) >= length));
            }
            if let AtLength::Known(share) = whole.ended_early(quarter, days(length)) {
                let early = |p: &&Pairing| {
                    p.ended.is_some_and(|e| e.closure == Closure::Early && e.on <= on) && i64::from(lasted(p)) < length
                };
                prop_assert_eq!(share.hits(), mine().filter(early).count() as u64);
            }
        }
    }
}
