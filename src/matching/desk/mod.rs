//! What a coordinator asks of a plan before they sign their name under it.
//!
//! A [`Desk`] is a proven plan with everything at hand that it was made from. Questions about single people are answered from
//! the prices that prove the plan, in milliseconds: [why this pair and not that one](Desk::pair), [why somebody is
//! without](Desk::without_partner), [whom else somebody could talk to](Desk::shortlist), [what else would be as
//! good](Desk::alternatives). Every answer is exact and proved over all pairs, changes nothing, depends on no question asked
//! before it, and prints as a sentence.
//!
//! It does not know what any criterion means, nor decides anything: people do, in a review.

mod advice;
mod alternatives;
mod changes;
mod claims;
mod different;
mod pair;
mod reach;
mod several;
mod shortlist;
mod sought;
mod talks;
mod what_if;
mod without;

use std::{ops::ControlFlow, sync::Arc};

pub use self::{
    advice::{OneMoreMentor, OneMorePlace},
    alternatives::Alternatives,
    changes::{Offer, PriceList},
    claims::{Claim, Claimed},
    pair::{PairAnswer, Standing},
    shortlist::{Candidate, Shortlist},
    sought::Sought,
    talks::{Guarantee, Slots, Talk, Talks},
    what_if::{Moved, Trade, WhatIf, Worth},
    without::{Competition, Help, WithoutPartner},
};
use super::{Demand, Plan, PlanError, Planned, Progress, Request, round::Round, source::Source};
use crate::{
    assignment::{Change, Solution, Solver, Unsolved},
    criteria::Score,
    id::{Digest, MenteeId, MentorId},
    people::{InvalidRoster, Mentor, Who},
};

/// A proven plan, and whoever wants to know more of it.
///
/// ```
/// # use mentorship::{
/// #     criteria::{CountsFor, Criteria, Fields, Field, Preference},
/// #     jiff::civil::date,
/// #     matching::Request,
/// #     people::{Label, Mentee, Mentor, People, Roster},
/// # };
/// # let interests = |words: &[&str]| words.iter().map(|word| Label::new(word)).collect::<Result<_, _>>();
/// # let mut people = People::default();
/// # for (id, words) in [("M-1", ["chess", "running"]), ("M-2", ["running", "cooking"])] {
/// #     let mut mentor = Mentor::new(id.parse()?, id.parse()?);
/// #     mentor.profile.interests = Some(interests(&words)?);
/// #     people.mentors.push(mentor);
/// # }
/// # for (id, words) in [("T-1", ["chess", "running"]), ("T-2", ["running", "chess"])] {
/// #     let mut mentee = Mentee::new(id.parse()?, id.parse()?);
/// #     mentee.profile.interests = Some(interests(&words)?);
/// #     people.mentees.push(mentee);
/// # }
/// # let roster = Roster::new(people)?;
/// # let field = Fields::both(Field::Interests);
/// # let shared = Preference::Shared { field, points: 10, enough: 2, counts_for: CountsFor::Both };
/// # let criteria = Criteria::new(vec![], vec![shared])?;
/// let desk = Request::new(&roster, &criteria, date(2026, 1, 15)).desk()?;
/// assert_eq!(desk.plan().pairings().len(), 2);
///
/// // Both mentees would do for either mentor.
/// let answer = desk.pair(&"M-1".parse()?, &"T-2".parse()?)?;
/// assert!(answer.is_as_good());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Desk<'a> {
    pub(super) request: Request<'a>,
    pub(super) round: Round<'a>,
    pub(super) source: Arc<Source<'a>>,
    pub(super) solver: Solver<'a>,
    pub(super) solution: Solution,
    pub(super) plan: Plan,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unanswered {
    /// Somebody who is not there.
    #[error(
        "{0} is not in the roster of this round; look for them under another identifier, or make a round with them"
    )]
    Unknown(Who),
    /// A plan of other people or demands.
    #[error(
        "the plan was made from other people, criteria, dates or demands (its digest is {of_plan}, the request's {of_request}); make a new one"
    )]
    Stale {
        /// The digest of the plan.
        of_plan: Digest,
        /// The digest of the request.
        of_request: Digest,
    },
    /// The request itself cannot be planned.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// Somebody who does not fit the roster.
    #[error(transparent)]
    Roster(#[from] InvalidRoster),
    /// Somebody who has a partner, asked why they have none.
    #[error("{0} has a partner in this plan")]
    HasPartner(Who),
}

impl<'a> Request<'a> {
    /// Makes the plan and keeps at hand what it was made from, for whoever has questions.
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan), and by goals whose plans are made in several stages: what a change costs is not told by the
    /// prices of the last one.
    pub fn desk(&self) -> Result<Desk<'a>, PlanError> {
        match self.desk_watched(&mut |_| ControlFlow::Continue(()))? {
            Planned::Proved(desk) => Ok(desk),
            Planned::Stopped(_) => unreachable!("nobody stopped it"),
        }
    }

    /// The desk of a plan that was made from this request, perhaps stored and read again: equal requests make equal plans.
    ///
    /// # Errors
    ///
    /// [`Unanswered::Stale`] when anything of what the plan was made from has changed.
    pub fn desk_of(&self, plan: &Plan) -> Result<Desk<'a>, Unanswered> {
        let of_request = self.digest();
        if plan.digest() != of_request {
            return Err(Unanswered::Stale { of_plan: plan.digest(), of_request });
        }
        Ok(self.desk()?)
    }

    /// As [`desk`](Self::desk), in sight of whoever waits; see [`plan_watched`](Self::plan_watched).
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan).
    pub fn desk_watched(
        &self,
        watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>,
    ) -> Result<Planned<Desk<'a>>, PlanError> {
        if !self.goal.has_one_stage() {
            return Err(PlanError::NoDesk(self.goal));
        }
        self.planned(watch)
    }
}

impl<'a> Desk<'a> {
    pub(super) fn into_plan(self) -> Plan {
        self.plan
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What it was made from.
    pub fn request(&self) -> &Request<'a> {
        &self.request
    }

    /// What the plan has.
    pub fn worth(&self) -> Worth {
        Worth::of(&self.solution)
    }

    /// Where two people stand: row and column of the solver.
    fn places(&self, mentor: &MentorId, mentee: &MenteeId) -> Result<(usize, usize), Unanswered> {
        Ok((self.row(mentee)?, self.column(mentor)?))
    }

    fn row(&self, mentee: &MenteeId) -> Result<usize, Unanswered> {
        let row = self.round.compiled.roster().mentee_index(mentee);
        row.ok_or_else(|| Unanswered::Unknown(Who::Mentee(mentee.clone())))
    }

    fn column(&self, mentor: &MentorId) -> Result<usize, Unanswered> {
        let at = self.round.compiled.roster().mentor_index(mentor);
        let at = at.ok_or_else(|| Unanswered::Unknown(Who::Mentor(mentor.clone())))?;
        Ok(self.source.place(at))
    }

    /// What a pair of the solver is worth; nothing for one that runs.
    fn score(&self, row: usize, column: usize) -> Score {
        let weight = self.solver.problem().weight(row, column).unwrap_or(0);
        Score::from_thousandths(weight)
    }

    fn mentee(&self, row: usize) -> &MenteeId {
        &self.round.compiled.roster().mentees()[row].id
    }

    fn mentor(&self, column: usize) -> &MentorId {
        &self.round.compiled.roster().mentors()[self.source.mentor(column)].id
    }

    fn who(&self, pair: (usize, usize)) -> (MentorId, MenteeId) {
        (self.mentor(pair.1).clone(), self.mentee(pair.0).clone())
    }

    fn uses(&self, row: usize, column: usize) -> bool {
        self.solution.pairs().binary_search(&(row, column)).is_ok()
    }

    /// Whether a pair runs already.
    fn runs(&self, row: usize, column: usize) -> bool {
        self.round.running.contains(&(row, self.source.mentor(column)))
    }

    /// The best plan after some changes, found from the prices at hand; the demands that clash when there is none.
    fn solved_with(&self, changes: &[Change]) -> Result<Solution, Vec<Demand>> {
        let mut solver = self.solver.clone();
        for change in changes {
            if solver.change(change).is_err() {
                return Err(self.demands_beside(change));
            }
        }
        solver.solve().map_err(|why| {
            let roster = self.round.compiled.roster();
            match self.told(&why, |column| &roster.mentors()[self.source.mentor(column)]) {
                PlanError::Clash { demands, .. } => demands,
                other => unreachable!("a clash of demands is told as such, not as {other}"),
            }
        })
    }

    /// Why there is no plan, in the words of this room.
    pub(super) fn told<'m>(&self, why: &Unsolved, mentor: impl Fn(usize) -> &'m Mentor) -> PlanError {
        match why {
            Unsolved::Clash(clash) => self.round.clash(clash, mentor),
            Unsolved::Source(fault) => unreachable!("criteria always say the same: {fault}"),
        }
    }

    /// What stands in the way of one more pin: the pinned and running pairs of the two.
    fn demands_beside(&self, change: &Change) -> Vec<Demand> {
        let Change::Pin { row, column } = *change else {
            unreachable!("what is asked of people of the roster can be posed");
        };
        let beside = self.solver.problem().pins().filter(|pin| pin.0 == row || pin.1 == column);
        let mut demands: Vec<_> = beside
            .chain([(row, column)])
            .map(|pair| {
                let (mentor, mentee) = self.who(pair);
                Demand::Pin { mentor, mentee }
            })
            .collect();
        demands.sort();
        demands
    }
}
