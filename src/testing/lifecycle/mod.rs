//! Introductions and agreements under a programme's own policy: stories to tell, and walks that look for a way around it.
//!
//! [`story`] holds given, when, then for one's own cases; [`Walker`] tries what nobody thought of. See there for examples.

mod machine;
pub mod story;
mod walker;

pub use story::{Meeting, Pact};
pub use walker::{Broken, Counterexample, Walked, Walker};
