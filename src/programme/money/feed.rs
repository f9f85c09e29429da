//! The books as the figures take them.

use jiff::{ToSpan, civil::Date};

use super::{
    SourceKind, Treasury,
    account::{Account, Way},
};
use crate::feedback::{self, Category, Expense, FunderKind, Purpose, Receipt, Volunteering};

impl Treasury {
    /// What came in, by grant, in the order in which it was written down; things in kind are not among it.
    pub fn receipts(&self) -> Vec<Receipt> {
        let cash = self.accounts.values().filter_map(|account| Some((account, funder(account)?)));
        let rows = cash.flat_map(|(account, kind)| account.of(Way::In).map(move |row| (account, kind, row)));
        rows.map(|(account, kind, row)| Receipt {
            funder: account.grant.funder.clone(),
            kind,
            on: row.on,
            cents: row.cents,
            purpose: purpose(account),
        })
        .collect()
    }

    /// What was spent, in the order in which it was written down, and after it what was paid back, which counts as other costs.
    pub fn expenses(&self) -> Vec<Expense> {
        let spent = self.payments.iter().map(|payment| Expense {
            category: payment.category,
            on: payment.on,
            cents: payment.cents,
            purpose: if payment.from.is_some() { Purpose::Restricted } else { Purpose::Free },
        });
        let back = self.accounts.values().flat_map(|account| {
            account.of(Way::Back).map(|row| Expense {
                category: Category::Other,
                on: row.on,
                cents: row.cents,
                purpose: purpose(account),
            })
        });
        spent.chain(back).collect()
    }

    /// What was in the bank: at the opening, which is the day before anything that the books speak of, and whenever it was
    /// counted. Nothing while nothing is booked; without an opening it was nothing.
    pub fn balances(&self) -> Vec<feedback::Balance> {
        let first = self.opened_on().and_then(|on| on.checked_sub(1.day()).ok());
        let days = first.into_iter().chain(self.counted.iter().copied());
        let balance = |on| {
            let balance = self.balance_on(on);
            // Both were checked against the most that a balance says.
            let free_cents = i64::try_from(balance.free).unwrap_or(i64::MAX);
            let restricted_cents = u64::try_from(balance.earmarked).unwrap_or(u64::MAX);
            feedback::Balance { on, free_cents, restricted_cents }
        };
        days.map(balance).collect()
    }

    /// The hours that people gave beside their meetings, a row for each person and day.
    pub fn volunteering(&self) -> Vec<Volunteering> {
        let given = self.volunteered.iter();
        given
            .map(|((person, on), &minutes)| Volunteering { person: person.clone(), on: *on, minutes })
            .collect()
    }

    /// The first day of which the books speak.
    fn opened_on(&self) -> Option<Date> {
        let cash = self.accounts.values().filter(|account| account.is_cash());
        let rows = cash.flat_map(|account| account.rows.iter().map(|row| row.on));
        rows.chain(self.payments.iter().map(|payment| payment.on))
            .chain(self.counted.first().copied())
            .chain(self.opening.as_ref().map(|opening| opening.written))
            .min()
    }
}

fn purpose(account: &Account) -> Purpose {
    if account.is_earmarked() { Purpose::Restricted } else { Purpose::Free }
}

/// How the figures call who gives it; nothing of things in kind, which are not money.
fn funder(account: &Account) -> Option<FunderKind> {
    match account.grant.kind {
        SourceKind::Subsidy => Some(FunderKind::Government),
        SourceKind::Fund => Some(FunderKind::Foundation),
        SourceKind::Donation => Some(FunderKind::Donor),
        SourceKind::Sponsor => Some(FunderKind::Business),
        SourceKind::OwnIncome => Some(FunderKind::Earned),
        SourceKind::InKind => None,
    }
}
