//! What long work tells while it runs, and what is there when it was stopped.

use std::fmt;

use super::{Clash, Solution};

/// What a solver is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Phase {
    /// Looking at every pair for the few best of each row.
    Choosing,
    /// Solving the problem of the pairs stored so far.
    Solving,
    /// Looking at every pair that may still matter for such as would add something.
    Pricing,
    /// Looking at every pair to prove that nothing adds anything.
    Proving,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Choosing => "choosing",
            Self::Solving => "solving",
            Self::Pricing => "pricing",
            Self::Proving => "proving",
        })
    }
}

/// How far a solver is. Values are weights with the goal's first level counted in, each unit of it at `first_level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// How often it has solved the problem of the stored pairs, counting from 1; 0 before.
    pub round: usize,
    /// Steps of this phase that are done, of `steps`.
    pub done: usize,
    /// Steps of this phase, at least 1.
    pub steps: usize,
    /// Pairs stored.
    pub stored: usize,
    /// The value of the best assignment so far that meets every minimum and pin.
    pub value: Option<i128>,
    /// A proven bound: no assignment has a larger value.
    pub bound: Option<i128>,
    /// What one row (or unit) more is worth by the goal's first level; 0 without one.
    pub first_level: i64,
}

impl Progress {
    /// The share of the phase that is done, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a share that is shown")]
    pub fn share_done(&self) -> f64 {
        self.done as f64 / self.steps.max(1) as f64
    }

    /// By how much a better assignment could be better, at most; `None` before there is an assignment and a bound.
    pub fn gap(&self) -> Option<i128> {
        Some(self.bound? - self.value?)
    }
}

/// How a solver ended.
#[derive(Clone, Debug)]
#[must_use = "solving changes nothing; the outcome is all there is"]
pub enum Outcome {
    /// With a best assignment and its proof.
    Proved(Solution),
    /// Stopped before that, or at its limit of rounds.
    Stopped(Unfinished),
}

impl Outcome {
    /// The solution, when it was proved to be the best.
    pub fn proved(self) -> Option<Solution> {
        match self {
            Self::Proved(solution) => Some(solution),
            Self::Stopped(_) => None,
        }
    }
}

/// The best assignment so far of a solver that was stopped, with what is proved of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "solving changes nothing; this is all there is"]
pub struct Unfinished {
    pub(super) pairs: Vec<(usize, usize)>,
    pub(super) meets_demands: bool,
    pub(super) progress: Progress,
}

impl Unfinished {
    /// The pairs in use as (row, column), ascending.
    pub fn pairs(&self) -> &[(usize, usize)] {
        &self.pairs
    }

    /// Whether every minimum is met; pins always are.
    pub fn meets_demands(&self) -> bool {
        self.meets_demands
    }

    /// How far the solver was.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// By how much the best assignment is better than this one, at most, with the goal's first level counted in; `None`
    /// before a bound is known, or while minimums are not met.
    pub fn gap(&self) -> Option<i128> {
        self.progress.gap().filter(|_| self.meets_demands)
    }
}

/// Why there is no solution.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unsolved {
    /// Minimums and pins cannot be met together.
    #[error(transparent)]
    Clash(#[from] Clash),
    /// The source of rows does not keep to what it said.
    #[error(transparent)]
    Source(#[from] SourceFault),
}

/// Where a source of rows did not keep to what it said.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceFault {
    /// It left a place as it was.
    #[error("the source of rows wrote nothing for row {row} and column {column}")]
    Unwritten {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// It gave a weight larger in size than it stated.
    #[error(
        "the source of rows gives {weight} for row {row} and column {column}, beyond the {largest} it states"
    )]
    BeyondLargest {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// The weight.
        weight: i32,
        /// The largest size it states.
        largest: i32,
    },
    /// It gave a weight above the bound of its block.
    #[error(
        "the source of rows gives {weight} for row {row} and column {column}, above the bound of {bound} for its block"
    )]
    AboveBound {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// The weight.
        weight: i32,
        /// The bound of the block.
        bound: i32,
    },
    /// It answered twice, and differently; [`FORBIDDEN`](super::FORBIDDEN) where the pair cannot be assigned.
    #[error("the source of rows gave {before} and then {after} for row {row} and column {column}")]
    Changed {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// What it gave before.
        before: i64,
        /// What it gives now.
        after: i64,
    },
}
