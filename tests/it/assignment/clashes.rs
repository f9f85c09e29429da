//! Clashes, and smaller numbers, are told only when the whole problem has them.

use mentorship::assignment::{Bounds, Clash, Demand, Goal, Line, Lowered, Unsolved, solve};

use super::{
    families::full,
    made::{
        Chance, GOALS, Parts, best_by_flow, best_by_trying, check, check_clash, check_with, tiny,
        with_demands,
    },
};

fn clash_of(parts: &Parts, goal: Goal) -> Option<Clash> {
    match solve(&parts.list(), goal) {
        Err(Unsolved::Clash(clash)) => Some(clash),
        other => {
            let _ = other.unwrap();
            None
        }
    }
}

#[test]
fn a_clash_cannot_be_met_and_every_demand_in_it_is_needed() {
    let mut clashes = 0;
    for case in 0..6000 {
        let parts = tiny(&mut Chance(300_000 + case));
        let Some(clash) = clash_of(&parts, GOALS[case as usize % 3]) else { continue };
        clashes += 1;
        let can_be_met = |demands: &[Demand]| best_by_trying(&with_demands(&parts, demands))[2].is_some();
        assert!(!can_be_met(&clash.demands), "case {case}: {clash}");
        for at in 0..clash.demands.len() {
            let mut fewer = clash.demands.clone();
            fewer.remove(at);
            assert!(can_be_met(&fewer), "case {case}: {clash} needs not {at}");
        }
    }
    assert!(clashes > 300, "{clashes}");
}

#[test]
fn middling_clashes_have_nothing_to_spare() {
    let mut clashes = 0;
    for case in 0..120 {
        let chance = &mut Chance(case);
        let (rows, columns) = (8 + chance.below(25), 8 + chance.below(25));
        let mut parts = full(rows, columns, |row, column| ((row + 2 * column) % 5) as i64);
        parts.pairs.retain(|_| chance.below(rows.min(columns)) < 3);
        for bounds in parts.rows.iter_mut().chain(&mut parts.columns) {
            *bounds = Bounds { min: u32::from(chance.below(4) == 0), max: 1 + chance.below(2) as u32 };
        }
        let goal = GOALS[case as usize % 3];
        let found = check(&parts, goal);
        assert_eq!(found, best_by_flow(&parts, goal), "case {case}");
        clashes += usize::from(found.is_none());
    }
    assert!((20..100).contains(&clashes), "{clashes}");
}

#[test]
fn minimums_of_columns_that_are_everybodys_worst_are_met() {
    for n in [20, 60] {
        // The last columns are the worst for everyone, and have to be full.
        let mut parts = full(n, n, |row, column| 1000 - 10 * column as i64 - (row % 3) as i64);
        for bounds in &mut parts.columns[n - 4..] {
            *bounds = Bounds { min: 2, max: 2 };
        }
        let worst: i128 = (n - 4..n).map(|column| 2 * (1000 - 10 * column as i128)).sum();
        let rest: i128 = (0..n - 8).map(|column| 1000 - 10 * column as i128).sum();
        let rows: i128 = (0..n).map(|row| row as i128 % 3).sum();
        for goal in [Goal::RowsFirst, Goal::PairsFirst] {
            assert_eq!(check(&parts, goal), Some((n, worst + rest - rows)), "{n}, {goal:?}");
        }
        parts.columns[n - 1] = Bounds { min: n as u32 - 5, max: n as u32 };
        assert_eq!(check(&parts, Goal::Total), None, "six of the others, and one unit a row");
        parts.columns[n - 1].min = n as u32 - 6;
        let found = check(&parts, Goal::Total);
        assert!(found.is_some(), "{n}: just enough");
    }
}

#[test]
fn as_many_rows_as_possible_though_all_like_the_same_few_columns() {
    for (n, popular) in [(24, 3), (50, 10)] {
        let weight = |row: usize, column: usize| {
            if column < popular {
                1_000_000 - (row + column) as i64 % 3
            } else {
                (row * 7 + column * 3) as i64 % 5 - 4
            }
        };
        let parts = full(n, n, weight);
        for goal in [Goal::RowsFirst, Goal::PairsFirst] {
            let found = check(&parts, goal).unwrap();
            assert_eq!(found.0, n, "{n}, {goal:?}");
            assert_eq!(Some(found), best_by_flow(&parts, goal));
        }
        let mut demanded = parts.clone();
        demanded.rows = vec![Bounds { min: 1, max: 1 }; n];
        assert_eq!(check(&demanded, Goal::Total).unwrap().1, check(&parts, Goal::PairsFirst).unwrap().1);
        // One column fewer, and one row in vain.
        demanded.columns[n - 1].max = 0;
        assert_eq!(check(&demanded, Goal::Total), None);
    }
}

#[test]
fn the_one_way_to_place_everybody_is_found() {
    // Each row has the popular columns and one of its own; row 0 has popular ones only, which all others like better.
    for (n, popular) in [(40, 1), (100, 30)] {
        let mut parts = full(n, n + popular, |_, column| if column < popular { 1000 } else { -1000 });
        parts.pairs.retain(|pair| {
            pair.column < popular || (pair.row >= popular && pair.column == popular + pair.row)
        });
        let total = 1000 * popular as i128 - 1000 * (n - popular) as i128;
        for goal in [Goal::RowsFirst, Goal::PairsFirst] {
            assert_eq!(check(&parts, goal), Some((n, total)), "{goal:?}");
        }
        parts.rows = vec![Bounds { min: 1, max: 1 }; n];
        assert_eq!(check(&parts, Goal::Total), Some((0, total)));
        parts.columns[0].max = 0;
        parts.forms(&[1, 7, 64], |form, problem| {
            let Err(Unsolved::Clash(clash)) = solve(&problem, Goal::RowsFirst) else { panic!("{form}") };
            check_clash(&parts, &clash);
            let demands: Vec<_> = (0..popular).map(|row| Demand::Minimum(Line::Row(row))).collect();
            assert_eq!(clash.demands, demands, "{form}");
        });
    }
}

#[test]
fn a_pin_far_from_the_best_is_kept() {
    let mut parts = full(50, 50, |row, column| -(row.abs_diff(column) as i64));
    parts.pins = vec![(0, 49), (49, 0)];
    for goal in GOALS {
        assert_eq!(check_with(&parts, goal, &[3, 64]), best_by_flow(&parts, goal), "{goal:?}");
    }
    parts.columns[49] = Bounds { min: 2, max: 2 };
    parts.rows[1] = Bounds { min: 2, max: 2 };
    for goal in GOALS {
        assert_eq!(check_with(&parts, goal, &[3, 64]), best_by_flow(&parts, goal), "{goal:?}");
    }
    parts.rows = vec![Bounds { min: 1, max: 1 }; 50];
    parts.rows[1] = Bounds { min: 2, max: 2 };
    assert_eq!(check(&parts, Goal::Total), best_by_flow(&parts, Goal::Total));
}

#[test]
fn a_clash_is_told_in_words() {
    let mut parts = full(1, 3, |_, _| 1);
    parts.columns[0].min = 1;
    parts.columns[2].min = 1;
    let clash = clash_of(&parts, Goal::Total).unwrap();
    let demands = vec![Demand::Minimum(Line::Column(0)), Demand::Minimum(Line::Column(2))];
    let lowered = |line| Lowered { line, min: 1, to: 0 };
    let repair = if clash.repair[0].line == Line::Column(0) { 0 } else { 2 };
    assert_eq!(clash, Clash { demands, repair: vec![lowered(Line::Column(repair))] });
    let told = &format!(
        "these cannot be met together: the minimum of column 0, the minimum of column 2; the least that would do: \
        a minimum of 0 instead of 1 for column {repair}"
    );
    assert_eq!(&clash.to_string(), told);
    assert_eq!(&Unsolved::Clash(clash).to_string(), told);
    parts.columns[0].min = 0;
    parts.pins = vec![(0, 1)];
    let clash = solve(&parts.table(), Goal::Total).unwrap_err();
    assert_eq!(
        clash.to_string(),
        "these cannot be met together: the minimum of column 2, the pin on row 0 and column 1; the least that would do: \
        a minimum of 0 instead of 1 for column 2"
    );
    parts.columns = vec![Bounds::up_to(1); 3];
    parts.rows[0] = Bounds { min: 4, max: 9 };
    parts.pins.clear();
    assert_eq!(
        clash_of(&parts, Goal::Total).unwrap().to_string(),
        "these cannot be met together: the minimum of row 0; the least that would do: a minimum of 3 instead of 4 for row 0"
    );
}
