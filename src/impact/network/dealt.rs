//! What chance alone would give: the groups dealt out anew over the same network.

use super::{InvalidNetwork, Mixing, Network};
use crate::impact::{
    Confidence, Interval,
    distribution::real,
    moments::signed_real,
    quantiles::{QuantileType, quantile_of_sorted},
    resample::SplitMix64,
};

/// The balance of ties between and within groups, beside that of the same network with the groups dealt out anew.
///
/// This is the label permutation test of the E–I index and of the bridging share, which are the same but for their units:
/// both rise with the number of arcs between groups, and sizes of groups and number of arcs stay as they are.
///
/// ```
/// use mentorship::impact::{Confidence, network::Network};
///
/// // Two streets of five; everybody knows their street, and one tie leads across.
/// let within = (0..5).flat_map(|from| (from + 1..5).map(move |to| (from, to)));
/// let arcs: Vec<(u32, u32)> =
///     within.flat_map(|(from, to)| [(from, to), (from + 5, to + 5)]).chain([(0, 5)]).collect();
/// let street = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2].map(Some);
/// let dealt = Network::new(10, &arcs)?.deal(&street, 2026, 999)?;
/// assert!(dealt.p().is_some_and(|p| p < 0.05));
/// let by_chance = dealt.index_interval(Confidence::default());
/// assert!(by_chance.is_some_and(|by_chance| !by_chance.contains(-19.0 / 21.0)));
/// # Ok::<(), mentorship::impact::network::InvalidNetwork>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dealt {
    mixing: Mixing,
    /// How many arcs lead out of their group each time, from few to many.
    external: Vec<u64>,
}

impl Network {
    /// Deals the groups out anew over the nodes that have one, `replicates` times, and counts the arcs between groups.
    ///
    /// Each time the groups lie in the order of the nodes, and are shuffled by Fisher and Yates from the end: for i from the
    /// last down to the second, the i-th changes places with one of the first i (itself among them), drawn as the next number
    /// of `SplitMix64` modulo i. The stream goes on from one time to the next. Nodes without a group, and arcs from or to
    /// them, take no part.
    ///
    /// # Errors
    ///
    /// When there is not one entry for each node.
    ///
    /// # Complexity
    ///
    /// O((n + m)·r) for n nodes, m arcs and r replicates.
    pub fn deal(&self, groups: &[Option<u32>], seed: u64, replicates: u32) -> Result<Dealt, InvalidNetwork> {
        let mixing = self.mixing(groups)?;
        let labels: Vec<u32> = groups.iter().copied().flatten().collect();
        // By node: its place among those with a group.
        let mut place = 0_u32;
        let places: Vec<Option<u32>> = groups
            .iter()
            .map(|group| {
                group.map(|_| {
                    place += 1;
                    place - 1
                })
            })
            .collect();
        let arcs: Vec<(u32, u32)> =
            self.each_arc().filter_map(|(from, to)| places[from as usize].zip(places[to as usize])).collect();
        let mut random = SplitMix64::new(seed);
        let mut dealt = labels.clone();
        let mut external: Vec<u64> = (0..replicates)
            .map(|_| {
                dealt.copy_from_slice(&labels);
                for last in (1..dealt.len()).rev() {
                    dealt.swap(last, random.index(last + 1));
                }
                arcs.iter().map(|&(from, to)| u64::from(dealt[from as usize] != dealt[to as usize])).sum()
            })
            .collect();
        external.sort_unstable();
        Ok(Dealt { mixing, external })
    }
}

impl Dealt {
    /// Arcs by group as they are.
    pub fn mixing(&self) -> &Mixing {
        &self.mixing
    }

    /// How often the groups were dealt out.
    pub fn replicates(&self) -> usize {
        self.external.len()
    }

    /// How often the dealt network was as far from what is expected as the real one, in either direction, each counting
    /// itself: (hits + 1) / (replicates + 1), so never 0. The same for the E–I index and the bridging share. `None` without
    /// arcs.
    ///
    /// Far is measured from the value expected of possible pairs ([`Mixing::expected_index`]), in whole numbers.
    pub fn p(&self) -> Option<f64> {
        let (arcs, pairs) = (self.arcs(), self.pairs());
        if arcs == 0 {
            return None;
        }
        // External arcs less those expected, times all pairs. One network has fewer than 2^64 pairs.
        let expected = u128::from(arcs) * u128::from(self.mixing.possible().external);
        let apart = |external: u64| (u128::from(external) * u128::from(pairs)).abs_diff(expected);
        let observed = apart(self.mixing.balance().external);
        let hits = self.external.iter().filter(|external| apart(**external) >= observed).count();
        Some(real(hits as u64 + 1) / real(self.external.len() as u64 + 1))
    }

    /// The mean E–I index of the dealt networks: near [`Mixing::expected_index`]. `None` without arcs, and when nothing was
    /// dealt.
    pub fn mean_index(&self) -> Option<f64> {
        self.index_of(self.mean()?)
    }

    /// Between which values the E–I index lies when groups do not matter: type-7 percentiles of the dealt networks. `None`
    /// without arcs, and when nothing was dealt.
    pub fn index_interval(&self, confidence: Confidence) -> Option<Interval> {
        let (lower, upper) = self.ends(confidence)?;
        Some(Interval::new(self.index_of(lower)?, self.index_of(upper)?, confidence))
    }

    /// The mean bridging share of the dealt networks. `None` when no pair is of two groups, and when nothing was dealt.
    pub fn mean_bridging(&self) -> Option<f64> {
        self.bridging_of(self.mean()?)
    }

    /// Between which values the bridging share lies when groups do not matter: type-7 percentiles of the dealt networks.
    /// `None` when no pair is of two groups, and when nothing was dealt.
    pub fn bridging_interval(&self, confidence: Confidence) -> Option<Interval> {
        let (lower, upper) = self.ends(confidence)?;
        Some(Interval::new(self.bridging_of(lower)?, self.bridging_of(upper)?, confidence))
    }

    fn arcs(&self) -> u64 {
        let ties = self.mixing.balance();
        ties.external + ties.internal
    }

    fn pairs(&self) -> u64 {
        let possible = self.mixing.possible();
        possible.external + possible.internal
    }

    /// The mean number of arcs between groups.
    fn mean(&self) -> Option<f64> {
        let sum: i128 = self.external.iter().map(|external| i128::from(*external)).sum();
        (!self.external.is_empty()).then(|| signed_real(sum) / real(self.external.len() as u64))
    }

    /// The percentiles of the number of arcs between groups.
    fn ends(&self, confidence: Confidence) -> Option<(f64, f64)> {
        let external: Vec<f64> = self.external.iter().map(|external| real(*external)).collect();
        let end = |point| quantile_of_sorted(&external, point, QuantileType::Type7);
        let upper_point = confidence.upper_point();
        Some((end(1.0 - upper_point)?, end(upper_point)?))
    }

    fn index_of(&self, external: f64) -> Option<f64> {
        let arcs = self.arcs();
        (arcs > 0).then(|| (2.0 * external - real(arcs)) / real(arcs))
    }

    fn bridging_of(&self, external: f64) -> Option<f64> {
        let possible = self.mixing.possible().external;
        (possible > 0).then(|| external / real(possible))
    }
}
