//! What is published, in words.

use std::fmt;

use super::{Missing, PublicFigure, ShownCaveat, ShownFigure, ShownValue};
use crate::impact::{
    BaselineBalance, Limit, Unit,
    estimate::{in_words, named},
};

impl ShownFigure {
    /// The value, or what is told of it, in words, with its unit: “83.3 %”, “below 15 %”.
    pub fn value_in_words(&self) -> String {
        let unit = self.indicator().definition().unit;
        let limit = |value: f64| match unit {
            // Limits come in whole steps.
            Unit::Share => format!("{:.0} %", 100.0 * value),
            Unit::Probability => format!("{value}"),
            _ => in_words(unit, value, true),
        };
        match self.value() {
            ShownValue::Exactly(value) => in_words(unit, value, true),
            ShownValue::Below(value) => format!("below {}", limit(value)),
            ShownValue::AtLeast(value) => format!("at least {}", limit(value)),
            ShownValue::AtMost(value) => format!("at most {}", limit(value)),
            ShownValue::NotKnown => "not known".to_owned(),
        }
    }

    /// The interval in words, without its confidence.
    pub fn interval_in_words(&self) -> Option<String> {
        let unit = self.indicator().definition().unit;
        let interval = self.interval()?;
        Some(match (interval.lower, interval.upper) {
            (Limit::At(lower), Limit::At(upper)) => {
                format!("{} to {}", in_words(unit, lower, false), in_words(unit, upper, true))
            }
            (Limit::At(lower), Limit::Unbounded) => format!("{} or more", in_words(unit, lower, true)),
            (Limit::Unbounded, Limit::At(upper)) => format!("{} or less", in_words(unit, upper, true)),
            (Limit::Unbounded, Limit::Unbounded) => "no limits".to_owned(),
        })
    }
}

impl fmt::Display for ShownFigure {
    /// The figure in one sentence, without its caveats, which are sentences of their own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        named(f, self.indicator(), self.about())?;
        write!(f, ": {}", self.value_in_words())?;
        if let (Some(interval), Some(words)) = (self.interval(), self.interval_in_words()) {
            write!(f, " ({} % sure: {words})", 100.0 * interval.confidence.share())?;
        }
        if let Some(n) = self.n() {
            write!(f, ", {}", self.indicator().definition().level.count(n))?;
        }
        match self.missing() {
            Missing::Exactly(0) => Ok(()),
            Missing::Exactly(missing) => write!(f, ", {missing} missing"),
            Missing::Some => f.write_str(", some missing"),
        }
    }
}

impl fmt::Display for PublicFigure {
    /// The figure in one sentence, or that it is withheld.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shown(shown) => shown.fmt(f),
            Self::Withheld(_) => {
                named(f, self.indicator(), self.about())?;
                f.write_str(": withheld")
            }
        }
    }
}

impl fmt::Display for ShownCaveat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Few { minimum } => write!(f, "few: fewer than {minimum}, so chance weighs heavily"),
            Self::LowResponse => {
                f.write_str("fewer than seven in ten answered; those who did not may think otherwise")
            }
            Self::Reversal { dimension } => {
                write!(f, "within the groups of `{dimension}` the difference goes the other way")
            }
            Self::Detectable { deviations } => {
                write!(f, "with so few, a change below {deviations:.2} SD would mostly go unnoticed")
            }
            Self::NotReached => f.write_str("not reached yet: too few have ended"),
            Self::BeyondData => f.write_str("nobody was followed for so long"),
            Self::NoComparison => f.write_str(
                "nobody else was measured beside them: those who start low tend to rise by themselves",
            ),
            Self::LookingBack => {
                f.write_str("the start was asked about afterwards, which tends to show more growth")
            }
            Self::IfMissing { lowest, highest } => write!(
                f,
                "if all who are missing had fallen by the whole scale it would be {lowest:.2}, had they risen by it {highest:.2}"
            ),
            Self::Attrition(BaselineBalance::Alike) => {
                f.write_str("those who answered again started like those who did not")
            }
            Self::Attrition(_) => {
                f.write_str("those who answered again started elsewhere than those who did not")
            }
            Self::FirstCounts => f.write_str("the first of each person counts"),
            Self::SharedMentors => f.write_str("some share a mentor, so the interval is somewhat too narrow"),
            Self::NotByLot => f.write_str("the groups were not drawn by lot: associated with, not caused by"),
            Self::BySizes { expected, lowest, highest } => write!(
                f,
                "by the sizes of the groups alone it would be {expected:.2}; so many ties can reach {lowest:.2} to {highest:.2}"
            ),
            Self::ByLuck { lowest, highest } => {
                write!(f, "with groups dealt out by lot it lies between {lowest:.2} and {highest:.2}")
            }
            Self::MadeByMatching => {
                f.write_str("made by the programme's matching, not by people who found each other")
            }
            Self::Clustered => {
                f.write_str("people were drawn in clusters, and the limits come from resampling those")
            }
            Self::NotPlaced => f.write_str("some are left out, as too little is known of them"),
            Self::Surplus => f.write_str("more came in than went out: it lasts as long as that goes on"),
            Self::BooksTooShort => f.write_str("the books do not go back so far"),
            Self::NoBalance => f.write_str("nobody noted what was in the bank"),
            Self::AllTheTime => {
                f.write_str("costs and people of all the time up to the day, not of the period")
            }
        }
    }
}
