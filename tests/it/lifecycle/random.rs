//! Random commands of random people on random days: what always holds is checked after each.

use std::collections::BTreeSet;

use mentorship::{
    agreement::{
        self, Agreement, Command, EndReason, Initiator, Moment, Prerequisite, ReportFinding, ReviewOutcome,
        SuspensionCause,
    },
    introduction::{self, Finding, Fit, Introduction, Parties, Party},
    jiff::ToSpan as _,
};
use proptest::prelude::*;

use super::kit::{
    Meeting, Pact, amended, amendment, disclosure, end, everybody, id, lasting, met, suspend, terms,
};

fn meeting_command(at: usize, meeting: &Meeting) -> introduction::Command {
    use introduction::Command as C;
    let on = meeting.today;
    let commands = [
        C::Invite,
        C::AcceptInvitation,
        C::PlanTalk { on },
        C::RecordTalk { on },
        C::AnswerFit { fit: Fit::Yes },
        C::AnswerFit { fit: Fit::Unsure },
        C::BookFurtherTalk { on },
        C::ReportNoShow { party: Party::Mentee },
        C::DiscloseConflict(disclosure("Anna")),
        C::AssessConflict { number: 0, finding: Finding::Clear },
        C::AnswerFit { fit: Fit::No },
        C::Expire,
        C::DeclineInvitation { reason: None },
        C::Withdraw { reason: None },
        C::RejectProposal { reason: id("why") },
        C::AssessConflict { number: 0, finding: Finding::Disqualifying },
    ];
    commands[at % commands.len()].clone()
}

fn pact_command(at: usize, pact: &Pact) -> Command {
    let soon = |days: i64| pact.today.saturating_add(days.days());
    let hash = pact.agreement.versions().to_sign().map_or(terms().hash(), |version| version.hash);
    let agreed = pact.agreement.versions().agreed().map(|version| version.hash);
    let before = [terms(), amended(), lasting(12)].into_iter().find(|terms| Some(terms.hash()) == agreed);
    let before = before.unwrap_or_else(terms);
    let number = pact.agreement.conflicts().all().len().saturating_sub(1);
    let report: mentorship::id::ReportId = id(&format!("R-{}", pact.agreement.version() / 8));
    let commands = [
        Command::ProposeTerms { terms: Box::new(terms()), text: id("text-1") },
        Command::FreezeForSigning,
        Command::Sign { hash },
        met(Party::Mentor, Prerequisite::Screening),
        met(Party::Mentor, Prerequisite::CodeOfConduct),
        met(Party::Mentor, Prerequisite::NonDisclosure),
        met(Party::Mentee, Prerequisite::CodeOfConduct),
        met(Party::Mentee, Prerequisite::NonDisclosure),
        Command::Start,
        Command::LogContact(agreement::Contact {
            on: pact.today,
            minutes: 45,
            medium: mentorship::people::Mode::Online,
        }),
        Command::Pause { cause: agreement::PauseCause::Time, until: soon(10) },
        Command::Resume,
        Command::OpenReview,
        Command::CloseReview { outcome: ReviewOutcome::Continue },
        Command::ProposeAmendment(amendment(amended(), before.clone(), soon(3))),
        Command::Renew(amendment(lasting(12), before, pact.today)),
        Command::SignAmendment { hash },
        Command::DropAmendment,
        Command::DiscloseConflict(disclosure("Anna")),
        Command::AssessConflict { number, finding: Finding::Clear },
        Command::AssessConflict { number, finding: Finding::Disqualifying },
        Command::AppealConflict { number, facts: id("facts"), finding: Finding::Clear },
        Command::ReportBoundary { id: report.clone() },
        Command::CloseReport { id: report, finding: ReportFinding::None },
        suspend(),
        Command::Consent,
        Command::Reinstate,
        Command::ReopenDraft,
        Command::LapsePrerequisite { party: Party::Mentor, kind: Prerequisite::Screening },
        Command::Suspend { cause: SuspensionCause::PrerequisiteLapsed, whose: Some(Party::Mentor) },
        Command::ReachEnd,
        end(Initiator::Mentee, EndReason::Time),
        Command::SubmitEvaluation { moment: Moment::Closing },
        Command::DeclineEvaluation { moment: Moment::Closing },
        Command::FinishClosing { rematch: None },
        Command::ReopenClosed { reason: id("error") },
        Command::AskNotToBePaired,
        Command::Archive,
    ];
    commands[at % commands.len()].clone()
}

/// What somebody tries: a command, by whom, after how many days. `sure` makes the one who may take it.
fn tries() -> impl Strategy<Value = Vec<(usize, usize, u8)>> {
    prop::collection::vec((0..1_000_usize, 0..1_000_usize, prop_oneof![6 => 0..3_u8, 1 => 20..60_u8]), 1..250)
}

/// Whoever may take the step, by the rule book, mostly; anybody otherwise.
fn somebody(at: usize, who: &[introduction::Role]) -> introduction::Actor {
    let everybody = everybody();
    let may: Vec<_> = everybody.iter().filter(|actor| who.contains(&actor.role())).collect();
    if at.is_multiple_of(5) || may.is_empty() {
        everybody[at % everybody.len()].clone()
    } else {
        may[at % may.len()].clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn an_introduction_stays_what_its_log_says(tries in tries()) {
        let mut meeting = Meeting::proposed();
        for (what, who, days) in tries {
            meeting.today = meeting.today.saturating_add(i64::from(days).days());
            let command = meeting_command(what, &meeting);
            let by = somebody(who, command.step().rule().unwrap().who);
            let before = meeting.introduction.clone();
            if meeting.tries(&by, command.clone()).is_ok() {
                meeting.does(&by, command);
                prop_assert!(meeting.introduction.version() > before.version());
            } else { prop_assert_eq!(&meeting.introduction, &before) }
            let held = meeting.ledger.free(introduction::Place::Seat, &id("Anna")) == 0;
            prop_assert_eq!(held, meeting.introduction.phase() == introduction::Phase::Clicked);
        }
        let stored: Vec<_> = meeting.log.iter().map(|entry| serde_json::to_string(entry).unwrap()).collect();
        let read = Introduction::replay_json(stored.iter().map(String::as_str));
        prop_assert_eq!(read.as_ref(), Ok(&meeting.introduction));
    }

    #[test]
    fn an_agreement_keeps_its_promises(tries in tries(), start in 0..3_usize) {
        let mut pact = [Pact::drafting, Pact::ready, Pact::active][start]();
        let mut phases = BTreeSet::new();
        for (what, who, days) in tries {
            pact.today = pact.today.saturating_add(i64::from(days).days());
            let command = pact_command(what, &pact);
            let by = somebody(who, command.step().rules().next().unwrap().who);
            let before = pact.agreement.clone();
            // `does` checks the promises, the rule book and that the log adds up to the state.
            if pact.tries(&by, command.clone()).is_ok() { drop(pact.does(&by, command)) } else { prop_assert_eq!(&pact.agreement, &before) }
            phases.insert(pact.agreement.phase());
            let seat = pact.ledger.free(introduction::Place::Seat, &id("Anna")) == 0;
            prop_assert_eq!(seat, pact.agreement.holds().is_some());
            let _ = pact.agreement.to_do(pact.today, &pact.circumstances());
            let in_force = pact.agreement.in_force_on(pact.today).is_some();
            prop_assert!(pact.agreement.phase() != agreement::Phase::Active || in_force);
        }
        let stored: Vec<_> = pact.log.iter().map(|entry| serde_json::to_string(entry).unwrap()).collect();
        let read = Agreement::replay_json(stored.iter().map(String::as_str));
        prop_assert_eq!(read.as_ref(), Ok(&pact.agreement));
        let _: Parties<bool> = *pact.agreement.not_again();
    }
}
