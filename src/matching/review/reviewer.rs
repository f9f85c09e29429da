//! What a reviewer can do.

use super::{Decided, Decision, DecisionRefused, Ground, Review, Signed, Words};
use crate::id::{Digest, MenteeId, MentorId};

/// Somebody who decides, on a day.
#[derive(Debug)]
pub struct Reviewer<'r, 'a> {
    review: &'r mut Review<'a>,
    signed: Signed,
}

impl<'r, 'a> Reviewer<'r, 'a> {
    pub(super) fn new(review: &'r mut Review<'a>, signed: Signed) -> Self {
        Self { review, signed }
    }

    /// Approves a pairing of the plan. `seen` is the [digest](crate::criteria::Explanation::digest) of its explanation: nobody
    /// approves what they have not read.
    ///
    /// # Errors
    ///
    /// When the plan does not propose the two, something else was seen, one of them takes no more partners, or the reviewer has
    /// an interest of their own. Nothing is decided then; this holds for each of these methods.
    pub fn approve(
        &mut self,
        mentor: &MentorId,
        mentee: &MenteeId,
        seen: Digest,
    ) -> Result<(), DecisionRefused> {
        self.decide(mentor, mentee, Decision::Approved { seen }, None)
    }

    /// Rejects a pairing of the plan.
    ///
    /// # Errors
    ///
    /// When the plan does not propose the two, [`Ground::Other`] comes without words, or the reviewer has an interest of their
    /// own.
    pub fn reject(
        &mut self,
        mentor: &MentorId,
        mentee: &MenteeId,
        ground: Ground,
        words: Option<Words>,
    ) -> Result<(), DecisionRefused> {
        self.decide(mentor, mentee, Decision::Rejected { ground }, words)
    }

    /// Pairs two whom the plan does not propose to each other, and says why. To replace a pairing of the plan, reject that on
    /// the ground [`Ground::Replaced`].
    ///
    /// When requirements do not hold for the two (see [`Review::verdict`]) this is an override, marked with them for good.
    ///
    /// # Errors
    ///
    /// When one of them is not in the roster or takes no more partners; when the plan proposes the two, or they run already;
    /// when a rule excludes them that nobody overrides; when the reviewer has an interest of their own.
    pub fn pair(&mut self, mentor: &MentorId, mentee: &MenteeId, why: Words) -> Result<(), DecisionRefused> {
        let broken = self.review.breaks(mentor, mentee)?;
        self.decide(mentor, mentee, Decision::Paired { broken }, Some(why))
    }

    /// Takes back what was decided of two people: a pairing of the plan is undecided again, one that a reviewer made is gone.
    ///
    /// # Errors
    ///
    /// When nothing is decided of them, or the reviewer has an interest of their own.
    pub fn take_back(&mut self, mentor: &MentorId, mentee: &MenteeId) -> Result<(), DecisionRefused> {
        self.decide(mentor, mentee, Decision::TakenBack, None)
    }

    fn decide(
        &mut self,
        mentor: &MentorId,
        mentee: &MenteeId,
        decision: Decision,
        words: Option<Words>,
    ) -> Result<(), DecisionRefused> {
        if words.as_ref().is_some_and(|words| words.read().is_none()) {
            return Err(DecisionRefused::NoWords);
        }
        let Signed { by, on } = self.signed.clone();
        let decided = Decided { mentor: mentor.clone(), mentee: mentee.clone(), by, on, decision };
        self.review.check(&decided, words.as_ref())?;
        self.review.apply(decided, words);
        Ok(())
    }
}
