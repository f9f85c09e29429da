//! Extra numbers to hide, found by the cheapest closed walks.
//!
//! An unsafe number is protected when walks over hidden numbers can raise and lower it by the threshold altogether. While
//! they cannot, the walk is looked for that hides least more: a shortest path between the number's row and its column, where
//! stepping over a hidden number costs nothing. First such a path is sought as carries all that is missing at once, then any.
//! What an unsafe number leans on is kept, so that showing an extra number again asks only those anew that lean on it.

use super::super::feasible::{Direction, Grid, Step, Walk, guard};

/// What hiding one more number costs: the total of all far more than the other totals, a total far more than all counts, a
/// count far more than all people.
pub(super) fn cost(grid: &Grid, place: usize) -> u128 {
    let kind = match (grid.row_of(place) == grid.last_row(), grid.column_of(place) == grid.last_column()) {
        (true, true) => TOTAL_OF_ALL,
        (false, false) => COUNT,
        _ => TOTAL,
    };
    kind + u128::from(grid.count(place))
}

// The people of a table and its totals are at most 4 * 2^40, and no memory holds a table of 2^40 numbers: so sums of costs
// compare by the total of all, then by totals, then by counts, then by people.
const COUNT: u128 = 1 << 44;
const TOTAL: u128 = 1 << 84;
const TOTAL_OF_ALL: u128 = 1 << 124;

/// What a pattern costs beyond what is unsafe.
pub(super) fn cost_of(grid: &Grid, is_unsafe: &[bool], hidden: &[bool]) -> u128 {
    let extra = |place: &usize| hidden[*place] && !is_unsafe[*place];
    (0..grid.len()).filter(extra).map(|place| cost(grid, place)).sum()
}

/// The best of the patterns found with unsafe numbers taken in four orders, by wide paths first or by any. Numbers that the
/// unsafe ones protect among themselves need nothing more.
pub(super) fn protect(grid: &Grid, is_unsafe: &[bool], people: u64) -> Vec<bool> {
    let in_order: Vec<usize> = (0..grid.len())
        .filter(|place| is_unsafe[*place] && guard(grid, *place, is_unsafe, people).is_none())
        .collect();
    let reversed = in_order.iter().rev().copied().collect();
    let mut smallest_first = in_order.clone();
    smallest_first.sort_by_key(|place| grid.count(*place));
    let largest_first = smallest_first.iter().rev().copied().collect();
    let mut best: Option<(u128, Vec<bool>)> = None;
    for order in [in_order, reversed, smallest_first, largest_first] {
        for wide_first in [true, false] {
            let hidden = Pattern::found(grid, is_unsafe, people, &order, wide_first).hidden;
            let cost = cost_of(grid, is_unsafe, &hidden);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, hidden));
            }
        }
    }
    best.map_or_else(|| is_unsafe.to_vec(), |(_, hidden)| hidden)
}

/// What is hidden so far, and on which hidden numbers each unsafe one leans.
struct Pattern<'a> {
    grid: &'a Grid,
    people: u64,
    hidden: Vec<bool>,
    // INVARIANT: while those numbers are hidden, the unsafe one is protected, whatever else is hidden.
    leans_on: Vec<(usize, Vec<usize>)>,
}

impl<'a> Pattern<'a> {
    fn found(grid: &'a Grid, is_unsafe: &[bool], people: u64, order: &[usize], wide_first: bool) -> Self {
        let mut pattern = Self { grid, people, hidden: is_unsafe.to_vec(), leans_on: Vec::new() };
        for place in order {
            pattern.protect(*place, wide_first);
        }
        let mut extra: Vec<_> =
            (0..grid.len()).filter(|place| pattern.hidden[*place] && !is_unsafe[*place]).collect();
        extra.sort_by_key(|place| std::cmp::Reverse(cost(grid, *place)));
        for place in extra {
            pattern.show_again(place);
        }
        pattern
    }

    /// Hides what an unsafe number still needs. Each round hides a number more, since walks over hidden ones are used up.
    fn protect(&mut self, place: usize, wide_first: bool) {
        loop {
            if let Some(leans_on) = guard(self.grid, place, &self.hidden, self.people) {
                self.leans_on.push((place, leans_on));
                return;
            }
            let down = Walk::new(self.grid, &self.hidden).change(place, Direction::Down, self.people);
            let mut walk = Walk::new(self.grid, &self.hidden);
            let up = walk.change(place, Direction::Up, self.people);
            let missing = self.people.saturating_sub(up + down);
            let wide = if wide_first { self.cheapest(&walk, place, missing) } else { None };
            // A wide path over totals is worse than narrow ones without.
            let path = wide.filter(|(cost, _)| *cost < TOTAL).or_else(|| self.cheapest(&walk, place, 1));
            // There is always the path over the totals of the number's row and column and of all, none of them zero.
            let Some((_, path)) = path else { return };
            for place in path {
                self.hidden[place] = true;
            }
        }
    }

    /// The numbers of the path that hides least more and closes a walk that raises one by at least `room` (Dijkstra 1959).
    fn cheapest(&self, walk: &Walk<'_>, place: usize, room: u64) -> Option<(u128, Vec<usize>)> {
        let (from, to) = walk.ends(place, Direction::Up);
        // For each point the least cost to come there, and the last step with the point it came from.
        let mut least: Vec<Option<u128>> = vec![None; self.grid.points()];
        let mut came: Vec<Option<(usize, Step)>> = vec![None; self.grid.points()];
        let mut done = vec![false; self.grid.points()];
        least[from] = Some(0);
        let total = loop {
            let open = least.iter().enumerate().filter(|(point, _)| !done[*point]);
            let (so_far, point) =
                open.filter_map(|(point, least)| least.map(|least| (least, point))).min()?;
            if point == to {
                break so_far;
            }
            done[point] = true;
            for step in self.grid.steps(point) {
                let is_open = self.grid.count(step.place) > 0 && step.place != place;
                if !is_open || done[step.to] || walk.room(step) < room {
                    continue;
                }
                let more = if self.hidden[step.place] { 0 } else { cost(self.grid, step.place) };
                if least[step.to].is_none_or(|least| so_far + more < least) {
                    least[step.to] = Some(so_far + more);
                    came[step.to] = Some((point, step));
                }
            }
        };
        let mut path = Vec::new();
        let mut at = to;
        while let Some((previous, step)) = came[at] {
            path.push(step.place);
            at = previous;
        }
        Some((total, path))
    }

    /// Shows an extra number again, unless an unsafe one is no longer protected then.
    fn show_again(&mut self, place: usize) {
        self.hidden[place] = false;
        let mut anew = Vec::new();
        for (at, (leaning, leans_on)) in self.leans_on.iter().enumerate() {
            if leans_on.contains(&place) {
                let Some(leans_on) = guard(self.grid, *leaning, &self.hidden, self.people) else {
                    self.hidden[place] = true;
                    return;
                };
                anew.push((at, leans_on));
            }
        }
        for (at, leans_on) in anew {
            self.leans_on[at].1 = leans_on;
        }
    }
}
