//! How fast the figures of a community's network come, on one core, beside the plain way to compute them.
//!
//! The bars, for 10 000 people and 50 000 ties: all figures but distances and permutations well under 40 ms; distances of all
//! pairs, and the groups dealt out a thousand times, under a second each.
#![expect(clippy::unwrap_used, reason = "a bench that cannot build its case is to stop")]

use std::{collections::VecDeque, hint::black_box, ops::ControlFlow};

use criterion::{Criterion, criterion_group, criterion_main};
use mentorship::impact::{
    Confidence,
    network::{Balance, Network},
};
use petgraph::{
    algo::{articulation_points::articulation_points, connected_components},
    graph::UnGraph,
};

const PEOPLE: u32 = 10_000;
const TIES: u32 = 50_000;
const NEIGHBOURHOODS: u64 = 8;

/// Numbers that look random and are the same on every machine (`SplitMix64`).
fn scattered(row: u32) -> u64 {
    let mut number = u64::from(row).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

fn below(row: u32, bound: u32) -> u32 {
    u32::try_from(scattered(row) % u64::from(bound)).unwrap()
}

/// A community: ties with the people next door, some of them returned, and one in five with anybody.
struct Community {
    arcs: Vec<(u32, u32)>,
    groups: Vec<Option<u32>>,
    ages: Vec<Option<i32>>,
    new: Vec<bool>,
    established: Vec<bool>,
}

fn community() -> Community {
    let arcs = (0..TIES)
        .map(|tie| {
            let from = below(4 * tie, PEOPLE);
            let to = match below(4 * tie + 1, 5) {
                0 => below(4 * tie + 2, PEOPLE),
                _ => (from + 1 + below(4 * tie + 2, 20)) % PEOPLE,
            };
            if below(4 * tie + 3, 2) == 0 { (from, to) } else { (to, from) }
        })
        .collect();
    let of = |person: u32| scattered(person + (1 << 30));
    let new: Vec<bool> = (0..PEOPLE).map(|person| (of(person) >> 40).is_multiple_of(8)).collect();
    Community {
        arcs,
        groups: (0..PEOPLE)
            .map(|person| {
                (of(person) & 31 > 0).then(|| u32::try_from((of(person) >> 8) % NEIGHBOURHOODS).unwrap())
            })
            .collect(),
        ages: (0..PEOPLE)
            .map(|person| {
                (of(person) >> 5 & 31 > 0).then(|| 12 + i32::try_from((of(person) >> 16) % 80).unwrap())
            })
            .collect(),
        established: new.iter().map(|new| !new).collect(),
        new,
    }
}

/// Everything a report of the community tells, but distances and permutations.
fn everything(community: &Community) -> [f64; 12] {
    let network = Network::new(PEOPLE, &community.arcs).unwrap();
    let mixing = network.mixing(&community.groups).unwrap();
    let structure = network.structure();
    let connected = network.connected(&community.new, &community.established).unwrap();
    let balances = network.balances(&community.groups).unwrap();
    let young: Vec<bool> = community.ages.iter().map(|age| age.is_some_and(|age| age < 27)).collect();
    let old: Vec<bool> = community.ages.iter().map(|age| age.is_some_and(|age| age >= 60)).collect();
    let personal: Vec<f64> = balances.iter().filter_map(Balance::index).collect();
    let by_group = mixing.assortativity().unwrap();
    assert!(by_group.interval(Confidence::default()).is_some());
    let by_age = network.assortativity(&community.ages).unwrap().unwrap();
    assert!(by_age.interval(Confidence::default()).is_some());
    [
        network.density().value().unwrap(),
        network.reciprocity().value().unwrap(),
        mixing.balance().index().unwrap(),
        mixing.reachable_index().unwrap().highest,
        mixing.bridging().value().unwrap(),
        by_group.value(),
        by_age.value(),
        structure.clustering().unwrap(),
        connected.tied.value().unwrap(),
        personal.iter().sum(),
        network.touching(&young, &old).unwrap().value().unwrap(),
        network.spanning(&community.ages, 30).unwrap().value().unwrap(),
    ]
}

/// Neighbours of everybody, as the plain algorithms below want them.
fn plain(community: &Community) -> Vec<Vec<u32>> {
    let mut ties = vec![Vec::new(); PEOPLE as usize];
    for &(from, to) in community.arcs.iter().filter(|(from, to)| from != to) {
        ties[from as usize].push(to);
        ties[to as usize].push(from);
    }
    for row in &mut ties {
        row.sort_unstable();
        row.dedup();
    }
    ties
}

/// Triangles by looking up every pair of neighbours.
fn plain_triangles(ties: &[Vec<u32>]) -> u64 {
    let mut closed = 0;
    for row in ties {
        for (place, one) in row.iter().enumerate() {
            for other in &row[place + 1..] {
                closed += u64::from(ties[*one as usize].binary_search(other).is_ok());
            }
        }
    }
    closed / 3
}

/// Distances by a breadth-first search from everybody: their sum, and the longest.
fn plain_distances(ties: &[Vec<u32>]) -> (u64, u32) {
    let (mut sum, mut longest) = (0, 0);
    let mut distance = vec![u32::MAX; ties.len()];
    let mut queue = VecDeque::new();
    for source in 0..ties.len() {
        distance.fill(u32::MAX);
        distance[source] = 0;
        queue.push_back(source);
        while let Some(node) = queue.pop_front() {
            let next = distance[node] + 1;
            for &other in &ties[node] {
                if distance[other as usize] == u32::MAX {
                    distance[other as usize] = next;
                    sum += u64::from(next);
                    longest = longest.max(next);
                    queue.push_back(other as usize);
                }
            }
        }
    }
    (sum, longest)
}

fn figures(criterion: &mut Criterion) {
    let community = community();
    let network = Network::new(PEOPLE, &community.arcs).unwrap();
    let ties = plain(&community);
    let structure = network.structure();
    let graph = UnGraph::<(), ()>::from_edges(
        ties.iter()
            .zip(0..)
            .flat_map(|(row, from)| row.iter().filter(move |to| from < **to).map(move |to| (from, *to))),
    );
    assert_eq!(structure.triangles(), plain_triangles(&ties));
    assert_eq!(structure.articulation().hits(), articulation_points(&graph).len() as u64);
    let unreached = graph.node_count() as u64;
    assert_eq!(
        u64::from(structure.components()),
        connected_components(&graph) as u64 + u64::from(PEOPLE) - unreached
    );
    let told = everything(&community);

    let mut group = criterion.benchmark_group("network of 10 000 people and 50 000 ties");
    group.sample_size(10);
    group.bench_function("all but distances and permutations", |bencher| {
        bencher.iter(|| {
            let again = everything(black_box(&community));
            assert!(again.iter().zip(&told).all(|(again, told)| again.to_bits() == told.to_bits()));
        });
    });
    group.bench_function("made of arcs", |bencher| {
        bencher.iter(|| Network::new(PEOPLE, black_box(&community.arcs)).unwrap());
    });
    group.bench_function("by group, with jackknife", |bencher| {
        bencher.iter(|| black_box(&network).mixing(&community.groups).unwrap().assortativity());
    });
    group.bench_function("by age, with jackknife", |bencher| {
        bencher.iter(|| black_box(&network).assortativity(&community.ages).unwrap());
    });
    group.bench_function("structure", |bencher| {
        bencher.iter(|| assert_eq!(black_box(&network).structure(), structure));
    });
    group.bench_function("of that, triangles pair by pair", |bencher| {
        bencher.iter(|| assert_eq!(plain_triangles(black_box(&ties)), structure.triangles()));
    });
    group.bench_function("of that, components and articulation by petgraph", |bencher| {
        bencher
            .iter(|| connected_components(black_box(&graph)) + articulation_points(black_box(&graph)).len());
    });
    group.bench_function("distances of all pairs", |bencher| {
        bencher.iter(|| black_box(&network).distances(|_, _| ControlFlow::Continue(())).continue_value());
    });
    group.bench_function("distances by a search from everybody", |bencher| {
        let distances = network.distances(|_, _| ControlFlow::Continue(())).continue_value().unwrap();
        bencher.iter(|| {
            let (sum, longest) = plain_distances(black_box(&ties));
            let mean = u32::try_from(sum / 1000).unwrap();
            let pairs = u32::try_from(distances.reachable().hits() / 1000).unwrap();
            assert!((f64::from(mean) / f64::from(pairs) - distances.mean().unwrap()).abs() < 1e-3);
            assert_eq!(Some(longest), distances.longest());
        });
    });
    group.bench_function("groups dealt out a thousand times", |bencher| {
        bencher.iter(|| {
            let dealt = black_box(&network).deal(&community.groups, 2026, 1000).unwrap();
            let by_chance = dealt.index_interval(Confidence::default()).unwrap();
            assert!(by_chance.contains(dealt.mixing().expected_index().unwrap()));
        });
    });
    group.finish();
}

/// A chain is the worst case of a search that goes wide: ten thousand steps, nothing to share.
fn chain(criterion: &mut Criterion) {
    let arcs: Vec<(u32, u32)> = (1..PEOPLE).map(|person| (person - 1, person)).collect();
    let network = Network::new(PEOPLE, &arcs).unwrap();
    let mut group = criterion.benchmark_group("a chain of 10 000 people");
    group.sample_size(10);
    group.bench_function("distances of all pairs", |bencher| {
        bencher.iter(|| {
            let distances = network.distances(|_, _| ControlFlow::Continue(())).continue_value().unwrap();
            assert_eq!(distances.longest(), Some(PEOPLE - 1));
        });
    });
    group.finish();
}

criterion_group!(benches, figures, chain);
criterion_main!(benches);
