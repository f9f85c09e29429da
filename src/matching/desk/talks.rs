//! Talks before the decision: who meets whom, and what is left whichever talk does not click.
//!
//! Every mentee gets some talks and every mentor has some slots. The set of talks holds the whole plan, so that nothing is lost
//! when all of its talks click, and beside it those that are worth most in total: the plan's pairings are pinned in a problem
//! with talks and slots for places. What remains after one talk without a click is the best plan among the other talks; only
//! talks of the plan can cost anything, and each of them is tried.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Desk, Trade, Worth, what_if::several};
use crate::{
    assignment::{self, Bounds, Change, Pair, Problem, Solver},
    criteria::Score,
    id::{MenteeId, MentorId},
    matching::each::each,
};

/// A set of talks, with what is sure whichever one of them does not click.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Talks {
    /// The talks, by mentor and mentee.
    pub talks: Vec<Talk>,
    /// The points of all talks.
    pub total: Score,
    /// What the best plan among these talks has when all of them click: as much as the plan, or more where only minimums
    /// kept it from that. A talk without a click may leave nobody for a minimum, so they are not asked for here.
    pub when_all_click: Worth,
    /// What it still has when any one talk does not click: exact.
    pub when_any_one_does_not: Guarantee,
}

/// A talk between a mentor and a mentee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Talk {
    /// The mentor.
    pub mentor: MentorId,
    /// The mentee.
    pub mentee: MenteeId,
    /// What the two are worth.
    pub score: Score,
    /// Whether the plan has them.
    pub of_plan: bool,
}

/// What is left when the worst of all talks does not click.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guarantee {
    /// What the best plan among the other talks has at least, whichever talk it is.
    pub worth: Worth,
    /// What that is more or less than when all click.
    pub trade: Trade,
    /// The talk that would cost as much; `None` where none costs anything.
    pub worst: Option<(MentorId, MenteeId)>,
}

impl fmt::Display for Talks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { talks, total, when_any_one_does_not: Guarantee { trade, worst, .. }, .. } = self;
        write!(f, "{} worth {total} points in all; ", several(talks.len(), "talk"))?;
        match worst {
            None => f.write_str("whichever one does not click, nothing is lost"),
            Some((mentor, mentee)) => {
                write!(f, "if `{mentee}` and `{mentor}` do not click: {trade}, and no other talk costs more")
            }
        }
    }
}

/// How many talks people have at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slots {
    /// The most talks of a mentee.
    pub of_mentee: u16,
    /// The most talks of a mentor for each of their places.
    pub of_mentor_a_place: u16,
}

/// Two talks for a mentee, and two for each place of a mentor.
impl Default for Slots {
    fn default() -> Self {
        Self { of_mentee: 2, of_mentor_a_place: 2 }
    }
}

impl Desk<'_> {
    /// A set of talks that holds the plan and is worth most in total, with the exact guarantee that remains whichever one talk
    /// does not click. Nobody has fewer talks than the plan gives them partners.
    ///
    /// # Complexity
    ///
    /// One problem like the plan's, and a change of a small one for each pairing of the plan.
    pub fn talks(&self, slots: Slots) -> Talks {
        let talks = self.chosen_talks(slots);
        let (when_all_click, when_any_one_does_not) = self.guarantee(&talks);
        let told = |&(row, column): &(usize, usize)| {
            let (mentor, mentee) = self.who((row, column));
            let score = self.score(row, column);
            Talk { mentor, mentee, score, of_plan: self.uses(row, column) }
        };
        let mut told: Vec<_> = talks.iter().filter(|pair| !self.runs(pair.0, pair.1)).map(told).collect();
        told.sort_by(|a, b| (&a.mentor, &a.mentee).cmp(&(&b.mentor, &b.mentee)));
        Talks {
            total: told.iter().map(|talk| talk.score).sum(),
            talks: told,
            when_all_click,
            when_any_one_does_not,
        }
    }

    /// The pairs of the plan and the best others beside them, within the slots.
    fn chosen_talks(&self, slots: Slots) -> Vec<(usize, usize)> {
        let (mentees, columns) = (&self.round.mentees, self.source.len());
        let room = |max: u32, held: usize, most: u32| {
            let held = u32::try_from(held).expect("no more than there are people");
            // Whoever takes nobody talks with nobody.
            Bounds::up_to(if max == 0 { 0 } else { most.max(held) })
        };
        let of_mentees = mentees.iter().enumerate().map(|(row, bounds)| {
            room(bounds.max, self.solution.columns_of(row).len(), u32::from(slots.of_mentee))
        });
        let of_mentors = (0..columns).map(|column| {
            let max = self.round.mentors[self.source.mentor(column)].max;
            room(
                max,
                self.solution.rows_of(column).len(),
                max.saturating_mul(u32::from(slots.of_mentor_a_place)),
            )
        });
        let problem = self.source.problem_of(of_mentees.collect(), of_mentors.collect());
        let problem = problem.with_pins(self.solution.pairs().iter().copied());
        let problem = problem.expect("everybody has room for what the plan gives them");
        let talks = assignment::solve(&problem, assignment::Goal::Total);
        talks.expect("without minimums every plan is possible").pairs().to_vec()
    }

    /// What the best plan among some talks has, and what is left when the worst of them does not click.
    fn guarantee(&self, talks: &[(usize, usize)]) -> (Worth, Guarantee) {
        let goal = self.plan.goal();
        let pairs = talks.iter().map(|&(row, column)| Pair {
            row,
            column,
            weight: self.score(row, column).thousandths(),
        });
        let without_minimum = |bounds: &Bounds| Bounds::up_to(bounds.max);
        let rows = self.round.mentees.iter().map(without_minimum).collect();
        let columns = (0..self.source.len()).map(|column| self.round.mentors[self.source.mentor(column)]);
        let columns = columns.map(|bounds| without_minimum(&bounds)).collect();
        let running = self.solution.pairs().iter().copied().filter(|pair| self.runs(pair.0, pair.1));
        let problem =
            Problem::list(rows, columns, pairs.collect()).and_then(|problem| problem.with_pins(running));
        let problem = problem.expect("a part of a problem that could be posed");
        let mut solver = Solver::new(problem, goal.of_rows());
        let whole = solver.solve().expect("without minimums every plan is possible");
        let tried: Vec<_> = whole.pairs().iter().filter(|pair| !self.runs(pair.0, pair.1)).collect();
        let left = each(tried.len(), TRIED, |at| {
            let &&(row, column) = &tried[at];
            let mut solver = solver.clone();
            solver.change(&Change::Forbid { row, column }).expect("a talk of the problem");
            let left = solver.solve().expect("without minimums every plan is possible");
            (left.proof().value, std::cmp::Reverse((row, column)), Worth::of(&left))
        });
        let worst = left.into_iter().min_by_key(|&(value, talk, _)| (value, std::cmp::Reverse(talk)));
        let all = Worth::of(&whole);
        let guarantee = match worst.filter(|(value, ..)| *value < whole.proof().value) {
            None => Guarantee { worth: all, trade: Trade::default(), worst: None },
            Some((_, std::cmp::Reverse(talk), worth)) => {
                Guarantee { worth, trade: all.to(&worth), worst: Some(self.who(talk)) }
            }
        };
        (all, guarantee)
    }
}

/// Nanoseconds that a trial takes, about.
const TRIED: usize = 100_000;
