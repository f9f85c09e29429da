//! For whom something is published, and how careful that is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Threshold;
use crate::{feedback::Scope, impact::Days};

/// For which readers something is published, on which day, and by which limits.
///
/// A programme may be stricter than [`Policy::public`] and [`Policy::steering`], never laxer. Coordinators see everything,
/// so there is no policy for them.
///
/// ```
/// use mentorship::{disclosure::{Policy, Threshold}, jiff::civil::date};
///
/// let policy = Policy::public(date(2026, 12, 31)).stricter(Threshold::new(15)?)?;
/// assert_eq!(policy.threshold().people(), 15);
/// assert!(policy.stricter(Threshold::STEERING).is_err(), "5 would be laxer than the public's 10");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "StoredPolicy")]
pub struct Policy {
    readers: Scope,
    threshold: Threshold,
    day: Date,
    dominance: Dominance,
    grid: Days,
}

/// When a sum says too much of the largest contributors to it, in whole per cent.
///
/// Three rules, each enough to withhold a sum (Hundepool et al. 2012, *Statistical Disclosure Control*, section 4.2): the
/// largest contributor has more than `largest` of it; the two largest have more than `two_largest` of it, the
/// (n, k)-dominance rule; or what all but the two largest gave is less than `closest` of the largest, so that the second
/// largest could work out the largest to within that, the p % rule. Statistics offices keep these numbers to themselves:
/// they are told to nobody outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "StoredDominance")]
pub struct Dominance {
    largest: u8,
    two_largest: u8,
    closest: u8,
}

/// Limits that are laxer than they may be, or make no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidPolicy {
    /// Nothing is published to coordinators.
    #[error("coordinators see everything: nothing is published to them")]
    Coordinators,
    /// Fewer people than the least for these readers.
    #[error("for these readers a number speaks of at least {least} people, not {people}")]
    Lax {
        /// How many people were asked for.
        people: u64,
        /// The fewest for these readers.
        least: u64,
    },
    /// Laxer than the default, or no percentage.
    #[error(
        "the largest contributor is 1 to 50 per cent, the two largest 1 to 85, and the closest 10 to 100"
    )]
    Dominance,
    /// Steps of a curve that are finer than a month, or longer than a year.
    #[error("the steps of a published curve are 30 to 366 days, not {0}")]
    Grid(u32),
}

/// A [`Policy`] that nobody has checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredPolicy {
    readers: Scope,
    threshold: Threshold,
    day: Date,
    #[serde(default)]
    dominance: Dominance,
    #[serde(default = "month")]
    grid: Days,
}

/// A [`Dominance`] that nobody has checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredDominance {
    largest: u8,
    two_largest: u8,
    closest: u8,
}

fn month() -> Days {
    Days::new(30).expect("within a hundred years")
}

impl Policy {
    /// For everybody, on a day: at least [`Threshold::PUBLIC`].
    pub fn public(day: Date) -> Self {
        Self::of(Scope::Public, Threshold::PUBLIC, day)
    }

    /// For the steering group and those who fund the programme, on a day: at least [`Threshold::STEERING`].
    pub fn steering(day: Date) -> Self {
        Self::of(Scope::Steering, Threshold::STEERING, day)
    }

    fn of(readers: Scope, threshold: Threshold, day: Date) -> Self {
        Self { readers, threshold, day, dominance: Dominance::default(), grid: month() }
    }

    /// The same with another threshold.
    ///
    /// # Errors
    ///
    /// When it is below the least for these readers.
    pub fn stricter(self, threshold: Threshold) -> Result<Self, InvalidPolicy> {
        let least = match self.readers {
            Scope::Public => Threshold::PUBLIC,
            Scope::Steering => Threshold::STEERING,
            Scope::Programme => return Err(InvalidPolicy::Coordinators),
        };
        if threshold < least {
            return Err(InvalidPolicy::Lax { people: threshold.people(), least: least.people() });
        }
        Ok(Self { threshold, ..self })
    }

    /// The same with other limits for sums.
    #[must_use]
    pub fn dominated(self, dominance: Dominance) -> Self {
        Self { dominance, ..self }
    }

    /// The same with longer steps of curves; 30 days unless said otherwise.
    ///
    /// # Errors
    ///
    /// Below 30 or above 366 days.
    pub fn in_steps_of(self, grid: Days) -> Result<Self, InvalidPolicy> {
        if (30..=366).contains(&grid.get()) {
            Ok(Self { grid, ..self })
        } else {
            Err(InvalidPolicy::Grid(grid.get()))
        }
    }

    /// For whom.
    pub fn readers(&self) -> Scope {
        self.readers
    }

    /// The fewest people that a number speaks of.
    pub fn threshold(&self) -> Threshold {
        self.threshold
    }

    /// The day of publishing, on which consent is asked for.
    pub fn day(&self) -> Date {
        self.day
    }

    /// The limits for sums.
    pub fn dominance(&self) -> Dominance {
        self.dominance
    }

    /// The steps of curves, and of days that are one person's.
    pub fn grid(&self) -> Days {
        self.grid
    }
}

impl TryFrom<StoredPolicy> for Policy {
    type Error = InvalidPolicy;

    fn try_from(stored: StoredPolicy) -> Result<Self, InvalidPolicy> {
        let StoredPolicy { readers, threshold, day, dominance, grid } = stored;
        Self::of(readers, threshold, day).stricter(threshold)?.dominated(dominance).in_steps_of(grid)
    }
}

impl Dominance {
    /// Limits in whole per cent: of the largest contributor, of the two largest, and how close the second largest may come
    /// to the largest.
    ///
    /// # Errors
    ///
    /// When one is laxer than the default (50, 85 and 10), or no percentage.
    pub fn new(largest: u8, two_largest: u8, closest: u8) -> Result<Self, InvalidPolicy> {
        let fine =
            (1..=50).contains(&largest) && (1..=85).contains(&two_largest) && (10..=100).contains(&closest);
        if fine { Ok(Self { largest, two_largest, closest }) } else { Err(InvalidPolicy::Dominance) }
    }

    /// Whether a sum of these contributions says too much of one of them. Of one or two it always does, of none never.
    ///
    /// ```
    /// use mentorship::disclosure::Dominance;
    ///
    /// let rule = Dominance::default();
    /// assert!(!rule.is_broken_by(&[40, 30, 20, 10]));
    /// assert!(rule.is_broken_by(&[51, 29, 10, 10]), "one has more than half");
    /// assert!(rule.is_broken_by(&[44, 42, 14]), "two have more than 85 per cent");
    /// ```
    pub fn is_broken_by(self, contributions: &[u64]) -> bool {
        let (mut total, mut first, mut second) = (0_u128, 0_u128, 0_u128);
        for &contribution in contributions {
            let contribution = u128::from(contribution);
            total += contribution;
            if contribution > first {
                (first, second) = (contribution, first);
            } else if contribution > second {
                second = contribution;
            }
        }
        self.is_broken_in(first, second, total)
    }

    /// How close the second largest contributor may come to the largest, in per cent.
    pub(super) fn closest(self) -> f64 {
        f64::from(self.closest)
    }

    /// The same from what the largest gave, the next, and all together.
    pub(super) fn is_broken(self, first: u64, second: u64, total: u64) -> bool {
        self.is_broken_in(first.into(), second.into(), total.into())
    }

    fn is_broken_in(self, first: u128, second: u128, total: u128) -> bool {
        // A slice has fewer than 2^60 contributions of 64 bits, so a sum with a hundred times as much fits 128 bits but for
        // slices beyond any memory.
        let percent_of = |whole: u128, percent: u8| whole.saturating_mul(u128::from(percent));
        let hundred = |part: u128| part.saturating_mul(100);
        hundred(first) > percent_of(total, self.largest)
            || hundred(first + second) > percent_of(total, self.two_largest)
            || hundred(total.saturating_sub(first).saturating_sub(second)) < percent_of(first, self.closest)
    }
}

/// 50 per cent, 85 per cent and 10 per cent.
impl Default for Dominance {
    fn default() -> Self {
        Self { largest: 50, two_largest: 85, closest: 10 }
    }
}

impl TryFrom<StoredDominance> for Dominance {
    type Error = InvalidPolicy;

    fn try_from(stored: StoredDominance) -> Result<Self, InvalidPolicy> {
        Self::new(stored.largest, stored.two_largest, stored.closest)
    }
}
