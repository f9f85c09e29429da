//! What happened, in words.

use mentorship::{
    agreement::{Event, Signer},
    introduction::{self, Actor, Party},
    jiff::civil::Date,
};

pub(crate) fn line(on: Date, what: &str) {
    println!("  {on}  {what}");
}

fn who(by: &Actor) -> String {
    by.person().map_or_else(|| format!("the {}", by.role()), ToString::to_string)
}

pub(crate) fn introduced(by: &Actor, event: &introduction::Event) -> String {
    use introduction::Event;
    let by = who(by);
    match event {
        Event::Invited => "both are invited".into(),
        Event::InvitationAccepted { .. } => format!("{by} accepts the invitation"),
        Event::TalkPlanned { on } => format!("{by} plans a talk for {on}"),
        Event::IntroductionHeld { .. } => "the two have talked".into(),
        Event::FitAnswered { .. } => format!("{by} answers, under seal"),
        Event::Clicked => "it clicks".into(),
        Event::NotStarted { .. } => "it does not start; this blames nobody".into(),
        _ => "something else happens".into(),
    }
}

pub(crate) fn agreed(by: &Actor, event: &Event) -> String {
    let by = who(by);
    let sign = |signer: &Signer| match signer {
        Signer::Party(Party::Mentor) => "the mentor",
        Signer::Party(Party::Mentee) => "the mentee",
        Signer::GuardianOf(_) => "the guardian",
        Signer::Coordinator => "the coordinator",
    };
    match event {
        Event::TermsDrafted(text) => format!("{by} puts version {} on the table", text.number),
        Event::VersionFrozen { hash, .. } => {
            format!("the text is fixed: {}…", hash.to_string().chars().take(12).collect::<String>())
        }
        Event::VersionSigned { number, signer, .. } => format!("{} signs version {number}", sign(signer)),
        Event::VersionInForce { number, from } => format!("version {number} is in force from {from}"),
        Event::PrerequisiteRecorded { party, kind, .. } => format!("on record: the {party}'s {kind}"),
        Event::AgreementStarted { first_review } => format!("the two begin; first review on {first_review}"),
        Event::ContactLogged(contact) => format!("the two meet for {} minutes", contact.minutes),
        Event::ReviewDue => "a review is due".into(),
        Event::ReviewHeld { outcome, next } => format!("a review is held ({outcome:?}); the next on {next}"),
        Event::AmendmentProposed { text, .. } => {
            format!("{by} puts version {} on the table, signed", text.number)
        }
        Event::TermRenewed { term, end } => format!("term {term} begins in time; it ends on {end}"),
        Event::Paused { until, .. } => format!("{by} asks for a pause until {until}"),
        Event::Resumed { end } => format!("the two go on; the term now ends on {end}"),
        Event::TermEnded => "the term has ended".into(),
        Event::EvaluationAnswered { .. } => format!("{by} looks back"),
        Event::AgreementClosed { outcome, rested, .. } => {
            format!("closed: {outcome:?}; free again from {rested}")
        }
        Event::ConflictDisclosed(disclosure) => {
            format!("{by} tells of a conflict of interest ({})", disclosure.kind.name())
        }
        Event::ConflictAssessed { finding, .. } => format!("{by} judges it: {finding:?}"),
        Event::ConflictReassessed { finding, .. } => format!("on appeal, {by} judges it: {finding:?}"),
        Event::Suspended { .. } => "meetings are suspended".into(),
        Event::EarlyEndDeclared { reason, .. } => format!("{by} ends it: {reason}"),
        other => format!("{other:?}"),
    }
}
