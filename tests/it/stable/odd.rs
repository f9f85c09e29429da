//! Markets at the edges: nobody there, no places, everybody the same, the largest numbers; sources that cannot be relied on.

use std::{
    ops::Range,
    sync::atomic::{AtomicU64, Ordering},
};

use mentorship::stable::{FORBIDDEN, Likes, Market, Proof, Proposing, Ranking, Unstable};

use super::kit::{SIDES, Sheet, solved};

/// A market in which all pairs are liked as this says.
fn sheet(row_places: Vec<u32>, column_places: Vec<u32>, like: impl Fn(usize, usize) -> (i32, i32)) -> Sheet {
    let of = |row| (0..column_places.len()).map(move |column| (row, column));
    let rows = 0..row_places.len();
    Sheet {
        of_rows: rows.clone().map(|row| of(row).map(|(row, column)| like(row, column).0).collect()).collect(),
        of_columns: rows.map(|row| of(row).map(|(row, column)| like(row, column).1).collect()).collect(),
        row_places,
        column_places,
    }
}

fn check(sheet: &Sheet, rows: &[(usize, usize)], columns: &[(usize, usize)]) {
    assert_eq!(solved(sheet, Proposing::Rows).pairs(), rows);
    assert_eq!(solved(sheet, Proposing::Columns).pairs(), columns);
}

#[test]
fn a_side_without_lines_has_no_pairs() {
    for (rows, columns) in [(0, 0), (0, 3), (3, 0)] {
        let empty = sheet(vec![1; rows], vec![1; columns], |_, _| (1, 1));
        check(&empty, &[], &[]);
        let proof = Proof { rows_covered: 0, columns_covered: 0, pairs: 0, pairs_considered: 0 };
        assert_eq!(empty.implicit().verify(&[]), Ok(proof));
    }
}

#[test]
fn nobody_without_places_is_matched_or_blocks() {
    check(&sheet(vec![0; 3], vec![1; 3], |_, _| (1, 1)), &[], &[]);
    check(&sheet(vec![2; 3], vec![0; 3], |_, _| (i32::MAX, i32::MAX)), &[], &[]);
    check(&sheet(vec![0, 1], vec![0, 1], |_, _| (i32::MAX, i32::MAX)), &[(1, 1)], &[(1, 1)]);
}

#[test]
fn places_for_everybody_match_everybody() {
    let all = sheet(vec![u32::MAX; 2], vec![u32::MAX; 3], |row, column| (-(row as i32), column as i32));
    let pairs = all.cells();
    check(&all, &pairs, &pairs);
}

#[test]
fn where_all_are_liked_the_same_indices_decide() {
    let even: Vec<_> = (0..4).map(|line| (line, line)).collect();
    for like in [0, i32::MAX, FORBIDDEN + 1] {
        check(&sheet(vec![1; 4], vec![1; 4], |_, _| (like, like)), &even, &even);
    }
    let two = [(0, 0), (0, 1), (1, 0), (1, 1)];
    check(
        &sheet(vec![2; 3], vec![2; 3], |_, _| (0, 0)),
        &[&two[..], &[(2, 2)]].concat(),
        &[&two[..], &[(2, 2)]].concat(),
    );
}

#[test]
fn one_column_that_everybody_wants_takes_whom_it_likes() {
    let popular = sheet(vec![1; 50], vec![3], |row, _| (i32::MAX, row as i32));
    check(&popular, &[(47, 0), (48, 0), (49, 0)], &[(47, 0), (48, 0), (49, 0)]);
    assert_eq!(solved(&popular, Proposing::Rows).proposals(), 50);
    assert_eq!(solved(&popular, Proposing::Columns).proposals(), 3);
}

#[test]
fn where_nobody_can_be_matched_nobody_is() {
    for like in [(FORBIDDEN, FORBIDDEN), (FORBIDDEN, 1), (i32::MAX, FORBIDDEN)] {
        let none = sheet(vec![2; 20], vec![2; 30], |_, _| like);
        check(&none, &[], &[]);
        assert_eq!(none.implicit().solve(Proposing::Rows).unwrap().proof().pairs_considered, 600);
    }
}

#[test]
fn the_largest_and_smallest_likes_are_told_apart() {
    let likes = [i32::MAX, i32::MAX - 1, 0, FORBIDDEN + 2, FORBIDDEN + 1];
    let ends = sheet(vec![1; 5], vec![1; 5], |row, column| (likes[column], likes[4 - row]));
    let crossed: Vec<_> = (0..5).map(|row| (row, 4 - row)).collect();
    check(&ends, &crossed, &crossed);
}

#[test]
fn a_pair_that_only_one_side_ranks_is_no_pair() {
    let market = Market::lists(
        vec![Ranking::strict(1, vec![0, 1]), Ranking::strict(1, vec![])],
        vec![Ranking::strict(1, vec![1]), Ranking::strict(1, vec![1, 0])],
    );
    let market = market.unwrap();
    for proposing in SIDES {
        let stable = market.solve(proposing).unwrap();
        assert_eq!((stable.pairs(), stable.proposals()), (&[(0, 1)][..], 1));
        assert_eq!(stable.proposing(), proposing);
        assert_eq!((stable.columns_of(7), stable.rows_of(7)), (vec![], vec![]));
    }
}

#[test]
fn ranks_beyond_sixteen_bits_are_told_apart() {
    let rows = 70_000;
    let high_first = || Ranking::strict(1, (0..rows).rev().collect());
    let market = Market::lists(vec![Ranking::strict(1, vec![0, 1]); rows as usize], vec![high_first(); 2]);
    let market = market.unwrap();
    let best = [(69_998, 1), (69_999, 0)];
    assert_eq!(market.solve(Proposing::Rows).unwrap().pairs(), best);
    assert_eq!(market.verify(&best).unwrap().pairs, 2);
    assert_eq!(
        market.verify(&[(4_463, 1), (69_999, 0)]),
        Err(Unstable::Blocking { row: 4_464, column: 1 }),
        "65 536 ranks apart"
    );
}

/// Answers otherwise every time it is asked.
struct Fickle(AtomicU64);

impl Likes for Fickle {
    fn write(&self, _: usize, _: Range<usize>, of_row: &mut [i32], of_column: &mut [i32]) {
        for like in of_row.iter_mut().chain(of_column) {
            let asked = self.0.fetch_add(1, Ordering::Relaxed);
            *like = (asked.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as i32 - 3;
        }
    }
}

#[test]
fn a_source_that_changes_its_mind_is_no_panic() {
    let mut refused = 0;
    for (seed, places) in (0..40).zip([1, 2, 9, u32::MAX].into_iter().cycle()) {
        let source = Fickle(AtomicU64::new(seed * 1_000_003));
        let market = Market::implicit(vec![places; 290], vec![places; 300], &source).unwrap();
        refused += SIDES.into_iter().filter(|proposing| market.solve(*proposing).is_err()).count();
    }
    assert!(refused > 50, "what was found is not handed out as stable: {refused} of 80");
}
