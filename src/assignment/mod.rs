//! The integer room: which rows go with which columns, at the largest total, proved.
//!
//! It knows rows, columns, pairs, weights and prices, and nothing of people. [`Problem`] is posed from a list of pairs, a
//! table of weights, or a source of [`Rows`] that are worked out when asked for and never all stored. [`solve`] finds a best
//! [`Solution`] by a [`Goal`], and its [`Certificate`] lets anybody check, with a few lines that trust nothing of the solver,
//! that nothing is better. A [`Solver`] tells how far it is, can be stopped, and goes on from its last prices after a
//! [`Change`].
//!
//! ```
//! use mentorship::assignment::{Bounds, Goal, Pair, Problem, solve};
//!
//! let pair = |row, column, weight| Pair { row, column, weight };
//! let pairs = vec![pair(0, 0, 9), pair(0, 1, 8), pair(1, 0, 7)];
//! let problem = Problem::list(vec![Bounds::up_to(1); 2], vec![Bounds::up_to(1); 2], pairs)?;
//!
//! let solution = solve(&problem, Goal::RowsFirst)?;
//! assert_eq!(solution.pairs(), [(0, 1), (1, 0)]);
//! let proof = solution.certificate().verify(&problem, Goal::RowsFirst, solution.pairs())?;
//! assert_eq!((proof.rows_covered, proof.total, proof.pairs_considered), (2, 15, 3));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod certificate;
mod change;
mod clash;
mod core;
mod engine;
mod face;
mod few;
mod flaw;
mod goal;
mod known;
mod lines;
mod parallel;
mod patches;
mod pricing;
mod problem;
mod progress;
mod rough;
mod rows;
mod solution;
mod solver;
mod spare;

pub use certificate::{Certificate, NotProved, Proof};
pub use change::Change;
pub use clash::{Clash, Demand, Lowered};
pub use face::{Face, Units};
pub use flaw::{Flaw, InvalidProblem};
pub use goal::Goal;
pub use problem::{Bounds, Line, MAX_LINES, MAX_SPAN, MAX_WEIGHT, Pair, Problem};
pub use progress::{Outcome, Phase, Progress, SourceFault, Unfinished, Unsolved};
pub use rows::{FORBIDDEN, Rows};
pub use solution::{Changes, Solution};
pub use solver::Solver;

/// Finds a best assignment by a goal, and proves it.
///
/// # Errors
///
/// When minimums and pins cannot be met together; the [`Clash`] names a smallest set of them. When a source of rows does
/// not keep to what it said.
pub fn solve(problem: &Problem<'_>, goal: Goal) -> Result<Solution, Unsolved> {
    Solver::new(problem.clone(), goal).solve()
}
