//! Answers from one end to the other: bars that part at the middle, whose answer, if there is one, lies across it.

use super::{
    super::{
        document::{Cell, Table},
        language::Language,
    },
    Likert,
    axes::count,
    canvas::{Canvas, Fill, Letters, Stroke, WIDTH},
    letters::{self, LINE},
    style::{FULL, Ink, PALE},
    words,
};

/// How high a bar is.
const BAR: f64 = 24.0;

/// Between rows.
const BETWEEN: f64 = 12.0;

/// The side of the swatch before an answer's name.
const SWATCH: f64 = 12.0;

/// Draws the bars; nothing where no question has an answer.
pub(super) fn draw(likert: &Likert, canvas: &mut Canvas, language: Language) -> Option<()> {
    let answers = likert.answers.len();
    let rows: Vec<(&str, Option<Vec<f64>>)> =
        likert.rows.iter().map(|(label, shares)| (&**label, drawable(shares, answers))).collect();
    let reach = |side: fn(&[f64]) -> f64| {
        rows.iter().filter_map(|(_, shares)| shares.as_deref()).map(side).fold(0.0, f64::max)
    };
    let (left, right) = (reach(before), reach(|shares| shares.iter().sum::<f64>() - before(shares)));
    if left + right <= 0.0 {
        return None;
    }
    let unit = (WIDTH - 2.0) / (left + right);
    let middle = 1.0 + left * unit;
    let mut top = key(canvas, &likert.answers) + BETWEEN;
    for (label, shares) in &rows {
        top = canvas.write_lines((0.0, top), &letters::wrap(label, WIDTH, 2, false), Letters::PLAIN);
        if let Some(shares) = shares {
            canvas.line(&[(middle, top), (middle, top + BAR + 8.0)], Stroke::of(Ink::Text, 1.5));
            bar(canvas, shares, middle - before(shares) * unit, top + 3.0, unit, language);
            top += BAR + 8.0;
        } else {
            canvas.write((0.0, top + LINE / 2.0), words::too_few_to_say(language), Letters::PLAIN.soft());
            top += LINE;
        }
        top += BETWEEN;
    }
    Some(())
}

/// The share of each answer, which add up to one at most; nothing where nobody answered.
fn drawable(shares: &[f64], answers: usize) -> Option<Vec<f64>> {
    let clean = |share: &f64| if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let mut shares: Vec<f64> = shares.iter().take(answers).map(clean).collect();
    shares.resize(answers, 0.0);
    let sum: f64 = shares.iter().sum();
    // Less than anything that can be seen is as good as nobody.
    if sum < 1e-6 {
        return None;
    }
    if sum > 1.0 {
        for share in &mut shares {
            *share /= sum;
        }
    }
    Some(shares)
}

/// How much lies before the middle: the answers of the first half, and half of the answer in the middle.
fn before(shares: &[f64]) -> f64 {
    let half = shares.len() / 2;
    let across = if shares.len() % 2 == 1 { shares[half] / 2.0 } else { 0.0 };
    shares[..half].iter().sum::<f64>() + across
}

/// How an answer is filled, and the ink of words on it. Ends are full, what lies between is paler, the middle is empty.
fn fill(answer: usize, answers: usize) -> (Fill, Ink) {
    let half = answers / 2;
    let (ink, from_end, hatch) = match answer {
        _ if answers % 2 == 1 && answer == half => {
            return (Fill::of(Ink::Paper).outlined(Ink::Axis), Ink::Text);
        }
        _ if answer < half => (Ink::Series(1), answer, 1),
        _ => (Ink::Series(0), answers - 1 - answer, 0),
    };
    match from_end {
        0 => (Fill::of(ink).opacity(FULL[1]).hatched(hatch), Ink::Paper),
        1 => (Fill::of(ink).opacity(PALE[2]).hatched(hatch).outlined(ink), Ink::Text),
        _ => (Fill::of(ink).opacity(PALE[0]).hatched(hatch).outlined(ink), Ink::Text),
    }
}

/// A bar from its left end.
fn bar(canvas: &mut Canvas, shares: &[f64], left: f64, top: f64, unit: f64, language: Language) {
    let mut x = left;
    for (answer, &share) in shares.iter().enumerate() {
        let width = share * unit;
        if width > 0.0 {
            let (fill, ink) = fill(answer, shares.len());
            // A sliver of paper keeps neighbours apart.
            let inset = if width > 4.0 { 1.0 } else { 0.0 };
            canvas.block((x + inset, top + 1.0), (width - 2.0 * inset, BAR), fill);
            let written = language.percent(share, 0);
            let length = letters::width(&written, false);
            if length + 8.0 <= width {
                let at = x + width / 2.0;
                if fill.is_hatched() {
                    // A gap in the hatch, so that the words can be read.
                    let (place, size) = ((at - length / 2.0 - 1.0, top + 4.0), (length + 2.0, BAR - 6.0));
                    canvas.block(place, size, Fill::of(Ink::Paper));
                    canvas.block(place, size, fill.plain());
                }
                canvas.write((at, top + 1.0 + BAR / 2.0), &written, Letters::PLAIN.ink(ink).middle());
            }
        }
        x += width;
    }
}

/// The names of the answers in their order, each behind its swatch; gives where they end.
fn key(canvas: &mut Canvas, answers: &[String]) -> f64 {
    let (mut x, mut top) = (0.0, 0.0);
    for (answer, name) in answers.iter().enumerate() {
        let name = letters::cut(name, WIDTH / 2.0 - SWATCH - 20.0, false);
        let length = SWATCH + 5.0 + letters::width(&name, false);
        if x + length > WIDTH && x > 0.0 {
            (x, top) = (0.0, top + LINE + 2.0);
        }
        let (fill, _) = fill(answer, answers.len());
        canvas.block((x + 0.5, top + (LINE - SWATCH) / 2.0), (SWATCH, SWATCH), fill);
        canvas.write((x + SWATCH + 5.0, top + LINE / 2.0), &name, Letters::PLAIN);
        x += length + 14.0;
    }
    top + LINE * count(1)
}

/// Each question with the share of each answer.
pub(super) fn table(likert: &Likert, caption: &str, language: Language) -> Table {
    let mut head = vec![String::new()];
    head.extend(likert.answers.iter().cloned());
    let rows = likert.rows.iter().map(|(label, shares)| {
        let mut row = vec![Cell::Text(label.clone())];
        match drawable(shares, likert.answers.len()) {
            Some(shares) => row.extend(shares.iter().map(|&share| Cell::Number(language.percent(share, 0)))),
            None => row.push(Cell::Text(words::too_few_to_say(language).to_owned())),
        }
        row.resize(head.len(), Cell::Text(String::new()));
        row
    });
    Table { caption: caption.to_owned(), rows: rows.collect(), head }
}
