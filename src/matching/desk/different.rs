//! A few plans nearly as good that differ as much as could be found.
//!
//! Whoever decides sees more in plans that differ than in the second best, which mostly moves two people. A plan that may not
//! use what others use is found by taking points off their pairings, more and more, as long as enough points remain: each
//! such plan is the best of those that share as few pairings, and halving finds the most that can be taken off. That it could
//! not differ more is not claimed; what it has is exact.

use std::collections::BTreeMap;

use super::{Desk, WhatIf, Worth};
use crate::{
    assignment::{Change, Pair, Solution},
    criteria::Score,
};

/// So often the points taken off are halved: to a thousandth of what a pair can be worth.
const HALVED: usize = 10;

impl Desk<'_> {
    /// At most so many plans beside the plan itself, each with as much as it at the goal's first level and at most so many
    /// points less, that differ from it and from each other as much as could be found. Each tells what is otherwise in it.
    ///
    /// # Complexity
    ///
    /// Some ten plans solved on from the last for each.
    pub fn different_plans(&self, most: usize, within: Score) -> Vec<WhatIf> {
        let mut taken: Vec<Solution> = vec![self.solution.clone()];
        while taken.len() <= most {
            match self.different_from(&taken, within) {
                Some(other) => taken.push(other),
                None => break,
            }
        }
        let told = |other: &Solution| WhatIf {
            trade: self.worth().to(&self.worth_at_scores(other)),
            ..self.beside(other)
        };
        taken.iter().skip(1).map(told).collect()
    }

    /// What a plan found with other weights has.
    fn worth_at_scores(&self, found: &Solution) -> Worth {
        let scores = found.pairs().iter().map(|&(row, column)| self.score(row, column));
        let (mentees, pairings) = (found.rows_covered(), found.pairs().len());
        Worth { mentees, pairings, points: scores.sum() }
    }

    fn different_from(&self, taken: &[Solution], within: Score) -> Option<Solution> {
        let problem = self.solver.problem();
        let mut times: BTreeMap<(usize, usize), i64> = BTreeMap::new();
        let pairs = taken.iter().flat_map(Solution::pairs);
        for pair in pairs.filter(|pair| !self.is_fixed(pair.0, pair.1)) {
            *times.entry(*pair).or_default() += 1;
        }
        let weights: Vec<_> = times
            .iter()
            .filter_map(|(&(row, column), &times)| Some((row, column, problem.weight(row, column)?, times)))
            .collect();
        let shared =
            |solution: &Solution| solution.pairs().iter().filter_map(|pair| times.get(pair)).sum::<i64>();
        let before = self.worth();
        let mut best: Option<(i64, Solution)> = None;
        let mut solver = self.solver.clone();
        let mut try_with = |off: i64| {
            for &(row, column, weight, times) in &weights {
                let weight = (weight - off.saturating_mul(times)).max(-i64::from(i32::MAX / 2));
                solver.change(&Change::Weight(Pair { row, column, weight })).expect("weights of 32 bits");
            }
            let found = solver.solve().expect("weights do not make demands clash");
            let trade = before.to(&self.worth_at_scores(&found));
            let enough = trade.first(self.plan.goal()) == 0
                && trade.points.thousandths().saturating_neg() <= within.thousandths();
            let differs = taken.iter().all(|other| other.pairs() != found.pairs());
            if enough && differs && !self.has_idle(&found) {
                let shared = shared(&found);
                if best.as_ref().is_none_or(|(fewest, _)| shared < *fewest) {
                    best = Some((shared, found));
                }
            }
            enough
        };
        // INVARIANT: with `some` points off enough remain, with `too_much` they do not.
        let (mut some, mut too_much) = (0, weights.iter().map(|weight| weight.2).max()?.max(1) + 1);
        if try_with(too_much) {
            return best.map(|(_, found)| found);
        }
        for _ in 0..HALVED {
            let middle = some + (too_much - some) / 2;
            if middle == some {
                break;
            }
            if try_with(middle) { some = middle } else { too_much = middle }
        }
        best.map(|(_, found)| found)
    }
}
