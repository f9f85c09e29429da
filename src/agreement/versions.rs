//! Facet: the versions of the text, who signed which, and which was in force when.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Clause, Outline};
use crate::{
    id::{Digest, NoteId},
    introduction::{Actor, Party},
};

/// Who signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signer {
    /// One of the two.
    Party(Party),
    /// The guardian of one of the two.
    GuardianOf(Party),
    /// A coordinator, where the programme says so.
    Coordinator,
}

impl Signer {
    /// As whom somebody signs.
    pub fn of(by: &Actor) -> Option<Self> {
        match by {
            Actor::Party(party, _) => Some(Self::Party(*party)),
            Actor::Guardian(party, _) => Some(Self::GuardianOf(*party)),
            Actor::Coordinator(_) => Some(Self::Coordinator),
            _ => None,
        }
    }
}

/// Where a version of the text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It can still be edited.
    Draft,
    /// It is fixed, and waits for signatures.
    Fixed,
    /// All have signed; it is in force from this date until a later version is.
    InForce(Date),
    /// It never came into force: replaced, reopened, rejected or lapsed.
    Dropped,
}

/// One version of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Its number, counted from 1.
    pub number: u32,
    /// The hash of the text.
    pub hash: Digest,
    /// Where the text lies in the notes store.
    pub text: NoteId,
    /// What it says of dates and meetings.
    pub outline: Outline,
    /// Who wrote it.
    pub author: Actor,
    /// When.
    pub written: Date,
    /// The day from which it is meant to be in force, for an amendment.
    pub effective: Option<Date>,
    /// The clauses in which it differs from the version in force, for an amendment.
    pub changed: BTreeSet<Clause>,
    /// The last day for signing, once it is fixed.
    pub deadline: Option<Date>,
    /// Who signs it: settled when it is fixed.
    pub required: BTreeSet<Signer>,
    /// Who has signed it, and when.
    #[serde(with = "crate::people::as_list")]
    pub signed: BTreeMap<Signer, Date>,
    /// Where it stands.
    pub standing: Standing,
}

impl Version {
    /// Whether all have signed once this signer has too.
    pub fn complete_with(&self, signer: Signer) -> bool {
        self.required.iter().all(|required| *required == signer || self.signed.contains_key(required))
    }
}

/// The versions of an agreement's text, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions(Vec<Version>);

impl Versions {
    /// All of them, by number.
    pub fn all(&self) -> &[Version] {
        &self.0
    }

    /// The number of the next one.
    pub fn next_number(&self) -> u32 {
        self.0.last().map_or(1, |version| version.number.saturating_add(1))
    }

    /// The draft being edited.
    pub fn draft(&self) -> Option<&Version> {
        self.0.last().filter(|version| version.standing == Standing::Draft)
    }

    /// The text that waits for signatures: the first version, or an amendment.
    pub fn to_sign(&self) -> Option<&Version> {
        self.0.last().filter(|version| version.standing == Standing::Fixed)
    }

    /// The version in force on a date.
    pub fn in_force_on(&self, date: Date) -> Option<&Version> {
        let from = |version: &Version| match version.standing {
            Standing::InForce(from) if from <= date => Some((from, version.number)),
            _ => None,
        };
        self.0.iter().filter(|version| from(version).is_some()).max_by_key(|version| from(version))
    }

    /// The version of the last text on which all agreed, in force already or soon.
    pub fn agreed(&self) -> Option<&Version> {
        self.0.iter().rfind(|version| matches!(version.standing, Standing::InForce(_)))
    }

    pub(super) fn add(&mut self, version: Version) {
        if let Some(last) = self.0.last_mut()
            && last.standing == Standing::Draft
        {
            last.standing = Standing::Dropped;
        }
        self.0.push(version);
    }

    /// The last version, when it has that number: the only one that can change.
    pub(super) fn last_is(&mut self, number: u32) -> Option<&mut Version> {
        self.0.last_mut().filter(|version| version.number == number)
    }
}
