//! Where ties come from.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where ties come from: what the matching itself made is told apart from what people tell.
///
/// A network of mentors and mentees shows mostly whom the programme matched. Claims about a community rest on the ties that
/// people tell of in a survey, and best on those beyond the pairs that were matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// That people tell of.
    Told,
    /// That people tell of, to others than those they were ever matched with.
    ToldBeyond,
    /// That the programme made, from mentor to mentee.
    Made,
}

impl Ties {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Told, Self::ToldBeyond, Self::Made];
}

impl fmt::Display for Ties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Told => "ties told of",
            Self::ToldBeyond => "ties told of beyond matched pairs",
            Self::Made => "ties made by matching",
        })
    }
}
