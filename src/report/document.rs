//! A report before it has a form: sections of blocks, whose words are already in the reader's language.
//!
//! Texts that came from people (labels, quotes, names) have gone through [`harmless`](super::text::harmless) when they enter;
//! the marks that mean something in a form are the business of that form.

use super::{chart::Chart, language::Language};

/// A report before it has a form.
#[derive(Clone, PartialEq)]
pub(super) struct Document {
    pub(super) language: Language,
    /// What it is about: “Mentoring in Polder, 2026”.
    pub(super) title: String,
    /// For whom and of when: “For the community · 1 January to 31 December 2026”.
    pub(super) subtitle: String,
    /// What one should remember, a sentence each, the most important first. A post is made of these.
    pub(super) summary: Vec<String>,
    pub(super) sections: Vec<Section>,
    /// How to read this: what is explained, and the explanation.
    pub(super) reading: Vec<(String, String)>,
    /// The heading of that box.
    pub(super) reading_heading: String,
    /// The figures behind it.
    pub(super) data: Data,
}

/// A part under a heading; a slide of a presentation.
#[derive(Clone, PartialEq)]
pub(super) struct Section {
    pub(super) heading: String,
    /// What the part says, in a sentence.
    pub(super) message: Option<String>,
    pub(super) blocks: Vec<Block>,
}

/// Something to read or look at.
#[derive(Clone, PartialEq)]
pub(super) enum Block {
    Paragraph(String),
    /// A heading below that of the section.
    Heading(String),
    /// A remark beside the matter: how sure it is, what is missing.
    Aside(String),
    List(Vec<String>),
    Figures(Vec<KeyFigure>),
    Table(Table),
    Chart(Chart),
    Quote {
        words: String,
        by: String,
    },
    /// A text to be sent on as it is, such as an invitation.
    Letter {
        heading: String,
        lines: Vec<String>,
    },
}

/// A figure that stands by itself.
#[derive(Clone, PartialEq)]
pub(super) struct KeyFigure {
    /// “Mentees who were satisfied”.
    pub(super) name: String,
    /// “62.8%”, “too few to say”.
    pub(super) value: String,
    /// How sure, of how many: a sentence or two.
    pub(super) detail: Option<String>,
    /// Its definition and what to mind, small.
    pub(super) notes: Vec<String>,
}

/// A table whose first column names its rows.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) head: Vec<String>,
    /// As many cells each as the head has.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A place in a table.
#[derive(Clone, PartialEq)]
pub(super) enum Cell {
    Text(String),
    /// A number as it is written, to be put to the right.
    Number(String),
}

/// The figures behind a report, as machines read them: the same columns in each row.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Data {
    pub(super) columns: Vec<&'static str>,
    pub(super) rows: Vec<Vec<Datum>>,
}

/// A value as a machine reads it.
#[derive(Clone, PartialEq)]
pub(super) enum Datum {
    Nothing,
    Text(String),
    Whole(i128),
    Number(f64),
}
