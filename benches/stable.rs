//! Stable matchings beside the published crate `galeshapley` 0.0.4, and markets that are never written down.
//!
//! Both get the same rankings, in the form each takes, in memory before the clock starts: lists of lists of numbers of 64 bits
//! for `galeshapley`, a `Ranking` for each line for us. *Making ready* is what each does with them once, *solving* what is
//! left: there ours includes the proof that nothing blocks. Neither side's clock counts copying what is given, checking what
//! was found, or giving memory back. Both find the same pairs in every single run.
#![expect(clippy::unwrap_used, reason = "a benchmark's groups are its documentation")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "numbers are mixed, and any bits will do"
)]
#![expect(clippy::print_stderr, reason = "one run of a large market is told in a line")]

use std::{
    env,
    hint::black_box,
    ops::Range,
    time::{Duration, Instant},
};

use criterion::{Bencher, Criterion, criterion_group, criterion_main};
use galeshapley::GaleShapley;
use mentorship::stable::{Likes, Market, Proposing, Ranking};

/// Numbers that look random and are the same on every machine (`SplitMix64`).
fn scattered(number: u64) -> u64 {
    let mut number = number.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// How the lines of a side rank those of the other.
#[derive(Clone, Copy)]
enum Taste {
    /// Each in an order of its own.
    Own,
    /// By what everybody sees, and as much by what only it sees.
    Shared,
}

const TASTES: [(&str, Taste); 2] = [("own tastes", Taste::Own), ("shared tastes", Taste::Shared)];

/// A ranking of everybody by each of `n` lines.
fn lists(n: usize, taste: Taste, side: u64) -> Vec<Vec<usize>> {
    let list = |line: usize| {
        let value = |other: usize| {
            let own = scattered((side + line as u64) << 32 | other as u64) >> 16;
            match taste {
                Taste::Own => own,
                Taste::Shared => own + (scattered((side + 77) << 40 | other as u64) >> 16),
            }
        };
        let mut list: Vec<_> = (0..n).map(|other| (value(other), other)).collect();
        list.sort_unstable();
        list.into_iter().map(|(_, other)| other).collect()
    };
    (0..n).map(list).collect()
}

fn rankings(lists: &[Vec<usize>]) -> Vec<Ranking> {
    let ranking = |list: &Vec<usize>| {
        Ranking::strict(1, list.iter().map(|other| u32::try_from(*other).unwrap()).collect())
    };
    lists.iter().map(ranking).collect()
}

fn theirs(ready: &mut GaleShapley) -> Vec<(usize, usize)> {
    ready.find_stable_marriage().collect()
}

fn ours(market: &Market<'_>) -> Vec<(usize, usize)> {
    market.solve(Proposing::Rows).unwrap().pairs().to_vec()
}

/// Times what is made of each given thing, and nothing else: neither what is given, nor checking it, nor giving memory back.
fn each<G, T>(b: &mut Bencher<'_>, given: impl Fn() -> G, of: impl Fn(G) -> T, check: impl Fn(&T)) {
    b.iter_custom(|times| {
        (0..times)
            .map(|_| {
                let given = given();
                let start = Instant::now();
                let made = black_box(of(given));
                let time = start.elapsed();
                check(&made);
                time
            })
            .sum()
    });
}

fn one_to_one(c: &mut Criterion) {
    for (name, taste) in TASTES {
        for n in [100, 1_000] {
            let (rows, columns) = (lists(n, taste, 0), lists(n, taste, 1 << 20));
            let lists = || (rows.clone(), columns.clone());
            let posed = || (rankings(&rows), rankings(&columns));
            let init = |(rows, columns)| GaleShapley::init(rows, columns);
            let pose = |(rows, columns)| Market::lists(rows, columns).unwrap();
            let solve_theirs = |mut ready: GaleShapley| (theirs(&mut ready), ready);
            let solve_ours = |market: Market<'static>| (ours(&market), market);
            let expected = ours(&pose(posed()));
            // `galeshapley` tells its pairs by column.
            let check_theirs = |found: &Vec<(usize, usize)>| {
                assert_eq!(found.len(), n);
                assert!(found.iter().all(|pair| expected[pair.0] == *pair));
            };

            let mut group = c.benchmark_group(format!("{n} x {n}, {name}"));
            group
                .sample_size(20)
                .measurement_time(Duration::from_secs(1))
                .warm_up_time(Duration::from_millis(300));
            group.bench_function("making ready, galeshapley", |b| each(b, lists, init, |_| ()));
            group.bench_function("making ready, mentorship", |b| each(b, posed, pose, |_| ()));
            group.bench_function("solving, galeshapley", |b| {
                each(b, || init(lists()), solve_theirs, |found| check_theirs(&found.0));
            });
            group.bench_function("solving, mentorship", |b| {
                each(b, || pose(posed()), solve_ours, |found| assert_eq!(found.0, expected));
            });
            group.bench_function("both, galeshapley", |b| {
                each(b, lists, |lists| solve_theirs(init(lists)), |found| check_theirs(&found.0));
            });
            group.bench_function("both, mentorship", |b| {
                each(b, posed, |lists| solve_ours(pose(lists)), |found| assert_eq!(found.0, expected));
            });
            group.finish();
        }
    }
}

/// Two sides that like each other partly for what everybody sees, worked out when asked for.
struct Seen;

impl Likes for Seen {
    fn write(&self, row: usize, columns: Range<usize>, of_row: &mut [i32], of_column: &mut [i32]) {
        let mine = scattered(row as u64) as u32;
        for ((column, of_row), of_column) in (columns.start as u32..).zip(of_row).zip(of_column) {
            let yours = column.wrapping_mul(0x9E37_79B9);
            let both = (mine ^ yours).wrapping_mul(0x85EB_CA6B);
            *of_row = (both >> 8) as i32 + (yours >> 8) as i32;
            *of_column = (both.wrapping_mul(0xC2B2_AE35) >> 8) as i32 + (mine >> 8) as i32;
        }
    }
}

fn never_written_down(c: &mut Criterion) {
    let mut group = c.benchmark_group("a source of 2000 x 2000");
    group.sample_size(10).measurement_time(Duration::from_secs(2));
    let market = Market::implicit(vec![1; 2_000], vec![1; 2_000], &Seen).unwrap();
    for proposing in [Proposing::Rows, Proposing::Columns] {
        group.bench_function(format!("{proposing:?} propose"), |b| {
            b.iter(|| assert_eq!(market.solve(proposing).unwrap().pairs().len(), 2_000));
        });
    }
    group.finish();
}

fn timed<T>(what: &str, of: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let made = of();
    eprintln!("{what}: {:.4} s", start.elapsed().as_secs_f64());
    made
}

/// One run of a source of `LARGE` rows and columns, and three of lists, a line for each part; nothing when it is not set.
fn large(_: &mut Criterion) {
    let Some(n) = env::var("LARGE").ok().and_then(|n| n.parse().ok()) else { return };
    let market = Market::implicit(vec![1; n], vec![1; n], &Seen).unwrap();
    for proposing in [Proposing::Rows, Proposing::Columns] {
        let stable = timed(&format!("source, {proposing:?}"), || market.solve(proposing).unwrap());
        assert_eq!(stable.pairs().len(), n);
        eprintln!("  {} proposals", stable.proposals());
    }
    if env::var("LARGE_LISTS").is_err() {
        return;
    }
    for (name, taste) in TASTES {
        let (rows, columns) = (lists(n, taste, 0), lists(n, taste, 1 << 20));
        for turn in 1..=3 {
            eprintln!("{name}, turn {turn}");
            let (of_rows, of_columns) = (rankings(&rows), rankings(&columns));
            let market = timed("mentorship, making ready", || Market::lists(of_rows, of_columns).unwrap());
            let found = timed("mentorship, solving", || ours(&market));
            let (of_rows, of_columns) = (rows.clone(), columns.clone());
            let mut ready = timed("galeshapley, making ready", || GaleShapley::init(of_rows, of_columns));
            let mut expected = timed("galeshapley, solving", || theirs(&mut ready));
            expected.sort_unstable();
            assert_eq!(found, expected);
        }
    }
}

criterion_group!(benches, one_to_one, never_written_down, large);
criterion_main!(benches);
