//! Goal attainment scaling: how far people came with goals of their own, on one scale for all.

use serde::{Deserialize, Serialize};

use super::{Accumulate, collects, distribution::real, moments::signed_real};

/// How far a goal was reached: −2 (much less than expected), −1, 0 (as expected), 1, 2 (much more than expected).
///
/// ```
/// use mentorship::impact::Attainment;
///
/// assert_eq!(Attainment::new(2)?.get(), 2);
/// assert!(Attainment::new(3).is_err());
/// # Ok::<(), mentorship::impact::InvalidAttainment>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i8")]
pub struct Attainment(i8);

/// A step that is not on the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a goal is reached in steps from -2 to 2, not {0}")]
pub struct InvalidAttainment(pub i64);

/// How much a goal matters beside the others of the same person, from 1 to 100; 1 unless said otherwise.
///
/// Only proportions count: goals of 1 and 2 score as those of 10 and 20.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "u8")]
pub struct GoalWeight(u8);

/// A weight that is not from 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a goal weighs 1 to 100, not {0}")]
pub struct InvalidGoalWeight(pub i64);

/// One goal of one person, with how far it was reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttainedGoal {
    /// How far it was reached.
    pub attainment: Attainment,
    /// How much it matters.
    pub weight: GoalWeight,
}

/// Takes the goals of *one* person; answers with that person's [`AttainmentScore`].
///
/// ```
/// use mentorship::impact::{Accumulate, AttainedGoal, Attainment, GoalAttainment, GoalWeight};
///
/// let goals: GoalAttainment = [
///     AttainedGoal { attainment: Attainment::new(1)?, weight: GoalWeight::new(2)? },
///     AttainedGoal { attainment: Attainment::new(0)?, weight: GoalWeight::new(1)? },
/// ]
/// .into_iter()
/// .collect();
/// let t = goals.finish().t().expect("there are goals");
/// assert!((t - 58.03).abs() < 0.01);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoalAttainment {
    goals: u64,
    /// Σ w.
    weights: u64,
    /// Σ w².
    squares: u64,
    /// Σ w x.
    reached: i64,
}

/// How far one person came with all of their goals.
///
/// T = 50 + 10 Σwx / √((1 − ρ) Σw² + ρ (Σw)²), where ρ = 0.3 is how much goals of one person are taken to correlate
/// (Kiresuk and Sherman 1968): 50 when goals are reached as expected, with a deviation of 10 over people if goals are
/// set realistically.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AttainmentScore {
    goals: u64,
    t: Option<f64>,
}

impl Attainment {
    /// Makes a step.
    ///
    /// # Errors
    ///
    /// When it is not from −2 to 2.
    pub fn new(step: impl Into<i64>) -> Result<Self, InvalidAttainment> {
        let step = step.into();
        match i8::try_from(step) {
            Ok(small) if (-2..=2).contains(&small) => Ok(Self(small)),
            _ => Err(InvalidAttainment(step)),
        }
    }

    /// The step.
    pub const fn get(self) -> i8 {
        self.0
    }
}

impl GoalWeight {
    /// Makes a weight.
    ///
    /// # Errors
    ///
    /// When it is not from 1 to 100.
    pub fn new(weight: impl Into<i64>) -> Result<Self, InvalidGoalWeight> {
        let weight = weight.into();
        match u8::try_from(weight) {
            Ok(small) if (1..=100).contains(&small) => Ok(Self(small)),
            _ => Err(InvalidGoalWeight(weight)),
        }
    }

    /// The weight.
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl Default for GoalWeight {
    fn default() -> Self {
        Self(1)
    }
}

impl Accumulate for GoalAttainment {
    type Row = AttainedGoal;
    type Answer = AttainmentScore;

    fn add(&mut self, goal: AttainedGoal) {
        let weight = u64::from(goal.weight.0);
        self.merge(&Self {
            goals: 1,
            weights: weight,
            squares: weight * weight,
            reached: i64::from(goal.weight.0) * i64::from(goal.attainment.0),
        });
    }

    fn merge(&mut self, other: &Self) {
        self.goals = self.goals.saturating_add(other.goals);
        self.weights = self.weights.saturating_add(other.weights);
        self.squares = self.squares.saturating_add(other.squares);
        self.reached = self.reached.saturating_add(other.reached);
    }

    fn finish(&self) -> AttainmentScore {
        let (weights, squares) = (real(self.weights), real(self.squares));
        let scale = ((1.0 - RHO) * squares + RHO * weights * weights).sqrt();
        let t = (scale > 0.0).then(|| 50.0 + 10.0 * signed_real(self.reached.into()) / scale);
        AttainmentScore { goals: self.goals, t }
    }
}

collects!(GoalAttainment, AttainedGoal);

/// How much the goals of one person are taken to correlate: Kiresuk and Sherman's figure, which all who compare T use.
const RHO: f64 = 0.3;

impl AttainmentScore {
    /// How many goals it is of.
    pub fn goals(&self) -> u64 {
        self.goals
    }

    /// The score T; `None` without goals.
    pub fn t(&self) -> Option<f64> {
        self.t
    }
}

impl TryFrom<i64> for Attainment {
    type Error = InvalidAttainment;

    fn try_from(step: i64) -> Result<Self, InvalidAttainment> {
        Self::new(step)
    }
}

impl From<Attainment> for i8 {
    fn from(attainment: Attainment) -> Self {
        attainment.0
    }
}

impl TryFrom<i64> for GoalWeight {
    type Error = InvalidGoalWeight;

    fn try_from(weight: i64) -> Result<Self, InvalidGoalWeight> {
        Self::new(weight)
    }
}

impl From<GoalWeight> for u8 {
    fn from(weight: GoalWeight) -> Self {
        weight.0
    }
}
