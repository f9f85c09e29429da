//! Somebody new, whom to ask next, and which of several plans.

use std::collections::BTreeSet;

use mentorship::{
    criteria::Criteria,
    id::{MenteeId, MentorId, PersonId},
    matching::{Desk, Goal, PairAnswer, Plan, Request, Standing, ThenBy},
    needs::Needs,
    people::{History, Mentor, Partners, Place, Roster},
};

use super::{
    questions::{check_anew, first},
    telling::{Story, Told},
    town::Town,
};

/// A text that is public and that nobody could choose.
const SEED: &str = "lottery, 14 January 2026: 3 11 17 24 31 40";

fn pairs(plan: &Plan) -> BTreeSet<(MentorId, MenteeId)> {
    plan.pairings().iter().map(|pairing| (pairing.mentor.clone(), pairing.mentee.clone())).collect()
}

/// The new round after what happened, as near as can be to what people were told before.
pub(crate) fn nearest<'a>(town: &'a Town, before: &Desk<'_>, history: &History) -> Request<'a> {
    town.request().history(history).then(ThenBy::FewestChanges { from: pairs(before.plan()) })
}

pub(crate) fn somebody_new(story: &mut Story, town: &Town, desk: &Desk<'_>, history: &History) -> Told {
    story.chapter("15:20", "SOMEBODY NEW");
    let needs = Needs::of(town.roster(), town.on, town.clock, &[])?;
    let Some(vacancy) = needs.vacancies().first() else {
        story.say("Nobody is missing who could be looked for by skill and neighbourhood.");
        return Ok(());
    };
    let mut mentor = Mentor::new(MentorId::new("newcomer")?, PersonId::new("newcomer")?);
    mentor.offers = Some([(vacancy.skill().clone(), None)].into());
    mentor.profile.place =
        Some(Place { coordinates: None, neighbourhood: Some(vacancy.neighbourhood().clone()) });
    mentor.partners = Partners::up_to(2);
    let answer = desk.one_more_mentor(&mentor)?;
    story.say(&format!(
        "Somebody walks in: from {}, knows about {}, and would take two. Just whom the needs of one o'clock asked for.",
        vacancy.neighbourhood(),
        vacancy.skill()
    ));
    let mentees: Vec<_> = answer.mentees.iter().map(|mentee| format!("`{mentee}`")).collect();
    story.item(&format!("{answer}. Theirs would be {}.", mentees.join(" and ")));
    if answer.trade.mentees == 0 {
        story.say("No mentee more has a mentor by it. Needs look at one thing at a time; only a plan looks at all at once.");
    }
    let mut people = town.roster().clone().into_people();
    people.mentors.push(mentor);
    let roster = Roster::new(people)?;
    let request = Request::new(&roster, &town.criteria, town.on).history(history);
    check_anew(desk.worth(), answer.trade, &request)?;
    Ok(())
}

pub(crate) fn whom_to_ask_next(story: &mut Story, town: &Town, desk: &Desk<'_>, history: &History) -> Told {
    story.chapter("15:40", "WHOM TO ASK NEXT");
    story.say("Could one of the mentors take one more? It would bring most with these:");
    let places = desk.one_more_place(3);
    for place in &places {
        story.item(&format!("{place}."));
        let mut people = town.roster().clone().into_people();
        for mentor in people.mentors.iter_mut().filter(|mentor| mentor.id == place.mentor) {
            mentor.partners = Partners::new(mentor.partners.min(), mentor.partners.max() + 1)?;
        }
        let roster = Roster::new(people)?;
        let request = Request::new(&roster, &town.criteria, town.on).history(history);
        check_anew(desk.worth(), place.trade, &request)?;
    }
    if places.is_empty() {
        story.say("With nobody: one more place would not help.");
    }
    let sought = desk.mentors_to_look_for(5);
    if !sought.is_empty() {
        story.say("And whom to look for, among people who are not here yet? Made up for those who wait:");
    }
    for one in sought.iter().take(2) {
        story.item(&format!("{one}."));
        let mut people = town.roster().clone().into_people();
        people.mentors.push(one.mentor.clone());
        let roster = Roster::new(people)?;
        let request = Request::new(&roster, &town.criteria, town.on).history(history);
        check_anew(desk.worth(), one.brings.trade, &request)?;
    }
    Ok(())
}

pub(crate) fn three_plans(story: &mut Story, town: &Town, desk: &Desk<'_>, history: &History) -> Told {
    story.chapter("16:00", "THREE PLANS");
    story.say("Beside the plan, the two that come next by the goal of the programme:");
    let plans = desk.best_plans(3);
    for plan in plans.iter().skip(1) {
        story.item(&format!("{plan}."));
    }
    if let Some(second) = plans.get(1) {
        // The second best plan lacks a pairing of the best.
        let mut without = Vec::new();
        for pairing in desk.plan().pairings() {
            if let Standing::Proposed { without: Ok(other), .. } =
                desk.pair(&pairing.mentor, &pairing.mentee)?.standing
            {
                without.push((other.trade.mentees, other.trade.points));
            }
        }
        assert_eq!(Some((second.trade.mentees, second.trade.points)), without.into_iter().max());
    }
    story.say("And what the best has by other goals, which is for the programme to choose and not for us:");
    let mut found = Vec::new();
    for goal in [Goal::PeopleFirst, Goal::RaiseLowest, Goal::TotalScore] {
        let plan = town.request().history(history).goal(goal).plan()?;
        let lowest = plan.pairings().iter().map(|pairing| pairing.score).min().unwrap_or_default();
        story.item(&format!(
            "{goal}: {} mentees with a mentor, {} points, the lowest pairing {lowest}.",
            plan.mentees_matched(),
            plan.total()
        ));
        found.push((plan.mentees_matched(), plan.total(), lowest));
    }
    let [people, lowest, points] = &found[..] else { unreachable!("three goals have three plans") };
    assert_eq!(people.0, lowest.0, "both put people first");
    assert!(lowest.2 >= people.2 && lowest.1 <= people.1, "the lowest is raised, and points pay for it");
    assert!(
        points.0 <= people.0 && points.1 >= people.1,
        "points alone have more points, and perhaps fewer people"
    );
    Ok(())
}

pub(crate) fn the_lot(story: &mut Story, town: &Town, history: &History) -> Told {
    story.chapter("16:15", "THE LOT");
    let Some(first_of_all) = town.criteria.preferences().first() else {
        story.say("The programme has no preferences, so there is nothing to simplify.");
        return Ok(());
    };
    let simple = Criteria::new(town.criteria.requirements().to_vec(), vec![first_of_all.clone()])?;
    let request = Request::new(town.roster(), &simple, town.on).history(history);
    let desk = request.desk()?;
    let alternatives = desk.alternatives();
    story.say(&format!(
        "The board wonders: what if, beside the requirements, only this counted: {first_of_all}?"
    ));
    story.item(&format!("{alternatives}."));
    let even = first(town, &desk, |answer| {
        matches!(answer.standing, Standing::Possible { .. }) && answer.is_as_good()
    });
    if let Some(answer) = &even {
        story.item(&format!("{answer}."));
        assert!(alternatives.in_some.contains(&(answer.mentor.clone(), answer.mentee.clone())));
    }
    let request = request.then(ThenBy::Lot { seed: SEED.to_owned() });
    let drawn = request.desk()?;
    assert!(desk.worth().to(&drawn.worth()).is_even(Goal::PeopleFirst), "no lot makes a plan worse");
    assert_eq!(request.plan()?, *drawn.plan(), "whoever draws again draws the same");
    let (before, after) = (pairs(desk.plan()), pairs(drawn.plan()));
    let sum = |pairs: &BTreeSet<(MentorId, MenteeId)>| -> u64 {
        pairs.iter().map(|(mentor, mentee)| u64::from(ThenBy::number(SEED, mentor, mentee))).sum()
    };
    assert!(sum(&after) >= sum(&before), "the lot takes the largest sum");
    story.say(&format!("So a lot is drawn in public, from what nobody could choose: \"{SEED}\"."));
    if let Some((mentor, mentee)) = after.difference(&before).next().or(after.first()) {
        story.item(&format!(
            "It falls on {} other pairings. `{mentee}` with `{mentor}` drew {}, as anybody can work out.",
            after.difference(&before).count(),
            ThenBy::number(SEED, mentor, mentee)
        ));
    }
    if let Some(PairAnswer { mentor, mentee, .. }) = even {
        let taken = after.contains(&(mentor.clone(), mentee.clone()));
        let decided = if taken { "is what the lot took" } else { "is what the lot did not take" };
        story.item(&format!("`{mentee}` with `{mentor}` {decided}."));
    }
    Ok(())
}
