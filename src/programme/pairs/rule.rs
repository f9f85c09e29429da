//! Why an entry of two people cannot stand.

use crate::{
    id::{AgreementId, Digest, IntroductionId, PersonId},
    introduction::{Contradiction, Party},
    people::Who,
};

/// Why an entry about two people cannot stand in the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {
    /// It speaks of an introduction that is not there.
    #[error("there is no introduction `{0}`")]
    NoIntroduction(IntroductionId),
    /// It speaks of an agreement that is not there.
    #[error("there is no agreement `{0}`")]
    NoAgreement(AgreementId),
    /// The name is taken.
    #[error("there is an introduction `{0}` already")]
    IntroductionTwice(IntroductionId),
    /// The name is taken.
    #[error("there is an agreement `{0}` already")]
    AgreementTwice(AgreementId),
    /// It says another name inside than outside.
    #[error("it is told of `{told}`, but speaks of `{named}`")]
    OtherName {
        /// The name outside.
        told: String,
        /// The name inside.
        named: String,
    },
    /// It was written down by somebody else, or on another day, than what it holds.
    #[error("it was not written down on the day and by whom it says itself")]
    OtherHand,
    /// It cannot have happened to that introduction.
    #[error("of introduction `{of}`, it {why}")]
    Introduction {
        /// Which.
        of: IntroductionId,
        /// Why.
        why: Contradiction,
    },
    /// It cannot have happened to that agreement.
    #[error("of agreement `{of}`, it {why}")]
    Agreement {
        /// Which.
        of: AgreementId,
        /// Why.
        why: Contradiction,
    },
    /// Somebody who has not signed up, or has left, is not introduced.
    #[error("{0} has not signed up, or has left")]
    NotHere(Who),
    /// Somebody signed up as another person.
    #[error("{who} signed up as another person than `{person}`")]
    OtherPerson {
        /// Who.
        who: Who,
        /// The person named.
        person: PersonId,
    },
    /// An agreement grows from an introduction that clicked, of the same two people.
    #[error(
        "agreement `{of}` does not follow from introduction `{introduction}`, which has not clicked or is of others"
    )]
    NotClicked {
        /// The agreement.
        of: AgreementId,
        /// The introduction.
        introduction: IntroductionId,
    },
    /// An introduction leads to one agreement.
    #[error("introduction `{0}` has led to an agreement already")]
    OpenedTwice(IntroductionId),
    /// A plan is reviewed once.
    #[error("the round of plan {0} is written down already")]
    RoundTwice(Digest),
    /// All places are held.
    #[error("no place is free at present for `{0}`")]
    NoPlace(IntroductionId),
    /// Somebody leaves while a pair of theirs is not closed.
    #[error("{who} cannot leave yet: {role} in `{of}`, which is not closed", role = .role)]
    StillPaired {
        /// Who.
        who: Who,
        /// In which role.
        role: Party,
        /// In what.
        of: String,
    },
    /// Somebody is to be erased while a pair of theirs is not closed.
    #[error("`{person}` cannot be erased yet: `{of}` is not closed")]
    StillHere {
        /// Who.
        person: PersonId,
        /// In what.
        of: String,
    },
}
