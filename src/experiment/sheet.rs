//! What was measured beside what was drawn: who counts, who is too early, who is missing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Lot, Lots, Refused, Registration, SampleRatio, Seen, Subject, registration::followed_until};
use crate::{
    id::PersonId,
    impact::{Attrition, FollowUp, Lost, Measured},
    people::Label,
};

/// What was measured of one unit, for one outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// Of whom.
    pub subject: Subject,
    /// What was measured at the horizon; nothing when it never was.
    #[serde(default)]
    pub value: Option<Measured>,
    /// What was measured before lots were drawn.
    #[serde(default)]
    pub baseline: Option<Measured>,
    /// Whom they share with others: the mentor.
    #[serde(default)]
    pub mentor: Option<PersonId>,
}

/// What was measured for one outcome. Who drew a lot and is not in it is missing.
#[derive(Clone, Copy, Debug)]
pub struct Measurements<'a> {
    /// The outcome.
    pub outcome: &'a Label,
    /// At most one for each unit, in any order.
    pub observations: &'a [Observation],
}

/// How many drew an arm, and what became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArmCount {
    /// The arm.
    pub arm: Label,
    /// How many drew it.
    pub drawn: u64,
    /// How many of them have not been followed for the whole horizon: they do not count yet, whatever was measured.
    pub too_early: u64,
    /// How many count.
    pub counted: u64,
    /// How many should count, but nothing was measured.
    pub missing: u64,
}

/// A unit that counts.
pub(super) struct Row<'a> {
    pub(super) lot: &'a Lot,
    pub(super) value: Measured,
    pub(super) baseline: Option<Measured>,
    pub(super) mentor: Option<&'a PersonId>,
}

/// All units, as of a day.
pub(super) struct Sheet<'a> {
    pub(super) rows: Vec<Row<'a>>,
    pub(super) arms: Vec<ArmCount>,
    pub(super) lost: Lost<Label>,
    pub(super) ratio: Option<SampleRatio>,
}

impl<'a> Sheet<'a> {
    /// Lays what was measured beside what was drawn.
    pub(super) fn new(
        registration: &Registration,
        lots: &'a Lots,
        observations: &'a [Observation],
        on: Date,
    ) -> Result<Self, Refused> {
        let protocol = registration.protocol();
        let mut measured: BTreeMap<&Subject, &Observation> = BTreeMap::new();
        for observation in observations {
            if measured.insert(&observation.subject, observation).is_some() {
                return Err(Refused::MeasuredTwice { subject: observation.subject.clone() });
            }
        }
        let mut rows = Vec::new();
        let mut due = Attrition::default();
        let mut arms: Vec<ArmCount> = protocol
            .arms
            .iter()
            .map(|arm| ArmCount { arm: arm.name.clone(), drawn: 0, too_early: 0, counted: 0, missing: 0 })
            .collect();
        for lot in lots.lots() {
            let observation = measured.remove(&lot.subject);
            let Some(arm) = arms.iter_mut().find(|arm| arm.arm == lot.arm) else { continue };
            arm.drawn += 1;
            if followed_until(lot.enrolled, protocol) > on {
                arm.too_early += 1;
                continue;
            }
            let value = observation.and_then(|observation| observation.value);
            let baseline = observation.and_then(|observation| observation.baseline);
            let mentor = observation.and_then(|observation| observation.mentor.as_ref());
            crate::impact::Accumulate::add(
                &mut due,
                FollowUp { arm: lot.arm.clone(), baseline, answered: value.is_some() },
            );
            match value {
                Some(value) => {
                    arm.counted += 1;
                    rows.push(Row { lot, value, baseline, mentor });
                }
                None => arm.missing += 1,
            }
        }
        if let Some((&subject, _)) = measured.first_key_value() {
            return Err(Refused::NotDrawn { subject: subject.clone() });
        }
        let seen: Vec<Seen> = arms
            .iter()
            .zip(&protocol.arms)
            .map(|(arm, planned)| Seen { units: arm.counted, ratio: planned.ratio })
            .collect();
        let lost = crate::impact::Accumulate::finish(&due);
        Ok(Self { rows, arms, lost, ratio: SampleRatio::of(&seen) })
    }

    /// How many count, over all arms.
    pub(super) fn counted(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Whether everybody who drew a lot has been followed to the end.
    pub(super) fn is_complete(&self) -> bool {
        self.arms.iter().all(|arm| arm.too_early == 0)
    }
}
