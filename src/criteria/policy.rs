//! A programme's criteria as a whole: checked, stored, read by people.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::{CountsFor, Field, Fields, Preference, Requirement, Side};
use crate::{
    id::{MenteeId, MentorId},
    people::{InvalidAnswer, Label, Quantity, WEEK_MINUTES, distinct},
};

/// The most points that all preferences together can be worth. In thousandths it is 10⁹, so a pair's score fits 32
/// bits and the sum over a million pairs 64.
pub const MAX_POINTS: u32 = 1_000_000;

/// The most requirements, and the most preferences.
pub const MAX_RULES: usize = 64;

/// What matters to a programme: requirements that must hold and preferences that earn points.
///
/// ```
/// use mentorship::criteria::Criteria;
///
/// let criteria: Criteria = toml::from_str(r#"
///     [[requirements]]
///     rule = "shared_language"
///     level = "B1"
///     if_unknown = "allow"
///
///     [[preferences]]
///     rule = "skills"
///     points = 10
///     counts_for = "mentee"
/// "#)?;
/// assert_eq!(criteria.requirements()[0].to_string(), "a shared language at B1 or better");
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form", into = "Form")]
pub struct Criteria {
    requirements: Vec<Requirement>,
    preferences: Vec<Preference>,
    tables: BTreeMap<Label, ScoreTable>,
}

/// The form of [`Criteria`] in files, before it is checked.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    #[serde(default)]
    requirements: Vec<Requirement>,
    #[serde(default)]
    preferences: Vec<Preference>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "distinct")]
    tables: BTreeMap<Label, ScoreTable>,
}

/// Scores of pairs computed elsewhere, each in thousandths from 0 to 1000. A pair without an entry is a pair of which
/// nothing is known.
///
/// ```
/// use mentorship::{criteria::ScoreTable, id::{MenteeId, MentorId}};
///
/// let mut table = ScoreTable::default();
/// table.set(MentorId::new("M-1")?, MenteeId::new("T-1")?, 830)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<ScoreEntry>", into = "Vec<ScoreEntry>")]
pub struct ScoreTable {
    scores: BTreeMap<(MenteeId, MentorId), u16>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScoreEntry {
    mentor: MentorId,
    mentee: MenteeId,
    thousandths: u16,
}

/// A score above 1000 thousandths, or a second one for a pair.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "mentor `{mentor}` and mentee `{mentee}` are given a score of {thousandths}; one from 0 to 1000 is asked, once"
)]
pub struct InvalidScore {
    /// The mentor.
    pub mentor: MentorId,
    /// The mentee.
    pub mentee: MenteeId,
    /// The score given.
    pub thousandths: u16,
}

impl ScoreTable {
    /// Sets the score of a pair in thousandths and returns the one it had.
    ///
    /// # Errors
    ///
    /// When the score is above 1000.
    pub fn set(
        &mut self,
        mentor: MentorId,
        mentee: MenteeId,
        thousandths: u16,
    ) -> Result<Option<u16>, InvalidScore> {
        if thousandths > 1000 {
            return Err(InvalidScore { mentor, mentee, thousandths });
        }
        Ok(self.scores.insert((mentee, mentor), thousandths))
    }

    /// The score of a pair in thousandths.
    pub fn get(&self, mentor: &MentorId, mentee: &MenteeId) -> Option<u16> {
        self.scores.get(&(mentee.clone(), mentor.clone())).copied()
    }

    /// Every score in thousandths, by mentee and mentor.
    pub fn iter(&self) -> impl Iterator<Item = (&MentorId, &MenteeId, u16)> {
        self.scores.iter().map(|((mentee, mentor), &thousandths)| (mentor, mentee, thousandths))
    }
}

impl TryFrom<Vec<ScoreEntry>> for ScoreTable {
    type Error = InvalidScore;

    fn try_from(entries: Vec<ScoreEntry>) -> Result<Self, InvalidScore> {
        let mut table = Self::default();
        for ScoreEntry { mentor, mentee, thousandths } in entries {
            if table.set(mentor.clone(), mentee.clone(), thousandths)?.is_some() {
                return Err(InvalidScore { mentor, mentee, thousandths });
            }
        }
        Ok(table)
    }
}

impl From<ScoreTable> for Vec<ScoreEntry> {
    fn from(table: ScoreTable) -> Self {
        let entry = |((mentee, mentor), thousandths)| ScoreEntry { mentor, mentee, thousandths };
        table.scores.into_iter().map(entry).collect()
    }
}

/// One thing in the criteria that cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{rule}: {problem}")]
pub struct CriteriaProblem {
    /// Where it stands.
    pub rule: RulePlace,
    /// What is wrong.
    pub problem: CriteriaRule,
}

/// A place in the criteria; rules are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RulePlace {
    /// The criteria as a whole.
    Whole,
    /// A requirement.
    Requirement(usize),
    /// A preference.
    Preference(usize),
}

impl fmt::Display for RulePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("criteria"),
            Self::Requirement(at) => write!(f, "requirement {}", at + 1),
            Self::Preference(at) => write!(f, "preference {}", at + 1),
        }
    }
}

/// What can be wrong with criteria.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CriteriaRule {
    /// Minutes of a week outside 1 to 10 080.
    #[error("`{key}` is a number of minutes a week from 1 to {WEEK_MINUTES}, not {minutes}")]
    Minutes {
        /// The key.
        key: &'static str,
        /// What it says.
        minutes: u16,
    },
    /// A number of steps other than 1 or 2.
    #[error("`steps` is 1 (between the two themselves) or 2 (also through one other person), not {0}")]
    TieSteps(u8),
    /// A band without anything in it, or without limits.
    #[error("`from` and `to` leave {}", if .from.is_none() { "no limit: write at least one of them" } else { "nothing between them" })]
    Band {
        /// The lower limit.
        from: Option<Quantity>,
        /// The upper limit.
        to: Option<Quantity>,
    },
    /// A key that must be above zero, or above another.
    #[error("`{key}` must be above {least}")]
    TooSmall {
        /// The key.
        key: &'static str,
        /// What it must be above.
        least: i64,
    },
    /// A preference worth nothing.
    #[error("it is worth no points; leave it out, or give it `points` above 0")]
    NoPoints,
    /// Preferences worth too much in all.
    #[error("all preferences together are worth {0} points; at most {MAX_POINTS} are possible")]
    TooManyPoints(u64),
    /// Too many rules.
    #[error("there are {0} rules of one kind; at most {MAX_RULES} are possible")]
    TooManyRules(usize),
    /// Two requirements that no pair can meet together.
    #[error("it asks the same {field} that requirement {other} asks to differ; no pair can meet both")]
    Contradiction {
        /// The field.
        field: Fields,
        /// The number of the other requirement, counted from 1.
        other: usize,
    },
    /// A rule that stands there twice.
    #[error("it says the same as number {first}")]
    Twice {
        /// The number of the first, counted from 1.
        first: usize,
    },
    /// A question that the roster's questionnaire does not have.
    #[error("`{name}`: {problem}")]
    NoQuestion {
        /// The name.
        name: Label,
        /// The names that look most like it.
        problem: InvalidAnswer,
    },
    /// A question that bears the name of a field every profile has.
    #[error(
        "the questionnaire has a question `{0}`, but that is a field of every profile; name it otherwise"
    )]
    ReservedName(Label),
    /// A field of a kind that the rule cannot compare.
    #[error("it compares {expected}; `{field}` is {found}")]
    Kind {
        /// The field.
        field: Field,
        /// What the rule compares.
        expected: &'static str,
        /// What the field is.
        found: &'static str,
    },
    /// Two scales with different steps.
    #[error("{0} are scales with different steps; they cannot be compared")]
    DifferentScales(Fields),
    /// A score table that is not there.
    #[error("there is no score table `{0}`; add it to the criteria")]
    NoTable(Label),
    /// A score for somebody who is not in the roster.
    #[error(
        "score table `{table}` speaks of mentor `{mentor}` and mentee `{mentee}`, who are not both in the roster"
    )]
    UnknownPair {
        /// The table.
        table: Label,
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
}

/// Everything that keeps criteria from standing, one problem a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidCriteria {
    /// The problems in the order of the rules; never empty.
    pub problems: Vec<CriteriaProblem>,
}

impl fmt::Display for InvalidCriteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the criteria cannot stand:")?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl std::error::Error for InvalidCriteria {}

impl Criteria {
    /// Criteria from rules in the order in which they are told.
    ///
    /// # Errors
    ///
    /// Every contradiction at once: a band with nothing in it, a preference worth nothing, a rule twice, requirements
    /// that no pair can meet together, more than [`MAX_POINTS`] in all.
    pub fn new(
        requirements: Vec<Requirement>,
        preferences: Vec<Preference>,
    ) -> Result<Self, InvalidCriteria> {
        let problems = problems(&requirements, &preferences);
        if problems.is_empty() {
            Ok(Self { requirements, preferences, tables: BTreeMap::new() })
        } else {
            Err(InvalidCriteria { problems })
        }
    }

    /// The same criteria with a table of scores for a [`Preference::Scores`] of that name.
    #[must_use]
    pub fn with_table(mut self, name: Label, table: ScoreTable) -> Self {
        self.tables.insert(name, table);
        self
    }

    /// What must hold.
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// What earns points.
    pub fn preferences(&self) -> &[Preference] {
        &self.preferences
    }

    /// The table of scores of that name.
    pub fn table(&self, name: &Label) -> Option<&ScoreTable> {
        self.tables.get(name)
    }

    /// The same requirements with the preferences that count for one side: what its people like.
    #[must_use]
    pub fn seen_by(&self, side: Side) -> Self {
        let counts = |preference: &&Preference| match preference.counts_for() {
            CountsFor::Both => true,
            CountsFor::Mentee => side == Side::Mentee,
            CountsFor::Mentor => side == Side::Mentor,
        };
        let preferences = self.preferences.iter().filter(counts).cloned().collect();
        Self { preferences, ..self.clone() }
    }

    /// The most points a pair can earn.
    pub fn most_points(&self) -> u32 {
        self.preferences.iter().map(Preference::most_points).sum()
    }
}

impl TryFrom<Form> for Criteria {
    type Error = InvalidCriteria;

    fn try_from(form: Form) -> Result<Self, InvalidCriteria> {
        let criteria = Self::new(form.requirements, form.preferences)?;
        Ok(Self { tables: form.tables, ..criteria })
    }
}

impl From<Criteria> for Form {
    fn from(criteria: Criteria) -> Self {
        Self {
            requirements: criteria.requirements,
            preferences: criteria.preferences,
            tables: criteria.tables,
        }
    }
}

/// What is wrong with the rules by themselves, whoever takes part.
fn problems(requirements: &[Requirement], preferences: &[Preference]) -> Vec<CriteriaProblem> {
    let mut problems = Vec::new();
    for (at, requirement) in requirements.iter().enumerate() {
        let mut report =
            |problem| problems.push(CriteriaProblem { rule: RulePlace::Requirement(at), problem });
        match requirement {
            Requirement::Overlap { minutes, .. } => {
                report_minutes("minutes", *minutes, &mut report);
            }
            Requirement::NoTies { steps, .. } if !(1..=2).contains(steps) => {
                report(CriteriaRule::TieSteps(*steps));
            }
            &Requirement::Within { from, to, .. } => {
                let empty = from.zip(to).is_some_and(|(from, to)| from > to);
                if empty || (from.is_none() && to.is_none()) {
                    report(CriteriaRule::Band { from, to });
                }
            }
            Requirement::Same { field, .. } => {
                let differs =
                    |r: &Requirement| matches!(r, Requirement::Different { field: f, .. } if f == field);
                if let Some(other) = requirements.iter().position(differs) {
                    report(CriteriaRule::Contradiction { field: field.clone(), other: other + 1 });
                }
            }
            _ => {}
        }
        if let Some(first) = requirements[..at].iter().position(|earlier| earlier == requirement) {
            report(CriteriaRule::Twice { first: first + 1 });
        }
    }
    for (at, preference) in preferences.iter().enumerate() {
        let mut report =
            |problem| problems.push(CriteriaProblem { rule: RulePlace::Preference(at), problem });
        match preference {
            Preference::Overlap { enough_minutes, .. } => {
                report_minutes("enough_minutes", *enough_minutes, &mut report);
            }
            Preference::Shared { enough: 0, .. } => {
                report(CriteriaRule::TooSmall { key: "enough", least: 0 });
            }
            Preference::Near { full_within, none_beyond, .. } if none_beyond <= full_within => {
                report(CriteriaRule::TooSmall { key: "none_beyond", least: i64::from(full_within.0) });
            }
            Preference::Close { none_beyond, .. } if none_beyond.thousandths() <= 0 => {
                report(CriteriaRule::TooSmall { key: "none_beyond", least: 0 });
            }
            Preference::Waiting { full_after_days: 0, .. } => {
                report(CriteriaRule::TooSmall { key: "full_after_days", least: 0 });
            }
            _ => {}
        }
        if preference.most_points() == 0 {
            report(CriteriaRule::NoPoints);
        }
        if let Some(first) = preferences[..at].iter().position(|earlier| earlier == preference) {
            report(CriteriaRule::Twice { first: first + 1 });
        }
    }
    let mut report = |problem| problems.push(CriteriaProblem { rule: RulePlace::Whole, problem });
    for count in [requirements.len(), preferences.len()] {
        if count > MAX_RULES {
            report(CriteriaRule::TooManyRules(count));
        }
    }
    let points: u64 = preferences.iter().map(|preference| u64::from(preference.most_points())).sum();
    if points > u64::from(MAX_POINTS) {
        report(CriteriaRule::TooManyPoints(points));
    }
    problems
}

fn report_minutes(key: &'static str, minutes: u16, report: &mut impl FnMut(CriteriaRule)) {
    if !(1..=WEEK_MINUTES).contains(&minutes) {
        report(CriteriaRule::Minutes { key, minutes });
    }
}
