//! Sources of rows: such as keep to what they said, in unusual ways, and such as do not.

use std::{
    ops::{ControlFlow, Range},
    sync::atomic::{AtomicI32, AtomicUsize, Ordering},
};

use mentorship::assignment::{
    Bounds, Change, FORBIDDEN, Goal, Line, Pair, Problem, Rows, Solver, SourceFault, Unsolved, solve,
};

use super::{
    families::full,
    made::{Chance, GOALS, Parts, Sheet, best_by_flow, checked, drawn},
};

/// A source of 5s, but for what it was told to get wrong.
struct Wrong<F> {
    /// What it writes to the place of a row and a column before, when it was to write a 5.
    write: F,
    block: usize,
    /// The bound of every block.
    bound: i32,
}

impl<F: Fn(usize, usize, &mut i32) + Send + Sync> Rows for Wrong<F> {
    fn largest(&self) -> i32 {
        9
    }

    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        assert_eq!(columns.len(), weights.len(), "there is a place for every column");
        for (column, place) in columns.zip(weights) {
            (self.write)(row, column, place);
        }
    }

    fn block(&self) -> usize {
        self.block
    }

    fn bounds(&self, _: usize, _: Range<usize>, _: &[i32], most: &mut [i32]) {
        most.fill(self.bound);
    }
}

fn one(count: usize) -> Vec<Bounds> {
    vec![Bounds::up_to(1); count]
}

/// What a solver, asked in both ways and twice, says of a source.
fn fault(rows: usize, columns: usize, source: &dyn Rows, goal: Goal) -> SourceFault {
    let problem = Problem::implicit(one(rows), one(columns), source).unwrap();
    let of = |unsolved| match unsolved {
        Unsolved::Source(fault) => fault,
        other => panic!("{other}"),
    };
    let first = of(solve(&problem, goal).expect_err("the source does not keep to what it said"));
    let mut solver = Solver::new(problem, goal);
    for _ in 0..2 {
        let ran = solver.run(&mut |_| ControlFlow::Continue(()));
        assert_eq!(of(ran.expect_err("the source does not keep to what it said")), first, "{goal:?}");
    }
    first
}

#[test]
fn a_place_that_was_left_out_is_found() {
    for (rows, columns, block) in [(1, 1, 4), (5, 8, 3), (70, 70, 16)] {
        let (row, column) = (rows - 1, columns / 2);
        let skips = |r: usize, c: usize, place: &mut i32| {
            if (r, c) != (row, column) {
                *place = 5;
            }
        };
        for goal in GOALS {
            let fault = fault(rows, columns, &Wrong { write: skips, block, bound: 9 }, goal);
            assert_eq!(fault, SourceFault::Unwritten { row, column });
        }
    }
    let fault = SourceFault::Unwritten { row: 3, column: 4 };
    insta::assert_snapshot!(fault, @"the source of rows wrote nothing for row 3 and column 4");
}

#[test]
fn a_source_that_writes_nothing_at_all_is_found() {
    for goal in GOALS {
        let fault = fault(40, 30, &Wrong { write: |_, _, _: &mut i32| {}, block: 8, bound: 9 }, goal);
        assert!(matches!(fault, SourceFault::Unwritten { .. }), "{fault}");
    }
}

#[test]
fn a_weight_beyond_the_largest_is_found() {
    for (rows, columns, block) in [(1, 1, 4), (5, 8, 3), (70, 70, 16)] {
        for weight in [10, -10, i32::MAX, FORBIDDEN + 2] {
            let (row, column) = (rows / 2, columns - 1);
            let lies = |r: usize, c: usize, place: &mut i32| {
                *place = if (r, c) == (row, column) { weight } else { 5 }
            };
            let fault = fault(rows, columns, &Wrong { write: lies, block, bound: i32::MAX }, Goal::RowsFirst);
            assert_eq!(fault, SourceFault::BeyondLargest { row, column, weight, largest: 9 });
        }
    }
    let fault = SourceFault::BeyondLargest { row: 3, column: 4, weight: -10, largest: 9 };
    insta::assert_snapshot!(fault, @"the source of rows gives -10 for row 3 and column 4, beyond the 9 it states");
}

#[test]
fn a_weight_above_the_bound_of_its_block_is_found() {
    for (rows, columns, block) in [(1, 1, 4), (1, 9, 4), (5, 8, 3), (70, 70, 16)] {
        // Whichever block of the row is looked at: some has to be.
        let lying = rows / 2;
        let lies = |row: usize, _: usize, place: &mut i32| *place = if row == lying { 6 } else { 5 };
        for goal in GOALS {
            let fault = fault(rows, columns, &Wrong { write: lies, block, bound: 5 }, goal);
            let SourceFault::AboveBound { row, column, weight: 6, bound: 5 } = fault else {
                panic!("{fault}")
            };
            assert_eq!(row, lying);
            assert!(column < columns);
        }
    }
    let below = |_: usize, _: usize, place: &mut i32| *place = -3;
    let all = fault(20, 20, &Wrong { write: below, block: 4, bound: -5 }, Goal::PairsFirst);
    assert!(matches!(all, SourceFault::AboveBound { weight: -3, bound: -5, .. }), "{all}");
    let none = fault(20, 20, &Wrong { write: below, block: 4, bound: FORBIDDEN + 1 }, Goal::PairsFirst);
    assert!(matches!(none, SourceFault::AboveBound { weight: -3, .. }), "{none}");
    let all =
        fault(20, 20, &Wrong { write: |_, _, place: &mut i32| *place = 5, block: 4, bound: 4 }, Goal::Total);
    assert!(matches!(all, SourceFault::AboveBound { weight: 5, bound: 4, .. }), "{all}");
    let fault = SourceFault::AboveBound { row: 3, column: 4, weight: 6, bound: 5 };
    insta::assert_snapshot!(fault, @"the source of rows gives 6 for row 3 and column 4, above the bound of 5 for its block");
}

/// A source with one pair a row, of column 0 … in turn, whose answer for one of them is another each time.
struct Drifting {
    row: usize,
    columns: usize,
    asked: AtomicI32,
    /// Whether it says that the pair cannot be assigned instead, from the second time on.
    forbids: bool,
}

impl Rows for Drifting {
    fn largest(&self) -> i32 {
        1_000_000
    }

    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        for (column, weight) in columns.zip(weights) {
            *weight = match column == row % self.columns {
                true if row == self.row => match self.asked.fetch_add(1, Ordering::SeqCst) {
                    0 => 100,
                    _ if self.forbids => FORBIDDEN,
                    times => 100 + times,
                },
                true => 50,
                false => FORBIDDEN,
            };
        }
    }
}

#[test]
fn a_source_that_answers_twice_and_differently_is_found() {
    let mut found = 0;
    for (rows, columns) in [(1, 1), (10, 10), (60, 60), (90, 45)] {
        for forbids in [false, true] {
            for goal in GOALS {
                let source = Drifting { row: rows / 2, columns, asked: AtomicI32::new(0), forbids };
                let problem = Problem::implicit(one(rows), vec![Bounds::up_to(2); columns], &source).unwrap();
                let outcome = solve(&problem, goal);
                let times = source.asked.load(Ordering::SeqCst);
                match outcome {
                    Ok(_) => assert_eq!(times, 1, "it was asked {times} times, and believed"),
                    Err(Unsolved::Source(SourceFault::Changed { row, column, before, after })) => {
                        assert_eq!((row, column), (rows / 2, rows / 2 % columns));
                        assert_eq!(before, 100);
                        assert!(after > 100 || (forbids && after == i64::from(FORBIDDEN)), "{after}");
                        found += 1;
                    }
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }
    assert!(found > 0, "large problems are looked at twice");
    let fault = SourceFault::Changed { row: 3, column: 4, before: 100, after: -7 };
    insta::assert_snapshot!(fault, @"the source of rows gave 100 and then -7 for row 3 and column 4");
}

/// A source that, after so many places written, is another.
struct Turning {
    sheets: [Sheet; 2],
    left: AtomicUsize,
}

impl Rows for Turning {
    fn largest(&self) -> i32 {
        self.sheets[0].largest.max(self.sheets[1].largest)
    }

    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        let before =
            self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(1)));
        let sheet = &self.sheets[usize::from(before == Ok(0))];
        sheet.write(row, columns, weights);
    }
}

#[test]
fn a_source_that_turns_at_any_moment_breaks_nothing() {
    let (mut faults, mut answers) = (0, 0);
    for calls in 0..160 {
        let chance = &mut Chance(calls);
        let mut weights = || (0..144).map(|_| chance.weight(-3, 40) as i32).collect();
        let sheets = [(); 2].map(|()| Sheet { columns: 12, weights: weights(), largest: 40, block: 5 });
        let turned = Turning { sheets: sheets.clone(), left: AtomicUsize::new(calls as usize) };
        let problem = Problem::implicit(one(12), one(12), &turned).unwrap();
        let goal = GOALS[calls as usize % 3];
        match solve(&problem, goal) {
            Ok(solution) => {
                answers += 1;
                // Whatever was proved was proved of answers that were given.
                assert!(solution.total() <= 12 * 40);
                assert!(calls > 0 || turned.left.load(Ordering::SeqCst) == 0);
                if calls == 0 {
                    solution.certificate().verify(&problem, goal, solution.pairs()).unwrap();
                }
            }
            Err(Unsolved::Source(SourceFault::Changed { before, after, .. })) => {
                assert_ne!(before, after);
                faults += 1;
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert!(answers > 0, "{answers} {faults}");
}

/// True but unusual statements about a sheet.
struct Vague {
    sheet: Sheet,
    /// What is said of a block with this most.
    most: fn(i32) -> i32,
    block: usize,
    largest: i32,
}

impl Rows for Vague {
    fn largest(&self) -> i32 {
        self.largest
    }

    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        self.sheet.write(row, columns, weights);
    }

    fn block(&self) -> usize {
        self.block
    }

    fn bounds(&self, row: usize, blocks: Range<usize>, above: &[i32], most: &mut [i32]) {
        Rows::bounds(&self.sheet, row, blocks, above, most);
        for most in most {
            *most = (self.most)(*most);
        }
    }
}

#[test]
fn true_but_vague_statements_change_nothing() {
    let statements: [fn(i32) -> i32; 4] =
        [|most| most, |most| most.saturating_add(3), |_| i32::MAX, |most| most.max(0)];
    for case in 0..40 {
        let chance = &mut Chance(case);
        let (rows, columns) = (1 + chance.below(20), 1 + chance.below(40));
        let parts = drawn(chance, rows, columns, usize::MAX);
        let goal = GOALS[case as usize % 3];
        let best = best_by_flow(&parts, goal);
        for (at, most) in statements.into_iter().enumerate() {
            for block in [1, 5, 1000, usize::MAX] {
                let Some(sheet) = parts.sheet(block) else { continue };
                let largest = [sheet.largest, i32::MAX - 1][at % 2];
                let source = Vague { sheet, most, block, largest };
                let problem = parts.implicit(&source);
                let solved = solve(&problem, goal);
                let value = checked(&parts, goal, "a vague source", &problem, solved);
                assert_eq!(value, best, "case {case}, {goal:?}, statement {at}, block {block}");
            }
        }
    }
}

#[test]
fn blocks_without_length_and_bounds_without_statements_break_nothing() {
    struct Mute(usize);
    impl Rows for Mute {
        fn largest(&self) -> i32 {
            50
        }

        fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
            for (column, weight) in columns.zip(weights) {
                *weight = (row * 7 + column * 3) as i32 % 50;
            }
        }

        fn block(&self) -> usize {
            self.0
        }

        fn bounds(&self, _: usize, _: Range<usize>, _: &[i32], _: &mut [i32]) {}
    }
    for (rows, columns) in [(1, 1), (20, 30), (70, 70)] {
        let parts = full(rows, columns, |row, column| (row * 7 + column * 3) as i64 % 50);
        for block in [0, 1, 16] {
            let source = Mute(block);
            let problem = Problem::implicit(one(rows), one(columns), &source).unwrap();
            match solve(&problem, Goal::RowsFirst) {
                Ok(solution) => {
                    let value =
                        checked(&parts, Goal::RowsFirst, "a mute source", &problem, Ok(solution)).unwrap();
                    assert_eq!(value.0, rows.min(columns), "a bound that nobody stated hides nothing");
                    let best = solve(&parts.list(), Goal::RowsFirst).unwrap();
                    assert_eq!(value.1, best.total());
                }
                Err(Unsolved::Source(_)) => {}
                Err(other) => panic!("{other}"),
            }
        }
    }
}

#[test]
fn rows_and_columns_that_were_added_are_not_asked_of_the_source() {
    let parts = full(6, 6, |row, column| ((row * 5 + column) % 4) as i64);
    let sheet = parts.sheet(4).unwrap();
    let problem = parts.implicit(&sheet);
    let mut solver = Solver::new(problem, Goal::RowsFirst);
    let mut now: Parts = parts;
    for at in 0..6 {
        let change = match at % 3 {
            0 => Change::AddRow { bounds: Bounds::up_to(1), weights: vec![Some(3); now.columns.len()] },
            1 => Change::AddColumn { bounds: Bounds::up_to(1), weights: vec![Some(2); now.rows.len()] },
            _ => Change::Weight(Pair { row: now.rows.len() - 1, column: now.columns.len() - 1, weight: 9 }),
        };
        solver.change(&change).unwrap();
        now = now.after(&change).unwrap();
        let answer = solver.solve();
        let value = checked(&now, Goal::RowsFirst, "a source", solver.problem(), answer);
        assert_eq!(value, best_by_flow(&now, Goal::RowsFirst));
    }
    assert_eq!(solver.problem().bounds(Line::Row(7)), Some(Bounds::up_to(1)));
}

#[test]
fn a_weight_raised_above_the_bound_of_its_block_counts() {
    for block in [1, 3, 64] {
        let parts = full(8, 12, |_, _| 1);
        let sheet = parts.sheet(block).unwrap();
        let mut solver = Solver::new(parts.implicit(&sheet), Goal::Total);
        assert_eq!(solver.solve().unwrap().total(), 8);
        solver.change(&Change::Weight(Pair { row: 5, column: 11, weight: 1000 })).unwrap();
        let after = solver.solve().unwrap();
        assert_eq!(
            (after.total(), after.columns_of(5)),
            (1007, vec![11]),
            "beyond what the source states at all"
        );
        solver.change(&Change::Forbid { row: 5, column: 11 }).unwrap();
        assert_eq!(solver.solve().unwrap().total(), 8);
    }
}

/// Knows nothing of its blocks.
struct Plain;

impl Rows for Plain {
    fn largest(&self) -> i32 {
        7
    }

    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        for (column, weight) in columns.zip(weights) {
            *weight = i32::try_from((row + column) % 8).unwrap();
        }
    }
}

#[test]
fn a_source_that_knows_nothing_of_its_blocks_bounds_them_by_its_largest() {
    let mut most = [0; 3];
    Plain.bounds(5, 1..4, &[100, 0, -100], &mut most);
    assert_eq!(most, [7; 3]);
}
