//! What is wrong with a fact, in words that lead to it.

use std::fmt;

use jiff::civil::Date;

use super::{Baseline, List, Step, Wave};
use crate::{
    id::{AgreementId, InstrumentId, ItemId, NoteId, PassageId, PersonId},
    introduction::Party,
    people::Label,
};

/// A fact that cannot be: which, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// In which list.
    pub list: List,
    /// At which place in it, counted from 0.
    pub index: usize,
    /// Why.
    pub rule: Rule,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.list, self.index + 1, self.rule)
    }
}

/// All facts that cannot be, in the order of the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => f.write_str("1 thing does not fit:")?,
            several => write!(f, "{several} things do not fit:")?,
        }
        self.0.iter().try_for_each(|problem| write!(f, "\n{problem}"))
    }
}

impl std::error::Error for Problems {}

/// Why a fact cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what the message says")]
pub enum Rule {
    /// A date outside the hundred years in which a programme's dates lie.
    #[error("{of}: {on} is not between {first} and {last}", first = super::FIRST_DAY, last = super::LAST_DAY)]
    OutOfReach { of: String, on: Date },
    /// One person in one role more than once.
    #[error("`{person}` is enrolled as {role} in rows {}; which is right?", rows(.indices))]
    EnrolledTwice { person: PersonId, role: Party, indices: Vec<usize> },
    /// Steps in the wrong order.
    #[error("`{person}` as {role}: {later} on {later_on} comes before {earlier} on {earlier_on}")]
    StepsOutOfOrder {
        person: PersonId,
        role: Party,
        earlier: Step,
        earlier_on: Date,
        later: Step,
        later_on: Date,
    },
    /// A mentor without a place, or a mentee with more than one.
    #[error("`{person}` has {places} places as {role}; a mentor has 1 to 1000, a mentee 1")]
    WrongPlaces { person: PersonId, role: Party, places: u16 },
    /// Nobody of that name in that role, or only in a row that was set aside.
    #[error("`{person}` is not among the enrolments as {role}, or was set aside there")]
    NotEnrolled { person: PersonId, role: Party },
    /// Nobody of that name, or only in a row that was set aside.
    #[error("`{person}` is not among the enrolments, or was set aside there")]
    NobodyEnrolled { person: PersonId },
    /// Before they signed up.
    #[error("`{person}` {what} on {on}, before enrolling as {role} on {enrolled}")]
    BeforeEnrolment { person: PersonId, role: Party, what: &'static str, on: Date, enrolled: Date },
    /// One agreement more than once.
    #[error("agreement `{agreement}` stands in rows {}; which is right?", rows(.indices))]
    PairedTwice { agreement: AgreementId, indices: Vec<usize> },
    /// Somebody with themself.
    #[error("agreement `{agreement}` pairs `{person}` with themself")]
    WithThemself { agreement: AgreementId, person: PersonId },
    /// A length of no days.
    #[error("agreement `{agreement}` plans {what} of 0 days; it is at least 1")]
    NoDays { agreement: AgreementId, what: &'static str },
    /// Ended before it began.
    #[error("agreement `{agreement}` ended on {ended}, before it began on {started}")]
    EndedBeforeStart { agreement: AgreementId, started: Date, ended: Date },
    /// A pause that is empty, runs out of the agreement, or into another.
    #[error(
        "a pause of agreement `{agreement}` runs from {from} until {until}; pauses are not empty, lie within the \
         agreement, and follow each other"
    )]
    WrongPause { agreement: AgreementId, from: Date, until: Date },
    /// No such agreement, or one that was set aside.
    #[error("agreement `{0}` is not among the pairings, or was set aside there")]
    UnknownAgreement(AgreementId),
    /// Not one of the two.
    #[error("`{person}` is not the {role} of agreement `{agreement}`")]
    NotTheirs { agreement: AgreementId, person: PersonId, role: Party },
    /// Outside the agreement.
    #[error(
        "agreement `{agreement}` of mentee `{mentee}` ran from {from} {}; {what} on {on} lies outside",
        .until.map_or_else(|| "on".to_owned(), |until| format!("to {until}"))
    )]
    OutsideAgreement {
        agreement: AgreementId,
        mentee: PersonId,
        what: &'static str,
        on: Date,
        from: Date,
        until: Option<Date>,
    },
    /// On a day on which they had agreed not to meet.
    #[error("agreement `{agreement}` was paused from {from} until {until}; a meeting on {on} does not fit")]
    DuringPause { agreement: AgreementId, on: Date, from: Date, until: Date },
    /// A meeting of no time, or of more than a day.
    #[error("a meeting of agreement `{agreement}` on {on} took {minutes} minutes, not 1 to 1440")]
    WrongMinutes { agreement: AgreementId, on: Date, minutes: u16 },
    /// Noted down before it happened.
    #[error("a meeting of agreement `{agreement}` on {on} was noted down on {logged}, before it happened")]
    LoggedBefore { agreement: AgreementId, on: Date, logged: Date },
    /// An answer that is not one of the steps.
    #[error("{of}: {what} is {value}, not {min} to {max}")]
    OffScale { of: String, what: &'static str, value: i32, min: i32, max: i32 },
    /// An answer on a talk that was not held.
    #[error(
        "check-in of agreement `{agreement}` due on {due}: it tells how well they fit, but not when it was held"
    )]
    FitWithoutTalk { agreement: AgreementId, due: Date },
    /// One instrument more than once.
    #[error("version {version} of instrument `{instrument}` stands in rows {}; which is right?", rows(.indices))]
    InstrumentTwice { instrument: InstrumentId, version: u16, indices: Vec<usize> },
    /// No such instrument, or one that was set aside.
    #[error(
        "`{person}` is asked version {version} of instrument `{instrument}`, which is not among the instruments, or \
         was set aside there"
    )]
    UnknownInstrument { person: PersonId, instrument: InstrumentId, version: u16 },
    /// No such item.
    #[error("`{person}` answered item `{item}`, which instrument `{instrument}` does not ask")]
    UnknownItem { person: PersonId, instrument: InstrumentId, item: ItemId },
    /// Off the scale.
    #[error("`{person}` answered {answer} to item `{item}` of instrument `{instrument}`, not {min} to {max}")]
    OffItem { person: PersonId, instrument: InstrumentId, item: ItemId, answer: i16, min: i16, max: i16 },
    /// The same occasion twice.
    #[error("`{person}` has wave `{wave}` of instrument `{instrument}` in rows {}; which is right?", rows(.indices))]
    WaveTwice { person: PersonId, instrument: InstrumentId, wave: Wave, indices: Vec<usize> },
    /// Another kind of baseline than the instrument's.
    #[error(
        "`{person}` has wave `{wave}` of instrument `{instrument}`, whose baseline is {baseline}; the two kinds are \
         not mixed"
    )]
    OtherBaseline { person: PersonId, instrument: InstrumentId, wave: Wave, baseline: Baseline },
    /// One fact more than once.
    #[error("{what} stands in rows {}; which is right?", rows(.indices))]
    Twice { what: String, indices: Vec<usize> },
    /// A passage of nobody.
    #[error("passage `{0}` is of nobody; name who told it or was seen")]
    OfNobody(PassageId),
    /// A quote of somebody who was not there.
    #[error("passage `{passage}` quotes `{speaker}`, who is not among its people")]
    SpeakerAbsent { passage: PassageId, speaker: PersonId },
    /// The same words quoted more than once, with consents that may differ.
    #[error("passage `{passage}` quotes `{words}` more than once; which consent is right?")]
    QuotedTwice { passage: PassageId, words: NoteId },
    /// A consent that ends before it begins.
    #[error("`{speaker}` consents from {from} until {until}, which is no time at all")]
    EmptyConsent { speaker: PersonId, from: Date, until: Date },
    /// No such passage, or one that was set aside.
    #[error("passage `{0}` is not among the passages, or was set aside there")]
    UnknownPassage(PassageId),
    /// The same kind twice on one day, so that nobody can tell whether it came or went last.
    #[error("`{person}` has milestone `{kind}` on {on} in rows {}; which is right?", rows(.indices))]
    MilestoneTwice { person: PersonId, kind: Label, on: Date, indices: Vec<usize> },
    /// Answers of somebody who was only named.
    #[error("neighbour `{person}` gave {what}, but when they were asked is not told")]
    NotAsked { person: PersonId, what: &'static str },
    /// Answers that came too early.
    #[error("neighbour `{person}` answered on {answered}, before being asked on {asked}")]
    AnsweredBefore { person: PersonId, asked: Date, answered: Date },
    /// Judgements of somebody who seems not to have answered.
    #[error("neighbour `{person}` gave judgements of statements, but when they answered is not told")]
    StatementsWithoutDay { person: PersonId },
    /// A year in which no neighbour was born.
    #[error("neighbour `{person}` was born in {born}, not {first} to {last}")]
    WrongBirth { person: PersonId, born: i16, first: i16, last: i16 },
    /// Statements of a form that has no score.
    #[error(
        "neighbour `{person}` judged statements of instrument `{instrument}`, which is not read as a scale"
    )]
    NotAScale { person: PersonId, instrument: InstrumentId },
    /// Nobody of that name, or only in rows that were set aside.
    #[error("`{person}` is neither among the enrolments nor among the neighbours, or was set aside there")]
    Stranger { person: PersonId },
    /// A tie of somebody with themself.
    #[error("`{person}` names themself for `{kind}` on {on}")]
    NamesThemself { person: PersonId, kind: Label, on: Date },
    /// A tie from before the first round.
    #[error("`{from}` named `{to}` on {on}, before being asked for the first time on {asked}")]
    ToldBefore { from: PersonId, to: PersonId, on: Date, asked: Date },
    /// A tie of somebody from whom nothing came in that round.
    #[error(
        "`{from}` named `{to}` on {on}, but did not answer when asked on {asked}, or the answer was set aside"
    )]
    ToldInSilence { from: PersonId, to: PersonId, on: Date, asked: Date },
    /// Hours of no time, or of more than a day.
    #[error("`{person}` gave {minutes} minutes on {on}, not 1 to 1440")]
    WrongHours { person: PersonId, on: Date, minutes: u16 },
    /// An amount that no book has.
    #[error("{of}: {cents} cents, not {least} to {most}", most = super::MOST_CENTS)]
    WrongCents { of: String, cents: i128, least: i128 },
    /// Words that mean two things.
    #[error("rows {} tell differently what the programme's words mean; which is right?", rows(.indices))]
    MeaningsDiffer { indices: Vec<usize> },
    /// An amount in nobody knows which currency.
    #[error("the currency is not clear, as the meanings in rows {} were set aside", rows(.indices))]
    UnclearCurrency { indices: Vec<usize> },
}

/// Places in a list as an organiser counts them.
fn rows(indices: &[usize]) -> String {
    let rows: Vec<_> = indices.iter().map(|index| (index + 1).to_string()).collect();
    match rows.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => rows.concat(),
    }
}
