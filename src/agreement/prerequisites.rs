//! Facet: what each of the two needs before the start, and how long it is valid.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    id::{ModuleId, PersonId},
    introduction::Party,
};

/// What somebody needs before the start.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prerequisite {
    /// A screening, such as a certificate of conduct.
    Screening,
    /// The code of conduct, accepted in its current version.
    CodeOfConduct,
    /// Non-disclosure, with the limits it states: danger, and the law.
    NonDisclosure,
    /// A module of a training.
    Training(ModuleId),
}

impl fmt::Display for Prerequisite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Screening => f.write_str("screening"),
            Self::CodeOfConduct => f.write_str("code of conduct"),
            Self::NonDisclosure => f.write_str("non-disclosure"),
            Self::Training(module) => write!(f, "training `{module}`"),
        }
    }
}

/// What is on record of a prerequisite.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// It is under way.
    Pending,
    /// It is met.
    Met {
        /// The version that was accepted, for a code of conduct.
        version: Option<u32>,
        /// The last day on which it is valid; none for ever.
        until: Option<Date>,
    },
    /// Two people waived it.
    Waived {
        /// The two.
        by: (PersonId, PersonId),
        /// The last day of the waiver.
        until: Date,
    },
}

/// How a prerequisite stands on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Validity {
    /// Nothing is on record.
    Missing,
    /// It is under way.
    Pending,
    /// It is valid, up to and including this day; none for ever.
    Valid(Option<Date>),
    /// It is waived, up to and including this day.
    Waived(Date),
    /// It was valid until this day.
    Lapsed(Date),
    /// An earlier version of the code of conduct was accepted.
    Outdated,
}

impl Validity {
    /// Whether it lets a pair go on.
    pub fn holds(self) -> bool {
        matches!(self, Self::Valid(_) | Self::Waived(_))
    }
}

/// What is on record of each of the two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prerequisites {
    #[serde(with = "crate::people::as_list")]
    records: BTreeMap<(Party, Prerequisite), Record>,
    /// Since when the clock has flagged one that no longer holds.
    #[serde(with = "crate::people::as_list")]
    lapsed: BTreeMap<(Party, Prerequisite), Date>,
}

impl Prerequisites {
    /// How one stands on a date, with the version of the code of conduct that is current.
    pub fn on(&self, party: Party, kind: &Prerequisite, date: Date, code_of_conduct: u32) -> Validity {
        match self.records.get(&(party, kind.clone())) {
            None => Validity::Missing,
            Some(Record::Pending) => Validity::Pending,
            Some(Record::Met { version, until }) => match until {
                Some(until) if *until < date => Validity::Lapsed(*until),
                _ if *kind == Prerequisite::CodeOfConduct && *version != Some(code_of_conduct) => {
                    Validity::Outdated
                }
                until => Validity::Valid(*until),
            },
            Some(Record::Waived { until, .. }) if *until < date => Validity::Lapsed(*until),
            Some(Record::Waived { until, .. }) => Validity::Waived(*until),
        }
    }

    /// Those that do not hold on a date.
    pub fn not_held<'a>(
        &'a self,
        party: Party,
        required: &'a BTreeSet<Prerequisite>,
        date: Date,
        code_of_conduct: u32,
    ) -> impl Iterator<Item = &'a Prerequisite> {
        required.iter().filter(move |kind| !self.on(party, kind, date, code_of_conduct).holds())
    }

    /// What is on record, by party and kind.
    pub fn records(&self) -> impl Iterator<Item = (Party, &Prerequisite, &Record)> {
        self.records.iter().map(|((party, kind), record)| (*party, kind, record))
    }

    /// Since when the clock has flagged one.
    pub fn flagged(&self, party: Party, kind: &Prerequisite) -> Option<Date> {
        self.lapsed.get(&(party, kind.clone())).copied()
    }

    /// The first day on which any was flagged that still is.
    pub fn flagged_since(&self) -> Option<Date> {
        self.lapsed.values().min().copied()
    }

    pub(super) fn record(&mut self, party: Party, kind: Prerequisite, record: Record) {
        if record != Record::Pending {
            self.lapsed.remove(&(party, kind.clone()));
        }
        self.records.insert((party, kind), record);
    }

    pub(super) fn flag(&mut self, party: Party, kind: Prerequisite, on: Date) {
        self.lapsed.entry((party, kind)).or_insert(on);
    }
}
