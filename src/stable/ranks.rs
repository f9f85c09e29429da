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

/// How many ranks are looked up together, so that they wait for memory together.
pub(super) const AHEAD: usize = 8;

impl Ranks {
    /// The ranks of so many other lines; nothing when one that does not exist is ranked, or one twice.
    pub(super) fn new(rankings: &[Ranking], width: usize) -> Option<Self> {
        let entries: usize = rankings.iter().map(|ranking| ranking.lines().len()).sum();
        let cells = rankings.len().saturating_mul(width);
        if cells > entries.saturating_mul(SPARSE) || width == 0 {
            return Self::sorted(rankings, entries, width);
        }
        let mut ranks = vec![0; cells];
        let lines = (PART / width).max(1);
        let sound = parallel::all_parts(&mut ranks, lines * width, |part, ranks| {
            let rankings = &rankings[part * lines..];
            rankings.iter().zip(ranks.chunks_exact_mut(width)).all(|(ranking, ranks)| {
                let mut give =
                    |other: u32, rank| ranks.get_mut(other as usize).map(|place| *place = rank + 1);
                // Strict ones have a loop of their own, which is twice as fast.
                let exist = if ranking.is_strict() {
                    (0..).zip(ranking.lines()).all(|(rank, other)| give(*other, rank).is_some())
                } else {
                    ranking.ranked().all(|(other, rank)| give(other, rank).is_some())
                };
                exist
                    && ranks.iter().map(|rank| usize::from(*rank > 0)).sum::<usize>() == ranking.lines().len()
            })
        });
        sound.then_some(Self::Table { width, ranks })
    }

    fn sorted(rankings: &[Ranking], count: usize, width: usize) -> Option<Self> {
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
        Some(Self::Sorted { begin, entries })
    }

    /// The ranks that these lines, at most [`AHEAD`], give another one, as [`of`](Self::of).
    #[inline]
    pub(super) fn of_each(&self, lines: &[u32], other: u32) -> [u32; AHEAD] {
        let mut ranks = [NO_RANK; AHEAD];
        let places = ranks.iter_mut().zip(lines);
        match self {
            Self::Table { width, ranks } => {
                places.for_each(|(place, &line)| *place = in_table(ranks, *width, line, other));
            }
            Self::Sorted { .. } => places.for_each(|(place, &line)| *place = self.of(line, other)),
        }
        ranks
    }

    /// The rank that a line gives another one; [`NO_RANK`] when it does not rank it.
    #[inline]
    pub(super) fn of(&self, line: u32, other: u32) -> u32 {
        match self {
            Self::Table { width, ranks } => in_table(ranks, *width, line, other),
            Self::Sorted { begin, entries } => {
                let entries = &entries[begin[line as usize]..begin[line as usize + 1]];
                let at = entries.binary_search_by_key(&other, |entry| entry.0);
                at.map_or(NO_RANK, |at| entries[at].1)
            }
        }
    }
}

fn in_table(ranks: &[u32], width: usize, line: u32, other: u32) -> u32 {
    ranks[line as usize * width + other as usize].wrapping_sub(1)
}

/// Whether no ranking of so many other lines has one that does not exist, or one twice.
pub(super) fn are_sound(rankings: &[Ranking], width: usize) -> bool {
    let entries = rankings.iter().map(|ranking| ranking.lines().len()).sum();
    let parts: Vec<_> = rankings.chunks((rankings.len() / PARTS).max(PARTS)).collect();
    let sound = parallel::map(0..parts.len(), entries, |part| {
        // 1 for each other line that the ranking has; all 0 between rankings.
        let mut marks = vec![0_u8; width];
        parts[part].iter().all(|ranking| {
            let lines = ranking.lines();
            let mut mark = |line: u32| match marks.get_mut(line as usize) {
                Some(mark) => {
                    *mark = 1;
                    true
                }
                None => false,
            };
            if !lines.iter().all(|line| mark(*line)) {
                return false;
            }
            if lines.len() >= width / SPARSE {
                let marked =
                    marks.chunks(128).map(|marks| usize::from(marks.iter().sum::<u8>())).sum::<usize>();
                marks.fill(0);
                return marked == lines.len();
            }
            lines.iter().all(|line| std::mem::take(&mut marks[*line as usize]) == 1)
        })
    });
    sound.into_iter().all(|sound| sound)
}

/// How many parts the rankings of a side are checked in, none of fewer than as many rankings: enough to keep threads busy,
/// and each has marks of its own.
const PARTS: usize = 32;

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
