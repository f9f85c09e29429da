//! Texts that came from people, made harmless.

/// A text of at most so many characters without anything that could change what stands around it.
pub(super) fn harmless(text: &str, longest: usize) -> String {
    text.chars().take(longest).collect()
}
