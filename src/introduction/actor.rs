//! Who does something, and in which role. Both rooms of the lifecycle speak of the same people.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::id::PersonId;

/// One of the two whom a pair is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// The mentor.
    Mentor,
    /// The mentee.
    Mentee,
}

impl Party {
    /// Both, the mentor first.
    pub const BOTH: [Self; 2] = [Self::Mentor, Self::Mentee];
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mentor => "mentor",
            Self::Mentee => "mentee",
        })
    }
}

/// One of something for each of the two.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parties<T> {
    /// The mentor's.
    pub mentor: T,
    /// The mentee's.
    pub mentee: T,
}

impl<T> Parties<T> {
    /// The one of that party.
    pub fn of(&self, party: Party) -> &T {
        match party {
            Party::Mentor => &self.mentor,
            Party::Mentee => &self.mentee,
        }
    }

    /// The one of that party, to be changed.
    pub fn of_mut(&mut self, party: Party) -> &mut T {
        match party {
            Party::Mentor => &mut self.mentor,
            Party::Mentee => &mut self.mentee,
        }
    }

    /// Whether something is true of both.
    pub fn both(&self, is: impl Fn(&T) -> bool) -> bool {
        is(&self.mentor) && is(&self.mentee)
    }

    /// Whether something is true of one of them at least.
    pub fn either(&self, is: impl Fn(&T) -> bool) -> bool {
        is(&self.mentor) || is(&self.mentee)
    }
}

/// Who gives a command, in which role.
///
/// Whether somebody holds a role is the caller's to know; that nobody acts for another, and nobody decides in their own
/// case, is decided here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The mentor or the mentee, for themself.
    Party(Party, PersonId),
    /// The guardian of a party who is a minor.
    Guardian(Party, PersonId),
    /// Somebody of the programme who brings people together.
    Coordinator(PersonId),
    /// Somebody who supports the pairs of a caseload.
    Supervisor(PersonId),
    /// Whom people trust with what went wrong.
    Safeguarding(PersonId),
    /// Who answers for personal data.
    DataOfficer(PersonId),
    /// Somebody else who knows something.
    ThirdParty(PersonId),
    /// A register that knows certificates: of a screening office, or a training.
    SystemOfRecord,
    /// The programme's ledger of places.
    System,
    /// Today's date, passed in.
    Clock,
}

/// The roles of actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is an actor, told there")]
pub enum Role {
    Mentor,
    Mentee,
    Guardian,
    Coordinator,
    Supervisor,
    Safeguarding,
    DataOfficer,
    ThirdParty,
    SystemOfRecord,
    System,
    Clock,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 11] = [
        Self::Mentor,
        Self::Mentee,
        Self::Guardian,
        Self::Coordinator,
        Self::Supervisor,
        Self::Safeguarding,
        Self::DataOfficer,
        Self::ThirdParty,
        Self::SystemOfRecord,
        Self::System,
        Self::Clock,
    ];
}

impl Actor {
    /// The role in which they act.
    pub fn role(&self) -> Role {
        match self {
            Self::Party(Party::Mentor, _) => Role::Mentor,
            Self::Party(Party::Mentee, _) => Role::Mentee,
            Self::Guardian(..) => Role::Guardian,
            Self::Coordinator(_) => Role::Coordinator,
            Self::Supervisor(_) => Role::Supervisor,
            Self::Safeguarding(_) => Role::Safeguarding,
            Self::DataOfficer(_) => Role::DataOfficer,
            Self::ThirdParty(_) => Role::ThirdParty,
            Self::SystemOfRecord => Role::SystemOfRecord,
            Self::System => Role::System,
            Self::Clock => Role::Clock,
        }
    }

    /// The person, where there is one.
    pub fn person(&self) -> Option<&PersonId> {
        match self {
            Self::Party(_, person)
            | Self::Guardian(_, person)
            | Self::Coordinator(person)
            | Self::Supervisor(person)
            | Self::Safeguarding(person)
            | Self::DataOfficer(person)
            | Self::ThirdParty(person) => Some(person),
            Self::SystemOfRecord | Self::System | Self::Clock => None,
        }
    }

    /// The party for whom they speak: a party for themself, a guardian for the minor.
    pub fn side(&self) -> Option<Party> {
        match self {
            Self::Party(party, _) | Self::Guardian(party, _) => Some(*party),
            _ => None,
        }
    }

    /// Whether they decide on behalf of the programme, and so never in their own case.
    pub fn decides(&self) -> bool {
        matches!(
            self,
            Self::Coordinator(_) | Self::Supervisor(_) | Self::Safeguarding(_) | Self::DataOfficer(_)
        )
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mentor => "mentor",
            Self::Mentee => "mentee",
            Self::Guardian => "guardian",
            Self::Coordinator => "coordinator",
            Self::Supervisor => "supervisor",
            Self::Safeguarding => "safeguarding person",
            Self::DataOfficer => "data officer",
            Self::ThirdParty => "third party",
            Self::SystemOfRecord => "system of record",
            Self::System => "system",
            Self::Clock => "clock",
        })
    }
}
