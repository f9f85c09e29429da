//! What the command line asks.

use std::path::{Path, PathBuf};

use mentorship::jiff::civil::{Date, date};

pub(crate) const HELP: &str = "\
Usage: coordinator [--folder FOLDER] [--on YYYY-MM-DD]

  --folder FOLDER   a programme: mentors.csv, mentees.csv, columns.toml and policy.toml (default: the bundled town)
  --on YYYY-MM-DD   the day of the plan (default: 2026-01-15)

Without a folder it is an afternoon in the town of Lindehaven.";

/// What somebody wants of the program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    Run(Options),
    Help,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) folder: PathBuf,
    pub(crate) on: Date,
}

impl Default for Options {
    fn default() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/town");
        Self { folder, on: date(2026, 1, 15) }
    }
}

impl Wish {
    pub(crate) fn of(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut options = Options::default();
        let mut arguments = arguments.into_iter();
        while let Some(flag) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("`{flag}` takes a value after it"));
            match flag.as_str() {
                "--help" | "-h" => return Ok(Self::Help),
                "--folder" => options.folder = value()?.into(),
                "--on" => {
                    let text = value()?;
                    let on = text.parse();
                    options.on =
                        on.map_err(|_| format!("`--on` is a date such as 2026-01-15, not `{text}`"))?;
                }
                other => return Err(format!("there is no option `{other}`")),
            }
        }
        Ok(Self::Run(options))
    }
}
