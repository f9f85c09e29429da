//! Somebody who sees a published table and wants to know what is hidden in it. They know that people are counted in whole
//! numbers, never below zero, and that everything adds up; they do not know the truth, and share no code with the crate.
//!
//! A table is given with its totals as the last row and column; `None` is hidden.

use std::collections::BTreeMap;

use pathfinding::directed::edmonds_karp::{EKFlows, SparseCapacity, edmonds_karp};

pub(crate) type Seen = Vec<Vec<Option<i64>>>;

/// More people than any table of the tests has, so that what could be more is not bounded.
const MANY: i64 = 1 << 13;

/// The smallest and largest value of a number; `None` when it can be as large as one likes.
pub(crate) fn range(seen: &Seen, row: usize, column: usize) -> (i64, Option<i64>) {
    if let Some(count) = seen[row][column] {
        return (count, Some(count));
    }
    // The values that are possible have no holes. So: any possible one, then both ends by halving.
    let Some(some) = possible(seen, (row, column), 0, MANY) else { panic!("the table adds up") };
    let (mut low, mut below) = (some, -1);
    while low - below > 1 {
        let middle = i64::midpoint(low, below);
        if possible(seen, (row, column), 0, middle).is_some() { low = middle } else { below = middle }
    }
    if possible(seen, (row, column), MANY / 2, MANY).is_some() {
        return (low, None);
    }
    let (mut high, mut above) = (some, MANY);
    while above - high > 1 {
        let middle = i64::midpoint(high, above);
        if possible(seen, (row, column), middle, MANY).is_some() { high = middle } else { above = middle }
    }
    (low, Some(high))
}

/// Whether what is seen can be true with a number between two values; gives a value with which it is.
///
/// Every row and column is a point that takes in as much as it gives: of a total what it comes to, of a count as much. What is
/// seen, and the least values, are moved to a source and a sink; the rest has to fit through the hidden numbers.
fn possible(seen: &Seen, number: (usize, usize), least: i64, most: i64) -> Option<i64> {
    let (rows, columns) = (seen.len(), seen[0].len());
    let (source, sink) = (rows + columns, rows + columns + 1);
    let mut extra = vec![0; rows + columns];
    let mut capacities: BTreeMap<(usize, usize), i64> = BTreeMap::new();
    for (row, counts) in seen.iter().enumerate() {
        for (column, count) in counts.iter().enumerate() {
            let is_plain = row + 1 < rows && column + 1 < columns;
            let is_sum_of_sums = row + 1 == rows && column + 1 == columns;
            let (from, to) =
                if is_plain || is_sum_of_sums { (row, rows + column) } else { (rows + column, row) };
            let (low, high) = match count {
                Some(count) => (*count, *count),
                None if (row, column) == number => (least, most),
                None => (0, MANY),
            };
            extra[from] -= low;
            extra[to] += low;
            capacities.insert((from, to), high - low);
        }
    }
    let mut wanted = 0;
    for (point, extra) in extra.iter().enumerate() {
        if *extra > 0 {
            capacities.insert((source, point), *extra);
            wanted += *extra;
        } else {
            capacities.insert((point, sink), -*extra);
        }
    }
    let points: Vec<_> = (0..rows + columns + 2).collect();
    let edges = capacities.into_iter().filter(|(_, capacity)| *capacity > 0);
    let (flows, fits, _): EKFlows<usize, i64> =
        edmonds_karp::<_, _, _, SparseCapacity<i64>>(&points, &source, &sink, edges);
    let through = |end: (usize, usize)| {
        flows.iter().filter(|(edge, _)| *edge == end).map(|(_, flow)| *flow).sum::<i64>()
    };
    let (row, column) = (number.0, rows + number.1);
    let is_plain = number.0 + 1 < rows && number.1 + 1 < columns;
    let is_sum_of_sums = number.0 + 1 == rows && number.1 + 1 == columns;
    let end = if is_plain || is_sum_of_sums { (row, column) } else { (column, row) };
    (fits == wanted).then(|| least + through(end))
}

/// How many people wide the range of a number is; `None` without end.
pub(crate) fn width(seen: &Seen, row: usize, column: usize) -> Option<i64> {
    let (low, high) = range(seen, row, column);
    high.map(|high| high - low)
}
