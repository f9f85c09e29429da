//! Rough prices of the columns from all pairs, where the best pairs of the rows say nothing.
//!
//! When all rows like the same few columns, as with costs that are products, no short list of best pairs holds a good
//! assignment: which pairs matter shows only at the prices. An auction over whole rows, with ε-scaling (Bertsekas, 1988),
//! finds such prices without storing a pair. It need not be exact, so it counts in 32 bits and ends at an ε that leaves the
//! rest to the rounds.

use super::{
    Problem,
    lines::{COLUMNS, Lines, ROWS},
    problem::UNWRITTEN,
};

/// Weights are shifted until their spread is below this, so that prices some times the spread apart fit 32 bits.
const SPREAD: i64 = 1 << 26;

/// Going without is worth at most this many times the spread.
const WORTH: i32 = 4;

/// ε begins at this part of the spread, is divided by `RATIO`, and ends at a part in `END` of the spread.
const BEGIN: i32 = 4;
const RATIO: i32 = 5;
const END: i32 = 200_000;

/// The most bids a row and round.
const BIDS: usize = 30;

/// The best object of a row with what it leaves, and what the second best leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Best {
    best: i32,
    second: i32,
}

const LANES: usize = 16;

/// The two largest of weights less prices.
fn two_best(weights: &[i32], prices: &[i32]) -> Best {
    let (mut best, mut second) = ([i32::MIN; LANES], [i32::MIN; LANES]);
    let (weight_lanes, price_lanes) = (weights.chunks_exact(LANES), prices.chunks_exact(LANES));
    let rest = weight_lanes.remainder().iter().zip(price_lanes.remainder());
    for (weights, prices) in weight_lanes.zip(price_lanes) {
        for lane in 0..LANES {
            let left = weights[lane].wrapping_sub(prices[lane]);
            second[lane] = second[lane].max(best[lane].min(left));
            best[lane] = best[lane].max(left);
        }
    }
    let mut all = Best { best: i32::MIN, second: i32::MIN };
    let rest = rest.map(|(weight, price)| weight.wrapping_sub(*price));
    for left in best.into_iter().chain(second).chain(rest) {
        all.second = all.second.max(all.best.min(left));
        all.best = all.best.max(left);
    }
    all
}

/// Prices of the columns, near those of a best assignment; `None` when `stop` says so.
pub(super) fn prices(
    problem: &Problem<'_>,
    lines: &Lines,
    mut stop: impl FnMut(usize, usize) -> bool,
) -> Option<Vec<i64>> {
    let (rows, columns) = (problem.row_count(), problem.column_count());
    let mut shift = 0;
    while (2 * problem.largest + 1) >> shift >= SPREAD {
        shift += 1;
    }
    let spread = i32::try_from((2 * problem.largest + 1) >> shift).expect("it was shifted below 2^26").max(1);
    let scale = (i32::try_from(SPREAD).expect("2^26") / spread).clamp(1, 16);
    let (spread, clamp) = (spread * scale, i64::from(WORTH * spread * scale));
    let worth = |side: usize, line: usize, unit: u32| {
        let worth = lines.worth(side, line, unit).unwrap_or(0) >> shift;
        i32::try_from(worth.saturating_mul(i64::from(scale)).clamp(-clamp, clamp))
            .expect("it was clamped to 31 bits")
    };
    let forbidden = -(1 << 30);
    let read = |row: usize, weights: &mut [i32]| {
        problem.read(row, 0..columns, weights);
        for weight in weights.iter_mut() {
            *weight = if *weight > UNWRITTEN { (*weight >> shift) * scale } else { forbidden };
        }
    };
    let most: Vec<usize> =
        (0..columns).map(|column| (lines.most(COLUMNS, column) as usize).min(rows)).collect();
    let floor: Vec<i32> = (0..columns).map(|column| -worth(COLUMNS, column, 0)).collect();
    // Nobody bids for a column without places.
    let closed = 1 << 29;
    let start = |column: usize| if most[column] == 0 { closed } else { floor[column] };
    let mut price: Vec<i32> = (0..columns).map(start).collect();
    let bidders: Vec<usize> = (0..rows).filter(|row| lines.most(ROWS, *row) > 0).collect();
    let mut held: Vec<Vec<(i32, usize)>> = vec![Vec::new(); columns];
    let mut weights = vec![0; columns];
    let mut epsilon = (spread / BEGIN).max(1);
    let end = (spread / END).max(1);
    loop {
        for column in 0..columns {
            if held[column].len() < most[column] {
                price[column] = floor[column];
            }
            held[column].clear();
        }
        let (mut queue, mut next) = (bidders.clone(), Vec::new());
        let (mut at, mut bids, all) = (0, 0, bidders.len());
        while bids < all * BIDS {
            if at == queue.len() {
                if next.is_empty() {
                    break;
                }
                std::mem::swap(&mut queue, &mut next);
                next.clear();
                at = 0;
            }
            let row = queue[at];
            at += 1;
            bids += 1;
            if bids % 1024 == 0 && stop(all - next.len().min(all), all) {
                return None;
            }
            read(row, &mut weights);
            let Best { best, second } = two_best(&weights, &price);
            let outside = -worth(ROWS, row, 0);
            if best <= outside.max(forbidden / 2) {
                continue;
            }
            let mut same = weights.iter().zip(&price).map(|(weight, price)| weight - price);
            let Some(column) = same.position(|left| left == best) else { continue };
            let bid = price[column] + (best - second.max(outside)) + epsilon;
            let holders = &mut held[column];
            if holders.len() == most[column] {
                let cheapest = (0..holders.len()).min_by_key(|at| holders[*at]).unwrap_or(0);
                next.push(holders[cheapest].1);
                holders[cheapest] = (bid, row);
            } else {
                holders.push((bid, row));
            }
            if holders.len() == most[column] {
                let cheapest = holders.iter().map(|held| held.0).min().unwrap_or(bid);
                price[column] = price[column].max(cheapest.min(closed));
            }
        }
        if epsilon <= end {
            break;
        }
        epsilon = (epsilon / RATIO).max(end);
    }
    let whole = |column: usize| {
        if held[column].len() < most[column] {
            return -lines.worth(COLUMNS, column, 0).unwrap_or(0);
        }
        let first = lines.worth(COLUMNS, column, 0).unwrap_or(0);
        let counted = i64::from(worth(COLUMNS, column, 0));
        let price = i64::from(price[column]) + counted;
        (price.div_euclid(i64::from(scale)) << shift) - first
    };
    Some((0..columns).map(whole).collect())
}
