//! Who stands beside the pairs, and how people are thanked.

mod event;

pub use event::{CheckInPlan, Event, Gathering, Occasion, Rung, Settlement};

use serde::{Deserialize, Serialize};

use super::{Entry, Happened, Room, Why};

/// Who stands beside the pairs, and how people are thanked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Support {}

/// Why an entry cannot stand.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {}

impl Room for Support {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        let Happened::Support(_event) = &entry.what else { return Ok(()) };
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) {
        let Happened::Support(_event) = &entry.what else { return };
    }
}
