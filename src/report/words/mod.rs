//! What reports say, in both languages side by side. A `match` for each kind of thing, so that what is added anywhere is noticed
//! here.

pub(super) mod about;
mod caveats;
pub(super) mod figures;

use super::Language;

/// Something that can be said in either language.
pub(super) trait Say {
    /// It, in a language.
    fn say(&self, language: Language) -> String;
}

/// Two phrases, Dutch and English.
pub(super) const fn both<'a>(dutch: &'a str, english: &'a str) -> [&'a str; 2] {
    [dutch, english]
}

impl Language {
    /// The phrase of two in this language.
    pub(super) fn of<'a>(self, phrases: [&'a str; 2]) -> &'a str {
        let [dutch, english] = phrases;
        self.pick(dutch, english)
    }

    /// So many, with the word for one or for several.
    pub(super) fn count(self, n: u64, one: [&str; 2], several: [&str; 2]) -> String {
        format!("{} {}", self.whole(n), self.of(if n == 1 { one } else { several }))
    }

    /// `a`; `a and b`; `a, b and c`.
    pub(super) fn list(self, parts: &[String]) -> String {
        match parts {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{} {} {last}", first.join(", "), self.pick("en", "and")),
        }
    }

    /// A sentence: begins with a capital and ends with a full stop.
    pub(super) fn sentence(self, text: &str) -> String {
        let mut letters = text.chars();
        let begins: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
        let whole = begins + letters.as_str();
        if whole.is_empty() || whole.ends_with(['.', '!', '?', '…']) { whole } else { whole + "." }
    }
}
