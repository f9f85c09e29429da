//! What a reader of the code found: each was wrong once.

use mentorship::{
    agreement::{Command, Prerequisite},
    feedback::Category,
    id::ProgrammeId,
    impact::AsOf,
    introduction::{self, Actor, Party},
    jiff::civil::date,
    programme::{
        Cabinet, Entry, Happened, Identifiers, NotAppended, NotMerged, Programme, ProgrammeSnapshot, Region,
        Round,
        charter::{Event as Charter, Rules},
        innovation::Innovation,
        money::{self, Payment},
        preparation::{Event as Preparation, Module, Session, Topic},
        support::{self, Gathering},
    },
};

use super::{
    kit::{carla, id, noted},
    stage::{Stage, as_mentee, as_mentor, introduced, signs_up},
};
use crate::lifecycle::kit::{DAY, day, mentee, mentor, terms};

#[test]
fn a_further_talk_takes_a_slot_or_changes_nothing() {
    let mut stage = Stage::set();
    stage.propose("I-1", "Anna", "Bo");
    stage.talk("I-1");
    for (name, mentee) in [("I-2", "Bea"), ("I-3", "Ben"), ("I-4", "Bea")] {
        let mentor = if name == "I-4" { "Ada" } else { "Anna" };
        stage.propose(name, mentor, mentee);
        stage.introduce(&carla(), name, introduction::Command::Invite);
    }
    // Anna has three slots and two of them are held; another two talks take the last.
    stage
        .note(mentorship::programme::recruitment::Event::PlacesChanged { who: as_mentor("Anna"), places: 1 });
    let inner = introduction::Entry {
        format: introduction::Format,
        command: id("further"),
        step: introduction::Step::BookFurtherTalk,
        by: carla(),
        on: stage.today,
        event: introduction::Event::FurtherTalkBooked { on: day(3) },
    };
    let told = stage.tries(introduced("I-1", inner));
    assert_eq!(told, "no place is free at present for `I-1`");
    let again = Programme::open(stage.programme.entries().iter().cloned()).unwrap();
    assert_eq!(again, stage.programme, "what is known is what the log adds up to");
}

#[test]
fn francs_are_not_told_as_euros() {
    let mut stage = Stage::set();
    let spent = Payment {
        category: Category::Staff,
        on: DAY,
        cents: 100,
        currency: "CHF".parse().unwrap(),
        from: None,
        campaign: None,
    };
    stage.note(money::Event::Spent(spent.clone()));
    assert_eq!(stage.programme.charters().meanings().currency.to_string(), "CHF");
    let mut euros = Stage::set();
    euros.note(money::Event::Spent(Payment { currency: "EUR".parse().unwrap(), ..spent }));
    let mut region = Region::new(AsOf::new(DAY).resampled(1, 0), Identifiers::Own);
    region.add(id::<ProgrammeId>("north"), &euros.programme).unwrap();
    let refused = region.add(id("south"), &stage.programme).unwrap_err();
    assert!(matches!(refused, NotMerged::OtherCurrency { .. }), "{refused}");
}

#[test]
fn a_round_is_written_down_once() {
    let mut stage = Stage::set();
    let plan = mentorship::id::Digest::of_bytes("a plan");
    let round = Round { plan, proposed: 1, approved: 0, rejected: vec![] };
    stage.note(round.clone());
    assert_eq!(stage.refused(round), format!("the round of plan {plan} is written down already"));
}

#[test]
fn a_name_that_is_taken_is_passed_over() {
    let mut stage = Stage::set();
    stage.click("I-1", "Anna", "Bo");
    stage.click("I-2", "Ada", "Bea");
    let introduction = stage.programme.pairs().introduction(&id("I-1")).unwrap().clone();
    let (_, entry) = mentorship::agreement::Agreement::open(
        id("A-000002"),
        &introduction,
        introduction::Parties::default(),
        id("imported"),
        stage.today,
    )
    .unwrap();
    let read = stage.programme.version();
    let imported = Entry {
        on: entry.on,
        by: entry.by.clone(),
        what: Happened::Agreement(id("A-000002"), Box::new(entry)),
    };
    stage.programme.append(read, [imported]).unwrap();
    assert_eq!(stage.open("I-2"), id("A-000003"));
}

#[test]
fn a_field_that_nobody_knows_is_not_passed_over() {
    for event in [
        r#"{"preparation":{"non_disclosure_signed":{"person":"P-1","until":null,"untill":"2026-12-31"}}}"#,
        r#"{"support":{"story_asked":{"person":"P-1","agreement":null,"agrement":"A-1"}}}"#,
        r#"{"money":{"received":{"grant":"G-1","on":"2026-03-02","cents":1,"cent":2}}}"#,
        r#"{"recruitment":{"left":{"who":{"mentee":"T-1"},"why":"moved"}}}"#,
    ] {
        let line = format!(r#"{{"on":"2026-03-02","by":"clock","what":{event}}}"#);
        let broken = Programme::open_json([line.as_str()]).unwrap_err();
        assert!(broken.to_string().starts_with("entry 1: it cannot be read"), "{broken}");
    }
}

#[test]
fn nobody_begins_by_rules_that_were_changed_meanwhile() {
    let mut stage = Stage::set();
    stage.click("I-1", "Anna", "Bo");
    let agreement = stage.open("I-1");
    let text = id("text-1");
    stage.agree(&mentor(), &agreement, Command::ProposeTerms { terms: Box::new(terms()), text });
    stage.agree(&mentee(), &agreement, Command::FreezeForSigning);
    for by in [mentor(), mentee()] {
        stage.agree(&by, &agreement, Command::Sign { hash: terms().hash() });
    }
    stage.today = day(7);
    // One decides that the two begin, while another asks for a training.
    let mut one = stage.programme.clone();
    let read = one.version();
    one.by(&Actor::Clock, stage.today).agree(&agreement, Command::Start).unwrap();
    let begin = one.entries().last().unwrap().clone();
    let mut rules = Rules::default();
    rules.agreements.required.mentor = [Prerequisite::Training(id("listening"))].into();
    rules.agreements.required.mentee.clear();
    stage.note(Charter::RulesSet(Box::new(rules)));
    let late = stage.programme.append(read, [begin]).unwrap_err();
    let NotAppended::Stale { about, .. } = &late else { panic!("{late}") };
    assert_eq!(about, "the charter");

    // Decided anew, it is refused for the training, and later for one that lapsed.
    let start = |stage: &mut Stage| {
        let done = stage.programme.by(&Actor::Clock, stage.today).agree(&agreement, Command::Start);
        done.unwrap_err().to_string()
    };
    assert!(start(&mut stage).contains("training `listening`"), "{}", start(&mut stage));
    let module = Module {
        id: id("listening"),
        topic: Topic::Communication,
        role: Party::Mentor,
        sessions: 1,
        valid_months: Some(1),
    };
    stage.note(Preparation::ModuleOffered(module));
    let session = Session { id: id("S-1"), module: id("listening"), on: stage.today, places: 5 };
    stage.note(Preparation::SessionPlanned(session));
    stage.note(Preparation::Attended { session: id("S-1"), person: id("Anna") });
    stage.note(Preparation::Certified { module: id("listening"), person: id("Anna") });
    let recorded = stage.programme.by(&Actor::SystemOfRecord, stage.today).record_preparation(&agreement);
    assert_eq!(recorded.unwrap(), 1);
    stage.today = day(60);
    let told = start(&mut stage);
    assert!(told.contains("training `listening`"), "{told}");
    let readiness = stage.programme.preparation().readiness(&id("Anna"), Party::Mentor, stage.today);
    assert_eq!(readiness.to_string(), "not ready: training `listening` lapsed on 2026-04-09");
}

#[test]
fn a_log_that_could_not_be_so_long_is_no_overflow() {
    let programme = Programme::open([noted(DAY, signs_up(as_mentor("Anna"), "Anna", 1))]).unwrap();
    let text = serde_json::to_string(&programme.snapshot()).unwrap();
    let longest = text.replacen(r#""seal":{"version":1"#, &format!(r#""seal":{{"version":{}"#, u64::MAX), 1);
    assert_ne!(text, longest);
    let snapshot: ProgrammeSnapshot = serde_json::from_str(&longest).unwrap();
    let mut programme = Programme::resume(snapshot).unwrap();
    programme.catch_up([noted(DAY, signs_up(as_mentee("Bo"), "Bo", 1))]).unwrap();
    assert!(programme.catch_up([noted(date(2025, 1, 1), signs_up(as_mentee("Bea"), "Bea", 1))]).is_err());
    assert_eq!(programme.version(), u64::MAX);
}

#[test]
fn a_question_of_the_whole_log_is_not_answered_by_part_of_it() {
    let programme = Programme::open([noted(DAY, signs_up(as_mentor("Anna"), "Anna", 1))]).unwrap();
    let resumed = Programme::resume(programme.snapshot()).unwrap();
    assert!(programme.fold::<Innovation>().is_ok());
    let told = resumed.fold::<Innovation>().unwrap_err().to_string();
    assert_eq!(
        told,
        "the programme goes on from a snapshot at entry 1; a room of one's own is folded over the whole log"
    );
}

#[test]
fn who_was_erased_is_in_no_list_and_is_introduced_to_nobody() {
    let (mut stage, mut cabinet) = (Stage::set(), Cabinet::default());
    let officer = Actor::DataOfficer(id("Dan"));
    let held = stage.programme.by(&officer, stage.today).legal_hold(mentorship::agreement::LegalHold::Held);
    assert_eq!(
        held.erase(&id("Bo"), &mut cabinet).unwrap_err().to_string(),
        "`Bo` cannot be erased: the law asks to keep what is known"
    );
    let erased = stage.programme.by(&officer, stage.today).erase(&id("Bo"), &mut cabinet);
    assert_eq!(erased.unwrap().profiles, 0);
    assert!(stage.programme.recruitment().here().all(|one| one.person != id("Bo")));
    assert!(
        stage.programme.recruitment().stale_profiles(day(900), 1).iter().all(|who| **who != as_mentee("Bo"))
    );
    let told = stage.tries(super::stage::proposed("I-1", "Anna", "Bo", stage.today));
    assert_eq!(told, "mentee `T-Bo` has not signed up, or has left");
    // They may come back.
    stage.note(signs_up(as_mentee("Bo"), "Bo", 1));
    stage.propose("I-1", "Anna", "Bo");
}

#[test]
fn who_supports_pairs_hands_them_over_before_being_erased() {
    let mut stage = Stage::begun();
    stage.note(support::Event::SupervisorAppointed { person: id("Sam"), most: 3 });
    stage.note(support::Event::CaseTaken { agreement: id("A-000001"), supervisor: id("Sam") });
    let told = stage.refused(Happened::Erased(id("Sam")));
    assert!(told.contains("`Sam`") && told.contains('1'), "{told}");
}

#[test]
fn an_evening_for_mentors_is_for_mentors() {
    let mut stage = Stage::set();
    let kind = mentorship::people::Label::new("an evening for mentors").unwrap();
    let (on, role) = (stage.today, Some(Party::Mentor));
    stage.note(support::Event::GatheringPlanned(Gathering { id: id("evening"), kind, on, role }));
    stage.note(support::Event::CameTo { gathering: id("evening"), person: id("Anna") });
    for person in ["Bo", "Nobody"] {
        let came = support::Event::CameTo { gathering: id("evening"), person: id(person) };
        assert_eq!(
            stage.refused(came),
            format!("gathering `evening` is for mentors, and `{person}` has not signed up as one")
        );
    }
}

#[test]
fn hours_are_in_nobodys_way() {
    let stage = Stage::set();
    let hours = |person: &str| money::Event::Volunteered { person: id(person), on: DAY, minutes: 60 };
    let read = stage.programme.version();
    let mut programme = stage.programme;
    programme.by(&carla(), DAY).having_read(read).note(hours("Anna")).unwrap();
    programme.by(&carla(), DAY).having_read(read).note(hours("Ada")).unwrap();
    let opened = money::Event::Spent(Payment {
        category: Category::Other,
        on: DAY,
        cents: 100,
        currency: "EUR".parse().unwrap(),
        from: None,
        campaign: None,
    });
    programme.by(&carla(), DAY).having_read(read).note(opened).unwrap();
    assert!(programme.by(&carla(), DAY).having_read(read).note(hours("Anna")).is_err());
}
