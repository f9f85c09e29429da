//! What both machines take and give: orders, entries of the log, and what is wrong with them whatever they say.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{Actor, Parties, Party};
use crate::id::{CommandId, PersonId};

/// A command with who gives it, when, and on which state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order<C> {
    /// So that the same order given again does no harm.
    pub id: CommandId,
    /// The version on which it was decided to give it.
    pub expected: u64,
    /// Who gives it.
    pub by: Actor,
    /// When.
    pub on: Date,
    /// What.
    pub command: C,
}

/// The form in which entries are stored: 1. A later crate reads it, or says that it does not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Format;

impl From<Format> for u8 {
    fn from(_: Format) -> Self {
        1
    }
}

impl TryFrom<u8> for Format {
    type Error = String;

    fn try_from(format: u8) -> Result<Self, String> {
        (format == 1).then_some(Self).ok_or_else(|| format!("entries of format {format} are not known"))
    }
}

/// One entry of a log: what happened, when, by whom, through which command. Both rooms have a name for theirs:
/// [`introduction::Entry`](super::Entry) and [`agreement::Entry`](crate::agreement::Entry).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use = "what happened is lost unless it is stored"]
pub struct Logged<S, E> {
    /// The form in which it is stored.
    pub format: Format,
    /// The command.
    pub command: CommandId,
    /// Its kind.
    pub step: S,
    /// Who gave it.
    pub by: Actor,
    /// When.
    pub on: Date,
    /// What happened.
    pub event: E,
}

impl<S, E> Logged<S, E> {
    /// The entry that an order leads to.
    pub(crate) fn of<C>(order: &Order<C>, step: S, event: E) -> Self {
        Self { format: Format, command: order.id.clone(), step, by: order.by.clone(), on: order.on, event }
    }
}

/// What can be wrong with an order whatever it says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unfit {
    /// Somebody changed it since it was read.
    #[error("it is not at version {expected} but at {actual}; read it again, and decide again")]
    Stale {
        /// The version expected.
        expected: u64,
        /// The version it has.
        actual: u64,
    },
    /// A date before the last one.
    #[error("{on} lies before {last}, when something happened last; dates do not go backwards")]
    DateGoesBack {
        /// The date given.
        on: Date,
        /// The date of the last entry.
        last: Date,
    },
    /// The identifier belongs to a command of another kind.
    #[error("the command `{0}` was given already, for another step; give this one an identifier of its own")]
    IdInUse(CommandId),
    /// Somebody acts as a party that they are not.
    #[error("only the {0} does this, each for themself")]
    NotThatParty(Party),
    /// Somebody who is one of the two, or their guardian, decides for the programme.
    #[error("nobody decides for the programme in their own case; ask somebody else")]
    OwnCase,
    /// Somebody with an interest in the pair decides for the programme.
    #[error("somebody with an interest of their own in the pair does not decide about it; ask somebody else")]
    Conflicted,
}

/// What is known before an order is looked at, in either machine.
pub(crate) struct Basis<'a, S> {
    pub(crate) version: u64,
    pub(crate) last: Date,
    pub(crate) done: &'a BTreeMap<CommandId, S>,
    pub(crate) people: &'a Parties<PersonId>,
    /// The guardians of parties who are minors today.
    pub(crate) guardians: Parties<Option<&'a PersonId>>,
    /// People with an interest of their own in the pair.
    pub(crate) conflicted: BTreeSet<&'a PersonId>,
}

/// Whether an order was carried out before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    Before,
    Never,
}

impl<S: Copy + PartialEq> Basis<'_, S> {
    /// Checks what holds for every order. `only_protects` are the steps that a person in conflict may take too.
    pub(crate) fn check<C>(&self, order: &Order<C>, step: S, only_protects: bool) -> Result<Seen, Unfit> {
        if let Some(done) = self.done.get(&order.id) {
            return if *done == step { Ok(Seen::Before) } else { Err(Unfit::IdInUse(order.id.clone())) };
        }
        if order.expected != self.version {
            return Err(Unfit::Stale { expected: order.expected, actual: self.version });
        }
        if order.on < self.last {
            return Err(Unfit::DateGoesBack { on: order.on, last: self.last });
        }
        match &order.by {
            Actor::Party(party, person) if self.people.of(*party) != person => {
                return Err(Unfit::NotThatParty(*party));
            }
            Actor::Guardian(party, person) if *self.guardians.of(*party) != Some(person) => {
                return Err(Unfit::NotThatParty(*party));
            }
            by if by.decides() => {
                let is_by = |person: &PersonId| by.person() == Some(person);
                if self.people.either(is_by) || self.guardians.either(|guardian| guardian.is_some_and(is_by))
                {
                    return Err(Unfit::OwnCase);
                }
                if !only_protects && by.person().is_some_and(|person| self.conflicted.contains(person)) {
                    return Err(Unfit::Conflicted);
                }
            }
            _ => {}
        }
        Ok(Seen::Never)
    }
}

/// A stored log that cannot be what happened: where it breaks, why, and the state up to there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {index} (counted from 0) {why}")]
pub struct BrokenLog<S> {
    /// The number of good entries, which is the index of the first bad one.
    pub index: usize,
    /// What is wrong with it.
    pub why: Contradiction,
    /// What the good entries before it add up to; none when it is the first.
    pub good: Option<Box<S>>,
}

/// What can be wrong with an entry of a log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Contradiction {
    /// It is not an entry that this crate knows. (What it says is not repeated here.)
    #[error("cannot be read, at its column {column}")]
    Unreadable {
        /// The column in the stored text, counted from 1.
        column: usize,
    },
    /// It does not come first, or something else does.
    #[error("is not an opening in the first place, or a second one")]
    Opening,
    /// Its date lies before that of the entry before.
    #[error("is dated before the entry before it")]
    DateGoesBack,
    /// It cannot happen where the machine then stands.
    #[error("cannot have happened when it stood at `{0}`")]
    Phase(String),
    /// It speaks of something that does not exist, or exists already.
    #[error("speaks of {0} that is not there, or there already")]
    Reference(&'static str),
    /// The log is empty.
    #[error("is missing: the log is empty")]
    Empty,
}

/// What entries add up to: `open` takes the first, `apply` each of the others.
pub(crate) fn replay<'a, M, S: 'a, E: 'a>(
    entries: impl IntoIterator<Item = &'a Logged<S, E>>,
    open: impl Fn(&Logged<S, E>) -> Option<M>,
    apply: impl Fn(&mut M, &Logged<S, E>) -> Result<(), Contradiction>,
) -> Result<M, BrokenLog<M>> {
    let mut entries = entries.into_iter().enumerate();
    let first = |why| BrokenLog { index: 0, why, good: None };
    let (_, entry) = entries.next().ok_or_else(|| first(Contradiction::Empty))?;
    let mut state = open(entry).ok_or_else(|| first(Contradiction::Opening))?;
    for (index, entry) in entries {
        if let Err(why) = apply(&mut state, entry) {
            return Err(BrokenLog { index, why, good: Some(Box::new(state)) });
        }
    }
    Ok(state)
}

/// What stored entries add up to, one JSON text each, up to the first that cannot be read.
pub(crate) fn replay_json<'a, M, S: DeserializeOwned, E: DeserializeOwned>(
    rows: impl IntoIterator<Item = &'a str>,
    replay: impl Fn(&[Logged<S, E>]) -> Result<M, BrokenLog<M>>,
) -> Result<M, BrokenLog<M>> {
    let mut entries = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        match serde_json::from_str(row) {
            Ok(entry) => entries.push(entry),
            Err(error) => {
                let why = Contradiction::Unreadable { column: error.column() };
                let good = if index == 0 { None } else { Some(Box::new(replay(&entries)?)) };
                return Err(BrokenLog { index, why, good });
            }
        }
    }
    replay(&entries)
}
