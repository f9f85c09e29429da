//! The sample ratio, and mentees who share a mentor.

use mentorship::experiment::{DesignEffect, SampleRatio, Seen};

use super::kit::{measured, near, numbers, reference, same};

fn ratio(counts: &[u64], ratios: &[u32]) -> Option<SampleRatio> {
    let seen: Vec<Seen> = counts.iter().zip(ratios).map(|(&units, &ratio)| Seen { units, ratio }).collect();
    SampleRatio::of(&seen)
}

#[test]
fn sample_ratios_are_judged_as_elsewhere() {
    for case in reference("resampling", "sample_ratio") {
        let counts: Vec<u64> =
            numbers(&case["data"]["counts"]).into_iter().map(|units| units as u64).collect();
        let ratios: Vec<u32> =
            numbers(&case["data"]["ratio"]).into_iter().map(|ratio| ratio as u32).collect();
        let key = if counts.len() == 2 { "p_binomial" } else { "p" };
        let found = ratio(&counts, &ratios).map(|ratio| ratio.p());
        same(found, &case["expect"][key], case["name"].as_str().unwrap());
    }
}

#[test]
fn a_ratio_is_broken_below_one_in_a_thousand() {
    // 2 · 2⁻¹⁰ and 2 · 2⁻¹¹.
    let of = |a| ratio(&[a, 0], &[1, 1]).unwrap();
    near(of(10).p(), 2.0 / 1024.0, "p");
    assert!(!of(10).is_broken());
    assert!(of(11).is_broken());
    assert!(SampleRatio::BROKEN_BELOW < of(10).p());
}

#[test]
fn a_ratio_of_nothing_is_not_judged() {
    assert_eq!(ratio(&[0, 0], &[1, 1]), None);
    assert_eq!(ratio(&[5], &[1]), None);
    assert_eq!(ratio(&[5, 5], &[1, 0]), None);
    assert_eq!(ratio(&[0, 0, 0], &[1, 1, 1]), None);
    near(ratio(&[0, 1], &[1, 1]).unwrap().p(), 1.0, "p");
}

#[test]
fn intraclass_correlations_are_those_of_exact_fractions() {
    for case in reference("resampling", "icc") {
        let name = case["name"].as_str().unwrap();
        let clusters: Vec<_> = case["data"]["clusters"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cluster| measured(&numbers(cluster)))
            .collect();
        let expect = &case["expect"];
        let design = DesignEffect::of(std::slice::from_ref(&clusters));
        let Some(design) = design else {
            assert!(expect["icc"].is_null(), "{name}");
            continue;
        };
        // Below 0 it counts as 0: nobody is more than independent.
        let icc = expect["icc"].as_f64().unwrap().max(0.0);
        near(design.icc(), icc, name);
        same(Some(design.size()), &expect["m_kish"], name);
        near(design.factor(), 1.0 + (design.size() - 1.0) * icc, name);
        let turned: Vec<Vec<_>> =
            clusters.iter().rev().map(|cluster| cluster.iter().rev().copied().collect()).collect();
        assert_eq!(DesignEffect::of(&[turned]), Some(design), "{name}: order does not matter");
    }
}

#[test]
fn what_sets_arms_apart_is_not_what_mentors_share() {
    let arm = |more: f64| vec![measured(&[1.0 + more, 3.0 + more]), measured(&[4.0 + more, 2.0 + more])];
    let apart = DesignEffect::of(&[arm(0.0), arm(100.0)]).unwrap();
    let alike = DesignEffect::of(&[arm(0.0), arm(0.0)]).unwrap();
    near(apart.icc(), alike.icc(), "icc");
    assert_eq!(DesignEffect::of(&[arm(0.0), vec![]]), DesignEffect::of(&[arm(0.0)]));
    assert_eq!(DesignEffect::of(&[vec![vec![], measured(&[1.0])]]), None);
    assert_eq!(DesignEffect::of(&[]), None);
}

#[test]
fn clusters_of_two_arms_are_taken_together() {
    // By hand: means 2 | 4 and 10 | 13; between 4 + 9, df 2; within 2 + 2 + 2 + 8, df 4; usual size 2.
    let arms = [
        vec![measured(&[1.0, 3.0]), measured(&[3.0, 5.0])],
        vec![measured(&[9.0, 11.0]), measured(&[11.0, 15.0])],
    ];
    let design = DesignEffect::of(&arms).unwrap();
    let (between, within) = (13.0 / 2.0, 14.0 / 4.0);
    near(design.icc(), (between - within) / (between + within), "icc");
    near(design.size(), 2.0, "size");
}
