//! What comes when.

use std::collections::{BTreeMap, VecDeque};

use jiff::civil::Date;

use crate::{
    agreement::EndReason,
    id::{AgreementId, IntroductionId, PersonId, SessionId},
    introduction::Party,
};

/// Something that comes on a day.
#[derive(Clone, Debug)]
pub(super) enum Task {
    AskNeeds,
    Found,
    Campaigns,
    Advice,
    Interested { at: usize },
    Sheets { batch: usize },
    Accepts { at: usize },
    Interviewed { at: usize },
    Certificate { at: usize, pending: bool },
    Sessions { batch: usize },
    Attends { session: SessionId, at: usize },
    Round { number: usize },
    Invite { introduction: IntroductionId },
    AnswerInvitation { introduction: IntroductionId, party: Party },
    Talk { introduction: IntroductionId },
    Click { introduction: IntroductionId, party: Party, again: bool },
    Lapse { introduction: IntroductionId },
    Draft { agreement: AgreementId },
    Sign { agreement: AgreementId, party: Party },
    Start { agreement: AgreementId },
    Meet { agreement: AgreementId, on: Date },
    CheckIn { agreement: AgreementId, due: Date },
    Review { agreement: AgreementId },
    Pause { agreement: AgreementId, days: i32 },
    Resume { agreement: AgreementId },
    Conflict { agreement: AgreementId },
    Boundary { agreement: AgreementId },
    Worry { agreement: AgreementId },
    EndEarly { agreement: AgreementId, by: Party, reason: EndReason },
    End { agreement: AgreementId },
    Evaluate { agreement: AgreementId, party: Party },
    Close { agreement: AgreementId },
    Ask { agreement: AgreementId, moment: Moment },
    Answer { agreement: AgreementId, moment: Moment, party: Party, due: Date },
    Milestone { person: PersonId },
    Judge { agreement: AgreementId },
    Register,
    Lots,
    Look,
    Decide,
    Month,
    Count,
    Gathering { number: usize },
    Thank,
    Stories,
    Survey { round: usize },
    Interviews,
    Leave,
    Forget,
}

/// When the two are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Before,
    Midway,
    After,
}

/// Tasks by day; those of one day in the order in which they were put there.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda(BTreeMap<Date, VecDeque<Task>>);

impl Agenda {
    pub(super) fn put(&mut self, on: Date, task: Task) {
        self.0.entry(on).or_default().push_back(task);
    }

    /// The next task up to a day.
    pub(super) fn next(&mut self, until: Date) -> Option<(Date, Task)> {
        let mut first = self.0.first_entry().filter(|entry| *entry.key() <= until)?;
        let on = *first.key();
        let task = first.get_mut().pop_front();
        if first.get().is_empty() {
            first.remove();
        }
        task.map(|task| (on, task))
    }
}
