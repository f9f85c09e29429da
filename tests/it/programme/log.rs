//! The log: written forward, once, by people who have read what they write about; stored, cut off, and gone on from.

use std::{
    collections::BTreeSet,
    fmt::{Debug, Write as _},
    sync::LazyLock,
};

use mentorship::{
    jiff::ToSpan,
    programme::{
        BrokenProgramme, Cabinet, Entry, NotAppended, NotDone, OtherSnapshot, Programme, ProgrammeSnapshot,
        Unsealed,
        charter::{Charters, Event as Charter},
        innovation::Innovation,
        money::Treasury,
        pairs::Pairs,
        preparation::Preparation,
        recruitment::Recruitment,
        support::Support,
        told::Told,
    },
    sample,
};
use proptest::prelude::*;

use super::kit::{id, noted};
use crate::lifecycle::kit::DAY;

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
    #![proptest_config(ProptestConfig::with_cases(8))]

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
            _ => {
                let (another, _) = sample::programme(3, 1);
                lines[at] = another.entries()[at % another.entries().len()].to_json();
            }
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
    let at =
        year().entries().windows(2).position(|pair| pair[0].on < pair[1].on && pair[0].on > DAY).unwrap();
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
    let opened = |on| Programme::open([noted(on, Charter::RulesSet(Box::default()))]);
    let (early, late) = (mentorship::feedback::FIRST_DAY, mentorship::feedback::LAST_DAY);
    assert!(opened(early).is_ok() && opened(late).is_ok());
    let broken = opened(early.yesterday().unwrap()).unwrap_err().to_string();
    assert!(broken.ends_with(&format!(": its date is not between {early} and {late}")), "{broken}");
    assert!(opened(late.tomorrow().unwrap()).is_err());
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
