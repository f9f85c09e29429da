//! Takes entries as they come: no rule is asked again, only whether the log can be what happened.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Agreement, Calendar, Cause, Closed, Closing, Entry, Event, NotStarted, Phase,
    Phase::{Active, Completed, Drafting, EndedEarly, Paused, Preparing, Signing, Suspended},
    Signer, Standing, Text, Version,
    rules::{BUT_ARCHIVED, LIVE, RUNNING, UNDER_WAY, UNSTARTED},
};
use crate::{
    id::NoteId,
    introduction::{BrokenLog, Contradiction, Finding, Parties, replay, replay_json},
};

const MEETING: &[Phase] = &[Active, Paused];
const EVALUATED: &[Phase] = &[Preparing, Active, Paused, Phase::Closing, Completed, EndedEarly];

impl Event {
    /// The phases in which it can happen.
    #[expect(clippy::match_same_arms, reason = "one line an event")]
    fn phases(&self) -> &'static [Phase] {
        match self {
            Self::Opened { .. } => &[],
            Self::TermsDrafted(_) => &[Drafting],
            Self::VersionFrozen { .. } => &[Drafting],
            Self::VersionReopened { .. } => &[Signing],
            Self::VersionSigned { .. } => &[Signing, Active, Paused],
            Self::VersionInForce { .. } => &[Signing, Active, Paused],
            Self::PrerequisiteRecorded { .. } => UNDER_WAY,
            Self::PrerequisiteWaived { .. } => UNDER_WAY,
            Self::PrerequisiteLapsed { .. } => UNDER_WAY,
            Self::AgreementStarted { .. } => &[Preparing],
            Self::PreparationAbandoned => &[Preparing],
            Self::PartyWithdrew { .. } => UNSTARTED,
            Self::Superseded { .. } => &[Drafting],
            Self::StageExpired { .. } => &[Drafting, Signing],
            Self::NotStarted { reason } => match reason {
                NotStarted::Withdrawn(_) => UNSTARTED,
                NotStarted::Expired(_) => &[Drafting, Signing],
                NotStarted::Superseded(_) => &[Drafting],
                NotStarted::PrerequisiteNotMet => &[Preparing],
                NotStarted::Conflict => UNSTARTED,
            },
            Self::ContactLogged(_) => &[Active],
            Self::Paused { .. } => &[Active],
            Self::Resumed { .. } => &[Paused],
            Self::ReviewDue => MEETING,
            Self::ReviewHeld { .. } => MEETING,
            Self::AmendmentProposed { .. } => MEETING,
            Self::AmendmentDropped { .. } => RUNNING,
            Self::TermRenewed { .. } => MEETING,
            Self::ConflictDisclosed(_) => LIVE,
            Self::ConflictAssessed { .. } => LIVE,
            Self::ConflictReassessed { .. } => &[Suspended],
            Self::BoundaryReported { .. } => LIVE,
            Self::BoundaryReportClosed { .. } => BUT_ARCHIVED,
            Self::Suspended { .. } => &[Preparing, Active, Paused],
            Self::ConsentGiven { .. } => &[Suspended, Completed, EndedEarly],
            Self::Reinstated => &[Suspended],
            Self::TermEnded => RUNNING,
            Self::EarlyEndDeclared { .. } => RUNNING,
            Self::EvaluationAnswered { .. } => EVALUATED,
            Self::NotToBePaired { .. } => BUT_ARCHIVED,
            Self::AgreementClosed { .. } => &[Phase::Closing],
            Self::AgreementReopened { .. } => &[Completed, EndedEarly],
            Self::AgreementArchived => &[Phase::NotStarted, Completed, EndedEarly],
        }
    }

    /// The notes that it speaks of.
    fn notes(&self) -> impl Iterator<Item = &NoteId> {
        let (first, second) = match self {
            Self::TermsDrafted(text) | Self::AmendmentProposed { text, .. } => (Some(&text.text), None),
            Self::PrerequisiteWaived { reason, .. } | Self::AgreementReopened { reason } => {
                (Some(reason), None)
            }
            Self::PartyWithdrew { reason, .. } => (reason.as_ref(), None),
            Self::ConflictDisclosed(disclosure) => (Some(&disclosure.note), None),
            Self::ConflictAssessed { finding: Finding::Managed { measures, .. }, .. } => {
                (Some(measures), None)
            }
            Self::ConflictReassessed { facts, finding, .. } => match finding {
                Finding::Managed { measures, .. } => (Some(facts), Some(measures)),
                _ => (Some(facts), None),
            },
            Self::EarlyEndDeclared { note, .. } => (note.as_ref(), None),
            Self::AgreementClosed { rematch, .. } => (rematch.mentor.reason(), rematch.mentee.reason()),
            _ => (None, None),
        };
        first.into_iter().chain(second)
    }
}

impl Agreement {
    /// Takes one more entry.
    ///
    /// # Errors
    ///
    /// When it cannot have happened here; nothing changes then.
    #[expect(clippy::too_many_lines, reason = "one line or a few for each event")]
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Contradiction> {
        use Contradiction::Reference;
        let from = entry.event.phases();
        let on = entry.on;
        if matches!(entry.event, Event::Opened { .. }) {
            return Err(Contradiction::Opening);
        }
        if on < self.last {
            return Err(Contradiction::DateGoesBack);
        }
        if !from.contains(&self.phase) {
            return Err(Contradiction::Phase(self.phase.to_string()));
        }
        match &entry.event {
            Event::Opened { .. }
            | Event::PreparationAbandoned
            | Event::PartyWithdrew { .. }
            | Event::Superseded { .. }
            | Event::StageExpired { .. } => {}
            Event::TermsDrafted(text) => {
                self.numbered(text)?;
                self.versions.add(version(text, entry, Standing::Draft));
            }
            Event::VersionFrozen { number, hash, required, deadline } => {
                let version = self
                    .versions
                    .last_is(*number)
                    .filter(|version| version.standing == Standing::Draft && version.hash == *hash);
                let version = version.ok_or(Reference("a draft"))?;
                version.standing = Standing::Fixed;
                version.required.clone_from(required);
                version.deadline = Some(*deadline);
                self.enter(Signing, on);
            }
            Event::VersionReopened { number } => {
                let version = self.fixed(*number)?;
                version.standing = Standing::Draft;
                version.required = BTreeSet::new();
                version.signed = BTreeMap::new();
                version.deadline = None;
                self.enter(Drafting, on);
            }
            Event::VersionSigned { number, hash, signer } => {
                let version = self.fixed(*number)?;
                if version.hash != *hash || !version.required.contains(signer) {
                    return Err(Reference("a text or a signature"));
                }
                version.signed.insert(*signer, on);
            }
            Event::VersionInForce { number, from } => {
                let signing = self.phase == Signing;
                let version = self.fixed(*number)?;
                version.standing = Standing::InForce(*from);
                if signing {
                    self.calendar = Some(Calendar::of(&version.outline));
                    self.enter(Preparing, on);
                }
            }
            Event::PrerequisiteRecorded { party, kind, record }
            | Event::PrerequisiteWaived { party, kind, record, .. } => {
                self.prerequisites.record(*party, kind.clone(), record.clone());
            }
            Event::PrerequisiteLapsed { party, kind } => self.prerequisites.flag(*party, kind.clone(), on),
            Event::AgreementStarted { first_review } => {
                self.started = Some(on);
                self.reviews.schedule(*first_review);
                self.enter(Active, on);
            }
            Event::NotStarted { reason } => {
                self.not_started = Some(reason.clone());
                self.enter(Phase::NotStarted, on);
            }
            Event::ContactLogged(contact) => self.contacts.log(*contact),
            Event::Paused { until, .. } => {
                self.calendar_mut()?.paused_since = Some(on);
                self.paused = Some((entry.by.clone(), *until));
                self.enter(Paused, on);
            }
            Event::Resumed { end } => {
                self.calendar_mut()?.end_pause(on, *end);
                self.paused = None;
                self.enter(Active, on);
            }
            Event::ReviewDue => self.reviews.open(on),
            Event::ReviewHeld { outcome, next } => self.reviews.close(on, *outcome, *next),
            Event::AmendmentProposed { text, changed, effective, deadline, required, author } => {
                self.numbered(text)?;
                self.versions.add(Version {
                    effective: Some(*effective),
                    changed: changed.clone(),
                    deadline: Some(*deadline),
                    required: required.clone(),
                    signed: BTreeMap::from([(*author, on)]),
                    ..version(text, entry, Standing::Fixed)
                });
            }
            Event::AmendmentDropped { number } => self.fixed(*number)?.standing = Standing::Dropped,
            Event::TermRenewed { term, end } => {
                let calendar = self.calendar_mut()?;
                calendar.term = *term;
                calendar.end = *end;
            }
            Event::ConflictDisclosed(disclosure) => self.conflicts.disclose(disclosure.clone(), on),
            Event::ConflictAssessed { number, finding }
            | Event::ConflictReassessed { number, finding, .. } => {
                let by = entry.by.person().cloned().ok_or(Reference("an assessor"))?;
                let found = self.conflicts.find(*number, finding.clone(), by);
                found.ok_or(Reference("a conflict of interest"))?;
            }
            Event::BoundaryReported { id } => {
                if self.reports.knows(id) {
                    return Err(Reference("a report"));
                }
                self.reports.make(id.clone(), on);
            }
            Event::BoundaryReportClosed { id, finding } => {
                self.reports.close(id, *finding).ok_or(Reference("a report"))?;
            }
            Event::Suspended { cause, whose, end } => {
                self.calendar_mut()?.end_pause(on, *end);
                self.paused = None;
                self.suspended = Some((*cause, *whose));
                self.consents = BTreeSet::new();
                self.enter(Suspended, on);
            }
            Event::ConsentGiven { signer } => {
                self.consents.insert(*signer);
            }
            Event::Reinstated => {
                self.suspended = None;
                self.consents = BTreeSet::new();
                self.enter(if self.started.is_some() { Active } else { Preparing }, on);
            }
            Event::TermEnded => self.close(on, Cause::TermEnd),
            Event::EarlyEndDeclared { initiator, reason, .. } => {
                self.close(on, Cause::Early(*initiator, *reason));
            }
            Event::EvaluationAnswered { party, moment, reply } => {
                self.evaluations.put(*moment, *party, on, *reply);
            }
            Event::NotToBePaired { party } => *self.not_again.of_mut(*party) = true,
            Event::AgreementClosed { outcome, rematch, rested, .. } => {
                let closing = self.closing.as_mut().ok_or(Reference("a closing"))?;
                closing.closed = Some((on, *outcome));
                closing.rematch = rematch.clone();
                closing.rested = Some(*rested);
                self.enter(
                    match outcome {
                        Closed::Completed => Completed,
                        Closed::EndedEarly => EndedEarly,
                    },
                    on,
                );
            }
            Event::AgreementReopened { .. } => {
                self.closing = None;
                self.evaluations.reopen();
                self.consents = BTreeSet::new();
                self.enter(Active, on);
            }
            Event::AgreementArchived => self.enter(Phase::Archived, on),
        }
        self.notes.extend(entry.event.notes().cloned());
        self.last = on;
        self.version += 1;
        self.done.entry(entry.command.clone()).or_insert(entry.step);
        Ok(())
    }

    fn enter(&mut self, phase: Phase, on: Date) {
        self.phase = phase;
        self.since = on;
    }

    fn close(&mut self, on: Date, cause: Cause) {
        self.paused = None;
        self.suspended = None;
        self.consents = BTreeSet::new();
        self.closing = Some(Closing { on, cause, closed: None, rematch: Parties::default(), rested: None });
        self.enter(Phase::Closing, on);
    }

    fn calendar_mut(&mut self) -> Result<&mut Calendar, Contradiction> {
        self.calendar.as_mut().ok_or(Contradiction::Reference("a term"))
    }

    /// The text that waits for signatures, when it has that number.
    fn fixed(&mut self, number: u32) -> Result<&mut Version, Contradiction> {
        let version = self.versions.last_is(number).filter(|version| version.standing == Standing::Fixed);
        version.ok_or(Contradiction::Reference("a text to be signed"))
    }

    fn numbered(&self, text: &Text) -> Result<(), Contradiction> {
        let next = self.versions.next_number() == text.number;
        if next { Ok(()) } else { Err(Contradiction::Reference("a version of the text")) }
    }

    /// What entries add up to, in their order.
    ///
    /// # Errors
    ///
    /// When they cannot be what happened: the index of the first that does not fit, why, and the state before it.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, BrokenLog<Self>> {
        replay(entries, Self::opened, Self::apply)
    }

    /// What stored entries add up to, one JSON text each.
    ///
    /// # Errors
    ///
    /// As [`replay`](Self::replay), and when one cannot be read: the state then is what those before it add up to.
    pub fn replay_json<'a>(rows: impl IntoIterator<Item = &'a str>) -> Result<Self, BrokenLog<Self>> {
        replay_json(rows, |entries| Self::replay(entries))
    }
}

fn version(text: &Text, entry: &Entry, standing: Standing) -> Version {
    Version {
        number: text.number,
        hash: text.hash,
        text: text.text.clone(),
        outline: text.outline,
        author: entry.by.clone(),
        written: entry.on,
        effective: None,
        changed: BTreeSet::new(),
        deadline: None,
        required: BTreeSet::<Signer>::new(),
        signed: BTreeMap::new(),
        standing,
    }
}
