//! Lengths of time in whole days.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A length of time in whole days, from none to [`Days::MAX`].
///
/// ```
/// use mentorship::{impact::Days, jiff::civil::date};
///
/// let length = Days::between(date(2026, 1, 1), date(2026, 3, 1))?;
/// assert_eq!(length.get(), 59);
/// # Ok::<(), mentorship::impact::InvalidDays>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "u32")]
#[repr(transparent)]
pub struct Days(u32);

/// A length that is negative or longer than a hundred years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a length is 0 to 36525 days (a hundred years), not {0}")]
pub struct InvalidDays(pub i64);

impl Days {
    /// A hundred years: longer than anything observed, short enough for a table with an entry a day.
    pub const MAX: Self = Self(36_525);

    /// So many days.
    ///
    /// # Errors
    ///
    /// When it is negative or longer than [`Days::MAX`].
    pub fn new(days: impl Into<i64>) -> Result<Self, InvalidDays> {
        let days = days.into();
        match u32::try_from(days) {
            Ok(length) if length <= Self::MAX.0 => Ok(Self(length)),
            _ => Err(InvalidDays(days)),
        }
    }

    /// From one day to another, the first counted and the last not.
    ///
    /// # Errors
    ///
    /// When `to` lies before `from`, or more than a hundred years after.
    pub fn between(from: Date, to: Date) -> Result<Self, InvalidDays> {
        Self::new(day_number(to) - day_number(from))
    }

    /// How many.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The index of this length in a table with an entry a day.
    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The number of a day, such that the difference of two is the days between them.
pub(crate) fn day_number(date: Date) -> i64 {
    // Days since 1970-01-01, negative before.
    date.duration_since(Date::constant(1970, 1, 1)).as_hours() / 24
}

/// Numbers of days that mostly lie in one month after another: a number is found by the month's, which is kept.
#[derive(Default)]
pub(crate) struct DayNumbers {
    month: Option<(i16, i8)>,
    /// The number of the day before the first of the month.
    before: i64,
}

impl DayNumbers {
    /// The same as [`day_number`].
    pub(crate) fn of(&mut self, date: Date) -> i64 {
        let month = Some((date.year(), date.month()));
        if self.month != month {
            (self.month, self.before) = (month, day_number(date.first_of_month()) - 1);
        }
        self.before + i64::from(date.day())
    }
}

impl TryFrom<i64> for Days {
    type Error = InvalidDays;

    fn try_from(days: i64) -> Result<Self, InvalidDays> {
        Self::new(days)
    }
}

impl From<Days> for u32 {
    fn from(days: Days) -> Self {
        days.0
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0, if self.0 == 1 { "day" } else { "days" })
    }
}
