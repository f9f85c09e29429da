//! Enrolments, pairings, and what is noted down of them: meetings and check-ins.

use super::{
    super::{CheckIn, Enrolment, LAST_DAY, Meeting, Pairing, Pause, Rule},
    Sieve, Twins, in_reach, named, off_scale, somebody, twins, within,
};
use crate::introduction::Party;

/// Most mentees at once a mentor can have room for: more than any mentor has, so that a year or a number of a house in
/// the wrong column is noticed.
const MAX_PLACES: u16 = 1000;

pub(super) fn enrolled_twice(rows: &[Enrolment]) -> Twins {
    twins(
        rows,
        |row| (row.person.clone(), row.role),
        |row, indices| Rule::EnrolledTwice { person: row.person.clone(), role: row.role, indices },
    )
}

pub(super) fn enrolment(row: &Enrolment, wrong: &mut Vec<Rule>) {
    let steps = row.steps();
    in_reach(somebody(&row.person, row.role), steps.iter().map(|(_, on)| *on), wrong);
    let mut taken = steps.into_iter().filter_map(|(step, on)| Some((step, on?)));
    if let Some(mut before) = taken.next() {
        for next in taken {
            if next.1 < before.1 {
                wrong.push(Rule::StepsOutOfOrder {
                    person: row.person.clone(),
                    role: row.role,
                    earlier: before.0,
                    earlier_on: before.1,
                    later: next.0,
                    later_on: next.1,
                });
            }
            before = next;
        }
    }
    let most = if row.role == Party::Mentor { MAX_PLACES } else { 1 };
    if !(1..=most).contains(&row.places) {
        wrong.push(Rule::WrongPlaces { person: row.person.clone(), role: row.role, places: row.places });
    }
}

pub(super) fn paired_twice(rows: &[Pairing]) -> Twins {
    twins(
        rows,
        |row| row.agreement.clone(),
        |row, indices| Rule::PairedTwice { agreement: row.agreement.clone(), indices },
    )
}

pub(super) fn pairing(sieve: &Sieve, row: &Pairing, wrong: &mut Vec<Rule>) {
    let agreement = || row.agreement.clone();
    in_reach(named(&row.agreement), [Some(row.started), row.ended.map(|ending| ending.on)], wrong);
    if row.mentor == row.mentee {
        wrong.push(Rule::WithThemself { agreement: agreement(), person: row.mentor.clone() });
    }
    for (person, role) in [(&row.mentor, Party::Mentor), (&row.mentee, Party::Mentee)] {
        if let Some(enrolled) = sieve.enrolled(person, role, wrong)
            && row.started < enrolled
        {
            wrong.push(Rule::BeforeEnrolment {
                person: person.clone(),
                role,
                what: "began a pairing",
                on: row.started,
                enrolled,
            });
        }
    }
    for (days, what) in [(row.planned_days, "a term"), (row.every_days, "a rhythm")] {
        if days == 0 {
            wrong.push(Rule::NoDays { agreement: agreement(), what });
        }
    }
    if let Some(ending) = row.ended
        && ending.on < row.started
    {
        wrong.push(Rule::EndedBeforeStart { agreement: agreement(), started: row.started, ended: ending.on });
    }
    let last = row.ended.map_or(LAST_DAY, |ending| ending.on);
    let mut free_from = row.started;
    for &Pause { from, until } in &row.pauses {
        if from < free_from || until <= from || until > last {
            wrong.push(Rule::WrongPause { agreement: agreement(), from, until });
        }
        free_from = free_from.max(until);
    }
}

pub(super) fn meeting(sieve: &Sieve, row: &Meeting, wrong: &mut Vec<Rule>) {
    in_reach(named(&row.agreement), [Some(row.on), Some(row.logged)], wrong);
    if !(1..=1440).contains(&row.minutes) {
        wrong.push(Rule::WrongMinutes { agreement: row.agreement.clone(), on: row.on, minutes: row.minutes });
    }
    if row.logged < row.on {
        wrong.push(Rule::LoggedBefore { agreement: row.agreement.clone(), on: row.on, logged: row.logged });
    }
    let Some(pairing) = sieve.of(&row.agreement, wrong) else { return };
    // The talk that closes a pairing may be held on the day it ends.
    within(pairing, "a meeting", row.on, pairing.ended.map(|ending| ending.on), wrong);
    if let Some(pause) = pairing.pauses.iter().find(|pause| (pause.from..pause.until).contains(&row.on)) {
        let (agreement, on) = (row.agreement.clone(), row.on);
        wrong.push(Rule::DuringPause { agreement, on, from: pause.from, until: pause.until });
    }
}

pub(super) fn check_in(sieve: &Sieve, row: &CheckIn, wrong: &mut Vec<Rule>) {
    in_reach(named(&row.agreement), [Some(row.due), row.held], wrong);
    let Some(pairing) = sieve.of(&row.agreement, wrong) else { return };
    within(pairing, "a check-in", row.due, None, wrong);
    if let Some(held) = row.held {
        within(pairing, "a check-in", held, None, wrong);
    }
    if let Some(fit) = row.fit {
        let of = || format!("check-in of agreement `{}` due on {}", row.agreement, row.due);
        off_scale(of, "how well they fit", i32::from(fit), [1, 5], wrong);
        if row.held.is_none() {
            wrong.push(Rule::FitWithoutTalk { agreement: row.agreement.clone(), due: row.due });
        }
    }
}
