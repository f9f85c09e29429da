//! Two groups of different people: by how much their means differ, and how sure that is.
//!
//! For the same people before and after see [`Change`](super::Change).

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::{
    Confidence, Correction, Interval, Measured, Spread,
    change::{Sample, Score, effect_interval, rounding},
    distribution::{real, t_quantile, t_upper},
};

/// One of two groups to compare: a value for each person.
///
/// People come with their key, so that nobody counts twice and nobody is in both groups: the same people before and after
/// are not two groups, and Welch's test of them would be wrong. What somebody changed by, on the other hand, is a value
/// like any other: growth with a mentor can be compared with growth without.
///
/// ```
/// use mentorship::impact::{Arm, Comparison, Measured};
///
/// let with_mentor = Arm::new([("Bo", Measured::new(4.0)?), ("Li", Measured::new(5.0)?)])?;
/// let waiting = Arm::new([("Jo", Measured::new(3.0)?), ("Mo", Measured::new(2.0)?)])?;
/// assert_eq!(Comparison::between(&with_mentor, &waiting)?.difference(), Some(2.0));
///
/// let later = Arm::new([("Bo", Measured::new(5.0)?)])?;
/// let refused = Comparison::between(&with_mentor, &later).unwrap_err();
/// assert_eq!(refused.to_string(), "`Bo` is in both groups: compare different people, or pair the same ones");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent, bound(serialize = "K: Serialize", deserialize = "K: Deserialize<'de> + Ord"))]
pub struct Arm<K> {
    values: BTreeMap<K, Score>,
}

/// People who are not different people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotIndependent<K: fmt::Debug + fmt::Display> {
    /// One group has somebody twice.
    #[error("`{0}` is in a group twice")]
    Twice(K),
    /// Somebody is in both groups.
    #[error("`{0}` is in both groups: compare different people, or pair the same ones")]
    InBoth(K),
}

/// By how much two groups of different people differ: the first minus the second.
///
/// The test and the interval of the difference are Welch's (1947), which do not take the groups to vary alike. The
/// standardised effects take the pooled deviation. Deviations are sample deviations (n − 1). An answer is `None` where it
/// is not defined: a group without people, one of a single person where a deviation is needed, or no variation at all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Comparison {
    a: Sample,
    b: Sample,
}

impl<K: Ord + Clone + fmt::Debug + fmt::Display> Arm<K> {
    /// A group of people.
    ///
    /// # Errors
    ///
    /// When somebody is given twice.
    pub fn new(people: impl IntoIterator<Item = (K, Measured)>) -> Result<Self, NotIndependent<K>> {
        let mut values = BTreeMap::new();
        for (person, value) in people {
            if values.contains_key(&person) {
                return Err(NotIndependent::Twice(person));
            }
            values.insert(person, value.into());
        }
        Ok(Self { values })
    }

    /// Takes the people of another group that is to be one with this.
    ///
    /// # Errors
    ///
    /// When somebody is in both. Then nobody was taken.
    pub fn merge(&mut self, other: &Self) -> Result<(), NotIndependent<K>> {
        if let Some(person) = self.also_in(other) {
            return Err(NotIndependent::Twice(person.clone()));
        }
        self.values.extend(other.values.iter().map(|(person, value)| (person.clone(), *value)));
        Ok(())
    }

    /// How many people it has.
    pub fn people(&self) -> usize {
        self.values.len()
    }

    fn also_in(&self, other: &Self) -> Option<&K> {
        self.values.keys().find(|person| other.values.contains_key(person))
    }

    /// The values in order, so that it does not matter whose they are.
    fn sorted(&self) -> Vec<f64> {
        let mut scores: Vec<Score> = self.values.values().copied().collect();
        scores.sort_unstable();
        scores.into_iter().map(Score::get).collect()
    }
}

impl Comparison {
    /// Of two samples that are known to be of different people.
    pub(super) fn of(a: Sample, b: Sample) -> Self {
        Self { a, b }
    }

    /// The same of what is known of them: how many, their means and spreads.
    pub(crate) fn of_spreads(a: Spread, b: Spread) -> Self {
        let sample = |spread: Spread| {
            let deviation = spread.standard_deviation();
            Sample { n: spread.n(), mean: spread.mean(), deviation }
        };
        Self::of(sample(a), sample(b))
    }

    /// Compares two groups.
    ///
    /// # Errors
    ///
    /// When somebody is in both.
    pub fn between<K: Ord + Clone + fmt::Debug + fmt::Display>(
        a: &Arm<K>,
        b: &Arm<K>,
    ) -> Result<Self, NotIndependent<K>> {
        if let Some(person) = a.also_in(b) {
            return Err(NotIndependent::InBoth(person.clone()));
        }
        let (a, b) = (a.sorted(), b.sorted());
        let rounding = rounding(a.iter().chain(&b).copied());
        let sample = |values: &[f64]| {
            Sample::of(&values.iter().map(|&value| (value, 1)).collect::<Vec<_>>(), rounding)
        };
        Ok(Self { a: sample(&a), b: sample(&b) })
    }

    /// How many people the first group has.
    pub fn people_a(&self) -> u64 {
        self.a.n
    }

    /// How many people the second group has.
    pub fn people_b(&self) -> u64 {
        self.b.n
    }

    /// The mean of the first group.
    pub fn mean_a(&self) -> Option<f64> {
        self.a.mean
    }

    /// The mean of the second group.
    pub fn mean_b(&self) -> Option<f64> {
        self.b.mean
    }

    /// The deviation in the first group.
    pub fn deviation_a(&self) -> Option<f64> {
        self.a.deviation
    }

    /// The deviation in the second group.
    pub fn deviation_b(&self) -> Option<f64> {
        self.b.deviation
    }

    /// The mean of the first less that of the second.
    pub fn difference(&self) -> Option<f64> {
        Some(self.a.mean? - self.b.mean?)
    }

    /// The standard error of the difference, `√(s_a²/n_a + s_b²/n_b)`.
    pub fn standard_error(&self) -> Option<f64> {
        let (a, b) = (self.a.error()?, self.b.error()?);
        Some(a.hypot(b)).filter(|&error| error > 0.0)
    }

    /// Welch's interval of the difference.
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let margin = t_quantile(confidence.upper_point(), self.degrees()?) * self.standard_error()?;
        Some(Interval::around(self.difference()?, margin, confidence))
    }

    /// Welch's t statistic.
    pub fn t(&self) -> Option<f64> {
        Some(self.difference()? / self.standard_error()?)
    }

    /// Its degrees of freedom (Satterthwaite 1946), not whole.
    pub fn degrees(&self) -> Option<f64> {
        let of_a = (self.a.error()? / self.standard_error()?).powi(2);
        let of_b = (self.b.error()? / self.standard_error()?).powi(2);
        Some(1.0 / (of_a * of_a / (real(self.a.n) - 1.0) + of_b * of_b / (real(self.b.n) - 1.0)))
    }

    /// Its two-sided p-value.
    pub fn p(&self) -> Option<f64> {
        Some(2.0 * t_upper(self.t()?.abs(), self.degrees()?))
    }

    /// The pooled deviation.
    pub fn pooled_deviation(&self) -> Option<f64> {
        let df = self.pooled_df()?;
        // A group of one has no deviation, and no weight.
        let part = |group: Sample| {
            Some(((real(group.n) - 1.0) / df).sqrt() * if group.n == 1 { 0.0 } else { group.deviation? })
        };
        Some(part(self.a)?.hypot(part(self.b)?))
    }

    /// Cohen's d: the difference in pooled deviations.
    pub fn d(&self) -> Option<f64> {
        Some(self.difference()? / self.pooled_deviation().filter(|&deviation| deviation > 0.0)?)
    }

    /// The interval of d, by inverting the noncentral t (Steiger and Fouladi 1997). `None` beyond a d of 100 either way.
    pub fn d_interval(&self, confidence: Confidence) -> Option<Interval> {
        let (a, b) = (real(self.a.n), real(self.b.n));
        effect_interval(self.d()?, (a / (a + b) * b).sqrt(), self.pooled_df()?, confidence)
    }

    /// Hedges' g: d corrected for small groups, with `n_a + n_b − 2` degrees of freedom (Hedges 1981).
    pub fn g(&self, correction: Correction) -> Option<f64> {
        Some(self.d()? * correction.factor(self.pooled_df()?))
    }

    /// The interval of g: that of d, corrected alike.
    pub fn g_interval(&self, correction: Correction, confidence: Confidence) -> Option<Interval> {
        let factor = correction.factor(self.pooled_df()?);
        Some(self.d_interval(confidence)?.map(|limit| limit * factor))
    }

    fn pooled_df(&self) -> Option<f64> {
        let degrees = self.a.n.saturating_add(self.b.n).checked_sub(2)?;
        (degrees > 0 && self.a.n > 0 && self.b.n > 0).then(|| real(degrees))
    }
}
