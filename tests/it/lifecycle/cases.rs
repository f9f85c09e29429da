//! The cases that must be right, each by name.

use mentorship::{
    agreement::{
        Broken, Cadence, Cause, Certificate, Command, EndReason, Event, Initiator, Phase, Prerequisite,
        ReportFinding, ReviewOutcome, Signer, Standing, Term, Validity,
    },
    introduction::{self, Actor, Fit, Ledger, NoPlace, Party, Place, Places, Unfit},
    jiff::civil::date,
};

use super::kit::{
    Meeting, Pact, amended, amendment, coordinator, day, disclosure, end, guardian, id, lasting, mentee,
    mentor, safeguarding, terms, third,
};

#[test]
fn a_signature_on_version_3_while_the_other_edits_is_refused_as_stale_and_then_as_another_text() {
    let mut pact = Pact::drafted();
    for _ in 0..2 {
        let text = Box::new(terms());
        pact.does(&mentor(), Command::ProposeTerms { terms: text, text: id("text") });
    }
    let mut pact = pact.freezes();
    assert_eq!(pact.agreement.versions().to_sign().unwrap().number, 3);
    let signature = pact.order(&mentee(), Command::Sign { hash: terms().hash() });
    pact.does(&mentor(), Command::ReopenDraft);
    pact.does(&mentor(), Command::ProposeTerms { terms: Box::new(amended()), text: id("text") });
    pact.does(&mentor(), Command::FreezeForSigning);
    let refused = pact.agreement.decide(&Order { id: id("late"), ..signature }, &pact.circumstances());
    assert!(matches!(refused.unwrap_err().rule, Broken::Unfit(Unfit::Stale { .. })));
    assert_eq!(pact.refused(&mentee(), Command::Sign { hash: terms().hash() }), Broken::OtherText);
}

use mentorship::introduction::Order;

#[test]
fn a_signature_on_a_superseded_text_is_refused() {
    let mut pact = Pact::active();
    pact.does(&mentor(), Command::ProposeAmendment(amendment(amended(), terms(), day(9))));
    let superseded = Command::SignAmendment { hash: terms().hash() };
    assert_eq!(pact.refused(&mentee(), superseded), Broken::OtherText);
}

#[test]
fn an_amendment_open_at_term_end_is_dropped_and_the_term_ends() {
    let mut pact = Pact::active().on(270);
    pact.does(&mentor(), Command::ProposeAmendment(amendment(amended(), terms(), day(275))));
    let mut pact = pact.on(282);
    assert_eq!(
        pact.refused(&mentee(), Command::SignAmendment { hash: amended().hash() }),
        Broken::TermOver(day(282))
    );
    let events = pact.does(&Actor::Clock, Command::ReachEnd);
    assert_eq!(events, [Event::AmendmentDropped { number: 2 }, Event::TermEnded]);
    let mut early = Pact::active();
    early.does(&mentor(), Command::Renew(amendment(lasting(12), terms(), day(9))));
    let events = early.does(&mentee(), end(Initiator::Mentee, EndReason::Time));
    assert_eq!(events[0], Event::AmendmentDropped { number: 2 });
    assert_eq!(early.agreement.versions().all()[1].standing, Standing::Dropped);
}

#[test]
fn a_start_date_that_passes_while_a_certificate_is_missing_waits_for_the_certificate() {
    let pact = Pact::preparing().on(20);
    assert!(matches!(pact.refused(&Actor::Clock, Command::Start), Broken::Prerequisites(_)));
    let mut pact = pact.prepares();
    pact.does(&Actor::Clock, Command::Start);
    assert_eq!(pact.agreement.started(), Some(day(20)));
    assert_eq!(pact.agreement.calendar().unwrap().end, day(282), "a late start does not move the end");
}

#[test]
fn a_certificate_that_lapses_mid_term_is_flagged_and_the_clock_suspends_after_grace() {
    let mut pact = Pact::active();
    let record = Certificate::Met { version: None, until: Some(day(20)) };
    let (party, kind) = (Party::Mentor, Prerequisite::Screening);
    pact.does(&coordinator(), Command::RecordPrerequisite { party, kind: kind.clone(), record });
    let mut pact = pact.on(21);
    pact.does(&Actor::Clock, Command::LapsePrerequisite { party, kind });
    assert_eq!(pact.agreement.phase(), Phase::Active);
    let mut pact = pact.on(36);
    let cause = mentorship::agreement::SuspensionCause::PrerequisiteLapsed;
    pact.does(&Actor::Clock, Command::Suspend { cause, whose: None });
    assert_eq!(pact.agreement.phase(), Phase::Suspended);
}

#[test]
fn a_new_code_of_conduct_leaves_a_running_pair_running_until_it_comes_back_from_a_pause() {
    let mut pact = Pact::active();
    pact.code_of_conduct = 2;
    let kind = Prerequisite::CodeOfConduct;
    assert_eq!(pact.agreement.prerequisites().on(Party::Mentor, &kind, pact.today, 2), Validity::Outdated);
    let cause = mentorship::agreement::PauseCause::Time;
    pact.does(&mentor(), Command::Pause { cause, until: day(20) });
    let Broken::Prerequisites(missing) = pact.refused(&mentor(), Command::Resume) else { panic!() };
    assert_eq!(missing, [(Party::Mentor, kind.clone()), (Party::Mentee, kind.clone())]);
    for party in Party::BOTH {
        let record = Certificate::Met { version: Some(2), until: None };
        pact.does(&coordinator(), Command::RecordPrerequisite { party, kind: kind.clone(), record });
    }
    pact.does(&mentor(), Command::Resume);
}

#[test]
fn a_conflict_disclosed_by_a_third_person_is_judged_like_any_other() {
    let mut pact = Pact::active();
    pact.does(&third(), Command::DiscloseConflict(disclosure("Anna")));
    assert_eq!(pact.agreement.phase(), Phase::Active, "disclosing decides nothing");
    let finding = introduction::Finding::Disqualifying;
    pact.does(&coordinator(), Command::AssessConflict { number: 0, finding });
    assert_eq!(pact.agreement.phase(), Phase::Suspended);
    assert!(pact.agreement.view(&mentee(), pact.today).conflicts.is_none());
}

#[test]
fn a_coordinator_who_is_a_party_or_conflicted_decides_nothing_but_may_protect() {
    let mut pact = Pact::active();
    pact.does(&third(), Command::DiscloseConflict(disclosure("Carla")));
    let assess = Command::AssessConflict { number: 0, finding: introduction::Finding::Clear };
    for party in ["Anna", "Bo"] {
        let own = Actor::Coordinator(id(party));
        assert_eq!(pact.refused(&own, assess.clone()), Broken::Unfit(Unfit::OwnCase));
    }
    assert_eq!(pact.refused(&coordinator(), assess), Broken::Unfit(Unfit::Conflicted));
    let ends = end(Initiator::Coordinator, EndReason::Time);
    assert_eq!(pact.refused(&coordinator(), ends), Broken::Unfit(Unfit::Conflicted));
    pact.tries(&coordinator(), super::kit::suspend()).unwrap();
    pact.tries(&coordinator(), Command::ReportBoundary { id: id("R-1") }).unwrap();
    let guardian = Pact::with_minor_until(100);
    let own = Actor::Coordinator(id("Gus"));
    let terms = Command::ProposeTerms { terms: Box::new(terms()), text: id("text") };
    assert_eq!(guardian.refused(&own, terms.clone()), Broken::Unfit(Unfit::OwnCase));
    guardian.on(100).tries(&own, terms).unwrap();
}

#[test]
fn a_report_filed_by_the_person_who_is_to_be_reviewed_is_taken_and_the_review_goes_on_not_knowing() {
    let mut pact = Pact::active().on(37);
    pact.does(&Actor::Clock, Command::OpenReview);
    pact.does(&mentor(), Command::ReportBoundary { id: id("R-1") });
    assert!(pact.agreement.view(&coordinator(), pact.today).reports.is_none());
    pact.does(&coordinator(), Command::CloseReview { outcome: ReviewOutcome::Continue });
    assert!(pact.agreement.reports().any_open(), "a review closes no report");
}

#[test]
fn a_report_open_while_the_term_ends_survives_the_end_and_keeps_the_archive_waiting() {
    let mut pact = Pact::active().on(280);
    pact.does(&mentee(), Command::ReportBoundary { id: id("R-1") });
    let mut pact = pact.on(282);
    pact.does(&Actor::Clock, Command::ReachEnd);
    let mut pact = pact.closes();
    assert_eq!(pact.agreement.phase(), Phase::Completed);
    let mut later = pact.clone();
    later.today = date(2032, 1, 1);
    assert_eq!(later.refused(&Actor::Clock, Command::Archive), Broken::OpenReport);
    pact.does(&safeguarding(), Command::CloseReport { id: id("R-1"), finding: ReportFinding::Upheld });
    pact.today = date(2032, 1, 1);
    pact.does(&Actor::Clock, Command::Archive);
}

#[test]
fn what_was_suspended_before_the_start_until_its_term_ended_has_completed_nothing() {
    let mut pact = Pact::preparing();
    pact.does(&coordinator(), super::kit::suspend());
    let mut pact = pact.on(282);
    pact.does(&Actor::Clock, Command::ReachEnd);
    let pact = pact.closes();
    assert_eq!(pact.agreement.phase(), Phase::EndedEarly);
    let then = &pact.agreement.past(&pact.policy)[0];
    assert_eq!(then.outcome, mentorship::people::Outcome::EndedEarly);
}

#[test]
fn of_two_contradictory_end_reasons_the_first_stands_and_the_second_is_refused() {
    let mut pact = Pact::active();
    pact.does(&mentor(), end(Initiator::Mentor, EndReason::GoalsReached));
    let second = pact.refused(&mentee(), end(Initiator::Mentee, EndReason::Conduct));
    assert!(matches!(second, Broken::NotFromHere { .. }));
    assert_eq!(
        pact.agreement.closing().unwrap().cause,
        Cause::Early(Initiator::Mentor, EndReason::GoalsReached)
    );
}

#[test]
fn a_pause_over_the_end_date_moves_the_end_and_one_beyond_the_limit_is_refused() {
    let mut pact = Pact::active().on(270);
    let cause = mentorship::agreement::PauseCause::Away;
    let until = |days| Command::Pause { cause, until: day(days) };
    assert_eq!(pact.refused(&mentor(), until(361)), Broken::PauseTooLong { days: 91, most: 90 });
    pact.does(&mentor(), until(300));
    let pact = pact.on(300);
    assert_eq!(pact.refused(&Actor::Clock, Command::ReachEnd), Broken::NotYet(day(312)));
    let mut over = pact.clone().on(380);
    assert_eq!(over.agreement.ends_on(day(380), &over.policy), Some(day(372)), "at most by the limit");
    over.does(&Actor::Clock, Command::ReachEnd);
    let mut pact = pact;
    pact.does(&mentor(), Command::Resume);
    assert_eq!(pact.agreement.calendar().unwrap().end, day(312));
}

#[test]
fn reopening_after_a_successor_exists_is_refused() {
    let mut pact = Pact::ended_early();
    for party in [mentor(), mentee()] {
        pact.does(&party, Command::Consent);
    }
    pact.successor = Some(id("A-2"));
    assert_eq!(
        pact.refused(&coordinator(), Command::ReopenClosed { reason: id("error") }),
        Broken::Successor
    );
    pact.successor = None;
    pact.does(&coordinator(), Command::ReopenClosed { reason: id("error") });
}

#[test]
fn the_same_command_twice_happens_once_through_whichever_step() {
    let mut pact = Pact::active();
    let commands = [
        (mentor(), Command::ProposeAmendment(amendment(amended(), terms(), day(9)))),
        (mentee(), Command::SignAmendment { hash: amended().hash() }),
        (third(), Command::DiscloseConflict(disclosure("Anna"))),
        (mentor(), Command::ReportBoundary { id: id("R-1") }),
        (coordinator(), Command::AssessConflict { number: 0, finding: introduction::Finding::Disqualifying }),
        (mentor(), end(Initiator::Mentor, EndReason::Time)),
        (mentor(), Command::DeclineEvaluation { moment: mentorship::agreement::Moment::Closing }),
    ];
    for (by, command) in commands {
        let order = pact.order(&by, command.clone());
        pact.does(&by, command);
        let again = pact.agreement.decide(&order, &pact.circumstances());
        assert_eq!(again.unwrap(), [], "{:?}", order.command);
        let other = Order { command: Command::Consent, ..order };
        let refused = pact.agreement.decide(&other, &pact.circumstances()).unwrap_err();
        assert!(matches!(refused.rule, Broken::Unfit(Unfit::IdInUse(_))));
    }
}

#[test]
fn of_two_commands_on_the_same_version_the_second_reads_again() {
    let mut pact = Pact::active();
    let (one, other) = (
        pact.order(&mentor(), end(Initiator::Mentor, EndReason::Time)),
        Order { id: id("other"), ..pact.order(&mentee(), Command::AskNotToBePaired) },
    );
    let entries = pact.agreement.decide(&one, &pact.circumstances()).unwrap();
    pact.takes(entries);
    let refused = pact.agreement.decide(&other, &pact.circumstances()).unwrap_err();
    let actual = pact.agreement.version();
    assert_eq!(refused.rule, Broken::Unfit(Unfit::Stale { expected: actual - 1, actual }));
}

#[test]
fn dates_do_not_go_backwards() {
    let pact = Pact::active().on(6);
    let refused = pact.refused(&mentor(), Command::AskNotToBePaired);
    assert_eq!(refused, Broken::Unfit(Unfit::DateGoesBack { on: day(6), last: day(7) }));
    pact.on(7).tries(&mentor(), Command::AskNotToBePaired).unwrap();
}

#[test]
fn on_the_31st_is_the_last_day_of_a_shorter_month() {
    let monthly = Cadence::monthly_on(31).unwrap();
    let mut meeting = date(2026, 1, 31);
    let mut days = Vec::new();
    for _ in 0..4 {
        meeting = monthly.after(meeting);
        days.push((meeting.month(), meeting.day()));
    }
    assert_eq!(days, [(2, 28), (3, 31), (4, 30), (5, 31)]);
    assert_eq!(Cadence::monthly_on(15).unwrap().after(date(2026, 1, 10)), date(2026, 1, 15));
    assert_eq!(Cadence::monthly_on(15).unwrap().after(date(2026, 12, 15)), date(2027, 1, 15));
    assert_eq!(Cadence::every_weeks(2).unwrap().after(date(2026, 12, 25)), date(2027, 1, 8));
    assert_eq!(
        Cadence::monthly_on(0).unwrap_err().to_string(),
        "a day of the month lies between 1 and 31, not at 0"
    );
    assert!(Cadence::monthly_on(32).is_err() && Cadence::every_weeks(0).is_none());
    assert_eq!(Term { start: date(2026, 8, 31), months: 6 }.end(), date(2027, 2, 28));
    assert_eq!(Cadence::every_weeks(1).unwrap().to_string(), "every week");
    assert_eq!(monthly.to_string(), "every month on day 31");
}

#[test]
fn a_year_from_a_leap_day_ends_on_the_28th_of_february() {
    assert_eq!(Term { start: date(2028, 2, 29), months: 12 }.end(), date(2029, 2, 28));
    assert_eq!(Term { start: date(2028, 2, 29), months: 48 }.end(), date(2032, 2, 29));
}

#[test]
fn a_mentor_who_leaves_with_five_mentees_leaves_each_and_frees_five_seats() {
    let mut ledger = Ledger::default();
    ledger.grant(id("Anna"), Places { talk_slots: 5, seats: 5 });
    let introductions: Vec<_> = (0..5).map(|at| id(&format!("I-{at}"))).collect();
    for introduction in &introductions {
        ledger.hold(ledger.version(), Place::Seat, &[id("Anna")], introduction).unwrap();
    }
    for introduction in &introductions {
        // The rules are those of each pair: one command, no approval.
        let mut pact = Pact::active();
        pact.does(&mentor(), end(Initiator::Mentor, EndReason::Moved));
        let pact = pact.closes();
        ledger.settle(ledger.version(), pact.agreement.holds(), &[id("Anna")], introduction).unwrap();
    }
    assert_eq!(ledger.free(Place::Seat, &id("Anna")), 5);
}

#[test]
fn a_party_who_turns_18_during_the_term_signs_alone_from_that_day() {
    let pact = Pact::with_minor_until(100).drafts().freezes().signs().prepares().starts();
    let first = pact.agreement.versions().agreed().unwrap();
    assert!(first.signed.contains_key(&Signer::GuardianOf(Party::Mentee)));
    pact.tries(&guardian(), end(Initiator::Guardian, EndReason::Time)).unwrap();
    let mut pact = pact.on(100);
    let refused = pact.refused(&guardian(), end(Initiator::Guardian, EndReason::Time));
    assert_eq!(refused, Broken::Unfit(Unfit::NotThatParty(Party::Mentee)));
    pact.does(&mentor(), Command::ProposeAmendment(amendment(amended(), terms(), day(100))));
    pact.does(&mentee(), Command::SignAmendment { hash: amended().hash() });
    assert_eq!(pact.agreement.in_force_on(day(100)).unwrap().number, 2);
}

#[test]
fn a_guardian_asked_before_the_birthday_is_no_longer_needed_once_the_text_is_frozen_again() {
    let mut pact = Pact::with_minor_until(10).drafts().freezes();
    pact.today = day(10);
    pact.does(&mentee(), Command::ReopenDraft);
    let mut pact = pact.freezes();
    for party in [mentor(), mentee()] {
        pact.does(&party, Command::Sign { hash: terms().hash() });
    }
    assert_eq!(pact.agreement.phase(), Phase::Preparing);
}

#[test]
fn of_two_acceptances_of_the_last_seat_one_wins_and_the_other_gets_a_neutral_refusal() {
    let mut ours = Meeting::held();
    let yes = introduction::Command::AnswerFit { fit: Fit::Yes };
    ours.does(&mentor(), yes.clone());
    // Somebody else clicks with Anna minutes before.
    let read = ours.ledger.version();
    ours.ledger.hold(read, Place::Seat, &[id("Anna")], &id("I-9")).unwrap();
    let refused = ours.tries(&mentee(), yes.clone()).unwrap_err();
    assert_eq!(refused.rule, introduction::Broken::NoPlace);
    assert!(!refused.to_string().contains("Anna") && !refused.to_string().contains("I-9"), "{refused}");
    // Both decided on one reading of the ledger: whoever stores second finds it changed.
    let read = ours.ledger.version();
    ours.ledger.release(Place::Seat, &id("I-9"));
    let people = [id("Anna"), id("Bo")];
    let stored = ours.ledger.settle(read, Some(Place::Seat), &people, &id("I-1"));
    assert_eq!(stored, Err(NoPlace::Changed { read }));
    ours.does(&mentee(), yes);
}
