//! The product of shares that remain: a float to show, and an exact comparison where a decision hangs on it.
//!
//! Multiplied naively, floats miss that a survival is exactly one half, as with 24, 38 or 44 spells that all end on days of
//! their own. So shares that follow on each other without anybody leaving or entering in between are one run, whose inner
//! terms cancel, and where rounding could decide a comparison, whole numbers do.

use std::cmp::Ordering;

use super::{super::times::float, Portion};

/// What was at risk at the start of a stretch without censoring or entry, and what of it remains.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: u64,
    left: u64,
}

impl Run {
    fn share(self) -> f64 {
        float(self.left) / float(self.start)
    }
}

/// Π (at risk − ended) / at risk.
#[derive(Clone, Debug)]
pub(super) struct Product {
    /// The product over all runs but the last.
    closed: f64,
    runs: Vec<Run>,
}

impl Product {
    pub(super) fn one() -> Self {
        Self { closed: 1.0, runs: Vec::new() }
    }

    /// Multiplies by (at risk − ended) / at risk. Never more end than are at risk, and nobody at risk is no factor.
    pub(super) fn remain(&mut self, at_risk: u64, ended: u64) {
        let left = at_risk - ended;
        match self.runs.last_mut() {
            _ if ended == 0 => {}
            Some(run) if run.left == at_risk => run.left = left,
            last => {
                self.closed *= last.map_or(1.0, |run| run.share());
                self.runs.push(Run { start: at_risk, left });
            }
        }
    }

    /// The product, to within 2 units of the last place for each run.
    pub(super) fn value(&self) -> f64 {
        self.closed * self.runs.last().map_or(1.0, |run| run.share())
    }

    /// Whether at least that portion has gone: the product is no more than what the portion leaves. Exact.
    ///
    /// # Complexity
    ///
    /// O(r) for r runs when the float is clearly on one side, otherwise O(r²) at worst.
    pub(super) fn has_lost(&self, portion: Portion) -> bool {
        let (product, kept) = (self.value(), portion.kept_share());
        // Each run rounds four times by half of EPSILON at most, what is kept once: this is more than twice as wide.
        let doubt = f64::EPSILON * 4.0 * (float(self.runs.len() as u64) + 1.0) * (product + kept);
        if (product - kept).abs() > doubt {
            return product < kept;
        }
        let whole = |factor: u32, of: fn(&Run) -> u64| {
            self.runs.iter().fold(Natural(vec![u64::from(factor)]), |number, run| number.times(of(run)))
        };
        whole(portion.of, |run| run.left).compare(&whole(portion.kept(), |run| run.start))
            != Ordering::Greater
    }
}

/// A natural number of any size, the least significant 64 bits first, the last never zero.
struct Natural(Vec<u64>);

impl Natural {
    fn times(mut self, by: u64) -> Self {
        let mut carry = 0_u128;
        for digit in &mut self.0 {
            carry += u128::from(*digit) * u128::from(by);
            *digit = low(carry);
            carry >>= 64;
        }
        self.0.push(low(carry));
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
        self
    }

    fn compare(&self, other: &Self) -> Ordering {
        let size = self.0.len().cmp(&other.0.len());
        size.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is what is asked for")]
fn low(number: u128) -> u64 {
    number as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(factors: &[(u64, u64)]) -> Product {
        let mut product = Product::one();
        for (at_risk, ended) in factors {
            product.remain(*at_risk, *ended);
        }
        product
    }

    fn portion(part: u32, of: u32) -> Portion {
        Portion::new(part, of).unwrap()
    }

    #[test]
    fn inner_terms_of_a_run_cancel() {
        let run = product(&[(24, 1), (23, 1), (22, 0), (22, 10)]);
        assert_eq!(run.runs.len(), 1);
        assert!((run.value() - 0.5).abs() < f64::MIN_POSITIVE);
        assert_eq!(product(&[(24, 1), (22, 1)]).runs.len(), 2);
    }

    #[test]
    fn what_floats_cannot_tell_apart_whole_numbers_can() {
        let n = 1_u64 << 61;
        // One more or one less than half of 2⁶¹ is the same float.
        for (ended, lost) in [(n / 2 - 1, false), (n / 2, true), (n / 2 + 1, true)] {
            assert_eq!(product(&[(n, ended)]).has_lost(Portion::HALF), lost, "{ended}");
        }
    }

    #[test]
    fn equality_holds_over_many_runs_and_breaks_with_one_more_at_risk() {
        // 2/3 · 3/4 · 4/5 · … in an order in which nothing cancels, thirty times over: 2 of 32 remain each time.
        let mut factors = Vec::new();
        for _ in 0..7 {
            factors.extend((3..=32).rev().map(|n| (n, 1)).rev());
        }
        let kept = 16_u32.pow(7);
        assert!(product(&factors).has_lost(portion(kept - 1, kept)));
        factors.push((u64::MAX, 1));
        assert!(product(&factors).has_lost(portion(kept - 1, kept)));
        factors.pop();
        factors[0] = (3_000_000_000_000_000_000, 999_999_999_999_999_999);
        assert!(!product(&factors).has_lost(portion(kept - 1, kept)));
    }

    #[test]
    fn numbers_carry_over_and_compare_from_the_most_significant_digit() {
        let square = Natural(vec![u64::MAX]).times(u64::MAX);
        assert_eq!(square.0, [1, u64::MAX - 1]);
        assert_eq!(square.compare(&Natural(vec![0, u64::MAX])), Ordering::Less);
        assert_eq!(square.compare(&Natural(vec![u64::MAX])), Ordering::Greater);
        assert_eq!(Natural(vec![7]).times(0).compare(&Natural(vec![1])), Ordering::Less);
    }
}
