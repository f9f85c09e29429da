//! What the programme's own words mean: who is a newcomer, what a milestone belongs to, what an hour is worth.

use std::{collections::BTreeMap, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::people::{Label, distinct};

/// What a programme's own words mean, so that figures can be made of them. One a programme; facts of two programmes that
/// mean different things cannot be put together.
///
/// ```
/// use mentorship::feedback::{Area, Meanings};
/// use mentorship::people::Label;
///
/// let meanings: Meanings = serde_json::from_str(r#"{
///     "newcomers": { "dimension": "newcomer", "label": "yes" },
///     "areas": { "job": "employment", "business": "enterprise" },
///     "hour_cents": 1550
/// }"#)?;
/// assert_eq!(meanings.areas[&Label::new("job")?], Area::Employment);
/// assert_eq!(meanings.currency.to_string(), "EUR");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Meanings {
    /// Which group newcomers are.
    pub newcomers: Option<Belonging>,
    /// The dimension by which the survey was drawn, if whole streets or houses were; neighbours of one of them are less than
    /// independent.
    pub drawn_by: Option<Label>,
    /// In which area of life a milestone lies, by kind.
    #[serde(deserialize_with = "distinct")]
    pub areas: BTreeMap<Label, Area>,
    /// What an hour of a volunteer is counted as, in cents; not counted when none.
    pub hour_cents: Option<u32>,
    /// The one currency of the books.
    pub currency: Currency,
}

/// One group of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Belonging {
    /// The dimension, such as `newcomer`.
    pub dimension: Label,
    /// The group in it, such as `yes`.
    pub label: Label,
}

/// Areas of life in which people take part: the four of the Zaragoza declaration (European Union 2010) and those added to
/// them since, with language before and enterprise beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// The language of the place.
    Language,
    /// Work.
    Employment,
    /// School, diplomas.
    Education,
    /// Clubs, volunteering, neighbours.
    Inclusion,
    /// Voting, councils, citizenship.
    Citizenship,
    /// Health.
    Health,
    /// A home of one's own.
    Housing,
    /// A business of one's own.
    Enterprise,
}

impl Area {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Language,
        Self::Employment,
        Self::Education,
        Self::Inclusion,
        Self::Citizenship,
        Self::Health,
        Self::Housing,
        Self::Enterprise,
    ];
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Language => "language",
            Self::Employment => "employment",
            Self::Education => "education",
            Self::Inclusion => "inclusion",
            Self::Citizenship => "citizenship",
            Self::Health => "health",
            Self::Housing => "housing",
            Self::Enterprise => "enterprise",
        })
    }
}

/// A currency by its three letters (ISO 4217), whose hundredth part is its cent; the euro when nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// Not three capital letters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a currency is three capital letters such as EUR, not `{0}`")]
pub struct InvalidCurrency(pub String);

impl Default for Currency {
    fn default() -> Self {
        Self(*b"EUR")
    }
}

impl FromStr for Currency {
    type Err = InvalidCurrency;

    fn from_str(text: &str) -> Result<Self, InvalidCurrency> {
        match text.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(InvalidCurrency(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = InvalidCurrency;

    fn try_from(text: String) -> Result<Self, InvalidCurrency> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.to_string()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|&letter| write!(f, "{}", char::from(letter)))
    }
}
