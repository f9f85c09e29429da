//! Curves that others may see: on a grid, from enough endings, as far as enough are followed.
//!
//! Every step of a Kaplan–Meier curve is the day on which somebody's pairing ended, and every tick the day up to which
//! somebody's is known. So a published curve is told on the policy's grid only, 30 days unless it is longer, without ticks and
//! numbers at risk. It ends where fewer than k are followed. A point is told where since the last one told nobody has ended,
//! or at least k have; what comes in between is told with the next.
//!
//! Where reasons compete the same holds of each reason told, and of all that are not told together. A reason for which fewer
//! than k ended is not told, and then at least one more is not.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Decision, Policy, Release, Why, release::sealed::Sealed};
use crate::impact::{Confidence, Curve, Days, Incidences, Interval, Step};

/// A curve as its readers see it: the share that lasts so long, at the days told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PublicCurve {
    points: Vec<PublicPoint>,
}

/// What lasted so long, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PublicPoint {
    day: Days,
    share: f64,
    interval: Option<Interval>,
}

/// How pairings ended as readers see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(bound(serialize = "R: Serialize"))]
pub struct PublicIncidences<R> {
    lasting: Vec<PublicPoint>,
    #[serde(serialize_with = "as_pairs")]
    reasons: BTreeMap<R, Vec<PublicPoint>>,
    others: u64,
}

impl PublicCurve {
    /// The points, by day.
    pub fn points(&self) -> &[PublicPoint] {
        &self.points
    }
}

impl PublicPoint {
    /// The length in days.
    pub fn day(self) -> Days {
        self.day
    }

    /// The share, from 0 to 1, to the per mille.
    pub fn share(self) -> f64 {
        self.share
    }

    /// Its interval, 95 % sure.
    pub fn interval(self) -> Option<Interval> {
        self.interval
    }
}

impl<R: Ord> PublicIncidences<R> {
    /// The share that lasts so long, whatever the reason, by day.
    pub fn lasting(&self) -> &[PublicPoint] {
        &self.lasting
    }

    /// The reasons that are told.
    pub fn reasons(&self) -> impl Iterator<Item = &R> {
        self.reasons.keys()
    }

    /// The share that ended for a reason before so long, by day; empty for a reason that is not told.
    pub fn of(&self, reason: &R) -> &[PublicPoint] {
        self.reasons.get(reason).map_or(&[], Vec::as_slice)
    }

    /// Whether there are reasons that are not told. Together they make up what the others leave.
    pub fn has_others(&self) -> bool {
        self.others > 0
    }
}

impl Sealed for Curve {}

impl Release for Curve {
    type Public = PublicCurve;

    fn decide(&self, policy: &Policy) -> Decision<PublicCurve> {
        let grid = Grid::of(self, policy);
        let ended = |from, to| between(self.steps(), from, to).iter().map(|step| step.ended).sum();
        let told = grid.told(&[&ended]);
        let points = told.iter().filter_map(|&day| point(self, day)).collect();
        Decision::new(PublicCurve { points }, grid.days.len(), grid.withheld(&told))
    }
}

impl<R: Ord> Sealed for Incidences<R> {}

impl<R: Ord + Clone> Release for Incidences<R> {
    type Public = PublicIncidences<R>;

    fn decide(&self, policy: &Policy) -> Decision<PublicIncidences<R>> {
        let k = policy.threshold().people();
        let grid = Grid::of(self.any(), policy);
        let last = grid.days.last().copied().unwrap_or_default();
        let ended = |reason: &R, from: Days, to: Days| -> u64 {
            let steps = self.growth(reason).filter(|step| from <= step.day && step.day < to);
            steps.map(|step| step.ended).sum()
        };
        let mut totals: Vec<(u64, &R)> =
            self.reasons().map(|reason| (ended(reason, Days::default(), last), reason)).collect();
        totals.sort();
        // The rarest are not told: none, or two and more who make k together.
        let (mut untold, mut sum) = (0, 0);
        if totals.first().is_some_and(|(people, _)| *people < k) {
            while untold < totals.len() && (untold < 2 || sum < k || totals[untold].0 < k) {
                sum += totals[untold].0;
                untold += 1;
            }
        }
        let (untold, told) = totals.split_at(untold);
        let others = |from, to| untold.iter().map(|(_, reason)| ended(reason, from, to)).sum();
        let each: Vec<_> = told.iter().map(|(_, reason)| move |from, to| ended(reason, from, to)).collect();
        let mut streams: Vec<&dyn Fn(Days, Days) -> u64> = vec![&others];
        streams.extend(each.iter().map(|stream| stream as &dyn Fn(Days, Days) -> u64));
        let days = grid.told(&streams);
        let lasting = days.iter().filter_map(|&day| point(self.any(), day)).collect();
        let curve = |reason: &R| {
            let at = |&day: &Days| {
                let incidence = self.before(reason, day)?;
                Some(PublicPoint::new(day, incidence.share(), incidence.interval(Confidence::default())))
            };
            days.iter().filter_map(at).collect()
        };
        let reasons = told.iter().map(|(_, reason)| ((*reason).clone(), curve(reason))).collect();
        let others = u64::from(!untold.is_empty());
        let public = PublicIncidences { lasting, reasons, others };
        Decision::new(public, grid.days.len(), grid.withheld(&days))
    }
}

/// The days on which a curve may be told: the full steps of the grid at which at least k are still followed.
struct Grid {
    k: u64,
    days: Vec<Days>,
}

impl Grid {
    fn of(curve: &Curve, policy: &Policy) -> Self {
        let k = policy.threshold().people();
        let begins = curve.begins().unwrap_or_default();
        let enough = |day: &Days| {
            let steps = curve.steps();
            let (before, from) = steps.split_at(steps.partition_point(|step| step.day < *day));
            // Where some enter late, fewer may be followed in between.
            *day >= begins
                && from.first().is_some_and(|step| step.at_risk >= k)
                && before.iter().all(|step| step.at_risk - step.ended - step.still_open >= k)
        };
        let step = usize::try_from(policy.grid().get()).unwrap_or(usize::MAX);
        let days = (0..=Days::MAX.get()).step_by(step).map_while(|day| Days::new(day).ok());
        let days = days.skip_while(|day| *day < begins).take_while(enough).collect();
        Self { k, days }
    }

    /// The days told, where in every stream, since the last day told, nobody has ended or at least k have.
    fn told(&self, streams: &[&dyn Fn(Days, Days) -> u64]) -> Vec<Days> {
        let mut told = Vec::new();
        let mut last = Days::default();
        for &day in &self.days {
            let safe = |ended: &&dyn Fn(Days, Days) -> u64| {
                let ended = ended(last, day);
                ended == 0 || ended >= self.k
            };
            if streams.iter().all(safe) {
                told.push(day);
                last = day;
            }
        }
        told
    }

    fn withheld(&self, told: &[Days]) -> Vec<(usize, Why)> {
        let places = self.days.iter().enumerate().filter(|(_, day)| !told.contains(day));
        places.map(|(place, _)| (place, Why::SmallPart)).collect()
    }
}

/// The steps from one day up to, not including, another.
fn between(steps: &[Step], from: Days, to: Days) -> &[Step] {
    let place = |day: Days| steps.partition_point(|step| step.day < day);
    &steps[place(from).min(place(to))..place(to)]
}

fn point(curve: &Curve, day: Days) -> Option<PublicPoint> {
    let retained = curve.retained(day)?;
    Some(PublicPoint::new(day, retained.share(), retained.interval(Confidence::default())))
}

impl PublicPoint {
    fn new(day: Days, share: f64, interval: Option<Interval>) -> Self {
        let rounded = |share: f64| (share * 1000.0).round() / 1000.0;
        Self { day, share: rounded(share), interval: interval.map(|interval| interval.map(rounded)) }
    }
}

/// Pairs, since a reason need not be a word that can be a key.
fn as_pairs<R: Serialize, S: serde::Serializer>(
    reasons: &BTreeMap<R, Vec<PublicPoint>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(reasons)
}
