//! The rule book of agreements: which step leads from where to where, and who may take it. `decide` reads it, and so do
//! the diagrams.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::introduction::{
    Role, Rule,
    To::{Into, Same},
    dot_of, mermaid_of,
};

/// Where an agreement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// The two write their terms.
    Drafting,
    /// The text is fixed, and waits for signatures.
    Signing,
    /// All have signed; prerequisites are seen to.
    Preparing,
    /// They meet.
    Active,
    /// They do not meet for a while.
    Paused,
    /// Something is looked into first.
    Suspended,
    /// It comes to its end: a closing talk, evaluations.
    Closing,
    /// It reached its term or its goals.
    Completed,
    /// It ended before.
    EndedEarly,
    /// It never started.
    NotStarted,
    /// Personal data is gone; the skeleton of events is kept.
    Archived,
}

use Phase::{
    Active, Archived, Closing, Completed, Drafting, EndedEarly, NotStarted, Paused, Preparing, Signing,
    Suspended,
};
use Role::{
    Clock, Coordinator, DataOfficer, Guardian, Mentee, Mentor, Safeguarding, Supervisor, System,
    SystemOfRecord, ThirdParty,
};

impl Phase {
    /// All of them, in order.
    pub const ALL: [Self; 11] = [
        Drafting, Signing, Preparing, Active, Paused, Suspended, Closing, Completed, EndedEarly, NotStarted,
        Archived,
    ];

    /// Whether the relation is still before its closing.
    pub fn is_live(self) -> bool {
        matches!(self, Drafting | Signing | Preparing | Active | Paused | Suspended)
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Drafting => "drafting",
            Signing => "signing",
            Preparing => "preparing",
            Active => "active",
            Paused => "paused",
            Suspended => "suspended",
            Closing => "closing",
            Completed => "completed",
            EndedEarly => "ended early",
            NotStarted => "not started",
            Archived => "archived",
        })
    }
}

/// The kinds of steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is a command, told there")]
pub enum Step {
    Open,
    ProposeTerms,
    FreezeForSigning,
    ReopenDraft,
    Sign,
    RecordPrerequisite,
    WaivePrerequisite,
    LapsePrerequisite,
    Start,
    AbandonPreparation,
    Withdraw,
    Supersede,
    Expire,
    LogContact,
    Pause,
    Resume,
    OpenReview,
    CloseReview,
    ProposeAmendment,
    Renew,
    SignAmendment,
    DropAmendment,
    DiscloseConflict,
    AssessConflict,
    AppealConflict,
    ReportBoundary,
    CloseReport,
    Suspend,
    Consent,
    Reinstate,
    ReachEnd,
    EndEarly,
    SubmitEvaluation,
    DeclineEvaluation,
    AskNotToBePaired,
    FinishClosing,
    ReopenClosed,
    Archive,
}

const PARTIES: &[Role] = &[Mentor, Mentee];
const DRAFTERS: &[Role] = &[Mentor, Mentee, Coordinator];
const SIGNERS: &[Role] = &[Mentor, Mentee, Guardian, Coordinator];
const WITNESSES: &[Role] = &[Mentor, Mentee, Guardian, Coordinator, Supervisor, Safeguarding, ThirdParty];
pub(super) const UNSTARTED: &[Phase] = &[Drafting, Signing, Preparing];
pub(super) const RUNNING: &[Phase] = &[Active, Paused, Suspended];
pub(super) const UNDER_WAY: &[Phase] = &[Preparing, Active, Paused, Suspended];
pub(super) const LIVE: &[Phase] = &[Drafting, Signing, Preparing, Active, Paused, Suspended];
const CLOSED: &[Phase] = &[Completed, EndedEarly];
pub(super) const BUT_ARCHIVED: &[Phase] =
    &[Drafting, Signing, Preparing, Active, Paused, Suspended, Closing, Completed, EndedEarly, NotStarted];

/// The rule book: one line a step, two where it leads elsewhere from elsewhere.
#[rustfmt::skip]
pub const RULES: &[Rule<Step, Phase>] = &[
    Rule { step: Step::ProposeTerms,       who: DRAFTERS,                              from: &[Drafting],           to: &[Same] },
    Rule { step: Step::FreezeForSigning,   who: PARTIES,                               from: &[Drafting],           to: &[Into(Signing)] },
    Rule { step: Step::ReopenDraft,        who: PARTIES,                               from: &[Signing],            to: &[Into(Drafting)] },
    Rule { step: Step::Sign,               who: SIGNERS,                               from: &[Signing],            to: &[Same, Into(Preparing)] },
    Rule { step: Step::RecordPrerequisite, who: &[SystemOfRecord, Coordinator],        from: UNDER_WAY,             to: &[Same] },
    Rule { step: Step::WaivePrerequisite,  who: &[Coordinator],                        from: UNDER_WAY,             to: &[Same] },
    Rule { step: Step::LapsePrerequisite,  who: &[Clock],                              from: UNDER_WAY,             to: &[Same] },
    Rule { step: Step::Start,              who: &[Clock, Coordinator],                 from: &[Preparing],          to: &[Into(Active)] },
    Rule { step: Step::AbandonPreparation, who: &[Clock, Coordinator],                 from: &[Preparing],          to: &[Into(NotStarted)] },
    Rule { step: Step::Withdraw,           who: &[Mentor, Mentee, Guardian],           from: UNSTARTED,             to: &[Into(NotStarted)] },
    Rule { step: Step::Supersede,          who: &[System],                             from: &[Drafting],           to: &[Into(NotStarted)] },
    Rule { step: Step::Expire,             who: &[Clock],                              from: &[Drafting, Signing],  to: &[Into(NotStarted)] },
    Rule { step: Step::LogContact,         who: PARTIES,                               from: &[Active],             to: &[Same] },
    Rule { step: Step::Pause,              who: DRAFTERS,                              from: &[Active],             to: &[Into(Paused)] },
    Rule { step: Step::Resume,             who: DRAFTERS,                              from: &[Paused],             to: &[Into(Active)] },
    Rule { step: Step::OpenReview,         who: &[Clock],                              from: &[Active, Paused],     to: &[Same] },
    Rule { step: Step::CloseReview,        who: &[Coordinator],                        from: &[Active, Paused],     to: &[Same] },
    Rule { step: Step::ProposeAmendment,   who: PARTIES,                               from: &[Active, Paused],     to: &[Same] },
    Rule { step: Step::Renew,              who: PARTIES,                               from: &[Active],             to: &[Same] },
    Rule { step: Step::SignAmendment,      who: SIGNERS,                               from: &[Active, Paused],     to: &[Same] },
    Rule { step: Step::DropAmendment,      who: &[Mentor, Mentee, Guardian, Coordinator, Clock], from: RUNNING,     to: &[Same] },
    Rule { step: Step::DiscloseConflict,   who: WITNESSES,                             from: LIVE,                  to: &[Same] },
    Rule { step: Step::AssessConflict,     who: &[Coordinator],                        from: UNSTARTED,             to: &[Same, Into(NotStarted)] },
    Rule { step: Step::AssessConflict,     who: &[Coordinator],                        from: RUNNING,               to: &[Same, Into(Suspended)] },
    Rule { step: Step::AppealConflict,     who: &[Coordinator, Supervisor, Safeguarding], from: &[Suspended],       to: &[Same] },
    Rule { step: Step::ReportBoundary,     who: WITNESSES,                             from: LIVE,                  to: &[Same] },
    Rule { step: Step::CloseReport,        who: &[Safeguarding],                       from: BUT_ARCHIVED,          to: &[Same] },
    Rule { step: Step::Suspend,            who: &[Safeguarding, Coordinator, Clock],   from: &[Preparing, Active, Paused], to: &[Into(Suspended)] },
    Rule { step: Step::Consent,            who: &[Mentor, Mentee, Guardian],           from: &[Suspended, Completed, EndedEarly], to: &[Same] },
    Rule { step: Step::Reinstate,          who: &[Coordinator],                        from: &[Suspended],          to: &[Into(Active), Into(Preparing)] },
    Rule { step: Step::ReachEnd,           who: &[Clock],                              from: RUNNING,               to: &[Into(Closing)] },
    Rule { step: Step::EndEarly,           who: &[Mentor, Mentee, Guardian, Coordinator, Safeguarding], from: RUNNING, to: &[Into(Closing)] },
    Rule { step: Step::SubmitEvaluation,   who: PARTIES,                               from: &[Preparing, Active, Paused, Closing, Completed, EndedEarly], to: &[Same] },
    Rule { step: Step::DeclineEvaluation,  who: PARTIES,                               from: &[Preparing, Active, Paused, Closing], to: &[Same] },
    Rule { step: Step::AskNotToBePaired,   who: &[Mentor, Mentee, Guardian],           from: BUT_ARCHIVED,          to: &[Same] },
    Rule { step: Step::FinishClosing,      who: &[Clock, Coordinator],                 from: &[Closing],            to: &[Into(Completed), Into(EndedEarly)] },
    Rule { step: Step::ReopenClosed,       who: &[Coordinator],                        from: CLOSED,                to: &[Into(Active)] },
    Rule { step: Step::Archive,            who: &[Clock, DataOfficer],                 from: &[NotStarted, Completed, EndedEarly], to: &[Into(Archived)] },
];

impl Step {
    /// The lines of the rule book about it; none for opening, with which an agreement begins.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule<Self, Phase>> {
        RULES.iter().filter(move |rule| rule.step == self)
    }
}

/// The machine as a Mermaid state diagram.
pub fn mermaid() -> String {
    mermaid_of(RULES, &Phase::ALL, &[Archived])
}

/// The machine as a graph in DOT.
pub fn dot() -> String {
    dot_of(RULES, &Phase::ALL)
}
