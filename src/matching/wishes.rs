//! Whom people would rather be with, as they said themselves, in order.
//!
//! A programme that lets mentors and mentees meet asks them afterwards for ranked lists. [`Wishes`] holds these as they were
//! given, by identifier; [`Request::stable_plan_from`](super::Request::stable_plan_from) checks them against a request, all at
//! once, and makes a plan of them. Requirements stand above wishes: a wish for somebody who is not possible is void and is
//! told as such in the plan.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::round::Round;
use crate::{
    criteria::{Side, Verdict, Violation},
    id::{Digest, MenteeId, MentorId},
    people::Who,
    stable::Ranking,
};

/// Ranked lists that mentors and mentees gave: groups of people liked the same, the most liked first.
///
/// Who is not in somebody's list would not be taken by them, and who gave no list would take nobody. A group of nobody says
/// nothing. Equal wishes are equal in whatever order people and those within a group were told.
///
/// ```
/// use mentorship::matching::Wishes;
///
/// // Mentee E-1 would rather have M-2 than M-3 or M-4, whom they like the same.
/// let wishes = Wishes::new()
///     .mentee("E-1".parse()?, [vec!["M-2".parse()?], vec!["M-3".parse()?, "M-4".parse()?]])
///     .mentor("M-2".parse()?, [["E-1".parse()?]]);
/// let text = r#"{
///     "mentees": [{ "by": "E-1", "groups": [["M-2"], ["M-4", "M-3"]] }],
///     "mentors": [{ "by": "M-2", "groups": [["E-1"]] }]
/// }"#;
/// assert_eq!(serde_json::from_str::<Wishes>(text)?, wishes);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Given")]
#[must_use = "wishes do nothing until a plan is made from them"]
pub struct Wishes {
    /// By identifier; two lists of one person stay beside each other, to be refused.
    mentees: Vec<List<MenteeId, MentorId>>,
    /// The same of mentors.
    mentors: Vec<List<MentorId, MenteeId>>,
}

/// What one person said: groups of equals, each in the order of identifiers and none empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List<By, Of> {
    by: By,
    groups: Vec<Vec<Of>>,
}

/// Wishes as they are stored by others, in any order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default, bound = "")]
#[derive(Default)]
struct Given {
    mentees: Vec<List<MenteeId, MentorId>>,
    mentors: Vec<List<MentorId, MenteeId>>,
}

impl From<Given> for Wishes {
    fn from(given: Given) -> Self {
        let wishes =
            given.mentees.into_iter().fold(Self::new(), |wishes, list| wishes.mentee(list.by, list.groups));
        given.mentors.into_iter().fold(wishes, |wishes, list| wishes.mentor(list.by, list.groups))
    }
}

fn add<By: Ord, Of: Ord>(
    lists: &mut Vec<List<By, Of>>,
    by: By,
    groups: impl IntoIterator<Item = impl IntoIterator<Item = Of>>,
) {
    let sorted = |group| {
        let mut group = Vec::from_iter(group);
        group.sort();
        group
    };
    let groups = groups.into_iter().map(sorted).filter(|group| !group.is_empty()).collect();
    lists.insert(lists.partition_point(|list| list.by <= by), List { by, groups });
}

impl Wishes {
    /// Nobody has said anything.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the list of a mentee: groups of mentors liked the same, the most liked first.
    pub fn mentee(
        mut self,
        mentee: MenteeId,
        groups: impl IntoIterator<Item = impl IntoIterator<Item = MentorId>>,
    ) -> Self {
        add(&mut self.mentees, mentee, groups);
        self
    }

    /// Adds the list of a mentor: groups of mentees liked the same, the most liked first.
    pub fn mentor(
        mut self,
        mentor: MentorId,
        groups: impl IntoIterator<Item = impl IntoIterator<Item = MenteeId>>,
    ) -> Self {
        add(&mut self.mentors, mentor, groups);
        self
    }

    /// The fingerprint of all lists: equal wishes have equal digests.
    pub fn digest(&self) -> Digest {
        Digest::of(self)
    }

    /// The wishes in numbers, and those that are void.
    ///
    /// # Errors
    ///
    /// Everything in them that cannot stand.
    pub(super) fn heard(&self, round: &Round<'_>) -> Result<Heard, Vec<InvalidWish>> {
        let roster = round.compiled.roster();
        let is_mentee = |id: &str| id.parse().is_ok_and(|id| roster.mentee_index(&id).is_some());
        let is_mentor = |id: &str| id.parse().is_ok_and(|id| roster.mentor_index(&id).is_some());
        let mentees = OneSide {
            who: Who::Mentee,
            other: Who::Mentor,
            place: &|id| roster.mentee_index(id),
            place_of_other: &|id| roster.mentor_index(id),
            is_own_side: &|id: &MentorId| is_mentee(id.as_str()),
        };
        let mentors = OneSide {
            who: Who::Mentor,
            other: Who::Mentee,
            place: &|id| roster.mentor_index(id),
            place_of_other: &|id| roster.mentee_index(id),
            is_own_side: &|id: &MenteeId| is_mentor(id.as_str()),
        };
        let mut invalid = Vec::new();
        let mut mentees = mentees.read(&self.mentees, roster.mentees().len(), &mut invalid);
        let mut mentors = mentors.read(&self.mentors, roster.mentors().len(), &mut invalid);
        if !invalid.is_empty() {
            return Err(invalid);
        }
        let mut void = Vec::new();
        keep_possible(&mut mentees, |row, column| possible(round, row, column, Side::Mentee, &mut void));
        keep_possible(&mut mentors, |column, row| possible(round, row, column, Side::Mentor, &mut void));
        Ok(Heard { mentees, mentors, void })
    }
}

/// The groups of each person of a side, all by their place in the roster.
type Groups = Vec<Vec<Vec<u32>>>;

/// Wishes in numbers: only those that can come true by a choice.
pub(super) struct Heard {
    mentees: Groups,
    mentors: Groups,
    /// By mentees first, then by mentors, each in the order of the lists.
    pub(super) void: Vec<VoidWish>,
}

impl Heard {
    /// The rankings of mentees and of mentors with so many places each.
    pub(super) fn rankings(self, [mentees, mentors]: [Vec<u32>; 2]) -> [Vec<Ranking>; 2] {
        let rankings = |places: Vec<u32>, groups: Groups| {
            places.into_iter().zip(groups).map(|(places, groups)| Ranking::tied(places, groups)).collect()
        };
        [rankings(mentees, self.mentees), rankings(mentors, self.mentors)]
    }
}

/// How the lists of a side are read.
struct OneSide<'a, By, Of> {
    who: fn(By) -> Who,
    other: fn(Of) -> Who,
    place: &'a dyn Fn(&By) -> Option<usize>,
    place_of_other: &'a dyn Fn(&Of) -> Option<usize>,
    is_own_side: &'a dyn Fn(&Of) -> bool,
}

impl<By: Clone + PartialEq, Of: Clone + Ord> OneSide<'_, By, Of> {
    /// The groups of so many people; those who gave no list have none.
    fn read(&self, lists: &[List<By, Of>], people: usize, invalid: &mut Vec<InvalidWish>) -> Groups {
        let mut groups = vec![Vec::new(); people];
        for same in lists.chunk_by(|one, other| one.by == other.by) {
            let by = (self.who)(same[0].by.clone());
            if same.len() > 1 {
                invalid.push(InvalidWish::SeveralLists { by: by.clone(), lists: same.len() });
            }
            let place = (self.place)(&same[0].by);
            if place.is_none() {
                invalid.push(InvalidWish::Unknown { by: by.clone() });
            }
            for list in same {
                let read = self.groups(list, &by, invalid);
                if let Some(place) = place {
                    groups[place] = read;
                }
            }
        }
        groups
    }

    fn groups(&self, list: &List<By, Of>, by: &Who, invalid: &mut Vec<InvalidWish>) -> Vec<Vec<u32>> {
        let mut times = BTreeMap::new();
        let mut place = |of: &Of| {
            let times: &mut usize = times.entry(of.clone()).or_default();
            *times += 1;
            let (by, listed) = (by.clone(), (self.other)(of.clone()));
            let place = (self.place_of_other)(of);
            match (*times, place) {
                (1, None) if (self.is_own_side)(of) => invalid.push(InvalidWish::OwnSide { by, listed }),
                (1, None) => invalid.push(InvalidWish::UnknownListed { by, listed }),
                (2, _) => invalid.push(InvalidWish::ListedTwice { by, listed }),
                _ => {}
            }
            Some(u32::try_from(place?).expect("a roster has at most a million people on each side"))
        };
        list.groups.iter().map(|group| group.iter().filter_map(&mut place).collect()).collect()
    }
}

fn keep_possible(groups: &mut Groups, mut possible: impl FnMut(usize, usize) -> bool) {
    for (at, groups) in groups.iter_mut().enumerate() {
        for group in groups {
            group.retain(|other| possible(at, *other as usize));
        }
    }
}

/// Whether a choice can make a wish come true. One that nothing can is void.
fn possible(round: &Round<'_>, row: usize, column: usize, by: Side, void: &mut Vec<VoidWish>) -> bool {
    if round.is_fixed(&(row, column)) {
        return false;
    }
    if !round.excluded.contains(&(row, column)) && round.compiled.score(column, row).is_some() {
        return true;
    }
    if let Verdict::Excluded(violations) = round.verdict(row, column) {
        let roster = round.compiled.roster();
        let (mentor, mentee) = (roster.mentors()[column].id.clone(), roster.mentees()[row].id.clone());
        void.push(VoidWish { by, mentor, mentee, violations });
    }
    false
}

/// A wish that cannot come true, because the two are not possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoidWish {
    /// Who of the two wished for the other.
    pub by: Side,
    /// The mentor.
    pub mentor: MentorId,
    /// The mentee.
    pub mentee: MenteeId,
    /// Everything that excludes them.
    pub violations: Vec<Violation>,
}

/// ``mentee `E-1` wishes for mentor `M-2`, but that is not possible: it takes a language both speak``.
impl fmt::Display for VoidWish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.by {
            Side::Mentee => write!(f, "mentee `{}` wishes for mentor `{}`", self.mentee, self.mentor)?,
            Side::Mentor => write!(f, "mentor `{}` wishes for mentee `{}`", self.mentor, self.mentee)?,
        }
        write!(f, ", but that is {}", Verdict::Excluded(self.violations.clone()))
    }
}

/// One thing in wishes that cannot stand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidWish {
    /// Somebody who gives a list and is not in the roster.
    #[error("{by} gives a list, but is not in the roster")]
    Unknown {
        /// Who.
        by: Who,
    },
    /// More than one list of somebody; nobody can tell which one counts.
    #[error("{by} gives {lists} lists; one is possible")]
    SeveralLists {
        /// Who.
        by: Who,
        /// How many.
        lists: usize,
    },
    /// Somebody who is listed and is not in the roster.
    #[error("{by} lists {listed}, who is not in the roster")]
    UnknownListed {
        /// Whose list it is.
        by: Who,
        /// Who is listed.
        listed: Who,
    },
    /// Somebody who is listed by their own side.
    #[error("{}", own_side(by, listed))]
    OwnSide {
        /// Whose list it is.
        by: Who,
        /// Who is listed, as if they were of the other side.
        listed: Who,
    },
    /// Somebody who is in a list more than once.
    #[error("{by} lists {listed} more than once")]
    ListedTwice {
        /// Whose list it is.
        by: Who,
        /// Who is listed.
        listed: Who,
    },
}

fn own_side(by: &Who, listed: &Who) -> String {
    match listed {
        Who::Mentor(id) => format!("{by} lists `{id}`, who is a mentee; mentees list mentors"),
        Who::Mentee(id) => format!("{by} lists `{id}`, who is a mentor; mentors list mentees"),
    }
}
