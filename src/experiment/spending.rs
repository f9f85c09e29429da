//! How much error may be spent at each look, and what a look must therefore reach.
//!
//! Who looks five times and takes the first p below 0.05 is wrong not once in twenty times but once in seven. A spending
//! function says beforehand how much of the error is used up by a share of the information (Lan and `DeMets` 1983); the level
//! of each look follows by integrating over all courses that have not ended yet (Armitage, `McPherson` and Rowe 1969).

use serde::{Deserialize, Serialize};

use crate::impact::distribution::{normal_quantile, normal_upper};

/// How the error is spread over the looks.
///
/// ```
/// use mentorship::experiment::Spending;
///
/// let looks = Spending::OBrienFleming.boundaries(0.05, &[0.2, 0.4, 0.6, 0.8, 1.0]).expect("they ascend to 1");
/// let z: Vec<String> = looks.iter().map(|look| format!("{:.3}", look.z)).collect();
/// assert_eq!(z, ["4.877", "3.357", "2.680", "2.290", "2.031"]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spending {
    /// Hardly any at first, most at the end, as O'Brien and Fleming's bounds do: 4 (1 − Φ(z / √t)) with z the upper α/4
    /// quantile. The last look loses almost nothing by the earlier ones.
    #[default]
    OBrienFleming,
    /// About as much at each look, as Pocock's bounds do: α ln(1 + (e − 1) t). Ends early more easily, and asks more of the
    /// last look.
    Pocock,
    /// Everything at the last look. There is no other.
    AtTheEnd,
}

/// What one look must reach.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Boundary {
    /// The share of the planned information, above 0 and up to 1.
    pub share: f64,
    /// The error spent up to and with this look, both sides together.
    pub spent: f64,
    /// The normal statistic that must be reached, either way.
    pub z: f64,
    /// The same as a two-sided p-value: the nominal level of this look.
    pub level: f64,
}

/// A look as the integration sees it: how much information there is, in any unit, and what may be spent up to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stage {
    pub(super) information: f64,
    pub(super) spent: f64,
}

/// The statistic at which a look ends the course, and the same as a two-sided p-value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Critical {
    pub(super) z: f64,
    pub(super) level: f64,
}

impl Spending {
    /// How much of the error `alpha` is spent by a share of the information; beyond 1 all of it, below 0 nothing.
    pub fn spent(self, alpha: f64, share: f64) -> f64 {
        if share >= 1.0 {
            return alpha;
        }
        if share <= 0.0 {
            return 0.0;
        }
        match self {
            Self::OBrienFleming => 4.0 * normal_upper(-normal_quantile(alpha / 4.0) / share.sqrt()),
            Self::Pocock => alpha * libm::log1p((std::f64::consts::E - 1.0) * share),
            Self::AtTheEnd => 0.0,
        }
    }

    /// What each look must reach, for looks at these shares of the information.
    ///
    /// `None` unless `alpha` lies above 0 and below 1, the shares ascend above 0 and up to 1, and each look spends something.
    ///
    /// # Complexity
    ///
    /// O(looks · p²) for p points, some hundreds; more where looks are close together.
    pub fn boundaries(self, alpha: f64, shares: &[f64]) -> Option<Vec<Boundary>> {
        let ascend = shares.iter().try_fold(0.0, |last, &share| (share > last).then_some(share));
        if !(alpha > 0.0 && alpha < 1.0 && ascend? <= 1.0) {
            return None;
        }
        let spent = |share| self.spent(alpha, share);
        let stages: Vec<Stage> =
            shares.iter().map(|&share| Stage { information: share, spent: spent(share) }).collect();
        let critical = critical_values(&stages)?;
        let boundary = |(&share, Critical { z, level }): (&f64, Critical)| Boundary {
            share,
            spent: spent(share),
            z,
            level,
        };
        Some(shares.iter().zip(critical).map(boundary).collect())
    }
}

/// The normal statistic at which each look ends the course, such that what is spent up to it is as wanted. Information
/// ascends above 0. `None` when a look has nothing to spend.
///
/// The course is a Brownian motion in information. Before each look the density of the courses that have not ended lies
/// between the bounds of the last; at the look each moves on by a normal step.
pub(super) fn critical_values(stages: &[Stage]) -> Option<Vec<Critical>> {
    let mut values = Vec::with_capacity(stages.len());
    let mut going_on: Option<Density> = None;
    let mut before = Stage { information: 0.0, spent: 0.0 };
    for (at, &stage) in stages.iter().enumerate() {
        let spend = stage.spent - before.spent;
        let step = (stage.information - before.information).sqrt();
        if spend <= 0.0 || step <= 0.0 {
            return None;
        }
        let root = stage.information.sqrt();
        let critical = match &going_on {
            // What is spent at first is the level itself, to the last digit.
            None => Critical { z: -normal_quantile(spend / 2.0), level: spend },
            Some(density) => {
                let z = level_reached(|z| density.beyond(z * root, step), spend);
                Critical { z, level: 2.0 * normal_upper(z) }
            }
        };
        values.push(critical);
        if let Some(next) = stages.get(at + 1) {
            let next_step = (next.information - stage.information).max(0.0).sqrt();
            let edge = critical.z * root;
            going_on = Some(match &going_on {
                None => Density::new(edge, step.min(next_step), |u| normal_density(u / step) / step),
                Some(density) => Density::new(edge, step.min(next_step), |u| density.at(u, step)),
            });
        }
        before = stage;
    }
    Some(values)
}

/// The z at which a falling function comes down to a value, by bisection.
fn level_reached(falling: impl Fn(f64) -> f64, value: f64) -> f64 {
    // Beyond 38 the normal tail is no longer a number.
    let (mut low, mut high) = (0.0, 38.0);
    // Each round halves the width; after 60 it is below the last digit.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if falling(middle) > value {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

/// The density of courses that have not ended, at the points of a Gauss–Legendre rule: each point with its density times
/// its weight.
struct Density(Vec<(f64, f64)>);

impl Density {
    /// Between −`edge` and `edge`, in panels of half the narrowest normal step that is taken from or to there: five points
    /// in each leave an error near 10⁻¹².
    fn new(edge: f64, narrowest: f64, density: impl Fn(f64) -> f64) -> Self {
        /// The points and weights of five on [−1, 1] (Abramowitz and Stegun 1964, table 25.4).
        const RULE: [(f64, f64); 5] = [
            (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
            (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
            (0.0, 0.568_888_888_888_888_9),
            (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
            (0.906_179_845_938_664, 0.236_926_885_056_189_08),
        ];
        /// So that looks very close together take time, but not forever.
        const MOST_PANELS: u32 = 400;
        let mut panels = 1;
        while panels < MOST_PANELS && 2.0 * edge / f64::from(panels) > narrowest / 2.0 {
            panels += 1;
        }
        let half = edge / f64::from(panels);
        let points = (0..panels).flat_map(|panel| {
            let middle = (2.0 * f64::from(panel) + 1.0) * half - edge;
            RULE.map(|(at, weight)| (middle + at * half, weight * half))
        });
        Self(points.map(|(at, weight)| (at, weight * density(at))).collect())
    }

    /// The density at a place one step later.
    fn at(&self, place: f64, step: f64) -> f64 {
        self.0.iter().map(|&(from, mass)| mass * normal_density((place - from) / step) / step).sum()
    }

    /// How much lies beyond an edge, either way, one step later: twice one side, since both are alike.
    fn beyond(&self, edge: f64, step: f64) -> f64 {
        2.0 * self.0.iter().map(|&(from, mass)| mass * normal_upper((edge - from) / step)).sum::<f64>()
    }
}

fn normal_density(z: f64) -> f64 {
    // 1 / √(2π)
    const PEAK: f64 = 0.398_942_280_401_432_7;
    PEAK * libm::exp(-0.5 * z * z)
}
