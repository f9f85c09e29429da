//! Which chart a series bears, by how many months it has.

use std::fmt;

use serde::Serialize;

use super::{Baseline, ControlChart, PlotOnly, RunChart, Series, ShareSeries};
use crate::impact::Direction;

/// A series as it may be read: fewer than 8 months are only looked at, 8 to 11 bear a [`RunChart`], 12 or more (or as many
/// as the [`Baseline`] asks for) a [`ControlChart`].
///
/// It tells itself in a sentence.
///
/// ```
/// use mentorship::{
///     impact::Direction,
///     trend::{Baseline, Point, Series, Trend},
/// };
///
/// let series = Series::new([
///     Point { month: "2026-01".parse()?, value: 3.1, n: 40 },
///     Point { month: "2026-02".parse()?, value: 3.6, n: 44 },
/// ])?;
/// let trend = Trend::of(&series, &Baseline::default(), Direction::Higher);
/// assert_eq!(trend.to_string(), "2 months are too few to tell a change from chance; 8 are needed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trend {
    /// Too few months.
    PlotOnly(PlotOnly),
    /// Enough to see a shift about the median.
    RunChart(RunChart),
    /// Enough for limits.
    ControlChart(ControlChart),
}

impl Trend {
    /// Reads the values of months.
    pub fn of(series: &Series, baseline: &Baseline, better: Direction) -> Self {
        Self::read(ControlChart::of(series, baseline, better).ok(), series)
    }

    /// Reads the shares of months. Months of none do not count.
    pub fn of_shares(shares: &ShareSeries, baseline: &Baseline, better: Direction) -> Self {
        Self::read(ControlChart::of_shares(shares, baseline, better).ok(), &shares.values())
    }

    fn read(chart: Option<ControlChart>, series: &Series) -> Self {
        match (chart, RunChart::of(series)) {
            (Some(chart), _) => Self::ControlChart(chart),
            (None, Ok(chart)) => Self::RunChart(chart),
            (None, Err(plot)) => Self::PlotOnly(plot),
        }
    }

    /// Whether more than chance shows; `None` when there are too few months to tell.
    pub fn moved(&self) -> Option<bool> {
        match self {
            Self::PlotOnly(_) => None,
            Self::RunChart(chart) => Some(chart.shifted()),
            Self::ControlChart(chart) => Some(!chart.signals().is_empty()),
        }
    }
}

impl fmt::Display for Trend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PlotOnly(plot) => plot.fmt(f),
            Self::RunChart(chart) => chart.fmt(f),
            Self::ControlChart(chart) => chart.fmt(f),
        }
    }
}
