//! What goes wrong between people: a conflict of interest, a boundary, a worry.

use super::world::{World, carla, cor, id, safeguarding};
use crate::{
    agreement::{Command, EndReason, Initiator, Phase, ReportFinding, SuspensionCause},
    id::{AgreementId, NoteId, ReportId},
    introduction::{Disclosure, Finding, Party, Role},
    people::TieKind,
    programme::support::{self, Rung, Settlement},
};

impl World {
    fn is_running(&self, agreement: &AgreementId) -> bool {
        self.phase(agreement).is_some_and(|phase| matches!(phase, Phase::Active | Phase::Paused))
    }

    /// The mentor advises investing in a firm, and holds shares in it. The mentee says so.
    pub(super) fn conflict(&mut self, agreement: &AgreementId) {
        if !self.is_running(agreement) {
            return;
        }
        let (Some(mentor), Some(mentee)) =
            (self.party(agreement, Party::Mentor), self.party(agreement, Party::Mentee))
        else {
            return;
        };
        let Some(concerns) = mentor.person().cloned() else { return };
        let note: NoteId = self.next_note("conflict");
        self.cabinet.write(
            note.clone(),
            mentee.person().cloned(),
            Role::Coordinator,
            "shares in the firm advised",
        );
        let kind = TieKind::Investment;
        let disclosure = Disclosure { kind, concerns, since: None, note };
        self.agrees(&mentee, agreement, Command::DiscloseConflict(disclosure));
        let number = self.fates.get(agreement).map_or(0, |fate| fate.number);
        let first =
            self.programme.pairs().agreement(agreement).map_or(1, |pair| pair.conflicts().all().len()) - 1;
        if number % 2 == 1 {
            let finding = Finding::Disqualifying;
            self.agrees(
                &carla(),
                agreement,
                Command::AssessConflict { number: first, finding: finding.clone() },
            );
            let facts: NoteId = self.next_note("appeal");
            self.agrees(&cor(), agreement, Command::AppealConflict { number: first, facts, finding });
            let (initiator, reason) = (Initiator::Coordinator, EndReason::Conflict);
            let ended = Command::EndEarly { initiator, reason, note: None, talk_on: None };
            if self.agrees(&carla(), agreement, ended) {
                self.closes(agreement, 50);
            }
        } else {
            let measures: NoteId = self.next_note("measures");
            let review_on = self.in_days(60);
            let finding = Finding::Managed { measures, review_on };
            self.agrees(&carla(), agreement, Command::AssessConflict { number: first, finding });
        }
    }

    /// Somebody calls the safeguarding person. Meetings stop, it is looked into, and measures are agreed.
    pub(super) fn boundary(&mut self, agreement: &AgreementId) {
        if !self.is_running(agreement) {
            return;
        }
        let Some(mentee) = self.party(agreement, Party::Mentee) else { return };
        let report: ReportId = id(format!("R-{agreement}"));
        let note: NoteId = self.next_note("report");
        self.cabinet.write(
            note,
            mentee.person().cloned(),
            Role::Safeguarding,
            "calls late at night, after being asked not to",
        );
        self.agrees(&mentee, agreement, Command::ReportBoundary { id: report.clone() });
        let cause = SuspensionCause::Boundary;
        self.agrees(&safeguarding(), agreement, Command::Suspend { cause, whose: Some(Party::Mentor) });
        let finding = ReportFinding::Measures;
        self.agrees(&safeguarding(), agreement, Command::CloseReport { id: report, finding });
        for party in Party::BOTH {
            if let Some(by) = self.party(agreement, party) {
                self.agrees(&by, agreement, Command::Consent);
            }
        }
        self.agrees(&carla(), agreement, Command::Reinstate);
    }

    /// Something chafes; it climbs as far as it has to.
    pub(super) fn worry(&mut self, agreement: &AgreementId) {
        if !self.is_running(agreement) {
            return;
        }
        let concern: crate::id::ConcernId = id(format!("W-{agreement}"));
        let note: NoteId = self.next_note("worry");
        let by = if self.chance.per_cent(50) { Party::Mentor } else { Party::Mentee };
        let Some(by) = self.party(agreement, by) else { return };
        self.cabinet.write(
            note.clone(),
            by.person().cloned(),
            Role::Supervisor,
            "the two talk past each other",
        );
        let raised = support::Event::ConcernRaised {
            id: concern.clone(),
            agreement: agreement.clone(),
            rung: Rung::TheTwo,
            note,
        };
        if !self.note(&by, raised) {
            return;
        }
        let highest = self.chance.of(&[(0, 40), (1, 40), (2, 20)]);
        let rungs = [Rung::Supervisor, Rung::Coordinator];
        for to in rungs.into_iter().take(highest) {
            self.note(&carla(), support::Event::Escalated { id: concern.clone(), to });
        }
        let how = if highest == 0 { Settlement::TalkedOut } else { Settlement::Agreed };
        self.note(&carla(), support::Event::Settled { id: concern, how });
    }

    /// Some of those who found nobody leave.
    pub(super) fn leave(&mut self) {
        let running = self.programme.pairs().running();
        for at in 0..self.comers.len() {
            let comer = self.comers[at].clone();
            let paired = running.iter().any(|(mentor, mentee)| match &comer.who {
                crate::people::Who::Mentor(id) => mentor == id,
                crate::people::Who::Mentee(id) => mentee == id,
            });
            if comer.here && !paired && self.chance.per_cent(25) {
                let left = crate::programme::recruitment::Event::Left { who: comer.who };
                if self.note(&carla(), left) {
                    self.comers[at].here = false;
                }
            }
        }
    }

    /// Somebody who has left asks to be forgotten.
    pub(super) fn forget(&mut self) {
        let left = self
            .comers
            .iter()
            .find(|comer| !comer.here && self.programme.recruitment().participant(&comer.who).is_some());
        let Some(person) = left.map(|comer| comer.person.clone()) else { return };
        let officer = crate::introduction::Actor::DataOfficer(id("P-C4"));
        let erased = self.programme.by(&officer, self.today).erase(&person, &mut self.cabinet);
        self.done(erased.map(|_| ()).map_err(|why| why.to_string()));
    }

    pub(super) fn take_case(&mut self, agreement: &AgreementId) {
        let free = self
            .supervisors
            .iter()
            .min_by_key(|supervisor| self.programme.support().caseload(supervisor).count());
        let Some(supervisor) = free.cloned() else { return };
        self.note(&carla(), support::Event::CaseTaken { agreement: agreement.clone(), supervisor });
    }

    pub(super) fn check_in(&mut self, agreement: &AgreementId, due: jiff::civil::Date) {
        if !self.is_running(agreement) || !self.chance.per_cent(90) {
            return;
        }
        let quality = self.fates.get(agreement).map_or(0, |fate| fate.quality);
        let fit = (400 + quality / 2 + self.chance.normal() / 3).clamp(100, 500) / 100;
        let fit = self.chance.per_cent(95).then(|| u8::try_from(fit).unwrap_or(3));
        let held = support::Event::CheckedIn { agreement: agreement.clone(), due, held: self.today, fit };
        self.note(&carla(), held);
    }
}
