//! How people are found, come in and are prepared.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::date};

use super::{
    agenda::Task,
    founding::label,
    world::{Comer, World, carla, id},
};
use crate::{
    id::{CampaignId, SessionId},
    introduction::{Actor, Party},
    needs::Needs,
    people::{UtcOffset, Who},
    programme::{
        preparation::{self, ScreeningResult, ScreeningStep, Session},
        recruitment::{self, Campaign, Channel, Interest, Seeks, SignUp},
    },
};

/// The campaigns: by which way, for whom, with which partner, and how many in a hundred come by it.
const CAMPAIGNS: [(&str, Channel, Party, Option<&str>, i32); 6] = [
    ("call-in-the-paper", Channel::OpenCall, Party::Mentor, None, 40),
    ("evening-at-the-firm", Channel::Employer, Party::Mentor, Some("O-3"), 25),
    ("neighbours-tell-neighbours", Channel::WordOfMouth, Party::Mentor, None, 35),
    ("workshop-in-the-library", Channel::Workshop, Party::Mentee, Some("O-4"), 40),
    ("language-school", Channel::School, Party::Mentee, Some("O-2"), 35),
    ("network-evening", Channel::NetworkEvening, Party::Mentee, Some("O-5"), 25),
];

/// People for one session.
const SESSION_PLACES: u16 = 16;

impl World {
    /// Decides who will come, when, and by which way.
    pub(super) fn comers(&mut self) {
        let mentors = self
            .roster
            .mentors()
            .iter()
            .map(|row| (Who::Mentor(row.id.clone()), row.profile.person.clone(), row.partners.max()));
        let mentees = self
            .roster
            .mentees()
            .iter()
            .map(|row| (Who::Mentee(row.id.clone()), row.profile.person.clone(), 1));
        let everybody: Vec<_> = mentors.chain(mentees).collect();
        for (at, (who, person, places)) in everybody.into_iter().enumerate() {
            let batch = self.chance.of(&[(0, 80), (1, 13), (2, 7)]);
            let role = if matches!(who, Who::Mentor(_)) { Party::Mentor } else { Party::Mentee };
            let ways: Vec<_> =
                CAMPAIGNS.iter().filter(|way| way.2 == role).map(|way| (way.0, way.4)).collect();
            let by = self.chance.per_cent(92).then(|| id::<CampaignId>(self.chance.of(&ways)));
            let newcomer = self.chance.per_cent(if role == Party::Mentor { 10 } else { 45 });
            let level = self.chance.normal();
            self.by_person.insert(person.clone(), at);
            self.comers.push(Comer { who, person, places, batch, by, newcomer, level, here: false });
        }
        // The first of each role come in time, so that the smallest programme has a pair.
        for role in Party::BOTH {
            if let Some(first) = self.comers.iter_mut().find(|comer| comer.role() == role) {
                first.batch = 0;
            }
        }
    }

    pub(super) fn campaigns(&mut self) {
        let sought = |role, percent: i32| {
            let people = if role == Party::Mentor { self.mentees * 45 / 100 } else { self.mentees };
            u32::try_from(people).unwrap_or(u32::MAX).saturating_mul(percent.unsigned_abs()) / 100 + 1
        };
        let mut opened = Vec::new();
        for (name, channel, role, with, percent) in CAMPAIGNS {
            opened.push(Campaign {
                id: id(name),
                channel,
                seeks: Seeks { role, people: sought(role, percent), skill: None, neighbourhood: None },
                from: self.today,
                until: date(2026, 6, 5),
                with: with.map(id),
            });
        }
        // What the needs survey asks for and few bring is looked for by name.
        if let Some(first) = opened.first_mut() {
            first.seeks.skill = Some(label("letters and forms"));
        }
        for campaign in opened {
            let (campaign_id, reached) = (campaign.id.clone(), campaign.seeks.people.saturating_mul(14) + 25);
            self.note(&carla(), recruitment::Event::CampaignOpened(campaign));
            let reached = recruitment::Event::Reached { campaign: campaign_id, people: reached };
            self.note(&carla(), reached);
        }
        let sheets = [date(2026, 3, 2), date(2026, 4, 13), date(2026, 6, 8)];
        for at in 0..self.comers.len() {
            let before = self.chance.between(6, 34);
            let on = sheets[self.comers[at].batch].saturating_sub(before.days()).max(self.today);
            self.agenda.put(on, Task::Interested { at });
        }
        // Some ask, and would rather not.
        for at in 0..self.mentees.div_ceil(9) {
            let (name, _, role, ..) = CAMPAIGNS[at % CAMPAIGNS.len()];
            let person: crate::id::PersonId = id(format!("P-N{:05}", at + 1));
            for step in [Interest::Asked, Interest::Talked, Interest::Declined] {
                let by = Some(id(name));
                self.note(
                    &carla(),
                    recruitment::Event::Interested { person: person.clone(), role, step, by },
                );
            }
        }
    }

    /// After two rounds it is known who is missing: two campaigns more look for them by name.
    pub(super) fn advice(&mut self) {
        let Ok(matchable) = self.programme.matchable(&self.cabinet, self.today) else { return };
        let running: Vec<_> = matchable.running().iter().cloned().collect();
        let Ok(needs) = Needs::of(matchable.roster(), self.today, UtcOffset::UTC, &running) else { return };
        let named = self.programme.charters().needs_against(&needs);
        let sought = Seeks::from_advice(&needs, &[], &named).into_iter();
        for (at, seeks) in sought.filter(|seeks| seeks.role == Party::Mentor).take(2).enumerate() {
            let campaign: CampaignId = id(format!("who-is-missing-{}", at + 1));
            let opened = Campaign {
                id: campaign.clone(),
                channel: Channel::WordOfMouth,
                seeks: Seeks { people: seeks.people.min(5), ..seeks },
                from: self.today,
                until: date(2026, 6, 30),
                with: None,
            };
            if self.note(&carla(), recruitment::Event::CampaignOpened(opened)) {
                let late = self.comers.iter_mut().filter(|comer| comer.batch == 2);
                let mentors = late.filter(|comer| matches!(comer.who, Who::Mentor(_)));
                mentors.skip(at).step_by(2).for_each(|comer| comer.by = Some(campaign.clone()));
            }
        }
    }

    pub(super) fn interested(&mut self, at: usize) {
        let Comer { person, by, .. } = self.comers[at].clone();
        let role = self.comers[at].role();
        let step =
            |step| recruitment::Event::Interested { person: person.clone(), role, step, by: by.clone() };
        self.note(&carla(), step(Interest::Asked));
        if self.chance.per_cent(85) {
            self.note(&carla(), step(Interest::Talked));
        }
    }

    pub(super) fn signs_up(&mut self, at: usize) {
        let Comer { who, person, places, by, newcomer, .. } = self.comers[at].clone();
        let profile = match &who {
            Who::Mentor(id) => self.cabinet.mentor(id).map(|row| &row.profile),
            Who::Mentee(id) => self.cabinet.mentee(id).map(|row| &row.profile),
        };
        let Some(profile) = profile else { return };
        let lives = profile.place.as_ref().and_then(|place| place.neighbourhood.clone());
        let mut groups = BTreeMap::from([(label("newcomer"), label(if newcomer { "yes" } else { "no" }))]);
        groups.extend(lives.map(|lives| (label("neighbourhood"), quarter(lives.as_str()))));
        let sign_up = SignUp { person, who, places, groups, by };
        let by = Actor::Party(self.comers[at].role(), self.comers[at].person.clone());
        if self.note(&by, recruitment::Event::SignedUp(Box::new(sign_up))) {
            self.comers[at].here = true;
            self.soon(1, 4, Task::Accepts { at });
            self.soon(2, 9, Task::Interviewed { at });
        }
    }

    pub(super) fn accepts(&mut self, at: usize) {
        let Comer { person, .. } = self.comers[at].clone();
        let by = Actor::Party(self.comers[at].role(), person.clone());
        let version = self.programme.charters().code_version();
        self.note(&by, preparation::Event::CodeAccepted { person: person.clone(), version });
        self.note(&by, preparation::Event::NonDisclosureSigned { person, until: None });
    }

    pub(super) fn interviewed(&mut self, at: usize) {
        let person = self.comers[at].person.clone();
        let passed = ScreeningResult::Passed(None);
        let step = ScreeningStep::Interview;
        self.note(&carla(), preparation::Event::Screened { person: person.clone(), step, result: passed });
        if self.comers[at].role() == Party::Mentor {
            let (step, result) = (ScreeningStep::CertificateOfConduct, ScreeningResult::Pending);
            self.note(&carla(), preparation::Event::Screened { person, step, result });
            let pending = self.chance.per_cent(8);
            let days = if pending { self.chance.between(45, 65) } else { self.chance.between(2, 5) };
            self.later(days, Task::Certificate { at, pending });
        }
    }

    pub(super) fn certificate(&mut self, at: usize, pending: bool) {
        let person = self.comers[at].person.clone();
        let never = !pending && self.chance.per_cent(2);
        let until = self.today.saturating_add(3.years());
        let result = if never { ScreeningResult::NotPassed } else { ScreeningResult::Passed(Some(until)) };
        let step = ScreeningStep::CertificateOfConduct;
        self.note(&Actor::SystemOfRecord, preparation::Event::Screened { person, step, result });
    }

    /// Plans as many sessions on listening as there are mentors who have just come, and one for mentees.
    pub(super) fn sessions(&mut self, batch: usize) {
        let came = |role| {
            let came = self.comers.iter().enumerate();
            came.filter(move |(_, comer)| comer.batch == batch && comer.here && comer.role() == role)
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        };
        let (mentors, mentees) = (came(Party::Mentor), came(Party::Mentee));
        for (number, group) in mentors.chunks(usize::from(SESSION_PLACES)).enumerate() {
            self.session("listening", batch, number, group);
            if number % 3 == 0 && batch == 0 {
                self.session(
                    "when-it-chafes",
                    batch,
                    number,
                    group.get(..group.len() / 2).unwrap_or_default(),
                );
            }
        }
        let some: Vec<usize> = mentees.into_iter().filter(|_| self.chance.per_cent(30)).collect();
        for (number, group) in some.chunks(usize::from(SESSION_PLACES)).enumerate() {
            self.session("steering-oneself", batch, number, group);
        }
    }

    fn session(&mut self, module: &str, batch: usize, number: usize, group: &[usize]) {
        if group.is_empty() {
            return;
        }
        let session: SessionId = id(format!("{module}-{}-{}", batch + 1, number + 1));
        let days = 4 + i32::try_from(number % 6).unwrap_or(0);
        let on = self.in_days(days);
        let planned = Session { id: session.clone(), module: id(module), on, places: SESSION_PLACES };
        self.note(&carla(), preparation::Event::SessionPlanned(planned));
        for &at in group {
            if self.chance.per_cent(97) {
                self.agenda.put(on, Task::Attends { session: session.clone(), at });
            }
        }
    }

    pub(super) fn attends(&mut self, session: &SessionId, at: usize) {
        let person = self.comers[at].person.clone();
        let attended = preparation::Event::Attended { session: session.clone(), person: person.clone() };
        let module = session.as_str().rsplitn(3, '-').last().unwrap_or("listening").to_owned();
        if self.note(&carla(), attended) {
            self.note(&carla(), preparation::Event::Certified { module: id(module), person });
        }
    }
}

/// The twelve neighbourhoods in four quarters, so that figures by quarter speak of enough people.
fn quarter(neighbourhood: &str) -> crate::people::Label {
    label(match neighbourhood {
        "Centre" | "Harbour" | "Island" => "Waterside",
        "North" | "Linden Court" | "Old Dike" => "North",
        "Meadow Park" | "East" | "Station" => "East",
        _ => "South",
    })
}
