//! As of which day, and how sure figures are to be.

use jiff::civil::Date;

use super::Confidence;

/// What figures are pure functions of, beside the facts: the day, the period, the confidence, and the resampling.
///
/// ```
/// use mentorship::{impact::AsOf, jiff::civil::date};
///
/// let year = AsOf::new(date(2026, 12, 31)).since(date(2026, 1, 1));
/// assert_eq!(year.since, Some(date(2026, 1, 1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AsOf {
    /// The last day of which anything is known. What is dated later has not happened yet.
    pub date: Date,
    /// The first day of the period, for figures that speak of one; from the beginning when none.
    pub since: Option<Date>,
    /// How sure intervals are.
    pub confidence: Confidence,
    /// The seed of resampled intervals.
    pub seed: u64,
    /// How often is resampled; 0 leaves those intervals out.
    pub replicates: u32,
}

impl AsOf {
    /// As of a day, from the beginning, 95 % sure, 1 000 times resampled with seed 1.
    pub fn new(date: Date) -> Self {
        Self { date, since: None, confidence: Confidence::default(), seed: 1, replicates: 1000 }
    }

    /// The same for the period from a day.
    #[must_use]
    pub fn since(self, since: Date) -> Self {
        Self { since: Some(since), ..self }
    }

    /// The same, otherwise sure.
    #[must_use]
    pub fn sure(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }

    /// The same, resampled with another seed and so often; 0 times leaves resampled intervals out.
    #[must_use]
    pub fn resampled(self, seed: u64, replicates: u32) -> Self {
        Self { seed, replicates, ..self }
    }
}
