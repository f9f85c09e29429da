//! One integration binary: laws, oracles, scenarios, snapshots, architecture.
#![expect(clippy::unwrap_used, reason = "in a test an unwrap is an assertion")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "test data are small numbers"
)]

mod architecture;
mod assign_example;
mod assignment;
mod community;
mod coordinator_example;
mod criteria;
#[cfg(feature = "sample")]
mod desk;
#[cfg(feature = "sample")]
mod disclosure;
mod experiment;
mod fairness;
mod feedback;
#[cfg(feature = "sample")]
mod fuzzed;
mod impact;
#[cfg(feature = "sample")]
mod impact_figures_example;
#[cfg(feature = "sample")]
mod impact_report_example;
mod intake;
mod kernel;
mod lifecycle;
mod match_round_example;
#[cfg(feature = "sample")]
mod matching;
#[cfg(feature = "sample")]
mod national_scale_example;
mod needs;
mod people;
mod programme;
#[cfg(all(feature = "report", feature = "sample"))]
mod programme_year_example;
#[cfg(all(feature = "report", feature = "sample"))]
mod report;
mod review;
#[cfg(feature = "sample")]
mod sample;
#[cfg(feature = "sample")]
mod sample_programme;
#[cfg(feature = "sample")]
mod sample_year;
mod stable;
#[cfg(feature = "testing")]
mod testing;
mod trend;
