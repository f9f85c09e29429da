//! The solver: rows enter one unit at a time, each by a shortest augmenting path.
//!
//! # Problem
//!
//! Choose pairs so that every row and column has between its minimum and its maximum of units and the total is largest:
//! weights of the pairs, plus extra values of the units of each row and column that do not increase. The levels of a
//! goal and the minimums are extra values too (see [`Encoding`]), and pins are taken out beforehand, so one maximum
//! remains, without constraints from below.
//!
//! # Idea
//!
//! Rows get their units one after the other. Giving a row room for one more unit changes the best assignment by one
//! path that begins there: a pair is added, a pair of its column is given up, the row that loses it takes another …,
//! until the path ends in a column that takes one more unit, in a row that goes with one unit less, or where it began,
//! with the new unit unused. Prices make every step of a path cost at least nothing, so the best path is a shortest
//! one, found by Dijkstra's method; afterwards the prices of everything nearer than its end are moved so that all this
//! holds again. It is the Hungarian method (Kuhn, 1955; Edmonds and Karp, 1972) in the row-by-row form of Jonker and
//! Volgenant (1987), on lines that take several units at values that do not increase.
//!
//! # Why it ends, and what it costs
//!
//! There is one search for each unit of a row, and a search settles each line at most once. With `U` units, `R` rows,
//! `C` columns and `P` pairs a search costs `O(R C)` on a table and `O(P log P)` on a list, the whole `U` times that
//! at worst; on most inputs a search ends after a few rows. Memory is linear in pairs and lines.
//!
//! # References
//!
//! H. W. Kuhn (1955), The Hungarian method for the assignment problem. J. Edmonds and R. M. Karp (1972), Theoretical
//! improvements in algorithmic efficiency for network flow problems. R. Jonker and A. Volgenant (1987), A shortest
//! augmenting path algorithm for dense and sparse linear assignment problems.

use std::{cmp::Reverse, collections::BinaryHeap};

use super::{
    Problem,
    goal::Encoding,
    problem::{FORBIDDEN, Pairs},
};

/// Farther than any path: the sum of three prices is smaller.
const FAR: i64 = i64::MAX / 2;

/// Worth so little that no path ends there.
const FULL: i64 = -FAR;

/// No line.
const NOBODY: u32 = u32::MAX;

/// A pair in use, as one of its lines sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Used {
    /// The line at the other end.
    pub(super) line: u32,
    weight: i64,
}

/// An assignment with its prices, while it grows.
// INVARIANT, for the units that rows have been given room for so far:
// every pair not in use has weight <= row price + column price, every pair in use has weight >= it;
// with n units in use, a row's price is >= -(value of unit n) and, where it has room, <= -(value of unit n + 1);
// the price of a column that takes more is <= -(value of its next unit).
#[derive(Debug)]
pub(super) struct Search<'a> {
    problem: &'a Problem,
    encoding: Encoding,
    /// Units that pins take of each row and column; they come before all others.
    row_pins: Vec<u32>,
    column_pins: Vec<u32>,
    /// Whether a pair is pinned and so not free to be used: by row, ascending columns.
    pinned: Vec<Vec<u32>>,
    pub(super) row_price: Vec<i64>,
    pub(super) column_price: Vec<i64>,
    /// Pairs in use, by row and by column.
    pub(super) of_row: Vec<Vec<Used>>,
    pub(super) of_column: Vec<Vec<Used>>,
    /// What the next unit of each column is worth; [`FULL`] when it takes no more.
    next_value: Vec<i64>,
    tree: Tree,
}

/// The shortest paths from one row, as far as a search went. Reset after each search.
#[derive(Debug)]
struct Tree {
    /// Length of the shortest path known to each column, and the row before it.
    column_distance: Vec<i64>,
    column_from: Vec<u32>,
    /// Whether a column's distance is final.
    column_settled: Vec<bool>,
    /// The distance again where it is not final, [`FAR`] where it is.
    column_open: Vec<i64>,
    /// The same for rows, with the column before; the first row has none.
    row_distance: Vec<i64>,
    row_from: Vec<u32>,
    row_settled: Vec<bool>,
    /// What was settled, to move prices and to reset.
    settled_rows: Vec<u32>,
    settled_columns: Vec<u32>,
    /// Columns and rows that were reached, for resetting lists.
    reached_rows: Vec<u32>,
    reached_columns: Vec<u32>,
    rows: BinaryHeap<Reverse<(i64, u32)>>,
    columns: BinaryHeap<Reverse<(i64, u32)>>,
}

/// Where the best path ends.
#[derive(Clone, Copy, Debug)]
enum End {
    /// The new unit stays unused.
    Unused,
    /// A column takes one more unit.
    Column(u32),
    /// A row goes with one unit less.
    Row(u32),
}

fn index(at: usize) -> u32 {
    u32::try_from(at).expect("at most 2^24 lines on a side")
}

impl<'a> Search<'a> {
    /// The best assignment when rows have no room at all.
    pub(super) fn new(problem: &'a Problem, encoding: Encoding) -> Self {
        let (rows, columns) = (problem.row_count(), problem.column_count());
        let (row_pins, column_pins) = problem.pins_per_line();
        let mut pinned = vec![Vec::new(); if problem.pins.is_empty() { 0 } else { rows }];
        for &(row, column) in &problem.pins {
            pinned[row].push(index(column));
        }
        let mut search = Self {
            problem,
            encoding,
            row_pins,
            column_pins,
            pinned,
            row_price: vec![0; rows],
            column_price: vec![0; columns],
            of_row: vec![Vec::new(); rows],
            of_column: vec![Vec::new(); columns],
            next_value: vec![FULL; columns],
            tree: Tree {
                column_distance: vec![FAR; columns],
                column_from: vec![NOBODY; columns],
                column_settled: vec![false; columns],
                column_open: vec![FAR; columns],
                row_distance: vec![FAR; rows],
                row_from: vec![NOBODY; rows],
                row_settled: vec![false; rows],
                settled_rows: Vec::new(),
                settled_columns: Vec::new(),
                reached_rows: Vec::new(),
                reached_columns: Vec::new(),
                rows: BinaryHeap::new(),
                columns: BinaryHeap::new(),
            },
        };
        for column in 0..columns {
            if let Some(value) = search.column_value(column, 0) {
                search.column_price[column] = -value;
                search.next_value[column] = value;
            }
        }
        search
    }

    /// Gives every row its units.
    pub(super) fn run(mut self) -> Self {
        for row in 0..self.problem.row_count() {
            let slack = |(_, weight, price): (usize, i64, i64)| weight - price;
            self.row_price[row] = self.free_pairs(row).map(slack).max().unwrap_or(0);
            let mut unit = 0;
            while let Some(value) = self.row_value(row, unit) {
                if !self.give_unit(row, value) {
                    break;
                }
                unit += 1;
            }
        }
        self
    }

    /// What the `unit`-th unit of a row beside its pins is worth; `None` when it takes no more.
    fn row_value(&self, row: usize, unit: u32) -> Option<i64> {
        let (bounds, unit) = (self.problem.rows.bounds[row], unit + self.row_pins[row]);
        let minimum = if unit < bounds.min { self.encoding.minimum } else { 0 };
        (unit < bounds.max).then(|| self.encoding.row_value(&self.problem.rows, row, unit) + minimum)
    }

    /// The same for a column.
    fn column_value(&self, column: usize, unit: u32) -> Option<i64> {
        let (bounds, unit) = (self.problem.columns.bounds[column], unit + self.column_pins[column]);
        let minimum = if unit < bounds.min { self.encoding.minimum } else { 0 };
        (unit < bounds.max).then(|| self.problem.columns.value(column, unit) + minimum)
    }

    /// What the last unit in use of a row is worth.
    fn last_row_value(&self, row: usize) -> i64 {
        let last = index(self.of_row[row].len()) - 1;
        self.row_value(row, last).expect("a row has no more units in use than it takes")
    }

    /// Columns, weights and column prices of a row's pairs that are not pinned.
    fn free_pairs(&self, row: usize) -> impl Iterator<Item = (usize, i64, i64)> {
        let pinned: &[u32] = self.pinned.get(row).map_or(&[], Vec::as_slice);
        let free = self.problem.pairs_of(row).filter(move |pair| !pinned.contains(&index(pair.column)));
        free.map(|pair| (pair.column, pair.weight, self.column_price[pair.column]))
    }

    /// Gives a row room for one more unit, worth `value`, and says whether it is used.
    fn give_unit(&mut self, row: usize, value: i64) -> bool {
        // What is gained before the path is paid for; the new unit stays unused when the path costs as much.
        let gain = value + self.row_price[row];
        let end = if gain > 0 { self.shortest_path(row, gain) } else { (0, End::Unused) };
        let (distance, end) = end;
        if gain > 0 {
            self.move_prices(distance);
            self.apply(end);
            self.reset();
        }
        !matches!(end, End::Unused)
    }

    /// The shortest path from a row to an end, no longer than `limit`.
    fn shortest_path(&mut self, start: usize, limit: i64) -> (i64, End) {
        let mut best = (limit, End::Unused);
        self.tree.row_distance[start] = 0;
        self.tree.reached_rows.push(index(start));
        self.tree.rows.push(Reverse((0, index(start))));
        loop {
            let row = self.nearest_row();
            let column = self.nearest_column();
            let (distance, is_row) = match (row, column) {
                (Some((to_row, _)), Some((to_column, _))) => (to_row.min(to_column), to_row <= to_column),
                (Some((to_row, _)), None) => (to_row, true),
                (None, Some((to_column, _))) => (to_column, false),
                (None, None) => return best,
            };
            if distance >= best.0 {
                return best;
            }
            if let Some((_, row)) = row.filter(|_| is_row) {
                self.settle_row(row, distance, &mut best);
            } else if let Some((_, column)) = column {
                self.settle_column(column, distance, &mut best);
            }
        }
    }

    fn nearest_row(&mut self) -> Option<(i64, u32)> {
        while let Some(&Reverse((distance, row))) = self.tree.rows.peek() {
            if !self.tree.row_settled[row as usize] {
                return Some((distance, row));
            }
            self.tree.rows.pop();
        }
        None
    }

    fn nearest_column(&mut self) -> Option<(i64, u32)> {
        if let Pairs::List { .. } = self.problem.pairs {
            while let Some(&Reverse((distance, column))) = self.tree.columns.peek() {
                if !self.tree.column_settled[column as usize] {
                    return Some((distance, column));
                }
                self.tree.columns.pop();
            }
            return None;
        }
        self.tree.nearest_in_table()
    }

    fn settle_row(&mut self, row: u32, distance: i64, best: &mut (i64, End)) {
        let at = row as usize;
        self.tree.row_settled[at] = true;
        self.tree.settled_rows.push(row);
        let offset = distance + self.row_price[at];
        let pinned: &[u32] = self.pinned.get(at).map_or(&[], Vec::as_slice);
        let in_use = &self.of_row[at];
        let tree = &mut self.tree;
        match &self.problem.pairs {
            Pairs::List { begin, columns, weights } => {
                for (&column, weight) in columns[begin[at]..begin[at + 1]].iter().zip(&weights[begin[at]..]) {
                    let to = offset + self.column_price[column as usize] - weight;
                    let free = |c: u32| !pinned.contains(&c) && in_use.iter().all(|used| used.line != c);
                    if to < tree.column_distance[column as usize] && free(column) {
                        if tree.column_distance[column as usize] == FAR {
                            tree.reached_columns.push(column);
                        }
                        tree.column_distance[column as usize] = to;
                        tree.column_from[column as usize] = row;
                        tree.columns.push(Reverse((to, column)));
                        let exit = offset - weight - self.next_value[column as usize];
                        if exit < best.0 {
                            *best = (exit, End::Column(column));
                        }
                    }
                }
            }
            Pairs::Table { columns, weights } => {
                let weights = &weights[at * columns..][..*columns];
                // Pairs in use and pinned ones are no steps of a path: their columns keep what they had.
                let kept: Vec<_> = (pinned.iter().copied())
                    .chain(in_use.iter().map(|used| used.line))
                    .map(|c| (c as usize, tree.column_distance[c as usize], tree.column_from[c as usize]))
                    .map(|kept| (kept, std::mem::replace(&mut self.next_value[kept.0], FULL)))
                    .collect();
                let exit = tree.relax(row, offset, weights, &self.column_price, &self.next_value, best.0);
                for ((column, distance, from), next_value) in kept {
                    tree.column_distance[column] = distance;
                    tree.column_open[column] = if tree.column_settled[column] { FAR } else { distance };
                    tree.column_from[column] = from;
                    self.next_value[column] = next_value;
                }
                if let Some((distance, column)) = exit {
                    *best = (distance, End::Column(column));
                }
            }
        }
    }

    fn settle_column(&mut self, column: u32, distance: i64, best: &mut (i64, End)) {
        let at = column as usize;
        self.tree.column_settled[at] = true;
        self.tree.column_open[at] = FAR;
        self.tree.settled_columns.push(column);
        let price = self.column_price[at];
        for used in &self.of_column[at] {
            let row = used.line as usize;
            let to = distance + used.weight - self.row_price[row] - price;
            if to < self.tree.row_distance[row] && !self.tree.row_settled[row] {
                if self.tree.row_distance[row] == FAR {
                    self.tree.reached_rows.push(used.line);
                }
                self.tree.row_distance[row] = to;
                self.tree.row_from[row] = column;
                self.tree.rows.push(Reverse((to, used.line)));
                let exit = to + self.last_row_value(row) + self.row_price[row];
                if exit < best.0 {
                    *best = (exit, End::Row(used.line));
                }
            }
        }
    }

    /// Restores the invariant for paths up to the given length: what lies nearer moves by what it is nearer.
    fn move_prices(&mut self, length: i64) {
        for &row in &self.tree.settled_rows {
            self.row_price[row as usize] -= length - self.tree.row_distance[row as usize];
        }
        for &column in &self.tree.settled_columns {
            self.column_price[column as usize] += length - self.tree.column_distance[column as usize];
        }
    }

    /// Uses the pairs of the path that were free and frees those that were in use.
    fn apply(&mut self, end: End) {
        let mut column = match end {
            End::Unused => return,
            End::Column(column) => column,
            End::Row(row) => {
                let column = self.tree.row_from[row as usize];
                self.release(row, column);
                column
            }
        };
        loop {
            let row = self.tree.column_from[column as usize];
            let weight = self.problem.weight(row as usize, column as usize).expect("paths lead along pairs");
            self.of_row[row as usize].push(Used { line: column, weight });
            self.of_column[column as usize].push(Used { line: row, weight });
            self.renew_next_value(column as usize);
            column = self.tree.row_from[row as usize];
            if column == NOBODY {
                return;
            }
            self.release(row, column);
        }
    }

    fn release(&mut self, row: u32, column: u32) {
        self.of_row[row as usize].retain(|used| used.line != column);
        self.of_column[column as usize].retain(|used| used.line != row);
        self.renew_next_value(column as usize);
    }

    fn renew_next_value(&mut self, column: usize) {
        let next = self.column_value(column, index(self.of_column[column].len()));
        self.next_value[column] = next.unwrap_or(FULL);
    }

    fn reset(&mut self) {
        let tree = &mut self.tree;
        for row in tree.reached_rows.drain(..) {
            tree.row_distance[row as usize] = FAR;
            tree.row_from[row as usize] = NOBODY;
            tree.row_settled[row as usize] = false;
        }
        if let Pairs::Table { .. } = self.problem.pairs {
            tree.column_distance.fill(FAR);
            tree.column_open.fill(FAR);
            tree.column_settled.fill(false);
        }
        for column in tree.reached_columns.drain(..) {
            tree.column_distance[column as usize] = FAR;
            tree.column_settled[column as usize] = false;
        }
        tree.settled_rows.clear();
        tree.settled_columns.clear();
        tree.rows.clear();
        tree.columns.clear();
    }
}

impl Tree {
    /// Shortens the paths to the columns of a table by way of one row, and gives the nearest end among them, if one is
    /// nearer than `best`: a column with a next unit.
    fn relax(
        &mut self,
        row: u32,
        offset: i64,
        weights: &[i64],
        prices: &[i64],
        next_values: &[i64],
        best: i64,
    ) -> Option<(i64, u32)> {
        let mut nearest = best;
        let tree = self.column_distance.iter_mut().zip(&mut self.column_open).zip(&mut self.column_from);
        let columns = weights.iter().zip(prices).zip(next_values);
        for (((distance, open), from), ((&weight, &price), &next_value)) in tree.zip(columns) {
            let possible = weight != FORBIDDEN;
            let to = if possible { offset + price - weight } else { FAR };
            let nearer = to < *distance;
            *distance = if nearer { to } else { *distance };
            *open = if nearer { to } else { *open };
            *from = if nearer { row } else { *from };
            let exit = if possible { offset - weight - next_value } else { FAR };
            nearest = nearest.min(exit);
        }
        if nearest == best {
            return None;
        }
        let ends = |(&weight, &next_value): (&i64, &i64)| {
            weight != FORBIDDEN && offset - weight - next_value == nearest
        };
        let column = weights.iter().zip(next_values).position(ends)?;
        Some((nearest, index(column)))
    }

    /// The nearest column of a table that is not settled, the first of several.
    fn nearest_in_table(&self) -> Option<(i64, u32)> {
        let nearest = self.column_open.iter().copied().min().filter(|distance| *distance < FAR)?;
        let at = self.column_open.iter().position(|distance| *distance == nearest)?;
        Some((nearest, index(at)))
    }
}
