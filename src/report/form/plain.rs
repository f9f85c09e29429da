//! A report as plain text: lines of at most 72 columns, headings underlined, tables as columns or, when they are too wide, as
//! short lines.

use textwrap::{Options, WordSeparator, WordSplitter, core::display_width};

use crate::report::{
    chart::Chart,
    document::{Block, Cell, Document, KeyFigure, Section, Table},
    form::words::{Words, or},
    language::Language,
};

/// As wide as letters by electronic mail have been: nothing on the way breaks such lines again.
const WIDTH: usize = 72;
/// Between columns.
const GAP: usize = 2;

/// The report as plain text.
pub(super) fn write(document: &Document) -> String {
    let words = Words::of(document.language);
    let mut page = Page::default();
    page.heading(or(&document.title, words.report), "=");
    page.paragraph(&document.subtitle);
    page.list(&document.summary);
    for section in &document.sections {
        page.section(section, document.language);
    }
    if !document.reading.is_empty() {
        page.heading(or(&document.reading_heading, words.reading), "-");
        for (what, why) in &document.reading {
            page.wrapped(&format!("{what}: {why}"), "", "  ");
        }
        page.end();
    }
    page.text.truncate(page.text.trim_end().len());
    page.text.push('\n');
    page.text
}

/// Text as it grows: blocks with an empty line between.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn section(&mut self, section: &Section, language: Language) {
        let words = Words::of(language);
        self.end();
        self.heading(or(&section.heading, words.part), "-");
        self.paragraph(section.message.as_deref().unwrap_or_default());
        for block in &section.blocks {
            match block {
                Block::Paragraph(words) => self.paragraph(words),
                Block::Heading(words) => self.heading(words, "."),
                Block::Aside(words) => self.apart("  ", "  ", words),
                Block::List(items) => self.list(items),
                Block::Figures(figures) => self.figures(figures),
                Block::Table(table) => self.table(table, or(&table.caption, &section.heading)),
                Block::Chart(chart) => self.chart(chart, language),
                Block::Quote { words: said, by } => {
                    let [open, close] = words.quotes;
                    self.wrapped(&format!("{open}{said}{close}"), "    ", "    ");
                    if !by.is_empty() {
                        self.wrapped(&format!("— {by}"), "    ", "      ");
                    }
                    self.end();
                }
                Block::Letter { heading, lines } => {
                    self.heading(or(heading, words.to_copy), ".");
                    for line in lines {
                        self.wrapped(line, "", "");
                    }
                    self.end();
                }
            }
        }
    }

    fn line(&mut self, words: &str) {
        self.text.push_str(words.trim_end());
        self.text.push('\n');
    }

    /// An empty line, or none where there is one.
    fn end(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// In lines, the first and the others after an indent.
    fn wrapped(&mut self, words: &str, first: &str, others: &str) {
        let options = Options::new(WIDTH)
            .initial_indent(first)
            .subsequent_indent(others)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(words, options) {
            self.line(&line);
        }
    }

    /// A block of its own.
    fn apart(&mut self, first: &str, others: &str, words: &str) {
        if !words.is_empty() {
            self.wrapped(words, first, others);
            self.end();
        }
    }

    fn paragraph(&mut self, words: &str) {
        self.apart("", "", words);
    }

    fn heading(&mut self, words: &str, rule: &str) {
        if !words.is_empty() {
            let begin = self.text.len();
            self.wrapped(words, "", "");
            let longest = self.text[begin..].lines().map(display_width).max().unwrap_or(0);
            self.line(&rule.repeat(longest));
            self.end();
        }
    }

    fn list(&mut self, items: &[String]) {
        for item in items.iter().filter(|item| !item.is_empty()) {
            self.wrapped(item, "- ", "  ");
        }
        self.end();
    }

    fn figures(&mut self, figures: &[KeyFigure]) {
        for figure in figures {
            self.wrapped(&format!("{}: {}", figure.name, figure.value), "- ", "  ");
            for words in figure.detail.iter().chain(&figure.notes).filter(|words| !words.is_empty()) {
                self.wrapped(words, "  ", "  ");
            }
        }
        self.end();
    }

    fn chart(&mut self, chart: &Chart, language: Language) {
        self.paragraph(&chart.title);
        self.paragraph(&chart.description);
        self.table(&chart.table(language).sound(), "");
    }

    /// A table under its caption: as columns where they fit, else a row at a time.
    fn table(&mut self, table: &Table, caption: &str) {
        if table.head.is_empty() {
            return;
        }
        self.paragraph(caption);
        let cells = |column: usize| table.rows.iter().map(move |row| row[column].words());
        let wide = |words: &str| display_width(words);
        let widths: Vec<usize> = (0..table.head.len())
            .map(|column| cells(column).chain([table.head[column].as_str()]).map(wide).max().unwrap_or(0))
            .collect();
        if widths.iter().sum::<usize>() + GAP * (widths.len() - 1) <= WIDTH {
            self.columns(table, &widths);
        } else {
            self.rows(table);
        }
        self.end();
    }

    fn columns(&mut self, table: &Table, widths: &[usize]) {
        let ends: Vec<bool> = (0..widths.len()).map(|column| table.is_of_numbers(column)).collect();
        let padded = |(words, (&width, &end)): (&str, (&usize, &bool))| {
            let room = " ".repeat(width.saturating_sub(display_width(words)));
            if end { format!("{room}{words}") } else { format!("{words}{room}") }
        };
        let places = || widths.iter().zip(&ends);
        let gap = " ".repeat(GAP);
        let head: Vec<_> = table.head.iter().map(String::as_str).zip(places()).map(padded).collect();
        self.line(&head.join(&gap));
        let rules: Vec<_> = widths.iter().map(|&width| "-".repeat(width)).collect();
        self.line(&rules.join(&gap));
        for row in &table.rows {
            let cells: Vec<_> = row.iter().map(Cell::words).zip(places()).map(padded).collect();
            self.line(&cells.join(&gap));
        }
    }

    fn rows(&mut self, table: &Table) {
        for row in &table.rows {
            let mut named = table.head.iter().zip(row);
            if let Some((_, first)) = named.next() {
                self.wrapped(first.words(), "", "  ");
            }
            for (head, cell) in named {
                self.wrapped(&format!("{head}: {}", cell.words()), "  ", "    ");
            }
        }
    }
}
