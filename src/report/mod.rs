//! What a year showed, for those who read about it: participants, the community, sponsors, coordinators.
//!
//! [`Published`](crate::disclosure::Published) figures come in, and so does a plan; pages, slides and texts in Dutch and
//! English go out. It does not know how anything was computed.

#![expect(dead_code, reason = "the builders come next")]

mod chart;
mod document;
#[cfg(test)]
mod dump;
mod form;
mod language;
mod participant;
mod phrases;
mod plan;
#[expect(clippy::module_inception, reason = "the report is what the room is named for")]
mod report;
mod text;

pub use language::Language;
pub use participant::{KnownScale, NoKnownScale, NoParticipant, NotForEverybody, ParticipantReport};
pub use plan::{CannotReport, MayBeTold, PlanReport, may_be_told};
pub use report::Report;
