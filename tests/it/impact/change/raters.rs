//! Whether items measure one thing and coders see the same.

use mentorship::impact::{
    Accumulate, CodedTwice, Coders, Confidence, DifferingItems, ItemAnswers, Kappa, Reliability, TwoCoders,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{count, laws, near, reference, same, whole};

fn kappa<L: Ord + Clone>(codes: impl IntoIterator<Item = (L, L)>) -> Kappa {
    codes.into_iter().map(|(first, second)| CodedTwice { first, second }).collect::<TwoCoders<L>>().finish()
}

fn answers(rows: &[&[i32]]) -> ItemAnswers {
    rows.iter().map(|row| row.iter().copied().map(Some).collect::<Vec<_>>()).collect()
}

fn reliability(rows: &[&[i32]]) -> Reliability {
    answers(rows).finish().unwrap()
}

/// Codes of units by up to five coders.
fn units() -> impl Strategy<Value = Vec<Vec<i32>>> {
    prop::collection::vec(prop::collection::vec(-2_i32..5, 0..6), 0..15)
}

/// Alpha by definition: the mean squared distance within units against that of all pairs of codes, however far.
fn alpha_by_pairs(units: &[Vec<i32>], squared: impl Fn(i32, i32) -> f64) -> Option<f64> {
    let pairable: Vec<&Vec<i32>> = units.iter().filter(|unit| unit.len() > 1).collect();
    let all: Vec<i32> = pairable.iter().flat_map(|unit| unit.iter().copied()).collect();
    let sum =
        |codes: &[i32]| -> f64 { codes.iter().flat_map(|a| codes.iter().map(|b| squared(*a, *b))).sum() };
    let n = count(all.len());
    let observed: f64 = pairable.iter().map(|unit| sum(unit) / (count(unit.len()) - 1.0)).sum::<f64>() / n;
    let expected = sum(&all) / (n * (n - 1.0));
    (expected > 0.0).then(|| 1.0 - observed / expected)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn answers_are_taken_in_any_partition(
        rows in prop::collection::vec(prop::collection::vec(prop::option::weighted(0.9, any::<i32>()), 0..4), 0..20),
        cuts in any::<(usize, usize)>(),
    ) {
        laws::<ItemAnswers>(&rows, cuts);
    }

    #[test]
    fn codes_are_taken_in_any_partition(units in units(), cuts in any::<(usize, usize)>()) {
        laws::<Coders<i32>>(&units, cuts);
        let twice: Vec<_> = units.iter().filter(|unit| unit.len() > 1)
            .map(|unit| CodedTwice { first: unit[0].to_string(), second: unit[1].to_string() }).collect();
        laws::<TwoCoders<String>>(&twice, cuts);
    }

    #[test]
    fn alpha_of_coders_is_its_definition_over_all_pairs(units in units()) {
        let alpha = units.iter().cloned().collect::<Coders<i32>>().finish();
        same(alpha.nominal(), &json!(alpha_by_pairs(&units, |a, b| if a == b { 0.0 } else { 1.0 })), "nominal");
        same(alpha.interval(), &json!(alpha_by_pairs(&units, |a, b| f64::from(a - b).powi(2))), "interval");
        let all: Vec<i32> = units.iter().filter(|unit| unit.len() > 1).flatten().copied().collect();
        let from_to = |a: i32, b: i32| {
            let between = count(all.iter().filter(|code| (a.min(b)..=a.max(b)).contains(code)).count());
            let ends = count(all.iter().filter(|code| **code == a || **code == b).count());
            if a == b { 0.0 } else { (between - ends / 2.0).powi(2) }
        };
        same(alpha.ordinal(), &json!(alpha_by_pairs(&units, from_to)), "ordinal");
    }

    #[test]
    fn neither_names_of_codes_nor_the_order_of_coders_matter(units in units()) {
        let here = units.iter().cloned().collect::<Coders<i32>>().finish();
        let turned = units.iter().map(|unit| unit.iter().rev().copied().collect()).collect::<Coders<i32>>().finish();
        prop_assert_eq!(&turned, &here);
        let named = units.iter().map(|unit| unit.iter().map(|code| format!("{}", (code + 7) * 5 % 11)).collect()).collect::<Coders<String>>();
        same(named.finish().nominal(), &json!(here.nominal()), "renamed");
        let moved = units.iter().map(|unit| unit.iter().map(|code| 3 * code + 10).collect()).collect::<Coders<i32>>().finish();
        same(moved.ordinal(), &json!(here.ordinal()), "ranks stay");
        same(moved.interval(), &json!(here.interval()), "shifted and stretched");
    }

    #[test]
    fn kappa_is_its_definition_and_the_same_for_swapped_coders(codes in prop::collection::vec((0_u8..4, 0_u8..4), 0..30)) {
        let here = kappa(codes.clone());
        let n = count(codes.len());
        let observed = count(codes.iter().filter(|(a, b)| a == b).count()) / n;
        // Any first code against any second.
        let chance = codes.iter().flat_map(|(a, _)| codes.iter().filter(move |(_, b)| a == b));
        let expected = count(chance.count()) / n / n;
        let all_one = codes.iter().all(|&(a, b)| a == codes[0].0 && b == codes[0].0);
        same(here.kappa(), &json!((!all_one).then(|| (observed - expected) / (1.0 - expected))), "kappa");
        let swapped = kappa(codes.iter().map(|&(a, b)| (b, a)));
        prop_assert_eq!(swapped.kappa(), here.kappa());
        same(swapped.standard_error(), &json!(here.standard_error()), "standard error");
        let renamed = kappa(codes.iter().map(|&(a, b)| (7 - a, 7 - b)));
        prop_assert_eq!(renamed.kappa(), here.kappa());
    }

    #[test]
    fn alpha_of_items_knows_neither_order_nor_origin(
        rows in prop::collection::vec([1_i32..=5, 1_i32..=5, 1_i32..=5], 0..15),
    ) {
        let of = |rows: Vec<Vec<i32>>| {
            rows.into_iter().map(|row| row.into_iter().map(Some).collect()).collect::<ItemAnswers>().finish().unwrap()
        };
        let here = of(rows.iter().map(|row| row.to_vec()).collect());
        let there = of(rows.iter().map(|row| vec![row[2] + 1000, row[0] - 7, row[1]]).collect());
        same(there.alpha(), &json!(here.alpha()), "alpha");
        for (item, to) in [(0, 1), (1, 2), (2, 0)] {
            if let (Some(a), Some(b)) = (here.items().get(item), there.items().get(to)) {
                prop_assert_eq!(a.rest_correlation(), b.rest_correlation());
                prop_assert_eq!(a.alpha_if_dropped(), b.alpha_if_dropped());
            }
        }
    }
}

#[test]
fn alpha_of_items_is_what_other_packages_reckon() {
    let cases = reference("alpha");
    assert!(cases.len() >= 14);
    for case in cases {
        let rows: Vec<Vec<Option<i32>>> = serde_json::from_value(case["data"]["answers"].clone()).unwrap();
        let complete = rows.iter().filter(|row| !row.contains(&None)).count();
        let (got, want) = (rows.iter().cloned().collect::<ItemAnswers>().finish().unwrap(), &case["expect"]);
        let what = case["name"].to_string();
        assert_eq!(json!(got.respondents()), want["n"]);
        assert_eq!(got.incomplete(), u64::try_from(rows.len() - complete).unwrap());
        same(got.alpha(), &want["alpha"], &what);
        let ends = got.interval(Confidence::default()).map(|interval| interval.ends().unwrap());
        same(ends.map(|(lower, _)| lower), &want["lower"], &what);
        same(ends.map(|(_, upper)| upper), &want["upper"], &what);
        for (at, item) in got.items().iter().enumerate() {
            same(item.rest_correlation(), &want["item_rest"][at], &what);
            same(item.alpha_if_dropped(), &want["alpha_if_dropped"][at], &what);
        }
        assert_eq!(got.items().len(), want["item_rest"].as_array().unwrap().len());
    }
}

#[test]
fn respondents_with_other_items_are_refused() {
    let mut north = answers(&[&[1, 2], &[2, 3]]);
    north.merge(&answers(&[&[1, 2, 3]]));
    assert_eq!(north.finish(), Err(DifferingItems { fewest: 2, most: 3 }));
    let refused = north.finish().unwrap_err().to_string();
    assert_eq!(refused, "some respondents have 2 items and others 3");
    let skipped: ItemAnswers = [vec![None], vec![Some(1), None]].into_iter().collect();
    assert!(skipped.finish().is_err(), "also when they are incomplete");
}

#[test]
fn nobody_has_no_reliability() {
    let none = ItemAnswers::default().finish().unwrap();
    assert_eq!((none.respondents(), none.alpha(), none.items().len()), (0, None, 0));
    assert_eq!(none.interval(Confidence::default()), None);
    assert_eq!(reliability(&[&[], &[]]).alpha(), None, "a questionnaire without items");
}

#[test]
fn sums_that_do_not_fit_are_refused_and_those_too_large_are_no_figure() {
    let stored = |answers: &str, products: &str| {
        let sums =
            format!(r#"[{{"complete": 2, "incomplete": 0, "answers": {answers}, "products": {products}}}]"#);
        serde_json::from_str::<ItemAnswers>(&sums)
    };
    assert!(stored("[1, 2]", "[[1, 2]]").is_err());
    assert!(stored("[1, 2]", "[[1, 2], [3, 4]]").is_err());
    assert!(stored("[1]", "[[1], [1]]").is_err());
    assert!(stored("[1, 2]", "[[1, 2], [3]]").is_ok());
    let large = i128::MAX;
    let mut hostile =
        stored(&format!("[{large}, {large}]"), &format!("[[{large}, {large}], [{large}]]")).unwrap();
    hostile.merge(&hostile.clone());
    assert_eq!(hostile.finish().unwrap().alpha(), None);
}

fn table(case: &Value) -> Vec<(usize, usize)> {
    let rows = case["data"]["table"].as_array().unwrap();
    let cells = rows.iter().enumerate().flat_map(|(first, row)| {
        whole(row).into_iter().enumerate().map(move |(second, units)| (first, second, units))
    });
    cells.flat_map(|(first, second, units)| (0..units).map(move |_| (first, second))).collect()
}

#[test]
fn agreement_of_coders_is_what_other_packages_reckon() {
    let cases = reference("coders");
    assert!(cases.len() >= 20);
    for case in cases {
        let want = &case["expect"];
        let figure = |got: Option<f64>, key: &str| same(got, &want[key], &format!("{} {key}", case["name"]));
        if case["kind"] == "kappa" {
            let kappa = kappa(table(&case));
            assert_eq!(json!(kappa.units()), want["n"]);
            figure(kappa.kappa(), "kappa");
            figure(kappa.standard_error(), "se");
            let ends = kappa.interval(Confidence::default()).map(|interval| interval.ends().unwrap());
            figure(ends.map(|(lower, _)| lower), "lower");
            figure(ends.map(|(_, upper)| upper), "upper");
        } else {
            // A row for each coder, a column for each unit.
            let by_coder: Vec<Vec<Option<i32>>> =
                serde_json::from_value(case["data"]["ratings"].clone()).unwrap();
            let unit = |at: usize| by_coder.iter().filter_map(|codes| codes[at]).collect::<Vec<_>>();
            let alpha = (0..by_coder[0].len()).map(unit).collect::<Coders<i32>>().finish();
            assert_eq!(json!(alpha.codes()), want["pairable"]);
            figure(alpha.nominal(), "nominal");
            figure(alpha.ordinal(), "ordinal");
            figure(alpha.interval(), "interval");
        }
    }
}

#[test]
fn krippendorffs_example_is_met() {
    // Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, example C.
    let cases = reference("coders");
    let example = cases.iter().find(|case| case["name"] == "krippendorff_2011_missing").unwrap();
    let by_coder: Vec<Vec<Option<i32>>> = serde_json::from_value(example["data"]["ratings"].clone()).unwrap();
    let unit = |at: usize| by_coder.iter().filter_map(|codes| codes[at]).collect::<Vec<_>>();
    let alpha = (0..12).map(unit).collect::<Coders<i32>>().finish();
    let shown =
        [alpha.nominal(), alpha.ordinal(), alpha.interval()].map(|alpha| format!("{:.3}", alpha.unwrap()));
    assert_eq!(shown, ["0.743", "0.815", "0.849"]);
    assert_eq!((alpha.units(), alpha.codes()), (11, 40));
}

#[test]
fn agreement_seen_and_expected_are_told() {
    // Both habits are 3 : 1, so that chance agrees on (9 + 1) / 16.
    let coders = kappa([("a", "a"), ("a", "a"), ("a", "b"), ("b", "a")]);
    assert_eq!((coders.observed(), coders.expected()), (Some(0.5), Some(0.625)));
    near(coders.kappa().unwrap(), -1.0 / 3.0, "below chance");
    let nobody = kappa::<u8>([]);
    assert_eq!((nobody.observed(), nobody.expected(), nobody.kappa()), (None, None, None));
    let one_code = kappa([(1, 1), (1, 1)]);
    assert_eq!((one_code.observed(), one_code.kappa(), one_code.standard_error()), (Some(1.0), None, None));
}

#[test]
fn an_interval_of_kappa_ends_where_kappa_does() {
    let coders = kappa([(1, 1), (2, 2), (1, 1), (2, 2), (1, 2), (1, 1)]);
    let ends = coders.interval(Confidence::default()).unwrap().ends();
    assert!(ends.is_some_and(|(lower, _)| lower > -1.0));
    assert_eq!(ends.map(|(_, upper)| upper), Some(1.0));
}

#[test]
fn states_that_no_codes_led_to_are_refused() {
    let stored = |codes: &str, others: u64, low: i32, high: i32| {
        let way = format!(r#"[[{{"others": {others}, "low": {low}, "high": {high}}}, 1]]"#);
        serde_json::from_str::<Coders<i32>>(&format!(
            r#"{{"units": 1, "codes": {codes}, "disagreements": {way}}}"#
        ))
    };
    assert!(stored("[[1, 1], [2, 1]]", 1, 1, 2).is_ok());
    assert!(stored("[[1, 1], [2, 1]]", 0, 1, 2).is_err());
    assert!(stored("[[1, 1], [2, 1]]", 1, 2, 1).is_err());
    assert!(stored("[[1, 1], [2, 1]]", 1, 1, 1).is_err());
    assert!(stored("[[1, 1]]", 1, 1, 2).is_err());
    assert!(stored("[[2, 1]]", 1, 1, 2).is_err());
    let hostile = r#"[[{"first": 1, "second": 2}, 18446744073709551615], [{"first": 2, "second": 2}, 7]]"#;
    let mut coders: TwoCoders<i32> = serde_json::from_str(hostile).unwrap();
    coders.merge(&coders.clone());
    assert_eq!(coders.finish().units(), u64::MAX);
}
