//! What the command line asks.

use std::path::PathBuf;

/// What it takes.
pub(crate) const HELP: &str = "\
Usage: programme_year [--people N] [--seed S] [--dirty] [--into FOLDER]

  --people N      how many mentees sign up in the year (default: 80)
  --seed S        which of all such years (default: 5)
  --dirty         with rows in the sign-up sheets that cannot be read
  --into FOLDER   where to write the reports and the log (default: target/programme_year)";

/// How many mentees sign up, when nobody says. Of half as many, most figures are of so few people that they are told to nobody.
const PEOPLE: usize = 80;

/// The year that is told when nobody says: in it talks end in every way, and what is tried by lot turns out to help.
const SEED: u64 = 5;

/// The most mentees of a sample programme.
const MOST: usize = 20_000;

/// Which year to tell, and where to put what it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) people: usize,
    pub(crate) seed: u64,
    pub(crate) dirty: bool,
    pub(crate) into: PathBuf,
}

impl Default for Options {
    fn default() -> Self {
        Self { people: PEOPLE, seed: SEED, dirty: false, into: "target/programme_year".into() }
    }
}

/// What somebody wants of the program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    Tell(Options),
    Help,
}

impl Wish {
    pub(crate) fn of(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut options = Options::default();
        let mut arguments = arguments.into_iter();
        while let Some(flag) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("`{flag}` takes a value after it"));
            match flag.as_str() {
                "--help" | "-h" => return Ok(Self::Help),
                "--dirty" => options.dirty = true,
                "--into" => options.into = value()?.into(),
                "--people" => {
                    let text = value()?;
                    let people = text.parse().ok().filter(|people| (1..=MOST).contains(people));
                    options.people = people.ok_or_else(|| {
                        format!("`--people` is a whole number from 1 to {MOST}, not `{text}`")
                    })?;
                }
                "--seed" => {
                    let text = value()?;
                    let seed = text.parse();
                    options.seed =
                        seed.map_err(|_| format!("`--seed` is a whole number from 0, not `{text}`"))?;
                }
                other => return Err(format!("there is no option `{other}`")),
            }
        }
        Ok(Self::Tell(options))
    }
}
