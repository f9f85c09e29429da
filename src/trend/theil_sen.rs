//! The slope of Theil and Sen: how much values move from month to month, whatever a few odd months do.

use std::fmt;

use serde::Serialize;

use super::{
    NoTrend, Point, Series,
    mann_kendall::{Score, THREE_YEARS, at_least, seasons},
};
use crate::impact::{
    Confidence, Interval, Limit, QuantileType, distribution::real, quantile, quantiles::quantile_of_sorted,
};

/// The median of the slopes between all pairs of months (Theil 1950, Sen 1968), with real distances where months are
/// missing.
///
/// ```
/// use mentorship::trend::{Per, Point, Series, TheilSen};
///
/// let series = Series::new([
///     Point { month: "2026-01".parse()?, value: 3.0, n: 40 },
///     Point { month: "2026-02".parse()?, value: 9.0, n: 40 },
///     Point { month: "2026-05".parse()?, value: 7.0, n: 40 },
/// ])?;
/// let slope = TheilSen::of(&series)?;
/// assert_eq!((slope.value(), slope.per()), (1.0, Per::Month));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct TheilSen {
    per: Per,
    value: f64,
    intercept: f64,
    /// All slopes, ascending.
    slopes: Vec<f64>,
    score: Score,
}

/// The time that a slope speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// From month to month.
    Month,
    /// From a month to the same month of the next year.
    Year,
}

impl Per {
    /// How much of it lies between two months, when any does.
    fn between(self, from: Point, to: Point) -> f64 {
        let months = f64::from(from.month.months_until(to.month));
        match self {
            Self::Month => months,
            Self::Year => months / 12.0,
        }
    }
}

impl TheilSen {
    /// The most months of which all slopes are taken, 2 000: two million slopes.
    pub const MOST: usize = 2_000;

    /// From month to month, of all pairs.
    ///
    /// # Errors
    ///
    /// When there are fewer than two months, or more than [`TheilSen::MOST`].
    ///
    /// # Complexity
    ///
    /// n² log n for n months; n² / 2 slopes are kept.
    pub fn of(series: &Series) -> Result<Self, NoTrend> {
        at_least(2, series)?;
        Self::new(series, Per::Month, [series.points().to_vec()], Score::plain)
    }

    /// From year to year, of pairs of the same month of the year only (Hirsch, Slack and Smith 1982).
    ///
    /// # Errors
    ///
    /// When there are fewer than 36 months, or more than [`TheilSen::MOST`].
    pub fn seasonal(series: &Series) -> Result<Self, NoTrend> {
        at_least(THREE_YEARS, series)?;
        Self::new(series, Per::Year, seasons(series), Score::seasonal)
    }

    fn new(
        series: &Series,
        per: Per,
        compared: impl IntoIterator<Item = Vec<Point>>,
        score: fn(&Series) -> Score,
    ) -> Result<Self, NoTrend> {
        let points = series.len();
        let too_many = NoTrend::TooMany { points, most: Self::MOST };
        let first = series.points().first().filter(|_| points <= Self::MOST).ok_or(too_many)?;
        let mut slopes = Vec::new();
        for points in compared {
            for (at, to) in points.iter().enumerate() {
                slopes.extend(
                    points[..at].iter().map(|from| (to.value - from.value) / per.between(*from, *to)),
                );
            }
        }
        slopes.sort_unstable_by(f64::total_cmp);
        let median = |values: &[f64]| {
            quantile(values, 0.5, QuantileType::default())
                .expect("a series that has points, all of them finite")
        };
        let value = quantile_of_sorted(&slopes, 0.5, QuantileType::default())
            .expect("two months have a slope, and of 36 two are the same month of different years");
        let values: Vec<f64> = series.values().collect();
        let times: Vec<f64> = series.points().iter().map(|point| per.between(*first, *point)).collect();
        let intercept = median(&values) - value * median(&times);
        Ok(Self { per, value, intercept, slopes, score: score(series) })
    }

    /// How much values move in the time of [`TheilSen::per`].
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The time that the slope speaks of.
    pub fn per(&self) -> Per {
        self.per
    }

    /// Where the line begins, in the first month: the median of the values, less the slope times the median of the times
    /// since then (Conover 1980).
    pub fn intercept(&self) -> f64 {
        self.intercept
    }

    /// How many slopes there are between months.
    pub fn slopes(&self) -> usize {
        self.slopes.len()
    }

    /// The interval from the ranks of the slopes (Sen 1968; Gilbert 1987, ch. 16): those whose ranks lie z times the
    /// standard deviation of Mann–Kendall's S apart about the middle, each rounded to the nearest whole rank as `scipy` does.
    ///
    /// A rank outside the slopes sets no limit (`scipy` gives the outermost slope). `None` when all values are equal: how they
    /// vary was not seen.
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let (slopes, variance) = (real(self.slopes.len() as u64), self.score.variance());
        if variance <= 0.0 {
            return None;
        }
        let apart = confidence.z() * variance.sqrt();
        // Ranks count from 1. That of the upper end is one further, so that the two mirror each other.
        let limit = |rank: f64| {
            let at = (1..).zip(&self.slopes).find(|(at, _)| real(*at) >= rank);
            at.filter(|_| rank >= 1.0).map_or(Limit::Unbounded, |(_, slope)| Limit::At(*slope))
        };
        let lower = limit(f64::midpoint(slopes, -apart).round_ties_even());
        let upper = limit(f64::midpoint(slopes, apart).round_ties_even() + 1.0);
        Some(Interval { lower, upper, confidence })
    }
}

impl fmt::Display for TheilSen {
    /// The slope, without its interval.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per = match self.per {
            Per::Month => "month",
            Per::Year => "year",
        };
        write!(f, "{:+.3} a {per}", self.value)
    }
}
