//! Two people meet: from a pairing that a plan proposed to a click, or to no click that blames nobody.
//!
//! A [`Proposal`] comes in (a pairing with its plan's digest and its explanation); an [`Introduction`] that clicked goes
//! out, or an entry for the [history](crate::people::History) of the next round. Technology proposes; a coordinator who
//! is no party and has no interest of their own decides, having seen why. Then both are invited, talk, and each answers
//! under seal whether it clicks.
//!
#![doc = include_str!("diagram.md")]
//!
//! Everybody's [`Order`] is decided ([`Introduction::decide`] holds all rules) and what happened is applied
//! ([`Introduction::apply`] holds none). Whether a place is free is the [`Ledger`]'s to say. The vocabulary of orders,
//! actors and entries is shared with the agreement that may follow.
//!
//! This room does not know how a plan is found or what an agreement says.
//!
//! ```
//! use std::collections::BTreeSet;
//! use mentorship::{
//!     criteria::Criteria,
//!     introduction::{
//!         Actor, Circumstances, Command, Introduction, Ledger, Order, Phase, Places, Policy, Proposal, Requirements,
//!     },
//!     jiff::civil::date,
//!     matching::Request,
//!     people::{Mentee, Mentor, People, Roster},
//! };
//!
//! let roster = Roster::new(People {
//!     mentors: vec![Mentor::new("M-1".parse()?, "Anna".parse()?)],
//!     mentees: vec![Mentee::new("T-1".parse()?, "Bo".parse()?)],
//!     ..People::default()
//! })?;
//! let criteria = Criteria::new(vec![], vec![])?;
//! let plan = Request::new(&roster, &criteria, date(2026, 1, 15)).plan()?;
//! let proposal = Proposal::of(&plan, &roster).remove(0);
//! let seen = proposal.explanation_digest();
//! let (mut introduction, first) =
//!     Introduction::open("I-1".parse()?, proposal, "c-1".parse()?, date(2026, 1, 15));
//!
//! let mut ledger = Ledger::default();
//! for person in ["Anna", "Bo"] {
//!     ledger.grant(person.parse()?, Places { talk_slots: 1, seats: 1 });
//! }
//! let approve = Order {
//!     id: "c-2".parse()?,
//!     expected: introduction.version(),
//!     by: Actor::Coordinator("Carla".parse()?),
//!     on: date(2026, 1, 16),
//!     command: Command::ApproveProposal { plan: plan.digest(), seen },
//! };
//! let circumstances = Circumstances {
//!     policy: &Policy::default(),
//!     ledger: &ledger,
//!     requirements: Requirements::Hold,
//!     conflicted: &BTreeSet::new(),
//! };
//! let entries = introduction.execute(&approve, &circumstances)?;
//! assert_eq!(introduction.phase(), Phase::Offered);
//! # assert_eq!((first.on, entries.len()), (date(2026, 1, 15), 1));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod actor;
mod apply;
mod book;
mod command;
mod conflict;
mod decide;
mod event;
mod ledger;
mod order;
mod policy;
mod proposal;
mod refusal;
mod rules;
mod state;
mod view;

pub use actor::{Actor, Parties, Party, Role};
pub use book::{Rule, To};
pub use command::{Circumstances, Command, Fit, Requirements};
pub use conflict::{Conflict, Conflicts, Disclosure, Finding};
pub use event::{Event, NotStarted};
pub use ledger::{Ledger, NoPlace, Place, Places};
pub use order::{BrokenLog, Contradiction, Format, Logged, Order, Unfit};
pub use policy::Policy;
pub use proposal::Proposal;
pub use refusal::{Broken, Refusal};
pub use rules::{Phase, RULES, Step, dot, mermaid};
pub use state::Introduction;
pub use view::{Field, Sight, View, sight};

/// What happened in an introduction, as it is stored.
pub type Entry = Logged<Step, Event>;

pub(crate) use book::{dot as dot_of, mermaid as mermaid_of};
pub(crate) use order::{Basis, Seen, replay, replay_json};
pub(crate) use refusal::listed;
