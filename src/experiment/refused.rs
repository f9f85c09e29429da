//! Why a look is not taken.

use jiff::civil::Date;

use super::Subject;
use crate::people::Label;

/// Why nothing is told. Nothing was looked at then, and no error is spent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what the message says")]
pub enum Refused {
    /// An outcome that nobody wrote down beforehand.
    #[error("outcome `{outcome}` was not registered; it can be registered for another experiment")]
    NotRegistered { outcome: Label },
    /// A further outcome is told with the others.
    #[error("outcome `{outcome}` is a further one; these are told together, after the last look")]
    NotPrimary { outcome: Label },
    /// The primary outcome is told look by look.
    #[error("outcome `{outcome}` is the primary one; it is told look by look")]
    NotFurther { outcome: Label },
    /// The same outcome more than once.
    #[error("outcome `{outcome}` is given twice")]
    OutcomeTwice { outcome: Label },
    /// Lots that this registration did not draw.
    #[error("the lots are not those that this registration draws")]
    OtherLots,
    /// The looks of something else.
    #[error("the looks are those of another registration")]
    OtherLooks,
    /// A look beyond the plan.
    #[error("look {look} is not planned; there are {planned}")]
    NotPlanned { look: usize, planned: usize },
    /// A second time.
    #[error("look {look} was taken on {on}; each is taken once")]
    TakenBefore { look: usize, on: Date },
    /// Back to one that was left out.
    #[error("look {look} comes too late: look {last} was taken on {on}")]
    OutOfOrder { look: usize, last: usize, on: Date },
    /// A day before that of an earlier look.
    #[error("{on} lies before the last look, on {last}")]
    BackInTime { on: Date, last: Date },
    /// A question that has been answered.
    #[error("the question was settled by look {look}, on {on}; looking on could only unsettle it")]
    Settled { look: usize, on: Date },
    /// Before the day of the look.
    #[error("look {look} is planned for {planned}; {on} is too early")]
    BeforeTheDay { look: usize, planned: Date, on: Date },
    /// Before so many are counted.
    #[error("look {look} is planned for {needed} counted units; {counted} is too early")]
    BeforeTheCount { look: usize, needed: u64, counted: u64 },
    /// Nothing that was not there at the last look.
    #[error("nobody more is counted than at look {look}")]
    NothingNew { look: usize },
    /// Too few for any error to be spent, or all of it is spent.
    #[error("at look {look} there is no error to spend, so nothing could be concluded from {counted} units")]
    NothingToSpend { look: usize, counted: u64 },
    /// The further outcomes before the end.
    #[error("further outcomes are told once the primary one is settled or had its last look")]
    NotTheEnd,
    /// The further outcomes a second time.
    #[error("the further outcomes were told on {on}; that is done once")]
    FurtherTold { on: Date },
    /// Measured of somebody who drew no lot.
    #[error("{subject} was measured, but drew no lot")]
    NotDrawn { subject: Subject },
    /// Measured more than once.
    #[error("{subject} was measured twice; which is right?")]
    MeasuredTwice { subject: Subject },
}
