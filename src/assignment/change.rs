//! What can change in a problem that was solved already.

use serde::{Deserialize, Serialize};

use super::{
    Bounds, Flaw, InvalidProblem, Line, MAX_LINES, Pair, Problem,
    flaw::weight_flaw,
    problem::{Pairs, narrow},
};

/// A change of a problem, after which a [`Solver`](super::Solver) goes on from where it was.
///
/// Somebody who leaves keeps their index and takes nothing more: their [`Bounds`](Self::Bounds) become 0 to 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// A pair cannot be assigned any more; a pin on it is gone.
    Forbid {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A pair has another weight, or can be assigned now.
    Weight(Pair),
    /// A pair must be used.
    Pin {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A pair need not be used any more.
    Unpin {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A row or column has another minimum or maximum.
    Bounds {
        /// The row or column.
        line: Line,
        /// What holds now.
        bounds: Bounds,
    },
    /// The units of a row or column have other extra values.
    Values {
        /// The row or column.
        line: Line,
        /// What holds now.
        values: Vec<i64>,
    },
    /// One more row, after the last.
    AddRow {
        /// How many units it takes.
        bounds: Bounds,
        /// Its weight with each column; `None` where the two cannot be assigned.
        weights: Vec<Option<i64>>,
    },
    /// One more column, after the last.
    AddColumn {
        /// How many units it takes.
        bounds: Bounds,
        /// Its weight with each row; `None` where the two cannot be assigned.
        weights: Vec<Option<i64>>,
    },
}

impl Problem<'_> {
    /// Changes the problem. Nothing is changed when there is an error.
    ///
    /// # Errors
    ///
    /// What would make the problem one that cannot be posed: a line that does not exist, a minimum above its maximum, more
    /// pins than units, a weight beyond the bounds (32 bits, where the pairs were given as such), a pin on a pair that
    /// cannot be assigned, a wrong number of weights.
    pub fn change(&mut self, change: &Change) -> Result<(), InvalidProblem> {
        let mut flaws = Vec::new();
        match change {
            &Change::Forbid { row, column } => {
                if self.pair_exists(row, column, &mut flaws) {
                    self.patches.set(row, column, None);
                    self.pins.remove(&(row, column));
                }
            }
            &Change::Weight(Pair { row, column, weight }) => {
                self.weight_fits(Line::Row(row), weight, &mut flaws);
                if self.pair_exists(row, column, &mut flaws) && flaws.is_empty() {
                    self.raise(weight, &mut flaws);
                    if flaws.is_empty() {
                        self.patches.set(row, column, Some(weight));
                    }
                }
            }
            &Change::Pin { row, column } => self.pin(row, column, &mut flaws),
            Change::Unpin { row, column } => {
                if self.pair_exists(*row, *column, &mut flaws) {
                    self.pins.remove(&(*row, *column));
                }
            }
            &Change::Bounds { line, bounds } => self.rebound(line, bounds, &mut flaws),
            Change::Values { line, values } => {
                if let Err(invalid) = self.check_values(*line, values) {
                    flaws = invalid;
                } else {
                    let most = values.iter().map(|value| value.abs()).max().unwrap_or(0);
                    self.raise(most, &mut flaws);
                    if flaws.is_empty() {
                        let (Line::Row(at) | Line::Column(at)) = *line;
                        self.side_mut(*line).values.insert(at, values.clone());
                    }
                }
            }
            Change::AddRow { bounds, weights } => {
                self.add(Line::Row(self.row_count()), *bounds, weights, &mut flaws);
            }
            Change::AddColumn { bounds, weights } => {
                self.add(Line::Column(self.column_count()), *bounds, weights, &mut flaws);
            }
        }
        if flaws.is_empty() { Ok(()) } else { Err(InvalidProblem { flaws }) }
    }

    fn pair_exists(&self, row: usize, column: usize, flaws: &mut Vec<Flaw>) -> bool {
        let missing = [
            (row >= self.row_count(), Line::Row(row)),
            (column >= self.column_count(), Line::Column(column)),
        ];
        let before = flaws.len();
        flaws.extend(
            missing.into_iter().filter(|(missing, _)| *missing).map(|(_, line)| Flaw::NoSuchLine(line)),
        );
        flaws.len() == before
    }

    /// Whether a weight is within the bounds of the form in which pairs were given.
    fn weight_fits(&self, line: Line, weight: i64, flaws: &mut Vec<Flaw>) {
        let list = matches!(self.pairs, Pairs::List { .. });
        if !list && narrow(weight).is_none() {
            flaws.push(Flaw::WeightBeyondBound { line, weight });
        } else {
            weight_flaw(line, weight, flaws);
        }
    }

    /// Lets weights be as large as this, when all still adds up.
    fn raise(&mut self, weight: i64, flaws: &mut Vec<Flaw>) {
        let before = self.largest;
        self.largest = before.max(weight.abs());
        if let Some(flaw) = self.span_flaw() {
            self.largest = before;
            flaws.push(flaw);
        }
    }

    fn pin(&mut self, row: usize, column: usize, flaws: &mut Vec<Flaw>) {
        if !self.pair_exists(row, column, flaws) {
            return;
        }
        if self.weight(row, column).is_none() {
            flaws.push(Flaw::PinnedAbsent { row, column });
            return;
        }
        let pins_of = |line: fn(&(usize, usize)) -> usize, at| {
            self.pins.iter().filter(|pin| line(pin) == at).count() + 1
        };
        let lines = [
            (Line::Row(row), pins_of(|pin| pin.0, row), self.rows.bounds[row].max),
            (Line::Column(column), pins_of(|pin| pin.1, column), self.columns.bounds[column].max),
        ];
        if self.pins.contains(&(row, column)) {
            return;
        }
        for (line, pins, max) in lines {
            if pins > max as usize {
                flaws.push(Flaw::TooManyPins { line, pins, max });
            }
        }
        if flaws.is_empty() {
            self.pins.insert((row, column));
        }
    }

    fn rebound(&mut self, line: Line, bounds: Bounds, flaws: &mut Vec<Flaw>) {
        let (at, pins) = match line {
            Line::Row(row) => (row, self.pins.iter().filter(|pin| pin.0 == row).count()),
            Line::Column(column) => (column, self.pins.iter().filter(|pin| pin.1 == column).count()),
        };
        let Bounds { min, max } = bounds;
        if self.bounds(line).is_none() {
            flaws.push(Flaw::NoSuchLine(line));
        } else if min > max {
            flaws.push(Flaw::MinimumAboveMaximum { line, min, max });
        } else if pins > max as usize {
            flaws.push(Flaw::TooManyPins { line, pins, max });
        } else {
            let before = std::mem::replace(&mut self.side_mut(line).bounds[at], bounds);
            let values = self.side_mut(line).values.get(&at).cloned().unwrap_or_default();
            if let Err(invalid) = self.check_values(line, &values) {
                self.side_mut(line).bounds[at] = before;
                flaws.extend(invalid);
            }
        }
    }

    fn add(&mut self, line: Line, bounds: Bounds, weights: &[Option<i64>], flaws: &mut Vec<Flaw>) {
        let (at, others) = match line {
            Line::Row(at) => (at, self.column_count()),
            Line::Column(at) => (at, self.row_count()),
        };
        if at >= MAX_LINES {
            flaws.push(Flaw::TooManyLines(at + 1));
        }
        let Bounds { min, max } = bounds;
        if min > max {
            flaws.push(Flaw::MinimumAboveMaximum { line, min, max });
        }
        if weights.len() != others {
            let (rows, columns) = if matches!(line, Line::Row(_)) { (1, others) } else { (others, 1) };
            flaws.push(Flaw::TableSize { rows, columns, expected: others, found: weights.len() });
        }
        for &weight in weights.iter().flatten() {
            self.weight_fits(line, weight, flaws);
        }
        if !flaws.is_empty() {
            return;
        }
        self.side_mut(line).bounds.push(bounds);
        self.raise(weights.iter().flatten().map(|weight| weight.abs()).max().unwrap_or(0), flaws);
        if !flaws.is_empty() {
            self.side_mut(line).bounds.pop();
            return;
        }
        for (other, weight) in weights.iter().enumerate().filter(|(_, weight)| weight.is_some()) {
            let (row, column) = if matches!(line, Line::Row(_)) { (at, other) } else { (other, at) };
            self.patches.set(row, column, *weight);
        }
    }
}
