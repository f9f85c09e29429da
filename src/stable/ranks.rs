//! Which rank a line gives another one, looked up.

use super::{
    flaw::{Flaw, Line},
    likes::NO_RANK,
    parallel,
    ranking::Ranking,
};

/// The ranks that the lines of one side give those of the other.
#[derive(Clone, Debug)]
pub(super) enum Ranks {
    /// Rank of other line `o` by line `l` at `l * width + o`, counted from 1; 0 where it is not ranked.
    Table { width: usize, ranks: Vec<u32> },
    /// The entries of line `l` lie from `begin[l]` to `begin[l + 1]`: other lines, ascending, with their rank from 0.
    Sorted { begin: Vec<usize>, entries: Vec<(u32, u32)> },
}

/// A table may have this many cells for each entry of the lists; an entry of the other form is twice as large and is
/// searched for.
const SPARSE: usize = 4;

/// How many cells of a table, or entries, a thread fills before it asks for more.
const PART: usize = 1 << 16;

impl Ranks {
    /// The ranks of rankings without flaws, of `width` other lines.
    pub(super) fn new(rankings: &[Ranking], width: usize) -> Self {
        let entries: usize = rankings.iter().map(|ranking| ranking.lines().len()).sum();
        let cells = rankings.len().saturating_mul(width);
        if cells <= entries.saturating_mul(SPARSE) {
            let mut ranks = vec![0; cells];
            let lines = (PART / width.max(1)).max(1);
            parallel::each_part(&mut ranks, lines * width, |part, ranks| {
                let rankings = &rankings[part * lines..];
                for (ranking, ranks) in rankings.iter().zip(ranks.chunks_exact_mut(width.max(1))) {
                    ranking.ranked().for_each(|(other, rank)| ranks[other as usize] = rank + 1);
                }
            });
            return Self::Table { width, ranks };
        }
        let mut begin = Vec::with_capacity(rankings.len() + 1);
        begin.push(0);
        let mut entries = Vec::with_capacity(entries);
        for ranking in rankings {
            let from = entries.len();
            entries.extend(ranking.ranked());
            entries[from..].sort_unstable();
            begin.push(entries.len());
        }
        Self::Sorted { begin, entries }
    }

    /// The rank that a line gives another one; [`NO_RANK`] when it does not rank it.
    pub(super) fn of(&self, line: u32, other: u32) -> u32 {
        match self {
            Self::Table { width, ranks } => ranks[line as usize * width + other as usize].wrapping_sub(1),
            Self::Sorted { begin, entries } => {
                let entries = &entries[begin[line as usize]..begin[line as usize + 1]];
                let at = entries.binary_search_by_key(&other, |entry| entry.0);
                at.map_or(NO_RANK, |at| entries[at].1)
            }
        }
    }
}

/// The fewest and the most rankings that are looked through by one thread at a time: a few dozen parts keep the threads busy,
/// each part clears its marks once, and their number fits the mark.
const CHECKED: (usize, usize) = (64, u16::MAX as usize);

/// What is wrong with the rankings of one side, of `width` other lines.
pub(super) fn flaws(
    rankings: &[Ranking],
    width: usize,
    line: fn(usize) -> Line,
    other: fn(usize) -> Line,
) -> Vec<Flaw> {
    let size = (rankings.len() / 32).clamp(CHECKED.0, CHECKED.1);
    let parts: Vec<_> = rankings.chunks(size).collect();
    let found = parallel::map(0..parts.len(), |part| {
        let mut flaws = Vec::new();
        // For each other line the last ranking of the part that has it, counted from 1.
        let mut marks = vec![0_u16; width];
        for (at, (mark, ranking)) in (1_u16..).zip(parts[part]).enumerate() {
            let line = || line(part * size + at);
            for &ranked in ranking.lines() {
                let other = || other(ranked as usize);
                match marks.get_mut(ranked as usize) {
                    None => flaws.push(Flaw::NoSuchLine { line: line(), ranked: other() }),
                    Some(seen) if *seen == mark => {
                        flaws.push(Flaw::RankedTwice { line: line(), ranked: other() });
                    }
                    Some(seen) => *seen = mark,
                }
            }
        }
        flaws
    });
    found.into_iter().flatten().collect()
}
