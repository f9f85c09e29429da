//! A round of matching: who can be matched, what is asked and offered, the plan, and what people decide.

use std::collections::BTreeMap;

use mentorship::{
    matching::{Pairing, Plan, Unmatched, UnmatchedReason},
    needs::Needs,
    people::{UtcOffset, Who},
    programme::{Happened, LeftOut, Matchable, Programme, Round, WhyLeftOut},
    sample,
};

use super::{
    Failed,
    lived::{Lived, tally},
    page::{day, numbered, several, verb},
};

/// The first round, kept for its report.
pub(crate) struct FirstRound {
    pub(crate) matchable: Matchable,
    pub(crate) plan: Plan,
}

/// Tells of the rounds of a month. The first of all is told in full, and kept in `first`.
pub(crate) fn told(month: &Lived<'_>, first: &mut Option<FirstRound>) -> Result<Vec<String>, Failed> {
    let mut told = Vec::new();
    for (at, entry) in month.entries.iter().enumerate() {
        let Happened::Round(round) = &entry.what else { continue };
        let Some(plan) = month.plans.iter().find(|plan| plan.digest() == round.plan) else { continue };
        let programme = month.programme_before(at)?;
        let matchable = programme.matchable(month.cabinet, entry.on)?;
        // Whoever makes the request anew can check the plan against its proof.
        matchable.request(&sample::criteria()).verify(plan)?;
        let there = there(&matchable);
        if first.is_some() {
            told.push(format!("{there}. {} {} {}", planned(plan), waiting(plan), reviewed(round)));
            continue;
        }
        told.push(format!("{there}.{}", such_as(&matchable)));
        told.extend(needs(&programme, &matchable)?);
        let (considered, eligible) = (plan.pairs_considered(), plan.pairs_eligible());
        told.push(format!(
            "{} Of {considered} pairs {eligible} meet the requirements, and no plan is better: that is proved, and the proof was \
             checked.",
            planned(plan)
        ));
        told.extend(best(plan));
        told.push(format!("{}{} {}", waiting(plan), why(plan), reviewed(round)));
        *first = Some(FirstRound { matchable, plan: plan.clone() });
    }
    Ok(told)
}

/// How many can be matched, and how many cannot for which reason.
fn there(matchable: &Matchable) -> String {
    let people = matchable.roster().mentors().len() + matchable.roster().mentees().len();
    let can =
        if matchable.running().is_empty() { "can be matched" } else { "can be matched or have somebody" };
    let (on, out) = (day(matchable.on()), matchable.left_out());
    if out.is_empty() {
        return format!("{on}: all {people} people {can}");
    }
    let reasons = numbered(&tally(out.iter().flat_map(reasons)));
    format!("{on}: {people} people {can}, {} cannot yet: {reasons}", out.len())
}

/// Two of those who cannot, with different reasons where there are any.
fn such_as(matchable: &Matchable) -> String {
    let mut shown: BTreeMap<Vec<String>, &LeftOut> = BTreeMap::new();
    for one in matchable.left_out() {
        shown.entry(reasons(one)).or_insert(one);
    }
    let shown: Vec<String> = shown.values().take(2).map(ToString::to_string).collect();
    if shown.is_empty() { String::new() } else { format!(" Such as {}.", shown.join(", and ")) }
}

fn reasons(one: &LeftOut) -> Vec<String> {
    match &one.why {
        WhyLeftOut::NotReady(readiness) => readiness.missing().map(ToString::to_string).collect(),
        WhyLeftOut::Resting(_) => vec!["rests after a pair".to_owned()],
        _ => vec!["there is no profile".to_owned()],
    }
}

/// What the town named most, beside what mentors offer.
fn needs(programme: &Programme, matchable: &Matchable) -> Result<Vec<String>, Failed> {
    let running: Vec<_> = matchable.running().iter().cloned().collect();
    let clock = UtcOffset::from_minutes(60).unwrap_or(UtcOffset::UTC);
    let needs = Needs::of(matchable.roster(), matchable.on(), clock, &running)?;
    let met = programme.charters().needs_against(&needs);
    // What many named and few offer; what no mentee asks for now can wait.
    let asked = met.iter().filter(|need| need.asked().people > 0).take(2);
    Ok(asked.map(ToString::to_string).collect())
}

fn planned(plan: &Plan) -> String {
    let pairings = several(plan.pairings().len(), "pairing");
    let beside = match plan.running().len() {
        0 => String::new(),
        running => format!(" beside {running} that stay as they are"),
    };
    format!("The plan: {pairings}{beside}, {} points.", plan.total())
}

/// The pairing with the most points, and why.
fn best(plan: &Plan) -> Option<String> {
    let best = plan.pairings().iter().max_by_key(|pairing| pairing.score)?;
    let Pairing { mentor, mentee, explanation, .. } = best;
    Some(format!("Mentor `{mentor}` with mentee `{mentee}`: {explanation}."))
}

fn without(plan: &Plan) -> impl Iterator<Item = &Unmatched> {
    plan.unmatched().iter().filter(|one| matches!(one.who, Who::Mentee(_)))
}

fn waiting(plan: &Plan) -> String {
    match without(plan).count() {
        0 => "Every mentee who is ready has somebody.".to_owned(),
        many => format!("{} {}.", several(many, "mentee"), verb(many, "waits", "wait")),
    }
}

/// Why one of them waits. What says most about somebody comes first: that nobody fits, then that everybody who fits is taken.
fn why(plan: &Plan) -> String {
    let telling = |one: &&Unmatched| match one.reason {
        UnmatchedReason::NobodyEligible { .. } => 2,
        UnmatchedReason::AllTaken { .. } => 1,
        _ => 0,
    };
    let one = without(plan).max_by_key(telling);
    one.map_or_else(String::new, |one| format!(" Why, for one of them: {}: {}.", one.who, one.reason))
}

fn reviewed(round: &Round) -> String {
    let Round { proposed, approved, rejected, .. } = round;
    let read = format!("The coordinator reads why, pair by pair, and approves {approved} of {proposed}");
    match rejected.len() {
        0 => format!("{read}."),
        many => format!("{read}; {many} {} not proposed again.", verb(many, "is", "are")),
    }
}
