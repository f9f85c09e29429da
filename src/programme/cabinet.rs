//! The cabinet: names, profiles and words, beside the log that holds none of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use serde::{Deserialize, Serialize};

use crate::{
    agreement::{Content, Note, Notes},
    id::{Digest, MenteeId, MentorId, NoteId, PersonId},
    introduction::Role,
    matching::ReviewLog,
    people::{Directory, Mentee, Mentor, Questionnaire, Who},
};

/// All that a programme knows of people in person: what is locked away, and what is erased when they ask.
///
/// A caller stores it apart from the log, and encrypts it. `Debug` tells how much there is and nothing of what.
///
/// ```
/// use mentorship::{people::{Contact, Mentor}, programme::Cabinet};
///
/// let mut cabinet = Cabinet::default();
/// cabinet.put_mentor(Mentor::new("M-1".parse()?, "Anna".parse()?));
/// cabinet.directory.insert("Anna".parse()?, Contact { name: "Anna V.".into(), ..Contact::default() });
/// let erased = cabinet.erase(&"Anna".parse()?);
/// assert_eq!((erased.profiles, erased.contacts), (1, 1));
/// # Ok::<(), mentorship::id::InvalidId>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Cabinet {
    /// Names and contact data.
    pub directory: Directory,
    /// Terms, reasons, reports, stories: whatever people put into words.
    pub notes: Notes,
    /// The programme's own questions.
    pub questionnaire: Questionnaire,
    /// People without a role to whom ties lead.
    pub others: BTreeSet<PersonId>,
    /// The reviews of rounds, with the reviewers' words.
    pub reviews: BTreeMap<Digest, ReviewLog>,
    mentors: BTreeMap<MentorId, Mentor>,
    mentees: BTreeMap<MenteeId, Mentee>,
}

/// How much was erased of somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use = "it says whether there was anything to erase"]
pub struct ErasedOf {
    /// Names and contact data: 0 or 1.
    pub contacts: usize,
    /// Profiles: one for each role.
    pub profiles: usize,
    /// Notes that they wrote, or that name them as a reader.
    pub notes: usize,
    /// Reviewers' words about them.
    pub words: usize,
}

impl Cabinet {
    /// Puts a mentor's profile into the cabinet, in place of the one before.
    pub fn put_mentor(&mut self, mentor: Mentor) {
        self.mentors.insert(mentor.id.clone(), mentor);
    }

    /// Puts a mentee's profile into the cabinet, in place of the one before.
    pub fn put_mentee(&mut self, mentee: Mentee) {
        self.mentees.insert(mentee.id.clone(), mentee);
    }

    /// What a mentor says of themself.
    pub fn mentor(&self, id: &MentorId) -> Option<&Mentor> {
        self.mentors.get(id)
    }

    /// What a mentee says of themself.
    pub fn mentee(&self, id: &MenteeId) -> Option<&Mentee> {
        self.mentees.get(id)
    }

    /// Puts words into the notes, for a role to read.
    pub fn write(&mut self, id: NoteId, by: Option<PersonId>, reader: Role, words: impl Into<String>) {
        let content = Content::Text(words.into());
        self.notes.put(id, Note { by, people: [].into(), roles: [reader].into(), content });
    }

    /// Erases what the cabinet knows of somebody by itself: name, profiles, notes that they wrote or that name them as a reader,
    /// reviewers' words about their profiles, and that others wish for them, block them, or have a tie with them.
    ///
    /// Which other notes are about them, only the log knows: [`Acting::erase`](super::Acting::erase) does all of it and writes it
    /// down. What the log says stays true, under an identifier to which no name leads any more.
    pub fn erase(&mut self, person: &PersonId) -> ErasedOf {
        let mut erased = ErasedOf {
            contacts: usize::from(self.directory.erase(person).is_some()),
            notes: self.notes.erase_person(person),
            ..ErasedOf::default()
        };
        let mut theirs = Vec::new();
        self.mentors.retain(|id, mentor| {
            let stays = mentor.profile.person != *person;
            theirs.extend((!stays).then(|| Who::Mentor(id.clone())));
            stays
        });
        self.mentees.retain(|id, mentee| {
            let stays = mentee.profile.person != *person;
            theirs.extend((!stays).then(|| Who::Mentee(id.clone())));
            stays
        });
        erased.profiles = theirs.len();
        self.others.remove(person);
        let mentors = self.mentors.values_mut().map(|mentor| &mut mentor.profile);
        let mentees = self.mentees.values_mut().map(|mentee| &mut mentee.profile);
        for profile in mentors.chain(mentees) {
            profile.ties.retain(|tie| tie.to != *person);
            profile.blocks.remove(person);
            profile.wishes.retain(|wish| wish != person);
        }
        for who in &theirs {
            erased.words += self.erase_words_about(who);
        }
        erased
    }

    /// Erases what reviewers wrote about somebody, and says how many times there was something.
    pub fn erase_words_about(&mut self, who: &Who) -> usize {
        self.reviews.values_mut().map(|review| review.erase_words(who)).sum()
    }
}

impl fmt::Debug for Cabinet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Cabinet({:?}, {} mentors, {} mentees, {} reviews)",
            self.directory,
            self.mentors.len(),
            self.mentees.len(),
            self.reviews.len()
        )
    }
}
