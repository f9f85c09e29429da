//! What a community's mentor programme can be built on: who could mentor whom, the provably best plan and why,
//! the agreement people live by, and what it all changed.
//!
//! *Mentor programme* means the voluntary relation between a more and a less experienced person. It is not the Dutch
//! legal *mentorschap*, the court-ordered protection of an adult.

#![forbid(unsafe_code)]

pub mod assignment;
pub mod criteria;
pub mod id;
pub mod matching;
pub mod people;

pub use jiff;
