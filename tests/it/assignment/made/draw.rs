//! Where made-up problems come from: a seed, or the bytes of a fuzzer.

/// A source of small choices.
pub(crate) trait Draw {
    /// From 0 up to, not including, `end`, which is at least 1.
    fn below(&mut self, end: usize) -> usize;

    /// From `from` to `to`, both included.
    fn weight(&mut self, from: i64, to: i64) -> i64 {
        from + self.below((to - from + 1) as usize) as i64
    }

    /// One time in `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }
}

/// A small generator of its own (`SplitMix64`), so that a failing case is found again by its number.
#[derive(Clone, Debug)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub(crate) fn weight(&mut self, from: i64, to: i64) -> i64 {
        from + (self.next() % (to - from + 1) as u64) as i64
    }
}

impl Draw for Chance {
    fn below(&mut self, end: usize) -> usize {
        Chance::below(self, end)
    }
}

/// Bytes that are read as choices; all zeros after the end, so that fewer bytes mean something smaller.
#[derive(Clone, Debug)]
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl Draw for Bytes<'_> {
    fn below(&mut self, end: usize) -> usize {
        let (mut number, mut reach) = (0_usize, 1_usize);
        while reach < end {
            let (first, rest) = self.0.split_first().map_or((0, self.0), |(first, rest)| (*first, rest));
            number = number << 8 | usize::from(first);
            reach = reach.saturating_mul(256);
            self.0 = rest;
        }
        number % end
    }
}
