//! How long pairings last, those still running included, and how they end.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    About, Accumulate, AsOf, Caveat, Course, Days, Ended, Ending, Endings, Estimate, Incidence, Indicator,
    Portion, RestrictedMean, Retained, Share, Snapshot, Spell, Tally, TimesToEvent, as_list, collects,
};
use crate::{feedback::Closure, id::PersonId};

/// Takes the [courses](Course) of pairings; what it answers with is itself.
///
/// A running pairing counts as one that has lasted *at least* so long. There is no mean length of closed pairings: it
/// leaves out those that last longest.
///
/// ```
/// use mentorship::{feedback::Record, impact::{AsOf, Days, Length, Snapshot}, jiff::civil::date};
///
/// let record = Record::default();
/// let length = Length::of(&Snapshot::new(&record, AsOf::new(date(2026, 12, 31))));
/// assert_eq!(length.cohort_retention(Days::new(365)?).value(), None);
/// # Ok::<(), mentorship::impact::InvalidDays>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Length {
    endings: Endings<Closure>,
    /// The same by the length that was agreed on.
    #[serde(with = "as_list")]
    by_plan: BTreeMap<Days, Endings<Closure>>,
    /// How many lasted how many days so far, and how many days ago they began.
    lasted: Tally,
    age: Tally,
    /// Of those that could have met, the ones that never did.
    never_met: Share,
    mentors: BTreeSet<PersonId>,
    mentees: BTreeSet<PersonId>,
}

impl Length {
    /// The lengths that figures are told for: a quarter, half a year, a year.
    pub const HORIZONS: [u32; 3] = [90, 180, 365];

    /// Counts a snapshot.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        Self::of_courses(Course::all(snapshot))
    }

    /// Counts courses.
    pub(super) fn of_courses(courses: Vec<Course>) -> Self {
        let mut length = Self::default();
        for course in &courses {
            length.count(course);
        }
        // A set is made of all at once faster than by one after another.
        length.mentees = courses.iter().map(|course| course.mentee.clone()).collect();
        length.mentors = courses.into_iter().map(|course| course.mentor).collect();
        length
    }

    /// Counts all but the mentor.
    fn count(&mut self, course: &Course) {
        // A landmark takes only pairings that lasted longer, so none is refused.
        if let Ok(ending) = Ending::entered_late(course.followed_from, course.lasted, course.closure) {
            self.endings.add(ending);
            self.by_plan.entry(course.planned).or_default().add(ending);
        }
        let days = |days: Days| i32::try_from(days.get()).unwrap_or(i32::MAX);
        self.lasted.add(days(course.lasted));
        self.age.add(days(course.age));
        if course.closure.is_some() || course.periods >= 2 {
            self.never_met.add(course.meetings == 0);
        }
    }

    /// How pairings ended, and when.
    pub fn endings(&self) -> &Endings<Closure> {
        &self.endings
    }

    /// How long pairings last, however they end.
    pub fn times(&self) -> TimesToEvent {
        self.endings.any()
    }

    /// Of the pairings begun at least so long ago, those that lasted so long. It leaves out what is known of the younger
    /// ones; [`times`](Self::times) does not.
    pub fn cohort_retention(&self, days: Days) -> Share {
        let at_least = |tally: &Tally| {
            let long = tally.counts().filter(|(length, _)| i64::from(*length) >= i64::from(days.get()));
            long.fold(0, |sum: u64, (_, count)| sum.saturating_add(count))
        };
        Share::within(at_least(&self.lasted), at_least(&self.age))
    }

    /// Of the pairings that have ended, or had two agreed periods to meet in, those that never met. It belongs beside
    /// retention: who never met can seem to be retained.
    pub fn never_met(&self) -> Share {
        self.never_met
    }

    /// The figures of length.
    pub fn estimates(&self, on: &AsOf) -> Vec<Estimate> {
        let n = self.endings.spells();
        let mentors = u64::try_from(self.mentors.len()).unwrap_or(u64::MAX);
        let shared = (mentors < n).then_some(Caveat::SharedMentors { mentors });
        // So many pairings are another of a mentee who has one already: a part has as many less, at worst.
        let others = n.saturating_sub(u64::try_from(self.mentees.len()).unwrap_or(u64::MAX));
        let people = |estimate: Estimate| {
            let people = estimate.n.saturating_sub(others);
            estimate.of_people(people)
        };
        let new = |indicator| Estimate::new(indicator, on);
        let unknown = |known: bool| (n > 0 && !known).then_some(Caveat::BeyondData);
        let incidences = self.endings.finish();
        let curve = incidences.any();
        let mut all = Vec::new();
        for days in Self::HORIZONS {
            let days = Days::new(days).expect("within a hundred years");
            let retained = curve.retained(days);
            all.push(
                new(Indicator::Retention)
                    .with(retained.map(Retained::share), retained.and_then(|r| r.interval(on.confidence)), n)
                    .about([About::Length(days)])
                    .keep_in_mind(unknown(retained.is_some()))
                    .keep_in_mind(shared.clone()),
            );
            let cohort = self.cohort_retention(days);
            all.push(Estimate::of_share(Indicator::CohortRetention, on, cohort).about([About::Length(days)]));
        }
        for (portion, percent) in [(Portion::QUARTER, 25), (Portion::HALF, 50), (Portion::THREE_QUARTERS, 75)]
        {
            let day = curve.quantile(portion).map(|days| f64::from(days.get()));
            let interval = (n > 0).then(|| curve.quantile_interval(portion, on.confidence));
            let not_reached = (n > 0 && day.is_none()).then_some(Caveat::NotReached);
            all.push(
                new(Indicator::LengthQuantile)
                    .with(day, interval, n)
                    .about([About::Percent(percent)])
                    .keep_in_mind(not_reached),
            );
        }
        let year = Days::new(365_u32).expect("within a hundred years");
        let mean = curve.restricted_mean(year);
        all.push(
            new(Indicator::RestrictedMean)
                .with(mean.map(RestrictedMean::days), mean.map(|mean| mean.interval(on.confidence)), n)
                .about([About::Length(year)])
                .keep_in_mind(unknown(mean.is_some())),
        );
        for closure in Closure::ALL {
            // With those who completed a year's term on its last day.
            let share = incidences.through(&closure, year);
            all.push(
                new(Indicator::ClosureReason)
                    .with(share.map(Incidence::share), share.and_then(|s| s.interval(on.confidence)), n)
                    .about([About::Closure(closure), About::Length(year)])
                    .keep_in_mind(unknown(share.is_some())),
            );
        }
        for (planned, endings) in &self.by_plan {
            let (n, share) = (endings.spells(), endings.finish().before(&Closure::Early, *planned));
            all.push(
                new(Indicator::EarlyClosure)
                    .with(share.map(Incidence::share), share.and_then(|s| s.interval(on.confidence)), n)
                    .about([About::Length(*planned)])
                    .keep_in_mind((n > 0 && share.is_none()).then_some(Caveat::BeyondData)),
            );
        }
        all.push(Estimate::of_share(Indicator::NeverMet, on, self.never_met));
        all.into_iter().map(people).collect()
    }

    /// A course as a length.
    pub(super) fn spell_of(course: &Course) -> Option<Spell> {
        let ended = if course.closure.is_some() { Ended::Yes } else { Ended::StillOpen };
        Spell::entered_late(course.followed_from, course.lasted, ended).ok()
    }
}

impl Accumulate for Length {
    type Row = Course;
    type Answer = Self;

    fn add(&mut self, course: Course) {
        self.count(&course);
        self.mentors.insert(course.mentor);
        self.mentees.insert(course.mentee);
    }

    fn merge(&mut self, other: &Self) {
        self.endings.merge(&other.endings);
        for (planned, endings) in &other.by_plan {
            self.by_plan.entry(*planned).or_default().merge(endings);
        }
        self.lasted.merge(&other.lasted);
        self.age.merge(&other.age);
        self.never_met.merge(&other.never_met);
        self.mentors.extend(other.mentors.iter().cloned());
        self.mentees.extend(other.mentees.iter().cloned());
    }

    fn finish(&self) -> Self {
        self.clone()
    }
}

collects!(Length, Course);
