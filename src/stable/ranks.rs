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
    /// Ranks of 16 bits, where they suffice: half the memory to fill, and to wait for.
    Narrow(Table<u16>),
    /// Ranks of 32 bits.
    Wide(Table<u32>),
    /// Ranks of short lists.
    Sorted(Sorted),
}

/// Where a rank is looked up.
pub(super) trait RankOf: Sync {
    /// The rank that a line gives another one; [`NO_RANK`] when it does not rank it.
    fn of(&self, line: u32, other: u32) -> u32;
}

/// A cell for each pair.
#[derive(Clone, Debug)]
pub(super) struct Table<T> {
    /// How many other lines there are.
    width: usize,
    /// The rank of other line `o` by line `l` at `l * width + o`, counted from 1; 0 where it is not ranked.
    cells: Vec<T>,
}

/// An entry for each line that is ranked.
#[derive(Clone, Debug)]
pub(super) struct Sorted {
    /// The entries of line `l` lie from `begin[l]` to `begin[l + 1]`.
    begin: Vec<usize>,
    /// Other lines, ascending, with their rank from 0.
    entries: Vec<(u32, u32)>,
}

/// A table may have this many cells for each entry of the lists; an entry of the other form is larger and is searched for.
const SPARSE: usize = 4;

/// Whether so many entries are too few for a table.
fn is_sparse(lines: usize, width: usize, entries: usize) -> bool {
    lines.saturating_mul(width) > entries.saturating_mul(SPARSE) || width == 0
}

/// How many cells of a table a thread fills before it asks for more.
const PART: usize = 1 << 16;

impl Ranks {
    /// The ranks of so many other lines; nothing when one that does not exist is ranked, or one twice.
    pub(super) fn new(rankings: &[Ranking], width: usize) -> Option<Self> {
        let count = entries(rankings);
        if is_sparse(rankings.len(), width, count) {
            return Sorted::of(rankings, count, width).map(Self::Sorted);
        }
        match u16::try_from(width) {
            Ok(_) => Table::of(rankings, width).map(Self::Narrow),
            Err(_) => Table::of(rankings, width).map(Self::Wide),
        }
    }

    /// The rank that a line gives another one, as each form tells it.
    pub(super) fn of(&self, line: u32, other: u32) -> u32 {
        match self {
            Self::Narrow(table) => table.of(line, other),
            Self::Wide(table) => table.of(line, other),
            Self::Sorted(sorted) => sorted.of(line, other),
        }
    }
}

/// A rank in a table.
pub(super) trait Cell: Copy + Default + PartialEq + Into<u32> + Send + Sync {
    /// A number that fits.
    fn number(number: u32) -> Self;
}

impl Cell for u16 {
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "a table of 16 bits has fewer other lines than that")]
    fn number(number: u32) -> Self {
        number as Self
    }
}

impl Cell for u32 {
    #[inline]
    fn number(number: u32) -> Self {
        number
    }
}

impl<T: Cell> Table<T> {
    fn of(rankings: &[Ranking], width: usize) -> Option<Self> {
        let mut cells = vec![T::default(); rankings.len() * width];
        let lines = (PART / width).max(1);
        let sound = parallel::all_parts(&mut cells, lines * width, |part, cells| {
            let rankings = rankings.chunks(lines).nth(part).unwrap_or_default();
            let exist = rankings.iter().zip(cells.chunks_exact_mut(width)).all(|(ranking, cells)| {
                // Strict ones have a loop of their own, which is twice as fast.
                if ranking.is_strict() {
                    fill(cells, ranking.lines(), |at| T::number(at + 1))
                } else {
                    ranking.ranked().all(|(other, rank)| fill(cells, &[other], |_| T::number(rank + 1)))
                }
            });
            exist && filled(cells) == entries(rankings)
        });
        sound.then_some(Self { width, cells })
    }
}

/// How many entries rankings have together.
fn entries(rankings: &[Ranking]) -> usize {
    rankings.iter().map(|ranking| ranking.lines().len()).sum()
}

/// Fills the cells of these lines with what `of` makes of the place of each in the list, from 0. Says whether all have a
/// cell.
#[inline]
fn fill<T>(cells: &mut [T], lines: &[u32], of: impl Fn(u32) -> T) -> bool {
    let mut exist = true;
    let mut give = |line: u32, at: u32| match cells.get_mut(line as usize) {
        Some(cell) => *cell = of(at),
        None => exist = false,
    };
    // Four at a time, because a compiler does not do it by itself where a cell may be missing.
    let (fours, rest) = lines.as_chunks::<4>();
    let mut at = 0;
    for four in fours {
        give(four[0], at);
        give(four[1], at + 1);
        give(four[2], at + 2);
        give(four[3], at + 3);
        at += 4;
    }
    for &line in rest {
        give(line, at);
        at += 1;
    }
    exist
}

/// How many cells are filled: as many as were told to, unless one was twice.
fn filled<T: Default + PartialEq>(cells: &[T]) -> usize {
    let empty = T::default();
    // Few enough at once to be counted in a byte, which is many times as fast.
    let parts = cells.chunks(128);
    parts.map(|cells| usize::from(cells.iter().map(|cell| u8::from(*cell != empty)).sum::<u8>())).sum()
}

impl<T: Cell> RankOf for Table<T> {
    #[inline]
    fn of(&self, line: u32, other: u32) -> u32 {
        self.cells[line as usize * self.width + other as usize].into().wrapping_sub(1)
    }
}

impl Sorted {
    fn of(rankings: &[Ranking], count: usize, width: usize) -> Option<Self> {
        let mut begin = Vec::with_capacity(rankings.len() + 1);
        begin.push(0);
        let mut entries = Vec::with_capacity(count);
        for ranking in rankings {
            let from = entries.len();
            entries.extend(ranking.ranked());
            let own = &mut entries[from..];
            own.sort_unstable();
            if own.last().is_some_and(|last| last.0 as usize >= width)
                || own.windows(2).any(|two| two[0].0 == two[1].0)
            {
                return None;
            }
            begin.push(entries.len());
        }
        Some(Self { begin, entries })
    }
}

impl RankOf for Sorted {
    #[inline]
    fn of(&self, line: u32, other: u32) -> u32 {
        let entries = &self.entries[self.begin[line as usize]..self.begin[line as usize + 1]];
        let at = entries.binary_search_by_key(&other, |entry| entry.0);
        at.map_or(NO_RANK, |at| entries[at].1)
    }
}

/// Whether no ranking of so many other lines has one that does not exist, or one twice.
pub(super) fn are_sound(rankings: &[Ranking], width: usize) -> bool {
    let count = entries(rankings);
    let sparse = is_sparse(rankings.len(), width, count);
    let lines = if sparse { MARKED } else { (MARKED / width).max(1) };
    let sound = parallel::map(0..rankings.len().div_ceil(lines), count, |part| {
        let rankings = rankings.chunks(lines).nth(part).unwrap_or_default();
        if sparse {
            // 1 for each other line that the ranking has; all 0 between rankings.
            let mut marks = vec![0_u8; width];
            return rankings.iter().all(|ranking| {
                let mut lines = ranking.lines().iter();
                fill(&mut marks, ranking.lines(), |_| 1)
                    && lines.all(|line| std::mem::take(&mut marks[*line as usize]) == 1)
            });
        }
        // 1 for each pair that is ranked.
        let mut marks = vec![0_u8; rankings.len() * width];
        let mut each = rankings.iter().zip(marks.chunks_exact_mut(width));
        each.all(|(ranking, marks)| fill(marks, ranking.lines(), |_| 1))
            && filled(&marks) == entries(rankings)
    });
    sound.into_iter().all(|sound| sound)
}

/// How many marks are set before they are counted, so few that they stay in the nearest cache; and how many short rankings
/// use the same ones.
const MARKED: usize = 1 << 13;

/// What is wrong with rankings of so many other lines, one by one.
pub(super) fn flaws(
    rankings: &[Ranking],
    width: usize,
    line: fn(usize) -> Line,
    other: fn(usize) -> Line,
) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    // For each other line the last ranking that has it, counted from 1.
    let mut seen = vec![0; width];
    for (at, ranking) in rankings.iter().enumerate() {
        for &ranked in ranking.lines() {
            let (line, ranked) = (line(at), ranked as usize);
            match seen.get_mut(ranked) {
                None => flaws.push(Flaw::NoSuchLine { line, ranked: other(ranked) }),
                Some(seen) if *seen == at + 1 => {
                    flaws.push(Flaw::RankedTwice { line, ranked: other(ranked) });
                }
                Some(seen) => *seen = at + 1,
            }
        }
    }
    flaws
}
