//! The indicators once more, from their definitions, by plain loops over the facts: slow, and without anything of what
//! the crate counts with.
#![expect(clippy::cast_precision_loss, reason = "a few hundred people make small numbers")]

mod delivery;
mod evidence;
mod growth;
mod length;
mod participation;
mod scale;
mod voices;

use mentorship::{
    feedback::{Answers, Closure, Facts, Instrument, Pairing, Response},
    id::PersonId,
    impact::{About, AsOf, Indicator},
    introduction::Party,
    jiff::{ToSpan, civil::Date},
    people::Label,
};

/// What is to be counted: the whole, or the people of one group of a dimension.
pub(super) struct Case<'a> {
    pub(super) facts: &'a Facts,
    pub(super) on: AsOf,
    pub(super) group: Option<(Label, Label)>,
}

/// What a figure should say.
#[derive(Debug)]
pub(super) struct Expected {
    pub(super) indicator: Indicator,
    pub(super) about: Vec<About>,
    pub(super) value: Option<f64>,
    pub(super) n: usize,
    pub(super) missing: usize,
}

/// What the oracle does not work out: the exact p of signed ranks has its own tables, and contrasts are no part of the
/// figures.
pub(super) const LEFT_OUT: [Indicator; 6] = [
    Indicator::RankTest,
    Indicator::LengthDiffers,
    Indicator::LengthDifference,
    Indicator::SatisfiedDifference,
    Indicator::ChangeDifference,
    Indicator::ChangeDifferenceG,
];

/// How long something lasted so far, and how it ended, if it did.
type Lasted = (i64, Option<Closure>);

fn days(from: Date, to: Date) -> i64 {
    i64::from(to.since(from).unwrap().get_days())
}

fn share(hits: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| hits as f64 / of as f64)
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

fn deviation(values: &[f64]) -> Option<f64> {
    let middle = mean(values)?;
    let squares: f64 = values.iter().map(|value| (value - middle).powi(2)).sum();
    (values.len() > 1).then(|| (squares / (values.len() as f64 - 1.0)).sqrt())
}

impl Case<'_> {
    fn date(&self) -> Date {
        self.on.date
    }

    fn by_now(&self, on: Option<Date>) -> bool {
        on.is_some_and(|on| on <= self.date())
    }

    fn member(&self, person: &PersonId, role: Party) -> bool {
        let own = self.facts.enrolments.iter().find(|row| row.person == *person && row.role == role);
        own.is_some_and(|row| {
            self.group.as_ref().is_none_or(|(dimension, label)| row.groups.get(dimension) == Some(label))
        })
    }

    /// The pairings that have begun, of mentees who belong to it.
    fn pairings(&self) -> Vec<&Pairing> {
        let begun = self.facts.pairings.iter().filter(|row| row.started <= self.date());
        begun.filter(|row| self.member(&row.mentee, Party::Mentee)).collect()
    }

    fn closure(&self, row: &Pairing) -> Option<Closure> {
        row.ended.filter(|ending| ending.on <= self.date()).map(|ending| ending.closure)
    }

    fn end(&self, row: &Pairing) -> Date {
        row.ended.map_or(self.date(), |ending| ending.on.min(self.date()))
    }

    fn lasted(&self, row: &Pairing) -> Lasted {
        (days(row.started, self.end(row)), self.closure(row))
    }

    fn meetings(&self, row: &Pairing) -> Vec<(Date, u16)> {
        let theirs = self.facts.meetings.iter().filter(|meeting| meeting.agreement == row.agreement);
        let mut meetings: Vec<_> =
            theirs.filter(|m| m.on <= self.date()).map(|m| (m.on, m.minutes)).collect();
        meetings.sort_unstable();
        meetings
    }

    /// The days of a pairing on which the two did not pause.
    fn active_days(&self, row: &Pairing) -> Vec<Date> {
        let all = (0..days(row.started, self.end(row))).map(|day| row.started.saturating_add(day.days()));
        all.filter(|day| !row.pauses.iter().any(|pause| pause.from <= *day && *day < pause.until)).collect()
    }

    /// The responses of its people that were due, or came, by that day.
    fn responses(&self) -> Vec<&Response> {
        let asked = self.facts.responses.iter().filter(|row| self.asked(row));
        asked.filter(|row| self.member(&row.person, row.role)).collect()
    }

    fn asked(&self, row: &Response) -> bool {
        row.due <= self.date() || self.came(row).is_some()
    }

    fn came<'a>(&self, row: &'a Response) -> Option<&'a Answers> {
        row.answers.as_ref().filter(|answers| answers.on <= self.date())
    }

    fn instrument(&self, row: &Response) -> &Instrument {
        let wanted = (&row.instrument, row.version);
        self.facts.instruments.iter().find(|asked| (asked.id(), asked.version()) == wanted).unwrap()
    }

    /// All figures.
    pub(super) fn figures(&self) -> Vec<Expected> {
        let mut told = Told::default();
        self.participation(&mut told);
        self.delivery(&mut told);
        self.length(&mut told);
        self.voices(&mut told);
        self.views(&mut told);
        self.growth(&mut told);
        self.milestones(&mut told);
        self.evidence(&mut told);
        told.0
    }
}

#[derive(Default)]
struct Told(Vec<Expected>);

impl Told {
    fn value(
        &mut self,
        indicator: Indicator,
        about: impl IntoIterator<Item = About>,
        value: Option<f64>,
        n: usize,
    ) {
        let about = about.into_iter().collect();
        self.0.push(Expected { indicator, about, value, n, missing: 0 });
    }

    fn share(
        &mut self,
        indicator: Indicator,
        about: impl IntoIterator<Item = About>,
        hits: usize,
        of: usize,
    ) {
        self.value(indicator, about, share(hits, of), of);
    }

    fn count(
        &mut self,
        indicator: Indicator,
        about: impl IntoIterator<Item = About>,
        count: usize,
        n: usize,
    ) {
        self.value(indicator, about, Some(count as f64), n);
    }

    /// How many more the last should have had.
    fn missing(&mut self, missing: usize) {
        self.0.last_mut().unwrap().missing = missing;
    }
}
