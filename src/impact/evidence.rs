//! What people told and what was seen: themes by people, how far coders agree, whether new talks still bring new themes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    About, Accumulate, AsOf, CodedTwice, Coders, Estimate, Indicator, Share, Snapshot, TwoCoders,
    distribution::real,
};
use crate::{
    feedback::{Pairing, RemarkKind},
    id::{PassageId, PersonId, TalkId},
    introduction::Party,
    people::Label,
};

/// Coded passages and remarks as of a day. It merges exactly; a passage coded in two places has the codings of both.
///
/// A theme is counted by the people who have it, not by passages: somebody who says a thing five times is one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    passages: BTreeMap<PassageId, Heard>,
    remarks: u64,
    strengths: u64,
    /// Who made remarks.
    remarked: BTreeSet<PersonId>,
}

/// One passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Heard {
    on: Date,
    talk: TalkId,
    people: BTreeSet<PersonId>,
    /// By coder.
    codings: BTreeMap<PersonId, BTreeSet<Label>>,
}

impl Heard {
    /// The themes that any coder found.
    fn themes(&self) -> BTreeSet<&Label> {
        self.codings.values().flatten().collect()
    }
}

impl Evidence {
    /// How many talks the saturation looks back on: new themes in the last three (Guest, Namey & Chen 2020 look at two or
    /// three at a time).
    pub const RUN: usize = 3;

    /// Counts a snapshot. Passages go with the snapshot as a whole: what was heard is not parted by group.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        let (facts, date) = (snapshot.record().facts(), snapshot.on().date);
        let mut evidence = Self::default();
        for row in facts.passages.iter().filter(|row| row.on <= date) {
            let (talk, people) = (row.talk.clone(), row.people.clone());
            let heard = Heard { on: row.on, talk, people, codings: BTreeMap::new() };
            evidence.passages.insert(row.id.clone(), heard);
        }
        for row in &facts.codings {
            if let Some(heard) = evidence.passages.get_mut(&row.passage) {
                heard.codings.insert(row.coder.clone(), row.themes.clone());
            }
        }
        for row in facts.remarks.iter().filter(|row| row.on <= date) {
            let Some(at) = snapshot.pairing(&row.agreement) else { continue };
            let Pairing { mentor, mentee, .. } = &facts.pairings[at];
            evidence.remarks += 1;
            evidence.strengths += u64::from(row.kind == RemarkKind::Strength);
            let by = if row.from == Party::Mentor { mentor } else { mentee };
            evidence.remarked.insert(by.clone());
        }
        evidence
    }

    /// The passages that somebody coded.
    fn coded(&self) -> impl Iterator<Item = &Heard> {
        self.passages.values().filter(|heard| !heard.codings.is_empty())
    }

    /// By theme, the people who told it or in whom it was seen, of all people in coded passages.
    pub fn themes(&self) -> BTreeMap<Label, Share> {
        let heard: BTreeSet<&PersonId> = self.coded().flat_map(|heard| &heard.people).collect();
        let mut people: BTreeMap<&Label, BTreeSet<&PersonId>> = BTreeMap::new();
        for heard in self.coded() {
            for theme in heard.themes() {
                people.entry(theme).or_default().extend(&heard.people);
            }
        }
        let count = |people: usize| u64::try_from(people).unwrap_or(u64::MAX);
        let share = |people: BTreeSet<_>| Share::within(count(people.len()), count(heard.len()));
        people.into_iter().map(|(theme, people)| (theme.clone(), share(people))).collect()
    }

    /// How far two coders agree on whether a theme is in a passage, over all themes that either of them found anywhere and
    /// all passages that both coded.
    pub fn two_coders(&self, a: &PersonId, b: &PersonId) -> TwoCoders<bool> {
        let both = || self.coded().filter_map(|heard| Some((heard.codings.get(a)?, heard.codings.get(b)?)));
        let theirs =
            [a, b].into_iter().flat_map(|coder| self.coded().filter_map(|heard| heard.codings.get(coder)));
        let themes: BTreeSet<&Label> = theirs.flatten().collect();
        both()
            .flat_map(|(a, b)| {
                themes
                    .iter()
                    .map(|theme| CodedTwice { first: a.contains(*theme), second: b.contains(*theme) })
            })
            .collect()
    }

    /// The pairs of coders who coded a passage both, in the order of their identifiers.
    pub fn pairs_of_coders(&self) -> BTreeSet<(PersonId, PersonId)> {
        let mut pairs = BTreeSet::new();
        for heard in self.coded() {
            let coders: Vec<_> = heard.codings.keys().collect();
            for (at, a) in coders.iter().enumerate() {
                pairs.extend(coders[at + 1..].iter().map(|b| ((*a).clone(), (*b).clone())));
            }
        }
        pairs
    }

    /// How far all coders agree on whether a theme is in a passage, over all themes and all passages that at least two
    /// coded.
    pub fn all_coders(&self) -> Coders<bool> {
        let themes: BTreeSet<&Label> = self.coded().flat_map(Heard::themes).collect();
        let several = self.coded().filter(|heard| heard.codings.len() > 1);
        several
            .flat_map(|heard| {
                let found =
                    |theme: &&Label| heard.codings.values().map(|themes| themes.contains(*theme)).collect();
                themes.iter().map(found).collect::<Vec<Vec<bool>>>()
            })
            .collect()
    }

    /// How many themes each talk or observation brought up for the first time, in the order in which they were heard: when
    /// this runs dry, there is little more to be heard from people like these.
    pub fn new_themes(&self) -> Vec<usize> {
        let mut talks: BTreeMap<&TalkId, (Date, BTreeSet<&Label>)> = BTreeMap::new();
        for heard in self.coded() {
            let talk = talks.entry(&heard.talk).or_insert_with(|| (heard.on, BTreeSet::new()));
            talk.0 = talk.0.min(heard.on);
            talk.1.extend(heard.themes());
        }
        let mut in_order: Vec<_> = talks.into_iter().collect();
        in_order.sort_by_key(|(id, (on, _))| (*on, *id));
        let mut known = BTreeSet::new();
        let mut brought =
            |themes: BTreeSet<_>| themes.into_iter().filter(|theme| known.insert(*theme)).count();
        in_order.into_iter().map(|(_, (_, themes))| brought(themes)).collect()
    }

    /// Takes all that another has taken.
    pub fn merge(&mut self, other: &Self) {
        for (id, heard) in &other.passages {
            let mine = self.passages.entry(id.clone()).or_insert_with(|| heard.clone());
            mine.people.extend(heard.people.iter().cloned());
            for (coder, themes) in &heard.codings {
                mine.codings.entry(coder.clone()).or_default().extend(themes.iter().cloned());
            }
        }
        self.remarks = self.remarks.saturating_add(other.remarks);
        self.strengths = self.strengths.saturating_add(other.strengths);
        self.remarked.extend(other.remarked.iter().cloned());
    }

    /// The figures of what was heard.
    pub fn estimates(&self, on: &AsOf) -> Vec<Estimate> {
        let new = |indicator| Estimate::new(indicator, on);
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let heard: BTreeSet<&PersonId> = self.coded().flat_map(|heard| &heard.people).collect();
        let heard = count(heard.len());
        let mut all: Vec<_> = self
            .themes()
            .into_iter()
            .map(|(theme, share)| {
                Estimate::of_share(Indicator::Theme, on, share).about([About::Theme(theme)])
            })
            .collect();
        for (a, b) in self.pairs_of_coders() {
            let kappa = self.two_coders(&a, &b).finish();
            let figure =
                new(Indicator::CoderKappa).with(kappa.kappa(), kappa.interval(on.confidence), kappa.units());
            all.push(figure.of_people(heard).about([About::Coders(a, b)]));
        }
        let alpha = self.all_coders().finish();
        if alpha.units() > 0 {
            let figure = new(Indicator::CoderAlpha).with(alpha.nominal(), None, alpha.units());
            all.push(figure.of_people(heard));
        }
        let new_themes = self.new_themes();
        if !new_themes.is_empty() {
            let last: usize = new_themes.iter().rev().take(Self::RUN).sum();
            let (last, talks) = (Some(real(count(last))), count(new_themes.len()));
            all.push(new(Indicator::Saturation).with(last, None, talks).of_people(heard));
        }
        if self.remarks > 0 {
            let strengths = Share::within(self.strengths, self.remarks).value();
            let figure = new(Indicator::Strengths).with(strengths, None, self.remarks);
            all.push(figure.of_people(count(self.remarked.len())));
        }
        all
    }
}
