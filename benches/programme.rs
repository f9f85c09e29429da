//! A region of a hundred programmes with a million entries: how long its figures take.
//!
//! The bar: five seconds from open programmes to the figures of the region. Beside it, what it takes to open one programme of ten
//! thousand entries from its stored lines, and to live a programme of two thousand mentees.
#![expect(clippy::unwrap_used, reason = "a bench that cannot build its case is to stop")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use mentorship::{
    id::ProgrammeId,
    impact::{AsOf, Indicator},
    programme::{Entry, Identifiers, Programme, Region},
    sample,
};

/// Mentees of a programme, such that it has some ten thousand entries.
const MENTEES: usize = 125;
/// Programmes that are lived; the region has each of them ten times, under other names.
const LIVED: u64 = 10;
/// Programmes of the region.
const PROGRAMMES: usize = 100;

fn regional(criterion: &mut Criterion) {
    let lived: Vec<Programme> = (0..LIVED).map(|seed| sample::programme(MENTEES, seed).0).collect();
    let named = || {
        let name = |at: usize| -> ProgrammeId { format!("town-{at:03}").parse().unwrap() };
        (0..PROGRAMMES).map(move |at| (name(at), at)).map(|(name, at)| (name, &lived[at % lived.len()]))
    };
    let entries: u64 = named().map(|(_, programme)| programme.version()).sum();
    assert!(entries >= 1_000_000, "{entries}");
    let on = AsOf::new(sample::PROGRAMME_END).resampled(1, 0);
    let served = |figures: &mentorship::impact::Figures| {
        figures.get(Indicator::Served, &[]).and_then(|figure| figure.value).unwrap()
    };

    let mut group = criterion.benchmark_group("regional merge of 100 programmes with a million entries");
    group.sample_size(10);
    group.bench_function("from open programmes to figures", |bench| {
        bench.iter(|| {
            let region = Region::of(on, Identifiers::Own, black_box(named())).unwrap();
            let figures = region.figures();
            let parts: f64 = region.programmes().map(|(id, _)| served(&region.figures_of(id).unwrap())).sum();
            assert!((served(&figures) - parts).abs() < 0.5, "{} of {parts}", served(&figures));
            assert_eq!(region.programmes().count(), PROGRAMMES);
        });
    });
    group.finish();
}

fn one(criterion: &mut Criterion) {
    let (programme, _) = sample::programme(MENTEES, 1);
    let lines: Vec<String> = programme.entries().iter().map(Entry::to_json).collect();
    assert!(lines.len() >= 10_000, "{}", lines.len());
    let mut group = criterion.benchmark_group("one programme");
    group.sample_size(10);
    group.bench_function("ten thousand entries from their lines", |bench| {
        bench.iter(|| {
            let again = Programme::open_json(black_box(&lines).iter().map(String::as_str)).unwrap();
            assert_eq!(again, programme);
        });
    });
    group.bench_function("a year of 2000 mentees", |bench| {
        bench.iter(|| {
            let (programme, _) = sample::programme(black_box(2000), 1);
            assert!(programme.version() > 150_000, "{}", programme.version());
        });
    });
    group.finish();
}

criterion_group!(benches, regional, one);
criterion_main!(benches);
