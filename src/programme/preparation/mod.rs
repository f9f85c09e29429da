//! How people are prepared, and whether they are ready.
//!
//! Screenings, trainings, the code of conduct and non-disclosure come in; out comes what each needs before the start and
//! how it stands ([`Readiness`]), in the words of the room [`agreement`](crate::agreement): a
//! [`certificate`](Preparation::certificate) of here makes the same stand there.
//!
//! The room looks at the charter for the current code of conduct and for what the rules ask of mentors and mentees (before
//! rules are set, what a [`Policy`] asks that nobody changed), and at recruitment for who is here. It does not know
//! why somebody did not pass, nor what was said at a training.

mod event;
mod file;
mod readiness;
mod rule;
mod trainings;

pub use event::{Event, Module, ScreeningResult, ScreeningStep, Session, Topic};
pub use readiness::{Lapsing, ModuleNeed, Need, Readiness};
pub use rule::Rule;

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use self::{
    file::{Enrolled, File},
    trainings::{Offered, Planned},
};
use super::{Entry, Happened, Room, Why, charter, recruitment};
use crate::{
    agreement::{Certificate, Policy, Prerequisite, Validity},
    id::{ModuleId, PersonId, SessionId},
    introduction::{Parties, Party},
    people::Who,
    people::as_list,
};

/// How people are prepared, and whether they are ready.
///
/// It is told from what is known now. Asked of a day to come, it says what will still hold then; of a day that is over,
/// what would have held with the papers of today.
///
/// ```
/// use mentorship::{
///     introduction::{Actor, Party},
///     jiff::civil::date,
///     programme::{Entry, Room, preparation::{Event, Preparation}},
/// };
///
/// let carla = Actor::Coordinator("Carla".parse()?);
/// let signed = Event::NonDisclosureSigned { person: "Bo".parse()?, until: Some(date(2027, 1, 31)) };
/// let entry = Entry::new(date(2026, 2, 1), carla, signed);
/// let mut preparation = Preparation::default();
/// preparation.check(&entry)?;
/// preparation.apply(&entry);
///
/// let bo = preparation.readiness(&"Bo".parse()?, Party::Mentee, date(2026, 2, 1));
/// assert_eq!(bo.to_string(), "not ready: code of conduct is missing");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preparation {
    /// The current version of the code of conduct, once there is one.
    code: Option<u32>,
    required: Parties<BTreeSet<Prerequisite>>,
    /// The steps of a screening; none when none were set.
    steps: Parties<BTreeSet<ScreeningStep>>,
    modules: BTreeMap<ModuleId, Offered>,
    sessions: BTreeMap<SessionId, Planned>,
    files: BTreeMap<PersonId, File>,
    /// Who the mentors and mentees of matching are.
    #[serde(with = "as_list")]
    who: BTreeMap<Who, PersonId>,
}

impl Default for Preparation {
    fn default() -> Self {
        Self {
            code: None,
            required: Policy::default().required,
            steps: Parties::default(),
            modules: BTreeMap::new(),
            sessions: BTreeMap::new(),
            files: BTreeMap::new(),
            who: BTreeMap::new(),
        }
    }
}

impl Preparation {
    /// How all that somebody needs before the start stands on a date. It asks nothing of whether they are signed up.
    pub fn readiness(&self, person: &PersonId, role: Party, on: Date) -> Readiness {
        let need = |what: &Prerequisite| Need {
            what: what.clone(),
            validity: self.validity(person, role, what, on),
        };
        Readiness { needs: self.required.of(role).iter().map(need).collect() }
    }

    /// The first day on which everything held after somebody signed up in that role.
    ///
    /// It stays when something lapses later, or the rules ask for more. For somebody who left and came back it is told
    /// anew, from their return on.
    pub fn ready_since(&self, person: &PersonId, role: Party) -> Option<Date> {
        self.files.get(person)?.roles.of(role).as_ref()?.ready
    }

    /// How one thing stands on a date, whether the rules ask for it or not. The role says which steps a screening takes;
    /// where none are set, a screening is missing.
    pub fn validity(&self, person: &PersonId, role: Party, what: &Prerequisite, on: Date) -> Validity {
        let Some(file) = self.files.get(person) else { return Validity::Missing };
        match what {
            Prerequisite::Screening => file.screening(self.steps.of(role), on),
            Prerequisite::CodeOfConduct => match file.code {
                None => Validity::Missing,
                accepted if accepted == self.code => Validity::Valid(None),
                Some(_) => Validity::Outdated,
            },
            Prerequisite::NonDisclosure => file.non_disclosure(on),
            Prerequisite::Training(module) => file.training(module, on),
        }
    }

    /// What to put on an agreement's record: that it is under way, or met and how long. None when there is nothing to
    /// record, or it no longer holds.
    pub fn certificate(
        &self,
        person: &PersonId,
        role: Party,
        what: &Prerequisite,
        on: Date,
    ) -> Option<Certificate> {
        match self.validity(person, role, what, on) {
            Validity::Pending => Some(Certificate::Pending),
            Validity::Valid(until) => {
                let version = self.code.filter(|_| *what == Prerequisite::CodeOfConduct);
                Some(Certificate::Met { version, until })
            }
            Validity::Missing | Validity::Waived(_) | Validity::Lapsed(_) | Validity::Outdated => None,
        }
    }

    /// The steps of somebody's screening that do not hold on a date.
    pub fn steps_open(&self, person: &PersonId, role: Party, on: Date) -> Vec<ScreeningStep> {
        let steps = self.steps.of(role);
        match self.files.get(person) {
            Some(file) => file.steps_open(steps, on).collect(),
            None => steps.iter().copied().collect(),
        }
    }

    /// What people who are here have to renew within so many days from a date, the first to lapse first. What lapsed
    /// before is told by [`readiness`](Self::readiness).
    pub fn lapsing(&self, on: Date, within_days: u16) -> Vec<Lapsing> {
        let last = on.saturating_add(i64::from(within_days).days());
        let mut lapsing: Vec<_> = self
            .here()
            .flat_map(|(person, role)| {
                let needs = self.readiness(person, role, on).needs.into_iter();
                needs.filter_map(move |need| {
                    let until = need.until()?;
                    Some(Lapsing { until, person: person.clone(), role, what: need.what })
                })
            })
            .filter(|lapsing| lapsing.until <= last)
            .collect();
        lapsing.sort();
        lapsing
    }

    /// Everybody who is here, in each of their roles.
    fn here(&self) -> impl Iterator<Item = (&PersonId, Party)> {
        self.files.iter().flat_map(|(person, file)| {
            let here = |role: &Party| file.roles.of(*role).as_ref().is_some_and(|it| it.left.is_none());
            Party::BOTH.into_iter().filter(here).map(move |role| (person, role))
        })
    }

    fn is_here(&self, person: &PersonId, role: Party) -> bool {
        let enrolled = self.files.get(person).and_then(|file| file.roles.of(role).as_ref());
        enrolled.is_some_and(|enrolled| enrolled.left.is_none())
    }

    fn file(&mut self, person: &PersonId) -> &mut File {
        self.files.entry(person.clone()).or_default()
    }

    /// Notes that somebody is ready, when they are for the first time.
    fn note_ready(&mut self, person: &PersonId, on: Date) {
        for role in Party::BOTH {
            if self.is_here(person, role)
                && self.ready_since(person, role).is_none()
                && self.readiness(person, role, on).is_ready()
                && let Some(enrolled) = self.file(person).roles.of_mut(role)
            {
                enrolled.ready = Some(on);
            }
        }
    }

    /// The same for everybody, after something changed that is asked of all.
    fn note_all_ready(&mut self, on: Date) {
        let people: Vec<_> = self.files.keys().cloned().collect();
        for person in &people {
            self.note_ready(person, on);
        }
    }

    fn check_event(&self, event: &Event, on: Date) -> Result<(), Rule> {
        match event {
            Event::ScreeningSet { role, steps } => check_steps(*role, steps),
            Event::Screened { person, step, result } => {
                if !Party::BOTH.into_iter().any(|role| self.is_here(person, role)) {
                    return Err(Rule::Stranger(person.clone()));
                }
                match *result {
                    ScreeningResult::Passed(Some(until)) if until < on => {
                        Err(Rule::PassedBefore { person: person.clone(), step: *step, until, on })
                    }
                    _ => Ok(()),
                }
            }
            Event::ModuleOffered(module) => trainings::check_module(module),
            Event::ModuleWithdrawn(module) => self.offered(module).map(|_| ()),
            Event::SessionPlanned(session) => self.check_session(session, on),
            Event::SessionCancelled(session) => self.check_cancelled(session),
            Event::Attended { session, person } => self.check_attended(session, person, on),
            Event::Certified { module, person } => self.check_certified(module, person, on),
            Event::CodeAccepted { person, version } => match self.code {
                None => Err(Rule::NoCode(person.clone())),
                Some(current) if current != *version => {
                    Err(Rule::OtherCode { person: person.clone(), accepted: *version, current })
                }
                Some(_) => Ok(()),
            },
            Event::NonDisclosureSigned { person, until: Some(until) } if *until < on => {
                Err(Rule::SignedBefore { person: person.clone(), until: *until, on })
            }
            Event::NonDisclosureSigned { .. } => Ok(()),
        }
    }

    fn apply_event(&mut self, event: &Event, on: Date) {
        match event {
            Event::ScreeningSet { role, steps } => {
                *self.steps.of_mut(*role) = steps.iter().copied().collect();
                self.note_all_ready(on);
            }
            Event::Screened { person, step, result } => self.file(person).screened(*step, *result),
            Event::ModuleOffered(module) => {
                self.modules.insert(module.id.clone(), Offered { module: module.clone(), withdrawn: None });
            }
            Event::ModuleWithdrawn(module) => {
                if let Some(offered) = self.modules.get_mut(module) {
                    offered.withdrawn = Some(on);
                }
            }
            Event::SessionPlanned(session) => {
                self.sessions.insert(session.id.clone(), Planned::new(session.clone()));
            }
            Event::SessionCancelled(session) => {
                if let Some(planned) = self.sessions.get_mut(session) {
                    planned.cancelled = Some(on);
                }
            }
            Event::Attended { session, person } => {
                if let Some(planned) = self.sessions.get_mut(session) {
                    planned.there.insert(person.clone());
                    let module = planned.session.module.clone();
                    self.file(person).attended.entry(module).or_default().insert(session.clone());
                }
            }
            Event::Certified { module, person } => {
                if let Some(Offered { module, .. }) = self.modules.get(module).cloned() {
                    self.file(person).certified(&module, on);
                }
            }
            Event::CodeAccepted { person, version } => self.file(person).code = Some(*version),
            Event::NonDisclosureSigned { person, until } => self.file(person).signed(*until),
        }
        match event {
            Event::Screened { person, .. }
            | Event::Certified { person, .. }
            | Event::CodeAccepted { person, .. }
            | Event::NonDisclosureSigned { person, .. } => self.note_ready(person, on),
            _ => {}
        }
    }

    fn sign_up(&mut self, who: &Who, person: &PersonId, on: Date) {
        self.who.insert(who.clone(), person.clone());
        *self.file(person).roles.of_mut(role(who)) = Some(Enrolled { left: None, ready: None });
        self.note_ready(person, on);
    }

    fn leave(&mut self, who: &Who, on: Date) {
        let Some(person) = self.who.get(who).cloned() else { return };
        if let Some(enrolled) = self.file(&person).roles.of_mut(role(who)) {
            enrolled.left.get_or_insert(on);
        }
    }
}

fn role(who: &Who) -> Party {
    match who {
        Who::Mentor(_) => Party::Mentor,
        Who::Mentee(_) => Party::Mentee,
    }
}

fn check_steps(role: Party, steps: &[ScreeningStep]) -> Result<(), Rule> {
    if steps.is_empty() {
        return Err(Rule::NoSteps(role));
    }
    let mut seen = BTreeSet::new();
    match steps.iter().find(|step| !seen.insert(**step)) {
        Some(step) => Err(Rule::StepTwice { role, step: *step }),
        None => Ok(()),
    }
}

impl Room for Preparation {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        let Happened::Preparation(event) = &entry.what else { return Ok(()) };
        Ok(self.check_event(event, entry.on)?)
    }

    fn apply(&mut self, entry: &Entry) {
        let on = entry.on;
        match &entry.what {
            Happened::Preparation(event) => self.apply_event(event, on),
            Happened::Charter(charter::Event::Adopted(charter)) => {
                self.code = Some(charter.code.version);
                self.note_all_ready(on);
            }
            Happened::Charter(charter::Event::RulesSet(rules)) => {
                self.required.clone_from(&rules.agreements.required);
                self.note_all_ready(on);
            }
            Happened::Recruitment(recruitment::Event::SignedUp(it)) => {
                self.sign_up(&it.who, &it.person, on);
            }
            Happened::Recruitment(recruitment::Event::Left { who }) => self.leave(who, on),
            Happened::Erased(person) => {
                let file = self.files.get_mut(person);
                let roles = file.map(|file| [&mut file.roles.mentor, &mut file.roles.mentee]);
                for enrolled in roles.into_iter().flatten().flatten() {
                    enrolled.left.get_or_insert(on);
                }
            }
            _ => {}
        }
    }
}
