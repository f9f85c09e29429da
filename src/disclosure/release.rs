//! From what coordinators may see to what others may.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;
use serde::Serialize;

use super::{Policy, Threshold};
use crate::feedback::Scope;

/// Something that coordinators may see, and nobody else before it is [released](Self::release).
///
/// It is not shown by `Debug` and cannot be written out, so it gets into no report and no log by mistake. These do not
/// compile:
///
/// ```compile_fail,E0277
/// use mentorship::{disclosure::Internal, impact::Figures};
///
/// let internal = Internal::new(Figures::default());
/// serde_json::to_string(&internal)?;
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// ```compile_fail,E0599
/// use mentorship::{disclosure::Internal, impact::Figures};
///
/// let internal = Internal::new(Figures::default());
/// let all = internal.all();
/// ```
#[derive(Clone)]
pub struct Internal<T>(T);

/// Something that its readers may see: all that a report accepts.
///
/// There is one way to it, [`Internal::release`]. It cannot be made by hand, and not be read back from a file either, since a
/// file is written by anybody: whoever could read one could make one. These do not compile:
///
/// ```compile_fail,E0451
/// use mentorship::{disclosure::{Policy, Published}, jiff::civil::date};
///
/// let all = Published { content: "P-1 left", policy: Policy::public(date(2026, 12, 31)), withheld: todo!() };
/// ```
///
/// ```compile_fail,E0277
/// use mentorship::disclosure::{PublicQuotes, Published};
///
/// let all: Published<PublicQuotes> = serde_json::from_str("{}")?;
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Published<T> {
    content: T,
    policy: Policy,
    withheld: Withheld,
}

/// How much of something its readers do not see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Withheld {
    parts: u64,
    of: u64,
}

/// What can be released: each kind of result knows its rules.
///
/// Only this room can say so of a type, as anybody else could let through what they like. This does not compile:
///
/// ```compile_fail,E0277
/// use mentorship::disclosure::{Decision, Policy, Release};
///
/// struct Names(Vec<String>);
///
/// impl Release for Names {
///     type Public = Vec<String>;
///
///     fn decide(&self, policy: &Policy) -> Decision<Vec<String>> {
///         todo!()
///     }
/// }
/// ```
pub trait Release: sealed::Sealed {
    /// What others see of it.
    type Public;

    /// What they see, and why they do not see the rest.
    fn decide(&self, policy: &Policy) -> Decision<Self::Public>;
}

pub(super) mod sealed {
    /// A type whose rules this room knows.
    pub trait Sealed {}
}

/// What is published of something, and why not the rest; it comes out of [`Internal`] only.
#[derive(Clone)]
pub struct Decision<P> {
    public: P,
    reasons: Reasons,
}

/// Why parts of something are withheld, for coordinators.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    of: usize,
    by_part: BTreeMap<usize, Why>,
}

/// Why something is withheld. What is published never says so: who knows that a number is hidden for its own sake knows more
/// than who knows that it is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Why {
    /// It speaks of too few people, or of nobody.
    FewPeople,
    /// It tells of a part of them that is too small, or of all but so few.
    SmallPart,
    /// It would tell the same of everybody: all, or nobody. Only a limit is shown, or nothing.
    GroupDisclosure,
    /// With the others and the whole, it would tell what is hidden.
    Remainder,
    /// It differs by too few people from another number about the same people.
    Chain,
    /// It says too much of the largest contributors.
    Dominance,
    /// It names people.
    Names,
}

impl<T> Internal<T> {
    /// Marks something as internal.
    pub fn new(content: T) -> Self {
        Self(content)
    }

    /// The thing itself. Nothing but this call's name stands between it and the outside: use it in what coordinators see.
    pub fn for_coordinators(&self) -> &T {
        &self.0
    }
}

impl<T: Release> Internal<T> {
    /// What the readers of a policy may see.
    #[must_use = "what may be published is this, nothing else"]
    pub fn release(&self, policy: &Policy) -> Published<T::Public> {
        let Decision { public, reasons } = self.0.decide(policy);
        let count = |parts: usize| u64::try_from(parts).unwrap_or(u64::MAX);
        let withheld = Withheld { parts: count(reasons.by_part.len()), of: count(reasons.of) };
        Published { content: public, policy: *policy, withheld }
    }

    /// Why they do not see the rest. This is internal as well.
    #[must_use = "it changes nothing"]
    pub fn reasons(&self, policy: &Policy) -> Internal<Reasons> {
        Internal(self.0.decide(policy).reasons)
    }
}

impl<T> fmt::Debug for Internal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Internal(…)")
    }
}

impl<P> fmt::Debug for Decision<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decision(…)")
    }
}

impl<T> Published<T> {
    /// What may be seen.
    pub fn content(&self) -> &T {
        &self.content
    }

    /// For whom.
    pub fn readers(&self) -> Scope {
        self.policy.readers()
    }

    /// On which day it was released.
    pub fn day(&self) -> Date {
        self.policy.day()
    }

    /// The fewest people that a number in it speaks of.
    pub fn threshold(&self) -> Threshold {
        self.policy.threshold()
    }

    /// How much is withheld.
    pub fn withheld(&self) -> Withheld {
        self.withheld
    }
}

/// The content with its readers, day, threshold and how much is withheld. The limits for sums are left out.
impl<T: Serialize> Serialize for Published<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'a, T> {
            readers: Scope,
            day: Date,
            threshold: Threshold,
            withheld: Withheld,
            content: &'a T,
        }

        let (readers, day, threshold) = (self.readers(), self.day(), self.threshold());
        Told { readers, day, threshold, withheld: self.withheld, content: &self.content }
            .serialize(serializer)
    }
}

impl Withheld {
    /// How many parts are withheld, or shown as a limit only.
    pub fn parts(self) -> u64 {
        self.parts
    }

    /// Of how many.
    pub fn of(self) -> u64 {
        self.of
    }
}

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} withheld", self.parts, self.of)
    }
}

impl<P> Decision<P> {
    /// What is published of so many parts, and why not the rest, by place.
    pub(super) fn new(public: P, of: usize, why: impl IntoIterator<Item = (usize, Why)>) -> Self {
        Self { public, reasons: Reasons { of, by_part: why.into_iter().collect() } }
    }
}

impl Reasons {
    /// How many parts there are.
    pub fn of(&self) -> usize {
        self.of
    }

    /// Why the part at a place, counted from 0 in the internal order, is withheld; none when it is shown.
    pub fn of_part(&self, place: usize) -> Option<Why> {
        self.by_part.get(&place).copied()
    }

    /// All parts that are withheld, by place, each with its reason.
    pub fn all(&self) -> impl ExactSizeIterator<Item = (usize, Why)> {
        self.by_part.iter().map(|(place, why)| (*place, *why))
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FewPeople => "too few people",
            Self::SmallPart => "too small a part of them",
            Self::GroupDisclosure => "the same of everybody",
            Self::Remainder => "with the others it would tell what is hidden",
            Self::Chain => "too near to another number about the same people",
            Self::Dominance => "too much of the largest contributors",
            Self::Names => "it names people",
        })
    }
}
