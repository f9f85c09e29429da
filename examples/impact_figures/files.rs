//! A folder of a programme's facts: a sheet for each list that people keep in spreadsheets, JSON for the others.
//!
//! `enrolments.csv` (a column `group:…` for each dimension), `pairings.csv` (pauses as
//! `2026-03-01..2026-03-15; …`, the second day being the first after it), `meetings.csv`, `check_ins.csv`,
//! `responses.csv` (answers as `close=4; annoyed=2`), `goals.csv`, `milestones.csv`, `neighbours.csv` (groups and
//! statements likewise), `ties.csv`, `receipts.csv`, `expenses.csv`, `balances.csv` (amounts in cents),
//! `volunteering.csv`; `instruments.json`, `passages.json`, `codings.json`, `remarks.json`, `meanings.json`. Columns may
//! stand in any order; those that may be blank may be left out.

#[path = "files/rows.rs"]
mod rows;

use std::{collections::BTreeMap, fs, path::Path, str::FromStr};

use mentorship::{
    feedback::Facts,
    id::ItemId,
    jiff::civil::Date,
    people::{
        Label,
        intake::{Row, Table},
    },
};
use serde::de::DeserializeOwned;
use serde_json::Value;

const DATE: &str = "a date such as 2026-03-01";
const IDENTIFIER: &str = "an identifier of 1 to 120 characters";
const PARTY: &str = "mentor or mentee";
const LABEL: &str = "a label";
const CENTS: &str = "a whole number of cents";
const PURPOSE: &str = "free or restricted";
pub(crate) const GROUP: &str = "group:";

/// A sheet: its file, the columns it must have, and those it may have.
pub(crate) struct Layout {
    pub(crate) file: &'static str,
    pub(crate) must: &'static [&'static str],
    pub(crate) may: &'static [&'static str],
}

pub(crate) const ENROLMENTS: Layout = Layout {
    file: "enrolments.csv",
    must: &["person", "role"],
    may: &["invited", "enrolled", "ready", "left", "places"],
};
pub(crate) const PAIRINGS: Layout = Layout {
    file: "pairings.csv",
    must: &["agreement", "mentor", "mentee", "started", "planned_days", "every_days"],
    may: &["pauses", "ended", "closure"],
};
pub(crate) const MEETINGS: Layout =
    Layout { file: "meetings.csv", must: &["agreement", "on", "minutes", "mode", "logged"], may: &[] };
pub(crate) const CHECK_INS: Layout =
    Layout { file: "check_ins.csv", must: &["agreement", "due"], may: &["held", "fit"] };
pub(crate) const RESPONSES: Layout = Layout {
    file: "responses.csv",
    must: &["instrument", "person", "role", "wave", "due"],
    may: &["version", "agreement", "answered", "answers"],
};
pub(crate) const GOALS: Layout = Layout {
    file: "goals.csv",
    must: &["agreement", "words", "weight", "baseline"],
    may: &["rated", "step", "by"],
};
pub(crate) const MILESTONES: Layout =
    Layout { file: "milestones.csv", must: &["person", "kind", "on"], may: &["turn"] };
pub(crate) const NEIGHBOURS: Layout = Layout {
    file: "neighbours.csv",
    must: &["person"],
    may: &["asked", "answered", "born", "instrument", "version", "statements"],
};
pub(crate) const TIES: Layout = Layout { file: "ties.csv", must: &["from", "to", "kind", "on"], may: &[] };
pub(crate) const RECEIPTS: Layout =
    Layout { file: "receipts.csv", must: &["funder", "kind", "on", "cents"], may: &["purpose"] };
pub(crate) const EXPENSES: Layout =
    Layout { file: "expenses.csv", must: &["category", "on", "cents"], may: &["purpose"] };
pub(crate) const BALANCES: Layout =
    Layout { file: "balances.csv", must: &["on", "free_cents"], may: &["restricted_cents"] };
pub(crate) const VOLUNTEERING: Layout =
    Layout { file: "volunteering.csv", must: &["person", "on", "minutes"], may: &[] };

impl Layout {
    /// Whether it has a column `group:…` for each dimension.
    fn has_groups(&self) -> bool {
        [ENROLMENTS.file, NEIGHBOURS.file].contains(&self.file)
    }
}

/// Reads what the files of a folder hold, and tells of the rows that were set aside because they cannot be read, and of
/// the files that are not there.
///
/// # Errors
///
/// All files that cannot be read at all: not there though nothing goes without it, no text, a column that is missing or
/// that nobody knows.
pub(crate) fn read(folder: &Path) -> Result<(Facts, Vec<String>), String> {
    let mut reader = Reader { folder, told: vec![], broken: vec![] };
    let facts = Facts {
        enrolments: reader.sheet(&ENROLMENTS, rows::enrolment),
        pairings: reader.sheet(&PAIRINGS, rows::pairing),
        meetings: reader.sheet(&MEETINGS, rows::meeting),
        check_ins: reader.sheet(&CHECK_INS, rows::check_in),
        instruments: reader.records("instruments.json"),
        responses: reader.sheet(&RESPONSES, rows::response),
        goals: reader.sheet(&GOALS, rows::goal),
        milestones: reader.sheet(&MILESTONES, rows::milestone),
        passages: reader.records("passages.json"),
        codings: reader.records("codings.json"),
        remarks: reader.records("remarks.json"),
        neighbours: reader.sheet(&NEIGHBOURS, rows::neighbour),
        ties: reader.sheet(&TIES, rows::tie),
        receipts: reader.sheet(&RECEIPTS, rows::receipt),
        expenses: reader.sheet(&EXPENSES, rows::expense),
        balances: reader.sheet(&BALANCES, rows::balance),
        volunteering: reader.sheet(&VOLUNTEERING, rows::volunteering),
        meanings: reader.records("meanings.json"),
    };
    if reader.broken.is_empty() { Ok((facts, reader.told)) } else { Err(reader.broken.join("\n")) }
}

struct Reader<'a> {
    folder: &'a Path,
    /// Rows set aside, files that are not there.
    told: Vec<String>,
    /// Files that cannot be read.
    broken: Vec<String>,
}

impl Reader<'_> {
    /// The text of a file; none, and told, when there is no such file and one can go without.
    fn text(&mut self, file: &str) -> Option<String> {
        let path = self.folder.join(file);
        let needed = [ENROLMENTS.file, PAIRINGS.file].contains(&file);
        if !needed && !path.exists() && self.folder.is_dir() {
            self.told.push(format!("{file} is not there; nothing is known of what it would tell"));
            return None;
        }
        match fs::read(&path).map(String::from_utf8) {
            Ok(Ok(text)) => return Some(text),
            Ok(Err(_)) => {
                self.broken.push(format!("{file} is not UTF-8 text; save it again as \"CSV UTF-8\""));
            }
            Err(error) => self.broken.push(format!("{} cannot be read: {error}", path.display())),
        }
        None
    }

    fn sheet<T>(&mut self, layout: &Layout, row: impl Fn(&mut Cells) -> Option<T>) -> Vec<T> {
        let Some(text) = self.text(layout.file) else { return vec![] };
        let table = match Table::parse(&text) {
            Ok(table) => table,
            Err(error) => {
                self.broken.push(format!("{}: {error}", layout.file));
                return vec![];
            }
        };
        let columns = match columns(layout, &table) {
            Ok(columns) => columns,
            Err(mut wrong) => {
                self.broken.append(&mut wrong);
                return vec![];
            }
        };
        let mut rows = Vec::with_capacity(table.rows().len());
        for cells in table.rows() {
            let mut cells = Cells { file: layout.file, columns: &columns, row: cells, wrong: vec![] };
            cells.shape(table.headers().len());
            match row(&mut cells) {
                Some(row) if cells.wrong.is_empty() => rows.push(row),
                _ => self.told.append(&mut cells.wrong),
            }
        }
        rows
    }

    fn records<T: DeserializeOwned>(&mut self, file: &str) -> Vec<T> {
        let Some(text) = self.text(file) else { return vec![] };
        let records: Vec<Value> = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(records) => records,
            Err(error) => {
                self.broken.push(format!("{file} is not a JSON list: {error}"));
                return vec![];
            }
        };
        let mut rows = Vec::with_capacity(records.len());
        for (at, record) in records.into_iter().enumerate() {
            match serde_json::from_value(record) {
                Ok(row) => rows.push(row),
                Err(error) => self.told.push(format!("{file}, record {}: {error}", at + 1)),
            }
        }
        rows
    }
}

/// Where each column stands, or all that is wrong with the headers.
fn columns(layout: &Layout, table: &Table) -> Result<BTreeMap<String, usize>, Vec<String>> {
    let file = layout.file;
    let mut columns = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut known = [layout.must, layout.may].concat();
    for (at, header) in table.headers().iter().enumerate() {
        let name = header.trim().to_lowercase();
        let group = dimension(header).filter(|_| layout.has_groups());
        if group.is_none() && !known.contains(&name.as_str()) {
            known.extend(layout.has_groups().then_some("group:… for what people belong to"));
            wrong
                .push(format!("{file}: column `{header}` is not known here; there are {}", known.join(", ")));
            known.truncate(layout.must.len() + layout.may.len());
        } else if columns.insert(group.map_or(name, |group| format!("{GROUP}{group}")), at).is_some() {
            wrong.push(format!("{file}: column `{header}` is there twice"));
        }
    }
    for name in layout.must.iter().filter(|name| !columns.contains_key(**name)) {
        wrong.push(format!("{file}: column `{name}` is missing"));
    }
    if wrong.is_empty() { Ok(columns) } else { Err(wrong) }
}

/// The dimension of a column `group:…`.
fn dimension(header: &str) -> Option<Label> {
    let header = header.trim();
    let begins = header.get(..GROUP.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(GROUP));
    begins.then(|| Label::new(&header[GROUP.len()..]).ok()).flatten()
}

/// The cells of one row, and what is wrong with them.
struct Cells<'a> {
    file: &'static str,
    columns: &'a BTreeMap<String, usize>,
    row: &'a Row,
    wrong: Vec<String>,
}

impl<'a> Cells<'a> {
    fn shape(&mut self, headers: usize) {
        if self.row.has_unclosed_quote() {
            self.wrong.push(format!(
                "{}, row {}: a quotation mark is not closed",
                self.file,
                self.row.number()
            ));
        } else if self.row.cells().iter().skip(headers).any(|cell| !cell.trim().is_empty()) {
            self.wrong.push(format!(
                "{}, row {}: has more cells than the headers",
                self.file,
                self.row.number()
            ));
        }
    }

    /// What stands in a column; nothing when it is blank.
    fn cell(&self, column: &str) -> Option<&'a str> {
        let cell = self.row.cells().get(*self.columns.get(column)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    fn expected(&mut self, column: &str, expected: &str) {
        let found = self.cell(column).map_or("nothing".to_owned(), |cell| format!("`{cell}`"));
        let (file, row) = (self.file, self.row.number());
        self.wrong.push(format!("{file}, row {row}, column `{column}`: found {found}, expected {expected}"));
    }

    /// What a cell says, read in one way; blank is `None`, as is what cannot be read, which is told.
    fn read<T>(&mut self, column: &str, expected: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let found = read(self.cell(column)?);
        if found.is_none() {
            self.expected(column, expected);
        }
        found
    }

    /// The same where blank will not do.
    fn must<T>(&mut self, column: &str, expected: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        if self.cell(column).is_none() {
            self.expected(column, expected);
        }
        self.read(column, expected, read)
    }

    fn date(&mut self, column: &str) -> Option<Date> {
        self.read(column, DATE, number)
    }

    fn id<T: FromStr>(&mut self, column: &str) -> Option<T> {
        self.must(column, IDENTIFIER, number)
    }

    /// What stands in the columns `group:…`.
    fn groups(&mut self) -> BTreeMap<Label, Label> {
        let mut groups = BTreeMap::new();
        for (dimension, column) in self.columns.keys().filter_map(|column| Some((dimension(column)?, column)))
        {
            let group = self.read(column, LABEL, label);
            groups.extend(group.map(|group| (dimension, group)));
        }
        groups
    }

    /// What was answered to each item.
    fn items(&mut self, column: &str) -> Option<BTreeMap<ItemId, i16>> {
        let answer = |text: &str| {
            let (item, answer) = text.rsplit_once('=')?;
            Some((number(item.trim())?, number(answer.trim())?))
        };
        self.read(column, "answers such as close=4; annoyed=2, each item once", |text| {
            let answers: Vec<(ItemId, i16)> = list(text, answer)?;
            let items: BTreeMap<_, _> = answers.iter().cloned().collect();
            (items.len() == answers.len()).then_some(items)
        })
    }

    /// Cells that make sense together only: all of them, or none.
    fn together(&mut self, columns: &[&str]) {
        let blank: Vec<_> = columns.iter().copied().filter(|column| self.cell(column).is_none()).collect();
        if blank.len() < columns.len() {
            for column in blank {
                let others: Vec<_> = columns.iter().copied().filter(|other| *other != column).collect();
                self.expected(column, &format!("something, as it goes with `{}`", others.join("` and `")));
            }
        }
    }
}

/// What reads itself: numbers, dates, identifiers.
fn number<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn label(text: &str) -> Option<Label> {
    Label::new(text).ok()
}

/// One of the words of the library.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(Value::String(text.to_lowercase())).ok()
}

/// `a; b; c`, each read in one way.
fn list<T, L: FromIterator<T>>(text: &str, one: impl Fn(&str) -> Option<T>) -> Option<L> {
    text.split(';').map(|part| one(part.trim())).collect()
}
