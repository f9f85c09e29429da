//! The pairs: how they begin, meet, pause, look back and end, and what goes wrong.

use std::collections::BTreeMap;

use mentorship::{
    agreement::{Closed, Event, PauseCause, ReportFinding, ReviewOutcome},
    id::AgreementId,
    introduction::Finding,
    people::Mode,
};

use super::{
    lived::{Lived, tally},
    page::{bracketed, each, listed, sentences, several, verb},
};

pub(crate) fn told(month: &Lived<'_>) -> Vec<String> {
    let mut told = Vec::new();
    told.extend(begun(month));
    told.extend(sentences([met(month), paused(month)]));
    told.extend(reviewed(month));
    told.extend(conflicts(month));
    told.extend(boundaries(month));
    told.extend(ended(month));
    told
}

fn count(month: &Lived<'_>, which: impl Fn(&Event) -> bool) -> usize {
    month.agreements().filter(|(_, event)| which(event)).count()
}

fn begun(month: &Lived<'_>) -> Option<String> {
    let signed = count(month, |event| matches!(event, Event::VersionInForce { .. }));
    let started = count(month, |event| matches!(event, Event::AgreementStarted { .. }));
    let never = count(month, |event| matches!(event, Event::NotStarted { .. }));
    let mut parts = Vec::new();
    if signed > 0 {
        parts.push(format!("{} {} signed", several(signed, "agreement"), verb(signed, "is", "are")));
    }
    if started > 0 {
        parts.push(format!("{} {}", several(started, "pair"), verb(started, "begins", "begin")));
    }
    if never > 0 {
        parts.push(format!("{never} will not begin"));
    }
    let beside = if started > 0 { supervisors(month) } else { None };
    (!parts.is_empty()).then(|| format!("{}.{}", listed(&parts), beside.unwrap_or_default()))
}

/// The load of those who support pairs.
fn supervisors(month: &Lived<'_>) -> Option<String> {
    let support = month.programme.support();
    let loads: Vec<usize> = support.supervisors().map(|one| support.caseload(one).count()).collect();
    let (least, most) = (loads.iter().min()?, loads.iter().max()?);
    let load = if least == most { most.to_string() } else { format!("{least} to {most}") };
    let many = several(loads.len(), "supervisor");
    Some(format!(" {many} {} beside them, with {load} pairs each.", verb(loads.len(), "stands", "stand")))
}

fn met(month: &Lived<'_>) -> String {
    let contacts = month.agreements().filter_map(|(_, event)| match event {
        Event::ContactLogged(contact) => Some((usize::from(contact.minutes), contact.medium)),
        _ => None,
    });
    let contacts: Vec<_> = contacts.collect();
    let minutes: usize = contacts.iter().map(|(minutes, _)| minutes).sum();
    let in_person = contacts.iter().filter(|(_, medium)| *medium == Mode::InPerson).count();
    let meetings = several(contacts.len(), "meeting");
    if contacts.is_empty() {
        return String::new();
    }
    format!("{meetings}, {}, {in_person} of them in person", several(minutes / 60, "hour"))
}

fn paused(month: &Lived<'_>) -> String {
    let causes = month.agreements().filter_map(|(_, event)| match event {
        Event::Paused { cause, .. } => Some(match cause {
            PauseCause::Health => "for health",
            PauseCause::Time => "for want of time",
            PauseCause::Away => "as somebody is away",
            PauseCause::Family => "for the family",
            _ => "for something else",
        }),
        _ => None,
    });
    let causes = tally(causes);
    let resumed = count(month, |event| matches!(event, Event::Resumed { .. }));
    let begin: usize = causes.values().sum();
    let mut parts = Vec::new();
    if begin > 0 {
        parts.push(format!(
            "{} {} {}",
            several(begin, "pause"),
            verb(begin, "begins", "begin"),
            bracketed(&causes)
        ));
    }
    if resumed > 0 {
        parts.push(format!("{} {} again", several(resumed, "pair"), verb(resumed, "meets", "meet")));
    }
    listed(&parts)
}

fn reviewed(month: &Lived<'_>) -> Option<String> {
    let outcomes = month.agreements().filter_map(|(_, event)| match event {
        Event::ReviewHeld { outcome, .. } => Some(match outcome {
            ReviewOutcome::Continue => "to go on as they are",
            ReviewOutcome::Amend => "to change what was agreed",
            ReviewOutcome::Pause => "to take a pause",
            ReviewOutcome::End => "to stop",
            ReviewOutcome::Escalate => "to ask for help",
        }),
        _ => None,
    });
    let outcomes = tally(outcomes);
    let held: usize = outcomes.values().sum();
    (held > 0).then(|| format!("{} held: {}.", several(held, "review"), each(&outcomes)))
}

/// The events of each agreement in the month that has one of a kind.
fn stories<'a>(
    month: &Lived<'a>,
    begins: impl Fn(&Event) -> bool,
) -> BTreeMap<&'a AgreementId, Vec<&'a Event>> {
    let mut stories: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, event) in month.agreements() {
        if begins(event) || stories.contains_key(id) {
            stories.entry(id).or_default().push(event);
        }
    }
    stories
}

fn conflicts(month: &Lived<'_>) -> Option<String> {
    let stories = stories(month, |event| matches!(event, Event::ConflictDisclosed(_)));
    let (id, events) = stories.iter().next()?;
    let mut told = String::new();
    for event in events {
        match event {
            Event::ConflictDisclosed(conflict) => {
                told = format!("In `{id}` a conflict of interest is disclosed ({})", conflict.kind.name());
            }
            Event::ConflictAssessed { finding, .. } => {
                told.extend(["; the coordinator finds: ", found(finding)]);
            }
            Event::ConflictReassessed { finding, .. } => {
                told.extend(["; on appeal somebody else finds: ", found(finding)]);
            }
            Event::EarlyEndDeclared { .. } => told += "; so the pair ends",
            _ => {}
        }
    }
    Some(format!("{told}.{}", more(stories.len())))
}

fn found(finding: &Finding) -> &'static str {
    match finding {
        Finding::Clear => "there is none",
        Finding::Managed { .. } => "it is managed, with measures and a day on which they are looked at",
        Finding::Disqualifying => "these two cannot be a pair",
    }
}

fn boundaries(month: &Lived<'_>) -> Option<String> {
    let stories = stories(month, |event| matches!(event, Event::BoundaryReported { .. }));
    let (id, events) = stories.iter().next()?;
    let mut told = format!("In `{id}` a boundary is reported; by whom is not told");
    for event in events {
        match event {
            Event::Suspended { .. } => told += "; meetings stop at once",
            Event::BoundaryReportClosed { finding, .. } => {
                told += match finding {
                    ReportFinding::None => "; it is closed, nothing calls for a step",
                    ReportFinding::Measures => "; it is closed with measures",
                    ReportFinding::Upheld => "; it is upheld",
                };
            }
            Event::Reinstated => told += "; both consent, and they meet again",
            _ => {}
        }
    }
    Some(format!("{told}.{}", more(stories.len())))
}

fn more(stories: usize) -> String {
    if stories < 2 { String::new() } else { format!(" There are {} more like it.", stories - 1) }
}

fn ended(month: &Lived<'_>) -> Option<String> {
    let term = count(month, |event| matches!(event, Event::TermEnded));
    let reasons = month.agreements().filter_map(|(_, event)| match event {
        Event::EarlyEndDeclared { reason, .. } => Some(*reason),
        _ => None,
    });
    let reasons = tally(reasons);
    let early: usize = reasons.values().sum();
    let closed = month.agreements().filter_map(|(_, event)| match event {
        Event::AgreementClosed { outcome: Closed::Completed, .. } => Some("completed"),
        Event::AgreementClosed { outcome: Closed::EndedEarly, .. } => Some("ended early"),
        _ => None,
    });
    let closed = tally(closed);
    let mut parts = Vec::new();
    if term > 0 {
        parts.push(format!(
            "{} {} the end of the term",
            several(term, "pair"),
            verb(term, "reaches", "reach")
        ));
    }
    if early > 0 {
        parts.push(format!("{early} {} early {}", verb(early, "ends", "end"), bracketed(&reasons)));
    }
    if !closed.is_empty() {
        parts.push(format!("closed after looking back: {}", each(&closed)));
    }
    sentences([parts.join("; ")])
}
