//! A folder of a programme's facts: a sheet for each list that people keep in spreadsheets, JSON for the others.
//!
//! `enrolments.csv` (a column `group:…` for each dimension), `pairings.csv` (pauses as
//! `2026-03-01..2026-03-15; …`, the second day being the first after it), `meetings.csv`, `check_ins.csv`,
//! `responses.csv` (answers as `close=4; annoyed=2`), `goals.csv`, `milestones.csv`; `instruments.json`,
//! `passages.json`, `codings.json`, `remarks.json`. Columns may stand in any order; those that may be blank may be left out.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    str::FromStr,
};

use mentorship::{
    feedback::{
        Answers, Attained, CheckIn, Ending, Enrolment, Facts, Goal, Meeting, Milestone, Pairing, Pause,
        Response,
    },
    id::ItemId,
    jiff::civil::Date,
    people::{
        Label,
        intake::{Row, Table},
    },
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

const DATE: &str = "a date such as 2026-03-01";
const IDENTIFIER: &str = "an identifier of 1 to 120 characters";
const PARTY: &str = "mentor or mentee";
const GROUP: &str = "group:";

/// A sheet: its file, the columns it must have, and those it may have.
struct Layout {
    file: &'static str,
    must: &'static [&'static str],
    may: &'static [&'static str],
}

const ENROLMENTS: Layout = Layout {
    file: "enrolments.csv",
    must: &["person", "role"],
    may: &["invited", "enrolled", "ready", "left", "places"],
};
const PAIRINGS: Layout = Layout {
    file: "pairings.csv",
    must: &["agreement", "mentor", "mentee", "started", "planned_days", "every_days"],
    may: &["pauses", "ended", "closure"],
};
const MEETINGS: Layout =
    Layout { file: "meetings.csv", must: &["agreement", "on", "minutes", "mode", "logged"], may: &[] };
const CHECK_INS: Layout =
    Layout { file: "check_ins.csv", must: &["agreement", "due"], may: &["held", "fit"] };
const RESPONSES: Layout = Layout {
    file: "responses.csv",
    must: &["instrument", "person", "role", "wave", "due"],
    may: &["version", "agreement", "answered", "answers"],
};
const GOALS: Layout = Layout {
    file: "goals.csv",
    must: &["agreement", "words", "weight", "baseline"],
    may: &["rated", "step", "by"],
};
const MILESTONES: Layout = Layout { file: "milestones.csv", must: &["person", "kind", "on"], may: &["turn"] };

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
        enrolments: reader.sheet(&ENROLMENTS, enrolment),
        pairings: reader.sheet(&PAIRINGS, pairing),
        meetings: reader.sheet(&MEETINGS, meeting),
        check_ins: reader.sheet(&CHECK_INS, check_in),
        instruments: reader.records("instruments.json"),
        responses: reader.sheet(&RESPONSES, response),
        goals: reader.sheet(&GOALS, goal),
        milestones: reader.sheet(&MILESTONES, milestone),
        passages: reader.records("passages.json"),
        codings: reader.records("codings.json"),
        remarks: reader.records("remarks.json"),
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
        let group = dimension(header).filter(|_| file == ENROLMENTS.file);
        if group.is_none() && !known.contains(&name.as_str()) {
            known.extend((file == ENROLMENTS.file).then_some("group:… for what people belong to"));
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

/// One of the words of the library.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(Value::String(text.to_lowercase())).ok()
}

/// `a; b; c`, each read in one way.
fn list<T, L: FromIterator<T>>(text: &str, one: impl Fn(&str) -> Option<T>) -> Option<L> {
    text.split(';').map(|part| one(part.trim())).collect()
}

fn enrolment(cells: &mut Cells) -> Option<Enrolment> {
    let (person, role) = (cells.id("person"), cells.must("role", PARTY, word));
    let [invited, enrolled, ready, left] =
        ["invited", "enrolled", "ready", "left"].map(|column| cells.date(column));
    let places = cells.read("places", "a whole number of places", number);
    let mut groups = BTreeMap::new();
    for (dimension, column) in cells.columns.keys().filter_map(|column| Some((dimension(column)?, column))) {
        let group = cells.read(column, "a label", |text| Label::new(text).ok());
        groups.extend(group.map(|group| (dimension, group)));
    }
    let places = places.unwrap_or(1);
    Some(Enrolment { person: person?, role: role?, invited, enrolled, ready, left, places, groups })
}

fn pairing(cells: &mut Cells) -> Option<Pairing> {
    let (agreement, mentor, mentee) = (cells.id("agreement"), cells.id("mentor"), cells.id("mentee"));
    let started = cells.must("started", DATE, number);
    let planned_days = cells.must("planned_days", "a whole number of days", number);
    let every_days = cells.must("every_days", "a whole number of days", number);
    let pause = |text: &str| {
        let (from, until) = text.split_once("..")?;
        Some(Pause { from: number(from.trim())?, until: number(until.trim())? })
    };
    let pauses =
        cells.read("pauses", "pauses such as 2026-03-01..2026-03-15; 2026-05-01..2026-05-08", |text| {
            list(text, pause)
        });
    cells.together(&["ended", "closure"]);
    let closures = "completed, early, moved, rematched, safeguarding or programme_ended";
    let (on, closure) = (cells.date("ended"), cells.read("closure", closures, word));
    Some(Pairing {
        agreement: agreement?,
        mentor: mentor?,
        mentee: mentee?,
        started: started?,
        planned_days: planned_days?,
        every_days: every_days?,
        pauses: pauses.unwrap_or_default(),
        ended: on.zip(closure).map(|(on, closure)| Ending { on, closure }),
    })
}

fn meeting(cells: &mut Cells) -> Option<Meeting> {
    let (agreement, on) = (cells.id("agreement"), cells.must("on", DATE, number));
    let minutes = cells.must("minutes", "a whole number of minutes", number);
    let mode = cells.must("mode", "in_person or online", word);
    let logged = cells.must("logged", DATE, number);
    Some(Meeting { agreement: agreement?, on: on?, minutes: minutes?, mode: mode?, logged: logged? })
}

fn check_in(cells: &mut Cells) -> Option<CheckIn> {
    let (agreement, due) = (cells.id("agreement"), cells.must("due", DATE, number));
    let (held, fit) = (cells.date("held"), cells.read("fit", "a whole number from 1 to 5", number));
    Some(CheckIn { agreement: agreement?, due: due?, held, fit })
}

fn response(cells: &mut Cells) -> Option<Response> {
    let (instrument, person) = (cells.id("instrument"), cells.id("person"));
    let version = cells.read("version", "a whole number", number);
    let role = cells.must("role", PARTY, word);
    let agreement = cells.read("agreement", IDENTIFIER, number);
    let wave = cells.must("wave", "before, midway, after, looking_back or follow_up", word);
    let due = cells.must("due", DATE, number);
    if cells.cell("answers").is_some() && cells.cell("answered").is_none() {
        cells.expected("answered", "a date, as there are `answers`");
    }
    let on = cells.date("answered");
    let answer = |text: &str| {
        let (item, answer) = text.rsplit_once('=')?;
        Some((number(item.trim())?, number(answer.trim())?))
    };
    let items = cells.read("answers", "answers such as close=4; annoyed=2, each item once", |text| {
        let answers: Vec<(ItemId, i16)> = list(text, answer)?;
        let items: BTreeMap<_, _> = answers.iter().cloned().collect();
        (items.len() == answers.len()).then_some(items)
    });
    Some(Response {
        instrument: instrument?,
        version: version.unwrap_or(1),
        person: person?,
        role: role?,
        agreement,
        wave: wave?,
        due: due?,
        answers: on.map(|on| Answers { on, items: items.unwrap_or_default() }),
    })
}

fn goal(cells: &mut Cells) -> Option<Goal> {
    let (agreement, words) = (cells.id("agreement"), cells.id("words"));
    let weight = cells.must("weight", "a whole number from 1 to 100", number);
    let baseline = cells.must("baseline", "a step from -2 to 2", number);
    cells.together(&["rated", "step", "by"]);
    let (on, step) = (cells.date("rated"), cells.read("step", "a step from -2 to 2", number));
    let by = cells.read("by", "mentee, mentor, together or programme", word);
    Some(Goal {
        agreement: agreement?,
        words: words?,
        weight: weight?,
        baseline: baseline?,
        rated: on.zip(step).zip(by).map(|((on, step), by)| Attained { on, step, by }),
    })
}

fn milestone(cells: &mut Cells) -> Option<Milestone> {
    let person = cells.id("person");
    let kind = cells.must("kind", "a label", |text| Label::new(text).ok());
    let on = cells.must("on", DATE, number);
    let turn = cells.read("turn", "reached or lost", word);
    Some(Milestone { person: person?, kind: kind?, on: on?, turn: turn.unwrap_or_default() })
}

/// Writes facts so that [`read`] finds them again, replacing what the folder holds of these files. The same facts are the
/// same bytes.
///
/// # Errors
///
/// When a file cannot be written.
pub(crate) fn write(folder: &Path, facts: &Facts) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{} cannot be made: {error}", folder.display()))?;
    let writer = Writer { folder };
    let dimensions: BTreeSet<&Label> = facts.enrolments.iter().flat_map(|row| row.groups.keys()).collect();
    let headers: Vec<String> = dimensions.iter().map(|dimension| format!("{GROUP}{dimension}")).collect();
    let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
    writer.sheet(&ENROLMENTS, &headers, &facts.enrolments, |row| {
        let mut cells = vec![said(&row.person), said(row.role)];
        cells.extend([row.invited, row.enrolled, row.ready, row.left].map(said));
        cells.push(row.places.to_string());
        cells.extend(dimensions.iter().map(|dimension| said(row.groups.get(dimension))));
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
        let answer = |(item, answer): (_, &i16)| format!("{item}={answer}");
        let items = row.answers.iter().flat_map(|answers| answers.items.iter().map(answer));
        let items: Vec<_> = items.collect();
        let whose = [said(&row.instrument), said(&row.person), said(row.role), said(row.wave), said(row.due)];
        let answered = said(row.answers.as_ref().map(|answers| answers.on));
        [&whose[..], &[row.version.to_string(), said(&row.agreement), answered, items.join("; ")]].concat()
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
    writer.records("instruments.json", &facts.instruments)?;
    writer.records("passages.json", &facts.passages)?;
    writer.records("codings.json", &facts.codings)?;
    writer.records("remarks.json", &facts.remarks)
}

struct Writer<'a> {
    folder: &'a Path,
}

impl Writer<'_> {
    fn sheet<T>(
        &self,
        layout: &Layout,
        more: &[&str],
        rows: &[T],
        cells: impl Fn(&T) -> Vec<String>,
    ) -> Result<(), String> {
        let failed = |error: &dyn std::fmt::Display| format!("{} cannot be written: {error}", layout.file);
        let path = self.folder.join(layout.file);
        let mut writer = csv::Writer::from_path(path).map_err(|error| failed(&error))?;
        writer.write_record([layout.must, layout.may, more].concat()).map_err(|error| failed(&error))?;
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
