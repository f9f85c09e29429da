//! When somebody can meet: windows in an ordinary week, compared across time zones.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Minutes in a day.
const DAY: u16 = 24 * 60;
/// Minutes in a week.
pub const WEEK_MINUTES: u16 = 7 * DAY;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Three letters: `Mon`.
    pub fn short(self) -> &'static str {
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][self as usize]
    }
}

/// How far a person's clock is ahead of UTC, in minutes: +60 in a Dutch winter, +120 in summer, +330 in India.
///
/// An offset does not know of summer time. A programme whose people live under different summer-time rules records
/// the offset that holds while its pairs meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i16", into = "i16")]
pub struct UtcOffset(i16);

impl UtcOffset {
    /// UTC itself.
    pub const UTC: Self = Self(0);

    /// An offset in minutes east of Greenwich.
    ///
    /// # Errors
    ///
    /// When it is not between −720 and +840 minutes, the offsets in use on Earth.
    pub fn from_minutes(minutes: i16) -> Result<Self, InvalidWindow> {
        if (-12 * 60..=14 * 60).contains(&minutes) {
            Ok(Self(minutes))
        } else {
            Err(InvalidWindow::Offset(minutes))
        }
    }

    /// Minutes east of Greenwich.
    pub fn minutes(self) -> i16 {
        self.0
    }
}

impl TryFrom<i16> for UtcOffset {
    type Error = InvalidWindow;

    fn try_from(minutes: i16) -> Result<Self, InvalidWindow> {
        Self::from_minutes(minutes)
    }
}

impl From<UtcOffset> for i16 {
    fn from(offset: UtcOffset) -> Self {
        offset.0
    }
}

/// Why something is not a window of a week.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidWindow {
    /// An offset that no clock on Earth has.
    #[error("a UTC offset lies between -720 and +840 minutes, not {0}")]
    Offset(i16),
    /// A time of day past 24:00, or a window that begins at 24:00.
    #[error("a time of day lies between 00:00 and 24:00, and a window begins before 24:00")]
    Time,
    /// Nothing between begin and end.
    #[error("a window that begins and ends at the same time is empty; a whole day is 00:00-24:00")]
    Empty,
    /// Not of the form `Tue 18:30-21:00`.
    #[error("a window is written as `Tue 18:30-21:00` (days in English or Dutch)")]
    Form,
}

/// A window of an ordinary week on the person's own clock, such as Tuesday 18:30–21:00.
///
/// A window whose end is earlier than its begin ends on the next day; on Sunday that is Monday.
///
/// ```
/// use mentorship::people::Window;
///
/// let window: Window = "Sun 23:00-01:30".parse()?;
/// assert_eq!(window.minutes(), 150);
/// assert_eq!(window.to_string(), "Sun 23:00-01:30");
/// # Ok::<(), mentorship::people::InvalidWindow>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Window {
    day: Weekday,
    /// Minutes after the day's midnight, 0 to 1439.
    from: u16,
    /// Length in minutes, 1 to 1440.
    minutes: u16,
}

impl Window {
    /// The window from one time of day, in minutes after midnight, to another; a `to` that is not later than `from`
    /// lies on the next day.
    ///
    /// # Errors
    ///
    /// When `from` is not below 1440, `to` above 1440, or both are the same.
    pub fn new(day: Weekday, from: u16, to: u16) -> Result<Self, InvalidWindow> {
        if from >= DAY || to > DAY {
            return Err(InvalidWindow::Time);
        }
        if from == to {
            return Err(InvalidWindow::Empty);
        }
        let minutes = if to > from { to - from } else { DAY - from + to };
        Ok(Self { day, from, minutes })
    }

    /// The day on which it begins.
    pub fn day(self) -> Weekday {
        self.day
    }

    /// Its length in minutes, 1 to 1440.
    pub fn minutes(self) -> u16 {
        self.minutes
    }

    /// Minutes from Monday 00:00 on the person's own clock to its begin.
    fn begin(self) -> u16 {
        self.day as u16 * DAY + self.from
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.from + self.minutes;
        let to = if end > DAY { end - DAY } else { end };
        let (day, from) = (self.day.short(), self.from);
        write!(f, "{day} {:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

impl FromStr for Window {
    type Err = InvalidWindow;

    /// Reads `Tue 18:30-21:00`, with days in English or Dutch, long or short, and `:` or `.` in times.
    fn from_str(text: &str) -> Result<Self, InvalidWindow> {
        let (day, times) = text.trim().split_once(char::is_whitespace).ok_or(InvalidWindow::Form)?;
        let day = weekday(day).ok_or(InvalidWindow::Form)?;
        let (from, to) = times.split_once(['-', '\u{2013}']).ok_or(InvalidWindow::Form)?;
        Self::new(day, time_of_day(from)?, time_of_day(to)?)
    }
}

/// English and Dutch names of days, whole or by their first letters (at least two).
fn weekday(text: &str) -> Option<Weekday> {
    const NAMES: [[&str; 2]; 7] = [
        ["monday", "maandag"],
        ["tuesday", "dinsdag"],
        ["wednesday", "woensdag"],
        ["thursday", "donderdag"],
        ["friday", "vrijdag"],
        ["saturday", "zaterdag"],
        ["sunday", "zondag"],
    ];
    let text = text.trim_end_matches(['.', ':', ',']).to_lowercase();
    let starts = |name: &str| text.len() >= 2 && name.starts_with(&text);
    Weekday::ALL
        .into_iter()
        .zip(NAMES)
        .find(|(_, names)| names.iter().any(|name| starts(name)))
        .map(|(day, _)| day)
}

/// Minutes after midnight of `18:30`, `18.30`, `9:05` or `18`.
fn time_of_day(text: &str) -> Result<u16, InvalidWindow> {
    let text = text.trim();
    let (hours, minutes) = text.split_once([':', '.']).unwrap_or((text, "00"));
    let number = |digits: &str, most: usize| -> Result<u16, InvalidWindow> {
        let plain = (1..=most).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if plain { digits.parse().map_err(|_| InvalidWindow::Form) } else { Err(InvalidWindow::Form) }
    };
    let (hours, minutes) = (number(hours, 2)?, number(minutes, 2)?);
    if minutes >= 60 || hours > 24 {
        return Err(InvalidWindow::Time);
    }
    Ok(hours * 60 + minutes)
}

impl TryFrom<String> for Window {
    type Error = InvalidWindow;

    fn try_from(text: String) -> Result<Self, InvalidWindow> {
        text.parse()
    }
}

impl From<Window> for String {
    fn from(window: Window) -> Self {
        window.to_string()
    }
}

/// When somebody can meet in an ordinary week.
///
/// No windows at all means "never", which is an answer; somebody who did not say has no availability.
///
/// ```
/// use mentorship::people::{Availability, UtcOffset};
///
/// let utrecht = Availability::new(UtcOffset::from_minutes(60)?, ["Sat 10:00-12:00".parse()?]);
/// let mumbai = Availability::new(UtcOffset::from_minutes(330)?, ["Sat 15:00-20:00".parse()?]);
/// assert_eq!(utrecht.overlap(&mumbai), 90);
/// # Ok::<(), mentorship::people::InvalidWindow>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Availability {
    /// The clock on which the windows are written.
    #[serde(default)]
    pub utc_offset: UtcOffset,
    /// The windows; they may touch or overlap and are counted once.
    pub windows: Vec<Window>,
}

impl Availability {
    /// Windows on a clock.
    pub fn new(utc_offset: UtcOffset, windows: impl IntoIterator<Item = Window>) -> Self {
        Self { utc_offset, windows: windows.into_iter().collect() }
    }

    /// The minutes of a UTC week, counted from Monday 00:00, as half-open ranges: disjoint, not touching, ascending,
    /// none over the week's end.
    pub fn utc_ranges(&self) -> Vec<(u16, u16)> {
        let mut ranges = Vec::with_capacity(self.windows.len() + 1);
        for window in &self.windows {
            let begin = i32::from(window.begin()) - i32::from(self.utc_offset.0);
            let begin = u16::try_from(begin.rem_euclid(i32::from(WEEK_MINUTES)))
                .expect("below the minutes of a week");
            let end = begin + window.minutes;
            ranges.push((begin, end.min(WEEK_MINUTES)));
            if end > WEEK_MINUTES {
                ranges.push((0, end - WEEK_MINUTES));
            }
        }
        ranges.sort_unstable();
        let mut merged: Vec<(u16, u16)> = Vec::with_capacity(ranges.len());
        for (from, to) in ranges {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        merged
    }

    /// Minutes a week in which both can meet.
    pub fn overlap(&self, other: &Self) -> u16 {
        let (ours, theirs) = (self.utc_ranges(), other.utc_ranges());
        let both = |a: &(u16, u16), b: &(u16, u16)| a.1.min(b.1).saturating_sub(a.0.max(b.0));
        ours.iter().map(|a| theirs.iter().map(|b| both(a, b)).sum::<u16>()).sum()
    }

    /// Minutes a week in which this person can meet.
    pub fn minutes(&self) -> u16 {
        self.utc_ranges().iter().map(|(from, to)| to - from).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(offset: i16, windows: &[&str]) -> Availability {
        let windows = windows.iter().map(|w| w.parse().unwrap());
        Availability::new(UtcOffset::from_minutes(offset).unwrap(), windows)
    }

    #[test]
    fn windows_are_read_as_people_write_them() {
        for (text, meant) in [
            ("Tue 18:30-21:00", "Tue 18:30-21:00"),
            ("dinsdag 18.30 – 21", "Tue 18:30-21:00"),
            ("di. 18:30-21:00", "Tue 18:30-21:00"),
            ("WO 9-12", "Wed 09:00-12:00"),
            ("zondag 00:00-24:00", "Sun 00:00-24:00"),
            ("fri 23:00-00:00", "Fri 23:00-24:00"),
        ] {
            assert_eq!(text.parse::<Window>().unwrap().to_string(), meant, "{text}");
        }
    }

    #[test]
    fn what_is_no_window_is_refused() {
        for (text, why) in [
            ("Tue 18:30-18:30", InvalidWindow::Empty),
            ("Tue 18:60-19:00", InvalidWindow::Time),
            ("Tue 24:00-01:00", InvalidWindow::Time),
            ("Tue 12:00-24:30", InvalidWindow::Time),
            ("Tue 1830-2100", InvalidWindow::Form),
            ("t 18:30-21:00", InvalidWindow::Form),
            ("Tue +8:30-21:00", InvalidWindow::Form),
            ("Tue", InvalidWindow::Form),
            ("", InvalidWindow::Form),
        ] {
            assert_eq!(text.parse::<Window>(), Err(why), "{text}");
        }
        assert_eq!(UtcOffset::from_minutes(841), Err(InvalidWindow::Offset(841)));
        assert_eq!(UtcOffset::from_minutes(-721), Err(InvalidWindow::Offset(-721)));
    }

    #[test]
    fn touching_and_overlapping_windows_count_once() {
        let person = at(0, &["Mon 10:00-12:00", "Mon 11:00-13:00", "Mon 13:00-14:00", "Tue 08:00-09:00"]);
        assert_eq!(person.utc_ranges(), [(600, 840), (1920, 1980)]);
        assert_eq!(person.minutes(), 300);
    }

    #[test]
    fn a_window_over_the_weeks_end_continues_on_monday() {
        let night = at(0, &["Sun 23:00-01:00"]);
        assert_eq!(night.utc_ranges(), [(0, 60), (WEEK_MINUTES - 60, WEEK_MINUTES)]);
        assert_eq!(night.overlap(&at(0, &["Mon 00:30-02:00"])), 30);
    }

    #[test]
    fn offsets_shift_across_the_week_in_both_directions() {
        // Monday 02:00 in India is Sunday 20:30 in UTC; Sunday 20:00 in Newfoundland is Sunday 23:30.
        assert_eq!(at(330, &["Mon 02:00-03:00"]).utc_ranges(), [(9870, 9930)]);
        assert_eq!(at(-210, &["Sun 20:00-21:00"]).utc_ranges(), [(0, 30), (10050, 10080)]);
        let whole = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map(|day| format!("{day} 00:00-24:00"));
        let whole: Vec<_> = whole.iter().map(String::as_str).collect();
        assert_eq!(at(345, &whole).utc_ranges(), [(0, WEEK_MINUTES)]);
        assert_eq!(at(345, &whole).overlap(&at(-600, &whole)), WEEK_MINUTES);
    }

    #[test]
    fn an_empty_week_overlaps_with_nobody() {
        assert_eq!(at(60, &[]).overlap(&at(60, &["Mon 10:00-12:00"])), 0);
    }

    #[test]
    fn serde_writes_what_people_write() {
        let person = at(90, &["Mon 22:00-02:00"]);
        let json = serde_json::to_string(&person).unwrap();
        assert_eq!(json, r#"{"utc_offset":90,"windows":["Mon 22:00-02:00"]}"#);
        assert_eq!(serde_json::from_str::<Availability>(&json).unwrap(), person);
        assert!(serde_json::from_str::<Availability>(r#"{"utc_offset":900,"windows":[]}"#).is_err());
    }
}
