//! A solver that is led from change to change, and checked at every step.

use mentorship::assignment::{Change, Changes, Goal, InvalidProblem, Problem, Solution, Solver, Unsolved};

use super::{
    check::checked,
    draw::Draw,
    generate::{NARROW, change},
    oracle::best_by_flow,
    parts::{Parts, Value},
};

/// One change, what the parts are afterwards, and the best value then (`None` for a clash).
pub(crate) struct Step {
    change: Change,
    after: Parts,
    best: Option<Value>,
    /// Whether it is solved before the next change.
    solved: bool,
}

/// Changes one after the other; those that cannot be made leave the parts as they were.
pub(crate) fn walk(draw: &mut dyn Draw, parts: &Parts, goal: Goal, steps: usize) -> Vec<Step> {
    let mut now = parts.clone();
    let step = |_| {
        let change = change(draw, &now);
        if let Some(after) = now.after(&change).filter(|after| after.posed().is_ok()) {
            now = after;
        }
        Step { change, best: best_by_flow(&now, goal), after: now.clone(), solved: draw.below(4) > 0 }
    };
    (0..steps).map(step).collect()
}

/// Whether these parts, which a solver was not posed with, fit how it was given its pairs.
fn fits(change: &Change, wide: bool) -> bool {
    let narrow = |weight: i64| wide || weight.abs() <= NARROW;
    match change {
        Change::Weight(pair) => narrow(pair.weight),
        Change::AddRow { weights, .. } | Change::AddColumn { weights, .. } => {
            weights.iter().flatten().all(|weight| narrow(*weight))
        }
        _ => true,
    }
}

/// Makes the changes on a solver of these parts, and checks it after each. It stops at a change for which the form of the
/// pairs is too narrow, once that was refused. How many changes were made and refused is what it gives.
pub(crate) fn follow(
    parts: &Parts,
    goal: Goal,
    form: &str,
    problem: Problem<'_>,
    steps: &[Step],
) -> [usize; 2] {
    let wide = form.contains("list");
    let mut solver = Solver::new(problem, goal);
    let mut before = solver.solve();
    checked(parts, goal, form, solver.problem(), before.clone());
    let (mut now, [mut made, mut refused]) = (parts, [0; 2]);
    for (at, step) in steps.iter().enumerate() {
        let of = now;
        let told = || format!("{form}, {goal:?}, step {at}, {:?} of {of:?}", step.change);
        let possible = now.after(&step.change).is_some_and(|after| after.posed().is_ok());
        let changed = solver.change(&step.change);
        if possible && !fits(&step.change, wide) {
            assert!(changed.is_err(), "too wide: {}", told());
            assert_unchanged(&mut solver, now, &before);
            return [made, refused + 1];
        }
        assert_eq!(changed.is_ok(), possible, "{}: {changed:?}", told());
        if let Err(InvalidProblem { flaws }) = changed {
            assert!(!flaws.is_empty());
            assert_unchanged(&mut solver, now, &before);
            refused += 1;
            continue;
        }
        made += 1;
        now = &step.after;
        assert_same_problem(solver.problem(), now);
        if step.solved {
            let answer = solver.solve();
            let value = checked(now, goal, form, solver.problem(), answer.clone());
            assert_eq!(value, step.best, "{}", told());
            if let (Ok(answer), Ok(before)) = (&answer, &before) {
                check_changes(before, answer);
            }
            before = answer;
        } else {
            before = solver.clone().solve();
        }
    }
    [made, refused]
}

/// What a problem tells of itself is what the parts are.
pub(crate) fn assert_same_problem(problem: &Problem<'_>, parts: &Parts) {
    assert_eq!((problem.row_count(), problem.column_count()), (parts.rows.len(), parts.columns.len()));
    for line in parts.lines() {
        assert_eq!(problem.bounds(line), parts.bounds_of(line));
    }
    let pairs = (0..parts.rows.len()).flat_map(|row| problem.pairs_of(row));
    assert!(pairs.eq(parts.pairs.iter().copied()), "the pairs are {:?}", parts.pairs);
    for row in 0..parts.rows.len() {
        for column in 0..parts.columns.len() {
            assert_eq!(problem.weight(row, column), parts.weight(row, column));
        }
    }
}

/// A change that was refused left the problem and its solution as they were.
fn assert_unchanged(solver: &mut Solver<'_>, parts: &Parts, before: &Result<Solution, Unsolved>) {
    assert_same_problem(solver.problem(), parts);
    match (solver.solve(), before) {
        (Ok(now), Ok(before)) => assert_eq!(now.pairs(), before.pairs(), "nothing has changed"),
        (Err(Unsolved::Clash(_)), Err(Unsolved::Clash(_))) => {}
        (now, before) => panic!("{before:?} became {now:?}, and nothing has changed"),
    }
}

/// Added and dropped pairs are those of the one and not of the other.
pub(crate) fn check_changes(before: &Solution, after: &Solution) {
    let Changes { dropped, added } = after.changes_since(before);
    assert!(dropped.is_sorted() && added.is_sorted());
    let mut pairs: Vec<_> = before.pairs().iter().filter(|pair| !dropped.contains(pair)).copied().collect();
    assert_eq!(pairs.len() + dropped.len(), before.pairs().len(), "only used pairs are dropped");
    assert!(added.iter().all(|pair| !before.pairs().contains(pair)), "only new pairs are added");
    pairs.extend(added);
    pairs.sort_unstable();
    assert_eq!(pairs, after.pairs());
    assert_eq!(after.changes_since(after), Changes::default());
}
