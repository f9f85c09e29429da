//! Solving once, again after changes, and in sight of whoever waits.

use std::ops::ControlFlow;

use super::{
    Change, Clash, Goal, InvalidProblem, NotProved, Outcome, Pair, Phase, Problem, Progress, Solution,
    Unfinished, Unsolved,
    core::Weight,
    engine::{Engine, Standstill, Told, value_of_pins},
    goal::Encoding,
    lines::Lines,
    problem::Pairs,
};

/// Solves a problem, tells how far it is, and goes on from its last prices when the problem changes.
///
/// ```
/// use std::ops::ControlFlow;
/// use mentorship::assignment::{Bounds, Change, Goal, Problem, Solver};
///
/// let weights = [9, 8, 7, 2];
/// let one = || vec![Bounds::up_to(1); 2];
/// let mut solver = Solver::new(Problem::dense(one(), one(), &weights)?, Goal::RowsFirst);
/// let before = solver.solve()?;
/// assert_eq!(before.pairs(), [(0, 1), (1, 0)]);
///
/// // The two of them did not get on.
/// solver.change(&Change::Forbid { row: 0, column: 1 })?;
/// let after = solver.solve()?;
/// assert_eq!(after.pairs(), [(0, 0), (1, 1)]);
/// assert_eq!(after.changes_since(&before).added, [(0, 0), (1, 1)]);
///
/// // Somebody who waits can look on, and stop it.
/// let outcome = solver.run(&mut |progress| {
///     println!("{}: {:.0} %", progress.phase, 100.0 * progress.share_done());
///     ControlFlow::Continue(())
/// })?;
/// assert!(outcome.proved().is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Solver<'a> {
    problem: Problem<'a>,
    goal: Goal,
    rounds: usize,
    engine: Option<Engines>,
}

/// An engine, by the width of the weights it stores.
#[derive(Clone, Debug)]
enum Engines {
    Narrow(Engine<i32>),
    Wide(Engine<i64>),
}

impl<'a> Solver<'a> {
    /// A solver that has not begun.
    pub fn new(problem: Problem<'a>, goal: Goal) -> Self {
        Self { problem, goal, rounds: usize::MAX, engine: None }
    }

    /// Lets [`run`](Self::run) stop after so many rounds of solving and pricing.
    #[must_use]
    pub fn rounds(self, most: usize) -> Self {
        Self { rounds: most, ..self }
    }

    /// The problem as it is now.
    pub fn problem(&self) -> &Problem<'a> {
        &self.problem
    }

    /// Changes the problem; the next solution starts from what is known.
    ///
    /// # Errors
    ///
    /// As [`Problem::change`]; nothing is changed then.
    pub fn change(&mut self, change: &Change) -> Result<(), InvalidProblem> {
        let pinned = match *change {
            Change::Forbid { row, column }
            | Change::Weight(Pair { row, column, .. })
            | Change::Pin { row, column }
            | Change::Unpin { row, column } => self.problem.pins.contains(&(row, column)),
            _ => false,
        };
        let before = Encoding::new(&self.problem, self.goal);
        let was_narrow = narrow_fits(&self.problem);
        self.problem.change(change)?;
        if Encoding::new(&self.problem, self.goal) != before || narrow_fits(&self.problem) != was_narrow {
            // What a level is worth has changed, and with it every price.
            self.engine = None;
        }
        match &mut self.engine {
            Some(Engines::Narrow(engine)) => engine.apply(&self.problem, change, pinned),
            Some(Engines::Wide(engine)) => engine.apply(&self.problem, change, pinned),
            None => {}
        }
        Ok(())
    }

    /// Finds a best assignment and proves it, however long it takes.
    ///
    /// # Errors
    ///
    /// As [`solve`](super::solve).
    pub fn solve(&mut self) -> Result<Solution, Unsolved> {
        let rounds = std::mem::replace(&mut self.rounds, usize::MAX);
        let outcome = self.run(&mut |_| ControlFlow::Continue(()));
        self.rounds = rounds;
        match outcome? {
            Outcome::Proved(solution) => Ok(solution),
            Outcome::Stopped(_) => unreachable!("nobody stops it and its rounds are not limited"),
        }
    }

    /// Takes another best assignment instead of the one that was found, such as one chosen by its [`Face`](super::Face), and
    /// goes on from there. What adds nothing is given up when it solves again.
    ///
    /// # Errors
    ///
    /// When the prices of the last solution do not prove it to be as good; nothing is changed then. Before there is a
    /// solution, and after a change, nothing is proved.
    pub fn prefer(&mut self, mut pairs: Vec<(usize, usize)>) -> Result<Solution, NotProved> {
        let (problem, goal) = (&self.problem, self.goal);
        pairs.sort_unstable();
        let (certificate, excess) = match &self.engine {
            Some(Engines::Narrow(engine)) => (engine.certificate(), engine.excess()),
            Some(Engines::Wide(engine)) => (engine.certificate(), engine.excess()),
            None => return Err(NotProved::OtherProblem { rows: 0, columns: 0 }),
        };
        let proof = certificate.prove(problem, goal, &pairs, || excess)?;
        match &mut self.engine {
            Some(Engines::Narrow(engine)) => engine.replace(problem, &pairs),
            Some(Engines::Wide(engine)) => engine.replace(problem, &pairs),
            None => {}
        }
        Ok(Solution::new(problem, goal, pairs, certificate, proof))
    }

    /// Works until an assignment is proved to be the best, the limit of rounds is reached, or `watch` breaks it off. `watch`
    /// is called between steps, some hundred times a second on large problems. Run again, it goes on from where it was.
    ///
    /// # Errors
    ///
    /// As [`solve`](super::solve).
    pub fn run(&mut self, watch: &mut dyn FnMut(&Progress) -> ControlFlow<()>) -> Result<Outcome, Unsolved> {
        let mut last = None;
        let mut told = Told {
            watch: &mut |progress| {
                last = Some(*progress);
                watch(progress).is_continue()
            },
        };
        let (problem, goal, rounds) = (&self.problem, self.goal, self.rounds);
        if self.engine.is_none() {
            let lines = Lines::new(problem, goal);
            let engine = if narrow_fits(problem) {
                Engine::new(problem, lines, &mut told).map(Engines::Narrow)
            } else {
                Engine::new(problem, lines, &mut told).map(Engines::Wide)
            };
            match engine {
                Ok(engine) => self.engine = Some(engine),
                Err(Standstill::Fault(fault)) => return Err(fault.into()),
                Err(Standstill::Stopped) => {
                    let pairs = problem.pins.iter().copied().collect();
                    let mut progress = last.expect("whoever stopped it was told how far it is");
                    progress.value = value_of_pins(problem, &Lines::new(problem, goal));
                    let meets_demands = progress.value.is_some();
                    return Ok(Outcome::Stopped(Unfinished { pairs, meets_demands, progress }));
                }
            }
        }
        match self.engine.as_mut().expect("it was made when there was none") {
            Engines::Narrow(engine) => advance(engine, problem, goal, rounds, &mut told),
            Engines::Wide(engine) => advance(engine, problem, goal, rounds, &mut told),
        }
    }
}

/// Whether the weights are stored as 32 bits.
fn narrow_fits(problem: &Problem<'_>) -> bool {
    problem.largest < i64::from(i32::MAX)
}

fn advance<T: Weight>(
    engine: &mut Engine<T>,
    problem: &Problem<'_>,
    goal: Goal,
    rounds: usize,
    told: &mut Told<'_>,
) -> Result<Outcome, Unsolved> {
    match engine.run(problem, rounds, told) {
        Ok(()) => {}
        Err(Standstill::Fault(fault)) => return Err(fault.into()),
        Err(Standstill::Stopped) => {
            let (pairs, meets_demands) = engine.best_plan(problem);
            let progress = engine.progress(Phase::Solving, 0, 1);
            return Ok(Outcome::Stopped(Unfinished { pairs, meets_demands, progress }));
        }
    }
    if !engine.core.meets_minimums() {
        return Err(Clash::within(problem.clone(), engine.clone()).into());
    }
    engine.core.trim();
    let (pairs, certificate) = (engine.pairs_in_use(problem), engine.certificate());
    let proof = if matches!(problem.pairs, Pairs::Rows { .. }) || engine.is_warm() {
        certificate.prove(problem, goal, &pairs, || engine.excess())
    } else {
        certificate.verify(problem, goal, &pairs)
    };
    let proof = proof.expect("the engine keeps the invariant that prices prove");
    engine.settled(told);
    Ok(Outcome::Proved(Solution::new(problem, goal, pairs, certificate, proof)))
}
