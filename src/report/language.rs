//! The two languages, and how each writes numbers and days.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A language of reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// Dutch, as most people read it without effort (B1).
    #[default]
    #[serde(rename = "nl")]
    Dutch,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Dutch, Self::English];

    /// Its code by BCP 47: `nl`, `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Dutch => "nl",
            Self::English => "en",
        }
    }

    /// One of two, by language.
    pub(super) fn pick<T>(self, dutch: T, english: T) -> T {
        match self {
            Self::Dutch => dutch,
            Self::English => english,
        }
    }

    /// A whole number with its thousands apart: `12.345` in Dutch, `12,345` in English.
    pub(super) fn whole(self, number: impl Into<i128>) -> String {
        let number = number.into();
        grouped(&number.unsigned_abs().to_string(), number < 0, self)
    }

    /// A number with so many digits after the decimal mark, halves away from zero as Rust writes them; a true minus.
    pub(super) fn decimal(self, number: f64, digits: usize) -> String {
        let written = format!("{:.digits$}", number.abs());
        let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
        let is_zero = written.chars().all(|c| matches!(c, '0' | '.'));
        let whole = grouped(whole, number < 0.0 && !is_zero, self);
        if rest.is_empty() { whole } else { format!("{whole}{}{rest}", self.pick(',', '.')) }
    }

    /// A share in per cent: `62,8%` in Dutch, `62.8%` in English.
    pub(super) fn percent(self, share: f64, digits: usize) -> String {
        format!("{}%", self.decimal(100.0 * share, digits))
    }

    /// A day: `3 maart 2026`, `3 March 2026`.
    pub(super) fn day(self, day: Date) -> String {
        format!("{} {} {}", day.day(), self.month(day), day.year())
    }

    /// The month that a day is in: `maart`, `March`.
    pub(super) fn month(self, day: Date) -> &'static str {
        const DUTCH: [&str; 12] = [
            "januari",
            "februari",
            "maart",
            "april",
            "mei",
            "juni",
            "juli",
            "augustus",
            "september",
            "oktober",
            "november",
            "december",
        ];
        const ENGLISH: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let at = usize::from(day.month().unsigned_abs()) - 1;
        self.pick(DUTCH[at], ENGLISH[at])
    }
}

/// Digits in groups of three.
fn grouped(digits: &str, negative: bool, language: Language) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 3);
    if negative {
        out.push('−');
    }
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(language.pick('.', ','));
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Language::{Dutch, English};

    #[test]
    fn numbers_and_days_are_written_as_each_language_does() {
        assert_eq!(Dutch.whole(1_234_567_u32), "1.234.567");
        assert_eq!(English.whole(-1_234), "−1,234");
        assert_eq!(Dutch.whole(999), "999");
        assert_eq!(Dutch.decimal(-1234.56, 1), "−1.234,6");
        assert_eq!(English.decimal(-0.04, 1), "0.0");
        assert_eq!(English.decimal(2.0, 0), "2");
        assert_eq!(Dutch.percent(0.628, 1), "62,8%");
        assert_eq!(Dutch.day(date(2026, 3, 3)), "3 maart 2026");
        assert_eq!(English.day(date(2026, 12, 31)), "31 December 2026");
    }
}
