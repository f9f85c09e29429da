//! The mapping bound to a sheet: headers become positions, and whatever does not fit is named.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Cells, Columns, ColumnsFault, ColumnsProblem, ConsentColumns, Effect, IdColumns, IfUnreadable, Sheet,
    SheetColumns, Table, Vocabulary, words, words::Words,
};
use crate::people::{Label, Purpose, Window, label, questionnaire::most_alike};

/// The cells that feed a field, by position.
#[derive(Debug)]
pub(super) struct Feed<'a> {
    pub(super) columns: Vec<usize>,
    pub(super) grid: Vec<(&'a str, usize)>,
    pub(super) ticks: Vec<(&'a str, usize)>,
    pub(super) join: &'a str,
    pub(super) split: &'a [String],
    pub(super) level_mark: &'a str,
    pub(super) default: Option<&'a str>,
    pub(super) required: bool,
    pub(super) effect: Effect,
}

/// The cells that make an identifier, by position.
#[derive(Debug)]
pub(super) struct IdFeed<'a> {
    pub(super) columns: Vec<usize>,
    pub(super) join: &'a str,
    pub(super) prefix: &'a str,
    pub(super) pseudonym: bool,
}

/// A sheet with the positions of its fields; the names are those of [`SheetColumns`].
#[derive(Debug)]
pub(super) struct Bound<'a> {
    pub(super) sheet: Sheet,
    pub(super) table: &'a Table,
    pub(super) id: IdFeed<'a>,
    pub(super) person: Option<IdFeed<'a>>,
    pub(super) name: Option<Feed<'a>>,
    pub(super) email: Option<Feed<'a>>,
    pub(super) phone: Option<Feed<'a>>,
    pub(super) skills: Option<Feed<'a>>,
    pub(super) experience: Option<Feed<'a>>,
    pub(super) ambitions: Option<Feed<'a>>,
    pub(super) interests: Option<Feed<'a>>,
    pub(super) goals: Option<Feed<'a>>,
    pub(super) needs: Option<Feed<'a>>,
    pub(super) languages: Option<Feed<'a>>,
    pub(super) availability: Option<Feed<'a>>,
    pub(super) utc_offset: Option<Feed<'a>>,
    pub(super) modes: Option<Feed<'a>>,
    pub(super) coordinates: Option<Feed<'a>>,
    pub(super) neighbourhood: Option<Feed<'a>>,
    pub(super) travels_km: Option<Feed<'a>>,
    pub(super) age: Option<Feed<'a>>,
    pub(super) affiliations: Option<Feed<'a>>,
    pub(super) ties: Option<Feed<'a>>,
    pub(super) blocks: Option<Feed<'a>>,
    pub(super) wishes: Option<Feed<'a>>,
    pub(super) partners_min: Option<Feed<'a>>,
    pub(super) partners_max: Option<Feed<'a>>,
    pub(super) status: Option<Feed<'a>>,
    pub(super) on_leave_until: Option<Feed<'a>>,
    pub(super) waiting_since: Option<Feed<'a>>,
    pub(super) confirmed_on: Option<Feed<'a>>,
    pub(super) source: Option<Feed<'a>>,
    pub(super) consents: Vec<(Purpose, ConsentFeed<'a>)>,
    pub(super) questions: Vec<(&'a Label, Feed<'a>)>,
}

/// The cells of a consent.
#[derive(Debug)]
pub(super) struct ConsentFeed<'a> {
    pub(super) given: Feed<'a>,
    pub(super) on: Option<Feed<'a>>,
    pub(super) withdrawn: Option<Feed<'a>>,
}

/// Finds headers and gathers what is wrong.
struct Binder<'a, 'p> {
    columns: &'a Columns,
    table: &'a Table,
    sheet: Sheet,
    by_header: BTreeMap<String, Vec<usize>>,
    problems: &'p mut Vec<ColumnsProblem>,
}

/// Binds one side of a mapping to its sheet. Where something is reported in `problems`, the result is not to be used.
pub(super) fn bind<'a>(
    columns: &'a Columns,
    sheet: Sheet,
    table: &'a Table,
    problems: &mut Vec<ColumnsProblem>,
) -> Bound<'a> {
    let side = match sheet {
        Sheet::Mentors => &columns.mentors,
        Sheet::Mentees => &columns.mentees,
    };
    let by_header = table.by_header();
    Binder { columns, table, sheet, by_header, problems }.side(side)
}

impl<'a> Binder<'a, '_> {
    fn side(mut self, side: &'a SheetColumns) -> Bound<'a> {
        use IfUnreadable::{SetAside, Warn};
        if self.sheet == Sheet::Mentors && side.importance.is_some() {
            self.report("importance", ColumnsFault::ForMentees);
        }
        let id = self.id("id", &side.id);
        let person = side.person.as_ref().map(|person| self.id("person", person));
        let mut field = |key: &str, cells: &'a Option<Cells>, if_unreadable: IfUnreadable| {
            cells.as_ref().map(|cells| self.feed(key, cells, if_unreadable))
        };
        Bound {
            name: field("name", &side.name, Warn),
            email: field("email", &side.email, Warn),
            phone: field("phone", &side.phone, Warn),
            skills: field("skills", &side.skills, SetAside),
            experience: field("experience", &side.experience, SetAside),
            ambitions: field("ambitions", &side.ambitions, SetAside),
            interests: field("interests", &side.interests, SetAside),
            goals: field("goals", &side.goals, SetAside),
            needs: field("needs", &side.needs, SetAside),
            languages: field("languages", &side.languages, SetAside),
            availability: field("availability", &side.availability, SetAside),
            utc_offset: field("utc_offset", &side.utc_offset, SetAside),
            modes: field("modes", &side.modes, SetAside),
            coordinates: field("coordinates", &side.coordinates, SetAside),
            neighbourhood: field("neighbourhood", &side.neighbourhood, SetAside),
            travels_km: field("travels_km", &side.travels_km, SetAside),
            age: field("age", &side.age, SetAside),
            affiliations: field("affiliations", &side.affiliations, SetAside),
            ties: field("ties", &side.ties, SetAside),
            blocks: field("blocks", &side.blocks, SetAside),
            wishes: field("wishes", &side.wishes, Warn),
            partners_min: field("partners_min", &side.partners_min, SetAside),
            partners_max: field("partners_max", &side.partners_max, SetAside),
            status: field("status", &side.status, SetAside),
            on_leave_until: field("on_leave_until", &side.on_leave_until, SetAside),
            waiting_since: field("waiting_since", &side.waiting_since, Warn),
            confirmed_on: field("confirmed_on", &side.confirmed_on, Warn),
            source: field("source", &side.source, Warn),
            consents: side
                .consents
                .iter()
                .map(|(purpose, cells)| (*purpose, self.consent(*purpose, cells)))
                .collect(),
            questions: side
                .questions
                .iter()
                .map(|(name, cells)| (name, self.question(name, cells)))
                .collect(),
            sheet: self.sheet,
            table: self.table,
            id,
            person,
        }
    }

    fn report(&mut self, key: &str, fault: ColumnsFault) {
        let key = format!("{}.{key}", self.sheet);
        self.problems.push(ColumnsProblem { key, fault });
    }

    /// The position of a header; 0 when that is reported as a problem.
    fn position(&mut self, key: &str, header: &str) -> usize {
        match self.by_header.get(&label::key(header)).map(Vec::as_slice) {
            Some(&[at]) => return at,
            Some(several) => {
                let columns = several.iter().map(|at| at + 1).collect();
                self.report(key, ColumnsFault::SeveralColumns { header: header.to_owned(), columns });
            }
            None => {
                let nearest = nearest_headers(header, self.table.headers());
                self.report(key, ColumnsFault::NoSuchColumn { header: header.to_owned(), nearest });
            }
        }
        0
    }

    fn id(&mut self, key: &str, columns: &'a IdColumns) -> IdFeed<'a> {
        if columns.columns.is_empty() {
            self.report(key, ColumnsFault::NoIdColumn);
        }
        let usual_prefix = if columns.pseudonym { "P-" } else { "" };
        IdFeed {
            columns: columns.columns.iter().map(|header| self.position(key, header)).collect(),
            join: columns.join.as_deref().unwrap_or("-"),
            prefix: columns.prefix.as_deref().unwrap_or(usual_prefix),
            pseudonym: columns.pseudonym,
        }
    }

    fn feed(&mut self, key: &str, cells: &'a Cells, if_unreadable: IfUnreadable) -> Feed<'a> {
        let from_columns = cells.columns.len() + cells.grid.len() + cells.ticks.len();
        if from_columns == 0 && cells.default.is_none() {
            self.report(key, ColumnsFault::Nothing);
        }
        let split = cells.split.as_deref().unwrap_or(&self.columns.split);
        let level_mark = cells.level_mark.as_deref().unwrap_or(":");
        if level_mark.is_empty() || cells.split.iter().flatten().any(String::is_empty) {
            self.report(key, ColumnsFault::EmptySeparator);
        }
        let mut keyed = |columns: &'a BTreeMap<String, String>| {
            columns.iter().map(|(value, header)| (value.as_str(), self.position(key, header))).collect()
        };
        Feed {
            grid: keyed(&cells.grid),
            ticks: keyed(&cells.ticks),
            columns: cells.columns.iter().map(|header| self.position(key, header)).collect(),
            join: cells.join.as_deref().unwrap_or(" "),
            split,
            level_mark,
            default: cells.default.as_deref(),
            required: cells.required,
            effect: match cells.if_unreadable.unwrap_or(if_unreadable) {
                IfUnreadable::SetAside => Effect::SetAside,
                IfUnreadable::Warn => Effect::Warning,
            },
        }
    }

    fn consent(&mut self, purpose: Purpose, columns: &'a ConsentColumns) -> ConsentFeed<'a> {
        let key = format!("consents.{}", words::purpose(purpose));
        let mut feed =
            |part: &str, cells: &'a Cells| self.feed(&format!("{key}.{part}"), cells, IfUnreadable::Warn);
        ConsentFeed {
            given: feed("given", &columns.given),
            on: columns.on.as_ref().map(|on| feed("on", on)),
            // A withdrawal that cannot be read must not leave the consent standing.
            withdrawn: columns
                .withdrawn
                .as_ref()
                .map(|withdrawn| self.feed(&format!("{key}.withdrawn"), withdrawn, IfUnreadable::SetAside)),
        }
    }

    fn question(&mut self, name: &Label, cells: &'a Cells) -> Feed<'a> {
        let key = format!("questions.{name}");
        if self.columns.questions.question(name).is_none() {
            let nearest = self.columns.questions.nearest(name);
            self.report(&key, ColumnsFault::NoSuchQuestion { nearest });
        }
        self.feed(&key, cells, IfUnreadable::SetAside)
    }
}

/// Up to three headers that look most like the one given.
fn nearest_headers(header: &str, headers: &[String]) -> Vec<String> {
    let headers = headers.iter().map(|other| other.trim()).filter(|other| !other.is_empty());
    let keyed = headers.map(|other| (other, label::key(other)));
    label::most_alike(&label::key(header), keyed).into_iter().map(str::to_owned).collect()
}

impl Columns {
    /// The options and synonyms of a vocabulary.
    pub(super) fn words(&self, vocabulary: Vocabulary) -> Words<'_> {
        let options = self.options.get(&vocabulary).map_or(&[][..], Vec::as_slice);
        Words { options, synonyms: self.synonyms.get(&vocabulary) }
    }

    /// The options and synonyms of a question.
    pub(super) fn words_for(&self, question: &Label) -> Words<'_> {
        let options = self.questions.question(question).map_or(&[][..], |question| question.answer.options());
        Words { options, synonyms: self.question_synonyms.get(question) }
    }

    /// What cannot stand in a mapping, whatever the sheets.
    pub(super) fn check(&self, problems: &mut Vec<ColumnsProblem>) {
        let mut report = |key: String, fault| problems.push(ColumnsProblem { key, fault });
        if self.split.iter().any(String::is_empty) {
            report("split".into(), ColumnsFault::EmptySeparator);
        }
        for (part, times) in &self.parts_of_day {
            if format!("Mon {times}").parse::<Window>().is_err() {
                report(format!("parts_of_day.{part}"), ColumnsFault::PartOfDay { times: times.clone() });
            }
        }
        for (vocabulary, options) in &self.options {
            let key = format!("options.{}", vocabulary.key());
            if !vocabulary.is_open() {
                report(key.clone(), ColumnsFault::FixedWords);
            }
            let mut seen = BTreeSet::new();
            for twice in options.iter().filter(|option| !seen.insert(*option)) {
                report(key.clone(), ColumnsFault::OptionTwice(twice.clone()));
            }
        }
        let synonyms = self.synonyms.iter().map(|(vocabulary, synonyms)| {
            (format!("synonyms.{}", vocabulary.key()), self.words(*vocabulary).options, synonyms)
        });
        let for_questions = self.question_synonyms.iter().map(|(question, synonyms)| {
            (format!("question_synonyms.{question}"), self.words_for(question).options, synonyms)
        });
        for (key, options, synonyms) in synonyms.chain(for_questions) {
            for (synonym, meant) in synonyms {
                let label = Label::new(meant);
                let stands = label.as_ref().is_ok_and(|label| options.is_empty() || options.contains(label));
                if !stands {
                    let nearest = label.map_or_else(|_| Vec::new(), |label| most_alike(&label, options));
                    let (synonym, meant) = (synonym.clone(), meant.clone());
                    report(key.clone(), ColumnsFault::SynonymOfNothing { synonym, meant, nearest });
                }
            }
        }
        for question in self.question_synonyms.keys() {
            if self.questions.question(question).is_none() {
                let nearest = self.questions.nearest(question);
                report(format!("question_synonyms.{question}"), ColumnsFault::NoSuchQuestion { nearest });
            }
        }
    }
}

impl Vocabulary {
    /// The key in a mapping.
    fn key(self) -> &'static str {
        match self {
            Self::Skills => "skills",
            Self::Experience => "experience",
            Self::Ambitions => "ambitions",
            Self::Interests => "interests",
            Self::Goals => "goals",
            Self::Needs => "needs",
            Self::Languages => "languages",
            Self::Affiliations => "affiliations",
            Self::Neighbourhoods => "neighbourhoods",
            Self::SkillLevels => "skill_levels",
            Self::Importances => "importances",
            Self::LanguageLevels => "language_levels",
            Self::Windows => "windows",
            Self::Modes => "modes",
            Self::Statuses => "statuses",
            Self::TieKinds => "tie_kinds",
            Self::Ages => "ages",
            Self::Sources => "sources",
            Self::YesNo => "yes_no",
        }
    }
}
