//! The network's figures: Zachary's karate club, figures of networkx, large networks, and what is not defined.
//!
//! `tests/data/reference/network.json` names the source of each case.

use std::{cell::Cell, collections::VecDeque, ops::ControlFlow};

use mentorship::impact::{
    Confidence,
    network::{Assortativity, Balance, InvalidNetwork, Mixing, Network, Reachable},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{distances, near};

#[derive(Deserialize)]
struct Case {
    name: String,
    data: Given,
    expect: Value,
    published: Option<Value>,
}

#[derive(Deserialize)]
struct Given {
    nodes: u32,
    groups: Vec<Option<u32>>,
    ages: Vec<Option<i32>>,
    arcs: Vec<(u32, u32)>,
}

fn cases() -> Vec<Case> {
    let mut file: Value = serde_json::from_str(include_str!("../../../data/reference/network.json")).unwrap();
    serde_json::from_value(file["cases"].take()).unwrap()
}

/// The figure is the one wanted to 12 digits, and missing exactly where that is.
#[track_caller]
fn same(value: Option<f64>, want: &Value) {
    near(value, want.as_f64(), 1e-12);
}

#[test]
fn figures_are_those_of_networkx() {
    let cases = cases();
    assert_eq!(cases.len(), 34);
    for Case { name, data, expect, .. } in cases {
        println!("{name}");
        let network = Network::new(data.nodes, &data.arcs).unwrap();
        assert_eq!(expect["arcs"], network.arcs());
        assert_eq!(expect["edges"], network.edges());
        same(network.density().value(), &expect["density"]);
        same(network.reciprocity().value(), &expect["reciprocity_edges"]);
        same(network.mutual_dyads().value(), &expect["reciprocity_dyads"]);

        let mixing = network.mixing(&data.groups).unwrap();
        let ties = mixing.balance();
        assert_eq!(expect["external"], ties.external);
        assert_eq!(expect["internal"], ties.internal);
        assert_eq!(expect["grouped_arcs"], network.arcs() - mixing.arcs_without_group());
        same(ties.index(), &expect["ei"]);
        same(mixing.expected_index(), &expect["ei_expected"]);
        same(mixing.reachable_index().map(|reachable| reachable.lowest), &expect["ei_range"][0]);
        same(mixing.reachable_index().map(|reachable| reachable.highest), &expect["ei_range"][1]);
        same(mixing.bridging().value(), &expect["bridging_share"]);
        let (labels, sizes): (Vec<u32>, Vec<u64>) = mixing.groups().unzip();
        assert_eq!(expect["labels"], json!(labels));
        assert_eq!(expect["group_sizes"], json!(sizes));
        for (row, from) in labels.iter().enumerate() {
            for (column, to) in labels.iter().enumerate() {
                assert_eq!(expect["mixing"][row][column], mixing.arcs_between(*from, *to));
                same(mixing.density_between(*from, *to).value(), &expect["group_density"][row][column]);
            }
        }
        let balances = network.balances(&data.groups).unwrap();
        assert_eq!(expect["ei_person"].as_array().unwrap().len(), balances.len());
        for (balance, want) in balances.iter().zip(expect["ei_person"].as_array().unwrap()) {
            same(balance.index(), want);
        }

        let assortativity = |network: &Network| {
            (
                network.mixing(&data.groups).unwrap().assortativity(),
                network.assortativity(&data.ages).unwrap(),
            )
        };
        let value = |coefficient: Option<Assortativity>| coefficient.map(|coefficient| coefficient.value());
        let error = |coefficient: Option<Assortativity>| coefficient.and_then(|c| c.standard_error());
        let (by_group, by_age) = assortativity(&network);
        let exact = expect["label_r_exact"].as_array().map(|fraction| {
            let [above, below] = [0, 1].map(|part| fraction[part].as_str().unwrap().parse::<f64>().unwrap());
            above / below
        });
        near(value(by_group), exact, 1e-15);
        same(value(by_group), &expect["label_r"]);
        same(value(by_age), &expect["age_r"]);
        // A change of one part in m is the difference of two numbers of 16 digits.
        near(error(by_group), expect["label_r_se"].as_f64(), 1e-11);
        near(error(by_age), expect["age_r_se"].as_f64(), 1e-11);
        let returned = data.arcs.iter().flat_map(|&(from, to)| [(from, to), (to, from)]);
        let (by_group, by_age) =
            assortativity(&Network::new(data.nodes, &returned.collect::<Vec<_>>()).unwrap());
        same(value(by_group), &expect["label_r_undirected"]);
        same(value(by_age), &expect["age_r_undirected"]);

        let structure = network.structure();
        let parts = expect["components"].as_array().unwrap();
        assert_eq!(structure.components() as usize, parts.len());
        assert_eq!(structure.giant().hits(), parts.first().map_or(0, |part| part.as_u64().unwrap()));
        same(structure.giant().value(), &expect["giant_share"]);
        assert_eq!(expect["isolates"], structure.isolates().hits());
        assert_eq!(expect["articulation"], structure.articulation().hits());
        same(structure.clustering(), &expect["clustering"]);
        same(structure.transitivity(), &expect["transitivity"]);
        let distances = distances(&network);
        same(distances.mean(), &expect["mean_distance"]);
        assert_eq!(expect["diameter"], json!(distances.longest()));
    }
}

/// Zachary (1977, *An information flow model for conflict and fission in small groups*); the figures printed in Newman's and
/// many later papers.
#[test]
fn the_karate_club_is_as_published() {
    let club = cases().into_iter().find(|case| case.name == "karate_both_ways").unwrap();
    let published = club.published.unwrap();
    let network = Network::new(34, &club.data.arcs).unwrap();
    let (structure, distances) = (network.structure(), distances(&network));
    let by_degree = network.assortativity(&club.data.ages).unwrap();
    assert_eq!((network.edges(), structure.triangles(), structure.components()), (78, 45, 1));
    for (figure, value) in [
        ("clustering", structure.clustering()),
        ("transitivity", structure.transitivity()),
        ("mean_distance", distances.mean()),
        ("age_r_undirected", by_degree.map(|by_degree| by_degree.value())),
    ] {
        assert!((value.unwrap() - published[figure].as_f64().unwrap()).abs() <= 0.5e-4, "{figure}");
    }
    near(network.density().value(), published["density"].as_f64(), 0.5e-3);
    assert_eq!(distances.longest(), Some(5));
}

/// A search of several batches, each of several words, is that from everybody in turn: sum, pairs, longest.
#[test]
fn distances_of_many_are_those_of_a_search_from_everybody() {
    // Sparse enough for several parts and long ways; every seventh knows nobody.
    for (people, ties) in [(64, 70), (65, 80), (256, 300), (257, 300), (700, 640), (1500, 3000)] {
        let mut number = 42_u64;
        let mut draw = || loop {
            number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let person = (number >> 33) as u32 % people;
            if person % 7 != 3 {
                break person;
            }
        };
        let arcs: Vec<(u32, u32)> = (0..ties).map(|_| (draw(), draw())).collect();
        let mut tied = vec![Vec::new(); people as usize];
        for &(from, to) in &arcs {
            tied[from as usize].push(to as usize);
            tied[to as usize].push(from as usize);
        }
        let (mut sum, mut pairs, mut longest) = (0_u32, 0_u32, 0);
        for source in 0..tied.len() {
            let mut far = vec![None; tied.len()];
            far[source] = Some(0);
            let mut queue = VecDeque::from([source]);
            while let Some(node) = queue.pop_front() {
                let next = far[node].unwrap() + 1;
                for &other in &tied[node] {
                    if far[other].is_none() {
                        far[other] = Some(next);
                        sum += next;
                        pairs += 1;
                        longest = longest.max(next);
                        queue.push_back(other);
                    }
                }
            }
        }
        let distances = distances(&Network::new(people, &arcs).unwrap());
        assert_eq!(distances.reachable().hits(), u64::from(pairs));
        assert_eq!(distances.reachable().of(), u64::from(people) * u64::from(people - 1));
        assert_eq!(distances.longest(), Some(longest));
        near(distances.mean(), Some(f64::from(sum) / f64::from(pairs)), 1e-15);
    }
}

#[test]
fn a_search_tells_how_far_it_is_and_can_be_stopped() {
    // A ring of 600 people, and 100 who know nobody.
    let arcs: Vec<(u32, u32)> = (0..600).map(|person| (person, (person + 1) % 600)).collect();
    let network = Network::new(700, &arcs).unwrap();
    let mut heard = Vec::new();
    let whole = network.distances(|done, of| {
        heard.push((done, of));
        ControlFlow::Continue(())
    });
    assert_eq!(heard, [(256, 600), (512, 600), (600, 600)]);
    assert_eq!(whole.continue_value().unwrap().longest(), Some(300));
    let asked = Cell::new(0);
    let stopped = network.distances(|done, _| {
        asked.set(asked.get() + 1);
        if done >= 512 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!((stopped, asked.get()), (ControlFlow::Break(()), 2));
}

#[test]
fn a_chain_of_ten_thousand_is_no_danger() {
    let arcs: Vec<(u32, u32)> = (1..10_000).map(|person| (person - 1, person)).collect();
    let structure = Network::new(10_000, &arcs).unwrap().structure();
    assert_eq!((structure.articulation().hits(), structure.components()), (9_998, 1));
    // Everybody round one person: that person holds all together, and is in no triangle.
    let arcs: Vec<(u32, u32)> = (1..10_000).map(|person| (0, person)).collect();
    let network = Network::new(10_000, &arcs).unwrap();
    let structure = network.structure();
    assert_eq!((structure.articulation().hits(), structure.triangles()), (1, 0));
    assert_eq!(structure.transitivity(), Some(0.0));
}

#[test]
fn nodes_without_ties_cost_nothing() {
    let network = Network::new(u32::MAX, &[(2, 0), (0, 2)]).unwrap();
    let all = u64::from(u32::MAX);
    assert_eq!(network.density().of(), all * (all - 1));
    let structure = network.structure();
    assert_eq!(structure.components(), u32::MAX - 1);
    assert_eq!((structure.giant().hits(), structure.isolates().hits()), (2, all - 2));
    let distances = distances(&network);
    assert_eq!((distances.mean(), distances.reachable().hits()), (Some(1.0), 2));
    let nobody = Network::new(u32::MAX, &[]).unwrap().structure();
    assert_eq!((nobody.components(), nobody.giant().hits(), nobody.isolates().hits()), (u32::MAX, 1, all));
}

#[test]
fn the_first_arc_with_an_end_that_is_not_there_is_named() {
    let refused = |arcs: &[(u32, u32)]| Network::new(3, arcs).unwrap_err();
    assert_eq!(refused(&[(0, 1), (2, 3), (4, 0)]), InvalidNetwork::NoSuchNode { arc: 1, node: 3, nodes: 3 });
    assert_eq!(refused(&[(7, 9)]), InvalidNetwork::NoSuchNode { arc: 0, node: 7, nodes: 3 });
    assert_eq!(
        refused(&[(3, 3)]).to_string(),
        "arc 0 names node 3, but there are 3 nodes; arcs and nodes are both counted from zero"
    );
    assert!(Network::new(0, &[(0, 0)]).is_err());
    assert!(Network::new(u32::MAX, &[(0, u32::MAX)]).is_err());
}

#[test]
fn a_column_has_an_entry_for_each_node() {
    let network = Network::new(3, &[(0, 1)]).unwrap();
    let wrong = Err(InvalidNetwork::UnequalColumn { entries: 2, nodes: 3 });
    assert_eq!(network.mixing(&[Some(1); 2]).map(|_| ()), wrong);
    assert_eq!(network.balances(&[Some(1); 2]).map(|_| ()), wrong);
    assert_eq!(network.deal(&[Some(1); 2], 1, 1).map(|_| ()), wrong);
    assert_eq!(network.assortativity(&[Some(1); 2]).map(|_| ()), wrong);
    assert_eq!(network.spanning(&[Some(1); 2], 1).map(|_| ()), wrong);
    assert_eq!(network.touching(&[true; 2], &[true; 3]).map(|_| ()), wrong);
    assert_eq!(network.touching(&[true; 3], &[true; 2]).map(|_| ()), wrong);
    assert_eq!(network.connected(&[true; 3], &[true; 2]).map(|_| ()), wrong);
    let longer = network.mixing(&[Some(1); 4]).unwrap_err();
    assert_eq!(longer.to_string(), "a column of 4 entries for a network of 3 nodes");
}

#[test]
fn ages_of_any_size_are_summed_exactly() {
    let network = Network::new(4, &[(0, 1), (1, 0), (2, 3), (3, 2)]).unwrap();
    let farthest = [i32::MIN, i32::MAX, i32::MAX, i32::MIN].map(Some);
    assert_eq!(network.assortativity(&farthest).unwrap().map(|r| r.value()), Some(-1.0));
    assert_eq!(network.spanning(&farthest, u32::MAX).unwrap().value(), Some(1.0));
    let alike = [i32::MIN, i32::MIN, i32::MAX, i32::MAX].map(Some);
    let by_age = network.assortativity(&alike).unwrap().unwrap();
    assert_eq!((by_age.value(), by_age.standard_error()), (1.0, Some(0.0)));
    let interval = by_age.interval(Confidence::default()).unwrap();
    assert_eq!(interval.ends(), Some((1.0, 1.0)));
    // All arcs come from people of one age.
    let star = Network::new(4, &[(0, 1), (0, 2), (0, 3)]).unwrap();
    assert_eq!(star.assortativity(&[Some(50), Some(20), Some(21), Some(22)]).unwrap(), None);
    let turned = Network::new(4, &[(1, 0), (2, 0), (3, 0)]).unwrap();
    assert_eq!(turned.assortativity(&[Some(50), Some(20), Some(21), Some(22)]).unwrap(), None);
}

#[test]
fn where_several_parts_are_largest_newcomers_of_each_count_but_loners_never() {
    let new = [true; 5];
    let pairs = Network::new(5, &[(0, 1), (2, 3)]).unwrap();
    assert_eq!(pairs.connected(&new, &new).unwrap().in_giant.hits(), 4);
    let loners = Network::new(5, &[]).unwrap();
    assert_eq!(loners.connected(&new, &new).unwrap().in_giant.hits(), 0);
    assert_eq!(loners.structure().giant().hits(), 1);
}

/// Every network of four people in groups of 3 and 1, of 2 and 2, and of 1, 1 and 2: least and most are reached.
#[test]
fn the_reachable_range_is_what_can_be_reached() {
    let pairs: Vec<(u32, u32)> =
        (0..4).flat_map(|from| (0..4).filter(move |to| from != *to).map(move |to| (from, to))).collect();
    for groups in [[0, 0, 0, 1], [0, 0, 1, 1], [0, 1, 2, 2]].map(|groups| groups.map(Some)) {
        let mut reached = vec![(2.0_f64, -2.0_f64); 13];
        let mut told = vec![None; 13];
        for which in 1_u32..1 << 12 {
            let arcs: Vec<(u32, u32)> =
                (0..12).filter(|bit| which >> bit & 1 == 1).map(|bit| pairs[bit]).collect();
            let mixing = Network::new(4, &arcs).unwrap().mixing(&groups).unwrap();
            let index = mixing.balance().index().unwrap();
            let (least, most) = reached[arcs.len()];
            reached[arcs.len()] = (least.min(index), most.max(index));
            told[arcs.len()] = mixing.reachable_index();
        }
        for ((least, most), told) in reached.into_iter().zip(told).skip(1) {
            assert_eq!(told, Some(Reachable { lowest: least, highest: most }));
        }
    }
}

#[test]
fn chance_is_judged_in_either_direction_and_counts_itself() {
    // Two groups of three, all ties inside: as far from chance as can be.
    let inside: Vec<(u32, u32)> =
        [(0, 1), (1, 2), (2, 0)].into_iter().chain([(3, 4), (4, 5), (5, 3)]).collect();
    let network = Network::new(6, &inside).unwrap();
    let groups = [1, 1, 1, 2, 2, 2].map(Some);
    let dealt = network.deal(&groups, 2026, 4999).unwrap();
    // Of 20 ways to choose three of six, two keep all inside; the others have 4 of 6 arcs outside, nearer to the 3.6 expected.
    assert!((dealt.p().unwrap() - 0.1).abs() < 0.015);
    near(dealt.mean_index(), dealt.mixing().expected_index(), 0.02);
    near(dealt.mean_bridging(), dealt.mixing().expected_bridging(), 0.01);
    near(dealt.mixing().expected_bridging(), Some(0.2), 1e-15);
    assert_eq!(network.deal(&groups, 1, 0).unwrap().p(), Some(1.0));
    assert_eq!(network.deal(&groups, 1, 0).unwrap().mean_index(), None);
    assert_eq!(network.deal(&[Some(1); 6], 1, 9).unwrap().mean_bridging(), None);
    assert_eq!(network.deal(&[None; 6], 1, 9).unwrap().p(), None);
    assert_ne!(network.deal(&groups, 1, 999).unwrap(), network.deal(&groups, 2, 999).unwrap());
}

#[test]
fn a_mixing_that_cannot_be_is_refused() {
    let stored = |sizes: Value, arcs: Value| {
        serde_json::from_value::<Mixing>(
            json!({ "sizes": sizes, "arcs": arcs, "without_group": 0, "arcs_without_group": 0 }),
        )
    };
    assert!(stored(json!([[1, 3], [2, 2]]), json!([[[1, 1], 6], [[1, 2], 6], [[2, 2], 2]])).is_ok());
    let refused = |sizes, arcs| stored(sizes, arcs).unwrap_err().to_string();
    assert_eq!(
        refused(json!([[1, 3]]), json!([[[1, 1], 7]])),
        "7 arcs from group 1 to group 1 are more than there are pairs of people"
    );
    assert!(
        refused(json!([[1, 3], [2, 2]]), json!([[[2, 1], 7]])).starts_with("7 arcs from group 2 to group 1")
    );
    assert!(refused(json!([[1, 3]]), json!([[[1, 2], 1]])).starts_with("1 arcs"));
    // Nothing is stored as nothing.
    let empty = stored(json!([[1, 0]]), json!([[[1, 1], 0]])).unwrap();
    assert_eq!(empty, Mixing::default());
    assert_eq!(
        (empty.expected_index(), empty.expected_bridging(), empty.assortativity()),
        (None, None, None)
    );
}

#[test]
fn counts_larger_than_any_community_have_an_answer_or_none() {
    let most = u64::MAX;
    let mut mixing: Mixing = serde_json::from_value(json!({
        "sizes": [[1, most], [2, most]],
        "arcs": [[[1, 1], most], [[1, 2], most], [[2, 2], most]],
        "without_group": most,
        "arcs_without_group": most
    }))
    .unwrap();
    for _ in 0..2 {
        let again = mixing.clone();
        mixing.merge(&again);
        assert_eq!(mixing.balance(), Balance { external: most, internal: most });
        assert_eq!((mixing.people(), mixing.without_group()), (most, most));
        assert_eq!((mixing.balance().index(), mixing.assortativity()), (Some(0.0), None));
        for value in [
            mixing.expected_index(),
            mixing.expected_bridging(),
            mixing.reachable_index().map(|reachable| reachable.lowest),
            mixing.bridging().value(),
            mixing.bonding().value(),
            mixing.density_between(1, 2).value(),
        ] {
            assert!(value.is_some_and(|value| (-1.0..=1.0).contains(&value)));
        }
    }
}

#[test]
fn a_network_shows_how_much_there_is_and_not_who() {
    let network = Network::new(12, &[(3, 7), (7, 3), (3, 8)]).unwrap();
    assert_eq!(format!("{network:?}"), "Network { nodes: 12, arcs: 3, edges: 2, .. }");
}
