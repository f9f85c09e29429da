//! Given, when, then: an introduction and an agreement in a known place, with everybody at hand.
//!
//! Anna mentors Bo; Carla and Cor coordinate, Sef is trusted with what went wrong, Dee answers for data. [`Meeting`] is their
//! introduction, [`Pact`] their agreement: begin somewhere (`Pact::active()`), set the policy, let people do things (`does`) or
//! see them refused (`refused`). These assert, as tests do: a step that is refused where it should not be panics with the
//! refusal. The crate's own tests and its walk over all states include this file.
//!
//! ```
//! # #[cfg(feature = "testing")] {
//! use mentorship::{
//!     agreement::{Command, PauseCause, Phase},
//!     testing::lifecycle::{Pact, story::mentee},
//! };
//!
//! // Our policy: a pause of two weeks at most.
//! let mut pact = Pact::active();
//! pact.policy.pause_days = 14;
//! let until = |days| pact.today.saturating_add(mentorship::jiff::ToSpan::days(days));
//! let (short, long) = (until(14), until(15));
//! pact.refused(&mentee(), Command::Pause { cause: PauseCause::Health, until: long });
//! pact.does(&mentee(), Command::Pause { cause: PauseCause::Health, until: short });
//! assert_eq!(pact.agreement.phase(), Phase::Paused);
//! # }
//! ```
#![allow(dead_code, unreachable_pub, reason = "each user needs a part of it")]

use std::collections::BTreeSet;

use mentorship::{
    agreement::{
        self, Agreement, Cadence, Certificate, Goal, LegalHold, Meetings, Minor, Prerequisite, Term, Terms,
    },
    criteria::Criteria,
    id::{AgreementId, PersonId},
    introduction::{
        self, Actor, Introduction, Ledger, Order, Parties, Party, Places, Proposal, Requirements,
    },
    jiff::{
        ToSpan as _,
        civil::{Date, date},
    },
    matching::{Request, ReviewBook},
    people::{Mentee, Mentor, Mode, People, Roster},
};

/// The day on which stories begin.
pub const DAY: Date = date(2026, 3, 2);

/// So many days after the beginning.
pub fn day(days: i64) -> Date {
    DAY.saturating_add(days.days())
}

/// An identifier from a text that is one.
pub fn id<T: std::str::FromStr>(text: &str) -> T
where
    T::Err: std::fmt::Debug,
{
    text.parse().expect("a good identifier")
}

/// Anna, the mentor.
pub fn mentor() -> Actor {
    Actor::Party(Party::Mentor, id("Anna"))
}

/// Bo, the mentee.
pub fn mentee() -> Actor {
    Actor::Party(Party::Mentee, id("Bo"))
}

/// Gus, the guardian of Bo.
pub fn guardian() -> Actor {
    Actor::Guardian(Party::Mentee, id("Gus"))
}

/// Carla, a coordinator.
pub fn coordinator() -> Actor {
    Actor::Coordinator(id("Carla"))
}

/// Cor, another coordinator.
pub fn another_coordinator() -> Actor {
    Actor::Coordinator(id("Cor"))
}

/// Sef, whom people trust with what went wrong.
pub fn safeguarding() -> Actor {
    Actor::Safeguarding(id("Sef"))
}

/// Dee, who answers for personal data.
pub fn data_officer() -> Actor {
    Actor::DataOfficer(id("Dee"))
}

/// Theo, who knows something.
pub fn third() -> Actor {
    Actor::ThirdParty(id("Theo"))
}

/// Sam, who supports pairs.
pub fn supervisor() -> Actor {
    Actor::Supervisor(id("Sam"))
}

/// One of each role.
pub fn everybody() -> Vec<Actor> {
    vec![
        mentor(),
        mentee(),
        guardian(),
        coordinator(),
        supervisor(),
        safeguarding(),
        data_officer(),
        third(),
        Actor::SystemOfRecord,
        Actor::System,
        Actor::Clock,
    ]
}

/// Anna and Bo.
pub fn roster() -> Roster {
    Roster::new(People {
        mentors: vec![Mentor::new(id("M-1"), id("Anna"))],
        mentees: vec![Mentee::new(id("T-1"), id("Bo"))],
        ..People::default()
    })
    .expect("two people")
}

/// The proposal for Anna and Bo, which Cleo approved.
pub fn proposal() -> Proposal {
    let roster = roster();
    let criteria = Criteria::new(vec![], vec![]).expect("no rules");
    let request = Request::new(&roster, &criteria, DAY);
    let plan = request.plan().expect("a plan");
    let (mut book, cleo) = (ReviewBook::default(), id("Cleo"));
    let mut review = book.open(&request, &plan, &cleo, DAY).expect("a plan of this request");
    for pairing in plan.pairings() {
        let seen = pairing.explanation.digest();
        review.by(&cleo, DAY).approve(&pairing.mentor, &pairing.mentee, seen).expect("a pairing of the plan");
    }
    Proposal::of(&book.close(&mut review, &cleo, DAY).expect("all is decided")).remove(0)
}

/// One talk and one seat for each of the two.
pub fn ledger() -> Ledger {
    let mut ledger = Ledger::default();
    for person in ["Anna", "Bo"] {
        ledger.grant(id(person), Places { talk_slots: 1, seats: 1 });
    }
    ledger
}

/// An introduction with what it needs, and its log.
#[derive(Clone, Debug)]
pub struct Meeting {
    /// The introduction.
    pub introduction: Introduction,
    /// All that happened.
    pub log: Vec<introduction::Entry>,
    /// The windows and limits.
    pub policy: introduction::Policy,
    /// The places.
    pub ledger: Ledger,
    /// Whether the requirements hold today.
    pub requirements: Requirements,
    /// People with an interest of their own in the pair.
    pub conflicted: BTreeSet<PersonId>,
    /// The day on which things are done.
    pub today: Date,
}

impl Meeting {
    /// It was proposed.
    pub fn proposed() -> Self {
        let (introduction, first) = Introduction::open(id("I-1"), proposal(), id("first"), DAY);
        Self {
            introduction,
            log: vec![first],
            policy: introduction::Policy::default(),
            ledger: ledger(),
            requirements: Requirements::Hold,
            conflicted: BTreeSet::new(),
            today: DAY,
        }
    }

    /// Both are invited.
    pub fn offered() -> Self {
        let mut meeting = Self::proposed();
        meeting.does(&coordinator(), introduction::Command::Invite);
        meeting
    }

    /// Both accepted.
    pub fn planned() -> Self {
        let mut meeting = Self::offered();
        meeting.does(&mentor(), introduction::Command::AcceptInvitation);
        meeting.does(&mentee(), introduction::Command::AcceptInvitation);
        meeting
    }

    /// They talked.
    pub fn held() -> Self {
        let mut meeting = Self::planned();
        meeting.does(&mentee(), introduction::Command::RecordTalk { on: DAY });
        meeting
    }

    /// Both said that it clicks.
    pub fn clicked() -> Self {
        let mut meeting = Self::held();
        for party in [mentor(), mentee()] {
            meeting.does(&party, introduction::Command::AnswerFit { fit: introduction::Fit::Yes });
        }
        meeting
    }

    /// What a decision reads.
    pub fn circumstances(&self) -> introduction::Circumstances<'_> {
        introduction::Circumstances {
            policy: &self.policy,
            ledger: &self.ledger,
            requirements: self.requirements,
            conflicted: &self.conflicted,
        }
    }

    /// A command as it is given now.
    pub fn order(&self, by: &Actor, command: introduction::Command) -> Order<introduction::Command> {
        Order {
            id: id(&format!("c-{}", self.introduction.version())),
            expected: self.introduction.version(),
            by: by.clone(),
            on: self.today,
            command,
        }
    }

    /// What would happen if somebody gave a command; nothing is taken.
    ///
    /// # Errors
    ///
    /// What refuses it.
    pub fn tries(
        &self,
        by: &Actor,
        command: introduction::Command,
    ) -> Result<Vec<introduction::Entry>, introduction::Refusal> {
        self.introduction.decide(&self.order(by, command), &self.circumstances())
    }

    /// Takes what was decided, and settles the places.
    pub fn takes(&mut self, entries: Vec<introduction::Entry>) {
        for entry in entries {
            self.introduction.apply(&entry).expect("what was decided can be applied");
            self.log.push(entry);
        }
        let people = self.introduction.people();
        let people = [people.mentor.clone(), people.mentee.clone()];
        let settled = self.ledger.settle(
            self.ledger.version(),
            self.introduction.holds(),
            &people,
            self.introduction.id(),
        );
        settled.expect("a place that a decision asked for is there");
    }

    /// What happens when somebody gives a command that is accepted. Checks what always holds.
    pub fn does(&mut self, by: &Actor, command: introduction::Command) -> Vec<introduction::Event> {
        let before = self.introduction.clone();
        let step = command.step();
        let entries = match self.tries(by, command) {
            Ok(entries) => entries,
            Err(refusal) => panic!("{refusal}"),
        };
        let events = entries.iter().map(|entry| entry.event.clone()).collect();
        self.takes(entries);
        let (from, to) = (before.phase(), self.introduction.phase());
        assert!(step.rule().is_some_and(|rule| rule.allows(from, to)), "{step:?} led from {from} to {to}");
        assert_eq!(Introduction::replay(&self.log).as_ref(), Ok(&self.introduction), "{step:?}");
        events
    }

    /// Why a command is refused.
    pub fn refused(&self, by: &Actor, command: introduction::Command) -> introduction::Broken {
        let refusal = self.tries(by, command).expect_err("it is to be refused");
        assert_eq!(refusal.phase, self.introduction.phase());
        refusal.rule
    }

    /// So many days after the beginning.
    #[must_use]
    pub fn on(mut self, days: i64) -> Self {
        self.today = day(days);
        self
    }
}

/// What the two agree on: nine months from 9 March 2026.
pub fn terms() -> Terms {
    Terms {
        goals: vec![Goal { what: "open a bakery".into(), measure: "a plan the bank accepts".into() }],
        meetings: Some(Meetings { cadence: Cadence::every_weeks(2).expect("two"), minutes: 60 }),
        term: Some(Term { start: day(7), months: 9 }),
        modes: [Mode::InPerson].into(),
        review_days: None,
        confidential: "what is said stays here".into(),
        limits: "danger, and the law".into(),
        boundaries: "no money".into(),
        ending: "a closing talk".into(),
    }
}

/// The same with longer meetings.
pub fn amended() -> Terms {
    let mut terms = terms();
    terms.meetings = Some(Meetings { minutes: 90, ..terms.meetings.expect("meetings") });
    terms
}

/// The same for so many months.
pub fn lasting(months: u8) -> Terms {
    Terms { term: Some(Term { start: day(7), months }), ..terms() }
}

/// An agreement with what it needs, and its log.
#[derive(Clone, Debug)]
pub struct Pact {
    /// The agreement.
    pub agreement: Agreement,
    /// All that happened.
    pub log: Vec<agreement::Entry>,
    /// The windows and limits.
    pub policy: agreement::Policy,
    /// The places.
    pub ledger: Ledger,
    /// The days of the programme.
    pub programme: Option<std::ops::RangeInclusive<Date>>,
    /// The current version of the code of conduct.
    pub code_of_conduct: u32,
    /// People with an interest of their own in the pair.
    pub conflicted: BTreeSet<PersonId>,
    /// An agreement that takes its place.
    pub successor: Option<AgreementId>,
    /// Whether it must be kept.
    pub legal_hold: LegalHold,
    /// The day on which things are done.
    pub today: Date,
}

use agreement::Command;

impl Pact {
    /// It clicked, and they draft.
    pub fn drafting() -> Self {
        Self::with_minors(Parties::default())
    }

    /// Bo is a minor until the given day, with Gus as guardian.
    pub fn with_minor_until(days: i64) -> Self {
        let minor = Minor { adult_from: day(days), guardian: id("Gus") };
        Self::with_minors(Parties { mentor: None, mentee: Some(minor) })
    }

    /// The same with minors.
    pub fn with_minors(minors: Parties<Option<Minor>>) -> Self {
        Self::of(&Meeting::clicked(), minors)
    }

    /// The agreement of an introduction that clicked.
    pub fn of(meeting: &Meeting, minors: Parties<Option<Minor>>) -> Self {
        let (agreement, first) =
            Agreement::open(id("A-1"), &meeting.introduction, minors, id("first"), meeting.today)
                .expect("it clicked");
        Self {
            agreement,
            log: vec![first],
            policy: agreement::Policy::default(),
            ledger: meeting.ledger.clone(),
            programme: None,
            code_of_conduct: 1,
            conflicted: BTreeSet::new(),
            successor: None,
            legal_hold: LegalHold::No,
            today: meeting.today,
        }
    }

    /// There is a draft.
    pub fn drafted() -> Self {
        Self::drafting().drafts()
    }

    /// The mentor puts a draft on the table.
    #[must_use]
    pub fn drafts(mut self) -> Self {
        self.does(&mentor(), Command::ProposeTerms { terms: Box::new(terms()), text: id("text-1") });
        self
    }

    /// The draft is fixed.
    pub fn signing() -> Self {
        Self::drafted().freezes()
    }

    /// The mentee fixes the draft.
    #[must_use]
    pub fn freezes(mut self) -> Self {
        self.does(&mentee(), Command::FreezeForSigning);
        self
    }

    /// All have signed.
    pub fn preparing() -> Self {
        Self::signing().signs()
    }

    /// Everybody who may sign does.
    #[must_use]
    pub fn signs(mut self) -> Self {
        let hash = terms().hash();
        for signer in [mentor(), mentee(), guardian()] {
            if self.tries(&signer, Command::Sign { hash }).is_ok() {
                self.does(&signer, Command::Sign { hash });
            }
        }
        self
    }

    /// All certificates are there, and valid for two years.
    pub fn ready() -> Self {
        Self::preparing().prepares()
    }

    /// The registers know what the policy asks of both.
    #[must_use]
    pub fn prepares(mut self) -> Self {
        let required = self.policy.required.clone();
        for party in Party::BOTH {
            for kind in required.of(party) {
                self.does(&Actor::SystemOfRecord, met(party, kind.clone()));
            }
        }
        self
    }

    /// They began, a week after the beginning.
    pub fn active() -> Self {
        Self::ready().starts()
    }

    /// The day of the start comes.
    #[must_use]
    pub fn starts(mut self) -> Self {
        self.today = day(7);
        self.does(&Actor::Clock, Command::Start);
        self
    }

    /// The mentee asked for a pause of thirty days.
    pub fn paused() -> Self {
        let mut pact = Self::active();
        let until = pact.today.saturating_add(30.days());
        pact.does(&mentee(), Command::Pause { cause: agreement::PauseCause::Health, until });
        pact
    }

    /// It is suspended.
    pub fn suspended() -> Self {
        let mut pact = Self::active();
        pact.does(&safeguarding(), suspend());
        pact
    }

    /// The mentee moved, and they close.
    pub fn closing() -> Self {
        let mut pact = Self::active();
        pact.does(&mentee(), end(agreement::Initiator::Mentee, agreement::EndReason::Moved));
        pact
    }

    /// It ended early.
    pub fn ended_early() -> Self {
        Self::closing().closes()
    }

    /// Both evaluate, and the coordinator closes it.
    #[must_use]
    pub fn closes(mut self) -> Self {
        for party in [mentor(), mentee()] {
            let moment = agreement::Moment::Closing;
            self.does(&party, Command::SubmitEvaluation { moment });
        }
        self.does(&coordinator(), Command::FinishClosing { rematch: None });
        self
    }

    /// The goals are reached.
    pub fn completed() -> Self {
        let mut pact = Self::active();
        pact.does(&mentor(), end(agreement::Initiator::Mentor, agreement::EndReason::GoalsReached));
        pact.closes()
    }

    /// The mentee withdrew before the start.
    pub fn withdrawn() -> Self {
        let mut pact = Self::drafting();
        pact.does(&mentee(), Command::Withdraw { reason: None });
        pact
    }

    /// It lies in the archive.
    pub fn archived() -> Self {
        let mut pact = Self::ended_early().on(7 + 366 * 5);
        pact.does(&data_officer(), Command::Archive);
        pact
    }

    /// What a decision reads.
    pub fn circumstances(&self) -> agreement::Circumstances<'_> {
        agreement::Circumstances {
            policy: &self.policy,
            ledger: &self.ledger,
            programme: self.programme.clone(),
            code_of_conduct: self.code_of_conduct,
            conflicted: &self.conflicted,
            successor: self.successor.as_ref(),
            legal_hold: self.legal_hold,
        }
    }

    /// A command as it is given now.
    pub fn order(&self, by: &Actor, command: Command) -> Order<Command> {
        Order {
            id: id(&format!("c-{}", self.agreement.version())),
            expected: self.agreement.version(),
            by: by.clone(),
            on: self.today,
            command,
        }
    }

    /// What would happen if somebody gave a command; nothing is taken.
    ///
    /// # Errors
    ///
    /// What refuses it.
    pub fn tries(&self, by: &Actor, command: Command) -> Result<Vec<agreement::Entry>, agreement::Refusal> {
        self.agreement.decide(&self.order(by, command), &self.circumstances())
    }

    /// Takes what was decided, and settles the places.
    pub fn takes(&mut self, entries: Vec<agreement::Entry>) {
        for entry in entries {
            self.agreement.apply(&entry).expect("what was decided can be applied");
            self.log.push(entry);
        }
        let people = self.agreement.people();
        let people = [people.mentor.clone(), people.mentee.clone()];
        let settled = self.ledger.settle(
            self.ledger.version(),
            self.agreement.holds(),
            &people,
            self.agreement.introduction(),
        );
        settled.expect("a place that a decision asked for is there");
    }

    /// What happens when somebody gives a command that is accepted. Checks what always holds.
    pub fn does(&mut self, by: &Actor, command: Command) -> Vec<agreement::Event> {
        let before = self.agreement.clone();
        let step = command.step();
        let entries = match self.tries(by, command) {
            Ok(entries) => entries,
            Err(refusal) => panic!("{refusal}"),
        };
        let events = entries.iter().map(|entry| entry.event.clone()).collect();
        self.takes(entries);
        let (from, to) = (before.phase(), self.agreement.phase());
        assert!(step.rules().any(|rule| rule.allows(from, to)), "{step:?} led from {from} to {to}");
        assert_eq!(Agreement::replay(&self.log).as_ref(), Ok(&self.agreement), "{step:?}");
        assert_eq!(self.broken_promise(&before), None, "{step:?}");
        events
    }

    /// Why a command is refused.
    pub fn refused(&self, by: &Actor, command: Command) -> agreement::Broken {
        let refusal = self.tries(by, command).expect_err("it is to be refused");
        assert_eq!(refusal.phase, self.agreement.phase());
        refusal.rule
    }

    /// Which promise the step from `before` to now breaks: read from the facets, apart from the rules.
    pub fn broken_promise(&self, before: &Agreement) -> Option<&'static str> {
        use agreement::Phase::{Active, Archived, Completed, EndedEarly, NotStarted, Paused, Preparing};
        let (now, on) = (&self.agreement, self.today);
        let open = now.conflicts().all().iter().any(|conflict| conflict.found.is_none());
        let disqualifying = now.conflicts().any_disqualifying();
        if now.phase() == Active && before.phase() != Active {
            let Some(version) = now.in_force_on(on) else { return Some("active without a text in force") };
            let signed = |party| version.signed.contains_key(&agreement::Signer::Party(party));
            if !signed(Party::Mentor) || !signed(Party::Mentee) {
                return Some("active without both signatures");
            }
            if version.required.iter().any(|signer| !version.signed.contains_key(signer)) {
                return Some("active without all signatures");
            }
            for party in [Party::Mentor, Party::Mentee] {
                for kind in self.policy.required.of(party) {
                    let validity = now.prerequisites().on(party, kind, on, self.code_of_conduct);
                    if !matches!(validity, agreement::Validity::Valid(_) | agreement::Validity::Waived(_)) {
                        return Some("active without a prerequisite");
                    }
                }
            }
            if open || disqualifying {
                return Some("active in conflict");
            }
            if now.reports().open().count() > 0 {
                return Some("active with an open report");
            }
        }
        if disqualifying && matches!(now.phase(), Active | Paused | Preparing) {
            return Some("a disqualifying conflict in a running pair");
        }
        match (before.phase(), now.phase()) {
            (Archived, to) if to != Archived => Some("the archive revived"),
            (NotStarted, to) if to != NotStarted && to != Archived => Some("what never started revived"),
            (from @ (Completed | EndedEarly), to) if to != from && to != Archived && to != Active => {
                Some("what was closed went elsewhere")
            }
            _ => None,
        }
    }

    /// So many days after the beginning.
    #[must_use]
    pub fn on(mut self, days: i64) -> Self {
        self.today = day(days);
        self
    }
}

/// A prerequisite on record, for two years.
pub fn met(party: Party, kind: Prerequisite) -> Command {
    let version = (kind == Prerequisite::CodeOfConduct).then_some(1);
    let record = Certificate::Met { version, until: Some(day(730)) };
    Command::RecordPrerequisite { party, kind, record }
}

/// A suspension.
pub fn suspend() -> Command {
    Command::Suspend { cause: agreement::SuspensionCause::Other, whose: None }
}

/// An early end.
pub fn end(initiator: agreement::Initiator, reason: agreement::EndReason) -> Command {
    Command::EndEarly { initiator, reason, note: None, talk_on: None }
}

/// A change of the terms from a day on.
pub fn amendment(terms: Terms, before: Terms, effective: Date) -> agreement::Amendment {
    agreement::Amendment { terms: Box::new(terms), text: id("text-2"), before: Box::new(before), effective }
}

/// Somebody told of an investment.
pub fn disclosure(concerns: &str) -> introduction::Disclosure {
    introduction::Disclosure {
        kind: mentorship::people::TieKind::Investment,
        concerns: id(concerns),
        since: None,
        note: id("conflict-note"),
    }
}
