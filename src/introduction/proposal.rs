//! What an introduction begins with.

use serde::{Deserialize, Serialize};

use crate::{
    criteria::{Explanation, Score},
    id::{Digest, MenteeId, MentorId, PersonId},
    matching::Plan,
    people::Roster,
};

/// A pairing of a plan, with the plan's digest and the explanation to be seen before it is approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The mentor.
    pub mentor: MentorId,
    /// The person who is the mentor.
    pub mentor_person: PersonId,
    /// The mentee.
    pub mentee: MenteeId,
    /// The person who is the mentee.
    pub mentee_person: PersonId,
    /// The digest of the plan.
    pub plan: Digest,
    /// What the pairing is worth.
    pub score: Score,
    /// Why.
    pub explanation: Explanation,
}

impl Proposal {
    /// One proposal for each pairing of a plan, in its order. Pairings of people who are not in the roster are left out:
    /// the plan was made from another one.
    pub fn of(plan: &Plan, roster: &Roster) -> Vec<Self> {
        let proposal = |pairing: &crate::matching::Pairing| {
            Some(Self {
                mentor: pairing.mentor.clone(),
                mentor_person: roster.mentor(&pairing.mentor)?.profile.person.clone(),
                mentee: pairing.mentee.clone(),
                mentee_person: roster.mentee(&pairing.mentee)?.profile.person.clone(),
                plan: plan.digest(),
                score: pairing.score,
                explanation: pairing.explanation.clone(),
            })
        };
        plan.pairings().iter().filter_map(proposal).collect()
    }

    /// The digest of the explanation, which an approval cites.
    pub fn explanation_digest(&self) -> Digest {
        Digest::of(&self.explanation)
    }
}
