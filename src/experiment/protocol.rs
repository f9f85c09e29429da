//! What is written down before anything is drawn.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Spending;
use crate::{feedback::Better, id::ExperimentId, impact::Days, people::Label};

/// A trial as somebody means it to be, before [`Registration::new`](super::Registration::new) checks it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// Its name in all records.
    pub experiment: ExperimentId,
    /// What draws a lot.
    pub unit: Unit,
    /// What is compared, the usual way first.
    pub arms: Vec<Arm>,
    /// The one outcome by which it is judged.
    pub primary: Outcome,
    /// What else is asked. These are judged together, after the last look.
    #[serde(default)]
    pub further: Vec<Outcome>,
    /// The dimension within which lots are drawn, such as the neighbourhood, when they are drawn so.
    #[serde(default)]
    pub blocks: Option<Label>,
    /// The first day on which somebody may enrol.
    pub start: Date,
    /// How long each unit is followed from its enrolment; earlier it does not count.
    pub horizon: Days,
    /// How many units are to be counted in the end.
    pub planned: u32,
    /// When it is looked at.
    pub looks: Schedule,
    /// The error that is put up with: how often arms that do not differ may be told apart.
    #[serde(default = "usual_alpha")]
    pub alpha: f64,
    /// How it is spread over the looks.
    #[serde(default)]
    pub spending: Spending,
    /// Where chance starts: everything that is drawn follows from it.
    pub seed: u64,
    /// How often lots are drawn again for a p-value that cannot be counted out, and values for an interval.
    #[serde(default = "usual_resamples")]
    pub resamples: u32,
}

/// What draws a lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Each mentee.
    Mentee,
    /// Each mentor, with all their mentees.
    Mentor,
    /// Each site: a school, a neighbourhood house.
    Site,
}

/// One of the ways that are compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// What it is called.
    pub name: Label,
    /// How many draw it for each one that draws an arm of ratio 1.
    #[serde(default = "one")]
    pub ratio: u32,
}

/// Something that is measured of every unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// What it is called.
    pub name: Label,
    /// Which way is better.
    #[serde(default)]
    pub better: Better,
    /// Whether it was also measured before.
    #[serde(default)]
    pub baseline: Baseline,
}

/// Whether an outcome was also measured before lots were drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    /// It was not.
    #[default]
    None,
    /// It was: what was known before is taken out of what came after ([`Cuped`](crate::impact::Cuped)).
    Measured,
}

/// When it is looked at, one to five times, the last time at the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Schedule {
    /// On these days or later.
    Dates(Vec<Date>),
    /// When so many per cent of the planned units are counted; the last is 100, and may be taken with fewer when no more
    /// are coming.
    Percents(Vec<u8>),
}

impl Protocol {
    /// All outcomes, the primary one first.
    pub fn outcomes(&self) -> impl Iterator<Item = &Outcome> {
        std::iter::once(&self.primary).chain(&self.further)
    }
}

impl Unit {
    /// Several of them, in words.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Mentee => "mentees",
            Self::Mentor => "mentors",
            Self::Site => "sites",
        }
    }
}

impl Schedule {
    /// How many looks are planned.
    pub fn len(&self) -> usize {
        match self {
            Self::Dates(dates) => dates.len(),
            Self::Percents(percents) => percents.len(),
        }
    }

    /// Whether none is planned. A registration has at least one.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn usual_alpha() -> f64 {
    0.05
}

fn usual_resamples() -> u32 {
    9_999
}

fn one() -> u32 {
    1
}
