//! All states of a reduced model of both machines, walked through their public doors: the six promises hold in each, and
//! taking away a guard is noticed.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::{
    graph::{DiGraph, NodeIndex},
    visit::{Dfs, Reversed},
};

use super::{
    Certificate, Command, EndReason, Initiator, Moment, PauseCause, Phase, Prerequisite, RULES,
    ReportFinding, ReviewOutcome, Step, SuspensionCause,
    guards::{Guard, removed},
};
use crate::introduction::{
    self, Actor, Finding, Fit, Parties, Party, Phase as Meets, RULES as MEETING_RULES, To,
};

#[cfg(not(feature = "testing"))]
#[path = "../testing/lifecycle/story.rs"]
mod kit;
// With the kit for users, the same file is in the crate already.
#[cfg(feature = "testing")]
use mentorship::testing::lifecycle::story as kit;

use kit::{
    Meeting, Pact, amended, amendment, another_coordinator, coordinator, data_officer, day, disclosure, end,
    id, lasting, mentee, mentor, safeguarding, suspend, terms, third,
};

/// Days by which time goes on before a step: none, beyond short windows, beyond the term, beyond retention.
const JUMPS: [i64; 4] = [0, 35, 300, 366 * 6];

/// The two commit to one thing each before the start, which keeps the walk small and the guard at work.
fn reduced() -> super::Policy {
    let one = BTreeSet::from([Prerequisite::NonDisclosure]);
    super::Policy {
        required: Parties { mentor: one, mentee: BTreeSet::new() },
        term_days: 400,
        ..super::Policy::default()
    }
}

fn commands(pact: &Pact) -> Vec<Command> {
    let before = |terms: super::Terms| {
        let agreed = pact.agreement.versions().agreed().map(|version| version.hash);
        [kit::terms(), amended(), lasting(12)].into_iter().find(|t| Some(t.hash()) == agreed).unwrap_or(terms)
    };
    let on_table = pact.agreement.versions().to_sign().map_or(terms().hash(), |version| version.hash);
    let prerequisite = |until| Command::RecordPrerequisite {
        party: Party::Mentor,
        kind: Prerequisite::NonDisclosure,
        record: Certificate::Met { version: None, until },
    };
    let managed = Finding::Managed { measures: id("measures"), review_on: day(9_000) };
    let soon = |days: i64| pact.today.saturating_add(jiff::ToSpan::days(days));
    let mut commands = vec![
        Command::ProposeTerms { terms: Box::new(terms()), text: id("text") },
        Command::FreezeForSigning,
        Command::ReopenDraft,
        Command::Sign { hash: on_table },
        prerequisite(Some(soon(40))),
        Command::WaivePrerequisite {
            party: Party::Mentor,
            kind: Prerequisite::NonDisclosure,
            second: id("Cor"),
            until: soon(40),
            reason: id("waiver"),
        },
        Command::LapsePrerequisite { party: Party::Mentor, kind: Prerequisite::NonDisclosure },
        Command::Start,
        Command::AbandonPreparation,
        Command::Withdraw { reason: None },
        Command::Supersede { by: id("A-2") },
        Command::Expire,
        Command::LogContact(super::Contact {
            on: pact.today,
            minutes: 60,
            medium: crate::people::Mode::Online,
        }),
        Command::Pause { cause: PauseCause::Time, until: soon(20) },
        Command::Resume,
        Command::OpenReview,
        Command::CloseReview { outcome: ReviewOutcome::Continue },
        Command::ProposeAmendment(amendment(amended(), before(terms()), pact.today)),
        Command::Renew(amendment(lasting(12), before(terms()), pact.today)),
        Command::SignAmendment { hash: on_table },
        Command::DropAmendment,
        Command::DiscloseConflict(disclosure("Anna")),
        Command::ReportBoundary { id: id(&format!("R-{}", pact.agreement.version())) },
        suspend(),
        Command::Suspend { cause: SuspensionCause::PrerequisiteLapsed, whose: None },
        Command::Consent,
        Command::Reinstate,
        Command::ReachEnd,
        end(Initiator::Mentor, EndReason::Time),
        end(Initiator::Mentee, EndReason::Time),
        end(Initiator::Coordinator, EndReason::GoalsReached),
        Command::SubmitEvaluation { moment: Moment::Baseline },
        Command::DeclineEvaluation { moment: Moment::Baseline },
        Command::SubmitEvaluation { moment: Moment::Closing },
        Command::DeclineEvaluation { moment: Moment::Closing },
        Command::AskNotToBePaired,
        Command::FinishClosing { rematch: None },
        Command::ReopenClosed { reason: id("error") },
        Command::Archive,
    ];
    let conflicts = pact.agreement.conflicts().all();
    if let Some(number) = conflicts.iter().position(|conflict| conflict.found.is_none()) {
        for finding in [Finding::Clear, managed.clone(), Finding::Disqualifying] {
            commands.push(Command::AssessConflict { number, finding });
        }
    }
    if let Some(number) =
        conflicts.iter().position(|conflict| matches!(conflict.found, Some((Finding::Disqualifying, _))))
    {
        let facts = id("facts");
        commands.push(Command::AppealConflict { number, facts, finding: Finding::Clear });
    }
    if let Some((report, _)) = pact.agreement.reports().open().next() {
        commands.push(Command::CloseReport { id: report.clone(), finding: ReportFinding::None });
    }
    commands
}

/// What tells states of the reduced model apart.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Key {
    Meets(Meets, [bool; 2], [Option<Fit>; 2], bool, u8, bool),
    Agrees(Phase, Vec<u8>),
}

fn conflict_state(conflicts: &introduction::Conflicts) -> u8 {
    match (conflicts.any_open(), conflicts.any_disqualifying()) {
        (_, true) => 2,
        (true, false) => 1,
        (false, false) => 0,
    }
}

fn agrees(pact: &Pact) -> Key {
    let agreement = &pact.agreement;
    let today = pact.today;
    let text = agreement.versions().to_sign();
    let closed = !agreement.phase().is_live();
    let valid = agreement.prerequisites().on(Party::Mentor, &Prerequisite::NonDisclosure, today, 1).holds();
    let consents = [mentor(), mentee()]
        .map(|by| u8::from(matches!(pact.refusal(&by, Command::Consent), Some(super::Broken::AlreadyDone))));
    let mut parts = vec![
        u8::from(agreement.versions().draft().is_some()),
        text.map_or(9, |version| u8::try_from(version.signed.len()).unwrap_or(9)),
        conflict_state(agreement.conflicts()),
        u8::from(agreement.reports().any_open()),
        u8::from(agreement.started().is_some()),
        consents[0],
        consents[1],
    ];
    if !closed {
        parts.push(u8::from(valid));
        parts.push(u8::from(agreement.prerequisites().flagged_since().is_some()));
        parts.push(u8::from(agreement.reviews().due().is_some()));
        parts.push(agreement.calendar().map_or(0, |calendar| u8::try_from(calendar.term).unwrap_or(9)));
        parts.push(u8::from(agreement.ends_on(today, &pact.policy).is_some_and(|end| end <= today)));
    } else if agreement.phase() != Phase::Archived {
        parts.push(agreement.closing().map_or(9, |closing| closing.cause.outcome() as u8));
        for party in Party::BOTH {
            let evaluations = agreement.evaluations();
            parts.push(u8::from(evaluations.answered(Moment::Closing, party)));
            parts.push(u8::from(evaluations.received(Moment::Closing, party)));
        }
    }
    Key::Agrees(agreement.phase(), parts)
}

impl Pact {
    fn refusal(&self, by: &Actor, command: Command) -> Option<super::Broken> {
        self.tries(by, command).err().map(|refusal| refusal.rule)
    }
}

#[derive(Clone)]
enum Place {
    Meets(Box<Meeting>),
    Agrees(Box<Pact>),
}

impl Place {
    fn key(&self) -> Key {
        match self {
            Self::Meets(meeting) => {
                let coordinator = meeting.introduction.view(&coordinator());
                let accepted = coordinator.accepted;
                Key::Meets(
                    meeting.introduction.phase(),
                    [accepted.mentor == Some(true), accepted.mentee == Some(true)],
                    [coordinator.answers.mentor, coordinator.answers.mentee],
                    conflict_state(meeting.introduction.conflicts()) == 1,
                    meeting.introduction.no_shows(),
                    meeting.introduction.talk().is_some(),
                )
            }
            Self::Agrees(pact) => agrees(pact),
        }
    }
}

/// Who took a step: whether it took one of the two.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum By {
    ThePair,
    Others,
}

fn by(actor: &Actor) -> By {
    if actor.side().is_some() { By::ThePair } else { By::Others }
}

/// The places to which one step leads.
fn next(place: &Place, taken: &mut Taken) -> Result<Vec<(Place, By)>, String> {
    match place {
        Place::Meets(meeting) => Ok(next_meetings(meeting, taken)),
        Place::Agrees(pact) => next_pacts(pact, taken),
    }
}

/// Which changes of phase each step was seen to make.
#[derive(Default)]
struct Taken {
    meetings: BTreeSet<(introduction::Step, Meets, Meets)>,
    pacts: BTreeSet<(Step, Phase, Phase)>,
}

fn next_meetings(meeting: &Meeting, taken: &mut Taken) -> Vec<(Place, By)> {
    use introduction::Command as C;
    let mut places = Vec::new();
    for jump in [0, 40] {
        let mut later = meeting.clone();
        later.today = meeting.today.saturating_add(jiff::ToSpan::days(jump));
        let today = later.today;
        let mut commands = vec![
            C::Invite,
            C::RejectProposal { reason: id("why") },
            C::AcceptInvitation,
            C::DeclineInvitation { reason: None },
            C::PlanTalk { on: today },
            C::RecordTalk { on: today },
            C::ReportNoShow { party: Party::Mentor },
            C::AnswerFit { fit: Fit::Yes },
            C::AnswerFit { fit: Fit::Unsure },
            C::AnswerFit { fit: Fit::No },
            C::BookFurtherTalk { on: today },
            C::Withdraw { reason: None },
            C::DiscloseConflict(disclosure("Anna")),
            C::Supersede { by: id("I-2") },
            C::Expire,
        ];
        let open = later.introduction.conflicts().all().iter().position(|conflict| conflict.found.is_none());
        if let Some(number) = open {
            commands.push(C::AssessConflict { number, finding: Finding::Clear });
            commands.push(C::AssessConflict { number, finding: Finding::Disqualifying });
        }
        for command in commands {
            for actor in [mentor(), mentee(), coordinator(), Actor::System, Actor::Clock] {
                let step = command.step();
                let Ok(entries) = later.tries(&actor, command.clone()) else { continue };
                let mut after = later.clone();
                after.takes(entries);
                taken.meetings.insert((step, meeting.introduction.phase(), after.introduction.phase()));
                places.push((Place::Meets(Box::new(after)), by(&actor)));
            }
        }
    }
    if meeting.introduction.phase() == Meets::Clicked {
        let mut pact = Pact::of(meeting, Parties::default());
        pact.policy = reduced();
        places.push((Place::Agrees(Box::new(pact)), By::Others));
    }
    places
}

fn next_pacts(pact: &Pact, taken: &mut Taken) -> Result<Vec<(Place, By)>, String> {
    let mut places = Vec::new();
    for jump in JUMPS {
        let mut later = pact.clone();
        later.today = pact.today.saturating_add(jiff::ToSpan::days(jump));
        for command in commands(&later) {
            let step = command.step();
            let who = step.rules().next().map_or(&[][..], |rule| rule.who);
            for actor in [
                mentor(),
                mentee(),
                coordinator(),
                another_coordinator(),
                safeguarding(),
                data_officer(),
                third(),
                Actor::SystemOfRecord,
                Actor::System,
                Actor::Clock,
            ] {
                if !who.contains(&actor.role()) {
                    continue;
                }
                let Ok(entries) = later.tries(&actor, command.clone()) else { continue };
                let mut after = later.clone();
                after.log.clear();
                after.takes(entries);
                if let Some(broken) = after.broken_promise(&pact.agreement) {
                    return Err(format!("{step:?}: {broken}"));
                }
                taken.pacts.insert((step, pact.agreement.phase(), after.agreement.phase()));
                places.push((Place::Agrees(Box::new(after)), by(&actor)));
            }
        }
    }
    Ok(places)
}

struct Walk {
    graph: DiGraph<Place, By>,
    taken: Taken,
}

fn walk() -> Result<Walk, String> {
    let mut graph = DiGraph::new();
    let mut taken = Taken::default();
    let first = Place::Meets(Box::new(Meeting::proposed()));
    let mut known = BTreeMap::new();
    let node = graph.add_node(first.clone());
    known.insert(first.key(), node);
    let mut queue = VecDeque::from([node]);
    while let Some(node) = queue.pop_front() {
        let place = graph[node].clone();
        for (after, by) in next(&place, &mut taken)? {
            let key = after.key();
            let to = *known.entry(key).or_insert_with(|| {
                let to = graph.add_node(after);
                queue.push_back(to);
                to
            });
            graph.add_edge(node, to, by);
        }
    }
    Ok(Walk { graph, taken })
}

fn all_is_reachable(taken: &Taken) {
    for rule in MEETING_RULES {
        for from in rule.from {
            for way in rule.to {
                let to = match way {
                    To::Same => *from,
                    To::Into(to) => *to,
                };
                assert!(taken.meetings.contains(&(rule.step, *from, to)), "{:?}: {from} to {to}", rule.step);
            }
        }
    }
    for rule in RULES {
        for from in rule.from {
            // Some lead on to one phase only, depending on where they stand.
            let seen = taken.pacts.iter().filter(|(step, f, _)| (step, f) == (&rule.step, from));
            assert!(seen.count() > 0, "{:?} from {from} was never accepted", rule.step);
        }
        for way in rule.to {
            let seen = taken.pacts.iter().any(|(step, from, to)| {
                *step == rule.step
                    && rule.from.contains(from)
                    && rule.allows(*from, *to)
                    && match way {
                        To::Same => from == to,
                        To::Into(phase) => phase == to,
                    }
            });
            assert!(seen, "{:?} never led to {way:?}", rule.step);
        }
    }
    for (step, from, to) in &taken.meetings {
        assert!(step.rule().is_some_and(|rule| rule.allows(*from, *to)), "{step:?} led from {from} to {to}");
    }
    for (step, from, to) in &taken.pacts {
        assert!(step.rules().any(|rule| rule.allows(*from, *to)), "{step:?} led from {from} to {to}");
    }
}

fn either_can_leave(place: &Place) {
    match place {
        Place::Meets(meeting) if meeting.introduction.phase().is_open() => {
            for party in [mentor(), mentee()] {
                let leave = introduction::Command::Withdraw { reason: None };
                assert!(meeting.tries(&party, leave).is_ok(), "{:?}", place.key());
            }
        }
        Place::Agrees(pact) if pact.agreement.phase().is_live() => {
            for (party, initiator) in [(mentor(), Initiator::Mentor), (mentee(), Initiator::Mentee)] {
                let leaves = pact.tries(&party, Command::Withdraw { reason: None }).is_ok();
                let ends = pact.tries(&party, end(initiator, EndReason::Other)).is_ok();
                assert!(leaves || ends, "{:?}", place.key());
            }
        }
        _ => {}
    }
}

/// Whether from every place the archive is reached without the two.
fn nobody_blocks_the_end(walk: &Walk) {
    let others =
        walk.graph.filter_map(|_, place| Some(place.key()), |_, by| (*by == By::Others).then_some(()));
    let ends: Vec<NodeIndex> = others
        .node_indices()
        .filter(|node| match &others[*node] {
            Key::Meets(phase, ..) => *phase == Meets::NotStarted,
            Key::Agrees(phase, _) => *phase == Phase::Archived,
        })
        .collect();
    let mut reached = BTreeSet::new();
    for end in ends {
        let mut dfs = Dfs::new(Reversed(&others), end);
        while let Some(node) = dfs.next(Reversed(&others)) {
            reached.insert(node);
        }
    }
    for node in others.node_indices() {
        assert!(reached.contains(&node), "the end is blocked from {:?}", others[node]);
    }
}

#[test]
fn the_six_promises_hold_in_every_state() {
    let walk = walk().expect("no step breaks a promise");
    // So many that a change of the model is noticed.
    let count = walk.graph.node_count();

    assert!(count > 300, "{count} states");
    all_is_reachable(&walk.taken);
    walk.graph.node_weights().for_each(either_can_leave);
    nobody_blocks_the_end(&walk);
}

#[test]
fn the_walk_notices_when_any_guard_is_taken_away() {
    for (guard, broken) in [
        (Guard::Signatures, "without"),
        (Guard::Prerequisites, "active without a prerequisite"),
        (Guard::Conflicts, "active in conflict"),
        (Guard::Reports, "active with an open report"),
    ] {
        removed::set(Some(guard));
        let told = walk().err();
        removed::set(None);
        assert!(told.as_ref().is_some_and(|told| told.contains(broken)), "{guard:?}: {told:?}");
    }
}
