//! What people told.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    feedback::RemarkKind,
    id::{PassageId, PersonId},
    impact::{About, Indicator},
    people::Label,
};

use super::{Case, Told};

impl Case<'_> {
    pub(super) fn evidence(&self, told: &mut Told) {
        let heard: Vec<_> = self.facts.passages.iter().filter(|row| row.on <= self.date()).collect();
        let codings = |id: &PassageId| {
            self.facts.codings.iter().filter({
                let id = id.clone();
                move |row| row.passage == id
            })
        };
        let mut people: BTreeSet<&PersonId> = BTreeSet::new();
        let mut by_theme: BTreeMap<&Label, BTreeSet<&PersonId>> = BTreeMap::new();
        let mut talks: BTreeMap<_, BTreeSet<&Label>> = BTreeMap::new();
        let mut coders: BTreeMap<&PersonId, BTreeSet<&Label>> = BTreeMap::new();
        for row in &heard {
            for coding in codings(&row.id) {
                people.extend(&row.people);
                coders.entry(&coding.coder).or_default().extend(&coding.themes);
                let first = heard
                    .iter()
                    .filter(|other| other.talk == row.talk && codings(&other.id).next().is_some());
                let first = first.map(|other| other.on).min();
                talks.entry((first, &row.talk)).or_default().extend(&coding.themes);
                for theme in &coding.themes {
                    by_theme.entry(theme).or_default().extend(&row.people);
                }
            }
        }
        for (theme, with) in &by_theme {
            told.share(Indicator::Theme, [About::Theme((*theme).clone())], with.len(), people.len());
        }
        let found = |id: &PassageId, coder: &PersonId| {
            codings(id).find(|row| row.coder == *coder).map(|row| &row.themes)
        };
        for (at, (a, themes_a)) in coders.iter().enumerate() {
            for (b, themes_b) in coders.iter().skip(at + 1) {
                let both: Vec<_> =
                    heard.iter().filter_map(|row| Some((found(&row.id, a)?, found(&row.id, b)?))).collect();
                if both.is_empty() {
                    continue;
                }
                let mut cells = Vec::new();
                for theme in themes_a.union(themes_b) {
                    cells.extend(both.iter().map(|(a, b)| (a.contains(*theme), b.contains(*theme))));
                }
                let about = [About::Coders((*a).clone(), (*b).clone())];
                told.value(Indicator::CoderKappa, about, kappa(&cells), cells.len());
            }
        }
        let mut units: Vec<Vec<bool>> = Vec::new();
        for row in heard.iter().filter(|row| codings(&row.id).count() > 1) {
            units.extend(
                by_theme.keys().map(|theme| codings(&row.id).map(|c| c.themes.contains(*theme)).collect()),
            );
        }
        if !units.is_empty() {
            told.value(Indicator::CoderAlpha, [], krippendorff(&units), units.len());
        }
        let mut known: BTreeSet<&Label> = BTreeSet::new();
        let mut new = Vec::new();
        for themes in talks.values() {
            new.push(themes.difference(&known).count());
            known.extend(themes);
        }
        if !new.is_empty() {
            told.count(Indicator::Saturation, [], new.iter().rev().take(3).sum(), new.len());
        }
        let theirs = self.pairings();
        let remarks: Vec<_> = (self.facts.remarks.iter())
            .filter(|row| row.on <= self.date() && theirs.iter().any(|p| p.agreement == row.agreement))
            .collect();
        if !remarks.is_empty() {
            let strengths = remarks.iter().filter(|row| row.kind == RemarkKind::Strength).count();
            told.share(Indicator::Strengths, [], strengths, remarks.len());
        }
    }
}

fn kappa(cells: &[(bool, bool)]) -> Option<f64> {
    let n = cells.len() as f64;
    let count = |of: &dyn Fn(&(bool, bool)) -> bool| cells.iter().filter(|cell| of(cell)).count() as f64 / n;
    let (observed, a, b) = (count(&|(a, b)| a == b), count(&|(a, _)| *a), count(&|(_, b)| *b));
    let expected = a * b + (1.0 - a) * (1.0 - b);
    (!cells.is_empty() && expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
}

/// Krippendorff's alpha for names: one less the disagreement within units by that among all codes.
fn krippendorff(units: &[Vec<bool>]) -> Option<f64> {
    let all: Vec<bool> = units.iter().flatten().copied().collect();
    let apart = |codes: &[bool]| {
        codes.iter().map(|a| codes.iter().filter(|b| *b != a).count()).sum::<usize>() as f64
            / (codes.len() as f64 - 1.0)
    };
    let expected = apart(&all);
    (expected > 0.0).then(|| 1.0 - units.iter().map(|unit| apart(unit)).sum::<f64>() / expected)
}
