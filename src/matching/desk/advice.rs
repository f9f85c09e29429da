//! Whom to ask next: where one more place, or one more mentor, would help most.
//!
//! The price of a mentor says what one more place with them is worth at most; the plans with it, solved on from the plan, say
//! what it is worth. So the best are known exactly after a few trials, and whoever recruits knows whom to ask first.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap},
    fmt,
};

use serde::{Deserialize, Serialize};

use super::{Desk, Trade, Unanswered, Worth};
use crate::{
    assignment::{Bounds, Change, Line, Solution},
    id::{MenteeId, MentorId},
    matching::{PlanError, round::taken},
    people::{Mentor, People, Roster},
};

/// What one more place with a mentor would bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneMorePlace {
    /// The mentor.
    pub mentor: MentorId,
    /// What the best plan with it has more: exact.
    pub trade: Trade,
}

impl fmt::Display for OneMorePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one more place with mentor `{}`: {}", self.mentor, self.trade)
    }
}

/// What a mentor who is not there yet would bring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneMoreMentor {
    /// What the best plan with them has more: exact.
    pub trade: Trade,
    /// The mentees who would be theirs in it.
    pub mentees: Vec<MenteeId>,
}

impl fmt::Display for OneMoreMentor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "one more mentor like this: {}", self.trade)
    }
}

impl Desk<'_> {
    /// The `most` mentors with whom one more place would help the plan most, the best first; only where it helps. Of equals,
    /// those who come first by identifier.
    ///
    /// # Complexity
    ///
    /// One change of a solved problem for each of them, and for those whose price says that they could be as good.
    pub fn one_more_place(&self, most: usize) -> Vec<OneMorePlace> {
        let prices = &self.solution.certificate().columns;
        let mut waiting: BinaryHeap<(i64, Reverse<usize>)> = prices
            .iter()
            .enumerate()
            .map(|(column, price)| (*price, Reverse(self.source.mentor(column))))
            .filter(|&(price, Reverse(mentor))| price > 0 && self.is_there(mentor))
            .collect();
        let value = self.solution.proof().value;
        let mut best: Vec<(Reverse<i128>, usize, Trade)> = Vec::new();
        while let Some((price, Reverse(mentor))) = waiting.pop() {
            let last = most.checked_sub(1).and_then(|last| best.get(last));
            if most == 0 || last.is_some_and(|last| (last.0, last.1) < (Reverse(i128::from(price)), mentor)) {
                break;
            }
            let bounds = self.round.mentors[mentor];
            let line = Line::Column(self.source.place(mentor));
            let bounds = Bounds { max: bounds.max.saturating_add(1), ..bounds };
            let other = self.solved_with(&[Change::Bounds { line, bounds }]);
            let other = other.expect("one more place keeps every plan possible");
            let gain = other.proof().value - value;
            if gain > 0 {
                let found = (Reverse(gain), mentor, self.worth().to(&Worth::of(&other)));
                let at = best.partition_point(|other| (other.0, other.1) < (found.0, found.1));
                best.insert(at, found);
            }
        }
        best.truncate(most);
        let mentors = self.round.compiled.roster().mentors();
        let told =
            |(_, mentor, trade): (_, usize, _)| OneMorePlace { mentor: mentors[mentor].id.clone(), trade };
        best.into_iter().map(told).collect()
    }

    /// What a mentor would bring who is not there yet: somebody who has applied, or somebody such as one would look for.
    ///
    /// # Errors
    ///
    /// When their profile does not fit the roster, or minimums of theirs cannot be met.
    ///
    /// # Complexity
    ///
    /// The criteria are made ready for them and every mentee; then one change of a solved problem.
    pub fn one_more_mentor(&self, mentor: &Mentor) -> Result<OneMoreMentor, Unanswered> {
        Ok(self.with_mentor(mentor)?.0)
    }

    /// What a mentor would bring, and the solution with them.
    pub(super) fn with_mentor(&self, mentor: &Mentor) -> Result<(OneMoreMentor, Solution), Unanswered> {
        let roster = self.round.compiled.roster();
        let there = roster.mentors().iter().map(|other| &other.profile.person);
        let mut others: BTreeSet<_> = there.chain(roster.others()).cloned().collect();
        others.remove(&mentor.profile.person);
        let people = People {
            questionnaire: roster.questionnaire().clone(),
            mentors: vec![mentor.clone()],
            mentees: roster.mentees().to_vec(),
            others,
        };
        let with = Roster::new(people)?;
        let request = &self.request;
        let compiled =
            request.criteria.compile(&with, request.on, &request.history).map_err(PlanError::from)?;
        let weights = (0..with.mentees().len()).map(|mentee| Some(compiled.score(0, mentee)?.thousandths()));
        let bounds = taken(mentor.partners, &mentor.profile, request.on, 0);
        let change = Change::AddColumn { bounds, weights: weights.collect() };
        let mut solver = self.solver.clone();
        solver.change(&change).expect("one more mentor, judged by the same criteria");
        let at = |column: usize| match self.source.len() {
            there if column < there => &roster.mentors()[self.source.mentor(column)],
            _ => mentor,
        };
        let other = solver.solve().map_err(|why| self.told(&why, at))?;
        let mentees = other.rows_of(self.source.len()).iter().map(|row| self.mentee(*row).clone());
        let brings = OneMoreMentor { trade: self.worth().to(&Worth::of(&other)), mentees: mentees.collect() };
        Ok((brings, other))
    }

    /// Whether a mentor is there on the day of the round.
    fn is_there(&self, mentor: usize) -> bool {
        self.round.compiled.roster().mentors()[mentor].profile.status.is_available(self.round.compiled.on())
    }
}
