//! A protocol that holds together, fixed before anything is drawn.

use std::{collections::BTreeSet, fmt};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Arm, Protocol, Schedule, Spending};
use crate::{
    feedback::{FIRST_DAY, LAST_DAY},
    id::Digest,
    people::Label,
};

/// A [`Protocol`] that holds together. What it says no longer changes; its [digest](Registration::digest), sent to somebody
/// beforehand, shows that later.
///
/// ```
/// use mentorship::experiment::{Protocol, Registration};
///
/// let protocol: Protocol = serde_json::from_str(r#"{
///     "experiment": "buddies-2026", "unit": "mentee",
///     "arms": [{ "name": "as usual" }, { "name": "with a buddy", "ratio": 0 }],
///     "primary": { "name": "belonging" },
///     "start": "2026-01-05", "horizon": 90, "planned": 40, "looks": { "percents": [50] }, "seed": 2026
/// }"#)?;
/// let problems = Registration::new(protocol).unwrap_err();
/// assert_eq!(
///     problems.to_string(),
///     "2 things in the registration do not fit:\n\
///      arm `with a buddy` has a ratio of 0; it is 1 to 10\n\
///      the last look is at 50 %; it is at 100 %"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Protocol", into = "Protocol")]
pub struct Registration {
    protocol: Protocol,
    digest: Digest,
}

/// All that does not fit in a protocol.
#[derive(Clone, Debug, PartialEq)]
pub struct Problems(pub Vec<Problem>);

/// Why a protocol cannot be registered.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what the message says")]
pub enum Problem {
    /// Nothing to compare with.
    #[error("there are {arms} arms; a comparison takes 2 to 10")]
    WrongArms { arms: usize },
    /// Two arms that cannot be told apart.
    #[error("arm `{arm}` is there twice")]
    ArmTwice { arm: Label },
    /// Nobody would draw it, or hardly anybody anything else.
    #[error("arm `{arm}` has a ratio of {ratio}; it is 1 to {MOST_RATIO}")]
    WrongRatio { arm: Label, ratio: u32 },
    /// Two outcomes that cannot be told apart.
    #[error("outcome `{outcome}` is there twice")]
    OutcomeTwice { outcome: Label },
    /// A day out of reach.
    #[error("{on} is not between {first} and {last}", first = FIRST_DAY, last = LAST_DAY)]
    OutOfReach { on: Date },
    /// Nothing can come of anything on the day it begins.
    #[error("units are followed for 0 days; it is at least 1")]
    NoHorizon,
    /// Too few to compare, or more than can be counted on.
    #[error("{planned} units are planned; it is at least {least}, two for each arm, and at most 1000000")]
    WrongSize { planned: u32, least: usize },
    /// None, or more than a plan needs.
    #[error("{looks} looks are planned; it is 1 to {MOST_LOOKS}")]
    WrongLooks { looks: usize },
    /// Looks that do not come one after another.
    #[error("look {look} does not come after look {before}", before = look - 1)]
    LooksOutOfOrder { look: usize },
    /// A look before anybody can be counted.
    #[error("the first look is on {on}, but nobody is followed to the end before {earliest}")]
    LookBeforeHorizon { on: Date, earliest: Date },
    /// A last look that is not the end.
    #[error("the last look is at {percent} %; it is at 100 %")]
    LastLookEarly { percent: u8 },
    /// A look at nobody.
    #[error("a look at 0 % sees nobody")]
    LookAtNobody,
    /// Error spent at the end only, and looks before it.
    #[error("all error is spent at the end, but {looks} looks are planned; then there is one")]
    LooksWithoutError { looks: usize },
    /// An error that is none, or that no reader would put up with.
    #[error("the error put up with is {alpha}; it is 0.001 to 0.2, and mostly 0.05")]
    WrongAlpha { alpha: f64 },
    /// Too few to tell anything, or too many to wait for.
    #[error("{resamples} resamples are planned; it is 99 to 99999")]
    WrongResamples { resamples: u32 },
}

/// The largest ratio of an arm: beyond it the other arms tell hardly anything.
const MOST_RATIO: u32 = 10;
/// The most looks: more of them save hardly any waiting.
const MOST_LOOKS: usize = 5;

impl Registration {
    /// Checks a protocol and fixes it.
    ///
    /// # Errors
    ///
    /// When something in it does not fit; all of it is told at once.
    pub fn new(protocol: Protocol) -> Result<Self, Problems> {
        let mut problems = Vec::new();
        arms(&protocol, &mut problems);
        outcomes(&protocol, &mut problems);
        size(&protocol, &mut problems);
        looks(&protocol, &mut problems);
        if problems.is_empty() {
            let digest = Digest::of(&protocol);
            Ok(Self { protocol, digest })
        } else {
            Err(Problems(problems))
        }
    }

    /// What was registered.
    pub fn protocol(&self) -> &Protocol {
        &self.protocol
    }

    /// The fingerprint of what was registered: SHA-256 of its JSON form.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// A seed for one purpose: the first 16 hexadecimal digits of the SHA-256 of `[seed,["…","…"]]`, as JSON.
    pub(super) fn seed(&self, purpose: &[&str]) -> u64 {
        let digest = Digest::of(&(self.protocol.seed, purpose)).to_string();
        u64::from_str_radix(digest.get(..16).unwrap_or_default(), 16)
            .expect("16 hexadecimal digits are a u64")
    }
}

fn arms(protocol: &Protocol, problems: &mut Vec<Problem>) {
    let arms = &protocol.arms;
    if !(2..=10).contains(&arms.len()) {
        problems.push(Problem::WrongArms { arms: arms.len() });
    }
    let mut seen = BTreeSet::new();
    for Arm { name, ratio } in arms {
        if !seen.insert(name) {
            problems.push(Problem::ArmTwice { arm: name.clone() });
        }
        if !(1..=MOST_RATIO).contains(ratio) {
            problems.push(Problem::WrongRatio { arm: name.clone(), ratio: *ratio });
        }
    }
}

fn outcomes(protocol: &Protocol, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    let twice = protocol.outcomes().filter(|outcome| !seen.insert(&outcome.name));
    problems.extend(twice.map(|outcome| Problem::OutcomeTwice { outcome: outcome.name.clone() }));
}

fn size(protocol: &Protocol, problems: &mut Vec<Problem>) {
    let Protocol { start, horizon, planned, alpha, resamples, .. } = *protocol;
    if !(FIRST_DAY..=LAST_DAY).contains(&start) {
        problems.push(Problem::OutOfReach { on: start });
    }
    if horizon.get() == 0 {
        problems.push(Problem::NoHorizon);
    }
    let least = 2 * protocol.arms.len();
    if !(least..=1_000_000).contains(&usize::try_from(planned).unwrap_or(usize::MAX)) {
        problems.push(Problem::WrongSize { planned, least });
    }
    if !(0.001..=0.2).contains(&alpha) {
        problems.push(Problem::WrongAlpha { alpha });
    }
    if !(99..=99_999).contains(&resamples) {
        problems.push(Problem::WrongResamples { resamples });
    }
}

fn looks(protocol: &Protocol, problems: &mut Vec<Problem>) {
    let looks = protocol.looks.len();
    if !(1..=MOST_LOOKS).contains(&looks) {
        problems.push(Problem::WrongLooks { looks });
    }
    if looks > 1 && protocol.spending == Spending::AtTheEnd {
        problems.push(Problem::LooksWithoutError { looks });
    }
    match &protocol.looks {
        Schedule::Dates(dates) => {
            out_of_order(dates, problems);
            let far = dates.iter().filter(|on| !(FIRST_DAY..=LAST_DAY).contains(*on));
            problems.extend(far.map(|&on| Problem::OutOfReach { on }));
            let earliest = followed_until(protocol.start, protocol);
            if let Some(&on) = dates.first().filter(|&&on| on < earliest) {
                problems.push(Problem::LookBeforeHorizon { on, earliest });
            }
        }
        Schedule::Percents(percents) => {
            out_of_order(percents, problems);
            if percents.first() == Some(&0) {
                problems.push(Problem::LookAtNobody);
            }
            if let Some(&percent) = percents.last().filter(|&&percent| percent != 100) {
                problems.push(Problem::LastLookEarly { percent });
            }
        }
    }
}

fn out_of_order<T: PartialOrd>(looks: &[T], problems: &mut Vec<Problem>) {
    let falls = looks.windows(2).zip(2..).filter(|(pair, _)| pair[0] >= pair[1]);
    problems.extend(falls.map(|(_, look)| Problem::LooksOutOfOrder { look }));
}

/// The first day on which somebody who enrolled then has been followed to the end.
pub(super) fn followed_until(enrolled: Date, protocol: &Protocol) -> Date {
    enrolled.saturating_add(i64::from(protocol.horizon.get()).days())
}

impl TryFrom<Protocol> for Registration {
    type Error = Problems;

    fn try_from(protocol: Protocol) -> Result<Self, Problems> {
        Self::new(protocol)
    }
}

impl From<Registration> for Protocol {
    fn from(registration: Registration) -> Self {
        registration.protocol
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => f.write_str("1 thing in the registration does not fit:")?,
            several => write!(f, "{several} things in the registration do not fit:")?,
        }
        self.0.iter().try_for_each(|problem| write!(f, "\n{problem}"))
    }
}

impl std::error::Error for Problems {}
