//! Why something is refused, and what to do instead. What people wrote is never in it.

use jiff::civil::Date;

use super::Signed;
use crate::{
    criteria::{InvalidCriteria, Verdict, Violation},
    id::{MenteeId, MentorId, PersonId},
    people::Who,
};

/// Why a plan cannot be reviewed, or a stored review not be gone on with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CannotReview {
    /// The plan was made from something else than this request.
    #[error(
        "the plan was made from other people, criteria, dates or demands; make a new one, and review that"
    )]
    Stale,
    /// A date before that of the plan.
    #[error("{on} lies before {plan}, the date of the plan; a review is opened on that day or later")]
    BeforePlan {
        /// The date given.
        on: Date,
        /// The date of the plan.
        plan: Date,
    },
    /// The criteria do not fit the roster's questionnaire.
    #[error(transparent)]
    Criteria(#[from] InvalidCriteria),
    /// The plan speaks of somebody who is not in the roster.
    #[error("the plan speaks of {0}, who is not in the roster; make a new plan")]
    Unknown(Who),
    /// The plan was changed by hand.
    #[error(
        "the plan does not say of mentor `{mentor}` and mentee `{mentee}` what the criteria say; make a new one"
    )]
    OtherVerdict {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
    /// The plan is being reviewed.
    #[error("`{by}` opened a review of this plan on {on}; go on with that one", by = .0.by, on = .0.on)]
    Begun(Signed),
    /// The plan was reviewed.
    #[error("`{by}` closed the review of this plan on {on}; to decide anew, make a new plan", by = .0.by, on = .0.on)]
    Closed(Signed),
    /// The stored review is none that this book opened of this plan.
    #[error("this book did not open that review of this plan; open one")]
    NotBegun,
    /// A stored decision that cannot have been made.
    #[error("entry {entry} (counted from 0) cannot have been decided: {why}")]
    Broken {
        /// The entry.
        entry: usize,
        /// Why.
        why: DecisionRefused,
    },
    /// Stored words of an entry that does not exist.
    #[error("there are words for entry {0} (counted from 0), which is not there")]
    WordsWithoutEntry(usize),
}

/// Why a decision is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecisionRefused {
    /// The review is closed.
    #[error("the review is closed; to decide anew, make a new plan")]
    Closed,
    /// A date before the last one.
    #[error("{on} lies before {last}, when something happened last; dates do not go backwards")]
    DateGoesBack {
        /// The date given.
        on: Date,
        /// The date of what happened last.
        last: Date,
    },
    /// Somebody who is not in the roster.
    #[error("{0} is not in the roster; sign them up, and make a new plan")]
    Unknown(Who),
    /// The reviewer is one of the two.
    #[error("`{0}` is one of the two, and nobody decides in their own case; ask somebody else")]
    OwnCase(PersonId),
    /// The reviewer has a declared tie to one of the two.
    #[error("`{0}` has a declared tie to one of the two, and so an interest of their own; ask somebody else")]
    OwnInterest(PersonId),
    /// The plan does not propose the two to each other.
    #[error(
        "the plan does not propose mentor `{mentor}` and mentee `{mentee}` to each other; pair them yourself and say why, or \
         take back that you did"
    )]
    NotProposed {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
    /// The plan proposes the two to each other.
    #[error(
        "the plan proposes mentor `{mentor}` and mentee `{mentee}` to each other; approve or reject that pairing"
    )]
    Proposed {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
    /// The two are a pair already.
    #[error("mentor `{mentor}` and mentee `{mentee}` are a running pair; nothing is to be decided of them")]
    Running {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
    /// The explanation was not seen.
    #[error("what was seen is not the explanation of this pairing; read it, and cite its digest")]
    NotSeen,
    /// Somebody takes no more partners.
    #[error(
        "{who} takes at most {max} partners, and running and approved pairings are as many; reject or take back one of \
         those first"
    )]
    Full {
        /// Who.
        who: Who,
        /// The most partners.
        max: u16,
    },
    /// Rules that no reviewer overrides.
    #[error(
        "mentor `{mentor}` and mentee `{mentee}`: {}; no reason overrides this, so look for somebody else",
        Verdict::Excluded(.never.clone())
    )]
    Never {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
        /// The rules.
        never: Vec<Violation>,
    },
    /// No words where they are needed.
    #[error("this takes words: say why")]
    NoWords,
    /// A stored pairing is not marked with the requirements that it breaks.
    #[error(
        "mentor `{mentor}` and mentee `{mentee}` are not marked with the requirements that their pairing breaks"
    )]
    OtherMark {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
    /// Nothing was decided that could be taken back.
    #[error("nothing is decided of mentor `{mentor}` and mentee `{mentee}` that could be taken back")]
    NothingDecided {
        /// The mentor.
        mentor: MentorId,
        /// The mentee.
        mentee: MenteeId,
    },
}

/// Why a review is not closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotClosed {
    /// Pairings of the plan are not decided: all of them, by mentor and mentee.
    #[error("{}", undecided(.0))]
    Undecided(Vec<(MentorId, MenteeId)>),
    /// It is closed already.
    #[error("`{by}` closed the review of this plan on {on}; to decide anew, make a new plan", by = .0.by, on = .0.on)]
    Closed(Signed),
    /// A date before the last one.
    #[error("{on} lies before {last}, when something happened last; dates do not go backwards")]
    DateGoesBack {
        /// The date given.
        on: Date,
        /// The date of what happened last.
        last: Date,
    },
    /// Another book opened the review.
    #[error("this book did not open that review; close it in the one that did")]
    NotBegun,
}

fn undecided(pairs: &[(MentorId, MenteeId)]) -> String {
    let title = "these pairings are not decided; approve or reject each:".to_owned();
    pairs
        .iter()
        .fold(title, |text, (mentor, mentee)| format!("{text}\n  mentor `{mentor}` and mentee `{mentee}`"))
}
