//! Who may or must act next, and by when: derived from the agreement and a date, stored nowhere.

use std::fmt;

use jiff::civil::Date;

use super::{Agreement, Circumstances, Moment, Phase, Prerequisite, Signer, Validity, later};
use crate::introduction::{Finding, Party, Role};

/// Something that waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ToDo {
    /// The day by which it is to be done; none when any day will do.
    pub by: Option<Date>,
    /// Who acts.
    pub who: Role,
    /// What is to be done.
    pub task: Task,
}

impl ToDo {
    /// Whether its day has passed.
    pub fn is_overdue(&self, on: Date) -> bool {
        self.by.is_some_and(|by| by < on)
    }
}

/// What can wait for somebody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Task {
    /// Write the terms.
    Draft,
    /// Fix the draft for signing.
    Freeze,
    /// Sign the text on the table.
    Sign,
    /// See to a prerequisite of one of the two.
    Prepare(Party, Prerequisite),
    /// Renew a prerequisite of one of the two before it lapses, or since it did.
    Renew(Party, Prerequisite),
    /// Begin.
    Start,
    /// Judge a conflict of interest.
    AssessConflict,
    /// Look at the measures of a managed conflict again.
    ReviewMeasures,
    /// Look into a report.
    LookIntoReport,
    /// Hold a review that is due.
    HoldReview,
    /// Ask how it goes: the two have not met for long.
    BreakSilence,
    /// Resume, or talk about it: the pause was to end.
    Resume,
    /// Close a suspension, one way or the other.
    EndSuspension,
    /// Talk about a renewal or a farewell: the term ends soon.
    TermEndsSoon,
    /// The term is over: close it.
    ReachEnd,
    /// Give the closing evaluation, or decline it.
    Evaluate,
    /// Close it.
    FinishClosing,
    /// The window is closed; it did not start.
    Expire,
}

impl fmt::Display for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Prepare(party, kind) => return write!(f, "see to the {party}'s {kind}"),
            Self::Renew(party, kind) => return write!(f, "renew the {party}'s {kind}"),
            Self::Draft => "write the terms",
            Self::Freeze => "fix the draft for signing",
            Self::Sign => "sign the text on the table",
            Self::Start => "begin",
            Self::AssessConflict => "judge the conflict of interest",
            Self::ReviewMeasures => "look at the measures of a conflict of interest again",
            Self::LookIntoReport => "look into a report",
            Self::HoldReview => "hold the review",
            Self::BreakSilence => "ask how it goes: the two have not met for long",
            Self::Resume => "resume, or talk about it: the pause was to end",
            Self::EndSuspension => "close the suspension, one way or the other",
            Self::TermEndsSoon => "talk about a renewal or a farewell",
            Self::ReachEnd => "the term is over: close it",
            Self::Evaluate => "give the closing evaluation, or decline it",
            Self::FinishClosing => "close it",
            Self::Expire => "the time is over; it did not start",
        })
    }
}

impl Agreement {
    /// What waits for whom on a date: the most urgent first, what has no date last.
    pub fn to_do(&self, on: Date, circumstances: &Circumstances<'_>) -> Vec<ToDo> {
        let mut list = Vec::new();
        self.before_the_start(on, circumstances, &mut list);
        self.under_way(on, circumstances, &mut list);
        self.at_the_end(on, circumstances, &mut list);
        self.always(circumstances, &mut list);
        list.sort_by(|a, b| (a.by.is_none(), a).cmp(&(b.by.is_none(), b)));
        list.dedup();
        list
    }

    fn before_the_start(&self, on: Date, circumstances: &Circumstances<'_>, list: &mut Vec<ToDo>) {
        let deadline = self.deadline(circumstances.policy);
        let mut add = |who, task| list.push(ToDo { by: deadline, who, task });
        match self.phase {
            Phase::Drafting | Phase::Signing if deadline.is_some_and(|deadline| deadline < on) => {
                add(Role::Clock, Task::Expire);
            }
            Phase::Drafting => {
                for who in [Role::Mentor, Role::Mentee] {
                    add(who, if self.versions.draft().is_some() { Task::Freeze } else { Task::Draft });
                }
            }
            Phase::Preparing => {
                if self.may_meet(on, circumstances).is_ok() {
                    let start = self.calendar.map(|calendar| calendar.start);
                    list.push(ToDo { by: start, who: Role::Clock, task: Task::Start });
                } else if deadline.is_some_and(|deadline| deadline < on) {
                    add(Role::Clock, Task::Expire);
                }
            }
            _ => {}
        }
    }

    fn under_way(&self, on: Date, circumstances: &Circumstances<'_>, list: &mut Vec<ToDo>) {
        let policy = circumstances.policy;
        if let Some(version) = self.versions.to_sign().filter(|_| self.phase.is_live()) {
            for signer in version.required.iter().filter(|signer| !version.signed.contains_key(signer)) {
                let who = match signer {
                    Signer::Party(Party::Mentor) => Role::Mentor,
                    Signer::Party(Party::Mentee) => Role::Mentee,
                    Signer::GuardianOf(_) => Role::Guardian,
                    Signer::Coordinator => Role::Coordinator,
                };
                list.push(ToDo { by: version.deadline, who, task: Task::Sign });
            }
        }
        if matches!(self.phase, Phase::Preparing | Phase::Active | Phase::Paused | Phase::Suspended) {
            for party in Party::BOTH {
                for kind in policy.required.of(party) {
                    list.extend(self.certificate(party, kind, on, circumstances));
                }
            }
        }
        let coordinator = |by, task| ToDo { by, who: Role::Coordinator, task };
        if let Some(due) = self.reviews.due().or(self.reviews.next().filter(|next| *next <= on))
            && matches!(self.phase, Phase::Active | Phase::Paused)
        {
            list.push(coordinator(Some(later(due, policy.review_within_days)), Task::HoldReview));
        }
        if let Some(silent) = self.silent_since().map(|since| later(since, policy.silent_days))
            && silent <= on
        {
            list.push(coordinator(Some(silent), Task::BreakSilence));
        }
        if let Some((by, until)) = self.paused.as_ref().filter(|(_, until)| *until <= on) {
            list.push(ToDo { by: Some(*until), who: by.role(), task: Task::Resume });
        }
        if self.phase == Phase::Suspended {
            list.push(coordinator(None, Task::EndSuspension));
        }
        let running = matches!(self.phase, Phase::Active | Phase::Paused | Phase::Suspended);
        if let Some(end) = self.ends_on(on, policy).filter(|_| running) {
            if end <= on {
                list.push(ToDo { by: Some(end), who: Role::Clock, task: Task::ReachEnd });
            } else if end <= later(on, policy.sign_days) && self.phase != Phase::Suspended {
                list.push(coordinator(Some(end), Task::TermEndsSoon));
            }
        }
    }

    /// What waits because of one prerequisite.
    fn certificate(
        &self,
        party: Party,
        kind: &Prerequisite,
        on: Date,
        circumstances: &Circumstances<'_>,
    ) -> Option<ToDo> {
        let policy = circumstances.policy;
        let soon = later(on, policy.renew_certificate_days);
        let who = match party {
            Party::Mentor => Role::Mentor,
            Party::Mentee => Role::Mentee,
        };
        let prepare = Task::Prepare(party, kind.clone());
        let renew = Task::Renew(party, kind.clone());
        let (by, task) = match self.prerequisites.on(party, kind, on, circumstances.code_of_conduct) {
            Validity::Missing | Validity::Pending => (self.deadline(policy), prepare),
            Validity::Lapsed(until) => (Some(until), renew),
            Validity::Outdated => {
                (self.prerequisites.flagged(party, kind).map(|since| later(since, policy.grace_days)), renew)
            }
            Validity::Valid(Some(until)) | Validity::Waived(until) if until <= soon => (Some(until), renew),
            Validity::Valid(_) | Validity::Waived(_) => return None,
        };
        Some(ToDo { by, who, task })
    }

    fn at_the_end(&self, on: Date, circumstances: &Circumstances<'_>, list: &mut Vec<ToDo>) {
        let Some(until) = self.evaluations_until(circumstances.policy) else { return };
        let waiting = |party: &Party| !self.evaluations.answered(Moment::Closing, *party);
        let open = self.phase != Phase::Archived && on <= until;
        for party in Party::BOTH.iter().filter(|party| open && waiting(party)) {
            let who = match party {
                Party::Mentor => Role::Mentor,
                Party::Mentee => Role::Mentee,
            };
            list.push(ToDo { by: Some(until), who, task: Task::Evaluate });
        }
        if self.phase == Phase::Closing && !Party::BOTH.iter().any(|party| open && waiting(party)) {
            list.push(ToDo { by: Some(until), who: Role::Coordinator, task: Task::FinishClosing });
        }
    }

    fn always(&self, circumstances: &Circumstances<'_>, list: &mut Vec<ToDo>) {
        let policy = circumstances.policy;
        if self.phase.is_live() {
            for conflict in self.conflicts.all() {
                let (by, task) = match &conflict.found {
                    None => (later(conflict.disclosed, policy.assess_days), Task::AssessConflict),
                    Some((Finding::Managed { review_on, .. }, _)) => (*review_on, Task::ReviewMeasures),
                    Some(_) => continue,
                };
                list.push(ToDo { by: Some(by), who: Role::Coordinator, task });
            }
        }
        for (_, on) in self.reports.open().filter(|_| self.phase != Phase::Archived) {
            let by = Some(later(on, policy.triage_days));
            list.push(ToDo { by, who: Role::Safeguarding, task: Task::LookIntoReport });
        }
    }
}
