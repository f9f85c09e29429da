//! Who knows whom: the shape of a community's network.
//!
//! What comes in is a number of nodes and arcs between them ([`Network::new`]), both by index; a group or an age of each
//! node is handed to the questions that ask for it. What goes out are counts and figures of the whole: how dense and how
//! mutual ([`Network`]), who is tied to whom by group ([`Mixing`]) and what chance alone would give ([`Dealt`]), whether like
//! goes with like ([`Assortativity`]), how it hangs together ([`Structure`]), how far people are from each other
//! ([`Distances`]) and whether newcomers are part of it ([`Connected`]).
//!
//! It knows no people, no dates, and not why a tie is there: ties that the matching made and ties that people report are
//! told apart by whoever makes the network. Nothing here is about one node, except [`Network::balances`].
//!
//! ```
//! use mentorship::impact::network::Network;
//!
//! // Five people of two streets; the last knows nobody.
//! let network = Network::new(5, &[(0, 1), (1, 0), (1, 2), (2, 3), (2, 3), (4, 4)])?;
//! assert_eq!((network.arcs(), network.edges(), network.repeated(), network.self_loops()), (4, 3, 1, 1));
//! assert_eq!(network.density().value(), Some(0.2));
//! assert_eq!(network.reciprocity().value(), Some(0.5));
//!
//! let street = [Some(1), Some(1), Some(2), Some(2), Some(2)];
//! let mixing = network.mixing(&street)?;
//! assert_eq!(mixing.balance().index(), Some(-0.5)); // one tie leads out, three stay inside
//! assert_eq!(mixing.expected_index(), Some(0.2));
//! assert_eq!(network.structure().giant().value(), Some(0.8));
//! # Ok::<(), mentorship::impact::network::InvalidNetwork>(())
//! ```
//!
//! # Conventions
//!
//! Arcs from a node to itself and arcs told twice are removed and counted. Density, reciprocity, mixing and assortativity
//! count arcs, that is who told of whom; components, clustering and distances ask only whether two are tied, in either
//! direction. The order of the arcs never matters.

mod assortativity;
mod connected;
mod dealt;
mod distances;
mod mixing;
mod structure;

use std::fmt;

use petgraph::csr::Csr;

use super::Share;

pub use assortativity::Assortativity;
pub use connected::Connected;
pub use dealt::Dealt;
pub use distances::Distances;
pub use mixing::{Balance, ImpossibleMixing, Mixing, Reachable};
pub use structure::Structure;

/// Nodes and the arcs between them, each arc once and none from a node to itself.
///
/// Both who tells of whom and who is tied to whom are kept as sorted rows without gaps, so the memory needed is a few bytes
/// for each arc, and for each node up to the last that has an arc.
#[derive(Clone)]
pub struct Network {
    nodes: u32,
    self_loops: u64,
    repeated: u64,
    /// By node up to the last that has an arc: whom it tells of, in order.
    out: Csr,
    /// By node up to the same: with whom it is tied in either direction, in order.
    ties: Csr,
}

/// Arcs or columns that do not belong to a network of so many nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidNetwork {
    /// An arc has an end that is not there.
    #[error(
        "arc {arc} names node {node}, but there are {nodes} nodes; arcs and nodes are both counted from zero"
    )]
    NoSuchNode {
        /// Which arc, counted from 0: the first that is wrong.
        arc: usize,
        /// The node it names.
        node: u32,
        /// How many nodes there are.
        nodes: u32,
    },
    /// A column has more or fewer entries than there are nodes.
    #[error("a column of {entries} entries for a network of {nodes} nodes")]
    UnequalColumn {
        /// How many entries the column has.
        entries: usize,
        /// How many nodes there are.
        nodes: u32,
    },
}

impl Network {
    /// So many nodes, and arcs from one to another by index. Arcs from a node to itself and arcs told again are left out.
    ///
    /// # Errors
    ///
    /// When an arc has an end that is not there.
    ///
    /// # Complexity
    ///
    /// O(m log m) for m arcs.
    pub fn new(nodes: u32, arcs: &[(u32, u32)]) -> Result<Self, InvalidNetwork> {
        for (arc, &(from, to)) in arcs.iter().enumerate() {
            if let Some(node) = [from, to].into_iter().find(|node| *node >= nodes) {
                return Err(InvalidNetwork::NoSuchNode { arc, node, nodes });
            }
        }
        let mut out: Vec<(u32, u32)> = arcs.iter().copied().filter(|(from, to)| from != to).collect();
        let proper = out.len();
        out.sort_unstable();
        out.dedup();
        let mut ties: Vec<(u32, u32)> = out.iter().flat_map(|&(from, to)| [(from, to), (to, from)]).collect();
        ties.sort_unstable();
        ties.dedup();
        Ok(Self {
            nodes,
            self_loops: (arcs.len() - proper) as u64,
            repeated: (proper - out.len()) as u64,
            out: rows(&out),
            ties: rows(&ties),
        })
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> u32 {
        self.nodes
    }

    /// How many arcs there are: how often somebody tells of somebody else.
    pub fn arcs(&self) -> u64 {
        self.out.edge_count() as u64
    }

    /// How many pairs of nodes are tied, in either direction or both.
    pub fn edges(&self) -> u64 {
        // Each is in two rows.
        self.ties.edge_count() as u64 / 2
    }

    /// How many of the arcs given led from a node to itself; they were left out.
    pub fn self_loops(&self) -> u64 {
        self.self_loops
    }

    /// How many of the arcs given had been given before; they were left out.
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    /// How many pairs tell of each other.
    pub fn mutual(&self) -> u64 {
        // A pair has one arc, or two when it is mutual.
        self.arcs() - self.edges()
    }

    /// The arcs that are there, of those that could be: m of n (n − 1). Of none below two nodes.
    ///
    /// Ties do not come one by one, so the interval of this share is too narrow; here and in all of this room.
    pub fn density(&self) -> Share {
        let nodes = u64::from(self.nodes);
        Share::within(self.arcs(), nodes * nodes.saturating_sub(1))
    }

    /// Reciprocity by arcs: arcs that are returned, of all arcs (Newman, Forrest & Balthrop 2002).
    pub fn reciprocity(&self) -> Share {
        Share::within(2 * self.mutual(), self.arcs())
    }

    /// Reciprocity by dyads: pairs that tell of each other, of all pairs that are tied. Lower than by arcs, because a mutual
    /// pair counts once.
    pub fn mutual_dyads(&self) -> Share {
        Share::within(self.mutual(), self.edges())
    }

    /// Nodes up to the last that has an arc; those after it have none.
    fn rows(&self) -> u32 {
        u32::try_from(self.ties.node_count())
            .expect("a row for each node at most, and those are counted in 32 bits")
    }

    /// With whom a node is tied, in order. It is below [`Network::rows`].
    fn tied_to(&self, node: u32) -> &[u32] {
        self.ties.neighbors_slice(node)
    }

    /// All arcs in order.
    fn each_arc(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0..self.rows()).flat_map(|from| self.out.neighbors_slice(from).iter().map(move |&to| (from, to)))
    }

    /// All pairs that are tied, the smaller index first, in order.
    fn each_edge(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0..self.rows()).flat_map(|from| {
            let row = self.tied_to(from);
            row[row.partition_point(|to| *to < from)..].iter().map(move |&to| (from, to))
        })
    }

    /// A column with an entry for each node.
    fn column<'a, T>(&self, column: &'a [T]) -> Result<&'a [T], InvalidNetwork> {
        if column.len() as u64 == u64::from(self.nodes) {
            Ok(column)
        } else {
            Err(InvalidNetwork::UnequalColumn { entries: column.len(), nodes: self.nodes })
        }
    }
}

impl fmt::Debug for Network {
    /// Shows how much there is, not who is tied to whom.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network")
            .field("nodes", &self.nodes)
            .field("arcs", &self.arcs())
            .field("edges", &self.edges())
            .finish_non_exhaustive()
    }
}

/// Rows without gaps; both ends of every pair have a row.
fn rows(sorted: &[(u32, u32)]) -> Csr {
    Csr::from_sorted_edges(sorted).expect("the pairs were sorted, and those that come again taken out")
}
