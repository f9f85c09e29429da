//! Which minimums and pins cannot be met together.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::{
    Bounds, Line, Problem,
    goal::Encoding,
    problem::{Pairs, Side},
    search::Search,
};
use crate::assignment::Goal;

/// A demand that an assignment has to meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// The minimum of a row or column.
    Minimum(Line),
    /// A pin on the pair of a row and a column.
    Pin {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
}

impl fmt::Display for Demand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minimum(line) => write!(f, "the minimum of {line}"),
            Self::Pin { row, column } => write!(f, "the pin on row {row} and column {column}"),
        }
    }
}

/// Demands that no assignment meets together. Each of them is needed for the clash: without any one, the others can be
/// met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// The demands, ascending; never empty.
    pub demands: Vec<Demand>,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let demands: Vec<_> = self.demands.iter().map(ToString::to_string).collect();
        write!(f, "these cannot be met together: {}", demands.join(", "))
    }
}

impl std::error::Error for Clash {}

/// Units that a search left below minimums.
pub(super) fn unmet(problem: &Problem, search: &Search<'_>) -> Vec<Line> {
    let (row_pins, column_pins) = problem.pins_per_line();
    let short = |bounds: &Bounds, used: usize, pins: u32| used + (pins as usize) < bounds.min as usize;
    let rows = problem.rows.bounds.iter().zip(&search.of_row).zip(&row_pins).enumerate();
    let columns = problem.columns.bounds.iter().zip(&search.of_column).zip(&column_pins).enumerate();
    let rows =
        rows.filter(|(_, ((b, used), pins))| short(b, used.len(), **pins)).map(|(at, _)| Line::Row(at));
    let columns =
        columns.filter(|(_, ((b, used), pins))| short(b, used.len(), **pins)).map(|(at, _)| Line::Column(at));
    rows.chain(columns).collect()
}

impl Clash {
    /// An inclusion-minimal clash in a problem whose demands cannot all be met.
    ///
    /// Demands are left out one after the other, for good when what remains still clashes. Only demands on the lines
    /// that alternating paths reach from one line below its minimum can matter, which keeps the number of trials small.
    pub(super) fn within(problem: &Problem, search: &Search<'_>) -> Self {
        let reached = reached(problem, search);
        let of_side = |side: &Side, line: fn(usize) -> Line| -> Vec<Demand> {
            let with_minimum = side.bounds.iter().enumerate().filter(|(_, bounds)| bounds.min > 0);
            with_minimum.map(|(at, _)| Demand::Minimum(line(at))).collect()
        };
        let pins = problem.pins.iter().map(|&(row, column)| Demand::Pin { row, column });
        let all: BTreeSet<Demand> = (of_side(&problem.rows, Line::Row).into_iter())
            .chain(of_side(&problem.columns, Line::Column))
            .chain(pins)
            .collect();
        let near = |demand: &Demand| match demand {
            Demand::Minimum(line) => reached.contains(line),
            Demand::Pin { row, column } => {
                reached.contains(&Line::Row(*row)) || reached.contains(&Line::Column(*column))
            }
        };
        let mut demands: BTreeSet<Demand> = all.iter().filter(|demand| near(demand)).copied().collect();
        if can_be_met(problem, &demands) {
            demands = all;
        }
        for demand in demands.clone() {
            demands.remove(&demand);
            if can_be_met(problem, &demands) {
                demands.insert(demand);
            }
        }
        Self { demands: demands.into_iter().collect() }
    }
}

/// The lines that compete with one line below its minimum: from it along all its pairs, and on from each of those along
/// the pairs in use.
fn reached(problem: &Problem, search: &Search<'_>) -> BTreeSet<Line> {
    let mut reached: BTreeSet<Line> = unmet(problem, search).first().copied().into_iter().collect();
    let mut next: Vec<(Line, bool)> = reached.iter().map(|line| (*line, true)).collect();
    while let Some((line, along_all)) = next.pop() {
        let others: Vec<Line> = match (line, along_all) {
            (Line::Row(row), true) => problem.pairs_of(row).map(|pair| Line::Column(pair.column)).collect(),
            (Line::Column(column), true) => {
                let rows = 0..problem.row_count();
                rows.filter(|row| problem.weight(*row, column).is_some()).map(Line::Row).collect()
            }
            (Line::Row(row), false) => {
                search.of_row[row].iter().map(|u| Line::Column(u.line as usize)).collect()
            }
            (Line::Column(column), false) => {
                search.of_column[column].iter().map(|used| Line::Row(used.line as usize)).collect()
            }
        };
        for other in others {
            if reached.insert(other) {
                next.push((other, !along_all));
            }
        }
    }
    reached
}

/// Whether some assignment meets these demands, leaving out all others.
fn can_be_met(problem: &Problem, demands: &BTreeSet<Demand>) -> bool {
    let side = |side: &Side, line: fn(usize) -> Line| Side {
        bounds: (side.bounds.iter().enumerate())
            .map(|(at, bounds)| {
                let min = if demands.contains(&Demand::Minimum(line(at))) { bounds.min } else { 0 };
                Bounds { min, max: bounds.max }
            })
            .collect(),
        values: std::collections::BTreeMap::new(),
    };
    let pairs = match &problem.pairs {
        Pairs::List { begin, columns, weights } => {
            Pairs::List { begin: begin.clone(), columns: columns.clone(), weights: vec![0; weights.len()] }
        }
        table @ Pairs::Table { .. } => table.clone(),
    };
    let pins = problem.pins.iter().filter(|&&(row, column)| demands.contains(&Demand::Pin { row, column }));
    let relaxed = Problem {
        rows: side(&problem.rows, Line::Row),
        columns: side(&problem.columns, Line::Column),
        pairs,
        pins: pins.copied().collect(),
        largest: problem.largest,
    };
    let search = Search::new(&relaxed, Encoding::new(&relaxed, Goal::Total)).run();
    unmet(&relaxed, &search).is_empty()
}
