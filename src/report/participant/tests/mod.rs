//! What a participant's page says, to whom, and that nobody else's facts are in it.

#[cfg(feature = "sample")]
use jiff::civil::{Date, date};

use super::{KnownScale, NoKnownScale, NotForEverybody, ParticipantReport, build::document};
use crate::{
    disclosure::{Internal, Policy, PublicFigures, Published},
    feedback::{Facts, Record, Wave},
    id::PersonId,
    impact::{About, AsOf, Estimate, Indicator, Interval, Share},
    introduction::Party,
    people::Label,
    report::{Language, dump::dump},
};

const ON: Date = date(2026, 6, 30);

/// Anna mentors Bo, who has three goals and answered twice, and Cem, who has just begun. Dina only signed up.
const FACTS: &str = r#"{
    "enrolments": [
        { "person": "Anna", "role": "mentor", "enrolled": "2026-01-05", "places": 2 },
        { "person": "Bo", "role": "mentee", "enrolled": "2026-01-12" },
        { "person": "Cem", "role": "mentee", "enrolled": "2026-06-01" },
        { "person": "Dina", "role": "mentee", "enrolled": "2026-06-20" }
    ],
    "pairings": [
        { "agreement": "A-1", "mentor": "Anna", "mentee": "Bo", "started": "2026-02-02", "planned_days": 365, "every_days": 14 },
        { "agreement": "A-2", "mentor": "Anna", "mentee": "Cem", "started": "2026-06-22", "planned_days": 365, "every_days": 7 }
    ],
    "meetings": [
        { "agreement": "A-1", "on": "2026-02-09", "minutes": 60, "mode": "in_person", "logged": "2026-02-09" },
        { "agreement": "A-1", "on": "2026-02-23", "minutes": 90, "mode": "in_person", "logged": "2026-02-23" },
        { "agreement": "A-1", "on": "2026-03-09", "minutes": 60, "mode": "online", "logged": "2026-03-09" },
        { "agreement": "A-1", "on": "2026-06-01", "minutes": 45, "mode": "online", "logged": "2026-06-01" },
        { "agreement": "A-1", "on": "2026-07-01", "minutes": 45, "mode": "online", "logged": "2026-07-01" }
    ],
    "check_ins": [
        { "agreement": "A-1", "due": "2026-05-01", "held": "2026-05-02", "fit": 2 },
        { "agreement": "A-1", "due": "2026-08-01" }
    ],
    "instruments": [
        { "id": "confidence", "items": [{ "key": "a", "min": 1, "max": 5 }, { "key": "b", "min": 1, "max": 5 }] },
        { "id": "loneliness", "items": [{ "key": "a", "min": 1, "max": 4 }], "better": "lower" },
        { "id": "satisfied", "items": [{ "key": "a", "min": 1, "max": 5 }], "reading": "satisfaction" }
    ],
    "responses": [
        { "instrument": "confidence", "person": "Bo", "role": "mentee", "wave": "before", "due": "2026-02-01",
          "answers": { "on": "2026-02-01", "items": { "a": 2, "b": 2 } } },
        { "instrument": "confidence", "person": "Bo", "role": "mentee", "agreement": "A-1", "wave": "midway", "due": "2026-06-01",
          "answers": { "on": "2026-06-03", "items": { "a": 4, "b": 5 } } },
        { "instrument": "confidence", "person": "Anna", "role": "mentor", "wave": "before", "due": "2026-02-01",
          "answers": { "on": "2026-02-01", "items": { "a": 5, "b": 1 } } },
        { "instrument": "loneliness", "person": "Bo", "role": "mentee", "wave": "before", "due": "2026-02-01",
          "answers": { "on": "2026-02-01", "items": { "a": 3 } } },
        { "instrument": "loneliness", "person": "Bo", "role": "mentee", "wave": "midway", "due": "2026-06-15" },
        { "instrument": "satisfied", "person": "Bo", "role": "mentee", "wave": "after", "due": "2026-07-31" }
    ],
    "goals": [
        { "agreement": "A-1", "words": "N-1", "weight": 1, "baseline": -1,
          "rated": { "on": "2026-06-01", "step": 1, "by": "together" } },
        { "agreement": "A-1", "words": "N-2", "weight": 1, "baseline": 0,
          "rated": { "on": "2026-06-01", "step": -1, "by": "mentor" } },
        { "agreement": "A-1", "words": "N-3", "weight": 1, "baseline": -2 }
    ]
}"#;

fn record() -> Record {
    let facts: Facts = serde_json::from_str(FACTS).unwrap();
    Record::new(facts).unwrap()
}

fn figures(policy: &Policy) -> Published<PublicFigures> {
    let on = AsOf::new(ON);
    let satisfied = |hits, of| Estimate::of_share(Indicator::Satisfied, &on, Share::new(hits, of).unwrap());
    let asked = |wave| {
        [About::Instrument("satisfied".parse().unwrap(), 1), About::Wave(wave), About::Role(Party::Mentee)]
    };
    let north = About::Group(Label::new("part").unwrap(), Label::new("north").unwrap());
    let meetings = Some(Interval::new(1.5, 2.4, on.confidence));
    Internal::new(vec![
        satisfied(77, 121).about(asked(Wave::Midway)),
        satisfied(20, 60).about(asked(Wave::Midway)).about([north]),
        Estimate::new(Indicator::Intensity, &on).with(Some(1.93), meetings, 140),
    ])
    .release(policy)
}

fn scale(instrument: &str, name: &str) -> KnownScale {
    let instrument = instrument.parse().unwrap();
    KnownScale { instrument, version: 1, name: name.to_owned(), deviation: 0.8, reliability: 0.85 }
}

fn page(person: &str, language: Language) -> String {
    let figures = figures(&Policy::public(ON));
    let names = language.pick(["zelfvertrouwen", "eenzaamheid"], ["self-confidence", "loneliness"]);
    let page = ParticipantReport::of(&record(), &person.parse().unwrap(), AsOf::new(ON))
        .unwrap()
        .goal_in_words("N-1".parse().unwrap(), "Zelf een brief schrijven")
        .goal_in_words("N-9".parse().unwrap(), "het doel van iemand anders")
        .scale(scale("confidence", names[0]))
        .unwrap()
        .scale(scale("loneliness", names[1]))
        .unwrap()
        .beside(&figures)
        .unwrap()
        .you_said_we_did("De zaal was te koud.", "De verwarming is gemaakt.");
    dump(&document(&page, language))
}

#[test]
fn a_mentee_reads_their_own_progress_in_dutch() {
    insta::assert_snapshot!(page("Bo", Language::Dutch));
}

#[test]
fn a_mentee_reads_their_own_progress_in_english() {
    insta::assert_snapshot!(page("Bo", Language::English));
}

#[test]
fn a_mentor_reads_of_meetings_and_of_no_goals_or_answers_of_mentees() {
    insta::assert_snapshot!(page("Anna", Language::Dutch));
}

#[test]
fn who_has_just_come_is_welcomed() {
    let said = page("Dina", Language::Dutch);
    assert!(said.contains("Er is nog niets van jou om te laten zien."), "{said}");
    assert!(!said.contains("Jouw doelen"), "{said}");
    let bare = ParticipantReport::of(&record(), &"Dina".parse().unwrap(), AsOf::new(ON)).unwrap();
    assert!(dump(&document(&bare, Language::English)).contains("There is nothing of yours to show yet."));
}

#[test]
fn what_is_dated_later_has_not_happened_yet() {
    let early = AsOf::new(date(2026, 5, 31));
    let said = dump(&document(
        &ParticipantReport::of(&record(), &"Bo".parse().unwrap(), early).unwrap(),
        Language::English,
    ));
    assert!(said.contains("> You have 3 goals.\n"), "{said}");
    assert!(said.contains("You and your mentor have met 3 times so far."), "{said}");
    let before = AsOf::new(date(2026, 1, 31));
    let said = dump(&document(
        &ParticipantReport::of(&record(), &"Bo".parse().unwrap(), before).unwrap(),
        Language::English,
    ));
    assert!(said.contains("There is nothing of yours to show yet."), "{said}");
}

#[test]
fn who_never_enrolled_has_no_page() {
    let error =
        ParticipantReport::of(&record(), &"Eve".parse::<PersonId>().unwrap(), AsOf::new(ON)).unwrap_err();
    assert_eq!(error.to_string(), "person `Eve` never enrolled, so there is no page of theirs");
}

#[test]
fn a_scale_without_reliability_is_refused() {
    let page = || ParticipantReport::of(&record(), &"Bo".parse().unwrap(), AsOf::new(ON)).unwrap();
    let refused = |scale| page().scale(scale).unwrap_err();
    assert!(matches!(refused(scale("gone", "x")), NoKnownScale::Unknown { version: 1, .. }));
    assert_eq!(refused(scale("satisfied", "x")), NoKnownScale::NoScale("satisfied".parse().unwrap()));
    let perfect = KnownScale { reliability: 1.0, ..scale("confidence", "x") };
    assert!(matches!(refused(perfect), NoKnownScale::Reliability(_)));
}

#[test]
fn only_what_is_published_for_everybody_stands_beside_it() {
    let record = record();
    let steering = figures(&Policy::steering(ON));
    let page = ParticipantReport::of(&record, &"Bo".parse().unwrap(), AsOf::new(ON)).unwrap();
    assert_eq!(page.beside(&steering).unwrap_err(), NotForEverybody);
}

#[test]
fn change_is_told_clear_only_beyond_the_error_of_the_scale() {
    for (deviation, better, clear) in [(0.8, "clearly better", true), (8.0, "not clear either way", false)] {
        let known = KnownScale { deviation, ..scale("confidence", "confidence") };
        let page = ParticipantReport::of(&record(), &"Bo".parse().unwrap(), AsOf::new(ON)).unwrap();
        let said = dump(&document(&page.scale(known).unwrap(), Language::English));
        assert!(said.contains(&format!("confidence – {better}")), "{said}");
        assert_eq!(said.contains("In this you are doing clearly better."), clear);
    }
}

#[test]
fn where_less_is_better_less_is_told_as_better() {
    let mut facts: Facts = serde_json::from_str(FACTS).unwrap();
    let asked = facts
        .responses
        .iter_mut()
        .find(|row| row.instrument.as_str() == "loneliness" && row.answers.is_none());
    asked.unwrap().answers = serde_json::from_str(r#"{ "on": "2026-06-16", "items": { "a": 1 } }"#).unwrap();
    let page =
        ParticipantReport::of(&Record::new(facts).unwrap(), &"Bo".parse().unwrap(), AsOf::new(ON)).unwrap();
    let said = dump(&document(&page.scale(scale("loneliness", "eenzaamheid")).unwrap(), Language::Dutch));
    assert!(
        said.contains("De schaal loopt van 1 tot 4; lager is beter. Het gaat duidelijk beter met je"),
        "{said}"
    );
}

#[test]
fn texts_that_mean_harm_are_made_harmless() {
    let long = "y".repeat(10_000);
    let page = ParticipantReport::of(&record(), &"Bo".parse().unwrap(), AsOf::new(ON))
        .unwrap()
        .goal_in_words("N-1".parse().unwrap(), &long)
        .scale(scale("confidence", &long))
        .unwrap()
        .you_said_we_did(&long, &long);
    let said = dump(&document(&page, Language::Dutch));
    assert!(said.contains(&"y".repeat(300)) || said.contains(&"y".repeat(299)));
    assert!(!said.contains(&"y".repeat(401)));
}
