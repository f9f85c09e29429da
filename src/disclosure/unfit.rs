//! Figures that are not shown whatever others are.

use super::{
    Threshold, Why, books,
    sets::{compares, hits, is_share_of_n},
};
use crate::impact::{About, Caveat, Estimate, Indicator, Interval, Method, Ties, Unit, distribution::real};

/// Why a figure is not shown whatever else is.
pub(super) fn unfit(estimate: &Estimate, threshold: Threshold) -> Option<Why> {
    let (n, k, definition) = (estimate.n, threshold.people(), estimate.indicator.definition());
    let names = |part: &About| matches!(part, About::Coders(..));
    if estimate.about.iter().any(names) {
        return Some(Why::Names);
    }
    if books::is_of_books(estimate.indicator) {
        return None;
    }
    if estimate.people.min(n) < k {
        return Some(Why::FewPeople);
    }
    if estimate.caveats.contains(&Caveat::AllEqual) {
        return Some(Why::GroupDisclosure);
    }
    if tells_of_parts(estimate) {
        return Some(Why::Remainder);
    }
    let value = estimate.value?;
    // A net value near an end leaves too few on the other side.
    let net = |portion: f64| {
        let net = hits(portion.abs(), n);
        let left = n.saturating_sub(net);
        (left < k.saturating_mul(2)).then_some(if left == 0 { Why::GroupDisclosure } else { Why::SmallPart })
    };
    match definition.unit {
        // Of less than twice k one side is always too small, and a limit would leave fewer than k to guess from.
        Unit::Share if n < k.saturating_mul(2) => Some(Why::SmallPart),
        Unit::Share if is_share_of_n(estimate.indicator) => None,
        Unit::Count => {
            let count = hits(value / real(n), n);
            let others = n.saturating_sub(count);
            (threshold.is_unsafe(count) || threshold.is_unsafe(others)).then_some(Why::SmallPart)
        }
        Unit::NetPoints => net(value / 100.0),
        // It tells how many ties lie between groups and how many within.
        Unit::Coefficient if estimate.indicator == Indicator::TieBalance => {
            let between = hits(f64::midpoint(1.0, value), n);
            let few = threshold.is_unsafe(between) || threshold.is_unsafe(n.saturating_sub(between));
            all_the_same(estimate, value).then_some(Why::GroupDisclosure).or(few.then_some(Why::SmallPart))
        }
        Unit::ShareDifference if !compares(estimate) => {
            net(value).or(threshold.is_unsafe(hits(value.abs(), n)).then_some(Why::SmallPart))
        }
        _ => all_the_same(estimate, value).then_some(Why::GroupDisclosure),
    }
}

/// Whether a figure speaks of ties that the programme made.
pub(super) fn are_made(estimate: &Estimate) -> bool {
    estimate.about.contains(&About::Ties(Ties::Made))
}

/// Whether a figure of a network tells how many are in its small parts, which the largest part and who is alone do not tell; or,
/// of ties made, who was matched, which the funnel tells.
fn tells_of_parts(estimate: &Estimate) -> bool {
    use Indicator as I;
    match estimate.indicator {
        I::Components | I::Reach => true,
        I::LargestPart | I::Isolates | I::Bridges => are_made(estimate),
        _ => false,
    }
}

/// Whether a value is the day of one person, or of two.
pub(super) fn is_one_persons(indicator: Indicator) -> bool {
    indicator.definition().method == Method::InvertedBand || indicator == Indicator::LongestGap
}

/// Whether a value says that all are at one end, or all the same.
fn all_the_same(estimate: &Estimate, value: f64) -> bool {
    let unit = estimate.indicator.definition().unit;
    let at_an_end = matches!(unit, Unit::Coefficient | Unit::ShareDifference) && value.abs() >= 1.0;
    let point = |interval: Interval| interval.ends().is_some_and(|(lower, upper)| lower >= upper);
    at_an_end || !is_one_persons(estimate.indicator) && estimate.interval.is_some_and(point)
}
