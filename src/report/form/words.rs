//! The forms' own words: what stands around a report whatever it is about.

use crate::report::Language;

/// The forms' own words in a language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    pub(super) skip: &'static str,
    pub(super) contents: &'static str,
    pub(super) in_short: &'static str,
    /// A report without a title.
    pub(super) report: &'static str,
    /// A part without a heading.
    pub(super) part: &'static str,
    /// The closing box without a heading.
    pub(super) reading: &'static str,
    /// Over the table beneath a chart.
    pub(super) as_table: &'static str,
    /// Over a text that may be sent on.
    pub(super) to_copy: &'static str,
    pub(super) to_top: &'static str,
    /// On a slide that leaves something out.
    pub(super) more: &'static str,
    pub(super) slides: &'static str,
    pub(super) previous: &'static str,
    pub(super) next: &'static str,
    /// Between the number of a slide and how many there are.
    pub(super) of: &'static str,
    /// What quoted words stand between.
    pub(super) quotes: [char; 2],
}

impl Words {
    /// The words of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        language.pick(&DUTCH, &ENGLISH)
    }
}

/// A text or, where there is none, another.
pub(super) fn or<'a>(words: &'a str, otherwise: &'a str) -> &'a str {
    if words.is_empty() { otherwise } else { words }
}

static DUTCH: Words = Words {
    skip: "Naar de inhoud",
    contents: "Op deze pagina",
    in_short: "In het kort",
    report: "Verslag",
    part: "Deel",
    reading: "Hoe u dit leest",
    as_table: "Dezelfde cijfers in een tabel",
    to_copy: "Tekst om over te nemen",
    to_top: "Terug naar boven",
    more: "Meer hierover staat op de pagina.",
    slides: "Presentatie",
    previous: "Vorige dia",
    next: "Volgende dia",
    of: "van",
    quotes: ['‘', '’'],
};

static ENGLISH: Words = Words {
    skip: "Skip to the content",
    contents: "On this page",
    in_short: "In short",
    report: "Report",
    part: "Part",
    reading: "How to read this",
    as_table: "The same figures in a table",
    to_copy: "A text to copy",
    to_top: "Back to the top",
    more: "There is more about this on the page.",
    slides: "Presentation",
    previous: "Previous slide",
    next: "Next slide",
    of: "of",
    quotes: ['“', '”'],
};
