//! The same people asked twice, yes or no: who gained something, and who lost it.

use serde::{Deserialize, Serialize};

use super::{
    accumulate::Accumulate,
    collects,
    distribution::{fair_coin_at_most, real},
    interval::{Confidence, Interval},
    share::{Share, ends},
};

/// What became of one person between two moments: a diploma, a job, a business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Switch {
    /// Had it, and has it.
    Kept,
    /// Had it not, and has it.
    Gained,
    /// Had it, and has it not.
    Lost,
    /// Had it not, and has it not.
    Never,
}

impl Switch {
    /// From what was so before and is so after.
    pub fn between(before: bool, after: bool) -> Self {
        match (before, after) {
            (true, true) => Self::Kept,
            (false, true) => Self::Gained,
            (true, false) => Self::Lost,
            (false, false) => Self::Never,
        }
    }
}

/// Counts what became of people, and asks whether more gained than lost (`McNemar`).
///
/// ```
/// use mentorship::impact::{Switch, Switches};
///
/// let jobs: Switches = [Switch::Kept, Switch::Gained, Switch::Gained, Switch::Never].into_iter().collect();
/// assert_eq!(jobs.gained().value(), Some(0.5));
/// assert_eq!(jobs.change(), Some(0.5));
/// assert_eq!(jobs.p_value(), Some(0.5));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Switches {
    kept: u64,
    gained: u64,
    lost: u64,
    never: u64,
}

impl Switches {
    /// So many people of whom nothing is known to have been so.
    pub(super) fn of_never(people: u64) -> Self {
        Self { never: people, ..Self::default() }
    }

    /// How many people were asked twice.
    pub fn n(&self) -> u64 {
        self.kept.saturating_add(self.gained).saturating_add(self.lost).saturating_add(self.never)
    }

    /// Those who had it before, of all.
    pub fn before(&self) -> Share {
        self.share(self.kept.saturating_add(self.lost))
    }

    /// Those who have it after, of all.
    pub fn after(&self) -> Share {
        self.share(self.kept.saturating_add(self.gained))
    }

    /// Those who gained it, of all.
    pub fn gained(&self) -> Share {
        self.share(self.gained)
    }

    /// Those who lost it, of all.
    pub fn lost(&self) -> Share {
        self.share(self.lost)
    }

    /// The share after less the share before, which is that of who gained less that of who lost. `None` of none.
    pub fn change(&self) -> Option<f64> {
        let n = self.n();
        (n > 0).then(|| (real(self.gained) - real(self.lost)) / real(n))
    }

    /// The interval of the change, by Newcombe (1998, *Improved confidence intervals for the difference between binomial
    /// proportions based on paired data*, method 10): from the two Wilson intervals and the correlation between before and
    /// after, a positive one made smaller by half a person. `None` of none.
    pub fn change_interval(&self, confidence: Confidence) -> Option<Interval> {
        let change = self.change()?;
        let (before, after) = (self.before(), self.after());
        let (share_before, share_after) = (before.value()?, after.value()?);
        let (lower_before, upper_before) = ends(&before, confidence);
        let (lower_after, upper_after) = ends(&after, confidence);
        let correlation = self.correlation();
        let distance = |a: f64, b: f64| (a * a - 2.0 * correlation * a * b + b * b).max(0.0).sqrt();
        Some(Interval::new(
            change - distance(share_after - lower_after, upper_before - share_before),
            change + distance(upper_after - share_after, share_before - lower_before),
            confidence,
        ))
    }

    /// The p-value of the exact `McNemar` test, two-sided: how likely it is that those who switched, had each of them switched
    /// either way by a fair coin, divide at least as unevenly. `None` when nobody switched.
    pub fn p_value(&self) -> Option<f64> {
        let switched = self.gained.saturating_add(self.lost);
        let fewer = self.gained.min(self.lost);
        (switched > 0).then(|| (2.0 * fair_coin_at_most(fewer, switched)).min(1.0))
    }

    /// The φ of before and after that method 10 of Newcombe uses; 0 when one of them does not vary.
    fn correlation(&self) -> f64 {
        let [kept, gained, lost, never] = [self.kept, self.gained, self.lost, self.never].map(real);
        let scale =
            (kept + lost).sqrt() * (gained + never).sqrt() * (kept + gained).sqrt() * (lost + never).sqrt();
        let product = kept * never - gained * lost;
        let corrected = if product > 0.0 { (product - real(self.n()) / 2.0).max(0.0) } else { product };
        if scale > 0.0 { corrected / scale } else { 0.0 }
    }

    fn share(&self, hits: u64) -> Share {
        Share::new(hits, self.n())
            .expect("a part is at most the whole, also where sums stop at the largest count")
    }
}

impl Accumulate for Switches {
    type Row = Switch;
    type Answer = Self;

    fn add(&mut self, row: Switch) {
        let count = match row {
            Switch::Kept => &mut self.kept,
            Switch::Gained => &mut self.gained,
            Switch::Lost => &mut self.lost,
            Switch::Never => &mut self.never,
        };
        *count = count.saturating_add(1);
    }

    fn merge(&mut self, other: &Self) {
        self.kept = self.kept.saturating_add(other.kept);
        self.gained = self.gained.saturating_add(other.gained);
        self.lost = self.lost.saturating_add(other.lost);
        self.never = self.never.saturating_add(other.never);
    }

    fn finish(&self) -> Self {
        *self
    }
}

collects!(Switches, Switch);
