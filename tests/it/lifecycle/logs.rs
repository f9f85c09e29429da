//! Logs: any prefix, stored and read again, broken ones, and those of format 1; notes that are erased.

use mentorship::{
    agreement::{self, Agreement, Command, Content, Event, Note, Notes, Terms, Verification},
    id::NoteId,
    introduction::{Contradiction, Introduction, Role},
};

use super::kit::{
    Meeting, Pact, amended, amendment, coordinator, data_officer, day, id, mentee, mentor, terms, third,
};

fn rows<T: serde::Serialize>(log: &[T]) -> Vec<String> {
    log.iter().map(|entry| serde_json::to_string(entry).unwrap()).collect()
}

fn agreed(rows: &[String]) -> Result<Agreement, mentorship::introduction::BrokenLog<Agreement>> {
    Agreement::replay_json(rows.iter().map(String::as_str))
}

#[test]
fn any_prefix_of_a_log_gives_the_state_at_that_time() {
    let mut pact = Pact::active();
    pact.does(&mentor(), Command::ProposeAmendment(amendment(amended(), terms(), day(9))));
    pact.does(&mentee(), Command::SignAmendment { hash: amended().hash() });
    let mut step_by_step = Agreement::replay(&pact.log[..1]).unwrap();
    for (at, entry) in pact.log.iter().enumerate().skip(1) {
        step_by_step.apply(entry).unwrap();
        assert_eq!(Agreement::replay(&pact.log[..=at]).unwrap(), step_by_step);
        assert_eq!(step_by_step.version(), at as u64 + 1);
    }
    assert_eq!(step_by_step, pact.agreement);
}

#[test]
fn stored_entries_read_back_as_they_were() {
    let pact = Pact::archived();
    assert_eq!(agreed(&rows(&pact.log)).unwrap(), pact.agreement);
    let meeting = Meeting::clicked();
    let stored = rows(&meeting.log);
    let read = Introduction::replay_json(stored.iter().map(String::as_str)).unwrap();
    assert_eq!(read, meeting.introduction);
}

#[test]
fn todays_code_reads_a_log_of_format_1() {
    let introductions = include_str!("../../data/introduction.format-1.jsonl");
    let introduction = Introduction::replay_json(introductions.lines()).unwrap();
    assert_eq!(introduction, Meeting::clicked().introduction);
    let agreements = include_str!("../../data/agreement.format-1.jsonl");
    let agreement = Agreement::replay_json(agreements.lines()).unwrap();
    assert_eq!(agreement, story().agreement);
    // And writes the same bytes today.
    assert_eq!(rows(&Meeting::clicked().log).join("\n") + "\n", introductions);
    assert_eq!(rows(&story().log).join("\n") + "\n", agreements);
}

/// A pair's year with many kinds of events.
fn story() -> Pact {
    use mentorship::introduction::{Actor, Finding};
    let mut pact = Pact::with_minor_until(1000).drafts().freezes().signs().prepares().starts().on(37);
    pact.does(&Actor::Clock, Command::OpenReview);
    pact.does(&coordinator(), Command::CloseReview { outcome: agreement::ReviewOutcome::Continue });
    pact.does(&mentor(), Command::ProposeAmendment(amendment(amended(), terms(), day(40))));
    pact.does(&mentee(), Command::SignAmendment { hash: amended().hash() });
    pact.does(&super::kit::guardian(), Command::SignAmendment { hash: amended().hash() });
    let cause = agreement::PauseCause::Family;
    pact.does(&mentee(), Command::Pause { cause, until: day(50) });
    let mut pact = pact.on(47);
    pact.does(&mentee(), Command::Resume);
    pact.does(&third(), Command::DiscloseConflict(super::kit::disclosure("Anna")));
    pact.does(&coordinator(), Command::AssessConflict { number: 0, finding: Finding::Disqualifying });
    pact.does(&mentee(), Command::ReportBoundary { id: id("R-1") });
    pact.does(&mentee(), super::kit::end(agreement::Initiator::Mentee, agreement::EndReason::Conflict));
    let finding = agreement::ReportFinding::Upheld;
    pact.does(&super::kit::safeguarding(), Command::CloseReport { id: id("R-1"), finding });
    pact.does(&mentee(), Command::AskNotToBePaired);
    let mut pact = pact.closes();
    pact.today = jiff::civil::date(2032, 1, 1);
    pact.does(&data_officer(), Command::Archive);
    pact
}

/// Writes the logs of format 1 anew. They are kept: only a new format gets new files.
#[test]
fn the_logs_of_format_1_are_there() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    if std::env::var_os("DRAW").is_some() {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            folder.join("introduction.format-1.jsonl"),
            rows(&Meeting::clicked().log).join("\n") + "\n",
        )
        .unwrap();
        std::fs::write(folder.join("agreement.format-1.jsonl"), rows(&story().log).join("\n") + "\n")
            .unwrap();
    }
    assert!(folder.join("agreement.format-1.jsonl").exists());
}

#[test]
fn what_cannot_be_read_is_told_by_its_index_and_the_good_prefix_is_kept() {
    let pact = Pact::active();
    let good = rows(&pact.log);
    for (bad, column) in [
        (r#"{"format":2}"#.to_owned(), 12),
        (good[3].replace("mentor", "wizard"), 0),
        (good[3].replace("\"step\":", "\"extra\":1,\"step\":"), 0),
        ("tell no secrets".to_owned(), 2),
        (String::new(), 0),
    ] {
        let mut rows = good.clone();
        rows[3] = bad;
        let broken = agreed(&rows).unwrap_err();
        assert_eq!(broken.index, 3);
        assert!(
            matches!(broken.why, Contradiction::Unreadable { column: at } if column == 0 || at == column),
            "{broken}"
        );
        assert_eq!(broken.good.as_deref(), Some(&Agreement::replay(&pact.log[..3]).unwrap()));
        assert!(!broken.to_string().contains("secrets") && !format!("{broken:?}").contains("wizard"));
    }
    let broken = agreed(&["{}".to_owned()]).unwrap_err();
    assert_eq!((broken.index, broken.good), (0, None));
    let broken = agreed(&[]).unwrap_err();
    assert_eq!(broken.why, Contradiction::Empty);
    assert_eq!(broken.to_string(), "entry 0 (counted from 0) is missing: the log is empty");
}

#[test]
fn contradictory_entries_are_told_by_their_index_and_the_good_prefix_is_kept() {
    let pact = Pact::active();
    let n = pact.log.len();
    let check = |change: &dyn Fn(&mut Vec<agreement::Entry>), index: usize, why: Contradiction| {
        let mut log = pact.log.clone();
        change(&mut log);
        let broken = Agreement::replay(&log).unwrap_err();
        assert_eq!((broken.index, &broken.why), (index, &why));
        let good = (index > 0).then(|| Agreement::replay(&log[..index]).unwrap());
        assert_eq!(broken.good.map(|good| *good), good, "{why}");
    };
    check(&|log| log.swap(0, 1), 0, Contradiction::Opening);
    check(&|log| log.insert(2, log[0].clone()), 2, Contradiction::Opening);
    check(&|log| log.push(log[n - 1].clone()), n, Contradiction::Phase("active".into()));
    check(&|log| log[2].on = day(-1), 2, Contradiction::DateGoesBack);
    let text = |what| Contradiction::Reference(what);
    check(&|log| log.insert(2, log[1].clone()), 2, text("a version of the text"));
    let event = |event: Event| agreement::Entry { event, ..pact.log[n - 1].clone() };
    for (bad, what) in [
        (
            Event::VersionSigned { number: 1, hash: terms().hash(), signer: agreement::Signer::Coordinator },
            "a text to be signed",
        ),
        (Event::AmendmentDropped { number: 1 }, "a text to be signed"),
        (Event::BoundaryReportClosed { id: id("R-9"), finding: agreement::ReportFinding::None }, "a report"),
        (
            Event::ConflictAssessed { number: 0, finding: mentorship::introduction::Finding::Clear },
            "an assessor",
        ),
    ] {
        check(&|log| log.push(event(bad.clone())), n, text(what));
    }
    let assessed = Event::ConflictAssessed { number: 0, finding: mentorship::introduction::Finding::Clear };
    let by_carla = agreement::Entry { by: coordinator(), ..event(assessed) };
    check(&|log| log.push(by_carla.clone()), n, text("a conflict of interest"));
    let reported = event(Event::BoundaryReported { id: id("R-1") });
    check(&|log| log.extend([reported.clone(), reported.clone()]), n + 1, text("a report"));
    let frozen = agreement::Entry { event: pact.log[2].event.clone(), ..pact.log[2].clone() };
    check(
        &|log| {
            if let Event::VersionFrozen { hash, .. } = &mut log[2].event {
                *hash = amended().hash();
            }
        },
        2,
        text("a draft"),
    );
    assert!(matches!(frozen.event, Event::VersionFrozen { number: 1, .. }));
    check(
        &|log| {
            if let Event::VersionSigned { hash, .. } = &mut log[3].event {
                *hash = amended().hash();
            }
        },
        3,
        text("a text or a signature"),
    );
    let meeting = Meeting::clicked();
    let mut log = meeting.log.clone();
    log.push(log[1].clone());
    let broken = Introduction::replay(&log).unwrap_err();
    assert_eq!((broken.index, broken.why), (meeting.log.len(), Contradiction::Phase("clicked".into())));
    log.swap(0, 1);
    assert_eq!(Introduction::replay(&log).unwrap_err().why, Contradiction::Opening);
}

#[test]
fn erased_terms_keep_their_hash_and_are_no_longer_verifiable() {
    let pact = Pact::archived();
    let version = &pact.agreement.versions().all()[0];
    let mut notes = Notes::default();
    assert_eq!(notes.verify(version), Verification::Missing);
    let note = |terms: Terms| Note {
        by: Some(id("Anna")),
        people: [id("Anna"), id("Bo")].into(),
        roles: [Role::Coordinator].into(),
        content: Content::Terms(Box::new(terms)),
    };
    notes.put(id("text-1"), note(amended()));
    assert_eq!(notes.verify(version), Verification::Altered);
    notes.put(id("text-1"), note(terms()));
    assert_eq!(notes.verify(version), Verification::Same);
    assert!(notes.read(&id("text-1"), &mentee()).is_some());
    assert!(notes.read(&id("text-1"), &third()).is_none());
    let told = format!("{notes:?} {:?}", terms());
    assert!(!told.contains("bakery") && !told.contains("danger"), "{told}");
    let stored = serde_json::to_string(&notes).unwrap();
    assert_eq!(serde_json::from_str::<Notes>(&stored).unwrap(), notes);
    assert_eq!(notes.erase(pact.agreement.notes()), 1);
    assert_eq!(notes.erase(pact.agreement.notes()), 0);
    assert_eq!(notes.verify(version), Verification::Erased);
    assert_eq!(version.hash, terms().hash());
    assert!(notes.read(&id("text-1"), &mentee()).is_none());
    assert!(!serde_json::to_string(&notes).unwrap().contains("bakery"));
}

#[test]
fn a_person_is_erased_from_the_notes() {
    let mut notes = Notes::default();
    let note = |by: &str, reader: &str| Note {
        by: Some(id(by)),
        people: [id(reader)].into(),
        roles: [].into(),
        content: Content::Text("words".into()),
    };
    for (name, by, reader) in [("1", "Anna", "Bo"), ("2", "Bo", "Cas"), ("3", "Cas", "Dora")] {
        notes.put(id(name), note(by, reader));
    }
    assert_eq!(notes.erase_person(&id("Bo")), 2);
    assert!(
        notes.read(&id::<NoteId>("3"), &mentorship::introduction::Actor::ThirdParty(id("Cas"))).is_some()
    );
    assert_eq!(notes.erase_person(&id("Bo")), 0);
}

/// One event of each kind, with the steps that lead to it.
#[expect(clippy::too_many_lines, reason = "one line or a few for each")]
fn one_of_each() -> Vec<(Event, Vec<agreement::Step>)> {
    use agreement::{NotStarted, Step};
    use mentorship::introduction::{Finding, Parties, Party};
    let pact = Pact::active();
    let text = |number| {
        let version = &pact.agreement.versions().all()[0];
        agreement::Text { number, hash: version.hash, text: id("text"), outline: version.outline }
    };
    let (party, kind) = (Party::Mentor, agreement::Prerequisite::Screening);
    let record = agreement::Record::Pending;
    let initiator = agreement::Initiator::Mentor;
    let reason = agreement::EndReason::Time;
    let cause = agreement::SuspensionCause::Other;
    let ended = |reason| Event::NotStarted { reason };
    let contact = agreement::Contact { on: day(8), minutes: 1, medium: mentorship::people::Mode::Online };
    vec![
        (Event::TermsDrafted(text(2)), vec![Step::ProposeTerms]),
        (Event::VersionReopened { number: 1 }, vec![Step::ReopenDraft]),
        (
            Event::VersionSigned { number: 1, hash: terms().hash(), signer: agreement::Signer::Party(party) },
            vec![Step::Sign, Step::SignAmendment],
        ),
        (Event::VersionInForce { number: 1, from: day(9) }, vec![Step::Sign, Step::SignAmendment]),
        (
            Event::VersionFrozen { number: 1, hash: terms().hash(), required: [].into(), deadline: day(9) },
            vec![Step::FreezeForSigning],
        ),
        (
            Event::PrerequisiteRecorded { party, kind: kind.clone(), record: record.clone() },
            vec![Step::RecordPrerequisite],
        ),
        (
            Event::PrerequisiteWaived { party, kind: kind.clone(), record, reason: id("n") },
            vec![Step::WaivePrerequisite],
        ),
        (Event::PrerequisiteLapsed { party, kind }, vec![Step::LapsePrerequisite]),
        (Event::AgreementStarted { first_review: day(9) }, vec![Step::Start]),
        (Event::PreparationAbandoned, vec![Step::AbandonPreparation]),
        (Event::PartyWithdrew { party, reason: None }, vec![Step::Withdraw]),
        (Event::Superseded { by: id("A-2") }, vec![Step::Supersede]),
        (Event::StageExpired { phase: agreement::Phase::Drafting }, vec![Step::Expire]),
        (ended(NotStarted::Withdrawn(party)), vec![Step::Withdraw]),
        (ended(NotStarted::Expired(agreement::Phase::Drafting)), vec![Step::Expire]),
        (ended(NotStarted::Superseded(id("A-2"))), vec![Step::Supersede]),
        (ended(NotStarted::PrerequisiteNotMet), vec![Step::AbandonPreparation]),
        (ended(NotStarted::Conflict), vec![Step::Withdraw]),
        (Event::ContactLogged(contact), vec![Step::LogContact]),
        (Event::Paused { cause: agreement::PauseCause::Time, until: day(9) }, vec![Step::Pause]),
        (Event::Resumed { end: day(9) }, vec![Step::Resume]),
        (Event::ReviewDue, vec![Step::OpenReview]),
        (
            Event::ReviewHeld { outcome: agreement::ReviewOutcome::Amend, next: day(9) },
            vec![Step::CloseReview],
        ),
        (
            Event::AmendmentProposed {
                text: text(2),
                changed: [].into(),
                effective: day(9),
                deadline: day(9),
                required: [].into(),
                author: agreement::Signer::Party(party),
            },
            vec![Step::ProposeAmendment, Step::Renew],
        ),
        (Event::AmendmentDropped { number: 1 }, vec![Step::DropAmendment, Step::ReachEnd]),
        (Event::TermRenewed { term: 2, end: day(9) }, vec![Step::SignAmendment]),
        (Event::ConflictDisclosed(super::kit::disclosure("Anna")), vec![Step::DiscloseConflict]),
        (Event::ConflictAssessed { number: 0, finding: Finding::Clear }, vec![Step::AssessConflict]),
        (
            Event::ConflictReassessed { number: 0, facts: id("n"), finding: Finding::Clear },
            vec![Step::AppealConflict],
        ),
        (Event::BoundaryReported { id: id("R-1") }, vec![Step::ReportBoundary]),
        (
            Event::BoundaryReportClosed { id: id("R-1"), finding: agreement::ReportFinding::None },
            vec![Step::CloseReport],
        ),
        (Event::Suspended { cause, whose: None, end: day(9) }, vec![Step::Suspend]),
        (Event::ConsentGiven { signer: agreement::Signer::Party(party) }, vec![Step::Consent]),
        (Event::Reinstated, vec![Step::Reinstate]),
        (Event::TermEnded, vec![Step::ReachEnd]),
        (Event::EarlyEndDeclared { initiator, reason, note: None, talk_on: None }, vec![Step::EndEarly]),
        (
            Event::EvaluationAnswered {
                party,
                moment: agreement::Moment::Interim,
                reply: agreement::Reply::Received,
            },
            vec![Step::SubmitEvaluation],
        ),
        (Event::NotToBePaired { party }, vec![Step::AskNotToBePaired]),
        (
            Event::AgreementClosed {
                cause: agreement::Cause::TermEnd,
                outcome: agreement::Closed::Completed,
                rematch: Parties::default(),
                rested: day(9),
            },
            vec![Step::FinishClosing],
        ),
        (Event::AgreementReopened { reason: id("n") }, vec![Step::ReopenClosed]),
        (Event::AgreementArchived, vec![Step::Archive]),
    ]
}

#[test]
fn every_event_is_taken_where_the_rule_book_has_its_step_and_nowhere_else() {
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
    for pact in places {
        let phase = pact.agreement.phase();
        for (event, steps) in one_of_each() {
            let told = format!("{event:?}");
            let entry = agreement::Entry {
                by: coordinator(),
                on: pact.agreement.last(),
                event,
                ..pact.log.last().unwrap().clone()
            };
            let mut agreement = pact.agreement.clone();
            let taken = agreement.apply(&entry);
            let by_the_book =
                steps.iter().flat_map(|step| step.rules()).any(|rule| rule.from.contains(&phase));
            let wrong_place = taken == Err(Contradiction::Phase(phase.to_string()));
            assert_eq!(wrong_place, !by_the_book, "{told} when {phase}: {taken:?}");
            if taken.is_err() {
                assert_eq!(agreement, pact.agreement, "nothing changes");
            }
        }
    }
}

#[test]
fn every_event_of_an_introduction_is_taken_where_the_rule_book_has_its_step_and_nowhere_else() {
    use mentorship::introduction::{self as meets, Event, Finding, Fit, NotStarted, Party, Phase, Step};
    let party = Party::Mentor;
    let ended = |reason| Event::NotStarted { reason };
    let events = [
        (Event::Invited, Step::Invite),
        (Event::ProposalRejected { reason: id("n") }, Step::RejectProposal),
        (Event::InvitationAccepted { party }, Step::AcceptInvitation),
        (Event::InvitationDeclined { party, reason: None }, Step::DeclineInvitation),
        (Event::TalkPlanned { on: day(1) }, Step::PlanTalk),
        (Event::IntroductionHeld { on: day(1) }, Step::RecordTalk),
        (Event::IntroductionMissed { party }, Step::ReportNoShow),
        (Event::FitAnswered { party, fit: Fit::No }, Step::AnswerFit),
        (Event::Clicked, Step::AnswerFit),
        (Event::FurtherTalkBooked { on: day(1) }, Step::BookFurtherTalk),
        (Event::PartyWithdrew { party, reason: None }, Step::Withdraw),
        (Event::ConflictDisclosed(super::kit::disclosure("Anna")), Step::DiscloseConflict),
        (Event::ConflictAssessed { number: 0, finding: Finding::Clear }, Step::AssessConflict),
        (Event::Superseded { by: id("I-2") }, Step::Supersede),
        (Event::StageExpired { phase: Phase::Held }, Step::Expire),
        (ended(NotStarted::Rejected), Step::RejectProposal),
        (ended(NotStarted::Declined(party)), Step::DeclineInvitation),
        (ended(NotStarted::NoShow(party)), Step::ReportNoShow),
        (ended(NotStarted::NoClick), Step::AnswerFit),
        (ended(NotStarted::Withdrawn(party)), Step::Withdraw),
        (ended(NotStarted::Expired(Phase::Held)), Step::Expire),
        (ended(NotStarted::Superseded(id("I-2"))), Step::Supersede),
        (ended(NotStarted::Conflict), Step::AssessConflict),
    ];
    let mut withdrawn = Meeting::proposed();
    withdrawn.does(&mentor(), meets::Command::Withdraw { reason: None });
    for meeting in [
        Meeting::proposed(),
        Meeting::offered(),
        Meeting::planned(),
        Meeting::held(),
        Meeting::clicked(),
        withdrawn,
    ] {
        let phase = meeting.introduction.phase();
        for (event, step) in events.clone() {
            let entry =
                meets::Entry { event, step, by: coordinator(), ..meeting.log.last().unwrap().clone() };
            let mut introduction = meeting.introduction.clone();
            let taken = introduction.apply(&entry);
            let by_the_book = step.rule().is_some_and(|rule| rule.from.contains(&phase));
            let wrong_place = taken == Err(Contradiction::Phase(phase.to_string()));
            assert_eq!(wrong_place, !by_the_book, "{step:?} when {phase}: {taken:?}");
            if taken.is_err() {
                assert_eq!(introduction, meeting.introduction, "nothing changes");
            }
        }
    }
}

#[test]
fn a_policy_says_only_what_differs_and_an_unknown_word_is_refused() {
    use mentorship::{
        agreement::{CoSigner, Policy, Prerequisite},
        introduction::{self as meets, Parties},
    };
    let written = r#"
        pause_days = 60
        co_signer = "coordinator"

        [required]
        mentor = ["screening", { training = "listening" }]
        mentee = []
    "#;
    let policy: Policy = toml::from_str(written).unwrap();
    let mentor = [Prerequisite::Screening, Prerequisite::Training(id("listening"))].into();
    let expected = Policy {
        pause_days: 60,
        co_signer: CoSigner::Coordinator,
        required: Parties { mentor, mentee: [].into() },
        ..Policy::default()
    };
    assert_eq!(policy, expected);
    let stored = serde_json::to_string(&policy).unwrap();
    assert_eq!(serde_json::from_str::<Policy>(&stored).unwrap(), policy);
    assert!(toml::from_str::<Policy>("pausedays = 60").is_err());
    let meeting: meets::Policy = toml::from_str("fit_days = 10").unwrap();
    assert_eq!(meeting, meets::Policy { fit_days: 10, ..meets::Policy::default() });
}

#[test]
fn terms_hash_and_differ_by_what_they_say() {
    let (one, other) = (terms(), amended());
    assert_eq!(one.hash(), terms().hash());
    assert_ne!(one.hash(), other.hash());
    let stored = serde_json::to_string(&one).unwrap();
    assert_eq!(serde_json::from_str::<Terms>(&stored).unwrap().hash(), one.hash());
    assert!(one.differences(&one).is_empty());
    let short = Terms { limits: String::new(), review_days: None, ..terms() };
    let filled = "Terms{Goals, Meetings, Term, Modes, Confidential, Boundaries, Ending}";
    assert_eq!(format!("{short:?}").replace(' ', ""), filled.replace(' ', ""));
    let monthly = agreement::Cadence::monthly_on(31).unwrap();
    let stored = serde_json::to_string(&monthly).unwrap();
    assert_eq!(stored, r#"{"monthly_on":31}"#);
    assert_eq!(serde_json::from_str::<agreement::Cadence>(&stored).unwrap(), monthly);
    assert!(serde_json::from_str::<agreement::Cadence>(r#"{"monthly_on":32}"#).is_err());
    for clause in agreement::Clause::ALL {
        let mut changed = terms();
        match clause {
            agreement::Clause::Goals => changed.goals[0].measure.push('!'),
            agreement::Clause::Meetings => changed = amended(),
            agreement::Clause::Term => changed = super::kit::lasting(3),
            agreement::Clause::Modes => changed.modes = [mentorship::people::Mode::Online].into(),
            agreement::Clause::Reviews => changed.review_days = Some(20),
            agreement::Clause::Confidential => changed.confidential.push('!'),
            agreement::Clause::Limits => changed.limits.push('!'),
            agreement::Clause::Boundaries => changed.boundaries.push('!'),
            agreement::Clause::Ending => changed.ending.push('!'),
        }
        let differences = one.differences(&changed);
        assert_eq!(differences.len(), 1);
        assert_eq!((differences[0].clause, &differences[0].after), (clause, &changed.clause(clause)));
        assert_eq!(differences[0].before, one.clause(clause));
        assert_ne!(one.hash(), changed.hash(), "{clause}");
        assert_eq!(format!("{:?}", differences[0]), format!("Difference({clause:?})"));
    }
    let (goals, term) = (one.clause(agreement::Clause::Goals), one.clause(agreement::Clause::Term));
    assert_eq!(goals, "open a bakery (a plan the bank accepts)");
    assert_eq!(term, "2026-03-09 to 2026-12-09 (9 months)");
    for (minutes, missing) in [(0, true), (1, false), (1_440, false), (1_441, true)] {
        let mut terms = terms();
        terms.meetings = terms.meetings.map(|meetings| agreement::Meetings { minutes, ..meetings });
        assert_eq!(terms.missing() == [agreement::Clause::Meetings], missing, "{minutes}");
        assert_eq!(terms.outline().is_none(), missing);
    }
    let mut never = terms();
    never.review_days = Some(0);
    never.term = Some(agreement::Term { start: day(7), months: 0 });
    assert_eq!(never.missing(), [agreement::Clause::Term, agreement::Clause::Reviews]);
}
