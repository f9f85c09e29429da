//! Calendar months and quarters: the steps in which a programme looks at itself.

use std::{fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A month of a year, written `2026-03`.
///
/// ```
/// use mentorship::{jiff::civil::date, trend::Month};
///
/// let march = Month::of(date(2026, 3, 17));
/// assert_eq!(march.to_string(), "2026-03");
/// assert_eq!(march.months_until("2027-01".parse()?), 10);
/// assert_eq!(march.last_day(), date(2026, 3, 31));
/// # Ok::<(), mentorship::trend::InvalidMonth>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month {
    year: i16,
    /// 1 to 12.
    month: i8,
}

/// A text or a pair of numbers that names no month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a month is written as year and month, such as 2026-03, not `{0}`")]
pub struct InvalidMonth(pub String);

impl Month {
    /// A month of a year, counted from 1.
    ///
    /// # Errors
    ///
    /// When `month` is not 1 to 12, or the calendar ends before that year (−9999 to 9999).
    pub fn new(year: i16, month: i8) -> Result<Self, InvalidMonth> {
        let first = Date::new(year, month, 1);
        first.map(Self::of).map_err(|_| InvalidMonth(format!("{year}-{month}")))
    }

    /// The month in which a day lies.
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month of the year, from 1 to 12.
    pub fn month(self) -> i8 {
        self.month
    }

    /// The first day.
    pub fn first_day(self) -> Date {
        Date::new(self.year, self.month, 1).expect("a month begins on a day of the calendar")
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        self.first_day().last_of_month()
    }

    /// The month after; `None` where the calendar ends.
    pub fn next(self) -> Option<Self> {
        let next = if self.month == 12 {
            Self::new(self.year.checked_add(1)?, 1)
        } else {
            Self::new(self.year, self.month + 1)
        };
        next.ok()
    }

    /// How many months from this one to another; negative when that lies before.
    pub fn months_until(self, other: Self) -> i32 {
        other.number() - self.number()
    }

    /// From this month through another, one after the other; none when that lies before.
    pub(crate) fn through(self, last: Self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |month| month.next()).take_while(move |month| *month <= last)
    }

    /// Months are numbered one after the other.
    fn number(self) -> i32 {
        12 * i32::from(self.year) + i32::from(self.month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}", self.year.unsigned_abs(), self.month)
    }
}

impl FromStr for Month {
    type Err = InvalidMonth;

    fn from_str(text: &str) -> Result<Self, InvalidMonth> {
        let digits =
            |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        let numbers = text.rsplit_once('-').and_then(|(year, month)| {
            let written = digits(year.strip_prefix('-').unwrap_or(year), 4) && digits(month, 2);
            if written { Some((year.parse().ok()?, month.parse().ok()?)) } else { None }
        });
        let month = numbers.and_then(|(year, month)| Self::new(year, month).ok());
        month.ok_or_else(|| InvalidMonth(text.to_owned()))
    }
}

impl TryFrom<String> for Month {
    type Error = InvalidMonth;

    fn try_from(text: String) -> Result<Self, InvalidMonth> {
        text.parse()
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

/// A quarter of a year, written `2026-Q1`.
///
/// ```
/// use mentorship::{jiff::civil::date, trend::Quarter};
///
/// let quarter = Quarter::of(date(2026, 3, 17));
/// assert_eq!(quarter.to_string(), "2026-Q1");
/// assert_eq!(quarter.last_day(), date(2026, 3, 31));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Quarter {
    year: i16,
    /// 1 to 4.
    quarter: i8,
}

/// A text that names no quarter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a quarter is written as year and quarter, such as 2026-Q1, not `{0}`")]
pub struct InvalidQuarter(pub String);

impl Quarter {
    /// The quarter in which a day lies.
    pub fn of(date: Date) -> Self {
        Self { year: date.year(), quarter: (date.month() - 1) / 3 + 1 }
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The quarter of the year, from 1 to 4.
    pub fn quarter(self) -> i8 {
        self.quarter
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        let last = Month { year: self.year, month: 3 * self.quarter };
        last.last_day()
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-Q{}", self.year.unsigned_abs(), self.quarter)
    }
}

impl FromStr for Quarter {
    type Err = InvalidQuarter;

    fn from_str(text: &str) -> Result<Self, InvalidQuarter> {
        // Its middle month has the year's rules of writing.
        let quarter = text.rsplit_once("-Q").and_then(|(year, quarter)| {
            let middle = match quarter {
                "1" => "02",
                "2" => "05",
                "3" => "08",
                "4" => "11",
                _ => return None,
            };
            format!("{year}-{middle}").parse::<Month>().ok()
        });
        quarter.map(|month| Self::of(month.first_day())).ok_or_else(|| InvalidQuarter(text.to_owned()))
    }
}

impl TryFrom<String> for Quarter {
    type Error = InvalidQuarter;

    fn try_from(text: String) -> Result<Self, InvalidQuarter> {
        text.parse()
    }
}

impl From<Quarter> for String {
    fn from(quarter: Quarter) -> Self {
        quarter.to_string()
    }
}
