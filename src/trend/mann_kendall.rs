//! The Mann–Kendall test: whether values rise or fall with the months, whatever the shape.

use std::fmt;

use serde::Serialize;

use super::{Point, Series};
use crate::impact::{
    distribution::{normal_upper, real},
    moments::signed_real,
};

/// Why a series bears no slope or test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoTrend {
    /// Too few months with a value.
    #[error("this takes at least {needed} months with a value, and there are {points}")]
    TooFew {
        /// How many there are.
        points: usize,
        /// How many there have to be.
        needed: usize,
    },
    /// More than a slope is looked for in.
    #[error("this takes at most {most} months, and there are {points}")]
    TooMany {
        /// How many there are.
        points: usize,
        /// How many there may be.
        most: usize,
    },
}

/// Months in which each month of the year comes three times.
pub(super) const THREE_YEARS: usize = 36;

/// Refuses a series of fewer points.
pub(super) fn at_least(needed: usize, series: &Series) -> Result<(), NoTrend> {
    let points = series.len();
    if points < needed { Err(NoTrend::TooFew { points, needed }) } else { Ok(()) }
}

/// The test of Mann (1945) and Kendall (1975): of all pairs of months, those that rise less those that fall.
///
/// Its variance is corrected for ties, its z for continuity (by one towards zero), its p-value is two-sided: exact for
/// fewer than ten values without ties, else normal. Only the order of months counts, not how far they lie apart. The
/// seasonal form (Hirsch, Slack and Smith 1982) compares Januaries with Januaries and sums; it takes the months of the
/// year to be independent of each other.
///
/// ```
/// use mentorship::trend::{MannKendall, Month, Point, Series};
///
/// let first: Month = "2026-01".parse()?;
/// let months = std::iter::successors(Some(first), |month| month.next());
/// let series = Series::new(months.zip([10.0, 15.0, 14.0, 20.0]).map(|(month, value)| Point { month, value, n: 9 }))?;
/// let test = MannKendall::of(&series)?;
/// assert_eq!(test.s(), 4); // five pairs rise, one falls
/// assert_eq!(test.p(), Some(8.0 / 24.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct MannKendall {
    points: usize,
    score: Score,
    p_exact: Option<f64>,
}

/// What pairs of values tell, summed over seasons where there are some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(super) struct Score {
    pairs: i64,
    s: i64,
    /// 18 times the variance of `s`, which is whole.
    variance_18: i128,
}

impl Score {
    /// Of values in the order of time.
    fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        let falls = signed(sort_counting_falls(&mut values));
        let pairs_of = |count: i64| count * (count - 1) / 2;
        let spread_of = |count: i64| {
            let count = i128::from(count);
            count * (count - 1) * (2 * count + 5)
        };
        let n = signed(values.len());
        let ties = || values.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(|tie| signed(tie.len()));
        // Each pair rises, falls or is tied.
        let rises = pairs_of(n) - ties().map(pairs_of).sum::<i64>() - falls;
        Self {
            pairs: pairs_of(n),
            s: rises - falls,
            variance_18: spread_of(n) - ties().map(spread_of).sum::<i128>(),
        }
    }

    /// Of each month of the year by itself, summed.
    pub(super) fn seasonal(series: &Series) -> Self {
        let mut whole = Self::default();
        for season in seasons(series) {
            let score = Self::of(season.iter().map(|point| point.value));
            whole.pairs += score.pairs;
            whole.s += score.s;
            whole.variance_18 += score.variance_18;
        }
        whole
    }

    pub(super) fn plain(series: &Series) -> Self {
        Self::of(series.values())
    }

    pub(super) fn variance(&self) -> f64 {
        signed_real(self.variance_18) / 18.0
    }
}

/// The points of each month of the year, by time.
pub(super) fn seasons(series: &Series) -> impl Iterator<Item = Vec<Point>> {
    (1..=12)
        .map(|month| series.points().iter().filter(|point| point.month.month() == month).copied().collect())
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).expect("no list has 2^63 entries, and no series so many pairs")
}

/// Sorts, and counts the pairs of which the later was less: by halves, each of which is sorted before they are compared.
fn sort_counting_falls(values: &mut [f64]) -> usize {
    if values.len() < 2 {
        return 0;
    }
    let (left, right) = values.split_at_mut(values.len() / 2);
    let mut falls = sort_counting_falls(left) + sort_counting_falls(right);
    let mut not_above = 0;
    for value in right.iter() {
        not_above += left[not_above..].iter().take_while(|other| other.total_cmp(value).is_le()).count();
        falls += left.len() - not_above;
    }
    // Two sorted runs, which a stable sort merges.
    values.sort_by(f64::total_cmp);
    falls
}

impl MannKendall {
    /// The most values without ties of which every order is counted.
    pub const MOST_EXACT: usize = 9;

    /// Of all pairs of months.
    ///
    /// # Errors
    ///
    /// When there are fewer than two.
    ///
    /// # Complexity
    ///
    /// n log² n for n months at most.
    pub fn of(series: &Series) -> Result<Self, NoTrend> {
        at_least(2, series)?;
        let (points, score) = (series.len(), Score::plain(series));
        // Without ties the variance is that of n alone.
        let untied = score.variance_18 == Score::of((0..points).map(|at| real(at as u64))).variance_18;
        let p_exact = (points <= Self::MOST_EXACT && untied).then(|| exact(points, score));
        Ok(Self { points, score, p_exact })
    }

    /// Of pairs of the same month of the year only.
    ///
    /// # Errors
    ///
    /// When there are fewer than 36 months: three years tell a season from a trend, and less does not.
    pub fn seasonal(series: &Series) -> Result<Self, NoTrend> {
        at_least(THREE_YEARS, series)?;
        Ok(Self { points: series.len(), score: Score::seasonal(series), p_exact: None })
    }

    /// How many months have a value.
    pub fn points(&self) -> usize {
        self.points
    }

    /// S: pairs that rise less pairs that fall.
    pub fn s(&self) -> i64 {
        self.score.s
    }

    /// The variance of S when nothing moves, corrected for ties.
    pub fn variance(&self) -> f64 {
        self.score.variance()
    }

    /// Kendall's τ without correction for ties (τ-a): S of all pairs, from −1 to 1.
    pub fn tau(&self) -> f64 {
        signed_real(self.score.s.into()) / signed_real(self.score.pairs.into())
    }

    /// The normal score of S, one nearer to zero; `None` when all values are equal.
    pub fn z(&self) -> Option<f64> {
        let nearer = self.score.s - self.score.s.signum();
        (self.score.variance_18 > 0).then(|| signed_real(nearer.into()) / self.variance().sqrt())
    }

    /// The two-sided p-value of [`MannKendall::z`].
    pub fn p_normal(&self) -> Option<f64> {
        Some((2.0 * normal_upper(self.z()?.abs())).min(1.0))
    }

    /// The share of all orders of the values with an S at least as far from zero; for at most
    /// [`MOST_EXACT`](Self::MOST_EXACT) values without ties.
    pub fn p_exact(&self) -> Option<f64> {
        self.p_exact
    }

    /// The two-sided p-value to report: exact where there is one. `None` when all values are equal.
    pub fn p(&self) -> Option<f64> {
        self.p_exact.or_else(|| self.p_normal())
    }
}

/// Of all orders of so many different values, the share that falls at least as often, or rises.
fn exact(points: usize, score: Score) -> f64 {
    // By the number of pairs that fall, how many orders of so many values.
    let mut orders = vec![1_u64];
    for values in 2..=points {
        // A value more can be put before 0 to all of the others.
        let mut more = vec![0; orders.len() + values - 1];
        for (falls, count) in orders.iter().enumerate() {
            for so_many in &mut more[falls..falls + values] {
                *so_many += count;
            }
        }
        orders = more;
    }
    let s = |falls: i64| score.pairs - 2 * falls;
    let as_far = (0..).zip(&orders).filter(|(falls, _)| s(*falls).abs() >= score.s.abs());
    let as_far: u64 = as_far.map(|(_, count)| count).sum();
    real(as_far) / real(orders.iter().sum())
}

impl fmt::Display for MannKendall {
    /// S and its p-value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(p) = self.p() else { return write!(f, "{} months all alike", self.points) };
        let way = match self.score.s.signum() {
            1 => "more pairs of months rise than fall",
            -1 => "more pairs of months fall than rise",
            _ => "as many pairs of months rise as fall",
        };
        let chance = if p < 0.001 { "below 0.001".to_owned() } else { format!("{p:.3}") };
        write!(f, "{way} (S = {}, p {chance}, {} months)", self.score.s, self.points)
    }
}
