//! What could be done otherwise, what was tried, and what was decided.

mod event;

pub use event::{Decision, Event, Proposal, Said};

use serde::{Deserialize, Serialize};

use super::{Entry, Happened, Room, Why};

/// What could be done otherwise, what was tried, and what was decided.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Innovation {}

/// Why an entry cannot stand.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {}

impl Room for Innovation {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        let Happened::Innovation(_event) = &entry.what else { return Ok(()) };
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) {
        let Happened::Innovation(_event) = &entry.what else { return };
    }
}
