//! What could be done otherwise, what was tried, and what was decided.
//!
//! Proposals come in, and what becomes of each: a protocol written down beforehand, the lots drawn, the looks as planned, the
//! decision, and what was changed. Lessons go out that say no more than was seen. It keeps a programme from fooling itself:
//!
//! - What is tried by lot is registered before it starts, and its lots do not change once drawn.
//! - Looks are those that were planned, in order. One at arms that do not have the sizes that lots give saw no effect, spent no
//!   error, and can be taken again when the data are mended.
//! - A decision comes after the last look, or after one that settled the question: the error that may be spent early was planned.
//!   Nothing is adopted on a look at which nothing may be concluded; then it can be dropped. So it can while nobody has looked, when
//!   a trial does not get off the ground.
//!
//! What is not tried by lot may be decided too; its lesson says so.
//!
//! This room does not know what people answered, nor how a look is computed: that is the room
//! [`experiment`](crate::experiment). Nor does it know why: that lies in the notes store.

mod answers;
mod event;
mod rule;
mod trial;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Entry, Happened, Room, Why};
use crate::{
    experiment::{Protocol, Registration},
    id::{Digest, ExperimentId, NoteId, ProposalId},
    impact::Indicator,
};

pub use answers::{Attempt, Lesson, Redefinition, Standing, Status, Undecided};
pub use event::{Decision, Event, Proposal, Said};
pub use rule::Rule;
pub use trial::{Glance, Trial};

/// What a programme learns.
///
/// ```
/// use mentorship::{
///     introduction::Actor,
///     jiff::civil::date,
///     programme::{Entry, Room, innovation::{Event, Innovation}},
/// };
///
/// let log: Vec<Event> = serde_json::from_str(r#"[
///     { "proposed": { "id": "I-1", "what": "a walk as first meeting", "why": "N-1" } },
///     { "decided": { "proposal": "I-1", "decision": "adopted", "why": "N-2" } }
/// ]"#)?;
/// let carla = Actor::Coordinator("Carla".parse()?);
/// let mut innovation = Innovation::default();
/// for event in log {
///     let entry = Entry::new(date(2026, 3, 1), carla.clone(), event);
///     innovation.check(&entry)?;
///     innovation.apply(&entry);
/// }
/// assert_eq!(
///     innovation.learned()[0].to_string(),
///     "`a walk as first meeting` was not tried by lot. It was adopted on 2026-03-01; nothing has been changed yet."
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Innovation {
    ideas: BTreeMap<ProposalId, Idea>,
    trials: BTreeMap<ExperimentId, Trial>,
    /// In the order in which they were written down.
    redefined: Vec<Redefinition>,
}

/// A proposal and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Idea {
    proposal: Proposal,
    on: Date,
    experiment: Option<ExperimentId>,
    verdict: Option<Verdict>,
    changes: Vec<Change>,
}

/// What was decided, when, and where it stands why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verdict {
    on: Date,
    decision: Decision,
    why: NoteId,
}

/// What was changed: the digests before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Change {
    on: Date,
    before: Digest,
    after: Digest,
}

impl Room for Innovation {
    fn check(&self, entry: &Entry) -> Result<(), Why> {
        let Happened::Innovation(event) = &entry.what else { return Ok(()) };
        Ok(self.rules(event, entry.on)?)
    }

    fn apply(&mut self, entry: &Entry) {
        let Happened::Innovation(event) = &entry.what else { return };
        self.take(event, entry.on);
    }
}

impl Innovation {
    fn rules(&self, event: &Event, on: Date) -> Result<(), Rule> {
        match event {
            Event::Proposed(proposal) => match self.ideas.get(&proposal.id) {
                Some(idea) => Err(Rule::ProposedTwice { proposal: proposal.id.clone(), on: idea.on }),
                None => Ok(()),
            },
            Event::Registered { proposal, protocol } => self.may_register(proposal, protocol, on),
            Event::Drawn { experiment, lots } => self.open_trial(experiment)?.may_draw(lots, on),
            Event::Looked { experiment, look, people, .. } => {
                self.open_trial(experiment)?.may_look(*look, *people, on)
            }
            Event::Decided { proposal, decision, .. } => self.may_decide(proposal, *decision),
            Event::Changed { proposal, before, after } => self.may_change(proposal, *before, *after),
            Event::Redefined { indicator, before, after } => self.may_redefine(*indicator, *before, *after),
        }
    }

    fn may_register(&self, proposal: &ProposalId, protocol: &Protocol, on: Date) -> Result<(), Rule> {
        let idea = self.open(proposal)?;
        if let Some(experiment) = &idea.experiment {
            return Err(Rule::TriedBefore { proposal: proposal.clone(), experiment: experiment.clone() });
        }
        let experiment = || protocol.experiment.clone();
        if self.trials.contains_key(&protocol.experiment) {
            return Err(Rule::RegisteredTwice { experiment: experiment() });
        }
        let start = protocol.start;
        if start < on {
            return Err(Rule::StartedBefore { experiment: experiment(), start, on });
        }
        Registration::new(protocol.clone())?;
        Ok(())
    }

    fn may_decide(&self, proposal: &ProposalId, decision: Decision) -> Result<(), Rule> {
        let idea = self.open(proposal)?;
        let Some(trial) = idea.experiment.as_ref().and_then(|experiment| self.trials.get(experiment)) else {
            return Ok(());
        };
        let (proposal, experiment) = (proposal.clone(), trial.experiment().clone());
        if trial.is_unsound() {
            return match decision {
                Decision::Dropped => Ok(()),
                _ => Err(Rule::NothingConcluded { proposal, experiment }),
            };
        }
        let given_up = trial.looks.is_empty() && decision == Decision::Dropped;
        if trial.is_over() || given_up {
            return Ok(());
        }
        let taken = trial.last().map_or(0, |last| last.look);
        Err(Rule::Undecided { proposal, experiment, planned: trial.planned(), taken })
    }

    fn may_change(&self, proposal: &ProposalId, before: Digest, after: Digest) -> Result<(), Rule> {
        let decision = self.idea(proposal)?.verdict.as_ref().map(|verdict| verdict.decision);
        if !matches!(decision, Some(Decision::Adopted | Decision::Adapted)) {
            return Err(Rule::NotAdopted { proposal: proposal.clone() });
        }
        if before == after {
            return Err(Rule::NothingChanged { proposal: proposal.clone() });
        }
        Ok(())
    }

    /// The version before is the one that was written down last; of a figure of which none was, one that the catalogue has had.
    /// That its version is lower than the new one says only that this log is read by an earlier release.
    fn may_redefine(&self, indicator: Indicator, before: u16, after: u16) -> Result<(), Rule> {
        if after <= before {
            return Err(Rule::VersionFalls { indicator, before, after });
        }
        let last = self.redefined.iter().rfind(|redefinition| redefinition.indicator == indicator);
        let catalogue = indicator.definition().version;
        let (known, fits) = match last {
            Some(last) => (last.after, before == last.after),
            None => (catalogue, (1..=catalogue).contains(&before)),
        };
        if fits { Ok(()) } else { Err(Rule::OtherVersion { indicator, known, before }) }
    }

    fn idea(&self, proposal: &ProposalId) -> Result<&Idea, Rule> {
        self.ideas.get(proposal).ok_or_else(|| Rule::UnknownProposal { proposal: proposal.clone() })
    }

    /// A proposal on which nothing is decided.
    fn open(&self, proposal: &ProposalId) -> Result<&Idea, Rule> {
        let idea = self.idea(proposal)?;
        match &idea.verdict {
            Some(verdict) => Err(Rule::Decided { proposal: proposal.clone(), on: verdict.on }),
            None => Ok(idea),
        }
    }

    /// An experiment of such a proposal.
    fn open_trial(&self, experiment: &ExperimentId) -> Result<&Trial, Rule> {
        let trial = self.trials.get(experiment);
        let trial = trial.ok_or_else(|| Rule::UnknownExperiment { experiment: experiment.clone() })?;
        self.open(&trial.proposal)?;
        Ok(trial)
    }

    fn take(&mut self, event: &Event, on: Date) {
        match event {
            Event::Proposed(proposal) => {
                let idea = Idea {
                    proposal: proposal.clone(),
                    on,
                    experiment: None,
                    verdict: None,
                    changes: Vec::new(),
                };
                self.ideas.insert(proposal.id.clone(), idea);
            }
            Event::Registered { proposal, protocol } => self.register(proposal, protocol, on),
            Event::Drawn { experiment, lots } => {
                if let Some(trial) = self.trials.get_mut(experiment) {
                    trial.lots = Some(lots.as_ref().clone());
                }
            }
            Event::Looked { experiment, look, people, said } => {
                if let Some(trial) = self.trials.get_mut(experiment) {
                    trial.looks.push(Glance { look: *look, on, people: *people, said: *said });
                }
            }
            Event::Decided { proposal, decision, why } => {
                if let Some(idea) = self.ideas.get_mut(proposal) {
                    idea.verdict = Some(Verdict { on, decision: *decision, why: why.clone() });
                }
            }
            Event::Changed { proposal, before, after } => {
                if let Some(idea) = self.ideas.get_mut(proposal) {
                    idea.changes.push(Change { on, before: *before, after: *after });
                }
            }
            Event::Redefined { indicator, before, after } => {
                let (indicator, before, after) = (*indicator, *before, *after);
                self.redefined.push(Redefinition { indicator, on, before, after });
            }
        }
    }

    fn register(&mut self, proposal: &ProposalId, protocol: &Protocol, on: Date) {
        // One that does not hold together was refused.
        let Ok(registration) = Registration::new(protocol.clone()) else { return };
        let Some(idea) = self.ideas.get_mut(proposal) else { return };
        idea.experiment = Some(protocol.experiment.clone());
        let (registered, proposal) = (on, proposal.clone());
        let trial = Trial { proposal, registered, registration, lots: None, looks: Vec::new() };
        self.trials.insert(protocol.experiment.clone(), trial);
    }
}
