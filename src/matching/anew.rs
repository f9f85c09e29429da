//! Why this pair, and why not that one, by planning anew: slower than at a [desk](super::Desk), for plans by every goal, and
//! with as few other pairings as can be.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::{
    Demand, Goal, PairAnswer, Plan, PlanError, Request, Standing, ThenBy, Unanswered, WhatIf, round::Round,
};
use crate::{
    criteria::{Score, Verdict},
    id::{MenteeId, MentorId},
    people::{Roster, Who},
};

/// What a goal of several stages looks at between the mentees with a mentor and the points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Between {
    /// The lowest score of a pairing that nobody demanded; `None` where there is none.
    Lowest(Option<Score>),
    /// The scores of all pairings, the lowest first.
    FromBelow(Vec<Score>),
    /// The days that all mentees with a mentor have waited.
    DaysWaited(u64),
}

impl Between {
    /// What a plan has there; nothing by a goal that looks at nothing else. `demanded` pairs do not count among the lowest.
    pub(super) fn of(
        goal: Goal,
        plan: &Plan,
        roster: &Roster,
        demanded: &BTreeSet<(MenteeId, MentorId)>,
    ) -> Option<Self> {
        let pairings = plan.pairings();
        match goal {
            Goal::PeopleFirst | Goal::PairingsFirst | Goal::TotalScore => None,
            Goal::RaiseLowest => {
                let free = pairings
                    .iter()
                    .filter(|pairing| !demanded.contains(&(pairing.mentee.clone(), pairing.mentor.clone())));
                Some(Self::Lowest(free.map(|pairing| pairing.score).min()))
            }
            Goal::Leximin => {
                let mut scores: Vec<_> = pairings.iter().map(|pairing| pairing.score).collect();
                scores.sort_unstable();
                Some(Self::FromBelow(scores))
            }
            Goal::LongestWaitingFirst => Some(Self::DaysWaited(days_waited(plan, roster))),
        }
    }
}

/// The days that mentees with a mentor have waited, all together.
pub(super) fn days_waited(plan: &Plan, roster: &Roster) -> u64 {
    let matched: BTreeSet<_> = plan.pairs().into_iter().map(|(_, mentee)| mentee).collect();
    matched.iter().filter_map(|mentee| waited(plan, roster, mentee)).sum()
}

/// The days that a mentee has waited, as far as they said since when.
pub(super) fn waited(plan: &Plan, roster: &Roster, mentee: &MenteeId) -> Option<u64> {
    let since = roster.mentee(mentee)?.profile.waiting_since?;
    u64::try_from((plan.on() - since).get_days()).ok()
}

/// What two plans have between the mentees with a mentor and the points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    /// What the plan has.
    pub before: Between,
    /// What the other plan has.
    pub after: Between,
}

/// `the lowest score is 8 instead of 10`; nothing where they are the same.
impl fmt::Display for Beside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.before, &self.after) {
            (before, after) if before == after => Ok(()),
            (Between::Lowest(Some(before)), Between::Lowest(Some(after))) => {
                write!(f, "the lowest score is {after} instead of {before}")
            }
            (Between::DaysWaited(before), Between::DaysWaited(after)) => {
                let (days, way) = (before.abs_diff(*after), if after > before { "more" } else { "less" });
                let plural = if days == 1 { "" } else { "s" };
                write!(f, "those with a mentor have waited {days} day{plural} {way} in all")
            }
            (Between::FromBelow(before), Between::FromBelow(after)) => {
                match before.iter().zip(after).find(|(before, after)| before != after) {
                    Some((before, after)) => {
                        write!(
                            f,
                            "counted from the lowest, the first score that differs is {after} instead of {before}"
                        )
                    }
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}

impl Request<'_> {
    /// Why these two are in a plan of this request, or why they are not, as [`Desk::pair`](super::Desk::pair) tells it, by
    /// planning anew: for plans by every goal, told at each of its levels. Of the best plans that decide otherwise about the
    /// two, the one that has fewest other pairings is told.
    ///
    /// ```
    /// # use mentorship::{criteria::Criteria, jiff::civil::date, matching::{Goal, Request}};
    /// # use mentorship::people::{Mentee, Mentor, People, Roster};
    /// # let people = People {
    /// #     mentors: vec![Mentor::new("M-1".parse()?, "Anna".parse()?)],
    /// #     mentees: vec![Mentee::new("T-1".parse()?, "Bo".parse()?)],
    /// #     ..People::default()
    /// # };
    /// # let (roster, criteria) = (Roster::new(people)?, Criteria::default());
    /// let request = Request::new(&roster, &criteria, date(2026, 1, 15)).goal(Goal::RaiseLowest);
    /// let plan = request.plan()?;
    /// println!("{}", request.pair_anew(&plan, &"M-1".parse()?, &"T-1".parse()?)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When one of them is not in the roster, or the plan was made from something else.
    ///
    /// # Complexity
    ///
    /// That of [`plan`](Self::plan).
    pub fn pair_anew(
        &self,
        plan: &Plan,
        mentor: &MentorId,
        mentee: &MenteeId,
    ) -> Result<PairAnswer, Unanswered> {
        let of_request = self.digest();
        if plan.digest() != of_request {
            return Err(Unanswered::Stale { of_plan: plan.digest(), of_request });
        }
        let row = self.roster.mentee_index(mentee);
        let row = row.ok_or_else(|| Unanswered::Unknown(Who::Mentee(mentee.clone())))?;
        let column = self.roster.mentor_index(mentor);
        let column = column.ok_or_else(|| Unanswered::Unknown(Who::Mentor(mentor.clone())))?;
        let standing = self.standing_anew(plan, (row, column), (mentor, mentee))?;
        Ok(PairAnswer { mentor: mentor.clone(), mentee: mentee.clone(), goal: self.goal, standing })
    }

    fn standing_anew(
        &self,
        plan: &Plan,
        (row, column): (usize, usize),
        (mentor, mentee): (&MentorId, &MenteeId),
    ) -> Result<Standing, Unanswered> {
        let round = Round::of(self)?;
        if round.running.contains(&(row, column)) {
            return Ok(Standing::Runs);
        }
        let explanation = match round.verdict(row, column) {
            Verdict::Excluded(violations) => return Ok(Standing::Excluded { violations }),
            Verdict::Eligible(explanation) => explanation,
        };
        if round.pinned.contains(&(row, column)) {
            return Ok(Standing::Pinned { explanation });
        }
        // Asked last of all: what the request says of ties comes first, as it did in the plan.
        let asked = self.clone().then(ThenBy::FewestChanges { from: plan.pairs() });
        let (mentor, mentee) = (mentor.clone(), mentee.clone());
        if plan.pairs().contains(&(mentor.clone(), mentee.clone())) {
            let without = self.beside(plan, asked.exclude(mentor, mentee).plan())?;
            return Ok(Standing::Proposed { explanation, without });
        }
        let with = asked.insist(mentor.clone(), mentee.clone()).plan();
        let with = match self.beside(plan, with) {
            // They take no more than they have been promised.
            Err(Unanswered::Plan(PlanError::Contradictions(_))) => Err(self.promised(&mentor, &mentee)),
            other => other?,
        };
        Ok(Standing::Possible { explanation, with })
    }

    /// Demands a pairing whose score counts like that of any other.
    fn insist(self, mentor: MentorId, mentee: MenteeId) -> Self {
        Self { insisted: Some((mentee.clone(), mentor.clone())), ..self }.pin(mentor, mentee)
    }

    /// What is otherwise in a plan made anew, or the demands that clash.
    fn beside(
        &self,
        plan: &Plan,
        other: Result<Plan, PlanError>,
    ) -> Result<Result<WhatIf, Vec<Demand>>, Unanswered> {
        let other = match other {
            Err(PlanError::Clash { demands, .. }) => return Ok(Err(demands)),
            other => other?,
        };
        let only_in = |plan: &Plan, other: &Plan| {
            let others = other.pairs();
            let only = plan
                .pairings()
                .iter()
                .filter(|pairing| !others.contains(&(pairing.mentor.clone(), pairing.mentee.clone())));
            only.cloned().collect()
        };
        let between = |plan| Between::of(self.goal, plan, self.roster, &self.pins);
        let also = between(plan).zip(between(&other)).map(|(before, after)| Beside { before, after });
        Ok(Ok(WhatIf {
            trade: plan.worth().to(&other.worth()),
            also,
            dropped: only_in(plan, &other),
            added: only_in(&other, plan),
        }))
    }

    /// The pairs of two people that were demanded, and the one that is one too many.
    fn promised(&self, mentor: &MentorId, mentee: &MenteeId) -> Vec<Demand> {
        let asked =
            self.pins.iter().chain(&self.running).filter(|pair| pair.0 == *mentee || pair.1 == *mentor);
        let pin = |(mentee, mentor): &(MenteeId, MentorId)| Demand::Pin {
            mentor: mentor.clone(),
            mentee: mentee.clone(),
        };
        let mut demands: Vec<_> = asked.map(pin).collect();
        demands.push(pin(&(mentee.clone(), mentor.clone())));
        demands.sort();
        demands
    }
}
