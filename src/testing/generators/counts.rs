//! Counts of people, small and zero ones among them.

use proptest::{collection::SizeRange, prelude::*};

use crate::{
    disclosure::{OneWay, TwoWay},
    people::Label,
};

fn names(kind: &str, count: usize) -> Vec<Label> {
    (0..count).map(|at| Label::new(format!("{kind} {}", at + 1)).expect("words and a number")).collect()
}

/// A count: none now and then, few as often as many.
fn count(most: u64) -> impl Strategy<Value = u64> + Clone {
    prop_oneof![1 => Just(0), 3 => 0..=most.min(9), 4 => 0..=most]
}

/// Lists of counts up to `most` of so many units, at least one.
pub fn lists(units: impl Into<SizeRange>, most: u64) -> impl Strategy<Value = OneWay> {
    let most = most.min(1 << 30);
    prop::collection::vec(count(most), units).prop_map(|mut counts| {
        if counts.is_empty() {
            counts.push(0);
        }
        let names = names("unit", counts.len());
        OneWay::new(names.into_iter().zip(counts)).expect("units of different names, and not too many people")
    })
}

/// Tables of counts up to `most` of so many rows and columns, at least one of each.
pub fn tables(
    rows: impl Strategy<Value = usize>,
    columns: impl Strategy<Value = usize>,
    most: u64,
) -> impl Strategy<Value = TwoWay> {
    let most = most.min(1 << 30);
    let sized = (rows, columns).prop_map(|(rows, columns)| (rows.clamp(1, 100), columns.clamp(1, 100)));
    sized.prop_flat_map(move |(rows, columns)| {
        prop::collection::vec(prop::collection::vec(count(most), columns), rows).prop_map(move |counts| {
            TwoWay::new(names("row", rows), names("column", columns), counts)
                .expect("as many counts as names, and not too many people")
        })
    })
}
