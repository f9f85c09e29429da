//! The rules an organiser writes down: requirements that must hold and preferences worth points.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

use crate::people::{Cefr, Importance, Label, Metres, Quantity, TieKind};

/// What a requirement does with a pair of which it cannot tell, because an answer is blank.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IfUnknown {
    /// The pair is excluded.
    #[default]
    Exclude,
    /// The pair stays possible, and its explanation says what is to be asked.
    Allow,
}

/// Something both sides answered, to be compared: a field of the profile or a question of the programme.
///
/// In files it is one word: `interests`, `experience`, `ambitions`, `goals`, `needs`, `affiliations`,
/// `neighbourhood`, or else the name of a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "Label", into = "Label")]
#[non_exhaustive]
pub enum Field {
    /// What they like to do.
    Interests,
    /// Fields of experience.
    Experience,
    /// What they hope to become.
    Ambitions,
    /// What the relation should bring.
    Goals,
    /// What they need.
    Needs,
    /// What they belong to.
    Affiliations,
    /// Where they live.
    Neighbourhood,
    /// A question of the programme.
    Attribute(Label),
}

impl Field {
    /// The fields of every profile.
    pub const BUILT_IN: [Self; 7] = [
        Self::Interests,
        Self::Experience,
        Self::Ambitions,
        Self::Goals,
        Self::Needs,
        Self::Affiliations,
        Self::Neighbourhood,
    ];

    /// Its name, as one says and writes it.
    pub fn name(&self) -> &str {
        match self {
            Self::Interests => "interests",
            Self::Experience => "experience",
            Self::Ambitions => "ambitions",
            Self::Goals => "goals",
            Self::Needs => "needs",
            Self::Affiliations => "affiliations",
            Self::Neighbourhood => "neighbourhood",
            Self::Attribute(name) => name.as_str(),
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<Label> for Field {
    fn from(name: Label) -> Self {
        Self::BUILT_IN.into_iter().find(|field| field.name() == name.key()).unwrap_or(Self::Attribute(name))
    }
}

impl From<Field> for Label {
    fn from(field: Field) -> Self {
        match field {
            Field::Attribute(name) => name,
            built_in => Self::new(built_in.name()).expect("the names of built-in fields are labels"),
        }
    }
}

/// The field of each side that is compared: usually the same, sometimes a mentee's goals with a mentor's experience.
///
/// In files it is one word, or `{ mentor = "experience", mentee = "goals" }`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "FieldsForm", into = "FieldsForm")]
pub struct Fields {
    /// What is read from the mentor.
    pub mentor: Field,
    /// What is read from the mentee.
    pub mentee: Field,
}

impl Fields {
    /// The same field of both.
    pub fn both(field: Field) -> Self {
        Self { mentor: field.clone(), mentee: field }
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.mentor == self.mentee {
            write!(f, "{}", self.mentor)
        } else {
            write!(f, "{} of the mentor and {} of the mentee", self.mentor, self.mentee)
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged, expecting = "a field is one word, or `{ mentor = \"…\", mentee = \"…\" }`")]
enum FieldsForm {
    Both(Field),
    Each(EachField),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EachField {
    mentor: Field,
    mentee: Field,
}

impl From<FieldsForm> for Fields {
    fn from(form: FieldsForm) -> Self {
        match form {
            FieldsForm::Both(field) => Self::both(field),
            FieldsForm::Each(EachField { mentor, mentee }) => Self { mentor, mentee },
        }
    }
}

impl From<Fields> for FieldsForm {
    fn from(fields: Fields) -> Self {
        if fields.mentor == fields.mentee {
            Self::Both(fields.mentor)
        } else {
            Self::Each(EachField { mentor: fields.mentor, mentee: fields.mentee })
        }
    }
}

/// Something that must hold for a pair.
///
/// Four rules need no writing down, because no programme would want to forget them: nobody is matched with themself,
/// nor with somebody either of them blocked, nor while away or withdrawn, nor with somebody the history keeps them
/// apart from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Requirement {
    /// A language that both speak at this level or better.
    SharedLanguage {
        /// The level.
        level: Cefr,
        /// With languages or levels blank.
        #[serde(default)]
        if_unknown: IfUnknown,
    },
    /// So many minutes a week in which both can meet.
    Overlap {
        /// Minutes a week, 1 to 10 080.
        minutes: u16,
        /// With an availability blank.
        #[serde(default)]
        if_unknown: IfUnknown,
    },
    /// They can meet: both online, or both in person with no more between them than both together travel.
    Reachable {
        /// In person, no farther than this apart in any case.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        metres: Option<Metres>,
        /// With modes, places or travel blank.
        #[serde(default)]
        if_unknown: IfUnknown,
    },
    /// No declared tie between the two that would make a conflict of interest.
    NoTies {
        /// The kinds that count; all when none is listed.
        #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
        kinds: BTreeSet<TieKind>,
        /// 1: between the two themselves. 2: also by way of one other person.
        #[serde(default = "one")]
        steps: u8,
    },
    /// No employer, school or club in common.
    NoSharedAffiliation {
        /// With affiliations blank.
        #[serde(default)]
        if_unknown: IfUnknown,
    },
    /// The same answer.
    Same {
        /// To what: a choice, a step, a number, or the neighbourhood.
        field: Fields,
        /// With an answer blank.
        #[serde(default)]
        if_unknown: IfUnknown,
    },
    /// Different answers.
    Different {
        /// To what: a choice, a step, a number, or the neighbourhood.
        field: Fields,
        /// With an answer blank.
        #[serde(default)]
        if_unknown: IfUnknown,
    },
    /// At least one label in common.
    Shared {
        /// Of what: tags or a choice.
        field: Fields,
        /// With an answer blank.
        #[serde(default)]
        if_unknown: IfUnknown,
    },
    /// The mentor's step or number minus the mentee's lies in a band.
    Within {
        /// Of what: a scale (in steps) or a number.
        field: Fields,
        /// The least the mentor is ahead; negative for behind. No limit when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Quantity>,
        /// The most the mentor is ahead. No limit when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Quantity>,
        /// With an answer blank.
        #[serde(default)]
        if_unknown: IfUnknown,
    },
    /// The mentor offers at least one of the skills that matter to the mentee. Somebody to whom none matters that much
    /// asks nothing here.
    SkillCovered {
        /// Skills of at least this importance count.
        #[serde(default = "least")]
        importance: Importance,
        /// With offers or wants blank.
        #[serde(default)]
        if_unknown: IfUnknown,
    },
    /// Both confirmed their profile no longer ago than this.
    Confirmed {
        /// Days before the date of the round.
        within_days: u16,
        /// With a date blank.
        #[serde(default)]
        if_unknown: IfUnknown,
    },
}

fn one() -> u8 {
    1
}

fn least() -> Importance {
    Importance::MIN
}

impl Requirement {
    /// What a blank answer does; `None` for rules that no blank can leave open.
    pub fn if_unknown(&self) -> Option<IfUnknown> {
        match self {
            Self::NoTies { .. } => None,
            Self::SharedLanguage { if_unknown, .. }
            | Self::Overlap { if_unknown, .. }
            | Self::Reachable { if_unknown, .. }
            | Self::NoSharedAffiliation { if_unknown }
            | Self::Same { if_unknown, .. }
            | Self::Different { if_unknown, .. }
            | Self::Shared { if_unknown, .. }
            | Self::Within { if_unknown, .. }
            | Self::SkillCovered { if_unknown, .. }
            | Self::Confirmed { if_unknown, .. } => Some(*if_unknown),
        }
    }
}

/// The rule as an organiser would say it.
impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SharedLanguage { level, .. } => write!(f, "a shared language at {level} or better"),
            Self::Overlap { minutes, .. } => {
                write!(f, "at least {minutes} minutes a week in which both can meet")
            }
            Self::Reachable { metres: None, .. } => f.write_str("a way for both to meet"),
            Self::Reachable { metres: Some(metres), .. } => {
                write!(f, "a way for both to meet, within {metres}")
            }
            Self::NoTies { kinds, steps } => {
                let kinds: Vec<_> = kinds.iter().map(|kind| kind.name()).collect();
                let kinds = if kinds.is_empty() { "declared".to_owned() } else { kinds.join(" or ") };
                let steps = if *steps == 2 { ", directly or through one other person" } else { "" };
                write!(f, "no {kinds} tie{steps}")
            }
            Self::NoSharedAffiliation { .. } => f.write_str("no affiliation in common"),
            Self::Same { field, .. } => write!(f, "the same {field}"),
            Self::Different { field, .. } => write!(f, "a different {field}"),
            Self::Shared { field, .. } => write!(f, "something shared in {field}"),
            Self::Within { field, from, to, .. } => match (from, to) {
                (Some(from), Some(to)) if from == to => write!(f, "a mentor exactly {from} ahead in {field}"),
                (Some(from), Some(to)) => write!(f, "a mentor {from} to {to} ahead in {field}"),
                (Some(from), None) => write!(f, "a mentor at least {from} ahead in {field}"),
                (None, Some(to)) => write!(f, "a mentor at most {to} ahead in {field}"),
                (None, None) => write!(f, "any {field}"),
            },
            Self::SkillCovered { importance, .. } if *importance == Importance::MIN => {
                f.write_str("a mentor who offers a skill the mentee wants")
            }
            Self::SkillCovered { importance, .. } => {
                write!(
                    f,
                    "a mentor who offers a skill of importance {} or more to the mentee",
                    importance.get()
                )
            }
            Self::Confirmed { within_days, .. } => {
                write!(f, "profiles confirmed within the last {within_days} days")
            }
        }
    }
}

/// For whom a preference counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountsFor {
    /// For the mentee.
    Mentee,
    /// For the mentor.
    Mentor,
    /// For both.
    #[default]
    Both,
}

/// One of the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The mentees.
    Mentee,
    /// The mentors.
    Mentor,
}

/// Something worth points: so many whole points when it is wholly so, a share of them, in thousandths, when it is
/// partly so, and none while an answer it needs is blank.
///
/// Every preference says for whom it counts (`counts_for`, both when absent): the plan's total counts all of them, and
/// what one side prefers is what counts for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Preference {
    /// The mentor offers what the mentee wants: each wanted skill weighs by its importance and earns wholly when the
    /// mentor's level reaches the wanted one, in proportion below it.
    Skills {
        /// Points when everything wanted is offered.
        points: u32,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// Labels in common, such as interests.
    Shared {
        /// Of what: tags or a choice.
        field: Fields,
        /// Points when `enough` labels are shared.
        points: u32,
        /// How many shared labels earn all points; 1 when absent.
        #[serde(default = "one_label")]
        enough: u16,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// How well they can talk: the best language of both, by the lower of their two levels.
    Language {
        /// Points at `full_at` or better; in proportion of CEFR steps below it.
        points: u32,
        /// The level that earns all points; C1 when absent.
        #[serde(default = "fluent")]
        full_at: Cefr,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// Time in which both can meet.
    Overlap {
        /// Points when it reaches `enough_minutes`.
        points: u32,
        /// Minutes a week that earn all points, 1 to 10 080.
        enough_minutes: u16,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// How near they live: all points up to `full_within`, none from `none_beyond`, in proportion between.
    Near {
        /// Points.
        points: u32,
        /// Metres up to which all points are earned; 0 when absent.
        #[serde(default)]
        full_within: Metres,
        /// Metres from which none is.
        none_beyond: Metres,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// The same answer.
    Same {
        /// To what.
        field: Fields,
        /// Points.
        points: u32,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// Different answers.
    Different {
        /// To what.
        field: Fields,
        /// Points.
        points: u32,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// So many points for each number of steps that the mentor is ahead on an ordered scale (negative: behind).
    Steps {
        /// Which scale.
        field: Fields,
        /// Points by steps ahead; none for steps not listed.
        points: BTreeMap<StepsAhead, u32>,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// How close two numbers lie: all points when equal, none from `none_beyond`, in proportion between.
    Close {
        /// Which number.
        field: Fields,
        /// Points.
        points: u32,
        /// The difference from which none is earned; above 0.
        none_beyond: Quantity,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// A wish for this very person: all points for the first wish, a half for the second, a third for the third … none
    /// beyond the thousandth. A person without wishes left nothing blank.
    Wished {
        /// Whose wish.
        by: Side,
        /// Points for a first wish.
        points: u32,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// How long the mentee has waited: all points from `full_after_days`, in proportion before.
    Waiting {
        /// Points.
        points: u32,
        /// Days after which all points are earned; above 0.
        full_after_days: u16,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
    /// Scores computed elsewhere: by a model, or a coordinator's gut feeling. See [`ScoreTable`](super::ScoreTable).
    Scores {
        /// The name of the table.
        table: Label,
        /// Points for a score of 1000 thousandths.
        points: u32,
        /// For whom it counts.
        #[serde(default)]
        counts_for: CountsFor,
    },
}

fn one_label() -> u16 {
    1
}

fn fluent() -> Cefr {
    Cefr::C1
}

impl Preference {
    /// The most points a pair can earn by it.
    pub fn most_points(&self) -> u32 {
        match self {
            Self::Steps { points, .. } => points.values().copied().max().unwrap_or(0),
            Self::Skills { points, .. }
            | Self::Shared { points, .. }
            | Self::Language { points, .. }
            | Self::Overlap { points, .. }
            | Self::Near { points, .. }
            | Self::Same { points, .. }
            | Self::Different { points, .. }
            | Self::Close { points, .. }
            | Self::Wished { points, .. }
            | Self::Waiting { points, .. }
            | Self::Scores { points, .. } => *points,
        }
    }

    /// For whom it counts.
    pub fn counts_for(&self) -> CountsFor {
        match self {
            Self::Skills { counts_for, .. }
            | Self::Shared { counts_for, .. }
            | Self::Language { counts_for, .. }
            | Self::Overlap { counts_for, .. }
            | Self::Near { counts_for, .. }
            | Self::Same { counts_for, .. }
            | Self::Different { counts_for, .. }
            | Self::Steps { counts_for, .. }
            | Self::Close { counts_for, .. }
            | Self::Wished { counts_for, .. }
            | Self::Waiting { counts_for, .. }
            | Self::Scores { counts_for, .. } => *counts_for,
        }
    }
}

/// The preference as an organiser would say it.
impl fmt::Display for Preference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skills { .. } => f.write_str("skills wanted and offered"),
            Self::Shared { field, .. } => write!(f, "shared {field}"),
            Self::Language { .. } => f.write_str("how well they can talk"),
            Self::Overlap { .. } => f.write_str("time in which both can meet"),
            Self::Near { .. } => f.write_str("how near they live"),
            Self::Same { field, .. } => write!(f, "the same {field}"),
            Self::Different { field, .. } => write!(f, "a different {field}"),
            Self::Steps { field, .. } => write!(f, "steps ahead in {field}"),
            Self::Close { field, .. } => write!(f, "closeness in {field}"),
            Self::Wished { by: Side::Mentee, .. } => f.write_str("a wish of the mentee"),
            Self::Wished { by: Side::Mentor, .. } => f.write_str("a wish of the mentor"),
            Self::Waiting { .. } => f.write_str("time the mentee has waited"),
            Self::Scores { table, .. } => write!(f, "{table}"),
        }
    }
}

/// How many steps a mentor is ahead of the mentee on a scale; written as a whole number, also as a key in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "StepsForm", into = "String")]
pub struct StepsAhead(pub i32);

/// A key of a map is text in TOML and JSON, a number elsewhere.
#[derive(Deserialize)]
#[serde(untagged, expecting = "steps ahead are a whole number, such as 1 or -2")]
enum StepsForm {
    Number(i32),
    Text(String),
}

impl TryFrom<StepsForm> for StepsAhead {
    type Error = String;

    fn try_from(form: StepsForm) -> Result<Self, String> {
        match form {
            StepsForm::Number(steps) => Ok(Self(steps)),
            StepsForm::Text(text) => text
                .trim()
                .parse()
                .map(Self)
                .map_err(|_| format!("steps ahead are a whole number, such as 1 or -2, not `{text}`")),
        }
    }
}

impl From<StepsAhead> for String {
    fn from(steps: StepsAhead) -> Self {
        steps.0.to_string()
    }
}
