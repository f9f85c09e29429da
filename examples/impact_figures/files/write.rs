//! Writing a folder.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use mentorship::{feedback::Facts, id::ItemId, people::Label};
use serde::Serialize;
use serde_json::Value;

use super::files::{
    BALANCES, CHECK_INS, ENROLMENTS, EXPENSES, GOALS, GROUP, Layout, MEETINGS, MILESTONES, NEIGHBOURS,
    PAIRINGS, RECEIPTS, RESPONSES, TIES, VOLUNTEERING,
};

/// Writes facts so that [`read`](super::files::read) finds them again, replacing what the folder holds of these files. The same facts are the
/// same bytes.
///
/// # Errors
///
/// When a file cannot be written.
pub(crate) fn write(folder: &Path, facts: &Facts) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    let writer = Writer { folder };
    let belong = Dimensions::of(facts.enrolments.iter().map(|row| &row.groups));
    writer.sheet(&ENROLMENTS, &belong.headers(), &facts.enrolments, |row| {
        let mut cells = vec![said(&row.person), said(row.role)];
        cells.extend([row.invited, row.enrolled, row.ready, row.left].map(said));
        cells.push(row.places.to_string());
        cells.extend(belong.cells(&row.groups));
        cells
    })?;
    writer.sheet(&PAIRINGS, &[], &facts.pairings, |row| {
        let pauses: Vec<_> =
            row.pauses.iter().map(|pause| format!("{}..{}", pause.from, pause.until)).collect();
        let ids = [said(&row.agreement), said(&row.mentor), said(&row.mentee)];
        let terms = [said(row.started), row.planned_days.to_string(), row.every_days.to_string()];
        let ended = [said(row.ended.map(|ending| ending.on)), said(row.ended.map(|ending| ending.closure))];
        [&ids[..], &terms, &[pauses.join("; ")], &ended].concat()
    })?;
    writer.sheet(&MEETINGS, &[], &facts.meetings, |row| {
        let minutes = row.minutes.to_string();
        vec![said(&row.agreement), said(row.on), minutes, said(row.mode), said(row.logged)]
    })?;
    writer.sheet(&CHECK_INS, &[], &facts.check_ins, |row| {
        vec![said(&row.agreement), said(row.due), said(row.held), said(row.fit)]
    })?;
    writer.sheet(&RESPONSES, &[], &facts.responses, |row| {
        let items = row.answers.as_ref().map(|answers| items(&answers.items));
        let whose = [said(&row.instrument), said(&row.person), said(row.role), said(row.wave), said(row.due)];
        let answered = said(row.answers.as_ref().map(|answers| answers.on));
        [&whose[..], &[row.version.to_string(), said(&row.agreement), answered, said(items)]].concat()
    })?;
    writer.sheet(&GOALS, &[], &facts.goals, |row| {
        let goal = [said(&row.agreement), said(&row.words), row.weight.to_string(), row.baseline.to_string()];
        let rated = row.rated;
        let rated = [said(rated.map(|r| r.on)), said(rated.map(|r| r.step)), said(rated.map(|r| r.by))];
        [&goal[..], &rated].concat()
    })?;
    writer.sheet(&MILESTONES, &[], &facts.milestones, |row| {
        vec![said(&row.person), said(&row.kind), said(row.on), said(row.turn)]
    })?;
    let belong = Dimensions::of(facts.neighbours.iter().map(|row| &row.groups));
    writer.sheet(&NEIGHBOURS, &belong.headers(), &facts.neighbours, |row| {
        let statements = row.statements.as_ref();
        let mut cells = vec![said(&row.person), said(row.asked), said(row.answered), said(row.born)];
        cells.push(said(statements.map(|statements| &statements.instrument)));
        cells.push(said(statements.map(|statements| statements.version)));
        cells.push(said(statements.map(|statements| items(&statements.items))));
        cells.extend(belong.cells(&row.groups));
        cells
    })?;
    writer.sheet(&TIES, &[], &facts.ties, |row| {
        vec![said(&row.from), said(&row.to), said(&row.kind), said(row.on)]
    })?;
    writer.sheet(&RECEIPTS, &[], &facts.receipts, |row| {
        vec![said(&row.funder), said(row.kind), said(row.on), said(row.cents), said(row.purpose)]
    })?;
    writer.sheet(&EXPENSES, &[], &facts.expenses, |row| {
        vec![said(row.category), said(row.on), said(row.cents), said(row.purpose)]
    })?;
    writer.sheet(&BALANCES, &[], &facts.balances, |row| {
        vec![said(row.on), said(row.free_cents), said(row.restricted_cents)]
    })?;
    writer.sheet(&VOLUNTEERING, &[], &facts.volunteering, |row| {
        vec![said(&row.person), said(row.on), said(row.minutes)]
    })?;
    writer.records("meanings.json", &facts.meanings)?;
    writer.records("instruments.json", &facts.instruments)?;
    writer.records("passages.json", &facts.passages)?;
    writer.records("codings.json", &facts.codings)?;
    writer.records("remarks.json", &facts.remarks)
}

/// The dimensions of groups, a column each.
struct Dimensions<'a>(BTreeSet<&'a Label>);

impl<'a> Dimensions<'a> {
    fn of(groups: impl Iterator<Item = &'a BTreeMap<Label, Label>>) -> Self {
        Self(groups.flat_map(BTreeMap::keys).collect())
    }

    fn headers(&self) -> Vec<String> {
        self.0.iter().map(|dimension| format!("{GROUP}{dimension}")).collect()
    }

    fn cells(&self, groups: &BTreeMap<Label, Label>) -> impl Iterator<Item = String> {
        self.0.iter().map(|dimension| said(groups.get(*dimension)))
    }
}

/// `close=4; annoyed=2`.
fn items(items: &BTreeMap<ItemId, i16>) -> String {
    let items: Vec<_> = items.iter().map(|(item, answer)| format!("{item}={answer}")).collect();
    items.join("; ")
}

struct Writer<'a> {
    folder: &'a Path,
}

impl Writer<'_> {
    fn sheet<T>(
        &self,
        layout: &Layout,
        more: &[String],
        rows: &[T],
        cells: impl Fn(&T) -> Vec<String>,
    ) -> Result<(), String> {
        let failed = |error: &dyn std::fmt::Display| format!("{} cannot be written: {error}", layout.file);
        let path = self.folder.join(layout.file);
        let mut writer = csv::Writer::from_path(path).map_err(|error| failed(&error))?;
        let headers = layout.must.iter().chain(layout.may).copied().chain(more.iter().map(String::as_str));
        writer.write_record(headers).map_err(|error| failed(&error))?;
        for row in rows {
            writer.write_record(cells(row)).map_err(|error| failed(&error))?;
        }
        writer.flush().map_err(|error| failed(&error))
    }

    /// A JSON list with a record a line.
    fn records<T: Serialize>(&self, file: &str, records: &[T]) -> Result<(), String> {
        let failed = |error: &dyn std::fmt::Display| format!("{file} cannot be written: {error}");
        let lines: Result<Vec<_>, _> = records.iter().map(serde_json::to_string).collect();
        let text = format!("[\n{}\n]\n", lines.map_err(|error| failed(&error))?.join(",\n"));
        fs::write(self.folder.join(file), text).map_err(|error| failed(&error))
    }
}

/// What something is called in the files; nothing is blank.
fn said(what: impl Serialize) -> String {
    match serde_json::to_value(what).expect("words, dates, identifiers and numbers are JSON") {
        Value::Null => String::new(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}
