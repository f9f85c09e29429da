//! Mentors and mentees, and what both say about themselves.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Answer, Availability, Label, Metres, Mode, Place,
    label::{distinct, distinct_if_any},
};
use crate::id::{MenteeId, MentorId, PersonId};

/// Somebody who offers experience.
///
/// ```
/// use mentorship::people::{Label, Level, Mentor, Partners};
///
/// let mut mentor = Mentor::new("M-1".parse()?, "P-1".parse()?);
/// mentor.offers = Some([(Label::new("cooking")?, Some(Level::new(4)?))].into());
/// mentor.partners = Partners::up_to(2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Mentor {
    /// The programme's own identifier.
    pub id: MentorId,
    /// What is known about the person.
    pub profile: Profile,
    /// Skills offered, each with its level where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "distinct_if_any")]
    pub offers: Option<BTreeMap<Label, Option<Level>>>,
    /// How many mentees this mentor has in the round.
    #[serde(default)]
    pub partners: Partners,
}

impl Mentor {
    /// A mentor of whom nothing else is known yet, with room for one mentee.
    pub fn new(id: MentorId, person: PersonId) -> Self {
        Self { id, profile: Profile::new(person), offers: None, partners: Partners::default() }
    }
}

/// Somebody who seeks experience.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Mentee {
    /// The programme's own identifier.
    pub id: MenteeId,
    /// What is known about the person.
    pub profile: Profile,
    /// Skills wanted, each with how much it matters.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "distinct_if_any")]
    pub wants: Option<BTreeMap<Label, Want>>,
    /// How many mentors this mentee has in the round.
    #[serde(default)]
    pub partners: Partners,
}

impl Mentee {
    /// A mentee of whom nothing else is known yet, who seeks one mentor.
    pub fn new(id: MenteeId, person: PersonId) -> Self {
        Self { id, profile: Profile::new(person), wants: None, partners: Partners::default() }
    }
}

/// What mentors and mentees alike may say about themselves. Every answer may be absent (`None`), which is not the same
/// as an empty one: somebody with `Some` empty set of interests said that they have none.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Profile {
    /// The human being; the same in both roles.
    pub person: PersonId,
    /// Fields of experience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub experience: Option<BTreeSet<Label>>,
    /// What they hope to become.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ambitions: Option<BTreeSet<Label>>,
    /// What they like to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interests: Option<BTreeSet<Label>>,
    /// What the relation should bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goals: Option<BTreeSet<Label>>,
    /// What they need, to take part at all or to get ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<BTreeSet<Label>>,
    /// Languages spoken, each with its level where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "distinct_if_any")]
    pub languages: Option<BTreeMap<Label, Option<Cefr>>>,
    /// When they can meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// How they want to meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modes: Option<BTreeSet<Mode>>,
    /// Where they live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// How far they travel to meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub travels: Option<Metres>,
    /// Their age, roughly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<AgeBand>,
    /// Employers, schools, clubs, congregations they belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliations: Option<BTreeSet<Label>>,
    /// Ties to other people, as either side declared them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub ties: BTreeSet<Tie>,
    /// People they must not be matched with. Nobody is told who blocked whom.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub blocks: BTreeSet<PersonId>,
    /// People they would like to be matched with, dearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wishes: Vec<PersonId>,
    /// Answers to the programme's own questions, by the question's name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "distinct")]
    pub attributes: BTreeMap<Label, Answer>,
    /// What they consented to, and when.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub consents: BTreeSet<Consent>,
    /// Where the data came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// When the person last said that all this is still true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed_on: Option<Date>,
    /// Since when they wait for a match.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_since: Option<Date>,
    /// Whether they take part at present.
    #[serde(default)]
    pub status: Status,
}

impl Profile {
    /// A profile of which only the person is known.
    pub fn new(person: PersonId) -> Self {
        Self {
            person,
            experience: None,
            ambitions: None,
            interests: None,
            goals: None,
            needs: None,
            languages: None,
            availability: None,
            modes: None,
            place: None,
            travels: None,
            age: None,
            affiliations: None,
            ties: BTreeSet::new(),
            blocks: BTreeSet::new(),
            wishes: Vec::new(),
            attributes: BTreeMap::new(),
            consents: BTreeSet::new(),
            source: None,
            confirmed_on: None,
            waiting_since: None,
            status: Status::default(),
        }
    }

    /// Whether a consent for that purpose stands on that date: given on or before it and not withdrawn by then.
    pub fn consents_to(&self, purpose: Purpose, on: Date) -> bool {
        self.consents.iter().any(|c| c.purpose == purpose && c.stands(on))
    }

    /// Whether the profile was confirmed no more than `days` before the date; `None` when it is not known when.
    pub fn confirmed_within(&self, days: u16, on: Date) -> Option<bool> {
        self.confirmed_on.map(|confirmed| (on - confirmed).get_days() <= i32::from(days))
    }
}

/// Only the person and which answers there are: what somebody answered is not for logs.
impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Profile")
            .field("person", &self.person)
            .field("status", &self.status)
            .field("attributes", &self.attributes.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// Makes a number from one to five that checks itself.
macro_rules! one_to_five {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u8", into = "u8")]
        pub struct $name(u8);

        impl $name {
            /// The lowest, 1.
            pub const MIN: Self = Self(1);
            /// The highest, 5.
            pub const MAX: Self = Self(5);

            /// Makes one.
            ///
            /// # Errors
            ///
            /// When `value` is not between 1 and 5.
            pub fn new(value: u8) -> Result<Self, NotOneToFive> {
                if (1..=5).contains(&value) { Ok(Self(value)) } else { Err(NotOneToFive { value }) }
            }

            /// The number, 1 to 5.
            pub fn get(self) -> u8 {
                self.0
            }
        }

        impl TryFrom<u8> for $name {
            type Error = NotOneToFive;

            fn try_from(value: u8) -> Result<Self, NotOneToFive> {
                Self::new(value)
            }
        }

        impl From<$name> for u8 {
            fn from(value: $name) -> Self {
                value.0
            }
        }
    };
}

/// A number that should lie between 1 and 5 and does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a number from 1 to 5 is asked, not {value}")]
pub struct NotOneToFive {
    /// What was given.
    pub value: u8,
}

one_to_five! {
    /// How well somebody masters a skill, from 1 (beginner) to 5 (expert).
    Level
}

one_to_five! {
    /// How much a wanted skill matters, from 1 (a little) to 5 (it is why I come).
    Importance
}

/// A skill that a mentee seeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Want {
    /// How much it matters.
    pub importance: Importance,
    /// The level from which a mentor is fully of use; any level when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
}

impl Want {
    /// A skill of this importance, at any level.
    pub fn of(importance: Importance) -> Self {
        Self { importance, level: None }
    }
}

/// A level of the Common European Framework of Reference for Languages. Native speakers count as C2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the levels")]
pub enum Cefr {
    A1,
    A2,
    B1,
    B2,
    C1,
    C2,
}

impl fmt::Display for Cefr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(["A1", "A2", "B1", "B2", "C1", "C2"][*self as usize])
    }
}

/// A text that is no CEFR level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a language level is A1, A2, B1, B2, C1, C2 or native")]
pub struct NoCefrLevel;

impl FromStr for Cefr {
    type Err = NoCefrLevel;

    /// Reads `B1` in either case, and `native`, `mother tongue` or `moedertaal` as C2.
    fn from_str(text: &str) -> Result<Self, NoCefrLevel> {
        Ok(match text.trim().to_lowercase().as_str() {
            "a1" => Self::A1,
            "a2" => Self::A2,
            "b1" => Self::B1,
            "b2" => Self::B2,
            "c1" => Self::C1,
            "c2" | "native" | "mother tongue" | "moedertaal" => Self::C2,
            _ => return Err(NoCefrLevel),
        })
    }
}

/// A range of ages in whole years, both ends included: `18-24`, `65+`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgeBand {
    from: u8,
    /// `None`: and older.
    to: Option<u8>,
}

/// A text or range that is no age band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an age band is written as `18-24` or `65+`, in years from 0 to 120, youngest first")]
pub struct InvalidAgeBand;

impl AgeBand {
    /// From one age to another, both included; `None` for "and older".
    ///
    /// # Errors
    ///
    /// When an age is above 120 or `to` below `from`.
    pub fn new(from: u8, to: Option<u8>) -> Result<Self, InvalidAgeBand> {
        if from > 120 || to.is_some_and(|to| to > 120 || to < from) {
            return Err(InvalidAgeBand);
        }
        Ok(Self { from, to })
    }

    /// The youngest age in it.
    pub fn from(self) -> u8 {
        self.from
    }

    /// The oldest age in it; `None` for "and older".
    pub fn to(self) -> Option<u8> {
        self.to
    }
}

impl fmt::Display for AgeBand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to {
            Some(to) => write!(f, "{}-{to}", self.from),
            None => write!(f, "{}+", self.from),
        }
    }
}

impl FromStr for AgeBand {
    type Err = InvalidAgeBand;

    /// Reads `18-24`, `18 – 24`, `65+` and a single age such as `31`.
    fn from_str(text: &str) -> Result<Self, InvalidAgeBand> {
        let age = |text: &str| -> Result<u8, InvalidAgeBand> {
            let text = text.trim();
            let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            if plain { text.parse().map_err(|_| InvalidAgeBand) } else { Err(InvalidAgeBand) }
        };
        if let Some(from) = text.trim().strip_suffix('+') {
            return Self::new(age(from)?, None);
        }
        match text.split_once(['-', '\u{2013}']) {
            Some((from, to)) => Self::new(age(from)?, Some(age(to)?)),
            None => Self::new(age(text)?, Some(age(text)?)),
        }
    }
}

impl TryFrom<String> for AgeBand {
    type Error = InvalidAgeBand;

    fn try_from(text: String) -> Result<Self, InvalidAgeBand> {
        text.parse()
    }
}

impl From<AgeBand> for String {
    fn from(band: AgeBand) -> Self {
        band.to_string()
    }
}

/// How two people are tied, apart from the programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TieKind {
    /// Partner, relative, in-law.
    Family,
    /// One employs the other, or both work closely for one employer.
    Employer,
    /// One reports to the other.
    ReportingLine,
    /// One has money in the other's business, or both in one.
    Investment,
    /// One supplies, advises or sells to the other.
    Business,
    /// One treats, cares for or supervises the other by profession.
    Care,
    /// Friends.
    Friend,
    /// Neighbours.
    Neighbour,
}

impl TieKind {
    /// As one would say it: "family", "reporting line".
    pub fn name(self) -> &'static str {
        match self {
            Self::Family => "family",
            Self::Employer => "employer",
            Self::ReportingLine => "reporting line",
            Self::Investment => "investment",
            Self::Business => "business",
            Self::Care => "care",
            Self::Friend => "friend",
            Self::Neighbour => "neighbour",
        }
    }
}

/// A declared tie to another person. It counts in both directions, whoever declared it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// The other person.
    pub to: PersonId,
    /// What ties them.
    pub kind: TieKind,
}

/// What somebody may consent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Purpose {
    /// Matching on answers to sensitive questions.
    SensitiveMatching,
    /// Use of answers, without names, in research and figures.
    Research,
    /// Telling their story.
    Publication,
    /// Quoting their words.
    Quotation,
}

/// A consent to one purpose. A person who consents again after withdrawing has two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// To what.
    pub purpose: Purpose,
    /// Since when.
    pub given_on: Date,
    /// From when on it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_on: Option<Date>,
}

impl Consent {
    /// Whether it stands on that date.
    pub fn stands(&self, on: Date) -> bool {
        self.given_on <= on && self.withdrawn_on.is_none_or(|withdrawn| on < withdrawn)
    }
}

/// Where a profile's answers came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Source {
    /// The person filled it in.
    Questionnaire,
    /// Somebody of the programme asked.
    Interview,
    /// A test or a professional's judgement.
    Assessment,
    /// Another system.
    Import,
}

/// Whether somebody takes part at present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Ready to be matched.
    #[default]
    Available,
    /// Away up to, not including, this date.
    OnLeaveUntil(Date),
    /// No longer takes part.
    Withdrawn,
}

impl Status {
    /// Whether somebody with this status can be matched on that date.
    pub fn is_available(self, on: Date) -> bool {
        match self {
            Self::Available => true,
            Self::OnLeaveUntil(back) => back <= on,
            Self::Withdrawn => false,
        }
    }
}

/// How many partners somebody has in the round: at least `min` (usually 0), at most `max` (usually 1; 0 for somebody
/// who pauses).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "PartnersForm", into = "PartnersForm")]
pub struct Partners {
    min: u16,
    max: u16,
}

/// The form of [`Partners`] in files, before it is checked.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PartnersForm {
    #[serde(default)]
    min: u16,
    max: u16,
}

/// A minimum above the maximum, or a maximum above [`Partners::MOST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the number of partners lies between a minimum and a maximum of at most {most}, not {min} to {max}", most = Partners::MOST)]
pub struct InvalidPartners {
    /// The minimum given.
    pub min: u16,
    /// The maximum given.
    pub max: u16,
}

impl Partners {
    /// More partners than this at one time are not a mentor relation.
    pub const MOST: u16 = 1000;

    /// From `min` to `max` partners.
    ///
    /// # Errors
    ///
    /// When `min` is above `max`, or `max` above [`MOST`](Self::MOST).
    pub fn new(min: u16, max: u16) -> Result<Self, InvalidPartners> {
        if min > max || max > Self::MOST { Err(InvalidPartners { min, max }) } else { Ok(Self { min, max }) }
    }

    /// From nobody to `max` partners, at most [`MOST`](Self::MOST).
    pub fn up_to(max: u16) -> Self {
        Self { min: 0, max: max.min(Self::MOST) }
    }

    /// The fewest partners.
    pub fn min(self) -> u16 {
        self.min
    }

    /// The most partners.
    pub fn max(self) -> u16 {
        self.max
    }
}

impl Default for Partners {
    fn default() -> Self {
        Self::up_to(1)
    }
}

impl TryFrom<PartnersForm> for Partners {
    type Error = InvalidPartners;

    fn try_from(form: PartnersForm) -> Result<Self, InvalidPartners> {
        Self::new(form.min, form.max)
    }
}

impl From<Partners> for PartnersForm {
    fn from(partners: Partners) -> Self {
        Self { min: partners.min, max: partners.max }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_consent_stands_from_its_day_until_the_day_of_its_withdrawal() {
        let mut profile = Profile::new(PersonId::new("P").unwrap());
        let consent = |given_on, withdrawn_on| Consent { purpose: Purpose::Research, given_on, withdrawn_on };
        profile.consents.insert(consent(date(2026, 1, 10), Some(date(2026, 2, 1))));
        profile.consents.insert(consent(date(2026, 3, 1), None));
        for (on, stands) in [
            (date(2026, 1, 9), false),
            (date(2026, 1, 10), true),
            (date(2026, 1, 31), true),
            (date(2026, 2, 1), false),
            (date(2026, 3, 1), true),
        ] {
            assert_eq!(profile.consents_to(Purpose::Research, on), stands, "{on}");
            assert!(!profile.consents_to(Purpose::SensitiveMatching, on));
        }
    }

    #[test]
    fn confirmation_ages_by_the_day() {
        let mut profile = Profile::new(PersonId::new("P").unwrap());
        assert_eq!(profile.confirmed_within(30, date(2026, 1, 31)), None);
        profile.confirmed_on = Some(date(2026, 1, 1));
        assert_eq!(profile.confirmed_within(30, date(2026, 1, 31)), Some(true));
        assert_eq!(profile.confirmed_within(30, date(2026, 2, 1)), Some(false));
    }

    #[test]
    fn somebody_on_leave_is_back_on_the_day_itself() {
        let leave = Status::OnLeaveUntil(date(2026, 3, 1));
        assert!(!leave.is_available(date(2026, 2, 28)));
        assert!(leave.is_available(date(2026, 3, 1)));
        assert!(Status::Available.is_available(date(2026, 1, 1)));
        assert!(!Status::Withdrawn.is_available(date(2026, 1, 1)));
    }

    #[test]
    fn age_bands_are_read_as_people_write_them() {
        for (text, meant) in [
            ("18-24", "18-24"),
            (" 18 \u{2013} 24", "18-24"),
            ("65+", "65+"),
            ("31", "31-31"),
            ("0-120", "0-120"),
        ] {
            assert_eq!(text.parse::<AgeBand>().unwrap().to_string(), meant, "{text}");
        }
        for wrong in ["", "24-18", "121", "18-121", "+", "-5", "18+24", "1e1", "65++", "256"] {
            assert_eq!(wrong.parse::<AgeBand>(), Err(InvalidAgeBand), "{wrong}");
        }
        assert_eq!(AgeBand::new(65, None).unwrap().to(), None);
    }

    #[test]
    fn a_language_level_is_read_in_either_case_and_native_is_the_highest() {
        for text in ["A1", "A2", "B1", "B2", "C1", "C2"] {
            assert_eq!(text.to_lowercase().parse::<Cefr>().unwrap().to_string(), text);
        }
        assert_eq!(" Moedertaal".parse(), Ok(Cefr::C2));
        assert_eq!("native".parse(), Ok(Cefr::C2));
        assert_eq!("B3".parse::<Cefr>(), Err(NoCefrLevel));
        assert!(Cefr::A2 < Cefr::B1);
    }

    #[test]
    fn partners_keep_their_bounds() {
        assert_eq!(Partners::default(), Partners::new(0, 1).unwrap());
        assert_eq!(Partners::new(0, 0), Ok(Partners::up_to(0)));
        assert_eq!(Partners::new(2, 1), Err(InvalidPartners { min: 2, max: 1 }));
        assert!(Partners::new(0, Partners::MOST + 1).is_err());
        assert_eq!(Partners::up_to(u16::MAX).max(), Partners::MOST);
    }

    #[test]
    fn debug_does_not_say_what_somebody_answered() {
        let mut profile = Profile::new(PersonId::new("P-1").unwrap());
        let secret = Label::new("secret").unwrap();
        profile.interests = Some([secret.clone()].into());
        profile.attributes.insert(Label::new("faith").unwrap(), Answer::Choice(secret));
        let shown = format!("{profile:?}");
        assert!(shown.contains("P-1") && shown.contains("faith") && !shown.contains("secret"), "{shown}");
    }

    #[test]
    fn what_no_constructor_makes_is_refused_on_the_way_in() {
        fn refused<T: serde::de::DeserializeOwned>(json: &str) -> bool {
            serde_json::from_str::<T>(json).is_err()
        }
        assert!(refused::<Level>("0") && refused::<Level>("6") && refused::<Importance>("256"));
        assert!(refused::<AgeBand>("\"24-18\""));
        assert!(refused::<Partners>(r#"{"min":2,"max":1}"#));
        assert!(refused::<Partners>(r#"{"min":0}"#));
        assert!(refused::<Want>(r#"{"importance":3,"lvl":1}"#));
        assert!(refused::<Mentor>(r#"{"id":"A","profile":{"person":"x","hobby":[]}}"#));
        assert!(refused::<Mentee>(r#"{"id":"A ","profile":{"person":"x"}}"#));
    }
}
