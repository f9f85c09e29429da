//! What may be concluded, in words that claim no more than was seen.

use std::fmt;

use serde::Serialize;

use crate::{feedback::Better, impact::Interval};

/// What a comparison says. Lots were drawn, so a difference is caused by the arm or by chance, and by nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// Better than the usual way, beyond chance.
    Better,
    /// Worse than the usual way, beyond chance.
    Worse,
    /// Neither was shown. That is not to say that the arms are alike.
    Inconclusive {
        /// The smallest effects that are excluded; `None` when there are too few to tell.
        excluded: Option<Excluded>,
    },
}

/// The smallest effects that an interval excludes, in the unit of the outcome, at least 0.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Excluded {
    /// An improvement by more than this is excluded.
    pub improvement: f64,
    /// A change for the worse by more than this is excluded.
    pub worsening: f64,
}

impl Conclusion {
    /// By the p-value, the level it must reach, the difference (arm less usual way), and what its interval excludes.
    pub(super) fn of(
        p: Option<f64>,
        level: f64,
        difference: Option<f64>,
        better: Better,
        interval: Option<Interval>,
    ) -> Self {
        let gain = |value: f64| match better {
            Better::Higher => value,
            Better::Lower => -value,
        };
        match difference.map(gain) {
            Some(gain) if p.is_some_and(|p| p <= level) && gain > 0.0 => Self::Better,
            Some(gain) if p.is_some_and(|p| p <= level) && gain < 0.0 => Self::Worse,
            _ => Self::Inconclusive {
                excluded: interval.and_then(|interval| interval.ends()).map(|(lower, upper)| Excluded {
                    improvement: gain(lower).max(gain(upper)).max(0.0),
                    worsening: (-gain(lower)).max(-gain(upper)).max(0.0),
                }),
            },
        }
    }

    /// Whether the question is settled.
    pub fn is_settled(&self) -> bool {
        !matches!(self, Self::Inconclusive { .. })
    }
}

impl fmt::Display for Conclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Better => f.write_str("better, by more than chance explains"),
            Self::Worse => f.write_str("worse, by more than chance explains"),
            Self::Inconclusive { excluded: None } => {
                f.write_str("inconclusive: too few to say which effects are excluded")
            }
            Self::Inconclusive { excluded: Some(Excluded { improvement, worsening }) } => write!(
                f,
                "inconclusive: it may be better by up to {improvement:.2} or worse by up to {worsening:.2}; only larger effects \
                 are excluded"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_difference_no_p_value_settles_it() {
        let of = |difference| Conclusion::of(Some(0.01), 0.05, Some(difference), Better::Higher, None);
        assert_eq!(of(0.0), Conclusion::Inconclusive { excluded: None });
        assert_eq!(of(f64::MIN_POSITIVE), Conclusion::Better);
        assert_eq!(of(-f64::MIN_POSITIVE), Conclusion::Worse);
    }
}
