//! What each look must reach.

use mentorship::experiment::Spending;

use super::kit::{near, numbers, reference};

fn z(spending: Spending, shares: &[f64]) -> Vec<f64> {
    spending.boundaries(0.05, shares).unwrap().iter().map(|look| look.z).collect()
}

#[test]
fn boundaries_are_those_of_another_integration() {
    for case in reference("resampling", "alpha_spending") {
        let (data, expect) = (&case["data"], &case["expect"]["per_side"]);
        let name = case["name"].as_str().unwrap();
        let spending = match data["spending"].as_str().unwrap() {
            "pocock" => Spending::Pocock,
            _ => Spending::OBrienFleming,
        };
        let (alpha, times) = (data["alpha"].as_f64().unwrap(), numbers(&data["times"]));
        let looks = spending.boundaries(alpha, &times).unwrap();
        assert_eq!(looks.len(), times.len());
        for (at, look) in looks.iter().enumerate() {
            let want = |key: &str| numbers(&expect[key])[at];
            near(look.share, times[at], name);
            near(look.spent, want("cumulative"), name);
            // The integration of the reference is good to about 1e-11 in z; p-values far out are steeper.
            assert!((look.z - want("z")).abs() < 3e-10, "{name}: {} is not {}", look.z, want("z"));
            let level = want("nominal_p");
            assert!((look.level - level).abs() < 3e-9 * level + 1e-14, "{name}: {} {level}", look.level);
        }
    }
}

#[test]
fn published_boundaries_come_out() {
    // Lan and DeMets's function of the O'Brien–Fleming type, two-sided 0.05, five looks (ldbounds, gsDesign).
    for (found, published) in
        z(Spending::OBrienFleming, &[0.2, 0.4, 0.6, 0.8, 1.0]).iter().zip([4.877, 3.357, 2.680, 2.290, 2.031])
    {
        assert!((found - published).abs() < 0.0005, "{found} is not {published}");
    }
    for (found, published) in
        z(Spending::Pocock, &[0.2, 0.4, 0.6, 0.8, 1.0]).iter().zip([2.438, 2.427, 2.410, 2.397, 2.386])
    {
        assert!((found - published).abs() < 0.0006, "{found} is not {published}");
    }
}

#[test]
fn one_look_spends_everything_at_the_usual_bound() {
    for spending in [Spending::OBrienFleming, Spending::Pocock, Spending::AtTheEnd] {
        let looks = spending.boundaries(0.05, &[1.0]).unwrap();
        near(looks[0].z, 1.959_963_984_540_054, "z");
        near(looks[0].level, 0.05, "level");
        near(looks[0].spent, 0.05, "spent");
    }
}

#[test]
fn spending_begins_with_nothing_and_ends_with_everything() {
    for spending in [Spending::OBrienFleming, Spending::Pocock, Spending::AtTheEnd] {
        for (share, spent) in [(-1.0, 0.0), (0.0, 0.0), (1.0, 0.05), (1.5, 0.05)] {
            near(spending.spent(0.05, share), spent, "spent");
        }
        let mut before = 0.0;
        for percent in 1..=100 {
            let spent = spending.spent(0.05, f64::from(percent) / 100.0);
            assert!((before..=0.05 + 1e-15).contains(&spent), "{spending:?} at {percent}");
            before = spent;
        }
    }
    near(Spending::AtTheEnd.spent(0.05, 0.999), 0.0, "spent");
}

#[test]
fn shares_that_do_not_ascend_to_at_most_one_have_no_boundaries() {
    let none = |shares: &[f64]| assert_eq!(Spending::Pocock.boundaries(0.05, shares), None, "{shares:?}");
    none(&[0.5, 0.5]);
    none(&[0.6, 0.5]);
    none(&[0.0, 1.0]);
    none(&[0.5, 1.01]);
    none(&[f64::NAN]);
    for alpha in [0.0, 1.0, -0.1, f64::NAN] {
        assert_eq!(Spending::Pocock.boundaries(alpha, &[1.0]), None, "{alpha}");
    }
    assert_eq!(Spending::AtTheEnd.boundaries(0.05, &[0.5, 1.0]), None, "nothing to spend at the first");
    assert_eq!(Spending::Pocock.boundaries(0.05, &[]), Some(vec![]));
}

#[test]
fn looks_close_together_still_add_up() {
    // A look again after hardly anything more asks about as much as spending it in one, shared out.
    let close = Spending::Pocock.boundaries(0.05, &[0.5, 0.501, 1.0]).unwrap();
    let one = Spending::Pocock.boundaries(0.05, &[0.5, 1.0]).unwrap();
    assert!((close[2].z - one[1].z).abs() < 2e-3, "{} {}", close[2].z, one[1].z);
    assert!(close[1].z > close[0].z, "hardly anything is left to spend there");
}
