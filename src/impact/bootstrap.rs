//! Bootstrap limits that are corrected for bias and skewness.
//!
//! In: the values of one group or of two. Out: between which limits their mean, or the difference of their means, lies. It
//! asks of the values only that they are independent, and bends where they are skewed. Whole clusters, and ratios, are
//! resampled by [`bootstrap_ratio`](super::bootstrap_ratio).

use serde::Serialize;

use super::{
    Confidence, Interval, Measured, QuantileType,
    distribution::{normal_cdf, normal_quantile, real},
    moments::signed_real,
    permutation::{Steps, as_i128},
    quantiles::quantile_of_sorted,
    resample::SplitMix64,
};

/// How to resample: from which seed, how often, and for which confidence.
///
/// A seed gives the same bytes everywhere, whatever the order of the values: they are sorted first, and each replicate
/// draws as many as there are, with replacement, by the index u mod n, u being the next number of `SplitMix64`. Of two
/// groups each replicate draws the first, then the second.
///
/// ```
/// use mentorship::impact::{Bootstrap, InvalidMeasured, Measured};
///
/// let months = [1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 6.0, 14.0].map(Measured::new);
/// let months = months.into_iter().collect::<Result<Vec<_>, _>>()?;
/// let bca = Bootstrap::new(2026, 2000).mean(&months).expect("they differ");
/// assert_eq!(bca.value(), 4.375);
/// let (lower, upper) = bca.interval().ends().expect("both ends are numbers");
/// assert!(bca.value() - lower < upper - bca.value(), "the long stays pull upwards");
/// # Ok::<(), InvalidMeasured>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bootstrap {
    seed: u64,
    replicates: u32,
    confidence: Confidence,
}

/// A figure with its `BCa` interval: bias-corrected and accelerated (Efron 1987; Efron and Tibshirani 1993, ch. 14).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bca {
    value: f64,
    bias: f64,
    acceleration: f64,
    interval: Interval,
}

/// Squared and cubed deviations from the mean of a group.
struct Deviations {
    n: f64,
    squares: f64,
    cubes: f64,
}

impl Bootstrap {
    /// So many replicates from a seed, for 95 % confidence.
    pub fn new(seed: u64, replicates: u32) -> Self {
        Self { seed, replicates, confidence: Confidence::default() }
    }

    /// The same for another confidence.
    #[must_use]
    pub fn confidence(self, confidence: Confidence) -> Self {
        Self { confidence, ..self }
    }

    /// The mean of a group.
    ///
    /// `None` of fewer than two values, when all are equal, or when every replicate fell on one side.
    ///
    /// # Complexity
    ///
    /// O(n·r + r log r) for n values and r replicates.
    pub fn mean(&self, values: &[Measured]) -> Option<Bca> {
        let steps = Steps::of(values.iter());
        let group = in_order(values, &steps).filter(|group| varies(group, &steps))?;
        let mut random = SplitMix64::new(self.seed);
        let sums = (0..self.replicates).map(|_| drawn(&group, &mut random)).collect();
        let Deviations { squares, cubes, .. } = Deviations::of(&group);
        let observed = group.iter().copied().map(i128::from).sum();
        let rounding = 2 * as_i128(group.len()) * i128::from(steps.rounding);
        self.limits(sums, observed, rounding, [cubes, squares], |sum| steps.mean(sum, group.len()))
    }

    /// The mean of the first group less that of the second.
    ///
    /// The acceleration takes both groups together as in `SciPy`: Σⱼ Σᵢ Uⱼᵢ³/nⱼ³ over 6 (Σⱼ Σᵢ Uⱼᵢ²/nⱼ²)^(3/2), where Uⱼᵢ is
    /// (nⱼ − 1) times what leaving out i changes.
    ///
    /// `None` when a group has fewer than two values, when neither group varies, or when every replicate fell on one side.
    ///
    /// # Complexity
    ///
    /// O(n·r + r log r) for n values and r replicates.
    pub fn difference(&self, a: &[Measured], b: &[Measured]) -> Option<Bca> {
        let steps = Steps::of(a.iter().chain(b));
        let (a, b) = (in_order(a, &steps)?, in_order(b, &steps)?);
        if !varies(&a, &steps) && !varies(&b, &steps) {
            return None;
        }
        let (n_a, n_b) = (as_i128(a.len()), as_i128(b.len()));
        let mut random = SplitMix64::new(self.seed);
        // The difference of the means times n_a n_b.
        let sums = (0..self.replicates)
            .map(|_| {
                let of_a = drawn(&a, &mut random);
                n_b * of_a - n_a * drawn(&b, &mut random)
            })
            .collect();
        let (of_a, of_b) = (Deviations::of(&a), Deviations::of(&b));
        let cubes = of_a.cubes / of_a.n.powi(3) - of_b.cubes / of_b.n.powi(3);
        let squares = of_a.squares / of_a.n.powi(2) + of_b.squares / of_b.n.powi(2);
        let sum = |group: &[i64]| group.iter().copied().map(i128::from).sum::<i128>();
        let observed = n_b * sum(&a) - n_a * sum(&b);
        let rounding = 4 * n_a * n_b * i128::from(steps.rounding);
        self.limits(sums, observed, rounding, [cubes, squares], |sum| {
            signed_real(sum) / signed_real(n_a) / signed_real(n_b) * steps.step
        })
    }

    /// The limits from replicates in whole numbers, the observed one among them, by how much two may be apart and still
    /// the same, and the cubes and squares of the influences.
    fn limits(
        &self,
        mut sums: Vec<i128>,
        observed: i128,
        rounding: i128,
        [cubes, squares]: [f64; 2],
        value: impl Fn(i128) -> f64,
    ) -> Option<Bca> {
        if sums.is_empty() {
            return None;
        }
        sums.sort_unstable();
        let below = sums.partition_point(|&sum| sum < observed - rounding);
        let up_to = sums.partition_point(|&sum| sum <= observed + rounding);
        // Those that fall on the value itself count half.
        let point = f64::midpoint(real(below as u64), real(up_to as u64)) / real(sums.len() as u64);
        if point <= 0.0 || point >= 1.0 {
            return None;
        }
        let bias = normal_quantile(point);
        let acceleration = cubes / (6.0 * squares * squares.sqrt());
        let values: Vec<f64> = sums.into_iter().map(&value).collect();
        let end = |point| {
            let shifted = bias + normal_quantile(point);
            let stretch = 1.0 - acceleration * shifted;
            let at = normal_cdf(bias + shifted / stretch);
            (stretch > 0.0).then(|| quantile_of_sorted(&values, at, QuantileType::Type7))?
        };
        let upper_point = self.confidence.upper_point();
        let interval = Interval::new(end(1.0 - upper_point)?, end(upper_point)?, self.confidence);
        Some(Bca { value: value(observed), bias, acceleration, interval })
    }
}

impl Bca {
    /// The figure itself.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// The correction for bias z₀: the normal quantile of the share of replicates below the figure, those on it counting
    /// half.
    pub fn bias(&self) -> f64 {
        self.bias
    }

    /// The acceleration â, from the jackknife.
    pub fn acceleration(&self) -> f64 {
        self.acceleration
    }

    /// The interval; its ends are type-7 quantiles of the replicates.
    pub fn interval(&self) -> Interval {
        self.interval
    }
}

impl Deviations {
    fn of(group: &[i64]) -> Self {
        let n = real(group.len() as u64);
        let sum: i128 = group.iter().copied().map(i128::from).sum();
        let mean = signed_real(sum) / n;
        let (mut squares, mut cubes) = (0.0, 0.0);
        for &value in group {
            let off = signed_real(i128::from(value)) - mean;
            squares += off * off;
            cubes += off * off * off;
        }
        Self { n, squares, cubes }
    }
}

/// The values in steps, in order; `None` of fewer than two.
fn in_order(values: &[Measured], steps: &Steps) -> Option<Vec<i64>> {
    let mut group: Vec<i64> = values.iter().map(|&value| steps.whole(value)).collect();
    group.sort_unstable();
    (group.len() > 1).then_some(group)
}

/// Whether the values differ by more than rounding.
fn varies(group: &[i64], steps: &Steps) -> bool {
    group.first().zip(group.last()).is_some_and(|(first, last)| last - first > 2 * steps.rounding)
}

/// The sum of as many values as there are, drawn with replacement.
fn drawn(group: &[i64], random: &mut SplitMix64) -> i128 {
    i128::from(group.iter().map(|_| group[random.index(group.len())]).sum::<i64>())
}
