//! Where money comes from, what it may be used for, and where it goes.
//!
//! Grants, payments, budgets and counts of the bank come in, each with its own date; balances, what is left of each grant and
//! earmark, and the books as the figures take them go out. Three things hold after every entry, and no entry that breaks one of
//! them stands:
//!
//! - **Earmarks are kept.** What was given for one purpose is spent on nothing else, and never more of it than came by then.
//! - **Sums add up.** The lines of a budget are its total. When the bank is counted, the books have what it has, and what was
//!   counted no longer changes.
//! - **One currency.** Amounts are whole cents of it.
//!
//! Free money may be owed, as a programme often pays before a town does. What a budget plans may be exceeded; it is told.
//!
//! This room does not know who decides about money, nor what anything is worth beside what was said.

mod account;
mod amount;
mod answers;
mod check;
mod event;
mod feed;
mod rule;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::account::{Account, Row, Way};
use super::{Entry, Happened, Room, Why, charter, recruitment};
use crate::{
    feedback::Currency,
    id::{CampaignId, GrantId, PersonId},
    people::as_list,
};

pub use account::GrantStanding;
pub use amount::Amount;
pub use answers::{Balance, BudgetLine, EndingGrant};
pub use event::{Budget, Earmark, Event, Grant, Payment, SourceKind};
pub use rule::Rule;

/// The first day on which anything can be booked: the day before it, at whose end the books are opened, is the
/// [first](crate::feedback::FIRST_DAY) of which facts speak.
const FIRST: Date = Date::constant(1970, 1, 2);

/// The books of a programme.
///
/// ```
/// use mentorship::{
///     introduction::Actor,
///     jiff::civil::date,
///     programme::{Entry, Room, money::{Event, Treasury}},
/// };
///
/// let log: Vec<Event> = serde_json::from_str(r#"[
///     { "agreed": { "id": "G-1", "funder": "town", "kind": "subsidy", "cents": 500000,
///                   "earmark": { "name": "training of mentors", "categories": ["training"] },
///                   "from": "2026-01-01", "until": "2026-12-31" } },
///     { "received": { "grant": "G-1", "on": "2026-01-15", "cents": 400000 } },
///     { "spent": { "category": "training", "on": "2026-02-10", "cents": 280000, "from": "G-1" } }
/// ]"#)?;
/// let carla = Actor::Coordinator("Carla".parse()?);
/// let mut treasury = Treasury::default();
/// for event in log {
///     let entry = Entry::new(date(2026, 3, 1), carla.clone(), event);
///     treasury.check(&entry)?;
///     treasury.apply(&entry);
/// }
/// let party: Event = serde_json::from_str(
///     r#"{ "spent": { "category": "workshops", "on": "2026-02-20", "cents": 5000, "from": "G-1" } }"#,
/// )?;
/// let refused = treasury.check(&Entry::new(date(2026, 3, 1), carla, party)).unwrap_err();
/// assert_eq!(
///     refused.to_string(),
///     "grant `G-1` is for `training of mentors`, which allows training, not workshops"
/// );
/// assert_eq!(treasury.balance().earmarked, 120_000);
/// assert_eq!(
///     treasury.ending_soon(date(2026, 12, 1), 60)[0].to_string(),
///     "grant `G-1` ends on 2026-12-31; EUR 1 200.00 is not spent, EUR 1 000.00 has not come"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Treasury {
    /// The currency of what was booked first.
    currency: Option<Currency>,
    /// The currency that the programme says its books have.
    meant: Option<Currency>,
    /// Whether anything was written down.
    begun: bool,
    opening: Option<Opening>,
    accounts: BTreeMap<GrantId, Account>,
    /// In the order in which they were written down.
    payments: Vec<Payment>,
    /// From the first to the last; no two share a day.
    budgets: Vec<Budget>,
    /// The days at whose end the bank was counted.
    counted: BTreeSet<Date>,
    /// Minutes: 1 to 1440.
    #[serde(with = "as_list")]
    volunteered: BTreeMap<(PersonId, Date), u16>,
    campaigns: BTreeSet<CampaignId>,
}

/// What was in the bank before anything was booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opening {
    written: Date,
    free: i64,
    earmarked: u64,
}

impl Room for Treasury {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        match &entry.what {
            Happened::Money(event) => self.rules(event, entry.on)?,
            Happened::Charter(charter::Event::MeaningsSet(meanings)) => self.means(meanings)?,
            _ => {}
        }
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) {
        match &entry.what {
            Happened::Money(event) => self.take(event, entry.on),
            Happened::Charter(charter::Event::MeaningsSet(meanings)) => self.meant = Some(meanings.currency),
            Happened::Recruitment(recruitment::Event::CampaignOpened(campaign)) => {
                self.campaigns.insert(campaign.id.clone());
            }
            _ => {}
        }
    }
}

impl Treasury {
    fn take(&mut self, event: &Event, written: Date) {
        self.begun = true;
        match event {
            Event::Opened { free, earmarked, currency } => {
                self.currency = Some(*currency);
                self.opening = Some(Opening { written, free: *free, earmarked: *earmarked });
            }
            Event::Carried { grant, cents } => {
                if let Some(account) = self.accounts.get_mut(grant) {
                    account.carried = account.carried.saturating_add(*cents);
                }
            }
            Event::Agreed(grant) => {
                self.currency.get_or_insert(grant.currency);
                self.accounts.insert(grant.id.clone(), Account::new(grant.clone()));
            }
            Event::Received { grant, on, cents } => self.book(grant, Way::In, *on, *cents),
            Event::Spent(payment) => {
                self.currency.get_or_insert(payment.currency);
                if let Some(grant) = &payment.from {
                    self.book(grant, Way::Out, payment.on, payment.cents);
                }
                self.payments.push(payment.clone());
            }
            Event::PaidBack { grant, on, cents } => self.book(grant, Way::Back, *on, *cents),
            Event::Budgeted(budget) => {
                self.budgets.retain(|other| (other.from, other.until) != (budget.from, budget.until));
                let place = self.budgets.partition_point(|other| other.from < budget.from);
                self.budgets.insert(place, budget.clone());
            }
            Event::Counted { on, .. } => {
                self.counted.insert(*on);
            }
            Event::Volunteered { person, on, minutes } => {
                let given = self.volunteered.entry((person.clone(), *on)).or_default();
                *given = given.saturating_add(*minutes);
            }
        }
    }

    fn book(&mut self, grant: &GrantId, way: Way, on: Date, cents: u64) {
        if let Some(account) = self.accounts.get_mut(grant) {
            account.rows.push(Row { way, on, cents });
        }
    }
}
