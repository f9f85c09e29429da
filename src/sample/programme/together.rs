//! The lives of agreements: from the first draft to the last evaluation.

use jiff::{ToSpan, civil::Date};

use super::{
    agenda::{Moment, Task},
    world::{Fate, World, carla, id},
};
use crate::{
    agreement::{
        Cadence, Command, Contact, Content, EndReason, Goal, Initiator, Meetings, Note, PauseCause, Phase,
        ReviewOutcome, Term, Terms,
    },
    experiment::Subject,
    feedback,
    id::{AgreementId, IntroductionId, NoteId, PersonId},
    introduction::{Actor, Party, Role},
    people::Mode,
    programme::Fact,
};

impl World {
    /// Two people for whom it clicked begin to draft.
    pub(super) fn begins(&mut self, agreement: &AgreementId, introduction: &IntroductionId) {
        let Some(pair) = self.programme.pairs().agreement(agreement) else { return };
        let mentee = pair.people().mentee.clone();
        let level = self.by_person.get(&mentee).map_or(0, |at| self.comers[*at].level);
        let fate = Fate {
            number: self.programme.pairs().agreements().len(),
            quality: self.chance.normal(),
            months: self.months_of.get(introduction).copied().unwrap_or(8),
            weeks: self.chance.of(&[(1, 25), (2, 55), (4, 20)]),
            minutes: self.chance.of(&[(60, 50), (90, 30), (45, 20)]),
            level,
            started: None,
        };
        self.fates.insert(agreement.clone(), fate);
        self.soon(1, 5, Task::Draft { agreement: agreement.clone() });
    }

    fn terms(&self, fate: &Fate) -> Terms {
        let goals = [
            ("speak up in a meeting", "said something in three of them"),
            ("find work", "three letters written and sent"),
            ("know the neighbourhood", "greets ten people by name"),
            ("read letters from the town", "answers one alone"),
            ("open a bakery", "a plan that the bank accepts"),
        ];
        let (what, measure) = goals[fate.number % goals.len()];
        // The next Monday that leaves ten days to sign and prepare.
        let mut start = self.today.saturating_add(10.days());
        while start.weekday() != jiff::civil::Weekday::Monday {
            start = start.saturating_add(1.day());
        }
        let weeks = u8::try_from(fate.weeks).unwrap_or(2);
        let cadence =
            if fate.weeks == 4 { Cadence::monthly_on(15).ok() } else { Cadence::every_weeks(weeks) };
        Terms {
            goals: vec![Goal { what: what.into(), measure: measure.into() }],
            meetings: cadence.map(|cadence| Meetings { cadence, minutes: fate.minutes }),
            term: Some(Term { start, months: fate.months }),
            modes: [Mode::InPerson].into(),
            review_days: None,
            confidential: "what is said stays between the two".into(),
            limits: "unless somebody is in danger, or the law asks".into(),
            boundaries: "no money, no calls after nine".into(),
            ending: "either can stop; a closing talk is kept".into(),
        }
    }

    pub(super) fn draft(&mut self, agreement: &AgreementId) {
        let (Some(fate), Some(by)) =
            (self.fates.get(agreement).cloned(), self.party(agreement, Party::Mentee))
        else {
            return;
        };
        if self.phase(agreement) != Some(Phase::Drafting) {
            return;
        }
        let terms = self.terms(&fate);
        let text: NoteId = self.next_note("terms");
        let people = [Party::Mentor, Party::Mentee].map(|party| self.party(agreement, party));
        let note = Note {
            by: by.person().cloned(),
            people: people.iter().flatten().filter_map(Actor::person).cloned().collect(),
            roles: [Role::Coordinator].into(),
            content: Content::Terms(Box::new(terms.clone())),
        };
        self.cabinet.notes.put(text.clone(), note);
        self.agrees(&by, agreement, Command::ProposeTerms { terms: Box::new(terms), text });
        self.agrees(&by, agreement, Command::FreezeForSigning);
        for party in Party::BOTH {
            self.soon(0, 4, Task::Sign { agreement: agreement.clone(), party });
        }
    }

    pub(super) fn sign(&mut self, agreement: &AgreementId, party: Party) {
        let hash = self
            .programme
            .pairs()
            .agreement(agreement)
            .and_then(|pair| pair.versions().to_sign().map(|version| version.hash));
        let (Some(hash), Some(by)) = (hash, self.party(agreement, party)) else { return };
        self.agrees(&by, agreement, Command::Sign { hash });
        let start = self.programme.pairs().agreement(agreement).and_then(|pair| {
            (pair.phase() == Phase::Preparing).then(|| pair.calendar().map(|calendar| calendar.start))?
        });
        if let Some(start) = start {
            self.agenda.put(start.max(self.today), Task::Start { agreement: agreement.clone() });
        }
    }

    pub(super) fn start(&mut self, agreement: &AgreementId) {
        if self.phase(agreement) != Some(Phase::Preparing) {
            return;
        }
        let recorded = self.programme.by(&Actor::SystemOfRecord, self.today).record_preparation(agreement);
        self.done(recorded.map(|_| ()).map_err(|why| why.to_string()));
        // What is not valid yet is waited for, up to the last day of preparing.
        let started = self.programme.by(&Actor::Clock, self.today).agree(agreement, Command::Start);
        if started.is_err() {
            let policy = &self.programme.charters().rules().agreements;
            let over = self.programme.pairs().agreement(agreement).and_then(|pair| pair.deadline(policy));
            if over.is_some_and(|over| over < self.today) {
                self.agrees(&Actor::Clock, agreement, Command::AbandonPreparation);
            } else {
                self.later(7, Task::Start { agreement: agreement.clone() });
            }
            return;
        }
        self.started(agreement);
    }

    fn started(&mut self, agreement: &AgreementId) {
        let today = self.today;
        let Some(fate) = self.fates.get_mut(agreement) else { return };
        fate.started = Some(today);
        let fate = fate.clone();
        let of = |task: fn(AgreementId) -> Task| task(agreement.clone());
        let term = i32::from(fate.months) * 30;
        self.take_case(agreement);
        self.meetings(agreement, &fate, term);
        for days in [30, 60, 90, 150, 210] {
            let due = self.in_days(days);
            self.soon(days - 3, days + 6, Task::CheckIn { agreement: agreement.clone(), due });
        }
        self.later(30, of(|agreement| Task::Review { agreement }));
        self.later(0, Task::Ask { agreement: agreement.clone(), moment: Moment::Before });
        self.later(term / 2, Task::Ask { agreement: agreement.clone(), moment: Moment::Midway });
        self.later(term, of(|agreement| Task::End { agreement }));
        if self.chance.per_cent(12) {
            let days = self.chance.between(14, 35);
            self.soon(40, term - 40, Task::Pause { agreement: agreement.clone(), days });
        }
        if self.chance.per_cent(10) {
            self.soon(20, term - 20, of(|agreement| Task::Worry { agreement }));
        }
        if fate.number % 60 == 3 {
            self.soon(45, 60, of(|agreement| Task::Conflict { agreement }));
        } else if fate.number % 80 == 5 {
            self.soon(50, 80, of(|agreement| Task::Boundary { agreement }));
        } else if self.chance.per_mille(140 - fate.quality.clamp(-100, 100)) {
            let days =
                self.chance.of(&[(25, 4), (60, 5), (85, 4), (120, 3), (160, 2)]) + self.chance.between(0, 10);
            let reasons = [
                (EndReason::Time, 30),
                (EndReason::Moved, 15),
                (EndReason::NoFit, 20),
                (EndReason::NeedChanged, 15),
                (EndReason::Health, 10),
                (EndReason::GoalsReached, 10),
            ];
            let reason = self.chance.of(&reasons);
            let by = if self.chance.per_cent(40) { Party::Mentor } else { Party::Mentee };
            if days < term {
                self.later(days, Task::EndEarly { agreement: agreement.clone(), by, reason });
            }
        }
    }

    /// Puts every meeting of the term into the agenda, less those that are missed.
    fn meetings(&mut self, agreement: &AgreementId, fate: &Fate, term: i32) {
        let missed = 90 - fate.quality / 3;
        let mut days = self.chance.between(1, 7);
        while days < term {
            if !self.chance.per_mille(missed) {
                let on = self.in_days(days);
                let lag = if self.chance.per_cent(14) { self.chance.between(1, 7) } else { 0 };
                self.later(days + lag, Task::Meet { agreement: agreement.clone(), on });
            }
            days += if fate.weeks == 4 { 30 } else { 7 * fate.weeks } + self.chance.between(-1, 1);
        }
    }

    /// Whether the mentee drew a call, and it has come.
    fn is_called(&self, mentee: &PersonId, started: Option<Date>) -> bool {
        let arm = self.lots.as_ref().and_then(|lots| lots.arm_of(&Subject::Person(mentee.clone())));
        let week_three = started.map(|started| started.saturating_add(21.days()));
        arm.is_some_and(|arm| arm.as_str() == super::trial::CALL)
            && week_three.is_some_and(|week_three| week_three <= self.today)
    }

    pub(super) fn meet(&mut self, agreement: &AgreementId, on: Date) {
        let Some(pair) = self.programme.pairs().agreement(agreement) else { return };
        // Whoever paused or stopped in between does not meet.
        if pair.phase() != Phase::Active || on < pair.since() {
            return;
        }
        let ends = pair.ends_on(self.today, &self.programme.charters().rules().agreements);
        if ends.is_some_and(|ends| on > ends) {
            return;
        }
        let (mentee, started) = (pair.people().mentee.clone(), pair.started());
        // Without a call, as many again are missed.
        if !self.is_called(&mentee, started) && self.chance.per_mille(110) {
            return;
        }
        let minutes = self.fates.get(agreement).map_or(60, |fate| fate.minutes);
        let by = if self.chance.per_cent(60) { Party::Mentor } else { Party::Mentee };
        let Some(by) = self.party(agreement, by) else { return };
        let medium = if self.chance.per_cent(80) { Mode::InPerson } else { Mode::Online };
        self.agrees(&by, agreement, Command::LogContact(Contact { on, minutes, medium }));
    }

    pub(super) fn review(&mut self, agreement: &AgreementId) {
        let Some(pair) = self.programme.pairs().agreement(agreement) else { return };
        if !matches!(pair.phase(), Phase::Active | Phase::Paused) {
            return;
        }
        let next = pair.reviews().next();
        match (next, pair.reviews().due()) {
            (Some(next), _) if next <= self.today => {
                self.agrees(&Actor::Clock, agreement, Command::OpenReview);
                self.soon(0, 10, Task::Review { agreement: agreement.clone() });
            }
            (_, Some(_)) => {
                let outcomes =
                    [(ReviewOutcome::Continue, 85), (ReviewOutcome::Amend, 12), (ReviewOutcome::Escalate, 3)];
                let outcome = self.chance.of(&outcomes);
                self.agrees(&carla(), agreement, Command::CloseReview { outcome });
                let next = self.programme.pairs().agreement(agreement).and_then(|pair| pair.reviews().next());
                if let Some(next) = next {
                    self.agenda.put(next, Task::Review { agreement: agreement.clone() });
                }
            }
            (Some(next), _) => self.agenda.put(next, Task::Review { agreement: agreement.clone() }),
            _ => {}
        }
    }

    pub(super) fn pause(&mut self, agreement: &AgreementId, days: i32) {
        let by = if self.chance.per_cent(50) { Party::Mentor } else { Party::Mentee };
        let Some(by) = self.party(agreement, by) else { return };
        let until = self.in_days(days);
        let Some(pair) = self.programme.pairs().agreement(agreement) else { return };
        let ends = pair.ends_on(self.today, &self.programme.charters().rules().agreements);
        if pair.phase() != Phase::Active || ends.is_none_or(|ends| ends <= until) {
            return;
        }
        let causes = [
            (PauseCause::Health, 30),
            (PauseCause::Away, 30),
            (PauseCause::Family, 25),
            (PauseCause::Time, 15),
        ];
        let cause = self.chance.of(&causes);
        if self.agrees(&by, agreement, Command::Pause { cause, until }) {
            self.later(days, Task::Resume { agreement: agreement.clone() });
        }
    }

    pub(super) fn resume(&mut self, agreement: &AgreementId) {
        if self.phase(agreement) == Some(Phase::Paused) {
            self.agrees(&carla(), agreement, Command::Resume);
            self.meet(agreement, self.today);
        }
    }

    pub(super) fn end_early(&mut self, agreement: &AgreementId, by: Party, reason: EndReason) {
        if !self.phase(agreement).is_some_and(|phase| matches!(phase, Phase::Active | Phase::Paused)) {
            return;
        }
        let Some(actor) = self.party(agreement, by) else { return };
        let initiator = if by == Party::Mentor { Initiator::Mentor } else { Initiator::Mentee };
        let ended = Command::EndEarly { initiator, reason, note: None, talk_on: None };
        if self.agrees(&actor, agreement, ended) {
            self.closes(agreement, 60);
        }
    }

    pub(super) fn end(&mut self, agreement: &AgreementId) {
        let Some(pair) = self.programme.pairs().agreement(agreement) else { return };
        if !matches!(pair.phase(), Phase::Active | Phase::Paused | Phase::Suspended) {
            return;
        }
        let ends = pair.ends_on(self.today, &self.programme.charters().rules().agreements);
        match ends {
            Some(ends) if ends <= self.today => {
                let is_over = self.agrees(&Actor::Clock, agreement, Command::ReachEnd);
                self.closes(agreement, if is_over { 85 } else { 0 });
            }
            Some(ends) => self.agenda.put(ends, Task::End { agreement: agreement.clone() }),
            None => {}
        }
    }

    /// What comes when it is over: both look back, or not, and it is closed.
    pub(super) fn closes(&mut self, agreement: &AgreementId, percent: i32) {
        for party in Party::BOTH {
            if self.chance.per_cent(percent) {
                self.soon(2, 16, Task::Evaluate { agreement: agreement.clone(), party });
            }
        }
        self.later(0, Task::Ask { agreement: agreement.clone(), moment: Moment::After });
        self.soon(2, 20, Task::Judge { agreement: agreement.clone() });
        self.later(18, Task::Close { agreement: agreement.clone() });
    }

    pub(super) fn evaluate(&mut self, agreement: &AgreementId, party: Party) {
        if self.phase(agreement) != Some(Phase::Closing) {
            return;
        }
        let Some(by) = self.party(agreement, party) else { return };
        let moment = crate::agreement::Moment::Closing;
        let command = if self.chance.per_cent(93) {
            Command::SubmitEvaluation { moment }
        } else {
            Command::DeclineEvaluation { moment }
        };
        self.agrees(&by, agreement, command);
    }

    pub(super) fn close(&mut self, agreement: &AgreementId) {
        if self.phase(agreement) != Some(Phase::Closing) {
            return;
        }
        // Who has not answered is waited for, up to the last day of the window.
        let closed = self
            .programme
            .by(&carla(), self.today)
            .agree(agreement, Command::FinishClosing { rematch: None });
        if closed.is_err() {
            let policy = &self.programme.charters().rules().agreements;
            let until = self.programme.pairs().agreement(agreement).and_then(|pair| pair.deadline(policy));
            let on = until.unwrap_or(self.today).max(self.today).saturating_add(1.day());
            self.agenda.put(on, Task::Close { agreement: agreement.clone() });
        }
    }

    /// What the two want to reach, scaled beforehand.
    pub(super) fn goals(&mut self, agreement: &AgreementId) {
        for at in 0..self.chance.of(&[(1, 60), (2, 40)]) {
            let goal = feedback::Goal {
                agreement: agreement.clone(),
                words: id(format!("goal-{agreement}-{}", at + 1)),
                weight: u8::try_from(self.chance.between(1, 5)).unwrap_or(1),
                baseline: i8::try_from(self.chance.of(&[(-1, 80), (-2, 12), (0, 8)])).unwrap_or(-1),
                rated: None,
            };
            self.note(&carla(), Fact::Goal(goal));
        }
    }
}
