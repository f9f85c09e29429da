//! Facet: what each of the two says of it. It never keeps anything from ending.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::introduction::Party;

/// When an evaluation is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// At the start.
    Baseline,
    /// On the way.
    Interim,
    /// At the end.
    Closing,
}

/// Whether an evaluation came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// It came.
    Received,
    /// They would rather not.
    Declined,
}

/// How an evaluation stands on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evaluation {
    /// It can still come.
    Open,
    /// It came, on this day.
    Received(Date),
    /// They would rather not.
    Declined(Date),
    /// Its window closed.
    Missed,
}

/// Who said what when: the answers lie elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluations(#[serde(with = "crate::people::as_list")] BTreeMap<(Moment, Party), (Date, Reply)>);

impl Evaluations {
    /// How one stands on a date, when it could come up to and including `until`.
    pub fn on(&self, moment: Moment, party: Party, date: Date, until: Date) -> Evaluation {
        match self.0.get(&(moment, party)) {
            Some((on, Reply::Received)) => Evaluation::Received(*on),
            Some((on, Reply::Declined)) => Evaluation::Declined(*on),
            None if date <= until => Evaluation::Open,
            None => Evaluation::Missed,
        }
    }

    /// Whether somebody has answered, one way or the other.
    pub fn answered(&self, moment: Moment, party: Party) -> bool {
        self.0.contains_key(&(moment, party))
    }

    /// Whether it came.
    pub fn received(&self, moment: Moment, party: Party) -> bool {
        matches!(self.0.get(&(moment, party)), Some((_, Reply::Received)))
    }

    pub(super) fn put(&mut self, moment: Moment, party: Party, on: Date, reply: Reply) {
        self.0.insert((moment, party), (on, reply));
    }

    /// Forgets what was said at the end, because it was not the end.
    pub(super) fn reopen(&mut self) {
        self.0.retain(|(moment, _), _| *moment != Moment::Closing);
    }
}
