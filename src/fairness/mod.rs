//! A plan seen by groups of people: who is matched how often and how well.
//!
//! A [`Plan`](crate::matching::Plan) and its [`Roster`](crate::people::Roster) come in, with by what to group
//! ([`By`]); an [`Audit`] goes out: for each group of mentees and of mentors how many are matched, at which rate, with
//! which mean score, each with its interval, and how that differs from everybody else. People who did not say are a group
//! of their own.
//!
//! It says where to look, not that somebody was unfair. A group may ask for what few offer, be free at other hours or
//! live elsewhere; criteria that are nobody's fault do that, and criteria that are somebody's. Nor does it say that all is
//! well where nothing stands out: of a small group only a large difference can be seen. And a score is of what could be
//! judged: whoever leaves more blank earns less, which is a matter for the questionnaire.
//!
//! # How it compares
//!
//! Each group beside all others of its side, where both have a minimum of people; smaller groups are told, and not
//! tested. Rates by Fisher's exact test (1935): a round has so many places, and the question is who got them, so the number
//! of matched people is taken as given. Scores by Welch's test (1947). All p-values of an audit are corrected together by
//! Holm (1979), so that of a hundred audits of plans that treat all alike at most five name any group at all.
//! [`Group::matched`] has Wilson's interval, [`Group::difference`] Newcombe's (1998). Pairings of one plan lean on each
//! other, which no test here knows: p-values are a guide to where to look first.
//!
//! The counts are for coordinators. What is to be published goes through [`disclosure`](crate::disclosure) first.
//!
//! ```
//! use mentorship::{
//!     criteria::{Criteria, Field},
//!     fairness::{Audit, By},
//!     jiff::civil::date,
//!     matching::Request,
//!     people::{Label, Mentee, Mentor, People, Place, Roster},
//! };
//!
//! let mut people = People::default();
//! for at in 0..30 {
//!     let mut mentee = Mentee::new(format!("T-{at:02}").parse()?, format!("P-{at:02}").parse()?);
//!     let home = Label::new(if at < 15 { "North" } else { "South" })?;
//!     mentee.profile.place = Some(Place { coordinates: None, neighbourhood: Some(home) });
//!     people.mentees.push(mentee);
//! }
//! people.mentors.extend([Mentor::new("M-1".parse()?, "Anna".parse()?)]);
//! let roster = Roster::new(people)?;
//! let plan = Request::new(&roster, &Criteria::default(), date(2026, 1, 15)).plan()?;
//!
//! let audit = Audit::of(&plan, &roster, &By::Field(Field::Neighbourhood))?;
//! let north = audit.mentees().group(Some(&Label::new("north")?)).expect("people live there");
//! assert_eq!((north.matched().of(), audit.mentees().everybody().hits()), (15, 1));
//! // One place for thirty people: whoever got it, nothing stands out.
//! assert_eq!(north.rate_compared().adjusted(), Some(1.0));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod audit;
mod by;
mod chance;
mod group;
mod words;

pub use audit::{Audit, Side};
pub use by::By;
pub use group::{Compared, Group};

use crate::people::{Label, Who};

/// Why a plan cannot be audited so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAudited {
    /// The questionnaire has no such question.
    #[error("there is no question `{name}`{}", suggestion(.nearest))]
    NoSuchQuestion {
        /// What was asked for.
        name: Label,
        /// Questions with a similar name.
        nearest: Vec<Label>,
    },
    /// The question is answered by a number, which makes no groups.
    #[error("question `{name}` is answered by a number: tell which numbers are a group with `By::Told`")]
    Number {
        /// The question.
        name: Label,
    },
    /// The plan was made for other people than the roster has.
    #[error("the plan and the roster do not agree about {who}: audit a plan with the roster it was made for")]
    OtherPeople {
        /// The first person of whom they do not agree.
        who: Who,
    },
}

fn suggestion(nearest: &[Label]) -> String {
    let quoted: Vec<_> = nearest.iter().map(|label| format!("`{label}`")).collect();
    if quoted.is_empty() { String::new() } else { format!("; nearest: {}", quoted.join(", ")) }
}
