//! What two people agree on, and live by: a living document with a lifecycle that protects both.
//!
//! An [introduction](crate::introduction) that clicked comes in; an [`Agreement`] goes out, and in the end entries for the
//! [history](crate::people::History) of later rounds. [`Terms`] are fixed, hashed and signed, each for themself;
//! [changes](Command::ProposeAmendment) take effect when all have signed them, and what was in force on any day can be
//! asked. Nobody begins to meet, through whichever door, without signatures, valid prerequisites, and with a conflict of
//! interest or a report unresolved; and either can leave at any time without anybody's approval.
//!
#![doc = include_str!("diagram.md")]
//!
//! Beside the phase stand facets, each small and each for itself: [`Versions`], [`Prerequisites`],
//! [`Conflicts`](crate::introduction::Conflicts), [`Reports`], [`Reviews`], [`Calendar`], [`Contacts`], [`Evaluations`],
//! [`Closing`]. Words lie in the [`Notes`] store, events hold a [`NoteId`](crate::id::NoteId).
//! [`Agreement::view`] says what each role may see, [`Agreement::to_do`] who acts next.
//!
//! This room does not know how the two were found, nor what figures are made of them.
//!
//! ```
//! use mentorship::{agreement::{Step, RULES}, introduction::Role};
//!
//! let may_leave: Vec<_> =
//!     RULES.iter().filter(|rule| rule.step == Step::EndEarly).flat_map(|rule| rule.who).collect();
//! assert!(may_leave.contains(&&Role::Mentee));
//! ```
//!
//! The example `agreement_year` tells one pair's year, and two pairs that go another way.

mod apply;
mod calendar;
mod closing;
mod command;
mod contacts;
mod decide;
mod evaluations;
mod event;
#[cfg(not(test))]
mod guards;
#[cfg(test)]
pub(crate) mod guards;
mod notes;
mod policy;
mod prerequisites;
mod refusal;
mod reports;
mod reviews;
mod rules;
mod state;
mod terms;
mod to_do;
mod versions;
mod view;
#[cfg(test)]
mod walk;

pub use calendar::Calendar;
pub use closing::{Cause, Closed, Closing, EndReason, Initiator, Rematch};
pub use command::{Amendment, Certificate, Circumstances, Command, LegalHold, PauseCause, SuspensionCause};
pub use contacts::{Contact, Contacts};
pub use evaluations::{Evaluation, Evaluations, Moment, Reply};
pub use event::{Event, Minor, NotStarted, Pair, Participant, Text};
pub use notes::{Content, Note, Notes, Verification};
pub use policy::{CoSigner, PausedTime, Policy};
pub use prerequisites::{Prerequisite, Prerequisites, Record, Validity};
pub use refusal::{Broken, Refusal};
pub use reports::{ReportFinding, Reports};
pub use reviews::{ReviewOutcome, Reviews};
pub use rules::{Phase, RULES, Step, dot, mermaid};
pub use state::{Agreement, NotClicked};
pub use terms::{
    Cadence, Clause, DayOfMonth, Difference, Goal, Meetings, NoDayOfMonth, Outline, Term, Terms,
};
pub use to_do::{Task, ToDo};
pub use versions::{Signer, Standing, Version, Versions};
pub use view::{Field, View, sight};

/// What happened in an agreement, as it is stored.
pub type Entry = crate::introduction::Logged<Step, Event>;

use state::{days_between, later};
