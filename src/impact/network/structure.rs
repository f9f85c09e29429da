//! How a network hangs together: its parts, its triangles, and the people without whom it would fall apart.

use std::collections::BTreeMap;

use petgraph::{algo::articulation_points::articulation_points, unionfind::UnionFind};

use super::Network;
use crate::impact::{Share, distribution::real, moments::signed_real};

/// How a network hangs together when a tie in either direction is a tie.
///
/// ```
/// use mentorship::impact::network::Network;
///
/// // Two triangles that share one person, a pair, and one who knows nobody.
/// let network = Network::new(8, &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2), (5, 6)])?;
/// let structure = network.structure();
/// assert_eq!((structure.components(), structure.triangles()), (3, 2));
/// assert_eq!((structure.giant().hits(), structure.isolates().hits()), (5, 1));
/// assert_eq!(structure.articulation().hits(), 1); // without the shared person the triangles part
/// assert_eq!(structure.transitivity(), Some(0.6));
/// assert_eq!(structure.clustering(), Some((4.0 + 1.0 / 3.0) / 8.0));
/// # Ok::<(), mentorship::impact::network::InvalidNetwork>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    components: u32,
    giant: Share,
    isolates: Share,
    articulation: Share,
    triangles: u64,
    clustering: Option<f64>,
    transitivity: Option<f64>,
}

impl Network {
    /// How the network hangs together.
    ///
    /// # Complexity
    ///
    /// O(n + m √m) for n nodes and m arcs; the root is for triangles.
    pub fn structure(&self) -> Structure {
        let components = Components::of(self);
        let triangles = triangles(self);
        let tied = (0..self.rows()).filter(|node| !self.tied_to(*node).is_empty()).count() as u64;
        let nodes = u64::from(self.nodes);
        // From the crate: it keeps its own stack, so a chain of any length is no danger.
        let articulation = articulation_points(&self.ties).len() as u64;
        Structure {
            components: components.count,
            giant: Share::within(components.largest.into(), nodes),
            isolates: Share::within(nodes - tied, nodes),
            articulation: Share::within(articulation, nodes),
            triangles: triangles.iter().sum::<u64>() / 3,
            clustering: self.mean_clustering(&triangles),
            transitivity: self.closed_triples(&triangles),
        }
    }

    /// The mean over all nodes of the share of pairs of neighbours that are tied.
    fn mean_clustering(&self, triangles: &[u64]) -> Option<f64> {
        // By number of neighbours: the triangles of all who have so many. So the sum does not hang on the numbering.
        let mut by_degree: BTreeMap<usize, i128> = BTreeMap::new();
        for (node, count) in (0..self.rows()).zip(triangles) {
            let degree = self.tied_to(node).len();
            if degree >= 2 {
                *by_degree.entry(degree).or_default() += i128::from(*count);
            }
        }
        let sum: f64 = by_degree
            .iter()
            .map(|(degree, count)| signed_real(*count) / signed_real(pairs_of(*degree)))
            .sum();
        (self.nodes > 0).then(|| sum / f64::from(self.nodes))
    }

    /// Of all pairs of neighbours of anybody, how many are tied.
    fn closed_triples(&self, triangles: &[u64]) -> Option<f64> {
        let triples: i128 = (0..self.rows()).map(|node| pairs_of(self.tied_to(node).len())).sum();
        let closed: u64 = triangles.iter().sum();
        (triples > 0).then(|| real(closed) / signed_real(triples))
    }
}

impl Structure {
    /// How many parts there are between which there is no tie; somebody who knows nobody is one.
    pub fn components(&self) -> u32 {
        self.components
    }

    /// The giant share: people in the largest part, of all.
    pub fn giant(&self) -> Share {
        self.giant
    }

    /// People without any tie, of all.
    pub fn isolates(&self) -> Share {
        self.isolates
    }

    /// People without whom their part would fall apart (articulation points), of all.
    pub fn articulation(&self) -> Share {
        self.articulation
    }

    /// How many threes are all tied to each other.
    pub fn triangles(&self) -> u64 {
        self.triangles
    }

    /// Mean local clustering (Watts & Strogatz 1998): how many of the pairs among somebody's neighbours are tied, on average
    /// over all people; who has fewer than two neighbours counts as 0. `None` of nobody.
    pub fn clustering(&self) -> Option<f64> {
        self.clustering
    }

    /// Transitivity (Newman 2003, *The structure and function of complex networks*): three times the triangles, of all
    /// connected triples. `None` when nobody has two neighbours.
    pub fn transitivity(&self) -> Option<f64> {
        self.transitivity
    }
}

/// The parts of a network.
pub(super) struct Components {
    /// By node up to the last with an arc: a node that stands for its part.
    part: Vec<u32>,
    /// By node that stands for a part: how many are in it.
    sizes: Vec<u32>,
    pub(super) count: u32,
    /// How many are in the largest.
    pub(super) largest: u32,
}

impl Components {
    pub(super) fn of(network: &Network) -> Self {
        let mut parts = UnionFind::<u32>::new(network.rows() as usize);
        for (from, to) in network.each_edge() {
            parts.union(from, to);
        }
        let part = parts.into_labeling();
        let mut sizes = vec![0_u32; part.len()];
        for node in &part {
            sizes[*node as usize] += 1;
        }
        let of_rows = sizes.iter().filter(|size| **size > 0).count();
        let of_rows = u32::try_from(of_rows).expect("no more parts than nodes");
        // Nodes after the last with an arc are each a part.
        let count = of_rows + (network.nodes - network.rows());
        let largest = sizes.iter().copied().max().unwrap_or(0).max(u32::from(network.nodes > 0));
        Self { part, sizes, count, largest }
    }

    /// Whether a node is in a largest part, of two or more; when several are as large, all count.
    pub(super) fn in_largest(&self, node: usize) -> bool {
        self.largest >= 2
            && self.part.get(node).is_some_and(|part| self.sizes[*part as usize] == self.largest)
    }
}

/// How many pairs so many neighbours make. No row is longer than 2^32.
fn pairs_of(degree: usize) -> i128 {
    let degree = i128::try_from(degree).expect("a length is below 2^64");
    degree * (degree - 1) / 2
}

/// How many triangles each node is in, up to the last node that has an arc.
///
/// Every edge is turned towards the end with more neighbours (of equals, the higher index), so a triangle is found once, from
/// its lowest end, and no row is longer than √(2m) (Chiba & Nishizeki 1985; Latapy 2008, *compact-forward*).
fn triangles(network: &Network) -> Vec<u64> {
    let nodes = network.rows() as usize;
    let order = |node: u32| (network.tied_to(node).len(), node);
    // Row `node` is `ends[starts[node]..starts[node + 1]]`.
    let mut starts = Vec::with_capacity(nodes + 1);
    let mut ends: Vec<u32> = Vec::new();
    starts.push(0);
    for node in 0..network.rows() {
        ends.extend(network.tied_to(node).iter().copied().filter(|end| order(node) < order(*end)));
        starts.push(ends.len());
    }
    let row = |node: u32| &ends[starts[node as usize]..starts[node as usize + 1]];
    let mut counts = vec![0_u64; nodes];
    // By node: the last node in whose row it was. No node has the highest index there is.
    let mut seen_from = vec![u32::MAX; nodes];
    for node in 0..network.rows() {
        for end in row(node) {
            seen_from[*end as usize] = node;
        }
        for &second in row(node) {
            for &third in row(second) {
                if seen_from[third as usize] == node {
                    for corner in [node, second, third] {
                        counts[corner as usize] += 1;
                    }
                }
            }
        }
    }
    counts
}
