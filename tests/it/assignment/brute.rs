//! Every assignment of tiny problems, tried one by one.

use std::ops::Range;

use super::made::{BLOCKS, Chance, GOALS, best_by_flow, best_by_trying, check, check_form, check_with, tiny};

/// Tiny problems from these seeds in all forms by all goals; in one form by one goal, in turn, from `few` on.
fn agree(cases: Range<u64>, few: u64) {
    let (mut clashes, mut solved) = (0, 0);
    for case in cases {
        let parts = tiny(&mut Chance(case));
        let bests = GOALS.into_iter().zip(best_by_trying(&parts)).enumerate();
        for (at, (goal, best)) in bests {
            let found = if case < few {
                check(&parts, goal)
            } else if at == case as usize % 3 {
                check_form(&parts, goal, case as usize / 3 % (3 + BLOCKS.len()))
            } else {
                continue;
            };
            assert_eq!(found, best, "case {case}, {goal:?}: {parts:?}");
            if found.is_none() { clashes += 1 } else { solved += 1 }
        }
    }
    assert!(clashes > solved / 20, "contradictory demands are among the cases: {clashes} of {solved}");
}

#[test]
fn the_best_of_all_assignments_is_found_and_proved() {
    agree(0..15_000, 700);
}

#[test]
fn the_best_of_all_assignments_is_found_and_proved_in_as_many_again() {
    agree(100_000..115_000, 100_700);
}

#[test]
fn blocks_of_every_length_change_nothing() {
    for case in 500_000..500_400 {
        let parts = tiny(&mut Chance(case));
        let goal = GOALS[case as usize % 3];
        assert_eq!(check_with(&parts, goal, &BLOCKS), best_by_flow(&parts, goal), "case {case}");
    }
}

#[test]
fn the_two_oracles_agree() {
    for case in 200_000..203_000 {
        let parts = tiny(&mut Chance(case));
        for (goal, best) in GOALS.into_iter().zip(best_by_trying(&parts)) {
            assert_eq!(best_by_flow(&parts, goal), best, "case {case}, {goal:?}: {parts:?}");
        }
    }
}
