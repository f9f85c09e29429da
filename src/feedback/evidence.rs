//! What people tell and what is seen: coded passages with quotes, and feedback of the one to the other.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AgreementId, NoteId, PassageId, PersonId, TalkId},
    introduction::Party,
    people::Label,
};

/// A passage of an interview or a focus group, or something observed: what coders give themes to. Its words lie in the
/// notes store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passage {
    /// Its identifier.
    pub id: PassageId,
    /// The talk or observation that it is a part of.
    pub talk: TalkId,
    /// What that was.
    pub source: Source,
    /// When it was told or seen.
    pub on: Date,
    /// Who told it, or who was seen.
    pub people: BTreeSet<PersonId>,
    /// Sentences of it that may be shown to some.
    #[serde(default)]
    pub quotes: Vec<Quote>,
}

/// Where a passage comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A talk with one person.
    Interview,
    /// A talk with several.
    FocusGroup,
    /// Something that was seen.
    Observation,
}

/// What somebody said, to be shown as far as they consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The words, in the notes store.
    pub words: NoteId,
    /// Whose words they are.
    pub speaker: PersonId,
    /// As far as they consent to its use; none when they do not.
    #[serde(default)]
    pub consent: Option<Consent>,
}

/// To whom, and how long, something may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// To whom at most.
    pub scope: Scope,
    /// From when on.
    pub from: Date,
    /// Up to, not including, this day; without end when none.
    #[serde(default)]
    pub until: Option<Date>,
}

/// Circles of readers, each within the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The coordinators.
    Programme,
    /// The steering group and those who fund it.
    Steering,
    /// Everybody.
    Public,
}

impl Consent {
    /// Whether it covers these readers on that day.
    pub fn covers(&self, readers: Scope, on: Date) -> bool {
        readers <= self.scope && self.from <= on && self.until.is_none_or(|until| on < until)
    }
}

impl Quote {
    /// Where the words lie, when these readers may see them on that day.
    pub fn shown_to(&self, readers: Scope, on: Date) -> Option<&NoteId> {
        self.consent.filter(|consent| consent.covers(readers, on)).map(|_| &self.words)
    }
}

/// The themes one coder found in one passage. None is an answer too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coding {
    /// The passage.
    pub passage: PassageId,
    /// Who coded it.
    pub coder: PersonId,
    /// What they found.
    pub themes: BTreeSet<Label>,
}

/// Feedback of one of the two to the other, which speaks of behaviour and its result and so never of what somebody *is*.
///
/// The words lie in the notes store; a remark without behaviour or without result cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Their agreement.
    pub agreement: AgreementId,
    /// Who gives it; the other receives it.
    pub from: Party,
    /// When.
    pub on: Date,
    /// What it encourages.
    pub kind: RemarkKind,
    /// What was done: “you called me the day before”.
    pub behaviour: NoteId,
    /// What came of it: “so I knew that you had not forgotten”.
    pub result: NoteId,
}

/// What a remark encourages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemarkKind {
    /// Something to keep.
    Strength,
    /// Something to do otherwise next time.
    PointToGrow,
}
