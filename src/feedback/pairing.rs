//! Two people who meet, from the day they begin: what figures need to know of their agreement.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AgreementId, PersonId},
    people::Mode,
};

/// A mentor and a mentee from the day they begin.
///
/// Days are counted from `started`, which is day 0; a pairing that ended on `ended.on` lasted until the day before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pairing {
    /// Their agreement.
    pub agreement: AgreementId,
    /// The mentor.
    pub mentor: PersonId,
    /// The mentee.
    pub mentee: PersonId,
    /// When they began.
    pub started: Date,
    /// For how many days they agreed to meet.
    pub planned_days: u16,
    /// Within how many days they agreed to meet each time: 7 for every week, 14 for every other week.
    pub every_days: u16,
    /// When they did not meet for a while, by agreement; one after the other.
    #[serde(default)]
    pub pauses: Vec<Pause>,
    /// When and how it ended, if it did.
    #[serde(default)]
    pub ended: Option<Ending>,
}

/// A while without meetings, agreed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// The first day.
    pub from: Date,
    /// The first day after it.
    pub until: Date,
}

/// When and how a pairing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// The first day on which it was over.
    pub on: Date,
    /// How.
    pub closure: Closure,
}

/// How a pairing ended. All of them are ends: none of them counts as “still open”.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closure {
    /// The term was over, or the goals were reached.
    Completed,
    /// Before its term, for a reason that lies with the two.
    Early,
    /// Somebody moved away.
    Moved,
    /// The mentee goes on with another mentor.
    Rematched,
    /// To keep somebody safe.
    Safeguarding,
    /// The programme itself ended.
    ProgrammeEnded,
}

impl Closure {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Completed,
        Self::Early,
        Self::Moved,
        Self::Rematched,
        Self::Safeguarding,
        Self::ProgrammeEnded,
    ];
}

impl fmt::Display for Closure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Completed => "completed",
            Self::Early => "ended early",
            Self::Moved => "moved away",
            Self::Rematched => "another mentor",
            Self::Safeguarding => "for safety",
            Self::ProgrammeEnded => "programme ended",
        })
    }
}

/// That two people met, never what they said. Two meetings of one day may look alike; both count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Their agreement.
    pub agreement: AgreementId,
    /// When.
    pub on: Date,
    /// How long, in minutes: 1 to 1440.
    pub minutes: u16,
    /// In person or online.
    pub mode: Mode,
    /// When it was noted down.
    pub logged: Date,
}

/// A talk of the programme with one of a pair about how it goes: due on a day, held or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckIn {
    /// Their agreement.
    pub agreement: AgreementId,
    /// By when it was due.
    pub due: Date,
    /// When it was held.
    #[serde(default)]
    pub held: Option<Date>,
    /// How well the two fit, as they told then: 1 (not at all) to 5 (entirely).
    #[serde(default)]
    pub fit: Option<u8>,
}
