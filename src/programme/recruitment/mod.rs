//! How people are found, and how they come in and go.

mod event;

pub use event::{Campaign, Channel, Event, Interest, Partner, PartnerKind, Seeks, SignUp};

use serde::{Deserialize, Serialize};

use super::{Entry, Happened, Room, Why};

/// How people are found, and how they come in and go.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recruitment {}

/// Why an entry cannot stand.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {}

impl Room for Recruitment {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        let Happened::Recruitment(_event) = &entry.what else { return Ok(()) };
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) {
        let Happened::Recruitment(_event) = &entry.what else { return };
    }
}
