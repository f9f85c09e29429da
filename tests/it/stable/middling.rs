//! Markets of hundreds of lines, whose queues are used up, against the plainest way to let them ask.

use std::{cmp::Reverse, ops::Range};

use mentorship::stable::{FORBIDDEN, Likes, Market, Proposing};

use super::kit::{Pairs, SIDES, Sheet, solved};
use crate::assignment::Chance;

/// Deferred acceptance as it is told: everybody asks down a sorted list.
fn plainly(sheet: &Sheet) -> (Pairs, u64) {
    let (rows, columns) = (sheet.row_places.len(), sheet.column_places.len());
    let lists = (0..rows).map(|row| {
        let mut list: Vec<usize> = (0..columns).filter(|column| sheet.possible(row, *column)).collect();
        list.sort_by_key(|column| Reverse(sheet.of_rows[row][*column]));
        list
    });
    let lists: Vec<_> = lists.collect();
    let (mut done, mut taken, mut proposals) = (vec![0; rows], vec![0; rows], 0);
    // Who each column holds, the best first.
    let mut held = vec![Vec::new(); columns];
    let mut free: Vec<usize> = (0..rows).collect();
    while let Some(row) = free.pop() {
        while taken[row] < sheet.row_places[row] && done[row] < lists[row].len() {
            let column = lists[row][done[row]];
            (done[row], proposals) = (done[row] + 1, proposals + 1);
            held[column].push(row);
            taken[row] += 1;
            held[column].sort_by_key(|row| (Reverse(sheet.of_columns[*row][column]), *row));
            if held[column].len() > sheet.column_places[column] as usize {
                let out = held[column].pop().unwrap();
                taken[out] -= 1;
                free.push(out);
            }
        }
    }
    let pairs = held.iter().enumerate().flat_map(|(column, rows)| rows.iter().map(move |row| (*row, column)));
    let mut pairs: Pairs = pairs.collect();
    pairs.sort_unstable();
    (pairs, proposals)
}

/// Likes of so many rows and columns by a rule, and places below so many.
fn drawn(
    rows: usize,
    columns: usize,
    places: u32,
    seed: u64,
    like: impl Fn(&mut Chance, usize, usize) -> (i32, i32),
) -> Sheet {
    let mut chance = Chance(seed);
    let mut of =
        |lines: usize| -> Vec<u32> { (0..lines).map(|_| chance.below(places as usize) as u32 + 1).collect() };
    let (row_places, column_places) = (of(rows), of(columns));
    let (mut of_rows, mut of_columns) = (vec![Vec::new(); rows], vec![Vec::new(); rows]);
    for row in 0..rows {
        for column in 0..columns {
            let (of_row, of_column) = like(&mut chance, row, column);
            of_rows[row].push(of_row);
            of_columns[row].push(of_column);
        }
    }
    Sheet { row_places, column_places, of_rows, of_columns }
}

fn check(sheet: &Sheet) {
    let (pairs, proposals) = plainly(sheet);
    let rows = solved(sheet, Proposing::Rows);
    assert_eq!((rows.pairs(), rows.proposals()), (&pairs[..], proposals));
    let (pairs, proposals) = plainly(&sheet.turned());
    let columns = solved(sheet, Proposing::Columns);
    let mut turned: Pairs = columns.pairs().iter().map(|&(row, column)| (column, row)).collect();
    turned.sort_unstable();
    assert_eq!((turned, columns.proposals()), (pairs, proposals));
}

#[test]
fn everybody_agrees_who_is_best() {
    // Half of the proposers ask past several queues; equals are told apart by index from the first pair on.
    for levels in [1, 7, 1_000_000] {
        let like = |line: usize| (line as i32 * 7_919) % 1_009 % levels;
        check(&drawn(600, 620, 1, 1, |_, row, column| (like(column), like(row))));
        check(&drawn(620, 600, 3, 2, |_, row, column| (like(column), like(row))));
    }
}

#[test]
fn those_whom_everybody_likes_best_like_others_best() {
    check(&drawn(600, 600, 1, 3, |chance, row, column| (-(column as i32), chance.below(5 + row % 7) as i32)));
    check(&drawn(600, 600, 2, 4, |chance, row, _| (chance.below(9) as i32, -(row as i32))));
    check(&drawn(600, 600, 1, 5, |_, row, column| (-(column as i32), row as i32)));
}

#[test]
fn likes_at_random_with_places_and_impossible_pairs() {
    for (seed, levels) in [(6, 3), (7, 1 << 30)] {
        for places in [1, 4, 300] {
            check(&drawn(330, 290, places, seed, |chance, _, _| {
                let mut like = || match chance.below(3) {
                    0 => FORBIDDEN,
                    _ => chance.below(levels) as i32 - 1,
                };
                (like(), like())
            }));
        }
    }
}

#[test]
fn few_of_many_pairs_are_ranked() {
    check(&drawn(700, 500, 2, 8, |chance, _, _| {
        let like = if chance.below(40) == 0 { chance.below(10) as i32 } else { FORBIDDEN };
        (like, chance.below(10) as i32)
    }));
}

/// Likes of any size of market, mixed from the numbers of the two.
struct Mixed(u64);

impl Likes for Mixed {
    fn write(&self, row: usize, columns: Range<usize>, of_row: &mut [i32], of_column: &mut [i32]) {
        for ((column, of_row), of_column) in columns.zip(of_row).zip(of_column) {
            let mut mixed = (row as u64) << 32 ^ column as u64 ^ self.0;
            for _ in 0..2 {
                mixed = (mixed ^ mixed >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            }
            (*of_row, *of_column) = ((mixed >> 40) as i32 % 1000, (mixed as u32 >> 8) as i32 % 1000);
        }
    }
}

#[test]
fn threads_change_nothing() {
    let market = Market::implicit(vec![1; 900], vec![2; 500], &Mixed(9)).unwrap();
    let pools =
        [1, 2, 5].map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap());
    for proposing in SIDES {
        let once = market.solve(proposing).unwrap();
        assert_eq!(once.proof().rows_covered, 900);
        for pool in &pools {
            assert_eq!(pool.install(|| market.solve(proposing).unwrap()), once);
        }
    }
}
