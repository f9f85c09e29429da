//! Figures that tell more beside others than alone.
//!
//! | | beside | rule |
//! | --- | --- | --- |
//! | whether as many gained as lost | by how many more gained | not shown: the two tell how many lost |
//! | a share by Kaplan–Meier | the same of a shorter time | they differ by nothing, or by k of the number that the less sure rests on |
//! | ties by group | how ties are balanced | not shown without it: together they tell how many lie between groups |
//! | a difference of two groups | the share of one of them | not shown where the other group's is hidden |

use super::{Why, effective};
use crate::impact::{About, Days, Estimate, Indicator, Method, Unit};

/// Why figures are withheld beside others, whatever becomes of those.
pub(super) fn withheld(estimates: &[Estimate], k: u64) -> Vec<Option<Why>> {
    let mut lasting: Vec<(&Estimate, Days, Option<f64>)> = Vec::new();
    for estimate in estimates {
        let length = length(estimate);
        if let Some(length) = length.filter(|_| is_lasting(estimate)) {
            lasting.push((estimate, length, effective::number(estimate)));
        }
    }
    let why = |estimate: &Estimate| {
        if let Some(gain) = gain_of(estimate.indicator) {
            let beside = |other: &Estimate| other.indicator == gain && other.about == estimate.about;
            return estimates.iter().any(beside).then_some(Why::Remainder);
        }
        let length = length(estimate).filter(|_| is_lasting(estimate))?;
        let (value, number) = (estimate.value?, effective::number(estimate)?);
        let is_near = |(other, shorter, theirs): &(&Estimate, Days, Option<f64>)| {
            let apart = |value: f64| (value - other.value.unwrap_or(value)).abs();
            let differ = apart(value) * theirs.map_or(number, |theirs| theirs.min(number));
            *shorter < length
                && same_but_length(estimate, other)
                && differ > 1e-6
                && differ < effective::least(k)
        };
        lasting.iter().any(is_near).then_some(Why::Chain)
    };
    estimates.iter().map(why).collect()
}

/// Whether a figure is not shown since another is not: whether each is, whole, is known by its place.
pub(super) fn is_untold(
    estimate: &Estimate,
    estimates: &[Estimate],
    is_whole: impl Fn(usize) -> bool,
) -> bool {
    tells_a_group(estimate, estimates, &is_whole) || lacks_balance(estimate, estimates, &is_whole)
}

/// Whether a difference of two groups' shares would tell the one that is hidden from the other.
fn tells_a_group(estimate: &Estimate, estimates: &[Estimate], is_whole: impl Fn(usize) -> bool) -> bool {
    let between = estimate.about.iter().find_map(|part| match part {
        About::Between(dimension, a, b) => {
            Some([a, b].map(|one| About::Group(dimension.clone(), one.clone())))
        }
        _ => None,
    });
    let Some(groups) = between else { return false };
    if estimate.indicator.definition().unit != Unit::ShareDifference {
        return false;
    }
    let is_of_one = |other: &Estimate| {
        let ours = |part: &About| groups.contains(part) || estimate.about.contains(part);
        other.indicator.definition().unit == Unit::Share
            && other.about.iter().any(|part| groups.contains(part))
            && other.about.iter().all(ours)
            && other.indicator == Indicator::Satisfied
    };
    estimates.iter().enumerate().any(|(place, other)| is_of_one(other) && !is_whole(place))
}

/// Whether a figure of ties by group stands there without their balance.
fn lacks_balance(estimate: &Estimate, estimates: &[Estimate], is_whole: impl Fn(usize) -> bool) -> bool {
    use Indicator as I;
    let by_group =
        matches!(estimate.indicator, I::TieBalanceTest | I::Bridging | I::DensityWithin | I::Assortativity);
    let is_balance = |other: &Estimate| other.indicator == I::TieBalance && other.about == estimate.about;
    by_group && !estimates.iter().enumerate().any(|(place, other)| is_balance(other) && is_whole(place))
}

fn gain_of(indicator: Indicator) -> Option<Indicator> {
    match indicator {
        Indicator::AreaTest => Some(Indicator::AreaGain),
        Indicator::MilestoneTest => Some(Indicator::MilestoneGain),
        _ => None,
    }
}

/// Whether it is a share by Kaplan–Meier or Aalen–Johansen of which a longer time tells more. Those who agreed on one length
/// are others than those who agreed on another.
fn is_lasting(estimate: &Estimate) -> bool {
    let definition = estimate.indicator.definition();
    definition.method == Method::LogLog && estimate.indicator != Indicator::EarlyClosure
}

fn length(estimate: &Estimate) -> Option<Days> {
    estimate.about.iter().find_map(|part| match part {
        About::Length(days) => Some(*days),
        _ => None,
    })
}

fn same_but_length(one: &Estimate, other: &Estimate) -> bool {
    let rest = |estimate: &Estimate| {
        let parts = estimate.about.iter().filter(|part| !matches!(part, About::Length(_)));
        parts.cloned().collect::<std::collections::BTreeSet<About>>()
    };
    one.indicator == other.indicator && rest(one) == rest(other)
}
