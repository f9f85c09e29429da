//! What is laid down, and what people said they need.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    agreement,
    feedback::Meanings,
    impact::{About, Indicator},
    introduction,
    people::{Label, as_list, distinct},
};

/// Why a programme is there and how people treat each other in it.
///
/// It is public: what stands in it reaches reports as it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charter {
    /// The name of the programme.
    pub name: String,
    /// What it wants the world to look like.
    pub vision: String,
    /// What it does to get there.
    pub mission: String,
    /// What it wants to reach, and what will show it.
    pub goals: Vec<Goal>,
    /// How people treat each other.
    pub code: CodeOfConduct,
}

/// A goal of the programme, with the figure and the value that will show that it is reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// The goal, in a sentence.
    pub what: String,
    /// The figure that shows it.
    pub indicator: Indicator,
    /// Of what that figure speaks, where it speaks of something in particular.
    #[serde(default)]
    pub about: Vec<About>,
    /// The value that is aimed at, in the unit of the figure: a share of 80 % is 0.8. At least that, or at most, as the
    /// figure's direction says.
    pub target: f64,
}

/// How people treat each other: what everybody accepts before they begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodeOfConduct {
    /// Its version: 1, and one more for each change of its words. Who accepted an earlier one accepts it anew.
    pub version: u32,
    /// What it asks of people. Stored as a list of pairs, as a principle of one's own is more than a word.
    #[serde(with = "as_list")]
    pub principles: BTreeMap<Principle, String>,
    /// Whom to turn to when something goes wrong, in words.
    pub turn_to: String,
}

/// What a code of conduct asks of people. The first four are in every one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Principle {
    /// To listen, and ask on.
    ActiveListening,
    /// To put oneself in another's place.
    Empathy,
    /// Not to go where the other does not want one to.
    RespectForBoundaries,
    /// Not to have an interest of one's own in what the other does.
    NoConflictsOfInterest,
    /// Something that this programme adds.
    Own(Label),
}

impl Principle {
    /// Those that are in every code of conduct.
    pub const OBLIGATORY: [Self; 4] =
        [Self::ActiveListening, Self::Empathy, Self::RespectForBoundaries, Self::NoConflictsOfInterest];
}

impl fmt::Display for Principle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ActiveListening => f.write_str("active listening"),
            Self::Empathy => f.write_str("empathy"),
            Self::RespectForBoundaries => f.write_str("respect for boundaries"),
            Self::NoConflictsOfInterest => f.write_str("no conflicts of interest"),
            Self::Own(label) => write!(f, "{label}"),
        }
    }
}

/// Windows, limits and dates by which a programme works.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Of introductions.
    pub introductions: introduction::Policy,
    /// Of agreements, with what each of the two needs before the start.
    pub agreements: agreement::Policy,
    /// The first day of the programme, where it has one.
    pub from: Option<Date>,
    /// Its last day, where it has one.
    pub until: Option<Date>,
}

/// What a community said that it needs, in a survey, a series of talks, or an evening.
///
/// It holds counts only. Who said what is not asked here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NeedsSurvey {
    /// How many people were asked.
    pub asked: u32,
    /// How many of them answered.
    pub answered: u32,
    /// How many of those named each need. Somebody may name several.
    #[serde(deserialize_with = "distinct")]
    pub needs: BTreeMap<Label, u32>,
    /// The neighbourhoods in which people were asked; the whole town when none.
    #[serde(default)]
    pub neighbourhoods: BTreeSet<Label>,
}

/// What happens to a charter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The community was asked what it needs.
    NeedsAsked(NeedsSurvey),
    /// A charter was adopted, in place of the one before.
    Adopted(Box<Charter>),
    /// Rules were set, in place of those before.
    RulesSet(Box<Rules>),
    /// What the programme's own words mean, in place of what was said before.
    MeaningsSet(Box<Meanings>),
}
