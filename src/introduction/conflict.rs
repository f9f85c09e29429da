//! Conflicts of interest: disclosed by anybody, judged by somebody else, and carried into the agreement.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::{NoteId, PersonId},
    people::TieKind,
};

/// What somebody discloses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disclosure {
    /// The kind of tie that makes the conflict.
    pub kind: TieKind,
    /// Whose interest it is: of the mentor, the mentee, a coordinator, or whoever else.
    pub concerns: PersonId,
    /// Since when, where it is known.
    pub since: Option<Date>,
    /// What it is, for those who need it.
    pub note: NoteId,
}

/// What was found of a conflict of interest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// There is none.
    Clear,
    /// There is one, and it is managed.
    Managed {
        /// The measures.
        measures: NoteId,
        /// When they are looked at again.
        review_on: Date,
    },
    /// The two cannot be a pair.
    Disqualifying,
}

/// One conflict of interest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflict {
    /// What was disclosed.
    pub disclosure: Disclosure,
    /// When.
    pub disclosed: Date,
    /// What was found, and by whom; none while it waits to be judged.
    pub found: Option<(Finding, PersonId)>,
}

/// The conflicts of a pair, in the order in which they were disclosed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Conflicts(Vec<Conflict>);

impl Conflicts {
    /// All of them. A conflict's number is its place here, counted from 0.
    pub fn all(&self) -> &[Conflict] {
        &self.0
    }

    /// The one of that number.
    pub fn number(&self, number: usize) -> Option<&Conflict> {
        self.0.get(number)
    }

    /// Whether one waits to be judged.
    pub fn any_open(&self) -> bool {
        self.0.iter().any(|conflict| conflict.found.is_none())
    }

    /// Whether one was found disqualifying, and that finding stands.
    pub fn any_disqualifying(&self) -> bool {
        self.0.iter().any(|conflict| matches!(conflict.found, Some((Finding::Disqualifying, _))))
    }

    /// The people whose interest it is, as long as it was not found that there is none.
    pub fn people(&self) -> impl Iterator<Item = &PersonId> {
        self.0
            .iter()
            .filter(|conflict| !matches!(conflict.found, Some((Finding::Clear, _))))
            .map(|conflict| &conflict.disclosure.concerns)
    }

    pub(crate) fn disclose(&mut self, disclosure: Disclosure, disclosed: Date) {
        self.0.push(Conflict { disclosure, disclosed, found: None });
    }

    /// Puts down what was found. `None` when there is no such conflict.
    pub(crate) fn find(&mut self, number: usize, finding: Finding, by: PersonId) -> Option<()> {
        self.0.get_mut(number).map(|conflict| conflict.found = Some((finding, by)))
    }

    /// The notes in which they are told.
    pub(crate) fn notes(&self) -> impl Iterator<Item = &NoteId> {
        self.0.iter().flat_map(|conflict| {
            let measures = match &conflict.found {
                Some((Finding::Managed { measures, .. }, _)) => Some(measures),
                _ => None,
            };
            std::iter::once(&conflict.disclosure.note).chain(measures)
        })
    }
}
