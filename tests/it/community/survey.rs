//! The community's survey in small scenes: rounds, partners, streets, old and young.

use mentorship::{
    feedback::{Facts, Record},
    impact::{About, AsOf, Caveat, Community, Days, Estimate, Figures, Indicator, Snapshot, Standing, Ties},
    jiff::civil::{Date, date},
};
use serde_json::{Value, json};

use super::invented::label;

fn record(facts: Value) -> Record {
    Record::new(serde_json::from_value::<Facts>(facts).unwrap()).unwrap()
}

const END: Date = Date::constant(2026, 12, 31);

fn community(record: &Record) -> Community {
    Community::of(&Snapshot::new(record, AsOf::new(END)))
}

fn figures(record: &Record) -> Figures {
    Figures::of(&Snapshot::new(record, AsOf::new(END).resampled(1, 0)))
}

/// Asked in March, and answered at once.
fn neighbour(person: &str) -> Value {
    json!({ "person": person, "asked": "2026-03-01", "answered": "2026-03-01" })
}

fn tie(from: &str, to: &str, on: &str) -> Value {
    json!({ "from": from, "to": to, "kind": "could ask for help", "on": on })
}

fn pair(mentor: &str, mentee: &str, started: &str) -> Value {
    json!({ "agreement": "A-1", "mentor": mentor, "mentee": mentee, "started": started, "planned_days": 365,
            "every_days": 14 })
}

fn arcs(community: &Community) -> [u64; 3] {
    Ties::ALL.map(|ties| community.network(ties).arcs())
}

/// A mentor and a mentee, both in the survey, and who of them names the other.
fn partners(ties: &[Value]) -> Record {
    record(json!({
        "enrolments": [{ "person": "P-1", "role": "mentor", "enrolled": "2026-01-05" },
                       { "person": "P-2", "role": "mentee", "enrolled": "2026-01-05" }],
        "pairings": [pair("P-1", "P-2", "2026-02-01")],
        "neighbours": [neighbour("P-1"), neighbour("P-2")],
        "ties": ties
    }))
}

#[test]
fn whoever_of_two_partners_names_the_other_there_is_no_tie_beyond_them() {
    for (from, to) in [("P-1", "P-2"), ("P-2", "P-1")] {
        let record = partners(&[tie(from, to, "2026-03-01")]);
        assert_eq!(arcs(&community(&record)), [1, 0, 1]);
        let figures = figures(&record);
        let told = |ties| figures.get(Indicator::Density, &[About::Ties(ties)]).map(|figure| figure.value);
        assert_eq!(told(Ties::Told), Some(Some(0.5)));
        assert_eq!(told(Ties::ToldBeyond), None);
        assert_eq!(told(Ties::Made), Some(Some(0.5)));
    }
}

#[test]
fn partners_are_partners_from_the_day_they_begin_and_in_other_quarters() {
    let record = partners(&[tie("P-1", "P-2", "2026-03-01")]);
    let before = Snapshot::new(&record, AsOf::new(date(2026, 1, 31)));
    assert_eq!(arcs(&Community::of(&before)), [0, 0, 0]);
    let mut facts = record.into_facts();
    facts.pairings.push(serde_json::from_value(json!({
        "agreement": "A-2", "mentor": "P-1", "mentee": "P-2", "started": "2026-08-01", "planned_days": 90, "every_days": 7
    })).unwrap());
    facts.pairings[0].started = date(2026, 7, 1);
    facts.pairings[1].started = date(2026, 11, 1);
    let record = Record::new(facts).unwrap();
    let whole = Snapshot::new(&record, AsOf::new(END));
    assert_eq!(arcs(&Community::of(&whole)), [1, 0, 1]);
    for part in whole.quarters().values() {
        assert_eq!(arcs(&Community::of(part)), [1, 0, 1]);
    }
    // Those of a landmark that nobody is at had been matched all the same.
    let nobody = whole.landmark(Days::new(300).unwrap(), Standing::MetAtLeast(1));
    assert_eq!(arcs(&Community::of(&nobody)), [1, 0, 0]);
}

#[test]
fn a_second_round_that_names_nobody_takes_the_place_of_the_first() {
    let again = |answered: Value| {
        record(json!({
            "neighbours": [neighbour("P-1"), neighbour("P-2"),
                           { "person": "P-1", "asked": "2026-09-01", "answered": answered }],
            "ties": [tie("P-1", "P-2", "2026-03-01")]
        }))
    };
    assert_eq!(arcs(&community(&again(json!("2026-09-03"))))[0], 0);
    assert_eq!(arcs(&community(&again(json!(null))))[0], 1);
    let record = again(json!("2026-09-03"));
    let before = Snapshot::new(&record, AsOf::new(date(2026, 9, 2)));
    assert_eq!(arcs(&Community::of(&before))[0], 1);
}

#[test]
fn a_round_that_was_answered_in_the_period_counts_with_the_ties_told_before_it() {
    let record = record(json!({
        "neighbours": [{ "person": "P-1", "asked": "2026-03-01", "answered": "2026-04-01" }, neighbour("P-2"),
                       { "person": "P-3" }],
        "ties": [tie("P-1", "P-2", "2026-03-30"), tie("P-2", "P-1", "2026-03-30"), tie("P-3", "P-1", "2026-03-31"),
                 tie("P-3", "P-2", "2026-04-01")]
    }));
    let april = Snapshot::new(&record, AsOf::new(END).since(date(2026, 4, 1)));
    let community = Community::of(&april);
    // The first answered in April; the second in March; the third was never asked, and told of one tie in April.
    assert_eq!(arcs(&community)[0], 2);
    assert_eq!((community.response().hits(), community.response().of()), (1, 1));
}

#[test]
fn a_tie_belongs_to_the_last_round_in_which_they_were_asked() {
    let record = record(json!({
        "neighbours": [neighbour("P-1"), { "person": "P-2" },
                       { "person": "P-1", "asked": "2026-09-01", "answered": "2026-09-05" }],
        "ties": [tie("P-1", "P-2", "2026-08-31")]
    }));
    assert_eq!(arcs(&community(&record))[0], 0);
    let mut facts = record.into_facts();
    facts.ties[0].on = date(2026, 9, 1);
    assert_eq!(arcs(&community(&Record::new(facts).unwrap()))[0], 1);
}

#[test]
fn one_tie_of_two_kinds_is_one_tie() {
    let record = record(json!({
        "neighbours": [neighbour("P-1"), neighbour("P-2")],
        "ties": [tie("P-1", "P-2", "2026-03-01"),
                 { "from": "P-1", "to": "P-2", "kind": "knows by name", "on": "2026-03-01" }]
    }));
    assert_eq!(arcs(&community(&record))[0], 1);
}

#[test]
fn old_and_young_are_twenty_five_years_apart() {
    let born = |person: &str, born: Value| json!({ "person": person, "asked": "2026-03-01", "answered": "2026-03-01", "born": born });
    let record = record(json!({
        "neighbours": [born("P-1", json!(1950)), born("P-2", json!(1975)), born("P-3", json!(1974)), born("P-4", json!(null))],
        "ties": [tie("P-1", "P-2", "2026-03-01"), tie("P-2", "P-1", "2026-03-01"), tie("P-1", "P-3", "2026-03-01"),
                 tie("P-4", "P-1", "2026-03-01")]
    }));
    let figures = figures(&record);
    let told = |indicator| figures.get(indicator, &[About::Ties(Ties::Told)]).unwrap().clone();
    let spanning = told(Indicator::OldAndYoung);
    assert_eq!((spanning.value, spanning.n, spanning.people), (Some(0.5), 2, 3));
    assert!(spanning.caveats.contains(&Caveat::NotPlaced { left_out: 1 }));
    let alike: Estimate = told(Indicator::AgeAssortativity);
    assert_eq!((alike.n, alike.people), (3, 3));
    assert_eq!(told(Indicator::Density).people, 4);
}

#[test]
fn the_people_of_a_figure_by_group_are_those_with_a_tie_that_it_counts() {
    let of = |person: &str, group: Option<&str>| {
        let groups = group.map_or(json!({}), |group| json!({ "street": group }));
        json!({ "person": person, "asked": "2026-03-01", "answered": "2026-03-01", "groups": groups })
    };
    let record = record(json!({
        "neighbours": [of("P-1", Some("Quay")), of("P-2", Some("Quay")), of("P-3", Some("Mint Lane")), of("P-4", None),
                       of("P-5", None)],
        "ties": [tie("P-1", "P-2", "2026-03-01"), tie("P-4", "P-5", "2026-03-01"), tie("P-4", "P-3", "2026-03-01")]
    }));
    let figures = figures(&record);
    let balance = figures.get(Indicator::TieBalance, &[About::Ties(Ties::Told)]).unwrap();
    // One lives outside the larger street.
    assert_eq!((balance.value, balance.n, balance.people), (Some(-1.0), 1, 1));
    assert!(balance.caveats.contains(&Caveat::NotPlaced { left_out: 2 }));
    let groups = community(&record).groups(Ties::Told, &label("street"));
    assert_eq!(groups.labels(), [label("Mint Lane"), label("Quay")]);
    assert_eq!((groups.mixing().arcs_between(1, 1), groups.mixing().arcs_between(0, 1)), (1, 0));
}

/// Ten people judge one statement from 0 to 10.
fn judged(streets: bool) -> Record {
    let row = |(at, answer): (usize, i16)| {
        let groups = match at {
            _ if !streets => json!({}),
            0..=3 => json!({ "street": "Quay" }),
            4..=7 => json!({ "street": "Mint Lane" }),
            _ => json!({}),
        };
        json!({ "person": format!("P-{at}"), "asked": "2026-03-01", "answered": "2026-03-02", "groups": groups,
                "statements": { "instrument": "living", "items": { "a": answer } } })
    };
    let rows: Vec<Value> = [4, 6, 4, 6, 8, 8, 8, 8, 0, 0].into_iter().enumerate().map(row).collect();
    let asked = (10..20).map(|at| json!({ "person": format!("P-{at}"), "asked": "2026-03-01" }));
    let drawn_by = if streets { json!("street") } else { json!(null) };
    record(json!({
        "instruments": [{ "id": "living", "items": [{ "key": "a", "min": 0, "max": 10 }] }],
        "neighbours": rows.into_iter().chain(asked).collect::<Vec<_>>(),
        "meanings": [{ "drawn_by": drawn_by }]
    }))
}

#[test]
fn cohesion_is_the_mean_of_all_and_says_that_few_answered() {
    let figures = figures(&judged(false));
    let cohesion = figures.of_indicator(Indicator::Cohesion).next().unwrap();
    assert_eq!((cohesion.value, cohesion.n), (Some(5.2), 10));
    assert_eq!(cohesion.caveats, [Caveat::LowResponse { came: 10, due: 20 }]);
    let interval = cohesion.interval.and_then(|interval| interval.ends()).unwrap();
    assert!((f64::midpoint(interval.0, interval.1) - 5.2).abs() < 1e-9);
}

#[test]
fn of_people_drawn_by_street_those_of_no_street_are_left_out() {
    let record = judged(true);
    let on = AsOf::new(END).resampled(3, 200);
    let figures = Figures::of(&Snapshot::new(&record, on));
    let cohesion = figures.of_indicator(Indicator::Cohesion).next().unwrap();
    assert_eq!((cohesion.value, cohesion.n), (Some(6.5), 8));
    // Of two streets drawn anew each time, either may come twice.
    assert_eq!(cohesion.interval.and_then(|interval| interval.ends()), Some((5.0, 8.0)));
    for caveat in [Caveat::Clustered { clusters: 2 }, Caveat::NotPlaced { left_out: 2 }] {
        assert!(cohesion.caveats.contains(&caveat), "{:?}", cohesion.caveats);
    }
}

#[test]
fn who_moved_between_two_rounds_is_of_one_group() {
    let round = |asked: &str, group: &str| json!({ "person": "P-1", "asked": asked, "answered": asked, "groups": { "neighbourhood": group } });
    let record =
        record(json!({ "neighbours": [round("2026-03-01", "Harbour"), round("2026-09-01", "Centre")] }));
    let answered = |on: Date, group: &str| {
        let whole = Snapshot::new(&record, AsOf::new(on));
        Community::of(&whole.group(&label("neighbourhood"), &label(group))).response().of()
    };
    let [june, december] = [date(2026, 6, 1), END];
    assert_eq!((answered(june, "Harbour"), answered(june, "Centre")), (1, 0));
    assert_eq!((answered(december, "Harbour"), answered(december, "Centre")), (0, 1));
}

#[test]
fn a_survey_says_more_of_somebody_than_their_enrolment() {
    let record = record(json!({
        "enrolments": [
            { "person": "P-1", "role": "mentor", "groups": { "newcomer": "yes", "street": "Quay" } },
            { "person": "P-2", "role": "mentee", "groups": { "newcomer": "yes" } }
        ],
        "pairings": [pair("P-1", "P-2", "2026-02-01")],
        "neighbours": [{ "person": "P-1", "asked": "2026-03-01", "groups": { "newcomer": "no" } }],
        "meanings": [{ "newcomers": { "dimension": "newcomer", "label": "yes" } }]
    }));
    let groups = |dimension: &str| community(&record).groups(Ties::Made, &label(dimension)).labels().to_vec();
    assert_eq!(groups("newcomer"), [label("no"), label("yes")]);
    assert_eq!(groups("street"), [label("Quay")]);
    assert_eq!(community(&record).dimensions(), [label("newcomer")].into());
    let figures = figures(&record);
    let tied = figures.get(Indicator::NewcomersConnected, &[About::Ties(Ties::Made)]).unwrap();
    assert_eq!((tied.value, tied.n), (Some(1.0), 1));
}
