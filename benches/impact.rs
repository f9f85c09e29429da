//! How fast figures come from rows in memory, on one core.
//!
//! The bars: Kaplan–Meier from (day, ended) rows, the curve and its median included, at 200 million rows a second or
//! more; mean and variance by group at 300 million or more.
#![expect(clippy::unwrap_used, reason = "a bench that cannot build its case is to stop")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mentorship::impact::{
    Accumulate, Days, Ended, Moments, Spell, TimesToEvent, moments_by_group as by_group,
};

const ROWS: u32 = 10_000_000;
/// The longest match, three years.
const LONGEST: u64 = 1096;

/// Numbers that look random and are the same on every machine (`SplitMix64`).
fn scattered(row: u32) -> u64 {
    let mut number = u64::from(row).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// Ten million matches of up to three years, of which two in three have ended: as columns, and as spells.
fn match_length(criterion: &mut Criterion) {
    let lengths: Vec<Days> =
        (0..ROWS).map(|row| Days::new(i64::try_from(scattered(row) % LONGEST).unwrap()).unwrap()).collect();
    let endings: Vec<Ended> = (0..ROWS)
        .map(|row| if scattered(row) >> 32 & 0xFF < 170 { Ended::Yes } else { Ended::StillOpen })
        .collect();
    let spells: Vec<Spell> =
        lengths.iter().zip(&endings).map(|(days, ended)| Spell::new(*days, *ended)).collect();
    let one_day = vec![lengths[0]; lengths.len()];

    let mut group = criterion.benchmark_group("match length");
    group.throughput(Throughput::Elements(u64::from(ROWS))).sample_size(10);
    group.bench_function("ten million rows in two columns", |bencher| {
        bencher.iter(|| {
            let times = TimesToEvent::from_columns(black_box(&lengths), black_box(&endings)).unwrap();
            let curve = times.finish();
            assert_eq!(curve.steps()[0].at_risk, u64::from(ROWS));
            curve.median()
        });
    });
    group.bench_function("ten million rows in two columns, all of one day", |bencher| {
        bencher.iter(|| {
            let curve =
                TimesToEvent::from_columns(black_box(&one_day), black_box(&endings)).unwrap().finish();
            assert_eq!(curve.steps().len(), 1);
            curve.median()
        });
    });
    group.bench_function("ten million spells, one by one", |bencher| {
        bencher.iter(|| {
            let curve = black_box(&spells).iter().copied().collect::<TimesToEvent>().finish();
            assert_eq!(curve.steps()[0].at_risk, u64::from(ROWS));
            curve.median()
        });
    });
    group.finish();
}

/// Mean and variance of 10^7 values in 1 000 groups: what a table by neighbourhood of years of meetings asks for. The groups
/// come in no order (the usual case) and in long runs (the worst one: each row waits for the sum of the row before).
fn moments_by_group(criterion: &mut Criterion) {
    const GROUPS: usize = 1_000;
    let shuffled: Vec<u32> =
        (0..ROWS).map(|row| u32::try_from(scattered(row) % GROUPS as u64).unwrap()).collect();
    // Any 32 bits are a value.
    let minutes: Vec<i32> =
        (0..ROWS).map(|row| u32::try_from(scattered(row) >> 32).unwrap().cast_signed()).collect();
    let mut runs = shuffled.clone();
    runs.sort_unstable();

    let mut group = criterion.benchmark_group("mean and variance of 10^7 values in 1000 groups");
    group.throughput(Throughput::Elements(u64::from(ROWS))).sample_size(20);
    for (order, groups) in [("in no order", &shuffled), ("in runs", &runs)] {
        let mut plain = vec![Moments::default(); GROUPS];
        for (&group, &value) in groups.iter().zip(&minutes) {
            plain[group as usize].add(value);
        }
        assert_eq!(by_group(groups, &minutes, GROUPS).unwrap(), plain);
        group.bench_function(order, |bencher| {
            bencher.iter(|| {
                let moments = by_group(black_box(groups), black_box(&minutes), GROUPS);
                let moments = moments.unwrap();
                let variances = moments.iter().filter_map(|moments| moments.finish().variance());
                variances.sum::<f64>()
            });
        });
    }
    group.finish();
}

criterion_group!(benches, match_length, moments_by_group);
criterion_main!(benches);
