//! What the making of a large plan tells while it goes on, and what is there when it was stopped.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Goal, Pairing, Plan};
use crate::{
    assignment::{self, Phase},
    criteria::Score,
    id::{Digest, MenteeId, MentorId},
};

/// What is being done for a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// The request is checked and the criteria are made ready.
    Preparing,
    /// Looking at every pair for the most promising ones of each mentee.
    Choosing,
    /// Finding the best plan among the pairs kept so far.
    Solving,
    /// Looking for pairs that would make it better.
    Pricing,
    /// Looking at every pair to prove that none does.
    Proving,
    /// Every pairing is explained, and everybody without one is told why.
    Writing,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Preparing => "preparing",
            Self::Choosing => "choosing",
            Self::Solving => "solving",
            Self::Pricing => "pricing",
            Self::Proving => "proving",
            Self::Writing => "writing",
        })
    }
}

/// How far the making of a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How many rounds of solving there were, this one included; 0 before.
    pub round: usize,
    /// Steps of this stage that are done, of `steps`.
    pub done: usize,
    /// Steps of this stage, at least 1.
    pub steps: usize,
    /// Pairs kept in memory.
    pub pairs_kept: usize,
    /// How much better than the best plan so far another could be, at most; `None` before there is one that meets every
    /// minimum, and a bound.
    pub gap: Option<Gap>,
}

impl Progress {
    pub(super) fn begins(stage: Stage) -> Self {
        Self { stage, round: 0, done: 0, steps: 1, pairs_kept: 0, gap: None }
    }

    /// The solver's, when no plan has more points than `most`.
    pub(super) fn of(progress: &assignment::Progress, most: Score) -> Self {
        let stage = match progress.phase {
            Phase::Choosing => Stage::Choosing,
            Phase::Solving => Stage::Solving,
            Phase::Pricing => Stage::Pricing,
            Phase::Proving => Stage::Proving,
        };
        let &assignment::Progress { round, done, steps, stored, .. } = progress;
        let total = progress.value.unwrap_or(0).min(i128::from(most.thousandths()));
        let gap = progress.gap().map(|gap| Gap::of(gap, total, progress.first_level, most));
        Self { stage, round, done, steps, pairs_kept: stored, gap }
    }

    /// The share of the stage that is done, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a share that is shown")]
    pub fn share_done(&self) -> f64 {
        self.done as f64 / self.steps.max(1) as f64
    }
}

/// How much better than one plan another could be, at most; proved, and mostly far from reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// No plan has more than so many mentees with a mentor (by [`Goal::PairingsFirst`]: pairings) beyond this one's; 0 by
    /// [`Goal::TotalScore`].
    pub more: u64,
    /// No plan with as many has a total higher by more than this.
    pub points: Score,
}

impl Gap {
    /// From the gap of a plan of at most this total, with the first level counted in; `most` as above.
    ///
    /// With f for one more at the first level, n of them and a total t, the bound says f n′ + t′ ≤ f n + t + gap. No total
    /// is below zero, so that n′ − n ≤ (gap + t) / f; and with n′ = n, t′ − t ≤ gap.
    fn of(gap: i128, total: i128, first_level: i64, most: Score) -> Self {
        let more = (gap + total).max(0).checked_div(i128::from(first_level)).unwrap_or(0);
        let points = gap.clamp(0, i128::from(most.thousandths()));
        Self {
            more: u64::try_from(more).unwrap_or(u64::MAX),
            points: Score::from_thousandths(i64::try_from(points).unwrap_or(i64::MAX)),
        }
    }

    /// Whether nothing is better.
    pub fn is_closed(&self) -> bool {
        self.more == 0 && self.points == Score::ZERO
    }
}

/// As somebody would say it: `at most 3 more mentees or pairings, or 12.5 points`.
impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.more {
            0 => write!(f, "at most {} points better", self.points),
            more => write!(f, "at most {more} more matched, or {} points better", self.points),
        }
    }
}

/// How the making of a plan ended.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "planning changes nothing; this is all there is"]
pub enum Planned<P = Plan> {
    /// With a plan that is proved to be the best, or the [desk](super::Desk) with it.
    Proved(P),
    /// Stopped before that.
    Stopped(UnfinishedPlan),
}

impl<P> Planned<P> {
    /// The plan, when it was proved to be the best.
    pub fn proved(self) -> Option<P> {
        match self {
            Self::Proved(plan) => Some(plan),
            Self::Stopped(_) => None,
        }
    }
}

/// The best pairings so far of a plan whose making was stopped, and how much better others could be. It is a proposal like
/// a [`Plan`], without its proof: capacities, pins and requirements are kept, minimums perhaps not yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[must_use = "planning changes nothing; this is all there is"]
pub struct UnfinishedPlan {
    pub(super) goal: Goal,
    pub(super) on: Date,
    pub(super) digest: Digest,
    pub(super) pairings: Vec<Pairing>,
    pub(super) running: Vec<(MentorId, MenteeId)>,
    pub(super) mentees_matched: usize,
    pub(super) total: Score,
    pub(super) meets_minimums: bool,
    pub(super) gap: Option<Gap>,
}

impl UnfinishedPlan {
    /// The goal it was made by.
    pub fn goal(&self) -> Goal {
        self.goal
    }

    /// The date on which it was made.
    pub fn on(&self) -> Date {
        self.on
    }

    /// The fingerprint of everything it was made from.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The pairings so far, by mentor and mentee.
    pub fn pairings(&self) -> &[Pairing] {
        &self.pairings
    }

    /// The pairs that were running already and are kept.
    pub fn running(&self) -> &[(MentorId, MenteeId)] {
        &self.running
    }

    /// How many mentees have at least one mentor, running pairs included.
    pub fn mentees_matched(&self) -> usize {
        self.mentees_matched
    }

    /// The sum of the scores of the pairings.
    pub fn total(&self) -> Score {
        self.total
    }

    /// Whether everybody has at least as many partners as they take at least.
    pub fn meets_minimums(&self) -> bool {
        self.meets_minimums
    }

    /// How much better another plan could be, at most; `None` before a bound is known, or while minimums are not met.
    pub fn gap(&self) -> Option<Gap> {
        self.gap
    }
}

pub(super) fn gap(unfinished: &assignment::Unfinished, total: Score, most: Score) -> Option<Gap> {
    let gap = unfinished.gap()?;
    Some(Gap::of(gap, i128::from(total.thousandths()), unfinished.progress().first_level, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(gap: i128, total: i128, first_level: i64, more: u64, points: i64, said: &str) {
        let gap = Gap::of(gap, total, first_level, Score::from_points(50));
        assert_eq!(gap, Gap { more, points: Score::from_thousandths(points) });
        assert_eq!(gap.to_string(), said);
    }

    #[test]
    fn a_gap_is_told_in_people_and_points() {
        check(0, 40_000, 1 << 20, 0, 0, "at most 0 points better");
        check(2_500, 40_000, 1 << 20, 0, 2_500, "at most 2.5 points better");
        // One more may be matched for all the points that there are.
        check((1 << 20) - 40_000, 40_000, 1 << 20, 1, 50_000, "at most 1 more matched, or 50 points better");
        check((1 << 20) - 40_001, 40_000, 1 << 20, 0, 50_000, "at most 50 points better");
        check(7_000, 40_000, 0, 0, 7_000, "at most 7 points better");
        check(-3, 0, 0, 0, 0, "at most 0 points better");
    }

    #[test]
    fn a_gap_is_closed_when_nothing_is_better() {
        assert!(Gap { more: 0, points: Score::ZERO }.is_closed());
        assert!(!Gap { more: 1, points: Score::ZERO }.is_closed());
        assert!(!Gap { more: 0, points: Score::from_thousandths(1) }.is_closed());
    }
}
