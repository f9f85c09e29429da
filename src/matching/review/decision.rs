//! What is decided of a pairing, and the words in which somebody says why.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    criteria::Violation,
    id::{Digest, MenteeId, MentorId, PersonId},
    people::Apart,
};

/// Why a pairing is rejected, in a word that can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Ground {
    /// The reviewer knows something of the two that no answer tells.
    Known,
    /// One of the two asked for it. Who did is not said.
    Wish,
    /// A conflict of interest.
    Conflict,
    /// Somebody would not be safe.
    Safety,
    /// This is not the time for one of them.
    NotNow,
    /// Another pairing was made for one of them.
    Replaced,
    /// Something else, which takes words.
    Other,
}

impl Ground {
    /// How long a rejection on this ground keeps the two out of later rounds. A deterministic plan would propose them again,
    /// so most last until somebody lifts them; what says nothing of the two together keeps nobody apart.
    pub fn apart(self) -> Apart {
        match self {
            Self::NotNow | Self::Replaced => Apart::No,
            Self::Known | Self::Wish | Self::Conflict | Self::Safety | Self::Other => Apart::UntilLifted,
        }
    }
}

/// What is decided of a mentor and a mentee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Decision {
    /// The plan's pairing is approved by somebody who has seen why it is proposed.
    Approved {
        /// The [digest](crate::criteria::Explanation::digest) of the explanation that was seen.
        seen: Digest,
    },
    /// The plan's pairing is rejected.
    Rejected {
        /// Why.
        ground: Ground,
    },
    /// A reviewer pairs two whom the plan does not propose to each other.
    Paired {
        /// The requirements that do not hold; with any, it is an override.
        broken: Vec<Violation>,
    },
    /// The decision before is taken back: the plan's pairing is undecided again, a reviewer's own is gone.
    TakenBack,
}

impl Decision {
    /// Whether the two are to be introduced.
    pub(super) fn approves(&self) -> bool {
        matches!(self, Self::Approved { .. } | Self::Paired { .. })
    }
}

/// One decision, with who made it and when. It holds identifiers only: the words in which somebody says why are kept
/// [beside it](super::ReviewLog::words).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decided {
    /// The mentor.
    pub mentor: MentorId,
    /// The mentee.
    pub mentee: MenteeId,
    /// Who decided.
    pub by: PersonId,
    /// When.
    pub on: Date,
    /// What.
    pub decision: Decision,
}

/// What somebody wrote to say why: confidential. `Debug` does not tell it, there is no `Display`, and it is stored with the
/// review's own log and nowhere else.
///
/// ```
/// use mentorship::matching::Words;
///
/// let words = Words::new("they are neighbours who fell out")?;
/// assert_eq!(words.read(), Some("they are neighbours who fell out"));
/// assert_eq!(format!("{words:?}"), "Words(confidential)");
/// assert!(Words::new("  ").is_err());
/// # Ok::<(), mentorship::matching::NoWords>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Option<String>", into = "Option<String>")]
pub struct Words(Option<String>);

/// A reason that says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a reason takes words")]
pub struct NoWords;

impl Words {
    /// Takes what somebody wrote, without white space around it.
    ///
    /// # Errors
    ///
    /// When nothing is left of it.
    pub fn new(text: impl AsRef<str>) -> Result<Self, NoWords> {
        let text = text.as_ref().trim();
        if text.is_empty() { Err(NoWords) } else { Ok(Self(Some(text.to_owned()))) }
    }

    /// What it says; `None` once it is erased.
    ///
    /// For the programme's coordinators, and for a person who asks what is kept about them. Not for the other of the two,
    /// and not for reports.
    pub fn read(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// What remains of words that were erased: that there were some.
    pub(super) fn erased() -> Self {
        Self(None)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Words(confidential)" } else { "Words(erased)" })
    }
}

impl TryFrom<Option<String>> for Words {
    type Error = NoWords;

    fn try_from(text: Option<String>) -> Result<Self, NoWords> {
        text.map_or_else(|| Ok(Self::erased()), Self::new)
    }
}

impl From<Words> for Option<String> {
    fn from(words: Words) -> Self {
        words.0
    }
}
