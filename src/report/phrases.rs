//! Small turns of phrase that several reports share.

use super::language::Language;

/// `a, b en c`.
pub(super) fn listed<T: AsRef<str>>(language: Language, words: &[T]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<_> = most.iter().map(AsRef::as_ref).collect();
            format!("{} {} {}", most.join(", "), language.pick("en", "and"), last.as_ref())
        }
    }
}

/// A number of the thing named: `1 mentor`, `2 mentoren`.
pub(super) fn counted(language: Language, count: impl TryInto<u64>, one: &str, several: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    format!("{} {}", language.whole(count), if count == 1 { one } else { several })
}

/// Minutes as people say them: `45 minuten`, `3 uur en 30 minuten`.
pub(super) fn minutes(language: Language, minutes: impl Into<u64>) -> String {
    let minutes = minutes.into();
    let (hours, rest) = (minutes / 60, minutes % 60);
    let (hour, minute) =
        language.pick((["uur", "uur"], ["minuut", "minuten"]), (["hour", "hours"], ["minute", "minutes"]));
    let hours = (hours > 0).then(|| counted(language, hours, hour[0], hour[1]));
    let rest = (rest > 0 || hours.is_none()).then(|| counted(language, rest, minute[0], minute[1]));
    let parts: Vec<_> = hours.into_iter().chain(rest).collect();
    listed(language, &parts)
}

/// With a capital letter at the start.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::{
        Language::{Dutch, English},
        *,
    };

    #[test]
    fn lists_and_numbers_read_like_sentences() {
        assert_eq!(listed(Dutch, &["a"]), "a");
        assert_eq!(listed(Dutch, &["a", "b", "c"]), "a, b en c");
        assert_eq!(counted(Dutch, 1_u64, "mentor", "mentoren"), "1 mentor");
        assert_eq!(counted(English, 0_u64, "mentor", "mentors"), "0 mentors");
        assert_eq!(minutes(Dutch, 0_u64), "0 minuten");
        assert_eq!(minutes(Dutch, 61_u64), "1 uur en 1 minuut");
        assert_eq!(minutes(English, 120_u64), "2 hours");
        assert_eq!(capitalised("écht"), "Écht");
    }
}
