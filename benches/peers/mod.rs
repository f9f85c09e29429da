//! This crate and published Rust solvers, each made ready for an instance so that only its solving is timed.
//!
//! Solvers of tables see a column with several places as several columns, a rectangle as a square with rows or columns of
//! zeros, and a list as a table in which each pair is worth more than any exchange of pairs can win, absent ones nothing.
//! Every answer is checked: only pairs that exist, nobody too often, no column below its minimum.

use std::borrow::Cow;

use mentorship::assignment::{Bounds, FORBIDDEN, Goal, Pair, Problem, solve};
use pathfinding::prelude::{Matrix, kuhn_munkres};
use sparse_linear_assignment::{AuctionSolver, ForwardAuctionSolver};

use crate::instances::{Instance, Pairs};

/// What was found: how many pairs, and the sum of their weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Objective {
    pub(crate) pairs: i64,
    pub(crate) total: i64,
}

/// A solver that holds its own form of an instance; none if it cannot pose it.
pub(crate) type Ready<'a> = Option<Box<dyn Fn() -> Objective + 'a>>;

/// One solver.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    pub(crate) ready: fn(&Instance) -> Ready<'_>,
}

/// All of them.
pub(crate) const PEERS: [Peer; 6] = [
    Peer { name: "mentorship, with proof", ready: ours },
    Peer { name: "lapjv", ready: lapjv },
    Peer { name: "lapjv on 32-bit floats", ready: lapjv_32 },
    Peer { name: "lsap", ready: lsap },
    Peer { name: "pathfinding", ready: pathfinding },
    Peer { name: "sparse_linear_assignment, forward auction", ready: forward },
];

/// Beyond so many pairs a list is not written as a table, beyond so many slots `pathfinding` takes minutes.
const MOST_LISTED: usize = 2_000_000;
const MOST_SLOTS: usize = 2000;

/// From the pairs in memory to the answer; `solve` checks its certificate over all pairs. Rows are used once here, so that
/// most rows are most pairs.
#[expect(clippy::unnecessary_wraps, reason = "as the other solvers, which cannot pose everything")]
fn ours(instance: &Instance) -> Ready<'_> {
    let pairs = |problem: &Problem<'_>| {
        let solution = solve(problem, Goal::RowsFirst).expect("minimums can be met");
        let weight = |row, column| problem.weight(row, column).expect("a pair that exists");
        let pairs = solution.pairs().iter().map(|&(row, column)| (row, column, weight(row, column)));
        let found = checked(instance, pairs);
        assert_eq!(i128::from(found.total), solution.total());
        found
    };
    Some(Box::new(move || {
        let rows = vec![Bounds::up_to(1); instance.rows];
        let bounds = instance.minimums.iter().zip(&instance.places);
        let columns = bounds.map(|(min, max)| Bounds { min: *min, max: *max }).collect();
        let problem = match &instance.pairs {
            Pairs::Table(weights) => Problem::dense(rows, columns, weights),
            Pairs::List(list) => {
                let pair = |&(row, column, weight): &(u32, u32, i32)| Pair {
                    row: row as usize,
                    column: column as usize,
                    weight: weight.into(),
                };
                Problem::list(rows, columns, list.iter().map(pair).collect())
            }
        };
        pairs(&problem.expect("instances are within the bounds"))
    }))
}

fn lapjv(instance: &Instance) -> Ready<'_> {
    let slots = Slots::of(instance)?;
    #[expect(clippy::cast_precision_loss, reason = "worths are below 2^53")]
    let costs = slots.square(|worth| -(worth as f64));
    let costs = lapjv::Matrix::from_shape_vec((slots.side(), slots.side()), costs).ok()?;
    Some(Box::new(move || {
        let (column, _) = lapjv::lapjv(&costs).expect("a square of finite costs");
        slots.objective(column.iter().copied().enumerate())
    }))
}

/// Right only where sums of weights stay below 2^24.
fn lapjv_32(instance: &Instance) -> Ready<'_> {
    let Pairs::Table(table) = &instance.pairs else { return None };
    if table.iter().any(|weight| weight.abs() > 1000) {
        return None;
    }
    let slots = Slots::of(instance)?;
    #[expect(clippy::cast_precision_loss, reason = "a thousand at most")]
    let costs = slots.square(|worth| -(worth as f32));
    let costs = lapjv::Matrix::from_shape_vec((slots.side(), slots.side()), costs).ok()?;
    Some(Box::new(move || {
        let (column, _) = lapjv::lapjv(&costs).expect("a square of finite costs");
        slots.objective(column.iter().copied().enumerate())
    }))
}

fn lsap(instance: &Instance) -> Ready<'_> {
    let slots = Slots::of(instance)?;
    #[expect(clippy::cast_precision_loss, reason = "worths are below 2^53")]
    let worths: Vec<_> = slots.worths().map(|worth| worth as f64).collect();
    Some(Box::new(move || {
        let (rows, columns) =
            ::lsap::solve(instance.rows, slots.places.len(), &worths, true).expect("finite worths");
        slots.objective(rows.into_iter().zip(columns))
    }))
}

fn pathfinding(instance: &Instance) -> Ready<'_> {
    let slots = Slots::of(instance)?;
    let (rows, columns) = (instance.rows, slots.places.len());
    if slots.side() > MOST_SLOTS {
        return None;
    }
    let worths = Matrix::from_vec(rows, columns, slots.worths().collect()).ok()?;
    let turned = rows > columns;
    let worths = if turned { worths.transposed() } else { worths };
    Some(Box::new(move || {
        let (_, found) = kuhn_munkres(&worths);
        slots.objective(found.into_iter().enumerate().map(|(a, b)| if turned { (b, a) } else { (a, b) }))
    }))
}

/// It wants worths of zero and more and every row matched: it goes round for ever where that cannot be, and for very long
/// where rows have dear ways out. Filling it is part of the time, as it solves only once.
fn forward(instance: &Instance) -> Ready<'_> {
    match &instance.pairs {
        Pairs::Table(table) => {
            let slots = Slots::of(instance)?;
            let least = i64::from(table.iter().copied().min()?.min(0));
            #[expect(clippy::cast_precision_loss, reason = "worths are below 2^53")]
            let worths = slots.square(|worth| (worth - least) as f64);
            let side = u32::try_from(slots.side()).ok()?;
            let every: Vec<_> = (0..side).collect();
            Some(Box::new(move || {
                let (mut solver, mut solution) = ForwardAuctionSolver::new(0, 0, worths.len());
                solver.init(side, side).expect("as many rows as slots");
                for (row, worths) in (0..).zip(worths.chunks(every.len())) {
                    solver.extend_from_values(row, &every, worths).expect("rows in order");
                }
                solver
                    .solve_with_params(&mut solution, true, None, None, Some(u32::MAX))
                    .expect("every row has a slot");
                slots.objective(solution.person_to_object.iter().map(|slot| *slot as usize).enumerate())
            }))
        }
        Pairs::List(list) if instance.every_row => {
            let [rows, columns] = [instance.rows, instance.columns].map(|count| u32::try_from(count).ok());
            let (rows, columns) = (rows?, columns?);
            Some(Box::new(move || {
                let (mut solver, mut solution) = ForwardAuctionSolver::new(0, 0, list.len());
                solver.init(rows, columns).expect("no more rows than columns");
                for &(row, column, weight) in list {
                    solver.add_value(row, column, weight.into()).expect("rows in order");
                }
                solver
                    .solve_with_params(&mut solution, true, None, None, Some(u32::MAX))
                    .expect("every row can be matched");
                let pairs = (0..rows).zip(&solution.person_to_object).map(|(row, column)| {
                    let index = list.binary_search_by_key(&(row, *column), |pair| (pair.0, pair.1));
                    (row as usize, *column as usize, list[index.expect("a pair that exists")].2.into())
                });
                checked(instance, pairs)
            }))
        }
        Pairs::List(_) => None,
    }
}

/// Counts pairs whose weights are known to be theirs.
fn checked(instance: &Instance, pairs: impl Iterator<Item = (usize, usize, i64)>) -> Objective {
    let (mut of_row, mut of_column) = (vec![0; instance.rows], vec![0; instance.columns]);
    let mut objective = Objective { pairs: 0, total: 0 };
    for (row, column, weight) in pairs {
        of_row[row] += 1;
        of_column[column] += 1;
        objective.pairs += 1;
        objective.total += weight;
    }
    assert!(of_row.iter().all(|used| *used <= 1), "a row is used twice");
    let mut columns = of_column.iter().zip(instance.minimums.iter().zip(&instance.places));
    assert!(
        columns.all(|(used, (least, most))| least <= used && used <= most),
        "a column's places are not kept"
    );
    objective
}

/// A table whose columns are repeated for each of their places.
struct Slots<'a> {
    instance: &'a Instance,
    /// Weight of row `r` and column `c` at `r * columns + c`; [`FORBIDDEN`] where there is no such pair.
    table: Cow<'a, [i32]>,
    /// The column of each slot, and what a pair there is worth beside its weight.
    places: Vec<(usize, i64)>,
}

impl<'a> Slots<'a> {
    fn of(instance: &'a Instance) -> Option<Self> {
        let (mut table, mut pair, mut within_minimum) = (Cow::Borrowed(&[][..]), 0, 0);
        match &instance.pairs {
            Pairs::Table(weights) => table = Cow::Borrowed(weights),
            Pairs::List(list) => {
                if instance.rows * instance.columns > MOST_LISTED {
                    return None;
                }
                let weights = || list.iter().map(|(_, _, weight)| i64::from(*weight));
                let (low, high) = (weights().min()?, weights().max()?);
                // A pair is then worth more than an exchange can win, which has at most a pair of each row.
                let rows = i64::try_from(instance.rows).ok()?;
                pair = (high - low + 1) * rows - low;
                within_minimum =
                    if instance.minimums.iter().all(|min| *min == 0) { 0 } else { (pair + high) * rows };
                let table = table.to_mut();
                table.resize(instance.rows * instance.columns, FORBIDDEN);
                for &(row, column, weight) in list {
                    table[row as usize * instance.columns + column as usize] = weight;
                }
            }
        }
        let bounds = instance.places.iter().zip(&instance.minimums).enumerate();
        let places = bounds.flat_map(|(column, (places, min))| {
            (0..*places).map(move |place| (column, if place < *min { pair + within_minimum } else { pair }))
        });
        let places = places.collect();
        Some(Self { instance, table, places })
    }

    fn side(&self) -> usize {
        self.instance.rows.max(self.places.len())
    }

    /// What a row is worth in each slot.
    fn row<'r>(&'r self, weights: &'r [i32]) -> impl Iterator<Item = i64> + 'r {
        self.places.iter().map(|&(column, more)| match weights[column] {
            FORBIDDEN => 0,
            weight => i64::from(weight) + more,
        })
    }

    fn worths(&self) -> impl Iterator<Item = i64> {
        self.table.chunks(self.instance.columns).flat_map(|weights| self.row(weights))
    }

    fn square<T: Copy + Default>(&self, cost: impl Fn(i64) -> T) -> Vec<T> {
        let mut square = vec![T::default(); self.side() * self.side()];
        for (weights, costs) in self.table.chunks(self.instance.columns).zip(square.chunks_mut(self.side())) {
            for (worth, to) in self.row(weights).zip(costs) {
                *to = cost(worth);
            }
        }
        square
    }

    /// Pairs of a row or a slot that is none are nobody's, and those that do not exist are not used.
    fn objective(&self, pairs: impl Iterator<Item = (usize, usize)>) -> Objective {
        let (rows, columns) = (self.instance.rows, self.instance.columns);
        let pairs = pairs.filter_map(|(row, slot)| {
            let (column, _) = *self.places.get(slot).filter(|_| row < rows)?;
            let weight = self.table[row * columns + column];
            (weight != FORBIDDEN).then_some((row, column, i64::from(weight)))
        });
        checked(self.instance, pairs)
    }
}
