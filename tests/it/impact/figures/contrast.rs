//! Groups beside each other, and pairings followed from a day on.

use mentorship::{
    feedback::{Closure, Instrument, Item, Reading, Wave},
    impact::{
        About, Accumulate, Caveat, Contrast, Days, Estimate, Indicator, Length, Snapshot, Standing,
        TimesToEvent,
    },
    introduction::Party,
};

use super::scene::{Scene, label, on};

/// So many people of a group and a stratum, of whom so many are satisfied.
fn people(mut scene: Scene, group: &str, stratum: &str, satisfied: usize, of: usize) -> Scene {
    for at in 0..of {
        let person = format!("{group}-{stratum}-{at}");
        let answer = if at < satisfied { 5 } else { 2 };
        scene = scene.enrolled(&person, Party::Mentee, 0, 1).of("arm", group).of("stones", stratum).answers(
            ("satisfied", 1),
            &person,
            None,
            Wave::After,
            30,
            Some(&[answer]),
        );
    }
    scene
}

fn satisfaction() -> Scene {
    let item = Item::scale("satisfied".parse().unwrap(), 1, 5);
    let instrument = Instrument::new("satisfied".parse().unwrap(), vec![item]).unwrap();
    Scene::default().asks(instrument.read_as(Reading::Satisfaction).unwrap())
}

fn contrasted(scene: &Scene, within: &[&str]) -> Vec<Estimate> {
    let record = scene.record();
    let snapshot = Snapshot::new(&record, on(60));
    let within = within.iter().map(|dimension| label(dimension));
    Contrast::new(label("arm")).again_within(within).estimates(&snapshot)
}

#[track_caller]
fn difference(figures: &[Estimate]) -> &Estimate {
    let found: Vec<_> =
        figures.iter().filter(|figure| figure.indicator == Indicator::SatisfiedDifference).collect();
    assert_eq!(found.len(), 1);
    found[0]
}

fn reversal() -> Caveat {
    Caveat::Reversal { dimension: label("stones") }
}

/// Charig et al. (1986): two treatments of small and of large kidney stones.
fn kidney_stones() -> Scene {
    let small = people(people(satisfaction(), "open", "small", 81, 87), "other", "small", 234, 270);
    people(people(small, "open", "large", 192, 263), "other", "large", 55, 80)
}

#[test]
fn a_difference_that_turns_round_within_strata_says_so() {
    let figures = contrasted(&kidney_stones(), &["stones"]);
    let told = difference(&figures);
    let value = 273.0 / 350.0 - 289.0 / 350.0;
    assert!(told.value.is_some_and(|told| (told - value).abs() < 1e-12) && told.n == 700);
    assert!(told.caveats.contains(&reversal()) && told.caveats.contains(&Caveat::NotByLot));
    let between = About::Between(label("arm"), label("open"), label("other"));
    assert!(told.speaks_of(&[between]));
}

#[test]
fn a_difference_that_stays_within_strata_carries_no_reversal() {
    let small = people(people(satisfaction(), "open", "small", 81, 87), "other", "small", 234, 270);
    let alike = people(people(small, "open", "large", 73, 80), "other", "large", 180, 263);
    assert!(!difference(&contrasted(&alike, &["stones"])).caveats.contains(&reversal()));
    // Nor does one that was not to be looked at again, or again by what it was parted by.
    assert!(!difference(&contrasted(&kidney_stones(), &[])).caveats.contains(&reversal()));
    assert!(!difference(&contrasted(&kidney_stones(), &["arm"])).caveats.contains(&reversal()));
}

#[test]
fn the_difference_that_is_told_is_looked_at_again_also_where_a_stratum_has_one_group_only() {
    let shared = people(people(satisfaction(), "open", "small", 3, 10), "other", "small", 4, 10);
    let scene = people(shared, "open", "large", 90, 100);
    let figures = contrasted(&scene, &["stones"]);
    let told = difference(&figures);
    assert!(told.value.is_some_and(|value| value > 0.4), "93 of 110 against 4 of 10");
    assert!(told.caveats.contains(&reversal()), "where both have people it is 3 of 10 against 4 of 10");
}

/// Pairings of a group and a stratum that last so long, whose mentees grow by so much.
fn pairings(
    mut scene: Scene,
    group: &str,
    stratum: &str,
    number: usize,
    (length, growth): (i64, i16),
) -> Scene {
    for at in 0..number {
        let name = format!("{group}-{stratum}-{at}");
        scene = scene
            .enrolled(&name, Party::Mentee, 0, 1)
            .of("arm", group)
            .of("stones", stratum)
            .pair(&name, &format!("mentor of {name}"), &name, 0)
            .ended(length, Closure::Early)
            .answers(("calm", 1), &name, None, Wave::Before, 0, Some(&[5]))
            .answers(("calm", 1), &name, None, Wave::After, length, Some(&[5 + growth]));
    }
    scene
}

#[test]
fn lengths_and_growth_that_turn_round_within_strata_say_so_too() {
    let item = Item::scale("calm".parse().unwrap(), 0, 10);
    let asked = Scene::default().asks(Instrument::new("calm".parse().unwrap(), vec![item]).unwrap());
    let told = |few: usize, many: usize| {
        let small = pairings(asked.clone(), "open", "small", few, (300, 3));
        let small = pairings(small, "other", "small", many, (200, 2));
        let all = pairings(pairings(small, "open", "large", many, (100, 0)), "other", "large", few, (50, -1));
        let record = all.record();
        let snapshot = Snapshot::new(&record, on(400));
        let figures = Contrast::new(label("arm")).again_within([label("stones")]).estimates(&snapshot);
        let turned = |indicator| {
            let figure = figures.iter().find(|figure| figure.indicator == indicator).unwrap();
            (figure.value.map(|value| value > 0.0), figure.caveats.contains(&reversal()))
        };
        [Indicator::LengthDifference, Indicator::ChangeDifference, Indicator::ChangeDifferenceG].map(turned)
    };
    assert_eq!(told(2, 10), [(Some(false), true); 3]);
    assert_eq!(told(10, 10), [(Some(true), false); 3]);
}

#[test]
fn lengths_are_compared_up_to_the_horizon_that_was_asked_for() {
    let item = Item::scale("calm".parse().unwrap(), 0, 10);
    let asked = Scene::default().asks(Instrument::new("calm".parse().unwrap(), vec![item]).unwrap());
    let scene = pairings(pairings(asked, "a", "x", 3, (300, 1)), "b", "x", 3, (100, 1));
    let record = scene.record();
    let snapshot = Snapshot::new(&record, on(400));
    let contrast = Contrast::new(label("arm"));
    let difference = |contrast: &Contrast| {
        let figures = contrast.estimates(&snapshot);
        figures.into_iter().find(|figure| figure.indicator == Indicator::LengthDifference).unwrap()
    };
    assert_eq!(difference(&contrast).value, Some(200.0));
    let short = difference(&contrast.up_to(days(150)));
    assert_eq!(short.value, Some(50.0));
    assert!(short.speaks_of(&[About::Length(days(150))]) && short.n == 6);
}

#[test]
fn one_group_alone_is_compared_with_nothing() {
    let scene = people(satisfaction(), "open", "small", 3, 10);
    assert!(contrasted(&scene, &["stones"]).is_empty());
}

fn days(length: u32) -> Days {
    Days::new(length).unwrap()
}

/// Ten pairings from day 0, which end on day 20, 30, … 100, and one that goes on.
fn ten() -> Scene {
    (1..=10).fold(Scene::default(), |scene, at| {
        let scene = scene.pair(&format!("A-{at}"), &format!("M-{at}"), &format!("T-{at}"), 0).met(0..at % 3);
        if at == 10 { scene } else { scene.ended(10 + 10 * at, Closure::Early) }
    })
}

#[test]
fn a_landmark_follows_those_who_were_open_on_its_day_and_from_then_on() {
    let record = ten().record();
    let whole = Snapshot::new(&record, on(200));
    let everybody = whole.landmark(days(50), Standing::MetAtLeast(0));
    // Those that ended on day 20, 30, 40 and on day 50 itself were over by then.
    assert_eq!(Length::of(&everybody).times().spells(), 6);
    let (followed, all) = (Length::of(&everybody).times(), Length::of(&whole).times());
    let retained = |times: &TimesToEvent, length| times.finish().retained(days(length)).unwrap().share();
    for length in [51, 60, 61, 75, 100, 101, 150] {
        let ratio = retained(&all, length) / retained(&all, 51);
        assert!((retained(&followed, length) - ratio).abs() < 1e-12, "{length} days");
    }
}

#[test]
fn a_landmark_parts_by_what_was_so_before_its_day() {
    let record = ten().record();
    let whole = Snapshot::new(&record, on(200));
    let spells = |standing, day| Length::of(&whole.landmark(days(day), standing)).times().spells();
    // Of pairings 5 to 10 two (5, 8) had met twice, two (7, 10) once, and two (6, 9) never.
    assert_eq!(spells(Standing::MetAtLeast(2), 50), 2);
    assert_eq!(spells(Standing::MetFewerThan(2), 50), 4);
    assert_eq!(spells(Standing::MetFewerThan(1), 50), 2);
    // On day 1 only the meeting of day 0 had been.
    assert_eq!(spells(Standing::MetAtLeast(2), 1), 0);
    assert_eq!(spells(Standing::MetAtLeast(1), 1), 7);
}

#[test]
fn of_two_landmarks_the_later_is_that_from_which_pairings_are_followed() {
    let record = ten().record();
    let whole = Snapshot::new(&record, on(200));
    let late = whole.landmark(days(50), Standing::MetAtLeast(0));
    let both = late.landmark(days(10), Standing::MetAtLeast(0));
    assert_eq!(both.followed_from(), Some(days(50)));
    assert_eq!(Length::of(&both), Length::of(&late));
    let other_way =
        whole.landmark(days(10), Standing::MetAtLeast(0)).landmark(days(50), Standing::MetAtLeast(0));
    assert_eq!(Length::of(&other_way), Length::of(&late));
}

#[test]
fn a_group_of_a_landmark_is_the_landmark_of_the_group() {
    let scene = (1..=6).fold(Scene::default(), |scene, at| {
        let (mentee, group) = (format!("T-{at}"), if at % 2 == 0 { "even" } else { "odd" });
        let scene = scene.enrolled(&mentee, Party::Mentee, 0, 1).of("arm", group);
        scene.pair(&format!("A-{at}"), &format!("M-{at}"), &mentee, 0).ended(30 * at, Closure::Completed)
    });
    let record = scene.record();
    let whole = Snapshot::new(&record, on(300));
    let standing = Standing::MetFewerThan(1);
    let (arm, odd) = (label("arm"), label("odd"));
    let one = Length::of(&whole.landmark(days(60), standing).group(&arm, &odd));
    let other = Length::of(&whole.group(&arm, &odd).landmark(days(60), standing));
    assert_eq!((one.times().spells(), &one), (2, &other));
}

/// What a record says of lengths, by plain loops.
#[cfg(feature = "sample")]
mod of_a_year {
    use std::collections::{BTreeMap, BTreeSet};

    use mentorship::{
        feedback::{Enrolment, Facts, Pairing, Record},
        impact::{AsOf, Curve, Ended, LogRank, RestrictedMeanDifference, Retained, Spell},
        people::Label,
        sample::{YEAR_END, Year},
    };

    use super::*;

    fn spells(facts: &Facts, on: AsOf, dimension: &Label) -> BTreeMap<Label, TimesToEvent> {
        let mut groups: BTreeMap<Label, TimesToEvent> = BTreeMap::new();
        for row in facts.pairings.iter().filter(|row| row.started <= on.date) {
            let mentee = |other: &&Enrolment| other.role == Party::Mentee && other.person == row.mentee;
            let group = &facts.enrolments.iter().find(mentee).unwrap().groups[dimension];
            let ended = row.ended.filter(|ending| ending.on <= on.date);
            let last = ended.map_or(on.date, |ending| ending.on);
            let length = last.since(row.started).unwrap().get_days();
            let ended = if ended.is_some() { Ended::Yes } else { Ended::StillOpen };
            let spell = Spell::new(Days::new(length).unwrap(), ended);
            groups.entry(group.clone()).or_default().add(spell);
        }
        groups
    }

    #[test]
    fn lengths_differ_by_as_much_as_plain_spells_do() {
        for (seed, dimension) in [(1, "newcomer"), (2, "neighbourhood"), (3, "age")] {
            let facts = Year::of(80).seed(seed).facts();
            let on = AsOf::new(YEAR_END);
            let dimension = label(dimension);
            let plain = spells(&facts, on, &dimension);
            let record = Record::new(facts).unwrap();
            let told = Contrast::new(dimension.clone()).estimates(&Snapshot::new(&record, on));
            let differs: Vec<_> =
                told.iter().filter(|figure| figure.indicator == Indicator::LengthDiffers).collect();
            assert_eq!(differs.len(), 1);
            assert_eq!(differs[0].value, LogRank::between(&plain).map(|test| test.p()));
            assert_eq!(differs[0].n, plain.values().map(TimesToEvent::spells).sum::<u64>());
            assert!(differs[0].speaks_of(&[About::By(dimension.clone())]));

            let lengths = told.iter().filter(|figure| figure.indicator == Indicator::LengthDifference);
            let mut pairs = 0;
            for figure in lengths {
                let between = figure.about.iter().find_map(|part| match part {
                    About::Between(_, a, b) => Some((a, b)),
                    _ => None,
                });
                let (a, b) = between.unwrap();
                let (a, b) = (plain[a].finish(), plain[b].finish());
                let difference = RestrictedMeanDifference::between(&a, &b, days(365));
                assert_eq!(figure.value, difference.map(RestrictedMeanDifference::days));
                pairs += 1;
            }
            assert_eq!(pairs, plain.len() * (plain.len() - 1) / 2);
        }
    }

    #[test]
    fn lengths_are_compared_within_strata_as_plain_spells_are() {
        let on = AsOf::new(YEAR_END);
        let (dimension, within) = (label("newcomer"), label("age"));
        let facts = Year::of(80).seed(5).facts();
        let stratum = |row: &Pairing| {
            let mentee = |other: &&Enrolment| other.role == Party::Mentee && other.person == row.mentee;
            facts.enrolments.iter().find(mentee).unwrap().groups[&within].clone()
        };
        let labels: BTreeSet<Label> = facts.pairings.iter().map(stratum).collect();
        let part = |label: &Label| {
            let pairings = facts.pairings.iter().filter(|row| stratum(row) == *label).cloned().collect();
            spells(&Facts { pairings, ..facts.clone() }, on, &dimension)
        };
        let strata: Vec<_> = labels.iter().map(part).collect();
        let plain = LogRank::stratified(&strata).map(|test| test.p());
        let record = Record::new(facts.clone()).unwrap();
        let contrast = Contrast::new(dimension).again_within([within.clone()]);
        let told = contrast.estimates(&Snapshot::new(&record, on));
        let stratified =
            told.iter().find(|figure| figure.about.contains(&About::Within(within.clone()))).unwrap();
        assert!(strata.len() > 1 && plain.is_some());
        assert_eq!((stratified.indicator, stratified.value), (Indicator::LengthDiffers, plain));
        let n = strata.iter().flat_map(|groups| groups.values().map(TimesToEvent::spells)).sum::<u64>();
        assert_eq!(stratified.n, n);
    }

    #[test]
    fn whoever_a_landmark_parts_it_parts_all_who_are_open() {
        let record = Record::new(Year::of(80).seed(4).facts()).unwrap();
        let whole = Snapshot::new(&record, AsOf::new(YEAR_END));
        for day in [30, 90, 200] {
            let all = Length::of(&whole.landmark(days(day), Standing::MetAtLeast(0)));
            let mut parts = Length::of(&whole.landmark(days(day), Standing::MetAtLeast(4)));
            parts.merge(&Length::of(&whole.landmark(days(day), Standing::MetFewerThan(4))));
            assert_eq!(parts, all);
            let (followed, plain) = (all.times().finish(), Length::of(&whole).times().finish());
            let share = |curve: &Curve, length| curve.retained(days(length)).map(Retained::share);
            for length in [day + 1, day + 20, 300, 365] {
                let ratio = share(&plain, length).unwrap() / share(&plain, day + 1).unwrap();
                assert!((share(&followed, length).unwrap() - ratio).abs() < 1e-12, "{day}, {length}");
            }
        }
    }
}
