//! The survey, the books, and what came later.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    feedback::{Category, Enrolment, FunderKind, Keyed, Neighbour, Purpose, Tie, Turn},
    id::PersonId,
    introduction::Party,
    jiff::civil::{Date, date},
    people::Label,
    sample::{self, YEAR_END, YEAR_START},
};

use super::{LARGE, between, share};

const ROUNDS: [Date; 2] = [date(2025, 4, 7), date(2026, 10, 5)];

fn group<'a>(row: &'a Neighbour, dimension: &str) -> Option<&'a str> {
    row.groups.get(&dimension.parse().unwrap()).map(Label::as_str)
}

#[test]
fn the_survey_asks_who_takes_part_and_as_many_who_do_not() {
    let facts = &*LARGE;
    let mut rounds = Vec::new();
    for asked in ROUNDS {
        let rows: Vec<_> = facts.neighbours.iter().filter(|row| row.asked == Some(asked)).collect();
        let people: BTreeSet<_> = rows.iter().map(|row| &row.person).collect();
        assert_eq!(people.len(), rows.len());
        let there = |row: &&Enrolment| {
            row.enrolled.is_some_and(|on| on <= asked) && row.left.is_none_or(|left| asked < left)
        };
        let enrolled: BTreeSet<_> = facts.enrolments.iter().filter(there).map(|row| &row.person).collect();
        let (neighbours, participants): (Vec<&Neighbour>, Vec<&Neighbour>) =
            rows.iter().partition(|row| row.person.as_str().starts_with("P-N"));
        assert_eq!(participants.iter().map(|row| &row.person).collect::<BTreeSet<_>>(), enrolled);
        assert_eq!(neighbours.len(), participants.len());
        let came = |rows: &[&Neighbour]| {
            between(share(rows, |row| row.answered.is_some()), 65, 85);
            share(rows, |row| row.answered.is_some())
        };
        assert!(came(&neighbours) + 3 < came(&participants), "who takes part answers more often");
        for row in &rows {
            assert_eq!(row.answered.is_some(), row.statements.is_some());
            assert_eq!(row.groups.len(), 3 + usize::from(row.born.is_some()));
        }
        between(share(&rows, |row| row.born.is_some()), 92, 98);
        between(share(&neighbours, |row| group(row, "newcomer") == Some("yes")), 16, 25);
        rounds.push(people);
    }
    let again = rounds[0].intersection(&rounds[1]).filter(|id| id.as_str().starts_with("P-N")).count();
    let first = rounds[0].iter().filter(|id| id.as_str().starts_with("P-N")).count();
    between(100 * again / first, 75, 85);
}

#[test]
fn neighbours_are_who_their_enrolments_say_they_are() {
    let facts = &*LARGE;
    let mut streets = BTreeMap::<_, BTreeSet<_>>::new();
    let enrolled: BTreeMap<_, _> = facts.enrolments.iter().rev().map(|row| (&row.person, row)).collect();
    for row in &facts.neighbours {
        let street = group(row, "street").unwrap();
        streets.entry(group(row, "neighbourhood").unwrap()).or_default().insert(street);
        if let (Some(asked), Some(born)) = (row.asked, row.born) {
            let age = match asked.year() - born {
                18..25 => "under 25",
                25..50 => "25–49",
                50..90 => "50 and over",
                other => panic!("{other} years old"),
            };
            assert_eq!(group(row, "age"), Some(age));
        }
        let Some(enrolment) = enrolled.get(&row.person) else { continue };
        for dimension in ["neighbourhood", "newcomer"] {
            let then = enrolment.groups.get(&dimension.parse().unwrap()).map(Label::as_str);
            assert_eq!(group(row, dimension), then, "{}", row.person);
        }
        let youngest = match enrolment.groups[&"age".parse().unwrap()].as_str() {
            "under 25" => 18,
            "25–49" => 25,
            _ => 50,
        };
        let age = row.born.map(|born| enrolment.enrolled.unwrap().year() - born);
        assert!(age.is_none_or(|age| (youngest..youngest + 30).contains(&age)), "{age:?} from {youngest}");
    }
    assert_eq!(streets.values().map(BTreeSet::len).collect::<Vec<_>>(), [4; 5]);
    assert_eq!(streets.values().flatten().collect::<BTreeSet<_>>().len(), 20);
}

#[test]
fn living_together_is_judged_a_little_better_in_the_second_round() {
    let facts = &*LARGE;
    let instrument = facts.instruments.iter().find(|row| row.id().as_str() == "living-together").unwrap();
    assert_eq!(instrument.items().len(), 6);
    assert_eq!(instrument.items().iter().filter(|item| item.keyed == Keyed::Reversed).count(), 2);
    let scores = ROUNDS.map(|asked| {
        let rows = facts.neighbours.iter().filter(|row| row.asked == Some(asked));
        let score = |row: &Neighbour| {
            let items = &row.statements.as_ref()?.items;
            let answers: Vec<_> =
                instrument.items().iter().map(|item| items.get(&item.key).copied()).collect();
            Some(instrument.whole().score(&answers)?.mean())
        };
        rows.filter_map(score).collect::<Vec<_>>()
    });
    let mean = |values: &[f64]| values.iter().sum::<f64>() / f64::from(values.len() as u32);
    let [before, after] = [&scores[0], &scores[1]].map(|scores| mean(scores));
    let squares: Vec<_> = scores[0].iter().map(|score| (score - before) * (score - before)).collect();
    let better = (after - before) / mean(&squares).sqrt();
    assert!((0.1..0.4).contains(&better), "{better:.2}");
    assert!((3.0..3.8).contains(&before), "{before:.2}");
}

#[test]
fn people_name_others_like_themselves_and_later_more_who_are_not() {
    let facts = &*LARGE;
    let people: BTreeMap<_, _> = facts.neighbours.iter().map(|row| (&row.person, row)).collect();
    let of = |round: usize| -> Vec<_> {
        let from = ROUNDS[round];
        facts.ties.iter().filter(|row| (row.on < ROUNDS[1]) == (round == 0) && row.on >= from).collect()
    };
    let rounds = [of(0), of(1)];
    assert_eq!(rounds[0].len() + rounds[1].len(), facts.ties.len());
    let alike = |dimension: &str| {
        [&rounds[0], &rounds[1]].map(|ties| {
            share(ties, |tie| group(people[&tie.from], dimension) == group(people[&tie.to], dimension))
        })
    };
    let [before, after] = alike("neighbourhood");
    between(before, 82, 92);
    between(before - after, 5, 14);
    let known =
        |tie: &&&Tie| [&tie.from, &tie.to].iter().all(|person| group(people[person], "newcomer").is_some());
    let both = [&rounds[0], &rounds[1]].map(|ties| {
        let ties: Vec<_> = ties.iter().filter(known).collect();
        share(&ties, |tie| group(people[&tie.from], "newcomer") == group(people[&tie.to], "newcomer"))
    });
    between(both[0], 80, 92);
    between(both[0] - both[1], 2, 12);

    let told: BTreeSet<_> = facts.ties.iter().map(|tie| (&tie.from, &tie.to, &tie.kind, tie.on)).collect();
    assert_eq!(told.len(), facts.ties.len());
    let day: BTreeMap<_, _> = facts
        .neighbours
        .iter()
        .filter_map(|row| Some(((&row.person, row.asked? == ROUNDS[0]), row.answered?)))
        .collect();
    assert!(facts.ties.iter().all(|tie| day[&(&tie.from, tie.on < ROUNDS[1])] == tie.on));
    let named: BTreeSet<_> = rounds[1].iter().map(|tie| (&tie.from, &tie.to, &tie.kind)).collect();
    let back = share(&rounds[1], |tie| named.contains(&(&tie.to, &tie.from, &tie.kind)));
    between(back, 25, 50);
    let only_named: Vec<_> = facts.neighbours.iter().filter(|row| row.asked.is_none()).collect();
    between(share(&only_named, |row| facts.ties.iter().any(|tie| tie.to == row.person)), 80, 100);

    // Whom the programme brought together.
    let help = |from: &PersonId, to: &PersonId| {
        facts.ties.iter().any(|tie| {
            tie.kind.as_str() == "could ask for help"
                && tie.from == *from
                && tie.to == *to
                && tie.on > ROUNDS[1]
        })
    };
    let running: Vec<_> = facts
        .pairings
        .iter()
        .filter(|row| row.started < ROUNDS[1] && row.ended.is_none_or(|end| end.on > ROUNDS[1]))
        .filter(|row| day.contains_key(&(&row.mentee, false)))
        .collect();
    between(share(&running, |row| help(&row.mentee, &row.mentor)), 58, 72);
}

#[test]
fn the_books_are_those_of_a_small_programme() {
    for mentees in [77, 2_000] {
        let facts = sample::year(mentees, 6);
        let (costs, income) = (
            facts.expenses.iter().map(|row| row.cents).sum::<u64>(),
            facts.receipts.iter().map(|row| row.cents).sum::<u64>(),
        );
        let each = usize::try_from(costs).unwrap() / facts.pairings.len();
        between(each, 60_000, 150_000);
        between(usize::try_from(100 * income / costs).unwrap(), 80, 120);
        let from = |kind| {
            let rows = facts.receipts.iter().filter(|row| row.kind == kind);
            usize::try_from(100 * rows.map(|row| row.cents).sum::<u64>() / income).unwrap()
        };
        between(from(FunderKind::Government), 40, 60);
        between(from(FunderKind::Foundation), 20, 35);
        for kind in [FunderKind::Business, FunderKind::Donor, FunderKind::Earned] {
            between(from(kind), 2, 15);
        }
        let donors: BTreeSet<_> = facts
            .receipts
            .iter()
            .filter(|row| row.kind == FunderKind::Donor)
            .map(|row| &row.funder)
            .collect();
        assert_eq!(donors.len(), mentees * 2 / 5);
        for category in Category::ALL {
            assert!(facts.expenses.iter().any(|row| row.category == category));
        }
        assert_eq!(facts.expenses.iter().filter(|row| row.category == Category::Staff).count(), 24);

        let [before, after] = facts.balances[..] else { panic!("two balances") };
        assert_eq!((before.on, after.on), (date(2024, 12, 31), date(2025, 12, 31)));
        let left = |purpose, until| {
            let came = facts.receipts.iter().filter(|row| row.purpose == purpose && row.on <= until);
            let went = facts.expenses.iter().filter(|row| row.purpose == purpose && row.on <= until);
            let (came, went): (u64, u64) = (came.map(|row| row.cents).sum(), went.map(|row| row.cents).sum());
            i64::try_from(came).unwrap() - i64::try_from(went).unwrap()
        };
        let restricted = i64::try_from(before.restricted_cents).unwrap();
        assert_eq!(after.free_cents, before.free_cents + left(Purpose::Free, after.on));
        let then = restricted + left(Purpose::Restricted, after.on);
        assert_eq!(i64::try_from(after.restricted_cents).unwrap(), then);
        for row in &facts.expenses {
            assert!(restricted + left(Purpose::Restricted, row.on) >= 0, "{}", row.on);
        }
        assert!(before.free_cents > 0 && before.free_cents + left(Purpose::Free, YEAR_END) > 0);
    }
    assert_eq!(sample::year(0, 1).receipts, []);
}

#[test]
fn mentors_coordinate_and_parties_are_helped_at() {
    let facts = &*LARGE;
    let mut days = BTreeMap::<_, usize>::new();
    for row in &facts.volunteering {
        *days.entry(row.on).or_default() += 1;
        assert!((30..=300).contains(&row.minutes) && row.minutes % 30 == 0);
    }
    let most = 1 + 2_000 / 50;
    assert_eq!(days.values().filter(|count| **count > most).count(), 4, "parties");
    let mentors: BTreeSet<_> =
        facts.enrolments.iter().filter(|row| row.role == Party::Mentor).map(|row| &row.person).collect();
    between(share(&facts.volunteering, |row| mentors.contains(&row.person)), 80, 95);
}

#[test]
fn some_learn_the_language_and_some_businesses_close() {
    let facts = &*LARGE;
    let newcomers: BTreeSet<_> = facts
        .enrolments
        .iter()
        .filter(|row| row.groups[&"newcomer".parse().unwrap()].as_str() == "yes")
        .map(|row| &row.person)
        .collect();
    let of = |kind: &'static str| facts.milestones.iter().filter(move |row| row.kind.as_str() == kind);
    assert!(of("language-b1").count() > 300);
    assert!(of("language-b1").all(|row| newcomers.contains(&row.person) && row.turn == Turn::Reached));
    assert!(of("volunteering").any(|row| !newcomers.contains(&row.person)));
    assert!(of("volunteering").any(|row| row.turn == Turn::Lost && row.on > YEAR_START));
    let closed = of("business").filter(|row| row.turn == Turn::Lost && row.on > YEAR_START).count();
    let opened = of("business").filter(|row| row.turn == Turn::Reached).count();
    between(100 * closed / opened, 15, 45);
    let meanings = &facts.meanings[0];
    assert!(facts.milestones.iter().all(|row| meanings.areas.contains_key(&row.kind)));
    assert_eq!((facts.meanings.len(), meanings.hour_cents), (1, Some(1550)));
}
