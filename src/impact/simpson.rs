//! Simpson's paradox: a pooled difference that points the other way than the differences within strata.

use super::{accumulate::Accumulate, distribution::real, share::Share};

/// A pooled difference that its strata contradict. Neither is to be reported without the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reversal {
    pooled: f64,
    standardised: f64,
}

impl Reversal {
    /// The difference when the strata are thrown together.
    pub fn pooled(&self) -> f64 {
        self.pooled
    }

    /// The mean of the differences within strata, weighted by their sizes.
    pub fn standardised(&self) -> f64 {
        self.standardised
    }
}

/// A difference within one stratum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StratumDifference {
    /// The one arm less the other.
    pub difference: f64,
    /// How many people are in the stratum, in both arms.
    pub people: u64,
}

/// Looks for a reversal of a difference of two shares, given for each stratum.
///
/// ```
/// use mentorship::impact::{Share, shares_reversed};
///
/// // Charig et al. (1986): open surgery against another treatment, for small and for large kidney stones.
/// let small = (Share::new(81, 87)?, Share::new(234, 270)?);
/// let large = (Share::new(192, 263)?, Share::new(55, 80)?);
/// let found = shares_reversed(&[small, large]).expect("both strata favour surgery, the total does not");
/// assert!(found.pooled() < 0.0 && found.standardised() > 0.0);
/// assert!(shares_reversed(&[small]).is_none());
/// # Ok::<(), mentorship::impact::MoreHitsThanRows>(())
/// ```
pub fn shares_reversed(strata: &[(Share, Share)]) -> Option<Reversal> {
    let (mut ours, mut theirs) = (Share::default(), Share::default());
    let mut within = Vec::with_capacity(strata.len());
    for (our, their) in strata {
        ours.merge(our);
        theirs.merge(their);
        // A stratum without people in one arm has no difference; its people still are in the pooled one.
        if let Some(difference) = our.minus(their) {
            let people = our.of().saturating_add(their.of());
            within.push(StratumDifference { difference: difference.value(), people });
        }
    }
    difference_reversed(ours.minus(&theirs)?.value(), &within)
}

/// Looks for a reversal of any pooled difference, given the differences within strata: of means, say.
///
/// Found when the strata, each weighted by its size (direct standardisation), point the other way than the total; so also
/// whenever all of them do. A difference below 10^-12 of the largest is none. Which strata to look at is declared beforehand:
/// something known at the start, never something that came after.
pub fn difference_reversed(pooled: f64, within: &[StratumDifference]) -> Option<Reversal> {
    let mut within: Vec<_> =
        within.iter().filter(|stratum| stratum.difference.is_finite()).copied().collect();
    // Sums of real numbers depend on their order.
    within.sort_by(|a, b| a.difference.total_cmp(&b.difference).then(a.people.cmp(&b.people)));
    let people: f64 = within.iter().map(|stratum| real(stratum.people)).sum();
    if people <= 0.0 || !pooled.is_finite() {
        return None;
    }
    let standardised =
        within.iter().map(|stratum| stratum.difference * (real(stratum.people) / people)).sum();
    let largest = within.iter().map(|stratum| stratum.difference.abs()).fold(pooled.abs(), f64::max);
    let shows = |difference: f64| difference.abs() > 1e-12 * largest;
    let opposite = (pooled < 0.0) != (standardised < 0.0);
    (opposite && shows(pooled) && shows(standardised)).then_some(Reversal { pooled, standardised })
}
