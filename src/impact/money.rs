//! Where the money comes from, how long it lasts, and what things cost.

mod work;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use self::work::{Given, Work};
use super::{
    About, AsOf, Caveat, Estimate, Funding, Indicator, Progress, Snapshot, as_list, distribution::real,
};
use crate::{
    feedback::{Category, Currency, Expense, FunderKind, Purpose, Receipt},
    id::{FunderId, PersonId},
};

/// The books of a programme, or of several, each currency by itself, beside what was done with the money. It merges exactly.
///
/// Amounts are whole cents. Sums stay far below 2^64: a row has at most 10^12 cents ([`feedback::MOST_CENTS`](crate::feedback::MOST_CENTS)), so it takes
/// eighteen million such rows to come near, and sums then stay at the largest number instead of turning round. Books
/// cannot be parted by groups of people: a part of a snapshot has none. Where nothing is booked there are none either, and
/// neither hours nor costs are told. What is stored of them names people and funders; `Debug` shows no person.
///
/// ```
/// use mentorship::{feedback::{Facts, Record}, impact::{AsOf, Money, Snapshot}, jiff::civil::date};
///
/// let facts: Facts = serde_json::from_str(r#"{
///     "receipts": [{ "funder": "town", "kind": "government", "on": "2026-01-10", "cents": 900000, "purpose": "restricted" },
///                  { "funder": "club", "kind": "donor", "on": "2026-02-10", "cents": 100000 }]
/// }"#)?;
/// let record = Record::new(facts)?;
/// let money = Money::of(&Snapshot::new(&record, AsOf::new(date(2026, 12, 31))));
/// let books = money.books(Default::default()).expect("there are receipts in euros");
/// assert_eq!(books.received(), 1_000_000);
/// assert_eq!(books.funding().largest_share(), Some(0.9));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money {
    books: BTreeMap<Currency, Books>,
}

/// The books of one currency. Of receipts and costs it keeps those of the period, and what runways need.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Books {
    /// Cents received in the period.
    #[serde(with = "as_list")]
    received: BTreeMap<(FunderId, FunderKind, Purpose), u64>,
    /// Spent in the period.
    #[serde(with = "as_list")]
    spent: BTreeMap<(Category, Purpose), Paid>,
    /// The last twelve whole months up to the day, by number: twelve times the year and the months before it.
    months: BTreeMap<i32, Flow>,
    /// The month of the first booking, by number; of several books the latest.
    begins: Option<i32>,
    /// Free money on the day, in cents; of several books none unless all noted what was in the bank.
    cash: Option<i64>,
    /// Cents spent from the beginning up to the day.
    spent_ever: u64,
    /// What was done in the period.
    work: Work,
    /// What was done from the beginning, as far as it is asked for: what the hours of volunteers are worth.
    worth_ever: Option<u64>,
}

/// So many payments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Paid {
    cents: u64,
    payments: u64,
}

/// What came and went in a month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Flow {
    received: BTreeMap<FunderId, ByPurpose>,
    spent: ByPurpose,
}

/// Cents by what they may be used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByPurpose {
    free: u64,
    restricted: u64,
}

impl ByPurpose {
    fn add(&mut self, purpose: Purpose, cents: u64) {
        match purpose {
            Purpose::Free => add(&mut self.free, cents),
            Purpose::Restricted => add(&mut self.restricted, cents),
        }
    }

    fn merge(&mut self, other: Self) {
        add(&mut self.free, other.free);
        add(&mut self.restricted, other.restricted);
    }

    fn sum(self) -> u64 {
        self.free.saturating_add(self.restricted)
    }
}

impl Money {
    /// Counts the books of a whole snapshot; of a part it has none.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let (facts, meanings) = (snapshot.record().facts(), snapshot.record().meanings());
        let date = snapshot.on().date;
        // What is booked later is not in the books yet.
        let booked = facts.receipts.iter().map(|row| row.on).chain(facts.expenses.iter().map(|row| row.on));
        let mut booked = booked.chain(facts.balances.iter().map(|row| row.on));
        if !booked.any(|on| on <= date) || !snapshot.is_whole() {
            return Self::default();
        }
        let mut books = Books { work: Work::of(snapshot), ..Books::default() };
        let last = last_whole_month(date);
        for Receipt { funder, kind, on, cents, purpose } in facts.receipts.iter().filter(|row| row.on <= date)
        {
            books.begins_in(month(*on));
            if in_period(snapshot.on(), *on) {
                add(books.received.entry((funder.clone(), *kind, *purpose)).or_default(), *cents);
            }
            if let Some(flow) = books.flow(last, *on) {
                flow.received.entry(funder.clone()).or_default().add(*purpose, *cents);
            }
        }
        for Expense { category, on, cents, purpose } in facts.expenses.iter().filter(|row| row.on <= date) {
            books.begins_in(month(*on));
            add(&mut books.spent_ever, *cents);
            if in_period(snapshot.on(), *on) {
                let paid = books.spent.entry((*category, *purpose)).or_default();
                paid.merge(Paid { cents: *cents, payments: 1 });
            }
            if let Some(flow) = books.flow(last, *on) {
                flow.spent.add(*purpose, *cents);
            }
        }
        books.cash = cash(snapshot);
        let ever = AsOf { since: None, ..*snapshot.on() };
        let rate = meanings.hour_cents.map(u64::from);
        books.work.worth = rate.map(|rate| books.work.minutes.saturating_mul(rate));
        books.worth_ever = rate.map(|rate| Given::of(snapshot, &ever).minutes.saturating_mul(rate));
        Self { books: [(meanings.currency, books)].into() }
    }

    /// The books of one currency, if there are any.
    pub fn books(&self, currency: Currency) -> Option<&Books> {
        self.books.get(&currency)
    }

    /// Takes all that another has taken.
    pub fn merge(&mut self, other: &Self) {
        for (currency, theirs) in &other.books {
            match self.books.get_mut(currency) {
                Some(ours) => ours.merge(theirs),
                None => {
                    self.books.insert(*currency, theirs.clone());
                }
            }
        }
    }

    /// The figures of money; costs of a person who is better need what changed for people.
    pub fn estimates(&self, progress: &Progress, on: &AsOf) -> Vec<Estimate> {
        let mut all = Vec::new();
        for (currency, books) in &self.books {
            let theirs = books.estimates(progress, on);
            all.extend(theirs.into_iter().map(|estimate| estimate.about([About::Currency(*currency)])));
        }
        all
    }
}

impl Books {
    /// Over how many whole months runways are told.
    const WINDOWS: [u8; 3] = [3, 6, 12];

    fn begins_in(&mut self, month: i32) {
        self.begins = Some(self.begins.map_or(month, |begins| begins.min(month)));
    }

    /// What came and went in the month of a day, when it is one of the last twelve whole ones.
    fn flow(&mut self, last: i32, on: Date) -> Option<&mut Flow> {
        let month = month(on);
        (last - 12 < month && month <= last).then(|| self.months.entry(month).or_default())
    }

    fn merge(&mut self, other: &Self) {
        for (key, cents) in &other.received {
            add(self.received.entry(key.clone()).or_default(), *cents);
        }
        for (key, paid) in &other.spent {
            self.spent.entry(*key).or_default().merge(*paid);
        }
        for (month, theirs) in &other.months {
            let flow = self.months.entry(*month).or_default();
            flow.spent.merge(theirs.spent);
            for (funder, cents) in &theirs.received {
                flow.received.entry(funder.clone()).or_default().merge(*cents);
            }
        }
        self.begins = self.begins.max(other.begins);
        self.cash = both(self.cash, other.cash, i64::saturating_add);
        add(&mut self.spent_ever, other.spent_ever);
        self.work.merge(&other.work);
        self.worth_ever = both(self.worth_ever, other.worth_ever, u64::saturating_add);
    }

    /// Cents received in the period.
    pub fn received(&self) -> u64 {
        sum(self.received.values().copied())
    }

    /// Cents spent in the period.
    pub fn spent(&self) -> u64 {
        sum(self.spent.values().map(|paid| paid.cents))
    }

    /// Free money on the day, in cents; none when nobody noted what was in the bank, or not for all of these books.
    pub fn cash(&self) -> Option<i64> {
        self.cash
    }

    /// What each funder of a kind gave in the period for a purpose, in cents, in no telling order: from the least.
    pub fn contributions(&self, kind: FunderKind, purpose: Purpose) -> Vec<u64> {
        let theirs =
            self.received.iter().filter(|((_, of, for_what), _)| (*of, *for_what) == (kind, purpose));
        let mut cents: Vec<u64> = theirs.map(|(_, cents)| *cents).collect();
        cents.sort_unstable();
        cents
    }

    /// What all funders together gave in the period, each counted once.
    pub fn funding(&self) -> Funding {
        let mut by_funder: BTreeMap<&FunderId, u64> = BTreeMap::new();
        for ((funder, ..), cents) in &self.received {
            add(by_funder.entry(funder).or_default(), *cents);
        }
        Funding::of(by_funder.into_values())
    }

    fn estimates(&self, progress: &Progress, on: &AsOf) -> Vec<Estimate> {
        let mut all = self.sums(on);
        all.extend(self.concentration(on));
        for window in Self::WINDOWS {
            all.extend(self.runways(window, on));
        }
        all.extend(self.unit_costs(progress, on));
        all
    }

    fn sums(&self, on: &AsOf) -> Vec<Estimate> {
        let new =
            |indicator, cents: u64, n: u64| Estimate::new(indicator, on).with(Some(real(cents)), None, n);
        let funding = self.funding();
        let received = new(Indicator::Received, self.received(), funding.funders());
        let mut all = vec![received.keep_in_mind(funding.at_most())];
        for kind in FunderKind::ALL {
            for purpose in Purpose::BOTH {
                let given = self.contributions(kind, purpose);
                if !given.is_empty() {
                    let about = [About::FunderKind(kind), About::Purpose(purpose)];
                    let given = Funding::of(given);
                    let received = new(Indicator::Received, given.sum(), given.funders()).about(about);
                    all.push(received.keep_in_mind(given.at_most()));
                }
            }
        }
        let payments = sum(self.spent.values().map(|paid| paid.payments));
        all.push(new(Indicator::Spent, self.spent(), payments));
        for ((category, purpose), paid) in &self.spent {
            let about = [About::Category(*category), About::Purpose(*purpose)];
            all.push(new(Indicator::Spent, paid.cents, paid.payments).about(about));
        }
        let hours = Estimate::new(Indicator::VolunteerHours, on);
        let given = Funding::of(self.work.volunteers.values().copied());
        let hours = hours.with(Some(real(self.work.minutes) / 60.0), None, given.funders());
        all.push(hours.keep_in_mind(given.at_most()));
        all
    }

    fn concentration(&self, on: &AsOf) -> [Estimate; 5] {
        let funding = self.funding();
        [
            (Indicator::Concentration, funding.concentration()),
            (Indicator::NormalisedConcentration, funding.normalised()),
            (Indicator::EffectiveFunders, funding.effective()),
            (Indicator::FundingDiversity, funding.diversity()),
            (Indicator::LargestFunder, funding.largest_share()),
        ]
        .map(|(indicator, value)| {
            let estimate = Estimate::new(indicator, on).with(value, None, funding.funders());
            estimate.keep_in_mind(funding.at_most())
        })
    }

    /// How long free money lasts at the pace of the last whole months: free money over what went out of it. What came for one
    /// purpose only, and what was spent of that, does not make it last longer or shorter. Without the largest funder of all
    /// money, free money also carries what that funder's restricted money paid.
    fn runways(&self, window: u8, on: &AsOf) -> [Estimate; 3] {
        let last = last_whole_month(on.date);
        let first = last + 1 - i32::from(window);
        let covered = self.begins.is_some_and(|begins| begins <= first);
        let (mut spent, mut received) = (ByPurpose::default(), ByPurpose::default());
        let mut by_funder: BTreeMap<&FunderId, ByPurpose> = BTreeMap::new();
        for flow in self.months.range(first..=last).map(|(_, flow)| flow) {
            spent.merge(flow.spent);
            for (funder, cents) in &flow.received {
                received.merge(*cents);
                by_funder.entry(funder).or_default().merge(*cents);
            }
        }
        let burned = i128::from(spent.free) - i128::from(received.free);
        let carried =
            |gave: &ByPurpose| i128::from(gave.free) + i128::from(gave.restricted.min(spent.restricted));
        // Of several as large, the one whose end would cost most.
        let largest = by_funder.values().max_by_key(|gave| (gave.sum(), carried(gave)));
        let largest = largest.map_or(0, carried);
        let gave = Funding::of(by_funder.values().map(|gave| gave.sum()));
        let runway = |indicator, burned: i128| {
            let estimate = Estimate::new(indicator, on).about([About::Months(window)]);
            let n = u64::from(window);
            match self.cash {
                None => estimate.with(None, None, n).keep_in_mind(Some(Caveat::NoBalance)),
                _ if !covered => estimate.with(None, None, n).keep_in_mind(Some(Caveat::BooksTooShort)),
                _ if burned <= 0 => estimate.with(None, None, n).keep_in_mind(Some(Caveat::Surplus)),
                Some(cash) => {
                    let cash = super::moments::signed_real(i128::from(cash.max(0)));
                    let months = cash * f64::from(window) / super::moments::signed_real(burned);
                    estimate.with(Some(months), None, n)
                }
            }
        };
        [
            runway(Indicator::Runway, burned),
            runway(Indicator::RunwayGross, i128::from(spent.free)),
            runway(Indicator::RunwayWithoutLargest, burned + largest).keep_in_mind(gave.at_most()),
        ]
    }

    fn unit_costs(&self, progress: &Progress, on: &AsOf) -> Vec<Estimate> {
        let work = &self.work;
        let people = |set: &BTreeSet<PersonId>| u64::try_from(set.len()).unwrap_or(u64::MAX);
        let (mentees, completers) = (people(&work.mentees), people(&work.completers));
        let pairing_months = real(work.active_days) / 30.0;
        let mut all = Vec::new();
        // Without and with the hours of volunteers, in cents.
        let costs = |spent: u64, worth: Option<u64>| {
            let with_hours = worth.map(|worth| real(spent) + real(worth) / 60.0);
            [Some((real(spent), None)), with_hours.map(|costs| (costs, Some(About::HoursCounted)))]
        };
        for (cents, hours) in costs(self.spent(), work.worth).into_iter().flatten() {
            for (indicator, units, n, of_people) in [
                (Indicator::CostPerPairing, real(work.pairings), work.pairings, mentees),
                (Indicator::CostPerCompleted, real(work.completed), work.completed, completers),
                (Indicator::CostPerMonth, pairing_months, work.pairings, mentees),
            ] {
                let each = (units > 0.0).then(|| cents / units);
                all.push(
                    Estimate::new(indicator, on)
                        .with(each, None, n)
                        .of_people(of_people)
                        .about(hours.clone()),
                );
            }
        }
        let cut = (self.spent_ever, self.worth_ever) != (self.spent(), work.worth);
        for (measure, improved) in progress.improved(on) {
            for (cents, hours) in costs(self.spent_ever, self.worth_ever).into_iter().flatten() {
                let each = (improved > 0).then(|| cents / real(improved));
                all.push(
                    Estimate::new(Indicator::CostPerImproved, on)
                        .with(each, None, improved)
                        .about(measure.about())
                        .about(hours)
                        .keep_in_mind(cut.then_some(Caveat::AllTheTime)),
                );
            }
        }
        all
    }
}

/// Numbers only: who they are is not told.
impl Paid {
    fn merge(&mut self, other: Self) {
        add(&mut self.cents, other.cents);
        add(&mut self.payments, other.payments);
    }
}

/// Free money on the day: the last balance noted, and what came and went since.
fn cash(snapshot: &Snapshot<'_>) -> Option<i64> {
    let (facts, date) = (snapshot.record().facts(), snapshot.on().date);
    let noted = facts.balances.iter().rfind(|row| row.on <= date)?;
    let since = |on: Date, purpose: Purpose| noted.on < on && on <= date && purpose == Purpose::Free;
    let received = facts.receipts.iter().filter(|row| since(row.on, row.purpose)).map(|row| row.cents);
    let spent = facts.expenses.iter().filter(|row| since(row.on, row.purpose)).map(|row| row.cents);
    let signed = |cents: u64| i64::try_from(cents).unwrap_or(i64::MAX);
    Some(noted.free_cents.saturating_add(signed(sum(received))).saturating_sub(signed(sum(spent))))
}

fn in_period(on: &AsOf, date: Date) -> bool {
    on.since.is_none_or(|since| since <= date) && date <= on.date
}

/// Twelve times the year and the months before it.
fn month(on: Date) -> i32 {
    12 * i32::from(on.year()) + i32::from(on.month()) - 1
}

/// The last month that is over at the end of a day.
fn last_whole_month(on: Date) -> i32 {
    if on == on.last_of_month() { month(on) } else { month(on) - 1 }
}

fn add(sum: &mut u64, more: u64) {
    *sum = sum.saturating_add(more);
}

fn sum(all: impl Iterator<Item = u64>) -> u64 {
    all.fold(0, u64::saturating_add)
}

/// What is known of both together: nothing where it is known of one only, as the money of one does not last for what two
/// spend.
fn both<T>(a: Option<T>, b: Option<T>, together: impl Fn(T, T) -> T) -> Option<T> {
    Some(together(a?, b?))
}
