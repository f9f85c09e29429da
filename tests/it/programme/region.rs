//! Several programmes together: the figures of one that had all their people, and nobody found in a difference.

use std::{collections::BTreeMap, sync::LazyLock};

use mentorship::{
    disclosure::{Ledger, Missing, Policy, Population, PublicFigures, ReleaseRefused, ShownValue, Threshold},
    feedback::{Balance, Facts, Record},
    id::ProgrammeId,
    impact::{About, AsOf, Estimate, Figures, Indicator, Snapshot, Unit},
    introduction::Party,
    people::Label,
    programme::{Fact, Identifiers, NotMerged, Programme, Region, charter, money},
    sample,
};
use serde_json::Value;

use super::{
    kit::{carla, id},
    stage::{Stage, as_mentor, signs_up},
};
use crate::lifecycle::kit::{DAY, day};

/// Programmes of several sizes, the last of them tiny.
static TOWNS: LazyLock<Vec<(ProgrammeId, Programme)>> = LazyLock::new(|| {
    let towns = [("north", 60, 1), ("south", 45, 2), ("east", 50, 3), ("tiny", 4, 4)];
    towns.map(|(name, mentees, seed)| (id(name), sample::programme(mentees, seed).0)).into()
});

fn on() -> AsOf {
    AsOf::new(sample::PROGRAMME_END).resampled(1, 0)
}

fn region_of(towns: &[usize], identifiers: Identifiers) -> Region {
    let towns = towns.iter().map(|at| (TOWNS[*at].0.clone(), &TOWNS[*at].1));
    Region::of(on(), identifiers, towns).unwrap()
}

/// Puts the name of a programme before every identifier of a person, a pair or a passage, wherever it stands.
fn qualify(value: &mut Value, key: &str, name: &str) {
    const QUALIFIED: [&str; 11] = [
        "person", "people", "agreement", "mentor", "mentee", "talk", "passage", "coder", "speaker", "from", "to",
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
                assert!(same(figure, expected), "{figure:?} is not {expected:?}");
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

/// What is published of some towns, with these figures of each.
fn published(
    towns: &[usize],
    indicators: &[Indicator],
    ledger: &mut Ledger,
) -> Result<PublicFigures, ReleaseRefused> {
    let policy = Policy::public(sample::PROGRAMME_END);
    let region = region_of(towns, Identifiers::Own);
    let name = Label::new(format!("release {}", ledger.releases().count())).unwrap();
    let released = region.release(name, indicators, &policy, ledger, "secret")?;
    Ok(released.content().clone())
}

fn programme_of(about: &[About]) -> (Option<&Label>, Vec<About>) {
    let mut rest = about.to_vec();
    let place = rest.iter().position(|part| matches!(part, About::Group(of, _) if of.as_str() == "programme"));
    place.map(|place| rest.remove(place));
    let of = about.iter().find_map(|part| match part {
        About::Group(of, label) if of.as_str() == "programme" => Some(label),
        _ => None,
    });
    (of, rest)
}

/// All counts of people that a reader finds in published figures, by what they count and programme (none for the region).
fn counts(figures: &PublicFigures) -> BTreeMap<String, BTreeMap<Option<String>, u64>> {
    let mut counts: BTreeMap<String, BTreeMap<Option<String>, u64>> = BTreeMap::new();
    for figure in figures.shown() {
        let (of, rest) = programme_of(figure.about());
        let of = of.map(ToString::to_string);
        let mut tells = |what: &str, people: u64| {
            let what = format!("{what} of {:?} {rest:?}", figure.indicator());
            counts.entry(what).or_default().insert(of.clone(), people);
        };
        let unit = figure.indicator().definition().unit;
        if let (ShownValue::Exactly(value), Unit::Count) = (figure.value(), unit) {
            tells("value", value as u64);
        }
        if let Some(n) = figure.n() {
            tells("n", n);
            if let Missing::Exactly(missing) = figure.missing() {
                tells("missing", n + missing);
            }
            if let (ShownValue::Exactly(value), Unit::Share) = (figure.value(), unit) {
                tells("hits", (value * n as f64).round() as u64);
            }
        }
    }
    counts
}

#[test]
fn who_subtracts_programmes_from_the_region_finds_no_few_people() {
    let indicators: Vec<Indicator> = region_of(&[3], Identifiers::Own)
        .figures()
        .all()
        .iter()
        .map(|figure| figure.indicator)
        .collect();
    let (mut asked, mut of_programmes) = (0, 0);
    for towns in [&[0, 1][..], &[0, 3], &[1, 2, 3], &[0, 1, 2, 3]] {
        let figures = published(towns, &indicators, &mut Ledger::default()).unwrap();
        for (what, of) in counts(&figures) {
            let Some(whole) = of.get(&None) else { continue };
            let parts: Vec<u64> = of.iter().filter_map(|(of, people)| of.as_ref().map(|_| *people)).collect();
            of_programmes += parts.len();
            if parts.len() + 1 >= towns.len() && !parts.is_empty() {
                let rest = whole.saturating_sub(parts.iter().sum());
                assert!(!(1..10).contains(&rest), "{towns:?}: {rest} are left of {what}");
                asked += 1;
            }
        }
    }
    assert!(asked > 50 && of_programmes > 300, "{asked} {of_programmes}");
}

#[test]
fn a_region_that_differs_from_an_earlier_release_by_few_is_refused() {
    let population = |at: usize| {
        let (name, programme) = &TOWNS[at];
        programme.population(name, Identifiers::Own, "secret")
    };
    let earlier = |towns: &[usize]| {
        let mut ledger = Ledger::default();
        for at in towns {
            let name = Label::new(TOWNS[*at].0.as_str()).unwrap();
            ledger.record(name, population(*at), Threshold::PUBLIC).unwrap();
        }
        ledger
    };
    let refused = |towns: &[usize], ledger: &mut Ledger| {
        let before = ledger.clone();
        let why = published(towns, &[], ledger).expect_err("it is refused").to_string();
        assert_eq!(*ledger, before, "nothing is remembered");
        why
    };
    assert_eq!(
        refused(&[0, 3], &mut earlier(&[0])),
        "its people and those of `north` differ by fewer than 10, who could be found in the difference"
    );
    assert!(refused(&[0, 1, 3], &mut earlier(&[0, 1])).contains("one of the three is nearly the two others together"));
    assert_eq!(
        refused(&[0, 1, 2, 3], &mut earlier(&[0, 1, 2])),
        "its people and those of several earlier releases together differ by fewer than 10, who could be found in the \
         difference"
    );
    let mut ledger = earlier(&[0, 1]);
    published(&[0, 1, 2], &[Indicator::Served], &mut ledger).unwrap();
    let names: Vec<String> = ledger.releases().map(|(name, _)| name.to_string()).collect();
    assert_eq!(names, ["north", "release 2", "release 2/east", "release 2/north", "release 2/south", "south"]);
    assert!(published(&[0, 1, 2], &[], &mut ledger).is_ok(), "the same people once more");
    assert!(refused(&[0, 1, 2, 3], &mut ledger).contains("differ by fewer than 10"));
}

#[test]
fn what_a_region_tells_of_a_programme_is_remembered_of_it() {
    let mut ledger = Ledger::default();
    published(&[0, 1], &[Indicator::Served], &mut ledger).unwrap();
    // Somebody more comes to the north: neither it nor the region is told again with its figures.
    let mut north = TOWNS[0].1.clone();
    let last = north.last().unwrap();
    north.by(&carla(), last).note(signs_up(as_mentor("Zoe"), "Zoe", 1)).unwrap();
    let again = north.population(&id("north"), Identifiers::Own, "secret");
    let why = ledger.check(&again, Threshold::PUBLIC).unwrap_err().to_string();
    assert_eq!(
        why,
        "its people and those of `release 0/north` differ by fewer than 10, who could be found in the difference"
    );
    let with_east = [(id("north"), &north), (id("south"), &TOWNS[1].1), (id("east"), &TOWNS[2].1)];
    let region = Region::of(on(), Identifiers::Own, with_east).unwrap();
    let policy = Policy::public(sample::PROGRAMME_END);
    let mut release = |indicators: &[Indicator]| {
        let before = ledger.clone();
        let released = region.release(Label::new("next").unwrap(), indicators, &policy, &mut ledger, "secret");
        released.map(|_| ()).map_err(|why| {
            assert_eq!(ledger, before);
            why.to_string()
        })
    };
    let why = release(&[Indicator::Served]).unwrap_err();
    assert!(why.contains("`release 0/north` differ by fewer than 10"), "{why}");
    assert_eq!(release(&[]), Ok(()), "the region alone is forty people more");
}

#[test]
fn programmes_counted_with_another_secret_are_not_compared() {
    let mut ledger = Ledger::default();
    let people = TOWNS[0].1.population(&TOWNS[0].0, Identifiers::Own, "another secret");
    ledger.record(Label::new("north").unwrap(), people, Threshold::PUBLIC).unwrap();
    assert_eq!(published(&[0, 1], &[], &mut ledger), Err(ReleaseRefused::OtherSecret));
    let nobody: Population = Population::new([], "secret");
    assert_eq!(nobody.count(), 0);
}
