//! What is published of a region and its programmes together: nobody is found in a difference, now or beside earlier releases.

use std::collections::BTreeMap;

use mentorship::{
    disclosure::{Ledger, Missing, Policy, Population, PublicFigures, ReleaseRefused, ShownValue, Threshold},
    impact::{About, Indicator, Unit},
    people::Label,
    programme::{Identifiers, Region},
    sample,
};

use super::{
    kit::{carla, id},
    region::{TOWNS, on, region_of},
    stage::{as_mentor, signs_up},
};

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
    let place =
        rest.iter().position(|part| matches!(part, About::Group(of, _) if of.as_str() == "programme"));
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
                let n = f64::from(u32::try_from(n).unwrap());
                tells("hits", (value * n).round() as u64);
            }
        }
    }
    counts
}

#[test]
fn who_subtracts_programmes_from_the_region_finds_no_few_people() {
    let indicators: Vec<Indicator> =
        region_of(&[3], Identifiers::Own).figures().all().iter().map(|figure| figure.indicator).collect();
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
    assert!(
        refused(&[0, 1, 3], &mut earlier(&[0, 1]))
            .contains("one of the three is nearly the two others together")
    );
    assert_eq!(
        refused(&[0, 1, 2, 3], &mut earlier(&[0, 1, 2])),
        "its people and those of several earlier releases together differ by fewer than 10, who could be found in the \
         difference"
    );
    let mut ledger = earlier(&[0, 1]);
    published(&[0, 1, 2], &[Indicator::Served], &mut ledger).unwrap();
    let names: Vec<String> = ledger.releases().map(|(name, _)| name.to_string()).collect();
    assert_eq!(
        names,
        ["north", "release 2", "release 2/east", "release 2/north", "release 2/south", "south"]
    );
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
        let released =
            region.release(Label::new("next").unwrap(), indicators, &policy, &mut ledger, "secret");
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
