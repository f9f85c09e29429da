//! The room of stable matchings against its definition, brute force, published answers and its own proof.

mod kit;
mod laws;
mod middling;
mod odd;
mod published;
mod refusals;
