//! Talks before the decision, and one that did not click.

use std::collections::BTreeSet;

use mentorship::{
    id::{MenteeId, MentorId},
    matching::{Desk, Slots, Standing, Talks, ThenBy},
    people::{Apart, History, Outcome, Past},
};

use super::{
    questions::{assert_same, ids, made_anew},
    telling::{Story, Told},
    town::Town,
};

/// Tells the talks, and of which one it would cost most if it did not click.
pub(crate) fn before_the_decision(
    story: &mut Story,
    town: &Town,
    desk: &Desk<'_>,
) -> Told<(MentorId, MenteeId)> {
    story.chapter("14:30", "TALKS BEFORE THE DECISION");
    let talks = desk.talks(Slots::default());
    let of_plan = talks.talks.iter().filter(|talk| talk.of_plan).count();
    assert_eq!(of_plan, desk.plan().pairings().len(), "the talks hold the whole plan");
    story.say(&format!(
        "Nobody signs for somebody they have not met. So everybody talks with at most two for each place: {of_plan} talks are of the \
         plan, {} are beside it."
        , talks.talks.len() - of_plan
    ));
    story.item(&format!("{talks}."));
    let guarantee = &talks.when_any_one_does_not;
    story.item(&format!("So whichever one talk does not click, there remain {}.", guarantee.worth));
    let worst = guarantee.worst.clone();
    if let Some(worst) = &worst {
        assert_eq!(among(town, desk, &talks, worst)?, guarantee.worth.mentees);
    }
    let first =
        desk.plan().pairings().first().map(|pairing| (pairing.mentor.clone(), pairing.mentee.clone()));
    worst.or(first).ok_or_else(|| "nobody is proposed to anybody, so nobody can talk".into())
}

/// How many mentees have a mentor in the best plan among the other talks.
fn among(town: &Town, desk: &Desk<'_>, talks: &Talks, without: &(MentorId, MenteeId)) -> Told<usize> {
    let talked: BTreeSet<_> = talks.talks.iter().map(|talk| (&talk.mentor, &talk.mentee)).collect();
    let mut request = desk.request().clone();
    for (mentor, mentee) in town.pairs() {
        if !talked.contains(&(&mentor, &mentee)) || (&mentor, &mentee) == (&without.0, &without.1) {
            request = request.exclude(mentor, mentee);
        }
    }
    Ok(request.plan()?.mentees_matched())
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
        "The telephone: `{mentee}` and `{mentor}` have talked, and it is not to be. Nobody is asked whose answer it was. The \
         history keeps the two apart from now on, and there is a new round."
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
    assert_same(foretold.trade, made_anew(desk.worth(), &request)?);
    story.item(&format!("What the first plan foretold of this came true: {foretold}."));

    let earlier: BTreeSet<_> = desk
        .plan()
        .pairings()
        .iter()
        .map(|pairing| (pairing.mentor.clone(), pairing.mentee.clone()))
        .collect();
    let new = request.desk()?;
    let prices = new.price_of_changes(&earlier);
    story.say("People have been told something. How many broken promises buy how many points?");
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
        story.say(&format!("For all points it takes these: {}.", ids(&last.given_up)));
    }
    Ok(history)
}
