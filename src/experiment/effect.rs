//! One arm beside the usual way, by one outcome.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

use super::{Baseline, Conclusion, DesignEffect, Outcome, Registration, sheet::Row};
use crate::{
    id::PersonId,
    impact::{
        Arm, Bca, Bootstrap, Comparison, Confidence, Cuped, DealtBlock, Interval, Measured, Paired,
        Permutation, distribution::real,
    },
    people::Label,
};

/// By how much an arm differs from the usual way, and what that says: always the arm less the usual way, by the lots that
/// were drawn, whatever people then got (intention to treat).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Effect {
    outcome: Label,
    arm: Label,
    usual: Label,
    comparison: Comparison,
    bca: Option<Bca>,
    permutation: Option<Permutation>,
    cuped: Option<Cuped>,
    design: Option<DesignEffect>,
    confidence: Confidence,
    p: Option<f64>,
    level: f64,
    conclusion: Conclusion,
}

impl Effect {
    /// Compares those who drew an arm with those who drew the usual way; judged at a level.
    pub(super) fn of(
        registration: &Registration,
        outcome: &Outcome,
        rows: &[Row<'_>],
        arm: &Label,
        level: f64,
    ) -> Self {
        let protocol = registration.protocol();
        let usual = &protocol.arms.first().expect("a registration has at least two arms").name;
        let of = |name: &Label| rows.iter().filter(|row| row.lot.arm == *name).collect::<Vec<_>>();
        let (arm_rows, usual_rows) = (of(arm), of(usual));
        let confidence = Confidence::new(1.0 - level).unwrap_or_default();
        let seed = |purpose| registration.seed(&[purpose, outcome.name.key(), arm.key()]);

        let group = |rows: &[&Row<'_>]| {
            let people = rows.iter().map(|row| (row.lot.subject.clone(), row.value));
            Arm::new(people).expect("each subject has one lot")
        };
        let comparison = Comparison::between(&group(&arm_rows), &group(&usual_rows))
            .expect("each subject has one lot, of one arm");
        let values = |rows: &[&Row<'_>]| rows.iter().map(|row| row.value).collect::<Vec<_>>();
        // With fewer replicates than that nothing lies beyond the limits.
        let bca = (f64::from(protocol.resamples) * level >= 2.0)
            .then(|| {
                Bootstrap::new(seed("bootstrap"), protocol.resamples)
                    .confidence(confidence)
                    .difference(&values(&arm_rows), &values(&usual_rows))
            })
            .flatten();
        let mut blocks: BTreeMap<Option<&Label>, DealtBlock> = BTreeMap::new();
        for row in &arm_rows {
            blocks.entry(row.lot.block.as_ref()).or_default().a.push(row.value);
        }
        for row in &usual_rows {
            blocks.entry(row.lot.block.as_ref()).or_default().b.push(row.value);
        }
        let blocks: Vec<DealtBlock> = blocks.into_values().collect();
        let permutation = Permutation::of(&blocks, seed("deals"), protocol.resamples);
        let p = permutation.map(|test| test.p());
        let mut effect = Self {
            outcome: outcome.name.clone(),
            arm: arm.clone(),
            usual: usual.clone(),
            comparison,
            bca,
            permutation,
            cuped: cuped(outcome, &arm_rows, &usual_rows),
            design: DesignEffect::of(&[clusters(&arm_rows), clusters(&usual_rows)]),
            confidence,
            p,
            level,
            conclusion: Conclusion::Inconclusive { excluded: None },
        };
        effect.judge(outcome, p);
        effect
    }

    /// Judges anew by a p-value, adjusted for others perhaps.
    pub(super) fn judge(&mut self, outcome: &Outcome, p: Option<f64>) {
        self.p = p;
        self.conclusion = Conclusion::of(p, self.level, self.difference(), outcome.better, self.interval());
    }

    /// The outcome.
    pub fn outcome(&self) -> &Label {
        &self.outcome
    }

    /// The arm.
    pub fn arm(&self) -> &Label {
        &self.arm
    }

    /// The arm it is compared with: the first.
    pub fn usual(&self) -> &Label {
        &self.usual
    }

    /// The mean of the arm less that of the usual way; `None` when one of them has nobody.
    pub fn difference(&self) -> Option<f64> {
        self.comparison.difference()
    }

    /// Means, deviations and Welch's interval and test: a is the arm, b the usual way.
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// Welch's interval for one minus the [level](Effect::level), widened by the root of the design effect when units share
    /// a mentor. `None` where Welch's is.
    pub fn interval(&self) -> Option<Interval> {
        self.widened(&self.comparison)
    }

    /// The `BCa` interval of the same confidence, which takes no account of shared mentors. `None` when a mean has fewer than
    /// two values, nothing varies, or the resamples are too few for the level (fewer than 2 / level).
    pub fn bca(&self) -> Option<&Bca> {
        self.bca.as_ref()
    }

    /// The test: lots drawn anew within blocks. It holds for shared mentors too, since each unit drew by itself.
    pub fn permutation(&self) -> Option<&Permutation> {
        self.permutation.as_ref()
    }

    /// The comparison with the baseline taken out, when there is one. Who has none is given the mean of all, which adjusts
    /// nothing for them. It is told beside the effect; judged is the [test](Effect::permutation).
    pub fn cuped(&self) -> Option<&Cuped> {
        self.cuped.as_ref()
    }

    /// The interval of the adjusted difference, widened as the other.
    pub fn cuped_interval(&self) -> Option<Interval> {
        self.widened(self.cuped.as_ref()?.adjusted())
    }

    /// The design effect, when units share a mentor.
    pub fn design(&self) -> Option<&DesignEffect> {
        self.design.as_ref()
    }

    /// The p-value that is judged: of the primary outcome the test's, of a further one adjusted within the family (Benjamini
    /// and Hochberg 1995). `None` when an arm has nobody.
    pub fn p(&self) -> Option<f64> {
        self.p
    }

    /// What the p-value must not exceed: of the primary outcome the nominal level of this look, shared between the arms; of
    /// a further one the whole error.
    pub fn level(&self) -> f64 {
        self.level
    }

    /// What it says.
    pub fn conclusion(&self) -> Conclusion {
        self.conclusion
    }

    fn widened(&self, comparison: &Comparison) -> Option<Interval> {
        let (lower, upper) = comparison.interval(self.confidence)?.ends()?;
        let factor = self.design.map_or(1.0, |design| design.factor());
        let margin = (upper - lower) / 2.0 * factor.sqrt();
        Some(Interval::around(comparison.difference()?, margin, self.confidence))
    }
}

fn cuped(outcome: &Outcome, arm: &[&Row<'_>], usual: &[&Row<'_>]) -> Option<Cuped> {
    if outcome.baseline == Baseline::None {
        return None;
    }
    let mut known: Vec<f64> =
        arm.iter().chain(usual).filter_map(|row| row.baseline).map(Measured::get).collect();
    known.sort_unstable_by(f64::total_cmp);
    if known.is_empty() {
        return None;
    }
    let mean = known.iter().sum::<f64>() / real(known.len() as u64);
    let pairs = |rows: &[&Row<'_>]| {
        let pair = |row: &&Row<'_>| {
            Paired::new(row.baseline.map_or(mean, Measured::get), row.value)
                .expect("a mean of measured values is one too")
        };
        rows.iter().map(pair).collect::<Vec<_>>()
    };
    Some(Cuped::between(&pairs(arm), &pairs(usual)))
}

/// The values of each mentor's units, and of each unit without one.
fn clusters(rows: &[&Row<'_>]) -> Vec<Vec<Measured>> {
    let mut shared: BTreeMap<&PersonId, Vec<Measured>> = BTreeMap::new();
    let mut alone = Vec::new();
    for row in rows {
        match row.mentor {
            Some(mentor) => shared.entry(mentor).or_default().push(row.value),
            None => alone.push(vec![row.value]),
        }
    }
    alone.extend(shared.into_values());
    alone
}

impl fmt::Display for Effect {
    /// The effect in one sentence.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { outcome, arm, usual, .. } = self;
        write!(f, "`{arm}` beside `{usual}`, by `{outcome}`: ")?;
        if let Some(difference) = self.difference() {
            write!(f, "{difference:+.2}")?;
            if let Some((lower, upper)) = self.interval().and_then(|interval| interval.ends()) {
                let sure = 100.0 * self.confidence.share();
                write!(f, " ({sure:.1} % sure: {lower:+.2} to {upper:+.2})")?;
            }
            f.write_str(", ")?;
        }
        write!(f, "{}", self.conclusion)
    }
}
