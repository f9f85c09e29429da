//! What was learned, in sentences that somebody who pays for it reads.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Decision, Glance, Innovation, Proposal, Said, Trial};
use crate::{
    id::{ExperimentId, ProposalId},
    impact::Indicator,
    people::Label,
};

/// How far a proposal has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It was proposed.
    Proposed,
    /// It is being tried by lot.
    Tried(ExperimentId),
    /// It was decided on.
    Decided(Decision),
}

/// A proposal, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standing {
    /// What was proposed.
    pub proposal: Proposal,
    /// On which day.
    pub on: Date,
    /// How far it has come.
    pub status: Status,
}

/// A proposal that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Undecided {
    /// What was proposed.
    pub proposal: Proposal,
    /// For how many days it has waited.
    pub days: u32,
    /// In which experiment it is being tried, when it is.
    pub experiment: Option<ExperimentId>,
    /// Whether the decision is due: nothing is being tried, or the experiment is over.
    pub due: bool,
}

/// What was learned of a proposal that was decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// Which.
    pub proposal: ProposalId,
    /// What it is about.
    pub what: Label,
    /// How it was tried, when it was.
    pub tried: Option<Attempt>,
    /// What was decided.
    pub decision: Decision,
    /// On which day.
    pub decided: Date,
    /// On which days something was changed on it.
    pub changed: Vec<Date>,
}

/// How something was tried by lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// The experiment.
    pub experiment: ExperimentId,
    /// By what it was judged.
    pub outcome: Label,
    /// The look by which it was decided; nothing when nobody looked.
    pub look: Option<Glance>,
}

/// A figure that is computed in another way from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redefinition {
    /// The figure.
    pub indicator: Indicator,
    /// From which day on.
    pub on: Date,
    /// Its version before.
    pub before: u16,
    /// Its version since.
    pub after: u16,
}

impl Innovation {
    /// All proposals, by identifier.
    pub fn proposals(&self) -> Vec<Standing> {
        let standing = |idea: &super::Idea| Standing {
            proposal: idea.proposal.clone(),
            on: idea.on,
            status: match (&idea.verdict, &idea.experiment) {
                (Some(verdict), _) => Status::Decided(verdict.decision),
                (None, Some(experiment)) => Status::Tried(experiment.clone()),
                (None, None) => Status::Proposed,
            },
        };
        self.ideas.values().map(standing).collect()
    }

    /// An experiment that was registered.
    pub fn experiment(&self, experiment: &ExperimentId) -> Option<&Trial> {
        self.trials.get(experiment)
    }

    /// What waits for a decision on a day, the longest wait first.
    pub fn undecided(&self, on: Date) -> Vec<Undecided> {
        let waiting = self.ideas.values().filter(|idea| idea.verdict.is_none() && idea.on <= on);
        let mut undecided: Vec<Undecided> = waiting
            .map(|idea| {
                let trial = idea.experiment.as_ref().and_then(|experiment| self.trials.get(experiment));
                Undecided {
                    proposal: idea.proposal.clone(),
                    days: u32::try_from((on - idea.on).get_days()).unwrap_or(0),
                    experiment: idea.experiment.clone(),
                    due: trial.is_none_or(Trial::is_over),
                }
            })
            .collect();
        undecided.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.proposal.id.cmp(&b.proposal.id)));
        undecided
    }

    /// What was learned, in the order of the decisions.
    pub fn learned(&self) -> Vec<Lesson> {
        let lesson = |idea: &super::Idea| {
            let verdict = idea.verdict.as_ref()?;
            let trial = idea.experiment.as_ref().and_then(|experiment| self.trials.get(experiment));
            let tried = trial.map(|trial| Attempt {
                experiment: trial.experiment().clone(),
                outcome: trial.registration.protocol().primary.name.clone(),
                look: trial.looks.last().copied(),
            });
            Some(Lesson {
                proposal: idea.proposal.id.clone(),
                what: idea.proposal.what.clone(),
                tried,
                decision: verdict.decision,
                decided: verdict.on,
                changed: idea.changes.iter().map(|change| change.on).collect(),
            })
        };
        let mut lessons: Vec<Lesson> = self.ideas.values().filter_map(lesson).collect();
        lessons.sort_by(|a, b| (a.decided, &a.proposal).cmp(&(b.decided, &b.proposal)));
        lessons
    }

    /// The figures that are computed in another way since a day, in the order in which that was written down.
    pub fn redefined(&self) -> &[Redefinition] {
        &self.redefined
    }

    /// Whether a figure of one day can be compared with that of another as it is: it is computed in the same way on both.
    pub fn comparable(&self, indicator: Indicator, from: Date, to: Date) -> bool {
        let (first, last) = (from.min(to), from.max(to));
        let mut theirs = self.redefined.iter().filter(|redefinition| redefinition.indicator == indicator);
        !theirs.any(|redefinition| first < redefinition.on && redefinition.on <= last)
    }
}

impl fmt::Display for Said {
    /// What it said, of the new way.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Better => "it was better than the usual way, by more than chance explains",
            Self::Worse => "it was worse than the usual way, by more than chance explains",
            Self::Inconclusive => {
                "neither better nor worse was shown, which is not to say that it makes no difference"
            }
            Self::Unsound => {
                "the arms did not have the sizes that lots give, so that nothing may be concluded"
            }
        })
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Adopted => "adopted",
            Self::Adapted => "adopted in another form",
            Self::Dropped => "dropped",
        })
    }
}

impl fmt::Display for Lesson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, tried, decision, decided, changed, .. } = self;
        match tried {
            None => write!(f, "`{what}` was not tried by lot.")?,
            Some(Attempt { experiment, outcome, look: None }) => write!(
                f,
                "`{what}` was to be tried by lot (experiment `{experiment}`, by `{outcome}`), but nobody looked."
            )?,
            Some(Attempt { experiment, outcome, look: Some(Glance { people, said, .. }) }) => {
                let people = if *people == 1 { "1 person".to_owned() } else { format!("{people} people") };
                write!(
                    f,
                    "`{what}` was tried by lot with {people} (experiment `{experiment}`, by `{outcome}`): {said}."
                )?;
            }
        }
        write!(f, " It was {decision} on {decided}")?;
        match (decision, changed.as_slice()) {
            (Decision::Dropped, _) => f.write_str("."),
            (_, []) => f.write_str("; nothing has been changed yet."),
            (_, changed) => {
                let days: Vec<String> = changed.iter().map(ToString::to_string).collect();
                write!(f, ", and changed how the programme works on {}.", days.join(", "))
            }
        }
    }
}

impl fmt::Display for Redefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { indicator, on, before, after } = self;
        let id = indicator.definition().id;
        write!(
            f,
            "`{id}` is computed in another way from {on} on (version {after} after {before}); earlier figures cannot be compared \
             with it as they are"
        )
    }
}
