//! Which minimums and pins cannot be met together.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Bounds, Change, Line, Problem,
    core::Weight,
    engine::{Engine, Told},
    problem::Side,
};

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

/// A minimum that is lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lowered {
    /// The row or column.
    pub line: Line,
    /// Its minimum.
    pub min: u32,
    /// What it is lowered to.
    pub to: u32,
}

impl fmt::Display for Lowered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a minimum of {} instead of {} for {}", self.to, self.min, self.line)
    }
}

/// Demands that no assignment meets together. Each of them is needed for the clash: without any one, the others can be
/// met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clash {
    /// The demands, ascending; never empty.
    pub demands: Vec<Demand>,
    /// Minimums that, so lowered, leave demands that can all be met, those of other clashes too: no other lowering takes
    /// fewer units in all.
    pub repair: Vec<Lowered>,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let demands: Vec<_> = self.demands.iter().map(ToString::to_string).collect();
        write!(f, "these cannot be met together: {}; the least that would do: ", demands.join(", "))?;
        let repair: Vec<_> = self.repair.iter().map(ToString::to_string).collect();
        f.write_str(&repair.join(", "))
    }
}

impl std::error::Error for Clash {}

impl Clash {
    /// An inclusion-minimal clash in a problem whose demands cannot all be met, from an engine that found so.
    ///
    /// Demands are left out half by half, for good when what remains still clashes; each trial is a change of the problem,
    /// solved on from the last prices. With `k` demands in the clash of `n`, it takes some `2 k log n` of them.
    pub(super) fn within<T: Weight>(problem: Problem<'_>, engine: Engine<T>) -> Self {
        // Every unit below a minimum is worth the same and more than all else, so the engine lacks as few as can be.
        let lowered = |(line, missing): (Line, u32)| {
            let min = problem.bounds(line).expect("a line of the problem").min;
            Lowered { line, min, to: min.saturating_sub(missing) }
        };
        let mut repair: Vec<_> = engine.core.missing().into_iter().map(lowered).collect();
        repair.sort_unstable();
        let of_side = |side: &Side, line: fn(usize) -> Line| -> Vec<Demand> {
            let with_minimum = side.bounds.iter().enumerate().filter(|(_, bounds)| bounds.min > 0);
            with_minimum.map(|(at, _)| Demand::Minimum(line(at))).collect()
        };
        let mut all = of_side(&problem.rows, Line::Row);
        all.extend(of_side(&problem.columns, Line::Column));
        all.extend(problem.pins.iter().map(|&(row, column)| Demand::Pin { row, column }));
        let mut trial = Trial { problem, engine, needed: Vec::new() };
        trial.leave_out(&all);
        trial.needed.sort_unstable();
        Self { demands: trial.needed, repair }
    }
}

/// A problem from which demands are left out.
struct Trial<'a, T> {
    problem: Problem<'a>,
    engine: Engine<T>,
    needed: Vec<Demand>,
}

impl<T: Weight> Trial<'_, T> {
    /// Leaves out those of the demands without which the others still clash.
    fn leave_out(&mut self, demands: &[Demand]) {
        let before: Vec<Bounds> = demands.iter().map(|demand| self.bounds_of(*demand)).collect();
        for (&demand, &bounds) in demands.iter().zip(&before) {
            self.change(&match demand {
                Demand::Minimum(line) => Change::Bounds { line, bounds: Bounds { min: 0, ..bounds } },
                Demand::Pin { row, column } => Change::Unpin { row, column },
            });
        }
        if !self.can_be_met() {
            return;
        }
        for (&demand, &bounds) in demands.iter().zip(&before) {
            self.change(&match demand {
                Demand::Minimum(line) => Change::Bounds { line, bounds },
                Demand::Pin { row, column } => Change::Pin { row, column },
            });
        }
        match demands {
            [needed] => self.needed.push(*needed),
            several => {
                let (some, others) = several.split_at(several.len() / 2);
                self.leave_out(some);
                self.leave_out(others);
            }
        }
    }

    fn bounds_of(&self, demand: Demand) -> Bounds {
        let line = match demand {
            Demand::Minimum(line) => line,
            Demand::Pin { row, .. } => Line::Row(row),
        };
        self.problem.bounds(line).expect("demands are on lines of the problem")
    }

    fn change(&mut self, change: &Change) {
        let pinned = matches!(change, Change::Unpin { .. });
        self.problem.change(change).expect("demands of a problem can be left out and put back");
        self.engine.apply(&self.problem, change, pinned);
    }

    fn can_be_met(&mut self) -> bool {
        let solved = self.engine.run(&self.problem, usize::MAX, &mut Told { watch: &mut |_| true });
        // A source that does not keep to what it said was found out before.
        solved.is_ok() && self.engine.core.meets_minimums()
    }
}
