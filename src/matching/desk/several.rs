//! Several plans: the best, the second best and so on.
//!
//! # Problem
//!
//! The k best plans by the goal, in order, over all pairs. Two plans are two when each has a pairing the other has not: one
//! more pairing that adds nothing makes no other plan.
//!
//! # Idea
//!
//! All plans are a set with a known best one. The second best of a set lacks some pairing of the best, so it is the best of the
//! plans without one of these pairings. Split the set at that pairing: one part has the
//! first as its best plan, the other the second, and only their second best plans are to be found (Chegireddy and Hamacher,
//! 1987, after Murty, 1968). The next plan overall is the best second of all parts.
//!
//! For each pairing of a best plan the prices say what doing without it [costs at
//! least](crate::assignment::Solution::costs_without); what was found exactly in a set bounds its parts. So of the hundreds of
//! trials only those are made that could still be the second best, from the last prices.
//!
//! # What it costs
//!
//! One pass over all pairs; then for each plan a few changes of a solved problem where plans tie, and where they do not as many
//! as there are pairings that prices alone cannot settle.
//!
//! # What was tried and lost
//!
//! Murty's own parts, one for each pairing of a plan with all pairings before it pinned: ten thousand pins in a problem of ten
//! thousand people cost more than solving it.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
};

use super::{Desk, WhatIf};
use crate::{
    assignment::{Change, Solution, Solver},
    matching::each::each,
};

/// A set of plans, its best one, and its second best.
struct Part<'a> {
    solver: Solver<'a>,
    best: Solution,
    /// What plans of the set without a pair are worth at most; `None` when there is none.
    without: BTreeMap<(usize, usize), Option<i128>>,
    second: Option<Second<'a>>,
}

/// The best plan of a set that lacks a pair of its best one.
struct Second<'a> {
    pair: (usize, usize),
    /// With the pair ruled out.
    solver: Solver<'a>,
    solution: Solution,
}

impl<'a> Desk<'a> {
    /// The `most` best plans by the goal, in order; fewer where there are no more. The first is the plan itself, in which
    /// nothing is otherwise; each tells what is otherwise in it.
    pub fn best_plans(&self, most: usize) -> Vec<WhatIf> {
        let mut plans = Vec::new();
        if most > 0 {
            plans.push(self.beside(&self.solution));
        }
        if most < 2 {
            return plans;
        }
        let problem = self.solver.problem();
        let value = self.solution.proof().value;
        let costs = self.solution.costs_without(problem);
        let without = self.solution.pairs().iter().zip(costs);
        let without = without.map(|(&pair, cost)| (pair, cost.map(|cost| value - i128::from(cost))));
        let (solver, best) = (self.solver.clone(), self.solution.clone());
        let mut parts = vec![Part { solver, best, without: without.collect(), second: None }];
        Self::find_second(&mut parts[0]);
        while plans.len() < most {
            let next = parts.iter().enumerate().filter_map(|(at, part)| {
                let second = part.second.as_ref()?;
                // Of equals, the part that was made first.
                Some((second.solution.proof().value, Reverse(at)))
            });
            let Some((_, Reverse(at))) = next.max() else { break };
            let Second { pair, solver, solution } =
                parts[at].second.take().expect("it has a second best plan");
            if !self.has_idle(&solution) {
                plans.push(self.beside(&solution));
            }
            let (row, column) = pair;
            // The part without the pair: its best is what was second.
            let here = &parts[at];
            let value = solution.proof().value;
            let bound = |pair: &(usize, usize)| here.without.get(pair).copied().unwrap_or(Some(value));
            let without = solution.pairs().iter().map(|pair| (*pair, bound(pair))).collect();
            let mut other = Part { solver, best: solution, without, second: None };
            // The part with it keeps its best.
            let part = &mut parts[at];
            part.solver.change(&Change::Pin { row, column }).expect("the pair is in a plan of this set");
            Self::find_second(part);
            Self::find_second(&mut other);
            parts.push(other);
        }
        plans
    }

    /// Whether a pairing adds nothing.
    pub(super) fn has_idle(&self, solution: &Solution) -> bool {
        let pairs = solution.pairs();
        pairs.iter().any(|pair| self.round.is_idle(self.plan.goal(), &self.source, pairs, *pair))
    }

    /// Finds the second best plan of a set.
    fn find_second(part: &mut Part<'a>) {
        // Solved on after a pin, so that the trials begin from prices that fit.
        let Ok(first) = part.solver.solve() else { unreachable!("the set has a best plan") };
        let most = part.best.proof().value;
        let bounds = part.best.pairs().iter().filter_map(|pair| {
            let free = !part.solver.problem().is_pinned(pair.0, pair.1);
            let bound = part.without.get(pair).copied().unwrap_or(Some(most))?;
            free.then_some((bound.min(most), Reverse(*pair)))
        });
        let mut waiting: BinaryHeap<(i128, Reverse<(usize, usize)>)> = bounds.collect();
        // Many pairs that prices alone would let go for nothing: all best plans say which of them can.
        if waiting.iter().filter(|(bound, _)| *bound == most).nth(FEW).is_some() {
            let face = first.face(part.solver.problem());
            let held = |pair: &(usize, usize)| face.in_some().binary_search(pair).is_err();
            waiting = waiting
                .into_iter()
                .map(|(bound, Reverse(pair))| {
                    (bound - i128::from(bound == most && held(&pair)), Reverse(pair))
                })
                .collect();
            for &(bound, Reverse(pair)) in &waiting {
                part.without.insert(pair, Some(bound));
            }
        }
        let mut found: Option<Second<'a>> = None;
        while let Some(&(bound, _)) = waiting.peek() {
            if found.as_ref().is_some_and(|second| second.solution.proof().value >= bound) {
                break;
            }
            // The next few at once: on several cores they take as long as one.
            let some: Vec<_> = (0..AT_ONCE).map_while(|_| waiting.pop()).collect();
            let tried = each(some.len(), TRIED, |at| {
                let (_, Reverse((row, column))) = some[at];
                let mut solver = part.solver.clone();
                solver.change(&Change::Forbid { row, column }).expect("a pair in use");
                let solution = solver.solve().ok();
                (solver, solution)
            });
            for ((_, Reverse(pair)), (solver, solution)) in some.into_iter().zip(tried) {
                part.without.insert(pair, solution.as_ref().map(|solution| solution.proof().value));
                let Some(solution) = solution else { continue };
                let best = found.as_ref().map(|second| second.solution.proof().value);
                if best < Some(solution.proof().value) {
                    found = Some(Second { pair, solver, solution });
                }
            }
        }
        part.second = found;
    }
}

/// Trials that are made before all best plans are asked for.
const FEW: usize = 4;

/// Trials that are made together: as few as do not wake cores for nothing.
const AT_ONCE: usize = 2;

/// Nanoseconds that a trial takes, at least about.
const TRIED: usize = 200_000;
