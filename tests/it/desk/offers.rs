//! Talks, price lists of changes, and whom to ask next.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    id::{MenteeId, MentorId},
    matching::{Goal, Request, Slots, Unanswered},
    people::{Mentor, Partners, Roster, Who},
    sample,
};

use super::made::{GOALS, ON, Pairs, Town, Value, all_plans, each_town, levels};

fn best(plans: &[(Pairs, Value)]) -> Option<Value> {
    plans.iter().map(|plan| plan.1).max()
}

/// Mentees' and mentors' most places, running pairs included.
fn most_places(town: &Town) -> [Vec<(usize, usize)>; 2] {
    let held = |line: &dyn Fn(&(usize, usize)) -> bool| town.running.iter().filter(|pair| line(pair)).count();
    let max = |partners: Partners| usize::from(partners.max());
    let rows = town.roster.mentees().iter().enumerate();
    let columns = town.roster.mentors().iter().enumerate();
    [
        rows.map(|(at, m)| (0, max(m.partners).max(held(&|pair| pair.0 == at)))).collect(),
        columns.map(|(at, m)| (0, max(m.partners).max(held(&|pair| pair.1 == at)))).collect(),
    ]
}

#[test]
fn talks_hold_the_plan_are_worth_most_and_keep_what_they_promise() {
    let (mut costly, mut free, mut more) = (0, 0, 0);
    each_town(70_000..72_400, false, |town, desk, _, about| {
        let goal = desk.plan().goal();
        let slots = Slots {
            of_mentee: 1 + (about.len() % 3) as u16,
            of_mentor_a_place: 1 + (about.len() % 2) as u16,
        };
        let talks = desk.talks(slots);
        let place = |mentor: &MentorId, mentee: &MenteeId| {
            (town.roster.mentee_index(mentee).unwrap(), town.roster.mentor_index(mentor).unwrap())
        };
        let plan = town.pairs_of(desk.plan());
        let chosen: Pairs = talks.talks.iter().map(|talk| place(&talk.mentor, &talk.mentee)).collect();
        let chosen: Pairs = chosen.union(&town.running).copied().collect();
        assert!(plan.is_subset(&chosen), "{about}");
        for talk in &talks.talks {
            assert_eq!(talk.of_plan, plan.contains(&place(&talk.mentor, &talk.mentee)), "{about}");
        }
        let eligible = town.eligible();
        let points = |pairs: &Pairs| pairs.iter().map(|pair| eligible[pair]).sum::<i64>();
        assert_eq!(talks.total.thousandths(), points(&chosen), "{about}");
        more += usize::from(chosen.len() > plan.len());

        // Most in total of all sets of talks with the plan.
        let [rows, columns] = most_places(town);
        let held = |line: &dyn Fn(&(usize, usize)) -> bool| plan.iter().filter(|pair| line(pair)).count();
        let room = |max: usize, slots: usize, held: usize| (0, if max == 0 { 0 } else { slots.max(held) });
        let of_mentees: Vec<_> = rows
            .iter()
            .enumerate()
            .map(|(at, (_, max))| room(*max, slots.of_mentee.into(), held(&|pair| pair.0 == at)))
            .collect();
        let of_mentors: Vec<_> = columns
            .iter()
            .enumerate()
            .map(|(at, (_, max))| {
                room(*max, max * usize::from(slots.of_mentor_a_place), held(&|pair| pair.1 == at))
            })
            .collect();
        let all = all_plans(&of_mentees, &of_mentors, &eligible, &plan, Goal::TotalScore);
        assert!(all.iter().any(|(pairs, _)| *pairs == chosen), "within the slots: {about}");
        assert_eq!(best(&all), Some((0, points(&chosen))), "{about}");

        // Whichever talk does not click.
        let mut worst = None;
        for talk in chosen.difference(&town.running) {
            let left: BTreeMap<_, _> =
                chosen.iter().filter(|pair| *pair != talk).map(|pair| (*pair, eligible[pair])).collect();
            let value = best(&all_plans(&rows, &columns, &left, &town.running, goal)).unwrap();
            worst = worst.min(Some(value)).or(Some(value));
        }
        let guarantee = &talks.when_any_one_does_not;
        let all = {
            let all: BTreeMap<_, _> = chosen.iter().map(|pair| (*pair, eligible[pair])).collect();
            best(&all_plans(&rows, &columns, &all, &town.running, goal)).unwrap()
        };
        let (first, points) = levels(&guarantee.trade, goal);
        assert_eq!(Some((all.0 + first, all.1 + points)), worst.or(Some(all)), "{about}");
        assert_eq!(guarantee.worst.is_some(), worst.is_some_and(|worst| worst < all), "{about}");
        if let Some((mentor, mentee)) = &guarantee.worst {
            let talk = place(mentor, mentee);
            let left: BTreeMap<_, _> =
                chosen.iter().filter(|pair| **pair != talk).map(|pair| (*pair, eligible[pair])).collect();
            assert_eq!(best(&all_plans(&rows, &columns, &left, &town.running, goal)), worst, "{about}");
            costly += 1;
        } else {
            free += 1;
        }
    });
    assert!(costly > 300 && free > 100 && more > 300, "{costly}, {free}, {more}");
}

#[test]
fn a_price_list_of_changes_is_exact_at_each_line_and_never_wrong_between() {
    let (mut lines, mut long) = (0, 0);
    each_town(80_000..82_400, false, |town, desk, plans, about| {
        let goal = desk.plan().goal();
        let (eligible, fixed) = (town.eligible(), town.demanded());
        // What people were told before: some plan, not the best.
        let told = &plans[plans.len() / 3].0;
        let extra = town.roster.mentors().first().map(|mentor| (mentor.id.clone(), "T-77".parse().unwrap()));
        let ids = told.iter().map(|&(row, column)| (town.mentor(column).clone(), town.mentee(row).clone()));
        let list = desk.price_of_changes(&ids.chain(extra).collect::<BTreeSet<_>>());
        let choice: Pairs =
            told.difference(&fixed).copied().filter(|pair| eligible.contains_key(pair)).collect();
        assert_eq!(list.possible, choice.len(), "{about}");

        let first = plans.iter().map(|plan| plan.1.0).max().unwrap();
        let most = |kept: &dyn Fn(usize) -> bool| {
            let plans = plans
                .iter()
                .filter(|(pairs, value)| value.0 == first && kept(pairs.intersection(&choice).count()));
            plans.map(|plan| plan.1.1).max()
        };
        for (at, offer) in list.offers.iter().enumerate() {
            assert_eq!(most(&|kept| kept >= offer.kept), Some(offer.worth.points.thousandths()), "{about}");
            assert_eq!(offer.given_up.len(), choice.len() - offer.kept, "{about}");
            let pairs = offer.pairings.iter().map(|(mentor, mentee)| {
                (town.roster.mentee_index(mentee).unwrap(), town.roster.mentor_index(mentor).unwrap())
            });
            let pairs: Pairs = pairs.chain(town.running.iter().copied()).collect();
            let value = plans.iter().find(|plan| plan.0 == pairs).expect(about).1;
            assert_eq!(value, (first, offer.worth.points.thousandths()), "{about}");
            assert_eq!(pairs.intersection(&choice).count(), offer.kept, "{about}");
            if at > 0 {
                let before = &list.offers[at - 1];
                assert!(offer.kept < before.kept && offer.worth.points > before.worth.points, "{about}");
            }
        }
        let kept_most = plans.iter().filter(|plan| plan.1.0 == first);
        let kept_most = kept_most.map(|plan| plan.0.intersection(&choice).count()).max().unwrap();
        assert_eq!(list.offers[0].kept, kept_most, "the first keeps as many as can be kept: {about}");
        let dearest = list.offers.last().unwrap();
        assert_eq!(
            Some((first, dearest.worth.points.thousandths())),
            best(&plans),
            "the last is the best: {about}"
        );
        for given_up in 0..=choice.len() + 1 {
            let least = choice.len().saturating_sub(given_up);
            match (list.at_most(given_up), most(&|kept| kept >= least)) {
                (Some((offer, bound)), Some(most)) => {
                    assert!(offer.worth.points.thousandths() <= most, "{about}");
                    assert!(most <= bound.thousandths(), "the bound is never wrong: {about}");
                }
                (offer, most) => assert_eq!((offer.is_none(), most.is_none()), (true, true), "{about}"),
            }
        }
        lines += list.offers.len();
        long += usize::from(list.offers.len() > 2);
        let _ = goal;
    });
    assert!(lines > 1000 && long > 20, "{lines}, {long}");
}

#[test]
fn whoever_is_asked_first_for_one_more_place_helps_most() {
    let mut helped = 0;
    each_town(90_000..92_400, false, |town, desk, plans, about| {
        let goal = desk.plan().goal();
        let before = best(&plans).unwrap();
        let mut expected = Vec::new();
        for column in 0..town.roster.mentors().len() {
            let mut people = town.roster.clone().into_people();
            let partners = &mut people.mentors[column].partners;
            let held = town.running.iter().filter(|pair| pair.1 == column).count() as u16;
            *partners = Partners::new(partners.min(), partners.max().max(held) + 1).unwrap();
            let with = Town { roster: Roster::new(people).unwrap(), ..town.clone() };
            let after = best(&with.plans(goal)).unwrap();
            if after > before {
                expected.push((std::cmp::Reverse((after.0 - before.0, after.1 - before.1)), column));
            }
        }
        expected.sort();
        for most in 0..=expected.len() + 1 {
            let found = desk.one_more_place(most);
            let found: Vec<_> = found
                .iter()
                .map(|place| {
                    let column = town.roster.mentor_index(&place.mentor).unwrap();
                    (std::cmp::Reverse(levels(&place.trade, goal)), column)
                })
                .collect();
            assert_eq!(found, expected[..most.min(expected.len())], "{about}");
        }
        helped += expected.len();
    });
    assert!(helped > 500, "{helped}");
}

#[test]
fn a_mentor_who_is_not_there_yet_brings_what_a_plan_with_them_brings() {
    let criteria = sample::criteria();
    let all = sample::nation(31, 40, 3).into_people();
    for goal in GOALS {
        for at in 0..all.mentors.len() {
            let mut people = all.clone();
            let applicant = people.mentors.remove(at);
            people.others.insert(applicant.profile.person.clone());
            let without = Roster::new(people).unwrap();
            let with = Roster::new(all.clone()).unwrap();
            let desk = Request::new(&without, &criteria, ON).goal(goal).desk().unwrap();
            let anew = Request::new(&with, &criteria, ON).goal(goal).desk().unwrap();
            let told = desk.one_more_mentor(&applicant).unwrap();
            assert_eq!(levels(&told.trade, goal), levels(&desk.worth().to(&anew.worth()), goal));
            assert!(told.mentees.len() <= usize::from(applicant.partners.max()));
        }
    }
    let roster = Roster::new(all).unwrap();
    let desk = Request::new(&roster, &criteria, ON).desk().unwrap();
    let mut stranger = Mentor::new("M-900".parse().unwrap(), "P-900".parse().unwrap());
    stranger.profile.wishes = vec!["P-of-nobody".parse().unwrap()];
    assert!(matches!(desk.one_more_mentor(&stranger), Err(Unanswered::Roster(_))));

    // Somebody who would take nobody less than five, and fits nobody.
    let mut choosy = Mentor::new("M-901".parse().unwrap(), "P-901".parse().unwrap());
    choosy.partners = Partners::new(5, 5).unwrap();
    choosy.profile.blocks = roster.mentees().iter().map(|mentee| mentee.profile.person.clone()).collect();
    let refused = desk.one_more_mentor(&choosy).unwrap_err().to_string();
    assert!(refused.starts_with("these demands cannot be met together:\n  mentor `M-901`"), "{refused}");
    assert!(refused.ends_with("mentor `M-901` takes at least 0 instead of 5"), "{refused}");
}

#[test]
fn a_mentor_to_look_for_brings_what_a_plan_with_them_brings_and_the_best_come_first() {
    let criteria = sample::criteria();
    let (mut found, mut several) = (0, 0);
    for (seed, mentors) in [(1, 12), (2, 20), (3, 31)] {
        let roster = sample::nation(mentors, 40, seed);
        for goal in GOALS {
            let request = Request::new(&roster, &criteria, ON).goal(goal);
            let desk = request.desk().unwrap();
            let sought = desk.mentors_to_look_for(6);
            let gains: Vec<_> = sought.iter().map(|one| levels(&one.brings.trade, goal)).collect();
            assert!(gains.is_sorted_by(|a, b| a >= b), "{gains:?}");
            for one in &sought {
                let mut people = roster.clone().into_people();
                people.mentors.push(one.mentor.clone());
                let with = Roster::new(people).unwrap();
                let anew = Request::new(&with, &criteria, ON).goal(goal).desk().unwrap();
                let brings = levels(&one.brings.trade, goal);
                assert_eq!(brings, levels(&desk.worth().to(&anew.worth()), goal));
                assert!(brings > (0, 0));
                for mentee in &one.by {
                    assert_eq!(desk.plan().pairings_of_mentee(mentee).count(), 0);
                    let wants = &roster.mentee(mentee).unwrap().wants;
                    let offers = one.mentor.offers.as_ref();
                    assert!(
                        wants
                            .iter()
                            .flat_map(|wants| wants.keys())
                            .all(|skill| offers.unwrap().contains_key(skill))
                    );
                }
            }
            found += sought.len();
            assert_eq!(desk.mentors_to_look_for(0), []);
        }
    }
    assert!(found > 10, "{found}");

    // In these towns nobody says what they want: all who wait are of one kind.
    each_town(95_000..95_600, false, |town, desk, _, about| {
        let without = desk.plan().unmatched().iter().filter(|one| one.reason.is_about_the_round());
        let without: Vec<_> = without
            .filter_map(|one| match &one.who {
                Who::Mentee(mentee) => Some(mentee.clone()),
                Who::Mentor(_) => None,
            })
            .collect();
        for one in desk.mentors_to_look_for(9) {
            assert_eq!(one.by, without, "{about}");
            let interests = &town.roster.mentee(&without[0]).unwrap().profile.interests;
            assert_eq!(&one.mentor.profile.interests, interests, "{about}");
            several += usize::from(one.by.len() > 1);
        }
    });
    assert!(several > 10, "{several}");

    let roster = sample::nation(8, 40, 2);
    let desk = Request::new(&roster, &criteria, ON).desk().unwrap();
    let told: Vec<_> = desk.mentors_to_look_for(3).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(told.join("\n"));
}
