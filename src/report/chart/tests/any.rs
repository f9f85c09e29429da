//! Charts of anything: sound whatever comes in.

use proptest::prelude::*;

use super::{examples::examples, sound};
use crate::report::chart::{
    Axis, Bar, Chart, Control, Dot, Dots, Heat, Icons, Kind, Likert, Line, Point, Slope,
};

/// A label as people write them, and as nobody should.
fn label() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z][a-z]{2,12}( [a-z]{1,14}){0,6}",
        1 => "\\PC{0,80}",
        1 => any::<String>(),
        1 => prop::sample::select(vec![
            "",
            "</text></svg><script>alert(1)</script>",
            "\" onload=\"alert(1)",
            "]]>&amp;&#0;<![CDATA[",
            "\u{202e}\u{2067}הפוך\u{0}\r\n\u{fffe}",
            "Vrijwilligersorganisatiesubsidieverstrekkingsbesluit",
            "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM",
        ]).prop_map(str::to_owned),
    ]
}

fn labels(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(label(), 0..=most)
}

/// A number as it comes, and as it never should.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => 0.0..1.0_f64,
        3 => 0.0..100_000.0_f64,
        1 => -50.0..50.0_f64,
        1 => any::<f64>(),
        1 => prop::sample::select(vec![
            0.0, -0.0, 1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, f64::MIN_POSITIVE, 1e-12,
        ]),
    ]
}

fn pair() -> impl Strategy<Value = (f64, f64)> {
    (number(), number())
}

fn axis() -> impl Strategy<Value = Axis> {
    prop::sample::select(vec![Axis::Share, Axis::Number])
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    let day = prop_oneof![6 => 0..1_500_u32, 1 => any::<u32>()];
    let at_risk = prop_oneof![6 => 0..5_000_u64, 1 => any::<u64>()];
    let point = (day, number(), prop::option::of(pair()), prop::option::of(at_risk))
        .prop_map(|(day, share, band, at_risk)| Point { day, share, band, at_risk });
    let line =
        (label(), prop::collection::vec(point, 0..20)).prop_map(|(label, points)| Line { label, points });
    prop::collection::vec(line, 0..9)
}

fn bars() -> impl Strategy<Value = Vec<Bar>> {
    let bar = (label(), prop::option::weighted(0.8, number()), label())
        .prop_map(|(label, value, written)| Bar { label, value, written });
    prop::collection::vec(bar, 0..9)
}

fn slopes() -> impl Strategy<Value = Vec<Slope>> {
    let slope = (label(), number(), number(), pair()).prop_map(|(label, before, after, scale)| Slope {
        label,
        before,
        after,
        scale,
    });
    prop::collection::vec(slope, 0..6)
}

fn likert() -> impl Strategy<Value = Likert> {
    let shares = prop_oneof![3 => prop::collection::vec(0.0..0.4_f64, 0..9), 1 => prop::collection::vec(number(), 0..9)];
    (labels(8), prop::collection::vec((label(), shares), 0..6))
        .prop_map(|(answers, rows)| Likert { answers, rows })
}

fn dots() -> impl Strategy<Value = Dots> {
    let value = || prop::option::weighted(0.8, number());
    let dot = (label(), value(), prop::option::of(pair()), label())
        .prop_map(|(label, value, interval, written)| Dot { label, value, interval, written });
    (prop::collection::vec(dot, 0..9), axis(), value()).prop_map(|(rows, axis, all)| Dots { rows, axis, all })
}

fn control() -> impl Strategy<Value = Control> {
    let points = prop::collection::vec((label(), prop::option::weighted(0.8, number())), 0..40);
    (points, number(), prop::option::of(pair()), prop::collection::vec(0..50_usize, 0..5), axis())
        .prop_map(|(points, centre, limits, signals, axis)| Control { points, centre, limits, signals, axis })
}

fn heat() -> impl Strategy<Value = Heat> {
    let count = prop_oneof![6 => 0..200_u64, 1 => any::<u64>()];
    let cells =
        prop::collection::vec(prop::collection::vec(prop::option::weighted(0.8, count), 0..14), 0..14);
    (labels(12), labels(12), any::<bool>(), cells).prop_map(|(rows, columns, square, cells)| Heat {
        columns: if square { rows.clone() } else { columns },
        rows,
        cells,
    })
}

fn icons() -> impl Strategy<Value = Vec<Icons>> {
    let row = (label(), prop::option::weighted(0.8, any::<u8>()))
        .prop_map(|(label, of_ten)| Icons { label, of_ten });
    prop::collection::vec(row, 0..5)
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        lines().prop_map(Kind::Curve),
        lines().prop_map(Kind::Stacked),
        slopes().prop_map(Kind::Slopes),
        likert().prop_map(Kind::Likert),
        dots().prop_map(Kind::Dots),
        bars().prop_map(Kind::Funnel),
        control().prop_map(Kind::Control),
        heat().prop_map(Kind::Heat),
        bars().prop_map(Kind::Parts),
        icons().prop_map(Kind::Icons),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_chart_of_anything_is_sound((title, description, kind) in (label(), label(), kind())) {
        sound::check(&Chart { title, description, kind });
    }
}

#[test]
fn the_examples_are_sound() {
    for (_, chart) in examples() {
        sound::check(&chart);
    }
}
