//! Single pairs by planning anew, by every goal, against all plans tried one by one.

use std::collections::BTreeSet;

use mentorship::{
    criteria::Score,
    matching::{Beside, Between, Goal, PlanError, Standing, Unanswered, WhatIf},
    people::{Partners, Roster},
};

use super::made::{ON, Pairs, Town};

const GOALS: [Goal; 6] = [
    Goal::PeopleFirst,
    Goal::PairingsFirst,
    Goal::TotalScore,
    Goal::RaiseLowest,
    Goal::Leximin,
    Goal::LongestWaitingFirst,
];

/// What a goal compares, the first level first.
fn value(town: &Town, goal: Goal, plan: &Pairs) -> Vec<i64> {
    let eligible = town.eligible();
    let covered: BTreeSet<_> = plan.iter().map(|pair| pair.0).collect();
    let total = plan.iter().map(|pair| eligible[pair]).sum();
    let people = covered.len() as i64;
    match goal {
        Goal::PeopleFirst => vec![people, total],
        Goal::PairingsFirst => vec![plan.len() as i64, total],
        Goal::RaiseLowest => {
            let free = plan.difference(&town.demanded()).map(|pair| eligible[pair]).min();
            vec![people, free.unwrap_or(i64::MAX), total]
        }
        Goal::Leximin => {
            let mut scores: Vec<_> = plan.difference(&town.running).map(|pair| eligible[pair]).collect();
            scores.sort_unstable();
            scores.insert(0, people);
            scores
        }
        Goal::LongestWaitingFirst => {
            let days = |row: &usize| {
                let since = town.roster.mentees()[*row].profile.waiting_since;
                since.map_or(0, |since| i64::from((ON - since).get_days()))
            };
            vec![people, covered.iter().map(days).sum(), total]
        }
        _ => vec![total],
    }
}

/// The other plan that an answer tells of.
fn other(town: &Town, plan: &Pairs, what_if: &WhatIf) -> Pairs {
    let pairs = |pairings: &[mentorship::matching::Pairing]| -> Pairs {
        let place = |pairing: &mentorship::matching::Pairing| {
            let row = town.roster.mentee_index(&pairing.mentee).unwrap();
            (row, town.roster.mentor_index(&pairing.mentor).unwrap())
        };
        pairings.iter().map(place).collect()
    };
    let mut other: Pairs = plan.difference(&pairs(&what_if.dropped)).copied().collect();
    other.extend(pairs(&what_if.added));
    other
}

#[test]
fn the_best_plan_that_decides_otherwise_about_two_people_is_told_for_every_goal() {
    let (mut asked, mut clashes, mut even, mut levels) = (0, 0, 0, 0);
    for case in 500_000..500_900 {
        let mut town = Town::drawn(case, 4, case % 3 > 0);
        let goal = GOALS[case as usize % 6];
        if goal == Goal::Leximin {
            let mut people = town.roster.clone().into_people();
            for mentee in &mut people.mentees {
                mentee.partners = Partners::up_to(mentee.partners.max().min(1));
            }
            town = Town { roster: Roster::new(people).unwrap(), ..town };
        }
        let eligible = town.eligible();
        if eligible.len() > 10 {
            continue;
        }
        let request = town.request(goal);
        let Ok(plan) = request.plan() else { continue };
        let (pairs, all) = (town.pairs_of(&plan), town.plans(goal));
        for pair in eligible.keys().filter(|pair| !town.demanded().contains(pair)) {
            let about = format!("case {case}, {goal}, {pair:?}");
            let answer = request.pair_anew(&plan, town.mentor(pair.1), town.mentee(pair.0)).unwrap();
            let what_if = match &answer.standing {
                Standing::Proposed { without, .. } => {
                    assert!(pairs.contains(pair), "{about}");
                    without
                }
                Standing::Possible { with, .. } => {
                    assert!(!pairs.contains(pair), "{about}");
                    with
                }
                other => panic!("{about}: {other:?}"),
            };
            let otherwise = |plan: &Pairs| plan.contains(pair) != pairs.contains(pair);
            let best = all.iter().map(|plan| &plan.0).filter(|plan| otherwise(plan));
            let best = best.map(|plan| value(&town, goal, plan)).max();
            asked += 1;
            let Ok(what_if) = what_if else {
                assert_eq!(best, None, "{about}");
                clashes += 1;
                continue;
            };
            let other = other(&town, &pairs, what_if);
            assert!(otherwise(&other), "{about}");
            assert_eq!(best, Some(value(&town, goal, &other)), "{about}: {answer}");
            let as_good = value(&town, goal, &pairs) == value(&town, goal, &other);
            assert_eq!(answer.is_as_good(), as_good, "{about}: {answer}");
            even += usize::from(as_good);
            levels += usize::from(what_if.also.as_ref().is_some_and(|also| also.before != also.after));
        }
    }
    assert!(
        asked > 1_000 && clashes > 5 && even > 100 && levels > 50,
        "{asked}, {clashes}, {even}, {levels}"
    );
}

#[test]
fn of_the_best_plans_that_decide_otherwise_the_one_with_fewest_other_pairings_is_told() {
    let mut seen = 0;
    for case in 510_000..510_300 {
        let town = Town::drawn(case, 4, true);
        let (goal, eligible) = (Goal::PeopleFirst, town.eligible());
        if eligible.len() > 10 {
            continue;
        }
        let request = town.request(goal);
        let desk = request.desk().unwrap();
        let (plan, all) = (desk.plan(), town.plans(goal));
        let pairs = town.pairs_of(plan);
        for pair in eligible.keys() {
            let (mentor, mentee) = (town.mentor(pair.1), town.mentee(pair.0));
            let answer = request.pair_anew(plan, mentor, mentee).unwrap();
            let (Standing::Proposed { without: Ok(told), .. } | Standing::Possible { with: Ok(told), .. }) =
                &answer.standing
            else {
                continue;
            };
            let otherwise = |plan: &Pairs| plan.contains(pair) != pairs.contains(pair);
            let best = all.iter().filter(|plan| otherwise(&plan.0)).map(|plan| plan.1).max().unwrap();
            // A pairing that adds nothing is never proposed.
            let idle = |plan: &Pairs, one: &(usize, usize)| {
                let mut less = plan.clone();
                less.remove(one);
                one != pair && value(&town, goal, &less) == value(&town, goal, plan)
            };
            let best = all.iter().filter(|plan| otherwise(&plan.0) && plan.1 == best);
            let best = best.filter(|plan| !plan.0.iter().any(|one| idle(&plan.0, one)));
            let kept = best.map(|plan| plan.0.intersection(&pairs).count()).max().unwrap();
            assert_eq!(told.dropped.len(), pairs.len() - kept, "case {case}, {pair:?}");
            seen += 1;
            if let Standing::Proposed { without: Ok(quick), .. }
            | Standing::Possible { with: Ok(quick), .. } = desk.pair(mentor, mentee).unwrap().standing
            {
                assert_eq!(quick.trade, told.trade, "case {case}, {pair:?}");
                assert!(told.dropped.len() <= quick.dropped.len(), "case {case}, {pair:?}");
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn what_runs_was_demanded_or_is_excluded_is_told_as_such_and_strangers_are_refused() {
    let (mut runs, mut pinned, mut excluded) = (0, 0, 0);
    for case in 520_000..520_200 {
        let town = Town::drawn(case, 3, false);
        let request = town.request(Goal::RaiseLowest);
        let Ok(plan) = request.plan() else { continue };
        let all = (0..town.roster.mentees().len())
            .flat_map(|row| (0..town.roster.mentors().len()).map(move |column| (row, column)));
        for pair in all {
            let answer = request.pair_anew(&plan, town.mentor(pair.1), town.mentee(pair.0)).unwrap();
            let counted = match answer.standing {
                Standing::Runs => (town.running.contains(&pair), &mut runs),
                Standing::Pinned { .. } => (town.pinned.contains(&pair), &mut pinned),
                Standing::Excluded { .. } => (!town.eligible().contains_key(&pair), &mut excluded),
                _ => continue,
            };
            assert!(counted.0, "case {case}, {pair:?}");
            *counted.1 += 1;
        }
    }
    assert!(runs > 0 && pinned > 0 && excluded > 0, "{runs}, {pinned}, {excluded}");

    let town = Town::drawn(9, 4, true);
    let request = town.request(Goal::RaiseLowest);
    let plan = request.plan().unwrap();
    let nobody = request.pair_anew(&plan, &"M-99".parse().unwrap(), town.mentee(0)).unwrap_err();
    assert!(matches!(nobody, Unanswered::Unknown(_)));
    let later = request.clone().exclude(town.mentor(0).clone(), town.mentee(0).clone());
    let stale = later.pair_anew(&plan, town.mentor(0), town.mentee(0)).unwrap_err();
    assert!(matches!(stale, Unanswered::Stale { .. }));
    let told = stale.to_string();
    assert!(told.contains("make a new one"), "{told}");
    assert_eq!(request.desk().unwrap_err(), PlanError::NoDesk(Goal::RaiseLowest));
}

#[test]
fn what_lies_between_people_and_points_is_told_in_words() {
    let score = Score::from_points;
    let beside = |before, after| Beside { before, after }.to_string();
    let lowest = |points| Between::Lowest(Some(score(points)));
    assert_eq!(beside(lowest(10), lowest(8)), "the lowest score is 8 instead of 10");
    let days = Between::DaysWaited;
    assert_eq!(beside(days(100), days(99)), "those with a mentor have waited 1 day less in all");
    assert_eq!(beside(days(100), days(130)), "those with a mentor have waited 30 days more in all");
    let scores = |points: &[u32]| Between::FromBelow(points.iter().map(|points| score(*points)).collect());
    let told = beside(scores(&[3, 5, 9]), scores(&[3, 4, 12]));
    assert_eq!(told, "counted from the lowest, the first score that differs is 4 instead of 5");
    assert_eq!(beside(days(7), days(7)), "");
}

#[test]
fn a_new_round_moves_nobody_who_has_a_partner_unless_told_otherwise() {
    let (mut kept, mut released) = (0, 0);
    for case in 530_000..530_200 {
        let town = Town::drawn(case, 4, true);
        let before = town.request(Goal::PeopleFirst).plan().unwrap().pairs();
        let request = town.request(Goal::PairingsFirst).keep_all_running(before.clone());
        let plan = request.plan().unwrap();
        assert!(before.is_subset(&plan.pairs()), "case {case}");
        assert_eq!(plan.running().len(), before.len(), "case {case}");
        kept += before.len();
        if let Some((mentor, mentee)) = before.first() {
            let plan = request.let_go(mentor, mentee).plan().unwrap();
            assert_eq!(plan.running().len(), before.len() - 1, "case {case}");
            released += usize::from(!plan.pairs().contains(&(mentor.clone(), mentee.clone())));
        }
    }
    assert!(kept > 200 && released > 0, "{kept}, {released}");
}
