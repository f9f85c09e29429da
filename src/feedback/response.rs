//! What people answered, and what never came.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AgreementId, InstrumentId, ItemId, PersonId},
    introduction::Party,
};

/// An instrument put to somebody: it exists from the day it is due, whether or not an answer comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// What is asked.
    pub instrument: InstrumentId,
    /// In which version.
    #[serde(default = "first_version")]
    pub version: u16,
    /// Who is asked.
    pub person: PersonId,
    /// In which role.
    pub role: Party,
    /// About which agreement, if about one.
    #[serde(default)]
    pub agreement: Option<AgreementId>,
    /// On which occasion.
    pub wave: Wave,
    /// By when an answer was asked for.
    pub due: Date,
    /// What came.
    #[serde(default)]
    pub answers: Option<Answers>,
}

fn first_version() -> u16 {
    1
}

/// Answers that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answers {
    /// When they came.
    pub on: Date,
    /// What was answered; what was left blank is not in it.
    pub items: BTreeMap<ItemId, i16>,
}

/// The occasion on which somebody is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wave {
    /// Before they begin.
    Before,
    /// On the way.
    Midway,
    /// At the end, of how it is now.
    After,
    /// At the end, of how it was before.
    LookingBack,
    /// Some time after the end.
    FollowUp,
}

impl fmt::Display for Wave {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Before => "before",
            Self::Midway => "midway",
            Self::After => "after",
            Self::LookingBack => "looking back",
            Self::FollowUp => "follow-up",
        })
    }
}
