//! Sums of money and hours.

use mentorship::disclosure::{Contributors, Dominance, Internal, Policy, Sums, Why};
use proptest::prelude::*;

use super::kit::{DAY, near, policy};

fn sums(contributors: Contributors, kinds: &[&[u64]]) -> Sums<usize> {
    kinds.iter().enumerate().fold(Sums::new(contributors), |sums, (kind, gave)| sums.with(kind, gave))
}

/// Why each kind, and at the end the total, is withheld.
fn why(contributors: Contributors, kinds: &[&[u64]]) -> Vec<Option<Why>> {
    let reasons = Internal::new(sums(contributors, kinds)).reasons(&Policy::public(DAY));
    (0..=kinds.len()).map(|place| reasons.for_coordinators().of_part(place)).collect()
}

#[test]
fn a_rule_is_broken_by_one_more_cent() {
    let rule = Dominance::default();
    assert!(!rule.is_broken_by(&[50, 30, 20]));
    assert!(rule.is_broken_by(&[51, 29, 20]));
    // The two largest have 85 or 86 of 100.
    assert!(!rule.is_broken_by(&[15, 40, 45]));
    assert!(rule.is_broken_by(&[14, 41, 45]));
    // What is left is 10 or 9 per cent of the largest; the shares are let through.
    let close = Dominance::new(50, 85, 40).unwrap();
    assert!(!close.is_broken_by(&[40, 39, 16]));
    assert!(close.is_broken_by(&[41, 39, 16]));
    assert!(rule.is_broken_by(&[5]) && rule.is_broken_by(&[5, 5]) && !rule.is_broken_by(&[]));
    assert!(!rule.is_broken_by(&[u64::MAX, u64::MAX, u64::MAX]));
}

#[test]
fn what_people_gave_is_of_enough_people() {
    let (nine, ten) = ([5; 9], [5; 10]);
    assert_eq!(why(Contributors::People, &[&nine]), [Some(Why::FewPeople), Some(Why::FewPeople)]);
    assert_eq!(why(Contributors::People, &[&ten]), [None, None]);
    let one_gave_most: Vec<u64> = [vec![500], vec![10; 20]].concat();
    assert_eq!(why(Contributors::People, &[&one_gave_most])[0], Some(Why::Dominance));
    // Who gave nothing is no contributor.
    assert_eq!(why(Contributors::People, &[&[5, 5, 5, 5, 5, 5, 5, 5, 5, 0]])[0], Some(Why::FewPeople));
    assert_eq!(why(Contributors::People, &[&[]]), [None, None]);
}

#[test]
fn what_organisations_gave_is_told_from_three_on() {
    assert_eq!(why(Contributors::Organisations, &[&[40, 30, 30]]), [None, None]);
    assert_eq!(why(Contributors::Organisations, &[&[50, 50]])[0], Some(Why::Dominance));
    let published = Internal::new(sums(Contributors::Organisations, &[&[40, 30, 30]])).release(&policy(10));
    let total = published.content().total().unwrap();
    assert_eq!((total.sum(), total.contributors()), (100, None));
    assert!(total.concentration().is_none(), "with three, it would tell all of them");
}

#[test]
fn a_hidden_kind_is_not_found_from_the_total() {
    let rest = Some(Why::Remainder);
    let (large, small): (&[u64], &[u64]) = (&[40, 40, 40, 40], &[30, 30, 30]);
    assert_eq!(
        why(Contributors::Organisations, &[large, small, &[20]]),
        [None, rest, Some(Why::Dominance), None]
    );
    // Two are hidden, and together nobody weighs too much.
    assert_eq!(
        why(Contributors::Organisations, &[large, &[20, 20], &[25, 22]]),
        [None, Some(Why::Dominance), Some(Why::Dominance), None]
    );
    // Two are hidden, but together one gave most.
    assert_eq!(
        why(Contributors::Organisations, &[large, &[20], &[60]]),
        [rest, Some(Why::Dominance), Some(Why::Dominance), None]
    );
    // Nothing is left to hide it behind.
    assert_eq!(why(Contributors::Organisations, &[&[40, 30, 30]]), [None, None]);
    assert_eq!(why(Contributors::Organisations, &[&[20], &[20]])[2], Some(Why::Dominance));
    let people = |n: usize| vec![7; n];
    assert_eq!(
        why(Contributors::People, &[&people(12), &people(30), &people(3)]),
        [rest, None, Some(Why::FewPeople), None]
    );
    assert_eq!(
        why(Contributors::People, &[&people(40), &people(4), &people(5)])[..3],
        [rest, Some(Why::FewPeople), Some(Why::FewPeople)]
    );
    assert_eq!(why(Contributors::People, &[&people(40), &people(5), &people(5)])[0], None);
}

#[test]
fn how_concentrated_it_is_is_told_coarsely_and_of_enough() {
    let gave: Vec<u64> = vec![30, 10, 10, 10, 10, 10, 10, 10, 10, 10];
    let release = |gave: &[u64]| {
        Internal::new(sums(Contributors::People, &[gave])).release(&policy(10)).content().of(&0).unwrap()
    };
    let sum = release(&gave);
    assert_eq!((sum.sum(), sum.contributors()), (120, Some(10)));
    // 30 of 120, and 0.0625 + 9/144.
    let concentration = sum.concentration().unwrap();
    assert_eq!(concentration.largest_at_most_percent(), 25);
    assert!(near(concentration.index_at_most(), 0.15), "0.125 up to a step");
    let more = [gave, vec![5]].concat();
    assert_eq!(release(&more).concentration().unwrap().largest_at_most_percent(), 25);
    let published = Internal::new(sums(Contributors::People, &[&[2; 12]])).release(&policy(10));
    assert_eq!(
        serde_json::to_string(&published).unwrap(),
        concat!(
            r#"{"readers":"steering","day":"2026-12-31","threshold":10,"withheld":{"parts":0,"of":2},"#,
            r#""content":{"total":{"sum":24,"contributors":12,"concentration":{"largest_at_most_percent":10,"index_at_most":0.1}},"#,
            r#""kinds":[[0,{"sum":24,"contributors":12,"concentration":{"largest_at_most_percent":10,"index_at_most":0.1}}]]}}"#
        )
    );
    assert_eq!(published.content().kinds().len(), 1);
}

proptest! {
    #[test]
    fn what_is_left_of_the_total_breaks_no_rule(
        kinds in prop::collection::vec(prop::collection::vec(0_u64..100, 0..14), 1..6),
        of_people in any::<bool>(),
    ) {
        let contributors = if of_people { Contributors::People } else { Contributors::Organisations };
        let kinds: Vec<&[u64]> = kinds.iter().map(Vec::as_slice).collect();
        let published = Internal::new(sums(contributors, &kinds)).release(&policy(10));
        let fine = |gave: &[u64]| {
            let gave: Vec<u64> = gave.iter().copied().filter(|gave| *gave > 0).collect();
            !Dominance::default().is_broken_by(&gave) && (!of_people || gave.is_empty() || gave.len() >= 10)
        };
        let (mut hidden, mut left) = (0, Vec::new());
        for (kind, sum) in published.content().kinds() {
            if let Some(sum) = sum {
                prop_assert!(fine(kinds[*kind]));
                prop_assert_eq!(sum.sum(), kinds[*kind].iter().sum::<u64>());
            } else {
                hidden += 1;
                left.extend(kinds[*kind]);
            }
        }
        if published.content().total().is_some() {
            prop_assert!(fine(&left) && hidden != 1, "{:?}", kinds);
        }
    }

    #[test]
    fn a_single_sum_is_not_told_by_a_stricter_policy_only(gave in prop::collection::vec(0_u64..50, 0..20), k in 5_u64..15) {
        let told = |k| {
            let sums = sums(Contributors::People, &[&gave]);
            Internal::new(sums).release(&policy(k)).content().of(&0).is_some()
        };
        prop_assert!(told(k) || !told(k + 1));
    }
}
