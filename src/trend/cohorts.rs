//! Pairings by the quarter in which they began, compared at equal exposure.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::Quarter;
use crate::{
    feedback::Closure,
    impact::{Accumulate, Course, Days, Share, Snapshot},
};

/// Pairings by the quarter in which they began, and how long each lasted. Those of neighbourhoods merge quarter by quarter.
///
/// A mean over the calendar mixes young cohorts with old ones and moves when either grows. Here each cohort is told by itself,
/// and of a length only when everybody in it could have reached it.
///
/// ```
/// use mentorship::{
///     feedback::{Facts, Record},
///     impact::{AsOf, Days, Snapshot},
///     jiff::civil::date,
///     trend::{AtLength, Cohorts},
/// };
///
/// let facts: Facts = serde_json::from_str(r#"{
///     "enrolments": [
///         { "person": "P-1", "role": "mentor", "enrolled": "2026-01-05" },
///         { "person": "P-2", "role": "mentee", "enrolled": "2026-01-12" }
///     ],
///     "pairings": [{ "agreement": "A-1", "mentor": "P-1", "mentee": "P-2", "started": "2026-02-02",
///                    "planned_days": 180, "every_days": 14 }]
/// }"#)?;
/// let record = Record::new(facts)?;
/// let cohorts = Cohorts::of(&Snapshot::new(&record, AsOf::new(date(2026, 7, 15))));
/// let first = "2026-Q1".parse()?;
/// assert_eq!(cohorts.lasted(first, Days::new(90)?).known().map(|share| share.hits()), Some(1));
/// // Whoever began on 31 March can have lasted 180 days on 27 September.
/// assert_eq!(cohorts.lasted(first, Days::new(180)?), AtLength::TooEarly { until: date(2026, 9, 27) });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cohorts {
    /// The last day of which all of it is known; none when nothing was counted.
    known: Option<Date>,
    cohorts: BTreeMap<Quarter, Vec<Lasted>>,
}

/// How many pairings of a cohort lasted so long and ended so. In a cohort they are in order, each once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lasted {
    days: Days,
    closure: Option<Closure>,
    pairings: u64,
}

/// A share of a cohort at a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AtLength {
    /// Somebody in it could not have reached it yet.
    TooEarly {
        /// The day on which everybody can.
        until: Date,
    },
    /// Of all that began in the quarter.
    Known(Share),
}

impl AtLength {
    /// The share, when it is not too early to tell.
    pub fn known(self) -> Option<Share> {
        match self {
            Self::TooEarly { .. } => None,
            Self::Known(share) => Some(share),
        }
    }
}

impl Cohorts {
    /// Counts a snapshot.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let mut cohorts = Self { known: Some(snapshot.on().date), ..Self::default() };
        for ((_, pairing), course) in snapshot.pairings().zip(Course::all(snapshot)) {
            cohorts.count(Quarter::of(pairing.started), course.lasted, course.closure, 1);
        }
        cohorts
    }

    fn count(&mut self, quarter: Quarter, days: Days, closure: Option<Closure>, pairings: u64) {
        let cohort = self.cohorts.entry(quarter).or_default();
        match cohort.binary_search_by_key(&(days, closure), |lasted| (lasted.days, lasted.closure)) {
            Ok(at) => cohort[at].pairings = cohort[at].pairings.saturating_add(pairings),
            Err(at) => cohort.insert(at, Lasted { days, closure, pairings }),
        }
    }

    /// Takes all that another has taken. Of two days as of which they are known, the earlier is that of both.
    pub fn merge(&mut self, other: &Self) {
        self.known = match (self.known, other.known) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        for (quarter, cohort) in &other.cohorts {
            for lasted in cohort {
                self.count(*quarter, lasted.days, lasted.closure, lasted.pairings);
            }
        }
    }

    /// The quarters in which pairings began, in order.
    pub fn quarters(&self) -> impl Iterator<Item = Quarter> {
        self.cohorts.keys().copied()
    }

    /// How many pairings began in a quarter.
    pub fn pairings(&self, quarter: Quarter) -> u64 {
        self.share(quarter, |_| true).of()
    }

    /// Of the pairings that began in a quarter, those that lasted so long, however they ended later.
    pub fn lasted(&self, quarter: Quarter, days: Days) -> AtLength {
        self.at(quarter, days, |lasted| lasted.days >= days)
    }

    /// Of the pairings that began in a quarter, those that ended early before they had lasted so long.
    pub fn ended_early(&self, quarter: Quarter, days: Days) -> AtLength {
        self.at(quarter, days, |lasted| lasted.closure == Some(Closure::Early) && lasted.days < days)
    }

    /// A share of a cohort once those who began on the last day of its quarter can have lasted so long.
    fn at(&self, quarter: Quarter, days: Days, hit: impl Fn(&Lasted) -> bool) -> AtLength {
        // The calendar ends in 9999; what lies beyond is not reached.
        let until = quarter.last_day().saturating_add(i64::from(days.get()).days());
        if self.known.is_some_and(|known| known < until) {
            return AtLength::TooEarly { until };
        }
        AtLength::Known(self.share(quarter, hit))
    }

    fn share(&self, quarter: Quarter, hit: impl Fn(&Lasted) -> bool) -> Share {
        let mut share = Share::default();
        for lasted in self.cohorts.get(&quarter).into_iter().flatten() {
            let hits = if hit(lasted) { lasted.pairings } else { 0 };
            share.merge(&Share::new(hits, lasted.pairings).expect("all of them or none"));
        }
        share
    }
}
