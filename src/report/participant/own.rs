//! Somebody's own facts, picked out before anything is said of them: what is not here, no page can tell.

use jiff::civil::Date;

use crate::{
    feedback::{Baseline, CheckIn, Enrolment, Facts, Goal, Instrument, Pairing, Record, Response, Wave},
    id::{AgreementId, InstrumentId, PersonId},
    impact::{AsOf, Course, Paired, Snapshot},
    introduction::Party,
};

/// A record of one person: their enrolments, their pairings with meetings and check-ins, their own goals and answers.
///
/// Of whom they are paired with it has the identifier alone, because a pairing has two sides. How well somebody said that the two
/// fit is left out: a check-in does not tell which of the two was asked.
#[derive(Clone, Debug)]
pub(super) struct Own {
    person: PersonId,
    record: Record,
}

/// One of their pairings as of the day.
pub(super) struct Together<'a> {
    pub(super) pairing: &'a Pairing,
    /// In which role they are.
    pub(super) role: Party,
    pub(super) course: Course,
}

/// What they answered to the same questions twice.
pub(super) struct Twice {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) scores: Paired,
}

/// What they answered to a scale.
pub(super) enum Answered {
    /// Nothing that gives a score.
    No,
    /// Once, on that day.
    Once(Date),
    Twice(Twice),
}

impl Own {
    /// Picks out what is theirs; none of somebody who never enrolled.
    pub(super) fn of(record: &Record, person: &PersonId) -> Option<Self> {
        let facts = record.facts();
        let mut own = Facts {
            enrolments: facts.enrolments.iter().filter(|row| row.person == *person).cloned().collect(),
            instruments: facts.instruments.clone(),
            responses: facts.responses.iter().filter(|row| row.person == *person).cloned().collect(),
            ..Facts::default()
        };
        if own.enrolments.is_empty() {
            return None;
        }
        for (at, pairing) in facts.pairings.iter().enumerate() {
            let (other, role) = match role_in(pairing, person) {
                Some(Party::Mentor) => (&pairing.mentee, Party::Mentee),
                Some(Party::Mentee) => (&pairing.mentor, Party::Mentor),
                None => continue,
            };
            if !own.enrolments.iter().any(|row| row.person == *other && row.role == role) {
                own.enrolments.push(Enrolment::new(other.clone(), role));
            }
            own.pairings.push(pairing.clone());
            own.meetings.extend_from_slice(record.meetings_of(at));
        }
        let theirs = |agreement: &_| own.pairings.iter().find(|pairing| pairing.agreement == *agreement);
        let check_ins = facts.check_ins.iter().filter(|row| theirs(&row.agreement).is_some());
        let check_ins: Vec<_> = check_ins.map(|row| CheckIn { fit: None, ..row.clone() }).collect();
        let goals = facts.goals.iter();
        let goals: Vec<_> = goals
            .filter(|row| theirs(&row.agreement).is_some_and(|p| p.mentee == *person))
            .cloned()
            .collect();
        (own.check_ins, own.goals) = (check_ins, goals);
        // Nothing in it leans on a fact of somebody else, so what fitted the whole record fits this one.
        let (record, _) = Record::sift(own);
        Some(Self { person: person.clone(), record })
    }

    /// Their pairings that have begun by the day, the oldest first.
    pub(super) fn together(&self, on: &AsOf) -> Vec<Together<'_>> {
        let begun = self.record.facts().pairings.iter().filter(|pairing| pairing.started <= on.date);
        let courses = Course::all(&Snapshot::new(&self.record, *on));
        let mut all: Vec<_> = begun
            .zip(courses)
            .filter_map(|(pairing, course)| {
                Some(Together { pairing, role: role_in(pairing, &self.person)?, course })
            })
            .collect();
        all.sort_by_key(|together| together.pairing.started);
        all
    }

    /// Their own goals, of pairings that have begun by the day.
    pub(super) fn goals(&self, on: Date) -> impl Iterator<Item = &Goal> {
        let begun = move |goal: &&Goal| {
            self.record.pairing(&goal.agreement).is_some_and(|pairing| pairing.started <= on)
        };
        self.record.facts().goals.iter().filter(begun)
    }

    /// An instrument of the programme.
    pub(super) fn instrument(&self, id: &InstrumentId, version: u16) -> Option<&Instrument> {
        self.record.instrument(id, version)
    }

    /// What they answered to an instrument in a role: at the start, and last since then about the same pairing.
    pub(super) fn answered(&self, instrument: &Instrument, role: Party, on: Date) -> Answered {
        let (start, later): (_, &[Wave]) = match instrument.baseline() {
            Baseline::Before => (Wave::Before, &[Wave::Midway, Wave::After, Wave::FollowUp]),
            // How it was is asked at the end, beside how it is.
            Baseline::LookingBack => (Wave::LookingBack, &[Wave::After, Wave::FollowUp]),
        };
        let scored = self.record.responses().filter_map(|(response, place)| {
            let is_asked = response.instrument == *instrument.id()
                && response.version == instrument.version()
                && response.role == role;
            let came = response.answers.as_ref().filter(|answers| is_asked && answers.on <= on)?;
            let score = instrument.whole().score(place.answers.as_deref()?)?.mean();
            Some((came.on, response.wave, response.agreement.as_ref(), score))
        });
        let scored: Vec<_> = scored.collect();
        let Some(&(first, _, about, before)) =
            scored.iter().filter(|row| row.1 == start).min_by_key(|row| (row.0, row.2))
        else {
            return scored.iter().map(|row| row.0).max().map_or(Answered::No, Answered::Once);
        };
        let fits = |other: Option<&AgreementId>| about.is_none() || other == about || other.is_none();
        let last = scored
            .iter()
            .filter(|row| later.contains(&row.1) && fits(row.2))
            .filter(|row| start == Wave::LookingBack || row.0 >= first)
            .max_by_key(|row| (row.0, row.1));
        let twice = last.and_then(|&(last, _, _, now)| {
            Some(Twice { first, last, scores: Paired::new(before, now).ok()? })
        });
        twice.map_or(Answered::Once(first), Answered::Twice)
    }

    /// Their forms that no answer had come to by the day.
    pub(super) fn open_forms(&self, on: Date) -> impl Iterator<Item = &Response> {
        let came = move |row: &&Response| row.answers.as_ref().is_none_or(|answers| answers.on > on);
        self.record.facts().responses.iter().filter(came)
    }

    /// Days on which a talk of the programme is due, of pairings that run on the day.
    pub(super) fn talks_due(&self, on: Date) -> impl Iterator<Item = Date> {
        let runs = move |row: &&CheckIn| {
            let pairing = self.record.pairing(&row.agreement);
            pairing.is_some_and(|pairing| {
                pairing.started <= on && pairing.ended.is_none_or(|ending| ending.on > on)
            })
        };
        let to_come = move |row: &&CheckIn| row.due >= on && row.held.is_none_or(|held| held > on);
        self.record.facts().check_ins.iter().filter(runs).filter(to_come).map(|row| row.due)
    }

    /// The roles in which they came, the mentor's first.
    pub(super) fn roles(&self) -> impl Iterator<Item = Party> {
        let theirs = |role: &Party| {
            self.record.facts().enrolments.iter().any(|row| row.person == self.person && row.role == *role)
        };
        [Party::Mentor, Party::Mentee].into_iter().filter(theirs)
    }
}

fn role_in(pairing: &Pairing, person: &PersonId) -> Option<Party> {
    if pairing.mentor == *person {
        Some(Party::Mentor)
    } else if pairing.mentee == *person {
        Some(Party::Mentee)
    } else {
        None
    }
}
