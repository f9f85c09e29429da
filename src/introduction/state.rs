//! Where an introduction stands: what its entries add up to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Actor, Basis, Conflicts, Entry, Event, Fit, Format, NotStarted, Parties, Party, Phase, Place, Policy,
    Proposal, Step,
};
use crate::{
    id::{CommandId, IntroductionId, PersonId},
    people::{Apart, Outcome, Past},
};

/// Two people on their way to each other, from the proposal to a click or to not starting.
///
/// It is what its [entries](Entry) add up to: [`decide`](Self::decide) says what an order leads to and changes nothing,
/// [`apply`](Self::apply) takes one entry, [`replay`](Self::replay) takes them all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Introduction {
    pub(super) id: IntroductionId,
    pub(super) proposal: Box<Proposal>,
    pub(super) people: Parties<PersonId>,
    pub(super) phase: Phase,
    pub(super) reason: Option<NotStarted>,
    /// When the window of the phase opened.
    pub(super) since: Date,
    pub(super) last: Date,
    pub(super) version: u64,
    pub(super) done: BTreeMap<CommandId, Step>,
    pub(super) accepted: Parties<bool>,
    pub(super) talk: Option<Date>,
    pub(super) talks: u8,
    pub(super) no_shows: u8,
    pub(super) answers: Parties<Option<Fit>>,
    pub(super) conflicts: Conflicts,
}

impl Introduction {
    /// Opens an introduction for what a review approved: the state, and the first entry to be stored.
    pub fn open(id: IntroductionId, proposal: Proposal, command: CommandId, on: Date) -> (Self, Entry) {
        let entry = Entry {
            format: Format,
            command,
            step: Step::Propose,
            by: Actor::System,
            on,
            event: Event::Proposed { id: id.clone(), proposal: Box::new(proposal.clone()) },
        };
        (Self::opened(id, Box::new(proposal), &entry), entry)
    }

    pub(super) fn opened(id: IntroductionId, proposal: Box<Proposal>, entry: &Entry) -> Self {
        Self {
            id,
            people: Parties {
                mentor: proposal.mentor_person().clone(),
                mentee: proposal.mentee_person().clone(),
            },
            proposal,
            phase: Phase::Proposed,
            reason: None,
            since: entry.on,
            last: entry.on,
            version: 1,
            done: BTreeMap::from([(entry.command.clone(), Step::Propose)]),
            accepted: Parties::default(),
            talk: None,
            talks: 0,
            no_shows: 0,
            answers: Parties::default(),
            conflicts: Conflicts::default(),
        }
    }

    /// Its identifier.
    pub fn id(&self) -> &IntroductionId {
        &self.id
    }

    /// What was approved, by whom, and on what.
    pub fn proposal(&self) -> &Proposal {
        &self.proposal
    }

    /// The two people.
    pub fn people(&self) -> &Parties<PersonId> {
        &self.people
    }

    /// Where it stands.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Why it did not start. For the coordinator: the two see it through [`view`](Self::view).
    pub fn reason(&self) -> Option<&NotStarted> {
        self.reason.as_ref()
    }

    /// The number of its entries, which an order expects.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The date of its last entry.
    pub fn last(&self) -> Date {
        self.last
    }

    /// The conflicts of interest that were disclosed.
    pub fn conflicts(&self) -> &Conflicts {
        &self.conflicts
    }

    /// The date of the next talk, where one is planned.
    pub fn talk(&self) -> Option<Date> {
        self.talk
    }

    /// How many talks were held.
    pub fn talks(&self) -> u8 {
        self.talks
    }

    /// How many talks were missed.
    pub fn no_shows(&self) -> u8 {
        self.no_shows
    }

    /// The last day of the phase's window; none when nothing is waited for any more.
    pub fn deadline(&self, policy: &Policy) -> Option<Date> {
        let days = match self.phase {
            Phase::Proposed => policy.invite_days,
            Phase::Offered => policy.answer_days,
            Phase::Planned => policy.talk_days,
            Phase::Held => policy.fit_days,
            Phase::Clicked | Phase::NotStarted => return None,
        };
        Some(self.since.saturating_add(i64::from(days).days()))
    }

    /// What it holds in the [ledger](super::Ledger) now.
    pub fn holds(&self) -> Option<Place> {
        match self.phase {
            Phase::Offered | Phase::Planned => Some(Place::TalkSlot),
            Phase::Clicked => Some(Place::Seat),
            Phase::Proposed | Phase::Held | Phase::NotStarted => None,
        }
    }

    /// What it means for later rounds: an entry of their [`History`](crate::people::History). None while it is open, and
    /// when it clicked.
    ///
    /// A plan made from the same answers would propose the same two again, so each outcome says how long it keeps them
    /// apart. A no click does so for good, names nobody and lowers nobody's place.
    pub fn past(&self, policy: &Policy) -> Option<Past> {
        let for_a_while = Apart::Until(self.last.saturating_add(i64::from(policy.apart_days).days()));
        let (outcome, apart) = match self.reason.as_ref()? {
            NotStarted::Rejected => (Outcome::Rejected, Apart::UntilLifted),
            NotStarted::Declined(_) => (Outcome::Declined, for_a_while),
            NotStarted::NoShow(_) => (Outcome::NoShow, for_a_while),
            NotStarted::NoClick => (Outcome::NoClick, Apart::ForGood),
            NotStarted::Withdrawn(_) => (Outcome::Withdrawn, for_a_while),
            NotStarted::Expired(_) => (Outcome::Expired, for_a_while),
            NotStarted::Superseded(_) => (Outcome::Superseded, Apart::No),
            NotStarted::Conflict => (Outcome::Conflict, Apart::UntilLifted),
        };
        Some(Past {
            mentor: self.proposal.mentor().clone(),
            mentee: self.proposal.mentee().clone(),
            on: self.last,
            outcome,
            apart,
        })
    }

    pub(super) fn basis<'a>(&'a self, conflicted: &'a BTreeSet<PersonId>) -> Basis<'a, Step> {
        Basis {
            version: self.version,
            last: self.last,
            done: &self.done,
            people: &self.people,
            guardians: Parties::default(),
            conflicted: conflicted.iter().chain(self.conflicts.people()).collect(),
        }
    }

    /// Both people, as the ledger takes them.
    pub(super) fn both(&self) -> [PersonId; 2] {
        Party::BOTH.map(|party| self.people.of(party).clone())
    }
}
