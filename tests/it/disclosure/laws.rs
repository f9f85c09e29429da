//! Whole records of invented towns, released and attacked.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    disclosure::{
        Dominance, Internal, Missing, Policy, PublicFigure, PublicFigures, ShownFigure, ShownValue,
    },
    feedback::{Category, Facts, FunderKind, Purpose},
    impact::{About, Estimate, Indicator, Ties},
    jiff::civil::date,
    sample::Year,
};
use proptest::prelude::*;

use super::{
    kit::{Attacker, policy, release},
    town::{figures, on, town},
};

const WHY: [&str; 14] = [
    "few_people",
    "FewPeople",
    "SmallPart",
    "small_part",
    "GroupDisclosure",
    "group_disclosure",
    "Remainder",
    "remainder",
    "Chain",
    "chain",
    "Dominance",
    "dominance",
    "Names",
    "names",
];

fn is_shown(estimates: &[Estimate], k: u64) -> Vec<bool> {
    let reasons = Internal::new(estimates.to_vec()).reasons(&policy(k));
    (0..estimates.len()).map(|place| reasons.for_coordinators().of_part(place).is_none()).collect()
}

/// Shown as a whole by the stricter policy and not, or less so, by the laxer one.
fn more(lax: &PublicFigures, strict: &PublicFigures) -> Option<String> {
    strict.shown().find_map(|strict| {
        let same = |other: &&PublicFigure| {
            (other.indicator(), other.about()) == (strict.indicator(), strict.about())
        };
        let lax = lax.all().iter().find(same).and_then(PublicFigure::shown);
        let is_less = lax.is_some_and(|lax| {
            let value = match (lax.value(), strict.value()) {
                (ShownValue::Below(lax), ShownValue::Below(strict)) => lax <= strict,
                (ShownValue::AtLeast(lax), ShownValue::AtLeast(strict)) => lax >= strict,
                (ShownValue::Exactly(_), _) => true,
                (lax, strict) => lax == strict,
            };
            let missing = lax.missing() == strict.missing() || strict.missing() == Missing::Some;
            value && missing && (strict.n().is_none() || lax.n().is_some())
        });
        (!is_less).then(|| format!("{lax:?} {strict:?}"))
    })
}

fn is_made(about: &[About]) -> bool {
    about.contains(&About::Ties(Ties::Made))
}

/// Holds what is shown of the books against the books.
fn look_at_the_books(published: &PublicFigures, facts: &Facts, policy: &Policy) {
    let shown = |indicator: Indicator| published.shown().filter(move |shown| shown.indicator() == indicator);
    let is_total = |figure: &&ShownFigure| figure.about().len() == 1;
    let total = shown(Indicator::Spent).find(is_total).and_then(|figure| figure.value().exactly());
    let by_category: f64 =
        shown(Indicator::Spent).filter(|figure| !is_total(figure)).filter_map(|f| f.value().exactly()).sum();
    let is_pay = |category: &Category| *category == Category::Staff;
    let pay: u64 = facts.expenses.iter().filter(|row| is_pay(&row.category)).map(|row| row.cents).sum();
    let pay = f64::from(u32::try_from(pay).unwrap());
    if let Some(total) = total
        && pay > 0.0
    {
        assert!(
            total - by_category >= 1.1 * pay - 1e-6,
            "{pay} is all but what is hidden: {by_category} of {total}"
        );
    }
    assert!(
        shown(Indicator::Spent).all(|figure| !figure.about().contains(&About::Category(Category::Staff)))
    );
    let plain = |figure: &ShownFigure| !figure.about().contains(&About::HoursCounted);
    for cost in [Indicator::CostPerPairing, Indicator::CostPerCompleted, Indicator::CostPerMonth] {
        assert!(total.is_some() || !shown(cost).any(plain), "so many times so much is all that was spent");
    }
    let mut hours: BTreeMap<_, u64> = BTreeMap::new();
    for row in &facts.volunteering {
        *hours.entry(&row.person).or_default() += u64::from(row.minutes);
    }
    let hours: Vec<u64> = hours.into_values().collect();
    let few = hours.len() < usize::try_from(policy.threshold().people()).unwrap();
    if few || Dominance::default().is_broken_by(&hours) {
        let told = published.shown().any(|figure| {
            figure.indicator() == Indicator::VolunteerHours || figure.about().contains(&About::HoursCounted)
        });
        assert!(!told, "{hours:?}");
    }
    let gave = |of: &dyn Fn(FunderKind, Purpose) -> bool| -> Vec<u64> {
        let mut by: BTreeMap<_, u64> = BTreeMap::new();
        for row in facts.receipts.iter().filter(|row| of(row.kind, row.purpose)) {
            *by.entry(&row.funder).or_default() += row.cents;
        }
        by.into_values().collect()
    };
    let all = gave(&|_, _| true);
    let dominated = Dominance::default().is_broken_by(&all);
    let lasts = [Indicator::Runway, Indicator::RunwayWithoutLargest];
    let of_all = [Indicator::LargestFunder, Indicator::Concentration];
    if dominated {
        assert!(shown(Indicator::Received).find(is_total).is_none());
        assert!(lasts.into_iter().chain(of_all).all(|indicator| shown(indicator).next().is_none()));
    }
    for received in shown(Indicator::Received).filter(|figure| !is_total(figure)) {
        let is = |kind, purpose| {
            received.about().contains(&About::FunderKind(kind))
                && received.about().contains(&About::Purpose(purpose))
        };
        assert!(!Dominance::default().is_broken_by(&gave(&is)), "{received:?}");
        let of_people = received.about().contains(&About::FunderKind(FunderKind::Donor));
        assert!(!of_people || gave(&is).len() as u64 >= policy.threshold().people());
    }
    let by_kind: BTreeSet<bool> = published
        .all()
        .iter()
        .filter(|figure| figure.indicator() == Indicator::Received && figure.about().len() > 1)
        .map(|figure| figure.shown().is_some())
        .collect();
    assert!(by_kind.len() < 2, "all or none");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn nobody_is_found_among_the_people_of_a_town(people in 20_u64..160, seed: u64, k in 5_u64..=10) {
        let facts = town(people, seed);
        let estimates = figures(facts.clone(), on());
        let published = release(&estimates, &policy(k));
        for (name, count) in Attacker::among_neighbours(published.content()).finds() {
            prop_assert!(!(0.5..f64::from(u32::try_from(k).unwrap()) - 0.5).contains(&count), "{} is {} below {}", name, count, k);
        }
        look_at_the_books(published.content(), &facts, &policy(k));
        for shown in published.content().shown() {
            let (indicator, about) = (shown.indicator(), shown.about());
            prop_assert!(!matches!(indicator, Indicator::Components | Indicator::Reach));
            prop_assert!(shown.n().is_none_or(|n| n >= k) && !(is_made(about) && shown.n().is_some()));
            if indicator == Indicator::AreaTest {
                prop_assert!(estimates.iter().all(|gain| gain.indicator != Indicator::AreaGain || gain.about != about));
            }
        }
    }

    #[test]
    fn a_stricter_policy_never_tells_more_of_a_town(people in 20_u64..160, seed: u64, k in 5_u64..=12, stricter in 1_u64..=8) {
        let estimates = figures(town(people, seed), on());
        let (lax, strict) = (release(&estimates, &policy(k)), release(&estimates, &policy(k + stricter)));
        let more = more(lax.content(), strict.content());
        prop_assert!(more.is_none(), "{}", more.unwrap_or_default());
        prop_assert!(strict.withheld().parts() >= lax.withheld().parts());
    }

    #[test]
    fn the_order_of_a_towns_figures_does_not_matter(people in 20_u64..160, seed: u64, turn in 0_usize..300) {
        let mut estimates = figures(town(people, seed), on());
        let before = is_shown(&estimates, 5);
        let turn = turn % estimates.len();
        estimates.rotate_left(turn);
        let mut after = is_shown(&estimates, 5);
        after.rotate_right(turn);
        prop_assert_eq!(before, after);
    }

    #[test]
    fn what_is_written_of_a_town_has_no_names_and_no_reasons(people in 20_u64..160, seed: u64, k in 5_u64..=10) {
        let estimates = figures(town(people, seed), on());
        let published = release(&estimates, &policy(k));
        let written = serde_json::to_string(&published).unwrap();
        for word in ["P-", "F-", "A-"].into_iter().chain(WHY) {
            prop_assert!(!written.contains(word), "{}", word);
        }
        for figure in published.content().all().iter().filter(|figure| figure.shown().is_none()) {
            let written = serde_json::to_value(figure).unwrap();
            let parts: Vec<&String> = written["withheld"].as_object().unwrap().keys().collect();
            prop_assert_eq!(parts, ["about", "indicator"]);
        }
    }
}

#[test]
fn enough_of_a_town_is_told() {
    let mut told: BTreeMap<Indicator, u32> = BTreeMap::new();
    for seed in 0..20 {
        let published = release(&figures(town(200, seed), on()), &policy(5));
        for shown in published.content().shown() {
            *told.entry(shown.indicator()).or_default() += 1;
        }
    }
    for indicator in [
        Indicator::Density,
        Indicator::Isolates,
        Indicator::LargestPart,
        Indicator::NewcomersConnected,
        Indicator::TieBalance,
        Indicator::Bridging,
        Indicator::OldAndYoung,
        Indicator::MilestoneReached,
        Indicator::Received,
        Indicator::Spent,
        Indicator::LargestFunder,
        Indicator::CostPerPairing,
        Indicator::VolunteerHours,
    ] {
        assert!(told.contains_key(&indicator), "{indicator:?}: {told:?}");
    }
}

#[test]
fn the_years_of_the_sample_keep_their_books_to_themselves() {
    for (mentees, seed) in [(30, 1), (77, 6), (150, 3)] {
        let facts = Year::of(mentees).seed(seed).facts();
        for on in [on(), on().since(date(2026, 1, 1))] {
            let estimates = figures(facts.clone(), on);
            let published = release(&estimates, &policy(10));
            let since = on.since.unwrap_or(date(2025, 1, 1));
            let mut of_the_period = facts.clone();
            of_the_period.expenses.retain(|row| since <= row.on);
            of_the_period.receipts.retain(|row| since <= row.on);
            // Who met gave hours as well: those are not looked at here.
            of_the_period.volunteering.clear();
            let hours = |figure: &Estimate| {
                figure.indicator == Indicator::VolunteerHours || figure.about.contains(&About::HoursCounted)
            };
            let rest: Vec<Estimate> = estimates.into_iter().filter(|figure| !hours(figure)).collect();
            look_at_the_books(release(&rest, &policy(10)).content(), &of_the_period, &policy(10));
            let written = serde_json::to_string(&published).unwrap();
            assert!(!written.contains("P-") && !written.contains("F-"), "{written}");
        }
    }
}

#[test]
fn who_belongs_to_the_networks_of_several_streets_is_not_found_outside_one() {
    // 24 people, 18 of them in the network of the quay; those of the other two, 10 together, are partly the same.
    let published = release(&figures(town(26, 11_074_478_082_722_475_202), on()), &policy(7));
    for (name, count) in Attacker::among_neighbours(published.content()).finds() {
        assert!(!(0.5..6.5).contains(&count), "{name} is {count}");
    }
}
