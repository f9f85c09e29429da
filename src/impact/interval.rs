//! How sure we are: a level of confidence, and the limits between which a value lies with it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::distribution;

/// The confidence of an interval: a share above one half and below one, 0.95 unless said otherwise.
///
/// ```
/// use mentorship::impact::Confidence;
///
/// assert_eq!(Confidence::default().share(), 0.95);
/// assert!(Confidence::new(1.0).is_err());
/// # Ok::<(), mentorship::impact::InvalidConfidence>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Confidence(f64);

/// A confidence that is not above one half and below one.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a confidence lies above 0.5 and below 1, such as 0.95; it is not {0}")]
pub struct InvalidConfidence(pub f64);

impl Confidence {
    /// Makes a confidence.
    ///
    /// # Errors
    ///
    /// When `share` is not above one half and below one.
    pub fn new(share: f64) -> Result<Self, InvalidConfidence> {
        if share > 0.5 && share < 1.0 { Ok(Self(share)) } else { Err(InvalidConfidence(share)) }
    }

    /// The share, such as 0.95.
    pub fn share(self) -> f64 {
        self.0
    }

    /// What is left on the upper side of a two-sided interval, such as 0.975: the point whose quantile is wanted.
    pub fn upper_point(self) -> f64 {
        f64::midpoint(1.0, self.0)
    }

    /// The normal quantile of a two-sided interval, such as 1.96.
    pub fn z(self) -> f64 {
        distribution::normal_quantile(self.upper_point())
    }
}

impl Default for Confidence {
    fn default() -> Self {
        Self(0.95)
    }
}

impl TryFrom<f64> for Confidence {
    type Error = InvalidConfidence;

    fn try_from(share: f64) -> Result<Self, InvalidConfidence> {
        Self::new(share)
    }
}

impl From<Confidence> for f64 {
    fn from(confidence: Confidence) -> Self {
        confidence.0
    }
}

/// One end of an interval. An end that the data do not reach is a case of its own, not an infinite number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// It ends here.
    At(f64),
    /// What was observed sets no limit on this side.
    Unbounded,
}

impl Limit {
    /// Where it is, when it is anywhere.
    pub fn value(self) -> Option<f64> {
        match self {
            Self::At(value) => Some(value),
            Self::Unbounded => None,
        }
    }

    /// The limit on another scale.
    #[must_use]
    pub fn map(self, to: impl FnOnce(f64) -> f64) -> Self {
        match self {
            Self::At(value) => Self::At(to(value)),
            Self::Unbounded => Self::Unbounded,
        }
    }
}

/// The limits between which a value lies with some confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub lower: Limit,
    /// The upper end.
    pub upper: Limit,
    /// How sure it is.
    pub confidence: Confidence,
}

impl Interval {
    /// From one number to another.
    pub fn new(lower: f64, upper: f64, confidence: Confidence) -> Self {
        Self { lower: Limit::At(lower), upper: Limit::At(upper), confidence }
    }

    /// Value ± margin.
    pub fn around(value: f64, margin: f64, confidence: Confidence) -> Self {
        Self::new(value - margin, value + margin, confidence)
    }

    /// Both ends, when both are reached.
    pub fn ends(&self) -> Option<(f64, f64)> {
        Some((self.lower.value()?, self.upper.value()?))
    }

    /// Whether a value lies inside, ends included.
    pub fn contains(&self, value: f64) -> bool {
        self.lower.value().is_none_or(|lower| lower <= value)
            && self.upper.value().is_none_or(|upper| value <= upper)
    }

    /// The interval on another, increasing scale.
    #[must_use]
    pub fn map(self, to: impl Fn(f64) -> f64) -> Self {
        Self { lower: self.lower.map(&to), upper: self.upper.map(&to), ..self }
    }
}

impl fmt::Display for Limit {
    /// Shows the number with the precision asked for, and what is not reached as “no limit”.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(value) => fmt::Display::fmt(value, f),
            Self::Unbounded => f.write_str("no limit"),
        }
    }
}
