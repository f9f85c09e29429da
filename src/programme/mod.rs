//! What makes pairs a programme: people who know why they do it, are found, prepared, thanked and paid for, and an organisation
//! that learns.
//!
//! A [`Programme`] is one log that is only added to. Each line is an [`Entry`]: when, by whom, and what happened in the words of
//! the room that knows it. What is known is what rooms make of the log, each by itself:
//!
//! | room | asks |
//! | --- | --- |
//! | [`charter`] | why are we here, how do we treat each other, what does the community need, and did we reach it? |
//! | [`recruitment`] | who came, by which way, at what cost, and who is here? |
//! | [`preparation`] | who is screened, trained and ready, and whose papers lapse? |
//! | [`pairs`] | who is introduced to whom, what did they agree on, which places are held? |
//! | [`told`] | what did people answer, reach and tell? |
//! | [`support`] | who stands beside whom, who is worried, who is to be thanked? |
//! | [`money`] | who gives, what for, what was it spent on, does it add up? |
//! | [`innovation`] | what did we try, what did it say, what did we change? |
//!
//! Names, profiles and words are not in the log. They lie in the [`Cabinet`], which is stored apart, and from which somebody can be
//! erased while every figure stays what it was.
//!
//! ```
//! use mentorship::{
//!     introduction::Actor,
//!     jiff::civil::date,
//!     people::{Mentor, Who},
//!     programme::{Cabinet, Programme, preparation, recruitment::{self, SignUp}},
//! };
//!
//! let (mut programme, mut cabinet) = (Programme::default(), Cabinet::default());
//! let carla = Actor::Coordinator("Carla".parse()?);
//!
//! // Anna signs up. What she says of herself goes into the cabinet, that she came into the log.
//! let anna = SignUp {
//!     person: "Anna".parse()?,
//!     who: Who::Mentor("M-1".parse()?),
//!     places: 2,
//!     groups: Default::default(),
//!     by: None,
//! };
//! cabinet.put_mentor(Mentor::new("M-1".parse()?, "Anna".parse()?));
//! programme.by(&carla, date(2026, 3, 2)).note(recruitment::Event::SignedUp(Box::new(anna)))?;
//!
//! // She cannot be matched yet, and the reason can be acted on.
//! let matchable = programme.matchable(&cabinet, date(2026, 3, 16))?;
//! assert_eq!(
//!     matchable.left_out()[0].to_string(),
//!     "mentor `M-1`: not ready: screening is missing; code of conduct is missing; non-disclosure is missing"
//! );
//!
//! // Two coordinators have read the same log. Who writes second about the same reads again.
//! let read = programme.version();
//! let signed = |until| preparation::Event::NonDisclosureSigned { person: "Anna".parse().unwrap(), until };
//! programme.by(&carla, date(2026, 3, 3)).having_read(read).note(signed(None))?;
//! let late = programme.by(&carla, date(2026, 3, 3)).having_read(read).note(signed(None)).unwrap_err();
//! assert_eq!(
//!     late.to_string(),
//!     "since entry 1, somebody wrote about `Anna`; read up to entry 2, and decide again"
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Whoever means to do something says who they are and when ([`Programme::by`]); what it leads to is decided by the room's rules
//! and appended. The log is stored line by line ([`Entry::to_json`], [`Programme::open_json`]) with a [`Seal`] beside it that tells
//! whether it is whole, and a [`ProgrammeSnapshot`] to go on from. A broken log says which entry breaks it and by which rule, and
//! hands over the programme up to there.
//!
//! From it come a round of matching ([`Programme::matchable`]), the record of what happened ([`Programme::record`]) and so
//! [figures](crate::impact::Figures) and [reports](crate::disclosure); several programmes are seen together as a [`Region`].
//!
//! It owns no rule that an earlier room has. The example `programme_year` tells fourteen months of an invented town.

mod acting;
mod cabinet;
pub mod charter;
mod entry;
pub mod innovation;
mod log;
mod matching;
pub mod money;
pub mod pairs;
pub mod preparation;
mod published;
mod record;
pub mod recruitment;
mod refused;
mod region;
mod room;
mod stored;
mod subject;
pub mod support;
pub mod told;

pub use acting::{Acting, NotDone};
pub use cabinet::{Cabinet, ErasedOf};
pub use entry::{Entry, Fact, Happened, Round};
pub use log::Programme;
pub use matching::{LeftOut, Matchable, WhyLeftOut};
pub use published::PublishedYear;
pub use refused::{BrokenProgramme, NotAppended, Why};
pub use region::{Identifiers, NotMerged, Region};
pub use room::Room;
pub use stored::{OtherSnapshot, ProgrammeSnapshot, Seal, Unsealed};
