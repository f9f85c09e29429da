//! What happened between two people before, and whether it keeps them apart.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::id::{MenteeId, MentorId};

/// How an earlier proposal, talk or relation of a pair came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// They talked and it did not click. Whose answer it was is not recorded.
    NoClick,
    /// Somebody declined the invitation.
    Declined,
    /// Somebody did not come to the talk, once too often.
    NoShow,
    /// A deadline passed.
    Expired,
    /// Somebody withdrew before the start.
    Withdrawn,
    /// Another pairing took the last place.
    Superseded,
    /// A coordinator rejected the proposal.
    Rejected,
    /// A required certificate or signature never came.
    PrerequisiteNotMet,
    /// A conflict of interest made the pairing impossible.
    Conflict,
    /// The relation ended before its term.
    EndedEarly,
    /// The relation reached its term.
    Completed,
    /// Somebody asked in confidence not to be paired with this person.
    DoNotPair,
}

/// How long a pair is kept out of later rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// Not at all: they may be proposed again at once.
    No,
    /// Up to, not including, this date.
    Until(Date),
    /// Until somebody who knows what has changed lifts it ([`History::lift`]).
    UntilLifted,
    /// For good.
    ForGood,
}

impl Apart {
    /// Whether the pair is kept apart on that date.
    pub fn holds(self, on: Date) -> bool {
        match self {
            Self::No => false,
            Self::Until(date) => on < date,
            Self::UntilLifted | Self::ForGood => true,
        }
    }
}

/// One thing that happened between a mentor and a mentee.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Past {
    /// The mentor.
    pub mentor: MentorId,
    /// The mentee.
    pub mentee: MenteeId,
    /// When it came out so.
    pub on: Date,
    /// What it was.
    pub outcome: Outcome,
    /// Whether, and how long, it keeps the two apart.
    pub apart: Apart,
}

/// What happened between pairs before: an input of the next matching round.
///
/// The order of entries and repeated entries do not matter.
///
/// ```
/// use jiff::civil::date;
/// use mentorship::{id::{MenteeId, MentorId}, people::{Apart, History, Outcome, Past}};
///
/// let (mentor, mentee) = (MentorId::new("M-1")?, MenteeId::new("T-1")?);
/// let history = History::from_iter([Past {
///     mentor: mentor.clone(),
///     mentee: mentee.clone(),
///     on: date(2026, 3, 1),
///     outcome: Outcome::Declined,
///     apart: Apart::Until(date(2026, 9, 1)),
/// }]);
/// assert!(history.keeps_apart(&mentor, &mentee, date(2026, 8, 31)).is_some());
/// assert!(history.keeps_apart(&mentor, &mentee, date(2026, 9, 1)).is_none());
/// # Ok::<(), mentorship::id::InvalidId>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Past>")]
pub struct History(
    /// Sorted and without repetition.
    Vec<Past>,
);

impl History {
    /// Adds what happened.
    pub fn record(&mut self, past: Past) {
        if let Err(at) = self.0.binary_search(&past) {
            self.0.insert(at, past);
        }
    }

    /// Every entry, by mentor, mentee and date.
    pub fn entries(&self) -> &[Past] {
        &self.0
    }

    /// What lies between these two, by date.
    pub fn between(&self, mentor: &MentorId, mentee: &MenteeId) -> &[Past] {
        let from = self.0.partition_point(|p| (&p.mentor, &p.mentee) < (mentor, mentee));
        let to = self.0.partition_point(|p| (&p.mentor, &p.mentee) <= (mentor, mentee));
        &self.0[from..to]
    }

    /// The entry that keeps these two apart on that date: the one that does so longest.
    pub fn keeps_apart(&self, mentor: &MentorId, mentee: &MenteeId, on: Date) -> Option<&Past> {
        self.between(mentor, mentee).iter().filter(|p| p.apart.holds(on)).max_by_key(|p| p.apart)
    }

    /// Lifts what was to last [until lifted](Apart::UntilLifted) between these two; the entries stay as
    /// [`Apart::No`]. Returns how many were lifted.
    pub fn lift(&mut self, mentor: &MentorId, mentee: &MenteeId) -> usize {
        let mut lifted = 0;
        let entries = std::mem::take(&mut self.0);
        *self = entries
            .into_iter()
            .map(|mut past| {
                if (&past.mentor, &past.mentee) == (mentor, mentee) && past.apart == Apart::UntilLifted {
                    past.apart = Apart::No;
                    lifted += 1;
                }
                past
            })
            .collect();
        lifted
    }
}

impl From<Vec<Past>> for History {
    fn from(mut entries: Vec<Past>) -> Self {
        entries.sort();
        entries.dedup();
        Self(entries)
    }
}

impl FromIterator<Past> for History {
    fn from_iter<I: IntoIterator<Item = Past>>(entries: I) -> Self {
        Self::from(entries.into_iter().collect::<Vec<_>>())
    }
}

impl Extend<Past> for History {
    fn extend<I: IntoIterator<Item = Past>>(&mut self, entries: I) {
        self.0.extend(entries);
        *self = Self::from(std::mem::take(&mut self.0));
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn past(mentee: &str, outcome: Outcome, apart: Apart) -> Past {
        Past {
            mentor: MentorId::new("M").unwrap(),
            mentee: MenteeId::new(mentee).unwrap(),
            on: date(2026, 1, 1),
            outcome,
            apart,
        }
    }

    #[test]
    fn order_and_repetition_do_not_matter() {
        let (a, b) = (past("A", Outcome::NoClick, Apart::ForGood), past("B", Outcome::Expired, Apart::No));
        let history = History::from_iter([a.clone(), b.clone()]);
        let mut other = History::default();
        other.record(b.clone());
        other.extend([a.clone(), b]);
        other.record(a);
        assert_eq!(history, other);
        let json = serde_json::to_string(&history).unwrap();
        assert_eq!(serde_json::from_str::<History>(&json).unwrap(), history);
    }

    #[test]
    fn the_entry_that_lasts_longest_is_the_one_that_keeps_apart() {
        let history = History::from_iter([
            past("A", Outcome::Declined, Apart::Until(date(2026, 7, 1))),
            past("A", Outcome::NoClick, Apart::ForGood),
            past("A", Outcome::Rejected, Apart::UntilLifted),
            past("AA", Outcome::Expired, Apart::Until(date(2026, 2, 1))),
        ]);
        let mentor = MentorId::new("M").unwrap();
        let why = history.keeps_apart(&mentor, &MenteeId::new("A").unwrap(), date(2026, 3, 1)).unwrap();
        assert_eq!(why.outcome, Outcome::NoClick);
        assert!(history.keeps_apart(&mentor, &MenteeId::new("AA").unwrap(), date(2026, 2, 1)).is_none());
        assert!(history.keeps_apart(&mentor, &MenteeId::new("AA").unwrap(), date(2026, 1, 31)).is_some());
    }

    #[test]
    fn lifting_lifts_only_what_waits_to_be_lifted() {
        let mut history = History::from_iter([
            past("A", Outcome::Rejected, Apart::UntilLifted),
            past("B", Outcome::Rejected, Apart::UntilLifted),
            past("A", Outcome::Declined, Apart::Until(date(2026, 2, 1))),
        ]);
        let (mentor, a) = (MentorId::new("M").unwrap(), MenteeId::new("A").unwrap());
        assert_eq!(history.lift(&mentor, &a), 1);
        assert_eq!(history.lift(&mentor, &a), 0);
        assert!(history.keeps_apart(&mentor, &a, date(2026, 1, 15)).is_some());
        assert!(history.keeps_apart(&mentor, &a, date(2026, 2, 1)).is_none());
        assert!(history.keeps_apart(&mentor, &MenteeId::new("B").unwrap(), date(2030, 1, 1)).is_some());
        assert_eq!(history.entries().len(), 3);
    }
}
