//! Stable plans of people, from what both sides like.

use mentorship::{
    criteria::{CountsFor, Criteria, Preference, ScoreTable, Side},
    matching::{Goal, NotStable, StablePlan},
    people::{History, Partners, Roster},
};

use super::made::{ON, Pairs, Town, label};
use crate::assignment::Chance;

/// The town with tastes of their own for mentors.
fn with_tastes(town: &Town, case: u64) -> Town {
    let chance = &mut Chance(case);
    let mut table = ScoreTable::default();
    for mentor in town.roster.mentors() {
        for mentee in town.roster.mentees() {
            table.set(mentor.id.clone(), mentee.id.clone(), chance.below(5) as u16).unwrap();
        }
    }
    let scores = |name: &str, counts_for| Preference::Scores { table: label(name), points: 1, counts_for };
    let preferences = vec![scores("gut", CountsFor::Mentee), scores("taste", CountsFor::Mentor)];
    let criteria = Criteria::new(town.criteria.requirements().to_vec(), preferences).unwrap();
    let criteria = criteria
        .with_table(label("gut"), town.criteria.table(&label("gut")).unwrap().clone())
        .with_table(label("taste"), table);
    Town { criteria, ..town.clone() }
}

/// Two who would rather have each other, by the definition, as the criteria say it.
fn blocking(town: &Town, plan: &Pairs) -> Option<(usize, usize)> {
    let views = [Side::Mentee, Side::Mentor].map(|side| town.criteria.seen_by(side));
    let likes = |side: usize, (row, column): (usize, usize)| {
        let compiled = views[side].compile(&town.roster, ON, &History::default()).unwrap();
        compiled.score(column, row)
    };
    blocking_by(town, plan, &town.eligible().into_keys().collect(), likes)
}

/// Two of these who would rather have each other, by the definition; `likes` says how much the mentee (0) or the mentor (1) of a
/// pair likes the other.
pub(super) fn blocking_by<T: PartialOrd>(
    town: &Town,
    plan: &Pairs,
    possible: &Pairs,
    likes: impl Fn(usize, (usize, usize)) -> T,
) -> Option<(usize, usize)> {
    let fixed = town.demanded();
    let would = |side: usize, pair: (usize, usize)| {
        let line = |other: &(usize, usize)| if side == 0 { other.0 == pair.0 } else { other.1 == pair.1 };
        let max = if side == 0 {
            town.roster.mentees()[pair.0].partners.max()
        } else {
            town.roster.mentors()[pair.1].partners.max()
        };
        let held = plan.iter().filter(|other| line(other)).count();
        let mut others = plan.difference(&fixed).filter(|other| line(other));
        held < usize::from(max) || others.any(|other| likes(side, *other) < likes(side, pair))
    };
    let mut open = possible.iter().copied().filter(|pair| !plan.contains(pair) && !fixed.contains(pair));
    open.find(|pair| would(0, *pair) && would(1, *pair))
}

pub(super) fn pairs_of(town: &Town, plan: &StablePlan) -> Pairs {
    let place = |pairing: &mentorship::matching::Pairing| {
        let row = town.roster.mentee_index(&pairing.mentee).unwrap();
        (row, town.roster.mentor_index(&pairing.mentor).unwrap())
    };
    plan.pairings().iter().map(place).chain(town.running.iter().copied()).collect()
}

#[test]
fn no_two_would_rather_have_each_other() {
    let (mut seen, mut dear, mut differ, mut refused) = (0, 0, 0, 0);
    for case in 300_000..301_500 {
        let town = Town::drawn(case, 4, case % 2 == 0);
        let town = if case % 3 == 0 { town } else { with_tastes(&town, case) };
        let about = format!("case {case}");
        let request = town.request(Goal::PeopleFirst);
        let mut both = Vec::new();
        for proposing in [Side::Mentee, Side::Mentor] {
            let plan = match request.stable_plan(proposing) {
                Ok(plan) => plan,
                Err(NotStable::Minimums(who)) => {
                    assert!(!who.is_empty(), "{about}");
                    refused += 1;
                    continue;
                }
                Err(NotStable::Request(_)) => continue,
                Err(other) => panic!("{about}: {other}"),
            };
            let pairs = pairs_of(&town, &plan);
            assert_eq!(blocking(&town, &pairs), None, "{about}");
            assert!(town.demanded().is_subset(&pairs), "{about}");
            request.verify_stable(&plan).unwrap();
            let stored: StablePlan = serde_json::from_str(&serde_json::to_string(&plan).unwrap()).unwrap();
            assert_eq!(stored, plan);
            let best = request.desk().unwrap().worth();
            let gives_up = plan.gives_up();
            assert_eq!(best.to(&plan.worth()), gives_up, "{about}");
            let better = (gives_up.mentees, gives_up.points.thousandths());
            assert!(better <= (0, 0), "nothing is better than the best: {about}");
            seen += 1;
            dear += usize::from(better < (0, 0));
            both.push(pairs);
        }
        differ += usize::from(both.len() == 2 && both[0] != both[1]);
    }
    assert!(seen > 1500 && dear > 200 && differ > 0 && refused > 100, "{seen}, {dear}, {differ}, {refused}");
}

#[test]
fn what_is_not_stable_is_found_out_and_minimums_are_refused_with_the_reason() {
    let town = (0..400).map(|case| with_tastes(&Town::drawn(400_000 + case, 4, true), case)).find(|town| {
        let plan = town.request(Goal::PeopleFirst).stable_plan(Side::Mentee).unwrap();
        plan.pairings().len() > 2
    });
    let town = town.unwrap();
    let request = town.request(Goal::PeopleFirst);
    let plan = request.stable_plan(Side::Mentee).unwrap();
    let mut damaged = serde_json::to_value(&plan).unwrap();
    damaged["pairings"].as_array_mut().unwrap().remove(0);
    let less = |value: &serde_json::Value, by: i64| serde_json::json!(value.as_i64().unwrap() - by);
    let lost = plan.pairings()[0].score.thousandths();
    damaged["worth"]["points"] = less(&damaged["worth"]["points"], lost);
    damaged["worth"]["pairings"] = less(&damaged["worth"]["pairings"], 1);
    let alone =
        plan.pairings().iter().filter(|pairing| pairing.mentee == plan.pairings()[0].mentee).count() == 1;
    damaged["worth"]["mentees"] = less(&damaged["worth"]["mentees"], i64::from(alone));
    let damaged: StablePlan = serde_json::from_value(damaged).unwrap();
    assert!(matches!(request.verify_stable(&damaged), Err(NotStable::Blocking { .. })));

    let mut wrong = serde_json::to_value(&plan).unwrap();
    wrong["pairings"][0]["score"] = serde_json::json!(77);
    let wrong: StablePlan = serde_json::from_value(wrong).unwrap();
    assert_eq!(request.verify_stable(&wrong), Err(NotStable::OtherPairings));
    let later = request.clone().exclude(town.mentor(0).clone(), town.mentee(0).clone());
    assert_eq!(later.verify_stable(&plan), Err(NotStable::Stale));

    let mut people = town.roster.clone().into_people();
    people.mentors[0].partners = Partners::new(1, 2).unwrap();
    let town = Town { roster: Roster::new(people).unwrap(), ..town.clone() };
    let refused = town.request(Goal::PeopleFirst).stable_plan(Side::Mentor).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "a stable plan cannot promise anybody a partner, and these have a minimum: mentor `M-0`; \
         take the minimums away, or plan by points"
    );
}
