//! How answers become a score, from an instrument as it is stored.

use mentorship::{
    feedback::{Answers, Instrument, Keyed},
    people::Label,
};
use serde_json::Value;

use super::{deviation, mean};

/// A scale of an instrument: the places of its items, read from the instrument as it is stored.
pub(super) struct Scale {
    pub(super) name: Option<Label>,
    pub(super) items: Vec<usize>,
}

pub(super) fn scales(instrument: &Instrument) -> Vec<Scale> {
    let mut scales = vec![Scale { name: None, items: (0..instrument.items().len()).collect() }];
    let stored = serde_json::to_value(instrument).unwrap();
    for (name, keys) in stored["subscales"].as_object().unwrap() {
        let place = |key: &Value| {
            instrument.items().iter().position(|item| item.key.as_str() == key.as_str().unwrap()).unwrap()
        };
        let items = keys.as_array().unwrap().iter().map(place).collect();
        scales.push(Scale { name: Some(Label::new(name).unwrap()), items });
    }
    scales
}

/// The answers to a scale as they count.
pub(super) fn counted(instrument: &Instrument, scale: &Scale, answers: &Answers) -> Vec<Option<f64>> {
    let counts = |&at: &usize| {
        let item = &instrument.items()[at];
        let answer = *answers.items.get(&item.key)?;
        Some(f64::from(match item.keyed {
            Keyed::Straight => answer,
            Keyed::Reversed => item.min + item.max - answer,
        }))
    };
    scale.items.iter().map(counts).collect()
}

pub(super) fn score(instrument: &Instrument, scale: &Scale, answers: &Answers) -> Option<f64> {
    let counted = counted(instrument, scale, answers);
    let given: Vec<f64> = counted.iter().copied().flatten().collect();
    let percent = serde_json::to_value(instrument).unwrap()["minimum_answered_percent"].as_u64().unwrap();
    let enough = 100 * given.len() as u64 >= percent * counted.len() as u64;
    if enough { mean(&given) } else { None }
}

/// Cronbach's alpha over those who answered every item, and how many they are.
pub(super) fn alpha(rows: &[Vec<Option<f64>>]) -> (Option<f64>, usize) {
    let complete: Vec<Vec<f64>> =
        rows.iter().filter_map(|row| row.iter().copied().collect::<Option<_>>()).collect();
    let items = rows.first().map_or(0, Vec::len);
    let variance = |values: Vec<f64>| deviation(&values).map(|deviation| deviation.powi(2));
    let each: Option<f64> =
        (0..items).map(|item| variance(complete.iter().map(|row| row[item]).collect())).sum();
    let all = variance(complete.iter().map(|row| row.iter().sum()).collect());
    let alpha = each.zip(all).filter(|(_, all)| items > 1 && *all > 1e-9).map(|(each, all)| {
        let items = items as f64;
        items / (items - 1.0) * (1.0 - each / all)
    });
    (alpha, complete.len())
}
