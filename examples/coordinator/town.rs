//! The programme: its sheets, its policy and the day.

use std::{collections::BTreeMap, fs, path::Path};

use mentorship::{
    criteria::Criteria,
    id::{MenteeId, MentorId},
    jiff::civil::Date,
    matching::Request,
    people::{
        Roster, UtcOffset, Who,
        intake::{Columns, Intake, Table},
    },
};
use serde::de::DeserializeOwned;

pub(crate) struct Town {
    pub(crate) intake: Intake,
    pub(crate) criteria: Criteria,
    pub(crate) clock: UtcOffset,
    pub(crate) on: Date,
}

impl Town {
    pub(crate) fn read(folder: &Path, on: Date) -> Result<Self, String> {
        if !folder.is_dir() {
            return Err(format!(
                "there is no folder {}; give one with mentors.csv, mentees.csv, columns.toml and policy.toml, such as \
                 examples/data/town",
                folder.display()
            ));
        }
        let columns: Columns = toml(folder, "columns.toml")?;
        let (mentors, mentees) = (table(folder, "mentors.csv")?, table(folder, "mentees.csv")?);
        let intake = Intake::read(&columns, &mentors, &mentees)
            .map_err(|error| format!("{}: {error}", folder.join("columns.toml").display()))?;
        Ok(Self { intake, criteria: toml(folder, "policy.toml")?, clock: columns.utc_offset, on })
    }

    pub(crate) fn roster(&self) -> &Roster {
        &self.intake.roster
    }

    /// The round of the day, with nothing else asked.
    pub(crate) fn request(&self) -> Request<'_> {
        Request::new(self.roster(), &self.criteria, self.on)
    }

    /// All pairs: first those of whom the mentee asked for the mentor, then the others as they stand in the sheets.
    pub(crate) fn pairs(&self) -> Vec<(MentorId, MenteeId)> {
        let (mentors, mentees) = (self.roster().mentors(), self.roster().mentees());
        let all = mentees.iter().flat_map(|mentee| mentors.iter().map(move |mentor| (mentor, mentee)));
        let (wished, others): (Vec<_>, Vec<_>) =
            all.partition(|(mentor, mentee)| mentee.profile.wishes.contains(&mentor.profile.person));
        wished
            .into_iter()
            .chain(others)
            .map(|(mentor, mentee)| (mentor.id.clone(), mentee.id.clone()))
            .collect()
    }

    /// Whether the mentee asked for the mentor.
    pub(crate) fn wished(&self, mentor: &MentorId, mentee: &MenteeId) -> bool {
        let (mentor, mentee) = (self.roster().mentor(mentor), self.roster().mentee(mentee));
        mentor
            .zip(mentee)
            .is_some_and(|(mentor, mentee)| mentee.profile.wishes.contains(&mentor.profile.person))
    }

    /// The names that the coordinator knows people by; none for an identifier that two people have.
    pub(crate) fn names(&self) -> BTreeMap<String, String> {
        let mut names = BTreeMap::new();
        for (who, profile) in self.roster().profiles() {
            let id = match who {
                Who::Mentor(id) => id.to_string(),
                Who::Mentee(id) => id.to_string(),
            };
            let name =
                self.intake.directory.contact(&profile.person).map_or("", |contact| contact.name.trim());
            let name = if names.contains_key(&id) { String::new() } else { name.to_owned() };
            names.insert(id, name);
        }
        names.retain(|_, name| !name.is_empty());
        names
    }
}

fn text(folder: &Path, name: &str) -> Result<String, String> {
    let path = folder.join(name);
    fs::read_to_string(&path)
        .map_err(|error| format!("{} cannot be read: {error}; check the folder", path.display()))
}

fn table(folder: &Path, name: &str) -> Result<Table, String> {
    Table::parse(&text(folder, name)?).map_err(|error| format!("{}: {error}", folder.join(name).display()))
}

fn toml<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, String> {
    toml::from_str(&text(folder, name)?).map_err(|error| format!("{}: {error}", folder.join(name).display()))
}
