//! How fast a coordinator sees what the programme did to the community and what it cost.
//!
//! The bar: ten thousand people and fifty thousand ties in under 100 milliseconds on one core, and in under two seconds with
//! path lengths and a thousand resamplings.
#![expect(clippy::unwrap_used, reason = "a bench that cannot build its case is to stop")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use mentorship::{
    disclosure::{Internal, Policy},
    experiment::{Entrant, Looks, Measurements, Observation, Protocol, Registration, Subject},
    feedback::Record,
    impact::{
        About, AsOf, Community, Direction, Estimate, Figures, Indicator, Integration, Measured, Money,
        Progress, Snapshot, Ties,
    },
    sample::{YEAR_END, Year},
    trend::{Baseline, Monthly, Trend},
};

/// Mentees, such that there are ten thousand people who have fifty thousand ties.
const MENTEES: usize = 5_000;

fn community(criterion: &mut Criterion) {
    let record = Record::new(Year::of(MENTEES).seed(2026).facts()).unwrap();
    let quick = AsOf::new(YEAR_END).resampled(1, 0);
    let snapshot = Snapshot::new(&record, quick);
    let told = Community::of(&snapshot).network(Ties::Told);
    assert!(told.nodes() >= 10_000 && told.arcs() >= 50_000, "{} people, {} ties", told.nodes(), told.arcs());
    let progress = Progress::of(&snapshot);
    let all = |snapshot: &Snapshot<'_>| {
        let on = snapshot.on();
        let mut all = Community::of(snapshot).estimates(on);
        all.extend(Integration::of(snapshot).estimates(on));
        all.extend(Money::of(snapshot).estimates(&progress, on));
        all
    };
    let expected = all(&snapshot);
    let bridging = |figure: &&Estimate| figure.indicator == Indicator::NewcomersConnected;
    let connected = expected.iter().find(bridging).unwrap();
    assert_eq!(connected.about, [About::Ties(Ties::Told)]);
    assert!(connected.value.unwrap() > 0.1 && connected.n > 1_000, "{connected}");

    let mut group = criterion.benchmark_group("ten thousand people, fifty thousand ties");
    group.sample_size(20);
    group.bench_function("all figures of community, integration and money", |bench| {
        bench.iter(|| assert_eq!(all(&Snapshot::new(black_box(&record), quick)), expected));
    });
    group.bench_function("community, counted", |bench| bench.iter(|| Community::of(black_box(&snapshot))));
    let counted = Community::of(&snapshot);
    group.bench_function("community, figures", |bench| bench.iter(|| counted.estimates(black_box(&quick))));
    group.bench_function("integration", |bench| {
        bench.iter(|| Integration::of(black_box(&snapshot)).estimates(&quick));
    });
    group.bench_function("money", |bench| {
        bench.iter(|| Money::of(black_box(&snapshot)).estimates(&progress, &quick));
    });
    group.bench_function("months as series, and their trends", |bench| {
        bench.iter(|| {
            let monthly = Monthly::of(black_box(&snapshot));
            let trend = |shares| Trend::of_shares(&shares, &Baseline::default(), Direction::Higher);
            [monthly.check_ins(), monthly.satisfied(), monthly.came()].map(trend)
        });
    });
    group.bench_function("all figures released", |bench| {
        let figures = Internal::new(Figures::of(&snapshot));
        let policy = Policy::public(YEAR_END);
        bench.iter(|| {
            let published = black_box(&figures).release(&policy);
            assert!(published.withheld().parts() < published.withheld().of());
        });
    });
    group.sample_size(10);
    group.bench_function("with path lengths, resampled 1000 times", |bench| {
        let on = AsOf::new(YEAR_END);
        bench.iter(|| all(&Snapshot::new(black_box(&record), on)));
    });
    group.finish();
}

/// Ten thousand people who drew lots, as many who gain two points as lose two.
fn experiment(criterion: &mut Criterion) {
    let protocol: Protocol = serde_json::from_str(
        r#"{ "experiment": "large", "unit": "mentee", "arms": [{ "name": "usual" }, { "name": "new" }],
             "primary": { "name": "score", "baseline": "measured" }, "start": "2026-01-01", "horizon": 30,
             "planned": 10000, "looks": { "percents": [100] }, "seed": 7 }"#,
    )
    .unwrap();
    let registration = Registration::new(protocol).unwrap();
    let subjects: Vec<Subject> =
        (0..10_000).map(|at| Subject::Person(format!("P-{at:05}").parse().unwrap())).collect();
    let enrolled = registration.protocol().start;
    let entrant = |subject: &Subject| Entrant { subject: subject.clone(), enrolled, block: None };
    let lots = registration.assign(subjects.iter().map(entrant)).unwrap();
    let observations: Vec<Observation> = subjects
        .iter()
        .enumerate()
        .map(|(at, subject)| {
            let baseline = f64::from(u32::try_from(at % 17).unwrap());
            let value = baseline + if at % 2 == 0 { 2.0 } else { -2.0 };
            let [value, baseline] = [value, baseline].map(|score| Measured::new(score).ok());
            Observation { subject: subject.clone(), value, baseline, mentor: None }
        })
        .collect();
    let outcome = registration.protocol().primary.name.clone();
    let measured = Measurements { outcome: &outcome, observations: &observations };
    let mut group = criterion.benchmark_group("an experiment with ten thousand people");
    group.sample_size(10);
    group.bench_function("one look, resampled 9999 times", |bench| {
        bench.iter(|| {
            let mut looks = Looks::none(&registration);
            let look = registration.look(&mut looks, &lots, 1, black_box(&measured), YEAR_END).unwrap();
            assert!(!look.told.effects()[0].conclusion().is_settled());
        });
    });
    group.finish();
}

criterion_group!(benches, community, experiment);
criterion_main!(benches);
