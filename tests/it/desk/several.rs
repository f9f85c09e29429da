//! The k best plans, and which of equals is taken.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    matching::{Goal, Request, ThenBy},
    sample,
};

use super::made::{GOALS, ON, Pairs, Town, Value, each_town, levels};

/// A plan without the pairings that add nothing to it.
fn without_idle(town: &Town, goal: Goal, plan: &Pairs) -> Pairs {
    let (eligible, demanded) = (town.eligible(), town.demanded());
    let mut plan = plan.clone();
    for pair in plan.clone() {
        let (row, column) = pair;
        let of_row = plan.iter().filter(|other| other.0 == row).count();
        let of_column = plan.iter().filter(|other| other.1 == column).count();
        let counts = match goal {
            Goal::PeopleFirst => of_row == 1,
            Goal::PairingsFirst => true,
            _ => false,
        };
        let needed = of_row <= usize::from(town.roster.mentees()[row].partners.min())
            || of_column <= usize::from(town.roster.mentors()[column].partners.min());
        if eligible[&pair] == 0 && !demanded.contains(&pair) && !counts && !needed {
            plan.remove(&pair);
        }
    }
    plan
}

#[test]
fn the_best_plans_come_in_order_and_none_is_left_out() {
    let (mut several, mut different) = (0, 0);
    each_town(50_000..52_400, false, |town, desk, plans, about| {
        let goal = desk.plan().goal();
        let mut expected: Vec<Value> = plans
            .iter()
            .filter(|(pairs, _)| without_idle(town, goal, pairs) == *pairs)
            .map(|(_, value)| *value)
            .collect();
        expected.sort_unstable_by(|a, b| b.cmp(a));
        let most = 7;
        let found = desk.best_plans(most);
        let before = town.pairs_of(desk.plan());
        let best = expected[0];
        let mut seen = BTreeSet::new();
        for (at, plan) in found.iter().enumerate() {
            let mut pairs = before.clone();
            let place = |mentor, mentee| {
                (town.roster.mentee_index(mentee).unwrap(), town.roster.mentor_index(mentor).unwrap())
            };
            for pairing in &plan.dropped {
                assert!(pairs.remove(&place(&pairing.mentor, &pairing.mentee)), "{about}");
            }
            for pairing in &plan.added {
                assert!(pairs.insert(place(&pairing.mentor, &pairing.mentee)), "{about}");
            }
            assert!(at > 0 || pairs == before, "the first is the plan: {about}");
            let value = plans.iter().find(|other| other.0 == pairs).expect(about).1;
            assert_eq!(levels(&plan.trade, goal), (value.0 - best.0, value.1 - best.1), "{about}");
            assert_eq!(value, expected[at], "plan {at}: {about}");
            assert!(seen.insert(pairs), "no plan comes twice: {about}");
        }
        assert_eq!(found.len(), most.min(expected.len()), "{about}");
        several += usize::from(found.len() > 3);
        different += usize::from(found.last().is_some_and(|last| levels(&last.trade, goal) != (0, 0)));
        assert!(desk.best_plans(0).is_empty() && desk.best_plans(1).len() == 1);
    });
    assert!(several > 400 && different > 400, "{several}, {different}");
}

fn load(pairs: &Pairs) -> usize {
    let mut load = BTreeMap::new();
    for pair in pairs {
        *load.entry(pair.1).or_insert(0_usize) += 1;
    }
    load.values().map(|load| load * load).sum()
}

#[test]
fn of_plans_that_are_as_good_the_one_is_taken_that_was_asked_for() {
    let (mut spread, mut kept, mut drawn) = (0, 0, 0);
    each_town(60_000..62_400, false, |town, desk, plans, about| {
        let goal = desk.plan().goal();
        let request = town.request(goal);
        let all = plans.iter().map(|plan| plan.1).max();
        let best: Vec<&Pairs> = plans.iter().filter(|plan| Some(plan.1) == all).map(|plan| &plan.0).collect();
        let first = town.pairs_of(desk.plan());
        let least = best.iter().map(|pairs| load(pairs)).min().unwrap();

        let even = request.clone().then(ThenBy::SpreadLoad).plan().unwrap();
        request.clone().then(ThenBy::SpreadLoad).verify(&even).unwrap();
        let even = town.pairs_of(&even);
        assert!(best.contains(&&even), "{about}");
        assert_eq!(load(&even), least, "{about}");
        spread += usize::from(load(&first) > least);

        let from = plans[plans.len() / 2].0.iter().copied().collect::<BTreeSet<_>>();
        let ids = from.iter().map(|&(row, column)| (town.mentor(column).clone(), town.mentee(row).clone()));
        let near = request.clone().then(ThenBy::FewestChanges { from: ids.collect() }).plan().unwrap();
        let near = town.pairs_of(&near);
        let stay = |pairs: &Pairs| pairs.intersection(&from).count();
        // What is worth nothing is not proposed, even where it was there before.
        let most = best.iter().map(|pairs| stay(&without_idle(town, goal, pairs))).max().unwrap();
        assert!(best.contains(&&near), "{about}");
        assert!(stay(&near) >= most, "{about}");
        kept += usize::from(stay(&near) > stay(&first));

        let sum = |pairs: &Pairs| -> u32 {
            let number = |&(row, column): &(usize, usize)| {
                ThenBy::number("Town hall, 14 January", town.mentor(column), town.mentee(row))
            };
            pairs.iter().map(number).sum()
        };
        let lot = || ThenBy::Lot { seed: "Town hall, 14 January".to_owned() };
        let one = town.pairs_of(&request.clone().then(ThenBy::SpreadLoad).then(lot()).plan().unwrap());
        let even = best.iter().filter(|pairs| load(pairs) == least);
        let winner = even.max_by_key(|pairs| sum(pairs)).unwrap();
        assert_eq!(one, without_idle(town, goal, winner), "{about}");
        drawn += usize::from(one != first);
    });
    assert!(spread > 15 && kept > 60 && drawn > 100, "{spread}, {kept}, {drawn}");
}

#[test]
fn a_lot_is_the_same_in_every_order_and_another_for_another_seed() {
    let criteria = sample::criteria();
    let (mut people, mut reversed) =
        (sample::community(30, 30, 8).into_people(), sample::community(30, 30, 8).into_people());
    reversed.mentors.reverse();
    reversed.mentees.reverse();
    for people in [&mut people, &mut reversed] {
        for mentee in &mut people.mentees {
            // Everybody is as good for everybody.
            mentee.wants = None;
            mentee.profile.interests = None;
        }
    }
    let rosters = [people, reversed].map(|people| mentorship::people::Roster::new(people).unwrap());
    let drawn = |roster, seed: &str| {
        let lot = ThenBy::Lot { seed: seed.to_owned() };
        Request::new(roster, &criteria, ON).then(lot).plan().unwrap()
    };
    assert_eq!(drawn(&rosters[0], "one"), drawn(&rosters[1], "one"));
    let (one, two) = (drawn(&rosters[0], "one"), drawn(&rosters[0], "two"));
    assert_eq!((one.total(), one.mentees_matched()), (two.total(), two.mentees_matched()));
    assert_ne!(one.pairings(), two.pairings(), "the seed decides");
    assert_ne!(one.digest(), two.digest(), "and is part of what a plan is made from");
}

#[test]
fn the_best_plans_of_a_larger_town_are_as_good_as_they_say() {
    let (roster, criteria) = (sample::community(40, 45, 12), sample::criteria());
    for goal in GOALS {
        let request = Request::new(&roster, &criteria, ON).goal(goal);
        let desk = request.desk().unwrap();
        let plans = desk.best_plans(5);
        assert_eq!(plans.len(), 5);
        let values: Vec<_> = plans.iter().map(|plan| levels(&plan.trade, goal)).collect();
        assert!(values.is_sorted_by(|a, b| a >= b) && values[0] == (0, 0), "{values:?}");
        for plan in &plans[1..] {
            // Demanding its pairings gives a plan as good as it, and not one better.
            let mut other = request.clone();
            for pairing in &plan.added {
                other = other.pin(pairing.mentor.clone(), pairing.mentee.clone());
            }
            for pairing in &plan.dropped {
                other = other.exclude(pairing.mentor.clone(), pairing.mentee.clone());
            }
            let other = other.desk().unwrap();
            assert_eq!(levels(&desk.worth().to(&other.worth()), goal), levels(&plan.trade, goal));
        }
    }
}

#[test]
fn plans_that_differ_are_as_good_as_promised_and_no_two_alike() {
    let mut found = 0;
    each_town(110_000..111_200, false, |town, desk, plans, about| {
        let goal = desk.plan().goal();
        let within = [0, 1, 20][about.len() % 3];
        let best = plans.iter().map(|plan| plan.1).max().unwrap();
        let before = town.pairs_of(desk.plan());
        let mut seen = BTreeSet::from([before.clone()]);
        for plan in desk.different_plans(3, mentorship::criteria::Score::from_thousandths(within)) {
            let mut pairs = before.clone();
            let place = |mentor, mentee| {
                (town.roster.mentee_index(mentee).unwrap(), town.roster.mentor_index(mentor).unwrap())
            };
            for pairing in &plan.dropped {
                assert!(pairs.remove(&place(&pairing.mentor, &pairing.mentee)), "{about}");
            }
            for pairing in &plan.added {
                assert!(pairs.insert(place(&pairing.mentor, &pairing.mentee)), "{about}");
            }
            let value = plans.iter().find(|other| other.0 == pairs).expect(about).1;
            assert!(value.0 == best.0 && value.1 >= best.1 - within, "{about}");
            assert_eq!(without_idle(town, goal, &pairs), pairs, "{about}");
            assert_eq!(plan.trade.points.thousandths(), value.1 - best.1, "{about}");
            assert!(seen.insert(pairs), "{about}");
            found += 1;
        }
        assert!(seen.len() <= 4);
    });
    assert!(found > 300, "{found}");
}

#[test]
fn for_a_few_points_plans_of_a_larger_town_differ_more_than_the_second_best() {
    let (roster, criteria) = (sample::community(40, 45, 12), sample::criteria());
    let desk = Request::new(&roster, &criteria, ON).desk().unwrap();
    let within = mentorship::criteria::Score::from_points(20);
    let different = desk.different_plans(2, within);
    let second = &desk.best_plans(2)[1];
    assert_eq!(different.len(), 2);
    for plan in &different {
        assert!(
            plan.dropped.len() > 2 * second.dropped.len(),
            "{} of {}",
            plan.dropped.len(),
            second.dropped.len()
        );
        assert!(plan.trade.points.thousandths() >= -within.thousandths());
    }
}
