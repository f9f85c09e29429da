//! Whom a line would take, most liked first.

use super::market::index;

/// How many partners a row or column takes, and whom of the other side it would take, most liked first.
///
/// Lines are numbers of 32 bits here, because long rankings are many.
///
/// ```
/// use mentorship::stable::Ranking;
///
/// let ranking = Ranking::tied(2, vec![vec![3], vec![0, 1]]);
/// assert_eq!((ranking.places(), ranking.lines()), (2, &[3, 0, 1][..]));
/// assert_eq!(ranking.groups().collect::<Vec<_>>(), [&[3][..], &[0, 1]]);
/// assert_eq!(Ranking::tied(1, vec![vec![3], vec![], vec![0]]), Ranking::strict(1, vec![3, 0]));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ranking {
    places: u32,
    lines: Vec<u32>,
    /// Where each group of equals ends in `lines`, ascending; empty where every group is of one.
    ends: Vec<usize>,
}

impl Ranking {
    /// A ranking without ties.
    ///
    /// Lines that do not exist or are ranked twice are flaws of the [`Market`](super::Market) which it becomes part of.
    pub fn strict(places: u32, lines: Vec<u32>) -> Self {
        Self { places, lines, ends: Vec::new() }
    }

    /// A ranking by groups, those in one liked the same. A group of nobody says nothing.
    pub fn tied(places: u32, groups: Vec<Vec<u32>>) -> Self {
        let mut ranking = Self::strict(places, Vec::new());
        for group in groups.into_iter().filter(|group| !group.is_empty()) {
            ranking.lines.extend(group);
            ranking.ends.push(ranking.lines.len());
        }
        if ranking.ends.len() == ranking.lines.len() {
            ranking.ends.clear();
        }
        ranking
    }

    /// How many partners at most.
    #[inline]
    pub fn places(&self) -> u32 {
        self.places
    }

    /// Everybody ranked, most liked first.
    #[inline]
    pub fn lines(&self) -> &[u32] {
        &self.lines
    }

    /// The groups of equals, most liked first.
    pub fn groups(&self) -> impl Iterator<Item = &[u32]> {
        let count = if self.ends.is_empty() { self.lines.len() } else { self.ends.len() };
        (0..count).map(|group| {
            let end = |group: usize| self.ends.get(group).copied().unwrap_or(group + 1);
            let from = if group == 0 { 0 } else { end(group - 1) };
            &self.lines[from..end(group)]
        })
    }

    /// Whether nobody is liked the same as somebody else.
    #[inline]
    pub(super) fn is_strict(&self) -> bool {
        self.ends.is_empty()
    }

    /// The rank of a line; nothing when it is not ranked.
    #[inline]
    pub(super) fn rank_of(&self, line: u32) -> Option<u32> {
        let at = self.lines.iter().position(|other| *other == line)?;
        Some(index(if self.is_strict() { at } else { self.ends.partition_point(|end| *end <= at) }))
    }

    /// Everybody with a rank below this one.
    #[inline]
    pub(super) fn before(&self, rank: u32) -> &[u32] {
        let (rank, count) = (rank as usize, self.lines.len());
        let end = match (self.is_strict(), rank) {
            (true, rank) => rank,
            (false, 0) => 0,
            (false, rank) => self.ends.get(rank - 1).copied().unwrap_or(count),
        };
        &self.lines[..end.min(count)]
    }

    /// Everybody ranked with their rank, which is the same within a group, counted from 0.
    pub(super) fn ranked(&self) -> impl Iterator<Item = (u32, u32)> {
        let (mut tied, mut groups) = (0, self.ends.iter());
        let (strict, mut end) = (self.is_strict(), groups.next().copied().unwrap_or(usize::MAX));
        (0..).zip(self.lines.iter().enumerate()).map(move |(rank, (at, &line))| {
            if strict {
                return (line, rank);
            }
            if at == end {
                tied += 1;
                end = groups.next().copied().unwrap_or(usize::MAX);
            }
            (line, tied)
        })
    }

    /// Puts equals in the order of their index, in which they are asked.
    pub(super) fn break_ties(&mut self) {
        let mut from = 0;
        for &end in &self.ends {
            self.lines[from..end].sort_unstable();
            from = end;
        }
    }
}
