//! Those who were asked and never answered: how many, whether they were different, and how far they could move a figure.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Accumulate, Comparison, Measured, Spread,
    change::{Sample, Score, rounding},
    distribution::real,
};

/// The lowest and the highest value that a scale has: within them lies also what was never answered.
///
/// ```
/// use mentorship::impact::{Accumulate, Measured, Moments, ScaleLimits};
///
/// let scale = ScaleLimits::new(Measured::new(1.0)?, Measured::new(5.0)?)?;
/// let answered: Moments = [4, 4, 5, 3].into_iter().collect();
/// let bounds = scale.mean_bounds(&answered.finish(), 1).expect("five were due");
/// assert_eq!((bounds.lower(), bounds.upper()), (3.4, 4.2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "StoredLimits")]
pub struct ScaleLimits {
    lowest: Measured,
    highest: Measured,
}

/// [`ScaleLimits`] that nobody has checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredLimits {
    lowest: Measured,
    highest: Measured,
}

/// A scale whose lowest value is not below its highest.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a scale runs from a lower to a higher value, not from {lowest} to {highest}")]
pub struct InvalidScaleLimits {
    /// The lowest value given.
    pub lowest: f64,
    /// The highest value given.
    pub highest: f64,
}

/// Between which a figure lies, whatever the missing would have answered (Horowitz and Manski 2000).
///
/// This is no interval of confidence: it holds for certain, and tells nothing of chance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bounds {
    lower: f64,
    upper: f64,
}

/// One person who was due to be asked again.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp<A> {
    /// The group the person belongs to since the start: an arm of a trial, a neighbourhood, or `()` where all are one.
    pub arm: A,
    /// The score at the start, when there is one.
    pub baseline: Option<Measured>,
    /// Whether the person answered.
    pub answered: bool,
}

/// Takes everyone who was due; answers with what was [lost](Lost).
///
/// Like [`Change`](super::Change) it keeps how many people have each baseline, so every partition gives the same answer.
///
/// ```
/// use mentorship::impact::{Accumulate, Attrition, FollowUp, Measured};
///
/// let due: Attrition<&str> = [("mentor", true), ("mentor", true), ("waiting", true), ("waiting", false)]
///     .map(|(arm, answered)| FollowUp { arm, baseline: None, answered })
///     .into_iter()
///     .collect();
/// let lost = due.finish();
/// assert_eq!(lost.overall().share(), Some(0.25));
/// assert_eq!(lost.differential(), Some(0.5));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    from = "Vec<Due<A>>",
    into = "Vec<Due<A>>",
    bound(serialize = "A: Serialize + Clone", deserialize = "A: Deserialize<'de> + Ord")
)]
pub struct Attrition<A> {
    /// By arm, whether they answered, and baseline: how many people.
    people: BTreeMap<(A, bool, Option<Score>), u64>,
}

/// So many people alike: how [`Attrition`] is stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Due<A> {
    arm: A,
    answered: bool,
    baseline: Option<Score>,
    people: u64,
}

/// How many were lost between two moments, overall and by arm, and whether they had started elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lost<A> {
    overall: Loss,
    arms: Vec<ArmLoss<A>>,
    baselines: Comparison,
}

/// How many of those due did not answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Loss {
    answered: u64,
    missing: u64,
}

/// The [`Loss`] of one arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ArmLoss<A> {
    /// Which arm.
    pub arm: A,
    /// What it lost.
    pub loss: Loss,
}

/// What a gap at the start means for a finding (What Works Clearinghouse, *Standards Handbook* 4.1, 2020).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BaselineBalance {
    /// At most 0.05 deviations: alike.
    Alike,
    /// At most 0.25 deviations: a finding has to be adjusted for the baseline.
    Adjust,
    /// More: no adjustment makes up for it.
    Apart,
}

impl ScaleLimits {
    /// The limits of a scale, such as 1 and 5. Those of a change on it are −4 and 4.
    ///
    /// # Errors
    ///
    /// When the lowest is not below the highest.
    pub fn new(lowest: Measured, highest: Measured) -> Result<Self, InvalidScaleLimits> {
        if lowest < highest {
            Ok(Self { lowest, highest })
        } else {
            Err(InvalidScaleLimits { lowest: lowest.get(), highest: highest.get() })
        }
    }

    /// The lowest value.
    pub fn lowest(&self) -> f64 {
        self.lowest.get()
    }

    /// The highest value.
    pub fn highest(&self) -> f64 {
        self.highest.get()
    }

    /// The mean of all who were due, if those missing had all answered the lowest, or all the highest.
    ///
    /// `None` when nobody was due, and when the mean of the answers lies outside the scale.
    pub fn mean_bounds(&self, answers: &Spread, missing: u64) -> Option<Bounds> {
        let mean = match answers.mean() {
            Some(mean) if mean < self.lowest() || mean > self.highest() => return None,
            Some(mean) => mean,
            None => 0.0,
        };
        let (answered, missing) = (real(answers.n()), real(missing));
        let due = answered + missing;
        let with = |value: f64| (mean * answered + value * missing) / due;
        (due > 0.0).then(|| Bounds { lower: with(self.lowest()), upper: with(self.highest()) })
    }
}

impl TryFrom<StoredLimits> for ScaleLimits {
    type Error = InvalidScaleLimits;

    fn try_from(stored: StoredLimits) -> Result<Self, InvalidScaleLimits> {
        Self::new(stored.lowest, stored.highest)
    }
}

impl Bounds {
    /// The bounds of a share, such as of those who are satisfied: if none of those missing were, and if all were.
    ///
    /// `None` when nobody was due, and when there are more hits than answers.
    pub fn of_share(hits: u64, answered: u64, missing: u64) -> Option<Self> {
        let due = real(answered) + real(missing);
        (hits <= answered && due > 0.0)
            .then(|| Self { lower: real(hits) / due, upper: (real(hits) + real(missing)) / due })
    }

    /// What it is if the missing were all at the low end.
    pub fn lower(&self) -> f64 {
        self.lower
    }

    /// What it is if they were all at the high end.
    pub fn upper(&self) -> f64 {
        self.upper
    }

    /// How much is unknown because of them.
    pub fn width(&self) -> f64 {
        self.upper - self.lower
    }
}

impl<A> Default for Attrition<A> {
    fn default() -> Self {
        Self { people: BTreeMap::new() }
    }
}

impl<A: Ord> Attrition<A> {
    fn take(&mut self, arm: A, answered: bool, baseline: Option<Score>, people: u64) {
        if people > 0 {
            let so_far = self.people.entry((arm, answered, baseline)).or_default();
            *so_far = so_far.saturating_add(people);
        }
    }

    /// The baselines of those who answered, or of those who did not.
    fn baselines(&self, of_answered: bool) -> BTreeMap<Score, u64> {
        let mut baselines: BTreeMap<Score, u64> = BTreeMap::new();
        for ((_, answered, baseline), &people) in &self.people {
            if let Some(baseline) = baseline.filter(|_| *answered == of_answered) {
                let so_far = baselines.entry(baseline).or_default();
                *so_far = so_far.saturating_add(people);
            }
        }
        baselines
    }
}

impl<A: Ord + Clone> Accumulate for Attrition<A> {
    type Row = FollowUp<A>;
    type Answer = Lost<A>;

    fn add(&mut self, person: FollowUp<A>) {
        self.take(person.arm, person.answered, person.baseline.map(Score::from), 1);
    }

    fn merge(&mut self, other: &Self) {
        for ((arm, answered, baseline), &people) in &other.people {
            self.take(arm.clone(), *answered, *baseline, people);
        }
    }

    fn finish(&self) -> Lost<A> {
        let mut overall = Loss::default();
        let mut arms: Vec<ArmLoss<A>> = Vec::new();
        for ((arm, answered, _), &people) in &self.people {
            overall.take(*answered, people);
            // People are sorted by arm.
            match arms.last_mut() {
                Some(last) if last.arm == *arm => last.loss.take(*answered, people),
                _ => {
                    let mut loss = Loss::default();
                    loss.take(*answered, people);
                    arms.push(ArmLoss { arm: arm.clone(), loss });
                }
            }
        }
        let (answered, missing) = (self.baselines(true), self.baselines(false));
        let rounding = rounding(answered.keys().chain(missing.keys()).map(|score| score.get()));
        let sample = |of: &BTreeMap<Score, u64>| {
            Sample::of(&of.iter().map(|(score, &people)| (score.get(), people)).collect::<Vec<_>>(), rounding)
        };
        Lost { overall, arms, baselines: Comparison::of(sample(&answered), sample(&missing)) }
    }
}

impl<A: Ord + Clone> Extend<FollowUp<A>> for Attrition<A> {
    fn extend<I: IntoIterator<Item = FollowUp<A>>>(&mut self, people: I) {
        people.into_iter().for_each(|person| self.add(person));
    }
}

impl<A: Ord + Clone> FromIterator<FollowUp<A>> for Attrition<A> {
    fn from_iter<I: IntoIterator<Item = FollowUp<A>>>(people: I) -> Self {
        let mut taken = Self::default();
        taken.extend(people);
        taken
    }
}

impl<A: Ord> From<Vec<Due<A>>> for Attrition<A> {
    fn from(stored: Vec<Due<A>>) -> Self {
        let mut attrition = Self::default();
        for Due { arm, answered, baseline, people } in stored {
            attrition.take(arm, answered, baseline, people);
        }
        attrition
    }
}

impl<A> From<Attrition<A>> for Vec<Due<A>> {
    fn from(attrition: Attrition<A>) -> Self {
        attrition
            .people
            .into_iter()
            .map(|((arm, answered, baseline), people)| Due { arm, answered, baseline, people })
            .collect()
    }
}

impl<A: Ord> Lost<A> {
    /// How many were lost of all.
    pub fn overall(&self) -> Loss {
        self.overall
    }

    /// How many each arm lost, in order.
    pub fn arms(&self) -> &[ArmLoss<A>] {
        &self.arms
    }

    /// How many one arm lost; none of none, when it is not known.
    pub fn of(&self, arm: &A) -> Loss {
        let at = self.arms.binary_search_by(|other| other.arm.cmp(arm));
        at.map_or_else(|_| Loss::default(), |at| self.arms[at].loss)
    }

    /// The largest share lost by an arm less the smallest; `None` with fewer than two arms.
    pub fn differential(&self) -> Option<f64> {
        let shares = || self.arms.iter().filter_map(|arm| arm.loss.share());
        let (most, least) = (shares().reduce(f64::max)?, shares().reduce(f64::min)?);
        (self.arms.len() > 1).then_some(most - least)
    }

    /// How far apart those who answered and those who did not had started: the difference of the means of their
    /// baselines, the former minus the latter, in pooled deviations.
    ///
    /// `None` when either has no baseline at all, and when all baselines are equal.
    pub fn baseline_gap(&self) -> Option<f64> {
        self.baselines.d()
    }

    /// What that gap means.
    pub fn balance(&self) -> Option<BaselineBalance> {
        Some(BaselineBalance::of(self.baseline_gap()?))
    }
}

impl Loss {
    fn take(&mut self, answered: bool, people: u64) {
        let count = if answered { &mut self.answered } else { &mut self.missing };
        *count = count.saturating_add(people);
    }

    /// How many were due.
    pub fn due(&self) -> u64 {
        self.answered.saturating_add(self.missing)
    }

    /// How many answered.
    pub fn answered(&self) -> u64 {
        self.answered
    }

    /// How many did not.
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// The share that did not; `None` when nobody was due.
    pub fn share(&self) -> Option<f64> {
        (self.due() > 0).then(|| real(self.missing) / real(self.due()))
    }
}

impl BaselineBalance {
    /// What a gap means, in deviations either way.
    pub fn of(gap: f64) -> Self {
        match gap.abs() {
            gap if gap <= 0.05 => Self::Alike,
            gap if gap <= 0.25 => Self::Adjust,
            _ => Self::Apart,
        }
    }
}
