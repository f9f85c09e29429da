//! Shortest paths: what a line wants is met where that costs least.

use std::cmp::Reverse;

use super::{
    super::lines::{COLUMNS, ROWS},
    Core, FAR, NONE, Stop, Weight,
};

/// A line that wants one unit more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) line: u32,
    /// One more, on the side that gets more; one less, on the other.
    pub(super) more: bool,
}

/// Where a path ends.
#[derive(Clone, Copy, Debug)]
enum End {
    /// The wish is worth no more than the path.
    Nowhere,
    /// A line of the other side takes one more unit.
    More(u32),
    /// A line of the same side goes with one unit less.
    Less(u32),
}

/// Paths are looked for many at once until fewer than one source in so many finds one, twice in a row: then one search
/// after the other costs less, because it looks at the surroundings of one source only.
const PATIENCE: usize = 50;

/// So few sources are searched from one by one at once.
const FEW: usize = 8;

impl<T: Weight> Core<T> {
    /// Makes the assignment the best of the stored pairs. Says whether it was not stopped.
    pub(in crate::assignment) fn solve(&mut self, stop: &mut Stop<'_>) -> bool {
        self.improve(ROWS, stop) && {
            if !self.sources(COLUMNS).is_empty() {
                self.transpose();
            }
            self.improve(COLUMNS, stop)
        }
    }

    /// Lines of side `a` that want more, and of the other that want less.
    pub(super) fn sources(&self, a: usize) -> Vec<Source> {
        let (ours, theirs) = (&self.sides[a], &self.sides[1 - a]);
        let more =
            (0..).zip(ours.price.iter().zip(&ours.next)).filter(|(_, (price, next))| **price + **next > 0);
        let less = (0..)
            .zip(theirs.price.iter().zip(&theirs.last))
            .filter(|(_, (price, last))| **price + **last < 0);
        let more = more.map(|(line, _)| Source { line, more: true });
        more.chain(less.map(|(line, _)| Source { line, more: false })).collect()
    }

    /// What a wish is worth.
    pub(super) fn gain(&self, a: usize, source: Source) -> i64 {
        let at = source.line as usize;
        if source.more {
            self.sides[a].price[at] + self.sides[a].next[at]
        } else {
            -(self.sides[1 - a].price[at] + self.sides[1 - a].last[at])
        }
    }

    /// Meets the wishes of side `a` for more, and of the other side for less.
    fn improve(&mut self, a: usize, stop: &mut Stop<'_>) -> bool {
        let mut sources = self.sources(a);
        let all = sources.len();
        let mut idle = if all <= FEW { 2 } else { 0 };
        while idle < 2 && !sources.is_empty() {
            let before = sources.len();
            if stop(all - before, all) {
                return false;
            }
            let found = self.augment_tight(a, &sources);
            sources.retain(|source| self.gain(a, *source) > 0);
            idle = if found * PATIENCE < before { idle + 1 } else { 0 };
            if !sources.is_empty() && idle < 2 {
                let (length, _) = self.search(a, &sources);
                self.move_prices(a, length);
                sources.retain(|source| self.gain(a, *source) > 0);
            }
        }
        let before = all - sources.len();
        for (done, source) in sources.into_iter().enumerate() {
            if done % 16 == 0 && stop(before + done, all) {
                return false;
            }
            while self.gain(a, source) > 0 {
                let (length, end) = self.search(a, &[source]);
                self.move_prices(a, length);
                self.augment(a, source, end);
            }
        }
        true
    }

    /// Shortest paths from all sources, as far as the first end or the smallest wish, and how far that is.
    fn search(&mut self, a: usize, sources: &[Source]) -> (i64, End) {
        let mut best = (FAR, End::Nowhere);
        for &source in sources {
            let gain = self.gain(a, source);
            if gain < best.0 {
                best = (gain, End::Nowhere);
            }
        }
        for source in sources {
            let side = &mut self.sides[if source.more { a } else { 1 - a }];
            side.distance[source.line as usize] = 0;
            side.from[source.line as usize] = NONE;
            side.reached.push(source.line);
            if source.more {
                self.level.push(source.line);
            } else {
                self.reach(a, source.line, 0, 0, &mut best);
            }
        }
        // First come, first served among equals, so that paths have few steps and changes touch few pairs.
        let (mut at, mut served) = (0, 0);
        while at < best.0 {
            let line = if let Some(&line) = self.level.get(served) {
                served += 1;
                line
            } else if let Some(Reverse((distance, line))) = self.heap.pop() {
                if distance > self.sides[a].distance[line as usize] {
                    continue;
                }
                at = distance;
                if at >= best.0 {
                    break;
                }
                line
            } else {
                break;
            };
            self.settle(a, line, at, &mut best);
        }
        self.heap.clear();
        self.level.clear();
        best
    }

    /// From a line of the side that gets more along all its pairs that are not in use.
    fn settle(&mut self, a: usize, line: u32, at: i64, best: &mut (i64, End)) {
        let b = 1 - a;
        let base = at + self.sides[a].price[line as usize];
        let pairs = std::mem::take(&mut self.sides[a].pairs);
        for part in pairs.parts(line as usize) {
            for &(other, weight) in part {
                let o = other as usize;
                let side = &self.sides[b];
                let to = base + side.price[o] - weight.wide();
                if to >= best.0 || to >= side.distance[o] || self.is_used(a, line as usize, other) {
                    continue;
                }
                let side = &mut self.sides[b];
                if side.distance[o] == FAR {
                    side.reached.push(other);
                }
                side.distance[o] = to;
                side.from[o] = line;
                if side.next[o] > -FAR {
                    let exit = to + (-(side.price[o] + side.next[o])).max(0);
                    if exit < best.0 {
                        *best = (exit, End::More(other));
                    }
                }
                self.reach(a, other, to, at, best);
            }
        }
        self.sides[a].pairs = pairs;
    }

    /// From a line of the other side along its pairs in use.
    fn reach(&mut self, a: usize, other: u32, to: i64, at: i64, best: &mut (i64, End)) {
        let [rows, columns] = &mut self.sides;
        let (side, others) = if a == ROWS { (rows, columns) } else { (columns, rows) };
        let offset = to - others.price[other as usize];
        let mut place = others.head[other as usize];
        while place != NONE {
            let used = &self.used[place as usize];
            let line = used.lines[a];
            let l = line as usize;
            let farther = offset + used.weight - side.price[l];
            if farther < side.distance[l] && farther < best.0 {
                if side.distance[l] == FAR {
                    side.reached.push(line);
                }
                side.distance[l] = farther;
                side.from[l] = place;
                let exit = farther + (side.price[l] + side.last[l]).max(0);
                if exit < best.0 {
                    *best = (exit, End::Less(line));
                }
                if farther <= at {
                    self.level.push(line);
                } else {
                    self.heap.push(Reverse((farther, line)));
                }
            }
            place = used.next[1 - a];
        }
    }

    /// Moves the prices of what lies nearer than the end by what it is nearer, and forgets the distances.
    fn move_prices(&mut self, a: usize, length: i64) {
        for (side, sign) in [(a, -1), (1 - a, 1)] {
            let side = &mut self.sides[side];
            for line in side.reached.drain(..) {
                let distance = std::mem::replace(&mut side.distance[line as usize], FAR);
                if distance < length {
                    side.price[line as usize] += sign * (length - distance);
                }
            }
        }
    }

    /// Uses the pairs of the path to an end that were free, and frees those that were in use.
    fn augment(&mut self, a: usize, source: Source, end: End) {
        let b = 1 - a;
        let mut other = match end {
            End::Nowhere => return,
            End::More(other) => {
                self.count(b, other, true);
                other
            }
            End::Less(line) => {
                let place = self.sides[a].from[line as usize];
                let other = self.used[place as usize].lines[b];
                self.release(place);
                self.count(a, line, false);
                other
            }
        };
        while source.more || other != source.line {
            let line = self.sides[b].from[other as usize];
            // After the prices moved, the pairs of the path weigh just what they are priced at.
            let weight = self.sides[a].price[line as usize] + self.sides[b].price[other as usize];
            let place = self.sides[a].from[line as usize];
            if source.more && line == source.line {
                self.use_pair(a, line, other, weight);
                break;
            }
            let before = self.used[place as usize].lines[b];
            self.release(place);
            self.use_pair(a, line, other, weight);
            other = before;
        }
        self.count(if source.more { a } else { b }, source.line, source.more);
    }
}
