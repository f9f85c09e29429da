//! Whether chance alone does as much: labels dealt out anew.
//!
//! In: the values of two groups, block by block, as lots were drawn. Out: how often lots drawn again would set the groups at
//! least as far apart. Nothing is taken to be normal; what is tested is the draw that took place.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Measured, distribution::real, moments::signed_real, resample::SplitMix64};

/// The values of one block in which lots were drawn: a neighbourhood, a school, or all people where there are no blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DealtBlock {
    /// The values of those who drew the first group.
    pub a: Vec<Measured>,
    /// The values of those who drew the second.
    pub b: Vec<Measured>,
}

/// The permutation test of a difference of means, with labels dealt within blocks only (Fisher 1935; Edgington 1980).
///
/// Each block keeps how many of its people have either label. The p-value is two-sided: the share of deals in which the
/// means of the two groups over all blocks lie at least as far apart, either way, as they do. Blocks are to share their
/// people out alike, or nearly: where one block has mostly the first label and another mostly the second, what sets the
/// blocks apart is in every deal, and an effect is harder to see.
///
/// ```
/// use mentorship::impact::{DealtBlock, Deals, InvalidMeasured, Measured, Permutation};
///
/// let values = |list: &[f64]| list.iter().map(|&value| Measured::new(value)).collect::<Result<_, _>>();
/// let block = DealtBlock { a: values(&[4.0, 5.0, 5.0])?, b: values(&[2.0, 3.0, 3.0])? };
/// let test = Permutation::of(&[block], 2026, 9_999).expect("both groups have people");
/// assert_eq!(test.p(), 0.1); // 2 of the 20 ways to deal three and three
/// assert_eq!(test.deals(), Deals::All(20));
/// # Ok::<(), InvalidMeasured>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Permutation {
    difference: f64,
    p: f64,
    deals: Deals,
}

/// Which deals were looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Deals {
    /// Every one there is, so many.
    All(u64),
    /// So many, drawn at random.
    Drawn(u32),
}

/// One block as an urn: of these values, so many are drawn.
struct Urn {
    /// In ascending order at first; a deal leaves them in another.
    values: Vec<i64>,
    total: i64,
    /// How many have the rarer label.
    drawn: usize,
    /// Whether that is the label of the first group.
    of_a: bool,
}

impl Permutation {
    /// Up to so many ways to deal, every one is looked at.
    pub const MOST_EXACT: u64 = 100_000;

    /// Deals the labels of all blocks anew: in every way there is when these are at most
    /// [`MOST_EXACT`](Self::MOST_EXACT), else `deals` times at random, and then p = (hits + 1) / (deals + 1) (Davison and
    /// Hinkley 1997, sec. 4.2.5; Phipson and Smyth 2010).
    ///
    /// Neither the order of people nor that of blocks matters. Whole numbers are compared exactly; others are taken to
    /// 2⁻⁴⁵ of their range, and sums that differ by less than that rounding count as equally far apart.
    ///
    /// A seed gives the same deals everywhere. Values are sorted within blocks, and blocks by their values. For each deal
    /// and each block, those with the rarer label (the second group's, when equally many) are drawn by the first steps of a
    /// Fisher–Yates shuffle: place i is swapped with place i + (u mod (n − i)). The next deal starts from the order the
    /// last one left.
    ///
    /// `None` when one of the groups has nobody.
    ///
    /// # Complexity
    ///
    /// O(people × deals) at random; at most some 500 000 sums when every deal is looked at.
    pub fn of(blocks: &[DealtBlock], seed: u64, deals: u32) -> Option<Self> {
        let of_a = || blocks.iter().flat_map(|block| &block.a);
        let of_b = || blocks.iter().flat_map(|block| &block.b);
        let (n_a, n_b) = (of_a().count(), of_b().count());
        if n_a == 0 || n_b == 0 {
            return None;
        }
        let steps = Steps::of(blocks.iter().flat_map(|block| block.a.iter().chain(&block.b)));
        let sum_a: i64 = of_a().map(|&value| steps.whole(value)).sum();
        let total: i64 = sum_a + of_b().map(|&value| steps.whole(value)).sum::<i64>();

        // With S the sum of the first group, S/n_a − (total − S)/n_b is this over n_a n_b.
        let (count, count_a) = (as_i128(n_a + n_b), as_i128(n_a));
        let apart = |sum: i64| count * i128::from(sum) - count_a * i128::from(total);
        // Two sums of n_a values each, which rounding may have set apart.
        let least = apart(sum_a).abs() - count * 2 * count_a * i128::from(steps.rounding);
        let as_far = |sum: i64| apart(sum).abs() >= least;

        let mut urns: Vec<Urn> = blocks.iter().map(|block| Urn::of(block, &steps)).collect();
        urns.sort_by(|x, y| (&x.values, x.drawn, x.of_a).cmp(&(&y.values, y.drawn, y.of_a)));
        let (p, deals) = if let Some(all) = ways_to_deal(&urns) {
            let hits = sums(&urns).into_iter().filter(|&(sum, _)| as_far(sum)).map(|(_, ways)| ways).sum();
            (real(hits) / real(all), Deals::All(all))
        } else {
            let mut random = SplitMix64::new(seed);
            let hits = (0..deals).filter(|_| as_far(deal(&mut urns, &mut random))).count() as u64;
            (real(hits + 1) / (f64::from(deals) + 1.0), Deals::Drawn(deals))
        };
        let difference = signed_real(apart(sum_a)) / signed_real(count_a) / real(n_b as u64) * steps.step;
        Some(Self { difference, p, deals })
    }

    /// The mean of the first group less that of the second.
    pub fn difference(&self) -> f64 {
        self.difference
    }

    /// The two-sided p-value.
    pub fn p(&self) -> f64 {
        self.p
    }

    /// Which deals it rests on.
    pub fn deals(&self) -> Deals {
        self.deals
    }
}

impl Urn {
    fn of(block: &DealtBlock, steps: &Steps) -> Self {
        let mut values: Vec<i64> = block.a.iter().chain(&block.b).map(|&value| steps.whole(value)).collect();
        values.sort_unstable();
        let of_a = block.a.len() < block.b.len();
        let drawn = block.a.len().min(block.b.len());
        Self { total: values.iter().sum(), values, drawn, of_a }
    }

    /// The sum of the first group, from the sum of those drawn.
    fn sum_a(&self, drawn: i64) -> i64 {
        if self.of_a { drawn } else { self.total - drawn }
    }

    /// Each sum that those drawn can have, and in how many ways.
    fn sums(&self) -> BTreeMap<i64, u64> {
        // By how many are drawn so far.
        let mut ways = vec![BTreeMap::new(); self.drawn + 1];
        ways[0].insert(0, 1);
        for &value in &self.values {
            for more in (1..=self.drawn).rev() {
                let (fewer, with) = ways.split_at_mut(more);
                for (&sum, &count) in &fewer[more - 1] {
                    *with[0].entry(sum + value).or_insert(0) += count;
                }
            }
        }
        ways.pop().unwrap_or_default()
    }
}

/// In how many ways the labels of all blocks can be dealt; `None` when in more than are looked at.
fn ways_to_deal(urns: &[Urn]) -> Option<u64> {
    let most = Permutation::MOST_EXACT;
    urns.iter().try_fold(1_u64, |all, urn| {
        // C(n, i + 1) = C(n, i) (n − i) / (i + 1), which grows up to the middle, so that it may stop at the first too large.
        let ways = (0..urn.drawn as u64).try_fold(1_u64, |ways, i| {
            let next = u128::from(ways) * u128::from(urn.values.len() as u64 - i) / u128::from(i + 1);
            u64::try_from(next).ok().filter(|&next| next <= most)
        })?;
        all.checked_mul(ways).filter(|&all| all <= most)
    })
}

/// Each sum that the first group can have over all blocks, and in how many ways.
fn sums(urns: &[Urn]) -> BTreeMap<i64, u64> {
    urns.iter().fold(BTreeMap::from([(0, 1)]), |so_far, urn| {
        let mut next = BTreeMap::new();
        for (drawn, ways) in urn.sums() {
            for (&sum, &before) in &so_far {
                *next.entry(sum + urn.sum_a(drawn)).or_insert(0) += before * ways;
            }
        }
        next
    })
}

/// Deals once; answers with the sum of the first group.
fn deal(urns: &mut [Urn], random: &mut SplitMix64) -> i64 {
    let mut sum = 0;
    for urn in urns {
        let n = urn.values.len();
        let mut drawn = 0;
        for place in 0..urn.drawn {
            urn.values.swap(place, place + random.index(n - place));
            drawn += urn.values[place];
        }
        sum += urn.sum_a(drawn);
    }
    sum
}

/// A way to write numbers as whole steps above the lowest of them, so that their sums are exact in any order and can be
/// compared.
pub(super) struct Steps {
    lowest: f64,
    /// How long a step is: 1 where all numbers are whole.
    pub(super) step: f64,
    /// By how many steps a number may be off.
    pub(super) rounding: i64,
}

impl Steps {
    /// The steps for these numbers. The sum of all in steps stays below 2^62.
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a Measured>) -> Self {
        let (mut n, mut lowest, mut highest, mut whole) = (0_u64, f64::INFINITY, f64::NEG_INFINITY, true);
        for value in values.map(|value| value.get()) {
            n += 1;
            (lowest, highest) = (lowest.min(value), highest.max(value));
            // Beyond 2^53 differences of whole numbers are rounded.
            whole &= value.fract().abs() <= 0.0 && value.abs() <= 9_007_199_254_740_992.0;
        }
        if n == 0 || lowest >= highest {
            return Self { lowest: if n == 0 { 0.0 } else { lowest }, step: 1.0, rounding: 0 };
        }
        // 2^45 steps leave room for 2^17 numbers; with more of them, steps are longer.
        let bits = 45.min(62 - (u64::BITS - n.leading_zeros()));
        let most = real(1 << bits);
        let range = highest - lowest;
        if whole && range <= most {
            return Self { lowest, step: 1.0, rounding: 0 };
        }
        let step = (range / most).max(f64::MIN_POSITIVE);
        // Half a step, and what the number itself and its distance from the lowest were rounded by.
        let rounded = (4.0 * f64::EPSILON * highest.abs().max(lowest.abs()) / step).ceil();
        Self { lowest, step, rounding: 1 + nearest(rounded) }
    }

    /// A number in steps.
    pub(super) fn whole(&self, value: Measured) -> i64 {
        nearest((value.get() - self.lowest) / self.step)
    }

    /// The mean of so many numbers, from their sum in steps.
    pub(super) fn mean(&self, sum: i128, n: usize) -> f64 {
        self.lowest + signed_real(sum) / real(n as u64) * self.step
    }
}

#[expect(clippy::cast_possible_truncation, reason = "at most 2^62 steps")]
fn nearest(steps: f64) -> i64 {
    steps.round() as i64
}

/// A length in the arithmetic of sums.
pub(super) fn as_i128(length: usize) -> i128 {
    i128::try_from(length).expect("a length is below 2^64")
}
