//! A round of matching: who can be matched, what is asked and offered, the plan, and what people decide.

use std::collections::BTreeMap;

use mentorship::{
    matching::{Pairing, Plan, Unmatched, UnmatchedReason},
    needs::Needs,
    people::{UtcOffset, Who},
    programme::{Happened, LeftOut, Matchable, Round, WhyLeftOut},
    sample,
};

use super::{
    Failed,
    lived::{Lived, tally},
    page::{day, each, several, verb},
};

/// The first round, kept for its report.
pub(crate) struct FirstRound {
    pub(crate) matchable: Matchable,
    pub(crate) plan: Plan,
}

/// Tells of the rounds of a month. The first of all is kept in `first`.
pub(crate) fn told(month: &Lived<'_>, first: &mut Option<FirstRound>) -> Result<Vec<String>, Failed> {
    let mut told = Vec::new();
    for (at, entry) in month.entries.iter().enumerate() {
        let Happened::Round(round) = &entry.what else { continue };
        let Some(plan) = month.plans.iter().find(|plan| plan.digest() == round.plan) else { continue };
        let programme = month.programme_before(at)?;
        let matchable = programme.matchable(month.cabinet, entry.on)?;
        let is_first = first.is_none();
        told.extend(left_out(&matchable, if is_first { 2 } else { 1 }));
        if is_first {
            told.extend(needs(&programme, &matchable)?);
        }
        told.extend(planned(&matchable, plan, is_first)?);
        told.push(reviewed(round));
        if is_first {
            *first = Some(FirstRound { matchable, plan: plan.clone() });
        }
    }
    Ok(told)
}

/// Who is here and cannot be matched: how many for which reason, and some of them.
fn left_out(matchable: &Matchable, examples: usize) -> Vec<String> {
    let left_out = matchable.left_out();
    if left_out.is_empty() {
        return Vec::new();
    }
    let counts = tally(left_out.iter().flat_map(reasons));
    let (here, out) =
        (matchable.roster().mentors().len() + matchable.roster().mentees().len(), left_out.len());
    let mut told = vec![format!(
        "{}: {here} can be matched or have somebody; {out} cannot be matched yet: {}.",
        day(matchable.on()),
        each(&counts)
    )];
    // Of each reason one, as far as there are examples to give.
    let mut shown: BTreeMap<Vec<String>, &LeftOut> = BTreeMap::new();
    for one in left_out {
        shown.entry(reasons(one)).or_insert(one);
    }
    let shown: Vec<String> = shown.values().take(examples).map(ToString::to_string).collect();
    told.push(format!("Such as {}.", shown.join(", and ")));
    told
}

fn reasons(one: &LeftOut) -> Vec<String> {
    match &one.why {
        WhyLeftOut::NotReady(readiness) => readiness.missing().map(ToString::to_string).collect(),
        WhyLeftOut::Resting(_) => vec!["rest after a pair".to_owned()],
        _ => vec!["without a profile".to_owned()],
    }
}

/// What the town named most, beside what mentors offer.
fn needs(programme: &mentorship::programme::Programme, matchable: &Matchable) -> Result<Vec<String>, Failed> {
    let running: Vec<_> = matchable.running().iter().cloned().collect();
    let clock = UtcOffset::from_minutes(60).unwrap_or(UtcOffset::UTC);
    let needs = Needs::of(matchable.roster(), matchable.on(), clock, &running)?;
    let met = programme.charters().needs_against(&needs);
    Ok(met.iter().take(2).map(ToString::to_string).collect())
}

fn planned(matchable: &Matchable, plan: &Plan, in_full: bool) -> Result<Vec<String>, Failed> {
    let criteria = sample::criteria();
    // Whoever makes the request anew can check the plan against its proof.
    matchable.request(&criteria).verify(plan)?;
    let (considered, eligible) = (plan.pairs_considered(), plan.pairs_eligible());
    let mut told = vec![format!(
        "The plan of {}: {}. Of {considered} pairs {eligible} meet the requirements, and no plan is better: that is proved, and \
         the proof was checked.",
        day(plan.on()),
        plan.worth()
    )];
    let best = plan.pairings().iter().max_by_key(|pairing| pairing.score);
    if let Some(Pairing { mentor, mentee, explanation, .. }) = best.filter(|_| in_full) {
        told.push(format!("Mentor `{mentor}` with mentee `{mentee}`: {explanation}."));
    }
    let without: Vec<&Unmatched> =
        plan.unmatched().iter().filter(|one| matches!(one.who, Who::Mentee(_))).collect();
    if without.is_empty() {
        told.push("Nobody who was ready is left without.".to_owned());
        return Ok(told);
    }
    // What says most about somebody comes first: that nobody fits, then that everybody who fits is taken.
    let telling = |one: &&&Unmatched| match one.reason {
        UnmatchedReason::NobodyEligible { .. } => 2,
        UnmatchedReason::AllTaken { .. } => 1,
        _ => 0,
    };
    if let Some(one) = without.iter().max_by_key(telling) {
        let (waits, many) = (verb(without.len(), "waits", "wait"), several(without.len(), "mentee"));
        told.push(format!("{many} {waits}. Why, for one of them: {} {}.", one.who, reason(&one.reason)));
    }
    Ok(told)
}

/// The reason, without what only repeats it.
fn reason(reason: &UnmatchedReason) -> String {
    let said = reason.to_string();
    said.split("; ").next().unwrap_or_default().replace(", but ", " but ")
}

fn reviewed(round: &Round) -> String {
    let Round { proposed, approved, rejected, .. } = round;
    let read = format!("The coordinator reads every one of the {proposed}: {approved} approved");
    match rejected.len() {
        0 => format!("{read}."),
        many => format!(
            "{read}, {many} rejected for what she knows of the two; {} not proposed again.",
            verb(many, "it is", "they are")
        ),
    }
}
