//! The answer, with its proof.

use super::{Market, Proof, Proposing};

/// A stable matching.
///
/// It is the one that is best for every proposer when ties are broken by index, and depends on nothing but the market.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "solving changes nothing; the matching is all there is"]
pub struct Stable {
    proposing: Proposing,
    /// Used pairs, ascending.
    pairs: Vec<(usize, usize)>,
    /// Where the pairs of row `r` begin; one more at the end.
    begin: Vec<usize>,
    /// The rows of column `c` lie from `begin_of_column[c]` to `begin_of_column[c + 1]`, ascending.
    rows: Vec<usize>,
    begin_of_column: Vec<usize>,
    proposals: u64,
    proof: Proof,
}

/// Where the entries of each line begin when they are put together by line; one more at the end.
fn begin(lines: usize, entries: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut begin = vec![0; lines + 1];
    entries.for_each(|line| begin[line + 1] += 1);
    for line in 0..lines {
        begin[line + 1] += begin[line];
    }
    begin
}

/// Pairs of asked and proposer, ascending, as pairs of proposer and asked, ascending.
pub(super) fn by_proposer(proposers: usize, pairs: &[(u32, u32)]) -> Vec<(usize, usize)> {
    let mut next = begin(proposers, pairs.iter().map(|pair| pair.1 as usize));
    let mut turned = vec![(0, 0); pairs.len()];
    for &(asked, proposer) in pairs {
        let next = &mut next[proposer as usize];
        turned[*next] = (proposer as usize, asked as usize);
        *next += 1;
    }
    turned
}

impl Stable {
    /// From verified pairs, ascending.
    pub(super) fn new(
        market: &Market<'_>,
        proposing: Proposing,
        pairs: Vec<(usize, usize)>,
        proposals: u64,
        proof: Proof,
    ) -> Self {
        let begin_of_column = begin(market.column_count(), pairs.iter().map(|pair| pair.1));
        let mut next = begin_of_column.clone();
        let mut rows = vec![0; pairs.len()];
        for &(row, column) in &pairs {
            rows[next[column]] = row;
            next[column] += 1;
        }
        let begin = begin(market.row_count(), pairs.iter().map(|pair| pair.0));
        Self { proposing, pairs, begin, rows, begin_of_column, proposals, proof }
    }

    /// Which side proposed.
    pub fn proposing(&self) -> Proposing {
        self.proposing
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
        let range = self.begin_of_column.get(column).zip(self.begin_of_column.get(column + 1));
        range.map_or(&[][..], |(&from, &to)| &self.rows[from..to])
    }

    /// How often somebody was asked.
    ///
    /// Of lists that is the same in whatever order proposers ask: all that each ranks down to the worst of its partners, or
    /// all when it has a free place. Of a source it is no more than that: who is certain to refuse is not asked.
    pub fn proposals(&self) -> u64 {
        self.proposals
    }

    /// What was proved.
    pub fn proof(&self) -> Proof {
        self.proof
    }
}
