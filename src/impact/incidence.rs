//! The share that ends for each reason, where reasons compete: Aalen–Johansen.
//!
//! The incidence of a reason up to a day is Σ S(before) · ended for it / at risk, over the days so far, with S the
//! Kaplan–Meier curve whatever the reason (Aalen and Johansen 1978). Endings on one day, for one reason or several, are taken
//! as they are, without being pulled apart. Together with what is retained, the incidences make 1.
//!
//! The variance is the delta method's (Marubini and Valsecchi 1995, section 10.3; Choudhury 2002), the interval is normal in
//! log(−log incidence) (Kalbfleisch and Prentice 2002; the default of SAS).

use std::collections::BTreeMap;

use super::{
    Accumulate, Confidence, Curve, Days, Endings, Interval, Retained,
    survival::{Step, log_log},
    times::float,
};

/// How many ended for one reason on a day of the curve.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Increment {
    ended: u64,
    /// The incidence up to and including this day.
    so_far: f64,
}

/// The incidence of every reason, by length.
#[derive(Clone, Debug, PartialEq)]
pub struct Incidences<R> {
    curve: Curve,
    /// By reason, an entry for each step of the curve.
    reasons: BTreeMap<R, Vec<Increment>>,
}

/// The share that ended for one reason before some length, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Incidence {
    share: f64,
    variance: f64,
}

impl Incidence {
    /// The share of all spells, from 0 to 1.
    pub fn share(self) -> f64 {
        self.share
    }

    /// The standard error by the delta method.
    pub fn standard_error(self) -> f64 {
        self.variance.sqrt()
    }

    /// The log-log interval; none where the share is 0 or 1.
    pub fn interval(self, confidence: Confidence) -> Option<Interval> {
        log_log(self.share, self.standard_error(), confidence)
    }
}

impl<R: Ord> Incidences<R> {
    pub(super) fn of(endings: &Endings<R>) -> Self
    where
        R: Clone,
    {
        let curve = endings.any().finish();
        let mut reasons = BTreeMap::new();
        for reason in endings.reasons() {
            let mut so_far = 0.0;
            let increments = curve.steps().iter().zip(before(curve.steps())).map(|(step, before)| {
                // At most as many as ended at all: sums of counts that saturated could say otherwise.
                let ended = endings.ended_on(reason, step.day.index()).min(step.ended);
                so_far += before * float(ended) / float(step.at_risk);
                Increment { ended, so_far }
            });
            reasons.insert(reason.clone(), increments.collect());
        }
        Self { curve, reasons }
    }

    /// The reasons that occurred, in their order.
    pub fn reasons(&self) -> impl Iterator<Item = &R> {
        self.reasons.keys()
    }

    /// The Kaplan–Meier curve whatever the reason.
    pub fn any(&self) -> &Curve {
        &self.curve
    }

    /// The share that ended for a reason before it had lasted so long; 0 for a reason that did not occur.
    ///
    /// With what is [retained](Curve::retained) at the same length the shares of all reasons make 1. None where that is
    /// not known.
    ///
    /// # Complexity
    ///
    /// O(n) for n days with an observation.
    pub fn before(&self, reason: &R, days: Days) -> Option<Incidence> {
        self.curve.retained(days).map(|_| self.over(self.curve.steps_before(days), reason))
    }

    /// The share that ended for a reason when it had lasted so long or before: with the endings on the day itself, such as
    /// those of agreements that reached their term. None beyond the last day on which the curve is known.
    pub fn through(&self, reason: &R, days: Days) -> Option<Incidence> {
        self.curve.knows_beyond(days).then(|| self.over(self.curve.steps_through(days), reason))
    }

    /// The incidence at the last of the first steps of the curve.
    fn over(&self, steps: &[Step], reason: &R) -> Incidence {
        let increments = self.reasons.get(reason).map_or(&[][..], |increments| &increments[..steps.len()]);
        let share = increments.last().map_or(0.0, |last| last.so_far);
        let mut variance = 0.0;
        for ((step, increment), before) in steps.iter().zip(increments).zip(before(steps)) {
            let (at_risk, ended) = (float(step.at_risk), float(increment.ended));
            let later = share - increment.so_far;
            variance += before * before * ended * float(step.at_risk - increment.ended) / at_risk.powi(3)
                - 2.0 * later * before * ended / at_risk.powi(2)
                + later * later * step.greenwood();
        }
        // Rounding could leave a hair above 1 or below 0.
        Incidence { share: share.min(1.0), variance: variance.max(0.0) }
    }

    /// How the incidence of a reason grows: for every day of the curve, the share that ended for it up to and including
    /// that day. Empty for a reason that did not occur.
    pub fn growth(&self, reason: &R) -> impl Iterator<Item = IncidenceStep> {
        let increments = self.reasons.get(reason).into_iter().flatten();
        self.curve.steps().iter().zip(increments).map(|(step, increment)| IncidenceStep {
            day: step.day,
            ended: increment.ended,
            share: increment.so_far.min(1.0),
        })
    }
}

/// How far the incidence of a reason has come on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct IncidenceStep {
    /// The day.
    pub day: Days,
    /// How many ended for the reason on it.
    pub ended: u64,
    /// The share of all spells that ended for it up to and including this day.
    pub share: f64,
}

/// For every step, the share that was retained just before it.
fn before(steps: &[Step]) -> impl Iterator<Item = f64> {
    std::iter::once(Retained::ALL).chain(steps.iter().map(|step| step.beyond)).map(Retained::share)
}
