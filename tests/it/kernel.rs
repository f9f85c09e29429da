//! The row kernel against the judgement of one pair, and the laws of its bounds.

use std::collections::BTreeSet;

use mentorship::{
    criteria::{
        Compiled, CountsFor, Criteria, Field, Fields, IfUnknown, Instructions, Kernel, Preference,
        Requirement, ScoreTable, StepsAhead,
    },
    id::PersonId,
    people::{
        Answer, Apart, Availability, Cefr, History, Importance, Label, Level, Mentee, Mentor, Outcome, Past,
        People, Quantity, Roster, Status, UtcOffset, Want,
    },
};

use crate::{
    assignment::Chance,
    criteria::{ON, attribute, everything, id, label, preferences, some_people},
};

const BOTH: CountsFor = CountsFor::Both;

/// Everything that a kernel says of a roster is what the pairwise judgement says.
fn check(people: &People, criteria: &Criteria, history: &History, what: &str) {
    let roster = Roster::new(people.clone()).unwrap();
    let compiled = criteria.compile(&roster, ON, history).unwrap();
    check_compiled(&compiled, what);
}

fn check_compiled(compiled: &Compiled<'_>, what: &str) {
    let (mentors, mentees) = (compiled.roster().mentors().len(), compiled.roster().mentees().len());
    let kernel = compiled.kernel();
    let order: BTreeSet<_> = kernel.order().iter().map(|mentor| *mentor as usize).collect();
    assert!(order.iter().copied().eq(0..mentors), "{what}: every mentor has one place");
    assert_eq!(kernel.order().len(), mentors);
    assert_eq!((kernel.mentees(), kernel.blocks()), (mentees, mentors.div_ceil(Kernel::BLOCK)));
    let others = [Instructions::Narrower, Instructions::Baseline].map(|i| compiled.kernel().using(i));
    for mentee in 0..mentees {
        let score = |mentor: &u32| {
            let score = compiled.score(*mentor as usize, mentee);
            score.map_or(Kernel::EXCLUDED, |score| score.thousandths() as i32)
        };
        let expected: Vec<_> = kernel.order().iter().map(score).collect();
        let mut scores = vec![7; mentors];
        kernel.write(mentee, 0..mentors, &mut scores);
        assert_eq!(scores, expected, "{what}, T-{mentee}");
        for other in &others {
            assert_eq!(other.order(), kernel.order(), "{what}");
            scores.fill(7);
            other.write(mentee, 0..mentors, &mut scores);
            assert_eq!(scores, expected, "{what}, T-{mentee}, {:?}", other.order());
        }
        let expected_possible: Vec<_> =
            expected.iter().map(|score| u8::from(*score != Kernel::EXCLUDED)).collect();
        for kernel in others.iter().chain([&kernel]) {
            let mut possible = vec![7; mentors];
            kernel.possible(mentee, 0..mentors, &mut possible);
            assert_eq!(possible, expected_possible, "{what}, T-{mentee}");
        }
        // A range that neither begins nor ends with a block.
        let (from, to) = (mentee % (mentors + 1), mentors - mentee % 5 % (mentors + 1));
        let range = from.min(to)..to;
        let mut part = vec![7; range.len()];
        kernel.write(mentee, range.clone(), &mut part);
        assert_eq!(part, expected[range.clone()], "{what}, T-{mentee}");
        let mut part = vec![7; range.len()];
        kernel.possible(mentee, range.clone(), &mut part);
        assert_eq!(part, expected_possible[range], "{what}, T-{mentee}");
        check_bounds(&kernel, mentee, &expected, what);
    }
}

fn check_bounds(kernel: &Kernel<'_>, mentee: usize, scores: &[i32], what: &str) {
    let blocks = kernel.blocks();
    let mut fine = vec![7; blocks];
    kernel.bounds(mentee, 0..blocks, &vec![Kernel::EXCLUDED; blocks], &mut fine);
    let mut coarse = vec![7; blocks];
    kernel.bounds(mentee, 0..blocks, &vec![i32::MAX; blocks], &mut coarse);
    for (block, scores) in scores.chunks(Kernel::BLOCK).enumerate() {
        let best = *scores.iter().max().unwrap();
        let (fine, coarse) = (fine[block], coarse[block]);
        assert!(best <= fine && fine <= coarse, "{what}, T-{mentee}: {best}, {fine}, {coarse}");
        assert_eq!(kernel.bound(mentee, block), fine, "{what}, T-{mentee}");
        for above in [best, fine, coarse] {
            let mut bounds = vec![7; blocks - block];
            kernel.bounds(mentee, block..blocks, &vec![above; blocks - block], &mut bounds);
            assert!(bounds[0] == fine || (bounds[0] == coarse && coarse <= above), "{what}, T-{mentee}");
        }
    }
}

/// Some of them, in their order.
fn some<T: Clone>(chance: &mut Chance, all: &[T], most: usize) -> Vec<T> {
    let mut left = chance.below(most + 1);
    let mut some = Vec::new();
    for (at, one) in all.iter().enumerate() {
        if left > 0 && chance.below(all.len() - at) < left {
            some.push(one.clone());
            left -= 1;
        }
    }
    some
}

/// People of every kind: some away, some who block, wish, were matched before, are one person in both roles.
fn town(case: u64, count: usize) -> (People, History) {
    let mut people = some_people(case, count);
    let chance = &mut Chance(case + 1_000_000);
    let mut past = Vec::new();
    for at in 0..count {
        let other = chance.below(count);
        match chance.below(12) {
            0 => people.mentors[at].profile.status = Status::Withdrawn,
            1 => people.mentees[at].profile.status = Status::Withdrawn,
            2 => drop(people.mentors[at].profile.blocks.insert(id(&format!("PT{other}")))),
            3 => drop(people.mentees[at].profile.blocks.insert(id(&format!("PM{other}")))),
            4 => people.mentees[at].profile.wishes = vec![id(&format!("PM{other}"))],
            5 => people.mentors[at].profile.wishes = vec![id(&format!("PT{other}"))],
            6 => past.push(Past {
                mentor: id(&format!("M-{at}")),
                mentee: id(&format!("T-{other}")),
                on: ON,
                outcome: Outcome::NoClick,
                apart: Apart::ForGood,
            }),
            _ => {}
        }
    }
    for at in 0..count {
        let profile = &mut people.mentees[at].profile;
        let there: BTreeSet<PersonId> = (0..count).map(|other| id(&format!("PM{other}"))).collect();
        profile.wishes.retain(|wish| there.contains(wish) && !profile.blocks.contains(wish));
        let profile = &mut people.mentors[at].profile;
        let there: BTreeSet<PersonId> = (0..count).map(|other| id(&format!("PT{other}"))).collect();
        profile.wishes.retain(|wish| there.contains(wish) && !profile.blocks.contains(wish));
    }
    if case.is_multiple_of(4) {
        // Without coordinates, being near is a matter of neighbourhoods.
        let places = people.mentors.iter_mut().filter_map(|mentor| mentor.profile.place.as_mut());
        for place in places {
            place.coordinates = None;
        }
    }
    (people, History::from_iter(past))
}

fn gut_feeling(case: u64, count: usize) -> ScoreTable {
    let (mut table, chance) = (ScoreTable::default(), &mut Chance(case));
    for mentee in 0..count {
        let (mentor, mentee) = (format!("M-{}", chance.below(count)), format!("T-{mentee}"));
        table.set(id(&mentor), id(&mentee), chance.below(1001) as u16).unwrap();
    }
    table
}

#[test]
fn every_score_of_every_mixture_of_rules_is_that_of_the_pairwise_judgement() {
    for case in 0..60 {
        let count = [1, 2, 30, 64, 65, 140][case as usize % 6];
        let (people, history) = town(case, count);
        let chance = &mut Chance(case);
        let if_unknown = [IfUnknown::Exclude, IfUnknown::Allow][chance.below(2)];
        let requirements = some(chance, everything(if_unknown).requirements(), 3);
        let preferences = some(chance, &preferences(BOTH), 13);
        let criteria = Criteria::new(requirements, preferences)
            .unwrap()
            .with_table(label("gut feeling"), gut_feeling(case, count));
        check(&people, &criteria, &history, &format!("case {case}"));
    }
}

#[test]
fn many_mentors_are_put_in_an_order_and_judged_the_same() {
    let (mut people, history) = town(4, 4_200);
    let gone = people.mentees.split_off(12);
    people.others.extend(gone.into_iter().map(|mentee| mentee.profile.person));
    for case in [1, 2] {
        let chance = &mut Chance(case);
        let requirements = [
            Requirement::NoSharedAffiliation { if_unknown: IfUnknown::Allow },
            Requirement::SkillCovered { importance: Importance::MAX, if_unknown: IfUnknown::Exclude },
            Requirement::Different { field: Fields::both(attribute("colour")), if_unknown: IfUnknown::Allow },
        ];
        let preferences: Vec<_> = some(chance, &preferences(BOTH)[..12], 12)
            .into_iter()
            .filter(|preference| !matches!(preference, Preference::Near { .. }))
            .collect();
        let criteria = Criteria::new(some(chance, &requirements, 3), preferences).unwrap();
        let roster = Roster::new(people.clone()).unwrap();
        let compiled = criteria.compile(&roster, ON, &history).unwrap();
        check_compiled(&compiled, "many");
        let kernel = compiled.kernel();
        assert!(!kernel.order().is_sorted(), "those alike lie together");
        assert_eq!(kernel.order(), compiled.kernel().order(), "always in the same order");
    }
}

#[test]
fn each_rule_by_itself_is_judged_as_pair_by_pair() {
    let (people, history) = town(4, 90);
    let (pointed, _) = town(5, 90);
    for if_unknown in [IfUnknown::Exclude, IfUnknown::Allow] {
        for requirement in everything(if_unknown).requirements() {
            let criteria = Criteria::new(vec![requirement.clone()], vec![]).unwrap();
            check(&people, &criteria, &history, &requirement.to_string());
            check(&pointed, &criteria, &history, &requirement.to_string());
        }
        check(
            &people,
            &everything(if_unknown).with_table(label("gut feeling"), gut_feeling(1, 90)),
            &history,
            "all",
        );
    }
    for preference in preferences(BOTH) {
        let criteria = Criteria::new(vec![], vec![preference.clone()])
            .unwrap()
            .with_table(label("gut feeling"), gut_feeling(2, 90));
        check(&people, &criteria, &history, &preference.to_string());
        check(&pointed, &criteria, &history, &preference.to_string());
    }
}

#[test]
fn nobody_and_nothing_make_an_empty_kernel() {
    let people = some_people(1, 3);
    let criteria = everything(IfUnknown::Allow).with_table(label("gut feeling"), ScoreTable::default());
    for (mentors, mentees) in [(0, 0), (0, 3), (3, 0)] {
        let mut some = people.clone();
        some.mentors.truncate(mentors);
        some.mentees.truncate(mentees);
        for person in some.mentors.iter_mut().map(|m| &mut m.profile) {
            (person.ties, person.wishes) = (BTreeSet::new(), vec![]);
        }
        for person in some.mentees.iter_mut().map(|m| &mut m.profile) {
            (person.ties, person.wishes) = (BTreeSet::new(), vec![]);
        }
        check(&some, &criteria, &History::default(), "few");
        check(&some, &Criteria::default(), &History::default(), "no criteria");
    }
}

/// Mentors and mentees of whom only one thing differs.
fn plain(count: usize, mut fill: impl FnMut(usize, &mut Mentor, &mut Mentee)) -> People {
    let mut people = People::default();
    for at in 0..count {
        let mut mentor = Mentor::new(id(&format!("M-{at}")), id(&format!("PM{at}")));
        let mut mentee = Mentee::new(id(&format!("T-{at}")), id(&format!("PT{at}")));
        fill(at, &mut mentor, &mut mentee);
        people.mentors.push(mentor);
        people.mentees.push(mentee);
    }
    people
}

#[test]
fn sets_of_any_width_are_counted() {
    for (labels, each) in [(40, 5), (100, 20), (400, 60), (700, 30), (330, 300)] {
        let chance = &mut Chance(labels as u64);
        let words: Vec<Label> = (0..labels).map(|at| label(&format!("word {at}"))).collect();
        let people = plain(80, |at, mentor, mentee| {
            for profile in [&mut mentor.profile, &mut mentee.profile] {
                let some = |chance: &mut Chance| some(chance, &words, each).into_iter().collect();
                profile.interests = (at % 7 > 0).then(|| some(chance));
                profile.affiliations =
                    (at % 9 > 0).then(|| words[..chance.below(3)].iter().cloned().collect());
            }
        });
        for enough in [1, 3, 7, 200, 300, 2000] {
            let interests = Fields::both(Field::Interests);
            let if_unknown = if enough % 2 == 0 { IfUnknown::Allow } else { IfUnknown::Exclude };
            let requirements = vec![
                Requirement::Shared { field: interests.clone(), if_unknown },
                Requirement::NoSharedAffiliation { if_unknown },
            ];
            let preferences =
                vec![Preference::Shared { field: interests, points: 17, enough, counts_for: BOTH }];
            let criteria = Criteria::new(requirements, preferences).unwrap();
            check(&people, &criteria, &History::default(), &format!("{enough} of {labels} labels"));
        }
    }
}

#[test]
fn skills_are_weighed_however_many_are_wanted() {
    for (skills, most) in [(6, 4), (40, 20), (120, 120), (300, 290)] {
        let chance = &mut Chance(skills as u64);
        let words: Vec<Label> = (0..skills).map(|at| label(&format!("skill {at}"))).collect();
        let level = |chance: &mut Chance| {
            (chance.below(3) > 0).then(|| Level::new(1 + chance.below(5) as u8).unwrap())
        };
        let people = plain(70, |at, mentor, mentee| {
            let offers = some(chance, &words, most).into_iter().map(|skill| (skill, level(chance))).collect();
            mentor.offers = (at % 8 > 0).then_some(offers);
            let wants = some(chance, &words, most).into_iter().map(|skill| {
                let importance = Importance::new(1 + chance.below(5) as u8).unwrap();
                (skill, Want { importance, level: level(chance) })
            });
            let wants = wants.collect();
            mentee.wants = (at % 9 > 0).then_some(wants);
        });
        let covered = |if_unknown| Requirement::SkillCovered { importance: Importance::MAX, if_unknown };
        for requirements in [vec![], vec![covered(IfUnknown::Allow)], vec![covered(IfUnknown::Exclude)]] {
            let preferences = vec![Preference::Skills { points: 33, counts_for: BOTH }];
            let criteria = Criteria::new(requirements, preferences).unwrap();
            check(&people, &criteria, &History::default(), &format!("{skills} skills"));
        }
    }
}

#[test]
fn answers_are_compared_however_many_there_are() {
    for values in [2, 60, 70, 300, 3000] {
        let chance = &mut Chance(values as u64);
        let mut people = some_people(3, 120);
        for profile in (people.mentors.iter_mut().map(|m| &mut m.profile))
            .chain(people.mentees.iter_mut().map(|m| &mut m.profile))
        {
            let number = Quantity::from_thousandths(chance.below(values) as i64 * 50_000 / values as i64);
            if profile.attributes.contains_key(&label("years")) {
                profile.attributes.insert(label("years"), Answer::Number(number.unwrap()));
            }
            if let Some(place) = &mut profile.place {
                place.neighbourhood = Some(label(&format!("place {}", chance.below(values))));
            }
        }
        let years = || Fields::both(attribute("years"));
        let place = || Fields::both(Field::Neighbourhood);
        for if_unknown in [IfUnknown::Exclude, IfUnknown::Allow] {
            let requirements = vec![
                Requirement::Different { field: place(), if_unknown },
                Requirement::Within {
                    field: years(),
                    from: Some(Quantity::from(-20)),
                    to: Some(Quantity::from(10)),
                    if_unknown,
                },
            ];
            let preferences = vec![
                Preference::Same { field: years(), points: 5, counts_for: BOTH },
                Preference::Different { field: place(), points: 9, counts_for: BOTH },
                Preference::Close {
                    field: years(),
                    points: 7,
                    none_beyond: Quantity::from_thousandths(3_333).unwrap(),
                    counts_for: BOTH,
                },
            ];
            let criteria = Criteria::new(requirements, preferences).unwrap();
            check(&people, &criteria, &History::default(), &format!("{values} values"));
            let same = vec![Requirement::Same { field: place(), if_unknown }];
            let criteria = Criteria::new(same, vec![]).unwrap();
            check(&people, &criteria, &History::default(), &format!("{values} values"));
        }
    }
}

#[test]
fn weeks_are_compared_however_fine_they_are() {
    // Grids of 30, 15, 5 and 1 minutes: the last two have more edges than are kept.
    for grid in [360, 30, 15, 5, 1] {
        let chance = &mut Chance(grid as u64);
        let people = plain(100, |at, mentor, mentee| {
            for profile in [&mut mentor.profile, &mut mentee.profile] {
                let windows = (0..=chance.below(8)).map(|_| {
                    let (from, length) = (chance.below(1440 / grid) * grid, (1 + chance.below(3)) * grid);
                    let (to, day) = ((from + length) % 1440, ["Mon", "Wed", "Sun"][chance.below(3)]);
                    let time = |minutes: usize| format!("{:02}:{:02}", minutes / 60, minutes % 60);
                    format!("{day} {}-{}", time(from), time(to)).parse().unwrap()
                });
                let windows: Vec<_> = windows.collect();
                // Some can always meet.
                let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
                let always = days.map(|day| format!("{day} 00:00-24:00").parse().unwrap());
                let week = if at % 11 == 3 { always.to_vec() } else { windows };
                profile.availability = (at % 10 > 0).then(|| Availability::new(UtcOffset::UTC, week));
            }
        });
        for (minutes, if_unknown) in
            [(1, IfUnknown::Allow), (100, IfUnknown::Exclude), (4000, IfUnknown::Allow)]
        {
            let criteria = Criteria::new(
                vec![Requirement::Overlap { minutes, if_unknown }],
                vec![Preference::Overlap { points: 10, enough_minutes: 2 * minutes + 50, counts_for: BOTH }],
            );
            check(&people, &criteria.unwrap(), &History::default(), &format!("{minutes} minutes of {grid}"));
        }
    }
}

#[test]
fn points_of_any_size_add_up() {
    let (people, history) = town(8, 80);
    let big = |points: u32, steps: [u32; 2]| {
        vec![
            Preference::Skills { points, counts_for: BOTH },
            Preference::Language { points: 1, full_at: Cefr::B1, counts_for: BOTH },
            Preference::Shared {
                field: Fields::both(Field::Interests),
                points: 9_973,
                enough: 2,
                counts_for: BOTH,
            },
            Preference::Steps {
                field: Fields::both(attribute("grade")),
                points: [(StepsAhead(0), steps[0]), (StepsAhead(1), steps[1])].into(),
                counts_for: BOTH,
            },
            Preference::Different { field: Fields::both(attribute("years")), points: 64, counts_for: BOTH },
            Preference::Waiting { points: 100_000, full_after_days: 70, counts_for: BOTH },
        ]
    };
    for (points, steps) in [(65, [1, 2]), (66, [3, 64]), (500_000, [65_535, 1]), (700_000, [70_001, 1])] {
        let criteria = Criteria::new(vec![], big(points, steps)).unwrap();
        check(&people, &criteria, &history, &format!("{points} points"));
    }
}
