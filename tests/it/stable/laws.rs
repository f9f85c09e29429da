//! What the theory says, tried out on thousands of small markets.

use mentorship::stable::{Proof, Proposing, Unstable};
use proptest::prelude::*;

use super::kit::{Pairs, SIDES, Sheet, sheets, solved};

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// How many that a line ranks were asked: all down to the worst of its partners, or all when it has a free place.
fn asked(sheet: &Sheet, pairs: &[(usize, usize)]) -> u64 {
    let strict = sheet.without_ties();
    let of_row = |row: usize| {
        let partners = pairs.iter().filter(|pair| pair.0 == row);
        let worst = partners.clone().map(|pair| strict.of_rows[row][pair.1]).min();
        let full = partners.count() == sheet.row_places[row] as usize;
        let columns = 0..sheet.column_places.len();
        let asked = |column: &usize| {
            sheet.possible(row, *column)
                && sheet.row_places[row] > 0
                && (!full || worst.is_some_and(|worst| strict.of_rows[row][*column] >= worst))
        };
        columns.filter(asked).count() as u64
    };
    (0..sheet.row_places.len()).map(of_row).sum()
}

/// Both forms say of every set of possible pairs what the definition says, and give the same reason.
fn check_proofs(sheet: &Sheet) {
    let (lists, implicit) = (sheet.lists(), sheet.implicit());
    for pairs in sheet.matchings() {
        let found = lists.verify(&pairs);
        assert_eq!(found.is_ok(), sheet.is_stable(&pairs), "{pairs:?}: {found:?}");
        match (found, implicit.verify(&pairs)) {
            (Ok(proof), Ok(other)) => {
                let less = |proof: Proof| Proof { pairs_considered: 0, ..proof };
                assert_eq!(less(proof), less(other));
            }
            (found, other) => assert_eq!(found.unwrap_err(), other.unwrap_err()),
        }
    }
}

/// The partners of every row.
fn partners(sheet: &Sheet, pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let of = |row| pairs.iter().filter(|pair| pair.0 == row).map(|pair| pair.1).collect();
    (0..sheet.row_places.len()).map(of).collect()
}

fn turned(pairs: &[(usize, usize)]) -> Pairs {
    let mut pairs: Pairs = pairs.iter().map(|&(row, column)| (column, row)).collect();
    pairs.sort_unstable();
    pairs
}

/// The best columns of a row among these, as many as it has places.
fn choice(sheet: &Sheet, row: usize, mut columns: Vec<usize>) -> Vec<usize> {
    columns.sort_by_key(|column| std::cmp::Reverse(sheet.of_rows[row][*column]));
    columns.dedup();
    columns.truncate(sheet.row_places[row] as usize);
    columns.sort_unstable();
    columns
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn what_is_found_is_stable_by_the_definition(sheet in sheets(6, 0..4, 4)) {
        for proposing in SIDES {
            let stable = solved(&sheet, proposing);
            prop_assert!(sheet.is_stable(stable.pairs()));
            let strict = solved(&sheet.without_ties(), proposing);
            prop_assert_eq!(stable.pairs(), strict.pairs(), "ties are broken by index");
        }
        let rows = solved(&sheet, Proposing::Rows);
        let columns = solved(&sheet.turned(), Proposing::Columns);
        prop_assert_eq!(turned(rows.pairs()), columns.pairs(), "both sides are treated alike");
        prop_assert_eq!(rows.proposals(), asked(&sheet, rows.pairs()));
        prop_assert_eq!(columns.proposals(), rows.proposals());
    }

    #[test]
    fn strict_markets_give_the_same_in_whatever_order_lines_stand(
        sheet in sheets(6, 0..4, 1000),
        keys in proptest::collection::vec(any::<u64>(), 12),
    ) {
        let sheet = sheet.without_ties();
        let order = |lines: usize, keys: &[u64]| -> Vec<usize> {
            let mut order: Vec<usize> = (0..lines).collect();
            order.sort_by_key(|line| keys[*line]);
            order
        };
        let (rows, columns) = (order(sheet.row_places.len(), &keys), order(sheet.column_places.len(), &keys[6..]));
        let moved = |likes: &[Vec<i32>]| -> Vec<Vec<i32>> {
            rows.iter().map(|row| columns.iter().map(|column| likes[*row][*column]).collect()).collect()
        };
        let other = Sheet {
            row_places: rows.iter().map(|row| sheet.row_places[*row]).collect(),
            column_places: columns.iter().map(|column| sheet.column_places[*column]).collect(),
            of_rows: moved(&sheet.of_rows),
            of_columns: moved(&sheet.of_columns),
        };
        for proposing in SIDES {
            let (here, there) = (solved(&sheet, proposing), solved(&other, proposing));
            let mut back: Pairs = there.pairs().iter().map(|pair| (rows[pair.0], columns[pair.1])).collect();
            back.sort_unstable();
            prop_assert_eq!(back, here.pairs());
        }
    }

    #[test]
    fn a_proof_sees_each_kind_of_damage(
        sheet in prop_oneof![sheets(5, 0..3, 4), sheets(5, 1..2, 4)],
        at in any::<prop::sample::Index>()) {
        let (lists, implicit) = (sheet.lists(), sheet.implicit());
        let check = |pairs: &[(usize, usize)], expected: &dyn Fn(&Unstable) -> bool| {
            for market in [&lists, &implicit] {
                let found = market.verify(pairs).unwrap_err();
                assert!(expected(&found), "{found}");
            }
        };
        let pairs = solved(&sheet, Proposing::Rows).pairs().to_vec();
        if !pairs.is_empty() {
            let at = at.index(pairs.len());
            let (row, column) = pairs[at];
            let mut damaged = pairs.clone();
            damaged.remove(at);
            check(&damaged, &|found| matches!(found, Unstable::Blocking { .. }));
            damaged.extend([(row, column); 2]);
            check(&damaged, &|found| *found == Unstable::PairTwice { row, column });
        }
        for (row, column) in sheet.cells().into_iter().filter(|pair| !pairs.contains(pair)) {
            let damaged = [&pairs[..], &[(row, column)]].concat();
            if sheet.possible(row, column) {
                check(&damaged, &|found| matches!(found, Unstable::TooManyPartners { .. }));
            } else {
                check(&damaged, &|found| *found == Unstable::Unacceptable { row, column });
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn a_proof_says_what_the_definition_says(sheet in sheets(3, 0..3, 3)) {
        check_proofs(&sheet);
    }

    #[test]
    fn a_proof_of_one_place_each_says_what_the_definition_says(sheet in sheets(3, 1..2, 3)) {
        check_proofs(&sheet);
        check_proofs(&sheet.without_ties());
    }

    #[test]
    fn one_to_one_proposers_get_the_best_of_all_stable_partners(sheet in sheets(4, 1..2, 1000)) {
        let sheet = sheet.without_ties();
        // Everybody else gets the worst.
        let (best, worst) = (solved(&sheet, Proposing::Rows), solved(&sheet, Proposing::Columns));
        prop_assume!(sheet.cells().iter().filter(|pair| sheet.possible(pair.0, pair.1)).count() <= 12);
        for other in sheet.stable_matchings() {
            for (row, columns) in partners(&sheet, &other).into_iter().enumerate() {
                let like = |column: Option<&usize>| column.map(|column| sheet.of_rows[row][*column]);
                prop_assert!(like(best.columns_of(row).first()) >= like(columns.first()));
                prop_assert!(like(worst.columns_of(row).first()) <= like(columns.first()));
            }
        }
    }

    #[test]
    fn proposers_with_places_choose_what_they_got_over_any_stable_partners(sheet in sheets(3, 0..4, 1000)) {
        let sheet = sheet.without_ties();
        for sheet in [sheet.clone(), sheet.turned()] {
            let best = solved(&sheet, Proposing::Rows);
            for other in sheet.stable_matchings() {
                for (row, columns) in partners(&sheet, &other).into_iter().enumerate() {
                    let both = [best.columns_of(row), columns].concat();
                    prop_assert_eq!(choice(&sheet, row, both), best.columns_of(row));
                }
            }
        }
    }

    #[test]
    fn every_stable_matching_fills_the_same_places(sheet in sheets(3, 0..4, 1000)) {
        // The rural hospitals theorem; a line with a free place even has the same partners everywhere.
        let sheet = sheet.without_ties();
        for sheet in [sheet.clone(), sheet.turned()] {
            let found = partners(&sheet, solved(&sheet, Proposing::Columns).pairs());
            for other in sheet.stable_matchings() {
                for (row, columns) in partners(&sheet, &other).into_iter().enumerate() {
                    prop_assert_eq!(columns.len(), found[row].len());
                    if columns.len() < sheet.row_places[row] as usize {
                        prop_assert_eq!(&columns, &found[row]);
                    }
                }
            }
        }
    }
}
