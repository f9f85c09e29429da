//! The run chart: whether values move about their median more slowly than chance would have them.

use std::fmt;

use serde::Serialize;

use super::{Series, Side};
use crate::impact::{QuantileType, distribution::fair_coin_at_most, quantile};

/// Too few months to judge by: look at them, and wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PlotOnly {
    points: usize,
}

impl PlotOnly {
    /// How many months there are.
    pub fn points(self) -> usize {
        self.points
    }

    /// How many there have to be.
    pub fn needed(self) -> usize {
        RunChart::LEAST
    }
}

impl std::error::Error for PlotOnly {}

impl fmt::Display for PlotOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let months = if self.points == 1 { "month is" } else { "months are" };
        write!(
            f,
            "{} {months} too few to tell a change from chance; {} are needed",
            self.points,
            self.needed()
        )
    }
}

/// Values about their median, judged by the longest run on one side and by how often the line crosses over
/// (Anhøj and Olesen 2014, *Run charts revisited*).
///
/// Points on the median are not *useful* and are left out. A shift shows when a run is longer than log₂ n + 3, rounded, or
/// when there are fewer crossings than the 5 % quantile of a binomial with n − 1 tries of one half, for n useful points.
/// Together they are wrong about one time in twenty. There is no rule of five rising points: it finds next to nothing
/// (the same study). Months without a value are passed over; distances do not matter.
///
/// ```
/// use mentorship::trend::{Month, Point, RunChart, Series};
///
/// let first: Month = "2026-01".parse()?;
/// let months = std::iter::successors(Some(first), |month| month.next());
/// let values = [4.0, 5.0, 3.0, 5.0, 4.0, 9.0, 8.0, 9.0, 7.0, 9.0];
/// let series = Series::new(months.zip(values).map(|(month, value)| Point { month, value, n: 30 }))?;
/// let chart = RunChart::of(&series)?;
/// assert_eq!((chart.median(), chart.longest_run(), chart.crossings()), (6.0, 5, 1));
/// assert_eq!(chart.fewest_crossings(), Some(2));
/// assert!(chart.shifted());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RunChart {
    points: usize,
    median: f64,
    useful: u64,
    longest_run: u64,
    crossings: u64,
}

impl RunChart {
    /// The fewest months that are judged: 8.
    pub const LEAST: usize = 8;

    /// The run chart of a series.
    ///
    /// # Errors
    ///
    /// When it has fewer than [`RunChart::LEAST`] points: then it can only be looked at.
    pub fn of(series: &Series) -> Result<Self, PlotOnly> {
        let points = series.len();
        let values: Vec<f64> = series.values().collect();
        let median = quantile(&values, 0.5, QuantileType::default()).filter(|_| points >= Self::LEAST);
        let median = median.ok_or(PlotOnly { points })?;
        let useful: Vec<Side> = values.iter().filter_map(|value| Side::of(median, *value)).collect();
        let runs = || useful.chunk_by(|a, b| a == b);
        Ok(Self {
            points,
            median,
            useful: useful.len() as u64,
            longest_run: runs().map(|run| run.len() as u64).max().unwrap_or(0),
            crossings: (runs().count() as u64).saturating_sub(1),
        })
    }

    /// How many months have a value.
    pub fn points(&self) -> usize {
        self.points
    }

    /// The median of the values.
    pub fn median(&self) -> f64 {
        self.median
    }

    /// How many points do not lie on it.
    pub fn useful(&self) -> u64 {
        self.useful
    }

    /// The most useful points in a row on one side.
    pub fn longest_run(&self) -> u64 {
        self.longest_run
    }

    /// How often the line from useful point to useful point crosses the median.
    pub fn crossings(&self) -> u64 {
        self.crossings
    }

    /// The longest run that chance still makes; `None` when no point is useful.
    pub fn longest_expected(&self) -> Option<u64> {
        // round(log₂ n) is the whole part of log₂ n + 1/2 = log₂(2 n²) / 2, which integers tell.
        let doubled = (2 * u128::from(self.useful) * u128::from(self.useful)).checked_ilog2()?;
        Some(u64::from(doubled / 2) + 3)
    }

    /// The fewest crossings that chance still leaves; `None` when no point is useful.
    pub fn fewest_crossings(&self) -> Option<u64> {
        let tries = self.useful.checked_sub(1)?;
        // The least count that at most so many crossings reach one time in twenty.
        let (mut least, mut most) = (0, tries);
        while least < most {
            let middle = u64::midpoint(least, most);
            if fair_coin_at_most(middle, tries) >= 0.05 { most = middle } else { least = middle + 1 }
        }
        Some(least)
    }

    /// Whether a run is longer than chance makes.
    pub fn has_long_run(&self) -> bool {
        self.longest_expected().is_some_and(|expected| self.longest_run > expected)
    }

    /// Whether there are fewer crossings than chance leaves.
    pub fn has_few_crossings(&self) -> bool {
        self.fewest_crossings().is_some_and(|fewest| self.crossings < fewest)
    }

    /// Whether it shifted: by either sign.
    pub fn shifted(&self) -> bool {
        self.has_long_run() || self.has_few_crossings()
    }
}

impl fmt::Display for RunChart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} months: ", self.points)?;
        let (Some(expected), Some(fewest)) = (self.longest_expected(), self.fewest_crossings()) else {
            return f.write_str("all alike");
        };
        let run =
            || format!("{} in a row on one side of the median (chance makes {expected})", self.longest_run);
        let times = if self.crossings == 1 { "once".to_owned() } else { format!("{} times", self.crossings) };
        let crossed = || format!("the median is crossed {times} (chance does {fewest} times or more)");
        match (self.has_long_run(), self.has_few_crossings()) {
            (false, false) => f.write_str("they wobble about the median as chance would have it"),
            (true, false) => write!(f, "it shifted: {}", run()),
            (false, true) => write!(f, "it shifted: {}", crossed()),
            (true, true) => write!(f, "it shifted: {}, and {}", run(), crossed()),
        }
    }
}
