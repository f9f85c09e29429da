//! What could be done otherwise, what was tried, and what was decided.

use serde::{Deserialize, Serialize};

use crate::{
    experiment::{Lots, Protocol},
    id::{Digest, ExperimentId, NoteId, ProposalId},
    impact::Indicator,
    people::Label,
};

/// What somebody proposes to do otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Its identifier.
    pub id: ProposalId,
    /// What it is about, in a few words that may be told to everybody: `a buddy beside the mentor`.
    pub what: Label,
    /// Why, in the notes store.
    pub why: NoteId,
}

/// What a look at an experiment said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// Better than the usual way, beyond chance.
    Better,
    /// Worse, beyond chance.
    Worse,
    /// Neither was shown.
    Inconclusive,
    /// The arms do not have the sizes that lots give: nothing may be concluded.
    Unsound,
}

/// What was decided of a proposal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It is done so from now on.
    Adopted,
    /// It is done in another form.
    Adapted,
    /// It is not done.
    Dropped,
}

/// What happens in learning.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields say themselves")]
pub enum Event {
    /// Somebody proposes something.
    Proposed(Proposal),
    /// It is tried by lot, from the day of this entry at the earliest; the protocol is checked, and no longer changes.
    Registered { proposal: ProposalId, protocol: Box<Protocol> },
    /// Lots were drawn, or more of them: all that have been drawn so far.
    Drawn { experiment: ExperimentId, lots: Box<Lots> },
    /// It was looked at, as planned: which look it was (counted from 1), how many were counted (mentees or mentors where they draw
    /// lots; where sites do, their people), and what it said of the primary outcome.
    Looked { experiment: ExperimentId, look: u8, people: u32, said: Said },
    /// It was decided on. What is not tried by lot may be decided too, and says so. What is, is decided after the last look or an
    /// answer; it may be dropped while nobody has looked, or when nothing may be concluded.
    Decided { proposal: ProposalId, decision: Decision, why: NoteId },
    /// Something was changed on a proposal that was adopted or adapted: the digests of the rules or the criteria before and after.
    Changed { proposal: ProposalId, before: Digest, after: Digest },
    /// A figure is computed in another way from now on, so that years cannot be compared as they are.
    Redefined { indicator: Indicator, before: u16, after: u16 },
}
