//! Both cores, where the feature `parallel` is on; the same results with and without.

use std::ops::Range;

/// What `of` makes of each number of a range, in order.
pub(super) fn map<T: Send>(range: Range<usize>, of: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        range.into_par_iter().map(of).collect()
    }
    #[cfg(not(feature = "parallel"))]
    range.map(of).collect()
}
