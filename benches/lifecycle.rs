//! How fast a programme reads back what happened: a million entries of agreements, replayed and read from their text.
//!
//! The bar: replay of a million events in under a second on one core.
#![expect(clippy::unwrap_used, reason = "a bench that cannot build its case is to stop")]

use std::{collections::BTreeSet, hint::black_box};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mentorship::{
    agreement::{
        self, Agreement, Cadence, Certificate, Command, Contact, Goal, LegalHold, Meetings, Phase, Policy,
        Prerequisite, Term, Terms,
    },
    criteria,
    introduction::{
        self, Actor, Fit, Introduction, Ledger, Order, Parties, Party, Places, Proposal, Requirements,
    },
    jiff::{
        ToSpan,
        civil::{Date, date},
    },
    matching::{Request, ReviewBook},
    people::{Mentee, Mentor, Mode, People, Roster},
};

/// Entries of one agreement.
const ENTRIES: usize = 100;
/// Agreements.
const AGREEMENTS: usize = 10_000;
const DAY: Date = date(2026, 3, 2);

fn id<T: std::str::FromStr<Err = mentorship::id::InvalidId>>(text: &str) -> T {
    text.parse().unwrap()
}

fn clicked(ledger: &Ledger) -> Introduction {
    let roster = Roster::new(People {
        mentors: vec![Mentor::new(id("M-1"), id("Anna"))],
        mentees: vec![Mentee::new(id("T-1"), id("Bo"))],
        ..People::default()
    });
    let (roster, criteria) = (roster.unwrap(), criteria::Criteria::new(vec![], vec![]).unwrap());
    let request = Request::new(&roster, &criteria, DAY);
    let plan = request.plan().unwrap();
    let (mut book, carla) = (ReviewBook::default(), id("Carla"));
    let mut review = book.open(&request, &plan, &carla, DAY).unwrap();
    for pairing in plan.pairings() {
        let seen = pairing.explanation.digest();
        review.by(&carla, DAY).approve(&pairing.mentor, &pairing.mentee, seen).unwrap();
    }
    let proposal = Proposal::of(&book.close(&mut review, &carla, DAY).unwrap()).remove(0);
    let (mut introduction, _) = Introduction::open(id("I-1"), proposal, id("first"), DAY);
    let (anna, bo) = (Actor::Party(Party::Mentor, id("Anna")), Actor::Party(Party::Mentee, id("Bo")));
    for (by, command) in [
        (Actor::System, introduction::Command::Invite),
        (anna.clone(), introduction::Command::AcceptInvitation),
        (bo.clone(), introduction::Command::AcceptInvitation),
        (bo.clone(), introduction::Command::RecordTalk { on: DAY }),
        (anna, introduction::Command::AnswerFit { fit: Fit::Yes }),
        (bo, introduction::Command::AnswerFit { fit: Fit::Yes }),
    ] {
        let expected = introduction.version();
        let order = Order { id: id(&format!("c-{expected}")), expected, by, on: DAY, command };
        let circumstances = introduction::Circumstances {
            policy: &introduction::Policy::default(),
            ledger,
            requirements: Requirements::Hold,
            conflicted: &BTreeSet::new(),
        };
        let _ = introduction.execute(&order, &circumstances).unwrap();
    }
    introduction
}

/// The log of one agreement: signed, prepared, started, and then a meeting every third day.
fn log() -> Vec<agreement::Entry> {
    let mut ledger = Ledger::default();
    for person in ["Anna", "Bo"] {
        ledger.grant(id(person), Places { talk_slots: 1, seats: 1 });
    }
    let introduction = clicked(&ledger);
    let (mut agreement, first) =
        Agreement::open(id("A-1"), &introduction, Parties::default(), id("first"), DAY).unwrap();
    let terms = Terms {
        goals: vec![Goal { what: "learn to weld".into(), measure: "a gate".into() }],
        meetings: Some(Meetings { cadence: Cadence::every_weeks(1).unwrap(), minutes: 60 }),
        term: Some(Term { start: DAY, months: 12 }),
        modes: [Mode::InPerson].into(),
        review_days: None,
        confidential: "all".into(),
        limits: "danger".into(),
        boundaries: "no money".into(),
        ending: "a talk".into(),
    };
    let (anna, bo) = (Actor::Party(Party::Mentor, id("Anna")), Actor::Party(Party::Mentee, id("Bo")));
    let hash = terms.hash();
    let mut orders = vec![
        (anna.clone(), DAY, Command::ProposeTerms { terms: Box::new(terms), text: id("text") }),
        (anna.clone(), DAY, Command::FreezeForSigning),
        (anna.clone(), DAY, Command::Sign { hash }),
        (bo.clone(), DAY, Command::Sign { hash }),
    ];
    let policy = Policy::default();
    for party in Party::BOTH {
        for kind in policy.required.of(party) {
            let version = (*kind == Prerequisite::CodeOfConduct).then_some(1);
            let record = Certificate::Met { version, until: None };
            let command = Command::RecordPrerequisite { party, kind: kind.clone(), record };
            orders.push((Actor::SystemOfRecord, DAY, command));
        }
    }
    orders.push((Actor::Clock, DAY, Command::Start));
    for meeting in 1.. {
        let on = DAY.saturating_add((meeting * 3).days());
        if orders.len() + 2 == ENTRIES {
            break;
        }
        let contact = Contact { on, minutes: 60, medium: Mode::InPerson };
        orders.push((bo.clone(), on, Command::LogContact(contact)));
    }
    let mut log = vec![first];
    for (by, on, command) in orders {
        let expected = agreement.version();
        let order = Order { id: id(&format!("c-{expected}")), expected, by, on, command };
        let circumstances = agreement::Circumstances {
            policy: &policy,
            ledger: &ledger,
            programme: None,
            code_of_conduct: 1,
            conflicted: &BTreeSet::new(),
            successor: None,
            legal_hold: LegalHold::No,
        };
        log.extend(agreement.execute(&order, &circumstances).unwrap());
    }
    assert_eq!((log.len(), agreement.phase()), (ENTRIES, Phase::Active));
    log
}

fn replay(criterion: &mut Criterion) {
    let log = log();
    let rows: Vec<String> = log.iter().map(|entry| serde_json::to_string(entry).unwrap()).collect();
    let expected = Agreement::replay(&log).unwrap();
    let mut group = criterion.benchmark_group("a million entries of ten thousand agreements");
    group.sample_size(10).throughput(Throughput::Elements((ENTRIES * AGREEMENTS) as u64));
    group.bench_function("replay", |bench| {
        bench.iter(|| {
            for _ in 0..AGREEMENTS {
                let agreement = Agreement::replay(black_box(&log)).unwrap();
                assert_eq!(agreement.version(), expected.version());
            }
        });
    });
    group.bench_function("read and replay", |bench| {
        bench.iter(|| {
            for _ in 0..AGREEMENTS {
                let agreement = Agreement::replay_json(black_box(&rows).iter().map(String::as_str)).unwrap();
                assert_eq!(agreement.contacts().all().len(), expected.contacts().all().len());
            }
        });
    });
    group.finish();
}

criterion_group!(benches, replay);
criterion_main!(benches);
