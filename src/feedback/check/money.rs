//! The books, and what the programme's words mean.

use super::{
    super::{Balance, Currency, Expense, MOST_CENTS, Meanings, Receipt, Rule},
    Sieve, Twins, in_reach, twins,
};

/// Rows that mean different things, when there are several, all of them.
pub(super) fn differing(rows: &[Meanings]) -> Option<Vec<usize>> {
    rows.windows(2).any(|two| two[0] != two[1]).then(|| (0..rows.len()).collect())
}

pub(super) fn meant_twice(rows: &[Meanings]) -> Twins {
    let Some(indices) = differing(rows) else { return Twins::new() };
    let mut twins: Twins = indices.iter().map(|&index| (index, None)).collect();
    twins.insert(0, Some(Rule::MeaningsDiffer { indices }));
    twins
}

/// The rows of meanings because of which nobody can tell in which currency the books are: those that differ, unless all say
/// the currency that books have when nothing is said.
pub(super) fn unclear(rows: &[Meanings]) -> Option<Vec<usize>> {
    differing(rows).filter(|_| rows.iter().any(|row| row.currency != Currency::default()))
}

pub(super) fn receipt(sieve: &Sieve, row: &Receipt, wrong: &mut Vec<Rule>) {
    let of = || format!("a receipt from `{}` on {}", row.funder, row.on);
    in_reach(|| format!("a receipt from `{}`", row.funder), [Some(row.on)], wrong);
    amount(of, i128::from(row.cents), 1, wrong);
    currency(sieve, wrong);
}

pub(super) fn expense(sieve: &Sieve, row: &Expense, wrong: &mut Vec<Rule>) {
    let of = || format!("an expense ({}) on {}", row.category, row.on);
    in_reach(|| format!("an expense ({})", row.category), [Some(row.on)], wrong);
    amount(of, i128::from(row.cents), 1, wrong);
    currency(sieve, wrong);
}

pub(super) fn balance_twice(rows: &[Balance]) -> Twins {
    twins(
        rows,
        |row| row.on,
        |row, indices| Rule::Twice { what: format!("a balance of {}", row.on), indices },
    )
}

pub(super) fn balance(sieve: &Sieve, row: &Balance, wrong: &mut Vec<Rule>) {
    in_reach(|| "a balance".to_owned(), [Some(row.on)], wrong);
    amount(
        || format!("free money in the balance of {}", row.on),
        row.free_cents.into(),
        -i128::from(MOST_CENTS),
        wrong,
    );
    amount(
        || format!("restricted money in the balance of {}", row.on),
        row.restricted_cents.into(),
        0,
        wrong,
    );
    currency(sieve, wrong);
}

fn amount(of: impl Fn() -> String, cents: i128, least: i128, wrong: &mut Vec<Rule>) {
    if !(least..=i128::from(MOST_CENTS)).contains(&cents) {
        wrong.push(Rule::WrongCents { of: of(), cents, least });
    }
}

fn currency(sieve: &Sieve, wrong: &mut Vec<Rule>) {
    if let Some(indices) = &sieve.unclear {
        wrong.push(Rule::UnclearCurrency { indices: indices.clone() });
    }
}
