//! A report as a presentation: one file of HTML, a slide for each message, without a script.
//!
//! A slide shows one thing large: of a section its first chart or key figures or, where it has neither, its first list,
//! quote or paragraph. What does not fit is left to the page, and the slide says so.

use askama::Template;

use super::{
    colours::{DAY, NIGHT, Scheme},
    part::{Part, Piece},
    words::{Words, or},
};
use crate::report::document::{Document, KeyFigure};

/// How many key figures one can take in at once.
const FIGURES: usize = 6;
/// How many items of a list.
const ITEMS: usize = 6;
/// How many letters of running text a slide bears.
const LETTERS: usize = 420;
/// How many letters of explanation, which may be smaller, before the next closing slide.
const READING_LETTERS: usize = 900;

/// The report as a presentation.
pub(super) fn write(document: &Document) -> String {
    let words = Words::of(document.language);
    let parts = Part::all(document);
    let summary: Vec<&str> =
        document.summary.iter().map(String::as_str).filter(|sentence| !sentence.is_empty()).collect();
    let mut slides = vec![Slide::Title];
    slides.extend(
        chunks(&summary, |sentence| sentence.len(), LETTERS).map(|sentences| Slide::Short { sentences }),
    );
    slides.extend(parts.iter().map(Slide::of));
    let letters = |(what, why): &(String, String)| what.len() + why.len();
    slides.extend(
        chunks(&document.reading, letters, READING_LETTERS).map(|reading| Slide::Reading { reading }),
    );
    let show = Show {
        language: document.language.code(),
        words,
        day: &DAY,
        night: &NIGHT,
        title: or(&document.title, words.report),
        subtitle: &document.subtitle,
        reading_heading: or(&document.reading_heading, words.reading),
        slides: slides.into_iter().zip(1..).collect(),
    };
    show.render().expect("the template has all its values, and memory takes everything")
}

#[derive(Template)]
#[template(path = "report/slides.html")]
struct Show<'a> {
    language: &'static str,
    words: &'static Words,
    day: &'static Scheme,
    night: &'static Scheme,
    title: &'a str,
    subtitle: &'a str,
    reading_heading: &'a str,
    /// With their numbers, from 1.
    slides: Vec<(Slide<'a>, usize)>,
}

/// What is on a slide.
enum Slide<'a> {
    Title,
    Short { sentences: &'a [&'a str] },
    Section { part: &'a Part<'a>, shown: Shown<'a>, is_more: bool },
    Reading { reading: &'a [(String, String)] },
}

/// The one thing that a section's slide shows.
enum Shown<'a> {
    Nothing,
    Piece(&'a Piece<'a>),
    Figures(&'a [KeyFigure]),
    Items(&'a [&'a str]),
}

impl Shown<'_> {
    /// Whether the message is all there is.
    fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

impl<'a> Slide<'a> {
    fn of(part: &'a Part<'a>) -> Self {
        let pieces = &part.pieces;
        let large = |piece: &&Piece| matches!(piece, Piece::Drawing(_) | Piece::Figures(_));
        let shown = pieces.iter().find(large).or_else(|| pieces.iter().find(|piece| fits(piece)));
        let shown = shown.map_or(Shown::Nothing, |piece| match piece {
            Piece::Figures(figures) => Shown::Figures(&figures[..figures.len().min(FIGURES)]),
            Piece::List(items) => Shown::Items(&items[..items.len().min(ITEMS)]),
            piece => Shown::Piece(piece),
        });
        let is_whole = match (&shown, pieces.as_slice()) {
            (Shown::Nothing, []) => true,
            (Shown::Nothing, _) => false,
            (Shown::Figures(shown), [Piece::Figures(all)]) => shown.len() == all.len(),
            (Shown::Items(shown), [Piece::List(all)]) => shown.len() == all.len(),
            (_, pieces) => pieces.len() == 1,
        };
        Self::Section { part, shown, is_more: !is_whole }
    }
}

/// Whether a piece of text can be read from the back of a room.
fn fits(piece: &Piece) -> bool {
    match piece {
        Piece::Paragraph(words) | Piece::Aside(words) | Piece::Quote { words, .. } => words.len() <= LETTERS,
        Piece::List(items) => items.iter().take(ITEMS).map(|item| item.len()).sum::<usize>() <= LETTERS,
        _ => false,
    }
}

/// Cuts what must not overflow a slide into as many as it takes, at least one thing in each.
fn chunks<T>(things: &[T], letters: impl Fn(&T) -> usize, most: usize) -> impl Iterator<Item = &[T]> {
    let mut rest = things;
    std::iter::from_fn(move || {
        let mut sum = 0;
        let fitting = rest.iter().take_while(|thing| {
            sum += letters(thing);
            sum <= most
        });
        let count = fitting.count().max(1);
        let (chunk, others) = rest.split_at_checked(count)?;
        rest = others;
        Some(chunk)
    })
}
