//! Values with their intervals on one axis, and the value of all together.

use super::{
    super::{
        document::{Cell, Table},
        language::Language,
    },
    Axis, Dot, Dots,
    axes::{self, Grid, Plot, Room, Scale, count, drawable},
    canvas::{Canvas, Letters, Mark, Stroke, WIDTH},
    letters::{self, LINE},
    style::Ink,
    words,
};

/// How wide the labels are at most.
const LABELS: f64 = 150.0;

/// How wide the written values are at most.
const VALUES: f64 = 90.0;

/// Draws the rows; nothing where all are withheld.
pub(super) fn draw(dots: &Dots, canvas: &mut Canvas, language: Language) -> Option<()> {
    let value = |dot: &Dot| dot.value.and_then(drawable);
    dots.rows.iter().find_map(value)?;
    let all = dots.all.and_then(drawable);
    let labels: Vec<_> = dots.rows.iter().map(|dot| letters::wrap(&dot.label, LABELS, 2, false)).collect();
    let written: Vec<_> = dots
        .rows
        .iter()
        .map(
            |dot| if value(dot).is_some() { letters::cut(&dot.written, VALUES, true) } else { String::new() },
        )
        .collect();
    let left = labels.iter().flatten().map(|words| letters::width(words, false)).fold(40.0, f64::max) + 14.0;
    let right = WIDTH - written.iter().map(|words| letters::width(words, true)).fold(20.0, f64::max) - 14.0;

    let rows: Vec<f64> = labels.iter().map(|lines| count(lines.len()) * LINE + 10.0).collect();
    let top = if all.is_some() { LINE + 4.0 } else { 6.0 };
    let room = Room { left, top, right, bottom: top + rows.iter().sum::<f64>() + 4.0 };
    let values: Vec<f64> = dots.rows.iter().flat_map(spanned).chain(all).collect();
    let x = Scale::fitting(right - left, |most| Scale::of(dots.axis, &values, most, language));
    let plot = Plot::draw(canvas, room, x, Scale::places(1), Grid::Upright);
    let at = |value: f64| plot.at(value, 0.0).0;

    if let Some(all) = all {
        canvas.line(
            &[(at(all), top - 2.0), (at(all), room.bottom)],
            Stroke::of(Ink::Series(1), 1.5).dashed("5 3"),
        );
        let words = format!("{} {}", words::all(language), axes::written(all, dots.axis, language));
        canvas.write((at(all), LINE / 2.0), &words, Letters::PLAIN.ink(Ink::Series(1)).middle());
    }
    let mut y = top;
    for (((dot, label), written), high) in dots.rows.iter().zip(&labels).zip(&written).zip(rows) {
        let middle = y + high / 2.0;
        canvas.write_lines((0.0, middle - count(label.len()) * LINE / 2.0), label, Letters::PLAIN);
        if let Some(value) = value(dot) {
            if let Some((low, high)) = interval(dot) {
                canvas.line(&[(at(low), middle), (at(high), middle)], Stroke::of(Ink::Series(0), 2.0));
                for end in [low, high] {
                    canvas.line(
                        &[(at(end), middle - 4.0), (at(end), middle + 4.0)],
                        Stroke::of(Ink::Series(0), 2.0),
                    );
                }
            }
            canvas.mark((at(value), middle), Mark::Dot, Ink::Series(0));
            canvas.write((WIDTH, middle), written, Letters::PLAIN.bold().end());
        } else {
            let words =
                if dot.written.trim().is_empty() { words::too_few_to_say(language) } else { &dot.written };
            let words = letters::cut(words, WIDTH - left, false);
            canvas.write((left + 4.0, middle), &words, Letters::PLAIN.soft().halo());
        }
        y += high;
    }
    Some(())
}

/// The interval where it can be drawn.
fn interval(dot: &Dot) -> Option<(f64, f64)> {
    let (low, high) = dot.interval?;
    let (low, high) = (drawable(low)?, drawable(high)?);
    Some((low.min(high), low.max(high)))
}

/// What of a row the axis must span.
fn spanned(dot: &Dot) -> impl Iterator<Item = f64> + use<> {
    let value = dot.value.and_then(drawable);
    let interval = value.and(interval(dot));
    value.into_iter().chain(interval.map(|ends| ends.0)).chain(interval.map(|ends| ends.1))
}

/// Each row.
pub(super) fn table(dots: &Dots, caption: &str, language: Language) -> Table {
    let number = |value: f64| {
        Cell::Number(match dots.axis {
            Axis::Share => language.percent(value, 1),
            Axis::Number => axes::written(value, dots.axis, language),
        })
    };
    let head = vec![
        String::new(),
        words::value(language).to_owned(),
        words::lowest(language).to_owned(),
        words::highest(language).to_owned(),
    ];
    let nothing = || Cell::Text(String::new());
    let mut rows: Vec<_> = dots
        .rows
        .iter()
        .map(|dot| {
            let is_told = dot.value.and_then(drawable).is_some();
            let written = dot.written.clone();
            let ends = interval(dot).filter(|_| is_told);
            let value = if is_told { Cell::Number(written) } else { Cell::Text(written) };
            let (low, high) = (ends.map(|ends| ends.0), ends.map(|ends| ends.1));
            vec![
                Cell::Text(dot.label.clone()),
                value,
                low.map_or_else(nothing, number),
                high.map_or_else(nothing, number),
            ]
        })
        .collect();
    if let Some(all) = dots.all.and_then(drawable) {
        rows.push(vec![Cell::Text(words::all(language).to_owned()), number(all), nothing(), nothing()]);
    }
    Table { caption: caption.to_owned(), head, rows }
}
