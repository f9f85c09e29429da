//! Whom else somebody could talk to, and what that would mean for everybody else.

use std::{cmp::Reverse, collections::BinaryHeap, fmt};

use serde::{Deserialize, Serialize};

use super::{Desk, Trade, Unanswered, Worth};
use crate::{
    assignment::Change,
    criteria::{Explanation, Score, Verdict},
    id::{MenteeId, MentorId},
};

/// The mentors that are best for a mentee with everybody else in mind, the best first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shortlist {
    /// For whom.
    pub mentee: MenteeId,
    /// The mentors: first those that cost the plan least, among these those with the higher score, then by identifier.
    pub candidates: Vec<Candidate>,
}

/// A mentor on a shortlist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The mentor.
    pub mentor: MentorId,
    /// What the two are worth.
    pub score: Score,
    /// Why.
    pub explanation: Explanation,
    /// What the best plan with the two has more or less than the plan: exact, and nothing where it is as good.
    pub trade: Trade,
}

/// ``mentor `M-2`, 7.5 points: the best plan with the two has 2.5 points less``.
impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mentor, score, trade, .. } = self;
        write!(f, "mentor `{mentor}`, {score} points: ")?;
        if *trade == Trade::default() {
            return f.write_str("the plan loses nothing");
        }
        write!(f, "the best plan with the two has {trade}")
    }
}

impl fmt::Display for Shortlist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "for mentee `{}`:", self.mentee)?;
        if self.candidates.is_empty() {
            return f.write_str(" nobody is possible");
        }
        for (at, candidate) in self.candidates.iter().enumerate() {
            let between = if at == 0 { "" } else { ";" };
            write!(f, "{between} {candidate}")?;
        }
        Ok(())
    }
}

impl Desk<'_> {
    /// The `most` best mentors for a mentee *in context*: those on whom one could insist at the least cost to the plan, with
    /// that cost. Nobody who is excluded, runs with the mentee already, or cannot be had beside pins and minimums is among them.
    ///
    /// For programmes in which talks come before the decision.
    ///
    /// # Errors
    ///
    /// When the mentee is not in the roster.
    ///
    /// # Complexity
    ///
    /// One change of a solved problem for each candidate and for those whose cost could have been as low by the prices.
    pub fn shortlist(&self, mentee: &MenteeId, most: usize) -> Result<Shortlist, Unanswered> {
        let row = self.row(mentee)?;
        let (problem, prices) = (self.solver.problem(), self.solution.certificate());
        // By what insisting costs at least; the same again by score and place in the roster, so that order tells all.
        let possible = problem.pairs_of(row).filter(|pair| !self.runs(row, pair.column));
        let mut waiting: BinaryHeap<_> = possible
            .map(|pair| {
                let least = prices.costs_at_least(problem, row, pair.column).expect("a pair of the problem");
                Reverse((least, Reverse(pair.weight), self.source.mentor(pair.column)))
            })
            .collect();
        let value = self.solution.proof().value;
        let key = |(cost, score, mentor, _): &(i128, Reverse<i64>, usize, Trade)| (*cost, *score, *mentor);
        let mut best: Vec<(i128, Reverse<i64>, usize, Trade)> = Vec::new();
        while let Some(Reverse((least, score, mentor))) = waiting.pop() {
            // Whoever still waits costs at least what the prices say, and comes after whoever costs less than that.
            let last = most.checked_sub(1).and_then(|last| best.get(last));
            if most == 0 || last.is_some_and(|last| key(last) < (least, score, mentor)) {
                break;
            }
            let column = self.source.place(mentor);
            let (cost, trade) = if self.uses(row, column) {
                (0, Trade::default())
            } else {
                let Ok(other) = self.solved_with(&[Change::Pin { row, column }]) else { continue };
                (value - other.proof().value, self.worth().to(&Worth::of(&other)))
            };
            let found = (cost, score, mentor, trade);
            let at = best.partition_point(|other| key(other) < key(&found));
            best.insert(at, found);
        }
        best.truncate(most);
        let candidates = best.into_iter().map(|(_, _, mentor, trade)| {
            let Verdict::Eligible(explanation) = self.round.verdict(row, mentor) else {
                unreachable!("only eligible pairs were given to the solver");
            };
            let mentor = self.round.compiled.roster().mentors()[mentor].id.clone();
            Candidate { mentor, score: explanation.score(), explanation, trade }
        });
        Ok(Shortlist { mentee: mentee.clone(), candidates: candidates.collect() })
    }
}
