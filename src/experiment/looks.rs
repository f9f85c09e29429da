//! Which looks were taken: nobody peeks unseen.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Registration;
use crate::id::Digest;

/// The looks taken so far. For the caller to store: a look that is not on record spends error that nobody counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredLooks")]
pub struct Looks {
    registration: Digest,
    taken: Vec<Taken>,
    /// On which day the further outcomes were told.
    further: Option<Date>,
}

/// A look that was taken at the primary outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// Which of the planned looks, counted from 1.
    pub look: usize,
    /// On which day.
    pub on: Date,
    /// How many units were counted.
    pub counted: u64,
    /// The error spent up to and with this look.
    pub spent: f64,
    /// Whether it settled the question: after that there is no other look.
    pub settled: bool,
}

/// [`Looks`] that may not have been taken one after another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredLooks {
    registration: Digest,
    taken: Vec<Taken>,
    further: Option<Date>,
}

/// Looks that cannot have been taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("look {look} cannot have been taken after those before it")]
pub struct ImpossibleLooks {
    /// The first that does not fit.
    pub look: usize,
}

impl Looks {
    /// No look taken yet.
    pub fn none(registration: &Registration) -> Self {
        Self { registration: registration.digest(), taken: Vec::new(), further: None }
    }

    /// The registration whose looks they are.
    pub fn registration(&self) -> Digest {
        self.registration
    }

    /// Those taken, in order.
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// On which day the further outcomes were told, when they were.
    pub fn further(&self) -> Option<Date> {
        self.further
    }

    pub(super) fn record(&mut self, taken: Taken) {
        self.taken.push(taken);
    }

    pub(super) fn record_further(&mut self, on: Date) {
        self.further = Some(on);
    }
}

impl TryFrom<StoredLooks> for Looks {
    type Error = ImpossibleLooks;

    fn try_from(stored: StoredLooks) -> Result<Self, ImpossibleLooks> {
        let StoredLooks { registration, taken, further } = stored;
        let mut before: Option<Taken> = None;
        for &look in &taken {
            let follows = before.is_none_or(|before| {
                before.look < look.look
                    && before.on <= look.on
                    && before.counted < look.counted
                    && before.spent < look.spent
                    && !before.settled
            });
            let possible = look.look > 0 && look.counted > 0 && look.spent > 0.0 && look.spent < 1.0;
            if !follows || !possible {
                return Err(ImpossibleLooks { look: look.look });
            }
            before = Some(look);
        }
        Ok(Self { registration, taken, further })
    }
}
