//! From profiles in memory to a proven plan, on seeded sample communities.
#![expect(clippy::unwrap_used, reason = "a benchmark's groups are its documentation")]

use criterion::{Criterion, criterion_group, criterion_main};
use mentorship::{jiff::civil::date, matching::Request, people::History, sample};

fn plans(c: &mut Criterion) {
    let (criteria, on) = (sample::criteria(), date(2026, 1, 15));
    let mut group = c.benchmark_group("from profiles to a proven plan");
    group.sample_size(10);
    for n in [50, 500, 2000] {
        let roster = sample::community(n, n, 2026);
        let request = Request::new(&roster, &criteria, on);
        let best = request.plan().unwrap();
        request.verify(&best).unwrap();
        group.bench_function(format!("{n} x {n} people"), |b| {
            b.iter(|| assert_eq!(request.plan().unwrap().total(), best.total()));
        });
    }
    group.finish();

    let mut group = c.benchmark_group("scoring every pair");
    group.sample_size(10);
    let roster = sample::community(1000, 1000, 2026);
    let compiled = criteria.compile(&roster, on, &History::default()).unwrap();
    let sum = || {
        (0..1000)
            .flat_map(|mentee| compiled.scores(mentee))
            .flatten()
            .map(mentorship::criteria::Score::thousandths)
            .sum::<i64>()
    };
    let expected = sum();
    group.bench_function("1000 x 1000, one core", |b| b.iter(|| assert_eq!(sum(), expected)));
    group.finish();
}

criterion_group!(benches, plans);
criterion_main!(benches);
