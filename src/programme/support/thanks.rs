//! How people are thanked, and whose stories may be told.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Occasion, Rule, Support};
use crate::{
    feedback::{Consent, Scope},
    id::{AgreementId, NoteId, PersonId},
    introduction::{Actor, Party},
};

/// Thanks that were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thanks {
    /// When.
    pub on: Date,
    /// What for.
    pub occasion: Occasion,
    /// The agreement that it was about, where it was about one.
    pub agreement: Option<AgreementId>,
}

/// Somebody whom the programme has not thanked yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThanksDue {
    /// Since when.
    pub since: Date,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Party,
    /// What for.
    pub occasion: Occasion,
    /// The agreement.
    pub agreement: AgreementId,
}

/// Somebody who may be asked whether their story may be told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StoryToAsk {
    /// Since when.
    pub since: Date,
    /// Who.
    pub person: PersonId,
    /// As what.
    pub role: Party,
    /// The agreement that it would be about.
    pub agreement: AgreementId,
}

/// A story that may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Whose it is.
    pub person: PersonId,
    /// The words, in the notes store.
    pub words: NoteId,
    /// As far and as long as they consent.
    pub consent: Consent,
}

/// What is known of somebody's story.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// When they were asked without an agreement in mind.
    at_large: Option<Date>,
    about: BTreeMap<AgreementId, Date>,
    declined: Option<Date>,
    given: Option<(NoteId, Consent)>,
    /// Whether their words were erased.
    erased: bool,
}

impl Asked {
    fn about(&self, agreement: Option<&AgreementId>) -> Option<Date> {
        agreement.map_or(self.at_large, |agreement| self.about.get(agreement).copied())
    }

    fn first(&self) -> Option<Date> {
        self.about.values().copied().chain(self.at_large).min()
    }

    fn may_be_asked(&self) -> bool {
        self.declined.is_none() && !self.erased
    }
}

impl Support {
    /// The thanks somebody was given, in order.
    pub fn thanks(&self, person: &PersonId) -> impl Iterator<Item = &Thanks> {
        self.thanks.get(person).into_iter().flatten()
    }

    /// Whom to thank on a day for a hundred days, a year, or a pairing that was completed, those who wait longest first.
    /// Nobody is among them whose data was erased.
    pub fn thanks_due(&self, on: Date) -> Vec<ThanksDue> {
        let mut due = Vec::new();
        for (agreement, pair) in &self.pairs {
            for occasion in [Occasion::HundredDays, Occasion::Year, Occasion::Completed] {
                let Some(since) = pair.day_of(occasion).filter(|day| *day <= on) else { continue };
                for role in Party::BOTH {
                    let person = pair.people.of(role);
                    if self.thanked(person, occasion, Some(agreement)).is_none() && !self.erased(person) {
                        let (person, agreement) = (person.clone(), agreement.clone());
                        due.push(ThanksDue { since, person, role, occasion, agreement });
                    }
                }
            }
        }
        due.sort();
        due
    }

    /// Who has completed a pairing and waits for a certificate: of the [thanks that are due](Self::thanks_due), those for
    /// that.
    pub fn certificates_due(&self, on: Date) -> Vec<ThanksDue> {
        let due = self.thanks_due(on).into_iter();
        due.filter(|thanks| thanks.occasion == Occasion::Completed).collect()
    }

    /// Who has completed a pairing, was not asked yet whether that story may be told, and never declined; those who wait
    /// longest first.
    pub fn stories_to_ask(&self, on: Date) -> Vec<StoryToAsk> {
        let mut to_ask = Vec::new();
        for (agreement, pair) in &self.pairs {
            let Some(since) = pair.day_of(Occasion::Completed).filter(|day| *day <= on) else { continue };
            for role in Party::BOTH {
                let person = pair.people.of(role);
                let open = |asked: &Asked| asked.may_be_asked() && asked.about(Some(agreement)).is_none();
                if self.stories.get(person).is_none_or(open) {
                    let (person, agreement) = (person.clone(), agreement.clone());
                    to_ask.push(StoryToAsk { since, person, role, agreement });
                }
            }
        }
        to_ask.sort();
        to_ask
    }

    /// The stories that may be told to these readers on a day, by person.
    pub fn stories_for(&self, scope: Scope, on: Date) -> Vec<Story> {
        let given = self.stories.iter().filter_map(|(person, asked)| Some((person, asked.given.as_ref()?)));
        let story = |(person, (words, consent)): (&PersonId, &(NoteId, Consent))| Story {
            person: person.clone(),
            words: words.clone(),
            consent: *consent,
        };
        given.map(story).filter(|story| story.consent.covers(scope, on)).collect()
    }

    fn thanked(
        &self,
        person: &PersonId,
        occasion: Occasion,
        agreement: Option<&AgreementId>,
    ) -> Option<Date> {
        let is = |thanks: &&Thanks| thanks.occasion == occasion && thanks.agreement.as_ref() == agreement;
        self.thanks(person).find(is).map(|thanks| thanks.on)
    }

    fn erased(&self, person: &PersonId) -> bool {
        self.stories.get(person).is_some_and(|asked| asked.erased)
    }

    pub(super) fn check_thanked(
        &self,
        person: &PersonId,
        occasion: Occasion,
        agreement: Option<&AgreementId>,
        on: Date,
    ) -> Result<(), Rule> {
        self.check_theirs(person, agreement)?;
        match (occasion, agreement) {
            (Occasion::FiveYears, Some(_)) => return Err(Rule::NotOfAnAgreement(occasion)),
            (Occasion::FiveYears, None) | (Occasion::Other, _) => {}
            (_, None) => return Err(Rule::NoAgreement(occasion)),
            (_, Some(agreement)) => {
                let day = self.pair(agreement)?.day_of(occasion);
                if day.is_none_or(|day| on < day) {
                    return Err(Rule::NotReached { agreement: agreement.clone(), occasion, day });
                }
            }
        }
        match self.thanked(person, occasion, agreement) {
            Some(on) if occasion != Occasion::Other => {
                Err(Rule::ThankedTwice { person: person.clone(), occasion, on })
            }
            _ => Ok(()),
        }
    }

    pub(super) fn check_asked(&self, person: &PersonId, agreement: Option<&AgreementId>) -> Result<(), Rule> {
        self.check_theirs(person, agreement)?;
        let Some(asked) = self.stories.get(person) else { return Ok(()) };
        if asked.erased {
            return Err(Rule::Erased(person.clone()));
        }
        if let Some(on) = asked.declined {
            return Err(Rule::Declined { person: person.clone(), on });
        }
        match asked.about(agreement) {
            Some(on) => Err(Rule::AskedTwice { person: person.clone(), on }),
            None => Ok(()),
        }
    }

    pub(super) fn check_given(&self, person: &PersonId, consent: Consent, by: &Actor) -> Result<(), Rule> {
        let asked = self.stories.get(person);
        let person = || person.clone();
        let Some((asked, first)) = asked.and_then(|asked| Some((asked, asked.first()?))) else {
            return Err(Rule::NotAsked(person()));
        };
        if asked.erased {
            return Err(Rule::Erased(person()));
        }
        if let Some(on) = asked.declined
            && by.person() != Some(&person())
        {
            return Err(Rule::OnlyThemself { person: person(), on });
        }
        let from = consent.from;
        if from < first {
            return Err(Rule::ConsentBefore { person: person(), from, asked: first });
        }
        match consent.until {
            Some(until) if until <= from => Err(Rule::EmptyConsent { person: person(), from, until }),
            _ => Ok(()),
        }
    }

    fn check_theirs(&self, person: &PersonId, agreement: Option<&AgreementId>) -> Result<(), Rule> {
        let Some(agreement) = agreement else { return Ok(()) };
        if self.pair(agreement)?.is_of(person) {
            return Ok(());
        }
        Err(Rule::NotTheirs { person: person.clone(), agreement: agreement.clone() })
    }

    pub(super) fn thank(
        &mut self,
        person: &PersonId,
        occasion: Occasion,
        agreement: Option<&AgreementId>,
        on: Date,
    ) {
        let thanks = Thanks { on, occasion, agreement: agreement.cloned() };
        self.thanks.entry(person.clone()).or_default().push(thanks);
    }

    pub(super) fn ask(&mut self, person: &PersonId, agreement: Option<&AgreementId>, on: Date) {
        let asked = self.stories.entry(person.clone()).or_default();
        match agreement {
            None => asked.at_large = Some(on),
            Some(agreement) => {
                asked.about.insert(agreement.clone(), on);
            }
        }
    }

    pub(super) fn give(&mut self, person: &PersonId, words: &NoteId, consent: Consent) {
        let asked = self.stories.entry(person.clone()).or_default();
        asked.given = Some((words.clone(), consent));
        asked.declined = None;
    }

    pub(super) fn decline(&mut self, person: &PersonId, on: Date) {
        let asked = self.stories.entry(person.clone()).or_default();
        asked.given = None;
        asked.declined = Some(on);
    }

    /// What somebody told is gone.
    pub(super) fn erase(&mut self, person: &PersonId) {
        let asked = self.stories.entry(person.clone()).or_default();
        asked.given = None;
        asked.erased = true;
    }
}
