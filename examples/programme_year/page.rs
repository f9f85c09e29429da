//! The page on which the story is told: headings, sentences, small tables and bars, no line longer than a terminal is wide.

use std::{collections::BTreeMap, fmt::Display};

use mentorship::{feedback::Currency, jiff::civil::Date, programme::money::Amount};

/// The longest line, in characters.
pub(crate) const WIDTH: usize = 100;

/// The longest bar, in characters.
const LONGEST_BAR: u64 = 40;

/// A space at which no line is broken.
const FIXED: &str = "\u{a0}";

/// What has been told so far.
#[derive(Default)]
pub(crate) struct Page(String);

impl Page {
    /// A heading, with something at its right end.
    pub(crate) fn heading(&mut self, left: &str, right: &str) {
        let taken = left.chars().count() + right.chars().count() + 2;
        let rule = "-".repeat(WIDTH.saturating_sub(taken));
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        self.0.extend([format!("{left} {rule} {right}").trim_end(), "\n"]);
    }

    /// Something that was told: sentences are broken into lines, a table stays as it is.
    pub(crate) fn say(&mut self, told: &str) {
        if told.contains('\n') {
            for row in told.lines() {
                self.0.extend(["      ", &row.trim_end().replace(FIXED, " "), "\n"]);
            }
            return;
        }
        let mut line = "  - ".to_owned();
        let mut is_empty = true;
        for word in capital(told).split(' ') {
            if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.0.extend([&line.replace(FIXED, " "), "\n"]);
                "    ".clone_into(&mut line);
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line += word;
            is_empty = false;
        }
        self.0.extend([&line.replace(FIXED, " "), "\n"]);
    }

    pub(crate) fn say_all(&mut self, told: &[String]) {
        for told in told {
            self.say(told);
        }
    }

    /// A line by itself.
    pub(crate) fn line(&mut self, text: &str) {
        self.0.extend([text, "\n"]);
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }
}

/// `March 2026`.
pub(crate) fn month_name(first: Date) -> String {
    first.strftime("%B %Y").to_string()
}

/// `9 March`.
pub(crate) fn day(on: Date) -> String {
    on.strftime("%-d %B").to_string()
}

/// `1 pair`, `2 pairs`.
pub(crate) fn several(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

/// `is` or `are`, `has` or `have`.
pub(crate) fn verb<'a>(count: usize, one: &'a str, more: &'a str) -> &'a str {
    if count == 1 { one } else { more }
}

/// `2 moved, 1 time`: the most first.
pub(crate) fn each<K: Display>(counts: &BTreeMap<K, usize>) -> String {
    let mut sorted: Vec<_> = counts.iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    sorted.iter().map(|(what, count)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
}

/// The same in brackets, where one alone has no number.
pub(crate) fn bracketed<K: Display>(counts: &BTreeMap<K, usize>) -> String {
    match counts.iter().next() {
        Some((what, 1)) if counts.len() == 1 => format!("({what})"),
        _ => format!("({})", each(counts)),
    }
}

/// `training is missing (2), screening is missing (1)`: the most first.
pub(crate) fn numbered<K: Display>(counts: &BTreeMap<K, usize>) -> String {
    let mut sorted: Vec<_> = counts.iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    sorted.iter().map(|(what, count)| format!("{what} ({count})")).collect::<Vec<_>>().join(", ")
}

/// The same, beginning with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `a, b and c`.
pub(crate) fn listed(all: &[String]) -> String {
    match all {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => all.concat(),
    }
}

/// Sentences after each other, those without words left out; none without any.
pub(crate) fn sentences(all: impl IntoIterator<Item = String>) -> Option<String> {
    let all: Vec<String> = all.into_iter().filter(|one| !one.is_empty()).collect();
    let all: Vec<String> = all.iter().map(|one| format!("{}.", capital(one))).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// `EUR 1 200.00`, which no line breaks.
pub(crate) fn amount(cents: impl TryInto<i128>) -> String {
    let cents = cents.try_into().unwrap_or(i128::MAX);
    Amount { cents, currency: Currency::default() }.to_string().replace(' ', FIXED)
}

/// A bar as long as a number is large beside the largest.
pub(crate) fn bar(count: u64, largest: u64) -> String {
    let length = (count * LONGEST_BAR).div_ceil(largest.max(1)).min(LONGEST_BAR);
    "#".repeat(usize::try_from(length).unwrap_or(0))
}

/// Rows with columns below each other: the first to the left, numbers to the right.
pub(crate) fn table<const N: usize>(rows: &[[String; N]]) -> String {
    let mut widths = [0; N];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let mut text = String::new();
    for row in rows {
        for (at, (cell, width)) in row.iter().zip(widths).enumerate() {
            let cell = if at == 0 { format!("{cell:<width$}") } else { format!("  {cell:>width$}") };
            text += &cell;
        }
        text.push('\n');
    }
    text
}
