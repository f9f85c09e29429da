//! What a closed review leaves: the pairings that may be introduced, and those that were rejected.

use serde::{Deserialize, Serialize};

use super::{Ground, Signed};
use crate::{
    criteria::{Explanation, Score, Violation},
    id::{Digest, MenteeId, MentorId, PersonId},
    people::{Outcome, Past},
};

/// A closed review. It alone makes proposals for introductions ([`Proposal::of`](crate::introduction::Proposal::of)).
///
/// It can be written down and, on purpose, not be read again: what was not reviewed is not to look like it. Make the proposals
/// when the review is closed and store those. It holds identifiers only; reasons stay in the [log](super::ReviewLog).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[must_use = "only what was approved can be introduced"]
pub struct Reviewed {
    pub(super) plan: Digest,
    pub(super) opened: Signed,
    pub(super) closed: Signed,
    pub(super) approved: Vec<ApprovedPairing>,
    pub(super) rejected: Vec<RejectedPairing>,
}

/// A mentor and a mentee who are to be introduced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ApprovedPairing {
    /// The mentor.
    pub mentor: MentorId,
    /// The person who is the mentor.
    pub mentor_person: PersonId,
    /// The mentee.
    pub mentee: MenteeId,
    /// The person who is the mentee.
    pub mentee_person: PersonId,
    /// What the pairing is worth.
    pub score: Score,
    /// Why. Of an override it tells what the preferences say; the requirements that do not hold are in the approval.
    pub explanation: Explanation,
    /// Who approved it, when, and on what.
    pub approval: Approval,
}

/// Who approved a pairing, when, and what that rests on. It stays with the pairing for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Who and when.
    pub signed: Signed,
    /// What it rests on.
    pub rests_on: RestsOn,
}

/// What an approval rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestsOn {
    /// The plan, which proposes the two.
    Plan,
    /// A reviewer, who paired the two; every requirement holds.
    Reviewer,
    /// A reviewer, who paired the two although these requirements do not hold; never empty.
    Override(Vec<Violation>),
}

impl Approval {
    /// The requirements that were overridden; none of most.
    pub fn broken(&self) -> &[Violation] {
        match &self.rests_on {
            RestsOn::Override(broken) => broken,
            RestsOn::Plan | RestsOn::Reviewer => &[],
        }
    }
}

/// A pairing of the plan that was rejected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RejectedPairing {
    /// The mentor.
    pub mentor: MentorId,
    /// The mentee.
    pub mentee: MenteeId,
    /// Who rejected it, and when.
    pub signed: Signed,
    /// Why.
    pub ground: Ground,
}

impl Reviewed {
    /// The digest of the plan.
    pub fn plan(&self) -> Digest {
        self.plan
    }

    /// Who opened the review, and when.
    pub fn opened(&self) -> &Signed {
        &self.opened
    }

    /// Who closed it, and when.
    pub fn closed(&self) -> &Signed {
        &self.closed
    }

    /// What was approved, by mentor and mentee.
    pub fn approved(&self) -> &[ApprovedPairing] {
        &self.approved
    }

    /// What was approved although a requirement does not hold.
    pub fn overridden(&self) -> impl Iterator<Item = &ApprovedPairing> {
        self.approved.iter().filter(|pairing| !pairing.approval.broken().is_empty())
    }

    /// What was rejected, by mentor and mentee.
    pub fn rejected(&self) -> &[RejectedPairing] {
        &self.rejected
    }

    /// What the rejections mean for later rounds: entries of their [history](crate::people::History).
    pub fn past(&self) -> impl Iterator<Item = Past> {
        self.rejected.iter().map(|pairing| Past {
            mentor: pairing.mentor.clone(),
            mentee: pairing.mentee.clone(),
            on: pairing.signed.on,
            outcome: Outcome::Rejected,
            apart: pairing.ground.apart(),
        })
    }
}
