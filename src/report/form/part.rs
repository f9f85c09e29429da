//! A document as pages and slides show it: parts with identifiers, charts drawn, tables with a name.

use super::words::{Words, or};
use crate::report::{
    chart::Chart,
    document::{Block, Cell, Document, KeyFigure, Section, Table},
    language::Language,
};

/// A section of a page.
pub(super) struct Part<'a> {
    /// Unique in the page; where links go.
    pub(super) id: String,
    pub(super) heading: String,
    pub(super) message: Option<&'a str>,
    pub(super) pieces: Vec<Piece<'a>>,
}

/// A block of a page.
pub(super) enum Piece<'a> {
    Paragraph(&'a str),
    Heading(&'a str),
    Aside(&'a str),
    List(Vec<&'a str>),
    Figures(&'a [KeyFigure]),
    Table(Grid),
    Drawing(Drawing<'a>),
    Quote { words: &'a str, by: &'a str },
    Letter { heading: &'a str, paragraphs: Vec<Vec<&'a str>> },
}

/// A chart as it is shown.
pub(super) struct Drawing<'a> {
    pub(super) title: &'a str,
    pub(super) description: &'a str,
    /// The picture: the only text that goes into a page as it is.
    pub(super) svg: String,
    /// The same as a table.
    pub(super) grid: Option<Grid>,
}

/// A table as it is shown.
pub(super) struct Grid {
    /// Unique in the page.
    pub(super) id: String,
    pub(super) caption: String,
    pub(super) head: Vec<(String, Align)>,
    pub(super) rows: Vec<Vec<(String, Align)>>,
}

/// To which side a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Start,
    End,
}

impl<'a> Part<'a> {
    /// All sections of a document.
    pub(super) fn all(document: &'a Document) -> Vec<Self> {
        let mut names = Names::default();
        let parts = document.sections.iter().zip(1..);
        parts.map(|(section, number)| Self::of(section, number, document.language, &mut names)).collect()
    }

    fn of(section: &'a Section, number: usize, language: Language, names: &mut Names) -> Self {
        let heading = match section.heading.as_str() {
            "" => format!("{} {number}", Words::of(language).part),
            heading => heading.to_owned(),
        };
        let pieces = section.blocks.iter();
        Self {
            id: format!("part-{number}"),
            message: section.message.as_deref().filter(|message| !message.is_empty()),
            pieces: pieces.filter_map(|block| Piece::of(block, &heading, language, names)).collect(),
            heading,
        }
    }
}

impl<'a> Piece<'a> {
    /// Nothing where there is nothing to show.
    fn of(block: &'a Block, heading: &str, language: Language, names: &mut Names) -> Option<Self> {
        match block {
            Block::Paragraph(words) => some(words).map(Self::Paragraph),
            Block::Heading(words) => some(words).map(Self::Heading),
            Block::Aside(words) => some(words).map(Self::Aside),
            Block::List(items) => {
                let items: Vec<_> = items.iter().filter_map(|item| some(item)).collect();
                (!items.is_empty()).then_some(Self::List(items))
            }
            Block::Figures(figures) => (!figures.is_empty()).then_some(Self::Figures(figures)),
            Block::Table(table) => Grid::of(table, heading, names).map(Self::Table),
            Block::Chart(chart) => Some(Self::Drawing(Drawing::of(chart, language, names))),
            Block::Quote { words, by } => some(words).map(|words| Self::Quote { words, by }),
            Block::Letter { heading, lines } => Some(Self::Letter { heading, paragraphs: paragraphs(lines) }),
        }
    }
}

impl<'a> Drawing<'a> {
    fn of(chart: &'a Chart, language: Language, names: &mut Names) -> Self {
        let svg = chart.svg(&names.next("chart"), language);
        let otherwise = or(&chart.title, Words::of(language).as_table);
        Self {
            title: &chart.title,
            description: &chart.description,
            svg: svg.chars().filter(|c| !c.is_control() || *c == '\n').collect(),
            grid: Grid::of(&chart.table(language).sound(), otherwise, names),
        }
    }
}

impl Grid {
    /// A table under its caption or, where it has none, another name. Nothing of a table without columns.
    fn of(table: &Table, otherwise: &str, names: &mut Names) -> Option<Self> {
        let align = |column| if table.is_of_numbers(column) { Align::End } else { Align::Start };
        let aligned = |(column, words): (usize, &str)| (words.to_owned(), align(column));
        let row = |row: &Vec<Cell>| row.iter().map(Cell::words).enumerate().map(aligned).collect();
        (!table.head.is_empty()).then(|| Self {
            id: names.next("table"),
            caption: or(&table.caption, otherwise).to_owned(),
            head: table.head.iter().map(String::as_str).enumerate().map(aligned).collect(),
            rows: table.rows.iter().map(row).collect(),
        })
    }

    /// Whether it may be wider than a phone, and so must scroll in a box of its own.
    pub(super) fn is_wide(&self) -> bool {
        self.head.len() > 2
    }
}

impl Align {
    pub(super) fn is_end(self) -> bool {
        self == Self::End
    }
}

/// Gives out identifiers.
#[derive(Default)]
struct Names {
    given: usize,
}

impl Names {
    fn next(&mut self, what: &str) -> String {
        self.given += 1;
        format!("{what}-{}", self.given)
    }
}

/// Lines in paragraphs, which empty lines part.
pub(super) fn paragraphs(lines: &[String]) -> Vec<Vec<&str>> {
    let paragraphs = lines.split(String::is_empty).filter(|lines| !lines.is_empty());
    paragraphs.map(|lines| lines.iter().map(String::as_str).collect()).collect()
}

fn some(words: &str) -> Option<&str> {
    (!words.is_empty()).then_some(words)
}
