//! The same work for everybody, and two things at once: on all cores where there are several and it is worth waking them.

/// What one core is done with before another wakes: a tenth of a millisecond.
const SHORT: usize = 100_000;

/// What `of` says of each number below `count`, in order; one takes about so many nanoseconds. With the feature `parallel`
/// on several cores, to the same answer.
pub(super) fn each<T: Send>(count: usize, nanoseconds: usize, of: impl Fn(usize) -> T + Sync) -> Vec<T> {
    #[cfg(feature = "parallel")]
    if count.saturating_mul(nanoseconds) > SHORT {
        use rayon::prelude::*;
        return (0..count).into_par_iter().map(&of).collect();
    }
    let _ = (SHORT, nanoseconds);
    (0..count).map(of).collect()
}

/// Does two things. With the feature `parallel` the second, which takes about so many nanoseconds, is done on another core;
/// the first always stays on this thread.
pub(super) fn beside<A, B: Send>(
    here: impl FnOnce() -> A,
    nanoseconds: usize,
    there: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "parallel")]
    if nanoseconds > SHORT {
        let mut other = None;
        let one = rayon::in_place_scope(|scope| {
            scope.spawn(|_| other = Some(there()));
            here()
        });
        return (one, other.expect("the scope waits for what it was given"));
    }
    let _ = nanoseconds;
    (here(), there())
}
