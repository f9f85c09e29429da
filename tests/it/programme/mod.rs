//! The programme: each room by itself, then all of them together.

mod charter;
mod course;
#[cfg(feature = "sample")]
mod erasure;
mod innovation;
mod kit;
#[cfg(feature = "sample")]
mod log;
mod money;
mod once_wrong;
mod pairs;
mod preparation;
mod recruitment;
#[cfg(feature = "sample")]
mod region;
#[cfg(feature = "sample")]
mod release;
mod stage;
mod support;
mod versions;
#[cfg(feature = "sample")]
mod year;
