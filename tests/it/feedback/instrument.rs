//! What may be asked, and what answers add up to.

use std::collections::BTreeSet;

use mentorship::{
    feedback::{Baseline, Better, Instrument, InvalidInstrument, Item, Keyed, Reading, Score},
    id::ItemId,
    people::Label,
};
use proptest::prelude::*;

use super::kit::{bond, first_word, id, variants};

/// The plain form of an instrument, and why it is refused.
const EVERY_INVALID_INSTRUMENT: &[(&str, &str)] = &[
    (r#""items": []"#, "instrument `x` has no items"),
    (
        r#""items": [{"key": "a", "min": 1, "max": 5}, {"key": "a", "min": 1, "max": 7}]"#,
        "instrument `x` has two items `a`",
    ),
    (
        r#""items": [{"key": "a", "min": 5, "max": 5}]"#,
        "item `a` of `x` runs from 5 to 5; the highest answer must be above the lowest",
    ),
    (
        r#""items": [{"key": "a", "min": 1, "max": 5}], "subscales": {"Warmth": []}"#,
        "subscale `Warmth` of `x` has no items",
    ),
    (
        r#""items": [{"key": "a", "min": 1, "max": 5}], "subscales": {"Warmth": ["a", "b"]}"#,
        "subscale `Warmth` of `x` names item `b`, which is not asked, or named twice",
    ),
    (
        r#""items": [{"key": "a", "min": 1, "max": 5}], "subscales": {"Warmth": ["a", "a"]}"#,
        "subscale `Warmth` of `x` names item `a`, which is not asked, or named twice",
    ),
    (
        r#""items": [{"key": "a", "min": 1, "max": 5}], "minimum_answered_percent": 0"#,
        "of `x` at least 0 % is to be answered; it must be 1 to 100 %",
    ),
    (
        r#""items": [{"key": "a", "min": 1, "max": 10}], "reading": "recommendation""#,
        "`x` is read as a recommendation, so it has one item from 0 to 10, not reversed",
    ),
    (
        r#""items": [{"key": "a", "min": 1, "max": 2}], "reading": "satisfaction""#,
        "`x` is read as satisfaction, so it has one item of at least three steps, not reversed",
    ),
];

#[test]
fn an_instrument_read_from_a_file_goes_through_the_same_gate() {
    for (form, expected) in EVERY_INVALID_INSTRUMENT {
        let error = serde_json::from_str::<Instrument>(&format!(r#"{{"id": "x", {form}}}"#)).unwrap_err();
        assert_eq!(error.to_string(), *expected);
    }
    let plain = r#"{"id": "x", "items": [{"key": "a", "min": 1, "max": 5}]}"#;
    let built = Instrument::new(id("x"), vec![Item::scale(id("a"), 1, 5)]).unwrap();
    assert_eq!(serde_json::from_str::<Instrument>(plain).unwrap(), built);
    assert!(serde_json::from_str::<Instrument>(&plain.replace("items", "questions")).is_err());
}

#[test]
fn every_reason_against_an_instrument_is_given() {
    let item = |min, max| Item::scale(id("a"), min, max);
    let of = |items| Instrument::new(id("x"), items);
    let warmth = |items: &[&str]| {
        of(vec![item(1, 5)]).unwrap().with_subscale(id("Warmth"), items.iter().map(|item| id(item)).collect())
    };
    let given: Vec<InvalidInstrument> = [
        of(vec![]),
        of(vec![item(1, 5), item(1, 7)]),
        of(vec![item(5, 5)]),
        warmth(&[]),
        warmth(&["a", "b"]),
        warmth(&["a", "a"]),
        of(vec![item(1, 5)]).unwrap().with_minimum_answered(0),
        of(vec![item(1, 10)]).unwrap().read_as(Reading::Recommendation),
        of(vec![item(1, 2)]).unwrap().read_as(Reading::Satisfaction),
    ]
    .into_iter()
    .map(Result::unwrap_err)
    .collect();
    for (error, (_, expected)) in given.iter().zip(EVERY_INVALID_INSTRUMENT) {
        assert_eq!(error.to_string(), *expected);
    }
    let seen: BTreeSet<_> = given.iter().map(|error| first_word(&format!("{error:?}"))).collect();
    assert_eq!(seen, variants(include_str!("../../../src/feedback/instrument.rs"), "InvalidInstrument"));
}

#[test]
fn the_edges_of_what_an_instrument_may_be() {
    let one = |min, max| Instrument::new(id("x"), vec![Item::scale(id("a"), min, max)]);
    assert!(one(i16::MIN, i16::MAX).is_ok() && one(0, 1).is_ok());
    assert!(one(1, 0).is_err() && one(0, 0).is_err());
    for (percent, fine) in [(0, false), (1, true), (100, true), (101, false), (u8::MAX, false)] {
        assert_eq!(bond().with_minimum_answered(percent).is_ok(), fine, "{percent}");
    }
    for (min, max, fine) in [(0, 10, true), (0, 9, false), (0, 11, false), (1, 10, false), (-1, 10, false)] {
        assert_eq!(one(min, max).unwrap().read_as(Reading::Recommendation).is_ok(), fine, "{min} to {max}");
    }
    for (min, max, fine) in [(1, 2, false), (1, 3, true), (-1, 1, true), (i16::MIN, i16::MAX, true)] {
        assert_eq!(one(min, max).unwrap().read_as(Reading::Satisfaction).is_ok(), fine, "{min} to {max}");
    }
    for reading in [Reading::Recommendation, Reading::Satisfaction] {
        assert!(bond().read_as(reading).is_err(), "three items");
        let reversed = Instrument::new(id("x"), vec![Item::scale(id("a"), 0, 10).reversed()]).unwrap();
        assert!(reversed.read_as(reading).is_err(), "reversed");
    }
    let later = one(0, 10).unwrap().read_as(Reading::Recommendation).unwrap();
    assert!(later.read_as(Reading::Scale).is_ok());
}

#[test]
fn the_order_of_building_does_not_matter() {
    let warm = |i: Instrument| i.with_subscale(id("Warmth"), vec![id("close"), id("at-ease")]).unwrap();
    let cold = |i: Instrument| i.with_subscale(id("Cold"), vec![id("annoyed")]).unwrap();
    let rest =
        |i: Instrument| i.version_of(3).better_when(Better::Lower).measured_from(Baseline::LookingBack);
    let share = |i: Instrument| i.with_minimum_answered(60).unwrap();
    let built = rest(share(cold(warm(bond()))));
    assert_eq!(built, warm(cold(share(rest(bond())))));
    assert_eq!(built, share(warm(rest(cold(bond())))));
    assert_eq!(
        (built.version(), built.better(), built.baseline()),
        (3, Better::Lower, Baseline::LookingBack)
    );
    assert_eq!((built.id(), built.reading()), (&id("bond"), Reading::Scale));
    let names: Vec<_> = built.scales().map(|scale| scale.name().map(Label::as_str)).collect();
    assert_eq!(names, [None, Some("Cold"), Some("Warmth")]);
    assert_eq!((built.position(&id("annoyed")), built.position(&id("warm"))), (Some(2), None));
    let fresh = bond();
    assert_eq!((fresh.version(), fresh.better(), fresh.baseline()), (1, Better::Higher, Baseline::Before));
}

#[test]
fn a_score_takes_exactly_the_share_that_is_asked_for() {
    let of = |items: u8, percent, answered: usize| {
        let items = (0..items).map(|item| Item::scale(id(&format!("i{item}")), 1, 5)).collect::<Vec<_>>();
        let mut answers = vec![None; items.len()];
        answers[..answered].fill(Some(3));
        let instrument = Instrument::new(id("x"), items).unwrap().with_minimum_answered(percent).unwrap();
        instrument.whole().score(&answers).map(Score::answered)
    };
    assert_eq!((of(4, 75, 3), of(4, 75, 2)), (Some(3), None));
    assert_eq!((of(4, 76, 3), of(4, 74, 3)), (None, Some(3)));
    assert_eq!((of(3, 33, 1), of(3, 34, 1)), (Some(1), None));
    assert_eq!((of(2, 100, 2), of(2, 100, 1)), (Some(2), None));
    assert_eq!((of(9, 1, 1), of(9, 1, 0)), (Some(1), None));
    let default = |answers: &[Option<i16>]| bond().whole().score(answers);
    assert!(default(&[Some(1), Some(1), None]).is_none(), "two thirds are not three quarters");
    assert!(default(&[Some(1), Some(1)]).is_none(), "what is not there is blank");
}

#[test]
fn a_score_of_the_extremes_is_nought_and_ten() {
    let extreme = Item::scale(id("a"), i16::MIN, i16::MAX);
    let instrument =
        Instrument::new(id("x"), vec![extreme.clone(), Item { key: id("b"), ..extreme.reversed() }]);
    let instrument = instrument.unwrap();
    let scored = |a, b| instrument.whole().score(&[Some(a), Some(b)]).unwrap();
    let of_ten = |a, b| scored(a, b).out_of_ten().to_string();
    assert_eq!((of_ten(i16::MIN, i16::MAX), of_ten(i16::MAX, i16::MIN)), ("0".into(), "10".into()));
    assert_eq!(scored(i16::MAX, i16::MIN).mean().to_string(), "32767");
    assert_eq!(instrument.whole().range(), (f64::from(i16::MIN), f64::from(i16::MAX)));
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(1.0)
}

/// The share that must be answered, from the plain form.
fn share_of(instrument: &Instrument) -> usize {
    let form = serde_json::to_value(instrument).unwrap();
    form["minimum_answered_percent"].as_u64().unwrap() as usize
}

/// An instrument, with answers to it of which some are blank.
pub(super) fn answered() -> impl Strategy<Value = (Instrument, Vec<Option<i16>>)> {
    let end = || prop_oneof![4 => 0_i16..7, 1 => any::<i16>()];
    let item = (end(), end(), any::<bool>(), any::<u16>(), prop::bool::weighted(0.75), 0_usize..3);
    (prop::collection::vec(item, 1..9), 1_u8..=100).prop_map(|(drawn, percent)| {
        let (mut items, mut answers, mut parts) = (vec![], vec![], vec![vec![]; 3]);
        for (at, (a, b, reversed, step, came, part)) in drawn.into_iter().enumerate() {
            let (min, max) = if a == b { (0, 1) } else { (a.min(b), a.max(b)) };
            let key: ItemId = id(&format!("i{at}"));
            let keyed = if reversed { Keyed::Reversed } else { Keyed::Straight };
            let answer = i32::from(min) + i32::from(step) % (i32::from(max) - i32::from(min) + 1);
            parts[part].push(key.clone());
            items.push(Item { key, min, max, keyed });
            answers.push(came.then_some(answer as i16));
        }
        let instrument = Instrument::new(id("x"), items).unwrap().with_minimum_answered(percent).unwrap();
        let with = |instrument: Instrument, (at, part): (usize, &Vec<_>)| {
            instrument.with_subscale(id(&format!("part {at}")), part.clone()).unwrap()
        };
        let named = parts.iter().enumerate().filter(|(_, part)| !part.is_empty());
        (named.fold(instrument, with), answers)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_score_is_what_a_plain_reading_gives((instrument, answers) in answered()) {
        let asked = instrument.items();
        for scale in instrument.scales() {
            let places: Vec<_> = scale.items().map(|item| instrument.position(&item.key).unwrap()).collect();
            let read = |&at: &usize| {
                let (item, answer) = (&asked[at], i32::from(answers[at]?));
                let from_the_top = i32::from(item.max) - answer;
                Some(if item.keyed == Keyed::Reversed { i32::from(item.min) + from_the_top } else { answer })
            };
            let read: Vec<_> = places.iter().map(read).collect();
            prop_assert_eq!(&scale.counted(&answers), &read);
            let came: Vec<_> = places.iter().zip(&read).filter_map(|(&at, read)| Some((&asked[at], (*read)?))).collect();
            let needed = (share_of(&instrument) * places.len()).div_ceil(100);
            let Some(score) = scale.score(&answers) else {
                prop_assert!(came.len() < needed);
                continue;
            };
            prop_assert!(came.len() >= needed);
            prop_assert_eq!(score.answered() as usize, came.len());
            let mean = |of: &dyn Fn(&Item, i32) -> i32| {
                came.iter().map(|(item, counted)| f64::from(of(item, *counted))).sum::<f64>() / f64::from(came.len() as u32)
            };
            prop_assert!(near(score.mean(), mean(&|_, counted| counted)));
            let above = mean(&|item, counted| counted - i32::from(item.min));
            let width = mean(&|item, _| i32::from(item.max) - i32::from(item.min));
            prop_assert!(near(score.out_of_ten(), 10.0 * above / width));
            prop_assert!((0.0..=10.0).contains(&score.out_of_ten()));
            let (lowest, highest) = scale.range();
            let end = |of: fn(&Item) -> i16| scale.items().map(|i| f64::from(of(i))).sum::<f64>() / f64::from(places.len() as u32);
            prop_assert!(near(lowest, end(|item| item.min)) && near(highest, end(|item| item.max)));
        }
        prop_assert_eq!(instrument.whole().items().len(), asked.len());
    }
}
