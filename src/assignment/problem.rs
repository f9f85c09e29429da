//! What is to be assigned: rows, columns, pairs and their weights.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::Range,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{
    change::Change,
    flaw::{Flaw, InvalidProblem, size_flaws, table_flaws, weight_flaw},
    patches::Patches,
    rows::{FORBIDDEN, Rows},
};

/// The most rows, and the most columns.
pub const MAX_LINES: usize = 1 << 24;

/// The largest size of a weight or unit value: 2⁴⁰, about 10¹².
pub const MAX_WEIGHT: i64 = 1 << 40;

/// The largest product of the number of rows and columns (plus four) with the largest weight or unit value: 2⁵³. The first
/// level of a goal is worth at most twice that, a minimum eight times, and prices reach twice a minimum (see
/// [`Goal`](super::Goal)), so sums of a distance, two prices and a weight stay below 2⁶⁰.
pub const MAX_SPAN: i64 = 1 << 53;

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

/// The pairs that can be assigned, as they were given.
#[derive(Clone)]
pub(super) enum Pairs<'a> {
    /// Row by row: pairs of row `r` lie from `begin[r]` to `begin[r + 1]`, ascending by column.
    List { begin: Vec<usize>, columns: Vec<u32>, weights: Vec<i64> },
    /// Weight of row `r` and column `c` at `r * columns + c`; [`FORBIDDEN`] where they cannot be assigned.
    Table { columns: usize, weights: Cow<'a, [i32]> },
    /// Rows that are worked out when they are asked for.
    Rows { rows: usize, columns: usize, source: Arc<dyn Rows + 'a> },
}

impl fmt::Debug for Pairs<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List { columns, .. } => write!(f, "a list of {} pairs", columns.len()),
            Self::Table { columns, weights } => {
                write!(f, "a table of {} x {columns}", weights.len() / (*columns).max(1))
            }
            Self::Rows { rows, columns, .. } => write!(f, "a source of {rows} rows of {columns}"),
        }
    }
}

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
pub struct Problem<'a> {
    pub(super) rows: Side,
    pub(super) columns: Side,
    pub(super) pairs: Pairs<'a>,
    pub(super) patches: Patches,
    /// Pairs that must be used.
    pub(super) pins: BTreeSet<(usize, usize)>,
    /// The largest weight in size.
    pub(super) largest: i64,
}

impl<'a> Problem<'a> {
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
        let largest = pairs.iter().map(|pair| pair.weight.abs()).max().unwrap_or(0);
        Self::posed(rows, columns, list, largest)
    }

    /// A problem whose pairs stand in a table, row by row; `None` where a pair cannot be assigned.
    ///
    /// Weights that all fit 32 bits are kept as such; otherwise the pairs are kept as a list, at three times the memory.
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list), and when the table does not have rows × columns entries.
    pub fn table(
        rows: Vec<Bounds>,
        columns: Vec<Bounds>,
        weights: &[Option<i64>],
    ) -> Result<Self, InvalidProblem> {
        let mut flaws = table_flaws(&rows, &columns, weights.len());
        if flaws.is_empty() && !weights.is_empty() {
            for (row, weights) in weights.chunks_exact(columns.len()).enumerate() {
                let beyond =
                    weights.iter().flatten().find(|weight| weight.unsigned_abs() > MAX_WEIGHT.unsigned_abs());
                flaws.extend(beyond.map(|&weight| Flaw::WeightBeyondBound { line: Line::Row(row), weight }));
            }
        }
        if !flaws.is_empty() {
            return Err(InvalidProblem { flaws });
        }
        let narrow = |weight: &Option<i64>| weight.map_or(Some(FORBIDDEN), narrow);
        if let Some(narrow) = weights.iter().map(narrow).collect::<Option<Vec<i32>>>() {
            return Self::dense(rows, columns, narrow);
        }
        let width = columns.len();
        let pairs = weights.iter().enumerate();
        let pairs = pairs
            .filter_map(|(at, &weight)| Some(Pair { row: at / width, column: at % width, weight: weight? }));
        Self::list(rows, columns, pairs.collect())
    }

    /// A problem whose pairs stand in a table of 32-bit weights, row by row, borrowed or owned; [`FORBIDDEN`] where a pair
    /// cannot be assigned.
    ///
    /// ```
    /// use mentorship::assignment::{Bounds, FORBIDDEN, Goal, Problem, solve};
    ///
    /// let weights = [7, 6, 5, FORBIDDEN];
    /// let one = || vec![Bounds::up_to(1); 2];
    /// let problem = Problem::dense(one(), one(), &weights)?;
    /// assert_eq!(solve(&problem, Goal::RowsFirst)?.total(), 11);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`table`](Self::table).
    pub fn dense(
        rows: Vec<Bounds>,
        columns: Vec<Bounds>,
        weights: impl Into<Cow<'a, [i32]>>,
    ) -> Result<Self, InvalidProblem> {
        let weights = weights.into();
        let mut flaws = table_flaws(&rows, &columns, weights.len());
        if flaws.is_empty() && weights.contains(&UNWRITTEN) {
            let at = weights.iter().position(|weight| *weight == UNWRITTEN).unwrap_or(0);
            let line = Line::Row(at / columns.len());
            flaws.push(Flaw::WeightBeyondBound { line, weight: i64::from(UNWRITTEN) });
        }
        if !flaws.is_empty() {
            return Err(InvalidProblem { flaws });
        }
        let largest =
            weights.iter().map(|weight| if *weight == FORBIDDEN { 0 } else { weight.unsigned_abs() });
        let largest = i64::from(largest.max().unwrap_or(0));
        let table = Pairs::Table { columns: columns.len(), weights };
        Self::posed(rows, columns, table, largest)
    }

    /// A problem whose pairs are worked out row by row when they are needed, and never all stored. The source is given away,
    /// borrowed, or shared (`&source`, `Arc<Source>`).
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list) for the lines; when the source states a largest weight below 0 or beyond 2³¹ − 2.
    pub fn implicit(
        rows: Vec<Bounds>,
        columns: Vec<Bounds>,
        source: impl Rows + 'a,
    ) -> Result<Self, InvalidProblem> {
        let mut flaws = size_flaws(&rows, &columns);
        let largest = source.largest();
        if !(0..i32::MAX).contains(&largest) {
            flaws.push(Flaw::LargestBeyondBound(largest));
        }
        if !flaws.is_empty() {
            return Err(InvalidProblem { flaws });
        }
        let pairs = Pairs::Rows { rows: rows.len(), columns: columns.len(), source: Arc::new(source) };
        Self::posed(rows, columns, pairs, i64::from(largest))
    }

    fn posed(
        rows: Vec<Bounds>,
        columns: Vec<Bounds>,
        pairs: Pairs<'a>,
        largest: i64,
    ) -> Result<Self, InvalidProblem> {
        let (patches, pins) = (Patches::default(), BTreeSet::new());
        Self { rows: Side::new(rows), columns: Side::new(columns), pairs, patches, pins, largest }
            .within_span()
    }

    fn within_span(self) -> Result<Self, InvalidProblem> {
        match self.span_flaw() {
            None => Ok(self),
            Some(flaw) => Err(InvalidProblem { flaws: vec![flaw] }),
        }
    }

    pub(super) fn span_flaw(&self) -> Option<Flaw> {
        let lines = self.row_count() + self.column_count();
        let within = self.span() <= i128::from(MAX_SPAN);
        (!within).then_some(Flaw::SpanBeyondBound { lines, weight: self.largest })
    }

    pub(super) fn side_mut(&mut self, line: Line) -> &mut Side {
        match line {
            Line::Row(_) => &mut self.rows,
            Line::Column(_) => &mut self.columns,
        }
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
        self.change(&Change::Values { line, values })?;
        Ok(self)
    }

    /// Whether a line can have these unit values.
    pub(super) fn check_values(&self, line: Line, values: &[i64]) -> Result<(), Vec<Flaw>> {
        let mut flaws = Vec::new();
        match self.bounds(line) {
            None => flaws.push(Flaw::NoSuchLine(line)),
            Some(bounds) => {
                let short = values.len() < bounds.max as usize && values.last().is_some_and(|last| *last < 0);
                if short || values.windows(2).any(|two| two[1] > two[0]) {
                    flaws.push(Flaw::IncreasingValues(line));
                }
            }
        }
        for &value in values {
            weight_flaw(line, value, &mut flaws);
        }
        if flaws.is_empty() { Ok(()) } else { Err(flaws) }
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

    /// The pairs that must be used as (row, column), ascending.
    pub fn pins(&self) -> impl Iterator<Item = (usize, usize)> {
        self.pins.iter().copied()
    }

    /// Whether a pair must be used.
    pub fn is_pinned(&self, row: usize, column: usize) -> bool {
        self.pins.contains(&(row, column))
    }

    /// The extra values of the first units of a row or column; later ones have none.
    pub fn values(&self, line: Line) -> &[i64] {
        let values = match line {
            Line::Row(row) => self.rows.values.get(&row),
            Line::Column(column) => self.columns.values.get(&column),
        };
        values.map_or(&[], Vec::as_slice)
    }

    /// How many rows there are.
    pub fn row_count(&self) -> usize {
        self.rows.bounds.len()
    }

    /// How many columns there are.
    pub fn column_count(&self) -> usize {
        self.columns.bounds.len()
    }

    /// How many pairs the problem is about: those that are listed, or rows times columns.
    pub fn pairs_considered(&self) -> u64 {
        match self.pairs {
            Pairs::List { .. } => (0..self.row_count()).map(|row| self.listed(row)).sum(),
            Pairs::Table { .. } | Pairs::Rows { .. } => self.row_count() as u64 * self.column_count() as u64,
        }
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
        if let Some((_, patched)) = self.patches.get(row, column) {
            return patched;
        }
        match &self.pairs {
            Pairs::List { begin, columns, weights } => {
                let range = *begin.get(row)?..*begin.get(row + 1)?;
                let found = columns[range.clone()].binary_search(&u32::try_from(column).ok()?).ok()?;
                Some(weights[range.start + found])
            }
            Pairs::Table { columns, weights } => {
                let weight = *weights.get(row * columns + column).filter(|_| column < *columns)?;
                Some(i64::from(weight)).filter(|_| weight != FORBIDDEN)
            }
            Pairs::Rows { rows, columns, source } => {
                let mut weight = [UNWRITTEN];
                if row < *rows && column < *columns {
                    source.write(row, column..column + 1, &mut weight);
                }
                Some(i64::from(weight[0])).filter(|_| weight[0] > UNWRITTEN)
            }
        }
    }

    /// The pairs of a row that can be assigned, ascending by column; none for a row that does not exist.
    pub fn pairs_of(&self, row: usize) -> impl Iterator<Item = Pair> + use<> {
        let mut pairs = Vec::new();
        if row < self.row_count() {
            self.read_pairs(row, &mut pairs);
        }
        pairs.into_iter().map(move |(column, weight)| Pair { row, column: column as usize, weight })
    }

    fn listed(&self, row: usize) -> u64 {
        let mut pairs = Vec::new();
        self.read_pairs(row, &mut pairs);
        pairs.len() as u64
    }

    /// Replaces what `pairs` holds by columns and weights of a row's pairs, ascending.
    pub(super) fn read_pairs(&self, row: usize, pairs: &mut Vec<(u32, i64)>) {
        pairs.clear();
        match &self.pairs {
            Pairs::List { begin, columns, weights } => {
                if let (Some(&from), Some(&to)) = (begin.get(row), begin.get(row + 1)) {
                    pairs.extend(columns[from..to].iter().copied().zip(weights[from..to].iter().copied()));
                }
            }
            Pairs::Table { .. } | Pairs::Rows { .. } => {
                let mut weights = vec![UNWRITTEN; self.column_count()];
                self.read(row, 0..self.column_count(), &mut weights);
                let possible = (0..).zip(&weights).filter(|(_, weight)| **weight > UNWRITTEN);
                pairs.extend(possible.map(|(column, weight)| (column, i64::from(*weight))));
                return;
            }
        }
        for &(column, weight) in self.patches.of(row) {
            match (pairs.binary_search_by_key(&column, |pair| pair.0), weight) {
                (Ok(at), Some(weight)) => pairs[at].1 = weight,
                (Ok(at), None) => {
                    pairs.remove(at);
                }
                (Err(at), Some(weight)) => pairs.insert(at, (column, weight)),
                (Err(_), None) => {}
            }
        }
    }

    /// What differs in a row from the pairs as they were given: column and weight.
    pub(super) fn patches_of(&self, row: usize) -> impl Iterator<Item = (usize, Option<i32>)> {
        self.patches.of(row).iter().map(|&(column, weight)| (column as usize, weight.and_then(narrow)))
    }

    /// The same of a range of columns.
    pub(super) fn patches_within(
        &self,
        row: usize,
        columns: Range<usize>,
    ) -> impl Iterator<Item = (usize, Option<i32>)> {
        let patches = self.patches.of(row);
        let first = patches.partition_point(|(column, _)| (*column as usize) < columns.start);
        let within =
            patches[first..].iter().map(|&(column, weight)| (column as usize, weight.and_then(narrow)));
        within.take_while(move |patch| patch.0 < columns.end)
    }

    /// The columns pinned to a row.
    pub(super) fn pins_of(&self, row: usize) -> impl Iterator<Item = usize> {
        self.pins.range((row, 0)..(row + 1, 0)).map(|pin| pin.1)
    }

    /// Writes 32-bit weights of a row with a range of columns, for tables and sources; [`FORBIDDEN`] where there is no pair,
    /// [`UNWRITTEN`] where a source left out what it was asked for.
    pub(super) fn read(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        let (given, width) = match &self.pairs {
            Pairs::Table { columns, weights } => (weights.len().checked_div(*columns).unwrap_or(0), *columns),
            Pairs::Rows { rows, columns, .. } => (*rows, *columns),
            Pairs::List { .. } => (0, 0),
        };
        let known = if row < given { columns.start.min(width)..columns.end.min(width) } else { 0..0 };
        let (ours, added) = weights.split_at_mut(known.len());
        added.fill(FORBIDDEN);
        match &self.pairs {
            Pairs::Table { columns, weights } if !known.is_empty() => {
                ours.copy_from_slice(&weights[row * columns..][known.start..known.end]);
            }
            Pairs::Rows { source, .. } if !known.is_empty() => {
                ours.fill(UNWRITTEN);
                source.write(row, known, ours);
            }
            Pairs::Table { .. } | Pairs::Rows { .. } | Pairs::List { .. } => {}
        }
        let patches = self.patches.of(row);
        let first = patches.partition_point(|(column, _)| (*column as usize) < columns.start);
        for &(column, weight) in &patches[first..] {
            let Some(place) = (column as usize).checked_sub(columns.start).and_then(|at| weights.get_mut(at))
            else {
                break;
            };
            *place = weight.and_then(narrow).unwrap_or(FORBIDDEN);
        }
    }
}

/// What a place holds until a source has written to it; no weight is this small.
pub(super) const UNWRITTEN: i32 = FORBIDDEN + 1;

/// A weight as 32 bits, when it fits.
pub(super) fn narrow(weight: i64) -> Option<i32> {
    i32::try_from(weight).ok().filter(|weight| *weight > UNWRITTEN)
}
