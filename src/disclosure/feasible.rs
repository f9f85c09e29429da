//! Between which values a hidden number must lie, given all that is published.
//!
//! A table with its totals is a network (Cox 1995; Fischetti & Salazar-González 2000): rows and columns are points, the
//! totals' row and column two more of them, and every number is what flows between its row and its column, a total in the
//! direction opposite to its parts. Whatever looks the same from outside differs from the truth by closed walks over hidden
//! numbers, each step of which adds to one number or takes from it, never below zero. So the largest and the smallest value
//! of a hidden number are two maximum flows (Ford & Fulkerson 1956), exact and whole.
//!
//! It is known here that counts are not negative and that they add up, and nothing else: not why a number is hidden, and
//! not what somebody knows of the people themselves.

use std::collections::VecDeque;

use serde::Serialize;

/// The values a hidden number can have, for somebody who sees all that is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Range {
    low: u64,
    high: Option<u64>,
}

impl Range {
    /// The smallest number of people it can be.
    pub fn low(&self) -> u64 {
        self.low
    }

    /// The largest number of people it can be; `None` when nothing that is published bounds it.
    pub fn high(&self) -> Option<u64> {
        self.high
    }

    /// How many people lie between the two; `None` without a bound.
    pub fn width(&self) -> Option<u64> {
        self.high.map(|high| high - self.low)
    }
}

/// A table with its totals as one more row and one more column, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    /// How many rows, that of the totals included.
    rows: usize,
    /// How many columns, that of the totals included.
    columns: usize,
    counts: Vec<u64>,
}

impl Grid {
    /// Adds the totals to rows of `columns` counts each, whose sum is far from the largest number.
    pub(super) fn new<'a>(cells: impl Iterator<Item = &'a [u64]>, columns: usize) -> Self {
        let mut counts = Vec::new();
        let mut totals = vec![0; columns];
        let mut rows = 1;
        for row in cells {
            counts.extend_from_slice(row);
            counts.push(row.iter().sum());
            rows += 1;
            for (total, count) in totals.iter_mut().zip(row) {
                *total += count;
            }
        }
        counts.extend_from_slice(&totals);
        counts.push(totals.iter().sum());
        Self { rows, columns: columns + 1, counts }
    }

    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    /// How many points the network has: rows, then columns.
    pub(super) fn points(&self) -> usize {
        self.rows + self.columns
    }

    pub(super) fn counts(&self) -> &[u64] {
        &self.counts
    }

    pub(super) fn count(&self, place: usize) -> u64 {
        self.counts[place]
    }

    pub(super) fn row_of(&self, place: usize) -> usize {
        place / self.columns
    }

    pub(super) fn column_of(&self, place: usize) -> usize {
        place % self.columns
    }

    pub(super) fn place(&self, row: usize, column: usize) -> usize {
        row * self.columns + column
    }

    pub(super) fn last_row(&self) -> usize {
        self.rows - 1
    }

    pub(super) fn last_column(&self) -> usize {
        self.columns - 1
    }

    /// Whether a number is a total, of a row, a column, or all.
    pub(super) fn is_total(&self, place: usize) -> bool {
        self.row_of(place) == self.last_row() || self.column_of(place) == self.last_column()
    }

    /// Whether adding to a number flows from its row to its column. A count does, and so does the total of all; the total of
    /// a row or a column flows back.
    fn flows_from_row(&self, place: usize) -> bool {
        (self.row_of(place) == self.last_row()) == (self.column_of(place) == self.last_column())
    }

    /// The points a number flows between: its row and its column.
    pub(super) fn points_of(&self, place: usize) -> (usize, usize) {
        (self.row_of(place), self.rows + self.column_of(place))
    }

    /// The same, in the direction in which adding to it flows.
    fn ends(&self, place: usize) -> (usize, usize) {
        let (row, column) = self.points_of(place);
        if self.flows_from_row(place) { (row, column) } else { (column, row) }
    }

    /// Every step out of a point: the number stepped over, the point on the other side, and whether it is added to.
    pub(super) fn steps(&self, point: usize) -> impl Iterator<Item = Step> {
        let is_row = point < self.rows;
        let others = if is_row { self.rows..self.points() } else { 0..self.rows };
        others.map(move |other| {
            let place = if is_row {
                self.place(point, other - self.rows)
            } else {
                self.place(other, point - self.rows)
            };
            Step { place, to: other, adds: self.flows_from_row(place) == is_row }
        })
    }

    /// What somebody can work out of a number when these are hidden.
    pub(super) fn range(&self, place: usize, hidden: &[bool]) -> Range {
        let count = self.count(place);
        if !hidden[place] {
            return Range { low: count, high: Some(count) };
        }
        let more = Walk::new(self, hidden).change(place, Direction::Up, u64::MAX);
        let less = Walk::new(self, hidden).change(place, Direction::Down, u64::MAX);
        Range { low: count - less, high: (more < u64::MAX).then(|| count + more) }
    }
}

/// On which hidden numbers it rests that one of them can be anything within a range at least `people` wide; `None` when it
/// cannot. Hiding more changes nothing about it.
pub(super) fn guard(grid: &Grid, place: usize, hidden: &[bool], people: u64) -> Option<Vec<usize>> {
    let mut raised = Walk::new(grid, hidden);
    let up = raised.change(place, Direction::Up, people);
    if up == people {
        return Some(raised.changed);
    }
    let mut lowered = Walk::new(grid, hidden);
    let down = lowered.change(place, Direction::Down, people - up);
    (up + down == people).then(|| [raised.changed, lowered.changed].concat())
}

/// Whether every unsafe number can be anything within a range at least `people` wide when these are hidden.
pub(super) fn are_wide(grid: &Grid, is_unsafe: &[bool], hidden: &[bool], people: u64) -> bool {
    (0..grid.len())
        .filter(|place| is_unsafe[*place])
        .all(|place| hidden[place] && guard(grid, place, hidden, people).is_some())
}

/// One step of a walk through the network.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) place: usize,
    pub(super) to: usize,
    /// Adds to the number; otherwise takes from it.
    pub(super) adds: bool,
}

/// Whether a number is to grow or to shrink.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

/// Another table that looks the same from outside: it begins with the truth and is changed walk by walk.
#[derive(Clone, Debug)]
pub(super) struct Walk<'a> {
    grid: &'a Grid,
    hidden: &'a [bool],
    // INVARIANT: adds up like the truth, and agrees with it wherever a number is not hidden.
    counts: Vec<u64>,
    /// The numbers changed so far; one can be there twice.
    changed: Vec<usize>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(grid: &'a Grid, hidden: &'a [bool]) -> Self {
        Self { grid, hidden, counts: grid.counts.clone(), changed: Vec::new() }
    }

    /// What a step can carry: without end when it adds, what is left of the number when it takes.
    pub(super) fn room(&self, step: Step) -> u64 {
        if step.adds { u64::MAX } else { self.counts[step.place] }
    }

    /// Where the rest of a walk begins and ends that changes a number: it goes on where the number flows to.
    pub(super) fn ends(&self, place: usize, direction: Direction) -> (usize, usize) {
        let (tail, head) = self.grid.ends(place);
        if direction == Direction::Up { (head, tail) } else { (tail, head) }
    }

    /// Changes a hidden number as far as it goes, and at most by `wanted`; gives by how much. `u64::MAX` of `u64::MAX` wanted
    /// means that nothing bounds it.
    ///
    /// Shortest walks first (Edmonds & Karp 1972): at most points × numbers of them, each found in O(numbers).
    pub(super) fn change(&mut self, place: usize, direction: Direction, wanted: u64) -> u64 {
        let mut changed = 0;
        loop {
            let own = if direction == Direction::Up { u64::MAX } else { self.counts[place] };
            let left = own.min(wanted - changed);
            if left == 0 {
                return changed;
            }
            let Some(path) = self.shortest(place, direction) else { return changed };
            let room = path.iter().map(|step| self.room(*step)).fold(own, u64::min);
            if room == u64::MAX && wanted == u64::MAX {
                return u64::MAX;
            }
            let amount = room.min(left);
            for step in &path {
                let count = &mut self.counts[step.place];
                *count = if step.adds { *count + amount } else { *count - amount };
                self.changed.push(step.place);
            }
            self.counts[place] = match direction {
                Direction::Up => self.counts[place] + amount,
                Direction::Down => self.counts[place] - amount,
            };
            changed += amount;
        }
    }

    /// The steps with fewest hidden numbers that close a walk over one of them.
    fn shortest(&self, place: usize, direction: Direction) -> Option<Vec<Step>> {
        let (from, to) = self.ends(place, direction);
        // For each point the step that first came there, with the point it came from.
        let mut came: Vec<Option<(usize, Step)>> = vec![None; self.grid.points()];
        let mut queue = VecDeque::from([from]);
        while let Some(point) = queue.pop_front() {
            for step in self.grid.steps(point) {
                let open = self.hidden[step.place] && step.place != place && self.room(step) > 0;
                if open && step.to != from && came[step.to].is_none() {
                    came[step.to] = Some((point, step));
                    if step.to == to {
                        let mut path = Vec::new();
                        let mut at = to;
                        while let Some((previous, step)) = came[at] {
                            path.push(step);
                            at = previous;
                        }
                        return Some(path);
                    }
                    queue.push_back(step.to);
                }
            }
        }
        None
    }

    /// The points that can be reached from one over hidden numbers other than `place`, or from which it can be reached.
    pub(super) fn reached(&self, start: usize, place: usize, backwards: bool) -> Vec<bool> {
        let mut reached = vec![false; self.grid.points()];
        reached[start] = true;
        let mut queue = vec![start];
        while let Some(point) = queue.pop() {
            for step in self.grid.steps(point) {
                // A step back over a number that is added to takes from it when it is gone the right way.
                let travelled = Step { adds: step.adds != backwards, ..step };
                let open = self.hidden[step.place] && step.place != place && self.room(travelled) > 0;
                if open && !reached[step.to] {
                    reached[step.to] = true;
                    queue.push(step.to);
                }
            }
        }
        reached
    }
}
