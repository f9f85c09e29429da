//! Ties of one origin, by place instead of by name, and their figures.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    ops::ControlFlow,
};

use super::{Community, Member, Survey, whole};
use crate::{
    id::PersonId,
    impact::{
        About, AsOf, Caveat, Estimate, Indicator, Interval, Share, Ties,
        distribution::real,
        network::{Mixing, Network},
    },
    people::Label,
};

/// The people of a community by place, in the order of their identifiers, and all ties between places. It is made once for all
/// figures, as looking up names takes longest.
pub(super) struct Indexed<'a> {
    members: Vec<&'a Member>,
    told: Vec<(u32, u32)>,
    made: Vec<(u32, u32)>,
    /// Who were ever matched, in either order.
    matched: HashSet<(u32, u32)>,
    columns: BTreeMap<&'a Label, Column<'a>>,
}

/// The groups of one dimension, in their order, and by place of a person the place of their group among them.
struct Column<'a> {
    labels: Vec<&'a Label>,
    groups: Vec<Option<u32>>,
}

/// The ties of one origin, with what is known of their people by place in the layer.
pub(super) struct Layer<'a> {
    ties: Ties,
    members: Vec<&'a Member>,
    pub(super) network: Network,
    /// From whom to whom; nobody is tied to themself.
    arcs: Vec<(u32, u32)>,
    /// By dimension: the groups among all people, and the group of each person here.
    columns: BTreeMap<&'a Label, (&'a [&'a Label], Vec<Option<u32>>)>,
}

impl<'a> Indexed<'a> {
    pub(super) fn of(community: &'a Community) -> Self {
        let places: HashMap<&PersonId, u32> = community.people.keys().zip(0_u32..).collect();
        // A stored state may name people that it does not hold; they are left out.
        let arcs = |ties: &BTreeSet<(PersonId, PersonId)>| -> Vec<(u32, u32)> {
            // Ties are sorted by who is named last, so whoever names others is looked up once.
            let mut from = None::<(&PersonId, Option<u32>)>;
            let mut arcs = Vec::with_capacity(ties.len());
            for (one, other) in ties {
                let at = match from {
                    Some((same, at)) if same == one => at,
                    _ => places.get(one).copied(),
                };
                from = Some((one, at));
                arcs.extend(at.zip(places.get(other).copied()));
            }
            arcs
        };
        let (told, made, matched) = (arcs(&community.told), arcs(&community.made), arcs(&community.matched));
        let pairs = made.iter().chain(&matched).flat_map(|&(a, b)| [(a, b), (b, a)]);
        let matched = pairs.collect();
        let members: Vec<&Member> = community.people.values().collect();
        let columns = columns(&members);
        Self { members, told, made, matched, columns }
    }

    /// The dimensions in which two people or more belong to different groups.
    pub(super) fn dimensions(&self) -> impl Iterator<Item = &'a Label> + '_ {
        self.columns.iter().filter(|(_, column)| column.labels.len() > 1).map(|(dimension, _)| *dimension)
    }

    pub(super) fn layer(&self, ties: Ties) -> Layer<'_> {
        let arcs: Vec<(u32, u32)> = match ties {
            Ties::Told => self.told.clone(),
            Ties::ToldBeyond => self.told.iter().copied().filter(|tie| !self.matched.contains(tie)).collect(),
            Ties::Made => self.made.clone(),
        };
        // Who was named or told of belongs to both layers of what is told, so that the two can be compared.
        let ends = if ties == Ties::Made { &self.made } else { &self.told };
        let mut belongs: Vec<bool> = self
            .members
            .iter()
            .map(|member| match ties {
                Ties::Made => member.enrolled,
                Ties::Told | Ties::ToldBeyond => member.survey == Survey::Answered,
            })
            .collect();
        for &(from, to) in ends {
            (belongs[from as usize], belongs[to as usize]) = (true, true);
        }
        let mut nodes = 0_u32;
        let places: Vec<u32> = belongs
            .iter()
            .map(|belongs| {
                let place = nodes;
                nodes += u32::from(*belongs);
                place
            })
            .collect();
        let arcs: Vec<(u32, u32)> =
            arcs.into_iter().map(|(from, to)| (places[from as usize], places[to as usize])).collect();
        let network = Network::new(nodes, &arcs).expect("every place is below the number of places");
        let theirs = |column: &Column<'_>| -> Vec<Option<u32>> {
            column
                .groups
                .iter()
                .zip(&belongs)
                .filter(|(_, belongs)| **belongs)
                .map(|(group, _)| *group)
                .collect()
        };
        let members = self.members.iter().zip(&belongs).filter(|(_, belongs)| **belongs);
        Layer {
            ties,
            members: members.map(|(member, _)| *member).collect(),
            network,
            arcs: arcs.into_iter().filter(|(from, to)| from != to).collect(),
            columns: self
                .columns
                .iter()
                .map(|(dimension, column)| (*dimension, (&column.labels[..], theirs(column))))
                .collect(),
        }
    }

    /// The figures of each origin, in the order of [`Ties::ALL`]; none where there are no ties.
    pub(super) fn estimates(&self, on: &AsOf) -> Vec<Vec<Estimate>> {
        let theirs = |ties: Ties| {
            let layer = self.layer(ties);
            if layer.network.arcs() > 0 { layer.estimates(on) } else { Vec::new() }
        };
        in_parallel(&Ties::ALL, |ties| theirs(*ties))
    }
}

/// What becomes of each, in their order, on as many cores as there are.
fn in_parallel<T: Sync, U: Send>(all: &[T], of: impl Fn(&T) -> U + Sync + Send) -> Vec<U> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        all.par_iter().map(of).collect()
    }
    #[cfg(not(feature = "parallel"))]
    all.iter().map(of).collect()
}

/// A column for each dimension that anybody has a group in.
fn columns<'a>(members: &[&'a Member]) -> BTreeMap<&'a Label, Column<'a>> {
    let mut labels: BTreeMap<&Label, BTreeMap<&Label, u32>> = BTreeMap::new();
    let mut columns: BTreeMap<&Label, Vec<Option<u32>>> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        for (dimension, label) in &member.groups {
            let known = labels.entry(dimension).or_default();
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            let group = *known.entry(label).or_insert(next);
            columns.entry(dimension).or_insert_with(|| vec![None; members.len()])[at] = Some(group);
        }
    }
    let in_order = |(dimension, mut groups): (&'a Label, Vec<Option<u32>>)| {
        // Groups were counted as they came; now they are in their order.
        let mut ranks = vec![0; labels[dimension].len()];
        for (rank, came) in (0_u32..).zip(labels[dimension].values()) {
            ranks[*came as usize] = rank;
        }
        for group in groups.iter_mut().flatten() {
            *group = ranks[*group as usize];
        }
        (dimension, Column { labels: labels[dimension].keys().copied().collect(), groups })
    };
    columns.into_iter().map(in_order).collect()
}

/// Ties from group to group: the matrix whose picture tells more than a drawing of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    labels: Vec<Label>,
    mixing: Mixing,
}

impl Groups {
    /// The groups, in the order in which [`mixing`](Self::mixing) counts them from 0.
    pub fn labels(&self) -> &[Label] {
        &self.labels
    }

    /// The ties between them.
    pub fn mixing(&self) -> &Mixing {
        &self.mixing
    }
}

const ONE_EACH: &str = "a column has an entry for each of the people";

impl Layer<'_> {
    pub(super) fn groups(&self, dimension: &Label) -> Groups {
        let (labels, mixing) = match self.columns.get(dimension) {
            Some((labels, column)) => (*labels, self.network.mixing(column).expect(ONE_EACH)),
            None => (&[][..], Mixing::default()),
        };
        Groups { labels: labels.iter().map(|label| (*label).clone()).collect(), mixing }
    }

    fn estimates(&self, on: &AsOf) -> Vec<Estimate> {
        let made = (self.ties == Ties::Made).then_some(Caveat::MadeByMatching);
        let mut all = self.shape(on);
        all.extend(self.newcomers(on));
        all.extend(self.ages(on));
        if on.replicates > 0 {
            all.extend(self.distances(on));
        }
        // Of one group only there is nothing to compare.
        let several: Vec<_> = self.columns.iter().filter(|(_, (labels, _))| labels.len() > 1).collect();
        all.extend(
            in_parallel(&several, |(dimension, (_, column))| self.by_group(dimension, column, on)).concat(),
        );
        let about = |estimate: Estimate| {
            let Estimate { about, .. } = &estimate;
            let about = [About::Ties(self.ties)].into_iter().chain(about.iter().cloned()).collect();
            Estimate { about, ..estimate }.keep_in_mind(made.clone())
        };
        all.into_iter().map(about).collect()
    }

    /// How many ties there are between people of whom something is known, and how many people have one.
    fn between(&self, known: impl Fn(usize) -> bool) -> (u64, u64) {
        let (mut arcs, mut tied) = (0, vec![false; self.members.len()]);
        for (from, to) in self.arcs.iter().map(|&(from, to)| (from as usize, to as usize)) {
            if known(from) && known(to) {
                arcs += 1;
                (tied[from], tied[to]) = (true, true);
            }
        }
        (arcs, whole(tied.into_iter().filter(|tied| *tied).count()))
    }

    /// How the whole hangs together.
    fn shape(&self, on: &AsOf) -> Vec<Estimate> {
        let (network, structure) = (&self.network, self.network.structure());
        let (arcs, people, tied) = (network.arcs(), u64::from(network.nodes()), self.between(|_| true).1);
        let of_ties = |indicator, share: Share| {
            Estimate::new(indicator, on).with(share.value(), None, arcs).of_people(tied)
        };
        let of_people =
            |indicator, value: Option<f64>| Estimate::new(indicator, on).with(value, None, people);
        let count = |share: Share| Some(real(share.hits()));
        let mut all = vec![of_ties(Indicator::Density, network.density())];
        if self.ties != Ties::Made {
            all.push(of_ties(Indicator::Reciprocity, network.reciprocity()));
        }
        all.extend([
            of_people(Indicator::Clustering, structure.clustering()),
            of_people(Indicator::Transitivity, structure.transitivity()),
            of_people(Indicator::Components, Some(f64::from(structure.components()))),
            of_people(Indicator::LargestPart, structure.giant().value()),
            of_people(Indicator::Isolates, count(structure.isolates())),
            of_people(Indicator::Bridges, count(structure.articulation())),
        ]);
        all
    }

    fn newcomers(&self, on: &AsOf) -> Vec<Estimate> {
        let are = |newcomer: bool| -> Vec<bool> {
            self.members.iter().map(|member| member.newcomer == Some(newcomer)).collect()
        };
        let newcomers = are(true);
        if !newcomers.contains(&true) {
            return Vec::new();
        }
        let connected = self.network.connected(&newcomers, &are(false)).expect(ONE_EACH);
        vec![
            Estimate::of_share(Indicator::NewcomersConnected, on, connected.tied),
            Estimate::of_share(Indicator::NewcomersReached, on, connected.in_giant),
        ]
    }

    fn ages(&self, on: &AsOf) -> Vec<Estimate> {
        let born: Vec<Option<i32>> = self.members.iter().map(|member| member.born.map(i32::from)).collect();
        let known = whole(born.iter().flatten().count());
        if known == 0 {
            return Vec::new();
        }
        let spanning = self.network.spanning(&born, Community::YEARS_APART).expect(ONE_EACH);
        let alike = self.network.assortativity(&born).expect(ONE_EACH);
        let interval = alike.and_then(|alike| alike.interval(on.confidence));
        let left_out = u64::from(self.network.nodes()) - known;
        let left_out = (left_out > 0).then_some(Caveat::NotPlaced { left_out });
        let (arcs, people) = self.between(|at| born[at].is_some());
        let alike = alike.map(|alike| alike.value());
        let alike = Estimate::new(Indicator::AgeAssortativity, on).with(alike, interval, arcs);
        [alike, Estimate::of_share(Indicator::OldAndYoung, on, spanning)]
            .map(|estimate| estimate.of_people(people).keep_in_mind(left_out.clone()))
            .into()
    }

    fn distances(&self, on: &AsOf) -> Vec<Estimate> {
        let ControlFlow::Continue(distances) = self.network.distances(|_, _| ControlFlow::Continue(()))
        else {
            return Vec::new();
        };
        let people = u64::from(self.network.nodes());
        let reachable = distances.reachable().value();
        [(Indicator::Distance, distances.mean()), (Indicator::Reach, reachable)]
            .map(|(indicator, value)| Estimate::new(indicator, on).with(value, None, people))
            .into()
    }

    fn by_group(&self, dimension: &Label, column: &[Option<u32>], on: &AsOf) -> Vec<Estimate> {
        let mixing = self.network.mixing(column).expect(ONE_EACH);
        let ties = mixing.balance();
        let n = ties.external + ties.internal;
        let (_, people) = self.between(|at| column[at].is_some());
        // A comparison of groups speaks of the smaller side: of all outside the largest, one of whom is in every tie between.
        let largest = mixing.groups().map(|(_, size)| size).max().unwrap_or(0);
        let people = people.min(mixing.people() - largest);
        // Who is matched with whom was decided, so chance has nothing to say of it.
        let lots = (self.ties != Ties::Made && on.replicates > 0)
            .then(|| self.network.deal(column, on.seed, on.replicates).expect(ONE_EACH));
        let limits = |interval: Option<Interval>| {
            let (lowest, highest) = interval?.ends()?;
            Some(Caveat::ByLuck { lowest, highest })
        };
        let by_sizes = mixing.expected_index().zip(mixing.reachable_index());
        let by_sizes = by_sizes.map(|(expected, reach)| Caveat::BySizes {
            expected,
            lowest: reach.lowest,
            highest: reach.highest,
        });
        let left_out = mixing.without_group();
        let left_out = (left_out > 0).then_some(Caveat::NotPlaced { left_out });
        let new = |indicator, value, interval| {
            Estimate::new(indicator, on)
                .with(value, interval, n)
                .of_people(people)
                .about([About::By(dimension.clone())])
                .keep_in_mind(left_out.clone())
        };
        let luck = lots.as_ref().and_then(|lots| limits(lots.index_interval(on.confidence)));
        let mut all =
            vec![new(Indicator::TieBalance, ties.index(), None).keep_in_mind(by_sizes).keep_in_mind(luck)];
        if let Some(lots) = &lots {
            all.push(new(Indicator::TieBalanceTest, lots.p(), None));
        }
        let luck = lots.as_ref().and_then(|lots| limits(lots.bridging_interval(on.confidence)));
        all.push(new(Indicator::Bridging, mixing.bridging().value(), None).keep_in_mind(luck));
        all.push(new(Indicator::DensityWithin, mixing.bonding().value(), None));
        let alike = mixing.assortativity();
        let interval = alike.and_then(|alike| alike.interval(on.confidence));
        all.push(new(Indicator::Assortativity, alike.map(|alike| alike.value()), interval));
        all
    }
}
