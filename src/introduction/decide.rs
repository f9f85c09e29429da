//! All rules of an introduction that the rule book's table does not say.

use jiff::civil::Date;

use super::{
    Broken, Circumstances, Command, Entry, Event, Finding, Fit, Introduction, NotStarted, Order, Party,
    Phase, Place, Refusal, Requirements, Seen, Step,
};

impl Introduction {
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
        let refuse = |rule| Refusal { phase: self.phase, step, rule };
        let only_protects = matches!(step, Step::DiscloseConflict | Step::RejectProposal);
        match self.basis(circumstances.conflicted).check(order, step, only_protects) {
            Ok(Seen::Never) => {}
            Ok(Seen::Before) => return Ok(Vec::new()),
            Err(unfit) => return Err(refuse(Broken::Unfit(unfit))),
        }
        let rule = step.rule().expect("only a proposal has no line, and no command proposes");
        if !rule.who.contains(&order.by.role()) {
            return Err(refuse(Broken::NotForRole { role: order.by.role(), who: rule.who }));
        }
        if !rule.from.contains(&self.phase) {
            return Err(refuse(Broken::NotFromHere { from: rule.from }));
        }
        let events = self.events(order, circumstances).map_err(refuse)?;
        Ok(events.into_iter().map(|event| Entry::of(order, step, event)).collect())
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
        let deadline = self.deadline(policy).unwrap_or(on);
        let ended = |reason| Event::NotStarted { reason };
        // Whoever takes a step for themself. The rule book has seen to it that there is one.
        let party = order.by.side().unwrap_or(Party::Mentor);
        Ok(match &order.command {
            Command::Invite => {
                // Who approved may have had an interest that came to light since.
                let reviewer = &self.proposal.approval().signed.by;
                if self.conflicts.people().chain(circumstances.conflicted).any(|person| person == reviewer) {
                    return Err(Broken::ReviewerConflicted);
                }
                if circumstances.requirements == Requirements::Broken {
                    return Err(Broken::RequirementBroken);
                }
                self.unconflicted()?;
                in_time(on, deadline)?;
                self.grants(circumstances, Place::TalkSlot)?;
                vec![Event::Invited]
            }
            Command::RejectProposal { reason } => {
                vec![Event::ProposalRejected { reason: reason.clone() }, ended(NotStarted::Rejected)]
            }
            Command::AcceptInvitation => {
                if *self.accepted.of(party) {
                    return Err(Broken::Answered(party));
                }
                in_time(on, deadline)?;
                vec![Event::InvitationAccepted { party }]
            }
            Command::DeclineInvitation { reason } => vec![
                Event::InvitationDeclined { party, reason: reason.clone() },
                ended(NotStarted::Declined(party)),
            ],
            Command::PlanTalk { on: talk } => {
                within(*talk, on, deadline, "a talk is planned from today to the end of its window")?;
                vec![Event::TalkPlanned { on: *talk }]
            }
            Command::RecordTalk { on: held } => {
                within(*held, self.since, on, "a talk was held after both said yes, and not in the future")?;
                vec![Event::IntroductionHeld { on: *held }]
            }
            Command::ReportNoShow { party } => {
                let planned = self.talk.ok_or(Broken::NoTalkPlanned)?;
                if on < planned {
                    return Err(Broken::NotYet(planned));
                }
                let mut events = vec![Event::IntroductionMissed { party: *party }];
                if self.no_shows.saturating_add(1) >= policy.no_shows {
                    events.push(ended(NotStarted::NoShow(*party)));
                }
                events
            }
            Command::AnswerFit { fit } => {
                // Once both are in, a change would be acted on at once, and its timing would name somebody.
                if self.answers.both(Option::is_some) {
                    return Err(Broken::Answered(party));
                }
                in_time(on, deadline)?;
                let mut answers = self.answers;
                *answers.of_mut(party) = Some(*fit);
                let answered = Event::FitAnswered { party, fit: *fit };
                // A lone no is not acted on: its timing would name somebody.
                if !answers.both(Option::is_some) {
                    return Ok(vec![answered]);
                }
                if answers.either(|answer| *answer == Some(Fit::No)) {
                    return Ok(vec![answered, ended(NotStarted::NoClick)]);
                }
                if answers.either(|answer| *answer == Some(Fit::Unsure)) {
                    return Ok(vec![answered]);
                }
                self.unconflicted()?;
                self.grants(circumstances, Place::Seat)?;
                vec![answered, Event::Clicked]
            }
            Command::BookFurtherTalk { on: talk } => {
                let unsure = self.answers.either(|answer| *answer == Some(Fit::Unsure));
                if !self.answers.both(Option::is_some) || !unsure {
                    return Err(Broken::NobodyUnsure);
                }
                if self.talks >= policy.talks {
                    return Err(Broken::EnoughTalks(self.talks));
                }
                in_time(on, deadline)?;
                within(*talk, on, Date::MAX, "a talk is planned for today or later")?;
                self.grants(circumstances, Place::TalkSlot)?;
                vec![Event::FurtherTalkBooked { on: *talk }]
            }
            Command::Withdraw { reason } => vec![
                Event::PartyWithdrew { party, reason: reason.clone() },
                ended(NotStarted::Withdrawn(party)),
            ],
            Command::DiscloseConflict(disclosure) => vec![Event::ConflictDisclosed(disclosure.clone())],
            Command::AssessConflict { number, finding } => {
                let open = self.conflicts.number(*number).is_some_and(|conflict| conflict.found.is_none());
                if !open {
                    return Err(Broken::NothingToAssess);
                }
                let assessed = Event::ConflictAssessed { number: *number, finding: finding.clone() };
                match finding {
                    Finding::Disqualifying => vec![assessed, ended(NotStarted::Conflict)],
                    Finding::Clear | Finding::Managed { .. } => vec![assessed],
                }
            }
            Command::Supersede { by } => {
                vec![Event::Superseded { by: by.clone() }, ended(NotStarted::Superseded(by.clone()))]
            }
            Command::Expire => {
                if on <= deadline {
                    return Err(Broken::NotYet(deadline));
                }
                let no = self.phase == Phase::Held && self.answers.either(|answer| *answer == Some(Fit::No));
                let reason = if no { NotStarted::NoClick } else { NotStarted::Expired(self.phase) };
                vec![Event::StageExpired { phase: self.phase }, ended(reason)]
            }
        })
    }

    fn unconflicted(&self) -> Result<(), Broken> {
        let conflicts = &self.conflicts;
        if conflicts.any_open() || conflicts.any_disqualifying() { Err(Broken::OpenConflict) } else { Ok(()) }
    }

    fn grants(&self, circumstances: &Circumstances<'_>, place: Place) -> Result<(), Broken> {
        if circumstances.ledger.grants(place, &self.both(), &self.id) { Ok(()) } else { Err(Broken::NoPlace) }
    }
}

fn in_time(on: Date, deadline: Date) -> Result<(), Broken> {
    if on <= deadline { Ok(()) } else { Err(Broken::TooLate(deadline)) }
}

fn within(on: Date, from: Date, to: Date, must: &'static str) -> Result<(), Broken> {
    if (from..=to).contains(&on) { Ok(()) } else { Err(Broken::WrongDate { on, must }) }
}
