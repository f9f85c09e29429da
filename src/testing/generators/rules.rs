//! Rules and terms that stand by themselves.

use std::collections::BTreeSet;

use jiff::{ToSpan as _, civil::date};
use proptest::{prelude::*, sample::subsequence};

use crate::{
    agreement::{self, Cadence, CoSigner, Goal, Meetings, PausedTime, Prerequisite, Term, Terms},
    criteria::{CountsFor, Criteria, Field, Fields, IfUnknown, Preference, Requirement, Side},
    introduction::{self, Parties},
    people::{Cefr, Importance, Mode},
};

/// What rules are made with.
type Numbers = (Cefr, u16, u8, bool);

fn requirement(at: usize, if_unknown: IfUnknown, numbers: Numbers) -> Requirement {
    let (level, minutes, one_to_five, alike) = numbers;
    let importance = Importance::new(one_to_five).unwrap_or(Importance::MIN);
    let neighbourhood = Fields::both(Field::Neighbourhood);
    match at {
        0 => Requirement::SharedLanguage { level, if_unknown },
        1 => Requirement::Overlap { minutes, if_unknown },
        2 => Requirement::Reachable { metres: None, if_unknown },
        3 => Requirement::NoTies { kinds: BTreeSet::new(), steps: if alike { 1 } else { 2 } },
        4 => Requirement::NoSharedAffiliation { if_unknown },
        5 if alike => Requirement::Same { field: neighbourhood, if_unknown },
        5 => Requirement::Different { field: neighbourhood, if_unknown },
        6 => Requirement::Shared { field: Fields::both(Field::Interests), if_unknown },
        7 => Requirement::SkillCovered { importance, if_unknown },
        _ => Requirement::Confirmed { within_days: minutes, if_unknown },
    }
}

fn preference(at: usize, points: u32, counts_for: CountsFor, numbers: Numbers) -> Preference {
    let (full_at, minutes, one_to_five, alike) = numbers;
    let neighbourhood = Fields::both(Field::Neighbourhood);
    match at {
        0 => Preference::Skills { points, counts_for },
        1 => {
            let field = Fields::both(Field::Interests);
            Preference::Shared { field, points, enough: u16::from(one_to_five), counts_for }
        }
        2 => Preference::Language { points, full_at, counts_for },
        3 => Preference::Overlap { points, enough_minutes: minutes, counts_for },
        4 if alike => Preference::Same { field: neighbourhood, points, counts_for },
        4 => Preference::Different { field: neighbourhood, points, counts_for },
        5 => Preference::Wished { by: if alike { Side::Mentee } else { Side::Mentor }, points, counts_for },
        _ => Preference::Waiting { points, full_after_days: minutes, counts_for },
    }
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let level = prop::sample::select(vec![Cefr::A2, Cefr::B1, Cefr::B2]);
    (level, 1..400_u16, 1..=5_u8, any::<bool>())
}

/// Criteria of up to two requirements and four preferences, for rosters with an empty questionnaire.
pub fn criteria() -> impl Strategy<Value = Criteria> {
    let unknown = prop_oneof![Just(IfUnknown::Allow), Just(IfUnknown::Exclude)];
    let requirement = (unknown, numbers());
    let counts = prop_oneof![Just(CountsFor::Both), Just(CountsFor::Mentee), Just(CountsFor::Mentor)];
    let preference = (1..=40_u32, counts, numbers());
    let requirements =
        (subsequence((0..9_usize).collect::<Vec<_>>(), 0..=2), prop::collection::vec(requirement, 9));
    let preferences =
        (subsequence((0..7_usize).collect::<Vec<_>>(), 0..=4), prop::collection::vec(preference, 7));
    (requirements, preferences).prop_map(|((these, by), (those, of))| {
        let requirements = these.into_iter().map(|at| requirement_of(at, by[at])).collect();
        let preferences = those.into_iter().map(|at| preference_of(at, of[at])).collect();
        Criteria::new(requirements, preferences).expect("rules of different kinds, each within its limits")
    })
}

fn requirement_of(at: usize, (if_unknown, numbers): (IfUnknown, Numbers)) -> Requirement {
    requirement(at, if_unknown, numbers)
}

fn preference_of(at: usize, (points, counts_for, numbers): (u32, CountsFor, Numbers)) -> Preference {
    preference(at, points, counts_for, numbers)
}

/// Terms with every clause, from a day of 2026 on.
pub fn terms() -> impl Strategy<Value = Terms> {
    let term = (0..300_i64, 1..=24_u8);
    let modes = subsequence(vec![Mode::InPerson, Mode::Online], 1..=2);
    let review = prop::option::of(14..180_u16);
    (1..=3_usize, 1..=8_u8, 15..=180_u16, term, modes, review).prop_map(
        |(goals, weeks, minutes, (day, months), modes, review_days)| Terms {
            goals: (1..=goals)
                .map(|at| Goal { what: format!("goal {at}"), measure: format!("measure {at}") })
                .collect(),
            meetings: Cadence::every_weeks(weeks).map(|cadence| Meetings { cadence, minutes }),
            term: Some(Term { start: date(2026, 1, 1).saturating_add(day.days()), months }),
            modes: modes.into_iter().collect(),
            review_days,
            confidential: "what is said stays here".to_owned(),
            limits: "danger, and the law".to_owned(),
            boundaries: "no money".to_owned(),
            ending: "a closing talk".to_owned(),
        },
    )
}

fn required() -> impl Strategy<Value = BTreeSet<Prerequisite>> {
    let training = Prerequisite::Training("listening".parse().expect("a word"));
    let kinds =
        vec![Prerequisite::Screening, Prerequisite::CodeOfConduct, Prerequisite::NonDisclosure, training];
    subsequence(kinds, 0..=4).prop_map(|kinds| kinds.into_iter().collect())
}

/// Policies for agreements, strict and loose: short and long windows, with and without prerequisites and a co-signer.
pub fn agreement_policies() -> impl Strategy<Value = agreement::Policy> {
    let windows = (1..60_u16, 1..60_u16, 1..90_u16, 1..30_u16);
    let relation = (7..90_u16, 0..120_u16, 0..4_u16, 31..1_200_u16);
    let co_signer = prop_oneof![3 => Just(CoSigner::Nobody), 1 => Just(CoSigner::Coordinator)];
    let paused = prop_oneof![Just(PausedTime::MovesTheEnd), Just(PausedTime::Counts)];
    let end = (1..60_u16, 0..60_u16, 1..=10_u8);
    (windows, relation, co_signer, paused, end, required(), required()).prop_map(
        |(
            (draft, sign, prepare, grace),
            (review, pause, renewals, term),
            co_signer,
            paused_time,
            end,
            mentor,
            mentee,
        )| {
            agreement::Policy {
                draft_days: draft,
                sign_days: sign,
                prerequisite_days: prepare,
                grace_days: grace,
                review_days: review,
                pause_days: pause,
                renewals,
                term_days: term,
                closing_days: end.0,
                reopen_days: end.1,
                archive_years: end.2,
                co_signer,
                paused_time,
                required: Parties { mentor, mentee },
                ..agreement::Policy::default()
            }
        },
    )
}

/// Policies for introductions: short and long windows, few and several talks.
pub fn introduction_policies() -> impl Strategy<Value = introduction::Policy> {
    (1..60_u16, 1..30_u16, 1..60_u16, 1..30_u16, 1..=5_u8, 1..=4_u8).prop_map(
        |(invite_days, answer_days, talk_days, fit_days, talks, no_shows)| introduction::Policy {
            invite_days,
            answer_days,
            talk_days,
            fit_days,
            talks,
            no_shows,
            ..introduction::Policy::default()
        },
    )
}
