//! Pairs, alternatives and shortlists.

use std::cmp::Reverse;

use mentorship::{
    id::{MenteeId, MentorId},
    matching::{Candidate, Goal, Request, Slots, Standing, Unanswered, WhatIf},
    people::Who,
    sample,
};

use super::made::{ON, Pairs, Town, Value, each_town, levels};

/// The best of the plans of which something holds.
fn best(plans: &[(Pairs, Value)], holds: impl Fn(&Pairs) -> bool) -> Option<Value> {
    plans.iter().filter(|(pairs, _)| holds(pairs)).map(|(_, value)| *value).max()
}

/// A what-if is true: its pairings make a plan of just that worth, of which something holds.
fn is_true(
    town: &Town,
    goal: Goal,
    before: &Pairs,
    what_if: &WhatIf,
    plans: &[(Pairs, Value)],
    holds: impl Fn(&Pairs) -> bool,
    about: &str,
) {
    let place = |mentor: &MentorId, mentee: &MenteeId| {
        (town.roster.mentee_index(mentee).unwrap(), town.roster.mentor_index(mentor).unwrap())
    };
    let mut after = before.clone();
    for pairing in &what_if.dropped {
        assert!(after.remove(&place(&pairing.mentor, &pairing.mentee)), "{about}");
    }
    for pairing in &what_if.added {
        assert!(after.insert(place(&pairing.mentor, &pairing.mentee)), "{about}");
    }
    assert!(holds(&after), "{about}");
    let value = |pairs: &Pairs| plans.iter().find(|plan| plan.0 == *pairs).expect(about).1;
    let (was, is) = (value(before), value(&after));
    assert_eq!(levels(&what_if.trade, goal), (is.0 - was.0, is.1 - was.1), "{about}");
    assert_eq!(Some(is), best(plans, &holds), "nothing is better: {about}");
    let points = |moved: &[mentorship::matching::Moved]| -> i64 {
        let mentees = moved.iter().filter(|moved| matches!(moved.who, Who::Mentee(_)));
        mentees.map(|moved| (moved.after - moved.before).thousandths()).sum()
    };
    assert_eq!(points(&what_if.moved()), what_if.trade.points.thousandths(), "{about}");
    assert_eq!(
        points(&what_if.gain()) + points(&what_if.lose()),
        what_if.trade.points.thousandths(),
        "{about}"
    );
    assert!(what_if.gain().iter().all(|moved| moved.after > moved.before), "{about}");
}

#[test]
fn what_insisting_on_a_pair_costs_is_what_trying_all_plans_says() {
    let (mut free, mut dear, mut clashing) = (0, 0, 0);
    each_town(0..2_400, false, |town, desk, plans, about| {
        let goal = desk.plan().goal();
        let (eligible, before) = (town.eligible(), town.pairs_of(desk.plan()));
        let all = best(&plans, |_| true).unwrap();
        for row in 0..town.roster.mentees().len() {
            for column in 0..town.roster.mentors().len() {
                let pair = (row, column);
                let about = format!("{about}, {pair:?}");
                let answer = desk.pair(town.mentor(column), town.mentee(row)).unwrap();
                let (with, without) =
                    (best(&plans, |p| p.contains(&pair)), best(&plans, |p| !p.contains(&pair)));
                match &answer.standing {
                    Standing::Runs => assert!(town.running.contains(&pair), "{about}"),
                    Standing::Pinned { .. } => assert!(town.pinned.contains(&pair), "{about}"),
                    Standing::Excluded { violations } => {
                        assert!(!violations.is_empty() && !eligible.contains_key(&pair), "{about}");
                    }
                    Standing::Proposed { without: answer, .. } => {
                        assert!(before.contains(&pair), "{about}");
                        if let Ok(answer) = answer {
                            is_true(town, goal, &before, answer, &plans, |p| !p.contains(&pair), &about);
                        }
                        assert_eq!(answer.is_err(), without.is_none(), "{about}");
                    }
                    Standing::Possible { with: answer, explanation } => {
                        assert!(!before.contains(&pair), "{about}");
                        assert_eq!(explanation.score().thousandths(), eligible[&pair], "{about}");
                        if let Ok(answer) = answer {
                            is_true(town, goal, &before, answer, &plans, |p| p.contains(&pair), &about);
                        }
                        assert_eq!(answer.is_err(), with.is_none(), "{about}");
                    }
                    other => panic!("{about}: {other:?}"),
                }
                let other = if before.contains(&pair) { without } else { with };
                let asked = matches!(&answer.standing, Standing::Proposed { .. } | Standing::Possible { .. });
                assert_eq!(answer.is_as_good(), asked && other == Some(all), "{about}");
                if asked {
                    match other {
                        None => clashing += 1,
                        Some(other) if other == all => free += 1,
                        Some(_) => dear += 1,
                    }
                }
            }
        }
    });
    assert!(free > 500 && dear > 1000 && clashing > 50, "{free}, {dear}, {clashing}");
}

#[test]
fn the_pairings_of_every_best_plan_and_of_some_are_those_of_all_plans_tried() {
    let mut open = 0;
    each_town(10_000..12_400, false, |town, desk, plans, about| {
        let all = best(&plans, |_| true);
        let best: Vec<_> = plans.into_iter().filter(|(_, value)| Some(*value) == all).collect();
        let times = |pair: &(usize, usize)| best.iter().filter(|(pairs, _)| pairs.contains(pair)).count();
        let told = |holds: &dyn Fn(usize) -> bool| {
            let pairs = town.eligible().into_keys().filter(|pair| !town.running.contains(pair));
            let mut ids: Vec<_> = pairs
                .filter(|pair| holds(times(pair)))
                .map(|(row, column)| (town.mentor(column).clone(), town.mentee(row).clone()))
                .collect();
            ids.sort();
            ids
        };
        let alternatives = desk.alternatives();
        assert_eq!(alternatives.in_every, told(&|times| times == best.len()), "{about}");
        assert_eq!(alternatives.in_some, told(&|times| times > 0 && times < best.len()), "{about}");
        open += alternatives.in_some.len();
    });
    assert!(open > 500, "{open}");
}

#[test]
fn a_shortlist_is_the_best_in_context_at_exact_prices() {
    let mut several = 0;
    each_town(20_000..22_000, false, |town, desk, plans, about| {
        let goal = desk.plan().goal();
        let all = best(&plans, |_| true).unwrap();
        for row in 0..town.roster.mentees().len() {
            let costs = town.eligible().into_iter().filter(|(pair, _)| pair.0 == row);
            let costs = costs.filter(|(pair, _)| !town.running.contains(pair));
            let mut expected: Vec<_> = costs
                .filter_map(|(pair, score)| {
                    let with = best(&plans, |pairs| pairs.contains(&pair))?;
                    Some(((all.0 - with.0, all.1 - with.1), Reverse(score), pair.1))
                })
                .collect();
            expected.sort_unstable();
            several += usize::from(expected.len() > 1);
            for most in 0..=expected.len() + 1 {
                let found = desk.shortlist(town.mentee(row), most).unwrap();
                let candidate = |candidate: &Candidate| {
                    let (first, points) = levels(&candidate.trade, goal);
                    let mentor = town.roster.mentor_index(&candidate.mentor).unwrap();
                    assert_eq!(candidate.score, candidate.explanation.score());
                    ((-first, -points), Reverse(candidate.score.thousandths()), mentor)
                };
                let found: Vec<_> = found.candidates.iter().map(candidate).collect();
                assert_eq!(found, expected[..most.min(expected.len())], "{about}, mentee {row}");
            }
        }
    });
    assert!(several > 900, "{several}");
}

#[test]
fn answers_in_a_larger_town_are_those_of_plans_made_anew() {
    let (roster, criteria) = (sample::community(60, 70, 5), sample::criteria());
    for goal in super::made::GOALS {
        let request = Request::new(&roster, &criteria, ON).goal(goal);
        let desk = request.desk().unwrap();
        let mut asked = 0;
        for at in 0..roster.mentees().len() {
            let (mentee, mentor) = (&roster.mentees()[at].id, &roster.mentors()[at * 7 % 60].id);
            let answer = desk.pair(mentor, mentee).unwrap();
            let (Standing::Possible { with: Ok(other), .. } | Standing::Proposed { without: Ok(other), .. }) =
                &answer.standing
            else {
                continue;
            };
            let proposed = matches!(answer.standing, Standing::Proposed { .. });
            let (mentor, mentee) = (mentor.clone(), mentee.clone());
            let anew = if proposed {
                request.clone().exclude(mentor, mentee)
            } else {
                request.clone().pin(mentor, mentee)
            };
            let anew = anew.desk().unwrap();
            let trade = desk.worth().to(&anew.worth());
            assert_eq!(levels(&trade, goal), levels(&other.trade, goal));
            asked += 1;
        }
        assert!(asked > 20, "{asked}");
    }
}

#[test]
fn whoever_is_not_there_is_named() {
    let town = Town::drawn(4, 4, true);
    let desk = town.request(Goal::PeopleFirst).desk().unwrap();
    let (nobody, noone) = (MentorId::new("M-99").unwrap(), MenteeId::new("T-99").unwrap());
    let of_mentee = || Unanswered::Unknown(Who::Mentee(noone.clone()));
    assert_eq!(desk.pair(town.mentor(0), &noone), Err(of_mentee()));
    assert_eq!(desk.pair(&nobody, town.mentee(0)), Err(Unanswered::Unknown(Who::Mentor(nobody.clone()))));
    assert_eq!(desk.shortlist(&noone, 3), Err(of_mentee()));
    assert_eq!(desk.without_partner(&Who::Mentee(noone.clone())), Err(of_mentee()));
    assert_eq!(
        of_mentee().to_string(),
        "mentee `T-99` is not in the roster of this round; look for them under another identifier, or make a round with them"
    );
}

#[test]
fn a_desk_of_a_stored_plan_says_the_same_and_of_a_stale_one_nothing() {
    let town = Town::drawn(4, 4, true);
    let request = town.request(Goal::PeopleFirst);
    let plan = request.plan().unwrap();
    let stored: mentorship::matching::Plan =
        serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
    let desk = request.desk_of(&stored).unwrap();
    assert_eq!(desk.plan(), &plan);
    let later = request.clone().exclude(town.mentor(0).clone(), town.mentee(0).clone());
    let refused = later.desk_of(&stored).unwrap_err();
    assert!(matches!(refused, Unanswered::Stale { .. }), "{refused}");
    assert!(refused.to_string().ends_with("make a new one"), "{refused}");
}

#[test]
fn answers_do_not_depend_on_the_order_in_which_people_are_listed() {
    let criteria = sample::criteria();
    let people = sample::community(25, 30, 31).into_people();
    let mut turned = people.clone();
    turned.mentors.reverse();
    turned.mentees.rotate_left(11);
    let [one, two] = [people, turned].map(|people| mentorship::people::Roster::new(people).unwrap());
    let (one, two) = (Request::new(&one, &criteria, ON), Request::new(&two, &criteria, ON));
    let (one, two) = (one.desk().unwrap(), two.desk().unwrap());
    assert_eq!(one.plan(), two.plan());
    for pairing in one.plan().pairings() {
        let (mentor, mentee) = (&pairing.mentor, &pairing.mentee);
        assert_eq!(one.pair(mentor, mentee), two.pair(mentor, mentee));
        assert_eq!(one.shortlist(mentee, 3), two.shortlist(mentee, 3));
    }
    for unmatched in one.plan().unmatched() {
        assert_eq!(one.without_partner(&unmatched.who), two.without_partner(&unmatched.who));
    }
    let told = one.plan().pairs().into_iter().step_by(2).collect();
    assert_eq!(one.price_of_changes(&told), two.price_of_changes(&told));
    assert_eq!((one.alternatives(), one.best_plans(3)), (two.alternatives(), two.best_plans(3)));
    assert_eq!(
        (one.talks(Slots::default()), one.one_more_place(3)),
        (two.talks(Slots::default()), two.one_more_place(3))
    );
}
