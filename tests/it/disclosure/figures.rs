//! Figures: what is shown, what is withheld, and what an attacker finds.

use mentorship::{
    disclosure::{Internal, Missing, PublicFigure, ShownCaveat, ShownValue, Threshold, Why},
    feedback::{Closure, Record, Wave},
    id::{InstrumentId, PersonId},
    impact::{
        About, AsOf, BaselineBalance, Caveat, Confidence, Contrast, Days, Estimate, Figures, Health,
        Indicator, Interval, Share, Snapshot, Stage,
    },
    introduction::Party,
    sample::Year,
};
use proptest::prelude::*;

use super::kit::{
    Attacker, DAY, WithoutInterval, asked, figure, figures, label, near, policy, programme, release, share,
};

/// What is shown of the only figure, or why it is not.
#[track_caller]
fn shown(estimate: &Estimate, k: u64) -> Result<ShownValue, Why> {
    let internal = Internal::new(vec![estimate.clone()]);
    match internal.release(&policy(k)).content().all() {
        [PublicFigure::Shown(shown)] => Ok(shown.value()),
        _ => Err(internal.reasons(&policy(k)).for_coordinators().of_part(0).expect("there is a reason")),
    }
}

/// Which of several are shown as a whole, in order.
fn which(estimates: &[Estimate], k: u64) -> Vec<bool> {
    let reasons = Internal::new(estimates.to_vec()).reasons(&policy(k));
    (0..estimates.len()).map(|place| reasons.for_coordinators().of_part(place).is_none()).collect()
}

fn funnel(counts: [u64; 7]) -> Vec<Estimate> {
    let role = Party::Mentee;
    let reached = Stage::ALL.into_iter().zip(counts).map(|(stage, count)| {
        share(Indicator::FunnelReached, count, counts[0]).about([About::Role(role), About::Stage(stage)])
    });
    reached.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whoever_subtracts_finds_no_count_below_the_threshold(people in programme(220), k in 5_u64..=12) {
        let published = release(&figures(&people), &policy(k));
        let threshold = Threshold::new(k).unwrap();
        for (name, count) in Attacker::reading(published.content()).finds() {
            let people = (0..1000).find(|n: &u32| (f64::from(*n) - count).abs() < 1e-6);
            let people = u64::from(people.unwrap_or_else(|| panic!("{name} is no count: {count}")));
            prop_assert!(!threshold.is_unsafe(people), "{} is {} below {}", name, people, k);
        }
    }

    #[test]
    fn a_stricter_policy_never_shows_more(people in programme(220), k in 5_u64..=12, stricter in 1_u64..=8) {
        let estimates = figures(&people);
        let (lax, strict) = (release(&estimates, &policy(k)), release(&estimates, &policy(k + stricter)));
        for figure in strict.content().shown() {
            let about = figure.about();
            let other = lax.content().all().iter().find(|other| {
                other.indicator() == figure.indicator() && other.about() == about
            });
            let other = other.and_then(PublicFigure::shown);
            prop_assert!(other.is_some(), "{:?} {:?}", figure.indicator(), about);
            let other = other.unwrap();
            let more = match (other.value(), figure.value()) {
                (ShownValue::Below(lax), ShownValue::Below(strict)) => strict < lax,
                (ShownValue::AtLeast(lax), ShownValue::AtLeast(strict)) => strict > lax,
                (ShownValue::Exactly(_), _) => false,
                (lax, strict) => lax != strict,
            };
            prop_assert!(!more, "{:?} {:?}", other, figure);
            prop_assert!(figure.n().is_none() || other.n().is_some());
            prop_assert!(figure.interval().is_none() || other.interval().is_some());
            prop_assert!(figure.missing() == other.missing() || figure.missing() == Missing::Some);
        }
        prop_assert!(strict.withheld().parts() >= lax.withheld().parts());
    }

    #[test]
    fn the_order_of_the_figures_does_not_matter(people in programme(150), turn in 0_usize..300) {
        let mut estimates = figures(&people);
        let before = which(&estimates, 5);
        let turn = turn % estimates.len();
        estimates.rotate_left(turn);
        let mut after = which(&estimates, 5);
        after.rotate_right(turn);
        prop_assert_eq!(before, after);
    }
}

#[test]
fn a_share_is_shown_from_k_on_both_sides() {
    let satisfied = |hits, of| share(Indicator::Satisfied, hits, of);
    assert_eq!(shown(&satisfied(10, 50), 10), Ok(ShownValue::Exactly(0.2)));
    assert_eq!(shown(&satisfied(40, 50), 10), Ok(ShownValue::Exactly(0.8)));
    assert_eq!(shown(&satisfied(10, 20), 10), Ok(ShownValue::Exactly(0.5)));
    assert_eq!(shown(&satisfied(18, 54), 10), Ok(ShownValue::Exactly(0.333)));
    // 10 of 50 is a fifth; 10 of 56 is 17.9 %, shown in steps of five.
    assert_eq!(shown(&satisfied(9, 50), 10), Ok(ShownValue::Below(0.2)));
    assert_eq!(shown(&satisfied(9, 56), 10), Ok(ShownValue::Below(0.2)));
    assert_eq!(shown(&satisfied(41, 50), 10), Ok(ShownValue::AtLeast(0.8)));
    assert_eq!(shown(&satisfied(47, 56), 10), Ok(ShownValue::AtLeast(0.8)));
    assert_eq!(shown(&satisfied(10, 19), 10), Err(Why::SmallPart));
    assert_eq!(shown(&satisfied(0, 19), 10), Err(Why::SmallPart));
}

#[test]
fn nobody_and_everybody_look_like_some() {
    let of_80 = |hits| release(&[share(Indicator::Satisfied, hits, 80)], &policy(10));
    let written = |hits| serde_json::to_string(of_80(hits).content()).unwrap();
    assert_eq!(written(0), written(9));
    assert_eq!(written(80), written(71));
    assert_ne!(written(9), written(10));
    assert!(written(10).contains("interval\":{"), "{}", written(10));
    assert!(written(0).contains("interval\":null"), "{}", written(0));
    let why = |hits| Internal::new(vec![share(Indicator::Satisfied, hits, 80)]).reasons(&policy(10));
    assert_eq!(why(0).for_coordinators().of_part(0), Some(Why::GroupDisclosure));
    assert_eq!(why(80).for_coordinators().of_part(0), Some(Why::GroupDisclosure));
    assert_eq!(why(9).for_coordinators().of_part(0), Some(Why::SmallPart));
    assert_eq!(why(10).for_coordinators().of_part(0), None);
}

#[test]
fn people_count_not_answers() {
    let responses = Estimate { people: 9, ..share(Indicator::LoggedLate, 200, 400) };
    assert_eq!(shown(&responses, 10), Err(Why::FewPeople));
    assert_eq!(shown(&Estimate { people: 10, ..responses }, 10), Ok(ShownValue::Exactly(0.5)));
    let few = Estimate { people: 30, ..share(Indicator::ScaleScore, 3, 9) };
    assert_eq!(shown(&few, 10), Err(Why::FewPeople));
    assert_eq!(shown(&share(Indicator::Satisfied, 0, 0), 10), Err(Why::FewPeople), "nothing was observed");
}

#[test]
fn a_count_is_none_or_k_and_leaves_none_or_k() {
    let of = |count: u32, n| figure(Indicator::OverloadedMentors, f64::from(count), n);
    assert_eq!(shown(&of(0, 30), 10), Ok(ShownValue::Exactly(0.0)));
    assert_eq!(shown(&of(1, 30), 10), Err(Why::SmallPart));
    assert_eq!(shown(&of(9, 30), 10), Err(Why::SmallPart));
    assert_eq!(shown(&of(10, 30), 10), Ok(ShownValue::Exactly(10.0)));
    assert_eq!(shown(&of(20, 30), 10), Ok(ShownValue::Exactly(20.0)));
    assert_eq!(shown(&of(21, 30), 10), Err(Why::SmallPart));
    assert_eq!(shown(&of(30, 30), 10), Ok(ShownValue::Exactly(30.0)));
}

#[test]
fn a_day_that_is_one_persons_is_told_up_to_a_step() {
    let day = |indicator, day: f64| {
        let interval = Some(Interval::new(61.0, 120.0, Confidence::default()));
        Estimate { interval, ..figure(indicator, day, 40) }
    };
    for indicator in [Indicator::Waiting, Indicator::LengthQuantile, Indicator::LongestGap] {
        assert_eq!(shown(&day(indicator, 90.0), 10), Ok(ShownValue::AtMost(90.0)));
        assert_eq!(shown(&day(indicator, 91.0), 10), Ok(ShownValue::AtMost(120.0)));
        let published = release(&[day(indicator, 91.0)], &policy(10));
        let ends = published.content().shown().next().unwrap().interval().unwrap().ends();
        assert!(ends.is_some_and(|(lower, upper)| near(lower, 60.0) && near(upper, 120.0)));
    }
    assert_eq!(shown(&day(Indicator::RestrictedMean, 91.4), 10), Ok(ShownValue::Exactly(91.0)));
    let longer = policy(10).in_steps_of(Days::new(50).unwrap()).unwrap();
    let published = release(&[day(Indicator::Waiting, 91.0)], &longer);
    assert_eq!(published.content().shown().next().unwrap().value(), ShownValue::AtMost(100.0));
}

#[test]
fn a_chance_is_told_by_its_class() {
    let p = |value| shown(&figure(Indicator::MilestoneTest, value, 40), 10);
    assert_eq!(p(0.0009), Ok(ShownValue::Below(0.001)));
    assert_eq!(p(0.001), Ok(ShownValue::Below(0.01)));
    assert_eq!(p(0.031_25), Ok(ShownValue::Below(0.05)));
    assert_eq!(p(0.05), Ok(ShownValue::AtLeast(0.05)));
    assert_eq!(p(1.0), Ok(ShownValue::AtLeast(0.05)));
}

#[test]
fn what_is_the_same_of_everybody_is_not_told() {
    let at = |value, lower, upper| Estimate {
        interval: Some(Interval::new(lower, upper, Confidence::default())),
        ..figure(Indicator::ScaleScore, value, 40)
    };
    assert_eq!(shown(&at(4.128, 3.9, 4.3), 10), Ok(ShownValue::Exactly(4.13)));
    assert_eq!(shown(&at(5.0, 5.0, 5.0), 10), Err(Why::GroupDisclosure));
    let all_equal = Estimate { caveats: vec![Caveat::AllEqual], ..at(1.0, 0.9, 1.1) };
    assert_eq!(shown(&all_equal, 10), Err(Why::GroupDisclosure));
    let ranks = |value| shown(&figure(Indicator::RankChange, value, 40), 10);
    assert_eq!(ranks(-1.0), Err(Why::GroupDisclosure));
    assert_eq!(ranks(-0.954), Ok(ShownValue::Exactly(-0.95)));
    assert_eq!(shown(&figure(Indicator::ScaleScore, 1.0, 40), 10), Ok(ShownValue::Exactly(1.0)));
}

#[test]
fn a_net_score_leaves_enough_for_every_answer() {
    let net = |value| shown(&figure(Indicator::NetPromoter, value, 40), 10);
    assert_eq!(net(50.0), Ok(ShownValue::Exactly(50.0)));
    assert_eq!(net(-50.0), Ok(ShownValue::Exactly(-50.0)));
    assert_eq!(net(52.5), Err(Why::SmallPart), "19 are left, so 9 detractors at most");
    assert_eq!(net(100.0), Err(Why::GroupDisclosure));
    assert_eq!(net(-100.0), Err(Why::GroupDisclosure));
    // The interval tells promoters, passives and detractors.
    let of = |promoters: u64, passives, detractors| {
        let answers = [(10, promoters), (7, passives), (2, detractors)];
        let rows = answers.into_iter().flat_map(|(answer, people)| {
            (0..people).map(move |_| mentorship::impact::Recommendation::new(answer).unwrap())
        });
        let answers: mentorship::impact::Recommendations = rows.collect();
        let interval = answers.interval(Confidence::default());
        let figure = figure(Indicator::NetPromoter, answers.score().unwrap(), answers.n());
        let published = release(&[Estimate { interval, ..figure }], &policy(10));
        let shown = published.content().shown().next().cloned();
        shown.map(|shown| shown.interval().is_some())
    };
    assert_eq!(of(20, 15, 10), Some(true));
    assert_eq!(of(21, 15, 9), Some(false));
    assert_eq!(of(9, 15, 21), Some(false));
    assert_eq!(of(10, 15, 21), Some(true));
    assert_eq!(of(20, 9, 15), Some(false));
    assert_eq!(of(20, 10, 15), Some(true));
}

#[test]
fn a_net_gain_is_of_enough_people_and_comes_without_interval() {
    let gain = |value| {
        let interval = Some(Interval::new(0.1, 0.5, Confidence::default()));
        Estimate { interval, ..figure(Indicator::MilestoneGain, value, 50) }
    };
    assert_eq!(shown(&gain(0.2), 10), Ok(ShownValue::Exactly(0.2)));
    assert_eq!(shown(&gain(-0.2), 10), Ok(ShownValue::Exactly(-0.2)));
    assert_eq!(shown(&gain(0.18), 10), Err(Why::SmallPart));
    assert_eq!(shown(&gain(0.0), 10), Ok(ShownValue::Exactly(0.0)));
    assert_eq!(shown(&gain(0.62), 10), Err(Why::SmallPart));
    assert_eq!(shown(&gain(1.0), 10), Err(Why::GroupDisclosure));
    let published = release(&[gain(0.2)], &policy(10));
    assert_eq!(published.content().shown().next().unwrap().interval(), None);
    let group = gain(0.2).about([About::Group(label("wijk"), label("noord"))]);
    assert_eq!(which(&[gain(0.2), group], 10), [true, false]);
}

#[test]
fn a_lasting_share_rests_on_enough_people() {
    // One of ten who were still followed: the value alone looks like 10 of 100.
    let on = AsOf::new(DAY);
    let kaplan_meier = |value: f64, of: f64| {
        // Greenwood's variance of a share of so many complete observations.
        let error = (value * (1.0 - value) / of).sqrt();
        let margin = on.confidence.z() * error / (value * -value.ln());
        let interval = Interval::new(value.powf(margin.exp()), value.powf((-margin).exp()), on.confidence);
        Estimate { interval: Some(interval), ..figure(Indicator::Retention, value, 100) }
    };
    assert_eq!(shown(&kaplan_meier(0.9, 100.0), 10), Ok(ShownValue::Exactly(0.9)));
    assert_eq!(shown(&kaplan_meier(0.9, 10.0), 10), Err(Why::SmallPart));
    assert_eq!(shown(&kaplan_meier(0.9, 94.0), 10), Err(Why::SmallPart));
    assert_eq!(shown(&kaplan_meier(0.4, 23.0), 10), Err(Why::SmallPart));
    assert_eq!(shown(&kaplan_meier(0.4, 25.0), 10), Ok(ShownValue::Exactly(0.4)));
    assert_eq!(shown(&kaplan_meier(0.95, 100.0), 10), Err(Why::SmallPart));
    assert_eq!(shown(&kaplan_meier(0.9, 100.0).without_interval(), 10), Err(Why::SmallPart));
    assert_eq!(shown(&figure(Indicator::Retention, 1.0, 100), 10), Err(Why::GroupDisclosure));
    assert_eq!(shown(&figure(Indicator::Retention, 0.0, 100), 10), Err(Why::GroupDisclosure));
}

#[test]
fn a_stage_too_near_another_is_hidden() {
    // Ready differs from enrolled by 10, from matched by 9; what matters most is who was matched.
    assert_eq!(
        which(&funnel([100, 80, 70, 61, 51, 31, 20]), 10),
        [true, true, false, true, true, true, true]
    );
    assert_eq!(which(&funnel([100, 90, 80, 70, 60, 50, 40]), 10), [true; 7]);
    // Nobody between two stages is no small number.
    assert_eq!(
        which(&funnel([100, 100, 80, 80, 60, 60, 40]), 10),
        [true, false, true, true, true, true, true]
    );
    // The last stage has too few: only a limit is shown.
    assert_eq!(which(&funnel([100, 80, 70, 60, 40, 30, 9]), 10), [true, true, true, true, true, true, false]);
}

#[test]
fn who_took_part_does_not_tell_the_mentors() {
    let took_part = |served: u32, mentees, mentors| {
        let matched = |role, of| {
            share(Indicator::FunnelReached, of, 200).about([About::Role(role), About::Stage(Stage::Matched)])
        };
        let served = figure(Indicator::Served, f64::from(served), u64::from(served));
        which(&[served, matched(Party::Mentee, mentees), matched(Party::Mentor, mentors)], 10)
    };
    assert_eq!(took_part(80, 50, 30), [true, true, true]);
    assert_eq!(took_part(59, 50, 9), [false, true, false], "80 less 71");
    assert_eq!(took_part(78, 50, 30), [true, true, false], "2 are both");
    assert_eq!(took_part(70, 50, 30), [true, true, true], "10 are both");
    assert_eq!(took_part(59, 50, 30), [false, true, true], "9 more than the mentees");
    assert_eq!(took_part(50, 50, 0), [true, true, false]);
}

#[test]
fn parts_of_a_whole_are_hidden_by_twos() {
    let healths = |counts: [u32; 5]| {
        let running = counts.iter().map(|count| u64::from(*count)).sum();
        let all = Health::ALL.into_iter().zip(counts).map(|(health, count)| {
            figure(Indicator::Health, f64::from(count), running).about([About::Health(health)])
        });
        which(&all.collect::<Vec<_>>(), 10)
    };
    assert_eq!(healths([10, 20, 30, 15, 0]), [true; 5]);
    assert_eq!(healths([9, 20, 30, 15, 0]), [false, true, true, false, true], "the next smallest as well");
    assert_eq!(healths([4, 5, 30, 15, 0]), [false, false, true, false, true], "two, but 9 together");
    assert_eq!(healths([4, 6, 30, 15, 0]), [false, false, true, true, true]);
    assert_eq!(healths([0, 0, 30, 3, 0]), [true, true, false, false, true]);
    assert_eq!(healths([0, 0, 30, 0, 0]), [true; 5]);
}

#[test]
fn reasons_of_ending_are_hidden_with_those_who_lasted() {
    let on = AsOf::new(DAY);
    let year = About::Length(Days::new(365).unwrap());
    let ended = |counts: [u64; 3]| {
        let closures = [Closure::Completed, Closure::Early, Closure::Moved];
        let all = closures.into_iter().zip(counts).map(|(closure, count)| {
            let value = Share::new(count, 100).unwrap();
            let figure = Estimate::of_share(Indicator::ClosureReason, &on, value);
            // Without anybody last seen open it is a plain share, with the interval of the curve.
            let p = value.value().unwrap();
            let margin = on.confidence.z() * (p * (1.0 - p) / 100.0).sqrt() / (p * -p.ln());
            let interval = Interval::new(p.powf(margin.exp()), p.powf((-margin).exp()), on.confidence);
            Estimate { interval: (count > 0).then_some(interval), ..figure }
                .about([About::Closure(closure), year.clone()])
        });
        which(&all.collect::<Vec<_>>(), 10)
    };
    assert_eq!(ended([40, 20, 10]), [true; 3]);
    // Those who lasted, 35, are told by nobody, but with the others they would tell the 5.
    assert_eq!(ended([40, 20, 5]), [true, false, false]);
    assert_eq!(ended([40, 50, 5]), [true, true, false], "5 lasted, too, and they hide each other");
    assert_eq!(ended([42, 50, 4]), [false, true, false], "4 and 4 are too few");
    assert_eq!(ended([60, 40, 0]), [true, false, false], "nobody moved is the same of everybody");
}

#[test]
fn a_group_is_not_found_in_the_whole() {
    let satisfied = |hits, of| share(Indicator::Satisfied, hits, of).about(asked());
    let group = |name, hits, of| satisfied(hits, of).about([About::Group(label("wijk"), label(name))]);
    let three = |a: [u64; 2], b: [u64; 2], c: [u64; 2]| {
        let whole = satisfied(a[0] + b[0] + c[0], a[1] + b[1] + c[1]);
        let groups = [group("a", a[0], a[1]), group("b", b[0], b[1]), group("c", c[0], c[1])];
        which(&[vec![whole], groups.to_vec()].concat(), 10)
    };
    assert_eq!(three([20, 40], [25, 50], [30, 60]), [true, true, true, true]);
    assert_eq!(three([4, 8], [25, 50], [30, 60]), [true, false, false, true], "few people");
    assert_eq!(three([4, 40], [25, 50], [30, 60]), [true, false, false, true], "few who are");
    assert_eq!(three([36, 40], [25, 50], [30, 60]), [true, false, false, true], "few who are not");
    assert_eq!(three([0, 40], [25, 50], [30, 60]), [true, false, false, true], "nobody is");
    // A mean of few is not found from the others either.
    let mean = |n: u64| figure(Indicator::ScaleScore, 3.5, n).about(asked());
    let of = |name, n| mean(n).about([About::Group(label("wijk"), label(name))]);
    assert_eq!(which(&[mean(94), of("a", 4), of("b", 30), of("c", 60)], 10), [true, false, false, true]);
}

#[test]
fn people_without_a_group_are_not_found_either() {
    let satisfied = |hits, of| share(Indicator::Satisfied, hits, of).about(asked());
    let group = |name, hits, of| satisfied(hits, of).about([About::Group(label("wijk"), label(name))]);
    // Three have no group: the smallest group is hidden with them.
    let all = [satisfied(52, 103), group("a", 20, 40), group("b", 30, 60)];
    assert_eq!(which(&all, 10), [true, false, true]);
}

#[test]
fn a_mean_is_told_without_its_number_where_that_would_tell() {
    let satisfied = Estimate { missing: 20, ..share(Indicator::Satisfied, 30, 60).about(asked()) };
    let score = Estimate { missing: 22, ..figure(Indicator::ScaleScore, 3.5, 58).about(asked()) };
    let published = release(&[satisfied, score], &policy(10));
    let shown: Vec<_> = published.content().shown().collect();
    assert_eq!((shown[0].n(), shown[0].missing()), (Some(60), Missing::Exactly(20)));
    assert_eq!((shown[1].n(), shown[1].missing()), (None, Missing::Some), "2 answered only the one");
    assert_eq!(shown[1].value(), ShownValue::Exactly(3.5));
    assert_eq!((shown[1].indicator(), shown[1].version(), shown[1].as_of()), (Indicator::ScaleScore, 1, DAY));
    // As many missing as nobody, or as k.
    for (missing, told) in [(0, Missing::Exactly(0)), (9, Missing::Some), (10, Missing::Exactly(10))] {
        let alone = Estimate { missing, ..share(Indicator::Satisfied, 30, 60).about(asked()) };
        let published = release(&[alone], &policy(10));
        assert_eq!(published.content().shown().next().unwrap().missing(), told);
    }
}

#[test]
fn equal_numbers_matter_as_much_as_the_most_important_of_them() {
    let scale = [About::Instrument(InstrumentId::new("scale").unwrap(), 1), About::Role(Party::Mentee)];
    let improved = share(Indicator::Improved, 20, 50).about(scale.clone());
    let change = figure(Indicator::MeanChange, 0.3, 50).about(scale.clone());
    let after = figure(Indicator::ScaleScore, 3.4, 52).about(scale).about([About::Wave(Wave::After)]);
    let published = release(&[after, change, improved], &policy(10));
    let numbers: Vec<_> = published.content().shown().map(mentorship::disclosure::ShownFigure::n).collect();
    assert_eq!(numbers, [None, Some(50), Some(50)]);
}

#[test]
fn a_difference_does_not_tell_the_hidden_group() {
    let satisfied = |name, hits, of| {
        share(Indicator::Satisfied, hits, of).about(asked()).about([About::Group(label("wijk"), label(name))])
    };
    let between = figure(Indicator::SatisfiedDifference, 0.1, 100).about(asked()).about([About::Between(
        label("wijk"),
        label("a"),
        label("b"),
    )]);
    let between = Estimate { people: 40, ..between };
    assert_eq!(which(std::slice::from_ref(&between), 10), [true]);
    assert_eq!(which(&[satisfied("a", 20, 40), satisfied("b", 20, 60), between.clone()], 10), [true; 3]);
    assert_eq!(
        which(&[satisfied("a", 38, 40), satisfied("b", 20, 60), between.clone()], 10),
        [false, true, false]
    );
    assert_eq!(which(&[satisfied("c", 38, 40), between.clone()], 10), [false, true], "of another group");
    let published = release(&[between], &policy(10));
    assert_eq!(published.content().shown().next().unwrap().n(), None, "it would tell the other group's");
}

#[test]
fn a_withheld_figure_is_the_same_whatever_the_reason() {
    let about = [About::Role(Party::Mentee), About::Stage(Stage::Ready)];
    let ready = |hits, of| share(Indicator::FunnelReached, hits, of).about(about.clone());
    let enrolled = |hits, of| {
        share(Indicator::FunnelReached, hits, of)
            .about([About::Role(Party::Mentee), About::Stage(Stage::Enrolled)])
    };
    let small_part = ready(8, 15);
    let few_people = Estimate { people: 3, ..ready(40, 90) };
    let written = |estimates: &[Estimate]| {
        let published = release(estimates, &policy(10));
        let figure = published.content().all().first().cloned().unwrap();
        assert!(figure.shown().is_none());
        serde_json::to_string(&figure).unwrap()
    };
    let chain = written(&[ready(40, 90), enrolled(44, 90)]);
    assert_eq!(written(&[small_part]), chain);
    assert_eq!(written(&[few_people]), chain);
    assert_eq!(
        chain,
        r#"{"withheld":{"indicator":"participation.funnel_reached","about":[{"role":"mentee"},{"stage":"ready"}]}}"#
    );
}

#[test]
fn a_name_that_would_tell_is_left_out() {
    let theme = |name, hits| share(Indicator::Theme, hits, 40).about([About::Theme(label(name))]);
    let group = |name, n| share(Indicator::Theme, n / 2, n).about([About::Group(label("wijk"), label(name))]);
    let coders = figure(Indicator::CoderKappa, 0.7, 40)
        .about([About::Coders(PersonId::new("P-1").unwrap(), PersonId::new("P-2").unwrap())]);
    let plan = |n| share(Indicator::EarlyClosure, 3, n).about([About::Length(Days::new(123).unwrap())]);
    let few = [
        Estimate { people: 3, ..theme("rare", 3) },
        group("far", 4),
        coders,
        plan(6),
        theme("known", 20),
        Estimate { people: 3, ..theme("known", 3) },
    ];
    let published = release(&few, &policy(10));
    let content = published.content();
    assert_eq!((content.left_out(), content.all().len()), (4, 2));
    assert_eq!((published.withheld().parts(), published.withheld().of()), (5, 6));
    assert_eq!(published.withheld().to_string(), "5 of 6 withheld");
    let written = serde_json::to_string(&published).unwrap();
    for word in ["rare", "far", "P-1", "123"] {
        assert!(!written.contains(word), "{written}");
    }
    let reasons = Internal::new(few.to_vec()).reasons(&policy(10));
    assert_eq!(reasons.for_coordinators().of_part(2), Some(Why::Names));
    assert_eq!((reasons.for_coordinators().of(), reasons.for_coordinators().all().len()), (6, 5));
}

#[test]
fn caveats_lose_what_is_told_of_few() {
    let measured = |n: u64, missing: u64| Estimate {
        missing,
        caveats: vec![
            Caveat::Few { minimum: 20 },
            Caveat::LowResponse { came: 3, due: 9 },
            Caveat::Reversal { dimension: label("age") },
            Caveat::Detectable { deviations: 0.4567 },
            Caveat::NotReached,
            Caveat::BeyondData,
            Caveat::NoComparison,
            Caveat::LookingBack,
            Caveat::IfMissing { lowest: -1.234_5, highest: 2.0 },
            Caveat::Attrition { gap: 0.3, balance: BaselineBalance::Adjust },
            Caveat::FirstCounts { others: missing },
            Caveat::SharedMentors { mentors: n - missing },
            Caveat::NotByLot,
        ],
        ..figure(Indicator::MeanChange, 0.3, n)
    };
    let caveats = |figures: &[Estimate]| {
        release(figures, &policy(10)).content().shown().last().unwrap().caveats().to_vec()
    };
    let always = [
        ShownCaveat::LowResponse,
        ShownCaveat::Reversal { dimension: label("age") },
        ShownCaveat::NotReached,
        ShownCaveat::BeyondData,
        ShownCaveat::NoComparison,
        ShownCaveat::LookingBack,
        ShownCaveat::NotByLot,
    ];
    let all = [
        ShownCaveat::Few { minimum: 20 },
        ShownCaveat::LowResponse,
        ShownCaveat::Reversal { dimension: label("age") },
        ShownCaveat::Detectable { deviations: 0.46 },
        ShownCaveat::NotReached,
        ShownCaveat::BeyondData,
        ShownCaveat::NoComparison,
        ShownCaveat::LookingBack,
        ShownCaveat::IfMissing { lowest: -1.23, highest: 2.0 },
        ShownCaveat::Attrition(BaselineBalance::Adjust),
        ShownCaveat::FirstCounts,
        ShownCaveat::SharedMentors,
        ShownCaveat::NotByLot,
    ];
    assert_eq!(caveats(&[measured(60, 10)]), all);
    let few = caveats(&[measured(60, 9)]);
    assert_eq!(few.len(), always.len() + 2, "the number is told, so are few and detectable: {few:?}");
    // Where the number is not told, neither is what follows from it.
    let instrument = About::Instrument(InstrumentId::new("scale").unwrap(), 1);
    let about = [instrument, About::Role(Party::Mentee)];
    let improved = share(Indicator::Improved, 20, 50).about(about.clone());
    assert_eq!(caveats(&[improved, measured(52, 9).about(about)]), always);
}

#[test]
fn the_sample_is_released_without_a_name() {
    let record = Record::new(Year::of(77).seed(6).facts()).unwrap();
    let on = AsOf::new(mentorship::sample::YEAR_END).resampled(1, 100);
    let snapshot = Snapshot::new(&record, on);
    let whole = Figures::of(&snapshot);
    let dimension = label("neighbourhood");
    let mut all = whole.all().to_vec();
    for (name, part) in snapshot.groups(&dimension) {
        let about = About::Group(dimension.clone(), name);
        all.extend(Figures::of(&part).all().iter().map(|figure| figure.clone().about([about.clone()])));
    }
    all.extend(Contrast::new(dimension).estimates(&snapshot));
    for k in [5, 10, 20] {
        let (one, many) = (Internal::new(whole.clone()), Internal::new(all.clone()));
        for written in [
            serde_json::to_string(&one.release(&policy(k))).unwrap(),
            serde_json::to_string(&many.release(&policy(k))).unwrap(),
        ] {
            assert!(!written.contains("P-"), "{written}");
            for why in ["few_people", "FewPeople", "SmallPart", "small_part", "Remainder", "remainder"] {
                assert!(!written.contains(why));
            }
            for why in ["Chain", "chain", "Dominance", "dominance", "Names", "names", "GroupDisclosure"] {
                assert!(!written.contains(why));
            }
        }
    }
    let published = Internal::new(whole).release(&policy(10));
    // Printed by hand once and read.
    let shown = published.content().shown().count();
    assert!(shown > 20, "{shown} of {}", published.withheld().of());
    assert!(published.content().get(Indicator::Served, &[]).is_some_and(|figure| figure.shown().is_some()));
    assert!(published.content().get(Indicator::CoderKappa, &[]).is_none());
    let after = [About::Wave(Wave::After)];
    assert!(published.content().get(Indicator::Satisfied, &after).is_some());
}
