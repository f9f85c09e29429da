//! Facet: how an agreement ends, and what follows for each of the two.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::NoteId,
    introduction::{Parties, Party},
};

/// Who ends it early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Initiator {
    /// The mentor.
    Mentor,
    /// The mentee.
    Mentee,
    /// The guardian of a minor.
    Guardian,
    /// A coordinator.
    Coordinator,
    /// The safeguarding person.
    Safeguarding,
    /// Something from outside, told by a coordinator.
    External,
}

/// Why it ends early. Words beside it lie in a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "each says itself")]
pub enum EndReason {
    GoalsReached,
    Time,
    Moved,
    Health,
    NeedChanged,
    NoContact,
    NoFit,
    Conduct,
    Conflict,
    PrerequisiteLapsed,
    ProgrammeStopped,
    Other,
}

impl EndReason {
    /// Whether it is a finding of the programme's, which a party does not make of themself or the other.
    pub fn is_the_programmes(self) -> bool {
        matches!(self, Self::PrerequisiteLapsed | Self::ProgrammeStopped)
    }
}

impl fmt::Display for EndReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::GoalsReached => "goals reached",
            Self::Time => "time",
            Self::Moved => "moved",
            Self::Health => "health",
            Self::NeedChanged => "need changed",
            Self::NoContact => "no contact",
            Self::NoFit => "no fit after all",
            Self::Conduct => "conduct",
            Self::Conflict => "conflict of interest",
            Self::PrerequisiteLapsed => "prerequisite lapsed",
            Self::ProgrammeStopped => "programme stopped",
            Self::Other => "other",
        })
    }
}

/// What brought an agreement to its closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The term ended.
    TermEnd,
    /// Somebody ended it before.
    Early(Initiator, EndReason),
}

impl Cause {
    /// How the agreement is closed: completed at the end of its term or when its goals are met.
    pub fn outcome(self) -> Closed {
        match self {
            Self::TermEnd | Self::Early(_, EndReason::GoalsReached) => Closed::Completed,
            Self::Early(..) => Closed::EndedEarly,
        }
    }
}

/// How an agreement was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// It reached its term, or its goals.
    Completed,
    /// It ended before.
    EndedEarly,
}

/// Whether somebody may be matched again.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rematch {
    /// They may, after the days of rest.
    #[default]
    Yes,
    /// Not before this day.
    NotUntil(Date),
    /// They may not.
    No {
        /// Why.
        reason: NoteId,
    },
}

impl Rematch {
    /// The note that says why somebody may not.
    pub(super) fn reason(&self) -> Option<&NoteId> {
        match self {
            Self::No { reason } => Some(reason),
            Self::Yes | Self::NotUntil(_) => None,
        }
    }
}

/// How an agreement ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// When it came to its closing.
    pub on: Date,
    /// What brought it there.
    pub cause: Cause,
    /// When it was closed, and how; none while it is closing.
    pub closed: Option<(Date, Closed)>,
    /// Whether each may be matched again, once it is closed.
    pub rematch: Parties<Rematch>,
    /// The first day after the days of rest, once it is closed.
    pub rested: Option<Date>,
}

impl Closing {
    /// The first day on which a party may be matched again: none when they may not, or as long as it is closing.
    pub fn available_from(&self, party: Party) -> Option<Date> {
        let rested = self.rested?;
        match self.rematch.of(party) {
            Rematch::Yes => Some(rested),
            Rematch::NotUntil(date) => Some(rested.max(*date)),
            Rematch::No { .. } => None,
        }
    }
}
