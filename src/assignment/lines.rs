//! What every unit of every row and column is worth: bounds, extra values and the goal in one number.

use std::collections::BTreeMap;

use super::{
    Bounds, Goal, Line, Problem,
    goal::Encoding,
    problem::{self},
};

/// Rows, as an index of a side.
pub(super) const ROWS: usize = 0;
/// Columns, as an index of a side.
pub(super) const COLUMNS: usize = 1;

/// The units of the lines of both sides that are not taken by pins.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    pub(super) encoding: Encoding,
    sides: [Units; 2],
}

#[derive(Clone, Debug)]
struct Units {
    bounds: Vec<Bounds>,
    /// Units that pins take; they come before all others.
    pins: Vec<u32>,
    values: BTreeMap<usize, Vec<i64>>,
}

impl Lines {
    pub(super) fn new(problem: &Problem<'_>, goal: Goal) -> Self {
        let (rows, columns) = problem.pins_per_line();
        let units = |side: &problem::Side, pins| Units {
            bounds: side.bounds.clone(),
            pins,
            values: side.values.clone(),
        };
        let sides = [units(&problem.rows, rows), units(&problem.columns, columns)];
        Self { encoding: Encoding::new(problem, goal), sides }
    }

    /// Takes over what a problem says of a line, which may be new.
    pub(super) fn update(&mut self, problem: &Problem<'_>, line: Line) {
        let (side, given, at, pins) = match line {
            Line::Row(row) => (ROWS, &problem.rows, row, problem.pins.range((row, 0)..(row + 1, 0)).count()),
            Line::Column(column) => {
                let pins = problem.pins.iter().filter(|pin| pin.1 == column).count();
                (COLUMNS, &problem.columns, column, pins)
            }
        };
        let units = &mut self.sides[side];
        if units.bounds.len() == at {
            units.bounds.push(given.bounds[at]);
            units.pins.push(0);
        }
        units.bounds[at] = given.bounds[at];
        units.pins[at] = u32::try_from(pins).expect("pins are no more than units");
        match given.values.get(&at) {
            Some(values) => units.values.insert(at, values.clone()),
            None => units.values.remove(&at),
        };
    }

    /// How many lines a side has.
    pub(super) fn count(&self, side: usize) -> usize {
        self.sides[side].bounds.len()
    }

    /// How many units a line has room for beside its pins.
    pub(super) fn most(&self, side: usize, line: usize) -> u32 {
        let units = &self.sides[side];
        units.bounds[line].max.saturating_sub(units.pins[line])
    }

    /// How many units a line needs beside its pins.
    pub(super) fn least(&self, side: usize, line: usize) -> u32 {
        let units = &self.sides[side];
        units.bounds[line].min.saturating_sub(units.pins[line])
    }

    /// Whether pins alone meet every minimum.
    pub(super) fn are_met_by_pins(&self) -> bool {
        [ROWS, COLUMNS].into_iter().all(|side| (0..self.count(side)).all(|line| self.least(side, line) == 0))
    }

    /// What the `unit`-th unit of a line beside its pins is worth, counted from 0; `None` beyond its maximum.
    pub(super) fn worth(&self, side: usize, line: usize, unit: u32) -> Option<i64> {
        let units = &self.sides[side];
        let (bounds, unit) = (units.bounds[line], unit + units.pins[line]);
        if unit >= bounds.max {
            return None;
        }
        let values = if units.values.is_empty() { None } else { units.values.get(&line) };
        let value = values.and_then(|values| values.get(unit as usize)).copied().unwrap_or(0);
        let level = if side == ROWS { self.encoding.row_level(unit) } else { 0 };
        let minimum = if unit < bounds.min { self.encoding.minimum } else { 0 };
        Some(value + level + minimum)
    }
}
