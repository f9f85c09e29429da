//! Whether those who are counted came in the ratio in which lots were drawn.

use serde::Serialize;

use crate::impact::distribution::{chi_squared_upper, ln_gamma, real};

/// So many units of one arm, and the ratio in which they were to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// How many are counted.
    pub units: u64,
    /// The ratio of the arm.
    pub ratio: u32,
}

/// The check that comes before every other: are the arms as large as they should be? When they are not, somebody was lost or
/// moved, and those who are left can no longer be compared (Fabijan and others 2019, *Diagnosing Sample Ratio Mismatch*).
///
/// ```
/// use mentorship::experiment::{SampleRatio, Seen};
///
/// let alike = |a, b| SampleRatio::of(&[Seen { units: a, ratio: 1 }, Seen { units: b, ratio: 1 }]);
/// assert!(alike(48, 55).is_some_and(|ratio| !ratio.is_broken()));
/// assert!(alike(40, 80).is_some_and(|ratio| ratio.is_broken()));
/// assert_eq!(alike(0, 0), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SampleRatio {
    p: f64,
}

impl SampleRatio {
    /// Below this p-value the ratio counts as broken: low, because the check is made at each look.
    pub const BROKEN_BELOW: f64 = 0.001;

    /// The check for two or more arms. Of two it is the exact binomial test, two-sided by adding up all counts that are no
    /// more likely than the one seen (those within 10⁻⁷ of it too, as R and `SciPy` do); of more, chi-squared.
    ///
    /// `None` of fewer than two arms, of no units, or when a ratio is 0.
    ///
    /// # Complexity
    ///
    /// O(units) for two arms.
    pub fn of(arms: &[Seen]) -> Option<Self> {
        let units: u64 = arms.iter().map(|arm| arm.units).fold(0, u64::saturating_add);
        let ratios: u64 = arms.iter().map(|arm| u64::from(arm.ratio)).sum();
        if arms.len() < 2 || units == 0 || arms.iter().any(|arm| arm.ratio == 0) {
            return None;
        }
        let share = |arm: &Seen| f64::from(arm.ratio) / real(ratios);
        let p = if let [a, b] = arms {
            binomial(a.units, b.units, share(a), share(b))
        } else {
            let far = |arm: &Seen| {
                let expected = real(units) * share(arm);
                (real(arm.units) - expected).powi(2) / expected
            };
            chi_squared_upper(arms.iter().map(far).sum(), real(arms.len() as u64 - 1))
        };
        Some(Self { p })
    }

    /// How often chance alone sets the sizes as far from the ratio.
    pub fn p(&self) -> f64 {
        self.p
    }

    /// Whether that is so seldom that something else must have happened.
    pub fn is_broken(&self) -> bool {
        self.p < Self::BROKEN_BELOW
    }
}

/// The two-sided exact test of `hits` beside `misses`, where a hit has the probability `share` and a miss the `rest`.
fn binomial(hits: u64, misses: u64, share: f64, rest: f64) -> f64 {
    let units = hits.saturating_add(misses);
    let ln_factorial = |n: u64| ln_gamma(real(n) + 1.0);
    let ln_all = ln_factorial(units);
    let probability = |hits: u64| {
        let misses = units - hits;
        let ln_ways = ln_all - ln_factorial(hits) - ln_factorial(misses);
        libm::exp(ln_ways + real(hits) * libm::log(share) + real(misses) * libm::log(rest))
    };
    let seen = probability(hits) * (1.0 + 1e-7);
    (0..=units).map(probability).filter(|&p| p <= seen).sum::<f64>().min(1.0)
}
