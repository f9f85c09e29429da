//! The figures of the community, of milestones and of money beside the oracle, and what holds of any of them.

use std::collections::BTreeSet;

use mentorship::{
    feedback::{Facts, Record},
    id::PersonId,
    impact::{AsOf, Community, Confidence, Figures, Indicator, Integration, Money, Snapshot, Tallies, Ties},
    jiff::civil::Date,
};

use super::{
    invented::{Chance, day, facts, record},
    oracle::{Case, check, compare, money},
};

/// Days between rounds, at the ends of months, and after everything.
const DAYS: [u64; 6] = [58, 129, 310, 364, 423, 600];

fn as_of(number: u64) -> AsOf {
    AsOf::new(day(number)).resampled(7, 9)
}

/// The tallies of the three sections alone: the others have laws of their own.
fn counted(record: &Record, on: AsOf) -> Tallies {
    let snapshot = Snapshot::new(record, on);
    Tallies {
        community: Community::of(&snapshot),
        integration: Integration::of(&snapshot),
        money: Money::of(&snapshot),
        ..Tallies::default()
    }
}

fn merged(parts: &[&Tallies]) -> Tallies {
    let mut all = Tallies::default();
    for part in parts {
        all.merge(part);
    }
    all
}

/// The figures as they are sent.
fn sent(tallies: &Tallies, on: AsOf) -> String {
    serde_json::to_string_pretty(&tallies.figures(&on)).unwrap()
}

#[test]
fn every_figure_of_a_small_record_is_what_plain_loops_find() {
    for seed in 0..40 {
        let record = record(seed);
        for number in DAYS {
            check(&record, as_of(number), None);
        }
    }
}

#[test]
fn every_figure_of_a_period_is_what_plain_loops_find() {
    for seed in 200..235 {
        let record = record(seed);
        for (since, number) in [(0, 129), (41, 310), (300, 364), (310, 600), (423, 423)] {
            check(&record, as_of(number).since(day(since)), None);
        }
        // From the first and the last days of a pairing.
        for row in record.facts().pairings.iter().take(2) {
            check(&record, as_of(600).since(row.started), None);
            if let Some(ending) = row.ended.filter(|ending| ending.on <= day(600)) {
                check(&record, as_of(600).since(ending.on), None);
            }
        }
    }
}

#[test]
fn every_figure_of_a_group_is_what_plain_loops_find_for_it() {
    for seed in 400..420 {
        let record = record(seed);
        for group in [("neighbourhood", "Harbour"), ("newcomer", "yes"), ("street", "Quay")] {
            check(&record, as_of(600), Some(group));
            check(&record, as_of(423).since(day(120)), Some(group));
        }
    }
}

#[test]
fn other_limits_and_no_lots_are_what_plain_loops_find() {
    for seed in 500..510 {
        let record = record(seed);
        let sure = Confidence::new(0.8).unwrap();
        check(&record, as_of(600).sure(sure).resampled(3, 4), None);
        check(&record, as_of(600).resampled(1, 0), None);
    }
}

#[cfg(feature = "sample")]
#[test]
fn every_figure_of_an_invented_year_is_what_plain_loops_find() {
    use mentorship::{jiff::civil::date, sample::Year};

    let days = [date(2025, 5, 10), date(2025, 12, 31), date(2026, 12, 31)];
    for (mentees, seed) in [(60, 1), (100, 2)] {
        let record = Record::new(Year::of(mentees).seed(seed).facts()).unwrap();
        for day in days {
            check(&record, AsOf::new(day).resampled(5, 3), None);
        }
    }
    let record = Record::new(Year::of(60).seed(3).facts()).unwrap();
    let on = AsOf::new(date(2026, 12, 31)).resampled(5, 3);
    check(&record, on.since(date(2025, 4, 20)), None);
    check(&record, on, Some(("newcomer", "yes")));
    check(&record, on.since(date(2026, 1, 1)), Some(("neighbourhood", "Harbour")));
}

/// All that is dated by a day, as a record of that day would have it; what only ends later is still open.
fn known_by(mut facts: Facts, day: Date) -> Facts {
    let by_now = |on: Option<Date>| on.filter(|on| *on <= day);
    for row in &mut facts.enrolments {
        (row.enrolled, row.left) = (by_now(row.enrolled), by_now(row.left));
    }
    facts.pairings.retain(|row| row.started <= day);
    for row in &mut facts.pairings {
        row.ended = row.ended.filter(|ending| ending.on <= day);
        row.pauses.retain(|pause| pause.from <= day);
    }
    facts.meetings.retain(|row| row.on <= day);
    facts.milestones.retain(|row| row.on <= day);
    facts.neighbours.retain(|row| row.asked.is_none_or(|asked| asked <= day));
    for row in &mut facts.neighbours {
        row.answered = by_now(row.answered);
        row.statements = row.answered.and(row.statements.take());
    }
    facts.ties.retain(|row| row.on <= day);
    facts.receipts.retain(|row| row.on <= day);
    facts.expenses.retain(|row| row.on <= day);
    facts.balances.retain(|row| row.on <= day);
    facts.volunteering.retain(|row| row.on <= day);
    facts.responses.clear();
    facts
}

#[test]
fn what_follows_the_day_changes_nothing() {
    for seed in 600..630 {
        let all = record(seed);
        for number in DAYS {
            let on = as_of(number);
            // What leans on an answer that is not there yet is set aside.
            let (known, _) = Record::sift(known_by(all.facts().clone(), on.date));
            let told = [&all, &known].map(|record| sent(&counted(record, on), on));
            assert_eq!(told[0], told[1], "seed {seed}, as of {}", on.date);
        }
    }
}

#[test]
fn the_order_of_the_facts_does_not_matter() {
    for seed in 700..715 {
        let ordered = record(seed).into_facts();
        let mut chance = Chance::new(seed);
        let mut facts = ordered.clone();
        let mut shuffle = |length: usize| -> Vec<usize> {
            (1..length).map(|at| chance.below(at as u64 + 1) as usize).collect()
        };
        macro_rules! shuffle {
            ($($list:ident)*) => {$(
                for (at, other) in shuffle(facts.$list.len()).into_iter().enumerate() {
                    facts.$list.swap(at + 1, other);
                }
            )*};
        }
        shuffle!(enrolments pairings milestones neighbours ties receipts expenses balances volunteering);
        let [one, other] = [ordered, facts].map(|facts| Record::new(facts).unwrap());
        for on in [as_of(364), as_of(600).since(day(200))] {
            assert_eq!(sent(&counted(&one, on), on), sent(&counted(&other, on), on));
        }
    }
}

/// The same facts of other people.
fn renamed(facts: &Facts, prefix: &str) -> Facts {
    let text = serde_json::to_string(facts).unwrap();
    serde_json::from_str(
        &text.replace("\"P-", &format!("\"{prefix}P-")).replace("\"A-", &format!("\"{prefix}A-")),
    )
    .unwrap()
}

fn without_books(mut facts: Facts) -> Facts {
    facts.receipts.clear();
    facts.expenses.clear();
    facts.balances.clear();
    facts
}

#[test]
fn two_neighbourhoods_counted_apart_are_the_two_counted_together() {
    for seed in 800..815 {
        let meanings = record(seed).facts().meanings.clone();
        let apart = |seed, prefix| {
            let facts = without_books(renamed(record(seed).facts(), prefix));
            Record::new(Facts { meanings: meanings.clone(), ..facts }).unwrap()
        };
        let [north, south] = [apart(seed, ""), apart(seed + 1000, "S-")];
        let mut both = north.facts().clone();
        both.append(Facts { instruments: vec![], meanings: vec![], ..south.facts().clone() });
        let both = Record::new(both).unwrap();
        for on in [as_of(364), as_of(600).since(day(200))] {
            let [north, south] = [&north, &south].map(|record| counted(record, on));
            assert_eq!(sent(&merged(&[&north, &south]), on), sent(&counted(&both, on), on), "seed {seed}");
            assert_eq!(sent(&merged(&[&south, &north]), on), sent(&counted(&both, on), on));
        }
    }
}

/// Ties, pairings and answers of a record dealt out over records that all know everybody: what was answered of the
/// statements stands in one of them.
fn dealt(facts: &Facts, seed: u64) -> [Facts; 3] {
    let mut chance = Chance::new(seed);
    let mut parts = [(); 3].map(|()| {
        let mut part = facts.clone();
        part.ties.clear();
        part.pairings.clear();
        part.meetings.clear();
        part.milestones.clear();
        for row in &mut part.neighbours {
            row.statements = None;
        }
        part
    });
    let mut place = || chance.below(3) as usize;
    for tie in &facts.ties {
        parts[place()].ties.push(tie.clone());
    }
    for pairing in &facts.pairings {
        parts[place()].pairings.push(pairing.clone());
    }
    let people: BTreeSet<&PersonId> = facts.neighbours.iter().map(|row| &row.person).collect();
    for person in people {
        let at = place();
        for (row, theirs) in facts.neighbours.iter().zip(&mut parts[at].neighbours) {
            if row.person == *person {
                theirs.statements.clone_from(&row.statements);
            }
        }
    }
    parts
}

#[test]
fn ties_counted_in_records_that_know_everybody_are_those_of_one_record() {
    for seed in 900..915 {
        let mut facts = record(seed).into_facts();
        for row in &mut facts.enrolments {
            row.enrolled = row.enrolled.or(Some(day(1)));
        }
        let whole = Record::new(facts).unwrap();
        let parts = dealt(whole.facts(), seed).map(|part| Record::new(part).unwrap());
        for on in [as_of(364), as_of(600), as_of(600).since(day(200))] {
            let community = |record: &Record| Tallies {
                community: Community::of(&Snapshot::new(record, on)),
                ..Tallies::default()
            };
            let [a, b, c] = [&parts[0], &parts[1], &parts[2]].map(community);
            let one = sent(&community(&whole), on);
            assert_eq!(sent(&merged(&[&a, &b, &c]), on), one, "seed {seed}");
            assert_eq!(sent(&merged(&[&c, &merged(&[&b, &a])]), on), one);
        }
    }
}

#[test]
fn milestones_of_mentees_counted_apart_are_those_of_all() {
    for seed in 1000..1015 {
        let whole = record(seed);
        let mentees: BTreeSet<PersonId> =
            whole.facts().pairings.iter().map(|row| row.mentee.clone()).collect();
        for on in [as_of(364), as_of(600)] {
            let lives = |record: &Record| Tallies {
                integration: Integration::of(&Snapshot::new(record, on)),
                ..Tallies::default()
            };
            let apart = mentees.iter().map(|mentee| {
                let mut facts = whole.facts().clone();
                facts.pairings.retain(|row| row.mentee == *mentee);
                facts.meetings.clear();
                lives(&Record::new(facts).unwrap())
            });
            let apart: Vec<Tallies> = apart.collect();
            let mut together = lives(
                &Record::new(Facts { pairings: vec![], meetings: vec![], ..whole.facts().clone() }).unwrap(),
            );
            for part in apart.iter().rev() {
                together.merge(part);
            }
            assert_eq!(sent(&together, on), sent(&lives(&whole), on), "seed {seed}");
        }
    }
}

#[test]
fn several_books_put_together_are_what_plain_loops_find() {
    for seed in 1100..1115 {
        let records = [0, 1, 2].map(|more| record(seed + 300 * more));
        for on in [as_of(364), as_of(423).since(day(90)), as_of(600)] {
            let parts = [0, 1, 2].map(|at| Tallies::of(&Snapshot::new(&records[at], on)));
            let all = merged(&[&parts[0], &parts[1], &parts[2]]);
            let figures = all.figures(&on);
            let cases = [0, 1, 2].map(|at| Case { facts: records[at].facts(), on, group: None });
            let mut expected = Vec::new();
            money(&[&cases[0], &cases[1], &cases[2]], &figures, &mut expected);
            let (money, progress) = (all.money.clone(), all.progress.clone());
            let only_money = Tallies { money, progress, ..Tallies::default() };
            compare(&only_money.figures(&on), expected, &format!("seed {seed}"));
            let otherwise = merged(&[&parts[2], &merged(&[&parts[0], &parts[1]])]);
            assert_eq!(otherwise.money, all.money);
        }
    }
}

#[test]
fn merging_does_not_ask_who_comes_first_and_nothing_changes_nothing() {
    for seed in 1300..1310 {
        for on in [as_of(364), as_of(600).since(day(200))] {
            let [a, b, c] = [0, 50, 100].map(|more| counted(&record(seed + more), on));
            assert_eq!(merged(&[&a, &b]), merged(&[&b, &a]));
            assert_eq!(merged(&[&merged(&[&a, &b]), &c]), merged(&[&a, &merged(&[&b, &c])]));
            assert_eq!(merged(&[&a]), a);
            let mut after = a.clone();
            after.merge(&Tallies::default());
            assert_eq!(after, a);
        }
    }
}

#[test]
fn tallies_that_were_stored_tell_the_same() {
    for seed in 1400..1410 {
        let on = as_of(600);
        let counted = counted(&record(seed), on);
        let stored = serde_json::to_string(&counted).unwrap();
        let back: Tallies = serde_json::from_str(&stored).unwrap();
        assert_eq!(back, counted);
        assert_eq!(sent(&back, on), sent(&counted, on));
        assert_eq!(serde_json::to_string(&back).unwrap(), stored);
    }
}

#[test]
fn debug_of_the_tallies_names_nobody() {
    for seed in 1500..1510 {
        let counted = counted(&record(seed), as_of(600));
        for shown in [format!("{counted:?}"), format!("{counted:#?}")] {
            assert!(!shown.contains("P-") && !shown.contains("PersonId"), "{shown}");
        }
    }
}

/// Every number of a stored state replaced by another, one after another.
fn tampered(stored: &str, number: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(found) = stored[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + found;
        let length = stored[start..].find(|c: char| !c.is_ascii_digit()).unwrap_or(stored.len() - start);
        at = start + length;
        let begins = stored[..start].ends_with([':', '[', ',', '-']);
        if begins {
            all.push(format!("{}{number}{}", &stored[..start], &stored[at..]));
        }
    }
    all
}

#[test]
fn a_stored_state_that_cannot_be_is_refused_or_told_without_panic() {
    let mut taken = 0;
    for seed in [1600, 1601] {
        let on = as_of(600);
        let counted = counted(&record(seed), on);
        let stored = serde_json::to_string(&counted).unwrap();
        for number in ["0", "18446744073709551615", "9223372036854775807", "36525", "-5"] {
            for text in tampered(&stored, number) {
                let Ok(mut state) = serde_json::from_str::<Tallies>(&text) else { continue };
                taken += 1;
                let _ = state.figures(&on);
                state.merge(&state.clone());
                let figures = state.figures(&on);
                for figure in figures.all() {
                    assert!(figure.value.is_none_or(f64::is_finite), "{figure:?}");
                }
            }
        }
    }
    assert!(taken > 100, "{taken}");
}

#[test]
fn ties_of_people_of_whom_nothing_is_stored_are_left_out() {
    let on = as_of(600);
    let stored = serde_json::json!({
        "people": { "P-1": { "groups": {}, "born": null, "newcomer": null, "survey": "answered", "enrolled": false } },
        "told": [["P-1", "P-9"], ["P-8", "P-9"], ["P-1", "P-1"]], "made": [["P-1", "P-7"]], "matched": [],
        "cohesion": []
    });
    let community: Community = serde_json::from_value(stored).unwrap();
    assert!(community.estimates(&on).iter().all(|figure| figure.n <= 1));
    let network = community.network(Ties::Told);
    assert_eq!((network.nodes(), network.arcs()), (1, 0));
}

/// A part that is not by group: everybody of the survey is in each, and the partners of other quarters are partners too.
#[test]
fn a_quarter_has_the_ties_of_all_and_the_pairings_of_the_quarter() {
    let mut made = 0;
    for seed in 1700..1720 {
        let record = record(seed);
        let whole = Snapshot::new(&record, as_of(600));
        for part in whole.quarters().values() {
            let [all, theirs] = [&whole, part].map(Community::of);
            for ties in [Ties::Told, Ties::ToldBeyond] {
                assert_eq!(all.network(ties).arcs(), theirs.network(ties).arcs(), "seed {seed}");
            }
            let pairs: BTreeSet<_> = (record.facts().pairings.iter())
                .filter(|row| Money::of(part) == Money::default() && row.started <= day(600))
                .map(|row| (&row.mentor, &row.mentee))
                .collect();
            let theirs = theirs.network(Ties::Made).arcs();
            assert!(1 <= theirs && theirs <= pairs.len() as u64);
            made += theirs;
        }
    }
    assert!(made > 20);
}

#[test]
fn the_invented_records_have_what_is_asked_of_them() {
    let mut indicators = BTreeSet::new();
    let (mut with_value, mut set_aside) = (BTreeSet::new(), 0);
    for seed in 0..150 {
        set_aside += Record::sift(facts(seed)).1.len();
        let record = record(seed);
        for figure in Figures::of(&Snapshot::new(&record, as_of(600))).all() {
            indicators.insert(figure.indicator.definition().id);
            with_value.extend(figure.value.map(|_| figure.indicator.definition().id));
        }
    }
    let ours = Indicator::ALL.iter().map(|indicator| indicator.definition().id);
    let ours: Vec<_> = ours
        .filter(|id| ["community.", "integration.", "money."].iter().any(|part| id.starts_with(part)))
        .collect();
    for id in ours {
        assert!(with_value.contains(id), "{id}");
    }
    assert!(set_aside > 100);
}
