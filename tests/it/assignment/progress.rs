//! Long work: what it tells is true at every moment, and what is there when it is stopped keeps its word.

use std::{collections::BTreeSet, ops::ControlFlow};

use mentorship::assignment::{
    Bounds, Change, Goal, Line, Outcome, Pair, Phase, Problem, Progress, Solution, Solver, Unfinished,
    Unsolved, solve,
};

use super::{
    families::full,
    made::{Chance, GOALS, Parts, Value, best_by_flow, checked, drawn, tiny, value},
};

const GO_ON: ControlFlow<()> = ControlFlow::Continue(());

/// The value with the first level counted in.
fn weighed(value: Value, first_level: i64) -> i128 {
    value.0 as i128 * i128::from(first_level) + value.1
}

/// What was told so far, checked as it comes.
#[derive(Debug, Default)]
struct Told {
    calls: usize,
    phases: BTreeSet<Phase>,
    last: Option<Progress>,
}

impl Told {
    /// Nothing told contradicts what is best or what was told before.
    fn hear(&mut self, parts: &Parts, best: Option<Value>, now: &Progress) {
        self.calls += 1;
        self.phases.insert(now.phase);
        assert!(now.steps >= 1 && now.done <= now.steps, "{now:?}");
        assert!((0.0..=1.0).contains(&now.share_done()), "{now:?}");
        assert!(now.stored <= parts.rows.len() * parts.columns.len(), "{now:?}");
        if let Some(best) = best.map(|best| weighed(best, now.first_level)) {
            assert!(now.bound.is_none_or(|bound| bound >= best), "{best} is above the bound of {now:?}");
            assert!(now.value.is_none_or(|value| value <= best), "{best} is below the value of {now:?}");
        } else {
            assert_eq!(now.value, None, "no assignment meets the demands");
        }
        assert!(now.gap().is_none_or(|gap| gap >= 0), "{now:?}");
        if let Some(before) = &self.last {
            assert!(now.round >= before.round, "{before:?} {now:?}");
            assert_eq!(now.first_level, before.first_level);
            let keeps = |before: Option<i128>, now: Option<i128>, no_worse: fn(&i128, &i128) -> bool| {
                before.is_none_or(|before| now.is_some_and(|now| no_worse(&now, &before)))
            };
            assert!(keeps(before.bound, now.bound, i128::le), "a bound rose: {before:?} {now:?}");
            assert!(keeps(before.value, now.value, i128::ge), "a value fell: {before:?} {now:?}");
            assert!(!falls_back(before, now), "{before:?} {now:?}");
        }
        self.last = Some(*now);
    }
}

/// Whether less of a pass is said to be done than before.
fn falls_back(before: &Progress, now: &Progress) -> bool {
    let pass = |progress: &Progress| (progress.phase, progress.round, progress.steps);
    matches!(now.phase, Phase::Pricing | Phase::Proving)
        && pass(now) == pass(before)
        && now.done < before.done
}

/// An unfinished assignment is possible, worth what is told, and no farther from the best than is told.
fn check_unfinished(parts: &Parts, goal: Goal, form: &str, best: Option<Value>, unfinished: &Unfinished) {
    let progress = unfinished.progress();
    let (own, met) = parts.judge(goal, unfinished.pairs());
    assert_eq!(unfinished.meets_demands(), met, "{form}: {unfinished:?}");
    if met {
        let own = weighed(own, progress.first_level);
        assert_eq!(progress.value, Some(own), "{form}: the value is that of the pairs, {unfinished:?}");
        let best = weighed(best.expect("an assignment meets the demands"), progress.first_level);
        if let Some(gap) = unfinished.gap() {
            assert!(best - own <= gap, "{form}: {best} is farther than told from {own}: {unfinished:?}");
        }
        assert_eq!(unfinished.gap(), progress.gap());
    } else {
        assert_eq!(unfinished.gap(), None, "{form}");
    }
    if let (Some(bound), Some(best)) = (progress.bound, best) {
        assert!(bound >= weighed(best, progress.first_level), "{form}: {unfinished:?}");
    }
}

/// Runs until the call numbered `stop`.
fn run(
    solver: &mut Solver<'_>,
    parts: &Parts,
    best: Option<Value>,
    stop: usize,
) -> (Result<Outcome, Unsolved>, Told) {
    let mut told = Told::default();
    let outcome = solver.run(&mut |now| {
        told.hear(parts, best, now);
        if told.calls > stop { ControlFlow::Break(()) } else { GO_ON }
    });
    assert!(told.calls <= stop.saturating_add(1), "what was broken off goes on: {told:?}");
    (outcome, told)
}

/// Stops a solver of this problem at each of the calls `first`, `first + step` …, goes on, and compares with the best.
fn stop_everywhere(parts: &Parts, goal: Goal, form: &str, problem: &Problem<'_>, step: usize) -> usize {
    let best = best_by_flow(parts, goal);
    let (outcome, told) = run(&mut Solver::new(problem.clone(), goal), parts, best, usize::MAX);
    let outcome = outcome.map(|outcome| outcome.proved().expect("nobody stopped it"));
    let whole: Option<Solution> = outcome.clone().ok();
    assert_eq!(checked(parts, goal, form, problem, outcome), best, "{form}, {goal:?}");
    if let (Some(last), Some(best)) = (told.last, best) {
        assert_eq!(last.gap(), Some(0), "{form}, {goal:?}: the last word is that nothing is better");
        assert_eq!(last.value, Some(weighed(best, last.first_level)));
    }
    let mut stopped = 0;
    for stop in (0..told.calls).step_by(step) {
        let mut solver = Solver::new(problem.clone(), goal);
        match run(&mut solver, parts, best, stop).0 {
            Ok(Outcome::Stopped(unfinished)) => {
                check_unfinished(parts, goal, form, best, &unfinished);
                stopped += 1;
            }
            // The last call comes when all is done, or nearly.
            outcome => {
                let outcome = outcome.map(|outcome| outcome.proved().unwrap());
                assert_eq!(checked(parts, goal, form, problem, outcome), best, "{form}, {goal:?}, {stop}");
            }
        }
        let (outcome, _) = run(&mut solver, parts, best, usize::MAX);
        let outcome = outcome.map(|outcome| outcome.proved().expect("nobody stopped it"));
        assert_eq!(checked(parts, goal, form, problem, outcome), best, "{form}, {goal:?}, after {stop}");
    }
    if let Some(whole) = whole {
        let again = solve(problem, goal).unwrap();
        assert_eq!(again.pairs(), whole.pairs(), "{form}: who is told and who is not get the same");
        assert_eq!(again.certificate(), whole.certificate());
    }
    stopped
}

#[test]
fn tiny_problems_can_be_stopped_anywhere() {
    for case in 0..250 {
        let parts = tiny(&mut Chance(40_000 + case));
        let goal = GOALS[case as usize % 3];
        parts.forms(&[3], |form, problem| {
            stop_everywhere(&parts, goal, form, &problem, 1);
        });
    }
}

#[test]
fn middling_problems_can_be_stopped_anywhere() {
    let mut stopped = 0;
    for case in 0..24 {
        let chance = &mut Chance(50_000 + case);
        let (rows, columns) = (5 + chance.below(25), 5 + chance.below(25));
        let parts = drawn(chance, rows, columns, usize::MAX);
        let goal = GOALS[case as usize % 3];
        parts.forms(&[7], |form, problem| {
            stopped += stop_everywhere(&parts, goal, form, &problem, 1);
        });
    }
    assert!(stopped > 100, "{stopped}");
}

#[test]
fn problems_with_a_long_way_can_be_stopped_anywhere() {
    let mut stopped = 0;
    let crowded = |row: usize, column: usize| 1000 / (1 + column as i64) - (row % 4) as i64;
    let products = |row: usize, column: usize| -((row + 1) as i64 * (column + 1) as i64);
    for (at, mut parts) in [full(60, 60, crowded), full(40, 40, products)].into_iter().enumerate() {
        for column in 50..parts.columns.len() {
            parts.columns[column] = Bounds { min: 1, max: 2 };
        }
        parts.forms(&[7], |form, problem| {
            stopped += stop_everywhere(&parts, GOALS[at], form, &problem, 3);
        });
    }
    assert!(stopped > 10, "{stopped}");
}

#[test]
fn whoever_looks_on_is_told_of_solving_and_of_the_proof() {
    let parts = full(70, 70, |row, column| ((row * 13 + column * 7) % 17) as i64);
    parts.forms(&[7, 64], |form, problem| {
        for goal in GOALS {
            let best = Some(value(goal, &solve(&problem, goal).unwrap()));
            let (_, told) = run(&mut Solver::new(problem.clone(), goal), &parts, best, usize::MAX);
            assert!(told.calls > 0, "{form}");
            assert!(
                told.phases.contains(&Phase::Solving) && told.phases.contains(&Phase::Proving),
                "{form}: {told:?}"
            );
            assert_eq!(told.last.unwrap().gap(), Some(0), "{form}");
            assert_eq!(told.last.unwrap().first_level > 0, goal != Goal::Total);
        }
    });
}

#[test]
fn a_clash_comes_through_when_nobody_stops_it() {
    let mut parts = full(12, 12, |row, column| (row + column) as i64);
    parts.columns[3] = Bounds { min: 7, max: 9 };
    parts.columns[8] = Bounds { min: 6, max: 9 };
    parts.forms(&[7], |form, problem| {
        stop_everywhere(&parts, Goal::RowsFirst, form, &problem, 1);
        let mut solver = Solver::new(problem.clone(), Goal::RowsFirst);
        assert!(matches!(solver.run(&mut |_| GO_ON), Err(Unsolved::Clash(_))), "{form}");
    });
}

#[test]
fn rounds_can_be_limited_and_added_to() {
    for case in 0..40 {
        let chance = &mut Chance(60_000 + case);
        let (rows, columns) = (1 + chance.below(50), 1 + chance.below(50));
        let mut parts = full(rows, columns, |row, column| -((row + 3) as i64 * (column + 1) as i64));
        if case % 2 == 0 {
            parts = drawn(chance, rows.min(20), columns.min(20), usize::MAX);
        }
        let goal = GOALS[case as usize % 3];
        parts.forms(&[7], |form, problem| {
            let best = checked(&parts, goal, form, &problem, solve(&problem, goal));
            for rounds in [1, 2, 5, usize::MAX] {
                let mut solver = Solver::new(problem.clone(), goal).rounds(rounds);
                let mut runs = 0;
                let answer = loop {
                    runs += 1;
                    assert!(runs < 2000, "{form}, {goal:?}: no end with {rounds} rounds at a time");
                    match solver.run(&mut |_| GO_ON) {
                        Ok(Outcome::Stopped(unfinished)) => {
                            assert!(rounds < usize::MAX, "{form}: there was no limit");
                            check_unfinished(&parts, goal, form, best, &unfinished);
                        }
                        Ok(Outcome::Proved(solution)) => break Ok(solution),
                        Err(error) => break Err(error),
                    }
                };
                assert_eq!(checked(&parts, goal, form, &problem, answer), best, "{form}, {goal:?}, {rounds}");
            }
            if let Ok(Outcome::Stopped(unfinished)) =
                Solver::new(problem.clone(), goal).rounds(0).run(&mut |_| GO_ON)
            {
                check_unfinished(&parts, goal, form, best, &unfinished);
            }
            // Whatever the limit of a run, solving goes to the end.
            let mut solver = Solver::new(problem.clone(), goal).rounds(1);
            let answer = solver.solve();
            assert_eq!(checked(&parts, goal, form, &problem, answer), best, "{form}, {goal:?}");
        });
    }
}

#[test]
fn what_was_stopped_can_be_changed_and_gone_on_with() {
    for case in 0..60 {
        let chance = &mut Chance(70_000 + case);
        let (rows, columns) = (4 + chance.below(14), 4 + chance.below(14));
        let parts = drawn(chance, rows, columns, usize::MAX);
        let goal = GOALS[case as usize % 3];
        let stop = chance.below(6);
        let (row, column) = (chance.below(rows), chance.below(columns));
        let changes = [
            Change::Forbid { row, column },
            Change::AddColumn { bounds: Bounds::up_to(2), weights: vec![Some(3); rows] },
            Change::Values { line: Line::Row(row), values: vec![2, 1, 0] },
        ];
        parts.forms(&[3], |form, problem| {
            let mut solver = Solver::new(problem, goal);
            let mut now = parts.clone();
            for change in &changes {
                let best = best_by_flow(&now, goal);
                if let Ok(Outcome::Stopped(unfinished)) = run(&mut solver, &now, best, stop).0 {
                    check_unfinished(&now, goal, form, best, &unfinished);
                }
                solver.change(change).unwrap();
                now = now.after(change).unwrap();
            }
            let best = best_by_flow(&now, goal);
            let outcome = run(&mut solver, &now, best, usize::MAX).0;
            let answer = outcome.map(|outcome| outcome.proved().unwrap());
            assert_eq!(
                checked(&now, goal, form, solver.problem(), answer),
                best,
                "case {case}, {form}, {goal:?}"
            );
        });
    }
}

#[test]
fn a_solver_that_has_solved_is_told_so_again() {
    let parts = full(30, 30, |row, column| ((row * 13 + column * 7) % 17) as i64);
    parts.forms(&[7], |form, problem| {
        let mut solver = Solver::new(problem, Goal::RowsFirst);
        let first = solver.solve().unwrap();
        let again = solver.run(&mut |_| GO_ON).unwrap().proved().unwrap();
        assert_eq!(again.pairs(), first.pairs(), "{form}");
        assert_eq!(again.total(), first.total());
    });
}

#[test]
fn after_the_first_pass_whoever_looks_on_is_told_how_far_the_best_can_be() {
    // Everybody likes the same columns.
    let n = 200;
    let weight = |at: usize| i32::try_from(1000 - at % n * 2 + (at / n * 7 + at % n * 13) % 31).unwrap();
    let weights: Vec<i32> = (0..n * n).map(weight).collect();
    let problem = Problem::dense(vec![Bounds::up_to(1); n], vec![Bounds::up_to(1); n], &weights).unwrap();
    let (mut told, mut last, mut parts) = (Vec::new(), None::<Progress>, 0);
    let outcome = Solver::new(problem, Goal::RowsFirst).run(&mut |progress| {
        assert!(last.is_none_or(|last| !falls_back(&last, progress)), "{last:?} {progress:?}");
        parts = parts.max(progress.done * usize::from(progress.phase == Phase::Pricing));
        last = Some(*progress);
        if progress.round > 1 && progress.phase == Phase::Solving {
            told.push((progress.bound, progress.first_level));
        }
        GO_ON
    });
    let solution = outcome.unwrap().proved().unwrap();
    assert!(!told.is_empty(), "one round was enough");
    assert!(parts > n / 2, "a pass was told of in several parts: {parts}");
    for (bound, first_level) in told {
        let best = weighed((solution.rows_covered(), solution.total()), first_level);
        assert!(bound.is_some_and(|bound| bound >= best), "{bound:?} is told, {best} is the best");
    }
}

#[test]
fn how_many_pairs_of_a_list_are_kept_is_told_through_changes() {
    let pair = |at: usize| Pair { row: at / 3, column: at % 3, weight: i64::try_from(at).unwrap() };
    let one = || vec![Bounds::up_to(1); 3];
    let problem = Problem::list(one(), one(), (0..8).map(pair).collect()).unwrap();
    let mut solver = Solver::new(problem, Goal::RowsFirst);
    let kept = |solver: &mut Solver<'_>| {
        let mut stored = 0;
        let outcome = solver.run(&mut |progress| {
            stored = progress.stored;
            GO_ON
        });
        assert!(outcome.unwrap().proved().is_some());
        stored
    };
    assert_eq!(kept(&mut solver), 8);
    solver.change(&Change::Weight(pair(8))).unwrap();
    assert_eq!(kept(&mut solver), 9);
    solver.change(&Change::Forbid { row: 2, column: 2 }).unwrap();
    assert_eq!(kept(&mut solver), 8);
}
