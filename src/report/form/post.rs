//! A post for social media: the most important sentences, as many as fit.

use crate::report::{
    document::Document,
    text::{ELLIPSIS, sound},
};

/// A post of at most so many characters.
pub(super) fn write(document: &Document, longest: usize) -> String {
    let sentences: Vec<&str> =
        document.summary.iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
    let sentences = if sentences.is_empty() { vec![document.title.as_str()] } else { sentences };
    let mut post = String::new();
    for sentence in &sentences {
        let longer = if post.is_empty() { (*sentence).to_owned() } else { format!("{post} {sentence}") };
        // A later sentence may speak of an earlier one: after the first that does not fit, none follows.
        if length(&longer) > longest {
            break;
        }
        post = longer;
    }
    if post.is_empty() { cut(sentences[0], longest) } else { post }
}

/// As many words as fit, with an ellipsis; empty when not even the first does.
fn cut(sentence: &str, longest: usize) -> String {
    let near = sentence.char_indices().take(longest);
    let ends = near.filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let cuts = ends.filter_map(|at| {
        let words = sentence[..at].trim_end_matches([' ', ',', ';', ':', '–', '—']);
        let cut = sound(&format!("{words}{ELLIPSIS}"));
        (!words.is_empty() && length(&cut) <= longest).then_some(cut)
    });
    cuts.last().unwrap_or_default()
}

fn length(text: &str) -> usize {
    text.chars().count()
}
