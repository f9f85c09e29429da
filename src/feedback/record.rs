//! The checked record of what happened: facts that fit each other, in one order, ready to be counted.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Facts, Instrument, Meanings, Meeting, Pairing, Problem, Problems, Response, check};
use crate::id::{AgreementId, InstrumentId};

/// The first day a programme's facts can lie on. With [`LAST_DAY`] it spans a hundred years, so that lengths in days
/// fit a table, and a year typed as 0226 or 2206 is noticed.
pub const FIRST_DAY: Date = Date::constant(1970, 1, 1);

/// The last day a programme's facts can lie on.
pub const LAST_DAY: Date = Date::constant(2069, 12, 31);

/// Facts that fit each other, sorted, so that the same facts in any order are the same record.
///
/// ```
/// use mentorship::feedback::{Facts, Record};
///
/// let facts: Facts = serde_json::from_str(r#"{
///     "enrolments": [
///         { "person": "P-1", "role": "mentor", "enrolled": "2026-01-05" },
///         { "person": "P-2", "role": "mentee", "enrolled": "2026-01-12" }
///     ],
///     "pairings": [{ "agreement": "A-1", "mentor": "P-1", "mentee": "P-2", "started": "2026-02-02",
///                    "planned_days": 365, "every_days": 14 }],
///     "meetings": [{ "agreement": "A-1", "on": "2026-02-01", "minutes": 60, "mode": "online",
///                    "logged": "2026-02-01" }]
/// }"#)?;
/// let (record, problems) = Record::sift(facts);
/// assert_eq!(record.facts().meetings.len(), 0);
/// assert_eq!(
///     problems[0].to_string(),
///     "meeting 1: agreement `A-1` of mentee `P-2` ran from 2026-02-02 on; a meeting on 2026-02-01 lies outside"
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub(super) facts: Facts,
    /// Where the meetings of a pairing begin among the meetings, by the index of the pairing; one more for the end.
    pub(super) first_meeting: Vec<usize>,
    /// Indices of pairings.
    pub(super) by_agreement: BTreeMap<AgreementId, usize>,
    /// Indices of instruments.
    pub(super) by_instrument: BTreeMap<(InstrumentId, u16), usize>,
    /// By the index of a response, where it belongs.
    pub(super) placed: Vec<Placed>,
    pub(super) meanings: Meanings,
}

/// A response among the other facts: what it leans on, by index, and its answers in the order of the items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The index of the instrument.
    pub instrument: usize,
    /// The index of the enrolment of who was asked.
    pub enrolment: usize,
    /// The index of the pairing that it is about.
    pub pairing: Option<usize>,
    /// What was answered to each item, when anything came.
    pub answers: Option<Box<[Option<i16>]>>,
}

/// The record of nothing.
impl Default for Record {
    fn default() -> Self {
        check::sift(Facts::default()).0
    }
}

impl Record {
    /// Takes facts when all of them fit.
    ///
    /// # Errors
    ///
    /// All facts that do not, by list and place.
    pub fn new(facts: Facts) -> Result<Self, Problems> {
        match Self::sift(facts) {
            (record, problems) if problems.is_empty() => Ok(record),
            (_, problems) => Err(Problems(problems)),
        }
    }

    /// Takes the facts that fit and tells of the others, which are set aside; a fact that leans on one set aside is set
    /// aside too, and told of.
    #[must_use = "the problems are facts that are not in the record"]
    pub fn sift(facts: Facts) -> (Self, Vec<Problem>) {
        check::sift(facts)
    }

    /// All facts: enrolments by person and role, pairings and what belongs to them by agreement, then by date, neighbours by
    /// person and round, ties by who names, the books by funder or category, then by date.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Everything again, to add to it.
    pub fn into_facts(self) -> Facts {
        self.facts
    }

    /// A pairing by its agreement.
    pub fn pairing(&self, agreement: &AgreementId) -> Option<&Pairing> {
        self.by_agreement.get(agreement).map(|&at| &self.facts.pairings[at])
    }

    /// Where a pairing stands among the pairings.
    pub fn position(&self, agreement: &AgreementId) -> Option<usize> {
        self.by_agreement.get(agreement).copied()
    }

    /// The meetings of the pairing at a place, by date; none where there is no pairing.
    pub fn meetings_of(&self, position: usize) -> &[Meeting] {
        let places = self.first_meeting.get(position..).and_then(|from| from.first_chunk());
        places.map_or(&[], |&[from, to]| &self.facts.meetings[from..to])
    }

    /// An instrument by identifier and version.
    pub fn instrument(&self, id: &InstrumentId, version: u16) -> Option<&Instrument> {
        self.by_instrument.get(&(id.clone(), version)).map(|&at| &self.facts.instruments[at])
    }

    /// What the programme's words mean; nothing in particular when it does not say, or says different things.
    pub fn meanings(&self) -> &Meanings {
        &self.meanings
    }

    /// The responses in their order (by instrument, version and wave, then by person), each with its place.
    pub fn responses(&self) -> impl ExactSizeIterator<Item = (&Response, &Placed)> {
        self.facts.responses.iter().zip(&self.placed)
    }
}
