//! The sign-up sheets: what people wrote down, as the programme gets it.

use std::fmt::Write as _;

use super::world::{Comer, World};
use crate::people::{
    Availability, Label, Mentee, Mentor, Mode, Profile, UtcOffset, Who,
    intake::{Columns, Separator, SheetColumns, Table},
};

/// Two sheets as text, and how to read them.
#[derive(Clone, Debug)]
pub struct Sheets {
    /// How columns feed fields.
    pub columns: Columns,
    /// The mentors' sheet, with semicolons.
    pub mentors: String,
    /// The mentees' sheet, with semicolons.
    pub mentees: String,
}

const HEADERS: [&str; 9] =
    ["Number", "Person", "Name", "E-mail", "Neighbourhood", "Skills", "Interests", "Languages", "When"];

const FIRST: [&str; 24] = [
    "Amina", "Bram", "Chidi", "Daan", "Elif", "Femke", "Giorgos", "Hanna", "Ibrahim", "Joost", "Karim",
    "Lotte", "Mehmet", "Noor", "Olena", "Pieter", "Rahel", "Sanne", "Tesfay", "Ursula", "Viktor", "Wies",
    "Yara", "Zofia",
];

const LAST: [&str; 20] = [
    "Abdi",
    "Bakker",
    "Cohen",
    "de Vries",
    "Evers",
    "Farah",
    "Gebremedhin",
    "Hendriks",
    "Ionescu",
    "Jansen",
    "Kaya",
    "Kowalska",
    "Mulder",
    "Nowak",
    "Osman",
    "Prins",
    "Rashidi",
    "Smit",
    "Tesfamariam",
    "Visser",
];

/// The name that somebody of that number goes by. Nobody is called so.
pub(super) fn name(at: usize, role: &str) -> String {
    let last = LAST[(at / FIRST.len() + at * 7 + role.len()) % LAST.len()];
    format!("{} {last}", FIRST[(at * 5 + role.len()) % FIRST.len()])
}

fn columns() -> Columns {
    let sheet = || {
        let mut columns = SheetColumns::new("Number".into());
        columns.person = Some("Person".into());
        columns.name = Some("Name".into());
        columns.email = Some("E-mail".into());
        columns.neighbourhood = Some("Neighbourhood".into());
        columns.skills = Some("Skills".into());
        columns.interests = Some("Interests".into());
        columns.languages = Some("Languages".into());
        columns.availability = Some("When".into());
        columns
    };
    let mut mentors = sheet();
    mentors.partners_max = Some("Places".into());
    let mut columns = Columns::new(mentors, sheet());
    columns.split = vec!["|".into()];
    columns.utc_offset = UtcOffset::from_minutes(60).unwrap_or(UtcOffset::UTC);
    columns
}

fn list<T>(all: Option<impl IntoIterator<Item = T>>, text: impl Fn(T) -> String) -> String {
    all.map_or_else(String::new, |all| all.into_iter().map(text).collect::<Vec<_>>().join("|"))
}

fn windows(availability: &Availability) -> String {
    let windows: Vec<String> = availability.windows.iter().map(ToString::to_string).collect();
    windows.join("|")
}

fn common(profile: &Profile, number: &str, name: &str, skills: String) -> Vec<String> {
    let place = profile.place.as_ref().and_then(|place| place.neighbourhood.as_ref());
    let email = format!("{}@example.org", profile.person.as_str().to_lowercase());
    let language = |(language, level): (&Label, &Option<crate::people::Cefr>)| match level {
        Some(level) => format!("{language}:{level}"),
        None => language.to_string(),
    };
    vec![
        number.to_owned(),
        profile.person.to_string(),
        name.to_owned(),
        email,
        place.map_or_else(String::new, ToString::to_string),
        skills,
        list(profile.interests.as_ref(), ToString::to_string),
        list(profile.languages.as_ref(), language),
        profile.availability.as_ref().map_or_else(String::new, windows),
    ]
}

fn mentor_row(mentor: &Mentor, at: usize) -> Vec<String> {
    let skill = |(skill, level): (&Label, &Option<crate::people::Level>)| match level {
        Some(level) => format!("{skill}:{}", level.get()),
        None => skill.to_string(),
    };
    let skills = list(mentor.offers.as_ref(), skill);
    let mut row = common(&mentor.profile, mentor.id.as_str(), &name(at, "mentor"), skills);
    row.push(mentor.partners.max().to_string());
    row
}

fn mentee_row(mentee: &Mentee, at: usize) -> Vec<String> {
    let want = |(skill, want): (&Label, &crate::people::Want)| format!("{skill}:{}", want.importance.get());
    let skills = list(mentee.wants.as_ref(), want);
    common(&mentee.profile, mentee.id.as_str(), &name(at, "mentee"), skills)
}

fn text(headers: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = headers.join(";");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| cell.replace(';', ",")).collect();
        let _ = write!(text, "\n{}", cells.join(";"));
    }
    text.push('\n');
    text
}

impl World {
    /// The sheets of those who sign up in one batch.
    pub(super) fn sheets_of(&self, batch: usize) -> Sheets {
        let (mut mentors, mut mentees) = (Vec::new(), Vec::new());
        for comer in self.comers.iter().filter(|comer| comer.batch == batch) {
            match &comer.who {
                Who::Mentor(id) => {
                    let at = self.roster.mentor_index(id);
                    mentors.extend(at.map(|at| mentor_row(&self.roster.mentors()[at], at)));
                }
                Who::Mentee(id) => {
                    let at = self.roster.mentee_index(id);
                    mentees.extend(at.map(|at| mentee_row(&self.roster.mentees()[at], at)));
                }
            }
        }
        if self.dirty {
            spoil(&mut mentors);
            spoil(&mut mentees);
        }
        let of_mentors: Vec<&str> = HEADERS.into_iter().chain(["Places"]).collect();
        Sheets { columns: columns(), mentors: text(&of_mentors, &mentors), mentees: text(&HEADERS, &mentees) }
    }
}

/// Rows that cannot be read: those of people made up for it, after all others.
fn spoil(rows: &mut Vec<Vec<String>>) {
    let Some(first) = rows.first().cloned() else { return };
    let spoilt = |number: &str, cell: usize, content: &str| {
        let mut row = first.clone();
        number.clone_into(&mut row[0]);
        row[1] = format!("P-X{number}");
        content.clone_into(&mut row[cell]);
        row
    };
    let mut cut = spoilt("X-4", 2, "Nobody Atall");
    cut.truncate(3);
    rows.extend([
        spoilt("X-1", 8, "Sometime in the evening"),
        spoilt("X-2", 7, "Dutch:fluentish"),
        spoilt("X-3", 5, "cooking:9"),
        spoilt("", 2, "Without a number"),
        spoilt("X-5", 3, "twice@example.org"),
        spoilt("X-5", 3, "other@example.org"),
        cut,
    ]);
}

impl World {
    /// Reads the sheets of a batch, and signs up whose row could be read.
    pub(super) fn sheets(&mut self, batch: usize) {
        let sheets = self.sheets_of(batch);
        let table = |text: &str| Table::parse_with(text, Separator::of(text));
        let (Ok(mentors), Ok(mentees)) = (table(&sheets.mentors), table(&sheets.mentees)) else {
            self.refused.push(format!("{}: a sheet cannot be read", self.today));
            return;
        };
        let intake = match crate::people::intake::Intake::read(&sheets.columns, &mentors, &mentees) {
            Ok(intake) => intake,
            Err(why) => {
                self.refused.push(format!("{}: {why}", self.today));
                return;
            }
        };
        self.unread.extend(intake.problems.iter().cloned());
        for mentor in intake.roster.mentors() {
            let mut mentor = mentor.clone();
            self.add_what_sheets_leave_out(&Who::Mentor(mentor.id.clone()), &mut mentor.profile);
            self.cabinet.put_mentor(mentor);
        }
        for mentee in intake.roster.mentees() {
            let mut mentee = mentee.clone();
            self.add_what_sheets_leave_out(&Who::Mentee(mentee.id.clone()), &mut mentee.profile);
            self.cabinet.put_mentee(mentee);
        }
        for at in 0..self.comers.len() {
            let Comer { batch: theirs, person, .. } = self.comers[at].clone();
            if theirs == batch {
                if let Some(contact) = intake.directory.contact(&person) {
                    self.cabinet.directory.insert(person, contact.clone());
                }
                self.signs_up(at);
            }
        }
    }

    /// What a coordinator writes down of people who signed up: since when they wait, and that it is true.
    fn add_what_sheets_leave_out(&self, who: &Who, profile: &mut Profile) {
        profile.confirmed_on = Some(self.today);
        profile.modes = Some([Mode::InPerson].into());
        if matches!(who, Who::Mentee(_)) {
            profile.waiting_since = Some(self.today);
        }
    }
}
