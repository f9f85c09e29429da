//! What became of one grant: what came of it, what it was spent on, what went back.

use std::{
    collections::BTreeMap,
    ops::Bound::{Excluded, Unbounded},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Grant, SourceKind};

/// A grant and all rows that are about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Account {
    pub(super) grant: Grant,
    /// How much of it was in the bank at the opening, in cents.
    pub(super) carried: u64,
    /// In the order in which they were written down.
    pub(super) rows: Vec<Row>,
}

/// Money of a grant that came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) way: Way,
    pub(super) on: Date,
    pub(super) cents: u64,
}

/// Which way it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Way {
    /// It came.
    In,
    /// It was spent.
    Out,
    /// It was paid back.
    Back,
}

/// What became of a grant, or of all grants with one earmark, in cents.
///
/// What is spent from free money is spent from no grant in particular: of a grant without an earmark `spent` is 0, and `left` is
/// what could be paid back. Of something in kind it says what it is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrantStanding {
    /// What was agreed.
    pub agreed: u128,
    /// What of it was in the bank when the books were opened.
    pub carried: u128,
    /// What has come since.
    pub received: u128,
    /// What was spent from it.
    pub spent: u128,
    /// What was paid back.
    pub paid_back: u128,
    /// What is left of what was carried and received.
    pub left: u128,
}

impl Account {
    pub(super) fn new(grant: Grant) -> Self {
        Self { grant, carried: 0, rows: Vec::new() }
    }

    pub(super) fn is_cash(&self) -> bool {
        self.grant.kind != SourceKind::InKind
    }

    /// Whether it is money for one purpose only.
    pub(super) fn is_earmarked(&self) -> bool {
        self.is_cash() && self.grant.earmark.is_some()
    }

    /// The rows of one way, in the order in which they were written down.
    pub(super) fn of(&self, way: Way) -> impl Iterator<Item = Row> + '_ {
        self.rows.iter().copied().filter(move |row| row.way == way)
    }

    /// What became of it up to the end of a day.
    pub(super) fn standing(&self, on: Date) -> GrantStanding {
        let sum =
            |way| self.of(way).filter(|row| row.on <= on).map(|row| u128::from(row.cents)).sum::<u128>();
        let (carried, received) = (u128::from(self.carried), sum(Way::In));
        let (spent, paid_back) = (sum(Way::Out), sum(Way::Back));
        let left = (carried + received).saturating_sub(spent + paid_back);
        GrantStanding { agreed: self.grant.cents.into(), carried, received, spent, paid_back, left }
    }

    /// What may still be spent of it or paid back on a day: the least that is there at the end of it or of a later day, as what
    /// was spent later was spent.
    pub(super) fn there(&self, on: Date) -> i128 {
        let mut by_day: BTreeMap<Date, i128> = BTreeMap::new();
        for row in &self.rows {
            let cents = i128::from(row.cents);
            *by_day.entry(row.on).or_default() += if row.way == Way::In { cents } else { -cents };
        }
        let then = i128::from(self.carried) + by_day.range(..=on).map(|(_, cents)| cents).sum::<i128>();
        let later = by_day.range((Excluded(on), Unbounded)).scan(then, |there, (_, cents)| {
            *there += cents;
            Some(*there)
        });
        later.fold(then, i128::min)
    }
}

impl GrantStanding {
    /// Both together.
    pub(super) fn merge(&mut self, other: Self) {
        self.agreed += other.agreed;
        self.carried += other.carried;
        self.received += other.received;
        self.spent += other.spent;
        self.paid_back += other.paid_back;
        self.left += other.left;
    }
}
