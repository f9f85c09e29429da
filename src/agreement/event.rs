//! What happened. The names and fields of events are a format that is kept: see [`Format`](crate::introduction::Format).

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Cause, Clause, Closed, Contact, EndReason, Initiator, Moment, Outline, PauseCause, Phase, Prerequisite,
    Record, Rematch, Reply, ReportFinding, ReviewOutcome, Signer, SuspensionCause,
};
use crate::{
    id::{AgreementId, Digest, IntroductionId, MenteeId, MentorId, NoteId, PersonId, ReportId},
    introduction::{Conflicts, Disclosure, Finding, Parties, Party},
};

/// One of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// The person.
    pub person: PersonId,
    /// Their guardian, and until when, for a minor.
    pub minor: Option<Minor>,
}

/// What is known of a minor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minor {
    /// The day from which they are of age.
    pub adult_from: Date,
    /// Who signs with them until then.
    pub guardian: PersonId,
}

impl Participant {
    /// Their guardian on a date: none from the day on which they are of age.
    pub fn guardian_on(&self, date: Date) -> Option<&PersonId> {
        self.minor.as_ref().filter(|minor| date < minor.adult_from).map(|minor| &minor.guardian)
    }
}

/// The mentor and the mentee, as matching knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The mentor.
    pub mentor: MentorId,
    /// The mentee.
    pub mentee: MenteeId,
}

/// A text that was put on the table, without its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The number of the version.
    pub number: u32,
    /// The hash of the text.
    pub hash: Digest,
    /// Where it lies in the notes store.
    pub text: NoteId,
    /// What it says of dates and meetings.
    pub outline: Outline,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields are those of the commands, told there")]
pub enum Event {
    /// Two people for whom it clicked begin to draft.
    Opened {
        id: AgreementId,
        introduction: IntroductionId,
        pair: Pair,
        people: Parties<Participant>,
        /// Conflicts that the introduction knew.
        conflicts: Conflicts,
    },
    /// A draft was put on the table.
    TermsDrafted(Text),
    /// The draft is fixed.
    VersionFrozen { number: u32, hash: Digest, required: BTreeSet<Signer>, deadline: Date },
    /// The text is open for changes again.
    VersionReopened { number: u32 },
    /// Somebody signed the text of that hash.
    VersionSigned { number: u32, hash: Digest, signer: Signer },
    /// All have signed: the text is in force from this day.
    VersionInForce { number: u32, from: Date },
    /// A prerequisite is on record.
    PrerequisiteRecorded { party: Party, kind: Prerequisite, record: Record },
    /// A prerequisite was waived by two; the record says by whom.
    PrerequisiteWaived { party: Party, kind: Prerequisite, record: Record, reason: NoteId },
    /// A prerequisite is no longer valid.
    PrerequisiteLapsed { party: Party, kind: Prerequisite },
    /// The two began.
    AgreementStarted { first_review: Date },
    /// Prerequisites were not met in time.
    PreparationAbandoned,
    /// Somebody left before the start.
    PartyWithdrew { party: Party, reason: Option<NoteId> },
    /// Another agreement took the last place.
    Superseded { by: AgreementId },
    /// The time for drafting or signing was over.
    StageExpired { phase: Phase },
    /// It never started.
    NotStarted { reason: NotStarted },
    /// The two met.
    ContactLogged(Contact),
    /// They do not meet for a while.
    Paused { cause: PauseCause, until: Date },
    /// They go on; the term ends on this day.
    Resumed { end: Date },
    /// A review is due.
    ReviewDue,
    /// A review was held; the next one is scheduled.
    ReviewHeld { outcome: ReviewOutcome, next: Date },
    /// A change of the terms is on the table, signed by its author.
    AmendmentProposed {
        text: Text,
        changed: BTreeSet<Clause>,
        effective: Date,
        deadline: Date,
        required: BTreeSet<Signer>,
        author: Signer,
    },
    /// The change is off the table; what was in force stays in force.
    AmendmentDropped { number: u32 },
    /// The term was renewed, and ends on this day.
    TermRenewed { term: u16, end: Date },
    /// Somebody said that there is a conflict of interest.
    ConflictDisclosed(Disclosure),
    /// A conflict was judged.
    ConflictAssessed { number: usize, finding: Finding },
    /// A conflict was judged anew by somebody else.
    ConflictReassessed { number: usize, facts: NoteId, finding: Finding },
    /// A boundary was reported. By whom is not told here.
    BoundaryReported { id: ReportId },
    /// A report is closed.
    BoundaryReportClosed { id: ReportId, finding: ReportFinding },
    /// Meetings are stopped; the term ends on this day.
    Suspended { cause: SuspensionCause, whose: Option<Party>, end: Date },
    /// Somebody agreed to go on.
    ConsentGiven { signer: Signer },
    /// The suspension is lifted.
    Reinstated,
    /// The term has ended.
    TermEnded,
    /// Somebody ended it before the term.
    EarlyEndDeclared { initiator: Initiator, reason: EndReason, note: Option<NoteId>, talk_on: Option<Date> },
    /// An evaluation came, or was declined.
    EvaluationAnswered { party: Party, moment: Moment, reply: Reply },
    /// Somebody asked in confidence not to be paired with the other again.
    NotToBePaired { party: Party },
    /// It is closed.
    AgreementClosed { cause: Cause, outcome: Closed, rematch: Parties<Rematch>, rested: Date },
    /// It was closed in error, and goes on.
    AgreementReopened { reason: NoteId },
    /// Personal data is gone.
    AgreementArchived,
}

/// Why an agreement never started.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotStarted {
    /// Somebody left, or the guardian of a minor for them.
    Withdrawn(Party),
    /// The time for drafting or signing was over.
    Expired(Phase),
    /// Another agreement took the last place.
    Superseded(AgreementId),
    /// Prerequisites were not met in time.
    PrerequisiteNotMet,
    /// A conflict of interest makes the pair impossible.
    Conflict,
}
