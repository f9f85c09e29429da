//! The programme: each room by itself, then all of them together.

mod charter;
mod innovation;
pub mod kit;
mod money;
mod preparation;
mod recruitment;
mod support;
