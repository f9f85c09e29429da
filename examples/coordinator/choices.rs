//! Somebody new, whom to ask next, and which of several plans.

use std::collections::BTreeSet;

use mentorship::{
    id::{MenteeId, MentorId, PersonId},
    matching::{Desk, Goal, Plan, Request, Standing, ThenBy, Worth},
    needs::Needs,
    people::{History, Mentor, Partners, Place, Roster},
};

use super::{
    questions::{assert_same, made_anew},
    telling::{Story, Told},
    town::Town,
};

/// A text that is public and that nobody could choose.
const SEED: &str = "lottery numbers of 14 January 2026: 3 11 17 24 31 40";

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
    let mut people = town.roster().clone().into_people();
    people.mentors.push(mentor);
    let roster = Roster::new(people)?;
    let request = Request::new(&roster, &town.criteria, town.on).history(history);
    assert_same(answer.trade, made_anew(desk.worth(), &request)?);
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
        assert_same(place.trade, made_anew(desk.worth(), &request)?);
    }
    if places.is_empty() {
        story.say("With nobody: one more place would not help.");
    }
    Ok(())
}

pub(crate) fn three_plans(story: &mut Story, town: &Town, desk: &Desk<'_>, history: &History) -> Told {
    story.chapter("16:00", "THREE PLANS");
    story.say("The three best by the goal of the programme, the most people first:");
    let plans = desk.best_plans(3);
    for (at, plan) in plans.iter().enumerate() {
        let told = if at == 0 { "the plan itself".to_owned() } else { plan.to_string() };
        story.item(&format!("number {}: {told}.", at + 1));
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
    story.say("And the best by three different goals:");
    let mut worths = Vec::new();
    for (goal, name) in [
        (Goal::PeopleFirst, "the most people"),
        (Goal::PairingsFirst, "the most pairings"),
        (Goal::TotalScore, "the most points"),
    ] {
        let worth = town.request().history(history).goal(goal).desk()?.worth();
        story.item(&format!("{name}: {worth}."));
        worths.push(worth);
    }
    let most = |of: fn(&Worth) -> i64| worths.iter().map(of).max();
    let [people, pairings, points]: [fn(&Worth) -> i64; 3] = [
        |worth| i64::try_from(worth.mentees).unwrap_or(i64::MAX),
        |worth| i64::try_from(worth.pairings).unwrap_or(i64::MAX),
        |worth| worth.points.thousandths(),
    ];
    assert_eq!(most(people), Some(people(&worths[0])));
    assert_eq!(most(pairings), Some(pairings(&worths[1])));
    assert_eq!(most(points), Some(points(&worths[2])));
    Ok(())
}

/// Draws lots between the plans that are still as good, and gives the desk of the plan that is taken.
pub(crate) fn the_lot<'a>(story: &mut Story, desk: &Desk<'_>, request: &Request<'a>) -> Told<Desk<'a>> {
    story.chapter("16:15", "THE LOT");
    let lot = ThenBy::Lot { seed: SEED.to_owned() };
    let request = request.clone().then(lot);
    let drawn = request.desk()?;
    assert!(desk.worth().to(&drawn.worth()).is_even(Goal::PeopleFirst), "no lot makes a plan worse");
    assert_eq!(request.plan()?, *drawn.plan(), "whoever draws again draws the same");
    story.say(&format!(
        "Where plans are as good and as near to what people were told, a lot decides, in public: \"{SEED}\"."
    ));
    let (before, after) = (pairs(desk.plan()), pairs(drawn.plan()));
    let sum = |pairs: &BTreeSet<(MentorId, MenteeId)>| -> u64 {
        pairs.iter().map(|(mentor, mentee)| u64::from(ThenBy::number(SEED, mentor, mentee))).sum()
    };
    assert!(sum(&after) >= sum(&before), "the lot takes the largest sum");
    story.item(&format!(
        "{} pairings are otherwise by the lot; the numbers add up to {}, before to {}.",
        after.difference(&before).count(),
        sum(&after),
        sum(&before)
    ));
    if let Some((mentor, mentee)) = after.difference(&before).next().or(after.first()) {
        story.item(&format!(
            "`{mentee}` with `{mentor}` has the number {}: anybody can work it out with SHA-256.",
            ThenBy::number(SEED, mentor, mentee)
        ));
    }
    Ok(drawn)
}
