//! The rules of the books.

use jiff::civil::Date;

use super::{
    Amount, Budget, Event, FIRST, Grant, Payment, Rule, SourceKind, Treasury,
    account::{Account, Way},
};
use crate::{
    feedback::{Currency, LAST_DAY, MOST_CENTS, Meanings},
    id::{GrantId, PersonId},
};

/// How many minutes a day has.
const DAY: u16 = 1440;

/// The least that free money can be, in cents: as much is owed as can be had ([`MOST_CENTS`]).
const LEAST_FREE: i64 = -1_000_000_000_000;

impl Treasury {
    /// Whether money can be written down so, on a day.
    pub(super) fn rules(&self, event: &Event, written: Date) -> Result<(), Rule> {
        match event {
            Event::Opened { free, earmarked, currency } => self.opens(*free, *earmarked, *currency, written),
            Event::Carried { grant, cents } => self.carries(grant, *cents),
            Event::Agreed(grant) => self.agrees(grant),
            Event::Received { grant, on, cents } => self.receives(grant, *on, *cents, written),
            Event::Spent(payment) => self.spends(payment, written),
            Event::PaidBack { grant, on, cents } => self.pays_back(grant, *on, *cents, written),
            Event::Budgeted(budget) => self.budgets(budget),
            Event::Counted { on, cents } => self.counts(*on, *cents, written),
            Event::Volunteered { person, on, minutes } => self.helps(person, *on, *minutes, written),
        }
    }

    /// Whether what the programme's words mean fits the books.
    pub(super) fn means(&self, meanings: &Meanings) -> Result<(), Rule> {
        match self.currency {
            Some(ours) if ours != meanings.currency => {
                Err(Rule::OtherCurrency { ours, theirs: meanings.currency })
            }
            _ => Ok(()),
        }
    }

    fn opens(&self, free: i64, earmarked: u64, currency: Currency, written: Date) -> Result<(), Rule> {
        if let Some(opening) = &self.opening {
            return Err(Rule::OpenedTwice { on: opening.written });
        }
        if self.begun {
            return Err(Rule::OpenedLate);
        }
        self.in_our(currency)?;
        in_reach(written)?;
        within("free money at the opening", free.into(), LEAST_FREE, currency)?;
        within("earmarked money at the opening", earmarked.into(), 0, currency)
    }

    fn carries(&self, grant: &GrantId, cents: u64) -> Result<(), Rule> {
        let account = self.account(grant)?;
        if !account.is_cash() {
            return Err(Rule::InKind { grant: grant.clone() });
        }
        if !account.is_earmarked() {
            return Err(Rule::NotEarmarked { grant: grant.clone() });
        }
        self.some("what was there of a grant at the opening", cents)?;
        let opening = self.opening.as_ref().map_or(0, |opening| i128::from(opening.earmarked));
        let spoken_for: i128 = self.accounts.values().map(|account| i128::from(account.carried)).sum();
        let left = opening - spoken_for;
        if i128::from(cents) > left {
            let (left, cents) = (self.amount(left), self.amount(cents.into()));
            return Err(Rule::NotInOpening { grant: grant.clone(), left, cents });
        }
        self.at_most_agreed(account, cents)
    }

    fn agrees(&self, grant: &Grant) -> Result<(), Rule> {
        if self.accounts.contains_key(&grant.id) {
            return Err(Rule::GrantTwice { grant: grant.id.clone() });
        }
        self.in_our(grant.currency)?;
        within("a grant", grant.cents.into(), 1, grant.currency)?;
        period(grant.from, grant.until)?;
        let Some(earmark) = &grant.earmark else { return Ok(()) };
        if earmark.categories.is_empty() {
            return Err(Rule::NoCategories { earmark: earmark.name.clone() });
        }
        for Account { grant, .. } in self.accounts.values() {
            let same = grant.earmark.as_ref().filter(|other| other.name == earmark.name);
            if let Some(other) = same.filter(|other| other.categories != earmark.categories) {
                return Err(Rule::EarmarkDiffers {
                    earmark: other.name.clone(),
                    grant: grant.id.clone(),
                    allowed: other.categories.clone(),
                });
            }
        }
        Ok(())
    }

    fn receives(&self, grant: &GrantId, on: Date, cents: u64, written: Date) -> Result<(), Rule> {
        let account = self.account(grant)?;
        self.some("what came", cents)?;
        happened(on, written)?;
        if account.is_cash() {
            self.is_open(on)?;
        }
        self.at_most_agreed(account, cents)
    }

    fn spends(&self, payment: &Payment, written: Date) -> Result<(), Rule> {
        self.in_our(payment.currency)?;
        within("a payment", payment.cents.into(), 1, payment.currency)?;
        happened(payment.on, written)?;
        self.is_open(payment.on)?;
        if let Some(campaign) = payment.campaign.as_ref().filter(|&id| !self.campaigns.contains(id)) {
            return Err(Rule::UnknownCampaign { campaign: campaign.clone() });
        }
        let Some(grant) = &payment.from else { return Ok(()) };
        let account = self.account(grant)?;
        if !account.is_cash() {
            return Err(Rule::InKind { grant: grant.clone() });
        }
        let Some(earmark) = &account.grant.earmark else {
            return Err(Rule::NotEarmarked { grant: grant.clone() });
        };
        if !earmark.categories.contains(&payment.category) {
            return Err(Rule::NotAllowed {
                grant: grant.clone(),
                earmark: earmark.name.clone(),
                category: payment.category,
                allowed: earmark.categories.clone(),
            });
        }
        self.is_there(account, payment.on, payment.cents)
    }

    fn pays_back(&self, grant: &GrantId, on: Date, cents: u64, written: Date) -> Result<(), Rule> {
        let account = self.account(grant)?;
        if !account.is_cash() {
            return Err(Rule::InKind { grant: grant.clone() });
        }
        self.some("what is paid back", cents)?;
        happened(on, written)?;
        self.is_open(on)?;
        self.is_there(account, on, cents)
    }

    fn budgets(&self, budget: &Budget) -> Result<(), Rule> {
        let Budget { from, until, lines, total } = budget;
        period(*from, *until)?;
        if lines.is_empty() {
            return Err(Rule::NoLines);
        }
        let currency = self.our_currency();
        for &cents in lines.values() {
            within("a line of a budget", cents.into(), 0, currency)?;
        }
        let sum: i128 = lines.values().map(|&cents| i128::from(cents)).sum();
        if sum != i128::from(*total) {
            return Err(Rule::LinesDiffer { lines: self.amount(sum), total: self.amount((*total).into()) });
        }
        let shares_days = |other: &&Budget| other.from <= *until && *from <= other.until;
        let mut others = self.budgets.iter().filter(|other| (other.from, other.until) != (*from, *until));
        match others.find(shares_days) {
            Some(other) => Err(Rule::BudgetOverlaps { from: other.from, until: other.until }),
            None => Ok(()),
        }
    }

    fn counts(&self, on: Date, cents: i64, written: Date) -> Result<(), Rule> {
        happened(on, written)?;
        self.is_open(on)?;
        let balance = self.balance_on(on);
        let (bank, books) = (i128::from(cents), balance.bank());
        if bank != books {
            return Err(Rule::Miscounted { on, bank: self.amount(bank), books: self.amount(books) });
        }
        let currency = self.our_currency();
        let earmarked = i128::try_from(balance.earmarked).unwrap_or(i128::MAX);
        within("free money in the bank", balance.free, LEAST_FREE, currency)?;
        within("earmarked money in the bank", earmarked, 0, currency)
    }

    fn helps(&self, person: &PersonId, on: Date, minutes: u16, written: Date) -> Result<(), Rule> {
        happened(on, written)?;
        if !(1..=DAY).contains(&minutes) {
            return Err(Rule::WrongMinutes { person: person.clone(), on, minutes });
        }
        let before = self.volunteered.get(&(person.clone(), on)).copied().unwrap_or(0);
        if minutes > DAY.saturating_sub(before) {
            return Err(Rule::TooManyMinutes { person: person.clone(), on, before, minutes });
        }
        Ok(())
    }

    fn account(&self, grant: &GrantId) -> Result<&Account, Rule> {
        self.accounts.get(grant).ok_or_else(|| Rule::UnknownGrant { grant: grant.clone() })
    }

    fn in_our(&self, theirs: Currency) -> Result<(), Rule> {
        match self.currency() {
            Some(ours) if ours != theirs => Err(Rule::OtherCurrency { ours, theirs }),
            _ => Ok(()),
        }
    }

    /// Of a donation and of own income more may come than was thought; of what somebody decided on, not.
    fn at_most_agreed(&self, account: &Account, cents: u64) -> Result<(), Rule> {
        let grant = &account.grant;
        if matches!(grant.kind, SourceKind::Donation | SourceKind::OwnIncome) {
            return Ok(());
        }
        let came: i128 = account.of(Way::In).map(|row| i128::from(row.cents)).sum();
        let received = i128::from(account.carried) + came;
        if received + i128::from(cents) > i128::from(grant.cents) {
            return Err(Rule::MoreThanAgreed {
                grant: grant.id.clone(),
                agreed: grant.cents,
                received: self.amount(received),
                more: cents,
            });
        }
        Ok(())
    }

    fn is_there(&self, account: &Account, on: Date, cents: u64) -> Result<(), Rule> {
        let there = account.there(on);
        if i128::from(cents) > there {
            let (there, cents) = (self.amount(there), self.amount(cents.into()));
            return Err(Rule::NotThere { grant: account.grant.id.clone(), on, there, cents });
        }
        Ok(())
    }

    /// Whether something may still be booked on a day.
    fn is_open(&self, on: Date) -> Result<(), Rule> {
        match self.counted.last() {
            Some(&counted) if on <= counted => Err(Rule::Closed { on, counted }),
            _ => Ok(()),
        }
    }

    fn some(&self, what: &'static str, cents: u64) -> Result<(), Rule> {
        within(what, cents.into(), 1, self.our_currency())
    }

    fn our_currency(&self) -> Currency {
        self.currency().unwrap_or_default()
    }

    fn amount(&self, cents: i128) -> Amount {
        Amount { cents, currency: self.our_currency() }
    }
}

/// Whether an amount is at least so much, and at most [`MOST_CENTS`].
fn within(what: &'static str, cents: i128, least: i64, currency: Currency) -> Result<(), Rule> {
    if (i128::from(least)..=i128::from(MOST_CENTS)).contains(&cents) {
        return Ok(());
    }
    Err(Rule::WrongAmount { what, amount: Amount { cents, currency }, least })
}

/// Whether a day is one on which something can have happened by the day on which it is written down.
fn happened(on: Date, written: Date) -> Result<(), Rule> {
    in_reach(on)?;
    if on > written { Err(Rule::Ahead { on, written }) } else { Ok(()) }
}

fn period(from: Date, until: Date) -> Result<(), Rule> {
    in_reach(from)?;
    in_reach(until)?;
    if until < from { Err(Rule::Backwards { from, until }) } else { Ok(()) }
}

fn in_reach(on: Date) -> Result<(), Rule> {
    if (FIRST..=LAST_DAY).contains(&on) { Ok(()) } else { Err(Rule::OutOfReach { on }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_may_be_owed_as_may_be_had() {
        assert_eq!(i128::from(LEAST_FREE), -i128::from(MOST_CENTS));
    }
}
