//! What starts from the profiles of an invented country: proven plans, rows that are never all stored, and changes.

mod changes;

use std::{ops::Range, time::Duration};

use criterion::{BenchmarkId, Criterion};
use mentorship::{
    assignment::{Bounds, Goal, Problem, Rows, solve},
    criteria::{Compiled, Criteria, Kernel},
    jiff::civil::{Date, date},
    matching::Request,
    people::{History, Roster},
    sample,
};

use crate::{
    fastest,
    instances::{Instance, Pairs},
    means,
    peers::{Objective, PEERS},
};
use changes::{Drawn, Warm};

const SEED: u64 = 2026;

/// How many changes a report is of; fewer by the environment, where even those take long.
fn changes() -> usize {
    std::env::var("CHANGES").ok().and_then(|count| count.parse().ok()).unwrap_or(1000)
}

fn on() -> Date {
    date(2026, 1, 15)
}

/// People and what is asked of their pairs.
struct Nation {
    roster: Roster,
    criteria: Criteria,
}

impl Nation {
    fn new(mentors: usize, mentees: usize) -> Self {
        Self { roster: sample::nation(mentors, mentees, SEED), criteria: sample::criteria() }
    }

    /// From the profiles in memory to the plan, proved over every pair and with every reason written.
    fn plan(&self) -> Objective {
        let plan = Request::new(&self.roster, &self.criteria, on()).plan().expect("nobody has a minimum");
        let total = plan.total().thousandths();
        Objective { pairs: i64::try_from(plan.pairings().len()).expect("few people"), total }
    }

    fn compiled(&self) -> Compiled<'_> {
        let compiled = self.criteria.compile(&self.roster, on(), &History::default());
        compiled.expect("criteria of the sample fit its people")
    }

    fn source<'a>(&self, compiled: &'a Compiled<'_>) -> Source<'a> {
        let largest = i32::try_from(self.criteria.most_points() * 1000).expect("a few hundred points");
        Source { kernel: compiled.kernel(), largest }
    }
}

/// Rows that the compiled criteria work out when they are asked for: mentees, with the mentors in the kernel's order.
struct Source<'a> {
    kernel: Kernel<'a>,
    largest: i32,
}

impl Source<'_> {
    fn columns(&self) -> usize {
        self.kernel.order().len()
    }

    /// A row's pairs, as a change or a list takes them.
    fn row(&self, row: usize) -> impl Iterator<Item = Option<i32>> + use<> {
        let mut weights = vec![Kernel::EXCLUDED; self.columns()];
        self.kernel.write(row, 0..self.columns(), &mut weights);
        weights.into_iter().map(|weight| (weight != Kernel::EXCLUDED).then_some(weight))
    }

    fn list(&self, rows: usize) -> Vec<(u32, u32, i32)> {
        let rows = 0..u32::try_from(rows).expect("few people");
        let pairs = rows.flat_map(|row| (0..).zip(self.row(row as usize)).map(move |pair| (row, pair)));
        pairs.filter_map(|(row, (column, weight))| Some((row, column, weight?))).collect()
    }
}

impl Rows for Source<'_> {
    fn largest(&self) -> i32 {
        self.largest
    }

    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
        self.kernel.write(row, columns, weights);
    }

    fn block(&self) -> usize {
        Kernel::BLOCK
    }

    fn bounds(&self, row: usize, blocks: Range<usize>, above: &[i32], most: &mut [i32]) {
        self.kernel.bounds(row, blocks, above, most);
    }
}

pub(crate) fn benches(criterion: &mut Criterion) {
    implicit(criterion);
    warm(criterion);
}

/// Proven plans, and beside published solvers what those can pose: everybody once, all pairs written to a table before
/// their clock starts.
fn implicit(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("implicit");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    for n in [500, 1000] {
        let nation = Nation::new(n, n);
        let compiled = nation.compiled();
        let list = nation.source(&compiled).list(n);
        let name = format!("everybody once {n}");
        let instance = Instance::one_to_one(name.clone(), n, n, Pairs::List(list));
        let mut best = None;
        group.bench_function(BenchmarkId::new(&name, "mentorship, from profiles, with proof"), |bencher| {
            bencher.iter(|| {
                let compiled = nation.compiled();
                let found = once_each(&nation.source(&compiled), n);
                assert_eq!(found, *best.get_or_insert(found));
            });
        });
        for peer in PEERS {
            let Some(solve) = (peer.ready)(&instance) else { continue };
            group.bench_function(BenchmarkId::new(&name, peer.name), |bencher| {
                bencher.iter(|| {
                    let found = solve();
                    assert_eq!(found, *best.get_or_insert(found), "{name}, {}", peer.name);
                });
            });
        }
    }
    for n in [500, 2000] {
        // People are made when the filter asks for them.
        let mut made = None;
        group.bench_function(
            BenchmarkId::new(format!("plan {n}"), "mentorship, from profiles, with proof"),
            |b| {
                let (nation, best) = made.get_or_insert_with(|| (Nation::new(n, n), None));
                b.iter(|| {
                    let found = nation.plan();
                    assert_eq!(found, *best.get_or_insert(found));
                });
            },
        );
    }
    group.finish();
}

fn once_each(source: &Source<'_>, rows: usize) -> Objective {
    let once = |count| vec![Bounds::up_to(1); count];
    let problem = Problem::implicit(once(rows), once(source.columns()), source);
    let solution = solve(&problem.expect("a source within the bounds"), Goal::RowsFirst);
    let solution = solution.expect("there are no minimums");
    Objective {
        pairs: i64::try_from(solution.pairs().len()).expect("few people"),
        total: i64::try_from(solution.total()).expect("few points"),
    }
}

/// Changes after a plan, one after another, all with one solver that is kept. The report is of the first ones.
fn warm(criterion: &mut Criterion) {
    let nation = Nation::new(2000, 2200);
    let compiled = nation.compiled();
    let source = nation.source(&compiled);
    let mut warm = None;
    let mut group = criterion.benchmark_group("warm change");
    group.sample_size(10).warm_up_time(Duration::from_millis(200)).measurement_time(Duration::from_secs(1));
    group.bench_function("2000 x 2000", |bencher| {
        let warm = warm.get_or_insert_with(|| Warm::new(&nation, &source, 2000, Drawn::Usual));
        bencher.iter_custom(|changes| (0..changes).map(|_| warm.change()).sum());
    });
    group.finish();
    if let Some(warm) = warm {
        println!("{}", warm.report(changes()));
    }
}

/// What is named `plan N`, `warm change N` or `warm change of every kind N`, as far as the words mean it.
pub(crate) fn once(words: &[&str]) {
    for n in [500, 2000, 10_000, 100_000] {
        let name = format!("plan {n}");
        if means(words, &name) {
            let nation = Nation::new(n, n);
            fastest(&name, "mentorship, from profiles, with proof", || nation.plan());
        }
    }
    for n in [500, 2000, 10_000, 100_000] {
        for (name, drawn) in [("warm change", Drawn::Usual), ("warm change of every kind", Drawn::Every)] {
            if means(words, &format!("{name} {n}")) {
                let nation = Nation::new(n, n + n / 10);
                let compiled = nation.compiled();
                println!("{}", Warm::new(&nation, &nation.source(&compiled), n, drawn).report(changes()));
            }
        }
    }
}
