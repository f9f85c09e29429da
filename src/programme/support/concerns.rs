//! What somebody is worried about, and where on the ladder it stands.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Rule, Rung, Settlement, Support};
use crate::{
    id::{AgreementId, ConcernId, NoteId, PersonId},
    introduction::Actor,
};

/// A worry about a pair. Who raised it is not told here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concern {
    /// Its identifier.
    pub id: ConcernId,
    /// The pair.
    pub agreement: AgreementId,
    /// Who sees to it.
    pub rung: Rung,
    /// When it was raised.
    pub raised: Date,
    /// Since when it lies with them.
    pub since: Date,
    /// What it is about, in the notes store.
    pub note: NoteId,
    /// When it was settled, and how, if it was.
    pub settled: Option<(Date, Settlement)>,
}

impl Support {
    /// A concern, open or settled.
    pub fn concern(&self, id: &ConcernId) -> Option<&Concern> {
        self.concerns.get(id)
    }

    /// The concerns that are open: those on the highest rung first, and of these the oldest.
    pub fn concerns(&self) -> Vec<&Concern> {
        let mut open: Vec<_> = self.concerns.values().filter(|concern| concern.settled.is_none()).collect();
        open.sort_by_key(|concern| (Reverse(concern.rung), concern.raised, &concern.id));
        open
    }

    /// All concerns about a pair, open or settled, the oldest first.
    pub fn concerns_about(&self, agreement: &AgreementId) -> Vec<&Concern> {
        let mut about: Vec<_> = self.concerns.values().filter(|it| it.agreement == *agreement).collect();
        about.sort_by_key(|concern| (concern.raised, &concern.id));
        about
    }

    pub(super) fn check_raised(&self, id: &ConcernId, agreement: &AgreementId) -> Result<(), Rule> {
        self.pair(agreement)?;
        if self.concerns.contains_key(id) {
            return Err(Rule::ConcernTwice(id.clone()));
        }
        Ok(())
    }

    pub(super) fn check_escalated(&self, id: &ConcernId, to: Rung) -> Result<(), Rule> {
        let concern = self.open_concern(id)?;
        if to <= concern.rung {
            return Err(Rule::DoesNotClimb { id: id.clone(), at: concern.rung, to });
        }
        Ok(())
    }

    pub(super) fn check_settled(&self, id: &ConcernId, by: &Actor) -> Result<(), Rule> {
        let concern = self.open_concern(id)?;
        let own = |person: &&PersonId| {
            let pair = self.pairs.get(&concern.agreement);
            pair.is_some_and(|pair| pair.is_own_of(person))
        };
        match by.person().filter(own) {
            Some(person) if concern.rung != Rung::TheTwo => {
                Err(Rule::OwnCase { id: id.clone(), person: person.clone() })
            }
            _ => Ok(()),
        }
    }

    fn open_concern(&self, id: &ConcernId) -> Result<&Concern, Rule> {
        let concern = self.concerns.get(id).ok_or_else(|| Rule::UnknownConcern(id.clone()))?;
        match concern.settled {
            Some((on, _)) => Err(Rule::Settled { id: id.clone(), on }),
            None => Ok(concern),
        }
    }
}
