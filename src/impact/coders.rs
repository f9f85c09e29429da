//! Whether people who read the same interviews see the same in them: Cohen's kappa and Krippendorff's alpha.
//!
//! Kappa is for two coders who both coded every unit. Alpha is for any number of coders, also where some coded only a
//! part, and for codes that are names, ranks or numbers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Accumulate, Confidence, Interval, distribution::real, moments::signed_real};

/// What two coders called one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CodedTwice<L> {
    /// What the first called it.
    pub first: L,
    /// What the second called it.
    pub second: L,
}

/// Takes units that the same two coders coded; answers with their [`Kappa`].
///
/// ```
/// use mentorship::impact::{Accumulate, CodedTwice, TwoCoders};
///
/// let codes = [("trust", "trust"), ("trust", "skills"), ("skills", "skills"), ("trust", "trust")];
/// let coders: TwoCoders<_> = codes.map(|(first, second)| CodedTwice { first, second }).into_iter().collect();
/// assert_eq!(coders.finish().kappa(), Some(0.5));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    from = "Vec<(CodedTwice<L>, u64)>",
    into = "Vec<(CodedTwice<L>, u64)>",
    bound(serialize = "L: Serialize + Clone", deserialize = "L: Deserialize<'de> + Ord")
)]
pub struct TwoCoders<L> {
    /// How many units have each pair of codes.
    units: BTreeMap<CodedTwice<L>, u64>,
}

/// How far two coders agree beyond what their habits would give by chance (Cohen 1960).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Kappa {
    units: u64,
    observed: Option<f64>,
    expected: Option<f64>,
    beyond_chance: Option<f64>,
    standard_error: Option<f64>,
}

/// Takes units, each with what every coder who coded it called it; answers with [`Coincidences`], which alpha is read
/// from.
///
/// A row holds the codes of one unit in any order; a coder who did not code it is left out. Units of fewer than two codes
/// tell nothing of agreement and count for nothing.
///
/// ```
/// use mentorship::impact::{Accumulate, Coders};
///
/// let coders: Coders<i32> = [vec![1, 1, 1], vec![2, 3], vec![3, 3, 3], vec![1]].into_iter().collect();
/// let alpha = coders.finish();
/// assert_eq!(alpha.units(), 3);
/// assert!(alpha.interval() > alpha.nominal(), "2 and 3 are near");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    try_from = "StoredCoders<L>",
    into = "StoredCoders<L>",
    bound(serialize = "L: Serialize + Clone", deserialize = "L: Deserialize<'de> + Ord")
)]
pub struct Coders<L> {
    units: u64,
    /// How often each code was given, in units of two codes or more.
    codes: BTreeMap<L, u64>,
    /// How many pairs of coders disagreed in each way.
    disagreements: BTreeMap<Disagreement<L>, u64>,
}

/// Two coders of a unit gave different codes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Disagreement<L> {
    /// How many codes the unit has besides a given one: each of its pairs counts for so much less. At least 1.
    others: u64,
    /// The lower code.
    low: L,
    /// The higher code.
    high: L,
}

/// How [`Coders`] are stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "L: Deserialize<'de> + Ord"))]
struct StoredCoders<L> {
    units: u64,
    codes: Vec<(L, u64)>,
    disagreements: Vec<(Disagreement<L>, u64)>,
}

/// A stored state of [`Coders`] that no codes can have led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("disagreements are stored between two given codes, the lower first, in units of two codes or more")]
pub struct InvalidCoders;

/// How often the coders of one unit gave each two codes, over all units: Krippendorff's alpha by kind of code.
///
/// Alpha is 1 − observed disagreement / disagreement expected by chance (Krippendorff 2011): 1 when all agree, 0 when
/// agreement is what chance gives. It is `None` when fewer than two different codes were given, as then nobody could
/// disagree.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound(serialize = "L: Serialize"))]
pub struct Coincidences<L> {
    units: u64,
    /// The codes given, in order, with how often.
    codes: Vec<(L, u64)>,
    /// The disagreements: indices of two codes, the lower first, with how often they coincide in either order.
    disagreements: Vec<(usize, usize, f64)>,
}

impl<L> Default for TwoCoders<L> {
    fn default() -> Self {
        Self { units: BTreeMap::new() }
    }
}

impl<L: Ord + Clone> Accumulate for TwoCoders<L> {
    type Row = CodedTwice<L>;
    type Answer = Kappa;

    fn add(&mut self, unit: CodedTwice<L>) {
        count(&mut self.units, unit, 1);
    }

    fn merge(&mut self, other: &Self) {
        for (codes, &units) in &other.units {
            count(&mut self.units, codes.clone(), units);
        }
    }

    fn finish(&self) -> Kappa {
        let (mut firsts, mut seconds) = (BTreeMap::new(), BTreeMap::new());
        let (mut units, mut agreed) = (0_u64, 0_u64);
        for (CodedTwice { first, second }, &times) in &self.units {
            count(&mut firsts, first, times);
            count(&mut seconds, second, times);
            units = units.saturating_add(times);
            if first == second {
                agreed = agreed.saturating_add(times);
            }
        }
        let of = |habit: &BTreeMap<&L, u64>, code: &L| i128::from(habit.get(code).copied().unwrap_or(0));
        // Whole numbers: n² times the agreement observed, expected by chance, and possible.
        let n = i128::from(units);
        let observed = n.saturating_mul(agreed.into());
        let expected = firsts
            .keys()
            .map(|code| of(&firsts, code).saturating_mul(of(&seconds, code)))
            .fold(0, i128::saturating_add);
        let all = n.saturating_mul(n);
        let share = |of: i128| (all > 0).then(|| signed_real(of) / signed_real(all));
        let mut answer = Kappa {
            units,
            observed: share(observed),
            expected: share(expected),
            beyond_chance: None,
            standard_error: None,
        };
        if all <= expected {
            return answer;
        }
        let kappa = signed_real(observed - expected) / signed_real(all - expected);
        // Σ over cells of share × (1 if agreed, less the habits that meet there × (1 − kappa))².
        let cells: f64 = self
            .units
            .iter()
            .map(|(CodedTwice { first, second }, &times)| {
                let agreed = if first == second { 1.0 } else { 0.0 };
                let habits = signed_real(of(&seconds, first) + of(&firsts, second)) / real(units);
                real(times) / real(units) * (agreed - habits * (1.0 - kappa)).powi(2)
            })
            .sum();
        let (by_chance, beyond) =
            (signed_real(expected) / signed_real(all), signed_real(all - expected) / signed_real(all));
        let variance =
            (cells - (kappa - by_chance * (1.0 - kappa)).powi(2)) / (beyond * beyond * real(units));
        answer.beyond_chance = Some(kappa);
        answer.standard_error = Some(variance.max(0.0).sqrt());
        answer
    }
}

impl Kappa {
    /// How many units both coded.
    pub fn units(&self) -> u64 {
        self.units
    }

    /// The share of units on which they agree.
    pub fn observed(&self) -> Option<f64> {
        self.observed
    }

    /// The share on which two coders with their habits would agree by chance.
    pub fn expected(&self) -> Option<f64> {
        self.expected
    }

    /// Kappa: 1 when they always agree, 0 when as often as chance gives.
    ///
    /// `None` without units, and when both gave every unit the same one code: nothing was left to agree on.
    pub fn kappa(&self) -> Option<f64> {
        self.beyond_chance
    }

    /// The standard error for large samples, not taking kappa to be 0 (Fleiss, Cohen and Everitt 1969). It is 0 when they
    /// always agree.
    pub fn standard_error(&self) -> Option<f64> {
        self.standard_error
    }

    /// Kappa ± z standard errors, cut at −1 and 1: rough below 50 units.
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let margin = confidence.z() * self.standard_error?;
        Some(Interval::around(self.beyond_chance?, margin, confidence).map(|limit| limit.clamp(-1.0, 1.0)))
    }
}

impl<L> Default for Coders<L> {
    fn default() -> Self {
        Self { units: 0, codes: BTreeMap::new(), disagreements: BTreeMap::new() }
    }
}

impl<L: Ord + Clone> Accumulate for Coders<L> {
    type Row = Vec<L>;
    type Answer = Coincidences<L>;

    fn add(&mut self, mut unit: Vec<L>) {
        let Some(others) = u64::try_from(unit.len()).ok().and_then(|codes| codes.checked_sub(1)) else {
            return;
        };
        if others == 0 {
            return;
        }
        self.units = self.units.saturating_add(1);
        unit.sort();
        let mut given: Vec<(L, u64)> = Vec::new();
        for code in unit {
            match given.last_mut() {
                Some((last, times)) if *last == code => *times += 1,
                _ => given.push((code, 1)),
            }
        }
        for (at, (low, times)) in given.iter().enumerate() {
            count(&mut self.codes, low.clone(), *times);
            for (high, times_high) in &given[at + 1..] {
                let way = Disagreement { others, low: low.clone(), high: high.clone() };
                count(&mut self.disagreements, way, times.saturating_mul(*times_high));
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.units = self.units.saturating_add(other.units);
        for (code, &times) in &other.codes {
            count(&mut self.codes, code.clone(), times);
        }
        for (way, &times) in &other.disagreements {
            count(&mut self.disagreements, way.clone(), times);
        }
    }

    fn finish(&self) -> Coincidences<L> {
        let codes: Vec<(L, u64)> = self.codes.iter().map(|(code, &times)| (code.clone(), times)).collect();
        let at = |code: &L| {
            codes.binary_search_by(|(other, _)| other.cmp(code)).expect("a code in a disagreement was given")
        };
        let mut coincide = BTreeMap::new();
        for (Disagreement { others, low, high }, &times) in &self.disagreements {
            // Two ordered pairs for each two coders.
            *coincide.entry((at(low), at(high))).or_insert(0.0) += 2.0 * real(times) / real(*others);
        }
        let disagreements = coincide.into_iter().map(|((low, high), times)| (low, high, times)).collect();
        Coincidences { units: self.units, codes, disagreements }
    }
}

impl<L> Coincidences<L> {
    /// How many units were coded by two coders or more.
    pub fn units(&self) -> u64 {
        self.units
    }

    /// How many codes were given to them.
    pub fn codes(&self) -> u64 {
        self.codes.iter().fold(0, |sum, (_, times)| sum.saturating_add(*times))
    }

    /// Alpha for codes that are names: any two that differ, differ alike.
    pub fn nominal(&self) -> Option<f64> {
        self.alpha(|_, _| 1.0)
    }

    /// Alpha for codes that are ranks: two differ by how many codes given lie between them, each end counting half.
    pub fn ordinal(&self) -> Option<f64> {
        let times = |at: usize| real(self.codes[at].1);
        // How many codes given lie below each.
        let mut below = Vec::with_capacity(self.codes.len());
        let mut sum = 0.0;
        for at in 0..self.codes.len() {
            below.push(sum);
            sum += times(at);
        }
        self.alpha(|low, high| below[high] - below[low] + (times(high) - times(low)) / 2.0)
    }

    /// One less observed by expected disagreement, by how far apart two codes (the lower first) are.
    fn alpha(&self, apart: impl Fn(usize, usize) -> f64) -> Option<f64> {
        let squared = |low, high| apart(low, high) * apart(low, high);
        let observed: f64 =
            self.disagreements.iter().map(|&(low, high, times)| times * squared(low, high)).sum();
        let mut expected = 0.0;
        for (high, (_, times_high)) in self.codes.iter().enumerate() {
            for (low, (_, times_low)) in self.codes[..high].iter().enumerate() {
                expected += 2.0 * real(*times_low) * real(*times_high) * squared(low, high);
            }
        }
        let others = real(self.codes()) - 1.0;
        (expected > 0.0).then(|| 1.0 - others * observed / expected)
    }
}

impl<L: Copy + Into<f64>> Coincidences<L> {
    /// Alpha for codes that are numbers: two differ by their difference.
    pub fn interval(&self) -> Option<f64> {
        self.alpha(|low, high| self.codes[high].0.into() - self.codes[low].0.into())
    }
}

fn count<K: Ord>(counts: &mut BTreeMap<K, u64>, of: K, times: u64) {
    if times > 0 {
        let so_far = counts.entry(of).or_default();
        *so_far = so_far.saturating_add(times);
    }
}

impl<L: Ord + Clone> Extend<CodedTwice<L>> for TwoCoders<L> {
    fn extend<I: IntoIterator<Item = CodedTwice<L>>>(&mut self, units: I) {
        units.into_iter().for_each(|unit| self.add(unit));
    }
}

impl<L: Ord + Clone> FromIterator<CodedTwice<L>> for TwoCoders<L> {
    fn from_iter<I: IntoIterator<Item = CodedTwice<L>>>(units: I) -> Self {
        let mut taken = Self::default();
        taken.extend(units);
        taken
    }
}

impl<L: Ord + Clone> Extend<Vec<L>> for Coders<L> {
    fn extend<I: IntoIterator<Item = Vec<L>>>(&mut self, units: I) {
        units.into_iter().for_each(|unit| self.add(unit));
    }
}

impl<L: Ord + Clone> FromIterator<Vec<L>> for Coders<L> {
    fn from_iter<I: IntoIterator<Item = Vec<L>>>(units: I) -> Self {
        let mut taken = Self::default();
        taken.extend(units);
        taken
    }
}

impl<L: Ord> From<Vec<(CodedTwice<L>, u64)>> for TwoCoders<L> {
    fn from(stored: Vec<(CodedTwice<L>, u64)>) -> Self {
        let mut units = BTreeMap::new();
        for (codes, times) in stored {
            count(&mut units, codes, times);
        }
        Self { units }
    }
}

impl<L> From<TwoCoders<L>> for Vec<(CodedTwice<L>, u64)> {
    fn from(coders: TwoCoders<L>) -> Self {
        coders.units.into_iter().collect()
    }
}

impl<L: Ord> TryFrom<StoredCoders<L>> for Coders<L> {
    type Error = InvalidCoders;

    fn try_from(stored: StoredCoders<L>) -> Result<Self, InvalidCoders> {
        let (mut codes, mut disagreements) = (BTreeMap::new(), BTreeMap::new());
        for (code, times) in stored.codes {
            count(&mut codes, code, times);
        }
        for (way, times) in stored.disagreements {
            let known = codes.contains_key(&way.low) && codes.contains_key(&way.high);
            if way.others == 0 || way.low >= way.high || !known {
                return Err(InvalidCoders);
            }
            count(&mut disagreements, way, times);
        }
        Ok(Self { units: stored.units, codes, disagreements })
    }
}

impl<L> From<Coders<L>> for StoredCoders<L> {
    fn from(coders: Coders<L>) -> Self {
        Self {
            units: coders.units,
            codes: coders.codes.into_iter().collect(),
            disagreements: coders.disagreements.into_iter().collect(),
        }
    }
}
