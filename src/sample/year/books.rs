//! The books: who gives, what it is spent on, what is left; the hours that people give; and what the words mean.

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};

use super::{LAST, YEAR_START, chance::Chance, day, id, label, on};
use crate::{
    feedback::{
        Area, Balance, Belonging, Category, Currency, Enrolment, Expense, Facts, FunderKind, Meanings,
        Neighbour, Purpose, Receipt, Volunteering,
    },
    id::{FunderId, PersonId},
    introduction::Party,
};

/// What is in the bank on the day before the first, in cents for each mentee.
const FREE: u64 = 10_000;
const RESTRICTED: u64 = 3_000;

/// The last day of the first year.
const FIRST_YEAR: i32 = 364;

/// What the programme's words mean.
pub(super) fn meanings() -> Meanings {
    let areas = [
        ("job", Area::Employment),
        ("diploma", Area::Education),
        ("business", Area::Enterprise),
        ("housing", Area::Housing),
        ("language-b1", Area::Language),
        ("volunteering", Area::Inclusion),
    ];
    Meanings {
        newcomers: Some(Belonging { dimension: label("newcomer"), label: label("yes") }),
        drawn_by: Some(label("street")),
        areas: areas.map(|(kind, area)| (label(kind), area)).into(),
        hour_cents: Some(1550),
        currency: Currency::default(),
    }
}

/// The first day of a month, counted from 0.
fn first(month: i32) -> i32 {
    day(YEAR_START.saturating_add(month.months()))
}

/// An amount that is a tenth more or less.
fn about(chance: &mut Chance, cents: u64) -> u64 {
    cents * u64::try_from(chance.between(90, 110)).expect("not below 0") / 100
}

/// Two years of money, most of it in proportion to the number of mentees; none without any.
pub(super) fn money(chance: &mut Chance, mentees: usize, facts: &mut Facts) {
    if mentees == 0 {
        return;
    }
    let Facts { receipts, expenses, balances, .. } = facts;
    let scale = u64::try_from(mentees).expect("a number of people");
    receive(chance, mentees, scale, receipts);
    spend(chance, scale, expenses);
    receipts.sort_by_key(|row| row.on);
    expenses.sort_by_key(|row| row.on);

    // Restricted money is for people who are paid, trainings and workshops, and goes first.
    let mut restricted = scale * RESTRICTED;
    let mut coming = receipts.iter().filter(|row| row.purpose == Purpose::Restricted).peekable();
    for expense in &mut *expenses {
        while let Some(receipt) = coming.next_if(|receipt| receipt.on <= expense.on) {
            restricted += receipt.cents;
        }
        let meant = matches!(expense.category, Category::Staff | Category::Training | Category::Workshops);
        if meant && expense.cents <= restricted {
            restricted -= expense.cents;
            expense.purpose = Purpose::Restricted;
        }
    }

    for last in [-1, FIRST_YEAR] {
        let left = |before: u64, purpose| {
            let came: u64 = receipts
                .iter()
                .filter(|row| row.purpose == purpose && row.on <= on(last))
                .map(|row| row.cents)
                .sum();
            let went: u64 = expenses
                .iter()
                .filter(|row| row.purpose == purpose && row.on <= on(last))
                .map(|row| row.cents)
                .sum();
            i64::try_from(before + came).expect("an amount") - i64::try_from(went).expect("an amount")
        };
        balances.push(Balance {
            on: on(last),
            free_cents: left(scale * FREE, Purpose::Free),
            restricted_cents: u64::try_from(left(scale * RESTRICTED, Purpose::Restricted))
                .expect("no more restricted money is spent than there is"),
        });
    }
}

/// The town gives every half year and one fund every year, for what they agreed on; another fund, a few businesses, some
/// two donors for every five mentees and what the programme earns are free.
fn receive(chance: &mut Chance, mentees: usize, scale: u64, receipts: &mut Vec<Receipt>) {
    let mut push = |funder: &FunderId, kind, day, cents, purpose| {
        receipts.push(Receipt { funder: funder.clone(), kind, on: on(day), cents, purpose });
    };
    let town: FunderId = id("F-TOWN");
    for month in [0, 6, 12, 18] {
        let day = first(month) + chance.between(8, 25);
        push(&town, FunderKind::Government, day, scale * 9_000, Purpose::Restricted);
    }
    for (name, month, cents, purpose) in
        [("F-FUND-1", 2, 6_500, Purpose::Restricted), ("F-FUND-2", 4, 4_000, Purpose::Free)]
    {
        for month in [month, month + 12] {
            let day = first(month) + chance.between(0, 27);
            push(&id(name), FunderKind::Foundation, day, scale * cents, purpose);
        }
    }
    for number in 1..=1 + mentees / 25 {
        let business: FunderId = id(format!("F-B{number:04}"));
        let cents = chance.of(&[(25_000, 30), (50_000, 35), (75_000, 20), (100_000, 15)]);
        for month in [0, 12] {
            let day = first(month) + chance.between(30, 330);
            push(&business, FunderKind::Business, day, cents, Purpose::Free);
        }
    }
    for number in 1..=mentees * 2 / 5 {
        let donor: FunderId = id(format!("F-D{number:05}"));
        for _ in 0..chance.between(1, 3) {
            let cents = chance.of(&[(2_500, 40), (5_000, 30), (10_000, 20), (25_000, 10)]);
            push(&donor, FunderKind::Donor, chance.between(0, LAST), cents, Purpose::Free);
        }
    }
    let own: FunderId = id("F-OWN");
    for month in (2..24).step_by(3) {
        let day = first(month) + chance.between(0, 27);
        push(&own, FunderKind::Earned, day, about(chance, scale * 400), Purpose::Free);
    }
}

/// What is spent on what, every so many months from which on, and how much for each mentee.
fn spend(chance: &mut Chance, scale: u64, expenses: &mut Vec<Expense>) {
    for (category, from, every, cents) in [
        (Category::Staff, 0, 1, 2_500),
        (Category::Training, 1, 3, 600),
        (Category::Workshops, 0, 1, 150),
        (Category::Materials, 2, 3, 200),
        (Category::Communication, 0, 4, 300),
        (Category::Other, 0, 2, 200),
    ] {
        for month in (from..24).step_by(every) {
            // People are paid on one day of the month.
            let after = if category == Category::Staff { 24 } else { chance.between(0, 27) };
            let cents = about(chance, scale * cents);
            let on = on(first(month) + after);
            expenses.push(Expense { category, on, cents, purpose: Purpose::Free });
        }
    }
}

/// The hours that are given beside the meetings: a few mentors coordinate every other week, and at four parties one mentor
/// in eight helps, and one in thirty of the neighbours who answered by then.
pub(super) fn volunteering(chance: &mut Chance, mentees: usize, facts: &mut Facts) {
    let Facts { enrolments, neighbours, volunteering, .. } = facts;
    let there = |row: &&Enrolment, day: i32| {
        let enrolled = row.role == Party::Mentor && row.enrolled.is_some_and(|enrolled| enrolled <= on(day));
        enrolled && row.left.is_none_or(|left| on(day) < left)
    };
    let mut rows = Vec::new();
    for mentor in enrolments.iter().filter(|row| there(row, 0)).take(1 + mentees / 50) {
        for day in (6..=LAST).step_by(14).filter(|&day| there(&mentor, day)) {
            rows.push((on(day), mentor.person.clone(), 30 * chance.between(2, 8)));
        }
    }
    for month in [5, 11, 17, 23] {
        let day = first(month) + 19;
        let mut helping = BTreeMap::new();
        for mentor in enrolments.iter().filter(|row| there(row, day)) {
            if chance.per_mille(125) {
                helping.insert(mentor.person.clone(), 60 * chance.between(2, 5));
            }
        }
        let came = |row: &&Neighbour| row.answered.is_some_and(|answered| answered <= on(day));
        for neighbour in neighbours.iter().filter(came) {
            if chance.per_mille(33) {
                helping.insert(neighbour.person.clone(), 60 * chance.between(1, 4));
            }
        }
        rows.extend(helping.into_iter().map(|(person, minutes)| (on(day), person, minutes)));
    }
    let row = |(on, person, minutes): (Date, PersonId, i32)| {
        let minutes = u16::try_from(minutes).expect("some hours");
        Volunteering { person, on, minutes }
    };
    volunteering.extend(rows.into_iter().map(row));
}
