//! What changed for the same people.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    feedback::{Answers, Baseline, Better, Instrument, Milestone, Reading, Response, Turn, Wave},
    id::{AgreementId, PersonId},
    impact::{About, Indicator},
    introduction::Party,
    jiff::civil::Date,
    people::Label,
};

use super::{
    Case, Told, deviation, mean,
    scale::{Scale, alpha, counted, scales, score},
};

/// A deviation that is more than rounding.
fn some_deviation(values: &[f64]) -> Option<f64> {
    deviation(values).filter(|deviation| *deviation > 1e-9)
}

/// What one person said of one scale before and after.
#[derive(Default)]
struct Said {
    pre: Option<f64>,
    post: Option<f64>,
    asked_again: bool,
    start: Option<Vec<Option<f64>>>,
}

impl Case<'_> {
    pub(super) fn growth(&self, told: &mut Told) {
        for instrument in self.facts.instruments.iter().filter(|asked| asked.reading() == Reading::Scale) {
            for role in [Party::Mentor, Party::Mentee] {
                let mut people: BTreeMap<&PersonId, [Vec<&Response>; 2]> = BTreeMap::new();
                for row in self.responses() {
                    let start = match instrument.baseline() {
                        Baseline::Before => Wave::Before,
                        Baseline::LookingBack => Wave::LookingBack,
                    };
                    let asked = (&row.instrument, row.version, row.role)
                        == (instrument.id(), instrument.version(), role);
                    if asked && [start, Wave::After].contains(&row.wave) {
                        let side = usize::from(row.wave == Wave::After);
                        people.entry(&row.person).or_default()[side].push(row);
                    }
                }
                if people.values().any(|[before, _]| !before.is_empty()) {
                    for scale in scales(instrument) {
                        let said: Vec<Said> =
                            people.values().map(|waves| self.said(instrument, &scale, waves)).collect();
                        self.change(told, instrument, &scale, role, &said);
                    }
                }
            }
        }
    }

    fn said<'a>(
        &self,
        instrument: &Instrument,
        scale: &Scale,
        [before, after]: &[Vec<&'a Response>; 2],
    ) -> Said {
        let given = |rows: &[&'a Response]| -> Vec<(Date, Option<&'a AgreementId>, &'a Answers)> {
            let came = |row: &&'a Response| {
                let answers = self.came(row)?;
                Some((answers.on, row.agreement.as_ref(), answers))
            };
            rows.iter().filter_map(came).collect()
        };
        let first =
            |rows: Vec<_>| rows.into_iter().min_by_key(|&(on, about, _): &(Date, _, &Answers)| (on, about));
        let pre = first(given(before));
        let about = pre.and_then(|(_, about, _)| about);
        let mut ends = given(after);
        ends.retain(|(_, other, _)| about.is_none() || other.is_none() || *other == about);
        let post = first(ends);
        let start = pre.map(|(.., answers)| counted(instrument, scale, answers));
        let on_scale = |given: Option<(_, _, &Answers)>| score(instrument, scale, given?.2);
        Said { pre: on_scale(pre), post: on_scale(post), asked_again: !after.is_empty(), start }
    }

    fn change(&self, told: &mut Told, instrument: &Instrument, scale: &Scale, role: Party, said: &[Said]) {
        let pairs: Vec<(f64, f64)> = said.iter().filter_map(|said| said.pre.zip(said.post)).collect();
        let change: Vec<f64> = pairs.iter().map(|(pre, post)| post - pre).collect();
        let (pre, post): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        let n = pairs.len();
        let again: Vec<&Said> = said.iter().filter(|said| said.asked_again).collect();
        let missing = again.len() - n;
        let about = || {
            let asked = About::Instrument(instrument.id().clone(), instrument.version());
            let subscale = scale.name.clone().map(About::Subscale);
            [Some(asked), subscale, Some(About::Role(role))].into_iter().flatten()
        };
        told.value(Indicator::MeanChange, about(), mean(&change), n);
        told.missing(missing);
        let d_z = some_deviation(&change).map(|deviation| mean(&change).unwrap() / deviation);
        told.value(Indicator::StandardisedChange, about(), d_z, n);
        told.missing(missing);
        let spread = deviation(&pre).zip(deviation(&post)).map(|(a, b)| f64::midpoint(a * a, b * b).sqrt());
        let small = 1.0 - 3.0 / (4.0 * (n as f64 - 1.0) - 1.0);
        let g_av =
            spread.filter(|spread| *spread > 1e-9).map(|spread| small * mean(&change).unwrap() / spread);
        told.value(Indicator::ChangeForReporting, about(), g_av, n);
        told.missing(missing);
        told.value(Indicator::RankChange, about(), rank_biserial(&change), n);
        told.missing(missing);
        let up = if instrument.better() == Better::Higher { 1.0 } else { -1.0 };
        let better = change.iter().filter(|change| up * **change > 1e-9).count();
        told.share(Indicator::Improved, about(), better, n);
        told.missing(missing);
        let starts: Vec<_> = said.iter().filter_map(|said| said.start.clone()).collect();
        if let (Some(deviation), Some(alpha)) = (some_deviation(&pre), alpha(&starts).0)
            && alpha < 1.0
        {
            let error = f64::sqrt(2.0) * deviation * (1.0 - alpha.max(0.0)).sqrt();
            for (indicator, sign) in [(Indicator::ReliablyImproved, up), (Indicator::ReliablyWorse, -up)] {
                let clear = change.iter().filter(|change| sign * **change / error > self.on.confidence.z());
                told.share(indicator, about(), clear.count(), n);
                told.missing(missing);
            }
        }
        let with_start: Vec<&Said> = again.iter().filter(|said| said.pre.is_some()).copied().collect();
        let lost = with_start.iter().filter(|said| said.post.is_none()).count();
        told.share(Indicator::Attrition, about(), lost, with_start.len());
        let starts = |came: bool| -> Vec<f64> {
            with_start.iter().filter(|said| said.post.is_some() == came).filter_map(|said| said.pre).collect()
        };
        told.value(
            Indicator::BaselineGap,
            about(),
            standardised(&starts(true), &starts(false)),
            with_start.len(),
        );
    }

    pub(super) fn milestones(&self, told: &mut Told) {
        let mut began: BTreeMap<&PersonId, Date> = BTreeMap::new();
        for row in self.pairings() {
            let first = began.entry(&row.mentee).or_insert(row.started);
            *first = row.started.min(*first);
        }
        let known = |turn: &&Milestone| turn.on <= self.date();
        let turns: Vec<_> = self.facts.milestones.iter().filter(known).collect();
        let kinds: BTreeSet<&Label> =
            turns.iter().filter(|turn| began.contains_key(&turn.person)).map(|turn| &turn.kind).collect();
        for kind in kinds {
            let (mut gained, mut lost) = (0, 0);
            for (person, start) in &began {
                let mut own: Vec<_> =
                    turns.iter().filter(|turn| turn.person == **person && turn.kind == *kind).collect();
                own.sort_by_key(|turn| turn.on);
                let has = |on: Date| match own.iter().rev().find(|turn| turn.on <= on) {
                    Some(latest) => latest.turn == Turn::Reached,
                    None => own.first().is_some_and(|first| first.turn == Turn::Lost),
                };
                gained += usize::from(!has(*start) && has(self.date()));
                lost += usize::from(has(*start) && !has(self.date()));
            }
            let n = began.len();
            let value = (n > 0).then(|| (gained as f64 - lost as f64) / n as f64);
            told.value(Indicator::MilestoneGain, [About::Milestone(kind.clone())], value, n);
            told.value(Indicator::MilestoneTest, [About::Milestone(kind.clone())], mcnemar(gained, lost), n);
        }
    }
}

/// (W+ − W−) / (W+ + W−) of the changes that are not nothing, with mid-ranks.
fn rank_biserial(change: &[f64]) -> Option<f64> {
    let moved: Vec<f64> = change.iter().copied().filter(|change| change.abs() > 1e-9).collect();
    let rank = |value: f64| {
        let below = moved.iter().filter(|other| other.abs() < value.abs() - 1e-9).count();
        let equal = moved.iter().filter(|other| (other.abs() - value.abs()).abs() <= 1e-9).count();
        below as f64 + f64::midpoint(equal as f64, 1.0)
    };
    let sum: f64 = moved.iter().map(|value| rank(*value)).sum();
    (!moved.is_empty()).then(|| moved.iter().map(|value| value.signum() * rank(*value)).sum::<f64>() / sum)
}

/// The difference of two means in pooled deviations.
fn standardised(a: &[f64], b: &[f64]) -> Option<f64> {
    let squares = |values: &[f64]| {
        let middle = mean(values)?;
        Some(values.iter().map(|value| (value - middle).powi(2)).sum::<f64>())
    };
    let pooled = ((squares(a)? + squares(b)?) / (a.len() as f64 + b.len() as f64 - 2.0)).sqrt();
    (pooled > 1e-9).then(|| (mean(a).unwrap() - mean(b).unwrap()) / pooled)
}

/// The exact two-sided p that as many gain as lose.
fn mcnemar(gained: usize, lost: usize) -> Option<f64> {
    let n = gained + lost;
    let (mut row, mut tail) = (0.5_f64.powi(n as i32), 0.0);
    for k in 0..=gained.min(lost) {
        tail += row;
        row *= (n - k) as f64 / (k as f64 + 1.0);
    }
    (n > 0).then(|| (2.0 * tail).min(1.0))
}
