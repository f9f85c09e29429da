//! How fast tables are protected, and how much is hidden beside a heuristic in common use.
//!
//! The heuristic hides, in each row and column where unsafe counts are alone or too few together, the smallest count that is
//! left, until nothing changes. It does not look at the table as a whole, so some of what it hides can be worked out: the
//! attacker of the tests counts what.
#![expect(clippy::unwrap_used, reason = "a bench that cannot build its case is to stop")]
#![expect(clippy::print_stdout, reason = "what is hidden is part of the result")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use mentorship::{
    disclosure::{Place, ProtectedTable, Threshold, Treatment, TwoWay},
    people::Label,
};

#[path = "../tests/it/disclosure/attacker.rs"]
mod attacker;

const THRESHOLD: Threshold = Threshold::PUBLIC;

/// Numbers that look random and are the same on every machine (`SplitMix64`).
fn scattered(seed: u64) -> u64 {
    let mut number = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// People of a town by neighbourhood (large and small ones) and by age or origin (frequent and seldom).
fn town(seed: u64, rows: u64, columns: u64, smallest: u64) -> Vec<Vec<u64>> {
    let size = |row: u64| smallest + scattered(seed << 32 | row) % (9 * smallest);
    let share = |column: u64| 3 + scattered(seed << 32 | 1 << 16 | column) % 30;
    let count = |row: u64, column: u64| {
        let luck = scattered(seed << 32 | 1 << 24 | row << 12 | column) % 200;
        size(row) * share(column) * luck / 20_000
    };
    (0..rows).map(|row| (0..columns).map(|column| count(row, column)).collect()).collect()
}

fn table(counts: &[Vec<u64>]) -> TwoWay {
    let names = |kind: &str, length: usize| -> Vec<Label> {
        (0..length).map(|at| Label::new(format!("{kind} {at}")).unwrap()).collect()
    };
    TwoWay::new(names("neighbourhood", counts.len()), names("group", counts[0].len()), counts).unwrap()
}

/// What the heuristic hides.
fn smallest_in_row_and_column(counts: &[Vec<u64>]) -> Vec<Vec<bool>> {
    let (rows, columns) = (counts.len(), counts[0].len());
    let mut hidden: Vec<Vec<bool>> =
        counts.iter().map(|row| row.iter().map(|count| THRESHOLD.is_unsafe(*count)).collect()).collect();
    let lines: Vec<Vec<(usize, usize)>> = (0..rows)
        .map(|row| (0..columns).map(|column| (row, column)).collect())
        .chain((0..columns).map(|column| (0..rows).map(|row| (row, column)).collect()))
        .collect();
    loop {
        let mut changed = false;
        for line in &lines {
            let of_line: Vec<_> = line.iter().filter(|(row, column)| hidden[*row][*column]).collect();
            let people: u64 = of_line.iter().map(|(row, column)| counts[*row][*column]).sum();
            if of_line.len() == 1 || THRESHOLD.is_unsafe(people) {
                let left = line.iter().filter(|(r, c)| !hidden[*r][*c] && counts[*r][*c] > 0);
                if let Some((row, column)) = left.min_by_key(|(row, column)| counts[*row][*column]) {
                    hidden[*row][*column] = true;
                    changed = true;
                }
            }
        }
        if !changed {
            return hidden;
        }
    }
}

/// How many extra counts the heuristic hides, and how many unsafe ones can be worked out to fewer than the threshold.
fn heuristic(counts: &[Vec<u64>], attacked: bool) -> (usize, usize) {
    let hidden = smallest_in_row_and_column(counts);
    let (rows, columns) = (counts.len(), counts[0].len());
    let number = |row: usize, column: usize| -> i64 {
        let sum: u64 = match (row < rows, column < columns) {
            (true, true) => counts[row][column],
            (true, false) => counts[row].iter().sum(),
            (false, true) => counts.iter().map(|row| row[column]).sum(),
            (false, false) => counts.iter().flatten().sum(),
        };
        i64::try_from(sum).unwrap()
    };
    let is_hidden = |row: usize, column: usize| row < rows && column < columns && hidden[row][column];
    let seen: attacker::Seen = (0..=rows)
        .map(|row| {
            (0..=columns).map(|column| (!is_hidden(row, column)).then(|| number(row, column))).collect()
        })
        .collect();
    let places = || (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let is_unsafe = |row: usize, column: usize| THRESHOLD.is_unsafe(counts[row][column]);
    let extra = places().filter(|(row, column)| hidden[*row][*column] && !is_unsafe(*row, *column)).count();
    let found = places().filter(|(row, column)| attacked && is_unsafe(*row, *column));
    let found =
        found.filter(|(row, column)| attacker::width(&seen, *row, *column).is_some_and(|width| width < 10));
    (extra, found.count())
}

/// How many counts, not totals, are hidden for others' sake.
fn extra_counts(protected: &ProtectedTable) -> usize {
    let (rows, columns) = (protected.table().rows().len(), protected.table().columns().len());
    let places = (0..rows).flat_map(|row| (0..columns).map(move |column| Place::Cell { row, column }));
    places.filter(|place| protected.treatment(*place) == Some(Treatment::Complementary)).count()
}

fn tables(criterion: &mut Criterion) {
    let towns: Vec<_> = (1..=50).map(|seed| town(seed, 20, 12, 100)).collect();
    let tables: Vec<_> = towns.iter().map(|counts| table(counts)).collect();
    let protected: Vec<_> = tables.iter().map(|table| table.protect(THRESHOLD)).collect();
    let sum = |of: fn(&ProtectedTable) -> usize| protected.iter().map(of).sum::<usize>();
    println!(
        "50 tables of 20 × 12: {} unsafe numbers, {} more counts hidden ({} totals withheld), {} tables proved least",
        sum(ProtectedTable::unsafe_numbers),
        sum(extra_counts),
        sum(ProtectedTable::withheld_totals),
        sum(|protected| usize::from(protected.is_proved_least())),
    );
    let extra: usize = towns.iter().map(|counts| heuristic(counts, false).0).sum();
    let found: usize = towns.iter().take(5).map(|counts| heuristic(counts, true).1).sum();
    println!(
        "smallest in row and column: {extra} more counts hidden; {found} people's counts found in the first five"
    );
    assert!(sum(extra_counts) < extra, "less is hidden than by the heuristic");
    let large = town(99, 200, 30, 800);
    let large_table = table(&large);
    let protected = large_table.protect(THRESHOLD);
    println!(
        "200 × 30: {} unsafe numbers, {} more counts hidden, {} by the heuristic; {} totals withheld",
        protected.unsafe_numbers(),
        extra_counts(&protected),
        heuristic(&large, false).0,
        protected.withheld_totals(),
    );

    let mut group = criterion.benchmark_group("disclosure");
    group.sample_size(10);
    group.bench_function("50 tables of 20 x 12", |bencher| {
        bencher.iter(|| {
            let hidden: usize =
                black_box(&tables).iter().map(|table| table.protect(THRESHOLD).extra_numbers()).sum();
            assert!(hidden > 0);
        });
    });
    group.bench_function("a table of 200 x 30", |bencher| {
        bencher.iter(|| assert!(black_box(&large_table).protect(THRESHOLD).unsafe_numbers() > 0));
    });
    group.finish();
}

criterion_group!(benches, tables);
criterion_main!(benches);
