//! The mapping: which column of a sheet feeds which field, as plain data that an organiser can read and write.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Cells, IdColumns};
use crate::{
    id::PersonId,
    people::{
        Importance, Label, Purpose, Questionnaire, UtcOffset,
        label::{distinct, distinct_in_each},
    },
};

/// How the sign-up sheets of a programme are read.
///
/// Unknown keys are refused. Headers are compared as labels are: without regard to case, accents and stray spaces.
///
/// ```
/// use mentorship::people::intake::Columns;
///
/// let columns: Columns = toml::from_str(r#"
///     utc_offset = 60
///
///     [questions.schooling]
///     kind = "scale"
///     steps = ["primary", "secondary", "college", "university"]
///
///     [mentors]
///     id = "Number"
///     name = ["First name", "Surname"]
///     skills = "What can you teach?"             # cooking:4; bicycles
///     languages = { column = "Languages", split = [","] }
///     questions.schooling = "Schooling"
///
///     [mentees]
///     id = { columns = ["Year", "Number"], prefix = "T-" }
///     person = { column = "E-mail", pseudonym = true }
///     skills = "What do you want to learn?"      # cooking:5; bicycles:2
///
///     [synonyms.skills]
///     bikes = "bicycles"
/// "#)?;
/// assert_eq!(columns.utc_offset.minutes(), 60);
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Columns {
    /// What separates several values in one cell; comma, semicolon, bar and line break unless said otherwise. A cell
    /// that is one of the options as it stands is not split.
    #[serde(default = "usual_separators")]
    pub split: Vec<String>,
    /// How dates that are not written year first are meant.
    #[serde(default)]
    pub dates: DateOrder,
    /// The clock on which availability is written, in minutes ahead of UTC.
    #[serde(default)]
    pub utc_offset: UtcOffset,
    /// Words that mean the same as a blank cell: `n.v.t.`, `unknown`.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub blank: BTreeSet<Label>,
    /// Words that mean "none" where several values are asked: an answer, unlike a blank cell.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub none: BTreeSet<Label>,
    /// Identifiers of people without a row to whom ties, blocks and wishes may lead.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub others: BTreeSet<PersonId>,
    /// Times of the parts of a day that may stand in cells about availability: `evening = "18:30-21:30"`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "distinct")]
    pub parts_of_day: BTreeMap<Label, String>,
    /// The labels that may be chosen; where none are listed, any label will do.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<Vocabulary, Vec<Label>>,
    /// Other words for the same: what people write on the left, what is meant on the right.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "distinct_in_each")]
    pub synonyms: BTreeMap<Vocabulary, BTreeMap<Label, String>>,
    /// Other words for the options of a question, by the question's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "distinct_in_each")]
    pub question_synonyms: BTreeMap<Label, BTreeMap<Label, String>>,
    /// The programme's own questions.
    #[serde(default)]
    pub questions: Questionnaire,
    /// The columns of the mentors' sheet.
    pub mentors: SheetColumns,
    /// The columns of the mentees' sheet.
    pub mentees: SheetColumns,
}

impl Columns {
    /// A mapping in which all but the columns is as usual.
    pub fn new(mentors: SheetColumns, mentees: SheetColumns) -> Self {
        Self {
            split: usual_separators(),
            dates: DateOrder::default(),
            utc_offset: UtcOffset::UTC,
            blank: BTreeSet::new(),
            none: BTreeSet::new(),
            others: BTreeSet::new(),
            parts_of_day: BTreeMap::new(),
            options: BTreeMap::new(),
            synonyms: BTreeMap::new(),
            question_synonyms: BTreeMap::new(),
            questions: Questionnaire::default(),
            mentors,
            mentees,
        }
    }
}

fn usual_separators() -> Vec<String> {
    [",", ";", "|", "\n"].map(str::to_owned).to_vec()
}

/// Which number comes first in a date such as 3-4-2026. Dates that begin with the year are always read so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// The third of April.
    #[default]
    DayFirst,
    /// The fourth of March.
    MonthFirst,
}

/// A set of words that cells are compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Vocabulary {
    /// Skills offered and wanted.
    Skills,
    /// Fields of experience.
    Experience,
    /// Ambitions.
    Ambitions,
    /// Interests.
    Interests,
    /// Goals.
    Goals,
    /// Needs.
    Needs,
    /// Languages.
    Languages,
    /// Employers, schools, clubs, congregations.
    Affiliations,
    /// Neighbourhoods.
    Neighbourhoods,
    /// Levels of a skill; fixed: 1 to 5.
    SkillLevels,
    /// How much a skill matters; fixed: 1 to 5.
    Importances,
    /// Levels of a language; fixed: A1 to C2.
    LanguageLevels,
    /// Windows of a week; fixed: see [`Window`](crate::people::Window).
    Windows,
    /// Ways of meeting; fixed: in person, online, both.
    Modes,
    /// Whether somebody takes part; fixed: available, withdrawn, on leave until a date.
    Statuses,
    /// Kinds of ties; fixed: see [`TieKind`](crate::people::TieKind).
    TieKinds,
    /// Age bands; fixed: `18-24`, `65+`.
    Ages,
    /// Where data came from; fixed: see [`Source`](crate::people::Source).
    Sources,
    /// Yes and no; fixed.
    YesNo,
}

impl Vocabulary {
    /// Whether a mapping may list the options.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            Self::Skills
                | Self::Experience
                | Self::Ambitions
                | Self::Interests
                | Self::Goals
                | Self::Needs
                | Self::Languages
                | Self::Affiliations
                | Self::Neighbourhoods
        )
    }
}

/// The columns of one sheet. A field without columns is absent for everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SheetColumns {
    /// The identifier of the mentor or mentee.
    pub id: IdColumns,
    /// The identifier of the human being, the same in both sheets; the mentor's or mentee's own when not given. Sheets
    /// that both number from 1 need a prefix then, or mentor 1 and mentee 1 are taken for one person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<IdColumns>,
    /// How much a wanted skill matters of which no cell says it; 3 when not given. For mentees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importance: Option<Importance>,
    /// The name, for the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Cells>,
    /// The e-mail address, for the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Cells>,
    /// The telephone number, for the directory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Cells>,
    /// Mentors: skills offered, perhaps with a level from 1 to 5 (`cooking:4`). Mentees: skills wanted, perhaps with how
    /// much each matters from 1 to 5, perhaps with the level needed behind it (`cooking:5`, `cooking:5:3`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skills: Option<Cells>,
    /// Fields of experience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experience: Option<Cells>,
    /// What they hope to become.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ambitions: Option<Cells>,
    /// What they like to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interests: Option<Cells>,
    /// What the relation should bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals: Option<Cells>,
    /// What they need.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<Cells>,
    /// Languages, perhaps with a level (`Dutch (B1)`, `Dutch:B1`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub languages: Option<Cells>,
    /// Windows of an ordinary week: `Tue 18:30-21:00; Sat morning`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Cells>,
    /// The clock on which this row's availability is written: `+60` minutes, `+01:00` or `UTC+5:30`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utc_offset: Option<Cells>,
    /// How they want to meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<Cells>,
    /// A point near home: `52.0907, 5.1214` in one column, or latitude and longitude in two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Cells>,
    /// The neighbourhood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neighbourhood: Option<Cells>,
    /// How far they travel, in kilometres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travels_km: Option<Cells>,
    /// Age or age band: `31`, `18-24`, `65+`. Dates of birth are not read: they say more than matching needs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<Cells>,
    /// Employers, schools, clubs, congregations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliations: Option<Cells>,
    /// Ties to other people, with their kind: `T-14 (family)`, `T-14:employer`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ties: Option<Cells>,
    /// People they must not be matched with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Cells>,
    /// People they would like to be matched with, dearest first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wishes: Option<Cells>,
    /// The fewest partners; 0 when blank.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partners_min: Option<Cells>,
    /// The most partners; 1 when blank, or the fewest if that is more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partners_max: Option<Cells>,
    /// Whether they take part: available, withdrawn, on leave until a date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Cells>,
    /// The first day on which they are back, for those on leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_leave_until: Option<Cells>,
    /// Since when they wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_since: Option<Cells>,
    /// When they last said that all this is true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Cells>,
    /// Where the answers came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Cells>,
    /// Consents, by purpose.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub consents: BTreeMap<Purpose, ConsentColumns>,
    /// Answers to the programme's own questions, by the question's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "distinct")]
    pub questions: BTreeMap<Label, Cells>,
}

impl SheetColumns {
    /// A sheet of which only the identifier is read.
    pub fn new(id: IdColumns) -> Self {
        Self {
            id,
            person: None,
            importance: None,
            name: None,
            email: None,
            phone: None,
            skills: None,
            experience: None,
            ambitions: None,
            interests: None,
            goals: None,
            needs: None,
            languages: None,
            availability: None,
            utc_offset: None,
            modes: None,
            coordinates: None,
            neighbourhood: None,
            travels_km: None,
            age: None,
            affiliations: None,
            ties: None,
            blocks: None,
            wishes: None,
            partners_min: None,
            partners_max: None,
            status: None,
            on_leave_until: None,
            waiting_since: None,
            confirmed_on: None,
            source: None,
            consents: BTreeMap::new(),
            questions: BTreeMap::new(),
        }
    }
}

/// The columns of a consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentColumns {
    /// The date on which it was given, or yes or no.
    pub given: Cells,
    /// The date, where `given` says yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<Cells>,
    /// The date from which it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Cells>,
}
