//! Inks, hatches and dashes, and the style sheet that lets a page choose its colours.
//!
//! Every mark carries the colour of the light theme as an attribute, for whatever shows SVG without style sheets. By that
//! attribute the sheet finds it and colours it from a custom property. What the sheet says about colours stands within
//! `@supports`: a renderer without custom properties keeps the attributes.

use std::fmt::Write as _;

use super::letters;

/// The class of every chart, within which its style sheet speaks.
pub(super) const CLASS: &str = "mentor-chart";

/// What a mark is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// What charts lie on, and the words on what is filled.
    Paper,
    /// Words.
    Text,
    /// Words that come second.
    Soft,
    /// Axes, outlines and leaders.
    Axis,
    /// Lines of a grid, which may be overlooked.
    Rule,
    /// The colour of a series, counted round.
    Series(usize),
}

/// The colours of a theme.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Theme {
    pub(in crate::report) paper: &'static str,
    pub(in crate::report) text: &'static str,
    pub(in crate::report) soft: &'static str,
    pub(in crate::report) axis: &'static str,
    pub(in crate::report) rule: &'static str,
    /// Dark and light in turn, so that neighbours differ without colour too.
    pub(in crate::report) series: [&'static str; SERIES],
}

/// How many series have a colour, a hatch and a dash of their own.
pub(in crate::report) const SERIES: usize = 6;

/// Dark on light, and in print.
pub(in crate::report) const LIGHT: Theme = Theme {
    paper: "#ffffff",
    text: "#1b1f24",
    soft: "#4d555e",
    axis: "#767d86",
    rule: "#dcdfe3",
    series: ["#0b3a63", "#b85408", "#105d4e", "#36103e", "#7e630a", "#821c46"],
};

/// Light on dark.
pub(in crate::report) const DARK: Theme = Theme {
    paper: "#14181d",
    text: "#eceff2",
    soft: "#b4bcc5",
    axis: "#8a939d",
    rule: "#333a42",
    series: ["#b3dafd", "#f07415", "#6ec8b6", "#f6e2fa", "#c5a539", "#f7b4d0"],
};

/// How much of a colour a fill keeps, so that words in [`Ink::Text`] can be read on it.
pub(super) const PALE: [f64; 3] = [0.08, 0.22, 0.4];

/// How much of a colour a fill keeps, so that words in [`Ink::Paper`] can be read on it.
pub(super) const FULL: [f64; 2] = [0.8, 1.0];

impl Ink {
    /// All of them once.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        [Self::Paper, Self::Text, Self::Soft, Self::Axis, Self::Rule]
            .into_iter()
            .chain((0..SERIES).map(Self::Series))
    }

    /// The custom property that a page sets, without its dashes.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Text => "ink",
            Self::Soft => "soft",
            Self::Axis => "axis",
            Self::Rule => "rule",
            Self::Series(at) => ["c1", "c2", "c3", "c4", "c5", "c6"][at % SERIES],
        }
    }

    /// Its colour in a theme.
    pub(super) fn colour(self, theme: &Theme) -> &'static str {
        match self {
            Self::Paper => theme.paper,
            Self::Text => theme.text,
            Self::Soft => theme.soft,
            Self::Axis => theme.axis,
            Self::Rule => theme.rule,
            Self::Series(at) => theme.series[at % SERIES],
        }
    }

    /// Its number, by which it passes through a chart library that knows colours only.
    pub(super) fn number(self) -> u8 {
        Self::all().zip(0..).find(|&(ink, _)| ink.name() == self.name()).map_or(0, |(_, number)| number)
    }

    /// The ink of a number; words for a number of none.
    pub(super) fn of(number: u8) -> Self {
        Self::all().nth(usize::from(number)).unwrap_or(Self::Text)
    }
}

/// The pattern over a fill: which of [`SERIES`], counted so that a second round of colours meets other hatches.
pub(super) fn hatch(at: usize) -> usize {
    (at + at / SERIES) % SERIES
}

/// What is drawn in a tile of 8 by 8 for a hatch; nothing for the first.
pub(super) const HATCHES: [&str; SERIES] = [
    "",
    "M-2,2L2,-2M0,8L8,0M6,10L10,6",
    "M1.9,2h.2M5.9,6h.2",
    "M-2,6L2,10M0,0L8,8M6,-2L10,2",
    "M0,2H8M0,6H8",
    "M-2,2L2,-2M0,8L8,0M6,10L10,6M-2,6L2,10M0,0L8,8M6,-2L10,2",
];

/// The dashes of a line, the first without.
pub(super) fn dash(at: usize) -> &'static str {
    ["", "7 4", "2 3", "11 3 2 3", "4 2", "12 5"][at % SERIES]
}

/// The style sheet within a chart.
pub(super) fn sheet() -> String {
    let mut out = format!(
        ".{CLASS}{{display:block;width:100%;max-width:34rem;height:auto;font-family:inherit;font-size:{size}px;\
         letter-spacing:normal;word-spacing:normal;direction:ltr}}\
         svg.{CLASS}:root{{font-family:system-ui,sans-serif;background:{paper}}}\
         @supports (color:var(--ink)){{",
        size = letters::SIZE,
        paper = LIGHT.paper,
    );
    for ink in Ink::all() {
        let (name, light) = (ink.name(), ink.colour(&LIGHT));
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            ".{CLASS} [fill=\"{light}\"]{{fill:var(--{name},{light})}}\
             .{CLASS} [stroke=\"{light}\"]{{stroke:var(--{name},{light})}}"
        );
    }
    let _ = write!(
        out,
        "}}@media screen and (prefers-color-scheme:dark){{svg.{CLASS}:root{{{};background:var(--paper)}}}}",
        properties(&DARK)
    );
    let _ = write!(
        out,
        "@media (forced-colors:active){{.{CLASS}{{--paper:Canvas;--rule:GrayText;--ink:CanvasText;--soft:CanvasText;\
         --axis:CanvasText;--c1:CanvasText;--c2:CanvasText;--c3:CanvasText;--c4:CanvasText;--c5:CanvasText;\
         --c6:CanvasText}}}}"
    );
    out
}

/// The custom properties of a theme as a page declares them: `--paper:#ffffff;--ink:#1b1f24;…`.
pub(in crate::report) fn properties(theme: &Theme) -> String {
    let declared: Vec<_> = Ink::all().map(|ink| format!("--{}:{}", ink.name(), ink.colour(theme))).collect();
    declared.join(";")
}

#[cfg(test)]
mod tests {
    use super::{DARK, FULL, Ink, LIGHT, PALE, SERIES, Theme, hatch, sheet};

    /// A colour's parts, from 0 to 255.
    fn parts(colour: &str) -> [f64; 3] {
        [1, 3, 5].map(|at| f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()))
    }

    /// Relative luminance as WCAG 2.2 defines it.
    fn luminance(parts: [f64; 3]) -> f64 {
        let [red, green, blue] = parts.map(|part| {
            let part = part / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// Contrast as WCAG 2.2 defines it, from 1 to 21.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        one.max(other) / one.min(other)
    }

    /// A colour of which so much is kept over another.
    fn over(top: &str, opacity: f64, below: &str) -> [f64; 3] {
        let (top, below) = (parts(top), parts(below));
        [0, 1, 2].map(|at| top[at] * opacity + below[at] * (1.0 - opacity))
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        assert!((contrast(parts("#000000"), parts("#ffffff")) - 21.0).abs() < 1e-9);
        // The grey that the guidelines' authors give as the lightest for words on white.
        assert!((contrast(parts("#767676"), parts("#ffffff")) - 4.54).abs() < 0.005);
    }

    fn check(theme: &Theme) {
        let paper = parts(theme.paper);
        let series = || (0..SERIES).map(Ink::Series);
        for ink in [Ink::Text, Ink::Soft].into_iter().chain(series()) {
            assert!(contrast(parts(ink.colour(theme)), paper) >= 4.5, "words in {ink:?}");
        }
        for ink in [Ink::Axis, Ink::Text].into_iter().chain(series()) {
            assert!(contrast(parts(ink.colour(theme)), paper) >= 3.0, "marks in {ink:?}");
        }
        for ink in [Ink::Series(0), Ink::Series(1)] {
            for opacity in PALE {
                let fill = over(ink.colour(theme), opacity, theme.paper);
                assert!(contrast(parts(theme.text), fill) >= 4.5, "words on {ink:?} at {opacity}");
            }
        }
        for (ink, opacity) in [(0, FULL[0]), (0, FULL[1]), (1, FULL[1])] {
            let fill = over(theme.series[ink], opacity, theme.paper);
            assert!(contrast(paper, fill) >= 4.5, "words of paper on series {ink} at {opacity}");
        }
        for one in 0..SERIES {
            for other in 0..one {
                // Grey keeps luminance only.
                let apart = contrast(parts(theme.series[one]), parts(theme.series[other]));
                let least = if one == other + 1 { 1.35 } else { 1.1 };
                assert!(apart >= least, "series {other} and {one} are alike in grey: {apart}");
            }
        }
    }

    #[test]
    fn words_and_marks_can_be_told_from_what_they_lie_on_and_series_from_each_other_in_grey() {
        check(&LIGHT);
        check(&DARK);
    }

    #[test]
    fn the_colours_of_a_theme_differ_so_that_the_sheet_finds_each() {
        let mut colours: Vec<_> = Ink::all().map(|ink| ink.colour(&LIGHT)).collect();
        colours.sort_unstable();
        colours.dedup();
        assert_eq!(colours.len(), Ink::all().count());
    }

    #[test]
    fn an_ink_passes_through_its_number() {
        for ink in Ink::all() {
            assert_eq!(Ink::of(ink.number()), ink);
        }
    }

    #[test]
    fn a_second_round_of_colours_has_other_hatches() {
        for at in 0..SERIES {
            assert_ne!(hatch(at), hatch(at + SERIES));
        }
    }

    #[test]
    fn the_sheet_falls_back_to_the_light_theme_and_knows_the_dark_one() {
        let sheet = sheet();
        for ink in Ink::all() {
            assert!(sheet.contains(&format!("var(--{},{})", ink.name(), ink.colour(&LIGHT))));
            assert!(sheet.contains(&format!("--{}:{}", ink.name(), ink.colour(&DARK))));
        }
        assert!(!sheet.contains(['<', '&']), "it stands in XML as it is");
    }
}
