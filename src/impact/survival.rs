//! The share that lasts: Kaplan–Meier with its interval, median, quantiles and restricted mean.
//!
//! Formulas: Kaplan and Meier (1958); variance by Greenwood (1926); log-log interval by Kalbfleisch and Prentice (1980);
//! interval of the median by Brookmeyer and Crowley (1982), read from the log-log band; restricted mean with its variance
//! as in Klein and Moeschberger (2003, section 4.5).
//!
//! On one day, endings come before those last seen open, who are at risk on it. With delayed entry the risk set may run
//! empty in between. What follows then rests on nobody, so the curve stops there: after the last day with anybody at risk,
//! or before a day on which all who are at risk end though others, seen only later, have lasted longer. (R and lifelines
//! carry the curve over the gap, or down to 0 for good.)

mod product;

use super::{
    Confidence, Days, Interval, Limit, TimesToEvent,
    times::{day_at, float},
};
use product::Product;

/// A portion of a whole, more than nothing and less than all, kept as the two whole numbers it is: a tenth is a tenth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Portion {
    part: u32,
    of: u32,
}

/// Two numbers that are no portion between nothing and all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a portion is more than nothing and less than all, not {part} of {of}")]
pub struct InvalidPortion {
    /// The part.
    pub part: u32,
    /// The whole.
    pub of: u32,
}

impl Portion {
    /// 1 of 4.
    pub const QUARTER: Self = Self { part: 1, of: 4 };
    /// 1 of 2.
    pub const HALF: Self = Self { part: 1, of: 2 };
    /// 3 of 4.
    pub const THREE_QUARTERS: Self = Self { part: 3, of: 4 };

    /// So many of so many.
    ///
    /// # Errors
    ///
    /// When it is nothing, or not less than all.
    pub fn new(part: u32, of: u32) -> Result<Self, InvalidPortion> {
        if 0 < part && part < of { Ok(Self { part, of }) } else { Err(InvalidPortion { part, of }) }
    }

    fn kept(self) -> u32 {
        self.of - self.part
    }

    fn kept_share(self) -> f64 {
        f64::from(self.kept()) / f64::from(self.of)
    }
}

/// The share that is retained at some length, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Retained {
    share: f64,
    /// Greenwood's sum: Σ ended / (at risk · (at risk − ended)).
    greenwood: f64,
}

impl Retained {
    pub(super) const ALL: Self = Self { share: 1.0, greenwood: 0.0 };

    /// The share, from 0 to 1.
    pub fn share(self) -> f64 {
        self.share
    }

    /// Greenwood's standard error; none where nobody is retained.
    pub fn standard_error(self) -> Option<f64> {
        (self.share > 0.0).then(|| self.share * self.greenwood.sqrt())
    }

    /// The log-log interval: S^exp(±z·√V / ln S), V Greenwood's sum. Where all are retained it is [1, 1], where nobody
    /// is there is none.
    pub fn interval(self, confidence: Confidence) -> Option<Interval> {
        if self.share >= 1.0 {
            return Some(Interval::new(1.0, 1.0, confidence));
        }
        log_log(self.share, self.standard_error()?, confidence)
    }

    /// The interval S ± z · standard error, cut to [0, 1]: the older way, too narrow near 0 and 1. [1, 1] and none as
    /// with [`Retained::interval`].
    pub fn plain_interval(self, confidence: Confidence) -> Option<Interval> {
        let margin = confidence.z() * self.standard_error()?;
        Some(Interval::around(self.share, margin, confidence).map(|end| end.clamp(0.0, 1.0)))
    }
}

/// The interval of a share that is normal in log(−log share); none for a share of 0 or 1.
pub(super) fn log_log(share: f64, standard_error: f64, confidence: Confidence) -> Option<Interval> {
    if share <= 0.0 || share >= 1.0 {
        return None;
    }
    let margin = confidence.z() * standard_error / (share * -share.ln());
    Some(Interval::new(share.powf(margin.exp()), share.powf((-margin).exp()), confidence))
}

/// One day on which a spell ended or was last seen.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// The day.
    pub day: Days,
    /// How many could have ended on it.
    pub at_risk: u64,
    /// How many did.
    pub ended: u64,
    /// How many were last seen on it, still open.
    pub still_open: u64,
    /// The share that lasts longer than this day.
    pub beyond: Retained,
}

impl Step {
    /// What the day adds to Greenwood's sum; nothing where all end, as the share is 0 from there.
    pub(super) fn greenwood(&self) -> f64 {
        let left = self.at_risk - self.ended;
        if left == 0 { 0.0 } else { float(self.ended) / (float(self.at_risk) * float(left)) }
    }
}

/// The Kaplan–Meier curve: the share of spells that last, by length.
///
/// With delayed entry only, it speaks of those spells that lasted to [`Curve::begins`].
///
/// The curve has no complement, since where reasons compete that would not be the share that ended for one of them. This
/// does not compile:
///
/// ```compile_fail,E0277
/// use mentorship::impact::{Accumulate, Days, TimesToEvent};
///
/// let retained = TimesToEvent::default().finish().retained(Days::new(365)?).expect("a year was seen");
/// let early = 1.0 - retained;
/// # Ok::<(), mentorship::impact::InvalidDays>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    steps: Vec<Step>,
    begins: Option<Days>,
    /// The longest length before which every day is known.
    known_until: Option<Days>,
}

impl Curve {
    pub(super) fn of(times: &TimesToEvent) -> Self {
        let at_risk = times.at_risk();
        let mut curve = Self { steps: Vec::new(), begins: None, known_until: None };
        let (mut product, mut greenwood) = (Product::one(), 0.0);
        for (day, &at_risk_now) in at_risk.iter().enumerate().skip_while(|(_, at_risk)| **at_risk == 0) {
            if at_risk_now == 0 {
                break;
            }
            let (day_now, ended, still_open) = (day_at(day), times.ended_on(day), times.open_on(day));
            curve.begins.get_or_insert(day_now);
            if ended == 0 && still_open == 0 {
                continue;
            }
            curve.known_until = Some(day_now);
            if ended == at_risk_now && day + 1 < at_risk.len() {
                break;
            }
            product.remain(at_risk_now, ended);
            let beyond = Retained { share: product.value(), greenwood };
            let mut step = Step { day: day_now, at_risk: at_risk_now, ended, still_open, beyond };
            greenwood += step.greenwood();
            step.beyond.greenwood = greenwood;
            curve.steps.push(step);
        }
        curve
    }

    /// Every day on which a spell ended or was last seen, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The first day on which anybody was at risk: 0, unless all were first seen late. None when nothing was observed.
    pub fn begins(&self) -> Option<Days> {
        self.begins
    }

    /// The share that lasts so long or longer, which is the curve just before that day.
    ///
    /// None when nothing was observed, and for lengths beyond the last day observed (or the day where the curve stops
    /// for want of anybody at risk), unless the curve has reached 0, where it stays.
    pub fn retained(&self, days: Days) -> Option<Retained> {
        self.knows(days).then(|| self.steps_before(days).last().map_or(Retained::ALL, |step| step.beyond))
    }

    /// The share that lasts longer than that day, its endings included. None where that is not known.
    pub(super) fn beyond(&self, days: Days) -> Option<Retained> {
        let through = || self.steps_through(days).last().map_or(Retained::ALL, |step| step.beyond);
        self.knows_beyond(days).then(through)
    }

    /// The smallest length by which at least half have ended, decided exactly. None when the curve stays above one half.
    ///
    /// R takes the middle of a stretch at exactly one half instead.
    pub fn median(&self) -> Option<Days> {
        self.quantile(Portion::HALF)
    }

    /// The smallest length by which at least that portion has ended, decided exactly.
    pub fn quantile(&self, portion: Portion) -> Option<Days> {
        let mut product = Product::one();
        self.steps.iter().find_map(|step| {
            product.remain(step.at_risk, step.ended);
            product.has_lost(portion).then_some(step.day)
        })
    }

    /// The limits of a quantile, in days: where the lower and the upper end of the log-log band first come down to it. An
    /// end that never does is [`Limit::Unbounded`]. The lower limit is never above the quantile.
    pub fn quantile_interval(&self, portion: Portion, confidence: Confidence) -> Interval {
        let first = |end: fn(Interval) -> Limit| {
            self.steps.iter().find_map(|step| {
                let end = end(step.beyond.interval(confidence)?).value()?;
                (end <= portion.kept_share()).then_some(step.day)
            })
        };
        let limit = |day: Option<Days>| day.map_or(Limit::Unbounded, |day| Limit::At(f64::from(day.get())));
        // The band ends where the curve reaches 0, so the quantile may be the only day to name.
        let lower = [first(|band| band.lower), self.quantile(portion)].into_iter().flatten().min();
        Interval { lower: limit(lower), upper: limit(first(|band| band.upper)), confidence }
    }

    /// The mean length up to a limit: each spell counts with its length, but no longer than `to`. The area under the
    /// curve. None where the curve is not known up to `to`, as with [`Curve::retained`].
    pub fn restricted_mean(&self, to: Days) -> Option<RestrictedMean> {
        if !self.knows(to) {
            return None;
        }
        // The area between the step at hand and `to`, and the day it begins.
        let (mut area, mut from, mut variance) = (0.0, to, 0.0);
        for step in self.steps_before(to).iter().rev() {
            area += step.beyond.share * f64::from(from.get() - step.day.get());
            from = step.day;
            variance += area * area * step.greenwood();
        }
        Some(RestrictedMean { days: area + f64::from(from.get()), variance, to })
    }

    /// Whether the curve just before a day is known.
    fn knows(&self, days: Days) -> bool {
        self.known_until.is_some_and(|until| days <= until) || self.reaches_nobody()
    }

    /// Whether the curve on a day is known, its endings included.
    pub(super) fn knows_beyond(&self, days: Days) -> bool {
        // Where the curve stops for want of anybody at risk, the day that would empty it is no step.
        self.known_until.is_some_and(|until| days < until)
            || self.steps.last().is_some_and(|last| days <= last.day)
            || self.reaches_nobody()
    }

    fn reaches_nobody(&self) -> bool {
        self.steps.last().is_some_and(|last| last.ended == last.at_risk)
    }

    pub(super) fn steps_before(&self, days: Days) -> &[Step] {
        &self.steps[..self.steps.partition_point(|step| step.day < days)]
    }

    pub(super) fn steps_through(&self, days: Days) -> &[Step] {
        &self.steps[..self.steps.partition_point(|step| step.day <= days)]
    }
}

/// A mean length up to a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RestrictedMean {
    days: f64,
    variance: f64,
    to: Days,
}

impl RestrictedMean {
    /// The mean, in days.
    pub fn days(self) -> f64 {
        self.days
    }

    /// The length beyond which nothing counts.
    pub fn to(self) -> Days {
        self.to
    }

    /// The standard error of the mean, in days: √Σ (area right of a step)² · ended / (at risk · (at risk − ended)).
    pub fn standard_error(self) -> f64 {
        self.variance.sqrt()
    }

    /// The mean ± z · standard error, in days.
    pub fn interval(self, confidence: Confidence) -> Interval {
        Interval::around(self.days, confidence.z() * self.standard_error(), confidence)
    }
}
