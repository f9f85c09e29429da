//! What each role may see of an introduction.

use jiff::civil::Date;

use super::{Actor, Conflicts, Fit, Introduction, NotStarted, Parties, Party, Phase, Proposal, Role};

/// What there is to see of an introduction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Where it stands: [`View::phase`].
    Phase,
    /// Why the two were proposed: [`View::proposal`].
    Proposal,
    /// Who has said yes to the invitation: [`View::accepted`].
    Accepted,
    /// When the talk is: [`View::talk`].
    Talk,
    /// Whether it clicks: [`View::answers`].
    Answers,
    /// Conflicts of interest: [`View::conflicts`].
    Conflicts,
    /// Why it did not start: [`View::reason`].
    Reason,
}

impl Field {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Phase,
        Self::Proposal,
        Self::Accepted,
        Self::Talk,
        Self::Answers,
        Self::Conflicts,
        Self::Reason,
    ];
}

/// How much of a field somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sight {
    /// Nothing.
    Nothing,
    /// Their own part.
    Own,
    /// All of it.
    All,
}

/// How much of a field a role sees.
pub fn sight(role: Role, field: Field) -> Sight {
    use Sight::{All, Nothing, Own};
    match (role, field) {
        // Explanations, conflicts and reasons speak of both, so neither of the two sees them.
        (Role::Mentor | Role::Mentee, Field::Accepted | Field::Answers) => Own,
        (Role::Coordinator, _)
        | (Role::Mentor | Role::Mentee, Field::Talk)
        | (Role::Safeguarding, Field::Conflicts)
        | (
            Role::Mentor
            | Role::Mentee
            | Role::Supervisor
            | Role::Safeguarding
            | Role::DataOfficer
            | Role::System
            | Role::Clock,
            Field::Phase,
        ) => All,
        _ => Nothing,
    }
}

/// What somebody sees of an introduction. A field that is not for them is `None`, as is one where there is nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct View<'a> {
    /// Where it stands. The two see one and the same `NotStarted`, whatever the reason.
    pub phase: Option<Phase>,
    /// Why the two were proposed.
    pub proposal: Option<&'a Proposal>,
    /// Who has said yes to the invitation.
    pub accepted: Parties<Option<bool>>,
    /// When the talk is.
    pub talk: Option<Date>,
    /// Whether it clicks.
    pub answers: Parties<Option<Fit>>,
    /// Conflicts of interest.
    pub conflicts: Option<&'a Conflicts>,
    /// Why it did not start.
    pub reason: Option<&'a NotStarted>,
}

impl Introduction {
    /// What somebody sees of it. Whoever claims to be a party and is not, or is one and comes in another role, sees
    /// nothing.
    ///
    /// (An honest limit: whoever said yes and then hears that it did not start can guess.)
    pub fn view(&self, by: &Actor) -> View<'_> {
        let impostor = match by {
            Actor::Party(party, person) => self.people.of(*party) != person,
            _ => self.people.either(|person| by.person() == Some(person)),
        };
        let sight = |field| if impostor { Sight::Nothing } else { sight(by.role(), field) };
        let all = |field| sight(field) == Sight::All;
        let part = |field, party| all(field) || (sight(field) == Sight::Own && by.side() == Some(party));
        let each = |field, value: &dyn Fn(Party) -> bool| Parties {
            mentor: part(field, Party::Mentor).then(|| value(Party::Mentor)),
            mentee: part(field, Party::Mentee).then(|| value(Party::Mentee)),
        };
        let answer = |party| if part(Field::Answers, party) { *self.answers.of(party) } else { None };
        View {
            phase: all(Field::Phase).then_some(self.phase),
            proposal: all(Field::Proposal).then_some(&*self.proposal),
            accepted: each(Field::Accepted, &|party| *self.accepted.of(party)),
            talk: self.talk.filter(|_| all(Field::Talk)),
            answers: Parties { mentor: answer(Party::Mentor), mentee: answer(Party::Mentee) },
            conflicts: all(Field::Conflicts).then_some(&self.conflicts),
            reason: self.reason.as_ref().filter(|_| all(Field::Reason)),
        }
    }
}
