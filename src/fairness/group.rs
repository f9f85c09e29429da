//! One group of one side: how many are matched, how well, and how that compares with the others.

use serde::Serialize;

use crate::{
    impact::{Comparison, Confidence, Interval, Share, ShareDifference, Spread},
    people::Label,
};

/// A sum of whole numbers and what belongs to it, from which a part can be taken away again without rounding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Sums {
    n: u64,
    sum: i128,
    squares: u128,
}

impl Sums {
    pub(super) fn take(&mut self, value: i64) {
        let size = u128::from(value.unsigned_abs());
        self.n += 1;
        self.sum += i128::from(value);
        self.squares = self.squares.saturating_add(size * size);
    }

    /// Without a part of it.
    pub(super) fn without(&self, part: &Self) -> Self {
        Self {
            n: self.n - part.n,
            sum: self.sum - part.sum,
            squares: self.squares.saturating_sub(part.squares),
        }
    }

    pub(super) fn n(&self) -> u64 {
        self.n
    }

    /// In thousandths of a point.
    pub(super) fn spread(&self) -> Spread {
        Spread::of_sums(self.n, self.sum, self.squares)
    }
}

/// Whether a difference was tested, and how it came out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Compared {
    /// It was.
    Tested {
        /// How often chance alone would make a difference at least as unlikely, from 0 to 1.
        p: f64,
        /// The same corrected for all comparisons of the audit (Holm 1979): what is to be judged by.
        adjusted: f64,
    },
    /// The group has fewer people than the audit's minimum.
    TooFew,
    /// All others together are fewer than that.
    TooFewOthers,
    /// All scores of the group are equal, and all of the others are: nothing tells what chance would do.
    AllEqual,
}

impl Compared {
    /// The corrected p-value, when it was tested.
    pub fn adjusted(self) -> Option<f64> {
        match self {
            Self::Tested { adjusted, .. } => Some(adjusted),
            Self::TooFew | Self::TooFewOthers | Self::AllEqual => None,
        }
    }

    /// Whether it is more than chance explains at this confidence, over all comparisons of the audit.
    pub fn stands_out(self, confidence: Confidence) -> bool {
        self.adjusted().is_some_and(|adjusted| adjusted <= 1.0 - confidence.share())
    }
}

/// The people of one side who gave one answer, or none.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    pub(super) label: Option<Label>,
    pub(super) away: u64,
    pub(super) matched: Share,
    pub(super) others: Share,
    pub(super) scores: Sums,
    pub(super) others_scores: Sums,
    pub(super) rate: Compared,
    pub(super) score: Compared,
}

impl Group {
    /// What they answered; `None` of those who did not say.
    pub fn label(&self) -> Option<&Label> {
        self.label.as_ref()
    }

    /// How many could not be matched in this round, being away or taking nobody. They are in no rate.
    pub fn away(&self) -> u64 {
        self.away
    }

    /// How many have at least one partner, by the plan or running, of how many who could have one.
    pub fn matched(&self) -> Share {
        self.matched
    }

    /// The same of all others of this side.
    pub fn others(&self) -> Share {
        self.others
    }

    /// The rate of the group less that of all others, with Newcombe's interval by
    /// [`interval`](ShareDifference::interval). `None` when there is nobody in either.
    pub fn difference(&self) -> Option<ShareDifference> {
        self.matched.minus(&self.others)
    }

    /// How many of them have a pairing of this plan, and so a score. Pairs that run already have none.
    pub fn scored(&self) -> u64 {
        self.scores.n()
    }

    /// The mean score of their pairings, in points: each person counts once, by the mean of their own pairings to the
    /// thousandth. `None` when nobody has one.
    pub fn mean_score(&self) -> Option<f64> {
        self.scores.spread().mean().map(points)
    }

    /// The interval of the mean score in points, by Student's t; `None` of fewer than two people.
    pub fn score_interval(&self, confidence: Confidence) -> Option<Interval> {
        self.scores.spread().interval(confidence).map(|interval| interval.map(points))
    }

    /// The mean score less that of all others, in points; `None` when either has none.
    pub fn score_difference(&self) -> Option<f64> {
        self.scores_compared().difference().map(points)
    }

    /// Welch's interval of that difference in points; `None` where either has fewer than two people, or nothing varies.
    pub fn score_difference_interval(&self, confidence: Confidence) -> Option<Interval> {
        self.scores_compared().interval(confidence).map(|interval| interval.map(points))
    }

    /// Whether the rate differs from that of all others (Fisher's exact test, two-sided as in R).
    pub fn rate_compared(&self) -> Compared {
        self.rate
    }

    /// Whether the mean score does (Welch's test).
    pub fn score_compared(&self) -> Compared {
        self.score
    }

    /// Whether either is more than chance explains at this confidence.
    pub fn stands_out(&self, confidence: Confidence) -> bool {
        self.rate.stands_out(confidence) || self.score.stands_out(confidence)
    }

    pub(super) fn scores_compared(&self) -> Comparison {
        Comparison::of_spreads(self.scores.spread(), self.others_scores.spread())
    }
}

fn points(thousandths: f64) -> f64 {
    thousandths / 1000.0
}
