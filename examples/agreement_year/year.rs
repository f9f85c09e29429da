//! What a programme keeps: people, a ledger of places, and for each pair a log.

use std::{collections::BTreeSet, error::Error};

use mentorship::{
    agreement::{self, Agreement, Certificate, Command, LegalHold, Policy, Prerequisite},
    criteria::Criteria,
    introduction::{
        self, Actor, Fit, Introduction, Ledger, Order, Parties, Party, Places, Proposal, Requirements,
    },
    jiff::civil::{Date, date},
    matching::{Plan, Request, ReviewBook, Reviewed},
    people::{History, Mentee, Mentor, Past, People, Roster},
};

use crate::tell;

pub(crate) fn mentor(name: &str) -> Actor {
    Actor::Party(Party::Mentor, name.parse().expect("a name"))
}

pub(crate) fn mentee(name: &str) -> Actor {
    Actor::Party(Party::Mentee, name.parse().expect("a name"))
}

pub(crate) fn coordinator() -> Actor {
    Actor::Coordinator("Carla".parse().expect("a name"))
}

pub(crate) fn second_coordinator() -> Actor {
    Actor::Coordinator("Cor".parse().expect("a name"))
}

pub(crate) fn clock() -> Actor {
    Actor::Clock
}

/// Carla reads why each pairing is proposed, and decides. Only that opens introductions.
fn review(request: &Request<'_>) -> Result<Reviewed, Box<dyn Error>> {
    let plan: Plan = request.plan()?;
    let (mut book, carla, on) = (ReviewBook::default(), "Carla".parse()?, date(2026, 1, 5));
    let mut review = book.open(request, &plan, &carla, on)?;
    for pairing in plan.pairings() {
        let seen = pairing.explanation.digest();
        review.by(&carla, on).approve(&pairing.mentor, &pairing.mentee, seen)?;
    }
    Ok(book.close(&mut review, &carla, on)?)
}

pub(crate) struct Programme {
    roster: Roster,
    criteria: Criteria,
    reviewed: Reviewed,
    pub(crate) ledger: Ledger,
}

impl Programme {
    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        let mut people = People::default();
        let mut ledger = Ledger::default();
        for (one, other) in [("Anna", "Bo"), ("Cas", "Dora"), ("Eva", "Fin")] {
            people.mentors.push(Mentor::new(format!("M-{one}").parse()?, one.parse()?));
            people.mentees.push(Mentee::new(format!("T-{other}").parse()?, other.parse()?));
            for person in [one, other] {
                ledger.grant(person.parse()?, Places { talk_slots: 2, seats: 1 });
            }
        }
        let (roster, criteria) = (Roster::new(people)?, Criteria::new(vec![], vec![])?);
        let reviewed = review(&Request::new(&roster, &criteria, date(2026, 1, 5)))?;
        Ok(Self { roster, criteria, reviewed, ledger })
    }

    pub(crate) fn plan(&self, history: &History) -> Result<Plan, Box<dyn Error>> {
        Ok(Request::new(&self.roster, &self.criteria, date(2026, 1, 16)).history(history).plan()?)
    }

    /// From the proposal to the answers, of which the mentee's is given.
    fn talk(&mut self, one: &str, other: &str, answer: Fit) -> Result<Introduction, Box<dyn Error>> {
        let of = |proposal: &Proposal| {
            proposal.mentor_person().as_str() == one && proposal.mentee_person().as_str() == other
        };
        let proposal = Proposal::of(&self.reviewed).into_iter().find(of).ok_or("a proposal for the two")?;
        let approved = &proposal.approval().signed;
        tell::line(approved.on, &format!("{}, having read why, approved the pairing", approved.by));
        let id = format!("I-{one}").parse()?;
        let (mut introduction, _) = Introduction::open(id, proposal, "first".parse()?, date(2026, 1, 6));
        let talk = date(2026, 1, 14);
        for (at, (by, on, command)) in [
            (Actor::System, date(2026, 1, 6), introduction::Command::Invite),
            (mentor(one), date(2026, 1, 7), introduction::Command::AcceptInvitation),
            (mentee(other), date(2026, 1, 9), introduction::Command::AcceptInvitation),
            (mentee(other), date(2026, 1, 9), introduction::Command::PlanTalk { on: talk }),
            (coordinator(), talk, introduction::Command::RecordTalk { on: talk }),
            (mentor(one), date(2026, 1, 15), introduction::Command::AnswerFit { fit: Fit::Yes }),
            (mentee(other), date(2026, 1, 16), introduction::Command::AnswerFit { fit: answer }),
        ]
        .into_iter()
        .enumerate()
        {
            let order = Order {
                id: format!("talk-{at}").parse()?,
                expected: introduction.version(),
                by: by.clone(),
                on,
                command,
            };
            let circumstances = introduction::Circumstances {
                policy: &introduction::Policy::default(),
                ledger: &self.ledger,
                requirements: Requirements::Hold,
                conflicted: &BTreeSet::new(),
            };
            let entries = introduction.execute(&order, &circumstances)?;
            let people = [introduction.people().mentor.clone(), introduction.people().mentee.clone()];
            self.ledger.settle(self.ledger.version(), introduction.holds(), &people, introduction.id())?;
            for entry in entries {
                tell::line(on, &tell::introduced(&by, &entry.event));
            }
        }
        Ok(introduction)
    }

    /// Two for whom it does not click: what that means for the next round.
    pub(crate) fn meet(&mut self, one: &str, other: &str, answer: Fit) -> Result<Past, Box<dyn Error>> {
        let introduction = self.talk(one, other, answer)?;
        introduction.past(&introduction::Policy::default()).ok_or_else(|| "it ended".into())
    }

    /// Two for whom it clicks: their agreement.
    pub(crate) fn introduce(&mut self, one: &str, other: &str, answer: Fit) -> Result<Pair, Box<dyn Error>> {
        let introduction = self.talk(one, other, answer)?;
        let on = introduction.last();
        let id = format!("A-{one}").parse()?;
        let (agreement, first) =
            Agreement::open(id, &introduction, Parties::default(), "first".parse()?, on)?;
        let policy = Policy::default();
        Ok(Pair { agreement, log: vec![first], policy, ledger: self.ledger.clone(), today: on })
    }

    /// Frees the seats of a pair that is over.
    pub(crate) fn keep(&mut self, pair: &Pair) -> Result<(), Box<dyn Error>> {
        let people = [pair.agreement.people().mentor.clone(), pair.agreement.people().mentee.clone()];
        let introduction = pair.agreement.introduction();
        self.ledger.settle(self.ledger.version(), pair.agreement.holds(), &people, introduction)?;
        Ok(())
    }
}

/// An agreement and its log.
pub(crate) struct Pair {
    pub(crate) agreement: Agreement,
    pub(crate) log: Vec<agreement::Entry>,
    pub(crate) policy: Policy,
    ledger: Ledger,
    today: Date,
}

impl Pair {
    pub(crate) fn on(&mut self, today: Date) {
        self.today = today;
    }

    pub(crate) fn today(&self) -> Date {
        self.today
    }

    fn decide(
        &self,
        by: &Actor,
        command: Command,
    ) -> Result<Result<Vec<agreement::Entry>, agreement::Refusal>, Box<dyn Error>> {
        let order = Order {
            id: format!("c-{}", self.log.len()).parse()?,
            expected: self.agreement.version(),
            by: by.clone(),
            on: self.today,
            command,
        };
        let nobody = BTreeSet::new();
        Ok(self.agreement.decide(&order, &self.circumstances(&nobody)))
    }

    fn circumstances<'a>(
        &'a self,
        conflicted: &'a BTreeSet<mentorship::id::PersonId>,
    ) -> agreement::Circumstances<'a> {
        agreement::Circumstances {
            policy: &self.policy,
            ledger: &self.ledger,
            programme: None,
            code_of_conduct: 1,
            conflicted,
            successor: None,
            legal_hold: LegalHold::No,
        }
    }

    pub(crate) fn does(&mut self, by: &Actor, command: Command) -> Result<(), Box<dyn Error>> {
        for entry in self.decide(by, command)?? {
            self.agreement.apply(&entry)?;
            tell::line(self.today, &tell::agreed(by, &entry.event));
            self.log.push(entry);
        }
        Ok(())
    }

    pub(crate) fn refused(&self, by: &Actor, command: Command) -> Result<String, Box<dyn Error>> {
        match self.decide(by, command)? {
            Ok(_) => Err("it is to be refused".into()),
            Err(refusal) => Ok(refusal.rule.to_string()),
        }
    }

    /// Everything that the policy asks of the two, valid to that day.
    pub(crate) fn certificates(&mut self, until: Date) -> Result<(), Box<dyn Error>> {
        let required = self.policy.required.clone();
        for party in Party::BOTH {
            for kind in required.of(party) {
                let version = (*kind == Prerequisite::CodeOfConduct).then_some(1);
                let record = Certificate::Met { version, until: Some(until) };
                let command = Command::RecordPrerequisite { party, kind: kind.clone(), record };
                self.does(&Actor::SystemOfRecord, command)?;
            }
        }
        Ok(())
    }

    /// Shows what waits for whom.
    pub(crate) fn to_do(&self) {
        let nobody = BTreeSet::new();
        for todo in self.agreement.to_do(self.today, &self.circumstances(&nobody)) {
            let by = todo.by.map_or_else(String::new, |by| format!(", by {by}"));
            tell::line(self.today, &format!("   to do: the {} is to {}{by}", todo.who, todo.task));
        }
    }
}
