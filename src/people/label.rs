//! Words that people chose from a list, compared as a person would compare them.

use std::{cmp::Ordering, collections::BTreeMap, fmt, hash, marker::PhantomData, str::FromStr, sync::Arc};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess, Visitor},
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The longest label, in characters: room for an option of a questionnaire, too little for a story.
pub const MAX_LABEL_CHARS: usize = 120;

/// A short label: a skill, an interest, a language, an option of a questionnaire.
///
/// Two labels are equal when they read the same: case, accents, smart quotes, dashes and stray white space do not
/// count. Each keeps the form in which it was written for showing. A label names a category; what identifies a person
/// or tells their story belongs in a directory or a notes store.
///
/// ```
/// use mentorship::people::Label;
///
/// let label = Label::new("  Crème  brûlée ")?;
/// assert_eq!(label.as_str(), "Crème brûlée");
/// assert_eq!(label, Label::new("creme Brulee")?);
/// # Ok::<(), mentorship::people::InvalidLabel>(())
/// ```
///
/// Cheap to clone, and small: the same label in many profiles is best cloned from one.
#[derive(Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct Label(Arc<Words>);

/// The two forms of a label, behind one pointer: a profile holds a dozen labels, in sets that keep room for more.
struct Words {
    /// As it was written, without stray white space.
    shown: Box<str>,
    /// What is compared.
    key: Box<str>,
}

/// Why a text cannot be a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidLabel {
    /// No letter, digit or sign in it.
    #[error("a label cannot be empty")]
    Empty,
    /// Longer than [`MAX_LABEL_CHARS`].
    #[error("a label has at most {MAX_LABEL_CHARS} characters, this one has {chars}")]
    TooLong {
        /// How many characters it has.
        chars: usize,
    },
    /// A control character other than white space.
    #[error("a label cannot contain control characters")]
    ControlCharacter,
}

/// What two labels are compared by.
pub(super) fn key(text: &str) -> String {
    let plain = text.nfkd().filter(|&c| !is_combining_mark(c)).map(|c| match c {
        '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{02bc}' | '`' | '\u{b4}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    });
    let lower: String = plain.flat_map(char::to_lowercase).filter(|&c| !is_combining_mark(c)).collect();
    single_spaces(&lower)
}

/// The words with one space between them.
pub(super) fn single_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Up to three of the things whose keys look most like the one given, most alike first; what looks much less like it
/// than the best is left out.
pub(super) fn most_alike<T: Ord, K: AsRef<str>>(
    wanted: &str,
    among: impl IntoIterator<Item = (T, K)>,
) -> Vec<T> {
    // Jaro-Winkler likeness (0 to 1): below 0.6 words share little more than some letters.
    let likeness = |(thing, key): (T, K)| (strsim::jaro_winkler(wanted, key.as_ref()), thing);
    let mut alike: Vec<_> = among.into_iter().map(likeness).filter(|(likeness, _)| *likeness > 0.6).collect();
    alike.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.cmp(y)));
    let best = alike.first().map_or(0.0, |(likeness, _)| *likeness);
    alike.into_iter().take(3).filter(|(likeness, _)| *likeness > best - 0.2).map(|(_, thing)| thing).collect()
}

impl Label {
    /// Takes a label as somebody wrote it.
    ///
    /// # Errors
    ///
    /// When nothing readable is in it, a control character is, or it has more than [`MAX_LABEL_CHARS`] characters.
    pub fn new(text: impl AsRef<str>) -> Result<Self, InvalidLabel> {
        let shown = single_spaces(text.as_ref());
        if shown.chars().any(char::is_control) {
            return Err(InvalidLabel::ControlCharacter);
        }
        let chars = shown.chars().count();
        if chars > MAX_LABEL_CHARS {
            return Err(InvalidLabel::TooLong { chars });
        }
        let key = key(&shown);
        if key.is_empty() {
            return Err(InvalidLabel::Empty);
        }
        Ok(Self(Arc::new(Words { shown: shown.into(), key: key.into() })))
    }

    /// The label as it was written.
    pub fn as_str(&self) -> &str {
        &self.0.shown
    }

    /// The form by which labels are compared: lower case, without accents.
    pub fn key(&self) -> &str {
        &self.0.key
    }
}

impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.key() == other.key()
    }
}

impl Eq for Label {}

impl PartialOrd for Label {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Label {
    fn cmp(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.key().cmp(other.key()) }
    }
}

impl hash::Hash for Label {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.as_str())
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl FromStr for Label {
    type Err = InvalidLabel;

    fn from_str(text: &str) -> Result<Self, InvalidLabel> {
        Self::new(text)
    }
}

impl TryFrom<String> for Label {
    type Error = InvalidLabel;

    fn try_from(text: String) -> Result<Self, InvalidLabel> {
        Self::new(text)
    }
}

impl From<Label> for String {
    fn from(label: Label) -> Self {
        label.as_str().into()
    }
}

/// A map by labels as a file writes it: keys that read the same (`Koken`, `koken`) are a mistake there, and one of the
/// two would be lost.
struct Distinct<V>(BTreeMap<Label, V>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Distinct<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<V>(PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for Entries<V> {
            type Value = BTreeMap<Label, V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table whose keys are labels")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut map = BTreeMap::new();
                while let Some((label, value)) = entries.next_entry::<Label, V>()? {
                    if let Some((first, _)) = map.get_key_value(&label) {
                        return Err(A::Error::custom(format_args!(
                            "`{label}` and `{first}` are one key, given twice"
                        )));
                    }
                    map.insert(label, value);
                }
                Ok(map)
            }
        }

        deserializer.deserialize_map(Entries(PhantomData)).map(Self)
    }
}

/// Reads a map by labels and refuses a key given twice.
pub(crate) fn distinct<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<Label, V>, D::Error> {
    Distinct::deserialize(deserializer).map(|Distinct(map)| map)
}

/// The same for a map that may be absent.
pub(super) fn distinct_if_any<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<BTreeMap<Label, V>>, D::Error> {
    Option::<Distinct<V>>::deserialize(deserializer).map(|map| map.map(|Distinct(map)| map))
}

/// The same for a map of such maps.
pub(super) fn distinct_in_each<'de, D: Deserializer<'de>, K: Deserialize<'de> + Ord, V: Deserialize<'de>>(
    deserializer: D,
) -> Result<BTreeMap<K, BTreeMap<Label, V>>, D::Error> {
    let maps = BTreeMap::<K, Distinct<V>>::deserialize(deserializer)?;
    Ok(maps.into_iter().map(|(key, Distinct(map))| (key, map)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        Label::new(a).unwrap() == Label::new(b).unwrap()
    }

    #[test]
    fn labels_that_read_the_same_are_equal() {
        assert!(same("Koken", "kOKEN"));
        assert!(same("Zoë’s café", "zoe's CAFE"));
        assert!(same("“om\u{a0}te  koken”", "\"om te koken\""));
        assert!(same("sociaal–cultureel", "sociaal-cultureel"));
        assert!(same("İstanbul", "istanbul"));
        assert!(same("ﬁets", "fiets"));
        assert!(!same("koken", "kok"));
        assert!(!same("C", "C++"));
    }

    #[test]
    fn the_written_form_is_kept_and_survives_serde() {
        let label = Label::new(" Één\tboek ").unwrap();
        assert_eq!(label.as_str(), "Één boek");
        assert_eq!(label.key(), "een boek");
        assert_eq!(serde_json::to_string(&label).unwrap(), "\"Één boek\"");
        assert_eq!(serde_json::from_str::<Label>("\"Één boek\"").unwrap().as_str(), "Één boek");
        assert!(serde_json::from_str::<Label>("\" \"").is_err());
    }

    #[test]
    fn what_is_no_label_is_refused() {
        assert_eq!(Label::new(" \u{301} "), Err(InvalidLabel::Empty));
        assert_eq!(Label::new("a\u{7}b"), Err(InvalidLabel::ControlCharacter));
        assert!(Label::new("x".repeat(MAX_LABEL_CHARS)).is_ok());
        let long = MAX_LABEL_CHARS + 1;
        assert_eq!(Label::new("x".repeat(long)), Err(InvalidLabel::TooLong { chars: long }));
    }

    #[test]
    fn a_key_given_twice_in_other_letters_is_refused_and_not_lost() {
        let read = |text: &str| distinct::<_, u8>(&mut serde_json::Deserializer::from_str(text));
        assert_eq!(read(r#"{"Koken": 1, "Fietsen": 2}"#).unwrap().len(), 2);
        let error = read(r#"{"Koken": 1, "koken": 2}"#).unwrap_err().to_string();
        assert!(error.starts_with("`koken` and `Koken` are one key, given twice"), "{error}");
        let questions = r#"{"Wijk": {"kind": "choice"}, "wijk": {"kind": "choice"}}"#;
        assert!(serde_json::from_str::<crate::people::Questionnaire>(questions).is_err());
        let mentor = r#"{"id": "M", "profile": {"person": "P"}, "offers": {"Koken": 1, "koken": 2}}"#;
        assert!(serde_json::from_str::<crate::people::Mentor>(mentor).is_err());
    }
}
