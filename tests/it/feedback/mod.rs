//! The facts of a year: which fit, what is told of the others, and what answers add up to.

mod community;
mod edges;
mod instrument;
mod kit;
mod laws;
mod record;
mod rules;
