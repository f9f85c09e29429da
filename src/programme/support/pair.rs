//! A pair as support sees it: from when to when it lives, who stands beside it, and when it is asked how it goes.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{CheckInPlan, Occasion};
use crate::{
    agreement::{Closed, Event, Participant},
    id::PersonId,
    introduction::Parties,
};

/// A pair, from the first draft of its agreement on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pair {
    pub(super) people: Parties<PersonId>,
    /// Who signs for a minor among them.
    guardians: BTreeSet<PersonId>,
    pub(super) opened: Date,
    pub(super) started: Option<Start>,
    /// When it came to its closing: the first day on which the two no longer met.
    pub(super) ended: Option<Date>,
    pub(super) over: Option<Over>,
    pub(super) supervisor: Option<PersonId>,
    /// The check-ins that were held, by the day for which they were planned.
    pub(super) held: BTreeMap<Date, Held>,
}

/// When the two began, and the plan of that day, which they keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Start {
    pub(super) on: Date,
    pub(super) plan: CheckInPlan,
}

/// When it was closed, and how; none when it never started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Over {
    pub(super) on: Date,
    pub(super) how: Option<Closed>,
}

/// A check-in that was held.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Held {
    pub(super) on: Date,
    pub(super) fit: Option<u8>,
}

impl Start {
    /// The days on which check-ins are planned, without end.
    fn planned(&self) -> impl Iterator<Item = Date> {
        let after = |days: u16| self.on.checked_add(i64::from(days).days()).ok();
        let last = after(self.plan.first.last().copied().unwrap_or(0));
        let every = self.plan.every;
        let next = move |day: &Date| day.checked_add(i64::from(every).days()).ok().filter(|_| every > 0);
        let later = iter::successors(last.and_then(|last| next(&last)), next);
        self.plan.first.iter().filter_map(move |days| after(*days)).chain(later)
    }

    /// The last day on which a check-in is held in time.
    pub(super) fn in_time(&self, due: Date) -> Date {
        due.saturating_add(i64::from(self.plan.within).days())
    }
}

impl Pair {
    pub(super) fn new(people: &Parties<Participant>, opened: Date) -> Self {
        let minors = [&people.mentor, &people.mentee].into_iter().filter_map(|it| it.minor.as_ref());
        Self {
            guardians: minors.map(|minor| minor.guardian.clone()).collect(),
            people: Parties { mentor: people.mentor.person.clone(), mentee: people.mentee.person.clone() },
            opened,
            started: None,
            ended: None,
            over: None,
            supervisor: None,
            held: BTreeMap::new(),
        }
    }

    /// Takes what happened to its agreement.
    pub(super) fn take(&mut self, event: &Event, on: Date, plan: &CheckInPlan) {
        match event {
            Event::AgreementStarted { .. } => self.started = Some(Start { on, plan: plan.clone() }),
            Event::TermEnded | Event::EarlyEndDeclared { .. } => self.ended = Some(on),
            Event::AgreementClosed { outcome, .. } => self.over = Some(Over { on, how: Some(*outcome) }),
            Event::NotStarted { .. } => self.over = Some(Over { on, how: None }),
            Event::AgreementReopened { .. } => (self.ended, self.over) = (None, None),
            _ => {}
        }
    }

    pub(super) fn is_live(&self) -> bool {
        self.over.is_none()
    }

    pub(super) fn is_of(&self, person: &PersonId) -> bool {
        self.people.either(|one| one == person)
    }

    /// Whether it is somebody's own case: they are one of the two, or their guardian.
    pub(super) fn is_own_of(&self, person: &PersonId) -> bool {
        self.is_of(person) || self.guardians.contains(person)
    }

    /// The days up to and including one on which check-ins are due. None is from the day of the end on.
    pub(super) fn dues(&self, until: Date) -> impl Iterator<Item = Date> {
        let runs = move |due: &Date| *due <= until && self.ended.is_none_or(|ended| *due < ended);
        self.started.iter().flat_map(Start::planned).take_while(runs)
    }

    /// The first check-in that was not held.
    pub(super) fn next_due(&self) -> Option<Date> {
        self.dues(Date::MAX).find(|due| !self.held.contains_key(due))
    }

    /// The day on which the two came, or would come, to an occasion; none when it is not one of theirs, or they ended
    /// before.
    pub(super) fn day_of(&self, occasion: Occasion) -> Option<Date> {
        let started = self.started.as_ref()?.on;
        let lasts = |day: &Date| self.ended.is_none_or(|ended| *day <= ended);
        match occasion {
            Occasion::HundredDays => started.checked_add(100.days()).ok().filter(lasts),
            Occasion::Year => started.checked_add(1.year()).ok().filter(lasts),
            Occasion::Completed => {
                self.over.as_ref().filter(|over| over.how == Some(Closed::Completed)).map(|over| over.on)
            }
            Occasion::FiveYears | Occasion::Other => None,
        }
    }
}
