//! How far somebody has come: the row from which participation is counted.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Days, Ended, Snapshot, Spell};
use crate::{
    feedback::{Closure, Enrolment, Pairing},
    id::PersonId,
    introduction::Party,
};

/// The steps of the way into and through a programme, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Invited.
    Invited,
    /// Signed up.
    Enrolled,
    /// Screened and prepared.
    Ready,
    /// Began with a partner.
    Matched,
    /// Met at least once.
    Met,
    /// Met at least three times.
    MetThrice,
    /// Completed a term.
    Completed,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Invited,
        Self::Enrolled,
        Self::Ready,
        Self::Matched,
        Self::Met,
        Self::MetThrice,
        Self::Completed,
    ];
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invited => "invited",
            Self::Enrolled => "enrolled",
            Self::Ready => "ready",
            Self::Matched => "matched",
            Self::Met => "met once",
            Self::MetThrice => "met three times",
            Self::Completed => "completed",
        })
    }
}

/// Whether somebody's pairing has ended, and another began since.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finished {
    /// None has ended.
    NotYet,
    /// One has ended.
    Once,
    /// One has ended, and another began then or later.
    AndBeganAgain,
}

impl Finished {
    fn of(pairings: &[&Pairing], date: Date) -> Self {
        let end = |pairing: &Pairing| pairing.ended.map(|ending| ending.on).filter(|end| *end <= date);
        let again = |before: &&Pairing| {
            let since =
                |other: &&Pairing| end(before) <= Some(other.started) && other.agreement != before.agreement;
            end(before).is_some() && pairings.iter().any(since)
        };
        if pairings.iter().any(again) {
            Self::AndBeganAgain
        } else if pairings.iter().any(|pairing| end(pairing).is_some()) {
            Self::Once
        } else {
            Self::NotYet
        }
    }
}

/// One person in one role as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: Party,
    /// The furthest they ever came; none when not even invited yet. Having come so far implies the steps before.
    pub reached: Option<Stage>,
    /// Whether they are here today: they came, and have not left.
    pub present: bool,
    /// From being ready (or enrolled, where that is not known) to their first partner, or as long as they waited.
    pub waiting: Option<Spell>,
    /// Places they have, while they are here and ready.
    pub places: u32,
    /// Pairings that are running today.
    pub running: u32,
    /// Pairings ever.
    pub pairings: u32,
    /// Whether one of them has ended, and another began since.
    pub finished: Finished,
    /// Whether one of them began or ran in the period.
    pub served: bool,
}

impl Journey {
    /// Whether they are here today and all that comes before matching is done.
    pub fn ready_now(&self) -> bool {
        self.present && self.reached >= Some(Stage::Ready)
    }

    /// The journeys of all people of a snapshot, by person and role. A pairing counts for both of the two, also where the
    /// other is not in the snapshot.
    pub fn all(snapshot: &Snapshot<'_>) -> Vec<Self> {
        let facts = snapshot.record().facts();
        let mut journeys: Vec<Option<Self>> = vec![None; facts.enrolments.len()];
        let mut theirs: Vec<Vec<&Pairing>> = vec![Vec::new(); facts.enrolments.len()];
        for (at, enrolment) in snapshot.enrolments() {
            journeys[at] = Some(Self::begun(snapshot, enrolment));
        }
        for (at, pairing) in facts.pairings.iter().enumerate() {
            if pairing.started > snapshot.on().date {
                continue;
            }
            for (person, role) in [(&pairing.mentor, Party::Mentor), (&pairing.mentee, Party::Mentee)] {
                let Some(enrolment) = snapshot.enrolment(person, role) else { continue };
                if let Some(journey) = &mut journeys[enrolment] {
                    journey.add(snapshot, at, pairing);
                    theirs[enrolment].push(pairing);
                }
            }
        }
        for (at, enrolment) in snapshot.enrolments() {
            if let Some(journey) = &mut journeys[at] {
                let left = enrolment.left.is_some_and(|left| left <= snapshot.on().date);
                // Who is in a pairing has come, whether or not it was noted when.
                journey.present = journey.reached >= Some(Stage::Enrolled) && !left;
                journey.waiting =
                    waiting(snapshot, enrolment, theirs[at].iter().map(|pairing| pairing.started).min());
                journey.finished = Finished::of(&theirs[at], snapshot.on().date);
            }
        }
        journeys.into_iter().flatten().collect()
    }

    fn begun(snapshot: &Snapshot<'_>, enrolment: &Enrolment) -> Self {
        let date = snapshot.on().date;
        let by_now = |on: Option<Date>| on.is_some_and(|on| on <= date);
        let reached = if by_now(enrolment.ready) {
            Some(Stage::Ready)
        } else if by_now(enrolment.enrolled) {
            Some(Stage::Enrolled)
        } else {
            by_now(enrolment.invited).then_some(Stage::Invited)
        };
        Self {
            person: enrolment.person.clone(),
            role: enrolment.role,
            reached,
            present: false,
            waiting: None,
            places: u32::from(enrolment.places),
            running: 0,
            pairings: 0,
            finished: Finished::NotYet,
            served: false,
        }
    }

    fn add(&mut self, snapshot: &Snapshot<'_>, at: usize, pairing: &Pairing) {
        let on = snapshot.on();
        let ended = pairing.ended.filter(|ending| ending.on <= on.date);
        let met = snapshot
            .record()
            .meetings_of(at)
            .iter()
            .take_while(|meeting| meeting.on <= on.date)
            .take(3)
            .count();
        let stage = match (ended.map(|ending| ending.closure), met) {
            (Some(Closure::Completed), _) => Stage::Completed,
            (_, 0) => Stage::Matched,
            (_, 1 | 2) => Stage::Met,
            _ => Stage::MetThrice,
        };
        self.reached = self.reached.max(Some(stage));
        self.running += u32::from(ended.is_none());
        self.pairings += 1;
        self.served |= on
            .since
            .is_none_or(|since| pairing.started >= since || ended.is_none_or(|ending| ending.on > since));
    }
}

/// How long somebody waited for a first partner, from the day they were ready.
fn waiting(snapshot: &Snapshot<'_>, enrolment: &Enrolment, first: Option<Date>) -> Option<Spell> {
    let date = snapshot.on().date;
    let by_now = |on: Option<Date>| on.filter(|on| *on <= date);
    let from = by_now(enrolment.ready).or(by_now(enrolment.enrolled))?;
    let (until, ended) = match first {
        // Whoever began before being on record as ready did not wait.
        Some(first) => (first.max(from), Ended::Yes),
        None => (enrolment.left.map_or(date, |left| left.min(date)).max(from), Ended::StillOpen),
    };
    Some(Spell::new(Days::between(from, until).ok()?, ended))
}
