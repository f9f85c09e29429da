//! Parts of a whole: one bar, upright so that the names beside it can be read, the first part on top.

use super::{
    super::{
        document::{Cell, Table},
        language::Language,
    },
    Bar,
    axes::count,
    canvas::{Canvas, Fill, Letters, Stroke, WIDTH},
    funnel::value,
    labels,
    letters::{self, LINE},
    style::Ink,
    words,
};

/// How high the bar is at least.
const HIGH: f64 = 220.0;

/// How wide the bar is.
const WIDE: f64 = 84.0;

/// How wide what is written of a part is at most.
const VALUES: f64 = 160.0;

/// From the bar to what is written of its parts.
const GAP: f64 = 28.0;

/// Draws the bar; nothing where there is no whole.
pub(super) fn draw(parts: &[Bar], canvas: &mut Canvas, language: Language) -> Option<()> {
    let whole: f64 = parts.iter().filter_map(value).sum();
    if whole <= 0.0 || !whole.is_finite() {
        return None;
    }
    // Without a part that is withheld, shares of the rest would mislead.
    let is_whole = parts.iter().all(|part| value(part).is_some());
    let known: Vec<_> = parts.iter().filter_map(|part| Some((part, value(part)?))).collect();
    let written: Vec<_> = known
        .iter()
        .map(|(part, value)| {
            let share =
                if is_whole { format!(" · {}", language.percent(value / whole, 0)) } else { String::new() };
            letters::cut(&part.written, VALUES - letters::width(&share, true), true) + &share
        })
        .collect();
    let x = WIDE + GAP;
    let names_at = x + written.iter().map(|words| letters::width(words, true)).fold(0.0, f64::max) + 10.0;
    let names: Vec<_> =
        known.iter().map(|(part, _)| letters::wrap(&part.label, WIDTH - names_at, 2, false)).collect();
    let lengths: Vec<f64> = names.iter().map(|lines| count(lines.len()) * LINE + 4.0).collect();
    let high = HIGH.max(lengths.iter().sum());
    let mut begun = 0.0;
    let mut wanted = Vec::new();
    for (at, &(_, value)) in known.iter().enumerate() {
        let length = value / whole * high;
        let inset = if length > 4.0 { 1.0 } else { 0.0 };
        canvas.block((0.0, begun + inset), (WIDE, length - 2.0 * inset), Fill::series(at));
        wanted.push((begun + length / 2.0, lengths[at]));
        begun += length;
    }
    let tops = labels::spread(&wanted, 0.0, high);
    for (at, top) in tops.into_iter().enumerate() {
        let y = top + 2.0 + LINE / 2.0;
        let middle = wanted[at].0;
        let leader = [(WIDE + 2.0, middle), (WIDE + 7.0, middle), (x - 9.0, y), (x - 4.0, y)];
        canvas.line(&leader, Stroke::of(Ink::Axis, 1.0));
        canvas.write((x, y), &written[at], Letters::PLAIN.bold());
        canvas.write_lines((names_at, y - LINE / 2.0), &names[at], Letters::PLAIN);
    }
    let mut y = high + 8.0;
    for part in parts.iter().filter(|part| value(part).is_none()) {
        let written =
            if part.written.trim().is_empty() { words::too_few_to_say(language) } else { &part.written };
        let line = letters::wrap(&format!("{}: {written}", part.label), WIDTH, 2, false);
        y = canvas.write_lines((0.0, y), &line, Letters::PLAIN.soft());
    }
    Some(())
}

/// Each part with its share.
pub(super) fn table(parts: &[Bar], caption: &str, language: Language) -> Table {
    let whole: f64 = parts.iter().filter_map(value).sum();
    let is_whole = whole > 0.0 && parts.iter().all(|part| value(part).is_some());
    let head = vec![String::new(), words::value(language).to_owned(), words::share(language).to_owned()];
    let rows = parts.iter().map(|part| {
        let share = value(part).filter(|_| is_whole).map(|value| language.percent(value / whole, 0));
        vec![
            Cell::Text(part.label.clone()),
            if part.value.is_some() {
                Cell::Number(part.written.clone())
            } else {
                Cell::Text(part.written.clone())
            },
            Cell::Number(share.unwrap_or_default()),
        ]
    });
    Table { caption: caption.to_owned(), rows: rows.collect(), head }
}
