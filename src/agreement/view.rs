//! What each role may see of an agreement: one table, so that a user interface cannot leak by accident.

use jiff::civil::Date;

use super::{
    Agreement, Calendar, Closing, Contacts, Moment, NotStarted, Participant, Phase, Prerequisite, Record,
    Reports, Reviews, Version, Versions,
};
use crate::{
    id::PersonId,
    introduction::{Actor, Conflicts, Parties, Party, Role, Sight},
};

/// What there is to see of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Where it stands: [`View::phase`].
    Phase,
    /// The versions of the text and their signatures: [`View::versions`].
    Versions,
    /// The term: [`View::calendar`].
    Calendar,
    /// Prerequisites: [`View::prerequisites`].
    Prerequisites,
    /// Conflicts of interest: [`View::conflicts`].
    Conflicts,
    /// Reports that a boundary was crossed: [`View::reports`].
    Reports,
    /// Reviews: [`View::reviews`].
    Reviews,
    /// Meetings: [`View::contacts`].
    Contacts,
    /// Whether evaluations came: [`View::evaluated`].
    Evaluations,
    /// How it ended, and why it did not start: [`View::closing`], [`View::not_started`].
    Ending,
    /// Who asked not to be paired again: [`View::not_again`].
    NotAgain,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Phase,
        Self::Versions,
        Self::Calendar,
        Self::Prerequisites,
        Self::Conflicts,
        Self::Reports,
        Self::Reviews,
        Self::Contacts,
        Self::Evaluations,
        Self::Ending,
        Self::NotAgain,
    ];
}

/// How much of a field a role sees, while the agreement is not archived and the role's access is not narrowed.
pub fn sight(role: Role, field: Field) -> Sight {
    use Sight::{All, Nothing, Own};
    match role {
        Role::Mentor | Role::Mentee => match field {
            Field::Phase | Field::Versions | Field::Calendar | Field::Reviews | Field::Contacts => All,
            Field::Prerequisites | Field::Evaluations | Field::NotAgain => Own,
            // Why it ended can blame; the other hears it from a person, not from a screen.
            Field::Conflicts | Field::Reports | Field::Ending => Nothing,
        },
        Role::Guardian => match field {
            Field::Phase | Field::Versions | Field::Calendar => All,
            Field::Prerequisites => Own,
            _ => Nothing,
        },
        Role::Coordinator => match field {
            Field::Reports => Nothing,
            _ => All,
        },
        Role::Supervisor => match field {
            Field::Phase | Field::Calendar | Field::Reviews | Field::Contacts => All,
            _ => Nothing,
        },
        Role::Safeguarding => match field {
            Field::Evaluations => Nothing,
            _ => All,
        },
        Role::DataOfficer => match field {
            Field::Phase | Field::Calendar | Field::Versions => All,
            _ => Nothing,
        },
        Role::SystemOfRecord => match field {
            Field::Phase | Field::Prerequisites => All,
            _ => Nothing,
        },
        Role::System | Role::Clock => match field {
            Field::Phase | Field::Calendar => All,
            _ => Nothing,
        },
        Role::ThirdParty => Nothing,
    }
}

/// What somebody sees of an agreement. What is not for them is `None` or empty, as is what is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct View<'a> {
    /// Where it stands. The two see `Closing` and then that it is over, whatever the reason.
    pub phase: Option<Phase>,
    /// The versions of the text and their signatures.
    pub versions: Option<&'a Versions>,
    /// The version in force today.
    pub in_force: Option<&'a Version>,
    /// The term.
    pub calendar: Option<&'a Calendar>,
    /// What is on record of prerequisites.
    pub prerequisites: Vec<(Party, &'a Prerequisite, &'a Record)>,
    /// Conflicts of interest.
    pub conflicts: Option<&'a Conflicts>,
    /// Reports that a boundary was crossed.
    pub reports: Option<&'a Reports>,
    /// Reviews.
    pub reviews: Option<&'a Reviews>,
    /// Meetings.
    pub contacts: Option<&'a Contacts>,
    /// Whether the closing evaluation came or was declined.
    pub evaluated: Parties<Option<bool>>,
    /// How it ended.
    pub closing: Option<&'a Closing>,
    /// Why it did not start.
    pub not_started: Option<&'a NotStarted>,
    /// Who asked not to be paired with the other again.
    pub not_again: Parties<Option<bool>>,
}

impl Agreement {
    /// How much of a field somebody sees on a date.
    ///
    /// Whoever claims to be a party or a guardian and is not, or is one and comes in another role, sees nothing. While a
    /// suspension is about a party, they see where it stands and their own part. Once it is archived, everybody sees that
    /// it is, and no more.
    pub fn sight(&self, by: &Actor, on: Date, field: Field) -> Sight {
        let is_by = |person: &PersonId| by.person() == Some(person);
        let honest = match by {
            Actor::Party(party, person) => self.people.of(*party) == person,
            Actor::Guardian(party, person) => self.participants.of(*party).guardian_on(on) == Some(person),
            _ => {
                let is_guarded_by = |one: &Participant| one.guardian_on(on).is_some_and(is_by);
                !self.people.either(is_by) && !self.participants.either(is_guarded_by)
            }
        };
        if !honest {
            return Sight::Nothing;
        }
        let sight = sight(by.role(), field);
        if self.phase == Phase::Archived && field != Field::Phase {
            return Sight::Nothing;
        }
        let about = self.suspended.as_ref().and_then(|(_, whose)| *whose);
        let narrowed = about.is_some() && by.side() == about;
        match field {
            Field::Versions | Field::Calendar | Field::Reviews | Field::Contacts if narrowed => {
                Sight::Nothing
            }
            _ => sight,
        }
    }

    /// What somebody sees of it on a date.
    pub fn view(&self, by: &Actor, on: Date) -> View<'_> {
        let all = |field| self.sight(by, on, field) == Sight::All;
        let part = |field, party| match self.sight(by, on, field) {
            Sight::All => true,
            Sight::Own => by.side() == Some(party),
            Sight::Nothing => false,
        };
        let each = |field, value: &dyn Fn(Party) -> bool| Parties {
            mentor: part(field, Party::Mentor).then(|| value(Party::Mentor)),
            mentee: part(field, Party::Mentee).then(|| value(Party::Mentee)),
        };
        View {
            phase: all(Field::Phase).then_some(self.phase),
            versions: all(Field::Versions).then_some(&self.versions),
            in_force: self.in_force_on(on).filter(|_| all(Field::Versions)),
            calendar: self.calendar.as_ref().filter(|_| all(Field::Calendar)),
            prerequisites: self
                .prerequisites
                .records()
                .filter(|(party, ..)| part(Field::Prerequisites, *party))
                .collect(),
            conflicts: all(Field::Conflicts).then_some(&self.conflicts),
            reports: all(Field::Reports).then_some(&self.reports),
            reviews: all(Field::Reviews).then_some(&self.reviews),
            contacts: all(Field::Contacts).then_some(&self.contacts),
            evaluated: each(Field::Evaluations, &|party| self.evaluations.answered(Moment::Closing, party)),
            closing: self.closing.as_ref().filter(|_| all(Field::Ending)),
            not_started: self.not_started.as_ref().filter(|_| all(Field::Ending)),
            not_again: each(Field::NotAgain, &|party| *self.not_again.of(party)),
        }
    }
}
