//! The colours of pages and slides, by day and by night.
//!
//! Charts take the same custom properties, so that a picture lies on its page as if drawn there. How well each can be read is
//! computed by the test below.

use std::fmt;

/// The colours of a page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scheme {
    /// What everything lies on.
    paper: &'static str,
    /// What stands out a little from the paper: cards, the box at the end.
    card: &'static str,
    /// Words.
    ink: &'static str,
    /// Words that come second.
    soft: &'static str,
    /// Links, and what leads the eye.
    accent: &'static str,
    /// Lines of charts that carry meaning.
    axis: &'static str,
    /// Lines that only part things.
    rule: &'static str,
    /// The series of charts, dark and light in turn.
    series: [&'static str; 6],
}

/// Dark on light, and in print.
pub(super) static DAY: Scheme = Scheme {
    paper: "#ffffff",
    card: "#f4f2ec",
    ink: "#1b1f24",
    soft: "#4d555e",
    accent: "#0b4f6c",
    axis: "#767d86",
    rule: "#dcdad4",
    series: ["#0b3a63", "#b85408", "#105d4e", "#36103e", "#7e630a", "#821c46"],
};

/// Light on dark.
pub(super) static NIGHT: Scheme = Scheme {
    paper: "#14181d",
    card: "#1e242b",
    ink: "#eceff2",
    soft: "#b4bcc5",
    accent: "#96cdfc",
    axis: "#8a939d",
    rule: "#3a424b",
    series: ["#96cdfc", "#e06b12", "#5ac0ac", "#f0cff7", "#b89a35", "#f5a6c7"],
};

impl fmt::Display for Scheme {
    /// As declarations of custom properties.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { paper, card, ink, soft, accent, axis, rule, series } = self;
        write!(f, "--paper:{paper};--card:{card};--ink:{ink};--soft:{soft};--muted:{soft};")?;
        write!(f, "--accent:{accent};--axis:{axis};--rule:{rule}")?;
        series.iter().zip(1..).try_for_each(|(colour, number)| write!(f, ";--c{number}:{colour}"))
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, NIGHT};

    /// Relative luminance (WCAG 2.2, definition of “relative luminance”).
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    /// WCAG 2.2, definition of “contrast ratio”.
    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn the_formula_gives_the_published_values() {
        assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9);
        assert!((contrast("#777777", "#ffffff") - 4.48).abs() < 0.005);
    }

    #[test]
    fn all_words_can_be_read_by_day_and_by_night() {
        for scheme in [DAY, NIGHT] {
            for ground in [scheme.paper, scheme.card] {
                assert!(contrast(scheme.ink, ground) >= 7.0, "{scheme:?}: words");
                assert!(contrast(scheme.soft, ground) >= 4.5, "{scheme:?}: words that come second");
                assert!(contrast(scheme.accent, ground) >= 4.5, "{scheme:?}: links");
            }
            assert!(contrast(scheme.axis, scheme.paper) >= 3.0, "{scheme:?}: lines that carry meaning");
            for colour in scheme.series {
                assert!(contrast(colour, scheme.paper) >= 3.0, "{scheme:?}: {colour}");
            }
        }
    }
}
