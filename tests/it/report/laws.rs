//! What holds of every report: nobody is in it, and everything that is shown says how sure it is.

use mentorship::{
    disclosure::Policy,
    impact::{Indicator, Method},
    report::{Language, Notes},
    sample::YEAR_END,
};

use super::kit::{figures, forms, identifiers, quotes, record, reports, year};

/// Words that tell on somebody: they stand in the notes of those who did not consent.
const TELLING: &str = "Fatima-Zwartkruis-06-12345678";

#[test]
fn nobody_of_a_programme_is_found_in_any_report_in_any_form() {
    let record = record(100);
    let facts = record.facts();
    let (public, steering) =
        (figures(&record, &Policy::public(YEAR_END)), figures(&record, &Policy::steering(YEAR_END)));
    let (for_all, for_some) =
        (quotes(&record, &Policy::public(YEAR_END)), quotes(&record, &Policy::steering(YEAR_END)));
    let allowed = for_some.content().words();
    let notes: Notes = facts
        .passages
        .iter()
        .flat_map(|passage| &passage.quotes)
        .map(|quote| {
            let may = allowed.contains(&quote.words);
            (quote.words.clone(), if may { "It did me good.".to_owned() } else { TELLING.to_owned() })
        })
        .collect();
    assert!(notes.values().any(|words| words == TELLING) && !for_all.content().words().is_empty());
    let (public, steering) =
        (year(&public).quotes(&for_all, &notes), year(&steering).quotes(&for_some, &notes));
    let mut identifiers = identifiers(facts);
    assert!(identifiers.len() > 200);
    identifiers.push(TELLING.to_owned());
    for report in reports(&public, &steering) {
        for (form, text) in forms(&report) {
            for identifier in &identifiers {
                assert!(
                    !text.contains(identifier.as_str()),
                    "{identifier} is in a {form} of {}",
                    report.title()
                );
            }
        }
    }
    for language in Language::ALL {
        let page = public.community(language).unwrap().html();
        assert!(page.contains("It did me good."), "what may be told is told");
    }
}

#[test]
fn the_community_reads_of_no_chance_that_something_is_luck() {
    let record = record(400);
    let public = figures(&record, &Policy::public(YEAR_END));
    let tests = Indicator::ALL.iter().map(|indicator| indicator.definition());
    let tests: Vec<_> = tests.filter(|definition| definition.method == Method::Test).collect();
    let shown =
        public.content().shown().filter(|figure| figure.indicator().definition().method == Method::Test);
    assert!(shown.count() > 0 && tests.len() > 3, "there are such figures");
    for (language, names) in [
        (Language::Dutch, tests.iter().map(|definition| definition.name_nl).collect::<Vec<_>>()),
        (Language::English, tests.iter().map(|definition| definition.name_en).collect()),
    ] {
        let page = year(&public).community(language).unwrap().html();
        for name in names {
            assert!(!page.contains(name), "{name}");
        }
    }
}

#[test]
fn every_figure_that_was_released_is_in_the_data_as_often_as_it_was() {
    let record = record(300);
    let steering = figures(&record, &Policy::steering(YEAR_END));
    let report = year(&steering).coordinator(Language::English).unwrap();
    let text = report.csv();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), steering.content().all().len());
    for (row, figure) in rows.iter().zip(steering.content().all()) {
        assert_eq!(&row[0], figure.indicator().definition().id);
        match figure.shown().and_then(|shown| shown.value().exactly()) {
            Some(value) => {
                assert_eq!(&row[4], "exactly");
                assert!((row[5].parse::<f64>().unwrap() - value).abs() <= 1e-9 * value.abs().max(1.0));
            }
            None if figure.shown().is_none() => {
                assert_eq!(&row[4], "withheld");
                assert!(row.iter().skip(5).all(str::is_empty), "{row:?}");
            }
            None => assert_ne!(&row[4], "exactly"),
        }
    }
}

#[test]
fn a_card_says_of_how_many_how_sure_and_by_which_definition() {
    let record = record(400);
    let public = figures(&record, &Policy::public(YEAR_END));
    let page = year(&public).community(Language::English).unwrap().text();
    for indicator in [Indicator::Served, Indicator::EverMatched, Indicator::MatchedNow] {
        let figure = public.content().get(indicator, &[]).unwrap().shown().unwrap();
        let definition = indicator.definition();
        let at = page
            .find(&format!("- {}", definition.name_en))
            .unwrap_or_else(|| panic!("{}", definition.name_en));
        let card: String = page[at..].lines().take(6).collect::<Vec<_>>().join(" ");
        assert!(card.contains(&format!("{} v{}", definition.id, definition.version)), "{card}");
        assert!(card.contains("31 December 2026"), "{card}");
        if figure.interval().is_some() {
            assert!(card.contains("probably lies between"), "{card}");
        }
    }
}
