//! Every assignment of tiny problems, tried one by one.

use mentorship::assignment::{Bounds, Demand, Goal, Line, Pair};

use super::{Chance, GOALS, Parts, check};

/// The best value over all subsets of the pairs; `None` when no subset meets the demands.
pub(crate) fn best(parts: &Parts, goal: Goal) -> Option<(usize, i128)> {
    let value_of = |line: Line, units: usize| -> i128 {
        let values = parts.values.iter().find(|(of, _)| *of == line).map_or(&[][..], |(_, values)| values);
        values.iter().take(units).map(|value| i128::from(*value)).sum()
    };
    let within = |units: usize, bounds: &Bounds| (bounds.min as usize..=bounds.max as usize).contains(&units);
    (0_u32..1 << parts.pairs.len())
        .filter_map(|subset| {
            let used: Vec<_> =
                (0..parts.pairs.len()).filter(|at| subset >> at & 1 == 1).map(|at| parts.pairs[at]).collect();
            if parts.pins.iter().any(|pin| !used.iter().any(|pair| (pair.row, pair.column) == *pin)) {
                return None;
            }
            let rows: Vec<_> =
                (0..parts.rows.len()).map(|row| used.iter().filter(|p| p.row == row).count()).collect();
            let columns: Vec<_> = (0..parts.columns.len())
                .map(|column| used.iter().filter(|p| p.column == column).count())
                .collect();
            let possible = rows
                .iter()
                .zip(&parts.rows)
                .chain(columns.iter().zip(&parts.columns))
                .all(|(u, b)| within(*u, b));
            let total = used.iter().map(|pair| i128::from(pair.weight)).sum::<i128>()
                + rows.iter().enumerate().map(|(row, units)| value_of(Line::Row(row), *units)).sum::<i128>()
                + columns
                    .iter()
                    .enumerate()
                    .map(|(c, units)| value_of(Line::Column(c), *units))
                    .sum::<i128>();
            let first = match goal {
                Goal::RowsFirst => rows.iter().filter(|units| **units > 0).count(),
                Goal::PairsFirst => used.len(),
                _ => 0,
            };
            possible.then_some((first, total))
        })
        .max()
}

/// A tiny problem with everything in it: bounds on both sides, minimums, forbidden pairs, negative weights, ties, unit
/// values, pins, empty sides.
pub(crate) fn tiny(chance: &mut Chance) -> Parts {
    let (rows, columns) = match chance.below(8) {
        0 => (chance.below(2), chance.below(6)),
        1 => (chance.below(6), chance.below(2)),
        2 => (10, 1),
        _ => (1 + chance.below(4), 1 + chance.below(4)),
    };
    let [sparse, tied, minimums, valued, pinned] = [(); 5].map(|()| chance.below(2) == 0);
    let bounds = |chance: &mut Chance| {
        let max = chance.below(4) as u32;
        let min = if minimums && chance.below(3) == 0 { chance.below(max as usize + 1) as u32 } else { 0 };
        Bounds { min, max }
    };
    let mut parts = Parts {
        rows: (0..rows).map(|_| bounds(chance)).collect(),
        columns: (0..columns).map(|_| bounds(chance)).collect(),
        ..Parts::default()
    };
    for row in 0..rows {
        for column in 0..columns {
            if parts.pairs.len() < 12 && !(sparse && chance.below(3) == 0) {
                let weight = if tied { chance.weight(0, 2) } else { chance.weight(-9, 20) };
                parts.pairs.push(Pair { row, column, weight });
            }
        }
    }
    if valued {
        let lines = (0..rows).map(Line::Row).chain((0..columns).map(Line::Column));
        for line in lines {
            let mut worth: Vec<_> = (0..3).map(|_| chance.weight(-6, 9)).collect();
            worth.sort_by(|a, b| b.cmp(a));
            if chance.below(2) == 0 {
                parts.values.push((line, worth));
            }
        }
    }
    if pinned && !parts.pairs.is_empty() {
        let pin = parts.pairs[chance.below(parts.pairs.len())];
        if parts.rows[pin.row].max > 0 && parts.columns[pin.column].max > 0 {
            parts.pins.push((pin.row, pin.column));
        }
    }
    parts
}

#[test]
fn the_best_of_all_assignments_is_found_and_proved() {
    let mut clashes = 0;
    for case in 0..1500 {
        let parts = tiny(&mut Chance(case));
        for goal in GOALS {
            let found = check(&parts, goal);
            assert_eq!(found, best(&parts, goal), "case {case}, {goal:?}: {parts:?}");
            clashes += usize::from(found.is_none());
        }
    }
    assert!(clashes > 100, "contradictory minimums are among the cases: {clashes}");
}

/// The parts with only some of the demands.
fn with_demands(parts: &Parts, demands: &[Demand]) -> Parts {
    let keep = |line: Line, bounds: &Bounds| {
        let min = if demands.contains(&Demand::Minimum(line)) { bounds.min } else { 0 };
        Bounds { min, max: bounds.max }
    };
    let pin = |&(row, column): &(usize, usize)| demands.contains(&Demand::Pin { row, column });
    Parts {
        rows: parts.rows.iter().enumerate().map(|(row, b)| keep(Line::Row(row), b)).collect(),
        columns: parts.columns.iter().enumerate().map(|(column, b)| keep(Line::Column(column), b)).collect(),
        pins: parts.pins.iter().copied().filter(pin).collect(),
        ..parts.clone()
    }
}

#[test]
fn a_clash_cannot_be_met_and_every_demand_in_it_is_needed() {
    let mut clashes = 0;
    for case in 0..3000 {
        let parts = tiny(&mut Chance(case));
        let Err(clash) = mentorship::assignment::solve(&parts.list(), Goal::Total) else { continue };
        clashes += 1;
        assert!(best(&with_demands(&parts, &clash.demands), Goal::Total).is_none(), "case {case}: {clash}");
        for at in 0..clash.demands.len() {
            let mut fewer = clash.demands.clone();
            fewer.remove(at);
            assert!(
                best(&with_demands(&parts, &fewer), Goal::Total).is_some(),
                "case {case}: {clash} needs not {at}"
            );
        }
    }
    assert!(clashes > 100, "{clashes}");
}
