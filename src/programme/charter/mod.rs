//! What is laid down: why the programme is there, by which rules, and what the community needs.
//!
//! Charters, rules, meanings and surveys of needs come in as [`Event`]s; [`Charters`] say what is in force, and what was on
//! an earlier day. Beside figures they tell which goals are reached ([`Judged`]), and beside what mentors offer, which needs
//! are met ([`NeedMet`]). Who accepted the code of conduct is known to [`preparation`](super::preparation), not here.

mod charters;
mod check;
mod event;
mod judged;
mod need_met;
mod rule;

pub use charters::{Adopted, Charters, Surveyed};
pub use event::{Charter, CodeOfConduct, Event, Goal, NeedsSurvey, Principle, Rules};
pub use judged::{Judged, Verdict};
pub use need_met::NeedMet;
pub use rule::{Flaw, Rule};
