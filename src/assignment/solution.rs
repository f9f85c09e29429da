//! The answer, with its proof.

use super::{Certificate, Goal, Problem, Proof};

/// The best assignment by a goal.
///
/// Among several best ones it is the one that the method comes to; it depends on nothing but the problem as it was
/// posed, the order of rows and columns included.
#[derive(Clone, Debug)]
#[must_use = "solving changes nothing; the solution is all there is"]
pub struct Solution {
    pub(super) goal: Goal,
    /// Used pairs, ascending.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Where the pairs of row `r` begin; one more at the end.
    pub(super) begin: Vec<usize>,
    /// The rows of each column, ascending.
    pub(super) rows_of_column: Vec<Vec<usize>>,
    pub(super) certificate: Certificate,
    pub(super) proof: Proof,
}

impl Solution {
    pub(super) fn new(
        problem: &Problem<'_>,
        goal: Goal,
        mut pairs: Vec<(usize, usize)>,
        certificate: Certificate,
        proof: Proof,
    ) -> Self {
        pairs.sort_unstable();
        let mut begin = vec![0; problem.row_count() + 1];
        let mut rows_of_column = vec![Vec::new(); problem.column_count()];
        for &(row, column) in &pairs {
            begin[row + 1] += 1;
            rows_of_column[column].push(row);
        }
        for row in 0..problem.row_count() {
            begin[row + 1] += begin[row];
        }
        Self { goal, pairs, begin, rows_of_column, certificate, proof }
    }

    /// The goal it is the best by.
    pub fn goal(&self) -> Goal {
        self.goal
    }

    /// The pairs in use as (row, column), ascending.
    pub fn pairs(&self) -> &[(usize, usize)] {
        &self.pairs
    }

    /// The columns of a row, ascending; none for a row that does not exist.
    pub fn columns_of(&self, row: usize) -> Vec<usize> {
        let range = self.begin.get(row).zip(self.begin.get(row + 1));
        let pairs = range.map_or(&[][..], |(&from, &to)| &self.pairs[from..to]);
        pairs.iter().map(|(_, column)| *column).collect()
    }

    /// The rows of a column, ascending; none for a column that does not exist.
    pub fn rows_of(&self, column: usize) -> &[usize] {
        self.rows_of_column.get(column).map_or(&[], Vec::as_slice)
    }

    /// How many rows have at least one unit.
    pub fn rows_covered(&self) -> usize {
        self.proof.rows_covered
    }

    /// The sum of the weights of the pairs in use and of the extra values of their units.
    pub fn total(&self) -> i128 {
        self.proof.total
    }

    /// Which pairs are used now and were not in another solution, and which are not any more.
    pub fn changes_since(&self, before: &Self) -> Changes {
        let only = |these: &Self, others: &Self| -> Vec<(usize, usize)> {
            let other = |pair: &&(usize, usize)| others.pairs.binary_search(pair).is_err();
            these.pairs.iter().filter(other).copied().collect()
        };
        Changes { dropped: only(before, self), added: only(self, before) }
    }

    /// The prices that prove it.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// What was proved.
    pub fn proof(&self) -> Proof {
        self.proof
    }
}

/// What differs between two solutions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Pairs that are not used any more, ascending.
    pub dropped: Vec<(usize, usize)>,
    /// Pairs that are used now, ascending.
    pub added: Vec<(usize, usize)>,
}
