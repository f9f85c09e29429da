//! What somebody wants to reach, and what they reached.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AgreementId, NoteId, PersonId},
    people::Label,
};

/// A goal of an agreement, scaled so that attainment can be compared (goal attainment scaling, Kiresuk & Sherman 1968).
///
/// Five outcomes are described beforehand: −2 much less than expected, −1 less, 0 as expected, 1 more, 2 much more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// The agreement whose mentee has it.
    pub agreement: AgreementId,
    /// The words of the goal and its five outcomes, in the notes store.
    pub words: NoteId,
    /// How much it counts beside the others: 1 to 100.
    pub weight: u8,
    /// Where the mentee stood when it was set: −2 to 2.
    pub baseline: i8,
    /// What was reached, once somebody has judged it.
    #[serde(default)]
    pub rated: Option<Attained>,
}

/// How far a goal was attained, by whose judgement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attained {
    /// When it was judged.
    pub on: Date,
    /// The outcome: −2 to 2.
    pub step: i8,
    /// Who judged.
    pub by: Rater,
}

/// Who judged a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rater {
    /// The mentee.
    Mentee,
    /// The mentor.
    Mentor,
    /// The two together.
    Together,
    /// Somebody of the programme.
    Programme,
}

/// Something in somebody's life that one can tell has happened: a diploma, a job, a business, a home.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// Who.
    pub person: PersonId,
    /// What, such as `job`.
    pub kind: Label,
    /// When.
    pub on: Date,
    /// Whether it came or went.
    #[serde(default)]
    pub turn: Turn,
}

/// Whether a milestone came or went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// They have it from this day.
    #[default]
    Reached,
    /// They no longer have it from this day.
    Lost,
}
