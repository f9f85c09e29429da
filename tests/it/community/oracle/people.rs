//! Who belongs to the community, and what is known of them.

use std::collections::BTreeSet;

use mentorship::{
    feedback::{Meanings, Neighbour, Pairing},
    id::PersonId,
    introduction::Party,
    people::Label,
};

use super::Case;

impl<'a> Case<'a> {
    pub(super) fn meanings(&self) -> Meanings {
        self.facts.meanings.first().cloned().unwrap_or_default()
    }

    /// The rows of somebody that are known, by round; who was only named comes first.
    pub(super) fn rounds(&self, person: &PersonId) -> Vec<&'a Neighbour> {
        let known = |row: &&Neighbour| row.asked.is_none_or(|asked| self.by_now(asked));
        let mut rows: Vec<_> =
            self.facts.neighbours.iter().filter(|row| row.person == *person).filter(known).collect();
        rows.sort_by_key(|row| row.asked);
        rows
    }

    /// The last round of which answers came in the period.
    pub(super) fn current(&self, person: &PersonId) -> Option<&'a Neighbour> {
        let came = |row: &&Neighbour| row.answered.is_some_and(|on| self.in_period(on));
        self.rounds(person).into_iter().rfind(came)
    }

    /// The pairings that have begun, of mentees who belong to the group.
    pub(super) fn pairings(&self) -> Vec<&'a Pairing> {
        let begun = self.facts.pairings.iter().filter(|row| self.by_now(row.started));
        begun.filter(|row| self.member(&row.mentee, Party::Mentee)).collect()
    }

    /// Whether two were ever matched, whoever is whose mentor.
    pub(super) fn ever_matched(&self, a: &PersonId, b: &PersonId) -> bool {
        let begun = self.facts.pairings.iter().filter(|row| self.by_now(row.started));
        let mut pairs = begun.map(|row| (&row.mentor, &row.mentee));
        pairs.any(|pair| pair == (a, b) || pair == (b, a))
    }

    /// Whether the survey counts somebody here: of a group, when the last that they were asked of it says so.
    pub(super) fn surveyed(&self, person: &PersonId) -> bool {
        let rounds = self.rounds(person);
        let last = |dimension| rounds.iter().rev().find_map(|row| row.groups.get(dimension));
        !rounds.is_empty()
            && self.group.as_ref().is_none_or(|(dimension, label)| last(dimension) == Some(label))
    }

    /// Whether somebody takes part here.
    pub(super) fn takes_part(&self, person: &PersonId) -> bool {
        let enrolled = |role: Party| {
            let mut own =
                self.facts.enrolments.iter().filter(|row| (&row.person, row.role) == (person, role));
            own.any(|row| row.enrolled.is_some_and(|on| self.by_now(on))) && self.member(person, role)
        };
        enrolled(Party::Mentor)
            || enrolled(Party::Mentee)
            || self.pairings().iter().any(|row| [&row.mentor, &row.mentee].contains(&person))
    }

    /// All who belong to it, in the order of their identifiers.
    pub(super) fn people(&self) -> BTreeSet<&'a PersonId> {
        let asked = self.facts.neighbours.iter().map(|row| &row.person);
        let all = asked.chain(self.facts.enrolments.iter().map(|row| &row.person));
        all.filter(|person| self.surveyed(person) || self.takes_part(person)).collect()
    }

    /// Of a dimension, what the last round says in which they were asked of it, else what was said when they enrolled.
    pub(super) fn label(&self, person: &PersonId, dimension: &Label) -> Option<&'a Label> {
        let asked = self.rounds(person).into_iter().rev().find_map(|row| row.groups.get(dimension));
        let paired = self
            .facts
            .pairings
            .iter()
            .any(|row| self.by_now(row.started) && [&row.mentor, &row.mentee].contains(&person));
        let enrolled = |role: Party| {
            let mut own =
                self.facts.enrolments.iter().filter(|row| (&row.person, row.role) == (person, role));
            let own = own.find(|row| paired || row.enrolled.is_some_and(|on| self.by_now(on)))?;
            own.groups.get(dimension)
        };
        let [first, second] = if Party::Mentor < Party::Mentee {
            [Party::Mentor, Party::Mentee]
        } else {
            [Party::Mentee, Party::Mentor]
        };
        asked.or_else(|| enrolled(first)).or_else(|| enrolled(second))
    }

    pub(super) fn born(&self, person: &PersonId) -> Option<i16> {
        self.rounds(person).iter().rev().find_map(|row| row.born)
    }

    /// Whether somebody is a newcomer, where that is known.
    pub(super) fn newcomer(&self, person: &PersonId) -> Option<bool> {
        let newcomers = self.meanings().newcomers?;
        self.label(person, &newcomers.dimension).map(|label| *label == newcomers.label)
    }

    /// All dimensions in which two of its people belong to different groups.
    pub(super) fn dimensions(&self) -> Vec<&'a Label> {
        let rows = self.facts.neighbours.iter().map(|row| &row.groups);
        let rows = rows.chain(self.facts.enrolments.iter().map(|row| &row.groups));
        let all: BTreeSet<&Label> = rows.flat_map(|groups| groups.keys()).collect();
        let people = self.people();
        let labels = |dimension: &Label| -> BTreeSet<&Label> {
            people.iter().filter_map(|person| self.label(person, dimension)).collect()
        };
        all.into_iter().filter(|dimension| labels(dimension).len() > 1).collect()
    }
}
