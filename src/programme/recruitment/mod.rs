//! How people are found, and how they come in and go.
//!
//! Campaigns, partners, interest, sign-ups and departures come in as [`Event`]s, with what campaigns cost and who began with
//! a partner from the entries of other rooms. [`Recruitment`] says who is here ([`Participant`]), how many came how far by
//! which way ([`Funnel`]), at which price ([`PerRecruit`]), what a campaign still lacks ([`Progress`]), and makes the
//! [enrolments](crate::feedback::Enrolment) from which figures are counted. Whom to look for next follows from what is missing:
//! [`Seeks::from_advice`]. Whether somebody is ready to be matched is known to [`preparation`](super::preparation), not here.

mod advice;
mod cost;
mod enrolments;
mod event;
mod funnel;
mod participant;
mod progress;
mod recruits;
mod rule;

pub use cost::PerRecruit;
pub use event::{Campaign, Channel, Event, Interest, Partner, PartnerKind, Seeks, SignUp};
pub use funnel::Funnel;
pub use participant::{Participant, PartnerStanding};
pub use progress::Progress;
pub use recruits::Recruitment;
pub use rule::Rule;
