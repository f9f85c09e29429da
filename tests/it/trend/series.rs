//! Months, quarters, series of values and of shares.

use mentorship::{
    impact::{Accumulate, Share},
    jiff::civil::date,
    trend::{InvalidMonth, InvalidQuarter, InvalidSeries, Month, Point, Quarter, Series, ShareSeries},
};
use proptest::prelude::*;

use super::{month, series, series_at};

fn any_month() -> impl Strategy<Value = Month> {
    (-9999_i16..=9999, 1_i8..=12).prop_map(|(year, month)| Month::new(year, month).unwrap())
}

proptest! {
    #[test]
    fn a_month_is_read_as_it_is_written(month in any_month()) {
        prop_assert_eq!(month.to_string().parse::<Month>().unwrap(), month);
        let stored = serde_json::to_string(&month).unwrap();
        prop_assert_eq!(&stored, &format!("\"{month}\""));
        prop_assert_eq!(serde_json::from_str::<Month>(&stored).unwrap(), month);
        let quarter = Quarter::of(month.first_day());
        prop_assert_eq!(quarter.to_string().parse::<Quarter>().unwrap(), quarter);
        let stored = serde_json::to_string(&quarter).unwrap();
        prop_assert_eq!(serde_json::from_str::<Quarter>(&stored).unwrap(), quarter);
        prop_assert!(quarter.last_day() >= month.last_day());
    }

    #[test]
    fn the_next_month_is_one_further(month in any_month()) {
        if let Some(next) = month.next() {
            prop_assert_eq!(month.months_until(next), 1);
            prop_assert_eq!(next.months_until(month), -1);
            prop_assert!(month < next);
            prop_assert_eq!(month.last_day().tomorrow().unwrap(), next.first_day());
        }
    }

    #[test]
    fn the_order_of_points_does_not_matter(values in prop::collection::vec(-1e6_f64..1e6, 0..20)) {
        let there = series(&values);
        let mut points = there.points().to_vec();
        points.reverse();
        prop_assert_eq!(&Series::new(points).unwrap(), &there);
        let stored = serde_json::to_string(&there).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Series>(&stored).unwrap(), &there);
        prop_assert_eq!(there.len(), values.len());
        prop_assert_eq!(there.is_empty(), values.is_empty());
        prop_assert!(there.values().eq(values));
    }

    #[test]
    fn shares_merge_month_by_month(
        rows in prop::collection::vec((0_i8..6, any::<bool>()), 0..60),
        cut: prop::sample::Index,
    ) {
        let rows: Vec<_> = rows.iter().map(|&(at, hit)| (Month::new(2026, at + 1).unwrap(), hit)).collect();
        let whole: ShareSeries = rows.iter().copied().collect();
        let (a, b) = rows.split_at(cut.index(rows.len() + 1));
        let (a, b): (ShareSeries, ShareSeries) = (a.iter().copied().collect(), b.iter().copied().collect());
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.merge(&b);
        ba.merge(&a);
        prop_assert_eq!(&ab, &whole);
        prop_assert_eq!(&ba, &whole);
        prop_assert_eq!(&whole.finish(), &whole);
        let stored = serde_json::to_string(&whole).unwrap();
        prop_assert_eq!(&serde_json::from_str::<ShareSeries>(&stored).unwrap(), &whole);
        for (month, share) in whole.shares() {
            let mine = || rows.iter().filter(|(of, _)| *of == month);
            prop_assert_eq!(share.of(), mine().count() as u64);
            prop_assert_eq!(share.hits(), mine().filter(|(_, hit)| *hit).count() as u64);
            prop_assert_eq!(whole.share(month), share);
        }
    }
}

#[test]
fn months_and_quarters_know_their_days() {
    let february = Month::of(date(2028, 2, 11));
    assert_eq!((february.year(), february.month()), (2028, 2));
    assert_eq!((february.first_day(), february.last_day()), (date(2028, 2, 1), date(2028, 2, 29)));
    assert_eq!(month("2026-11").months_until(month("2027-02")), 3);
    assert_eq!(month("2026-12").next(), Some(month("2027-01")));
    assert_eq!(month("9999-12").next(), None);
    assert_eq!(month("-0044-03").year(), -44);
    let quarters = [(1, 1), (3, 1), (4, 2), (6, 2), (7, 3), (9, 3), (10, 4), (12, 4)];
    for (month, quarter) in quarters {
        assert_eq!(Quarter::of(date(2026, month, 1)).quarter(), quarter);
    }
    assert_eq!(Quarter::of(date(2026, 5, 5)).year(), 2026);
    let ends = [(3, 31), (6, 30), (9, 30), (12, 31)].map(|(month, day)| date(2026, month, day));
    let last = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"].map(|q| q.parse::<Quarter>().unwrap().last_day());
    assert_eq!(last, ends);
    assert_eq!(Quarter::of(date(-44, 3, 15)).to_string(), "-0044-Q1");
}

#[test]
fn what_is_no_month_is_refused() {
    let texts = [
        "",
        "2026",
        "2026-3",
        "2026-13",
        "2026-00",
        "26-03",
        "2026-03-01",
        "+026-03",
        "2026-+3",
        "02026-03",
        "2026/03",
    ];
    for text in texts {
        assert_eq!(text.parse::<Month>(), Err(InvalidMonth(text.to_owned())), "{text}");
    }
    assert_eq!(
        Month::new(2026, 13).unwrap_err().to_string(),
        "a month is written as year and month, such as 2026-03, not `2026-13`"
    );
    for text in ["", "2026-1", "2026-Q0", "2026-Q5", "2026-Q", "2026-Q11", "26-Q1", "2026-01"] {
        assert_eq!(text.parse::<Quarter>(), Err(InvalidQuarter(text.to_owned())), "{text}");
    }
    assert_eq!(
        serde_json::from_str::<Quarter>("\"2026\"").unwrap_err().to_string(),
        "a quarter is written as year and quarter, such as 2026-Q1, not `2026`"
    );
}

#[test]
fn what_is_no_series_is_refused() {
    let point = |text: &str, value| Point { month: month(text), value, n: 3 };
    let twice = Series::new([point("2026-02", 1.0), point("2026-01", 1.0), point("2026-02", 1.0)]);
    assert_eq!(twice, Err(InvalidSeries::MonthTwice { month: month("2026-02") }));
    assert_eq!(twice.unwrap_err().to_string(), "2026-02 has two values; which is right?");
    for value in [f64::NAN, f64::INFINITY, -1e101] {
        let refused = Series::new([point("2026-01", value)]).unwrap_err().to_string();
        assert!(refused.starts_with("2026-01: a measured value is a number of at most 1e100"), "{refused}");
    }
    let shares = [(month("2026-01"), Share::default()); 2];
    assert_eq!(ShareSeries::new(shares), Err(InvalidSeries::MonthTwice { month: month("2026-01") }));
    let stored =
        r#"[{"month": "2026-01", "value": 1.0, "n": 1}, {"month": "2026-01", "value": 2.0, "n": 1}]"#;
    assert!(serde_json::from_str::<Series>(stored).is_err());
    let stored = r#"[["2026-01", {"hits": 1, "of": 1}], ["2026-01", {"hits": 0, "of": 1}]]"#;
    assert!(serde_json::from_str::<ShareSeries>(stored).is_err());
}

#[test]
fn the_months_between_that_have_no_value_are_named() {
    assert_eq!(
        series_at(&[(0, 1.0), (1, 1.0), (4, 2.0), (6, 1.0)]).gaps(),
        ["2020-03", "2020-04", "2020-06"].map(month)
    );
    assert_eq!(series(&[1.0, 2.0, 3.0]).gaps(), []);
    assert_eq!(Series::default().gaps(), []);
}

#[test]
fn a_month_of_none_has_a_share_of_none_and_no_value() {
    let shares = [(month("2026-02"), Share::new(1, 4).unwrap()), (month("2026-01"), Share::default())];
    let shares = ShareSeries::new(shares).unwrap();
    assert_eq!(shares.shares().len(), 2);
    assert_eq!(shares.values().points(), [Point { month: month("2026-02"), value: 0.25, n: 4 }]);
    assert_eq!(shares.share(month("2027-01")), Share::default());
}
