//! Who stands beside the pairs, and how people are thanked.
//!
//! Supervisors and their cases, check-ins, concerns, gatherings, thanks and stories come in; out come the lists of who
//! does what next, and the [check-ins](Support::check_ins) from which figures are made. The room looks at the log of
//! agreements for who the two are, when they began and ended, and how it was closed. It does not know what a concern is
//! about nor what a story tells: words lie in the notes store.
//!
//! A case closes by itself when its agreement is closed or does not start. One that is reopened has no supervisor until
//! somebody takes it, as the one before may have given the place to others.

mod cases;
mod check_ins;
mod concerns;
mod event;
mod gatherings;
mod pair;
mod rule;
mod thanks;

pub use cases::Spread;
pub use check_ins::CheckInDue;
pub use concerns::Concern;
pub use event::{CheckInPlan, Event, Gathering, Occasion, Rung, Settlement};
pub use rule::Rule;
pub use thanks::{Story, StoryToAsk, Thanks, ThanksDue};

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::{cases::Caseload, gatherings::Guests, pair::Pair, thanks::Asked};
use super::{Entry, Happened, Room, Why, recruitment};
use crate::{
    agreement,
    id::{AgreementId, ConcernId, GatheringId, PersonId},
    introduction::{Actor, Party},
    people::Who,
};

/// Who stands beside the pairs, and how people are thanked.
///
/// ```
/// use mentorship::{
///     introduction::Actor,
///     jiff::civil::date,
///     programme::{Entry, Happened, Room, support::{Event, Support}},
/// };
///
/// // Stored when it clicked: `Agreement::open` gave it.
/// let opened = r#"{"format":1,"command":"c-1","step":"open","by":"system","on":"2026-03-02","event":{"opened":{
///     "id":"A-1","introduction":"I-1","pair":{"mentor":"M-1","mentee":"T-1"},
///     "people":{"mentor":{"person":"Anna","minor":null},"mentee":{"person":"Bo","minor":null}},"conflicts":[]}}}"#;
/// let opened = Happened::Agreement("A-1".parse()?, serde_json::from_str(opened)?);
/// let appointed = Event::SupervisorAppointed { person: "Sam".parse()?, most: 10 };
///
/// let mut support = Support::default();
/// for what in [opened, appointed.into()] {
///     let entry = Entry::new(date(2026, 3, 2), Actor::Coordinator("Carla".parse()?), what);
///     support.check(&entry)?;
///     support.apply(&entry);
/// }
/// let spread = support.spread();
/// assert_eq!(spread.supervisor_of(&"A-1".parse()?), Some(&"Sam".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// The plan for pairs that begin now.
    plan: CheckInPlan,
    // INVARIANT: a pair has a supervisor exactly when it is among the pairs of that supervisor.
    supervisors: BTreeMap<PersonId, Caseload>,
    pairs: BTreeMap<AgreementId, Pair>,
    concerns: BTreeMap<ConcernId, Concern>,
    gatherings: BTreeMap<GatheringId, Guests>,
    thanks: BTreeMap<PersonId, Vec<Thanks>>,
    stories: BTreeMap<PersonId, Asked>,
    /// In which roles people have signed up.
    roles: BTreeMap<PersonId, BTreeSet<Party>>,
}

impl Support {
    fn pair(&self, agreement: &AgreementId) -> Result<&Pair, Rule> {
        self.pairs.get(agreement).ok_or_else(|| Rule::UnknownAgreement(agreement.clone()))
    }

    fn check_event(&self, event: &Event, by: &Actor, on: Date) -> Result<(), Rule> {
        match event {
            Event::CheckInsSet(plan) => check_ins::check_plan(plan),
            Event::SupervisorAppointed { person, most } => self.check_appointed(person, *most),
            Event::SupervisorLeft { person } => self.check_leaves(person),
            Event::CaseTaken { agreement, supervisor } => self.check_taken(agreement, supervisor),
            Event::CaseClosed { agreement } => self.check_case_closed(agreement),
            Event::CheckedIn { agreement, due, held, fit } => {
                self.check_checked_in(agreement, *due, *held, *fit, on)
            }
            Event::ConcernRaised { id, agreement, .. } => self.check_raised(id, agreement),
            Event::Escalated { id, to } => self.check_escalated(id, *to),
            Event::Settled { id, .. } => self.check_settled(id, by),
            Event::GatheringPlanned(gathering) => self.check_gathering(gathering),
            Event::CameTo { gathering, person } => self.check_came(gathering, person, on),
            Event::Thanked { person, occasion, agreement } => {
                self.check_thanked(person, *occasion, agreement.as_ref(), on)
            }
            Event::StoryAsked { person, agreement } => self.check_asked(person, agreement.as_ref()),
            Event::StoryGiven { person, consent, .. } => self.check_given(person, *consent, by),
            Event::StoryDeclined { .. } => Ok(()),
        }
    }

    fn apply_event(&mut self, event: &Event, on: Date) {
        match event {
            Event::CheckInsSet(plan) => self.plan.clone_from(plan),
            Event::SupervisorAppointed { person, most } => {
                self.supervisors.entry(person.clone()).or_default().most = *most;
            }
            Event::SupervisorLeft { person } => {
                self.supervisors.remove(person);
            }
            Event::CaseTaken { agreement, supervisor } => self.hand(agreement, Some(supervisor)),
            Event::CaseClosed { agreement } => self.hand(agreement, None),
            Event::CheckedIn { agreement, due, held, fit } => self.check_in(agreement, *due, *held, *fit),
            Event::ConcernRaised { id, agreement, rung, note } => {
                let concern = Concern {
                    id: id.clone(),
                    agreement: agreement.clone(),
                    rung: *rung,
                    raised: on,
                    since: on,
                    note: note.clone(),
                    settled: None,
                };
                self.concerns.insert(id.clone(), concern);
            }
            Event::Escalated { id, to } => {
                if let Some(concern) = self.concerns.get_mut(id) {
                    (concern.rung, concern.since) = (*to, on);
                }
            }
            Event::Settled { id, how } => {
                if let Some(concern) = self.concerns.get_mut(id) {
                    concern.settled = Some((on, *how));
                }
            }
            Event::GatheringPlanned(gathering) => {
                self.gatherings.insert(gathering.id.clone(), Guests::of(gathering.clone()));
            }
            Event::CameTo { gathering, person } => {
                if let Some(guests) = self.gatherings.get_mut(gathering) {
                    guests.came.insert(person.clone());
                }
            }
            Event::Thanked { person, occasion, agreement } => {
                self.thank(person, *occasion, agreement.as_ref(), on);
            }
            Event::StoryAsked { person, agreement } => self.ask(person, agreement.as_ref(), on),
            Event::StoryGiven { person, words, consent } => self.give(person, words, *consent),
            Event::StoryDeclined { person } => self.decline(person, on),
        }
    }

    fn apply_agreement(&mut self, agreement: &AgreementId, entry: &agreement::Entry) {
        if let agreement::Event::Opened { people, .. } = &entry.event {
            self.pairs.entry(agreement.clone()).or_insert_with(|| Pair::new(people, entry.on));
        }
        let Some(pair) = self.pairs.get_mut(agreement) else { return };
        pair.take(&entry.event, entry.on, &self.plan);
        if !pair.is_live() {
            self.hand(agreement, None);
        }
    }
}

impl Room for Support {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        match &entry.what {
            Happened::Support(event) => Ok(self.check_event(event, &entry.by, entry.on)?),
            // Who supports pairs hands them over first.
            Happened::Erased(person) if self.supervisors.contains_key(person) => {
                Ok(self.check_leaves(person)?)
            }
            _ => Ok(()),
        }
    }

    fn apply(&mut self, entry: &Entry) {
        match &entry.what {
            Happened::Support(event) => self.apply_event(event, entry.on),
            Happened::Agreement(agreement, logged) => self.apply_agreement(agreement, logged),
            Happened::Recruitment(recruitment::Event::SignedUp(sign_up)) => {
                let role = match sign_up.who {
                    Who::Mentor(_) => Party::Mentor,
                    Who::Mentee(_) => Party::Mentee,
                };
                self.roles.entry(sign_up.person.clone()).or_default().insert(role);
            }
            Happened::Erased(person) => {
                self.supervisors.remove(person);
                self.erase(person);
            }
            _ => {}
        }
    }
}
