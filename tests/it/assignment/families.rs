//! Families of problems that solvers dislike, and awkward inputs, with their known values.

use mentorship::assignment::{Bounds, Goal, Line, MAX_WEIGHT, Pair, solve};

use super::made::{BLOCKS, Chance, GOALS, NARROW, Parts, best_by_flow, check, check_form, check_with, tiny};

/// A full table, a unit a line.
pub(crate) fn full(rows: usize, columns: usize, weight: impl Fn(usize, usize) -> i64) -> Parts {
    let pairs = (0..rows * columns).map(|at| (at / columns, at % columns));
    Parts {
        rows: vec![Bounds::up_to(1); rows],
        columns: vec![Bounds::up_to(1); columns],
        pairs: pairs.map(|(row, column)| Pair { row, column, weight: weight(row, column) }).collect(),
        ..Parts::default()
    }
}

/// Checks that as many rows as possible (or pairs, which are as many) have this total, and the total alone that one.
fn known(name: &str, parts: &Parts, pairs: usize, total: i128, alone: i128) {
    for goal in [Goal::RowsFirst, Goal::PairsFirst] {
        assert_eq!(check(parts, goal), Some((pairs, total)), "{name}, {goal:?}");
    }
    assert_eq!(check(parts, Goal::Total), Some((0, alone)), "{name}, for the total alone");
}

/// The same where nothing is lost by using as many pairs as possible.
fn same(name: &str, parts: &Parts, pairs: usize, total: i128) {
    known(name, parts, pairs, total, total);
}

#[test]
fn all_weights_alike() {
    for n in [1, 2, 30, 100] {
        same("alike", &full(n, n, |_, _| 5), n, 5 * n as i128);
        same("nothing", &full(n, n + 7, |_, _| 0), n, 0);
        known("all negative", &full(n + 3, n, |_, _| -5), n, -5 * n as i128, 0);
    }
}

#[test]
fn stairs_and_products() {
    for n in [30, 70] {
        let m = n as i128;
        let squares: i128 = (0..m).map(|i| i * i).sum();
        let opposed: i128 = (0..m).map(|i| i * (m - 1 - i)).sum();
        same("stairs", &full(n, n, |row, column| row.min(column) as i64), n, m * (m - 1) / 2);
        same("stairs down", &full(n, n, |row, column| (n - row.max(column)) as i64), n, m * (m + 1) / 2);
        same("products", &full(n, n, |row, column| (row * column) as i64), n, squares);
        known("costs of products", &full(n, n, |row, column| -((row * column) as i64)), n, -opposed, 0);
        let sums = |row: usize, column: usize| (row + column) as i64;
        same("every assignment is as good", &full(n, n, sums), n, m * (m - 1));
        let apart = |row: usize, column: usize| -(row.abs_diff(column) as i64);
        same("the nearest is the same", &full(n, n, apart), n, 0);
        let triangle = |row: usize, column: usize| if column <= row { (column + 1) as i64 } else { -1000 };
        same("a triangle", &full(n, n, triangle), n, m * (m + 1) / 2);
    }
}

#[test]
fn products_with_places_have_the_value_of_a_flow() {
    for (rows, columns) in [(40, 12), (12, 40), (25, 25)] {
        for sign in [1, -1] {
            let mut parts = full(rows, columns, |row, column| sign * ((row + 1) * (column + 1)) as i64 + 40);
            for (at, bounds) in parts.columns.iter_mut().enumerate() {
                *bounds = Bounds { min: u32::from(at % 5 == 0), max: 1 + at as u32 % 3 };
            }
            for goal in GOALS {
                assert_eq!(check(&parts, goal), best_by_flow(&parts, goal), "{rows} x {columns}, {goal:?}");
            }
        }
    }
}

#[test]
fn one_popular_column() {
    for n in [2, 30, 100] {
        let popular = full(n, n, |_, column| if column == 0 { 1000 } else { 1 });
        same("one popular column", &popular, n, 1000 + n as i128 - 1);
        let nobody_else = full(n, n, |_, column| if column == n / 2 { 1000 } else { -1 });
        known("others worth less than nothing", &nobody_else, n, 1000 - (n as i128 - 1), 1000);
        let mut roomy = popular.clone();
        roomy.columns[0].max = 3;
        let many = n.min(3) as i128;
        same("with three places", &roomy, n, 1000 * many + n as i128 - many);
        let spread =
            full(n, n, |row, column| if column < 3 { 1000 + row as i64 } else { (column % 2) as i64 });
        let goal = Goal::RowsFirst;
        if n < 50 {
            assert_eq!(check(&spread, goal), best_by_flow(&spread, goal));
        } else {
            assert_eq!(check(&spread, goal).map(|value| value.0), Some(n));
        }
    }
}

#[test]
fn two_far_clusters() {
    for half in [15, 50] {
        let near = |row: usize, column: usize| (row < half) == (column < half + 5);
        let weight = |row: usize, column: usize| if near(row, column) { 100 } else { -100 };
        // Five columns of the first cluster are left for rows of the second, or nobody.
        let n = 2 * half;
        let total = 100 * (n as i128 - 5);
        known("two clusters", &full(n, n, weight), n, total - 500, total);
        let mut apart = full(n, n, weight);
        apart.pairs.retain(|pair| near(pair.row, pair.column));
        same("two clusters without any pair between", &apart, n - 5, total);
    }
}

#[test]
fn a_single_row_or_column() {
    known("a column", &full(40, 1, |row, _| row as i64), 1, 39, 39);
    known("a row", &full(1, 40, |_, column| -(column as i64)), 1, 0, 0);
    known("a column nobody wants", &full(300, 1, |row, _| -1 - row as i64), 1, -1, 0);
    let mut roomy = full(300, 1, |row, _| row as i64 - 150);
    roomy.columns[0].max = 200;
    known("a column with places", &roomy, 200, (-50..150).sum(), (0..150).sum());
    roomy.columns[0] = Bounds { min: 200, max: 250 };
    let few = Some((0, (-50_i128..150).sum()));
    assert_eq!(check(&roomy, Goal::Total), few, "a minimum that costs");
    let mut wide = full(1, 300, |_, column| column as i64 - 150);
    wide.rows[0].max = 10;
    assert_eq!(check(&wide, Goal::PairsFirst), Some((10, (140..150).sum())));
    assert_eq!(check(&wide, Goal::RowsFirst), Some((1, (140..150).sum())));
}

#[test]
fn nothing_to_assign() {
    same("no lines", &Parts::default(), 0, 0);
    same("no rows", &full(0, 5, |_, _| 1), 0, 0);
    same("no columns", &full(5, 0, |_, _| 1), 0, 0);
    same("one row", &full(1, 1, |_, _| 1), 1, 1);
    same("no pairs", &Parts { pairs: vec![], ..full(5, 5, |_, _| 1) }, 0, 0);
    same("no room in columns", &Parts { columns: vec![Bounds::up_to(0); 5], ..full(5, 5, |_, _| 1) }, 0, 0);
    same("no room in rows", &Parts { rows: vec![Bounds::up_to(0); 30], ..full(30, 30, |_, _| 1) }, 0, 0);
    let some = |_: usize, column: usize| column as i64;
    let every_other: Vec<_> = (0..60).map(|at| Bounds::up_to(at % 2)).collect();
    same(
        "no room in some",
        &Parts { columns: every_other, ..full(40, 60, some) },
        30,
        (0..30).map(|i| 2 * i + 1).sum(),
    );
}

#[test]
fn weights_and_room_at_the_bounds() {
    let even = |row: usize, column: usize| (row + column).is_multiple_of(2);
    for largest in [NARROW, MAX_WEIGHT] {
        for n in [1, 8, 40] {
            let edge = full(n, n, |row, column| if even(row, column) { largest } else { -largest });
            same("at the bound", &edge, n, n as i128 * i128::from(largest));
            let below = full(n, n, |_, _| -largest);
            known("at the lower bound", &below, n, -(n as i128) * i128::from(largest), 0);
        }
        let mut demanded = full(6, 6, |row, column| if row == column { -largest } else { largest });
        demanded.pairs.retain(|pair| pair.row == pair.column || pair.row < 3);
        demanded.rows = vec![Bounds { min: 1, max: 2 }; 6];
        demanded.columns = vec![Bounds { min: 1, max: 2 }; 6];
        demanded.values = vec![(Line::Row(0), vec![largest, -largest]), (Line::Column(5), vec![largest])];
        for goal in GOALS {
            assert_eq!(check(&demanded, goal), best_by_flow(&demanded, goal), "{largest}, {goal:?}");
        }
    }
    let boundless = vec![Bounds::up_to(u32::MAX); 3];
    let mut parts = Parts { rows: boundless.clone(), columns: boundless, ..full(3, 3, |_, _| 2) };
    assert_eq!(check(&parts, Goal::PairsFirst), Some((9, 18)), "room without end");
    parts.columns[1].min = u32::MAX;
    assert_eq!(check(&parts, Goal::PairsFirst), None, "a minimum without end");
}

#[test]
fn awkward_inputs_in_blocks_of_every_length() {
    let awkward = [
        full(1, 200, |_, column| (column * 37 % 101) as i64),
        full(200, 1, |row, _| (row * 37 % 101) as i64),
        full(3, 129, |row, column| (row * 50 + column % 7) as i64 - 20),
        full(129, 3, |row, column| (column * 50 + row % 7) as i64 - 20),
        Parts { rows: vec![Bounds { min: 2, max: 2 }; 33], ..full(33, 65, |_, _| 1) },
        full(65, 65, |_, _| -1),
    ];
    for (at, parts) in awkward.iter().enumerate() {
        let goal = GOALS[at % 3];
        assert_eq!(check_with(parts, goal, &BLOCKS), best_by_flow(parts, goal), "{at}");
    }
}

#[test]
fn three_hundred_lines_a_side_have_their_known_total() {
    let n = 300;
    let apart = full(n, n, |row, column| 1000 - row.abs_diff(column) as i64);
    let crowded = full(n, n, |_, column| if column % 30 == 0 { 2000 } else { 1000 });
    for at in [1, 2, 6] {
        let found = check_form(&apart, Goal::RowsFirst, at);
        assert_eq!(found, Some((n, 1000 * n as i128)), "the nearest, form {at}");
        let found = check_form(&crowded, Goal::PairsFirst, at);
        assert_eq!(found, Some((n, 1000 * n as i128 + 10_000)), "ten popular columns, form {at}");
    }
}

#[test]
fn what_adds_nothing_is_not_used_for_the_total_alone() {
    let parts = full(3, 3, |row, _| row as i64 - 1);
    parts.forms(&[1, 7], |form, problem| {
        let solution = solve(&problem, Goal::Total).unwrap();
        assert_eq!((solution.pairs().len(), solution.total()), (1, 1), "{form}");
        assert_eq!(solution.rows_of(solution.columns_of(2)[0]), [2]);
        assert_eq!(solution.columns_of(99), [0; 0]);
        assert_eq!(solution.rows_of(99), [0; 0]);
    });
}

#[test]
fn no_pair_that_adds_nothing_is_used_for_the_total_alone() {
    for case in 0..600 {
        let parts = tiny(&mut Chance(600_000 + case));
        parts.forms(&[3], |form, problem| {
            let Ok(solution) = solve(&problem, Goal::Total) else { return };
            for at in 0..solution.pairs().len() {
                let mut fewer = solution.pairs().to_vec();
                let pair = fewer.remove(at);
                if !parts.pins.contains(&pair) {
                    let ((_, total), met) = parts.judge(Goal::Total, &fewer);
                    assert!(
                        !met || total < solution.total(),
                        "case {case}, {form}: {pair:?} adds nothing, {parts:?}"
                    );
                }
            }
        });
    }
}

#[test]
fn falling_unit_values_spread_the_load() {
    let mut parts = full(4, 2, |_, column| if column == 0 { 10 } else { 9 });
    parts.columns = vec![Bounds::up_to(4); 2];
    let columns = |parts: &Parts| {
        let solution = solve(&parts.list(), Goal::RowsFirst).unwrap();
        [0, 1].map(|column| solution.rows_of(column).len())
    };
    assert_eq!(columns(&parts), [4, 0]);
    parts.values = [0, 1].map(|column| (Line::Column(column), vec![0, -2, -4, -6])).into();
    assert_eq!(columns(&parts), [2, 2]);
}
