//! Who is tied to whom: cells the darker the more ties, with their number; hidden ones are hatched and carry a sign.

use super::{
    super::{
        document::{Cell, Table},
        language::Language,
    },
    Heat,
    axes::count,
    canvas::{Canvas, Fill, Letters, WIDTH},
    letters::{self, LINE},
    style::{FULL, Ink, PALE},
    words,
};

/// How wide the names of rows are at most.
const NAMES: f64 = 130.0;

/// How high a cell is.
const CELL: f64 = 38.0;

/// The sign of a cell that is hidden, as statistical offices have it.
const HIDDEN: &str = "×";

/// Draws the matrix; nothing where all cells are hidden.
pub(super) fn draw(heat: &Heat, canvas: &mut Canvas, language: Language) -> Option<()> {
    let cell = |row: usize, column: usize| heat.cells.get(row)?.get(column).copied().flatten();
    let (rows, columns) = (heat.rows.len(), heat.columns.len());
    let all = || (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let most = all().filter_map(|(row, column)| cell(row, column)).max()?;

    // Where the columns' names do not fit, columns are numbered.
    let is_square = heat.rows == heat.columns;
    let fits = |width: f64| {
        heat.columns.iter().all(|name| letters::wrap(name, width, 2, false).join(" ") == letters::clean(name))
    };
    let names: Vec<_> = heat.rows.iter().map(|name| letters::wrap(name, NAMES, 2, false)).collect();
    let widest = |names: &[Vec<String>]| {
        names.iter().flatten().map(|words| letters::width(words, false)).fold(0.0, f64::max) + 10.0
    };
    let is_numbered = !fits((WIDTH - widest(&names)) / count(columns) - 6.0);
    let names = if is_numbered && is_square {
        let numbered = heat.rows.iter().enumerate();
        numbered.map(|(at, name)| letters::wrap(&format!("{} {name}", at + 1), NAMES, 2, false)).collect()
    } else {
        names
    };
    let left = widest(&names);
    let width = (WIDTH - left) / count(columns);
    let heads: Vec<_> = heat
        .columns
        .iter()
        .enumerate()
        .map(|(at, name)| {
            if is_numbered { vec![(at + 1).to_string()] } else { letters::wrap(name, width - 6.0, 2, false) }
        })
        .collect();
    let head_lines = heads.iter().map(Vec::len).max().unwrap_or_default();
    let top = count(head_lines) * LINE + 4.0;
    for (at, head) in heads.iter().enumerate() {
        let from = top - 4.0 - count(head.len()) * LINE;
        if head.iter().all(|words| letters::width(words, false) <= width) {
            canvas.write_lines(
                (left + (count(at) + 0.5) * width, from),
                head,
                Letters::PLAIN.soft().middle(),
            );
        }
    }
    for (at, name) in names.iter().enumerate() {
        let middle = top + (count(at) + 0.5) * CELL;
        canvas.write_lines((0.0, middle - count(name.len()) * LINE / 2.0), name, Letters::PLAIN);
    }
    let mut is_hidden = false;
    for (row, column) in all() {
        let at = (left + count(column) * width, top + count(row) * CELL);
        let size = ((width - 2.0).max(width / 2.0), CELL - 2.0);
        let middle = (at.0 + size.0 / 2.0, at.1 + size.1 / 2.0);
        let (words, letters) = if let Some(ties) = cell(row, column) {
            let (opacity, ink) = shade(ties, most);
            canvas.block(at, size, Fill::of(Ink::Series(0)).opacity(opacity));
            (language.whole(ties), Letters::PLAIN.ink(ink))
        } else {
            is_hidden = true;
            canvas.block(at, size, Fill::of(Ink::Rule).hatched(1).outlined(Ink::Axis));
            (HIDDEN.to_owned(), Letters::PLAIN.halo())
        };
        if letters::width(&words, false) <= size.0 {
            canvas.write(middle, &words, letters.middle());
        }
    }
    let mut y = top + count(rows) * CELL + 4.0;
    let mut notes = Vec::new();
    if is_hidden {
        notes.push(format!("{HIDDEN} = {}", words::hidden_means(language)));
    }
    if is_numbered && !is_square {
        notes.extend(heat.columns.iter().enumerate().map(|(at, name)| format!("{} = {name}", at + 1)));
    }
    for note in notes {
        canvas.write((0.0, y + LINE / 2.0), &note, Letters::PLAIN.soft());
        y += LINE;
    }
    Some(())
}

/// How full a cell is of its ink, and the ink of its words: nothing is empty, then four steps of equal breadth.
fn shade(ties: u64, most: u64) -> (f64, Ink) {
    let shades = [(PALE[1], Ink::Text), (PALE[2], Ink::Text), (FULL[0], Ink::Paper), (FULL[1], Ink::Paper)];
    if ties == 0 || most == 0 {
        return (PALE[0], Ink::Text);
    }
    // From 0 to 3, as there is at least one tie and at most `most`.
    let step = u128::from(ties - 1) * 4 / u128::from(most);
    shades[usize::try_from(step).unwrap_or(3).min(3)]
}

/// Each row with its cells.
pub(super) fn table(heat: &Heat, caption: &str, language: Language) -> Table {
    let mut columns = vec![String::new()];
    columns.extend(heat.columns.iter().cloned());
    let rows = heat.rows.iter().enumerate().map(|(row, name)| {
        let mut cells = vec![Cell::Text(name.clone())];
        cells.extend((0..heat.columns.len()).map(|column| {
            match heat.cells.get(row).and_then(|cells| cells.get(column)).copied().flatten() {
                Some(ties) => Cell::Number(language.whole(ties)),
                None => Cell::Text(words::hidden_means(language).to_owned()),
            }
        }));
        cells
    });
    Table { caption: caption.to_owned(), rows: rows.collect(), head: columns }
}
