//! All rules of an agreement that the rule book's table does not say.

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date};

use super::{
    Agreement, Amendment, Broken, Cause, Certificate, Circumstances, Clause, Closed, Command, Entry, Event,
    Initiator, LegalHold, Moment, NotStarted, Phase, Prerequisite, Record, Refusal, Rematch, Reply, Signer,
    Step, SuspensionCause, Text, Validity, days_between, guards::Guard, later,
};
use crate::{
    id::{Digest, NoteId, PersonId},
    introduction::{Actor, Disclosure, Finding, Order, Parties, Party, Place, Seen},
};

/// Steps that protect somebody or only tell something: people with an interest of their own may take them too.
const ONLY_PROTECT: &[Step] = &[Step::DiscloseConflict, Step::ReportBoundary, Step::Suspend];

impl Agreement {
    /// What an order leads to: entries to be stored and [applied](Self::apply), none when the same order was carried out
    /// before. Nothing changes yet.
    ///
    /// # Errors
    ///
    /// When a rule refuses it; the refusal says which, and what would help.
    pub fn decide(
        &self,
        order: &Order<Command>,
        circumstances: &Circumstances<'_>,
    ) -> Result<Vec<Entry>, Refusal> {
        let step = order.command.step();
        let refuse = |rule| {
            // That there is a report is sealed from whoever it may be about.
            let sealed = rule == Broken::OpenReport && order.by.side().is_some();
            Refusal { phase: self.phase, step, rule: if sealed { Broken::NotAtPresent } else { rule } }
        };
        let basis = self.basis(order.on, circumstances.conflicted);
        match basis.check(order, step, ONLY_PROTECT.contains(&step)) {
            Ok(Seen::Never) => {}
            Ok(Seen::Before) => return Ok(Vec::new()),
            Err(unfit) => return Err(refuse(Broken::Unfit(unfit))),
        }
        let who = step.rules().next().map_or(&[][..], |rule| rule.who);
        if !who.contains(&order.by.role()) {
            return Err(refuse(Broken::NotForRole { role: order.by.role(), who }));
        }
        if !step.rules().any(|rule| rule.from.contains(&self.phase)) {
            let from = step.rules().flat_map(|rule| rule.from).copied().collect();
            return Err(refuse(Broken::NotFromHere { from }));
        }
        let events = self.events(order, circumstances).map_err(refuse)?;
        let mut entries: Vec<_> = events.into_iter().map(|event| Entry::of(order, step, event)).collect();
        if step == Step::ReportBoundary {
            // Who reported lies in the notes store; the log must not tell.
            for entry in &mut entries {
                entry.by = Actor::System;
            }
        }
        Ok(entries)
    }

    /// Decides, and applies what was decided.
    ///
    /// # Errors
    ///
    /// When a rule refuses it; nothing changes then.
    pub fn execute(
        &mut self,
        order: &Order<Command>,
        circumstances: &Circumstances<'_>,
    ) -> Result<Vec<Entry>, Refusal> {
        let entries = self.decide(order, circumstances)?;
        for entry in &entries {
            self.apply(entry)
                .expect("what was decided can be applied, which every random walk of the tests does");
        }
        Ok(entries)
    }

    #[expect(clippy::too_many_lines, reason = "one table that reads as the rule book")]
    fn events(
        &self,
        order: &Order<Command>,
        circumstances: &Circumstances<'_>,
    ) -> Result<Vec<Event>, Broken> {
        let (on, policy) = (order.on, circumstances.policy);
        let not_started = |reason| Event::NotStarted { reason };
        // Whoever takes a step for their side. The rule book has seen to it that there is one.
        let party = order.by.side().unwrap_or(Party::Mentor);
        Ok(match &order.command {
            Command::ProposeTerms { terms, text } => {
                let number = self.versions.next_number();
                let outline = terms.outline().ok_or_else(|| Broken::Incomplete(terms.missing()))?;
                vec![Event::TermsDrafted(Text { number, hash: terms.hash(), text: text.clone(), outline })]
            }
            Command::FreezeForSigning => self.freeze(on, circumstances)?,
            Command::ReopenDraft => {
                let version = self.versions.to_sign().ok_or(Broken::NoDraft)?;
                vec![Event::VersionReopened { number: version.number }]
            }
            Command::Sign { hash } => self.sign(order, *hash)?,
            Command::RecordPrerequisite { party, kind, record } => {
                vec![Event::PrerequisiteRecorded {
                    party: *party,
                    kind: kind.clone(),
                    record: on_record(*record, on)?,
                }]
            }
            Command::WaivePrerequisite { party, kind, second, until, reason } => {
                vec![self.waive(order, circumstances, (*party, kind), second, *until, reason)?]
            }
            Command::LapsePrerequisite { party, kind } => {
                let required = policy.required.of(*party).contains(kind);
                let validity = self.prerequisites.on(*party, kind, on, circumstances.code_of_conduct);
                let flagged = self.prerequisites.flagged(*party, kind).is_some();
                if !required || flagged || !matches!(validity, Validity::Lapsed(_) | Validity::Outdated) {
                    return Err(Broken::NothingLapses);
                }
                vec![Event::PrerequisiteLapsed { party: *party, kind: kind.clone() }]
            }
            Command::Start => {
                let start = self.calendar.map_or(on, |calendar| calendar.start);
                if order.by == Actor::Clock && on < start {
                    return Err(Broken::NotYet(start));
                }
                self.may_meet(on, circumstances)?;
                vec![Event::AgreementStarted { first_review: later(on, policy.first_review_days) }]
            }
            Command::AbandonPreparation => {
                self.deadline_passed(on, circumstances)?;
                vec![Event::PreparationAbandoned, not_started(NotStarted::PrerequisiteNotMet)]
            }
            Command::Withdraw { reason } => vec![
                Event::PartyWithdrew { party, reason: reason.clone() },
                not_started(NotStarted::Withdrawn(party)),
            ],
            Command::Supersede { by } => {
                vec![Event::Superseded { by: by.clone() }, not_started(NotStarted::Superseded(by.clone()))]
            }
            Command::Expire => {
                self.deadline_passed(on, circumstances)?;
                vec![Event::StageExpired { phase: self.phase }, not_started(NotStarted::Expired(self.phase))]
            }
            Command::LogContact(contact) => {
                let start = self.started.unwrap_or(on);
                let end = self.ends_on(on, policy).unwrap_or(on);
                if !(start..=end.min(on)).contains(&contact.on) {
                    let must = "a meeting lies inside the term, and not in the future";
                    return Err(Broken::WrongDate { on: contact.on, must });
                }
                vec![Event::ContactLogged(*contact)]
            }
            Command::Pause { cause, until } => {
                if *until <= on {
                    return Err(Broken::WrongDate { on: *until, must: "a pause ends after today" });
                }
                let used = self.calendar.map_or(0, |calendar| calendar.paused_days);
                let days = used.saturating_add(days_between(on, *until));
                if days > u32::from(policy.pause_days) {
                    return Err(Broken::PauseTooLong { days, most: policy.pause_days });
                }
                self.in_term(on, circumstances)?;
                vec![Event::Paused { cause: *cause, until: *until }]
            }
            Command::Resume => {
                let paused_by = self.paused.as_ref().map(|(by, _)| by);
                if !matches!(order.by, Actor::Coordinator(_)) && paused_by != Some(&order.by) {
                    return Err(Broken::NotThePauser);
                }
                self.may_meet(on, circumstances)?;
                vec![Event::Resumed { end: self.ends_on(on, policy).unwrap_or(on) }]
            }
            Command::OpenReview => match self.reviews.next() {
                Some(next) if next <= on => vec![Event::ReviewDue],
                Some(next) => return Err(Broken::NotYet(next)),
                None => return Err(Broken::NoReview),
            },
            Command::CloseReview { outcome } => {
                self.reviews.due().ok_or(Broken::NoReview)?;
                let agreed = self.versions.in_force_on(on).and_then(|version| version.outline.review_days);
                vec![Event::ReviewHeld {
                    outcome: *outcome,
                    next: later(on, agreed.unwrap_or(policy.review_days)),
                }]
            }
            Command::ProposeAmendment(amendment) => {
                vec![self.amend(order, circumstances, amendment, Change::Terms)?]
            }
            Command::Renew(amendment) => vec![self.amend(order, circumstances, amendment, Change::Term)?],
            Command::SignAmendment { hash } => self.sign_amendment(order, circumstances, *hash)?,
            Command::DropAmendment => {
                let version = self.versions.to_sign().ok_or(Broken::NoAmendment)?;
                match (&order.by, version.deadline) {
                    (Actor::Clock, Some(deadline)) if on <= deadline => return Err(Broken::NotYet(deadline)),
                    (Actor::Clock, _) => {}
                    (by, _) if Signer::of(by).is_some_and(|signer| version.required.contains(&signer)) => {}
                    _ => return Err(Broken::NotASigner),
                }
                vec![Event::AmendmentDropped { number: version.number }]
            }
            Command::DiscloseConflict(disclosure) => {
                let Disclosure { since, .. } = disclosure;
                if let Some(since) = since.filter(|since| *since > on) {
                    return Err(Broken::WrongDate {
                        on: since,
                        must: "a conflict exists, so since today or before",
                    });
                }
                vec![Event::ConflictDisclosed(disclosure.clone())]
            }
            Command::AssessConflict { number, finding } => {
                let open = self.conflicts.number(*number).is_some_and(|conflict| conflict.found.is_none());
                if !open {
                    return Err(Broken::NoSuchConflict);
                }
                let mut events = vec![Event::ConflictAssessed { number: *number, finding: finding.clone() }];
                match (finding, self.phase) {
                    (Finding::Clear | Finding::Managed { .. }, _) | (_, Phase::Suspended) => {}
                    (Finding::Disqualifying, Phase::Drafting | Phase::Signing | Phase::Preparing) => {
                        events.push(not_started(NotStarted::Conflict));
                    }
                    (Finding::Disqualifying, _) => {
                        events.push(self.suspension(on, circumstances, SuspensionCause::Conflict, None));
                    }
                }
                events
            }
            Command::AppealConflict { number, facts, finding } => {
                match self.conflicts.number(*number).and_then(|conflict| conflict.found.as_ref()) {
                    Some((Finding::Disqualifying, first)) if order.by.person() == Some(first) => {
                        return Err(Broken::SameAssessor);
                    }
                    Some((Finding::Disqualifying, _)) => {}
                    _ => return Err(Broken::NoSuchConflict),
                }
                let (facts, finding) = (facts.clone(), finding.clone());
                vec![Event::ConflictReassessed { number: *number, facts, finding }]
            }
            Command::ReportBoundary { id } => {
                if self.reports.knows(id) {
                    return Err(Broken::Report);
                }
                vec![Event::BoundaryReported { id: id.clone() }]
            }
            Command::CloseReport { id, finding } => {
                if !self.reports.open().any(|(open, _)| open == id) {
                    return Err(Broken::Report);
                }
                vec![Event::BoundaryReportClosed { id: id.clone(), finding: *finding }]
            }
            Command::Suspend { cause, whose } => {
                self.may_suspend(order, circumstances, *cause)?;
                vec![self.suspension(on, circumstances, *cause, *whose)]
            }
            Command::Consent => {
                let signer = Signer::of(&order.by).ok_or(Broken::NotASigner)?;
                if self.consents.contains(&signer) {
                    return Err(Broken::AlreadyDone);
                }
                vec![Event::ConsentGiven { signer }]
            }
            Command::Reinstate => {
                self.agreed_to_go_on(on)?;
                if self.started.is_some() {
                    self.may_meet(on, circumstances)?;
                } else {
                    self.unconflicted()?;
                    self.unreported()?;
                }
                vec![Event::Reinstated]
            }
            Command::ReachEnd => {
                match self.ends_on(on, policy) {
                    Some(end) if end <= on => {}
                    end => return Err(Broken::NotYet(end.unwrap_or(on))),
                }
                self.dropping([Event::TermEnded])
            }
            Command::EndEarly { initiator, reason, note, talk_on } => {
                let themself = own_initiator(&order.by);
                let outside = *initiator == Initiator::External && themself == Some(Initiator::Coordinator);
                if themself != Some(*initiator) && !outside {
                    return Err(Broken::NotThatInitiator);
                }
                if order.by.side().is_some() && reason.is_the_programmes() {
                    return Err(Broken::NotThatReason);
                }
                if let Some(talk) = talk_on.filter(|talk| *talk < on) {
                    return Err(Broken::WrongDate { on: talk, must: "a closing talk is today or later" });
                }
                let (initiator, reason, note, talk_on) = (*initiator, *reason, note.clone(), *talk_on);
                self.dropping([Event::EarlyEndDeclared { initiator, reason, note, talk_on }])
            }
            Command::SubmitEvaluation { moment } => {
                vec![self.evaluation(on, circumstances, party, *moment, Reply::Received)?]
            }
            Command::DeclineEvaluation { moment } => {
                vec![self.evaluation(on, circumstances, party, *moment, Reply::Declined)?]
            }
            Command::AskNotToBePaired => {
                if *self.not_again.of(party) {
                    return Err(Broken::AlreadyDone);
                }
                vec![Event::NotToBePaired { party }]
            }
            Command::FinishClosing { rematch } => {
                vec![self.finish(order, circumstances, rematch.as_ref())?]
            }
            Command::ReopenClosed { reason } => {
                self.may_reopen(on, circumstances)?;
                vec![Event::AgreementReopened { reason: reason.clone() }]
            }
            Command::Archive => {
                let closed =
                    self.closing.as_ref().and_then(|closing| closing.closed).map_or(self.since, |(on, _)| on);
                let over = closed.saturating_add(i64::from(policy.archive_years).years());
                if on < over {
                    return Err(Broken::NotYet(over));
                }
                if circumstances.legal_hold == LegalHold::Held {
                    return Err(Broken::LegalHold);
                }
                self.unreported()?;
                vec![Event::AgreementArchived]
            }
        })
    }

    fn deadline_passed(&self, on: Date, circumstances: &Circumstances<'_>) -> Result<(), Broken> {
        match self.deadline(circumstances.policy) {
            Some(deadline) if on <= deadline => Err(Broken::NotYet(deadline)),
            _ => Ok(()),
        }
    }

    fn freeze(&self, on: Date, circumstances: &Circumstances<'_>) -> Result<Vec<Event>, Broken> {
        let draft = self.versions.draft().ok_or(Broken::NoDraft)?;
        self.fits(draft.outline.start, draft.outline.end, on, circumstances)?;
        self.unconflicted()?;
        Ok(vec![Event::VersionFrozen {
            number: draft.number,
            hash: draft.hash,
            required: self.signers(on, circumstances.policy),
            deadline: later(on, circumstances.policy.sign_days),
        }])
    }

    /// Whether a term lies ahead, inside the programme, and is not too long.
    fn fits(
        &self,
        start: Date,
        end: Date,
        on: Date,
        circumstances: &Circumstances<'_>,
    ) -> Result<(), Broken> {
        if end <= on {
            return Err(Broken::WrongDate { on: end, must: "a term ends after today" });
        }
        let inside = |programme: &std::ops::RangeInclusive<Date>| {
            programme.contains(&start) && programme.contains(&end)
        };
        if circumstances.programme.as_ref().is_some_and(|programme| !inside(programme)) {
            return Err(Broken::OutsideProgramme { start, end });
        }
        let (days, most) = (days_between(self.started.unwrap_or(start), end), circumstances.policy.term_days);
        if days > u32::from(most) { Err(Broken::TooLong { days, most }) } else { Ok(()) }
    }

    /// One signature on the text that waits for it, and whether it is the last.
    fn signature(&self, order: &Order<Command>, hash: Digest) -> Result<(Vec<Event>, bool), Broken> {
        let version = self.versions.to_sign().ok_or(Broken::NoAmendment)?;
        let signer = Signer::of(&order.by).filter(|signer| version.required.contains(signer));
        let signer = signer.ok_or(Broken::NotASigner)?;
        if hash != version.hash {
            return Err(Broken::OtherText);
        }
        if version.signed.contains_key(&signer) {
            return Err(Broken::AlreadyDone);
        }
        if let Some(deadline) = version.deadline.filter(|deadline| order.on > *deadline) {
            return Err(Broken::TooLate(deadline));
        }
        let event = Event::VersionSigned { number: version.number, hash, signer };
        Ok((vec![event], Guard::Signatures.is_removed() || version.complete_with(signer)))
    }

    fn sign(&self, order: &Order<Command>, hash: Digest) -> Result<Vec<Event>, Broken> {
        let (mut events, last) = self.signature(order, hash)?;
        if let Some(version) = self.versions.to_sign().filter(|_| last) {
            events.push(Event::VersionInForce { number: version.number, from: order.on });
        }
        Ok(events)
    }

    fn sign_amendment(
        &self,
        order: &Order<Command>,
        circumstances: &Circumstances<'_>,
        hash: Digest,
    ) -> Result<Vec<Event>, Broken> {
        self.in_term(order.on, circumstances)?;
        let (mut events, last) = self.signature(order, hash)?;
        let calendar = self.calendar.filter(|_| last);
        if let (Some(version), Some(calendar)) = (self.versions.to_sign(), calendar) {
            // Never before all have signed: nobody is bound by what they have not agreed to.
            let from = version.effective.map_or(order.on, |effective| effective.max(order.on));
            events.push(Event::VersionInForce { number: version.number, from });
            if version.changed.contains(&Clause::Term) {
                let term = calendar.term.saturating_add(1);
                events.push(Event::TermRenewed { term, end: version.outline.end });
            }
        }
        Ok(events)
    }

    fn waive(
        &self,
        order: &Order<Command>,
        circumstances: &Circumstances<'_>,
        (party, kind): (Party, &Prerequisite),
        second: &PersonId,
        until: Date,
        reason: &NoteId,
    ) -> Result<Event, Broken> {
        let minor =
            Party::BOTH.iter().any(|party| self.participants.of(*party).guardian_on(order.on).is_some());
        if *kind == Prerequisite::Screening && minor {
            return Err(Broken::ScreeningOfMinor);
        }
        let first = order.by.person().ok_or(Broken::SecondPerson)?;
        let guardian = |party: &Party| self.participants.of(*party).guardian_on(order.on) == Some(second);
        let conflicted = circumstances.conflicted.contains(second)
            || self.conflicts.people().any(|person| person == second);
        let one_of_them = self.people.either(|person| person == second) || Party::BOTH.iter().any(guardian);
        if second == first || one_of_them || conflicted {
            return Err(Broken::SecondPerson);
        }
        if until < order.on {
            return Err(Broken::WrongDate { on: until, must: "a waiver lasts to today or longer" });
        }
        let record = Record::Waived { by: (first.clone(), second.clone()), until };
        Ok(Event::PrerequisiteWaived { party, kind: kind.clone(), record, reason: reason.clone() })
    }

    fn amend(
        &self,
        order: &Order<Command>,
        circumstances: &Circumstances<'_>,
        amendment: &Amendment,
        change: Change,
    ) -> Result<Event, Broken> {
        let (on, policy) = (order.on, circumstances.policy);
        self.in_term(on, circumstances)?;
        if self.versions.to_sign().is_some() {
            return Err(Broken::AmendmentOpen);
        }
        let agreed = self.versions.agreed().ok_or(Broken::NoDraft)?;
        if amendment.before.hash() != agreed.hash {
            return Err(Broken::OtherText);
        }
        let terms = &amendment.terms;
        let outline = terms.outline().ok_or_else(|| Broken::Incomplete(terms.missing()))?;
        let changed: BTreeSet<_> =
            amendment.before.differences(terms).into_iter().map(|difference| difference.clause).collect();
        if changed.is_empty() {
            return Err(Broken::NothingChanges);
        }
        let calendar = self.calendar.ok_or(Broken::NoDraft)?;
        match change {
            Change::Terms if changed.contains(&Clause::Term) => return Err(Broken::MovesTheTerm),
            Change::Terms => {}
            Change::Term if outline.start != agreed.outline.start || outline.end <= calendar.end => {
                return Err(Broken::NotLonger(calendar.end));
            }
            Change::Term if calendar.term > policy.renewals => {
                return Err(Broken::EnoughRenewals(calendar.term - 1));
            }
            Change::Term => self.fits(outline.start, outline.end, on, circumstances)?,
        }
        if amendment.effective < on || amendment.effective > calendar.end {
            let must = "a change is in force from today or later, and before the term ends";
            return Err(Broken::WrongDate { on: amendment.effective, must });
        }
        let text = Text {
            number: self.versions.next_number(),
            hash: terms.hash(),
            text: amendment.text.clone(),
            outline,
        };
        Ok(Event::AmendmentProposed {
            text,
            changed,
            effective: amendment.effective,
            deadline: later(on, policy.sign_days),
            required: self.signers(on, policy),
            author: Signer::of(&order.by).ok_or(Broken::NotASigner)?,
        })
    }

    /// The events, after the change that is on the table, if any, is dropped.
    fn dropping<const N: usize>(&self, events: [Event; N]) -> Vec<Event> {
        let open = self.versions.to_sign().map(|version| Event::AmendmentDropped { number: version.number });
        open.into_iter().chain(events).collect()
    }

    fn may_suspend(
        &self,
        order: &Order<Command>,
        circumstances: &Circumstances<'_>,
        cause: SuspensionCause,
    ) -> Result<(), Broken> {
        if cause == SuspensionCause::Conflict {
            return Err(Broken::AssessFirst);
        }
        let grace = circumstances.policy.grace_days;
        let over = self.prerequisites.flagged_since().is_some_and(|since| later(since, grace) < order.on);
        if order.by == Actor::Clock && !(over && cause == SuspensionCause::PrerequisiteLapsed) {
            return Err(Broken::NoGraceOver);
        }
        Ok(())
    }

    fn suspension(
        &self,
        on: Date,
        circumstances: &Circumstances<'_>,
        cause: SuspensionCause,
        whose: Option<Party>,
    ) -> Event {
        Event::Suspended { cause, whose, end: self.ends_on(on, circumstances.policy).unwrap_or(on) }
    }

    fn agreed_to_go_on(&self, on: Date) -> Result<(), Broken> {
        let missing: Vec<_> = self.consenters(on).difference(&self.consents).copied().collect();
        if missing.is_empty() { Ok(()) } else { Err(Broken::NoConsent(missing)) }
    }

    fn evaluation(
        &self,
        on: Date,
        circumstances: &Circumstances<'_>,
        party: Party,
        moment: Moment,
        reply: Reply,
    ) -> Result<Event, Broken> {
        let asked = match moment {
            Moment::Baseline => matches!(self.phase, Phase::Preparing | Phase::Active | Phase::Paused),
            Moment::Interim => matches!(self.phase, Phase::Active | Phase::Paused),
            Moment::Closing => self.closing.is_some(),
        };
        if !asked {
            return Err(Broken::NotNow);
        }
        // Whoever would rather not may still think better of it.
        let received = self.evaluations.received(moment, party);
        let again = received || (reply == Reply::Declined && self.evaluations.answered(moment, party));
        if again && moment != Moment::Interim {
            return Err(Broken::AlreadyDone);
        }
        let until = self.evaluations_until(circumstances.policy);
        if let Some(until) = until.filter(|until| moment == Moment::Closing && on > *until) {
            return Err(Broken::TooLate(until));
        }
        Ok(Event::EvaluationAnswered { party, moment, reply })
    }

    fn finish(
        &self,
        order: &Order<Command>,
        circumstances: &Circumstances<'_>,
        rematch: Option<&Parties<Rematch>>,
    ) -> Result<Event, Broken> {
        let (on, policy) = (order.on, circumstances.policy);
        let until = self.evaluations_until(policy).unwrap_or(on);
        let all_in = Party::BOTH.iter().all(|party| self.evaluations.answered(Moment::Closing, *party));
        if !all_in && on <= until {
            return Err(Broken::EvaluationsOpen(until));
        }
        if order.by == Actor::Clock && rematch.is_some() {
            return Err(Broken::ClockJudges);
        }
        let cause = self.closing.as_ref().map_or(Cause::TermEnd, |closing| closing.cause);
        // What was suspended before the start and reached its term has completed nothing.
        let outcome = if self.started.is_some() { cause.outcome() } else { Closed::EndedEarly };
        Ok(Event::AgreementClosed {
            cause,
            outcome,
            rematch: rematch.cloned().unwrap_or_default(),
            rested: later(on, policy.cool_down_days),
        })
    }

    fn may_reopen(&self, on: Date, circumstances: &Circumstances<'_>) -> Result<(), Broken> {
        let closed =
            self.closing.as_ref().and_then(|closing| closing.closed).map_or(self.since, |(on, _)| on);
        let until = later(closed, circumstances.policy.reopen_days);
        if on > until {
            return Err(Broken::TooLate(until));
        }
        if circumstances.successor.is_some() {
            return Err(Broken::Successor);
        }
        self.agreed_to_go_on(on)?;
        self.may_meet(on, circumstances)?;
        let both = Party::BOTH.map(|party| self.people.of(party).clone());
        if !circumstances.ledger.grants(Place::Seat, &both, &self.introduction) {
            return Err(Broken::NoPlace);
        }
        Ok(())
    }
}

/// What an amendment changes.
#[derive(Clone, Copy)]
enum Change {
    /// Anything but the term.
    Terms,
    /// The end of the term.
    Term,
}

fn on_record(record: Certificate, on: Date) -> Result<Record, Broken> {
    Ok(match record {
        Certificate::Pending => Record::Pending,
        Certificate::Met { until: Some(until), .. } if until < on => {
            return Err(Broken::WrongDate { on: until, must: "a certificate is valid today" });
        }
        Certificate::Met { version, until } => Record::Met { version, until },
    })
}

fn own_initiator(by: &Actor) -> Option<Initiator> {
    match by {
        Actor::Party(Party::Mentor, _) => Some(Initiator::Mentor),
        Actor::Party(Party::Mentee, _) => Some(Initiator::Mentee),
        Actor::Guardian(..) => Some(Initiator::Guardian),
        Actor::Coordinator(_) => Some(Initiator::Coordinator),
        Actor::Safeguarding(_) => Some(Initiator::Safeguarding),
        _ => None,
    }
}
