//! Where money comes from, what it may be used for, and where it goes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    feedback::{Category, Currency},
    id::{CampaignId, FunderId, GrantId, PersonId},
    people::Label,
};

/// The kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A town, a province, the state, a fund, by a decision with conditions.
    Subsidy,
    /// A fund or foundation, on application.
    Fund,
    /// Somebody who gives.
    Donation,
    /// A firm that sponsors.
    Sponsor,
    /// Contributions, fees, sales.
    OwnIncome,
    /// Something else than money: rooms, printing, hours of an employee.
    InKind,
}

/// Money, or what is worth money, that somebody has agreed to give.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Its identifier.
    pub id: GrantId,
    /// Who gives it.
    pub funder: FunderId,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// The currency in which it is given: the programme's own.
    #[serde(default)]
    pub currency: Currency,
    /// How much was agreed, in cents; of something in kind, what it is worth.
    pub cents: u64,
    /// What it may be used for; anything when none.
    #[serde(default)]
    pub earmark: Option<Earmark>,
    /// The first day of what it is for.
    pub from: Date,
    /// The last day of what it is for.
    pub until: Date,
}

/// What money may be used for only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Earmark {
    /// What it is called: `training of mentors`.
    pub name: Label,
    /// On which kinds of expenses it may be spent: at least one.
    pub categories: BTreeSet<Category>,
}

/// What is planned to be spent, for a period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// In cents, by what it is spent on.
    pub lines: BTreeMap<Category, u64>,
    /// What the lines add up to, in cents, as those who decided on it wrote it down.
    pub total: u64,
}

/// Money that was spent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// What on.
    pub category: Category,
    /// When.
    pub on: Date,
    /// How much, in cents.
    pub cents: u64,
    /// In which currency: the programme's own.
    #[serde(default)]
    pub currency: Currency,
    /// From which earmarked grant; from free money when none.
    #[serde(default)]
    pub from: Option<GrantId>,
    /// For which campaign, where it is for one.
    #[serde(default)]
    pub campaign: Option<CampaignId>,
}

/// What happens to money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the fields say themselves")]
pub enum Event {
    /// What was in the bank before the first row of the books, whenever that is dated, in cents. Once, before anything else; if
    /// it never comes, it was nothing.
    Opened { free: i64, earmarked: u64, currency: Currency },
    /// So much of the earmarked money of the opening is of this grant, whatever was agreed before the books began. It is in the
    /// bank already, so it is no receipt, and can be spent as what was received of the grant can.
    Carried { grant: GrantId, cents: u64 },
    /// Somebody agreed to give.
    Agreed(Grant),
    /// Money of a grant came, or what was given in kind was had. In total at most what was agreed; of a donation or of own income,
    /// where that is a guess, also more.
    Received { grant: GrantId, on: Date, cents: u64 },
    /// Money was spent. Free money may be owed; of an earmarked grant no more is spent than is there.
    Spent(Payment),
    /// A grant, or part of it, was paid back: at most what came of it and was not spent.
    PaidBack { grant: GrantId, on: Date, cents: u64 },
    /// A budget was decided on; for the same period, in place of the one before.
    Budgeted(Budget),
    /// What was in the bank at the end of a day, as the bank says it, in cents: what was free and what was not, together. The
    /// books have the same, and nothing is booked on or before that day afterwards.
    Counted { on: Date, cents: i64 },
    /// Hours that somebody gave beside their meetings.
    Volunteered { person: PersonId, on: Date, minutes: u16 },
}
