//! How many people a published number speaks of at least.

use serde::{Deserialize, Serialize};

/// The fewest people a published number may speak of: 10 for everybody, 5 for a steering group, unless a programme is
/// stricter.
///
/// A count above zero and below it is *unsafe*: somebody who knows the group can find a person in it.
///
/// ```
/// use mentorship::disclosure::Threshold;
///
/// assert_eq!(Threshold::PUBLIC.people(), 10);
/// assert!(Threshold::PUBLIC.is_unsafe(9) && !Threshold::PUBLIC.is_unsafe(0));
/// assert!(Threshold::new(1).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64", into = "u64")]
pub struct Threshold(u64);

/// A threshold that protects nobody, or lets nothing through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a threshold is 3 to 1000 people, not {0}: below 3, one of two can find the other")]
pub struct InvalidThreshold(pub u64);

impl Threshold {
    /// For everybody: 10 people.
    pub const PUBLIC: Self = Self(10);
    /// For a steering group and funders: 5 people.
    pub const STEERING: Self = Self(5);

    /// Makes a threshold.
    ///
    /// # Errors
    ///
    /// Below 3 or above 1000 people.
    pub fn new(people: u64) -> Result<Self, InvalidThreshold> {
        if (3..=1000).contains(&people) { Ok(Self(people)) } else { Err(InvalidThreshold(people)) }
    }

    /// How many people.
    pub fn people(self) -> u64 {
        self.0
    }

    /// Whether a count of people is above zero and below the threshold.
    pub fn is_unsafe(self, people: u64) -> bool {
        (1..self.0).contains(&people)
    }
}

impl TryFrom<u64> for Threshold {
    type Error = InvalidThreshold;

    fn try_from(people: u64) -> Result<Self, InvalidThreshold> {
        Self::new(people)
    }
}

impl From<Threshold> for u64 {
    fn from(threshold: Threshold) -> Self {
        threshold.0
    }
}
