//! Edges of figures, curves and words that only one test each would notice.

use mentorship::{
    disclosure::{Internal, Release, ShownCaveat, ShownFigure, ShownValue, Why},
    feedback::{Category, Currency, FunderKind},
    id::InstrumentId,
    impact::{
        About, Accumulate, BaselineBalance, Caveat, Curve, Days, Ended, Estimate, Indicator, Spell, Stage,
        TimesToEvent,
    },
    introduction::Party,
};

use super::kit::{asked, figure, label, policy, release, share};

fn days(days: u32) -> Days {
    Days::new(days).unwrap()
}

/// Why each of several figures released together is withheld.
fn why<const N: usize>(estimates: [Estimate; N]) -> [Option<Why>; N] {
    let reasons = Internal::new(Vec::from(estimates)).reasons(&policy(10));
    std::array::from_fn(|place| reasons.for_coordinators().of_part(place))
}

/// Which are shown.
fn shown<const N: usize>(estimates: [Estimate; N]) -> [bool; N] {
    why(estimates).map(|why| why.is_none())
}

fn euros() -> About {
    About::Currency(Currency::default())
}

fn received(cents: f64, funders: u64, kind: Option<FunderKind>) -> Estimate {
    let kind = kind.map(About::FunderKind);
    let sum = figure(Indicator::Received, cents, funders).about([euros()].into_iter().chain(kind));
    Estimate { caveats: vec![largest(30, 20, 100)], ..sum }
}

fn spent(category: Category, cents: f64, currency: &str) -> Estimate {
    let currency = About::Currency(currency.parse().unwrap());
    figure(Indicator::Spent, cents, 4).about([currency, About::Category(category)])
}

fn largest(first: u64, second: u64, of: u64) -> Caveat {
    Caveat::Largest { first, second, of }
}

#[test]
fn money_of_a_few_organisations_is_told_unless_the_largest_gave_too_much() {
    let sum = received(100.0, 3, None);
    assert_eq!(why([sum.clone()]), [None]);
    let by = |caveat| Estimate { caveats: vec![caveat], ..sum.clone() };
    assert_eq!(why([by(largest(50, 30, 100))]), [None]);
    assert_eq!(why([by(largest(51, 29, 100))]), [Some(Why::Dominance)]);
    assert_eq!(why([by(largest(50, 36, 100))]), [Some(Why::Dominance)], "the two largest");
    for indicator in [Indicator::Spent, Indicator::RunwayGross] {
        assert_eq!(why([figure(indicator, 6.0, 3).about([euros()])]), [None], "{indicator:?}");
    }
    assert_eq!(why([figure(Indicator::CostPerPairing, 6.0, 3).about([euros()])]), [Some(Why::FewPeople)]);
}

#[test]
fn kinds_of_funders_are_told_all_or_not_at_all() {
    let funds = received(600.0, 6, Some(FunderKind::Foundation));
    let towns = |caveats| Estimate { caveats, ..received(400.0, 4, Some(FunderKind::Government)) };
    let dollars = figure(Indicator::Received, 70.0, 5)
        .about([About::Currency("USD".parse().unwrap()), About::FunderKind(FunderKind::Foundation)]);
    let dollars = Estimate { caveats: vec![largest(20, 20, 70)], ..dollars };
    let all = received(1000.0, 10, None);
    assert_eq!(
        why([all.clone(), funds.clone(), towns(vec![largest(150, 100, 400)]), dollars.clone()]),
        [None; 4]
    );
    let dominated = towns(vec![largest(300, 50, 400)]);
    assert_eq!(
        why([all, funds, dominated, dollars]),
        [None, Some(Why::Remainder), Some(Why::Dominance), None]
    );
}

#[test]
fn what_people_are_paid_is_hidden_behind_the_least_of_the_other_costs() {
    let (pay, rooms) = (spent(Category::Staff, 5000.0, "EUR"), spent(Category::Workshops, 2000.0, "EUR"));
    let courses = spent(Category::Training, 1000.0, "EUR");
    let (few, rest) = (Some(Why::FewPeople), Some(Why::Remainder));
    assert_eq!(why([pay.clone(), rooms.clone(), courses.clone()]), [few, None, rest]);
    // Other sums, other currencies and what is no sum of a kind of costs do not hide it.
    let each =
        figure(Indicator::CostPerPairing, 5.0, 40).about([euros(), About::Category(Category::Training)]);
    let dollars = spent(Category::Training, 1.0, "USD");
    assert_eq!(
        why([received(100.0, 4, None), pay, rooms.clone(), courses.clone(), each, dollars]),
        [None, few, None, rest, None, None]
    );
    assert_eq!(why([rooms, courses]), [None, None], "nobody is paid");
}

#[test]
fn mentors_without_a_place_are_told_beside_all_mentors_only_where_the_rest_is_enough() {
    let mentors = |indicator, count| figure(indicator, count, 30);
    let (idle, busy) = (Indicator::IdleMentors, Indicator::OverloadedMentors);
    let matched = share(Indicator::EverMatched, 100, 150);
    let all = |many| shown([matched.clone(), mentors(idle, 10.0), mentors(busy, many)]);
    assert_eq!(all(10.0), [true; 3], "ten are neither");
    let [matched, idle, busy] = all(12.0);
    assert!(matched && !(idle && busy), "eight are neither");
}

#[test]
fn what_few_people_did_often_is_not_found_from_the_whole() {
    let late = |people, n| Estimate { people, ..share(Indicator::LoggedLate, n / 2, n) };
    let of = |people, group: &str| late(people, 200).about([About::Group(label("area"), label(group))]);
    assert_eq!(shown([late(100, 400), of(50, "north"), of(50, "south")]), [true; 3]);
    let [whole, few, other] = shown([late(59, 400), of(9, "north"), of(50, "south")]);
    assert!(!(few || whole && other));
}

#[test]
fn a_step_tells_of_those_who_came_before_it() {
    let role = About::Role(Party::Mentee);
    let step = share(Indicator::FunnelStep, 30, 60).about([role, About::Stage(Stage::Matched)]);
    let now = |present| share(Indicator::MatchedNow, 15, present);
    // 60 were ready, and those who are here today are of them.
    assert_eq!(shown([step.clone(), now(57)]), [true, false]);
    assert_eq!(shown([step, now(50)]), [true, true]);
}

#[test]
fn who_improved_clearly_is_among_those_who_improved_by_the_same_questions() {
    let by = |indicator, hits, name: &str| {
        let about = [About::Instrument(InstrumentId::new(name).unwrap(), 1), About::Role(Party::Mentee)];
        share(indicator, hits, 80).about(about)
    };
    let improved = by(Indicator::Improved, 40, "belonging");
    let both = |hits, name| shown([improved.clone(), by(Indicator::ReliablyImproved, hits, name)]);
    assert_ne!(both(37, "belonging"), [true, true], "three improved, but not clearly");
    assert_eq!(both(30, "belonging"), [true, true]);
    assert_eq!(both(37, "skills"), [true, true]);
}

#[test]
fn milestones_and_goals_are_of_the_same_mentees() {
    let numbers = |estimates: &[Estimate]| {
        release(estimates, &policy(10)).content().shown().filter_map(ShownFigure::n).collect::<Vec<_>>()
    };
    let waiting = |n| figure(Indicator::Waiting, 20.0, n);
    for other in [
        Indicator::AreaGain,
        Indicator::AreaTest,
        Indicator::MilestoneTime,
        Indicator::MilestoneGain,
        Indicator::MilestoneTest,
        Indicator::GoalAttainment,
    ] {
        assert_eq!(numbers(&[waiting(60), figure(other, 0.4, 80)]), [60, 80], "{other:?}");
        assert_eq!(numbers(&[waiting(60), figure(other, 0.4, 63)]).len(), 1, "three lie between: {other:?}");
    }
}

#[test]
fn rates_of_hours_are_told_where_the_hours_are() {
    let hours = |people| {
        let caveats = vec![largest(3_000, 2_000, 30_000)];
        Estimate { people, caveats, ..figure(Indicator::VolunteerHours, 500.0, 60).about([euros()]) }
    };
    let cost = |about: Vec<About>| figure(Indicator::CostPerPairing, 900.0, 40).about(about);
    let counted = cost(vec![euros(), About::HoursCounted]);
    let dollars = cost(vec![About::Currency("USD".parse().unwrap()), About::HoursCounted]);
    let all = |people| why([counted.clone(), cost(vec![euros()]), dollars.clone(), hours(people)]);
    // Of hours in dollars nothing is told.
    let rest = Some(Why::Remainder);
    assert_eq!(all(11), [None, None, rest, None]);
    assert_eq!(all(10), [None, None, rest, None]);
    assert_eq!(all(9), [rest, None, rest, Some(Why::FewPeople)]);
}

#[test]
fn how_many_improved_clearly_is_one_of_three_parts() {
    let about = [About::Instrument(InstrumentId::new("belonging").unwrap(), 1), About::Role(Party::Mentee)];
    let of = |indicator, hits| share(indicator, hits, 80).about(about.clone());
    let told = |estimate: Estimate| release(&[estimate], &policy(10)).content().shown().count();
    assert_eq!(told(of(Indicator::Improved, 5)), 1, "below a limit");
    assert_eq!(told(of(Indicator::ReliablyImproved, 5)), 0);
    let both =
        |better, worse| shown([of(Indicator::ReliablyImproved, better), of(Indicator::ReliablyWorse, worse)]);
    assert_eq!(both(30, 20), [true, true]);
    assert_ne!(both(45, 30), [true, true], "five are neither");
}

#[test]
fn plans_are_parts_of_all_pairings_and_not_of_each_other() {
    let early = |length, n| share(Indicator::EarlyClosure, n / 2, n).about([About::Length(days(length))]);
    let lasted = |n| share(Indicator::Retention, n / 2, n).about([About::Length(days(60))]);
    assert_eq!(shown([lasted(140), early(90, 51), early(180, 54)]), [true; 3]);
    assert_ne!(shown([lasted(110), early(90, 51), early(180, 54)]), [true; 3], "five have no plan");
}

#[test]
fn who_came_so_far_earlier_came_so_far_later() {
    let reached =
        |length, hits| share(Indicator::MilestoneReached, hits, 100).about([About::Length(days(length))]);
    assert_eq!(shown([reached(180, 30), reached(360, 45)]), [true, true]);
    assert_ne!(shown([reached(180, 30), reached(360, 33)]), [true, true], "three came in between");
}

#[test]
fn the_stages_that_matter_to_a_number_are_those_before_it() {
    let reached = |stage, hits| {
        let about = [About::Role(Party::Mentee), About::Stage(stage)];
        share(Indicator::FunnelReached, hits, 100).about(about)
    };
    let numbers = |stage, of: Estimate| {
        release(&[reached(stage, 60), of], &policy(10)).content().shown().filter_map(ShownFigure::n).count()
    };
    let waiting = || figure(Indicator::Waiting, 20.0, 57);
    assert_eq!(numbers(Stage::Enrolled, waiting()), 1, "three did not wait");
    assert_eq!(numbers(Stage::Matched, waiting()), 2);
    let goals = || figure(Indicator::GoalAttainment, 50.0, 57);
    assert_eq!(numbers(Stage::Matched, goals()), 1);
    assert_eq!(numbers(Stage::Completed, goals()), 2);
    let now = || share(Indicator::MatchedNow, 57, 80);
    assert_ne!(shown([reached(Stage::Matched, 60), now()]), [true, true]);
    assert_eq!(shown([reached(Stage::Completed, 60), now()]), [true, true]);
    let ever = share(Indicator::EverMatched, 57, 85);
    assert_ne!(shown([reached(Stage::Completed, 54), ever.clone()]), [true, true], "three go on");
    assert_eq!(shown([reached(Stage::Completed, 40), ever]), [true, true]);
}

#[test]
fn a_mean_gives_its_number_before_a_share_of_quality_does() {
    let alike = share(Indicator::StraightLining, 20, 60).about(asked());
    let score = figure(Indicator::ScaleScore, 4.1, 57).about(asked());
    let published = release(&[alike, score], &policy(10));
    let numbers: Vec<_> = published.content().shown().map(ShownFigure::n).collect();
    assert_eq!(numbers, [Some(60), None]);
}

#[test]
fn a_difference_between_groups_is_no_net_of_one() {
    let gain = figure(Indicator::AreaGain, 0.9, 60);
    assert_eq!(why([gain.clone()]), [Some(Why::SmallPart)]);
    let between = About::Between(label("area"), label("north"), label("south"));
    assert_eq!(why([gain.about([between])]), [None]);
}

#[test]
fn caveats_of_networks_and_books_are_kept() {
    let caveats = vec![
        Caveat::MadeByMatching,
        Caveat::Clustered { clusters: 12 },
        Caveat::NotPlaced { left_out: 10 },
        Caveat::Surplus,
        Caveat::BooksTooShort,
        Caveat::NoBalance,
        Caveat::AllTheTime,
        Caveat::BySizes { expected: 0.123_4, lowest: 0.0, highest: 0.9 },
        Caveat::ByLuck { lowest: 0.2, highest: 0.4 },
    ];
    let of = |caveats: Vec<Caveat>| {
        let figure = Estimate { caveats, ..figure(Indicator::RunwayGross, 6.0, 40).about([euros()]) };
        release(&[figure], &policy(10)).content().shown().next().unwrap().caveats().to_vec()
    };
    let kept = of(caveats);
    assert_eq!(
        kept[..7],
        [
            ShownCaveat::MadeByMatching,
            ShownCaveat::Clustered,
            ShownCaveat::NotPlaced,
            ShownCaveat::Surplus,
            ShownCaveat::BooksTooShort,
            ShownCaveat::NoBalance,
            ShownCaveat::AllTheTime,
        ]
    );
    assert!(matches!(kept[7..], [ShownCaveat::BySizes { .. }, ShownCaveat::ByLuck { .. }]), "{kept:?}");
    assert_eq!(of(vec![Caveat::NotPlaced { left_out: 9 }]), []);
}

#[test]
fn only_a_whole_value_is_exact() {
    assert_eq!(ShownValue::Exactly(0.25).exactly(), Some(0.25));
    for limit in
        [ShownValue::Below(0.2), ShownValue::AtLeast(0.8), ShownValue::AtMost(90.0), ShownValue::NotKnown]
    {
        assert_eq!(limit.exactly(), None);
    }
}

#[test]
fn a_small_part_is_withheld_where_others_hide_it_already() {
    let group = |name: &str| About::Group(label("area"), label(name));
    let of = |name: &str, hits| share(Indicator::Satisfied, hits, 60).about([group(name)]);
    let whole = share(Indicator::Satisfied, 57, 240);
    let published =
        release(&[whole, of("north", 9), of("east", 9), of("south", 9), of("west", 30)], &policy(10));
    let shown: Vec<_> = published.content().shown().map(|figure| figure.about().to_vec()).collect();
    assert_eq!(shown, [vec![], vec![group("west")]], "any two of the three have enough");
}

#[test]
fn a_rate_of_response_is_told_up_to_a_limit() {
    let rate = share(Indicator::ResponseRate, 75, 80).about(asked());
    let published = release(&[rate], &policy(10));
    let values: Vec<_> = published.content().shown().map(ShownFigure::value).collect();
    assert_eq!(values, [ShownValue::AtLeast(0.85)]);
}

#[test]
fn what_is_published_is_told_in_a_sentence() {
    let told = |estimate: Estimate| {
        let published = release(&[estimate.about(asked())], &policy(10));
        let figure = published.content().all().first().expect("one figure was asked for").clone();
        let words = figure.shown().map(|shown| (shown.value_in_words(), shown.interval_in_words()));
        (figure.to_string(), words)
    };
    let satisfied = |hits, of| share(Indicator::Satisfied, hits, of);
    let words =
        |value: &str, interval: Option<&str>| Some((value.to_owned(), interval.map(ToOwned::to_owned)));
    let name = "Satisfied or very satisfied (satisfied, after, mentees)";
    assert_eq!(
        told(satisfied(40, 80)),
        (
            format!("{name}: 50.0 % (95 % sure: 39.3 to 60.7 %), 80 people"),
            words("50.0 %", Some("39.3 to 60.7 %"))
        )
    );
    assert_eq!(told(satisfied(9, 80)), (format!("{name}: below 15 %, 80 people"), words("below 15 %", None)));
    assert_eq!(
        told(satisfied(71, 80)),
        (format!("{name}: at least 85 %, 80 people"), words("at least 85 %", None))
    );
    let by_chance = told(figure(Indicator::MilestoneTest, 0.03, 40)).1;
    assert_eq!(by_chance, words("below 0.05", None));
    assert_eq!(told(satisfied(4, 10)), (format!("{name}: withheld"), None));
    assert_eq!(
        told(Estimate { missing: 20, ..satisfied(40, 80) }).0,
        format!("{name}: 50.0 % (95 % sure: 39.3 to 60.7 %), 80 people, 20 missing")
    );
    assert_eq!(
        told(Estimate { missing: 3, ..satisfied(40, 80) }).0,
        format!("{name}: 50.0 % (95 % sure: 39.3 to 60.7 %), 80 people, some missing")
    );
}

#[test]
fn what_was_decided_is_not_written_out() {
    let decision = vec![share(Indicator::Satisfied, 3, 80)].decide(&policy(10));
    assert_eq!(format!("{decision:?}"), "Decision(…)");
}

#[test]
fn a_curve_ends_where_few_are_left_though_more_enter_later() {
    // Of 15 some leave the record on day 20; 20 more come to it on day 25.
    let curve = |leaving: usize| -> Curve {
        let first = vec![Spell::new(days(20), Ended::StillOpen); leaving];
        let stayed = vec![Spell::new(days(100), Ended::StillOpen); 15 - leaving];
        let later = vec![Spell::entered_late(days(25), days(100), Ended::StillOpen).unwrap(); 20];
        first.into_iter().chain(stayed).chain(later).collect::<TimesToEvent>().finish()
    };
    let told = |leaving| -> Vec<u32> {
        let published = Internal::new(curve(leaving)).release(&policy(10));
        published.content().points().iter().map(|point| point.day().get()).collect()
    };
    assert_eq!(told(5), [0, 30, 60, 90], "ten were followed all the time");
    assert_eq!(told(6), [0]);
}

#[test]
fn what_tells_of_the_quality_of_others_gives_way_to_them() {
    let ended = |n| share(Indicator::ClosureReason, 30, n);
    let cohort = |n| share(Indicator::CohortRetention, 28, n).about([About::Length(days(180))]);
    assert_eq!(shown([ended(60), cohort(57)]), [true, false]);
    assert_eq!(shown([ended(57), cohort(60)]), [true, false]);
    assert_eq!(shown([cohort(60), ended(57)]), [false, true]);
    assert_eq!(shown([ended(80), cohort(60)]), [true, true], "twenty lie between");
}

#[test]
fn every_caveat_that_is_shown_says_something_of_its_own() {
    let caveats = [
        ShownCaveat::Few { minimum: 10 },
        ShownCaveat::LowResponse,
        ShownCaveat::Reversal { dimension: label("area") },
        ShownCaveat::Detectable { deviations: 0.456 },
        ShownCaveat::NotReached,
        ShownCaveat::BeyondData,
        ShownCaveat::NoComparison,
        ShownCaveat::LookingBack,
        ShownCaveat::IfMissing { lowest: -1.234, highest: 2.345 },
        ShownCaveat::Attrition(BaselineBalance::Alike),
        ShownCaveat::Attrition(BaselineBalance::Adjust),
        ShownCaveat::FirstCounts,
        ShownCaveat::SharedMentors,
        ShownCaveat::NotByLot,
        ShownCaveat::BySizes { expected: 0.25, lowest: 0.125, highest: 0.875 },
        ShownCaveat::ByLuck { lowest: 0.25, highest: 0.75 },
        ShownCaveat::MadeByMatching,
        ShownCaveat::Clustered,
        ShownCaveat::NotPlaced,
        ShownCaveat::Surplus,
        ShownCaveat::BooksTooShort,
        ShownCaveat::NoBalance,
        ShownCaveat::AllTheTime,
    ];
    let mut sentences: Vec<String> = caveats.iter().map(ToString::to_string).collect();
    assert!(sentences.iter().all(|sentence| sentence.len() > 20), "{sentences:?}");
    for (place, facts) in [
        (0, vec!["fewer than 10"]),
        (2, vec!["`area`"]),
        (3, vec!["0.46 SD"]),
        (8, vec!["-1.23", "2.35"]),
        (15, vec!["0.25 to 0.75", "0.25 and 0.75"]),
    ] {
        assert!(facts.iter().any(|fact| sentences[place].contains(fact)), "{}", sentences[place]);
    }
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), caveats.len(), "no two say the same");
}
