//! What matters to a programme, as data: requirements that must hold and preferences that earn points.
//!
//! [`Criteria`] can be stored, compared and read by an organiser (TOML or JSON); made ready for a [`Roster`] they give a
//! [`Verdict`] on any pair: excluded, with every requirement it breaks, or eligible, with an [`Explanation`] whose
//! contributions add up to the score exactly.
//!
//! *Forbidden, missing and poor are three different things.* No number means "forbidden"; a blank answer is never a
//! zero: it earns nothing, is counted as missing, and the explanation says how much the score could still rise.
//!
//! This room does not know that a solver exists.
//!
//! [`Roster`]: crate::people::Roster

mod compiled;
mod policy;
mod rules;
mod score;
mod verdict;

pub use compiled::{Compiled, Instructions, Kernel};
pub use policy::{
    Criteria, CriteriaProblem, CriteriaRule, InvalidCriteria, InvalidScore, MAX_POINTS, MAX_RULES, RulePlace,
    ScoreTable,
};
pub use rules::{CountsFor, Field, Fields, IfUnknown, Preference, Requirement, Side, StepsAhead};
pub use score::Score;
pub use verdict::{Because, Contribution, Evidence, Explanation, ToAsk, Verdict, Violation};
