//! Both cores, where the feature `parallel` is on and there is enough to do; the same results with and without.

use std::ops::Range;

/// How many pairs must be looked at before waking another thread is worth it: a tenth of a millisecond.
#[cfg(feature = "parallel")]
const WORTH: usize = 1 << 17;

/// What `of` makes of each number of a range, in order. Altogether it looks at so many pairs.
pub(super) fn map<T: Send>(
    range: Range<usize>,
    pairs: usize,
    of: impl Fn(usize) -> T + Sync + Send,
) -> Vec<T> {
    #[cfg(feature = "parallel")]
    if pairs >= WORTH {
        use rayon::prelude::*;
        return range.into_par_iter().map(of).collect();
    }
    let _ = pairs;
    range.map(of).collect()
}

/// Whether `of` says yes to every part of so many items, which it gets with its number.
pub(super) fn all_parts<T: Send>(
    items: &mut [T],
    size: usize,
    of: impl Fn(usize, &mut [T]) -> bool + Sync + Send,
) -> bool {
    let size = size.max(1);
    #[cfg(feature = "parallel")]
    if items.len() >= WORTH {
        use rayon::prelude::*;
        let parts = items.par_chunks_mut(size).enumerate();
        return parts.map(|(at, part)| of(at, part)).reduce(|| true, |one, other| one & other);
    }
    items.chunks_mut(size).enumerate().all(|(at, part)| of(at, part))
}
