//! Facet: that two people met, never what they said.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::people::Mode;

/// One meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// When.
    pub on: Date,
    /// How long, in minutes.
    pub minutes: u16,
    /// In person or online.
    pub medium: Mode,
}

/// The meetings of a pair, in the order in which they were logged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contacts(Vec<Contact>);

impl Contacts {
    /// All of them.
    pub fn all(&self) -> &[Contact] {
        &self.0
    }

    /// The day of the last meeting.
    pub fn last(&self) -> Option<Date> {
        self.0.iter().map(|contact| contact.on).max()
    }

    pub(super) fn log(&mut self, contact: Contact) {
        self.0.push(contact);
    }
}
