//! What happened in programmes.

use std::ops::RangeInclusive;

use proptest::prelude::*;

use crate::{
    feedback::{Facts, Record},
    programme::{Cabinet, Programme},
    sample,
};

/// Facts of two years of programmes with so many mentees, as [`sample::year`](fn@sample::year) makes them.
pub fn facts(mentees: RangeInclusive<usize>) -> impl Strategy<Value = Facts> {
    (mentees, any::<u64>()).prop_map(|(mentees, seed)| sample::year(mentees, seed))
}

/// The same, checked.
pub fn records(mentees: RangeInclusive<usize>) -> impl Strategy<Value = Record> {
    facts(mentees).prop_map(|facts| Record::new(facts).expect("what the sample makes fits together"))
}

/// Whole programmes with so many mentees, lived day by day, as [`sample::programme`](fn@sample::programme) makes them. Each
/// takes a while; ask for few cases.
pub fn programmes(mentees: RangeInclusive<usize>) -> impl Strategy<Value = (Programme, Cabinet)> {
    (mentees, any::<u64>()).prop_map(|(mentees, seed)| sample::programme(mentees, seed))
}
