//! A year of a programme as its readers get it: pages, slides, texts and figures for the community, for sponsors and for
//! coordinators, in Dutch and English, written into a folder; with them the page of one participant, and the plan of the
//! bundled town with an invitation for everybody.
//!
//! ```text
//! cargo run --release --features report,sample --example year_report
//! cargo run --release --features report,sample --example year_report -- --folder FACTS --on 2026-12-31 --into REPORTS
//! ```
//!
//! It reads the folders that `impact_figures` reads, and the same bundled two years of an invented programme.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to people")]

#[path = "../impact_figures/files.rs"]
mod files;
mod forms;
#[path = "../impact_figures/options.rs"]
mod options;
#[path = "../coordinator/town.rs"]
#[expect(dead_code, reason = "the other example asks more of a town")]
mod town;
mod written;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use mentorship::{
    feedback::Record,
    impact::{AsOf, Snapshot},
    jiff::civil::Date,
    report::Notes,
};

use options::Wish;

/// The bundled town, from wherever the example is run.
const TOWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/town");

type Failed = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match asked(std::env::args().skip(1).collect()) {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// Does what the command line asks, and says what was done.
fn asked(mut arguments: Vec<String>) -> Result<String, Failed> {
    let into = match arguments.iter().position(|flag| flag == "--into") {
        Some(at) if at + 1 < arguments.len() => {
            PathBuf::from(arguments.drain(at..at + 2).nth(1).unwrap_or_default())
        }
        Some(_) => return Err("`--into` takes a folder after it".into()),
        None => PathBuf::from("target/year_report"),
    };
    match Wish::of(arguments)? {
        Wish::Read { folder, on } => told(&folder, on, &into),
        Wish::Help => Ok(format!(
            "{}\n  --into FOLDER     where to write (default: target/year_report)",
            options::help("year_report")
        )),
        Wish::Make { .. } => {
            Err("`--make` writes an invented programme, which `impact_figures` does; this one reads".into())
        }
    }
}

/// Writes every report of a folder of facts as of a day, and tells where.
pub(crate) fn told(folder: &Path, on: Date, into: &Path) -> Result<String, Failed> {
    let (facts, unread) = files::read(folder)?;
    let (record, problems) = Record::sift(facts);
    let snapshot = Snapshot::new(&record, AsOf::new(on));
    let notes = notes(folder)?;
    let mut lines = vec![format!("Samen Verder, as of {on}: every report in Dutch and English.")];
    let set_aside = unread.len() + problems.len();
    if set_aside > 0 {
        lines.push(format!("{set_aside} facts do not fit and are set aside; `impact_figures` tells which."));
    }
    lines.extend(written::year(&snapshot, &notes, into)?);
    lines.extend(written::participant(&snapshot, into)?);
    lines.extend(written::plan(Path::new(TOWN), into)?);
    lines.push(format!("\nOpen {} in a browser.", into.join("community/nl.html").display()));
    Ok(lines.join("\n"))
}

/// The words of those who may be quoted; a folder without any has none.
fn notes(folder: &Path) -> Result<Notes, Failed> {
    let file = folder.join("notes.json");
    if !file.exists() {
        return Ok(Notes::new());
    }
    Ok(serde_json::from_str(&fs::read_to_string(file)?)?)
}
