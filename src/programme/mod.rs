//! The programme.

pub mod charter;
mod entry;
pub mod innovation;
pub mod money;
pub mod preparation;
pub mod recruitment;
mod refused;
mod room;
pub mod support;

pub use entry::{Entry, Fact, Happened, Round};
pub use refused::Why;
pub use room::Room;
