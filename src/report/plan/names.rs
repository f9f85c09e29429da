//! How people are called: by the directory, and by identifier where it does not know them.

use crate::{
    id::{MenteeId, MentorId, PersonId},
    people::{Directory, Roster, Who},
    report::text::harmless,
};

/// The longest name that is shown, in characters: room for four names and a title.
const LONGEST_NAME: usize = 80;

/// Words before a name that nobody is addressed by alone.
const TITLES: [&str; 17] = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "dhr", "mw", "mevr", "mevrouw", "meneer", "de",
    "drs", "ir", "ds",
];

/// How somebody is called.
#[derive(Clone)]
pub(super) struct Name {
    /// The whole name; the identifier of who has none.
    whole: String,
    /// The first name, of who has a name.
    first: Option<String>,
}

impl Name {
    fn of(person: Option<&PersonId>, id: &str, directory: &Directory) -> Self {
        let contact = person.and_then(|person| directory.contact(person));
        let whole = contact.map(|contact| harmless(&contact.name, LONGEST_NAME)).unwrap_or_default();
        if whole.is_empty() {
            return Self { whole: harmless(id, LONGEST_NAME), first: None };
        }
        let first = contact.and_then(|contact| first_of(&contact.name)).unwrap_or_else(|| whole.clone());
        Self { whole, first: Some(first) }
    }

    /// The whole name; the identifier of who has none.
    pub(super) fn whole(&self) -> &str {
        &self.whole
    }

    /// The first name; the identifier of who has no name. For coordinators.
    pub(super) fn short(&self) -> &str {
        self.first.as_deref().unwrap_or(&self.whole)
    }

    /// The first name, of who has a name: all that the other of a pair is told.
    pub(super) fn first(&self) -> Option<&str> {
        self.first.as_deref()
    }
}

/// The first word of a name as people write it: not an initial, a title, or a family name with a comma behind it. None where
/// that cannot be told, so that somebody is rather addressed by their whole name.
fn first_of(name: &str) -> Option<String> {
    let mut words = name.split_whitespace().map(|word| harmless(word, LONGEST_NAME));
    let first = words.find(|word| !word.is_empty())?;
    let is_title = TITLES.contains(&first.trim_end_matches('.').to_lowercase().as_str());
    (!is_title && !first.ends_with(['.', ',']) && first.chars().count() > 1).then_some(first)
}

/// Who is who in a round.
#[derive(Clone, Copy)]
pub(super) struct Names<'a> {
    pub(super) roster: &'a Roster,
    pub(super) directory: &'a Directory,
}

impl Names<'_> {
    pub(super) fn mentor(self, id: &MentorId) -> Name {
        Name::of(self.roster.mentor(id).map(|mentor| &mentor.profile.person), id.as_str(), self.directory)
    }

    pub(super) fn mentee(self, id: &MenteeId) -> Name {
        Name::of(self.roster.mentee(id).map(|mentee| &mentee.profile.person), id.as_str(), self.directory)
    }

    pub(super) fn of(self, who: &Who) -> Name {
        match who {
            Who::Mentor(id) => self.mentor(id),
            Who::Mentee(id) => self.mentee(id),
        }
    }

    pub(super) fn person(self, id: &PersonId) -> Name {
        Name::of(Some(id), id.as_str(), self.directory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::Contact;

    #[test]
    fn people_are_addressed_by_their_first_name_where_it_can_be_told() {
        for (written, first) in [
            ("Ada Lovelace", "Ada"),
            ("  Jan-Willem  de Boer", "Jan-Willem"),
            ("Noor", "Noor"),
            ("J. Jansen", "J. Jansen"),
            ("Jansen, Ada", "Jansen, Ada"),
            ("Mw. Jansen", "Mw. Jansen"),
            ("mevrouw Jansen", "mevrouw Jansen"),
            ("De Vries", "De Vries"),
        ] {
            let mut directory = Directory::default();
            let person: PersonId = "P-1".parse().unwrap();
            directory.insert(person.clone(), Contact { name: written.into(), ..Contact::default() });
            let name = Name::of(Some(&person), "M-1", &directory);
            assert_eq!(name.first(), Some(first), "{written}");
        }
    }

    #[test]
    fn who_has_no_name_is_called_by_identifier_and_has_no_first_name() {
        let mut directory = Directory::default();
        let person: PersonId = "P-1".parse().unwrap();
        let unknown = Name::of(Some(&person), "M-1", &directory);
        assert_eq!((unknown.whole(), unknown.short(), unknown.first()), ("M-1", "M-1", None));
        directory.insert(person.clone(), Contact::default());
        assert_eq!(Name::of(Some(&person), "M-1", &directory).first(), None);
    }
}
