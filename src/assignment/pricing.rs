//! Looking at all pairs without storing them.
//!
//! Prices of rows and columns say of any pair whether it could add something: it does when it weighs more than its two
//! prices. A pass over all pairs either finds such pairs, which are then stored, or proves that there are none. Columns come
//! in blocks, and a block is skipped when even its largest weight, known by a bound, is not above the row's price and the
//! smallest price in the block.

use super::{
    Problem, SourceFault, parallel,
    problem::{Pairs, UNWRITTEN},
    rows::FORBIDDEN,
};

/// Columns a block of a table: fine enough that most blocks of a row hold none of its best pairs.
const TABLE_BLOCK: usize = 64;

/// The largest size at which prices and weights are compared as 32 bits; beyond it, as 64.
const NARROW: i64 = 1 << 29;

/// The largest weight of each block of each row of a table, kept from the first pass.
#[derive(Clone, Debug, Default)]
pub(super) struct TableBounds {
    blocks: usize,
    most: Vec<i32>,
}

/// Room that one thread needs.
#[derive(Debug)]
pub(super) struct Scratch {
    weights: Vec<i32>,
    most: Vec<i32>,
    hits: Vec<u32>,
}

/// A pair that weighs more than its two prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// By how much.
    pub(super) excess: i64,
    pub(super) column: u32,
    pub(super) weight: i32,
}

/// Column prices, ready to be compared with the weights of whole blocks.
#[derive(Debug)]
pub(super) struct Pricing<'p, 'a> {
    problem: &'p Problem<'a>,
    prices: &'p [i64],
    /// Prices less the reference, as far as 32 bits go.
    narrow: Vec<i32>,
    reference: i64,
    block: usize,
    /// The smallest price in each block; none where no column is looked at.
    least: Vec<Option<i64>>,
    bounds: Option<&'p TableBounds>,
    /// Which columns are looked at; all when absent.
    only: Option<&'p [bool]>,
    /// Whether all weights fit the narrow comparison.
    fits: bool,
    /// Whether blocks are skipped by bounds that were told.
    trusting: bool,
}

impl<'p, 'a> Pricing<'p, 'a> {
    /// Looks at all columns, or at those for which `only` says so.
    pub(super) fn new(
        problem: &'p Problem<'a>,
        prices: &'p [i64],
        bounds: Option<&'p TableBounds>,
        only: Option<&'p [bool]>,
    ) -> Self {
        let block = block_of(problem);
        let looked_at = |column: usize| only.is_none_or(|only| only[column]);
        // Most prices lie near the middle one; those that do not are far above or far below any weight.
        let mut sorted: Vec<i64> = prices.to_vec();
        let middle = sorted.len() / 2;
        let reference = if sorted.is_empty() { 0 } else { *sorted.select_nth_unstable(middle).1 };
        let narrow = prices.iter().enumerate().map(|(column, price)| {
            let price = (price - reference).clamp(-2 * NARROW, 2 * NARROW - 1);
            let price = if looked_at(column) { price } else { 2 * NARROW - 1 };
            i32::try_from(price).expect("it was clamped to 31 bits")
        });
        let least = (0..prices.len().div_ceil(block)).map(|at| {
            let columns = at * block..((at + 1) * block).min(prices.len());
            columns.filter(|column| looked_at(*column)).map(|column| prices[column]).min()
        });
        let fits = problem.largest < NARROW;
        let (narrow, least) = (narrow.collect(), least.collect());
        Self { problem, prices, narrow, reference, block, least, bounds, only, fits, trusting: true }
    }

    /// Looks into every block whose largest weight could matter, whatever a source says of it.
    pub(super) fn trusting_nobody(self) -> Self {
        Self { trusting: false, ..self }
    }

    pub(super) fn scratch(&self) -> Scratch {
        Scratch { weights: vec![0; self.block], most: vec![0; self.least.len()], hits: Vec::new() }
    }

    /// Writes a bound of the weights of each block of a row.
    fn bound_blocks(&self, row: usize, most: &mut [i32]) {
        let largest = i32::try_from(self.problem.largest).unwrap_or(i32::MAX);
        most.fill(largest);
        if !self.trusting {
            return;
        }
        match (&self.problem.pairs, self.bounds) {
            (Pairs::Rows { rows, columns, source }, _) if row < *rows => {
                let blocks = columns.div_ceil(self.block);
                source.bounds(row, 0..blocks, &mut most[..blocks]);
                if most.len() * self.block > blocks * self.block || self.prices.len() > *columns {
                    // Columns that joined share the last block.
                    most[blocks.saturating_sub(1)..].fill(largest);
                }
            }
            (Pairs::Table { .. }, Some(bounds)) => {
                if let Some(known) = bounds.most.get(row * bounds.blocks..(row + 1) * bounds.blocks) {
                    let shared = known.len().min(most.len());
                    most[..shared].copy_from_slice(&known[..shared]);
                }
            }
            _ => {}
        }
        for (column, weight) in self.problem.patches_of(row) {
            let block = &mut most[column / self.block];
            *block = (*block).max(weight.unwrap_or(FORBIDDEN));
        }
    }

    /// Calls `found` for each pair of a row that weighs more than `price` and its column's price; `found` answers the price
    /// from which pairs are wanted next. `strictly` also checks what a source says.
    pub(super) fn visit(
        &self,
        row: usize,
        mut price: i64,
        strictly: bool,
        scratch: &mut Scratch,
        mut found: impl FnMut(Hit) -> i64,
    ) -> Result<(), SourceFault> {
        let Scratch { weights, most, hits } = scratch;
        self.bound_blocks(row, most);
        let blocks = self.least.len();
        // Rows begin at different blocks, so that where much is alike they do not all find the same pairs.
        let (start, turns) = (mixed(row) % blocks.max(1), mixed(!row));
        let strictly = strictly && matches!(self.problem.pairs, Pairs::Rows { .. });
        for at in (start..blocks).chain(0..start) {
            let Some(least) = self.least[at] else { continue };
            if most[at] == FORBIDDEN || i64::from(most[at]) - least <= price {
                continue;
            }
            let columns = at * self.block..((at + 1) * self.block).min(self.prices.len());
            let weights = &mut weights[..columns.len()];
            self.problem.read(row, columns.clone(), weights);
            if strictly {
                self.check_source(row, columns.start, most[at], weights)?;
            }
            hits.clear();
            let shift = price + self.reference;
            if self.fits && (-NARROW..NARROW).contains(&shift) {
                let shift = i32::try_from(shift).expect("it lies within 30 bits");
                above(weights, &self.narrow[columns.clone()], shift, hits);
            } else {
                let prices = &self.prices[columns.clone()];
                let more = |(weight, column): (&i32, &i64)| i64::from(*weight) > price + column;
                let places = (0..).zip(weights.iter().zip(prices)).filter(|(_, both)| more(*both));
                hits.extend(places.map(|(place, _)| place));
            }
            // Ties within a block are taken from different places too.
            let turn = turns.checked_rem(hits.len()).unwrap_or(0);
            hits.rotate_left(turn);
            for &place in &*hits {
                let weight = weights[place as usize];
                let column = columns.start + place as usize;
                let excess = i64::from(weight) - self.prices[column] - price;
                if excess > 0 && weight > UNWRITTEN && self.only.is_none_or(|only| only[column]) {
                    let column = u32::try_from(column).expect("at most 2^24 columns");
                    price = found(Hit { excess, column, weight });
                }
            }
        }
        Ok(())
    }

    fn check_source(&self, row: usize, from: usize, bound: i32, weights: &[i32]) -> Result<(), SourceFault> {
        let Pairs::Rows { rows, columns, source } = &self.problem.pairs else { return Ok(()) };
        let largest = source.largest();
        let known = if row < *rows { columns.saturating_sub(from).min(weights.len()) } else { 0 };
        let (low, high) = weights[..known].iter().fold((0, FORBIDDEN), |(low, high): (i32, i32), &weight| {
            let weight_or_zero = if weight == FORBIDDEN { 0 } else { weight };
            (low.min(weight_or_zero), high.max(weight))
        });
        if low >= -largest && high <= largest && high <= bound {
            return Ok(());
        }
        for (column, &weight) in (from..).zip(&weights[..known]) {
            if weight == UNWRITTEN {
                return Err(SourceFault::Unwritten { row, column });
            }
            if self.problem.patches_of(row).any(|patch| patch.0 == column) {
                continue;
            }
            if weight != FORBIDDEN && weight.unsigned_abs() > largest.unsigned_abs() {
                return Err(SourceFault::BeyondLargest { row, column, weight, largest });
            }
            if weight > bound {
                return Err(SourceFault::AboveBound { row, column, weight, bound });
            }
        }
        Ok(())
    }
}

/// The places at which a weight is above its price by more than `shift`.
fn above(weights: &[i32], prices: &[i32], shift: i32, hits: &mut Vec<u32>) {
    let more = |(weight, price): (&i32, &i32)| *weight > price.wrapping_add(shift);
    for (from, (weights, prices)) in (0..).step_by(32).zip(weights.chunks(32).zip(prices.chunks(32))) {
        let any = weights.iter().zip(prices).fold(false, |any, both| any | more(both));
        if any {
            let places = (from..).zip(weights.iter().zip(prices)).filter(|(_, both)| more(*both));
            hits.extend(places.map(|(place, _)| place));
        }
    }
}

/// A number that has nothing to do with the row it is made from (the finaliser of `SplitMix64`, of 2014).
pub(super) fn mixed(row: usize) -> usize {
    let mut mixed = (row as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((mixed ^ (mixed >> 31)) >> 33).expect("31 bits")
}

/// How many columns a problem's blocks have.
pub(super) fn block_of(problem: &Problem<'_>) -> usize {
    match &problem.pairs {
        Pairs::Rows { source, columns, .. } => source.block().clamp(1, (*columns).max(1)),
        _ => TABLE_BLOCK,
    }
}

impl TableBounds {
    /// The largest weights of a table; nothing for other forms.
    pub(super) fn of(problem: &Problem<'_>) -> Option<Self> {
        let Pairs::Table { columns, weights } = &problem.pairs else { return None };
        let rows = parallel::map(0..weights.len().checked_div(*columns).unwrap_or(0), |row| {
            let blocks = weights[row * columns..][..*columns].chunks(TABLE_BLOCK);
            blocks.map(|block| block.iter().copied().fold(FORBIDDEN, i32::max)).collect::<Vec<_>>()
        });
        Some(Self { blocks: columns.div_ceil(TABLE_BLOCK), most: rows.concat() })
    }
}
