//! The afternoon, chapter by chapter.

use super::{
    choices, decision, plan, questions, talks,
    telling::{Story, Told},
    town::Town,
    without,
};

/// The whole afternoon. Whatever it tells has been checked.
pub(crate) fn told(town: &Town) -> Told<String> {
    let mut story = Story::new(town);
    plan::who_is_missing(&mut story, town)?;
    let first = town.request().desk()?;
    plan::what_it_is_worth(&mut story, &first)?;
    questions::why(&mut story, town, &first)?;
    without::without(&mut story, town, &first)?;
    questions::shortlist(&mut story, town, &first)?;
    let talk = talks::before_the_decision(&mut story, town, &first)?;
    let history = talks::no_click(&mut story, town, &first, talk)?;

    let request = choices::nearest(town, &first, &history);
    let desk = request.desk()?;
    choices::somebody_new(&mut story, town, &desk, &history)?;
    choices::whom_to_ask_next(&mut story, town, &desk, &history)?;
    choices::three_plans(&mut story, town, &desk, &history)?;
    let desk = choices::the_lot(&mut story, &desk, &request)?;
    plan::is_it_fair(&mut story, town, desk.plan())?;
    decision::people_decide(&mut story, town, &desk)?;
    Ok(story.into_text())
}
