//! A report as Markdown: `CommonMark` with the tables of GitHub.
//!
//! What means something in Markdown is escaped wherever it stands in a text; the marks that mean something are all written
//! here. Every text is on one line, so that only its first characters can begin a block.

use crate::report::{
    chart::Chart,
    document::{Block, Cell, Document, KeyFigure, Section, Table},
    form::{
        part::paragraphs,
        words::{Words, or},
    },
    language::Language,
};

/// The report as Markdown.
pub(super) fn write(document: &Document) -> String {
    let words = Words::of(document.language);
    let mut page = Page::default();
    page.heading(1, or(&document.title, words.report));
    page.paragraph(&document.subtitle);
    page.list(&document.summary);
    for section in &document.sections {
        page.section(section, document.language);
    }
    if !document.reading.is_empty() {
        page.heading(2, or(&document.reading_heading, words.reading));
        for (what, why) in &document.reading {
            page.named(what, why);
        }
        page.end();
    }
    page.text.truncate(page.text.trim_end().len());
    page.text.push('\n');
    page.text
}

/// Markdown as it grows: blocks with an empty line between.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn section(&mut self, section: &Section, language: Language) {
        let words = Words::of(language);
        self.heading(2, or(&section.heading, words.part));
        if let Some(message) = section.message.as_deref().filter(|message| !message.is_empty()) {
            self.block(&format!("**{}**", escaped(message)));
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph(words) => self.paragraph(words),
                Block::Heading(words) => self.heading(3, words),
                Block::Aside(words) => self.quoted([vec![escaped(words)]]),
                Block::List(items) => self.list(items),
                Block::Figures(figures) => self.figures(figures),
                Block::Table(table) => self.table(table, &section.heading),
                Block::Chart(chart) => self.chart(chart, language),
                Block::Quote { words: said, by } => {
                    let [open, close] = words.quotes;
                    let by = (!by.is_empty()).then(|| vec![format!("— {}", escaped(by))]);
                    let said = vec![format!("{open}{}{close}", escaped(said))];
                    self.quoted(std::iter::once(said).chain(by));
                }
                Block::Letter { heading, lines } => {
                    self.heading(3, or(heading, words.to_copy));
                    self.quoted(
                        paragraphs(lines)
                            .iter()
                            .map(|lines| lines.iter().map(|line| escaped(line)).collect()),
                    );
                }
            }
        }
    }

    fn line(&mut self, written: &str) {
        self.text.push_str(written);
        self.text.push('\n');
    }

    /// What has been written, and an empty line.
    fn block(&mut self, written: &str) {
        self.line(written);
        self.end();
    }

    fn end(&mut self) {
        self.text.push('\n');
    }

    fn heading(&mut self, level: usize, words: &str) {
        if !words.is_empty() {
            self.block(&format!("{} {}", "#".repeat(level), escaped(words)));
        }
    }

    fn paragraph(&mut self, words: &str) {
        if !words.is_empty() {
            self.block(&escaped(words));
        }
    }

    fn list(&mut self, items: &[String]) {
        let items: Vec<_> = items.iter().filter(|item| !item.is_empty()).collect();
        for item in &items {
            self.line(&format!("- {}", escaped(item)));
        }
        if !items.is_empty() {
            self.end();
        }
    }

    /// A line of a list that begins with a name.
    fn named(&mut self, name: &str, words: &str) {
        self.line(&format!("- **{}:** {}", escaped(name), escaped(words)));
    }

    fn figures(&mut self, figures: &[KeyFigure]) {
        for figure in figures {
            self.named(&figure.name, &figure.value);
            for words in figure.detail.iter().chain(&figure.notes).filter(|words| !words.is_empty()) {
                self.line(&format!("  - {}", escaped(words)));
            }
        }
        if !figures.is_empty() {
            self.end();
        }
    }

    /// Paragraphs of lines, set apart.
    fn quoted(&mut self, paragraphs: impl IntoIterator<Item = Vec<String>>) {
        let paragraphs: Vec<_> =
            paragraphs.into_iter().map(|lines| format!("> {}", lines.join("\\\n> "))).collect();
        if !paragraphs.is_empty() {
            self.block(&paragraphs.join("\n>\n"));
        }
    }

    fn chart(&mut self, chart: &Chart, language: Language) {
        let table = Table { caption: String::new(), ..chart.table(language).sound() };
        self.block(&format!("**{}**", escaped(or(&chart.title, "—"))));
        self.paragraph(&chart.description);
        self.table(&table, "");
    }

    /// A table under its caption.
    fn table(&mut self, table: &Table, otherwise: &str) {
        if table.head.is_empty() {
            return;
        }
        let caption = or(&table.caption, otherwise);
        if !caption.is_empty() {
            self.block(&format!("**{}**", escaped(caption)));
        }
        let columns = 0..table.head.len();
        let rule = columns.map(|column| if table.is_of_numbers(column) { "---:" } else { "---" });
        self.row(table.head.iter().map(|words| escaped(words)));
        self.row(rule.map(str::to_owned));
        for row in &table.rows {
            self.row(row.iter().map(Cell::words).map(escaped));
        }
        self.end();
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        self.line(&format!("| {} |", cells.collect::<Vec<_>>().join(" | ")));
    }
}

/// A text without any meaning in Markdown.
///
/// Some punctuation means something only at the beginning, some only to readers that make links of addresses by
/// themselves; plain prose stays plain to read.
fn escaped(text: &str) -> String {
    let text = text.trim();
    let begins_number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    // Where a text that begins like a numbered item has its dot.
    let dot = (begins_number.len() < text.len()).then(|| text.len() - begins_number.len());
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for (at, c) in text.char_indices() {
        let means = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '#' | '@' | '$' | '^' => true,
            '-' | '+' | '=' => at == 0,
            '.' | ')' if dot == Some(at) => true,
            ':' => text[at..].starts_with("://") || at == 0,
            '.' => text[..at].to_ascii_lowercase().ends_with("www"),
            _ => false,
        };
        if means {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
