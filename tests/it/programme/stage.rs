//! A programme with people on it, who are introduced and begin.

use std::collections::BTreeSet;

use mentorship::{
    agreement::{self, Command, Contact, EndReason, Initiator, Moment, PauseCause},
    criteria::Criteria,
    feedback::Pairing,
    id::{AgreementId, IntroductionId},
    introduction::{self, Actor, Fit, Introduction, Parties, Party, Place, Proposal},
    jiff::civil::Date,
    matching::{Request, ReviewBook},
    people::{Mentee, Mentor, Mode, People, Roster, Who},
    programme::{
        Entry, Happened, NotDone, Programme,
        charter::{Event, Rules},
        recruitment::{self, SignUp},
    },
};

use super::kit::{carla, id};
use crate::lifecycle::kit::{DAY, coordinator, day, end, mentee, mentor, terms};

/// A programme, and what day it is.
#[derive(Clone)]
pub(crate) struct Stage {
    pub(crate) programme: Programme,
    pub(crate) today: Date,
}

/// Who somebody is in matching: mentor `M-Anna`, mentee `T-Bo`.
pub(crate) fn as_mentor(name: &str) -> Who {
    Who::Mentor(id(&format!("M-{name}")))
}

pub(crate) fn as_mentee(name: &str) -> Who {
    Who::Mentee(id(&format!("T-{name}")))
}

pub(crate) fn signs_up(who: Who, name: &str, places: u16) -> recruitment::Event {
    let (groups, by) = ([].into(), None);
    recruitment::Event::SignedUp(Box::new(SignUp { person: id(name), who, places, groups, by }))
}

/// The proposal for two people, which Cleo approved.
pub(crate) fn proposal(mentor: &str, mentee: &str) -> Proposal {
    let (Who::Mentor(m), Who::Mentee(t)) = (as_mentor(mentor), as_mentee(mentee)) else { unreachable!() };
    let roster = Roster::new(People {
        mentors: vec![Mentor::new(m, id(mentor))],
        mentees: vec![Mentee::new(t, id(mentee))],
        ..People::default()
    })
    .unwrap();
    let criteria = Criteria::new(vec![], vec![]).unwrap();
    let request = Request::new(&roster, &criteria, DAY);
    let plan = request.plan().unwrap();
    let (mut book, cleo) = (ReviewBook::default(), id("Cleo"));
    let mut review = book.open(&request, &plan, &cleo, DAY).unwrap();
    for pairing in plan.pairings() {
        let seen = pairing.explanation.digest();
        review.by(&cleo, DAY).approve(&pairing.mentor, &pairing.mentee, seen).unwrap();
    }
    Proposal::of(&book.close(&mut review, &cleo, DAY).unwrap()).remove(0)
}

/// The entry that opens an introduction of two people on a day.
pub(crate) fn proposed(name: &str, mentor: &str, mentee: &str, on: Date) -> Entry {
    let (_, entry) = Introduction::open(id(name), proposal(mentor, mentee), id("first"), on);
    introduced(name, entry)
}

pub(crate) fn introduced(name: &str, entry: introduction::Entry) -> Entry {
    Entry { on: entry.on, by: entry.by.clone(), what: Happened::Introduction(id(name), Box::new(entry)) }
}

pub(crate) fn agreed(name: &str, entry: agreement::Entry) -> Entry {
    Entry { on: entry.on, by: entry.by.clone(), what: Happened::Agreement(id(name), Box::new(entry)) }
}

impl Stage {
    /// Anna and Ada may mentor two each, Bo, Bea and Ben look for a mentor. Nobody needs a certificate.
    pub(crate) fn set() -> Self {
        let mut stage = Self { programme: Programme::default(), today: DAY };
        let mut rules = Rules::default();
        rules.agreements.required = Parties { mentor: BTreeSet::new(), mentee: BTreeSet::new() };
        stage.note(Event::RulesSet(Box::new(rules)));
        for name in ["Anna", "Ada"] {
            stage.note(signs_up(as_mentor(name), name, 2));
        }
        for name in ["Bo", "Bea", "Ben"] {
            stage.note(signs_up(as_mentee(name), name, 1));
        }
        stage
    }

    pub(crate) fn on(mut self, days: i64) -> Self {
        self.today = day(days);
        self
    }

    pub(crate) fn note(&mut self, what: impl Into<Happened>) {
        self.programme.by(&carla(), self.today).note(what).unwrap();
    }

    /// Why something is not written down.
    pub(crate) fn refused(&mut self, what: impl Into<Happened>) -> String {
        let before = self.programme.clone();
        let why = self.programme.by(&carla(), self.today).note(what).expect_err("it is refused").to_string();
        assert_eq!(self.programme, before);
        let number = format!("entry {} of {}: ", before.version() + 1, self.today);
        why.strip_prefix(&number).unwrap_or_else(|| panic!("{why}")).to_owned()
    }

    pub(crate) fn propose(&mut self, name: &str, mentor: &str, mentee: &str) -> IntroductionId {
        let read = self.programme.version();
        self.programme.append(read, [proposed(name, mentor, mentee, self.today)]).unwrap();
        id(name)
    }

    pub(crate) fn introduce(&mut self, by: &Actor, name: &str, command: introduction::Command) {
        let done = self.programme.by(by, self.today).introduce(&id(name), command);
        done.unwrap_or_else(|why| panic!("{why}"));
    }

    /// Two people are invited, come and talk.
    pub(crate) fn talk(&mut self, name: &str) {
        use introduction::Command;
        self.introduce(&coordinator(), name, Command::Invite);
        let people = self.programme.pairs().introduction(&id(name)).unwrap().people().clone();
        for party in Party::BOTH {
            let by = Actor::Party(party, people.of(party).clone());
            self.introduce(&by, name, Command::AcceptInvitation);
        }
        self.introduce(&carla(), name, Command::RecordTalk { on: self.today });
    }

    pub(crate) fn says_yes(&mut self, name: &str, party: Party) -> Result<introduction::Phase, NotDone> {
        let person = self.programme.pairs().introduction(&id(name)).unwrap().people().of(party).clone();
        let fit = introduction::Command::AnswerFit { fit: Fit::Yes };
        self.programme.by(&Actor::Party(party, person), self.today).introduce(&id(name), fit)
    }

    /// An introduction that clicked.
    pub(crate) fn click(&mut self, name: &str, mentor: &str, mentee: &str) {
        self.propose(name, mentor, mentee);
        self.talk(name);
        for party in Party::BOTH {
            self.says_yes(name, party).unwrap();
        }
    }

    pub(crate) fn open(&mut self, introduction: &str) -> AgreementId {
        let acting = self.programme.by(&Actor::System, self.today);
        acting.open_agreement(&id(introduction), Parties::default()).unwrap()
    }

    pub(crate) fn agree(&mut self, by: &Actor, agreement: &AgreementId, command: Command) {
        let done = self.programme.by(by, self.today).agree(agreement, command);
        done.unwrap_or_else(|why| panic!("{why}"));
    }

    /// Anna and Bo in agreement `A-000001`, for nine months from 9 March 2026, which is day 7.
    pub(crate) fn begun() -> Self {
        let mut stage = Self::set();
        stage.click("I-1", "Anna", "Bo");
        let agreement = stage.open("I-1");
        let text = id("text-1");
        stage.agree(&mentor(), &agreement, Command::ProposeTerms { terms: Box::new(terms()), text });
        stage.agree(&mentee(), &agreement, Command::FreezeForSigning);
        for by in [mentor(), mentee()] {
            stage.agree(&by, &agreement, Command::Sign { hash: terms().hash() });
        }
        stage.today = day(7);
        stage.agree(&Actor::Clock, &agreement, Command::Start);
        stage
    }

    /// What happens in `A-000001`.
    pub(crate) fn does(&mut self, by: &Actor, command: Command) {
        self.agree(by, &id("A-000001"), command);
    }

    pub(crate) fn meet(&mut self, days: i64) {
        let contact = Contact { on: day(days), minutes: 60, medium: Mode::InPerson };
        self.does(&mentor(), Command::LogContact(contact));
    }

    pub(crate) fn tries(&mut self, entry: Entry) -> String {
        let before = self.programme.clone();
        let refused =
            self.programme.append(before.version(), [entry]).expect_err("it is refused").to_string();
        assert_eq!(self.programme, before);
        refused.split_once(": ").unwrap().1.to_owned()
    }

    /// The last entry about the agreement of Anna and Bo.
    pub(crate) fn last_agreed(&self) -> agreement::Entry {
        let inner = self.programme.entries().iter().rev().find_map(|entry| match &entry.what {
            Happened::Agreement(_, inner) => Some((**inner).clone()),
            _ => None,
        });
        inner.unwrap()
    }

    pub(crate) fn last_introduced(&self) -> introduction::Entry {
        let inner = self.programme.entries().iter().rev().find_map(|entry| match &entry.what {
            Happened::Introduction(_, inner) => Some((**inner).clone()),
            _ => None,
        });
        inner.unwrap()
    }

    pub(crate) fn pairing(&self, as_of: i64) -> Pairing {
        let (record, problems) = self.programme.record(day(as_of));
        // Nobody was interviewed here, but they all signed up.
        assert_eq!(problems, []);
        record.facts().pairings[0].clone()
    }

    pub(crate) fn pauses(&self, as_of: i64) -> Vec<(Date, Date)> {
        self.pairing(as_of).pauses.iter().map(|pause| (pause.from, pause.until)).collect()
    }

    pub(crate) fn pause(&mut self, from: i64, until: i64) {
        self.today = day(from);
        self.does(&mentee(), Command::Pause { cause: PauseCause::Away, until: day(until) });
    }

    pub(crate) fn resume(&mut self, on: i64) {
        self.today = day(on);
        self.does(&carla(), Command::Resume);
    }

    pub(crate) fn ends(&mut self, by: &Actor, initiator: Initiator, reason: EndReason) {
        self.does(by, end(initiator, reason));
    }

    pub(crate) fn closes(&mut self) {
        for by in [mentor(), mentee()] {
            self.does(&by, Command::SubmitEvaluation { moment: Moment::Closing });
        }
        self.does(&carla(), Command::FinishClosing { rematch: None });
    }

    pub(crate) fn free(&self, place: Place, person: &str) -> u16 {
        self.programme.pairs().ledger().free(place, &id(person))
    }
}
