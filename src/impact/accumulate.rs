//! What all accumulators can do: take rows in any order and any partition, and give the same answer.

/// Takes rows one by one, or what somebody else has taken, and answers when asked.
///
/// An accumulator that has taken nothing is its [`Default`]. Merging is associative and commutative, and the state of
/// each serialises, so one pass, many threads or many neighbourhoods give the same answer: to the last bit where rows are
/// whole numbers, to rounding where they are not. Each also implements [`Extend`] and [`FromIterator`].
///
/// ```
/// use mentorship::impact::{Accumulate, Moments};
///
/// let north: Moments = [3, 4, 5].into_iter().collect();
/// let mut town: Moments = [1, 2].into_iter().collect();
/// town.merge(&north);
/// assert_eq!(town.finish().mean(), Some(3.0));
/// ```
pub trait Accumulate: Default {
    /// What one observation is.
    type Row;
    /// What it answers.
    type Answer;

    /// Takes one row.
    fn add(&mut self, row: Self::Row);

    /// Takes all that another has taken.
    fn merge(&mut self, other: &Self);

    /// The answer over all that was taken. The accumulator can go on.
    fn finish(&self) -> Self::Answer;
}

/// Lets an accumulator be extended with rows and collected from them.
macro_rules! collects {
    ($accumulator:ty, $row:ty) => {
        impl Extend<$row> for $accumulator {
            fn extend<I: IntoIterator<Item = $row>>(&mut self, rows: I) {
                for row in rows {
                    $crate::impact::Accumulate::add(self, row);
                }
            }
        }

        impl FromIterator<$row> for $accumulator {
            fn from_iter<I: IntoIterator<Item = $row>>(rows: I) -> Self {
                let mut taken = Self::default();
                taken.extend(rows);
                taken
            }
        }
    };
}

pub(crate) use collects;
