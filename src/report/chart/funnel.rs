//! How many came to each step, and the share that went on from one to the next.

use super::{
    super::{
        document::{Cell, Table},
        language::Language,
    },
    Bar,
    axes::drawable,
    canvas::{Canvas, Fill, Letters, Stroke, WIDTH},
    letters::{self, LINE},
    style::Ink,
    words,
};

/// How high a bar is.
const BAR: f64 = 20.0;

/// How wide the written values are at most.
const VALUES: f64 = 130.0;

/// Draws the steps; nothing where all are withheld.
pub(super) fn draw(steps: &[Bar], canvas: &mut Canvas, language: Language) -> Option<()> {
    let highest = steps.iter().filter_map(value).reduce(f64::max)?;
    let written: Vec<_> = steps.iter().map(|step| letters::cut(&step.written, VALUES, true)).collect();
    let beside = written.iter().map(|words| letters::width(words, true)).fold(0.0, f64::max) + 8.0;
    let unit = if highest > 0.0 { (WIDTH - beside) / highest } else { 0.0 };
    let mut top = 0.0;
    for (at, step) in steps.iter().enumerate() {
        if let Some(share) = at.checked_sub(1).and_then(|before| went_on(&steps[before], step)) {
            let (x, y) = (8.0, top + LINE / 2.0);
            canvas.line(&[(x, y - 7.0), (x, y + 6.0)], Stroke::of(Ink::Axis, 1.5));
            canvas.line(&[(x - 4.0, y + 2.0), (x, y + 6.5), (x + 4.0, y + 2.0)], Stroke::of(Ink::Axis, 1.5));
            let words = words::went_on(language, &language.percent(share, 0));
            canvas.write((x + 12.0, y), &letters::cut(&words, WIDTH - 20.0, false), Letters::PLAIN.soft());
            top += LINE + 6.0;
        } else if at > 0 {
            top += 8.0;
        }
        top = canvas.write_lines((0.0, top), &letters::wrap(&step.label, WIDTH, 2, false), Letters::PLAIN);
        if let Some(value) = value(step) {
            canvas.block((0.0, top + 1.0), (value * unit, BAR), Fill::of(Ink::Series(0)));
            canvas.line(&[(0.5, top - 1.0), (0.5, top + BAR + 3.0)], Stroke::of(Ink::Axis, 1.0));
            canvas.write((value * unit + 7.0, top + 1.0 + BAR / 2.0), &written[at], Letters::PLAIN.bold());
            top += BAR + 5.0;
        } else {
            let words =
                if step.written.trim().is_empty() { words::too_few_to_say(language) } else { &step.written };
            canvas.write((0.0, top + LINE / 2.0), words, Letters::PLAIN.soft());
            top += LINE + 3.0;
        }
    }
    Some(())
}

/// How many, where that can be drawn. Bars begin at zero.
pub(super) fn value(bar: &Bar) -> Option<f64> {
    bar.value.and_then(drawable).map(|value| value.max(0.0))
}

/// The share of those before that came to a step.
fn went_on(before: &Bar, step: &Bar) -> Option<f64> {
    let (before, step) = (value(before)?, value(step)?);
    (before > 0.0).then(|| drawable(step / before)).flatten()
}

/// Each step.
pub(super) fn table(steps: &[Bar], caption: &str, language: Language) -> Table {
    let head =
        vec![String::new(), words::value(language).to_owned(), words::went_on_head(language).to_owned()];
    let rows = steps.iter().enumerate().map(|(at, step)| {
        let share = at.checked_sub(1).and_then(|before| went_on(&steps[before], step));
        vec![
            Cell::Text(step.label.clone()),
            if step.value.is_some() {
                Cell::Number(step.written.clone())
            } else {
                Cell::Text(step.written.clone())
            },
            Cell::Number(share.map(|share| language.percent(share, 0)).unwrap_or_default()),
        ]
    });
    Table { caption: caption.to_owned(), rows: rows.collect(), head }
}
