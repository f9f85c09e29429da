//! One row read: cells become a mentor or mentee, and everything that cannot be read is named.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Columns, Effect, RowFault, RowProblem, Sheet, Vocabulary,
    bind::{Bound, ConsentFeed, Feed, IdFeed},
    table::Row,
    words::{self, Words, marked, unreadable},
};
use crate::{
    id::{Digest, MenteeId, MentorId, PersonId},
    people::{
        AgeBand, Answer, AnswerKind, Availability, Cefr, Consent, Contact, Coordinates, Importance, Label,
        Level, Mentee, Mentor, Metres, Partners, Place, Profile, Purpose, Quantity, Status, TieKind, Want,
        label,
    },
};

/// What a row came to.
pub(super) struct Draft<'a> {
    pub(super) row: &'a Row,
    /// Whether the row has a cell for each header; if not, the identifiers serve only to recognise references.
    pub(super) whole: bool,
    pub(super) id: Option<String>,
    pub(super) person: Option<PersonId>,
    pub(super) role: Option<Role>,
    pub(super) contact: Contact,
    pub(super) references: Vec<Reference>,
    pub(super) problems: Vec<RowProblem>,
}

impl Draft<'_> {
    /// Whether the row takes no part.
    pub(super) fn is_set_aside(&self) -> bool {
        self.problems.iter().any(|problem| problem.effect == Effect::SetAside)
    }
}

/// The person in their role.
pub(super) enum Role {
    Mentor(Mentor),
    Mentee(Mentee),
}

impl Role {
    pub(super) fn profile_mut(&mut self) -> &mut Profile {
        match self {
            Self::Mentor(mentor) => &mut mentor.profile,
            Self::Mentee(mentee) => &mut mentee.profile,
        }
    }
}

/// A cell's word for somebody else, to be looked up when all rows are read.
pub(super) struct Reference {
    pub(super) kind: ReferenceKind,
    pub(super) text: String,
    pub(super) column: Option<String>,
    pub(super) effect: Effect,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ReferenceKind {
    Tie(TieKind),
    Block,
    Wish,
}

/// A value in a cell, and the column where it stands.
struct Item {
    text: String,
    at: Option<usize>,
}

/// Reads every row of a sheet, in order.
pub(super) fn read<'a>(columns: &Columns, bound: &Bound<'a>) -> Vec<Draft<'a>> {
    let headers = bound.table.headers();
    let width = headers.iter().rposition(|header| !header.trim().is_empty()).map_or(0, |last| last + 1);
    let rows = bound.table.rows().iter();
    rows.map(|row| RowReader { columns, bound, row, problems: Vec::new() }.draft(width)).collect()
}

/// The identifier that a text makes.
pub(super) fn identifier(feed: &IdFeed<'_>, text: &str) -> String {
    if !feed.pseudonym {
        return format!("{}{text}", feed.prefix);
    }
    let plain = label::single_spaces(&text.to_lowercase());
    let digest = Digest::of_bytes(plain).to_string();
    format!("{}{}", feed.prefix, &digest[..16])
}

struct RowReader<'a, 'c> {
    columns: &'c Columns,
    bound: &'c Bound<'a>,
    row: &'a Row,
    problems: Vec<RowProblem>,
}

impl<'a> RowReader<'a, '_> {
    fn draft(mut self, width: usize) -> Draft<'a> {
        let cells = self.row.cells();
        let headers = self.bound.table.headers().len();
        let filled = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        if self.row.has_unclosed_quote() {
            self.report(None, None, RowFault::UnclosedQuote, Effect::SetAside);
        } else if cells.len() < width || filled > headers {
            let fault = RowFault::Ragged { cells: cells.len(), headers };
            self.report(None, None, fault, Effect::SetAside);
        }
        let whole = self.problems.is_empty();
        let shape = if whole { Vec::new() } else { std::mem::take(&mut self.problems) };
        let id = self.id(&self.bound.id);
        let person = match &self.bound.person {
            Some(feed) => self.id(feed),
            None => id.clone(),
        };
        let person = person.and_then(|person| PersonId::new(person).ok());
        if !whole {
            self.problems = shape;
            return self.finish(false, id, person, None, Contact::default(), Vec::new());
        }
        let contact = Contact {
            name: self.text(self.bound.name.as_ref()).unwrap_or_default(),
            email: self.text(self.bound.email.as_ref()),
            phone: self.text(self.bound.phone.as_ref()),
        };
        let references = self.references();
        // Everything is read even where the identifier fails, so that all problems of a row come at once.
        let nobody = || PersonId::new("-").expect("a sign is an identifier");
        let profile = self.profile(person.clone().unwrap_or_else(nobody));
        let role = self.role(id.as_deref(), profile);
        self.finish(true, id, person, role, contact, references)
    }

    fn finish(
        self,
        whole: bool,
        id: Option<String>,
        person: Option<PersonId>,
        role: Option<Role>,
        contact: Contact,
        references: Vec<Reference>,
    ) -> Draft<'a> {
        Draft { row: self.row, whole, id, person, role, contact, references, problems: self.problems }
    }

    fn role(&mut self, id: Option<&str>, profile: Profile) -> Option<Role> {
        let partners = self.partners();
        match self.bound.sheet {
            Sheet::Mentors => {
                let offers = self.offers();
                let mut mentor = Mentor::new(MentorId::new(id?).ok()?, profile.person.clone());
                (mentor.profile, mentor.offers, mentor.partners) = (profile, offers, partners);
                Some(Role::Mentor(mentor))
            }
            Sheet::Mentees => {
                let wants = self.wants();
                let mut mentee = Mentee::new(MenteeId::new(id?).ok()?, profile.person.clone());
                (mentee.profile, mentee.wants, mentee.partners) = (profile, wants, partners);
                Some(Role::Mentee(mentee))
            }
        }
    }

    fn profile(&mut self, person: PersonId) -> Profile {
        let bound = self.bound;
        let mut profile = Profile::new(person);
        profile.experience = self.labels(bound.experience.as_ref(), Vocabulary::Experience);
        profile.ambitions = self.labels(bound.ambitions.as_ref(), Vocabulary::Ambitions);
        profile.interests = self.labels(bound.interests.as_ref(), Vocabulary::Interests);
        profile.goals = self.labels(bound.goals.as_ref(), Vocabulary::Goals);
        profile.needs = self.labels(bound.needs.as_ref(), Vocabulary::Needs);
        profile.affiliations = self.labels(bound.affiliations.as_ref(), Vocabulary::Affiliations);
        profile.languages = self.languages();
        profile.availability = self.availability();
        let words = self.columns.words(Vocabulary::Modes);
        let modes = self.several(bound.modes.as_ref(), words, ":", |text| words::modes(words.meant(text)));
        profile.modes = modes.map(|modes| modes.into_iter().flatten().copied().collect());
        profile.place = self.place();
        profile.travels = self.one(bound.travels_km.as_ref(), |text| {
            let km: Option<Quantity> = text.parse().ok();
            let metres = km.and_then(|km| u32::try_from(km.thousandths()).ok());
            metres.map(Metres).ok_or_else(|| unreadable("a number of kilometres such as 7 or 2,5"))
        });
        let words = self.columns.words(Vocabulary::Ages);
        profile.age = self.one(bound.age.as_ref(), |text| {
            words.meant(text).parse::<AgeBand>().map_err(|_| unreadable("an age such as 31, 18-24 or 65+"))
        });
        profile.attributes = self.answers();
        profile.consents = self.consents();
        let words = self.columns.words(Vocabulary::Sources);
        profile.source = self.one(bound.source.as_ref(), |text| words::source(words.meant(text)));
        profile.confirmed_on = self.date(bound.confirmed_on.as_ref());
        profile.waiting_since = self.date(bound.waiting_since.as_ref());
        profile.status = self.status();
        profile
    }

    fn place(&mut self) -> Option<Place> {
        let words = self.columns.words(Vocabulary::Neighbourhoods);
        let neighbourhood = self.one(self.bound.neighbourhood.as_ref(), |text| words.label(text));
        let two_columns = self.bound.coordinates.as_ref().is_some_and(|feed| feed.columns.len() == 2);
        let coordinates = self.one(self.bound.coordinates.as_ref(), |text| {
            // Of two columns, each may have a decimal comma; the space between them was put there in joining.
            let points =
                if two_columns { text.replace(',', ".").replacen(' ', ", ", 1) } else { text.to_owned() };
            points.parse::<Coordinates>().map_err(|problem| unreadable(format!("a place: {problem}")))
        });
        (neighbourhood.is_some() || coordinates.is_some()).then_some(Place { coordinates, neighbourhood })
    }

    fn availability(&mut self) -> Option<Availability> {
        let columns = self.columns;
        let offset =
            self.one(self.bound.utc_offset.as_ref(), words::utc_offset).unwrap_or(columns.utc_offset);
        let words = columns.words(Vocabulary::Windows);
        let windows = self.several(self.bound.availability.as_ref(), words, " ", |text| {
            words::windows(words.meant(text), &columns.parts_of_day)
        })?;
        Some(Availability::new(offset, windows.into_iter().flatten()))
    }

    fn languages(&mut self) -> Option<BTreeMap<Label, Option<Cefr>>> {
        let levels = self.columns.words(Vocabulary::LanguageLevels);
        self.levelled(self.bound.languages.as_ref(), Vocabulary::Languages, |behind| match behind {
            [] => Ok(None),
            [level] => levels.meant(level).parse().map(Some).map_err(|_| ()),
            _ => Err(()),
        })
    }

    fn offers(&mut self) -> Option<BTreeMap<Label, Option<Level>>> {
        let levels = self.columns.words(Vocabulary::SkillLevels);
        self.levelled(self.bound.skills.as_ref(), Vocabulary::Skills, |behind| match behind {
            [] => Ok(None),
            [level] => words::one_to_five(levels.meant(level)).map(Some).ok_or(()),
            _ => Err(()),
        })
    }

    fn wants(&mut self) -> Option<BTreeMap<Label, Want>> {
        let importances = self.columns.words(Vocabulary::Importances);
        let levels = self.columns.words(Vocabulary::SkillLevels);
        let unsaid = self.columns.mentees.importance;
        let unsaid = unsaid.unwrap_or_else(|| Importance::new(3).expect("from 1 to 5"));
        let importance = |text: &str| words::one_to_five(importances.meant(text)).ok_or(());
        let level = |text: &str| words::one_to_five(levels.meant(text)).ok_or(());
        self.levelled(self.bound.skills.as_ref(), Vocabulary::Skills, |behind| match behind {
            [] => Ok(Want { importance: unsaid, level: None }),
            [first] => Ok(Want { importance: importance(first)?, level: None }),
            [first, second] => Ok(Want { importance: importance(first)?, level: Some(level(second)?) }),
            _ => Err(()),
        })
    }

    fn partners(&mut self) -> Partners {
        let min = self.one(self.bound.partners_min.as_ref(), words::number).unwrap_or(0);
        let max = self.one(self.bound.partners_max.as_ref(), words::number).unwrap_or_else(|| min.max(1));
        Partners::new(min, max).unwrap_or_else(|_| {
            let feed = self.bound.partners_max.as_ref().or(self.bound.partners_min.as_ref());
            let at = feed.and_then(|feed| feed.columns.first().copied());
            self.report(at, None, RowFault::Partners { min, max }, Effect::SetAside);
            Partners::default()
        })
    }

    fn status(&mut self) -> Status {
        let (words, order) = (self.columns.words(Vocabulary::Statuses), self.columns.dates);
        let status = self
            .one(self.bound.status.as_ref(), |text| words::status(text, words, order))
            .unwrap_or_default();
        match (status, self.date(self.bound.on_leave_until.as_ref())) {
            (Status::Available, Some(back)) => Status::OnLeaveUntil(back),
            (status, _) => status,
        }
    }

    fn answers(&mut self) -> BTreeMap<Label, Answer> {
        let columns = self.columns;
        let mut answers = BTreeMap::new();
        for (name, feed) in &self.bound.questions {
            let question = columns.questions.question(name).expect("binding found the question");
            let words = columns.words_for(name);
            let answer = match question.answer {
                AnswerKind::Choice { .. } => {
                    self.take_one(feed, |text| words.label(text)).map(Answer::Choice)
                }
                AnswerKind::Scale { .. } => self.take_one(feed, |text| words.label(text)).map(Answer::Step),
                AnswerKind::Tags { .. } => {
                    let tags = self.take_several(feed, words, ":", |text| words.label(text));
                    tags.map(|tags| Answer::Tags(tags.into_iter().collect()))
                }
                AnswerKind::Number { .. } => self.take_one(feed, |text| {
                    let number = words.meant(text).parse::<Quantity>();
                    let answer =
                        Answer::Number(number.map_err(|_| unreadable("a number such as 12 or 2,5"))?);
                    columns.questions.check(name, &answer).map_err(RowFault::Answer)?;
                    Ok(answer)
                }),
            };
            answers.extend(answer.map(|answer| ((*name).clone(), answer)));
        }
        answers
    }

    fn consents(&mut self) -> BTreeSet<Consent> {
        let bound = self.bound;
        bound.consents.iter().filter_map(|(purpose, feed)| self.consent(*purpose, feed)).collect()
    }

    fn consent(&mut self, purpose: Purpose, feed: &ConsentFeed<'_>) -> Option<Consent> {
        let (words, order) = (self.columns.words(Vocabulary::YesNo), self.columns.dates);
        let on = self.date(feed.on.as_ref());
        let withdrawn_on = self.date(feed.withdrawn.as_ref());
        let given = self.take_one(&feed.given, |text| {
            let date = words::date(text, order);
            let yes = || words::yes_no(words.meant(text)).map(|yes| yes.then_some(None));
            date.map(|date| Some(Some(date))).or_else(|_| yes()).map_err(|_| unreadable("a date, yes or no"))
        });
        let date: Option<Date> = given??;
        let at = feed.given.columns.first().copied();
        let Some(given_on) = date.or(on) else {
            self.report(at, None, RowFault::ConsentWithoutDate, Effect::Warning);
            return None;
        };
        if let Some(withdrawn_on) = withdrawn_on.filter(|withdrawn| *withdrawn < given_on) {
            let fault = RowFault::WithdrawnBeforeGiven { given_on, withdrawn_on };
            self.report(at, None, fault, Effect::Warning);
            return None;
        }
        Some(Consent { purpose, given_on, withdrawn_on })
    }

    fn references(&mut self) -> Vec<Reference> {
        let bound = self.bound;
        let words = self.columns.words(Vocabulary::TieKinds);
        let mut references = Vec::new();
        if let Some(feed) = &bound.ties {
            for Item { text, at } in self.items(feed, words, feed.level_mark).into_iter().flatten() {
                let (person, kind) = match marked(&text, feed.level_mark) {
                    (person, behind) if behind.len() == 1 => {
                        (person, words::tie_kind(words.meant(behind[0])))
                    }
                    (person, _) => {
                        (person, Err(unreadable("followed by the kind of tie, such as `(family)`")))
                    }
                };
                match kind {
                    Ok(kind) => references.push(self.reference(ReferenceKind::Tie(kind), person, at, feed)),
                    Err(fault) => self.report(at, Some(text.clone()), fault, feed.effect),
                }
            }
        }
        for (kind, feed) in [(ReferenceKind::Block, &bound.blocks), (ReferenceKind::Wish, &bound.wishes)] {
            let Some(feed) = feed else { continue };
            for Item { text, at } in self.items(feed, Words::default(), ":").into_iter().flatten() {
                references.push(self.reference(kind, &text, at, feed));
            }
        }
        references
    }

    fn reference(&self, kind: ReferenceKind, text: &str, at: Option<usize>, feed: &Feed<'_>) -> Reference {
        Reference { kind, text: text.to_owned(), column: self.header(at), effect: feed.effect }
    }

    fn id(&mut self, feed: &IdFeed<'_>) -> Option<String> {
        let cells: Vec<_> = feed.columns.iter().map(|at| self.cell(*at)).collect();
        let blank = feed.columns.iter().zip(&cells).find(|(_, cell)| cell.is_empty());
        if let Some((at, _)) = blank {
            self.report(Some(*at), None, RowFault::Blank { needed: "an identifier" }, Effect::SetAside);
            return None;
        }
        let text = cells.join(feed.join);
        let id = identifier(feed, &text);
        match PersonId::new(&id) {
            Ok(_) => Some(id),
            Err(problem) => {
                let at = feed.columns.first().copied();
                self.report(at, Some(text), RowFault::NoId(problem), Effect::SetAside);
                None
            }
        }
    }

    fn text(&mut self, feed: Option<&Feed<'_>>) -> Option<String> {
        self.one(feed, |text| Ok(text.to_owned()))
    }

    fn date(&mut self, feed: Option<&Feed<'_>>) -> Option<Date> {
        let order = self.columns.dates;
        self.one(feed, |text| words::date(text, order))
    }

    fn labels(&mut self, feed: Option<&Feed<'_>>, vocabulary: Vocabulary) -> Option<BTreeSet<Label>> {
        let words = self.columns.words(vocabulary);
        self.several(feed, words, ":", |text| words.label(text)).map(BTreeSet::from_iter)
    }

    /// Labels with what stands behind them.
    fn levelled<T: Copy + PartialEq>(
        &mut self,
        feed: Option<&Feed<'_>>,
        vocabulary: Vocabulary,
        level: impl Fn(&[&str]) -> Result<T, ()>,
    ) -> Option<BTreeMap<Label, T>> {
        let feed = feed?;
        let words = self.columns.words(vocabulary);
        let expected = match (vocabulary, self.bound.sheet) {
            (Vocabulary::Languages, _) => "followed by a level from A1 to C2 or `native`",
            (_, Sheet::Mentors) => "followed by a level from 1 to 5",
            (_, Sheet::Mentees) => "followed by an importance from 1 to 5, and perhaps a level from 1 to 5",
        };
        let items = self.items(feed, words, feed.level_mark)?;
        let mut levels = BTreeMap::new();
        for Item { text, at } in items {
            let (value, behind) =
                if words.knows(&text) { (&*text, Vec::new()) } else { marked(&text, feed.level_mark) };
            let read = words.label(value).and_then(|label| {
                level(&behind).map(|level| (label, level)).map_err(|()| unreadable(expected))
            });
            match read {
                Ok((label, level)) => {
                    if levels.insert(label, level).is_some_and(|other| other != level) {
                        self.report(at, Some(text), RowFault::TwoLevels, feed.effect);
                    }
                }
                Err(fault) => self.report(at, Some(text), fault, feed.effect),
            }
        }
        Some(levels)
    }

    fn one<T>(
        &mut self,
        feed: Option<&Feed<'_>>,
        read: impl FnOnce(&str) -> Result<T, RowFault>,
    ) -> Option<T> {
        self.take_one(feed?, read)
    }

    /// The one value that a feed asks for; `None` when blank, or unreadable and reported.
    fn take_one<T>(&mut self, feed: &Feed<'_>, read: impl FnOnce(&str) -> Result<T, RowFault>) -> Option<T> {
        let mut values: Vec<_> = feed.columns.iter().map(|at| (self.cell(*at).to_owned(), *at)).collect();
        values.extend(feed.grid.iter().map(|(before, at)| match self.cell(*at) {
            "" => (String::new(), *at),
            cell => (format!("{before} {cell}"), *at),
        }));
        values.extend(self.ticked(feed));
        values.retain(|(text, _)| !text.is_empty());
        let at = values.first().map(|(_, at)| *at);
        let texts: Vec<_> = values.into_iter().map(|(text, _)| text).collect();
        let text = if texts.is_empty() { self.blank(feed)? } else { texts.join(feed.join) };
        read(&text).map_err(|fault| self.report(at, Some(text), fault, feed.effect)).ok()
    }

    fn several<T>(
        &mut self,
        feed: Option<&Feed<'_>>,
        words: Words<'_>,
        glue: &str,
        read: impl Fn(&str) -> Result<T, RowFault>,
    ) -> Option<Vec<T>> {
        self.take_several(feed?, words, glue, read)
    }

    /// The values that a feed asks for; `None` when blank, or when none could be read and that is reported.
    fn take_several<T>(
        &mut self,
        feed: &Feed<'_>,
        words: Words<'_>,
        glue: &str,
        read: impl Fn(&str) -> Result<T, RowFault>,
    ) -> Option<Vec<T>> {
        let items = self.items(feed, words, glue)?;
        let said_none = items.is_empty();
        let mut values = Vec::with_capacity(items.len());
        for Item { text, at } in items {
            match read(&text) {
                Ok(value) => values.push(value),
                Err(fault) => self.report(at, Some(text), fault, feed.effect),
            }
        }
        (said_none || !values.is_empty()).then_some(values)
    }

    /// The values in the cells of a feed, split; `None` when all are blank, nothing when somebody said "none".
    fn items(&mut self, feed: &Feed<'_>, words: Words<'_>, glue: &str) -> Option<Vec<Item>> {
        let mut items = Vec::new();
        let mut said_none = false;
        let columns = feed.columns.iter().map(|at| ("", *at)).chain(feed.grid.iter().copied());
        for (before, at) in columns {
            let cell = self.cell(at);
            let parts = if words.knows(cell) { vec![cell] } else { split(cell, feed.split) };
            for part in parts {
                if self.columns.none.iter().any(|none| says(none, part)) {
                    said_none = true;
                } else if before.is_empty() {
                    items.push(Item { text: part.to_owned(), at: Some(at) });
                } else {
                    items.push(Item { text: format!("{before}{glue}{part}"), at: Some(at) });
                }
            }
        }
        items.extend(self.ticked(feed).into_iter().map(|(text, at)| Item { text, at: Some(at) }));
        if items.is_empty() && !said_none {
            let default = self.blank(feed)?;
            let parts = if words.knows(&default) { vec![&*default] } else { split(&default, feed.split) };
            items.extend(parts.into_iter().map(|part| Item { text: part.to_owned(), at: None }));
        }
        Some(items)
    }

    /// The values whose columns say yes.
    fn ticked(&mut self, feed: &Feed<'_>) -> Vec<(String, usize)> {
        let words = self.columns.words(Vocabulary::YesNo);
        let mut ticked = Vec::new();
        for (value, at) in &feed.ticks {
            let cell = self.cell(*at);
            match if cell.is_empty() { Ok(false) } else { words::yes_no(words.meant(cell)) } {
                Ok(true) => ticked.push(((*value).to_owned(), *at)),
                Ok(false) => {}
                Err(fault) => self.report(Some(*at), Some(cell.to_owned()), fault, feed.effect),
            }
        }
        ticked
    }

    /// What a blank cell means.
    fn blank(&mut self, feed: &Feed<'_>) -> Option<String> {
        if feed.default.is_none() && feed.required {
            let at = feed.columns.first().copied();
            self.report(at, None, RowFault::Blank { needed: "an answer" }, Effect::SetAside);
        }
        feed.default.map(str::to_owned)
    }

    /// A cell without stray spaces; empty when it says so in words.
    fn cell(&self, at: usize) -> &'a str {
        let cell = self.row.cells().get(at).map_or("", |cell| cell.trim());
        if self.columns.blank.iter().any(|blank| says(blank, cell)) { "" } else { cell }
    }

    fn header(&self, at: Option<usize>) -> Option<String> {
        at.map(|at| label::single_spaces(&self.bound.table.headers()[at]))
    }

    fn report(&mut self, at: Option<usize>, cell: Option<String>, fault: RowFault, effect: Effect) {
        let (sheet, row, column) = (self.bound.sheet, self.row.number(), self.header(at));
        let problem = RowProblem { sheet, row, column, cell, fault, effect };
        // One cell may feed two fields: the identifier and the person.
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

/// Whether a text reads as this label.
fn says(label: &Label, text: &str) -> bool {
    Label::new(text).is_ok_and(|said| said == *label)
}

/// The parts of a text between any of the separators, without blanks.
fn split<'t>(text: &'t str, separators: &[String]) -> Vec<&'t str> {
    let mut parts = vec![text];
    for separator in separators {
        parts = parts.into_iter().flat_map(|part| part.split(separator.as_str())).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}
