//! What keeps a problem from being posed, all of it at once.

use std::fmt;

use super::problem::{Bounds, Line, MAX_LINES, MAX_WEIGHT};

/// One thing that keeps a problem from being posed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Flaw {
    /// More than [`MAX_LINES`] rows or columns.
    #[error("there are {0} rows or columns on one side; at most {MAX_LINES} are possible")]
    TooManyLines(usize),
    /// A minimum above the maximum.
    #[error("{line} takes at least {min} and at most {max} units")]
    MinimumAboveMaximum {
        /// The row or column.
        line: Line,
        /// Its minimum.
        min: u32,
        /// Its maximum.
        max: u32,
    },
    /// A row or column that does not exist.
    #[error("{0} does not exist")]
    NoSuchLine(Line),
    /// A pair listed twice.
    #[error("the pair of row {row} and column {column} is listed twice")]
    PairTwice {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A weight or unit value beyond [`MAX_WEIGHT`].
    #[error("{line} has a weight or unit value of {weight}; at most {MAX_WEIGHT} in size is possible")]
    WeightBeyondBound {
        /// The row (or column, for a unit value).
        line: Line,
        /// The weight.
        weight: i64,
    },
    /// So many lines with so large weights that prices might not fit 64 bits.
    #[error(
        "{lines} rows and columns with weights up to {weight} are beyond what can be added up exactly; scale the weights down"
    )]
    SpanBeyondBound {
        /// Rows and columns.
        lines: usize,
        /// The largest weight.
        weight: i64,
    },
    /// A table that does not have rows × columns entries.
    #[error("a table of {rows} rows and {columns} columns has {expected} entries, not {found}")]
    TableSize {
        /// The rows.
        rows: usize,
        /// The columns.
        columns: usize,
        /// Rows times columns.
        expected: usize,
        /// The entries given.
        found: usize,
    },
    /// A later unit worth more than an earlier one.
    #[error("the unit values of {0} increase; a later unit may not be worth more than an earlier one")]
    IncreasingValues(Line),
    /// A pin on a pair that cannot be assigned.
    #[error("the pair of row {row} and column {column} is pinned, but it is not among the pairs")]
    PinnedAbsent {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A source of rows that states a size of weights which is none, or beyond 32 bits.
    #[error(
        "the source of rows states weights up to {0}; at most 2147483646 is possible, and nothing below 0"
    )]
    LargestBeyondBound(i32),
    /// More pins than a row or column has units.
    #[error("{line} has {pins} pins and at most {max} units")]
    TooManyPins {
        /// The row or column.
        line: Line,
        /// How many pins it has.
        pins: usize,
        /// Its maximum.
        max: u32,
    },
}

/// Everything that keeps a problem from being posed, one flaw a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidProblem {
    /// The flaws; never empty.
    pub flaws: Vec<Flaw>,
}

impl fmt::Display for InvalidProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the assignment problem cannot be posed:")?;
        self.flaws.iter().try_for_each(|flaw| write!(f, "\n  {flaw}"))
    }
}

impl std::error::Error for InvalidProblem {}

pub(super) fn table_flaws(rows: &[Bounds], columns: &[Bounds], found: usize) -> Vec<Flaw> {
    let mut flaws = size_flaws(rows, columns);
    let (rows, columns) = (rows.len(), columns.len());
    let expected = rows.saturating_mul(columns);
    if found != expected {
        flaws.push(Flaw::TableSize { rows, columns, expected, found });
    }
    flaws
}

pub(super) fn size_flaws(rows: &[Bounds], columns: &[Bounds]) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    for side in [rows, columns] {
        if side.len() > MAX_LINES {
            flaws.push(Flaw::TooManyLines(side.len()));
        }
    }
    let lines = rows.iter().enumerate().map(|(row, bounds)| (Line::Row(row), bounds));
    let others = columns.iter().enumerate().map(|(column, bounds)| (Line::Column(column), bounds));
    for (line, &Bounds { min, max }) in lines.chain(others) {
        if min > max {
            flaws.push(Flaw::MinimumAboveMaximum { line, min, max });
        }
    }
    flaws
}

pub(super) fn weight_flaw(line: Line, weight: i64, flaws: &mut Vec<Flaw>) {
    if weight.unsigned_abs() > MAX_WEIGHT.unsigned_abs() {
        flaws.push(Flaw::WeightBeyondBound { line, weight });
    }
}
