//! The figures of the community, of milestones and of money once more, from their definitions, by plain loops over the
//! facts: slow, and without anything of what the crate counts with.
#![expect(clippy::cast_precision_loss, reason = "a few hundred people make small numbers")]

mod books;
mod lives;
mod network;
mod people;
mod ties;

use std::collections::BTreeMap;

use mentorship::{
    feedback::{Facts, Record},
    id::PersonId,
    impact::{About, AsOf, Caveat, Estimate, Figures, Indicator, Snapshot},
    introduction::Party,
    jiff::civil::Date,
    people::Label,
};

/// What is to be counted: the whole, or the people of one group of a dimension.
pub(super) struct Case<'a> {
    pub(super) facts: &'a Facts,
    pub(super) on: AsOf,
    pub(super) group: Option<(Label, Label)>,
}

/// Lower and upper limits; `None` where a limit is not reached.
type Limits = (Option<f64>, Option<f64>);

/// What is expected of the limits of a figure.
#[derive(Clone, Copy, Debug)]
enum Around {
    /// They are not looked at.
    Anything,
    None,
    These(Limits),
}

/// What a figure should say.
#[derive(Debug)]
pub(super) struct Expected {
    pub(super) indicator: Indicator,
    pub(super) about: Vec<About>,
    value: Option<f64>,
    limits: Around,
    n: usize,
    people: usize,
    caveats: Vec<Caveat>,
}

impl Expected {
    fn new(indicator: Indicator, value: Option<f64>, n: usize) -> Self {
        let minimum = indicator.definition().minimum;
        let few = (n as u64) < minimum;
        let few = match n {
            0 => Some(Caveat::Nobody),
            _ => few.then_some(Caveat::Few { minimum }),
        };
        Self {
            indicator,
            about: Vec::new(),
            value,
            limits: Around::Anything,
            n,
            people: n,
            caveats: few.into_iter().collect(),
        }
    }

    /// So many of so many, with Wilson's limits.
    fn share(indicator: Indicator, on: &AsOf, hits: usize, of: usize) -> Self {
        Self::new(indicator, share(hits, of), of).limits(wilson(hits, of, on.confidence.z()))
    }

    fn about(mut self, about: impl IntoIterator<Item = About>) -> Self {
        self.about.extend(about);
        self
    }

    fn people(self, people: usize) -> Self {
        Self { people, ..self }
    }

    fn limits(self, limits: Option<Limits>) -> Self {
        Self { limits: limits.map_or(Around::None, Around::These), ..self }
    }

    fn no_limits(self) -> Self {
        self.limits(None)
    }

    fn mind(mut self, caveats: impl IntoIterator<Item = Caveat>) -> Self {
        self.caveats.extend(caveats);
        self
    }

    /// Whether a figure says this.
    fn is(&self, figure: &Estimate) -> bool {
        let limits = figure.interval.map(|interval| (interval.lower.value(), interval.upper.value()));
        let alike = match (self.limits, limits) {
            (Around::Anything, _) | (Around::None, None) => true,
            (Around::These(a), Some(b)) => near(a.0, b.0) && near(a.1, b.1),
            _ => false,
        };
        let all = |caveats: &[Caveat]| {
            let mut all: Vec<String> = caveats.iter().map(said).collect();
            all.sort();
            all
        };
        near(self.value, figure.value)
            && alike
            && (self.n as u64, self.people as u64, 0) == (figure.n, figure.people, figure.missing)
            && all(&self.caveats) == all(&figure.caveats)
    }
}

/// A caveat, its numbers rounded.
fn said(caveat: &Caveat) -> String {
    let round = |value: f64| (value * 1e9).round() as i64;
    match caveat {
        Caveat::BySizes { expected, lowest, highest } => {
            format!("BySizes {} {} {}", round(*expected), round(*lowest), round(*highest))
        }
        Caveat::ByLuck { lowest, highest } => format!("ByLuck {} {}", round(*lowest), round(*highest)),
        other => format!("{other:?}"),
    }
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1.0),
        (None, None) => true,
        _ => false,
    }
}

fn days(from: Date, to: Date) -> i64 {
    i64::from(to.since(from).unwrap().get_days())
}

fn share(hits: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| hits as f64 / of as f64)
}

/// Wilson (1927), without continuity correction.
fn wilson(hits: usize, of: usize, z: f64) -> Option<Limits> {
    if of == 0 {
        return None;
    }
    let (n, p) = (of as f64, hits as f64 / of as f64);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Some((Some((middle - half).max(0.0)), Some((middle + half).min(1.0))))
}

/// The type-7 quantile.
fn quantile(values: &[f64], point: f64) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let at = point * (values.len() as f64 - 1.0);
    let below = values[at.floor() as usize];
    below + (at - at.floor()) * (values[at.ceil() as usize] - below)
}

/// Steele, Lea and Flood (2014).
struct Stream(u64);

impl Stream {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = self.0;
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl Case<'_> {
    fn date(&self) -> Date {
        self.on.date
    }

    fn by_now(&self, on: Date) -> bool {
        on <= self.date()
    }

    fn in_period(&self, on: Date) -> bool {
        self.by_now(on) && self.on.since.is_none_or(|since| since <= on)
    }

    /// Whether somebody belonged to the group when they enrolled in a role.
    fn member(&self, person: &PersonId, role: Party) -> bool {
        let mut own = self.facts.enrolments.iter().filter(|row| row.person == *person && row.role == role);
        own.any(|row| {
            self.group.as_ref().is_none_or(|(dimension, label)| row.groups.get(dimension) == Some(label))
        })
    }
}

/// What tells one figure from the others.
fn key(indicator: Indicator, about: &[About]) -> (Indicator, Vec<About>) {
    let mut about = about.to_vec();
    about.sort();
    (indicator, about)
}

const SECTIONS: [&str; 3] = ["community.", "integration.", "money."];

/// All figures of the three sections beside those expected.
#[track_caller]
pub(super) fn compare(figures: &Figures, expected: Vec<Expected>, of: &str) {
    let mut told: BTreeMap<_, &Estimate> = BTreeMap::new();
    let ours = |figure: &&Estimate| {
        SECTIONS.iter().any(|section| figure.indicator.definition().id.starts_with(section))
    };
    for figure in figures.all().iter().filter(ours) {
        let twin = told.insert(key(figure.indicator, &figure.about), figure);
        assert!(twin.is_none(), "told twice: {figure}");
    }
    let mut wrong = Vec::new();
    for expected in expected {
        match told.remove(&key(expected.indicator, &expected.about)) {
            None => wrong.push(format!("not told: {expected:?}")),
            Some(figure) if !expected.is(figure) => {
                wrong.push(format!("{figure:?}\n    should be {expected:?}"));
            }
            Some(_) => {}
        }
    }
    wrong.extend(told.into_values().map(|figure| format!("not expected: {figure:?}")));
    assert!(wrong.is_empty(), "{of}:\n{}", wrong.join("\n"));
}

/// All figures of the whole, or of a group, of a record beside those expected.
#[track_caller]
pub(super) fn check(record: &Record, on: AsOf, group: Option<(&str, &str)>) {
    let label = |text| Label::new(text).unwrap();
    let whole = Snapshot::new(record, on);
    let group = group.map(|(dimension, name)| (label(dimension), label(name)));
    let snapshot = match &group {
        Some((dimension, name)) => whole.group(dimension, name),
        None => whole,
    };
    let figures = Figures::of(&snapshot);
    let of = format!("as of {} since {:?}, {group:?}", on.date, on.since);
    let case = Case { facts: record.facts(), on, group };
    compare(&figures, case.figures(&figures), &of);
}

impl Case<'_> {
    /// All figures; the people who are clearly better, whose costs are told, are taken from those told of growth.
    pub(super) fn figures(&self, growth: &Figures) -> Vec<Expected> {
        let mut told = Vec::new();
        self.community(&mut told);
        self.integration(&mut told);
        if self.group.is_none() {
            money(&[self], growth, &mut told);
        }
        told
    }
}

pub(super) use books::money;
