//! Why somebody has no partner, true for each, without judging everybody by everybody in words.
//!
//! Who is eligible for whom is counted in one sweep over all pairs by the requirements alone; words are made for reasons,
//! not for pairs.

use std::cmp::Reverse;

use super::{RuledOut, Unmatched, UnmatchedReason, each::each, round::Round, source::Source};
use crate::{
    assignment::Bounds,
    criteria::Violation,
    people::{Profile, Who},
};

/// Places that are counted together: their counts and a row of them fit the nearest cache.
const SWEPT_AT_ONCE: usize = 2048;

/// Nanoseconds that it takes to name somebody with a reason, about.
const NAMED: usize = 100;

/// What somebody could still take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    /// They take nobody in this round.
    Nobody,
    /// All their places are taken.
    Full,
    /// They have a place left.
    Left,
}

impl Room {
    fn of(bounds: Bounds, units: u32) -> Self {
        match bounds.max {
            0 => Self::Nobody,
            max if units < max => Self::Left,
            _ => Self::Full,
        }
    }
}

/// How many people are eligible for somebody, by what they could still take.
#[derive(Clone, Copy, Debug, Default)]
struct Eligible {
    nobody: u32,
    full: u32,
    left: u32,
}

impl Eligible {
    fn people(&self) -> u64 {
        u64::from(self.nobody) + u64::from(self.full) + u64::from(self.left)
    }

    fn add(&mut self, room: Room, people: u32) {
        match room {
            Room::Nobody => self.nobody += people,
            Room::Full => self.full += people,
            Room::Left => self.left += people,
        }
    }
}

/// What is to be said of everybody who is without a partner in these pairs of mentee and mentor.
pub(super) struct Reasons {
    /// Everybody without a partner, mentors first.
    pub(super) unmatched: Vec<Unmatched>,
    /// Pairs that can go together, running ones included.
    pub(super) pairs_possible: u64,
}

/// Finds a reason for everybody without a partner.
pub(super) fn reasons(round: &Round<'_>, source: &Source<'_>, pairs: &[(usize, usize)]) -> Reasons {
    let roster = round.compiled.roster();
    let (mut of_mentees, mut of_mentors) = (vec![0; round.mentees.len()], vec![0; round.mentors.len()]);
    for &(mentee, mentor) in pairs {
        of_mentees[mentee] += 1;
        of_mentors[mentor] += 1;
    }
    let room = |bounds: &[Bounds], units: &[u32]| -> Vec<Room> {
        bounds.iter().zip(units).map(|(&bounds, &units)| Room::of(bounds, units)).collect()
    };
    let (mentees, mentors) = (room(&round.mentees, &of_mentees), room(&round.mentors, &of_mentors));
    let without = |units: &[u32]| -> Vec<usize> { (0..units.len()).filter(|&at| units[at] == 0).collect() };

    let idle = without(&of_mentors);
    let eligible = sweep(source, &mentees);
    let pairs_possible = eligible.iter().map(Eligible::people).sum();
    let of_mentors = each(idle.len(), NAMED, |at| {
        let (mentor, profile) = (idle[at], &roster.mentors()[idle[at]].profile);
        let reason = obvious(profile, round, mentors[mentor], mentees.len()).unwrap_or_else(|| {
            let pairs = (0..mentees.len()).map(|mentee| (mentee, mentor));
            reason(eligible[source.place(mentor)], round, pairs)
        });
        Unmatched { who: Who::Mentor(roster.mentors()[mentor].id.clone()), reason }
    });

    let waiting = without(&of_mentees);
    let of_mentees = each(waiting.len(), NAMED + mentors.len(), |at| {
        let (mentee, profile) = (waiting[at], &roster.mentees()[waiting[at]].profile);
        let reason = obvious(profile, round, mentees[mentee], mentors.len()).unwrap_or_else(|| {
            let mut possible = vec![0; source.len()];
            source.possible(mentee, 0..source.len(), &mut possible);
            let mut eligible = Eligible::default();
            for (place, _) in possible.iter().enumerate().filter(|(_, possible)| **possible > 0) {
                eligible.add(mentors[source.mentor(place)], 1);
            }
            reason(eligible, round, (0..mentors.len()).map(|mentor| (mentee, mentor)))
        });
        Unmatched { who: Who::Mentee(roster.mentees()[mentee].id.clone()), reason }
    });
    Reasons { unmatched: of_mentors.into_iter().chain(of_mentees).collect(), pairs_possible }
}

/// A reason that needs nobody of the other side.
fn obvious(profile: &Profile, round: &Round<'_>, room: Room, others: usize) -> Option<UnmatchedReason> {
    if !profile.status.is_available(round.compiled.on()) {
        Some(UnmatchedReason::Unavailable)
    } else if room == Room::Nobody {
        Some(UnmatchedReason::TakesNobody)
    } else if others == 0 {
        Some(UnmatchedReason::NobodyThere)
    } else {
        None
    }
}

/// The reason that lies with the other side; `pairs` are those with everybody there, as (mentee, mentor).
fn reason(
    eligible: Eligible,
    round: &Round<'_>,
    pairs: impl Iterator<Item = (usize, usize)> + Clone,
) -> UnmatchedReason {
    let Eligible { nobody: _, full, left } = eligible;
    let eligible = usize::try_from(eligible.people()).expect("no more than there are people");
    if eligible == 0 {
        UnmatchedReason::NobodyEligible { ruled_out: ruled_out(round, pairs) }
    } else if left > 0 {
        UnmatchedReason::AddsNothing { eligible }
    } else if full > 0 {
        UnmatchedReason::AllTaken { eligible }
    } else {
        UnmatchedReason::NoCapacity { eligible }
    }
}

/// How many of these pairs, none of which is possible, each reason rules out.
fn ruled_out(round: &Round<'_>, pairs: impl Iterator<Item = (usize, usize)> + Clone) -> Vec<RuledOut> {
    let mut reasons = round.compiled.excluded_by(pairs.clone().map(|(mentee, mentor)| (mentor, mentee)));
    let requested = pairs.filter(|pair| round.excluded.contains(pair)).count();
    if requested > 0 {
        reasons.insert(Violation::Request, requested);
    }
    let reasons = reasons.into_iter().map(|(violation, people)| RuledOut { violation, people });
    let mut reasons: Vec<_> = reasons.collect();
    reasons.sort_by_key(|reason| Reverse(reason.people));
    reasons
}

/// How many mentees are eligible for the mentor at each place.
fn sweep(source: &Source<'_>, mentees: &[Room]) -> Vec<Eligible> {
    // One room after the other, so that what is added up is a plain list of counts.
    let rooms = [Room::Nobody, Room::Full, Room::Left].map(|room| {
        let mentees: Vec<_> = (0..mentees.len()).filter(|&mentee| mentees[mentee] == room).collect();
        (room, mentees)
    });
    let stretches = source.len().div_ceil(SWEPT_AT_ONCE);
    // A pair takes a fifth of a nanosecond.
    let counts = each(stretches, source.len().min(SWEPT_AT_ONCE) * mentees.len() / 5, |at| {
        let places = at * SWEPT_AT_ONCE..((at + 1) * SWEPT_AT_ONCE).min(source.len());
        let (mut possible, mut few) = (vec![0_u8; places.len()], vec![0_u8; places.len()]);
        let mut counts = vec![Eligible::default(); places.len()];
        for (room, mentees) in &rooms {
            // So many ones fit a byte.
            for mentees in mentees.chunks(usize::from(u8::MAX)) {
                few.fill(0);
                for &mentee in mentees {
                    source.possible(mentee, places.clone(), &mut possible);
                    for (few, possible) in few.iter_mut().zip(&possible) {
                        *few += possible;
                    }
                }
                for (count, few) in counts.iter_mut().zip(&few) {
                    count.add(*room, u32::from(*few));
                }
            }
        }
        counts
    });
    counts.concat()
}
