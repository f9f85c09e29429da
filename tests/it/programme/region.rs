//! Several programmes together: the figures of one that had all their people, and nobody found in a difference.

use std::sync::LazyLock;

use mentorship::{
    feedback::{Balance, Facts, Record},
    id::ProgrammeId,
    impact::{About, AsOf, Estimate, Figures, Indicator, Snapshot},
    introduction::Party,
    programme::{Fact, Identifiers, NotMerged, Programme, Region, charter, money},
    sample,
};
use proptest::prelude::*;
use serde_json::Value;

use super::{
    kit::{carla, id},
    stage::{Stage, as_mentor, signs_up},
};
use crate::lifecycle::kit::{DAY, day};

/// Programmes of several sizes, the last of them tiny.
pub(super) static TOWNS: LazyLock<Vec<(ProgrammeId, Programme)>> = LazyLock::new(|| {
    let towns = [("north", 60, 1), ("south", 45, 2), ("east", 50, 3), ("tiny", 4, 4)];
    towns.map(|(name, mentees, seed)| (id(name), sample::programme(mentees, seed).0)).into()
});

pub(super) fn on() -> AsOf {
    AsOf::new(sample::PROGRAMME_END).resampled(1, 0)
}

pub(super) fn region_of(towns: &[usize], identifiers: Identifiers) -> Region {
    let towns = towns.iter().map(|at| (TOWNS[*at].0.clone(), &TOWNS[*at].1));
    Region::of(on(), identifiers, towns).unwrap()
}

/// Puts the name of a programme before every identifier of a person, a pair or a passage, wherever it stands.
fn qualify(value: &mut Value, key: &str, name: &str) {
    const QUALIFIED: [&str; 11] = [
        "person",
        "people",
        "agreement",
        "mentor",
        "mentee",
        "talk",
        "passage",
        "coder",
        "speaker",
        "from",
        "to",
    ];
    match value {
        Value::Object(all) => all.iter_mut().for_each(|(key, inner)| qualify(inner, key, name)),
        Value::Array(all) => all.iter_mut().for_each(|inner| qualify(inner, key, name)),
        Value::String(text) if QUALIFIED.contains(&key) && !text.starts_with("20") => {
            *text = format!("{name}/{text}");
        }
        _ => {}
    }
}

/// One record of all that happened in several programmes.
fn together(towns: &[usize]) -> Record {
    let mut all = Facts::default();
    for (name, programme) in towns.iter().map(|at| &TOWNS[*at]) {
        let mut facts = serde_json::to_value(programme.facts(sample::PROGRAMME_END)).unwrap();
        for passage in facts["passages"].as_array_mut().unwrap() {
            passage["id"] = format!("{name}/{}", passage["id"].as_str().unwrap()).into();
        }
        qualify(&mut facts, "", name.as_str());
        let mut facts: Facts = serde_json::from_value(facts).unwrap();
        all.enrolments.append(&mut facts.enrolments);
        all.pairings.append(&mut facts.pairings);
        all.meetings.append(&mut facts.meetings);
        all.check_ins.append(&mut facts.check_ins);
        all.responses.append(&mut facts.responses);
        all.goals.append(&mut facts.goals);
        all.milestones.append(&mut facts.milestones);
        all.passages.append(&mut facts.passages);
        all.codings.append(&mut facts.codings);
        all.remarks.append(&mut facts.remarks);
        all.neighbours.append(&mut facts.neighbours);
        all.ties.append(&mut facts.ties);
        all.receipts.append(&mut facts.receipts);
        all.expenses.append(&mut facts.expenses);
        all.balances.append(&mut facts.balances);
        all.volunteering.append(&mut facts.volunteering);
        (all.instruments, all.meanings) = (facts.instruments, facts.meanings);
    }
    // Two banks are counted on one day; together they have what both have.
    all.balances.sort_by_key(|balance| balance.on);
    let mut balances: Vec<Balance> = Vec::new();
    for balance in all.balances {
        match balances.last_mut().filter(|last| last.on == balance.on) {
            Some(last) => {
                last.free_cents += balance.free_cents;
                last.restricted_cents += balance.restricted_cents;
            }
            None => balances.push(balance),
        }
    }
    all.balances = balances;
    let (record, problems) = Record::sift(all);
    assert!(problems.is_empty(), "{problems:?}");
    record
}

/// Whether two figures are the same but for the last digits of sums in another order.
fn same(one: &Estimate, other: &Estimate) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0);
    let value = match (one.value, other.value) {
        (Some(a), Some(b)) => near(a, b),
        (a, b) => a.is_none() && b.is_none(),
    };
    value && one.n == other.n && one.missing == other.missing && one.about == other.about
}

#[test]
fn the_figures_of_a_region_are_those_of_one_programme_with_all_its_people() {
    for towns in [&[0][..], &[1, 3], &[0, 1, 2, 3]] {
        let region = region_of(towns, Identifiers::Own);
        let expected = Figures::of(&Snapshot::new(&together(towns), on()));
        let figures = region.figures();
        assert_eq!(figures.all().len(), expected.all().len());
        for (figure, expected) in figures.all().iter().zip(expected.all()) {
            assert_eq!(figure.indicator, expected.indicator);
            assert!(same(figure, expected), "{towns:?}: {figure:?} is not {expected:?}");
        }
        assert_eq!(region.set_aside().count(), 0);
    }
}

#[test]
fn a_region_of_one_programme_has_its_figures() {
    let (name, programme) = &TOWNS[1];
    let (record, _) = programme.record(sample::PROGRAMME_END);
    let expected = Figures::of(&Snapshot::new(&record, on()));
    for identifiers in [Identifiers::Own, Identifiers::Shared] {
        let region = region_of(&[1], identifiers);
        for figures in [region.figures(), region.figures_of(name).unwrap()] {
            assert_eq!(figures.all().len(), expected.all().len());
            for (figure, expected) in figures.all().iter().zip(expected.all()) {
                // Those who gave themes to passages have the name of their programme.
                let about =
                    if figure.indicator == Indicator::CoderKappa { &expected.about } else { &figure.about };
                let figure = Estimate { about: about.clone(), ..figure.clone() };
                assert!(same(&figure, expected), "{figure:?} is not {expected:?}");
            }
        }
        assert_eq!(region.figures_of(&id("elsewhere")), None);
    }
}

#[test]
fn the_order_in_which_programmes_come_does_not_matter() {
    for identifiers in [Identifiers::Own, Identifiers::Shared] {
        let one = region_of(&[0, 1, 2, 3], identifiers);
        let mut other = Region::new(on(), identifiers);
        for at in [3, 1, 0, 2] {
            other.add(TOWNS[at].0.clone(), &TOWNS[at].1).unwrap();
        }
        assert_eq!(one.figures(), other.figures());
        assert_eq!(one.tallies(), other.tallies());
        assert!(one.programmes().eq(other.programmes()));
    }
}

#[test]
fn who_takes_part_in_two_programmes_of_one_register_counts_once() {
    let town = |names: &[&str]| {
        let mut programme = Programme::default();
        for name in names {
            programme.by(&carla(), DAY).note(signs_up(as_mentor(name), name, 1)).unwrap();
        }
        programme
    };
    let (north, south) = (town(&["Anna", "Ada"]), town(&["Ada", "Ans", "Abe"]));
    let served = |identifiers| {
        let programmes = [(id("north"), &north), (id("south"), &south)];
        let region = Region::of(AsOf::new(day(9)), identifiers, programmes).unwrap();
        let population = region.population("secret").count();
        let enrolled = region.figures().get(Indicator::Served, &[About::Role(Party::Mentor)]).cloned();
        let enrolled = enrolled.or_else(|| region.figures().get(Indicator::Served, &[]).cloned());
        (population, enrolled.unwrap().n)
    };
    let (own, shared) = (served(Identifiers::Own), served(Identifiers::Shared));
    assert_eq!((own.0, shared.0), (5, 4));
    assert!(own.1 == shared.1 || own.1 == shared.1 + 1, "{own:?} {shared:?}");
    let programmes = |identifiers| {
        let region = Region::of(AsOf::new(day(9)), identifiers, [(id("north"), &north)]).unwrap();
        (region.population("secret"), north.population(&id("north"), identifiers, "secret"))
    };
    for identifiers in [Identifiers::Own, Identifiers::Shared] {
        let (region, programme) = programmes(identifiers);
        assert_eq!(region, programme, "a ledger recognises the people of a programme");
    }
}

#[test]
fn what_cannot_be_added_up_is_refused_and_changes_nothing() {
    let with_money = |currency: &str, on_books: bool| {
        let mut stage = Stage::set();
        let meanings = mentorship::feedback::Meanings {
            currency: currency.parse().unwrap(),
            ..mentorship::feedback::Meanings::default()
        };
        stage.note(charter::Event::MeaningsSet(Box::new(meanings)));
        if on_books {
            let currency = currency.parse().unwrap();
            stage.note(money::Event::Opened { free: 100, earmarked: 0, currency });
            stage.note(money::Event::Counted { on: DAY, cents: 100 });
        }
        stage.programme
    };
    let (euro, franc, poor) = (with_money("EUR", true), with_money("CHF", true), with_money("CHF", false));
    let refused = |region: &mut Region, name: &str, programme: &Programme| {
        let before = region.clone();
        let why = region.add(id(name), programme).expect_err("it is refused");
        assert_eq!(*region, before);
        why.to_string()
    };
    let mut region = Region::new(AsOf::new(DAY), Identifiers::Own);
    region.add(id("north"), &euro).unwrap();
    region.add(id("poor"), &poor).unwrap();
    for name in ["north", "North"] {
        assert_eq!(refused(&mut region, name, &euro), format!("programme `{name}` is in the region already"));
    }
    assert_eq!(
        refused(&mut region, "alps", &franc),
        "programme `alps` counts in CHF, programme `north` in EUR; amounts of two currencies are not added up"
    );
    let asks = |change: &dyn Fn(&mut Value)| {
        let mut stage = Stage::set();
        let instruments = TOWNS[3].1.told().instruments().next().unwrap();
        let mut stored = serde_json::to_value(instruments).unwrap();
        change(&mut stored);
        stage.note(Fact::Instrument(serde_json::from_value(stored).unwrap()));
        stage.programme
    };
    let instrument = TOWNS[3].1.told().instruments().next().unwrap().id().to_string();
    region.add(id("east"), &asks(&|_| ())).unwrap();
    region.add(id("west"), &asks(&|_| ())).unwrap();
    region.add(id("new"), &asks(&|stored| stored["version"] = 7.into())).unwrap();
    let other = asks(&|stored| {
        let items = stored["items"].as_array_mut().unwrap();
        items.truncate(1);
    });
    assert_eq!(
        refused(&mut region, "odd", &other),
        format!(
            "programmes `east` and `odd` ask different questions as `{instrument}`, version 1; give one of them \
             another version"
        )
    );
    let twice = Region::of(AsOf::new(DAY), Identifiers::Own, [(id("a"), &euro), (id("a"), &euro)]);
    assert_eq!(twice, Err(NotMerged::Twice(id("a"))));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_region_of_any_programmes_in_any_order_has_the_figures_of_all_their_people(
        towns in proptest::sample::subsequence(vec![0_usize, 1, 2, 3], 1..=4).prop_shuffle(),
    ) {
        let mut sorted = towns.clone();
        sorted.sort_unstable();
        let whole = together(&sorted);
        let expected = Figures::of(&Snapshot::new(&whole, on()));
        let figures = region_of(&towns, Identifiers::Own).figures();
        prop_assert_eq!(figures.all().len(), expected.all().len());
        for (figure, expected) in figures.all().iter().zip(expected.all()) {
            prop_assert!(same(figure, expected), "{figure} and {expected}");
        }
    }
}
