//! Texts that came from people, made harmless.
//!
//! What somebody typed comes in ([`harmless`]), or a text that has been put together ([`sound`]); out goes a text that cannot
//! change what stands around it: it cannot turn the direction of the line, hide letters, climb over the line above, or go on
//! without end. What means something in a form (a pipe, an angle bracket) is left to that form.
//!
//! ```text
//! harmless("  Anna\u{202e} <b>\tde  Wit\u{200b} ", 80)  is  "Anna <b> de Wit"
//! harmless("a very long story", 10)                     is  "a very lo…"
//! harmless("אמא", 80)                                   is  "\u{2068}אמא\u{2069}"
//! ```

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// What stands where something was left out.
pub(super) const ELLIPSIS: char = '…';

/// First strong isolate: what follows finds its own direction and leaves that of the line alone.
const FSI: char = '\u{2068}';
/// Pop directional isolate: the end of it.
const PDI: char = '\u{2069}';
const ZWNJ: char = '\u{200c}';
const ZWJ: char = '\u{200d}';

/// How many marks may stand on a letter: Vietnamese has two, Hebrew with accents and points up to four.
const MARKS: usize = 4;

/// A text of at most so many characters without anything that could change what stands around it.
///
/// White space of any kind and length is one space, none at the ends. Controls and characters that cannot be seen vanish;
/// joiners stay where a script needs them, between its letters, and within emoji. A mark that stands on nothing vanishes
/// (it would stand on what comes before the text), as do the fifth and later marks on one letter. A text that is too long ends
/// in an ellipsis, never within what a reader sees as one character. A text with letters from right to left is wrapped in
/// isolates, which count as two of its characters.
///
/// It is empty only where the input showed nothing or `longest` is zero. Making it harmless again changes nothing.
pub(super) fn harmless(text: &str, longest: usize) -> String {
    let text = bounded(&seen(text));
    let whole = cut(&text, longest);
    if !is_from_right_to_left(&whole) {
        return whole;
    }
    // Room for the isolates may cost the very letters that needed them.
    let inner = cut(&text, longest.saturating_sub(2));
    if inner.is_empty() {
        ELLIPSIS.to_string()
    } else if is_from_right_to_left(&inner) {
        format!("{FSI}{inner}{PDI}")
    } else {
        inner
    }
}

/// A text of our own, perhaps with harmless ones in it, on one line and without controls; its isolates are closed.
///
/// This is the second line of defence: a text that has been through [`harmless`] comes out as it was.
pub(super) fn sound(text: &str) -> String {
    let mut open = 0_usize;
    let mut sound = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            FSI => open += 1,
            PDI if open == 0 => continue,
            PDI => open -= 1,
            '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}' | '\u{2067}' => {
                continue;
            }
            '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                sound.push(' ');
                continue;
            }
            c if c.is_control() || is_no_character(c) => continue,
            _ => {}
        }
        sound.push(c);
    }
    sound.extend(std::iter::repeat_n(PDI, open));
    sound.trim().to_owned()
}

/// Without isolates: for machines, which read in the order of the letters.
pub(super) fn without_isolates(text: &str) -> String {
    text.replace([FSI, PDI], "")
}

/// The characters that can be seen, and joiners for now; runs of white space as one space.
fn seen(text: &str) -> Vec<char> {
    let mut seen = Vec::with_capacity(text.len().min(1 << 12));
    for c in text.chars() {
        // The Braille pattern without dots is as blank as a space.
        let c = if c.is_whitespace() || c == '\u{2800}' { ' ' } else { c };
        let is_joiner = matches!(c, ZWNJ | ZWJ);
        let is_again = match seen.last() {
            Some(' ') | None => c == ' ' || is_joiner,
            Some(&last) => is_joiner && matches!(last, ZWNJ | ZWJ),
        };
        if is_again || (!is_joiner && (c.is_control() || is_invisible(c))) {
            continue;
        }
        seen.push(c);
    }
    seen
}

/// Joiners only where they join, marks only on something and few at a time, no space at the end.
fn bounded(seen: &[char]) -> String {
    let mut text = String::with_capacity(seen.len());
    // The last character that is no mark and how many marks stand on it.
    let mut base = ' ';
    let mut marks = 0;
    for (at, &c) in seen.iter().enumerate() {
        if matches!(c, ZWNJ | ZWJ) {
            let next = seen.get(at + 1).copied().unwrap_or(' ');
            let joins = (needs_joiners(base) && needs_joiners(next))
                || (c == ZWJ && is_picture(base) && is_picture(next));
            if joins && !text.ends_with([ZWNJ, ZWJ]) {
                text.push(c);
            }
        } else if is_mark(c) {
            let is_selector = is_variation_selector(c);
            let stands =
                base != ' ' && marks < MARKS && !(is_selector && text.ends_with(is_variation_selector));
            if stands && !(is_selector && text.ends_with([ZWNJ, ZWJ])) {
                text.push(c);
                marks += 1;
            }
        } else if !(c == ' ' && text.ends_with(' ')) {
            text.push(c);
            base = c;
            marks = 0;
        }
    }
    text.trim().to_owned()
}

/// At most so many characters, the last an ellipsis where something is missing.
fn cut(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let Some(room) = longest.checked_sub(1) else {
        return String::new();
    };
    let mut kept = 0;
    let mut count = 0;
    for (at, cluster) in text.grapheme_indices(true) {
        count += cluster.chars().count();
        if count > room {
            break;
        }
        kept = at + cluster.len();
    }
    format!("{}{ELLIPSIS}", text[..kept].trim_end_matches([' ', ZWNJ, ZWJ]))
}

fn is_mark(c: char) -> bool {
    is_combining_mark(c) || is_variation_selector(c)
}

/// Which of two pictures of a character is meant, or which form of an ideograph.
fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Unicode's `Default_Ignorable_Code_Point` (`DerivedCoreProperties.txt`) without joiners and variation selectors, the
/// annotations between lines, and what is no character. All bidirectional controls are among them.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}')
        || is_no_character(c)
}

/// Unicode's noncharacters.
fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// The blocks of scripts that are written from right to left: the ranges where `DerivedBidiClass.txt` has R or AL even for
/// what is not assigned yet.
fn is_from_right_to_left(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    })
}

/// Letters of scripts that join or stack: Arabic and its kin, those of India, Myanmar, Cambodia and Mongolia (the contexts
/// of RFC 5892, appendix A, taken by block).
fn needs_joiners(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}'
        | '\u{1780}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{1e900}'..='\u{1e95f}')
}

/// What emoji are made of, by block.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}'
        | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    #[track_caller]
    fn check(said: &str, expected: &str) {
        assert_eq!(harmless(said, 80), expected, "{said:?}");
    }

    #[test]
    fn white_space_is_one_space_and_none_at_the_ends() {
        check(" \u{a0}Anna\t \r\nde\u{2028}Wit \u{3000}", "Anna de Wit");
        check("a \u{200b} b \u{202e}\u{2800} c", "a b c");
    }

    #[test]
    fn what_cannot_be_seen_vanishes() {
        check("in\u{ad}vi\u{200b}si\u{2060}ble\u{feff}\0\u{1b}[31m\u{e0041}", "invisible[31m");
        check("\u{202e}gnp.exe\u{202c} \u{2066}x\u{2069}", "gnp.exe x");
        check("\u{200b}\u{200e}\u{fe0f}\u{301}", "");
        check("\u{ffff}\u{fdd0}\u{10ffff}x", "x");
    }

    #[test]
    fn marks_stand_on_something_and_not_in_towers() {
        check("\u{301}cafe\u{301}", "cafe\u{301}");
        check(" \u{301}x", "x");
        check("ệ", "ệ");
        check(&format!("a{}b", "\u{301}".repeat(50)), &format!("a{}b", "\u{301}".repeat(4)));
        check("葛\u{e0100}\u{e0101}", "葛\u{e0100}");
    }

    #[test]
    fn joiners_stay_only_where_scripts_and_emoji_need_them() {
        check("می\u{200c}خواهم", "\u{2068}می\u{200c}خواهم\u{2069}");
        check("क\u{94d}\u{200d}ष", "क\u{94d}\u{200d}ष");
        check("👩\u{1f3fd}\u{200d}👩\u{200d}👧", "👩\u{1f3fd}\u{200d}👩\u{200d}👧");
        check("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥");
        check("pa\u{200d}ss\u{200c}word \u{200d}👧\u{200d}", "password 👧");
        check("क\u{200d}\u{200d}\u{200c}ष", "क\u{200d}ष");
    }

    #[test]
    fn letters_from_right_to_left_stay_among_themselves() {
        check("Noa נועה (14)", "\u{2068}Noa נועה (14)\u{2069}");
        check("\u{2067}ab\u{2069}", "ab");
    }

    #[test]
    fn what_is_too_long_ends_between_two_characters() {
        assert_eq!(harmless("a very long story", 10), "a very lo…");
        assert_eq!(harmless("a very long story", 7), "a very…");
        assert_eq!(harmless("a very long story", 3), "a…");
        assert_eq!(harmless("story", 5), "story");
        assert_eq!(harmless("story", 1), "…");
        assert_eq!(harmless("story", 0), "");
        assert_eq!(harmless("cafe\u{301}s and more", 5), "caf…");
        assert_eq!(harmless("ab👩\u{200d}👩\u{200d}👧 c", 5), "ab…");
        assert_eq!(harmless("שלום רב", 6), "\u{2068}שלו…\u{2069}");
        assert_eq!(harmless("שלום", 2), "…");
        assert_eq!(harmless("שלום", 3), "…");
        assert_eq!(harmless("abc ש", 5), "ab…");
    }

    #[test]
    fn a_sound_text_has_no_controls_and_closes_its_isolates() {
        assert_eq!(sound("een\0 twee\n\u{202e}drie\u{2028}vier"), "een twee drie vier");
        assert_eq!(sound("\u{2069}a \u{2068}b"), "a \u{2068}b\u{2069}");
        assert_eq!(sound("€\u{a0}1.000"), "€\u{a0}1.000");
    }

    fn nasty() -> impl Strategy<Value = String> {
        let pieces = [
            "a",
            "Z",
            " ",
            "\t",
            "\n",
            "\u{2028}",
            "\0",
            "\u{301}",
            "\u{30d}",
            "\u{e0100}",
            "\u{fe0f}",
            "\u{200b}",
            "\u{200c}",
            "\u{200d}",
            "\u{202e}",
            "\u{2066}",
            "\u{2068}",
            "\u{2069}",
            "ש",
            "م",
            "क",
            "\u{94d}",
            "\u{903}",
            "👩",
            "\u{1f3fd}",
            "🇳",
            "🇱",
            "ᄀ",
            "ᅡ",
            "\u{3164}",
            "\u{600}",
            "\u{2800}",
            "…",
            "\u{ad}",
        ];
        vec(prop_oneof![9 => select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)], 0..40)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn a_harmless_text_is_short_quiet_and_stays_as_it_is(said in nasty(), longest in 0_usize..50) {
            let text = harmless(&said, longest);
            prop_assert!(text.chars().count() <= longest);
            prop_assert_eq!(&harmless(&text, longest), &text);
            prop_assert_eq!(&sound(&text), &text);
            let inner = text.strip_prefix(FSI).and_then(|rest| rest.strip_suffix(PDI)).unwrap_or(&text);
            prop_assert_eq!(is_from_right_to_left(&text), inner.len() < text.len());
            let is_quiet = |c: char| !c.is_control() && (matches!(c, ZWNJ | ZWJ) || !is_invisible(c));
            prop_assert!(inner.chars().all(is_quiet), "{:?}", inner);
            prop_assert!(!inner.starts_with(is_mark) && !inner.contains("  ") && inner.trim() == inner);
            prop_assert!(!text.split(|c| !is_mark(c)).any(|marks| marks.chars().count() > MARKS));
        }

        #[test]
        fn a_text_that_shows_something_is_not_empty(said in nasty(), longest in 1_usize..50) {
            let shows = |c: char| c.is_alphanumeric() && !is_mark(c) && !is_invisible(c) || is_picture(c);
            prop_assume!(said.chars().any(shows));
            prop_assert!(!harmless(&said, longest).is_empty());
        }

        #[test]
        fn a_sound_text_stays_as_it_is(said in nasty()) {
            let text = sound(&said);
            prop_assert_eq!(&sound(&text), &text);
            prop_assert!(!text.chars().any(char::is_control));
            prop_assert_eq!(text.matches(FSI).count(), text.matches(PDI).count());
        }
    }
}
