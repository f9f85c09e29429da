//! The record of a review: who decided what, when and why, from the first decision to the last.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Decided, Words};
use crate::{
    id::{Digest, PersonId},
    people::Who,
};

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// Who.
    pub by: PersonId,
    /// When.
    pub on: Date,
}

/// The form in which a review is stored, while it goes on and after it: what [`ReviewBook::resume`](super::ReviewBook::resume)
/// reads again, decision by decision, by the same rules.
///
/// Entries are only added; what was decided stays in it when it is decided anew. Its number of entries serves as a version:
/// whoever stores an entry at a number that is there already has decided on an old copy, and reads again.
///
/// It is the one place where reasons are kept. Store it where coordinators read, and what [`entries`](Self::entries) say
/// wherever an audit needs it: they hold identifiers only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use = "what was decided is lost unless it is stored"]
pub struct ReviewLog {
    pub(super) plan: Digest,
    pub(super) opened: Signed,
    pub(super) entries: Vec<Decided>,
    /// By the place of their entry.
    pub(super) words: BTreeMap<usize, Words>,
    pub(super) closed: Option<Signed>,
}

impl ReviewLog {
    pub(super) fn new(plan: Digest, opened: Signed) -> Self {
        Self { plan, opened, entries: Vec::new(), words: BTreeMap::new(), closed: None }
    }

    /// The digest of the plan that is reviewed.
    pub fn plan(&self) -> Digest {
        self.plan
    }

    /// Who opened the review, and when.
    pub fn opened(&self) -> &Signed {
        &self.opened
    }

    /// Every decision, in the order in which they were made.
    pub fn entries(&self) -> &[Decided] {
        &self.entries
    }

    /// Who closed it, and when; none while it goes on.
    pub fn closed(&self) -> Option<&Signed> {
        self.closed.as_ref()
    }

    /// The words that were written for the entry at that place, counted from 0. See [`Words::read`] for whom they are.
    pub fn words(&self, entry: usize) -> Option<&Words> {
        self.words.get(&entry)
    }

    /// The date of the last thing that happened.
    pub(super) fn last(&self) -> Date {
        self.entries.last().map_or(self.opened.on, |entry| entry.on)
    }

    /// Erases the words of every decision about somebody, and says how many there were. That there were some stays, and so
    /// do decisions and marks.
    pub fn erase_words(&mut self, about: &Who) -> usize {
        let mut erased = 0;
        for (at, words) in &mut self.words {
            let theirs = self.entries.get(*at).is_some_and(|entry| match about {
                Who::Mentor(mentor) => entry.mentor == *mentor,
                Who::Mentee(mentee) => entry.mentee == *mentee,
            });
            if theirs && words.read().is_some() {
                *words = Words::erased();
                erased += 1;
            }
        }
        erased
    }
}
