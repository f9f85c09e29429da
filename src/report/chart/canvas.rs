//! What charts are drawn on: SVG of a fixed width that grows downwards with what is drawn.
//!
//! Whatever comes in, nothing leaves the view box: places are finite and moved inside, words that would cross the edge are
//! moved or cut.

use std::fmt::Write as _;

use super::{
    letters,
    style::{self, CLASS, Ink, LIGHT, SERIES},
};

/// The width of every chart, in units of its view box.
pub(super) const WIDTH: f64 = 440.0;

/// How far below the axis what is drawn may reach. Nothing that is read comes near; it bounds what hostile data can do.
const DEEPEST: f64 = 1_000_000.0;

/// A place, in units of the view box.
pub(super) type Place = (f64, f64);

/// What charts are drawn on.
#[derive(Debug)]
pub(super) struct Canvas {
    id: String,
    height: f64,
    body: String,
    /// Which hatches are used.
    hatches: [bool; SERIES],
}

/// How a surface is filled.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fill {
    ink: Ink,
    opacity: f64,
    hatch: usize,
    outline: Option<Ink>,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    ink: Ink,
    width: f64,
    dash: &'static str,
}

/// How words are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letters {
    ink: Ink,
    anchor: Anchor,
    bold: bool,
    halo: bool,
}

/// Which part of a text is at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// The marks of points, which differ by shape too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Dot,
    Ring,
    Diamond,
}

impl Fill {
    /// A full surface.
    pub(super) fn of(ink: Ink) -> Self {
        Self { ink, opacity: 1.0, hatch: 0, outline: None }
    }

    /// A surface of a series, with its hatch.
    pub(super) fn series(at: usize) -> Self {
        Self::of(Ink::Series(at)).hatched(style::hatch(at))
    }

    pub(super) fn opacity(mut self, opacity: f64) -> Self {
        self.opacity = opacity;
        self
    }

    pub(super) fn hatched(mut self, hatch: usize) -> Self {
        self.hatch = hatch % SERIES;
        self
    }

    pub(super) fn outlined(mut self, ink: Ink) -> Self {
        self.outline = Some(ink);
        self
    }

    pub(super) fn is_hatched(self) -> bool {
        self.hatch > 0
    }

    /// The same without a pattern, to write on.
    pub(super) fn plain(self) -> Self {
        Self { hatch: 0, outline: None, ..self }
    }
}

impl Stroke {
    /// A full line.
    pub(super) fn of(ink: Ink, width: f64) -> Self {
        Self { ink, width, dash: "" }
    }

    pub(super) fn dashed(mut self, dash: &'static str) -> Self {
        self.dash = dash;
        self
    }
}

impl Letters {
    /// Plain words that begin at their place.
    pub(super) const PLAIN: Self = Self { ink: Ink::Text, anchor: Anchor::Start, bold: false, halo: false };

    pub(super) fn ink(mut self, ink: Ink) -> Self {
        self.ink = ink;
        self
    }

    pub(super) fn soft(self) -> Self {
        self.ink(Ink::Soft)
    }

    pub(super) fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// With their middle at their place.
    pub(super) fn middle(mut self) -> Self {
        self.anchor = Anchor::Middle;
        self
    }

    /// That end at their place.
    pub(super) fn end(mut self) -> Self {
        self.anchor = Anchor::End;
        self
    }

    /// Readable over lines.
    pub(super) fn halo(mut self) -> Self {
        self.halo = true;
        self
    }
}

impl Canvas {
    /// An empty canvas. Of `id` only letters, digits, `-` and `_` are kept.
    pub(super) fn new(id: &str) -> Self {
        let id: String =
            id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(64).collect();
        let id = if id.starts_with(|c: char| c.is_ascii_alphabetic()) { id } else { format!("chart{id}") };
        Self { id, height: 1.0, body: String::new(), hatches: [false; SERIES] }
    }

    /// How far down it reaches.
    pub(super) fn height(&self) -> f64 {
        self.height
    }

    /// Makes room down to a place.
    pub(super) fn reach(&mut self, y: f64) {
        if y.is_finite() {
            self.height = self.height.max(y.ceil()).min(DEEPEST);
        }
    }

    /// A line through places.
    pub(super) fn line(&mut self, places: &[Place], stroke: Stroke) {
        let half = stroke.width / 2.0;
        let Some(path) = self.path(places, half) else { return };
        let dash = if stroke.dash.is_empty() {
            String::new()
        } else {
            format!(" stroke-dasharray=\"{}\"", stroke.dash)
        };
        let width = number(stroke.width);
        self.add(format_args!(
            "<path d=\"{path}\" fill=\"none\"{} stroke-width=\"{width}\"{dash} stroke-linejoin=\"round\"/>",
            stroked(stroke.ink)
        ));
    }

    /// A surface within places.
    pub(super) fn surface(&mut self, places: &[Place], fill: Fill) {
        let Some(path) = self.path(places, 0.0) else { return };
        self.filled(&format!("<path d=\"{path}Z\""), fill);
    }

    /// A box, from its upper left.
    pub(super) fn block(&mut self, (x, y): Place, (width, height): (f64, f64), fill: Fill) {
        let (left, top) = self.inside((x, y), 0.0);
        let (right, bottom) = self.inside((x + width, y + height), 0.0);
        let (width, height) = (number((right - left).max(0.0)), number((bottom - top).max(0.0)));
        let (left, top) = (number(left), number(top));
        self.filled(&format!("<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\""), fill);
    }

    /// A mark of a point.
    pub(super) fn mark(&mut self, at: Place, mark: Mark, ink: Ink) {
        let (x, y) = self.inside(at, 7.0);
        let (cx, cy) = (number(x), number(y));
        match mark {
            Mark::Dot => self.add(format_args!(
                "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"4.5\"{}{} stroke-width=\"1.5\"/>",
                filled(ink),
                stroked(Ink::Paper)
            )),
            Mark::Ring => self.add(format_args!(
                "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"6\"{}{} stroke-width=\"2\"/>",
                filled(Ink::Paper),
                stroked(ink)
            )),
            Mark::Diamond => self.add(format_args!(
                "<path d=\"M{cx},{}l6.5,6.5l-6.5,6.5l-6.5,-6.5Z\"{}{} stroke-width=\"1.5\"/>",
                number(y - 6.5),
                filled(ink),
                stroked(Ink::Paper)
            )),
        }
    }

    /// A shape of its own: its outline in the SVG's language, relative to a place, so large.
    pub(super) fn shape(&mut self, (x, y): Place, outline: &str, (width, height): (f64, f64), fill: Fill) {
        let (x, y) = self.inside((x, y), 0.0);
        if x + width > WIDTH {
            return;
        }
        self.reach(y + height);
        let (x, y) = (number(x), number(y));
        self.filled(&format!("<path transform=\"translate({x},{y})\" d=\"{outline}\""), fill);
    }

    /// Words on one line, `y` being the middle of the line.
    pub(super) fn write(&mut self, at: Place, words: &str, letters: Letters) {
        let words = letters::cut(words, WIDTH, letters.bold);
        if words.is_empty() {
            return;
        }
        let width = letters::width(&words, letters.bold);
        let (before, anchor) = match letters.anchor {
            Anchor::Start => (0.0, ""),
            Anchor::Middle => (width / 2.0, " text-anchor=\"middle\""),
            Anchor::End => (width, " text-anchor=\"end\""),
        };
        let half = letters::LINE / 2.0;
        let (x, y) = self.inside(at, 0.0);
        let (x, y) = (x.min(WIDTH - width + before).max(before), y.max(half));
        self.reach(y + half);
        // The baseline: letters are about as high above the middle of their line as this is below.
        let (x, y) = (number(x), number(y + 0.36 * letters::SIZE));
        let bold = if letters.bold { " font-weight=\"600\"" } else { "" };
        let around = if letters.halo {
            format!(
                "{} stroke-width=\"4\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                stroked(Ink::Paper)
            )
        } else {
            String::new()
        };
        let (fill, words) = (filled(letters.ink), letters::escaped(&words));
        self.add(format_args!("<text x=\"{x}\" y=\"{y}\"{anchor}{bold}{fill}{around}>{words}</text>"));
    }

    /// Lines of words under each other, `top` being that of the first; gives where they end.
    pub(super) fn write_lines(&mut self, (x, top): Place, lines: &[String], letters: Letters) -> f64 {
        let mut y = top;
        for line in lines {
            self.write((x, y + letters::LINE / 2.0), line, letters);
            y += letters::LINE;
        }
        y
    }

    /// The picture with its words for those who do not see it.
    pub(super) fn finish(self, title: &str, description: &str) -> String {
        let Self { id, height, body, hatches } = self;
        let (width, height) = (number(WIDTH), number(height + 2.0));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{CLASS}\" role=\"img\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\" aria-labelledby=\"{id}-t {id}-d\" \
             font-family=\"system-ui,sans-serif\" font-size=\"{}\">",
            number(letters::SIZE)
        );
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            "<title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc><style>{}</style>",
            letters::escaped(title),
            letters::escaped(description),
            style::sheet()
        );
        if hatches.contains(&true) {
            out.push_str("<defs>");
            for at in (0..SERIES).filter(|&at| hatches[at]) {
                let _ = write!(
                    out,
                    "<pattern id=\"{id}-h{at}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
                     <path d=\"{}\" fill=\"none\"{} stroke-width=\"1.6\" stroke-linecap=\"round\"/></pattern>",
                    style::HATCHES[at],
                    stroked(Ink::Paper)
                );
            }
            out.push_str("</defs>");
        }
        out.push_str(&body);
        out.push_str("</svg>");
        out
    }

    /// A shape begun, filled as told.
    fn filled(&mut self, begun: &str, fill: Fill) {
        let opacity = if fill.opacity < 1.0 {
            format!(" fill-opacity=\"{}\"", number(fill.opacity.max(0.0)))
        } else {
            String::new()
        };
        let outline = fill.outline.map(|ink| stroked(ink) + " stroke-width=\"1\"").unwrap_or_default();
        if fill.hatch == 0 {
            self.add(format_args!("{begun}{}{opacity}{outline}/>", filled(fill.ink)));
        } else {
            self.hatches[fill.hatch] = true;
            let id = self.id.clone();
            self.add(format_args!("{begun}{}{opacity}/>", filled(fill.ink)));
            self.add(format_args!("{begun} fill=\"url(#{id}-h{})\"{outline}/>", fill.hatch));
        }
    }

    /// A path through places, at least so far from the edges; nothing where it goes nowhere.
    fn path(&mut self, places: &[Place], margin: f64) -> Option<String> {
        if places.len() < 2 {
            return None;
        }
        let mut path = String::with_capacity(12 * places.len());
        for (at, &place) in places.iter().enumerate() {
            let (x, y) = self.inside(place, margin);
            let _ = write!(path, "{}{},{}", if at == 0 { 'M' } else { 'L' }, number(x), number(y));
        }
        Some(path)
    }

    /// The place nearest within the view box, at least so far from its edges, for which room is made.
    fn inside(&mut self, (x, y): Place, margin: f64) -> Place {
        let x = if x.is_finite() { x } else { 0.0 };
        let y = if y.is_finite() { y } else { 0.0 };
        let (x, y) = (x.clamp(margin, WIDTH - margin), y.clamp(margin, DEEPEST));
        self.reach(y + margin);
        (x, y)
    }

    fn add(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.body.write_fmt(element);
    }
}

/// The fill of an ink, by which the style sheet finds it too.
fn filled(ink: Ink) -> String {
    format!(" fill=\"{}\"", ink.colour(&LIGHT))
}

/// The stroke of an ink.
fn stroked(ink: Ink) -> String {
    format!(" stroke=\"{}\"", ink.colour(&LIGHT))
}

/// A number with at most two digits after the point.
fn number(value: f64) -> String {
    let written = format!("{value:.2}");
    let written = written.trim_end_matches('0').trim_end_matches('.');
    if written == "-0" { "0".to_owned() } else { written.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Canvas, DEEPEST, Fill, Letters, Mark, Stroke, WIDTH, number};
    use crate::report::chart::style::Ink;

    #[test]
    fn what_is_beyond_the_edges_is_drawn_at_them() {
        let mut canvas = Canvas::new("c");
        let stroke = Stroke::of(Ink::Text, 2.0);
        canvas.line(&[(-50.0, f64::NEG_INFINITY), (f64::MAX, f64::NAN)], stroke);
        canvas.block((430.0, 3.0), (90.0, 4.0), Fill::of(Ink::Text));
        canvas.mark((WIDTH, 0.0), Mark::Dot, Ink::Text);
        let svg = canvas.finish("", "");
        for drawn in ["M1,1L439,1", "x=\"430\" y=\"3\" width=\"10\"", "cx=\"433\" cy=\"7\""] {
            assert!(svg.contains(drawn), "{drawn} in {svg}");
        }
    }

    #[test]
    fn the_canvas_grows_with_what_is_drawn_but_not_without_end() {
        let mut canvas = Canvas::new("c");
        canvas.write((0.0, 100.0), "Werk en inkomen", Letters::PLAIN);
        assert!((canvas.height() - 109.0).abs() < 1e-9);
        canvas.mark((0.0, f64::MAX), Mark::Dot, Ink::Text);
        assert!(canvas.height() <= DEEPEST);
    }

    #[test]
    fn an_identifier_is_made_one() {
        let svg = Canvas::new("9\" onload=\"alert(1)").finish("", "");
        assert!(svg.contains("aria-labelledby=\"chart9onloadalert1-t chart9onloadalert1-d\""));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, -0.001, 12.346, 100.0, 0.5].map(number), ["1", "0", "12.35", "100", "0.5"]);
    }
}
