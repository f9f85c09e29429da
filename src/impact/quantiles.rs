//! Medians and other quantiles, exact: counts of whole numbers, or a sorted sample.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{accumulate::Accumulate, collects, distribution::real};

/// How a quantile is read between two values: the nine definitions of Hyndman and Fan (1996), under their numbers.
///
/// With n values in order, the quantile of point p lies at position np + m, for an m of the type, and between two values
/// in proportion, except where a type says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantileType {
    /// The smallest value at or below which at least the share p lies.
    Type1,
    /// As type 1, and the mean of two values where exactly the share p lies at or below the first.
    Type2,
    /// The value nearest to position np, the even one of two equally near (SAS).
    Type3,
    /// m = 0.
    Type4,
    /// m = 1/2 (Hazen).
    Type5,
    /// m = p (Weibull; SPSS, Minitab).
    Type6,
    /// m = 1 − p (R, Python, Excel): the default.
    #[default]
    Type7,
    /// m = (p + 1) / 3: what Hyndman and Fan recommend, about unbiased for the median.
    Type8,
    /// m = p/4 + 3/8: about unbiased for normal values.
    Type9,
}

/// Where a quantile lies: so far from the value at one position, counted from 1, to the next.
struct Position {
    at: f64,
    towards_next: f64,
}

impl QuantileType {
    fn position(self, n: u64, point: f64) -> Position {
        let offset = match self {
            Self::Type1 | Self::Type2 | Self::Type4 => 0.0,
            Self::Type3 => -0.5,
            Self::Type5 => 0.5,
            Self::Type6 => point,
            Self::Type7 => 1.0 - point,
            Self::Type8 => (point + 1.0) / 3.0,
            Self::Type9 => point / 4.0 + 0.375,
        };
        let position = real(n) * point + offset;
        // A product such as 100 × 0.07 that misses a whole number by rounding is that number.
        let nearest = position.round();
        let whole = (position - nearest).abs() <= 4.0 * f64::EPSILON * nearest.abs().max(1.0);
        let at = if whole { nearest } else { position.floor() };
        let towards_next = match self {
            Self::Type1 => f64::from(u8::from(!whole)),
            Self::Type2 => {
                if whole {
                    0.5
                } else {
                    1.0
                }
            }
            Self::Type3 => f64::from(u8::from(!whole || at.rem_euclid(2.0) >= 1.0)),
            _ if whole => 0.0,
            _ => position - at,
        };
        Position { at, towards_next }
    }

    /// The quantile, given the value at each position from 1 to n; `None` of none, or when the point is not from 0 to 1.
    fn read(self, n: u64, point: f64, value_at: impl Fn(u64) -> f64) -> Option<f64> {
        if n == 0 || !(0.0..=1.0).contains(&point) {
            return None;
        }
        let Position { at, towards_next } = self.position(n, point);
        let value = |position: f64| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a whole number clamped between 1 and n, which was a u64"
            )]
            value_at((position.clamp(1.0, real(n)) as u64).min(n))
        };
        let (before, after) = (value(at), value(at + 1.0));
        Some(if towards_next <= 0.0 {
            before
        } else if towards_next >= 1.0 {
            after
        } else {
            before + towards_next * (after - before)
        })
    }
}

/// Counts of whole numbers, from which any quantile is read exactly: answers, days, minutes.
///
/// ```
/// use mentorship::impact::{QuantileType, Tally};
///
/// let days: Tally = [30, 10, 40, 20].into_iter().collect();
/// assert_eq!(days.median(), Some(25.0));
/// assert_eq!(days.quantile(0.25, QuantileType::Type7), Some(17.5));
/// assert_eq!(days.quantile(0.25, QuantileType::Type6), Some(12.5));
/// assert_eq!(Tally::default().median(), None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<i32, u64>", into = "BTreeMap<i32, u64>")]
pub struct Tally {
    /// How often each value came: never 0 times.
    counts: BTreeMap<i32, u64>,
}

impl From<BTreeMap<i32, u64>> for Tally {
    /// Counts that somebody else has made.
    fn from(mut counts: BTreeMap<i32, u64>) -> Self {
        counts.retain(|_, count| *count > 0);
        Self { counts }
    }
}

impl From<Tally> for BTreeMap<i32, u64> {
    fn from(tally: Tally) -> Self {
        tally.counts
    }
}

impl Tally {
    /// How many values were taken.
    pub fn n(&self) -> u64 {
        self.counts.values().fold(0, |sum, &count| sum.saturating_add(count))
    }

    /// How often a value came.
    pub fn count(&self, value: i32) -> u64 {
        self.counts.get(&value).copied().unwrap_or(0)
    }

    /// Each value and how often it came, in ascending order.
    pub fn counts(&self) -> impl ExactSizeIterator<Item = (i32, u64)> {
        self.counts.iter().map(|(&value, &count)| (value, count))
    }

    /// The smallest; `None` of none.
    pub fn least(&self) -> Option<i32> {
        self.counts.first_key_value().map(|(&value, _)| value)
    }

    /// The largest; `None` of none.
    pub fn most(&self) -> Option<i32> {
        self.counts.last_key_value().map(|(&value, _)| value)
    }

    /// The median; `None` of none.
    pub fn median(&self) -> Option<f64> {
        self.quantile(0.5, QuantileType::default())
    }

    /// The quantile of a point, such as 0.25 for the lower quartile. `None` of none, or when the point is not from 0 to 1.
    pub fn quantile(&self, point: f64, of_type: QuantileType) -> Option<f64> {
        of_type.read(self.n(), point, |position| {
            let mut seen = 0_u64;
            let reached = self.counts.iter().find(|&(_, &count)| {
                seen = seen.saturating_add(count);
                seen >= position
            });
            reached.map_or(0.0, |(&value, _)| f64::from(value))
        })
    }
}

impl Accumulate for Tally {
    type Row = i32;
    type Answer = Self;

    fn add(&mut self, row: i32) {
        let count = self.counts.entry(row).or_default();
        *count = count.saturating_add(1);
    }

    fn merge(&mut self, other: &Self) {
        for (&value, &count) in &other.counts {
            let ours = self.counts.entry(value).or_default();
            *ours = ours.saturating_add(count);
        }
    }

    fn finish(&self) -> Self {
        self.clone()
    }
}

collects!(Tally, i32);

/// The quantile of real numbers, in any order. `None` of none, when one is not finite, or when the point is not from 0 to
/// 1.
///
/// ```
/// use mentorship::impact::{QuantileType, quantile};
///
/// assert_eq!(quantile(&[2.5, 1.5, 9.0], 0.5, QuantileType::default()), Some(2.5));
/// assert_eq!(quantile(&[2.5, f64::NAN], 0.5, QuantileType::default()), None);
/// ```
pub fn quantile(values: &[f64], point: f64, of_type: QuantileType) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    quantile_of_sorted(&sorted, point, of_type)
}

/// The quantile of real numbers in ascending order, without sorting them again.
pub(crate) fn quantile_of_sorted(sorted: &[f64], point: f64, of_type: QuantileType) -> Option<f64> {
    if sorted.iter().any(|value| !value.is_finite()) {
        return None;
    }
    of_type.read(sorted.len() as u64, point, |position| {
        // Positions count from 1 to the length.
        usize::try_from(position - 1).ok().and_then(|index| sorted.get(index)).copied().unwrap_or(0.0)
    })
}
