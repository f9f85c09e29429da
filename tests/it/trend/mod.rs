//! Trends: signals, slopes, families of questions, cohorts, months.

mod charts;
mod cohorts;
mod drift;
mod family;
mod months;
mod series;

use mentorship::trend::{Month, Point, Series};
use serde_json::Value;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// Months one after the other, from January 2020.
fn months() -> impl Iterator<Item = Month> {
    std::iter::successors(Some(month("2020-01")), |month| month.next())
}

/// Values of months one after the other.
fn series(values: &[f64]) -> Series {
    Series::new(months().zip(values).map(|(month, value)| Point { month, value: *value, n: 10 })).unwrap()
}

/// Values of months so many months after January 2020.
fn series_at(points: &[(usize, f64)]) -> Series {
    let all: Vec<Month> = months().take(1_000).collect();
    Series::new(points.iter().map(|(at, value)| Point { month: all[*at], value: *value, n: 10 })).unwrap()
}

fn near(a: f64, b: f64) -> bool {
    near_to(a, b, 1e-12)
}

fn near_to(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1e-300) || (a - b).abs() <= 1e-14
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap())
}

/// The reference cases of one kind: name, data, what is expected.
fn reference(kind: &str) -> Vec<(String, Value, Value)> {
    let text = include_str!("../../data/reference/trends.json");
    let all: Value = serde_json::from_str(text).unwrap();
    let cases = all["cases"].as_array().unwrap().iter().filter(|case| case["kind"] == kind);
    let cases: Vec<_> = cases
        .map(|case| (case["name"].as_str().unwrap().to_owned(), case["data"].clone(), case["expect"].clone()))
        .collect();
    assert!(!cases.is_empty(), "{kind}");
    cases
}

fn floats(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).collect()
}

fn flags(value: &Value) -> Vec<bool> {
    value.as_array().unwrap().iter().map(|value| value.as_bool().unwrap()).collect()
}
