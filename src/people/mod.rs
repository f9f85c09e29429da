//! Who takes part: profiles as questionnaires and interviews really give them.

mod history;

pub use history::{Apart, History, Outcome, Past};
