//! A proposal that is tried by lot: what was registered, who drew what, and what each look said.

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Rule, Said};
use crate::{
    experiment::{Lots, Registration, Schedule, Unit},
    id::{ExperimentId, ProposalId},
};

/// An experiment, from its registration on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    pub(super) proposal: ProposalId,
    pub(super) registered: Date,
    pub(super) registration: Registration,
    pub(super) lots: Option<Lots>,
    pub(super) looks: Vec<Glance>,
}

/// A look at an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glance {
    /// Which of the planned looks, counted from 1.
    pub look: u8,
    /// On which day.
    pub on: Date,
    /// How many were counted.
    pub people: u32,
    /// What it said.
    pub said: Said,
}

impl Trial {
    /// The proposal that is tried.
    pub fn proposal(&self) -> &ProposalId {
        &self.proposal
    }

    /// On which day it was written down.
    pub fn registered(&self) -> Date {
        self.registered
    }

    /// What was written down.
    pub fn registration(&self) -> &Registration {
        &self.registration
    }

    /// All lots drawn so far; `None` before the first.
    pub fn lots(&self) -> Option<&Lots> {
        self.lots.as_ref()
    }

    /// The looks, in the order in which they were taken. One that said [`Said::Unsound`] saw no effect, and can be taken again.
    pub fn looks(&self) -> &[Glance] {
        &self.looks
    }

    /// Whether it has had a look by which one may decide: the last one planned, or one that said better or worse.
    pub fn is_over(&self) -> bool {
        self.last().is_some_and(|last| usize::from(last.look) == self.planned() || is_an_answer(last.said))
    }

    pub(super) fn experiment(&self) -> &ExperimentId {
        &self.registration.protocol().experiment
    }

    /// How many looks are planned.
    pub(super) fn planned(&self) -> usize {
        self.registration.protocol().looks.len()
    }

    /// The last look that saw an effect, or that there is none.
    pub(super) fn last(&self) -> Option<&Glance> {
        self.looks.iter().rfind(|glance| glance.said != Said::Unsound)
    }

    /// Whether what was seen last is that nothing may be concluded.
    pub(super) fn is_unsound(&self) -> bool {
        self.looks.last().is_some_and(|glance| glance.said == Said::Unsound)
    }

    /// Whether nobody asks on after a look. With several arms each has its own answer, and one of them leaves the others open.
    fn settles(&self, glance: &Glance) -> bool {
        is_an_answer(glance.said) && self.registration.protocol().arms.len() == 2
    }

    /// Whether these are its lots, those drawn before among them.
    pub(super) fn may_draw(&self, lots: &Lots, on: Date) -> Result<(), Rule> {
        let experiment = || self.experiment().clone();
        if !self.registration.drew(lots) {
            return Err(Rule::OtherLots { experiment: experiment() });
        }
        if self.lots.as_ref().is_some_and(|earlier| !lots.continues(earlier)) {
            return Err(Rule::LotsChanged { experiment: experiment() });
        }
        let start = self.registration.protocol().start;
        match lots.lots().iter().find(|lot| lot.enrolled < start || on < lot.enrolled) {
            Some(lot) => {
                let (subject, enrolled) = (lot.subject.clone(), lot.enrolled);
                Err(Rule::DrawnOutOfTime { subject, enrolled, start, on })
            }
            None => Ok(()),
        }
    }

    /// Whether a look may be taken, as planned.
    pub(super) fn may_look(&self, look: u8, people: u32, on: Date) -> Result<(), Rule> {
        let experiment = self.experiment().clone();
        let planned = self.planned();
        if !(1..=planned).contains(&usize::from(look)) {
            return Err(Rule::NotPlanned { experiment, look, planned });
        }
        if let Some(last) = self.last() {
            if self.settles(last) {
                return Err(Rule::Settled { experiment, look: last.look, on: last.on });
            }
            if look <= last.look {
                return Err(Rule::OutOfOrder { experiment, look, last: last.look, on: last.on });
            }
        }
        let Some(lots) = &self.lots else { return Err(Rule::NothingDrawn { experiment }) };
        if people == 0 {
            return Err(Rule::Nobody { experiment, look });
        }
        self.is_due(look, people, on)?;
        if self.registration.protocol().unit == Unit::Site {
            // Sites draw, and people are counted: of how many, the lots do not say.
            return Ok(());
        }
        let horizon = i64::from(self.registration.protocol().horizon.get()).days();
        let followed = lots.lots().iter().filter(|lot| lot.enrolled.saturating_add(horizon) <= on).count();
        if usize::try_from(people).map_or(true, |people| people > followed) {
            return Err(Rule::TooMany { experiment, look, people, followed });
        }
        Ok(())
    }

    /// Whether the day of a look has come, or enough people; the last one may be taken with fewer when no more are coming.
    fn is_due(&self, look: u8, people: u32, on: Date) -> Result<(), Rule> {
        let (experiment, protocol) = (self.experiment().clone(), self.registration.protocol());
        let at = usize::from(look).saturating_sub(1);
        let first = match &protocol.looks {
            Schedule::Dates(dates) => dates.get(at).copied().unwrap_or(protocol.start),
            Schedule::Percents(_) => protocol.start,
        };
        if on < first {
            return Err(Rule::BeforeTheDay { experiment, look, planned: first, on });
        }
        let Schedule::Percents(percents) = &protocol.looks else { return Ok(()) };
        if protocol.unit == Unit::Site || usize::from(look) == percents.len() {
            return Ok(());
        }
        let percent = percents.get(at).copied().unwrap_or(100);
        let needed = (u64::from(protocol.planned) * u64::from(percent)).div_ceil(100);
        if u64::from(people) < needed {
            return Err(Rule::BeforeTheCount { experiment, look, needed, people });
        }
        Ok(())
    }
}

/// The error that may be spent on a look was planned, so an answer counts whenever it comes.
fn is_an_answer(said: Said) -> bool {
    matches!(said, Said::Better | Said::Worse)
}
