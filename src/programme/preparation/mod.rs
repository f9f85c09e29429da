//! How people are prepared, and whether they are ready.

mod event;

pub use event::{Event, Module, ScreeningResult, ScreeningStep, Session, Topic};

use serde::{Deserialize, Serialize};

use super::{Entry, Happened, Room, Why};

/// How people are prepared, and whether they are ready.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preparation {}

/// Why an entry cannot stand.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {}

impl Room for Preparation {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        let Happened::Preparation(_event) = &entry.what else { return Ok(()) };
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) {
        let Happened::Preparation(_event) = &entry.what else { return };
    }
}
