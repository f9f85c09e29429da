//! Control charts: limits from a fixed baseline, within which values only wobble.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use super::{Month, Point, Series, ShareSeries, Side, Signal};
use crate::impact::{Accumulate, Direction, Share, distribution::real};

/// From which points limits are computed: the first so many, and again from each documented change on.
///
/// Limits that are computed anew with every month swallow the change that they should show. A change is the caller's to
/// document; without one, limits stay.
///
/// ```
/// use mentorship::trend::Baseline;
///
/// let baseline = Baseline::of(24)?.anew_from("2026-01".parse()?);
/// assert_eq!(baseline.points(), 24);
/// assert!(Baseline::of(11).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BaselineState")]
pub struct Baseline {
    points: usize,
    changes: BTreeSet<Month>,
}

/// A [`Baseline`] as it was stored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineState {
    points: usize,
    changes: BTreeSet<Month>,
}

/// A baseline of too few points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("limits are computed from at least {least} points, not {0}", least = Baseline::LEAST)]
pub struct InvalidBaseline(pub usize);

impl Baseline {
    /// The fewest points that limits are computed from: 12, a year of months.
    pub const LEAST: usize = 12;

    /// The first so many points.
    ///
    /// # Errors
    ///
    /// When there are fewer than [`Baseline::LEAST`].
    pub fn of(points: usize) -> Result<Self, InvalidBaseline> {
        if points < Self::LEAST {
            Err(InvalidBaseline(points))
        } else {
            Ok(Self { points, changes: BTreeSet::new() })
        }
    }

    /// The same, and anew from a month on, in which something was changed.
    #[must_use]
    pub fn anew_from(mut self, month: Month) -> Self {
        self.changes.insert(month);
        self
    }

    /// How many points.
    pub fn points(&self) -> usize {
        self.points
    }

    /// The months from which limits are computed anew.
    pub fn changes(&self) -> &BTreeSet<Month> {
        &self.changes
    }

    /// In which phase a month lies: how many changes there were by then.
    fn phase(&self, month: Month) -> usize {
        self.changes.range(..=month).count()
    }
}

/// The first 12 points, and no change.
impl Default for Baseline {
    fn default() -> Self {
        Self { points: Self::LEAST, changes: BTreeSet::new() }
    }
}

impl TryFrom<BaselineState> for Baseline {
    type Error = InvalidBaseline;

    fn try_from(state: BaselineState) -> Result<Self, InvalidBaseline> {
        Ok(Self { changes: state.changes, ..Self::of(state.points)? })
    }
}

/// Three standard deviations, of which a mean moving range of two is 1.128 (Wheeler 1993, *Understanding Variation*).
const OF_MEAN_RANGE: f64 = 2.66;

/// Between what values only wobble.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Limits {
    lower: f64,
    center: f64,
    upper: f64,
    /// How far the limits lie from the centre, where nothing is cut off.
    reach: f64,
}

impl Limits {
    /// The lower limit; of a share not below 0.
    pub fn lower(&self) -> f64 {
        self.lower
    }

    /// The mean of the baseline.
    pub fn center(&self) -> f64 {
        self.center
    }

    /// The upper limit; of a share not above 1.
    pub fn upper(&self) -> f64 {
        self.upper
    }

    /// Of the values of a baseline: the mean ± 2.66 times the mean moving range.
    fn of_values(baseline: &[Point]) -> Option<Self> {
        let center = mean(baseline.iter().map(|point| point.value))?;
        let ranges = baseline.windows(2).map(|two| (two[1].value - two[0].value).abs());
        let reach = OF_MEAN_RANGE * mean(ranges)?;
        Some(Self { lower: center - reach, center, upper: center + reach, reach })
    }

    /// Of a share of so many, where the baseline has a share.
    fn of_share(center: f64, n: u64) -> Self {
        let reach = 3.0 * (center * (1.0 - center) / real(n)).sqrt();
        Self { lower: (center - reach).max(0.0), center, upper: (center + reach).min(1.0), reach }
    }

    /// Beyond which limit a value lies. On a limit is not beyond.
    pub(super) fn outside(&self, value: f64) -> Option<Side> {
        if value > self.upper {
            Some(Side::High)
        } else if value < self.lower {
            Some(Side::Low)
        } else {
            None
        }
    }

    /// On which side a value lies more than two thirds of the way to a limit, or beyond it.
    pub(super) fn far_out(&self, value: f64) -> Option<Side> {
        let far = (value - self.center).abs() > self.reach * 2.0 / 3.0;
        Side::of(self.center, value).filter(|_| far)
    }
}

/// The mean, of equal values exactly theirs; `None` of none.
fn mean(mut values: impl Iterator<Item = f64>) -> Option<f64> {
    let first = values.next()?;
    let (n, above) = values.fold((1, 0.0), |(n, above): (u64, f64), value| (n + 1, above + (value - first)));
    Some(first + above / real(n))
}

/// One month on a chart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Charted {
    month: Month,
    value: f64,
    limits: Option<Limits>,
}

impl Charted {
    /// When.
    pub fn month(&self) -> Month {
        self.month
    }

    /// How much.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Its limits; `None` after a change that has not enough points of its own yet.
    pub fn limits(&self) -> Option<Limits> {
        self.limits
    }
}

/// Fewer points than limits are computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("limits are computed from {needed} points without a change between them, and there are {points}")]
pub struct TooFewForLimits {
    /// The most between two changes.
    pub points: usize,
    /// How many there have to be.
    pub needed: usize,
}

/// A control chart, of values or of shares, with what lies beyond chance.
///
/// Each phase, from the beginning or from a change to the next, has its own limits and its own rows of points; a phase
/// with fewer points than the [`Baseline`] asks for has no limits yet, and no signals. Months without a value are passed
/// over: the points on either side are neighbours.
///
/// ```
/// use mentorship::{
///     impact::Direction,
///     trend::{Baseline, ControlChart, Month, Point, Series},
/// };
///
/// let first: Month = "2026-01".parse()?;
/// let months = std::iter::successors(Some(first), |month| month.next());
/// let values = [8.0, 9.0, 7.0, 8.0, 9.0, 8.0, 7.0, 9.0, 8.0, 8.0, 7.0, 8.0, 14.0];
/// let series = Series::new(months.zip(values).map(|(month, value)| Point { month, value, n: 30 }))?;
/// let chart = ControlChart::of(&series, &Baseline::default(), Direction::Higher)?;
/// assert_eq!(chart.signals()[0].to_string(), "2027-01: above the upper limit, an improvement");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ControlChart {
    points: Vec<Charted>,
    signals: Vec<Signal>,
}

impl ControlChart {
    /// The chart of single values and their moving ranges (XmR): limits at the mean ± 2.66 times the mean moving range of
    /// the baseline. No range is left out as an outlier, as in the NHS programme's own spreadsheet; limits are not cut off
    /// at zero.
    ///
    /// # Errors
    ///
    /// When no phase has as many points as the baseline asks for.
    pub fn of(series: &Series, baseline: &Baseline, better: Direction) -> Result<Self, TooFewForLimits> {
        let mut chart = Self { points: Vec::new(), signals: Vec::new() };
        for phase in series.points().chunk_by(|a, b| baseline.phase(a.month) == baseline.phase(b.month)) {
            let limits = phase.get(..baseline.points).and_then(Limits::of_values);
            let charted = |point: &Point| Charted { month: point.month, value: point.value, limits };
            chart.add_phase(phase.iter().map(charted).collect(), better);
        }
        chart.judged(baseline)
    }

    /// The chart of shares (p-chart, Shewhart 1931): limits at the share of the whole baseline p ± 3 √(p (1 − p) / n), for
    /// each month by its own n, cut off at 0 and 1. Months of none are passed over.
    ///
    /// # Errors
    ///
    /// When no phase has as many points as the baseline asks for.
    pub fn of_shares(
        shares: &ShareSeries,
        baseline: &Baseline,
        better: Direction,
    ) -> Result<Self, TooFewForLimits> {
        let points: Vec<(Month, Share, f64)> =
            shares.shares().filter_map(|(month, share)| Some((month, share, share.value()?))).collect();
        let mut chart = Self { points: Vec::new(), signals: Vec::new() };
        for phase in points.chunk_by(|a, b| baseline.phase(a.0) == baseline.phase(b.0)) {
            let center = phase.get(..baseline.points).and_then(|first| {
                let mut whole = Share::default();
                for (_, share, _) in first {
                    whole.merge(share);
                }
                whole.value()
            });
            let charted = |&(month, share, value): &(Month, Share, f64)| Charted {
                month,
                value,
                limits: center.map(|center| Limits::of_share(center, share.of())),
            };
            chart.add_phase(phase.iter().map(charted).collect(), better);
        }
        chart.judged(baseline)
    }

    /// Takes the points from one change to the next, all of them with limits or none.
    fn add_phase(&mut self, phase: Vec<Charted>, better: Direction) {
        let judged: Option<Vec<_>> =
            phase.iter().map(|point| Some((point.month, point.value, point.limits?))).collect();
        self.signals.extend(judged.iter().flat_map(|judged| Signal::all(judged, better)));
        self.points.extend(phase);
    }

    /// The chart, when any phase has limits.
    fn judged(self, baseline: &Baseline) -> Result<Self, TooFewForLimits> {
        if self.points.iter().any(|point| point.limits.is_some()) {
            return Ok(self);
        }
        let phases = self.points.chunk_by(|a, b| baseline.phase(a.month) == baseline.phase(b.month));
        let points = phases.map(<[Charted]>::len).max().unwrap_or(0);
        Err(TooFewForLimits { points, needed: baseline.points })
    }

    /// The points, by month.
    pub fn points(&self) -> &[Charted] {
        &self.points
    }

    /// What lies beyond chance, by month.
    pub fn signals(&self) -> &[Signal] {
        &self.signals
    }

    /// The limits of the last month; `None` after a change that has not enough points of its own yet.
    pub fn limits_now(&self) -> Option<Limits> {
        self.points.last().and_then(|point| point.limits)
    }
}

impl fmt::Display for ControlChart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} months: ", self.points.len())?;
        match self.signals.as_slice() {
            [] => f.write_str("they wobble between their limits as chance would have it")?,
            [only] => write!(f, "one signal, {only}")?,
            [.., last] => write!(f, "{} signals, the last {last}", self.signals.len())?,
        }
        if self.limits_now().is_none() {
            f.write_str("; since the last change there are too few to judge")?;
        }
        Ok(())
    }
}
