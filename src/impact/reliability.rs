//! Whether the items of a questionnaire measure one thing: Cronbach's alpha, and what each item adds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Accumulate, Confidence, Interval, collects,
    distribution::{f_quantile, real},
    moments::signed_real,
};

/// Takes each respondent's answers to the items of one scale, `None` where an item was skipped; answers with the
/// [`Reliability`] of the scale.
///
/// Answers are whole numbers, reverse-keyed items already turned (lowest + highest − answer). Only respondents who
/// answered every item count (listwise); how many did not is told. All respondents answer the same items in the same
/// order: rows of differing length are refused when it finishes.
///
/// ```
/// use mentorship::impact::{Accumulate, ItemAnswers};
///
/// let answers: ItemAnswers =
///     [[1, 2, 1], [2, 2, 3], [4, 3, 4], [5, 5, 4]].map(|row| row.map(Some).to_vec()).into_iter().collect();
/// let reliability = answers.finish()?;
/// assert!(reliability.alpha().is_some_and(|alpha| alpha > 0.9));
/// # Ok::<(), mentorship::impact::DifferingItems>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Sums>", into = "Vec<Sums>")]
pub struct ItemAnswers {
    /// By how many items a row has. More than one entry is refused.
    by_items: BTreeMap<usize, Sums>,
}

/// Whole sums over respondents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredSums")]
struct Sums {
    complete: u64,
    incomplete: u64,
    /// By item: the sum of answers.
    answers: Vec<i128>,
    /// By item, the items from that one on: the sum of products of answers.
    products: Vec<Vec<i128>>,
}

/// [`Sums`] that nobody has checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredSums {
    complete: u64,
    incomplete: u64,
    answers: Vec<i128>,
    products: Vec<Vec<i128>>,
}

/// Stored sums that are not of one number of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sums of products are not those of {items} items")]
struct InvalidSums {
    items: usize,
}

/// Respondents who answered different numbers of items: not one questionnaire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("some respondents have {fewest} items and others {most}")]
pub struct DifferingItems {
    /// The shortest row.
    pub fewest: usize,
    /// The longest row.
    pub most: usize,
}

/// How reliably the items of a scale measure one thing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reliability {
    respondents: u64,
    incomplete: u64,
    alpha: Option<f64>,
    items: Vec<ItemReliability>,
}

/// What one item adds to its scale.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ItemReliability {
    rest_correlation: Option<f64>,
    alpha_if_dropped: Option<f64>,
}

impl Sums {
    fn of(items: usize) -> Self {
        Self {
            complete: 0,
            incomplete: 0,
            answers: vec![0; items],
            products: (0..items).map(|item| vec![0; items - item]).collect(),
        }
    }

    /// n² times the covariance of two items (divisor n): whole. `None` beyond 127 bits.
    fn together(&self, one: usize, other: usize) -> Option<i128> {
        let (first, second) = (one.min(other), one.max(other));
        let products = i128::from(self.complete).checked_mul(self.products[first][second - first])?;
        products.checked_sub(self.answers[first].checked_mul(self.answers[second])?)
    }

    /// Every item's [`Sums::together`] with every item.
    fn table(&self) -> Option<Vec<Vec<i128>>> {
        let items = 0..self.answers.len();
        items.clone().map(|one| items.clone().map(|other| self.together(one, other)).collect()).collect()
    }
}

impl ItemAnswers {
    /// Takes the answers of one respondent.
    pub(super) fn take(&mut self, answers: &[Option<i32>]) {
        let items = answers.len();
        let sums = self.by_items.entry(items).or_insert_with(|| Sums::of(items));
        if answers.iter().any(Option::is_none) {
            sums.incomplete = sums.incomplete.saturating_add(1);
            return;
        }
        sums.complete = sums.complete.saturating_add(1);
        for (item, answer) in answers.iter().enumerate() {
            let answer = i128::from(answer.unwrap_or(0));
            sums.answers[item] = sums.answers[item].saturating_add(answer);
            for (sum, other) in sums.products[item].iter_mut().zip(&answers[item..]) {
                *sum = sum.saturating_add(answer * i128::from(other.unwrap_or(0)));
            }
        }
    }
}

impl Accumulate for ItemAnswers {
    type Row = Vec<Option<i32>>;
    type Answer = Result<Reliability, DifferingItems>;

    fn add(&mut self, answers: Vec<Option<i32>>) {
        self.take(&answers);
    }

    fn merge(&mut self, other: &Self) {
        for (&items, theirs) in &other.by_items {
            let sums = self.by_items.entry(items).or_insert_with(|| Sums::of(items));
            sums.complete = sums.complete.saturating_add(theirs.complete);
            sums.incomplete = sums.incomplete.saturating_add(theirs.incomplete);
            let to = sums.answers.iter_mut().chain(sums.products.iter_mut().flatten());
            let from = theirs.answers.iter().chain(theirs.products.iter().flatten());
            for (sum, more) in to.zip(from) {
                *sum = sum.saturating_add(*more);
            }
        }
    }

    fn finish(&self) -> Result<Reliability, DifferingItems> {
        let Some((&fewest, sums)) = self.by_items.first_key_value() else {
            return Ok(Reliability::default());
        };
        if let Some((&most, _)) = self.by_items.last_key_value().filter(|(most, _)| **most != fewest) {
            return Err(DifferingItems { fewest, most });
        }
        let table = sums.table();
        let items = 0..fewest;
        Ok(Reliability {
            respondents: sums.complete,
            incomplete: sums.incomplete,
            alpha: table.as_ref().and_then(|table| alpha(table, &items.clone().collect::<Vec<_>>())),
            items: items
                .clone()
                .map(|item| {
                    let rest: Vec<usize> = items.clone().filter(|other| *other != item).collect();
                    ItemReliability {
                        rest_correlation: table.as_ref().and_then(|table| correlation(table, item, &rest)),
                        alpha_if_dropped: table.as_ref().and_then(|table| alpha(table, &rest)),
                    }
                })
                .collect(),
        })
    }
}

collects!(ItemAnswers, Vec<Option<i32>>);

/// The sum of a table over some rows and columns.
fn sum(table: &[Vec<i128>], rows: &[usize], columns: &[usize]) -> Option<i128> {
    rows.iter()
        .flat_map(|&row| columns.iter().map(move |&column| table[row][column]))
        .try_fold(0_i128, i128::checked_add)
}

/// Alpha of some items.
fn alpha(table: &[Vec<i128>], items: &[usize]) -> Option<f64> {
    let total = sum(table, items, items)?;
    let alone = items.iter().map(|&item| table[item][item]).try_fold(0_i128, i128::checked_add)?;
    if items.len() < 2 || total <= 0 {
        return None;
    }
    let k = real(u64::try_from(items.len()).ok()?);
    Some(k / (k - 1.0) * (signed_real(total.checked_sub(alone)?) / signed_real(total)))
}

/// Pearson's correlation of one item with the sum of others.
fn correlation(table: &[Vec<i128>], item: usize, rest: &[usize]) -> Option<f64> {
    let together = sum(table, &[item], rest)?;
    let (own, others) = (table[item][item], sum(table, rest, rest)?);
    if own <= 0 || others <= 0 {
        return None;
    }
    Some((signed_real(together) / signed_real(own).sqrt() / signed_real(others).sqrt()).clamp(-1.0, 1.0))
}

impl Reliability {
    /// How many respondents answered every item.
    pub fn respondents(&self) -> u64 {
        self.respondents
    }

    /// How many were left out because they skipped one.
    pub fn incomplete(&self) -> u64 {
        self.incomplete
    }

    /// Cronbach's alpha (Cronbach 1951), with variances by n − 1. It can be negative when items work against each other.
    ///
    /// `None` for fewer than two items or two respondents, and when all respondents have the same sum.
    pub fn alpha(&self) -> Option<f64> {
        self.alpha
    }

    /// The interval of alpha from the F distribution (Feldt 1965).
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let unreliable = 1.0 - self.alpha?;
        let people = real(self.respondents.checked_sub(1)?);
        let answers = people * (real(u64::try_from(self.items.len()).ok()?) - 1.0);
        let limit = |point| Some(1.0 - unreliable * f_quantile(point, people, answers));
        Some(Interval::new(
            limit(confidence.upper_point())?,
            limit(1.0 - confidence.upper_point())?,
            confidence,
        ))
    }

    /// What each item adds, in their order.
    pub fn items(&self) -> &[ItemReliability] {
        &self.items
    }
}

impl ItemReliability {
    /// Pearson's correlation of the item with the sum of the other items; `None` when either does not vary.
    pub fn rest_correlation(&self) -> Option<f64> {
        self.rest_correlation
    }

    /// Alpha of the other items: an item that weakens its scale has one above the scale's.
    pub fn alpha_if_dropped(&self) -> Option<f64> {
        self.alpha_if_dropped
    }
}

impl From<Vec<Sums>> for ItemAnswers {
    fn from(stored: Vec<Sums>) -> Self {
        let mut answers = Self::default();
        for sums in stored {
            answers.merge(&Self { by_items: [(sums.answers.len(), sums)].into() });
        }
        answers
    }
}

impl From<ItemAnswers> for Vec<Sums> {
    fn from(answers: ItemAnswers) -> Self {
        answers.by_items.into_values().collect()
    }
}

impl TryFrom<StoredSums> for Sums {
    type Error = InvalidSums;

    fn try_from(stored: StoredSums) -> Result<Self, InvalidSums> {
        let StoredSums { complete, incomplete, answers, products } = stored;
        let items = answers.len();
        let fits = products.len() == items
            && products.iter().enumerate().all(|(item, products)| products.len() == items - item);
        if fits { Ok(Self { complete, incomplete, answers, products }) } else { Err(InvalidSums { items }) }
    }
}
