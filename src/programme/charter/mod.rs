//! What is laid down: why the programme is there, by which rules, and what the community needs.

mod event;

pub use event::{Charter, CodeOfConduct, Event, Goal, NeedsSurvey, Principle, Rules};

use serde::{Deserialize, Serialize};

use super::{Entry, Happened, Room, Why};

/// What is laid down: why the programme is there, by which rules, and what the community needs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Charters {}

/// Why an entry cannot stand.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {}

impl Room for Charters {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        let Happened::Charter(_event) = &entry.what else { return Ok(()) };
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) {
        let Happened::Charter(_event) = &entry.what else { return };
    }
}
