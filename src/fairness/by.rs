//! By what people are grouped.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use jiff::civil::Date;

use super::NotAudited;
use crate::{
    criteria::Field,
    people::{Answer, AnswerKind, Label, Profile, Purpose, Questionnaire, Sensitivity, Who},
};

/// By what an audit groups people.
///
/// Whoever gave several answers, such as two languages, is in several groups; whoever gave none is in the group of those
/// who did not say.
///
/// ```
/// use mentorship::{criteria::Field, fairness::By, people::{Label, Who}};
///
/// assert_eq!(By::Field(Field::Neighbourhood).name(), "neighbourhood");
/// let newcomer = (Who::Mentee("T-1".parse()?), [Label::new("this year")?].into());
/// let by = By::Told { name: Label::new("joined")?, groups: [newcomer].into() };
/// assert_eq!(by.name(), "joined");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum By {
    /// By a field of the profile or a question of the programme, other than one answered by a number.
    ///
    /// The answer to a sensitive question counts only while the person's consent to [`Purpose::Research`] stands on the
    /// day of the plan: an audit is a figure. Without it they are among those who did not say.
    Field(Field),
    /// By the languages they speak, at whatever level.
    Languages,
    /// By age band, as it was given.
    Age,
    /// By groups that the caller knows: a district of several neighbourhoods, who came by which way.
    Told {
        /// What the groups are called: `district`.
        name: Label,
        /// The groups of everybody in one. Who is not in it is in the group of those who did not say; people who are not
        /// in the roster are not looked at.
        groups: BTreeMap<Who, BTreeSet<Label>>,
    },
}

impl By {
    /// Its name, as one says it.
    pub fn name(&self) -> &str {
        match self {
            Self::Field(field) => field.name(),
            Self::Languages => "language",
            Self::Age => "age",
            Self::Told { name, .. } => name.as_str(),
        }
    }

    /// Whether the questionnaire has what it asks for.
    pub(super) fn check(&self, questionnaire: &Questionnaire) -> Result<(), NotAudited> {
        let Self::Field(Field::Attribute(name)) = self else { return Ok(()) };
        let Some(question) = questionnaire.question(name) else {
            let nearest = questionnaire.nearest(name);
            return Err(NotAudited::NoSuchQuestion { name: name.clone(), nearest });
        };
        match question.answer {
            AnswerKind::Number { .. } => Err(NotAudited::Number { name: name.clone() }),
            _ => Ok(()),
        }
    }

    /// The groups that somebody is in; none when they did not say.
    pub(super) fn groups<'p>(
        &'p self,
        who: &Who,
        profile: &'p Profile,
        questionnaire: &Questionnaire,
        on: Date,
    ) -> Vec<Cow<'p, Label>> {
        let set = |labels: Option<&'p BTreeSet<Label>>| labels.into_iter().flatten().map(Cow::Borrowed);
        match self {
            Self::Languages => profile.languages.iter().flat_map(BTreeMap::keys).map(Cow::Borrowed).collect(),
            Self::Age => {
                let band = profile.age.and_then(|band| Label::new(band.to_string()).ok());
                band.map(Cow::Owned).into_iter().collect()
            }
            Self::Told { groups, .. } => set(groups.get(who)).collect(),
            Self::Field(field) => match field {
                Field::Interests => set(profile.interests.as_ref()).collect(),
                Field::Experience => set(profile.experience.as_ref()).collect(),
                Field::Ambitions => set(profile.ambitions.as_ref()).collect(),
                Field::Goals => set(profile.goals.as_ref()).collect(),
                Field::Needs => set(profile.needs.as_ref()).collect(),
                Field::Affiliations => set(profile.affiliations.as_ref()).collect(),
                Field::Neighbourhood => {
                    let home = profile.place.as_ref().and_then(|place| place.neighbourhood.as_ref());
                    home.map(Cow::Borrowed).into_iter().collect()
                }
                Field::Attribute(name) => {
                    let sensitive = questionnaire
                        .question(name)
                        .is_none_or(|question| question.sensitivity == Sensitivity::Sensitive);
                    let counts = !sensitive || profile.consents_to(Purpose::Research, on);
                    let answer = profile.attributes.get(name).filter(|_| counts);
                    answer.into_iter().flat_map(Answer::labels).map(Cow::Borrowed).collect()
                }
            },
        }
    }
}

/// By what, and not who is in which group.
impl fmt::Debug for By {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "By({})", self.name())
    }
}
