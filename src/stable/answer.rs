//! The answer, with its proof.

use super::{Proof, Proposing};

/// A stable matching.
///
/// It is the one that is best for every proposer when ties are broken by index, and depends on nothing but the market.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "solving changes nothing; the matching is all there is"]
pub struct Stable {
    pub(super) proposing: Proposing,
    /// Used pairs, ascending.
    pub(super) pairs: Vec<(usize, usize)>,
    /// The same as column and row, ascending.
    pub(super) by_column: Vec<(u32, u32)>,
    pub(super) proposals: u64,
    pub(super) proof: Proof,
}

/// Ascending pairs of lines, the second below so many, the other way round and ascending again.
pub(super) fn turned(count: usize, pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    // Where the pairs of each second line go, once those of lines before it are counted.
    let mut next = vec![0; count];
    for pair in pairs {
        next[pair.1 as usize] += 1;
    }
    let mut before: usize = 0;
    for next in &mut next {
        before += std::mem::replace(next, before);
    }
    let mut turned = vec![(0, 0); pairs.len()];
    for &(first, second) in pairs {
        let next = &mut next[second as usize];
        turned[*next] = (second, first);
        *next += 1;
    }
    turned
}

/// The second of all pairs that have this first, among ascending ones.
fn beside<T: Copy + Ord>(pairs: &[(T, T)], first: T) -> impl Iterator<Item = T> {
    let from = pairs.partition_point(|pair| pair.0 < first);
    pairs[from..].iter().take_while(move |pair| pair.0 == first).map(|pair| pair.1)
}

impl Stable {
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
        beside(&self.pairs, row).collect()
    }

    /// The rows of a column, ascending; none for a column that does not exist.
    pub fn rows_of(&self, column: usize) -> Vec<usize> {
        let column = u32::try_from(column).ok();
        column.map_or(Vec::new(), |column| beside(&self.by_column, column).map(|row| row as usize).collect())
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
