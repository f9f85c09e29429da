//! Every form of one document, read back by the parsers its readers use.

mod dom;

use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*, sample::select};
use pulldown_cmark::{Event, Options, Parser, Tag, TextMergeStream};

use self::dom::{Seen, seen};
use super::{Report, fixture};
use crate::report::{
    document::{Block, Document},
    text::sound,
};

fn report() -> Report {
    Report::of(fixture::document(str::to_owned))
}

/// Without the style sheet and the pictures, which have tests of their own.
fn outline(page: &str) -> String {
    [("<style>", "</style>"), ("<svg", "</svg>")].into_iter().fold(page.to_owned(), |page, (open, close)| {
        let mut parts = page.split(open);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |outline, part| outline + part.split_once(close).expect("what opens closes").1)
    })
}

#[test]
fn every_form_is_as_it_was_read() {
    let report = report();
    insta::assert_snapshot!("page", outline(&report.html()));
    insta::assert_snapshot!("slides", outline(&report.slides()));
    insta::assert_snapshot!("markdown", report.markdown());
    insta::assert_snapshot!("text", report.text());
    insta::assert_snapshot!("json", report.json());
    insta::assert_snapshot!("csv", report.csv());
}

#[test]
fn a_document_that_says_nothing_has_sound_forms() {
    let report = Report::of(fixture::empty());
    check_page(&report.html());
    check_page(&report.slides());
    assert_eq!(report.markdown(), "# Report\n");
    assert_eq!(report.text(), "Report\n======\n");
    assert_eq!(report.post(100), "");
    assert_eq!(report.csv(), "");
    let json: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
    assert_eq!(json["rows"], serde_json::json!([]));
}

#[test]
fn debug_tells_no_more_than_what_it_is_about() {
    insta::assert_snapshot!(
        format!("{:?}", report()),
        @r#"Report { title: "Mentoren in de Polder, 2026", language: Dutch, sections: 4, rows: 4, .. }"#
    );
}

#[test]
fn the_page_and_the_slides_can_be_used_by_everybody() {
    check_page(&report().html());
    check_page(&report().slides());
}

/// What holds of every page: an outline without gaps, tables and pictures with names, nothing from elsewhere.
#[track_caller]
pub(in crate::report) fn check_page(page: &str) {
    let seen = seen(page);
    let elements: Vec<_> = seen
        .iter()
        .filter_map(|seen| if let Seen::Open(element) = seen { Some(element) } else { None })
        .collect();
    let of = |name: &'static str| elements.iter().filter(move |element| element.name == name);
    let ids: Vec<_> = elements.iter().filter_map(|element| element.attribute("id")).collect();
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "each identifier once: {ids:?}");

    assert!(of("html").all(|html| html.attribute("lang").is_some_and(|lang| !lang.is_empty())));
    for once in ["h1", "main", "title"] {
        let outside_pictures = of(once).filter(|element| !element.within("svg"));
        assert_eq!(outside_pictures.count(), 1, "{once}");
    }
    let levels = elements.iter().filter_map(|element| match element.name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    });
    let levels: Vec<_> = [0].into_iter().chain(levels).collect();
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level is skipped: {levels:?}");

    for table in of("table") {
        let inside = || elements.iter().filter(|element| element.path.starts_with(&table.inside()));
        assert_eq!(
            inside().filter(|element| element.name == "caption").count(),
            1,
            "every table has a caption"
        );
        let heads = inside().filter(|element| element.name == "th");
        assert!(heads.clone().count() > 0 && heads.clone().all(|head| head.attribute("scope").is_some()));
    }
    for picture in of("svg") {
        let inside = || elements.iter().filter(|element| element.path.starts_with(&picture.inside()));
        assert!(picture.attribute("role").is_some() && inside().any(|element| element.name == "title"));
    }
    for element in &elements {
        assert!(
            !["script", "link", "iframe", "object", "embed", "img", "base", "form"]
                .contains(&element.name.as_str())
        );
        for (name, value) in &element.attributes {
            assert!(!name.starts_with("on") && name != "src", "{name}={value}");
            if let Some(target) = value.strip_prefix('#').filter(|_| name.ends_with("href")) {
                assert!(unique.contains(&target), "#{target} leads somewhere");
            } else {
                assert!(!name.ends_with("href"), "{value} leads outside");
            }
            if name.starts_with("aria-labelledby") {
                assert!(value.split(' ').all(|target| unique.contains(&target)), "{value} names something");
            }
            assert!(name.starts_with("xmlns") || !value.contains("://"), "{name}={value}");
        }
    }
    let styles = page.split("<style").skip(1).map(|rest| rest.split("</style>").next().unwrap_or_default());
    for style in styles {
        assert!(!style.contains("@import") && !style.replace("url(#", "").contains("url("), "{style}");
    }
}

#[test]
fn no_words_are_smaller_than_14_pixels() {
    // The smallest sizes in the sheets, at their smallest root size of 16 pixels.
    let sheets = [report().html(), report().slides()].map(|page| dom::sheet(&page));
    for sheet in sheets {
        for rule in sheet.split("font-size:").skip(1) {
            let size = rule.split([';', '}']).next().unwrap_or_default().trim();
            let pixels = |size: &str| {
                let size = size.trim();
                let (digits, unit) =
                    size.split_at(size.find(|c: char| c.is_alphabetic()).unwrap_or(size.len()));
                let scale = match unit {
                    "rem" => 16.0,
                    "pt" => 4.0 / 3.0,
                    _ => 1.0,
                };
                digits.parse::<f64>().map(|digits| digits * scale).ok()
            };
            let inner = size.split_once('(').map_or(size, |(_, inner)| inner.trim_end_matches(')'));
            let first = inner.split(',').find_map(pixels).expect("a size has a number");
            assert!(first >= 14.0, "{size} is {first} pixels");
        }
    }
}

#[test]
fn what_does_not_fit_on_a_slide_is_left_to_the_page_and_the_slide_says_so() {
    let slides = |change: fn(&mut Document)| {
        let mut document = fixture::document(str::to_owned);
        change(&mut document);
        Report::of(document).slides()
    };
    let more = "Meer hierover staat op de pagina.";
    let whole = slides(|document| {
        document.sections.truncate(1);
        document.sections[0].blocks.truncate(1);
    });
    assert!(!whole.contains(more));
    let figures = slides(|document| {
        document.sections.truncate(1);
        document.sections[0].blocks.truncate(1);
        let Block::Figures(figures) = &mut document.sections[0].blocks[0] else {
            panic!("figures come first")
        };
        figures.extend(figures.clone());
    });
    assert_eq!(figures.matches("class=\"name\"").count(), 6);
    assert!(figures.contains(more));
    let tables =
        slides(|document| document.sections[1].blocks.retain(|block| matches!(block, Block::Table(_))));
    assert!(tables.contains(more) && !tables.contains("<table"));
    let reading = slides(|document| document.reading = vec![document.reading.clone(); 5].concat());
    check_page(&reading);
    assert_eq!(
        reading.matches("<h2").count(),
        1 + 4 + 3,
        "in short, four sections, how to read this in three"
    );
}

#[test]
fn a_table_that_is_too_wide_for_columns_is_told_row_by_row() {
    let mut document = fixture::document(str::to_owned);
    let Block::Table(table) = &mut document.sections[1].blocks[3] else { panic!("a table is fourth") };
    table.head[5] = "Opmerking van de coördinator over dit jaar".to_owned();
    let text = Report::of(document).text();
    let told = "Dorpskern\n  Koppels: 104\n  Vooruit: 67%\n  Van: 56%\n  Tot: 76%\n  Opmerking van de coördinator over dit jaar: Meer avonden dan vorig\n    jaar\nOostbuurt\n";
    assert!(text.contains(told), "{text}");
}

#[test]
fn a_post_is_as_long_as_may_be_and_ends_after_a_word() {
    let check = |longest, expected| assert_eq!(report().post(longest), expected);
    check(0, "");
    check(3, "");
    check(4, "Van…");
    check(20, "Van de 412 mensen…");
    check(60, "Van de 412 mensen die zich meldden, kregen er 236 een…");
    check(61, "Van de 412 mensen die zich meldden, kregen er 236 een mentor.");
    check(106, "Van de 412 mensen die zich meldden, kregen er 236 een mentor.");
    check(
        107,
        "Van de 412 mensen die zich meldden, kregen er 236 een mentor. Na een jaar was 61% van de koppels nog samen.",
    );
}

#[test]
fn cells_that_spreadsheets_would_compute_are_guarded_and_numbers_are_not() {
    let rows = cells(&report().csv());
    assert_eq!(rows[2][3], "-1.5");
    assert_eq!(rows[3][2], "-12345678901234567890");
    assert_eq!(rows[4][0], "'=1+1 is geen formule");
    assert_eq!(rows[4][3], "");
    for nasty in ["=1", "+1", "-1", "@a", "\t=1", " =1", "\u{2068}=1\u{2069}", "＝1"] {
        let report = Report::of(fixture::document(|_| nasty.to_owned()));
        assert!(cells(&report.csv())[1][0].starts_with('\''), "{nasty:?}");
    }
}

fn cells(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What Markdown means: the events of a parser, texts joined.
fn events(markdown: &str) -> Vec<Event<'_>> {
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    TextMergeStream::new(Parser::new_ext(markdown, options)).collect()
}

#[test]
fn prose_in_markdown_is_plain_to_read() {
    let said = "Anna (34) zei: “'t is 5 - 3 = 2!” Op 3.5, het 1e uur; zie a/b + c.";
    let report = Report::of(fixture::document(|_| said.to_owned()));
    assert!(report.markdown().starts_with(&format!("# {said}\n\n{said}\n\n- {said}\n")));
}

/// Texts made of what has ever broken a page, a table or a sheet.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = [
        "<script>alert(1)</script>",
        "</style>",
        "</title>",
        "\"><img src=x onerror=alert(1)>",
        "]]>",
        "-->",
        "<!--",
        "|",
        "\\|",
        "\\",
        "`",
        "```",
        "~~~",
        "![](http://a.b/c)",
        "[a](javascript:b)",
        "[a]: http://b",
        "[^1]",
        "=cmd()",
        "@sum",
        "-",
        "+",
        "1. ",
        "1) ",
        "# ",
        "> ",
        "* ",
        "- ",
        "---",
        "===",
        "***",
        "_a_",
        "~a~",
        "$a$",
        "$$",
        "^a^",
        "{#a}",
        ":::",
        ": a",
        "- [ ] ",
        "[!NOTE]",
        "&lt;",
        "&#0;",
        "&",
        "'",
        "\"",
        "<a@b.c>",
        "http://a.b",
        "www.a.b",
        "a@b.c",
        "\u{202e}",
        "\u{2066}",
        "\u{2068}",
        "\u{2069}",
        "\u{feff}",
        "\0",
        "\u{1b}[31m",
        "\r\n",
        "\n\n",
        "\t",
        "    ",
        "\u{2028}",
        "\u{301}",
        "ש",
        "🇳🇱",
        "{{ a }}",
        "{% a %}",
        "</textarea>",
        "</svg>",
        "<svg onload=a>",
        "<",
        ">",
        "||a||",
        "==a==",
        "++a++",
        "a",
        " ",
        "é",
    ];
    let piece = select(pieces.to_vec()).prop_map(str::to_owned);
    let long = select(pieces.to_vec()).prop_map(|piece| piece.repeat(10_000 / piece.len()));
    let pieces = prop_oneof![15 => vec(piece, 1..8).prop_map(|pieces| pieces.concat()), 1 => long];
    // Something to see at the end, so that nothing is left out for being empty.
    pieces.prop_map(|text| format!("{text} veertien-letters"))
}

proptest! {
    // Each case writes and reads whole documents.
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 8))]

    #[test]
    fn hostile_texts_stay_texts_in_pages(text in hostile()) {
        let said = sound(&text);
        // As long, so that slides are cut at the same places.
        let mild = format!("q{}", "m".repeat(said.len() - 1));
        let hostile = Report::of(fixture::document(|_| text.clone()));
        let harmless = Report::of(fixture::document(|_| mild.clone()));
        for (hostile, harmless) in [(hostile.html(), harmless.html()), (hostile.slides(), harmless.slides())] {
            check_page(&hostile);
            let (hostile, harmless) = (dom::flat(&hostile), dom::flat(&harmless));
            for (found, expected) in hostile.iter().zip(&harmless) {
                prop_assert_eq!(found, &expected.replace(&mild, &said));
            }
            prop_assert_eq!(hostile.len(), harmless.len());
        }
    }

    #[test]
    fn hostile_texts_stay_texts_in_markdown(text in hostile()) {
        let said = sound(&text);
        let mild = "q".to_owned() + &"m".repeat(20);
        let hostile = Report::of(fixture::document(|_| text.clone())).markdown();
        let harmless = Report::of(fixture::document(|_| mild.clone())).markdown();
        let is_foreign = |event: &Event| {
            matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) | Event::Rule | Event::FootnoteReference(_)
                | Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)))
        };
        let hostile = events(&hostile);
        prop_assert!(!hostile.iter().any(is_foreign), "{:?}", hostile);
        let expected: Vec<_> = events(&harmless)
            .into_iter()
            .map(|event| match event {
                Event::Text(words) => Event::Text(words.replace(&mild, &said).into()),
                event => event,
            })
            .collect();
        for (found, expected) in hostile.iter().zip(&expected) {
            prop_assert_eq!(found, expected);
        }
        prop_assert_eq!(hostile.len(), expected.len());
    }

    #[test]
    fn hostile_texts_stay_texts_in_plain_text(text in hostile()) {
        let said = sound(&text);
        let report = Report::of(fixture::document(|_| text.clone()));
        let written = report.text();
        prop_assert!(written.lines().all(|line| textwrap::core::display_width(line) <= 72));
        prop_assert!(!written.chars().any(|c| c.is_control() && c != '\n'));
        prop_assert_eq!(&sound(&report.post(usize::MAX)), &[&said[..], &said, &said].join(" "));
    }

    #[test]
    fn hostile_texts_stay_texts_in_figures(text in hostile()) {
        let said = sound(&text).replace(['\u{2068}', '\u{2069}'], "");
        let report = Report::of(fixture::document(|_| text.clone()));
        let json: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
        prop_assert_eq!(json["title"].as_str(), Some(&said[..]));
        prop_assert_eq!(json["rows"][0]["group"].as_str(), Some(&said[..]));
        prop_assert_eq!(json["rows"][1]["value"].as_f64(), Some(-1.5));
        let rows = cells(&report.csv());
        prop_assert_eq!(rows.len(), 5);
        prop_assert_eq!(&rows[0], &["figure", "group", "n", "value"]);
        let guarded = |cell: &String| cell == &said || cell == &format!("'{said}");
        prop_assert!(rows[1..].iter().all(|row| guarded(&row[0])));
        prop_assert!(!rows.iter().flatten().any(|cell| cell.starts_with(['=', '@', '+', '\t', '\r'])));
    }

    #[test]
    fn a_post_is_never_longer_than_asked(text in hostile(), longest in 0_usize..400) {
        let post = Report::of(fixture::document(|_| text.clone())).post(longest);
        prop_assert!(post.chars().count() <= longest);
    }
}
