//! The network's figures: laws, each with a plain oracle. Examples and figures of others are in `figures`.
#![expect(clippy::cast_precision_loss, reason = "a dozen people make small numbers")]

mod figures;

use std::{collections::BTreeSet, ops::ControlFlow};

use mentorship::impact::{
    Confidence, QuantileType, Share,
    network::{Assortativity, Balance, Distances, Mixing, Network, Structure},
    quantile,
};
use proptest::prelude::*;

/// Equal to so many parts.
#[track_caller]
fn near(value: Option<f64>, expected: Option<f64>, tolerance: f64) {
    match (value, expected) {
        (None, None) => {}
        (Some(value), Some(expected)) => assert!(
            (value - expected).abs() <= tolerance * expected.abs().max(1.0),
            "{value} is not {expected}"
        ),
        _ => panic!("{value:?} is not {expected:?}"),
    }
}

fn distances(network: &Network) -> Distances {
    network.distances(|_, _| ControlFlow::Continue(())).continue_value().unwrap()
}

/// A small community as drawn: arcs may lead to oneself or come again, groups and ages may be missing.
#[derive(Clone, Debug)]
struct Drawn {
    nodes: u32,
    arcs: Vec<(u32, u32)>,
    groups: Vec<Option<u32>>,
    ages: Vec<Option<i32>>,
    flags: Vec<(bool, bool)>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (0_u32..11).prop_flat_map(|nodes| {
        let each = nodes as usize;
        let arcs = if nodes == 0 { 0..1 } else { 0..28_usize };
        let end = 0..nodes.max(1);
        (
            prop::collection::vec((end.clone(), end), arcs),
            prop::collection::vec(prop::option::weighted(0.85, 3_u32..6), each),
            prop::collection::vec(prop::option::weighted(0.85, 15_i32..40), each),
            prop::collection::vec(any::<(bool, bool)>(), each),
        )
            .prop_map(move |(arcs, groups, ages, flags)| Drawn { nodes, arcs, groups, ages, flags })
    })
}

impl Drawn {
    fn network(&self) -> Network {
        Network::new(self.nodes, &self.arcs).unwrap()
    }

    /// Arcs that count, each once.
    fn clean(&self) -> BTreeSet<(u32, u32)> {
        self.arcs.iter().copied().filter(|(from, to)| from != to).collect()
    }

    fn tied(&self, one: u32, other: u32) -> bool {
        self.clean().contains(&(one, other)) || self.clean().contains(&(other, one))
    }

    /// How far everybody is from everybody (Floyd 1962; Warshall 1962).
    fn ways(&self) -> Vec<Vec<Option<u32>>> {
        let all = 0..self.nodes;
        let mut ways: Vec<Vec<Option<u32>>> = all
            .clone()
            .map(|one| {
                all.clone()
                    .map(|other| if one == other { Some(0) } else { self.tied(one, other).then_some(1) })
                    .collect()
            })
            .collect();
        for over in 0..ways.len() {
            for from in 0..ways.len() {
                for to in 0..ways.len() {
                    if let Some((there, on)) = ways[from][over].zip(ways[over][to]) {
                        ways[from][to] = Some(ways[from][to].map_or(there + on, |now| now.min(there + on)));
                    }
                }
            }
        }
        ways
    }

    /// The sizes of the parts, from large to small.
    fn parts(&self) -> Vec<usize> {
        let ways = self.ways();
        let mut sizes: Vec<usize> = (0..ways.len())
            .filter(|node| ways[*node].iter().position(Option::is_some) == Some(*node))
            .map(|node| ways[node].iter().flatten().count())
            .collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes
    }

    /// The same with nodes numbered from the end.
    fn renumbered(&self) -> Self {
        let turn = |node: u32| self.nodes - 1 - node;
        Self {
            nodes: self.nodes,
            arcs: self.arcs.iter().map(|(from, to)| (turn(*from), turn(*to))).collect(),
            groups: self.groups.iter().rev().copied().collect(),
            ages: self.ages.iter().rev().copied().collect(),
            flags: self.flags.iter().rev().copied().collect(),
        }
    }

    fn without_arc(&self, arc: (u32, u32)) -> Self {
        Self { arcs: self.clean().into_iter().filter(|other| *other != arc).collect(), ..self.clone() }
    }
}

/// Everything that is told of a network as a whole.
#[derive(Debug, PartialEq)]
struct Told {
    sizes: [u64; 5],
    mixing: Mixing,
    structure: Structure,
    distances: Distances,
    across: [Share; 4],
    by_group: Option<Assortativity>,
}

impl Told {
    fn of(drawn: &Drawn) -> Self {
        let network = drawn.network();
        let (new, old): (Vec<bool>, Vec<bool>) = drawn.flags.iter().copied().unzip();
        let mixing = network.mixing(&drawn.groups).unwrap();
        let connected = network.connected(&new, &old).unwrap();
        Self {
            sizes: [
                network.arcs(),
                network.edges(),
                network.mutual(),
                network.self_loops(),
                network.repeated(),
            ],
            by_group: mixing.assortativity(),
            mixing,
            structure: network.structure(),
            distances: distances(&network),
            across: [
                connected.tied,
                connected.in_giant,
                network.touching(&old, &new).unwrap(),
                network.spanning(&drawn.ages, 10).unwrap(),
            ],
        }
    }
}

/// The jackknife by leaving out one arc after the other, each time from the start.
fn leaves_out_one_arc(
    drawn: &Drawn,
    assortativity: impl Fn(&Drawn) -> Option<Assortativity>,
    counts: impl Fn(u32) -> bool,
) -> Result<(), TestCaseError> {
    let Some(whole) = assortativity(drawn) else { return Ok(()) };
    let without: Option<Vec<f64>> = drawn
        .clean()
        .into_iter()
        .filter(|(from, to)| counts(*from) && counts(*to))
        .map(|arc| assortativity(&drawn.without_arc(arc)).map(|without| without.value()))
        .collect();
    let error = without.map(|without| {
        let squares = without.iter().map(|r| (r - whole.value()).powi(2));
        squares.sum::<f64>().sqrt()
    });
    near(whole.standard_error(), error, 1e-12);
    prop_assert!(whole.value().abs() <= 1.0);
    let interval = whole.interval(Confidence::default());
    prop_assert_eq!(interval.is_some(), error.is_some());
    if let Some((lower, upper)) = interval.and_then(|interval| interval.ends()) {
        let margin = Confidence::default().z() * error.unwrap();
        near(Some(lower), Some((whole.value() - margin).max(-1.0)), 1e-12);
        near(Some(upper), Some((whole.value() + margin).min(1.0)), 1e-12);
    }
    Ok(())
}

// --- laws

proptest! {
    #[test]
    fn the_order_of_arcs_does_not_matter(drawn in drawn(), turn in any::<prop::sample::Index>()) {
        let mut other = drawn.clone();
        other.arcs.reverse();
        if !other.arcs.is_empty() {
            let places = turn.index(other.arcs.len());
            other.arcs.rotate_left(places);
        }
        prop_assert_eq!(Told::of(&drawn), Told::of(&other));
        let (one, other) = (drawn.network(), other.network());
        prop_assert_eq!(one.assortativity(&drawn.ages), other.assortativity(&drawn.ages));
        prop_assert_eq!(one.deal(&drawn.groups, 7, 20), other.deal(&drawn.groups, 7, 20));
    }

    #[test]
    fn the_numbering_of_nodes_does_not_matter(drawn in drawn()) {
        let other = drawn.renumbered();
        prop_assert_eq!(Told::of(&drawn), Told::of(&other));
        // Sums of squares over arcs run in another order.
        let by_age = |drawn: &Drawn| drawn.network().assortativity(&drawn.ages).unwrap();
        let (one, other) = (by_age(&drawn), by_age(&other));
        prop_assert_eq!(one.map(|r| r.value()), other.map(|r| r.value()));
        near(one.and_then(|r| r.standard_error()), other.and_then(|r| r.standard_error()), 1e-12);
    }

    #[test]
    fn sizes_are_those_of_sets(drawn in drawn()) {
        let (network, clean) = (drawn.network(), drawn.clean());
        let loops = drawn.arcs.iter().filter(|(from, to)| from == to).count();
        let mutual = clean.iter().filter(|(from, to)| from < to && clean.contains(&(*to, *from))).count();
        let (nodes, arcs) = (u64::from(drawn.nodes), clean.len() as u64);
        prop_assert_eq!(network.nodes(), drawn.nodes);
        prop_assert_eq!(network.arcs(), arcs);
        prop_assert_eq!(network.self_loops(), loops as u64);
        prop_assert_eq!(network.repeated(), (drawn.arcs.len() - loops - clean.len()) as u64);
        prop_assert_eq!(network.mutual(), mutual as u64);
        prop_assert_eq!(network.edges(), arcs - mutual as u64);
        prop_assert_eq!((network.density().hits(), network.density().of()), (arcs, nodes * nodes.saturating_sub(1)));
        prop_assert_eq!((network.reciprocity().hits(), network.reciprocity().of()), (2 * mutual as u64, arcs));
        prop_assert_eq!((network.mutual_dyads().hits(), network.mutual_dyads().of()), (mutual as u64, network.edges()));
    }

    #[test]
    fn mixing_is_counted_pair_by_pair(drawn in drawn()) {
        let mixing = drawn.network().mixing(&drawn.groups).unwrap();
        let (mut ties, mut possible, mut without) = (Balance::default(), Balance::default(), 0);
        for from in 0..drawn.nodes {
            for to in (0..drawn.nodes).filter(|to| *to != from) {
                let arc = u64::from(drawn.clean().contains(&(from, to)));
                match (drawn.groups[from as usize], drawn.groups[to as usize]) {
                    (Some(one), Some(other)) if one == other => {
                        ties.internal += arc;
                        possible.internal += 1;
                    }
                    (Some(_), Some(_)) => {
                        ties.external += arc;
                        possible.external += 1;
                    }
                    _ => without += arc,
                }
            }
        }
        prop_assert_eq!((mixing.balance(), mixing.possible()), (ties, possible));
        prop_assert_eq!(mixing.arcs_without_group(), without);
        prop_assert_eq!(mixing.people() + mixing.without_group(), u64::from(drawn.nodes));
        prop_assert_eq!(mixing.groups().map(|(_, people)| people).sum::<u64>(), mixing.people());
        prop_assert_eq!((mixing.bridging().hits(), mixing.bridging().of()), (ties.external, possible.external));
        prop_assert_eq!((mixing.bonding().hits(), mixing.bonding().of()), (ties.internal, possible.internal));
        for from in 2..7 {
            for to in 2..7 {
                let of = |group| drawn.groups.iter().filter(|own| **own == Some(group)).count() as u64;
                let arcs = drawn
                    .clean()
                    .iter()
                    .filter(|(one, other)| {
                        (drawn.groups[*one as usize], drawn.groups[*other as usize]) == (Some(from), Some(to))
                    })
                    .count() as u64;
                let pairs = of(from) * if from == to { of(to).saturating_sub(1) } else { of(to) };
                prop_assert_eq!(mixing.arcs_between(from, to), arcs);
                let density = mixing.density_between(from, to);
                prop_assert_eq!((density.hits(), density.of()), (arcs, pairs));
            }
        }
        if let (Some(index), Some(reachable)) = (mixing.balance().index(), mixing.reachable_index()) {
            prop_assert!(-1.0 <= reachable.lowest && reachable.lowest <= index);
            prop_assert!(index <= reachable.highest && reachable.highest <= 1.0);
        } else {
            prop_assert_eq!(ties.internal + ties.external, 0);
            prop_assert!(mixing.reachable_index().is_none());
        }
    }

    #[test]
    fn balances_are_counted_person_by_person(drawn in drawn()) {
        let balances = drawn.network().balances(&drawn.groups).unwrap();
        prop_assert_eq!(balances.len(), drawn.nodes as usize);
        for (node, balance) in (0..drawn.nodes).zip(balances) {
            let mut plain = Balance::default();
            for other in (0..drawn.nodes).filter(|other| drawn.tied(node, *other)) {
                match (drawn.groups[node as usize], drawn.groups[other as usize]) {
                    (Some(own), Some(group)) if own == group => plain.internal += 1,
                    (Some(_), Some(_)) => plain.external += 1,
                    _ => {}
                }
            }
            prop_assert_eq!(balance, plain);
        }
    }

    #[test]
    fn parts_add_up_to_the_whole(one in drawn(), other in drawn()) {
        let whole = Drawn {
            nodes: one.nodes + other.nodes,
            arcs: one.arcs.iter().copied()
                .chain(other.arcs.iter().map(|(from, to)| (from + one.nodes, to + one.nodes)))
                .collect(),
            groups: one.groups.iter().chain(&other.groups).copied().collect(),
            ages: Vec::new(),
            flags: Vec::new(),
        };
        let mixing = |drawn: &Drawn| drawn.network().mixing(&drawn.groups).unwrap();
        let mut merged = mixing(&one);
        merged.merge(&mixing(&other));
        prop_assert_eq!(&merged, &mixing(&whole));
        let mut from_nothing = Mixing::default();
        from_nothing.merge(&merged);
        prop_assert_eq!(&from_nothing, &merged);
        let stored = serde_json::to_string(&merged).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Mixing>(&stored).unwrap(), &merged);
    }

    #[test]
    fn limits_come_from_leaving_out_one_arc(drawn in drawn()) {
        leaves_out_one_arc(
            &drawn,
            |drawn| drawn.network().mixing(&drawn.groups).unwrap().assortativity(),
            |node| drawn.groups[node as usize].is_some(),
        )?;
        leaves_out_one_arc(
            &drawn,
            |drawn| drawn.network().assortativity(&drawn.ages).unwrap(),
            |node| drawn.ages[node as usize].is_some(),
        )?;
    }

    #[test]
    fn parts_triangles_and_distances_are_those_of_plain_loops(drawn in drawn()) {
        let (network, nodes) = (drawn.network(), drawn.nodes);
        let (structure, ways, parts) = (network.structure(), drawn.ways(), drawn.parts());
        prop_assert_eq!(structure.components() as usize, parts.len());
        prop_assert_eq!(structure.giant().hits() as usize, parts.first().copied().unwrap_or(0));
        let degree = |node: u32| (0..nodes).filter(|other| drawn.tied(node, *other)).count();
        prop_assert_eq!(structure.isolates().hits() as usize, (0..nodes).filter(|node| degree(*node) == 0).count());
        for share in [structure.giant(), structure.isolates(), structure.articulation()] {
            prop_assert_eq!(share.of(), u64::from(nodes));
        }

        // A person without whose ties there is more than one part more: the person, and what fell off.
        let falls_apart = |node: &u32| {
            let arcs = drawn.arcs.iter().copied().filter(|(from, to)| from != node && to != node).collect();
            Drawn { arcs, ..drawn.clone() }.parts().len() > parts.len() + 1
        };
        prop_assert_eq!(structure.articulation().hits() as usize, (0..nodes).filter(falls_apart).count());

        let (mut closed, mut triples, mut local) = (0, 0, 0.0);
        for middle in 0..nodes {
            let (mut own, mut all) = (0_u32, 0_u32);
            for one in 0..nodes {
                for other in one + 1..nodes {
                    if drawn.tied(middle, one) && drawn.tied(middle, other) {
                        all += 1;
                        own += u32::from(drawn.tied(one, other));
                    }
                }
            }
            local += if all > 0 { f64::from(own) / f64::from(all) } else { 0.0 };
            closed += own;
            triples += all;
        }
        prop_assert_eq!(structure.triangles(), u64::from(closed / 3));
        near(structure.clustering(), (nodes > 0).then(|| local / f64::from(nodes)), 1e-14);
        near(structure.transitivity(), (triples > 0).then(|| f64::from(closed) / f64::from(triples)), 1e-14);

        let lengths: Vec<u32> = ways.iter().flatten().flatten().copied().filter(|way| *way > 0).collect();
        let distances = distances(&network);
        let mean = f64::from(lengths.iter().sum::<u32>()) / lengths.len() as f64;
        near(distances.mean(), (!lengths.is_empty()).then_some(mean), 1e-14);
        prop_assert_eq!(distances.longest(), lengths.iter().copied().max());
        prop_assert_eq!(distances.reachable().hits(), lengths.len() as u64);
        prop_assert_eq!(distances.reachable().of(), network.density().of());
    }

    #[test]
    fn ties_across_a_line_are_counted_one_by_one(drawn in drawn(), years in 0_u32..20) {
        let network = drawn.network();
        let (new, old): (Vec<bool>, Vec<bool>) = drawn.flags.iter().copied().unzip();
        let all = 0..drawn.nodes;
        let connected = network.connected(&new, &old).unwrap();
        let tied = all.clone().filter(|node| {
            new[*node as usize] && all.clone().any(|other| old[other as usize] && drawn.tied(*node, other))
        });
        prop_assert_eq!(connected.tied.hits(), tied.count() as u64);
        prop_assert_eq!(connected.tied, network.touching(&new, &old).unwrap());
        let (ways, parts) = (drawn.ways(), drawn.parts());
        let in_giant = all.clone().filter(|node| {
            let own = ways[*node as usize].iter().flatten().count();
            new[*node as usize] && own == parts[0] && own > 1
        });
        prop_assert_eq!(connected.in_giant.hits(), in_giant.count() as u64);
        for share in [connected.tied, connected.in_giant] {
            prop_assert_eq!(share.of(), new.iter().filter(|new| **new).count() as u64);
        }
        let (mut hits, mut of) = (0, 0);
        for (one, other) in all.clone().flat_map(|one| (one + 1..drawn.nodes).map(move |other| (one, other))) {
            if let (true, Some(one), Some(other)) =
                (drawn.tied(one, other), drawn.ages[one as usize], drawn.ages[other as usize])
            {
                of += 1;
                hits += u64::from(one - other >= years as i32 || other - one >= years as i32);
            }
        }
        let spanning = network.spanning(&drawn.ages, years).unwrap();
        prop_assert_eq!((spanning.hits(), spanning.of()), (hits, of));
    }

    /// The documented stream, drawn again here.
    #[test]
    fn groups_are_dealt_out_as_documented(drawn in drawn(), seed: u64, replicates in 0_u32..40) {
        let dealt = drawn.network().deal(&drawn.groups, seed, replicates).unwrap();
        let with_group: Vec<usize> = (0..drawn.groups.len()).filter(|node| drawn.groups[*node].is_some()).collect();
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut mixed = state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            mixed ^ (mixed >> 31)
        };
        let external = |groups: &[Option<u32>]| {
            let ends = drawn.clean().into_iter().map(|(from, to)| (groups[from as usize], groups[to as usize]));
            ends.filter(|(one, other)| one.is_some() && other.is_some() && one != other).count() as i128
        };
        let mut counts = Vec::new();
        for _ in 0..replicates {
            let mut groups = drawn.groups.clone();
            for i in (2..=with_group.len()).rev() {
                groups.swap(with_group[i - 1], with_group[(next() % i as u64) as usize]);
            }
            counts.push(external(&groups));
        }
        let mixing = drawn.network().mixing(&drawn.groups).unwrap();
        prop_assert_eq!(dealt.mixing(), &mixing);
        prop_assert_eq!(dealt.replicates(), counts.len());
        let (ties, possible) = (mixing.balance(), mixing.possible());
        let arcs = i128::from(ties.external + ties.internal);
        let pairs = i128::from(possible.external + possible.internal);
        let apart = |external: i128| (external * pairs - arcs * i128::from(possible.external)).abs();
        let hits = counts.iter().filter(|count| apart(**count) >= apart(external(&drawn.groups))).count();
        near(dealt.p(), (arcs > 0).then(|| (hits + 1) as f64 / (counts.len() + 1) as f64), 1e-15);

        let indices: Vec<f64> = counts.iter().map(|count| (2 * count - arcs) as f64 / arcs as f64).collect();
        let shares: Vec<f64> = counts.iter().map(|count| *count as f64 / possible.external as f64).collect();
        let (any, any_pair) = (arcs > 0 && replicates > 0, possible.external > 0 && replicates > 0);
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        near(dealt.mean_index(), any.then(|| mean(&indices)), 1e-13);
        near(dealt.mean_bridging(), any_pair.then(|| mean(&shares)), 1e-13);
        let ninety = Confidence::new(0.9).unwrap();
        for (interval, values, any) in
            [(dealt.index_interval(ninety), &indices, any), (dealt.bridging_interval(ninety), &shares, any_pair)]
        {
            let ends = interval.and_then(|interval| interval.ends());
            let end = |point| quantile(values, point, QuantileType::Type7).filter(|_| any);
            near(ends.map(|(lower, _)| lower), end(0.05), 1e-12);
            near(ends.map(|(_, upper)| upper), end(0.95), 1e-12);
        }
    }
}
