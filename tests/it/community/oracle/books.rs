//! Money, of one programme or of several whose books are put together.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    feedback::{Category, Closure, Currency, FunderKind, Pairing, Purpose, Receipt},
    id::{FunderId, PersonId},
    impact::{About, AsOf, Caveat, Figures, Indicator},
    introduction::Party,
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
};

use super::{Case, Expected, days};

impl<'a> Case<'a> {
    /// Whether anything is booked by the day.
    fn is_booked(&self) -> bool {
        let received = self.facts.receipts.iter().map(|row| row.on);
        let spent = self.facts.expenses.iter().map(|row| row.on);
        let noted = self.facts.balances.iter().map(|row| row.on);
        received.chain(spent).chain(noted).any(|on| self.by_now(on))
    }

    /// Free money on the day: what was noted last, and each day's free receipts and expenses since.
    fn cash(&self) -> Option<i64> {
        let noted = self.facts.balances.iter().filter(|row| self.by_now(row.on)).max_by_key(|row| row.on)?;
        let since = |on: Date| noted.on < on && self.by_now(on);
        let came = self.facts.receipts.iter().filter(|row| since(row.on) && row.purpose == Purpose::Free);
        let went = self.facts.expenses.iter().filter(|row| since(row.on) && row.purpose == Purpose::Free);
        let came: u64 = came.map(|row| row.cents).sum();
        let went: u64 = went.map(|row| row.cents).sum();
        Some(noted.free_cents + came as i64 - went as i64)
    }

    /// The first day of the month of the first receipt or expense.
    fn begins(&self) -> Option<Date> {
        let received = self.facts.receipts.iter().map(|row| row.on);
        let all = received.chain(self.facts.expenses.iter().map(|row| row.on));
        all.filter(|on| self.by_now(*on)).min().map(Date::first_of_month)
    }

    /// The minutes that people gave in the period, or ever: those of meetings, by the mentor, and those beside them.
    fn given(&self, counts: impl Fn(Date) -> bool) -> BTreeMap<&'a PersonId, u64> {
        let mut given = BTreeMap::new();
        for row in self.facts.meetings.iter().filter(|row| counts(row.on)) {
            let mut pairings = self.facts.pairings.iter();
            let pairing = pairings.find(|pairing| pairing.agreement == row.agreement).unwrap();
            *given.entry(&pairing.mentor).or_default() += u64::from(row.minutes);
        }
        for row in self.facts.volunteering.iter().filter(|row| counts(row.on)) {
            *given.entry(&row.person).or_default() += u64::from(row.minutes);
        }
        given
    }

    /// Whether a pairing was there on a day of the period; one of no day was on the day on which it began.
    fn was_active(&self, row: &Pairing) -> bool {
        let Some(since) = self.on.since else { return true };
        let ended = row.ended.filter(|ending| self.by_now(ending.on));
        row.started >= since || ended.is_none_or(|ending| ending.on > since)
    }

    /// The days of the period before the day on which a pairing did not pause.
    fn active_days(&self, row: &Pairing) -> u64 {
        let end = row.ended.map_or(self.date(), |ending| ending.on.min(self.date()));
        let each = (0..days(row.started, end)).map(|day| row.started.saturating_add(day.days()));
        let each = each.filter(|day| self.on.since.is_none_or(|since| since <= *day));
        each.filter(|day| !row.pauses.iter().any(|pause| pause.from <= *day && *day < pause.until)).count()
            as u64
    }
}

/// What the two largest of several gave, if anybody gave anything.
fn largest(each: &[u64]) -> Option<Caveat> {
    let mut each: Vec<u64> = each.iter().copied().filter(|gave| *gave > 0).collect();
    each.sort_unstable();
    let of = each.iter().sum();
    Some(Caveat::Largest { first: each.pop()?, second: each.pop().unwrap_or(0), of })
}

/// The last day of the last month that is over at the end of a day.
fn last_month(on: Date) -> Date {
    let month = on.first_of_month();
    if on.tomorrow().is_ok_and(|next| next.month() != on.month()) { on } else { month.yesterday().unwrap() }
}

/// The figures of money of several programmes put together; growth is that of all of them.
pub(in crate::community) fn money(programmes: &[&Case<'_>], growth: &Figures, told: &mut Vec<Expected>) {
    let booked: Vec<_> = programmes.iter().filter(|programme| programme.is_booked()).collect();
    let currencies: BTreeSet<Currency> =
        booked.iter().map(|programme| programme.meanings().currency).collect();
    for currency in currencies {
        let theirs = booked.iter().filter(|programme| programme.meanings().currency == currency);
        let theirs: Vec<&Case<'_>> = theirs.map(|programme| **programme).collect();
        let books = Books { on: theirs[0].on, programmes: &theirs };
        let mut figures = Vec::new();
        books.sums(&mut figures);
        for window in [3, 6, 12] {
            books.runways(window, &mut figures);
        }
        books.unit_costs(growth, &mut figures);
        told.extend(figures.into_iter().map(|figure| figure.about([About::Currency(currency)]).no_limits()));
    }
}

struct Books<'a> {
    on: AsOf,
    programmes: &'a [&'a Case<'a>],
}

impl<'a> Books<'a> {
    /// What came in the period.
    fn receipts(&self) -> Vec<&'a Receipt> {
        let of = |case: &&'a Case<'a>| {
            case.facts.receipts.iter().filter(|row| case.in_period(row.on)).collect::<Vec<_>>()
        };
        self.programmes.iter().flat_map(of).collect()
    }

    fn sums(&self, told: &mut Vec<Expected>) {
        let sum = |indicator, cents: u64, n| Expected::new(indicator, Some(cents as f64), n);
        let receipts = self.receipts();
        let funders =
            |rows: &[&Receipt]| rows.iter().map(|row| row.funder.clone()).collect::<BTreeSet<_>>().len();
        let cents = |rows: &[&Receipt]| rows.iter().map(|row| row.cents).sum::<u64>();
        let most = largest(&Self::each(&receipts));
        told.push(sum(Indicator::Received, cents(&receipts), funders(&receipts)).mind(most));
        for kind in FunderKind::ALL {
            for purpose in Purpose::BOTH {
                let rows: Vec<&Receipt> = receipts
                    .iter()
                    .filter(|row| (row.kind, row.purpose) == (kind, purpose))
                    .copied()
                    .collect();
                if !rows.is_empty() {
                    let about = [About::FunderKind(kind), About::Purpose(purpose)];
                    let most = largest(&Self::each(&rows));
                    told.push(sum(Indicator::Received, cents(&rows), funders(&rows)).about(about).mind(most));
                }
            }
        }
        let expenses: Vec<_> = (self.programmes.iter())
            .flat_map(|case| case.facts.expenses.iter().filter(|row| case.in_period(row.on)))
            .collect();
        told.push(sum(Indicator::Spent, expenses.iter().map(|row| row.cents).sum(), expenses.len()));
        for category in Category::ALL {
            for purpose in Purpose::BOTH {
                let rows: Vec<_> = expenses
                    .iter()
                    .filter(|row| (row.category, row.purpose) == (category, purpose))
                    .collect();
                if !rows.is_empty() {
                    let about = [About::Category(category), About::Purpose(purpose)];
                    let cents = rows.iter().map(|row| row.cents).sum();
                    told.push(sum(Indicator::Spent, cents, rows.len()).about(about));
                }
            }
        }
        let given = self.given();
        let hours = given.iter().sum::<u64>() as f64 / 60.0;
        told.push(Expected::new(Indicator::VolunteerHours, Some(hours), given.len()).mind(largest(&given)));

        let each = Self::each(&receipts);
        let (n, total) = (each.len(), each.iter().sum::<u64>() as f64);
        let shares: Vec<f64> = each.iter().map(|cents| *cents as f64 / total).collect();
        let squares: f64 = shares.iter().map(|share| share * share).sum();
        let if_any = |value: f64| (n > 0).then_some(value);
        let even = 1.0 / n as f64;
        let concentration = [
            Expected::new(Indicator::Concentration, if_any(squares), n),
            Expected::new(
                Indicator::NormalisedConcentration,
                (n > 1).then(|| (squares - even) / (1.0 - even)),
                n,
            ),
            Expected::new(Indicator::EffectiveFunders, if_any(1.0 / squares), n),
            Expected::new(
                Indicator::FundingDiversity,
                if_any(-shares.iter().map(|share| share * share.ln()).sum::<f64>()),
                n,
            ),
            Expected::new(Indicator::LargestFunder, if_any(shares.iter().copied().fold(0.0, f64::max)), n),
        ];
        told.extend(concentration.map(|figure| figure.mind(largest(&each))));
    }

    /// The minutes that each gave in the period.
    fn given(&self) -> Vec<u64> {
        let mut all: BTreeMap<PersonId, u64> = BTreeMap::new();
        for case in self.programmes {
            for (person, minutes) in case.given(|on| case.in_period(on)) {
                *all.entry(person.clone()).or_default() += minutes;
            }
        }
        all.into_values().collect()
    }

    /// What each funder gave, of some receipts.
    fn each(receipts: &[&Receipt]) -> Vec<u64> {
        let mut each: BTreeMap<&FunderId, u64> = BTreeMap::new();
        for row in receipts {
            *each.entry(&row.funder).or_default() += row.cents;
        }
        each.into_values().collect()
    }

    fn runways(&self, window: u8, told: &mut Vec<Expected>) {
        let last = last_month(self.on.date);
        let first = last.first_of_month().checked_sub((i64::from(window) - 1).months()).unwrap();
        let within = |on: Date| first <= on && on <= last;
        let cash: Option<i64> = self.programmes.iter().map(|case| case.cash()).sum();
        // The books go as far back as the one that was begun last.
        let begins = self.programmes.iter().filter_map(|case| case.begins()).max();
        let (mut came, mut went, mut went_restricted) = (0, 0, 0);
        // What each gave: free, and for one purpose only.
        let mut each: BTreeMap<&FunderId, (i64, i64)> = BTreeMap::new();
        for case in self.programmes {
            for row in case.facts.receipts.iter().filter(|row| within(row.on)) {
                let cents = row.cents as i64;
                let gave = each.entry(&row.funder).or_default();
                match row.purpose {
                    Purpose::Free => (gave.0, came) = (gave.0 + cents, came + cents),
                    Purpose::Restricted => gave.1 += cents,
                }
            }
            for row in case.facts.expenses.iter().filter(|row| within(row.on)) {
                match row.purpose {
                    Purpose::Free => went += row.cents as i64,
                    Purpose::Restricted => went_restricted += row.cents as i64,
                }
            }
        }
        // Without the largest, free money also pays what that funder's restricted money paid; of several as large, the
        // one whose end costs most.
        let most = each.values().map(|gave| gave.0 + gave.1).max().unwrap_or(0);
        let largest_of_all = each.values().filter(|gave| gave.0 + gave.1 == most);
        let missed = largest_of_all.map(|gave| gave.0 + gave.1.min(went_restricted)).max().unwrap_or(0);
        let dominance = largest(&each.values().map(|gave| (gave.0 + gave.1) as u64).collect::<Vec<_>>());
        for (indicator, net) in [
            (Indicator::Runway, went - came),
            (Indicator::RunwayGross, went),
            (Indicator::RunwayWithoutLargest, went - came + missed),
        ] {
            let a_month = net as f64 / f64::from(window);
            let (value, why) = if cash.is_none() {
                (None, Some(Caveat::NoBalance))
            } else if begins.is_none_or(|begins| begins > first) {
                (None, Some(Caveat::BooksTooShort))
            } else if net <= 0 {
                (None, Some(Caveat::Surplus))
            } else {
                (cash.map(|cash| cash.max(0) as f64 / a_month), None)
            };
            told.push(
                Expected::new(indicator, value, window.into())
                    .about([About::Months(window)])
                    .mind(why)
                    .mind(dominance.clone().filter(|_| indicator == Indicator::RunwayWithoutLargest)),
            );
        }
    }

    /// What the hours are worth, when everybody says what one is.
    fn worth(&self, ever: bool) -> Option<f64> {
        let each = self.programmes.iter().map(|case| {
            let given = case.given(|on| if ever { case.by_now(on) } else { case.in_period(on) });
            let minutes: u64 = given.into_values().sum();
            Some(minutes as f64 / 60.0 * f64::from(case.meanings().hour_cents?))
        });
        each.sum()
    }

    fn unit_costs(&self, growth: &Figures, told: &mut Vec<Expected>) {
        let ([mut active, mut completed], mut days) = ([0_usize; 2], 0_u64);
        let [mut mentees, mut completers] = [BTreeSet::new(), BTreeSet::new()];
        let [mut spent, mut spent_ever] = [0.0, 0.0];
        for case in self.programmes {
            for row in case.facts.pairings.iter().filter(|row| case.by_now(row.started)) {
                if case.was_active(row) {
                    active += 1;
                    mentees.insert(&row.mentee);
                    days += case.active_days(row);
                }
                let ended = row.ended.filter(|ending| case.in_period(ending.on));
                if ended.is_some_and(|ending| ending.closure == Closure::Completed) {
                    completed += 1;
                    completers.insert(&row.mentee);
                }
            }
            for row in &case.facts.expenses {
                spent += if case.in_period(row.on) { row.cents as f64 } else { 0.0 };
                spent_ever += if case.by_now(row.on) { row.cents as f64 } else { 0.0 };
            }
        }
        let costs = |spent: f64, ever: bool| {
            let with_hours = self.worth(ever).map(|worth| (spent + worth, Some(About::HoursCounted)));
            [Some((spent, None)), with_hours].into_iter().flatten()
        };
        for (cents, hours) in costs(spent, false) {
            let mut cost = |indicator, units: f64, n: usize, people: usize| {
                let each = (units > 0.0).then(|| cents / units);
                told.push(Expected::new(indicator, each, n).people(people).about(hours.clone()));
            };
            cost(Indicator::CostPerPairing, active as f64, active, mentees.len());
            cost(Indicator::CostPerCompleted, completed as f64, completed, completers.len());
            cost(Indicator::CostPerMonth, days as f64 / 30.0, active, mentees.len());
        }
        let cut = spent_ever > spent || self.worth(true) > self.worth(false);
        for measure in growth.of_indicator(Indicator::ReliablyImproved) {
            let whole = !measure.about.iter().any(|part| matches!(part, About::Subscale(_)));
            if !whole || !measure.about.contains(&About::Role(Party::Mentee)) {
                continue;
            }
            let better = measure.value.map_or(0.0, |share| (share * measure.n as f64).round());
            for (cents, hours) in costs(spent_ever, true) {
                let each = (better > 0.0).then(|| cents / better);
                told.push(
                    Expected::new(Indicator::CostPerImproved, each, better as usize)
                        .about(measure.about.iter().cloned())
                        .about(hours)
                        .mind(cut.then_some(Caveat::AllTheTime)),
                );
            }
        }
    }
}

/// Where months begin and end.
#[test]
fn a_month_is_over_at_the_end_of_its_last_day() {
    assert_eq!(last_month(date(2026, 6, 30)), date(2026, 6, 30));
    assert_eq!(last_month(date(2026, 6, 29)), date(2026, 5, 31));
    assert_eq!(last_month(date(2026, 1, 1)), date(2025, 12, 31));
}
