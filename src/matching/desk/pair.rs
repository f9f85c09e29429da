//! Why this pair, and why not that one.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Desk, Unanswered, WhatIf};
use crate::{
    assignment::Change,
    criteria::{Explanation, Verdict, Violation},
    id::{MenteeId, MentorId},
    matching::{Demand, Goal},
};

/// What is to be said of a mentor and a mentee in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairAnswer {
    /// The mentor.
    pub mentor: MentorId,
    /// The mentee.
    pub mentee: MenteeId,
    /// The goal of the plan.
    pub goal: Goal,
    /// How they stand.
    pub standing: Standing,
}

/// How a mentor and a mentee stand in a plan. Every figure is exact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Standing {
    /// They run already and are kept.
    Runs,
    /// The request demanded it.
    Pinned {
        /// What it is worth, and why.
        explanation: Explanation,
    },
    /// The plan has them.
    Proposed {
        /// What they are worth, and why.
        explanation: Explanation,
        /// The best plan without them.
        without: Result<WhatIf, Vec<Demand>>,
    },
    /// The plan does not have them, but could.
    Possible {
        /// What they would be worth, and why.
        explanation: Explanation,
        /// The best plan with them, or the demands that cannot all be met with them.
        with: Result<WhatIf, Vec<Demand>>,
    },
    /// They cannot be matched, for each of these reasons.
    Excluded {
        /// The reasons; never empty.
        violations: Vec<Violation>,
    },
}

impl PairAnswer {
    /// Whether a plan that decides otherwise about the two is as good: what was taken is a choice among equals, by
    /// [`ThenBy`](crate::matching::ThenBy) where the request says how.
    pub fn is_as_good(&self) -> bool {
        match &self.standing {
            Standing::Proposed { without: Ok(other), .. } | Standing::Possible { with: Ok(other), .. } => {
                other.is_even(self.goal)
            }
            _ => false,
        }
    }
}

/// One sentence for the coordinator, who may see identifiers.
impl fmt::Display for PairAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mentor, mentee, .. } = self;
        write!(f, "mentor `{mentor}` and mentee `{mentee}` ")?;
        let demands = |f: &mut fmt::Formatter<'_>, demands: &[Demand]| {
            let demands: Vec<_> = demands.iter().map(ToString::to_string).collect();
            f.write_str(&demands.join("; "))
        };
        match &self.standing {
            Standing::Runs => f.write_str("are a running pair, which is kept"),
            Standing::Pinned { explanation } => write!(f, "were asked for: {explanation}"),
            Standing::Proposed { without: Ok(without), .. } if self.is_as_good() => {
                write!(f, "are proposed, but a plan without them is as good; in that one {without}")
            }
            Standing::Proposed { explanation, without: Ok(without) } => {
                write!(f, "are proposed: {explanation}; the best plan without them has {without}")
            }
            Standing::Proposed { without: Err(clash), .. } => {
                f.write_str("are proposed, and without them these cannot be met together: ")?;
                demands(f, clash)
            }
            Standing::Possible { with: Ok(with), .. } if self.is_as_good() => {
                write!(f, "would be as good; in such a plan {with}")
            }
            Standing::Possible { explanation, with: Ok(with) } => {
                write!(f, "are possible: {explanation}; the best plan with them has {with}")
            }
            Standing::Possible { with: Err(clash), .. } => {
                f.write_str("are possible, but with them these cannot be met together: ")?;
                demands(f, clash)
            }
            Standing::Excluded { violations } => write!(f, "are {}", Verdict::Excluded(violations.clone())),
        }
    }
}

impl Desk<'_> {
    /// Why these two are in the plan, or why they are not: excluded, by which requirements; or possible, and then exactly what
    /// insisting on them would cost at each level of the goal, whom it moves, who gains and who loses; or as good,
    /// so that it is a choice among equals.
    ///
    /// # Errors
    ///
    /// When one of them is not in the roster.
    ///
    /// # Complexity
    ///
    /// One change of a solved problem: milliseconds at ten thousand people.
    pub fn pair(&self, mentor: &MentorId, mentee: &MenteeId) -> Result<PairAnswer, Unanswered> {
        let (row, column) = self.places(mentor, mentee)?;
        Ok(PairAnswer {
            mentor: mentor.clone(),
            mentee: mentee.clone(),
            goal: self.plan.goal(),
            standing: self.standing(row, column),
        })
    }

    fn standing(&self, row: usize, column: usize) -> Standing {
        let at = (row, self.source.mentor(column));
        if self.round.running.contains(&at) {
            return Standing::Runs;
        }
        let explanation = match self.round.verdict(row, at.1) {
            Verdict::Excluded(violations) => return Standing::Excluded { violations },
            Verdict::Eligible(explanation) => explanation,
        };
        if self.round.pinned.contains(&at) {
            return Standing::Pinned { explanation };
        }
        let ask = |change| self.solved_with(&[change]).map(|other| self.beside(&other));
        if self.uses(row, column) {
            Standing::Proposed { explanation, without: ask(Change::Forbid { row, column }) }
        } else {
            Standing::Possible { explanation, with: ask(Change::Pin { row, column }) }
        }
    }
}
