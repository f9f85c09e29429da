//! How many people a share or a score rests on, as its interval tells.

use super::Threshold;
use crate::impact::{Estimate, Indicator, Interval, distribution::real};

/// So many people are as good as a threshold, which is whole while what rests on them is not.
pub(super) fn least(people: u64) -> f64 {
    real(people) - 0.5
}

/// How many complete observations would make a share by Kaplan–Meier as sure: its interval tells its variance, and value ·
/// (1 − value) / variance is that number (Dorey and Korn 1987). None where there is no interval, or the share is all or nothing.
pub(super) fn number(estimate: &Estimate) -> Option<f64> {
    let (value, interval) = (estimate.value?, estimate.interval?);
    let (lower, upper) = interval.ends()?;
    // Who reached something is told as one less those who have not yet.
    let turned = estimate.indicator == Indicator::MilestoneReached;
    let (value, lower) = if turned { (1.0 - value, 1.0 - upper) } else { (value, lower) };
    // log(−log lower) lies z · standard error / (value · |log value|) above log(−log value).
    let log = -libm::log(value);
    let margin = libm::log(-libm::log(lower) / log);
    let error = margin * value * log / interval.confidence.z();
    let number = value * (1.0 - value) / (error * error);
    number.is_finite().then_some(number.min(real(estimate.n)))
}

/// Whether those whom a share by Kaplan–Meier rests on are many enough on both sides.
pub(super) fn enough(estimate: &Estimate, value: f64, threshold: Threshold) -> bool {
    number(estimate).is_some_and(|n| n * value.min(1.0 - value) >= least(threshold.people()))
}

/// How many gave the rarest of the three answers that a net score and its interval tell: promoters, detractors, and neither.
/// None where the interval is cut at an end.
pub(super) fn net_answers(estimate: &Estimate, interval: Interval) -> Option<f64> {
    let (lower, upper) = interval.ends()?;
    if lower <= -100.0 || upper >= 100.0 {
        return None;
    }
    // Three more are as if they had answered, ¾ of them promoters and ¾ detractors.
    let adjusted = real(estimate.n) + 3.0;
    let (middle, margin) = (f64::midpoint(lower, upper) / 100.0, (upper - lower) / 200.0);
    let error = margin / interval.confidence.z();
    let either = (error * error * adjusted + middle * middle) * adjusted - 1.5;
    let net = middle * adjusted;
    let promoters = f64::midpoint(either, net);
    Some(promoters.min(either - promoters).min(real(estimate.n) - either))
}
