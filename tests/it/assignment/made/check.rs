//! The one check of every solve: the proof, the answer's own figures, and what the oracles say.

use mentorship::assignment::{Clash, Demand, Goal, Line, Problem, Solution, Unsolved, solve};

use super::{
    oracle::{best_by_flow, with_demands},
    parts::{BLOCKS, Parts, Value},
};

/// What a goal compares: its first level, then the total.
pub(crate) fn value(goal: Goal, solution: &Solution) -> Value {
    let first = match goal {
        Goal::RowsFirst => solution.rows_covered(),
        Goal::PairsFirst => solution.pairs().len(),
        _ => 0,
    };
    (first, solution.total())
}

/// Solves every form, checks every proof anew, and gives what the goal compares; `None` for a clash.
pub(crate) fn check(parts: &Parts, goal: Goal) -> Option<Value> {
    check_with(parts, goal, &BLOCKS[parts.pairs.len() % BLOCKS.len()..][..1])
}

/// The same with sources that state bounds for blocks of these lengths.
pub(crate) fn check_with(parts: &Parts, goal: Goal, blocks: &[usize]) -> Option<Value> {
    let mut found = None;
    parts.forms(blocks, |form, problem| {
        let answer = checked(parts, goal, form, &problem, solve(&problem, goal));
        let first = *found.get_or_insert(answer);
        assert_eq!(answer, first, "{form} has the value of a list, {goal:?}: {parts:?}");
    });
    found.flatten()
}

/// The same for one form only, by its number; a list where the weights are too large for it.
pub(crate) fn check_form(parts: &Parts, goal: Goal, at: usize) -> Option<Value> {
    let mut found = None;
    parts.form(if parts.is_narrow() { at } else { 0 }, &BLOCKS, |form, problem| {
        found = checked(parts, goal, form, &problem, solve(&problem, goal));
    });
    found
}

/// Checks an answer to these parts: its proof, all it tells, and that a clash is one and has nothing to spare.
pub(crate) fn checked(
    parts: &Parts,
    goal: Goal,
    form: &str,
    problem: &Problem<'_>,
    answer: Result<Solution, Unsolved>,
) -> Option<Value> {
    let solution = match answer {
        Ok(solution) => solution,
        Err(Unsolved::Clash(clash)) => {
            check_clash(parts, &clash);
            return None;
        }
        Err(other) => panic!("{form}, {goal:?}: {other} in {parts:?}"),
    };
    let proof = solution.certificate().verify(problem, goal, solution.pairs());
    let proof = proof.unwrap_or_else(|error| panic!("{form}, {goal:?}: {error} in {parts:?}"));
    assert_eq!(proof, solution.proof());
    let all = if form.contains("list") { parts.pairs.len() } else { parts.rows.len() * parts.columns.len() };
    assert_eq!(proof.pairs_considered, all as u64, "{form}: the proof is over all pairs");
    assert_eq!(problem.pairs_considered(), all as u64, "{form}");
    assert_eq!(solution.goal(), goal);
    let (own, met) = parts.judge(goal, solution.pairs());
    assert!(met, "{form}: every minimum is met");
    assert_eq!(value(goal, &solution), own, "{form}: the value is that of the pairs");
    if goal == Goal::Total {
        assert_eq!(parts.bound(solution.certificate()), own.1, "{form}: the prices prove it");
    }
    let by_row =
        (0..parts.rows.len()).flat_map(|row| solution.columns_of(row).into_iter().map(move |c| (row, c)));
    assert!(by_row.eq(solution.pairs().iter().copied()), "{form}: columns of rows are the pairs");
    for column in 0..parts.columns.len() {
        let rows = solution.pairs().iter().filter(|pair| pair.1 == column).map(|pair| &pair.0);
        assert!(rows.eq(solution.rows_of(column)), "{form}: rows of columns are the pairs");
    }
    Some(own)
}

/// A clash cannot be met, and every demand in it (of many, some) is needed.
pub(crate) fn check_clash(parts: &Parts, clash: &Clash) {
    let mut weightless = parts.clone();
    weightless.values.clear();
    weightless.pairs.iter_mut().for_each(|pair| pair.weight = 0);
    let can_be_met =
        |demands: &[Demand]| best_by_flow(&with_demands(&weightless, demands), Goal::Total).is_some();
    assert!(clash.demands.is_sorted(), "demands ascend: {clash}");
    assert!(!can_be_met(&clash.demands), "{clash} can be met in {parts:?}");
    for at in (0..clash.demands.len()).step_by(1 + clash.demands.len() / 12) {
        let mut fewer = clash.demands.clone();
        let spare = fewer.remove(at);
        assert!(can_be_met(&fewer), "{clash}: {spare} is not needed in {parts:?}");
    }

    // Lowered so, all can be met; by one unit less, nothing can.
    let met = |lowered: &[(Line, u32)]| {
        let mut parts = weightless.clone();
        for &(line, by) in lowered {
            let bounds = match line {
                Line::Row(at) => &mut parts.rows[at],
                Line::Column(at) => &mut parts.columns[at],
            };
            bounds.min -= by;
        }
        best_by_flow(&parts, Goal::Total).is_some()
    };
    let repair: Vec<_> = clash.repair.iter().map(|one| (one.line, one.min - one.to)).collect();
    assert!(clash.repair.is_sorted() && repair.iter().all(|(_, by)| *by > 0), "{clash}: {parts:?}");
    assert!(met(&repair), "{clash} in {parts:?}");
    let less = repair.iter().map(|(_, by)| by).sum::<u32>() - 1;
    let minimums: Vec<_> = parts.lines().map(|line| (line, parts.bounds_of(line).unwrap().min)).collect();
    let minimums: Vec<_> = minimums.into_iter().filter(|(_, min)| *min > 0).collect();
    if minimums.len() <= 6 && less <= 4 {
        let ways = ways(&minimums, less);
        assert!(ways.iter().all(|way| !met(way)), "{clash}: less would do in {parts:?}");
    }
}

/// Every way to lower these minimums by so many units in all.
fn ways(minimums: &[(Line, u32)], units: u32) -> Vec<Vec<(Line, u32)>> {
    let Some((&(line, min), others)) = minimums.split_first() else {
        return if units == 0 { vec![Vec::new()] } else { Vec::new() };
    };
    let with = |by: u32| {
        let rest = ways(others, units - by);
        rest.into_iter().map(move |way| [(line, by)].into_iter().chain(way).collect())
    };
    (0..=min.min(units)).flat_map(with).collect()
}
