//! What a year showed, for those who read about it: participants, the community, sponsors, coordinators.
//!
//! [`Published`](crate::disclosure::Published) figures come in, and so does a plan; pages, slides and texts in Dutch and
//! English go out. It does not know how anything was computed.

#![expect(dead_code, reason = "the builders come next")]

mod chart;
mod document;
mod form;
mod language;
mod text;

pub use form::Report;
pub use language::Language;
