//! So many of ten people: ten figures in a row, the counted ones full, the others outlined.

use super::{
    super::{
        document::{Cell, Table},
        language::Language,
    },
    Icons,
    axes::count,
    canvas::{Canvas, Fill, Letters, WIDTH},
    letters::{self, LINE},
    style::Ink,
    words,
};

/// The outline of a person, in a box of 18 by 34.
const PERSON: &str = "M9,1a4.5,4.5 0 1 1 0,9a4.5,4.5 0 1 1 0,-9ZM6,12h6a5,5 0 0 1 5,5v6a2,2 0 0 1 -2,2h-1v6a2,2 0 0 1 \
                      -2,2h-6a2,2 0 0 1 -2,-2v-6h-1a2,2 0 0 1 -2,-2v-6a5,5 0 0 1 5,-5Z";

/// How large a person is.
const SIZE: (f64, f64) = (18.0, 34.0);

/// From one person to the next.
const STEP: f64 = 25.0;

/// Between rows.
const BETWEEN: f64 = 14.0;

/// Draws the rows; nothing where all are withheld.
pub(super) fn draw(rows: &[Icons], canvas: &mut Canvas, language: Language) -> Option<()> {
    rows.iter().find_map(|row| row.of_ten)?;
    let mut top = 0.0;
    for row in rows {
        top = canvas.write_lines((0.0, top), &letters::wrap(&row.label, WIDTH, 2, false), Letters::PLAIN);
        let Some(of_ten) = counted(row) else {
            canvas.write((0.0, top + LINE / 2.0), words::too_few_to_say(language), Letters::PLAIN.soft());
            top += LINE + BETWEEN;
            continue;
        };
        for person in 0..10_u8 {
            let fill = if person < of_ten { Fill::of(Ink::Series(0)) } else { Fill::of(Ink::Paper) };
            let at = (1.0 + count(usize::from(person)) * STEP, top + 3.0);
            canvas.shape(at, PERSON, SIZE, fill.outlined(Ink::Series(0)));
        }
        let middle = top + 3.0 + SIZE.1 / 2.0;
        canvas.write((10.0 * STEP + 12.0, middle), &words::of_ten(language, of_ten), Letters::PLAIN.bold());
        top += SIZE.1 + 6.0 + BETWEEN;
    }
    Some(())
}

/// How many of ten, at most ten.
fn counted(row: &Icons) -> Option<u8> {
    row.of_ten.map(|of_ten| of_ten.min(10))
}

/// Each row.
pub(super) fn table(rows: &[Icons], caption: &str, language: Language) -> Table {
    let head = vec![String::new(), words::of_ten_head(language).to_owned()];
    let rows = rows.iter().map(|row| {
        let told = counted(row).map(|of_ten| Cell::Number(language.whole(of_ten)));
        vec![
            Cell::Text(row.label.clone()),
            told.unwrap_or_else(|| Cell::Text(words::too_few_to_say(language).to_owned())),
        ]
    });
    Table { caption: caption.to_owned(), head, rows: rows.collect() }
}
