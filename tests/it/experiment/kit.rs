//! A trial that fits, lots of it, and what was measured.

use std::{fs, path::Path};

use mentorship::{
    experiment::{
        Arm, Baseline, Entrant, Look, Looks, Lots, Measurements, Observation, Outcome, Protocol, Refused,
        Registration, Schedule, Spending, Subject, Unit,
    },
    feedback::Better,
    impact::{Days, Interval, Measured},
    jiff::civil::{Date, date},
    people::Label,
};
use serde_json::Value;

/// The cases of a kind in a reference file.
pub(super) fn reference(name: &str, kind: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/reference/{name}.json"));
    let mut file: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let Value::Array(mut cases) = file["cases"].take() else { panic!("{name} has cases") };
    cases.retain(|case| case["kind"] == kind);
    assert!(!cases.is_empty(), "{name} has {kind}");
    cases
}

pub(super) fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

pub(super) fn measured(list: &[f64]) -> Vec<Measured> {
    list.iter().map(|&value| Measured::new(value).unwrap()).collect()
}

#[track_caller]
pub(super) fn near(got: f64, want: f64, what: &str) {
    assert!((got - want).abs() <= 1e-10 * want.abs() + 1e-12, "{what}: {got} is not {want}");
}

/// The figure is the one wanted, to the 10th digit, and missing exactly where that is.
#[track_caller]
pub(super) fn same(got: Option<f64>, want: &Value, what: &str) {
    match (got, want.as_f64()) {
        (None, None) => {}
        (Some(got), Some(want)) => near(got, want, what),
        (got, want) => panic!("{what}: {got:?} is not {want:?}"),
    }
}

pub(super) fn ends(interval: Interval) -> (f64, f64) {
    interval.ends().unwrap()
}

pub(super) fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

pub(super) fn person(n: usize) -> Subject {
    Subject::Person(format!("P-{n:04}").parse().unwrap())
}

pub(super) fn start() -> Date {
    date(2026, 1, 5)
}

pub(super) fn arm(name: &str, ratio: u32) -> Arm {
    Arm { name: label(name), ratio }
}

pub(super) fn outcome(name: &str) -> Outcome {
    Outcome { name: label(name), better: Better::Higher, baseline: Baseline::None }
}

/// Two arms alike, one look.
pub(super) fn protocol() -> Protocol {
    Protocol {
        experiment: "buddies".parse().unwrap(),
        unit: Unit::Mentee,
        arms: vec![arm("as usual", 1), arm("buddy", 1)],
        primary: outcome("belonging"),
        further: vec![],
        blocks: None,
        start: start(),
        horizon: Days::new(90).unwrap(),
        planned: 40,
        looks: Schedule::Percents(vec![100]),
        alpha: 0.05,
        spending: Spending::OBrienFleming,
        seed: 2026,
        resamples: 999,
    }
}

pub(super) fn register(protocol: Protocol) -> Registration {
    Registration::new(protocol).unwrap()
}

/// Somebody of the first day, in no block.
pub(super) fn entrant(n: usize) -> Entrant {
    Entrant { subject: person(n), enrolled: start(), block: None }
}

/// Lots of so many people of the first day.
pub(super) fn draw(registration: &Registration, people: usize) -> Lots {
    registration.assign((0..people).map(entrant)).unwrap()
}

pub(super) fn observed(subject: &Subject, value: f64) -> Observation {
    let value = Some(Measured::new(value).unwrap());
    Observation { subject: subject.clone(), value, baseline: None, mentor: None }
}

/// One value for each lot, by its place and the name of its arm.
pub(super) fn measure(lots: &Lots, value: impl Fn(usize, &str) -> f64) -> Vec<Observation> {
    let lots = lots.lots().iter().enumerate();
    lots.map(|(at, lot)| observed(&lot.subject, value(at, lot.arm.as_str()))).collect()
}

/// A look at the primary outcome when everybody of the first day has been followed.
pub(super) fn look(
    registration: &Registration,
    looks: &mut Looks,
    lots: &Lots,
    number: usize,
    observations: &[Observation],
) -> Result<Look, Refused> {
    look_on(registration, looks, lots, number, observations, date(2026, 6, 1))
}

pub(super) fn look_on(
    registration: &Registration,
    looks: &mut Looks,
    lots: &Lots,
    number: usize,
    observations: &[Observation],
    on: Date,
) -> Result<Look, Refused> {
    let outcome = &registration.protocol().primary.name;
    registration.look(looks, lots, number, &Measurements { outcome, observations }, on)
}
