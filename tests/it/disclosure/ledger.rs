//! The ledger against somebody who subtracts releases from each other.
#![expect(clippy::single_range_in_vec_init, reason = "a list of one release is meant")]

use std::collections::BTreeSet;

use mentorship::{
    disclosure::{Ledger, Population, ReleaseRefused, Threshold},
    id::PersonId,
    people::Label,
};
use proptest::prelude::*;

const SECRET: &str = "kept in the safe";

fn population(people: impl IntoIterator<Item = u32>) -> Population {
    let ids: Vec<_> = people.into_iter().map(|n| PersonId::new(format!("P-{n}")).unwrap()).collect();
    Population::new(&ids, SECRET)
}

fn name(text: &str) -> Label {
    Label::new(text).unwrap()
}

/// A ledger with these releases, named first, second, third.
fn ledger(releases: &[std::ops::Range<u32>]) -> Ledger {
    let mut ledger = Ledger::default();
    for (people, text) in releases.iter().zip(["first", "second", "third"]) {
        ledger.record(name(text), population(people.clone()), Threshold::PUBLIC).unwrap();
    }
    ledger
}

fn check(releases: &[std::ops::Range<u32>], next: impl IntoIterator<Item = u32>) -> Result<(), String> {
    ledger(releases).check(&population(next), Threshold::PUBLIC).map_err(|refused| refused.to_string())
}

const CLOSE_TO_FIRST: &str =
    "its people and those of `first` differ by fewer than 10, who could be found in the difference";
const CLOSE_TO_BOTH: &str = "its people and those of `first` and `second` differ by fewer than 10, who could be found in \
                             the difference: one of the three is nearly the two others together";

#[test]
fn one_to_nine_more_or_fewer_people_are_refused() {
    for more in [1, 9] {
        assert_eq!(check(&[0..40], 0..40 + more).unwrap_err(), CLOSE_TO_FIRST);
        assert_eq!(check(&[0..40], more..40).unwrap_err(), CLOSE_TO_FIRST);
    }
    for other in [0..40, 0..50, 10..40, 40..80] {
        assert_eq!(check(&[0..40], other), Ok(()));
    }
}

#[test]
fn nine_who_changed_places_are_refused_and_ten_are_not() {
    assert_eq!(check(&[0..40], 4..45).unwrap_err(), CLOSE_TO_FIRST);
    assert_eq!(check(&[0..40], 5..45), Ok(()));
}

#[test]
fn two_parts_beside_the_whole_are_refused_when_few_are_missing() {
    assert_eq!(check(&[0..40, 40..80], 0..83).unwrap_err(), CLOSE_TO_BOTH);
    assert_eq!(check(&[0..40, 40..80], 2..80).unwrap_err(), CLOSE_TO_BOTH);
    assert_eq!(check(&[0..40, 40..80], 0..80), Ok(()));
    assert_eq!(check(&[0..40, 40..80], 0..90), Ok(()));
    assert_eq!(check(&[0..40, 40..80], 10..80), Ok(()));
    // Those who are in both parts are no sum.
    assert_eq!(check(&[0..40, 28..80], 0..81), Ok(()));
}

#[test]
fn a_part_beside_the_whole_and_the_other_part_is_refused_when_few_are_missing() {
    for releases in [[0..83, 0..40], [0..40, 0..83]] {
        assert_eq!(check(&releases, 40..80).unwrap_err(), CLOSE_TO_BOTH);
        assert_eq!(check(&releases, 40..83), Ok(()));
        assert_eq!(check(&releases, 40..73), Ok(()));
        assert_eq!(check(&releases, 40..74).unwrap_err(), CLOSE_TO_BOTH);
        assert_eq!(check(&releases, 40..92).unwrap_err(), CLOSE_TO_BOTH);
        assert_eq!(check(&releases, 40..93), Ok(()));
    }
}

#[test]
fn too_few_people_are_refused() {
    assert_eq!(check(&[], 0..9).unwrap_err(), "it speaks of fewer than 10 people");
    assert_eq!(check(&[], 0..10), Ok(()));
    assert_eq!(check(&[], 0..0), Ok(()), "nobody can be found among nobody");
    let three = Threshold::new(3).unwrap();
    assert_eq!(Ledger::default().check(&population(0..3), three), Ok(()));
    let refused = Ledger::default().check(&population(0..2), three);
    assert_eq!(refused, Err(ReleaseRefused::TooFew { threshold: 3 }));
}

#[test]
fn what_is_refused_is_not_entered() {
    let mut ledger = ledger(&[0..40, 40..90]);
    let before = ledger.clone();
    assert!(ledger.record(name("third"), population(0..41), Threshold::PUBLIC).is_err());
    let taken = ledger.record(name("First"), population(200..300), Threshold::PUBLIC).unwrap_err();
    assert_eq!(taken.to_string(), "`First` was released before");
    assert_eq!(ledger, before);
    let releases: Vec<_> = ledger.releases().map(|(name, people)| (name.as_str(), people)).collect();
    assert_eq!(releases, [("first", 40), ("second", 50)]);
}

#[test]
fn another_secret_is_noticed() {
    let ids: Vec<_> = (0..40).map(|n| PersonId::new(format!("P-{n}")).unwrap()).collect();
    let other = Population::new(&ids, "forgotten");
    let refused = ledger(&[0..40]).check(&other, Threshold::PUBLIC).unwrap_err();
    assert_eq!(refused, ReleaseRefused::OtherSecret);
    assert_eq!(
        refused.to_string(),
        "its people were taken with another secret than those of earlier releases"
    );
    let mut both = serde_json::to_value(ledger(&[0..40])).unwrap();
    both["second"] = serde_json::to_value(&other).unwrap();
    assert!(serde_json::from_value::<Ledger>(both).is_err());
}

#[test]
fn a_stored_ledger_knows_the_people_but_names_nobody() {
    let ledger = ledger(&[0..40, 100..150]);
    let json = serde_json::to_string(&ledger).unwrap();
    assert!(!json.contains("P-") && !json.contains(SECRET));
    let read: Ledger = serde_json::from_str(&json).unwrap();
    assert_eq!(read, ledger);
    assert!(read.check(&population(0..41), Threshold::PUBLIC).is_err());
    assert_eq!(format!("{:?}", population(0..3)), "Population(3 people)");
    assert_eq!(population([1, 2, 2, 1]).count(), 2);
    for wrong in [r#"{"secret":1,"people":[3,2]}"#, r#"{"secret":1,"people":[2,2]}"#] {
        let error = serde_json::from_str::<Population>(wrong).unwrap_err().to_string();
        assert!(error.contains("fingerprints are stored in ascending order, each once"), "{error}");
    }
}

#[test]
fn fingerprints_are_the_same_in_every_version() {
    // sha256 of 00 00 00 00 00 00 00 01, "s", "P-1": first eight bytes, computed outside.
    let one = Population::new(&[PersonId::new("P-1").unwrap()], "s");
    let json = serde_json::to_value(&one).unwrap();
    assert_eq!(
        (json["people"][0].as_u64(), json["secret"].as_u64()),
        (Some(1_742_362_244_182_154_945), Some(6_691_023_276_900_936_914))
    );
    // Secret and identifier cannot be taken for each other.
    let shifted = Population::new(&[PersonId::new("1").unwrap()], "sP-");
    assert_ne!(serde_json::to_value(&shifted).unwrap()["people"], json["people"]);
}

/// Ranges of a small town, so that parts and wholes come about.
fn releases() -> impl Strategy<Value = Vec<BTreeSet<u32>>> {
    let edges = prop::sample::select(vec![0, 2, 11, 20, 24, 31, 40, 47, 52]);
    let range = (edges.clone(), edges).prop_map(|(a, b)| (a.min(b)..a.max(b)).collect());
    prop::collection::vec(range, 1..9)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nobody_is_found_by_subtracting_what_was_released(releases in releases()) {
        let mut ledger = Ledger::default();
        let mut released: Vec<BTreeSet<u32>> = Vec::new();
        let few = |set: &BTreeSet<u32>| (1..10).contains(&set.len());
        let differ = |a: &BTreeSet<u32>, b: &BTreeSet<u32>| few(&a.symmetric_difference(b).copied().collect());
        let sum = |a: &BTreeSet<u32>, b: &BTreeSet<u32>| -> Option<BTreeSet<u32>> {
            a.is_disjoint(b).then(|| a | b)
        };
        for (at, next) in releases.into_iter().enumerate() {
            let entered =
                ledger.record(name(&format!("release {at}")), population(next.clone()), Threshold::PUBLIC);
            let mut refused = few(&next);
            for one in &released {
                refused |= differ(&next, one);
                for two in &released {
                    if std::ptr::eq(one, two) { continue; }
                    refused |= sum(one, two).is_some_and(|sum| differ(&sum, &next));
                    refused |= sum(one, &next).is_some_and(|sum| differ(&sum, two));
                }
            }
            prop_assert_eq!(entered.is_err(), refused);
            if !refused {
                released.push(next);
            }
        }
    }
}
