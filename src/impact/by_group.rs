//! Any figure by group, and the fast way to means and variances of many groups.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{accumulate::Accumulate, moments::Moments};

/// An accumulator for each group: a neighbourhood, a quarter, an age band. Rows are a group and a row of that group.
///
/// ```
/// use mentorship::impact::{Accumulate, ByGroup, Moments};
///
/// let answers: ByGroup<&str, Moments> = [("north", 4), ("south", 2), ("north", 5)].into_iter().collect();
/// assert_eq!(answers.of(&"north").and_then(|north| north.finish().mean()), Some(4.5));
/// assert_eq!(answers.total().finish().n(), 3);
/// ```
///
/// The group of a row is something known when the row begins, never something that came later: whoever groups by the length
/// of a match in the end compares those who stayed with those who did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent, bound(deserialize = "K: Ord + Deserialize<'de>, A: Deserialize<'de>"))]
pub struct ByGroup<K, A> {
    groups: BTreeMap<K, A>,
}

impl<K: Ord, A: Accumulate> ByGroup<K, A> {
    /// What one group has taken, if it has taken anything.
    pub fn of(&self, group: &K) -> Option<&A> {
        self.groups.get(group)
    }

    /// Each group and what it has taken, in the order of the groups.
    pub fn groups(&self) -> impl ExactSizeIterator<Item = (&K, &A)> {
        self.groups.iter()
    }

    /// All groups together: the figure of the whole, never the average of the figures.
    pub fn total(&self) -> A {
        let mut total = A::default();
        for group in self.groups.values() {
            total.merge(group);
        }
        total
    }
}

impl<K, A> Default for ByGroup<K, A> {
    fn default() -> Self {
        Self { groups: BTreeMap::new() }
    }
}

impl<K: Ord + Clone, A: Accumulate> Accumulate for ByGroup<K, A> {
    type Row = (K, A::Row);
    type Answer = BTreeMap<K, A::Answer>;

    fn add(&mut self, (group, row): Self::Row) {
        self.groups.entry(group).or_default().add(row);
    }

    fn merge(&mut self, other: &Self) {
        for (group, theirs) in &other.groups {
            if let Some(ours) = self.groups.get_mut(group) {
                ours.merge(theirs);
            } else {
                self.groups.entry(group.clone()).or_default().merge(theirs);
            }
        }
    }

    fn finish(&self) -> Self::Answer {
        self.groups.iter().map(|(group, taken)| (group.clone(), taken.finish())).collect()
    }
}

impl<K: Ord + Clone, A: Accumulate> Extend<(K, A::Row)> for ByGroup<K, A> {
    fn extend<I: IntoIterator<Item = (K, A::Row)>>(&mut self, rows: I) {
        for row in rows {
            self.add(row);
        }
    }
}

impl<K: Ord + Clone, A: Accumulate> FromIterator<(K, A::Row)> for ByGroup<K, A> {
    fn from_iter<I: IntoIterator<Item = (K, A::Row)>>(rows: I) -> Self {
        let mut taken = Self::default();
        taken.extend(rows);
        taken
    }
}

/// Columns that do not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidGroups {
    /// One column is longer than the other.
    #[error("there are {groups} groups for {values} values")]
    UnequalLengths {
        /// How many rows have a group.
        groups: usize,
        /// How many rows have a value.
        values: usize,
    },
    /// A row names a group that there is not.
    #[error("row {row} is of group {group}, but there are {count}, counted from 0")]
    NoSuchGroup {
        /// The first such row, counted from 0.
        row: usize,
        /// The group that it names.
        group: u32,
        /// How many groups there are.
        count: usize,
    },
}

/// Sums of a chunk of rows.
#[derive(Clone, Copy, Default)]
struct Cell {
    squares: u128,
    sum: i64,
    n: u64,
}

/// The moments of each of `count` groups, from a column of groups, counted from 0, and a column of values.
///
/// ```
/// use mentorship::impact::{Accumulate, moments_by_group};
///
/// let by_group = moments_by_group(&[0, 2, 0], &[4, 3, 5], 3)?;
/// assert_eq!(by_group[0].finish().mean(), Some(4.5));
/// assert_eq!(by_group[1].finish().mean(), None);
/// # Ok::<(), mentorship::impact::InvalidGroups>(())
/// ```
///
/// # Errors
///
/// When the columns are not equally long, or a row names a group that there is not.
pub fn moments_by_group(groups: &[u32], values: &[i32], count: usize) -> Result<Vec<Moments>, InvalidGroups> {
    // Below 2^32 rows a sum of i32 fits into an i64.
    const CHUNK: usize = 1 << 31;
    if groups.len() != values.len() {
        return Err(InvalidGroups::UnequalLengths { groups: groups.len(), values: values.len() });
    }
    let mut all = vec![Moments::default(); count];
    for (chunk, (groups, values)) in groups.chunks(CHUNK).zip(values.chunks(CHUNK)).enumerate() {
        // Two cells a group, for even and for odd rows: in a run of one group a row then need not wait for the one before.
        let mut cells = vec![[Cell::default(); 2]; count];
        for (row, (&group, &value)) in groups.iter().zip(values).enumerate() {
            let Some(cells) = cells.get_mut(group as usize) else {
                return Err(InvalidGroups::NoSuchGroup { row: chunk * CHUNK + row, group, count });
            };
            let size = u64::from(value.unsigned_abs());
            let cell = &mut cells[row % 2];
            cell.n += 1;
            cell.sum += i64::from(value);
            cell.squares += u128::from(size * size);
        }
        for (moments, cells) in all.iter_mut().zip(cells) {
            for cell in cells {
                moments.merge(&Moments::of_sums(cell.n, i128::from(cell.sum), cell.squares));
            }
        }
    }
    Ok(all)
}
