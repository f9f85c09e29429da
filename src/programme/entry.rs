//! One entry of the log: who wrote down what, when.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{charter, innovation, money, preparation, recruitment, support};
use crate::{
    agreement,
    feedback::{Coding, Goal, Instrument, Milestone, Neighbour, Passage, Remark, Response, Tie},
    id::{AgreementId, Digest, IntroductionId, PersonId},
    introduction::{self, Actor},
    people::Past,
};

/// One entry of a programme's log.
///
/// It holds identifiers, dates and counts. Names, profiles and words lie in the [`Cabinet`](super::Cabinet).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use = "what happened is lost unless it is stored"]
pub struct Entry {
    /// When it was written down. The log is written forward; what happened earlier has a date of its own in the entry.
    pub on: Date,
    /// Who did it.
    pub by: Actor,
    /// What.
    pub what: Happened,
}

/// What happened, in the words of the room that knows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// What was laid down.
    Charter(charter::Event),
    /// How people were found.
    Recruitment(recruitment::Event),
    /// How they were prepared.
    Preparation(preparation::Event),
    /// A round of matching was reviewed.
    Round(Round),
    /// Two people were introduced to each other.
    Introduction(IntroductionId, Box<introduction::Entry>),
    /// What two people agreed on.
    Agreement(AgreementId, Box<agreement::Entry>),
    /// What people answered, reached and told.
    Fact(Box<Fact>),
    /// Who stood beside them.
    Support(support::Event),
    /// What it cost.
    Money(money::Event),
    /// What was tried.
    Innovation(innovation::Event),
    /// Somebody's names, profiles and words were erased.
    Erased(PersonId),
}

/// A round of matching that people have decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Round {
    /// The digest of the plan.
    pub plan: Digest,
    /// How many pairings it proposed.
    pub proposed: u32,
    /// How many were approved, those that reviewers made included.
    pub approved: u32,
    /// What the rejections mean for later rounds.
    pub rejected: Vec<Past>,
}

/// Something that people answered, reached or told. What is told again in a later entry, of the same occasion, takes the place of
/// what was told before: an answer that came, a goal that was judged, a consent that was withdrawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is a list of facts, told there")]
pub enum Fact {
    Instrument(Instrument),
    Response(Response),
    Goal(Goal),
    Milestone(Milestone),
    Passage(Passage),
    Coding(Coding),
    Remark(Remark),
    Neighbour(Neighbour),
    Tie(Tie),
}

impl Entry {
    /// An entry.
    pub fn new(on: Date, by: Actor, what: impl Into<Happened>) -> Self {
        Self { on, by, what: what.into() }
    }
}

macro_rules! into_happened {
    ($($from:ty => $to:ident;)*) => {$(
        impl From<$from> for Happened {
            fn from(what: $from) -> Self {
                Self::$to(what)
            }
        }
    )*};
}

into_happened! {
    charter::Event => Charter;
    recruitment::Event => Recruitment;
    preparation::Event => Preparation;
    Round => Round;
    support::Event => Support;
    money::Event => Money;
    innovation::Event => Innovation;
}

impl From<Fact> for Happened {
    fn from(fact: Fact) -> Self {
        Self::Fact(Box::new(fact))
    }
}
