//! People decide on a plan: pairing by pairing, each with who, when and why.
//!
//! A [`Plan`] comes in with the [`Request`] it was made from; a [`Reviewed`] goes out, and only that opens introductions. A
//! reviewer [approves](Reviewer::approve) a pairing whose explanation they have read, [rejects](Reviewer::reject) it, or
//! [pairs](Reviewer::pair) two whom the plan does not propose to each other. Any decision can be made anew until the review is
//! [closed](ReviewBook::close), which takes a decision on every pairing of the plan; what was decided before stays in the
//! [log](ReviewLog).
//!
//! A pairing that breaks a requirement is an *override*: it takes a reason, and is marked with what it breaks for as long as it
//! is told of. What no reason overrides:
//!
//! - the two are one person, or one of them blocked the other;
//! - one of them is away or has withdrawn;
//! - the history keeps them apart, which only [lifting](crate::people::History::lift) an entry ends;
//! - a declared tie that the criteria exclude: a conflict of interest is to be assessed, not to be passed over.
//!
//! Nobody decides about a pairing in which they are one of the two, or to one of whom they have a declared tie. Whether somebody
//! may review at all is the caller's to know.
//!
//! ```
//! use mentorship::{
//!     criteria::Criteria,
//!     id::PersonId,
//!     jiff::civil::date,
//!     matching::{Ground, Request, ReviewBook, Words},
//!     people::{Mentee, Mentor, People, Roster},
//! };
//!
//! let roster = Roster::new(People {
//!     mentors: vec![Mentor::new("M-1".parse()?, "Anna".parse()?), Mentor::new("M-2".parse()?, "Eva".parse()?)],
//!     mentees: vec![Mentee::new("T-1".parse()?, "Bo".parse()?)],
//!     ..People::default()
//! })?;
//! let criteria = Criteria::new(vec![], vec![])?;
//! let request = Request::new(&roster, &criteria, date(2026, 1, 15));
//! let plan = request.plan()?;
//! let carla: PersonId = "Carla".parse()?;
//!
//! let mut book = ReviewBook::default();
//! let mut review = book.open(&request, &plan, &carla, date(2026, 1, 16))?;
//! let pairing = &plan.pairings()[0];
//! println!("{}", pairing.explanation);
//! let mut reviewer = review.by(&carla, date(2026, 1, 16));
//! reviewer.reject(&pairing.mentor, &pairing.mentee, Ground::Replaced, None)?;
//! let other = if pairing.mentor.as_str() == "M-1" { "M-2" } else { "M-1" };
//! reviewer.pair(&other.parse()?, &pairing.mentee, Words::new("they know each other from the choir")?)?;
//! let reviewed = book.close(&mut review, &carla, date(2026, 1, 16))?;
//! assert_eq!(reviewed.approved()[0].mentor.as_str(), other);
//! assert!(book.open(&request, &plan, &carla, date(2026, 1, 17)).is_err(), "a plan is reviewed once");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod book;
mod decision;
mod log;
mod open;
mod refusal;
mod reviewed;
mod reviewer;

pub use book::{ReviewBook, Sitting};
pub use decision::{Decided, Decision, Ground, NoWords, Words};
pub use log::{ReviewLog, Signed};
pub use open::Review;
pub use refusal::{CannotReview, DecisionRefused, NotClosed};
pub use reviewed::{Approval, ApprovedPairing, RejectedPairing, RestsOn, Reviewed};
pub use reviewer::Reviewer;

#[cfg(doc)]
use super::{Plan, Request};
