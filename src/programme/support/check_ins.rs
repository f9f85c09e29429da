//! When pairs are asked how it goes.

use jiff::{ToSpan, civil::Date};

use super::{CheckInPlan, Rule, Support, pair::Held};
use crate::{
    feedback::CheckIn,
    id::{AgreementId, PersonId},
};

/// So many days before its day a check-in may be held: two weeks, so that it fits into calendars and still speaks of the
/// time it is about.
const DAYS_BEFORE: i64 = 14;

/// A check-in that is due and was not held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CheckInDue {
    /// The day for which it was planned.
    pub due: Date,
    /// The pair.
    pub agreement: AgreementId,
    /// Who supports them, where somebody does.
    pub supervisor: Option<PersonId>,
    /// How many days it is late; 0 on its day.
    pub days_late: u32,
    /// The last day on which it would be held in time.
    pub in_time_until: Date,
}

impl Support {
    /// The plan for pairs that begin now.
    pub fn check_in_plan(&self) -> &CheckInPlan {
        &self.plan
    }

    /// All check-ins that were due up to and including a day, held by then or not, by agreement and day. None is due from
    /// the day on which the two ended. Two whose agreement was reopened are asked as if they had never stopped.
    pub fn check_ins(&self, as_of: Date) -> Vec<CheckIn> {
        let of = |(agreement, pair): (&AgreementId, &super::pair::Pair)| {
            let check_in = |due| {
                let held = pair.held.get(&due).filter(|held| held.on <= as_of);
                let agreement = agreement.clone();
                CheckIn {
                    agreement,
                    due,
                    held: held.map(|held| held.on),
                    fit: held.and_then(|held| held.fit),
                }
            };
            pair.dues(as_of).map(check_in).collect::<Vec<_>>()
        };
        self.pairs.iter().flat_map(of).collect()
    }

    /// The check-ins that are due on a day or before and were not held, those that wait longest first. Of two who ended, those
    /// that can still be held.
    pub fn check_ins_due(&self, on: Date) -> Vec<CheckInDue> {
        let mut due = Vec::new();
        for (agreement, pair) in &self.pairs {
            let Some(start) = &pair.started else { continue };
            let open = pair.dues(on).filter(|due| !pair.held.contains_key(due));
            for day in open.filter(|day| pair.ended.is_none() || on <= start.in_time(*day)) {
                due.push(CheckInDue {
                    due: day,
                    agreement: agreement.clone(),
                    supervisor: pair.supervisor.clone(),
                    days_late: day.until(on).map_or(0, |late| late.get_days().unsigned_abs()),
                    in_time_until: start.in_time(day),
                });
            }
        }
        due.sort();
        due
    }

    pub(super) fn check_checked_in(
        &self,
        agreement: &AgreementId,
        due: Date,
        held: Date,
        fit: Option<u8>,
        on: Date,
    ) -> Result<(), Rule> {
        let pair = self.pair(agreement)?;
        let agreement = || agreement.clone();
        let Some(start) = &pair.started else { return Err(Rule::NotStarted(agreement())) };
        if let Some(ended) = pair.ended.filter(|ended| *ended <= due) {
            return Err(Rule::DueAfterEnd { agreement: agreement(), due, ended });
        }
        if pair.dues(due).last() != Some(due) {
            return Err(Rule::NotDue { agreement: agreement(), due, next: pair.next_due() });
        }
        if let Some(before) = pair.held.get(&due) {
            return Err(Rule::HeldAlready { agreement: agreement(), due, held: before.on });
        }
        if on < held {
            return Err(Rule::HeldLater { held, on });
        }
        if held < start.on {
            return Err(Rule::HeldBeforeStart { agreement: agreement(), held, started: start.on });
        }
        let from = due.saturating_sub(DAYS_BEFORE.days());
        if held < from {
            return Err(Rule::TooEarly { due, from, held });
        }
        let until = start.in_time(due);
        if let Some(ended) = pair.ended.filter(|ended| *ended < held && until < held) {
            return Err(Rule::TooLate { agreement: agreement(), ended, due, until, held });
        }
        match fit {
            Some(fit) if !(1..=5).contains(&fit) => Err(Rule::OffScale(fit)),
            _ => Ok(()),
        }
    }

    pub(super) fn check_in(&mut self, agreement: &AgreementId, due: Date, on: Date, fit: Option<u8>) {
        if let Some(pair) = self.pairs.get_mut(agreement) {
            pair.held.insert(due, Held { on, fit });
        }
    }
}

pub(super) fn check_plan(plan: &CheckInPlan) -> Result<(), Rule> {
    if let Some(two) = plan.first.windows(2).find(|two| two[1] <= two[0]) {
        return Err(Rule::PlanFalls { before: two[0], after: two[1] });
    }
    if plan.within == 0 {
        return Err(Rule::NoTime);
    }
    Ok(())
}
