//! Every page of a year, read back by a parser.

use jiff::civil::{Date, date};

use super::YearReport;
use crate::{
    disclosure::{Contributors, Internal, Policy, Series, Sums, TwoWay},
    feedback::{Closure, Currency, FunderKind, Wave},
    impact::{About, AsOf, Estimate, Health, Indicator, Level, Share, Stage, Unit},
    introduction::Party,
    people::Label,
    report::{Language, form::tests::check_page},
};

const ON: Date = date(2026, 12, 31);

fn label(word: &str) -> Label {
    Label::new(word).unwrap()
}

/// A figure of every indicator, and those that charts are drawn from.
fn figures() -> Vec<Estimate> {
    let on = AsOf::new(ON);
    let of = |indicator: Indicator| {
        let definition = indicator.definition();
        match definition.unit {
            Unit::Share => Estimate::of_share(indicator, &on, Share::new(60, 100).unwrap()),
            _ => Estimate::new(indicator, &on).with(Some(40.0), None, 100),
        }
    };
    let mut all: Vec<_> = Indicator::ALL.iter().map(|indicator| of(*indicator)).collect();
    for role in Party::BOTH {
        let step = |stage| of(Indicator::FunnelReached).about([About::Role(role), About::Stage(stage)]);
        all.extend(Stage::ALL.into_iter().map(step));
    }
    all.extend(Health::ALL.into_iter().map(|health| of(Indicator::Health).about([About::Health(health)])));
    for wave in [Wave::Before, Wave::After] {
        all.push(of(Indicator::ScaleScore).about([About::Subscale(label("moed")), About::Wave(wave)]));
    }
    for part in ["noord", "zuid"] {
        all.push(of(Indicator::Satisfied).about([About::Group(label("wijk"), label(part))]));
    }
    let safe = [About::Closure(Closure::Safeguarding)];
    all.push(of(Indicator::ClosureReason).about(safe));
    all.extend(["taal", "werk"].map(|theme| of(Indicator::Theme).about([About::Theme(label(theme))])));
    all
}

#[test]
fn every_page_of_a_year_has_headings_labels_and_alternatives() {
    let policy = Policy::public(ON);
    let figures = Internal::new(figures()).release(&policy);
    let parts = ["noord", "zuid", "west"].map(label).to_vec();
    let counts = vec![vec![20, 30, 25], vec![40, 50, 15], vec![12, 18, 60]];
    let ties = Internal::new(TwoWay::new(parts.clone(), parts, counts).unwrap()).release(&policy);
    let shares = (1..=9)
        .map(|month| (date(2026, month, 1), Share::new(30 + u64::from(month.unsigned_abs()), 50).unwrap()));
    let months = Internal::new(Series::shares(shares)).release(&policy);
    let gifts = vec![100_000; 12];
    let sums =
        Sums::new(Contributors::People).with(FunderKind::Donor, &gifts).with(FunderKind::Business, &gifts);
    let money = Internal::new(sums).release(&policy);
    let year = YearReport::new("Samen Verder", date(2026, 1, 1), ON, &figures)
        .ties(&ties)
        .answers(&ties)
        .by_month("Op tijd", &months)
        .money(Currency::default(), &money)
        .vision("Buren kennen elkaar.")
        .did_not_work("De zomer.")
        .you_said_we_did("Te lang.", "Nu korter.")
        .next("Een training.");
    for language in Language::ALL {
        for report in [year.community(language), year.sponsor(language), year.coordinator(language)] {
            let report = report.unwrap();
            check_page(&report.html());
            check_page(&report.slides());
            assert!(report.html().matches("<svg").count() >= 2, "there is something to look at");
        }
    }
    // Each way to count has its words.
    assert_eq!(Level::Tie.counted(2, Language::Dutch), "2 banden");
}
