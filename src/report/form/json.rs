//! The figures behind a report for programs.

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::report::{
    document::{Datum, Document},
    language::Language,
    text::without_isolates,
};

/// The figures as JSON.
pub(super) fn write(document: &Document) -> String {
    let columns = &document.data.columns;
    let figures = Figures {
        language: document.language,
        title: without_isolates(&document.title),
        subtitle: without_isolates(&document.subtitle),
        columns,
        rows: document.data.rows.iter().map(|data| Row { columns, data }).collect(),
    };
    serde_json::to_string_pretty(&figures)
        .expect("texts and finite numbers by textual names have a JSON form")
}

#[derive(Serialize)]
struct Figures<'a> {
    language: Language,
    title: String,
    subtitle: String,
    columns: &'a [&'static str],
    rows: Vec<Row<'a>>,
}

/// Values by the names of their columns, in the order of the columns.
struct Row<'a> {
    columns: &'a [&'static str],
    data: &'a [Datum],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut row = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, datum) in self.columns.iter().zip(self.data) {
            match datum {
                Datum::Text(words) => row.serialize_entry(column, &without_isolates(words))?,
                Datum::Whole(number) => row.serialize_entry(column, number)?,
                Datum::Number(number) if number.is_finite() => row.serialize_entry(column, number)?,
                Datum::Number(_) | Datum::Nothing => row.serialize_entry(column, &())?,
            }
        }
        row.end()
    }
}
