//! Months that others may see: shares, means and counts over time.
//!
//! A month of too few is told with the other two of its quarter, when that makes enough, and else not at all; then none of the
//! quarter is told by itself. Of numbers that carry on from month to month, such as how many take part, two told one after the
//! other are equal or differ by k or more: the difference are people who came or left.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{Decision, Policy, Release, Threshold, Why, release::sealed::Sealed};
use crate::impact::{Accumulate, FloatMoments, Share, distribution::real};

/// What was counted or measured month by month.
///
/// ```
/// use mentorship::{disclosure::{Internal, Policy, Series}, jiff::civil::date};
///
/// let began = Series::counts([(date(2026, 1, 1), 12), (date(2026, 2, 1), 4), (date(2026, 3, 1), 15)]);
/// let published = Internal::new(began).release(&Policy::public(date(2026, 12, 31)));
/// let [quarter] = published.content().periods() else { panic!("one quarter") };
/// assert_eq!((quarter.months(), quarter.value()), (3, Some(31.0)));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// By the first of the month; all of one kind.
    months: BTreeMap<Date, Point>,
}

#[derive(Clone, Debug, PartialEq)]
enum Point {
    /// So many of so many.
    Share(Share),
    /// Values of people.
    Mean(FloatMoments),
    /// People who did something in the month.
    Count(u64),
    /// People at the end of the month.
    Level(u64),
}

/// A series as its readers see it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PublicSeries {
    periods: Vec<PublicPeriod>,
}

/// A month or a quarter of it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PublicPeriod {
    from: Date,
    months: u8,
    #[serde(flatten)]
    told: Option<Told>,
}

/// What is told of a period.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
struct Told {
    value: f64,
    n: u64,
}

impl Series {
    /// Shares of different people, by any day of the month.
    pub fn shares(months: impl IntoIterator<Item = (Date, Share)>) -> Self {
        Self::of(months.into_iter().map(|(on, share)| (on, Point::Share(share))))
    }

    /// Means of values of different people, one of each, by any day of the month.
    pub fn means(months: impl IntoIterator<Item = (Date, FloatMoments)>) -> Self {
        Self::of(months.into_iter().map(|(on, values)| (on, Point::Mean(values))))
    }

    /// How many people did something in a month, such as begin; by any day of it.
    pub fn counts(months: impl IntoIterator<Item = (Date, u64)>) -> Self {
        Self::of(months.into_iter().map(|(on, people)| (on, Point::Count(people))))
    }

    /// How many people there were at the end of a month; by any day of it. Of two days in one month the later counts.
    pub fn levels(months: impl IntoIterator<Item = (Date, u64)>) -> Self {
        Self::of(months.into_iter().map(|(on, people)| (on, Point::Level(people))))
    }

    fn of(points: impl Iterator<Item = (Date, Point)>) -> Self {
        let mut points: Vec<(Date, Point)> = points.collect();
        points.sort_by_key(|(on, _)| *on);
        let mut months: BTreeMap<Date, Point> = BTreeMap::new();
        for (on, point) in points {
            let month = on.first_of_month();
            let point = match months.remove(&month) {
                Some(other) => other.with(&point),
                None => point,
            };
            months.insert(month, point);
        }
        Self { months }
    }
}

impl Point {
    /// Two points of one kind together; of levels, the later.
    fn with(self, later: &Self) -> Self {
        match (self, later) {
            (Self::Share(mut share), Self::Share(other)) => {
                share.merge(other);
                Self::Share(share)
            }
            (Self::Mean(mut values), Self::Mean(other)) => {
                values.merge(other);
                Self::Mean(values)
            }
            (Self::Count(people), Self::Count(other)) => Self::Count(people.saturating_add(*other)),
            (_, later) => later.clone(),
        }
    }

    /// What is told of it, after what was told last; none when it is not safe.
    fn told(&self, k: Threshold, last: Option<u64>) -> Option<Told> {
        let safe = |people: u64| !k.is_unsafe(people);
        let enough = |people: u64| people >= k.people();
        let rounded = |value: f64| (value * 1000.0).round() / 1000.0;
        match self {
            Self::Share(share) => {
                let fine = enough(share.hits()) && enough(share.complement().hits());
                let value = share.value().filter(|_| fine)?;
                Some(Told { value: rounded(value), n: share.of() })
            }
            Self::Mean(values) => {
                let spread = values.finish();
                // Where all values are the same, the mean is everybody's.
                let fine = enough(spread.n())
                    && spread.standard_deviation().is_some_and(|deviation| deviation > 0.0);
                let value = spread.mean().filter(|_| fine)?;
                Some(Told { value: rounded(value), n: spread.n() })
            }
            Self::Count(people) => safe(*people).then(|| Told { value: real(*people), n: *people }),
            Self::Level(people) => {
                let fine = safe(*people) && last.is_none_or(|last| safe(last.abs_diff(*people)));
                fine.then(|| Told { value: real(*people), n: *people })
            }
        }
    }
}

impl PublicSeries {
    /// Months, and quarters in place of months of too few, by date.
    pub fn periods(&self) -> &[PublicPeriod] {
        &self.periods
    }
}

impl PublicPeriod {
    /// The first of its first month.
    pub fn from(self) -> Date {
        self.from
    }

    /// How many months it has: 1 or 3.
    pub fn months(self) -> u8 {
        self.months
    }

    /// The share (0 to 1), mean or count; none when it is withheld.
    pub fn value(self) -> Option<f64> {
        self.told.map(|told| told.value)
    }

    /// Of how many; none when it is withheld.
    pub fn n(self) -> Option<u64> {
        self.told.map(|told| told.n)
    }
}

impl Sealed for Series {}

impl Release for Series {
    type Public = PublicSeries;

    fn decide(&self, policy: &Policy) -> Decision<PublicSeries> {
        let k = policy.threshold();
        let months: Vec<(Date, &Point)> = self.months.iter().map(|(on, point)| (*on, point)).collect();
        let quarter = |date: Date| (date.year(), (date.month() - 1) / 3);
        let (mut periods, mut why) = (Vec::new(), Vec::new());
        let (mut last, mut place) = (None, 0);
        for months in months.chunk_by(|(a, _), (b, _)| quarter(*a) == quarter(*b)) {
            let mut carried = last;
            let mut each = Vec::new();
            for (from, point) in months {
                let told = point.told(k, carried);
                carried = told.map_or(carried, |told| Some(told.n));
                each.push(PublicPeriod { from: *from, months: 1, told });
            }
            if each.iter().all(|period| period.told.is_some()) {
                periods.extend(each);
                last = carried;
            } else {
                let mut points = months.iter().map(|(_, point)| *point);
                let together = points.next().map(|first| points.fold(first.clone(), Point::with));
                let told = together.and_then(|together| together.told(k, last));
                let (year, number) = quarter(months[0].0);
                // A month from 1 to 10, the first of its quarter.
                let from = Date::new(year, 3 * number + 1, 1).unwrap_or(months[0].0);
                periods.push(PublicPeriod { from, months: 3, told });
                last = told.map_or(last, |told| Some(told.n));
                why.extend((place..place + months.len()).map(|place| (place, Why::FewPeople)));
            }
            place += months.len();
        }
        Decision::new(PublicSeries { periods }, self.months.len(), why)
    }
}
