//! What the command line asks.

use std::{
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use mentorship::{
    jiff::{ToSpan, civil::Date, civil::date},
    matching::Goal,
    people::Partners,
};

pub(crate) const HELP: &str = "\
Usage: match_round [--mentors FILE --mentees FILE --columns FILE --policy FILE] [options]

  --mentors FILE          the mentors' sheet, saved as CSV in UTF-8
  --mentees FILE          the mentees' sheet
  --columns FILE          which column feeds which field (TOML)
  --policy FILE           what must hold and what earns points (TOML)
  --goal GOAL             people (default: most mentees first), pairings (most pairs first), score (total alone)
  --mentor-capacity N     every mentor takes up to N mentees, whatever the sheet says
  --mentee-demand N       every mentee takes up to N mentors, whatever the sheet says
  --on YYYY-MM-DD         the date of the round (default: today; for the bundled sheets 2026-01-15)
  --out DIR               also write plan.json, plan.csv and unmatched.csv there

Without files it matches the bundled town of Lindehaven.";

/// What somebody wants of the program.
pub(crate) enum Wish {
    Run(Options),
    Help,
}

#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) mentors: PathBuf,
    pub(crate) mentees: PathBuf,
    pub(crate) columns: PathBuf,
    pub(crate) policy: PathBuf,
    pub(crate) goal: Goal,
    pub(crate) mentor_capacity: Option<u16>,
    pub(crate) mentee_demand: Option<u16>,
    pub(crate) on: Date,
    pub(crate) out: Option<PathBuf>,
}

impl Options {
    pub(crate) fn read(arguments: impl IntoIterator<Item = String>) -> Result<Wish, String> {
        let town = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/town").join(name);
        let mut files: [(&str, Option<PathBuf>); 4] =
            [("--mentors", None), ("--mentees", None), ("--columns", None), ("--policy", None)];
        let (mut goal, mut mentor_capacity, mut mentee_demand, mut on, mut out) =
            (Goal::PeopleFirst, None, None, None, None);
        let mut arguments = arguments.into_iter();
        while let Some(flag) = arguments.next() {
            if flag == "--help" || flag == "-h" {
                return Ok(Wish::Help);
            }
            let mut value = || arguments.next().ok_or_else(|| format!("`{flag}` takes a value after it"));
            if let Some((_, file)) = files.iter_mut().find(|(name, _)| *name == flag) {
                *file = Some(value()?.into());
                continue;
            }
            match flag.as_str() {
                "--goal" => {
                    goal = match value()?.as_str() {
                        "people" => Goal::PeopleFirst,
                        "pairings" => Goal::PairingsFirst,
                        "score" => Goal::TotalScore,
                        other => return Err(format!("`--goal` is people, pairings or score, not `{other}`")),
                    }
                }
                "--mentor-capacity" => mentor_capacity = Some(number(&flag, &value()?)?),
                "--mentee-demand" => mentee_demand = Some(number(&flag, &value()?)?),
                "--on" => {
                    let text = value()?;
                    on = Some(
                        text.parse()
                            .map_err(|_| format!("`--on` is a date such as 2026-01-15, not `{text}`"))?,
                    );
                }
                "--out" => out = Some(value()?.into()),
                other => return Err(format!("there is no option `{other}`")),
            }
        }
        let given = files.iter().filter(|(_, file)| file.is_some()).count();
        let missing: Vec<_> =
            files.iter().filter(|(_, file)| file.is_none()).map(|(name, _)| *name).collect();
        if given > 0 && given < 4 {
            return Err(format!("one's own sheets take all four files; missing: {}", missing.join(", ")));
        }
        let [mentors, mentees, columns, policy] = files.map(|(_, file)| file);
        Ok(Wish::Run(Self {
            mentors: mentors.unwrap_or_else(|| town("mentors.csv")),
            mentees: mentees.unwrap_or_else(|| town("mentees.csv")),
            columns: columns.unwrap_or_else(|| town("columns.toml")),
            policy: policy.unwrap_or_else(|| town("policy.toml")),
            goal,
            mentor_capacity,
            mentee_demand,
            on: on.unwrap_or_else(|| if given == 0 { date(2026, 1, 15) } else { today() }),
            out,
        }))
    }
}

fn number(flag: &str, text: &str) -> Result<u16, String> {
    let number = text.parse().ok().filter(|number| *number <= Partners::MOST);
    number.ok_or_else(|| format!("`{flag}` is a whole number from 0 to {}, not `{text}`", Partners::MOST))
}

/// The date in UTC by the machine's clock.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = i64::try_from(seconds / 86_400).unwrap_or(0);
    date(1970, 1, 1).saturating_add(days.days())
}
