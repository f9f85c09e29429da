//! Two writers at once: who wrote about the same in between is in the way, and nothing is given twice.

use mentorship::{
    feedback::{Currency, Tie},
    introduction::Party,
    people::{Label, Who},
    programme::{
        Entry, Fact, NotAppended, charter::Event as Charter, money, preparation, recruitment, support,
    },
};

use super::{
    kit::{carla, id, noted},
    stage::{Stage, as_mentee, as_mentor, proposed, signs_up},
};
use crate::lifecycle::kit::{DAY, day};

/// What two writers did who both had read the same: how the second fares.
fn second(first: Entry, second: Entry) -> Result<u64, String> {
    let mut stage = Stage::begun();
    stage.note(money::Event::Opened { free: 100_000, earmarked: 0, currency: Currency::default() });
    let read = stage.programme.version();
    stage.programme.append(read, [first]).unwrap();
    let before = stage.programme.clone();
    let done = stage.programme.append(read, [second]);
    if done.is_err() {
        assert_eq!(stage.programme, before);
    }
    done.map_err(|why| match why {
        NotAppended::Stale { read: told, actual, about } => {
            assert_eq!((told, actual), (read, read + 1));
            about
        }
        other => panic!("{other}"),
    })
}

#[test]
fn who_wrote_about_the_same_in_between_is_in_the_way_and_nobody_else() {
    let on = day(7);
    let spent = || noted(on, money::Event::Counted { on, cents: 100_000 });
    let confirmed = |who: Who| noted(on, recruitment::Event::ProfileConfirmed { who });
    let meets = || {
        let mut stage = Stage::begun();
        let read = stage.programme.entries().len();
        stage.meet(7);
        stage.programme.entries()[read].clone()
    };
    let appointed =
        |person: &str| noted(on, support::Event::SupervisorAppointed { person: id(person), most: 3 });
    let rules = || noted(on, Charter::RulesSet(Box::default()));
    let campaign = |name: &str| {
        noted(
            on,
            recruitment::Event::CampaignOpened(recruitment::Campaign {
                id: id(name),
                channel: recruitment::Channel::OpenCall,
                seeks: recruitment::Seeks {
                    role: Party::Mentor,
                    people: 1,
                    skill: None,
                    neighbourhood: None,
                },
                from: on,
                until: on,
                with: None,
            }),
        )
    };
    let same = |about: &str, one: Entry, other: Entry| assert_eq!(second(one, other), Err(about.to_owned()));
    same("the money", spent(), spent());
    same("mentor `M-Ada`", confirmed(as_mentor("Ada")), confirmed(as_mentor("Ada")));
    same("campaign `spring`", campaign("spring"), campaign("spring"));
    same("the charter", rules(), rules());
    same("`Sam`", appointed("Sam"), appointed("Sam"));
    same("agreement `A-000001`", meets(), meets());
    same("`Ada`", proposed("I-8", "Ada", "Bea", on), proposed("I-9", "Ada", "Ben", on));
    same(
        "`Anna`",
        meets(),
        noted(on, recruitment::Event::Invited { person: id("Anna"), role: Party::Mentee }),
    );
    same(
        "`Bea`",
        proposed("I-8", "Ada", "Bea", on),
        noted(on, preparation::Event::CodeAccepted { person: id("Bea"), version: 1 }),
    );
    let all = [
        spent(),
        confirmed(as_mentor("Ada")),
        confirmed(as_mentee("Ben")),
        meets(),
        campaign("spring"),
        campaign("autumn"),
        rules(),
        appointed("Sam"),
        proposed("I-8", "Ada", "Bea", on),
        noted(on, signs_up(as_mentee("Cy"), "Cy", 1)),
    ];
    for (at, one) in all.iter().enumerate() {
        for (other_at, other) in all.iter().enumerate() {
            if at != other_at {
                assert!(second(one.clone(), other.clone()).is_ok(), "{one:?} is not in the way of {other:?}");
            }
        }
    }
}

#[test]
fn the_last_seat_is_given_once() {
    let mut stage = Stage::set();
    stage.note(recruitment::Event::PlacesChanged { who: as_mentor("Anna"), places: 1 });
    for (name, mentee) in [("I-1", "Bo"), ("I-2", "Bea")] {
        stage.propose(name, "Anna", mentee);
        stage.talk(name);
        stage.says_yes(name, Party::Mentee).unwrap();
    }
    let read = stage.programme.version();
    let mut both = [stage.clone(), stage.clone()];
    both[0].says_yes("I-1", Party::Mentor).unwrap();
    both[1].says_yes("I-2", Party::Mentor).unwrap();
    let [first, second] = both.map(|stage| stage.programme.entries()[read as usize..].to_vec());
    stage.programme.append(read, first).unwrap();
    let in_the_way = stage.programme.append(read, second.clone()).unwrap_err();
    assert!(in_the_way.to_string().ends_with("decide again"), "{in_the_way}");
    assert!(matches!(&in_the_way, NotAppended::Stale { about, .. } if about == "`Anna`"), "{in_the_way}");
    // Also when it was decided on what is known now.
    let refused = stage.programme.append(stage.programme.version(), second).unwrap_err().to_string();
    assert!(refused.ends_with("no place is free at present for `I-2`"), "{refused}");
    assert!(stage.says_yes("I-2", Party::Mentor).is_err());
}

#[test]
fn a_version_that_has_not_come_yet_is_another_log() {
    let mut stage = Stage::set();
    let actual = stage.programme.version();
    let what = recruitment::Event::ProfileConfirmed { who: as_mentor("Ada") };
    let acting = stage.programme.by(&carla(), DAY).having_read(actual + 1);
    let ahead = acting.note(what).unwrap_err();
    assert_eq!(ahead, NotAppended::Ahead { read: actual + 1, actual });
    assert_eq!(
        ahead.to_string(),
        format!(
            "there is no entry {} yet, the log ends with entry {actual}; is it the log of another programme?",
            actual + 1
        )
    );
}

#[test]
fn what_has_not_happened_yet_is_not_told() {
    let mut stage = Stage::begun();
    let tie = |days| {
        let (from, to) = (id("Bo"), id("Anna"));
        let kind = Label::new("could ask for help").unwrap();
        Fact::Tie(Tie { from, to, kind, on: day(days) })
    };
    stage.note(tie(7));
    assert_eq!(
        stage.refused(tie(8)),
        "it tells of 2026-03-10, which has not come yet; write it down when it has"
    );
}
