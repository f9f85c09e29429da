//! The pairs: entries that fit each other, places that are given once, and what figures and rounds need to know.

use mentorship::{
    agreement::{self, Command, EndReason, Initiator, Phase},
    introduction::{self, Party, Place},
    jiff::civil::Date,
    people::{Apart, Outcome},
    programme::{Entry, Happened, pairs::Rest, recruitment},
};

use super::{
    kit::{carla, id},
    stage::{Stage, agreed, as_mentee, as_mentor, introduced, proposed, signs_up},
};
use crate::lifecycle::kit::{DAY, coordinator, data_officer, day, mentee, mentor};

#[test]
fn who_is_introduced_has_signed_up_as_that_person() {
    let mut stage = Stage::set();
    assert_eq!(
        stage.tries(proposed("I-1", "Zoe", "Bo", DAY)),
        "mentor `M-Zoe` has not signed up, or has left"
    );
    assert_eq!(
        stage.tries(proposed("I-1", "Anna", "Zac", DAY)),
        "mentee `T-Zac` has not signed up, or has left"
    );
    stage.note(recruitment::Event::Left { who: as_mentee("Bo") });
    assert_eq!(
        stage.tries(proposed("I-1", "Anna", "Bo", DAY)),
        "mentee `T-Bo` has not signed up, or has left"
    );
    stage.note(signs_up(as_mentee("Cy"), "Somebody", 1));
    assert_eq!(
        stage.tries(proposed("I-1", "Anna", "Cy", DAY)),
        "mentee `T-Cy` signed up as another person than `Cy`"
    );
}

#[test]
fn names_are_taken_once_and_said_the_same_inside_and_outside() {
    let mut stage = Stage::begun();
    let on = stage.today;
    assert_eq!(stage.tries(proposed("I-1", "Ada", "Bea", on)), "there is an introduction `I-1` already");
    let mut other = proposed("I-2", "Ada", "Bea", on);
    if let Happened::Introduction(name, _) = &mut other.what {
        *name = id("I-3");
    }
    assert_eq!(stage.tries(other), "it is told of `I-3`, but speaks of `I-2`");
    let opening = stage.programme.entries().iter().find_map(|entry| match &entry.what {
        Happened::Agreement(_, inner) => Some((**inner).clone()),
        _ => None,
    });
    let opening = agreement::Entry { on, ..opening.unwrap() };
    assert_eq!(stage.tries(agreed("A-000001", opening.clone())), "there is an agreement `A-000001` already");
    assert_eq!(stage.tries(agreed("A-2", opening)), "it is told of `A-2`, but speaks of `A-000001`");
}

#[test]
fn an_entry_outside_is_of_the_day_and_hand_of_the_one_inside() {
    let mut stage = Stage::begun();
    let told = "it was not written down on the day and by whom it says itself";
    stage.meet(7);
    let inner = stage.last_agreed();
    for (on, by) in [(day(8), inner.by.clone()), (day(7), coordinator())] {
        let what = Happened::Agreement(id("A-000001"), Box::new(inner.clone()));
        assert_eq!(stage.tries(Entry { on, by, what }), told);
    }
    let inner = introduction::Entry { on: day(7), ..stage.last_introduced() };
    let what = Happened::Introduction(id("I-1"), Box::new(inner));
    assert_eq!(stage.tries(Entry { on: day(9), by: mentor(), what }), told);
}

#[test]
fn an_entry_speaks_of_what_is_there_and_can_have_happened() {
    let mut stage = Stage::begun();
    stage.meet(7);
    let (inner, talked) = (stage.last_agreed(), stage.last_introduced());
    let talked = introduction::Entry { on: day(7), ..talked };
    assert_eq!(stage.tries(agreed("A-9", inner.clone())), "there is no agreement `A-9`");
    assert_eq!(stage.tries(introduced("I-9", talked.clone())), "there is no introduction `I-9`");
    assert_eq!(
        stage.tries(introduced("I-1", talked)),
        "of introduction `I-1`, it cannot have happened when it stood at `clicked`"
    );
    stage.ends(&mentee(), Initiator::Mentee, EndReason::Moved);
    assert_eq!(
        stage.tries(agreed("A-000001", inner)),
        "of agreement `A-000001`, it cannot have happened when it stood at `closing`"
    );
}

#[test]
fn an_agreement_grows_once_from_an_introduction_that_clicked() {
    let mut stage = Stage::set();
    stage.click("I-1", "Anna", "Bo");
    stage.propose("I-2", "Ada", "Bea");
    let mut apart = stage.clone();
    apart.open("I-1");
    let opened = apart.last_agreed();
    let of = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut stored = serde_json::to_value(&opened).unwrap();
        change(&mut stored["event"]["opened"]);
        serde_json::from_value::<agreement::Entry>(stored).unwrap()
    };
    for (introduction, entry) in [
        ("I-2", of(&|event| event["introduction"] = "I-2".into())),
        ("I-9", of(&|event| event["introduction"] = "I-9".into())),
        ("I-1", of(&|event| event["pair"]["mentor"] = "M-Ada".into())),
        ("I-1", of(&|event| event["pair"]["mentee"] = "T-Bea".into())),
        ("I-1", of(&|event| event["people"]["mentor"]["person"] = "Ada".into())),
        ("I-1", of(&|event| event["people"]["mentee"]["person"] = "Bea".into())),
    ] {
        let told = format!(
            "agreement `A-000001` does not follow from introduction `{introduction}`, which has not clicked or is of \
             others"
        );
        assert_eq!(stage.tries(agreed("A-000001", entry)), told);
    }
    assert_eq!(
        apart.tries(agreed("A-2", of(&|event| event["id"] = "A-2".into()))),
        "introduction `I-1` has led to an agreement already"
    );
    assert_eq!(apart.programme.pairs().led_to(&id("I-1")), Some(&id("A-000001")));
}

#[test]
fn nobody_leaves_or_is_erased_while_a_pair_of_theirs_is_not_closed() {
    let leaves = |who| recruitment::Event::Left { who };
    let both = |stage: &mut Stage, of: &str| {
        let told = format!("mentor `M-Anna` cannot leave yet: mentor in `{of}`, which is not closed");
        assert_eq!(stage.refused(leaves(as_mentor("Anna"))), told);
        for person in ["Anna", "Bo"] {
            let told = format!("`{person}` cannot be erased yet: `{of}` is not closed");
            assert_eq!(stage.refused(Happened::Erased(id(person))), told);
        }
    };
    let mut stage = Stage::set();
    stage.propose("I-1", "Anna", "Bo");
    both(&mut stage, "I-1");
    stage.talk("I-1");
    both(&mut stage, "I-1");
    for party in Party::BOTH {
        stage.says_yes("I-1", party).unwrap();
    }
    // It clicked, and the two have not begun to draft: they hold a seat of each other.
    assert_eq!(stage.free(Place::Seat, "Bo"), 0);
    both(&mut stage, "I-1");
    let agreement = stage.open("I-1");
    both(&mut stage, "A-000001");
    stage.agree(&mentee(), &agreement, Command::Withdraw { reason: None });
    stage.note(leaves(as_mentor("Anna")));
    stage.note(Happened::Erased(id("Anna")));
    stage.note(Happened::Erased(id("Bo")));
    assert!(stage.programme.erased().contains(&id("Anna")));
}

#[test]
fn places_are_granted_held_and_freed() {
    let mut stage = Stage::set();
    let free = |stage: &Stage, person| (stage.free(Place::Seat, person), stage.free(Place::TalkSlot, person));
    assert_eq!(free(&stage, "Anna"), (2, 3));
    assert_eq!(free(&stage, "Bo"), (1, 2));
    stage.note(signs_up(as_mentor("Bo"), "Bo", 2));
    assert_eq!(free(&stage, "Bo"), (3, 4), "in both roles together");
    stage.note(recruitment::Event::Left { who: as_mentor("Bo") });
    assert_eq!(free(&stage, "Bo"), (1, 2), "who leaves one role keeps the other");
    stage.propose("I-1", "Anna", "Bo");
    assert_eq!(free(&stage, "Bo"), (1, 2), "a proposal holds nothing");
    stage.introduce(&coordinator(), "I-1", introduction::Command::Invite);
    assert_eq!((free(&stage, "Bo"), free(&stage, "Anna")), ((1, 1), (2, 2)));
    let mut stage = Stage::begun();
    assert_eq!((free(&stage, "Bo"), free(&stage, "Anna")), ((0, 2), (1, 3)));
    stage.note(recruitment::Event::PlacesChanged { who: as_mentor("Anna"), places: 1 });
    assert_eq!(free(&stage, "Anna"), (0, 2));
    stage.ends(&mentee(), Initiator::Mentee, EndReason::Moved);
    assert_eq!(free(&stage, "Bo"), (0, 2), "a pair that closes keeps its places");
    stage.closes();
    assert_eq!((free(&stage, "Bo"), free(&stage, "Anna")), ((1, 2), (1, 2)));
    stage.note(recruitment::Event::Left { who: as_mentor("Anna") });
    assert_eq!(free(&stage, "Anna"), (0, 0));
}

#[test]
fn a_closed_pair_goes_on_only_where_its_places_are_free() {
    let mut stage = Stage::begun();
    stage.ends(&mentee(), Initiator::Mentee, EndReason::Time);
    stage.closes();
    let mut again = stage.clone();
    for by in [mentor(), mentee()] {
        again.does(&by, Command::Consent);
        stage.does(&by, Command::Consent);
    }
    again.does(&carla(), Command::ReopenClosed { reason: id("why") });
    let reopened = again.last_agreed();
    assert_eq!(again.pairing(8).ended, None);
    assert_eq!(again.free(Place::Seat, "Bo"), 0);
    stage.click("I-2", "Ada", "Bo");
    assert_eq!(stage.tries(agreed("A-000001", reopened)), "no place is free at present for `I-1`");
}

#[test]
fn running_pairs_are_those_who_hold_a_place_of_each_other() {
    let mut stage = Stage::set();
    let pair = (id("M-Anna"), id("T-Bo"));
    let runs = |stage: &Stage| stage.programme.pairs().running().contains(&pair);
    stage.propose("I-1", "Anna", "Bo");
    assert!(runs(&stage), "a proposal that is not over is not proposed again");
    let mut declined = stage.clone();
    declined.introduce(&coordinator(), "I-1", introduction::Command::Invite);
    declined.introduce(&mentee(), "I-1", introduction::Command::DeclineInvitation { reason: None });
    assert!(!runs(&declined));
    let history = declined.programme.pairs().history();
    let [past] = history.entries() else { panic!("{history:?}") };
    assert_eq!((past.outcome, past.apart), (Outcome::Declined, Apart::Until(day(180))));
    let mut stage = Stage::begun();
    assert!(runs(&stage));
    assert!(stage.programme.pairs().history().entries().is_empty());
    stage.ends(&mentee(), Initiator::Mentee, EndReason::NoFit);
    assert!(runs(&stage), "a pair that closes holds its places");
    stage.closes();
    assert!(!runs(&stage));
    let history = stage.programme.pairs().history();
    let [past] = history.entries() else { panic!("{history:?}") };
    assert_eq!((past.on, past.outcome, past.apart), (day(7), Outcome::EndedEarly, Apart::UntilLifted));
}

#[test]
fn who_closed_an_agreement_rests() {
    let mut stage = Stage::begun().on(30);
    let rest =
        |stage: &Stage| ["Anna", "Ada"].map(|name| stage.programme.pairs().rests_until(&as_mentor(name)));
    stage.ends(&mentee(), Initiator::Mentee, EndReason::Time);
    assert_eq!(rest(&stage), [Rest::No, Rest::No], "not before it is closed");
    stage.closes();
    let until = Rest::Until(day(60));
    assert_eq!(rest(&stage), [until, Rest::No]);
    assert_eq!(stage.programme.pairs().rests_until(&as_mentee("Bo")), until);
    assert!(until.holds(day(59)) && !until.holds(day(60)));
    assert!(
        Rest::ForGood > until && until > Rest::No && Rest::ForGood.holds(Date::MAX) && !Rest::No.holds(DAY)
    );
    stage.today = day(30 + 5 * 366);
    stage.does(&data_officer(), Command::Archive);
    let phase = stage.programme.pairs().agreement(&id("A-000001")).unwrap().phase();
    assert_eq!(phase, Phase::Archived);
    assert_eq!(stage.pairing(3000).ended.unwrap().on, day(30), "figures outlive the archive");
}
