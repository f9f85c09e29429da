//! A document as plain lines, for tests that read what it says before it has a form.

use super::document::{Block, Cell, Datum, Document};

pub(super) fn dump(document: &Document) -> String {
    let mut lines = vec![format!("# {}", document.title), document.subtitle.clone()];
    lines.extend(document.summary.iter().map(|line| format!("> {line}")));
    for section in &document.sections {
        lines.extend([String::new(), format!("## {}", section.heading)]);
        lines.extend(section.message.iter().map(|message| format!("> {message}")));
        section.blocks.iter().for_each(|part| block(part, &mut lines));
    }
    lines.extend([String::new(), format!("## {}", document.reading_heading)]);
    lines.extend(document.reading.iter().map(|(what, how)| format!("{what} {how}")));
    lines.extend([String::new(), document.data.columns.join(" | ")]);
    for row in &document.data.rows {
        let cell = |datum: &Datum| match datum {
            Datum::Nothing => "-".to_owned(),
            Datum::Text(text) => text.clone(),
            Datum::Whole(whole) => whole.to_string(),
            Datum::Number(number) => number.to_string(),
        };
        lines.push(row.iter().map(cell).collect::<Vec<_>>().join(" | "));
    }
    lines.join("\n")
}

fn block(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Paragraph(text) => lines.push(text.clone()),
        Block::Heading(text) => lines.push(format!("### {text}")),
        Block::Aside(text) => lines.push(format!("({text})")),
        Block::List(items) => lines.extend(items.iter().map(|item| format!("- {item}"))),
        Block::Figures(figures) => {
            lines.extend(figures.iter().map(|figure| format!("* {}: {}", figure.name, figure.value)));
        }
        Block::Table(table) => {
            lines.push(table.head.join(" | "));
            for row in &table.rows {
                let cell = |cell: &Cell| match cell {
                    Cell::Text(text) | Cell::Number(text) => text.clone(),
                };
                lines.push(row.iter().map(cell).collect::<Vec<_>>().join(" | "));
            }
        }
        Block::Chart(_) => lines.push("[chart]".to_owned()),
        Block::Quote { words, by } => lines.push(format!("“{words}” – {by}")),
        Block::Letter { heading, lines: letter } => {
            lines.push(format!("[{heading}]"));
            lines.extend(letter.iter().map(|line| format!("    {line}")));
        }
    }
}
