//! Curves and series of months.

use std::collections::BTreeMap;

use mentorship::{
    disclosure::{Internal, Policy, PublicPoint, Series, Why},
    feedback::Closure,
    impact::{
        Accumulate, Curve, Days, Ended, Ending, Endings, FloatMoments, Incidences, Measured, Share, Spell,
        TimesToEvent,
    },
    jiff::civil::{Date, date},
};
use proptest::prelude::*;

use super::kit::{near, policy};

fn days(days: u32) -> Days {
    Days::new(days).unwrap()
}

/// So many who ended on a day, and who were last seen on one.
fn curve(ended: &[(u32, usize)], open: &[(u32, usize)]) -> Curve {
    let spells = |rows: &[(u32, usize)], how: Ended| -> Vec<Spell> {
        rows.iter().flat_map(|(day, many)| vec![Spell::new(days(*day), how); *many]).collect()
    };
    let times: TimesToEvent =
        spells(ended, Ended::Yes).into_iter().chain(spells(open, Ended::StillOpen)).collect();
    times.finish()
}

/// The days told and the shares there.
fn told(curve: &Curve, policy: &Policy) -> Vec<(u32, f64)> {
    let published = Internal::new(curve.clone()).release(policy);
    published.content().points().iter().map(|point| (point.day().get(), point.share())).collect()
}

#[test]
fn a_curve_is_told_on_the_grid_from_enough_endings() {
    // 10 end before day 30, 4 before day 60, 6 more before day 90, then nobody for 60 days.
    let curve = curve(&[(12, 7), (29, 3), (31, 4), (75, 6), (160, 30)], &[(400, 50)]);
    let points = told(&curve, &policy(10));
    assert_eq!(
        points.iter().map(|(day, _)| *day).collect::<Vec<_>>(),
        [0, 30, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360, 390]
    );
    assert!(near(points[1].1, 0.9) && near(points[2].1, 0.8) && near(points[5].1, 0.5), "{points:?}");
    let published = Internal::new(curve.clone()).release(&policy(10));
    assert_eq!((published.withheld().parts(), published.withheld().of()), (1, 14));
    let reasons = Internal::new(curve).reasons(&policy(10));
    assert_eq!(reasons.for_coordinators().all().collect::<Vec<_>>(), [(2, Why::SmallPart)]);
    let ends = published.content().points()[1].interval().and_then(|interval| interval.ends());
    assert!(ends.is_some_and(|(lower, upper)| lower > 0.8 && upper < 0.96));
}

#[test]
fn a_curve_ends_where_too_few_are_followed() {
    let last = |open| told(&curve(&[(10, 20)], &[(45, 30), (100, open)]), &policy(10)).last().unwrap().0;
    assert_eq!(last(10), 90);
    assert_eq!(last(9), 30);
    assert_eq!(told(&curve(&[], &[]), &policy(10)), []);
    assert_eq!(told(&curve(&[(10, 9)], &[]), &policy(10)), []);
}

#[test]
fn a_curve_is_told_in_the_steps_of_the_policy() {
    let quarterly = policy(10).in_steps_of(days(91)).unwrap();
    let points = told(&curve(&[(12, 12)], &[(200, 40)]), &quarterly);
    assert_eq!(points.iter().map(|(day, _)| *day).collect::<Vec<_>>(), [0, 91, 182]);
}

fn endings(rows: &[(u32, Option<Closure>, usize)]) -> Incidences<Closure> {
    let rows = rows.iter().flat_map(|(day, closure, many)| vec![Ending::new(days(*day), *closure); *many]);
    rows.collect::<Endings<Closure>>().finish()
}

fn shares(points: &[PublicPoint]) -> Vec<f64> {
    points.iter().map(|point| point.share()).collect()
}

#[test]
fn reasons_of_few_are_told_by_nobody_and_hide_behind_another() {
    let rows = [
        (10, Some(Closure::Early), 20),
        (40, Some(Closure::Completed), 40),
        (41, Some(Closure::Moved), 12),
        (42, Some(Closure::Safeguarding), 3),
        (100, None, 25),
    ];
    let public = Internal::new(endings(&rows)).release(&policy(10));
    let content = public.content();
    assert_eq!(content.reasons().copied().collect::<Vec<_>>(), [Closure::Completed, Closure::Early]);
    assert!(content.has_others());
    assert_eq!(content.lasting().iter().map(|point| point.day().get()).collect::<Vec<_>>(), [0, 30, 60, 90]);
    assert_eq!(shares(content.of(&Closure::Early)), [0.0, 0.2, 0.2, 0.2]);
    assert_eq!(shares(content.of(&Closure::Completed)), [0.0, 0.0, 0.4, 0.4]);
    assert_eq!(shares(content.lasting()), [1.0, 0.8, 0.25, 0.25]);
    assert!(content.of(&Closure::Moved).is_empty());
    // With ten of the rarest nothing is hidden.
    let enough = [rows[0], rows[1], rows[2], (42, Some(Closure::Safeguarding), 10), (100, None, 18)];
    let public = Internal::new(endings(&enough)).release(&policy(10));
    assert_eq!(public.content().reasons().count(), 4);
    assert!(!public.content().has_others());
    // A single reason of few is hidden by not telling the curve beyond.
    let public =
        Internal::new(endings(&[(10, Some(Closure::Moved), 9), (100, None, 91)])).release(&policy(10));
    assert_eq!(shares(public.content().lasting()), [1.0]);
}

proptest! {
    #[test]
    fn nobody_is_found_between_two_points(
        lengths in prop::collection::vec((0_u32..400, 0_u8..4), 0..150),
        k in 5_u64..12,
    ) {
        let closures = [Some(Closure::Completed), Some(Closure::Early), Some(Closure::Moved), None];
        let rows: Vec<_> = lengths.iter().map(|(day, how)| (*day, closures[usize::from(*how)])).collect();
        let incidences: Endings<Closure> = rows.iter().map(|(day, how)| Ending::new(days(*day), *how)).collect();
        let incidences = incidences.finish();
        let count = |from: u32, to: u32, which: &dyn Fn(Closure) -> bool| {
            rows.iter().filter(|(day, how)| (from..to).contains(day) && how.is_some_and(which)).count() as u64
        };
        let safe = |n: u64| n == 0 || n >= k;
        let points = told(incidences.any(), &policy(k));
        for two in points.windows(2) {
            prop_assert!(safe(count(two[0].0, two[1].0, &|_| true)), "{:?}", two);
        }
        for (day, share) in points {
            prop_assert!(lengths.iter().filter(|(length, _)| *length >= day).count() as u64 >= k);
            let exact = incidences.any().retained(days(day)).unwrap().share();
            prop_assert!((exact - share).abs() < 0.000_51);
        }
        let public = Internal::new(incidences).release(&policy(k));
        let content = public.content();
        let told: Vec<Closure> = content.reasons().copied().collect();
        for two in content.lasting().windows(2) {
            let (from, to) = (two[0].day().get(), two[1].day().get());
            prop_assert!(told.iter().all(|one| safe(count(from, to, &|how| how == *one))));
            prop_assert!(safe(count(from, to, &|how| !told.contains(&how))));
        }
    }
}

fn month(month: i8) -> Date {
    date(2026, month, 15)
}

/// From which month, for how many, and what.
fn periods(series: Series) -> Vec<(i8, u8, Option<f64>, Option<u64>)> {
    let published = Internal::new(series).release(&policy(10));
    let periods = published.content().periods().iter();
    periods.map(|period| (period.from().month(), period.months(), period.value(), period.n())).collect()
}

#[test]
fn a_month_of_few_is_told_with_its_quarter() {
    let counts = [10, 0, 30, 12, 9, 4, 1, 2, 3, 40];
    let series = Series::counts((1..).map(month).zip(counts));
    assert_eq!(
        periods(series.clone()),
        [
            (1, 1, Some(10.0), Some(10)),
            (2, 1, Some(0.0), Some(0)),
            (3, 1, Some(30.0), Some(30)),
            (4, 3, Some(25.0), Some(25)),
            (7, 3, None, None),
            (10, 1, Some(40.0), Some(40)),
        ]
    );
    let published = Internal::new(series.clone()).release(&policy(10));
    assert_eq!((published.withheld().parts(), published.withheld().of()), (6, 10));
    let reasons = Internal::new(series).reasons(&policy(10));
    let places: Vec<_> = reasons.for_coordinators().all().map(|(place, _)| place).collect();
    assert_eq!(places, [3, 4, 5, 6, 7, 8]);
    assert_eq!(
        serde_json::to_string(published.content())
            .unwrap()
            .matches(r#"{"from":"2026-07-01","months":3}"#)
            .count(),
        1
    );
}

#[test]
fn who_came_or_left_is_not_found_between_two_months() {
    let levels = |levels: &[u64]| periods(Series::levels((1..).map(month).zip(levels.iter().copied())));
    assert_eq!(
        levels(&[50, 50, 60, 45, 80, 70]).iter().map(|(_, months, ..)| *months).collect::<Vec<_>>(),
        [1; 6]
    );
    assert_eq!(levels(&[50, 52, 60]), [(1, 3, Some(60.0), Some(60))]);
    // 63 in June differs from 60 in March by three.
    assert_eq!(levels(&[50, 52, 60, 61, 62, 63]), [(1, 3, Some(60.0), Some(60)), (4, 3, None, None)]);
    assert_eq!(levels(&[50, 52, 60, 61, 62, 70])[1], (4, 3, Some(70.0), Some(70)));
    // After what was withheld the last one told still counts.
    assert_eq!(levels(&[60, 60, 60, 61, 61, 61, 62, 62, 62])[4], (7, 3, None, None));
    assert_eq!(periods(Series::levels([(date(2026, 1, 31), 20), (date(2026, 1, 2), 40)]))[0].2, Some(20.0));
}

#[test]
fn shares_and_means_of_months_are_of_enough() {
    let of = |hits, of| Share::new(hits, of).unwrap();
    let shares = Series::shares([(month(1), of(10, 20)), (month(2), of(15, 25)), (month(3), of(10, 40))]);
    assert_eq!(periods(shares)[1], (2, 1, Some(0.6), Some(25)));
    let few = Series::shares([(month(1), of(10, 20)), (month(2), of(9, 25)), (month(3), of(10, 40))]);
    assert_eq!(periods(few), [(1, 3, Some(0.341), Some(85))]);
    let full = Series::shares([(month(1), of(10, 20)), (month(2), of(25, 25)), (month(3), of(11, 20))]);
    assert_eq!(periods(full), [(1, 3, Some(0.708), Some(65))]);
    let values = |values: &[f64]| -> FloatMoments {
        values.iter().map(|value| Measured::new(*value).unwrap()).collect()
    };
    let ten: Vec<f64> = (1..=10).map(f64::from).collect();
    assert_eq!(periods(Series::means([(month(1), values(&ten))])), [(1, 1, Some(5.5), Some(10))]);
    assert_eq!(periods(Series::means([(month(1), values(&ten[1..]))])), [(1, 3, None, None)]);
    assert_eq!(
        periods(Series::means([(month(1), values(&[4.0; 12]))])),
        [(1, 3, None, None)],
        "all the same"
    );
    let twice = Series::means([(month(1), values(&ten[..5])), (month(1), values(&ten[5..]))]);
    assert_eq!(periods(twice), [(1, 1, Some(5.5), Some(10))]);
    assert_eq!(periods(Series::default()), []);
}

proptest! {
    #[test]
    fn no_month_of_few_is_found(counts in prop::collection::vec(0_u64..40, 0..24), k in 5_u64..12) {
        let day = |place: usize| {
            let months = i16::try_from(place).unwrap();
            date(2025 + months / 12, i8::try_from(months % 12 + 1).unwrap(), 1)
        };
        let rows: BTreeMap<Date, u64> = counts.iter().enumerate().map(|(place, n)| (day(place), *n)).collect();
        let told = |series: Series| {
            let published = Internal::new(series).release(&policy(k));
            published.content().periods().iter().filter_map(|period| period.n()).collect::<Vec<u64>>()
        };
        let safe = |n: u64| n == 0 || n >= k;
        prop_assert!(told(Series::counts(rows.clone())).into_iter().all(safe));
        let levels = told(Series::levels(rows));
        prop_assert!(levels.iter().all(|n| safe(*n)));
        prop_assert!(levels.windows(2).all(|two| safe(two[0].abs_diff(two[1]))));
    }
}
