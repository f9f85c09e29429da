//! One value a month, and one share a month.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Month;
use crate::impact::{Accumulate, Measured, Share};

/// What was measured in one month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// When.
    pub month: Month,
    /// How much, in the unit of what is measured.
    pub value: f64,
    /// Of how many: people, pairings, answers.
    pub n: u64,
}

/// Values of months in their order, at most one a month. Months may be missing.
///
/// ```
/// use mentorship::trend::{Point, Series};
///
/// let series = Series::new([
///     Point { month: "2026-02".parse()?, value: 12.5, n: 40 },
///     Point { month: "2026-01".parse()?, value: 11.0, n: 38 },
/// ])?;
/// assert_eq!(series.points()[0].value, 11.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Point>", into = "Vec<Point>")]
pub struct Series {
    /// By month.
    points: Vec<Point>,
}

/// Why months are no series.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidSeries {
    /// A value that is not a number of reasonable size.
    #[error("{month}: a measured value is a number of at most 1e100 in size, not {value}")]
    NotMeasured {
        /// When.
        month: Month,
        /// What was given.
        value: f64,
    },
    /// Two values of one month.
    #[error("{month} has two values; which is right?")]
    MonthTwice {
        /// Which.
        month: Month,
    },
}

impl Series {
    /// Takes the values of months, in any order.
    ///
    /// # Errors
    ///
    /// When a value is not finite (or larger in size than [`Measured::MOST`]), or a month has two.
    pub fn new(points: impl IntoIterator<Item = Point>) -> Result<Self, InvalidSeries> {
        let mut points: Vec<Point> = points.into_iter().collect();
        points.sort_by_key(|point| point.month);
        for point in &mut points {
            let Point { month, value, .. } = *point;
            Measured::new(value).map_err(|_| InvalidSeries::NotMeasured { month, value })?;
            // Zero has one sign, so that equal values are equal in every order.
            point.value += 0.0;
        }
        match points.windows(2).find(|two| two[0].month == two[1].month) {
            Some(two) => Err(InvalidSeries::MonthTwice { month: two[0].month }),
            None => Ok(Self { points }),
        }
    }

    /// Of finite values of months in order.
    pub(super) fn in_order(points: impl Iterator<Item = Point>) -> Self {
        Self { points: points.collect() }
    }

    /// The points, by month.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The values, by month.
    pub fn values(&self) -> impl ExactSizeIterator<Item = f64> + Clone {
        self.points.iter().map(|point| point.value)
    }

    /// How many months have a value.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The months between the first and the last that have no value.
    pub fn gaps(&self) -> Vec<Month> {
        let between = self.points.windows(2).flat_map(|two| {
            let (from, to) = (two[0].month, two[1].month);
            from.through(to).skip(1).filter(move |month| *month < to)
        });
        between.collect()
    }
}

impl TryFrom<Vec<Point>> for Series {
    type Error = InvalidSeries;

    fn try_from(points: Vec<Point>) -> Result<Self, InvalidSeries> {
        Self::new(points)
    }
}

impl From<Series> for Vec<Point> {
    fn from(series: Series) -> Self {
        series.points
    }
}

/// A share for each month: how many of how many. Those of neighbourhoods merge month by month.
///
/// ```
/// use mentorship::{impact::Accumulate, trend::ShareSeries};
///
/// let mut held = ShareSeries::default();
/// held.extend([("2026-01".parse()?, true), ("2026-01".parse()?, false), ("2026-02".parse()?, true)]);
/// let mut town = held.clone();
/// town.merge(&held);
/// assert_eq!(town.share("2026-01".parse()?).of(), 4);
/// assert_eq!(town.values().points()[0].value, 0.5);
/// # Ok::<(), mentorship::trend::InvalidMonth>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<(Month, Share)>", into = "Vec<(Month, Share)>")]
pub struct ShareSeries {
    shares: BTreeMap<Month, Share>,
}

impl ShareSeries {
    /// Takes the shares of months, in any order.
    ///
    /// # Errors
    ///
    /// When a month has two.
    pub fn new(shares: impl IntoIterator<Item = (Month, Share)>) -> Result<Self, InvalidSeries> {
        let mut series = Self::default();
        for (month, share) in shares {
            if series.shares.insert(month, share).is_some() {
                return Err(InvalidSeries::MonthTwice { month });
            }
        }
        Ok(series)
    }

    /// The share of a month; none of none when nothing was counted.
    pub fn share(&self, month: Month) -> Share {
        self.shares.get(&month).copied().unwrap_or_default()
    }

    /// The shares, by month.
    pub fn shares(&self) -> impl ExactSizeIterator<Item = (Month, Share)> + Clone {
        self.shares.iter().map(|(month, share)| (*month, *share))
    }

    /// The same as values from 0 to 1. Months of none have no value.
    pub fn values(&self) -> Series {
        let points = self
            .shares()
            .filter_map(|(month, share)| Some(Point { month, value: share.value()?, n: share.of() }));
        Series::in_order(points)
    }

    /// The part through a month; nothing through none.
    pub(super) fn through(&self, last: Option<Month>) -> Self {
        Self { shares: self.shares().filter(|(month, _)| Some(*month) <= last).collect() }
    }
}

impl Accumulate for ShareSeries {
    type Row = (Month, bool);
    type Answer = Self;

    fn add(&mut self, (month, hit): (Month, bool)) {
        self.shares.entry(month).or_default().add(hit);
    }

    fn merge(&mut self, other: &Self) {
        for (month, share) in other.shares() {
            self.shares.entry(month).or_default().merge(&share);
        }
    }

    fn finish(&self) -> Self {
        self.clone()
    }
}

crate::impact::collects!(ShareSeries, (Month, bool));

impl TryFrom<Vec<(Month, Share)>> for ShareSeries {
    type Error = InvalidSeries;

    fn try_from(shares: Vec<(Month, Share)>) -> Result<Self, InvalidSeries> {
        Self::new(shares)
    }
}

impl From<ShareSeries> for Vec<(Month, Share)> {
    fn from(series: ShareSeries) -> Self {
        series.shares.into_iter().collect()
    }
}
