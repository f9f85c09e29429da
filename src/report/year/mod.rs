//! A year of a programme, for those who read about it.
//!
//! What was [`Published`] comes in, piece by piece: figures, curves, money, tables, words that people gave leave to quote. One
//! [`Report`] goes out for each reader and language.

mod aspects;
mod blocks;
mod charts;
mod community;
mod coordinator;
mod reading;
mod sponsor;

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;

use super::{Language, Report};
use crate::{
    disclosure::{
        PublicCurve, PublicFigures, PublicIncidences, PublicQuotes, PublicSeries, PublicSums, Published,
        PublishedTable,
    },
    feedback::{Closure, Consent, Currency, FunderKind, Scope},
    id::NoteId,
    impact::{About, Indicator},
};

/// The words of notes, by their identifiers: what the programme's own store holds of those that may be quoted.
pub type Notes = BTreeMap<NoteId, String>;

/// A year of a programme, as its readers may see it.
///
/// ```
/// use mentorship::{
///     disclosure::{Internal, Policy},
///     feedback::Record,
///     impact::{AsOf, Figures, Snapshot},
///     jiff::civil::date,
///     report::{Language, YearReport},
/// };
///
/// let record = Record::default();
/// let day = date(2026, 12, 31);
/// let figures = Internal::new(Figures::of(&Snapshot::new(&record, AsOf::new(day))));
/// let published = figures.release(&Policy::public(day));
///
/// let year = YearReport::new("Samen Verder", date(2026, 1, 1), day, &published);
/// let report = year.community(Language::Dutch)?;
/// assert!(report.html().contains("Samen Verder"));
/// # Ok::<(), mentorship::report::NotForThem>(())
/// ```
///
/// Nothing but what was published can enter. This does not compile:
///
/// ```compile_fail,E0308
/// use mentorship::{disclosure::Internal, impact::Figures, jiff::civil::date, report::YearReport};
///
/// let internal = Internal::new(Figures::default());
/// YearReport::new("Samen Verder", date(2026, 1, 1), date(2026, 12, 31), &internal);
/// ```
#[derive(Clone)]
pub struct YearReport<'a> {
    name: String,
    from: Date,
    until: Date,
    figures: &'a Published<PublicFigures>,
    before: Option<&'a Published<PublicFigures>>,
    retention: Option<&'a Published<PublicCurve>>,
    endings: Option<&'a Published<PublicIncidences<Closure>>>,
    money: Option<&'a Published<PublicSums<FunderKind>>>,
    currency: Currency,
    ties: Option<&'a Published<PublishedTable>>,
    answers: Vec<&'a Published<PublishedTable>>,
    months: Vec<(String, &'a Published<PublicSeries>)>,
    quotes: Option<(&'a Published<PublicQuotes>, &'a Notes)>,
    stories: Vec<Story>,
    vision: Option<String>,
    mission: Option<String>,
    targets: Vec<Target>,
    did_not_work: Vec<String>,
    said_and_done: Vec<(String, String)>,
    next: Vec<String>,
}

/// A story with the consent of who it is about.
#[derive(Clone)]
struct Story {
    title: String,
    words: String,
    consent: Consent,
}

/// What a programme wants to reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Of which indicator.
    pub indicator: Indicator,
    /// What in particular it speaks of, as the figure says it.
    pub about: Vec<About>,
    /// The value to reach, in the unit of the definition; where less is better, to stay below.
    pub value: f64,
}

/// Something was released for fewer readers than those of the report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the {part} were released for {released_for}, and this report is for {readers}; release them for its readers"
)]
pub struct NotForThem {
    /// What it is: `figures`, `quotes`.
    pub part: &'static str,
    /// For whom it was released.
    pub released_for: Readers,
    /// Who reads the report.
    pub readers: Readers,
}

/// Readers, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readers(pub Scope);

impl fmt::Display for Readers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Scope::Programme => "coordinators",
            Scope::Steering => "the steering group and funders",
            Scope::Public => "everybody",
        })
    }
}

/// Without what is told: a programme's name and its period.
impl fmt::Debug for YearReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("YearReport")
            .field("from", &self.from)
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

impl<'a> YearReport<'a> {
    /// A report of a programme of that name, from one day to another, both included.
    pub fn new(name: &str, from: Date, until: Date, figures: &'a Published<PublicFigures>) -> Self {
        Self {
            name: name.to_owned(),
            from,
            until,
            figures,
            before: None,
            retention: None,
            endings: None,
            money: None,
            currency: Currency::default(),
            ties: None,
            answers: Vec::new(),
            months: Vec::new(),
            quotes: None,
            stories: Vec::new(),
            vision: None,
            mission: None,
            targets: Vec::new(),
            did_not_work: Vec::new(),
            said_and_done: Vec::new(),
            next: Vec::new(),
        }
    }

    /// The figures of the year before: what is counted in another way now is listed.
    #[must_use]
    pub fn after(self, before: &'a Published<PublicFigures>) -> Self {
        Self { before: Some(before), ..self }
    }

    /// How long pairings lasted.
    #[must_use]
    pub fn retention(self, curve: &'a Published<PublicCurve>) -> Self {
        Self { retention: Some(curve), ..self }
    }

    /// How pairings ended.
    #[must_use]
    pub fn endings(self, endings: &'a Published<PublicIncidences<Closure>>) -> Self {
        Self { endings: Some(endings), ..self }
    }

    /// Who gave how much, in cents of this currency.
    #[must_use]
    pub fn money(self, currency: Currency, money: &'a Published<PublicSums<FunderKind>>) -> Self {
        Self { currency, money: Some(money), ..self }
    }

    /// How many ties go from which group to which.
    #[must_use]
    pub fn ties(self, ties: &'a Published<PublishedTable>) -> Self {
        Self { ties: Some(ties), ..self }
    }

    /// How many gave which answer: a row a question, a column an answer, from the one end to the other.
    #[must_use]
    pub fn answers(mut self, answers: &'a Published<PublishedTable>) -> Self {
        self.answers.push(answers);
        self
    }

    /// Something month by month, under this name. Shares and numbers alike.
    #[must_use]
    pub fn by_month(mut self, name: &str, series: &'a Published<PublicSeries>) -> Self {
        self.months.push((name.to_owned(), series));
        self
    }

    /// What people said, in their own words, as far as they gave leave.
    #[must_use]
    pub fn quotes(self, quotes: &'a Published<PublicQuotes>, words: &'a Notes) -> Self {
        Self { quotes: Some((quotes, words)), ..self }
    }

    /// A story of somebody, told with their consent: shown to the readers that it covers, on the day of the figures.
    ///
    /// The programme writes it, and is to leave out what tells who it is about.
    #[must_use]
    pub fn story(mut self, title: &str, words: &str, consent: Consent) -> Self {
        self.stories.push(Story { title: title.to_owned(), words: words.to_owned(), consent });
        self
    }

    /// Where the programme wants to go, in its own words.
    #[must_use]
    pub fn vision(self, vision: &str) -> Self {
        Self { vision: Some(vision.to_owned()), ..self }
    }

    /// What it does for that, in its own words.
    #[must_use]
    pub fn mission(self, mission: &str) -> Self {
        Self { mission: Some(mission.to_owned()), ..self }
    }

    /// Something it wants to reach.
    #[must_use]
    pub fn target(mut self, target: Target) -> Self {
        self.targets.push(target);
        self
    }

    /// Something that did not work, in the programme's own words.
    #[must_use]
    pub fn did_not_work(mut self, what: &str) -> Self {
        self.did_not_work.push(what.to_owned());
        self
    }

    /// What people said, and what was done with it.
    #[must_use]
    pub fn you_said_we_did(mut self, said: &str, done: &str) -> Self {
        self.said_and_done.push((said.to_owned(), done.to_owned()));
        self
    }

    /// Something planned for the next year.
    #[must_use]
    pub fn next(mut self, what: &str) -> Self {
        self.next.push(what.to_owned());
        self
    }

    /// The report for the community: everybody may read it.
    ///
    /// # Errors
    ///
    /// When a part was not released for everybody.
    pub fn community(&self, language: Language) -> Result<Report, NotForThem> {
        self.is_for(Scope::Public)?;
        Ok(Report::of(community::document(self, language)))
    }

    /// The report for sponsors and the municipality: what goes in, what comes out, what it costs, how sure that is.
    ///
    /// # Errors
    ///
    /// When a part was not released for the steering group or for everybody.
    pub fn sponsor(&self, language: Language) -> Result<Report, NotForThem> {
        self.is_for(Scope::Steering)?;
        Ok(Report::of(sponsor::document(self, language)))
    }

    /// The report for coordinators: where to look today, and every figure.
    ///
    /// # Errors
    ///
    /// When a part was not released for coordinators; what others may see they may.
    pub fn coordinator(&self, language: Language) -> Result<Report, NotForThem> {
        self.is_for(Scope::Programme)?;
        Ok(Report::of(coordinator::document(self, language)))
    }

    fn is_for(&self, readers: Scope) -> Result<(), NotForThem> {
        let parts = [("figures", Some(self.figures.readers()))]
            .into_iter()
            .chain([
                ("figures of the year before", self.before.map(Published::readers)),
                ("lengths", self.retention.map(Published::readers)),
                ("endings", self.endings.map(Published::readers)),
                ("sums of money", self.money.map(Published::readers)),
                ("ties", self.ties.map(Published::readers)),
                ("quotes", self.quotes.map(|(quotes, _)| quotes.readers())),
            ])
            .chain(self.answers.iter().map(|answers| ("answers", Some(answers.readers()))))
            .chain(self.months.iter().map(|(_, months)| ("months", Some(months.readers()))));
        for (part, released_for) in parts {
            if let Some(released_for) = released_for.filter(|released_for| *released_for < readers) {
                return Err(NotForThem {
                    part,
                    released_for: Readers(released_for),
                    readers: Readers(readers),
                });
            }
        }
        Ok(())
    }
}
