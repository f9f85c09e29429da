//! Words on a chart: cleaned, measured without a font, wrapped and cut.
//!
//! Widths are those of `DejaVu Sans`, the widest of the usual fonts of systems, so that others fit with room to spare.

use std::borrow::Cow;

/// The one size of words, in units of the view box.
pub(super) const SIZE: f64 = 13.0;

/// From one line of words to the next.
pub(super) const LINE: f64 = 17.0;

/// How wide a text is at most.
pub(super) fn width(text: &str, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(em).sum();
    ems * SIZE * if bold { 1.12 } else { 1.0 }
}

/// How wide a letter is in a wide font, in ems.
fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | ' ' | '·' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' | '!' => 0.42,
        's' | 'c' | 'k' | 'v' | 'x' | 'y' | 'z' => 0.6,
        'm' | 'M' | 'W' | '@' | '%' | '…' | '—' => 1.0,
        'w' | '−' | '×' | '+' | '=' | '<' | '>' => 0.84,
        '0'..='9' | 'a'..='z' | '€' | '–' | '“' | '”' | '"' | '?' => 0.64,
        'A'..='Z' => 0.79,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{80}'..='\u{24f}' => 0.8,
        '\u{250}'..='\u{10ff}' => 0.9,
        '\u{fdfd}' => 12.0,
        '\u{1f000}'.. => 1.4,
        _ => 1.05,
    }
}

/// A text on one line, without anything that could change the direction of what follows or that XML does not allow.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| matches!(c, ' '..='~') || (c.is_alphanumeric() && c < '\u{250}');
    if text.chars().all(is_plain) && text.trim() == text && !text.contains("  ") {
        return Cow::Borrowed(text);
    }
    let kept: String = text
        .chars()
        .filter_map(|c| match c {
            c if c.is_whitespace() => Some(' '),
            c if c.is_control() => None,
            // Directions, joins and marks that are not seen, and what XML does not know.
            '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{fffe}'
            | '\u{ffff}' => None,
            c => Some(c),
        })
        .collect();
    Cow::Owned(kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
}

/// A text that is no wider than there is room, with an ellipsis where something was cut; nothing where not even that fits.
pub(super) fn cut(text: &str, room: f64, bold: bool) -> String {
    let text = clean(text);
    if width(&text, bold) <= room {
        return text.into_owned();
    }
    let mut kept = String::new();
    let mut used = width("…", bold);
    if used > room {
        return kept;
    }
    for letter in text.chars() {
        used += width(letter.encode_utf8(&mut [0; 4]), bold);
        if used > room {
            break;
        }
        kept.push(letter);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// A text in lines no wider than there is room, at most so many; the last is cut where more is left.
///
/// Never empty: a text without words is one empty line.
pub(super) fn wrap(text: &str, room: f64, most: usize, bold: bool) -> Vec<String> {
    let text = clean(text);
    let mut lines: Vec<String> = Vec::new();
    let mut rest = &*text;
    while lines.len() + 1 < most && width(rest, bold) > room {
        // The last space before which everything fits. A first word that is too long by itself is cut.
        let fits = rest
            .match_indices(' ')
            .map(|(at, _)| at)
            .take_while(|&at| width(&rest[..at], bold) <= room)
            .last();
        let Some(at) = fits else { break };
        lines.push(rest[..at].to_owned());
        rest = &rest[at + 1..];
    }
    lines.push(cut(rest, room, bold));
    lines
}

/// A text escaped for XML, in elements and in attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in clean(text).chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{clean, cut, escaped, width, wrap};

    #[test]
    fn a_short_text_stays_whole() {
        assert_eq!(wrap("Werk en inkomen", 200.0, 2, false), ["Werk en inkomen"]);
        assert_eq!(cut("Verhuisd", 100.0, false), "Verhuisd");
    }

    #[test]
    fn a_longer_text_breaks_between_words_and_ends_in_an_ellipsis() {
        assert_eq!(wrap("Werk en inkomen", 80.0, 2, false), ["Werk en", "inkomen"]);
        assert_eq!(wrap("Geen klik met de mentor", 80.0, 2, false), ["Geen klik", "met de m…"]);
        assert_eq!(wrap("Vrijwilligersorganisaties", 80.0, 2, false), ["Vrijwillig…"]);
    }

    #[test]
    fn what_turns_directions_or_breaks_lines_is_gone() {
        assert_eq!(clean("a\u{202e}b\u{0}\nc\u{2028}d  e\u{200f} "), "ab c d e");
        assert_eq!(clean("ruw\u{ffff}e\u{feff} data"), "ruwe data");
    }

    #[test]
    fn marks_of_xml_are_written_out() {
        assert_eq!(escaped("<a b='1' c=\"2\">&"), "&lt;a b=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(text in ".{0,60}", room in 0.0..200.0_f64, most in 1_usize..4, bold: bool) {
            let lines = wrap(&text, room, most, bold);
            prop_assert!((1..=most).contains(&lines.len()));
            for line in &lines {
                prop_assert!(width(line, bold) <= room);
            }
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(text in "\\PC{0,40}") {
            let once = clean(&text).into_owned();
            prop_assert_eq!(clean(&once), once.as_str());
        }
    }
}
