//! One row read: cells become a mentor or mentee, and everything that cannot be read is named.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Columns, Effect, RowFault, RowProblem, Sheet, Vocabulary,
    bind::{Bound, ConsentFeed, Feed},
    row::{Item, RowReader},
    table::Row,
    words::{self, Words, marked, unreadable},
};
use crate::{
    id::{MenteeId, MentorId, PersonId},
    people::{
        AgeBand, Answer, AnswerKind, Availability, Cefr, Consent, Contact, Coordinates, Importance, Label,
        Level, Mentee, Mentor, Metres, Partners, Place, Profile, Purpose, Quantity, Status, TieKind, Want,
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

/// Reads every row of a sheet, in order.
pub(super) fn read<'a>(columns: &Columns, bound: &Bound<'a>) -> Vec<Draft<'a>> {
    let headers = bound.table.headers();
    let width = headers.iter().rposition(|header| !header.trim().is_empty()).map_or(0, |last| last + 1);
    let rows = bound.table.rows().iter();
    rows.map(|row| RowReader { columns, bound, row, problems: Vec::new() }.draft(width)).collect()
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
}
