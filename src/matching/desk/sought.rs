//! Whom to look for: mentors such as those who wait would have.
//!
//! Counts of skills and hours say what is missing in each respect (see [`crate::needs`]), but only a plan sees all requirements
//! at once. So a mentor is made up for each kind of mentee who is without: one who offers what they want, speaks what they
//! speak, lives where they live and is free when they are. The plan with that mentor says what finding such a person is worth.

use std::{cmp::Reverse, collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use super::{Desk, OneMoreMentor, what_if::several};
use crate::{
    assignment::Solution,
    id::{MenteeId, MentorId, PersonId},
    people::{Cefr, Label, Mentee, Mentor, Sensitivity, Want, Who},
};

/// A mentor worth looking for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sought {
    /// Somebody made up, with room for one mentee. Their identifiers are nobody's.
    pub mentor: Mentor,
    /// The mentees without a partner who would have such a mentor, by identifier.
    pub by: Vec<MenteeId>,
    /// What the best plan with them has more: exact.
    pub brings: OneMoreMentor,
}

/// `a mentor who knows cooking, speaks Dutch and lives in Noord, as 2 mentees without one would have: 1 mentee more with a
/// mentor`.
impl fmt::Display for Sought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |labels: Vec<&Label>| {
            let labels: Vec<_> = labels.into_iter().map(Label::as_str).collect();
            match &labels[..] {
                [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
                all => all.join(""),
            }
        };
        let profile = &self.mentor.profile;
        let parts = [
            ("knows", list(self.mentor.offers.iter().flat_map(BTreeMap::keys).collect())),
            ("speaks", list(profile.languages.iter().flat_map(BTreeMap::keys).collect())),
            (
                "lives in",
                list(profile.place.iter().filter_map(|place| place.neighbourhood.as_ref()).collect()),
            ),
        ];
        let parts: Vec<_> = parts
            .iter()
            .filter(|part| !part.1.is_empty())
            .map(|(verb, what)| format!("{verb} {what}"))
            .collect();
        f.write_str("a mentor")?;
        if !parts.is_empty() {
            write!(f, " who {}", parts.join(", "))?;
        }
        let trade = self.brings.trade;
        write!(f, ", as {} without one would have: {trade}", several(self.by.len(), "mentee"))
    }
}

/// What mentees of one kind have in common.
type Kind<'a> =
    (Option<&'a Label>, Option<&'a BTreeMap<Label, Want>>, Option<&'a BTreeMap<Label, Option<Cefr>>>);

impl Desk<'_> {
    /// Mentors to look for, those who bring most first, only where they help. Tried are those whom most mentees without a
    /// partner would have, at most `kinds` of them: mentees of one neighbourhood who want the same and speak the same
    /// languages are of one kind, and the first by identifier says when they would be free and what else they share.
    ///
    /// # Complexity
    ///
    /// As [`one_more_mentor`](Self::one_more_mentor), for each kind.
    pub fn mentors_to_look_for(&self, kinds: usize) -> Vec<Sought> {
        let roster = self.round.compiled.roster();
        let mut waiting: BTreeMap<Kind<'_>, Vec<&Mentee>> = BTreeMap::new();
        let without = self.plan.unmatched().iter().filter(|one| one.reason.is_about_the_round());
        for who in without.map(|one| &one.who) {
            let Who::Mentee(mentee) = who else { continue };
            let Some(mentee) = roster.mentee(mentee) else { continue };
            let profile = &mentee.profile;
            let neighbourhood = profile.place.as_ref().and_then(|place| place.neighbourhood.as_ref());
            let kind = (neighbourhood, mentee.wants.as_ref(), profile.languages.as_ref());
            waiting.entry(kind).or_default().push(mentee);
        }
        let mut waiting: Vec<_> = waiting.into_values().collect();
        waiting.sort_by_key(|mentees| (Reverse(mentees.len()), &mentees[0].id));
        let tried = waiting.into_iter().take(kinds).filter_map(|mentees| {
            let mentor = self.such_as(mentees[0]);
            // A roster that is full takes nobody more.
            let (brings, other) = self.with_mentor(&mentor).ok()?;
            let by = mentees.iter().map(|mentee| mentee.id.clone()).collect();
            Some((self.gain(&other), Sought { mentor, by, brings }))
        });
        let mut found: Vec<_> = tried.filter(|(gain, _)| *gain > 0).collect();
        found.sort_by_key(|(gain, _)| Reverse(*gain));
        found.into_iter().map(|(_, sought)| sought).collect()
    }

    /// How much more another solution is worth.
    fn gain(&self, other: &Solution) -> i128 {
        other.proof().value - self.solution.proof().value
    }

    /// The mentor whom a mentee would have, as far as they said.
    fn such_as(&self, mentee: &Mentee) -> Mentor {
        let roster = self.round.compiled.roster();
        let free = |taken: &dyn Fn(&str) -> bool| {
            let mut names = (1_usize..).map(|at| format!("sought-{at}"));
            names.find(|name| !taken(name)).expect("there are fewer people than numbers")
        };
        let id = free(&|name| roster.mentors().iter().any(|mentor| mentor.id.as_str() == name));
        let person = free(&|name| {
            let known = |person: &PersonId| person.as_str() == name;
            roster.mentors().iter().any(|mentor| known(&mentor.profile.person))
                || roster.mentees().iter().any(|mentee| known(&mentee.profile.person))
                || roster.others().iter().any(known)
        });
        let mut mentor = Mentor::new(
            MentorId::new(&id).expect("a plain name"),
            PersonId::new(&person).expect("a plain name"),
        );
        let offers = |wants: &BTreeMap<Label, Want>| {
            wants.iter().map(|(skill, want)| (skill.clone(), want.level)).collect()
        };
        mentor.offers = mentee.wants.as_ref().map(offers);
        let (of, profile) = (&mut mentor.profile, &mentee.profile);
        of.experience.clone_from(&profile.ambitions);
        of.interests.clone_from(&profile.interests);
        of.goals.clone_from(&profile.goals);
        of.languages.clone_from(&profile.languages);
        of.availability.clone_from(&profile.availability);
        of.modes.clone_from(&profile.modes);
        of.place.clone_from(&profile.place);
        of.travels = profile.travels;
        // What is sensitive was told for one's own match, not to look for others by.
        let question = |name| roster.questionnaire().question(name);
        let ordinary = profile.attributes.iter().filter(|(name, _)| {
            question(name).is_some_and(|question| question.sensitivity == Sensitivity::Ordinary)
        });
        of.attributes = ordinary.map(|(name, answer)| (name.clone(), answer.clone())).collect();
        mentor
    }
}
