//! Signals of a control chart: four rules, and what a signal means where one direction is better.

use std::fmt;

use serde::Serialize;

use super::{Limits, Month};
use crate::impact::Direction;

/// The rules of a control chart, the four of the NHS programme *Making Data Count*; numbers are those of its package
/// `NHSRplotthedots` 0.2 where sources differ. Each point that belongs to a pattern is a signal. Four are enough: each
/// further rule finds more that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Outside the limits (Shewhart 1931).
    Outside,
    /// One of seven or more in a row on one side of the centre; a point on the centre ends the row.
    Run,
    /// One of seven or more in a row, each higher than the one before, or each lower: six steps one way. (Nelson 1984
    /// takes six points, which chance makes seven times as often.)
    Drift,
    /// One of two in three in a row that lie more than two thirds of the way to a limit, both on one side (Western Electric
    /// 1956). The NHS package asks all three to lie on that side.
    TwoOfThree,
}

/// How many in a row on one side are a [`Rule::Run`].
const RUN: usize = 7;
/// How many steps one way are a [`Rule::Drift`].
const STEPS: usize = 6;

/// Upwards or downwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Above the centre, or rising.
    High,
    /// Below it, or falling.
    Low,
}

impl Side {
    /// On which side of one value another lies; none when they are equal.
    pub(super) fn of(center: f64, value: f64) -> Option<Self> {
        if value > center {
            Some(Self::High)
        } else if value < center {
            Some(Self::Low)
        } else {
            None
        }
    }
}

/// What a signal means for the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearing {
    /// Towards what is better.
    Improvement,
    /// Away from it.
    Concern,
    /// Neither direction is better in itself.
    Neither,
}

/// More than chance: one month, one rule.
///
/// In words it says when, what, and whether that is good: “2026-05: above the upper limit, an improvement”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Signal {
    month: Month,
    rule: Rule,
    side: Side,
    bearing: Bearing,
}

impl Signal {
    /// When.
    pub fn month(&self) -> Month {
        self.month
    }

    /// By which rule.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// On which side, or for a drift which way.
    pub fn side(&self) -> Side {
        self.side
    }

    /// What it means.
    pub fn bearing(&self) -> Bearing {
        self.bearing
    }

    /// The signals of a phase, by month and rule.
    pub(super) fn all(points: &[(Month, f64, Limits)], better: Direction) -> Vec<Self> {
        let mut found = Vec::new();
        let mut note = |at: usize, rule, side| {
            let bearing = match (better, side) {
                (Direction::Neither, _) => Bearing::Neither,
                (Direction::Higher, Side::High) | (Direction::Lower, Side::Low) => Bearing::Improvement,
                (Direction::Higher, Side::Low) | (Direction::Lower, Side::High) => Bearing::Concern,
            };
            found.push(Self { month: points[at].0, rule, side, bearing });
        };
        let sides: Vec<Option<Side>> =
            points.iter().map(|(_, value, limits)| Side::of(limits.center(), *value)).collect();
        for (at, (_, value, limits)) in points.iter().enumerate() {
            if let Some(side) = limits.outside(*value) {
                note(at, Rule::Outside, side);
            }
        }
        for (from, to, side) in rows(&sides, RUN) {
            for at in from..to {
                note(at, Rule::Run, side);
            }
        }
        let steps: Vec<Option<Side>> = points.windows(2).map(|two| Side::of(two[0].1, two[1].1)).collect();
        for (from, to, side) in rows(&steps, STEPS) {
            // So many steps lie between one point more.
            for at in from..=to {
                note(at, Rule::Drift, side);
            }
        }
        let far: Vec<Option<Side>> = points.iter().map(|(_, value, limits)| limits.far_out(*value)).collect();
        for (at, side) in far.iter().enumerate() {
            let Some(side) = *side else { continue };
            // Another within two points lies in three in a row with this one.
            let near =
                far.iter().skip(at.saturating_sub(2)).take(at.min(2) + 3).filter(|far| **far == Some(side));
            if near.count() >= 2 {
                note(at, Rule::TwoOfThree, side);
            }
        }
        found.sort();
        found
    }
}

/// The rows of at least so many on one side: from where to where, the last not counted.
fn rows(sides: &[Option<Side>], at_least: usize) -> impl Iterator<Item = (usize, usize, Side)> {
    let mut to = 0;
    sides.chunk_by(|a, b| a == b).filter_map(move |row| {
        let from = to;
        to += row.len();
        row[0].filter(|_| row.len() >= at_least).map(|side| (from, to, side))
    })
}

impl fmt::Display for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match (self.rule, self.side) {
            (Rule::Outside, Side::High) => "above the upper limit",
            (Rule::Outside, Side::Low) => "below the lower limit",
            (Rule::Run, Side::High) => "one of seven or more in a row above the centre",
            (Rule::Run, Side::Low) => "one of seven or more in a row below the centre",
            (Rule::Drift, Side::High) => "one of seven or more in a row that rise",
            (Rule::Drift, Side::Low) => "one of seven or more in a row that fall",
            (Rule::TwoOfThree, Side::High) => "one of two in three near the upper limit",
            (Rule::TwoOfThree, Side::Low) => "one of two in three near the lower limit",
        };
        let bearing = match self.bearing {
            Bearing::Improvement => ", an improvement",
            Bearing::Concern => ", a concern",
            Bearing::Neither => "",
        };
        write!(f, "{}: {what}{bearing}", self.month)
    }
}
