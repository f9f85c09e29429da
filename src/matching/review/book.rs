//! Which plans were reviewed, so that none is reviewed twice.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{CannotReview, NotClosed, Review, ReviewLog, Reviewed, Signed};
use crate::{
    id::{Digest, PersonId},
    matching::{Plan, Request},
};

/// Which plans are being reviewed and which were: plain data that the caller keeps, as the [ledger of
/// places](crate::introduction::Ledger). It hands out reviews and takes them back, one for each plan.
///
/// Store it in one step with the [log](ReviewLog) that it opened or closed; whoever stores second finds the plan in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewBook(BTreeMap<Digest, Sitting>);

/// What is known of the review of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sitting {
    /// Who opened it, and when.
    pub opened: Signed,
    /// Who closed it, and when; none while it goes on.
    pub closed: Option<Signed>,
}

impl ReviewBook {
    /// What is known of the review of the plan with that digest; none when nobody opened one.
    pub fn of(&self, plan: &Digest) -> Option<&Sitting> {
        self.0.get(plan)
    }

    /// Opens the review of a plan.
    ///
    /// # Errors
    ///
    /// When there is one of this plan already; when the plan was not made from this request, or does not say what the
    /// criteria say; when `on` lies before the date of the plan. Nothing is opened then.
    ///
    /// # Complexity
    ///
    /// The people are read once, and each pairing of the plan is judged once.
    pub fn open<'a>(
        &mut self,
        request: &'a Request<'a>,
        plan: &'a Plan,
        by: &PersonId,
        on: Date,
    ) -> Result<Review<'a>, CannotReview> {
        match self.0.get(&plan.digest()) {
            Some(Sitting { closed: Some(closed), .. }) => return Err(CannotReview::Closed(closed.clone())),
            Some(Sitting { opened, .. }) => return Err(CannotReview::Begun(opened.clone())),
            None => {}
        }
        let opened = Signed { by: by.clone(), on };
        let review = Review::of(request, plan, opened.clone())?;
        self.0.insert(plan.digest(), Sitting { opened, closed: None });
        Ok(review)
    }

    /// Goes on with a review that was stored: every decision is made again, by the same rules.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open); when this book did not open that review of this plan; when it is closed; when an entry cannot
    /// have been decided: the first, and why.
    pub fn resume<'a>(
        &self,
        request: &'a Request<'a>,
        plan: &'a Plan,
        log: ReviewLog,
    ) -> Result<Review<'a>, CannotReview> {
        let sitting = self.0.get(&plan.digest()).filter(|_| log.plan == plan.digest());
        let sitting = sitting.filter(|sitting| sitting.opened == log.opened).ok_or(CannotReview::NotBegun)?;
        if let Some(closed) = sitting.closed.as_ref().or(log.closed.as_ref()) {
            return Err(CannotReview::Closed(closed.clone()));
        }
        let ReviewLog { opened, entries, words, .. } = log;
        if let Some((at, _)) = words.range(entries.len()..).next() {
            return Err(CannotReview::WordsWithoutEntry(*at));
        }
        let mut review = Review::of(request, plan, opened)?;
        let mut words = words;
        for (entry, decided) in entries.into_iter().enumerate() {
            let words = words.remove(&entry);
            review.check(&decided, words.as_ref()).map_err(|why| CannotReview::Broken { entry, why })?;
            review.apply(decided, words);
        }
        Ok(review)
    }

    /// Closes a review. Whoever does decides nothing by it, so it may be anybody who reviews, also one of a pair.
    ///
    /// # Errors
    ///
    /// When pairings of the plan are not decided: all of them. When it is closed, or another book opened it.
    pub fn close(&mut self, review: &mut Review<'_>, by: &PersonId, on: Date) -> Result<Reviewed, NotClosed> {
        let sitting = self.0.get_mut(&review.log.plan).filter(|sitting| sitting.opened == review.log.opened);
        let sitting = sitting.ok_or(NotClosed::NotBegun)?;
        if let Some(closed) = sitting.closed.as_ref().or(review.log.closed.as_ref()) {
            return Err(NotClosed::Closed(closed.clone()));
        }
        let last = review.log.last();
        if on < last {
            return Err(NotClosed::DateGoesBack { on, last });
        }
        let undecided: Vec<_> =
            review.undecided().map(|pairing| (pairing.mentor.clone(), pairing.mentee.clone())).collect();
        if !undecided.is_empty() {
            return Err(NotClosed::Undecided(undecided));
        }
        let closed = Signed { by: by.clone(), on };
        sitting.closed = Some(closed.clone());
        review.log.closed = Some(closed.clone());
        Ok(review.reviewed(closed))
    }
}
