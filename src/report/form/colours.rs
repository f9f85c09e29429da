//! The colours of pages and slides, by day and by night.
//!
//! Charts take the same custom properties, so that a picture lies on its page as if drawn there. How well each can be read is
//! computed by the test below.

use std::fmt;

use crate::report::chart::style::{DARK, LIGHT, Theme, properties};

/// The colours of a page: those of charts, and two of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scheme {
    theme: Theme,
    /// What stands out a little from the paper: cards, the box at the end.
    card: &'static str,
    /// Links, and what leads the eye.
    accent: &'static str,
}

/// Dark on light, and in print.
pub(super) static DAY: Scheme = Scheme { theme: LIGHT, card: "#f4f2ec", accent: "#0b4f6c" };

/// Light on dark.
pub(super) static NIGHT: Scheme = Scheme { theme: DARK, card: "#1e242b", accent: "#96cdfc" };

impl fmt::Display for Scheme {
    /// As declarations of custom properties.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { theme, card, accent } = self;
        write!(f, "{};--card:{card};--accent:{accent};--muted:{}", properties(theme), theme.soft)
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
            for ground in [scheme.theme.paper, scheme.card] {
                assert!(contrast(scheme.theme.text, ground) >= 7.0, "{scheme:?}: words");
                assert!(contrast(scheme.theme.soft, ground) >= 4.5, "{scheme:?}: words that come second");
                assert!(contrast(scheme.accent, ground) >= 4.5, "{scheme:?}: links");
            }
            assert!(
                contrast(scheme.theme.axis, scheme.theme.paper) >= 3.0,
                "{scheme:?}: lines that carry meaning"
            );
            for colour in scheme.theme.series {
                assert!(contrast(colour, scheme.theme.paper) >= 3.0, "{scheme:?}: {colour}");
            }
        }
    }
}
