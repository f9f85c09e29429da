//! Who acts next, and by when.

use mentorship::{
    agreement::{Command, Moment, Prerequisite, Task},
    introduction::{Actor, Finding, Party, Role},
};

use super::kit::{
    Pact, amended, amendment, another_coordinator, coordinator, day, disclosure, id, mentee, mentor, suspend,
    terms, third,
};

/// The list as (who, task, days after the beginning).
fn list(pact: &Pact) -> Vec<(Role, Task, Option<i64>)> {
    let days = |by: jiff::civil::Date| i64::from((by - day(0)).get_days());
    let list = pact.agreement.to_do(pact.today, &pact.circumstances());
    list.into_iter().map(|todo| (todo.who, todo.task, todo.by.map(days))).collect()
}

#[test]
fn before_the_start_the_two_write_freeze_sign_and_prepare() {
    let both = |task: Task, by| vec![(Role::Mentor, task.clone(), Some(by)), (Role::Mentee, task, Some(by))];
    assert_eq!(list(&Pact::drafting()), both(Task::Draft, 30));
    assert_eq!(list(&Pact::drafted()), both(Task::Freeze, 30));
    assert_eq!(list(&Pact::signing()), both(Task::Sign, 30));
    assert_eq!(list(&Pact::drafting().on(31)), [(Role::Clock, Task::Expire, Some(30))]);
    let mut signing = Pact::with_minor_until(100).drafts().freezes();
    signing.does(&mentor(), Command::Sign { hash: terms().hash() });
    assert_eq!(
        list(&signing),
        [(Role::Mentee, Task::Sign, Some(30)), (Role::Guardian, Task::Sign, Some(30))]
    );
    let preparing = list(&Pact::preparing());
    assert_eq!(preparing.len(), 5);
    assert_eq!(preparing[0], (Role::Mentor, Task::Prepare(Party::Mentor, Prerequisite::Screening), Some(60)));
    assert_eq!(
        list(&Pact::preparing().on(61)).iter().filter(|(_, task, _)| *task == Task::Expire).count(),
        1
    );
    assert_eq!(list(&Pact::ready()), [(Role::Clock, Task::Start, Some(7))]);
}

#[test]
fn a_running_pair_has_nothing_to_do_until_something_is_due() {
    assert_eq!(list(&Pact::active()), []);
    assert_eq!(list(&Pact::active().on(36)), []);
    assert_eq!(list(&Pact::active().on(37)), [(Role::Coordinator, Task::HoldReview, Some(51))]);
    let mut due = Pact::active().on(37);
    due.does(&Actor::Clock, Command::OpenReview);
    assert_eq!(list(&due), [(Role::Coordinator, Task::HoldReview, Some(51))]);
    let todo = due.agreement.to_do(day(51), &due.circumstances());
    assert!(!todo[0].is_overdue(day(51)) && todo[0].is_overdue(day(52)));
    let silent = Pact::active().on(52);
    assert!(list(&silent).contains(&(Role::Coordinator, Task::BreakSilence, Some(52))));
    let ends = Pact::active().on(252);
    assert!(list(&ends).contains(&(Role::Coordinator, Task::TermEndsSoon, Some(282))));
    assert!(!list(&Pact::active().on(251)).iter().any(|(_, task, _)| *task == Task::TermEndsSoon));
    assert!(list(&ends.on(282)).contains(&(Role::Clock, Task::ReachEnd, Some(282))));
}

#[test]
fn certificates_are_renewed_before_they_end() {
    let pact = Pact::active();
    let renew = (Role::Mentor, Task::Renew(Party::Mentor, Prerequisite::Screening), Some(730));
    assert!(!list(&pact.clone().on(699)).contains(&renew));
    assert!(list(&pact.clone().on(700)).contains(&renew));
    assert!(list(&pact.clone().on(740)).contains(&renew), "and since they did");
    let mut outdated = pact;
    outdated.code_of_conduct = 2;
    let kind = Prerequisite::CodeOfConduct;
    assert!(list(&outdated).contains(&(Role::Mentee, Task::Renew(Party::Mentee, kind.clone()), None)));
    outdated.does(&Actor::Clock, Command::LapsePrerequisite { party: Party::Mentee, kind: kind.clone() });
    assert!(list(&outdated).contains(&(Role::Mentee, Task::Renew(Party::Mentee, kind), Some(21))));
}

#[test]
fn whatever_is_open_waits_for_whoever_closes_it() {
    let mut pact = Pact::active();
    pact.does(&mentor(), Command::ProposeAmendment(amendment(amended(), terms(), day(9))));
    pact.does(&third(), Command::DiscloseConflict(disclosure("Anna")));
    pact.does(&mentee(), Command::ReportBoundary { id: id("R-1") });
    assert_eq!(
        list(&pact),
        [
            (Role::Safeguarding, Task::LookIntoReport, Some(9)),
            (Role::Coordinator, Task::AssessConflict, Some(21)),
            (Role::Mentee, Task::Sign, Some(37)),
        ]
    );
    let finding = Finding::Managed { measures: id("measures"), review_on: day(90) };
    pact.does(&another_coordinator(), Command::AssessConflict { number: 0, finding });
    assert!(list(&pact).contains(&(Role::Coordinator, Task::ReviewMeasures, Some(90))));
    let paused = Pact::paused();
    assert_eq!(list(&paused), []);
    assert!(list(&paused.on(37)).contains(&(Role::Mentee, Task::Resume, Some(37))));
    let mut suspended = Pact::active();
    suspended.does(&coordinator(), suspend());
    assert_eq!(list(&suspended), [(Role::Coordinator, Task::EndSuspension, None)]);
}

#[test]
fn at_the_end_both_are_asked_and_then_it_is_closed() {
    let mut pact = Pact::closing();
    let ask = |who| (who, Task::Evaluate, Some(37));
    assert_eq!(list(&pact), [ask(Role::Mentor), ask(Role::Mentee)]);
    pact.does(&mentee(), Command::DeclineEvaluation { moment: Moment::Closing });
    assert_eq!(list(&pact), [ask(Role::Mentor)]);
    let finish = [(Role::Coordinator, Task::FinishClosing, Some(37))];
    assert_eq!(list(&pact.clone().on(38)), finish);
    pact.does(&mentor(), Command::SubmitEvaluation { moment: Moment::Closing });
    assert_eq!(list(&pact), finish);
    pact.does(&coordinator(), Command::FinishClosing { rematch: None });
    assert_eq!(list(&pact), []);
    assert_eq!(list(&Pact::archived()), []);
    assert_eq!(list(&Pact::withdrawn()), []);
}

#[test]
fn every_task_reads_as_something_to_do() {
    let renew = Task::Renew(Party::Mentor, Prerequisite::NonDisclosure);
    assert_eq!(renew.to_string(), "renew the mentor's non-disclosure");
    let prepare = Task::Prepare(Party::Mentee, Prerequisite::Training(id("listening")));
    assert_eq!(prepare.to_string(), "see to the mentee's training `listening`");
    assert_eq!(Task::HoldReview.to_string(), "hold the review");
}
