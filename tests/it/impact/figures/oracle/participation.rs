//! Who is reached.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    feedback::{Closure, Pairing},
    impact::{About, Indicator, Stage},
    introduction::Party,
    jiff::civil::Date,
};

use super::{Case, Told, days, share};
use crate::impact::figures::oracle::length::ended_by;

impl Case<'_> {
    pub(super) fn participation(&self, told: &mut Told) {
        let mut served = BTreeSet::new();
        let mut reached: BTreeMap<(Party, usize), usize> = BTreeMap::new();
        let [mut ready, mut matched] = [BTreeMap::new(), BTreeMap::new()];
        let (mut places, mut in_use, mut overloaded, mut finished, mut again) = (0, 0, 0, 0, 0);
        let mut waiting = Vec::new();
        for row in self.facts.enrolments.iter().filter(|row| self.member(&row.person, row.role)) {
            let theirs = |pairing: &&Pairing| match row.role {
                Party::Mentor => pairing.mentor == row.person,
                Party::Mentee => pairing.mentee == row.person,
            };
            let begun = self.facts.pairings.iter().filter(|pairing| pairing.started <= self.date());
            let pairings: Vec<&Pairing> = begun.filter(theirs).collect();
            let met = |times| pairings.iter().any(|pairing| self.meetings(pairing).len() >= times);
            let taken = [
                self.by_now(row.invited),
                self.by_now(row.enrolled),
                self.by_now(row.ready),
                !pairings.is_empty(),
                met(1),
                met(3),
                pairings.iter().any(|pairing| self.closure(pairing) == Some(Closure::Completed)),
            ];
            // What somebody did later implies the steps before it.
            let furthest = taken.iter().rposition(|taken| *taken);
            for stage in 0..=furthest.map_or(-1, |at| at as i64) {
                *reached.entry((row.role, stage as usize)).or_default() += 1;
            }
            if pairings.iter().any(|pairing| self.in_period(pairing)) {
                served.insert(&row.person);
            }
            let running = pairings.iter().filter(|pairing| self.closure(pairing).is_none()).count();
            if furthest >= Some(2) && !self.by_now(row.left) {
                *ready.entry(row.role).or_insert(0) += 1;
                *matched.entry(row.role).or_insert(0) += usize::from(running > 0);
                if row.role == Party::Mentor {
                    places += usize::from(row.places);
                    in_use += running.min(row.places.into());
                    overloaded += usize::from(running > row.places.into());
                }
            }
            if row.role == Party::Mentor && running < pairings.len() {
                finished += 1;
                let mut two = pairings.iter().flat_map(|a| pairings.iter().map(move |b| (a, b)));
                again += usize::from(two.any(|(a, b)| {
                    let over = a.ended.is_some_and(|end| end.on <= self.date() && end.on <= b.started);
                    over && a.agreement != b.agreement
                }));
            }
            let by_now = |on: Option<Date>| on.filter(|on| *on <= self.date());
            if row.role == Party::Mentee
                && let Some(from) = by_now(row.ready).or(by_now(row.enrolled))
            {
                waiting.push(match pairings.iter().map(|pairing| pairing.started).min() {
                    Some(first) => (days(from, first).max(0), Some(Closure::Completed)),
                    None => (days(from, by_now(row.left).unwrap_or(self.date())).max(0), None),
                });
            }
        }
        let ever = |role, stage| reached.get(&(role, stage)).copied().unwrap_or(0);
        told.count(Indicator::Served, [], served.len(), served.len());
        for role in [Party::Mentor, Party::Mentee] {
            for (at, stage) in Stage::ALL.into_iter().enumerate() {
                let about = [About::Role(role), About::Stage(stage)];
                told.share(Indicator::FunnelReached, about.clone(), ever(role, at), ever(role, 0));
                if at > 0 {
                    told.share(Indicator::FunnelStep, about, ever(role, at), ever(role, at - 1));
                }
            }
        }
        let of = |count: &BTreeMap<Party, usize>, role| count.get(&role).copied().unwrap_or(0);
        let (mentors, mentees) = (of(&ready, Party::Mentor), of(&ready, Party::Mentee));
        told.share(Indicator::EverMatched, [], ever(Party::Mentee, 3), ever(Party::Mentee, 2));
        told.share(Indicator::MatchedNow, [], of(&matched, Party::Mentee), mentees);
        told.value(Indicator::Waiting, [], ended_by(&waiting, 0.5), waiting.len());
        told.value(Indicator::Utilisation, [], share(in_use, places), mentors);
        told.count(Indicator::IdleMentors, [], mentors - of(&matched, Party::Mentor), mentors);
        told.count(Indicator::OverloadedMentors, [], overloaded, mentors);
        told.share(Indicator::MentorReturn, [], again, finished);
    }

    /// Whether a pairing began or ran in the period.
    fn in_period(&self, row: &Pairing) -> bool {
        let Some(since) = self.on.since else { return true };
        row.started >= since || self.closure(row).is_none() || row.ended.unwrap().on > since
    }
}
