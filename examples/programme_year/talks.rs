//! First talks, and what came of them.

use mentorship::{
    introduction::{Event, NotStarted},
    programme::pairs::Pairs,
};

use super::{
    lived::{Lived, tally},
    page::{each, listed, sentences, several, verb},
};

pub(crate) fn told(month: &Lived<'_>) -> Option<String> {
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
    let mut parts = Vec::new();
    if invited > 0 {
        parts.push(format!("{} go out", several(invited, "invitation")));
    }
    if held > 0 {
        parts.push(format!("{} {} held", several(held, "talk"), verb(held, "is", "are")));
    }
    if missed > 0 {
        parts.push(format!("to {missed} somebody does not come"));
    }
    if further > 0 {
        parts.push(format!("{further} {} for a second time", verb(further, "is planned", "are planned")));
    }
    let mut ends = Vec::new();
    if clicked > 0 {
        ends.push(format!("for {} it clicks", several(clicked, "pair")));
    }
    if no_click > 0 {
        ends.push(format!("for {no_click} it does not, and whose answer that was is told to nobody"));
    }
    if !otherwise.is_empty() {
        ends.push(format!("not begun otherwise: {}", each(&tally(otherwise))));
    }
    sentences([listed(&parts), ends.join("; ")])
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
