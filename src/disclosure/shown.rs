//! Figures as their readers see them.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    impact::{About, BaselineBalance, Indicator, Interval},
    people::Label,
};

/// Figures as their readers see them, in the order of the internal ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PublicFigures {
    pub(super) figures: Vec<PublicFigure>,
    pub(super) left_out: u64,
}

/// A figure as its readers see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PublicFigure {
    /// It is shown, as a whole or as a limit.
    Shown(ShownFigure),
    /// It exists and is not shown.
    Withheld(WithheldFigure),
}

/// What is shown of a figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownFigure {
    pub(super) indicator: Indicator,
    pub(super) version: u16,
    pub(super) about: Vec<About>,
    pub(super) value: ShownValue,
    pub(super) interval: Option<Interval>,
    pub(super) n: Option<u64>,
    pub(super) missing: Missing,
    pub(super) as_of: Date,
    pub(super) caveats: Vec<ShownCaveat>,
}

/// A figure that is not shown: nothing but what it would be of.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WithheldFigure {
    pub(super) indicator: Indicator,
    pub(super) about: Vec<About>,
}

/// A value as it is shown, in the unit of the definition, rounded as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ShownValue {
    /// The value.
    Exactly(f64),
    /// It is below this.
    Below(f64),
    /// It is this or more.
    AtLeast(f64),
    /// It is this or less.
    AtMost(f64),
    /// Not known yet, or not defined.
    NotKnown,
}

/// How many more there should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// So many; 0 when nobody is missing.
    Exactly(u64),
    /// Some, and it is not told how many.
    Some,
}

/// What readers keep in mind about a figure: a [`Caveat`](crate::impact::Caveat) without the counts that could lead to somebody.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ShownCaveat {
    /// Fewer than the definition asks for.
    Few {
        /// How many the definition asks for.
        minimum: u64,
    },
    /// Fewer than seven in ten answered.
    LowResponse,
    /// The comparison turns round within the groups of another dimension.
    Reversal {
        /// The dimension.
        dimension: Label,
    },
    /// The smallest change that would have been noticed four times in five.
    Detectable {
        /// In standard deviations.
        deviations: f64,
    },
    /// Too few have ended, so the day is not known yet.
    NotReached,
    /// Nobody was followed for so long.
    BeyondData,
    /// Nobody else was measured beside them.
    NoComparison,
    /// The start was asked about afterwards.
    LookingBack,
    /// The change if all who did not answer had fallen, or had risen, by the whole length of the scale.
    IfMissing {
        /// Had they fallen.
        lowest: f64,
        /// Had they risen.
        highest: f64,
    },
    /// How those who answered again compare at the start with those who did not.
    Attrition(BaselineBalance),
    /// Some people have more than one, of which the first counts.
    FirstCounts,
    /// Several pairings share a mentor, so they are less than independent.
    SharedMentors,
    /// The groups were not drawn by lot: what differs may have other causes.
    NotByLot,
    /// What the sizes of the groups alone would make of it, and what so many ties can reach.
    BySizes {
        /// The value that the sizes of the groups lead to.
        expected: f64,
        /// The lowest that can be reached.
        lowest: f64,
        /// The highest that can be reached.
        highest: f64,
    },
    /// Within these limits it lies when groups are dealt out anew by lot.
    ByLuck {
        /// The lower limit.
        lowest: f64,
        /// The upper limit.
        highest: f64,
    },
    /// The programme decided who is matched, so it says nothing of whom people find by themselves.
    MadeByMatching,
    /// Those who live together were drawn together.
    Clustered,
    /// Some are left out, as too little is known of them.
    NotPlaced,
    /// More came in than went out: it lasts as long as that goes on.
    Surplus,
    /// The books do not go back so far.
    BooksTooShort,
    /// Nobody noted what was in the bank.
    NoBalance,
    /// Costs and people of all the time up to the day, not of the period.
    AllTheTime,
}

impl PublicFigures {
    /// All that are told of, in the order of the internal ones.
    pub fn all(&self) -> &[PublicFigure] {
        &self.figures
    }

    /// Those that are shown.
    pub fn shown(&self) -> impl Iterator<Item = &ShownFigure> {
        self.figures.iter().filter_map(PublicFigure::shown)
    }

    /// How many are left out, since already their name would tell something.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// The first figure of an indicator that speaks of all of these.
    pub fn get(&self, indicator: Indicator, about: &[About]) -> Option<&PublicFigure> {
        let speaks = |figure: &&PublicFigure| about.iter().all(|part| figure.about().contains(part));
        self.figures.iter().filter(|figure| figure.indicator() == indicator).find(speaks)
    }
}

impl PublicFigure {
    /// What it is a figure of.
    pub fn indicator(&self) -> Indicator {
        match self {
            Self::Shown(shown) => shown.indicator,
            Self::Withheld(withheld) => withheld.indicator,
        }
    }

    /// What in particular it speaks of.
    pub fn about(&self) -> &[About] {
        match self {
            Self::Shown(shown) => &shown.about,
            Self::Withheld(withheld) => &withheld.about,
        }
    }

    /// What is shown of it, when anything is.
    pub fn shown(&self) -> Option<&ShownFigure> {
        match self {
            Self::Shown(shown) => Some(shown),
            Self::Withheld(_) => None,
        }
    }
}

impl ShownFigure {
    /// What it is a figure of.
    pub fn indicator(&self) -> Indicator {
        self.indicator
    }

    /// The version of the definition.
    pub fn version(&self) -> u16 {
        self.version
    }

    /// What in particular it speaks of.
    pub fn about(&self) -> &[About] {
        &self.about
    }

    /// The value, or a limit of it.
    pub fn value(&self) -> ShownValue {
        self.value
    }

    /// Within which limits it lies, where that tells nothing more.
    pub fn interval(&self) -> Option<Interval> {
        self.interval
    }

    /// Of how many, in the level of the definition; none where that would tell something. It is at least the threshold.
    pub fn n(&self) -> Option<u64> {
        self.n
    }

    /// How many more there should have been.
    pub fn missing(&self) -> Missing {
        self.missing
    }

    /// As of which day.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// What to keep in mind.
    pub fn caveats(&self) -> &[ShownCaveat] {
        &self.caveats
    }
}

impl ShownValue {
    /// The value, where it is shown as a whole.
    pub fn exactly(self) -> Option<f64> {
        match self {
            Self::Exactly(value) => Some(value),
            _ => None,
        }
    }
}
