//! All best assignments at once.
//!
//! # Problem
//!
//! Where weights tie, many assignments are equally good. Which pairs are in every one of them, which in some, and which is the
//! best of them by something else?
//!
//! # Idea
//!
//! The prices that prove one assignment describe all of them. The bound of the [certificate](super::Certificate) is a sum of
//! maximums, so an assignment is a best one exactly when it takes each of them: it uses every pair that weighs more than its
//! two prices and none that weighs less, and every line has a number of units that is worth most at its price. What is left
//! open are pairs that weigh just what their prices say, and lines to which a unit more or less is worth nothing.
//!
//! Two best assignments differ by cycles of open pairs (one ground joins all lines to which a unit more or less is worth
//! nothing). So take an arc from row to column for each open pair that is not used, back for each that is, and from and to the
//! ground where a line may gain or lose a unit: a pair can change exactly when its arc lies on a cycle, which is to say when
//! both ends are in one strongly connected component (Kosaraju's algorithm, by way of Aho, Hopcroft and Ullman, 1983).
//!
//! # What it costs
//!
//! One pass over all pairs, and memory for the open ones: mostly a few for each row, but all of them where all weights are equal.

use petgraph::{algo::kosaraju_scc, graph::DiGraph};

use super::{
    Bounds, Certificate, FORBIDDEN, InvalidProblem, Line, Pair, Problem, Solution,
    goal::Encoding,
    parallel,
    pricing::{Asked, Pricing, Scratch},
    problem::{Pairs, Side},
};

/// What every best assignment of a problem has in common, and what is left open, see [`Solution::face`].
///
/// ```
/// use mentorship::assignment::{Bounds, Goal, Problem, solve};
///
/// // Rows 0 and 1 can change places; row 2 cannot.
/// let weights = [5, 5, 0, 5, 5, 0, 1, 1, 9];
/// let one = || vec![Bounds::up_to(1); 3];
/// let problem = Problem::dense(one(), one(), &weights)?;
/// let solution = solve(&problem, Goal::RowsFirst)?;
///
/// let face = solution.face(&problem);
/// assert_eq!(face.in_every(), [(2, 2)]);
/// assert_eq!(face.in_some(), [(0, 0), (0, 1), (1, 0), (1, 1)]);
///
/// // The best of them by something else: row 0 with column 1.
/// let likes_second = face.by(|row, column| i64::from((row, column) == (0, 1)))?;
/// assert_eq!(solve(&likes_second, Goal::Total)?.pairs(), [(0, 1), (1, 0), (2, 2)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Face {
    rows: Vec<Bounds>,
    columns: Vec<Bounds>,
    in_every: Vec<(usize, usize)>,
    in_some: Vec<(usize, usize)>,
}

impl Face {
    /// The pairs that every best assignment uses, ascending.
    pub fn in_every(&self) -> &[(usize, usize)] {
        &self.in_every
    }

    /// The pairs that some best assignment uses and another does not, ascending. All others are in none.
    pub fn in_some(&self) -> &[(usize, usize)] {
        &self.in_some
    }

    /// How many units a row or column has in the best assignments; `None` when it does not exist.
    pub fn units(&self, line: Line) -> Option<Bounds> {
        match line {
            Line::Row(row) => self.rows.get(row).copied(),
            Line::Column(column) => self.columns.get(column).copied(),
        }
    }

    /// The problem of choosing among the best assignments by other weights, which are asked for pairs that are in some of them
    /// or in every one. Every assignment that is possible in it is a best one of the problem before.
    ///
    /// # Errors
    ///
    /// When a weight is beyond what the size of the problem allows, see [`Problem::list`].
    pub fn by(&self, weight: impl Fn(usize, usize) -> i64) -> Result<Problem<'static>, InvalidProblem> {
        let pairs = self.in_some.iter().chain(&self.in_every);
        let pairs = pairs.map(|&(row, column)| Pair { row, column, weight: weight(row, column) });
        let problem = Problem::list(self.rows.clone(), self.columns.clone(), pairs.collect())?;
        problem.with_pins(self.in_every.iter().copied())
    }
}

/// All best assignments of a problem as its prices tell them, see [`Solution::units`]: an assignment is a best one exactly when
/// it uses every pair of [`always`](Self::always), of the others only [tight](Self::is_tight) ones, and gives every line a
/// number of units within these bounds.
#[derive(Clone, Debug)]
pub struct Units {
    rows: Vec<Bounds>,
    columns: Vec<Bounds>,
    always: Vec<(usize, usize)>,
    prices: Certificate,
}

impl Units {
    /// How many units each row has.
    pub fn rows(&self) -> &[Bounds] {
        &self.rows
    }

    /// How many units each column has.
    pub fn columns(&self) -> &[Bounds] {
        &self.columns
    }

    /// The pairs that weigh more than their prices, and the pins: every best assignment uses them. Ascending.
    pub fn always(&self) -> &[(usize, usize)] {
        &self.always
    }

    /// Whether a pair of this weight weighs just what its prices say; not for one that does not exist.
    pub fn is_tight(&self, row: usize, column: usize, weight: i64) -> bool {
        let prices = self.prices.rows.get(row).zip(self.prices.columns.get(column));
        prices.is_some_and(|(row, column)| row + column == weight)
    }
}

impl Solution {
    /// What all best assignments of its problem have in common.
    ///
    /// # Complexity
    ///
    /// One pass over all pairs; memory for those that are open.
    ///
    /// # Panics
    ///
    /// When `problem` has other rows or columns than the one that was solved. Of a problem with other weights the answer means
    /// nothing.
    pub fn face(&self, problem: &Problem<'_>) -> Face {
        let (rows, columns) = (problem.row_count(), problem.column_count());
        let Units { rows: mut row_units, columns: mut column_units, .. } = self.units(problem);
        let open = self.open_pairs(problem);
        let mut graph: DiGraph<(), (), u32> = DiGraph::with_capacity(rows + columns + 1, 2 * open.len());
        for _ in 0..=rows + columns {
            graph.add_node(());
        }
        let node = |at: usize| u32::try_from(at).expect("at most 2^24 rows and as many columns");
        let ground = node(rows + columns);
        for &(row, column) in &open {
            let (row_node, column_node) = (node(row), node(rows + column));
            if self.uses(row, column) {
                graph.add_edge(column_node.into(), row_node.into(), ());
            } else {
                graph.add_edge(row_node.into(), column_node.into(), ());
            }
        }
        // A unit runs from the ground through a row and a column back to it.
        let mut grounded = |line: u32, units: usize, bounds: Bounds, is_row: bool| {
            let gains = units < bounds.max as usize;
            let loses = units > bounds.min as usize;
            if if is_row { gains } else { loses } {
                graph.add_edge(ground.into(), line.into(), ());
            }
            if if is_row { loses } else { gains } {
                graph.add_edge(line.into(), ground.into(), ());
            }
        };
        for (row, &bounds) in row_units.iter().enumerate() {
            grounded(node(row), self.begin[row + 1] - self.begin[row], bounds, true);
        }
        for (column, &bounds) in column_units.iter().enumerate() {
            grounded(node(rows + column), self.rows_of(column).len(), bounds, false);
        }
        let mut component = vec![0_u32; rows + columns + 1];
        for (at, nodes) in (0..).zip(kosaraju_scc(&graph)) {
            for node in nodes {
                component[node.index()] = at;
            }
        }
        let changes = |&(row, column): &(usize, usize)| component[row] == component[rows + column];
        let in_some: Vec<_> = open.iter().copied().filter(changes).collect();
        let in_every = self.pairs.iter().copied().filter(|pair| in_some.binary_search(pair).is_err());
        let in_every: Vec<_> = in_every.collect();
        let mut degrees = vec![0_u32; rows + columns];
        for &(row, column) in in_every.iter().chain(&in_some) {
            degrees[row] += 1;
            degrees[rows + column] += 1;
        }
        for (units, degree) in row_units.iter_mut().chain(&mut column_units).zip(degrees) {
            units.max = units.max.min(degree);
        }
        Face { in_every, in_some, rows: row_units, columns: column_units }
    }

    /// What every best assignment of its problem has to do with prices, without asking for any pair: enough to choose among
    /// the best ones over pairs that nobody wants to store.
    ///
    /// # Panics
    ///
    /// When `problem` has other rows or columns than the one that was solved.
    pub fn units(&self, problem: &Problem<'_>) -> Units {
        let (rows, columns) = (problem.row_count(), problem.column_count());
        let prices = &self.certificate;
        assert_eq!((prices.rows.len(), prices.columns.len()), (rows, columns), "the problem that was solved");
        let encoding = Encoding::new(problem, self.goal);
        let (row_pins, column_pins) = problem.pins_per_line();
        let of_rows = |row: usize| {
            let worth = |unit| encoding.row_value(&problem.rows, row, unit);
            best_units(&problem.rows, row, row_pins[row], prices.rows[row], worth)
        };
        let of_columns = |column: usize| {
            let worth = |unit| problem.columns.value(column, unit);
            best_units(&problem.columns, column, column_pins[column], prices.columns[column], worth)
        };
        let always = self.pairs.iter().copied().filter(|&(row, column)| {
            let weight = problem.weight(row, column).unwrap_or(0);
            problem.pins.contains(&(row, column)) || weight > prices.rows[row] + prices.columns[column]
        });
        Units {
            always: always.collect(),
            rows: (0..rows).map(of_rows).collect(),
            columns: (0..columns).map(of_columns).collect(),
            prices: prices.clone(),
        }
    }

    fn uses(&self, row: usize, column: usize) -> bool {
        self.pairs.binary_search(&(row, column)).is_ok()
    }

    /// The pairs that weigh just what their prices say and are not pinned, ascending.
    fn open_pairs(&self, problem: &Problem<'_>) -> Vec<(usize, usize)> {
        let rows = problem.row_count();
        let prices = &self.certificate;
        let free = |pair: &(usize, usize)| problem.pins.is_empty() || !problem.pins.contains(pair);
        if let Pairs::List { .. } = problem.pairs {
            let (mut open, mut pairs) = (Vec::new(), Vec::new());
            for row in 0..rows {
                problem.read_pairs(row, &mut pairs);
                let fits = |&(column, weight): &(u32, i64)| {
                    weight - prices.columns[column as usize] == prices.rows[row]
                };
                let fitting = pairs.iter().filter(|pair| fits(pair)).map(|pair| (row, pair.0 as usize));
                open.extend(fitting.filter(free));
            }
            return open;
        }
        let pricing = Pricing::new(problem, &prices.columns, None, None);
        // Pairs are wanted from just below the row's price.
        let asked: Vec<_> = (0..rows).map(|row| Asked { row, price: prices.rows[row] - 1 }).collect();
        let chunks: Vec<_> = asked.chunks(pricing.chunk(rows)).collect();
        let found = parallel::map(0..chunks.len(), |at| {
            let chunk = chunks[at];
            let mut open = Vec::new();
            let hidden = |row: usize, hide: &mut dyn FnMut(usize)| problem.pins_of(row).for_each(hide);
            let visited = pricing.visit(&mut chunk.to_vec(), &mut Scratch::default(), &hidden, |at, hit| {
                let Asked { row, price } = chunk[at];
                if hit.left == price + 1 && hit.weight != FORBIDDEN {
                    open.push((row, hit.column as usize));
                }
                price
            });
            visited.expect("a source is not checked here");
            open
        });
        let mut open = found.concat();
        open.sort_unstable();
        open
    }
}

/// The numbers of units of a line that are worth most at its price: between its minimum (or its pins) and its maximum.
fn best_units(side: &Side, line: usize, pins: u32, price: i64, worth: impl Fn(u32) -> i64) -> Bounds {
    let bounds = side.bounds[line];
    // From here on all units are worth the same.
    let alike = side.values.get(&line).map_or(0, Vec::len).max(1);
    let first_that = |from: u32, ends: &dyn Fn(i64) -> bool| {
        let mut unit = from;
        while unit < bounds.max && !ends(worth(unit) + price) {
            unit = if unit as usize >= alike { bounds.max } else { unit + 1 };
        }
        unit
    };
    let min = first_that(bounds.min.max(pins), &|gain| gain <= 0);
    Bounds { min, max: first_that(min, &|gain| gain < 0) }
}
