//! Experiments: registered, drawn by lot, looked at as planned.

#![expect(clippy::cast_precision_loss, reason = "test data are small numbers")]

mod chance;
mod checks;
mod cuped;
mod kit;
mod looks;
mod lots;
mod registration;
mod resampling;
mod spending;
