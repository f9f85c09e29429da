//! Goals beside figures: which are reached.

use std::fmt;

use serde::Serialize;

use super::{Charters, Goal};
use crate::impact::{Direction, Estimate, Figures, estimate::in_words};

/// Whether a goal is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is.
    Reached,
    /// It is not.
    NotReached,
    /// There is no figure, or none with a value, so nobody can say. Never counted as reached.
    NotKnown,
}

/// A goal beside the figure that shows it. It prints as a sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Judged {
    goal: Goal,
    estimate: Option<Estimate>,
}

impl Goal {
    /// Whether a value of its figure reaches the target: at least, or at most, as the figure's direction says. Where neither is
    /// better nothing reaches it.
    pub fn is_reached_by(&self, value: f64) -> bool {
        match self.indicator.definition().direction {
            Direction::Higher => value >= self.target,
            Direction::Lower => value <= self.target,
            Direction::Neither => false,
        }
    }
}

impl Judged {
    /// The goal.
    pub fn goal(&self) -> &Goal {
        &self.goal
    }

    /// The figure that shows it, where there is one.
    pub fn estimate(&self) -> Option<&Estimate> {
        self.estimate.as_ref()
    }

    /// The value of that figure, where it has one.
    pub fn value(&self) -> Option<f64> {
        self.estimate.as_ref()?.value.filter(|value| value.is_finite())
    }

    /// Whether the goal is reached.
    pub fn verdict(&self) -> Verdict {
        match self.value() {
            None => Verdict::NotKnown,
            Some(value) if self.goal.is_reached_by(value) => Verdict::Reached,
            Some(_) => Verdict::NotReached,
        }
    }
}

impl fmt::Display for Judged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let definition = self.goal.indicator.definition();
        let side = if definition.direction == Direction::Lower { "at most" } else { "at least" };
        let target = in_words(definition.unit, self.goal.target, true);
        write!(f, "{}: ", self.goal.what.trim().trim_end_matches('.'))?;
        let Some((estimate, value)) = self.estimate.as_ref().zip(self.value()) else {
            return write!(f, "not known yet, {side} {target} is aimed at.");
        };
        let verdict = if self.goal.is_reached_by(value) { "reached" } else { "not reached" };
        let of = definition.level.count(estimate.n);
        write!(f, "{verdict}, {} ({of}), {side} {target} is aimed at.", estimate.value_in_words())
    }
}

impl Charters {
    /// The goals of the charter in force beside figures, in the order of the charter; none when there is no charter.
    pub fn judged(&self, figures: &Figures) -> Vec<Judged> {
        let goals = self.current().into_iter().flat_map(|charter| &charter.goals);
        let judged = goals.map(|goal| Judged {
            goal: goal.clone(),
            estimate: figures.get(goal.indicator, &goal.about).cloned(),
        });
        judged.collect()
    }

    /// What the goals of the charter in force say, as a year report takes them.
    #[cfg(feature = "report")]
    pub fn targets(&self) -> Vec<crate::report::Target> {
        let goals = self.current().into_iter().flat_map(|charter| &charter.goals);
        let target = |goal: &Goal| crate::report::Target {
            indicator: goal.indicator,
            about: goal.about.clone(),
            value: goal.target,
        };
        goals.map(target).collect()
    }
}
