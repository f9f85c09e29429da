//! The integer room against brute force, independent solvers and its own certificate.

mod brute;
mod proofs;

use mentorship::assignment::{Bounds, Goal, Line, Pair, Problem, Solution, solve};

/// The parts of a problem, to build it in either form and to change it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) rows: Vec<Bounds>,
    pub(crate) columns: Vec<Bounds>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) values: Vec<(Line, Vec<i64>)>,
    pub(crate) pins: Vec<(usize, usize)>,
}

impl Parts {
    pub(crate) fn list(&self) -> Problem {
        self.finish(Problem::list(self.rows.clone(), self.columns.clone(), self.pairs.clone()).unwrap())
    }

    pub(crate) fn table(&self) -> Problem {
        let mut table = vec![None; self.rows.len() * self.columns.len()];
        for pair in &self.pairs {
            table[pair.row * self.columns.len() + pair.column] = Some(pair.weight);
        }
        self.finish(Problem::table(self.rows.clone(), self.columns.clone(), &table).unwrap())
    }

    fn finish(&self, mut problem: Problem) -> Problem {
        for (line, values) in &self.values {
            problem = problem.with_values(*line, values.clone()).unwrap();
        }
        problem.with_pins(self.pins.iter().copied()).unwrap()
    }
}

pub(crate) const GOALS: [Goal; 3] = [Goal::RowsFirst, Goal::PairsFirst, Goal::Total];

/// What a goal compares: its first level, then the total.
pub(crate) fn value(goal: Goal, solution: &Solution) -> (usize, i128) {
    let first = match goal {
        Goal::RowsFirst => solution.rows_covered(),
        Goal::PairsFirst => solution.pairs().len(),
        _ => 0,
    };
    (first, solution.total())
}

/// Solves both forms, checks every proof anew, and gives what the goal compares; `None` for a clash.
pub(crate) fn check(parts: &Parts, goal: Goal) -> Option<(usize, i128)> {
    let [list, table] = [parts.list(), parts.table()].map(|problem| {
        solve(&problem, goal).ok().map(|solution| {
            let proof = solution.certificate().verify(&problem, goal, solution.pairs()).unwrap();
            assert_eq!(proof, solution.proof());
            assert_eq!(proof.pairs_considered, parts.pairs.len() as u64);
            value(goal, &solution)
        })
    });
    assert_eq!(list, table, "a list and a table of the same pairs have the same value");
    list
}

/// A small generator of its own (`SplitMix64`), so that a failing case is found again by its number.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub(crate) fn weight(&mut self, from: i64, to: i64) -> i64 {
        from + (self.next() % (to - from + 1) as u64) as i64
    }
}
