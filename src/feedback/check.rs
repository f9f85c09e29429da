//! The rules by which facts fit each other, list by list. A list may lean on those before it, never on one after it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::{
    Answers, Baseline, CheckIn, Coding, Enrolment, FIRST_DAY, Facts, Goal, Instrument, LAST_DAY, List,
    Meeting, Milestone, Pairing, Passage, Pause, Placed, Problem, Reading, Record, Remark, Response, Rule,
    Wave,
};
use crate::{
    id::{AgreementId, InstrumentId, PassageId, PersonId},
    introduction::Party,
};

/// Most mentees at once a mentor can have room for: more than any mentor has, so that a year or a number of a house in
/// the wrong column is noticed.
const MAX_PLACES: u16 = 1000;

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

    let placed = placed(&kept, &by_agreement, &by_instrument);
    (Record { facts: kept, first_meeting, by_agreement, by_instrument, placed }, sieve.problems)
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

fn enrolled_twice(rows: &[Enrolment]) -> Twins {
    twins(
        rows,
        |row| (row.person.clone(), row.role),
        |row, indices| Rule::EnrolledTwice { person: row.person.clone(), role: row.role, indices },
    )
}

fn enrolment(row: &Enrolment, wrong: &mut Vec<Rule>) {
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

fn paired_twice(rows: &[Pairing]) -> Twins {
    twins(
        rows,
        |row| row.agreement.clone(),
        |row, indices| Rule::PairedTwice { agreement: row.agreement.clone(), indices },
    )
}

fn pairing(sieve: &Sieve, row: &Pairing, wrong: &mut Vec<Rule>) {
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

fn meeting(sieve: &Sieve, row: &Meeting, wrong: &mut Vec<Rule>) {
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

fn check_in(sieve: &Sieve, row: &CheckIn, wrong: &mut Vec<Rule>) {
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

fn instrument_twice(rows: &[Instrument]) -> Twins {
    twins(
        rows,
        |row| (row.id().clone(), row.version()),
        |row, indices| Rule::InstrumentTwice {
            instrument: row.id().clone(),
            version: row.version(),
            indices,
        },
    )
}

/// What makes a response the one it is.
fn occasion(row: &Response) -> impl Ord + use<> {
    let about = row.agreement.clone();
    (row.instrument.clone(), row.version, row.wave, row.person.clone(), row.role, about)
}

fn wave_twice(rows: &[Response]) -> Twins {
    twins(rows, occasion, |row, indices| Rule::WaveTwice {
        person: row.person.clone(),
        instrument: row.instrument.clone(),
        wave: row.wave,
        indices,
    })
}

fn response(sieve: &Sieve, row: &Response, wrong: &mut Vec<Rule>) {
    let dates = [Some(row.due), row.answers.as_ref().map(|answers| answers.on)];
    in_reach(somebody(&row.person, row.role), dates, wrong);
    let person = || row.person.clone();
    let enrolled = sieve.enrolled(&row.person, row.role, wrong);
    let pairing = row.agreement.as_ref().and_then(|agreement| sieve.of(agreement, wrong));
    if let Some(pairing) = pairing {
        let theirs = match row.role {
            Party::Mentor => &pairing.mentor,
            Party::Mentee => &pairing.mentee,
        };
        if *theirs != row.person {
            let agreement = pairing.agreement.clone();
            wrong.push(Rule::NotTheirs { agreement, person: person(), role: row.role });
        }
    }
    let Some(instrument) = sieve.instruments.get(&(row.instrument.clone(), row.version)) else {
        let (instrument, version) = (row.instrument.clone(), row.version);
        wrong.push(Rule::UnknownInstrument { person: person(), instrument, version });
        return;
    };
    let other = match instrument.baseline() {
        Baseline::Before => Wave::LookingBack,
        Baseline::LookingBack => Wave::Before,
    };
    if row.wave == other && instrument.reading() == Reading::Scale {
        wrong.push(Rule::OtherBaseline {
            person: person(),
            instrument: row.instrument.clone(),
            wave: row.wave,
            baseline: instrument.baseline(),
        });
    }
    let Some(answers) = &row.answers else { return };
    if let Some(enrolled) = enrolled
        && answers.on < enrolled
    {
        let (role, what) = (row.role, "answered");
        wrong.push(Rule::BeforeEnrolment { person: person(), role, what, on: answers.on, enrolled });
    }
    if let Some(pairing) = pairing
        && row.wave != Wave::Before
    {
        within(pairing, "an answer", answers.on, None, wrong);
    }
    for (key, &answer) in &answers.items {
        let (instrument_id, item) = (row.instrument.clone(), key.clone());
        match instrument.position(key).map(|at| &instrument.items()[at]) {
            None => wrong.push(Rule::UnknownItem { person: person(), instrument: instrument_id, item }),
            Some(asked) if !(asked.min..=asked.max).contains(&answer) => wrong.push(Rule::OffItem {
                person: person(),
                instrument: instrument_id,
                item,
                answer,
                min: asked.min,
                max: asked.max,
            }),
            Some(_) => {}
        }
    }
}

fn goal_twice(rows: &[Goal]) -> Twins {
    twins(
        rows,
        |row| (row.agreement.clone(), row.words.clone()),
        |row, indices| Rule::Twice {
            what: format!("goal `{}` of agreement `{}`", row.words, row.agreement),
            indices,
        },
    )
}

fn goal(sieve: &Sieve, row: &Goal, wrong: &mut Vec<Rule>) {
    let pairing = sieve.of(&row.agreement, wrong);
    let of = || match pairing {
        Some(pairing) => format!("goal `{}` of mentee `{}`", row.words, pairing.mentee),
        None => format!("goal `{}` of agreement `{}`", row.words, row.agreement),
    };
    in_reach(of, [row.rated.map(|rated| rated.on)], wrong);
    off_scale(of, "the weight", i32::from(row.weight), [1, 100], wrong);
    off_scale(of, "the baseline", i32::from(row.baseline), [-2, 2], wrong);
    if let Some(rated) = row.rated {
        off_scale(of, "the outcome", i32::from(rated.step), [-2, 2], wrong);
        if let Some(pairing) = pairing {
            within(pairing, "a judgement of a goal", rated.on, None, wrong);
        }
    }
}

fn milestone_twice(rows: &[Milestone]) -> Twins {
    twins(
        rows,
        |row| (row.person.clone(), row.kind.clone(), row.on),
        |row, indices| Rule::MilestoneTwice {
            person: row.person.clone(),
            kind: row.kind.clone(),
            on: row.on,
            indices,
        },
    )
}

fn milestone(sieve: &Sieve, row: &Milestone, wrong: &mut Vec<Rule>) {
    in_reach(|| format!("milestone `{}` of `{}`", row.kind, row.person), [Some(row.on)], wrong);
    let enrolled = |role| sieve.people.contains_key(&(row.person.clone(), role));
    if !Party::BOTH.into_iter().any(enrolled) {
        wrong.push(Rule::NobodyEnrolled { person: row.person.clone() });
    }
}

fn passage_twice(rows: &[Passage]) -> Twins {
    twins(
        rows,
        |row| row.id.clone(),
        |row, indices| Rule::Twice { what: format!("passage `{}`", row.id), indices },
    )
}

fn passage(_: &Sieve, row: &Passage, wrong: &mut Vec<Rule>) {
    let of = || format!("passage `{}`", row.id);
    in_reach(of, [Some(row.on)], wrong);
    if row.people.is_empty() {
        wrong.push(Rule::OfNobody(row.id.clone()));
    }
    for (at, quote) in row.quotes.iter().enumerate() {
        // Two consents to the same words would contradict each other.
        if row.quotes[..at].iter().any(|other| other.words == quote.words) {
            wrong.push(Rule::QuotedTwice { passage: row.id.clone(), words: quote.words.clone() });
        }
        if !row.people.contains(&quote.speaker) {
            wrong.push(Rule::SpeakerAbsent { passage: row.id.clone(), speaker: quote.speaker.clone() });
        }
        let Some(consent) = quote.consent else { continue };
        in_reach(of, [Some(consent.from)], wrong);
        if let Some(until) = consent.until
            && until <= consent.from
        {
            wrong.push(Rule::EmptyConsent { speaker: quote.speaker.clone(), from: consent.from, until });
        }
    }
}

fn coded_twice(rows: &[Coding]) -> Twins {
    twins(
        rows,
        |row| (row.passage.clone(), row.coder.clone()),
        |row, indices| Rule::Twice {
            what: format!("`{}`'s coding of passage `{}`", row.coder, row.passage),
            indices,
        },
    )
}

fn coding(sieve: &Sieve, row: &Coding, wrong: &mut Vec<Rule>) {
    if !sieve.passages.contains(&row.passage) {
        wrong.push(Rule::UnknownPassage(row.passage.clone()));
    }
}

/// What makes a remark the one it is, within its agreement and day.
fn words(row: &Remark) -> impl Ord + use<> {
    (row.behaviour.clone(), row.result.clone())
}

fn remarked_twice(rows: &[Remark]) -> Twins {
    twins(
        rows,
        |row| (row.agreement.clone(), words(row)),
        |row, indices| Rule::Twice {
            what: format!(
                "the remark `{}` with `{}` of agreement `{}`",
                row.behaviour, row.result, row.agreement
            ),
            indices,
        },
    )
}

fn remark(sieve: &Sieve, row: &Remark, wrong: &mut Vec<Rule>) {
    in_reach(named(&row.agreement), [Some(row.on)], wrong);
    if let Some(pairing) = sieve.of(&row.agreement, wrong) {
        within(pairing, "a remark", row.on, None, wrong);
    }
}
