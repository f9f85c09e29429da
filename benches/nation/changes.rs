//! Seeded changes of a plan that is there, each re-proved from the last prices, and how long that took.

use std::{
    fmt::Write as _,
    time::{Duration, Instant},
};

use mentorship::assignment::{Bounds, Change, Goal, Line, Pair, Problem, Solution, Solver};

use super::{Nation, Source};
use crate::instances::Chance;

/// What can be drawn; of the usual changes only the first three.
const KINDS: [&str; 9] = [
    "a pair that did not click",
    "a new mentee",
    "a mentor with a place more or less",
    "a mentee who leaves",
    "a new mentor, just like another",
    "a pair with another score",
    "a pair that must be",
    "a pair that need not be any more",
    "a mentor with a minimum",
];

/// Which changes are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    /// What happens every week: two who do not get on, somebody joins, a mentor takes one more or one fewer.
    Usual,
    /// All that a solver goes on from. Pins and minimums stay, so that problems become harder and harder.
    Every,
}

/// A solver that goes from change to change.
pub(super) struct Warm<'a> {
    source: &'a Source<'a>,
    /// How many mentees were there at first; the source knows more, who join later.
    mentees: usize,
    joined: usize,
    /// Of each mentor who joined, the column of the one they are just like.
    alike: Vec<usize>,
    drawn: Drawn,
    chance: Chance,
    solver: Solver<'a>,
    now: Solution,
    cold: Duration,
    changes: Vec<Taken>,
}

/// What one change took.
struct Taken {
    /// Which of [`KINDS`].
    kind: usize,
    /// Until it was proved again.
    proved: Duration,
    /// And until it was known which pairs changed, too.
    told: Duration,
    pairs: usize,
}

impl<'a> Warm<'a> {
    /// Solves for the first mentees of the nation, who are as many as that.
    pub(super) fn new(nation: &Nation, source: &'a Source<'a>, mentees: usize, drawn: Drawn) -> Self {
        let rows = nation.roster.mentees()[..mentees].iter().map(|mentee| mentee.partners);
        let mentors = nation.roster.mentors();
        let columns = source.kernel.order().iter().map(|&mentor| mentors[mentor as usize].partners);
        let [rows, columns] = [rows.collect::<Vec<_>>(), columns.collect()].map(|partners| {
            let bounds = |partners: &mentorship::people::Partners| Bounds::up_to(partners.max().into());
            partners.iter().map(bounds).collect()
        });
        let start = Instant::now();
        let problem = Problem::implicit(rows, columns, source).expect("a source within the bounds");
        let mut solver = Solver::new(problem, Goal::RowsFirst);
        let now = solver.solve().expect("nobody has a minimum");
        let cold = start.elapsed();
        Self {
            source,
            mentees,
            joined: 0,
            alike: vec![],
            drawn,
            chance: Chance(20),
            solver,
            now,
            cold,
            changes: vec![],
        }
    }

    /// Draws a change and makes it; tells how long it took until it was proved again.
    pub(super) fn change(&mut self) -> Duration {
        let (kind, change, start) = loop {
            let kind = self.chance.index(match self.drawn {
                Drawn::Usual => 3,
                Drawn::Every => KINDS.len(),
            });
            let Some(change) = self.draw(kind) else { continue };
            let start = Instant::now();
            // Somebody with pins may not take so few any more, or so many pins: another change is drawn then.
            if self.solver.change(&change).is_ok() {
                break (kind, change, start);
            }
        };
        let after = self.solver.solve().expect("one minimum here and there can be met");
        let proved = start.elapsed();
        let changes = after.changes_since(&self.now);
        let told = start.elapsed();
        self.joined += usize::from(matches!(change, Change::AddRow { .. }));
        self.now = after;
        let pairs = changes.dropped.len() + changes.added.len();
        self.changes.push(Taken { kind, proved, told, pairs });
        proved
    }

    /// A change of this kind, if it applies to whom it was drawn for.
    fn draw(&mut self, kind: usize) -> Option<Change> {
        let problem = self.solver.problem();
        let chance = &mut self.chance;
        let row = chance.index(problem.row_count());
        let column = chance.index(problem.column_count());
        let at = problem.bounds(Line::Row(row)).filter(|bounds| bounds.max > 0);
        Some(match kind {
            0 => {
                let &(row, column) = self.now.pairs().get(chance.index(self.now.pairs().len()))?;
                Change::Forbid { row, column }
            }
            1 => {
                let later = self.source.kernel.mentees() - self.mentees;
                let weights = self.source.row(self.mentees + self.joined % later);
                let mut weights: Vec<_> = weights.map(|weight| weight.map(i64::from)).collect();
                for &column in &self.alike {
                    weights.push(weights[column]);
                }
                Change::AddRow { bounds: Bounds::up_to(1), weights }
            }
            2 => {
                let Bounds { min, max } = problem.bounds(Line::Column(column))?;
                let max = if chance.below(2) == 0 { max + 1 } else { max.checked_sub(1)? };
                Change::Bounds { line: Line::Column(column), bounds: Bounds { min: min.min(max), max } }
            }
            3 => at.map(|_| Change::Bounds { line: Line::Row(row), bounds: Bounds::up_to(0) })?,
            4 => {
                let weights = (0..problem.row_count()).map(|row| problem.weight(row, column)).collect();
                self.alike.push(column);
                Change::AddColumn { bounds: problem.bounds(Line::Column(column))?, weights }
            }
            5 => {
                let more = i64::from(chance.weight(-5000..5001));
                let weight = (problem.weight(row, column)? + more).clamp(0, self.source.largest.into());
                Change::Weight(Pair { row, column, weight })
            }
            6 => at.and(problem.weight(row, column)).map(|_| Change::Pin { row, column })?,
            7 => {
                let pins: Vec<_> = problem.pins().collect();
                let &(row, column) = pins.get(chance.index(pins.len().max(1)))?;
                Change::Unpin { row, column }
            }
            _ => {
                let max = problem.bounds(Line::Column(column))?.max;
                Change::Bounds { line: Line::Column(column), bounds: Bounds { min: 1, max: max.max(1) } }
            }
        })
    }

    /// Makes changes until there are `count`; what each took; and that a solver which starts anew finds the same.
    pub(super) fn report(mut self, count: usize) -> String {
        while self.changes.len() < count {
            self.change();
        }
        let mut text = String::new();
        let mut line = |name: &str, mut times: Vec<Duration>| {
            times.sort_unstable();
            let at = |percent: usize| times.get((times.len() * percent).div_ceil(100).max(1) - 1).copied();
            let [median, p95, most] =
                [50, 95, 100].map(|percent| at(percent).unwrap_or_default().as_secs_f64() * 1e3);
            let count = times.len();
            writeln!(
                text,
                "{name}: {count} changes, median {median:.3} ms, p95 {p95:.3} ms, most {most:.1} ms"
            )
            .expect("a string takes all text");
        };
        let size = format!("{} x {}", self.mentees, self.source.columns());
        let changes = &self.changes[..count];
        line(&format!("warm change {size}, re-proved"), changes.iter().map(|taken| taken.proved).collect());
        line("with the list of pairs that changed", changes.iter().map(|taken| taken.told).collect());
        for (kind, name) in KINDS.iter().enumerate() {
            let these = changes.iter().filter(|taken| taken.kind == kind);
            let times: Vec<_> = these.map(|taken| taken.proved).collect();
            if !times.is_empty() {
                line(&format!("  {name}"), times);
            }
        }
        let pairs = changes.iter().map(|taken| taken.pairs).sum::<usize>();
        let cold = self.verify();
        writeln!(text, "pairs dropped or added: {pairs}").expect("a string takes all text");
        write!(
            text,
            "solved anew: {:.3} s before, {:.3} s after all changes, ",
            self.cold.as_secs_f64(),
            cold.as_secs_f64()
        )
        .expect("a string takes all text");
        text + "of the same rows and total; the certificate of the last change verified over all pairs"
    }

    /// The last prices prove the last pairs, and a solver that starts anew finds nothing better.
    fn verify(&self) -> Duration {
        let problem = self.solver.problem();
        let proof = self.now.certificate().verify(problem, Goal::RowsFirst, self.now.pairs());
        let proof = proof.expect("prices prove the pairs");
        let start = Instant::now();
        let anew = Solver::new(problem.clone(), Goal::RowsFirst).solve().expect("it was solved");
        let cold = start.elapsed();
        assert_eq!((proof.rows_covered, proof.total), (anew.rows_covered(), anew.total()));
        assert_eq!((proof.rows_covered, proof.total), (self.now.rows_covered(), self.now.total()));
        cold
    }
}
