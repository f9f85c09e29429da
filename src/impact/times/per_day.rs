//! Counts by day.

use serde::{Deserialize, Serialize};

use crate::impact::Days;

/// How many on each day, from day 0 to the last day with any; so equal counts are equal tables.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(Days, u64)>", into = "Vec<(Days, u64)>")]
pub(super) struct PerDay(Vec<u64>);

impl PerDay {
    pub(super) fn new(mut counts: Vec<u64>) -> Self {
        counts.truncate(counts.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1));
        Self(counts)
    }

    pub(super) fn add(&mut self, day: Days, count: u64) {
        if count > 0 {
            self.0.resize(self.0.len().max(day.index() + 1), 0);
            self.0[day.index()] = self.0[day.index()].saturating_add(count);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        for (count, more) in self.0.iter_mut().zip(&other.0) {
            *count = count.saturating_add(*more);
        }
    }

    pub(super) fn on(&self, day: usize) -> u64 {
        self.0.get(day).copied().unwrap_or(0)
    }

    /// One more than the last day with any.
    pub(super) fn days(&self) -> usize {
        self.0.len()
    }

    pub(super) fn total(&self) -> i128 {
        self.0.iter().map(|count| i128::from(*count)).sum()
    }
}

impl From<Vec<(Days, u64)>> for PerDay {
    fn from(counts: Vec<(Days, u64)>) -> Self {
        let mut table = Self::default();
        for (day, count) in counts {
            table.add(day, count);
        }
        table
    }
}

impl From<PerDay> for Vec<(Days, u64)> {
    fn from(table: PerDay) -> Self {
        let days = table.0.into_iter().enumerate();
        days.filter(|(_, count)| *count > 0).map(|(day, count)| (day_at(day), count)).collect()
    }
}

/// The length that an entry of a table with an entry a day stands for.
pub(in crate::impact) fn day_at(index: usize) -> Days {
    let day = i64::try_from(index).ok().and_then(|day| Days::new(day).ok());
    day.expect("a table with an entry a day is indexed by Days, so it is no longer than Days::MAX")
}
