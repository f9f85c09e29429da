//! The log: written forward, once, by people who have read what they write about; stored, cut off, and gone on from.

use std::{
    collections::BTreeSet,
    fmt::{Debug, Write as _},
    sync::LazyLock,
};

use mentorship::{
    introduction::Party,
    jiff::ToSpan,
    people::Who,
    programme::{
        BrokenProgramme, Cabinet, Entry, NotAppended, NotDone, OtherSnapshot, Programme, ProgrammeSnapshot,
        Unsealed,
        charter::{Charters, Event as Charter, Rules},
        innovation::Innovation,
        money::{self, Treasury},
        pairs::Pairs,
        preparation::{self, Preparation},
        recruitment::{self, Recruitment},
        support::{self, Support},
        {Fact, ToldRule, Told},
    },
    sample,
};
use proptest::prelude::*;

use super::{
    kit::{carla, id, noted},
    stage::{Stage, as_mentee, as_mentor, proposed, signs_up},
};
use crate::lifecycle::kit::{DAY, day};

/// A programme of a year, with ten pairs.
static YEAR: LazyLock<(Programme, Cabinet)> = LazyLock::new(|| sample::programme(12, 7));

fn year() -> &'static Programme {
    &YEAR.0
}

fn lines(programme: &Programme) -> Vec<String> {
    programme.entries().iter().map(Entry::to_json).collect()
}

fn opened(lines: &[String]) -> Result<Programme, BrokenProgramme> {
    Programme::open_json(lines.iter().map(String::as_str))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn however_entries_are_appended_they_add_up_to_the_same(sizes in prop::collection::vec(1_usize..200, 40)) {
        let mut programme = Programme::default();
        let mut left = year().entries();
        for size in sizes {
            let (batch, rest) = left.split_at(size.min(left.len()));
            let read = programme.version();
            prop_assert_eq!(programme.append(read, batch.to_vec()), Ok(read + batch.len() as u64));
            left = rest;
        }
        programme.catch_up(left.iter().cloned()).unwrap();
        prop_assert_eq!(programme.entries(), year().entries());
        prop_assert_eq!(programme.seal(), year().seal());
        prop_assert_eq!(&programme, year());
    }

    #[test]
    fn a_snapshot_and_what_came_after_it_is_the_whole(at in any::<prop::sample::Index>()) {
        let at = at.index(year().entries().len() + 1);
        let (before, after) = year().entries().split_at(at);
        let before = Programme::open(before.to_vec()).unwrap();
        let stored = serde_json::to_string(&before.snapshot()).unwrap();
        let snapshot: ProgrammeSnapshot = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(&snapshot, &before.snapshot());
        prop_assert_eq!(snapshot.seal(), &before.seal());
        let mut resumed = Programme::resume(snapshot).unwrap();
        prop_assert_eq!(&resumed, &before);
        prop_assert_eq!(resumed.seal(), before.seal());
        resumed.catch_up(after.to_vec()).unwrap();
        prop_assert_eq!(&resumed, year());
        prop_assert_eq!((resumed.seal(), resumed.snapshot()), (year().seal(), year().snapshot()));
        prop_assert_eq!(resumed.verify(&before.seal()), Ok(()));
        prop_assert_eq!(resumed.record(sample::PROGRAMME_END), year().record(sample::PROGRAMME_END));
        if at > 0 {
            let oldest = at as u64;
            prop_assert_eq!(
                resumed.verify(&Programme::default().seal()),
                Err(Unsealed::TooOld { sealed: 0, oldest })
            );
            prop_assert_eq!(
                resumed.append(0, after.first().cloned()),
                Err(NotAppended::TooOld { read: 0, oldest })
            );
        }
    }

    #[test]
    fn as_of_a_day_it_is_what_was_written_up_to_then(days in 0_i64..420) {
        let day = sample::PROGRAMME_START.saturating_add(days.days());
        let known = year().entries().iter().filter(|entry| entry.on <= day).cloned();
        let known = Programme::open(known).unwrap();
        let as_of = year().as_of(day).unwrap();
        prop_assert_eq!(as_of.entries(), known.entries());
        prop_assert_eq!(&as_of, &known);
        let resumed = Programme::resume(year().snapshot()).unwrap();
        prop_assert_eq!(resumed.as_of(day).is_some(), day >= year().last().unwrap());
    }

    #[test]
    fn a_batch_with_a_bad_entry_changes_nothing_wherever_it_stands(
        (at, many, which) in (any::<prop::sample::Index>(), 0_usize..30, any::<prop::sample::Index>()),
    ) {
        // From where the books are open and the programme is founded.
        let at = 60 + at.index(year().entries().len() - 60);
        let (before, after) = year().entries().split_at(at);
        let good = &after[..many.min(after.len())];
        let mut programme = Programme::open(before.to_vec()).unwrap();
        let mut tried = Programme::open(year().entries()[..at + good.len()].to_vec()).unwrap();
        let faulty = sample::faulty(&tried);
        let (bad, word) = &faulty[which.index(faulty.len())];
        let same = programme.clone();
        let batch: Vec<Entry> = good.iter().chain([bad]).cloned().collect();
        let refused = programme.append(at as u64, batch).unwrap_err();
        prop_assert!(refused.to_string().contains(word), "{refused} does not speak of {word}");
        let NotAppended::Refused { number, on, .. } = refused else { panic!("{refused}") };
        prop_assert_eq!((number, on), ((at + good.len()) as u64 + 1, bad.on));
        prop_assert_eq!(&programme, &same);
        prop_assert_eq!(programme.entries(), same.entries());
        prop_assert_eq!(programme.seal(), same.seal());
        // The refused batch leaves nothing in the way of the good one.
        programme.append(at as u64, good.to_vec()).unwrap();
        prop_assert_eq!(&programme, &tried);
        tried.append(tried.version(), [bad.clone()]).unwrap_err();
    }

    #[test]
    fn a_log_that_was_tampered_with_breaks_or_is_not_the_one_that_was_sealed(
        (how, at, other) in (0_u8..4, any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let mut lines = lines(year());
        let (at, other) = (at.index(lines.len()), other.index(lines.len()));
        match how {
            0 => drop(lines.remove(at)),
            1 => lines.insert(other, lines[at].clone()),
            2 => lines.swap(at, other),
            _ => lines[at] = sample::programme(3, 1).0.entries()[at % 300].to_json(),
        }
        prop_assume!(lines != self::lines(year()));
        let seal = year().seal();
        match opened(&lines) {
            Ok(programme) => prop_assert!(programme.verify(&seal).is_err()),
            Err(mut broken) => {
                let good = usize::try_from(broken.number).unwrap() - 1;
                let told = format!("entry {} of {}: {}", good + 1, broken.on.unwrap(), broken.why);
                prop_assert_eq!(broken.to_string(), told);
                prop_assert!(!broken.why.to_string().is_empty());
                prop_assert_eq!(&*broken.good, &opened(&lines[..good]).unwrap());
                let again = noted(broken.good.last().unwrap_or(DAY), Charter::RulesSet(Box::default()));
                let version = broken.good.append(good as u64, [again]);
                prop_assert_eq!(version, Ok(good as u64 + 1), "what is good can be used");
            }
        }
    }
}

#[test]
fn stored_lines_give_the_same_programme_and_the_same_bytes() {
    let stored = lines(year());
    let again = opened(&stored).unwrap();
    assert_eq!(&again, year());
    assert_eq!(lines(&again), stored);
    assert!(stored.iter().all(|line| !line.contains('\n')));
    let with_gaps: Vec<String> = stored.iter().flat_map(|line| [line.clone(), "  ".to_owned()]).collect();
    assert_eq!(&opened(&with_gaps).unwrap(), year(), "empty lines are passed over");
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_not_repeated() {
    let whole = lines(year());
    let (last, before) = whole.split_last().unwrap();
    for garbled in [&last[..last.len() - 5], "{\"on\":\"2026-03-02\",\"by\":\"secret\"}", "secret", "{}"] {
        let stored = [before, &[garbled.to_owned()]].concat();
        let broken = opened(&stored).unwrap_err();
        assert_eq!((broken.number, broken.on), (whole.len() as u64, None));
        let told = broken.to_string();
        let start = format!("entry {}: it cannot be read, at its column ", whole.len());
        assert!(told.starts_with(&start), "{told}");
        assert!(told.ends_with("; the line is cut off, or not of this log"), "{told}");
        assert!(!format!("{told} {broken:?}").contains("secret"));
        assert_eq!(*broken.good, opened(before).unwrap());
    }
}

#[test]
fn lines_out_of_order_are_told_by_date() {
    let mut lines = lines(year());
    let at = year().entries().windows(2).position(|pair| pair[0].on < pair[1].on && pair[0].on > DAY).unwrap();
    lines.swap(at, at + 1);
    let (first, second) = (year().entries()[at].on, year().entries()[at + 1].on);
    let broken = opened(&lines).unwrap_err();
    if broken.number == at as u64 + 2 {
        let told = format!(
            "entry {} of {first}: it is dated before the entry before it, of {second}; the log is written forward",
            at + 2
        );
        assert_eq!(broken.to_string(), told);
    } else {
        assert_eq!((broken.number, broken.on), (at as u64 + 1, Some(second)));
    }
}

#[test]
fn a_seal_finds_that_the_end_is_missing_or_an_entry_is_another() {
    let seal = year().seal();
    assert_eq!(year().verify(&seal), Ok(()));
    let entries = year().entries();
    let short = Programme::open(entries[..entries.len() - 2].to_vec()).unwrap();
    let (has, sealed) = (short.version(), seal.version);
    assert_eq!(short.verify(&seal), Err(Unsealed::Truncated { has, sealed }));
    assert_eq!(
        short.verify(&seal).unwrap_err().to_string(),
        format!("the log ends with entry {has}, but was sealed with entry {sealed}; its end is missing")
    );
    let mut altered = entries.to_vec();
    altered[40].by = mentorship::introduction::Actor::Coordinator(id("Mallory"));
    let altered = Programme::open(altered).unwrap();
    assert_eq!(altered.verify(&seal), Err(Unsealed::Altered { sealed }));
    assert_eq!(year().verify(&short.seal()), Ok(()), "what was sealed earlier is its beginning");
    let mut stored = serde_json::to_value(short.snapshot()).unwrap();
    stored["format"] = 2.into();
    let other = Programme::resume(serde_json::from_value(stored).unwrap()).unwrap_err();
    assert_eq!(other, OtherSnapshot(2));
    assert_eq!(other.to_string(), "snapshots of form 2 are not known; make a new one from the log");
}

#[test]
fn a_day_out_of_reach_is_refused() {
    let opened = |on| Programme::open([noted(on, Charter::RulesSet(Box::new(Rules::default())))]);
    let (early, late) = (mentorship::feedback::FIRST_DAY, mentorship::feedback::LAST_DAY);
    assert!(opened(early).is_ok() && opened(late).is_ok());
    let broken = opened(early.yesterday().unwrap()).unwrap_err().to_string();
    assert!(broken.ends_with(&format!(": its date is not between {early} and {late}")), "{broken}");
    assert!(opened(late.tomorrow().unwrap()).is_err());
}

/// What two writers did who both had read the same: how the second fares.
fn second(first: Entry, second: Entry) -> Result<u64, String> {
    let mut stage = Stage::begun();
    stage.note(money::Event::Opened { free: 100_000, earmarked: 0, currency: Default::default() });
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
        let (read, _) = (stage.programme.entries().len(), stage.meet(7));
        stage.programme.entries()[read].clone()
    };
    let appointed = |person: &str| {
        noted(on, support::Event::SupervisorAppointed { person: id(person), most: 3 })
    };
    let rules = || noted(on, Charter::RulesSet(Box::new(Rules::default())));
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
    same("`Anna`", meets(), noted(on, recruitment::Event::Invited { person: id("Anna"), role: Party::Mentee }));
    same("`Bea`", proposed("I-8", "Ada", "Bea", on), noted(on, preparation::Event::CodeAccepted {
        person: id("Bea"),
        version: 1,
    }));
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
    let stale = stage.programme.append(read, second.clone()).unwrap_err();
    assert!(stale.to_string().ends_with("decide again"), "{stale}");
    assert!(matches!(&stale, NotAppended::Stale { about, .. } if about == "`Anna`"), "{stale}");
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
        format!("there is no entry {} yet, the log ends with entry {actual}; is it the log of another programme?", actual + 1)
    );
}

#[test]
fn each_faulty_entry_is_refused_in_words_of_its_rule() {
    let mut programme = year().clone();
    let faulty = sample::faulty(&programme);
    assert!(faulty.len() >= 9);
    for (entry, word) in faulty {
        let refused = programme.append(programme.version(), [entry]).unwrap_err().to_string();
        assert!(refused.contains(word), "`{refused}` does not speak of {word}");
        assert_eq!(&programme, year());
        assert_eq!(programme.entries(), year().entries());
    }
}

#[test]
fn a_room_folded_by_itself_is_the_programmes() {
    let all = year();
    assert_eq!(&all.fold::<Charters>().unwrap(), all.charters());
    assert_eq!(&all.fold::<Recruitment>().unwrap(), all.recruitment());
    assert_eq!(&all.fold::<Preparation>().unwrap(), all.preparation());
    assert_eq!(&all.fold::<Pairs>().unwrap(), all.pairs());
    assert_eq!(&all.fold::<Told>().unwrap(), all.told());
    assert_eq!(&all.fold::<Support>().unwrap(), all.support());
    assert_eq!(&all.fold::<Treasury>().unwrap(), all.treasury());
    assert_eq!(&all.fold::<Innovation>().unwrap(), all.innovation());
}

#[test]
fn nothing_that_is_shown_to_developers_names_anybody() {
    let (programme, cabinet) = &*YEAR;
    let kept = serde_json::to_value(cabinet).unwrap();
    let mut secrets = BTreeSet::new();
    let everybody = programme.recruitment().participants();
    for person in everybody.map(|participant| &participant.person) {
        let Some(contact) = cabinet.directory.contact(person) else { continue };
        secrets.extend([contact.name.clone()]);
        secrets.extend(strings(&serde_json::to_value(contact).unwrap()));
    }
    secrets.extend(strings_of(&kept["notes"], "text"));
    secrets.retain(|secret| secret.len() > 3);
    assert!(secrets.len() > 30, "{}", secrets.len());
    let mut shown = String::new();
    let mut show = |what: &dyn Debug| write!(shown, "{what:?} {what:#?}").unwrap();
    programme.entries().iter().for_each(|entry| show(entry));
    show(programme);
    show(cabinet);
    let mut tried = programme.clone();
    for (entry, _) in sample::faulty(programme) {
        let refused = tried.append(tried.version(), [entry]).unwrap_err();
        show(&refused);
        show(&NotDone::from(refused));
    }
    show(&programme.matchable(cabinet, sample::PROGRAMME_END));
    for secret in secrets {
        assert!(!shown.contains(&secret), "it shows {secret}");
    }
}

/// All strings in it.
fn strings(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Array(all) => all.iter().flat_map(strings).collect(),
        serde_json::Value::Object(all) => all.values().flat_map(strings).collect(),
        _ => vec![],
    }
}

/// All strings under a key, however deep.
fn strings_of(value: &serde_json::Value, key: &str) -> Vec<String> {
    match value {
        serde_json::Value::Array(all) => all.iter().flat_map(|one| strings_of(one, key)).collect(),
        serde_json::Value::Object(all) => {
            let deep = all.values().flat_map(|one| strings_of(one, key));
            let here = all.get(key).map(strings).unwrap_or_default();
            deep.chain(here).collect()
        }
        _ => vec![],
    }
}

#[test]
fn what_has_not_happened_yet_is_not_told() {
    let mut stage = Stage::begun();
    let tie = |days| {
        let (from, to) = (id("Bo"), id("Anna"));
        let kind = mentorship::people::Label::new("could ask for help").unwrap();
        Fact::Tie(mentorship::feedback::Tie { from, to, kind, on: day(days) })
    };
    stage.note(tie(7));
    assert_eq!(
        stage.refused(tie(8)),
        "it tells of 2026-03-10, which has not come yet; write it down when it has"
    );
    assert_eq!(
        ToldRule::Future { happened: day(8) }.to_string(),
        "it tells of 2026-03-10, which has not come yet; write it down when it has"
    );
}
