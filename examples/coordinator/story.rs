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
    let Some(talk) = talks::before_the_decision(&mut story, town, &first)? else {
        story.say("Nobody can meet anybody, so the afternoon ends here.");
        return Ok(story.into_text());
    };
    let history = talks::no_click(&mut story, town, &first, talk)?;

    let desk = choices::nearest(town, &first, &history).desk()?;
    choices::somebody_new(&mut story, town, &desk, &history)?;
    choices::whom_to_ask_next(&mut story, town, &desk, &history)?;
    choices::three_plans(&mut story, town, &desk, &history)?;
    choices::the_lot(&mut story, town, &history)?;
    plan::is_it_fair(&mut story, town, desk.plan())?;
    decision::people_decide(&mut story, town, &desk)?;
    Ok(story.into_text())
}
