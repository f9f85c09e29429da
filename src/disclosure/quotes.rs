//! What people said, as far as they consent to its being shown.

use jiff::civil::Date;
use serde::Serialize;

use super::{Decision, Policy, Release, release::sealed::Sealed};
use crate::{
    feedback::{Quote, Record},
    id::NoteId,
};

/// The quotes of a record, with when they were told.
///
/// A quote is shown because its speaker consents to just that, so no threshold applies to it: one quote of one person may be
/// shown, and their name never is. It goes by the readers and the day of the policy, and a quote of a passage of a later day
/// is not shown yet. How many may not be shown is told to nobody: it would tell who does not consent.
///
/// ```
/// use mentorship::{disclosure::{Internal, Policy, Quotes}, feedback::Record, jiff::civil::date};
///
/// let quotes = Internal::new(Quotes::of(&Record::default()));
/// assert!(quotes.release(&Policy::public(date(2026, 12, 31))).content().words().is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    quotes: Vec<(Date, Quote)>,
}

/// Quotes as readers see them: where their words lie.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PublicQuotes {
    words: Vec<NoteId>,
}

impl Quotes {
    /// All quotes of a record.
    pub fn of(record: &Record) -> Self {
        let passages = record.facts().passages.iter();
        let quotes = passages.flat_map(|row| row.quotes.iter().map(|quote| (row.on, quote.clone())));
        Self { quotes: quotes.collect() }
    }
}

impl PublicQuotes {
    /// Where the words lie in the notes store, by identifier, each once: the order tells neither who spoke nor when.
    pub fn words(&self) -> &[NoteId] {
        &self.words
    }
}

impl Sealed for Quotes {}

impl Release for Quotes {
    type Public = PublicQuotes;

    fn decide(&self, policy: &Policy) -> Decision<PublicQuotes> {
        let told = self.quotes.iter().filter(|(on, _)| *on <= policy.day());
        let shown = told.filter_map(|(_, quote)| quote.shown_to(policy.readers(), policy.day()));
        let mut words: Vec<NoteId> = shown.cloned().collect();
        words.sort();
        words.dedup();
        let of = words.len();
        Decision::new(PublicQuotes { words }, of, [])
    }
}
