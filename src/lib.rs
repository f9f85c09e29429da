//! What a community's mentor programme can be built on: who could mentor whom, the provably best plan, and why.
//!
//! *Mentor programme* means the voluntary relation between a more and a less experienced person. It is not the Dutch
//! legal *mentorschap*, the court-ordered protection of an adult.
//!
//! People sign up ([`people::intake`] reads their sheets, [`people::Roster`] is the checked snapshot, [`needs::Needs`] who is
//! missing); the programme says what matters ([`criteria::Criteria`]); a [`matching::Request`] becomes a [`matching::Plan`]
//! that is proved to be the best and explained pair by pair, a [`matching::Desk`] answers what a coordinator asks of it, and a
//! [`fairness::Audit`] tells who is matched how often. It proposes; people decide in a [`matching::Review`], and only what they
//! approved becomes an [`introduction::Introduction`] of two people who talk and answer in confidence. An
//! [`agreement::Agreement`] is the living document that may follow, with rules that protect both. What people say of it and
//! what can be seen is a checked
//! [`feedback::Record`], and [`impact::Figures`] tell what it changed, for whom, and how sure that is. [`trend`] tells a move
//! from a wobble, [`experiment`] keeps a trial honest, and of all of it only what has passed [`disclosure`] is published. A
//! [`programme::Programme`] keeps all of it in one log, with why people do it, how they are found, prepared, thanked and paid for.
//!
//! ```
//! use mentorship::{
//!     criteria::{CountsFor, Criteria, Preference},
//!     jiff::civil::date,
//!     matching::Request,
//!     people::{Importance, Label, Mentee, Mentor, People, Roster, Want},
//! };
//!
//! let mut anna = Mentor::new("M-1".parse()?, "P-1".parse()?);
//! anna.offers = Some([(Label::new("cycling")?, None)].into());
//! let mut bo = Mentee::new("T-1".parse()?, "P-2".parse()?);
//! bo.wants = Some([(Label::new("Cycling")?, Want::of(Importance::MAX))].into());
//! let roster = Roster::new(People { mentors: vec![anna], mentees: vec![bo], ..People::default() })?;
//!
//! let skills = Preference::Skills { points: 10, counts_for: CountsFor::Mentee };
//! let criteria = Criteria::new(vec![], vec![skills])?;
//! let plan = Request::new(&roster, &criteria, date(2026, 1, 15)).plan()?;
//! assert_eq!(plan.pairings()[0].explanation.to_string(), "10 of 10 points: offers Cycling (10 of 10)");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The [`cookbook`] has a dozen tasks from beginning to end.
//!
//! It does not read files, keep a clock, hide chance or store anything: that is the caller's. [`assignment`] is useful
//! alone, wherever rows are to be assigned to columns, and so is [`stable`], where they choose each other.

#![forbid(unsafe_code)]

pub mod agreement;
pub mod assignment;
pub mod cookbook;
pub mod criteria;
pub mod disclosure;
pub mod experiment;
pub mod fairness;
pub mod feedback;
pub mod id;
pub mod impact;
pub mod introduction;
pub mod matching;
pub mod needs;
pub mod people;
pub mod programme;
#[cfg(feature = "report")]
pub mod report;
#[cfg(feature = "sample")]
pub mod sample;
pub mod stable;
#[cfg(feature = "testing")]
pub mod testing;
pub mod trend;

// The story of the lifecycle is shared with the tests outside, which know the crate by its name.
#[cfg(any(test, feature = "testing"))]
extern crate self as mentorship;

pub use jiff;

/// The examples of the README, kept true.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
