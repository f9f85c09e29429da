//! What people do, and what a decision about it may look at.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Disclosure, Finding, Ledger, Party, Policy, Proposal, Step};
use crate::{
    criteria::Verdict,
    id::{IntroductionId, NoteId, PersonId},
};

/// What somebody wants to do. Free text is never part of it: it lies in a notes store, and a note's id stands here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Both are invited, as soon as both have a talk slot. That they may be was decided when the plan was reviewed.
    Invite,
    /// A coordinator takes the approval back before anybody is invited.
    RejectProposal {
        /// Why.
        reason: NoteId,
    },
    /// Says yes to the invitation, for oneself.
    AcceptInvitation,
    /// Says no to it, for oneself; the reason is the coordinator's alone to read.
    DeclineInvitation {
        /// Why, for those who want to say.
        reason: Option<NoteId>,
    },
    /// Sets the date of the talk.
    PlanTalk {
        /// The date, not in the past.
        on: Date,
    },
    /// The talk was held.
    RecordTalk {
        /// When, not in the future.
        on: Date,
    },
    /// Somebody did not come.
    ReportNoShow {
        /// Who.
        party: Party,
    },
    /// Answers whether it clicks, for oneself. The answer is sealed.
    AnswerFit {
        /// The answer.
        fit: Fit,
    },
    /// Another talk, because somebody is unsure.
    BookFurtherTalk {
        /// The date, not in the past.
        on: Date,
    },
    /// Leaves, without anybody's approval.
    Withdraw {
        /// Why, for those who want to say.
        reason: Option<NoteId>,
    },
    /// Says that there is a conflict of interest.
    DiscloseConflict(Disclosure),
    /// A coordinator who is no party and not conflicted judges a disclosed conflict.
    AssessConflict {
        /// Which, counted from 0.
        number: usize,
        /// What was found.
        finding: Finding,
    },
    /// Another relation took the last place.
    Supersede {
        /// The introduction that did.
        by: IntroductionId,
    },
    /// The time of the phase is over.
    Expire,
}

impl Command {
    /// The kind of step.
    pub fn step(&self) -> Step {
        match self {
            Self::Invite => Step::Invite,
            Self::RejectProposal { .. } => Step::RejectProposal,
            Self::AcceptInvitation => Step::AcceptInvitation,
            Self::DeclineInvitation { .. } => Step::DeclineInvitation,
            Self::PlanTalk { .. } => Step::PlanTalk,
            Self::RecordTalk { .. } => Step::RecordTalk,
            Self::ReportNoShow { .. } => Step::ReportNoShow,
            Self::AnswerFit { .. } => Step::AnswerFit,
            Self::BookFurtherTalk { .. } => Step::BookFurtherTalk,
            Self::Withdraw { .. } => Step::Withdraw,
            Self::DiscloseConflict(_) => Step::DiscloseConflict,
            Self::AssessConflict { .. } => Step::AssessConflict,
            Self::Supersede { .. } => Step::Supersede,
            Self::Expire => Step::Expire,
        }
    }
}

/// Whether it clicks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// It does.
    Yes,
    /// Another talk would tell.
    Unsure,
    /// It does not.
    No,
}

/// An answer is sealed: `Debug` does not tell it.
impl std::fmt::Debug for Fit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fit(sealed)")
    }
}

/// What a decision may look at beside the introduction itself.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The programme's windows and limits.
    pub policy: &'a Policy,
    /// The ledger of places, as it was read.
    pub ledger: &'a Ledger,
    /// Whether the requirements still hold for the two: [`Requirements::of`] the verdict of today.
    pub requirements: Requirements,
    /// People with an interest of their own in this pair.
    pub conflicted: &'a BTreeSet<PersonId>,
}

/// Whether the requirements hold for a pair today, but for those that its review overrode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirements {
    /// They do.
    Hold,
    /// One of them does not.
    Broken,
}

impl Requirements {
    /// What today's verdict means for a proposal: whatever its review knew of and overrode does not count again.
    pub fn of(today: &Verdict, proposal: &Proposal) -> Self {
        match today {
            Verdict::Eligible(_) => Self::Hold,
            Verdict::Excluded(violations) => {
                let known = violations.iter().all(|violation| proposal.overridden().contains(violation));
                if known { Self::Hold } else { Self::Broken }
            }
        }
    }
}
