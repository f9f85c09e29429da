//! Do groups last equally long? The log-rank test, and the difference of two restricted means.
//!
//! The log-rank test compares, on every day on which somebody ends, how many of each group do with how many would if all
//! who are at risk were alike (Mantel 1966; Peto and Peto 1972): hypergeometric variance, no continuity correction. With
//! strata, differences and variances are summed over them.

use std::collections::BTreeMap;

use super::{Confidence, Curve, Days, Interval, RestrictedMean, TimesToEvent, distribution, times::float};

/// The log-rank test of the hypothesis that all groups end alike.
///
/// Groups are told apart by what is known when a spell begins, never by what happens later.
///
/// ```
/// use std::collections::BTreeMap;
/// use mentorship::impact::{Days, Ended, LogRank, Spell, TimesToEvent};
///
/// let lasted = |days: i64| Days::new(days).map(|days| Spell::new(days, Ended::Yes));
/// let groups: BTreeMap<&str, TimesToEvent> = [
///     ("school", [lasted(10)?, lasted(20)?, lasted(30)?].into_iter().collect()),
///     ("neighbourhood", [lasted(40)?, lasted(50)?, lasted(60)?].into_iter().collect()),
/// ]
/// .into();
/// let test = LogRank::between(&groups).expect("both groups were at risk together");
/// assert_eq!(test.degrees_of_freedom(), 1);
/// assert!(test.p() < 0.05);
/// # Ok::<(), mentorship::impact::InvalidDays>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LogRank<G> {
    statistic: f64,
    degrees_of_freedom: u32,
    groups: BTreeMap<G, Against>,
}

/// The endings of one group, beside those it would have if all groups were alike.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Against {
    /// How many ended.
    pub observed: u64,
    /// How many would have.
    pub expected: f64,
}

impl<G: Ord + Clone> LogRank<G> {
    /// Compares groups.
    ///
    /// None when no two groups were ever at risk together while somebody, but not all, ended.
    pub fn between(groups: &BTreeMap<G, TimesToEvent>) -> Option<Self> {
        Self::stratified([groups])
    }

    /// Compares groups within strata, such as neighbourhoods, and sums over them. A group may be missing from a stratum.
    ///
    /// Groups that were never at risk beside another take no degree of freedom, nor do sets of groups that were never
    /// at risk beside each other, such as those of two strata without a group in common: each set has one degree less
    /// than its groups.
    pub fn stratified<'a>(strata: impl IntoIterator<Item = &'a BTreeMap<G, TimesToEvent>>) -> Option<Self>
    where
        G: 'a,
    {
        let strata: Vec<_> = strata.into_iter().collect();
        let mut groups: BTreeMap<G, Against> = strata
            .iter()
            .flat_map(|stratum| stratum.keys())
            .map(|group| (group.clone(), Against::default()))
            .collect();
        let mut sums = Sums::new(groups.len());
        for stratum in strata {
            let tables: Vec<Option<&TimesToEvent>> = groups.keys().map(|group| stratum.get(group)).collect();
            sums.add(&tables);
        }
        for (group, sum) in groups.values_mut().zip(&sums.groups) {
            *group = *sum;
        }
        let (statistic, degrees_of_freedom) = sums.test()?;
        Some(Self { statistic, degrees_of_freedom, groups })
    }

    /// The test statistic, chi-squared if all groups are alike.
    pub fn statistic(&self) -> f64 {
        self.statistic
    }

    /// One less than the groups that were compared.
    pub fn degrees_of_freedom(&self) -> u32 {
        self.degrees_of_freedom
    }

    /// How often groups that are alike would differ so much or more.
    pub fn p(&self) -> f64 {
        distribution::chi_squared_upper(self.statistic, f64::from(self.degrees_of_freedom))
    }

    /// Every group with its endings observed and expected.
    pub fn groups(&self) -> &BTreeMap<G, Against> {
        &self.groups
    }
}

/// Observed and expected endings of each group, and their covariance, summed over days and strata.
struct Sums {
    groups: Vec<Against>,
    /// By two groups.
    covariance: Vec<Vec<f64>>,
}

impl Sums {
    fn new(groups: usize) -> Self {
        Self { groups: vec![Against::default(); groups], covariance: vec![vec![0.0; groups]; groups] }
    }

    /// Adds a stratum: the table of each group, if it has any there.
    fn add(&mut self, tables: &[Option<&TimesToEvent>]) {
        let at_risk: Vec<Vec<u64>> =
            tables.iter().map(|table| table.map_or_else(Vec::new, TimesToEvent::at_risk)).collect();
        for day in 0..at_risk.iter().map(Vec::len).max().unwrap_or(0) {
            let ended = |group: usize| tables[group].map_or(0, |table| table.ended_on(day));
            let ended_in_all: f64 = (0..tables.len()).map(|group| float(ended(group))).sum();
            if ended_in_all <= 0.0 {
                continue;
            }
            let present: Vec<f64> =
                at_risk.iter().map(|days| days.get(day).map_or(0.0, |present| float(*present))).collect();
            let in_all: f64 = present.iter().sum();
            // Of one at risk, or of all, it is known who ends.
            let spread =
                if in_all > 1.0 { ended_in_all * (in_all - ended_in_all) / (in_all - 1.0) } else { 0.0 };
            for (group, sum) in self.groups.iter_mut().enumerate() {
                let share = present[group] / in_all;
                sum.observed = sum.observed.saturating_add(ended(group));
                sum.expected += ended_in_all * share;
                for (other, covariance) in self.covariance[group].iter_mut().enumerate() {
                    let same = if other == group { 1.0 } else { 0.0 };
                    *covariance += spread * share * (same - present[other] / in_all);
                }
            }
        }
    }

    /// The statistic and its degrees of freedom, if there are any.
    ///
    /// The rows of the covariance sum to 0 within every set of groups that were at risk beside each other. Leaving out
    /// the last group of each set leaves a matrix that can be inverted.
    fn test(&self) -> Option<(f64, u32)> {
        let sets = self.sets();
        let kept: Vec<usize> =
            (0..sets.len()).filter(|group| sets[group + 1..].contains(&sets[*group])).collect();
        let difference = |group: usize| float(self.groups[group].observed) - self.groups[group].expected;
        let mut rows: Vec<Vec<f64>> = kept
            .iter()
            .map(|row| {
                kept.iter().map(|column| self.covariance[*row][*column]).chain([difference(*row)]).collect()
            })
            .collect();
        if kept.is_empty() {
            return None;
        }
        let solved = solve(&mut rows)?;
        let statistic: f64 = kept.iter().zip(solved).map(|(group, solved)| difference(*group) * solved).sum();
        Some((statistic.max(0.0), u32::try_from(kept.len()).ok()?))
    }

    /// By group, the first group of the set it is in.
    fn sets(&self) -> Vec<usize> {
        let mut sets: Vec<usize> = (0..self.groups.len()).collect();
        for (group, row) in self.covariance.iter().enumerate() {
            for (other, covariance) in row.iter().enumerate() {
                if *covariance < 0.0 && sets[group] != sets[other] {
                    let (first, second) = (sets[group].min(sets[other]), sets[group].max(sets[other]));
                    sets.iter_mut().filter(|set| **set == second).for_each(|set| *set = first);
                }
            }
        }
        sets
    }
}

/// Solves a positive definite system, whose rows end with the right-hand side, by Gaussian elimination. None when rounding
/// has left it singular.
fn solve(rows: &mut [Vec<f64>]) -> Option<Vec<f64>> {
    let size = rows.len();
    for pivot in 0..size {
        let (above, below) = rows.split_at_mut(pivot + 1);
        let row = &above[pivot];
        if row[pivot] <= 0.0 {
            return None;
        }
        for other in below {
            let factor = other[pivot] / row[pivot];
            for (entry, subtracted) in other.iter_mut().zip(row).skip(pivot) {
                *entry -= factor * subtracted;
            }
        }
    }
    let mut solved = vec![0.0; size];
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| rows[row][column] * solved[column]).sum();
        solved[row] = (rows[row][size] - known) / rows[row][row];
    }
    Some(solved)
}

/// How much longer one group lasts than another, up to a limit, in the mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RestrictedMeanDifference {
    a: RestrictedMean,
    b: RestrictedMean,
}

impl RestrictedMeanDifference {
    /// `a` minus `b`, up to a limit. None where one of the curves is not known up to it.
    pub fn between(a: &Curve, b: &Curve, to: Days) -> Option<Self> {
        Some(Self { a: a.restricted_mean(to)?, b: b.restricted_mean(to)? })
    }

    /// The difference, in days.
    pub fn days(self) -> f64 {
        self.a.days() - self.b.days()
    }

    /// Its standard error, in days; the groups are taken to be independent.
    pub fn standard_error(self) -> f64 {
        self.a.standard_error().hypot(self.b.standard_error())
    }

    /// The difference ± z · standard error, in days.
    pub fn interval(self, confidence: Confidence) -> Interval {
        Interval::around(self.days(), confidence.z() * self.standard_error(), confidence)
    }

    /// The difference in standard errors; none when nothing varies.
    pub fn z(self) -> Option<f64> {
        let standard_error = self.standard_error();
        (standard_error > 0.0).then(|| self.days() / standard_error)
    }

    /// How often groups that last equally long would differ so much or more, on either side.
    pub fn p(self) -> Option<f64> {
        // The square of a standard normal is chi-squared with one degree of freedom.
        self.z().map(|z| distribution::chi_squared_upper(z * z, 1.0))
    }
}
