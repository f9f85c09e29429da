//! Talks before the decision, and one that did not click.

use std::collections::BTreeSet;

use mentorship::{
    id::{MenteeId, MentorId},
    matching::{Desk, Request, Slots, Standing, Talks, ThenBy},
    people::{Apart, History, Outcome, Past},
};

use super::{
    questions::check_anew,
    telling::{Story, Told},
    town::Town,
};

/// Tells the talks, and of which one it would cost most if it did not click.
pub(crate) fn before_the_decision(
    story: &mut Story,
    town: &Town,
    desk: &Desk<'_>,
) -> Told<Option<(MentorId, MenteeId)>> {
    story.chapter("14:30", "TALKS BEFORE THE DECISION");
    let talks = desk.talks(Slots::default());
    let of_plan = talks.talks.iter().filter(|talk| talk.of_plan).count();
    assert_eq!(of_plan, desk.plan().pairings().len(), "the talks hold the whole plan");
    story.say(&format!(
        "Nobody is tied to somebody they have not met. So first there are talks, two for a mentee and two for \
         each place of a mentor at most: the {of_plan} of the plan, and the {} others that are worth most.",
        talks.talks.len() - of_plan
    ));
    story.item(&format!("{talks}."));
    let guarantee = &talks.when_any_one_does_not;
    story.say(&format!("That is a promise: even then these talks alone give {}.", guarantee.worth));
    let worst = guarantee.worst.clone();
    if let Some(worst) = &worst {
        check_anew(talks.when_all_click, guarantee.trade, &among(town, desk, &talks, worst))?;
    }
    let first =
        desk.plan().pairings().first().map(|pairing| (pairing.mentor.clone(), pairing.mentee.clone()));
    Ok(worst.or(first))
}

/// The round in which only who talked can go together, and one talk did not click.
fn among<'a>(town: &Town, desk: &Desk<'a>, talks: &Talks, without: &(MentorId, MenteeId)) -> Request<'a> {
    let talked = talks.talks.iter().map(|talk| (talk.mentor.clone(), talk.mentee.clone()));
    let talked: BTreeSet<_> = talked.filter(|talk| talk != without).collect();
    let others = town.pairs().into_iter().filter(|pair| !talked.contains(pair));
    others.fold(desk.request().clone(), |request, (mentor, mentee)| request.exclude(mentor, mentee))
}

/// That talk did not click: a new round, and what changes would buy.
pub(crate) fn no_click(
    story: &mut Story,
    town: &Town,
    desk: &Desk<'_>,
    (mentor, mentee): (MentorId, MenteeId),
) -> Told<History> {
    story.chapter("15:00", "A TALK DID NOT CLICK");
    story.say(&format!(
        "The telephone: it is not to be for `{mentee}` and `{mentor}`. Nobody is asked whose answer it was; the history \
         keeps the two apart from now on. A new round finds the best for everybody, talked or not:"
    ));
    let Standing::Proposed { without: Ok(foretold), .. } = desk.pair(&mentor, &mentee)?.standing else {
        return Err("a talk of the plan was not of the plan".into());
    };
    let mut history = History::default();
    history.record(Past {
        mentor,
        mentee,
        on: town.on,
        outcome: Outcome::NoClick,
        apart: Apart::UntilLifted,
    });
    let request = town.request().history(&history);
    check_anew(desk.worth(), foretold.trade, &request)?;
    story.item(&format!("As the first plan foretold: {foretold}."));

    let earlier: BTreeSet<_> = desk
        .plan()
        .pairings()
        .iter()
        .map(|pairing| (pairing.mentor.clone(), pairing.mentee.clone()))
        .collect();
    let new = request.desk()?;
    let prices = new.price_of_changes(&earlier);
    story.say("But people have been told something. How many broken promises buy how many points?");
    for line in prices.to_string().lines() {
        story.item(&format!("{line}."));
    }
    assert_eq!(prices.possible, earlier.len() - 1, "only the two cannot be any more");
    for offer in &prices.offers {
        let (found, bound) =
            prices.at_most(prices.possible - offer.kept).ok_or("an offer of its own list")?;
        assert_eq!(
            (found, bound),
            (offer, offer.worth.points),
            "no plan with as few changes has more points"
        );
    }
    let last = prices.offers.last().ok_or("there is a plan with the fewest changes")?;
    assert_eq!(last.worth.points, new.plan().total());
    let fewest = request.then(ThenBy::FewestChanges { from: earlier.clone() }).plan()?;
    let kept =
        fewest.pairings().iter().filter(|p| earlier.contains(&(p.mentor.clone(), p.mentee.clone()))).count();
    assert_eq!(kept, last.kept, "of the best plans, the one nearest to what people were told");
    if last.given_up.is_empty() {
        story.say("Everybody else keeps whom they were told of.");
    } else {
        let given_up: Vec<_> =
            last.given_up.iter().map(|(mentor, mentee)| format!("`{mentee}` with `{mentor}`")).collect();
        story.say(&format!(
            "The last line gives up {}. Worth a call, and then it is done.",
            given_up.join(", ")
        ));
    }
    Ok(history)
}
