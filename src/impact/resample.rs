//! Resampling: how a figure would vary had other people come, with whole clusters drawn anew.

use super::{
    interval::{Confidence, Interval},
    moments::signed_real,
    quantiles::{QuantileType, quantile_of_sorted},
};

/// The random numbers of Steele, Lea and Flood (2014, *Fast splittable pseudorandom number generators*), known as
/// `SplitMix64`: the same for a seed on every machine and in every version.
#[derive(Clone, Debug)]
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    /// Starts from a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The next index below a length, which is not 0: the remainder, whose unevenness is below 2^-40 for any list there is.
    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.next() % length as u64).expect("a remainder below a usize is one")
    }
}

/// What one cluster (a match, a street) adds to a ratio of sums: meetings of weeks, cents of hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClusterTotal {
    /// What it adds above the line.
    pub numerator: i64,
    /// What it adds below.
    pub denominator: i64,
}

/// The ratio of the sums over all clusters; `None` when the denominators sum to nothing.
pub fn ratio_of_sums(clusters: &[ClusterTotal]) -> Option<f64> {
    ratio(clusters.iter())
}

/// The percentile interval of a ratio of sums by the cluster bootstrap (Efron 1979; Davison & Hinkley 1997, ch. 3): as many
/// clusters are drawn as there are, with replacement, `replicates` times, and the ends are type-7 quantiles of the ratios.
///
/// The order of the clusters does not matter, and a seed gives the same bytes everywhere. A draw whose denominators sum to
/// nothing has no ratio and is left out. `None` of fewer than two clusters, or when no draw had a ratio.
///
/// ```
/// use mentorship::impact::{ClusterTotal, Confidence, bootstrap_ratio};
///
/// // Windows with a meeting, of agreed windows, for each match.
/// let matches = [(8, 10), (3, 9), (12, 12), (5, 10)]
///     .map(|(numerator, denominator)| ClusterTotal { numerator, denominator });
/// let interval = bootstrap_ratio(&matches, 2026, 1000, Confidence::default());
/// assert!(interval.is_some_and(|interval| interval.contains(28.0 / 41.0) && !interval.contains(0.3)));
/// ```
///
/// # Complexity
///
/// O(c·r) for c clusters and r replicates, and r log r to sort.
pub fn bootstrap_ratio(
    clusters: &[ClusterTotal],
    seed: u64,
    replicates: u32,
    confidence: Confidence,
) -> Option<Interval> {
    if clusters.len() < 2 {
        return None;
    }
    let mut clusters = clusters.to_vec();
    clusters.sort_unstable();
    let mut random = SplitMix64::new(seed);
    let mut drawn = Vec::with_capacity(clusters.len());
    let mut ratios = Vec::new();
    for _ in 0..replicates {
        drawn.clear();
        drawn.extend(clusters.iter().map(|_| clusters[random.index(clusters.len())]));
        ratios.extend(ratio(drawn.iter()));
    }
    ratios.sort_unstable_by(f64::total_cmp);
    let end = |point| quantile_of_sorted(&ratios, point, QuantileType::Type7);
    let upper_point = confidence.upper_point();
    Some(Interval::new(end(1.0 - upper_point)?, end(upper_point)?, confidence))
}

fn ratio<'a>(clusters: impl Iterator<Item = &'a ClusterTotal>) -> Option<f64> {
    // Sums of i64 in i128 cannot overflow: no slice has 2^63 entries.
    let (above, below) = clusters.fold((0_i128, 0_i128), |(above, below), cluster| {
        (above + i128::from(cluster.numerator), below + i128::from(cluster.denominator))
    });
    (below != 0).then(|| signed_real(above) / signed_real(below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_seed_are_those_of_every_implementation() {
        // The reference implementation of Vigna (splitmix64.c).
        let mut random = SplitMix64::new(1_234_567);
        let numbers = [random.next(), random.next(), random.next()];
        assert_eq!(
            numbers,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
        assert_eq!(SplitMix64::new(1_234_567).index(10), 7);
    }
}
