//! Why something cannot be tried, looked at or decided so.

use jiff::civil::Date;

use crate::{
    experiment::{Problems, Subject},
    id::{ExperimentId, ProposalId},
    impact::Indicator,
};

/// Why an entry cannot stand.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what the message says")]
pub enum Rule {
    /// Two proposals that cannot be told apart.
    #[error("`{proposal}` was proposed before, on {on}; a further proposal has another identifier")]
    ProposedTwice { proposal: ProposalId, on: Date },
    /// A proposal that nobody made.
    #[error("`{proposal}` was never proposed")]
    UnknownProposal { proposal: ProposalId },
    /// What was decided is not opened again.
    #[error("`{proposal}` was decided on {on}; propose it anew under another identifier")]
    Decided { proposal: ProposalId, on: Date },
    /// A protocol that does not hold together.
    #[error(transparent)]
    Unregistrable(#[from] Problems),
    /// One proposal, one experiment.
    #[error("`{proposal}` is being tried in experiment `{experiment}`; each proposal is tried once")]
    TriedBefore { proposal: ProposalId, experiment: ExperimentId },
    /// Two experiments that cannot be told apart.
    #[error("experiment `{experiment}` was registered before; a further one has another identifier")]
    RegisteredTwice { experiment: ExperimentId },
    /// What began is not written down beforehand.
    #[error(
        "experiment `{experiment}` starts on {start}, before it is registered on {on}; write it down beforehand"
    )]
    StartedBefore { experiment: ExperimentId, start: Date, on: Date },
    /// An experiment that nobody registered.
    #[error("experiment `{experiment}` was never registered")]
    UnknownExperiment { experiment: ExperimentId },
    /// Lots of a hat of one's own.
    #[error("these are not the lots that experiment `{experiment}` draws")]
    OtherLots { experiment: ExperimentId },
    /// Lots that were drawn stay drawn.
    #[error("lots that experiment `{experiment}` drew before are missing or changed; they stay as they are")]
    LotsChanged { experiment: ExperimentId },
    /// Who has not come in draws nothing.
    #[error("{subject} came in on {enrolled}, not between the start on {start} and {on}")]
    DrawnOutOfTime { subject: Subject, enrolled: Date, start: Date, on: Date },
    /// There is nothing to look at.
    #[error("nobody has drawn a lot in experiment `{experiment}` yet")]
    NothingDrawn { experiment: ExperimentId },
    /// A look that was not planned.
    #[error("experiment `{experiment}` plans {planned} looks; look {look} is none of them")]
    NotPlanned { experiment: ExperimentId, look: u8, planned: usize },
    /// A look that was taken, or comes before one that was.
    #[error("look {look} at experiment `{experiment}` cannot be taken after look {last} on {on}")]
    OutOfOrder { experiment: ExperimentId, look: u8, last: u8, on: Date },
    /// After an answer nobody asks on.
    #[error("look {look} on {on} settled experiment `{experiment}`; there is no other look")]
    Settled { experiment: ExperimentId, look: u8, on: Date },
    /// A look before its day.
    #[error("look {look} at experiment `{experiment}` is planned for {planned}; {on} is too early")]
    BeforeTheDay { experiment: ExperimentId, look: u8, planned: Date, on: Date },
    /// A look before enough people are counted.
    #[error(
        "look {look} at experiment `{experiment}` is planned for {needed} counted people; {people} is too early"
    )]
    BeforeTheCount { experiment: ExperimentId, look: u8, needed: u64, people: u32 },
    /// A look at nobody.
    #[error("look {look} at experiment `{experiment}` counted nobody")]
    Nobody { experiment: ExperimentId, look: u8 },
    /// More were counted than can have been.
    #[error(
        "look {look} at experiment `{experiment}` counted {people} people, but {followed} who drew a lot were followed to the end"
    )]
    TooMany { experiment: ExperimentId, look: u8, people: u32, followed: usize },
    /// A decision before the answer.
    #[error(
        "`{proposal}` is being tried in experiment `{experiment}`, which plans {planned} looks and has had {taken}; decide after \
         the last"
    )]
    Undecided { proposal: ProposalId, experiment: ExperimentId, planned: usize, taken: u8 },
    /// An answer that is none.
    #[error(
        "the arms of experiment `{experiment}` do not have the sizes that lots give, so that it says nothing; `{proposal}` can be \
         dropped, and proposed anew"
    )]
    NothingConcluded { proposal: ProposalId, experiment: ExperimentId },
    /// A change that nobody decided on.
    #[error("`{proposal}` was not adopted or adapted; nothing is changed on it")]
    NotAdopted { proposal: ProposalId },
    /// A change that changes nothing.
    #[error("nothing was changed on `{proposal}`: before and after are the same")]
    NothingChanged { proposal: ProposalId },
    /// A version that does not rise.
    #[error("figure `{}` goes from version {before} to {after}; a new version is higher", indicator.definition().id)]
    VersionFalls { indicator: Indicator, before: u16, after: u16 },
    /// A version that nobody has seen.
    #[error("figure `{}` is at version {known}, not {before}", indicator.definition().id)]
    OtherVersion { indicator: Indicator, known: u16, before: u16 },
}
