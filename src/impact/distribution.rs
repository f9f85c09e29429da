//! The distribution functions that intervals and tests are read from, under the names that statistics gives them.
//!
//! What `statrs` 0.19 and `libm` give to the last digits comes from there. The rest is here, because it does not: the error
//! function of `statrs` is off by 9e-11 near 0.7, and its incomplete beta function stops after 140 rounds whether or not
//! it has converged, so that the 0.975 quantile of t is off in the 12th digit at 30 degrees of freedom and in the 5th at
//! a million. Quantiles are found by bisection, which cannot stray. Elementary functions come from `libm`, which gives the
//! same bits everywhere.
//!
//! Arguments are checked by the callers: degrees of freedom and shapes are positive and finite, points lie strictly
//! between 0 and 1. Nothing here panics when they are not.

use statrs::function::{erf, gamma};

/// A count as a real number: exact up to 2^53, and to the 16th digit beyond.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts beyond 2^53 keep their first 16 digits, as all figures do"
)]
pub(crate) fn real(count: u64) -> f64 {
    count as f64
}

/// The share of a standard normal at or below `z`.
pub(crate) fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The share of a standard normal above `z`, accurate far out.
pub(crate) fn normal_upper(z: f64) -> f64 {
    normal_cdf(-z)
}

/// The standard normal quantile of a point.
pub(crate) fn normal_quantile(point: f64) -> f64 {
    -std::f64::consts::SQRT_2 * erf::erfc_inv(2.0 * point)
}

/// The share of Student's t above `t`, accurate far out.
pub(crate) fn t_upper(t: f64, df: f64) -> f64 {
    let square = t * t;
    if square.is_infinite() {
        return if t > 0.0 { 0.0 } else { 1.0 };
    }
    let outside = 0.5 * beta_cdf(df / (df + square), square / (df + square), df / 2.0, 0.5);
    if t > 0.0 { outside } else { 1.0 - outside }
}

/// The quantile of Student's t.
pub(crate) fn t_quantile(point: f64, df: f64) -> f64 {
    if point < 0.5 {
        return -upwards(|t| t_upper(t, df) <= point);
    }
    let outside = 1.0 - point;
    upwards(|t| t_upper(t, df) <= outside)
}

/// The share of F at or below `f`.
pub(crate) fn f_cdf(f: f64, df_above: f64, df_below: f64) -> f64 {
    if f <= 0.0 {
        return 0.0;
    }
    let (above, below) = (df_above * f, df_below);
    beta_cdf(above / (above + below), below / (above + below), df_above / 2.0, df_below / 2.0)
}

/// The quantile of F.
pub(crate) fn f_quantile(point: f64, df_above: f64, df_below: f64) -> f64 {
    upwards(|f| f_cdf(f, df_above, df_below) >= point)
}

/// The share of chi-squared above `x`.
pub(crate) fn chi_squared_upper(x: f64, df: f64) -> f64 {
    if x <= 0.0 { 1.0 } else { gamma::checked_gamma_ur(df / 2.0, x / 2.0).unwrap_or(0.0) }
}

/// The quantile of the beta distribution with shapes `a` and `b`.
pub(crate) fn beta_quantile(point: f64, a: f64, b: f64) -> f64 {
    between(0.0, 1.0, |x| beta_cdf(x, 1.0 - x, a, b) >= point)
}

/// The share of a binomial with `of` tries of probability one half that has at most `hits` hits.
pub(crate) fn fair_coin_at_most(hits: u64, of: u64) -> f64 {
    if hits >= of { 1.0 } else { beta_cdf(0.5, 0.5, real(of - hits), real(hits) + 1.0) }
}

/// The natural logarithm of Γ.
pub(crate) fn ln_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// The regularised incomplete beta function: the share of the beta distribution with shapes `a` and `b` at or below `x`.
/// Its complement `y = 1 - x` comes along, because near 1 it is known better than the subtraction tells.
pub(crate) fn beta_cdf(x: f64, y: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || y <= 0.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    // How far the mean lies above the point, times a + b; from the smaller part, which has the digits.
    let above = if x < y { a - (a + b) * x } else { (a + b) * y - b };
    if above >= 0.0 {
        beta_cdf_below_mean(x, y, a, b, above)
    } else {
        1.0 - beta_cdf_below_mean(y, x, b, a, -above)
    }
}

/// The continued fraction of Didonato and Morris (1992, *Significant Digit Computation of the Incomplete Beta Function
/// Ratios*, eq. 9), by the recurrence of numerators and denominators. It converges below the mean, in a number of rounds
/// that grows with the root of the larger shape.
fn beta_cdf_below_mean(x: f64, y: f64, a: f64, b: f64, above: f64) -> f64 {
    // Enough for shapes up to 10^9; below 10^4 a few dozen do.
    const ROUNDS: u32 = 100_000;
    let first = 1.0 + 1.0 / a;
    // The last two numerators and denominators, divided by the last denominator.
    let (mut numerator_before, mut denominator_before) = (0.0, first / (1.0 + above));
    let mut fraction = first / (1.0 + above);
    for round in 1..=ROUNDS {
        let round = f64::from(round);
        let alpha = (a + round - 1.0) * (a + b + round - 1.0) / (a + 2.0 * round - 1.0).powi(2)
            * (round * (b - round) * x * x);
        let beta = round
            + round * (b - round) * x / (a + 2.0 * round - 1.0)
            + (a + round) / (a + 2.0 * round + 1.0) * (above + 1.0 + round * (1.0 + y));
        let numerator = alpha * numerator_before + beta * fraction;
        let denominator = alpha * denominator_before + beta;
        let next = numerator / denominator;
        (numerator_before, denominator_before) = (fraction / denominator, denominator.recip());
        let settled = (next - fraction).abs() <= f64::EPSILON * next.abs();
        fraction = next;
        if settled {
            break;
        }
    }
    (beta_density(x, y, a, b) * fraction).clamp(0.0, 1.0)
}

/// x^a y^b / B(a, b), by the deviation from the mean, so that large logarithms are not taken from each other (Loader
/// 2000).
fn beta_density(x: f64, y: f64, a: f64, b: f64) -> f64 {
    let sum = a + b;
    let (mean, rest) = (a / sum, b / sum);
    // How far the point lies above the mean, from the smaller parts, which have the digits.
    let above = if x < y { x - mean } else { rest - y };
    // ln(part / whole) where both are close, and where they are not.
    let ln_ratio = |part: f64, whole: f64, more: f64| {
        let change = more / whole;
        if change.abs() < 0.5 { libm::log1p(change) } else { libm::log(part / whole) }
    };
    let exponent = a * ln_ratio(x, mean, above) + b * ln_ratio(y, rest, -above);
    let corrections = stirling_error(sum) - stirling_error(a) - stirling_error(b);
    libm::exp(exponent + corrections) * (a * rest / std::f64::consts::TAU).sqrt()
}

/// By how much ln Γ(x) exceeds Stirling's (x - 1/2) ln x - x + ln √(2π).
fn stirling_error(x: f64) -> f64 {
    if x < 16.0 {
        return ln_gamma(x) - ((x - 0.5) * libm::log(x) - x + 0.5 * libm::log(std::f64::consts::TAU));
    }
    let square = (x * x).recip();
    (1.0 / 12.0
        - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square / 1188.0))))
        / x
}

/// The smallest positive number at which `reached` holds, when it holds from some number on.
fn upwards(reached: impl Fn(f64) -> bool) -> f64 {
    let mut above = 1.0;
    while !reached(above) && above < 1e300 {
        above *= 2.0;
    }
    let mut below = above / 2.0;
    while reached(below) && below > 1e-300 {
        below /= 2.0;
    }
    between(below, 2.0 * below, reached)
}

/// The smallest number between two at which `reached` holds, when it holds from some number on: by bisection, until no
/// number lies between.
pub(crate) fn between(mut below: f64, mut above: f64, reached: impl Fn(f64) -> bool) -> f64 {
    // Halving exhausts the 53 bits of a number near 1; what lies closer to 0 needs a round more for each power of two.
    for _ in 0..1100 {
        let middle = f64::midpoint(below, above);
        if middle <= below || middle >= above {
            break;
        }
        if reached(middle) {
            above = middle;
        } else {
            below = middle;
        }
    }
    above
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A point x, shapes a and b, and the share at or below x.
    const LARGE: [(f64, f64, f64, f64); 8] = [
        (0.4, 500.0, 700.0, 0.120_516_289_089_432_07),
        (0.455, 50_000.0, 60_000.0, 0.619_028_808_746_469_6),
        (0.500_1, 500_000.0, 500_000.0, 0.579_259_690_669_047_4),
        (0.49, 500_000.0, 500_000.0, 2.645_626_708_750_47e-89),
        (3e-06, 2.0, 1_000_000.0, 0.800_852_622_695_550_8),
        (0.999_997, 1_000_000.0, 2.5, 0.306_217_604_809_461_7),
        (0.5, 20.0, 16.0, 0.249_779_916_601_255_54),
        (0.3, 15.5, 16.5, 0.015_307_399_805_439_388),
    ];

    /// Figures of other packages (`source` in the file names them): for each case of that name the points, and what is
    /// expected under that key.
    fn reference(name: &str, key: &str) -> Vec<(Vec<f64>, f64)> {
        let file = include_str!("../../tests/data/reference/distributions.json");
        let file: serde_json::Value = serde_json::from_str(file).unwrap();
        let case = file["cases"].as_array().unwrap().iter().find(|case| case["name"] == name).unwrap();
        let points: Vec<Vec<f64>> = serde_json::from_value(case["data"]["points"].clone()).unwrap();
        let expected: Vec<f64> = serde_json::from_value(case["expect"][key].clone()).unwrap();
        assert_eq!(points.len(), expected.len());
        points.into_iter().zip(expected).collect()
    }

    #[track_caller]
    fn check(name: &str, key: &str, tolerance: f64, function: impl Fn(&[f64]) -> f64) {
        for (mut point, expected) in reference(name, key) {
            let found = function(&point);
            let close = (found - expected).abs() <= tolerance * expected.abs() + 1e-290;
            // Where the last bits of the point decide, the figure lies between those of its neighbours.
            let at = point[0];
            let mut beside = |at| {
                point[0] = at;
                function(&point)
            };
            let (below, above) = (beside(at.next_down().next_down()), beside(at.next_up().next_up()));
            let between = key == "quantile" && below <= expected && expected <= above;
            assert!(close || between, "at {at} of {point:?}: {found:?} instead of {expected:?}");
        }
    }

    #[test]
    fn the_normal_is_right_in_both_tails_and_back() {
        check("normal_cdf", "cdf", 1e-13, |at| normal_cdf(at[0]));
        check("normal_cdf", "sf", 1e-13, |at| normal_upper(at[0]));
        check("normal_quantile", "quantile", 1e-13, |at| normal_quantile(at[0]));
    }

    #[test]
    fn the_t_is_right_in_both_tails_and_back() {
        check("t_cdf", "cdf", 1e-12, |at| t_upper(-at[0], at[1]));
        check("t_cdf", "sf", 1e-12, |at| t_upper(at[0], at[1]));
        check("t_quantile", "quantile", 1e-12, |at| t_quantile(at[0], at[1]));
    }

    #[test]
    fn the_f_is_right_in_both_tails_and_back() {
        check("f_cdf", "cdf", 1e-12, |at| f_cdf(at[0], at[1], at[2]));
        check("f_quantile", "quantile", 1e-12, |at| f_quantile(at[0], at[1], at[2]));
    }

    #[test]
    fn the_beta_is_right_in_both_tails_and_back() {
        check("beta_cdf", "cdf", 1e-12, |at| beta_cdf(at[0], 1.0 - at[0], at[1], at[2]));
        check("beta_cdf", "sf", 1e-12, |at| beta_cdf(1.0 - at[0], at[0], at[2], at[1]));
        check("beta_quantile", "quantile", 1e-12, |at| beta_quantile(at[0], at[1], at[2]));
    }

    #[test]
    fn the_upper_tail_of_chi_squared_is_right() {
        check("chi2_cdf", "sf", 1e-12, |at| chi_squared_upper(at[0], at[1]));
    }

    #[test]
    fn large_shapes_keep_their_digits() {
        // mpmath 1.4.1.
        for (x, a, b, expected) in LARGE {
            let found = beta_cdf(x, 1.0 - x, a, b);
            assert!(
                (found - expected).abs() < 1e-10 * expected,
                "I_{x}({a}, {b}) is {found}, not {expected}"
            );
        }
    }

    #[test]
    fn a_fair_coin_is_counted_exactly() {
        let close = |hits, of, expected: f64| (fair_coin_at_most(hits, of) - expected).abs() < 1e-14;
        assert!(close(0, 1, 0.5) && close(0, 3, 0.125) && close(1, 3, 0.5) && close(2, 3, 0.875));
        assert!(close(3, 3, 1.0) && close(0, 0, 1.0) && close(0, 0, 1.0));
        assert!(close(2, 10, 56.0 / 1024.0));
    }

    #[test]
    fn the_logarithm_of_gamma_is_that_of_a_factorial() {
        assert!((ln_gamma(11.0) - 3_628_800_f64.ln()).abs() < 1e-13);
    }
}
