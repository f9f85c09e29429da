//! The integer room beside published Rust solvers, on the same instances in one run.
//!
//! Every group asserts that all solvers find the same sum, and ours includes the check of its proof over all pairs.
#![expect(clippy::unwrap_used, reason = "a benchmark's groups are its documentation")]

use criterion::{Criterion, criterion_group, criterion_main};
use mentorship::assignment::{Bounds, Goal, Pair, Problem, solve};
use pathfinding::prelude::{Matrix, kuhn_munkres};

/// `SplitMix64`, so that instances are the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

fn table(n: usize, levels: u64) -> Vec<i64> {
    let mut chance = Chance(20_260_115);
    (0..n * n).map(|_| i64::try_from(chance.below(levels)).unwrap()).collect()
}

fn one_to_one(c: &mut Criterion) {
    for (family, levels) in [("dense tied", 60), ("dense uniform", 1_000_000)] {
        for n in [500, 1000] {
            let weights = table(n, levels);
            let possible: Vec<_> = weights.iter().copied().map(Some).collect();
            let problem =
                Problem::table(vec![Bounds::up_to(1); n], vec![Bounds::up_to(1); n], &possible).unwrap();
            let matrix = Matrix::square_from_vec(weights.clone()).unwrap();
            #[expect(clippy::cast_precision_loss, reason = "weights below 2^53")]
            let costs: Vec<f64> = weights.iter().map(|weight| -(*weight as f64)).collect();
            let costs = lapjv::Matrix::from_shape_vec((n, n), costs).unwrap();
            let best = solve(&problem, Goal::PairsFirst).unwrap().total();
            assert_eq!(best, i128::from(kuhn_munkres(&matrix).0));
            let mut group = c.benchmark_group(format!("{family} {n}"));
            group.sample_size(10);
            group.bench_function("mentorship, with proof", |b| {
                b.iter(|| assert_eq!(solve(&problem, Goal::PairsFirst).unwrap().total(), best));
            });
            group.bench_function("lapjv", |b| {
                b.iter(|| {
                    let (columns, _) = lapjv::lapjv(&costs).unwrap();
                    let sum: i64 =
                        columns.iter().enumerate().map(|(row, column)| weights[row * n + column]).sum();
                    assert_eq!(i128::from(sum), best);
                });
            });
            if n <= 500 {
                group.bench_function("pathfinding", |b| {
                    b.iter(|| assert_eq!(i128::from(kuhn_munkres(&matrix).0), best));
                });
            }
            group.finish();
        }
    }
}

/// What no dense peer takes: places for several, forbidden pairs, a list, minimums.
fn with_places(c: &mut Criterion) {
    let mut group = c.benchmark_group("with places, rows first");
    group.sample_size(10);
    let mut chance = Chance(7);
    let n = 2000;
    let weights: Vec<Option<i64>> = (0..n * n / 4)
        .map(|_| (chance.below(10) >= 4).then(|| i64::try_from(chance.below(60) * 1000).unwrap()))
        .collect();
    let places: Vec<_> =
        (0..n / 4).map(|_| Bounds::up_to(u32::try_from(1 + chance.below(3)).unwrap())).collect();
    let scarce = Problem::table(vec![Bounds::up_to(1); n], places.clone(), &weights).unwrap();
    let most: u32 = places.iter().map(|bounds| bounds.max).sum();
    group.bench_function("table, 2000 rows, 500 columns with 1 to 3 places, 40 % forbidden", |b| {
        b.iter(|| assert_eq!(solve(&scarce, Goal::RowsFirst).unwrap().rows_covered(), most as usize));
    });

    let rows = 5000;
    let mut pairs = std::collections::BTreeMap::new();
    for row in 0..rows {
        for _ in 0..10 {
            let column = usize::try_from(chance.below(2500)).unwrap();
            pairs.insert((row, column), i64::try_from(chance.below(60)).unwrap());
        }
    }
    let pairs = pairs.into_iter().map(|((row, column), weight)| Pair { row, column, weight }).collect();
    let columns = vec![Bounds { min: 1, max: 3 }; 2500];
    let list = Problem::list(vec![Bounds::up_to(1); rows], columns, pairs).unwrap();
    let best = solve(&list, Goal::RowsFirst).unwrap();
    group.bench_function("list, 5000 rows x 10 pairs, 2500 columns with 1 to 3 units", |b| {
        b.iter(|| assert_eq!(solve(&list, Goal::RowsFirst).unwrap().total(), best.total()));
    });
    group.finish();
}

criterion_group!(benches, one_to_one, with_places);
criterion_main!(benches);
