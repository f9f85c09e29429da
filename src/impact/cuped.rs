//! Less noise in a comparison: what was known before is taken out of what came after.

use serde::Serialize;

use super::{
    Comparison, Paired,
    change::{Sample, rounding},
    distribution::real,
};

/// Two groups compared after their baseline was taken out (CUPED: Deng, Xu, Kohavi and Walker 2013, *Improving the
/// Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment Data*; analysis of covariance by an older name).
///
/// Each outcome y becomes y − θ (x − x̄): x is the person's baseline, x̄ the mean baseline of both groups together, θ the
/// slope of y on x within the groups, Σ `S_xy` / Σ `S_xx` (their means must not lend it the effect). Where lots were drawn the
/// baseline differs by chance alone, so this narrows the interval and does not move what is estimated. That θ was estimated
/// from the same people is not counted in the degrees of freedom. Where lots were *not* drawn it is no cure for groups that
/// started apart.
///
/// ```
/// use mentorship::impact::{Cuped, InvalidMeasured, Paired};
///
/// let pairs = |list: [(f64, f64); 4]| {
///     list.into_iter().map(|(pre, post)| Paired::new(pre, post)).collect::<Result<Vec<_>, _>>()
/// };
/// let buddies = pairs([(2.0, 4.0), (3.0, 4.5), (5.0, 7.0), (6.0, 7.5)])?;
/// let waiting = pairs([(1.0, 2.0), (3.0, 3.5), (4.0, 5.0), (8.0, 8.5)])?;
/// let cuped = Cuped::between(&buddies, &waiting);
/// assert!(cuped.removed().is_some_and(|share| share > 0.9));
/// let adjusted = cuped.adjusted().difference().expect("both have people");
/// assert!((adjusted - 1.0).abs() < 0.1);
/// # Ok::<(), InvalidMeasured>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Cuped {
    theta: Option<f64>,
    removed: Option<f64>,
    adjusted: Comparison,
}

/// Sums of squares and products of the deviations from a group's means.
struct Within {
    baseline: f64,
    outcome: f64,
    both: f64,
}

impl Cuped {
    /// Compares the first group with the second, each person given with baseline (before) and outcome (after). The order of
    /// people does not matter.
    ///
    /// Without variation in the baseline there is nothing to take out, and the comparison is that of the outcomes.
    pub fn between(a: &[Paired], b: &[Paired]) -> Self {
        let (a, b) = (in_order(a), in_order(b));
        let all = || a.iter().chain(&b);
        let people = real((a.len() + b.len()) as u64);
        let baseline_rounding = rounding(all().map(|pair| pair.pre()));
        let outcome_rounding = rounding(all().map(|pair| pair.post()));
        let (of_a, of_b) = (Within::of(&a), Within::of(&b));
        let baseline = of_a.baseline + of_b.baseline;
        let outcome = of_a.outcome + of_b.outcome;
        let both = of_a.both + of_b.both;

        let varies = |squares: f64, rounding: f64| squares > people * rounding * rounding;
        let theta =
            varies(baseline, baseline_rounding).then(|| both / baseline).filter(|theta| theta.is_finite());
        let slope = theta.unwrap_or(0.0);
        let removed = varies(outcome, outcome_rounding).then(|| (slope * (both / outcome)).clamp(0.0, 1.0));

        // Baselines are small beside 1e100, their sum is finite.
        let mean = if people > 0.0 { all().map(|pair| pair.pre()).sum::<f64>() / people } else { 0.0 };
        let rounding = outcome_rounding + slope.abs() * baseline_rounding;
        let sample = |group: &[Paired]| {
            let values: Vec<(f64, u64)> =
                group.iter().map(|pair| (pair.post() - slope * (pair.pre() - mean), 1)).collect();
            Sample::of(&values, rounding)
        };
        Self { theta, removed, adjusted: Comparison::of(sample(&a), sample(&b)) }
    }

    /// How much of the outcome goes with one unit of the baseline; `None` when the baseline does not vary.
    pub fn theta(&self) -> Option<f64> {
        self.theta
    }

    /// The share of the variance within the groups that the baseline took out, from 0 to 1; `None` when the outcome does
    /// not vary.
    pub fn removed(&self) -> Option<f64> {
        self.removed
    }

    /// The groups compared with the baseline taken out: difference, Welch's interval and test.
    pub fn adjusted(&self) -> &Comparison {
        &self.adjusted
    }
}

impl Within {
    fn of(group: &[Paired]) -> Self {
        let n = real(group.len() as u64);
        let mean = |of: fn(Paired) -> f64| group.iter().map(|&pair| of(pair)).sum::<f64>() / n;
        let (baseline, outcome) = (mean(Paired::pre), mean(Paired::post));
        group.iter().fold(Self { baseline: 0.0, outcome: 0.0, both: 0.0 }, |sums, pair| {
            let (x, y) = (pair.pre() - baseline, pair.post() - outcome);
            Self { baseline: sums.baseline + x * x, outcome: sums.outcome + y * y, both: sums.both + x * y }
        })
    }
}

fn in_order(group: &[Paired]) -> Vec<Paired> {
    let mut pairs = group.to_vec();
    pairs.sort_unstable();
    pairs
}
