//! What the command line asks.

use mentorship::{matching::Goal, people::MAX_PEOPLE};

pub(crate) const HELP: &str = "\
Usage: national_scale [--mentors N] [--mentees N] [--seed S] [--goal GOAL]

  --mentors N   how many mentors there are (default: 100000)
  --mentees N   how many mentees there are (default: 100000)
  --seed S      which of all invented countries (default: 2026)
  --goal GOAL   people (default: most mentees first), pairings (most pairs first), score (total alone)";

/// What somebody wants of the program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    Run(Options),
    Help,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) mentors: usize,
    pub(crate) mentees: usize,
    pub(crate) seed: u64,
    pub(crate) goal: Goal,
}

impl Default for Options {
    fn default() -> Self {
        Self { mentors: 100_000, mentees: 100_000, seed: 2026, goal: Goal::PeopleFirst }
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
                "--mentors" => options.mentors = people(&flag, &value()?)?,
                "--mentees" => options.mentees = people(&flag, &value()?)?,
                "--seed" => {
                    let text = value()?;
                    let seed = text.parse();
                    options.seed =
                        seed.map_err(|_| format!("`--seed` is a whole number from 0, not `{text}`"))?;
                }
                "--goal" => {
                    options.goal = match value()?.as_str() {
                        "people" => Goal::PeopleFirst,
                        "pairings" => Goal::PairingsFirst,
                        "score" => Goal::TotalScore,
                        other => return Err(format!("`--goal` is people, pairings or score, not `{other}`")),
                    };
                }
                other => return Err(format!("there is no option `{other}`")),
            }
        }
        Ok(Self::Run(options))
    }
}

fn people(flag: &str, text: &str) -> Result<usize, String> {
    let number = text.parse().ok().filter(|number| *number <= MAX_PEOPLE);
    number.ok_or_else(|| format!("`{flag}` is a whole number from 0 to {MAX_PEOPLE}, not `{text}`"))
}
