//! What people told and what was seen, and the themes that coders found in it.

use std::collections::BTreeSet;

use super::{LAST, chance::Chance, course::Course, id, label, on};
use crate::{
    feedback::{Coding, Consent, Facts, Passage, Quote, Scope, Source},
    id::PersonId,
    people::Label,
};

/// The themes, and in how many passages of a hundred they are.
const THEMES: [(&str, i32); 8] = [
    ("being heard", 40),
    ("trust", 35),
    ("language", 30),
    ("finding the way", 30),
    ("work", 25),
    ("time", 20),
    ("loneliness", 20),
    ("money", 15),
];

const CODERS: [&str; 3] = ["C-1", "C-2", "C-3"];

/// Up to 30 interviews of three passages, three focus groups of four, five observations.
pub(super) fn passages(chance: &mut Chance, courses: &[Course], facts: &mut Facts) {
    let interviews = courses.len().min(30);
    for number in 0..interviews {
        // Spread over all pairings; of every four interviews one is with the mentor.
        let course = &courses[number * courses.len() / interviews];
        let person = if number % 4 == 3 { &course.mentor_id } else { &course.mentee_id };
        let day = chance.between((course.start + 60).min(LAST), LAST);
        for part in 1..=3 {
            let name = format!("I-{:02}-{part}", number + 1);
            passage(chance, &name, Source::Interview, day, [person.clone()].into(), facts);
        }
    }
    for number in 1..=courses.len().min(3) {
        let day = chance.between(200, LAST);
        let many = i32::try_from(courses.len()).expect("a programme has fewer pairings").min(6);
        let people: BTreeSet<PersonId> = (0..many)
            .map(|_| {
                &courses
                    [usize::try_from(chance.between(0, many * 2 - 1)).expect("not below 0") % courses.len()]
            })
            .map(|course| course.mentee_id.clone())
            .collect();
        for part in 1..=4 {
            passage(chance, &format!("F-{number}-{part}"), Source::FocusGroup, day, people.clone(), facts);
        }
    }
    for number in 0..courses.len().min(5) {
        let course = &courses[number * courses.len() / courses.len().min(5)];
        let day = chance.between(course.start, course.last());
        let people = [course.mentor_id.clone(), course.mentee_id.clone()].into();
        passage(chance, &format!("O-{}", number + 1), Source::Observation, day, people, facts);
    }
}

fn passage(
    chance: &mut Chance,
    name: &str,
    source: Source,
    day: i32,
    people: BTreeSet<PersonId>,
    facts: &mut Facts,
) {
    let mut quotes = Vec::new();
    if source != Source::Observation {
        for (speaker, number) in people.iter().zip(1..=chance.of(&[(0, 40), (1, 45), (2, 15)])) {
            let (words, speaker) = (id(format!("quote-{name}-{number}")), speaker.clone());
            quotes.push(Quote { words, speaker, consent: consent(chance, day) });
        }
    }
    let themes: Vec<&str> =
        THEMES.iter().filter(|(_, share)| chance.per_cent(*share)).map(|(theme, _)| *theme).collect();
    let coders = chance.of(&[(1, 45), (2, 50), (3, 5)]);
    let first = chance.of(&[(0, 1), (1, 1), (2, 1)]);
    for at in 0..coders {
        facts.codings.push(Coding {
            passage: id(name),
            coder: id(CODERS[(first + at) % CODERS.len()]),
            themes: found(chance, &themes),
        });
    }
    // I-01-3 is the third part of I-01; an observation is a part of itself.
    let talk = if source == Source::Observation {
        name
    } else {
        name.rsplit_once('-').map_or(name, |(talk, _)| talk)
    };
    facts.passages.push(Passage { id: id(name), talk: id(talk), source, on: on(day), people, quotes });
}

/// What a coder sees of the themes: 91 % of those that are there, 5 % of those that are not. With a theme in a quarter of
/// the passages, two of them agree with a kappa of 0.7.
fn found(chance: &mut Chance, themes: &[&str]) -> BTreeSet<Label> {
    let seen = |(theme, _): &(&str, i32)| chance.per_cent(if themes.contains(theme) { 91 } else { 5 });
    THEMES.iter().copied().filter(seen).map(|(theme, _)| label(theme)).collect()
}

/// None from one in six; without an end from two in three of the others.
fn consent(chance: &mut Chance, day: i32) -> Option<Consent> {
    let scope = chance.of(&[
        (None, 17),
        (Some(Scope::Programme), 28),
        (Some(Scope::Steering), 28),
        (Some(Scope::Public), 27),
    ]);
    let from = (day + chance.between(0, 14)).min(LAST);
    let until = chance.per_cent(35).then(|| on(from + chance.between(30, 540)));
    scope.map(|scope| Consent { scope, from: on(from), until })
}
