//! Columns: what is compared, packed so that a row of mentors can be scored in one sweep.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use crate::people::{Availability, Label, WEEK_MINUTES};

/// Numbers for what differs, in its order.
pub(super) fn numbered<T: Copy + Ord + Hash>(all: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut all: Vec<_> = all.collect::<HashSet<_>>().into_iter().collect();
    all.sort_unstable();
    all.into_iter().zip(0..).collect()
}

/// A set for each person, one bit an element.
#[derive(Debug)]
pub(super) struct Sets {
    /// How many elements there are.
    elements: usize,
    /// The words of each person after those of the one before.
    words: Vec<u64>,
    /// Whether person `p` said anything.
    known: Vec<bool>,
}

impl Sets {
    fn new(elements: usize, sets: &[Option<Vec<usize>>]) -> Self {
        let width = elements.div_ceil(64);
        let mut words = vec![0; width * sets.len()];
        for (person, set) in sets.iter().enumerate() {
            for element in set.iter().flatten() {
                words[person * width + element / 64] |= 1 << (element % 64);
            }
        }
        Self { elements, words, known: sets.iter().map(Option::is_some).collect() }
    }

    pub(super) fn people(&self) -> usize {
        self.known.len()
    }

    pub(super) fn elements(&self) -> usize {
        self.elements
    }

    pub(super) fn known(&self, person: usize) -> bool {
        self.known[person]
    }

    pub(super) fn words_of(&self, person: usize) -> &[u64] {
        let width = self.elements.div_ceil(64);
        &self.words[person * width..(person + 1) * width]
    }

    /// The elements of a person, ascending.
    pub(super) fn of(&self, person: usize) -> impl Iterator<Item = usize> {
        self.words_of(person).iter().enumerate().flat_map(|(at, &word)| {
            let after = |left: &u64| Some(left & (left - 1)).filter(|&left| left != 0);
            std::iter::successors(Some(word).filter(|&word| word != 0), after)
                .map(move |left| at * 64 + left.trailing_zeros() as usize)
        })
    }
}

/// A set for each mentor and each mentee, whose intersections are counted.
#[derive(Debug)]
pub(super) struct SetPairs {
    mentors: Sets,
    mentees: Sets,
}

impl SetPairs {
    /// From the labels of each person. Only labels that occur on both sides can be shared, so only they get a bit.
    pub(super) fn of_labels<'a>(
        mentors: &[Option<Vec<&'a Label>>],
        mentees: &[Option<Vec<&'a Label>>],
    ) -> Self {
        let all = |side: &[Option<Vec<&'a Label>>]| -> HashSet<&'a Label> {
            side.iter().flatten().flatten().copied().collect()
        };
        let shared = numbered(all(mentors).intersection(&all(mentees)).copied());
        let elements = |side: &[Option<Vec<&'a Label>>]| -> Vec<Option<Vec<usize>>> {
            let bits = |labels: &Vec<&'a Label>| {
                labels.iter().filter_map(|label| shared.get(label).copied()).collect()
            };
            side.iter().map(|labels| labels.as_ref().map(bits)).collect()
        };
        Self::of_elements(shared.len(), &elements(mentors), &elements(mentees))
    }

    fn of_elements(elements: usize, mentors: &[Option<Vec<usize>>], mentees: &[Option<Vec<usize>>]) -> Self {
        Self { mentors: Sets::new(elements, mentors), mentees: Sets::new(elements, mentees) }
    }

    pub(super) fn mentors(&self) -> &Sets {
        &self.mentors
    }

    pub(super) fn mentees(&self) -> &Sets {
        &self.mentees
    }

    /// How many elements both have.
    pub(super) fn shared(&self, mentor: usize, mentee: usize) -> u32 {
        let (ours, theirs) = (self.mentors.words_of(mentor), self.mentees.words_of(mentee));
        ours.iter().zip(theirs).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// Whether both said anything.
    pub(super) fn known(&self, mentor: usize, mentee: usize) -> bool {
        self.mentors.known(mentor) && self.mentees.known(mentee)
    }
}

/// The week of each person as slots, so fine that no window begins or ends within one.
#[derive(Debug)]
pub(super) struct Weeks {
    slots: SetPairs,
    /// Minutes of one slot.
    slot: u16,
}

impl Weeks {
    pub(super) fn new(mentors: &[Option<&Availability>], mentees: &[Option<&Availability>]) -> Self {
        let ranges = |side: &[Option<&Availability>]| -> Vec<Option<Vec<(u16, u16)>>> {
            side.iter().map(|availability| availability.map(Availability::utc_ranges)).collect()
        };
        let (mentors, mentees) = (ranges(mentors), ranges(mentees));
        let edges = mentors.iter().chain(&mentees).flatten().flatten().flat_map(|&(from, to)| [from, to]);
        let slot = edges.fold(WEEK_MINUTES, greatest_common_divisor);
        let elements = |side: &[Option<Vec<(u16, u16)>>]| -> Vec<Option<Vec<usize>>> {
            let slots = |&(from, to): &(u16, u16)| usize::from(from / slot)..usize::from(to / slot);
            side.iter().map(|ranges| ranges.as_ref().map(|r| r.iter().flat_map(slots).collect())).collect()
        };
        let count = usize::from(WEEK_MINUTES / slot);
        Self { slots: SetPairs::of_elements(count, &elements(&mentors), &elements(&mentees)), slot }
    }

    pub(super) fn mentors(&self) -> &Sets {
        &self.slots.mentors
    }

    pub(super) fn mentees(&self) -> &Sets {
        &self.slots.mentees
    }

    /// Minutes of one slot, 1 to those of a week.
    pub(super) fn slot(&self) -> u16 {
        self.slot
    }

    /// Minutes a week in which both can meet; `None` when one of them did not say.
    pub(super) fn minutes(&self, mentor: usize, mentee: usize) -> Option<u16> {
        let minutes = || self.slots.shared(mentor, mentee) * u32::from(self.slot);
        self.slots
            .known(mentor, mentee)
            .then(|| u16::try_from(minutes()).expect("at most the minutes of a week"))
    }
}

fn greatest_common_divisor(a: u16, b: u16) -> u16 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// A level from 1 for each person and element, for few elements a person: languages spoken, skills offered.
#[derive(Debug)]
pub(super) struct Levels {
    people: usize,
    elements: usize,
    /// Level of element `e` and person `p` at `e * people + p`; 0 for none, [`Levels::UNKNOWN`] for some level.
    said: Vec<u8>,
}

impl Levels {
    /// The person has the element at a level not said.
    pub(super) const UNKNOWN: u8 = u8::MAX;

    pub(super) fn new(people: usize, elements: usize) -> Self {
        Self { people, elements, said: vec![0; people * elements] }
    }

    pub(super) fn elements(&self) -> usize {
        self.elements
    }

    /// The level of everybody in an element.
    pub(super) fn of(&self, element: usize) -> &[u8] {
        &self.said[element * self.people..(element + 1) * self.people]
    }

    pub(super) fn set(&mut self, person: usize, element: usize, level: Option<u8>) {
        self.said[element * self.people + person] = level.unwrap_or(Self::UNKNOWN);
    }

    pub(super) fn get(&self, person: usize, element: usize) -> u8 {
        self.said[element * self.people + person]
    }
}

/// One answer of each person, where there is one.
#[derive(Debug)]
pub(super) struct Values<T> {
    pub(super) mentors: Vec<Option<T>>,
    pub(super) mentees: Vec<Option<T>>,
}

impl<T: Copy> Values<T> {
    /// The mentor's and the mentee's, when both are known.
    pub(super) fn pair(&self, mentor: usize, mentee: usize) -> Option<(T, T)> {
        self.mentors[mentor].zip(self.mentees[mentee])
    }
}

/// Values of a few mentors for each mentee.
#[derive(Debug)]
pub(super) struct Sparse<T> {
    /// Where the entries of mentee `e` begin; one more at the end.
    begin: Vec<usize>,
    /// Mentor and value, ascending by mentor within a mentee.
    entries: Vec<(usize, T)>,
}

impl<T: Copy> Sparse<T> {
    /// From values by (mentee, mentor), ascending.
    pub(super) fn new(mentees: usize, values: impl IntoIterator<Item = ((usize, usize), T)>) -> Self {
        let (mut begin, mut entries) = (vec![0; mentees + 1], Vec::new());
        for ((mentee, mentor), value) in values {
            entries.push((mentor, value));
            begin[mentee + 1] = entries.len();
        }
        for mentee in 0..mentees {
            begin[mentee + 1] = begin[mentee].max(begin[mentee + 1]);
        }
        Self { begin, entries }
    }

    /// The entries of a mentee, ascending by mentor.
    pub(super) fn row(&self, mentee: usize) -> &[(usize, T)] {
        &self.entries[self.begin[mentee]..self.begin[mentee + 1]]
    }

    pub(super) fn get(&self, mentor: usize, mentee: usize) -> Option<T> {
        let row = self.row(mentee);
        row.binary_search_by_key(&mentor, |&(mentor, _)| mentor).ok().map(|at| row[at].1)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn sets_wider_than_a_word_are_counted_whole() {
        let labels: Vec<_> = (0..150).map(|n| Label::new(format!("label {n}")).unwrap()).collect();
        let all: Vec<_> = labels.iter().collect();
        let odd: Vec<_> = labels.iter().skip(1).step_by(2).collect();
        let sets = SetPairs::of_labels(&[Some(odd), None, Some(vec![])], &[Some(all.clone()), Some(all)]);
        assert_eq!(sets.shared(0, 1), 75);
        assert_eq!(sets.shared(2, 0), 0);
        assert!(sets.known(0, 0) && sets.known(2, 0) && !sets.known(1, 0));
    }

    #[test]
    fn slots_are_as_fine_as_the_windows_need() {
        let week = |window: &str| {
            Availability::new("330".parse::<i16>().unwrap().try_into().unwrap(), [window.parse().unwrap()])
        };
        let (a, b) = (week("Mon 10:07-12:00"), week("Mon 11:00-13:30"));
        let weeks = Weeks::new(&[Some(&a), None], &[Some(&b)]);
        assert_eq!(weeks.minutes(0, 0), Some(60));
        assert_eq!(weeks.minutes(1, 0), None);
        assert_eq!(weeks.slot, 1);
    }

    #[test]
    fn a_sparse_row_holds_its_own_entries() {
        let sparse = Sparse::new(3, BTreeMap::from([((0, 5), 'a'), ((2, 1), 'b'), ((2, 7), 'c')]));
        assert_eq!((sparse.get(5, 0), sparse.get(5, 1), sparse.get(1, 1)), (Some('a'), None, None));
        assert_eq!((sparse.get(7, 2), sparse.get(5, 2), sparse.get(1, 2)), (Some('c'), None, Some('b')));
    }
}
