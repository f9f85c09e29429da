//! Where money comes from, what it may be used for, and where it goes.

mod event;

pub use event::{Budget, Earmark, Event, Grant, Payment, SourceKind};

use serde::{Deserialize, Serialize};

use super::{Entry, Happened, Room, Why};

/// Where money comes from, what it may be used for, and where it goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Treasury {}

/// Why an entry cannot stand.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {}

impl Room for Treasury {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        let Happened::Money(_event) = &entry.what else { return Ok(()) };
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) {
        let Happened::Money(_event) = &entry.what else { return };
    }
}
