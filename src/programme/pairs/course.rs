//! What figures need to know of an agreement: from its start to its end.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    agreement::{Agreement, Cadence, Cause, EndReason, Entry, Event, Initiator},
    feedback::{Closure, Ending, LAST_DAY, Meeting, Pairing, Pause},
};

/// The course of one pairing, kept beside its agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Course {
    /// When the two began to draft.
    pub(super) opened: Option<Date>,
    /// For how many days, and within how many days each time, they agreed to meet when they began.
    agreed: Option<(u16, u16)>,
    /// Pauses that are over; suspensions are such.
    pauses: Vec<Pause>,
    /// Since when one lasts.
    paused: Option<Date>,
    /// When each meeting was noted down, in the order of the agreement's own list.
    logged: Vec<Date>,
    ended: Option<Ending>,
}

/// The days within which two people agreed to meet: 31 for every month, so that no month is too long.
fn every_days(cadence: Cadence) -> u16 {
    match cadence {
        Cadence::EveryWeeks(weeks) => 7 * u16::from(weeks.get()),
        Cadence::MonthlyOn(_) => 31,
    }
}

/// How an end counts. Of *another mentor* an agreement does not know; a breach of the code is *for safety*.
fn closure(cause: Cause) -> Closure {
    match cause {
        Cause::TermEnd | Cause::Early(_, EndReason::GoalsReached) => Closure::Completed,
        Cause::Early(Initiator::Safeguarding, _) | Cause::Early(_, EndReason::Conduct) => {
            Closure::Safeguarding
        }
        Cause::Early(_, EndReason::Moved) => Closure::Moved,
        Cause::Early(_, EndReason::ProgrammeStopped) => Closure::ProgrammeEnded,
        Cause::Early(..) => Closure::Early,
    }
}

impl Course {
    pub(super) fn opened(on: Date) -> Self {
        Self { opened: Some(on), ..Self::default() }
    }

    /// Takes an entry that the agreement has taken.
    pub(super) fn take(&mut self, entry: &Entry, agreement: &Agreement) {
        let on = entry.on;
        match &entry.event {
            Event::AgreementStarted { .. } => {
                self.agreed = agreement.in_force_on(on).map(|version| {
                    let days = (version.outline.end - version.outline.start).get_days().max(1);
                    (u16::try_from(days).unwrap_or(u16::MAX), every_days(version.outline.cadence))
                });
            }
            Event::ContactLogged(_) => self.logged.push(on),
            Event::Paused { .. } | Event::Suspended { .. } => self.paused = self.paused.or(Some(on)),
            Event::Resumed { .. } | Event::Reinstated => self.go_on(on),
            Event::TermEnded | Event::EarlyEndDeclared { .. } => {
                self.go_on(on);
                self.ended =
                    agreement.closing().map(|closing| Ending { on, closure: closure(closing.cause) });
            }
            Event::AgreementReopened { .. } => self.ended = None,
            _ => {}
        }
    }

    fn go_on(&mut self, until: Date) {
        if let Some(from) = self.paused.take().filter(|from| *from < until) {
            self.pauses.push(Pause { from, until });
        }
    }

    /// The pairing as it is known on a day, once the two have begun.
    pub(super) fn pairing(&self, agreement: &Agreement, on: Date) -> Option<Pairing> {
        let started = agreement.started()?;
        let (planned_days, every_days) = self.agreed.unwrap_or((1, 1));
        let people = agreement.people();
        let mut pauses = Vec::new();
        // A pause that still lasts has no end yet: it is told up to and with the day on which it is looked at. It does not
        // end on the day that was agreed for it, but when the two go on.
        let lasting = self.paused.map(|from| Pause { from, until: on.saturating_add(1.day()).min(LAST_DAY) });
        for pause in self.pauses.iter().copied().chain(lasting) {
            // On the first day of a pause people may still have met: it begins the day after.
            let met = |on: Date| agreement.contacts().all().iter().any(|contact| contact.on == on);
            let from = pause.from.max(started);
            let from = if met(from) { from.saturating_add(1.day()) } else { from };
            if from < pause.until {
                pauses.push(Pause { from, until: pause.until });
            }
        }
        Some(Pairing {
            agreement: agreement.id().clone(),
            mentor: people.mentor.clone(),
            mentee: people.mentee.clone(),
            started,
            planned_days,
            every_days,
            pauses,
            ended: self.ended,
        })
    }

    /// The meetings.
    pub(super) fn meetings<'a>(&'a self, agreement: &'a Agreement) -> impl Iterator<Item = Meeting> + 'a {
        agreement.contacts().all().iter().zip(&self.logged).map(|(contact, logged)| Meeting {
            agreement: agreement.id().clone(),
            on: contact.on,
            minutes: contact.minutes,
            mode: contact.medium,
            logged: *logged,
        })
    }
}
