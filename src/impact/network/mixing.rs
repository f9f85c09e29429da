//! Who is tied to whom by group: the mixing matrix, and the E–I index of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Assortativity, InvalidNetwork, Network, assortativity};
use crate::impact::{Share, as_list, distribution::real, moments::signed_real};

/// Arcs from group to group, with the sizes of the groups.
///
/// Two parts that share no people (two neighbourhoods asked apart) [`merge`](Mixing::merge) by adding counts. A pair with one
/// person in each part then counts as a tie that could have been, so merge only where people were free to name anybody.
///
/// ```
/// use mentorship::impact::network::Network;
///
/// let network = Network::new(4, &[(0, 1), (1, 2), (3, 0), (0, 3)])?;
/// let mixing = network.mixing(&[Some(7), Some(7), Some(8), None])?;
/// assert_eq!((mixing.arcs_between(7, 7), mixing.arcs_between(7, 8), mixing.arcs_between(8, 7)), (1, 1, 0));
/// assert_eq!((mixing.people(), mixing.without_group(), mixing.arcs_without_group()), (3, 1, 2));
/// assert_eq!(mixing.balance().index(), Some(0.0));
/// assert_eq!(mixing.expected_index(), Some(1.0 / 3.0)); // four ordered pairs lead out, two stay inside
/// assert_eq!(mixing.bridging().value(), Some(0.25));
/// # Ok::<(), mentorship::impact::network::InvalidNetwork>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "MixingState")]
pub struct Mixing {
    /// People by group; a group of nobody is not there.
    #[serde(with = "as_list")]
    sizes: BTreeMap<u32, u64>,
    /// Arcs by the groups of both ends; what is not there is 0.
    #[serde(with = "as_list")]
    arcs: BTreeMap<(u32, u32), u64>,
    without_group: u64,
    arcs_without_group: u64,
}

/// A [`Mixing`] as it was stored; it may have more arcs than there are pairs.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MixingState {
    #[serde(with = "as_list")]
    sizes: BTreeMap<u32, u64>,
    #[serde(with = "as_list")]
    arcs: BTreeMap<(u32, u32), u64>,
    without_group: u64,
    arcs_without_group: u64,
}

/// More arcs than there are pairs of people in those groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{arcs} arcs from group {from} to group {to} are more than there are pairs of people")]
pub struct ImpossibleMixing {
    /// The group they come from.
    pub from: u32,
    /// The group they lead to.
    pub to: u32,
    /// How many there would be.
    pub arcs: u64,
}

/// Ties that lead out of the own group and ties that stay inside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// Ties to another group.
    pub external: u64,
    /// Ties within a group.
    pub internal: u64,
}

/// Between which values a figure can lie at all, given how many arcs there are and how large the groups.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reachable {
    /// The least it can be.
    pub lowest: f64,
    /// The most it can be.
    pub highest: f64,
}

impl Network {
    /// Counts arcs by the groups of both ends. Nodes without a group, and arcs from or to them, are counted apart.
    ///
    /// # Errors
    ///
    /// When there is not one entry for each node.
    pub fn mixing(&self, groups: &[Option<u32>]) -> Result<Mixing, InvalidNetwork> {
        let groups = self.column(groups)?;
        let mut labels: Vec<u32> = groups.iter().copied().flatten().collect();
        labels.sort_unstable();
        let sizes = labels.chunk_by(u32::eq).map(|run| (run[0], run.len() as u64)).collect();
        let mut ends: Vec<(u32, u32)> =
            self.each_arc().filter_map(|(from, to)| groups[from as usize].zip(groups[to as usize])).collect();
        ends.sort_unstable();
        Ok(Mixing {
            sizes,
            arcs: ends.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u64)).collect(),
            without_group: (groups.len() - labels.len()) as u64,
            arcs_without_group: self.arcs() - ends.len() as u64,
        })
    }

    /// For each node, with how many others of another group and of its own it is tied in either direction: each of them
    /// once. Others without a group are not counted, and a node without a group has no ties here.
    ///
    /// These are figures of single people: for the coordinator, not for publication.
    ///
    /// # Errors
    ///
    /// When there is not one entry for each node.
    pub fn balances(&self, groups: &[Option<u32>]) -> Result<Vec<Balance>, InvalidNetwork> {
        let groups = self.column(groups)?;
        let mut balances = vec![Balance::default(); groups.len()];
        for (node, balance) in (0..self.rows()).zip(&mut balances) {
            let Some(own) = groups[node as usize] else { continue };
            for group in self.tied_to(node).iter().filter_map(|other| groups[*other as usize]) {
                let count = if group == own { &mut balance.internal } else { &mut balance.external };
                *count += 1;
            }
        }
        Ok(balances)
    }
}

impl Balance {
    /// The E–I index (Krackhardt & Stern 1988): (external − internal) / all, from −1 when all ties stay inside to 1 when all
    /// lead out. `None` without ties.
    pub fn index(&self) -> Option<f64> {
        let (external, internal) = (i128::from(self.external), i128::from(self.internal));
        (external + internal > 0).then(|| signed_real(external - internal) / signed_real(external + internal))
    }
}

impl Mixing {
    /// Adds the counts of another part, which shares no people with this one.
    pub fn merge(&mut self, other: &Self) {
        for (group, people) in &other.sizes {
            let size = self.sizes.entry(*group).or_default();
            *size = size.saturating_add(*people);
        }
        for (ends, arcs) in &other.arcs {
            let count = self.arcs.entry(*ends).or_default();
            *count = count.saturating_add(*arcs);
        }
        self.without_group = self.without_group.saturating_add(other.without_group);
        self.arcs_without_group = self.arcs_without_group.saturating_add(other.arcs_without_group);
    }

    /// The groups with how many people each has, in order.
    pub fn groups(&self) -> impl ExactSizeIterator<Item = (u32, u64)> + '_ {
        self.sizes.iter().map(|(group, people)| (*group, *people))
    }

    /// How many people have a group.
    pub fn people(&self) -> u64 {
        within_64_bits(self.sizes.values().map(|people| u128::from(*people)).sum())
    }

    /// How many people have no group.
    pub fn without_group(&self) -> u64 {
        self.without_group
    }

    /// How many arcs are from or to somebody without a group; they count nowhere else.
    pub fn arcs_without_group(&self) -> u64 {
        self.arcs_without_group
    }

    /// How many arcs lead from one group to another, or stay inside one.
    pub fn arcs_between(&self, from: u32, to: u32) -> u64 {
        self.arcs.get(&(from, to)).copied().unwrap_or(0)
    }

    /// How many arcs lead out of their group and how many stay inside.
    pub fn balance(&self) -> Balance {
        let (mut external, mut internal) = (0_u64, 0_u64);
        for ((from, to), arcs) in &self.arcs {
            let count = if from == to { &mut internal } else { &mut external };
            *count = count.saturating_add(*arcs);
        }
        Balance { external, internal }
    }

    /// How many ordered pairs of people lead out of their group and how many stay inside: the ties that could be.
    pub fn possible(&self) -> Balance {
        let people: u128 = self.sizes.values().map(|size| u128::from(*size)).sum();
        let (mut external, mut internal) = (0_u128, 0_u128);
        for &size in self.sizes.values() {
            external = external.saturating_add((people - u128::from(size)).saturating_mul(size.into()));
            internal = internal.saturating_add(pairs(size, size, true));
        }
        Balance { external: within_64_bits(external), internal: within_64_bits(internal) }
    }

    /// The E–I index to expect when everybody is as likely to name anybody: that of all possible ordered pairs. `None` below
    /// two people.
    pub fn expected_index(&self) -> Option<f64> {
        self.possible().index()
    }

    /// Between which values the E–I index can lie with so many arcs, each pair having one in each direction at most. `None`
    /// without arcs.
    pub fn reachable_index(&self) -> Option<Reachable> {
        let (ties, possible) = (self.balance(), self.possible());
        let arcs = ties.external.saturating_add(ties.internal);
        let (most_inside, most_outside) = (arcs.min(possible.internal), arcs.min(possible.external));
        Some(Reachable {
            lowest: Balance { external: arcs - most_inside, internal: most_inside }.index()?,
            highest: Balance { external: most_outside, internal: arcs - most_outside }.index()?,
        })
    }

    /// The bridging share: arcs between groups, of those that could be.
    pub fn bridging(&self) -> Share {
        Share::within(self.balance().external, self.possible().external)
    }

    /// Arcs within groups, of those that could be.
    pub fn bonding(&self) -> Share {
        Share::within(self.balance().internal, self.possible().internal)
    }

    /// The bridging share to expect when everybody is as likely to name anybody: all arcs, of all that could be. `None`
    /// below two people.
    pub fn expected_bridging(&self) -> Option<f64> {
        let (ties, possible) = (self.balance(), self.possible());
        let possible = possible.external.saturating_add(possible.internal);
        (possible > 0).then(|| real(ties.external.saturating_add(ties.internal)) / real(possible))
    }

    /// The density from one group to another, or within one: arcs, of those that could be. Of none for a group that is not
    /// there.
    pub fn density_between(&self, from: u32, to: u32) -> Share {
        Share::within(self.arcs_between(from, to), within_64_bits(self.pairs_between(from, to)))
    }

    /// Whether like goes with like, by group. `None` without arcs, and when all of them stay inside one group.
    ///
    /// # Complexity
    ///
    /// O(g²) for g groups, however many arcs: leaving out any arc of one cell of the matrix gives the same.
    pub fn assortativity(&self) -> Option<Assortativity> {
        assortativity::by_group(&self.arcs)
    }

    fn pairs_between(&self, from: u32, to: u32) -> u128 {
        let size = |group| self.sizes.get(&group).copied().unwrap_or(0);
        pairs(size(from), size(to), from == to)
    }
}

impl TryFrom<MixingState> for Mixing {
    type Error = ImpossibleMixing;

    fn try_from(state: MixingState) -> Result<Self, ImpossibleMixing> {
        let MixingState { mut sizes, mut arcs, without_group, arcs_without_group } = state;
        sizes.retain(|_, people| *people > 0);
        arcs.retain(|_, count| *count > 0);
        let mixing = Self { sizes, arcs, without_group, arcs_without_group };
        for (&(from, to), &arcs) in &mixing.arcs {
            if u128::from(arcs) > mixing.pairs_between(from, to) {
                return Err(ImpossibleMixing { from, to, arcs });
            }
        }
        Ok(mixing)
    }
}

/// The ordered pairs of people of two groups, or of one.
fn pairs(from: u64, to: u64, same: bool) -> u128 {
    u128::from(from) * u128::from(if same { to.saturating_sub(1) } else { to })
}

/// A count; above 64 bits, which takes more people than there are, the largest.
fn within_64_bits(count: u128) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
