//! What the command line asks.

use std::{
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use mentorship::{
    jiff::{ToSpan, civil::Date},
    sample::YEAR_END,
};

/// What a program of that name takes.
pub(crate) fn help(program: &str) -> String {
    format!(
        "\
Usage: {program} [--folder FOLDER] [--on YYYY-MM-DD]
       impact_figures --make FOLDER [--mentees N] [--seed S] [--dirty]

  --folder FOLDER   the facts of a programme, as CSV and JSON (default: the bundled year)
  --on YYYY-MM-DD   the last day of which anything is known (default: today; for the bundled year {YEAR_END})
  --make FOLDER     write an invented programme of two years there instead, as of {YEAR_END}
  --mentees N       how many mentees sign up for it (default: {MENTEES})
  --seed S          which of all such programmes (default: {SEED})
  --dirty           with some facts that cannot be"
    )
}

/// How many mentees there are in the bundled year; its seed is [`SEED`], and it is dirty.
pub(crate) const MENTEES: usize = 77;

/// The seed of the bundled year: in it pairings end in all ways in which they can end, and three mentees become mentors.
pub(crate) const SEED: u64 = 6;

/// The most mentees that `--make` takes: a file of each list stays one that a spreadsheet opens.
const MOST: usize = 10_000;

/// What somebody wants of the program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    Read { folder: PathBuf, on: Date },
    Make { folder: PathBuf, mentees: usize, seed: u64, dirty: bool },
    Help,
}

impl Wish {
    pub(crate) fn of(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let (mut folder, mut make, mut mentees, mut seed, mut on, mut dirty) =
            (None, None, None, None, None, false);
        let mut arguments = arguments.into_iter();
        while let Some(flag) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("`{flag}` takes a value after it"));
            match flag.as_str() {
                "--help" | "-h" => return Ok(Self::Help),
                "--folder" => folder = Some(PathBuf::from(value()?)),
                "--make" => make = Some(PathBuf::from(value()?)),
                "--mentees" => {
                    let text = value()?;
                    let number = text.parse().ok().filter(|number| *number <= MOST);
                    mentees = Some(number.ok_or_else(|| {
                        format!("`--mentees` is a whole number from 0 to {MOST}, not `{text}`")
                    })?);
                }
                "--seed" => {
                    let text = value()?;
                    seed = Some(
                        text.parse()
                            .map_err(|_| format!("`--seed` is a whole number from 0, not `{text}`"))?,
                    );
                }
                "--on" => {
                    let text = value()?;
                    let date = text
                        .parse()
                        .map_err(|_| format!("`--on` is a date such as 2026-12-31, not `{text}`"));
                    on = Some(date?);
                }
                "--dirty" => dirty = true,
                other => return Err(format!("there is no option `{other}`")),
            }
        }
        match (folder, make) {
            (Some(_), Some(_)) => Err("`--folder` reads and `--make` writes; take one of them".into()),
            (None, Some(_)) if on.is_some() => Err("`--on` says as of when a folder is read".into()),
            (None, Some(folder)) => {
                let (mentees, seed) = (mentees.unwrap_or(MENTEES), seed.unwrap_or(SEED));
                Ok(Self::Make { folder, mentees, seed, dirty })
            }
            (_, None) if mentees.is_some() || seed.is_some() || dirty => {
                Err("`--mentees`, `--seed` and `--dirty` say what `--make` is to write".into())
            }
            (Some(folder), None) => Ok(Self::Read { folder, on: on.unwrap_or_else(today) }),
            (None, None) => Ok(Self::Read { folder: bundled(), on: on.unwrap_or(YEAR_END) }),
        }
    }
}

/// The folder of the bundled year.
pub(crate) fn bundled() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/year")
}

/// The date in UTC by the machine's clock.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = i64::try_from(seconds / 86_400).unwrap_or(0);
    Date::constant(1970, 1, 1).saturating_add(days.days())
}
