//! Bytes as text that a programme types into its report.

use std::{collections::BTreeSet, sync::LazyLock};

use html5ever::{ParseOpts, parse_document, tendril::TendrilSink};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use mentorship::{
    disclosure::{Internal, Policy, PublicFigures, Published},
    impact::Figures,
    jiff::civil::date,
    report::{Language, Report, YearReport},
};

use super::bytes::Bytes;

static NOTHING: LazyLock<Published<PublicFigures>> =
    LazyLock::new(|| Internal::new(Figures::default()).release(&Policy::public(date(2026, 12, 31))));

fn report(text: &str) -> Report {
    YearReport::new(text, date(2026, 1, 1), date(2026, 12, 31), &NOTHING)
        .vision(text)
        .mission(text)
        .did_not_work(text)
        .you_said_we_did(text, text)
        .next(text)
        .community(Language::Dutch)
        .unwrap()
}

/// The kinds of elements and attributes of a page.
fn kinds(page: &str) -> BTreeSet<String> {
    fn walk(node: &Handle, into: &mut BTreeSet<String>) {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            into.insert(name.local.to_string());
            into.extend(
                attrs.borrow().iter().map(|attribute| format!("{}@{}", name.local, attribute.name.local)),
            );
        }
        node.children.borrow().iter().for_each(|child| walk(child, into));
    }
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    let mut into = BTreeSet::new();
    walk(&dom.document, &mut into);
    into
}

static KINDS: LazyLock<[BTreeSet<String>; 2]> = LazyLock::new(|| {
    let plain = report("Samen");
    let several = report("Samen\n\nverder\nen verder");
    [
        [&plain, &several].map(|report| kinds(&report.html())),
        [&plain, &several].map(|report| kinds(&report.slides())),
    ]
    .map(|[one, other]| &one | &other)
});

/// Whatever it is, it is text in every form: it adds no element and no attribute to a page, and other forms can be read.
pub(crate) fn check(bytes: &[u8]) {
    let text = format!("S{}", Bytes(bytes).text());
    let report = report(&text);
    for (page, known) in [report.html(), report.slides()].iter().zip(&*KINDS) {
        let other: Vec<_> = kinds(page).difference(known).cloned().collect();
        assert!(other.is_empty(), "{other:?} from {text:?}");
    }
    serde_json::from_str::<serde_json::Value>(&report.json()).unwrap();
    for length in [1, 40, 280] {
        assert!(report.post(length).chars().count() <= length);
    }
    assert!(!report.markdown().contains("<script"));
    assert!(!report.text().is_empty());
    csv::ReaderBuilder::new().flexible(true).from_reader(report.csv().as_bytes()).records().for_each(|row| {
        row.unwrap();
    });
}
