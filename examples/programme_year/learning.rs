//! What is tried by lot, and the money.

use mentorship::{
    jiff::civil::Date,
    programme::{innovation::Event, money},
};

use super::{
    lived::{Lived, tally},
    page::{amount, day, each, several},
};

/// How many characters of a fingerprint are told.
const FINGERPRINT: usize = 12;

pub(crate) fn tried(month: &Lived<'_>) -> Vec<String> {
    let mut told = Vec::new();
    let mut lots = None;
    for (on, event) in month.innovation() {
        match event {
            Event::Registered { protocol, .. } => {
                let trial = month.programme.innovation().experiment(&protocol.experiment);
                let digest = trial.map(|trial| trial.registration().digest().to_string()).unwrap_or_default();
                told.push(format!(
                    "What is to be tried is fixed before anybody draws: by lot \"{}\" or \"{}\", judged by {} (fingerprint {}...).",
                    protocol.arms[1].name,
                    protocol.arms[0].name,
                    protocol.primary.name,
                    digest.chars().take(FINGERPRINT).collect::<String>()
                ));
            }
            Event::Drawn { lots: drawn, .. } => lots = Some(drawn),
            Event::Looked { people, said, .. } => {
                told.push(format!(
                    "On {} the experiment is looked at, as planned: of {people} mentees, {said}.",
                    day(on)
                ));
            }
            Event::Decided { decision, .. } => told.push(decided(on, *decision)),
            Event::Changed { .. } => {
                told.push("So the plan of check-ins changes for pairs that begin from now on.".to_owned());
            }
            _ => {}
        }
    }
    if let Some(drawn) = lots {
        let arms = tally(drawn.lots().iter().map(|lot| format!("\"{}\"", lot.arm)));
        told.push(format!("So far {} drawn: {}.", several(drawn.lots().len(), "lot"), each(&arms)));
    }
    told
}

fn decided(on: Date, decision: mentorship::programme::innovation::Decision) -> String {
    format!("On {} it is decided: {decision}.", day(on))
}

/// What came and went in a month, against the budget; and whether the bank says the same.
pub(crate) fn money(month: &Lived<'_>) -> Vec<String> {
    let (mut received, mut spent, mut minutes) = (0_u64, 0_u64, 0_usize);
    let mut counted = None;
    for event in month.money() {
        match event {
            money::Event::Received { cents, .. } => received += cents,
            money::Event::Spent(payment) => spent += payment.cents,
            money::Event::Volunteered { minutes: more, .. } => minutes += usize::from(*more),
            money::Event::Counted { on, cents } => counted = Some((*on, *cents)),
            _ => {}
        }
    }
    let treasury = month.programme.treasury();
    let lines = treasury.against_budget(month.last);
    let (planned, used) = lines
        .iter()
        .fold((0, 0), |(planned, used), line| (planned + u128::from(line.planned), used + line.spent));
    let share = (used * 100).checked_div(planned).unwrap_or(0);
    let mut told = Vec::new();
    if received + spent > 0 {
        let helpers = match minutes / 60 {
            0 => String::new(),
            hours => format!(" Helpers give {}.", several(hours, "hour")),
        };
        told.push(format!(
            "{} come in, {} are spent: {share} % of the budget so far.{helpers}",
            amount(received),
            amount(spent)
        ));
    }
    if let Some((on, cents)) = counted {
        let books = treasury.balance_on(on).bank();
        assert_eq!(books, i128::from(cents), "the bank and the books say the same");
        told.push(format!(
            "The bank is counted on {}: {}, and the books say the same.",
            day(on),
            amount(cents)
        ));
    }
    told
}
