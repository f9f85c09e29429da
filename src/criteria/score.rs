//! Points, exactly.

use std::{
    fmt,
    iter::Sum,
    ops::{Add, Sub},
};

use serde::{Deserialize, Serialize};

/// A score in thousandths of a point: exact, so that contributions add up to it on every machine.
///
/// ```
/// use mentorship::criteria::Score;
///
/// assert_eq!(Score::from_thousandths(12_500).to_string(), "12.5");
/// assert_eq!(Score::from_points(7) + Score::from_thousandths(1), Score::from_thousandths(7_001));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Score(i64);

impl Score {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// So many thousandths of a point.
    pub fn from_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// So many whole points.
    pub fn from_points(points: u32) -> Self {
        Self(i64::from(points) * 1000)
    }

    /// The score in thousandths of a point.
    pub fn thousandths(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let size = self.0.unsigned_abs();
        let decimals = format!("{:03}", size % 1000);
        let text = match decimals.trim_end_matches('0') {
            "" => format!("{sign}{}", size / 1000),
            decimals => format!("{sign}{}.{decimals}", size / 1000),
        };
        f.pad(&text)
    }
}

impl Add for Score {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Score {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Score {
    fn sum<I: Iterator<Item = Self>>(scores: I) -> Self {
        scores.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_written_with_the_decimals_it_needs() {
        for (thousandths, text) in [(0, "0"), (9_000, "9"), (12_340, "12.34"), (1, "0.001"), (-1_500, "-1.5")]
        {
            assert_eq!(Score::from_thousandths(thousandths).to_string(), text);
        }
        assert_eq!(format!("{:>6}", Score::from_points(3)), "     3");
    }

    #[test]
    fn scores_add_up() {
        let sum: Score = [1_500, 250, 3].map(Score::from_thousandths).into_iter().sum();
        assert_eq!(sum.thousandths(), 1_753);
        assert_eq!(Score::from_points(2), Score::from_thousandths(2_000));
        assert_eq!((Score::from_points(1) - Score::from_points(3)).to_string(), "-2");
    }
}
