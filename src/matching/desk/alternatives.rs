//! Which pairings are in every best plan, which in some, and which in none.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Desk, what_if::several};
use crate::id::{MenteeId, MentorId};

/// What all plans that are as good have in common, and where they differ. Exact, over all pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternatives {
    /// Pairings that every best plan has, by mentor and mentee; running pairs are not told.
    pub in_every: Vec<(MentorId, MenteeId)>,
    /// Pairings that some best plan has and another has not. All others are in none.
    pub in_some: Vec<(MentorId, MenteeId)>,
}

/// `18 pairings are in every best plan; 6 others are in some of them`.
impl fmt::Display for Alternatives {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (every, some) = (self.in_every.len(), self.in_some.len());
        let are = if every == 1 { "is" } else { "are" };
        write!(f, "{} {are} in every best plan", several(every, "pairing"))?;
        match some {
            0 => f.write_str("; no other plan is as good"),
            1 => f.write_str("; 1 other is in some of them"),
            _ => write!(f, "; {some} others are in some of them"),
        }
    }
}

impl Desk<'_> {
    /// Which pairings are in every best plan, which in some, and so which in none.
    ///
    /// # Complexity
    ///
    /// One pass over all pairs; memory for those that could be in a best plan.
    pub fn alternatives(&self) -> Alternatives {
        let face = self.solution.face(self.solver.problem());
        let told = |pairs: &[(usize, usize)]| {
            let new = pairs.iter().filter(|&&(row, column)| !self.runs(row, column));
            let mut pairs: Vec<_> = new.map(|&pair| self.who(pair)).collect();
            pairs.sort();
            pairs
        };
        Alternatives { in_every: told(face.in_every()), in_some: told(face.in_some()) }
    }
}
