//! The books: what came in, what it was spent on, what is left, and the hours that people gave.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{FunderId, PersonId};

/// The most that one row of the books says, in cents: ten thousand million of the currency. Sums of as many rows as there can
/// be then fit 128 bits many times over, and a telephone number in the wrong column is noticed.
pub const MOST_CENTS: u64 = 1_000_000_000_000;

/// Money that came in. A grant that is paid back is an [`Expense`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Who gave or paid it.
    pub funder: FunderId,
    /// What kind of funder that is.
    pub kind: FunderKind,
    /// When it came.
    pub on: Date,
    /// How much, in cents: at least 1, at most [`MOST_CENTS`].
    pub cents: u64,
    /// What it may be used for.
    #[serde(default)]
    pub purpose: Purpose,
}

/// Money that was spent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expense {
    /// What on.
    pub category: Category,
    /// When.
    pub on: Date,
    /// How much, in cents: at least 1, at most [`MOST_CENTS`].
    pub cents: u64,
    /// From which money.
    #[serde(default)]
    pub purpose: Purpose,
}

/// What was in the bank at the end of a day; receipts and expenses after it are added by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// At the end of which day.
    pub on: Date,
    /// What may be used for anything, in cents; below zero when it is owed.
    pub free_cents: i64,
    /// What may be used for one purpose only, in cents.
    #[serde(default)]
    pub restricted_cents: u64,
}

/// Hours that somebody gave beside their meetings, which are counted by themselves: coordination, a training, a party.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Volunteering {
    /// Who.
    pub person: PersonId,
    /// On which day.
    pub on: Date,
    /// How many minutes of it: 1 to 1440.
    pub minutes: u16,
}

/// Who gives or pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FunderKind {
    /// A town, a province, the state.
    Government,
    /// A fund or foundation.
    Foundation,
    /// A firm that sponsors.
    Business,
    /// Somebody who gives.
    Donor,
    /// Own earnings: contributions, fees, sales.
    Earned,
    /// Anybody else.
    Other,
}

/// What money may be used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Anything.
    #[default]
    Free,
    /// What it was given for only.
    Restricted,
}

/// What money is spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Trainings of mentors and mentees.
    Training,
    /// Workshops and gatherings.
    Workshops,
    /// Materials.
    Materials,
    /// Communication and recruiting.
    Communication,
    /// People who are paid.
    Staff,
    /// Anything else.
    Other,
}

impl FunderKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Government, Self::Foundation, Self::Business, Self::Donor, Self::Earned, Self::Other];
}

impl Purpose {
    /// Both of them.
    pub const BOTH: [Self; 2] = [Self::Free, Self::Restricted];
}

impl Category {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Training, Self::Workshops, Self::Materials, Self::Communication, Self::Staff, Self::Other];
}

impl fmt::Display for FunderKind {
    /// Those of its kind.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Government => "government",
            Self::Foundation => "foundations",
            Self::Business => "businesses",
            Self::Donor => "donors",
            Self::Earned => "own earnings",
            Self::Other => "other funders",
        })
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Free => "free",
            Self::Restricted => "restricted",
        })
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Training => "training",
            Self::Workshops => "workshops",
            Self::Materials => "materials",
            Self::Communication => "communication",
            Self::Staff => "staff",
            Self::Other => "other costs",
        })
    }
}
