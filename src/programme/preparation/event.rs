//! How people are prepared: screening, trainings, and what they accept.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::{ModuleId, PersonId, SessionId},
    introduction::Party,
    people::Label,
};

/// What a module of a training is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// For mentors: listening and asking.
    Communication,
    /// For mentors: finding goals together.
    Goals,
    /// For mentors: feedback that helps.
    Feedback,
    /// For mentors: what to do when it chafes.
    Conflict,
    /// For mentees: steering oneself.
    SelfManagement,
    /// For mentees: planning one's time.
    Time,
    /// For mentees: knowing people.
    Networking,
    /// Something that this programme adds.
    Own(Label),
}

impl Topic {
    /// For whom it is; none for a programme's own, which is for either.
    pub fn role(&self) -> Option<Party> {
        match self {
            Self::Communication | Self::Goals | Self::Feedback | Self::Conflict => Some(Party::Mentor),
            Self::SelfManagement | Self::Time | Self::Networking => Some(Party::Mentee),
            Self::Own(_) => None,
        }
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Communication => "communication",
            Self::Goals => "goals",
            Self::Feedback => "feedback",
            Self::Conflict => "conflict",
            Self::SelfManagement => "self-management",
            Self::Time => "time",
            Self::Networking => "networking",
            Self::Own(label) => return write!(f, "`{label}`"),
        })
    }
}

/// A module of a training, as the catalogue has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Its identifier.
    pub id: ModuleId,
    /// What it is about.
    pub topic: Topic,
    /// For whom it is.
    pub role: Party,
    /// How many sessions somebody attends to have it: at least 1.
    pub sessions: u8,
    /// For how many months its certificate is valid; for ever when none.
    #[serde(default)]
    pub valid_months: Option<u8>,
}

/// A gathering for a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Its identifier.
    pub id: SessionId,
    /// The module.
    pub module: ModuleId,
    /// When it is held.
    pub on: Date,
    /// How many people it has room for: at least 1.
    pub places: u16,
}

/// A step of a screening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningStep {
    /// A talk with the coordinator.
    Interview,
    /// Somebody who knows them was asked.
    Reference,
    /// A certificate of conduct, from the office that gives them.
    CertificateOfConduct,
}

impl fmt::Display for ScreeningStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Interview => "interview",
            Self::Reference => "reference",
            Self::CertificateOfConduct => "certificate of conduct",
        })
    }
}

/// What came of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningResult {
    /// It is under way.
    Pending,
    /// It is in order, up to and including this day; for ever when none.
    Passed(Option<Date>),
    /// It is not. Why is told to nobody here.
    NotPassed,
}

/// What happens in preparing people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields say themselves")]
pub enum Event {
    /// The steps that a screening of that role takes, in place of those before: at least one, each once.
    ScreeningSet { role: Party, steps: Vec<ScreeningStep> },
    /// A step of somebody's screening. What passed stays so while it is done anew, until it comes out otherwise.
    Screened { person: PersonId, step: ScreeningStep, result: ScreeningResult },
    /// A module is in the catalogue, in place of one of the same name.
    ModuleOffered(Module),
    /// A module is no longer given. Certificates stay valid.
    ModuleWithdrawn(ModuleId),
    /// A session is planned.
    SessionPlanned(Session),
    /// A session is not held. Nobody was there.
    SessionCancelled(SessionId),
    /// Somebody was there, on its day or later written down.
    Attended { session: SessionId, person: PersonId },
    /// A certificate was given to somebody who attended as many sessions as the module takes, all on days after that of
    /// their certificate before, if they had one: a session counts for one certificate.
    Certified { module: ModuleId, person: PersonId },
    /// Somebody accepted the code of conduct, in that version.
    CodeAccepted { person: PersonId, version: u32 },
    /// Somebody signed what they keep to themself, with its limits; valid up to and including this day, or for ever.
    NonDisclosureSigned { person: PersonId, until: Option<Date> },
}
