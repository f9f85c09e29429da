//! What moves over the months, and what only wobbles.
//!
//! Values of months come in ([`Series`], [`ShareSeries`]; of a record, [`Monthly`] and [`Cohorts`]); what goes out says whether
//! more than chance shows in them, and refuses to say it of too few. [`Trend::of`] reads a series by how many months it has:
//!
//! | months | what may be read |
//! | --- | --- |
//! | fewer than 8 | nothing: look at it ([`PlotOnly`]) |
//! | 8 to 11 | a shift about the median ([`RunChart`]) |
//! | 12 or more | signals beyond fixed limits ([`ControlChart`]) |
//!
//! A slow drift is tested by [`MannKendall`] and measured by [`TheilSen`], with a seasonal form of each from three years on.
//! Many questions are declared beforehand as a [`Family`] and judged together.
//!
//! ```
//! use mentorship::{
//!     impact::Direction,
//!     trend::{Baseline, Month, ShareSeries, Trend},
//! };
//!
//! // Check-ins held in time: 24 of 30 in each month of the first year, then 12 of 30.
//! let first: Month = "2025-01".parse()?;
//! let months = std::iter::successors(Some(first), |month| month.next());
//! let mut check_ins = ShareSeries::default();
//! for (month, in_time) in months.zip([24; 12].into_iter().chain([12])) {
//!     check_ins.extend((0..30).map(|talk| (month, talk < in_time)));
//! }
//! let trend = Trend::of_shares(&check_ins, &Baseline::default(), Direction::Higher);
//! assert_eq!(trend.to_string(), "13 months: one signal, 2026-01: below the lower limit, a concern");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A signal says that something was different, not what: this room does not know what was done in a month, nor whether a trend
//! was caused by it. It knows neither storage nor layout, nor what may be published.

mod cohorts;
mod control_chart;
mod family;
mod mann_kendall;
mod month;
mod monthly;
mod reading;
mod run_chart;
mod series;
mod signal;
mod theil_sen;

pub use cohorts::{AtLength, Cohorts};
pub use control_chart::{Baseline, Charted, ControlChart, InvalidBaseline, Limits, TooFewForLimits};
pub use family::{Family, Finding, Findings, InvalidFamily, NotJudged, Standing};
pub use mann_kendall::{MannKendall, NoTrend};
pub use month::{InvalidMonth, InvalidQuarter, Month, Quarter};
pub use monthly::{ANSWER_DAYS, Monthly};
pub use reading::Trend;
pub use run_chart::{PlotOnly, RunChart};
pub use series::{InvalidSeries, Point, Series, ShareSeries};
pub use signal::{Bearing, Rule, Side, Signal};
pub use theil_sen::{Per, TheilSen};
