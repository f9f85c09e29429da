//! Reliable change: whose change is larger than what the unreliability of the questionnaire explains.

use serde::{Deserialize, Serialize};

use super::{Accumulate, Confidence, Paired, collects};
use crate::feedback::Better;

/// When one person's change is reliable (Jacobson and Truax 1991).
///
/// The reliable change index is the change divided by `S_diff` = √2 · SD · √(1 − reliability), SD that of the scores
/// before in a group to compare with. A change is reliable when the index lies beyond the normal quantile of the
/// confidence: 1.96 at 95 %, not rounded.
///
/// ```
/// use mentorship::{feedback::Better, impact::{Confidence, Paired, ReliableChange, Verdict}};
///
/// // The couple of Jacobson and Truax 1991: an index of 3.16.
/// let adjustment = ReliableChange::new(7.5, 0.80, Better::Higher, Confidence::default())?;
/// let couple = Paired::new(32.5, 47.5)?;
/// assert_eq!(adjustment.verdict(couple), Verdict::Improved);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct ReliableChange {
    deviation: f64,
    reliability: f64,
    better: Better,
    confidence: Confidence,
}

/// How a [`ReliableChange`] is stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    deviation: f64,
    reliability: f64,
    #[serde(default)]
    better: Better,
    #[serde(default)]
    confidence: Confidence,
}

/// A scale on which no change can be told reliable.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error(
    "reliable change takes a deviation above 0 and a reliability from 0 up to, not including, 1; \
     not {deviation} and {reliability}"
)]
pub struct InvalidReliability {
    /// The deviation given.
    pub deviation: f64,
    /// The reliability given.
    pub reliability: f64,
}

/// What became of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Better, reliably.
    Improved,
    /// No change that is reliable either way.
    Unchanged,
    /// Worse, reliably.
    Deteriorated,
}

/// Takes the verdict of each person; answers with how many there are of each, which is itself.
///
/// ```
/// use mentorship::impact::{Accumulate, Verdict, Verdicts};
///
/// let verdicts: Verdicts = [Verdict::Improved, Verdict::Unchanged, Verdict::Improved].into_iter().collect();
/// assert_eq!((verdicts.finish().improved(), verdicts.people()), (2, 3));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdicts {
    improved: u64,
    unchanged: u64,
    deteriorated: u64,
}

/// How far a person went the better way.
pub(super) fn gain(better: Better, pair: Paired) -> f64 {
    match better {
        Better::Higher => pair.change(),
        Better::Lower => -pair.change(),
    }
}

impl ReliableChange {
    /// Sets the criterion: the deviation of scores before, the reliability of the scale (such as Cronbach's alpha), which
    /// way is better, and how sure to be.
    ///
    /// # Errors
    ///
    /// When the deviation is not a number from 10⁻¹⁵ to 10¹⁵, or the reliability is below 0, or 1 or more: with a
    /// perfect reliability every change would be reliable.
    pub fn new(
        deviation: f64,
        reliability: f64,
        better: Better,
        confidence: Confidence,
    ) -> Result<Self, InvalidReliability> {
        if (1e-15..=1e15).contains(&deviation) && (0.0..1.0).contains(&reliability) {
            Ok(Self { deviation, reliability, better, confidence })
        } else {
            Err(InvalidReliability { deviation, reliability })
        }
    }

    /// `S_diff`: the standard error of the difference of two scores of somebody who did not change.
    pub fn standard_error(&self) -> f64 {
        self.deviation * (2.0 * (1.0 - self.reliability)).sqrt()
    }

    /// How far a score has to move at the least; a reliable change is larger.
    pub fn smallest(&self) -> f64 {
        self.confidence.z() * self.standard_error()
    }

    /// The reliable change index of one person, positive when the score rose.
    pub fn index(&self, pair: Paired) -> f64 {
        pair.change() / self.standard_error()
    }

    /// Whether one person improved, deteriorated, or neither.
    pub fn verdict(&self, pair: Paired) -> Verdict {
        let index = gain(self.better, pair) / self.standard_error();
        if index > self.confidence.z() {
            Verdict::Improved
        } else if index < -self.confidence.z() {
            Verdict::Deteriorated
        } else {
            Verdict::Unchanged
        }
    }
}

impl TryFrom<Stored> for ReliableChange {
    type Error = InvalidReliability;

    fn try_from(stored: Stored) -> Result<Self, InvalidReliability> {
        Self::new(stored.deviation, stored.reliability, stored.better, stored.confidence)
    }
}

impl From<ReliableChange> for Stored {
    fn from(change: ReliableChange) -> Self {
        let ReliableChange { deviation, reliability, better, confidence } = change;
        Self { deviation, reliability, better, confidence }
    }
}

impl Verdicts {
    /// Takes so many people with one verdict.
    pub(super) fn add_many(&mut self, verdict: Verdict, people: u64) {
        let count = match verdict {
            Verdict::Improved => &mut self.improved,
            Verdict::Unchanged => &mut self.unchanged,
            Verdict::Deteriorated => &mut self.deteriorated,
        };
        *count = count.saturating_add(people);
    }

    /// How many improved.
    pub fn improved(&self) -> u64 {
        self.improved
    }

    /// How many changed neither way.
    pub fn unchanged(&self) -> u64 {
        self.unchanged
    }

    /// How many deteriorated.
    pub fn deteriorated(&self) -> u64 {
        self.deteriorated
    }

    /// How many people there are.
    pub fn people(&self) -> u64 {
        self.improved.saturating_add(self.unchanged).saturating_add(self.deteriorated)
    }
}

impl Accumulate for Verdicts {
    type Row = Verdict;
    type Answer = Self;

    fn add(&mut self, verdict: Verdict) {
        self.add_many(verdict, 1);
    }

    fn merge(&mut self, other: &Self) {
        self.improved = self.improved.saturating_add(other.improved);
        self.unchanged = self.unchanged.saturating_add(other.unchanged);
        self.deteriorated = self.deteriorated.saturating_add(other.deteriorated);
    }

    fn finish(&self) -> Self {
        *self
    }
}

collects!(Verdicts, Verdict);
