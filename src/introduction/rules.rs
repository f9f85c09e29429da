//! The rule book of introductions: which step leads from where to where, and who may take it. `decide` reads it, and so
//! do the diagrams.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{
    Role, Rule,
    To::{Into, Same},
    book,
};

/// Where an introduction stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// A review approved the two; they are invited as soon as both have a talk slot.
    Proposed,
    /// Both are invited.
    Offered,
    /// Both said yes; they are to talk.
    Planned,
    /// They talked; both are asked whether it clicks.
    Held,
    /// It clicked; an agreement can be drafted.
    Clicked,
    /// It did not start.
    NotStarted,
}

use Phase::{Clicked, Held, NotStarted, Offered, Planned, Proposed};
use Role::{Clock, Coordinator, Mentee, Mentor, System, ThirdParty};

impl Phase {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [Proposed, Offered, Planned, Held, Clicked, NotStarted];

    /// Whether anything can still happen.
    pub fn is_open(self) -> bool {
        !matches!(self, Clicked | NotStarted)
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Proposed => "proposed",
            Offered => "offered",
            Planned => "planned",
            Held => "held",
            Clicked => "clicked",
            NotStarted => "not started",
        })
    }
}

/// The kinds of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is a command, told there")]
pub enum Step {
    Propose,
    Invite,
    RejectProposal,
    AcceptInvitation,
    DeclineInvitation,
    PlanTalk,
    RecordTalk,
    ReportNoShow,
    AnswerFit,
    BookFurtherTalk,
    Withdraw,
    DiscloseConflict,
    AssessConflict,
    Supersede,
    Expire,
}

const OPEN: &[Phase] = &[Proposed, Offered, Planned, Held];
const PARTIES: &[Role] = &[Mentor, Mentee];
const PARTIES_OR_COORDINATOR: &[Role] = &[Mentor, Mentee, Coordinator];
const ANYBODY: &[Role] = &[Mentor, Mentee, Coordinator, ThirdParty];

/// The rule book, one line a step.
#[rustfmt::skip]
pub const RULES: &[Rule<Step, Phase>] = &[
    Rule { step: Step::Invite,            who: &[Coordinator, System], from: &[Proposed],         to: &[Into(Offered)] },
    Rule { step: Step::RejectProposal,    who: &[Coordinator],         from: &[Proposed],         to: &[Into(NotStarted)] },
    Rule { step: Step::AcceptInvitation,  who: PARTIES,                from: &[Offered],          to: &[Same, Into(Planned)] },
    Rule { step: Step::DeclineInvitation, who: PARTIES,                from: &[Offered, Planned], to: &[Into(NotStarted)] },
    Rule { step: Step::PlanTalk,          who: PARTIES_OR_COORDINATOR, from: &[Planned],          to: &[Same] },
    Rule { step: Step::RecordTalk,        who: PARTIES_OR_COORDINATOR, from: &[Planned],          to: &[Into(Held)] },
    Rule { step: Step::ReportNoShow,      who: PARTIES_OR_COORDINATOR, from: &[Planned],          to: &[Same, Into(NotStarted)] },
    Rule { step: Step::AnswerFit,         who: PARTIES,                from: &[Held],             to: &[Same, Into(Clicked), Into(NotStarted)] },
    Rule { step: Step::BookFurtherTalk,   who: PARTIES_OR_COORDINATOR, from: &[Held],             to: &[Into(Planned)] },
    Rule { step: Step::Withdraw,          who: PARTIES,                from: OPEN,                to: &[Into(NotStarted)] },
    Rule { step: Step::DiscloseConflict,  who: ANYBODY,                from: OPEN,                to: &[Same] },
    Rule { step: Step::AssessConflict,    who: &[Coordinator],         from: OPEN,                to: &[Same, Into(NotStarted)] },
    Rule { step: Step::Supersede,         who: &[System],              from: OPEN,                to: &[Into(NotStarted)] },
    Rule { step: Step::Expire,            who: &[Clock],               from: OPEN,                to: &[Into(NotStarted)] },
];

impl Step {
    /// The line of the rule book; none for the proposal, with which an introduction begins.
    pub fn rule(self) -> Option<&'static Rule<Self, Phase>> {
        RULES.iter().find(|rule| rule.step == self)
    }
}

/// The machine as a Mermaid state diagram.
pub fn mermaid() -> String {
    book::mermaid(RULES, &Phase::ALL, &[Clicked, NotStarted])
}

/// The machine as a graph in DOT.
pub fn dot() -> String {
    book::dot(RULES, &Phase::ALL)
}
