//! The one check of everything that must hold of a picture and its table.

use std::collections::BTreeSet;

use roxmltree::{Document, Node};

use crate::report::{
    chart::{Chart, Kind, canvas::WIDTH, letters},
    document::Cell,
    language::Language,
};

/// A word on a picture, with the box it takes at most.
#[derive(Debug)]
struct Word {
    words: String,
    left: f64,
    right: f64,
    middle: f64,
}

/// Checks a chart in both languages.
pub(super) fn check(chart: &Chart) {
    for language in Language::ALL {
        check_picture(chart, language);
        check_table(chart, language);
    }
}

fn check_picture(chart: &Chart, language: Language) {
    let svg = chart.svg("c-1", language);
    let document = Document::parse(&svg).unwrap();
    let root = document.root_element();
    assert_eq!(root.tag_name().name(), "svg");
    assert_eq!(root.attribute("role"), Some("img"));
    check_names(chart, &document);
    let boxed: Vec<f64> =
        root.attribute("viewBox").unwrap().split(' ').map(|part| part.parse().unwrap()).collect();
    assert!(boxed[0] == 0.0 && boxed[1] == 0.0 && (boxed[2] - WIDTH).abs() < 1e-9, "{boxed:?}");
    let inside = |x: f64, y: f64| {
        let (wide, high) = (-0.01..=boxed[2] + 0.01, -0.01..=boxed[3] + 0.01);
        assert!(wide.contains(&x) && high.contains(&y), "({x}, {y}) is outside {boxed:?}");
    };
    let mut words = Vec::new();
    for node in root.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let known = ["svg", "title", "desc", "style", "defs", "pattern", "path", "rect", "circle", "text"]
            .contains(&name);
        assert!(known, "{name} is not ours");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on") && !attribute.name().contains("href"));
            let value = attribute.value().to_ascii_lowercase();
            assert!(!value.contains("nan") && !value.contains("inf"), "{}: {value}", attribute.name());
        }
        if node.ancestors().any(|node| node.has_tag_name("defs")) {
            continue;
        }
        let number = |name: &str| node.attribute(name).map_or(0.0, |value| value.parse::<f64>().unwrap());
        match name {
            "rect" => {
                inside(number("x"), number("y"));
                inside(number("x") + number("width"), number("y") + number("height"));
            }
            "circle" => {
                inside(number("cx") - number("r"), number("cy") - number("r"));
                inside(number("cx") + number("r"), number("cy") + number("r"));
            }
            "path" => corners(node).into_iter().for_each(|(x, y)| inside(x, y)),
            "text" => words.push(word(node)),
            _ => {}
        }
    }
    for word in &words {
        inside(word.left, word.middle - letters::SIZE / 2.0);
        inside(word.right, word.middle + letters::SIZE / 2.0);
        assert!(!word.words.chars().any(char::is_control));
    }
    for (at, one) in words.iter().enumerate() {
        for other in &words[..at] {
            let apart = one.right <= other.left + 0.1
                || other.right <= one.left + 0.1
                || (one.middle - other.middle).abs() >= letters::SIZE - 0.1;
            assert!(apart, "{other:?} and {one:?} overlap");
        }
    }
}

/// The title and the description are those of the chart and named by the root; no identifier comes twice.
fn check_names(chart: &Chart, document: &Document<'_>) {
    let ids: Vec<_> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    let named = document.root_element().attribute("aria-labelledby").unwrap();
    let found: Vec<_> = named
        .split(' ')
        .map(|id| document.descendants().find(|node| node.attribute("id") == Some(id)).unwrap())
        .map(|node| (node.tag_name().name(), node.text().unwrap_or_default().to_owned()))
        .collect();
    let text = |text: &str| letters::clean(text).into_owned();
    assert_eq!(found, [("title", text(&chart.title)), ("desc", text(&chart.description))]);
    for node in document.descendants() {
        if let Some(id) = node.attribute("fill").and_then(|fill| fill.strip_prefix("url(#")) {
            assert!(ids.contains(&id.trim_end_matches(')')), "nothing has {id}");
        }
    }
}

/// The places of a path of lines; of another shape, the corners of the box it is drawn in.
fn corners(path: Node<'_, '_>) -> Vec<(f64, f64)> {
    let pair = |text: &str| -> (f64, f64) {
        let (x, y) = text.split_once(',').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    if let Some(moved) = path.attribute("transform") {
        let (x, y) = pair(moved.strip_prefix("translate(").unwrap().trim_end_matches(')'));
        return vec![(x, y), (x + 18.0, y + 34.0)];
    }
    let steps = path.attribute("d").unwrap().strip_prefix('M').unwrap().trim_end_matches('Z');
    let mut places: Vec<(f64, f64)> = Vec::new();
    for step in steps.split_inclusive(['L', 'l']).scan('L', |kind, step| {
        let told = std::mem::replace(kind, step.chars().last().unwrap());
        Some((told, step.trim_end_matches(['L', 'l'])))
    }) {
        let (x, y) = pair(step.1);
        match (step.0, places.last()) {
            ('l', Some(&(from_x, from_y))) => places.push((from_x + x, from_y + y)),
            _ => places.push((x, y)),
        }
    }
    places
}

fn word(node: Node<'_, '_>) -> Word {
    let number = |name: &str| node.attribute(name).unwrap().parse::<f64>().unwrap();
    let words = node.text().unwrap_or_default().to_owned();
    let width = letters::width(&words, node.has_attribute("font-weight"));
    let left = number("x")
        - match node.attribute("text-anchor") {
            None => 0.0,
            Some("middle") => width / 2.0,
            Some("end") => width,
            other => panic!("{other:?} is no anchor"),
        };
    Word { words, left, right: left + width, middle: number("y") - 0.36 * letters::SIZE }
}

fn check_table(chart: &Chart, language: Language) {
    let table = chart.table(language);
    assert_eq!(table.caption, chart.title);
    for row in &table.rows {
        assert_eq!(row.len(), table.head.len());
    }
    let said: BTreeSet<&str> = table
        .head
        .iter()
        .map(String::as_str)
        .chain(table.rows.iter().flatten().map(|(Cell::Text(words) | Cell::Number(words))| &**words))
        .collect();
    for label in labels(&chart.kind) {
        assert!(said.contains(label), "{label:?} is not in the table");
    }
    for words in said {
        assert!(
            labels(&chart.kind).contains(&words) || !(words.contains("NaN") || words.contains("inf")),
            "{words}"
        );
    }
}

/// Every label of a chart.
fn labels(kind: &Kind) -> Vec<&str> {
    match kind {
        Kind::Curve(lines) | Kind::Stacked(lines) => lines.iter().map(|line| &*line.label).collect(),
        Kind::Slopes(slopes) => slopes.iter().map(|slope| &*slope.label).collect(),
        Kind::Likert(likert) => likert
            .answers
            .iter()
            .chain(likert.rows.iter().map(|(label, _)| label))
            .map(|label| &**label)
            .collect(),
        Kind::Dots(dots) => dots.rows.iter().flat_map(|row| [&*row.label, &*row.written]).collect(),
        Kind::Funnel(bars) | Kind::Parts(bars) => {
            bars.iter().flat_map(|bar| [&*bar.label, &*bar.written]).collect()
        }
        Kind::Control(control) => control.points.iter().map(|(label, _)| &**label).collect(),
        Kind::Heat(heat) => heat.rows.iter().chain(&heat.columns).map(|label| &**label).collect(),
        Kind::Icons(rows) => rows.iter().map(|row| &*row.label).collect(),
    }
}
