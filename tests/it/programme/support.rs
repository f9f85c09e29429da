//! Who stands beside the pairs: laws over random logs, then each rule and each answer.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    agreement::{self, Cause, Closed, Command, EndReason, Initiator, Minor, Participant, Rematch, Step},
    feedback::{CheckIn, Closure, Consent, Ending, Enrolment, Facts, Pairing, Record, Scope},
    id::{AgreementId, PersonId},
    introduction::{Actor, Conflicts, Format, Parties, Party},
    jiff::{
        ToSpan as _,
        civil::{Date, date},
    },
    people::Label,
    programme::{
        Entry, Happened, Room as _,
        support::{CheckInPlan, Event, Gathering, Occasion, Rung, Settlement, Support},
    },
};
use proptest::prelude::*;

use super::kit::{after, carla, id, noted, refused, take};
use crate::lifecycle::kit::{self as pair, Pact};

const DAY: Date = date(2026, 3, 2);

fn day(days: i64) -> Date {
    DAY.saturating_add(days.days())
}

/// Something that happened to an agreement.
fn agreed(name: &str, on: Date, event: agreement::Event) -> Entry {
    let logged = agreement::Entry {
        format: Format,
        command: id("c-1"),
        step: Step::Open,
        by: Actor::System,
        on,
        event,
    };
    Entry::new(on, carla(), Happened::Agreement(id(name), Box::new(logged)))
}

/// Bo is a minor, with Gus as guardian.
fn opened(name: &str, mentor: &str, mentee: &str) -> agreement::Event {
    let minor = |person| (person == "Bo").then(|| Minor { adult_from: day(999), guardian: id("Gus") });
    let participant = |person| Participant { person: id(person), minor: minor(person) };
    agreement::Event::Opened {
        id: id(name),
        introduction: id("I-1"),
        pair: agreement::Pair { mentor: id(&format!("M-{mentor}")), mentee: id(&format!("T-{mentee}")) },
        people: Parties { mentor: participant(mentor), mentee: participant(mentee) },
        conflicts: Conflicts::default(),
    }
}

fn started(on: Date) -> agreement::Event {
    agreement::Event::AgreementStarted { first_review: on }
}

fn ended_early() -> agreement::Event {
    agreement::Event::EarlyEndDeclared {
        initiator: Initiator::Mentee,
        reason: EndReason::Moved,
        note: None,
        talk_on: None,
    }
}

fn closed(cause: Cause, on: Date) -> agreement::Event {
    let rematch = Parties { mentor: Rematch::Yes, mentee: Rematch::Yes };
    agreement::Event::AgreementClosed { cause, outcome: cause.outcome(), rematch, rested: on }
}

fn reopened() -> agreement::Event {
    agreement::Event::AgreementReopened { reason: id("why") }
}

fn appoints(person: &str, most: u16) -> Event {
    Event::SupervisorAppointed { person: id(person), most }
}

fn takes(agreement: &str, supervisor: &str) -> Event {
    Event::CaseTaken { agreement: id(agreement), supervisor: id(supervisor) }
}

fn talks(agreement: &str, due: Date, held: Date, fit: Option<u8>) -> Event {
    Event::CheckedIn { agreement: id(agreement), due, held, fit }
}

fn raises(concern: &str, agreement: &str, rung: Rung) -> Event {
    Event::ConcernRaised { id: id(concern), agreement: id(agreement), rung, note: id("note") }
}

fn settles(concern: &str) -> Event {
    Event::Settled { id: id(concern), how: Settlement::TalkedOut }
}

fn thanks(person: &str, occasion: Occasion, agreement: Option<&str>) -> Event {
    Event::Thanked { person: id(person), occasion, agreement: agreement.map(id) }
}

fn asks(person: &str, agreement: Option<&str>) -> Event {
    Event::StoryAsked { person: id(person), agreement: agreement.map(id) }
}

fn tells(person: &str, scope: Scope, from: Date, until: Option<Date>) -> Event {
    Event::StoryGiven { person: id(person), words: id("words"), consent: Consent { scope, from, until } }
}

fn then(mut room: Support, entries: impl IntoIterator<Item = Entry>) -> Support {
    for entry in entries {
        take(&mut room, &entry).unwrap_or_else(|why| panic!("{why}: {entry:?}"));
    }
    room
}

/// Anna and Bo began on the first day; Cy and Di draft. Sam has room for one.
fn begun() -> Support {
    after([
        agreed("A-1", DAY, opened("A-1", "Anna", "Bo")),
        agreed("A-1", DAY, started(DAY)),
        agreed("A-2", DAY, opened("A-2", "Cy", "Di")),
        noted(DAY, appoints("Sam", 1)),
    ])
}

/// Anna and Bo after they ended early, or completed.
fn over(cause: Cause, days: i64) -> Support {
    let end = if cause == Cause::TermEnd { agreement::Event::TermEnded } else { ended_early() };
    then(begun(), [agreed("A-1", day(days), end), agreed("A-1", day(days + 1), closed(cause, day(days + 1)))])
}

const MOVED: Cause = Cause::Early(Initiator::Mentee, EndReason::Moved);
const NAMES: [&str; 5] = ["A-0", "A-1", "A-2", "A-3", "A-4"];
const STAFF: [&str; 4] = ["Sam", "Sue", "Anna", "Dan"];

/// Something that may happen, or be refused.
fn draw(kind: u8, at: u8, arg: u8, on: Date) -> Entry {
    let name = NAMES[usize::from(at) % NAMES.len()];
    let person = STAFF[usize::from(arg) % STAFF.len()];
    let (mentor, mentee) = (["Anna", "Sam", "Eve"][usize::from(at) % 3], format!("Bo-{at}"));
    let days = |days: i64| on.saturating_add(days.days());
    noted(
        on,
        match kind % 18 {
            0 | 1 => return agreed(name, on, opened(name, mentor, &mentee)),
            2 => return agreed(name, on, started(on)),
            3 => return agreed(name, on, ended_early()),
            4 => {
                return agreed(
                    name,
                    on,
                    closed(if arg.is_multiple_of(2) { MOVED } else { Cause::TermEnd }, on),
                );
            }
            5 => return agreed(name, on, reopened()),
            6 => {
                return agreed(
                    name,
                    on,
                    agreement::Event::NotStarted { reason: agreement::NotStarted::Conflict },
                );
            }
            7 => appoints(person, u16::from(arg % 4)),
            8 => Event::SupervisorLeft { person: id(person) },
            9..=11 => takes(name, person),
            12 => Event::CaseClosed { agreement: id(name) },
            13 => Event::CheckInsSet(CheckInPlan {
                first: vec![u16::from(arg % 7), u16::from(arg % 11)],
                every: u16::from(arg % 3) * 5,
                within: u16::from(arg % 5),
            }),
            14 | 15 => talks(name, days(i64::from(arg % 25) - 12), days(-i64::from(arg % 4)), Some(arg % 7)),
            16 => raises(&format!("K-{arg}"), name, Rung::TheTwo),
            _ => thanks(mentor, Occasion::Completed, Some(name)),
        },
    )
}

/// What a caller who folds the log by itself knows of the pairs.
#[derive(Default)]
struct Lives(BTreeMap<AgreementId, Life>);

struct Life {
    people: [PersonId; 2],
    live: bool,
    started: Option<Date>,
    ended: Option<Date>,
}

impl Lives {
    /// Takes an entry; says whether it can follow, as the machine of agreements would.
    fn take(&mut self, entry: &Entry) -> bool {
        let Happened::Agreement(name, logged) = &entry.what else { return true };
        let life = self.0.get_mut(name);
        match (&logged.event, life) {
            (agreement::Event::Opened { people, .. }, None) => {
                let people = [people.mentor.person.clone(), people.mentee.person.clone()];
                self.0.insert(name.clone(), Life { people, live: true, started: None, ended: None });
            }
            (agreement::Event::AgreementStarted { .. }, Some(life))
                if life.live && life.started.is_none() =>
            {
                life.started = Some(entry.on);
            }
            (agreement::Event::NotStarted { .. }, Some(life)) if life.live && life.started.is_none() => {
                life.live = false;
            }
            (agreement::Event::EarlyEndDeclared { .. }, Some(life))
                if life.started.is_some() && life.ended.is_none() =>
            {
                life.ended = Some(entry.on);
            }
            (agreement::Event::AgreementClosed { .. }, Some(life)) if life.live && life.ended.is_some() => {
                life.live = false;
            }
            (agreement::Event::AgreementReopened { .. }, Some(life))
                if !life.live && life.ended.is_some() =>
            {
                (life.live, life.ended) = (true, None);
            }
            _ => return false,
        }
        true
    }

    /// What the record of feedback says of our check-ins.
    fn record(&self, check_ins: Vec<CheckIn>) -> Result<Record, String> {
        let mut facts = Facts { check_ins, ..Facts::default() };
        for (name, life) in &self.0 {
            let Some(started) = life.started else { continue };
            let [mentor, mentee] = life.people.clone();
            for (person, role) in [(&mentor, Party::Mentor), (&mentee, Party::Mentee)] {
                let mut enrolment = Enrolment::new(person.clone(), role);
                enrolment.enrolled = Some(DAY);
                if !facts.enrolments.contains(&enrolment) {
                    facts.enrolments.push(enrolment);
                }
            }
            facts.pairings.push(Pairing {
                agreement: name.clone(),
                mentor,
                mentee,
                started,
                planned_days: 300,
                every_days: 14,
                pauses: vec![],
                ended: life.ended.map(|on| Ending { on, closure: Closure::Early }),
            });
        }
        Record::new(facts).map_err(|problems| problems.to_string())
    }
}

/// The most pairs that can be placed, and the least sum of squares of caseloads, by trying everything.
fn best(pairs: &[Vec<usize>], loads: &mut Vec<usize>, most: &[usize], placed: usize) -> (usize, usize) {
    let Some((first, rest)) = pairs.split_first() else {
        return (usize::MAX - placed, loads.iter().map(|load| load * load).sum());
    };
    let mut found = best(rest, loads, most, placed);
    for &to in first {
        if loads[to] < most[to] {
            loads[to] += 1;
            found = found.min(best(rest, loads, most, placed + 1));
            loads[to] -= 1;
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_laws_hold(
        events in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), 0_u8..9), 1..80)
    ) {
        let (mut room, mut lives) = (Support::default(), Lives::default());
        let mut most: BTreeMap<PersonId, usize> = BTreeMap::new();
        let mut on = DAY;
        for (kind, at, arg, days) in events {
            on = on.saturating_add(i64::from(days).days());
            let entry = draw(kind, at, arg, on);
            if !lives.take(&entry) {
                continue;
            }
            let before = room.clone();
            if take(&mut room, &entry).is_err() {
                prop_assert_eq!(&room, &before, "what is refused changes nothing");
                continue;
            }
            let stored = serde_json::to_string(&room).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Support>(&stored).unwrap(), &room);

            match &entry.what {
                Happened::Support(Event::SupervisorAppointed { person, most: at_most }) => {
                    most.insert(person.clone(), usize::from(*at_most));
                }
                Happened::Support(Event::SupervisorLeft { person }) => {
                    most.remove(person);
                }
                _ => {}
            }
            prop_assert!(room.supervisors().eq(most.keys()));
            let mut supported = BTreeSet::new();
            for (supervisor, most) in &most {
                prop_assert!(room.caseload(supervisor).count() <= *most);
                prop_assert_eq!(room.caseload(supervisor).count() + room.room(supervisor), *most);
                for agreement in room.caseload(supervisor) {
                    prop_assert!(supported.insert(agreement.clone()), "one supervisor at most");
                    prop_assert_eq!(room.supervisor_of(agreement), Some(supervisor));
                    prop_assert!(!lives.0[agreement].people.contains(supervisor));
                }
            }
            let mut live: BTreeSet<_> =
                lives.0.iter().filter(|(_, life)| life.live).map(|(name, _)| name.clone()).collect();
            live.retain(|name| !supported.contains(name));
            let waiting: BTreeSet<_> = room.without_supervisor().into_iter().cloned().collect();
            prop_assert_eq!(waiting, live, "each that is not closed waits for one or has one");
            prop_assert!(supported.iter().all(|name| lives.0[name].live));

            let spread = room.spread();
            let order = room.without_supervisor();
            prop_assert_eq!(spread.placed() + spread.left().len(), order.len());
            let mut given = room.clone();
            for agreement in order {
                if let Some(supervisor) = spread.supervisor_of(agreement).cloned() {
                    let taken = Event::CaseTaken { agreement: agreement.clone(), supervisor };
                    prop_assert!(take(&mut given, &noted(on, taken)).is_ok(), "what is proposed can be done");
                }
            }

            for as_of in [on, on.saturating_add(40.days())] {
                let check_ins = room.check_ins(as_of);
                for row in &check_ins {
                    let life = &lives.0[&row.agreement];
                    prop_assert!(row.due <= as_of && life.ended.is_none_or(|ended| row.due < ended));
                }
                let due = room.check_ins_due(as_of);
                let open = check_ins.iter().filter(|row| row.held.is_none()).count();
                prop_assert!(due.len() <= open);
                prop_assert_eq!(lives.record(check_ins).err(), None, "feedback takes them all");
            }
        }
    }

    #[test]
    fn the_spread_places_as_many_as_can_be_and_as_evenly(
        pairs in prop::collection::vec((0_usize..4, 0_usize..4), 0..6),
        most in prop::collection::vec(1_u16..4, 1..4),
        before in 0_usize..3,
    ) {
        let mut room = Support::default();
        for (at, limit) in most.iter().enumerate() {
            room = then(room, [noted(DAY, appoints(STAFF[at], *limit))]);
        }
        for (at, limit) in (0..before).zip(most.iter().cycle()) {
            let name = format!("B-{at}");
            room = then(room, [agreed(&name, DAY, opened(&name, "Eve", "Fay"))]);
            if *limit > 1 && room.room(&id("Sam")) > 0 {
                room = then(room, [noted(DAY, takes(&name, "Sam"))]);
            }
        }
        for (at, (mentor, mentee)) in pairs.iter().enumerate() {
            let name = format!("A-{at}");
            let opened = opened(&name, STAFF[*mentor], STAFF[*mentee]);
            room = then(room, [agreed(&name, DAY, opened)]);
        }
        let staff: Vec<PersonId> = STAFF[..most.len()].iter().map(|name| id(name)).collect();
        let mut loads: Vec<_> = staff.iter().map(|person| room.caseload(person).count()).collect();
        let limits: Vec<_> = most.iter().map(|most| usize::from(*most)).collect();
        let spread = room.spread();
        let placed: Vec<_> = room.without_supervisor().into_iter().cloned().collect();
        let may = |name: &AgreementId| {
            let own = name.as_str().strip_prefix("A-").map(|at| pairs[at.parse::<usize>().unwrap()]);
            let own = own.map_or(vec![], |(mentor, mentee)| vec![STAFF[mentor], STAFF[mentee]]);
            (0..staff.len()).filter(|at| !own.contains(&STAFF[*at])).collect::<Vec<_>>()
        };
        let all: Vec<_> = placed.iter().map(&may).collect();
        let (most_placed, _) = best(&all, &mut loads.clone(), &limits, 0);
        prop_assert_eq!(spread.placed(), usize::MAX - most_placed, "as many as possible");

        let these: Vec<_> = placed.iter().filter(|name| spread.supervisor_of(name).is_some()).map(&may).collect();
        let (_, evenest) = best(&these, &mut loads.clone(), &limits, 0);
        for (load, person) in loads.iter_mut().zip(&staff) {
            *load += spread.pairs_of(person).count();
        }
        prop_assert_eq!(loads.iter().map(|load| load * load).sum::<usize>(), evenest, "as even as can be");
    }
}

#[test]
fn a_log_of_the_machine_is_followed_to_its_end_and_back() {
    let mut pact = Pact::completed();
    let told = |log: &[agreement::Entry]| {
        let entries = log.iter().map(|logged| {
            Entry::new(logged.on, carla(), Happened::Agreement(id("A-1"), Box::new(logged.clone())))
        });
        after::<Support>(entries)
    };
    let room = told(&pact.log);
    assert_eq!(room.without_supervisor().len(), 0);
    assert_eq!(room.certificates_due(pact.today).len(), 2);
    for party in [pair::mentor(), pair::mentee()] {
        pact.does(&party, Command::Consent);
    }
    pact.does(&pair::coordinator(), Command::ReopenClosed { reason: id("error") });
    let room = told(&pact.log);
    assert_eq!(room.without_supervisor(), [&id::<AgreementId>("A-1")]);
    assert_eq!(room.certificates_due(pact.today), []);
    assert_eq!(room.check_ins(day(37)).len(), 1, "thirty days after the start on 9 March");

    let withdrawn = told(&Pact::withdrawn().log);
    assert_eq!(withdrawn.without_supervisor().len(), 0);
    let closing = told(&Pact::closing().log);
    assert_eq!(closing.without_supervisor().len(), 1, "it is supported until it is closed");
}

#[test]
fn a_supervisor_has_room_and_keeps_to_it() {
    let room = then(begun(), [noted(DAY, takes("A-1", "Sam"))]);
    assert_eq!(room.caseload(&id("Sam")).collect::<Vec<_>>(), [&id::<AgreementId>("A-1")]);
    assert_eq!((room.room(&id("Sam")), room.room(&id("Nobody"))), (0, 0));
    let why = |what: Event| refused(&room, DAY, what);
    assert_eq!(why(takes("A-2", "Sam")), "supervisor `Sam` has 1 pair, and room for 1");
    assert_eq!(why(takes("A-2", "Sue")), "`Sue` is not a supervisor");
    assert_eq!(why(takes("A-9", "Sam")), "agreement `A-9` is not known");
    assert_eq!(why(takes("A-1", "Sam")), "agreement `A-1` has `Sam` as its supervisor already");
    assert_eq!(
        why(Event::SupervisorLeft { person: id("Sam") }),
        "supervisor `Sam` still has 1 pair; hand over first"
    );
    assert_eq!(why(Event::SupervisorLeft { person: id("Sue") }), "`Sue` is not a supervisor");
    assert_eq!(why(appoints("Sue", 0)), "supervisor `Sue` would have room for no pair; it is at least 1");
    assert_eq!(why(Event::CaseClosed { agreement: id("A-2") }), "agreement `A-2` has no supervisor");
    let room = then(room, [noted(DAY, appoints("Sam", 2)), noted(DAY, takes("A-2", "Sam"))]);
    assert_eq!(
        refused(&room, DAY, appoints("Sam", 1)),
        "supervisor `Sam` has 2 pairs, which is more than 1; hand some over first"
    );
    let room = then(
        room,
        [
            noted(DAY, Event::CaseClosed { agreement: id("A-2") }),
            noted(DAY, appoints("Sue", 1)),
            noted(DAY, takes("A-1", "Sue")),
            noted(DAY, Event::SupervisorLeft { person: id("Sam") }),
        ],
    );
    assert_eq!(room.supervisor_of(&id("A-1")), Some(&id("Sue")), "in place of the one before");
    let room = then(room, [noted(DAY, appoints("Cy", 3))]);
    assert_eq!(
        refused(&room, DAY, takes("A-2", "Cy")),
        "`Cy` is one of the two of agreement `A-2`, or their guardian; somebody else supports them"
    );
    assert_eq!(room.spread().left(), [id("A-2")], "Sue is full");
    let room = then(room, [noted(DAY, appoints("Gus", 1))]);
    assert!(
        refused(&room, DAY, takes("A-1", "Gus"))
            .starts_with("`Gus` is one of the two of agreement `A-1`, or")
    );
    assert_eq!(room.spread().supervisor_of(&id("A-2")), Some(&id("Gus")), "of others they may");
}

#[test]
fn a_case_closes_with_its_agreement_and_waits_when_that_is_reopened() {
    let room = then(begun(), [noted(DAY, takes("A-1", "Sam")), agreed("A-1", day(9), ended_early())]);
    assert_eq!(room.room(&id("Sam")), 0, "a closing is supported");
    let room = then(room, [agreed("A-1", day(9), closed(MOVED, day(9)))]);
    assert_eq!((room.room(&id("Sam")), room.supervisor_of(&id("A-1"))), (1, None));
    assert_eq!(
        refused(&room, day(9), takes("A-1", "Sam")),
        "agreement `A-1` is over since 2026-03-11; it needs no supervisor"
    );
    let room = then(room, [noted(day(9), takes("A-2", "Sam")), agreed("A-1", day(10), reopened())]);
    assert_eq!(room.without_supervisor(), [&id::<AgreementId>("A-1")]);
    assert_eq!(room.caseload(&id("Sam")).collect::<Vec<_>>(), [&id::<AgreementId>("A-2")]);
}

#[test]
fn check_ins_follow_the_plan_of_the_start() {
    let plan = CheckInPlan { first: vec![10], every: 20, within: 3 };
    let room = then(
        begun(),
        [noted(day(1), Event::CheckInsSet(plan.clone())), agreed("A-2", day(1), started(day(1)))],
    );
    assert_eq!(room.check_in_plan(), &plan);
    let dues = |room: &Support, name: &str, until: i64| {
        let rows = room.check_ins(day(until)).into_iter().filter(|row| row.agreement.as_str() == name);
        rows.map(|row| (row.due, row.held)).collect::<Vec<_>>()
    };
    let due = |days| (day(days), None);
    assert_eq!(dues(&room, "A-1", 180), [due(30), due(60), due(90), due(180)]);
    assert_eq!(dues(&room, "A-1", 29), []);
    assert_eq!(dues(&room, "A-2", 60), [due(11), due(31), due(51)]);
    let room = then(room, [noted(day(33), talks("A-1", day(30), day(32), Some(4)))]);
    assert_eq!(dues(&room, "A-1", 60), [(day(30), Some(day(32))), due(60)]);
    assert_eq!(dues(&room, "A-1", 31), [due(30)], "what is not yet held on a day is not told as held");
    let told = |room: &Support, on| {
        let due = room.check_ins_due(day(on)).into_iter();
        due.map(|it| format!("{} {} {} late, {}", it.due, it.agreement, it.days_late, it.in_time_until))
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&room, 32), ["2026-03-13 A-2 21 late, 2026-03-16", "2026-04-02 A-2 1 late, 2026-04-05"]);
    let room = then(room, [agreed("A-2", day(32), ended_early())]);
    assert_eq!(told(&room, 32), ["2026-04-02 A-2 1 late, 2026-04-05"], "what can still be held");
    assert_eq!(told(&room, 36), [""; 0]);
    assert_eq!(dues(&room, "A-2", 60), [due(11), due(31)], "and none after the end");
    let never = CheckInPlan { first: vec![], every: 0, within: 1 };
    let room = then(begun(), [noted(DAY, Event::CheckInsSet(never)), agreed("A-2", DAY, started(DAY))]);
    assert_eq!(dues(&room, "A-2", 9999), []);
}

#[test]
fn a_plan_of_check_ins_rises_and_leaves_time() {
    let why = |first: &[u16], within| {
        refused(&begun(), DAY, Event::CheckInsSet(CheckInPlan { first: first.to_vec(), every: 0, within }))
    };
    assert_eq!(why(&[30, 60, 60], 1), "the first check-ins do not rise: 60 days come after 60");
    assert_eq!(why(&[30, 60], 0), "a check-in is held within 0 days; it needs at least 1");
}

#[test]
fn a_check_in_is_held_around_its_day_and_once() {
    let room = begun();
    let why = |on, what| refused(&room, day(on), what);
    assert_eq!(why(40, talks("A-9", day(30), day(30), None)), "agreement `A-9` is not known");
    assert_eq!(
        why(40, talks("A-2", day(30), day(30), None)),
        "the two of agreement `A-2` have not begun; no check-in is due"
    );
    assert_eq!(
        why(40, talks("A-1", day(31), day(30), None)),
        "agreement `A-1` has no check-in due on 2026-04-02; the first that was not held is due on 2026-04-01"
    );
    assert_eq!(
        why(40, talks("A-1", day(60), day(41), None)),
        "a check-in held on 2026-04-12 cannot be written down on 2026-04-11, before it happened"
    );
    assert_eq!(
        why(40, talks("A-1", day(30), day(-1), None)),
        "the two of agreement `A-1` began on 2026-03-02; no check-in was held on 2026-03-01"
    );
    assert_eq!(
        why(40, talks("A-1", day(30), day(15), None)),
        "a check-in due on 2026-04-01 is held from 2026-03-18 on, not on 2026-03-17"
    );
    for fit in [0, 6] {
        let told = format!("how well two fit is told from 1 to 5, not {fit}");
        assert_eq!(why(40, talks("A-1", day(30), day(30), Some(fit))), told);
    }
    let room = then(room, [noted(day(200), talks("A-1", day(30), day(16), Some(1)))]);
    let why = |on, what| refused(&room, day(on), what);
    assert_eq!(
        why(200, talks("A-1", day(30), day(31), None)),
        "the check-in of agreement `A-1` due on 2026-04-01 was held on 2026-03-18"
    );
    then(room, [noted(day(200), talks("A-1", day(60), day(199), Some(5)))]);
}

#[test]
fn after_the_end_a_check_in_is_held_within_its_days() {
    let room = over(MOVED, 35);
    let why = |on, what| refused(&room, day(on), what);
    assert_eq!(
        why(60, talks("A-1", day(60), day(60), None)),
        "the two of agreement `A-1` ended on 2026-04-06; no check-in is due on 2026-05-01"
    );
    assert_eq!(
        why(60, talks("A-1", day(30), day(45), None)),
        "the two of agreement `A-1` ended on 2026-04-06; a check-in due on 2026-04-01 could be held until \
         2026-04-15, not on 2026-04-16"
    );
    let held = then(room, [noted(day(60), talks("A-1", day(30), day(44), None))]);
    let again = then(held, [agreed("A-1", day(61), reopened())]);
    assert_eq!(again.check_ins(day(61)).len(), 2, "who goes on is asked as if they had never stopped");
}

#[test]
fn a_concern_climbs_until_it_is_settled_by_somebody_else() {
    let room = then(
        begun(),
        [
            noted(DAY, raises("K-1", "A-1", Rung::TheTwo)),
            noted(DAY, raises("K-3", "A-2", Rung::Supervisor)),
            noted(day(1), raises("K-2", "A-1", Rung::Supervisor)),
        ],
    );
    let open = |room: &Support| {
        let open = room.concerns().into_iter();
        open.map(|concern| format!("{} {} {}", concern.id, concern.rung, concern.since)).collect::<Vec<_>>()
    };
    assert_eq!(
        open(&room),
        ["K-3 the supervisor 2026-03-02", "K-2 the supervisor 2026-03-03", "K-1 the two 2026-03-02"]
    );
    let why = |what: Event| refused(&room, day(2), what);
    assert_eq!(
        why(raises("K-1", "A-1", Rung::Outside)),
        "concern `K-1` was raised already; give this one an identifier of its own"
    );
    assert_eq!(why(raises("K-4", "A-9", Rung::Outside)), "agreement `A-9` is not known");
    assert_eq!(why(settles("K-9")), "concern `K-9` is not known");
    for to in [Rung::TheTwo, Rung::Supervisor] {
        assert_eq!(
            why(Event::Escalated { id: id("K-2"), to }),
            format!("concern `K-2` lies with the supervisor, and climbs only; it does not go to {to}")
        );
    }
    let by = |by: Actor, what: Event| Entry::new(day(2), by, what);
    let bo = Actor::Party(Party::Mentee, id("Bo"));
    let gus = Actor::Guardian(Party::Mentee, id("Gus"));
    let own = "concern `K-2` has left the two; `Bo` does not settle it in their own case, somebody else does";
    assert_eq!(room.check(&by(bo.clone(), settles("K-2"))).unwrap_err().to_string(), own);
    assert!(room.check(&by(gus, settles("K-2"))).is_err());
    assert!(room.check(&by(Actor::Coordinator(id("Anna")), settles("K-2"))).is_err(), "in whatever role");
    let room = then(
        room,
        [
            by(bo, settles("K-1")),
            by(Actor::Supervisor(id("Sam")), settles("K-2")),
            noted(day(2), Event::Escalated { id: id("K-3"), to: Rung::Safeguarding }),
        ],
    );
    assert_eq!(open(&room), ["K-3 the safeguarding person 2026-03-04"]);
    assert_eq!(room.concern(&id("K-1")).unwrap().settled, Some((day(2), Settlement::TalkedOut)));
    assert_eq!(room.concerns_about(&id("A-1")).len(), 2);
    for what in [settles("K-1"), Event::Escalated { id: id("K-1"), to: Rung::Outside }] {
        assert_eq!(refused(&room, day(3), what), "concern `K-1` was settled on 2026-03-04; raise a new one");
    }
}

#[test]
fn people_come_to_a_gathering_on_its_day_and_once() {
    let gathering = Gathering { id: id("G-1"), kind: Label::new("evening").unwrap(), on: day(5), role: None };
    let came = |person: &str| Event::CameTo { gathering: id("G-1"), person: id(person) };
    assert_eq!(refused(&begun(), DAY, came("Bo")), "gathering `G-1` is not planned");
    let room = then(begun(), [noted(DAY, Event::GatheringPlanned(gathering.clone()))]);
    assert_eq!(
        refused(&room, DAY, Event::GatheringPlanned(gathering.clone())),
        "gathering `G-1` was planned already; give this one an identifier of its own"
    );
    assert_eq!(
        refused(&room, day(4), came("Bo")),
        "gathering `G-1` is held on 2026-03-07; nobody came yet on 2026-03-06"
    );
    let room = then(room, [noted(day(5), came("Bo")), noted(day(7), came("Anna"))]);
    assert_eq!(refused(&room, day(7), came("Bo")), "`Bo` stands on the list of gathering `G-1` already");
    assert_eq!(room.gatherings().collect::<Vec<_>>(), [&gathering]);
    assert_eq!((room.guests(&id("G-1")).count(), room.guests(&id("G-2")).count()), (2, 0));
}

#[test]
fn people_are_thanked_when_the_day_has_come_and_once() {
    let room = begun();
    let why = |room: &Support, on, what: Event| refused(room, day(on), what);
    assert_eq!(
        why(&room, 99, thanks("Bo", Occasion::HundredDays, Some("A-1"))),
        "agreement `A-1` has not come to a hundred days, which is on 2026-06-10"
    );
    assert_eq!(
        why(&room, 364, thanks("Bo", Occasion::Year, Some("A-1"))),
        "agreement `A-1` has not come to a year, which is on 2027-03-02"
    );
    assert_eq!(
        why(&room, 364, thanks("Bo", Occasion::Completed, Some("A-1"))),
        "agreement `A-1` has not come to a completed pairing"
    );
    assert_eq!(
        why(&room, 364, thanks("Bo", Occasion::Year, None)),
        "thanks for a year name the agreement that they are about"
    );
    assert_eq!(
        why(&room, 364, thanks("Bo", Occasion::FiveYears, Some("A-1"))),
        "thanks for five years in the programme are not about one agreement"
    );
    assert_eq!(
        why(&room, 364, thanks("Cy", Occasion::Other, Some("A-1"))),
        "`Cy` is not one of the two of agreement `A-1`"
    );
    let hundred = || noted(day(100), thanks("Bo", Occasion::HundredDays, Some("A-1")));
    let other = || noted(day(100), thanks("Bo", Occasion::Other, None));
    let five = || noted(day(100), thanks("Bo", Occasion::FiveYears, None));
    let room = then(room, [hundred(), other(), other(), five()]);
    assert_eq!(
        why(&room, 101, thanks("Bo", Occasion::HundredDays, Some("A-1"))),
        "`Bo` was thanked for a hundred days on 2026-06-10"
    );
    assert_eq!(
        why(&room, 101, thanks("Bo", Occasion::FiveYears, None)),
        "`Bo` was thanked for five years in the programme on 2026-06-10"
    );
    assert_eq!(room.thanks(&id("Bo")).count(), 4);
    let due = |room: &Support, on| {
        let due = room.thanks_due(day(on)).into_iter();
        due.map(|it| format!("{} {} {}", it.since, it.person, it.occasion)).collect::<Vec<_>>()
    };
    assert_eq!(due(&room, 99), [""; 0]);
    assert_eq!(due(&room, 101), ["2026-06-10 Anna a hundred days"]);
    assert_eq!(
        due(&room, 365),
        ["2026-06-10 Anna a hundred days", "2027-03-02 Anna a year", "2027-03-02 Bo a year"]
    );
}

#[test]
fn who_completes_a_pairing_gets_a_certificate_and_who_ends_early_what_they_reached() {
    let early = over(MOVED, 99);
    assert_eq!(early.thanks_due(day(400)), [], "a day before the hundredth");
    assert_eq!(over(MOVED, 100).thanks_due(day(400)).len(), 2);
    let room = over(Cause::TermEnd, 50);
    let due = room.certificates_due(day(51));
    assert_eq!(due.len(), 2);
    assert_eq!((due[0].since, due[0].role, due[0].occasion), (day(51), Party::Mentor, Occasion::Completed));
    assert_eq!(room.certificates_due(day(50)), []);
    let room = then(room, [noted(day(52), thanks("Anna", Occasion::Completed, Some("A-1")))]);
    assert_eq!(room.certificates_due(day(52)).len(), 1);
    let room = then(room, [Entry::new(day(53), carla(), Happened::Erased(id("Bo")))]);
    assert_eq!(room.certificates_due(day(53)), [], "what was erased is not addressed");
    assert_eq!(Cause::TermEnd.outcome(), Closed::Completed);
}

#[test]
fn a_story_is_told_as_far_and_as_long_as_somebody_consents() {
    let room = over(Cause::TermEnd, 50);
    let to_ask = |room: &Support| {
        room.stories_to_ask(day(60)).into_iter().map(|it| it.person.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(to_ask(&room), ["Anna", "Bo"]);
    assert_eq!(room.stories_to_ask(day(50)), []);
    assert_eq!(
        refused(&room, day(60), tells("Bo", Scope::Public, day(60), None)),
        "`Bo` was not asked for their story"
    );
    assert_eq!(
        refused(&room, day(60), asks("Bo", Some("A-2"))),
        "`Bo` is not one of the two of agreement `A-2`"
    );
    let room = then(room, [noted(day(60), asks("Bo", Some("A-1")))]);
    assert_eq!(to_ask(&room), ["Anna"]);
    assert_eq!(
        refused(&room, day(61), asks("Bo", Some("A-1"))),
        "`Bo` was asked for their story on 2026-05-01"
    );
    let room = then(room, [noted(day(61), asks("Bo", None))]);
    assert_eq!(refused(&room, day(61), asks("Bo", None)), "`Bo` was asked for their story on 2026-05-02");
    assert_eq!(
        refused(&room, day(61), tells("Bo", Scope::Public, day(59), None)),
        "`Bo` consents from 2026-04-30, but was asked for their story on 2026-05-01"
    );
    assert_eq!(
        refused(&room, day(61), tells("Bo", Scope::Public, day(61), Some(day(61)))),
        "`Bo` consents from 2026-05-02 until 2026-05-02, which is no time at all"
    );
    let room = then(room, [noted(day(61), tells("Bo", Scope::Public, day(61), Some(day(90))))]);
    let told = |room: &Support, scope, on| room.stories_for(scope, day(on)).len();
    assert_eq!(told(&room, Scope::Public, 61), 1);
    assert_eq!((told(&room, Scope::Public, 60), told(&room, Scope::Public, 90)), (0, 0));
    let room = then(room, [noted(day(62), tells("Bo", Scope::Steering, day(62), None))]);
    assert_eq!(
        (told(&room, Scope::Public, 62), told(&room, Scope::Steering, 99)),
        (0, 1),
        "the later one counts"
    );
    assert_eq!(room.stories_for(Scope::Programme, day(62))[0].words, id("words"));
}

#[test]
fn who_declines_is_not_asked_again_and_only_they_change_their_mind() {
    let declined = |person: &str| Event::StoryDeclined { person: id(person) };
    let room = then(
        over(Cause::TermEnd, 50),
        [
            noted(day(60), asks("Bo", Some("A-1"))),
            noted(day(60), tells("Bo", Scope::Public, day(60), None)),
            noted(day(70), declined("Bo")),
            noted(day(70), declined("Anna")),
        ],
    );
    assert_eq!(room.stories_for(Scope::Programme, day(71)), []);
    assert_eq!(room.stories_to_ask(day(71)), []);
    assert_eq!(
        refused(&room, day(71), asks("Bo", None)),
        "`Bo` declined on 2026-05-11 to tell their story; they are not asked again"
    );
    assert_eq!(
        refused(&room, day(71), tells("Bo", Scope::Public, day(71), None)),
        "`Bo` declined on 2026-05-11 to tell their story; only they themself can change that"
    );
    let themself = Actor::Party(Party::Mentee, id("Bo"));
    let room = then(room, [Entry::new(day(71), themself, tells("Bo", Scope::Public, day(71), None))]);
    assert_eq!(room.stories_for(Scope::Public, day(71)).len(), 1);
    let room = then(room, [Entry::new(day(72), carla(), Happened::Erased(id("Bo")))]);
    assert_eq!(room.stories_for(Scope::Public, day(72)), [], "the words are gone");
    for what in [asks("Bo", None), tells("Bo", Scope::Public, day(72), None)] {
        assert_eq!(refused(&room, day(72), what), "what `Bo` told was erased; they are not asked again");
    }
}
