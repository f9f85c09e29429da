//! How somebody came into the programme, in one role.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::PersonId,
    introduction::Party,
    people::{Label, distinct},
};

/// One person in one role, from the invitation on. Who is mentor and mentee has two.
///
/// A step that was not taken, or is not known, is `None`. What somebody did later implies the steps before it, so a
/// programme without invitations leaves that date out.
///
/// ```
/// use mentorship::{feedback::Enrolment, introduction::Party, jiff::civil::date, people::Label};
///
/// let mut bo = Enrolment::new("P-2".parse()?, Party::Mentee);
/// bo.enrolled = Some(date(2026, 1, 12));
/// bo.groups.insert(Label::new("neighbourhood")?, Label::new("Harbour")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolment {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: Party,
    /// When they were invited.
    #[serde(default)]
    pub invited: Option<Date>,
    /// When they signed up.
    #[serde(default)]
    pub enrolled: Option<Date>,
    /// When all that comes before matching was done: screening, training, a profile.
    #[serde(default)]
    pub ready: Option<Date>,
    /// When they left the programme.
    #[serde(default)]
    pub left: Option<Date>,
    /// How many mentees at once a mentor has room for; 1 for a mentee.
    #[serde(default = "one")]
    pub places: u16,
    /// What they belonged to *when they enrolled*, by dimension: neighbourhood, age group, newcomer or not.
    ///
    /// Figures are compared between these groups and between no others, so that no group can depend on what happened
    /// later.
    #[serde(default, deserialize_with = "distinct")]
    pub groups: BTreeMap<Label, Label>,
}

fn one() -> u16 {
    1
}

impl Enrolment {
    /// Somebody of whom no step is known yet.
    pub fn new(person: PersonId, role: Party) -> Self {
        Self {
            person,
            role,
            invited: None,
            enrolled: None,
            ready: None,
            left: None,
            places: 1,
            groups: BTreeMap::new(),
        }
    }

    /// The steps and their dates, in the order in which they are taken.
    pub(super) fn steps(&self) -> [(Step, Option<Date>); 4] {
        [
            (Step::Invited, self.invited),
            (Step::Enrolled, self.enrolled),
            (Step::Ready, self.ready),
            (Step::Left, self.left),
        ]
    }
}

/// The steps of an enrolment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is a date of an enrolment, told there")]
pub enum Step {
    Invited,
    Enrolled,
    Ready,
    Left,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invited => "invited",
            Self::Enrolled => "enrolled",
            Self::Ready => "ready",
            Self::Left => "left",
        })
    }
}
