//! A figure as it may be told: never a number alone.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    BaselineBalance, Days, Health, Indicator, Interval, Limit, Stage, Ties, Unit, distribution::real,
};
use crate::{
    feedback::{Area, Category, Closure, Currency, FunderKind, Purpose, Wave},
    id::{InstrumentId, PersonId},
    introduction::Party,
    people::Label,
};

/// A value with all that belongs to it: how sure it is, of how many, how many are missing, what exactly was computed, as
/// of which day, and what to keep in mind.
///
/// Where nothing was observed the value is `None`: never zero, never “not a number”.
///
/// ```
/// use mentorship::{impact::{Estimate, Indicator, Share, AsOf}, jiff::civil::date};
///
/// let on = AsOf::new(date(2026, 12, 31));
/// let satisfied = Estimate::of_share(Indicator::Satisfied, &on, Share::new(18, 24)?);
/// assert_eq!(
///     satisfied.to_string(),
///     "Satisfied or very satisfied: 75.0 % (95 % sure: 55.1 to 88.0 %), 24 people"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// What it is an estimate of.
    pub indicator: Indicator,
    /// The version of the definition by which it was computed.
    pub version: u16,
    /// What in particular it speaks of; nothing when it speaks of the whole programme.
    pub about: Vec<About>,
    /// The value, in the unit of the definition.
    pub value: Option<f64>,
    /// Within which limits it lies.
    pub interval: Option<Interval>,
    /// Of how many, in the level of the definition.
    pub n: u64,
    /// How many different people that is, which may be fewer; of a comparison, those of the smaller side.
    pub people: u64,
    /// How many more there should have been.
    pub missing: u64,
    /// As of which day.
    pub as_of: Date,
    /// What to keep in mind.
    pub caveats: Vec<Caveat>,
}

/// What in particular a figure speaks of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum About {
    /// People in one role.
    Role(Party),
    /// A step of the way into and through the programme.
    Stage(Stage),
    /// A length of time.
    Length(Days),
    /// A share, in per cent.
    Percent(u8),
    /// A way to end.
    Closure(Closure),
    /// How pairings fare.
    Health(Health),
    /// An instrument in one version.
    Instrument(InstrumentId, u16),
    /// A subscale of it.
    Subscale(Label),
    /// An occasion.
    Wave(Wave),
    /// A milestone.
    Milestone(Label),
    /// A theme.
    Theme(Label),
    /// Two coders.
    Coders(PersonId, PersonId),
    /// People of one group, by dimension.
    Group(Label, Label),
    /// Two groups of a dimension: the first less the second.
    Between(Label, Label, Label),
    /// All groups of a dimension.
    By(Label),
    /// Compared within each group of a dimension.
    Within(Label),
    /// Ties of one origin.
    Ties(Ties),
    /// An area of life.
    Area(Area),
    /// A kind of funder.
    FunderKind(FunderKind),
    /// What money may be used for.
    Purpose(Purpose),
    /// What money is spent on.
    Category(Category),
    /// So many whole months.
    Months(u8),
    /// With volunteers' hours counted as if they were paid.
    HoursCounted,
    /// In one currency.
    Currency(Currency),
}

/// What to keep in mind about a figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Caveat {
    /// Nothing was observed.
    Nobody,
    /// Fewer than the definition asks for.
    Few {
        /// How many the definition asks for.
        minimum: u64,
    },
    /// Fewer than seven in ten answered.
    LowResponse {
        /// How many answered.
        came: u64,
        /// Of how many.
        due: u64,
    },
    /// The comparison turns round within the groups of another dimension (Simpson's paradox).
    Reversal {
        /// The dimension.
        dimension: Label,
    },
    /// The smallest change that would have been noticed four times in five.
    Detectable {
        /// In standard deviations.
        deviations: f64,
    },
    /// Fewer than this share have ended, so the day is not known yet.
    NotReached,
    /// Nobody was followed for so long.
    BeyondData,
    /// Everybody gave the same answer, so there is nothing to measure it against.
    AllEqual,
    /// Nobody else was measured beside them.
    NoComparison,
    /// The start was asked about afterwards.
    LookingBack,
    /// The change if all who did not answer had fallen, or had risen, by the whole length of the scale.
    IfMissing {
        /// Had they fallen.
        lowest: f64,
        /// Had they risen.
        highest: f64,
    },
    /// Those who answered again started elsewhere than those who did not.
    Attrition {
        /// The gap in standard deviations.
        gap: f64,
        /// What follows.
        balance: BaselineBalance,
    },
    /// Some people have more than one, of which the first counts.
    FirstCounts {
        /// How many do not count.
        others: u64,
    },
    /// Several pairings share a mentor, so they are less than independent.
    SharedMentors {
        /// How many mentors the pairings have.
        mentors: u64,
    },
    /// The groups were not drawn by lot: what differs may have other causes.
    NotByLot,
    /// What the sizes of the groups alone would make of it, and what so many ties can reach.
    BySizes {
        /// The value that the sizes of the groups lead to.
        expected: f64,
        /// The lowest that can be reached.
        lowest: f64,
        /// The highest that can be reached.
        highest: f64,
    },
    /// Within these limits it lies when groups are dealt out anew by lot.
    ByLuck {
        /// The lower limit.
        lowest: f64,
        /// The upper limit.
        highest: f64,
    },
    /// The programme decided who is matched, so it says nothing of whom people find by themselves.
    MadeByMatching,
    /// Some are left out, because nothing is known of their group or year of birth.
    NotPlaced {
        /// How many.
        left_out: u64,
    },
    /// Those who live together were drawn together, so the limits come from resampling whole groups of them.
    Clustered {
        /// How many there are.
        clusters: u64,
    },
    /// More came in than went out: it lasts as long as that goes on.
    Surplus,
    /// The books do not go back so far.
    BooksTooShort,
    /// Nobody noted what was in the bank.
    NoBalance,
    /// Costs and people of all the time, not of the period.
    AllTheTime,
    /// What the two largest contributors to a sum gave, in cents or minutes.
    Largest {
        /// The largest.
        first: u64,
        /// The next; 0 when there is none.
        second: u64,
        /// Of all of it.
        of: u64,
    },
}

impl Estimate {
    /// A figure without value yet.
    pub(crate) fn new(indicator: Indicator, on: &super::AsOf) -> Self {
        let version = indicator.definition().version;
        let (about, caveats) = (Vec::new(), Vec::new());
        Self {
            indicator,
            version,
            about,
            value: None,
            interval: None,
            n: 0,
            people: 0,
            missing: 0,
            as_of: on.date,
            caveats,
        }
    }

    /// The figure of a share, with Wilson's interval.
    pub fn of_share(indicator: Indicator, on: &super::AsOf, share: super::Share) -> Self {
        Self::new(indicator, on).with(share.value(), share.wilson(on.confidence), share.of())
    }

    /// The same of something in particular.
    #[must_use]
    pub fn about(mut self, about: impl IntoIterator<Item = About>) -> Self {
        self.about.extend(about);
        self
    }

    /// The same with a value, an interval and a count; caveats about the count come by themselves.
    pub(crate) fn with(mut self, value: Option<f64>, interval: Option<Interval>, n: u64) -> Self {
        let minimum = self.indicator.definition().minimum;
        (self.value, self.interval, self.n, self.people) = (value, interval, n, n);
        if n == 0 {
            self.caveats.push(Caveat::Nobody);
        } else if n < minimum {
            self.caveats.push(Caveat::Few { minimum });
        }
        self
    }

    /// The same of so many different people.
    pub(crate) fn of_people(self, people: u64) -> Self {
        Self { people, ..self }
    }

    /// The same with so many missing.
    pub(crate) fn missing(mut self, missing: u64) -> Self {
        self.missing = missing;
        self
    }

    /// The same with something more to keep in mind.
    pub(crate) fn keep_in_mind(mut self, caveat: impl IntoIterator<Item = Caveat>) -> Self {
        self.caveats.extend(caveat);
        self
    }

    /// Whether it speaks of all of these.
    pub fn speaks_of(&self, about: &[About]) -> bool {
        about.iter().all(|part| self.about.contains(part))
    }

    /// The value in words, with its unit; “not known” when there is none.
    pub fn value_in_words(&self) -> String {
        self.value.map_or_else(|| "not known".to_owned(), |value| self.words(value, true))
    }

    /// The interval in words, without its confidence.
    pub fn interval_in_words(&self) -> Option<String> {
        let Interval { lower, upper, .. } = self.interval?;
        Some(match (lower, upper) {
            (Limit::At(lower), Limit::At(upper)) => {
                format!("{} to {}", self.words(lower, false), self.words(upper, true))
            }
            (Limit::At(lower), Limit::Unbounded) => format!("{} or more", self.words(lower, true)),
            (Limit::Unbounded, Limit::At(upper)) => format!("{} or less", self.words(upper, true)),
            (Limit::Unbounded, Limit::Unbounded) => "no limits".to_owned(),
        })
    }

    fn words(&self, value: f64, with_unit: bool) -> String {
        in_words(self.indicator.definition().unit, value, with_unit)
    }
}

/// A number in words, as it is told of its unit.
pub(crate) fn in_words(unit: Unit, value: f64, with_unit: bool) -> String {
    // What rounds to zero has no sign.
    let rounded = |value: f64, decimals: usize| {
        let text = format!("{value:.decimals$}");
        if text.bytes().all(|b| matches!(b, b'-' | b'0' | b'.')) { text.replace('-', "") } else { text }
    };
    let (number, unit) = match unit {
        // Of what could be, little is: a density needs one more decimal.
        Unit::Share if value > 0.0 && value < 0.01 => (rounded(100.0 * value, 2), " %"),
        Unit::Share => (rounded(100.0 * value, 1), " %"),
        Unit::ShareDifference => (rounded(100.0 * value, 1), " pp"),
        Unit::Count => (rounded(value, 0), ""),
        Unit::Days => match rounded(value, 0) {
            one if one == "1" => (one, " day"),
            days => (days, " days"),
        },
        Unit::Minutes => (rounded(value, 0), " minutes"),
        Unit::Points | Unit::Coefficient | Unit::Number => (rounded(value, 2), ""),
        Unit::PerMonth | Unit::NetPoints | Unit::TScore => (rounded(value, 1), ""),
        Unit::Deviations => (rounded(value, 2), " SD"),
        Unit::Cents => (thousands(&rounded(value / 100.0, 2)), ""),
        Unit::Months => (rounded(value, 1), " months"),
        Unit::Hours => (thousands(&rounded(value, 0)), " hours"),
        Unit::Steps => (rounded(value, 2), " steps"),
        Unit::Probability if value < 0.001 => ("below 0.001".to_owned(), ""),
        Unit::Probability => (rounded(value, 3), ""),
    };
    if with_unit { number + unit } else { number }
}

/// A number with its thousands apart.
fn thousands(number: &str) -> String {
    let (whole, part) = number.split_at(number.find('.').unwrap_or(number.len()));
    let digits = whole.trim_start_matches('-');
    let mut apart = whole[..whole.len() - digits.len()].to_owned();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            apart.push(' ');
        }
        apart.push(digit);
    }
    apart + part
}

/// The name of a figure, with what in particular it speaks of.
pub(crate) fn named(f: &mut fmt::Formatter<'_>, indicator: Indicator, about: &[About]) -> fmt::Result {
    f.write_str(indicator.definition().name_en)?;
    for (at, part) in about.iter().enumerate() {
        write!(f, "{}{part}", if at == 0 { " (" } else { ", " })?;
    }
    if about.is_empty() { Ok(()) } else { f.write_str(")") }
}

impl fmt::Display for Estimate {
    /// The figure in one sentence, without its caveats, which are sentences of their own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let definition = self.indicator.definition();
        named(f, self.indicator, &self.about)?;
        write!(f, ": {}", self.value_in_words())?;
        if let (Some(interval), Some(words)) = (self.interval, self.interval_in_words()) {
            write!(f, " ({} % sure: {words})", 100.0 * interval.confidence.share())?;
        }
        write!(f, ", {}", definition.level.count(self.n))?;
        if self.missing > 0 {
            write!(f, ", {} missing", self.missing)?;
        }
        Ok(())
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Role(role) => write!(f, "{role}s"),
            Self::Stage(stage) => write!(f, "{stage}"),
            Self::Length(days) => write!(f, "{days}"),
            Self::Percent(percent) => write!(f, "{percent} %"),
            Self::Closure(closure) => write!(f, "{closure}"),
            Self::Health(health) => write!(f, "{health}"),
            Self::Instrument(instrument, 1) => write!(f, "{instrument}"),
            Self::Instrument(instrument, version) => write!(f, "{instrument}, version {version}"),
            Self::Subscale(label) | Self::Milestone(label) | Self::Theme(label) => write!(f, "{label}"),
            Self::Wave(wave) => write!(f, "{wave}"),
            Self::Coders(a, b) => write!(f, "{a} and {b}"),
            Self::Group(dimension, label) => write!(f, "{dimension}: {label}"),
            Self::Between(dimension, a, b) => write!(f, "{dimension}: `{a}` less `{b}`"),
            Self::By(dimension) => write!(f, "by {dimension}"),
            Self::Within(dimension) => write!(f, "within each {dimension}"),
            Self::Ties(ties) => write!(f, "{ties}"),
            Self::Area(area) => write!(f, "{area}"),
            Self::FunderKind(kind) => write!(f, "{kind}"),
            Self::Purpose(purpose) => write!(f, "{purpose}"),
            Self::Category(category) => write!(f, "{category}"),
            Self::Months(months) => write!(f, "over {months} months"),
            Self::HoursCounted => f.write_str("with volunteers' hours"),
            Self::Currency(currency) => write!(f, "{currency}"),
        }
    }
}

impl fmt::Display for Caveat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => f.write_str("nothing was observed"),
            Self::Few { minimum } => write!(f, "few: fewer than {minimum}, so chance weighs heavily"),
            Self::LowResponse { came, due } => {
                write!(f, "only {came} of {due} answered; those who did not may think otherwise")
            }
            Self::Reversal { dimension } => {
                write!(f, "within the groups of `{dimension}` the difference goes the other way")
            }
            Self::Detectable { deviations } => {
                write!(f, "with so few, a change below {deviations:.2} SD would mostly go unnoticed")
            }
            Self::NotReached => f.write_str("not reached yet: too few have ended"),
            Self::BeyondData => f.write_str("nobody was followed for so long"),
            Self::AllEqual => f.write_str("everybody is the same, so there is nothing to measure it against"),
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
            Self::Attrition { gap, balance } => {
                write!(
                    f,
                    "those who answered again started {gap:+.2} SD from those who did not: {}",
                    balance_in_words(*balance)
                )
            }
            Self::FirstCounts { others } => {
                write!(f, "the first of each person counts; {others} more do not")
            }
            Self::SharedMentors { mentors } => {
                write!(f, "they share {mentors} mentors, so the interval is somewhat too narrow")
            }
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
            Self::NotPlaced { left_out } => {
                write!(f, "{left_out} are left out, as too little is known of them")
            }
            Self::Clustered { clusters } => write!(
                f,
                "people were drawn in {clusters} clusters, and the limits come from resampling those"
            ),
            Self::Surplus => f.write_str("more came in than went out: it lasts as long as that goes on"),
            Self::BooksTooShort => f.write_str("the books do not go back so far"),
            Self::NoBalance => f.write_str("nobody noted what was in the bank"),
            Self::Largest { first, second, of } => {
                let percent = |part: u64| 100.0 * real(part) / real((*of).max(1));
                let (first, second) = (percent(*first), percent(*second));
                write!(f, "the largest gave {first:.0} % of it, the next {second:.0} %")
            }
            Self::AllTheTime => {
                f.write_str("costs and people of all the time up to the day, not of the period")
            }
            Self::NotByLot => f.write_str("the groups were not drawn by lot: associated with, not caused by"),
        }
    }
}

fn balance_in_words(balance: BaselineBalance) -> &'static str {
    match balance {
        BaselineBalance::Alike => "alike",
        BaselineBalance::Adjust => "the figure should be adjusted for it",
        BaselineBalance::Apart => "too far apart to speak for those who did not",
    }
}
