//! What is to be assigned: rows, columns, pairs and their weights.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

/// The most rows, and the most columns.
pub const MAX_LINES: usize = 1 << 24;

/// The largest size of a weight or unit value: 2⁴⁰, about 10¹².
pub const MAX_WEIGHT: i64 = 1 << 40;

/// The largest product of the number of rows and columns (plus four) with the largest weight or unit value: 2⁵⁵. Four
/// times it, squared nowhere, is what prices reach (see [`Goal`](super::Goal)), so sums of three prices fit 64 bits.
pub const MAX_SPAN: i64 = 1 << 55;

/// How many units a row or column takes: at least `min`, at most `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bounds {
    /// The fewest units.
    pub min: u32,
    /// The most units.
    pub max: u32,
}

impl Bounds {
    /// From nothing to `max` units.
    pub fn up_to(max: u32) -> Self {
        Self { min: 0, max }
    }
}

/// A row and a column that can be assigned to each other, once, for a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pair {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
    /// What using the pair is worth.
    pub weight: i64,
}

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

/// A row or column with what its units are worth.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) bounds: Vec<Bounds>,
    /// Extra value of the first, second … unit of a line; none beyond the end, and none for lines without an entry.
    pub(super) values: BTreeMap<usize, Vec<i64>>,
}

impl Side {
    fn new(bounds: Vec<Bounds>) -> Self {
        Self { bounds, values: BTreeMap::new() }
    }

    /// The extra value of the `unit`-th unit of a line, counted from 0.
    pub(super) fn value(&self, line: usize, unit: u32) -> i64 {
        let values = self.values.get(&line);
        values.and_then(|values| values.get(unit as usize)).copied().unwrap_or(0)
    }
}

/// The pairs that can be assigned.
#[derive(Clone, Debug)]
pub(super) enum Pairs {
    /// Row by row: pairs of row `r` lie from `begin[r]` to `begin[r + 1]`, ascending by column.
    List { begin: Vec<usize>, columns: Vec<u32>, weights: Vec<i64> },
    /// Weight of row `r` and column `c` at `r * columns + c`; [`FORBIDDEN`] where they cannot be assigned.
    Table { columns: usize, weights: Vec<i64> },
}

/// The weight of a pair that cannot be assigned, inside a table.
pub(super) const FORBIDDEN: i64 = i64::MIN;

/// Rows and columns, how many units each takes, the pairs that can be assigned, and what they are worth.
///
/// A pair carries at most one unit. Anything may stay unassigned down to its minimum. Weights are whole numbers of
/// either sign; a larger total is better.
///
/// ```
/// use mentorship::assignment::{Bounds, Goal, Problem, solve};
///
/// // Two rows that each take one unit, and a column with room for two of them.
/// let rows = vec![Bounds::up_to(1); 2];
/// let columns = vec![Bounds::up_to(2), Bounds::up_to(1)];
/// let weights = vec![Some(7), Some(6), Some(5), None];
/// let problem = Problem::table(rows, columns, &weights)?;
/// let solution = solve(&problem, Goal::Total)?;
/// assert_eq!(solution.total(), 12);
/// assert_eq!(solution.columns_of(0), [0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Problem {
    pub(super) rows: Side,
    pub(super) columns: Side,
    pub(super) pairs: Pairs,
    /// Pairs that must be used.
    pub(super) pins: BTreeSet<(usize, usize)>,
    /// The largest weight in size.
    pub(super) largest: i64,
}

impl Problem {
    /// A problem whose pairs are listed, in any order; a pair not listed cannot be assigned.
    ///
    /// # Errors
    ///
    /// Every flaw at once: a minimum above its maximum, a pair of lines that do not exist, a pair twice, a weight beyond
    /// [`MAX_WEIGHT`], sizes beyond [`MAX_LINES`] or [`MAX_SPAN`].
    pub fn list(
        rows: Vec<Bounds>,
        columns: Vec<Bounds>,
        mut pairs: Vec<Pair>,
    ) -> Result<Self, InvalidProblem> {
        let mut flaws = size_flaws(&rows, &columns);
        pairs.sort_unstable();
        for pair in &pairs {
            if pair.row >= rows.len() {
                flaws.push(Flaw::NoSuchLine(Line::Row(pair.row)));
            }
            if pair.column >= columns.len() {
                flaws.push(Flaw::NoSuchLine(Line::Column(pair.column)));
            }
            weight_flaw(Line::Row(pair.row), pair.weight, &mut flaws);
        }
        let twice = pairs.windows(2).filter(|two| (two[0].row, two[0].column) == (two[1].row, two[1].column));
        flaws.extend(twice.map(|two| Flaw::PairTwice { row: two[0].row, column: two[0].column }));
        if !flaws.is_empty() {
            return Err(InvalidProblem { flaws });
        }
        let mut begin = vec![0; rows.len() + 1];
        for pair in &pairs {
            begin[pair.row + 1] += 1;
        }
        for row in 0..rows.len() {
            begin[row + 1] += begin[row];
        }
        let index = |column: usize| u32::try_from(column).expect("at most 2^24 columns");
        let list = Pairs::List {
            begin,
            columns: pairs.iter().map(|pair| index(pair.column)).collect(),
            weights: pairs.iter().map(|pair| pair.weight).collect(),
        };
        Self::posed(rows, columns, list)
    }

    /// A problem whose pairs stand in a table, row by row; `None` where a pair cannot be assigned.
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list), and when the table does not have rows × columns entries.
    pub fn table(
        rows: Vec<Bounds>,
        columns: Vec<Bounds>,
        weights: &[Option<i64>],
    ) -> Result<Self, InvalidProblem> {
        let mut flaws = size_flaws(&rows, &columns);
        let expected = rows.len().saturating_mul(columns.len());
        if weights.len() != expected {
            let (rows, columns) = (rows.len(), columns.len());
            flaws.push(Flaw::TableSize { rows, columns, expected, found: weights.len() });
        } else if expected > 0 {
            for (row, weights) in weights.chunks_exact(columns.len()).enumerate() {
                let beyond =
                    weights.iter().flatten().find(|weight| weight.unsigned_abs() > MAX_WEIGHT.unsigned_abs());
                flaws.extend(beyond.map(|&weight| Flaw::WeightBeyondBound { line: Line::Row(row), weight }));
            }
        }
        if !flaws.is_empty() {
            return Err(InvalidProblem { flaws });
        }
        let weights = weights.iter().map(|weight| weight.unwrap_or(FORBIDDEN)).collect();
        let table = Pairs::Table { columns: columns.len(), weights };
        Self::posed(rows, columns, table)
    }

    fn posed(rows: Vec<Bounds>, columns: Vec<Bounds>, pairs: Pairs) -> Result<Self, InvalidProblem> {
        let (Pairs::List { weights, .. } | Pairs::Table { weights, .. }) = &pairs;
        let largest = weights.iter().filter(|w| **w != FORBIDDEN).map(|w| w.abs()).max().unwrap_or(0);
        let pins = BTreeSet::new();
        Self { rows: Side::new(rows), columns: Side::new(columns), pairs, pins, largest }.within_span()
    }

    fn within_span(self) -> Result<Self, InvalidProblem> {
        if self.span() <= i128::from(MAX_SPAN) {
            return Ok(self);
        }
        let lines = self.row_count() + self.column_count();
        Err(InvalidProblem { flaws: vec![Flaw::SpanBeyondBound { lines, weight: self.largest }] })
    }

    /// More than what the weights along any simple path of pairs, with the unit values at its ends, can differ by.
    pub(super) fn span(&self) -> i128 {
        (self.row_count() as i128 + self.column_count() as i128 + 4) * i128::from(self.largest)
    }

    /// Gives the first, second … unit of a row or column an extra value; later units have none, so the last value
    /// given is at least 0 where the line takes more units. What is worth less and less spreads the load.
    ///
    /// # Errors
    ///
    /// When the line does not exist, a later unit is worth more than an earlier one, or a value is beyond
    /// [`MAX_WEIGHT`].
    pub fn with_values(mut self, line: Line, values: Vec<i64>) -> Result<Self, InvalidProblem> {
        let mut flaws = Vec::new();
        let (side, at) = match line {
            Line::Row(row) => (&mut self.rows, row),
            Line::Column(column) => (&mut self.columns, column),
        };
        match side.bounds.get(at) {
            None => flaws.push(Flaw::NoSuchLine(line)),
            Some(bounds) => {
                let short = values.len() < bounds.max as usize && values.last().is_some_and(|last| *last < 0);
                if short || values.windows(2).any(|two| two[1] > two[0]) {
                    flaws.push(Flaw::IncreasingValues(line));
                }
            }
        }
        for &value in &values {
            weight_flaw(line, value, &mut flaws);
        }
        if !flaws.is_empty() {
            return Err(InvalidProblem { flaws });
        }
        self.largest = values.iter().map(|value| value.abs()).fold(self.largest, i64::max);
        side.values.insert(at, values);
        self.within_span()
    }

    /// Demands that these pairs of a row and a column be used.
    ///
    /// # Errors
    ///
    /// When a pair is not among the pairs, or a line has more pins than units.
    pub fn with_pins(
        mut self,
        pins: impl IntoIterator<Item = (usize, usize)>,
    ) -> Result<Self, InvalidProblem> {
        let mut flaws = Vec::new();
        for (row, column) in pins {
            if self.weight(row, column).is_none() {
                flaws.push(Flaw::PinnedAbsent { row, column });
            } else {
                self.pins.insert((row, column));
            }
        }
        let (rows, columns) = self.pins_per_line();
        let lines = rows.iter().zip(&self.rows.bounds).enumerate().map(|(at, pins)| (Line::Row(at), pins));
        let others =
            columns.iter().zip(&self.columns.bounds).enumerate().map(|(at, pins)| (Line::Column(at), pins));
        for (line, (&pins, bounds)) in lines.chain(others) {
            if pins > bounds.max {
                flaws.push(Flaw::TooManyPins { line, pins: pins as usize, max: bounds.max });
            }
        }
        if flaws.is_empty() { Ok(self) } else { Err(InvalidProblem { flaws }) }
    }

    /// How many pins each row and each column has.
    pub(super) fn pins_per_line(&self) -> (Vec<u32>, Vec<u32>) {
        let (mut rows, mut columns) = (vec![0; self.row_count()], vec![0; self.column_count()]);
        for &(row, column) in &self.pins {
            rows[row] += 1;
            columns[column] += 1;
        }
        (rows, columns)
    }

    /// How many rows there are.
    pub fn row_count(&self) -> usize {
        self.rows.bounds.len()
    }

    /// How many columns there are.
    pub fn column_count(&self) -> usize {
        self.columns.bounds.len()
    }

    /// How many units a row or column takes; `None` when it does not exist.
    pub fn bounds(&self, line: Line) -> Option<Bounds> {
        match line {
            Line::Row(row) => self.rows.bounds.get(row).copied(),
            Line::Column(column) => self.columns.bounds.get(column).copied(),
        }
    }

    /// The weight of a pair; `None` when it cannot be assigned or does not exist.
    pub fn weight(&self, row: usize, column: usize) -> Option<i64> {
        if row >= self.row_count() || column >= self.column_count() {
            return None;
        }
        match &self.pairs {
            Pairs::List { begin, columns, weights } => {
                let found =
                    columns[begin[row]..begin[row + 1]].binary_search(&u32::try_from(column).ok()?).ok()?;
                Some(weights[begin[row] + found])
            }
            Pairs::Table { columns, weights } => {
                Some(weights[row * columns + column]).filter(|weight| *weight != FORBIDDEN)
            }
        }
    }

    /// The pairs of a row that can be assigned, ascending by column.
    ///
    /// # Panics
    ///
    /// When the row does not exist.
    pub fn pairs_of(&self, row: usize) -> impl Iterator<Item = Pair> {
        let (listed, table) = match &self.pairs {
            Pairs::List { begin, columns, weights } => {
                let range = begin[row]..begin[row + 1];
                (Some(columns[range.clone()].iter().zip(&weights[range])), None)
            }
            Pairs::Table { columns, weights } => {
                (None, Some(weights[row * columns..][..*columns].iter().enumerate()))
            }
        };
        let listed = listed.into_iter().flatten().map(|(&column, &weight)| (column as usize, weight));
        let table = table.into_iter().flatten().map(|(column, &weight)| (column, weight));
        let possible = listed.chain(table).filter(|(_, weight)| *weight != FORBIDDEN);
        possible.map(move |(column, weight)| Pair { row, column, weight })
    }
}

fn size_flaws(rows: &[Bounds], columns: &[Bounds]) -> Vec<Flaw> {
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

fn weight_flaw(line: Line, weight: i64, flaws: &mut Vec<Flaw>) {
    if weight.unsigned_abs() > MAX_WEIGHT.unsigned_abs() {
        flaws.push(Flaw::WeightBeyondBound { line, weight });
    }
}
