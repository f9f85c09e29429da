//! The record as it stood on a day: what is dated later has not happened yet.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;

use super::{AsOf, Days};
use crate::{
    feedback::{Enrolment, Neighbour, Pairing, Placed, Record, Response},
    id::{AgreementId, PersonId},
    introduction::Party,
    people::Label,
};

/// A record as of a day, whole or for one group of people.
///
/// The only way to a group is through what was known when people enrolled ([`Enrolment::groups`]), the quarter in which a
/// pairing began, or how it stood on its day L, from which it is then followed ([`landmark`](Self::landmark)). A group by
/// what came later cannot be asked for: “those who stayed a year grew more” says only that they stayed (immortal time).
///
/// ```
/// use mentorship::{feedback::Record, impact::{AsOf, Snapshot}, jiff::civil::date, people::Label};
///
/// let record = Record::default();
/// let snapshot = Snapshot::new(&record, AsOf::new(date(2026, 12, 31)));
/// assert!(snapshot.groups(&Label::new("neighbourhood")?).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// There is no grouping by a closure over the record, so this does not compile:
///
/// ```compile_fail,E0599
/// # use mentorship::{feedback::{Pairing, Record}, impact::{AsOf, Snapshot}, jiff::civil::date};
/// # let record = Record::default();
/// # let snapshot = Snapshot::new(&record, AsOf::new(date(2026, 12, 31)));
/// let stayed = snapshot.filtered(|pairing: &Pairing| pairing.ended.is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Snapshot<'a> {
    record: &'a Record,
    on: AsOf,
    /// Who belongs to it, by the index of the enrolment.
    members: Vec<bool>,
    /// Which pairings belong to it, by index: those of a member mentee that have begun.
    pairings: Vec<bool>,
    /// Which neighbours belong to it, by index.
    neighbours: Vec<bool>,
    /// Whether it is a part of the record: of some people, or of some pairings.
    part: bool,
    /// The length from which pairings are followed.
    landmark: Option<Days>,
    /// Indices of enrolments.
    by_person: HashMap<(&'a PersonId, Party), usize>,
    /// Indices of pairings. Of both nothing is asked but where somebody stands, so their order shows nowhere.
    by_agreement: HashMap<&'a AgreementId, usize>,
}

/// How a pairing stands on the day from which it is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They had met at least so many times.
    MetAtLeast(u32),
    /// They had met fewer times.
    MetFewerThan(u32),
}

impl<'a> Snapshot<'a> {
    /// The whole record as of a day.
    pub fn new(record: &'a Record, on: AsOf) -> Self {
        let facts = record.facts();
        let members = vec![true; facts.enrolments.len()];
        let neighbours = vec![true; facts.neighbours.len()];
        let pairings = facts.pairings.iter().map(|pairing| pairing.started <= on.date).collect();
        let by_person =
            facts.enrolments.iter().enumerate().map(|(at, row)| ((&row.person, row.role), at)).collect();
        let by_agreement = facts.pairings.iter().enumerate().map(|(at, row)| (&row.agreement, at)).collect();
        Self {
            record,
            on,
            members,
            pairings,
            neighbours,
            part: false,
            landmark: None,
            by_person,
            by_agreement,
        }
    }

    /// As of which day, and how sure.
    pub fn on(&self) -> &AsOf {
        &self.on
    }

    /// The record.
    pub fn record(&self) -> &'a Record {
        self.record
    }

    /// The length from which pairings are followed: none from their start.
    pub fn followed_from(&self) -> Option<Days> {
        self.landmark
    }

    /// One part for each group of a dimension, by what people belonged to when they enrolled; who has no group in it is in
    /// no part. Pairings, and what belongs to them, go with the mentee. Answers to the community's survey go by what people
    /// belonged to when they were last asked; a group that nobody who enrolled belongs to is had by [`group`](Self::group).
    pub fn groups(&self, dimension: &Label) -> BTreeMap<Label, Self> {
        let labels: BTreeSet<&Label> =
            self.enrolments().filter_map(|(_, row)| row.groups.get(dimension)).collect();
        labels.into_iter().map(|label| (label.clone(), self.group(dimension, label))).collect()
    }

    /// The part that belonged to one group of a dimension when they enrolled.
    #[must_use]
    pub fn group(&self, dimension: &Label, label: &Label) -> Self {
        let enrolments = &self.record.facts().enrolments;
        let belongs = |at: usize| enrolments[at].groups.get(dimension) == Some(label);
        let mut part = Self { part: true, ..self.clone() };
        // Neighbours stand together by person, then by round: all of one belong where the last round known says.
        let mut at = 0;
        for rows in self.record.facts().neighbours.chunk_by(|a, b| a.person == b.person) {
            let known = rows.iter().filter(|row| row.asked.is_none_or(|asked| asked <= self.on.date));
            let last = known.filter_map(|row| row.groups.get(dimension)).next_back();
            for belongs in part.neighbours.iter_mut().skip(at).take(rows.len()) {
                *belongs &= last == Some(label);
            }
            at += rows.len();
        }
        for at in 0..part.members.len() {
            part.members[at] &= belongs(at);
        }
        for (at, pairing) in self.record.facts().pairings.iter().enumerate() {
            part.pairings[at] &=
                self.enrolment(&pairing.mentee, Party::Mentee).is_some_and(|mentee| part.members[mentee]);
        }
        part
    }

    /// One part for each quarter in which pairings began, by year and quarter (1 to 4): equal exposure instead of a
    /// calendar average of mixed cohorts. Everybody is in each; only pairings are parted.
    pub fn quarters(&self) -> BTreeMap<(i16, i8), Self> {
        let quarter = |date: Date| (date.year(), (date.month() - 1) / 3 + 1);
        let mut parts = BTreeMap::new();
        for (at, pairing) in self.pairings() {
            let part = parts.entry(quarter(pairing.started)).or_insert_with(|| Self {
                pairings: vec![false; self.pairings.len()],
                part: true,
                ..self.clone()
            });
            part.pairings[at] = true;
        }
        parts
    }

    /// The pairings that were open when they had lasted `days`, and stood so then, followed from there: what happened
    /// before day L may part them, what happens after is what is compared (landmark analysis, Anderson 1983).
    #[must_use]
    pub fn landmark(&self, days: Days, standing: Standing) -> Self {
        // Of two landmarks the later: those of the other were open then, and nobody else is here.
        let mut part = Self { landmark: self.landmark.max(Some(days)), part: true, ..self.clone() };
        for (at, pairing) in self.record.facts().pairings.iter().enumerate() {
            let open = self.observed_length(pairing) > days;
            let met = || {
                let by_then = |on: Date| Days::between(pairing.started, on).is_ok_and(|length| length < days);
                let met =
                    self.record.meetings_of(at).iter().take_while(|meeting| by_then(meeting.on)).count();
                u32::try_from(met).unwrap_or(u32::MAX)
            };
            part.pairings[at] &= open
                && match standing {
                    Standing::MetAtLeast(times) => met() >= times,
                    Standing::MetFewerThan(times) => met() < times,
                };
        }
        part
    }

    /// Whether it is the whole record, and not a part of it.
    pub fn is_whole(&self) -> bool {
        !self.part
    }

    /// How long a pairing has lasted on that day, or lasted when it ended.
    pub(super) fn observed_length(&self, pairing: &Pairing) -> Days {
        let end = pairing.ended.map_or(self.on.date, |ending| ending.on.min(self.on.date));
        // A pairing of the future has not lasted at all.
        Days::between(pairing.started, end.max(pairing.started)).unwrap_or_default()
    }

    /// Where somebody's enrolment in a role stands.
    pub(super) fn enrolment(&self, person: &PersonId, role: Party) -> Option<usize> {
        self.by_person.get(&(person, role)).copied()
    }

    /// The enrolments that belong to it, with their index.
    pub(super) fn enrolments(&self) -> impl Iterator<Item = (usize, &'a Enrolment)> + use<'_, 'a> {
        let enrolments = self.record.facts().enrolments.iter().enumerate();
        enrolments.filter(|(at, _)| self.members[*at])
    }

    /// The rows of the community's survey that belong to it, by person and round.
    pub(super) fn neighbours(&self) -> impl Iterator<Item = &'a Neighbour> + use<'_, 'a> {
        let neighbours = self.record.facts().neighbours.iter().zip(&self.neighbours);
        neighbours.filter(|(_, belongs)| **belongs).map(|(row, _)| row)
    }

    /// The pairings that belong to it, with their index.
    pub(crate) fn pairings(&self) -> impl Iterator<Item = (usize, &'a Pairing)> + use<'_, 'a> {
        let pairings = self.record.facts().pairings.iter().enumerate();
        pairings.filter(|(at, _)| self.pairings[*at])
    }

    /// Where the pairing of an agreement stands, when it belongs to it.
    pub(crate) fn pairing(&self, agreement: &AgreementId) -> Option<usize> {
        self.by_agreement.get(agreement).copied().filter(|at| self.pairings[*at])
    }

    /// The responses of its people that were due, or came, by that day, in runs of one instrument, version and wave.
    pub(crate) fn responses(&self) -> impl Iterator<Item = Asking<'a>> + use<'_, 'a> {
        self.asked(|place| self.members[place.enrolment])
    }

    /// The same of the responses about its pairings, of either of the two: what belongs to a pairing goes with the mentee.
    pub(super) fn responses_about_pairings(&self) -> impl Iterator<Item = Asking<'a>> + use<'_, 'a> {
        self.asked(|place| place.pairing.is_some_and(|at| self.pairings[at]))
    }

    fn asked<F: Fn(&Placed) -> bool>(&self, belongs: F) -> impl Iterator<Item = Asking<'a>> + use<'a, F> {
        let date = self.on.date;
        self.record.responses().filter(move |(_, place)| belongs(place)).filter_map(
            move |(response, place)| {
                let came = response.answers.as_ref().filter(|answers| answers.on <= date);
                let answers = came.and(place.answers.as_deref());
                let asked = response.due <= date || came.is_some();
                let on = came.map(|answers| answers.on);
                asked.then_some(Asking { response, place, came: on.zip(answers) })
            },
        )
    }
}

/// A response as it stood on a day.
#[derive(Clone, Copy)]
pub(crate) struct Asking<'a> {
    pub(crate) response: &'a Response,
    pub(crate) place: &'a Placed,
    /// When answers came, and what was answered to each item, when they had come by the day.
    pub(crate) came: Option<(Date, &'a [Option<i16>])>,
}

impl Asking<'_> {
    /// Whether two are of one instrument, version and wave.
    pub(super) fn same_occasion(&self, other: &Self) -> bool {
        (self.place.instrument, self.response.wave) == (other.place.instrument, other.response.wave)
    }
}
