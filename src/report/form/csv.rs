//! The figures behind a report for spreadsheets.

use csv::{Terminator, WriterBuilder};

use crate::report::{
    document::{Data, Datum},
    text::without_isolates,
};

/// The figures as CSV.
pub(super) fn write(data: &Data) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    if !data.columns.is_empty() {
        let head = std::iter::once(data.columns.iter().map(|name| guarded(name)).collect());
        let rows = data.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>());
        for row in head.chain(rows) {
            writer.write_record(row).expect("rows as long as the head go into memory");
        }
    }
    let bytes = writer.into_inner().expect("memory takes everything");
    String::from_utf8(bytes).expect("cells are texts")
}

fn cell(datum: &Datum) -> String {
    match datum {
        Datum::Text(words) => guarded(words),
        Datum::Whole(number) => number.to_string(),
        Datum::Number(number) if number.is_finite() => format!("{number:?}"),
        Datum::Number(_) | Datum::Nothing => String::new(),
    }
}

/// A text that no spreadsheet takes for a formula: those begin with `=`, `+`, `-` or `@`, full-width ones too, or with a tab or
/// a carriage return before them (OWASP, “CSV injection”).
fn guarded(words: &str) -> String {
    let words = without_isolates(words);
    let is_formula = words.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{words}") } else { words }
}
