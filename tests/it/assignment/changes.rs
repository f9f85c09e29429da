//! Changes of a problem that was solved already: as if it had been posed so from the start.

use mentorship::assignment::{Bounds, Change, Goal, Line, Pair, Solver, Unsolved, solve};
use proptest::prelude::*;

use super::{
    families::full,
    made::{
        BLOCKS, Bytes, Chance, GOALS, Parts, best_by_flow, check_changes, checked, drawn, follow, tiny, walk,
    },
};

#[test]
fn tiny_problems_after_every_kind_of_change() {
    let (mut made, mut refused) = (0, 0);
    for case in 0..1500 {
        let chance = &mut Chance(case);
        let (parts, goal) = (tiny(chance), GOALS[case as usize % 3]);
        let steps = walk(chance, &parts, goal, 8);
        parts.forms(&[BLOCKS[case as usize % 4]], |form, problem| {
            let [more, fewer] = follow(&parts, goal, form, problem, &steps);
            (made, refused) = (made + more, refused + fewer);
        });
    }
    assert!(made > 10_000 && refused > 1000, "{made} {refused}");
}

#[test]
fn middling_problems_after_many_changes() {
    for case in 0..25 {
        let chance = &mut Chance(9000 + case);
        let (rows, columns) = (10 + chance.below(20), 10 + chance.below(20));
        let mut parts = drawn(chance, rows, columns, usize::MAX);
        for bounds in parts.rows.iter_mut().chain(&mut parts.columns) {
            // Most are feasible to begin with.
            bounds.min = bounds.min.min(u32::from(chance.below(6) == 0));
        }
        let goal = GOALS[case as usize % 3];
        let steps = walk(chance, &parts, goal, 20);
        parts.forms(&[BLOCKS[case as usize % 4]], |form, problem| {
            follow(&parts, goal, form, problem, &steps);
        });
    }
}

#[test]
fn a_large_table_after_a_change_is_solved_as_if_anew() {
    let weight = |row: usize, column: usize| ((row * 31 + column * 17) % 23) as i64 - 3;
    let mut parts = full(60, 55, weight);
    parts.columns[5].max = 3;
    parts.forms(&[7], |form, problem| {
        for goal in GOALS {
            let mut solver = Solver::new(problem.clone(), goal);
            let mut before = solver.solve().unwrap();
            let mut now = parts.clone();
            for at in 0..12 {
                let (row, column) = before.pairs()[at * 4];
                let change = match at % 6 {
                    0 => Change::Forbid { row, column },
                    1 => Change::Bounds { line: Line::Column(column), bounds: Bounds::up_to(0) },
                    2 => Change::AddRow {
                        bounds: Bounds::up_to(1),
                        weights: vec![Some(19); now.columns.len()],
                    },
                    3 => Change::Bounds { line: Line::Row(row), bounds: Bounds::up_to(2) },
                    4 => {
                        Change::AddColumn { bounds: Bounds::up_to(2), weights: vec![Some(4); now.rows.len()] }
                    }
                    _ => Change::Weight(Pair { row, column, weight: -9 }),
                };
                solver.change(&change).unwrap();
                now = now.after(&change).unwrap();
                let answer = solver.solve();
                let cold = now.list();
                let cold = checked(&now, goal, "a list", &cold, solve(&cold, goal));
                assert_eq!(
                    checked(&now, goal, form, solver.problem(), answer.clone()),
                    cold,
                    "{form}, {goal:?}, {at}"
                );
                let after = answer.unwrap();
                check_changes(&before, &after);
                before = after;
            }
        }
    });
}

#[test]
fn a_clash_goes_when_a_later_change_resolves_it() {
    let mut parts = full(4, 4, |row, column| (row * column) as i64);
    parts.rows[0] = Bounds { min: 1, max: 1 };
    parts.forms(&[1, 3], |form, problem| {
        for goal in GOALS {
            let mut solver = Solver::new(problem.clone(), goal);
            let first = checked(&parts, goal, form, solver.problem(), solver.clone().solve());
            let closed = |column| Change::Bounds { line: Line::Column(column), bounds: Bounds::up_to(0) };
            let mut now = parts.clone();
            for column in 0..4 {
                solver.change(&closed(column)).unwrap();
                now = now.after(&closed(column)).unwrap();
                let value = checked(&now, goal, form, solver.problem(), solver.clone().solve());
                assert_eq!(value, best_by_flow(&now, goal), "{form}");
            }
            assert!(matches!(solver.solve(), Err(Unsolved::Clash(_))), "{form}: row 0 has nowhere to go");
            let open = |column| Change::Bounds { line: Line::Column(column), bounds: Bounds::up_to(1) };
            for column in 0..4 {
                solver.change(&open(column)).unwrap();
                now = now.after(&open(column)).unwrap();
                let answer = solver.solve();
                assert_eq!(
                    checked(&now, goal, form, solver.problem(), answer),
                    best_by_flow(&now, goal),
                    "{form}"
                );
            }
            assert_eq!(best_by_flow(&now, goal), first);
        }
    });
}

#[test]
fn a_problem_that_grew_from_nothing_is_solved_like_any_other() {
    for goal in GOALS {
        Parts::default().forms(&[1], |form, problem| {
            let mut solver = Solver::new(problem, goal);
            let (mut now, chance) = (Parts::default(), &mut Chance(3));
            for at in 0..24 {
                let bounds = Bounds { min: u32::from(at == 20), max: 1 + chance.below(2) as u32 };
                let count = if at % 2 == 0 { now.columns.len() } else { now.rows.len() };
                let weights = (0..count).map(|_| Some(chance.weight(-3, 30))).collect();
                let more = match at % 2 {
                    0 => Change::AddRow { bounds, weights },
                    _ => Change::AddColumn { bounds, weights },
                };
                solver.change(&more).unwrap();
                now = now.after(&more).unwrap();
                let answer = solver.solve();
                let value = checked(&now, goal, form, solver.problem(), answer);
                assert_eq!(value, best_by_flow(&now, goal), "{form}, {goal:?}, {at}");
            }
        });
    }
}

#[test]
fn everybody_leaves_and_comes_back() {
    let parts = full(12, 9, |row, column| ((row * 5 + column * 3) % 11) as i64);
    parts.forms(&[3], |form, problem| {
        let mut solver = Solver::new(problem, Goal::RowsFirst);
        let first = solver.solve().unwrap();
        for line in parts.lines() {
            solver.change(&Change::Bounds { line, bounds: Bounds::up_to(0) }).unwrap();
        }
        let nothing = solver.solve().unwrap();
        assert_eq!(nothing.pairs(), [], "{form}");
        assert_eq!(nothing.changes_since(&first).dropped, first.pairs());
        for line in parts.lines() {
            solver.change(&Change::Bounds { line, bounds: Bounds::up_to(1) }).unwrap();
        }
        let again = solver.solve().unwrap();
        assert_eq!((again.total(), again.rows_covered()), (first.total(), first.rows_covered()), "{form}");
    });
}

#[test]
fn a_solver_and_its_clone_go_their_own_ways() {
    let parts = full(6, 6, |row, column| (row * column) as i64 % 7);
    parts.forms(&[3], |form, problem| {
        let mut one = Solver::new(problem, Goal::RowsFirst);
        let before = one.solve().unwrap();
        let mut other = one.clone();
        let (row, column) = before.pairs()[2];
        other.change(&Change::Forbid { row, column }).unwrap();
        let forbidden = parts.after(&Change::Forbid { row, column }).unwrap();
        let answer = other.solve();
        assert_eq!(
            checked(&forbidden, Goal::RowsFirst, form, other.problem(), answer),
            best_by_flow(&forbidden, Goal::RowsFirst)
        );
        assert_eq!(one.solve().unwrap().pairs(), before.pairs(), "{form}");
    });
}

#[test]
fn a_change_survives_serde() {
    let change = Change::AddRow { bounds: Bounds::up_to(2), weights: vec![Some(3), None] };
    let json = serde_json::to_string(&change).unwrap();
    assert_eq!(json, r#"{"add_row":{"bounds":{"min":0,"max":2},"weights":[3,null]}}"#);
    assert_eq!(serde_json::from_str::<Change>(&json).unwrap(), change);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changes_read_from_bytes(bytes in prop::collection::vec(any::<u8>(), 0..160), goal in 0..3_usize) {
        let (draw, goal) = (&mut Bytes(&bytes), GOALS[goal]);
        let parts = tiny(draw);
        let steps = walk(draw, &parts, goal, 4);
        parts.forms(&[3], |form, problem| {
            follow(&parts, goal, form, problem, &steps);
        });
    }
}
