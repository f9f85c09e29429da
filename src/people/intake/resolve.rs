//! All rows together: repeated identifiers, references between people, names and contact data.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Columns, Effect, Intake, People, Roster, RowFault, RowProblem, Sheet, Table, Who,
    bind::{Bound, IdFeed},
    read::{Draft, Reference, ReferenceKind, Role, read},
    row::identifier,
};
use crate::{
    id::PersonId,
    people::{Contact, Directory, Label, Profile, Tie, label, questionnaire::most_alike},
};

/// Reads both sheets and brings them together.
pub(super) fn resolve(columns: &Columns, mentors: &Bound<'_>, mentees: &Bound<'_>) -> Intake {
    let mut drafts = [read(columns, mentors), read(columns, mentees)];
    for (bound, drafts) in [mentors, mentees].into_iter().zip(&mut drafts) {
        same_rows(bound.sheet, drafts);
        repeated(bound, drafts);
    }
    let known = Known::of(columns, [mentors, mentees], &drafts);
    let mut people = People { questionnaire: columns.questions.clone(), ..People::default() };
    people.others.clone_from(&columns.others);
    for (bound, drafts) in [mentors, mentees].into_iter().zip(&mut drafts) {
        for draft in drafts.iter_mut().filter(|draft| draft.role.is_some()) {
            refer(bound.sheet, draft, &known, &mut people.others);
        }
    }
    let [mentor_drafts, mentee_drafts] = drafts;
    let mut gathered = Gathered { people, ..Gathered::default() };
    let mentors_set_aside = gathered.sheet(mentors, mentor_drafts);
    let mentees_set_aside = gathered.sheet(mentees, mentee_drafts);
    let Gathered { people, directory, problems, rows, .. } = gathered;
    let roster = Roster::new(people).expect("every row that breaks a rule of the roster is set aside");
    Intake { roster, directory, problems, mentors_set_aside, mentees_set_aside, rows }
}

fn problem(sheet: Sheet, row: usize, fault: RowFault, effect: Effect) -> RowProblem {
    RowProblem { sheet, row, column: None, cell: None, fault, effect }
}

/// Leaves out rows that repeat another cell by cell.
fn same_rows(sheet: Sheet, drafts: &mut [Draft<'_>]) {
    let mut seen: BTreeMap<&[String], usize> = BTreeMap::new();
    for draft in drafts {
        let number = draft.row.number();
        if let Some(&row) = seen.get(draft.row.cells()) {
            draft.problems = vec![problem(sheet, number, RowFault::SameRow { row }, Effect::Warning)];
            (draft.role, draft.id, draft.person) = (None, None, None);
        } else {
            seen.insert(draft.row.cells(), number);
        }
    }
}

/// Sets aside the rows that share an identifier, and those of one sheet that are about one person.
fn repeated(bound: &Bound<'_>, drafts: &mut [Draft<'_>]) {
    let rows_by = |key: &dyn Fn(&Draft<'_>) -> Option<String>, drafts: &[Draft<'_>]| {
        let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for draft in drafts.iter().filter(|draft| draft.whole) {
            if let Some(key) = key(draft) {
                rows.entry(key).or_default().push(draft.row.number());
            }
        }
        rows.retain(|_, rows| rows.len() > 1);
        rows
    };
    let id_of = |draft: &Draft<'_>| draft.id.clone();
    let person_of = |draft: &Draft<'_>| draft.person.as_ref().map(ToString::to_string);
    let ids = rows_by(&id_of, drafts);
    let people = rows_by(&person_of, drafts);
    let header =
        |feed: &IdFeed<'_>| feed.columns.first().map(|at| label::single_spaces(&bound.table.headers()[*at]));
    for draft in drafts.iter_mut().filter(|draft| draft.whole) {
        let id_rows = draft.id.as_ref().and_then(|id| ids.get(id));
        let person_rows = person_of(draft).and_then(|person| people.get(&person));
        if let Some(rows) = id_rows {
            let fault = RowFault::IdTwice { rows: rows.clone() };
            draft.problems.push(RowProblem {
                column: header(&bound.id),
                cell: draft.id.clone(),
                ..problem(bound.sheet, draft.row.number(), fault, Effect::SetAside)
            });
        }
        // Without a column for the person, the identifier's own problem says it already.
        if let Some((rows, feed)) =
            person_rows.zip(bound.person.as_ref()).filter(|(rows, _)| id_rows != Some(*rows))
        {
            let fault = RowFault::RoleTwice { rows: rows.clone() };
            draft.problems.push(RowProblem {
                column: header(feed),
                ..problem(bound.sheet, draft.row.number(), fault, Effect::SetAside)
            });
        }
    }
}

/// Who can be referred to, and how.
struct Known<'a> {
    bound: [&'a Bound<'a>; 2],
    /// By the person's own identifier, compared as labels are.
    by_person: BTreeMap<String, BTreeSet<PersonId>>,
    /// By the identifier in each sheet.
    by_role: [BTreeMap<String, BTreeSet<PersonId>>; 2],
    /// Every identifier, for messages about one that is not there.
    spoken: Vec<Label>,
}

/// With more identifiers than this, a message names no similar ones: a sheet full of mistakes would take too long.
const MOST_SPOKEN: usize = 10_000;

impl<'a> Known<'a> {
    fn of(columns: &Columns, bound: [&'a Bound<'a>; 2], drafts: &[Vec<Draft<'_>>; 2]) -> Self {
        let mut known = Self {
            bound,
            by_person: BTreeMap::new(),
            by_role: [BTreeMap::new(), BTreeMap::new()],
            spoken: Vec::new(),
        };
        let mut spoken = BTreeSet::new();
        for person in &columns.others {
            known.by_person.entry(label::key(person.as_str())).or_default().insert(person.clone());
            spoken.extend(Label::new(person.as_str()));
        }
        for (by_role, drafts) in known.by_role.iter_mut().zip(drafts) {
            for draft in drafts {
                let Some(person) = &draft.person else { continue };
                known.by_person.entry(label::key(person.as_str())).or_default().insert(person.clone());
                spoken.extend(Label::new(person.as_str()));
                if let Some(id) = &draft.id {
                    by_role.entry(label::key(id)).or_default().insert(person.clone());
                    spoken.extend(Label::new(id));
                }
            }
        }
        known.spoken = spoken.into_iter().collect();
        known
    }

    fn nearest(&self, text: &str) -> Vec<Label> {
        match Label::new(text) {
            Ok(text) if self.spoken.len() <= MOST_SPOKEN => most_alike(&text, &self.spoken),
            _ => Vec::new(),
        }
    }

    /// Everybody whom a reference in that sheet could mean: by the person's identifier, then by the other sheet's, then
    /// by its own; each as written and as the mapping would make it.
    fn find(&self, sheet: Sheet, text: &str) -> BTreeSet<PersonId> {
        let [mentors, mentees] = self.bound;
        let (own, other) = match sheet {
            Sheet::Mentors => (0, 1),
            Sheet::Mentees => (1, 0),
        };
        let as_written = label::key(text);
        let made = |feed: &IdFeed<'_>| label::key(&identifier(feed, text));
        let people = [mentors, mentees].into_iter().filter_map(|bound| bound.person.as_ref()).map(made);
        let mut by_person = std::iter::once(as_written.clone()).chain(people);
        if let Some(people) = by_person.find_map(|key| self.by_person.get(&key)) {
            return people.clone();
        }
        let mut by_role = [other, own].into_iter().flat_map(|side| {
            let keys = [as_written.clone(), made(&self.bound[side].id)];
            keys.into_iter().filter_map(move |key| self.by_role[side].get(&key))
        });
        by_role.next().cloned().unwrap_or_default()
    }
}

/// Looks up everybody a row refers to.
fn refer(sheet: Sheet, draft: &mut Draft<'_>, known: &Known<'_>, others: &mut BTreeSet<PersonId>) {
    let row = draft.row.number();
    let Some(role) = &mut draft.role else { return };
    let profile = role.profile_mut();
    let mut referred = BTreeSet::new();
    let mut wishes = Vec::new();
    let mut problems = Vec::new();
    for reference in std::mem::take(&mut draft.references) {
        let mut report = |fault: RowFault, effect: Effect| {
            let (column, cell) = (reference.column.clone(), Some(reference.text.clone()));
            problems.push(RowProblem { sheet, row, column, cell, fault, effect });
        };
        let mut people = known.find(sheet, &reference.text);
        if people.is_empty() {
            report(RowFault::UnknownPerson { nearest: known.nearest(&reference.text) }, reference.effect);
            continue;
        }
        if people.len() > 1 {
            report(RowFault::SeveralPeople { people: people.len() }, Effect::Warning);
            if reference.kind == ReferenceKind::Wish {
                continue;
            }
        }
        if people.remove(&profile.person) && people.is_empty() {
            report(RowFault::Oneself, Effect::Warning);
            continue;
        }
        referred.extend(people.iter().cloned());
        match reference.kind {
            ReferenceKind::Tie(kind) => profile.ties.extend(people.into_iter().map(|to| Tie { to, kind })),
            ReferenceKind::Block => profile.blocks.extend(people),
            ReferenceKind::Wish => wishes.extend(people.pop_first().map(|person| (person, reference))),
        }
    }
    settle_wishes(profile, wishes, |reference, fault| {
        let (column, cell) = (reference.column, Some(reference.text));
        problems.push(RowProblem { sheet, row, column, cell, fault, effect: Effect::Warning });
    });
    draft.problems.extend(problems);
    if !draft.is_set_aside() {
        // Those without a row of their own in the roster are known to it as others; the rest are taken out again.
        others.extend(referred);
    }
}

/// Keeps each wish once, and none for somebody blocked.
fn settle_wishes(
    profile: &mut Profile,
    wishes: Vec<(PersonId, Reference)>,
    mut report: impl FnMut(Reference, RowFault),
) {
    for (person, reference) in wishes {
        if profile.blocks.contains(&person) {
            report(reference, RowFault::WishedAndBlocked);
        } else if profile.wishes.contains(&person) {
            report(reference, RowFault::NamedTwice);
        } else {
            profile.wishes.push(person);
        }
    }
}

/// What both sheets came to, row by row.
#[derive(Default)]
struct Gathered {
    people: People,
    directory: Directory,
    problems: Vec<RowProblem>,
    rows: BTreeMap<Who, usize>,
    /// In which row of the mentors' sheet a person stands.
    mentor_rows: BTreeMap<PersonId, usize>,
}

impl Gathered {
    /// Takes one sheet in; returns the rows that take no part.
    fn sheet(&mut self, bound: &Bound<'_>, drafts: Vec<Draft<'_>>) -> Table {
        self.headers(bound);
        let mut set_aside = Vec::new();
        for mut draft in drafts {
            let number = draft.row.number();
            if draft.is_set_aside() {
                set_aside.push(draft.row.clone());
            } else if let Some(mut role) = draft.role.take() {
                let person = role.profile_mut().person.clone();
                self.people.others.remove(&person);
                let contact = std::mem::take(&mut draft.contact);
                draft.problems.extend(self.contact(bound.sheet, &person, contact, number));
                match role {
                    Role::Mentor(mentor) => {
                        self.mentor_rows.insert(person, number);
                        self.rows.insert(Who::Mentor(mentor.id.clone()), number);
                        self.people.mentors.push(mentor);
                    }
                    Role::Mentee(mentee) => {
                        self.rows.insert(Who::Mentee(mentee.id.clone()), number);
                        self.people.mentees.push(mentee);
                    }
                }
            }
            self.problems.append(&mut draft.problems);
        }
        bound.table.with_rows(set_aside)
    }

    /// Names columns that nobody can be meant to read.
    fn headers(&mut self, bound: &Bound<'_>) {
        let filled = |at: usize| {
            bound.table.rows().iter().any(|row| row.cells().get(at).is_some_and(|c| !c.trim().is_empty()))
        };
        let mut report = |column: Option<String>, fault: RowFault| {
            let row = bound.table.header_row();
            self.problems.push(RowProblem { column, ..problem(bound.sheet, row, fault, Effect::Warning) });
        };
        for (key, columns) in bound.table.by_header() {
            if key.is_empty() {
                let columns: Vec<_> = columns.into_iter().filter(|at| filled(*at)).map(|at| at + 1).collect();
                if !columns.is_empty() {
                    report(None, RowFault::NoHeader { columns });
                }
            } else if columns.len() > 1 {
                let header = label::single_spaces(&bound.table.headers()[columns[0]]);
                report(Some(header), RowFault::SameHeader { columns: columns.len() });
            }
        }
    }

    /// Puts names and contact data into the directory; what the mentors' sheet says comes first.
    fn contact(
        &mut self,
        sheet: Sheet,
        person: &PersonId,
        contact: Contact,
        row: usize,
    ) -> Option<RowProblem> {
        if contact == Contact::default() {
            return None;
        }
        let Some(earlier) = self.directory.contact(person) else {
            self.directory.insert(person.clone(), contact);
            return None;
        };
        let same = |ours: Option<&str>, theirs: Option<&str>| {
            ours.zip(theirs)
                .is_none_or(|(a, b)| a.is_empty() || b.is_empty() || label::key(a) == label::key(b))
        };
        let agree = same(Some(&earlier.name), Some(&contact.name))
            && same(earlier.email.as_deref(), contact.email.as_deref())
            && same(earlier.phone.as_deref(), contact.phone.as_deref());
        let merged = Contact {
            name: if earlier.name.is_empty() { contact.name } else { earlier.name.clone() },
            email: earlier.email.clone().or(contact.email),
            phone: earlier.phone.clone().or(contact.phone),
        };
        self.directory.insert(person.clone(), merged);
        let mentor_row = self.mentor_rows.get(person).copied().unwrap_or_default();
        (!agree).then(|| problem(sheet, row, RowFault::OtherContact { row: mentor_row }, Effect::Warning))
    }
}
