//! Takes entries as they come: no rule is asked again, only whether the log can be what happened.

use super::{
    BrokenLog, Contradiction, Entry, Event, Introduction, NotStarted, Parties, Phase,
    Phase::{Held, Offered, Planned, Proposed},
    replay, replay_json,
};

impl Event {
    /// The phases in which it can happen.
    #[expect(clippy::match_same_arms, reason = "one line an event")]
    fn phases(&self) -> &'static [Phase] {
        const OPEN: &[Phase] = &[Proposed, Offered, Planned, Held];
        match self {
            Self::Proposed { .. } => &[],
            Self::Invited => &[Proposed],
            Self::ProposalRejected { .. } => &[Proposed],
            Self::InvitationAccepted { .. } => &[Offered],
            Self::InvitationDeclined { .. } => &[Offered, Planned],
            Self::TalkPlanned { .. } => &[Planned],
            Self::IntroductionHeld { .. } => &[Planned],
            Self::IntroductionMissed { .. } => &[Planned],
            Self::FitAnswered { .. } | Self::Clicked => &[Held],
            Self::FurtherTalkBooked { .. } => &[Held],
            Self::PartyWithdrew { .. } => OPEN,
            Self::ConflictDisclosed { .. } => OPEN,
            Self::ConflictAssessed { .. } => OPEN,
            Self::Superseded { .. } => OPEN,
            Self::StageExpired { .. } => OPEN,
            Self::NotStarted { reason } => match reason {
                NotStarted::Rejected => &[Proposed],
                NotStarted::Declined(_) => &[Offered, Planned],
                NotStarted::NoShow(_) => &[Planned],
                NotStarted::NoClick => &[Held],
                NotStarted::Withdrawn(_) => OPEN,
                NotStarted::Expired(_) => OPEN,
                NotStarted::Superseded(_) => OPEN,
                NotStarted::Conflict => OPEN,
            },
        }
    }
}

impl Introduction {
    /// Takes one more entry.
    ///
    /// # Errors
    ///
    /// When it cannot have happened here; nothing changes then.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), Contradiction> {
        let from = entry.event.phases();
        if matches!(entry.event, Event::Proposed { .. }) {
            return Err(Contradiction::Opening);
        }
        if entry.on < self.last {
            return Err(Contradiction::DateGoesBack);
        }
        if !from.contains(&self.phase) {
            return Err(Contradiction::Phase(self.phase.to_string()));
        }
        match &entry.event {
            Event::Proposed { .. }
            | Event::ProposalRejected { .. }
            | Event::InvitationDeclined { .. }
            | Event::PartyWithdrew { .. }
            | Event::Superseded { .. }
            | Event::StageExpired { .. } => {}
            Event::Invited => self.enter(Offered, entry),
            Event::InvitationAccepted { party } => {
                *self.accepted.of_mut(*party) = true;
                if self.accepted.both(|yes| *yes) {
                    self.enter(Planned, entry);
                }
            }
            Event::TalkPlanned { on } => self.talk = Some(*on),
            Event::IntroductionHeld { .. } => {
                self.talk = None;
                self.talks = self.talks.saturating_add(1);
                self.answers = Parties::default();
                self.enter(Held, entry);
            }
            Event::IntroductionMissed { .. } => {
                self.talk = None;
                self.no_shows = self.no_shows.saturating_add(1);
                self.enter(Planned, entry);
            }
            Event::FitAnswered { party, fit } => *self.answers.of_mut(*party) = Some(*fit),
            Event::FurtherTalkBooked { on } => {
                self.talk = Some(*on);
                self.enter(Planned, entry);
            }
            Event::Clicked => self.enter(Phase::Clicked, entry),
            Event::ConflictDisclosed(disclosure) => self.conflicts.disclose(disclosure.clone(), entry.on),
            Event::ConflictAssessed { number, finding } => {
                let by = entry.by.person().cloned().ok_or(Contradiction::Reference("an assessor"))?;
                self.conflicts
                    .find(*number, finding.clone(), by)
                    .ok_or(Contradiction::Reference("a conflict of interest"))?;
            }
            Event::NotStarted { reason } => {
                self.reason = Some(reason.clone());
                self.enter(Phase::NotStarted, entry);
            }
        }
        self.last = entry.on;
        self.version += 1;
        self.done.entry(entry.command.clone()).or_insert(entry.step);
        Ok(())
    }

    fn enter(&mut self, phase: Phase, entry: &Entry) {
        self.phase = phase;
        self.since = entry.on;
    }

    /// What entries add up to, in their order.
    ///
    /// # Errors
    ///
    /// When they cannot be what happened: the index of the first that does not fit, why, and the state before it.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, BrokenLog<Self>> {
        replay(
            entries,
            |entry| match &entry.event {
                Event::Proposed { id, proposal } => Some(Self::opened(id.clone(), proposal.clone(), entry)),
                _ => None,
            },
            Self::apply,
        )
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
