//! Whether like goes with like: assortativity by group and by number, with jackknife limits.

use std::collections::BTreeMap;

use super::{InvalidNetwork, Network};
use crate::impact::{Confidence, Interval, distribution::real, moments::signed_real};

/// Whether like goes with like: 1 when everybody is tied to their like only, 0 when ties do not look at it, below 0 when
/// unlike people find each other.
///
/// The limits come from leaving out one arc at a time (Newman 2003, *Mixing patterns in networks*): the standard error is the
/// root of Σ (rᵢ − r)², r of all arcs. (The textbook jackknife takes the mean of the rᵢ and multiplies by (m − 1)/m; for m
/// arcs the two differ by about one part in 2m.)
///
/// ```
/// use mentorship::impact::network::Network;
///
/// let network = Network::new(5, &[(0, 1), (1, 2), (2, 0), (3, 4), (4, 0)])?;
/// let by_age = network.assortativity(&[Some(16), Some(17), Some(19), Some(66), Some(70)])?;
/// assert!(by_age.is_some_and(|by_age| by_age.value() > 0.2));
/// # Ok::<(), mentorship::impact::network::InvalidNetwork>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assortativity {
    value: f64,
    standard_error: Option<f64>,
}

impl Assortativity {
    /// The coefficient, from −1 to 1.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Its standard error; `None` when it is not defined without some arc.
    pub fn standard_error(&self) -> Option<f64> {
        self.standard_error
    }

    /// The normal interval, clipped to −1 and 1.
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        let margin = confidence.z() * self.standard_error?;
        Some(Interval::around(self.value, margin, confidence).map(|end| end.clamp(-1.0, 1.0)))
    }
}

impl Network {
    /// Assortativity by a number, such as age: the correlation over arcs between the numbers of their two ends (Newman 2003).
    /// Arcs from or to a node without a number are left out.
    ///
    /// `Ok(None)` without arcs, when all arcs come from nodes with the same number, and when all lead to such nodes.
    ///
    /// # Errors
    ///
    /// When there is not one entry for each node.
    ///
    /// # Complexity
    ///
    /// O(m) for m arcs, the jackknife included.
    pub fn assortativity(&self, numbers: &[Option<i32>]) -> Result<Option<Assortativity>, InvalidNetwork> {
        let numbers = self.column(numbers)?;
        let ends = || {
            self.each_arc().filter_map(|(from, to)| {
                let (x, y) = numbers[from as usize].zip(numbers[to as usize])?;
                Some((i128::from(x), i128::from(y)))
            })
        };
        let sums = ends().fold(Sums::default(), |sums, (x, y)| sums.with(x, y, 1));
        Ok(sums.correlation().map(|value| Assortativity {
            value,
            standard_error: jackknife(value, ends().map(|(x, y)| (1, sums.with(x, y, -1).correlation()))),
        }))
    }
}

/// Newman's coefficient by group (2003, equation 2), as one fraction of whole numbers until the last division: with m arcs,
/// t of them inside a group, and S the sum over groups of arcs from it times arcs to it, r = (m t − S) / (m² − S).
pub(super) fn by_group(arcs: &BTreeMap<(u32, u32), u64>) -> Option<Assortativity> {
    // Sums of 2^64 counts of 64 bits stay below 2^128. Products of sums that do not fit have no answer.
    let mut ends: BTreeMap<u32, (u128, u128)> = BTreeMap::new();
    let (mut all, mut inside) = (0_u128, 0_u128);
    for (&(from, to), &count) in arcs {
        let count = u128::from(count);
        ends.entry(from).or_default().0 += count;
        ends.entry(to).or_default().1 += count;
        all += count;
        inside += if from == to { count } else { 0 };
    }
    let products =
        ends.values().try_fold(0_u128, |sum, (from, to)| sum.checked_add(from.checked_mul(*to)?))?;
    let value = newman(all, inside, products)?;
    let without_one = arcs.iter().filter(|(_, count)| **count > 0).map(|(&(from, to), &count)| {
        // One arc fewer from `from` and one fewer to `to`: each term of S that has either loses the other factor.
        let (into_from, from_to) = (ends[&from].1, ends[&to].0);
        let same = u128::from(from == to);
        (count, newman(all - 1, inside - same, products + same - into_from - from_to))
    });
    Some(Assortativity { value, standard_error: jackknife(value, without_one) })
}

fn newman(all: u128, inside: u128, products: u128) -> Option<f64> {
    let below = all.checked_mul(all)?.checked_sub(products)?;
    let above = i128::try_from(all.checked_mul(inside)?).ok()?.checked_sub(i128::try_from(products).ok()?)?;
    let below = i128::try_from(below).ok()?;
    (below > 0).then(|| signed_real(above) / signed_real(below))
}

/// The root of the summed squares of what leaving out one arc changes. Each item: how many arcs, and the value without one.
fn jackknife(value: f64, without_one: impl Iterator<Item = (u64, Option<f64>)>) -> Option<f64> {
    let mut squares = 0.0;
    for (arcs, without) in without_one {
        let change = without? - value;
        squares += real(arcs) * change * change;
    }
    Some(squares.sqrt())
}

/// Sums over arcs of the numbers of both ends, exact.
#[derive(Clone, Copy, Default)]
struct Sums {
    arcs: i128,
    x: i128,
    y: i128,
    xx: i128,
    yy: i128,
    xy: i128,
}

impl Sums {
    /// With an arc more (`by` 1) or fewer (−1). No list has 2^64 arcs, so sums of products of 64 bits fit.
    fn with(self, x: i128, y: i128, by: i128) -> Self {
        Self {
            arcs: self.arcs + by,
            x: self.x + by * x,
            y: self.y + by * y,
            xx: self.xx + by * x * x,
            yy: self.yy + by * y * y,
            xy: self.xy + by * x * y,
        }
    }

    /// Pearson's correlation; `None` when either side does not vary. Products fit for 2^32 arcs between any numbers.
    fn correlation(&self) -> Option<f64> {
        let spread = |products: i128, a: i128, b: i128| {
            self.arcs.checked_mul(products)?.checked_sub(a.checked_mul(b)?)
        };
        let (of_x, of_y) = (spread(self.xx, self.x, self.x)?, spread(self.yy, self.y, self.y)?);
        let both = spread(self.xy, self.x, self.y)?;
        let (of_x, of_y) = (signed_real(of_x), signed_real(of_y));
        // In this order a perfect line gives exactly 1.
        (of_x > 0.0 && of_y > 0.0).then(|| (signed_real(both) / of_x * (of_x / of_y).sqrt()).clamp(-1.0, 1.0))
    }
}
