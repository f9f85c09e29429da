//! What people say of it, and what can be seen: the facts of a year, checked.
//!
//! Identifiers, answers and dates come in as [`Facts`]; a [`Record`] goes out, in which everything fits: every answer lies
//! on its scale, every meeting within its agreement, no person, pairing or answer is there twice. What does not fit is
//! told with person, item and range, and set aside, so that one wrong row does not cost the others.
//!
//! - [`Enrolment`] and [`Pairing`] say who takes part and from when to when; [`Meeting`] and [`CheckIn`] that they met.
//! - An [`Instrument`] asks; a [`Response`] exists from the day it is due, so that silence can be counted.
//! - [`Goal`]s are scaled beforehand, [`Milestone`]s come and go.
//! - [`Passage`]s of interviews, focus groups and observations are [coded](Coding); a [`Quote`] is shown only as far and as
//!   long as its speaker consents. A [`Remark`] speaks of behaviour and result.
//!
//! - A [`Neighbour`] is asked about living together and names others in [`Tie`]s; [`Receipt`]s, [`Expense`]s, [`Balance`]s
//!   and [`Volunteering`] are the books. [`Meanings`] says what the programme's own words mean.
//!
//! Words (of goals, quotes, remarks) lie in the notes store of the room `agreement`; here are only their identifiers.
//!
//! This room does not know the rules of the lifecycle, nor what is made of the facts: that is the room
//! [`impact`](crate::impact).

mod check;
mod community;
mod enrolment;
mod evidence;
mod facts;
mod goal;
mod instrument;
mod meanings;
mod money;
mod pairing;
mod problem;
mod record;
mod response;

pub use community::{Neighbour, Statements, Tie};
pub use enrolment::{Enrolment, Step};
pub use evidence::{Coding, Consent, Passage, Quote, Remark, RemarkKind, Scope, Source};
pub use facts::{Facts, List};
pub use goal::{Attained, Goal, Milestone, Rater, Turn};
pub use instrument::{Baseline, Better, Instrument, InvalidInstrument, Item, Keyed, Reading, Scale, Score};
pub use meanings::{Area, Belonging, Currency, InvalidCurrency, Meanings};
pub use money::{Balance, Category, Expense, FunderKind, MOST_CENTS, Purpose, Receipt, Volunteering};
pub use pairing::{CheckIn, Closure, Ending, Meeting, Pairing, Pause};
pub use problem::{Problem, Problems, Rule};
pub use record::{FIRST_DAY, LAST_DAY, Placed, Record};
pub use response::{Answers, Response, Wave};
