//! One integration binary: laws, oracles, scenarios, snapshots, architecture.
#![expect(clippy::unwrap_used, reason = "in a test an unwrap is an assertion")]

mod architecture;
mod assignment;
mod intake;
mod people;
