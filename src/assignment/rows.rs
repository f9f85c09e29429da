//! Pairs that are never all stored: a source that works out the weights of a row when it is asked.

use std::{ops::Range, sync::Arc};

/// The weight of a pair that cannot be assigned, in a row or table of 32-bit weights.
pub const FORBIDDEN: i32 = i32::MIN;

/// A source of weights, row by row, for problems with more pairs than anybody wants to store.
///
/// It must always answer the same. The solver asks for a row again and again, in any order and from several threads.
///
/// A source that knows upper bounds saves most of the work: columns come in blocks of [`block`](Self::block), and a block
/// whose [bound](Self::bounds) cannot matter to a row is not asked for.
///
/// ```
/// use std::ops::Range;
/// use mentorship::assignment::{Bounds, Goal, Problem, Rows, solve};
///
/// /// The nearer, the better.
/// struct Near;
///
/// impl Rows for Near {
///     fn largest(&self) -> i32 {
///         1000
///     }
///
///     fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
///         for (column, weight) in columns.zip(weights) {
///             *weight = 1000 - i32::try_from(row.abs_diff(column)).unwrap_or(1000).min(1000);
///         }
///     }
/// }
///
/// let one = || vec![Bounds::up_to(1); 500];
/// let problem = Problem::implicit(one(), one(), &Near)?;
/// let solution = solve(&problem, Goal::RowsFirst)?;
/// assert_eq!(solution.total(), 500 * 1000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Rows: Send + Sync {
    /// A size that no weight goes beyond.
    fn largest(&self) -> i32;

    /// Writes the weight of a row with each of these columns; [`FORBIDDEN`] where the two cannot be assigned. The slice is
    /// as long as the range.
    fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]);

    /// How many columns make a block, the last of which may be shorter; at least 1.
    fn block(&self) -> usize {
        256
    }

    /// Writes for each of these blocks a weight that no pair of the row in it exceeds; [`FORBIDDEN`] where none of them can
    /// be assigned. All slices are as long as the range.
    ///
    /// Only what is beyond the block's `above` matters: a bound that is not need not be sharpened, one that is is worth
    /// some work.
    fn bounds(&self, row: usize, blocks: Range<usize>, above: &[i32], most: &mut [i32]) {
        let _ = (row, blocks, above);
        most.fill(self.largest());
    }
}

/// Whoever borrows or shares a source asks it itself.
macro_rules! asks {
    ($($source:ty),*) => {$(
        impl<R: Rows + ?Sized> Rows for $source {
            fn largest(&self) -> i32 {
                (**self).largest()
            }

            fn write(&self, row: usize, columns: Range<usize>, weights: &mut [i32]) {
                (**self).write(row, columns, weights);
            }

            fn block(&self) -> usize {
                (**self).block()
            }

            fn bounds(&self, row: usize, blocks: Range<usize>, above: &[i32], most: &mut [i32]) {
                (**self).bounds(row, blocks, above, most);
            }
        }
    )*};
}

asks!(&R, Arc<R>);
