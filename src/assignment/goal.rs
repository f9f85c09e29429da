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
/// that level by at least 1 and costs at most `B` in weight; with a first level worth `B + 1` it gains. A minimum unit
/// is worth more than two units of the first level and `B`, the most that a path can lose for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Encoding {
    goal: Goal,
    /// What one row covered, or one unit, is worth.
    pub(super) first: i64,
    /// What one unit up to a minimum is worth.
    pub(super) minimum: i64,
}

impl Encoding {
    pub(super) fn new(problem: &Problem, goal: Goal) -> Self {
        let span = i64::try_from(problem.span()).expect("the span was checked when the problem was posed");
        let first = if goal == Goal::Total { 0 } else { span + 1 };
        Self { goal, first, minimum: 2 * first + span + 1 }
    }

    /// What the `unit`-th unit of a row (counted from 0) is worth by the goal and its own value.
    pub(super) fn row_value(&self, rows: &Side, row: usize, unit: u32) -> i64 {
        let level = match self.goal {
            Goal::RowsFirst if unit == 0 => self.first,
            Goal::PairsFirst => self.first,
            Goal::RowsFirst | Goal::Total => 0,
        };
        rows.value(row, unit) + level
    }
}
