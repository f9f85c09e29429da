//! Shares that say of whom: of those who are here now, or of all who ever were.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Serialize};

use super::{
    accumulate::Accumulate,
    share::{MoreHitsThanRows, Share, ShareDifference},
};

/// Of those who are here on the day of the figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Now;

/// Of all who ever were here, gone or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ever;

/// Of whom a [`Rate`] is: [`Now`] or [`Ever`].
pub trait Denominator: sealed::Of {}

impl Denominator for Now {}
impl Denominator for Ever {}

mod sealed {
    use super::{Ever, Now};

    pub trait Of {
        const NAME: &'static str;
    }

    impl Of for Now {
        const NAME: &'static str = "now";
    }

    impl Of for Ever {
        const NAME: &'static str = "ever";
    }
}

/// A share whose denominator is part of its type: those who are here [`Now`], or all who [`Ever`] were.
///
/// Only rates with the same denominator are added or compared:
///
/// ```
/// use mentorship::impact::{Accumulate, Ever, Rate, Share};
///
/// let mut matched: Rate<Ever> = Rate::of(Share::new(30, 40)?);
/// matched.merge(&Rate::of(Share::new(10, 20)?));
/// assert_eq!(matched.share().of(), 60);
/// # Ok::<(), mentorship::impact::MoreHitsThanRows>(())
/// ```
///
/// The others do not compile:
///
/// ```compile_fail,E0308
/// use mentorship::impact::{Accumulate, Ever, Now, Rate, Share};
///
/// let mut matched: Rate<Ever> = Rate::of(Share::new(30, 40)?);
/// let today: Rate<Now> = Rate::of(Share::new(10, 20)?);
/// matched.merge(&today);
/// # Ok::<(), mentorship::impact::MoreHitsThanRows>(())
/// ```
///
/// A stored rate tells its denominator, and is not read back as another.
#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RateState", into = "RateState", bound = "D: Denominator + Clone")]
pub struct Rate<D> {
    share: Share,
    of: PhantomData<D>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RateState {
    denominator: String,
    hits: u64,
    of: u64,
}

/// A stored rate that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidRate {
    /// It is of others.
    #[error("this is a rate of those who are here `{found}`, not `{wanted}`")]
    OtherDenominator {
        /// The denominator that was stored.
        found: String,
        /// The denominator that was asked for.
        wanted: &'static str,
    },
    /// It is no share.
    #[error(transparent)]
    MoreHits(#[from] MoreHitsThanRows),
}

impl<D: Denominator> TryFrom<RateState> for Rate<D> {
    type Error = InvalidRate;

    fn try_from(state: RateState) -> Result<Self, InvalidRate> {
        if state.denominator != D::NAME {
            return Err(InvalidRate::OtherDenominator { found: state.denominator, wanted: D::NAME });
        }
        Ok(Self::of(Share::new(state.hits, state.of)?))
    }
}

impl<D: Denominator> From<Rate<D>> for RateState {
    fn from(rate: Rate<D>) -> Self {
        Self { denominator: D::NAME.to_owned(), hits: rate.share.hits(), of: rate.share.of() }
    }
}

impl<D: Denominator> Rate<D> {
    /// A share of those that the type tells.
    pub fn of(share: Share) -> Self {
        Self { share, of: PhantomData }
    }

    /// The share.
    pub fn share(&self) -> Share {
        self.share
    }

    /// This rate less another of the same kind, of other people. `None` when either is of none.
    pub fn minus(&self, other: &Self) -> Option<ShareDifference> {
        self.share.minus(&other.share)
    }
}

impl<D: Denominator + Default> Accumulate for Rate<D> {
    type Row = bool;
    type Answer = Share;

    fn add(&mut self, hit: bool) {
        self.share.add(hit);
    }

    fn merge(&mut self, other: &Self) {
        self.share.merge(&other.share);
    }

    fn finish(&self) -> Share {
        self.share
    }
}

impl<D: Denominator + Default> Extend<bool> for Rate<D> {
    fn extend<I: IntoIterator<Item = bool>>(&mut self, rows: I) {
        self.share.extend(rows);
    }
}

impl<D: Denominator + Default> FromIterator<bool> for Rate<D> {
    fn from_iter<I: IntoIterator<Item = bool>>(rows: I) -> Self {
        Self::of(rows.into_iter().collect())
    }
}

impl<D: Denominator> fmt::Debug for Rate<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} ({})", self.share.hits(), self.share.of(), D::NAME)
    }
}
