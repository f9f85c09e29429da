//! Programmes of nobody, of too few, of the past, and of people who write what they like.

use mentorship::{
    disclosure::{Internal, Policy, TwoWay},
    feedback::{Consent, Record, Scope},
    impact::{Estimate, Indicator},
    jiff::civil::date,
    people::Label,
    report::{Language, NotForThem, Notes, Readers, Target},
    sample::YEAR_END,
};

use super::kit::{figures, forms, quotes, record, reports, year};

#[test]
fn a_programme_of_nobody_says_so() {
    // Nobody and too few are told alike: a figure of nobody is withheld like one of a few.
    let few = ["Er deed niemand mee", "Nobody took part, or so few"];
    let none = ["In deze periode is niets vastgelegd", "Nothing was recorded in this period"];
    let record = Record::default();
    let public = figures(&record, &Policy::public(YEAR_END));
    let nothing = Internal::new(Vec::<Estimate>::new()).release(&Policy::public(YEAR_END));
    for (figures, words) in [(&public, few), (&nothing, none)] {
        for (language, words) in Language::ALL.into_iter().zip(words) {
            let report = year(figures).community(language).unwrap();
            let text = report.text().split_whitespace().collect::<Vec<_>>().join(" ");
            let texts = [report.html(), text, report.post(280)];
            assert!(texts.iter().all(|text| text.contains(words)), "{texts:?}");
        }
    }
    for report in reports(&year(&public), &year(&public)) {
        assert!(forms(&report).iter().all(|(_, text)| !text.is_empty()));
    }
}

#[test]
fn a_programme_of_too_few_says_so_and_shows_nothing() {
    let record = record(4);
    let public = figures(&record, &Policy::public(YEAR_END));
    let page = year(&public).community(Language::Dutch).unwrap().text().replace("\n  ", " ");
    assert!(page.contains("Er deed niemand mee, of zo weinig mensen"), "{page}");
    let page = year(&public).community(Language::English).unwrap().text().replace("\n  ", " ");
    assert!(page.contains("Nobody took part, or so few that no figures are shown"), "{page}");
}

#[test]
fn consent_that_was_looked_at_on_another_day_shows_no_quotes_and_says_so() {
    let record = record(300);
    let public = figures(&record, &Policy::public(YEAR_END));
    let earlier = quotes(&record, &Policy::public(date(2026, 11, 30)));
    let words: Notes =
        earlier.content().words().iter().map(|note| (note.clone(), "It did me good.".to_owned())).collect();
    assert!(!words.is_empty());
    let report = year(&public).quotes(&earlier, &words).community(Language::English).unwrap();
    for (form, text) in forms(&report) {
        assert!(!text.contains("It did me good."), "{form}");
    }
    assert!(report.text().contains("leave was checked on 30 November 2026"), "{}", report.text());
}

#[test]
fn a_story_is_told_to_whom_its_consent_covers_and_while_it_does() {
    let record = record(60);
    let public = figures(&record, &Policy::public(YEAR_END));
    let consent = |scope, until| Consent { scope, from: date(2026, 6, 1), until };
    let report = year(&public)
        .story("Yusuf", "He opened a bakery.\n\nIt is full.", consent(Scope::Public, None))
        .story("Noor", "She speaks to the council.", consent(Scope::Steering, None))
        .story("Piet", "He found the way.", consent(Scope::Public, Some(date(2026, 12, 1))));
    let community = report.community(Language::English).unwrap().text();
    assert!(community.contains("He opened a bakery.") && community.contains("It is full."));
    assert!(!community.contains("council") && !community.contains("found the way"), "{community}");
    assert!(community.contains("For 2 of the stories there is no leave, or no longer."), "{community}");
    let sponsor = report.sponsor(Language::English).unwrap().text();
    assert!(sponsor.contains("council") && !sponsor.contains("found the way"), "{sponsor}");
}

#[test]
fn what_was_released_for_fewer_readers_is_refused_with_who_they_are() {
    let record = record(60);
    let steering = figures(&record, &Policy::steering(YEAR_END));
    let public = figures(&record, &Policy::public(YEAR_END));
    let said = quotes(&record, &Policy::steering(YEAR_END));
    let notes = Notes::new();
    let refused =
        |part| NotForThem { part, released_for: Readers(Scope::Steering), readers: Readers(Scope::Public) };
    assert_eq!(year(&steering).community(Language::Dutch).unwrap_err(), refused("figures"));
    let quoted = year(&public).quotes(&said, &notes);
    let error = quoted.community(Language::Dutch).unwrap_err();
    assert_eq!(error, refused("quotes"));
    assert_eq!(
        error.to_string(),
        "the quotes were released for the steering group and funders, and this report is for everybody; release them for its \
         readers"
    );
    assert!(quoted.sponsor(Language::Dutch).is_ok());
}

const HOSTILE: &str = "<script>alert(1)</script></style>\"><img src=x onerror=alert(1)>|`=cmd()\u{202E}\u{0}";

#[test]
fn whatever_people_write_stays_text_in_every_form() {
    let record = record(300);
    let public = figures(&record, &Policy::public(YEAR_END));
    let quoted = quotes(&record, &Policy::public(YEAR_END));
    let long = "x".repeat(10_000);
    let notes: Notes = quoted
        .content()
        .words()
        .iter()
        .enumerate()
        .map(|(at, note)| (note.clone(), if at % 2 == 0 { HOSTILE.to_owned() } else { long.clone() }))
        .collect();
    let labels = ["=2+3", "<b>bold</b>"].map(|label| Label::new(label).unwrap());
    let table = TwoWay::new(labels.to_vec(), labels.to_vec(), vec![vec![20, 30], vec![40, 50]]).unwrap();
    let table = Internal::new(table).release(&Policy::public(YEAR_END));
    let plain = year(&public).quotes(&quoted, &notes);
    let hostile = mentorship::report::YearReport::new(HOSTILE, super::kit::YEAR_BEGIN, YEAR_END, &public)
        .quotes(&quoted, &notes)
        .vision(HOSTILE)
        .mission(&long)
        .did_not_work(HOSTILE)
        .you_said_we_did(HOSTILE, &long)
        .next(HOSTILE)
        .ties(&table)
        .answers(&table)
        .target(Target { indicator: Indicator::Served, about: vec![], value: f64::NAN });
    for language in Language::ALL {
        let (report, other) = (hostile.community(language).unwrap(), plain.community(language).unwrap());
        for html in [report.html(), report.slides()] {
            for tag in ["<script", "<img", "onerror=alert(1)>", "<b>"] {
                assert!(!html.contains(tag), "{tag}");
            }
            assert!(!html.contains('\u{202E}') && !html.contains('\u{0}'));
            assert!(!html.contains(&long), "a text of ten thousand is cut");
        }
        let markdown = report.markdown().replace("\\<", "");
        assert!(!markdown.contains("<script") && !markdown.contains("<img"), "{markdown}");
        assert!(report.post(280).chars().count() <= 280 && other.post(40).chars().count() <= 40);
        for row in report.csv().lines() {
            assert!(!row.starts_with(['=', '+', '@']), "{row}");
        }
        serde_json::from_str::<serde_json::Value>(&report.json()).unwrap();
    }
}
