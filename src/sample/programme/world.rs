//! Everybody in the programme, and what comes next.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};

use super::{
    agenda::{Agenda, Task},
    founding,
};
use crate::{
    agreement,
    experiment::Lots,
    feedback::Instrument,
    id::{AgreementId, CampaignId, IntroductionId, PersonId},
    introduction::{self, Actor, Party},
    matching::{Plan, ReviewBook},
    people::{Roster, Who, intake::RowProblem},
    programme::{Cabinet, Happened, Programme},
    sample::{community, year::chance::Chance},
};

/// Somebody who comes in: what is decided of them before they do.
#[derive(Clone, Debug)]
pub(super) struct Comer {
    pub(super) who: Who,
    pub(super) person: PersonId,
    pub(super) places: u16,
    pub(super) batch: usize,
    /// What brought them.
    pub(super) by: Option<CampaignId>,
    pub(super) newcomer: bool,
    /// How strong they are in what is measured, in hundredths of a standard deviation.
    pub(super) level: i32,
    pub(super) here: bool,
}

impl Comer {
    pub(super) fn role(&self) -> Party {
        match self.who {
            Who::Mentor(_) => Party::Mentor,
            Who::Mentee(_) => Party::Mentee,
        }
    }
}

/// What is decided of a pair when it begins.
#[derive(Clone, Debug)]
pub(super) struct Fate {
    pub(super) number: usize,
    /// How well the two get on, in hundredths of a standard deviation.
    pub(super) quality: i32,
    pub(super) months: u8,
    pub(super) weeks: i32,
    pub(super) minutes: u16,
    /// The mentee's level.
    pub(super) level: i32,
    pub(super) started: Option<Date>,
}

#[derive(Debug)]
pub(super) struct World {
    pub(super) programme: Programme,
    pub(super) cabinet: Cabinet,
    pub(super) agenda: Agenda,
    pub(super) chance: Chance,
    pub(super) today: Date,
    pub(super) dirty: bool,
    pub(super) seed: u64,
    pub(super) mentees: usize,
    /// Everybody as they will sign up.
    pub(super) roster: Roster,
    pub(super) comers: Vec<Comer>,
    pub(super) by_person: BTreeMap<PersonId, usize>,
    pub(super) fates: BTreeMap<AgreementId, Fate>,
    pub(super) months_of: BTreeMap<IntroductionId, u8>,
    pub(super) supervisors: Vec<PersonId>,
    pub(super) instruments: Vec<Instrument>,
    pub(super) book: ReviewBook,
    pub(super) plans: Vec<Plan>,
    pub(super) lots: Option<Lots>,
    pub(super) drawn: BTreeSet<PersonId>,
    pub(super) unread: Vec<RowProblem>,
    pub(super) refused: Vec<String>,
    pub(super) notes: usize,
}

impl World {
    pub(super) fn new(mentees: usize, seed: u64, dirty: bool) -> Self {
        let roster = community(mentees * 45 / 100 + 1, mentees, seed);
        let mut world = Self {
            programme: Programme::default(),
            cabinet: Cabinet::default(),
            agenda: Agenda::default(),
            chance: Chance::beside(seed, 9),
            today: super::PROGRAMME_START,
            dirty,
            seed,
            mentees,
            roster,
            comers: Vec::new(),
            by_person: BTreeMap::new(),
            fates: BTreeMap::new(),
            months_of: BTreeMap::new(),
            supervisors: Vec::new(),
            instruments: Vec::new(),
            book: ReviewBook::default(),
            plans: Vec::new(),
            lots: None,
            drawn: BTreeSet::new(),
            unread: Vec::new(),
            refused: Vec::new(),
            notes: 0,
        };
        world.comers();
        founding::calendar(&mut world.agenda);
        world
    }

    /// Does everything that comes up to a day.
    pub(super) fn live_until(&mut self, last: Date) {
        while let Some((on, task)) = self.agenda.next(last) {
            self.today = on;
            self.does(task);
        }
    }

    fn does(&mut self, task: Task) {
        match task {
            Task::AskNeeds => self.ask_needs(),
            Task::Found => self.found(),
            Task::Campaigns => self.campaigns(),
            Task::Advice => self.advice(),
            Task::Interested { at } => self.interested(at),
            Task::Sheets { batch } => self.sheets(batch),
            Task::Accepts { at } => self.accepts(at),
            Task::Interviewed { at } => self.interviewed(at),
            Task::Certificate { at, pending } => self.certificate(at, pending),
            Task::Sessions { batch } => self.sessions(batch),
            Task::Attends { session, at } => self.attends(&session, at),
            Task::Round { number } => self.round(number),
            Task::Invite { introduction } => self.invite(&introduction),
            Task::AnswerInvitation { introduction, party } => self.answer_invitation(&introduction, party),
            Task::Talk { introduction } => self.talk(&introduction),
            Task::Click { introduction, party, again } => self.click(&introduction, party, again),
            Task::Lapse { introduction } => self.lapse(&introduction),
            Task::Draft { agreement } => self.draft(&agreement),
            Task::Sign { agreement, party } => self.sign(&agreement, party),
            Task::Start { agreement } => self.start(&agreement),
            Task::Meet { agreement, on } => self.meet(&agreement, on),
            Task::CheckIn { agreement, due } => self.check_in(&agreement, due),
            Task::Review { agreement } => self.review(&agreement),
            Task::Pause { agreement, days } => self.pause(&agreement, days),
            Task::Resume { agreement } => self.resume(&agreement),
            Task::Conflict { agreement } => self.conflict(&agreement),
            Task::Boundary { agreement } => self.boundary(&agreement),
            Task::Worry { agreement } => self.worry(&agreement),
            Task::EndEarly { agreement, by, reason } => self.end_early(&agreement, by, reason),
            Task::End { agreement } => self.end(&agreement),
            Task::Evaluate { agreement, party } => self.evaluate(&agreement, party),
            Task::Close { agreement } => self.close(&agreement),
            Task::Ask { agreement, moment } => self.ask(&agreement, moment),
            Task::Answer { agreement, moment, party, due } => self.answer(&agreement, moment, party, due),
            Task::Milestone { person } => self.milestone(&person),
            Task::Judge { agreement } => self.judge(&agreement),
            Task::Register => self.register(),
            Task::Lots => self.draw_lots(),
            Task::Look => self.look(),
            Task::Decide => self.decide(),
            Task::Month => self.month(),
            Task::Count => self.count(),
            Task::Gathering { number } => self.gathering(number),
            Task::Thank => self.thank(),
            Task::Stories => self.stories(),
            Task::Survey { round } => self.survey(round),
            Task::Interviews => self.interviews(),
            Task::Leave => self.leave(),
            Task::Forget => self.forget(),
        }
    }

    pub(super) fn in_days(&self, days: i32) -> Date {
        self.today.saturating_add(days.days())
    }

    pub(super) fn later(&mut self, days: i32, task: Task) {
        let on = self.in_days(days);
        self.agenda.put(on, task);
    }

    /// Between so many and so many days from today.
    pub(super) fn soon(&mut self, from: i32, to: i32, task: Task) {
        let days = self.chance.between(from, to);
        self.later(days, task);
    }

    /// Somebody writes something down; what is refused is kept to be looked at.
    pub(super) fn note(&mut self, by: &Actor, what: impl Into<Happened>) -> bool {
        let done = self.programme.by(by, self.today).note(what);
        self.done(done.map(|_| ()).map_err(|why| why.to_string()))
    }

    pub(super) fn introduces(
        &mut self,
        by: &Actor,
        id: &IntroductionId,
        command: introduction::Command,
    ) -> bool {
        let done = self.programme.by(by, self.today).introduce(id, command);
        self.done(done.map(|_| ()).map_err(|why| format!("introduction `{id}`: {why}")))
    }

    pub(super) fn agrees(&mut self, by: &Actor, id: &AgreementId, command: agreement::Command) -> bool {
        let done = self.programme.by(by, self.today).agree(id, command);
        self.done(done.map(|_| ()).map_err(|why| format!("agreement `{id}`: {why}")))
    }

    pub(super) fn done(&mut self, done: Result<(), String>) -> bool {
        let is_done = done.is_ok();
        self.refused.extend(done.err().map(|why| format!("{}: {why}", self.today)));
        is_done
    }

    /// A name for a note that has none yet.
    pub(super) fn next_note<T: std::str::FromStr>(&mut self, kind: &str) -> T {
        self.notes += 1;
        id(format!("N-{kind}-{:06}", self.notes))
    }

    pub(super) fn phase(&self, id: &AgreementId) -> Option<agreement::Phase> {
        self.programme.pairs().agreement(id).map(agreement::Agreement::phase)
    }

    /// One of the two of an agreement, as who acts.
    pub(super) fn party(&self, id: &AgreementId, party: Party) -> Option<Actor> {
        let people = self.programme.pairs().agreement(id)?.people();
        Some(Actor::Party(party, people.of(party).clone()))
    }
}

pub(super) fn carla() -> Actor {
    Actor::Coordinator(id("P-C1"))
}

pub(super) fn cor() -> Actor {
    Actor::Coordinator(id("P-C2"))
}

pub(super) fn safeguarding() -> Actor {
    Actor::Safeguarding(id("P-C3"))
}

/// An identifier made here, of letters, digits and hyphens.
pub(super) fn id<T: std::str::FromStr>(text: impl AsRef<str>) -> T {
    text.as_ref().parse().ok().expect("letters, digits and hyphens are an identifier")
}
