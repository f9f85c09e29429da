//! What a year showed, for those who read about it: participants, the community, sponsors, coordinators.
//!
//! [`Published`](crate::disclosure::Published) figures come in, and so does a plan; pages, slides and texts in Dutch and
//! English go out. It does not know how anything was computed.

mod chart;
mod document;
#[cfg(test)]
mod dump;
mod form;
mod language;
mod participant;
mod phrases;
mod plan;
mod text;
mod words;
mod year;

pub use form::Report;
pub use language::Language;
pub use participant::{KnownScale, NoKnownScale, NoParticipant, NotForEverybody, ParticipantReport};
pub use plan::{CannotReport, MayBeTold, PlanReport, may_be_told};
pub use year::{NotForThem, Notes, Readers, Target, YearReport};
