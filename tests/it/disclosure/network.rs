//! Figures of ties between people, and of what happened in their lives: rule by rule.

use mentorship::{
    disclosure::{Internal, ShownCaveat, ShownFigure, ShownValue, Why},
    feedback::Area,
    id::InstrumentId,
    impact::{About, Caveat, Confidence, Days, Estimate, Indicator, Interval, Ties},
};

use super::kit::{WithoutInterval as _, figure, label, near, policy, release, share};

fn told(estimate: Estimate) -> Estimate {
    estimate.about([About::Ties(Ties::Told)])
}

fn beyond(estimate: Estimate) -> Estimate {
    estimate.about([About::Ties(Ties::ToldBeyond)])
}

fn made(estimate: Estimate) -> Estimate {
    estimate.about([About::Ties(Ties::Made)])
}

fn count(indicator: Indicator, value: u32, n: u64) -> Estimate {
    figure(indicator, f64::from(value), n)
}

fn plain(indicator: Indicator, hits: u64, n: u64) -> Estimate {
    share(indicator, hits, n).without_interval()
}

fn why(estimates: &[Estimate]) -> Vec<Option<Why>> {
    let reasons = Internal::new(estimates.to_vec()).reasons(&policy(10));
    (0..estimates.len()).map(|place| reasons.for_coordinators().of_part(place)).collect()
}

fn which(estimates: &[Estimate]) -> Vec<bool> {
    why(estimates).iter().map(Option::is_none).collect()
}

fn first(estimates: &[Estimate]) -> ShownFigure {
    release(estimates, &policy(10)).content().shown().next().cloned().unwrap()
}

#[test]
fn how_many_parts_there_are_is_not_told() {
    // Of 100 people 88 in the largest part, nine alone, and three in one part: 1 + 9 + 1 parts.
    let all = [
        told(plain(Indicator::LargestPart, 88, 100)),
        told(count(Indicator::Isolates, 9, 100)),
        told(count(Indicator::Components, 11, 100)),
        told(figure(Indicator::Reach, 0.774, 100)),
    ];
    assert_eq!(why(&all)[1..], [Some(Why::SmallPart), Some(Why::Remainder), Some(Why::Remainder)]);
}

#[test]
fn who_is_in_a_small_part_is_not_found_from_who_is_alone() {
    let all = |giant, alone| {
        which(&[
            told(plain(Indicator::LargestPart, giant, 100)),
            told(count(Indicator::Isolates, alone, 100)),
        ])
    };
    assert_eq!(all(60, 30), [true, true]);
    assert_eq!(all(60, 40), [true, true]);
    assert_eq!(all(60, 31).iter().filter(|shown| **shown).count(), 1, "nine are in small parts");
}

#[test]
fn who_neither_is_alone_nor_holds_it_together_is_not_found() {
    let all = |bridges| {
        which(&[told(count(Indicator::Isolates, 40, 100)), told(count(Indicator::Bridges, bridges, 100))])
    };
    assert_eq!(all(50), [true, true]);
    assert_eq!(all(51).iter().filter(|shown| **shown).count(), 1, "nine do neither");
}

#[test]
fn the_established_are_not_found_among_the_newcomers() {
    let all = |reached| {
        which(&[
            told(plain(Indicator::LargestPart, 50, 100)),
            told(share(Indicator::NewcomersReached, reached, 60)),
        ])
    };
    assert_eq!(all(40), [true, true]);
    assert_eq!(all(41).iter().filter(|shown| **shown).count(), 1, "nine established in the largest part");
    assert_eq!(all(19).iter().filter(|shown| **shown).count(), 1, "nine established outside of it");
    assert_eq!(all(20), [true, true]);
    let tied = |indicator, hits| {
        which(&[told(count(Indicator::Isolates, 50, 100)), told(share(indicator, hits, 60))])
    };
    for indicator in [Indicator::NewcomersConnected, Indicator::NewcomersReached] {
        assert_eq!(tied(indicator, 40), [true, true]);
        assert_eq!(tied(indicator, 41).iter().filter(|shown| **shown).count(), 1, "nine others have a tie");
    }
}

#[test]
fn who_knows_only_their_partner_is_not_found() {
    let alone = |one, other| {
        which(&[told(count(Indicator::Isolates, one, 100)), beyond(count(Indicator::Isolates, other, 100))])
    };
    assert_eq!(alone(20, 20), [true, true]);
    assert_eq!(alone(20, 29).iter().filter(|shown| **shown).count(), 1);
    assert_eq!(alone(20, 30), [true, true]);
    for indicator in [Indicator::LargestPart, Indicator::NewcomersConnected, Indicator::NewcomersReached] {
        let of =
            |one, other| which(&[told(plain(indicator, one, 100)), beyond(plain(indicator, other, 100))]);
        assert_eq!(of(60, 60), [true, true]);
        assert_eq!(of(60, 51).iter().filter(|shown| **shown).count(), 1, "{indicator:?}");
        assert_eq!(of(60, 50), [true, true]);
    }
}

#[test]
fn ties_between_partners_are_not_counted() {
    let density = |n| figure(Indicator::Density, 0.02, n);
    assert_eq!(which(&[told(density(200)), beyond(density(190))]), [true, true]);
    assert_eq!(which(&[told(density(200)), beyond(density(191))]), [true, false]);
    assert_eq!(which(&[told(density(200)), beyond(density(200))]), [true, true]);
    let both_ways = |hits, n| plain(Indicator::Reciprocity, hits, n);
    // The ties are 200 and 191 wherever that is told.
    assert_eq!(which(&[told(density(200)), beyond(both_ways(80, 191))]), [false, true]);
    assert_eq!(
        which(&[told(density(200)), told(both_ways(90, 200)), beyond(both_ways(80, 191))]),
        [true, true, false]
    );
    assert_eq!(which(&[told(both_ways(90, 200)), beyond(both_ways(80, 180))]), [true, true]);
    assert_eq!(which(&[told(both_ways(90, 200)), beyond(both_ways(82, 180))]), [true, false]);
    assert_eq!(which(&[told(both_ways(90, 200)), beyond(both_ways(72, 180))]), [true, false], "two one way");
    assert_eq!(which(&[told(both_ways(90, 200)), beyond(both_ways(75, 170))]), [true, true]);
    let old_and_young = |hits, n| share(Indicator::OldAndYoung, hits, n);
    assert_eq!(which(&[told(old_and_young(90, 200)), beyond(old_and_young(88, 180))]), [true, false]);
    assert_eq!(which(&[told(old_and_young(90, 200)), made(old_and_young(88, 180))]), [true, true]);
}

#[test]
fn few_ties_between_groups_are_not_told() {
    let by = |estimate: Estimate| told(estimate).about([About::By(label("newcomer"))]);
    let balance = |index, n| by(Estimate { people: 40, ..figure(Indicator::TieBalance, index, n) });
    let others =
        [Indicator::TieBalanceTest, Indicator::Bridging, Indicator::DensityWithin, Indicator::Assortativity];
    let all = |index| {
        let others = others.map(|indicator| by(Estimate { people: 40, ..figure(indicator, 0.04, 200) }));
        which(&[vec![balance(index, 200)], others.to_vec()].concat())
    };
    // 10 and 9 between, 10 and 9 within.
    assert_eq!(all(-0.9), [true; 5]);
    assert_eq!(all(-0.91), [false; 5]);
    assert_eq!(all(0.9), [true; 5]);
    assert_eq!(all(0.91), [false; 5]);
    assert_eq!(why(&[balance(-0.91, 200)]), [Some(Why::SmallPart)]);
    assert_eq!(why(&[balance(-1.0, 200)]), [Some(Why::GroupDisclosure)]);
    assert_eq!(which(&[by(figure(Indicator::Bridging, 0.04, 200))]), [false], "without the balance");
    // Beyond matched pairs 18 fewer, of which three between groups.
    let less = |index, n| {
        let about = vec![About::Ties(Ties::ToldBeyond), About::By(label("newcomer"))];
        Estimate { about, people: 40, ..figure(Indicator::TieBalance, index, n) }
    };
    // 100 of 200 between; 97 of 182, then 90 of 182.
    assert_eq!(which(&[balance(0.0, 200), less(12.0 / 182.0, 182)]), [true, false]);
    assert_eq!(which(&[balance(0.0, 200), less(0.0, 180)]), [true, true]);
}

#[test]
fn what_sizes_alone_would_make_of_it_is_told_in_tenths() {
    let caveats = vec![
        Caveat::BySizes { expected: -0.137, lowest: -0.96, highest: 0.44 },
        Caveat::ByLuck { lowest: -0.26, highest: -0.012 },
    ];
    let by = vec![About::Ties(Ties::Told), About::By(label("street"))];
    let balance = Estimate { caveats, about: by, ..figure(Indicator::TieBalance, -0.5, 200) };
    assert_eq!(
        first(&[balance]).caveats(),
        [
            ShownCaveat::BySizes { expected: -0.1, lowest: -1.0, highest: 0.4 },
            ShownCaveat::ByLuck { lowest: -0.3, highest: 0.0 }
        ]
    );
}

#[test]
fn of_ties_made_nobody_is_counted() {
    for indicator in [Indicator::Isolates, Indicator::Bridges] {
        assert_eq!(which(&[told(count(indicator, 40, 100))]), [true]);
        assert_eq!(why(&[made(count(indicator, 40, 100))]), [Some(Why::Remainder)]);
    }
    assert_eq!(why(&[made(plain(Indicator::LargestPart, 50, 100))]), [Some(Why::Remainder)]);
    let clustering = figure(Indicator::Clustering, 0.3, 100);
    assert_eq!(first(&[told(clustering.clone())]).n(), Some(100));
    let shown = first(&[made(clustering)]);
    assert_eq!((shown.n(), shown.value()), (None, ShownValue::Exactly(0.3)));
}

#[test]
fn the_ties_of_who_has_no_year_of_birth_are_not_told() {
    let alike = |left_out| {
        let caveats = vec![Caveat::NotPlaced { left_out }];
        told(Estimate { caveats, ..figure(Indicator::AgeAssortativity, 0.2, 180) })
    };
    let shown = first(&[alike(9)]);
    assert_eq!((shown.n(), shown.caveats()), (None, &[][..]));
    let shown = first(&[alike(10)]);
    assert_eq!((shown.n(), shown.caveats()), (Some(180), &[ShownCaveat::NotPlaced][..]));
}

#[test]
fn who_answered_but_judged_nothing_is_not_found() {
    let came = share(Indicator::SurveyResponse, 80, 120);
    let judged = |n| {
        let about = [About::Instrument(InstrumentId::new("living-together").unwrap(), 1)];
        let judged = figure(Indicator::Cohesion, 6.5, n).about(about);
        first(&[judged, came.clone()]).n()
    };
    assert_eq!((judged(80), judged(71), judged(70)), (Some(80), None, Some(70)));
}

#[test]
fn a_chance_beside_the_gain_would_tell_who_lost() {
    for (gain, test) in
        [(Indicator::AreaGain, Indicator::AreaTest), (Indicator::MilestoneGain, Indicator::MilestoneTest)]
    {
        let about = |estimate: Estimate, area| estimate.about([About::Area(area)]);
        let gain = about(figure(gain, 0.2, 50), Area::Employment);
        let of = |area| about(figure(test, 0.004, 50), area);
        assert_eq!(why(&[gain.clone(), of(Area::Employment)]), [None, Some(Why::Remainder)]);
        assert_eq!(which(&[gain, of(Area::Housing)]), [true, true]);
    }
}

#[test]
fn an_area_is_of_enough_people_both_ways() {
    let gain = |value| figure(Indicator::AreaGain, value, 50).about([About::Area(Area::Employment)]);
    assert_eq!(why(&[gain(0.2)]), [None]);
    assert_eq!(why(&[gain(0.18)]), [Some(Why::SmallPart)]);
    assert_eq!(why(&[gain(-0.18)]), [Some(Why::SmallPart)]);
    assert_eq!(why(&[gain(0.62)]), [Some(Why::SmallPart)]);
    let group = About::Group(label("neighbourhood"), label("north"));
    assert_eq!(why(&[gain(0.2).about([group])]), [Some(Why::Remainder)]);
}

/// A share by Kaplan–Meier as sure as so many complete observations.
fn by(indicator: Indicator, value: f64, n: u64, of: f64, days: u32) -> Estimate {
    let turned = indicator == Indicator::MilestoneReached;
    let p = if turned { 1.0 - value } else { value };
    let z = Confidence::default().z();
    let margin = z * (p * (1.0 - p) / of).sqrt() / (p * -p.ln());
    let (lower, upper) = (p.powf(margin.exp()), p.powf((-margin).exp()));
    let (lower, upper) = if turned { (1.0 - upper, 1.0 - lower) } else { (lower, upper) };
    let interval = Some(Interval::new(lower, upper, Confidence::default()));
    Estimate { interval, ..figure(indicator, value, n) }.about([About::Length(Days::new(days).unwrap())])
}

#[test]
fn between_two_times_enough_reached_it_or_nobody() {
    let job = || About::Milestone(label("job"));
    let at = |value, of, days| by(Indicator::MilestoneReached, value, 200, of, days).about([job()]);
    assert_eq!(which(&[at(0.3, 200.0, 180), at(0.36, 200.0, 365)]), [true, true]);
    // One of the 40 who are still watched: of 200 it looks like twelve.
    assert_eq!(which(&[at(0.3, 200.0, 180), at(0.36, 40.0, 365)]), [true, false]);
    assert_eq!(why(&[at(0.36, 40.0, 365), at(0.3, 200.0, 180)]), [Some(Why::Chain), None]);
    assert_eq!(which(&[at(0.3, 200.0, 180), at(0.3, 40.0, 365)]), [true, true], "nobody more");
    let other =
        by(Indicator::MilestoneReached, 0.36, 200, 40.0, 365).about([About::Milestone(label("house"))]);
    assert_eq!(which(&[at(0.3, 200.0, 180), other]), [true, true]);
    // Nor of pairings and businesses.
    for indicator in [Indicator::Retention, Indicator::BusinessSurvival] {
        let at = |value, of, days| by(indicator, value, 200, of, days);
        assert_eq!(which(&[at(0.7, 200.0, 180), at(0.64, 200.0, 365)]), [true, true]);
        assert_eq!(which(&[at(0.7, 200.0, 180), at(0.64, 40.0, 365)]), [true, false]);
    }
    assert!(near(by(Indicator::Retention, 0.7, 200, 200.0, 180).value.unwrap(), 0.7));
}
