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

/// Hands every part of so many items to `of` with its number.
pub(super) fn each_part<T: Send>(items: &mut [T], size: usize, of: impl Fn(usize, &mut [T]) + Sync + Send) {
    let each = |(at, part): (usize, &mut [T])| of(at, part);
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_chunks_mut(size.max(1)).enumerate().for_each(each);
    }
    #[cfg(not(feature = "parallel"))]
    items.chunks_mut(size.max(1)).enumerate().for_each(each);
}
