//! A report before it has a form: sections of blocks, whose words are already in the reader's language.
//!
//! Texts that came from people (labels, quotes, names) have gone through [`harmless`](super::text::harmless) when they enter;
//! the marks that mean something in a form are the business of that form. Before a document is written, all of its words pass
//! [`Document::sound`].

use super::{chart::Chart, language::Language, text::sound};

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

impl Document {
    /// Without controls in any of its words, and with rows as long as their heads.
    pub(super) fn sound(mut self) -> Self {
        let own = [&mut self.title, &mut self.subtitle, &mut self.reading_heading];
        let reading = self.reading.iter_mut().flat_map(|(what, why)| [what, why]);
        own.into_iter().chain(&mut self.summary).chain(reading).for_each(clean);
        self.sections.iter_mut().for_each(Section::clean);
        self.data.clean();
        self
    }
}

impl Section {
    fn clean(&mut self) {
        clean(&mut self.heading);
        self.message.iter_mut().for_each(clean);
        self.blocks.iter_mut().for_each(Block::clean);
    }
}

impl Block {
    fn clean(&mut self) {
        match self {
            Self::Paragraph(words) | Self::Heading(words) | Self::Aside(words) => clean(words),
            Self::List(items) => items.iter_mut().for_each(clean),
            Self::Figures(figures) => figures.iter_mut().for_each(KeyFigure::clean),
            Self::Table(table) => *table = std::mem::take(table).sound(),
            Self::Chart(chart) => [&mut chart.title, &mut chart.description].into_iter().for_each(clean),
            Self::Quote { words, by } => [words, by].into_iter().for_each(clean),
            Self::Letter { heading, lines } => std::iter::once(heading).chain(lines).for_each(clean),
        }
    }
}

impl KeyFigure {
    /// Whether its value is rather said than counted: “too few to say”.
    pub(super) fn is_in_words(&self) -> bool {
        self.value.chars().filter(|c| c.is_alphabetic()).count() > 4 || self.value.chars().count() > 12
    }

    fn clean(&mut self) {
        let own = [&mut self.name, &mut self.value];
        own.into_iter().chain(&mut self.detail).chain(&mut self.notes).for_each(clean);
    }
}

impl Table {
    /// Without controls in any of its words, and with rows as long as its head.
    pub(super) fn sound(mut self) -> Self {
        clean(&mut self.caption);
        self.head.iter_mut().for_each(clean);
        for row in &mut self.rows {
            row.resize(self.head.len(), Cell::Text(String::new()));
            for Cell::Text(words) | Cell::Number(words) in row {
                clean(words);
            }
        }
        self
    }

    /// Whether a column is one of numbers and so stands to the right; a figure that is withheld is told in words among them.
    pub(super) fn is_of_numbers(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(column));
        column > 0 && cells.any(|cell| matches!(cell, Cell::Number(_)))
    }
}

impl Cell {
    /// As it is written.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Text(words) | Self::Number(words) => words,
        }
    }
}

impl Data {
    fn clean(&mut self) {
        for row in &mut self.rows {
            row.resize(self.columns.len(), Datum::Nothing);
            for datum in row {
                if let Datum::Text(words) = datum {
                    clean(words);
                }
            }
        }
    }
}

fn clean(words: &mut String) {
    *words = sound(words);
}
