//! Why these two, why not those two, and whom else somebody could talk to.

use mentorship::{
    criteria::Violation,
    id::{MenteeId, MentorId},
    matching::{Desk, Goal, PairAnswer, Request, Standing, Trade, Worth},
};

use super::{
    telling::{Story, Told},
    town::Town,
};

/// What the plan made anew from a request has more than what the desk's has, as far as the goal says: how many mentees have a
/// mentor, and the points. Between plans that are as good by that, pairings without points may differ.
pub(crate) fn made_anew(before: Worth, request: &Request<'_>) -> Told<Trade> {
    Ok(before.to(&request.desk()?.worth()))
}

pub(crate) fn assert_same(told: Trade, anew: Trade) {
    assert_eq!(
        (told.mentees, told.points),
        (anew.mentees, anew.points),
        "what was told is what a new plan has"
    );
}

pub(crate) fn why(story: &mut Story, town: &Town, desk: &Desk<'_>) -> Told {
    story.chapter("13:30", "WHY THESE TWO, AND WHY NOT THOSE");
    let mut answers = Vec::new();
    for (mentor, mentee) in town.pairs() {
        answers.push(desk.pair(&mentor, &mentee)?);
    }
    let first = |is: &dyn Fn(&PairAnswer) -> bool| answers.iter().find(|answer| is(answer));

    if let Some(answer) = first(&|answer| {
        matches!(&answer.standing, Standing::Proposed { without: Ok(_), .. }) && !answer.is_as_good()
    }) {
        told(story, town, answer, "Why these two?");
        if let Standing::Proposed { without: Ok(without), .. } = &answer.standing {
            let request = desk.request().clone().exclude(answer.mentor.clone(), answer.mentee.clone());
            assert_same(without.trade, made_anew(desk.worth(), &request)?);
        }
    }
    if let Some(answer) = first(
        &|answer| matches!(&answer.standing, Standing::Excluded { violations } if matches!(violations[..], [Violation::Requirement { .. }])),
    ) {
        told(story, town, answer, "Why not these two?");
        let request = desk.request().clone().pin(answer.mentor.clone(), answer.mentee.clone());
        assert!(request.plan().is_err(), "nobody can insist on a pair that is excluded");
    }
    if let Some(answer) = first(&|answer| {
        matches!(&answer.standing, Standing::Possible { with: Ok(with), .. } if with.added.len() > 1)
            && !answer.is_as_good()
    }) {
        told(story, town, answer, "And these two?");
        if let Standing::Possible { with: Ok(with), .. } = &answer.standing {
            let request = desk.request().clone().pin(answer.mentor.clone(), answer.mentee.clone());
            assert_same(with.trade, made_anew(desk.worth(), &request)?);
            let (gain, lose) = (with.gain().len(), with.lose().len());
            story.say(&format!(
                "  Of {} people {gain} would have more points and {lose} fewer.",
                with.moved().len()
            ));
            assert!(gain + lose <= with.moved().len());
        }
    }
    if let Some(answer) =
        first(&|answer| matches!(&answer.standing, Standing::Possible { .. }) && answer.is_as_good())
    {
        told(story, town, answer, "Or these?");
        let pair = (answer.mentor.clone(), answer.mentee.clone());
        assert!(desk.alternatives().in_some.contains(&pair));
        let request = desk.request().clone().pin(pair.0, pair.1);
        assert!(made_anew(desk.worth(), &request)?.is_even(Goal::PeopleFirst));
    }
    Ok(())
}

/// A question and its answer, in the library's own words.
fn told(story: &mut Story, town: &Town, answer: &PairAnswer, question: &str) {
    let asked = if town.wished(&answer.mentor, &answer.mentee) {
        format!("{question} `{}` asked for `{}`.", answer.mentee, answer.mentor)
    } else {
        question.to_owned()
    };
    story.say(&asked);
    story.item(&format!("{answer}."));
}

pub(crate) fn shortlist(story: &mut Story, town: &Town, desk: &Desk<'_>) -> Told {
    story.chapter("14:10", "WHOM ELSE COULD SOMEBODY TALK TO?");
    let mut lists = town.roster().mentees().iter().filter_map(|mentee| desk.shortlist(&mentee.id, 3).ok());
    let long = lists.find(|list| list.candidates.len() == 3 && list.candidates[1].trade != Trade::default());
    let Some(list) = long else {
        story.say("Nobody has a choice of three with a price.");
        return Ok(());
    };
    story.say(&format!(
        "`{}` may talk to several before anything is decided. In the order of what it costs everybody else:",
        list.mentee
    ));
    for candidate in &list.candidates {
        story.item(&format!(
            "`{}`, {} points; it costs the plan {}.",
            candidate.mentor,
            candidate.score,
            cost(candidate.trade)
        ));
        let request = desk.request().clone().pin(candidate.mentor.clone(), list.mentee.clone());
        assert_same(candidate.trade, made_anew(desk.worth(), &request)?);
    }
    Ok(())
}

fn cost(trade: Trade) -> String {
    if trade == Trade::default() { "nothing".to_owned() } else { format!("this: {trade}") }
}

pub(crate) fn ids(pairs: &[(MentorId, MenteeId)]) -> String {
    let pairs: Vec<_> = pairs.iter().map(|(mentor, mentee)| format!("`{mentee}` with `{mentor}`")).collect();
    pairs.join(", ")
}
