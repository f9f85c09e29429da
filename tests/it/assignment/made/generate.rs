//! Made-up problems and changes with everything in them.

use mentorship::assignment::{Bounds, Change, Line, MAX_WEIGHT, Pair};

use super::{draw::Draw, parts::Parts};

/// The largest weight of a table or source.
pub(crate) const NARROW: i64 = i32::MAX as i64 - 1;

/// A tiny problem with everything in it: bounds on both sides, minimums, forbidden pairs, negative weights, ties, unit
/// values, pins, empty sides, weights at the bounds.
pub(crate) fn tiny(draw: &mut dyn Draw) -> Parts {
    let (rows, columns) = match draw.below(8) {
        0 => (draw.below(2), draw.below(6)),
        1 => (draw.below(6), draw.below(2)),
        2 => (10, 1),
        3 => (1, 10),
        _ => (1 + draw.below(4), 1 + draw.below(4)),
    };
    drawn(draw, rows, columns, 11)
}

/// A problem of so many lines and at most so many pairs.
pub(crate) fn drawn(draw: &mut dyn Draw, rows: usize, columns: usize, most: usize) -> Parts {
    let [sparse, minimums, valued, pinned] = [(); 4].map(|()| draw.below(2) == 0);
    let (from, to) =
        [(0, 2), (-9, 20), (-9, 20), (-1, 1), (-1000, 1000), (-NARROW, NARROW), (-MAX_WEIGHT, MAX_WEIGHT)]
            [draw.below(7)];
    let bounds = |draw: &mut dyn Draw| {
        let max = draw.below(4) as u32;
        let min = if minimums && draw.once_in(4) { draw.below(max as usize + 1) as u32 } else { 0 };
        Bounds { min, max: if max == 3 && draw.once_in(8) { u32::MAX } else { max } }
    };
    let mut parts = Parts {
        rows: (0..rows).map(|_| bounds(draw)).collect(),
        columns: (0..columns).map(|_| bounds(draw)).collect(),
        ..Parts::default()
    };
    let extreme = to > 1000 && draw.below(2) == 0;
    for row in 0..rows {
        for column in 0..columns {
            if parts.pairs.len() < most && !(sparse && draw.below(3) == 0) {
                let weight = if extreme { [from, to, 0][draw.below(3)] } else { draw.weight(from, to) };
                parts.pairs.push(Pair { row, column, weight });
            }
        }
    }
    if valued {
        for line in parts.lines() {
            if draw.below(2) == 0 {
                let mut more = parts.clone();
                more.values
                    .push((line, values(draw, to.min(9), 1 + parts.bounds_of(line).unwrap().max.min(2))));
                if more.posed().is_ok() {
                    parts = more;
                }
            }
        }
    }
    if pinned && !parts.pairs.is_empty() {
        for _ in 0..=draw.below(2) {
            let pin = parts.pairs[draw.below(parts.pairs.len())];
            let mut more = parts.clone();
            more.pins.push((pin.row, pin.column));
            if !parts.pins.contains(&(pin.row, pin.column)) && more.posed().is_ok() {
                parts = more;
            }
        }
    }
    parts
}

/// So many values that do not increase, the last at least 0 more often than not.
fn values(draw: &mut dyn Draw, most: i64, count: u32) -> Vec<i64> {
    let mut values: Vec<_> = (0..count).map(|_| draw.weight(-6, most)).collect();
    values.sort_by(|a, b| b.cmp(a));
    if draw.below(2) == 0 || count < 3 {
        for value in &mut values {
            *value = (*value).max(0);
        }
    }
    values
}

/// A change of these parts; one in ten or so is one that cannot be made.
pub(crate) fn change(draw: &mut dyn Draw, parts: &Parts) -> Change {
    let beyond = usize::from(draw.once_in(24));
    let line_of =
        |draw: &mut dyn Draw, count: usize| if count == 0 { 0 } else { draw.below(count) } + beyond * count;
    let (row, column) = (line_of(draw, parts.rows.len()), line_of(draw, parts.columns.len()));
    let line = if draw.below(2) == 0 { Line::Row(row) } else { Line::Column(column) };
    let weight = |draw: &mut dyn Draw| match draw.below(32) {
        0 => NARROW,
        1 => MAX_WEIGHT,
        2 => MAX_WEIGHT + 1,
        _ => draw.weight(-9, 20),
    };
    let bounds = |draw: &mut dyn Draw| match draw.below(16) {
        0 => Bounds { min: 3, max: 2 },
        1..4 => Bounds { min: 1, max: 1 + draw.below(2) as u32 },
        4..8 => Bounds::up_to(0),
        _ => Bounds::up_to(1 + draw.below(3) as u32),
    };
    let weights = |draw: &mut dyn Draw, count: usize| {
        let count = count + usize::from(draw.once_in(16));
        (0..count).map(|_| Some(weight(draw)).filter(|_| draw.below(4) > 0)).collect()
    };
    let pair = parts.pairs.get(draw.below(parts.pairs.len().max(1)));
    match draw.below(12) {
        0 | 1 => Change::Forbid { row, column },
        2 => pair.map_or(Change::Forbid { row, column }, |pair| Change::Forbid {
            row: pair.row,
            column: pair.column,
        }),
        3..6 => Change::Weight(Pair { row, column, weight: weight(draw) }),
        6 => pair
            .map_or(Change::Pin { row, column }, |pair| Change::Pin { row: pair.row, column: pair.column }),
        7 => match parts.pins.first().filter(|_| beyond == 0) {
            Some(&(row, column)) => Change::Unpin { row, column },
            None if draw.below(2) == 0 => Change::Pin { row, column },
            None => Change::Unpin { row, column },
        },
        8 | 9 => Change::Bounds { line, bounds: bounds(draw) },
        10 => {
            let mut values = values(draw, 9, 3);
            if draw.once_in(8) {
                values.push(99);
            }
            Change::Values { line, values }
        }
        _ if draw.below(2) == 0 => {
            Change::AddRow { bounds: bounds(draw), weights: weights(draw, parts.columns.len()) }
        }
        _ => Change::AddColumn { bounds: bounds(draw), weights: weights(draw, parts.rows.len()) },
    }
}
