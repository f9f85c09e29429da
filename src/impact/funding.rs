//! Whether funding comes from many or from one.

use super::{Caveat, distribution::real, moments::signed_real};

/// How much each of several funders gave.
///
/// These figures describe and do not judge: in one large study concentrated funding went with *less* risk for organisations
/// funded by governments and with *more* for those funded by gifts (Qu 2019).
///
/// ```
/// use mentorship::impact::Funding;
///
/// let funding = Funding::of([50_000, 25_000, 25_000]);
/// assert_eq!(funding.concentration(), Some(0.375));
/// assert_eq!(funding.largest_share(), Some(0.5));
/// assert_eq!(funding.effective(), Some(8.0 / 3.0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Funding {
    /// From the least.
    cents: Vec<u64>,
}

impl Funding {
    /// What each funder gave, in cents; who gave nothing is not one.
    pub fn of(cents: impl IntoIterator<Item = u64>) -> Self {
        let mut cents: Vec<u64> = cents.into_iter().filter(|&cents| cents > 0).collect();
        cents.sort_unstable();
        Self { cents }
    }

    /// How many funders there are.
    pub fn funders(&self) -> u64 {
        u64::try_from(self.cents.len()).unwrap_or(u64::MAX)
    }

    /// All of it, in cents: any number of u64 fits.
    fn total(&self) -> u128 {
        self.cents.iter().map(|&cents| u128::from(cents)).sum()
    }

    /// All of it, in cents, or the largest number that there is.
    pub(super) fn sum(&self) -> u64 {
        u64::try_from(self.total()).unwrap_or(u64::MAX)
    }

    /// How much the two largest gave, so that nobody is found in a sum; nothing when nobody gave anything.
    pub(super) fn at_most(&self) -> Option<Caveat> {
        let mut largest = self.cents.iter().rev().copied();
        let (first, second) = (largest.next()?, largest.next().unwrap_or(0));
        Some(Caveat::Largest { first, second, of: self.sum() })
    }

    /// The shares, from the least; of nothing none.
    fn shares(&self) -> impl Iterator<Item = f64> + '_ {
        let total = signed_real(i128::try_from(self.total()).unwrap_or(i128::MAX));
        self.cents.iter().map(move |&cents| real(cents) / total)
    }

    /// The sum of the squared shares (Herfindahl 1950, Hirschman 1945): 1 with one funder, 1/n with n of a size. `None` of nothing.
    pub fn concentration(&self) -> Option<f64> {
        // Each below 2^64, so the squares fit; their sum of any number of funders might not, and then is a float.
        let squares = self
            .cents
            .iter()
            .try_fold(0_u128, |sum, &cents| sum.checked_add(u128::from(cents) * u128::from(cents)));
        let total = self.total();
        let (whole, square) = (total > 0, total.checked_mul(total));
        match (squares, square) {
            _ if !whole => None,
            (Some(squares), Some(square)) => Some(ratio(squares, square)),
            _ => Some(self.shares().map(|share| share * share).sum()),
        }
    }

    /// The concentration on a scale from 0 (all alike) to 1 (one has all): (H − 1/n) / (1 − 1/n). `None` of fewer than two.
    pub fn normalised(&self) -> Option<f64> {
        let n = real(self.funders());
        let above = self.concentration()? * n - 1.0;
        // Rounding must not make funders who are all alike less than alike.
        (n > 1.0).then(|| (above / (n - 1.0)).clamp(0.0, 1.0))
    }

    /// As many funders of a size would concentrate it so: one over the concentration (Laakso & Taagepera 1979).
    pub fn effective(&self) -> Option<f64> {
        self.concentration().map(|concentration| 1.0 / concentration)
    }

    /// Shannon's (1948) entropy of the shares, in natural units: 0 with one funder, the logarithm of n with n of a size.
    pub fn diversity(&self) -> Option<f64> {
        // Adding zero makes no funder's minus zero a zero.
        let entropy = || -self.shares().map(|share| share * libm::log(share)).sum::<f64>() + 0.0;
        (!self.cents.is_empty()).then(entropy)
    }

    /// The largest funder's share.
    pub fn largest_share(&self) -> Option<f64> {
        self.shares().last()
    }
}

/// A ratio of two whole numbers, rounded once where both are below 2^53.
fn ratio(above: u128, below: u128) -> f64 {
    let float = |number: u128| signed_real(i128::try_from(number).unwrap_or(i128::MAX));
    let common = gcd(above, below);
    float(above / common) / float(below / common)
}

/// The greatest common divisor; of nothing and nothing 1.
fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}
