//! Why a step is refused.

use jiff::civil::Date;

use super::{Party, Phase, Role, Step, Unfit};

/// Why a step is refused: where the introduction stands, which step, which rule, and what would help.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the introduction is {phase}; {step:?} is refused: {rule}")]
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
        from: &'static [Phase],
    },
    /// The role does not take this step.
    #[error("a {role} does not do this; it is for: {}", listed(.who))]
    NotForRole {
        /// The role.
        role: Role,
        /// Who may.
        who: &'static [Role],
    },
    /// Whoever approved the pairing has an interest in it.
    #[error(
        "whoever approved the pairing has an interest of their own in it; reject it, and have a new plan reviewed by somebody \
         else"
    )]
    ReviewerConflicted,
    /// A requirement no longer holds.
    #[error("a requirement no longer holds for the two; make a new plan")]
    RequirementBroken,
    /// A conflict is not yet judged, or was found disqualifying.
    #[error("a conflict of interest is not resolved; have it assessed first")]
    OpenConflict,
    /// Nothing was disclosed.
    #[error("no conflict of interest was disclosed that is still to be assessed")]
    NothingToAssess,
    /// No place is free. It names nobody.
    #[error("no place is free at present; the coordinator can look for another way")]
    NoPlace,
    /// The party answered already.
    #[error("the {0} has answered already")]
    Answered(Party),
    /// The window is closed.
    #[error("the time for it was over on {0}")]
    TooLate(Date),
    /// A date that must not lie in the past, or not in the future.
    #[error("{on} does not fit: {must}")]
    WrongDate {
        /// The date.
        on: Date,
        /// What it must be.
        must: &'static str,
    },
    /// No talk has a date.
    #[error("no talk has a date; plan one first")]
    NoTalkPlanned,
    /// The deadline has not passed.
    #[error("there is time until {0}")]
    NotYet(Date),
    /// A further talk is not what the answers ask for.
    #[error("a further talk takes answers of both, one of them unsure and none no")]
    NobodyUnsure,
    /// No more talks.
    #[error("{0} talks were held, and no more are possible")]
    EnoughTalks(u8),
}

pub(crate) fn listed<T: std::fmt::Display>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
