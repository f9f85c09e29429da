//! What is best, and how "first this, then that" becomes one number.

use serde::{Deserialize, Serialize};

use super::{Problem, problem::Side};

/// What makes one assignment better than another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Goal {
    /// First as many rows as possible with at least one unit, then the largest total.
    #[default]
    RowsFirst,
    /// First as many units as possible, then the largest total.
    PairsFirst,
    /// The largest total; a pair that adds nothing to it is not used.
    Total,
}

/// How the levels of a goal become one number: what each unit of a row or column is worth beside the weights.
///
/// Let `B` be the problem's span, more than the weights along a simple path of pairs can differ by. Two assignments
/// differ by simple paths and cycles, each of which can be applied to the one by itself, and only the ends of a path
/// change how many units a line has. So when an assignment could be better at the first level, then some path improves
/// that level by at least 1 and costs at most `B` in weight; with a first level worth more than `B` it gains. A minimum
/// unit is worth more than two units of the first level and `B`, the most that a path can lose for it.
///
/// The first level is the next power of two above `B`, so that it mostly stays when a line joins or a weight changes, and
/// prices found before stay good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Encoding {
    goal: Goal,
    /// What one row covered, or one unit, is worth.
    pub(super) first: i64,
    /// What one unit up to a minimum is worth.
    pub(super) minimum: i64,
}

impl Encoding {
    pub(super) fn new(problem: &Problem<'_>, goal: Goal) -> Self {
        let span = i64::try_from(problem.span()).expect("the span was checked when the problem was posed");
        let more = (span + 1).unsigned_abs().next_power_of_two().cast_signed();
        let first = if goal == Goal::Total { 0 } else { more };
        Self { goal, first, minimum: 4 * more }
    }

    /// What the `unit`-th unit of a row (counted from 0) is worth by the goal and its own value.
    pub(super) fn row_value(&self, rows: &Side, row: usize, unit: u32) -> i64 {
        rows.value(row, unit) + self.row_level(unit)
    }

    /// What the `unit`-th unit of any row is worth by the goal's first level.
    pub(super) fn row_level(&self, unit: u32) -> i64 {
        match self.goal {
            Goal::RowsFirst if unit == 0 => self.first,
            Goal::PairsFirst => self.first,
            Goal::RowsFirst | Goal::Total => 0,
        }
    }
}
