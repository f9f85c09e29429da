//! The row kernel: scores of every pair, bounds of every block, and how long packing takes, on seeded communities.
//!
//! Rows are judged in tiles, many mentees against a few blocks, as whoever looks at every pair should: the columns of
//! the blocks then stay in the cache.
#![expect(clippy::unwrap_used, reason = "a benchmark's groups are its documentation")]

use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mentorship::{
    criteria::{Instructions, Kernel},
    jiff::civil::date,
    people::History,
    sample,
};

/// The sum of all scores of the first mentees, tile by tile.
fn sum(kernel: &Kernel<'_>, mentees: usize, scores: &mut [i32]) -> i64 {
    let mut sum = 0;
    let mentors = kernel.order().len();
    for from in (0..mentors).step_by(scores.len()) {
        let places = from..mentors.min(from + scores.len());
        for mentee in 0..mentees {
            let scores = &mut scores[..places.len()];
            kernel.write(mentee, places.clone(), scores);
            sum +=
                scores.iter().filter(|score| **score != Kernel::EXCLUDED).map(|s| i64::from(*s)).sum::<i64>();
        }
    }
    sum
}

fn scores(c: &mut Criterion) {
    let (criteria, on) = (sample::criteria(), date(2026, 1, 15));
    let roster = sample::community(4_096, 1_000, 2026);
    let compiled = criteria.compile(&roster, on, &History::default()).unwrap();
    let pairs = |mentees: usize| {
        let scores = (0..mentees).flat_map(|mentee| compiled.scores(mentee)).flatten();
        scores.map(mentorship::criteria::Score::thousandths).sum::<i64>()
    };
    let expected = pairs(200);
    let mut group = c.benchmark_group("scoring 200 rows of 4096");
    group.sample_size(10).throughput(Throughput::Elements(200 * 4096));
    group.bench_function("pair by pair", |b| b.iter(|| assert_eq!(pairs(200), expected)));
    let mut buffer = vec![0; 4 * Kernel::BLOCK];
    for instructions in [Instructions::Widest, Instructions::Narrower, Instructions::Baseline] {
        let kernel = compiled.kernel().using(instructions);
        group.bench_function(format!("{instructions:?}"), |b| {
            b.iter(|| assert_eq!(sum(&kernel, 200, &mut buffer), expected));
        });
    }
    group.finish();

    let kernel = compiled.kernel();
    let mut bounds = vec![0; kernel.blocks()];
    let mut group = c.benchmark_group("bounds of 1000 rows of 64 blocks");
    group.sample_size(10).throughput(Throughput::Elements(64_000));
    for (name, above) in [("coarse", i32::MAX), ("fine", Kernel::EXCLUDED)] {
        group.bench_function(name, |b| {
            b.iter(|| {
                for mentee in 0..1_000 {
                    kernel.bounds(mentee, 0..64, &[above; 64], &mut bounds);
                }
            });
        });
    }
    group.finish();
}

fn packing(c: &mut Criterion) {
    let (criteria, on) = (sample::criteria(), date(2026, 1, 15));
    let mut group = c.benchmark_group("making ready");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for n in [500, 10_000, 100_000] {
        let roster = sample::community(n, n, 2026);
        let compile = || criteria.compile(&roster, on, &History::default()).unwrap();
        group.bench_function(format!("compiling {n} x {n} people"), |b| b.iter(compile));
        let compiled = compile();
        group.bench_function(format!("packing {n} x {n} people"), |b| {
            b.iter(|| assert_eq!(compiled.kernel().order().len(), n));
        });
    }
    group.finish();
}

criterion_group!(benches, scores, packing);
criterion_main!(benches);
