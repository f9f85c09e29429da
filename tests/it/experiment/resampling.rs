//! Bootstrap and permutation: the stream, the laws, an oracle, figures of other packages.

use mentorship::impact::{
    Bootstrap, Confidence, Deals, DealtBlock, Measured, Permutation, QuantileType, quantile,
};
use proptest::prelude::*;
use serde_json::Value;

use super::kit::{ends, measured, near, numbers, reference, same};

/// The numbers of Vigna's splitmix64.c.
struct Stream(u64);

impl Stream {
    fn index(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % n as u64) as usize
    }
}

fn block(a: &[f64], b: &[f64]) -> DealtBlock {
    DealtBlock { a: measured(a), b: measured(b) }
}

fn dealt(a: &[f64], b: &[f64]) -> Permutation {
    Permutation::of(&[block(a, b)], 1, 999).unwrap()
}

#[test]
fn bca_limits_are_those_of_exact_fractions() {
    for kind in ["bca_mean", "bca_difference"] {
        for case in reference("resampling", kind) {
            let (data, expect) = (&case["data"], &case["expect"]);
            let name = case["name"].as_str().unwrap();
            let bootstrap =
                Bootstrap::new(data["seed"].as_u64().unwrap(), data["replicates"].as_u64().unwrap() as u32);
            let bca = if kind == "bca_mean" {
                bootstrap.mean(&measured(&numbers(&data["values"])))
            } else {
                bootstrap.difference(&measured(&numbers(&data["a"])), &measured(&numbers(&data["b"])))
            };
            let Some(bca) = bca else {
                assert_eq!(expect["a"], Value::Null, "{name}: only what does not vary has no limits");
                continue;
            };
            same(Some(bca.value()), &expect["estimate"], name);
            same(Some(bca.bias()), &expect["z0"], name);
            same(Some(bca.acceleration()), &expect["a"], name);
            let (lower, upper) = ends(bca.interval());
            same(Some(lower), &expect["lower"], name);
            same(Some(upper), &expect["upper"], name);
        }
    }
}

#[test]
fn the_stream_can_be_drawn_again_by_its_description() {
    let (a, b) = ([2.0, 3.0, 7.0, 8.0], [1.0, 4.0, 4.0]);
    let mut stream = Stream(77);
    let mut draw = |group: &[f64]| {
        group.iter().map(|_| group[stream.index(group.len())]).sum::<f64>() / group.len() as f64
    };
    let mut below = 0.0;
    for _ in 0..400 {
        let difference = draw(&a) - draw(&b);
        below += if (difference - 2.0).abs() < 1e-9 { 0.5 } else { f64::from(u8::from(difference < 2.0)) };
    }
    let bca = Bootstrap::new(77, 400).difference(&measured(&a), &measured(&b)).unwrap();
    let share = 0.5 * libm::erfc(-bca.bias() / std::f64::consts::SQRT_2);
    near(400.0 * share, below, "replicates below");
}

#[test]
fn a_mean_of_few_replicates_lies_between_the_lowest_and_the_highest_of_them() {
    let values = [1.0, 2.0, 4.0, 9.0];
    let mut stream = Stream(5);
    let mut means: Vec<f64> =
        (0..99).map(|_| values.iter().map(|_| values[stream.index(4)]).sum::<f64>() / 4.0).collect();
    means.sort_by(f64::total_cmp);
    let bca =
        Bootstrap::new(5, 99).confidence(Confidence::new(0.9).unwrap()).mean(&measured(&values)).unwrap();
    assert_eq!(bca.interval().confidence, Confidence::new(0.9).unwrap());
    let (lower, upper) = ends(bca.interval());
    let normal = |z: f64| 0.5 * libm::erfc(-z / std::f64::consts::SQRT_2);
    for (z, end) in [(-1.644_853_626_951_472_2, lower), (1.644_853_626_951_472_2, upper)] {
        let shifted = bca.bias() + z;
        let point = normal(bca.bias() + shifted / (1.0 - bca.acceleration() * shifted));
        near(end, quantile(&means, point, QuantileType::Type7).unwrap(), "end");
    }
}

#[test]
fn what_does_not_vary_or_is_not_there_has_no_bootstrap() {
    let bootstrap = Bootstrap::new(1, 500);
    assert_eq!(bootstrap.mean(&measured(&[])), None);
    assert_eq!(bootstrap.mean(&measured(&[3.0])), None);
    assert_eq!(bootstrap.mean(&measured(&[3.0, 3.0, 3.0])), None);
    assert_eq!(Bootstrap::new(1, 0).mean(&measured(&[1.0, 2.0])), None);
    assert_eq!(bootstrap.difference(&measured(&[3.0, 3.0]), &measured(&[1.0, 1.0])), None);
    assert_eq!(bootstrap.difference(&measured(&[3.0]), &measured(&[1.0, 2.0])), None);
    assert_eq!(bootstrap.difference(&measured(&[1.0, 2.0]), &measured(&[])), None);
    let one_varies = bootstrap.difference(&measured(&[3.0, 3.0]), &measured(&[1.0, 2.0])).unwrap();
    near(one_varies.value(), 1.5, "value");
    assert!(bootstrap.difference(&measured(&[1.0, 2.0]), &measured(&[3.0, 3.0])).is_some());
    // All replicates on one side, or on it: one replicate that is not the value itself.
    let one = (0..200).find(|&seed| {
        let drawn: Vec<usize> = {
            let mut stream = Stream(seed);
            (0..2).map(|_| stream.index(2)).collect()
        };
        drawn[0] == drawn[1]
    });
    assert_eq!(Bootstrap::new(one.unwrap(), 1).mean(&measured(&[1.0, 2.0])), None);
}

#[test]
fn deals_counted_out_are_those_of_exact_fractions() {
    for case in reference("resampling", "permutation") {
        let name = case["name"].as_str().unwrap();
        let test = dealt(&numbers(&case["data"]["a"]), &numbers(&case["data"]["b"]));
        check(&test, &case["expect"], name);
    }
    for case in reference("resampling", "permutation_blocked") {
        let data = &case["data"];
        let mut blocks = vec![DealtBlock::default(); 10];
        let rows =
            numbers(&data["values"]).into_iter().zip(numbers(&data["arms"])).zip(numbers(&data["blocks"]));
        for ((value, arm), at) in rows {
            let block = &mut blocks[at as usize];
            let side = if arm < 0.5 { &mut block.a } else { &mut block.b };
            side.push(Measured::new(value).unwrap());
        }
        let test = Permutation::of(&blocks, 1, 99_999).unwrap();
        check(&test, &case["expect"], case["name"].as_str().unwrap());
    }
}

fn check(test: &Permutation, expect: &Value, name: &str) {
    same(Some(test.difference()), &expect["difference"], name);
    let p = expect["p_abs"].as_f64().unwrap();
    let splits = expect["splits"].as_f64().unwrap();
    match test.deals() {
        Deals::All(all) => {
            near(all as f64, splits, name);
            near(test.p(), p, name);
        }
        Deals::Drawn(drawn) => {
            assert!(splits > 100_000.0, "{name}");
            // Within four standard errors.
            let error = (p * (1.0 - p) / f64::from(drawn)).sqrt();
            assert!((test.p() - p).abs() < 4.0 * error + 2.0 / f64::from(drawn), "{name}: {} {p}", test.p());
        }
    }
}

#[test]
fn deals_drawn_can_be_drawn_again_by_their_description() {
    // C(24, 11) is above 100 000. Twice the values, so that the rarer label (a) is drawn.
    let a: Vec<f64> = (0..11).map(|i| f64::from(3 * i % 11 + 2)).collect();
    let b: Vec<f64> = (0..13).map(|i| f64::from(5 * i % 13)).collect();
    for (a, b) in [(&a, &b), (&b, &a)] {
        let test = Permutation::of(&[block(a, b)], 9, 250).unwrap();
        assert_eq!(test.deals(), Deals::Drawn(250));
        let mut values: Vec<f64> = a.iter().chain(b.iter()).copied().collect();
        values.sort_by(f64::total_cmp);
        let (total, few) = (values.iter().sum::<f64>(), a.len().min(b.len()));
        let apart = |sum: f64| (sum / few as f64 - (total - sum) / (values.len() - few) as f64).abs();
        let seen = apart(if a.len() < b.len() { a } else { b }.iter().sum());
        let mut stream = Stream(9);
        let mut order = values.clone();
        let mut hits = 0;
        for _ in 0..250 {
            for place in 0..few {
                let with = place + stream.index(order.len() - place);
                order.swap(place, with);
            }
            hits += u32::from(apart(order[..few].iter().sum()) >= seen - 1e-9);
        }
        near(test.p(), f64::from(hits + 1) / 251.0, "p");
    }
}

#[test]
fn decimals_that_are_equally_far_apart_are_found_equal() {
    // 0.1 + 0.2 is not 0.3 in floats. Of the 20 deals of ten times as much, so many are as far.
    let (a, b) = ([0.1, 0.2, 0.6], [0.3, 0.4, 0.5]);
    let tenfold = |list: &[f64]| list.iter().map(|value| (value * 10.0).round()).collect::<Vec<_>>();
    near(dealt(&a, &b).p(), dealt(&tenfold(&a), &tenfold(&b)).p(), "p");
    near(dealt(&a, &b).difference(), -0.1, "difference");
    let (a, b) = ([1.1, 2.2, 3.3], [4.4, 5.5, 6.6]);
    near(dealt(&a, &b).p(), 0.1, "p");
    // Far from zero, where a decimal has fewer digits behind the point.
    let far = |list: &[f64]| list.iter().map(|value| value + 1e9).collect::<Vec<_>>();
    let (a, b) = ([0.1, 0.7, 0.2], [0.3, 0.4, 0.3]);
    near(dealt(&far(&a), &far(&b)).p(), dealt(&tenfold(&a), &tenfold(&b)).p(), "p");
}

#[test]
fn every_deal_is_counted_out_up_to_a_hundred_thousand_of_them() {
    let values = |n: u32| (0..n).map(f64::from).collect::<Vec<_>>();
    // C(447, 2) = 99 681, C(448, 2) = 100 128.
    assert_eq!(dealt(&values(2), &values(445)).deals(), Deals::All(99_681));
    assert_eq!(dealt(&values(446), &values(2)).deals(), Deals::Drawn(999));
    // C(10, 5)² = 63 504; C(10, 5)² · 2 is more.
    let ten = block(&values(5), &values(5));
    let two = block(&[1.0], &[2.0]);
    let deals = |blocks: &[DealtBlock]| Permutation::of(blocks, 1, 99).unwrap().deals();
    assert_eq!(deals(&[ten.clone(), ten.clone()]), Deals::All(63_504));
    assert_eq!(deals(&[ten.clone(), ten.clone(), two.clone()]), Deals::Drawn(99));
    assert_eq!(deals(&vec![two; 16]), Deals::All(65_536));
    assert_eq!(deals(&vec![ten; 200]), Deals::Drawn(99), "too many for any counter");
}

#[test]
fn one_group_without_people_has_no_test() {
    assert_eq!(Permutation::of(&[], 1, 9), None);
    assert_eq!(Permutation::of(&[block(&[1.0], &[])], 1, 9), None);
    assert_eq!(Permutation::of(&[block(&[], &[1.0, 2.0])], 1, 9), None);
    // A block in which nobody drew one of the labels has one deal.
    let test = Permutation::of(&[block(&[1.0], &[]), block(&[3.0], &[2.0])], 1, 9).unwrap();
    assert_eq!(test.deals(), Deals::All(2));
    near(test.difference(), 0.0, "difference");
    let equal = Permutation::of(&[block(&[5.0; 30], &[5.0; 30])], 1, 9).unwrap();
    near(equal.p(), 1.0, "p");
    near(equal.difference(), 0.0, "difference");
}

/// Every deal of one block, by the bits of a number.
fn brute(a: &[f64], b: &[f64]) -> f64 {
    let all: Vec<f64> = a.iter().chain(b).copied().collect();
    let (n, total) = (all.len(), all.iter().sum::<f64>());
    let apart = |sum: f64| (sum * n as f64 - a.len() as f64 * total).abs();
    let seen = apart(a.iter().sum());
    let (mut hits, mut deals) = (0_u32, 0_u32);
    for mask in 0_u32..1 << n {
        if mask.count_ones() as usize == a.len() {
            let sum: f64 = (0..n).filter(|bit| mask >> bit & 1 == 1).map(|bit| all[bit]).sum();
            deals += 1;
            hits += u32::from(apart(sum) >= seen);
        }
    }
    f64::from(hits) / f64::from(deals)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_count_of_all_deals_is_that_of_every_subset(
        a in prop::collection::vec(-9_i8..9, 1..6),
        b in prop::collection::vec(-9_i8..9, 1..6),
    ) {
        let (a, b): (Vec<f64>, Vec<f64>) = (a.into_iter().map(f64::from).collect(), b.into_iter().map(f64::from).collect());
        let test = dealt(&a, &b);
        prop_assert!((test.p() - brute(&a, &b)).abs() < 1e-12);
        let turned = dealt(&b, &a);
        prop_assert!((test.p() - turned.p()).abs() < 1e-12 && (test.difference() + turned.difference()).abs() < 1e-12);
    }

    #[test]
    fn neither_the_order_of_values_nor_that_of_blocks_matters(
        mut a in prop::collection::vec(-40.0..40.0, 6..20),
        mut b in prop::collection::vec(-40.0..40.0, 6..20),
        shift in -5_i32..5,
    ) {
        let other: Vec<f64> = b.iter().map(|value| value / 3.0).collect();
        let test = Permutation::of(&[block(&a, &b), block(&b, &other)], 3, 200);
        let bca = Bootstrap::new(3, 200).difference(&measured(&a), &measured(&b));
        let mean = Bootstrap::new(3, 200).mean(&measured(&a));
        a.reverse();
        b.rotate_left(3);
        prop_assert_eq!(Permutation::of(&[block(&b, &other), block(&a, &b)], 3, 200), test);
        prop_assert_eq!(Bootstrap::new(3, 200).difference(&measured(&a), &measured(&b)), bca);
        prop_assert_eq!(Bootstrap::new(3, 200).mean(&measured(&a)), mean);
        // What is added to all changes nothing of a difference.
        let moved = |list: &[f64]| list.iter().map(|value| value + f64::from(shift)).collect::<Vec<_>>();
        let shifted = Bootstrap::new(3, 200).difference(&measured(&moved(&a)), &measured(&moved(&b)));
        if let (Some(shifted), Some(bca)) = (shifted, bca) {
            prop_assert!((shifted.value() - bca.value()).abs() < 1e-9);
            let (x, y) = (ends(shifted.interval()), ends(bca.interval()));
            prop_assert!((x.0 - y.0).abs() < 1e-9 && (x.1 - y.1).abs() < 1e-9);
        }
    }
}

#[test]
fn wide_and_narrow_values_keep_their_digits() {
    let wide = measured(&[-1e100, 0.0, 3e99, 1e100]);
    let bca = Bootstrap::new(1, 300).mean(&wide).unwrap();
    near(bca.value() / 1e98, 7.5, "value");
    let narrow = measured(&[1e-290, 2e-290, 5e-290]);
    near(Bootstrap::new(1, 300).mean(&narrow).unwrap().value() * 1e290, 8.0 / 3.0, "value");
    let large: Vec<f64> = (0..6).map(|i| 9_007_199_254_740_000.0 + f64::from(i)).collect();
    near(dealt(&large[..3], &large[3..]).p(), 0.1, "p");
}
