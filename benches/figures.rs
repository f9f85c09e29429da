//! How fast a coordinator sees where the programme stands: all figures from a checked record in memory.
//!
//! The bar: ten thousand pairings with a million meetings in under 100 milliseconds on one core, resampling apart.
#![expect(clippy::unwrap_used, reason = "a bench that cannot build its case is to stop")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use mentorship::{
    feedback::{Facts, Meeting, Pairing, Record},
    impact::{AsOf, Contrast, Figures, Indicator, Snapshot, Tallies},
    jiff::{ToSpan, civil::Date},
    people::{Label, Mode},
    sample::{YEAR_END, Year},
};

/// Mentees, such that there are some ten thousand pairings.
const MENTEES: usize = 10_700;
/// Meetings of each pairing.
const MEETINGS: i32 = 100;

/// Meetings spread over the days of a pairing, none of them on a paused day.
fn meetings(pairing: &Pairing) -> impl Iterator<Item = Meeting> + '_ {
    let end = pairing.ended.map_or(YEAR_END, |ending| ending.on);
    let days = (end - pairing.started).get_days();
    (0..MEETINGS).map(move |at| {
        let mut on: Date = pairing.started.saturating_add((days * at / MEETINGS).days());
        if let Some(pause) = pairing.pauses.iter().find(|pause| (pause.from..pause.until).contains(&on)) {
            on = pause.until;
        }
        let minutes = 30 + u16::try_from(at).unwrap();
        Meeting { agreement: pairing.agreement.clone(), on, minutes, mode: Mode::InPerson, logged: on }
    })
}

fn facts() -> Facts {
    let mut facts = Year::of(MENTEES).seed(2026).facts();
    facts.pairings.retain(|pairing| {
        // A pause that runs to the very end leaves no day to move a meeting to.
        pairing.pauses.iter().all(|pause| Some(pause.until) != pairing.ended.map(|ending| ending.on))
    });
    facts.meetings = facts.pairings.iter().flat_map(meetings).collect();
    // Neighbours and books have a bench of their own, `community`.
    (facts.neighbours, facts.ties) = (Vec::new(), Vec::new());
    (facts.receipts, facts.expenses, facts.balances) = (Vec::new(), Vec::new(), Vec::new());
    facts
}

fn figures(criterion: &mut Criterion) {
    let facts = facts();
    let (record, _) = Record::sift(facts.clone());
    let (pairings, meetings) = (record.facts().pairings.len(), record.facts().meetings.len());
    assert!(pairings >= 10_000 && meetings >= 1_000_000, "{pairings} pairings, {meetings} meetings");
    let on = AsOf::new(YEAR_END).resampled(1, 0);
    let snapshot = Snapshot::new(&record, on);
    let expected = Figures::of(&snapshot);
    let adherence = expected.get(Indicator::Adherence, &[]).unwrap();
    assert!(adherence.value.unwrap() > 0.5 && adherence.n > 9_000);

    let mut group = criterion.benchmark_group("ten thousand pairings, a million meetings");
    group.sample_size(20);
    group.bench_function("all figures", |bench| {
        bench.iter(|| {
            let figures = Figures::of(&Snapshot::new(black_box(&record), on));
            assert_eq!(figures, expected);
        });
    });
    group.bench_function("tallies", |bench| {
        bench.iter(|| Tallies::of(&Snapshot::new(black_box(&record), on)));
    });
    let tallies = Tallies::of(&snapshot);
    group.bench_function("figures of tallies", |bench| bench.iter(|| tallies.figures(black_box(&on))));
    group.bench_function("two groups beside each other", |bench| {
        let contrast = Contrast::new(Label::new("newcomer").unwrap());
        bench.iter(|| contrast.estimates(black_box(&snapshot)));
    });
    group.sample_size(10);
    group.bench_function("resampled 1000 times too", |bench| {
        let on = AsOf::new(YEAR_END);
        bench.iter(|| Figures::of(&Snapshot::new(black_box(&record), on)));
    });
    group.bench_function("checking the facts", |bench| {
        bench.iter_batched(|| facts.clone(), |facts| Record::sift(facts).0, BatchSize::PerIteration);
    });
    group.finish();
}

criterion_group!(benches, figures);
criterion_main!(benches);
