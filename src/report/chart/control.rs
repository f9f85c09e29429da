//! Months with their centre and limits; those that stand out have another mark.

use super::{
    super::{
        document::{Cell, Table},
        language::Language,
    },
    Axis, Control,
    axes::{Grid, Plot, Room, Scale, TICK_WORDS, count, drawable, written},
    canvas::{Canvas, Letters, Mark, Stroke, WIDTH},
    curve::{BESIDE, GAP},
    labels,
    letters::{self, LINE},
    style::Ink,
    words,
};

/// How high the inside of the axes is.
const HIGH: f64 = 180.0;

/// How wide the name of a month is at most, in each of two lines.
const NAMES: f64 = 80.0;

/// Draws the months; nothing where none has a value.
pub(super) fn draw(control: &Control, canvas: &mut Canvas, language: Language) -> Option<()> {
    let values: Vec<Option<f64>> = control.points.iter().map(|(_, value)| value.and_then(drawable)).collect();
    values.iter().flatten().next()?;
    let limits = limits(control);
    let centre = drawable(control.centre);
    let lines: Vec<(&str, f64)> = limits
        .map(|(_, high)| (words::limit(language), high))
        .into_iter()
        .chain(centre.map(|centre| (words::centre(language), centre)))
        .chain(limits.map(|(low, _)| (words::limit(language), low)))
        .collect();
    let named: Vec<_> = lines
        .iter()
        .map(|&(name, value)| format!("{} {name}", written(value, control.axis, language)))
        .map(|words| letters::cut(&words, BESIDE, true))
        .collect();
    let widest = named.iter().map(|words| letters::width(words, true)).fold(0.0, f64::max);

    let spanned: Vec<f64> =
        values.iter().flatten().copied().chain(lines.iter().map(|&(_, value)| value)).collect();
    let y = match control.axis {
        Axis::Share => Scale::shares(&spanned, 6, language),
        Axis::Number => Scale::number(&spanned, 5, language),
    };
    let right = WIDTH - if named.is_empty() { 44.0 } else { GAP + widest };
    let room = Room { left: y.beside().max(36.0), top: 10.0, right, bottom: 10.0 + HIGH };
    let plot = Plot::draw(canvas, room, Scale::places(values.len()), y, Grid::Level);
    let at = |point: usize, value: f64| plot.at(count(point) + 0.5, value);

    let is_centre = |at: usize| lines.len() == 1 || at == 1;
    for (which, &(_, value)) in lines.iter().enumerate() {
        let y = plot.at(0.0, value).1;
        let stroke = if is_centre(which) {
            Stroke::of(Ink::Text, 1.25)
        } else {
            Stroke::of(Ink::Axis, 1.25).dashed("6 4")
        };
        canvas.line(&[(room.left, y), (room.right, y)], stroke);
    }
    let wanted: Vec<_> = lines.iter().map(|&(_, value)| (plot.at(0.0, value).1, LINE)).collect();
    let tops = labels::spread(&wanted, room.top - LINE / 2.0, room.bottom + LINE / 2.0);
    for ((which, top), (wanted, _)) in tops.into_iter().enumerate().zip(&wanted) {
        let (x, y) = (room.right + GAP, top + LINE / 2.0);
        canvas.line(&[(room.right, *wanted), (x - 3.0, y)], Stroke::of(Ink::Axis, 1.0));
        let letters = if is_centre(which) { Letters::PLAIN.bold() } else { Letters::PLAIN.soft() };
        canvas.write((x, y), &named[which], letters);
    }

    let points: Vec<_> =
        values.iter().enumerate().map(|(point, value)| value.map(|value| at(point, value))).collect();
    for stretch in points.split(Option::is_none) {
        let stretch: Vec<_> = stretch.iter().copied().flatten().collect();
        canvas.line(&stretch, Stroke::of(Ink::Series(0), 2.0));
    }
    let mut stands_out = false;
    for (point, place) in points.iter().enumerate() {
        let Some(place) = *place else { continue };
        let is_signal = control.signals.contains(&point);
        stands_out |= is_signal;
        let (mark, ink) =
            if is_signal { (Mark::Diamond, Ink::Series(1)) } else { (Mark::Dot, Ink::Series(0)) };
        canvas.mark(place, mark, ink);
    }
    let below = names(canvas, control, &plot);
    if stands_out {
        canvas.mark((7.0, below + LINE / 2.0 + 4.0), Mark::Diamond, Ink::Series(1));
        let words = letters::cut(words::signal_means(language), WIDTH - 20.0, false);
        canvas.write((20.0, below + LINE / 2.0 + 4.0), &words, Letters::PLAIN.soft());
    }
    Some(())
}

/// The names of as many months as have room, evenly; gives where they end.
fn names(canvas: &mut Canvas, control: &Control, plot: &Plot) -> f64 {
    let room = plot.room();
    let apart = (room.right - room.left) / count(control.points.len().max(1));
    let names: Vec<_> = control.points.iter().map(|(name, _)| letters::wrap(name, NAMES, 2, false)).collect();
    let widest = names.iter().flatten().map(|words| letters::width(words, false)).fold(0.0, f64::max) + 8.0;
    let every = (1..names.len()).find(|&every| count(every) * apart >= widest).unwrap_or(names.len().max(1));
    let top = room.bottom + TICK_WORDS;
    let mut ends = top + LINE;
    for (point, name) in names.iter().enumerate().step_by(every) {
        let (x, _) = plot.at(count(point) + 0.5, 0.0);
        canvas.line(&[(x, room.bottom), (x, room.bottom + 4.0)], Stroke::of(Ink::Axis, 1.0));
        ends = canvas.write_lines((x, top), name, Letters::PLAIN.soft().middle()).max(ends);
    }
    ends
}

/// The limits where they can be drawn, the lower first.
fn limits(control: &Control) -> Option<(f64, f64)> {
    let (low, high) = control.limits?;
    let (low, high) = (drawable(low)?, drawable(high)?);
    Some((low.min(high), low.max(high)))
}

/// Each month, with the centre and the limits beside it.
pub(super) fn table(control: &Control, caption: &str, language: Language) -> Table {
    let limits = limits(control);
    let number = |value: Option<f64>| {
        Cell::Number(
            value.and_then(drawable).map(|value| written(value, control.axis, language)).unwrap_or_default(),
        )
    };
    let mut head = vec![String::new(), words::value(language).to_owned(), words::centre(language).to_owned()];
    if limits.is_some() {
        head.extend([words::lowest(language).to_owned(), words::highest(language).to_owned()]);
    }
    head.push(words::signal_head(language).to_owned());
    let rows = control.points.iter().enumerate().map(|(at, (name, value))| {
        let mut row = vec![Cell::Text(name.clone()), number(*value), number(Some(control.centre))];
        if let Some((low, high)) = limits {
            row.extend([number(Some(low)), number(Some(high))]);
        }
        let is_signal = control.signals.contains(&at);
        row.push(Cell::Text(if is_signal { words::yes(language) } else { words::no(language) }.to_owned()));
        row
    });
    Table { caption: caption.to_owned(), rows: rows.collect(), head }
}
