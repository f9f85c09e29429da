//! Who signs up, who waits for whom, and which pairings come of it.

use std::collections::{BTreeMap, VecDeque};

use super::{
    LAST,
    chance::Chance,
    course::{Course, Luck},
    id, label, on,
};
use crate::{
    feedback::{Closure, Enrolment, Facts},
    introduction::Party,
    people::Label,
};

/// The first round of introductions: Monday 2025-01-06. There is one every other week.
const FIRST_ROUND: i32 = 5;

/// With the share of people who live there.
pub(super) const NEIGHBOURHOODS: [(&str, i32); 5] =
    [("Centre", 28), ("Harbour", 22), ("North", 20), ("Meadow Park", 18), (MILL, 12)];

/// The neighbourhood whose house closes.
pub(super) const MILL: &str = "Mill";

pub(super) const UNDER_25: &str = "under 25";
pub(super) const FROM_25: &str = "25–49";
pub(super) const FROM_50: &str = "50 and over";

/// A mentee who waits for a mentor.
struct Waiting {
    /// Their place among the enrolments.
    at: usize,
    /// The day on which they give up.
    until: i32,
    /// The mentor they had, by place among the enrolments.
    before: Option<usize>,
}

/// What a day brings to those who introduce people.
enum Arrival {
    /// A mentor, by place among the enrolments, has room for one more.
    Place(usize),
    Mentee(Waiting),
}

/// What is known of a person beside the enrolment.
#[derive(Clone, Copy)]
struct Person {
    enrolled: i32,
    /// How strong they are in what is measured, in hundredths of a standard deviation.
    level: i32,
    /// The day from which a mentor takes nobody any more.
    stops: Option<i32>,
}

struct Programme<'a> {
    chance: &'a mut Chance,
    enrolments: &'a mut Vec<Enrolment>,
    /// By place among the enrolments.
    people: Vec<Person>,
    arrivals: BTreeMap<i32, Vec<Arrival>>,
    courses: Vec<Course>,
}

/// Enrols everybody and lets two years pass: the pairings in the order in which they were made.
pub(super) fn programme(chance: &mut Chance, mentees: usize, facts: &mut Facts) -> Vec<Course> {
    let enrolments = &mut facts.enrolments;
    let (people, arrivals, courses) = (Vec::new(), BTreeMap::new(), Vec::new());
    let mut programme = Programme { chance, enrolments, people, arrivals, courses };
    let mentors = (mentees * 2).div_ceil(5);
    for number in 1..=mentors {
        programme.mentor(number);
    }
    for number in 1..=mentees {
        programme.mentee(number);
    }
    for number in 1..=mentees / 8 {
        programme.never_came(number);
    }
    programme.rounds();
    programme.mentors_leave();
    programme.courses
}

impl Programme<'_> {
    fn mentor(&mut self, number: usize) {
        let chance = &mut *self.chance;
        let enrolled =
            if chance.per_cent(50) { chance.between(-90, -1) } else { chance.between(0, LAST - 9) };
        let mut row = Enrolment::new(id(format!("P-M{number:05}")), Party::Mentor);
        row.places = chance.of(&[(1, 60), (2, 30), (3, 10)]);
        row.groups = groups(chance, Party::Mentor);
        let ready = chance.per_cent(93).then(|| enrolled + chance.between(5, 40));
        self.enrol(row, enrolled, ready);
    }

    fn mentee(&mut self, number: usize) {
        let chance = &mut *self.chance;
        let months: Vec<_> =
            (0..24).map(|m| (m, if [0, 1, 8].contains(&(m % 12)) { 2 } else { 1 })).collect();
        // A month of this room's two years has at least 28 days and about 30.4.
        let enrolled = chance.of(&months) * 304 / 10 + chance.between(0, 29);
        let mut row = Enrolment::new(id(format!("P-T{number:05}")), Party::Mentee);
        row.groups = groups(chance, Party::Mentee);
        let ready = chance.per_cent(95).then(|| enrolled + chance.between(0, 21));
        self.enrol(row, enrolled, ready);
    }

    /// Somebody who was invited and did not sign up.
    fn never_came(&mut self, number: usize) {
        let mut row = Enrolment::new(id(format!("P-V{number:05}")), Party::Mentee);
        row.invited = Some(on(self.chance.between(-20, LAST)));
        row.groups = groups(self.chance, Party::Mentee);
        self.enrolments.push(row);
        self.people.push(Person { enrolled: LAST, level: 0, stops: None });
    }

    fn enrol(&mut self, mut row: Enrolment, enrolled: i32, ready: Option<i32>) {
        let enrolled = enrolled.min(LAST);
        let ready = ready.filter(|&ready| ready <= LAST);
        row.invited = self.chance.per_cent(60).then(|| on(enrolled - self.chance.between(2, 30)));
        row.enrolled = Some(on(enrolled));
        row.ready = ready.map(on);
        let at = self.enrolments.len();
        let level = self.chance.normal();
        match (row.role, ready) {
            (Party::Mentor, Some(ready)) => {
                let places = (0..row.places).map(|_| Arrival::Place(at));
                self.arrivals.entry(ready).or_default().extend(places);
            }
            (Party::Mentee, Some(ready)) => self.wait(at, ready, None),
            (Party::Mentee, None) if self.chance.per_cent(50) => {
                let left = enrolled + self.chance.between(10, 90);
                row.left = (left <= LAST).then(|| on(left));
            }
            (_, None) => {}
        }
        self.people.push(Person { enrolled, level, stops: None });
        self.enrolments.push(row);
    }

    /// A mentee waits from a day on.
    fn wait(&mut self, at: usize, from: i32, before: Option<usize>) {
        let patient = self.chance.per_cent(40);
        let until = if patient { LAST + 1 } else { from + self.chance.between(60, 240) };
        self.arrivals.entry(from).or_default().push(Arrival::Mentee(Waiting { at, until, before }));
    }

    fn rounds(&mut self) {
        let mut free = VecDeque::new();
        let mut waiting = VecDeque::new();
        let mut round = FIRST_ROUND;
        while round <= LAST {
            let later = self.arrivals.split_off(&(round + 1));
            for arrival in std::mem::replace(&mut self.arrivals, later).into_values().flatten() {
                match arrival {
                    Arrival::Place(mentor) => free.push_back(mentor),
                    Arrival::Mentee(mentee) => waiting.push_back(mentee),
                }
            }
            for _ in 0..waiting.len() {
                let mentee: Waiting = waiting.pop_front().expect("counted before");
                if mentee.until <= round {
                    self.leave(mentee.at, mentee.until);
                    continue;
                }
                let start = round + self.chance.between(3, 17);
                match self.free_mentor(&mut free, &mentee, round) {
                    Some(mentor) if start <= LAST && self.chance.per_cent(85) => {
                        self.pair(mentor, mentee.at, start);
                    }
                    Some(mentor) => {
                        free.push_front(mentor);
                        waiting.push_back(mentee);
                    }
                    None => waiting.push_back(mentee),
                }
            }
            round += 14;
        }
        for mentee in waiting {
            self.leave(mentee.at, mentee.until);
        }
    }

    /// Who has had a free place longest, and is neither who the mentee had before nor somebody who stops.
    fn free_mentor(&self, free: &mut VecDeque<usize>, mentee: &Waiting, round: i32) -> Option<usize> {
        let mut passed = None;
        while let Some(mentor) = free.pop_front() {
            if self.people[mentor].stops.is_some_and(|stops| stops <= round) {
                continue;
            }
            // Somebody with two places can stand here twice; a former mentee can be a mentor, of others.
            let same = self.enrolments[mentor].person == self.enrolments[mentee.at].person;
            if same || mentee.before == Some(mentor) {
                if passed.replace(mentor).is_some() {
                    break;
                }
                continue;
            }
            if let Some(passed) = passed {
                free.push_front(passed);
            }
            return Some(mentor);
        }
        if let Some(passed) = passed {
            free.push_front(passed);
        }
        None
    }

    fn leave(&mut self, at: usize, day: i32) {
        if day <= LAST {
            self.enrolments[at].left = Some(on(day));
        }
    }

    fn pair(&mut self, mentor: usize, mentee: usize, start: i32) {
        let mill = self.enrolments[mentee].groups.values().any(|label| *label == super::label(MILL));
        let course = Course::begin(
            self.chance,
            Luck {
                number: self.courses.len() + 1,
                mentor,
                mentee,
                mentor_id: self.enrolments[mentor].person.clone(),
                mentee_id: self.enrolments[mentee].person.clone(),
                enrolled: self.people[mentee].enrolled,
                level: self.people[mentee].level,
                start,
                mill,
            },
        );
        if let Some((end, closure)) = course.end {
            self.afterwards(mentor, mentee, end, closure);
        }
        self.courses.push(course);
    }

    /// What the two do after their pairing has ended.
    fn afterwards(&mut self, mentor: usize, mentee: usize, end: i32, closure: Closure) {
        let chance = &mut *self.chance;
        if closure == Closure::Safeguarding || chance.per_cent(25) {
            let stops = self.people[mentor].stops.map_or(end, |stops| stops.min(end));
            self.people[mentor].stops = Some(stops);
        } else {
            self.arrivals.entry(end + chance.between(1, 30)).or_default().push(Arrival::Place(mentor));
        }
        let again = match closure {
            Closure::Rematched => true,
            Closure::Completed => false,
            _ => self.chance.per_cent(45),
        };
        if again {
            let from = end + self.chance.between(0, 21);
            self.wait(mentee, from, Some(mentor));
            return;
        }
        if closure == Closure::Completed && self.chance.per_mille(83) {
            self.becomes_mentor(mentee, end);
        }
        let left = end + self.chance.between(0, 30);
        if self.chance.per_cent(80) {
            self.leave(mentee, left);
        }
    }

    fn becomes_mentor(&mut self, mentee: usize, end: i32) {
        let enrolled = end + self.chance.between(7, 60);
        if enrolled > LAST {
            return;
        }
        let mut row = Enrolment::new(self.enrolments[mentee].person.clone(), Party::Mentor);
        row.groups = self.enrolments[mentee].groups.clone();
        let ready = enrolled + self.chance.between(5, 40);
        self.enrol(row, enrolled, Some(ready));
    }

    /// Mentors who stop leave once nobody is left with them.
    fn mentors_leave(&mut self) {
        let mut last = vec![Some(i32::MIN); self.people.len()];
        for course in &self.courses {
            let end = course.end.map(|(end, _)| end);
            let so_far = last[course.mentor];
            last[course.mentor] = so_far.and_then(|so_far| end.map(|end| end.max(so_far)));
        }
        for (at, last) in last.into_iter().enumerate() {
            if let (Some(stops), Some(last)) = (self.people[at].stops, last) {
                self.leave(at, stops.max(last));
            }
        }
    }
}

/// What somebody belongs to when they sign up.
fn groups(chance: &mut Chance, role: Party) -> BTreeMap<Label, Label> {
    let (newcomers, ages) = match role {
        Party::Mentor => (10, [8, 44, 48]),
        Party::Mentee => (45, [34, 48, 18]),
    };
    let ages = [(UNDER_25, ages[0]), (FROM_25, ages[1]), (FROM_50, ages[2])];
    let newcomer = if chance.per_cent(newcomers) { "yes" } else { "no" };
    [("neighbourhood", chance.of(&NEIGHBOURHOODS)), ("newcomer", newcomer), ("age", chance.of(&ages))]
        .map(|(dimension, group)| (label(dimension), label(group)))
        .into()
}
