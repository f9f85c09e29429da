//! Cells as words: what a person wrote, and what is meant by it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{DateOrder, RowFault};
use crate::people::{
    InvalidWindow, Label, Mode, Purpose, Source, Status, TieKind, UtcOffset, Weekday, Window, label,
    questionnaire::most_alike,
};

/// The options and synonyms for one field or question.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Words<'a> {
    /// None: any label will do.
    pub(super) options: &'a [Label],
    pub(super) synonyms: Option<&'a BTreeMap<Label, String>>,
}

impl<'a> Words<'a> {
    /// The text, or what it is a synonym for.
    pub(super) fn meant<'t>(&self, text: &'t str) -> &'t str
    where
        'a: 't,
    {
        let synonym = || self.synonyms?.get(&Label::new(text).ok()?);
        synonym().map_or(text, String::as_str)
    }

    /// The option a text says.
    pub(super) fn option(&self, text: &str) -> Option<Label> {
        let label = Label::new(self.meant(text)).ok()?;
        self.options.iter().find(|option| **option == label).cloned()
    }

    /// Whether the whole text is an option or a synonym, whatever separators are in it.
    pub(super) fn knows(&self, text: &str) -> bool {
        self.option(text).is_some() || self.meant(text) != text
    }

    /// The label a text says: one of the options, in the form in which it is listed there.
    pub(super) fn label(&self, text: &str) -> Result<Label, RowFault> {
        let label = Label::new(self.meant(text))
            .map_err(|problem| RowFault::Unreadable { expected: format!("a word of a list: {problem}") })?;
        if self.options.is_empty() {
            return Ok(label);
        }
        match self.options.iter().find(|option| **option == label) {
            Some(option) => Ok(option.clone()),
            None => Err(RowFault::NoSuchOption { nearest: most_alike(&label, self.options) }),
        }
    }
}

/// Somebody asked for something else.
pub(super) fn unreadable(expected: impl Into<String>) -> RowFault {
    RowFault::Unreadable { expected: expected.into() }
}

/// A value and what stands behind it: `koken:4`, `Engels (B1)`, `koken:5:3`; the value alone when there is nothing.
pub(super) fn marked<'t>(text: &'t str, mark: &str) -> (&'t str, Vec<&'t str>) {
    if let Some((value, behind)) = text.strip_suffix(')').and_then(|inside| inside.rsplit_once('('))
        && !value.trim().is_empty()
    {
        return (value.trim(), behind.split(mark).map(str::trim).collect());
    }
    let mut parts = text.split(mark).map(str::trim);
    let value = parts.next().unwrap_or_default();
    (value, parts.collect())
}

/// A number from one to five.
pub(super) fn one_to_five<T: TryFrom<u8>>(text: &str) -> Option<T> {
    text.parse().ok().and_then(|number: u8| T::try_from(number).ok())
}

pub(super) fn number(text: &str) -> Result<u16, RowFault> {
    text.parse().map_err(|_| unreadable("a whole number"))
}

pub(super) fn yes_no(text: &str) -> Result<bool, RowFault> {
    match label::key(text).as_str() {
        "yes" | "y" | "ja" | "j" | "x" | "true" | "waar" | "1" | "\u{2713}" | "\u{2714}" => Ok(true),
        "no" | "n" | "nee" | "false" | "onwaar" | "0" => Ok(false),
        _ => Err(unreadable("yes or no")),
    }
}

pub(super) fn modes(text: &str) -> Result<&'static [Mode], RowFault> {
    match label::key(text).as_str() {
        "in person" | "in_person" | "face to face" | "live" | "fysiek" | "in het echt" => {
            Ok(&[Mode::InPerson])
        }
        "online" | "video" | "telephone" | "phone" | "telefonisch" | "beeldbellen" => Ok(&[Mode::Online]),
        "both" | "either" | "beide" | "allebei" => Ok(&[Mode::InPerson, Mode::Online]),
        _ => Err(unreadable("`in person`, `online` or `both`")),
    }
}

pub(super) fn tie_kind(text: &str) -> Result<TieKind, RowFault> {
    Ok(match label::key(text).as_str() {
        "family" | "familie" => TieKind::Family,
        "employer" | "werkgever" | "werk" | "collega" => TieKind::Employer,
        "reporting line" | "reporting_line" | "leidinggevende" => TieKind::ReportingLine,
        "investment" | "investering" => TieKind::Investment,
        "business" | "zakelijk" => TieKind::Business,
        "care" | "zorg" | "hulpverlening" => TieKind::Care,
        "friend" | "vriend" | "vriendin" | "bevriend" => TieKind::Friend,
        "neighbour" | "buren" | "buurman" | "buurvrouw" => TieKind::Neighbour,
        _ => {
            return Err(unreadable(
                "a kind of tie: family, employer, reporting line, investment, business, care, friend or neighbour",
            ));
        }
    })
}

pub(super) fn source(text: &str) -> Result<Source, RowFault> {
    Ok(match label::key(text).as_str() {
        "questionnaire" | "form" | "vragenlijst" | "formulier" => Source::Questionnaire,
        "interview" | "intake" | "gesprek" | "intakegesprek" => Source::Interview,
        "assessment" | "test" | "toets" => Source::Assessment,
        "import" => Source::Import,
        _ => return Err(unreadable("questionnaire, interview, assessment or import")),
    })
}

/// The key of a consent in a mapping.
pub(super) fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SensitiveMatching => "sensitive_matching",
        Purpose::Research => "research",
        Purpose::Publication => "publication",
        Purpose::Quotation => "quotation",
    }
}

/// `available`, `withdrawn`, or `on leave until` and a date.
pub(super) fn status(text: &str, words: Words<'_>, order: DateOrder) -> Result<Status, RowFault> {
    match label::key(words.meant(text)).as_str() {
        "available" | "active" | "beschikbaar" | "actief" => return Ok(Status::Available),
        "withdrawn" | "stopped" | "gestopt" | "teruggetrokken" => return Ok(Status::Withdrawn),
        _ => {}
    }
    let expected = || unreadable("`available`, `withdrawn`, or `on leave until` and a date");
    let (words_before, last) = text.trim().rsplit_once(char::is_whitespace).ok_or_else(expected)?;
    match label::key(words.meant(words_before)).as_str() {
        "on leave until" | "away until" | "afwezig tot" | "met verlof tot" => {
            date(last, order).map(Status::OnLeaveUntil)
        }
        _ => Err(expected()),
    }
}

/// A date: year first, or in the mapping's order; `-`, `/`, `.` or spaces between; months by number or by name. A time of
/// day behind it is left out.
pub(super) fn date(text: &str, order: DateOrder) -> Result<Date, RowFault> {
    let expected = || {
        unreadable(match order {
            DateOrder::DayFirst => "a date such as 31-01-2026 or 2026-01-31",
            DateOrder::MonthFirst => "a date such as 01/31/2026 or 2026-01-31",
        })
    };
    let day_and_time = text.trim().split_once(['T', ' ']);
    let text = match day_and_time {
        Some((day, time)) if time.contains(':') && day.contains(['-', '/', '.']) => day,
        _ => text.trim(),
    };
    let parts: Vec<_> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, second, third] = parts[..] else {
        return Err(expected());
    };
    let (year, month, day) = match (first.len(), third.len(), order) {
        (4, _, _) => (first, second, third),
        (_, 4, _) if month_by_name(second).is_some() => (third, second, first),
        (_, 4, DateOrder::DayFirst) => (third, second, first),
        (_, 4, DateOrder::MonthFirst) => (third, first, second),
        _ => return Err(expected()),
    };
    let plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(year) || !plain(day) {
        return Err(expected());
    }
    let month = month_by_name(month).or_else(|| if plain(month) { month.parse().ok() } else { None });
    let (Ok(year), Some(month), Ok(day)) = (year.parse(), month, day.parse()) else {
        return Err(expected());
    };
    Date::new(year, month, day).map_err(|_| expected())
}

/// English and Dutch names of months, whole or by their first three letters.
fn month_by_name(text: &str) -> Option<i8> {
    const NAMES: [[&str; 3]; 12] = [
        ["january", "januari", "jan"],
        ["february", "februari", "feb"],
        ["march", "maart", "mrt"],
        ["april", "april", "apr"],
        ["may", "mei", "mei"],
        ["june", "juni", "jun"],
        ["july", "juli", "jul"],
        ["august", "augustus", "aug"],
        ["september", "september", "sept"],
        ["october", "oktober", "okt"],
        ["november", "november", "nov"],
        ["december", "december", "dec"],
    ];
    let text = text.to_lowercase();
    let says = |names: &[&str; 3]| {
        names.iter().any(|name| *name == text || (text.len() == 3 && name.starts_with(&text)))
    };
    (1..).zip(NAMES).find(|(_, names)| says(names)).map(|(month, _)| month)
}

/// `+60` minutes, `+01:00`, `UTC+5:30`, `GMT`.
pub(super) fn utc_offset(text: &str) -> Result<UtcOffset, RowFault> {
    let expected = || unreadable("a UTC offset such as +60 (minutes), +01:00 or UTC+5:30");
    let text = text.trim().to_uppercase();
    let bare = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(&text).trim();
    if bare.is_empty() || bare == "Z" {
        return Ok(UtcOffset::UTC);
    }
    let named = bare.len() < text.len();
    let (sign, digits) = match bare.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let plain = |part: &str| -> Result<i16, RowFault> {
        let fits = (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if fits { part.parse().map_err(|_| expected()) } else { Err(expected()) }
    };
    let minutes = match digits.split_once(':') {
        Some((hours, minutes)) => plain(hours)? * 60 + plain(minutes)?,
        // `UTC+1` counts hours as people say it, a bare `60` minutes as the mapping does.
        None if named => plain(digits)? * 60,
        None => plain(digits)?,
    };
    UtcOffset::from_minutes(sign * minutes).map_err(|_| expected())
}

/// The windows a text says: `di 18:30-21:00`, `za ochtend`, `zaterdagochtend`, `elke dag 9-12`.
pub(super) fn windows(text: &str, parts_of_day: &BTreeMap<Label, String>) -> Result<Vec<Window>, RowFault> {
    let part = |text: &str| parts_of_day.get(&Label::new(text).ok()?).map(String::as_str);
    let days_and_times = |days: &str, times: &str| -> Option<Vec<Window>> {
        let days = days_of(days)?;
        days.iter().map(|day| format!("{} {times}", day.short()).parse().ok()).collect()
    };
    let text = text.trim();
    if let Ok(window) = text.parse() {
        return Ok(vec![window]);
    }
    // The first place at which what is before says days and what is behind says times.
    let cuts = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    for cut in cuts {
        let (days, times) = (text[..cut].trim(), text[cut..].trim());
        let times = part(times).unwrap_or(times);
        if let Some(windows) = days_and_times(days, times) {
            return Ok(windows);
        }
    }
    let problem = text.parse::<Window>().err().unwrap_or(InvalidWindow::Form);
    let parts: Vec<_> = parts_of_day.keys().map(|part| format!("`{part}`")).collect();
    let parts =
        if parts.is_empty() { String::new() } else { format!("; parts of a day: {}", parts.join(", ")) };
    Err(unreadable(format!("a time to meet: {problem}{parts}")))
}

/// The days a text says: one, `elke dag`, `weekdays`, `weekend`, or a span such as `ma-vr`.
fn days_of(text: &str) -> Option<Vec<Weekday>> {
    let day = |text: &str| format!("{} 00:00-24:00", text.trim()).parse::<Window>().ok().map(Window::day);
    match label::key(text).as_str() {
        "every day" | "daily" | "elke dag" | "dagelijks" => return Some(Weekday::ALL.to_vec()),
        "weekdays" | "weekday" | "doordeweeks" | "werkdagen" => return Some(Weekday::ALL[..5].to_vec()),
        "weekend" => return Some(Weekday::ALL[5..].to_vec()),
        _ => {}
    }
    if let Some((from, to)) = text.split_once(['-', '\u{2013}']) {
        let (from, to) = (day(from)? as usize, day(to)? as usize);
        return (from <= to).then(|| Weekday::ALL[from..=to].to_vec());
    }
    day(text).map(|day| vec![day])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "31-01-2026",
            "31/1/2026",
            "31.1.2026",
            "2026-01-31",
            "31 januari 2026",
            "31-jan-2026",
            "31-1-2026 18:33:02",
            "2026-01-31T09:00",
            "2026/1/31",
        ] {
            assert_eq!(date(text, DateOrder::DayFirst), Ok(day(2026, 1, 31)), "{text}");
        }
        assert_eq!(date("3-4-2026", DateOrder::DayFirst), Ok(day(2026, 4, 3)));
        assert_eq!(date("3/4/2026", DateOrder::MonthFirst), Ok(day(2026, 3, 4)));
        assert_eq!(date("1 mrt 2026", DateOrder::MonthFirst), Ok(day(2026, 3, 1)));
        for text in [
            "",
            "31-01-26",
            "32-1-2026",
            "46053",
            "1-2-3-2026",
            "31-13-2026",
            "+1-2-2026",
            "31 foo 2026",
            "1/31/2026",
        ] {
            assert!(date(text, DateOrder::DayFirst).is_err(), "{text}");
        }
    }

    #[test]
    fn offsets_are_read_in_minutes_and_in_hours() {
        for (text, minutes) in [
            ("+60", 60),
            ("+01:00", 60),
            ("UTC+5:30", 330),
            ("utc -3", -180),
            ("GMT", 0),
            ("Z", 0),
            ("-210", -210),
        ] {
            assert_eq!(utc_offset(text).map(UtcOffset::minutes), Ok(minutes), "{text}");
        }
        for text in ["+15:00", "een", "UTC+", "--60", "9999", "+1:2:3"] {
            assert!(utc_offset(text).is_err(), "{text}");
        }
    }

    #[test]
    fn windows_are_read_with_parts_of_the_day_and_spans_of_days() {
        let parts = BTreeMap::from([(Label::new("Ochtend").unwrap(), "09:00-12:00".to_owned())]);
        let read = |text: &str| -> Result<String, RowFault> {
            let windows = windows(text, &parts)?;
            Ok(windows.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + "))
        };
        assert_eq!(read("di 18.30-21"), Ok("Tue 18:30-21:00".into()));
        assert_eq!(read("za ochtend"), Ok("Sat 09:00-12:00".into()));
        assert_eq!(read("Zaterdagochtend"), Ok("Sat 09:00-12:00".into()));
        assert_eq!(read("weekend 10-12"), Ok("Sat 10:00-12:00 + Sun 10:00-12:00".into()));
        assert_eq!(read("ma-wo 9-10"), Ok("Mon 09:00-10:00 + Tue 09:00-10:00 + Wed 09:00-10:00".into()));
        for wrong in ["", "ochtend", "za middag", "wo-ma 9-10", "di 25:00-26:00", "é 9-12"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_stands_behind_a_value_is_told_apart() {
        assert_eq!(marked("koken:4", ":"), ("koken", vec!["4"]));
        assert_eq!(marked("koken : 5 : 3", ":"), ("koken", vec!["5", "3"]));
        assert_eq!(marked("Engels (B1)", ":"), ("Engels", vec!["B1"]));
        assert_eq!(marked("C++", ":"), ("C++", vec![]));
        assert_eq!(marked("(B1)", ":"), ("(B1)", vec![]));
    }

    #[test]
    fn a_status_may_carry_a_date() {
        let read = |text: &str| status(text, Words::default(), DateOrder::DayFirst);
        assert_eq!(read("Beschikbaar"), Ok(Status::Available));
        assert_eq!(read("gestopt"), Ok(Status::Withdrawn));
        assert_eq!(read("Met verlof tot 1-3-2026"), Ok(Status::OnLeaveUntil(day(2026, 3, 1))));
        assert!(read("met verlof").is_err());
        assert!(read("met verlof tot later").is_err());
    }
}
