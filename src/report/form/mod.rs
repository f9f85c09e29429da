//! The forms of a report: one file each.
//!
//! A [`Document`] comes in and is made [sound](Document::sound) once; text in one of seven forms goes out. Here it is known what
//! means something in HTML, Markdown or a spreadsheet, and nothing of what the report is about.

mod colours;
mod csv;
mod html;
mod json;
mod markdown;
mod part;
mod plain;
mod post;
mod slides;
mod words;

#[cfg(test)]
mod fixture;
#[cfg(test)]
pub(super) mod tests;

use std::fmt;

use super::{document::Document, language::Language};

/// A report, ready to be written as what its readers use.
///
/// Every form is one text without anything outside it: no script, no picture, no link but within itself. Texts of people
/// stay texts in all of them.
#[derive(Clone, PartialEq)]
#[must_use = "a report is made to be written"]
pub struct Report {
    pub(super) document: Document,
}

impl Report {
    /// A report of a document.
    pub(super) fn of(document: Document) -> Self {
        Self { document: document.sound() }
    }

    /// What it is about.
    pub fn title(&self) -> &str {
        &self.document.title
    }

    /// The language it is in.
    pub fn language(&self) -> Language {
        self.document.language
    }

    /// A page for a browser and for paper (A4): HTML that needs nothing else.
    ///
    /// It can be read by day and by night, from a phone of 320 pixels, by keyboard and by ear; each chart has its figures
    /// in a table beneath it.
    #[must_use = "the page is returned, not stored"]
    pub fn html(&self) -> String {
        html::write(&self.document)
    }

    /// A presentation: HTML that needs nothing else, a message a slide, and a page a slide when printed (A4, lying).
    ///
    /// A section's first chart or key figures are shown; what does not fit is on the [page](Self::html), and the slide
    /// says so.
    #[must_use = "the slides are returned, not stored"]
    pub fn slides(&self) -> String {
        slides::write(&self.document)
    }

    /// Markdown (`CommonMark` with the tables of GitHub), charts as tables.
    #[must_use = "the text is returned, not stored"]
    pub fn markdown(&self) -> String {
        markdown::write(&self.document)
    }

    /// Plain text for a newsletter, in lines of at most 72 columns, charts as tables.
    #[must_use = "the text is returned, not stored"]
    pub fn text(&self) -> String {
        plain::write(&self.document)
    }

    /// A post for social media of at most `longest` characters (Unicode scalar values).
    ///
    /// It is made of the report's most important sentences, as many in order as fit whole. When not even the first fits,
    /// it ends after a word, with an ellipsis; it is empty when not even a word fits.
    #[must_use = "the post is returned, not stored"]
    pub fn post(&self, longest: usize) -> String {
        post::write(&self.document, longest)
    }

    /// The figures behind it as JSON: an object with `language`, `title`, `subtitle`, `columns` and `rows`, each row an
    /// object by column. What is not known is `null`.
    #[must_use = "the text is returned, not stored"]
    pub fn json(&self) -> String {
        json::write(&self.document)
    }

    /// The figures behind it as CSV (RFC 4180: commas, lines end in CR LF), the first line the columns' names. What is not
    /// known is empty. A text that a spreadsheet would take for a formula stands behind an apostrophe.
    #[must_use = "the text is returned, not stored"]
    pub fn csv(&self) -> String {
        csv::write(&self.document.data)
    }
}

/// What it is about and how large it is; not what it says.
impl fmt::Debug for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report")
            .field("title", &self.document.title)
            .field("language", &self.document.language)
            .field("sections", &self.document.sections.len())
            .field("rows", &self.document.data.rows.len())
            .finish_non_exhaustive()
    }
}
