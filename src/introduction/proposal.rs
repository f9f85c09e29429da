//! What an introduction begins with.

use serde::{Deserialize, Serialize};

use crate::{
    criteria::{Explanation, Score, Violation},
    id::{Digest, MenteeId, MentorId, PersonId},
    matching::{Approval, Reviewed},
};

/// A pairing that people approved, with the plan's digest, why the two fit, and who approved it on what.
///
/// Nothing but a closed review makes one. It is stored in the first entry of an introduction and read back from there, so
/// whoever writes logs is trusted with it. It holds identifiers only: the reviewer's words stay in the review's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    mentor: MentorId,
    mentor_person: PersonId,
    mentee: MenteeId,
    mentee_person: PersonId,
    plan: Digest,
    score: Score,
    explanation: Explanation,
    approval: Approval,
}

impl Proposal {
    /// One proposal for each pairing that a review approved, by mentor and mentee.
    pub fn of(reviewed: &Reviewed) -> Vec<Self> {
        let proposal = |pairing: &crate::matching::ApprovedPairing| Self {
            mentor: pairing.mentor.clone(),
            mentor_person: pairing.mentor_person.clone(),
            mentee: pairing.mentee.clone(),
            mentee_person: pairing.mentee_person.clone(),
            plan: reviewed.plan(),
            score: pairing.score,
            explanation: pairing.explanation.clone(),
            approval: pairing.approval.clone(),
        };
        reviewed.approved().iter().map(proposal).collect()
    }

    /// The mentor.
    pub fn mentor(&self) -> &MentorId {
        &self.mentor
    }

    /// The person who is the mentor.
    pub fn mentor_person(&self) -> &PersonId {
        &self.mentor_person
    }

    /// The mentee.
    pub fn mentee(&self) -> &MenteeId {
        &self.mentee
    }

    /// The person who is the mentee.
    pub fn mentee_person(&self) -> &PersonId {
        &self.mentee_person
    }

    /// The digest of the plan that was reviewed.
    pub fn plan(&self) -> Digest {
        self.plan
    }

    /// What the pairing is worth.
    pub fn score(&self) -> Score {
        self.score
    }

    /// Why.
    pub fn explanation(&self) -> &Explanation {
        &self.explanation
    }

    /// Who approved it, when, and on what.
    pub fn approval(&self) -> &Approval {
        &self.approval
    }

    /// The requirements that the approval overrides; none of most. The mark stays with the introduction for good.
    pub fn overridden(&self) -> &[Violation] {
        self.approval.broken()
    }
}
