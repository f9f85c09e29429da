//! Entries in a line, and a room folded over them.

use std::str::FromStr;

use mentorship::{
    id::InvalidId,
    introduction::Actor,
    jiff::civil::Date,
    programme::{Entry, Happened, Room, Why},
};

/// An identifier that is one.
pub(crate) fn id<T: FromStr<Err = InvalidId>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(crate) fn carla() -> Actor {
    Actor::Coordinator(id("Carla"))
}

/// Something that Carla wrote down.
pub(crate) fn noted(on: Date, what: impl Into<Happened>) -> Entry {
    Entry::new(on, carla(), what)
}

/// What a room knows after entries that all stand.
pub(crate) fn after<R: Room>(entries: impl IntoIterator<Item = Entry>) -> R {
    let mut room = R::default();
    for entry in entries {
        take(&mut room, &entry).unwrap_or_else(|why| panic!("{why}: {entry:?}"));
    }
    room
}

/// Takes an entry that stands, and none that does not.
pub(crate) fn take<R: Room>(room: &mut R, entry: &Entry) -> Result<(), Why> {
    room.check(entry)?;
    room.apply(entry);
    Ok(())
}

/// Why a room does not take an entry, in words.
pub(crate) fn refused<R: Room>(room: &R, on: Date, what: impl Into<Happened>) -> String {
    room.check(&noted(on, what)).expect_err("it is refused").to_string()
}
