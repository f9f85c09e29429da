//! What each kind promises of where things are.

use proptest::prelude::*;
use roxmltree::{Document, Node};

use super::examples::examples;
use crate::report::{
    chart::{
        Axis, Bar, Chart, Control, Dot, Dots, Heat, Icons, Kind, Likert, Line, Point, Slope,
        canvas::WIDTH,
        curve,
        style::{HATCHES, Ink, LIGHT},
    },
    document::Cell,
    language::Language,
};

/// A picture to look at.
struct Picture {
    svg: String,
}

impl Picture {
    fn of(kind: Kind) -> Self {
        let chart = Chart { title: "Titel".into(), description: "Wat men ziet".into(), kind };
        Self { svg: chart.svg("c", Language::Dutch) }
    }

    /// What `look` sees in each element of a name outside definitions, where it sees something.
    fn each<T>(&self, name: &str, look: impl Fn(Node<'_, '_>) -> Option<T>) -> Vec<T> {
        let document = Document::parse(&self.svg).unwrap();
        document
            .descendants()
            .filter(|node| node.has_tag_name(name) && !node.ancestors().any(|node| node.has_tag_name("defs")))
            .filter_map(look)
            .collect()
    }

    fn words(&self) -> Vec<String> {
        self.each("text", |node| node.text().map(str::to_owned))
    }

    /// The boxes filled with an ink: left, top, width, height.
    fn boxes(&self, ink: Ink) -> Vec<[f64; 4]> {
        self.each("rect", |node| {
            (node.attribute("fill") == Some(ink.colour(&LIGHT)))
                .then(|| ["x", "y", "width", "height"].map(|name| number(node, name)))
        })
    }

    /// The paths stroked with an ink, as they are drawn.
    fn lines(&self, ink: Ink) -> Vec<String> {
        self.each("path", |node| {
            let is_line = node.attribute("fill") == Some("none");
            (is_line && node.attribute("stroke") == Some(ink.colour(&LIGHT)))
                .then(|| node.attribute("d").unwrap().to_owned())
        })
    }
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

fn bar(label: &str, value: f64) -> Bar {
    Bar { label: label.into(), value: Some(value), written: format!("{value}") }
}

fn line(points: &[(u32, f64)]) -> Line {
    let points = points.iter().map(|&(day, share)| Point { day, share, band: None, at_risk: None });
    Line { label: "Alle duo's".into(), points: points.collect() }
}

fn dots(values: &[f64], axis: Axis) -> Kind {
    let row =
        |&value: &f64| Dot { label: "Groep".into(), value: Some(value), interval: None, written: "x".into() };
    Kind::Dots(Dots { rows: values.iter().map(row).collect(), axis, all: None })
}

#[test]
fn a_share_holds_until_the_next_day_told() {
    let corners = curve::steps(&[(0, 1.0), (90, 0.8), (180, 0.5)], |day, share| (day, share));
    assert_eq!(corners, [(0.0, 1.0), (90.0, 1.0), (90.0, 0.8), (180.0, 0.8), (180.0, 0.5)]);
}

#[test]
fn a_curve_goes_level_and_down_only() {
    let picture = Picture::of(Kind::Curve(vec![line(&[(0, 1.0), (90, 0.8), (180, 0.5)])]));
    let drawn = &picture.lines(Ink::Series(0))[0];
    let places: Vec<(f64, f64)> = drawn
        .trim_start_matches('M')
        .split('L')
        .map(|place| place.split_once(',').unwrap())
        .map(|(x, y)| (x.parse().unwrap(), y.parse().unwrap()))
        .collect();
    assert_eq!(places.len(), 5);
    for pair in places.windows(2) {
        let (across, down) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        assert!((across == 0.0 && down > 0.0) || (across > 0.0 && down == 0.0), "{pair:?}");
    }
    // From 100% to 80% is two thirds of the way from 80% to 50%.
    let falls = [places[2].1 - places[1].1, places[4].1 - places[3].1];
    assert!((falls[0] / falls[1] - 2.0 / 3.0).abs() < 0.01);
}

#[test]
fn numbers_at_risk_stand_under_their_days_as_far_as_a_line_goes() {
    let mut short = line(&[(0, 1.0), (90, 0.8)]);
    short.points[0].at_risk = Some(71);
    short.points[1].at_risk = Some(43);
    let picture = Picture::of(Kind::Curve(vec![short, line(&[(0, 1.0), (360, 0.7)])]));
    let at =
        |words: &str| picture.each("text", |node| (node.text() == Some(words)).then(|| number(node, "x")));
    assert_eq!([at("71"), at("43")], [at("0"), at("60")], "no more are watched on day 60 than on day 90");
}

#[test]
fn stacked_surfaces_end_at_the_sum_of_their_shares() {
    let picture =
        Picture::of(Kind::Stacked(vec![line(&[(0, 0.0), (100, 0.2)]), line(&[(0, 0.0), (100, 0.3)])]));
    // Half of all: the scale ends at 50%, which is at the top of the plot.
    assert!(picture.words().contains(&"50%".to_owned()));
    let tops: Vec<f64> =
        picture.lines(Ink::Paper).iter().map(|d| d.rsplit_once(',').unwrap().1.parse().unwrap()).collect();
    let (ground, top) = (210.0, 10.0);
    assert!((tops[0] - (ground - 0.4 * (ground - top))).abs() < 0.3, "{tops:?}");
    assert!((tops[1] - top).abs() < 0.3, "{tops:?}");
}

#[test]
fn a_slope_tells_both_values_the_change_and_its_scale() {
    let slope = |before, after| Slope { label: "Zelfvertrouwen".into(), before, after, scale: (1.0, 5.0) };
    let picture = Picture::of(Kind::Slopes(vec![slope(2.8, 3.4)]));
    for words in ["voor 2,8", "na 3,4", "+0,6", "1", "5"] {
        assert!(picture.words().contains(&words.to_owned()), "{words}");
    }
    let centres = picture.each("circle", |node| Some(number(node, "cx")));
    assert!(centres[0] < centres[1], "before is left of after where it rose");
    let fell = Picture::of(Kind::Slopes(vec![slope(3.4, 2.8)]));
    assert!(fell.words().contains(&"−0,6".to_owned()));
}

#[test]
fn the_ends_of_a_scale_are_where_its_line_ends() {
    let slope = Slope { label: String::new(), before: 1.0, after: 5.0, scale: (1.0, 5.0) };
    let picture = Picture::of(Kind::Slopes(vec![slope]));
    let centres = picture.each("circle", |node| Some(number(node, "cx")));
    let axis = &picture.lines(Ink::Axis)[0];
    let ends: Vec<f64> =
        axis[1..].split('L').map(|place| place.split_once(',').unwrap().0.parse().unwrap()).collect();
    assert_eq!(centres, ends);
}

#[test]
fn the_middle_answer_of_every_question_lies_across_one_line() {
    let likert = Likert {
        answers: ["oneens", "neutraal", "eens"].map(str::to_owned).to_vec(),
        rows: vec![("Een".into(), vec![0.5, 0.2, 0.3]), ("Twee".into(), vec![0.1, 0.6, 0.3])],
    };
    let picture = Picture::of(Kind::Likert(likert));
    let middles: Vec<f64> = picture
        .boxes(Ink::Paper)
        .into_iter()
        .filter(|&[_, _, _, height]| height > 23.0)
        .map(|[left, _, width, _]| left + width / 2.0)
        .collect();
    assert_eq!(middles.len(), 2);
    assert!((middles[0] - middles[1]).abs() < 0.02, "{middles:?}");
    assert!(picture.words().contains(&"60%".to_owned()));
}

#[test]
fn the_largest_answers_reach_from_edge_to_edge() {
    let rows = vec![("Een".into(), vec![1.0, 0.0]), ("Twee".into(), vec![0.0, 1.0])];
    let likert = Likert { answers: vec!["nee".into(), "ja".into()], rows };
    let picture = Picture::of(Kind::Likert(likert));
    let wide = |ink| picture.boxes(ink).iter().map(|bar| bar[2]).fold(0.0, f64::max);
    assert!((wide(Ink::Series(0)) - wide(Ink::Series(1))).abs() < 0.02);
    assert!(wide(Ink::Series(0)) > WIDTH / 2.0 - 4.0);
}

#[test]
fn a_row_that_is_withheld_has_words_where_its_dot_would_be() {
    let mut kind = dots(&[0.4, 0.6], Axis::Share);
    if let Kind::Dots(dots) = &mut kind {
        dots.rows[1] = Dot {
            value: None,
            interval: Some((0.1, 0.9)),
            written: "te weinig".into(),
            ..dots.rows[1].clone()
        };
    }
    let picture = Picture::of(kind);
    assert!(picture.words().contains(&"te weinig".to_owned()));
    assert_eq!(picture.each("circle", |_| Some(())).len(), 1);
    assert!(picture.lines(Ink::Series(0)).is_empty(), "nor is its interval drawn");
}

#[test]
fn what_is_withheld_stretches_no_axis_and_is_in_no_table() {
    let hidden =
        Dot { label: "Jongeren".into(), value: None, interval: Some((1.0, 9_000.0)), written: "–".into() };
    let mut kind = dots(&[4.0], Axis::Number);
    let without = Picture::of(kind.clone()).words();
    if let Kind::Dots(dots) = &mut kind {
        dots.rows.push(hidden);
    }
    let with: Vec<_> = Picture::of(kind.clone()).words();
    assert_eq!(with.iter().filter(|words| without.contains(words)).count(), without.len());
    let table = Chart { title: String::new(), description: String::new(), kind }.table(Language::English);
    let row: Vec<_> =
        table.rows[1].iter().map(|(Cell::Text(words) | Cell::Number(words))| words.as_str()).collect();
    assert_eq!(row, ["Jongeren", "–", "", ""]);
}

#[test]
fn the_value_of_all_is_written_above_its_line() {
    let mut kind = dots(&[0.4, 0.6], Axis::Share);
    if let Kind::Dots(dots) = &mut kind {
        dots.all = Some(0.5);
    }
    let picture = Picture::of(kind);
    assert!(picture.words().contains(&"allen 50%".to_owned()));
    let centres = picture.each("circle", |node| Some(number(node, "cx")));
    let line: f64 = picture.lines(Ink::Series(1))[0][1..].split_once(',').unwrap().0.parse().unwrap();
    assert!((line - centres[0].midpoint(centres[1])).abs() < 0.2);
}

#[test]
fn a_funnel_tells_what_share_went_on() {
    let picture = Picture::of(Kind::Funnel(vec![bar("Aangemeld", 200.0), bar("Gestart", 150.0)]));
    assert!(picture.words().contains(&"75% ging verder".to_owned()));
}

#[test]
fn a_withheld_step_has_no_bar_and_no_share() {
    let hidden = Bar { label: "Halverwege".into(), value: None, written: String::new() };
    let steps = vec![bar("Aangemeld", 200.0), hidden, bar("Gestart", 150.0)];
    let picture = Picture::of(Kind::Funnel(steps));
    assert_eq!(picture.boxes(Ink::Series(0)).len(), 2);
    assert!(!picture.words().iter().any(|words| words.contains("ging verder")));
    assert!(picture.words().contains(&"te weinig om iets te zeggen".to_owned()));
}

fn months(values: &[Option<f64>], signals: &[usize]) -> Control {
    Control {
        points: values.iter().map(|&value| ("mei".into(), value)).collect(),
        centre: 0.5,
        limits: Some((0.3, 0.7)),
        signals: signals.to_vec(),
        axis: Axis::Share,
    }
}

#[test]
fn a_signal_has_a_mark_of_another_shape_and_its_meaning() {
    let values = [Some(0.5), Some(0.9), Some(0.4)];
    let diamonds = |control| {
        let picture = Picture::of(Kind::Control(control));
        let diamonds =
            picture.each("path", |node| node.attribute("d").filter(|d| d.contains('l')).map(|_| ()));
        (
            diamonds.len(),
            picture.each("circle", |_| Some(())).len(),
            picture.words().iter().any(|words| words.contains("valt op")),
        )
    };
    // One among the months, one before its meaning.
    assert_eq!(diamonds(months(&values, &[1])), (2, 2, true));
    assert_eq!(diamonds(months(&values, &[])), (0, 3, false));
    assert_eq!(diamonds(months(&values, &[7])), (0, 3, false), "a signal of no month");
}

#[test]
fn a_month_without_a_value_is_a_gap() {
    let values = [Some(0.5), Some(0.4), None, Some(0.6), Some(0.5)];
    let picture = Picture::of(Kind::Control(months(&values, &[])));
    assert_eq!(picture.lines(Ink::Series(0)).len(), 2);
}

#[test]
fn the_centre_and_the_limits_are_written_beside_their_lines() {
    let words = Picture::of(Kind::Control(months(&[Some(0.5)], &[]))).words();
    for written in ["50% midden", "30% grens", "70% grens"] {
        assert!(words.contains(&written.to_owned()), "{written}");
    }
}

#[test]
fn a_hidden_cell_is_hatched_with_a_sign_that_is_explained() {
    let names = || vec!["A".to_owned(), "B".to_owned()];
    let cells = vec![vec![Some(40), None], vec![Some(3), Some(0)]];
    let picture = Picture::of(Kind::Heat(Heat { rows: names(), columns: names(), cells }));
    let hatched =
        picture.each("rect", |node| node.attribute("fill").filter(|fill| fill.contains("-h1")).map(|_| ()));
    assert_eq!(hatched.len(), 1);
    let words = picture.words();
    assert_eq!(words.iter().filter(|words| *words == "×").count(), 1);
    assert!(words.contains(&"× = te weinig om te tonen".to_owned()));
    let shades = picture.each("rect", |node| {
        (node.attribute("fill") == Some(LIGHT.series[0]))
            .then(|| node.attribute("fill-opacity").map_or(1.0, |opacity| opacity.parse::<f64>().unwrap()))
    });
    assert!(shades[0] > shades[1] && shades[1] > shades[2], "{shades:?}");
}

#[test]
fn columns_whose_names_do_not_fit_are_numbered_like_the_rows() {
    let names: Vec<_> = ["Nieuwkomers", "Mantelzorgers", "Werkzoekenden", "Ouderen", "Jongeren", "Gezinnen"]
        .map(str::to_owned)
        .to_vec();
    let words = Picture::of(Kind::Heat(Heat {
        rows: names.clone(),
        columns: names.clone(),
        cells: vec![vec![Some(100); 6]; 6],
    }))
    .words();
    assert!(words.contains(&"2 Mantelzorgers".to_owned()) && words.contains(&"6".to_owned()));
    let other = Heat { rows: vec!["Buren".into()], columns: names, cells: vec![vec![Some(100); 6]] };
    assert!(Picture::of(Kind::Heat(other)).words().contains(&"2 = Mantelzorgers".to_owned()));
}

#[test]
fn parts_tell_their_share_unless_one_is_withheld() {
    let mut parts = vec![bar("Gemeente", 300.0), bar("Fonds", 100.0)];
    assert!(Picture::of(Kind::Parts(parts.clone())).words().contains(&"300 · 75%".to_owned()));
    parts.push(Bar { label: "Giften".into(), value: None, written: "niet te zeggen".into() });
    let words = Picture::of(Kind::Parts(parts)).words();
    assert!(
        words.contains(&"300".to_owned()) && words.contains(&"Giften: niet te zeggen".to_owned()),
        "{words:?}"
    );
}

#[test]
fn so_many_of_ten_people_are_full() {
    for of_ten in 0..=12 {
        let picture = Picture::of(Kind::Icons(vec![Icons { label: "Vooruit".into(), of_ten: Some(of_ten) }]));
        let people = |ink: Ink| {
            picture
                .each("path", |node| (node.attribute("fill") == Some(ink.colour(&LIGHT))).then_some(()))
                .len()
        };
        let counted = of_ten.min(10);
        assert_eq!(
            [people(Ink::Series(0)), people(Ink::Paper)],
            [usize::from(counted), usize::from(10 - counted)]
        );
        assert!(picture.words().contains(&format!("{counted} van de 10")));
    }
}

#[test]
fn a_chart_without_anything_to_draw_says_so() {
    let hidden = Bar { label: "Gemeente".into(), value: None, written: String::new() };
    for kind in [
        Kind::Curve(vec![line(&[])]),
        Kind::Stacked(Vec::new()),
        Kind::Slopes(Vec::new()),
        Kind::Likert(Likert { answers: vec!["ja".into()], rows: vec![("Vraag".into(), vec![])] }),
        dots(&[f64::NAN], Axis::Number),
        Kind::Funnel(vec![hidden.clone()]),
        Kind::Control(months(&[None], &[])),
        Kind::Heat(Heat { rows: vec!["A".into()], columns: vec!["B".into()], cells: vec![vec![None]] }),
        Kind::Parts(vec![hidden]),
        Kind::Icons(vec![Icons { label: "Vooruit".into(), of_ten: None }]),
    ] {
        assert_eq!(Picture::of(kind).words(), ["Te weinig gegevens om te laten zien"]);
    }
}

#[test]
fn a_chart_has_a_pattern_for_each_hatch_it_uses_and_no_other() {
    for (name, chart) in examples() {
        let svg = chart.svg("c", Language::Dutch);
        for at in 1..HATCHES.len() {
            assert_eq!(
                svg.contains(&format!("url(#c-h{at})")),
                svg.contains(&format!("id=\"c-h{at}\"")),
                "{name} {at}"
            );
        }
    }
}

#[test]
fn the_table_of_a_curve_tells_each_point() {
    let mut line = line(&[(0, 1.0), (90, 0.885)]);
    line.points[1].band = Some((0.82, 0.93));
    line.points[1].at_risk = Some(1_204);
    let chart = Chart { title: "Samen".into(), description: String::new(), kind: Kind::Curve(vec![line]) };
    let table = chart.table(Language::Dutch);
    assert_eq!(table.head, ["", "Dag", "Aandeel", "Van", "Tot", "Nog gevolgd"]);
    let row: Vec<_> =
        table.rows[1].iter().map(|(Cell::Text(words) | Cell::Number(words))| words.as_str()).collect();
    assert_eq!(row, ["Alle duo's", "90", "88,5%", "82,0%", "93,0%", "1.204"]);
}

proptest! {
    #[test]
    fn bars_are_as_long_as_their_values(values in prop::collection::vec(0.0..5_000.0_f64, 1..7)) {
        let highest = values.iter().copied().fold(0.0, f64::max);
        prop_assume!(highest > 1.0);
        let bars = values.iter().map(|&value| bar("Stap", value)).collect();
        let drawn = Picture::of(Kind::Funnel(bars)).boxes(Ink::Series(0));
        let longest = drawn.iter().map(|bar| bar[2]).fold(0.0, f64::max);
        prop_assert!(longest > WIDTH / 2.0);
        for (bar, value) in drawn.iter().zip(&values) {
            prop_assert!(bar[0] == 0.0, "bars begin at zero");
            prop_assert!((bar[2] - value / highest * longest).abs() < 0.02);
        }
    }

    #[test]
    fn parts_are_as_high_as_their_values(values in prop::collection::vec(1.0..5_000.0_f64, 1..7)) {
        let whole: f64 = values.iter().sum();
        let parts = values.iter().map(|&value| bar("Bron", value)).collect();
        let picture = Picture::of(Kind::Parts(parts));
        let total: f64 = 220.0;
        for (at, value) in values.iter().enumerate() {
            let [_, _, _, height] = picture.boxes(Ink::Series(at))[0];
            let length = value / whole * total;
            let inset = if length > 4.0 { 2.0 } else { 0.0 };
            prop_assert!((height - (length - inset)).abs() < 0.02);
        }
    }

    #[test]
    fn a_larger_value_is_never_further_left(
        values in prop::collection::vec(-1_000.0..1_000.0_f64, 2..8),
        is_share: bool,
    ) {
        let axis = if is_share { Axis::Share } else { Axis::Number };
        let values: Vec<_> = values.iter().map(|value| if is_share { value.abs() / 1_000.0 } else { *value }).collect();
        let centres = Picture::of(dots(&values, axis)).each("circle", |node| Some(number(node, "cx")));
        let mut both: Vec<_> = values.iter().zip(&centres).collect();
        both.sort_by(|one, other| one.0.total_cmp(other.0));
        let (low, high) = (both[0], both[both.len() - 1]);
        for (value, centre) in &both {
            // In proportion between the ends, to the tenth that the chart library rounds to.
            let span = (high.0 - low.0).max(1e-9);
            let wanted = low.1 + (*value - low.0) / span * (high.1 - low.1);
            prop_assert!((*centre - wanted).abs() <= 0.21, "{both:?}");
        }
        prop_assert!(both.windows(2).all(|pair| pair[0].1 <= pair[1].1));
    }
}
