//! Looking at all pairs without storing them.
//!
//! Prices of rows and columns say of any pair whether it could add something: it does when it weighs more than its two
//! prices. A pass over all pairs either finds such pairs, which are then stored, or proves that there are none. Columns come
//! in blocks, and a block is skipped when even its largest weight, known by a bound, is not above the row's price and the
//! smallest price in the block.

use std::ops::Range;

use multiversion::multiversion;

use super::{
    Problem, SourceFault,
    known::Known,
    parallel,
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

/// Blocks whose bounds are found together, one bit each.
const TOGETHER: usize = 64;

/// Blocks of a source that rows look at in turn, few enough that what the source needs for them stays near.
const NEAR: usize = 8;

/// So few blocks are looked into without asking for their bounds.
const FEWER: u32 = 2;

/// A row that is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) row: usize,
    /// From where pairs are wanted: after the column's price they must leave more.
    pub(super) price: i64,
}

/// Room that one thread needs.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    weights: Vec<i32>,
    /// What must be exceeded in a block, and what is not exceeded, of [`TOGETHER`] blocks for each row.
    above: Vec<i32>,
    most: Vec<i32>,
    /// The blocks that each row must look into.
    open: Vec<u64>,
    /// The blocks that hold columns which do not count.
    hidden: Vec<u64>,
    hits: Vec<u32>,
}

/// A pair that weighs more than its two prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    /// What it leaves after the column's price.
    pub(super) left: i64,
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
    /// The smallest price in each block.
    least: Vec<i64>,
    /// The blocks that are looked at, [`TOGETHER`] to a number.
    looked_at: Vec<u64>,
    bounds: Option<&'p TableBounds>,
    known: Option<&'p Known>,
    /// Into how many blocks a row looks at most.
    few: Option<usize>,
    /// Whether all weights fit the narrow comparison.
    fits: bool,
    /// Whether blocks are skipped by bounds that a source tells, and what it tells is checked.
    trusting: bool,
}

impl<'p, 'a> Pricing<'p, 'a> {
    /// Looks at all blocks, or at those for which `only` says so.
    pub(super) fn new(
        problem: &'p Problem<'a>,
        prices: &'p [i64],
        bounds: Option<&'p TableBounds>,
        only: Option<&'p [bool]>,
    ) -> Self {
        let block = block_of(problem);
        // Most prices lie near the middle one; those that do not are far above or far below any weight.
        let mut sorted: Vec<i64> = prices.to_vec();
        let middle = sorted.len() / 2;
        let reference = if sorted.is_empty() { 0 } else { *sorted.select_nth_unstable(middle).1 };
        let narrow = prices.iter().map(|price| {
            let price = (price - reference).clamp(-2 * NARROW, 2 * NARROW - 1);
            i32::try_from(price).expect("it was clamped to 31 bits")
        });
        let least = prices.chunks(block).map(|prices| prices.iter().copied().fold(i64::MAX, i64::min));
        let fits = problem.largest < NARROW;
        let (narrow, least): (_, Vec<_>) = (narrow.collect(), least.collect());
        let parts =
            (0..least.len()).step_by(TOGETHER).map(|first| first..(first + TOGETHER).min(least.len()));
        let looked_at = |at: usize| only.is_none_or(|only| only[at]);
        let bits = |part: Range<usize>| part.rev().fold(0, |bits, at| bits << 1 | u64::from(looked_at(at)));
        let looked_at = parts.map(bits).collect();
        Self {
            problem,
            prices,
            narrow,
            reference,
            block,
            least,
            bounds,
            looked_at,
            known: None,
            few: None,
            fits,
            trusting: true,
        }
    }

    /// Looks into every block whose largest weight could matter, whatever a source says of it.
    pub(super) fn trusting_nobody(self) -> Self {
        Self { trusting: false, ..self }
    }

    /// Passes over what is known already, and adds to it.
    pub(super) fn knowing(self, known: Option<&'p Known>) -> Self {
        Self { known, ..self }
    }

    /// Lets each row look only into about so many blocks, those in which it could find most.
    pub(super) fn among(self, few: Option<usize>) -> Self {
        Self { few, ..self }
    }

    /// How many of so many rows a thread looks at together.
    pub(super) fn chunk(&self, rows: usize) -> usize {
        let most = if matches!(self.problem.pairs, Pairs::Rows { .. }) { 256 } else { 32 };
        (rows / 16).clamp(8, most)
    }

    /// Writes a bound of the weights of each of some blocks of a row; only those above `above` matter.
    fn bound_blocks(&self, row: usize, blocks: Range<usize>, above: &[i32], most: &mut [i32]) {
        let largest = i32::try_from(self.problem.largest).unwrap_or(i32::MAX);
        match (&self.problem.pairs, self.bounds) {
            (Pairs::Rows { rows, columns, source }, _) if self.trusting && row < *rows => {
                // Columns that joined share the last block, or have blocks of their own.
                let whole = columns.div_ceil(self.block);
                let known = blocks.start.min(whole)..blocks.end.min(whole);
                most.fill(largest);
                let ours = &mut most[..known.len()];
                if !known.is_empty() {
                    source.bounds(row, known.clone(), &above[..known.len()], ours);
                }
                let shared = if self.prices.len() > *columns { whole.checked_sub(1) } else { None };
                if let Some(at) = shared.filter(|at| blocks.contains(at)) {
                    most[at - blocks.start] = largest;
                }
            }
            (Pairs::Table { .. }, Some(bounds)) if (row + 1) * bounds.blocks <= bounds.most.len() => {
                let known = &bounds.most[row * bounds.blocks..(row + 1) * bounds.blocks];
                let known = &known[blocks.start.min(known.len())..blocks.end.min(known.len())];
                most[..known.len()].copy_from_slice(known);
                most[known.len()..].fill(largest);
            }
            _ => most.fill(largest),
        }
        let first = blocks.start * self.block;
        for (column, weight) in self.problem.patches_within(row, first..blocks.end * self.block) {
            let block = &mut most[(column - first) / self.block];
            *block = (*block).max(weight.unwrap_or(FORBIDDEN));
        }
    }

    /// Looks at some rows and calls `found` for each pair that leaves more than its row's price: the row is told by its
    /// place among those asked, and `found` answers the price from which its pairs are wanted next. `hidden` calls with
    /// the columns of a row that do not count.
    ///
    /// The rows look at blocks that lie near each other one after the other, before they all go on.
    pub(super) fn visit(
        &self,
        rows: &mut [Asked],
        scratch: &mut Scratch,
        hidden: &impl Fn(usize, &mut dyn FnMut(usize)),
        mut found: impl FnMut(usize, Hit) -> i64,
    ) -> Result<(), SourceFault> {
        let (blocks, Some(first)) = (self.least.len(), rows.first().map(|asked| asked.row)) else {
            return Ok(());
        };
        let (parts, source) = (blocks.div_ceil(TOGETHER), matches!(self.problem.pairs, Pairs::Rows { .. }));
        let near = if source { NEAR } else { TOGETHER };
        scratch.weights.resize(self.block, 0);
        scratch.above.resize(TOGETHER, 0);
        scratch.most.resize(rows.len() * TOGETHER, 0);
        scratch.open.resize(rows.len(), 0);
        scratch.hidden.resize(rows.len(), 0);
        // Rows begin at different blocks, so that where much is alike they do not all find the same pairs.
        let start = mixed(first) % parts.max(1);
        for (turn, part) in (start..parts).chain(0..start).enumerate() {
            let part = part * TOGETHER..((part + 1) * TOGETHER).min(blocks);
            for (at, asked) in rows.iter_mut().enumerate() {
                self.open(at, *asked, &part, scratch);
                if let Some(few) = self.few {
                    self.close_all_but(
                        few.div_ceil(parts),
                        asked.row,
                        &part,
                        &scratch.most[at * TOGETHER..],
                        &mut scratch.open[at],
                    );
                }
                scratch.hidden[at] = 0;
                if scratch.open[at] != 0 {
                    hidden(asked.row, &mut |column| {
                        let block = (column / self.block).wrapping_sub(part.start);
                        scratch.hidden[at] |= if block < TOGETHER { 1 << block } else { 0 };
                    });
                }
                if turn == 0 && scratch.open[at].count_ones() > 4 {
                    // The best block first: then many others need not be looked into.
                    let place = self.likeliest(at, asked.row, &part, scratch);
                    scratch.open[at] &= !(1 << place);
                    self.look_into(part.start + place, at, asked, scratch, hidden, &mut found)?;
                }
            }
            let nears = part.len().div_ceil(near);
            let start = mixed(!first) % nears;
            for from in (start..nears).chain(0..start).map(|at| at * near) {
                let mask = if near == TOGETHER { u64::MAX } else { ((1 << near) - 1) << from };
                for (at, asked) in rows.iter_mut().enumerate() {
                    let open = scratch.open[at] & mask;
                    if open == 0 {
                        continue;
                    }
                    let turn = from + mixed(asked.row) % near;
                    let late = open & ((1 << turn) - 1);
                    for mut open in [open & !late, late] {
                        while open != 0 {
                            let block = open.trailing_zeros() as usize;
                            open &= open - 1;
                            let most = scratch.most[at * TOGETHER + block];
                            let block = part.start + block;
                            let left = i64::from(most) - self.least[block];
                            if left > asked.price {
                                self.look_into(block, at, asked, scratch, hidden, &mut found)?;
                            } else if let Some(known) = self.known {
                                known.learn(asked.row, block, left);
                            }
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Finds out which of some blocks a row must look into.
    fn open(&self, at: usize, asked: Asked, part: &Range<usize>, scratch: &mut Scratch) {
        let Scratch { above, most, open, .. } = scratch;
        let (above, most) = (&mut above[..part.len()], &mut most[at * TOGETHER..][..part.len()]);
        let mut bits = self.looked_at[part.start / TOGETHER];
        if let Some(known) = self.known {
            let ruled_out = known.rules_out(asked.row, asked.price);
            let mut left = bits;
            while left != 0 {
                let place = left.trailing_zeros();
                left &= left - 1;
                bits &= !(u64::from(ruled_out(part.start + place as usize)) << place);
            }
        }
        open[at] = bits;
        if bits == 0 {
            return;
        }
        if bits.count_ones() <= FEWER && self.known.is_some() {
            // Looking costs no more than asking whether to look.
            most.fill(i32::try_from(self.problem.largest).unwrap_or(i32::MAX));
            return;
        }
        for (above, least) in above.iter_mut().zip(&self.least[part.clone()]) {
            let price = least + asked.price;
            *above = i32::try_from(price).unwrap_or(if price < 0 { i32::MIN } else { i32::MAX });
        }
        self.bound_blocks(asked.row, part.clone(), above, most);
        for place in 0..part.len() {
            if bits >> place & 1 == 1 && most[place] <= above[place] {
                bits &= !(1 << place);
                if let Some(known) = self.known {
                    let block = part.start + place;
                    let left = i64::from(most[place]) - self.least[block];
                    known.learn(asked.row, block, if most[place] == FORBIDDEN { i64::MIN / 2 } else { left });
                }
            }
        }
        open[at] = bits;
    }

    /// Leaves open only so many blocks, in which a row could find most.
    fn close_all_but(&self, few: usize, row: usize, part: &Range<usize>, most: &[i32], open: &mut u64) {
        let mut left: Vec<(i64, usize, usize)> = (0..part.len())
            .filter(|place| *open >> place & 1 == 1)
            .map(|place| {
                let left = i64::from(most[place]) - self.least[part.start + place];
                (-left, mixed(row + part.start + place), place)
            })
            .collect();
        if left.len() > few {
            left.select_nth_unstable(few);
            for (.., place) in &left[few..] {
                *open &= !(1 << place);
            }
        }
    }

    /// The place in a part of the open block in which a row could find most.
    fn likeliest(&self, at: usize, row: usize, part: &Range<usize>, scratch: &Scratch) -> usize {
        let (most, open) = (&scratch.most[at * TOGETHER..], scratch.open[at]);
        let turn = mixed(row) % part.len();
        let places = (turn..part.len()).chain(0..turn).filter(|place| open >> place & 1 == 1);
        // Of several the last, which lies anywhere.
        places.max_by_key(|place| i64::from(most[*place]) - self.least[part.start + place]).unwrap_or(0)
    }

    fn look_into(
        &self,
        block: usize,
        at: usize,
        asked: &mut Asked,
        scratch: &mut Scratch,
        hidden: &impl Fn(usize, &mut dyn FnMut(usize)),
        found: &mut impl FnMut(usize, Hit) -> i64,
    ) -> Result<(), SourceFault> {
        let Scratch { weights, most, hits, hidden: with_hidden, .. } = scratch;
        let columns = block * self.block..((block + 1) * self.block).min(self.prices.len());
        let weights = &mut weights[..columns.len()];
        self.problem.read(asked.row, columns.clone(), weights);
        if self.trusting && matches!(self.problem.pairs, Pairs::Rows { .. }) {
            let bound = most[at * TOGETHER + block % TOGETHER];
            self.check_source(asked.row, columns.start, bound, weights)?;
        }
        if with_hidden[at] >> (block % TOGETHER) & 1 == 1 {
            hidden(asked.row, &mut |column| {
                if columns.contains(&column) {
                    weights[column - columns.start] = FORBIDDEN;
                }
            });
        }
        hits.clear();
        let shift = asked.price + self.reference;
        let prices = &self.prices[columns.clone()];
        let mut most = if self.fits && (-NARROW..NARROW).contains(&shift) {
            let shift = i32::try_from(shift).expect("it lies within 30 bits");
            let narrow = &self.narrow[columns.clone()];
            let most = most_left(weights, narrow);
            if most > shift {
                above(weights, narrow, shift, hits);
            }
            i64::from(most) - self.reference
        } else {
            let left = |(weight, price): (&i32, &i64)| i64::from(*weight) - price;
            let lefts = weights.iter().zip(prices).map(left);
            hits.extend(
                (0..).zip(lefts.clone()).filter(|(_, left)| *left > asked.price).map(|(place, _)| place),
            );
            lefts.max().unwrap_or(i64::MIN / 2)
        };
        if !hits.is_empty() {
            // Ties within a block are taken from different places too.
            let turn = mixed(!asked.row) % hits.len();
            for &place in hits[turn..].iter().chain(&hits[..turn]) {
                let weight = weights[place as usize];
                let left = i64::from(weight) - prices[place as usize];
                if weight > UNWRITTEN {
                    most = most.max(left);
                    if left > asked.price {
                        let column = u32::try_from(columns.start).expect("at most 2^24 columns") + place;
                        asked.price = found(at, Hit { left, column, weight });
                    }
                }
            }
        }
        if let Some(known) = self.known {
            known.learn(asked.row, block, most);
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

/// The most that a weight leaves after its price.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx2", "x86_64+avx2"))]
fn most_left(weights: &[i32], prices: &[i32]) -> i32 {
    // What is forbidden is brought as near as nothing falls below 32 bits.
    let left = |(weight, price): (&i32, &i32)| (*weight).max(-(1 << 30)).wrapping_sub(*price);
    weights.iter().zip(prices).map(left).fold(i32::MIN, i32::max)
}

/// The places at which a weight is above its price by more than `shift`.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl+avx2", "x86_64+avx2"))]
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
