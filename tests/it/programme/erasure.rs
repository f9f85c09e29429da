//! Erasure: nothing of somebody is left in the cabinet, and every figure stays what it was.

use std::collections::BTreeSet;

use mentorship::{
    disclosure::Policy,
    feedback::Wave,
    id::PersonId,
    impact::{AsOf, Figures, Snapshot},
    introduction::{Actor, Role},
    people::{Label, Tie, TieKind, Who},
    programme::{Cabinet, Happened, NotAppended, NotDone, Programme, PublishedYear},
    sample,
};
use proptest::prelude::*;

use super::kit::{carla, id, noted};

fn figures(programme: &Programme) -> Figures {
    let (record, problems) = programme.record(sample::PROGRAMME_END);
    assert!(problems.is_empty(), "{problems:?}");
    Figures::of(&Snapshot::new(&record, AsOf::new(sample::PROGRAMME_END).resampled(1, 0)))
}

/// What readers may see: figures, curves, endings, sums, months, who may be quoted, ties and answers.
fn published(programme: &Programme) -> PublishedYear {
    let (record, _) = programme.record(sample::PROGRAMME_END);
    let snapshot = Snapshot::new(&record, AsOf::new(sample::PROGRAMME_END).resampled(1, 0));
    let policy = Policy::steering(sample::PROGRAMME_END);
    let steps = ["1", "2", "3", "4", "5"].map(|step| Label::new(step).unwrap());
    PublishedYear::of(&snapshot, &policy)
        .ties_between(&snapshot, &Label::new("newcomer").unwrap(), &policy)
        .answers_to(&snapshot, (&id("confidence"), Wave::Before), (1, &steps), &policy)
}

/// Others wish for somebody, block them, have a tie with them; they write a note, and are named in one.
fn entangle(programme: &Programme, cabinet: &mut Cabinet, person: &PersonId) {
    for (at, participant) in programme.recruitment().participants().enumerate() {
        match &participant.who {
            Who::Mentor(mentor) => {
                let Some(mut mentor) = cabinet.mentor(mentor).cloned() else { continue };
                if mentor.profile.person != *person && at % 3 == 0 {
                    mentor.profile.wishes.push(person.clone());
                }
                cabinet.put_mentor(mentor);
            }
            Who::Mentee(mentee) => {
                let Some(mut mentee) = cabinet.mentee(mentee).cloned() else { continue };
                if mentee.profile.person != *person {
                    if at % 3 == 1 {
                        mentee.profile.blocks.insert(person.clone());
                    } else {
                        mentee.profile.ties.insert(Tie { to: person.clone(), kind: TieKind::Family });
                    }
                }
                cabinet.put_mentee(mentee);
            }
        }
    }
    cabinet.others.insert(person.clone());
    cabinet.write(id("N-own"), Some(person.clone()), Role::Coordinator, "the words that nobody else wrote");
    cabinet.write(id("N-others"), Some(id("P-C1")), Role::Coordinator, "what somebody else wrote stays");
}

/// All that may tell who somebody is: what nobody else has as well.
fn traces(cabinet: &Cabinet, person: &PersonId) -> BTreeSet<String> {
    let kept = serde_json::to_string(cabinet).unwrap();
    let contact = cabinet.directory.contact(person).cloned().unwrap_or_default();
    let contact = serde_json::to_value(&contact).unwrap();
    let of_contact = contact.as_object().unwrap().values().filter_map(|value| value.as_str());
    let theirs = |text: &&str| kept.matches(text).count() == 1;
    let mut traces: BTreeSet<String> = of_contact.filter(theirs).map(str::to_owned).collect();
    assert!(!traces.is_empty() || contact["name"] == "", "an address is nobody else's");
    traces.insert(format!("\"{person}\""));
    traces.insert("the words that nobody else wrote".to_owned());
    traces
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4))]

    #[test]
    fn erasing_somebody_changes_no_figure_and_leaves_nothing_of_them(
        (seed, which) in (0_u64..4, prop::collection::vec(any::<prop::sample::Index>(), 3)),
    ) {
        let (mut programme, mut cabinet) = sample::programme(12, seed);
        let (before, released) = (figures(&programme), published(&programme));
        let last = programme.last().unwrap();
        let everybody: Vec<PersonId> =
            programme.recruitment().participants().map(|participant| participant.person.clone()).collect();
        let officer = Actor::DataOfficer(id("P-C4"));
        for which in which {
            let person = which.get(&everybody).clone();
            entangle(&programme, &mut cabinet, &person);
            let holds = programme.pairs().agreements().any(|agreement| {
                agreement.holds().is_some() && agreement.people().either(|one| *one == person)
            });
            let (version, kept) = (programme.version(), cabinet.clone());
            let traces = traces(&cabinet, &person);
            match programme.by(&officer, last).erase(&person, &mut cabinet) {
                Ok(erased) => {
                    prop_assert!(!holds);
                    prop_assert!(erased.notes > 0);
                    prop_assert_eq!(programme.version(), version + 1);
                    let stored = serde_json::to_string(&cabinet).unwrap();
                    for trace in &traces {
                        prop_assert!(!stored.contains(trace), "of {person} is left: {trace}");
                    }
                    prop_assert!(stored.contains("what somebody else wrote stays"));
                    prop_assert!(programme.erased().contains(&person));
                }
                Err(refused) => {
                    prop_assert!(refused.to_string().contains("cannot be erased yet"), "{refused}");
                    prop_assert_eq!(&cabinet, &kept);
                    prop_assert_eq!(programme.version(), version);
                }
            }
            prop_assert_eq!(&figures(&programme), &before);
            prop_assert!(published(&programme) == released, "what is published stays the same");
            let matchable = programme.matchable(&cabinet, last);
            prop_assert!(matchable.is_ok(), "{}", matchable.unwrap_err());
            for gone in programme.erased() {
                prop_assert!(programme.recruitment().here().all(|one| one.person != *gone));
            }
        }
    }
}

#[test]
fn nobody_is_erased_in_the_middle_of_a_pair() {
    let mut year = sample::ProgrammeYear::of(12).seed(5).begin();
    for _ in 0..7 {
        year.next_month();
    }
    let (mut programme, mut cabinet) = (year.programme().clone(), year.cabinet().clone());
    let last = programme.last().unwrap();
    let running: Vec<_> = programme
        .pairs()
        .agreements()
        .filter(|agreement| agreement.holds().is_some())
        .map(|agreement| (agreement.id().clone(), agreement.people().clone()))
        .collect();
    assert!(running.len() > 4);
    let before = (programme.clone(), cabinet.clone());
    for (_, people) in running {
        for person in [people.mentor, people.mentee] {
            let refused = programme.by(&carla(), last).erase(&person, &mut cabinet).unwrap_err();
            let NotDone::NotAppended(NotAppended::Refused { why, .. }) = &refused else {
                panic!("{refused}")
            };
            let told = why.to_string();
            assert!(told.starts_with(&format!("`{person}` cannot be erased yet: `A-")), "{told}");
            assert!(told.ends_with("` is not closed"), "{told}");
            assert_eq!((&programme, &cabinet), (&before.0, &before.1));
        }
    }
}

#[test]
fn who_was_erased_stays_erased_when_the_log_is_opened_again() {
    let (mut programme, mut cabinet) = sample::programme(5, 1);
    let last = programme.last().unwrap();
    let nobody = programme.by(&carla(), last).erase(&id("P-unknown"), &mut cabinet).unwrap();
    assert_eq!((nobody.contacts, nobody.profiles, nobody.notes, nobody.words), (0, 0, 0, 0));
    let entries = programme.entries().to_vec();
    assert!(entries.contains(&noted(last, Happened::Erased(id("P-unknown")))));
    assert_eq!(Programme::open(entries).unwrap().erased(), programme.erased());
}

#[cfg(feature = "report")]
#[test]
fn what_is_published_stays_the_same_but_for_the_words_of_who_is_gone() {
    use super::year::{notes, pages, quotes};
    use mentorship::disclosure::{Internal, Policy};

    let (mut programme, mut cabinet) = sample::programme(40, 2);
    let policy = Policy::public(sample::PROGRAMME_END);
    let last = programme.last().unwrap();
    let published = Internal::new(figures(&programme)).release(&policy);
    let before_all = pages(&programme, None);
    let (record, _) = programme.record(last);
    let speakers: BTreeSet<PersonId> = record
        .facts()
        .passages
        .iter()
        .flat_map(|row| row.quotes.iter().map(|quote| quote.speaker.clone()))
        .collect();
    let told = quotes(&programme);
    let mut gone = 0;
    for speaker in speakers {
        let before = notes(&told, &cabinet).len();
        if programme.by(&carla(), last).erase(&speaker, &mut cabinet).is_err() {
            continue;
        }
        let left = notes(&told, &cabinet);
        assert!(left.len() == before || left.len() + 1 == before);
        gone += before - left.len();
    }
    assert!(gone > 5, "{gone}");
    assert_eq!(Internal::new(figures(&programme)).release(&policy), published);
    assert!(pages(&programme, None) == before_all);
    // Quotes whose words are gone are passed over.
    pages(&programme, Some(&cabinet));
}
