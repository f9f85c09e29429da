//! People, rules, rounds, facts, terms and counts of which one does not know what to expect.
//!
//! Strategies for [`proptest`]: everything is made through the constructors that everybody uses, and shrinks to fewer people,
//! fewer rules, blanks and small numbers. Words are few, so that people have something in common.
//!
//! ```
//! use mentorship::testing::generators::rounds;
//! use proptest::{strategy::{Strategy as _, ValueTree as _}, test_runner::TestRunner};
//!
//! let mut runner = TestRunner::deterministic();
//! // At most four mentors and five mentees, by any criteria.
//! let round = rounds(0..=4, 0..=5).new_tree(&mut runner).map_err(|reason| reason.to_string())?.current();
//! let plan = round.request().plan()?;
//! assert!(plan.mentees_matched() <= 5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod counts;
mod facts;
mod people;
mod rounds;
mod rules;

pub use counts::{lists, tables};
pub use facts::{facts, programmes, records};
pub use people::rosters;
pub use rounds::{ROUND, Round, goals, histories, rounds};
pub use rules::{agreement_policies, criteria, introduction_policies, terms};
