//! Facet: looking together at how it goes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a review led to. It is advice: each step has its own command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOutcome {
    /// Go on.
    Continue,
    /// Change the terms.
    Amend,
    /// Take a pause.
    Pause,
    /// Stop.
    End,
    /// Ask for help.
    Escalate,
}

/// The reviews of an agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reviews {
    /// When the next one is scheduled.
    pub(super) next: Option<Date>,
    /// Since when one is due.
    pub(super) due: Option<Date>,
    /// When they were held, and what they led to.
    pub(super) held: Vec<(Date, ReviewOutcome)>,
}

impl Reviews {
    /// When the next one is scheduled; none before the start, and while one is due.
    pub fn next(&self) -> Option<Date> {
        self.next
    }

    /// Since when one is due.
    pub fn due(&self) -> Option<Date> {
        self.due
    }

    /// When they were held, and what they led to.
    pub fn held(&self) -> &[(Date, ReviewOutcome)] {
        &self.held
    }

    pub(super) fn schedule(&mut self, on: Date) {
        self.next = Some(on);
    }

    pub(super) fn open(&mut self, on: Date) {
        self.next = None;
        self.due = Some(on);
    }

    pub(super) fn close(&mut self, on: Date, outcome: ReviewOutcome, next: Date) {
        self.due = None;
        self.held.push((on, outcome));
        self.schedule(next);
    }
}
