//! What a walk needs of each of the two machines: the commands that can be tried, and the promises.

use std::fmt;

use jiff::{ToSpan as _, civil::Date};

use super::story::{
    Meeting, Pact, amended, amendment, another_coordinator, coordinator, data_officer, disclosure, end,
    everybody, id, lasting, mentee, mentor, met, safeguarding, suspend, terms,
};
use crate::{
    agreement::{
        self, Agreement, Certificate, Command, Contact, EndReason, Initiator, Moment, PauseCause, Phase,
        Prerequisite, ReportFinding, ReviewOutcome, SuspensionCause, Terms,
    },
    introduction::{self, Actor, Finding, Fit, Introduction, Logged, Party, Place, Role},
    people::Mode,
};

/// How far a command leads: most of a walk would otherwise end soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leads {
    /// On.
    On,
    /// Towards the end, and so is tried seldom.
    ToTheEnd,
}

/// A command as somebody may give it.
pub(super) struct Possible<C> {
    pub(super) command: C,
    pub(super) who: &'static [Role],
    pub(super) leads: Leads,
}

/// One of the two machines, in a place.
pub(super) trait Machine: Clone {
    type Command: Clone;
    type Step: Copy + fmt::Debug;
    type Event: Clone + fmt::Debug;

    /// Everything that is worth trying here.
    fn possible(&self) -> Vec<Possible<Self::Command>>;
    /// What leads on to the next phase by the shortest way, in this order.
    fn onward(&self) -> Vec<Possible<Self::Command>>;
    fn entries(&self, by: &Actor, command: Self::Command) -> Option<Vec<Logged<Self::Step, Self::Event>>>;
    /// Takes entries; the promise that it breaks.
    fn take(&mut self, entries: Vec<Logged<Self::Step, Self::Event>>) -> Option<String>;
    fn log(&self) -> &[Logged<Self::Step, Self::Event>];
    /// Whether the two are past what many never get through.
    fn has_begun(&self) -> bool;
    fn today(&self) -> Date;
    fn wait_until(&mut self, day: Date);
    /// The promise that is broken where it stands now.
    fn broken(&self) -> Option<String>;
}

fn who(rule: Option<&'static [Role]>) -> &'static [Role] {
    rule.unwrap_or(&[])
}

/// Everybody who may take such a step, by the rule book.
pub(super) fn those(who: &[Role]) -> Vec<Actor> {
    let all = everybody().into_iter().chain([another_coordinator()]);
    all.filter(|actor| who.contains(&actor.role())).collect()
}

/// Those who are not of the pair.
fn others() -> [Actor; 7] {
    [
        Actor::Clock,
        Actor::System,
        Actor::SystemOfRecord,
        coordinator(),
        another_coordinator(),
        safeguarding(),
        data_officer(),
    ]
}

fn pact_possible(command: Command) -> Possible<Command> {
    let rule = command.step().rules().next();
    let leads = match &command {
        Command::Withdraw { .. }
        | Command::EndEarly { .. }
        | Command::AbandonPreparation
        | Command::Supersede { .. }
        | Command::Expire
        | Command::Archive
        | Command::Suspend { .. }
        | Command::AssessConflict { finding: Finding::Disqualifying, .. } => Leads::ToTheEnd,
        _ => Leads::On,
    };
    Possible { command, who: who(rule.map(|rule| rule.who)), leads }
}

/// Terms that last as long as the story's, or as the policy allows.
fn fitting(policy: &agreement::Policy) -> Terms {
    let most = u8::try_from(policy.term_days / 31).unwrap_or(u8::MAX).clamp(1, 9);
    lasting(most)
}

/// Everything that the policy, or any usual one, asks of the two.
fn prerequisites(policy: &agreement::Policy) -> Vec<(Party, Prerequisite)> {
    let usual = [Prerequisite::Screening, Prerequisite::CodeOfConduct, Prerequisite::NonDisclosure];
    let mut all: Vec<_> = Party::BOTH
        .into_iter()
        .flat_map(|party| {
            policy.required.of(party).iter().chain(&usual).map(move |kind| (party, kind.clone()))
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

impl Pact {
    fn before(&self) -> Terms {
        let agreed = self.agreement.versions().agreed().map(|version| version.hash);
        let all = [fitting(&self.policy), terms(), amended(), lasting(12)];
        all.into_iter().find(|terms| Some(terms.hash()) == agreed).unwrap_or_else(terms)
    }

    fn on_table(&self) -> crate::id::Digest {
        self.agreement.versions().to_sign().map_or_else(|| terms().hash(), |version| version.hash)
    }

    fn soon(&self, days: i64) -> Date {
        self.today.saturating_add(days.days())
    }

    /// What about what is open: conflicts and reports.
    fn open_matters(&self) -> Vec<Command> {
        let mut commands = Vec::new();
        for (number, conflict) in self.agreement.conflicts().all().iter().enumerate() {
            match conflict.found {
                None => {
                    commands.push(Command::AssessConflict { number, finding: Finding::Clear });
                    commands.push(Command::AssessConflict { number, finding: Finding::Disqualifying });
                }
                Some((Finding::Disqualifying, _)) => {
                    let facts = id("facts");
                    commands.push(Command::AppealConflict { number, facts, finding: Finding::Clear });
                }
                Some(_) => {}
            }
        }
        for (report, _) in self.agreement.reports().open() {
            commands.push(Command::CloseReport { id: report.clone(), finding: ReportFinding::None });
        }
        commands
    }

    /// Whether everybody else brings it into the archive when the two do nothing at all any more.
    fn reaches_the_archive(&self) -> bool {
        let mut pact = self.clone();
        let keeps = i64::from(pact.policy.archive_years) * 366;
        let mut waited = 0;
        for _ in 0..80 {
            if pact.agreement.phase() == Phase::Archived {
                return true;
            }
            let mut commands = pact.open_matters();
            commands.extend([
                Command::Archive,
                Command::FinishClosing { rematch: None },
                Command::Expire,
                Command::AbandonPreparation,
                Command::ReachEnd,
                end(Initiator::Coordinator, EndReason::Other),
                Command::Withdraw { reason: None },
            ]);
            let step = commands
                .into_iter()
                .find_map(|command| others().iter().find_map(|by| pact.entries(by, command.clone())));
            if let Some(entries) = step {
                pact.takes(entries);
                waited = 0;
            } else {
                // Short windows first, then the years for which it is kept.
                waited += 1;
                pact.today = pact.soon(if waited < 6 { 70 } else { 1 + keeps.max(70_000) });
            }
        }
        false
    }
}

impl Machine for Pact {
    type Command = Command;
    type Step = agreement::Step;
    type Event = agreement::Event;

    fn possible(&self) -> Vec<Possible<Command>> {
        let before = self.before();
        let report = id(&format!("R-{}", self.agreement.version()));
        let mut commands = vec![
            Command::ProposeTerms { terms: Box::new(fitting(&self.policy)), text: id("text-1") },
            Command::FreezeForSigning,
            Command::ReopenDraft,
            Command::Sign { hash: self.on_table() },
            Command::Start,
            Command::AbandonPreparation,
            Command::Withdraw { reason: None },
            Command::Supersede { by: id("A-2") },
            Command::Expire,
            Command::LogContact(Contact { on: self.today, minutes: 45, medium: Mode::Online }),
            Command::Pause { cause: PauseCause::Time, until: self.soon(10) },
            Command::Resume,
            Command::OpenReview,
            Command::CloseReview { outcome: ReviewOutcome::Continue },
            Command::ProposeAmendment(amendment(amended(), before.clone(), self.soon(3))),
            Command::Renew(amendment(lasting(12), before, self.today)),
            Command::SignAmendment { hash: self.on_table() },
            Command::DropAmendment,
            Command::DiscloseConflict(disclosure("Anna")),
            Command::ReportBoundary { id: report },
            suspend(),
            Command::Suspend { cause: SuspensionCause::PrerequisiteLapsed, whose: Some(Party::Mentor) },
            Command::Consent,
            Command::Reinstate,
            Command::ReachEnd,
            end(Initiator::Mentor, EndReason::Time),
            end(Initiator::Mentee, EndReason::Time),
            end(Initiator::Coordinator, EndReason::GoalsReached),
            Command::SubmitEvaluation { moment: Moment::Baseline },
            Command::SubmitEvaluation { moment: Moment::Closing },
            Command::DeclineEvaluation { moment: Moment::Closing },
            Command::AskNotToBePaired,
            Command::FinishClosing { rematch: None },
            Command::ReopenClosed { reason: id("error") },
            Command::Archive,
        ];
        commands.extend(self.open_matters());
        for (party, kind) in prerequisites(&self.policy) {
            let until = Some(self.soon(40));
            let version = (kind == Prerequisite::CodeOfConduct).then_some(self.code_of_conduct);
            let record = Certificate::Met { version, until };
            commands.push(Command::RecordPrerequisite { party, kind: kind.clone(), record });
            let (second, reason, until) = (id("Cor"), id("waiver"), self.soon(40));
            let waived = kind.clone();
            commands.push(Command::WaivePrerequisite { party, kind: waived, second, until, reason });
            commands.push(Command::LapsePrerequisite { party, kind });
        }
        commands.into_iter().map(pact_possible).collect()
    }

    fn onward(&self) -> Vec<Possible<Command>> {
        let mut commands = vec![Command::FreezeForSigning, Command::Sign { hash: self.on_table() }];
        if self.agreement.versions().draft().is_none() {
            let terms = Box::new(fitting(&self.policy));
            commands.insert(0, Command::ProposeTerms { terms, text: id("text-1") });
        }
        for party in Party::BOTH {
            for kind in self.policy.required.of(party) {
                let held = self.agreement.prerequisites().on(party, kind, self.today, self.code_of_conduct);
                if !held.holds() {
                    commands.push(met(party, kind.clone()));
                }
            }
        }
        commands.extend([
            Command::Start,
            Command::ReachEnd,
            Command::SubmitEvaluation { moment: Moment::Closing },
            Command::FinishClosing { rematch: None },
        ]);
        commands.into_iter().map(pact_possible).collect()
    }

    fn entries(&self, by: &Actor, command: Command) -> Option<Vec<agreement::Entry>> {
        self.tries(by, command).ok().filter(|entries| !entries.is_empty())
    }

    fn take(&mut self, entries: Vec<agreement::Entry>) -> Option<String> {
        let before = self.agreement.clone();
        let step = entries.first().map(|entry| entry.step);
        self.takes(entries);
        let (from, to) = (before.phase(), self.agreement.phase());
        if !step.is_some_and(|step| step.rules().any(|rule| rule.allows(from, to))) {
            return Some(format!("a step led from {from} to {to}, which the rule book does not know"));
        }
        self.broken_promise(&before).map(str::to_owned)
    }

    fn log(&self) -> &[agreement::Entry] {
        &self.log
    }

    fn has_begun(&self) -> bool {
        self.agreement.started().is_some()
    }

    fn today(&self) -> Date {
        self.today
    }

    fn wait_until(&mut self, day: Date) {
        self.today = day;
    }

    fn broken(&self) -> Option<String> {
        let phase = self.agreement.phase();
        if phase.is_live() {
            for (party, initiator) in [(mentor(), Initiator::Mentor), (mentee(), Initiator::Mentee)] {
                let leaves = self.entries(&party, Command::Withdraw { reason: None }).is_some();
                let ends = self.entries(&party, end(initiator, EndReason::Other)).is_some();
                if !leaves && !ends {
                    return Some(
                        format!("the {initiator:?} cannot leave while it is {phase}").to_lowercase(),
                    );
                }
            }
        }
        if (self.ledger.free(Place::Seat, &id("Anna")) == 0) != self.agreement.holds().is_some() {
            return Some("the ledger of places and the agreement differ".to_owned());
        }
        if Agreement::replay(&self.log).as_ref() != Ok(&self.agreement) {
            return Some("the log does not add up to the agreement".to_owned());
        }
        (!self.reaches_the_archive()).then(|| format!("the archive is out of reach while it is {phase}"))
    }
}

fn meeting_possible(command: introduction::Command) -> Possible<introduction::Command> {
    use introduction::Command as C;
    let rule = command.step().rule();
    let leads = match &command {
        C::RejectProposal { .. }
        | C::DeclineInvitation { .. }
        | C::Withdraw { .. }
        | C::Supersede { .. }
        | C::Expire
        | C::AnswerFit { fit: Fit::No }
        | C::AssessConflict { finding: Finding::Disqualifying, .. } => Leads::ToTheEnd,
        _ => Leads::On,
    };
    Possible { command, who: who(rule.map(|rule| rule.who)), leads }
}

impl Meeting {
    fn assessments(&self) -> Vec<introduction::Command> {
        let open = self.introduction.conflicts().all().iter().enumerate();
        open.filter(|(_, conflict)| conflict.found.is_none())
            .flat_map(|(number, _)| {
                [Finding::Clear, Finding::Disqualifying]
                    .map(|finding| introduction::Command::AssessConflict { number, finding })
            })
            .collect()
    }

    /// Whether it comes to an end when the two do nothing at all any more.
    fn comes_to_an_end(&self) -> bool {
        let mut meeting = self.clone();
        for _ in 0..40 {
            if !meeting.introduction.phase().is_open() {
                return true;
            }
            let mut commands = meeting.assessments();
            commands.push(introduction::Command::Expire);
            let step = commands
                .into_iter()
                .find_map(|command| others().iter().find_map(|by| meeting.entries(by, command.clone())));
            match step {
                Some(entries) => meeting.takes(entries),
                None => meeting.today = meeting.today.saturating_add(70_000.days()),
            }
        }
        false
    }
}

impl Machine for Meeting {
    type Command = introduction::Command;
    type Step = introduction::Step;
    type Event = introduction::Event;

    fn possible(&self) -> Vec<Possible<introduction::Command>> {
        use introduction::Command as C;
        let on = self.today;
        let mut commands = vec![
            C::Invite,
            C::RejectProposal { reason: id("why") },
            C::AcceptInvitation,
            C::DeclineInvitation { reason: None },
            C::PlanTalk { on },
            C::RecordTalk { on },
            C::ReportNoShow { party: Party::Mentor },
            C::ReportNoShow { party: Party::Mentee },
            C::AnswerFit { fit: Fit::Yes },
            C::AnswerFit { fit: Fit::Unsure },
            C::AnswerFit { fit: Fit::No },
            C::BookFurtherTalk { on },
            C::Withdraw { reason: None },
            C::DiscloseConflict(disclosure("Anna")),
            C::Supersede { by: id("I-2") },
            C::Expire,
        ];
        commands.extend(self.assessments());
        commands.into_iter().map(meeting_possible).collect()
    }

    fn onward(&self) -> Vec<Possible<introduction::Command>> {
        use introduction::Command as C;
        let on = self.today;
        let ways = [C::Invite, C::AcceptInvitation, C::RecordTalk { on }, C::AnswerFit { fit: Fit::Yes }];
        ways.into_iter().map(meeting_possible).collect()
    }

    fn entries(&self, by: &Actor, command: introduction::Command) -> Option<Vec<introduction::Entry>> {
        self.tries(by, command).ok().filter(|entries| !entries.is_empty())
    }

    fn take(&mut self, entries: Vec<introduction::Entry>) -> Option<String> {
        use introduction::Phase::Clicked;
        let from = self.introduction.phase();
        let step = entries.first().map(|entry| entry.step);
        self.takes(entries);
        let to = self.introduction.phase();
        if !step.and_then(introduction::Step::rule).is_some_and(|rule| rule.allows(from, to)) {
            return Some(format!("a step led from {from} to {to}, which the rule book does not know"));
        }
        if to == Clicked && from != Clicked {
            let answers = self.introduction.view(&coordinator()).answers;
            if !answers.both(|fit| *fit == Some(Fit::Yes)) {
                return Some("it clicked without a yes of both".to_owned());
            }
            if self.introduction.conflicts().all().iter().any(|conflict| conflict.found.is_none()) {
                return Some("it clicked with an open conflict".to_owned());
            }
        }
        None
    }

    fn log(&self) -> &[introduction::Entry] {
        &self.log
    }

    fn has_begun(&self) -> bool {
        use introduction::Phase::{Offered, Proposed};
        !matches!(self.introduction.phase(), Proposed | Offered)
    }

    fn today(&self) -> Date {
        self.today
    }

    fn wait_until(&mut self, day: Date) {
        self.today = day;
    }

    fn broken(&self) -> Option<String> {
        let phase = self.introduction.phase();
        if phase.is_open() {
            for party in [mentor(), mentee()] {
                if self.entries(&party, introduction::Command::Withdraw { reason: None }).is_none() {
                    return Some(format!("one of the two cannot leave while it is {phase}"));
                }
            }
        }
        if Introduction::replay(&self.log).as_ref() != Ok(&self.introduction) {
            return Some("the log does not add up to the introduction".to_owned());
        }
        (!self.comes_to_an_end()).then(|| format!("it comes to no end while it is {phase}"))
    }
}
