//! What is in force, and what was.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Charter, Event, NeedsSurvey, Rule, Rules, check};
use crate::{
    feedback::{Currency, Meanings},
    programme::{Entry, Happened, Room, Why, money},
};

/// What is laid down: why the programme is there, by which rules, and what the community needs.
///
/// ```
/// use mentorship::{
///     introduction::Actor,
///     jiff::civil::date,
///     programme::{Entry, Room, charter::{Charter, Charters, Event}},
/// };
///
/// let charter: Charter = serde_json::from_str(r#"{
///     "name": "Samen Verder",
///     "vision": "Nobody in town stands alone.",
///     "mission": "We bring people together who learn from each other.",
///     "goals": [{ "what": "Most people are satisfied", "indicator": "voice.satisfied", "target": 0.8 }],
///     "code": {
///         "version": 1,
///         "principles": [
///             ["active_listening", "We ask on before we advise."],
///             ["empathy", "We begin where the other stands."],
///             ["respect_for_boundaries", "No is enough."],
///             ["no_conflicts_of_interest", "We sell each other nothing."]
///         ],
///         "turn_to": "Carla, every morning at the library"
///     }
/// }"#)?;
///
/// let mut charters = Charters::default();
/// let carla = Actor::Coordinator("Carla".parse()?);
/// let entry = Entry::new(date(2026, 1, 5), carla, Event::Adopted(Box::new(charter)));
/// charters.check(&entry)?;
/// charters.apply(&entry);
/// assert_eq!(charters.current().map(|charter| charter.name.as_str()), Some("Samen Verder"));
/// assert_eq!((charters.on(date(2026, 1, 4)), charters.code_version()), (None, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Charters {
    history: Vec<Adopted>,
    rules: Rules,
    meanings: Meanings,
    /// The currency of the books, once it was said: in meanings, or when the books were opened.
    currency: Option<Currency>,
    surveys: Vec<Surveyed>,
}

/// A charter with the day on which it was adopted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adopted {
    /// From this day on it is in force.
    pub on: Date,
    /// The charter.
    pub charter: Charter,
}

/// A survey with the day on which it was written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surveyed {
    /// The day.
    pub on: Date,
    /// What was said.
    pub survey: NeedsSurvey,
}

impl Charters {
    /// The charter in force: the last that was adopted.
    pub fn current(&self) -> Option<&Charter> {
        self.history.last().map(|adopted| &adopted.charter)
    }

    /// The charter that was in force at the end of a day.
    pub fn on(&self, date: Date) -> Option<&Charter> {
        let adopted = self.history.iter().rev().find(|adopted| adopted.on <= date);
        adopted.map(|adopted| &adopted.charter)
    }

    /// All charters that were adopted, the first one first.
    pub fn history(&self) -> &[Adopted] {
        &self.history
    }

    /// The version of the code of conduct in force; 0 when there is none yet.
    pub fn code_version(&self) -> u32 {
        self.current().map_or(0, |charter| charter.code.version)
    }

    /// The rules in force: the usual ones until others are set.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What the programme's own words mean: until that is said only the currency, when the books were opened in one.
    pub fn meanings(&self) -> &Meanings {
        &self.meanings
    }

    /// All surveys of needs, the first one first.
    pub fn surveys(&self) -> &[Surveyed] {
        &self.surveys
    }

    /// The survey that was written down last.
    pub fn latest_survey(&self) -> Option<&Surveyed> {
        self.surveys.last()
    }

    fn check_event(&self, event: &Event) -> Result<(), Rule> {
        match event {
            Event::Adopted(charter) => {
                let flaws = check::charter(charter, self.current().map(|last| &last.code));
                if flaws.is_empty() { Ok(()) } else { Err(Rule::NotWhole(flaws)) }
            }
            Event::NeedsAsked(survey) => {
                let flaws = check::survey(survey);
                if flaws.is_empty() { Ok(()) } else { Err(Rule::DoesNotAddUp(flaws)) }
            }
            Event::RulesSet(rules) => match (rules.from, rules.until) {
                (Some(from), Some(until)) if until < from => Err(Rule::EndsBeforeStart { from, until }),
                _ => Ok(()),
            },
            Event::MeaningsSet(meanings) => self.keeps(meanings.currency),
        }
    }

    fn keeps(&self, other: Currency) -> Result<(), Rule> {
        match self.currency {
            Some(kept) if kept != other => Err(Rule::OtherCurrency { kept, other }),
            _ => Ok(()),
        }
    }
}

impl Room for Charters {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        match &entry.what {
            Happened::Charter(event) => self.check_event(event)?,
            Happened::Money(event) => spoken(event).map_or(Ok(()), |currency| self.keeps(currency))?,
            _ => {}
        }
        Ok(())
    }

    fn apply(&mut self, entry: &Entry) {
        let on = entry.on;
        match &entry.what {
            Happened::Charter(Event::Adopted(charter)) => {
                self.history.push(Adopted { on, charter: Charter::clone(charter) });
            }
            Happened::Charter(Event::NeedsAsked(survey)) => {
                self.surveys.push(Surveyed { on, survey: survey.clone() });
            }
            Happened::Charter(Event::RulesSet(rules)) => self.rules.clone_from(rules),
            Happened::Charter(Event::MeaningsSet(meanings)) => {
                self.currency = Some(meanings.currency);
                self.meanings.clone_from(meanings);
            }
            Happened::Money(event) => {
                if let Some(currency) = spoken(event) {
                    self.currency = Some(currency);
                    self.meanings.currency = currency;
                }
            }
            _ => {}
        }
    }
}

/// The currency that an entry of the books is in, where it says one.
fn spoken(event: &money::Event) -> Option<Currency> {
    match event {
        money::Event::Opened { currency, .. } => Some(*currency),
        money::Event::Agreed(grant) => Some(grant.currency),
        money::Event::Spent(payment) => Some(payment.currency),
        _ => None,
    }
}
