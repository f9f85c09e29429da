//! Many questions at once: p-values adjusted so that few of what is found is chance.

use super::distribution::real;

/// The p-values of a family adjusted by Benjamini and Hochberg (1995), in the order in which they were given.
///
/// Whatever is at most q afterwards is found with a false discovery rate of at most q: the expected share of false findings
/// among those found, where the tests are independent or positively dependent. The adjusted value of the i-th smallest of
/// m is the least of m `p_j` / j over j ≥ i, and at most 1. The values are probabilities; what is not a number counts as 1.
pub(crate) fn adjusted(p: &[f64]) -> Vec<f64> {
    let probability = |index: usize| p.get(index).copied().filter(|p| !p.is_nan()).unwrap_or(1.0);
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&x, &y| probability(y).total_cmp(&probability(x)));
    let mut adjusted = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    // From the largest, which has the rank m, down.
    for (index, rank) in order.into_iter().zip((1..=p.len() as u64).rev()) {
        least = least.min(probability(index) * real(p.len() as u64) / real(rank));
        adjusted[index] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: &[f64], wanted: &[f64]) {
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            assert!((found - wanted).abs() < 1e-12, "{found} is not {wanted}");
        }
    }

    #[test]
    fn the_fifteen_of_the_paper_are_adjusted_as_elsewhere() {
        // Benjamini and Hochberg (1995), sec. 4.1: at q = 0.05 four are found. Adjusted values by statsmodels 0.15.0
        // (`multipletests(method="fdr_bh")`).
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.000,
        ];
        let adjusted = adjusted(&p);
        near(
            &adjusted,
            &[
                0.0015,
                0.003,
                0.0095,
                0.035_625,
                0.0603,
                0.063_857_142_857_142_86,
                0.063_857_142_857_142_86,
                0.0645,
                0.0765,
                0.486,
                0.581_181_818_181_818_2,
                0.714_875,
                0.753_230_769_230_769_2,
                0.813_214_285_714_285_7,
                1.0,
            ],
        );
        assert_eq!(adjusted.iter().filter(|&&p| p <= 0.05).count(), 4);
    }

    #[test]
    fn the_order_given_is_kept_and_a_later_rank_lends_its_smaller_value() {
        near(&adjusted(&[0.04, 0.01, 0.03]), &[0.04, 0.03, 0.04]);
        near(&adjusted(&[0.5, 0.5]), &[0.5, 0.5]);
        near(&adjusted(&[]), &[]);
        near(&adjusted(&[0.2]), &[0.2]);
        near(&adjusted(&[f64::NAN, 0.01]), &[1.0, 0.02]);
    }
}
