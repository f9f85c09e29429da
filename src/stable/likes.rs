//! Likes that are never all stored: a source that works out those of a row when it is asked.

use std::ops::Range;

/// What is written where two cannot be matched.
pub const FORBIDDEN: i32 = i32::MIN;

/// A source of what rows and columns think of each other, row by row, for markets with more pairs than anybody wants to
/// store.
///
/// It must always answer the same. It is asked for a row several times, in any order and from several threads.
///
/// ```
/// use std::ops::Range;
/// use mentorship::stable::{FORBIDDEN, Likes, Market, Proposing};
///
/// /// Rows like what is near; columns like high rows; nobody goes further than 300.
/// struct Street;
///
/// impl Likes for Street {
///     fn write(&self, row: usize, columns: Range<usize>, of_row: &mut [i32], of_column: &mut [i32]) {
///         for ((column, of_row), of_column) in columns.zip(of_row).zip(of_column) {
///             let far = i32::try_from(row.abs_diff(column)).unwrap_or(i32::MAX);
///             *of_row = if far > 300 { FORBIDDEN } else { -far };
///             *of_column = i32::try_from(row).unwrap_or(i32::MAX);
///         }
///     }
/// }
///
/// let market = Market::implicit(vec![1; 500], vec![1; 500], &Street)?;
/// let stable = market.solve(Proposing::Rows)?;
/// assert_eq!(stable.columns_of(499), [499]);
/// assert_eq!(stable.pairs().len(), 500);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Likes: Sync {
    /// Writes how much the row likes each of these columns, and how much each of them likes the row: any number above
    /// [`FORBIDDEN`], a larger one for more. The two cannot be matched where either is [`FORBIDDEN`]. Numbers of one line are
    /// compared with each other and never with those of another. Both slices are as long as the range.
    fn write(&self, row: usize, columns: Range<usize>, of_row: &mut [i32], of_column: &mut [i32]);
}

/// The rank of a line that is not listed, or cannot be matched; larger than any other.
pub(super) const NO_RANK: u32 = u32::MAX;

/// What is liked as a rank: 0 for the most, [`NO_RANK`] for [`FORBIDDEN`].
#[inline]
pub(super) fn rank_of(like: i32) -> u32 {
    !(like.cast_unsigned() ^ (1 << 31))
}

/// What a rank was made of.
#[inline]
pub(super) fn like_of(rank: u32) -> i32 {
    (!rank ^ (1 << 31)).cast_signed()
}

/// A line as another one ranks it, ties broken by index: the smaller, the better.
#[inline]
pub(super) fn key(rank: u32, line: u32) -> u64 {
    u64::from(rank) << 32 | u64::from(line)
}

/// The rank and the line of a key.
#[expect(clippy::cast_possible_truncation, reason = "they are the upper and the lower half")]
#[inline]
pub(super) fn parts(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, key as u32)
}
