//! A report as a page: one file of HTML without a script and without anything from elsewhere.
//!
//! The page itself is in `templates/report`, where every text is escaped; only the pictures, which are our own, are not.

use askama::Template;

use super::{
    colours::{DAY, NIGHT, Scheme},
    part::{Part, Piece},
    words::{Words, or},
};
use crate::report::document::Document;

/// With fewer sections one sees them all anyway.
const SECTIONS_WITH_LINKS: usize = 4;

/// The report as a page.
pub(super) fn write(document: &Document) -> String {
    let words = Words::of(document.language);
    let page = Page {
        language: document.language.code(),
        words,
        day: &DAY,
        night: &NIGHT,
        title: or(&document.title, words.report),
        subtitle: &document.subtitle,
        summary: document
            .summary
            .iter()
            .map(String::as_str)
            .filter(|sentence| !sentence.is_empty())
            .collect(),
        parts: Part::all(document),
        has_links: document.sections.len() >= SECTIONS_WITH_LINKS,
        reading: &document.reading,
        reading_heading: or(&document.reading_heading, words.reading),
    };
    page.render().expect("the template has all its values, and memory takes everything")
}

#[derive(Template)]
#[template(path = "report/page.html")]
struct Page<'a> {
    language: &'static str,
    words: &'static Words,
    day: &'static Scheme,
    night: &'static Scheme,
    title: &'a str,
    subtitle: &'a str,
    summary: Vec<&'a str>,
    parts: Vec<Part<'a>>,
    has_links: bool,
    reading: &'a [(String, String)],
    reading_heading: &'a str,
}
