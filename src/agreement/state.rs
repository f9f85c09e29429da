//! Where an agreement stands: what its entries add up to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Calendar, Cause, Closed, Closing, CoSigner, Contacts, EndReason, Entry, Evaluations, Event, NotStarted,
    Outline, Pair, Participant, Phase, Policy, Prerequisites, Reports, Reviews, Signer, Step,
    SuspensionCause, Version, Versions,
};
use crate::{
    id::{AgreementId, CommandId, IntroductionId, NoteId, PersonId},
    introduction::{
        Actor, Basis, Conflicts, Format, Introduction, Parties, Party, Phase as IntroductionPhase, Place,
    },
    people::{Apart, Outcome, Past},
};

/// Two people and what they agreed on, from the first draft to the archive.
///
/// It is what its [entries](Entry) add up to: [`decide`](Self::decide) says what an order leads to and changes nothing,
/// [`apply`](Self::apply) takes one entry, [`replay`](Self::replay) takes them all. Beside the phase stand facets, each
/// small and each for itself.
///
/// ```
/// use std::collections::BTreeSet;
/// use mentorship::{
///     agreement::{Agreement, Circumstances, Command, LegalHold, Phase, Policy},
///     introduction::{Actor, Ledger, Order, Party},
///     jiff::civil::date,
/// };
///
/// // Stored when it clicked: `Agreement::open` gave it.
/// let stored = [r#"{"format":1,"command":"c-1","step":"open","by":"system","on":"2026-03-02","event":{"opened":{
///     "id":"A-1","introduction":"I-1","pair":{"mentor":"M-1","mentee":"T-1"},
///     "people":{"mentor":{"person":"Anna","minor":null},"mentee":{"person":"Bo","minor":null}},"conflicts":[]}}}"#];
/// let mut agreement = Agreement::replay_json(stored)?;
///
/// let circumstances = Circumstances {
///     policy: &Policy::default(),
///     ledger: &Ledger::default(),
///     programme: None,
///     code_of_conduct: 1,
///     conflicted: &BTreeSet::new(),
///     successor: None,
///     legal_hold: LegalHold::No,
/// };
/// let leave = Order {
///     id: "c-2".parse()?,
///     expected: agreement.version(),
///     by: Actor::Party(Party::Mentee, "Bo".parse()?),
///     on: date(2026, 3, 5),
///     command: Command::Withdraw { reason: None },
/// };
/// let entries = agreement.execute(&leave, &circumstances)?;
/// assert_eq!((entries.len(), agreement.phase()), (2, Phase::NotStarted));
/// assert!(agreement.execute(&leave, &circumstances)?.is_empty(), "given twice, it happens once");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    pub(super) id: AgreementId,
    pub(super) introduction: IntroductionId,
    pub(super) pair: Pair,
    pub(super) participants: Parties<Participant>,
    pub(super) people: Parties<PersonId>,
    pub(super) phase: Phase,
    /// When it came into the phase.
    pub(super) since: Date,
    pub(super) last: Date,
    pub(super) version: u64,
    pub(super) done: BTreeMap<CommandId, Step>,
    pub(super) notes: BTreeSet<NoteId>,
    pub(super) versions: Versions,
    pub(super) prerequisites: Prerequisites,
    pub(super) conflicts: Conflicts,
    pub(super) reports: Reports,
    pub(super) reviews: Reviews,
    pub(super) contacts: Contacts,
    pub(super) evaluations: Evaluations,
    /// The term, once a text is agreed.
    pub(super) calendar: Option<Calendar>,
    pub(super) started: Option<Date>,
    pub(super) not_started: Option<NotStarted>,
    /// Who paused it, and until when they meant to.
    pub(super) paused: Option<(Actor, Date)>,
    pub(super) suspended: Option<(SuspensionCause, Option<Party>)>,
    pub(super) consents: BTreeSet<Signer>,
    pub(super) closing: Option<Closing>,
    pub(super) not_again: Parties<bool>,
}

/// It has not clicked, so there is nothing to agree on yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the introduction is {0}; an agreement follows from one that clicked")]
pub struct NotClicked(pub IntroductionPhase);

impl Agreement {
    /// Opens an agreement for two people for whom it clicked: the state, and the first entry to be stored. `minors` says
    /// who of the two is a minor.
    ///
    /// # Errors
    ///
    /// When it has not clicked.
    pub fn open(
        id: AgreementId,
        introduction: &Introduction,
        minors: Parties<Option<super::Minor>>,
        command: CommandId,
        on: Date,
    ) -> Result<(Self, Entry), NotClicked> {
        if introduction.phase() != IntroductionPhase::Clicked {
            return Err(NotClicked(introduction.phase()));
        }
        let people = introduction.people();
        let participants = Parties {
            mentor: Participant { person: people.mentor.clone(), minor: minors.mentor },
            mentee: Participant { person: people.mentee.clone(), minor: minors.mentee },
        };
        let proposal = introduction.proposal();
        let event = Event::Opened {
            id,
            introduction: introduction.id().clone(),
            pair: Pair { mentor: proposal.mentor().clone(), mentee: proposal.mentee().clone() },
            people: participants,
            conflicts: introduction.conflicts().clone(),
        };
        let entry = Entry { format: Format, command, step: Step::Open, by: Actor::System, on, event };
        let agreement = Self::opened(&entry).expect("it is an opening");
        Ok((agreement, entry))
    }

    pub(super) fn opened(entry: &Entry) -> Option<Self> {
        let Event::Opened { id, introduction, pair, people, conflicts } = &entry.event else { return None };
        Some(Self {
            id: id.clone(),
            introduction: introduction.clone(),
            pair: pair.clone(),
            people: Parties { mentor: people.mentor.person.clone(), mentee: people.mentee.person.clone() },
            participants: people.clone(),
            phase: Phase::Drafting,
            since: entry.on,
            last: entry.on,
            version: 1,
            done: BTreeMap::from([(entry.command.clone(), Step::Open)]),
            notes: conflicts.notes().cloned().collect(),
            versions: Versions::default(),
            prerequisites: Prerequisites::default(),
            conflicts: conflicts.clone(),
            reports: Reports::default(),
            reviews: Reviews::default(),
            contacts: Contacts::default(),
            evaluations: Evaluations::default(),
            calendar: None,
            started: None,
            not_started: None,
            paused: None,
            suspended: None,
            consents: BTreeSet::new(),
            closing: None,
            not_again: Parties::default(),
        })
    }

    /// Its identifier.
    pub fn id(&self) -> &AgreementId {
        &self.id
    }

    /// The introduction from which it grew, under whose name the [ledger](crate::introduction::Ledger) holds its seat.
    pub fn introduction(&self) -> &IntroductionId {
        &self.introduction
    }

    /// The two, as matching knows them.
    pub fn pair(&self) -> &Pair {
        &self.pair
    }

    /// The two people.
    pub fn people(&self) -> &Parties<PersonId> {
        &self.people
    }

    /// The two, with the guardians of minors.
    pub fn participants(&self) -> &Parties<Participant> {
        &self.participants
    }

    /// Where it stands.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Since when it stands there.
    pub fn since(&self) -> Date {
        self.since
    }

    /// The number of its entries, which an order expects.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The date of its last entry.
    pub fn last(&self) -> Date {
        self.last
    }

    /// The versions of its text.
    pub fn versions(&self) -> &Versions {
        &self.versions
    }

    /// The version in force on a date.
    pub fn in_force_on(&self, date: Date) -> Option<&Version> {
        self.versions.in_force_on(date)
    }

    /// What is on record of prerequisites.
    pub fn prerequisites(&self) -> &Prerequisites {
        &self.prerequisites
    }

    /// The conflicts of interest that were disclosed.
    pub fn conflicts(&self) -> &Conflicts {
        &self.conflicts
    }

    /// The reports that a boundary was crossed.
    pub fn reports(&self) -> &Reports {
        &self.reports
    }

    /// The reviews.
    pub fn reviews(&self) -> &Reviews {
        &self.reviews
    }

    /// The meetings.
    pub fn contacts(&self) -> &Contacts {
        &self.contacts
    }

    /// Who has said what when.
    pub fn evaluations(&self) -> &Evaluations {
        &self.evaluations
    }

    /// The term, once a text is agreed.
    pub fn calendar(&self) -> Option<&Calendar> {
        self.calendar.as_ref()
    }

    /// When the two began.
    pub fn started(&self) -> Option<Date> {
        self.started
    }

    /// Why it never started.
    pub fn not_started(&self) -> Option<&NotStarted> {
        self.not_started.as_ref()
    }

    /// How it ended.
    pub fn closing(&self) -> Option<&Closing> {
        self.closing.as_ref()
    }

    /// Every note that its entries speak of: what to [erase](super::Notes::erase) when it is archived.
    pub fn notes(&self) -> &BTreeSet<NoteId> {
        &self.notes
    }

    /// Who of the two asked in confidence not to be paired with the other again.
    pub fn not_again(&self) -> &Parties<bool> {
        &self.not_again
    }

    /// What it holds in the [ledger](crate::introduction::Ledger) now: its seat, from the first draft to the end of the
    /// closing, a pause and a suspension included.
    pub fn holds(&self) -> Option<Place> {
        (self.phase.is_live() || self.phase == Phase::Closing).then_some(Place::Seat)
    }

    /// Since when the pair is silent: the last meeting, or the start. None unless it is active.
    pub fn silent_since(&self) -> Option<Date> {
        (self.phase == Phase::Active).then(|| self.contacts.last().or(self.started).unwrap_or(self.since))
    }

    /// The day on which the term ends, as it looks on a date: while a pause lasts, its days move the end as far as the
    /// policy lets them.
    pub fn ends_on(&self, on: Date, policy: &Policy) -> Option<Date> {
        let calendar = self.calendar?;
        let shift = match policy.paused_time {
            super::PausedTime::MovesTheEnd => calendar.shift(on, u32::from(policy.pause_days)),
            super::PausedTime::Counts => 0,
        };
        Some(later(calendar.end, shift))
    }

    /// The last day of the phase's window: for drafting, signing, preparing and closing.
    pub fn deadline(&self, policy: &Policy) -> Option<Date> {
        match self.phase {
            Phase::Drafting => Some(later(self.since, policy.draft_days)),
            Phase::Signing => self.versions.to_sign().and_then(|version| version.deadline),
            Phase::Preparing => Some(later(self.since, policy.prerequisite_days)),
            Phase::Closing => self.evaluations_until(policy),
            _ => None,
        }
    }

    /// The last day for closing evaluations.
    pub fn evaluations_until(&self, policy: &Policy) -> Option<Date> {
        self.closing.as_ref().map(|closing| later(closing.on, policy.closing_days))
    }

    /// What it means for later rounds: entries of their [`History`](crate::people::History). None while it lasts, and
    /// only what was asked for in confidence once somebody did.
    pub fn past(&self, policy: &Policy) -> Vec<Past> {
        let past = |on, outcome, apart| Past {
            mentor: self.pair.mentor.clone(),
            mentee: self.pair.mentee.clone(),
            on,
            outcome,
            apart,
        };
        let for_a_while = Apart::Until(later(self.since, policy.apart_days));
        let not_started = self.not_started.as_ref().map(|reason| match reason {
            NotStarted::Withdrawn(_) => (Outcome::Withdrawn, for_a_while),
            NotStarted::Expired(_) => (Outcome::Expired, for_a_while),
            NotStarted::Superseded(_) => (Outcome::Superseded, Apart::No),
            NotStarted::PrerequisiteNotMet => (Outcome::PrerequisiteNotMet, for_a_while),
            NotStarted::Conflict => (Outcome::Conflict, Apart::UntilLifted),
        });
        let ended = self.closing.as_ref().and_then(|closing| {
            let (on, how) = closing.closed?;
            Some(match (how, closing.cause) {
                (Closed::Completed, _) => (on, Outcome::Completed, Apart::No),
                (_, Cause::Early(_, EndReason::Conflict | EndReason::Conduct | EndReason::NoFit)) => {
                    (on, Outcome::EndedEarly, Apart::UntilLifted)
                }
                (Closed::EndedEarly, _) => (on, Outcome::EndedEarly, Apart::No),
            })
        });
        let apart = self.conflicts.any_disqualifying();
        let mut entries = Vec::new();
        if let Some((outcome, apart)) = not_started {
            entries.push(past(self.since, outcome, apart));
        }
        if let Some((on, outcome, lasts)) = ended {
            entries.push(past(on, outcome, if apart { lasts.max(Apart::UntilLifted) } else { lasts }));
        }
        if self.not_again.either(|asked| *asked) {
            entries.push(past(self.last, Outcome::DoNotPair, Apart::ForGood));
        }
        entries
    }

    /// Who signs a text that is fixed on a date: the two, guardians of minors, and whoever the policy adds.
    pub fn signers(&self, on: Date, policy: &Policy) -> BTreeSet<Signer> {
        let mut signers = self.consenters(on);
        if policy.co_signer == CoSigner::Coordinator {
            signers.insert(Signer::Coordinator);
        }
        signers
    }

    /// Who agrees to go on: the two, and guardians of minors.
    pub(super) fn consenters(&self, on: Date) -> BTreeSet<Signer> {
        let guardians =
            Party::BOTH.into_iter().filter(|party| self.participants.of(*party).guardian_on(on).is_some());
        Party::BOTH.map(Signer::Party).into_iter().chain(guardians.map(Signer::GuardianOf)).collect()
    }

    pub(super) fn basis<'a>(&'a self, on: Date, conflicted: &'a BTreeSet<PersonId>) -> Basis<'a, Step> {
        Basis {
            version: self.version,
            last: self.last,
            done: &self.done,
            people: &self.people,
            guardians: Parties {
                mentor: self.participants.mentor.guardian_on(on),
                mentee: self.participants.mentee.guardian_on(on),
            },
            conflicted: conflicted.iter().chain(self.conflicts.people()).collect(),
        }
    }
}

impl Calendar {
    pub(super) fn of(outline: &Outline) -> Self {
        Self { term: 1, start: outline.start, end: outline.end, paused_days: 0, paused_since: None }
    }
}

/// So many days later, at most the last date there is.
pub(super) fn later(date: Date, days: impl Into<i64>) -> Date {
    date.saturating_add(days.into().days())
}

/// Whole days from one date to a later one; 0 when it is not later.
pub(crate) fn days_between(from: Date, to: Date) -> u32 {
    u32::try_from((to - from).get_days()).unwrap_or(0)
}
