//! What people wanted and reached, what happened in their lives, and what the two said to each other.

use std::collections::BTreeMap;

use super::{
    LAST,
    chance::{Chance, rounded},
    course::Course,
    day, id, label, on,
};
use crate::{
    feedback::{Attained, Closure, Facts, Goal, Milestone, Rater, Remark, RemarkKind, Turn},
    id::PersonId,
    introduction::Party,
};

/// One to three goals of a pairing, judged at its end.
pub(super) fn goals(chance: &mut Chance, course: &Course, facts: &mut Facts) {
    let completed = course.ended_as().is_none_or(|closure| closure == Closure::Completed);
    let over = course.last().min(course.start + 365);
    let judged = over <= LAST && (course.end.is_some() || over == course.start + 365);
    let judged = judged && chance.per_cent(if completed { 85 } else { 40 });
    let by =
        chance.of(&[(Rater::Together, 50), (Rater::Mentee, 30), (Rater::Mentor, 10), (Rater::Programme, 10)]);
    let on_day = over + chance.between(0, 14);
    for number in 1..=chance.of(&[(1, 35), (2, 45), (3, 20)]) {
        let step = if completed { 15 } else { -50 } + (4 * course.quality + 9 * chance.normal()) / 10;
        let step = i8::try_from(rounded(step).clamp(-2, 2)).expect("a step of five");
        facts.goals.push(Goal {
            agreement: course.agreement.clone(),
            words: id(format!("goal-{}-{number}", course.agreement)),
            weight: chance.of(&[(1, 20), (2, 30), (3, 30), (4, 10), (5, 10)]),
            baseline: chance.of(&[(-1, 80), (-2, 15), (0, 5)]),
            rated: (judged && on_day <= LAST).then(|| Attained { on: on(on_day), step, by }),
        });
    }
}

/// Up to three remarks of each of the two.
pub(super) fn remarks(chance: &mut Chance, course: &Course, facts: &mut Facts) {
    if course.last() <= course.start {
        return;
    }
    for from in Party::BOTH {
        for number in 1..=chance.of(&[(0, 45), (1, 30), (2, 15), (3, 10)]) {
            let strength = chance.per_cent(65);
            let words = format!("remark-{}-{from}-{number}", course.agreement);
            facts.remarks.push(Remark {
                agreement: course.agreement.clone(),
                from,
                on: on(chance.between(course.start + 1, course.last())),
                kind: if strength { RemarkKind::Strength } else { RemarkKind::PointToGrow },
                behaviour: id(format!("{words}-behaviour")),
                result: id(format!("{words}-result")),
            });
        }
    }
}

/// What somebody can reach, and of how many in a hundred what is true.
struct Kind {
    name: &'static str,
    /// Whether it is of newcomers only.
    newcomers: bool,
    /// Those who have it before they sign up.
    before: i32,
    /// Of these, those who have lost it by then.
    gone: i32,
    /// Those who reach it while they are in a pairing.
    with: i32,
    /// Those who would anyway.
    without: i32,
    /// Of these two, those who lose it again.
    lost: i32,
}

impl Kind {
    const fn of_all(name: &'static str, [before, gone, with, without, lost]: [i32; 5]) -> Self {
        Self { name, newcomers: false, before, gone, with, without, lost }
    }
}

const KINDS: [Kind; 4] = [
    Kind::of_all("job", [25, 40, 20, 5, 15]),
    Kind::of_all("diploma", [35, 0, 12, 3, 0]),
    Kind::of_all(BUSINESS, [3, 30, 5, 1, 15]),
    Kind::of_all("housing", [50, 10, 12, 4, 15]),
];

const LATER_KINDS: [Kind; 2] = [
    Kind { newcomers: true, ..Kind::of_all("language-b1", [25, 0, 35, 12, 0]) },
    Kind::of_all("volunteering", [18, 30, 25, 6, 15]),
];

const BUSINESS: &str = "business";

/// What happened in the lives of the mentees.
pub(super) fn milestones(chance: &mut Chance, courses: &[Course], facts: &mut Facts) {
    reached(chance, &KINDS, courses, facts);
}

/// What was noted down of it later, from its own draws: two more kinds, and more businesses that were given up.
pub(super) fn later_milestones(chance: &mut Chance, courses: &[Course], facts: &mut Facts) {
    let kind = label(BUSINESS);
    let mut last = BTreeMap::new();
    for row in facts.milestones.iter().filter(|row| row.kind == kind) {
        last.insert(row.person.clone(), (row.turn, day(row.on)));
    }
    for (person, (turn, since)) in last {
        let from = (since + 120).max(0);
        if turn == Turn::Reached && from <= LAST && chance.per_cent(30) {
            facts.milestones.push(milestone(&person, BUSINESS, chance.between(from, LAST), Turn::Lost));
        }
    }
    reached(chance, &LATER_KINDS, courses, facts);
}

fn reached(chance: &mut Chance, kinds: &[Kind], courses: &[Course], facts: &mut Facts) {
    // The first start and the last day, by place among the enrolments.
    let mut spans = vec![None; facts.enrolments.len()];
    for course in courses {
        let (from, to) = spans[course.mentee].unwrap_or((course.start, course.last()));
        spans[course.mentee] = Some((course.start.min(from), course.last().max(to)));
    }
    let Facts { enrolments, milestones, .. } = facts;
    let (newcomer, yes) = (label("newcomer"), label("yes"));
    let mentees = enrolments.iter().zip(spans).filter(|(row, _)| row.role == Party::Mentee);
    for (row, span) in mentees {
        let Some(enrolled) = row.enrolled.map(day) else { continue };
        for kind in kinds {
            if kind.newcomers && row.groups.get(&newcomer) != Some(&yes) {
                continue;
            }
            let mut push = |day, turn| milestones.push(milestone(&row.person, kind.name, day, turn));
            let mut has = chance.per_cent(kind.before);
            if has {
                push(enrolled - chance.between(60, 1500), Turn::Reached);
            }
            if has && chance.per_cent(kind.gone) {
                push(enrolled - chance.between(1, 59), Turn::Lost);
                has = false;
            }
            let (from, to, reach) = match span {
                Some((start, last)) => (start + 14, last + 60, kind.with),
                None => (enrolled + 1, enrolled + 365, kind.without),
            };
            if has || from > to.min(LAST) || !chance.per_cent(reach) {
                continue;
            }
            let reached = chance.between(from, to.min(LAST));
            push(reached, Turn::Reached);
            let lost = reached + chance.between(20, 200);
            if kind.lost > 0 && lost <= LAST && chance.per_cent(kind.lost) {
                push(lost, Turn::Lost);
            }
        }
    }
}

fn milestone(person: &PersonId, kind: &str, day: i32, turn: Turn) -> Milestone {
    Milestone { person: person.clone(), kind: label(kind), on: on(day), turn }
}
