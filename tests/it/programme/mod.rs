//! The programme: each room by itself, then all of them together.

mod charter;
#[cfg(feature = "sample")]
mod erasure;
mod innovation;
mod kit;
#[cfg(feature = "sample")]
mod log;
mod money;
mod pairs;
mod preparation;
mod recruitment;
#[cfg(feature = "sample")]
mod region;
mod stage;
mod support;
#[cfg(feature = "sample")]
mod year;
