//! From people and criteria to a proven plan.
//!
//! A [`Request`] names the roster, the criteria and the date, and what else is asked: a goal, pins, exclusions, pairs
//! that run already, the history. Its [`Plan`] is proved to be the best, explained pair by pair, with a true reason for
//! everybody without a partner. Planning changes nothing and decides nothing: people do, in a [`Review`] of the plan, and only
//! what is [`Reviewed`] is introduced.
//!
//! This room does not know what any criterion means, nor how the solver works.
//!
//! ```
//! use mentorship::{
//!     criteria::{CountsFor, Criteria, Fields, Field, Preference},
//!     jiff::civil::date,
//!     matching::Request,
//!     people::{Label, Mentee, Mentor, People, Roster},
//! };
//!
//! let mut mentor = Mentor::new("M-1".parse()?, "Anna".parse()?);
//! mentor.profile.interests = Some([Label::new("chess")?].into());
//! let mut mentee = Mentee::new("T-1".parse()?, "Bo".parse()?);
//! mentee.profile.interests = Some([Label::new("Chess")?, Label::new("running")?].into());
//! let roster = Roster::new(People { mentors: vec![mentor], mentees: vec![mentee], ..People::default() })?;
//!
//! let field = Fields::both(Field::Interests);
//! let shared = Preference::Shared { field, points: 10, enough: 1, counts_for: CountsFor::Both };
//! let criteria = Criteria::new(vec![], vec![shared])?;
//! let plan = Request::new(&roster, &criteria, date(2026, 1, 15)).plan()?;
//!
//! let pairing = &plan.pairings()[0];
//! assert_eq!(pairing.explanation.to_string(), "10 of 10 points: shared interests: Chess (10 of 10)");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod anew;
mod compared;
mod desk;
mod each;
mod error;
mod plan;
mod reasons;
mod request;
mod review;
mod round;
mod source;
mod stably;
mod stages;
mod ties;
mod watch;
mod wishes;

pub use anew::{Beside, Between};
pub use compared::ByGoal;
pub use desk::{
    Alternatives, Candidate, Claim, Claimed, Competition, Desk, Guarantee, Help, Moved, Offer, OneMoreMentor,
    OneMorePlace, PairAnswer, PriceList, Shortlist, Slots, Sought, Standing, Talk, Talks, Trade, Unanswered,
    WhatIf, WithoutPartner, Worth,
};
pub use error::{Contradiction, Demand, Lowered, PlanError};
pub use plan::{Origin, Pairing, Plan, RuledOut, Unmatched, UnmatchedReason};
pub use request::{Goal, NotProved, Request};
pub use review::{
    Approval, ApprovedPairing, CannotReview, Decided, Decision, DecisionRefused, Ground, NoWords, NotClosed,
    RejectedPairing, RestsOn, Review, ReviewBook, ReviewLog, Reviewed, Reviewer, Signed, Sitting, Words,
};
pub use stably::{NotStable, StablePlan};
pub use ties::ThenBy;
pub use watch::{Gap, Planned, Progress, Stage, UnfinishedPlan};
pub use wishes::{InvalidWish, VoidWish, Wishes};
