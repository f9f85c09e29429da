//! Mentees of one mentor are less than independent: by how much that widens what is known.

use serde::Serialize;

use crate::impact::{Measured, distribution::real};

/// By how much the variance of a mean grows because units share a cluster: 1 + (m − 1) ICC (Kish 1965).
///
/// The intraclass correlation comes from the analysis of variance of clusters within arms (Donner and Koval 1980), at least
/// 0. Sizes differ, so m is the size of the cluster that a unit finds itself in on average, Σ n² / Σ n (Eldridge, Ashby and
/// Kerry 2006).
///
/// ```
/// use mentorship::{experiment::DesignEffect, impact::{InvalidMeasured, Measured}};
///
/// let values = |list: [f64; 2]| list.into_iter().map(Measured::new).collect::<Result<Vec<_>, _>>();
/// let one_arm = vec![values([1.0, 2.0])?, values([4.0, 5.0])?, values([7.0, 8.0])?];
/// let design = DesignEffect::of(&[one_arm]).expect("mentors have several mentees");
/// assert!((design.icc() - 35.0 / 37.0).abs() < 1e-12);
/// assert!((design.factor() - (1.0 + design.icc())).abs() < 1e-12);
/// # Ok::<(), InvalidMeasured>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DesignEffect {
    icc: f64,
    size: f64,
}

impl DesignEffect {
    /// From the values of each cluster of each arm. A unit that shares with nobody is a cluster of one.
    ///
    /// `None` when no cluster has two units, when each arm has one cluster only, or when no value differs from another.
    pub fn of(arms: &[Vec<Vec<Measured>>]) -> Option<Self> {
        let (mut units, mut clusters, mut with_units) = (0_u64, 0_u64, 0_u64);
        let (mut squared_sizes, mut size_within) = (0.0, 0.0);
        let (mut between, mut within) = (0.0, 0.0);
        for arm in arms {
            // Sorted, so that neither the order of clusters nor that of units in them shows in the last digit.
            let mut groups: Vec<Vec<f64>> =
                arm.iter().filter(|group| !group.is_empty()).map(|group| sorted(group)).collect();
            groups.sort_by(|x, y| x.iter().map(|v| v.to_bits()).cmp(y.iter().map(|v| v.to_bits())));
            let n: u64 = groups.iter().map(|group| group.len() as u64).sum();
            if n == 0 {
                continue;
            }
            let mean = groups.iter().flatten().sum::<f64>() / real(n);
            let mut squares = 0.0;
            for group in &groups {
                let size = real(group.len() as u64);
                let own = group.iter().sum::<f64>() / size;
                between += size * (own - mean).powi(2);
                within += group.iter().map(|value| (value - own).powi(2)).sum::<f64>();
                squares += size * size;
            }
            units += n;
            clusters += groups.len() as u64;
            with_units += 1;
            squared_sizes += squares;
            size_within += squares / real(n);
        }
        let between_df = clusters.checked_sub(with_units).filter(|&df| df > 0)?;
        let within_df = units.checked_sub(clusters).filter(|&df| df > 0)?;
        let (between, within) = (between / real(between_df), within / real(within_df));
        // What the size of all clusters would be, were they alike.
        let usual = (real(units) - size_within) / real(between_df);
        let all = between + (usual - 1.0) * within;
        (all > 0.0).then(|| Self {
            icc: ((between - within) / all).clamp(0.0, 1.0),
            size: squared_sizes / real(units),
        })
    }

    /// The intraclass correlation, from 0 to 1: which share of the variance lies between clusters.
    pub fn icc(&self) -> f64 {
        self.icc
    }

    /// The size m of the cluster a unit finds itself in on average.
    pub fn size(&self) -> f64 {
        self.size
    }

    /// The design effect, at least 1: by its root an interval is wider.
    pub fn factor(&self) -> f64 {
        1.0 + (self.size - 1.0) * self.icc
    }
}

fn sorted(group: &[Measured]) -> Vec<f64> {
    let mut values: Vec<f64> = group.iter().map(|value| value.get()).collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}
