//! How everybody came in, as figures take it.

use jiff::civil::Date;

use super::Recruitment;
use crate::{
    feedback::{Enrolment, FIRST_DAY, LAST_DAY},
    id::PersonId,
    introduction::Party,
};

impl Recruitment {
    /// One enrolment for each person and role, by person; `ready` says when all that comes before matching was done for
    /// somebody.
    ///
    /// Invited is whoever was, and whoever came in touch by themself, on the day of the invitation or else of their first
    /// step. Who signed up again has not left, and is enrolled from the first time on, with the groups of then. A day that
    /// comes before an earlier step, or after leaving, is left out, so that the enrolments fit a
    /// [`Record`](crate::feedback::Record).
    pub fn enrolments(&self, ready: impl Fn(&PersonId, Party) -> Option<Date>) -> Vec<Enrolment> {
        let known = |on: &Date| (FIRST_DAY..=LAST_DAY).contains(on);
        let enrolments = self.ways.iter().map(|((person, role), way)| {
            let mut enrolment = Enrolment::new(person.clone(), *role);
            let mut touched = [way.invited, way.interested].into_iter().flatten().filter(known);
            let Some(one) = way.who.as_ref().and_then(|who| self.participant(who)) else {
                enrolment.invited = touched.next();
                return enrolment;
            };
            let left = one.left.filter(known).filter(|left| *left >= one.signed_up);
            let fits = |on: &Date| *on >= one.signed_up && left.is_none_or(|left| *on <= left);
            enrolment.invited = touched.find(|on| *on <= one.signed_up);
            enrolment.enrolled = Some(one.signed_up).filter(known);
            enrolment.ready = ready(person, *role).filter(known).filter(fits);
            enrolment.left = left;
            enrolment.places = one.places;
            enrolment.groups.clone_from(&one.groups);
            enrolment
        });
        enrolments.collect()
    }
}
