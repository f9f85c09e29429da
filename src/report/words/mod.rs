//! What reports say, in both languages side by side. A `match` for each kind of thing, so that what is added anywhere is noticed
//! here.

pub(super) mod about;
mod caveats;
pub(super) mod figures;

use super::{Language, phrases::capitalised};

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
    pub(super) fn of(self, phrases: [&str; 2]) -> &str {
        let [dutch, english] = phrases;
        self.pick(dutch, english)
    }

    /// So many, with the word for one or for several.
    pub(super) fn count(self, n: u64, one: [&str; 2], several: [&str; 2]) -> String {
        format!("{} {}", self.whole(n), self.of(if n == 1 { one } else { several }))
    }
}

/// A sentence: begins with a capital and ends with a full stop.
pub(super) fn sentence(text: &str) -> String {
    let whole = capitalised(text);
    if whole.is_empty() || whole.ends_with(['.', '!', '?', '…']) { whole } else { whole + "." }
}
