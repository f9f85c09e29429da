//! Agreements: every step, accepted and refused.

use std::collections::BTreeSet;

use mentorship::{
    agreement::{
        Broken, Cause, Certificate, Clause, Closed, Command, Contact, EndReason, Evaluation, Event,
        Initiator, LegalHold, Moment, NotStarted, PauseCause, Phase, Prerequisite, RULES, Record, Rematch,
        Reply, ReportFinding, ReviewOutcome, Signer, Standing, Step, SuspensionCause, Terms, Validity,
    },
    id::Digest,
    introduction::{Actor, Finding, Parties, Party, Place, Unfit},
    people::{Apart, Mode, Outcome},
};

use super::kit::{
    Meeting, Pact, amended, amendment, another_coordinator, coordinator, data_officer, day, disclosure, end,
    everybody, guardian, id, lasting, ledger, mentee, mentor, met, safeguarding, supervisor, suspend, terms,
    third,
};

fn contact(days: i64) -> Command {
    Command::LogContact(Contact { on: day(days), minutes: 60, medium: Mode::InPerson })
}

fn pause(days: i64) -> Command {
    Command::Pause { cause: PauseCause::Health, until: day(days) }
}

fn one_of_each() -> Vec<Command> {
    let hash = terms().hash();
    let change = || amendment(amended(), terms(), day(9));
    let (party, kind) = (Party::Mentor, Prerequisite::Screening);
    vec![
        Command::ProposeTerms { terms: Box::new(terms()), text: id("text-1") },
        Command::FreezeForSigning,
        Command::ReopenDraft,
        Command::Sign { hash },
        met(party, kind.clone()),
        Command::WaivePrerequisite {
            party,
            kind: kind.clone(),
            second: id("Cor"),
            until: day(100),
            reason: id("why"),
        },
        Command::LapsePrerequisite { party, kind },
        Command::Start,
        Command::AbandonPreparation,
        Command::Withdraw { reason: None },
        Command::Supersede { by: id("A-2") },
        Command::Expire,
        contact(8),
        pause(20),
        Command::Resume,
        Command::OpenReview,
        Command::CloseReview { outcome: ReviewOutcome::Continue },
        Command::ProposeAmendment(change()),
        Command::Renew(change()),
        Command::SignAmendment { hash },
        Command::DropAmendment,
        Command::DiscloseConflict(disclosure("Anna")),
        Command::AssessConflict { number: 0, finding: Finding::Clear },
        Command::AppealConflict { number: 0, facts: id("facts"), finding: Finding::Clear },
        Command::ReportBoundary { id: id("R-1") },
        Command::CloseReport { id: id("R-1"), finding: ReportFinding::None },
        suspend(),
        Command::Consent,
        Command::Reinstate,
        Command::ReachEnd,
        end(Initiator::Mentor, EndReason::Time),
        Command::SubmitEvaluation { moment: Moment::Closing },
        Command::DeclineEvaluation { moment: Moment::Closing },
        Command::AskNotToBePaired,
        Command::FinishClosing { rematch: None },
        Command::ReopenClosed { reason: id("why") },
        Command::Archive,
    ]
}

#[test]
fn every_step_is_refused_to_whom_and_from_where_the_rule_book_does_not_have_it() {
    let places = [
        Pact::drafting(),
        Pact::signing(),
        Pact::preparing(),
        Pact::active(),
        Pact::paused(),
        Pact::suspended(),
        Pact::closing(),
        Pact::completed(),
        Pact::ended_early(),
        Pact::withdrawn(),
        Pact::archived(),
    ];
    let phases: Vec<_> = places.iter().map(|pact| pact.agreement.phase()).collect();
    assert_eq!(phases, Phase::ALL);
    for pact in places {
        for command in one_of_each() {
            let step = command.step();
            let who = step.rules().next().unwrap().who;
            let from: Vec<_> = step.rules().flat_map(|rule| rule.from).copied().collect();
            for actor in everybody() {
                let refused = pact.tries(&actor, command.clone()).err().map(|refusal| refusal.rule);
                if matches!(actor, Actor::Guardian(..)) {
                    assert_eq!(refused, Some(Broken::Unfit(Unfit::NotThatParty(Party::Mentee))));
                } else if !who.contains(&actor.role()) {
                    assert_eq!(refused, Some(Broken::NotForRole { role: actor.role(), who }), "{step:?}");
                } else if from.contains(&pact.agreement.phase()) {
                    assert!(!matches!(refused, Some(Broken::NotForRole { .. } | Broken::NotFromHere { .. })));
                } else {
                    assert_eq!(refused, Some(Broken::NotFromHere { from: from.clone() }), "{step:?}");
                }
            }
        }
    }
    let told: BTreeSet<_> = one_of_each().iter().map(Command::step).collect();
    assert_eq!(told, RULES.iter().map(|rule| rule.step).collect(), "one of each");
    assert_eq!(Step::Open.rules().count(), 0);
}

#[test]
fn an_agreement_follows_only_from_a_click() {
    for meeting in [Meeting::proposed(), Meeting::held()] {
        let opened = mentorship::agreement::Agreement::open(
            id("A-1"),
            &meeting.introduction,
            Parties::default(),
            id("first"),
            day(0),
        );
        let told = opened.unwrap_err().to_string();
        assert!(told.ends_with("an agreement follows from one that clicked"), "{told}");
    }
    let pact = Pact::drafting();
    let agreement = &pact.agreement;
    assert_eq!((agreement.id(), agreement.introduction()), (&id("A-1"), &id("I-1")));
    assert_eq!((&agreement.pair().mentor, &agreement.pair().mentee), (&id("M-1"), &id("T-1")));
    assert_eq!(agreement.people().mentee, id("Bo"));
    assert_eq!((agreement.phase(), agreement.since(), agreement.last()), (Phase::Drafting, day(0), day(0)));
}

#[test]
fn what_the_introduction_knew_of_conflicts_travels_on() {
    let mut meeting = Meeting::held();
    meeting.does(&third(), mentorship::introduction::Command::DiscloseConflict(disclosure("Anna")));
    let finding = Finding::Managed { measures: id("measures"), review_on: day(90) };
    meeting.does(&coordinator(), mentorship::introduction::Command::AssessConflict { number: 0, finding });
    for party in [mentor(), mentee()] {
        let fit = mentorship::introduction::Fit::Yes;
        meeting.does(&party, mentorship::introduction::Command::AnswerFit { fit });
    }
    let pact = Pact::of(&meeting, Parties::default());
    assert_eq!(pact.agreement.conflicts(), meeting.introduction.conflicts());
    let notes: Vec<_> = pact.agreement.notes().iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["conflict-note", "measures"]);
}

#[test]
fn terms_are_drafted_when_no_clause_is_missing() {
    let mut pact = Pact::drafting();
    let propose = |terms: Terms| Command::ProposeTerms { terms: Box::new(terms), text: id("text-1") };
    let must = Clause::ALL.into_iter().filter(|clause| *clause != Clause::Reviews);
    assert_eq!(pact.refused(&mentor(), propose(Terms::default())), Broken::Incomplete(must.collect()));
    let mut without = terms();
    without.goals[0].measure = " ".into();
    without.ending = String::new();
    let refused = pact.refused(&mentee(), propose(without));
    assert_eq!(refused, Broken::Incomplete(vec![Clause::Goals, Clause::Ending]));
    assert_eq!(refused.to_string(), "the text does not say yet: goals with measures, how to end");
    assert_eq!(pact.refused(&mentee(), Command::FreezeForSigning), Broken::NoDraft);
    pact.does(&coordinator(), propose(terms()));
    pact.does(&mentee(), propose(amended()));
    let versions = pact.agreement.versions();
    assert_eq!(versions.all().len(), 2);
    assert_eq!(
        (versions.all()[0].standing, versions.all()[1].standing),
        (Standing::Dropped, Standing::Draft)
    );
    let draft = versions.draft().unwrap();
    assert_eq!((draft.number, draft.hash, &draft.author), (2, amended().hash(), &mentee()));
    assert_eq!((draft.written, draft.outline.minutes), (day(0), 90));
}

#[test]
fn a_draft_is_frozen_when_its_dates_fit_and_no_conflict_is_open() {
    let mut pact = Pact::drafted();
    pact.programme = Some(day(0)..=day(200));
    let refused = pact.refused(&mentor(), Command::FreezeForSigning);
    assert_eq!(refused, Broken::OutsideProgramme { start: day(7), end: day(7 + 275) });
    pact.programme = Some(day(8)..=day(400));
    assert!(matches!(pact.refused(&mentor(), Command::FreezeForSigning), Broken::OutsideProgramme { .. }));
    pact.programme = Some(day(7)..=day(282));
    pact.policy.term_days = 274;
    assert_eq!(pact.refused(&mentor(), Command::FreezeForSigning), Broken::TooLong { days: 275, most: 274 });
    pact.policy.term_days = 275;
    pact.does(&third(), Command::DiscloseConflict(disclosure("Anna")));
    assert_eq!(pact.refused(&mentor(), Command::FreezeForSigning), Broken::OpenConflict);
    pact.does(&coordinator(), Command::AssessConflict { number: 0, finding: Finding::Clear });
    let late = pact.clone().on(282);
    assert!(matches!(late.refused(&mentor(), Command::FreezeForSigning), Broken::WrongDate { .. }));
    let events = pact.does(&mentor(), Command::FreezeForSigning);
    assert_eq!(
        events,
        [Event::VersionFrozen {
            number: 1,
            hash: terms().hash(),
            required: Party::BOTH.map(Signer::Party).into(),
            deadline: day(30),
        }]
    );
}

#[test]
fn who_signs_is_settled_when_the_text_is_fixed() {
    let mut pact = Pact::with_minor_until(100).drafts();
    pact.policy.co_signer = mentorship::agreement::CoSigner::Coordinator;
    let events = pact.does(&mentor(), Command::FreezeForSigning);
    let Event::VersionFrozen { required, .. } = &events[0] else { panic!() };
    let both = Party::BOTH.map(Signer::Party);
    let all = both.into_iter().chain([Signer::GuardianOf(Party::Mentee), Signer::Coordinator]).collect();
    assert_eq!(required, &all);
    assert_eq!(
        Pact::signing().refused(&coordinator(), Command::Sign { hash: terms().hash() }),
        Broken::NotASigner
    );
    for signer in [guardian(), coordinator(), mentor()] {
        pact.does(&signer, Command::Sign { hash: terms().hash() });
        assert_eq!(pact.agreement.phase(), Phase::Signing);
    }
    pact.does(&mentee(), Command::Sign { hash: terms().hash() });
    assert_eq!(pact.agreement.phase(), Phase::Preparing);
}

#[test]
fn a_reopened_text_loses_its_signatures() {
    let mut pact = Pact::signing();
    pact.does(&mentee(), Command::Sign { hash: terms().hash() });
    assert_eq!(pact.does(&mentor(), Command::ReopenDraft), [Event::VersionReopened { number: 1 }]);
    let draft = pact.agreement.versions().draft().unwrap();
    assert!(draft.signed.is_empty() && draft.required.is_empty() && draft.deadline.is_none());
    let mut pact = pact.on(20).freezes();
    assert_eq!(pact.agreement.deadline(&pact.policy), Some(day(50)), "a new window");
    pact.does(&mentor(), Command::Sign { hash: terms().hash() });
    assert_eq!(pact.agreement.phase(), Phase::Signing, "the mentee signs again");
}

#[test]
fn each_signs_once_for_themself_the_text_on_the_table_in_time() {
    let mut pact = Pact::signing();
    let sign = || Command::Sign { hash: terms().hash() };
    assert_eq!(pact.refused(&mentor(), Command::Sign { hash: amended().hash() }), Broken::OtherText);
    assert_eq!(
        pact.refused(&Actor::Party(Party::Mentee, id("Anna")), sign()),
        Broken::Unfit(Unfit::NotThatParty(Party::Mentee))
    );
    let events = pact.does(&mentor(), sign());
    let party = Signer::Party(Party::Mentor);
    assert_eq!(events, [Event::VersionSigned { number: 1, hash: terms().hash(), signer: party }]);
    assert_eq!(pact.refused(&mentor(), sign()), Broken::AlreadyDone);
    let late = pact.clone().on(31);
    assert_eq!(late.refused(&mentee(), sign()), Broken::TooLate(day(30)));
    let mut pact = pact.on(30);
    let events = pact.does(&mentee(), sign());
    assert_eq!(events[1], Event::VersionInForce { number: 1, from: day(30) });
    assert_eq!(pact.agreement.phase(), Phase::Preparing);
    assert!(pact.agreement.in_force_on(day(29)).is_none());
    assert_eq!(pact.agreement.in_force_on(day(30)).unwrap().number, 1);
    let calendar = pact.agreement.calendar().unwrap();
    assert_eq!((calendar.term, calendar.start, calendar.end), (1, day(7), day(282)));
    assert_eq!((calendar.paused_days, calendar.paused_since), (0, None));
}

#[test]
fn a_certificate_on_record_is_valid_today() {
    let mut pact = Pact::preparing();
    let record = |until, version| Command::RecordPrerequisite {
        party: Party::Mentor,
        kind: Prerequisite::CodeOfConduct,
        record: Certificate::Met { version, until },
    };
    let on = |pact: &Pact, date| {
        pact.agreement.prerequisites().on(Party::Mentor, &Prerequisite::CodeOfConduct, date, 1)
    };
    assert_eq!(on(&pact, day(0)), Validity::Missing);
    assert!(matches!(pact.refused(&coordinator(), record(Some(day(-1)), Some(1))), Broken::WrongDate { .. }));
    let pending = Command::RecordPrerequisite {
        party: Party::Mentor,
        kind: Prerequisite::CodeOfConduct,
        record: Certificate::Pending,
    };
    pact.does(&Actor::SystemOfRecord, pending);
    assert_eq!(on(&pact, day(0)), Validity::Pending);
    pact.does(&Actor::SystemOfRecord, record(None, None));
    assert_eq!(on(&pact, day(0)), Validity::Outdated, "which version was accepted is not known");
    pact.does(&coordinator(), record(Some(day(0)), Some(1)));
    assert_eq!(
        (on(&pact, day(0)), on(&pact, day(1))),
        (Validity::Valid(Some(day(0))), Validity::Lapsed(day(0)))
    );
    pact.does(&coordinator(), record(None, Some(1)));
    assert_eq!(on(&pact, day(9_000)), Validity::Valid(None));
}

#[test]
fn a_waiver_takes_two_and_ends() {
    let mut pact = Pact::preparing();
    let waive = |second: &str, until, kind| Command::WaivePrerequisite {
        party: Party::Mentor,
        kind,
        second: id(second),
        until: day(until),
        reason: id("why"),
    };
    let screening = || Prerequisite::Screening;
    for not_second in ["Carla", "Anna", "Bo"] {
        assert_eq!(
            pact.refused(&coordinator(), waive(not_second, 90, screening())),
            Broken::SecondPerson,
            "{not_second}"
        );
    }
    pact.conflicted.insert(id("Cor"));
    assert_eq!(pact.refused(&coordinator(), waive("Cor", 90, screening())), Broken::SecondPerson);
    pact.conflicted.clear();
    assert!(matches!(pact.refused(&coordinator(), waive("Cor", -1, screening())), Broken::WrongDate { .. }));
    let events = pact.does(&coordinator(), waive("Cor", 0, screening()));
    assert!(pact.agreement.notes().contains(&id("why")));
    let Event::PrerequisiteWaived { record, .. } = &events[0] else { panic!() };
    assert_eq!(record, &Record::Waived { by: (id("Carla"), id("Cor")), until: day(0) });
    let on = |date| pact.agreement.prerequisites().on(Party::Mentor, &Prerequisite::Screening, date, 1);
    assert_eq!((on(day(0)), on(day(1))), (Validity::Waived(day(0)), Validity::Lapsed(day(0))));
    assert!(on(day(0)).holds() && !on(day(1)).holds());

    let mut minor = Pact::with_minor_until(100).drafts().freezes().signs();
    assert_eq!(minor.refused(&coordinator(), waive("Cor", 90, screening())), Broken::ScreeningOfMinor);
    let training = Prerequisite::Training(id("listening"));
    assert_eq!(minor.refused(&coordinator(), waive("Gus", 90, training.clone())), Broken::SecondPerson);
    minor.does(&coordinator(), Command::DiscloseConflict(disclosure("Cor")));
    assert_eq!(minor.refused(&coordinator(), waive("Cor", 90, training.clone())), Broken::SecondPerson);
    minor.does(&coordinator(), waive("Dora", 90, training));
    let mut of_age = minor.on(100);
    of_age.does(&coordinator(), waive("Dora", 190, screening()));
}

#[test]
fn a_lapse_is_flagged_once_and_lifted_by_a_new_certificate() {
    let mut pact = Pact::active();
    let lapse = |kind| Command::LapsePrerequisite { party: Party::Mentor, kind };
    let screening = || lapse(Prerequisite::Screening);
    assert_eq!(pact.refused(&Actor::Clock, screening()), Broken::NothingLapses);
    let module = Prerequisite::Training(id("listening"));
    assert_eq!(pact.refused(&Actor::Clock, lapse(module)), Broken::NothingLapses);
    let short = Certificate::Met { version: None, until: Some(day(20)) };
    let record =
        |record| Command::RecordPrerequisite { party: Party::Mentor, kind: Prerequisite::Screening, record };
    pact.does(&coordinator(), record(short));
    let mut pact = pact.on(21);
    pact.does(&Actor::Clock, screening());
    assert_eq!(pact.agreement.phase(), Phase::Active, "flagged, not stopped");
    let flagged =
        |pact: &Pact| pact.agreement.prerequisites().flagged(Party::Mentor, &Prerequisite::Screening);
    assert_eq!(flagged(&pact), Some(day(21)));
    assert_eq!(pact.refused(&Actor::Clock, screening()), Broken::NothingLapses);
    pact.does(&coordinator(), record(Certificate::Pending));
    assert_eq!(flagged(&pact), Some(day(21)), "under way is not there");
    pact.does(&coordinator(), record(Certificate::Met { version: None, until: None }));
    assert_eq!((flagged(&pact), pact.agreement.prerequisites().flagged_since()), (None, None));
    pact.code_of_conduct = 2;
    pact.does(&Actor::Clock, lapse(Prerequisite::CodeOfConduct));
    assert_eq!(pact.agreement.prerequisites().flagged_since(), Some(day(21)));
}

#[test]
fn the_two_begin_on_the_day_or_when_a_coordinator_says_so() {
    let pact = Pact::ready();
    assert_eq!(pact.refused(&Actor::Clock, Command::Start), Broken::NotYet(day(7)));
    let mut early = pact.clone();
    early.does(&coordinator(), Command::Start);
    assert_eq!(early.agreement.started(), Some(day(0)));
    let mut pact = pact.on(7);
    assert_eq!(pact.does(&Actor::Clock, Command::Start), [Event::AgreementStarted { first_review: day(37) }]);
    assert_eq!((pact.agreement.phase(), pact.agreement.started()), (Phase::Active, Some(day(7))));
    assert_eq!(pact.agreement.reviews().next(), Some(day(37)));
    assert_eq!(pact.agreement.holds(), Some(Place::Seat));
    let over = Pact::ready().on(282);
    assert_eq!(over.refused(&coordinator(), Command::Start), Broken::TermOver(day(282)));
}

#[test]
fn each_guard_keeps_the_two_from_beginning() {
    let pact = Pact::preparing().on(7);
    let refused = pact.refused(&Actor::Clock, Command::Start);
    let Broken::Prerequisites(missing) = &refused else { panic!("{refused}") };
    assert_eq!(missing.len(), 5);
    assert!(refused.to_string().contains("the mentor's screening, "), "{refused}");
    let mut in_conflict = Pact::ready().on(7);
    in_conflict.does(&third(), Command::DiscloseConflict(disclosure("Anna")));
    assert_eq!(in_conflict.refused(&Actor::Clock, Command::Start), Broken::OpenConflict);
    let mut reported = Pact::ready().on(7);
    reported.does(&mentee(), Command::ReportBoundary { id: id("R-1") });
    assert_eq!(reported.refused(&Actor::Clock, Command::Start), Broken::OpenReport);
}

#[test]
fn preparation_is_given_up_after_its_window() {
    let pact = Pact::preparing().on(60);
    for by in [Actor::Clock, coordinator()] {
        assert_eq!(pact.refused(&by, Command::AbandonPreparation), Broken::NotYet(day(60)));
    }
    let mut pact = pact.on(61);
    let events = pact.does(&coordinator(), Command::AbandonPreparation);
    assert_eq!(events[1], Event::NotStarted { reason: NotStarted::PrerequisiteNotMet });
    let then = &pact.agreement.past(&pact.policy)[0];
    assert_eq!((then.outcome, then.apart), (Outcome::PrerequisiteNotMet, Apart::Until(day(241))));
    assert_eq!(pact.ledger.free(Place::Seat, &id("Anna")), 1);
}

#[test]
fn either_and_a_guardian_withdraw_before_the_start() {
    for pact in [Pact::drafting(), Pact::signing(), Pact::preparing()] {
        for (by, party) in [(mentor(), Party::Mentor), (mentee(), Party::Mentee)] {
            let mut pact = pact.clone();
            let reason = Some(id("why"));
            let events = pact.does(&by, Command::Withdraw { reason: reason.clone() });
            assert_eq!(events[0], Event::PartyWithdrew { party, reason });
            assert_eq!(pact.agreement.not_started(), Some(&NotStarted::Withdrawn(party)));
            assert_eq!(pact.agreement.holds(), None);
            assert!(pact.agreement.notes().contains(&id("why")));
            let then = &pact.agreement.past(&pact.policy)[0];
            assert_eq!((then.outcome, then.apart), (Outcome::Withdrawn, Apart::Until(day(180))));
        }
    }
    let mut pact = Pact::with_minor_until(50);
    pact.does(&guardian(), Command::Withdraw { reason: None });
    assert_eq!(pact.agreement.not_started(), Some(&NotStarted::Withdrawn(Party::Mentee)));
}

#[test]
fn drafts_are_superseded_and_windows_close() {
    let mut pact = Pact::drafting();
    let events = pact.does(&Actor::System, Command::Supersede { by: id("A-2") });
    assert_eq!(events[1], Event::NotStarted { reason: NotStarted::Superseded(id("A-2")) });
    let then = &pact.agreement.past(&pact.policy)[0];
    assert_eq!((then.outcome, then.apart), (Outcome::Superseded, Apart::No));
    for pact in [Pact::drafting(), Pact::signing()] {
        let phase = pact.agreement.phase();
        let pact = pact.on(30);
        assert_eq!(pact.refused(&Actor::Clock, Command::Expire), Broken::NotYet(day(30)));
        let mut pact = pact.on(31);
        let events = pact.does(&Actor::Clock, Command::Expire);
        let reason = NotStarted::Expired(phase);
        assert_eq!(events, [Event::StageExpired { phase }, Event::NotStarted { reason }]);
        let then = &pact.agreement.past(&pact.policy)[0];
        assert_eq!((then.outcome, then.apart), (Outcome::Expired, Apart::Until(day(211))));
    }
}

#[test]
fn a_meeting_is_logged_inside_the_term_and_not_in_the_future() {
    let mut pact = Pact::active().on(20);
    for wrong in [6, 21] {
        assert!(matches!(pact.refused(&mentor(), contact(wrong)), Broken::WrongDate { .. }), "{wrong}");
    }
    pact.does(&mentor(), contact(20));
    pact.does(&mentee(), contact(7));
    assert_eq!(pact.agreement.contacts().all().len(), 2);
    assert_eq!(pact.agreement.contacts().last(), Some(day(20)));
    assert_eq!(pact.agreement.silent_since(), Some(day(20)));
    let mut late = pact.on(290);
    assert!(matches!(late.refused(&mentor(), contact(283)), Broken::WrongDate { .. }));
    late.does(&mentor(), contact(282));
}

#[test]
fn a_pause_is_bounded_and_moves_the_end_by_its_days() {
    let mut pact = Pact::active().on(10);
    assert!(matches!(pact.refused(&mentor(), pause(10)), Broken::WrongDate { .. }));
    assert_eq!(pact.refused(&mentor(), pause(101)), Broken::PauseTooLong { days: 91, most: 90 });
    let cause = PauseCause::Health;
    assert_eq!(pact.does(&mentor(), pause(100)), [Event::Paused { cause, until: day(100) }]);
    assert_eq!((pact.agreement.phase(), pact.agreement.silent_since()), (Phase::Paused, None));
    assert_eq!(pact.agreement.holds(), Some(Place::Seat), "the seat is kept");
    assert_eq!(pact.agreement.ends_on(day(15), &pact.policy), Some(day(287)));
    let mut pact = pact.on(30);
    assert_eq!(pact.refused(&mentee(), Command::Resume), Broken::NotThePauser);
    assert_eq!(pact.does(&mentor(), Command::Resume), [Event::Resumed { end: day(302) }]);
    let calendar = pact.agreement.calendar().unwrap();
    assert_eq!((calendar.paused_days, calendar.paused_since, calendar.end), (20, None, day(302)));
    assert_eq!(pact.refused(&mentee(), pause(101)), Broken::PauseTooLong { days: 91, most: 90 });
    pact.does(&mentee(), pause(100));
    pact.does(&coordinator(), Command::Resume);
    let over = Pact::active().on(282);
    assert_eq!(over.refused(&mentor(), pause(283)), Broken::TermOver(day(282)));
}

#[test]
fn where_paused_time_counts_the_end_stays() {
    let mut pact = Pact::active().on(10);
    pact.policy.paused_time = mentorship::agreement::PausedTime::Counts;
    pact.does(&mentor(), pause(50));
    let mut pact = pact.on(40);
    assert_eq!(pact.does(&mentor(), Command::Resume), [Event::Resumed { end: day(282) }]);
}

#[test]
fn each_guard_keeps_the_two_from_going_on_after_a_pause() {
    let mut reported = Pact::paused();
    reported.does(&mentor(), Command::ReportBoundary { id: id("R-1") });
    assert_eq!(reported.refused(&mentee(), Command::Resume), Broken::NotAtPresent, "a report is sealed");
    assert_eq!(reported.refused(&coordinator(), Command::Resume), Broken::OpenReport);
    let mut in_conflict = Pact::paused();
    in_conflict.does(&third(), Command::DiscloseConflict(disclosure("Anna")));
    assert_eq!(in_conflict.refused(&coordinator(), Command::Resume), Broken::OpenConflict);
    let mut outdated = Pact::paused();
    outdated.code_of_conduct = 2;
    assert!(matches!(outdated.refused(&mentee(), Command::Resume), Broken::Prerequisites(_)));
}

#[test]
fn reviews_come_early_then_by_cadence_and_lead_to_something() {
    let pact = Pact::active().on(36);
    assert_eq!(pact.refused(&Actor::Clock, Command::OpenReview), Broken::NotYet(day(37)));
    let close = |outcome| Command::CloseReview { outcome };
    assert_eq!(pact.refused(&coordinator(), close(ReviewOutcome::End)), Broken::NoReview);
    let mut pact = pact.on(37);
    assert_eq!(pact.does(&Actor::Clock, Command::OpenReview), [Event::ReviewDue]);
    assert_eq!((pact.agreement.reviews().due(), pact.agreement.reviews().next()), (Some(day(37)), None));
    assert_eq!(pact.refused(&Actor::Clock, Command::OpenReview), Broken::NoReview);
    let mut pact = pact.on(40);
    let outcome = ReviewOutcome::Amend;
    assert_eq!(pact.does(&coordinator(), close(outcome)), [Event::ReviewHeld { outcome, next: day(130) }]);
    assert_eq!(pact.agreement.reviews().held(), [(day(40), outcome)]);
    assert_eq!(pact.agreement.reviews().due(), None);
    let mut often = terms();
    often.review_days = Some(14);
    let change = amendment(often.clone(), terms(), day(40));
    pact.does(&mentor(), Command::ProposeAmendment(change));
    pact.does(&mentee(), Command::SignAmendment { hash: often.hash() });
    let mut pact = pact.on(130);
    pact.does(&Actor::Clock, Command::OpenReview);
    pact.does(&coordinator(), close(ReviewOutcome::Continue));
    assert_eq!(pact.agreement.reviews().next(), Some(day(144)), "as the two agreed");
}

#[test]
fn an_amendment_is_in_force_when_all_have_signed_and_never_before() {
    let mut pact = Pact::active().on(20);
    let change = |effective| Command::ProposeAmendment(amendment(amended(), terms(), day(effective)));
    let nothing = Command::ProposeAmendment(amendment(terms(), terms(), day(20)));
    assert_eq!(pact.refused(&mentor(), nothing), Broken::NothingChanges);
    let other = Command::ProposeAmendment(amendment(terms(), amended(), day(20)));
    assert_eq!(pact.refused(&mentor(), other), Broken::OtherText);
    let longer = Command::ProposeAmendment(amendment(lasting(12), terms(), day(20)));
    assert_eq!(pact.refused(&mentor(), longer), Broken::MovesTheTerm);
    let mut incomplete = amended();
    incomplete.limits = String::new();
    let incomplete = Command::ProposeAmendment(amendment(incomplete, terms(), day(20)));
    assert_eq!(pact.refused(&mentor(), incomplete), Broken::Incomplete(vec![Clause::Limits]));
    for wrong in [19, 283] {
        assert!(matches!(pact.refused(&mentor(), change(wrong)), Broken::WrongDate { .. }));
    }
    let events = pact.does(&mentor(), change(25));
    let Event::AmendmentProposed { changed, required, author, deadline, .. } = &events[0] else { panic!() };
    assert!(pact.agreement.notes().contains(&id("text-2")));
    assert_eq!(changed, &[Clause::Meetings].into());
    assert_eq!((required.len(), *author, *deadline), (2, Signer::Party(Party::Mentor), day(50)));
    assert_eq!(pact.refused(&mentee(), change(25)), Broken::AmendmentOpen);
    let sign = || Command::SignAmendment { hash: amended().hash() };
    assert_eq!(pact.refused(&mentor(), sign()), Broken::AlreadyDone, "proposing is signing");
    assert_eq!(pact.refused(&coordinator(), sign()), Broken::NotASigner);
    assert_eq!(pact.refused(&mentee(), Command::SignAmendment { hash: terms().hash() }), Broken::OtherText);
    assert_eq!(pact.clone().on(51).refused(&mentee(), sign()), Broken::TooLate(day(50)));
    let mut late = pact.clone().on(30);
    assert_eq!(late.does(&mentee(), sign())[1], Event::VersionInForce { number: 2, from: day(30) });
    assert_eq!(late.agreement.in_force_on(day(29)).unwrap().number, 1, "never before all have signed");
    pact.does(&mentee(), sign());
    let in_force = |days| pact.agreement.in_force_on(day(days)).unwrap().number;
    assert_eq!((in_force(24), in_force(25), in_force(200)), (1, 2, 2), "from its effective date");
    assert_eq!(pact.agreement.versions().agreed().unwrap().number, 2);
    assert_eq!(pact.agreement.phase(), Phase::Active);
    assert_eq!(pact.refused(&mentee(), sign()), Broken::NoAmendment);
}

#[test]
fn an_amendment_is_dropped_by_a_signer_or_by_the_clock_in_time() {
    let mut pact = Pact::active();
    assert_eq!(pact.refused(&mentee(), Command::DropAmendment), Broken::NoAmendment);
    pact.does(&mentor(), Command::ProposeAmendment(amendment(amended(), terms(), day(9))));
    assert_eq!(pact.refused(&coordinator(), Command::DropAmendment), Broken::NotASigner);
    assert_eq!(pact.clone().on(37).refused(&Actor::Clock, Command::DropAmendment), Broken::NotYet(day(37)));
    let mut lapsed = pact.clone().on(38);
    lapsed.does(&Actor::Clock, Command::DropAmendment);
    for by in [mentor(), mentee()] {
        let mut pact = pact.clone();
        assert_eq!(pact.does(&by, Command::DropAmendment), [Event::AmendmentDropped { number: 2 }]);
        assert_eq!(pact.agreement.in_force_on(day(9_000)).unwrap().number, 1);
        assert!(pact.agreement.versions().to_sign().is_none());
    }
}

#[test]
fn a_renewal_moves_the_end_forward_within_limits() {
    let mut pact = Pact::active().on(200);
    let renew = |months| Command::Renew(amendment(lasting(months), terms(), day(200)));
    assert_eq!(pact.refused(&mentor(), renew(8)), Broken::NotLonger(day(282)));
    let mut moved = lasting(12);
    moved.term = Some(mentorship::agreement::Term { start: day(8), months: 12 });
    let moved = Command::Renew(amendment(moved, terms(), day(200)));
    assert_eq!(pact.refused(&mentor(), moved), Broken::NotLonger(day(282)));
    pact.policy.term_days = 365;
    assert_eq!(pact.refused(&mentor(), renew(13)), Broken::TooLong { days: 396, most: 365 });
    pact.does(&mentee(), renew(12));
    let events = pact.does(&mentor(), Command::SignAmendment { hash: lasting(12).hash() });
    assert_eq!(events[2], Event::TermRenewed { term: 2, end: day(372) });
    assert_eq!(pact.agreement.calendar().map(|c| (c.term, c.end)), Some((2, day(372))));
    pact.policy.renewals = 1;
    let again = Command::Renew(amendment(lasting(13), lasting(12), day(200)));
    assert_eq!(pact.refused(&mentor(), again), Broken::EnoughRenewals(1));
    let late = Pact::active().on(282);
    assert_eq!(late.refused(&mentor(), renew(12)), Broken::TermOver(day(282)));
}

#[test]
fn a_conflict_is_judged_by_somebody_without_an_interest_and_disqualifies_by_where_it_stands() {
    let assess = |finding| Command::AssessConflict { number: 0, finding };
    let disclose = || Command::DiscloseConflict(disclosure("Anna"));
    let mut future = disclosure("Anna");
    future.since = Some(day(8));
    let pact = Pact::active();
    assert!(matches!(
        pact.refused(&third(), Command::DiscloseConflict(future.clone())),
        Broken::WrongDate { .. }
    ));
    future.since = Some(day(7));
    pact.tries(&third(), Command::DiscloseConflict(future)).unwrap();
    assert_eq!(pact.refused(&coordinator(), assess(Finding::Clear)), Broken::NoSuchConflict);
    for unstarted in [Pact::drafting(), Pact::signing(), Pact::preparing()] {
        let mut pact = unstarted;
        pact.does(&mentee(), disclose());
        pact.does(&coordinator(), assess(Finding::Disqualifying));
        assert_eq!(pact.agreement.not_started(), Some(&NotStarted::Conflict));
        let then = &pact.agreement.past(&pact.policy)[0];
        assert_eq!((then.outcome, then.apart), (Outcome::Conflict, Apart::UntilLifted));
    }
    for running in [Pact::active(), Pact::paused(), Pact::suspended()] {
        let mut pact = running;
        pact.does(&mentee(), disclose());
        let events = pact.does(&coordinator(), assess(Finding::Disqualifying));
        assert_eq!(events.len(), if pact.log.len() > 20 { 1 } else { events.len() });
        assert_eq!(pact.agreement.phase(), Phase::Suspended);
    }
    let mut managed = Pact::active();
    managed.does(&supervisor(), disclose());
    let finding = Finding::Managed { measures: id("measures"), review_on: day(90) };
    managed.does(&coordinator(), assess(finding));
    assert_eq!(managed.agreement.phase(), Phase::Active);
    for note in ["measures", "conflict-note"] {
        assert!(managed.agreement.notes().contains(&id(note)), "{note}");
    }
    assert_eq!(managed.refused(&coordinator(), assess(Finding::Clear)), Broken::NoSuchConflict);
}

#[test]
fn an_appeal_goes_to_somebody_else_and_replaces_the_finding() {
    let mut pact = Pact::active();
    pact.does(&mentee(), Command::DiscloseConflict(disclosure("Anna")));
    pact.does(&coordinator(), Command::AssessConflict { number: 0, finding: Finding::Disqualifying });
    let appeal = |number, finding| Command::AppealConflict { number, facts: id("facts"), finding };
    assert_eq!(pact.refused(&coordinator(), appeal(0, Finding::Clear)), Broken::SameAssessor);
    assert_eq!(pact.refused(&another_coordinator(), appeal(1, Finding::Clear)), Broken::NoSuchConflict);
    for party in [mentor(), mentee()] {
        pact.does(&party, Command::Consent);
    }
    assert_eq!(pact.refused(&coordinator(), Command::Reinstate), Broken::OpenConflict);
    let finding = Finding::Managed { measures: id("measures"), review_on: day(90) };
    pact.does(&another_coordinator(), appeal(0, finding));
    assert!(
        pact.agreement.notes().contains(&id("facts")) && pact.agreement.notes().contains(&id("measures"))
    );
    assert_eq!(pact.refused(&coordinator(), appeal(0, Finding::Clear)), Broken::NoSuchConflict);
    pact.does(&coordinator(), Command::Reinstate);
    assert_eq!(pact.agreement.phase(), Phase::Active);
}

#[test]
fn a_report_is_sealed_and_closed_by_the_safeguarding_person_even_after_the_end() {
    let mut pact = Pact::active();
    let report = || Command::ReportBoundary { id: id("R-1") };
    let close = |report: &str| Command::CloseReport { id: id(report), finding: ReportFinding::Measures };
    assert_eq!(pact.does(&mentor(), report()), [Event::BoundaryReported { id: id("R-1") }]);
    assert_eq!(pact.log.last().unwrap().by, Actor::System, "the log does not say who");
    assert!(!serde_json::to_string(pact.log.last().unwrap()).unwrap().contains("Anna"));
    assert_eq!(pact.refused(&mentee(), report()), Broken::Report);
    assert_eq!(pact.refused(&safeguarding(), close("R-2")), Broken::Report);
    pact.does(&mentee(), end(Initiator::Mentee, EndReason::Conduct));
    let mut pact = pact.closes();
    assert_eq!(pact.agreement.phase(), Phase::EndedEarly);
    let own = Actor::Safeguarding(id("Anna"));
    assert_eq!(pact.refused(&own, close("R-1")), Broken::Unfit(Unfit::OwnCase));
    pact.does(&safeguarding(), close("R-1"));
    assert_eq!(pact.agreement.reports().finding(&id("R-1")), Some(ReportFinding::Measures));
    assert_eq!(pact.agreement.reports().finding(&id("R-2")), None);
    assert_eq!(pact.refused(&safeguarding(), close("R-1")), Broken::Report);
}

#[test]
fn people_suspend_at_once_and_the_clock_after_the_days_of_grace() {
    let mut pact = Pact::active();
    let cause = SuspensionCause::PrerequisiteLapsed;
    let by_clock = || Command::Suspend { cause, whose: None };
    let conflict = Command::Suspend { cause: SuspensionCause::Conflict, whose: None };
    assert_eq!(pact.refused(&coordinator(), conflict), Broken::AssessFirst);
    assert_eq!(pact.refused(&Actor::Clock, by_clock()), Broken::NoGraceOver);
    pact.code_of_conduct = 2;
    let (party, kind) = (Party::Mentee, Prerequisite::CodeOfConduct);
    pact.does(&Actor::Clock, Command::LapsePrerequisite { party, kind });
    assert_eq!(pact.clone().on(21).refused(&Actor::Clock, by_clock()), Broken::NoGraceOver);
    let mut pact = pact.on(22);
    assert_eq!(pact.refused(&Actor::Clock, suspend()), Broken::NoGraceOver, "for no other cause");
    pact.does(&Actor::Clock, by_clock());
    assert_eq!((pact.agreement.phase(), pact.agreement.holds()), (Phase::Suspended, Some(Place::Seat)));

    let mut paused = Pact::paused().on(17);
    let events = paused.does(&safeguarding(), suspend());
    let cause = SuspensionCause::Other;
    assert_eq!(events, [Event::Suspended { cause, whose: None, end: day(292) }], "ten days of pause");
    assert_eq!(
        paused.agreement.ends_on(day(100), &paused.policy),
        Some(day(292)),
        "a suspension moves nothing"
    );
    assert_eq!(paused.agreement.calendar().unwrap().paused_days, 10);
}

#[test]
fn a_suspension_is_lifted_with_the_consent_of_all_who_sign() {
    let mut pact = Pact::with_minor_until(100).drafts().freezes().signs().prepares().starts();
    pact.does(&coordinator(), suspend());
    pact.does(&mentor(), Command::Consent);
    assert_eq!(pact.refused(&mentor(), Command::Consent), Broken::AlreadyDone);
    pact.does(&mentee(), Command::Consent);
    let refused = pact.refused(&coordinator(), Command::Reinstate);
    assert_eq!(refused, Broken::NoConsent(vec![Signer::GuardianOf(Party::Mentee)]));
    let mut of_age = pact.clone().on(100);
    of_age.does(&coordinator(), Command::Reinstate);
    pact.does(&guardian(), Command::Consent);
    assert_eq!(pact.does(&coordinator(), Command::Reinstate), [Event::Reinstated]);
    assert_eq!(pact.agreement.phase(), Phase::Active);
    pact.does(&coordinator(), suspend());
    assert!(
        matches!(pact.refused(&coordinator(), Command::Reinstate), Broken::NoConsent(missing) if missing.len() == 3)
    );
}

#[test]
fn each_guard_keeps_a_suspension_in_place() {
    let agreed = || {
        let mut pact = Pact::suspended();
        for party in [mentor(), mentee()] {
            pact.does(&party, Command::Consent);
        }
        pact
    };
    let mut reported = agreed();
    reported.does(&mentor(), Command::ReportBoundary { id: id("R-1") });
    assert_eq!(reported.refused(&coordinator(), Command::Reinstate), Broken::OpenReport);
    let mut outdated = agreed();
    outdated.code_of_conduct = 2;
    assert!(matches!(outdated.refused(&coordinator(), Command::Reinstate), Broken::Prerequisites(_)));
    let over = agreed().on(282);
    assert_eq!(over.refused(&coordinator(), Command::Reinstate), Broken::TermOver(day(282)));
}

#[test]
fn what_was_suspended_before_the_start_goes_back_to_preparing() {
    let mut pact = Pact::preparing();
    pact.does(&coordinator(), suspend());
    for party in [mentor(), mentee()] {
        pact.does(&party, Command::Consent);
    }
    pact.does(&mentor(), Command::ReportBoundary { id: id("R-1") });
    assert_eq!(pact.refused(&coordinator(), Command::Reinstate), Broken::OpenReport);
    pact.does(&safeguarding(), Command::CloseReport { id: id("R-1"), finding: ReportFinding::None });
    pact.does(&third(), Command::DiscloseConflict(disclosure("Anna")));
    assert_eq!(pact.refused(&coordinator(), Command::Reinstate), Broken::OpenConflict);
    pact.does(&coordinator(), Command::AssessConflict { number: 0, finding: Finding::Clear });
    pact.does(&coordinator(), Command::Reinstate);
    assert_eq!((pact.agreement.phase(), pact.agreement.started()), (Phase::Preparing, None));
}

#[test]
fn the_clock_closes_at_the_end_of_the_term() {
    for pact in [Pact::active(), Pact::suspended()] {
        let pact = pact.on(281);
        assert_eq!(pact.refused(&Actor::Clock, Command::ReachEnd), Broken::NotYet(day(282)));
        let mut pact = pact.on(282);
        assert_eq!(pact.does(&Actor::Clock, Command::ReachEnd), [Event::TermEnded]);
        let closing = pact.agreement.closing().unwrap();
        assert_eq!((closing.on, closing.cause, closing.closed), (day(282), Cause::TermEnd, None));
        assert_eq!(pact.agreement.holds(), Some(Place::Seat), "until it is closed");
    }
}

#[test]
fn anybody_concerned_ends_it_at_once_in_their_own_name() {
    let own = [
        (mentor(), Initiator::Mentor),
        (mentee(), Initiator::Mentee),
        (guardian(), Initiator::Guardian),
        (coordinator(), Initiator::Coordinator),
        (safeguarding(), Initiator::Safeguarding),
    ];
    let minor = Pact::with_minor_until(1000).drafts().freezes().signs().prepares().starts();
    for (by, initiator) in &own {
        for (_, other) in &own {
            let tried = minor.tries(by, end(*other, EndReason::Other)).err().map(|refusal| refusal.rule);
            let expected = (other != initiator).then_some(Broken::NotThatInitiator);
            assert_eq!(tried, expected, "{by:?} {other:?}");
        }
        let external = minor.tries(by, end(Initiator::External, EndReason::Moved)).is_ok();
        assert_eq!(external, *by == coordinator(), "{by:?}");
        for reason in [EndReason::PrerequisiteLapsed, EndReason::ProgrammeStopped] {
            let tried = minor.tries(by, end(*initiator, reason)).err().map(|refusal| refusal.rule);
            assert_eq!(tried, by.side().map(|_| Broken::NotThatReason), "{by:?}");
        }
        let mut pact = minor.clone();
        pact.does(by, end(*initiator, EndReason::Conduct));
        let closing = pact.agreement.closing().unwrap();
        assert_eq!(closing.cause, Cause::Early(*initiator, EndReason::Conduct));
        assert_eq!(pact.agreement.phase(), Phase::Closing);
    }
    for pact in [Pact::paused(), Pact::suspended()] {
        pact.tries(&mentee(), end(Initiator::Mentee, EndReason::Time)).unwrap();
    }
    let talk = |talk_on| Command::EndEarly {
        initiator: Initiator::Mentor,
        reason: EndReason::Time,
        note: Some(id("note")),
        talk_on: Some(day(talk_on)),
    };
    let mut pact = Pact::active();
    assert!(matches!(pact.refused(&mentor(), talk(6)), Broken::WrongDate { .. }));
    pact.does(&mentor(), talk(21));
    assert_eq!(pact.agreement.phase(), Phase::Closing, "a talk in two weeks delays nothing");
    assert!(pact.agreement.notes().contains(&id("note")));
}

#[test]
fn evaluations_come_when_they_are_asked_for() {
    let submit = |moment| Command::SubmitEvaluation { moment };
    let decline = |moment| Command::DeclineEvaluation { moment };
    let mut pact = Pact::preparing();
    assert_eq!(pact.refused(&mentor(), submit(Moment::Interim)), Broken::NotNow);
    assert_eq!(pact.refused(&mentor(), submit(Moment::Closing)), Broken::NotNow);
    pact.does(&mentor(), submit(Moment::Baseline));
    assert_eq!(pact.refused(&mentor(), submit(Moment::Baseline)), Broken::AlreadyDone);
    pact.does(&mentee(), decline(Moment::Baseline));
    assert_eq!(pact.refused(&mentee(), decline(Moment::Baseline)), Broken::AlreadyDone);
    let mut pact = pact.prepares().starts();
    pact.does(&mentee(), submit(Moment::Baseline));
    assert_eq!(pact.refused(&mentee(), decline(Moment::Baseline)), Broken::AlreadyDone);
    pact.does(&mentor(), submit(Moment::Interim));
    pact.does(&mentor(), submit(Moment::Interim));
    assert_eq!(pact.refused(&mentor(), submit(Moment::Closing)), Broken::NotNow);
    pact.does(&mentor(), end(Initiator::Mentor, EndReason::Time));
    assert_eq!(pact.refused(&mentor(), submit(Moment::Interim)), Broken::NotNow);
    assert_eq!(pact.clone().on(38).refused(&mentor(), submit(Moment::Closing)), Broken::TooLate(day(37)));
    let mut pact = pact.on(37);
    let (party, moment, reply) = (Party::Mentee, Moment::Closing, Reply::Declined);
    assert_eq!(pact.does(&mentee(), decline(moment)), [Event::EvaluationAnswered { party, moment, reply }]);
    pact.does(&mentor(), submit(moment));
    pact.does(&coordinator(), Command::FinishClosing { rematch: None });
    pact.does(&mentee(), submit(moment));
    let on = |party, date| pact.agreement.evaluations().on(moment, party, date, day(37));
    assert_eq!(on(Party::Mentor, day(90)), Evaluation::Received(day(37)));
    let nothing = Pact::closing();
    let on = |date| nothing.agreement.evaluations().on(moment, Party::Mentor, date, day(37));
    assert_eq!((on(day(37)), on(day(38))), (Evaluation::Open, Evaluation::Missed));
    let mut declined = Pact::closing();
    declined.does(&mentor(), decline(moment));
    let on = declined.agreement.evaluations().on(moment, Party::Mentor, day(90), day(37));
    assert_eq!(on, Evaluation::Declined(day(7)));
}

#[test]
fn closing_waits_for_evaluations_but_not_for_ever() {
    let finish = |rematch| Command::FinishClosing { rematch };
    let pact = Pact::closing().on(37);
    for by in [Actor::Clock, coordinator()] {
        assert_eq!(pact.refused(&by, finish(None)), Broken::EvaluationsOpen(day(37)));
    }
    let mut pact = pact.on(38);
    let no = Parties { mentor: Rematch::No { reason: id("why-not") }, mentee: Rematch::NotUntil(day(90)) };
    assert_eq!(pact.refused(&Actor::Clock, finish(Some(no.clone()))), Broken::ClockJudges);
    let mut by_clock = pact.clone();
    by_clock.does(&Actor::Clock, finish(None));
    let closing = by_clock.agreement.closing().unwrap();
    assert_eq!(closing.closed, Some((day(38), Closed::EndedEarly)));
    assert_eq!(closing.available_from(Party::Mentor), Some(day(68)), "after thirty days of rest");
    assert_eq!(pact.agreement.closing().unwrap().available_from(Party::Mentor), None, "not closed yet");
    pact.does(&coordinator(), finish(Some(no)));
    let closing = pact.agreement.closing().unwrap();
    assert_eq!(closing.available_from(Party::Mentor), None);
    assert_eq!(closing.available_from(Party::Mentee), Some(day(90)));
    assert!(pact.agreement.notes().contains(&id("why-not")));
    assert_eq!((pact.agreement.holds(), pact.ledger.free(Place::Seat, &id("Bo"))), (None, 1));
    let mut soon = Pact::closing();
    soon.does(&mentor(), Command::SubmitEvaluation { moment: Moment::Closing });
    assert!(matches!(soon.refused(&coordinator(), finish(None)), Broken::EvaluationsOpen(_)), "one is open");
    soon.does(&mentee(), Command::DeclineEvaluation { moment: Moment::Closing });
    let until = Parties { mentor: Rematch::NotUntil(day(8)), mentee: Rematch::Yes };
    soon.does(&coordinator(), finish(Some(until)));
    assert_eq!(
        soon.agreement.closing().unwrap().available_from(Party::Mentor),
        Some(day(37)),
        "rest comes first"
    );
}

#[test]
fn how_it_ended_says_how_long_the_two_are_kept_apart() {
    let told = |pact: &Pact| -> Vec<_> {
        pact.agreement.past(&pact.policy).into_iter().map(|past| (past.outcome, past.apart)).collect()
    };
    assert_eq!(told(&Pact::active()), []);
    assert_eq!(told(&Pact::closing()), []);
    assert_eq!(told(&Pact::completed()), [(Outcome::Completed, Apart::No)]);
    let mut at_term = Pact::active().on(282);
    at_term.does(&Actor::Clock, Command::ReachEnd);
    assert_eq!(told(&at_term.closes()), [(Outcome::Completed, Apart::No)]);
    for (reason, apart) in [
        (EndReason::Moved, Apart::No),
        (EndReason::NoFit, Apart::UntilLifted),
        (EndReason::Conduct, Apart::UntilLifted),
        (EndReason::Conflict, Apart::UntilLifted),
    ] {
        let mut pact = Pact::active();
        pact.does(&mentor(), end(Initiator::Mentor, reason));
        assert_eq!(told(&pact.closes()), [(Outcome::EndedEarly, apart)], "{reason}");
    }
    let mut conflict = Pact::active();
    conflict.does(&third(), Command::DiscloseConflict(disclosure("Anna")));
    conflict.does(&coordinator(), Command::AssessConflict { number: 0, finding: Finding::Disqualifying });
    conflict.does(&mentor(), end(Initiator::Mentor, EndReason::Time));
    assert_eq!(told(&conflict.closes()), [(Outcome::EndedEarly, Apart::UntilLifted)], "the finding stands");
    let mut asked = Pact::completed();
    asked.does(&mentee(), Command::AskNotToBePaired);
    assert_eq!(asked.refused(&mentee(), Command::AskNotToBePaired), Broken::AlreadyDone);
    assert_eq!(told(&asked), [(Outcome::Completed, Apart::No), (Outcome::DoNotPair, Apart::ForGood)]);
    assert_eq!(asked.agreement.not_again(), &Parties { mentor: false, mentee: true });
}

#[test]
fn what_was_closed_in_error_is_reopened_in_time_with_all_guards() {
    let reopen = || Command::ReopenClosed { reason: id("error") };
    let agreed = || {
        let mut pact = Pact::ended_early();
        for party in [mentor(), mentee()] {
            pact.does(&party, Command::Consent);
        }
        pact
    };
    let unasked = Pact::ended_early();
    assert!(
        matches!(unasked.refused(&coordinator(), reopen()), Broken::NoConsent(missing) if missing.len() == 2)
    );
    assert_eq!(agreed().on(38).refused(&coordinator(), reopen()), Broken::TooLate(day(37)));
    let mut outdated = agreed();
    outdated.code_of_conduct = 2;
    assert!(matches!(outdated.refused(&coordinator(), reopen()), Broken::Prerequisites(_)));
    let mut taken = agreed();
    let other = taken.ledger.version();
    taken.ledger.hold(other, Place::Seat, &[id("Anna")], &id("I-9")).unwrap();
    assert_eq!(taken.refused(&coordinator(), reopen()), Broken::NoPlace);
    let mut pact = agreed().on(37);
    pact.does(&coordinator(), reopen());
    assert_eq!((pact.agreement.phase(), pact.agreement.closing()), (Phase::Active, None));
    assert!(!pact.agreement.evaluations().answered(Moment::Closing, Party::Mentor), "it was not the end");
    assert_eq!(pact.ledger.free(Place::Seat, &id("Anna")), 0);
    assert!(pact.agreement.notes().contains(&id("error")));
    pact.does(&mentor(), end(Initiator::Mentor, EndReason::Time));
    let pact = pact.closes();
    assert!(matches!(pact.refused(&coordinator(), reopen()), Broken::NoConsent(_)), "consent is asked anew");
}

#[test]
fn it_is_archived_after_its_years_unless_the_law_or_a_report_keeps_it() {
    let mut pact = Pact::ended_early();
    pact.does(&mentee(), Command::AskNotToBePaired);
    let over = jiff::civil::date(2031, 3, 9);
    pact.today = jiff::civil::date(2031, 3, 8);
    for by in [Actor::Clock, data_officer()] {
        assert_eq!(pact.refused(&by, Command::Archive), Broken::NotYet(over));
    }
    pact.today = over;
    pact.legal_hold = LegalHold::Held;
    assert_eq!(pact.refused(&Actor::Clock, Command::Archive), Broken::LegalHold);
    pact.legal_hold = LegalHold::No;
    assert_eq!(pact.does(&Actor::Clock, Command::Archive), [Event::AgreementArchived]);
    let mut reported = Pact::active();
    reported.does(&mentor(), Command::ReportBoundary { id: id("R-1") });
    reported.does(&mentor(), end(Initiator::Mentor, EndReason::Conduct));
    let mut reported = reported.closes();
    reported.today = over;
    assert_eq!(reported.refused(&Actor::Clock, Command::Archive), Broken::OpenReport);
    let mut unstarted = Pact::withdrawn();
    unstarted.today = jiff::civil::date(2031, 3, 2);
    unstarted.does(&data_officer(), Command::Archive);
    assert_eq!(unstarted.agreement.phase(), Phase::Archived);
}

#[test]
fn a_refusal_says_where_what_and_which_rule_and_what_would_help() {
    let pact = Pact::drafting();
    let refusal = pact.tries(&mentor(), Command::FreezeForSigning).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "the agreement is drafting; FreezeForSigning is refused: there is no draft; propose terms first"
    );
    let refusal = pact.tries(&mentor(), Command::Archive).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "the agreement is drafting; Archive is refused: a mentor does not do this; it is for: clock, data officer"
    );
    let unsigned = Broken::Unsigned(vec![Signer::Coordinator]);
    assert_eq!(unsigned.to_string(), "not all have signed a text that is in force: 1 to go");
    let module = Broken::Prerequisites(vec![(Party::Mentee, Prerequisite::Training(id("listening")))]);
    let told = "prerequisites do not hold: the mentee's training `listening`; record or renew them first";
    assert_eq!(module.to_string(), told);
    assert_eq!(ledger().free(Place::Seat, &id("Anna")), 1);
    assert_ne!(Digest::of_bytes(""), terms().hash());
}
