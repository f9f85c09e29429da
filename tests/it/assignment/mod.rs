//! The integer room against brute force, independent solvers and its own certificate.

mod brute;
mod changes;
mod clashes;
mod faces;
mod families;
mod fuzzed;
mod made;
mod middling;
mod progress;
mod proofs;
mod refusals;
mod sources;
mod threads;

pub(crate) use made::Chance;
