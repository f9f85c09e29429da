//! Why a step is refused.

use jiff::civil::Date;

use super::{Clause, Phase, Prerequisite, Signer, Step};
use crate::introduction::{Party, Role, Unfit, listed};

/// Why a step is refused: where the agreement stands, which step, which rule, and what would help.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the agreement is {phase}; {step:?} is refused: {rule}")]
pub struct Refusal {
    /// Where it stands.
    pub phase: Phase,
    /// The step.
    pub step: Step,
    /// The rule that refuses it.
    pub rule: Broken,
}

/// The rule that refuses a step.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Broken {
    /// The order itself.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The step does not lead on from here.
    #[error("this step is taken from: {}", listed(.from))]
    NotFromHere {
        /// From where.
        from: Vec<Phase>,
    },
    /// The role does not take this step.
    #[error("a {role} does not do this; it is for: {}", listed(.who))]
    NotForRole {
        /// The role.
        role: Role,
        /// Who may.
        who: &'static [Role],
    },
    /// Clauses are missing.
    #[error("the text does not say yet: {}", listed(.0))]
    Incomplete(Vec<Clause>),
    /// There is no draft.
    #[error("there is no draft; propose terms first")]
    NoDraft,
    /// The term does not lie inside the programme.
    #[error("the term {start} to {end} does not lie inside the programme; choose other dates")]
    OutsideProgramme {
        /// Its first day.
        start: Date,
        /// The day on which it ends.
        end: Date,
    },
    /// The term would be too long.
    #[error("the term would last {days} days; {most} are possible in all")]
    TooLong {
        /// Days from the start to the new end.
        days: u32,
        /// The most.
        most: u16,
    },
    /// The text that was read is not the one to be signed.
    #[error(
        "the text that was read is not the one to be signed; read the one on the table and sign its hash"
    )]
    OtherText,
    /// Somebody whose signature is not asked for.
    #[error("this signature is not asked for on this text")]
    NotASigner,
    /// The signer, or the party, has done so already.
    #[error("this was done already")]
    AlreadyDone,
    /// Signatures are missing on the version in force.
    #[error("not all have signed a text that is in force: {} to go", .0.len())]
    Unsigned(Vec<Signer>),
    /// Prerequisites do not hold.
    #[error("prerequisites do not hold: {}; record or renew them first", told(.0))]
    Prerequisites(Vec<(Party, Prerequisite)>),
    /// A conflict of interest is not resolved.
    #[error("a conflict of interest is not resolved; have it assessed first")]
    OpenConflict,
    /// A report is open.
    #[error("something is still being looked into; ask the safeguarding person")]
    OpenReport,
    /// What one of the two hears where a report is open, which is sealed from them.
    #[error("it cannot go on at present; ask the coordinator")]
    NotAtPresent,
    /// The window is closed.
    #[error("the time for it was over on {0}")]
    TooLate(Date),
    /// Not yet.
    #[error("there is time until {0}")]
    NotYet(Date),
    /// A date that does not fit.
    #[error("{on} does not fit: {must}")]
    WrongDate {
        /// The date.
        on: Date,
        /// What it must be.
        must: &'static str,
    },
    /// The term is over.
    #[error("the term ended on {0}; a successor agreement can be made")]
    TermOver(Date),
    /// Nothing is on record that could lapse.
    #[error("it holds, or is not required; nothing lapses")]
    NothingLapses,
    /// A waiver that is not possible.
    #[error("a screening is never waived where a minor is involved")]
    ScreeningOfMinor,
    /// A waiver takes two.
    #[error("a waiver takes a second person, who is neither the first, nor one of the two, nor in conflict")]
    SecondPerson,
    /// Pauses would last too long.
    #[error("pauses would last {days} days in all; {most} are possible")]
    PauseTooLong {
        /// Days with this one.
        days: u32,
        /// The most.
        most: u16,
    },
    /// Somebody else paused it.
    #[error("whoever paused it, or a coordinator, resumes it")]
    NotThePauser,
    /// No review is due, or one is.
    #[error("no review is scheduled or due for this")]
    NoReview,
    /// Another change is on the table.
    #[error("another change is on the table; sign or drop it first")]
    AmendmentOpen,
    /// No change is on the table.
    #[error("no change is on the table")]
    NoAmendment,
    /// The change changes nothing.
    #[error("the text says the same as the one in force")]
    NothingChanges,
    /// An amendment that moves the term.
    #[error("an amendment leaves the term as it is; renew to move its end")]
    MovesTheTerm,
    /// A renewal that does not move the end of the term forward.
    #[error("a renewal keeps the start and moves the end beyond {0}")]
    NotLonger(Date),
    /// No more renewals.
    #[error("the agreement was renewed {0} times, and no more are possible")]
    EnoughRenewals(u16),
    /// There is no such conflict, or it has been judged.
    #[error("there is no such conflict of interest that waits for this")]
    NoSuchConflict,
    /// An appeal goes to somebody else.
    #[error("an appeal goes to somebody else than the one who judged first")]
    SameAssessor,
    /// There is no such open report, or its identifier is taken.
    #[error("there is no such report that waits, or there is one by this identifier already")]
    Report,
    /// The clock suspends only when days of grace are over.
    #[error("no prerequisite lapsed so long ago that the clock suspends")]
    NoGraceOver,
    /// A suspension for a conflict of interest follows from its assessment.
    #[error("a suspension for a conflict of interest follows from its assessment")]
    AssessFirst,
    /// Consent is missing.
    #[error("not all have agreed to go on: {} to go", .0.len())]
    NoConsent(Vec<Signer>),
    /// Somebody ends it in another's name.
    #[error("each ends it in their own name; only a coordinator tells of something from outside")]
    NotThatInitiator,
    /// A reason that is not a party's to give.
    #[error("this reason is the programme's to give; choose another, any will do")]
    NotThatReason,
    /// This evaluation is not asked for now.
    #[error("this evaluation is not asked for now")]
    NotNow,
    /// Evaluations can still come.
    #[error("evaluations can still come, until {0}")]
    EvaluationsOpen(Date),
    /// The clock does not judge people.
    #[error("the clock does not judge who may be matched again")]
    ClockJudges,
    /// There is a successor.
    #[error("the two have made another agreement since")]
    Successor,
    /// No place is free. It names nobody.
    #[error("no place is free at present; the coordinator can look for another way")]
    NoPlace,
    /// The law asks to keep it.
    #[error("the law asks to keep it for now")]
    LegalHold,
}

fn told(prerequisites: &[(Party, Prerequisite)]) -> String {
    prerequisites.iter().map(|(party, kind)| format!("the {party}'s {kind}")).collect::<Vec<_>>().join(", ")
}
