//! Why an entry about preparing people cannot stand.

use jiff::civil::Date;

use super::{ScreeningStep, Topic};
use crate::{
    id::{ModuleId, PersonId, SessionId},
    introduction::Party,
};

/// Why an entry about preparing people cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what the message says")]
pub enum Rule {
    /// A screening of nothing.
    #[error(
        "a screening of a {0} takes at least one step; where none is needed, the rules do not ask for a screening"
    )]
    NoSteps(Party),
    /// A step named more than once.
    #[error("the screening of a {role} names the step `{step}` more than once")]
    StepTwice { role: Party, step: ScreeningStep },
    /// Somebody who is not here.
    #[error("`{0}` is not signed up")]
    Stranger(PersonId),
    /// Somebody who is not here in that role.
    #[error("`{person}` is not signed up as {role}")]
    NotInRole { person: PersonId, role: Party },
    /// In order until a day that is over.
    #[error("the {step} of `{person}` would be in order until {until}, which is over on {on}")]
    PassedBefore { person: PersonId, step: ScreeningStep, until: Date, on: Date },
    /// A module that asks for nothing.
    #[error("module `{0}` takes no session; it takes at least 1")]
    NoSessions(ModuleId),
    /// A certificate of no time.
    #[error(
        "a certificate of module `{0}` would be valid for 0 months; leave the months out when it is valid for ever"
    )]
    NoMonths(ModuleId),
    /// A topic of the other role.
    #[error("module `{module}` is about {topic}, which is not for a {role}")]
    OtherTopic { module: ModuleId, topic: Topic, role: Party },
    /// A module that is not given, or no longer.
    #[error("module `{0}` is not in the catalogue; offer it first")]
    NotOffered(ModuleId),
    /// A session that is there already.
    #[error("session `{0}` was planned already; give this one an identifier of its own")]
    SessionTwice(SessionId),
    /// A session on a day that is over.
    #[error("session `{session}` would be held on {held}, which is over on {on}")]
    SessionBefore { session: SessionId, held: Date, on: Date },
    /// A session for nobody.
    #[error("session `{0}` has room for nobody; it has at least 1 place")]
    NoPlaces(SessionId),
    /// No such session.
    #[error("session `{0}` is not planned")]
    UnknownSession(SessionId),
    /// A session that is not held.
    #[error("session `{session}` was cancelled on {on}")]
    Cancelled { session: SessionId, on: Date },
    /// A session at which somebody was.
    #[error("session `{session}` was held, and {there} came; it cannot be cancelled")]
    Held { session: SessionId, there: usize },
    /// Somebody who was there before the day came.
    #[error("session `{session}` is held on {held}; nobody was there yet on {on}")]
    NotYet { session: SessionId, held: Date, on: Date },
    /// The same person twice.
    #[error("`{person}` stands on the list of session `{session}` already")]
    AttendedTwice { session: SessionId, person: PersonId },
    /// More people than places.
    #[error(
        "session `{session}` has room for {places}, and so many stand on its list; `{person}` makes one more"
    )]
    Full { session: SessionId, places: u16, person: PersonId },
    /// Too few sessions for a certificate.
    #[error(
        "`{person}` attended {attended} of the {takes} sessions that module `{module}` takes{}",
        .since.map_or_else(String::new, |since| format!(", counted after the certificate of {since}"))
    )]
    TooFewSessions { person: PersonId, module: ModuleId, attended: usize, takes: u8, since: Option<Date> },
    /// There is no code of conduct.
    #[error("`{0}` cannot accept a code of conduct before the programme has adopted one")]
    NoCode(PersonId),
    /// Another version of it.
    #[error(
        "`{person}` accepted version {accepted} of the code of conduct; the current one is version {current}"
    )]
    OtherCode { person: PersonId, accepted: u32, current: u32 },
    /// Signed until a day that is over.
    #[error("the non-disclosure of `{person}` would hold until {until}, which is over on {on}")]
    SignedBefore { person: PersonId, until: Date, on: Date },
}
