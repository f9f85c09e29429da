//! Why something cannot be laid down.

use jiff::civil::Date;

use super::Principle;
use crate::{feedback::Currency, people::Label};

/// Why an entry cannot stand.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Rule {
    /// A charter that is not whole: all that is wrong with it.
    #[error("the charter cannot be adopted: {}", one_after_another(.0))]
    NotWhole(Vec<Flaw>),
    /// A survey whose counts do not fit each other: all that is wrong with it.
    #[error("the survey of needs does not add up: {}", one_after_another(.0))]
    DoesNotAddUp(Vec<Flaw>),
    /// A programme that is over before it begins.
    #[error("the programme cannot end on {until}, before it begins on {from}")]
    EndsBeforeStart {
        /// Its first day.
        from: Date,
        /// Its last day.
        until: Date,
    },
    /// Another currency than that of the books.
    #[error("the books are kept in {kept}; they cannot go on in {other}")]
    OtherCurrency {
        /// The currency of the books.
        kept: Currency,
        /// The currency that was said now.
        other: Currency,
    },
}

/// One thing that is wrong with a charter or a survey.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields are what the message says")]
pub enum Flaw {
    /// A part without words.
    #[error("its {0} is empty")]
    Empty(&'static str),
    /// Nothing that it wants to reach.
    #[error("it has no goal, and needs one at least")]
    NoGoal,
    /// A goal without words. Goals are counted from 1.
    #[error("goal {0} has no words")]
    NamelessGoal(usize),
    /// A target that is no number, or none that the figure can have.
    #[error("goal `{goal}` aims at {target}, which `{figure}` cannot be{}", from_to(*.limits))]
    OutOfReach { goal: String, figure: &'static str, target: f64, limits: Option<(i8, i8)> },
    /// A figure of which neither more nor less is better.
    #[error(
        "goal `{goal}` aims at `{figure}`, of which neither more nor less is better; take another figure"
    )]
    NoDirection { goal: String, figure: &'static str },
    /// An obligatory principle that is not there.
    #[error("its code of conduct says nothing of {0}")]
    NoPrinciple(Principle),
    /// A principle without words.
    #[error("what its code of conduct says of {0} is empty")]
    EmptyPrinciple(Principle),
    /// A first code of conduct that is not the first.
    #[error("its code of conduct is the first, so it is version 1, not {0}")]
    NotFirst(u32),
    /// A changed code of conduct that is not the next.
    #[error("its code of conduct differs from version {last}, so it is version {next}, not {version}", next = .last.saturating_add(1))]
    NotNext { last: u32, version: u32 },
    /// The same code of conduct under another number.
    #[error("its code of conduct says what version {last} says, so it stays version {last}, not {version}")]
    NotChanged { last: u32, version: u32 },
    /// A survey of nobody.
    #[error("nobody was asked")]
    NobodyAsked,
    /// More answers than people.
    #[error("{answered} answered, but only {asked} were asked")]
    MoreAnswered { asked: u32, answered: u32 },
    /// A need named by more people than answered.
    #[error("`{need}` was named by {named}, but only {answered} answered")]
    MoreNamed { need: Label, named: u32, answered: u32 },
    /// A need that nobody named.
    #[error("`{0}` was named by nobody; leave it out")]
    NamedByNobody(Label),
}

fn one_after_another(flaws: &[Flaw]) -> String {
    flaws.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// ` (it lies between 0 and 1)`.
fn from_to(limits: Option<(i8, i8)>) -> String {
    limits.map_or_else(String::new, |(least, most)| format!(" (it lies between {least} and {most})"))
}
