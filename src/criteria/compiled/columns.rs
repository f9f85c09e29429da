//! Columns: what is compared, packed so that a row of mentors can be scored in one sweep.

use std::collections::{BTreeMap, BTreeSet};

use crate::people::{Availability, Label, WEEK_MINUTES};

/// A set for each person, one bit an element.
#[derive(Debug)]
pub(super) struct Sets {
    people: usize,
    /// Word `w` of person `p` at `w * people + p`: one word of everybody lies together.
    words: Vec<u64>,
    /// Whether person `p` said anything.
    known: Vec<bool>,
}

impl Sets {
    fn new(elements: usize, sets: &[Option<Vec<usize>>]) -> Self {
        let people = sets.len();
        let mut words = vec![0; elements.div_ceil(64) * people];
        for (person, set) in sets.iter().enumerate() {
            for element in set.iter().flatten() {
                words[element / 64 * people + person] |= 1 << (element % 64);
            }
        }
        Self { people, words, known: sets.iter().map(Option::is_some).collect() }
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
        let all = |side: &[Option<Vec<&'a Label>>]| -> BTreeSet<&'a Label> {
            side.iter().flatten().flatten().copied().collect()
        };
        let shared: BTreeMap<_, _> =
            all(mentors).intersection(&all(mentees)).copied().zip(0_usize..).collect();
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

    /// How many elements both have.
    pub(super) fn shared(&self, mentor: usize, mentee: usize) -> u32 {
        let ours = self.mentors.words.iter().skip(mentor).step_by(self.mentors.people.max(1));
        let theirs = self.mentees.words.iter().skip(mentee).step_by(self.mentees.people.max(1));
        ours.zip(theirs).map(|(a, b)| (a & b).count_ones()).sum()
    }

    /// Whether both said anything.
    pub(super) fn known(&self, mentor: usize, mentee: usize) -> bool {
        self.mentors.known[mentor] && self.mentees.known[mentee]
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
    /// Level of element `e` and person `p` at `e * people + p`; 0 for none, [`Levels::UNKNOWN`] for some level.
    levels: Vec<u8>,
}

impl Levels {
    /// The person has the element at a level not said.
    pub(super) const UNKNOWN: u8 = u8::MAX;

    pub(super) fn new(people: usize, elements: usize) -> Self {
        Self { people, levels: vec![0; people * elements] }
    }

    pub(super) fn set(&mut self, person: usize, element: usize, level: Option<u8>) {
        self.levels[element * self.people + person] = level.unwrap_or(Self::UNKNOWN);
    }

    pub(super) fn get(&self, person: usize, element: usize) -> u8 {
        self.levels[element * self.people + person]
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

    pub(super) fn get(&self, mentor: usize, mentee: usize) -> Option<T> {
        let row = &self.entries[self.begin[mentee]..self.begin[mentee + 1]];
        row.binary_search_by_key(&mentor, |&(mentor, _)| mentor).ok().map(|at| row[at].1)
    }
}

#[cfg(test)]
mod tests {
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
