//! Goals of several stages, against all plans tried one by one.

use mentorship::{
    matching::{Goal, PlanError, Planned, Request},
    people::{Partners, Roster, Who},
    sample,
};

use super::made::{ON, Pairs, Town};

/// What the goal compares, level by level.
fn value(town: &Town, goal: Goal, plan: &Pairs) -> [i64; 3] {
    let eligible = town.eligible();
    let covered: std::collections::BTreeSet<_> = plan.iter().map(|pair| pair.0).collect();
    let total = plan.iter().map(|pair| eligible[pair]).sum();
    let second = match goal {
        Goal::RaiseLowest => {
            let free = plan.difference(&town.demanded()).map(|pair| eligible[pair]).min();
            free.unwrap_or(i64::MAX)
        }
        Goal::LongestWaitingFirst => {
            let days = |row: &usize| {
                let since = town.roster.mentees()[*row].profile.waiting_since;
                since.map_or(0, |since| i64::from((ON - since).get_days()))
            };
            covered.iter().map(days).sum()
        }
        _ => 0,
    };
    [covered.len() as i64, second, total]
}

#[test]
fn each_stage_comes_before_the_next_and_nothing_is_better() {
    for goal in [Goal::RaiseLowest, Goal::LongestWaitingFirst] {
        let (mut seen, mut other) = (0, 0);
        for case in 100_000..102_400 {
            let town = Town::drawn(case, 4, false);
            if town.eligible().len() > 12 {
                continue;
            }
            let (request, about) = (town.request(goal), format!("case {case}, {goal}"));
            let plans = town.plans(goal);
            let Ok(plan) = request.plan() else {
                assert!(plans.is_empty(), "{about}");
                continue;
            };
            request.verify(&plan).unwrap();
            let pairs = town.pairs_of(&plan);
            // Raising the lowest, a pairing of no use but its points may be left out for the lowest's sake.
            let best = plans.iter().map(|(pairs, _)| value(&town, goal, pairs)).max();
            assert_eq!(Some(value(&town, goal, &pairs)), best, "{about}");
            assert!(plans.iter().any(|plan| plan.0 == pairs), "{about}");
            seen += 1;
            let first = town.request(Goal::PeopleFirst).plan().unwrap();
            let first = value(&town, goal, &town.pairs_of(&first));
            other += usize::from(Some(first) != best);
        }
        assert!(seen > 1200 && other > 40, "{goal}: {seen}, {other}");
    }
}

#[test]
fn a_plan_of_several_stages_can_be_stopped_between_them_and_has_no_desk() {
    let town = Town::drawn(9, 4, true);
    for goal in [Goal::RaiseLowest, Goal::LongestWaitingFirst] {
        let request = town.request(goal);
        assert_eq!(request.desk().unwrap_err(), PlanError::NoDesk(goal));
        let Planned::Stopped(plan) = request.plan_watched(&mut |_| std::ops::ControlFlow::Break(())).unwrap()
        else {
            panic!("it was stopped");
        };
        assert_eq!((plan.goal(), plan.pairings().len(), plan.gap()), (goal, 0, None));
        assert!(plan.meets_minimums());
    }
    assert_eq!(
        PlanError::NoDesk(Goal::RaiseLowest).to_string(),
        "a desk answers for plans by people first, pairings first or total score, not by raising the lowest; \
         ask about single pairs with `pair_anew`, and what goals cost with `compare`"
    );
}

#[test]
fn whoever_waited_longest_is_matched_though_others_have_more_points() {
    let found = (0..400).map(|case| Town::drawn(200_000 + case, 4, true)).find_map(|town| {
        let plan = town.request(Goal::LongestWaitingFirst).plan().ok()?;
        let other = town.request(Goal::PeopleFirst).plan().ok()?;
        let without = |plan: &mentorship::matching::Plan| {
            let mentees = plan.unmatched().iter().filter(|one| matches!(one.who, Who::Mentee(_)));
            mentees.map(|one| one.who.clone()).collect::<Vec<_>>()
        };
        (without(&plan) != without(&other)).then(|| (plan.total(), other.total()))
    });
    let (longest, points) = found.expect("some town has to choose");
    assert!(longest <= points);
}

#[test]
fn goals_stand_beside_each_other_in_what_each_looks_at() {
    let goals = [Goal::PeopleFirst, Goal::RaiseLowest, Goal::LongestWaitingFirst, Goal::TotalScore];
    let mut lower = 0;
    for case in 120_000..120_300 {
        let town = Town::drawn(case, 4, true);
        let request = town.request(Goal::PeopleFirst);
        let compared = request.compare(&goals).unwrap();
        assert_eq!(compared.len(), 4);
        for (by_goal, goal) in compared.iter().zip(goals) {
            assert_eq!(by_goal.plan, town.request(goal).plan().unwrap());
            let pairs = town.pairs_of(&by_goal.plan);
            let [mentees, days, points] = value(&town, Goal::LongestWaitingFirst, &pairs);
            assert_eq!(by_goal.worth.mentees as i64, mentees);
            assert_eq!(by_goal.days_waited as i64, days);
            assert_eq!(by_goal.worth.points.thousandths(), points);
            assert_eq!(by_goal.trade.points.thousandths(), points - compared[0].worth.points.thousandths());
            let lowest = value(&town, Goal::RaiseLowest, &pairs)[1];
            assert_eq!(by_goal.lowest.map_or(i64::MAX, mentorship::criteria::Score::thousandths), lowest);
        }
        let [people, lowest, waiting, _] = &compared[..] else { panic!() };
        assert!(lowest.lowest >= people.lowest && waiting.days_waited >= people.days_waited);
        assert!(people.worth.points >= lowest.worth.points && people.worth.points >= waiting.worth.points);
        lower += usize::from(lowest.worth.points < people.worth.points);
    }
    assert!(lower > 0, "raising the lowest costs something");
}

/// The scores of all mentees who could be matched at all, the lowest first; nobody counts below every score.
fn from_below(town: &Town, plan: &Pairs) -> Vec<i64> {
    let eligible = town.eligible();
    let of = |row: usize| plan.iter().find(|pair| pair.0 == row).map_or(-1, |pair| eligible[pair]);
    let mut scores: Vec<_> = (0..town.roster.mentees().len()).map(of).collect();
    scores.sort_unstable();
    scores
}

#[test]
fn the_worst_off_come_first_to_the_last() {
    let (mut seen, mut other, mut refused) = (0, 0, 0);
    for case in 130_000..132_400 {
        let mut town = Town::drawn(case, 4, case % 4 > 0);
        if case % 5 > 0 {
            let mut people = town.roster.clone().into_people();
            for mentee in &mut people.mentees {
                mentee.partners = Partners::up_to(mentee.partners.max().min(1));
            }
            town = Town { roster: Roster::new(people).unwrap(), ..town };
        }
        if town.eligible().len() > 12 {
            continue;
        }
        let (request, about) = (town.request(Goal::Leximin), format!("case {case}"));
        let plan = match request.plan() {
            Ok(plan) => plan,
            Err(PlanError::SeveralMentors(mentees)) => {
                assert!(!mentees.is_empty(), "{about}");
                refused += 1;
                continue;
            }
            Err(_) => continue,
        };
        request.verify(&plan).unwrap();
        let pairs = town.pairs_of(&plan);
        let best = town.plans(Goal::Leximin).iter().map(|(pairs, _)| from_below(&town, pairs)).max();
        assert_eq!(Some(from_below(&town, &pairs)), best, "{about}");
        seen += 1;
        let first = town.request(Goal::RaiseLowest).plan().unwrap();
        other += usize::from(from_below(&town, &town.pairs_of(&first)) != from_below(&town, &pairs));
    }
    assert!(seen > 1200 && other > 0 && refused > 50, "{seen}, {other}, {refused}");
}

#[test]
fn the_worst_off_of_a_larger_town_are_better_off_than_by_points() {
    let mut people = sample::nation(40, 50, 3).into_people();
    for mentee in &mut people.mentees {
        mentee.partners = Partners::up_to(1);
    }
    let (roster, criteria) = (Roster::new(people).unwrap(), sample::criteria());
    let request = Request::new(&roster, &criteria, ON).goal(Goal::Leximin);
    let plan = request.plan().unwrap();
    request.verify(&plan).unwrap();
    let sorted = |plan: &mentorship::matching::Plan| {
        let mut scores: Vec<_> = plan.pairings().iter().map(|pairing| pairing.score).collect();
        scores.sort_unstable();
        scores
    };
    for goal in [Goal::PeopleFirst, Goal::RaiseLowest, Goal::LongestWaitingFirst] {
        let other = request.clone().goal(goal).plan().unwrap();
        assert_eq!(other.mentees_matched(), plan.mentees_matched());
        assert!(sorted(&plan) >= sorted(&other), "{goal}");
    }
}

#[test]
fn a_plan_that_claims_to_be_of_a_request_without_any_is_refused() {
    let town = Town::drawn(4, 4, true);
    let mut people = town.roster.clone().into_people();
    for mentor in &mut people.mentors {
        mentor.partners = Partners::new(4, 4).unwrap();
    }
    let without = Town { roster: Roster::new(people).unwrap(), ..town.clone() };
    for goal in [Goal::PeopleFirst, Goal::RaiseLowest, Goal::LongestWaitingFirst] {
        let request = without.request(goal);
        assert!(matches!(request.plan(), Err(PlanError::Clash { .. })));
        let mut forged = serde_json::to_value(town.request(goal).plan().unwrap()).unwrap();
        forged["digest"] = serde_json::to_value(request.digest()).unwrap();
        let forged = serde_json::from_value(forged).unwrap();
        assert!(request.verify(&forged).is_err(), "{goal}");
    }
}
