//! Lists of counts: the remainder rule, and nobody found in the total.

use mentorship::{
    disclosure::{Internal, InvalidCounts, OneWay, PublishedCount, PublishedList, Threshold, Treatment, Why},
    people::Label,
};
use proptest::prelude::*;
use serde_json::Value;

use super::kit::policy;
use PublishedCount::{Shown, Withheld};

fn list(counts: &[u64]) -> OneWay {
    OneWay::new(counts.iter().enumerate().map(|(at, count)| (unit(at), *count))).unwrap()
}

fn unit(at: usize) -> Label {
    Label::new(format!("unit {at}")).unwrap()
}

fn internal_list(counts: &[u64]) -> Internal<OneWay> {
    Internal::new(list(counts))
}

/// What is shown of the units, and of the total.
fn published(counts: &[u64]) -> (Vec<Option<u64>>, Option<u64>) {
    let published = list(counts).protect(Threshold::PUBLIC).published();
    (published.units().iter().map(|(_, count)| count.shown()).collect(), published.total().shown())
}

/// The largest value of each hidden unit; its smallest is always 0 when there are two, and the same when there is one. By
/// trying, so that no formula is shared with the crate.
fn width(units: &[Option<u64>], total: Option<u64>) -> Option<u64> {
    let total = total?;
    let shown: u64 = units.iter().flatten().sum();
    let hidden = units.iter().filter(|count| count.is_none()).count();
    let possible: Vec<u64> = (0..=total)
        .filter(|value| if hidden == 1 { shown + value == total } else { shown + value <= total })
        .collect();
    Some(possible[possible.len() - 1] - possible[0])
}

proptest! {
    #[test]
    fn no_attacker_finds_anybody_in_a_list(
        counts in prop::collection::vec(prop_oneof![Just(0), 1..12_u64, 1..60_u64], 1..9),
        people in 3..15_u64,
    ) {
        let threshold = Threshold::new(people).unwrap();
        let protected = list(&counts).protect(threshold);
        let published = protected.published();
        let units: Vec<_> = published.units().iter().map(|(_, count)| count.shown()).collect();
        if units.contains(&None) {
            let width = width(&units, published.total().shown());
            prop_assert!(width.is_none_or(|width| width >= people), "{counts:?} {units:?}");
        }
        for (at, count) in counts.iter().enumerate() {
            let treatment = protected.treatment(&unit(at)).unwrap();
            prop_assert_eq!(treatment == Treatment::Primary, threshold.is_unsafe(*count));
            let shown = (treatment == Treatment::Shown).then_some(*count);
            prop_assert_eq!(published.of(&unit(at)).unwrap().shown(), shown);
            prop_assert_eq!(units[at], shown);
        }
        // Never more than one unit beside the unsafe ones, and none where they are enough.
        let small: u64 = counts.iter().filter(|count| threshold.is_unsafe(**count)).sum();
        let extra = units.iter().filter(|count| count.is_none()).count()
            - counts.iter().filter(|count| threshold.is_unsafe(**count)).count();
        prop_assert_eq!(extra, usize::from(threshold.is_unsafe(small) && counts.iter().any(|count| *count >= people)));
        prop_assert_eq!(published.withheld(), units.iter().filter(|count| count.is_none()).count());
        let total: u64 = counts.iter().sum();
        prop_assert_eq!(published.total().shown(), (!threshold.is_unsafe(total)).then_some(total));
        let hides = if threshold.is_unsafe(total) { Treatment::Primary } else { Treatment::Shown };
        prop_assert_eq!(protected.total(), hides);
    }
}

#[test]
fn a_single_unsafe_unit_takes_the_next_smallest_with_it() {
    assert_eq!(published(&[31, 4, 12, 0]), (vec![Some(31), None, None, Some(0)], Some(47)));
    // Of equal ones the earliest.
    assert_eq!(published(&[12, 4, 12]), (vec![None, None, Some(12)], Some(28)));
}

#[test]
fn two_unsafe_units_that_reach_the_threshold_are_enough() {
    assert_eq!(published(&[31, 4, 6, 12]), (vec![Some(31), None, None, Some(12)], Some(53)));
    assert_eq!(published(&[31, 4, 5, 12]), (vec![Some(31), None, None, None], Some(52)));
}

#[test]
fn the_total_is_withheld_where_no_unit_is_left() {
    assert_eq!(published(&[4, 0, 5]), (vec![None, Some(0), None], None));
    assert_eq!(published(&[9]), (vec![None], None));
    assert_eq!(published(&[10]), (vec![Some(10)], Some(10)));
    assert_eq!(published(&[0, 0]), (vec![Some(0), Some(0)], Some(0)));
    assert_eq!(published(&[5, 5]), (vec![None, None], Some(10)));
}

#[test]
fn nobody_can_see_why_a_unit_is_hidden() {
    let protected = list(&[31, 4, 12]).protect(Threshold::PUBLIC);
    assert_eq!(protected.treatment(&unit(0)), Some(Treatment::Shown));
    assert_eq!(protected.treatment(&unit(1)), Some(Treatment::Primary));
    assert_eq!(protected.treatment(&unit(2)), Some(Treatment::Complementary));
    assert_eq!(protected.treatment(&unit(3)), None);
    assert_eq!(protected.list(), &list(&[31, 4, 12]));
    let published = protected.published();
    assert_eq!(published.of(&unit(1)), published.of(&unit(2)));
    assert_eq!((published.of(&unit(0)), published.of(&unit(3))), (Some(Shown(31)), None));
    assert_eq!((published.of(&unit(1)), published.total()), (Some(Withheld), Shown(47)));
    let json = serde_json::to_string(&published).unwrap();
    let expected = r#"{"units":[["unit 0",{"shown":31}],["unit 1","withheld"],["unit 2","withheld"]],"total":{"shown":47}}"#;
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_str::<PublishedList>(&json).unwrap(), published);
}

/// The rule worked out outside (`reference2.py`).
#[test]
fn the_rule_hides_what_it_hides_outside() {
    let file: Value = serde_json::from_str(include_str!("../../data/reference/disclosure.json")).unwrap();
    let mut checked = 0;
    for case in file["cases"].as_array().unwrap().iter().filter(|case| case["kind"] == "one_way") {
        let counts: Vec<u64> = serde_json::from_value(case["data"]["counts"].clone()).unwrap();
        let hidden: Vec<usize> = serde_json::from_value(case["expect"]["hidden"].clone()).unwrap();
        // A threshold below 3 is none here, and a list without units neither.
        let Ok(threshold) = Threshold::new(case["data"]["k"].as_u64().unwrap()) else { continue };
        if counts.is_empty() {
            continue;
        }
        let published = list(&counts).protect(threshold).published();
        let units = published.units().iter().enumerate();
        let withheld: Vec<_> = units.filter(|(_, (_, count))| *count == Withheld).map(|(at, _)| at).collect();
        assert_eq!(withheld, hidden, "{}", case["name"]);
        let total_hidden = case["expect"]["total_hidden"].as_bool().unwrap();
        assert_eq!(published.total() == Withheld, total_hidden, "{}", case["name"]);
        checked += 1;
    }
    assert_eq!(checked, 27);
}

#[test]
fn a_steering_group_sees_more() {
    let list = list(&[31, 7, 12]);
    assert_eq!(list.protect(Threshold::STEERING).published().withheld(), 0);
    assert_eq!(list.protect(Threshold::PUBLIC).published().withheld(), 2);
    assert_eq!(list.total(), 50);
    assert_eq!(list.units()[1], (unit(1), 7));
}

#[test]
fn what_is_no_list_is_refused() {
    assert_eq!(OneWay::new([]), Err(InvalidCounts::Empty));
    let twice = OneWay::new([(unit(1), 1), (unit(1), 2)]).unwrap_err();
    assert_eq!(twice.to_string(), "`unit 1` stands in it twice");
    assert_eq!(OneWay::new([(unit(0), u64::MAX), (unit(1), 1)]), Err(InvalidCounts::TooMany));
    assert!(OneWay::new([(unit(0), 1 << 40)]).is_ok());
    assert_eq!(OneWay::new([(unit(0), 1 << 40), (unit(1), 1)]), Err(InvalidCounts::TooMany));
    let json = serde_json::to_string(&list(&[3, 4])).unwrap();
    assert_eq!(json, r#"[["unit 0",3],["unit 1",4]]"#);
    assert_eq!(serde_json::from_str::<OneWay>(&json).unwrap(), list(&[3, 4]));
    assert!(serde_json::from_str::<OneWay>("[]").is_err());
}

#[test]
fn a_list_is_released_as_its_threshold_protects_it() {
    for counts in [&[31, 4, 12, 0][..], &[4, 7, 50], &[3, 2], &[20, 30]] {
        let internal = Internal::new(list(counts));
        let published = internal.release(&policy(10));
        let protected = list(counts).protect(Threshold::PUBLIC);
        assert_eq!(published.content(), &protected.published());
        let reasons = internal.reasons(&policy(10));
        let reasons = reasons.for_coordinators();
        let why = |treatment| match treatment {
            Treatment::Shown => None,
            Treatment::Primary => Some(Why::FewPeople),
            Treatment::Complementary => Some(Why::Remainder),
        };
        for at in 0..counts.len() {
            assert_eq!(reasons.of_part(at), why(protected.treatment(&unit(at)).unwrap()));
        }
        assert_eq!(reasons.of_part(counts.len()), why(protected.total()), "the total is last");
        assert_eq!((reasons.of(), published.withheld().of()), (counts.len() + 1, counts.len() as u64 + 1));
    }
    let internal = Internal::new(list(&[31, 4, 12]));
    assert_eq!(internal.release(&policy(10)).withheld().to_string(), "2 of 4 withheld");
    assert_eq!(internal.release(&policy(5)).withheld().to_string(), "2 of 4 withheld");
    let written =
        |counts| serde_json::to_string(internal_list(counts).release(&policy(10)).content()).unwrap();
    assert_eq!(written(&[31, 4, 12]), written(&[31, 5, 11]), "nobody sees why");
    assert_eq!(Internal::new(list(&[3, 2])).release(&policy(10)).content().total(), Withheld);
}
