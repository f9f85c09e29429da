//! Shares: how many of how many, the interval of it, and the difference of two.

use serde::{Deserialize, Serialize};

use super::{
    accumulate::Accumulate,
    collects,
    distribution::{beta_quantile, real},
    interval::{Confidence, Interval},
};

/// How many of how many: satisfied of those who answered, matched of those who were ready.
///
/// Each row says whether it counts as a hit.
///
/// ```
/// use mentorship::impact::{Confidence, Share};
///
/// let satisfied: Share = [4, 5, 2, 5].into_iter().map(|answer| answer >= 4).collect();
/// assert_eq!(satisfied.value(), Some(0.75));
/// let interval = satisfied.wilson(Confidence::default());
/// assert!(interval.is_some_and(|interval| interval.contains(0.31) && interval.contains(0.95)));
/// assert_eq!(Share::default().value(), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "ShareState")]
pub struct Share {
    hits: u64,
    of: u64,
}

/// A [`Share`] as it was stored; more may have hit than there were.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShareState {
    hits: u64,
    of: u64,
}

/// More hits than there were rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a share cannot have {hits} hits of {of}")]
pub struct MoreHitsThanRows {
    /// How many hit.
    pub hits: u64,
    /// How many there were.
    pub of: u64,
}

impl TryFrom<ShareState> for Share {
    type Error = MoreHitsThanRows;

    fn try_from(state: ShareState) -> Result<Self, MoreHitsThanRows> {
        Self::new(state.hits, state.of)
    }
}

impl Share {
    /// So many of so many.
    ///
    /// # Errors
    ///
    /// When there are more hits than rows.
    pub fn new(hits: u64, of: u64) -> Result<Self, MoreHitsThanRows> {
        if hits > of { Err(MoreHitsThanRows { hits, of }) } else { Ok(Self { hits, of }) }
    }

    /// So many of so many, where more hits than rows can only come of counts that were stored wrong: then all hit.
    pub(super) fn within(hits: u64, of: u64) -> Self {
        Self { hits: hits.min(of), of }
    }

    /// How many hit.
    pub fn hits(&self) -> u64 {
        self.hits
    }

    /// How many there were.
    pub fn of(&self) -> u64 {
        self.of
    }

    /// The others: how many did not hit, of as many.
    #[must_use]
    pub fn complement(&self) -> Self {
        Self { hits: self.of - self.hits, of: self.of }
    }

    /// The share, from 0 to 1; `None` of none.
    pub fn value(&self) -> Option<f64> {
        (self.of > 0).then(|| real(self.hits) / real(self.of))
    }

    /// The score interval of Wilson (1927), without continuity correction: the one to report unless there is a reason. It
    /// begins at exactly 0 when nobody hit and ends at exactly 1 when all did. `None` of none.
    pub fn wilson(&self, confidence: Confidence) -> Option<Interval> {
        self.value()?;
        let (hits, misses, of) = (real(self.hits), real(self.of - self.hits), real(self.of));
        let z = confidence.z();
        let root = z * (hits * (misses / of) + z * z / 4.0).sqrt();
        // (hits + z²/2 - root) / (of + z²), multiplied out so that nothing cancels.
        let below = |count: f64| count / of * (count / (count + z * z / 2.0 + root));
        let upper =
            if hits < misses { (hits + z * z / 2.0 + root) / (of + z * z) } else { 1.0 - below(misses) };
        Some(Interval::new(below(hits), upper, confidence))
    }

    /// The exact interval of Clopper and Pearson (1934): never too narrow, and wider than it need be. `None` of none.
    pub fn clopper_pearson(&self, confidence: Confidence) -> Option<Interval> {
        self.value()?;
        let (hits, misses) = (real(self.hits), real(self.of - self.hits));
        let upper_point = confidence.upper_point();
        let lower = if self.hits == 0 { 0.0 } else { beta_quantile(1.0 - upper_point, hits, misses + 1.0) };
        let upper = if self.hits == self.of { 1.0 } else { beta_quantile(upper_point, hits + 1.0, misses) };
        Some(Interval::new(lower, upper, confidence))
    }

    /// This share less another, of other people. `None` when either is of none.
    pub fn minus(&self, other: &Self) -> Option<ShareDifference> {
        self.value()?;
        other.value()?;
        Some(ShareDifference { share: *self, other: *other })
    }
}

impl Accumulate for Share {
    type Row = bool;
    type Answer = Self;

    fn add(&mut self, hit: bool) {
        self.merge(&Self { hits: u64::from(hit), of: 1 });
    }

    fn merge(&mut self, other: &Self) {
        self.hits = self.hits.saturating_add(other.hits);
        self.of = self.of.saturating_add(other.of);
    }

    fn finish(&self) -> Self {
        *self
    }
}

collects!(Share, bool);

/// The difference of two shares of different people, neither of none. For the same people twice see
/// [`Switches`](super::Switches).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareDifference {
    share: Share,
    other: Share,
}

impl ShareDifference {
    /// The one less the other, from −1 to 1.
    pub fn value(&self) -> f64 {
        // Over the common denominator, so that equal shares differ by exactly nothing.
        let ((hits, of), (other_hits, other_of)) = self.counts();
        (hits * other_of - other_hits * of) / (of * other_of)
    }

    /// The interval of Newcombe (1998, *Interval estimation for the difference between independent proportions*, method
    /// 10): built from the two Wilson intervals, without continuity correction.
    pub fn interval(&self, confidence: Confidence) -> Interval {
        let ((hits, of), (other_hits, other_of)) = self.counts();
        let (share, other) = (hits / of, other_hits / other_of);
        let (lower, upper) = ends(&self.share, confidence);
        let (other_lower, other_upper) = ends(&self.other, confidence);
        let difference = self.value();
        Interval::new(
            difference - (share - lower).hypot(other_upper - other),
            difference + (upper - share).hypot(other - other_lower),
            confidence,
        )
    }

    fn counts(&self) -> ((f64, f64), (f64, f64)) {
        ((real(self.share.hits), real(self.share.of)), (real(self.other.hits), real(self.other.of)))
    }
}

/// The ends of the Wilson interval; everything, of none.
pub(crate) fn ends(share: &Share, confidence: Confidence) -> (f64, f64) {
    share.wilson(confidence).and_then(|interval| interval.ends()).unwrap_or((0.0, 1.0))
}
