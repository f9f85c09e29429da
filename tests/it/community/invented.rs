//! Small records invented at random, with much that is rare in life: rounds without answers, people of no group, books
//! with holes, milestones that come and go.

use std::collections::BTreeMap;

use mentorship::{
    feedback::{
        Answers, Area, Balance, Belonging, Category, Closure, Ending, Enrolment, Expense, Facts, FunderKind,
        Instrument, Item, Meanings, Meeting, Milestone, Neighbour, Pairing, Pause, Purpose, Receipt, Record,
        Response, Statements, Tie, Turn, Volunteering, Wave,
    },
    id::{ItemId, PersonId},
    introduction::Party,
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
    people::{Label, Mode},
};

/// The numbers of one seed, by a multiplier of Knuth's.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_f491_4f6c_dd1d) ^ 0x5851_f42d)
    }

    /// One of so many.
    pub(super) fn below(&mut self, of: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % of
    }

    pub(super) fn per_cent(&mut self, chance: u64) -> bool {
        self.below(100) < chance
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }
}

pub(super) fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

/// Days after the first of January 2025.
pub(super) fn day(number: u64) -> Date {
    date(2025, 1, 1).saturating_add((number as i64).days())
}

/// The last day on which anything happens is some days before this.
pub(super) const LAST: u64 = 560;

/// A record of a few people.
pub(super) fn record(seed: u64) -> Record {
    Record::sift(facts(seed)).0
}

/// What it is made of, with some facts that cannot be.
pub(super) fn facts(seed: u64) -> Facts {
    let mut chance = Chance::new(seed);
    let chance = &mut chance;
    let people: Vec<PersonId> =
        (0..4 + chance.below(8)).map(|at| format!("P-{at}").parse().unwrap()).collect();
    let mut facts = Facts { meanings: vec![meanings(chance)], ..Facts::default() };
    facts.instruments.push(living_together());
    lives(chance, &people, &mut facts);
    survey(chance, &people, &mut facts);
    growth(chance, &mut facts);
    if chance.per_cent(80) {
        books(chance, &people, &mut facts);
    }
    facts
}

fn meanings(chance: &mut Chance) -> Meanings {
    let areas = [
        ("job", Area::Employment),
        ("course", Area::Education),
        ("diploma", Area::Education),
        ("business", Area::Enterprise),
        ("stall", Area::Enterprise),
    ];
    Meanings {
        newcomers: chance
            .per_cent(80)
            .then(|| Belonging { dimension: label("newcomer"), label: label("yes") }),
        drawn_by: chance.per_cent(40).then(|| label("street")),
        areas: areas
            .into_iter()
            .filter(|_| chance.per_cent(80))
            .map(|(kind, area)| (label(kind), area))
            .collect(),
        hour_cents: chance.per_cent(60).then(|| 1000 + chance.below(1000) as u32),
        currency: if chance.per_cent(80) { "EUR" } else { "CHF" }.parse().unwrap(),
    }
}

fn living_together() -> Instrument {
    let item = |key: &str| Item::scale(key.parse().unwrap(), 1, 5);
    let items = vec![item("a"), item("b").reversed(), item("c")];
    let keys = ["a", "b"].map(|key| key.parse::<ItemId>().unwrap());
    Instrument::new("living".parse().unwrap(), items)
        .and_then(|living| living.with_subscale(label("ease"), keys.to_vec()))
        .and_then(|living| living.with_minimum_answered(60))
        .unwrap()
}

fn groups(chance: &mut Chance) -> BTreeMap<Label, Label> {
    let all = [
        ("neighbourhood", &["Harbour", "Centre", "North"][..]),
        ("newcomer", &["yes", "no"]),
        ("street", &["Quay", "Mint Lane"]),
    ];
    let mut groups = BTreeMap::new();
    for (dimension, labels) in all {
        if chance.per_cent(75) {
            groups.insert(label(dimension), label(chance.one(labels)));
        }
    }
    groups
}

fn lives(chance: &mut Chance, people: &[PersonId], facts: &mut Facts) {
    let somebody = |chance: &mut Chance| people[chance.below(people.len() as u64) as usize].clone();
    for person in people {
        for role in [Party::Mentor, Party::Mentee] {
            if chance.per_cent(45) {
                continue;
            }
            let enrolled = chance.per_cent(85).then(|| day(chance.below(120)));
            let left = chance.per_cent(25).then(|| day(200 + chance.below(400)));
            let groups = groups(chance);
            let row = Enrolment::new(person.clone(), role);
            facts.enrolments.push(Enrolment { enrolled, left, groups, ..row });
        }
    }
    let of_role = |chance: &mut Chance, role: Party, rows: &[Enrolment]| {
        let rows: Vec<&Enrolment> = rows.iter().filter(|row| row.role == role).collect();
        rows.get(chance.below(1 + rows.len() as u64) as usize).map(|row| row.person.clone())
    };
    for number in 0..chance.below(8) {
        let [mentor, mentee] = [Party::Mentor, Party::Mentee]
            .map(|role| of_role(chance, role, &facts.enrolments).unwrap_or_else(|| somebody(chance)));
        let started = 100 + chance.below(400);
        let length = chance.below(300);
        let ended = chance.per_cent(50);
        let closure = chance.one(&[Closure::Completed, Closure::Completed, Closure::Early]);
        let paused = (length > 40 && chance.per_cent(40)).then(|| started + 10 + chance.below(length - 30));
        let pause = |from| Pause { from: day(from), until: day(from + 12) };
        facts.pairings.push(Pairing {
            agreement: format!("A-{number}").parse().unwrap(),
            mentor,
            mentee,
            started: day(started),
            planned_days: 180,
            every_days: 14,
            pauses: paused.map(pause).into_iter().collect(),
            ended: ended.then(|| Ending { on: day(started + length), closure }),
        });
        for _ in 0..chance.below(6) {
            let on = day(started + chance.below(length + 1));
            let minutes = 30 + chance.below(90) as u16;
            let agreement = format!("A-{number}").parse().unwrap();
            facts.meetings.push(Meeting { agreement, on, minutes, mode: Mode::Online, logged: on });
        }
    }
    for _ in 0..chance.below(25) {
        let kind = label(chance.one(&["job", "course", "diploma", "business", "business", "stall", "dance"]));
        let turn = if chance.per_cent(65) { Turn::Reached } else { Turn::Lost };
        let on = day(chance.below(LAST));
        facts.milestones.push(Milestone { person: somebody(chance), kind, on, turn });
    }
}

fn survey(chance: &mut Chance, people: &[PersonId], facts: &mut Facts) {
    let outside: PersonId = "P-90".parse().unwrap();
    for person in people.iter().chain([&outside]) {
        let rounds = [40, 300, 420].into_iter().filter(|_| chance.per_cent(50)).collect::<Vec<u64>>();
        let named = rounds.is_empty() && chance.per_cent(60);
        let born = chance.per_cent(80).then(|| 1940 + chance.below(65) as i16);
        for asked in rounds.into_iter().map(Some).chain(named.then_some(None)) {
            let answered = asked.filter(|_| chance.per_cent(75)).map(|asked| asked + chance.below(60));
            let statements = answered.filter(|_| chance.per_cent(80)).map(|_| {
                let keys = ["a", "b", "c"].into_iter().filter(|_| chance.per_cent(85)).collect::<Vec<_>>();
                let answer = |key: &str| (key.parse().unwrap(), 1 + chance.below(5) as i16);
                let items = keys.into_iter().map(answer).collect();
                Statements { instrument: "living".parse().unwrap(), version: 1, items }
            });
            facts.neighbours.push(Neighbour {
                person: person.clone(),
                asked: asked.map(day),
                answered: answered.map(day),
                born: born.filter(|_| chance.per_cent(90)),
                groups: groups(chance),
                statements,
            });
        }
    }
    let somebody = |chance: &mut Chance| people[chance.below(people.len() as u64) as usize].clone();
    for _ in 0..chance.below(50) {
        let [from, to] = [somebody(chance), somebody(chance)];
        let kind = label(chance.one(&["could ask for help", "knows by name"]));
        facts.ties.push(Tie { from, to, kind, on: day(40 + chance.below(LAST - 40)) });
    }
}

/// Answers about skills before and after, so that some are clearly better.
fn growth(chance: &mut Chance, facts: &mut Facts) {
    let item = |key: &str| Item::scale(key.parse().unwrap(), 1, 5);
    let skills = Instrument::new("skills".parse().unwrap(), vec![item("x"), item("y"), item("z")]);
    facts.instruments.push(skills.unwrap());
    let mentees: Vec<PersonId> = facts
        .enrolments
        .iter()
        .filter(|row| row.role == Party::Mentee && row.enrolled.is_some())
        .map(|row| row.person.clone())
        .collect();
    for person in mentees {
        let level = 1 + chance.below(2);
        for (wave, due, up) in [(Wave::Before, 130, 0), (Wave::After, 400, 2 * chance.below(2))] {
            let answer = |key: &str| (key.parse().unwrap(), (level + up + chance.below(2)) as i16);
            let items = ["x", "y", "z"].map(answer).into();
            facts.responses.push(Response {
                instrument: "skills".parse().unwrap(),
                version: 1,
                person: person.clone(),
                role: Party::Mentee,
                agreement: None,
                wave,
                due: day(due),
                answers: chance.per_cent(90).then(|| Answers { on: day(due + 5), items }),
            });
        }
    }
}

fn books(chance: &mut Chance, people: &[PersonId], facts: &mut Facts) {
    let begins = chance.below(250);
    let any = |chance: &mut Chance| day(begins + chance.below(LAST - begins));
    let purpose = |chance: &mut Chance| if chance.per_cent(60) { Purpose::Free } else { Purpose::Restricted };
    for _ in 0..chance.below(14) {
        let (funder, kind) = chance.one(&[
            ("town", FunderKind::Government),
            ("fund", FunderKind::Foundation),
            ("club", FunderKind::Donor),
            ("club", FunderKind::Earned),
        ]);
        let (on, purpose) = (any(chance), purpose(chance));
        let cents = 1 + chance.below(900_000);
        facts.receipts.push(Receipt { funder: funder.parse().unwrap(), kind, on, cents, purpose });
    }
    for _ in 0..chance.below(20) {
        let category = chance.one(&Category::ALL);
        let (on, purpose) = (any(chance), purpose(chance));
        facts.expenses.push(Expense { category, on, cents: 1 + chance.below(600_000), purpose });
    }
    for _ in 0..chance.below(3) {
        let some = any(chance);
        let on = chance.one(&[day(30), day(58), some, day(364), day(400)]);
        let free_cents = chance.below(3_000_000) as i64 - 400_000;
        facts.balances.push(Balance { on, free_cents, restricted_cents: chance.below(1_000_000) });
    }
    for _ in 0..chance.below(6) {
        let person = people[chance.below(people.len() as u64) as usize].clone();
        let on = any(chance);
        facts.volunteering.push(Volunteering { person, on, minutes: 10 + chance.below(400) as u16 });
    }
}
