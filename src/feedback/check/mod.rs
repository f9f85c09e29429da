//! The rules by which facts fit each other, list by list. A list may lean on those before it, never on one after it; only the
//! books lean on the meanings, which come last, for their currency.

mod answers;
mod community;
mod money;
mod outcomes;
mod pairings;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use self::{
    answers::{instrument_twice, occasion, response, wave_twice},
    community::{
        Rounds, answered_in, asked_in, asked_twice, known, neighbour, tie, tied_twice, volunteering,
    },
    money::{balance, balance_twice, expense, meant_twice, receipt, unclear},
    outcomes::{
        coded_twice, coding, goal, goal_twice, milestone, milestone_twice, passage, passage_twice, remark,
        remarked_twice, words,
    },
    pairings::{check_in, enrolled_twice, enrolment, meeting, paired_twice, pairing},
};
use super::{
    Answers, FIRST_DAY, Facts, Instrument, LAST_DAY, List, Meeting, Pairing, Placed, Problem, Record,
    Response, Rule,
};
use crate::{
    id::{AgreementId, InstrumentId, PassageId, PersonId},
    introduction::Party,
};

pub(super) fn sift(facts: Facts) -> (Record, Vec<Problem>) {
    let mut sieve = Sieve::default();
    let enrolments =
        sieve.list(List::Enrolments, facts.enrolments, enrolled_twice, |_, row, wrong| enrolment(row, wrong));
    let mut kept = Facts { enrolments, ..Facts::default() };
    kept.enrolments.sort_by(|a, b| (&a.person, a.role).cmp(&(&b.person, b.role)));
    sieve.people = kept.enrolments.iter().map(|row| ((row.person.clone(), row.role), row.enrolled)).collect();

    kept.pairings = sieve.list(List::Pairings, facts.pairings, paired_twice, pairing);
    kept.pairings.sort_by(|a, b| a.agreement.cmp(&b.agreement));
    let by_agreement =
        kept.pairings.iter().enumerate().map(|(at, row)| (row.agreement.clone(), at)).collect();
    sieve.pairings = kept
        .pairings
        .iter()
        .enumerate()
        .map(|(at, row)| (row.agreement.clone(), (at, row.clone())))
        .collect();

    kept.meetings = sieve.list(List::Meetings, facts.meetings, no_twins, meeting);
    // The pairings are in the order of their agreements, so their places sort the meetings as the agreements would.
    let place = |meeting: &Meeting| sieve.pairings.get(&meeting.agreement).map(|(at, _)| *at);
    kept.meetings.sort_by_cached_key(|m| (place(m), m.on, m.minutes, m.mode, m.logged));
    let begins = |row: &Pairing| kept.meetings.partition_point(|meeting| meeting.agreement < row.agreement);
    let first_meeting = kept.pairings.iter().map(begins).chain([kept.meetings.len()]).collect();

    kept.check_ins = sieve.list(List::CheckIns, facts.check_ins, no_twins, check_in);
    kept.check_ins
        .sort_by(|a, b| (&a.agreement, a.due, a.held, a.fit).cmp(&(&b.agreement, b.due, b.held, b.fit)));

    kept.instruments = sieve.list(List::Instruments, facts.instruments, instrument_twice, |_, _, _| ());
    kept.instruments.sort_by(|a, b| (a.id(), a.version()).cmp(&(b.id(), b.version())));
    let by_instrument: BTreeMap<_, _> = kept
        .instruments
        .iter()
        .enumerate()
        .map(|(at, row)| ((row.id().clone(), row.version()), at))
        .collect();
    sieve.instruments =
        kept.instruments.iter().map(|row| ((row.id().clone(), row.version()), row.clone())).collect();

    kept.responses = sieve.list(List::Responses, facts.responses, wave_twice, response);
    kept.responses.sort_by_cached_key(occasion);

    kept.goals = sieve.list(List::Goals, facts.goals, goal_twice, goal);
    kept.goals.sort_by(|a, b| (&a.agreement, &a.words).cmp(&(&b.agreement, &b.words)));

    kept.milestones = sieve.list(List::Milestones, facts.milestones, milestone_twice, milestone);
    kept.milestones.sort();

    kept.passages = sieve.list(List::Passages, facts.passages, passage_twice, passage);
    kept.passages.sort_by(|a, b| a.id.cmp(&b.id));
    sieve.passages = kept.passages.iter().map(|row| row.id.clone()).collect();

    kept.codings = sieve.list(List::Codings, facts.codings, coded_twice, coding);
    kept.codings.sort_by(|a, b| (&a.passage, &a.coder).cmp(&(&b.passage, &b.coder)));

    kept.remarks = sieve.list(List::Remarks, facts.remarks, remarked_twice, remark);
    kept.remarks.sort_by_cached_key(|row| (row.agreement.clone(), row.on, words(row)));

    sieve.rounds = asked_in(&facts.neighbours);
    kept.neighbours = sieve.list(List::Neighbours, facts.neighbours, asked_twice, neighbour);
    kept.neighbours.sort_by(|a, b| (&a.person, a.asked).cmp(&(&b.person, b.asked)));
    answered_in(&mut sieve.rounds, &kept.neighbours);
    sieve.known = known(&sieve, &kept.neighbours);

    kept.ties = sieve.list(List::Ties, facts.ties, tied_twice, tie);
    kept.ties.sort();

    // The one list that rows before it lean on: all of them are in its currency.
    sieve.unclear = unclear(&facts.meanings);
    kept.receipts = sieve.list(List::Receipts, facts.receipts, no_twins, receipt);
    kept.receipts.sort();
    kept.expenses = sieve.list(List::Expenses, facts.expenses, no_twins, expense);
    kept.expenses.sort();
    kept.balances = sieve.list(List::Balances, facts.balances, balance_twice, balance);
    kept.balances.sort();
    kept.volunteering = sieve.list(List::Volunteering, facts.volunteering, no_twins, volunteering);
    kept.volunteering.sort();
    kept.meanings = sieve.list(List::Meanings, facts.meanings, meant_twice, |_, _, _| ());
    let meanings = kept.meanings.first().cloned().unwrap_or_default();

    let placed = placed(&kept, &by_agreement, &by_instrument);
    (Record { facts: kept, first_meeting, by_agreement, by_instrument, placed, meanings }, sieve.problems)
}

/// Where each response belongs. What it leans on was kept, or it would not have been.
fn placed(
    kept: &Facts,
    by_agreement: &BTreeMap<AgreementId, usize>,
    by_instrument: &BTreeMap<(InstrumentId, u16), usize>,
) -> Vec<Placed> {
    let enrolled = |row: &Response| {
        let key = (&row.person, row.role);
        kept.enrolments.binary_search_by(|other| (&other.person, other.role).cmp(&key)).ok()
    };
    let place = |row: &Response| {
        let instrument = *by_instrument.get(&(row.instrument.clone(), row.version))?;
        let items = kept.instruments[instrument].items();
        let in_order =
            |given: &Answers| items.iter().map(|item| given.items.get(&item.key).copied()).collect();
        Some(Placed {
            instrument,
            enrolment: enrolled(row)?,
            pairing: row.agreement.as_ref().and_then(|agreement| by_agreement.get(agreement).copied()),
            answers: row.answers.as_ref().map(in_order),
        })
    };
    let missing = "a response without its instrument or its person was set aside";
    kept.responses.iter().map(|row| place(row).expect(missing)).collect()
}

/// What the lists so far hold, and what was wrong in them.
#[derive(Default)]
struct Sieve {
    problems: Vec<Problem>,
    people: BTreeMap<(PersonId, Party), Option<Date>>,
    /// With the place each has among those kept. Only looked up in, a million times, so its order shows nowhere.
    pairings: HashMap<AgreementId, (usize, Pairing)>,
    instruments: BTreeMap<(InstrumentId, u16), Instrument>,
    passages: BTreeSet<PassageId>,
    rounds: Rounds,
    /// Who is enrolled or a neighbour.
    known: BTreeSet<PersonId>,
    /// The rows of meanings that leave the currency of the books open.
    unclear: Option<Vec<usize>>,
}

/// Rows that say the same thing twice, with the rule that tells of all of them. The rule stands with the first.
type Twins = BTreeMap<usize, Option<Rule>>;

fn no_twins<T>(_: &[T]) -> Twins {
    Twins::new()
}

/// All rows whose key another row has too.
fn twins<T, K: Ord>(rows: &[T], key: impl Fn(&T) -> K, rule: impl Fn(&T, Vec<usize>) -> Rule) -> Twins {
    let mut by_key: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        by_key.entry(key(row)).or_default().push(index);
    }
    let mut found = Twins::new();
    for indices in by_key.into_values().filter(|indices| indices.len() > 1) {
        found.extend(indices.iter().map(|&index| (index, None)));
        let first = indices[0];
        found.insert(first, Some(rule(&rows[first], indices)));
    }
    found
}

impl Sieve {
    /// The rows of a list that fit, in the order given.
    fn list<T>(
        &mut self,
        list: List,
        rows: Vec<T>,
        twins: impl Fn(&[T]) -> Twins,
        check: impl Fn(&Self, &T, &mut Vec<Rule>),
    ) -> Vec<T> {
        let mut twins = twins(&rows);
        let mut kept = Vec::with_capacity(rows.len());
        let mut wrong = Vec::new();
        for (index, row) in rows.into_iter().enumerate() {
            let twin = twins.remove(&index);
            check(self, &row, &mut wrong);
            if twin.is_none() && wrong.is_empty() {
                kept.push(row);
                continue;
            }
            let rules = twin.flatten().into_iter().chain(wrong.drain(..));
            self.problems.extend(rules.map(|rule| Problem { list, index, rule }));
        }
        kept
    }

    /// The pairing of an agreement, or what is wrong.
    fn of(&self, agreement: &AgreementId, wrong: &mut Vec<Rule>) -> Option<&Pairing> {
        let found = self.pairings.get(agreement);
        if found.is_none() {
            wrong.push(Rule::UnknownAgreement(agreement.clone()));
        }
        found.map(|(_, pairing)| pairing)
    }

    /// When somebody enrolled in a role, or what is wrong.
    fn enrolled(&self, person: &PersonId, role: Party, wrong: &mut Vec<Rule>) -> Option<Date> {
        let found = self.people.get(&(person.clone(), role));
        if found.is_none() {
            wrong.push(Rule::NotEnrolled { person: person.clone(), role });
        }
        found.copied().flatten()
    }
}

/// Dates that are to lie in a programme's hundred years, and whose they are.
fn in_reach(of: impl Fn() -> String, dates: impl IntoIterator<Item = Option<Date>>, wrong: &mut Vec<Rule>) {
    let far = dates.into_iter().flatten().filter(|date| !(FIRST_DAY..=LAST_DAY).contains(date));
    wrong.extend(far.map(|on| Rule::OutOfReach { of: of(), on }));
}

/// An agreement, in words.
fn named(agreement: &AgreementId) -> impl Fn() -> String + use<'_> {
    move || format!("agreement `{agreement}`")
}

/// A person in a role, in words.
fn somebody(person: &PersonId, role: Party) -> impl Fn() -> String + use<'_> {
    move || format!("`{person}` as {role}")
}

/// Something that belongs to an agreement on a day: from its start, and with an end up to and including that day.
fn within(row: &Pairing, what: &'static str, on: Date, end: Option<Date>, wrong: &mut Vec<Rule>) {
    if on < row.started || end.is_some_and(|end| on > end) {
        wrong.push(Rule::OutsideAgreement {
            agreement: row.agreement.clone(),
            mentee: row.mentee.clone(),
            what,
            on,
            from: row.started,
            until: end,
        });
    }
}

fn off_scale(
    of: impl Fn() -> String,
    what: &'static str,
    value: i32,
    [min, max]: [i32; 2],
    wrong: &mut Vec<Rule>,
) {
    if !(min..=max).contains(&value) {
        wrong.push(Rule::OffScale { of: of(), what, value, min, max });
    }
}
