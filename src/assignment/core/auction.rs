//! A start near the best: an auction of the lines of one side to those of the other.
//!
//! # Idea
//!
//! The side with fewer places bids (Bertsekas, 1979). A bidder offers for the object that leaves most after its price, by as
//! much as makes it indifferent to the second best, and ε more; whoever held the place is outbid and bids again. It ends
//! within `n ε` of the best. Beginning with a large ε and ending with a small one takes few bids where a small one alone
//! would take many (ε-scaling). Objects that keep room above the price at which they begin to take are the trouble where
//! there are more places than bidders: between two ε they lower their price to the second best offer and take the bidder
//! (the reverse auction of Bertsekas and Castañon, 1992), until no such object is left.
//!
//! Weights count `scale` times, so that ε can be a fraction of a unit. The end is rounded to whole prices, pairs that do not
//! fit them are given up, and the searches do the rest: on most inputs less than one line in a hundred.
//!
//! Units of an object that differ in worth (a minimum, a first level) have floors of their own: who bids less than the next
//! unit asks outbids the cheapest holder instead. Counting all units at the first one's floor made every column below its
//! minimum look free until it was full: 50 000 rows and 33 333 columns with a minimum took ten times as long.
//!
//! # Why it ends
//!
//! Bids raise prices by at least ε, and a bidder whom every object costs more than going without by [`WORTH`] times the
//! spread of the weights stays out; takers lower prices by at least ε and never below the floor. Each round is limited to
//! [`BIDS`] bids a place as well: what is not done then the searches do.
//!
//! # References
//!
//! D. P. Bertsekas (1979), A distributed algorithm for the assignment problem. D. P. Bertsekas and D. A. Castañon (1989), The
//! auction algorithm for the transportation problem; (1992), A forward/reverse auction algorithm for asymmetric assignment
//! problems.

use super::{
    super::lines::{COLUMNS, ROWS},
    Core, FAR, NONE, Stop, Weight, index,
};

/// ε begins at this part of the spread of the weights, and is divided by it from round to round. 5 and 10 were as fast within
/// a tenth, 2 half as fast.
const RATIO: i64 = 6;

/// The last ε is this part of a unit of weight: a tenth was no faster, because more is left to the searches.
const PARTS: i64 = 100;

/// Where pairs are still missing, the last ε is this part of the spread.
const ROUGH: i64 = 1296;

/// Objects lower their prices only from this part of the spread on, and at the end: before, prices are too rough to be worth
/// it.
const TAKING: i64 = 40;

/// Going without is taken to be worth at most this many times the spread of the weights.
const WORTH: i64 = 4;

/// The most bids a place and round.
const BIDS: usize = 40;

/// The largest weight times scale: with all else it fits 64 bits by far.
const MOST: i64 = 1 << 50;

/// The places of the lines of one side, and who holds them.
#[derive(Debug)]
struct Places {
    /// Where the places of each line begin; one more at the end.
    begin: Vec<usize>,
    /// The other line, with the bid where objects hold, with the weight where bidders do.
    held: Vec<(u32, i64)>,
    /// How many are held.
    count: Vec<u32>,
}

impl Places {
    fn new(most: impl Iterator<Item = usize>) -> Self {
        let mut begin = vec![0];
        for most in most {
            begin.push(begin[begin.len() - 1] + most);
        }
        Self { held: vec![(NONE, 0); begin[begin.len() - 1]], count: vec![0; begin.len() - 1], begin }
    }

    fn all(&self) -> usize {
        self.held.len()
    }

    fn room(&self, line: usize) -> bool {
        (self.count[line] as usize) < self.begin[line + 1] - self.begin[line]
    }

    fn of(&self, line: usize) -> &[(u32, i64)] {
        &self.held[self.begin[line]..][..self.count[line] as usize]
    }

    fn holds(&self, line: usize, other: u32) -> bool {
        self.of(line).iter().any(|held| held.0 == other)
    }

    /// What the cheapest place of a line is held for.
    fn cheapest(&self, line: usize) -> Option<(u32, i64)> {
        self.of(line).iter().copied().min_by_key(|held| held.1)
    }

    fn add(&mut self, line: usize, other: u32, amount: i64) {
        self.held[self.begin[line] + self.count[line] as usize] = (other, amount);
        self.count[line] += 1;
    }

    fn remove(&mut self, line: usize, other: u32) {
        let (from, count) = (self.begin[line], self.count[line] as usize);
        let at = self.of(line).iter().position(|held| held.0 == other);
        let at = at.expect("both lines of a held pair know of it");
        self.held.swap(from + at, from + count - 1);
        self.count[line] -= 1;
    }
}

/// An auction at one ε after the other.
struct Auction<'c, T> {
    core: &'c Core<T>,
    /// The side that bids, and the other.
    bidders: usize,
    objects: usize,
    places: [Places; 2],
    /// What a weight counts times, and what worths count at most.
    scale: i64,
    clamp: i64,
    /// What going without its first place is worth to a bidder; where an object begins to take.
    outside: Vec<i64>,
    floor: Vec<i64>,
    price: Vec<i64>,
}

/// The best and the second best of what a line is offered, with whom and at what weight.
struct Best {
    first: i64,
    second: i64,
    other: u32,
    weight: i64,
}

impl Best {
    fn above(least: i64) -> Self {
        Self { first: least, second: least, other: NONE, weight: 0 }
    }

    fn take(&mut self, value: i64, other: u32, weight: i64) {
        if value > self.first {
            *self = Self { first: value, second: self.first, other, weight };
        } else {
            self.second = value;
        }
    }
}

impl<'c, T: Weight> Auction<'c, T> {
    fn new(core: &'c Core<T>, spread: i64, scale: i64) -> Self {
        let most = |side: usize, line: usize| {
            (core.lines.most(side, line) as usize).min(core.sides[side].pairs.degree(line))
        };
        let count = |side: usize| core.sides[side].price.len();
        let places = [ROWS, COLUMNS].map(|side| Places::new((0..count(side)).map(|line| most(side, line))));
        let rows_bid = places[ROWS].all() <= places[COLUMNS].all();
        let (bidders, objects) = if rows_bid { (ROWS, COLUMNS) } else { (COLUMNS, ROWS) };
        let clamp = WORTH * spread * scale;
        let mut auction = Self {
            core,
            bidders,
            objects,
            places,
            scale,
            clamp,
            outside: Vec::new(),
            floor: Vec::new(),
            price: Vec::new(),
        };
        auction.outside = (0..count(bidders)).map(|line| -auction.worth(bidders, line, 0)).collect();
        auction.floor = (0..count(objects)).map(|line| -auction.worth(objects, line, 0)).collect();
        auction.price.clone_from(&auction.floor);
        auction
    }

    fn worth(&self, side: usize, line: usize, unit: u32) -> i64 {
        let worth = self.core.lines.worth(side, line, unit).unwrap_or(0);
        worth.saturating_mul(self.scale).clamp(-self.clamp, self.clamp)
    }

    /// Everybody bids until everybody holds what they want, by at most so many bids. Says how many were needed.
    fn bid(&mut self, epsilon: i64, stop: &mut Stop<'_>) -> Option<usize> {
        let (a, b) = (self.bidders, self.objects);
        self.places[ROWS].count.fill(0);
        self.places[COLUMNS].count.fill(0);
        let wanted = &self.places[a].begin;
        let mut queue: Vec<u32> = Vec::with_capacity(self.places[a].all());
        for line in 0..wanted.len() - 1 {
            queue.extend(std::iter::repeat_n(index(line), wanted[line + 1] - wanted[line]));
        }
        let all = queue.len();
        let limit = all * BIDS;
        let (mut next, mut at, mut bids) = (Vec::new(), 0, 0);
        while bids < limit {
            if at == queue.len() {
                if next.is_empty() {
                    break;
                }
                std::mem::swap(&mut queue, &mut next);
                next.clear();
                at = 0;
            }
            let line = queue[at];
            at += 1;
            bids += 1;
            if bids % 4096 == 0 && stop(all - next.len().min(all), all) {
                return None;
            }
            let l = line as usize;
            let holds = self.places[a].count[l];
            let outside = if holds == 0 { self.outside[l] } else { -self.worth(a, l, holds) };
            let best = self.best_object(l, outside, holds > 0);
            if best.other == NONE {
                continue;
            }
            let o = best.other as usize;
            let bid = self.price[o] + best.first - best.second + epsilon;
            // One unit more may be worth less than those that are held: then who bids too little for it outbids somebody.
            if !self.places[b].room(o) || bid < self.asks(o) {
                let Some((outbid, _)) = self.places[b].cheapest(o) else { continue };
                self.places[b].remove(o, outbid);
                self.places[a].remove(outbid as usize, best.other);
                next.push(outbid);
            }
            self.places[b].add(o, line, bid);
            self.places[a].add(l, best.other, best.weight);
            let cheapest = self.places[b].cheapest(o).map_or(0, |held| held.1);
            let next = if self.places[b].room(o) { cheapest.min(self.asks(o)) } else { cheapest };
            self.price[o] = self.price[o].max(next);
        }
        Some(bids)
    }

    /// The price from which an object takes one unit more.
    fn asks(&self, object: usize) -> i64 {
        match self.places[self.objects].count[object] {
            0 => self.floor[object],
            held => -self.worth(self.objects, object, held),
        }
    }

    fn best_object(&self, line: usize, outside: i64, several: bool) -> Best {
        let mut best = Best::above(outside);
        let places = &self.places[self.bidders];
        for part in self.core.sides[self.bidders].pairs.parts(line) {
            for &(object, weight) in part {
                let left = weight.wide() * self.scale - self.price[object as usize];
                if left > best.second && !(several && places.holds(line, object)) {
                    best.take(left, object, weight.wide());
                }
            }
        }
        best
    }

    /// Objects with room above their floor lower their price and take who is offered most, until there are none.
    fn take(&mut self, epsilon: i64, stop: &mut Stop<'_>) -> Option<usize> {
        let (a, b) = (self.bidders, self.objects);
        let mut queue: Vec<u32> = (0..)
            .zip(0..self.price.len())
            .filter(|&(_, o)| self.places[b].room(o) && self.price[o] > self.asks(o))
            .map(|(object, _)| object)
            .collect();
        let (all, limit) = (queue.len(), self.places[b].all() * BIDS);
        let mut lowered = 0;
        while let Some(object) = queue.pop() {
            let o = object as usize;
            while lowered < limit && self.places[b].room(o) && self.price[o] > self.asks(o) {
                lowered += 1;
                if lowered % 4096 == 0 && stop(all - queue.len().min(all), all) {
                    return None;
                }
                let best = self.best_bidder(object);
                self.price[o] = self.price[o].min((best.second - epsilon).max(self.asks(o)));
                if best.other == NONE {
                    break;
                }
                let l = best.other as usize;
                if !self.places[a].room(l) {
                    let least = self.places[a].of(l).iter().min_by_key(|held| self.profit(held));
                    let Some(&(given_up, _)) = least else { break };
                    self.places[a].remove(l, given_up);
                    self.places[b].remove(given_up as usize, best.other);
                    queue.push(given_up);
                }
                self.places[a].add(l, object, best.weight);
                self.places[b].add(o, best.other, self.price[o]);
            }
        }
        Some(lowered)
    }

    fn profit(&self, held: &(u32, i64)) -> i64 {
        held.1 * self.scale - self.price[held.0 as usize]
    }

    fn best_bidder(&self, object: u32) -> Best {
        let mut best = Best::above(self.asks(object as usize));
        let places = &self.places[self.bidders];
        for part in self.core.sides[self.objects].pairs.parts(object as usize) {
            for &(line, weight) in part {
                let held = places.of(line as usize);
                let now = if places.room(line as usize) {
                    -self.worth(self.bidders, line as usize, places.count[line as usize])
                } else {
                    held.iter().map(|held| self.profit(held)).min().unwrap_or(0)
                };
                let offer = weight.wide() * self.scale - now;
                if offer > best.second && !held.iter().any(|held| held.0 == object) {
                    best.take(offer, line, weight.wide());
                }
            }
        }
        best
    }

    /// From which part of a unit on prices are rounded up: where the fewest prices lie. Prices that hang together are whole
    /// numbers apart, but for an ε here and there, and must not be parted by rounding.
    fn cut(&self) -> i64 {
        let scale = usize::try_from(self.scale).expect("between 1 and PARTS");
        let mut lie = vec![0_usize; scale];
        for (object, price) in self.price.iter().enumerate() {
            if self.places[self.objects].count[object] > 0 {
                lie[usize::try_from(price.rem_euclid(self.scale)).expect("below the scale")] += 1;
            }
        }
        let near = scale / 10;
        let around =
            |cut: usize| (cut + scale - near..=cut + scale + near).map(|at| lie[at % scale]).sum::<usize>();
        let best = (1..=scale).min_by_key(|cut| (around(*cut), cut.abs_diff(scale / 2)));
        i64::try_from(best.unwrap_or(scale)).expect("at most PARTS")
    }

    /// Whole prices of the objects.
    fn whole_prices(&self) -> Vec<i64> {
        let b = self.objects;
        let (lines, places) = (&self.core.lines, &self.places[b]);
        let lacks = |object: usize, unit: u32| {
            let worth = lines.worth(b, object, unit).unwrap_or(0);
            worth - self.worth(b, object, unit).div_euclid(self.scale)
        };
        let cut = self.cut();
        let empty = (0..self.price.len()).any(|object| places.count[object] == 0 && lacks(object, 0) > 0);
        let whole = |(object, price): (usize, &i64)| {
            let held = places.count[object];
            let next = lines.worth(b, object, held).filter(|_| places.room(object));
            let Some(last) = held.checked_sub(1) else { return -next.unwrap_or(0) };
            // What a worth counted less than it is, the price lacks beside objects that go without what is worth so much.
            let lacking = if empty { lacks(object, last) } else { 0 };
            let price = (price + self.scale - cut).div_euclid(self.scale) - lacking;
            next.map_or(price, |next| {
                if next == lines.worth(b, object, last).unwrap_or(next) { -next } else { price.min(-next) }
            })
        };
        self.price.iter().enumerate().map(whole).collect()
    }
}

impl<T: Weight> Core<T> {
    /// Begins near the best, from nothing in use. Says whether it was not stopped; what is in use fits the prices in any
    /// case.
    pub(in crate::assignment) fn start(&mut self, stop: &mut Stop<'_>) -> bool {
        self.at_hand() || self.auction(i64::MAX, stop)
    }

    /// The same, ending early: near enough to see which pairs are missing.
    pub(in crate::assignment) fn start_roughly(&mut self, stop: &mut Stop<'_>) -> bool {
        self.at_hand() || self.auction(ROUGH, stop)
    }

    /// Uses tight pairs, and says whether nearly everybody found one.
    fn at_hand(&mut self) -> bool {
        // Where nearly everybody finds a pair at the first prices, nothing is to be bid for.
        let mut sources = self.sources(ROWS);
        let (all, mut passes) = (sources.len(), 0);
        while !sources.is_empty() && passes < 4 {
            let before = sources.len();
            let found = self.augment_tight(ROWS, &sources);
            sources.retain(|source| self.gain(ROWS, *source) > 0);
            passes = if found * 8 < before { 4 } else { passes + 1 };
        }
        sources.len() * 20 <= all
    }

    /// An auction that ends at this part of the spread, or at the least there is.
    fn auction(&mut self, end: i64, stop: &mut Stop<'_>) -> bool {
        self.clear();
        let rows = 0..self.sides[ROWS].pairs.lines();
        let weights = rows.flat_map(|row| self.sides[ROWS].pairs.of(row)).map(|pair| pair.1.wide());
        let (least, most) = weights.fold((FAR, -FAR), |(least, most), w| (least.min(w), most.max(w)));
        if least > most {
            return true;
        }
        self.transpose();
        let spread = most - least + 1;
        let scale = (MOST / (least.abs().max(most.abs()).max(spread) + 1)).clamp(1, PARTS);
        let mut auction = Auction::new(self, spread, scale);
        let (mut epsilon, end) = ((spread * scale / RATIO).max(1), (spread * scale / end).max(1));
        let finished = loop {
            let Some(mut bids) = auction.bid(epsilon, stop) else { break false };
            let finest = epsilon <= end;
            if finest || epsilon < spread * scale / TAKING {
                let Some(lowered) = auction.take(epsilon, stop) else { break false };
                bids += lowered;
            }
            if finest {
                break true;
            }
            // Where hardly anybody is outbid, larger steps are as good.
            let calm = bids * 2 < auction.places[auction.bidders].all() * 3;
            epsilon = (epsilon / if calm { RATIO * RATIO } else { RATIO }).max(end);
        };
        let (a, b) = (auction.bidders, auction.objects);
        let prices = auction.whole_prices();
        let Auction { places: [of_rows, of_columns], .. } = auction;
        self.sides[b].price = prices;
        self.hold(a, if a == ROWS { &of_rows } else { &of_columns });
        finished
    }

    /// Uses what bidders hold where it fits the prices of the objects, and prices the bidders.
    fn hold(&mut self, a: usize, places: &Places) {
        let b = 1 - a;
        for line in 0..self.sides[a].price.len() {
            let prices = &self.sides[b].price;
            let left = |object: u32, weight: i64| weight - prices[object as usize];
            let mut held = places.of(line).to_vec();
            held.sort_unstable_by_key(|&(object, weight)| (std::cmp::Reverse(left(object, weight)), object));
            let others = self.sides[a].pairs.of(line).filter(|pair| !places.holds(line, pair.0));
            let others = others.map(|(object, weight)| left(object, weight.wide())).max();
            // Whatever is given up counts among the others.
            while held.last().is_some_and(|&(object, weight)| Some(left(object, weight)) < others) {
                held.pop();
            }
            let given_up = places.of(line).iter().filter(|pair| !held.contains(pair));
            let best = given_up.map(|&(object, weight)| left(object, weight)).max().max(others);
            let least = held.last().map(|&(object, weight)| left(object, weight));
            for &(object, weight) in &held {
                self.use_pair(a, index(line), object, weight);
                self.count(a, index(line), true);
                self.count(b, object, true);
            }
            let floor = self.floor(a, line);
            let room = self.sides[a].next[line] > -FAR;
            self.sides[a].price[line] = match (best, least) {
                (best, None) => best.unwrap_or(0),
                (_, Some(least)) if !room => least,
                (best, Some(least)) => floor.max(best.unwrap_or(floor)).min(least),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::{Bounds, Goal, Problem, core::Adjacency, lines::Lines};

    const LINES: usize = 300;

    /// `SplitMix64`.
    fn chance(at: usize) -> usize {
        let mut z = (at as u64).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap()
    }

    fn core(rows: usize, places: Bounds, weight: impl Fn(usize, usize) -> usize) -> Core<i32> {
        let (rows, columns) = (vec![Bounds::up_to(1); rows], vec![places; LINES]);
        let weights =
            (0..rows.len() * LINES).map(|at| i32::try_from(weight(at / LINES, at % LINES)).unwrap());
        let weights: Vec<i32> = weights.collect();
        let begin: Vec<usize> = (0..=rows.len()).map(|row| row * LINES).collect();
        let pairs = (0..).zip(&weights).map(|(at, weight)| (at % 300, *weight)).collect();
        let problem = Problem::dense(rows, columns, &weights).unwrap();
        Core::new(Lines::new(&problem, Goal::RowsFirst), Adjacency::new(&begin, pairs), None)
    }

    #[test]
    fn an_auction_leaves_little_to_the_searches() {
        let one = Bounds::up_to(1);
        let random = |row, column| chance(row * LINES + column) % 1_000_000;
        let crowded = |row: usize, column: usize| 1000 - 3 * column + chance(row * LINES + column) % 40;
        let product =
            |row: usize, column: usize| (1 + chance(row) % 1000) * (1 + chance(LINES + column) % 1000);
        for (family, mut core) in [
            ("random", core(LINES, one, random)),
            ("crowded", core(LINES, one, crowded)),
            ("products", core(LINES, one, product)),
            ("fewer rows", core(LINES / 2, one, crowded)),
            ("more rows", core(LINES * 2, one, crowded)),
            ("minimums", core(LINES * 3 / 2, Bounds { min: 1, max: 3 }, crowded)),
        ] {
            assert!(core.start(&mut |_, _| false));
            let left = core.sources(ROWS).len() + core.sources(COLUMNS).len();
            assert!(left * 100 <= LINES, "{family}: {left} wishes are left of {LINES} lines");
        }
    }
}
