//! Would you recommend us: the net promoter score.

use serde::{Deserialize, Serialize};

use super::{
    accumulate::Accumulate,
    collects,
    distribution::real,
    interval::{Confidence, Interval},
};

/// How likely somebody is to recommend the programme, from 0 (not at all) to 10 (certainly).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Recommendation(u8);

/// A recommendation that is not from 0 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a recommendation is 0 to 10, not {0}")]
pub struct InvalidRecommendation(pub u8);

impl Recommendation {
    /// Makes a recommendation.
    ///
    /// # Errors
    ///
    /// When `answer` is above 10.
    pub fn new(answer: u8) -> Result<Self, InvalidRecommendation> {
        if answer <= 10 { Ok(Self(answer)) } else { Err(InvalidRecommendation(answer)) }
    }

    /// The answer.
    pub fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Recommendation {
    type Error = InvalidRecommendation;

    fn try_from(answer: u8) -> Result<Self, InvalidRecommendation> {
        Self::new(answer)
    }
}

impl From<Recommendation> for u8 {
    fn from(answer: Recommendation) -> Self {
        answer.0
    }
}

/// Counts promoters (9 and 10), passives (7 and 8) and detractors (0 to 6).
///
/// ```
/// use mentorship::impact::{Confidence, Recommendation, Recommendations};
///
/// let answers = [10, 9, 9, 8, 7, 3].into_iter().map(Recommendation::new).collect::<Result<Recommendations, _>>()?;
/// assert_eq!((answers.promoters(), answers.passives(), answers.detractors()), (3, 2, 1));
/// assert!(answers.score().is_some_and(|score| (score - 33.33).abs() < 0.01));
/// assert!(answers.interval(Confidence::default()).is_some_and(|interval| interval.contains(0.0)));
/// # Ok::<(), mentorship::impact::InvalidRecommendation>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recommendations {
    promoters: u64,
    passives: u64,
    detractors: u64,
}

impl Recommendations {
    /// How many answered 9 or 10.
    pub fn promoters(&self) -> u64 {
        self.promoters
    }

    /// How many answered 7 or 8.
    pub fn passives(&self) -> u64 {
        self.passives
    }

    /// How many answered 0 to 6.
    pub fn detractors(&self) -> u64 {
        self.detractors
    }

    /// How many answered.
    pub fn n(&self) -> u64 {
        self.promoters.saturating_add(self.passives).saturating_add(self.detractors)
    }

    /// The net promoter score: the percentage of promoters less that of detractors, from −100 to 100. `None` of none.
    pub fn score(&self) -> Option<f64> {
        let n = self.n();
        (n > 0).then(|| 100.0 * (real(self.promoters) - real(self.detractors)) / real(n))
    }

    /// The standard error of the score, from the variance of three outcomes with the divisor n (not n − 1). `None` of
    /// none.
    pub fn standard_error(&self) -> Option<f64> {
        let n = self.n();
        (n > 0).then(|| standard_error(real(self.promoters), real(self.detractors), real(n)))
    }

    /// The adjusted Wald interval of Rocks (2016, *Interval Estimation for the Net Promoter Score*): as if 3 more had
    /// answered, ¾ of them promoters and ¾ detractors; cut at −100 and 100. The score itself stays as it is. `None` of
    /// none.
    pub fn interval(&self, confidence: Confidence) -> Option<Interval> {
        self.score()?;
        let (promoters, detractors) = (real(self.promoters) + 0.75, real(self.detractors) + 0.75);
        let n = real(self.n()) + 3.0;
        let middle = 100.0 * (promoters - detractors) / n;
        let margin = confidence.z() * standard_error(promoters, detractors, n);
        Some(Interval::around(middle, margin, confidence).map(|end| end.clamp(-100.0, 100.0)))
    }
}

fn standard_error(promoters: f64, detractors: f64, n: f64) -> f64 {
    let (promoters, detractors) = (promoters / n, detractors / n);
    // Rounding may take a variance of nothing below it.
    let variance = (promoters + detractors - (promoters - detractors).powi(2)).max(0.0);
    100.0 * (variance / n).sqrt()
}

impl Accumulate for Recommendations {
    type Row = Recommendation;
    type Answer = Self;

    fn add(&mut self, row: Recommendation) {
        let count = match row.0 {
            0..=6 => &mut self.detractors,
            7..=8 => &mut self.passives,
            _ => &mut self.promoters,
        };
        *count = count.saturating_add(1);
    }

    fn merge(&mut self, other: &Self) {
        self.promoters = self.promoters.saturating_add(other.promoters);
        self.passives = self.passives.saturating_add(other.passives);
        self.detractors = self.detractors.saturating_add(other.detractors);
    }

    fn finish(&self) -> Self {
        *self
    }
}

collects!(Recommendations, Recommendation);
