//! What is proposed, and everything that is to be known about it.

use std::{collections::BTreeSet, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Goal, Worth};
use crate::{
    assignment::Certificate,
    criteria::{Explanation, Score, Violation},
    id::{Digest, MenteeId, MentorId},
    people::Who,
};

/// A proposal for a round: who meets whom and why, and why not, for everybody. It decides nothing; people do.
///
/// A plan holds identifiers only, so storing or printing it reveals no names. Equal requests make equal plans, byte for
/// byte, in whatever order people came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use = "planning changes nothing; the plan is all there is"]
pub struct Plan {
    pub(super) goal: Goal,
    pub(super) on: Date,
    pub(super) digest: Digest,
    pub(super) pairings: Vec<Pairing>,
    pub(super) running: Vec<(MentorId, MenteeId)>,
    pub(super) unmatched: Vec<Unmatched>,
    pub(super) mentees_matched: usize,
    pub(super) total: Score,
    pub(super) pairs_considered: u64,
    pub(super) pairs_eligible: u64,
    pub(super) certificate: Certificate,
}

/// A mentor and a mentee who are proposed to each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pairing {
    /// The mentor.
    pub mentor: MentorId,
    /// The mentee.
    pub mentee: MenteeId,
    /// What it is worth.
    pub score: Score,
    /// Whether somebody asked for it beforehand.
    pub origin: Origin,
    /// Why it is worth that.
    pub explanation: Explanation,
}

/// Where a pairing comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The best plan has it.
    Proposed,
    /// The request demanded it.
    Pinned,
}

/// Somebody without a partner, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unmatched {
    /// Who.
    pub who: Who,
    /// Why.
    pub reason: UnmatchedReason,
}

/// Why somebody has no partner. It says what is so, not whose fault it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UnmatchedReason {
    /// They are away or have withdrawn.
    Unavailable,
    /// They take nobody in this round: their maximum is 0.
    TakesNobody,
    /// There is nobody on the other side.
    NobodyThere,
    /// Nobody on the other side meets the requirements.
    NobodyEligible {
        /// How many people each reason rules out, the most first; one person can be ruled out for several reasons.
        ruled_out: Vec<RuledOut>,
    },
    /// Everybody eligible takes nobody in this round.
    NoCapacity {
        /// How many are eligible.
        eligible: usize,
    },
    /// Everybody eligible who takes somebody is taken by pairings that are together at least as good by the plan's goal.
    AllTaken {
        /// How many are eligible.
        eligible: usize,
    },
    /// Somebody eligible has room, but by the goal a pairing with them would add nothing.
    AddsNothing {
        /// How many are eligible.
        eligible: usize,
    },
}

/// How many candidates a reason rules out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuledOut {
    /// The reason.
    pub violation: Violation,
    /// How many people.
    pub people: usize,
}

impl UnmatchedReason {
    /// Whether they could have had somebody in another round: they were there and would take somebody.
    pub fn is_about_the_round(&self) -> bool {
        !matches!(self, Self::Unavailable | Self::TakesNobody)
    }
}

impl fmt::Display for UnmatchedReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable => f.write_str("is away or has withdrawn"),
            Self::TakesNobody => f.write_str("takes nobody in this round"),
            Self::NobodyThere => f.write_str("there is nobody on the other side"),
            Self::NobodyEligible { ruled_out } => {
                f.write_str("nobody meets the requirements: ")?;
                for (at, RuledOut { violation, people }) in ruled_out.iter().enumerate() {
                    let between = if at == 0 { "" } else { "; " };
                    write!(f, "{between}{violation} (rules out {people})")?;
                }
                Ok(())
            }
            Self::NoCapacity { eligible } => {
                write!(f, "{} would fit, but takes nobody in this round", one_or_all(*eligible))
            }
            Self::AllTaken { eligible } => {
                write!(
                    f,
                    "{} would fit, but is taken by pairings at least as good by the plan's goal",
                    one_or_all(*eligible)
                )
            }
            Self::AddsNothing { eligible } => {
                write!(
                    f,
                    "{} would fit, but no pairing would make the plan better by its goal",
                    one_or_all(*eligible)
                )
            }
        }
    }
}

fn one_or_all(eligible: usize) -> String {
    if eligible == 1 { "one person".to_owned() } else { format!("each of {eligible} people") }
}

impl Plan {
    /// The goal it is the best by.
    pub fn goal(&self) -> Goal {
        self.goal
    }

    /// The date on which it was made.
    pub fn on(&self) -> Date {
        self.on
    }

    /// The fingerprint of everything it was made from: people, criteria, date, history and requests.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// The pairings proposed, by mentor and mentee.
    pub fn pairings(&self) -> &[Pairing] {
        &self.pairings
    }

    /// The pairs that were running already and are kept.
    pub fn running(&self) -> &[(MentorId, MenteeId)] {
        &self.running
    }

    /// Everybody without a partner, mentors first.
    pub fn unmatched(&self) -> &[Unmatched] {
        &self.unmatched
    }

    /// Every pair of the plan, those that run already included.
    pub fn pairs(&self) -> BTreeSet<(MentorId, MenteeId)> {
        let new = self.pairings.iter().map(|pairing| (pairing.mentor.clone(), pairing.mentee.clone()));
        new.chain(self.running.iter().cloned()).collect()
    }

    /// What it has, by everything that goals count.
    pub fn worth(&self) -> Worth {
        Worth {
            mentees: self.mentees_matched,
            pairings: self.pairings.len() + self.running.len(),
            points: self.total,
        }
    }

    /// The pairings of a mentee.
    pub fn pairings_of_mentee(&self, mentee: &MenteeId) -> impl Iterator<Item = &Pairing> {
        self.pairings.iter().filter(move |pairing| pairing.mentee == *mentee)
    }

    /// The pairings of a mentor.
    pub fn pairings_of_mentor(&self, mentor: &MentorId) -> impl Iterator<Item = &Pairing> {
        self.pairings.iter().filter(move |pairing| pairing.mentor == *mentor)
    }

    /// How many mentees have at least one mentor, running pairs included.
    pub fn mentees_matched(&self) -> usize {
        self.mentees_matched
    }

    /// The sum of the scores of the pairings.
    pub fn total(&self) -> Score {
        self.total
    }

    /// How many pairs there are in all; the proof is about every one that is eligible.
    pub fn pairs_considered(&self) -> u64 {
        self.pairs_considered
    }

    /// How many of them are eligible.
    pub fn pairs_eligible(&self) -> u64 {
        self.pairs_eligible
    }

    /// The prices that prove it: rows are mentees, columns mentors, in the roster's order.
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}
