//! The exact core: from any prices, and any assignment that fits them, to the best assignment of the stored pairs.
//!
//! # Problem
//!
//! Choose stored pairs so that the total is largest: weights of the pairs, plus what the units of each row and column are
//! worth, which does not increase. Levels of a goal and minimums are such worths (see [`Lines`]), and pins are taken out
//! beforehand, so one maximum remains, without constraints from below.
//!
//! # Idea
//!
//! A pair *fits* when it is in use and weighs at least its two prices, or is not and weighs at most that. A line with `n`
//! units wants one more while its price and the worth of unit `n + 1` are above zero together, and one less while its price
//! and the worth of unit `n` are below zero together. When all pairs fit and no line wants anything, nothing is better. So
//! pairs are kept fitting always, and lines are given what they want one after the other, or many at once, along shortest
//! alternating paths; where a line's wish is worth less than the path, its price takes the wish away. First the wishes of
//! rows for more (and of columns for less) are met, then those of columns for more (and of rows for less); neither step
//! brings back a wish of the other kind. It is the Hungarian method (Kuhn, 1955) as a repair: begun anywhere, it ends at the
//! best, and the nearer it begins the less there is to do. `start` begins near by an auction.
//!
//! # Invariants
//!
//! Before and after each search every stored pair fits. A search moves prices so that its path becomes tight, changes the
//! units of nothing but the two ends of the path, and makes no line want what it did not want before.
//!
//! # Why it ends, and what it costs
//!
//! Each search takes away one wish, by a unit or by a price, and makes none. With `L` lines and `P` stored pairs a search
//! costs `O(P log L)` at worst; a pass of many disjoint paths along tight pairs costs `O(P)`. Memory: 8 bytes a stored pair
//! (16 where weights need 64 bits), twice that once columns have searched, and some 70 bytes a line.

mod adjacency;
mod auction;
mod search;
mod tight;

use std::{cmp::Reverse, collections::BinaryHeap};

pub(super) use self::adjacency::{Adjacency, Weight};
use super::{
    Line, Problem,
    lines::{COLUMNS, Lines, ROWS},
};

/// Farther than any path.
pub(super) const FAR: i64 = i64::MAX / 2;

/// No line, or no pair in use.
const NONE: u32 = u32::MAX;

fn index(at: usize) -> u32 {
    u32::try_from(at).expect("at most 2^24 lines on a side, and no more pairs in use than fit memory by far")
}

/// Asked now and then how far things are (steps done, steps in all); answers whether to stop.
pub(super) type Stop<'w> = dyn FnMut(usize, usize) -> bool + 'w;

/// One side: what is known of each of its lines.
#[derive(Clone, Debug)]
pub(super) struct Side<T> {
    pub(super) price: Vec<i64>,
    /// What the next unit is worth; `-FAR` when the line takes no more.
    next: Vec<i64>,
    /// What the last unit in use is worth; `FAR` when none is, `-FAR` when it is more than the line takes.
    last: Vec<i64>,
    units: Vec<u32>,
    /// The first pair in use of each line.
    head: Vec<u32>,
    pub(super) pairs: Adjacency<T>,
    // What follows is of one search, and reset after it.
    /// Length of the shortest path known; [`FAR`] where there is none.
    distance: Vec<i64>,
    /// On the side that gets more: the pair in use that is given up to come here. On the other: the line before.
    from: Vec<u32>,
    /// Lines with a distance, or seen.
    reached: Vec<u32>,
    seen: Vec<bool>,
}

impl<T: Weight> Side<T> {
    fn new(lines: usize, pairs: Adjacency<T>) -> Self {
        Self {
            price: vec![0; lines],
            next: vec![0; lines],
            last: vec![FAR; lines],
            units: vec![0; lines],
            head: vec![NONE; lines],
            pairs,
            distance: vec![FAR; lines],
            from: vec![NONE; lines],
            reached: Vec::new(),
            seen: vec![false; lines],
        }
    }

    fn add_line(&mut self) {
        self.price.push(0);
        self.next.push(0);
        self.last.push(FAR);
        self.units.push(0);
        self.head.push(NONE);
        self.pairs.add_line();
        self.distance.push(FAR);
        self.from.push(NONE);
        self.seen.push(false);
    }
}

/// A pair in use, in the lists of both its lines.
#[derive(Clone, Copy, Debug)]
struct Used {
    lines: [u32; 2],
    /// The next pair in use of each line.
    next: [u32; 2],
    weight: i64,
}

/// Stored pairs, those in use, and prices.
// INVARIANT: every stored pair fits (see the room's page); `next` and `last` are what the lines say of the units in use.
#[derive(Clone, Debug)]
pub(super) struct Core<T> {
    lines: Lines,
    pub(super) sides: [Side<T>; 2],
    used: Vec<Used>,
    /// Places of `used` that are not taken.
    free: Vec<u32>,
    /// Whether columns know their pairs.
    transposed: bool,
    heap: BinaryHeap<Reverse<(i64, u32)>>,
    /// Lines at the distance a search is at.
    level: Vec<u32>,
}

impl<T: Weight> Core<T> {
    /// Nothing in use; columns at the price at which they begin to take, or as told, rows at what their best pair leaves.
    pub(super) fn new(lines: Lines, pairs: Adjacency<T>, prices: Option<Vec<i64>>) -> Self {
        let (rows, columns) = (lines.count(ROWS), lines.count(COLUMNS));
        let mut core = Self {
            lines,
            sides: [
                Side::new(rows, pairs),
                Side::new(columns, Adjacency::new(&vec![0; columns + 1], Vec::new())),
            ],
            used: Vec::new(),
            free: Vec::new(),
            transposed: false,
            heap: BinaryHeap::new(),
            level: Vec::new(),
        };
        for row in 0..rows {
            core.renew(ROWS, row);
        }
        for column in 0..columns {
            core.renew(COLUMNS, column);
            core.sides[COLUMNS].price[column] = core.floor(COLUMNS, column);
        }
        if let Some(prices) = prices {
            core.sides[COLUMNS].price = prices;
        }
        for row in 0..rows {
            core.sides[ROWS].price[row] = core.best(row).unwrap_or(0);
        }
        core
    }

    /// Nothing in use any more, at the same prices.
    fn clear(&mut self) {
        self.used.clear();
        self.free.clear();
        for side in [ROWS, COLUMNS] {
            self.sides[side].head.fill(NONE);
            for line in 0..self.sides[side].units.len() {
                if std::mem::take(&mut self.sides[side].units[line]) > 0 {
                    self.renew(side, line);
                }
            }
        }
    }

    /// The price at which a line begins to take one unit more; 0 for one that takes none.
    fn floor(&self, side: usize, line: usize) -> i64 {
        let next = self.sides[side].next[line];
        if next > -FAR { -next } else { 0 }
    }

    /// What the best pair of a row that is not in use leaves after the column's price.
    fn best(&self, row: usize) -> Option<i64> {
        let prices = &self.sides[COLUMNS].price;
        let free = self.sides[ROWS].pairs.of(row).filter(|pair| !self.is_used(ROWS, row, pair.0));
        free.map(|(column, weight)| weight.wide() - prices[column as usize]).max()
    }

    fn renew(&mut self, side: usize, line: usize) {
        let units = self.sides[side].units[line];
        let worth = |unit: u32| self.lines.worth(side, line, unit);
        let next = worth(units).unwrap_or(-FAR);
        let last = units.checked_sub(1).map_or(Some(FAR), worth).unwrap_or(-FAR);
        self.sides[side].next[line] = next;
        self.sides[side].last[line] = last;
    }

    /// The places in `used` of a line's pairs in use.
    fn used_of(&self, side: usize, line: usize) -> impl Iterator<Item = u32> {
        let mut at = self.sides[side].head[line];
        std::iter::from_fn(move || {
            let place = (at != NONE).then_some(at)?;
            at = self.used[place as usize].next[side];
            Some(place)
        })
    }

    fn use_pair(&mut self, a: usize, line: u32, other: u32, weight: i64) {
        let lines = if a == ROWS { [line, other] } else { [other, line] };
        let next = [ROWS, COLUMNS].map(|side| self.sides[side].head[lines[side] as usize]);
        let used = Used { lines, next, weight };
        let at = if let Some(at) = self.free.pop() {
            self.used[at as usize] = used;
            at
        } else {
            self.used.push(used);
            index(self.used.len() - 1)
        };
        for side in [ROWS, COLUMNS] {
            self.sides[side].head[lines[side] as usize] = at;
        }
    }

    fn release(&mut self, at: u32) {
        let Used { lines, next, .. } = self.used[at as usize];
        for side in [ROWS, COLUMNS] {
            let mut before = self.sides[side].head[lines[side] as usize];
            if before == at {
                self.sides[side].head[lines[side] as usize] = next[side];
                continue;
            }
            while self.used[before as usize].next[side] != at {
                before = self.used[before as usize].next[side];
            }
            self.used[before as usize].next[side] = next[side];
        }
        self.free.push(at);
    }

    /// Counts one unit more or less of a line.
    fn count(&mut self, side: usize, line: u32, more: bool) {
        let units = &mut self.sides[side].units[line as usize];
        *units = if more { *units + 1 } else { *units - 1 };
        self.renew(side, line as usize);
    }

    fn drop_pair(&mut self, at: u32) {
        let lines = self.used[at as usize].lines;
        self.release(at);
        for side in [ROWS, COLUMNS] {
            self.count(side, lines[side], false);
        }
    }

    fn find_used(&self, a: usize, line: u32, other: u32) -> Option<u32> {
        // The line with fewer units is looked through.
        let ours = self.sides[a].units[line as usize] <= self.sides[1 - a].units[other as usize];
        let (side, line, other) = if ours { (a, line, other) } else { (1 - a, other, line) };
        self.used_of(side, line as usize).find(|at| self.used[*at as usize].lines[1 - side] == other)
    }

    fn is_used(&self, a: usize, line: usize, other: u32) -> bool {
        self.find_used(a, index(line), other).is_some()
    }

    /// Uses these pairs, ascending, instead of those in use. They must fit the prices as well.
    pub(super) fn replace(&mut self, pairs: &[(usize, usize, i64)]) {
        let wanted = |pair: (usize, usize)| pairs.binary_search_by_key(&pair, |&(r, c, _)| (r, c)).is_ok();
        let dropped: Vec<u32> = (0..self.sides[ROWS].head.len())
            .flat_map(|row| self.used_of(ROWS, row))
            .filter(|at| {
                let [row, column] = self.used[*at as usize].lines;
                !wanted((row as usize, column as usize))
            })
            .collect();
        for at in dropped {
            self.drop_pair(at);
        }
        for &(row, column, weight) in pairs {
            let (r, c) = (index(row), index(column));
            if !self.is_used(ROWS, row, c) {
                if !self.sides[ROWS].pairs.set(row, c, T::of(weight)) {
                    self.store(row, &[(c, weight)]);
                }
                self.use_pair(ROWS, r, c, weight);
                self.count(ROWS, r, true);
                self.count(COLUMNS, c, true);
            }
        }
        self.tidy();
    }

    /// Lets columns know their pairs.
    fn transpose(&mut self) {
        if !self.transposed {
            let columns = self.sides[COLUMNS].price.len();
            self.sides[COLUMNS].pairs = self.sides[ROWS].pairs.transposed(columns);
            self.transposed = true;
        }
    }

    /// Makes the pairs of a row fit, after some joined, left, or changed their weight: the row's price rises to what its best
    /// pair that is not in use leaves, and pairs in use that leave less are given up.
    pub(super) fn fit_row(&mut self, row: usize) {
        while let Some(best) = self.best(row) {
            let price = self.sides[ROWS].price[row].max(best);
            self.sides[ROWS].price[row] = price;
            let columns = &self.sides[COLUMNS].price;
            let worse = self.used_of(ROWS, row).find(|at| {
                let used = &self.used[*at as usize];
                used.weight < price + columns[used.lines[COLUMNS] as usize]
            });
            let Some(worse) = worse else { return };
            self.drop_pair(worse);
        }
        let columns = &self.sides[COLUMNS].price;
        let least = self.used_of(ROWS, row).map(|at| {
            let used = &self.used[at as usize];
            used.weight - columns[used.lines[COLUMNS] as usize]
        });
        if let Some(least) = least.min() {
            let price = &mut self.sides[ROWS].price[row];
            *price = (*price).min(least);
        }
    }

    /// Stores pairs of a row that were not stored. The row must be made to [fit](Self::fit_row) afterwards.
    pub(super) fn store(&mut self, row: usize, pairs: &[(u32, i64)]) {
        for &(column, weight) in pairs {
            self.sides[ROWS].pairs.add(row, column, T::of(weight));
            if self.transposed {
                self.sides[COLUMNS].pairs.add(column as usize, index(row), T::of(weight));
            }
        }
    }

    /// Puts away what grew in pieces.
    pub(super) fn tidy(&mut self) {
        for side in &mut self.sides {
            side.pairs.tidy();
        }
    }

    /// Stores a pair or gives it another weight; `None` forgets it. The row must be made to fit afterwards.
    pub(super) fn set_weight(&mut self, row: usize, column: usize, weight: Option<i64>) {
        let (r, c) = (index(row), index(column));
        if let Some(at) = self.find_used(ROWS, r, c) {
            match weight {
                Some(weight) => self.used[at as usize].weight = weight,
                None => self.drop_pair(at),
            }
        }
        if let Some(weight) = weight {
            if !self.sides[ROWS].pairs.set(row, c, T::of(weight)) {
                self.store(row, &[(c, weight)]);
            } else if self.transposed {
                self.sides[COLUMNS].pairs.set(column, r, T::of(weight));
            }
        } else {
            self.sides[ROWS].pairs.remove(row, c);
            if self.transposed {
                self.sides[COLUMNS].pairs.remove(column, r);
            }
        }
    }

    /// Takes over what a problem says of a line, which may be new.
    pub(super) fn update_line(&mut self, problem: &Problem<'_>, line: Line) {
        self.lines.update(problem, line);
        let (side, at) = match line {
            Line::Row(at) => (ROWS, at),
            Line::Column(at) => (COLUMNS, at),
        };
        if self.sides[side].price.len() == at {
            self.sides[side].add_line();
        }
        self.renew(side, at);
    }

    /// Gives a new column the price at which no pair would rather be in use: what its best row leaves, or its floor.
    pub(super) fn price_column(&mut self, column: usize, best: Option<i64>) {
        let floor = self.floor(COLUMNS, column);
        self.sides[COLUMNS].price[column] = best.map_or(floor, |best| best.max(floor));
    }

    /// Gives a new row the price that its best pair leaves.
    pub(super) fn price_row(&mut self, row: usize, best: Option<i64>) {
        self.sides[ROWS].price[row] = best.unwrap_or(0);
    }

    /// Gives up pairs in use that add nothing: their weight and what their units are worth come to 0.
    pub(super) fn trim(&mut self) {
        for row in 0..self.sides[ROWS].head.len() {
            let used: Vec<u32> = self.used_of(ROWS, row).collect();
            for at in used {
                let Used { lines: [row, column], weight, .. } = self.used[at as usize];
                if weight + self.sides[ROWS].last[row as usize] + self.sides[COLUMNS].last[column as usize]
                    == 0
                {
                    self.drop_pair(at);
                }
            }
        }
    }

    /// What the lines are and what their units are worth.
    pub(super) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// How many pairs are stored.
    pub(super) fn stored(&self) -> usize {
        self.sides[ROWS].pairs.len()
    }

    /// The pairs in use, ascending.
    pub(super) fn pairs_in_use(&self) -> Vec<(usize, usize)> {
        let rows = 0..self.sides[ROWS].head.len();
        let mut pairs: Vec<_> = rows
            .flat_map(|row| {
                let used = self.used_of(ROWS, row);
                used.map(move |at| (row, self.used[at as usize].lines[COLUMNS] as usize))
            })
            .collect();
        pairs.sort_unstable();
        pairs
    }

    /// Lines that have fewer units than their minimum, and how many they lack.
    pub(super) fn missing(&self) -> Vec<(Line, u32)> {
        let short = |side: usize, of: fn(usize) -> Line| {
            let units = self.sides[side].units.iter().enumerate();
            units.filter_map(move |(line, units)| {
                let missing = self.lines.least(side, line).saturating_sub(*units);
                (missing > 0).then(|| (of(line), missing))
            })
        };
        short(ROWS, Line::Row).chain(short(COLUMNS, Line::Column)).collect()
    }

    /// Whether every line has as many units as its minimum.
    pub(super) fn meets_minimums(&self) -> bool {
        let meets = |side: usize| {
            let mut units = self.sides[side].units.iter().enumerate();
            units.all(|(line, units)| *units >= self.lines.least(side, line))
        };
        meets(ROWS) && meets(COLUMNS)
    }

    /// The value of what is in use, beside pins: weights, and what the units are worth.
    pub(super) fn value(&self) -> i128 {
        let pairs = (0..self.sides[ROWS].head.len()).flat_map(|row| self.used_of(ROWS, row));
        let weights: i128 = pairs.map(|at| i128::from(self.used[at as usize].weight)).sum();
        let side = |side: usize| -> i128 {
            let units = self.sides[side].units.iter().enumerate();
            let worth = units.flat_map(|(line, units)| (0..*units).map(move |unit| (line, unit)));
            worth.filter_map(|(line, unit)| self.lines.worth(side, line, unit)).map(i128::from).sum()
        };
        weights + side(ROWS) + side(COLUMNS)
    }

    /// What no assignment beside pins can have more than, by the lines and the stored pairs.
    pub(super) fn bound(&self) -> i128 {
        let mut bound = 0;
        for side in [ROWS, COLUMNS] {
            for (line, &price) in self.sides[side].price.iter().enumerate() {
                // Worths do not increase, so units are taken while they add something; pairs limit them too.
                let most = self.lines.most(side, line);
                let mut unit = 0;
                while unit < most {
                    let Some(worth) = self.lines.worth(side, line, unit) else { break };
                    let gain = worth + price;
                    if gain <= 0 {
                        break;
                    }
                    // Beyond the units with a worth of their own all are alike.
                    let alike = self.lines.worth(side, line, most - 1) == Some(worth);
                    let times = if alike { most - unit } else { 1 };
                    bound += i128::from(gain) * i128::from(times);
                    unit += times;
                }
            }
        }
        let [rows, columns] = &self.sides;
        for (row, &price) in rows.price.iter().enumerate() {
            for (column, weight) in rows.pairs.of(row) {
                bound += i128::from((weight.wide() - price - columns.price[column as usize]).max(0));
            }
        }
        bound
    }
}
