//! Means before and after: two marks on their scale, joined, with both values and the change.

use super::{
    super::{
        document::{Cell, Table},
        language::Language,
    },
    Slope,
    axes::drawable,
    canvas::{Canvas, Letters, Mark, Stroke, WIDTH},
    labels,
    letters::{self, LINE},
    style::Ink,
    words,
};

/// Between rows.
const BETWEEN: f64 = 14.0;

/// From the end of a scale to its words, past the mark of a value at the end.
const ASIDE: f64 = 11.0;

/// Draws the rows; nothing where no values are there.
pub(super) fn draw(slopes: &[Slope], canvas: &mut Canvas, language: Language) -> Option<()> {
    let ends: Vec<_> =
        slopes.iter().filter_map(|slope| Some(ends(scale(slope, values(slope)?), language))).collect();
    if ends.is_empty() {
        return None;
    }
    // All scales begin and end at the same places, with room for the widest of what is written there.
    let widest = |side: usize| ends.iter().map(|ends| letters::width(&ends[side], false)).fold(0.0, f64::max);
    let line = (widest(0) + ASIDE, WIDTH - widest(1) - ASIDE);
    let mut top = 0.0;
    for slope in slopes {
        top = row(canvas, slope, top, line, language) + BETWEEN;
    }
    Some(())
}

/// The ends of a scale as they are written, in no more than a quarter of the width each.
fn ends((low, high): (f64, f64), language: Language) -> [String; 2] {
    [low, high].map(|end| letters::cut(&end_of_scale(end, language), WIDTH / 4.0, false))
}

fn end_of_scale(end: f64, language: Language) -> String {
    language.decimal(end, usize::from(end.fract().abs() > 1e-9))
}

/// Both values, where both can be drawn.
fn values(slope: &Slope) -> Option<(f64, f64)> {
    Some((drawable(slope.before)?, drawable(slope.after)?))
}

/// The scale, wide enough for both values.
fn scale(slope: &Slope, (before, after): (f64, f64)) -> (f64, f64) {
    let ends = [slope.scale.0, slope.scale.1].map(drawable);
    let (low, high) = match ends {
        [Some(low), Some(high)] if low < high => (low, high),
        _ => (before.min(after), before.max(after)),
    };
    let (low, high) = (low.min(before).min(after), high.max(before).max(after));
    if low < high { (low, high) } else { (low - 1.0, high + 1.0) }
}

/// One row; gives where it ends.
fn row(canvas: &mut Canvas, slope: &Slope, top: f64, (left, right): (f64, f64), language: Language) -> f64 {
    let Some(pair @ (before, after)) = values(slope) else {
        let y = canvas.write_lines((0.0, top), &letters::wrap(&slope.label, WIDTH, 2, false), Letters::PLAIN);
        canvas.write((0.0, y + LINE / 2.0), words::too_few_to_say(language), Letters::PLAIN.soft());
        return y + LINE;
    };
    let changed = change(before, after, language);
    let label_room = WIDTH - letters::width(&changed, true) - 16.0;
    let label = letters::wrap(&slope.label, label_room, 2, false);
    canvas.write((WIDTH, top + LINE / 2.0), &changed, Letters::PLAIN.bold().end());
    let y = canvas.write_lines((0.0, top), &label, Letters::PLAIN);

    let (low, high) = scale(slope, pair);
    let at = |value: f64| left + (value - low) / (high - low) * (right - left);

    let written = [
        format!("{} {}", words::before(language), language.decimal(before, 1)),
        format!("{} {}", words::after(language), language.decimal(after, 1)),
    ];
    let lengths = written.each_ref().map(|words| letters::width(words, false) + 10.0);
    let mut places = [(at(before), lengths[0]), (at(after), lengths[1])];
    let mut order = [0, 1];
    if before > after {
        places.reverse();
        order.reverse();
    }
    let begins = labels::spread(&places, 0.0, WIDTH);
    for (which, (begin, &(_, length))) in order.into_iter().zip(begins.into_iter().zip(&places)) {
        let style = if which == 0 { Letters::PLAIN.soft() } else { Letters::PLAIN };
        canvas.write((begin + length / 2.0, y + LINE / 2.0 + 2.0), &written[which], style.middle());
    }

    let line = y + LINE + 12.0;
    canvas.line(&[(left, line), (right, line)], Stroke::of(Ink::Axis, 1.0));
    let [from, to] = ends((low, high), language);
    for x in [left, right] {
        canvas.line(&[(x, line - 5.0), (x, line + 5.0)], Stroke::of(Ink::Axis, 1.0));
    }
    canvas.write((left - ASIDE, line), &from, Letters::PLAIN.soft().end());
    canvas.write((right + ASIDE, line), &to, Letters::PLAIN.soft());
    canvas.line(&[(at(before), line), (at(after), line)], Stroke::of(Ink::Series(0), 4.0));
    canvas.mark((at(before), line), Mark::Ring, Ink::Series(0));
    canvas.mark((at(after), line), Mark::Dot, Ink::Series(0));
    line + LINE / 2.0
}

/// A change with its sign: `+0,6`, `−0,3`, `0,0`.
fn change(before: f64, after: f64, language: Language) -> String {
    let written = language.decimal(after - before, 1);
    let is_change = written.contains(|c: char| c.is_ascii_digit() && c != '0');
    if is_change && after > before { format!("+{written}") } else { written }
}

/// Each row.
pub(super) fn table(slopes: &[Slope], caption: &str, language: Language) -> Table {
    let head = vec![
        String::new(),
        capital(words::before(language)),
        capital(words::after(language)),
        words::change(language).to_owned(),
        words::scale(language).to_owned(),
    ];
    let rows = slopes.iter().map(|slope| {
        let label = Cell::Text(slope.label.clone());
        let Some(pair @ (before, after)) = values(slope) else {
            let nothing = || Cell::Text(String::new());
            return vec![
                label,
                Cell::Text(words::too_few_to_say(language).to_owned()),
                nothing(),
                nothing(),
                nothing(),
            ];
        };
        let (low, high) = scale(slope, pair);
        let end = |end| end_of_scale(end, language);
        vec![
            label,
            Cell::Number(language.decimal(before, 1)),
            Cell::Number(language.decimal(after, 1)),
            Cell::Number(change(before, after, language)),
            Cell::Text(format!("{} – {}", end(low), end(high))),
        ]
    });
    Table { caption: caption.to_owned(), rows: rows.collect(), head }
}

/// A word as it begins a heading.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
