//! Two people meet: from a pairing that people approved to a click, or to no click that blames nobody.
//!
//! A [`Proposal`] comes in (a pairing that a [review](crate::matching::Reviewed) approved, with its plan's digest, its
//! explanation, and the mark of what was overridden); an [`Introduction`] that clicked goes out, or an entry for the
//! [history](crate::people::History) of the next round. Technology proposed and people decided before: there is no second
//! gate, only a place to wait for. Both are invited, talk, and each answers under seal whether it clicks.
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
//!     matching::{Request, ReviewBook},
//!     people::{Mentee, Mentor, People, Roster},
//! };
//!
//! let roster = Roster::new(People {
//!     mentors: vec![Mentor::new("M-1".parse()?, "Anna".parse()?)],
//!     mentees: vec![Mentee::new("T-1".parse()?, "Bo".parse()?)],
//!     ..People::default()
//! })?;
//! let criteria = Criteria::new(vec![], vec![])?;
//! let request = Request::new(&roster, &criteria, date(2026, 1, 15));
//! let plan = request.plan()?;
//! let (mut book, carla, today) = (ReviewBook::default(), "Carla".parse()?, date(2026, 1, 15));
//! let mut review = book.open(&request, &plan, &carla, today)?;
//! for pairing in plan.pairings() {
//!     review.by(&carla, today).approve(&pairing.mentor, &pairing.mentee, pairing.explanation.digest())?;
//! }
//! let proposal = Proposal::of(&book.close(&mut review, &carla, today)?).remove(0);
//! let (mut introduction, first) =
//!     Introduction::open("I-1".parse()?, proposal, "c-1".parse()?, date(2026, 1, 15));
//!
//! let mut ledger = Ledger::default();
//! for person in ["Anna", "Bo"] {
//!     ledger.grant(person.parse()?, Places { talk_slots: 1, seats: 1 });
//! }
//! let invite = Order {
//!     id: "c-2".parse()?,
//!     expected: introduction.version(),
//!     by: Actor::System,
//!     on: date(2026, 1, 16),
//!     command: Command::Invite,
//! };
//! let circumstances = Circumstances {
//!     policy: &Policy::default(),
//!     ledger: &ledger,
//!     requirements: Requirements::Hold,
//!     conflicted: &BTreeSet::new(),
//! };
//! let entries = introduction.execute(&invite, &circumstances)?;
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
