//! Published figures in sentences.

use super::{Say, sentence};
use crate::{
    disclosure::{Missing, PublicFigure, ShownFigure, ShownValue},
    feedback::Currency,
    impact::{About, Indicator, Interval, Limit, Unit},
    report::Language,
};

/// What stands where a figure is withheld.
pub(in crate::report) fn too_few(language: Language) -> &'static str {
    language.pick("te weinig om iets te zeggen", "too few to say")
}

impl Indicator {
    /// Its name in a language.
    pub(in crate::report) fn named(self, language: Language) -> &'static str {
        let definition = self.definition();
        language.pick(definition.name_nl, definition.name_en)
    }
}

/// The name of a figure, with what in particular it speaks of.
pub(in crate::report) fn named(language: Language, indicator: Indicator, about: &[About]) -> String {
    let name = indicator.named(language);
    // A currency is told with the sum.
    let about = about.iter().filter(|part| !matches!(part, About::Currency(_)));
    let about: Vec<_> = about.map(|part| part.say(language)).collect();
    if about.is_empty() { name.to_owned() } else { format!("{name} ({})", about.join(", ")) }
}

/// A value in its unit, as it is written in a sentence.
pub(in crate::report) fn value(language: Language, unit: Unit, value: f64) -> String {
    let digits = digits(unit, value);
    let number = |value: f64| language.decimal(value, digits);
    let with = |dutch: &str, english: &str| format!("{} {}", number(value), language.pick(dutch, english));
    match unit {
        Unit::Probability if value < 0.001 => {
            format!("{} {}", language.pick("minder dan", "below"), language.decimal(0.001, 3))
        }
        Unit::Share => format!("{}%", number(100.0 * value)),
        Unit::ShareDifference => {
            format!("{} {}", number(100.0 * value), language.pick("procentpunt", "percentage points"))
        }
        // The name says of what it is: of 30 days, of a scale.
        Unit::PerMonth
        | Unit::Probability
        | Unit::Count
        | Unit::Points
        | Unit::Coefficient
        | Unit::Number
        | Unit::NetPoints
        | Unit::TScore => number(value),
        Unit::Days if number(value) == "1" => with("dag", "day"),
        Unit::Days => with("dagen", "days"),
        Unit::Minutes => with("minuten", "minutes"),
        Unit::Deviations => with("standaarddeviaties", "standard deviations"),
        Unit::Cents => number(value / 100.0),
        Unit::Months => with("maanden", "months"),
        Unit::Hours => with("uur", "hours"),
        Unit::Steps => with("stappen", "steps"),
    }
}

/// How many digits after the mark are told of a value.
fn digits(unit: Unit, value: f64) -> usize {
    match unit {
        // Of what could be, little is: a density needs one more.
        Unit::Share if value > 0.0 && value < 0.01 => 2,
        Unit::Share
        | Unit::ShareDifference
        | Unit::PerMonth
        | Unit::NetPoints
        | Unit::TScore
        | Unit::Months => 1,
        Unit::Count | Unit::Days | Unit::Minutes | Unit::Hours => 0,
        // Whole euros are told as such.
        Unit::Cents if (value / 100.0).fract() == 0.0 => 0,
        Unit::Points | Unit::Coefficient | Unit::Number | Unit::Deviations | Unit::Steps | Unit::Cents => 2,
        Unit::Probability => 3,
    }
}

/// A sum in cents: `€ 12.500`, `CHF 830,33`.
pub(in crate::report) fn money(language: Language, currency: Currency, cents: f64) -> String {
    let amount = value(language, Unit::Cents, cents);
    if currency == Currency::default() { format!("€ {amount}") } else { format!("{currency} {amount}") }
}

/// What is shown of a figure, in words.
pub(in crate::report) fn shown(language: Language, figure: &ShownFigure) -> String {
    let unit = figure.indicator().definition().unit;
    let currency = figure.about().iter().find_map(|part| match part {
        About::Currency(currency) => Some(*currency),
        _ => None,
    });
    let value = |language, unit, number| match currency {
        Some(currency) if unit == Unit::Cents => money(language, currency, number),
        _ => value(language, unit, number),
    };
    // Limits come in whole steps.
    let limit = |limit: f64| match unit {
        Unit::Share => language.percent(limit, 0),
        _ => value(language, unit, limit),
    };
    match figure.value() {
        ShownValue::Exactly(exactly) => value(language, unit, exactly),
        ShownValue::Below(below) => format!("{} {}", language.pick("minder dan", "below"), limit(below)),
        ShownValue::AtLeast(least) => format!("{} {}", language.pick("minstens", "at least"), limit(least)),
        ShownValue::AtMost(most) => format!("{} {}", language.pick("hoogstens", "at most"), limit(most)),
        ShownValue::NotKnown => language.pick("nog niet bekend", "not known yet").to_owned(),
    }
}

/// What is told of a figure, or that it is too few to say.
pub(in crate::report) fn told(language: Language, figure: &PublicFigure) -> String {
    figure.shown().map_or_else(|| too_few(language).to_owned(), |figure| shown(language, figure))
}

/// Between which limits it probably lies, in a sentence for everybody.
pub(in crate::report) fn interval(language: Language, unit: Unit, interval: Interval) -> Option<String> {
    let sure = language.decimal(100.0 * interval.confidence.share(), 0);
    let between = match (interval.lower, interval.upper) {
        (Limit::At(lower), Limit::At(upper)) => {
            let (lower, upper) = (value(language, unit, lower), value(language, unit, upper));
            match language {
                Language::Dutch => format!("tussen {lower} en {upper}"),
                Language::English => format!("between {lower} and {upper}"),
            }
        }
        (Limit::At(lower), Limit::Unbounded) => {
            format!("{} {}", language.pick("op minstens", "at"), value(language, unit, lower))
                + language.pick("", " or more")
        }
        (Limit::Unbounded, Limit::At(upper)) => {
            format!("{} {}", language.pick("op hoogstens", "at"), value(language, unit, upper))
                + language.pick("", " or less")
        }
        (Limit::Unbounded, Limit::Unbounded) => return None,
    };
    Some(match language {
        Language::Dutch => format!("De echte waarde ligt waarschijnlijk {between} ({sure}% zeker)."),
        Language::English => format!("The true value probably lies {between} ({sure}% sure)."),
    })
}

/// How sure it is, of how many: what stands below a figure.
pub(in crate::report) fn detail(language: Language, figure: &ShownFigure) -> Option<String> {
    let definition = figure.indicator().definition();
    let mut sentences = Vec::new();
    // A number of people is not told twice.
    let counts_itself = definition.unit == Unit::Count && figure.missing() == Missing::Exactly(0);
    if let Some(n) = figure.n().filter(|_| !counts_itself) {
        let counted = definition.level.counted(n, language);
        sentences.push(match figure.missing() {
            Missing::Exactly(0) => sentence(&format!("{} {counted}", language.pick("van", "of"))),
            Missing::Exactly(missing) => {
                let (of, missing) = (language.pick("van", "of"), language.whole(missing));
                let lacking = language.pick("ontbreken", "missing");
                sentence(&format!("{of} {counted}; {missing} {lacking}"))
            }
            Missing::Some => {
                let (of, some) =
                    (language.pick("van", "of"), language.pick("enkele ontbreken", "some are missing"));
                sentence(&format!("{of} {counted}; {some}"))
            }
        });
    }
    let limits = figure.interval().and_then(|limits| interval(language, definition.unit, limits));
    sentences.extend(limits);
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// By which definition and as of when: `length.retention v1, 31 december 2026`.
pub(in crate::report) fn definition(language: Language, figure: &ShownFigure) -> String {
    let id = figure.indicator().definition().id;
    format!("{id} v{}, {}", figure.version(), language.day(figure.as_of()))
}
