//! Gatherings, thanks and stories.

use jiff::ToSpan;

use super::{
    founding::label,
    world::{World, carla, id},
};
use crate::{
    feedback::{Consent, Scope},
    id::{GatheringId, NoteId, PersonId},
    introduction::{Actor, Party, Role},
    programme::support::{self, Gathering},
};

impl World {
    pub(super) fn gathering(&mut self, number: usize) {
        let (name, kind, role) = match number {
            0 => ("evening-of-mentors", "an evening for mentors", Some(Party::Mentor)),
            _ => ("party", "a party for everybody", None),
        };
        let gathering: GatheringId = id(name);
        let planned = Gathering { id: gathering.clone(), kind: label(kind), on: self.today, role };
        self.note(&carla(), support::Event::GatheringPlanned(planned));
        for at in 0..self.comers.len() {
            let comer = self.comers[at].clone();
            let meant = role.is_none_or(|role| comer.role() == role);
            if comer.here && meant && self.chance.per_cent(45) {
                let came = support::Event::CameTo { gathering: gathering.clone(), person: comer.person };
                self.note(&carla(), came);
            }
        }
    }

    /// Thanks that are due, and certificates.
    pub(super) fn thank(&mut self) {
        let due = self.programme.support().thanks_due(self.today);
        for thanks in due {
            let thanked = support::Event::Thanked {
                person: thanks.person,
                occasion: thanks.occasion,
                agreement: Some(thanks.agreement),
            };
            self.note(&carla(), thanked);
        }
    }

    /// Some who completed are asked for their story; most say yes.
    pub(super) fn stories(&mut self) {
        let agreements: Vec<_> = self
            .programme
            .pairs()
            .agreements()
            .filter(|pair| pair.closing().is_some_and(|closing| closing.closed.is_some()))
            .map(|pair| (pair.id().clone(), pair.people().mentee.clone()))
            .collect();
        let mut asked: Vec<PersonId> = Vec::new();
        for (agreement, person) in agreements {
            let is_gone = self.programme.erased().contains(&person);
            if is_gone || !self.chance.per_cent(20) || asked.contains(&person) {
                continue;
            }
            asked.push(person.clone());
            let ask = support::Event::StoryAsked { person: person.clone(), agreement: Some(agreement) };
            if !self.note(&carla(), ask) {
                continue;
            }
            let by = Actor::Party(Party::Mentee, person.clone());
            if self.chance.per_cent(70) {
                let words: NoteId = self.next_note("story");
                self.cabinet.write(words.clone(), Some(person.clone()), Role::Coordinator, STORY);
                let until = self.today.saturating_add(2.years());
                let scope = if self.chance.per_cent(70) { Scope::Public } else { Scope::Steering };
                let consent = Consent { scope, from: self.today, until: Some(until) };
                self.note(&by, support::Event::StoryGiven { person, words, consent });
            } else {
                self.note(&by, support::Event::StoryDeclined { person });
            }
        }
    }
}

/// A story. It is nobody's.
pub(super) const STORY: &str = "In het begin wisten we allebei niet waar we over moesten praten. Toen gingen we wandelen. Nu \
                                weet ik welke bus ik moet hebben, en zij weet hoe je baklava maakt.";
