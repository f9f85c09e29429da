//! Fewer extra numbers to hide, or the proof that there are none.
//!
//! Where an unsafe number is not protected, the walks that change it end at a cut (Ford & Fulkerson 1956): a set of points
//! with nothing but used up numbers around it. Some number that crosses the cut has to be hidden. So a search hides each of
//! them in turn, and after its turn takes it for shown (Fischetti & Salazar-González 2000 cut in the same place, with linear
//! programs). Cuts that have no number in common each cost at least their cheapest one; where that comes to as much as the
//! best pattern so far, nothing better follows.

use super::{
    super::feasible::{Direction, Grid, Walk},
    cycles::{cost, cost_of},
};

/// How much is looked at before the search gives up: patterns, times the square of the numbers in a table, as it takes so long
/// to look at one. This leaves some thousand patterns for a table of six rows and six columns, which mostly is enough for
/// the proof; some eighty for one of 20 × 12, which takes a few milliseconds; and none for one of 60 × 40, of which hardly
/// any is ever proved.
const MOST_LOOKED_AT: usize = 6_000_000;

/// A pattern at least as good as the one given, and whether it is proved that none is better.
pub(super) fn protect(grid: &Grid, is_unsafe: &[bool], people: u64, found: Vec<bool>) -> (Vec<bool>, bool) {
    let cost = cost_of(grid, is_unsafe, &found);
    if cost == 0 {
        return (found, true);
    }
    let unprotected: Vec<_> = (0..grid.len()).filter(|place| is_unsafe[*place]).collect();
    let closed = grid.counts().iter().map(|count| *count == 0).collect();
    let mut search = Search {
        grid,
        people,
        hidden: is_unsafe.to_vec(),
        closed,
        least: cost,
        best: found,
        left: MOST_LOOKED_AT / (grid.len() * grid.len()),
    };
    search.look(0, &unprotected);
    (search.best, search.left > 0)
}

struct Search<'a> {
    grid: &'a Grid,
    people: u64,
    hidden: Vec<bool>,
    /// The numbers that are shown in all patterns from here on.
    closed: Vec<bool>,
    /// The cost of the best pattern.
    least: u128,
    best: Vec<bool>,
    /// How many more patterns are looked at.
    left: usize,
}

impl Search<'_> {
    /// Looks at the pattern and at all that hide more, `spent` being its cost. Of the unsafe numbers only those are asked that
    /// were not protected before.
    fn look(&mut self, spent: u128, unprotected: &[usize]) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let mut still = Vec::new();
        let mut bound = spent;
        let mut counted = vec![false; self.grid.len()];
        let mut narrowest: Option<Vec<usize>> = None;
        for place in unprotected {
            let Some(cuts) = self.cuts(*place) else { continue };
            still.push(*place);
            for cut in cuts {
                let Some(cheapest) = cut.iter().map(|place| cost(self.grid, *place)).min() else { return };
                if cut.iter().all(|place| !counted[*place]) {
                    bound += cheapest;
                    for place in &cut {
                        counted[*place] = true;
                    }
                }
                if narrowest.as_ref().is_none_or(|narrowest| cut.len() < narrowest.len()) {
                    narrowest = Some(cut);
                }
            }
            if bound >= self.least {
                return;
            }
        }
        let Some(mut narrowest) = narrowest else {
            if spent < self.least {
                self.least = spent;
                self.best.clone_from(&self.hidden);
            }
            return;
        };
        narrowest.sort_by_key(|place| cost(self.grid, *place));
        for place in &narrowest {
            self.hidden[*place] = true;
            self.look(spent + cost(self.grid, *place), &still);
            self.hidden[*place] = false;
            self.closed[*place] = true;
        }
        for place in &narrowest {
            self.closed[*place] = false;
        }
    }

    /// Two sets of numbers of each of which one more has to be hidden before an unsafe number is protected, one cut near the
    /// point where raising it begins and one near where it ends; `None` when it is protected.
    fn cuts(&self, place: usize) -> Option<[Vec<usize>; 2]> {
        let (mut raised, mut lowered) =
            (Walk::new(self.grid, &self.hidden), Walk::new(self.grid, &self.hidden));
        let up = raised.change(place, Direction::Up, self.people);
        if up >= self.people {
            return None;
        }
        let down = lowered.change(place, Direction::Down, self.people - up);
        if up + down >= self.people {
            return None;
        }
        let (from, to) = raised.ends(place, Direction::Up);
        let mut near_start = vec![raised.reached(from, place, false)];
        let mut near_end = vec![raised.reached(to, place, true)];
        // One that has come down to zero cannot be lowered by hiding more.
        if down < self.grid.count(place) {
            near_start.push(lowered.reached(from, place, true));
            near_end.push(lowered.reached(to, place, false));
        }
        Some([self.crossing(&near_start), self.crossing(&near_end)])
    }

    /// The numbers between a point within one of the sets and a point outside of it that could still be hidden.
    fn crossing(&self, sets: &[Vec<bool>]) -> Vec<usize> {
        let crosses = |place: &usize| {
            let (row, column) = self.grid.points_of(*place);
            sets.iter().any(|within| within[row] != within[column])
        };
        (0..self.grid.len())
            .filter(|place| !self.hidden[*place] && !self.closed[*place])
            .filter(crosses)
            .collect()
    }
}
