//! Requests that contradict themselves.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Goal;
use crate::{
    criteria::{InvalidCriteria, Verdict, Violation},
    id::{MenteeId, MentorId},
    people::Who,
};

/// Why there is no plan: the caller asks for things that cannot be had together. That people are hard to match is never
/// an error.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// The criteria do not fit the roster's questionnaire.
    #[error(transparent)]
    Criteria(#[from] InvalidCriteria),
    /// A goal for mentees who seek one mentor, and some who seek more.
    #[error("the worst-off first is for mentees who seek one mentor; these seek more: {}", names(.0))]
    SeveralMentors(Vec<MenteeId>),
    /// A goal that writes pairs down, and more of them than memory is taken for.
    #[error(
        "{goal} writes down the pairs that are left open, and {pairs} are too many (the most are 8 388 608); ask for raising the lowest"
    )]
    TooManyPairs {
        /// The goal.
        goal: Goal,
        /// How many pairs.
        pairs: u64,
    },
    /// Questions from prices about a plan by a goal of several stages.
    #[error(
        "a desk answers for plans by people first, pairings first or total score, not by {0}; ask about single pairs with `pair_anew`, and what goals cost with `compare`"
    )]
    NoDesk(Goal),
    /// The request speaks of people who are not there, or against itself.
    #[error("{}", lines("the request contradicts itself:", .0))]
    Contradictions(Vec<Contradiction>),
    /// Minimums and pins that no plan meets together.
    #[error(
        "{}\n{}",
        lines("these demands cannot be met together:", demands),
        lines("the least that would do:", repair)
    )]
    Clash {
        /// The demands; without any one of them the others could be met.
        demands: Vec<Demand>,
        /// Minimums that, so lowered, leave demands that can all be met, by as few places as can be.
        repair: Vec<Lowered>,
    },
}

fn names(mentees: &[MenteeId]) -> String {
    let names: Vec<_> = mentees.iter().map(|mentee| format!("mentee `{mentee}`")).collect();
    names.join(", ")
}

pub(super) fn lines<T: fmt::Display>(title: &str, items: &[T]) -> String {
    items.iter().fold(title.to_owned(), |text, item| format!("{text}\n  {item}"))
}

/// One thing in a request that cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Contradiction {
    /// Somebody who is not in the roster.
    #[error("{who} is {asked}, but is not in the roster")]
    Unknown {
        /// Who.
        who: Who,
        /// What was asked of them: "pinned", "excluded", "in a running pair".
        asked: &'static str,
    },
    /// A pin on a pair that the requirements exclude.
    #[error("mentee `{mentee}` is pinned to `{mentor}`, but that is {}", Verdict::Excluded(.violations.clone()))]
    PinnedButExcluded {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
        /// Every requirement that excludes them.
        violations: Vec<Violation>,
    },
    /// A pair pinned and excluded, or running and excluded.
    #[error("mentee `{mentee}` and mentor `{mentor}` are both {asked} and excluded by the request")]
    AskedAndExcluded {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
        /// "pinned" or "in a running pair".
        asked: &'static str,
    },
    /// More pins than somebody takes partners.
    #[error("{who} has {pins} pinned or running pairs and takes at most {max} partners")]
    TooManyPins {
        /// Who.
        who: Who,
        /// Pins, and running pairs with them.
        pins: usize,
        /// The most partners.
        max: u16,
    },
}

/// A minimum that is lowered so that demands can be met.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lowered {
    /// Whose.
    pub who: Who,
    /// The fewest partners as they are.
    pub min: u16,
    /// What would do.
    pub to: u16,
}

impl fmt::Display for Lowered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} takes at least {} instead of {}", self.who, self.to, self.min)
    }
}

/// Something a request demands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// The fewest partners of somebody.
    Minimum {
        /// Who.
        who: Who,
        /// The fewest partners.
        min: u16,
    },
    /// A pinned or running pair.
    Pin {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
}

impl fmt::Display for Demand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Minimum { who, min } => write!(f, "{who} has at least {min} partners"),
            Self::Pin { mentor, mentee } => write!(f, "mentee `{mentee}` goes with mentor `{mentor}`"),
        }
    }
}
