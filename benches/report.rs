//! The pages of four readers in both languages, of a programme with ten thousand agreements: from what was published to the text
//! of the page.
#![expect(clippy::unwrap_used, reason = "a benchmark's groups are its documentation")]

use criterion::{Criterion, criterion_group, criterion_main};
use mentorship::{
    disclosure::{Internal, Policy, Quotes},
    feedback::Record,
    impact::{Accumulate, AsOf, Figures, Length, Snapshot},
    jiff::civil::date,
    report::{Language, Notes, ParticipantReport, YearReport},
    sample::{YEAR_END, Year},
};

fn pages(c: &mut Criterion) {
    let record = Record::new(Year::of(13_500).facts()).unwrap();
    assert!(record.facts().pairings.len() >= 10_000, "{}", record.facts().pairings.len());
    let as_of = AsOf::new(YEAR_END);
    let snapshot = Snapshot::new(&record, as_of);
    let policy = Policy::public(YEAR_END);
    let figures = Internal::new(Figures::of(&snapshot)).release(&policy);
    let endings = Length::of(&snapshot).endings().finish();
    let retention = Internal::new(endings.any().clone()).release(&policy);
    let endings = Internal::new(endings).release(&policy);
    let quotes = Internal::new(Quotes::of(&record)).release(&policy);
    let notes: Notes =
        quotes.content().words().iter().map(|note| (note.clone(), "Het deed mij goed.".to_owned())).collect();
    let person = &record.facts().pairings[0].mentee;
    let year = YearReport::new("Samen Verder", date(2026, 1, 1), YEAR_END, &figures)
        .retention(&retention)
        .endings(&endings)
        .quotes(&quotes, &notes);

    let mut group = c.benchmark_group("pages of ten thousand agreements");
    group.sample_size(10);
    group.bench_function("four readers, two languages", |b| {
        b.iter(|| {
            let mut bytes = 0;
            for language in Language::ALL {
                let own = ParticipantReport::of(&record, person, as_of).unwrap().beside(&figures).unwrap();
                for report in [
                    year.community(language).unwrap(),
                    year.sponsor(language).unwrap(),
                    year.coordinator(language).unwrap(),
                    own.report(language),
                ] {
                    let page = report.html();
                    assert!(page.ends_with("</html>") || page.trim_end().ends_with("</html>"));
                    bytes += page.len();
                }
            }
            assert!(bytes > 100_000);
        });
    });
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);
