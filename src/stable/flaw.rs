//! What keeps a market from being posed, all of it at once.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::market::MAX_LINES;

/// A row or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Line {
    /// A row.
    Row(usize),
    /// A column.
    Column(usize),
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(row) => write!(f, "row {row}"),
            Self::Column(column) => write!(f, "column {column}"),
        }
    }
}

/// One thing that keeps a market from being posed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Flaw {
    /// More than [`MAX_LINES`] rows or columns.
    #[error("there are {0} rows or columns on one side; at most {MAX_LINES} are possible")]
    TooManyLines(usize),
    /// A line that ranks one which does not exist.
    #[error("{line} ranks {ranked}, which does not exist")]
    NoSuchLine {
        /// Whose ranking it is.
        line: Line,
        /// Who does not exist.
        ranked: Line,
    },
    /// A line that ranks another one twice; told once for every further time.
    #[error("{line} ranks {ranked} twice")]
    RankedTwice {
        /// Whose ranking it is.
        line: Line,
        /// Who is in it twice.
        ranked: Line,
    },
}

/// Everything that keeps a market from being posed, one flaw a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidMarket {
    /// The flaws; never empty.
    pub flaws: Vec<Flaw>,
}

impl fmt::Display for InvalidMarket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the market cannot be posed:")?;
        self.flaws.iter().try_for_each(|flaw| write!(f, "\n  {flaw}"))
    }
}

impl std::error::Error for InvalidMarket {}
