//! What happened.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Disclosure, Finding, Fit, Party, Phase, Proposal};
use crate::id::{IntroductionId, NoteId};

/// What happened. The names and fields of events are a format that is kept: see [`Format`](super::Format).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// A review approved the two.
    Proposed {
        /// The introduction.
        id: IntroductionId,
        /// What was approved, and by whom.
        proposal: Box<Proposal>,
    },
    /// Both are invited.
    Invited,
    /// A coordinator took the approval back.
    ProposalRejected {
        /// Why.
        reason: NoteId,
    },
    /// One of the two said yes.
    InvitationAccepted {
        /// Who.
        party: Party,
    },
    /// One of the two said no.
    InvitationDeclined {
        /// Who.
        party: Party,
        /// Why.
        reason: Option<NoteId>,
    },
    /// The talk has a date.
    TalkPlanned {
        /// The date.
        on: Date,
    },
    /// The talk was held.
    IntroductionHeld {
        /// When.
        on: Date,
    },
    /// Somebody did not come.
    IntroductionMissed {
        /// Who.
        party: Party,
    },
    /// One of the two answered whether it clicks.
    FitAnswered {
        /// Who.
        party: Party,
        /// The answer, for the coordinator alone.
        fit: Fit,
    },
    /// There is to be another talk.
    FurtherTalkBooked {
        /// The date.
        on: Date,
    },
    /// It clicked.
    Clicked,
    /// One of the two left.
    PartyWithdrew {
        /// Who.
        party: Party,
        /// Why.
        reason: Option<NoteId>,
    },
    /// Somebody said that there is a conflict of interest.
    ConflictDisclosed(Disclosure),
    /// A disclosed conflict was judged.
    ConflictAssessed {
        /// Which, counted from 0.
        number: usize,
        /// What was found.
        finding: Finding,
    },
    /// Another relation took the last place.
    Superseded {
        /// The introduction that did.
        by: IntroductionId,
    },
    /// The time of a phase was over.
    StageExpired {
        /// Which.
        phase: Phase,
    },
    /// It ended without starting.
    NotStarted {
        /// Why.
        reason: NotStarted,
    },
}

/// Why an introduction did not lead to an agreement. No click names nobody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotStarted {
    /// A coordinator took the approval back.
    Rejected,
    /// Somebody declined the invitation.
    Declined(Party),
    /// Somebody did not come, once too often.
    NoShow(Party),
    /// It did not click. Whose answer it was is told to nobody.
    NoClick,
    /// Somebody left.
    Withdrawn(Party),
    /// The time of a phase was over.
    Expired(Phase),
    /// Another relation took the last place.
    Superseded(IntroductionId),
    /// A conflict of interest makes the pair impossible.
    Conflict,
}
