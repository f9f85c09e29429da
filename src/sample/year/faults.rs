//! Facts that cannot be.

use std::collections::BTreeMap;

use jiff::ToSpan;

use super::{YEAR_START, id, label};
use crate::{
    feedback::{
        Answers, CheckIn, Closure, Coding, Ending, Enrolment, Facts, FunderKind, Goal, Meeting, Milestone,
        Neighbour, Pairing, Passage, Pause, Purpose, Receipt, Response, Source, Statements, Tie, Turn, Wave,
    },
    introduction::Party,
    people::Mode,
};

/// How many problems [`add`] makes.
pub(super) const COUNT: usize = 19;

/// Adds one fact for each rule that is to be seen at work. Each leans on the first pairing and nothing leans on it, so
/// that each makes exactly one problem.
pub(super) fn add(facts: &mut Facts) {
    let Some(first) = facts.pairings.first().cloned() else { return };
    let start = first.started;
    let (before, after) = (start.saturating_sub(1.day()), start.saturating_add(1.day()));
    let agreement = || first.agreement.clone();

    let nobody = |name: &str| {
        let mut row = Enrolment::new(id(name), Party::Mentee);
        row.enrolled = Some(YEAR_START);
        row
    };
    let mut hasty = nobody("P-X00001");
    hasty.ready = Some(YEAR_START.saturating_sub(3.days()));
    let mut crowded = nobody("P-X00002");
    crowded.places = 3;
    facts.enrolments.extend([hasty, crowded]);

    let pairing = |name: &str| Pairing { agreement: id(name), pauses: vec![], ended: None, ..first.clone() };
    let mut paused = pairing("A-X0001");
    paused.pauses = vec![Pause { from: before, until: after }];
    let mut ended = pairing("A-X0002");
    ended.ended = Some(Ending { on: before, closure: Closure::Completed });
    let mut stranger = pairing("A-X0003");
    stranger.mentor = id("P-X00003");
    facts.pairings.extend([paused, ended, stranger]);

    let meeting =
        |on, minutes, logged| Meeting { agreement: agreement(), on, minutes, mode: Mode::Online, logged };
    facts.meetings.extend([meeting(before, 60, after), meeting(start, 0, start)]);

    facts.check_ins.push(CheckIn { agreement: agreement(), due: after, held: Some(after), fit: Some(6) });

    let twice = facts.responses.first().cloned();
    let response = |instrument: &str, item: &str, answer| Response {
        instrument: id(instrument),
        version: 1,
        person: first.mentee.clone(),
        role: Party::Mentee,
        agreement: Some(agreement()),
        wave: Wave::FollowUp,
        due: after,
        answers: Some(Answers { on: after, items: [(id(item), answer)].into() }),
    };
    facts.responses.extend(twice);
    facts.responses.extend([response("confidence", "speak", 7), response("loneliness", "lonely", 2)]);

    let words = id("goal-A-X0001-1");
    facts.goals.push(Goal { agreement: agreement(), words, weight: 0, baseline: -1, rated: None });
    let (person, kind) = (id("P-X00004"), label("job"));
    facts.milestones.push(Milestone { person, kind, on: start, turn: Turn::Reached });

    let (people, quotes) = ([].into(), vec![]);
    let source = Source::Interview;
    facts.passages.push(Passage { id: id("X-1"), talk: id("X"), source, on: start, people, quotes });
    facts.codings.push(Coding { passage: id("X-2"), coder: id("C-1"), themes: [label("trust")].into() });

    let neighbour = |name: &str, answered, statements| Neighbour {
        person: id(name),
        asked: Some(start),
        answered: Some(answered),
        born: None,
        groups: BTreeMap::new(),
        statements,
    };
    let statements =
        Statements { instrument: id("living-together"), version: 1, items: [(id("greet"), 0)].into() };
    facts
        .neighbours
        .extend([neighbour("P-X00005", before, None), neighbour("P-X00006", after, Some(statements))]);
    let (from, to, kind) = (first.mentee.clone(), first.mentee.clone(), label("knows by name"));
    facts.ties.push(Tie { from, to, kind, on: start });
    facts.receipts.push(Receipt {
        funder: id("F-X00001"),
        kind: FunderKind::Donor,
        on: start,
        cents: 0,
        purpose: Purpose::Free,
    });
}
