//! What a room of the programme does with the log.

use super::{Entry, Why};

/// One question of the log, answered entry by entry: what a room knows after the entries it has taken.
///
/// A room looks at the entries that concern it and passes over the others, so it can be folded over a log by itself
/// ([`Programme::fold`](super::Programme::fold)), stored, and go on from there.
pub trait Room: Default {
    /// Whether an entry can stand after those taken so far. Changes nothing.
    ///
    /// # Errors
    ///
    /// When one of this room's rules speaks against it.
    fn check(&self, entry: &Entry) -> Result<(), Why>;

    /// Takes an entry that was checked.
    fn apply(&mut self, entry: &Entry);
}
