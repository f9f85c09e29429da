//! How far people are from each other, in ties.

use std::ops::ControlFlow;

use super::Network;
use crate::impact::{Share, distribution::real, moments::signed_real};

/// How far people are from each other, in ties of either direction.
///
/// ```
/// use mentorship::impact::network::Network;
/// use std::ops::ControlFlow;
///
/// // A chain of four, and one who knows nobody.
/// let network = Network::new(5, &[(0, 1), (1, 2), (3, 2)])?;
/// let distances = network.distances(|_done, _of| ControlFlow::Continue(())).continue_value();
/// let distances = distances.expect("nobody stopped it");
/// assert_eq!(distances.mean(), Some(20.0 / 12.0));
/// assert_eq!((distances.longest(), distances.reachable().value()), (Some(3), Some(0.6)));
/// # Ok::<(), mentorship::impact::network::InvalidNetwork>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distances {
    /// Of all ordered pairs of different nodes, those with a way from one to the other.
    reachable: Share,
    /// The sum of distances over those.
    sum: i128,
    longest: u32,
}

/// How many words of 64 bits one search is wide.
const WORDS: usize = 4;

/// One bit for each source of a batch.
type Sources = [u64; WORDS];

const NONE: Sources = [0; WORDS];

/// What is known of a node in a batch, side by side in memory.
#[derive(Clone, Copy)]
struct Seen {
    /// From which sources it was reached so far.
    before: Sources,
    /// From which others it is reached now.
    now: Sources,
}

impl Network {
    /// The distances between all pairs of nodes.
    ///
    /// After every few hundred nodes `progress` hears from how many nodes the search is done, of how many that have ties, and
    /// can stop it.
    ///
    /// # Complexity
    ///
    /// O(n (n + m)) for n nodes and m arcs at worst, and some hundred times fewer steps where most distances are short: 256
    /// breadth-first searches run as one, a bit each (Then et al. 2014, *The more the merrier: efficient multi-source graph
    /// traversal*).
    pub fn distances(
        &self,
        mut progress: impl FnMut(u32, u32) -> ControlFlow<()>,
    ) -> ControlFlow<(), Distances> {
        let tied: Vec<u32> = (0..self.rows()).filter(|node| !self.tied_to(*node).is_empty()).collect();
        let of = u32::try_from(tied.len()).expect("no more than there are nodes");
        let mut search = Search::new(self);
        let (mut pairs, mut sum, mut longest, mut done) = (0_u64, 0_i128, 0, 0_u32);
        for sources in tied.chunks(64 * WORDS) {
            search.begin(sources);
            let mut distance = 0_u32;
            loop {
                let reached = search.step();
                if reached == 0 {
                    break;
                }
                distance += 1;
                // At most n (n − 1) pairs, below 2^64, at distances below 2^32.
                pairs += reached;
                sum += i128::from(reached) * i128::from(distance);
            }
            longest = longest.max(distance);
            done += u32::try_from(sources.len()).expect("a part of what was counted in 32 bits");
            progress(done, of)?;
        }
        let nodes = u64::from(self.nodes);
        let reachable = Share::within(pairs, nodes * nodes.saturating_sub(1));
        ControlFlow::Continue(Distances { reachable, sum, longest })
    }
}

impl Distances {
    /// The mean distance over all ordered pairs with a way from one to the other. `None` without ties.
    pub fn mean(&self) -> Option<f64> {
        let pairs = self.reachable.hits();
        (pairs > 0).then(|| signed_real(self.sum) / real(pairs))
    }

    /// The longest distance between two who can reach each other (the diameter of the widest part). `None` without ties.
    pub fn longest(&self) -> Option<u32> {
        (self.longest > 0).then_some(self.longest)
    }

    /// Pairs with a way from one to the other, of all ordered pairs of different people. Of none below two people.
    pub fn reachable(&self) -> Share {
        self.reachable
    }
}

/// Breadth-first searches from many sources at once.
struct Search<'a> {
    network: &'a Network,
    /// By node.
    seen: Vec<Seen>,
    /// Nodes reached in the last step.
    front: Vec<u32>,
    /// Beside each of them: from which sources.
    from: Vec<Sources>,
    /// Nodes reached in this step.
    next: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(network: &'a Network) -> Self {
        Self { network, seen: Vec::new(), front: Vec::new(), from: Vec::new(), next: Vec::new() }
    }

    /// Forgets what was, and starts from each of these: at most as many as there are bits.
    fn begin(&mut self, sources: &[u32]) {
        self.seen.clear();
        self.seen.resize(self.network.rows() as usize, Seen { before: NONE, now: NONE });
        self.front.clear();
        self.from.clear();
        for (bit, &source) in sources.iter().enumerate() {
            let mut own = NONE;
            own[bit / 64] = 1 << (bit % 64);
            self.seen[source as usize].before = own;
            self.front.push(source);
            self.from.push(own);
        }
    }

    /// Goes one tie further from all sources; how many pairs of a source and a node were reached first.
    //
    // INVARIANT: between steps `now` is nothing everywhere, and `before` of a node has a bit exactly when its distance from
    // that source is at most the number of steps; `front` has the nodes for which it is equal, `from` those bits.
    fn step(&mut self) -> u64 {
        for (&node, from) in self.front.iter().zip(&self.from) {
            for &other in self.network.tied_to(node) {
                let seen = &mut self.seen[other as usize];
                let fresh: Sources = std::array::from_fn(|word| from[word] & !seen.before[word]);
                if fresh != NONE {
                    if seen.now == NONE {
                        self.next.push(other);
                    }
                    for (now, fresh) in seen.now.iter_mut().zip(fresh) {
                        *now |= fresh;
                    }
                }
            }
        }
        self.front.clear();
        self.from.clear();
        let mut reached = 0;
        for &node in &self.next {
            let seen = &mut self.seen[node as usize];
            for (before, now) in seen.before.iter_mut().zip(seen.now) {
                *before |= now;
                reached += u64::from(now.count_ones());
            }
            self.from.push(seen.now);
            seen.now = NONE;
        }
        std::mem::swap(&mut self.front, &mut self.next);
        reached
    }
}
