//! The kit for users finds what was planted, and nothing where nothing was.

mod attacker;
mod generators;
mod lifecycle;
mod plans;
