//! Problems of some dozens of lines against independent solvers.

use mentorship::assignment::{Bounds, Goal};
use pathfinding::prelude::{Matrix, kuhn_munkres};
use petgraph::{algo::maximum_matching, graph::UnGraph};

use super::{
    families::full,
    made::{Chance, GOALS, best_by_flow, check, drawn},
};

#[test]
fn the_value_of_a_plain_flow() {
    let (mut solved, mut clashes) = (0, 0);
    for case in 0..400 {
        let chance = &mut Chance(case);
        let (rows, columns) = (1 + chance.below(18), 1 + chance.below(18));
        let parts = drawn(chance, rows, columns, usize::MAX);
        for goal in GOALS {
            let found = check(&parts, goal);
            assert_eq!(found, best_by_flow(&parts, goal), "case {case}, {goal:?}");
            if found.is_none() { clashes += 1 } else { solved += 1 }
        }
    }
    assert!(solved > 300 && clashes > 30, "{solved} {clashes}");
}

#[test]
fn the_value_of_a_plain_flow_on_long_and_wide_problems() {
    for case in 0..40 {
        let chance = &mut Chance(1000 + case);
        let (long, short) = (40 + chance.below(60), 1 + chance.below(5));
        let (rows, columns) = if case % 2 == 0 { (long, short) } else { (short, long) };
        let parts = drawn(chance, rows, columns, usize::MAX);
        let goal = GOALS[case as usize % 3];
        assert_eq!(check(&parts, goal), best_by_flow(&parts, goal), "case {case}, {goal:?}");
    }
}

#[test]
fn the_total_of_the_hungarian_method() {
    for case in 0..200 {
        let chance = &mut Chance(case);
        let (rows, columns) = (5 + chance.below(25), 30 + chance.below(20));
        let levels = [2, 60, 1_000_000_000][chance.below(3)];
        let weights: Vec<i64> = (0..rows * columns).map(|_| chance.weight(0, levels)).collect();
        let (total, _) = kuhn_munkres(&Matrix::from_vec(rows, columns, weights.clone()).unwrap());
        let parts = full(rows, columns, |row, column| weights[row * columns + column]);
        assert_eq!(check(&parts, Goal::PairsFirst), Some((rows, i128::from(total))), "case {case}");
    }
}

#[test]
fn the_total_of_the_hungarian_method_on_two_hundred_rows() {
    for case in 0..4 {
        let chance = &mut Chance(case);
        let levels = [1, 5, 100, 1_000_000][case as usize];
        let weights: Vec<i64> = (0..200 * 210).map(|_| chance.weight(-levels, levels)).collect();
        let (total, _) = kuhn_munkres(&Matrix::from_vec(200, 210, weights.clone()).unwrap());
        let parts = full(200, 210, |row, column| weights[row * 210 + column]);
        assert_eq!(check(&parts, Goal::RowsFirst), Some((200, i128::from(total))), "case {case}");
    }
}

#[test]
fn as_many_pairs_as_an_independent_maximum_matching() {
    for case in 0..150 {
        let (rows, columns) = (25, 20);
        let mut parts = full(rows, columns, |_, _| 0);
        let chance = &mut Chance(case);
        let levels = 1 + chance.below(3) as i64;
        for pair in &mut parts.pairs {
            pair.weight = chance.weight(-levels, levels);
        }
        parts.pairs.retain(|pair| (pair.row * 7 + pair.column * 3 + case as usize).is_multiple_of(5));
        parts.pairs.retain(|_| chance.below(4) > 0);
        let edges = parts.pairs.iter().map(|pair| (pair.row as u32, 25 + pair.column as u32));
        let graph = UnGraph::<(), ()>::from_edges(edges);
        let most = maximum_matching(&graph).edges().count();
        assert_eq!(check(&parts, Goal::PairsFirst).unwrap().0, most, "case {case}");
        assert_eq!(check(&parts, Goal::RowsFirst).unwrap().0, most, "case {case}");
    }
}

#[test]
fn the_value_of_a_plain_flow_on_few_pairs_among_many_lines() {
    for case in 0..30 {
        let chance = &mut Chance(7000 + case);
        let mut parts = full(60, 50, |_, _| 0);
        parts.pairs.retain(|_| chance.below(12) == 0);
        for pair in &mut parts.pairs {
            pair.weight = chance.weight(-3, [2, 30][case as usize % 2]);
        }
        for bounds in parts.columns.iter_mut().chain(&mut parts.rows) {
            *bounds = Bounds { min: u32::from(chance.below(40) == 0), max: 1 + chance.below(3) as u32 };
        }
        let goal = GOALS[case as usize % 3];
        assert_eq!(check(&parts, goal), best_by_flow(&parts, goal), "case {case}, {goal:?}");
    }
}
