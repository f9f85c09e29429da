//! Every phrase in both languages, side by side.

use super::kit::id;
use crate::{
    criteria::{
        Because, CountsFor, Criteria, Evidence, Field, Fields, IfUnknown, Preference, Requirement, Side,
        Violation,
    },
    matching::{Goal, RuledOut, UnmatchedReason},
    people::{Cefr, Importance, Label, Metres, Outcome, Quantity, TieKind, Who},
    report::{
        Language,
        plan::words::{asked, goal, preference, reason, violation, waiting},
    },
};

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

fn both(say: impl Fn(Language) -> String) -> String {
    let lines = Language::ALL.map(|language| format!("{}: {}", language.code(), say(language)));
    assert!(lines.iter().all(|line| line.len() > 5), "{lines:?}");
    lines.join("\n")
}

#[test]
fn every_preference_and_every_evidence_has_words() {
    let counts_for = CountsFor::Both;
    let fields = |field: Field| Fields::both(field);
    let sector = || fields(Field::Attribute(label("sector")));
    let shared = |field| Preference::Shared { field, points: 1, enough: 1, counts_for };
    let labels = || Evidence::Labels(vec![label("a"), label("b"), label("c")]);
    let mut said = Vec::new();
    let mut say = |asked: Preference, evidence: Evidence| {
        said.push(both(|language| {
            format!(
                "[{}] {}",
                preference(language, &asked),
                reason(language, &asked, &evidence, ["Anna", "Bo"])
            )
        }));
    };
    let skills = || Preference::Skills { points: 1, counts_for };
    let (a, b) = (vec![label("a")], vec![label("b"), label("c")]);
    say(skills(), Evidence::Skills { offered: a.clone(), missing: vec![] });
    say(skills(), Evidence::Skills { offered: b.clone(), missing: a.clone() });
    say(skills(), Evidence::Skills { offered: vec![], missing: b });
    say(skills(), Evidence::Skills { offered: vec![], missing: vec![] });
    for field in Field::BUILT_IN {
        say(shared(fields(field)), labels());
    }
    say(shared(sector()), labels());
    say(shared(Fields { mentor: Field::Experience, mentee: Field::Ambitions }), labels());
    say(shared(sector()), Evidence::Nothing);
    say(shared(sector()), Evidence::Labels(vec![]));
    let language = Preference::Language { points: 1, full_at: Cefr::C1, counts_for };
    say(language.clone(), Evidence::Language { language: label("Nederlands"), level: Cefr::B1 });
    say(language, Evidence::Blank);
    let overlap = || Preference::Overlap { points: 1, enough_minutes: 60, counts_for };
    for minutes in [0, 1, 60, 150] {
        say(overlap(), Evidence::Minutes(minutes));
    }
    let near = || Preference::Near { points: 1, full_within: Metres(0), none_beyond: Metres(1), counts_for };
    for metres in [0, 900, 12_340] {
        say(near(), Evidence::Distance(Metres(metres)));
    }
    let same = || Preference::Same { field: sector(), points: 1, counts_for };
    say(same(), Evidence::Same(Some(label("zorg"))));
    say(same(), Evidence::Same(None));
    say(Preference::Different { field: sector(), points: 1, counts_for }, Evidence::Different);
    let steps = || Preference::Steps { field: sector(), points: [].into(), counts_for };
    for ahead in [-2, 0, 1] {
        say(steps(), Evidence::StepsAhead(ahead));
    }
    let none_beyond = Quantity::from(3);
    say(
        Preference::Close { field: sector(), points: 1, none_beyond, counts_for },
        Evidence::Gap("2.5".parse().unwrap()),
    );
    say(Preference::Wished { by: Side::Mentee, points: 1, counts_for }, Evidence::Wish(1));
    say(Preference::Wished { by: Side::Mentor, points: 1, counts_for }, Evidence::Wish(2));
    say(Preference::Waiting { points: 1, full_after_days: 9, counts_for }, Evidence::Days(1));
    say(Preference::Scores { table: label("indruk"), points: 1, counts_for }, Evidence::Table(830));
    insta::assert_snapshot!(said.join("\n"));
}

fn requirements() -> Vec<Requirement> {
    let if_unknown = IfUnknown::Exclude;
    let field = || Fields::both(Field::Attribute(label("grade")));
    let within = |from: Option<i32>, to: Option<i32>| Requirement::Within {
        field: field(),
        from: from.map(Quantity::from),
        to: to.map(Quantity::from),
        if_unknown,
    };
    let kinds = [
        TieKind::Family,
        TieKind::Employer,
        TieKind::ReportingLine,
        TieKind::Investment,
        TieKind::Business,
        TieKind::Care,
        TieKind::Friend,
        TieKind::Neighbour,
    ];
    vec![
        Requirement::SharedLanguage { level: Cefr::B1, if_unknown },
        Requirement::Overlap { minutes: 90, if_unknown },
        Requirement::Reachable { metres: None, if_unknown },
        Requirement::Reachable { metres: Some(Metres(5000)), if_unknown },
        Requirement::NoTies { kinds: [].into(), steps: 1 },
        Requirement::NoTies { kinds: kinds.into(), steps: 2 },
        Requirement::NoSharedAffiliation { if_unknown },
        Requirement::Same { field: Fields::both(Field::Neighbourhood), if_unknown },
        Requirement::Different { field: field(), if_unknown },
        Requirement::Shared { field: Fields::both(Field::Interests), if_unknown },
        within(Some(1), Some(1)),
        within(Some(-1), Some(2)),
        within(Some(1), None),
        within(None, Some(3)),
        Requirement::SkillCovered { importance: Importance::MIN, if_unknown },
        Requirement::SkillCovered { importance: Importance::new(3).unwrap(), if_unknown },
        Requirement::Confirmed { within_days: 180, if_unknown },
    ]
}

fn violations(criteria: &Criteria) -> Vec<Violation> {
    let requirements = criteria.requirements().iter().enumerate();
    let mut all: Vec<_> = requirements
        .map(|(at, asked)| Violation::Requirement {
            at,
            asked: asked.to_string(),
            because: Because::Violated,
        })
        .collect();
    let asked = criteria.requirements()[0].to_string();
    all.push(Violation::Requirement { at: 0, asked, because: Because::Unknown });
    all.extend([
        Violation::SamePerson,
        Violation::Blocked,
        Violation::MentorUnavailable,
        Violation::MenteeUnavailable,
        Violation::Request,
    ]);
    let outcomes = [
        Outcome::NoClick,
        Outcome::Declined,
        Outcome::NoShow,
        Outcome::Expired,
        Outcome::Withdrawn,
        Outcome::Superseded,
        Outcome::Rejected,
        Outcome::PrerequisiteNotMet,
        Outcome::Conflict,
        Outcome::EndedEarly,
        Outcome::Completed,
        Outcome::DoNotPair,
    ];
    all.extend(outcomes.map(Violation::KeptApart));
    all
}

#[test]
fn every_requirement_and_every_violation_has_words() {
    let criteria = Criteria::new(requirements(), vec![]).unwrap();
    let said: Vec<_> = violations(&criteria)
        .iter()
        .map(|broken| both(|language| violation(language, &criteria, broken)))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
    let unknown = asked(Language::Dutch, &criteria, 99, "<written\u{7}>");
    assert_eq!(unknown, crate::report::text::harmless("<written\u{7}>", 300));
}

#[test]
fn every_reason_to_wait_has_words_and_says_what_next() {
    let criteria = Criteria::new(requirements(), vec![]).unwrap();
    let mut reasons = vec![
        UnmatchedReason::Unavailable,
        UnmatchedReason::TakesNobody,
        UnmatchedReason::NobodyThere,
        UnmatchedReason::NoCapacity { eligible: 1 },
        UnmatchedReason::AllTaken { eligible: 12 },
        UnmatchedReason::AddsNothing { eligible: 1 },
    ];
    reasons.extend(violations(&criteria).into_iter().take(19).map(|violation| {
        let ruled_out = vec![RuledOut { violation, people: 3 }];
        UnmatchedReason::NobodyEligible { ruled_out }
    }));
    let mut said = Vec::new();
    for reason in &reasons {
        for who in [Who::Mentee(id("T-1")), Who::Mentor(id("M-1"))] {
            said.push(both(|language| {
                let waiting = waiting(language, &criteria, &who, reason);
                format!(
                    "{} | {} | {} | {}",
                    waiting.title,
                    waiting.why,
                    waiting.ruled_out.join("; "),
                    waiting.next
                )
            }));
        }
    }
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn every_goal_has_words() {
    let goals = [
        Goal::PeopleFirst,
        Goal::PairingsFirst,
        Goal::TotalScore,
        Goal::RaiseLowest,
        Goal::Leximin,
        Goal::LongestWaitingFirst,
    ];
    let said: Vec<_> = goals.into_iter().map(|of| both(|language| goal(language, of).to_owned())).collect();
    insta::assert_snapshot!(said.join("\n"));
}
