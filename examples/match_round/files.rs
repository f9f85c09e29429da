//! Reading and writing files, with errors that say what to do.

use std::{fs, io::Write as _, path::Path};

use mentorship::{
    matching::Plan,
    people::{
        Who,
        intake::{Intake, Table},
    },
};
use serde::de::DeserializeOwned;

fn text(path: &Path) -> Result<String, String> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| format!("{name} cannot be read: {error}; check the path"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = String::from_utf8_lossy(good).matches('\n').count() + 1;
        format!(
            "{name} is not UTF-8 text (first at line {line}); it looks like Windows-1252. Save it again as \
             \"CSV UTF-8\", or convert it: iconv -f WINDOWS-1252 -t UTF-8 {name} > utf8.csv"
        )
    })?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(format!("{name} is empty; a sheet begins with a row of headers"));
    }
    Ok(text)
}

/// A sheet.
pub(crate) fn table(path: &Path) -> Result<Table, String> {
    Table::parse(&text(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// Columns or a policy.
pub(crate) fn toml<T: DeserializeOwned>(path: &Path) -> Result<T, String> {
    toml::from_str(&text(path)?).map_err(|error| format!("{}: {error}", path.display()))
}

/// Writes the plan in the forms that programs and spreadsheets read.
pub(crate) fn write(folder: &Path, plan: &Plan, intake: &Intake) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{} cannot be written: {error}", folder.display());
    fs::create_dir_all(folder).map_err(|error| failed(&error))?;
    let json = serde_json::to_string_pretty(plan).map_err(|error| failed(&error))?;
    fs::write(folder.join("plan.json"), json + "\n").map_err(|error| failed(&error))?;

    let row = |who: Who| intake.row_of(&who).map_or_else(String::new, |row| row.to_string());
    let mut pairs = vec![
        ["mentor", "mentee", "score", "origin", "mentor row", "mentee row", "why"].map(String::from).to_vec(),
    ];
    for pairing in plan.pairings() {
        pairs.push(vec![
            pairing.mentor.to_string(),
            pairing.mentee.to_string(),
            pairing.score.to_string(),
            format!("{:?}", pairing.origin).to_lowercase(),
            row(Who::Mentor(pairing.mentor.clone())),
            row(Who::Mentee(pairing.mentee.clone())),
            pairing.explanation.to_string(),
        ]);
    }
    csv(&folder.join("plan.csv"), &pairs)?;
    let mut unmatched = vec![["role", "id", "row", "why"].map(String::from).to_vec()];
    for somebody in plan.unmatched() {
        let (role, id) = match &somebody.who {
            Who::Mentor(id) => ("mentor", id.to_string()),
            Who::Mentee(id) => ("mentee", id.to_string()),
        };
        unmatched.push(vec![role.into(), id, row(somebody.who.clone()), somebody.reason.to_string()]);
    }
    csv(&folder.join("unmatched.csv"), &unmatched)
}

fn csv(path: &Path, rows: &[Vec<String>]) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| format!("{} cannot be written: {error}", path.display());
    let mut file = fs::File::create(path).map_err(|error| failed(&error))?;
    // With the byte-order mark spreadsheets read it as UTF-8.
    file.write_all("\u{feff}".as_bytes()).map_err(|error| failed(&error))?;
    let mut writer = csv::Writer::from_writer(file);
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell))).map_err(|error| failed(&error))?;
    }
    writer.flush().map_err(|error| failed(&error))
}

/// A cell that no spreadsheet takes for a formula: an apostrophe before what would begin one.
pub(crate) fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell.to_owned() }
}
