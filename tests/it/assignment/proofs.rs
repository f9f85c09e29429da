//! The certificate refuses what is not so; the laws of the value.

use mentorship::assignment::{Bounds, Certificate, Goal, NotProved, Pair, solve};

use super::made::{Chance, GOALS, Parts, check, tiny};

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

#[test]
fn a_changed_price_passes_only_when_it_proves_just_as_much() {
    let (mut passed, mut refused) = (0, 0);
    for case in 0..300 {
        let parts = middling(&mut Chance(case), 6, 7);
        let problem = parts.table();
        let solution = solve(&problem, Goal::Total).unwrap();
        assert_eq!(parts.bound(solution.certificate()), solution.total());
        for line in 0..13 {
            for change in [-1, 1, 50] {
                let mut prices = solution.certificate().clone();
                let price = if line < 6 { &mut prices.rows[line] } else { &mut prices.columns[line - 6] };
                *price += change;
                let room = parts.bound(&prices) - solution.total();
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
    for case in 0..45 {
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
            permuted.pairs.sort_unstable();
            assert_eq!(check(&permuted, goal), Some(value), "permuting lines changes nothing");

            let mut scaled = parts.clone();
            scaled.pairs.iter_mut().for_each(|pair| pair.weight *= 7);
            assert_eq!(check(&scaled, goal), Some((value.0, value.1 * 7)), "scaling scales the total");

            let mut wider = parts.clone();
            wider.rows.push(Bounds::up_to(3));
            wider.columns.push(Bounds::up_to(0));
            wider.pairs.push(Pair { row: 0, column: columns, weight: 99 });
            wider.pairs.sort_unstable();
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
                let mut turned = Parts {
                    rows: parts.columns.clone(),
                    columns: parts.rows.clone(),
                    pairs: parts.pairs.iter().map(turn).collect(),
                    ..Parts::default()
                };
                turned.pairs.sort_unstable();
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
