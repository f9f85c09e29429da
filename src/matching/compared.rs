//! What one goal costs against the others.

use std::fmt;

use super::{
    Goal, Origin, Plan, PlanError, Request, Trade, Worth,
    anew::{days_waited, waited},
};
use crate::{criteria::Score, people::Who};

/// A plan by one goal, in what every goal looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByGoal {
    /// The plan.
    pub plan: Plan,
    /// What it has.
    pub worth: Worth,
    /// What it has more or less than the plan by the request's own goal.
    pub trade: Trade,
    /// The lowest score of its pairings that nobody demanded; `None` where there is none.
    pub lowest: Option<Score>,
    /// The days that all mentees with a mentor have waited.
    pub days_waited: u64,
    /// The most days that a mentee who could take somebody and is without has waited; `None` where nobody is without, or nobody
    /// said since when.
    pub longest_without: Option<u64>,
}

impl Request<'_> {
    /// The plans by several goals beside each other: what each has, and what it costs against the request's own goal.
    ///
    /// ```
    /// # use mentorship::{criteria::Criteria, jiff::civil::date, matching::Request, people::Roster};
    /// # let (roster, criteria) = (Roster::default(), Criteria::default());
    /// use mentorship::matching::Goal;
    ///
    /// let request = Request::new(&roster, &criteria, date(2026, 1, 15));
    /// for by_goal in request.compare(&[Goal::PeopleFirst, Goal::RaiseLowest, Goal::LongestWaitingFirst])? {
    ///     println!("{by_goal}");
    /// }
    /// # Ok::<(), mentorship::matching::PlanError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan).
    pub fn compare(&self, goals: &[Goal]) -> Result<Vec<ByGoal>, PlanError> {
        let own = self.plan()?;
        let before = own.worth();
        goals
            .iter()
            .map(|&goal| {
                let plan = if goal == self.goal { own.clone() } else { self.clone().goal(goal).plan()? };
                let worth = plan.worth();
                let free = plan.pairings().iter().filter(|pairing| pairing.origin == Origin::Proposed);
                let without = plan.unmatched().iter().filter_map(|unmatched| match &unmatched.who {
                    Who::Mentee(mentee) if unmatched.reason.is_about_the_round() => {
                        waited(&plan, self.roster, mentee)
                    }
                    _ => None,
                });
                Ok(ByGoal {
                    trade: before.to(&worth),
                    worth,
                    lowest: free.map(|pairing| pairing.score).min(),
                    days_waited: days_waited(&plan, self.roster),
                    longest_without: without.max(),
                    plan,
                })
            })
            .collect()
    }
}

/// `longest waiting first: 12 mentees with a mentor, 12 pairings, 290 points; the lowest score is 8; nobody without waited longer
/// than 30 days`.
impl fmt::Display for ByGoal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.plan.goal(), self.worth)?;
        if let Some(lowest) = self.lowest {
            write!(f, "; the lowest score is {lowest}")?;
        }
        match self.longest_without {
            Some(1) => f.write_str("; nobody without has waited longer than a day"),
            Some(days) => write!(f, "; nobody without has waited longer than {days} days"),
            None => Ok(()),
        }
    }
}
