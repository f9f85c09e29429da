//! Change on a scale whose steps are only ordered: who went up, who went down, and Wilcoxon's signed ranks.

use serde::{Deserialize, Serialize};

use super::{
    Change,
    distribution::{normal_upper, real},
    moments::signed_real,
    reliable_change::gain,
};
use crate::feedback::Better;

/// What becomes of people who did not change, when changes are ranked by size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zeros {
    /// They are left out before ranking (Wilcoxon 1945).
    #[default]
    Dropped,
    /// They take the lowest ranks, which are then left out (Pratt 1959).
    Ranked,
}

/// Whether the normal approximation is moved by one half towards the middle, because ranks are whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Continuity {
    /// It is not.
    #[default]
    Uncorrected,
    /// It is.
    Corrected,
}

/// Wilcoxon's signed ranks of the changes of the same people (Wilcoxon 1945).
///
/// Changes are ranked by size, equal sizes sharing the mean of their ranks. Sizes that differ by rounding only are equal
/// (see [`Change`]).
///
/// ```
/// use mentorship::impact::{Change, Paired, SignedRanks, Zeros};
///
/// let pairs = [(3, 4), (2, 4), (4, 4), (3, 5), (2, 3)].map(|(pre, post)| Paired::new(pre, post));
/// let change = pairs.into_iter().collect::<Result<Change, _>>()?;
/// let ranks = SignedRanks::of(&change, Zeros::Dropped);
/// assert_eq!(ranks.rank_biserial(), Some(1.0));
/// assert_eq!(ranks.p_exact(), Some(0.125)); // 2 of the 16 ways to sign four changes
/// # Ok::<(), mentorship::impact::InvalidMeasured>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignedRanks {
    /// Sizes of change from small to large, those of 0 left out.
    sizes: Vec<Size>,
    /// How many people did not change.
    unchanged: u64,
    /// How many of them took the lowest ranks.
    ranked_zeros: u64,
}

/// The people whose change has one size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
struct Size {
    /// Twice the rank they share: a whole number.
    double_rank: i128,
    up: u64,
    down: u64,
}

/// How many people improved, stayed the same, and got worse.
///
/// ```
/// use mentorship::{feedback::Better, impact::{Change, Directions, Paired}};
///
/// let pairs = [(3, 4), (2, 1), (4, 4)].map(|(pre, post)| Paired::new(pre, post));
/// let change = pairs.into_iter().collect::<Result<Change, _>>()?;
/// let loneliness = Directions::of(&change, Better::Lower);
/// assert_eq!((loneliness.improved(), loneliness.same(), loneliness.worse()), (1, 1, 1));
/// # Ok::<(), mentorship::impact::InvalidMeasured>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directions {
    improved: u64,
    same: u64,
    worse: u64,
}

impl SignedRanks {
    /// The most people with a change for whom every sign is tried ([`SignedRanks::p_exact`]).
    pub const MOST_EXACT: u64 = 60;
    /// The most ranked zeros beside them: each makes the sums of ranks longer.
    const MOST_EXACT_ZEROS: u64 = 1_000;

    /// The ranks of what was taken.
    pub fn of(change: &Change, zeros: Zeros) -> Self {
        let rounding = change.rounding();
        let mut changes: Vec<(f64, u64)> =
            change.pairs().map(|(pair, people)| (pair.change(), people)).collect();
        changes.sort_by(|(a, _), (b, _)| a.abs().total_cmp(&b.abs()));
        let (still, moved) =
            changes.split_at(changes.partition_point(|(change, _)| change.abs() <= rounding));
        let unchanged = still.iter().fold(0, |sum: u64, (_, people)| sum.saturating_add(*people));
        let ranked_zeros = match zeros {
            Zeros::Dropped => 0,
            Zeros::Ranked => unchanged,
        };
        let mut below = i128::from(ranked_zeros);
        let mut sizes = Vec::new();
        // A run of changes, each within rounding of the one before, has one size.
        for run in moved.chunk_by(|(a, _), (b, _)| b.abs() - a.abs() <= rounding) {
            let (mut up, mut down) = (0_u64, 0_u64);
            for &(change, people) in run {
                let side = if change > 0.0 { &mut up } else { &mut down };
                *side = side.saturating_add(people);
            }
            let people = i128::from(up) + i128::from(down);
            sizes.push(Size { double_rank: 2 * below + people + 1, up, down });
            below += people;
        }
        Self { sizes, unchanged, ranked_zeros }
    }

    /// How many people changed.
    pub fn changed(&self) -> u64 {
        self.sizes.iter().fold(0, |sum, size| sum.saturating_add(size.up).saturating_add(size.down))
    }

    /// How many people did not.
    pub fn unchanged(&self) -> u64 {
        self.unchanged
    }

    /// The sum of ranks of those who went up.
    pub fn w_plus(&self) -> f64 {
        self.sum(|size| real(size.up)) / 2.0
    }

    /// The sum of ranks of those who went down.
    pub fn w_minus(&self) -> f64 {
        self.sum(|size| real(size.down)) / 2.0
    }

    /// The matched rank-biserial correlation (W₊ − W₋) / (W₊ + W₋): 1 when all who changed went up (Kerby 2014).
    pub fn rank_biserial(&self) -> Option<f64> {
        let (up, down) = (self.w_plus(), self.w_minus());
        (up + down > 0.0).then(|| (up - down) / (up + down))
    }

    /// The normal approximation of W₊, its variance corrected for equal sizes and ranked zeros (Cureton 1967).
    ///
    /// `None` when nobody changed.
    pub fn z(&self, continuity: Continuity) -> Option<f64> {
        // Σ of r² over people is the variance of W₊ − W₋ under random signs; that of mid-ranks has the tie correction
        // Σ (t³ − t) / 12 inside it, and ranks of zeros left out are simply not summed.
        let variance = self.sizes.iter().fold(0.0, |sum, size| {
            let rank = signed_real(size.double_rank) / 2.0;
            sum + rank * rank * (real(size.up) + real(size.down))
        });
        if self.sizes.is_empty() {
            return None;
        }
        let apart = self.w_plus() - self.w_minus();
        let nearer = match continuity {
            Continuity::Uncorrected => apart.abs(),
            // One half in W₊ is one in the difference.
            Continuity::Corrected => (apart.abs() - 1.0).max(0.0),
        };
        Some((nearer / variance.sqrt()).copysign(apart))
    }

    /// The two-sided p-value of [`SignedRanks::z`].
    pub fn p_normal(&self, continuity: Continuity) -> Option<f64> {
        Some((2.0 * normal_upper(self.z(continuity)?.abs())).min(1.0))
    }

    /// The exact two-sided p-value: the share of all ways to sign the changes whose ranks lie at least as far apart.
    ///
    /// Up to [`MOST_EXACT`](Self::MOST_EXACT) people who changed (and 1 000 ranked zeros), else `None`; also `None` when
    /// nobody changed. Equal sizes are dealt with exactly.
    ///
    /// # Complexity
    ///
    /// People times the sum of their doubled ranks.
    pub fn p_exact(&self) -> Option<f64> {
        let people = self.changed();
        if people == 0 || people > Self::MOST_EXACT || self.ranked_zeros > Self::MOST_EXACT_ZEROS {
            return None;
        }
        let ranks: Vec<usize> = self
            .sizes
            .iter()
            .flat_map(|size| {
                let rank = usize::try_from(size.double_rank).expect("at most 1 060 people are ranked");
                (0..size.up + size.down).map(move |_| rank)
            })
            .collect();
        let total: usize = ranks.iter().sum();
        // How many ways to choose who goes up have each sum of doubled ranks.
        let mut ways = vec![0_u64; total + 1];
        ways[0] = 1;
        for rank in ranks {
            for sum in (rank..=total).rev() {
                ways[sum] += ways[sum - rank];
            }
        }
        let up: i128 = self.sizes.iter().map(|size| size.double_rank * i128::from(size.up)).sum();
        let total = i128::try_from(total).expect("a sum of at most 60 ranks");
        let apart = (2 * up - total).abs();
        let as_far: u64 =
            (0..).zip(&ways).filter(|(sum, _)| (2 * sum - total).abs() >= apart).map(|(_, ways)| ways).sum();
        Some(real(as_far) / real(1 << people))
    }

    /// The sum of doubled ranks over people.
    fn sum(&self, people: impl Fn(&Size) -> f64) -> f64 {
        self.sizes.iter().fold(0.0, |sum, size| sum + signed_real(size.double_rank) * people(size))
    }
}

impl Directions {
    /// Counts what was taken. Who changed by rounding only stayed the same.
    pub fn of(change: &Change, better: Better) -> Self {
        let rounding = change.rounding();
        let mut directions = Self::default();
        for (pair, people) in change.pairs() {
            let gained = gain(better, pair);
            let count = if gained > rounding {
                &mut directions.improved
            } else if gained < -rounding {
                &mut directions.worse
            } else {
                &mut directions.same
            };
            *count = count.saturating_add(people);
        }
        directions
    }

    /// How many improved.
    pub fn improved(&self) -> u64 {
        self.improved
    }

    /// How many stayed the same.
    pub fn same(&self) -> u64 {
        self.same
    }

    /// How many got worse.
    pub fn worse(&self) -> u64 {
        self.worse
    }
}
