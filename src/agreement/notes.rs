//! Free text and terms, beside the events that speak of them: what can be erased while the events stay true.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

use super::{Terms, Version};
use crate::{
    id::{NoteId, PersonId},
    introduction::{Actor, Role},
};

/// What a note holds.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Words.
    Text(String),
    /// The terms of an agreement.
    Terms(Box<Terms>),
    /// It was erased.
    Erased,
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(confidential)",
            Self::Terms(_) => "Terms(confidential)",
            Self::Erased => "Erased",
        })
    }
}

/// One note, with who may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Who wrote it. They may always read it.
    pub by: Option<PersonId>,
    /// People who may read it, such as the two for their terms.
    pub people: BTreeSet<PersonId>,
    /// Roles that may read it: the safeguarding person for a report, the coordinator for a reason.
    pub roles: BTreeSet<Role>,
    /// What it says.
    pub content: Content,
}

/// Whether a text is the one that was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verification {
    /// It is: its hash is the version's.
    Same,
    /// It is not.
    Altered,
    /// It was erased, so this can no longer be told. The hash remains.
    Erased,
    /// There is no such text.
    Missing,
}

/// The notes store: a map from identifiers to texts. The caller stores it apart from events, and encrypts it.
///
/// ```
/// use mentorship::{
///     agreement::{Content, Note, Notes},
///     introduction::{Actor, Role},
/// };
///
/// let mut notes = Notes::default();
/// let note = Note {
///     by: Some("Bo".parse()?),
///     people: [].into(),
///     roles: [Role::Coordinator].into(),
///     content: Content::Text("we live too far apart".into()),
/// };
/// notes.put("N-1".parse()?, note);
/// assert!(notes.read(&"N-1".parse()?, &Actor::Coordinator("Carla".parse()?)).is_some());
/// assert!(notes.read(&"N-1".parse()?, &Actor::Supervisor("Sam".parse()?)).is_none());
/// assert!(!format!("{notes:?}").contains("far apart"));
/// # Ok::<(), mentorship::id::InvalidId>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notes(BTreeMap<NoteId, Note>);

impl Notes {
    /// Puts a note into the store.
    pub fn put(&mut self, id: NoteId, note: Note) {
        self.0.insert(id, note);
    }

    /// Reads a note, as somebody who may: its author, the people it names, and the roles it names. Nobody else, and
    /// nobody once it is erased.
    pub fn read(&self, id: &NoteId, by: &Actor) -> Option<&Content> {
        let note = self.0.get(id)?;
        let person = by.person();
        let theirs = person.is_some() && note.by.as_ref() == person;
        let named = person.is_some_and(|person| note.people.contains(person));
        let may = theirs || named || note.roles.contains(&by.role());
        (may && note.content != Content::Erased).then_some(&note.content)
    }

    /// Whether the text of a version is the one whose hash was signed.
    pub fn verify(&self, version: &Version) -> Verification {
        match self.0.get(&version.text).map(|note| &note.content) {
            Some(Content::Terms(terms)) if terms.hash() == version.hash => Verification::Same,
            Some(Content::Terms(_) | Content::Text(_)) => Verification::Altered,
            Some(Content::Erased) => Verification::Erased,
            None => Verification::Missing,
        }
    }

    /// Erases notes, such as [those of an agreement](super::Agreement::notes) that is archived: that there was one, and
    /// nothing else, remains. Returns how many were erased.
    pub fn erase<'a>(&mut self, ids: impl IntoIterator<Item = &'a NoteId>) -> usize {
        let gone =
            Note { by: None, people: BTreeSet::new(), roles: BTreeSet::new(), content: Content::Erased };
        let mut erased = 0;
        for id in ids {
            if let Some(note) = self.0.get_mut(id).filter(|note| note.content != Content::Erased) {
                *note = gone.clone();
                erased += 1;
            }
        }
        erased
    }

    /// Erases every note that a person wrote, or that names them as a reader. Returns how many were erased.
    pub fn erase_person(&mut self, person: &PersonId) -> usize {
        let theirs: Vec<_> = self
            .0
            .iter()
            .filter(|(_, note)| note.by.as_ref() == Some(person) || note.people.contains(person))
            .map(|(id, _)| id.clone())
            .collect();
        self.erase(&theirs)
    }
}
