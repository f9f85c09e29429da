//! An invented year, released and reported.

use mentorship::{
    disclosure::{Internal, Policy, PublicFigures, PublicQuotes, Published, Quotes},
    feedback::{Facts, Record},
    impact::{AsOf, Figures, Snapshot},
    jiff::civil::{Date, date},
    report::{Language, Report, YearReport},
    sample::{YEAR_END, Year},
};

pub(crate) fn record(mentees: usize) -> Record {
    Record::new(Year::of(mentees).facts()).unwrap()
}

pub(crate) fn figures(record: &Record, policy: &Policy) -> Published<PublicFigures> {
    Internal::new(Figures::of(&Snapshot::new(record, AsOf::new(YEAR_END)))).release(policy)
}

pub(crate) fn quotes(record: &Record, policy: &Policy) -> Published<PublicQuotes> {
    Internal::new(Quotes::of(record)).release(policy)
}

pub(crate) fn year(figures: &Published<PublicFigures>) -> YearReport<'_> {
    YearReport::new("Samen Verder", YEAR_BEGIN, YEAR_END, figures)
}

pub(crate) const YEAR_BEGIN: Date = date(2026, 1, 1);

/// Every reader's report of a year, in both languages.
pub(crate) fn reports(public: &YearReport<'_>, steering: &YearReport<'_>) -> Vec<Report> {
    Language::ALL
        .into_iter()
        .flat_map(|language| {
            [
                public.community(language).unwrap(),
                public.sponsor(language).unwrap(),
                public.coordinator(language).unwrap(),
                steering.sponsor(language).unwrap(),
                steering.coordinator(language).unwrap(),
            ]
        })
        .collect()
}

/// A report in every form, by the form's name.
pub(crate) fn forms(report: &Report) -> [(&'static str, String); 7] {
    [
        ("page", report.html()),
        ("slides", report.slides()),
        ("markdown", report.markdown()),
        ("text", report.text()),
        ("post", report.post(280)),
        ("json", report.json()),
        ("csv", report.csv()),
    ]
}

/// Every identifier of a person, agreement, note or passage that the facts hold.
pub(crate) fn identifiers(facts: &Facts) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    all.extend(facts.enrolments.iter().map(|row| row.person.to_string()));
    all.extend(
        facts
            .pairings
            .iter()
            .flat_map(|row| [row.agreement.to_string(), row.mentor.to_string(), row.mentee.to_string()]),
    );
    for passage in &facts.passages {
        all.push(passage.id.to_string());
        all.extend(passage.people.iter().map(ToString::to_string));
        all.extend(passage.quotes.iter().map(|quote| quote.words.to_string()));
    }
    all.sort();
    all.dedup();
    all
}
