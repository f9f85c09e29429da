//! How people are found, sign up, are prepared, and go.

use mentorship::{
    introduction::Party,
    people::{Who, intake},
    programme::{
        preparation::{Event as Prepared, ScreeningResult},
        recruitment::{Event, PerRecruit},
    },
};

use super::{
    lived::{Lived, tally},
    page::{amount, bracketed, day, listed, several, table, verb},
};

/// The month at whose end every campaign is looked at, and that in which they end.
const LOOKED_AT: (i8, i8) = (2, 6);

pub(crate) fn told(month: &Lived<'_>) -> Vec<String> {
    let mut told = Vec::new();
    let opened = month.recruitment().filter(|event| matches!(event, Event::CampaignOpened(_))).count();
    if opened > 0 {
        let say = "open; the first looks for mentors who bring what is asked for and hardly offered.";
        told.push(format!("{} {say}", several(opened, "campaign")));
    }
    match (month.first.year(), month.first.month()) {
        (2026, at) if at == LOOKED_AT.0 => told.extend(campaigns(month)),
        (2026, at) if at == LOOKED_AT.1 => told.extend(brought(month)),
        _ => {}
    }
    told.extend(signed_up(month));
    told.extend(prepared(month));
    let left = month.recruitment().filter(|event| matches!(event, Event::Left { .. })).count();
    if left > 0 {
        told.push(format!(
            "{} who found nobody {} the programme.",
            several(left, "participant"),
            verb(left, "leaves", "leave")
        ));
    }
    told
}

fn campaigns(month: &Lived<'_>) -> [String; 2] {
    let recruitment = month.programme.recruitment();
    let heads = ["campaign", "reached", "asked", "talked", "signed up", "spent", "for each"];
    let mut rows = vec![heads.map(str::to_owned)];
    for campaign in recruitment.campaigns() {
        let funnel = recruitment.funnel_of(&campaign.id).unwrap_or_default();
        let each = recruitment.cost_per_recruit(&campaign.id).map(PerRecruit::rounded);
        rows.push([
            campaign.id.to_string(),
            funnel.reached.to_string(),
            funnel.asked.to_string(),
            funnel.talked.to_string(),
            funnel.signed_up.to_string(),
            amount(recruitment.cost(&campaign.id)),
            each.map_or_else(|| "-".to_owned(), amount),
        ]);
    }
    [format!("All who came in touch: {}.", recruitment.funnel()), table(&rows)]
}

/// What the campaigns brought in the end, and for how much.
fn brought(month: &Lived<'_>) -> Option<String> {
    let recruitment = month.programme.recruitment();
    let costs = recruitment.campaigns().filter_map(|campaign| recruitment.cost_per_recruit(&campaign.id));
    let costs: Vec<u64> = costs.map(PerRecruit::rounded).filter(|cents| *cents > 0).collect();
    let (least, most) = (costs.iter().min()?, costs.iter().max()?);
    let (came, began) = (recruitment.funnel().signed_up, recruitment.funnel().began);
    Some(format!(
        "The campaigns end: {came} people signed up and {began} have begun. Where it cost money, it was {} to {} for each who came.",
        amount(*least),
        amount(*most)
    ))
}

fn signed_up(month: &Lived<'_>) -> Vec<String> {
    let who = month.recruitment().filter_map(|event| match event {
        Event::SignedUp(one) => {
            Some(if matches!(one.who, Who::Mentor(_)) { Party::Mentor } else { Party::Mentee })
        }
        _ => None,
    });
    let people = tally(who);
    let Some(on) = month.entries.iter().find(|entry| is_sign_up(&entry.what)).map(|entry| entry.on) else {
        return Vec::new();
    };
    let of = |role| people.get(&role).copied().unwrap_or(0);
    let (mentors, mentees) = (of(Party::Mentor), of(Party::Mentee));
    let set_aside = month.unread.iter().filter(|problem| problem.effect == intake::Effect::SetAside);
    let rows = tally(set_aside.map(|problem| (problem.sheet, problem.row))).len();
    let mut told = vec![format!(
        "The sheets of {} have {}: {} and {} sign up.",
        day(on),
        several(mentors + mentees + rows, "row"),
        several(mentees, "mentee"),
        several(mentors, "mentor"),
    )];
    match month.unread.first() {
        None => told[0] += " Every row can be read.",
        Some(first) => told.push(format!(
            "{} cannot be read and {} set aside until somebody mends {}. One of them: {first}.",
            several(rows, "row"),
            verb(rows, "is", "are"),
            verb(rows, "it", "them"),
        )),
    }
    told
}

fn is_sign_up(what: &mentorship::programme::Happened) -> bool {
    matches!(what, mentorship::programme::Happened::Recruitment(Event::SignedUp(_)))
}

fn prepared(month: &Lived<'_>) -> Option<String> {
    let (mut accepted, mut screened, mut refused) = (0, 0, 0);
    let mut certified = Vec::new();
    for event in month.preparation() {
        match event {
            Prepared::CodeAccepted { .. } => accepted += 1,
            Prepared::Screened { result: ScreeningResult::Passed(_), .. } => screened += 1,
            Prepared::Screened { result: ScreeningResult::NotPassed, .. } => refused += 1,
            Prepared::Certified { module, .. } => certified.push(module.to_string()),
            _ => {}
        }
    }
    let mut parts = Vec::new();
    if accepted > 0 {
        parts.push(format!("{accepted} accept the code of conduct"));
    }
    if screened > 0 {
        parts.push(format!(
            "{} of screening {} passed",
            several(screened, "step"),
            verb(screened, "is", "are")
        ));
    }
    if refused > 0 {
        parts.push(format!("{refused} {} not", verb(refused, "is", "are")));
    }
    if !certified.is_empty() {
        parts.push(format!("there are certificates {}", bracketed(&tally(certified))));
    }
    (!parts.is_empty()).then(|| format!("To prepare, {}.", listed(&parts)))
}
