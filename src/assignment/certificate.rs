//! The proof that an assignment is the best: prices under which nothing better can exist.

use serde::{Deserialize, Serialize};

use super::{
    Goal, Line, Problem,
    goal::Encoding,
    parallel,
    pricing::{Asked, Pricing, Scratch},
    problem::{Pairs, Side, UNWRITTEN},
};

/// One price for each row and each column, which prove that an assignment is the best.
///
/// # Why prices prove it
///
/// Let rows have prices `u` and columns `v`. Whatever pairs an assignment uses, its value is at most
///
/// ```text
///   Σ pairs max(0, w − u − v)  +  Σ rows max (value of n units + n u)  +  Σ columns max (value of n units + n v)
/// ```
///
/// where each inner maximum runs over the numbers `n` of units from the line's minimum (or its pins) to its maximum, and
/// a pinned pair adds `w − u − v` even when that is negative: add and subtract the prices of every used pair, and each
/// part can only be larger than what the assignment has. Without unit values the line's part is `max n u` for a price
/// above zero and `min n u` for one below. When an assignment's own value *is* that bound, nothing is better.
///
/// The value counts the goal's first level too, at a weight so large that it comes first (the reason stands at
/// [`Goal`]).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// The price of each row.
    pub rows: Vec<i64>,
    /// The price of each column.
    pub columns: Vec<i64>,
}

/// What was proved of an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// Rows with at least one unit.
    pub rows_covered: usize,
    /// Units in use.
    pub pairs: usize,
    /// The sum of the weights of the pairs in use and of the extra values of their units.
    pub total: i128,
    /// The total with the goal's first level counted in: it is larger exactly where an assignment is better.
    pub value: i128,
    /// How many pairs the proof is about: all that are listed, or rows times columns.
    pub pairs_considered: u64,
}

/// Why something is not proved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotProved {
    /// A certificate for another problem.
    #[error("the certificate has prices for {rows} rows and {columns} columns; the problem has others")]
    OtherProblem {
        /// Rows with a price.
        rows: usize,
        /// Columns with a price.
        columns: usize,
    },
    /// A pair that cannot be assigned, does not exist, or is used twice.
    #[error("the assignment uses the pair of row {row} and column {column}, which is {}", if *.twice { "used already" } else { "not possible" })]
    NoSuchPair {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// Whether it was used before.
        twice: bool,
    },
    /// A pinned pair that is not used.
    #[error("the pinned pair of row {row} and column {column} is not used")]
    PinNotUsed {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
    },
    /// A line with fewer units than its minimum or more than its maximum.
    #[error("{line} has {units} units, which is not between its minimum and its maximum")]
    OutOfBounds {
        /// The row or column.
        line: Line,
        /// How many units it has.
        units: u32,
    },
    /// The bound of the prices lies above the assignment's value.
    #[error("the prices leave room for {gap} more; the assignment is not proved to be the best")]
    Gap {
        /// By how much, in weight with the goal's first level counted in.
        gap: i128,
    },
}

impl Certificate {
    /// Checks that an assignment is possible and that nothing is better, looking at every pair of the problem and
    /// trusting nothing that a solver says.
    ///
    /// # Errors
    ///
    /// The first thing found that is not as it should be: a pair that is not there or used twice, a pin not used, a
    /// line outside its bounds, or prices that leave room for something better.
    pub fn verify(
        &self,
        problem: &Problem<'_>,
        goal: Goal,
        assignment: &[(usize, usize)],
    ) -> Result<Proof, NotProved> {
        self.prove(problem, goal, assignment, || self.excess(problem))
    }

    /// By how much the pairs that are not pinned exceed their prices, from every pair.
    fn excess(&self, problem: &Problem<'_>) -> i128 {
        let (rows, columns) = (problem.row_count(), problem.column_count());
        let pinned =
            |row: usize, column: usize| !problem.pins.is_empty() && problem.pins.contains(&(row, column));
        if let Pairs::List { .. } = problem.pairs {
            let mut pairs = Vec::new();
            let mut excess = 0;
            for row in 0..rows {
                problem.read_pairs(row, &mut pairs);
                let free = pairs.iter().filter(|pair| !pinned(row, pair.0 as usize));
                let left = |&(column, weight): &(u32, i64)| {
                    let price = i128::from(self.rows[row]) + i128::from(self.columns[column as usize]);
                    (i128::from(weight) - price).max(0)
                };
                excess += free.map(left).sum::<i128>();
            }
            return excess;
        }
        // Prices beyond any that a solver gives are compared without overflow by being brought nearer first: no pair is
        // worth that much either way.
        let limit = i64::MAX / 4;
        if self.rows.iter().chain(&self.columns).any(|price| !(-limit..=limit).contains(price)) {
            let mut weights = vec![0; columns];
            let mut excess = 0;
            for row in 0..rows {
                problem.read(row, 0..columns, &mut weights);
                let possible =
                    (0..columns).filter(|column| weights[*column] > UNWRITTEN && !pinned(row, *column));
                let left = |column: usize| {
                    i128::from(weights[column])
                        - i128::from(self.rows[row])
                        - i128::from(self.columns[column])
                };
                excess += possible.map(|column| left(column).max(0)).sum::<i128>();
            }
            return excess;
        }
        let pricing = Pricing::new(problem, &self.columns, None, None).trusting_nobody();
        let asked: Vec<_> = (0..rows).map(|row| Asked { row, price: self.rows[row] }).collect();
        let chunks: Vec<_> = asked.chunks(pricing.chunk(rows)).collect();
        let excess = parallel::map(0..chunks.len(), |at| {
            let chunk = chunks[at];
            let (mut asked, mut excess) = (chunk.to_vec(), 0);
            let mut scratch = Scratch::default();
            let visited = pricing.visit(
                &mut asked,
                &mut scratch,
                &|row, hide| problem.pins_of(row).for_each(hide),
                |at, hit| {
                    let price = chunk[at].price;
                    excess += i128::from(hit.left - price);
                    price
                },
            );
            visited.expect("a source is not checked here");
            excess
        });
        excess.into_iter().sum()
    }

    /// How much less than the best every assignment with a pair is worth at least, by the prices alone: 0 for those in use.
    /// `None` where the pair cannot be assigned or does not exist.
    pub fn costs_at_least(&self, problem: &Problem<'_>, row: usize, column: usize) -> Option<i128> {
        let weight = problem.weight(row, column)?;
        let price = i128::from(*self.rows.get(row)?) + i128::from(*self.columns.get(column)?);
        let pinned = problem.pins.contains(&(row, column));
        Some(if pinned { 0 } else { (price - i128::from(weight)).max(0) })
    }

    /// Checks an assignment, with what the pairs that are not pinned exceed their prices by as somebody found it.
    pub(super) fn prove(
        &self,
        problem: &Problem<'_>,
        goal: Goal,
        assignment: &[(usize, usize)],
        excess: impl FnOnce() -> i128,
    ) -> Result<Proof, NotProved> {
        let (rows, columns) = (problem.row_count(), problem.column_count());
        if (self.rows.len(), self.columns.len()) != (rows, columns) {
            return Err(NotProved::OtherProblem { rows: self.rows.len(), columns: self.columns.len() });
        }
        let price = |row: usize, column: usize| i128::from(self.rows[row]) + i128::from(self.columns[column]);
        let mut used = assignment.to_vec();
        used.sort_unstable();
        if let Some(two) = used.windows(2).find(|two| two[0] == two[1]) {
            return Err(NotProved::NoSuchPair { row: two[0].0, column: two[0].1, twice: true });
        }
        let (mut row_units, mut column_units) = (vec![0_u32; rows], vec![0_u32; columns]);
        let mut total = 0;
        let weights = parallel::map(0..used.len().div_ceil(WEIGHED), |part| {
            let part = &used[part * WEIGHED..((part + 1) * WEIGHED).min(used.len())];
            part.iter().map(|&(row, column)| problem.weight(row, column)).collect::<Vec<_>>()
        });
        for (&(row, column), weight) in used.iter().zip(weights.into_iter().flatten()) {
            let absent = NotProved::NoSuchPair { row, column, twice: false };
            total += i128::from(weight.ok_or(absent)?);
            row_units[row] += 1;
            column_units[column] += 1;
        }
        let unused = problem.pins.iter().find(|pin| used.binary_search(pin).is_err());
        if let Some(&(row, column)) = unused {
            return Err(NotProved::PinNotUsed { row, column });
        }

        let encoding = Encoding::new(problem, goal);
        let (row_pins, column_pins) = problem.pins_per_line();
        let mut sums = Sums { bound: 0, value: total, total };
        for (row, (&price, &units)) in self.rows.iter().zip(&row_units).enumerate() {
            let worth = |unit| encoding.row_value(&problem.rows, row, unit);
            sums.add(&problem.rows, Line::Row(row), price, units, row_pins[row], worth)?;
        }
        for (column, (&price, &units)) in self.columns.iter().zip(&column_units).enumerate() {
            let worth = |unit| problem.columns.value(column, unit);
            sums.add(&problem.columns, Line::Column(column), price, units, column_pins[column], worth)?;
        }
        let Sums { mut bound, value, total } = sums;
        for &(row, column) in &problem.pins {
            bound += i128::from(problem.weight(row, column).unwrap_or(0)) - price(row, column);
        }
        bound += excess();
        if bound != value {
            return Err(NotProved::Gap { gap: bound - value });
        }
        let rows_covered = row_units.iter().filter(|units| **units > 0).count();
        let pairs_considered = problem.pairs_considered();
        Ok(Proof { rows_covered, pairs: used.len(), total, value, pairs_considered })
    }
}

/// Pairs in use whose weights a thread reads before it asks for more.
const WEIGHED: usize = 256;

/// What the lines add to the bound, to the assignment's value by the goal, and to its total.
struct Sums {
    bound: i128,
    value: i128,
    total: i128,
}

impl Sums {
    /// Adds a line of so many units, each worth what `worth` says by the goal.
    fn add(
        &mut self,
        side: &Side,
        line: Line,
        price: i64,
        units: u32,
        pins: u32,
        worth: impl Fn(u32) -> i64,
    ) -> Result<(), NotProved> {
        let (Line::Row(at) | Line::Column(at)) = line;
        let bounds = side.bounds[at];
        if !(bounds.min..=bounds.max).contains(&units) {
            return Err(NotProved::OutOfBounds { line, units });
        }
        // Units after those with a value of their own (and the first, which a goal may count) are all worth the same.
        let varied =
            u32::try_from(side.values.get(&at).map_or(0, Vec::len)).unwrap_or(u32::MAX).saturating_add(1);
        let first = |units: u32, worth: &dyn Fn(u32) -> i64| -> i128 {
            let alike = units.saturating_sub(varied);
            let own: i128 = (0..units.min(varied)).map(|unit| i128::from(worth(unit))).sum();
            own + if alike > 0 { i128::from(alike) * i128::from(worth(varied)) } else { 0 }
        };
        let least = bounds.min.max(pins);
        let candidates = (least..=bounds.max.min(varied)).chain([least, bounds.max]);
        let most = candidates.map(|n| first(n, &worth) + i128::from(n) * i128::from(price)).max();
        self.bound += most.unwrap_or(0);
        self.value += first(units, &worth);
        self.total += first(units, &|unit| side.value(at, unit));
        Ok(())
    }
}
