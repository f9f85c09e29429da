//! Change and comparison: laws of merging, published figures, figures of other packages, and what is not defined.
//!
//! The reference figures in `tests/data/reference/` name their source, package and version case by case.

mod groups;
mod growth;
mod raters;

use std::{fmt::Debug, fs, path::Path};

use mentorship::impact::{Accumulate, Interval, Measured};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The cases of a reference file.
fn reference(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/reference/{name}.json"));
    let mut file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let Value::Array(cases) = file["cases"].take() else { panic!("{name} has cases") };
    cases
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn whole(list: &Value) -> Vec<i32> {
    list.as_array().unwrap().iter().map(|number| number.as_i64().unwrap().try_into().unwrap()).collect()
}

fn measured(value: f64) -> Measured {
    Measured::new(value).unwrap()
}

/// The figure is the one wanted, to the 10th digit, and missing exactly where that is.
#[track_caller]
fn same(got: Option<f64>, want: &Value, what: &str) {
    match (got, want.as_f64()) {
        (None, None) => {}
        (Some(got), Some(want)) => near(got, want, what),
        _ => panic!("{what}: {got:?} is not {want}"),
    }
}

#[track_caller]
fn same_interval(got: Option<Interval>, want: &Value, what: &str) {
    let ends = got.map(|interval| interval.ends().expect("both ends are reached"));
    same(ends.map(|(lower, _)| lower), &want[0], what);
    same(ends.map(|(_, upper)| upper), &want[1], what);
}

#[track_caller]
fn near(got: f64, want: f64, what: &str) {
    assert!((got - want).abs() <= 1e-10 * want.abs() + 1e-12, "{what}: {got} is not {want}");
}

fn count(of: usize) -> f64 {
    f64::from(u32::try_from(of).unwrap())
}

/// Whatever the order and the partition, the state is the same, and it comes back as it was stored.
fn laws<A>(rows: &[A::Row], cuts: (usize, usize))
where
    A: Accumulate + FromIterator<A::Row> + Clone + Debug + PartialEq + Serialize + DeserializeOwned,
    A::Row: Clone,
{
    let all: A = rows.iter().cloned().collect();
    let (one, two) = (cuts.0 % (rows.len() + 1), cuts.1 % (rows.len() + 1));
    let parts = [&rows[..one.min(two)], &rows[one.min(two)..one.max(two)], &rows[one.max(two)..]];
    let [a, b, c] = parts.map(|part| part.iter().cloned().collect::<A>());
    let merged = |parts: &[&A]| {
        parts.iter().fold(A::default(), |mut sum, part| {
            sum.merge(part);
            sum
        })
    };
    assert_eq!(merged(&[&a, &b, &c]), all, "any partition equals the whole");
    assert_eq!(merged(&[&c, &a, &b]), all, "merging is commutative");
    assert_eq!(merged(&[&a, &merged(&[&b, &c])]), all, "merging is associative");
    assert_eq!(merged(&[&all, &A::default()]), all, "the default is the identity");
    assert_eq!(rows.iter().rev().cloned().collect::<A>(), all, "order does not matter");
    let stored = serde_json::to_string(&all).unwrap();
    assert_eq!(serde_json::from_str::<A>(&stored).unwrap(), all, "what is stored comes back");
}
