//! What there is to say of it.

use std::{collections::BTreeMap, fmt::Write as _, time::Duration};

use mentorship::{
    criteria::{Evidence, Score},
    matching::{Goal, Plan, Stage, UnmatchedReason},
    people::{Partners, Who},
};

use super::{options::Options, run::Done};

/// Writing to a `String` cannot fail.
macro_rules! line {
    ($text:expr) => { $text.push('\n') };
    ($text:expr, $($what:tt)*) => { writeln!($text, $($what)*).expect("a string takes all text") };
}

/// A number as one reads it: `10 000 000`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// What is done at a stage.
pub(crate) fn doing(stage: Stage) -> &'static str {
    match stage {
        Stage::Preparing => "making the criteria ready",
        Stage::Choosing => "choosing whom to look at first",
        Stage::Solving => "solving",
        Stage::Pricing => "looking for better pairs",
        Stage::Proving => "proving that nothing is better",
        Stage::Writing => "writing the plan with all its reasons",
        _ => "working",
    }
}

/// What is about to be done.
pub(crate) fn opening(options: &Options) -> String {
    let pairs = options.mentors as u64 * options.mentees as u64;
    let mut text = String::new();
    line!(
        text,
        "A country of {} mentors and {} mentees: {} pairs.",
        grouped(options.mentors as u64),
        grouped(options.mentees as u64),
        grouped(pairs)
    );
    match (pairs / 86_400, pairs / 31_557_600) {
        (0, _) => {}
        (days, 0) => line!(
            text,
            "Somebody who considered one a second, day and night, would need {} days.",
            grouped(days)
        ),
        (_, years) => line!(
            text,
            "Somebody who considered one a second, day and night, would need {} years.",
            grouped(years)
        ),
    }
    text
}

/// The plan, what it took, and last of all eight lines for machines.
pub(crate) fn story(done: &Done) -> String {
    let mut text = String::new();
    people(&mut text, done);
    if let Some(pairing) = middle(&done.plan) {
        line!(text, "\nA PAIRING FROM THE MIDDLE");
        line!(text, "{pairing}");
    }
    time(&mut text, done);
    last_lines(&mut text, done);
    text.trim_end().to_owned()
}

fn people(text: &mut String, done: &Done) {
    let Done { roster, plan, .. } = done;
    let goal = match plan.goal() {
        Goal::PairingsFirst => "as many pairings as possible, then the most points",
        Goal::TotalScore => "the most points",
        _ => "as many mentees with a mentor as possible, then the most points",
    };
    let places =
        |partners: &mut dyn Iterator<Item = Partners>| partners.map(|p| u64::from(p.max())).sum::<u64>();
    let offered = places(&mut roster.mentors().iter().map(|mentor| mentor.partners));
    let sought = places(&mut roster.mentees().iter().map(|mentee| mentee.partners));
    line!(text, "THE PLAN ({goal})");
    line!(text, "{} places for mentees, {} mentors sought.", grouped(offered), grouped(sought));
    let pairings = plan.pairings().len() as u64;
    line!(
        text,
        "{} pairings; {} of {} mentees have a mentor.",
        grouped(pairings),
        grouped(plan.mentees_matched() as u64),
        grouped(roster.mentees().len() as u64)
    );
    if pairings > 0 {
        let each = plan.total().thousandths() / i64::try_from(pairings).unwrap_or(i64::MAX);
        let (region, wished) = shares(plan);
        line!(
            text,
            "{} points each on average; {region} live in one region, {wished} get every skill they asked for.",
            Score::from_thousandths(each)
        );
    }
    let mut reasons: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for unmatched in plan.unmatched() {
        let who = if matches!(unmatched.who, Who::Mentor(_)) { "mentors" } else { "mentees" };
        let reason = match unmatched.reason {
            UnmatchedReason::NobodyEligible { .. } => "nobody meets the requirements",
            UnmatchedReason::AllTaken { .. } => {
                "whoever fits is taken by pairings at least as good by the goal"
            }
            UnmatchedReason::AddsNothing { .. } => "no pairing would add anything",
            UnmatchedReason::NobodyThere => "there is nobody on the other side",
            _ => "not in this round",
        };
        *reasons.entry((who, reason)).or_default() += 1;
    }
    for ((who, reason), people) in reasons {
        line!(text, "{} {who} without: {reason}.", grouped(people));
    }
}

/// Per cent of pairings in one region, and of those in which all wanted skills are offered.
fn shares(plan: &Plan) -> (String, String) {
    let (mut region, mut wished) = (0, 0);
    for pairing in plan.pairings() {
        let evidence = || pairing.explanation.contributions.iter().map(|contribution| &contribution.evidence);
        region += usize::from(evidence().any(|e| matches!(e, Evidence::Same(Some(_)))));
        let all = |e: &Evidence| matches!(e, Evidence::Skills { offered, missing } if missing.is_empty() && !offered.is_empty());
        wished += usize::from(evidence().any(all));
    }
    let per_cent =
        |part: usize| format!("{} %", (part * 200 + plan.pairings().len()) / (2 * plan.pairings().len()));
    (per_cent(region), per_cent(wished))
}

/// The pairing with as many above it as below.
fn middle(plan: &Plan) -> Option<String> {
    let mut by_score: Vec<_> = plan.pairings().iter().collect();
    let at = by_score.len() / 2;
    if by_score.is_empty() {
        return None;
    }
    let (_, pairing, _) =
        by_score.select_nth_unstable_by_key(at, |pairing| (pairing.score, &pairing.mentee, &pairing.mentor));
    Some(format!("{} with {}: {}.", pairing.mentee, pairing.mentor, pairing.explanation))
}

fn time(text: &mut String, done: &Done) {
    line!(text, "\nTHE TIME IT TOOK");
    line!(text, "{:>9} s  making people (not counted)", seconds(done.made));
    for (&stage, &took) in &done.stages {
        line!(text, "{:>9} s  {}", seconds(took), doing(stage));
    }
    line!(text, "{:>9} s  in all", seconds(done.seconds));
    line!(
        text,
        "{:>9} s  checking it once more, from nothing but its prices (not counted)",
        seconds(done.checked)
    );
    line!(
        text,
        "{} rounds; of all pairs {} were ever written down.",
        done.rounds,
        grouped(done.pairs_kept as u64)
    );
    if let Some(people) = done.people_mib {
        let what = if done.peak_is_own { "while planning" } else { "since the start" };
        line!(
            text,
            "The people take {people} MiB; the peak below is the most that was held {what}, people included."
        );
    }
    line!(text, "\nThis is a proposal. People decide.\n");
}

fn last_lines(text: &mut String, done: &Done) {
    let Done { roster, plan, .. } = done;
    let share = plan.pairs_eligible() * 1000 / plan.pairs_considered().max(1);
    line!(text, "mentors: {}", roster.mentors().len());
    line!(text, "mentees: {}", roster.mentees().len());
    line!(text, "pairs considered: {}", plan.pairs_considered());
    line!(text, "eligible share: {}.{:03}", share / 1000, share % 1000);
    line!(text, "matched: {}", plan.mentees_matched());
    line!(text, "total: {}", plan.total());
    line!(text, "proven optimal: yes");
    line!(text, "seconds: {}", seconds(done.seconds));
    let peak = done.peak_mib.map_or_else(|| "unknown".to_owned(), |peak| peak.to_string());
    line!(text, "peak MiB: {peak}");
}

fn seconds(time: Duration) -> String {
    format!("{:.3}", time.as_secs_f64())
}
