//! How long it lasts: sums and products over every day.

use std::collections::BTreeSet;

use mentorship::{
    feedback::Closure,
    impact::{About, Days, Indicator},
};

use super::{Case, Lasted, Told, days};

/// The share that lasts so long or longer, by the product over the days before.
fn lasting(spells: &[Lasted], length: i64) -> Option<f64> {
    let last = spells.iter().map(|(lasted, _)| *lasted).max()?;
    let mut share = 1.0;
    for day in 0..length.min(last + 1) {
        let at_risk = spells.iter().filter(|(lasted, _)| *lasted >= day).count();
        let ended = spells.iter().filter(|(lasted, how)| *lasted == day && how.is_some()).count();
        share *= (at_risk - ended) as f64 / at_risk as f64;
    }
    (length <= last || share == 0.0).then_some(share)
}

/// The first day by the end of which that share has ended.
pub(super) fn ended_by(spells: &[Lasted], portion: f64) -> Option<f64> {
    let last = spells.iter().map(|(lasted, _)| *lasted).max()?;
    let mut share = 1.0;
    for day in 0..=last {
        let at_risk = spells.iter().filter(|(lasted, _)| *lasted >= day).count();
        let ended = spells.iter().filter(|(lasted, how)| *lasted == day && how.is_some()).count();
        share *= (at_risk - ended) as f64 / at_risk as f64;
        if share <= 1.0 - portion + 1e-12 {
            return Some(day as f64);
        }
    }
    None
}

/// The share that ended in that way before it had lasted so long.
fn incidence(spells: &[Lasted], closure: Closure, length: i64) -> f64 {
    let mut sum = 0.0;
    for day in 0..length {
        let at_risk = spells.iter().filter(|(lasted, _)| *lasted >= day).count();
        let ended = spells.iter().filter(|spell| **spell == (day, Some(closure))).count();
        if ended > 0 {
            sum += lasting(spells, day).unwrap() * ended as f64 / at_risk as f64;
        }
    }
    sum
}

impl Case<'_> {
    pub(super) fn length(&self, told: &mut Told) {
        let pairings = self.pairings();
        let spells: Vec<Lasted> = pairings.iter().map(|row| self.lasted(row)).collect();
        let n = spells.len();
        let within = |days: i64| About::Length(Days::new(days).unwrap());
        for horizon in [90, 180, 365] {
            told.value(Indicator::Retention, [within(horizon)], lasting(&spells, horizon), n);
            let old = pairings.iter().filter(|row| days(row.started, self.date()) >= horizon).count();
            let kept = spells.iter().filter(|(lasted, _)| *lasted >= horizon).count();
            told.share(Indicator::CohortRetention, [within(horizon)], kept, old);
        }
        for percent in [25, 50, 75] {
            let day = ended_by(&spells, f64::from(percent) / 100.0);
            told.value(Indicator::LengthQuantile, [About::Percent(percent)], day, n);
        }
        let area = (1..=365).map(|day| lasting(&spells, day)).sum::<Option<f64>>();
        told.value(Indicator::RestrictedMean, [within(365)], area, n);
        let known = spells.iter().any(|(lasted, _)| *lasted >= 365) || lasting(&spells, 366) == Some(0.0);
        for closure in Closure::ALL {
            let share = known.then(|| incidence(&spells, closure, 366));
            told.value(Indicator::ClosureReason, [About::Closure(closure), within(365)], share, n);
        }
        for plan in pairings.iter().map(|row| row.planned_days).collect::<BTreeSet<_>>() {
            let of = pairings.iter().filter(|row| row.planned_days == plan);
            let spells: Vec<Lasted> = of.map(|row| self.lasted(row)).collect();
            let share =
                lasting(&spells, plan.into()).map(|_| incidence(&spells, Closure::Early, plan.into()));
            told.value(Indicator::EarlyClosure, [within(plan.into())], share, spells.len());
        }
        let could = pairings.iter().filter(|row| {
            self.closure(row).is_some() || self.active_days(row).len() >= 2 * usize::from(row.every_days)
        });
        let could: Vec<_> = could.collect();
        let never = could.iter().filter(|row| self.meetings(row).is_empty()).count();
        told.share(Indicator::NeverMet, [], never, could.len());
    }
}
