//! What passes before have found out about blocks, so that later ones need not look again.
//!
//! A pass that looks into a block learns the most that any of its pairs leaves after the column's price. While prices move a
//! little, that moves by no more than the column prices of the block fell. So a byte for each row and block, counted down
//! from the row's price, says of most blocks that they hold nothing, without a look.
//!
//! Only pairs that are not stored matter here, and a stored pair stays stored; so changes of weights change nothing.

use std::sync::atomic::{AtomicU8, Ordering::Relaxed};

/// The most bytes that are kept: beyond, every pass looks anew.
const MOST: usize = 1 << 28;

/// A step is this part of the largest weight, or less.
const PARTS: i64 = 512;

/// A row counts down from so many steps above its price, so that something is known too of blocks that hold what was just
/// found.
const ABOVE: i64 = 48;

/// A row whose price has moved by more steps since it was counted from is counted from its new price.
const FAR: i64 = 16;

/// For each row and block a bound of what pairs that are not stored leave.
#[derive(Debug)]
pub(super) struct Known {
    blocks: usize,
    block: usize,
    columns: usize,
    /// A step is two to this power.
    shift: u32,
    /// Nothing is known where this is 0. Else pairs of the block leave at most the row's base, less as many steps less one,
    /// plus what the block has fallen.
    steps: Vec<AtomicU8>,
    base: Vec<i64>,
    /// By how much at most the prices of a block's columns have fallen, all passes together.
    fallen: Vec<i64>,
    /// The same, in steps rounded up.
    needed: Vec<i64>,
}

impl Clone for Known {
    fn clone(&self) -> Self {
        let steps = self.steps.iter().map(|step| AtomicU8::new(step.load(Relaxed))).collect();
        let Self { blocks, block, columns, shift, .. } = *self;
        let (base, fallen) = (self.base.clone(), self.fallen.clone());
        Self { blocks, block, columns, shift, steps, base, fallen, needed: self.needed.clone() }
    }
}

impl Known {
    /// Nothing yet; `None` where it would take too much room.
    pub(super) fn new(rows: usize, columns: usize, block: usize, largest: i64) -> Option<Self> {
        let blocks = columns.div_ceil(block);
        let room = rows.checked_mul(blocks).filter(|room| *room <= MOST)?;
        Some(Self {
            blocks,
            block,
            shift: (largest / PARTS).max(1).ilog2(),
            steps: (0..room).map(|_| AtomicU8::new(0)).collect(),
            base: vec![0; rows],
            fallen: vec![0; blocks],
            needed: vec![0; blocks],
            columns,
        })
    }

    /// Begins a pass at these prices of the rows, when the prices of each block's columns have fallen by so much at most since
    /// the last.
    pub(super) fn begin(&mut self, rows: &[i64], falls: &[i64]) {
        for ((fallen, needed), fall) in self.fallen.iter_mut().zip(&mut self.needed).zip(falls) {
            *fallen = fallen.saturating_add(*fall);
            *needed = (*fallen >> self.shift) + 1;
        }
        // Where all prices fall, those of the rows rise.
        let mut fallen = self.fallen.clone();
        let middle = fallen.len() / 2;
        let usual = if fallen.is_empty() { 0 } else { *fallen.select_nth_unstable(middle).1 };
        for (row, price) in rows.iter().enumerate() {
            let base = price - usual + (ABOVE << self.shift);
            let moved = (base - self.base[row]) >> self.shift;
            if moved.abs() > FAR {
                self.base[row] += moved << self.shift;
                for step in &self.steps[row * self.blocks..(row + 1) * self.blocks] {
                    let steps = i64::from(step.load(Relaxed));
                    let steps = if steps == 0 { 0 } else { (steps + moved).clamp(0, 255) };
                    step.store(u8::try_from(steps).expect("it was clamped to a byte"), Relaxed);
                }
            }
        }
    }

    /// Whether no pair of the block that is not stored leaves more than `price`.
    pub(super) fn rules_out(&self, row: usize, price: i64) -> impl Fn(usize) -> bool {
        let above = (price - self.base[row]) >> self.shift;
        let steps = &self.steps[row * self.blocks..(row + 1) * self.blocks];
        move |block| {
            let steps = i64::from(steps[block].load(Relaxed));
            steps > 0 && steps > self.needed[block] - above
        }
    }

    /// Learns that no pair of the block that is not stored leaves more than this.
    pub(super) fn learn(&self, row: usize, block: usize, most: i64) {
        let below = (self.base[row] - most).saturating_add(self.fallen[block]);
        let steps = if below < 0 { 0 } else { ((below >> self.shift) + 1).min(255) };
        let steps = u8::try_from(steps).expect("at most 255");
        self.steps[row * self.blocks + block].store(steps, Relaxed);
    }

    /// One more row, of which nothing is known.
    pub(super) fn add_row(&mut self) {
        self.base.push(0);
        self.steps.extend((0..self.blocks).map(|_| AtomicU8::new(0)));
    }

    /// One more column. What is not stored of it, nothing is known of.
    pub(super) fn add_column(&mut self) {
        self.columns += 1;
        if self.columns <= self.blocks * self.block {
            let last = self.blocks - 1;
            for of_row in self.steps.chunks(self.blocks) {
                of_row[last].store(0, Relaxed);
            }
            return;
        }
        let rows = self.base.len();
        let mut steps = Vec::with_capacity(rows * (self.blocks + 1));
        for row in 0..rows {
            let of_row = &self.steps[row * self.blocks..(row + 1) * self.blocks];
            steps.extend(of_row.iter().map(|step| AtomicU8::new(step.load(Relaxed))));
            steps.push(AtomicU8::new(0));
        }
        self.steps = steps;
        self.blocks += 1;
        self.fallen.push(0);
        self.needed.push(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `SplitMix64`, below an end.
    fn chance(seed: &mut u64, end: i64) -> i64 {
        *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = *seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((z ^ (z >> 31)) >> 33).unwrap() % end
    }

    #[test]
    fn what_is_ruled_out_holds_nothing_however_prices_move() {
        const ROWS: usize = 3;
        let mut seed = 1;
        let (mut ruled_out, mut asked) = (0, 0);
        for case in 0..300 {
            let (block, largest) = ([1, 3, 8][case % 3], [1, 700, 90_000][case / 3 % 3]);
            let mut columns = 20;
            let weight = |row: usize, column: usize| {
                let mut seed = (case * 10_000 + row * 100 + column) as u64;
                chance(&mut seed, largest + 1)
            };
            let mut prices = vec![0; columns];
            let mut before = prices.clone();
            let mut known = Known::new(ROWS, columns, block, largest).unwrap();
            for _ in 0..12 {
                let move_by = |seed: &mut u64| chance(seed, largest / 8 + 2) - largest / 16;
                let all = if chance(&mut seed, 3) == 0 { largest } else { 0 };
                for price in &mut prices {
                    *price += move_by(&mut seed) - all;
                }
                let rows: Vec<i64> = (0..ROWS)
                    .map(|row| (0..columns).map(|column| weight(row, column) - prices[column]).max().unwrap())
                    .map(|best| best + move_by(&mut seed).abs() - largest / 32)
                    .collect();
                let falls: Vec<i64> = prices
                    .chunks(block)
                    .zip(before.chunks(block))
                    .map(|(now, then)| now.iter().zip(then).map(|(now, then)| then - now).max())
                    .map(|fall| fall.unwrap().max(0))
                    .collect();
                known.begin(&rows, &falls);
                before.clone_from(&prices);
                for (row, &price) in rows.iter().enumerate() {
                    for at in 0..columns.div_ceil(block) {
                        let of_block = at * block..((at + 1) * block).min(columns);
                        let most = of_block.map(|column| weight(row, column) - prices[column]).max().unwrap();
                        asked += 1;
                        if known.rules_out(row, price)(at) {
                            ruled_out += 1;
                            assert!(
                                most <= price,
                                "case {case}: {most} in block {at} of row {row} at {price}"
                            );
                        } else if chance(&mut seed, 4) > 0 {
                            known.learn(row, at, most);
                        }
                    }
                }
                if chance(&mut seed, 4) == 0 {
                    columns += 1;
                    prices.push(move_by(&mut seed));
                    before.push(prices[columns - 1]);
                    known.add_column();
                }
            }
        }
        assert!(ruled_out * 4 > asked, "{ruled_out} of {asked}: next to nothing is ever known");
    }
}
