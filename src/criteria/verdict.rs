//! What the criteria say of a pair, in numbers and in words.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Score;
use crate::{
    id::Digest,
    people::{Cefr, Label, Metres, Outcome, Quantity},
};

/// What the criteria say of a mentor and a mentee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They could be matched; this is what they would earn, and why.
    Eligible(Explanation),
    /// They cannot be matched, for each of these reasons; never empty.
    Excluded(Vec<Violation>),
}

impl Verdict {
    /// The score of an eligible pair.
    pub fn score(&self) -> Option<Score> {
        match self {
            Self::Eligible(explanation) => Some(explanation.score()),
            Self::Excluded(_) => None,
        }
    }
}

/// One sentence an organiser would say.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Eligible(explanation) => explanation.fmt(f),
            Self::Excluded(violations) => {
                f.write_str("not possible: ")?;
                joined(f, violations, "; ")
            }
        }
    }
}

/// Why a pair is excluded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Violation {
    /// They are one person.
    SamePerson,
    /// One of them blocked the other. Who did is not said.
    Blocked,
    /// The mentor is away or withdrew.
    MentorUnavailable,
    /// The mentee is away or withdrew.
    MenteeUnavailable,
    /// What happened before keeps them apart.
    KeptApart(Outcome),
    /// The coordinator ruled the pair out for this round.
    Request,
    /// A requirement does not hold.
    Requirement {
        /// Its place in the criteria, counted from 0.
        at: usize,
        /// The requirement as an organiser would say it.
        asked: String,
        /// Whether it does not hold, or cannot be told and unknown means excluded.
        because: Because,
    },
}

/// Why a requirement excludes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// It does not hold.
    Violated,
    /// An answer is blank, and the requirement excludes what is unknown.
    Unknown,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SamePerson => f.write_str("both are the same person"),
            Self::Blocked => f.write_str("one of them asked not to be matched with the other"),
            Self::MentorUnavailable => f.write_str("the mentor is away or has withdrawn"),
            Self::MenteeUnavailable => f.write_str("the mentee is away or has withdrawn"),
            Self::Request => f.write_str("the coordinator ruled the pair out for this round"),
            Self::KeptApart(outcome) => write!(f, "an earlier round keeps them apart ({})", words(*outcome)),
            Self::Requirement { asked, because: Because::Violated, .. } => write!(f, "it takes {asked}"),
            Self::Requirement { asked, because: Because::Unknown, .. } => {
                write!(f, "it takes {asked}, and answers are missing to tell")
            }
        }
    }
}

fn words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::NoClick => "no click",
        Outcome::Declined => "an invitation was declined",
        Outcome::NoShow => "a talk was missed",
        Outcome::Expired => "an invitation lapsed",
        Outcome::Withdrawn => "somebody withdrew",
        Outcome::Superseded => "the place was taken",
        Outcome::Rejected => "the coordinator said no",
        Outcome::PrerequisiteNotMet => "a prerequisite was not met",
        Outcome::Conflict => "a conflict of interest",
        Outcome::EndedEarly => "it ended early",
        Outcome::Completed => "they completed a term",
        _ => "not to be paired again",
    }
}

/// Why an eligible pair earns what it earns. The contributions, one for each preference, add up to the score.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What each preference earned, in the order of the criteria.
    pub contributions: Vec<Contribution>,
    /// Requirements that hold as far as is known, but for which an answer is missing.
    pub to_ask: Vec<ToAsk>,
}

/// A requirement that could not be told and let the pair pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToAsk {
    /// The requirement's place in the criteria, counted from 0.
    pub at: usize,
    /// The requirement as an organiser would say it.
    pub asked: String,
}

/// What one preference earned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contribution {
    /// The preference as an organiser would say it.
    pub preference: String,
    /// What it can earn at most.
    pub most: Score,
    /// What it earned by what is known.
    pub earned: Score,
    /// What it would earn at most if the missing answers were known; equal to `earned` when none is missing.
    pub possible: Score,
    /// What it was earned by.
    pub evidence: Evidence,
}

/// What a contribution was earned by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Evidence {
    /// Nothing to tell.
    Nothing,
    /// An answer is missing.
    Blank,
    /// Skills both wanted and offered, those that matter most first, and how many more are wanted.
    Skills {
        /// Wanted and offered.
        offered: Vec<Label>,
        /// Wanted and not offered.
        missing: Vec<Label>,
    },
    /// Labels in common.
    Labels(Vec<Label>),
    /// The language they talk best, at the lower of their two levels.
    Language {
        /// The language.
        language: Label,
        /// The lower level of the two.
        level: Cefr,
    },
    /// Minutes a week in which both can meet.
    Minutes(u16),
    /// How far apart they live.
    Distance(Metres),
    /// Whether the answers are the same; what they are is told only where it is not sensitive.
    Same(Option<Label>),
    /// The answers differ.
    Different,
    /// Steps that the mentor is ahead.
    StepsAhead(i32),
    /// How far two numbers lie apart.
    Gap(Quantity),
    /// The rank of a wish, from 1.
    Wish(u16),
    /// Days that the mentee has waited.
    Days(u32),
    /// A score from a table, in thousandths.
    Table(u16),
}

impl Explanation {
    /// The score: the sum of what the preferences earned.
    pub fn score(&self) -> Score {
        self.contributions.iter().map(|c| c.earned).sum()
    }

    /// What the score would be at most if all missing answers were known; it cannot become less than it is.
    pub fn possible(&self) -> Score {
        self.contributions.iter().map(|c| c.possible).sum()
    }

    /// The share of the points that could be judged, in thousandths: 1000 when no answer is missing or nothing is
    /// asked.
    pub fn coverage(&self) -> u16 {
        let most: Score = self.contributions.iter().map(|c| c.most).sum();
        let open = self.possible().thousandths() - self.score().thousandths();
        if most == Score::ZERO {
            return 1000;
        }
        let judged = (most.thousandths() - open) * 1000 / most.thousandths();
        u16::try_from(judged).expect("what is open is at most what can be earned")
    }

    /// Its fingerprint: whoever approves a pairing cites it, and so says that they have seen why.
    pub fn digest(&self) -> Digest {
        Digest::of(self)
    }
}

/// One sentence: `12.5 of 20 points: offers cooking and cycling (8 of 10); both speak Dutch, B2 (4.5 of 5) …`.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most: Score = self.contributions.iter().map(|c| c.most).sum();
        write!(f, "{} of {most} points", self.score())?;
        let earned: Vec<_> = self.contributions.iter().filter(|c| c.earned > Score::ZERO).collect();
        if !earned.is_empty() {
            f.write_str(": ")?;
            joined(f, &earned, "; ")?;
        }
        if self.possible() > self.score() {
            let blank = self.contributions.iter().filter(|c| c.possible > c.earned);
            let blank: Vec<_> = blank.map(|c| c.preference.as_str()).collect();
            write!(f, "; up to {} if more were known of {}", self.possible(), blank.join(", "))?;
        }
        if !self.to_ask.is_empty() {
            let asked: Vec<_> = self.to_ask.iter().map(|a| a.asked.as_str()).collect();
            write!(f, "; still to be asked: {}", asked.join(", "))?;
        }
        Ok(())
    }
}

/// `offers cooking (8 of 10)`.
impl fmt::Display for Contribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { preference, most, earned, evidence, .. } = self;
        match evidence {
            Evidence::Nothing | Evidence::Blank | Evidence::Same(None) | Evidence::Different => {
                f.write_str(preference)?;
            }
            Evidence::Skills { offered, .. } => write!(f, "offers {}", listed(offered))?,
            Evidence::Labels(labels) => write!(f, "{preference}: {}", listed(labels))?,
            Evidence::Language { language, level } => write!(f, "both speak {language}, {level}")?,
            Evidence::Minutes(minutes) => {
                write!(f, "both can meet {}:{:02} hours a week", minutes / 60, minutes % 60)?;
            }
            Evidence::Distance(Metres(0)) => f.write_str("they live in one neighbourhood")?,
            Evidence::Distance(metres) => write!(f, "they live {metres} apart")?,
            Evidence::Same(Some(label)) => write!(f, "{preference}, {label}")?,
            Evidence::StepsAhead(steps) => write!(f, "{preference}: {steps}")?,
            Evidence::Gap(gap) => write!(f, "{preference}: {gap} apart")?,
            Evidence::Wish(rank) => write!(f, "{preference}, number {rank}")?,
            Evidence::Days(days) => write!(f, "{preference}: {days} days")?,
            Evidence::Table(thousandths) => write!(f, "{preference}: {thousandths} of 1000")?,
        }
        write!(f, " ({earned} of {most})")
    }
}

/// `a, b and c`.
fn listed(labels: &[Label]) -> String {
    match labels {
        [] => "nothing".to_owned(),
        [one] => one.to_string(),
        [most @ .., last] => {
            let most: Vec<_> = most.iter().map(Label::as_str).collect();
            format!("{} and {last}", most.join(", "))
        }
    }
}

fn joined<T: fmt::Display>(f: &mut fmt::Formatter<'_>, items: &[T], between: &str) -> fmt::Result {
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        write!(f, "{item}")?;
    }
    Ok(())
}
