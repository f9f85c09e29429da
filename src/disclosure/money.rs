//! Sums that others may see: money by funder, hours by person.
//!
//! A sum leads to a contributor when few gave, or when one or two gave most of it. What people gave is told where at least k
//! of them did and no rule of [`Dominance`](super::Dominance) is broken; what organisations gave where none is broken, which
//! takes three of them at least. No smallest, largest or middle contribution is told. How concentrated a sum is, is told of at
//! least k contributors only, and coarsely: with the sum and three contributors, an exact index tells all three.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Decision, Policy, Release, Why, release::sealed::Sealed};
use crate::impact::distribution::real;

/// Who contributes to a sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Contributors {
    /// People: donors, volunteers.
    People,
    /// Organisations: funds, towns, firms.
    Organisations,
}

/// Sums by kind with their total: receipts by kind of funder, hours by neighbourhood. A contributor belongs to one kind.
///
/// ```
/// use mentorship::{disclosure::{Contributors, Internal, Policy, Sums}, jiff::civil::date};
///
/// let receipts = Sums::new(Contributors::Organisations)
///     .with("foundations", &[400_000, 350_000, 300_000, 250_000])
///     .with("government", &[900_000]);
/// let published = Internal::new(receipts).release(&Policy::public(date(2026, 12, 31)));
/// assert_eq!(published.content().total().map(|total| total.sum()), Some(2_200_000));
/// assert!(published.content().of(&"government").is_none(), "one town, so it would tell its grant");
/// assert!(published.content().of(&"foundations").is_none(), "so that it cannot be found by subtracting");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums<K> {
    contributors: Contributors,
    /// By kind, what each contributor gave in all, in cents or minutes; none is 0.
    kinds: BTreeMap<K, Vec<u64>>,
}

/// Sums as their readers see them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound(serialize = "K: Serialize"))]
pub struct PublicSums<K> {
    total: Option<PublicSum>,
    #[serde(serialize_with = "as_pairs")]
    kinds: BTreeMap<K, Option<PublicSum>>,
}

/// A sum as its readers see it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PublicSum {
    sum: u64,
    contributors: Option<u64>,
    concentration: Option<PublicConcentration>,
}

/// How concentrated a sum is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PublicConcentration {
    largest_at_most_percent: u64,
    index_at_most: f64,
}

impl<K: Ord> Sums<K> {
    /// No sums yet.
    pub fn new(contributors: Contributors) -> Self {
        Self { contributors, kinds: BTreeMap::new() }
    }

    /// The same with what each contributor of a kind gave in all, in cents or minutes. A contributor stands there once; who
    /// gave nothing is no contributor.
    #[must_use]
    pub fn with(mut self, kind: K, contributions: &[u64]) -> Self {
        let gave = contributions.iter().copied().filter(|contribution| *contribution > 0);
        self.kinds.entry(kind).or_default().extend(gave);
        self
    }
}

impl<K> PublicSums<K> {
    /// The sum of all kinds; none when it is withheld.
    pub fn total(&self) -> Option<PublicSum> {
        self.total
    }

    /// The sum of one kind; none when it is withheld, or there is no such kind.
    pub fn of(&self, kind: &K) -> Option<PublicSum>
    where
        K: Ord,
    {
        self.kinds.get(kind).copied().flatten()
    }

    /// All kinds, each with its sum unless that is withheld.
    pub fn kinds(&self) -> impl ExactSizeIterator<Item = (&K, Option<PublicSum>)> {
        self.kinds.iter().map(|(kind, sum)| (kind, *sum))
    }
}

impl PublicSum {
    /// The sum, in cents or minutes.
    pub fn sum(self) -> u64 {
        self.sum
    }

    /// How many contributed; none where they are fewer than the threshold.
    pub fn contributors(self) -> Option<u64> {
        self.contributors
    }

    /// How concentrated it is, where at least as many as the threshold contributed.
    pub fn concentration(self) -> Option<PublicConcentration> {
        self.concentration
    }
}

impl PublicConcentration {
    /// The largest contributor has no more than this, in whole steps of 5 per cent.
    pub fn largest_at_most_percent(self) -> u64 {
        self.largest_at_most_percent
    }

    /// The index of Herfindahl and Hirschman, Σ share², is no more than this, in steps of 0.05: from 0 where nobody weighs
    /// much to 1 where one gives all.
    pub fn index_at_most(self) -> f64 {
        self.index_at_most
    }
}

/// The rules for sums.
struct Rules<'a> {
    policy: &'a Policy,
    contributors: Contributors,
}

impl Rules<'_> {
    fn why(&self, contributions: &[u64]) -> Option<Why> {
        let few = self.policy.threshold().is_unsafe(count(contributions));
        if few && self.contributors == Contributors::People {
            return Some(Why::FewPeople);
        }
        self.policy.dominance().is_broken_by(contributions).then_some(Why::Dominance)
    }

    fn shown(&self, contributions: &[u64]) -> PublicSum {
        let k = self.policy.threshold().people();
        let contributors = count(contributions);
        let sum = contributions.iter().fold(0, |sum: u64, more| sum.saturating_add(*more));
        let shares = contributions.iter().map(|contribution| real(*contribution) / real(sum));
        let up = |value: f64| (value * 20.0).ceil() / 20.0;
        let largest = shares.clone().fold(0.0, f64::max);
        let concentration = (contributors >= k).then(|| PublicConcentration {
            largest_at_most_percent: (1..=20)
                .map(|step| 5 * step)
                .find(|p| real(*p) >= 100.0 * largest)
                .unwrap_or(100),
            index_at_most: up(shares.map(|share| share * share).sum()),
        });
        let contributors = (!self.policy.threshold().is_unsafe(contributors)).then_some(contributors);
        PublicSum { sum, contributors, concentration }
    }
}

fn count(contributions: &[u64]) -> u64 {
    u64::try_from(contributions.len()).unwrap_or(u64::MAX)
}

impl<K: Ord> Sealed for Sums<K> {}

/// The kinds are the parts, in their order; the total is the last.
impl<K: Ord + Clone> Release for Sums<K> {
    type Public = PublicSums<K>;

    fn decide(&self, policy: &Policy) -> Decision<PublicSums<K>> {
        let rules = Rules { policy, contributors: self.contributors };
        let mut why: Vec<Option<Why>> = self.kinds.values().map(|kind| rules.why(kind)).collect();
        let all: Vec<u64> = self.kinds.values().flatten().copied().collect();
        let mut total = rules.why(&all);
        // Of all that is hidden the sum can be found, as if it were one kind. So it must be fit to be told, and two at least.
        let mut ascending: Vec<(u128, usize)> = self
            .kinds
            .values()
            .enumerate()
            .map(|(place, kind)| (kind.iter().map(|more| u128::from(*more)).sum(), place))
            .collect();
        ascending.sort_unstable();
        let is_found = |why: &[Option<Why>]| {
            let hidden =
                || self.kinds.values().zip(why).filter(|(_, why)| why.is_some()).map(|(kind, _)| kind);
            let together: Vec<u64> = hidden().flatten().copied().collect();
            hidden().count() == 1 || rules.why(&together).is_some()
        };
        if total.is_none() {
            let mut more = ascending.into_iter().filter(|(sum, place)| *sum > 0 && why[*place].is_none());
            let more: Vec<usize> = more.by_ref().map(|(_, place)| place).collect();
            for place in more {
                if !is_found(&why) {
                    break;
                }
                why[place] = Some(Why::Remainder);
            }
            if is_found(&why) {
                total = Some(Why::Remainder);
            }
        }
        let kinds = self.kinds.iter().zip(&why);
        let kinds =
            kinds.map(|((kind, given), why)| (kind.clone(), why.is_none().then(|| rules.shown(given))));
        let public = PublicSums { kinds: kinds.collect(), total: total.is_none().then(|| rules.shown(&all)) };
        let reasons = why.iter().chain([&total]).enumerate();
        let reasons = reasons.filter_map(|(place, why)| Some((place, (*why)?)));
        Decision::new(public, self.kinds.len() + 1, reasons)
    }
}

/// Pairs, since a kind need not be a word that can be a key.
fn as_pairs<K: Serialize, S: serde::Serializer>(
    kinds: &BTreeMap<K, Option<PublicSum>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(kinds)
}
