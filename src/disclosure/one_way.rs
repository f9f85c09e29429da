//! Lists of counts with a total.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Decision, Policy, Release, Threshold, Why, release::sealed::Sealed};
use crate::people::Label;

/// The most people a list or table may speak of, 2^40: more than live, and few enough that all sums are exact.
pub(super) const MOST_PEOPLE: u64 = 1 << 40;

/// A number as everybody may see it. It never tells why it is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedCount {
    /// So many people.
    Shown(u64),
    /// Not told.
    Withheld,
}

impl PublishedCount {
    /// The number of people, if it is told.
    pub fn shown(self) -> Option<u64> {
        match self {
            Self::Shown(people) => Some(people),
            Self::Withheld => None,
        }
    }

    pub(super) fn of(people: u64, treatment: Treatment) -> Self {
        if treatment == Treatment::Shown { Self::Shown(people) } else { Self::Withheld }
    }
}

/// What was done with a number, for coordinators only: whoever knows which numbers are hidden for their own sake knows that
/// they are small.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    /// It is shown.
    Shown,
    /// It is hidden because it speaks of too few people.
    Primary,
    /// It is hidden because another could be worked out from it.
    Complementary,
}

/// Why numbers are withheld, by their place.
pub(super) fn reasons(treatments: &[Treatment]) -> Vec<(usize, Why)> {
    let why = |treatment: &Treatment| match treatment {
        Treatment::Shown => None,
        Treatment::Primary => Some(Why::FewPeople),
        Treatment::Complementary => Some(Why::Remainder),
    };
    treatments.iter().enumerate().filter_map(|(place, treatment)| Some((place, why(treatment)?))).collect()
}

/// What cannot be a list or a table of counts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidCounts {
    /// Nothing is counted.
    #[error("there is nothing in it to count")]
    Empty,
    /// Two rows, columns or units have one name.
    #[error("`{label}` stands in it twice")]
    Twice {
        /// The name.
        label: Label,
    },
    /// There are more or fewer rows of counts, or totals, than names for them.
    #[error("there are {counts} counts for {names} names")]
    Rows {
        /// How many names there are.
        names: usize,
        /// How many rows of counts, or totals.
        counts: usize,
    },
    /// A row has more or fewer counts than there are columns.
    #[error("`{row}` has {counts} counts for {columns} columns")]
    Columns {
        /// The row.
        row: Label,
        /// How many counts it has.
        counts: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// More people than there are.
    #[error("the counts come to more than 2^40 people")]
    TooMany,
}

/// Refuses names that stand there twice, and none at all.
pub(super) fn check_labels<'a>(labels: impl IntoIterator<Item = &'a Label>) -> Result<(), InvalidCounts> {
    let mut seen = BTreeSet::new();
    for label in labels {
        if !seen.insert(label) {
            return Err(InvalidCounts::Twice { label: label.clone() });
        }
    }
    if seen.is_empty() { Err(InvalidCounts::Empty) } else { Ok(()) }
}

/// Refuses sums of more people than there are.
pub(super) fn check_sum<'a>(counts: impl IntoIterator<Item = &'a u64>) -> Result<u64, InvalidCounts> {
    let sum = counts.into_iter().fold(0, |sum: u64, count| sum.saturating_add(*count));
    if sum > MOST_PEOPLE { Err(InvalidCounts::TooMany) } else { Ok(sum) }
}

/// A list of counts of people in units that do not overlap (neighbourhoods, ages, reasons), with their total.
///
/// ```
/// use mentorship::disclosure::{Internal, OneWay, Policy, PublishedCount, Threshold, Why};
/// use mentorship::{jiff::civil::date, people::Label};
///
/// let pairs = OneWay::new([(Label::new("Noord")?, 31), (Label::new("West")?, 4), (Label::new("Oost")?, 12)])?;
/// let published = pairs.protect(Threshold::PUBLIC).published();
/// // West is hidden for itself, Oost so that nobody takes the others from the total.
/// assert_eq!(published.of(&Label::new("Noord")?), Some(PublishedCount::Shown(31)));
/// assert_eq!(published.of(&Label::new("Oost")?), Some(PublishedCount::Withheld));
/// assert_eq!(published.total(), PublishedCount::Shown(47));
///
/// // What is shown to others is released by a policy, which takes its threshold.
/// let (pairs, policy) = (Internal::new(pairs), Policy::public(date(2026, 12, 31)));
/// assert_eq!(pairs.release(&policy).content(), &published);
/// assert_eq!(pairs.reasons(&policy).for_coordinators().of_part(1), Some(Why::FewPeople));
/// assert_eq!(pairs.reasons(&policy).for_coordinators().of_part(2), Some(Why::Remainder));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<(Label, u64)>", into = "Vec<(Label, u64)>")]
pub struct OneWay {
    units: Vec<(Label, u64)>,
    total: u64,
}

impl TryFrom<Vec<(Label, u64)>> for OneWay {
    type Error = InvalidCounts;

    fn try_from(units: Vec<(Label, u64)>) -> Result<Self, InvalidCounts> {
        Self::new(units)
    }
}

impl From<OneWay> for Vec<(Label, u64)> {
    fn from(list: OneWay) -> Self {
        list.units
    }
}

impl OneWay {
    /// Units with how many people each has, in the order in which they are to be shown.
    ///
    /// # Errors
    ///
    /// When there is no unit, two have one name, or there are more than 2^40 people.
    pub fn new(units: impl IntoIterator<Item = (Label, u64)>) -> Result<Self, InvalidCounts> {
        let units: Vec<_> = units.into_iter().collect();
        check_labels(units.iter().map(|(label, _)| label))?;
        let total = check_sum(units.iter().map(|(_, people)| people))?;
        Ok(Self { units, total })
    }

    /// The units with their counts, as they came in.
    pub fn units(&self) -> &[(Label, u64)] {
        &self.units
    }

    /// How many people in all units.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Hides every unsafe unit, and as much more as it takes: the hidden units are at least two and together reach the
    /// threshold, else the next smallest that is not zero is hidden too (of equal ones the earliest). If none is left, the
    /// total is withheld. Survey vendors know this as the remainder rule.
    ///
    /// One more unit is always enough, because any that is left reaches the threshold, and the total is withheld only where
    /// it is unsafe itself. So each hidden unit can be anything from 0 to what is missing from the total, and that is at
    /// least the threshold. Zeros are shown. Whoever knows that can raise the smallest value of each hidden unit to 1.
    pub fn protect(&self, threshold: Threshold) -> ProtectedList {
        let primary =
            |people| if threshold.is_unsafe(people) { Treatment::Primary } else { Treatment::Shown };
        let mut units: Vec<_> = self.units.iter().map(|(_, people)| primary(*people)).collect();
        let unsafe_units = self.units.iter().filter(|(_, people)| threshold.is_unsafe(*people));
        let hidden = unsafe_units.map(|(_, people)| people).sum();
        // A single unsafe unit is below the threshold too: hidden units that reach it are at least two.
        if threshold.is_unsafe(hidden) {
            let left = self
                .units
                .iter()
                .zip(&mut units)
                .filter(|((_, people), treatment)| **treatment == Treatment::Shown && *people > 0);
            if let Some((_, next)) = left.min_by_key(|((_, people), _)| *people) {
                *next = Treatment::Complementary;
            }
        }
        ProtectedList { list: self.clone(), units, total: primary(self.total) }
    }
}

impl Sealed for OneWay {}

/// The units are the parts, in their order; the total is the last.
impl Release for OneWay {
    type Public = PublishedList;

    fn decide(&self, policy: &Policy) -> Decision<PublishedList> {
        let protected = self.protect(policy.threshold());
        let treatments = [&protected.units[..], &[protected.total]].concat();
        Decision::new(protected.published(), treatments.len(), reasons(&treatments))
    }
}

/// A list of which it is settled what may be shown: the coordinator's view, which tells why.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "the list itself is as it was"]
pub struct ProtectedList {
    list: OneWay,
    /// For each unit of the list.
    units: Vec<Treatment>,
    total: Treatment,
}

impl ProtectedList {
    /// The counts as they are.
    pub fn list(&self) -> &OneWay {
        &self.list
    }

    /// What was done with a unit; `None` for one that is not in the list.
    pub fn treatment(&self, unit: &Label) -> Option<Treatment> {
        let mut units = self.list.units.iter().zip(&self.units);
        units.find(|((label, _), _)| label == unit).map(|(_, treatment)| *treatment)
    }

    /// What was done with the total: shown, or hidden for its own sake.
    pub fn total(&self) -> Treatment {
        self.total
    }

    /// What everybody may see.
    pub fn published(&self) -> PublishedList {
        let units = self.list.units.iter().zip(&self.units);
        PublishedList {
            units: units.map(|((label, n), t)| (label.clone(), PublishedCount::of(*n, *t))).collect(),
            total: PublishedCount::of(self.list.total, self.total),
        }
    }
}

/// A list as everybody may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use = "it is made to be shown"]
pub struct PublishedList {
    units: Vec<(Label, PublishedCount)>,
    total: PublishedCount,
}

impl PublishedList {
    /// The units in their order.
    pub fn units(&self) -> &[(Label, PublishedCount)] {
        &self.units
    }

    /// One unit; `None` when it is not in the list.
    pub fn of(&self, unit: &Label) -> Option<PublishedCount> {
        self.units.iter().find(|(label, _)| label == unit).map(|(_, count)| *count)
    }

    /// The total of all units, the hidden ones included.
    pub fn total(&self) -> PublishedCount {
        self.total
    }

    /// How many units are withheld.
    pub fn withheld(&self) -> usize {
        self.units.iter().filter(|(_, count)| *count == PublishedCount::Withheld).count()
    }
}
