//! The assignment room beside published Rust solvers, by family: the same instances, the same run, the same sum.
//!
//! Ours goes from the pairs in memory to the checked proof over all pairs; the others only solve. What starts from
//! profiles, and warm changes, need the feature `sample`.
//!
//! - `cargo bench --bench assignment --features sample [-- FILTER]`: sizes that finish soon.
//! - `cargo bench --bench assignment --features sample -- --once [NAME] [SOLVER]`: each solver on each instance whose name
//!   holds `NAME`, or is `NAME` with `=` before it, one line each: instance, solver, seconds on the clock, seconds of
//!   processor in all threads (where the system tells them), pairs, total. Seconds are the fewest of three solves.
//! - `cargo bench --bench assignment -- --write DIRECTORY [NAME]`: those instances as files, for the solvers of other
//!   languages in `benches/peers`.
#![expect(clippy::print_stdout, reason = "lines are the result")]

mod instances;
#[cfg(feature = "sample")]
mod nation;
mod peers;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use criterion::{BenchmarkId, Criterion};
use instances::{Case, cases, files};
use peers::{Objective, PEERS};

fn main() -> std::io::Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<_> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--once", words @ ..] => once(words),
        ["--write", directory, words @ ..] => {
            for case in cases().into_iter().filter(|case| means(words, &case.name)) {
                println!("{}", files::write(&(case.make)(), Path::new(directory))?);
            }
        }
        _ => {
            let mut criterion = Criterion::default().configure_from_args();
            families(&mut criterion);
            #[cfg(feature = "sample")]
            nation::benches(&mut criterion);
            criterion.final_summary();
        }
    }
    Ok(())
}

/// A group for each family, in which all solvers find the same objective in every solve.
fn families(criterion: &mut Criterion) {
    let quick: Vec<_> = cases().into_iter().filter(|case| case.quick).collect();
    for family in quick.chunk_by(|a, b| a.family == b.family) {
        let mut group = criterion.benchmark_group(family[0].family);
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(200))
            .measurement_time(Duration::from_secs(1));
        for case in family {
            let instance = (case.make)();
            let mut best = None;
            for peer in PEERS {
                let Some(solve) = (peer.ready)(&instance) else { continue };
                group.bench_function(BenchmarkId::new(&case.name, peer.name), |bencher| {
                    bencher.iter(|| {
                        let found = solve();
                        assert_eq!(found, *best.get_or_insert(found), "{}, {}", case.name, peer.name);
                    });
                });
            }
        }
        group.finish();
    }
}

/// Whether the first word on the command line means a name.
fn means(words: &[&str], name: &str) -> bool {
    let word = words.first().copied().unwrap_or_default();
    match word.strip_prefix('=') {
        Some(whole) => name == whole,
        None => name.contains(word),
    }
}

fn once(words: &[&str]) {
    let solver = words.get(1).copied().unwrap_or_default();
    for Case { name, make, .. } in cases().into_iter().filter(|case| means(words, &case.name)) {
        let instance = make();
        let mut best = None;
        for peer in PEERS.iter().filter(|peer| peer.name.contains(solver)) {
            let Some(solve) = (peer.ready)(&instance) else { continue };
            let found = fastest(&name, peer.name, solve);
            assert_eq!(found, *best.get_or_insert(found), "{name}, {}", peer.name);
        }
    }
    #[cfg(feature = "sample")]
    nation::once(words);
}

/// Solves three times, or once when that is long, and prints the line.
fn fastest(name: &str, solver: &str, solve: impl Fn() -> Objective) -> Objective {
    let [mut fastest, mut least] = [Duration::MAX; 2];
    let mut found = None;
    for _ in 0..3 {
        let (start, used) = (Instant::now(), processor());
        let objective = solve();
        fastest = fastest.min(start.elapsed());
        least = least.min(processor().saturating_sub(used));
        assert_eq!(objective, *found.get_or_insert(objective), "{name}, {solver}");
        if fastest > Duration::from_secs(20) {
            break;
        }
    }
    let found = found.expect("it was solved");
    let [fastest, least] = [fastest, least].map(|time| time.as_secs_f64());
    println!("{name}\t{solver}\t{fastest:.4}\t{least:.4}\t{}\t{}", found.pairs, found.total);
    found
}

/// How long the threads of this process have run, as Linux tells, in steps of a few milliseconds: on a busy machine it
/// varies less than the clock.
fn processor() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let text = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("schedstat")).ok());
    Duration::from_nanos(text.filter_map(|text| text.split_whitespace().next()?.parse::<u64>().ok()).sum())
}
