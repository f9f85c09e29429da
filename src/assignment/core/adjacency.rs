//! Stored pairs, as the lines of one side see them.

/// A stored weight: 32 bits where all weights fit, which halves what a search has to fetch.
pub(in crate::assignment) trait Weight: Copy + Send + Sync + std::fmt::Debug {
    fn wide(self) -> i64;
    fn of(weight: i64) -> Self;
}

impl Weight for i32 {
    fn wide(self) -> i64 {
        i64::from(self)
    }

    fn of(weight: i64) -> Self {
        Self::try_from(weight).expect("narrow weights are chosen only where all fit")
    }
}

impl Weight for i64 {
    fn wide(self) -> i64 {
        self
    }

    fn of(weight: i64) -> Self {
        weight
    }
}

/// Stored pairs of the lines of one side.
#[derive(Clone, Debug)]
pub(in crate::assignment) struct Adjacency<T> {
    /// Where the pairs of each line begin and end.
    range: Vec<(usize, usize)>,
    /// The line at the other end, and the weight.
    pairs: Vec<(u32, T)>,
    /// Pairs of each line that came later; lines beyond the end have none.
    extra: Vec<Vec<(u32, T)>>,
    extras: usize,
}

impl<T> Default for Adjacency<T> {
    fn default() -> Self {
        Self { range: Vec::new(), pairs: Vec::new(), extra: Vec::new(), extras: 0 }
    }
}

impl<T: Weight> Adjacency<T> {
    /// From where the pairs of each line begin, with one more at the end.
    pub(in crate::assignment) fn new(begin: &[usize], pairs: Vec<(u32, T)>) -> Self {
        let range = begin.windows(2).map(|two| (two[0], two[1])).collect();
        Self { range, pairs, extra: Vec::new(), extras: 0 }
    }

    /// The pairs of a line, in two runs.
    pub(in crate::assignment) fn parts(&self, line: usize) -> [&[(u32, T)]; 2] {
        let extra = self.extra.get(line).map_or(&[][..], Vec::as_slice);
        let (from, to) = self.range[line];
        [&self.pairs[from..to], extra]
    }

    /// The pairs of a line.
    pub(in crate::assignment) fn of(&self, line: usize) -> impl Iterator<Item = (u32, T)> {
        self.parts(line).into_iter().flatten().copied()
    }

    /// How many lines there are.
    pub(in crate::assignment) fn lines(&self) -> usize {
        self.range.len()
    }

    /// How many pairs are stored.
    pub(in crate::assignment) fn len(&self) -> usize {
        self.range.iter().map(|(from, to)| to - from).sum::<usize>() + self.extras
    }

    pub(super) fn degree(&self, line: usize) -> usize {
        self.parts(line).into_iter().map(<[_]>::len).sum()
    }

    pub(in crate::assignment) fn add_line(&mut self) {
        self.range.push((self.pairs.len(), self.pairs.len()));
    }

    /// Stores a pair that is not stored yet.
    pub(in crate::assignment) fn add(&mut self, line: usize, other: u32, weight: T) {
        if self.extra.len() <= line {
            self.extra.resize(self.range.len().max(line + 1), Vec::new());
        }
        self.extra[line].push((other, weight));
        self.extras += 1;
    }

    /// Gives a stored pair another weight; says whether it is stored.
    pub(in crate::assignment) fn set(&mut self, line: usize, other: u32, weight: T) -> bool {
        let (from, to) = self.range[line];
        let extra = self.extra.get_mut(line).into_iter().flatten();
        let found = self.pairs[from..to].iter_mut().chain(extra).find(|pair| pair.0 == other);
        found.map(|pair| pair.1 = weight).is_some()
    }

    /// Forgets a stored pair.
    pub(in crate::assignment) fn remove(&mut self, line: usize, other: u32) {
        let (from, to) = self.range[line];
        if let Some(at) = self.pairs[from..to].iter().position(|pair| pair.0 == other) {
            self.pairs.swap(from + at, to - 1);
            self.range[line].1 -= 1;
        } else if let Some(extra) = self.extra.get_mut(line)
            && let Some(at) = extra.iter().position(|pair| pair.0 == other)
        {
            extra.swap_remove(at);
            self.extras -= 1;
        }
    }

    /// Puts pairs that came later beside the others of their line, when they have become many.
    pub(in crate::assignment) fn tidy(&mut self) {
        if self.extras * 8 < self.pairs.len() {
            return;
        }
        let mut begin = vec![0];
        let mut pairs = Vec::with_capacity(self.len());
        for line in 0..self.range.len() {
            pairs.extend(self.of(line));
            begin.push(pairs.len());
        }
        *self = Self::new(&begin, pairs);
    }

    /// The same pairs, as the lines of the other side see them.
    pub(super) fn transposed(&self, lines: usize) -> Self {
        let mut begin = vec![0; lines + 1];
        for line in 0..self.range.len() {
            for (other, _) in self.of(line) {
                begin[other as usize + 1] += 1;
            }
        }
        for line in 0..lines {
            begin[line + 1] += begin[line];
        }
        let mut at = begin.clone();
        let mut pairs = vec![(0, T::of(0)); begin[lines]];
        for line in 0..self.range.len() {
            for (other, weight) in self.of(line) {
                pairs[at[other as usize]] = (super::index(line), weight);
                at[other as usize] += 1;
            }
        }
        Self::new(&begin, pairs)
    }
}
