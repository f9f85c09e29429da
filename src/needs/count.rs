//! What is counted of every subject: people and the places they ask or offer, what was said, and what is missing.

use std::{
    fmt,
    ops::{Add, AddAssign},
};

use serde::Serialize;

/// So many people with so many places between them: places asked by mentees, or offered by mentors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Headcount {
    /// How many people.
    pub people: u64,
    /// How many places, at least one for each of them.
    pub places: u64,
}

impl Headcount {
    /// One person more, with so many places.
    pub(super) fn take(&mut self, places: u64) {
        *self += Self { people: 1, places };
    }
}

impl Add for Headcount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            people: self.people.saturating_add(other.people),
            places: self.places.saturating_add(other.places),
        }
    }
}

impl AddAssign for Headcount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Headcount {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), Add::add)
    }
}

/// Supply against demand in one respect.
///
/// ```
/// use mentorship::needs::{Balance, Headcount};
///
/// let cooking = Balance {
///     asked: Headcount { people: 12, places: 12 },
///     offered: Headcount { people: 3, places: 4 },
///     unclear: Headcount { people: 2, places: 2 },
/// };
/// assert_eq!((cooking.missing(), cooking.missing_at_least()), (8, 6));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Balance {
    /// The mentees who ask, and the places they ask.
    pub asked: Headcount,
    /// The mentors who are known to be able, and the places they offer.
    pub offered: Headcount,
    /// The mentors of whom it is not known, because they left it blank, and their places.
    pub unclear: Headcount,
}

impl Balance {
    /// Places missing by what people said: asked less offered, 0 when there are enough.
    ///
    /// In this respect alone it is the shortage of Hall (1935), the number that no plan can fill, wherever each mentee
    /// asks for one place. Where some ask for several, which have to be of different mentors, or somebody is mentor and
    /// mentee at once, who cannot be their own, at least so many are missing.
    pub fn missing(&self) -> u64 {
        self.asked.places.saturating_sub(self.offered.places)
    }

    /// Places missing even if everybody who left it blank could help.
    pub fn missing_at_least(&self) -> u64 {
        self.missing().saturating_sub(self.unclear.places)
    }

    /// Places offered beyond those asked, 0 when there are too few.
    pub fn to_spare(&self) -> u64 {
        self.offered.places.saturating_sub(self.asked.places)
    }
}

/// How one side answered in one respect. The three add up to everybody of that side who has a place left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Answers {
    /// Who named something.
    pub named: Headcount,
    /// Who said that there is nothing: no skill, no language, never free.
    pub none: Headcount,
    /// Who left it blank. It is not known what they would say.
    pub blank: Headcount,
}

impl Answers {
    /// Counts one answer, by how many things it names; `None` when it was left blank.
    pub(super) fn take(&mut self, named: Option<usize>, places: u64) {
        match named {
            Some(0) => self.none.take(places),
            Some(_) => self.named.take(places),
            None => self.blank.take(places),
        }
    }

    /// Everybody.
    pub fn all(&self) -> Headcount {
        self.named + self.none + self.blank
    }
}

/// One subject, such as skills or hours: how both sides answered, and supply against demand item by item.
///
/// A mentee counts under everything they named, and a place of a mentor under everything that mentor can: a mentor of
/// five skills with one place is offered in each of the five and can help one mentee. So items are never to be added up,
/// and when all items have enough there may still be too few. What is missing in an item is missing, though.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Topic<N> {
    pub(super) mentees: Answers,
    pub(super) mentors: Answers,
    pub(super) unreached: Headcount,
    pub(super) needs: Vec<N>,
}

impl<N> Topic<N> {
    /// How mentees answered.
    pub fn mentees(&self) -> Answers {
        self.mentees
    }

    /// How mentors answered.
    pub fn mentors(&self) -> Answers {
        self.mentors
    }

    /// The mentees who named something, but nothing of it is offered by anybody who said what they offer. Each of them
    /// stays without a mentor who fits in this respect, whatever else is planned, unless somebody who left it blank helps.
    pub fn unreached(&self) -> Headcount {
        self.unreached
    }

    /// Every item that anybody named, the largest lack first.
    pub fn needs(&self) -> &[N] {
        &self.needs
    }
}

impl fmt::Display for Headcount {
    /// People, with their places where these are more: `3 (4 places)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.people == self.places {
            write!(f, "{}", self.people)
        } else {
            write!(f, "{} ({} places)", self.people, self.places)
        }
    }
}
