//! What a coordinator looks at month by month.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Month, Point, Series, ShareSeries};
use crate::{
    feedback::{Pairing, Reading},
    impact::{Accumulate, CHECK_IN_DAYS, Snapshot, days::day_number, distribution::real},
};

/// An answer comes in time when it comes no more than so many days after it was due: two weeks, in which a reminder fits.
pub const ANSWER_DAYS: i64 = 14;

/// The months of a programme: how many pairings began, check-ins in time, meetings, satisfaction, answers. Those of
/// neighbourhoods merge month by month.
///
/// The month in progress is left out. Check-ins and answers are told of a month once all that was due in it could have come in
/// time, so that the last months do not look better or worse than they are.
///
/// ```
/// use mentorship::{
///     feedback::{Facts, Record},
///     impact::{AsOf, Snapshot},
///     jiff::civil::date,
///     trend::Monthly,
/// };
///
/// let facts: Facts = serde_json::from_str(r#"{
///     "enrolments": [
///         { "person": "P-1", "role": "mentor", "enrolled": "2026-01-05" },
///         { "person": "P-2", "role": "mentee", "enrolled": "2026-01-12" }
///     ],
///     "pairings": [{ "agreement": "A-1", "mentor": "P-1", "mentee": "P-2", "started": "2026-02-02",
///                    "planned_days": 180, "every_days": 14 }],
///     "meetings": [{ "agreement": "A-1", "on": "2026-03-07", "minutes": 60, "mode": "online", "logged": "2026-03-07" }]
/// }"#)?;
/// let record = Record::new(facts)?;
/// let months = Monthly::of(&Snapshot::new(&record, AsOf::new(date(2026, 4, 20))));
/// assert_eq!(months.begun().values().collect::<Vec<_>>(), [1.0, 0.0]); // February and March
/// assert_eq!(months.intensity().points()[1].value, 30.0 / 31.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Monthly {
    /// The last day of which all of it is known; none when nothing was counted.
    known: Option<Date>,
    months: BTreeMap<Month, Active>,
    check_ins: ShareSeries,
    satisfied: ShareSeries,
    came: ShareSeries,
}

/// What pairings did in one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Active {
    /// Pairings that began in it.
    begun: u64,
    /// Pairings with a day in it on which they did not pause.
    pairings: u64,
    /// Those days, summed over pairings.
    days: u64,
    meetings: u64,
}

impl Active {
    fn merge(&mut self, other: &Self) {
        for (mine, more) in [
            (&mut self.begun, other.begun),
            (&mut self.pairings, other.pairings),
            (&mut self.days, other.days),
            (&mut self.meetings, other.meetings),
        ] {
            *mine = mine.saturating_add(more);
        }
    }
}

impl Monthly {
    /// Counts a snapshot.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let date = snapshot.on().date;
        let mut monthly = Self { known: Some(date), ..Self::default() };
        for (at, pairing) in snapshot.pairings() {
            monthly.count_pairing(pairing, date);
            for meeting in snapshot.record().meetings_of(at).iter().take_while(|meeting| meeting.on <= date) {
                monthly.month(meeting.on).meetings += 1;
            }
        }
        let facts = snapshot.record().facts();
        // Check-ins of one agreement stand together.
        for talks in facts.check_ins.chunk_by(|a, b| a.agreement == b.agreement) {
            if snapshot.pairing(&talks[0].agreement).is_some() {
                for talk in talks.iter().filter(|talk| talk.due <= date) {
                    let in_time = |held: Date| held <= date && days_late(talk.due, held) <= CHECK_IN_DAYS;
                    monthly.check_ins.add((Month::of(talk.due), talk.held.is_some_and(in_time)));
                }
            }
        }
        for asking in snapshot.responses() {
            let due = asking.response.due;
            if due <= date {
                let in_time = |(on, _)| days_late(due, on) <= ANSWER_DAYS;
                monthly.came.add((Month::of(due), asking.came.is_some_and(in_time)));
            }
            let instrument = &facts.instruments[asking.place.instrument];
            if let (Reading::Satisfaction, Some((on, answers))) = (instrument.reading(), asking.came)
                && let Some(answer) = answers.first().copied().flatten()
            {
                monthly.satisfied.add((Month::of(on), answer >= instrument.items()[0].max - 1));
            }
        }
        monthly
    }

    fn month(&mut self, date: Date) -> &mut Active {
        self.months.entry(Month::of(date)).or_default()
    }

    /// Counts the start of a pairing, and its active days in each month until it ended, or to the end of a day.
    fn count_pairing(&mut self, pairing: &Pairing, date: Date) {
        self.month(pairing.started).begun += 1;
        let today = date.saturating_add(1.day());
        let end = pairing.ended.map_or(today, |ending| ending.on.min(today));
        for month in Month::of(pairing.started).through(Month::of(end.min(date))) {
            let next = month.last_day().saturating_add(1.day());
            // Days of the pairing in this month, of those between two days.
            let between = |from: Date, to: Date| {
                let from = from.max(pairing.started).max(month.first_day());
                (day_number(to.min(end).min(next)) - day_number(from)).max(0)
            };
            let paused: i64 = pairing.pauses.iter().map(|pause| between(pause.from, pause.until)).sum();
            let days = u64::try_from(between(pairing.started, end) - paused).unwrap_or(0);
            if days > 0 {
                let active = self.month(month.first_day());
                active.days += days;
                active.pairings += 1;
            }
        }
    }

    /// Takes all that another has taken. Of two days as of which they are known, the earlier is that of both.
    pub fn merge(&mut self, other: &Self) {
        self.known = match (self.known, other.known) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        for (month, active) in &other.months {
            self.months.entry(*month).or_default().merge(active);
        }
        self.check_ins.merge(&other.check_ins);
        self.satisfied.merge(&other.satisfied);
        self.came.merge(&other.came);
    }

    /// The last month of which all is known so many days after its end.
    fn last(&self, days: i64) -> Option<Month> {
        let known = self.known?.saturating_sub(days.days());
        // Of a month in progress the one before is the last.
        let today = Month::of(known.saturating_add(1.day()));
        let before = today.first_day().yesterday().ok()?;
        Some(Month::of(before))
    }

    /// Pairings that began in each month, from the first; none is zero.
    pub fn begun(&self) -> Series {
        let months = self.months.keys().next().zip(self.last(0)).map(|(first, last)| first.through(last));
        let points = months.into_iter().flatten().map(|month| {
            let n = self.months.get(&month).map_or(0, |active| active.begun);
            Point { month, value: real(n), n }
        });
        Series::in_order(points)
    }

    /// Meetings in 30 active days of pairings, of months with any; `n` is how many pairings were active.
    pub fn intensity(&self) -> Series {
        let last = self.last(0);
        let months = self.months.iter().filter(|(month, active)| Some(**month) <= last && active.days > 0);
        let points = months.map(|(month, active)| {
            let value = 30.0 * real(active.meetings) / real(active.days);
            Point { month: *month, value, n: active.pairings }
        });
        Series::in_order(points)
    }

    /// Of the check-ins due in each month, those held within [`CHECK_IN_DAYS`] days.
    pub fn check_ins(&self) -> ShareSeries {
        self.check_ins.through(self.last(CHECK_IN_DAYS))
    }

    /// Of the answers about satisfaction that came in each month, those satisfied or very satisfied.
    pub fn satisfied(&self) -> ShareSeries {
        self.satisfied.through(self.last(0))
    }

    /// Of the responses due in each month, those that came within [`ANSWER_DAYS`] days.
    pub fn came(&self) -> ShareSeries {
        self.came.through(self.last(ANSWER_DAYS))
    }
}

/// By how many days something came after it was due; negative when before.
fn days_late(due: Date, on: Date) -> i64 {
    day_number(on) - day_number(due)
}
