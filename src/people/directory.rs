//! Names and contact data, apart from everything else.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

use crate::id::PersonId;

/// How to address and reach somebody.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    /// The name as the person writes it.
    pub name: String,
    /// E-mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Contact(…)")
    }
}

/// Names and contact data by person: kept beside the roster, never inside it, so that profiles, plans, events and
/// figures can be stored and shown without them. Erasing a person here leaves every plan and figure true.
///
/// ```
/// use mentorship::people::{Contact, Directory};
///
/// let mut directory = Directory::default();
/// directory.insert("P-1".parse()?, Contact { name: "Ada L.".into(), ..Contact::default() });
/// assert_eq!(format!("{directory:?}"), "Directory(1 person)");
/// # Ok::<(), mentorship::id::InvalidId>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Directory {
    contacts: BTreeMap<PersonId, Contact>,
}

/// Two people who share a telephone number or e-mail address: perhaps one person who signed up twice, perhaps a
/// household.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SuspectedDuplicate {
    /// Who has the contact data first, by identifier.
    pub first: PersonId,
    /// Who has the same.
    pub second: PersonId,
    /// What they share.
    pub shared: SharedContact,
}

/// What two entries of a directory share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SharedContact {
    /// The e-mail address.
    Email,
    /// The telephone number.
    Phone,
}

impl fmt::Display for SuspectedDuplicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = match self.shared {
            SharedContact::Email => "e-mail address",
            SharedContact::Phone => "telephone number",
        };
        write!(
            f,
            "person `{}` and person `{}` have the same {shared}: one person signed up twice?",
            self.first, self.second
        )
    }
}

impl Directory {
    /// Adds somebody, or replaces what was known; returns what was known.
    pub fn insert(&mut self, person: PersonId, contact: Contact) -> Option<Contact> {
        self.contacts.insert(person, contact)
    }

    /// How to reach somebody.
    pub fn contact(&self, person: &PersonId) -> Option<&Contact> {
        self.contacts.get(person)
    }

    /// Removes somebody's name and contact data for good.
    pub fn erase(&mut self, person: &PersonId) -> Option<Contact> {
        self.contacts.remove(person)
    }

    /// How many people it holds.
    pub fn len(&self) -> usize {
        self.contacts.len()
    }

    /// Whether it holds nobody.
    pub fn is_empty(&self) -> bool {
        self.contacts.is_empty()
    }

    /// People with the same e-mail address (without regard to case) or telephone number (digits alone, a leading `+31`
    /// or `0031` as `0`) under two identifiers.
    pub fn suspected_duplicates(&self) -> Vec<SuspectedDuplicate> {
        let mut seen: BTreeMap<(SharedContact, String), &PersonId> = BTreeMap::new();
        let mut duplicates = Vec::new();
        for (person, contact) in &self.contacts {
            let email =
                contact.email.as_deref().map(|email| (SharedContact::Email, email.trim().to_lowercase()));
            let phone = contact.phone.as_deref().map(|phone| (SharedContact::Phone, plain_phone(phone)));
            for key in email.into_iter().chain(phone).filter(|(_, text)| !text.is_empty()) {
                let shared = key.0;
                match seen.get(&key) {
                    Some(&first) => {
                        duplicates.push(SuspectedDuplicate {
                            first: first.clone(),
                            second: person.clone(),
                            shared,
                        });
                    }
                    None => {
                        seen.insert(key, person);
                    }
                }
            }
        }
        duplicates.sort();
        duplicates
    }
}

impl fmt::Debug for Directory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Directory({} {})", self.len(), if self.len() == 1 { "person" } else { "people" })
    }
}

/// The digits of a telephone number, with the Dutch country code as a leading zero.
fn plain_phone(phone: &str) -> String {
    let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let local = digits.strip_prefix("+31").or_else(|| digits.strip_prefix("0031"));
    match local {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits.replace('+', "00"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str) -> PersonId {
        PersonId::new(id).unwrap()
    }

    fn contact(email: &str, phone: &str) -> Contact {
        Contact { name: "Zeer Geheim".into(), email: Some(email.into()), phone: Some(phone.into()) }
    }

    #[test]
    fn the_same_contact_under_two_identifiers_is_suspected() {
        let mut directory = Directory::default();
        directory.insert(person("A"), contact("ada@example.org", "06-1234 5678"));
        directory.insert(person("B"), contact(" Ada@Example.org", ""));
        directory.insert(person("C"), contact("", "+31 (0)6 1234 5678"));
        directory.insert(person("D"), contact("", ""));
        directory.insert(person("E"), contact("", "0044 7700 900123"));
        directory.insert(person("F"), contact("", "+44 7700 900123"));
        let found: Vec<_> = directory.suspected_duplicates().iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "person `A` and person `B` have the same e-mail address: one person signed up twice?",
                "person `A` and person `C` have the same telephone number: one person signed up twice?",
                "person `E` and person `F` have the same telephone number: one person signed up twice?",
            ]
        );
    }

    #[test]
    fn erasing_leaves_nothing_and_debug_shows_nothing() {
        let mut directory = Directory::default();
        assert!(directory.is_empty());
        directory.insert(person("A"), contact("ada@example.org", ""));
        let shown = format!("{directory:?} {:?}", directory.contact(&person("A")));
        assert_eq!(shown, "Directory(1 person) Some(Contact(…))");
        assert!(directory.erase(&person("A")).is_some());
        assert_eq!(directory, Directory::default());
        assert_eq!(directory.contact(&person("A")), None);
    }
}
