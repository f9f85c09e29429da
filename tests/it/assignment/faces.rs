//! All best assignments at once, against all assignments tried one by one.

use std::ops::Range;

use mentorship::assignment::{Change, Goal, Line, Solver, solve};

use super::made::{BLOCKS, Chance, GOALS, Parts, each_assignment, tiny};

/// Every best assignment by a goal.
fn best(parts: &Parts, goal: usize) -> Vec<Vec<(usize, usize)>> {
    let (mut best, mut value) = (Vec::new(), None);
    each_assignment(parts, &mut |used, values| {
        if value.is_none_or(|before| before < values[goal]) {
            value = Some(values[goal]);
            best.clear();
        }
        if value == Some(values[goal]) {
            best.push(used.to_vec());
        }
    });
    best
}

fn agree(cases: Range<u64>) {
    let (mut several, mut open) = (0, 0);
    for case in cases {
        let draw = &mut Chance(case);
        let parts = tiny(draw);
        let (at, form) = (case as usize % 3, case as usize / 3 % (3 + BLOCKS.len()));
        let best = best(&parts, at);
        if best.is_empty() {
            continue;
        }
        parts.form(if parts.is_narrow() { form } else { 0 }, &BLOCKS, |form, problem| {
            let solution = solve(&problem, GOALS[at]).unwrap();
            let face = solution.face(&problem);
            let about = || format!("case {case}, {form}, {:?}: {parts:?}", GOALS[at]);

            let used: Vec<_> = parts.pairs.iter().map(|pair| (pair.row, pair.column)).collect();
            let times = |pair: &(usize, usize)| best.iter().filter(|used| used.contains(pair)).count();
            let every: Vec<_> = used.iter().copied().filter(|pair| times(pair) == best.len()).collect();
            let some: Vec<_> =
                used.iter().copied().filter(|pair| (1..best.len()).contains(&times(pair))).collect();
            assert_eq!((face.in_every(), face.in_some()), (&every[..], &some[..]), "{}", about());
            for line in parts.lines() {
                let units = best.iter().map(|used| {
                    let on = |&&(row, column): &&(usize, usize)| match line {
                        Line::Row(at) => row == at,
                        Line::Column(at) => column == at,
                    };
                    used.iter().filter(on).count()
                });
                let bounds = face.units(line).unwrap();
                let (least, most) = (units.clone().min().unwrap(), units.max().unwrap());
                assert!(bounds.min as usize <= least && most <= bounds.max as usize, "{}", about());
            }

            // The best of them by something else.
            let other: Vec<i64> = used.iter().map(|_| draw.weight(-3, 9)).collect();
            let weight = |row, column| other[used.iter().position(|pair| *pair == (row, column)).unwrap()];
            let worth = |pairs: &[(usize, usize)]| -> i64 {
                pairs.iter().filter(|pair| some.contains(pair)).map(|pair| weight(pair.0, pair.1)).sum()
            };
            let found = solve(&face.by(weight).unwrap(), Goal::Total).unwrap();
            assert!(best.contains(&found.pairs().to_vec()), "{:?} is a best one: {}", found.pairs(), about());
            let mut solver = Solver::new(problem.clone(), GOALS[at]);
            assert!(solver.prefer(found.pairs().to_vec()).is_err(), "nothing is proved yet: {}", about());
            let _ = solver.solve().unwrap();
            let preferred = solver.prefer(found.pairs().to_vec()).unwrap();
            assert_eq!((preferred.pairs(), preferred.proof().value), (found.pairs(), solution.proof().value));
            // It stays, but for what adds nothing.
            let again = solver.solve().unwrap();
            assert_eq!(again.proof().value, solution.proof().value, "{}", about());
            assert!(again.pairs().iter().all(|pair| found.pairs().contains(pair)), "it stays: {}", about());
            if let Some(&(row, column)) = some.first() {
                solver.change(&Change::Forbid { row, column }).unwrap();
                let after = solver.solve().unwrap();
                let rest = best.iter().filter(|used| !used.contains(&(row, column)));
                assert!(rest.clone().any(|used| used == after.pairs()), "{}", about());
            }
            let most = best.iter().map(|pairs| worth(pairs)).max();
            assert_eq!(Some(worth(found.pairs())), most, "{}", about());
            several += usize::from(best.len() > 1);
            open += some.len();
        });
    }
    assert!(several > 1500 && open > 3500, "many have several best ones: {several}, {open}");
}

#[test]
fn what_all_best_assignments_have_in_common_is_what_trying_all_of_them_says() {
    agree(700_000..720_000);
}

#[test]
fn a_line_that_does_not_exist_has_no_units() {
    let parts = tiny(&mut Chance(3));
    let problem = parts.list();
    let face = solve(&problem, Goal::RowsFirst).unwrap().face(&problem);
    assert_eq!((face.units(Line::Row(99)), face.units(Line::Column(99))), (None, None));
}

#[test]
fn long_chains_of_ties_are_no_matter_of_depth() {
    // Row r goes with columns r and r + 1: one place too many, so all of them can move along.
    let rows = 60_000;
    let pairs = (0..rows)
        .flat_map(|row| [row, row + 1].map(|column| mentorship::assignment::Pair { row, column, weight: 1 }));
    let one = |count| vec![mentorship::assignment::Bounds::up_to(1); count];
    let problem = mentorship::assignment::Problem::list(one(rows), one(rows + 1), pairs.collect()).unwrap();
    let face = solve(&problem, Goal::RowsFirst).unwrap().face(&problem);
    assert_eq!((face.in_every().len(), face.in_some().len()), (0, 2 * rows));
}
