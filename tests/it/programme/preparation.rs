//! How people are prepared: laws over random logs, then each rule and each answer.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    agreement::{Certificate, Command, Prerequisite, Validity},
    id::PersonId,
    introduction::{Actor, Parties, Party},
    jiff::{
        ToSpan as _,
        civil::{Date, date},
    },
    people::{Label, Who},
    programme::{
        Happened,
        charter::{self, Charter, CodeOfConduct, Rules},
        preparation::{Event, Module, Preparation, ScreeningResult, ScreeningStep, Session, Topic},
        recruitment::{self, SignUp},
    },
};
use proptest::prelude::*;

use super::kit::{after, id, noted, refused, take};
use crate::lifecycle::kit::Pact;

const DAY: Date = date(2026, 3, 2);

fn day(days: i64) -> Date {
    DAY.saturating_add(days.days())
}

fn signs_up(person: &str, role: Party) -> Happened {
    let who = who(person, role);
    let sign_up = SignUp { person: id(person), who, places: 1, groups: BTreeMap::new(), by: None };
    recruitment::Event::SignedUp(Box::new(sign_up)).into()
}

fn who(person: &str, role: Party) -> Who {
    match role {
        Party::Mentor => Who::Mentor(id(&format!("M-{person}"))),
        Party::Mentee => Who::Mentee(id(&format!("T-{person}"))),
    }
}

fn leaves(person: &str, role: Party) -> Happened {
    recruitment::Event::Left { who: who(person, role) }.into()
}

fn adopts(version: u32) -> Happened {
    let code = CodeOfConduct { version, principles: BTreeMap::new(), turn_to: "Sef".into() };
    let charter = Charter {
        name: "Harbour".into(),
        vision: "nobody alone".into(),
        mission: "pairs".into(),
        goals: vec![],
        code,
    };
    charter::Event::Adopted(Box::new(charter)).into()
}

fn training(module: &str) -> Prerequisite {
    Prerequisite::Training(id(module))
}

/// Mentors need these, mentees the code of conduct.
fn asks_mentors(what: impl IntoIterator<Item = Prerequisite>) -> Happened {
    let mut rules = Rules::default();
    let mentee = [Prerequisite::CodeOfConduct].into();
    rules.agreements.required = Parties { mentor: what.into_iter().collect(), mentee };
    charter::Event::RulesSet(Box::new(rules)).into()
}

fn module(name: &str, sessions: u8, valid_months: Option<u8>) -> Module {
    Module { id: id(name), topic: Topic::Communication, role: Party::Mentor, sessions, valid_months }
}

fn offers(module: Module) -> Happened {
    Event::ModuleOffered(module).into()
}

fn plans(session: &str, module: &str, on: Date, places: u16) -> Happened {
    Event::SessionPlanned(Session { id: id(session), module: id(module), on, places }).into()
}

fn attends(session: &str, person: &str) -> Happened {
    Event::Attended { session: id(session), person: id(person) }.into()
}

fn certifies(module: &str, person: &str) -> Happened {
    Event::Certified { module: id(module), person: id(person) }.into()
}

fn accepts(person: &str, version: u32) -> Happened {
    Event::CodeAccepted { person: id(person), version }.into()
}

fn signs(person: &str, until: Option<Date>) -> Happened {
    Event::NonDisclosureSigned { person: id(person), until }.into()
}

fn screens(person: &str, step: ScreeningStep, result: ScreeningResult) -> Happened {
    Event::Screened { person: id(person), step, result }.into()
}

fn screening_of(role: Party, steps: &[ScreeningStep]) -> Happened {
    Event::ScreeningSet { role, steps: steps.to_vec() }.into()
}

use ScreeningResult::{NotPassed, Passed, Pending};
use ScreeningStep::{CertificateOfConduct, Interview, Reference};

/// Anna, a mentor, and Bo, a mentee, on the first day; a training of two sessions with room for one each.
fn begun() -> Preparation {
    after([
        noted(DAY, adopts(1)),
        noted(DAY, screening_of(Party::Mentor, &[Interview, CertificateOfConduct])),
        noted(DAY, signs_up("Anna", Party::Mentor)),
        noted(DAY, signs_up("Bo", Party::Mentee)),
        noted(DAY, offers(module("listening", 2, Some(12)))),
        noted(DAY, plans("S-1", "listening", day(1), 1)),
        noted(DAY, plans("S-2", "listening", day(8), 1)),
    ])
}

fn then(mut room: Preparation, entries: impl IntoIterator<Item = (i64, Happened)>) -> Preparation {
    for (days, what) in entries {
        let entry = noted(day(days), what);
        take(&mut room, &entry).unwrap_or_else(|why| panic!("{why}: {entry:?}"));
    }
    room
}

fn told(room: &Preparation, person: &str, role: Party, days: i64) -> String {
    room.readiness(&id(person), role, day(days)).to_string()
}

const PEOPLE: [&str; 3] = ["Anna", "Bo", "Cy"];

/// Something that may happen, or be refused.
fn draw(kind: u8, at: u8, arg: u8, on: Date) -> Happened {
    let person = PEOPLE[usize::from(at) % PEOPLE.len()];
    let role = Party::BOTH[usize::from(arg) % 2];
    let until = (!arg.is_multiple_of(5)).then(|| on.saturating_add((i64::from(arg) * 3 - 20).days()));
    let even = arg.is_multiple_of(2);
    let session = format!("S-{}", arg % 6);
    match kind % 14 {
        0 => signs_up(person, role),
        1 => leaves(person, role),
        2 => adopts(u32::from(arg % 3)),
        3 => accepts(person, u32::from(arg % 3)),
        4 | 5 => signs(person, until),
        6 => screens(person, if even { Interview } else { Reference }, Passed(until)),
        7 => screens(person, if even { Interview } else { Reference }, Pending),
        8 => offers(module("listening", arg % 3, (arg % 4).checked_sub(1))),
        9 => plans(&session, "listening", on.saturating_add(i64::from(arg % 3).days()), u16::from(arg % 3)),
        10 | 11 => attends(&session, person),
        12 => certifies("listening", person),
        _ => match arg % 4 {
            0 => Event::ModuleWithdrawn(id("listening")).into(),
            1 => Event::SessionCancelled(id(&session)).into(),
            2 => asks_mentors([Prerequisite::CodeOfConduct]),
            _ => asks_mentors([Prerequisite::NonDisclosure, training("listening")]),
        },
    }
}

fn log() -> impl Strategy<Value = Vec<(u8, u8, u8, u8)>> {
    prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), 0_u8..12), 1..60)
}

fn kinds() -> [Prerequisite; 4] {
    [Prerequisite::Screening, Prerequisite::CodeOfConduct, Prerequisite::NonDisclosure, training("listening")]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_the_laws_hold(events in log()) {
        let mut room = begun();
        let mut on = DAY;
        let mut ready: BTreeMap<(PersonId, Party), Date> = BTreeMap::new();
        let mut here: BTreeSet<(PersonId, Party)> =
            [(id("Anna"), Party::Mentor), (id("Bo"), Party::Mentee)].into();
        for (kind, at, arg, days) in events {
            on = on.saturating_add(i64::from(days).days());
            let what = draw(kind, at, arg, on);
            let entry = noted(on, what.clone());
            let before = room.clone();
            if take(&mut room, &entry).is_err() {
                prop_assert_eq!(&room, &before, "what is refused changes nothing");
                continue;
            }
            let stored = serde_json::to_string(&room).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Preparation>(&stored).unwrap(), &room);

            let once_more = Happened::Recruitment(recruitment::Event::Left { who: who("Nobody", Party::Mentor) });
            let mut same = room.clone();
            take(&mut same, &noted(on, once_more)).unwrap();
            prop_assert_eq!(&same, &room, "who is not known does not leave");

            for (person, role) in PEOPLE.iter().flat_map(|person| Party::BOTH.map(|role| (*person, role))) {
                if what == signs_up(person, role) {
                    ready.remove(&(id(person), role));
                    here.insert((id(person), role));
                } else if what == leaves(person, role) {
                    here.remove(&(id(person), role));
                }
            }
            for person in PEOPLE.map(id::<PersonId>) {
                for role in Party::BOTH {
                    for kind in kinds() {
                        let now = room.validity(&person, role, &kind, on);
                        if let Validity::Valid(Some(until)) = now {
                            prop_assert!(room.validity(&person, role, &kind, until).holds());
                            let after = room.validity(&person, role, &kind, until.tomorrow().unwrap());
                            prop_assert_eq!(after, Validity::Lapsed(until), "the day after, and not before");
                        }
                        let replaces = matches!(what, Happened::Charter(_))
                            || matches!(what, Happened::Preparation(Event::Screened { .. }));
                        if before.validity(&person, role, &kind, on).holds() && !replaces {
                            prop_assert!(now.holds(), "one record more takes nothing away");
                        }
                    }
                    let readiness = room.readiness(&person, role, on);
                    prop_assert_eq!(readiness.is_ready(), readiness.to_string().starts_with("ready"));
                    let them = (person.clone(), role);
                    if readiness.is_ready() && here.contains(&them) {
                        ready.entry(them.clone()).or_insert(on);
                    }
                    prop_assert_eq!(room.ready_since(&person, role), ready.get(&them).copied());
                }
            }
            for session in room.sessions() {
                prop_assert!(room.attendance(&session.id).count() <= usize::from(session.places));
            }
        }
    }

    #[test]
    fn an_agreement_with_our_certificates_says_the_same_as_we_do(events in log()) {
        let steps = [Interview, Reference];
        let mut room = then(begun(), Party::BOTH.map(|role| (0, screening_of(role, &steps))));
        let mut pact = Pact::preparing();
        let (mut on, mut code) = (DAY, 1);
        for (kind, at, arg, days) in events {
            on = on.saturating_add(i64::from(days).days());
            let what = draw(kind, at, arg, on);
            if take(&mut room, &noted(on, what.clone())).is_err() {
                continue;
            }
            if let Happened::Charter(charter::Event::Adopted(charter)) = &what {
                code = charter.code.version;
            }
            pact.today = on;
            for (person, party) in [("Anna", Party::Mentor), ("Bo", Party::Mentee)] {
                for kind in kinds() {
                    let person = id(person);
                    let certificate = room.certificate(&person, party, &kind, on);
                    if let Some(record) = certificate {
                        let record = Command::RecordPrerequisite { party, kind: kind.clone(), record };
                        let entries = pact.tries(&Actor::SystemOfRecord, record).unwrap();
                        pact.takes(entries);
                    }
                    let there = pact.agreement.prerequisites();
                    for date in (0..90).map(|days| on.saturating_add(i64::from(days).days())) {
                        let theirs = there.on(party, &kind, date, code);
                        let ours = room.validity(&person, party, &kind, date);
                        prop_assert_eq!(theirs.holds(), ours.holds(), "{:?} on {}", &kind, date);
                        if certificate.is_some() {
                            prop_assert_eq!(theirs, ours, "{:?} on {}", &kind, date);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn readiness_reads_as_a_sentence() {
    let room = begun();
    assert_eq!(
        told(&room, "Anna", Party::Mentor, 0),
        "not ready: screening is missing; code of conduct is missing; non-disclosure is missing"
    );
    assert_eq!(
        told(&room, "Bo", Party::Mentee, 0),
        "not ready: code of conduct is missing; non-disclosure is missing"
    );
    let room = then(
        room,
        [
            (0, screens("Anna", Interview, Passed(None))),
            (0, accepts("Anna", 1)),
            (0, accepts("Bo", 1)),
            (0, signs("Bo", Some(day(30)))),
            (1, adopts(2)),
            (1, signs("Anna", None)),
        ],
    );
    assert_eq!(
        told(&room, "Anna", Party::Mentor, 1),
        "not ready: screening is under way; code of conduct was accepted in another version than the current one"
    );
    let room = then(room, [(2, accepts("Bo", 2))]);
    assert_eq!(told(&room, "Bo", Party::Mentee, 2), "ready, until 2026-04-01");
    assert_eq!(told(&room, "Bo", Party::Mentee, 31), "not ready: non-disclosure lapsed on 2026-04-01");
    let room = then(room, [(3, signs("Bo", None)), (4, signs("Bo", Some(day(5))))]);
    assert_eq!(told(&room, "Bo", Party::Mentee, 3), "ready", "who signed for ever stays bound");
}

#[test]
fn nobody_needs_anything_when_the_rules_ask_for_nothing() {
    let room = then(begun(), [(1, asks_mentors([]))]);
    assert_eq!(told(&room, "Anna", Party::Mentor, 1), "ready");
    assert_eq!(room.ready_since(&id("Anna"), Party::Mentor), Some(day(1)), "also by a change of rules");
    assert_eq!(room.ready_since(&id("Bo"), Party::Mentee), None);
    assert_eq!(room.ready_since(&id("Nobody"), Party::Mentor), None);
}

#[test]
fn a_screening_holds_until_the_first_of_its_steps_ends() {
    let validity =
        |room: &Preparation| room.validity(&id("Anna"), Party::Mentor, &Prerequisite::Screening, day(2));
    let room = then(begun(), [(0, screens("Anna", Interview, Passed(Some(day(40)))))]);
    assert_eq!(validity(&room), Validity::Pending);
    assert_eq!(room.steps_open(&id("Anna"), Party::Mentor, day(0)), [CertificateOfConduct]);
    assert_eq!(room.steps_open(&id("Nobody"), Party::Mentor, day(0)), [Interview, CertificateOfConduct]);
    let room = then(room, [(1, screens("Anna", CertificateOfConduct, Passed(Some(day(20)))))]);
    assert_eq!(validity(&room), Validity::Valid(Some(day(20))));
    let room = then(room, [(2, screens("Anna", CertificateOfConduct, Pending))]);
    assert_eq!(validity(&room), Validity::Valid(Some(day(20))), "it holds while it is done anew");
    let wrong = then(room.clone(), [(2, screens("Anna", CertificateOfConduct, NotPassed))]);
    assert_eq!(validity(&wrong), Validity::Missing);
    assert_eq!(wrong.certificate(&id("Anna"), Party::Mentor, &Prerequisite::Screening, day(2)), None);
    let anew = then(wrong, [(3, screens("Anna", CertificateOfConduct, Pending))]);
    assert_eq!(validity(&anew), Validity::Pending);
    let room = then(room, [(3, screening_of(Party::Mentor, &[Interview]))]);
    assert_eq!(validity(&room), Validity::Valid(Some(day(40))));
    assert_eq!(
        room.validity(&id("Anna"), Party::Mentee, &Prerequisite::Screening, day(2)),
        Validity::Missing,
        "no steps are set for mentees"
    );
}

#[test]
fn a_training_that_lapsed_is_told_with_its_date_and_renewed_by_sessions_after_it() {
    let room = then(
        begun(),
        [
            (0, asks_mentors([training("listening")])),
            (1, attends("S-1", "Anna")),
            (8, attends("S-2", "Anna")),
            (8, certifies("listening", "Anna")),
        ],
    );
    let until = date(2027, 3, 10);
    assert_eq!(told(&room, "Anna", Party::Mentor, 8), "ready, until 2027-03-10");
    assert_eq!(
        told(&room, "Anna", Party::Mentor, 400),
        "not ready: training `listening` lapsed on 2027-03-10"
    );
    assert_eq!(
        room.certificate(&id("Anna"), Party::Mentor, &training("listening"), day(8)),
        Some(Certificate::Met { version: None, until: Some(until) })
    );
    assert_eq!(room.certificate(&id("Anna"), Party::Mentor, &training("listening"), day(400)), None);
    assert_eq!(
        refused(&room, day(9), certifies("listening", "Anna")),
        "`Anna` attended 0 of the 2 sessions that module `listening` takes, counted after the certificate of 2026-03-10"
    );
    let room = then(
        room,
        [
            (300, plans("S-3", "listening", day(300), 9)),
            (300, plans("S-4", "listening", day(301), 9)),
            (300, attends("S-3", "Anna")),
            (301, attends("S-4", "Anna")),
            (301, certifies("listening", "Anna")),
        ],
    );
    assert_eq!(told(&room, "Anna", Party::Mentor, 400), "ready, until 2027-12-28");
    let room = then(room, [(302, Event::ModuleWithdrawn(id("listening")).into())]);
    assert_eq!(told(&room, "Anna", Party::Mentor, 400), "ready, until 2027-12-28", "certificates stay valid");
    assert_eq!(room.catalogue().count(), 0);
    assert_eq!(room.ready_since(&id("Anna"), Party::Mentor), Some(day(8)), "the first day stays");
}

#[test]
fn who_comes_back_is_ready_anew() {
    let room =
        then(begun(), [(1, accepts("Bo", 1)), (2, signs("Bo", None)), (3, leaves("Bo", Party::Mentee))]);
    assert_eq!(room.ready_since(&id("Bo"), Party::Mentee), Some(day(2)), "also after they left");
    let room = then(room, [(9, signs_up("Bo", Party::Mentee))]);
    assert_eq!(room.ready_since(&id("Bo"), Party::Mentee), Some(day(9)), "their papers still hold");
    let room = then(room, [(9, adopts(2)), (12, signs_up("Bo", Party::Mentee)), (14, accepts("Bo", 2))]);
    assert_eq!(room.ready_since(&id("Bo"), Party::Mentee), Some(day(14)));
}

#[test]
fn who_has_to_renew_what_is_told_by_day() {
    let room = then(
        begun(),
        [
            (0, signs("Anna", Some(day(30)))),
            (0, signs("Bo", Some(day(10)))),
            (0, screens("Anna", Interview, Passed(Some(day(31))))),
            (0, screens("Anna", CertificateOfConduct, Passed(None))),
        ],
    );
    let told = |on: i64, within| {
        let lapsing = room.lapsing(day(on), within).into_iter();
        lapsing.map(|it| format!("{} {} {}", it.until, it.person, it.what)).collect::<Vec<_>>()
    };
    assert_eq!(told(0, 30), ["2026-03-12 Bo non-disclosure", "2026-04-01 Anna non-disclosure"]);
    assert_eq!(told(11, 20), ["2026-04-01 Anna non-disclosure", "2026-04-02 Anna screening"]);
    let room = then(room, [(12, leaves("Anna", Party::Mentor))]);
    assert_eq!(room.lapsing(day(12), 60), [], "who left renews nothing");
}

#[test]
fn training_places_that_are_needed_are_counted() {
    let room = then(
        begun(),
        [
            (0, asks_mentors([training("listening"), training("conflict")])),
            (0, signs_up("Cy", Party::Mentor)),
            (1, attends("S-1", "Cy")),
        ],
    );
    let told = |room: &Preparation, on: i64| {
        let needs = room.modules_needed(day(on)).into_iter();
        needs.map(|it| format!("{} {} {}", it.module, it.people, it.places)).collect::<Vec<_>>()
    };
    assert_eq!(told(&room, 1), ["conflict 2 0", "listening 2 1"]);
    let room = then(room, [(8, attends("S-2", "Cy")), (8, certifies("listening", "Cy"))]);
    assert_eq!(told(&room, 8), ["conflict 2 0", "listening 1 0"]);
    assert_eq!(room.sessions().map(|it| it.id.to_string()).collect::<Vec<_>>(), ["S-1", "S-2"]);
    assert_eq!(room.attendance(&id("S-1")).collect::<Vec<_>>(), [&id::<PersonId>("Cy")]);
    assert_eq!(room.attendance(&id("S-9")).count(), 0);
}

#[test]
fn a_screening_has_steps_each_once() {
    let room = begun();
    assert_eq!(
        refused(&room, DAY, screening_of(Party::Mentee, &[])),
        "a screening of a mentee takes at least one step; where none is needed, the rules do not ask for a screening"
    );
    assert_eq!(
        refused(&room, DAY, screening_of(Party::Mentor, &[Interview, Reference, Interview])),
        "the screening of a mentor names the step `interview` more than once"
    );
    assert_eq!(refused(&room, DAY, screens("Cy", Interview, Pending)), "`Cy` is not signed up");
    let gone = then(room.clone(), [(0, leaves("Bo", Party::Mentee))]);
    assert_eq!(refused(&gone, DAY, screens("Bo", Interview, Pending)), "`Bo` is not signed up");
    assert_eq!(
        refused(&room, day(3), screens("Anna", CertificateOfConduct, Passed(Some(day(2))))),
        "the certificate of conduct of `Anna` would be in order until 2026-03-04, which is over on 2026-03-05"
    );
    then(room, [(2, screens("Anna", CertificateOfConduct, Passed(Some(day(2)))))]);
}

#[test]
fn a_module_is_one_that_somebody_can_follow() {
    let room = begun();
    assert_eq!(
        refused(&room, DAY, offers(module("silence", 0, None))),
        "module `silence` takes no session; it takes at least 1"
    );
    assert_eq!(
        refused(&room, DAY, offers(module("silence", 1, Some(0)))),
        "a certificate of module `silence` would be valid for 0 months; leave the months out when it is valid for ever"
    );
    let of = |topic, role| offers(Module { topic, role, ..module("time", 1, None) });
    assert_eq!(
        refused(&room, DAY, of(Topic::SelfManagement, Party::Mentor)),
        "module `time` is about self-management, which is not for a mentor"
    );
    assert_eq!(
        refused(&room, DAY, of(Topic::Conflict, Party::Mentee)),
        "module `time` is about conflict, which is not for a mentee"
    );
    let own = Topic::Own(Label::new("our house").unwrap());
    then(room.clone(), [(0, of(own.clone(), Party::Mentee)), (0, of(own, Party::Mentor))]);
    assert_eq!(
        refused(&room, DAY, Event::ModuleWithdrawn(id("silence"))),
        "module `silence` is not in the catalogue; offer it first"
    );
    let room = then(room, [(0, Event::ModuleWithdrawn(id("listening")).into())]);
    assert_eq!(
        refused(&room, DAY, plans("S-3", "listening", DAY, 1)),
        "module `listening` is not in the catalogue; offer it first"
    );
    then(room, [(0, offers(module("listening", 1, None))), (0, plans("S-3", "listening", DAY, 1))]);
}

#[test]
fn a_session_is_planned_once_ahead_and_for_somebody() {
    let room = begun();
    assert_eq!(
        refused(&room, DAY, plans("S-1", "listening", day(1), 1)),
        "session `S-1` was planned already; give this one an identifier of its own"
    );
    assert_eq!(
        refused(&room, day(2), plans("S-3", "listening", day(1), 1)),
        "session `S-3` would be held on 2026-03-03, which is over on 2026-03-04"
    );
    assert_eq!(
        refused(&room, DAY, plans("S-3", "listening", DAY, 0)),
        "session `S-3` has room for nobody; it has at least 1 place"
    );
    assert_eq!(refused(&room, DAY, Event::SessionCancelled(id("S-3"))), "session `S-3` is not planned");
    let held = then(room.clone(), [(1, attends("S-1", "Anna"))]);
    assert_eq!(
        refused(&held, day(2), Event::SessionCancelled(id("S-1"))),
        "session `S-1` was held, and 1 came; it cannot be cancelled"
    );
    let cancelled = then(room, [(0, Event::SessionCancelled(id("S-1")).into())]);
    assert_eq!(cancelled.sessions().count(), 1);
    for again in [Event::SessionCancelled(id("S-1")).into(), attends("S-1", "Anna")] {
        assert_eq!(refused(&cancelled, day(2), again), "session `S-1` was cancelled on 2026-03-02");
    }
}

#[test]
fn who_attends_is_signed_up_in_that_role_and_finds_a_place() {
    let room = then(begun(), [(0, signs_up("Cy", Party::Mentor))]);
    assert_eq!(refused(&room, day(1), attends("S-9", "Anna")), "session `S-9` is not planned");
    assert_eq!(
        refused(&room, DAY, attends("S-1", "Anna")),
        "session `S-1` is held on 2026-03-03; nobody was there yet on 2026-03-02"
    );
    assert_eq!(refused(&room, day(1), attends("S-1", "Bo")), "`Bo` is not signed up as mentor");
    let room = then(room, [(5, attends("S-1", "Anna"))]);
    assert_eq!(
        refused(&room, day(5), attends("S-1", "Anna")),
        "`Anna` stands on the list of session `S-1` already"
    );
    assert_eq!(
        refused(&room, day(5), attends("S-1", "Cy")),
        "session `S-1` has room for 1, and so many stand on its list; `Cy` makes one more"
    );
}

#[test]
fn a_certificate_follows_the_sessions_that_the_module_takes() {
    let room = then(begun(), [(1, attends("S-1", "Anna"))]);
    assert_eq!(
        refused(&room, day(1), certifies("listening", "Anna")),
        "`Anna` attended 1 of the 2 sessions that module `listening` takes"
    );
    assert_eq!(
        refused(&room, day(1), certifies("silence", "Anna")),
        "module `silence` is not in the catalogue; offer it first"
    );
    let room = then(room, [(8, attends("S-2", "Anna")), (9, Event::ModuleWithdrawn(id("listening")).into())]);
    let room = then(room, [(9, certifies("listening", "Anna"))]);
    assert!(room.validity(&id("Anna"), Party::Mentor, &training("listening"), day(9)).holds());
}

#[test]
fn only_the_current_code_of_conduct_is_accepted() {
    assert_eq!(
        refused(&Preparation::default(), DAY, accepts("Bo", 1)),
        "`Bo` cannot accept a code of conduct before the programme has adopted one"
    );
    let room = then(begun(), [(1, adopts(2))]);
    assert_eq!(
        refused(&room, day(1), accepts("Bo", 1)),
        "`Bo` accepted version 1 of the code of conduct; the current one is version 2"
    );
    let room = then(room, [(1, accepts("Bo", 2))]);
    assert_eq!(
        room.certificate(&id("Bo"), Party::Mentee, &Prerequisite::CodeOfConduct, day(1)),
        Some(Certificate::Met { version: Some(2), until: None })
    );
    assert_eq!(
        refused(&room, day(2), signs("Bo", Some(day(1)))),
        "the non-disclosure of `Bo` would hold until 2026-03-03, which is over on 2026-03-04"
    );
}
