//! Brute force and the checks of plans.

use mentorship::{
    criteria::{Criteria, Side},
    matching::{Goal, Plan, Request, StablePlan},
    people::{Mentee, Mentor, Partners, Roster, Status},
    sample,
    testing::{
        brute_force::{MOST_PAIRS, NotBest, NotTried, best_plans, check_best},
        check::{Flaw, check_pairings, check_plan, check_stable},
        generators::{ROUND, rounds},
    },
};
use proptest::prelude::*;
use serde_json::Value;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_plan_of_a_small_round_is_without_flaws_and_the_best(round in rounds(0..=4, 0..=4)) {
        let request = round.request();
        let plan = request.plan().unwrap();
        check_plan(&request, &plan).unwrap();
        check_best(&request, &plan).unwrap();
        prop_assert!(best_plans(&request).unwrap().count > 0);
    }

    #[test]
    fn every_stable_plan_of_a_small_round_is_without_flaws(round in rounds(0..=5, 0..=5)) {
        let request = round.request();
        for side in [Side::Mentee, Side::Mentor] {
            check_stable(&request, &request.stable_plan(side).unwrap()).unwrap();
        }
    }
}

fn town() -> (Roster, Criteria) {
    (sample::community(4, 5, 11), sample::criteria())
}

/// A plan as it was stored and changed.
fn changed(plan: &Plan, change: impl FnOnce(&mut Value)) -> Plan {
    let mut stored = serde_json::to_value(plan).unwrap();
    change(&mut stored);
    serde_json::from_value(stored).unwrap()
}

/// What is told of a changed plan.
fn flaws(change: impl FnOnce(&mut Value)) -> String {
    let (roster, criteria) = town();
    let request = Request::new(&roster, &criteria, ROUND);
    let plan = request.plan().unwrap();
    assert_eq!(check_plan(&request, &plan), Ok(()));
    check_plan(&request, &changed(&plan, change)).unwrap_err().to_string()
}

#[test]
fn a_plan_made_worse_is_found_with_what_would_be_better() {
    let (roster, criteria) = town();
    let request = Request::new(&roster, &criteria, ROUND);
    let plan = request.plan().unwrap();
    let worse = changed(&plan, |plan| drop(plan["pairings"].as_array_mut().unwrap().pop()));
    let told = check_best(&request, &worse).unwrap_err();
    assert!(
        matches!(&told, NotBest::Better { has, better, with } if has < better && *with == plan.pairs()),
        "{told}"
    );
    assert!(told.to_string().contains("mentees with a mentor"), "{told}");
    let told = check_plan(&request, &worse).unwrap_err().to_string();
    for what in ["has no partner and no reason for it", "the plan tells", "not proved to be the best"] {
        assert!(told.contains(what), "{what}: {told}");
    }
}

#[test]
fn a_swapped_pairing_is_found() {
    let told = flaws(|plan| {
        let (first, second) = (plan["pairings"][0]["mentee"].clone(), plan["pairings"][1]["mentee"].clone());
        plan["pairings"][0]["mentee"] = second;
        plan["pairings"][1]["mentee"] = first;
    });
    assert!(told.contains("the explanation is not what the criteria say"), "{told}");
    assert!(told.contains("not proved to be the best"), "{told}");
}

#[test]
fn every_other_change_of_a_plan_is_found() {
    let told = flaws(|plan| plan["pairings"][0]["score"] = 99_000.into());
    assert!(told.contains("the contributions make") && told.contains("points, its pairings make"), "{told}");
    let told = flaws(|plan| {
        let first = plan["pairings"][0].clone();
        plan["pairings"].as_array_mut().unwrap().push(first);
    });
    assert!(told.contains("stands there twice") && told.contains("partners and takes 0 to"), "{told}");
    let told = flaws(|plan| plan["pairings"][0]["origin"] = "pinned".into());
    assert!(told.contains("whether it was asked for"), "{told}");
    let told = flaws(|plan| plan["pairings"][0]["mentor"] = "M-stranger".into());
    assert!(told.contains("not both in the roster"), "{told}");
    let told = flaws(|plan| plan["mentees_matched"] = 1.into());
    assert!(told.contains("the plan tells 1 mentees with a mentor"), "{told}");
    let told = flaws(|plan| plan["on"] = "2026-01-16".into());
    assert!(told.contains("made from another request"), "{told}");
    let told = flaws(|plan| drop(plan["unmatched"].as_array_mut().unwrap().pop()));
    assert!(told.contains("has no partner and no reason"), "{told}");
    let told = flaws(|plan| plan["unmatched"][0]["reason"] = "unavailable".into());
    assert!(told.contains("is told that it is so: is away or has withdrawn; it is not"), "{told}");
    let told = flaws(|plan| {
        let reason = plan["unmatched"][0].clone();
        plan["unmatched"].as_array_mut().unwrap().push(reason);
    });
    assert!(told.contains("has several reasons"), "{told}");
    let told = flaws(|plan| {
        let who = plan["pairings"][0]["mentee"].clone();
        plan["unmatched"][0]["who"] = serde_json::json!({ "mentee": who });
    });
    assert!(told.contains("has a partner, and a reason for none"), "{told}");
    let told = flaws(|plan| plan["certificate"]["rows"][0] = 1_000_000_000_000_i64.into());
    assert!(told.contains("not proved to be the best"), "{told}");
}

/// A plan that stands for a request is held against another, whose people changed since.
fn after(change: impl FnOnce(&mut Vec<Mentor>, &mut Vec<Mentee>, &Plan)) -> String {
    let (roster, criteria) = town();
    let plan = Request::new(&roster, &criteria, ROUND).plan().unwrap();
    let mut people = roster.into_people();
    change(&mut people.mentors, &mut people.mentees, &plan);
    let roster = Roster::new(people).unwrap();
    check_plan(&Request::new(&roster, &criteria, ROUND), &plan).unwrap_err().to_string()
}

#[test]
fn who_blocks_or_is_away_or_takes_nobody_is_found_in_a_plan() {
    let block = |mentors: &mut Vec<Mentor>, mentees: &mut Vec<Mentee>, plan: &Plan| {
        let pairing = &plan.pairings()[0];
        let whom = mentors.iter().find(|mentor| mentor.id == pairing.mentor).unwrap().profile.person.clone();
        let mentee = mentees.iter_mut().find(|mentee| mentee.id == pairing.mentee).unwrap();
        mentee.profile.wishes.clear();
        mentee.profile.blocks.insert(whom);
    };
    assert!(after(block).contains("one of them blocked the other"));
    let away = |mentors: &mut Vec<Mentor>, _: &mut Vec<Mentee>, plan: &Plan| {
        let mentor = mentors.iter_mut().find(|mentor| mentor.id == plan.pairings()[0].mentor).unwrap();
        mentor.profile.status = Status::Withdrawn;
    };
    assert!(after(away).contains("one of them is away"));
    let full = |mentors: &mut Vec<Mentor>, _: &mut Vec<Mentee>, _: &Plan| {
        for mentor in mentors.iter_mut() {
            mentor.partners = Partners::up_to(0);
        }
    };
    assert!(after(full).contains("partners and takes 0 to 0"));
}

#[test]
fn a_pin_that_lacks_and_a_pair_ruled_out_are_found() {
    let (roster, criteria) = town();
    let plan = Request::new(&roster, &criteria, ROUND).plan().unwrap();
    let (mentor, mentee) = (plan.pairings()[0].mentor.clone(), plan.pairings()[0].mentee.clone());
    let excluding = Request::new(&roster, &criteria, ROUND).exclude(mentor.clone(), mentee.clone());
    let told = check_plan(&excluding, &plan).unwrap_err().to_string();
    assert!(told.contains("the request rules them out"), "{told}");
    assert!(matches!(check_best(&excluding, &plan), Err(NotBest::CannotBe(_))));
    let other = excluding.plan().unwrap();
    let pinning = Request::new(&roster, &criteria, ROUND).pin(mentor, mentee);
    let told = check_plan(&pinning, &other).unwrap_err().to_string();
    assert!(told.contains("they were asked for and are not there"), "{told}");
    assert!(matches!(check_best(&pinning, &other), Err(NotBest::CannotBe(_))));
}

#[test]
fn a_programmes_own_rule_is_asked_of_every_pairing() {
    let (roster, criteria) = town();
    let request = Request::new(&roster, &criteria, ROUND);
    let plan = request.plan().unwrap();
    assert_eq!(check_pairings(&request, &plan, |_, _| Ok(())), Ok(()));
    let flaws = check_pairings(&request, &plan, |_, _| Err("never".to_owned())).unwrap_err();
    assert_eq!(flaws.0.len(), plan.pairings().len());
    assert!(matches!(&flaws.0[0], Flaw::Pairing { what, .. } if what == "never"));
}

#[test]
fn rounds_that_are_too_large_or_impossible_are_refused() {
    let (roster, criteria) = (sample::community(9, 9, 1), sample::criteria());
    let told = best_plans(&Request::new(&roster, &criteria, ROUND));
    assert!(matches!(told, Err(NotTried::TooMany { pairs }) if pairs > MOST_PAIRS), "{told:?}");
    let mut people = sample::community(2, 1, 1).into_people();
    for mentor in &mut people.mentors {
        mentor.partners = Partners::new(1, 1).unwrap();
    }
    let roster = Roster::new(people).unwrap();
    assert_eq!(best_plans(&Request::new(&roster, &criteria, ROUND)), Err(NotTried::NoPlan));
}

#[test]
fn two_who_would_rather_have_each_other_are_found() {
    let (roster, criteria) = (sample::community(6, 8, 3), sample::criteria());
    let request = Request::new(&roster, &criteria, ROUND);
    let plan = request.stable_plan(Side::Mentee).unwrap();
    assert_eq!(check_stable(&request, &plan), Ok(()));
    let mut stored = serde_json::to_value(&plan).unwrap();
    drop(stored["pairings"].as_array_mut().unwrap().remove(0));
    let without: StablePlan = serde_json::from_value(stored).unwrap();
    let flaws = check_stable(&request, &without).unwrap_err();
    let (mentor, mentee) = (&plan.pairings()[0].mentor, &plan.pairings()[0].mentee);
    let blocking = Flaw::Blocking { mentor: mentor.clone(), mentee: mentee.clone() };
    assert!(flaws.0.contains(&blocking), "{flaws}");
    assert!(flaws.to_string().contains("not proved to be stable"), "{flaws}");
}

#[test]
fn values_are_told_by_goal() {
    let (roster, criteria) = town();
    let value =
        |goal| best_plans(&Request::new(&roster, &criteria, ROUND).goal(goal)).unwrap().value.to_string();
    assert!(value(Goal::PeopleFirst).contains("mentees with a mentor"));
    assert!(value(Goal::PairingsFirst).contains("pairings"));
    assert!(value(Goal::TotalScore).ends_with("points"));
    assert!(value(Goal::RaiseLowest).contains("a score of"));
    assert!(value(Goal::LongestWaitingFirst).contains("days waited"));
    assert!(value(Goal::Leximin).contains("a score of"));
}
