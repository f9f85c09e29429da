//! Invented towns whose people know few others, with a programme among them, its books, and what happened in people's lives.

use std::collections::BTreeMap;

use mentorship::{
    feedback::{
        Area, Balance, Belonging, Category, Enrolment, Expense, Facts, FunderKind, Meanings, Milestone,
        Neighbour, Pairing, Purpose, Receipt, Record, Tie, Turn, Volunteering,
    },
    impact::{About, AsOf, Estimate, Figures, Snapshot},
    introduction::Party,
    jiff::{
        ToSpan as _,
        civil::{Date, date},
    },
};

use super::kit::{DAY, label};

const ASKED: Date = date(2026, 10, 5);

/// Chance that is the same on every machine (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut number = self.0;
        number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (number ^ (number >> 31)) % limit
    }

    fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }

    fn day(&mut self) -> Date {
        date(2026, 1, 1).saturating_add(i64::try_from(self.below(270)).unwrap().days())
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).unwrap()]
    }
}

fn id<T: std::str::FromStr>(text: &str) -> T {
    text.parse().ok().expect("letters, digits and hyphens")
}

fn person<T: std::str::FromStr>(at: u64) -> T {
    id(&format!("P-{at}"))
}

/// A town of so many people. Who stands at the beginning takes part, mentors beside their mentees.
pub(super) fn town(people: u64, seed: u64) -> Facts {
    let mut chance = Chance(seed);
    let mut facts = Facts::default();
    let (named, partners) = (1 + chance.below(3), people / 2);
    let newcomers = 2 + chance.below(3);
    for at in 0..people {
        let mut groups =
            BTreeMap::from([(label("street"), label(chance.of(&["quay", "quay", "mill", "hill"])))]);
        if !chance.one_in(20) {
            let new = if chance.one_in(newcomers) { "yes" } else { "no" };
            groups.insert(label("newcomer"), label(new));
        }
        let born = (!chance.one_in(25)).then(|| 1940 + i16::try_from(chance.below(65)).unwrap());
        let answered = (!chance.one_in(5)).then(|| ASKED.saturating_add(3.days()));
        let row =
            Neighbour { answered, born, groups, statements: None, asked: Some(ASKED), person: person(at) };
        if at < partners {
            let role = if at % 3 == 0 { Party::Mentor } else { Party::Mentee };
            let enrolled = Some(date(2026, 1, 1));
            let places = if role == Party::Mentor { 2 } else { 1 };
            let enrolment = Enrolment::new(person(at), role);
            facts.enrolments.push(Enrolment { enrolled, places, groups: row.groups.clone(), ..enrolment });
        }
        facts.neighbours.push(row);
    }
    for mentee in (0..partners).filter(|at| at % 3 > 0 && !at.is_multiple_of(7)) {
        let mentor = mentee - mentee % 3;
        facts.pairings.push(Pairing {
            agreement: id(&format!("A-{mentee}")),
            mentor: person(mentor),
            mentee: person(mentee),
            started: chance.day(),
            planned_days: 365,
            every_days: 14,
            pauses: Vec::new(),
            ended: None,
        });
        for kind in ["job", "house"] {
            if chance.one_in(2) {
                let turn = if chance.one_in(5) { Turn::Lost } else { Turn::Reached };
                facts.milestones.push(Milestone {
                    person: person(mentee),
                    kind: label(kind),
                    on: chance.day(),
                    turn,
                });
            }
        }
    }
    for from in 0..people {
        let answered = facts.neighbours[usize::try_from(from).unwrap()].answered.is_some();
        for _ in 0..chance.below(named + 1) {
            let near = if from < partners { from - from % 3 } else { chance.below(people) };
            let to = if chance.one_in(3) { near } else { (from + 1 + chance.below(12)) % people };
            if answered && to != from {
                let kind = label("knows by name");
                facts.ties.push(Tie {
                    from: person(from),
                    to: person(to),
                    kind,
                    on: ASKED.saturating_add(3.days()),
                });
            }
        }
    }
    facts.ties.sort_by(|a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
    facts.ties.dedup_by(|a, b| (&a.from, &a.to) == (&b.from, &b.to));
    books(&mut chance, people, &mut facts);
    facts.meanings = vec![Meanings {
        newcomers: Some(Belonging { dimension: label("newcomer"), label: label("yes") }),
        areas: [(label("job"), Area::Employment), (label("house"), Area::Housing)].into(),
        hour_cents: Some(1550),
        ..Meanings::default()
    }];
    facts
}

/// Some funders of one size and some of any, a pay or two, and a few people who give hours.
fn books(chance: &mut Chance, people: u64, facts: &mut Facts) {
    let kinds = [FunderKind::Donor, FunderKind::Donor, FunderKind::Foundation, FunderKind::Government];
    for funder in 0..3 + chance.below(24) {
        let (kind, cents) = (chance.of(&kinds), 10_000 + chance.below(10_000));
        let cents = if chance.one_in(8) { 10 * cents } else { cents };
        let purpose = chance.of(&Purpose::BOTH);
        facts.receipts.push(Receipt {
            funder: id(&format!("F-{funder}")),
            kind,
            on: chance.day(),
            cents,
            purpose,
        });
    }
    let least = if chance.one_in(3) { 100 } else { 20_000 };
    let others = [Category::Training, Category::Workshops, Category::Materials, Category::Communication];
    for _ in 0..chance.below(12) {
        let (category, purpose) = (chance.of(&others), chance.of(&Purpose::BOTH));
        facts.expenses.push(Expense {
            category,
            on: chance.day(),
            cents: least + chance.below(10_000),
            purpose,
        });
    }
    for _ in 0..chance.below(3) {
        let purpose = chance.of(&Purpose::BOTH);
        facts.expenses.push(Expense { category: Category::Staff, on: chance.day(), cents: 90_000, purpose });
    }
    facts.balances.push(Balance { on: date(2025, 12, 31), free_cents: 500_000, restricted_cents: 0 });
    for volunteer in 0..chance.below(people / 2) {
        let minutes = if chance.one_in(15) { 1_400 } else { 120 };
        facts.volunteering.push(Volunteering { person: person(volunteer), on: chance.day(), minutes });
    }
}

/// All figures of a record, those of the streets, and those of newcomers and others.
pub(super) fn figures(facts: Facts, on: AsOf) -> Vec<Estimate> {
    let record = Record::new(facts).unwrap();
    let snapshot = Snapshot::new(&record, on);
    let mut all = Figures::of(&snapshot).all().to_vec();
    for dimension in ["street", "newcomer"].map(label) {
        for (name, part) in snapshot.groups(&dimension) {
            let about = About::Group(dimension.clone(), name);
            all.extend(Figures::of(&part).all().iter().map(|figure| figure.clone().about([about.clone()])));
        }
    }
    all
}

pub(super) fn on() -> AsOf {
    AsOf::new(DAY).resampled(1, 8)
}
