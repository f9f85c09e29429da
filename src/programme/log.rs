//! The log, and what the rooms know after it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Entry, Happened, NotAppended, Room, Why, charter::Charters, innovation::Innovation, money::Treasury,
    pairs::Pairs, preparation::Preparation, recruitment::Recruitment, subject, support::Support, told::Told,
};
use crate::{
    feedback::{FIRST_DAY, LAST_DAY},
    id::{Digest, PersonId},
};

/// What every room knows after so many entries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rooms {
    pub(super) charters: Charters,
    pub(super) recruitment: Recruitment,
    pub(super) preparation: Preparation,
    pub(super) pairs: Pairs,
    pub(super) told: Told,
    pub(super) support: Support,
    pub(super) treasury: Treasury,
    pub(super) innovation: Innovation,
    pub(super) erased: BTreeSet<PersonId>,
    /// The date of the last entry.
    pub(super) last: Option<Date>,
}

impl Rooms {
    /// Takes an entry in every room, or in none.
    pub(super) fn take(&mut self, entry: &Entry) -> Result<(), Why> {
        if let Some(last) = self.last.filter(|last| entry.on < *last) {
            return Err(Why::DateGoesBack { last });
        }
        if !(FIRST_DAY..=LAST_DAY).contains(&entry.on) {
            return Err(Why::OutOfReach);
        }
        self.charters.check(entry)?;
        self.recruitment.check(entry)?;
        self.preparation.check(entry)?;
        self.told.check(entry)?;
        self.support.check(entry)?;
        self.treasury.check(entry)?;
        self.innovation.check(entry)?;
        // The one room that finds out whether an entry stands by taking it: it changes nothing when it does not.
        self.pairs.take(entry)?;
        self.charters.apply(entry);
        self.recruitment.apply(entry);
        self.preparation.apply(entry);
        self.told.apply(entry);
        self.support.apply(entry);
        self.treasury.apply(entry);
        self.innovation.apply(entry);
        if let Happened::Erased(person) = &entry.what {
            self.erased.insert(person.clone());
        }
        self.last = Some(entry.on);
        Ok(())
    }
}

/// A programme: one log that is only added to, and what each room knows after it.
///
/// Rounds, agreements, answers, money and reports are reached through it. It holds no rule of its own but that the log is written
/// forward, once, by people who have read what they write about; everything else is a room's.
///
/// ```
/// use mentorship::{
///     introduction::Actor,
///     jiff::civil::date,
///     programme::{Programme, money::{self, SourceKind}},
/// };
///
/// let carla = Actor::Coordinator("Carla".parse()?);
/// let mut programme = Programme::default();
/// programme.by(&carla, date(2026, 1, 5)).note(money::Event::Opened {
///     free: 250_000,
///     earmarked: 0,
///     currency: "EUR".parse()?,
/// })?;
/// assert_eq!(programme.version(), 1);
///
/// // It is stored line by line, and read back from there.
/// let lines: Vec<String> = programme.entries().iter().map(|entry| entry.to_json()).collect();
/// let again = Programme::open_json(lines.iter().map(String::as_str))?;
/// assert_eq!(again, programme);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Programme {
    /// What came before the entries, when it goes on from a snapshot.
    pub(super) base: Base,
    pub(super) log: Vec<Entry>,
    pub(super) rooms: Rooms,
}

/// What a programme goes on from.
#[derive(Clone, Debug, Default)]
pub(super) struct Base {
    pub(super) version: u64,
    pub(super) digest: Option<Digest>,
    pub(super) rooms: Option<Box<Rooms>>,
}

/// Programmes are equal when they know the same after logs of the same length, wherever they went on from.
impl PartialEq for Programme {
    fn eq(&self, other: &Self) -> bool {
        self.version() == other.version() && self.rooms == other.rooms
    }
}

impl Programme {
    /// The programme that entries add up to.
    ///
    /// # Errors
    ///
    /// When one cannot stand: its number, date and the rule, and the programme up to there.
    pub fn open(entries: impl IntoIterator<Item = Entry>) -> Result<Self, super::BrokenProgramme> {
        let mut programme = Self::default();
        programme.go_on(entries)?;
        Ok(programme)
    }

    /// Takes entries that others have appended to the stored log since this copy was read.
    ///
    /// # Errors
    ///
    /// When one cannot stand. Those before it are taken.
    pub fn catch_up(
        &mut self,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Result<(), super::BrokenProgramme> {
        self.go_on(entries)
    }

    fn go_on(&mut self, entries: impl IntoIterator<Item = Entry>) -> Result<(), super::BrokenProgramme> {
        for entry in entries {
            if let Err(why) = self.rooms.take(&entry) {
                return Err(super::BrokenProgramme::new(self, Some(entry.on), why));
            }
            self.log.push(entry);
        }
        Ok(())
    }

    /// The number of entries so far: what a writer has read.
    pub fn version(&self) -> u64 {
        self.base.version.saturating_add(self.log.len() as u64)
    }

    /// The entries: all of them, or those since the snapshot from which it goes on.
    pub fn entries(&self) -> &[Entry] {
        &self.log
    }

    /// The date of the last entry.
    pub fn last(&self) -> Option<Date> {
        self.rooms.last
    }

    /// Appends entries that were decided on after reading the log up to a version: all of them or none. Whoever wrote about
    /// something else in between is not in the way; whoever wrote about the same people, pair, money or thing is.
    ///
    /// Where several processes write, each appends to its own copy and stores the new entries under their numbers, of which one is
    /// taken when another was first; it then reads the entries that it has not ([`catch_up`](Self::catch_up)) and decides again.
    ///
    /// # Errors
    ///
    /// When somebody wrote about the same since then, when that version has not come yet, or when an entry cannot stand. Nothing
    /// changes then.
    pub fn append(
        &mut self,
        read: u64,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Result<u64, NotAppended> {
        let entries: Vec<Entry> = entries.into_iter().collect();
        let actual = self.version();
        if read > actual {
            return Err(NotAppended::Ahead { read, actual });
        }
        if read < actual {
            self.unread(read, &entries)?;
        }
        for (at, entry) in entries.iter().enumerate() {
            if let Err(why) = self.rooms.take(entry) {
                let number = actual.saturating_add(at as u64).saturating_add(1);
                self.take_back(at);
                return Err(NotAppended::Refused { number, on: entry.on, why: Box::new(why) });
            }
            self.log.push(entry.clone());
        }
        Ok(self.version())
    }

    /// Whether something was written since a version about what these entries are about.
    fn unread(&self, read: u64, entries: &[Entry]) -> Result<(), NotAppended> {
        let actual = self.version();
        let Some(since) = read.checked_sub(self.base.version).and_then(|at| usize::try_from(at).ok()) else {
            return Err(NotAppended::TooOld { read, oldest: self.base.version });
        };
        let about = |entries: &[Entry]| -> BTreeSet<_> {
            entries.iter().flat_map(|entry| subject::of(entry, &self.rooms.pairs)).collect()
        };
        let theirs = about(self.log.get(since..).unwrap_or_default());
        let mut mine = about(entries);
        mine.extend(entries.iter().flat_map(subject::rests_on));
        match theirs.intersection(&mine).next() {
            Some(about) => Err(NotAppended::Stale { read, actual, about: about.to_string() }),
            None => Ok(()),
        }
    }

    /// Forgets the last entries: the rooms are what the others add up to.
    fn take_back(&mut self, entries: usize) {
        if entries == 0 {
            return;
        }
        self.log.truncate(self.log.len().saturating_sub(entries));
        let mut rooms = self.base.rooms.as_deref().cloned().unwrap_or_default();
        for entry in &self.log {
            // They stood before, so they stand again.
            let _ = rooms.take(entry);
        }
        self.rooms = rooms;
    }

    /// The programme as its log knew it at the end of a day; `None` when it goes on from a snapshot that was taken after that
    /// day.
    pub fn as_of(&self, day: Date) -> Option<Self> {
        let base = self.base.rooms.as_deref();
        if base.and_then(|rooms| rooms.last).is_some_and(|last| last > day) {
            return None;
        }
        let mut programme =
            Self { base: self.base.clone(), log: Vec::new(), rooms: base.cloned().unwrap_or_default() };
        for entry in self.log.iter().take_while(|entry| entry.on <= day) {
            let _ = programme.rooms.take(entry);
            programme.log.push(entry.clone());
        }
        Some(programme)
    }

    /// A room of one's own, folded over the whole log: a question that no room here answers.
    ///
    /// # Errors
    ///
    /// When the room refuses an entry, and when the programme goes on from a snapshot: what came before it is not here.
    pub fn fold<R: Room>(&self) -> Result<R, Why> {
        if self.base.version > 0 {
            return Err(Why::FromSnapshot { at: self.base.version });
        }
        let mut room = R::default();
        for entry in &self.log {
            room.check(entry)?;
            room.apply(entry);
        }
        Ok(room)
    }

    /// What is laid down.
    pub fn charters(&self) -> &Charters {
        &self.rooms.charters
    }

    /// How people are found.
    pub fn recruitment(&self) -> &Recruitment {
        &self.rooms.recruitment
    }

    /// How they are prepared.
    pub fn preparation(&self) -> &Preparation {
        &self.rooms.preparation
    }

    /// Introductions and agreements.
    pub fn pairs(&self) -> &Pairs {
        &self.rooms.pairs
    }

    /// What people answered and told.
    pub fn told(&self) -> &Told {
        &self.rooms.told
    }

    /// Who stands beside them.
    pub fn support(&self) -> &Support {
        &self.rooms.support
    }

    /// The money.
    pub fn treasury(&self) -> &Treasury {
        &self.rooms.treasury
    }

    /// What is tried.
    pub fn innovation(&self) -> &Innovation {
        &self.rooms.innovation
    }

    /// Who was erased.
    pub fn erased(&self) -> &BTreeSet<PersonId> {
        &self.rooms.erased
    }
}
