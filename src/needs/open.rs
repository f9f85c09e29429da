//! Who has a place left on the day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::{Headcount, NotInRoster};
use crate::{
    id::{MenteeId, MentorId},
    people::{Mentee, Mentor, Partners, Profile, Roster, Who},
};

/// One side of a roster on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Side {
    /// Who has a place left, and how many. Only these are counted further.
    pub open: Headcount,
    /// How many take part but have no place left: all are taken by running pairs, or they take nobody.
    pub full: u64,
    /// How many are away or have withdrawn.
    pub away: u64,
}

impl Side {
    /// Counts somebody, and tells how many places they have left; `None` when there is none.
    fn take(&mut self, profile: &Profile, on: Date, partners: Partners, running: u64) -> Option<u64> {
        if !profile.status.is_available(on) {
            self.away += 1;
            return None;
        }
        let places = u64::from(partners.max()).saturating_sub(running);
        if places == 0 {
            self.full += 1;
            return None;
        }
        self.open.take(places);
        Some(places)
    }
}

/// Somebody with the places they have left, at least one.
pub(super) struct Open<'a, P> {
    pub(super) who: &'a P,
    pub(super) places: u64,
}

/// Both sides with who has a place left, in the roster's order.
pub(super) struct OpenPeople<'a> {
    pub(super) mentees: Vec<Open<'a, Mentee>>,
    pub(super) mentors: Vec<Open<'a, Mentor>>,
    pub(super) mentee_side: Side,
    pub(super) mentor_side: Side,
}

impl<'a> OpenPeople<'a> {
    /// A pair given twice counts once.
    pub(super) fn of(
        roster: &'a Roster,
        on: Date,
        running: &[(MentorId, MenteeId)],
    ) -> Result<Self, NotInRoster> {
        let running: BTreeSet<_> = running.iter().collect();
        let (mut of_mentors, mut of_mentees) = (BTreeMap::new(), BTreeMap::new());
        for (mentor, mentee) in running {
            if roster.mentor(mentor).is_none() {
                return Err(NotInRoster { who: Who::Mentor(mentor.clone()) });
            }
            if roster.mentee(mentee).is_none() {
                return Err(NotInRoster { who: Who::Mentee(mentee.clone()) });
            }
            *of_mentors.entry(mentor).or_insert(0_u64) += 1;
            *of_mentees.entry(mentee).or_insert(0_u64) += 1;
        }
        let (mut mentee_side, mut mentor_side) = (Side::default(), Side::default());
        let mentees = roster.mentees().iter().filter_map(|who| {
            let running = of_mentees.get(&who.id).copied().unwrap_or(0);
            let places = mentee_side.take(&who.profile, on, who.partners, running)?;
            Some(Open { who, places })
        });
        let mentees = mentees.collect();
        let mentors = roster.mentors().iter().filter_map(|who| {
            let running = of_mentors.get(&who.id).copied().unwrap_or(0);
            let places = mentor_side.take(&who.profile, on, who.partners, running)?;
            Some(Open { who, places })
        });
        let mentors = mentors.collect();
        Ok(Self { mentees, mentors, mentee_side, mentor_side })
    }
}
