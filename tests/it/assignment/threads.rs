//! The same answer, to the byte, from any number of threads and every time.

use mentorship::assignment::{Bounds, Certificate, Change, Goal, Line, Problem, Solver, Unsolved};

use super::{
    families::full,
    made::{Chance, GOALS, Parts, drawn},
};

type Bytes = Result<(Vec<(usize, usize)>, Certificate), Unsolved>;

/// The pairs and prices of a problem, and of what it is after a change.
fn answers(problem: &Problem<'_>, goal: Goal) -> Vec<Bytes> {
    let mut solver = Solver::new(problem.clone(), goal);
    let answer = |solver: &mut Solver<'_>| {
        let answer = solver.solve();
        answer.map(|solution| (solution.pairs().to_vec(), solution.certificate().clone()))
    };
    let first = answer(&mut solver);
    if problem.row_count() > 0 {
        let closed = Change::Bounds { line: Line::Row(problem.row_count() / 2), bounds: Bounds::up_to(0) };
        // A pin may stand against it; then the same stands against it every time.
        let _ = solver.change(&closed);
    }
    let second = answer(&mut solver);
    vec![first, second]
}

fn check(parts: &Parts, goal: Goal) {
    let pools =
        [1, 2, 5].map(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap());
    parts.forms(&[7], |form, problem| {
        let once = answers(&problem, goal);
        assert_eq!(answers(&problem, goal), once, "{form}, {goal:?}: a second time");
        for pool in &pools {
            let there = pool.install(|| answers(&problem, goal));
            assert_eq!(there, once, "{form}, {goal:?}: with {} threads", pool.current_num_threads());
        }
    });
}

#[test]
fn tied_and_crowded_problems_have_one_answer_whatever_the_threads() {
    for (at, goal) in GOALS.into_iter().enumerate() {
        check(&full(120 + at, 110, |row, column| ((row * 31 + column * 17) % 5) as i64), goal);
        check(&full(70, 80, |row, column| -((row * column) as i64)), goal);
    }
}

#[test]
fn problems_with_everything_in_them_have_one_answer_whatever_the_threads() {
    for case in 0..24 {
        let chance = &mut Chance(80_000 + case);
        let (rows, columns) = (1 + chance.below(50), 1 + chance.below(50));
        let parts = drawn(chance, rows, columns, usize::MAX);
        check(&parts, GOALS[case as usize % 3]);
    }
}
