//! Which counts figures tell, and which of these may be told together.
//!
//! A figure tells counts: a share of so many tells how many hit and how many did not. Figures about the same people tell of
//! sets within sets (who was matched was ready before), and of parts of a whole (how pairings ended; the neighbourhoods of a
//! town), so somebody can subtract. Here it is decided which counts may be told, such that whoever knows all of those finds
//! none from 1 to one below the threshold k:
//!
//! - no count is that small;
//! - of two sets, one within the other, the counts are equal or differ by k or more; else the less important one is hidden;
//! - of the parts of a whole, with what remains of it, none is hidden, or at least the smallest two and as many as make k
//!   together; where there are not so many, the whole is hidden as well;
//! - what is equal to something hidden, one within the other, is hidden too.
//!
//! Each rule only hides, and hides more for a larger k: so the order of the rules does not matter, and a stricter policy
//! never tells more. The price is that now and then one more is hidden than need be.
//!
//! Differences of differences, and tables of two dimensions, are not looked at: for those there are protected tables.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Threshold, Why,
    nested::nested,
    sets::{Count, Set, Told, Whose, is_share_of_n, length},
};
use crate::{
    impact::{About, Indicator, Stage},
    introduction::Party,
    people::Label,
};

/// What is told of those who have no group in a dimension, by subtracting the groups from the whole.
fn without_group(told: &[Told]) -> Vec<Told> {
    let mut sums: BTreeMap<(Whose, &Label, &Set), u64> = BTreeMap::new();
    // A count that several figures tell is one.
    let counts: BTreeSet<&Count> = told.iter().flat_map(Told::all).collect();
    for count in counts {
        for place in 0..count.whose.len() {
            let mut others = count.whose.clone();
            others.remove(place);
            let sum = sums.entry((others, &count.whose[place].0, &count.set)).or_default();
            *sum = sum.saturating_add(count.people);
        }
    }
    let dimensions: BTreeSet<(&Whose, &Label)> =
        sums.keys().map(|(whose, dimension, _)| (whose, *dimension)).collect();
    let mut rests = Vec::new();
    for (whose, dimension) in dimensions {
        for whole in told.iter().filter(|told| told.of.whose == *whose) {
            let rest = |count: &Count| {
                let sum = sums.get(&(whose.clone(), dimension, &count.set)).copied().unwrap_or(0);
                let mut rest = count.clone();
                rest.whose.push((dimension.clone(), None));
                rest.whose.sort();
                rest.people = count.people.saturating_sub(sum);
                rest
            };
            let is_told_of_groups = sums.contains_key(&(whose.clone(), dimension, &whole.of.set));
            let rest = Told {
                of: rest(&whole.of),
                part: rest(&whole.part),
                others: whole.others.as_ref().map(rest),
                due: None,
                unfit: None,
            };
            rests.extend((is_told_of_groups && rest.of.people > 0).then_some(rest));
        }
    }
    rests
}

/// What makes one list of parts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Listed {
    /// Ways to end within a length.
    Closures(Vec<About>),
    /// How running pairings fare.
    Healths,
    /// Mentors with nobody, and with too many.
    Places,
    /// Clearly better, and clearly worse.
    Verdicts(Vec<About>),
    /// Pairings by the length they agreed on.
    Plans,
}

impl Listed {
    fn of(set: &Set) -> Option<Self> {
        match set {
            Set::Part(Indicator::ClosureReason, about) => {
                Some(Self::Closures(length(about).cloned().into_iter().collect()))
            }
            Set::Part(Indicator::Health, _) => Some(Self::Healths),
            Set::Part(Indicator::IdleMentors | Indicator::OverloadedMentors, _) => Some(Self::Places),
            Set::Part(Indicator::ReliablyImproved | Indicator::ReliablyWorse, about) => {
                Some(Self::Verdicts(about.clone()))
            }
            Set::Of(_, Indicator::EarlyClosure, _) => Some(Self::Plans),
            _ => None,
        }
    }

    /// Whether a set is the whole of which these are parts.
    fn lies_in(&self, set: &Set) -> bool {
        match (self, set) {
            (Self::Closures(_), Set::Of(_, Indicator::ClosureReason, _))
            | (Self::Healths, Set::Of(_, Indicator::Health, _))
            | (Self::Places, Set::Present(Party::Mentor))
            | (Self::Plans, Set::Of(_, Indicator::Retention, _)) => true,
            (Self::Verdicts(about), Set::Of(_, Indicator::ReliablyImproved, of)) => of == about,
            _ => false,
        }
    }
}

/// Parts of a whole, by index.
struct Parts {
    whole: usize,
    /// Those to be hidden first, first; with their order.
    order: Vec<(u64, usize)>,
    /// What the parts leave of the whole.
    rest: u64,
    /// Whether none at all is unsafe: of a share it is, since then everybody is known not to be in it.
    none_is_unsafe: bool,
}

/// All counts that figures tell, and which of them are hidden.
pub(super) struct Counts {
    /// In their order, each once.
    known: Vec<Count>,
    hidden: Vec<Option<Why>>,
    /// Whether it is one of the parts of a whole.
    is_part: Vec<bool>,
    k: Threshold,
}

impl Counts {
    pub(super) fn of(told: &[Told], k: Threshold) -> Self {
        let told = &[told, &without_group(told)].concat();
        let mut known: Vec<Count> = told.iter().flat_map(Told::all).cloned().collect();
        known.sort();
        known.dedup();
        let (hidden, is_part) = (vec![None; known.len()], vec![false; known.len()]);
        let mut all = Self { known, hidden, is_part, k };
        for told in told {
            if let Some(why) = told.unfit {
                all.hide(&told.part, why);
            }
        }
        let served = all.hide_differences();
        let sides = all.both_sides(told);
        let lists = all.lists(&sides);
        for (_, part) in lists.iter().flat_map(|list| &list.order) {
            all.is_part[*part] = true;
        }
        all.settle(&lists, &served, sides);
        all
    }

    fn hide(&mut self, count: &Count, why: Why) {
        if let Ok(at) = self.known.binary_search(count) {
            self.hidden[at].get_or_insert(why);
        }
    }

    /// The two sides of each share: with n, one tells the other.
    fn both_sides(&self, told: &[Told]) -> Vec<(usize, usize)> {
        let both = |told: &Told| {
            let others = self.known.binary_search(told.others.as_ref()?).ok()?;
            Some((self.known.binary_search(&told.part).ok()?, others))
        };
        told.iter().filter_map(both).collect()
    }

    /// Why a count is not to be told beside the others; none when it may be, unless it is too small by itself.
    pub(super) fn hidden(&self, count: &Count) -> Option<Why> {
        self.hidden[self.known.binary_search(count).ok()?]
    }

    /// Whether the value of a figure, or all that it does not speak of, is one of the parts of a whole.
    pub(super) fn is_part(&self, told: &Told) -> bool {
        let is_part = |count: &Count| self.known.binary_search(count).is_ok_and(|at| self.is_part[at]);
        is_part(&told.part) || told.others.as_ref().is_some_and(is_part)
    }

    /// Pairs of counts about the same groups, the more important first.
    fn pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut first = 0;
        for same in self.known.chunk_by(|a, b| a.whose == b.whose) {
            for (at, a) in same.iter().enumerate() {
                let nested = same.iter().enumerate().skip(at + 1).filter(|(_, b)| nested(&a.set, &b.set));
                pairs.extend(nested.map(|(other, _)| (first + at, first + other)));
            }
            first += same.len();
        }
        pairs
    }

    fn find(&self, whose: &Whose, set: impl Fn(&Set) -> bool) -> Option<usize> {
        self.known.iter().position(|count| count.whose == *whose && set(&count.set))
    }

    /// Hides what differs by too little from what it lies in, or what lies in it. Returns, for each of the served who are
    /// exactly those of the two roles together, the three.
    fn hide_differences(&mut self) -> Vec<[usize; 3]> {
        let pairs = self.pairs();
        // What is equal is one count: it matters as much as the most important of them.
        let mut first: Vec<usize> = (0..self.known.len()).collect();
        for &(a, b) in pairs.iter().filter(|(a, b)| self.known[*a].people == self.known[*b].people) {
            first[b] = first[b].min(first[a]);
        }
        for (a, b) in pairs {
            if self.k.is_unsafe(self.known[a].people.abs_diff(self.known[b].people)) {
                let less_important = if first[a] < first[b] { b } else { a };
                self.hidden[less_important] = Some(Why::Chain);
            }
        }
        let mut together = Vec::new();
        for served in 0..self.known.len() {
            if self.known[served].set != Set::Served {
                continue;
            }
            let whose = &self.known[served].whose;
            let matched = |role| self.find(whose, |set| *set == Set::Reached(role, Stage::Matched));
            let [mentees, mentors] = [Party::Mentee, Party::Mentor].map(matched);
            let people = |at: Option<usize>| at.map_or(0, |at| self.known[at].people);
            let sum = people(mentees).saturating_add(people(mentors));
            if self.k.is_unsafe(people(mentees)) || self.k.is_unsafe(people(mentors)) {
                self.hidden[served].get_or_insert(Why::Chain);
            }
            if let (Some(mentees), Some(mentors)) = (mentees, mentors) {
                let both_or_earlier = sum.abs_diff(self.known[served].people);
                if self.k.is_unsafe(both_or_earlier) {
                    self.hidden[mentors] = Some(Why::Chain);
                }
                if both_or_earlier == 0 {
                    together.push([served, mentees, mentors]);
                }
            }
        }
        together
    }

    /// All wholes with their parts.
    fn lists(&mut self, sides: &[(usize, usize)]) -> Vec<Parts> {
        let mut lists: BTreeMap<(&Whose, Listed), Vec<usize>> = BTreeMap::new();
        let mut groups: BTreeMap<(Whose, &Label, &Set), Vec<usize>> = BTreeMap::new();
        for (at, count) in self.known.iter().enumerate() {
            if let Some(listed) = Listed::of(&count.set) {
                lists.entry((&count.whose, listed)).or_default().push(at);
            }
            for place in 0..count.whose.len() {
                let mut others = count.whose.clone();
                others.remove(place);
                groups.entry((others, &count.whose[place].0, &count.set)).or_default().push(at);
            }
        }
        // Both sides of a share are hidden together, so they come in one order: by the smaller of the two.
        let both = |&(one, other): &(usize, usize)| {
            let least = self.known[one].people.min(self.known[other].people);
            [(one, least), (other, least)]
        };
        let least: BTreeMap<usize, u64> = sides.iter().flat_map(both).collect();
        let (mut all, mut lasted) = (Vec::new(), Vec::new());
        for ((whose, listed), parts) in lists {
            let Some(whole) = self.find(whose, |set| listed.lies_in(set)) else { continue };
            let zero = matches!(listed, Listed::Closures(_) | Listed::Verdicts(_));
            let parts = parts.into_iter().map(|at| (self.known[at].people, at)).collect();
            let list = self.parts(whole, parts, zero);
            if let Listed::Closures(length) = listed {
                // What lasted a length, and what lasted longer, differ by what ended on the very day.
                let known = self.find(whose, |set| *set == Set::Part(Indicator::Retention, length.clone()));
                let close = |at: &usize| self.k.is_unsafe(self.known[*at].people.abs_diff(list.rest));
                lasted.extend(known.filter(close));
            }
            all.push(list);
        }
        for ((whose, _, set), parts) in groups {
            if let Some(whole) = self.find(&whose, |other| other == set) {
                let share = match set {
                    Set::Part(indicator, _) | Set::Others(indicator, _) => is_share_of_n(*indicator),
                    _ => false,
                };
                let parts = parts.into_iter().map(|at| (least.get(&at).copied().unwrap_or(u64::MAX), at));
                let parts = parts.map(|(least, at)| (least.min(self.known[at].people), at)).collect();
                all.push(self.parts(whole, parts, share));
            }
        }
        for at in lasted {
            self.hidden[at] = Some(Why::Chain);
        }
        all
    }

    fn parts(&self, whole: usize, mut order: Vec<(u64, usize)>, none_is_unsafe: bool) -> Parts {
        order.sort_unstable();
        let sum = order.iter().fold(0, |sum: u64, (_, part)| sum.saturating_add(self.known[*part].people));
        Parts { whole, order, rest: self.known[whole].people.saturating_sub(sum), none_is_unsafe }
    }

    /// Hides parts and what is equal to them, until nothing more follows.
    fn settle(&mut self, lists: &[Parts], served: &[[usize; 3]], sides: Vec<(usize, usize)>) {
        let mut equal = self.pairs();
        equal.retain(|(a, b)| self.known[*a].people == self.known[*b].people);
        equal.extend(sides);
        loop {
            let before = self.hidden.iter().flatten().count();
            for list in lists {
                self.settle_parts(list);
            }
            for &[served, mentees, mentors] in served {
                if self.hidden[mentees].is_some() || self.hidden[mentors].is_some() {
                    self.hidden[served].get_or_insert(Why::Remainder);
                }
            }
            for &(a, b) in &equal {
                for (one, other) in [(a, b), (b, a)] {
                    if self.hidden[one].is_some() && self.hidden[other].is_none() {
                        self.hidden[other] = Some(Why::Chain);
                    }
                }
            }
            // A count once hidden stays hidden, so there is an end to it.
            if self.hidden.iter().flatten().count() == before {
                break;
            }
        }
    }

    fn settle_parts(&mut self, list: &Parts) {
        let k = self.k;
        let whole = self.known[list.whole].people;
        // Parts of a network overlap, as who was only named belongs to several: so it is not enough that few parts are small.
        for (_, part) in &list.order {
            if k.is_unsafe(whole.saturating_sub(self.known[*part].people)) {
                self.hidden[*part].get_or_insert(Why::Remainder);
            }
        }
        let small = |people: u64| k.is_unsafe(people) || list.none_is_unsafe && people == 0;
        let is_hidden = |at: usize| self.hidden[at].is_some() || small(self.known[at].people);
        let any_hidden = list.order.iter().any(|(_, at)| is_hidden(*at));
        if !(is_hidden(list.whole) || any_hidden || k.is_unsafe(list.rest)) {
            return;
        }
        // The rest is never told, so it is one of those that hide the others.
        let mut ascending: Vec<(u64, u64, Option<usize>)> =
            list.order.iter().map(|(order, at)| (*order, self.known[*at].people, Some(*at))).collect();
        let rest = ascending.partition_point(|(order, ..)| *order <= list.rest);
        ascending.insert(rest, (list.rest, list.rest, None));
        ascending.retain(|(_, people, at)| *people > 0 || list.none_is_unsafe && at.is_some());
        let (mut units, mut sum) = (0, 0_u64);
        let mut shown = ascending.iter().fold(0, |shown: u64, (_, people, _)| shown.saturating_add(*people));
        for (_, people, at) in ascending {
            // What those shown leave of the whole; where they overlap it may be less than what is hidden.
            let left = whole.saturating_sub(shown);
            if units >= 2 && sum >= k.people() && !k.is_unsafe(left) {
                return;
            }
            (units, sum, shown) = (units + 1, sum.saturating_add(people), shown.saturating_sub(people));
            if let Some(at) = at {
                self.hidden[at].get_or_insert(Why::Remainder);
            }
        }
        if units < 2 || sum < k.people() {
            self.hidden[list.whole].get_or_insert(Why::Remainder);
        }
    }
}
