//! What happened between people: how often they met, whether as agreed, how running pairings fare, what goals came of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    About, Accumulate, AsOf, AttainedGoal, Attainment, Course, Estimate, FloatMoments, GoalAttainment,
    GoalWeight, Health, Indicator, Interval, Measured, Share, Snapshot, Tally, as_list, collects,
    days::day_number,
    distribution::real,
    moments::signed_real,
    resample::{ClusterTotal, bootstrap_ratio},
};
use crate::{feedback::CheckIn, id::PersonId, introduction::Party};

/// Takes the [courses](Course) of pairings, check-ins, and what mentees attained; what it answers with is itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// How many pairings have each set of totals: in this form any order gives the same.
    #[serde(with = "as_list")]
    totals: BTreeMap<Totals, u64>,
    /// By days, the longest while without a meeting.
    gaps: Tally,
    health: BTreeMap<Health, u64>,
    logged_late: u64,
    duplicates: u64,
    check_ins: Share,
    /// The attainment of each mentee.
    attainment: FloatMoments,
    /// Mentees whose goals nobody has judged.
    unjudged: u64,
    /// Mentees of the pairings.
    mentees: BTreeSet<PersonId>,
    /// Mentees of pairings with a check-in that counts.
    talked: BTreeSet<PersonId>,
}

/// What one pairing adds to sums over pairings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Totals {
    periods: u32,
    periods_met: u32,
    active_days: u32,
    meetings: u32,
    minutes: u32,
}

/// A check-in is in time when it is held no more than so many days after it was due.
pub const CHECK_IN_DAYS: i64 = 7;

/// A ratio of two sums over pairings.
#[derive(Clone, Copy)]
struct Ratio {
    above: fn(&Totals) -> i64,
    below: fn(&Totals) -> i64,
}

const ADHERENCE: Ratio = Ratio { above: |t| i64::from(t.periods_met), below: |t| i64::from(t.periods) };
/// Meetings in 30 days.
const INTENSITY: Ratio = Ratio { above: |t| 30 * i64::from(t.meetings), below: |t| i64::from(t.active_days) };
const MINUTES: Ratio = Ratio { above: |t| i64::from(t.minutes), below: |t| i64::from(t.meetings) };

impl Delivery {
    /// Counts a snapshot.
    pub fn of(snapshot: &Snapshot<'_>) -> Self {
        Self::of_courses(snapshot, &Course::all(snapshot))
    }

    /// Counts a snapshot with the courses of its pairings.
    pub(super) fn of_courses(snapshot: &Snapshot<'_>, courses: &[Course]) -> Self {
        let mut delivery = Self::default();
        for course in courses {
            delivery.count(course);
        }
        delivery.mentees = courses.iter().map(|course| course.mentee.clone()).collect();
        let facts = snapshot.record().facts();
        let mut talked = Vec::new();
        // Check-ins and goals of one agreement stand together.
        for talks in facts.check_ins.chunk_by(|a, b| a.agreement == b.agreement) {
            let Some(at) = snapshot.pairing(&talks[0].agreement) else { continue };
            let before = delivery.check_ins.of();
            for talk in talks {
                delivery.add_check_in(talk, snapshot.on().date);
            }
            let counted = delivery.check_ins.of() > before;
            talked.extend(counted.then(|| facts.pairings[at].mentee.clone()));
        }
        delivery.talked = talked.into_iter().collect();
        // A mentee has one score, over the goals of all their agreements.
        let mut by_mentee: BTreeMap<Option<usize>, GoalAttainment> = BTreeMap::new();
        for goals in facts.goals.chunk_by(|a, b| a.agreement == b.agreement) {
            let Some(at) = snapshot.pairing(&goals[0].agreement) else { continue };
            let judged = goals.iter().filter_map(|goal| {
                let rated = goal.rated.filter(|rated| rated.on <= snapshot.on().date)?;
                let (attainment, weight) = (Attainment::new(rated.step), GoalWeight::new(goal.weight));
                Some(AttainedGoal { attainment: attainment.ok()?, weight: weight.ok()? })
            });
            let mentee = snapshot.enrolment(&facts.pairings[at].mentee, Party::Mentee);
            by_mentee.entry(mentee).or_default().extend(judged);
        }
        for goals in by_mentee.into_values() {
            match goals.finish().t().and_then(|t| Measured::new(t).ok()) {
                Some(t) => delivery.attainment.add(t),
                None => delivery.unjudged += 1,
            }
        }
        delivery
    }

    fn count(&mut self, course: &Course) {
        let &Course { periods, periods_met, active_days, meetings, minutes, .. } = course;
        let totals = Totals { periods, periods_met, active_days, meetings, minutes };
        *self.totals.entry(totals).or_default() += 1;
        self.gaps.add(i32::try_from(course.longest_gap).unwrap_or(i32::MAX));
        if let Some(health) = course.health {
            *self.health.entry(health).or_default() += 1;
        }
        self.logged_late += u64::from(course.logged_late);
        self.duplicates += u64::from(course.duplicates);
    }

    /// Counts a check-in that was due by a day. It is in time when it was held within [`CHECK_IN_DAYS`] days of the day it
    /// was due; as long as that can still happen it does not count.
    fn add_check_in(&mut self, row: &CheckIn, date: Date) {
        let late = |on: Date| day_number(on) - day_number(row.due) > CHECK_IN_DAYS;
        let held = row.held.filter(|held| *held <= date);
        if row.due <= date && (held.is_some() || late(date)) {
            self.check_ins.add(held.is_some_and(|held| !late(held)));
        }
    }

    fn sum(&self, of: impl Fn(&Totals) -> i64) -> i128 {
        self.totals.iter().map(|(totals, count)| i128::from(of(totals)) * i128::from(*count)).sum()
    }

    /// Of all complete agreed periods of all pairings, the share with a meeting.
    pub fn adherence(&self) -> Option<f64> {
        self.ratio(ADHERENCE)
    }

    /// Meetings in 30 active days.
    pub fn intensity(&self) -> Option<f64> {
        self.ratio(INTENSITY)
    }

    /// The mean minutes of a meeting.
    pub fn meeting_minutes(&self) -> Option<f64> {
        self.ratio(MINUTES)
    }

    fn ratio(&self, ratio: Ratio) -> Option<f64> {
        let (above, below) = (self.sum(ratio.above), self.sum(ratio.below));
        (below > 0).then(|| signed_real(above) / signed_real(below))
    }

    /// The share of agreed periods with a meeting, for each pairing with a complete one.
    pub fn adherence_by_pairing(&self) -> FloatMoments {
        let mut moments = FloatMoments::default();
        for (totals, count) in self.totals.iter().filter(|(totals, _)| totals.periods > 0) {
            let share = f64::from(totals.periods_met) / f64::from(totals.periods);
            let share = Measured::new(share).expect("a share of at least one period");
            (0..*count).for_each(|_| moments.add(share));
        }
        moments
    }

    /// How many running pairings fare so.
    pub fn health(&self, health: Health) -> u64 {
        self.health.get(&health).copied().unwrap_or(0)
    }

    /// Of the check-ins that were due, those held in time.
    pub fn check_ins(&self) -> Share {
        self.check_ins
    }

    /// The goal attainment of mentees: 50 is as expected.
    pub fn attainment(&self) -> &FloatMoments {
        &self.attainment
    }

    /// The figures of delivery.
    pub fn estimates(&self, on: &AsOf) -> Vec<Estimate> {
        let estimate = |indicator| Estimate::new(indicator, on);
        let of_ratio = |indicator, ratio: Ratio| {
            let n = self.sum_if(|totals| (ratio.below)(totals) > 0);
            estimate(indicator).with(self.ratio(ratio), self.resampled(ratio, on), n)
        };
        let by_pairing = self.adherence_by_pairing().finish();
        let meetings = u64::try_from(self.sum(|t| i64::from(t.meetings))).unwrap_or(0);
        let late = Share::within(self.logged_late, meetings).value();
        let count = |people: &BTreeSet<PersonId>| u64::try_from(people.len()).unwrap_or(u64::MAX);
        // So many pairings are another of a mentee who has one already: a part has as many less, at worst.
        let others = self.gaps.n().saturating_sub(count(&self.mentees));
        let met = self.sum_if(|totals| totals.meetings > 0).saturating_sub(others);
        let of_mentees = |estimate: Estimate| {
            let people = estimate.n.saturating_sub(others);
            estimate.of_people(people)
        };
        let mut all = vec![
            of_ratio(Indicator::Adherence, ADHERENCE),
            estimate(Indicator::AdherenceByPairing).with(
                by_pairing.mean(),
                by_pairing
                    .interval(on.confidence)
                    .map(|interval| interval.map(|share| share.clamp(0.0, 1.0))),
                by_pairing.n(),
            ),
            of_ratio(Indicator::Intensity, INTENSITY),
            of_ratio(Indicator::MeetingMinutes, MINUTES),
            estimate(Indicator::LongestGap).with(self.gaps.median(), None, self.gaps.n()),
        ];
        let running = self.health.values().fold(0, |sum: u64, count| sum.saturating_add(*count));
        all.extend(Health::ALL.map(|health| {
            let so_many = Some(real(self.health(health)));
            estimate(Indicator::Health).with(so_many, None, running).about([About::Health(health)])
        }));
        all = all.into_iter().map(of_mentees).collect();
        let attainment = self.attainment.finish();
        all.extend([
            Estimate::of_share(Indicator::CheckInsOnTime, on, self.check_ins).of_people(count(&self.talked)),
            estimate(Indicator::GoalAttainment)
                .with(attainment.mean(), attainment.interval(on.confidence), attainment.n())
                .missing(self.unjudged),
            estimate(Indicator::LoggedLate).with(late, None, meetings).of_people(met),
            estimate(Indicator::Duplicates).with(Some(real(self.duplicates)), None, meetings).of_people(met),
        ]);
        all
    }

    fn sum_if(&self, counts: impl Fn(&Totals) -> bool) -> u64 {
        let counted = self.totals.iter().filter(|(totals, _)| counts(totals));
        counted.fold(0, |sum: u64, (_, count)| sum.saturating_add(*count))
    }

    /// The interval of a ratio by resampling whole pairings, in the order of their totals.
    fn resampled(&self, ratio: Ratio, on: &AsOf) -> Option<Interval> {
        let clusters = self.totals.iter().flat_map(|(totals, count)| {
            let count = usize::try_from(*count).unwrap_or(usize::MAX);
            let (numerator, denominator) = ((ratio.above)(totals), (ratio.below)(totals));
            std::iter::repeat_n(ClusterTotal { numerator, denominator }, count)
        });
        let clusters: Vec<_> = if on.replicates == 0 { Vec::new() } else { clusters.collect() };
        bootstrap_ratio(&clusters, on.seed, on.replicates, on.confidence)
    }
}

impl Accumulate for Delivery {
    type Row = Course;
    type Answer = Self;

    fn add(&mut self, course: Course) {
        self.count(&course);
        self.mentees.insert(course.mentee);
    }

    fn merge(&mut self, other: &Self) {
        for (totals, count) in &other.totals {
            let mine = self.totals.entry(*totals).or_default();
            *mine = mine.saturating_add(*count);
        }
        for (health, count) in &other.health {
            let mine = self.health.entry(*health).or_default();
            *mine = mine.saturating_add(*count);
        }
        self.gaps.merge(&other.gaps);
        self.check_ins.merge(&other.check_ins);
        self.attainment.merge(&other.attainment);
        self.mentees.extend(other.mentees.iter().cloned());
        self.talked.extend(other.talked.iter().cloned());
        for (mine, more) in [
            (&mut self.logged_late, other.logged_late),
            (&mut self.duplicates, other.duplicates),
            (&mut self.unjudged, other.unjudged),
        ] {
            *mine = mine.saturating_add(more);
        }
    }

    fn finish(&self) -> Self {
        self.clone()
    }
}

collects!(Delivery, Course);
