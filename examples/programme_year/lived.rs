//! A month that has been lived, as it is asked what happened in it.

use std::collections::BTreeMap;

use mentorship::{
    agreement,
    id::AgreementId,
    introduction,
    jiff::civil::Date,
    matching::Plan,
    people::intake::RowProblem,
    programme::{
        Cabinet, Entry, Fact, Happened, Programme, charter, innovation, money, preparation, recruitment,
        support,
    },
    sample::{Month, Months},
};

/// A month, with the programme as it is at its end.
#[derive(Clone, Copy)]
pub(crate) struct Lived<'a> {
    pub(crate) first: Date,
    pub(crate) last: Date,
    pub(crate) programme: &'a Programme,
    pub(crate) cabinet: &'a Cabinet,
    /// The plans of all rounds so far.
    pub(crate) plans: &'a [Plan],
    /// What could not be read of the sheets of this month.
    pub(crate) unread: &'a [RowProblem],
    /// How many entries came before it.
    pub(crate) before: usize,
    /// Those that were written in it.
    pub(crate) entries: &'a [Entry],
}

impl<'a> Lived<'a> {
    /// A month of a year, of whose unread rows so many were there before it.
    pub(crate) fn of(year: &'a Months, month: &Month, unread_before: usize) -> Self {
        Self {
            first: month.first,
            last: month.last,
            programme: year.programme(),
            cabinet: year.cabinet(),
            plans: year.plans(),
            unread: &year.unread()[unread_before..],
            before: month.entries.start,
            entries: &year.programme().entries()[month.entries.clone()],
        }
    }

    /// The programme as it was before one of the month's entries.
    pub(crate) fn programme_before(&self, entry: usize) -> Result<Programme, super::Failed> {
        let before = self.before + entry;
        Ok(Programme::open(self.programme.entries()[..before].iter().cloned())?)
    }

    pub(crate) fn charter(&self) -> impl Iterator<Item = &'a charter::Event> + use<'a> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            Happened::Charter(event) => Some(event),
            _ => None,
        })
    }

    pub(crate) fn recruitment(&self) -> impl Iterator<Item = &'a recruitment::Event> + use<'a> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            Happened::Recruitment(event) => Some(event),
            _ => None,
        })
    }

    pub(crate) fn preparation(&self) -> impl Iterator<Item = &'a preparation::Event> + use<'a> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            Happened::Preparation(event) => Some(event),
            _ => None,
        })
    }

    pub(crate) fn introductions(&self) -> impl Iterator<Item = &'a introduction::Event> + use<'a> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            Happened::Introduction(_, entry) => Some(&entry.event),
            _ => None,
        })
    }

    pub(crate) fn agreements(
        &self,
    ) -> impl Iterator<Item = (&'a AgreementId, &'a agreement::Event)> + use<'a> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            Happened::Agreement(id, entry) => Some((id, &entry.event)),
            _ => None,
        })
    }

    pub(crate) fn facts(&self) -> impl Iterator<Item = &'a Fact> + use<'a> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            Happened::Fact(fact) => Some(&**fact),
            _ => None,
        })
    }

    pub(crate) fn support(&self) -> impl Iterator<Item = &'a support::Event> + use<'a> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            Happened::Support(event) => Some(event),
            _ => None,
        })
    }

    pub(crate) fn money(&self) -> impl Iterator<Item = &'a money::Event> + use<'a> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            Happened::Money(event) => Some(event),
            _ => None,
        })
    }

    pub(crate) fn innovation(&self) -> impl Iterator<Item = (Date, &'a innovation::Event)> + use<'a> {
        self.entries.iter().filter_map(|entry| match &entry.what {
            Happened::Innovation(event) => Some((entry.on, event)),
            _ => None,
        })
    }
}

/// How often there is each.
pub(crate) fn tally<K: Ord>(all: impl IntoIterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    counts
}
