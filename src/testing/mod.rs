//! A kit with which programmes test their own rules: criteria, policies and what they publish.
//!
//! For tests. [`generators`] makes people, rules, rounds, facts and tables of which one does not know what to expect, and shrinks
//! them to the smallest that fails. What is asked of the answers comes from elsewhere than the answers do: [`brute_force`] tries all
//! plans of a small round, [`check`] reads a plan as a stranger would, [`lifecycle`] walks under a policy and looks for a way around
//! it, and [`attacker`] works out from what is published what is hidden. Each gives a `Result` with what is wrong in words, for
//! those who want to go on, and an `assert_…` that panics with the same words, for a test.
//!
//! It does not know a programme's own rules; those are given to it, as closures.
//!
//! ```
//! use mentorship::{
//!     criteria::{Criteria, IfUnknown, Requirement},
//!     testing::{check, generators},
//! };
//! use proptest::prelude::*;
//!
//! // No pair of mine may share an employer, whoever signs up.
//! let criteria = Criteria::new(vec![Requirement::NoSharedAffiliation { if_unknown: IfUnknown::Exclude }], vec![])?;
//! let strangers = |mentor: &mentorship::people::Mentor, mentee: &mentorship::people::Mentee| {
//!     match (&mentor.profile.affiliations, &mentee.profile.affiliations) {
//!         (Some(one), Some(other)) if one.is_disjoint(other) => Ok(()),
//!         _ => Err("they may share an employer".to_owned()),
//!     }
//! };
//! let mut runner = proptest::test_runner::TestRunner::deterministic();
//! runner.run(&generators::rosters(0..6, 0..6), |roster| {
//!     let request = mentorship::matching::Request::new(&roster, &criteria, generators::ROUND);
//!     let plan = request.plan().map_err(|error| TestCaseError::fail(error.to_string()))?;
//!     check::check_plan(&request, &plan).map_err(|flaws| TestCaseError::fail(flaws.to_string()))?;
//!     check::check_pairings(&request, &plan, strangers).map_err(|flaws| TestCaseError::fail(flaws.to_string()))
//! })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod attacker;
pub mod brute_force;
pub mod check;
pub mod generators;
pub mod lifecycle;

pub use proptest;
