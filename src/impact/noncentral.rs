//! The noncentral t distribution, which intervals of a standardised effect and the power of a t test are read from.
//!
//! (Z + δ) / S, where Z is standard normal, and S² a chi-squared with `df` degrees of freedom divided by `df`, is at most
//! t exactly when Z ≤ tS − δ. So its distribution function is the mean of Φ(tS − δ) over S. With S = e^u the density of u
//! is proportional to exp(df (u − (e^{2u} − 1) / 2)), which is analytic and falls off on both sides, so that the trapezoid
//! rule converges exponentially (Trefethen & Weideman 2014, *The Exponentially Convergent Trapezoidal Rule*); the same sum
//! without Φ gives the factor of proportion. Every term is positive, so that nothing cancels: shares are right to 12 digits
//! down to 1e-13, and below that to 1e-25, where the algorithm of Lenth (1989, AS 243) loses the far tail.

use super::distribution::{between, normal_cdf};

/// The share of a noncentral t at or below `t`. The degrees of freedom are at least 1, δ is finite.
pub(crate) fn noncentral_t_cdf(t: f64, df: f64, delta: f64) -> f64 {
    // Terms below e^-60 of the largest are left out.
    const DEPTH: f64 = 60.0;
    // The integrand varies like a normal density with precision 2 df, and where Φ rises it does so within 1 / (|δ| + 9);
    // half of the joint standard deviation as the step leaves an error of e^-79.
    let step = 0.5 / (2.0 * df + (delta.abs() + 9.0).powi(2)).sqrt();
    let (mut share, mut all) = (0.0, 0.0);
    for direction in [-step, step] {
        // The middle, u = 0, is the mode; it belongs to the way up.
        let mut at = if direction < 0.0 { 1.0 } else { 0.0 };
        loop {
            let u: f64 = at * direction;
            let exponent = df * (u - libm::expm1(2.0 * u) / 2.0);
            if exponent < -DEPTH {
                break;
            }
            let weight = libm::exp(exponent);
            all += weight;
            share += weight * normal_cdf(t * libm::exp(u) - delta);
            at += 1.0;
        }
    }
    share / all
}

/// The share of a noncentral t above `t`, accurate far out.
pub(crate) fn noncentral_t_upper(t: f64, df: f64, delta: f64) -> f64 {
    noncentral_t_cdf(-t, df, -delta)
}

/// The noncentrality δ with which the share at or below `t` is `point`. The share falls as δ grows, so there is one.
pub(crate) fn noncentrality(t: f64, df: f64, point: f64) -> f64 {
    let low_enough = |delta: f64| {
        // Of the two tails the smaller, which keeps its digits.
        if point <= 0.5 {
            noncentral_t_cdf(t, df, delta) <= point
        } else {
            noncentral_t_upper(t, df, delta) >= 1.0 - point
        }
    };
    let mut reach = 1.0;
    while !low_enough(t + reach) && reach < 1e9 {
        reach *= 2.0;
    }
    let above = t + reach;
    reach = 1.0;
    while low_enough(t - reach) && reach < 1e9 {
        reach *= 2.0;
    }
    between(t - reach, above, low_enough)
}

/// The power of a two-sided t test that rejects beyond `critical`, when the noncentrality is δ.
pub(crate) fn two_sided_power(delta: f64, df: f64, critical: f64) -> f64 {
    noncentral_t_upper(critical, df, delta) + noncentral_t_cdf(-critical, df, delta)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::impact::distribution::t_quantile;

    #[test]
    fn both_tails_are_right_and_lead_back_to_the_noncentrality() {
        let file = include_str!("../../tests/data/reference/nct.json");
        let file: serde_json::Value = serde_json::from_str(file).unwrap();
        let cases = file["cases"].as_array().unwrap();
        assert!(cases.len() > 100);
        for case in cases {
            let [t, df, delta] = ["t", "df", "delta"].map(|key| case["data"][key].as_f64().unwrap());
            let [cdf, upper] = ["cdf", "sf"].map(|key| case["expect"][key].as_f64().unwrap());
            let close = |found: f64, expected: f64| (found - expected).abs() < 1e-12 * expected + 1e-25;
            let found = (noncentral_t_cdf(t, df, delta), noncentral_t_upper(t, df, delta));
            assert!(close(found.0, cdf) && close(found.1, upper), "{case}: {found:?}");
            if cdf.min(upper) > 1e-6 {
                let found = noncentrality(t, df, cdf);
                assert!((found - delta).abs() < 1e-9, "{case}: {found}");
            }
        }
    }

    #[test]
    fn many_degrees_of_freedom_and_large_effects_are_no_harder() {
        // With a million degrees of freedom T is close to normal around δ; mpmath 1.4.1 and scipy 1.17.1.
        let found = noncentral_t_cdf(40.0, 1e6, 37.0);
        assert!((found - 0.998_644_733_002_517).abs() < 1e-13, "{found}");
        for (df, delta) in [(1.0, 37.0), (1e6, 37.0), (1e6, -37.0), (1.0, -37.0), (29.0, 0.0)] {
            for point in [0.025, 0.5, 0.975] {
                let t = delta + 0.3;
                let back = noncentral_t_cdf(t, df, noncentrality(t, df, point));
                assert!((back - point).abs() < 1e-13, "{df} {delta} {point}: {back}");
            }
        }
    }

    #[test]
    fn power_is_that_of_published_tables() {
        // Effects that n pairs detect with that power (mpmath 1.4.1; TTestPower of statsmodels 0.15.0).
        for (n, effect, power) in [
            (2.0, 11.549_888_435_882_357, 0.8),
            (30.0, 0.529_235_615_112_952_9, 0.8),
            (30.0, 0.612_445_495_327_075_6, 0.9),
        ] {
            let delta: f64 = effect * f64::sqrt(n);
            assert!((two_sided_power(delta, n - 1.0, t_quantile(0.975, n - 1.0)) - power).abs() < 1e-12);
            assert!((two_sided_power(-delta, n - 1.0, t_quantile(0.975, n - 1.0)) - power).abs() < 1e-12);
        }
        assert!((two_sided_power(0.0, 10.0, t_quantile(0.975, 10.0)) - 0.05).abs() < 1e-13);
    }
}
