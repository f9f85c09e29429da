//! The catalogue of trainings, their sessions, and who was there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Module, ModuleNeed, Preparation, Rule, Session};
use crate::{
    agreement::Prerequisite,
    id::{ModuleId, PersonId, SessionId},
};

/// A module, and whether it is still given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Offered {
    pub(super) module: Module,
    /// Since when it is no longer given. Who attended before may still get their certificate.
    pub(super) withdrawn: Option<Date>,
}

/// A session, and who was there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Planned {
    pub(super) session: Session,
    pub(super) cancelled: Option<Date>,
    pub(super) there: BTreeSet<PersonId>,
}

impl Planned {
    pub(super) fn new(session: Session) -> Self {
        Self { session, cancelled: None, there: BTreeSet::new() }
    }

    fn free(&self) -> usize {
        usize::from(self.session.places).saturating_sub(self.there.len())
    }
}

pub(super) fn check_module(module: &Module) -> Result<(), Rule> {
    if module.sessions == 0 {
        return Err(Rule::NoSessions(module.id.clone()));
    }
    if module.valid_months == Some(0) {
        return Err(Rule::NoMonths(module.id.clone()));
    }
    match module.topic.role() {
        Some(role) if role != module.role => Err(Rule::OtherTopic {
            module: module.id.clone(),
            topic: module.topic.clone(),
            role: module.role,
        }),
        _ => Ok(()),
    }
}

impl Preparation {
    /// The modules that are given, by identifier.
    pub fn catalogue(&self) -> impl Iterator<Item = &Module> {
        self.modules.values().filter(|offered| offered.withdrawn.is_none()).map(|offered| &offered.module)
    }

    /// The sessions that are planned or were held, by identifier. Those that were cancelled are not among them.
    pub fn sessions(&self) -> impl Iterator<Item = &Session> {
        self.sessions.values().filter(|planned| planned.cancelled.is_none()).map(|planned| &planned.session)
    }

    /// Who was at a session; nobody at one that is not known.
    pub fn attendance(&self, session: &SessionId) -> impl Iterator<Item = &PersonId> {
        self.sessions.get(session).into_iter().flat_map(|planned| &planned.there)
    }

    /// How many training places are needed on a date: each module that the rules ask for, with how many of those who are
    /// here need it and do not have it then, and how many places are free in sessions from that date on. Who needs a
    /// module in both roles counts once.
    pub fn modules_needed(&self, on: Date) -> Vec<ModuleNeed> {
        let mut lack: BTreeMap<&ModuleId, BTreeSet<&PersonId>> = BTreeMap::new();
        for what in self.required.mentor.iter().chain(&self.required.mentee) {
            if let Prerequisite::Training(module) = what {
                lack.entry(module).or_default();
            }
        }
        for (person, role) in self.here() {
            for what in self.required.of(role) {
                if let Prerequisite::Training(module) = what
                    && !self.validity(person, role, what, on).holds()
                {
                    lack.entry(module).or_default().insert(person);
                }
            }
        }
        let places = |module: &ModuleId| {
            let to_come = self.sessions.values().filter(|planned| {
                planned.cancelled.is_none() && planned.session.module == *module && planned.session.on >= on
            });
            to_come.map(|planned| u64::try_from(planned.free()).unwrap_or(u64::MAX)).sum()
        };
        let need = |(module, people): (&ModuleId, BTreeSet<_>)| ModuleNeed {
            module: module.clone(),
            people: people.len(),
            places: places(module),
        };
        lack.into_iter().map(need).collect()
    }

    pub(super) fn offered(&self, module: &ModuleId) -> Result<&Module, Rule> {
        let offered = self.modules.get(module).filter(|offered| offered.withdrawn.is_none());
        offered.map(|offered| &offered.module).ok_or_else(|| Rule::NotOffered(module.clone()))
    }

    fn planned(&self, session: &SessionId) -> Result<&Planned, Rule> {
        let planned = self.sessions.get(session).ok_or_else(|| Rule::UnknownSession(session.clone()))?;
        match planned.cancelled {
            Some(on) => Err(Rule::Cancelled { session: session.clone(), on }),
            None => Ok(planned),
        }
    }

    pub(super) fn check_session(&self, session: &Session, on: Date) -> Result<(), Rule> {
        let id = || session.id.clone();
        self.offered(&session.module)?;
        if self.sessions.contains_key(&session.id) {
            return Err(Rule::SessionTwice(id()));
        }
        if session.on < on {
            return Err(Rule::SessionBefore { session: id(), held: session.on, on });
        }
        if session.places == 0 {
            return Err(Rule::NoPlaces(id()));
        }
        Ok(())
    }

    pub(super) fn check_cancelled(&self, session: &SessionId) -> Result<(), Rule> {
        match self.planned(session)?.there.len() {
            0 => Ok(()),
            there => Err(Rule::Held { session: session.clone(), there }),
        }
    }

    pub(super) fn check_attended(
        &self,
        session: &SessionId,
        person: &PersonId,
        on: Date,
    ) -> Result<(), Rule> {
        let planned = self.planned(session)?;
        let session = || session.clone();
        if on < planned.session.on {
            return Err(Rule::NotYet { session: session(), held: planned.session.on, on });
        }
        if let Some(Offered { module, .. }) = self.modules.get(&planned.session.module)
            && !self.is_here(person, module.role)
        {
            return Err(Rule::NotInRole { person: person.clone(), role: module.role });
        }
        if planned.there.contains(person) {
            return Err(Rule::AttendedTwice { session: session(), person: person.clone() });
        }
        if planned.free() == 0 {
            let places = planned.session.places;
            return Err(Rule::Full { session: session(), places, person: person.clone() });
        }
        Ok(())
    }

    pub(super) fn check_certified(&self, module: &ModuleId, person: &PersonId, on: Date) -> Result<(), Rule> {
        let Some(Offered { module, .. }) = self.modules.get(module) else {
            return Err(Rule::NotOffered(module.clone()));
        };
        let file = self.files.get(person);
        let since = file.and_then(|file| file.certified_on(&module.id));
        let counts = |held: Date| held <= on && since.is_none_or(|since| since < held);
        let theirs = file.and_then(|file| file.attended.get(&module.id)).into_iter().flatten();
        let days = theirs.filter_map(|session| Some(self.sessions.get(session)?.session.on));
        let attended = days.filter(|held| counts(*held)).count();
        if attended < usize::from(module.sessions) {
            return Err(Rule::TooFewSessions {
                person: person.clone(),
                module: module.id.clone(),
                attended,
                takes: module.sessions,
                since,
            });
        }
        Ok(())
    }
}
