//! How many places people have, and who holds them: what makes two acceptances of the last place safe.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::{IntroductionId, PersonId};

/// The two kinds of places somebody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A talk under way, from the invitation until it is held.
    TalkSlot,
    /// A relation, from the click until it is closed.
    Seat,
}

/// How many places of each kind somebody has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// Talks at one time.
    pub talk_slots: u16,
    /// Relations at one time.
    pub seats: u16,
}

/// Places and who holds them, with a version that changes with every change.
///
/// A caller reads the ledger, decides, and stores both with the version it read; whoever stores second finds another
/// version and reads again. So the last place is given once.
///
/// ```
/// use mentorship::introduction::{Ledger, Place, Places};
///
/// let mut ledger = Ledger::default();
/// ledger.grant("Anna".parse()?, Places { talk_slots: 2, seats: 1 });
/// let read = ledger.version();
/// assert!(ledger.hold(read, Place::Seat, &["Anna".parse()?], &"I-1".parse()?).is_ok());
/// assert!(ledger.hold(read, Place::Seat, &["Anna".parse()?], &"I-2".parse()?).is_err());
/// # Ok::<(), mentorship::id::InvalidId>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    version: u64,
    places: BTreeMap<PersonId, Places>,
    talk_slots: BTreeMap<PersonId, BTreeSet<IntroductionId>>,
    seats: BTreeMap<PersonId, BTreeSet<IntroductionId>>,
}

/// Why a place is not given. It names nobody: who holds the last place is not the other's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoPlace {
    /// Somebody changed the ledger since it was read.
    #[error("the ledger has changed since version {read}; read it again")]
    Changed {
        /// The version that was read.
        read: u64,
    },
    /// All places are held.
    #[error("no place is free at present")]
    Taken,
}

impl Ledger {
    /// The version: how often it has changed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Sets how many places somebody has. Places held beyond that stay held.
    pub fn grant(&mut self, person: PersonId, places: Places) {
        self.places.insert(person, places);
        self.version = self.version.wrapping_add(1);
    }

    fn held(&self, place: Place) -> &BTreeMap<PersonId, BTreeSet<IntroductionId>> {
        match place {
            Place::TalkSlot => &self.talk_slots,
            Place::Seat => &self.seats,
        }
    }

    /// How many places of a kind somebody has left.
    pub fn free(&self, place: Place, person: &PersonId) -> u16 {
        let places = self.places.get(person).copied().unwrap_or_default();
        let most = match place {
            Place::TalkSlot => places.talk_slots,
            Place::Seat => places.seats,
        };
        let held = self.held(place).get(person).map_or(0, BTreeSet::len);
        most.saturating_sub(u16::try_from(held).unwrap_or(u16::MAX))
    }

    /// Whether all of them have, or already hold, a place for this introduction.
    pub fn grants(&self, place: Place, people: &[PersonId], introduction: &IntroductionId) -> bool {
        let holds = |person| self.held(place).get(person).is_some_and(|held| held.contains(introduction));
        people.iter().all(|person| holds(person) || self.free(place, person) > 0)
    }

    /// Holds a place of all of them for an introduction, or of none.
    ///
    /// # Errors
    ///
    /// When the ledger is no longer at the version that was read, or somebody has no place left.
    pub fn hold(
        &mut self,
        read: u64,
        place: Place,
        people: &[PersonId],
        introduction: &IntroductionId,
    ) -> Result<(), NoPlace> {
        if read != self.version {
            return Err(NoPlace::Changed { read });
        }
        if !self.grants(place, people, introduction) {
            return Err(NoPlace::Taken);
        }
        let held = match place {
            Place::TalkSlot => &mut self.talk_slots,
            Place::Seat => &mut self.seats,
        };
        for person in people {
            held.entry(person.clone()).or_default().insert(introduction.clone());
        }
        self.version = self.version.wrapping_add(1);
        Ok(())
    }

    /// Makes the ledger hold what an introduction, or the agreement that grew from it, holds now, and free what these people hold beside
    /// it: pass what its own `holds` says, and its two people. Nothing changes when nothing is to change.
    ///
    /// # Errors
    ///
    /// When the ledger is no longer at the version that was read, or somebody has no place left. Nothing changes then.
    pub fn settle(
        &mut self,
        read: u64,
        holds: Option<Place>,
        people: &[PersonId],
        introduction: &IntroductionId,
    ) -> Result<(), NoPlace> {
        if read != self.version {
            return Err(NoPlace::Changed { read });
        }
        let has = |place| {
            let held = self.held(place);
            people.iter().all(|person| held.get(person).is_some_and(|held| held.contains(introduction)))
        };
        if let Some(place) = holds.filter(|place| !has(*place)) {
            self.hold(read, place, people, introduction)?;
        }
        for place in [Place::TalkSlot, Place::Seat] {
            if holds != Some(place) {
                self.release_of(place, people, introduction);
            }
        }
        Ok(())
    }

    /// Frees what these people hold of a kind for an introduction: without looking at everybody else.
    fn release_of(&mut self, place: Place, people: &[PersonId], introduction: &IntroductionId) {
        let held = match place {
            Place::TalkSlot => &mut self.talk_slots,
            Place::Seat => &mut self.seats,
        };
        let mut freed = false;
        for person in people {
            let Some(introductions) = held.get_mut(person) else { continue };
            freed |= introductions.remove(introduction);
            if introductions.is_empty() {
                held.remove(person);
            }
        }
        self.version += u64::from(freed);
    }

    /// Frees whatever an introduction holds of a kind; nothing changes when it holds none.
    pub fn release(&mut self, place: Place, introduction: &IntroductionId) {
        let held = match place {
            Place::TalkSlot => &mut self.talk_slots,
            Place::Seat => &mut self.seats,
        };
        let before: usize = held.values().map(BTreeSet::len).sum();
        held.retain(|_, introductions| {
            introductions.remove(introduction);
            !introductions.is_empty()
        });
        if held.values().map(BTreeSet::len).sum::<usize>() != before {
            self.version = self.version.wrapping_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id<T: std::str::FromStr<Err = crate::id::InvalidId>>(text: &str) -> T {
        text.parse().unwrap()
    }

    #[test]
    fn settling_frees_what_the_two_hold_and_nothing_of_others() {
        let mut ledger = Ledger::default();
        for person in ["Anna", "Bo", "Cas"] {
            ledger.grant(id(person), Places { talk_slots: 2, seats: 1 });
        }
        let (ours, theirs) = ([id("Anna"), id("Bo")], [id("Anna"), id("Cas")]);
        for (people, introduction) in [(&ours, "I-1"), (&theirs, "I-2")] {
            ledger.settle(ledger.version(), Some(Place::TalkSlot), people, &id(introduction)).unwrap();
        }
        let read = ledger.version();
        ledger.settle(read, Some(Place::Seat), &ours, &id("I-1")).unwrap();
        assert_eq!(ledger.version(), read + 2, "a seat was taken and talks were freed");
        let free = ["Anna", "Bo", "Cas"].map(|person| ledger.free(Place::TalkSlot, &id(person)));
        assert_eq!(free, [1, 2, 1]);
        ledger.settle(read + 2, None, &ours, &id("I-2")).unwrap();
        assert_eq!(ledger.free(Place::TalkSlot, &id("Cas")), 1, "Cas was not asked about");
        let settled = ledger.version();
        ledger.settle(settled, Some(Place::Seat), &ours, &id("I-1")).unwrap();
        assert_eq!(ledger.version(), settled, "nothing changes when nothing is to change");
    }

    #[test]
    fn two_acceptances_of_the_last_seat_give_it_once() {
        let mut ledger = Ledger::default();
        for (person, seats) in [("Anna", 1), ("Bo", 1), ("Cas", 1)] {
            ledger.grant(id(person), Places { talk_slots: 2, seats });
        }
        let read = ledger.version();
        ledger.hold(read, Place::Seat, &[id("Anna"), id("Bo")], &id("I-1")).unwrap();
        let second = ledger.hold(read, Place::Seat, &[id("Anna"), id("Cas")], &id("I-2"));
        assert_eq!(second, Err(NoPlace::Changed { read }));
        let again = ledger.hold(ledger.version(), Place::Seat, &[id("Cas"), id("Anna")], &id("I-2"));
        assert_eq!(again.unwrap_err().to_string(), "no place is free at present");
        assert_eq!(ledger.free(Place::Seat, &id("Cas")), 1, "all or none");
        assert_eq!(ledger.free(Place::TalkSlot, &id("Anna")), 2);
    }

    #[test]
    fn holding_twice_counts_once_and_releasing_frees_everybody() {
        let mut ledger = Ledger::default();
        ledger.grant(id("Anna"), Places { talk_slots: 1, seats: 0 });
        ledger.hold(ledger.version(), Place::TalkSlot, &[id("Anna")], &id("I-1")).unwrap();
        ledger.hold(ledger.version(), Place::TalkSlot, &[id("Anna")], &id("I-1")).unwrap();
        assert_eq!(ledger.free(Place::TalkSlot, &id("Anna")), 0);
        let version = ledger.version();
        ledger.release(Place::TalkSlot, &id("I-9"));
        ledger.release(Place::Seat, &id("I-1"));
        assert_eq!(ledger.version(), version);
        ledger.release(Place::TalkSlot, &id("I-1"));
        assert_eq!((ledger.free(Place::TalkSlot, &id("Anna")), ledger.version()), (1, version + 1));
        assert_eq!(ledger.free(Place::Seat, &id("Nobody")), 0);
    }

    #[test]
    fn fewer_places_than_are_held_leave_none_free() {
        let mut ledger = Ledger::default();
        ledger.grant(id("Anna"), Places { talk_slots: 0, seats: 2 });
        ledger.hold(ledger.version(), Place::Seat, &[id("Anna")], &id("I-1")).unwrap();
        ledger.hold(ledger.version(), Place::Seat, &[id("Anna")], &id("I-2")).unwrap();
        ledger.grant(id("Anna"), Places { talk_slots: 0, seats: 1 });
        assert_eq!(ledger.free(Place::Seat, &id("Anna")), 0);
        assert!(ledger.grants(Place::Seat, &[id("Anna")], &id("I-1")), "what is held stays held");
        let json = serde_json::to_string(&ledger).unwrap();
        assert_eq!(serde_json::from_str::<Ledger>(&json).unwrap(), ledger);
    }
}
