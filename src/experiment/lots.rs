//! Who draws what: lots in permuted blocks, the same for a seed, whoever comes later.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Registration, Unit};
use crate::{
    feedback::LAST_DAY,
    id::{Digest, PersonId},
    impact::resample::SplitMix64,
    people::Label,
};

/// Who or what draws a lot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A mentee or a mentor.
    Person(PersonId),
    /// A site.
    Site(Label),
}

/// Somebody who came in and is to draw a lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entrant {
    /// Who.
    pub subject: Subject,
    /// On which day they came in.
    pub enrolled: Date,
    /// To which block they belong, where lots are drawn within blocks.
    #[serde(default)]
    pub block: Option<Label>,
}

/// What somebody drew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lot {
    /// Who.
    pub subject: Subject,
    /// On which day they came in.
    pub enrolled: Date,
    /// Within which block.
    pub block: Option<Label>,
    /// What they drew.
    pub arm: Label,
}

/// All lots drawn so far, in the order in which they were drawn. For the caller to store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredLots")]
pub struct Lots {
    registration: Digest,
    lots: Vec<Lot>,
}

/// [`Lots`] in which somebody may be twice.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredLots {
    registration: Digest,
    lots: Vec<Lot>,
}

/// Why lots cannot be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what the message says")]
pub enum NotDrawn {
    /// Somebody is there twice, now or since earlier: each draws once.
    #[error("{subject} is there twice; each draws once")]
    Twice { subject: Subject },
    /// Not what draws lots here.
    #[error("{subject} cannot draw: lots are drawn by {}", unit.plural())]
    WrongSubject { subject: Subject, unit: Unit },
    /// Lots are drawn within blocks, and theirs is not known.
    #[error("{subject} has no {blocks}, within which lots are drawn")]
    NoBlock { subject: Subject, blocks: Label },
    /// Lots are not drawn within blocks.
    #[error("{subject} has a block, `{block}`, but lots are not drawn within blocks")]
    NoBlocksPlanned { subject: Subject, block: Label },
    /// Before the start, or out of reach.
    #[error("{subject} came in on {enrolled}, not between the start on {start} and {last}", last = LAST_DAY)]
    WrongDay { subject: Subject, enrolled: Date, start: Date },
    /// The lots were drawn for another registration.
    #[error("the lots were drawn for another registration, {registration}")]
    OtherRegistration { registration: Digest },
}

impl Registration {
    /// Draws lots for those who came in first.
    ///
    /// A block of lots has twice as many as the ratios add up to (in lowest terms): 4 for two arms alike, 6 for 1 to 2. Lots
    /// are listed arm by arm, shuffled (Fisher–Yates from the last place down, place i swapped with place u mod (i + 1)) and
    /// handed out from the last place; then the next block of lots follows. Each block (neighbourhood, school) has a stream
    /// of its own, so that it fills independently of the others, and after n units of a block no arm is more than twice its
    /// ratio away from its share. The seed of a stream is the first 16 hexadecimal digits of the SHA-256 of
    /// `[seed,["lots","the block's key"]]`.
    ///
    /// The wave draws in the order of enrolment, those of one day in the order of their identifiers; the order in which they
    /// are given does not matter. Whoever comes later draws [afterwards](Registration::assign_also), and changes nothing for
    /// those who came before.
    ///
    /// # Errors
    ///
    /// When somebody is there twice, is not what draws lots here, came in before the start, or has no block where there are
    /// blocks (or one where there are none): the first such one in order.
    pub fn assign(&self, wave: impl IntoIterator<Item = Entrant>) -> Result<Lots, NotDrawn> {
        self.assign_also(&Lots { registration: self.digest(), lots: Vec::new() }, wave)
    }

    /// Draws lots for those who came later. Earlier lots stay as they are.
    ///
    /// # Errors
    ///
    /// As [`Registration::assign`], also when somebody has drawn before, or the earlier lots are of another registration.
    pub fn assign_also(
        &self,
        earlier: &Lots,
        wave: impl IntoIterator<Item = Entrant>,
    ) -> Result<Lots, NotDrawn> {
        if earlier.registration != self.digest() {
            return Err(NotDrawn::OtherRegistration { registration: earlier.registration });
        }
        let mut wave: Vec<Entrant> = wave.into_iter().collect();
        wave.sort_by(|x, y| (x.enrolled, &x.subject).cmp(&(y.enrolled, &y.subject)));
        let mut seen: BTreeSet<&Subject> = earlier.lots.iter().map(|lot| &lot.subject).collect();
        for entrant in &wave {
            self.may_draw(entrant)?;
            if !seen.insert(&entrant.subject) {
                return Err(NotDrawn::Twice { subject: entrant.subject.clone() });
            }
        }
        let mut hats = Hats::new(self);
        for lot in &earlier.lots {
            hats.draw(lot.block.as_ref());
        }
        let mut lots = earlier.lots.clone();
        for Entrant { subject, enrolled, block } in wave {
            let arm = hats.draw(block.as_ref()).clone();
            lots.push(Lot { subject, enrolled, block, arm });
        }
        Ok(Lots { registration: self.digest(), lots })
    }

    /// Whether these are the lots that this registration draws, each in its turn.
    pub fn drew(&self, lots: &Lots) -> bool {
        let mut hats = Hats::new(self);
        lots.registration == self.digest()
            && lots.lots.iter().all(|lot| *hats.draw(lot.block.as_ref()) == lot.arm)
    }

    fn may_draw(&self, entrant: &Entrant) -> Result<(), NotDrawn> {
        let protocol = self.protocol();
        let subject = || entrant.subject.clone();
        match (protocol.unit, &entrant.subject) {
            (Unit::Mentee | Unit::Mentor, Subject::Person(_)) | (Unit::Site, Subject::Site(_)) => {}
            (unit, _) => return Err(NotDrawn::WrongSubject { subject: subject(), unit }),
        }
        match (&protocol.blocks, &entrant.block) {
            (Some(blocks), None) => {
                return Err(NotDrawn::NoBlock { subject: subject(), blocks: blocks.clone() });
            }
            (None, Some(block)) => {
                return Err(NotDrawn::NoBlocksPlanned { subject: subject(), block: block.clone() });
            }
            _ => {}
        }
        let (enrolled, start) = (entrant.enrolled, protocol.start);
        if !(start..=LAST_DAY).contains(&enrolled) {
            return Err(NotDrawn::WrongDay { subject: subject(), enrolled, start });
        }
        Ok(())
    }
}

impl Lots {
    /// The registration they were drawn for.
    pub fn registration(&self) -> Digest {
        self.registration
    }

    /// Each lot, in the order in which they were drawn.
    pub fn lots(&self) -> &[Lot] {
        &self.lots
    }

    /// Whether these begin with earlier ones, each lot as it was drawn then.
    pub fn continues(&self, earlier: &Self) -> bool {
        self.registration == earlier.registration && self.lots.starts_with(&earlier.lots)
    }

    /// What somebody drew.
    pub fn arm_of(&self, subject: &Subject) -> Option<&Label> {
        self.lots.iter().find(|lot| lot.subject == *subject).map(|lot| &lot.arm)
    }
}

/// The hats from which lots are drawn, one for each block.
struct Hats<'a> {
    registration: &'a Registration,
    /// A full block of lots, arm by arm.
    full: Vec<&'a Label>,
    by_block: BTreeMap<Option<Label>, Hat<'a>>,
}

struct Hat<'a> {
    random: SplitMix64,
    /// What is left of the present block of lots.
    left: Vec<&'a Label>,
}

impl<'a> Hats<'a> {
    fn new(registration: &'a Registration) -> Self {
        let arms = &registration.protocol().arms;
        let divisor = arms.iter().fold(0, |divisor, arm| greatest_common_divisor(arm.ratio, divisor));
        let full = arms.iter().flat_map(|arm| (0..2 * arm.ratio / divisor).map(|_| &arm.name)).collect();
        Self { registration, full, by_block: BTreeMap::new() }
    }

    fn draw(&mut self, block: Option<&Label>) -> &'a Label {
        let hat = self.by_block.entry(block.cloned()).or_insert_with_key(|block| {
            let key = block.as_ref().map_or("", |label| label.key());
            Hat { random: SplitMix64::new(self.registration.seed(&["lots", key])), left: Vec::new() }
        });
        if hat.left.is_empty() {
            hat.left.clone_from(&self.full);
            for place in (1..hat.left.len()).rev() {
                hat.left.swap(place, hat.random.index(place + 1));
            }
        }
        hat.left.pop().expect("a block of lots has at least four")
    }
}

/// Euclid's; that of 0 and a number is the number. A ratio is at least 1.
fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

impl TryFrom<StoredLots> for Lots {
    type Error = NotDrawn;

    fn try_from(stored: StoredLots) -> Result<Self, NotDrawn> {
        let StoredLots { registration, lots } = stored;
        let mut seen = BTreeSet::new();
        match lots.iter().find(|lot| !seen.insert(&lot.subject)) {
            Some(lot) => Err(NotDrawn::Twice { subject: lot.subject.clone() }),
            None => Ok(Self { registration, lots }),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(person) => write!(f, "`{person}`"),
            Self::Site(site) => write!(f, "`{site}`"),
        }
    }
}
