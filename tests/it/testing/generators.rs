//! What the generators make, and that it shrinks.

use std::collections::BTreeSet;

use mentorship::{
    impact::{AsOf, Figures, Snapshot},
    sample,
    testing::generators::{criteria, facts, histories, lists, records, rosters, rounds, tables, terms},
};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{TestError, TestRunner},
};

#[test]
fn everything_that_people_have_comes_up() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..200 {
        let round = rounds(0..=5, 0..=5).new_tree(&mut runner).unwrap().current();
        let mut note = |is: bool, what| {
            if is {
                seen.insert(what);
            }
        };
        for (_, profile) in round.roster.profiles() {
            note(profile.interests.is_none(), "blank");
            note(!profile.blocks.is_empty(), "block");
            note(!profile.wishes.is_empty(), "wish");
            note(!profile.ties.is_empty(), "tie");
            note(!profile.status.is_available(mentorship::testing::generators::ROUND), "away");
        }
        let persons: Vec<_> = round.roster.profiles().map(|(_, profile)| &profile.person).collect();
        note(persons.iter().collect::<BTreeSet<_>>().len() < persons.len(), "both sides");
        note(!round.pins.is_empty(), "pin");
        note(!round.exclusions.is_empty(), "exclusion");
        note(!round.running.is_empty(), "running");
        note(!round.history.entries().is_empty(), "history");
        note(!round.request().plan().unwrap().pairings().is_empty(), "pairing");
    }
    assert_eq!(seen.len(), 11, "{seen:?}");
}

#[test]
fn a_failing_case_shrinks_to_the_fewest_people_and_rules() {
    let mut runner = TestRunner::deterministic();
    let failed = runner.run(&(rosters(0..9, 0..9), criteria()), |(roster, criteria)| {
        prop_assert!(roster.mentees().len() < 2 || criteria.preferences().is_empty());
        Ok(())
    });
    let Err(TestError::Fail(_, (roster, criteria))) = failed else { panic!("{failed:?}") };
    assert_eq!((roster.mentors().len(), roster.mentees().len()), (0, 2));
    assert_eq!((criteria.requirements().len(), criteria.preferences().len()), (0, 1));
    assert!(roster.profiles().all(|(_, profile)| profile.interests.is_none() && profile.blocks.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn terms_lack_nothing(terms in terms()) {
        prop_assert_eq!(terms.missing(), []);
    }

    #[test]
    fn counts_have_the_shape_that_was_asked(list in lists(2..5, 30), table in tables(1..=3_usize, 2..=4_usize, 30)) {
        prop_assert!((2..5).contains(&list.units().len()) && list.units().iter().all(|(_, people)| *people <= 30));
        prop_assert!((1..=3).contains(&table.rows().len()) && (2..=4).contains(&table.columns().len()));
    }

    #[test]
    fn facts_are_of_so_many_people(facts in facts(3..=6), record in records(2..=4)) {
        prop_assert!(!facts.enrolments.is_empty());
        prop_assert!(!Figures::of(&Snapshot::new(&record, AsOf::new(sample::YEAR_END))).all().is_empty());
    }

    #[test]
    fn histories_speak_of_the_people_of_a_roster((roster, history) in rosters(1..4, 1..4).prop_flat_map(|roster| { let history = histories(&roster); (Just(roster), history) })) {
        for past in history.entries() {
            prop_assert!(roster.mentor(&past.mentor).is_some() && roster.mentee(&past.mentee).is_some());
        }
    }
}
