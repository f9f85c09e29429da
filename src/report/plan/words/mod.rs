//! What criteria and plans say, in sentences of either language: for each enum a `match` of all its variants, so that a new one
//! does not compile before there are words for it.

mod goal;
mod preference;
mod requirement;
mod unmatched;

pub(super) use goal::goal;
pub(super) use preference::{points, preference, reason, strength};
pub(super) use requirement::{asked, violation};
pub(super) use unmatched::{Waiting, waiting};

use crate::{
    criteria::{Field, Fields},
    people::{Label, Quantity},
    report::{language::Language, phrases::listed, text::harmless},
};

/// The longest word of people's own that is shown, in characters: a label has no more.
const LONGEST_WORD: usize = 120;

/// A word that somebody chose or wrote.
pub(super) fn word(label: &Label) -> String {
    harmless(label.as_str(), LONGEST_WORD)
}

/// The labels, `a, b en c`.
pub(super) fn labels(language: Language, labels: &[Label]) -> String {
    let words: Vec<_> = labels.iter().map(word).collect();
    listed(language, &words)
}

/// A field: `interesses`, `‘beroep’`.
fn field(language: Language, field: &Field) -> String {
    let (dutch, english) = match field {
        Field::Interests => ("interesses", "interests"),
        Field::Experience => ("ervaring", "experience"),
        Field::Ambitions => ("ambities", "ambitions"),
        Field::Goals => ("doelen", "goals"),
        Field::Needs => ("wat iemand nodig heeft", "needs"),
        Field::Affiliations => ("clubs en organisaties", "clubs and organisations"),
        Field::Neighbourhood => ("buurt", "neighbourhood"),
        Field::Attribute(name) => return format!("‘{}’", word(name)),
    };
    language.pick(dutch, english).to_owned()
}

/// The field of both, or of each.
fn fields(language: Language, Fields { mentor, mentee }: &Fields) -> String {
    let (ours, theirs) = (field(language, mentor), field(language, mentee));
    if mentor == mentee {
        ours
    } else {
        language.pick(
            format!("{ours} (mentor) en {theirs} (mentee)"),
            format!("{ours} (mentor) and {theirs} (mentee)"),
        )
    }
}

/// A number with up to three decimals, of a quantity or of points.
fn exact(language: Language, written: &str) -> String {
    let (size, sign) = written.strip_prefix('-').map_or((written, ""), |size| (size, "−"));
    let (whole, decimals) = size.split_once('.').unwrap_or((size, ""));
    let whole = whole.parse::<i64>().map_or_else(|_| whole.to_owned(), |whole| language.whole(whole));
    if decimals.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}{}{decimals}", language.pick(',', '.'))
    }
}

fn quantity(language: Language, quantity: Quantity) -> String {
    exact(language, &quantity.to_string())
}
