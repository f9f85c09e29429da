//! Mean and spread of numbers: exact for whole numbers, to rounding for measured ones.

use serde::{Deserialize, Serialize};

use super::{
    accumulate::Accumulate,
    collects,
    distribution::{real, t_quantile},
    interval::{Confidence, Interval},
};

/// How many numbers there were, their mean, and how they spread around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    n: u64,
    /// Zero when there were none.
    mean: f64,
    /// The sum of the squared deviations from the mean.
    deviations: f64,
}

impl Spread {
    /// From the sum of whole numbers and the sum of their squares. The deviations are taken in whole numbers, and only
    /// then divided, so that nothing cancels.
    pub(crate) fn of_sums(n: u64, sum: i128, squares: u128) -> Self {
        if n == 0 {
            return Self { n, mean: 0.0, deviations: 0.0 };
        }
        let size = sum.unsigned_abs();
        let scaled = Wide::product(u128::from(n), squares).minus(Wide::product(size, size));
        Self { n, mean: signed_real(sum) / real(n), deviations: scaled.real() / real(n) }
    }

    /// How many there were.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// The mean; `None` of none.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then_some(self.mean)
    }

    /// The variance, with the divisor n − 1; `None` of fewer than two.
    pub fn variance(&self) -> Option<f64> {
        (self.n > 1).then(|| self.deviations / real(self.n - 1))
    }

    /// The standard deviation, with the divisor n − 1; `None` of fewer than two.
    pub fn standard_deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// The standard error of the mean; `None` of fewer than two.
    pub fn standard_error(&self) -> Option<f64> {
        self.variance().map(|variance| (variance / real(self.n)).sqrt())
    }

    /// The t interval of the mean; `None` of fewer than two. When all are equal it has no width: nothing was seen of how
    /// much they vary, not that they never do.
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let error = self.standard_error()?;
        let margin = t_quantile(confidence.upper_point(), real(self.n - 1)) * error;
        Some(Interval::around(self.mean, margin, confidence))
    }
}

/// Mean and spread of whole numbers: answers, minutes, days.
///
/// ```
/// use mentorship::impact::{Accumulate, Confidence, Moments};
///
/// let answers: Moments = [4, 5, 3, 4].into_iter().collect();
/// let spread = answers.finish();
/// assert_eq!(spread.mean(), Some(4.0));
/// assert_eq!(spread.variance(), Some(2.0 / 3.0));
/// let interval = spread.interval(Confidence::default());
/// assert!(interval.is_some_and(|interval| interval.contains(3.0)));
/// assert_eq!(Moments::default().finish().mean(), None);
/// ```
///
/// The state is whole: any order and any partition of the rows give the same to the last bit. It cannot overflow: of
/// 2^64 rows, each below 2^31 in size, the sum stays below 2^95 and the sum of squares below 2^127.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "MomentsState")]
pub struct Moments {
    n: u64,
    sum: i128,
    squares: u128,
}

/// The sums of [`Moments`] as they were stored; no whole numbers may have them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MomentsState {
    n: u64,
    sum: i128,
    squares: u128,
}

/// Sums that no whole numbers have: a mean of squares below the square of the mean, or beyond what the rows may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no {n} numbers have the sum {sum} and the sum of squares {squares}")]
pub struct ImpossibleMoments {
    /// How many there are said to be.
    pub n: u64,
    /// Their sum.
    pub sum: i128,
    /// The sum of their squares.
    pub squares: u128,
}

impl TryFrom<MomentsState> for Moments {
    type Error = ImpossibleMoments;

    fn try_from(state: MomentsState) -> Result<Self, ImpossibleMoments> {
        let MomentsState { n, sum, squares } = state;
        let size = sum.unsigned_abs();
        let bounded = size <= u128::from(n) << 31 && squares <= u128::from(n) << 62;
        let possible = bounded && Wide::product(size, size) <= Wide::product(u128::from(n), squares);
        if possible { Ok(Self { n, sum, squares }) } else { Err(ImpossibleMoments { n, sum, squares }) }
    }
}

impl Moments {
    /// How many were taken.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Their sum.
    pub fn sum(&self) -> i128 {
        self.sum
    }

    /// From sums of rows.
    pub(super) fn of_sums(n: u64, sum: i128, squares: u128) -> Self {
        Self { n, sum, squares }
    }
}

impl Accumulate for Moments {
    type Row = i32;
    type Answer = Spread;

    fn add(&mut self, row: i32) {
        let size = u128::from(row.unsigned_abs());
        self.merge(&Self { n: 1, sum: i128::from(row), squares: size * size });
    }

    fn merge(&mut self, other: &Self) {
        self.n = self.n.saturating_add(other.n);
        self.sum = self.sum.saturating_add(other.sum);
        self.squares = self.squares.saturating_add(other.squares);
    }

    fn finish(&self) -> Spread {
        Spread::of_sums(self.n, self.sum, self.squares)
    }
}

collects!(Moments, i32);

/// A measured value: finite, and at most [`Measured::MOST`] in size, so that sums of squares stay finite too.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Measured(f64);

/// A value that is not finite or not measurable.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a measured value is a number of at most 1e100 in size, not {0}")]
pub struct InvalidMeasured(pub f64);

impl Measured {
    /// The largest size: 1e100.
    pub const MOST: f64 = 1e100;

    /// Makes a measured value.
    ///
    /// # Errors
    ///
    /// When `value` is not a number, or larger in size than [`Measured::MOST`].
    pub fn new(value: f64) -> Result<Self, InvalidMeasured> {
        if value.abs() <= Self::MOST { Ok(Self(value)) } else { Err(InvalidMeasured(value)) }
    }

    /// The value.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Measured {
    type Error = InvalidMeasured;

    fn try_from(value: f64) -> Result<Self, InvalidMeasured> {
        Self::new(value)
    }
}

impl From<Measured> for f64 {
    fn from(value: Measured) -> Self {
        value.0
    }
}

/// Mean and spread of measured values.
///
/// ```
/// use mentorship::impact::{Accumulate, FloatMoments, InvalidMeasured, Measured};
///
/// let scores = [7.5, 8.0, 8.5].into_iter().map(Measured::new).collect::<Result<FloatMoments, _>>()?;
/// assert_eq!(scores.finish().mean(), Some(8.0));
/// assert_eq!(scores.finish().variance(), Some(0.25));
/// # Ok::<(), InvalidMeasured>(())
/// ```
///
/// Deviations are taken from the first value, so that a large common part does not swallow small differences, and two
/// states merge by the method of Chan, Golub and `LeVeque` (1979). Order and partition matter to rounding only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "FloatMomentsState")]
pub struct FloatMoments {
    n: u64,
    /// The first value taken.
    first: f64,
    /// The mean less the first value.
    mean: f64,
    /// The sum of the squared deviations from the mean.
    deviations: f64,
}

/// [`FloatMoments`] as they were stored; no values may have them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FloatMomentsState {
    n: u64,
    first: Measured,
    mean: f64,
    deviations: f64,
}

/// A mean and deviations that no values have.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("no {n} values have a mean {mean} above the first of them and squared deviations of {deviations}")]
pub struct ImpossibleFloatMoments {
    /// How many there are said to be.
    pub n: u64,
    /// Their mean less the first.
    pub mean: f64,
    /// The sum of their squared deviations.
    pub deviations: f64,
}

impl TryFrom<FloatMomentsState> for FloatMoments {
    type Error = ImpossibleFloatMoments;

    fn try_from(state: FloatMomentsState) -> Result<Self, ImpossibleFloatMoments> {
        let FloatMomentsState { n, first: Measured(first), mean, deviations } = state;
        let most = (2.0 * Measured::MOST).powi(2) * real(n);
        let possible = mean.abs() <= 2.0 * Measured::MOST
            && (0.0..=most).contains(&deviations)
            && (n > 0 || first.abs() + mean.abs() <= 0.0)
            && (n > 1 || mean.abs() + deviations <= 0.0);
        if possible {
            Ok(Self { n, first, mean, deviations })
        } else {
            Err(ImpossibleFloatMoments { n, mean, deviations })
        }
    }
}

impl FloatMoments {
    /// How many were taken.
    pub fn n(&self) -> u64 {
        self.n
    }
}

impl Accumulate for FloatMoments {
    type Row = Measured;
    type Answer = Spread;

    fn add(&mut self, row: Measured) {
        self.merge(&Self { n: 1, first: row.0, mean: 0.0, deviations: 0.0 });
    }

    fn merge(&mut self, other: &Self) {
        if other.n == 0 {
            return;
        }
        if self.n == 0 {
            *self = *other;
            return;
        }
        let (ours, theirs) = (real(self.n), real(other.n));
        let all = ours + theirs;
        let apart = (other.first - self.first) + (other.mean - self.mean);
        self.mean += apart * (theirs / all);
        self.deviations += other.deviations + apart * apart * (ours * (theirs / all));
        self.n = self.n.saturating_add(other.n);
    }

    fn finish(&self) -> Spread {
        Spread { n: self.n, mean: self.first + self.mean, deviations: self.deviations }
    }
}

collects!(FloatMoments, Measured);

/// A whole number of up to 256 bits: what products of sums need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wide {
    /// The upper 128 bits; first, so that the derived order is that of the numbers.
    upper: u128,
    lower: u128,
}

impl Wide {
    /// The product of two numbers, by halves.
    pub(crate) fn product(a: u128, b: u128) -> Self {
        let half = u128::from(u64::MAX);
        let (a_upper, a_lower, b_upper, b_lower) = (a >> 64, a & half, b >> 64, b & half);
        let lowest = a_lower * b_lower;
        // Each sum stays below 2^128: (2^64 - 1)² + 2 (2^64 - 1) = 2^128 - 1.
        let middle = a_upper * b_lower + (lowest >> 64);
        let other = a_lower * b_upper + (middle & half);
        Self {
            upper: a_upper * b_upper + (middle >> 64) + (other >> 64),
            lower: (other << 64) | (lowest & half),
        }
    }

    /// The difference to a smaller number; zero when that is the larger.
    pub(crate) fn minus(self, other: Self) -> Self {
        if self <= other {
            return Self { upper: 0, lower: 0 };
        }
        let (lower, borrowed) = self.lower.overflowing_sub(other.lower);
        Self { upper: self.upper - other.upper - u128::from(borrowed), lower }
    }

    /// As a real number, to the last digit or two.
    #[expect(clippy::cast_precision_loss, reason = "exact sums end in a figure of 16 digits")]
    pub(crate) fn real(self) -> f64 {
        // 2^128
        const UNIT: f64 = 340_282_366_920_938_463_463_374_607_431_768_211_456.0;
        self.upper as f64 * UNIT + self.lower as f64
    }
}

/// A sum as a real number.
#[expect(clippy::cast_precision_loss, reason = "exact sums end in a figure of 16 digits")]
pub(crate) fn signed_real(sum: i128) -> f64 {
    sum as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_products_are_those_of_long_multiplication() {
        let product = |a, b| {
            let Wide { upper, lower } = Wide::product(a, b);
            (upper, lower)
        };
        assert_eq!(product(u128::MAX, u128::MAX), (u128::MAX - 1, 1));
        assert_eq!(product(1 << 127, 6), (3, 0));
        assert_eq!(product((5 << 64) + 7, (3 << 64) + 11), (15, (76 << 64) + 77));
        assert_eq!(
            product(u128::MAX, u128::from(u64::MAX)),
            (u128::from(u64::MAX) - 1, u128::MAX - ((1 << 64) - 2))
        );
        assert_eq!(product(9, 0), (0, 0));
    }

    #[test]
    fn wide_differences_borrow_and_stop_at_nothing() {
        let (large, small) = (Wide { upper: 2, lower: 1 }, Wide { upper: 1, lower: 2 });
        assert_eq!(large.minus(small), Wide { upper: 0, lower: u128::MAX });
        assert_eq!(large.minus(Wide { upper: 1, lower: 1 }), Wide { upper: 1, lower: 0 });
        assert_eq!(small.minus(large), Wide { upper: 0, lower: 0 });
        assert!((Wide { upper: 1, lower: 1 << 127 }.real() / 2_f64.powi(127) - 3.0).abs() < 1e-15);
    }
}
