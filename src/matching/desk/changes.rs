//! After a talk without a click, a withdrawal, a newcomer: how many changed pairings buy how many points.
//!
//! # Problem
//!
//! People have been told something, or have met. A new round may find a better plan by moving them; somebody has to say whether
//! the points are worth the moves. So: for each number of earlier pairings that are kept, the most points.
//!
//! # Idea
//!
//! Give every earlier pairing a bonus and find the best plan. Whatever the bonus, no plan that keeps as many has more points:
//! so each plan found is exact for its number. With a bonus beyond all points as many are kept as can be; with none the plan
//! has all points. Between two plans, the bonus at which both are as good either finds another between them or shows that there
//! is none on the line that joins them (Eisner and Severance, 1976). Each bonus also bounds the points of all plans: what it
//! found, less the bonus for each pairing kept. Bonuses are whole thousandths of a point.
//!
//! All plans here have as much at the goal's first level as the best plan has.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::{Desk, Trade, Worth, what_if::several};
use crate::{
    assignment::{Change, Goal as Level, Pair, Solution, Solver, solve},
    criteria::Score,
    id::{MenteeId, MentorId},
};

/// What changes buy, from the fewest changes to the most points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceList {
    /// Earlier pairings that could still be.
    pub possible: usize,
    /// The plans, each with more changes and more points than the one before: exact, nothing with as few changes has more points.
    pub offers: Vec<Offer>,
    /// For each number of earlier pairings kept, 0 to `possible`: no plan that keeps as many has more points than this.
    bounds: Vec<Score>,
}

/// A plan on a price list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// How many earlier pairings it keeps.
    pub kept: usize,
    /// The earlier pairings that could still be and are given up, by mentor and mentee.
    pub given_up: Vec<(MentorId, MenteeId)>,
    /// What the plan has.
    pub worth: Worth,
    /// What it has more than the plan with the fewest changes.
    pub trade: Trade,
    /// Its pairings, by mentor and mentee; running pairs are not told.
    pub pairings: Vec<(MentorId, MenteeId)>,
}

impl PriceList {
    /// The plan with most points on this list that gives up at most so many earlier pairings, and a number of points that no
    /// plan at all with as few has more than. `None` where no plan keeps as many.
    pub fn at_most(&self, given_up: usize) -> Option<(&Offer, Score)> {
        let offer = self.offers.iter().rev().find(|offer| self.possible - offer.kept <= given_up)?;
        let kept = self.possible.saturating_sub(given_up)..=self.possible;
        let bound = self.bounds[kept].iter().max().copied().unwrap_or(Score::ZERO);
        Some((offer, bound))
    }
}

/// A line for each plan: `2 of 14 pairings given up: 3.5 points more`.
impl fmt::Display for PriceList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, offer) in self.offers.iter().enumerate() {
            let of = several(self.possible, "earlier pairing");
            let between = if at == 0 { "" } else { "\n" };
            write!(f, "{between}{} of {of} given up: ", self.possible - offer.kept)?;
            if at == 0 {
                write!(f, "{} points", offer.worth.points)?;
            } else {
                offer.trade.fmt(f)?;
            }
        }
        Ok(())
    }
}

/// A plan with so many earlier pairings and points.
#[derive(Clone)]
struct Found {
    kept: i64,
    points: i64,
    solution: Solution,
}

impl Found {
    fn worth(&self) -> Worth {
        Worth { points: Score::from_thousandths(self.points), ..Worth::of(&self.solution) }
    }
}

/// Finds the best plans under bonuses for earlier pairings.
struct Bonuses<'a> {
    solver: Solver<'a>,
    /// The earlier pairs that could still be, ascending, with what they are worth.
    earlier: Vec<(usize, usize, i64)>,
    /// The bonuses used, with the value that no plan exceeds.
    used: Vec<(i64, i64)>,
}

impl Bonuses<'_> {
    /// The best plan when every earlier pairing is worth so much more; of equals one that keeps most, or fewest.
    fn best(&mut self, bonus: i64, most: bool) -> Found {
        for &(row, column, weight) in &self.earlier {
            let change = Change::Weight(Pair { row, column, weight: weight + bonus });
            self.solver.change(&change).expect("a weight within what was asked of bonuses");
        }
        let found = self.solver.solve().expect("weights do not make demands clash");
        let face = found.face(self.solver.problem());
        let prefers = if most { 1 } else { -1 };
        let problem = face.by(|row, column| if self.is_earlier((row, column)) { prefers } else { 0 });
        let chosen = solve(&problem.expect("weights of one"), Level::Total).expect("one of the best plans");
        let solution = self.solver.prefer(chosen.pairs().to_vec()).expect("one of the best plans");
        let kept = solution.pairs().iter().filter(|pair| self.is_earlier(**pair)).count();
        let kept = i64::try_from(kept).expect("no more than there are people");
        let total = i64::try_from(solution.total()).expect("within the span of a problem");
        self.used.push((bonus, total));
        Found { kept, points: total - bonus * kept, solution }
    }

    fn is_earlier(&self, pair: (usize, usize)) -> bool {
        self.earlier.binary_search_by_key(&pair, |&(row, column, _)| (row, column)).is_ok()
    }
}

impl Desk<'_> {
    /// How many changed pairings buy how many points: from the plan that keeps as many of the earlier pairings as can be kept to
    /// the plan that has most points, exact at each step, with a proven bound between them. Earlier pairings that cannot be any
    /// more, or run, are no choice and not counted.
    ///
    /// # Complexity
    ///
    /// Two plans solved on from the last for each line of the list.
    pub fn price_of_changes(&self, earlier: &BTreeSet<(MentorId, MenteeId)>) -> PriceList {
        let problem = self.solver.problem();
        let places = earlier.iter().filter_map(|(mentor, mentee)| self.places(mentor, mentee).ok());
        let mut earlier: Vec<_> = places
            .filter(|&(row, column)| !self.is_fixed(row, column))
            .filter_map(|(row, column)| Some((row, column, problem.weight(row, column)?)))
            .collect();
        earlier.sort_unstable();
        let possible = earlier.len();
        // More than all points of a plan, as far as weights go: beyond that, what was found is bounded all the same.
        let room = i64::from(i32::MAX) - 2 - earlier.iter().map(|pair| pair.2).max().unwrap_or(0);
        let beyond = (self.round.most_points().thousandths().saturating_add(1)).min(room);
        let mut bonuses = Bonuses { solver: self.solver.clone(), earlier, used: Vec::new() };
        let mut found = vec![bonuses.best(beyond, true)];
        let all_points = bonuses.best(0, true);
        if all_points.points > found[0].points {
            between(&mut bonuses, &mut found, &all_points);
            found.push(all_points);
        }
        let kept_most = found[0].worth();
        let offers = found.iter().map(|found| {
            let used = found.solution.pairs();
            let ids = |pairs: &mut dyn Iterator<Item = (usize, usize)>| {
                let mut ids: Vec<_> = pairs.map(|pair| self.who(pair)).collect();
                ids.sort();
                ids
            };
            let gone = bonuses.earlier.iter().map(|&(row, column, _)| (row, column));
            let worth = found.worth();
            Offer {
                kept: usize::try_from(found.kept).expect("a number of pairings"),
                given_up: ids(&mut gone.filter(|pair| used.binary_search(pair).is_err())),
                worth,
                trade: kept_most.to(&worth),
                pairings: ids(&mut used.iter().copied().filter(|pair| !self.runs(pair.0, pair.1))),
            }
        });
        let bound = |kept: usize| {
            let kept = i64::try_from(kept).expect("a number of pairings");
            let bounds = bonuses.used.iter().map(|(bonus, value)| value - bonus * kept);
            Score::from_thousandths(bounds.min().unwrap_or(i64::MAX))
        };
        PriceList { possible, offers: offers.collect(), bounds: (0..=possible).map(bound).collect() }
    }
}

/// Adds the plans between the last of `found` and one that keeps fewer and has more points.
fn between(bonuses: &mut Bonuses<'_>, found: &mut Vec<Found>, to: &Found) {
    let from = found.last().expect("there is one to begin with").clone();
    // What each pairing given up buys; a bonus of as much makes both as good.
    let bonus = (to.points - from.points) / (from.kept - to.kept).max(1);
    let middle = bonuses.best(bonus, true);
    if middle.kept < from.kept && middle.kept > to.kept {
        between(bonuses, found, &middle);
        found.push(middle.clone());
        between(bonuses, found, to);
    }
}
