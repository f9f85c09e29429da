//! The best few pairs of each row, found in one pass over all pairs or over those that look best.

use super::{
    Problem, SourceFault,
    engine::Standstill,
    lines::{COLUMNS, Lines, ROWS},
    parallel,
    pricing::{Asked, Hit, Pricing, Scratch, TableBounds},
    problem::Pairs,
};

/// Pairs that are stored for a row at first, and at most in each later round. 16 and 8 need about as many rounds as 32 and 16,
/// and half the pairs.
pub(super) const FIRST: usize = 16;
pub(super) const LATER: usize = 8;

/// Blocks of a source among which a row's first pairs are chosen. 8 need more rounds, 64 save none.
const AMONG: usize = 16;

/// Into how many parts a pass is cut at most, between which whoever waits is told.
const PARTS: usize = 40;

/// The best pairs of a row, so many at most.
#[derive(Debug)]
pub(super) struct Few {
    pub(super) row: usize,
    hits: Vec<Hit>,
    /// Whether others may have been left out.
    pub(super) full: bool,
}

impl Few {
    /// Takes a pair that leaves more than the least of those there are, when these are `most` already. Answers from where
    /// more are wanted: from `price` while there is room.
    fn take(&mut self, hit: Hit, price: i64, most: usize) -> i64 {
        if !self.full {
            self.hits.push(hit);
            self.full = self.hits.len() == most;
        } else if let Some(worst) = self.hits.iter_mut().min_by_key(|kept| kept.left) {
            *worst = hit;
        }
        if self.full { self.hits.iter().map(|kept| kept.left).min().unwrap_or(price) } else { price }
    }

    /// The most that a pair leaves after its column's price.
    pub(super) fn most(&self) -> Option<i64> {
        self.hits.iter().map(|kept| kept.left).max()
    }

    /// The pairs, ascending by column.
    pub(super) fn pairs(&self) -> Vec<(u32, i64)> {
        let mut pairs: Vec<_> = self.hits.iter().map(|kept| (kept.column, i64::from(kept.weight))).collect();
        pairs.sort_unstable();
        pairs
    }
}

/// The best pairs of some rows, so many at most each, but for those that are `hidden`: they leave more than what the row
/// is asked from. `stop` is told how many rows are done.
pub(super) fn best(
    pricing: &Pricing<'_, '_>,
    asked: &[Asked],
    most: usize,
    hidden: &(impl Fn(usize, &mut dyn FnMut(usize)) + Sync),
    stop: &mut impl FnMut(usize) -> bool,
) -> Result<Vec<Few>, Standstill> {
    let chunk = pricing.chunk(asked.len());
    let part = asked.len().div_ceil(PARTS).max(8 * chunk).next_multiple_of(chunk);
    let mut all = Vec::with_capacity(asked.len());
    for part in asked.chunks(part) {
        if stop(all.len()) {
            return Err(Standstill::Stopped);
        }
        let chunks: Vec<&[Asked]> = part.chunks(chunk).collect();
        let found = parallel::map(0..chunks.len(), |at| {
            let chunk = chunks[at];
            let few = |asked: &Asked| Few { row: asked.row, hits: Vec::new(), full: false };
            let mut few: Vec<Few> = chunk.iter().map(few).collect();
            pricing.visit(&mut chunk.to_vec(), &mut Scratch::default(), hidden, |at, hit| {
                few[at].take(hit, chunk[at].price, most)
            })?;
            Ok::<_, SourceFault>(few)
        });
        for found in found {
            all.extend(found?);
        }
    }
    Ok(all)
}

/// The first pairs of every row: those that leave most after the columns' prices.
pub(super) fn choose(
    problem: &Problem<'_>,
    prices: &[i64],
    bounds: Option<&TableBounds>,
    stop: &mut impl FnMut(usize, usize) -> bool,
) -> Result<Vec<Few>, Standstill> {
    let rows = problem.row_count();
    let few = matches!(problem.pairs, Pairs::Rows { .. }).then_some(AMONG);
    let pricing = Pricing::new(problem, prices, bounds, None).among(few);
    let asked: Vec<_> = (0..rows).map(|row| Asked { row, price: i64::MIN / 4 }).collect();
    let hidden = |row: usize, hide: &mut dyn FnMut(usize)| problem.pins_of(row).for_each(hide);
    best(&pricing, &asked, FIRST, &hidden, &mut |done| stop(done, rows))
}

/// Whether the chosen pairs reach about as many columns as are needed: at least half of what could be used.
pub(super) fn spread_out(lines: &Lines, chosen: &[Few]) -> bool {
    let mut reached = vec![false; lines.count(COLUMNS)];
    for hit in chosen.iter().flat_map(|few| &few.hits) {
        reached[hit.column as usize] = true;
    }
    let places = |side: usize, line: usize| u64::from(lines.most(side, line));
    let room: u64 = (0..reached.len()).filter(|at| reached[*at]).map(|at| places(COLUMNS, at)).sum();
    let all: u64 = (0..reached.len()).map(|at| places(COLUMNS, at)).sum();
    let wanted: u64 = (0..chosen.len()).map(|row| places(ROWS, row).min(1)).sum();
    room * 2 >= all.min(wanted)
}
