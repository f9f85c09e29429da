//! The page of one participant: how far they came themselves, and beside it what is published of the programme.
//!
//! A [`Record`] and a person come in; a [`Report`] goes out that speaks to that person. Before anything is said, their own facts are
//! picked out of the record, and the rest is let go: nobody else's answers or goals can be on the page, nor a comparison with
//! anybody. What it says of others is what has been [published](Published) for everybody.
//!
//! The meetings of a pairing belong to both of the two, and so does how a goal was judged that they talk about. How well the two
//! fit, as one of them told, is on neither's page.

mod beside;
mod build;
mod own;
mod progress;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use self::own::Own;
use super::{Language, Report, text::harmless};
use crate::{
    disclosure::{PublicFigures, Published},
    feedback::{Better, Reading, Record, Scope},
    id::{InstrumentId, NoteId, PersonId},
    impact::{AsOf, InvalidReliability, ReliableChange},
};

/// The longest words of a goal that are shown, in characters: a sentence or two.
const LONGEST_GOAL: usize = 300;

/// The longest text of what was said and done, in characters.
const LONGEST_SAID: usize = 400;

/// The longest name of a scale, in characters.
const LONGEST_SCALE: usize = 80;

/// The page of one participant, before it is written.
///
/// ```
/// use mentorship::{
///     feedback::{Facts, Record},
///     impact::AsOf,
///     jiff::civil::date,
///     report::{Language, ParticipantReport},
/// };
///
/// let facts: Facts = serde_json::from_str(r#"{
///     "enrolments": [
///         { "person": "P-1", "role": "mentor", "enrolled": "2026-01-05" },
///         { "person": "P-2", "role": "mentee", "enrolled": "2026-01-12" }
///     ],
///     "pairings": [{ "agreement": "A-1", "mentor": "P-1", "mentee": "P-2", "started": "2026-02-02",
///                    "planned_days": 365, "every_days": 14 }],
///     "goals": [{ "agreement": "A-1", "words": "N-1", "weight": 1, "baseline": -1,
///                 "rated": { "on": "2026-06-01", "step": 0, "by": "together" } }]
/// }"#)?;
/// let record = Record::new(facts)?;
/// let as_of = AsOf::new(date(2026, 6, 30));
/// let page = ParticipantReport::of(&record, &"P-2".parse()?, as_of)?
///     .goal_in_words("N-1".parse()?, "Zelf een brief aan de gemeente schrijven")
///     .you_said_we_did("De zaal was te koud.", "De verwarming is gemaakt.")
///     .report(Language::Dutch);
/// # let _ = page;
/// assert_eq!(
///     ParticipantReport::of(&record, &"P-9".parse()?, as_of).unwrap_err().to_string(),
///     "person `P-9` never enrolled, so there is no page of theirs"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "no page is written before `report` is called"]
pub struct ParticipantReport<'a> {
    own: Own,
    on: AsOf,
    goals: BTreeMap<NoteId, String>,
    scales: Vec<Judged>,
    figures: Option<&'a PublicFigures>,
    said: Vec<(String, String)>,
}

/// A scale whose reliability is known from elsewhere, such as its manual: with it, one person's change can be told from the
/// error of the scale.
///
/// It is not taken from the answers of the programme's other people: then what they answered would change somebody's page.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownScale {
    /// The instrument.
    pub instrument: InstrumentId,
    /// In which version.
    pub version: u16,
    /// What it asks about, in the language of the page: “self-confidence”.
    pub name: String,
    /// The standard deviation of scores at the start, of people to compare with, on the scale of the items.
    pub deviation: f64,
    /// The reliability, from 0 up to, not including, 1: Cronbach's alpha, or that of asking twice.
    pub reliability: f64,
}

/// A scale with the criterion for its changes.
#[derive(Clone, Debug)]
struct Judged {
    instrument: InstrumentId,
    version: u16,
    name: String,
    better: Better,
    criterion: ReliableChange,
}

/// Somebody who has no page.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("person `{0}` never enrolled, so there is no page of theirs")]
pub struct NoParticipant(pub PersonId);

/// Why a scale cannot be on the page.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoKnownScale {
    /// The record does not have it.
    #[error("there is no instrument `{instrument}` in version {version}")]
    Unknown {
        /// The instrument.
        instrument: InstrumentId,
        /// The version.
        version: u16,
    },
    /// It is read as satisfaction or recommendation, which do not measure change.
    #[error("instrument `{0}` is not read as a scale, so it measures no change")]
    NoScale(InstrumentId),
    /// Its figures are none.
    #[error(transparent)]
    Reliability(#[from] InvalidReliability),
}

/// Figures that are not for everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("these figures are not published for everybody; a participant's page takes those that are")]
pub struct NotForEverybody;

impl<'a> ParticipantReport<'a> {
    /// Takes what the record knows of a person as of a day; what is dated later has not happened yet.
    ///
    /// # Errors
    ///
    /// When the person never enrolled. Somebody of whom nothing else is known has a page that says so.
    ///
    /// # Complexity
    ///
    /// Goes through the record once.
    pub fn of(record: &Record, person: &PersonId, as_of: AsOf) -> Result<Self, NoParticipant> {
        let own = Own::of(record, person).ok_or_else(|| NoParticipant(person.clone()))?;
        let (goals, scales, said) = (BTreeMap::new(), Vec::new(), Vec::new());
        Ok(Self { own, on: as_of, goals, scales, figures: None, said })
    }

    /// The same with the words of a goal, from the notes store; a goal without stands there by number. Words of other people's
    /// goals do no harm: they are not used.
    pub fn goal_in_words(mut self, note: NoteId, words: impl AsRef<str>) -> Self {
        let words = harmless(words.as_ref(), LONGEST_GOAL);
        if !words.is_empty() {
            self.goals.insert(note, words);
        }
        self
    }

    /// The same with what the person answered to a scale at the start and since, and whether that is clearly better or worse
    /// ([`ReliableChange`], as sure as the day says).
    ///
    /// # Errors
    ///
    /// When the record does not have the instrument, it does not measure change, or the deviation or the reliability is none.
    pub fn scale(mut self, scale: KnownScale) -> Result<Self, NoKnownScale> {
        let KnownScale { instrument, version, name, deviation, reliability } = scale;
        let Some(found) = self.own.instrument(&instrument, version) else {
            return Err(NoKnownScale::Unknown { instrument, version });
        };
        if found.reading() != Reading::Scale {
            return Err(NoKnownScale::NoScale(instrument));
        }
        let better = found.better();
        let criterion = ReliableChange::new(deviation, reliability, better, self.on.confidence)?;
        let name = harmless(&name, LONGEST_SCALE);
        let name = if name.is_empty() { harmless(instrument.as_str(), LONGEST_SCALE) } else { name };
        self.scales.push(Judged { instrument, version, name, better, criterion });
        Ok(self)
    }

    /// The same with the programme's figures beside it, as everybody may see them.
    ///
    /// # Errors
    ///
    /// When they are published for a smaller circle.
    pub fn beside(self, figures: &'a Published<PublicFigures>) -> Result<Self, NotForEverybody> {
        if figures.readers() == Scope::Public {
            Ok(Self { figures: Some(figures.content()), ..self })
        } else {
            Err(NotForEverybody)
        }
    }

    /// The same with something that participants said, and what the programme did about it.
    pub fn you_said_we_did(mut self, said: impl AsRef<str>, did: impl AsRef<str>) -> Self {
        let [said, did] = [said.as_ref(), did.as_ref()].map(|text| harmless(text, LONGEST_SAID));
        self.said.push((said, did));
        self
    }

    /// The page in a language.
    #[must_use = "the report is returned, not stored"]
    pub fn report(&self, language: Language) -> Report {
        Report::of(build::document(self, language))
    }
}
