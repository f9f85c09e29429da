//! The certificate refuses what is not so; families of problems that solvers dislike; the laws of the value.

use mentorship::assignment::{
    Bounds, Certificate, Clash, Demand, Flaw, Goal, Line, MAX_LINES, MAX_WEIGHT, NotProved, Pair, Problem,
    solve,
};
use petgraph::{algo::maximum_matching, graph::UnGraph};

use super::{Chance, GOALS, Parts, brute::tiny, check};

/// A problem of so many lines a side, of few weights or many, with places for several.
fn middling(chance: &mut Chance, rows: usize, columns: usize) -> Parts {
    let levels = [1, 3, 1_000_000][chance.below(3)];
    let most = 1 + chance.below(3);
    let mut bounds = |count: usize| -> Vec<Bounds> {
        (0..count).map(|_| Bounds::up_to(1 + chance.below(most) as u32)).collect()
    };
    let (row_bounds, column_bounds) = (bounds(rows), bounds(columns));
    let kept = 1 + chance.below(4);
    let mut pairs = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            if chance.below(4) < kept {
                pairs.push(Pair { row, column, weight: chance.weight(-2, levels) });
            }
        }
    }
    Parts { rows: row_bounds, columns: column_bounds, pairs, ..Parts::default() }
}

#[test]
fn an_assignment_that_was_tampered_with_is_refused() {
    let mut refused = 0;
    for case in 0..400 {
        let chance = &mut Chance(case);
        let parts = if case % 2 == 0 { tiny(chance) } else { middling(chance, 12, 9) };
        let problem = parts.list();
        for goal in GOALS {
            let Ok(solution) = solve(&problem, goal) else { continue };
            let (certificate, best) = (solution.certificate(), solution.proof());
            let accepts = |pairs: &[(usize, usize)]| certificate.verify(&problem, goal, pairs);
            for at in 0..solution.pairs().len() {
                let mut fewer = solution.pairs().to_vec();
                let gone = fewer.remove(at);
                match accepts(&fewer) {
                    // Another best assignment is as good; nothing else may pass.
                    Ok(proof) => {
                        assert_eq!((proof.total, proof.rows_covered), (best.total, best.rows_covered));
                    }
                    Err(NotProved::Gap { gap }) => assert!(gap > 0, "case {case}"),
                    Err(NotProved::PinNotUsed { row, column }) => assert_eq!((row, column), gone),
                    Err(NotProved::OutOfBounds { .. }) => {}
                    Err(other) => panic!("case {case}: {other}"),
                }
                let mut twice = solution.pairs().to_vec();
                twice.push(gone);
                let (row, column) = gone;
                assert_eq!(accepts(&twice), Err(NotProved::NoSuchPair { row, column, twice: true }));
                refused += 1;
            }
            let mut absent = solution.pairs().to_vec();
            absent.push((parts.rows.len(), 0));
            assert!(matches!(accepts(&absent), Err(NotProved::NoSuchPair { twice: false, .. })));
            let mut fewer_prices = certificate.clone();
            fewer_prices.rows.push(0);
            let error = fewer_prices.verify(&problem, goal, solution.pairs()).unwrap_err();
            assert!(matches!(error, NotProved::OtherProblem { .. }));
        }
    }
    assert!(refused > 1000);
}

/// The bound of a set of prices, written again for problems without unit values, pins and minimums.
fn bound(parts: &Parts, prices: &Certificate) -> i128 {
    let lines = |bounds: &[Bounds], prices: &[i64]| -> i128 {
        bounds
            .iter()
            .zip(prices)
            .map(|(bounds, price)| i128::from((*price).max(0)) * i128::from(bounds.max))
            .sum()
    };
    let gain =
        |pair: &Pair| i128::from(pair.weight - prices.rows[pair.row] - prices.columns[pair.column]).max(0);
    parts.pairs.iter().map(gain).sum::<i128>()
        + lines(&parts.rows, &prices.rows)
        + lines(&parts.columns, &prices.columns)
}

#[test]
fn a_changed_price_passes_only_when_it_proves_just_as_much() {
    let (mut passed, mut refused) = (0, 0);
    for case in 0..300 {
        let parts = middling(&mut Chance(case), 6, 7);
        let problem = parts.table();
        let solution = solve(&problem, Goal::Total).unwrap();
        assert_eq!(bound(&parts, solution.certificate()), solution.total());
        for line in 0..13 {
            for change in [-1, 1, 50] {
                let mut prices = solution.certificate().clone();
                let price = if line < 6 { &mut prices.rows[line] } else { &mut prices.columns[line - 6] };
                *price += change;
                let room = bound(&parts, &prices) - solution.total();
                match prices.verify(&problem, Goal::Total, solution.pairs()) {
                    Ok(_) => assert_eq!(room, 0),
                    Err(error) => assert_eq!(error, NotProved::Gap { gap: room }),
                }
                if room == 0 { passed += 1 } else { refused += 1 }
            }
        }
    }
    assert!(passed > 100 && refused > 1000, "{passed} {refused}");
}

#[test]
fn a_certificate_survives_serde() {
    let parts = middling(&mut Chance(1), 5, 5);
    let solution = solve(&parts.table(), Goal::RowsFirst).unwrap();
    let json = serde_json::to_string(solution.certificate()).unwrap();
    assert_eq!(&serde_json::from_str::<Certificate>(&json).unwrap(), solution.certificate());
    assert!(serde_json::from_str::<Certificate>(r#"{"rows":[],"columns":[],"more":1}"#).is_err());
}

#[test]
fn the_value_obeys_its_laws() {
    for case in 0..120 {
        let chance = &mut Chance(case);
        let mut parts = middling(chance, 14, 11);
        if case % 3 == 0 {
            parts = middling(chance, 40, 4);
        }
        for goal in GOALS {
            let value = check(&parts, goal).unwrap();
            let mut permuted = parts.clone();
            let (rows, columns) = (parts.rows.len(), parts.columns.len());
            permuted.rows.rotate_right(3);
            permuted.columns.reverse();
            for pair in &mut permuted.pairs {
                (pair.row, pair.column) = ((pair.row + 3) % rows, columns - 1 - pair.column);
            }
            assert_eq!(check(&permuted, goal), Some(value), "permuting lines changes nothing");

            let mut scaled = parts.clone();
            scaled.pairs.iter_mut().for_each(|pair| pair.weight *= 7);
            assert_eq!(check(&scaled, goal), Some((value.0, value.1 * 7)), "scaling scales the total");

            let mut wider = parts.clone();
            wider.rows.push(Bounds::up_to(3));
            wider.columns.push(Bounds::up_to(0));
            wider.pairs.push(Pair { row: 0, column: columns, weight: 99 });
            assert_eq!(
                check(&wider, goal),
                Some(value),
                "a row without pairs and a column without room change nothing"
            );

            let mut roomier = parts.clone();
            roomier.columns[0].max += 1;
            assert!(check(&roomier, goal).unwrap() >= value, "more room never hurts");

            if goal != Goal::RowsFirst {
                let turn = |pair: &Pair| Pair { row: pair.column, column: pair.row, weight: pair.weight };
                let turned = Parts {
                    rows: parts.columns.clone(),
                    columns: parts.rows.clone(),
                    pairs: parts.pairs.iter().map(turn).collect(),
                    ..Parts::default()
                };
                assert_eq!(check(&turned, goal), Some(value), "rows and columns are alike");
            }
            if goal == Goal::PairsFirst {
                let mut shifted = parts.clone();
                shifted.pairs.iter_mut().for_each(|pair| pair.weight += 1000);
                let moved = value.1 + 1000 * value.0 as i128;
                assert_eq!(check(&shifted, goal), Some((value.0, moved)), "every pair moves by the shift");
            }
        }
    }
}

#[test]
fn as_many_pairs_as_an_independent_maximum_matching() {
    for case in 0..150 {
        let mut parts = middling(&mut Chance(case), 25, 20);
        parts.rows.iter_mut().chain(&mut parts.columns).for_each(|bounds| bounds.max = 1);
        parts.pairs.retain(|pair| (pair.row * 7 + pair.column * 3 + case as usize).is_multiple_of(5));
        let edges = parts.pairs.iter().map(|pair| (pair.row as u32, 25 + pair.column as u32));
        let graph = UnGraph::<(), ()>::from_edges(edges);
        let most = maximum_matching(&graph).edges().count();
        assert_eq!(check(&parts, Goal::PairsFirst).unwrap().0, most, "case {case}");
        assert_eq!(check(&parts, Goal::RowsFirst).unwrap().0, most, "case {case}");
    }
}

#[test]
fn the_total_of_an_independent_solver() {
    use pathfinding::prelude::{Matrix, kuhn_munkres};
    for case in 0..200 {
        let chance = &mut Chance(case);
        let (rows, columns) = (5 + chance.below(25), 30 + chance.below(20));
        let levels = [2, 60, 1_000_000_000][chance.below(3)];
        let weights: Vec<i64> = (0..rows * columns).map(|_| chance.weight(0, levels)).collect();
        let (total, _) = kuhn_munkres(&Matrix::from_vec(rows, columns, weights.clone()).unwrap());
        let table: Vec<_> = weights.into_iter().map(Some).collect();
        let one = |count| vec![Bounds::up_to(1); count];
        let problem = Problem::table(one(rows), one(columns), &table).unwrap();
        let solution = solve(&problem, Goal::PairsFirst).unwrap();
        assert_eq!((solution.pairs().len(), solution.total()), (rows, i128::from(total)), "case {case}");
    }
}

/// A full table.
fn table(rows: usize, columns: usize, weight: impl Fn(usize, usize) -> i64) -> Parts {
    let pairs = (0..rows * columns).map(|at| (at / columns, at % columns));
    Parts {
        rows: vec![Bounds::up_to(1); rows],
        columns: vec![Bounds::up_to(1); columns],
        pairs: pairs.map(|(row, column)| Pair { row, column, weight: weight(row, column) }).collect(),
        ..Parts::default()
    }
}

#[test]
fn families_that_solvers_dislike_have_their_known_values() {
    let n = 30_i64;
    let of = |parts: &Parts| check(parts, Goal::PairsFirst).unwrap();
    assert_eq!(of(&table(30, 30, |_, _| 5)), (30, 150), "all alike");
    assert_eq!(
        of(&table(30, 30, |row, column| row.min(column) as i64)),
        (30, i128::from(n * (n - 1) / 2)),
        "stairs"
    );
    let squares: i64 = (0..n).map(|i| i * i).sum();
    assert_eq!(
        of(&table(30, 30, |row, column| (row * column) as i64)),
        (30, i128::from(squares)),
        "products"
    );
    let opposed: i64 = (0..n).map(|i| i * (n - 1 - i)).sum();
    assert_eq!(
        of(&table(30, 30, |row, column| -((row * column) as i64))),
        (30, -i128::from(opposed)),
        "costs of products"
    );
    assert_eq!(
        of(&table(30, 30, |_, column| if column == 0 { 1000 } else { 1 })),
        (30, 1029),
        "one popular column"
    );
    let clusters = |row: usize, column: usize| if (row < 15) == (column < 20) { 100 } else { -100 };
    assert_eq!(of(&table(30, 30, clusters)), (30, 2500 - 500), "two clusters of unequal size");
    assert_eq!(of(&table(40, 1, |row, _| row as i64)), (1, 39), "a single column");
    assert_eq!(of(&table(1, 40, |_, column| -(column as i64))), (1, 0), "a single row");
    assert_eq!(of(&table(0, 5, |_, _| 1)), (0, 0), "no rows");
    assert_eq!(of(&table(5, 0, |_, _| 1)), (0, 0), "no columns");
    assert_eq!(of(&Parts { pairs: vec![], ..table(5, 5, |_, _| 1) }), (0, 0), "no pairs");
    let none = Parts { columns: vec![Bounds::up_to(0); 5], ..table(5, 5, |_, _| 1) };
    assert_eq!(of(&none), (0, 0), "no room");
    let edge =
        |row: usize, column: usize| if (row + column).is_multiple_of(2) { MAX_WEIGHT } else { -MAX_WEIGHT };
    assert_eq!(of(&table(8, 8, edge)), (8, 8 * i128::from(MAX_WEIGHT)), "weights at the bound");
    let boundless = Parts {
        rows: vec![Bounds::up_to(u32::MAX); 3],
        columns: vec![Bounds::up_to(u32::MAX); 3],
        ..table(3, 3, |_, _| 2)
    };
    assert_eq!(of(&boundless), (9, 18), "room without end");
}

#[test]
fn what_adds_nothing_is_not_used_for_the_total_alone() {
    let solution = solve(&table(3, 3, |row, _| row as i64 - 1).table(), Goal::Total).unwrap();
    assert_eq!((solution.pairs().len(), solution.total()), (1, 1));
    assert_eq!(solution.rows_of(solution.columns_of(2)[0]), [2]);
    assert_eq!(solution.columns_of(99), [0; 0]);
    assert_eq!(solution.rows_of(99), [0; 0]);
}

#[test]
fn falling_unit_values_spread_the_load() {
    let mut parts = table(4, 2, |_, column| if column == 0 { 10 } else { 9 });
    parts.columns = vec![Bounds::up_to(4); 2];
    let columns = |parts: &Parts| {
        let solution = solve(&parts.list(), Goal::RowsFirst).unwrap();
        [0, 1].map(|column| solution.rows_of(column).len())
    };
    assert_eq!(columns(&parts), [4, 0]);
    parts.values = [0, 1].map(|column| (Line::Column(column), vec![0, -2, -4, -6])).into();
    assert_eq!(columns(&parts), [2, 2]);
}

#[test]
fn everything_wrong_with_a_problem_is_said_at_once() {
    let bounds = |min, max| Bounds { min, max };
    let pair = |row, column, weight| Pair { row, column, weight };
    let pairs = vec![pair(0, 0, 1), pair(0, 0, 2), pair(7, 0, 1), pair(0, 9, 1), pair(0, 1, MAX_WEIGHT + 1)];
    let error = Problem::list(vec![bounds(2, 1)], vec![bounds(0, 1); 2], pairs).unwrap_err();
    insta::assert_snapshot!(error, @r"
    the assignment problem cannot be posed:
      row 0 takes at least 2 and at most 1 units
      row 0 has a weight or unit value of 1099511627777; at most 1099511627776 in size is possible
      column 9 does not exist
      row 7 does not exist
      the pair of row 0 and column 0 is listed twice
    ");
    let flaw =
        |result: Result<Problem, mentorship::assignment::InvalidProblem>| result.unwrap_err().flaws.remove(0);
    let one = || vec![bounds(0, 1)];
    let size = Flaw::TableSize { rows: 1, columns: 1, expected: 1, found: 2 };
    assert_eq!(flaw(Problem::table(one(), one(), &[None, None])), size);
    let most_negative = Flaw::WeightBeyondBound { line: Line::Row(0), weight: i64::MIN };
    assert_eq!(flaw(Problem::table(one(), one(), &[Some(i64::MIN)])), most_negative);
    let too_many = Flaw::TooManyLines(MAX_LINES + 1);
    assert_eq!(flaw(Problem::list(vec![bounds(0, 1); MAX_LINES + 1], vec![], vec![])), too_many);
    let span = Problem::list(vec![bounds(0, 1); 40_000], one(), vec![pair(0, 0, MAX_WEIGHT)]);
    assert_eq!(flaw(span), Flaw::SpanBeyondBound { lines: 40_001, weight: MAX_WEIGHT });
    let problem = || Problem::table(one(), one(), &[None]).unwrap();
    assert_eq!(flaw(problem().with_pins([(0, 0)])), Flaw::PinnedAbsent { row: 0, column: 0 });
    assert_eq!(flaw(problem().with_values(Line::Row(3), vec![])), Flaw::NoSuchLine(Line::Row(3)));
    assert_eq!(flaw(problem().with_values(Line::Row(0), vec![1, 2])), Flaw::IncreasingValues(Line::Row(0)));
    let two = Problem::table(vec![bounds(0, 2)], one(), &[Some(1)]).unwrap();
    assert_eq!(flaw(two.with_values(Line::Row(0), vec![-1])), Flaw::IncreasingValues(Line::Row(0)));
    let pinned = Problem::table(one(), vec![bounds(0, 1); 2], &[Some(1), Some(1)]).unwrap();
    assert_eq!(
        flaw(pinned.with_pins([(0, 0), (0, 1)])),
        Flaw::TooManyPins { line: Line::Row(0), pins: 2, max: 1 }
    );
}

#[test]
fn a_clash_is_told_in_words() {
    let mut parts = table(1, 3, |_, _| 1);
    parts.columns[0].min = 1;
    parts.columns[2].min = 1;
    let clash = solve(&parts.list(), Goal::Total).unwrap_err();
    let demands = vec![Demand::Minimum(Line::Column(0)), Demand::Minimum(Line::Column(2))];
    assert_eq!(clash, Clash { demands });
    assert_eq!(
        clash.to_string(),
        "these cannot be met together: the minimum of column 0, the minimum of column 2"
    );
    parts.columns[0].min = 0;
    parts.pins = vec![(0, 1)];
    let clash = solve(&parts.table(), Goal::Total).unwrap_err();
    assert_eq!(
        clash.to_string(),
        "these cannot be met together: the minimum of column 2, the pin on row 0 and column 1"
    );
}
