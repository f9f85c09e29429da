//! What people answer, reach and tell; and somebody who asks to be forgotten.

use std::collections::BTreeSet;

use mentorship::{
    impact::{AsOf, Figures, Snapshot},
    programme::{Fact, Happened, Programme},
};

use super::{
    Failed,
    lived::{Lived, tally},
    page::{each, listed, sentences, several, verb},
};

pub(crate) fn told(month: &Lived<'_>) -> Vec<String> {
    let (mut asked, mut came, mut scaled, mut judged) = (0, 0, 0, 0);
    let (mut neighbours, mut answered, mut ties) = (0, 0, 0);
    let (mut talks, mut quotes, mut themes) = (0, 0, BTreeSet::new());
    let mut reached = Vec::new();
    for fact in month.facts() {
        match fact {
            Fact::Response(form) if form.answers.is_some() => came += 1,
            Fact::Response(_) => asked += 1,
            Fact::Goal(goal) if goal.rated.is_some() => judged += 1,
            Fact::Goal(_) => scaled += 1,
            Fact::Milestone(one) => reached.push(one.kind.clone()),
            Fact::Neighbour(one) => {
                neighbours += 1;
                answered += usize::from(one.answered.is_some());
            }
            Fact::Tie(_) => ties += 1,
            Fact::Passage(passage) => {
                talks += 1;
                quotes += passage.quotes.iter().filter(|quote| quote.consent.is_some()).count();
            }
            Fact::Coding(coding) => themes.extend(&coding.themes),
            _ => {}
        }
    }
    let mut told = Vec::new();
    if neighbours > 0 {
        told.push(format!(
            "The neighbourhood is asked how people live together: {answered} of {neighbours} answer, and tell of {} to somebody \
             they could ask for help.",
            several(ties, "tie")
        ));
    }
    let mut parts = Vec::new();
    match (asked, came) {
        (0, 0) => {}
        (0, came) => parts.push(format!("{} {} back", several(came, "form"), verb(came, "comes", "come"))),
        (asked, came) => parts.push(format!("{} go out, {came} come back", several(asked, "form"))),
    }
    if scaled > 0 {
        parts.push(format!("{} {} set", several(scaled, "goal"), verb(scaled, "is", "are")));
    }
    if judged > 0 {
        parts.push(format!("{} {} judged", several(judged, "goal"), verb(judged, "is", "are")));
    }
    let reached = each(&tally(reached));
    let reached = if reached.is_empty() { reached } else { format!("reached by mentees: {reached}") };
    told.extend(sentences([listed(&parts), reached]));
    if talks > 0 {
        let coded = "two people mark by themselves what each is about";
        told.push(format!("{}, {quotes} of them may be quoted; {coded}.", several(talks, "interview")));
    }
    told
}

/// Somebody is forgotten, and every figure stays what it was: both are computed anew from the log, without the entry and with it.
pub(crate) fn erased(month: &Lived<'_>) -> Result<Option<String>, Failed> {
    let at = month.entries.iter().position(|entry| matches!(entry.what, Happened::Erased(_)));
    let Some(at) = at else { return Ok(None) };
    let before = month.programme_before(at)?;
    let mut after = before.clone();
    after.catch_up([month.entries[at].clone()])?;
    let on = AsOf::new(month.entries[at].on).resampled(1, 99);
    let (earlier, later) = (figures(&before, on), figures(&after, on));
    assert_eq!(earlier, later, "who is forgotten has been here");
    Ok(Some(format!(
        "Somebody who has left asks to be forgotten: name, profile and words are gone. All {} figures computed before and after \
         are the same.",
        earlier.all().len()
    )))
}

fn figures(programme: &Programme, on: AsOf) -> Figures {
    let (record, _) = programme.record(on.date);
    Figures::of(&Snapshot::new(&record, on))
}
