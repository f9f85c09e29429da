//! What was done with the money: pairings, and the hours that volunteers gave.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{add, both, in_period, sum};
use crate::{
    feedback::Closure,
    id::PersonId,
    impact::{AsOf, Snapshot, course::Active, days::day_number},
};

/// What people did in the period.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Work {
    /// Pairings that were active on a day of it.
    pub(super) pairings: u64,
    /// Mentees in them.
    pub(super) mentees: BTreeSet<PersonId>,
    /// Pairings completed in it.
    pub(super) completed: u64,
    /// Mentees in those.
    pub(super) completers: BTreeSet<PersonId>,
    /// Days in it on which pairings did not pause.
    pub(super) active_days: u64,
    /// Minutes that volunteers gave.
    pub(super) minutes: u64,
    /// How many each gave.
    pub(super) volunteers: BTreeMap<PersonId, u64>,
    /// What those minutes are worth, in sixtieths of a cent; none unless everybody says.
    pub(super) worth: Option<u64>,
}

impl fmt::Debug for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Work")
            .field("pairings", &self.pairings)
            .field("mentees", &self.mentees.len())
            .field("completed", &self.completed)
            .field("completers", &self.completers.len())
            .field("active_days", &self.active_days)
            .field("minutes", &self.minutes)
            .field("volunteers", &self.volunteers.len())
            .field("worth", &self.worth)
            .finish()
    }
}

/// What volunteers gave in a period.
pub(super) struct Given {
    pub(super) minutes: u64,
    by: BTreeMap<PersonId, u64>,
}

impl Given {
    pub(super) fn of(snapshot: &Snapshot<'_>, on: &AsOf) -> Self {
        let facts = snapshot.record().facts();
        let (mut minutes, mut by) = (0_u64, BTreeMap::new());
        let mut give = |person: &PersonId, more: u64| {
            add(&mut minutes, more);
            if more > 0 {
                add(by.entry(person.clone()).or_default(), more);
            }
        };
        for (at, pairing) in snapshot.pairings() {
            let meetings = snapshot.record().meetings_of(at).iter().filter(|row| in_period(on, row.on));
            give(&pairing.mentor, sum(meetings.map(|meeting| u64::from(meeting.minutes))));
        }
        for row in facts.volunteering.iter().filter(|row| in_period(on, row.on)) {
            give(&row.person, u64::from(row.minutes));
        }
        Self { minutes, by }
    }
}

impl Work {
    pub(super) fn of(snapshot: &Snapshot<'_>) -> Self {
        let on = snapshot.on();
        let Given { minutes, by } = Given::of(snapshot, on);
        let mut work = Self { minutes, volunteers: by, ..Self::default() };
        let (mut mentees, mut completers) = (Vec::new(), Vec::new());
        for (_, pairing) in snapshot.pairings() {
            let ended = pairing.ended.filter(|ending| ending.on <= on.date);
            let until = ended.map_or(on.date, |ending| ending.on);
            // On the day of its end it is over; one of no day was there on the day on which it began.
            let over =
                |since: Date| pairing.started < since && ended.map_or(until < since, |end| end.on <= since);
            let over = on.since.is_some_and(over);
            let completed = ended.is_some_and(|ending| ending.closure == Closure::Completed);
            if completed && on.since.is_none_or(|since| since <= until) {
                work.completed += 1;
                completers.push(pairing.mentee.clone());
            }
            if over {
                continue;
            }
            let active = Active::of(pairing);
            let from = on.since.map_or(0, |since| active.before(day_number(since)));
            let days = active.before(day_number(until)).saturating_sub(from);
            work.pairings += 1;
            add(&mut work.active_days, u64::from(days));
            mentees.push(pairing.mentee.clone());
        }
        work.mentees = mentees.into_iter().collect();
        work.completers = completers.into_iter().collect();
        work
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (mine, more) in [
            (&mut self.pairings, other.pairings),
            (&mut self.completed, other.completed),
            (&mut self.active_days, other.active_days),
            (&mut self.minutes, other.minutes),
        ] {
            add(mine, more);
        }
        self.worth = both(self.worth, other.worth, u64::saturating_add);
        self.mentees.extend(other.mentees.iter().cloned());
        self.completers.extend(other.completers.iter().cloned());
        for (person, minutes) in &other.volunteers {
            add(self.volunteers.entry(person.clone()).or_default(), *minutes);
        }
    }
}
