//! Rounds of matching, and the talks that follow.

use super::{
    agenda::Task,
    world::{World, carla, id},
};
use crate::{
    id::{IntroductionId, PersonId},
    introduction::{Actor, Command, Fit, Parties, Party, Phase},
    matching::Ground,
    programme::NotDone,
    sample::criteria,
};

impl World {
    pub(super) fn round(&mut self, number: usize) {
        let matchable = match self.programme.matchable(&self.cabinet, self.today) {
            Ok(matchable) => matchable,
            Err(why) => return self.refused.push(format!("{}: {why}", self.today)),
        };
        let criteria = criteria();
        let request = matchable.request(&criteria);
        let plan = match request.plan() {
            Ok(plan) => plan,
            Err(why) => return self.refused.push(format!("{}: {why}", self.today)),
        };
        let reviewer: PersonId = id("P-C1");
        let mut review = match self.book.open(&request, &plan, &reviewer, self.today) {
            Ok(review) => review,
            Err(why) => return self.refused.push(format!("{}: {why}", self.today)),
        };
        for (at, pairing) in plan.pairings().iter().enumerate() {
            let mut by = review.by(&reviewer, self.today);
            let decided = if at % 40 == 12 {
                by.reject(&pairing.mentor, &pairing.mentee, Ground::Known, None)
            } else {
                by.approve(&pairing.mentor, &pairing.mentee, pairing.explanation.digest())
            };
            if let Err(why) = decided {
                self.refused.push(format!("{}: {why}", self.today));
            }
        }
        let closed = match self.book.close(&mut review, &reviewer, self.today) {
            Ok(closed) => closed,
            Err(why) => return self.refused.push(format!("{}: {why}", self.today)),
        };
        self.cabinet.reviews.insert(plan.digest(), review.log().clone());
        let introductions: Result<Vec<IntroductionId>, NotDone> =
            self.programme.by(&carla(), self.today).propose(&plan, &closed);
        drop(review);
        match introductions {
            Ok(introductions) => {
                for introduction in introductions {
                    self.months_of.insert(introduction.clone(), if number == 2 { 6 } else { 8 });
                    self.later(0, Task::Invite { introduction });
                }
            }
            Err(why) => self.refused.push(format!("{}: {why}", self.today)),
        }
        self.plans.push(plan);
    }

    fn introduction_phase(&self, id: &IntroductionId) -> Option<Phase> {
        self.programme.pairs().introduction(id).map(crate::introduction::Introduction::phase)
    }

    fn talker(&self, id: &IntroductionId, party: Party) -> Option<Actor> {
        let people = self.programme.pairs().introduction(id)?.people();
        Some(Actor::Party(party, people.of(party).clone()))
    }

    pub(super) fn invite(&mut self, introduction: &IntroductionId) {
        if !self.introduces(&Actor::System, introduction, Command::Invite) {
            return;
        }
        for party in Party::BOTH {
            if !self.chance.per_mille(15) {
                self.soon(1, 6, Task::AnswerInvitation { introduction: introduction.clone(), party });
            }
        }
        self.later(16, Task::Lapse { introduction: introduction.clone() });
    }

    pub(super) fn answer_invitation(&mut self, introduction: &IntroductionId, party: Party) {
        let Some(by) = self.talker(introduction, party) else { return };
        if self.introduction_phase(introduction) != Some(Phase::Offered) {
            return;
        }
        if self.chance.per_mille(42) {
            self.introduces(&by, introduction, Command::DeclineInvitation { reason: None });
            return;
        }
        self.introduces(&by, introduction, Command::AcceptInvitation);
        if self.introduction_phase(introduction) == Some(Phase::Planned) {
            let days = self.chance.between(2, 9);
            let on = self.in_days(days);
            self.introduces(&by, introduction, Command::PlanTalk { on });
            self.agenda.put(on, Task::Talk { introduction: introduction.clone() });
        }
    }

    pub(super) fn talk(&mut self, introduction: &IntroductionId) {
        if self.introduction_phase(introduction) != Some(Phase::Planned) {
            return;
        }
        if self.chance.per_mille(25) {
            // Somebody did not come; they try again, once.
            let party = if self.chance.per_cent(50) { Party::Mentor } else { Party::Mentee };
            self.introduces(&carla(), introduction, Command::ReportNoShow { party });
            if self.introduction_phase(introduction) == Some(Phase::Planned) {
                let on = self.in_days(3);
                self.introduces(&carla(), introduction, Command::PlanTalk { on });
                self.agenda.put(on, Task::Talk { introduction: introduction.clone() });
            }
            return;
        }
        self.introduces(&carla(), introduction, Command::RecordTalk { on: self.today });
        let again = self.chance.per_mille(62);
        for party in Party::BOTH {
            self.soon(0, 4, Task::Click { introduction: introduction.clone(), party, again });
        }
    }

    pub(super) fn click(&mut self, introduction: &IntroductionId, party: Party, again: bool) {
        let Some(by) = self.talker(introduction, party) else { return };
        if self.introduction_phase(introduction) != Some(Phase::Held) {
            return;
        }
        let fit = match (again, self.chance.per_mille(65)) {
            (_, true) => Fit::No,
            (true, _) => Fit::Unsure,
            (false, _) => Fit::Yes,
        };
        if !self.introduces(&by, introduction, Command::AnswerFit { fit }) {
            return;
        }
        let talked = self.programme.pairs().introduction(introduction);
        let both_unsure = talked.is_some_and(|talked| talked.phase() == Phase::Held && talked.talks() == 1);
        match self.introduction_phase(introduction) {
            Some(Phase::Clicked) => self.open(introduction),
            Some(Phase::Held) if again && both_unsure => {
                // Whoever answers first books nothing yet: a further talk is booked when both have answered.
                let on = self.in_days(5);
                let booked = self
                    .programme
                    .by(&carla(), self.today)
                    .introduce(introduction, Command::BookFurtherTalk { on });
                if booked.is_ok() {
                    self.agenda.put(on, Task::Talk { introduction: introduction.clone() });
                }
            }
            _ => {}
        }
        self.later(9, Task::Lapse { introduction: introduction.clone() });
    }

    fn open(&mut self, introduction: &IntroductionId) {
        let opened =
            self.programme.by(&Actor::System, self.today).open_agreement(introduction, Parties::default());
        match opened {
            Ok(agreement) => self.begins(&agreement, introduction),
            Err(why) => self.refused.push(format!("{}: {why}", self.today)),
        }
    }

    /// Whatever was not answered in time ends there.
    pub(super) fn lapse(&mut self, introduction: &IntroductionId) {
        let policy = self.programme.charters().rules().introductions;
        let deadline =
            self.programme.pairs().introduction(introduction).and_then(|talked| talked.deadline(&policy));
        match deadline {
            Some(deadline) if deadline < self.today => {
                self.introduces(&Actor::Clock, introduction, Command::Expire);
            }
            Some(deadline) => {
                let on = deadline.saturating_add(jiff::ToSpan::days(1));
                if self.introduction_phase(introduction) != Some(Phase::Clicked) {
                    self.agenda.put(on, Task::Lapse { introduction: introduction.clone() });
                }
            }
            None => {}
        }
    }
}
