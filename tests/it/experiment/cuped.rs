//! What was known before is taken out of what came after.

use mentorship::impact::{Confidence, Cuped, Paired};
use proptest::prelude::*;

use super::kit::{near, numbers, reference, same};

fn pairs(list: &[(f64, f64)]) -> Vec<Paired> {
    list.iter().map(|&(pre, post)| Paired::new(pre, post).unwrap()).collect()
}

#[test]
fn the_adjusted_difference_is_that_of_exact_fractions() {
    for case in reference("resampling", "cuped") {
        let (data, expect) = (&case["data"], &case["expect"]);
        let name = case["name"].as_str().unwrap();
        let (mut a, mut b) = (vec![], vec![]);
        let rows = numbers(&data["pre"]).into_iter().zip(numbers(&data["post"])).zip(numbers(&data["arms"]));
        for ((pre, post), arm) in rows {
            let group = if arm < 0.5 { &mut a } else { &mut b };
            group.push(Paired::new(pre, post).unwrap());
        }
        let cuped = Cuped::between(&a, &b);
        same(cuped.theta(), &expect["theta"], name);
        let adjusted = cuped.adjusted();
        if cuped.theta().is_none() {
            // Nothing is taken out, and the comparison is that of the outcomes.
            same(adjusted.difference(), &expect["raw_difference"], name);
            same(adjusted.standard_error(), &expect["raw_se"], name);
            near(cuped.removed().unwrap(), 0.0, name);
            continue;
        }
        same(cuped.removed(), &expect["r2_within"], name);
        same(adjusted.difference(), &expect["difference"], name);
        same(adjusted.mean_a(), &expect["adjusted_mean_a"], name);
        same(adjusted.mean_b(), &expect["adjusted_mean_b"], name);
        same(adjusted.standard_error(), &expect["se"], name);
        same(adjusted.degrees(), &expect["df"], name);
        same(adjusted.t(), &expect["t"], name);
        same(adjusted.p(), &expect["p"], name);
        let interval = adjusted.interval(Confidence::default()).unwrap();
        same(interval.lower.value(), &expect["lower"], name);
        same(interval.upper.value(), &expect["upper"], name);
    }
}

#[test]
fn without_people_or_variation_nothing_is_taken_out() {
    let nobody = Cuped::between(&[], &[]);
    assert_eq!((nobody.theta(), nobody.removed(), nobody.adjusted().difference()), (None, None, None));
    let alike = Cuped::between(&pairs(&[(1.0, 4.0), (2.0, 4.0)]), &pairs(&[(1.0, 4.0), (3.0, 4.0)]));
    assert_eq!(alike.removed(), None, "the outcome does not vary");
    near(alike.theta().unwrap(), 0.0, "theta");
    // Decimals that are the same but for rounding do not vary.
    let rounded =
        Cuped::between(&pairs(&[(0.1 + 0.2, 1.0), (0.3, 2.0)]), &pairs(&[(0.3, 3.0), (0.1 + 0.2, 5.0)]));
    assert_eq!(rounded.theta(), None);
    near(rounded.adjusted().difference().unwrap(), -2.5, "difference");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_and_what_is_added_to_every_baseline_do_not_matter(
        mut a in prop::collection::vec((-9.0..9.0, -9.0..9.0), 2..12),
        b in prop::collection::vec((-9.0..9.0, -9.0..9.0), 2..12),
    ) {
        let cuped = Cuped::between(&pairs(&a), &pairs(&b));
        let shift = |list: &[(f64, f64)]| list.iter().map(|(x, y)| (x + 4.0, *y)).collect::<Vec<_>>();
        let shifted = Cuped::between(&pairs(&shift(&a)), &pairs(&shift(&b)));
        let gap = shifted.adjusted().difference().unwrap() - cuped.adjusted().difference().unwrap();
        prop_assert!(gap.abs() < 1e-8);
        prop_assert!(cuped.removed().is_none_or(|share| (0.0..=1.0).contains(&share)));
        a.reverse();
        prop_assert_eq!(Cuped::between(&pairs(&a), &pairs(&b)), cuped);
    }
}
