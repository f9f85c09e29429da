//! Charts: what is drawn, the picture, and the table that says the same.
//!
//! Plain data in the reader's language comes in; SVG goes out that needs nothing else, inline in a page or as a file. It does
//! not know where figures come from, nor the page around it.
//!
//! # Colours
//!
//! A page may set the custom properties `--paper`, `--ink`, `--soft`, `--axis`, `--rule` and `--c1` to `--c6` on any element
//! around a chart; [`LIGHT`](style::LIGHT) and [`DARK`](style::DARK) are our own, tested. Without them a chart in a page is dark on light,
//! and one that is a file follows the reader's preference. Marks differ by shape, dash or hatch as well, so a page in grey
//! needs nothing.
//!
//! # Size
//!
//! A chart is as wide as there is room, at most 34 rem. Its words are those of the page's font, 13 units of the 440 that a
//! chart is wide.

mod axes;
mod backend;
mod canvas;
mod control;
mod curve;
mod dots;
mod funnel;
mod heat;
mod icons;
mod labels;
mod letters;
mod likert;
mod parts;
mod slopes;
mod stacked;
pub(super) mod style;
#[cfg(test)]
mod tests;
mod words;

use self::canvas::{Canvas, Fill, Letters, WIDTH};
use super::{document::Table, language::Language};

/// A chart with its words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chart {
    /// What it shows: “How long pairs lasted”.
    pub(super) title: String,
    /// What one sees, for those who do not: “After 90 days 88% were still together, after a year 61%.”
    pub(super) description: String,
    pub(super) kind: Kind,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Shares that hold from a day on until the next, such as how long pairs lasted. They begin at their first point, so one
    /// on day 0 is the caller's.
    Curve(Vec<Line>),
    /// Shares that add up, over days, the first below: closure reasons.
    Stacked(Vec<Line>),
    /// Means before and after.
    Slopes(Vec<Slope>),
    /// Answers from one end to the other, the middle in the middle.
    Likert(Likert),
    /// Values with their intervals on one axis.
    Dots(Dots),
    /// How many came to each step.
    Funnel(Vec<Bar>),
    /// Months with their limits.
    Control(Control),
    /// Who is tied to whom.
    Heat(Heat),
    /// Parts of a whole, such as money by source: one bar, the first on top.
    Parts(Vec<Bar>),
    /// So many of ten people.
    Icons(Vec<Icons>),
}

/// A line over days.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) label: String,
    pub(super) points: Vec<Point>,
}

/// A point of a line: from this day on, until the next point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub(super) day: u32,
    /// From 0 to 1.
    pub(super) share: f64,
    /// How low and how high it may be.
    pub(super) band: Option<(f64, f64)>,
    /// How many were still watched. Under a tick stands what the first point from there on says.
    pub(super) at_risk: Option<u64>,
}

/// A mean before and after, on a scale.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slope {
    pub(super) label: String,
    pub(super) before: f64,
    pub(super) after: f64,
    pub(super) scale: (f64, f64),
}

/// Answers from one end to the other.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Likert {
    /// The answers' names, from the one end to the other.
    pub(super) answers: Vec<String>,
    /// Each question with the share of each answer, from 0 to 1; without any it is withheld.
    pub(super) rows: Vec<(String, Vec<f64>)>,
}

/// Values with their intervals.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dots {
    pub(super) rows: Vec<Dot>,
    pub(super) axis: Axis,
    /// The value of all together, drawn as a line.
    pub(super) all: Option<f64>,
}

/// A value with its interval, or none where it is withheld.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dot {
    pub(super) label: String,
    pub(super) value: Option<f64>,
    /// Not looked at without a value.
    pub(super) interval: Option<(f64, f64)>,
    /// As it is written beside it: “62.8%”, “too few to say”.
    pub(super) written: String,
}

/// What an axis measures.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Axis {
    /// Shares, from 0 to 100 %.
    Share,
    /// A number from zero, or from below zero where some are.
    Number,
}

/// A part or a step.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    pub(super) label: String,
    /// None where it is withheld.
    pub(super) value: Option<f64>,
    /// As it is written beside it.
    pub(super) written: String,
}

/// Months with their limits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Control {
    /// Each period's name and value; without a value a gap.
    pub(super) points: Vec<(String, Option<f64>)>,
    pub(super) centre: f64,
    pub(super) limits: Option<(f64, f64)>,
    /// Which of them signal that something changed.
    pub(super) signals: Vec<usize>,
    pub(super) axis: Axis,
}

/// How many ties go from a group to a group; none where it is withheld.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heat {
    pub(super) rows: Vec<String>,
    pub(super) columns: Vec<String>,
    pub(super) cells: Vec<Vec<Option<u64>>>,
}

/// So many of ten.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Icons {
    pub(super) label: String,
    /// How many of ten; none where it is withheld.
    pub(super) of_ten: Option<u8>,
}

impl Chart {
    /// The picture. `id` is this chart's own within the page, of letters, digits, `-` and `_`.
    pub(super) fn svg(&self, id: &str, language: Language) -> String {
        let mut canvas = Canvas::new(id);
        if self.kind.draw(&mut canvas, language).is_none() {
            canvas = Canvas::new(id);
            let room = (WIDTH - 2.0, 84.0);
            canvas.block((1.0, 1.0), room, Fill::of(style::Ink::Paper).outlined(style::Ink::Rule));
            let words = words::too_little_to_show(language);
            canvas.write((WIDTH / 2.0, 1.0 + room.1 / 2.0), words, Letters::PLAIN.soft().middle());
        }
        canvas.finish(&self.title, &self.description)
    }

    /// The same as a table: its first column names the rows.
    pub(super) fn table(&self, language: Language) -> Table {
        let caption = &*self.title;
        match &self.kind {
            Kind::Curve(lines) | Kind::Stacked(lines) => curve::table(lines, caption, language),
            Kind::Slopes(slopes) => slopes::table(slopes, caption, language),
            Kind::Likert(likert) => likert::table(likert, caption, language),
            Kind::Dots(dots) => dots::table(dots, caption, language),
            Kind::Funnel(steps) => funnel::table(steps, caption, language),
            Kind::Control(control) => control::table(control, caption, language),
            Kind::Heat(heat) => heat::table(heat, caption, language),
            Kind::Parts(parts) => parts::table(parts, caption, language),
            Kind::Icons(rows) => icons::table(rows, caption, language),
        }
    }
}

impl Kind {
    /// Draws it; nothing where there is nothing to draw.
    fn draw(&self, canvas: &mut Canvas, language: Language) -> Option<()> {
        match self {
            Self::Curve(lines) => curve::draw(lines, canvas, language),
            Self::Stacked(lines) => stacked::draw(lines, canvas, language),
            Self::Slopes(slopes) => slopes::draw(slopes, canvas, language),
            Self::Likert(likert) => likert::draw(likert, canvas, language),
            Self::Dots(dots) => dots::draw(dots, canvas, language),
            Self::Funnel(steps) => funnel::draw(steps, canvas, language),
            Self::Control(control) => control::draw(control, canvas, language),
            Self::Heat(heat) => heat::draw(heat, canvas, language),
            Self::Parts(parts) => parts::draw(parts, canvas, language),
            Self::Icons(rows) => icons::draw(rows, canvas, language),
        }
    }
}
