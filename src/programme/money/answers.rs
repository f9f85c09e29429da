//! What the books answer: what is there, of whom, for what, and against which plan.

use std::{collections::BTreeMap, fmt};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Amount, Budget, Grant, GrantStanding, SourceKind, Treasury,
    account::{Account, Way},
};
use crate::{
    feedback::{Category, Currency, LAST_DAY},
    id::{CampaignId, GrantId},
    people::Label,
};

/// What is in the bank, in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// What may be used for anything; below zero when it is owed.
    pub free: i128,
    /// What may be used for one purpose only.
    pub earmarked: u128,
}

/// A line of a budget, beside what was spent on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetLine {
    /// What it is spent on.
    pub category: Category,
    /// In which currency.
    pub currency: Currency,
    /// What was planned, in cents; 0 when it has no line.
    pub planned: u64,
    /// What was spent in the period, in cents.
    pub spent: u128,
    /// What is left, in cents; below zero when more was spent than planned.
    pub left: i128,
}

/// A grant whose end is near, with money that is not spent or has not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndingGrant {
    /// Which.
    pub grant: GrantId,
    /// Its last day.
    pub until: Date,
    /// What came of it, is for its purpose only, and is not spent; nothing of a grant without an earmark.
    pub left: Amount,
    /// What was agreed and has not come; nothing of a donation or of own income, which nobody owes.
    pub to_come: Amount,
}

impl Treasury {
    /// The one currency of the books; `None` while nothing says it.
    pub fn currency(&self) -> Option<Currency> {
        self.currency.or(self.meant)
    }

    /// What is in the bank after all that was booked.
    pub fn balance(&self) -> Balance {
        self.balance_on(LAST_DAY)
    }

    /// What was in the bank at the end of a day; before the first one, what was there at the opening.
    ///
    /// Things in kind are not in it. Free money may be owed: a programme pays a trainer before the town pays it. Earmarked money
    /// cannot.
    pub fn balance_on(&self, date: Date) -> Balance {
        let opening = self.opening.as_ref();
        let mut free = opening.map_or(0, |opening| i128::from(opening.free));
        let mut earmarked = opening.map_or(0, |opening| i128::from(opening.earmarked));
        for account in self.accounts.values().filter(|account| account.is_cash()) {
            let side = if account.is_earmarked() { &mut earmarked } else { &mut free };
            for row in account.rows.iter().filter(|row| row.on <= date) {
                let cents = i128::from(row.cents);
                *side += if row.way == Way::In { cents } else { -cents };
            }
        }
        let unmarked = self.payments.iter().filter(|payment| payment.from.is_none() && payment.on <= date);
        free -= unmarked.map(|payment| i128::from(payment.cents)).sum::<i128>();
        Balance { free, earmarked: u128::try_from(earmarked).unwrap_or(0) }
    }

    /// The grants, by identifier.
    pub fn grants(&self) -> impl Iterator<Item = &Grant> {
        self.accounts.values().map(|account| &account.grant)
    }

    /// What became of a grant; `None` of one that was never agreed.
    pub fn of_grant(&self, grant: &GrantId) -> Option<GrantStanding> {
        self.accounts.get(grant).map(|account| account.standing(LAST_DAY))
    }

    /// What became of earmarked money at the end of a day, by what the earmarks are called, over all grants that have it.
    ///
    /// Earmarked money of the opening that was not [carried](super::Event::Carried) to a grant is under no name.
    pub fn earmarks(&self, on: Date) -> BTreeMap<Label, GrantStanding> {
        let mut earmarks: BTreeMap<Label, GrantStanding> = BTreeMap::new();
        for account in self.accounts.values().filter(|account| account.is_earmarked()) {
            let Some(earmark) = &account.grant.earmark else { continue };
            earmarks.entry(earmark.name.clone()).or_default().merge(account.standing(on));
        }
        earmarks
    }

    /// What came, in cents, by the kind of source; of things in kind, what they are worth.
    pub fn by_source(&self) -> BTreeMap<SourceKind, u128> {
        let mut sources = BTreeMap::new();
        for account in self.accounts.values() {
            for row in account.of(Way::In) {
                *sources.entry(account.grant.kind).or_default() += u128::from(row.cents);
            }
        }
        sources
    }

    /// What the things in kind are worth that were had, in cents.
    pub fn in_kind_worth(&self) -> u128 {
        self.by_source().remove(&SourceKind::InKind).unwrap_or(0)
    }

    /// What was spent on a campaign, in cents.
    pub fn of_campaign(&self, campaign: &CampaignId) -> u128 {
        let theirs = self.payments.iter().filter(|payment| payment.campaign.as_ref() == Some(campaign));
        theirs.map(|payment| u128::from(payment.cents)).sum()
    }

    /// How many minutes people gave beside their meetings, all together.
    pub fn minutes(&self) -> u64 {
        self.volunteered.values().fold(0, |sum, &minutes| sum.saturating_add(minutes.into()))
    }

    /// The budget in whose period a day lies.
    pub fn budget_on(&self, date: Date) -> Option<&Budget> {
        self.budgets.iter().find(|budget| budget.from <= date && date <= budget.until)
    }

    /// The budget in whose period a day lies, line by line, beside all that was spent in that period. Categories that were
    /// neither planned nor spent on are left out; without a budget there is no line.
    ///
    /// What is paid back counts as other costs, as in the figures.
    pub fn against_budget(&self, date: Date) -> Vec<BudgetLine> {
        let Some(budget) = self.budget_on(date) else { return Vec::new() };
        let mut spent: BTreeMap<Category, u128> = BTreeMap::new();
        for expense in self.expenses() {
            if budget.from <= expense.on && expense.on <= budget.until {
                *spent.entry(expense.category).or_default() += u128::from(expense.cents);
            }
        }
        let currency = self.currency().unwrap_or_default();
        let line = |&category: &Category| {
            let (planned, spent) = (budget.lines.get(&category), spent.get(&category));
            if planned.is_none() && spent.is_none() {
                return None;
            }
            let (planned, spent) = (planned.copied().unwrap_or(0), spent.copied().unwrap_or(0));
            let left = i128::from(planned).saturating_sub(i128::try_from(spent).unwrap_or(i128::MAX));
            Some(BudgetLine { category, currency, planned, spent, left })
        };
        Category::ALL.iter().filter_map(line).collect()
    }

    /// The grants whose last day is that day or one of so many days after it, with money left or still to come; the first to end
    /// first.
    pub fn ending_soon(&self, on: Date, days: u16) -> Vec<EndingGrant> {
        let last = on.saturating_add(i64::from(days).days());
        let soon = |account: &&Account| account.is_cash() && (on..=last).contains(&account.grant.until);
        let mut ending: Vec<EndingGrant> = self
            .accounts
            .values()
            .filter(soon)
            .map(Self::ending)
            .filter(|ending| ending.left.cents > 0 || ending.to_come.cents > 0)
            .collect();
        ending.sort_by(|a, b| (a.until, &a.grant).cmp(&(b.until, &b.grant)));
        ending
    }

    fn ending(account: &Account) -> EndingGrant {
        let standing = account.standing(LAST_DAY);
        let left = if account.is_earmarked() { standing.left } else { 0 };
        let owed = !matches!(account.grant.kind, SourceKind::Donation | SourceKind::OwnIncome);
        let to_come = standing.agreed.saturating_sub(standing.carried + standing.received);
        let amount = |cents: u128| Amount {
            cents: i128::try_from(cents).unwrap_or(i128::MAX),
            currency: account.grant.currency,
        };
        EndingGrant {
            grant: account.grant.id.clone(),
            until: account.grant.until,
            left: amount(left),
            to_come: amount(if owed { to_come } else { 0 }),
        }
    }
}

impl Balance {
    /// All of it, as the bank says it.
    pub fn bank(&self) -> i128 {
        self.free.saturating_add(i128::try_from(self.earmarked).unwrap_or(i128::MAX))
    }
}

impl fmt::Display for BudgetLine {
    /// `training: EUR 300.00 of EUR 1 200.00 spent, EUR 900.00 left`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let amount = |cents| Amount { cents, currency: self.currency };
        let spent = amount(i128::try_from(self.spent).unwrap_or(i128::MAX));
        let rest = amount(i128::try_from(self.left.unsigned_abs()).unwrap_or(i128::MAX));
        let how = if self.left < 0 { "too much" } else { "left" };
        write!(f, "{}: {spent} of {} spent, {rest} {how}", self.category, amount(self.planned.into()))
    }
}

impl fmt::Display for EndingGrant {
    /// `grant `G-1` ends on 2026-12-31; EUR 900.00 is not spent, EUR 100.00 has not come`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { grant, until, left, to_come } = self;
        write!(f, "grant `{grant}` ends on {until}; {left} is not spent, {to_come} has not come")
    }
}
