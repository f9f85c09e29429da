//! First talks, and what came of them.

use mentorship::{
    introduction::{Event, NotStarted},
    programme::pairs::Pairs,
};

use super::{
    lived::{Lived, tally},
    page::{each, listed, several, verb},
};

pub(crate) fn told(month: &Lived<'_>) -> Vec<String> {
    let (mut invited, mut held, mut clicked, mut missed, mut further) = (0, 0, 0, 0, 0);
    let mut no_click = 0;
    let mut otherwise = Vec::new();
    for event in month.introductions() {
        match event {
            Event::Invited => invited += 1,
            Event::IntroductionHeld { .. } => held += 1,
            Event::IntroductionMissed { .. } => missed += 1,
            Event::FurtherTalkBooked { .. } => further += 1,
            Event::Clicked => clicked += 1,
            Event::NotStarted { reason: NotStarted::NoClick } => no_click += 1,
            Event::NotStarted { reason } => otherwise.push(why(reason)),
            _ => {}
        }
    }
    let mut told = Vec::new();
    if invited > 0 {
        told.push(format!("{} of two people go out.", several(invited, "invitation")));
    }
    if held + clicked + no_click > 0 {
        let mut ends = vec![format!("{clicked} click")];
        if no_click > 0 {
            ends.push(format!("{no_click} do not, and whose answer that was is told to nobody"));
        }
        let again = if further > 0 { format!("; {further} talk a second time") } else { String::new() };
        told.push(format!(
            "{} {} held: {}{again}.",
            several(held, "talk"),
            verb(held, "is", "are"),
            listed(&ends)
        ));
    }
    if !otherwise.is_empty() {
        told.push(format!("Not begun otherwise: {}.", each(&tally(otherwise))));
    }
    if missed > 0 {
        told.push(format!("To {} somebody does not come.", several(missed, "talk")));
    }
    told
}

fn why(reason: &NotStarted) -> &'static str {
    match reason {
        NotStarted::Declined(_) => "declined",
        NotStarted::NoShow(_) => "not shown up twice",
        NotStarted::Expired(_) => "not answered in time",
        NotStarted::Superseded(_) => "with somebody else by then",
        NotStarted::Conflict => "with a conflict of interest",
        _ => "withdrawn",
    }
}

/// How many pairs meet, are paused or wait for something to be looked into.
pub(crate) fn running(pairs: &Pairs) -> usize {
    use mentorship::agreement::Phase::{Active, Paused, Suspended};
    pairs.agreements().filter(|pair| matches!(pair.phase(), Active | Paused | Suspended)).count()
}
