//! What people answered, reached and told, and what their community said.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Entry, Fact, Happened, Room, Why};
use crate::{
    feedback::{
        Coding, Facts, Goal, Instrument, Milestone, Neighbour, Passage, Quote, Remark, Response, Tie, Turn,
        Wave,
    },
    id::{AgreementId, InstrumentId, NoteId, PassageId, PersonId},
    introduction::Party,
    people::Label,
};

/// On which occasion somebody is asked what.
type Occasion = (InstrumentId, u16, PersonId, Party, Option<AgreementId>, Wave);

/// What people answered, reached and told. Of what was told twice of one occasion the later holds.
///
/// Whether it fits the rest is found when a [`Record`](crate::feedback::Record) is made of it; here only what is certain is
/// refused: that it is told before it happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    #[serde(with = "crate::people::as_list")]
    instruments: BTreeMap<(InstrumentId, u16), Instrument>,
    #[serde(with = "crate::people::as_list")]
    responses: BTreeMap<Occasion, Response>,
    #[serde(with = "crate::people::as_list")]
    goals: BTreeMap<(AgreementId, NoteId), Goal>,
    #[serde(with = "crate::people::as_list")]
    milestones: BTreeMap<(PersonId, Label, Date, Turn), Milestone>,
    passages: BTreeMap<PassageId, Passage>,
    #[serde(with = "crate::people::as_list")]
    codings: BTreeMap<(PassageId, PersonId), Coding>,
    #[serde(with = "crate::people::as_list")]
    remarks: BTreeMap<(AgreementId, Party, Date, NoteId), Remark>,
    #[serde(with = "crate::people::as_list")]
    neighbours: BTreeMap<(PersonId, Option<Date>), Neighbour>,
    #[serde(with = "crate::people::as_list")]
    ties: BTreeMap<(PersonId, PersonId, Label, Date), Tie>,
    erased: BTreeSet<PersonId>,
}

/// Why something that was told cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {
    /// It is told before it happened.
    #[error("it tells of {happened}, which has not come yet; write it down when it has")]
    Future {
        /// When it would have happened.
        happened: Date,
    },
}

impl Told {
    /// Adds what was told to the facts.
    pub(super) fn add_to(&self, facts: &mut Facts) {
        facts.instruments.extend(self.instruments.values().cloned());
        facts.responses.extend(self.responses.values().cloned());
        facts.goals.extend(self.goals.values().cloned());
        facts.milestones.extend(self.milestones.values().cloned());
        facts.passages.extend(self.passages.values().cloned());
        facts.codings.extend(self.codings.values().cloned());
        facts.remarks.extend(self.remarks.values().cloned());
        facts.neighbours.extend(self.neighbours.values().cloned());
        facts.ties.extend(self.ties.values().cloned());
    }

    /// The instruments that are asked, by identifier and version.
    pub fn instruments(&self) -> impl Iterator<Item = &Instrument> {
        self.instruments.values()
    }

    /// The goals of an agreement.
    pub fn goals_of(&self, agreement: &AgreementId) -> impl Iterator<Item = &Goal> {
        self.goals.values().filter(move |goal| goal.agreement == *agreement)
    }

    /// What somebody said that may be quoted, or might have been.
    pub fn quotes_of(&self, person: &PersonId) -> impl Iterator<Item = &Quote> {
        let quotes = self.passages.values().flat_map(|passage| &passage.quotes);
        quotes.filter(move |quote| quote.speaker == *person)
    }

    /// What was asked and has not been answered by the day on which it was due: by instrument and person, without those who were erased.
    pub fn unanswered(&self, on: Date) -> impl Iterator<Item = &Response> {
        let open = move |response: &&Response| response.due <= on && response.answers.is_none();
        self.responses.values().filter(open).filter(|response| !self.erased.contains(&response.person))
    }
}

impl Fact {
    /// The day on which it happened: none of what is asked, and of what is only due.
    fn happened(&self) -> Option<Date> {
        match self {
            Self::Instrument(_) | Self::Coding(_) => None,
            Self::Response(row) => row.answers.as_ref().map(|answers| answers.on),
            Self::Goal(row) => row.rated.map(|rated| rated.on),
            Self::Milestone(row) => Some(row.on),
            Self::Passage(row) => Some(row.on),
            Self::Remark(row) => Some(row.on),
            Self::Neighbour(row) => row.answered.or(row.asked),
            Self::Tie(row) => Some(row.on),
        }
    }
}

impl Room for Told {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        let Happened::Fact(fact) = &entry.what else { return Ok(()) };
        match fact.happened().filter(|happened| *happened > entry.on) {
            Some(happened) => Err(Rule::Future { happened }.into()),
            None => Ok(()),
        }
    }

    fn apply(&mut self, entry: &Entry) {
        if let Happened::Erased(person) = &entry.what {
            self.erased.insert(person.clone());
        }
        let Happened::Fact(fact) = &entry.what else { return };
        match &**fact {
            Fact::Instrument(row) => {
                self.instruments.insert((row.id().clone(), row.version()), row.clone());
            }
            Fact::Response(row) => {
                let Response { instrument, version, person, role, agreement, wave, .. } = row.clone();
                self.responses.insert((instrument, version, person, role, agreement, wave), row.clone());
            }
            Fact::Goal(row) => {
                self.goals.insert((row.agreement.clone(), row.words.clone()), row.clone());
            }
            Fact::Milestone(row) => {
                self.milestones.insert((row.person.clone(), row.kind.clone(), row.on, row.turn), row.clone());
            }
            Fact::Passage(row) => {
                self.passages.insert(row.id.clone(), row.clone());
            }
            Fact::Coding(row) => {
                self.codings.insert((row.passage.clone(), row.coder.clone()), row.clone());
            }
            Fact::Remark(row) => {
                let key = (row.agreement.clone(), row.from, row.on, row.behaviour.clone());
                self.remarks.insert(key, row.clone());
            }
            Fact::Neighbour(row) => {
                self.neighbours.insert((row.person.clone(), row.asked), row.clone());
            }
            Fact::Tie(row) => {
                self.ties.insert((row.from.clone(), row.to.clone(), row.kind.clone(), row.on), row.clone());
            }
        }
    }
}
