//! Growth: what changed between two moments for the same people.
//!
//! In: per person, the score before and the score after. Out: the mean change with its interval and test, and the effect
//! sizes that the field reports. What is not here: two groups of different people (they are a
//! [`Comparison`](super::Comparison)), and people of whom one of the two is missing (they are bounded by
//! [`ScaleLimits`](super::ScaleLimits)).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Accumulate, Confidence, Interval, InvalidMeasured, Measured, collects,
    distribution::{ln_gamma, real, t_quantile, t_upper},
    noncentral::noncentrality,
};

/// A measured value as a key: ordered, and minus zero is zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Measured", into = "Measured")]
pub(super) struct Score(Measured);

/// One person's scores before and after, whole or not.
///
/// Pairs are the only rows of [`Change`], and a pair takes both scores of one person at once. There is no door for a
/// list of scores before and a list of scores after: some of the first group never answered again, so the difference of
/// the two means would mix growth with who stayed.
///
/// ```
/// use mentorship::impact::Paired;
///
/// let bo = Paired::new(3, 4)?;
/// assert_eq!(bo.change(), 1.0);
/// assert!(Paired::new(3.2, f64::NAN).is_err());
/// # Ok::<(), mentorship::impact::InvalidMeasured>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paired {
    pre: Score,
    post: Score,
}

/// Takes the pairs of all people; answers with their [`Growth`].
///
/// What it keeps is how many people have each pair of scores, so the answer is the same to the last bit in any order and
/// any partition, also where scores are means. That takes memory for each *different* pair: few, where scores are
/// answers or means of answers. [`SignedRanks`](super::SignedRanks) and [`Directions`](super::Directions) read the same
/// state.
///
/// Scores that are means carry rounding (3.4 − 3.2 is not 3.2 − 3.0). Differences within four units of the last place of
/// the largest score count as the same, so a change that is the same for all has a deviation of exactly 0.
///
/// ```
/// use mentorship::impact::{Accumulate, Change, Paired};
///
/// let before = [3, 2, 4, 3, 2];
/// let after = [4, 4, 4, 5, 3];
/// let pairs = before.into_iter().zip(after).map(|(pre, post)| Paired::new(pre, post));
/// let growth = pairs.collect::<Result<Change, _>>()?.finish();
/// assert_eq!(growth.mean(), Some(1.2));
/// assert_eq!(growth.people(), 5);
/// # Ok::<(), mentorship::impact::InvalidMeasured>(())
/// ```
///
/// Scores of which nobody knows whose they are have no way in. This does not compile:
///
/// ```compile_fail,E0277
/// use mentorship::impact::Change;
///
/// let (before, after) = ([3.0, 2.0], [4.0, 4.0, 5.0]);
/// let growth: Change = before.into_iter().chain(after).collect();
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Alike>", into = "Vec<Alike>")]
pub struct Change {
    /// How many people have each pair of scores.
    people: BTreeMap<Paired, u64>,
}

/// So many people with one pair of scores: how [`Change`] is stored.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Alike {
    pre: Score,
    post: Score,
    people: u64,
}

/// Which of the two small-sample corrections of Hedges a standardised effect is given.
///
/// With one degree of freedom both are 0: of an effect seen in two pairs nothing is left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// 1 − 3 / (4 df − 1), which most papers use (Hedges 1981).
    #[default]
    Approximate,
    /// Γ(df/2) / (√(df/2) Γ((df−1)/2)), which the former approximates.
    Exact,
}

/// How much the same people changed: post minus pre.
///
/// All deviations are sample deviations (n − 1). An answer is `None` where it is not defined: nobody, one person where a
/// deviation is needed, or no variation at all where it is divided by. Where everybody changed by the same, the mean
/// change stays, and its test, its interval and `d_z` are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Growth {
    people: u64,
    pre: Sample,
    post: Sample,
    change: Sample,
    correlation: Option<f64>,
}

/// How many values there are, their mean, and the deviation around it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Sample {
    pub(super) n: u64,
    pub(super) mean: Option<f64>,
    pub(super) deviation: Option<f64>,
}

impl Score {
    pub(super) fn get(self) -> f64 {
        // Adding zero turns minus zero into zero.
        self.0.get() + 0.0
    }
}

// Scores are never NaN, and there is one zero: the order is total and agrees with `==`.
impl Eq for Score {}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.get().total_cmp(&other.get())
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Measured> for Score {
    fn from(value: Measured) -> Self {
        Self(value)
    }
}

impl From<Score> for Measured {
    fn from(score: Score) -> Self {
        score.0
    }
}

impl Paired {
    /// One person's score before and after.
    ///
    /// # Errors
    ///
    /// When either is not a [`Measured`] value: not a number, or far too large.
    pub fn new(pre: impl Into<f64>, post: impl Into<f64>) -> Result<Self, InvalidMeasured> {
        Ok(Self { pre: Measured::new(pre.into())?.into(), post: Measured::new(post.into())?.into() })
    }

    /// The score before.
    pub fn pre(self) -> f64 {
        self.pre.get()
    }

    /// The score after.
    pub fn post(self) -> f64 {
        self.post.get()
    }

    /// Post minus pre.
    pub fn change(self) -> f64 {
        self.post() - self.pre()
    }
}

impl Change {
    /// How many people were taken.
    pub fn people(&self) -> u64 {
        self.people.values().fold(0, |sum: u64, people| sum.saturating_add(*people))
    }

    /// Each different pair of scores, in order, with how many people have it.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Paired, u64)> + Clone {
        self.people.iter().map(|(&pair, &people)| (pair, people))
    }

    /// Changes at most this far apart are the same change, told apart by rounding only.
    pub(super) fn rounding(&self) -> f64 {
        rounding(self.people.keys().flat_map(|pair| [pair.pre(), pair.post()]))
    }

    fn take(&mut self, pair: Paired, people: u64) {
        if people > 0 {
            let so_far = self.people.entry(pair).or_default();
            *so_far = so_far.saturating_add(people);
        }
    }
}

impl Accumulate for Change {
    type Row = Paired;
    type Answer = Growth;

    fn add(&mut self, pair: Paired) {
        self.take(pair, 1);
    }

    fn merge(&mut self, other: &Self) {
        for (pair, people) in other.pairs() {
            self.take(pair, people);
        }
    }

    fn finish(&self) -> Growth {
        let rounding = self.rounding();
        let sample = |of: fn(Paired) -> f64| {
            let values: Vec<_> = self.pairs().map(|(pair, people)| (of(pair), people)).collect();
            Sample::of(&values, rounding)
        };
        let (pre, post, change) = (sample(Paired::pre), sample(Paired::post), sample(Paired::change));
        let correlation = || {
            let (pre_mean, post_mean) = (pre.mean?, post.mean?);
            let (mut together, mut off_pre, mut off_post) = (0.0, 0.0, 0.0);
            for (pair, people) in self.pairs() {
                let (from_pre, from_post) = (pair.pre() - pre_mean, pair.post() - post_mean);
                together += real(people) * from_pre * from_post;
                off_pre += real(people) * from_pre;
                off_post += real(people) * from_post;
            }
            let people = real(change.n);
            let covariance = (together - off_pre * (off_post / people)) / (people - 1.0);
            Some((covariance / pre.varies()? / post.varies()?).clamp(-1.0, 1.0))
        };
        Growth { people: change.n, pre, post, change, correlation: correlation() }
    }
}

collects!(Change, Paired);

impl From<Vec<Alike>> for Change {
    fn from(stored: Vec<Alike>) -> Self {
        let mut change = Self::default();
        for Alike { pre, post, people } in stored {
            change.take(Paired { pre, post }, people);
        }
        change
    }
}

impl From<Change> for Vec<Alike> {
    fn from(change: Change) -> Self {
        change.people.into_iter().map(|(Paired { pre, post }, people)| Alike { pre, post, people }).collect()
    }
}

impl Growth {
    /// How many people were asked both times.
    pub fn people(&self) -> u64 {
        self.people
    }

    /// The mean before.
    pub fn pre_mean(&self) -> Option<f64> {
        self.pre.mean
    }

    /// The deviation before.
    pub fn pre_deviation(&self) -> Option<f64> {
        self.pre.deviation
    }

    /// The mean after.
    pub fn post_mean(&self) -> Option<f64> {
        self.post.mean
    }

    /// The deviation after.
    pub fn post_deviation(&self) -> Option<f64> {
        self.post.deviation
    }

    /// The mean change.
    pub fn mean(&self) -> Option<f64> {
        self.change.mean
    }

    /// The deviation of the changes.
    pub fn deviation(&self) -> Option<f64> {
        self.change.deviation
    }

    /// The t interval of the mean change.
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let margin =
            t_quantile(confidence.upper_point(), self.df()?) * self.change.varies()? / self.n().sqrt();
        Some(Interval::around(self.change.mean?, margin, confidence))
    }

    /// The degrees of freedom of the test: one less than people.
    pub fn degrees(&self) -> Option<u64> {
        self.people.checked_sub(1).filter(|&degrees| degrees > 0)
    }

    /// The paired t statistic.
    pub fn t(&self) -> Option<f64> {
        Some(self.d_z()? * self.n().sqrt())
    }

    /// The two-sided p-value of t: how often a mean change at least this far from 0 would be seen if nothing changed.
    pub fn p(&self) -> Option<f64> {
        Some(2.0 * t_upper(self.t()?.abs(), self.df()?))
    }

    /// Pearson's correlation of the scores before and after.
    pub fn correlation(&self) -> Option<f64> {
        self.correlation
    }

    /// `d_z`: the mean change in deviations of the *changes*, the effect that the test sees (Lakens 2013).
    pub fn d_z(&self) -> Option<f64> {
        Some(self.change.mean? / self.change.varies()?)
    }

    /// The interval of `d_z`, by inverting the noncentral t (Steiger and Fouladi 1997). `None` beyond 100 either way.
    pub fn d_z_interval(&self, confidence: Confidence) -> Option<Interval> {
        effect_interval(self.d_z()?, self.n().sqrt(), self.df()?, confidence)
    }

    /// The standard error of `d_z` for large samples, `√(1/n + d_z²/2n)`: rough below 50 people.
    pub fn d_z_standard_error(&self) -> Option<f64> {
        let d = self.d_z()?;
        Some(((1.0 + d * d / 2.0) / self.n()).sqrt())
    }

    /// `d_av`: the mean change in deviations of the *scores*, √((s₁² + s₂²) / 2), which compares with effects between two
    /// groups (Cumming 2012).
    pub fn d_av(&self) -> Option<f64> {
        let (pre, post) = (self.pre.deviation?, self.post.deviation?);
        let scale = pre.hypot(post) * std::f64::consts::FRAC_1_SQRT_2;
        if scale > 0.0 { Some(self.change.mean? / scale) } else { None }
    }

    /// `d_rm`: `d_z` √(2 (1 − r)), which takes the correlation out (Morris and `DeShon` 2002).
    pub fn d_rm(&self) -> Option<f64> {
        Some(self.d_z()? * (2.0 * (1.0 - self.correlation?)).sqrt())
    }

    /// Glass's delta: the mean change in deviations of the scores before.
    pub fn glass(&self) -> Option<f64> {
        Some(self.change.mean? / self.pre.varies()?)
    }

    /// Hedges' `g_z`: [`d_z`](Self::d_z) corrected with df = n − 1 (some packages take 2n − 2).
    pub fn g_z(&self, correction: Correction) -> Option<f64> {
        Some(self.d_z()? * correction.factor(self.df()?))
    }

    /// Hedges' `g_av`: [`d_av`](Self::d_av) corrected with df = n − 1.
    pub fn g_av(&self, correction: Correction) -> Option<f64> {
        Some(self.d_av()? * correction.factor(self.df()?))
    }

    fn n(&self) -> f64 {
        real(self.people)
    }

    /// The degrees of freedom as a number.
    fn df(&self) -> Option<f64> {
        Some(real(self.degrees()?))
    }
}

impl Correction {
    /// What an effect is multiplied by, for so many degrees of freedom, at least 1.
    pub(super) fn factor(self, degrees: f64) -> f64 {
        match self {
            Self::Approximate => 1.0 - 3.0 / (4.0 * degrees - 1.0),
            // Γ(0) is infinite.
            Self::Exact if degrees < 2.0 => 0.0,
            Self::Exact if degrees < 300.0 => {
                let half = degrees / 2.0;
                (ln_gamma(half) - ln_gamma(half - 0.5) - half.ln() / 2.0).exp()
            }
            // Two large logarithms would lose their digits in the subtraction. The series of Γ(y + 1/2) / Γ(y), of which
            // the next term is below 3e-14 here.
            Self::Exact => {
                let y = (degrees - 1.0) / 2.0;
                let series =
                    1.0 + (-1.0 / 8.0 + (1.0 / 128.0 + (5.0 / 1024.0 - 21.0 / 32768.0 / y) / y) / y) / y;
                series * ((degrees - 1.0) / degrees).sqrt()
            }
        }
    }
}

impl Sample {
    /// The mean and deviation of values, each so many times. A deviation within `rounding` is 0.
    ///
    /// Two passes, the second corrected for the rounding of the mean (Chan, Golub and `LeVeque` 1983); the first value is
    /// subtracted in the first pass, so that a large common part costs no precision.
    pub(super) fn of(values: &[(f64, u64)], rounding: f64) -> Self {
        let n = values.iter().fold(0, |sum: u64, &(_, times)| sum.saturating_add(times));
        let Some(&(first, _)) = values.first() else { return Self { n, mean: None, deviation: None } };
        let sum = |of: &dyn Fn(f64) -> f64| {
            values.iter().map(|&(value, times)| real(times) * of(value)).sum::<f64>()
        };
        let mean = first + sum(&|value| value - first) / real(n);
        let off = sum(&|value| value - mean);
        let squares = sum(&|value| (value - mean) * (value - mean)) - off * off / real(n);
        let deviation = (squares.max(0.0) / (real(n) - 1.0)).sqrt();
        let deviation = if deviation <= rounding { 0.0 } else { deviation };
        Self { n, mean: Some(mean), deviation: (n > 1).then_some(deviation) }
    }

    /// The standard error of the mean.
    pub(super) fn error(self) -> Option<f64> {
        Some(self.deviation? / real(self.n).sqrt())
    }

    /// The deviation, where there is one to divide by.
    pub(super) fn varies(self) -> Option<f64> {
        self.deviation.filter(|&deviation| deviation > 0.0)
    }
}

/// The interval of a standardised effect whose t statistic is `effect` × `root`, by inverting the noncentral t (Steiger
/// and Fouladi 1997). `None` beyond a hundred deviations: such data are not measured but made.
pub(super) fn effect_interval(effect: f64, root: f64, df: f64, confidence: Confidence) -> Option<Interval> {
    const MOST: f64 = 100.0;
    let limit = |point| noncentrality(effect * root, df, point) / root;
    let upper = confidence.upper_point();
    (effect.abs() <= MOST).then(|| Interval::new(limit(upper), limit(1.0 - upper), confidence))
}

/// Four units of the last place of the largest value: each of two values is rounded by half a unit, their difference by
/// another, and a mean of differences once more.
pub(super) fn rounding(values: impl Iterator<Item = f64>) -> f64 {
    4.0 * f64::EPSILON * values.fold(0.0, |most: f64, value| most.max(value.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exact_correction_follows_its_recurrence_over_both_ways_to_reckon_it() {
        // By Γ(x + 1) = x Γ(x), the factor at df + 2 is df / (df − 1) √(df / (df + 2)) times that at df.
        for degrees in [2.0, 3.0, 10.0, 298.0, 299.0, 300.0, 5000.0, 1e9] {
            let [here, there] = [degrees, degrees + 2.0].map(|degrees| Correction::Exact.factor(degrees));
            let times = degrees / (degrees - 1.0) * (degrees / (degrees + 2.0)).sqrt();
            assert!((here * times - there).abs() < 2e-13, "{degrees}: {} is not {there}", here * times);
        }
        assert!((Correction::Exact.factor(2.0) - std::f64::consts::PI.sqrt().recip()).abs() < 1e-15);
    }
}
