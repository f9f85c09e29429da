//! The hours of an ordinary week: how many mentees and how many mentors' places are free then.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Answers, Balance, Headcount, Topic, open::OpenPeople};
use crate::people::{Availability, UtcOffset, WEEK_MINUTES, Weekday};

/// Hours in a week.
const WEEK_HOURS: u16 = WEEK_MINUTES / 60;

/// Supply against demand in one hour of the week: the mentees who are free for the whole hour against the mentors who
/// are, as if everybody were to meet then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct HourNeed {
    day: Weekday,
    hour: u16,
    balance: Balance,
}

impl HourNeed {
    /// The day, on the clock that was asked for.
    pub fn day(&self) -> Weekday {
        self.day
    }

    /// The hour at which it begins, 0 to 23.
    pub fn hour(&self) -> u16 {
        self.hour
    }

    /// Who asks and who offers.
    pub fn balance(&self) -> Balance {
        self.balance
    }
}

impl Topic<HourNeed> {
    /// One hour of the week, by the hour at which it begins; `None` when nobody at all is free for the whole of it.
    pub fn at(&self, day: Weekday, hour: u16) -> Option<&HourNeed> {
        self.needs.iter().find(|need| (need.day, need.hour) == (day, hour))
    }
}

/// The hours of the week, counted from Monday 00:00 on the clock, for the whole of which somebody is free.
fn free_hours(availability: &Availability, clock: UtcOffset) -> impl Iterator<Item = usize> {
    // By hour, the minutes of it in which they are free; ranges are disjoint, so nothing counts twice.
    let mut minutes = [0_u16; WEEK_HOURS as usize];
    let week = i32::from(WEEK_MINUTES);
    for (from, to) in availability.utc_ranges() {
        let shifted = (i32::from(from) + i32::from(clock.minutes())).rem_euclid(week);
        let mut at = u16::try_from(shifted).expect("below the minutes of a week");
        let end = at + (to - from);
        while at < end {
            let next = end.min((at / 60 + 1) * 60);
            minutes[usize::from(at / 60 % WEEK_HOURS)] += next - at;
            at = next;
        }
    }
    minutes.into_iter().enumerate().filter(|(_, minutes)| *minutes == 60).map(|(hour, _)| hour)
}

/// The minutes of the UTC week in which some mentor is free: before each minute, how many such minutes there were.
fn minutes_before(open: &OpenPeople<'_>) -> Vec<u16> {
    let mut free = vec![false; usize::from(WEEK_MINUTES)];
    for mentor in &open.mentors {
        for (from, to) in mentor.who.profile.availability.iter().flat_map(Availability::utc_ranges) {
            free[usize::from(from)..usize::from(to)].fill(true);
        }
    }
    let mut before = vec![0];
    before.extend(free.into_iter().scan(0, |so_far, free| {
        *so_far += u16::from(free);
        Some(*so_far)
    }));
    before
}

pub(super) fn hours(open: &OpenPeople<'_>, clock: UtcOffset) -> Topic<HourNeed> {
    let (mut of_mentees, mut of_mentors) = (Answers::default(), Answers::default());
    let mut balances = vec![Balance::default(); usize::from(WEEK_HOURS)];
    let mut unreached = Headcount::default();
    let before = minutes_before(open);
    let shared = |(from, to): (u16, u16)| before[usize::from(to)] > before[usize::from(from)];
    for mentee in &open.mentees {
        let free = mentee.who.profile.availability.as_ref();
        of_mentees.take(free.map(|free| free.windows.len()), mentee.places);
        let Some(free) = free else { continue };
        for hour in free_hours(free, clock) {
            balances[hour].asked.take(mentee.places);
        }
        let ranges = free.utc_ranges();
        if !ranges.is_empty() && !ranges.into_iter().any(shared) {
            unreached.take(mentee.places);
        }
    }
    for mentor in &open.mentors {
        let free = mentor.who.profile.availability.as_ref();
        of_mentors.take(free.map(|free| free.windows.len()), mentor.places);
        for hour in free.into_iter().flat_map(|free| free_hours(free, clock)) {
            balances[hour].offered.take(mentor.places);
        }
    }
    let unclear = of_mentors.blank;
    let starts = Weekday::ALL.into_iter().flat_map(|day| (0..24).map(move |hour| (day, hour)));
    let mut needs: Vec<_> = starts
        .zip(balances)
        .filter(|(_, balance)| balance.asked.people + balance.offered.people > 0)
        .map(|((day, hour), balance)| HourNeed { day, hour, balance: Balance { unclear, ..balance } })
        .collect();
    needs.sort_by_key(|need| {
        let Balance { asked, offered, .. } = need.balance;
        (Reverse((need.balance.missing(), asked)), offered, need.day, need.hour)
    });
    Topic { mentees: of_mentees, mentors: of_mentors, unreached, needs }
}
