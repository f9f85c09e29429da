//! How a pairing went, day by day: the row from which delivery and length are counted.

use std::{cmp::Reverse, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Days, Snapshot,
    days::{DayNumbers, day_number},
};
use crate::{
    feedback::{Closure, Meeting, Pairing, Pause},
    id::PersonId,
};

/// One pairing as of a day.
///
/// Active days are those on which the two did not pause; agreed periods are counted in them, and only complete ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// From what length it is followed; 0 from its start.
    pub followed_from: Days,
    /// How long it has lasted, or lasted.
    pub lasted: Days,
    /// How long ago it began: how long it could have lasted.
    pub age: Days,
    /// How it ended, if it did.
    pub closure: Option<Closure>,
    /// The mentor, who may have several.
    pub mentor: PersonId,
    /// The mentee, who may have had another before.
    pub mentee: PersonId,
    /// How long it was meant to last.
    pub planned: Days,
    /// Active days so far.
    pub active_days: u32,
    /// Complete agreed periods so far.
    pub periods: u32,
    /// Those with a meeting.
    pub periods_met: u32,
    /// Meetings.
    pub meetings: u32,
    /// Minutes of meetings.
    pub minutes: u32,
    /// The most active days from the start to a meeting, from one to the next, or from the last to now or the end.
    pub longest_gap: u32,
    /// Meetings noted down more than [`LATE_DAYS`] days later.
    pub logged_late: u32,
    /// Meetings that say the same as another of the same day.
    pub duplicates: u32,
    /// How it fares; only of those that are running.
    pub health: Option<Health>,
}

/// A meeting noted down after more than so many days is noted down late: by then people guess.
pub const LATE_DAYS: i64 = 14;

/// How a running pairing fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// They agreed not to meet for a while.
    Paused,
    /// Fewer than two agreed periods have passed: nothing can be said yet.
    TooEarly,
    /// They meet about as agreed.
    OnTrack,
    /// They met in fewer than half of the agreed periods, or last more than two periods ago, or told that they hardly fit.
    NeedsCheckIn,
    /// They have not met for more than four agreed periods, or never in more than two.
    Stalled,
}

impl Health {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Paused, Self::TooEarly, Self::OnTrack, Self::NeedsCheckIn, Self::Stalled];
}

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Paused => "paused",
            Self::TooEarly => "too early to tell",
            Self::OnTrack => "on track",
            Self::NeedsCheckIn => "needs a check-in",
            Self::Stalled => "stalled",
        })
    }
}

/// The days of a pairing on which the two did not pause.
pub(super) struct Active {
    start: i64,
    /// The first day of each pause, and the first after it.
    pauses: Vec<[i64; 2]>,
}

impl Active {
    pub(super) fn of(pairing: &Pairing) -> Self {
        let days = |pause: &Pause| [day_number(pause.from), day_number(pause.until)];
        Self { start: day_number(pairing.started), pauses: pairing.pauses.iter().map(days).collect() }
    }

    /// How many active days lie between the start and a day.
    pub(super) fn before(&self, day: i64) -> u32 {
        let paused: i64 = self.pauses.iter().map(|[from, until]| (until.min(&day) - from).max(0)).sum();
        u32::try_from((day - self.start).max(0) - paused).unwrap_or(0)
    }
}

impl Course {
    /// The courses of all pairings of a snapshot, in the order of their agreements.
    pub fn all(snapshot: &Snapshot<'_>) -> Vec<Self> {
        let fits = last_fits(snapshot);
        snapshot.pairings().map(|(at, pairing)| Self::of(snapshot, at, pairing, fits[at])).collect()
    }

    fn of(snapshot: &Snapshot<'_>, at: usize, pairing: &Pairing, fit: Option<u8>) -> Self {
        let date = snapshot.on().date;
        let ended = pairing.ended.filter(|ending| ending.on <= date);
        let end = ended.map_or(date, |ending| ending.on);
        let active = Active::of(pairing);
        let active_days = active.before(day_number(end));
        let every = u32::from(pairing.every_days.max(1));
        let mut course = Self {
            followed_from: snapshot.followed_from().unwrap_or_default(),
            lasted: snapshot.observed_length(pairing),
            age: Days::between(pairing.started, date).unwrap_or_default(),
            closure: ended.map(|ending| ending.closure),
            mentor: pairing.mentor.clone(),
            mentee: pairing.mentee.clone(),
            planned: Days::new(pairing.planned_days).unwrap_or_default(),
            active_days,
            periods: active_days / every,
            periods_met: 0,
            meetings: 0,
            minutes: 0,
            longest_gap: 0,
            logged_late: 0,
            duplicates: 0,
            health: None,
        };
        let (mut last, mut last_period, mut before) = (0, None, None::<&Meeting>);
        let mut numbers = DayNumbers::default();
        let meetings = snapshot.record().meetings_of(at);
        for meeting in meetings.iter().take_while(|meeting| meeting.on <= date) {
            let day = numbers.of(meeting.on);
            let on = active.before(day);
            course.meetings += 1;
            course.minutes += u32::from(meeting.minutes);
            let late = || day_number(meeting.logged) - day > LATE_DAYS;
            course.logged_late += u32::from(meeting.logged != meeting.on && late());
            course.duplicates += u32::from(before.is_some_and(|other| same(other, meeting)));
            course.longest_gap = course.longest_gap.max(on - last);
            let period = on / every;
            course.periods_met += u32::from(period < course.periods && last_period != Some(period));
            (last, last_period, before) = (on, Some(period), Some(meeting));
        }
        let silent = active_days.saturating_sub(last);
        course.longest_gap = course.longest_gap.max(silent);
        if ended.is_none() {
            course.health = Some(course.fares(pairing, date, silent, every, fit));
        }
        course
    }

    fn fares(&self, pairing: &Pairing, date: Date, silent: u32, every: u32, fit: Option<u8>) -> Health {
        let patience = if self.meetings == 0 { 2 } else { 4 };
        if pairing.pauses.iter().any(|pause| (pause.from..pause.until).contains(&date)) {
            Health::Paused
        } else if self.periods < 2 {
            Health::TooEarly
        } else if silent > patience * every {
            Health::Stalled
        } else if 2 * self.periods_met < self.periods || silent > 2 * every || fit.is_some_and(|fit| fit <= 2)
        {
            Health::NeedsCheckIn
        } else {
            Health::OnTrack
        }
    }
}

/// Two meetings of one pair that cannot be told apart but for when they were noted down.
fn same(a: &Meeting, b: &Meeting) -> bool {
    (a.on, a.minutes, a.mode) == (b.on, b.minutes, b.mode)
}

/// What each pairing last told of how well they fit, by its index.
fn last_fits(snapshot: &Snapshot<'_>) -> Vec<Option<u8>> {
    let facts = snapshot.record().facts();
    let mut fits = vec![None; facts.pairings.len()];
    // Check-ins of one agreement stand together.
    for talks in facts.check_ins.chunk_by(|a, b| a.agreement == b.agreement) {
        let Some(at) = snapshot.pairing(&talks[0].agreement) else { continue };
        let told = talks.iter().filter_map(|talk| Some((talk.held?, Reverse(talk.fit?))));
        // Two talks on one day: the lower answer, so that nothing is overlooked.
        let last = told.filter(|(held, _)| *held <= snapshot.on().date).max();
        fits[at] = last.map(|(_, Reverse(fit))| fit);
    }
    fits
}
