//! Where participants meet each other, and who came.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Gathering, Rule, Support};
use crate::id::{GatheringId, PersonId};
use crate::introduction::Party;

/// A gathering, and who came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Guests {
    gathering: Gathering,
    pub(super) came: BTreeSet<PersonId>,
}

impl Guests {
    pub(super) fn of(gathering: Gathering) -> Self {
        Self { gathering, came: BTreeSet::new() }
    }
}

impl Support {
    /// The gatherings, by identifier.
    pub fn gatherings(&self) -> impl Iterator<Item = &Gathering> {
        self.gatherings.values().map(|guests| &guests.gathering)
    }

    /// Who came to a gathering; nobody to one that is not known.
    pub fn guests(&self, gathering: &GatheringId) -> impl Iterator<Item = &PersonId> {
        self.gatherings.get(gathering).into_iter().flat_map(|guests| &guests.came)
    }

    pub(super) fn check_gathering(&self, gathering: &Gathering) -> Result<(), Rule> {
        if self.gatherings.contains_key(&gathering.id) {
            return Err(Rule::GatheringTwice(gathering.id.clone()));
        }
        Ok(())
    }

    pub(super) fn check_came(&self, id: &GatheringId, person: &PersonId, on: Date) -> Result<(), Rule> {
        let guests = self.gatherings.get(id).ok_or_else(|| Rule::UnknownGathering(id.clone()))?;
        let held = guests.gathering.on;
        if on < held {
            return Err(Rule::NotYet { id: id.clone(), held, on });
        }
        let meant = guests.gathering.role;
        let is_one = |role: &Party| self.roles.get(person).is_some_and(|roles| roles.contains(role));
        if let Some(role) = meant.filter(|role| !is_one(role)) {
            return Err(Rule::NotMeant { id: id.clone(), person: person.clone(), role });
        }
        if guests.came.contains(person) {
            return Err(Rule::CameTwice { id: id.clone(), person: person.clone() });
        }
        Ok(())
    }
}
