//! What is on record of one person.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Module, ScreeningResult, ScreeningStep};
use crate::{
    agreement::Validity,
    id::{ModuleId, SessionId},
    introduction::Parties,
};

/// What is on record of one person, in whatever roles.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The roles in which they ever signed up.
    pub(super) roles: Parties<Option<Enrolled>>,
    screening: BTreeMap<ScreeningStep, Step>,
    /// The sessions they were at, by module.
    pub(super) attended: BTreeMap<ModuleId, BTreeSet<SessionId>>,
    certificates: BTreeMap<ModuleId, Given>,
    /// The version of the code of conduct that they accepted last.
    pub(super) code: Option<u32>,
    non_disclosure: Option<Until>,
}

/// Somebody in a role.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Enrolled {
    /// When they left, if they did.
    pub(super) left: Option<Date>,
    /// The first day on which everything held.
    pub(super) ready: Option<Date>,
}

/// The last day of something; none for ever.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Until {
    until: Option<Date>,
}

/// How a step of a screening came out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    last: ScreeningResult,
    /// As it passed last, unless it came out otherwise since.
    passed: Option<Until>,
}

/// The certificate of a module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    /// When the last one was given.
    on: Date,
    /// The latest day of all that were given.
    until: Until,
}

impl Until {
    fn validity(self, on: Date) -> Validity {
        match self.until {
            Some(until) if until < on => Validity::Lapsed(until),
            until => Validity::Valid(until),
        }
    }

    fn later(self, other: Self) -> Self {
        Self { until: self.until.zip(other.until).map(|(one, another)| one.max(another)) }
    }

    fn earlier(self, other: Self) -> Self {
        Self { until: [self.until, other.until].into_iter().flatten().min() }
    }
}

impl File {
    pub(super) fn screened(&mut self, step: ScreeningStep, result: ScreeningResult) {
        let before = self.screening.get(&step).and_then(|step| step.passed);
        let passed = match result {
            ScreeningResult::Pending => before,
            ScreeningResult::Passed(until) => Some(Until { until }),
            ScreeningResult::NotPassed => None,
        };
        self.screening.insert(step, Step { last: result, passed });
    }

    pub(super) fn certified(&mut self, module: &Module, on: Date) {
        let until = module.valid_months.map(|months| on.saturating_add(i64::from(months).months()));
        let mut until = Until { until };
        if let Some(before) = self.certificates.get(&module.id) {
            until = until.later(before.until);
        }
        self.certificates.insert(module.id.clone(), Given { on, until });
    }

    pub(super) fn signed(&mut self, until: Option<Date>) {
        let until = Until { until };
        self.non_disclosure = Some(self.non_disclosure.map_or(until, |before| before.later(until)));
    }

    /// When the last certificate of a module was given.
    pub(super) fn certified_on(&self, module: &ModuleId) -> Option<Date> {
        self.certificates.get(module).map(|given| given.on)
    }

    /// The steps of a screening that do not hold on a date.
    pub(super) fn steps_open<'a>(
        &'a self,
        steps: &'a BTreeSet<ScreeningStep>,
        on: Date,
    ) -> impl Iterator<Item = ScreeningStep> + 'a {
        let holds = move |step: &ScreeningStep| {
            let passed = self.screening.get(step).and_then(|step| step.passed);
            passed.is_some_and(|passed| passed.validity(on).holds())
        };
        steps.iter().copied().filter(move |step| !holds(step))
    }

    pub(super) fn screening(&self, steps: &BTreeSet<ScreeningStep>, on: Date) -> Validity {
        let known: Vec<_> = steps.iter().filter_map(|step| self.screening.get(step)).collect();
        if known.is_empty() || known.iter().any(|step| step.last == ScreeningResult::NotPassed) {
            return Validity::Missing;
        }
        let passed: Vec<_> = known.iter().filter_map(|step| step.passed).collect();
        if passed.len() < steps.len() {
            return Validity::Pending;
        }
        passed.into_iter().reduce(Until::earlier).map_or(Validity::Missing, |until| until.validity(on))
    }

    pub(super) fn training(&self, module: &ModuleId, on: Date) -> Validity {
        self.certificates.get(module).map_or(Validity::Missing, |given| given.until.validity(on))
    }

    pub(super) fn non_disclosure(&self, on: Date) -> Validity {
        self.non_disclosure.map_or(Validity::Missing, |until| until.validity(on))
    }
}
