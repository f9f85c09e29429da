//! The community's survey: whom it asks, what they answer, and whom they name.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    ops::Range,
};

use super::{
    LAST,
    answers::{Asked, fill, today},
    chance::Chance,
    course::Course,
    day, id, label, on,
    people::{FROM_25, FROM_50, NEIGHBOURHOODS, UNDER_25},
};
use crate::{
    feedback::{Enrolment, Facts, Instrument, Neighbour, Statements, Tie},
    id::PersonId,
    people::Label,
};

/// A round of the survey, and what is the same for all in it.
struct Round {
    /// The day on which it asks.
    asked: i32,
    /// Of a hundred ties, those between people of one neighbourhood who are both newcomers or both are not.
    alike: i32,
    /// Those within a neighbourhood, whoever the two are. The others lead anywhere.
    nearby: i32,
    /// How much better people judge living together, in hundredths of a standard deviation.
    better: i32,
}

/// Monday 2025-04-07 and Monday 2026-10-05.
const ROUNDS: [Round; 2] = [
    Round { asked: 96, alike: 64, nearby: 21, better: 0 },
    Round { asked: 642, alike: 52, nearby: 22, better: 30 },
];

/// The streets of each of the [`NEIGHBOURHOODS`].
const STREETS: [[&str; 4]; 5] = [
    ["Church Street", "Market Square", "Mint Lane", "Weigh House Street"],
    ["Anchor Street", "Dock Road", "Quay", "Sailmakers Lane"],
    ["Birch Street", "Canal Road", "Linden Street", "Station Road"],
    ["Clover Street", "Heron Lane", "Lark Street", "Willow Street"],
    ["Baker Street", "Millers Lane", "Sluice", "Weir Street"],
];

const HELP: &str = "could ask for help";
const NAME: &str = "knows by name";

/// How far away, in the order of the streets, those live whom somebody names nearby.
const NEAR: usize = 10;

/// Somebody who lives there.
struct Villager {
    person: PersonId,
    /// By place among the [`NEIGHBOURHOODS`], and the street in it.
    neighbourhood: usize,
    street: usize,
    newcomer: bool,
    born: i16,
    /// Whether they tell when they were born.
    tells_age: bool,
    /// How they judge living together, in hundredths of a standard deviation.
    level: i32,
    /// When they take part in the programme.
    enrolled: Vec<Range<i32>>,
}

/// Asks in both rounds: all who take part then, and as many neighbours who never do.
pub(super) fn survey(chance: &mut Chance, courses: &[Course], facts: &mut Facts) {
    let Facts { enrolments, instruments, neighbours, ties, .. } = facts;
    let instrument = &instruments[Asked::LivingTogether as usize];
    let (mut villagers, places) = participants(chance, enrolments);
    let participants = villagers.len();
    // Who is only named, and never asked.
    villagers.extend((1..=participants / 15).map(|number| neighbour(chance, number)));
    let asked_from = villagers.len();
    let only_named = participants..asked_from;
    let streets = STREETS.map(|streets| streets.map(|_| chance.normal() / 3));
    for round in &ROUNDS {
        let takes_part = |&at: &usize| villagers[at].enrolled.iter().any(|days| days.contains(&round.asked));
        let mut asked: Vec<usize> = (0..participants).filter(takes_part).collect();
        let all = 2 * asked.len();
        // Four in five of the neighbours asked before still live there.
        asked.extend((asked_from..villagers.len()).filter(|_| chance.per_cent(80)));
        while asked.len() < all {
            asked.push(villagers.len());
            villagers.push(neighbour(chance, villagers.len() + 1 - participants));
        }
        let mut answered = vec![None; villagers.len()];
        for &at in &asked {
            let villager = &villagers[at];
            let back = if at < participants { 80 } else { 70 };
            answered[at] = chance.per_cent(back).then(|| round.asked + chance.between(1, 40));
            let level = villager.level + streets[villager.neighbourhood][villager.street] + round.better;
            let judged = answered[at].map(|_| statements(chance, instrument, level));
            neighbours.push(villager.row(Some(round.asked), answered[at], judged));
        }
        let mut names = Names { chance, villagers: &villagers, answered, told: vec![] };
        names.of_each_other(courses, &places, round.asked);
        names.of_others(round, &asked, only_named.clone());
        ties.append(&mut names.told);
    }
    neighbours.extend(villagers[only_named].iter().map(|villager| villager.row(None, None, None)));
    ties.sort();
    ties.dedup();
}

/// Who ever signed up, and the place of each enrolment's person among them.
fn participants(chance: &mut Chance, enrolments: &[Enrolment]) -> (Vec<Villager>, Vec<Option<usize>>) {
    let names = NEIGHBOURHOODS.map(|(name, _)| label(name));
    let [neighbourhood, newcomer, age, yes] = ["neighbourhood", "newcomer", "age", "yes"].map(label);
    let mut villagers: Vec<Villager> = Vec::new();
    let mut by_person = BTreeMap::new();
    let mut place = |row: &Enrolment| {
        let enrolled = row.enrolled?;
        let at = match by_person.entry(row.person.clone()) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let group = row.groups.get(&neighbourhood);
                let band = row.groups.get(&age).map(ToString::to_string);
                let (youngest, oldest) = years(band.as_deref());
                villagers.push(Villager {
                    person: row.person.clone(),
                    neighbourhood: names
                        .iter()
                        .position(|name| Some(name) == group)
                        .expect("people of this room live in its neighbourhoods"),
                    newcomer: row.groups.get(&newcomer) == Some(&yes),
                    born: enrolled.year() - year(chance.between(youngest, oldest)),
                    ..somebody(chance, row.person.clone())
                });
                *entry.insert(villagers.len() - 1)
            }
        };
        villagers[at].enrolled.push(day(enrolled)..row.left.map_or(LAST + 1, day));
        Some(at)
    };
    let places = enrolments.iter().map(&mut place).collect();
    (villagers, places)
}

/// Somebody who does not take part.
fn neighbour(chance: &mut Chance, number: usize) -> Villager {
    let newcomer = chance.per_cent(20);
    let (youngest, oldest) = chance.of(&[((18, 24), 12), ((25, 49), 46), ((50, 84), 42)]);
    Villager {
        newcomer,
        born: 2025 - year(chance.between(youngest, oldest)),
        ..somebody(chance, id(format!("P-N{number:05}")))
    }
}

/// What everybody has, drawn anew.
fn somebody(chance: &mut Chance, person: PersonId) -> Villager {
    let places: [_; 5] = std::array::from_fn(|at| (at, NEIGHBOURHOODS[at].1));
    Villager {
        person,
        neighbourhood: chance.of(&places),
        street: chance.of(&[(0, 1), (1, 1), (2, 1), (3, 1)]),
        newcomer: false,
        born: 1980,
        tells_age: chance.per_cent(95),
        level: chance.normal(),
        enrolled: vec![],
    }
}

/// How old those of an age group are when they sign up.
fn years(band: Option<&str>) -> (i32, i32) {
    match band {
        Some(UNDER_25) => (18, 24),
        Some(FROM_50) => (50, 79),
        _ => (25, 49),
    }
}

fn year(number: i32) -> i16 {
    i16::try_from(number).expect("an age")
}

impl Villager {
    /// What the survey notes down of them.
    fn row(&self, asked: Option<i32>, answered: Option<i32>, statements: Option<Statements>) -> Neighbour {
        let asked = asked.map(on);
        let born = asked.filter(|_| self.tells_age).map(|_| self.born);
        let mut groups = vec![
            ("neighbourhood", NEIGHBOURHOODS[self.neighbourhood].0),
            ("street", STREETS[self.neighbourhood][self.street]),
        ];
        if let Some(asked) = asked {
            groups.push(("newcomer", if self.newcomer { "yes" } else { "no" }));
            groups.extend(born.map(|born| ("age", age_group(asked.year() - born))));
        }
        Neighbour {
            person: self.person.clone(),
            asked,
            answered: answered.map(on),
            born,
            groups: groups.into_iter().map(|(dimension, group)| (label(dimension), label(group))).collect(),
            statements,
        }
    }
}

fn age_group(age: i16) -> &'static str {
    match age {
        ..25 => UNDER_25,
        25..50 => FROM_25,
        50.. => FROM_50,
    }
}

fn statements(chance: &mut Chance, instrument: &Instrument, level: i32) -> Statements {
    let level = today(chance, level);
    Statements {
        instrument: instrument.id().clone(),
        version: instrument.version(),
        items: fill(chance, instrument, Asked::LivingTogether, level, None),
    }
}

/// Whom those who answer a round name.
struct Names<'a> {
    chance: &'a mut Chance,
    villagers: &'a [Villager],
    /// By villager, the day on which they answered.
    answered: Vec<Option<i32>>,
    told: Vec<Tie>,
}

impl Names<'_> {
    /// A tie, when there is an answer to tell it in. Nobody names themself.
    fn name(&mut self, from: usize, to: usize, kind: &Label) {
        if let Some(answered) = self.answered[from]
            && from != to
        {
            self.told.push(Tie {
                from: self.villagers[from].person.clone(),
                to: self.villagers[to].person.clone(),
                kind: kind.clone(),
                on: on(answered),
            });
        }
    }

    /// Who are in a pairing on the day of the round name each other.
    fn of_each_other(&mut self, courses: &[Course], places: &[Option<usize>], asked: i32) {
        let (help, name) = (label(HELP), label(NAME));
        for course in courses {
            let running = course.start <= asked && course.end.is_none_or(|(end, _)| asked < end);
            if let (true, Some(mentor), Some(mentee)) =
                (running, places[course.mentor], places[course.mentee])
            {
                for (from, to, kind, share) in [
                    (mentee, mentor, &help, 65),
                    (mentee, mentor, &name, 85),
                    (mentor, mentee, &help, 15),
                    (mentor, mentee, &name, 80),
                ] {
                    if self.chance.per_cent(share) {
                        self.name(from, to, kind);
                    }
                }
            }
        }
    }

    /// Everybody who answers names some of those who were asked or are only named, mostly people like themselves from
    /// nearby; three in ten of these name them too.
    fn of_others(&mut self, round: &Round, asked: &[usize], only_named: Range<usize>) {
        // In the order of the streets, so that who stands near lives near.
        let mut all: Vec<usize> = asked.iter().copied().chain(only_named).collect();
        all.sort_by_key(|&at| (self.villagers[at].neighbourhood, self.villagers[at].street, at));
        // By neighbourhood, those who are no newcomers, those who are, and everybody.
        let mut lists: [[Vec<usize>; 3]; 5] = Default::default();
        // By villager, where they stand in the two lists that they are in.
        let mut stands = vec![[0; 2]; self.villagers.len()];
        for &at in &all {
            let villager = &self.villagers[at];
            let lists = &mut lists[villager.neighbourhood];
            let own = usize::from(villager.newcomer);
            stands[at] = [lists[own].len(), lists[2].len()];
            lists[own].push(at);
            lists[2].push(at);
        }
        for (kind, least, most) in [(HELP, 1, 3), (NAME, 2, 5)] {
            let kind = label(kind);
            for &from in asked.iter().filter(|at| self.answered[**at].is_some()).collect::<Vec<_>>() {
                let villager = &self.villagers[from];
                let own = usize::from(villager.newcomer);
                let [alike, nearby] = stands[from];
                for _ in 0..self.chance.between(least, most) {
                    let choices =
                        [(0, round.alike), (1, round.nearby), (2, 100 - round.alike - round.nearby)];
                    let to = match self.chance.of(&choices) {
                        0 => self.near(&lists[villager.neighbourhood][own], alike),
                        1 => self.near(&lists[villager.neighbourhood][2], nearby),
                        _ => all[self.up_to(all.len() - 1)],
                    };
                    self.name(from, to, &kind);
                    if self.chance.per_cent(30) {
                        self.name(to, from, &kind);
                    }
                }
            }
        }
    }

    /// Somebody near a place in a list; the list begins again at its end.
    fn near(&mut self, list: &[usize], place: usize) -> usize {
        let steps = 1 + self.up_to(NEAR - 1);
        let on = self.chance.per_cent(50);
        let place = if on { place + steps } else { place + NEAR * list.len() - steps };
        list[place % list.len()]
    }

    fn up_to(&mut self, most: usize) -> usize {
        let most = i32::try_from(most).expect("a community has fewer people");
        usize::try_from(self.chance.between(0, most)).expect("not below 0")
    }
}
