//! What people do, and what a decision about it may look at.

use std::{collections::BTreeSet, ops::RangeInclusive};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Contact, EndReason, Initiator, Moment, Policy, Prerequisite, Rematch, ReportFinding, ReviewOutcome, Step,
    Terms,
};
use crate::{
    id::{AgreementId, Digest, NoteId, PersonId, ReportId},
    introduction::{Disclosure, Finding, Ledger, Parties, Party},
};

/// What somebody wants to do. Words are never part of it, but the terms that are to be hashed: they lie in the
/// [notes store](super::Notes), and a note's id stands here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// Puts a draft on the table, in place of the one before.
    ProposeTerms {
        /// The text.
        terms: Box<Terms>,
        /// Where it lies in the notes store.
        text: NoteId,
    },
    /// Fixes the draft, so that it can be signed.
    FreezeForSigning,
    /// Opens the text for changes again. Signatures on it are void.
    ReopenDraft,
    /// Signs the fixed text, for oneself.
    Sign {
        /// The hash of the text that was read.
        hash: Digest,
    },
    /// Puts a prerequisite on record.
    RecordPrerequisite {
        /// Whose.
        party: Party,
        /// Which.
        kind: Prerequisite,
        /// What was found.
        record: Certificate,
    },
    /// Waives a prerequisite, together with a second person. That they agree is the caller's to see to; that they are
    /// neither the first, nor one of the two, nor in conflict is decided here.
    WaivePrerequisite {
        /// Whose.
        party: Party,
        /// Which.
        kind: Prerequisite,
        /// The second person.
        second: PersonId,
        /// The last day of the waiver.
        until: Date,
        /// Why.
        reason: NoteId,
    },
    /// A prerequisite is no longer valid; time to see to it starts.
    LapsePrerequisite {
        /// Whose.
        party: Party,
        /// Which.
        kind: Prerequisite,
    },
    /// The two begin.
    Start,
    /// Prerequisites were not met in time.
    AbandonPreparation,
    /// Leaves before the start, without anybody's approval.
    Withdraw {
        /// Why, for those who want to say.
        reason: Option<NoteId>,
    },
    /// Another agreement took the last place.
    Supersede {
        /// The other one.
        by: AgreementId,
    },
    /// The time for drafting or signing is over.
    Expire,
    /// The two met.
    LogContact(Contact),
    /// They do not meet for a while.
    Pause {
        /// Why.
        cause: PauseCause,
        /// The day on which they mean to go on.
        until: Date,
    },
    /// They go on.
    Resume,
    /// A review is due.
    OpenReview,
    /// A review was held.
    CloseReview {
        /// What it led to.
        outcome: ReviewOutcome,
    },
    /// Puts a change of the terms on the table. The end of the term stays as it is.
    ProposeAmendment(Amendment),
    /// Puts a change on the table that moves the end of the term.
    Renew(Amendment),
    /// Signs the change, for oneself.
    SignAmendment {
        /// The hash of the text that was read.
        hash: Digest,
    },
    /// The change is off the table: a signer does not want it, or its time is over.
    DropAmendment,
    /// Says that there is a conflict of interest.
    DiscloseConflict(Disclosure),
    /// Judges a conflict of interest.
    AssessConflict {
        /// Which, counted from 0.
        number: usize,
        /// What was found.
        finding: Finding,
    },
    /// Judges it anew, by somebody else, on new facts.
    AppealConflict {
        /// Which, counted from 0.
        number: usize,
        /// The new facts.
        facts: NoteId,
        /// What was found.
        finding: Finding,
    },
    /// Reports that a boundary was crossed. What happened lies in the notes store, for the safeguarding person.
    ReportBoundary {
        /// The report.
        id: ReportId,
    },
    /// Closes a report.
    CloseReport {
        /// Which.
        id: ReportId,
        /// What was found.
        finding: ReportFinding,
    },
    /// Stops the meetings until something is looked into.
    Suspend {
        /// Why.
        cause: SuspensionCause,
        /// Whose access narrows, where it is about one of the two.
        whose: Option<Party>,
    },
    /// Agrees to go on after a suspension or a closing in error, for oneself.
    Consent,
    /// Lifts a suspension.
    Reinstate,
    /// The term has ended.
    ReachEnd,
    /// Ends it before the term: at once, without anybody's approval.
    EndEarly {
        /// Who wants it. Each party for themself; a coordinator also for something from outside.
        initiator: Initiator,
        /// Why.
        reason: EndReason,
        /// More about it, for those who want to say.
        note: Option<NoteId>,
        /// The day of a closing talk. It delays nothing.
        talk_on: Option<Date>,
    },
    /// An evaluation came.
    SubmitEvaluation {
        /// Which.
        moment: Moment,
    },
    /// Would rather not.
    DeclineEvaluation {
        /// Which.
        moment: Moment,
    },
    /// Asks in confidence never to be paired with the other again.
    AskNotToBePaired,
    /// Closes it.
    FinishClosing {
        /// Whether each may be matched again; both may when nothing is said, as by the clock.
        rematch: Option<Parties<Rematch>>,
    },
    /// It was closed in error.
    ReopenClosed {
        /// Why.
        reason: NoteId,
    },
    /// Time to forget.
    Archive,
}

/// A change of the terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The whole text as it would be.
    pub terms: Box<Terms>,
    /// Where it lies in the notes store.
    pub text: NoteId,
    /// The text in force, to tell the clauses that change; its hash is checked.
    pub before: Box<Terms>,
    /// From when it is meant to be in force. It never is before all have signed.
    pub effective: Date,
}

/// What a register or a coordinator found of a prerequisite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certificate {
    /// It is under way.
    Pending,
    /// It is met.
    Met {
        /// The version that was accepted, for a code of conduct.
        version: Option<u32>,
        /// The last day on which it is valid; none for ever.
        until: Option<Date>,
    },
}

/// Why two do not meet for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "each says itself")]
pub enum PauseCause {
    Health,
    Time,
    Away,
    Family,
    Other,
}

/// Why meetings are stopped until something is looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SuspensionCause {
    /// A conflict of interest.
    Conflict,
    /// A report that a boundary was crossed.
    Boundary,
    /// A prerequisite lapsed, and the days of grace are over.
    PrerequisiteLapsed,
    /// Something else that is to be looked into.
    Other,
}

impl Command {
    /// The kind of step.
    pub fn step(&self) -> Step {
        match self {
            Self::ProposeTerms { .. } => Step::ProposeTerms,
            Self::FreezeForSigning => Step::FreezeForSigning,
            Self::ReopenDraft => Step::ReopenDraft,
            Self::Sign { .. } => Step::Sign,
            Self::RecordPrerequisite { .. } => Step::RecordPrerequisite,
            Self::WaivePrerequisite { .. } => Step::WaivePrerequisite,
            Self::LapsePrerequisite { .. } => Step::LapsePrerequisite,
            Self::Start => Step::Start,
            Self::AbandonPreparation => Step::AbandonPreparation,
            Self::Withdraw { .. } => Step::Withdraw,
            Self::Supersede { .. } => Step::Supersede,
            Self::Expire => Step::Expire,
            Self::LogContact(_) => Step::LogContact,
            Self::Pause { .. } => Step::Pause,
            Self::Resume => Step::Resume,
            Self::OpenReview => Step::OpenReview,
            Self::CloseReview { .. } => Step::CloseReview,
            Self::ProposeAmendment(_) => Step::ProposeAmendment,
            Self::Renew(_) => Step::Renew,
            Self::SignAmendment { .. } => Step::SignAmendment,
            Self::DropAmendment => Step::DropAmendment,
            Self::DiscloseConflict(_) => Step::DiscloseConflict,
            Self::AssessConflict { .. } => Step::AssessConflict,
            Self::AppealConflict { .. } => Step::AppealConflict,
            Self::ReportBoundary { .. } => Step::ReportBoundary,
            Self::CloseReport { .. } => Step::CloseReport,
            Self::Suspend { .. } => Step::Suspend,
            Self::Consent => Step::Consent,
            Self::Reinstate => Step::Reinstate,
            Self::ReachEnd => Step::ReachEnd,
            Self::EndEarly { .. } => Step::EndEarly,
            Self::SubmitEvaluation { .. } => Step::SubmitEvaluation,
            Self::DeclineEvaluation { .. } => Step::DeclineEvaluation,
            Self::AskNotToBePaired => Step::AskNotToBePaired,
            Self::FinishClosing { .. } => Step::FinishClosing,
            Self::ReopenClosed { .. } => Step::ReopenClosed,
            Self::Archive => Step::Archive,
        }
    }
}

/// What a decision may look at beside the agreement itself.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The programme's windows and limits.
    pub policy: &'a Policy,
    /// The ledger of places, as it was read.
    pub ledger: &'a Ledger,
    /// The first and the last day of the programme, where it has any.
    pub programme: Option<RangeInclusive<Date>>,
    /// The current version of the code of conduct.
    pub code_of_conduct: u32,
    /// People with an interest of their own in this pair.
    pub conflicted: &'a BTreeSet<PersonId>,
    /// The agreement that the two have made since, where there is one.
    pub successor: Option<&'a AgreementId>,
    /// Whether the law asks to keep it.
    pub legal_hold: LegalHold,
}

/// Whether the law asks to keep personal data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalHold {
    /// It does not.
    #[default]
    No,
    /// It does.
    Held,
}
