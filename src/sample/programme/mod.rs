//! A whole programme, from the first question to the last report, as a log and a cabinet.

mod agenda;
mod apart;
mod arrivals;
mod asked;
mod books;
mod faults;
mod founding;
mod rounds;
mod sheets;
mod thanks;
mod together;
mod trial;
mod world;

use std::ops::Range;

use jiff::{ToSpan, civil::Date};

use self::world::World;
pub use self::{faults::faulty, sheets::Sheets};
use crate::{
    matching::Plan,
    people::intake::RowProblem,
    programme::{Cabinet, Programme},
};

/// The day on which the programme of a [`ProgrammeYear`] is founded.
pub const PROGRAMME_START: Date = Date::constant(2026, 1, 5);

/// The last day of which a [`ProgrammeYear`] tells.
pub const PROGRAMME_END: Date = Date::constant(2027, 2, 28);

/// A programme for which so many mentees sign up, from its founding to its closing: [`ProgrammeYear`] tells what is in it.
///
/// ```
/// use mentorship::{jiff::civil::date, programme::Programme, sample};
///
/// let (programme, cabinet) = sample::programme(30, 7);
/// assert!(programme.pairs().agreements().count() > 10);
/// let (record, problems) = programme.record(sample::PROGRAMME_END);
/// assert!(problems.is_empty());
/// // Everybody who signed up is in the directory, but for who asked to be forgotten.
/// let signed_up = programme.recruitment().participants().count();
/// assert_eq!(cabinet.directory.len() + programme.erased().len(), signed_up);
/// assert!(record.facts().meetings.len() > signed_up);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn programme(mentees: usize, seed: u64) -> (Programme, Cabinet) {
    ProgrammeYear::of(mentees).seed(seed).begin().finish()
}

/// A believable programme over fourteen months, from [`PROGRAMME_START`] to [`PROGRAMME_END`], lived day by day through the rules
/// of every room.
///
/// The same number of mentees and the same seed give the same log on every machine: chance is `ChaCha8` and decides in whole
/// numbers. Nobody in it exists. Shares below are what the draws aim at.
///
/// **Founding** (January). The community is asked what it needs: eight people for each mentee, of whom half answer. A charter with
/// four goals, rules, six partners, a training of seven modules, a budget of some 900 euro for each mentee and five sources of
/// money, one of them earmarked for training and one in kind.
///
/// **People.** There are 45 mentors per 100 mentees, with two places on average, with profiles as [`community`](fn@crate::sample::community) draws them. They are
/// found through six campaigns, and from April on through two more for whom the needs and the survey say are missing; for every
/// nine mentees one person asks, and would rather not. Four in five sign up on the sheets of 2 March, the
/// others on those of 13 April and 8 June. Who signs up accepts the code within days, is screened within three weeks (one mentor in
/// twelve waits two months for a certificate of conduct, one in fifty gets none), and mentors attend the session on listening.
///
/// **Rounds** on 16 March, 20 April and 15 June, by [`criteria`](fn@crate::sample::criteria). The coordinator approves what she has
/// read, and rejects one pairing in forty. One in twelve invitations is declined, one in thirty-three not answered. Of the talks one
/// in eight does not click, one in sixteen needs a second one.
///
/// **Agreements** of eight months (six from the last round), with a meeting every week (25 %), every other week (55 %) or every
/// month. One meeting in six is missed, one in seven noted down up to a week later. One in eight pauses for two to five weeks, one
/// in seven ends early, mostly in the first three months. The third agreement, and every sixtieth after it, has a conflict of interest; the
/// fifth, and every eightieth after it, a report that a boundary was crossed.
///
/// **Support.** One supervisor for every twelve pairs. Nine in ten check-ins are held. One pair in ten worries somebody. An evening
/// for mentors in June and a party in December, thanks for a hundred days and for what was completed, stories from one in five.
///
/// **Answers.** `confidence`, `satisfied`, `bond` and `recommend`, before, midway and after; forms come back from nine in ten
/// before and four in five after. One or two goals for each pair; milestones; interviews in November with quotes, coded by two
/// people; two rounds of a survey of the neighbourhood.
///
/// **An experiment** on a call in week three, registered on 2 March and drawn by lot every other Monday for those who have begun:
/// those with a call miss half as many meetings from then on. It is looked at in November and decided on in December.
///
/// **Money** month by month; the bank is counted every quarter. **Erasure**: in October somebody who has left asks to be
/// forgotten.
///
/// ```
/// use mentorship::sample::ProgrammeYear;
///
/// let mut year = ProgrammeYear::of(20).seed(3).dirty().begin();
/// let mut months = 0;
/// while let Some(month) = year.next_month() {
///     assert!(!month.entries.is_empty());
///     months += 1;
/// }
/// assert_eq!((months, year.unread().is_empty()), (14, false), "dirty sheets have rows that cannot be read");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a description makes nothing before it begins"]
pub struct ProgrammeYear {
    mentees: usize,
    seed: u64,
    dirty: bool,
}

impl ProgrammeYear {
    /// A programme for which so many mentees sign up (at most 20 000), with seed 0.
    pub fn of(mentees: usize) -> Self {
        Self { mentees: mentees.min(20_000), seed: 0, dirty: false }
    }

    /// The same with other people and other luck.
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The same with faults in the sign-up sheets: a word that is no skill, a time that is none, an identifier twice, a row that
    /// is cut off. Those rows are set aside with the reason ([`Months::unread`]); what is in them is made good in nobody's stead.
    pub fn dirty(self) -> Self {
        Self { dirty: true, ..self }
    }

    /// Begins, before the first day.
    pub fn begin(self) -> Months {
        Months {
            world: World::new(self.mentees, self.seed, self.dirty),
            next: PROGRAMME_START.first_of_month(),
        }
    }
}

/// A programme that is lived month by month.
#[derive(Debug)]
pub struct Months {
    world: World,
    next: Date,
}

/// A month that has been lived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// Which entries of the log were written in it, counted from 0.
    pub entries: Range<usize>,
}

impl Months {
    /// Lives a month; none when all have been.
    pub fn next_month(&mut self) -> Option<Month> {
        if self.next > PROGRAMME_END {
            return None;
        }
        let (first, last) = (self.next, self.next.last_of_month());
        let from = self.world.programme.entries().len();
        self.world.live_until(last);
        self.next = first.saturating_add(1.month());
        Some(Month { first, last, entries: from..self.world.programme.entries().len() })
    }

    /// The programme so far.
    pub fn programme(&self) -> &Programme {
        &self.world.programme
    }

    /// The cabinet so far.
    pub fn cabinet(&self) -> &Cabinet {
        &self.world.cabinet
    }

    /// The plans of the rounds so far, each with the day.
    pub fn plans(&self) -> &[Plan] {
        &self.world.plans
    }

    /// What could not be read of the sign-up sheets so far.
    pub fn unread(&self) -> &[RowProblem] {
        &self.world.unread
    }

    /// What somebody tried and a rule refused, in words: nothing, when all goes as it is meant to.
    pub fn refused(&self) -> &[String] {
        &self.world.refused
    }

    /// Lives the months that are left, and hands over the log and the cabinet.
    pub fn finish(mut self) -> (Programme, Cabinet) {
        while self.next_month().is_some() {}
        (self.world.programme, self.world.cabinet)
    }
}
