//! What doing without a pair costs at least, for every pair in use at once.

use super::{
    Line, Problem, Solution,
    goal::Encoding,
    parallel,
    problem::{Pairs, Side, UNWRITTEN},
};

/// Rows that a thread looks at before it asks for more.
const AT_ONCE: usize = 64;

/// More than anything costs: it cannot be done.
const NEVER: i64 = i64::MAX / 8;

impl Solution {
    /// For each of the [pairs in use](Self::pairs), how much less than this the best assignment without it is worth at least,
    /// by the prices alone; `None` where no assignment does without, as far as prices tell. Pins cannot be done without.
    ///
    /// # What is done
    ///
    /// Without its pair, a row uses another or has a unit less, and so does the column. Whatever else changes, the bound of the
    /// prices falls by what the pair leaves above them, and by the cheapest of these for the row and for the column.
    ///
    /// # Complexity
    ///
    /// One pass over all pairs.
    ///
    /// # Panics
    ///
    /// When `problem` has other rows or columns than the one that was solved.
    pub fn costs_without(&self, problem: &Problem<'_>) -> Vec<Option<i64>> {
        let (rows, columns) = (problem.row_count(), problem.column_count());
        let prices = &self.certificate;
        assert_eq!((prices.rows.len(), prices.columns.len()), (rows, columns), "the problem that was solved");
        let encoding = Encoding::new(problem, self.goal);
        let mut of_rows: Vec<i64> = (0..rows)
            .map(|row| {
                let worth = |unit| encoding.row_value(&problem.rows, row, unit);
                let units = self.begin[row + 1] - self.begin[row];
                less(&problem.rows, Line::Row(row), units, prices.rows[row], worth)
            })
            .collect();
        let mut of_columns: Vec<i64> = (0..columns)
            .map(|column| {
                let worth = |unit| problem.columns.value(column, unit);
                let units = self.rows_of(column).len();
                less(&problem.columns, Line::Column(column), units, prices.columns[column], worth)
            })
            .collect();
        let chunks = rows.div_ceil(AT_ONCE);
        let cheapest = parallel::map(0..chunks, |chunk| {
            let chunk = chunk * AT_ONCE..((chunk + 1) * AT_ONCE).min(rows);
            let (mut cheapest, mut of_columns) = (vec![NEVER; chunk.len()], vec![NEVER; columns]);
            let mut look = |row: usize, column: usize, weight: i64| {
                let cost = prices.rows[row] + prices.columns[column] - weight;
                let at = row - chunk.start;
                if cost < cheapest[at].max(of_columns[column])
                    && self.pairs.binary_search(&(row, column)).is_err()
                {
                    cheapest[at] = cheapest[at].min(cost);
                    of_columns[column] = of_columns[column].min(cost);
                }
            };
            let (mut listed, mut weights) = (Vec::new(), vec![0; columns]);
            for row in chunk.clone() {
                if let Pairs::List { .. } = problem.pairs {
                    problem.read_pairs(row, &mut listed);
                    for &(column, weight) in &listed {
                        look(row, column as usize, weight);
                    }
                } else {
                    problem.read(row, 0..columns, &mut weights);
                    let possible = weights.iter().enumerate().filter(|(_, weight)| **weight > UNWRITTEN);
                    possible.for_each(|(column, weight)| look(row, column, i64::from(*weight)));
                }
            }
            (chunk.start, cheapest, of_columns)
        });
        for (first, cheapest, columns) in cheapest {
            for (least, cost) in of_rows[first..].iter_mut().zip(cheapest) {
                *least = (*least).min(cost);
            }
            for (least, cost) in of_columns.iter_mut().zip(columns) {
                *least = (*least).min(cost);
            }
        }
        let costs = self.pairs.iter().map(|&(row, column)| {
            let weight = problem.weight(row, column).filter(|_| !problem.pins.contains(&(row, column)))?;
            let above = (weight - prices.rows[row] - prices.columns[column]).max(0);
            let cheapest = (of_rows[row] < NEVER && of_columns[column] < NEVER)
                .then(|| of_rows[row].max(0) + of_columns[column].max(0))?;
            Some(above + cheapest)
        });
        costs.collect()
    }
}

/// What it costs at the prices that a line has one unit less.
fn less(side: &Side, line: Line, units: usize, price: i64, worth: impl Fn(u32) -> i64) -> i64 {
    let (Line::Row(at) | Line::Column(at)) = line;
    match u32::try_from(units).ok().and_then(|units| units.checked_sub(1)) {
        Some(last) if last >= side.bounds[at].min => worth(last) + price,
        _ => NEVER,
    }
}
