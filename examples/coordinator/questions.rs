//! Why these two, why not those two, and whom else somebody could talk to.

use mentorship::{
    criteria::Violation,
    matching::{Desk, PairAnswer, Request, Standing, Trade, WhatIf, Worth},
};

use super::{
    telling::{Story, Told},
    town::Town,
};

/// Checks that a plan made anew has so much more than one that has `before`: as far as the goal says, which is how many mentees
/// have a mentor, and the points. Between plans that are as good by that, pairings without points may differ.
pub(crate) fn check_anew(before: Worth, told: Trade, request: &Request<'_>) -> Told {
    let anew = before.to(&request.desk()?.worth());
    assert_eq!(
        (told.mentees, told.points),
        (anew.mentees, anew.points),
        "what was told is what a new plan has"
    );
    Ok(())
}

pub(crate) fn why(story: &mut Story, town: &Town, desk: &Desk<'_>) -> Told {
    story.chapter("13:30", "WHY THESE TWO, AND WHY NOT THOSE");
    if let Some(answer) = telling(desk)?
        && let Some(without) = ask(story, town, &answer, "Why these two?")
    {
        let request = desk.request().clone().exclude(answer.mentor.clone(), answer.mentee.clone());
        check_anew(desk.worth(), without.trade, &request)?;
    }
    let excluded = first(town, desk, |answer| match &answer.standing {
        Standing::Excluded { violations } => matches!(violations[..], [Violation::Requirement { .. }]),
        _ => false,
    });
    if let Some(answer) = excluded {
        ask(story, town, &answer, "Why not these two?");
        let request = desk.request().clone().pin(answer.mentor.clone(), answer.mentee.clone());
        assert!(request.plan().is_err(), "nobody can insist on a pair that is excluded");
    }
    let possible = first(town, desk, |answer| match &answer.standing {
        Standing::Possible { with: Ok(with), .. } => with.added.len() > 1 && !answer.is_as_good(),
        _ => false,
    });
    if let Some(answer) = possible
        && let Some(with) = ask(story, town, &answer, "And these two?")
    {
        let request = desk.request().clone().pin(answer.mentor.clone(), answer.mentee.clone());
        check_anew(desk.worth(), with.trade, &request)?;
        let (moved, gain, lose) = (with.moved().len(), with.gain().len(), with.lose().len());
        assert!(gain + lose <= moved);
        story.say(&format!(
            "So it is possible, at a price: of the {moved} people whom it moves {gain} would have more points, and {lose} fewer."
        ));
    }
    Ok(())
}

/// A pairing of the plan without which fewest have a mentor; of these one without which fewest pairings change.
fn telling(desk: &Desk<'_>) -> Told<Option<PairAnswer>> {
    let mut answers = Vec::new();
    for pairing in desk.plan().pairings() {
        answers.push(desk.pair(&pairing.mentor, &pairing.mentee)?);
    }
    let key = |answer: &PairAnswer| match &answer.standing {
        Standing::Proposed { without: Ok(other), .. } => {
            (other.trade.mentees, other.dropped.len() + other.added.len())
        }
        _ => (0, usize::MAX),
    };
    Ok(answers.into_iter().min_by_key(key))
}

/// The first two of whom this is so; those of whom one asked for the other come first.
pub(crate) fn first(town: &Town, desk: &Desk<'_>, is: impl Fn(&PairAnswer) -> bool) -> Option<PairAnswer> {
    let pairs = town.pairs().into_iter();
    pairs.filter_map(|(mentor, mentee)| desk.pair(&mentor, &mentee).ok()).find(|answer| is(answer))
}

/// Tells a question and its answer, in the library's own words, and gives what would be otherwise.
fn ask<'p>(story: &mut Story, town: &Town, answer: &'p PairAnswer, question: &str) -> Option<&'p WhatIf> {
    let PairAnswer { mentor, mentee, .. } = answer;
    let wished =
        if town.wished(mentor, mentee) { format!(" `{mentee}` asked for it.") } else { String::new() };
    story.say(&format!("{question}{wished}"));
    story.item(&format!("{answer}."));
    match &answer.standing {
        Standing::Proposed { without: Ok(other), .. } | Standing::Possible { with: Ok(other), .. } => {
            Some(other)
        }
        _ => None,
    }
}

pub(crate) fn shortlist(story: &mut Story, town: &Town, desk: &Desk<'_>) -> Told {
    story.chapter("14:15", "WHOM ELSE COULD SOMEBODY TALK TO?");
    let mut lists = town.roster().mentees().iter().filter_map(|mentee| desk.shortlist(&mentee.id, 3).ok());
    let list = lists.find(|list| list.candidates.len() == 3 && list.candidates[1].trade != Trade::default());
    let Some(list) = list else {
        story.say("Nobody has a choice of three that costs the others something.");
        return Ok(());
    };
    story.say(&format!(
        "`{}` would like a choice. Not the highest scores come first, but whoever costs everybody else least:",
        list.mentee
    ));
    for candidate in &list.candidates {
        story.item(&format!("{candidate}."));
        let request = desk.request().clone().pin(candidate.mentor.clone(), list.mentee.clone());
        check_anew(desk.worth(), candidate.trade, &request)?;
    }
    Ok(())
}
