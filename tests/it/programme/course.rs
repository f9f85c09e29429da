//! What figures know of a pairing: from its start to its end, with the pauses between.

use mentorship::{
    agreement::{Command, EndReason, Initiator},
    feedback::{Closure, Problem},
    introduction::Actor,
};

use super::{kit::carla, stage::Stage};
use crate::lifecycle::kit::{day, mentee, mentor, safeguarding, suspend};

#[test]
fn a_pause_is_told_from_its_first_day_to_the_one_on_which_they_go_on() {
    let mut stage = Stage::begun();
    stage.meet(7);
    stage.pause(20, 40);
    stage.resume(35);
    assert_eq!(stage.pauses(60), [(day(20), day(35))]);
    stage.meet(35);
    assert_eq!(stage.pauses(60), [(day(20), day(35))], "they meet on the day on which they go on");
}

#[test]
fn a_pause_that_lasts_is_told_up_to_the_day_of_the_figures() {
    let mut stage = Stage::begun();
    stage.pause(20, 40);
    for as_of in [20, 25, 39, 40, 60] {
        assert_eq!(stage.pauses(as_of), [(day(20), day(as_of + 1))], "as of day {as_of}");
    }
    assert_eq!(stage.pauses(19), [], "it has not come yet");
    let later = {
        let mut stage = stage.clone();
        stage.resume(45);
        stage.pauses(60)
    };
    assert_eq!(later, [(day(20), day(45))], "it ends when they go on, not on the day agreed on");
}

#[test]
fn who_meets_on_the_first_day_of_a_pause_pauses_from_the_next() {
    let mut stage = Stage::begun().on(20);
    stage.meet(20);
    stage.pause(20, 40);
    assert_eq!(stage.pauses(20), []);
    assert_eq!(stage.pauses(30), [(day(21), day(31))]);
    stage.resume(21);
    assert_eq!(stage.pauses(30), []);
}

#[test]
fn a_meeting_inside_a_pause_is_set_aside_with_the_reason() {
    let mut stage = Stage::begun();
    stage.pause(20, 40);
    stage.resume(35);
    stage.meet(25);
    let (record, problems) = stage.programme.record(day(60));
    assert!(record.facts().meetings.is_empty());
    let told: Vec<String> = problems.iter().map(Problem::to_string).collect();
    assert_eq!(told.len(), 1);
    assert!(told[0].contains("A-000001") && told[0].contains("2026-03-27"), "{told:?}");
}

#[test]
fn an_end_ends_a_pause_and_on_its_first_day_there_is_none() {
    let ended = |on: i64| {
        let mut stage = Stage::begun();
        stage.pause(20, 40);
        stage.today = day(on);
        stage.ends(&mentee(), Initiator::Mentee, EndReason::Time);
        assert_eq!(stage.pairing(60).ended.map(|ending| ending.on), Some(day(on)));
        stage.pauses(60)
    };
    assert_eq!(ended(20), []);
    assert_eq!(ended(21), [(day(20), day(21))]);
    assert_eq!(ended(38), [(day(20), day(38))]);
}

#[test]
fn a_suspension_is_a_pause_also_where_one_lasted() {
    let mut stage = Stage::begun();
    stage.pause(20, 40);
    stage.today = day(25);
    stage.does(&safeguarding(), suspend());
    assert_eq!(stage.pauses(30), [(day(20), day(31))]);
    for by in [mentor(), mentee()] {
        stage.does(&by, Command::Consent);
    }
    stage.today = day(32);
    stage.does(&carla(), Command::Reinstate);
    assert_eq!(stage.pauses(60), [(day(20), day(32))]);
    stage.pause(50, 55);
    assert_eq!(stage.pauses(52), [(day(20), day(32)), (day(50), day(53))]);
}

#[test]
fn each_reason_to_end_counts_as_its_closure() {
    let by_mentee = |reason| (mentee(), Initiator::Mentee, reason);
    for ((by, initiator, reason), closure) in [
        (by_mentee(EndReason::GoalsReached), Closure::Completed),
        (by_mentee(EndReason::Time), Closure::Early),
        (by_mentee(EndReason::NoFit), Closure::Early),
        (by_mentee(EndReason::Moved), Closure::Moved),
        (by_mentee(EndReason::Conduct), Closure::Safeguarding),
        ((safeguarding(), Initiator::Safeguarding, EndReason::Other), Closure::Safeguarding),
        ((carla(), Initiator::Coordinator, EndReason::ProgrammeStopped), Closure::ProgrammeEnded),
        ((carla(), Initiator::External, EndReason::Moved), Closure::Moved),
    ] {
        let mut stage = Stage::begun().on(30);
        stage.ends(&by, initiator, reason);
        assert_eq!(stage.pairing(30).ended.unwrap().closure, closure, "{reason}");
    }
    let mut stage = Stage::begun().on(7 + 280);
    stage.does(&Actor::Clock, Command::ReachEnd);
    assert_eq!(stage.pairing(300).ended.unwrap().closure, Closure::Completed);
}

#[test]
fn a_pairing_is_planned_as_long_and_as_often_as_agreed() {
    let pairing = Stage::begun().pairing(60);
    assert_eq!((pairing.started, pairing.ended), (day(7), None));
    // From 9 March to 9 December, every other week.
    assert_eq!((pairing.planned_days, pairing.every_days), (275, 14));
    assert_eq!(Stage::set().programme.pairs().pairings(day(60)), []);
}
