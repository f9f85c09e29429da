//! What was published before, so that nobody is found in the difference.
//!
//! Two releases that are each safe can be unsafe together: last month's figures of 40 people and this month's of 41 tell, by
//! subtraction, those of one. A ledger keeps of each release whom it spoke of, as fingerprints made with the programme's
//! secret, and refuses the one that comes too close.
//!
//! It does not know what the releases tell, and compares each with one or two others, not with sums of three and more.
//! Keep one ledger for each audience: everybody, and whoever also sees what steering groups do.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Threshold;
use crate::{id::PersonId, people::Label};

/// The people a release speaks of, as fingerprints: neither their identifiers nor the secret can be read from it.
///
/// Fingerprints have 64 bits. Among ten thousand people, two have the same with a chance of three in a million million.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PopulationState")]
pub struct Population {
    /// The fingerprint of nobody: tells whether two populations were made with one secret.
    secret: u64,
    // INVARIANT: ascending, none twice.
    people: Vec<u64>,
}

/// A population as it was stored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PopulationState {
    secret: u64,
    people: Vec<u64>,
}

/// Fingerprints that no population has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("fingerprints are stored in ascending order, each once")]
pub struct InvalidPopulation;

impl TryFrom<PopulationState> for Population {
    type Error = InvalidPopulation;

    fn try_from(state: PopulationState) -> Result<Self, InvalidPopulation> {
        if state.people.is_sorted_by(|a, b| a < b) {
            Ok(Self { secret: state.secret, people: state.people })
        } else {
            Err(InvalidPopulation)
        }
    }
}

impl fmt::Debug for Population {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Population({} people)", self.people.len())
    }
}

impl Population {
    /// Takes the fingerprints of people; somebody who is there twice counts once.
    ///
    /// The secret is the programme's, the same for all releases of a ledger, and kept apart from it: who has both can ask
    /// whether a certain person was in a release.
    pub fn new<'a>(people: impl IntoIterator<Item = &'a PersonId>, secret: &str) -> Self {
        let mut people: Vec<_> =
            people.into_iter().map(|person| fingerprint(secret, person.as_str())).collect();
        people.sort_unstable();
        people.dedup();
        Self { secret: fingerprint(secret, ""), people }
    }

    /// How many people.
    pub fn count(&self) -> usize {
        self.people.len()
    }

    /// How many people are in both.
    fn shared_with(&self, other: &Self) -> usize {
        let mut others = other.people.iter().peekable();
        let shared = self.people.iter().filter(|person| {
            while others.next_if(|other| other < person).is_some() {}
            others.next_if_eq(person).is_some()
        });
        shared.count()
    }
}

/// The first 64 bits of SHA-256 over the secret's length, the secret and the text.
fn fingerprint(secret: &str, text: &str) -> u64 {
    let length = u64::try_from(secret.len()).expect("a text in memory is shorter than 2^64 bytes");
    let digest =
        Sha256::new().chain_update(length.to_be_bytes()).chain_update(secret).chain_update(text).finalize();
    digest.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
}

/// Why a release must not be published beside earlier ones, or cannot be entered. It names releases, never people.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReleaseRefused {
    /// It speaks of too few people.
    #[error("it speaks of fewer than {threshold} people")]
    TooFew {
        /// The threshold.
        threshold: u64,
    },
    /// It speaks of nearly the same people as an earlier one.
    #[error(
        "its people and those of `{earlier}` differ by fewer than {threshold}, who could be found in the difference"
    )]
    TooClose {
        /// The earlier release.
        earlier: Label,
        /// The threshold.
        threshold: u64,
    },
    /// Two of the three releases without a person in common are nearly the third.
    #[error(
        "its people and those of `{first}` and `{second}` differ by fewer than {threshold}, who could be found in the \
         difference: one of the three is nearly the two others together"
    )]
    TooCloseToTwo {
        /// An earlier release.
        first: Label,
        /// Another one.
        second: Label,
        /// The threshold.
        threshold: u64,
    },
    /// Several earlier ones together are nearly all of its people.
    #[error(
        "its people and those of several earlier releases together differ by fewer than {threshold}, who could be found in \
         the difference"
    )]
    TooCloseToMany {
        /// The threshold.
        threshold: u64,
    },
    /// Another release has this name.
    #[error("`{name}` was released before")]
    NameTaken {
        /// The name.
        name: Label,
    },
    /// Its people were taken with another secret than those of earlier releases, so that nobody would be recognised.
    #[error("its people were taken with another secret than those of earlier releases")]
    OtherSecret,
}

/// The releases of a programme to one audience.
///
/// ```
/// use mentorship::disclosure::{Ledger, Population, Threshold};
/// use mentorship::{id::PersonId, people::Label};
///
/// let people = (1..=41).map(|n| PersonId::new(format!("P-{n}"))).collect::<Result<Vec<_>, _>>()?;
/// let mut ledger = Ledger::default();
/// let may = Population::new(&people[..40], "our secret");
/// ledger.record(Label::new("May")?, may, Threshold::PUBLIC)?;
/// // Who came in June would be found by subtracting May.
/// let june = Population::new(&people, "our secret");
/// let refused = ledger.record(Label::new("June")?, june, Threshold::PUBLIC);
/// assert!(refused.is_err_and(|refused| refused.to_string().contains("those of `May` differ by fewer than 10")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<Label, Population>", into = "BTreeMap<Label, Population>")]
pub struct Ledger {
    // INVARIANT: all populations were made with one secret.
    releases: BTreeMap<Label, Population>,
}

impl TryFrom<BTreeMap<Label, Population>> for Ledger {
    type Error = ReleaseRefused;

    fn try_from(releases: BTreeMap<Label, Population>) -> Result<Self, ReleaseRefused> {
        if releases.values().zip(releases.values().skip(1)).any(|(a, b)| a.secret != b.secret) {
            return Err(ReleaseRefused::OtherSecret);
        }
        Ok(Self { releases })
    }
}

impl From<Ledger> for BTreeMap<Label, Population> {
    fn from(ledger: Ledger) -> Self {
        ledger.releases
    }
}

impl Ledger {
    /// The releases by name, with how many people each spoke of.
    pub fn releases(&self) -> impl Iterator<Item = (&Label, usize)> {
        self.releases.iter().map(|(name, people)| (name, people.count()))
    }

    /// Whether a release about these people may be published beside all earlier ones.
    ///
    /// Two populations are too close when 1 to threshold - 1 people are in one of them and not in the other: with nested
    /// ones, those are who can be found. The same people again are not too close. Neither are nested populations that differ
    /// by at least the threshold. So, too, with two releases that have nobody in common, taken together: the new one beside
    /// two earlier ones, and the new one with an earlier one beside a third.
    ///
    /// # Errors
    ///
    /// When it speaks of 1 to threshold - 1 people, comes too close to an earlier one or to two, or its people were taken
    /// with another secret.
    ///
    /// # Complexity
    ///
    /// O(n·r) for r releases of n people, and as much again for each earlier release that is nearly a part of the new one or
    /// has it nearly as a part.
    pub fn check(&self, population: &Population, threshold: Threshold) -> Result<(), ReleaseRefused> {
        let people = threshold.people();
        let is_unsafe = |count: usize| u64::try_from(count).is_ok_and(|count| threshold.is_unsafe(count));
        if self.releases.values().any(|earlier| earlier.secret != population.secret) {
            return Err(ReleaseRefused::OtherSecret);
        }
        let count = population.count();
        if is_unsafe(count) {
            return Err(ReleaseRefused::TooFew { threshold: people });
        }
        let shared = |earlier: &Population| population.shared_with(earlier);
        let earlier: Vec<_> =
            self.releases.iter().map(|(name, earlier)| (name, earlier, shared(earlier))).collect();
        for (name, other, shared) in &earlier {
            if is_unsafe(count - shared + other.count() - shared) {
                return Err(ReleaseRefused::TooClose { earlier: (*name).clone(), threshold: people });
            }
        }
        for (at, (first, one, in_one)) in earlier.iter().enumerate() {
            for (second, two, in_two) in earlier.iter().skip(at + 1) {
                let refused = || ReleaseRefused::TooCloseToTwo {
                    first: (*first).clone(),
                    second: (*second).clone(),
                    threshold: people,
                };
                // Of one whole and two parts without a person in common: who is only in the whole, or only in a part.
                let differ =
                    |whole: usize, parts: usize, shared: usize| is_unsafe((whole + parts) - 2 * shared);
                let together = one.count() + two.count();
                if in_one + in_two <= count
                    && differ(count, together, in_one + in_two)
                    && one.shared_with(two) == 0
                {
                    return Err(refused());
                }
                for (whole, in_whole, part, in_part) in
                    [(one, in_one, two, in_two), (two, in_two, one, in_one)]
                {
                    // Else too many of the new one are not in the whole.
                    let is_near = u64::try_from(count - in_whole).is_ok_and(|outside| outside < people);
                    if *in_part == 0 && is_near {
                        let shared = in_whole + whole.shared_with(part);
                        if differ(whole.count(), count + part.count(), shared) {
                            return Err(refused());
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// The same of a release about people who come in parts, nobody in two of them, where each part may nearly be an earlier
    /// release: whoever subtracts those from the whole finds what they leave of it.
    pub(crate) fn check_parts<'a>(
        &self,
        parts: impl IntoIterator<Item = &'a Population>,
        threshold: Threshold,
    ) -> Result<(), ReleaseRefused> {
        let left = |part: &Population| {
            let apart = |earlier: &Population| part.count() + earlier.count() - 2 * part.shared_with(earlier);
            let nearest = self.releases.values().map(apart).min();
            nearest.map_or(part.count(), |nearest| nearest.min(part.count()))
        };
        let left: usize = parts.into_iter().map(left).sum();
        if u64::try_from(left).is_ok_and(|left| threshold.is_unsafe(left)) {
            return Err(ReleaseRefused::TooCloseToMany { threshold: threshold.people() });
        }
        Ok(())
    }

    /// Enters what is released together with something that was checked, and protected together with it.
    pub(crate) fn remember(&mut self, name: Label, population: Population) -> Result<(), ReleaseRefused> {
        if self.releases.contains_key(&name) {
            return Err(ReleaseRefused::NameTaken { name });
        }
        self.releases.insert(name, population);
        Ok(())
    }

    /// Enters a release that may be published.
    ///
    /// # Errors
    ///
    /// When [`check`](Self::check) refuses it, or another one has its name.
    pub fn record(
        &mut self,
        name: Label,
        population: Population,
        threshold: Threshold,
    ) -> Result<(), ReleaseRefused> {
        if self.releases.contains_key(&name) {
            return Err(ReleaseRefused::NameTaken { name });
        }
        self.check(&population, threshold)?;
        self.releases.insert(name, population);
        Ok(())
    }
}
