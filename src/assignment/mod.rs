//! The integer room: which rows go with which columns, at the largest total, proved.
//!
//! It knows rows, columns, pairs, weights and prices, and nothing of people. [`Problem`] is posed from a list or a table
//! of pairs, [`solve`] finds a best [`Solution`] by a [`Goal`], and its [`Certificate`] lets anybody check, with a few
//! lines that trust nothing of the solver, that nothing is better.
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
mod clash;
mod goal;
mod problem;
mod search;
mod solution;

pub use certificate::{Certificate, NotProved, Proof};
pub use clash::{Clash, Demand};
pub use goal::Goal;
pub use problem::{Bounds, Flaw, InvalidProblem, Line, MAX_LINES, MAX_SPAN, MAX_WEIGHT, Pair, Problem};
pub use solution::Solution;

use self::{goal::Encoding, search::Search};

/// Finds a best assignment by a goal, and proves it.
///
/// # Errors
///
/// When minimums and pins cannot be met together; the [`Clash`] names a smallest set of them.
pub fn solve(problem: &Problem, goal: Goal) -> Result<Solution, Clash> {
    let search = Search::new(problem, Encoding::new(problem, goal)).run();
    if !clash::unmet(problem, &search).is_empty() {
        return Err(Clash::within(problem, &search));
    }
    let used = search.of_row.iter().enumerate();
    let used = used.flat_map(|(row, used)| used.iter().map(move |used| (row, used.line as usize)));
    let pairs: Vec<_> = used.chain(problem.pins.iter().copied()).collect();
    let certificate = Certificate { rows: search.row_price.clone(), columns: search.column_price.clone() };
    let proof =
        certificate.verify(problem, goal, &pairs).expect("the search keeps the invariant that prices prove");
    Ok(Solution::new(problem, goal, pairs, certificate, proof))
}
