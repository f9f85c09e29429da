//! The few words that charts need of their own, both languages side by side.

use super::super::language::Language;

/// Said in the place of a chart without anything to draw.
pub(super) fn too_little_to_show(language: Language) -> &'static str {
    language.pick("Te weinig gegevens om te laten zien", "Too little data to show")
}

/// Said where a value is withheld.
pub(super) fn too_few_to_say(language: Language) -> &'static str {
    language.pick("te weinig om iets te zeggen", "too few to say")
}

pub(super) fn days(language: Language) -> &'static str {
    language.pick("dagen", "days")
}

pub(super) fn day_head(language: Language) -> &'static str {
    language.pick("Dag", "Day")
}

/// The heading of the numbers at risk.
pub(super) fn still_followed(language: Language) -> &'static str {
    language.pick("Nog gevolgd", "Still followed")
}

pub(super) fn before(language: Language) -> &'static str {
    language.pick("voor", "before")
}

pub(super) fn after(language: Language) -> &'static str {
    language.pick("na", "after")
}

pub(super) fn change(language: Language) -> &'static str {
    language.pick("Verschil", "Change")
}

pub(super) fn scale(language: Language) -> &'static str {
    language.pick("Schaal", "Scale")
}

/// The value of all together: “allen 62%”.
pub(super) fn all(language: Language) -> &'static str {
    language.pick("allen", "all")
}

pub(super) fn value(language: Language) -> &'static str {
    language.pick("Waarde", "Value")
}

pub(super) fn share(language: Language) -> &'static str {
    language.pick("Aandeel", "Share")
}

pub(super) fn lowest(language: Language) -> &'static str {
    language.pick("Van", "From")
}

pub(super) fn highest(language: Language) -> &'static str {
    language.pick("Tot", "To")
}

/// “72% ging verder”.
pub(super) fn went_on(language: Language, share: &str) -> String {
    language.pick(format!("{share} ging verder"), format!("{share} went on"))
}

pub(super) fn went_on_head(language: Language) -> &'static str {
    language.pick("Ging verder", "Went on")
}

pub(super) fn centre(language: Language) -> &'static str {
    language.pick("midden", "centre")
}

pub(super) fn limit(language: Language) -> &'static str {
    language.pick("grens", "limit")
}

/// What the mark of a signal means.
pub(super) fn signal_means(language: Language) -> &'static str {
    language.pick("valt op: hier veranderde iets", "stands out: something changed here")
}

pub(super) fn signal_head(language: Language) -> &'static str {
    language.pick("Valt op", "Stands out")
}

pub(super) fn yes(language: Language) -> &'static str {
    language.pick("ja", "yes")
}

pub(super) fn no(language: Language) -> &'static str {
    language.pick("nee", "no")
}

/// What the sign in a hidden cell means.
pub(super) fn hidden_means(language: Language) -> &'static str {
    language.pick("te weinig om te tonen", "too few to show")
}

/// “7 van de 10”.
pub(super) fn of_ten(language: Language, count: u8) -> String {
    language.pick(format!("{count} van de 10"), format!("{count} out of 10"))
}

pub(super) fn of_ten_head(language: Language) -> &'static str {
    language.pick("Van de 10", "Out of 10")
}
