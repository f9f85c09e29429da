//! Figures of money: nobody's pay, no funder's gift, nobody's hours.

use mentorship::{
    disclosure::{Dominance, Internal, Policy, ShownFigure, ShownValue, Threshold, Why},
    feedback::{Category, Currency, FunderKind, Purpose},
    id::InstrumentId,
    impact::{About, Caveat, Estimate, Indicator},
    introduction::Party,
};

use super::kit::{DAY, WithoutInterval as _, figure, policy, release, share};

/// A figure of euros, of whose contributors the two largest gave so much.
fn given(indicator: Indicator, value: f64, n: u64, [first, second, of]: [u64; 3]) -> Estimate {
    let caveats = vec![Caveat::Largest { first, second, of }];
    Estimate { caveats, ..figure(indicator, value, n) }.about([About::Currency(Currency::default())])
}

fn euros(indicator: Indicator, value: f64, n: u64) -> Estimate {
    figure(indicator, value, n).about([About::Currency(Currency::default())])
}

fn received(cents: u32, n: u64, first: u64, second: u64) -> Estimate {
    given(Indicator::Received, f64::from(cents), n, [first, second, cents.into()])
}

fn kind(estimate: Estimate, kind: FunderKind) -> Estimate {
    estimate.about([About::FunderKind(kind), About::Purpose(Purpose::Free)])
}

fn spent(category: Category, purpose: Purpose, cents: f64) -> Estimate {
    euros(Indicator::Spent, cents, 12).about([About::Category(category), About::Purpose(purpose)])
}

fn reasons(estimates: &[Estimate], policy: &Policy) -> Vec<Option<Why>> {
    let reasons = Internal::new(estimates.to_vec()).reasons(policy);
    (0..estimates.len()).map(|place| reasons.for_coordinators().of_part(place)).collect()
}

fn why(estimates: &[Estimate]) -> Vec<Option<Why>> {
    reasons(estimates, &policy(10))
}

fn which(estimates: &[Estimate]) -> Vec<bool> {
    why(estimates).iter().map(Option::is_none).collect()
}

fn value(estimate: &Estimate) -> Option<ShownValue> {
    release(std::slice::from_ref(estimate), &policy(10)).content().shown().next().map(ShownFigure::value)
}

#[test]
fn money_received_is_told_up_to_the_limits_of_the_largest() {
    assert_eq!(value(&received(1_000, 5, 500, 350)), Some(ShownValue::Exactly(1_000.0)));
    assert_eq!(why(&[received(1_000, 5, 501, 100)]), [Some(Why::Dominance)]);
    assert_eq!(why(&[received(1_000, 5, 500, 351)]), [Some(Why::Dominance)]);
    // All but two gave less than a tenth of the largest.
    assert_eq!(why(&[received(1_049, 5, 500, 500)]), [Some(Why::Dominance)]);
    let strict = policy(10).dominated(Dominance::new(20, 85, 10).unwrap());
    assert_eq!(reasons(&[received(1_000, 5, 201, 100)], &strict), [Some(Why::Dominance)]);
    // What nobody says the largest of is not told, unless nobody gave.
    assert_eq!(why(&[euros(Indicator::Received, 1_000.0, 5)]), [Some(Why::Dominance)]);
    assert_eq!(value(&euros(Indicator::Received, 0.0, 0)), Some(ShownValue::Exactly(0.0)));
}

#[test]
fn how_many_gave_is_told_from_the_threshold_on() {
    let n = |n| release(&[received(1_000, n, 100, 100)], &policy(10)).content().shown().next().unwrap().n();
    assert_eq!((n(9), n(10)), (None, Some(10)));
}

#[test]
fn by_kind_all_or_none_is_told() {
    let all = |foundations: u64| {
        let foundations = kind(received(600, 4, foundations, 100), FunderKind::Foundation);
        let donors = kind(received(400, 12, 50, 50), FunderKind::Donor);
        why(&[received(1_000, 16, 200, 200), foundations, donors])
    };
    assert_eq!(all(300), [None; 3]);
    assert_eq!(all(301), [None, Some(Why::Dominance), Some(Why::Remainder)]);
    // Of another currency others decide.
    let pounds = About::Currency("GBP".parse().unwrap());
    let other = Estimate { about: vec![pounds], ..kind(received(600, 4, 301, 100), FunderKind::Donor) };
    let other = kind(other, FunderKind::Donor);
    assert_eq!(which(&[other, kind(received(400, 12, 50, 50), FunderKind::Donor)]), [false, true]);
}

#[test]
fn donors_are_people() {
    let donors = |n| kind(received(1_000, n, 100, 100), FunderKind::Donor);
    let firms = kind(received(1_000, 4, 300, 300), FunderKind::Business);
    let total = |n| received(2_000, n, 300, 300);
    assert_eq!(why(&[total(14), donors(10), firms.clone()]), [None; 3]);
    assert_eq!(why(&[total(13), donors(9), firms]), [None, Some(Why::FewPeople), Some(Why::Remainder)]);
    // Where nobody else gave, the total is theirs.
    assert_eq!(why(&[total(9), donors(9)]), [Some(Why::FewPeople), Some(Why::FewPeople)]);
    assert_eq!(why(&[total(10), donors(10)]), [None, None]);
}

#[test]
fn concentration_is_told_coarsely_and_of_enough_funders() {
    let of = |indicator, value, n| given(indicator, value, n, [300, 200, 1_000]);
    assert_eq!(value(&of(Indicator::LargestFunder, 0.3, 10)), Some(ShownValue::AtMost(0.3)));
    assert_eq!(value(&of(Indicator::LargestFunder, 0.301, 10)), Some(ShownValue::AtMost(0.35)));
    assert_eq!(value(&of(Indicator::Concentration, 0.163, 10)), Some(ShownValue::AtMost(0.2)));
    assert_eq!(why(&[of(Indicator::LargestFunder, 0.3, 9)]), [Some(Why::FewPeople)]);
    assert_eq!(why(&[of(Indicator::Concentration, 0.163, 9)]), [Some(Why::FewPeople)]);
    for indicator in
        [Indicator::NormalisedConcentration, Indicator::EffectiveFunders, Indicator::FundingDiversity]
    {
        assert_eq!(why(&[of(indicator, 0.3, 40)]), [Some(Why::Dominance)]);
    }
    let broken = |indicator| given(indicator, 0.6, 40, [600, 200, 1_000]);
    assert_eq!(why(&[broken(Indicator::LargestFunder)]), [Some(Why::Dominance)]);
    assert_eq!(why(&[broken(Indicator::Concentration)]), [Some(Why::Dominance)]);
}

#[test]
fn nobodys_pay_is_what_is_left_of_the_money_spent() {
    use Category::{Communication, Materials, Staff, Training};
    let all = euros(Indicator::Spent, 100_000.0, 40);
    let of = |parts: &[(Category, Purpose, f64)]| {
        let parts = parts.iter().map(|(category, purpose, cents)| spent(*category, *purpose, *cents));
        why(&[all.clone()].into_iter().chain(parts).collect::<Vec<_>>())
    };
    let (pay, left) = (Some(Why::FewPeople), Some(Why::Remainder));
    let free = Purpose::Free;
    assert_eq!(of(&[(Training, free, 60_000.0), (Materials, free, 40_000.0)]), [None; 3]);
    // The least of the others that come to a tenth of the pay.
    assert_eq!(
        of(&[(Staff, free, 60_000.0), (Materials, free, 6_000.0), (Training, free, 34_000.0)]),
        [None, pay, left, None]
    );
    assert_eq!(
        of(&[
            (Staff, free, 60_000.0),
            (Materials, free, 5_999.0),
            (Training, free, 31_001.0),
            (Communication, free, 40_000.0)
        ]),
        [None, pay, left, left, None]
    );
    // Paid from two purses, it is one pay.
    assert_eq!(
        of(&[
            (Staff, free, 30_000.0),
            (Staff, Purpose::Restricted, 30_000.0),
            (Materials, free, 8_000.0),
            (Training, free, 32_000.0)
        ]),
        [None, pay, pay, left, None]
    );
    // Where too little else was spent, all that was spent would tell it.
    assert_eq!(of(&[(Staff, free, 100_000.0)]), [left, pay]);
    assert_eq!(of(&[(Staff, free, 91_000.0), (Materials, free, 9_000.0)]), [left, pay, left]);
    assert_eq!(of(&[(Staff, free, 90_900.0), (Materials, free, 9_090.0)]), [None, pay, left]);
}

#[test]
fn where_all_that_was_spent_is_hidden_no_cost_tells_it() {
    let all = euros(Indicator::Spent, 100_000.0, 40);
    let cost = euros(Indicator::CostPerPairing, 1_000.0, 100);
    let month = euros(Indicator::CostPerMonth, 100.0, 100);
    let pay = spent(Category::Staff, Purpose::Free, 100_000.0);
    assert_eq!(which(&[all.clone(), cost.clone(), month.clone()]), [true; 3]);
    assert_eq!(which(&[all, cost, month, pay]), [false; 4]);
}

#[test]
fn the_cost_of_one_does_not_tell_how_many_there_are() {
    let lasted = |n: u64| {
        let lasted = share(Indicator::CohortRetention, n / 2, n);
        figure(Indicator::Retention, 0.5, n).with_interval(&lasted)
    };
    let all = euros(Indicator::Spent, 105_000.0, 40);
    let cost = |n| euros(Indicator::CostPerPairing, 1_000.0, n);
    assert_eq!(which(&[all.clone(), cost(100), lasted(100)]), [true, true, true]);
    assert_eq!(which(&[all.clone(), cost(105), lasted(100)]), [true, false, true], "five before the period");
    assert_eq!(which(&[all, cost(110), lasted(100)]), [true, true, true]);
    // How many days they were together is no number of people.
    let month = euros(Indicator::CostPerMonth, 1_000.0, 105);
    let published = release(&[month, lasted(100)], &policy(10));
    assert_eq!(published.content().shown().next().map(ShownFigure::n), Some(None));
    assert_eq!(why(&[cost(9)]), [Some(Why::FewPeople)]);
    assert_eq!(why(&[Estimate { people: 9, ..cost(20) }]), [Some(Why::FewPeople)]);
    // Nor how many are better, where that is hidden.
    let scale = [About::Instrument(InstrumentId::new("scale").unwrap(), 1), About::Role(Party::Mentee)];
    let better = |hits, of| share(Indicator::ReliablyImproved, hits, of).about(scale.clone());
    let cost = |n| euros(Indicator::CostPerImproved, 1_000.0, n).about(scale.clone());
    assert_eq!(which(&[better(20, 50), cost(20)]), [true, true]);
    assert_eq!(which(&[better(45, 50), cost(45)]), [false, false], "five are not");
}

trait WithInterval {
    fn with_interval(self, other: &Estimate) -> Self;
}

impl WithInterval for Estimate {
    /// About as wide as that of a share.
    fn with_interval(self, other: &Estimate) -> Self {
        Self { interval: other.interval, ..self.without_interval() }
    }
}

#[test]
fn money_lasts_in_whole_months_up_to_two_years() {
    let gross = |months| value(&figure(Indicator::RunwayGross, months, 12).about([About::Months(12)]));
    assert_eq!(gross(7.4), Some(ShownValue::Exactly(7.0)));
    assert_eq!(gross(7.6), Some(ShownValue::Exactly(8.0)));
    assert_eq!(gross(23.9), Some(ShownValue::Exactly(24.0)));
    assert_eq!(gross(24.0), Some(ShownValue::AtLeast(24.0)));
    assert_eq!(gross(120.0), Some(ShownValue::AtLeast(24.0)));
}

#[test]
fn how_long_it_lasts_does_not_tell_what_came_in() {
    let lasts = |indicator, months: u8| {
        given(indicator, 6.0, months.into(), [300, 200, 1_000]).about([About::Months(months)])
    };
    let all = |first| {
        let mut all = vec![received(1_000, 16, first, 100)];
        for indicator in [Indicator::Runway, Indicator::RunwayWithoutLargest, Indicator::RunwayGross] {
            all.extend([3, 12].map(|months| lasts(indicator, months)));
        }
        which(&all)
    };
    // In three months one may have given all.
    assert_eq!(all(300), [true, false, true, false, true, true, true]);
    assert_eq!(all(501), [false, false, false, false, false, true, true]);
    assert_eq!(which(&[lasts(Indicator::Runway, 12)]), [false], "nobody says who gave");
}

#[test]
fn hours_are_of_enough_people_and_else_counted_in_nothing() {
    let hours = |n, first| given(Indicator::VolunteerHours, 1_000.0, n, [first, 100, 60_000]);
    let costs = || {
        let plain = euros(Indicator::CostPerPairing, 1_000.0, 40);
        [plain.clone(), plain.about([About::HoursCounted])]
    };
    let all = |hours: Vec<Estimate>| which(&[hours, costs().to_vec()].concat());
    assert_eq!(all(vec![hours(10, 30_000)]), [true, true, true]);
    assert_eq!(all(vec![hours(9, 20_000)]), [false, true, false]);
    assert_eq!(all(vec![hours(10, 30_001)]), [false, true, false]);
    assert_eq!(all(vec![Estimate { people: 9, ..hours(10, 20_000) }]), [false, true, false]);
    assert_eq!(all(vec![]), [true, false], "nobody says of how many");
    // Hours of all the time are told nowhere else.
    let ever = euros(Indicator::CostPerImproved, 1_000.0, 40);
    let ever = Estimate { caveats: vec![Caveat::AllTheTime], ..ever };
    let counted = ever.clone().about([About::HoursCounted]);
    assert_eq!(which(&[hours(40, 9_000), ever, counted]), [true, true, false]);
}

#[test]
fn how_many_gave_hours_does_not_tell_who_is_no_mentor() {
    let hours = |n| given(Indicator::VolunteerHours, 1_000.0, n, [9_000, 100, 60_000]);
    let met = share(Indicator::FunnelReached, 40, 80)
        .about([About::Role(Party::Mentor), About::Stage(mentorship::impact::Stage::Met)]);
    let n = |estimate| {
        release(&[estimate, met.clone()], &policy(10)).content().shown().next().and_then(ShownFigure::n)
    };
    assert_eq!((n(hours(40)), n(hours(49)), n(hours(50))), (Some(40), None, Some(50)));
}

#[test]
fn a_stricter_limit_hides_more_beside_the_pay() {
    let parts = [
        euros(Indicator::Spent, 100_000.0, 40),
        spent(Category::Staff, Purpose::Free, 50_000.0),
        spent(Category::Materials, Purpose::Free, 10_000.0),
        spent(Category::Training, Purpose::Free, 40_000.0),
    ];
    let shown = |closest| {
        let policy = Policy::public(DAY).dominated(Dominance::new(50, 85, closest).unwrap());
        reasons(&parts, &policy).iter().map(Option::is_none).collect::<Vec<_>>()
    };
    assert_eq!(shown(20), [true, false, false, true]);
    assert_eq!(shown(21), [true, false, false, false]);
    let stricter = Policy::public(DAY).stricter(Threshold::new(50).unwrap()).unwrap();
    assert_eq!(reasons(&parts, &stricter).iter().filter(|why| why.is_none()).count(), 2);
}
