//! Milestones in small scenes: reached on the last day, lost, told twice, told of later.

use mentorship::{
    feedback::{Area, Facts, Record},
    impact::{
        About, Accumulate, AsOf, Caveat, Days, Estimate, Figures, Indicator, Integration, Snapshot, Standing,
    },
    jiff::civil::{Date, date},
};
use serde_json::{Value, json};

use super::invented::label;

/// Mentees who all begin on the first of January 2026, with milestones as kind, day and whether it is lost.
fn record(mentees: &[&[(&str, &str, bool)]]) -> Record {
    let enrol = |person: String, role: &str| json!({ "person": person, "role": role });
    let mut facts = json!({
        "enrolments": [enrol("M-1".into(), "mentor")], "pairings": [], "milestones": [],
        "meanings": [{ "areas": { "job": "employment", "business": "enterprise", "stall": "enterprise" } }]
    });
    let push = |facts: &mut Value, list: &str, row| facts[list].as_array_mut().unwrap().push(row);
    for (number, milestones) in mentees.iter().enumerate() {
        let person = format!("P-{number}");
        push(&mut facts, "enrolments", enrol(person.clone(), "mentee"));
        push(
            &mut facts,
            "pairings",
            json!({
                "agreement": format!("A-{number}"), "mentor": "M-1", "mentee": person, "started": "2026-01-01",
                "planned_days": 365, "every_days": 14
            }),
        );
        for (kind, on, lost) in *milestones {
            let turn = if *lost { "lost" } else { "reached" };
            push(&mut facts, "milestones", json!({ "person": person, "kind": kind, "on": on, "turn": turn }));
        }
    }
    Record::new(serde_json::from_value::<Facts>(facts).unwrap()).unwrap()
}

fn figures(record: &Record, on: Date) -> Figures {
    Figures::of(&Snapshot::new(record, AsOf::new(on).resampled(1, 0)))
}

#[track_caller]
fn reached(record: &Record, on: Date, kind: &str, days: i64) -> Estimate {
    let about = [About::Milestone(label(kind)), About::Length(Days::new(days).unwrap())];
    figures(record, on).get(Indicator::MilestoneReached, &about).unwrap().clone()
}

/// 1 January and 180 days make 30 June.
#[test]
fn a_milestone_of_the_last_day_of_the_horizon_is_reached_within_it() {
    let two = record(&[&[("job", "2026-06-30", false)], &[]]);
    let share = |on| reached(&two, on, "job", 180).value;
    assert_eq!(share(date(2026, 6, 30)), Some(0.5));
    assert_eq!(share(date(2026, 12, 31)), Some(0.5));
    let day_after = record(&[&[("job", "2026-07-01", false)], &[]]);
    assert_eq!(reached(&day_after, date(2026, 12, 31), "job", 180).value, Some(0.0));
}

#[test]
fn nobody_watched_to_the_last_day_says_nothing_of_it() {
    let two = record(&[&[("job", "2026-02-01", false)], &[]]);
    let figure = reached(&two, date(2026, 6, 29), "job", 180);
    assert_eq!(figure.value, None);
    assert!(figure.caveats.contains(&Caveat::BeyondData));
    assert_eq!(reached(&two, date(2026, 6, 30), "job", 180).value, Some(0.5));
}

#[test]
fn who_has_it_at_the_start_cannot_reach_it() {
    // Of the first it is told from before; of the second that it went, so it was there; the third has it on the day.
    let all = record(&[
        &[("job", "2025-12-01", false)],
        &[("job", "2026-03-01", true)],
        &[("job", "2026-01-01", false)],
        &[],
    ]);
    assert_eq!(reached(&all, date(2026, 12, 31), "job", 180).n, 1);
    assert_eq!(
        Integration::of(&Snapshot::new(&all, AsOf::new(date(2026, 12, 31)))).times(&label("job")).spells(),
        1
    );
    // Before it went nobody could know that the second had it.
    assert_eq!(reached(&all, date(2026, 2, 28), "job", 180).n, 2);
}

#[test]
fn what_is_told_of_later_was_not_known() {
    let later = record(&[&[("dance", "2026-05-01", true)]]);
    let before = figures(&later, date(2026, 4, 30));
    assert!(before.get(Indicator::MilestoneTime, &[About::Milestone(label("dance"))]).is_none());
    let after = figures(&later, date(2026, 5, 1));
    assert!(after.get(Indicator::MilestoneTime, &[About::Milestone(label("dance"))]).is_some());
}

#[test]
fn an_area_is_had_by_any_of_its_milestones_and_asked_of_the_day() {
    let both = record(&[&[
        ("business", "2026-02-01", false),
        ("business", "2026-03-01", true),
        ("stall", "2026-03-01", false),
    ]]);
    let area = |on: Date| {
        Integration::of(&Snapshot::new(&both, AsOf::new(on))).area(Area::Enterprise).gained().hits()
    };
    assert_eq!((area(date(2026, 1, 31)), area(date(2026, 2, 1)), area(date(2026, 3, 1))), (0, 1, 1));
    let gain = figures(&both, date(2026, 3, 1));
    let gain = gain.get(Indicator::AreaGain, &[About::Area(Area::Enterprise)]).unwrap();
    assert_eq!((gain.value, gain.n), (Some(1.0), 1));
    let employment = figures(&both, date(2026, 3, 1));
    let employment = employment.get(Indicator::AreaGain, &[About::Area(Area::Employment)]).unwrap();
    assert_eq!((employment.value, employment.n), (Some(0.0), 1));
}

#[test]
fn who_left_is_still_asked_of_the_day_but_watched_no_longer() {
    let mut facts = record(&[&[("job", "2026-05-01", false)]]).into_facts();
    for row in &mut facts.enrolments {
        row.left = Some(date(2026, 4, 1));
    }
    let left = Record::new(facts).unwrap();
    let told = figures(&left, date(2026, 12, 31));
    let gain = told.get(Indicator::AreaGain, &[About::Area(Area::Employment)]).unwrap();
    assert_eq!(gain.value, Some(1.0));
    let single = told.get(Indicator::MilestoneGain, &[About::Milestone(label("job"))]).unwrap();
    assert_eq!(single.value, Some(1.0));
    assert_eq!(told.get(Indicator::MilestoneTime, &[About::Milestone(label("job"))]).unwrap().value, None);
    let times =
        Integration::of(&Snapshot::new(&left, AsOf::new(date(2026, 12, 31)))).times(&label("job")).finish();
    let [only] = times.steps() else { panic!("{times:?}") };
    assert_eq!((only.day.get(), only.still_open), (90, 1));
}

fn businesses(record: &Record, on: Date) -> Vec<(u32, u64, u64)> {
    let curve = Integration::of(&Snapshot::new(record, AsOf::new(on))).businesses().finish();
    curve.steps().iter().map(|step| (step.day.get(), step.ended, step.still_open)).collect()
}

#[test]
fn a_business_that_is_lost_lasted_until_then() {
    let one = record(&[&[
        ("business", "2026-02-01", false),
        ("business", "2026-05-01", true),
        ("business", "2026-06-01", false),
    ]]);
    assert_eq!(businesses(&one, date(2026, 4, 30)), [(88, 0, 1)]);
    assert_eq!(businesses(&one, date(2026, 5, 1)), [(89, 1, 0)]);
    // The next is not counted.
    assert_eq!(businesses(&one, date(2026, 12, 31)), [(89, 1, 0)]);
    let figures = figures(&one, date(2026, 12, 31));
    let survival = |days: i64| {
        figures.get(Indicator::BusinessSurvival, &[About::Length(Days::new(days).unwrap())]).unwrap()
    };
    assert_eq!((survival(180).value, survival(180).n, survival(180).people), (Some(0.0), 1, 1));
}

#[test]
fn a_business_from_before_begins_only_when_there_is_another() {
    let told_again = record(&[&[("business", "2025-06-01", false), ("business", "2026-02-01", false)]]);
    assert_eq!(businesses(&told_again, date(2026, 12, 31)), []);
    let another = record(&[&[("business", "2026-02-01", true), ("business", "2026-03-01", false)]]);
    assert_eq!(businesses(&another, date(2026, 3, 11)), [(10, 0, 1)]);
}

#[test]
fn two_kinds_of_business_of_one_person_are_two_businesses_of_one_person() {
    let one = record(&[&[("business", "2026-02-01", false), ("stall", "2026-03-01", false)]]);
    let figures = figures(&one, date(2026, 12, 31));
    let survival = figures.of_indicator(Indicator::BusinessSurvival).next().unwrap();
    assert_eq!((survival.n, survival.people), (2, 1));
}

#[test]
fn a_business_of_the_horizons_length_lasted_so_long() {
    let two = record(&[
        &[("business", "2026-02-01", false), ("business", "2026-07-31", true)],
        &[("business", "2026-02-01", false)],
    ]);
    let survival = |on| {
        let about = [About::Length(Days::new(180).unwrap())];
        figures(&two, on).get(Indicator::BusinessSurvival, &about).unwrap().value
    };
    assert_eq!(survival(date(2026, 7, 30)), None);
    assert_eq!(survival(date(2026, 7, 31)), Some(1.0));
    assert_eq!(survival(date(2026, 12, 31)), Some(1.0));
}

#[test]
fn pairings_followed_from_a_later_day_tell_of_areas_and_not_of_times() {
    let one = record(&[&[("job", "2026-06-01", false)]]);
    let whole = Snapshot::new(&one, AsOf::new(date(2026, 12, 31)));
    let later = whole.landmark(Days::new(30).unwrap(), Standing::MetFewerThan(1));
    let integration = Integration::of(&later);
    let told = integration.estimates(later.on());
    let is_area = |figure: &&Estimate| matches!(figure.indicator, Indicator::AreaGain | Indicator::AreaTest);
    assert_eq!(told.iter().filter(is_area).count(), told.len());
    assert_eq!((told.len(), integration.times(&label("job")).spells()), (4, 0));
}

#[test]
fn half_have_reached_it_when_half_have() {
    let four = record(&[
        &[("job", "2026-02-01", false)],
        &[("job", "2026-03-01", false)],
        &[("job", "2026-04-01", false)],
        &[],
    ]);
    let figures = figures(&four, date(2026, 12, 31));
    let figure = figures.get(Indicator::MilestoneTime, &[About::Milestone(label("job"))]).unwrap();
    assert_eq!((figure.value, figure.n), (Some(59.0), 4));
}
