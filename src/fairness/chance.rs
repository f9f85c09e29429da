//! What chance would do: Fisher's exact test of one split, and Holm's correction for many.

use crate::impact::{Share, distribution::real};

/// Splits within this factor of the one observed count as equally likely, as in R's `fisher.test`: the same likelihood
/// by two ways of computing differs in the last digits.
const AS_LIKELY: f64 = 1.0 + 1e-7;

/// Fisher's exact test (1935), two-sided: were as many matched, dealt by lot among all of these people, how often would
/// a split between the two groups come out that is as unlikely as this one, or less likely?
///
/// The probabilities are summed over every split with the same margins that is no more likely than the one observed, which
/// is the convention of R. 1 when either group is empty.
///
/// The likelihood of k matched in the first group, given the margins, changes from k to k + 1 by a ratio of four whole
/// numbers. So all are found from the most likely one by walking away from it both ways, and nothing cancels or overflows.
/// O(n) for n people.
pub(super) fn fisher(group: &Share, rest: &Share) -> f64 {
    let (people, others) = (group.of(), rest.of());
    let matched = group.hits() + rest.hits();
    let (fewest, most) = (matched.saturating_sub(others), matched.min(people));
    // How much more likely k + 1 is than k; 0 at the largest k.
    let step = |k: u64| {
        let up = real(people - k) * real(matched - k);
        up / (real(k + 1) * real(others + k + 1 - matched))
    };
    let mode = most_likely(fewest, most, step);
    let mut likely = vec![0.0; usize::try_from(most - fewest).map_or(0, |length| length + 1)];
    let at = |k: u64| usize::try_from(k - fewest).unwrap_or(usize::MAX);
    let mut weight = 1.0;
    for k in mode..=most {
        likely[at(k)] = weight;
        weight *= step(k);
    }
    weight = 1.0;
    for k in (fewest..mode).rev() {
        weight /= step(k);
        likely[at(k)] = weight;
    }
    let limit = likely[at(group.hits())] * AS_LIKELY;
    let all: f64 = likely.iter().sum();
    let as_unlikely: f64 = likely.iter().filter(|&&weight| weight <= limit).sum();
    (as_unlikely / all).min(1.0)
}

/// The first number from which going up makes nothing more likely. Likelihoods rise to it and fall after it, so halving
/// finds it.
fn most_likely(mut fewest: u64, mut most: u64, step: impl Fn(u64) -> f64) -> u64 {
    while fewest < most {
        let middle = fewest + (most - fewest) / 2;
        if step(middle) > 1.0 {
            fewest = middle + 1;
        } else {
            most = middle;
        }
    }
    fewest
}

/// The p-values of a family adjusted by Holm (1979), in the order in which they were given: whoever calls found what is at
/// most 0.05 afterwards calls anything found by chance in at most 5 of 100 such families, however the tests depend on one
/// another. The adjusted value of the i-th smallest of m is the largest of (m − j + 1) `p_j` over j ≤ i, and at most 1.
pub(super) fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&x, &y| p[x].total_cmp(&p[y]));
    let mut adjusted = vec![1.0; p.len()];
    let mut largest: f64 = 0.0;
    for (index, left) in order.into_iter().zip((1..=p.len() as u64).rev()) {
        largest = largest.max(p[index] * real(left)).min(1.0);
        adjusted[index] = largest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(table: [u64; 4]) -> f64 {
        let [hits, misses, other_hits, other_misses] = table;
        let share = |hits, misses| Share::new(hits, hits + misses).unwrap();
        fisher(&share(hits, misses), &share(other_hits, other_misses))
    }

    #[test]
    fn the_exact_test_agrees_with_a_second_source() {
        // SciPy 1.17.1, `fisher_exact`. The first is Fisher's (1935) lady tasting tea, there one-sided.
        for (table, p) in [
            ([3, 1, 1, 3], 0.485_714_285_714_285_65),
            ([8, 2, 1, 5], 0.034_965_034_965_034_975),
            ([0, 10, 10, 0], 1.082_508_822_446_903e-05),
            ([5, 5, 5, 5], 1.0),
            ([40, 60, 70, 30], 3.304_592_989_272_319e-05),
            ([0, 12, 5, 40], 0.572_989_076_464_746_8),
            ([12, 0, 40, 5], 0.572_989_076_464_747),
            ([1, 99, 30, 970], 0.352_521_555_758_726_35),
            ([500, 500, 5200, 4800], 0.232_260_073_868_817_03),
            ([9, 11, 31, 9], 0.019_448_455_712_740_557),
        ] {
            let found = test(table);
            assert!((found - p).abs() < 1e-11 * p, "{table:?}: {found} is not {p}");
        }
    }

    #[test]
    fn the_exact_test_is_the_same_from_either_side_and_for_the_unmatched() {
        for [a, b, c, d] in [[3, 9, 14, 2], [0, 7, 3, 8], [20, 1, 300, 40]] {
            for turned in [[c, d, a, b], [b, a, d, c], [a, c, b, d]] {
                assert!((test([a, b, c, d]) - test(turned)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn without_a_choice_nothing_is_unlikely() {
        for table in [[7, 3, 0, 0], [0, 0, 7, 3], [0, 0, 0, 0], [4, 0, 6, 0], [0, 4, 0, 6]] {
            assert!((test(table) - 1.0).abs() < 1e-15, "{table:?}");
        }
        assert!(test([0, 400_000, 400_000, 0]) < 1e-300);
    }

    #[test]
    fn holms_values_agree_with_a_second_source_in_the_order_given() {
        // statsmodels 0.15.0, `multipletests(method="holm")`.
        for (p, adjusted) in [
            (vec![0.01, 0.04, 0.03, 0.005], vec![0.03, 0.06, 0.06, 0.02]),
            (vec![0.02, 0.02, 0.5, 1.0], vec![0.08, 0.08, 1.0, 1.0]),
            (vec![0.2], vec![0.2]),
            (vec![0.04, 0.05], vec![0.08, 0.08]),
            (vec![0.0004, 0.3, 0.011, 0.011, 0.7], vec![0.002, 0.6, 0.044, 0.044, 0.7]),
            (vec![], vec![]),
        ] {
            let found = holm(&p);
            assert_eq!(found.len(), adjusted.len());
            for (found, wanted) in found.iter().zip(&adjusted) {
                assert!((found - wanted).abs() < 1e-15, "{p:?}: {found} is not {wanted}");
            }
        }
    }
}
