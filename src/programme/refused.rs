//! Why an entry does not stand, and what a broken log leaves.

use jiff::civil::Date;

use super::{Programme, charter, innovation, money, pairs, preparation, recruitment, support, told};
use crate::feedback::{FIRST_DAY, LAST_DAY};

/// Why an entry cannot stand in the log.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Why {
    /// A rule of the charter.
    #[error(transparent)]
    Charter(#[from] charter::Rule),
    /// A rule of recruitment.
    #[error(transparent)]
    Recruitment(#[from] recruitment::Rule),
    /// A rule of preparation.
    #[error(transparent)]
    Preparation(#[from] preparation::Rule),
    /// A rule of introductions and agreements.
    #[error(transparent)]
    Pairs(#[from] pairs::Rule),
    /// A rule of what is told.
    #[error(transparent)]
    Told(#[from] told::Rule),
    /// A rule of support.
    #[error(transparent)]
    Support(#[from] support::Rule),
    /// A rule of money.
    #[error(transparent)]
    Money(#[from] money::Rule),
    /// A rule of innovation.
    #[error(transparent)]
    Innovation(#[from] innovation::Rule),
    /// A rule of a room of one's own.
    #[error("{0}")]
    Own(String),
    /// A room is folded over a whole log.
    #[error(
        "the programme goes on from a snapshot at entry {at}; a room of one's own is folded over the whole log"
    )]
    FromSnapshot {
        /// The version of the snapshot.
        at: u64,
    },
    /// The log is written forward.
    #[error("it is dated before the entry before it, of {last}; the log is written forward")]
    DateGoesBack {
        /// The date of the entry before it.
        last: Date,
    },
    /// A date outside the hundred years in which a programme's dates lie.
    #[error("its date is not between {FIRST_DAY} and {LAST_DAY}")]
    OutOfReach,
    /// It is not an entry that this crate knows. What it says is not repeated here.
    #[error("it cannot be read, at its column {column}; the line is cut off, or not of this log")]
    Unreadable {
        /// The column in the stored line, counted from 1.
        column: usize,
    },
}

/// Why entries were not appended. Nothing has changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAppended {
    /// Somebody wrote about the same since it was read.
    #[error("since entry {read}, somebody wrote about {about}; read up to entry {actual}, and decide again")]
    Stale {
        /// The version that was read.
        read: u64,
        /// The version it has.
        actual: u64,
        /// What both are about.
        about: String,
    },
    /// What was read is older than the snapshot from which the programme goes on.
    #[error("entry {read} lies before the snapshot at entry {oldest}; read it again, and decide again")]
    TooOld {
        /// The version that was read.
        read: u64,
        /// The version of the snapshot.
        oldest: u64,
    },
    /// A version that has not come yet.
    #[error(
        "there is no entry {read} yet, the log ends with entry {actual}; is it the log of another programme?"
    )]
    Ahead {
        /// The version that was read.
        read: u64,
        /// The version it has.
        actual: u64,
    },
    /// An entry cannot stand.
    #[error("entry {number} of {on}: {why}")]
    Refused {
        /// Its number, counted from 1.
        number: u64,
        /// Its date.
        on: Date,
        /// The rule.
        why: Box<Why>,
    },
}

/// A stored log that cannot be what happened: where it breaks, and why. What was good before it is kept.
#[derive(Debug, PartialEq, thiserror::Error)]
#[error("entry {number}{}: {why}", .on.map_or_else(String::new, |on| format!(" of {on}")))]
pub struct BrokenProgramme {
    /// The number of the first bad entry, counted from 1.
    pub number: u64,
    /// Its date, where it can be read.
    pub on: Option<Date>,
    /// Why it cannot stand.
    pub why: Box<Why>,
    /// The programme up to the entry before it, ready to be used.
    pub good: Box<Programme>,
}

impl BrokenProgramme {
    pub(super) fn new(programme: &Programme, on: Option<Date>, why: Why) -> Self {
        Self {
            number: programme.version().saturating_add(1),
            on,
            why: Box::new(why),
            good: Box::new(programme.clone()),
        }
    }
}
