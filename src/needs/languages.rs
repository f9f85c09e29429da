//! Languages: whom a mentor reaches only, or best, in one language, and who speaks it how well.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::Serialize;

use super::{Answers, Balance, Headcount, Topic, open::OpenPeople};
use crate::people::{Cefr, Label};

/// Supply against demand of one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LanguageNeed {
    language: Label,
    only: Headcount,
    best: Headcount,
    speak: Headcount,
    /// By the mentor's level; first those whose level is not known, then from A1.
    offered: [Headcount; 7],
    /// The mentors who left languages blank.
    blank: Headcount,
}

impl LanguageNeed {
    fn new(language: &Label) -> Self {
        let nobody = Headcount::default();
        let language = language.clone();
        Self { language, only: nobody, best: nobody, speak: nobody, offered: [nobody; 7], blank: nobody }
    }

    /// The language.
    pub fn language(&self) -> &Label {
        &self.language
    }

    /// The mentees who named no other language, against all mentors who speak it, at whatever level.
    pub fn balance(&self) -> Balance {
        Balance { asked: self.only, offered: self.offered.into_iter().sum(), unclear: self.blank }
    }

    /// The mentees who named no other language, against the mentors who are known to speak it at this level or better. A
    /// mentor without a level is unclear here, like a blank.
    pub fn at_level(&self, level: Cefr) -> Balance {
        Balance {
            asked: self.only,
            offered: self.offered[1 + level as usize..].iter().copied().sum(),
            unclear: self.blank + self.offered[0],
        }
    }

    /// The mentees who named no other language.
    pub fn only(&self) -> Headcount {
        self.only
    }

    /// The mentees who speak no other language better, those who speak no other included. Whoever speaks several
    /// equally well counts in each; whoever named several, one of them without a level, in none, because it is not known
    /// which is the best.
    pub fn best(&self) -> Headcount {
        self.best
    }

    /// The mentees who speak it at all.
    pub fn speak(&self) -> Headcount {
        self.speak
    }
}

/// The languages that are the best somebody speaks; none when that is not known.
fn best(languages: &BTreeMap<Label, Option<Cefr>>) -> Vec<&Label> {
    let levels: Option<Vec<Cefr>> = languages.values().copied().collect();
    match levels {
        Some(levels) => {
            let highest = levels.into_iter().max();
            languages.iter().filter(|(_, level)| **level == highest).map(|(language, _)| language).collect()
        }
        None if languages.len() == 1 => languages.keys().collect(),
        None => Vec::new(),
    }
}

pub(super) fn languages(open: &OpenPeople<'_>) -> Topic<LanguageNeed> {
    let (mut of_mentees, mut of_mentors) = (Answers::default(), Answers::default());
    let mut needs: BTreeMap<&Label, LanguageNeed> = BTreeMap::new();
    for mentee in &open.mentees {
        let spoken = mentee.who.profile.languages.as_ref();
        of_mentees.take(spoken.map(BTreeMap::len), mentee.places);
        let Some(spoken) = spoken else { continue };
        let best = best(spoken);
        for language in spoken.keys() {
            let need = needs.entry(language).or_insert_with(|| LanguageNeed::new(language));
            need.speak.take(mentee.places);
            if best.contains(&language) {
                need.best.take(mentee.places);
            }
            if spoken.len() == 1 {
                need.only.take(mentee.places);
            }
        }
    }
    for mentor in &open.mentors {
        let spoken = mentor.who.profile.languages.as_ref();
        of_mentors.take(spoken.map(BTreeMap::len), mentor.places);
        for (language, level) in spoken.into_iter().flatten() {
            let need = needs.entry(language).or_insert_with(|| LanguageNeed::new(language));
            need.offered[level.map_or(0, |level| 1 + level as usize)].take(mentor.places);
        }
    }
    let offered =
        |language: &Label| needs.get(language).is_some_and(|need| need.balance().offered.people > 0);
    let mut unreached = Headcount::default();
    for mentee in &open.mentees {
        let spoken = mentee.who.profile.languages.as_ref().filter(|spoken| !spoken.is_empty());
        if spoken.is_some_and(|spoken| !spoken.keys().any(offered)) {
            unreached.take(mentee.places);
        }
    }
    let mut needs: Vec<_> = needs.into_values().collect();
    for need in &mut needs {
        need.blank = of_mentors.blank;
    }
    needs.sort_by_cached_key(|need| {
        let Balance { offered, .. } = need.balance();
        let lack = (need.balance().missing(), need.best.places.saturating_sub(offered.places));
        (Reverse((lack, need.only, need.best, need.speak)), offered, need.language.clone())
    });
    Topic { mentees: of_mentees, mentors: of_mentors, unreached, needs }
}
