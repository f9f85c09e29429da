//! What people are asked, what they reach, and what they tell.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};

use super::{
    agenda::{Moment, Task},
    founding::label,
    world::{World, carla, id},
};
use crate::{
    agreement::Closed,
    feedback::{
        self, Answers, Attained, Coding, Consent, Passage, Quote, Rater, Response, Scope, Source, Statements,
        Tie, Turn, Wave,
    },
    id::{AgreementId, PersonId},
    introduction::Party,
    people::{Label, Who},
    programme::Fact,
    sample::year::answers::{self, Asked},
};

impl Moment {
    fn wave(self) -> Wave {
        match self {
            Self::Before => Wave::Before,
            Self::Midway => Wave::Midway,
            Self::After => Wave::After,
        }
    }

    fn asks(self, party: Party) -> &'static [Asked] {
        match (self, party) {
            (Self::Before, Party::Mentee) => &[Asked::Confidence, Asked::Loneliness],
            (Self::Before, Party::Mentor) => &[],
            (Self::Midway, Party::Mentee) => &[Asked::Confidence, Asked::Bond],
            (Self::Midway, Party::Mentor) => &[Asked::Bond],
            (Self::After, Party::Mentee) => {
                &[Asked::Confidence, Asked::Loneliness, Asked::Bond, Asked::Satisfied, Asked::Recommend]
            }
            (Self::After, Party::Mentor) => &[Asked::Bond, Asked::Satisfied, Asked::Recommend],
        }
    }
}

impl World {
    pub(super) fn ask(&mut self, agreement: &AgreementId, moment: Moment) {
        let Some(pair) = self.programme.pairs().agreement(agreement) else { return };
        let over = pair.closing().is_some();
        if (moment == Moment::Midway && over) || (moment == Moment::After && !over) {
            return;
        }
        let people = pair.people().clone();
        if moment == Moment::Before {
            self.goals(agreement);
            let mentee = people.mentee.clone();
            if self.chance.per_cent(35) {
                self.soon(30, 260, Task::Milestone { person: mentee });
            }
        }
        let due = self.today;
        let back = match moment {
            Moment::Before => 92,
            Moment::Midway => 82,
            Moment::After => 80,
        };
        for party in Party::BOTH {
            for &asked in moment.asks(party) {
                let response = self.response(agreement, people.of(party), party, moment, asked, due);
                self.note(&carla(), Fact::Response(response));
            }
            if !moment.asks(party).is_empty() && self.chance.per_cent(back) {
                let days = if moment == Moment::Before { 5 } else { 18 };
                self.soon(0, days, Task::Answer { agreement: agreement.clone(), moment, party, due });
            }
        }
    }

    fn response(
        &self,
        agreement: &AgreementId,
        person: &PersonId,
        role: Party,
        moment: Moment,
        asked: Asked,
        due: Date,
    ) -> Response {
        let instrument = &self.instruments[asked as usize];
        Response {
            instrument: instrument.id().clone(),
            version: instrument.version(),
            person: person.clone(),
            role,
            agreement: Some(agreement.clone()),
            wave: moment.wave(),
            due,
            answers: None,
        }
    }

    pub(super) fn answer(&mut self, agreement: &AgreementId, moment: Moment, party: Party, due: Date) {
        let (Some(pair), Some(fate)) =
            (self.programme.pairs().agreement(agreement), self.fates.get(agreement).cloned())
        else {
            return;
        };
        let person = pair.people().of(party).clone();
        let growth = match moment {
            Moment::Before => 0,
            Moment::Midway => 25,
            Moment::After => 50,
        };
        for &asked in moment.asks(party) {
            let level = match asked {
                Asked::Confidence => answers::today(&mut self.chance, fate.level) + growth,
                Asked::Loneliness => answers::today(&mut self.chance, -fate.level * 6 / 10) - growth,
                _ => (6 * fate.quality + 8 * self.chance.normal()) / 10,
            };
            let mut response = self.response(agreement, &person, party, moment, asked, due);
            let items =
                answers::fill(&mut self.chance, &self.instruments[asked as usize], asked, level, None);
            response.answers = Some(Answers { on: self.today, items });
            self.note(&carla(), Fact::Response(response));
        }
    }

    pub(super) fn milestone(&mut self, person: &PersonId) {
        let kinds = [("job", 35), ("diploma", 20), ("volunteering", 25), ("housing", 15), ("business", 5)];
        let kind = label(self.chance.of(&kinds));
        let reached =
            feedback::Milestone { person: person.clone(), kind, on: self.today, turn: Turn::Reached };
        self.note(&carla(), Fact::Milestone(reached));
    }

    /// How far the goals of a pair that is over were reached.
    pub(super) fn judge(&mut self, agreement: &AgreementId) {
        let facts = self.programme.told();
        let goals: Vec<feedback::Goal> = facts.goals_of(agreement).cloned().collect();
        let completed = self
            .programme
            .pairs()
            .agreement(agreement)
            .and_then(|pair| pair.closing())
            .is_some_and(|closing| closing.cause.outcome() == Closed::Completed);
        for mut goal in goals {
            if !self.chance.per_cent(if completed { 85 } else { 40 }) {
                continue;
            }
            let step = (self.chance.normal() + if completed { 20 } else { -60 }) / 100;
            let step = i8::try_from(step.clamp(-2, 2)).unwrap_or(0);
            goal.rated = Some(Attained { on: self.today, step, by: Rater::Together });
            self.note(&carla(), Fact::Goal(goal));
        }
    }

    /// Talks with up to thirty people, told in passages that two people give themes to.
    pub(super) fn interviews(&mut self) {
        const THEMES: [&str; 5] = ["being listened to", "knowing people", "trust", "time", "boundaries"];
        let pairs = self.programme.pairs().pairings(self.today);
        let told: Vec<PersonId> = pairs.iter().take(30).map(|pairing| pairing.mentee.clone()).collect();
        for (at, person) in told.into_iter().enumerate() {
            let passage = id(format!("I-{}-1", at + 1));
            let words: crate::id::NoteId = id(format!("quote-I-{}", at + 1));
            let scope = self.chance.of(&[(Scope::Public, 60), (Scope::Steering, 20), (Scope::Programme, 20)]);
            let until = self.chance.per_cent(50).then_some(date(2028, 11, 9));
            let consent = self.chance.per_cent(85).then_some(Consent { scope, from: self.today, until });
            self.cabinet.write(
                words.clone(),
                Some(person.clone()),
                crate::introduction::Role::Coordinator,
                SAID[at % SAID.len()],
            );
            let row = Passage {
                id: passage,
                talk: id(format!("I-{}", at + 1)),
                source: Source::Interview,
                on: self.today,
                people: [person.clone()].into(),
                quotes: vec![Quote { words, speaker: person, consent }],
            };
            self.note(&carla(), Fact::Passage(row));
            let first: BTreeSet<Label> =
                THEMES.iter().filter(|_| self.chance.per_cent(35)).map(|theme| label(theme)).collect();
            let second: BTreeSet<Label> = THEMES
                .iter()
                .filter(|theme| first.contains(&label(theme)) != self.chance.per_cent(10))
                .map(|theme| label(theme))
                .collect();
            for (coder, themes) in [("P-C1", first), ("P-C2", second)] {
                let coding = Coding { passage: id(format!("I-{}-1", at + 1)), coder: id(coder), themes };
                self.note(&carla(), Fact::Coding(coding));
            }
        }
    }

    /// A round of the neighbourhood's survey: those who take part, and as many who do not.
    pub(super) fn survey(&mut self, round: usize) {
        let instrument = self.instruments.get(Asked::LivingTogether as usize).cloned();
        let Some(instrument) = instrument else { return };
        let mut asked: Vec<(PersonId, bool)> = Vec::new();
        for comer in &self.comers {
            if matches!(comer.who, Who::Mentee(_)) {
                asked.push((comer.person.clone(), comer.newcomer));
            }
        }
        for at in 0..self.mentees {
            asked.push((id(format!("P-B{:05}", at + 1)), self.chance.per_cent(20)));
        }
        let names: Vec<PersonId> = asked.iter().map(|(person, _)| person.clone()).collect();
        let on = self.today;
        for (person, newcomer) in asked {
            let answered = self.chance.per_cent(74);
            let level = self.chance.normal() + if round == 1 { 25 } else { 0 };
            let statements = answered.then(|| Statements {
                instrument: instrument.id().clone(),
                version: instrument.version(),
                items: answers::fill(&mut self.chance, &instrument, Asked::LivingTogether, level, None),
            });
            let groups = BTreeMap::from([(label("newcomer"), label(if newcomer { "yes" } else { "no" }))]);
            let row = feedback::Neighbour {
                person: person.clone(),
                asked: Some(on),
                answered: answered.then_some(on),
                born: None,
                groups,
                statements,
            };
            self.note(&carla(), Fact::Neighbour(row));
            if !answered || names.len() < 2 {
                continue;
            }
            for _ in 0..self.chance.between(0, 2 + i32::try_from(round).unwrap_or(0)) {
                let at = self.chance.between(0, i32::try_from(names.len()).unwrap_or(1) - 1);
                let to = names[usize::try_from(at).unwrap_or(0)].clone();
                if to != person {
                    let tie = Tie { from: person.clone(), to, kind: label("could ask for help"), on };
                    self.note(&carla(), Fact::Tie(tie));
                }
            }
        }
    }
}

/// What people said. Nobody did.
const SAID: [&str; 8] = [
    "Ik durf nu zelf te bellen. Eerst moest mijn buurvrouw dat doen.",
    "Door hem ken ik de straat. Ik zeg nu iedereen gedag.",
    "Zij luisterde eerst. Daarna pas kwam er een plan.",
    "De eerste keer wisten we niet wat we moesten zeggen. Nu lopen we elke week een rondje.",
    "Het klikte niet met de eerste. Dat was niemands schuld, en daarna kwam er een ander.",
    "Ik kreeg tijd van iemand. Dat is meer dan een cursus.",
    "Soms lukte het niet om af te spreken. Dat mochten we gewoon zeggen.",
    "Ik weet nu bij wie ik moet zijn. Dat scheelt slapeloze nachten.",
];
