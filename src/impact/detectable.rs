//! What could have been seen: the smallest true effect that a study of this size finds most of the time.
//!
//! Beside an effect that was not found, it keeps “no effect was seen” from being read as “there is no effect”.

use serde::{Deserialize, Serialize};

use super::{
    Confidence,
    distribution::{between, real, t_quantile},
    noncentral::two_sided_power,
};

/// How often a true effect is to be found: a share above one half and below one, 0.8 unless said otherwise (Cohen 1988).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Power(f64);

/// A power that is not above one half and below one.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a power lies above 0.5 and below 1, such as 0.8; it is not {0}")]
pub struct InvalidPower(pub f64);

/// The smallest true `d_z` that a two-sided paired t test of so many pairs finds with that power.
///
/// `None` for fewer than two pairs.
///
/// ```
/// use mentorship::impact::{Confidence, Power, detectable_d_z};
///
/// let d_z = detectable_d_z(30, Power::default(), Confidence::default()).expect("there are pairs enough");
/// assert_eq!(format!("{d_z:.2}"), "0.53");
/// ```
pub fn detectable_d_z(pairs: u64, power: Power, confidence: Confidence) -> Option<f64> {
    let degrees = pairs.checked_sub(1)?;
    smallest(real(pairs).sqrt(), degrees, power, confidence)
}

/// The smallest true d between two groups of different people that a two-sided t test with pooled variance finds with that
/// power.
///
/// `None` when a group has nobody, or the two together fewer than three people.
///
/// ```
/// use mentorship::impact::{Confidence, Power, detectable_d};
///
/// let d = detectable_d(357, 357, Power::default(), Confidence::default()).expect("there are people enough");
/// assert_eq!(format!("{d:.2}"), "0.21");
/// ```
pub fn detectable_d(a: u64, b: u64, power: Power, confidence: Confidence) -> Option<f64> {
    let degrees = a.saturating_add(b).checked_sub(2)?;
    if a == 0 || b == 0 {
        return None;
    }
    // √(ab / (a + b)), which d is multiplied by in t.
    let root = (real(a) / (real(a) + real(b)) * real(b)).sqrt();
    smallest(root, degrees, power, confidence)
}

/// The smallest effect found with that power, when its noncentrality is `root` times the effect.
fn smallest(root: f64, degrees: u64, power: Power, confidence: Confidence) -> Option<f64> {
    if degrees == 0 {
        return None;
    }
    let df = real(degrees);
    let critical = t_quantile(confidence.upper_point(), df);
    let found = |noncentrality: f64| two_sided_power(noncentrality, df, critical) >= power.0;
    // Power grows with the noncentrality.
    let mut most = 4.0;
    while !found(most) && most < MOST {
        most *= 2.0;
    }
    (most < MOST).then(|| between(0.0, most, found) / root)
}

/// A noncentrality that no test needs: with one degree of freedom, 95 % and 80 % it is 16; what is beyond is not told.
const MOST: f64 = 4096.0;

impl Power {
    /// Makes a power.
    ///
    /// # Errors
    ///
    /// When `share` is not above one half and below one.
    pub fn new(share: f64) -> Result<Self, InvalidPower> {
        if share > 0.5 && share < 1.0 { Ok(Self(share)) } else { Err(InvalidPower(share)) }
    }

    /// The share, such as 0.8.
    pub fn share(self) -> f64 {
        self.0
    }
}

impl Default for Power {
    fn default() -> Self {
        Self(0.8)
    }
}

impl TryFrom<f64> for Power {
    type Error = InvalidPower;

    fn try_from(share: f64) -> Result<Self, InvalidPower> {
        Self::new(share)
    }
}

impl From<Power> for f64 {
    fn from(power: Power) -> Self {
        power.0
    }
}
