//! Chance in whole numbers, so that every machine draws the same.

use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};

/// A stream of draws that a seed names.
#[derive(Debug)]
pub(in crate::sample) struct Chance(ChaCha8Rng);

impl Chance {
    pub(in crate::sample) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Another stream of the same seed: what is drawn from one moves nothing in the others. [`new`](Self::new) gives stream
    /// 0.
    pub(in crate::sample) fn beside(seed: u64, stream: u64) -> Self {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        chance.set_stream(stream);
        Self(chance)
    }

    /// From `from` up to and including `to`, all equally likely.
    pub(in crate::sample) fn between(&mut self, from: i32, to: i32) -> i32 {
        self.0.random_range(from..=to)
    }

    /// True so many times in a thousand.
    pub(in crate::sample) fn per_mille(&mut self, times: i32) -> bool {
        self.between(1, 1000) <= times
    }

    /// True so many times in a hundred.
    pub(in crate::sample) fn per_cent(&mut self, times: i32) -> bool {
        self.per_mille(times * 10)
    }

    /// Hundredths of a standard deviation from the mean, nearly normal: twelve even draws of 0 to 99 have a variance of
    /// 12 · (100² − 1) / 12 = 9 999, so their sum less its mean has a standard deviation of 100. Within ±594.
    pub(in crate::sample) fn normal(&mut self) -> i32 {
        let sum: i32 = (0..12).map(|_| self.between(0, 99)).sum();
        sum - 594
    }

    /// One of the choices, each as often as its weight says.
    pub(in crate::sample) fn of<T: Copy>(&mut self, choices: &[(T, i32)]) -> T {
        let all: i32 = choices.iter().map(|(_, weight)| weight).sum();
        let mut left = self.between(1, all);
        for &(choice, weight) in choices {
            if left <= weight {
                return choice;
            }
            left -= weight;
        }
        unreachable!("the draw is at most the sum of the weights")
    }
}

/// The whole number nearest to so many hundredths, halves upward.
pub(in crate::sample) fn rounded(hundredths: i32) -> i32 {
    (hundredths + 50).div_euclid(100)
}
