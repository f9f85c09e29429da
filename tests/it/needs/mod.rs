//! Needs by hand-counted examples; their laws stand in `laws`.

mod laws;

use std::collections::BTreeMap;

use mentorship::{
    jiff::civil::{Date, date},
    needs::{Answers, Balance, Headcount, HourNeed, LanguageNeed, Needs, SkillNeed},
    people::{
        Availability, Cefr, Importance, Label, Level, Mentee, Mentor, Partners, People, Place, Profile,
        Roster, Status, UtcOffset, Want, Weekday,
    },
};

const ON: Date = date(2026, 1, 15);

fn label(text: &str) -> Label {
    Label::new(text).unwrap()
}

fn mentor(id: &str) -> Mentor {
    Mentor::new(id.parse().unwrap(), format!("P{id}").parse().unwrap())
}

fn mentee(id: &str) -> Mentee {
    Mentee::new(id.parse().unwrap(), format!("P{id}").parse().unwrap())
}

fn roster(mentors: Vec<Mentor>, mentees: Vec<Mentee>) -> Roster {
    Roster::new(People { mentors, mentees, ..People::default() }).unwrap()
}

fn needs(roster: &Roster) -> Needs {
    Needs::of(roster, ON, UtcOffset::UTC, &[]).unwrap()
}

fn level(level: u8) -> Level {
    Level::new(level).unwrap()
}

/// A want of middling importance, from a level when that is not 0.
fn want(from: u8) -> Want {
    Want { importance: Importance::new(3).unwrap(), level: (from > 0).then(|| level(from)) }
}

fn count(people: u64, places: u64) -> Headcount {
    Headcount { people, places }
}

fn skill<'a>(needs: &'a Needs, name: &str) -> &'a SkillNeed {
    needs.skills().needs().iter().find(|need| *need.skill() == label(name)).unwrap()
}

fn language<'a>(needs: &'a Needs, name: &str) -> &'a LanguageNeed {
    needs.languages().needs().iter().find(|need| *need.language() == label(name)).unwrap()
}

/// Mentors by what they offer at which level (0: not said) and their places; mentees by the level from which they want
/// cooking.
fn kitchen(mentors: &[(&str, u8, u16)], mentees: &[u8]) -> Roster {
    let mentors = mentors.iter().enumerate().map(|(at, &(offers, known, places))| {
        let mut mentor = mentor(&format!("M{at}"));
        mentor.offers = Some([(label(offers), (known > 0).then(|| level(known)))].into());
        mentor.partners = Partners::up_to(places);
        mentor
    });
    let mentees = mentees.iter().enumerate().map(|(at, &from)| {
        let mut mentee = mentee(&format!("T{at}"));
        mentee.wants = Some([(label("Cooking"), want(from))].into());
        mentee
    });
    roster(mentors.collect(), mentees.collect())
}

#[test]
fn what_is_asked_less_what_is_offered_is_missing() {
    let needs = needs(&kitchen(&[("cooking", 2, 3), ("chess", 1, 9)], &[0; 5]));
    let cooking = skill(&needs, "cooking");
    let wanted = Balance { asked: count(5, 5), offered: count(1, 3), unclear: count(0, 0) };
    assert_eq!(
        (cooking.balance(), cooking.balance().missing(), cooking.balance().to_spare()),
        (wanted, 2, 0)
    );
    assert_eq!(cooking.to_string(), "5 mentees want Cooking, 3 places are offered: 2 are missing.");
    let chess = skill(&needs, "chess").balance();
    assert_eq!((chess.missing(), chess.to_spare(), chess.asked), (0, 9, count(0, 0)));
    assert_eq!((needs.balance().missing(), needs.balance().to_spare()), (0, 7));
}

#[test]
fn a_level_can_be_missing_where_the_skill_is_not() {
    let needs = needs(&kitchen(&[("cooking", 2, 4), ("cooking", 4, 1), ("cooking", 0, 1)], &[0, 1, 4, 4, 5]));
    let cooking = skill(&needs, "cooking");
    assert_eq!((cooking.balance().missing(), cooking.missing_at_wanted_levels()), (0, 2));
    // From level 4 three ask and one place is known; an offer without a level may be one.
    let from_four = Balance { asked: count(3, 3), offered: count(1, 1), unclear: count(1, 1) };
    assert_eq!(
        (cooking.at_level(level(4)), from_four.missing(), from_four.missing_at_least()),
        (from_four, 2, 1)
    );
    assert_eq!(cooking.at_level(level(5)).missing(), 1);
    // From level 3 as many are missing, because nobody asks for exactly that.
    assert_eq!((cooking.at_level(level(3)).missing(), cooking.hardest_level()), (2, Some(level(4))));
    assert_eq!(
        cooking.to_string(),
        "5 mentees want Cooking, 6 places are offered: that is enough. From level 4: 3 asked, 1 place is offered: \
         2 are missing (1 for sure)."
    );
    assert!(needs.to_string().contains("From level 4"));
}

#[test]
fn importance_is_counted_apart() {
    let mut people = kitchen(&[], &[0, 0, 0]).into_people();
    let most = [(label("cooking"), Want::of(Importance::MAX))].into();
    people.mentees[1].wants = Some(most);
    people.mentees[1].partners = Partners::up_to(2);
    let needs = needs(&Roster::new(people).unwrap());
    let cooking = skill(&needs, "cooking");
    assert_eq!(cooking.asked_by_importance(Importance::MAX), count(1, 2));
    assert_eq!(cooking.asked_by_importance(Importance::new(3).unwrap()), count(2, 2));
    assert_eq!(cooking.asked_by_importance(Importance::MIN), count(0, 0));
    assert_eq!(
        cooking.to_string(),
        "3 mentees (4 places) want Cooking (1 above all), 0 places are offered: 4 are missing."
    );
}

#[test]
fn a_blank_is_neither_a_no_nor_a_yes() {
    let mut people = kitchen(&[("cooking", 1, 1), ("chess", 1, 2)], &[0, 0, 0, 0, 0]).into_people();
    people.mentors[1].offers = None;
    people.mentees[4].wants = None;
    people.mentees[3].wants = Some(BTreeMap::new());
    let needs = needs(&Roster::new(people).unwrap());
    let said = Answers { named: count(3, 3), none: count(1, 1), blank: count(1, 1) };
    assert_eq!((needs.skills().mentees(), said.all()), (said, count(5, 5)));
    assert_eq!(needs.skills().mentors().blank, count(1, 2));
    let cooking = skill(&needs, "cooking").balance();
    assert_eq!((cooking.missing(), cooking.missing_at_least(), cooking.unclear), (2, 0, count(1, 2)));
    let page = needs.to_string();
    assert!(page.contains("2 are missing (none for sure)."), "{page}");
    assert!(page.contains("Left blank by 1 mentee and 1 mentor (2 places)."), "{page}");
}

#[test]
fn only_who_takes_part_and_has_a_place_left_is_counted() {
    let mut people =
        kitchen(&[("cooking", 1, 2), ("cooking", 1, 1), ("cooking", 1, 0)], &[0, 0, 0, 0]).into_people();
    people.mentors[1].profile.status = Status::OnLeaveUntil(date(2026, 1, 16));
    people.mentees[0].profile.status = Status::Withdrawn;
    let roster = Roster::new(people).unwrap();
    let pair = |mentor: &str, mentee: &str| (mentor.parse().unwrap(), mentee.parse().unwrap());
    let running = [pair("M0", "T1"), pair("M0", "T1")];
    let needs = Needs::of(&roster, ON, UtcOffset::UTC, &running).unwrap();
    assert_eq!((needs.mentees().open, needs.mentees().full, needs.mentees().away), (count(2, 2), 1, 1));
    assert_eq!((needs.mentors().open, needs.mentors().full, needs.mentors().away), (count(1, 1), 1, 1));
    assert_eq!(skill(&needs, "cooking").balance().missing(), 1);
    let back = Needs::of(&roster, date(2026, 1, 16), UtcOffset::UTC, &running).unwrap();
    assert_eq!(skill(&back, "cooking").balance().missing(), 0);
}

#[test]
fn a_running_pair_of_strangers_is_refused_by_name() {
    let roster = kitchen(&[("cooking", 1, 1)], &[0]);
    let check = |mentor: &str, mentee: &str, message: &str| {
        let running = [(mentor.parse().unwrap(), mentee.parse().unwrap())];
        let error = Needs::of(&roster, ON, UtcOffset::UTC, &running).unwrap_err();
        assert_eq!(error.to_string(), message);
    };
    check("M9", "T0", "mentor `M9` is in a running pair, but not in the roster");
    check("M0", "T9", "mentee `T9` is in a running pair, but not in the roster");
}

/// Languages of mentees and mentors: names with a level, or with `?` for none.
fn speakers(mentees: &[&str], mentors: &[&str]) -> Roster {
    let spoken = |text: &&str| -> BTreeMap<Label, Option<Cefr>> {
        text.split_whitespace()
            .map(|part| {
                let (name, level) = part.split_once(':').unwrap();
                (label(name), level.parse().ok())
            })
            .collect()
    };
    let mentees = mentees.iter().enumerate().map(|(at, text)| {
        let mut mentee = mentee(&format!("T{at}"));
        mentee.profile.languages = Some(spoken(text));
        mentee
    });
    let mentors = mentors.iter().enumerate().map(|(at, text)| {
        let mut mentor = mentor(&format!("M{at}"));
        mentor.profile.languages = Some(spoken(text));
        mentor
    });
    roster(mentors.collect(), mentees.collect())
}

#[test]
fn whoever_speaks_one_language_is_served_in_that_one_only() {
    let mentees =
        ["Tigrinya:C2", "Tigrinya:?", "Tigrinya:C2 Dutch:A2", "Tigrinya:? Dutch:A1", "Urdu:B1 Dutch:B1"];
    let needs = needs(&speakers(&mentees, &["Tigrinya:B1 Dutch:C2", "Dutch:?"]));
    let tigrinya = language(&needs, "Tigrinya");
    assert_eq!((tigrinya.only(), tigrinya.best(), tigrinya.speak()), (count(2, 2), count(3, 3), count(4, 4)));
    assert_eq!((tigrinya.balance().offered, tigrinya.balance().missing()), (count(1, 1), 1));
    assert_eq!(tigrinya.at_level(Cefr::B1).missing(), 1);
    assert_eq!(tigrinya.at_level(Cefr::B2).missing(), 2);
    // Urdu and Dutch are equally good for the last; of the fourth it is not known which is the best.
    let dutch = language(&needs, "dutch");
    assert_eq!((dutch.only(), dutch.best(), dutch.speak()), (count(0, 0), count(1, 1), count(3, 3)));
    assert_eq!((dutch.balance().offered, dutch.at_level(Cefr::A1).offered), (count(2, 2), count(1, 1)));
    assert_eq!(dutch.at_level(Cefr::C2).unclear, count(1, 1));
    assert_eq!(language(&needs, "Urdu").best(), count(1, 1));
    assert_eq!(needs.languages().needs()[0].language().as_str(), "Tigrinya");
    assert_eq!(needs.languages().unreached(), count(0, 0));
    assert_eq!(
        tigrinya.to_string(),
        "2 mentees speak only Tigrinya, 1 place is offered: 1 is missing. Of these 1 is known to be at B1 or better. \
         It is the best language of 3 mentees."
    );
}

#[test]
fn who_is_not_reached_by_anybody_is_counted_once() {
    let needs = needs(&speakers(&["Urdu:C1 Farsi:?", "Urdu:C1 Dutch:A1", "Farsi:B1"], &["Dutch:C2"]));
    assert_eq!(needs.languages().unreached(), count(2, 2));
    assert!(needs.to_string().contains("2 mentees share no language with any mentor."));
}

fn at_home(profile: &mut Profile, home: &str) {
    profile.place = Some(Place { coordinates: None, neighbourhood: Some(label(home)) });
}

#[test]
fn neighbourhoods_and_vacancies_count_who_lives_there() {
    let mut people =
        kitchen(&[("cooking", 1, 1), ("chess", 1, 2), ("cooking", 1, 1)], &[0, 0, 0, 0, 0]).into_people();
    for (at, home) in ["Noord", "noord", "Noord", "Zuid"].into_iter().enumerate() {
        at_home(&mut people.mentees[at].profile, home);
    }
    people.mentees[4].profile.place = Some(Place::default());
    at_home(&mut people.mentors[0].profile, "Noord");
    at_home(&mut people.mentors[1].profile, "Noord");
    let needs = needs(&Roster::new(people).unwrap());
    let homes: Vec<_> = needs.neighbourhoods().needs().iter().map(ToString::to_string).collect();
    assert_eq!(
        homes,
        [
            "1 mentee lives in Zuid, 0 places are offered: 1 is missing (none for sure).",
            "3 mentees live in Noord, 3 places are offered: that is enough."
        ]
    );
    assert_eq!(needs.neighbourhoods().mentees().blank, count(1, 1));
    assert_eq!(needs.neighbourhoods().unreached(), count(1, 1));
    let vacancies: Vec<_> = needs
        .vacancies()
        .iter()
        .map(|v| {
            let Balance { asked, offered, unclear } = v.balance();
            (v.skill().as_str(), v.neighbourhood().as_str(), asked.places, offered.places, unclear.places)
        })
        .collect();
    assert_eq!(vacancies, [("Cooking", "Noord", 3, 1, 1), ("Cooking", "Zuid", 1, 0, 1)]);
    assert!(needs.to_string().contains("1. Cooking in Noord: 3 mentees, 1 place."));
}

fn free(offset: i16, windows: &[&str]) -> Availability {
    let windows = windows.iter().map(|window| window.parse().unwrap());
    Availability::new(UtcOffset::from_minutes(offset).unwrap(), windows)
}

#[test]
fn an_hour_counts_for_those_who_are_free_for_the_whole_of_it_on_the_clock_asked_for() {
    let (mut early, mut night, mut half) = (mentee("T1"), mentee("T2"), mentee("T3"));
    // 09:00 at +60 is 08:00 UTC; two windows make one whole hour; half an hour is none.
    early.profile.availability = Some(free(60, &["Mon 09:00-09:30", "Mon 09:30-10:00"]));
    night.profile.availability = Some(free(0, &["Sun 23:00-01:00"]));
    half.profile.availability = Some(free(0, &["Mon 08:10-09:05"]));
    let mut mentor = mentor("M1");
    mentor.profile.availability = Some(free(0, &["Mon 00:00-00:30"]));
    let roster = roster(vec![mentor], vec![early, night, half]);
    let hours = |clock: i16| {
        let needs = Needs::of(&roster, ON, UtcOffset::from_minutes(clock).unwrap(), &[]).unwrap();
        let hours =
            needs.hours().needs().iter().map(|need| format!("{} {}", need.day().short(), need.hour()));
        hours.collect::<Vec<_>>()
    };
    assert_eq!(hours(0), ["Mon 0", "Mon 8", "Sun 23"]);
    assert_eq!(hours(60), ["Mon 0", "Mon 1", "Mon 9"]);
    assert_eq!(hours(-60), ["Mon 7", "Sun 22", "Sun 23"]);
    // Half an hour off, the night has one whole hour, over the week's end.
    assert_eq!(hours(30), ["Mon 0"]);
    // The mentor has no whole hour, but minutes that one mentee shares.
    let needs = needs(&roster);
    assert_eq!((needs.hours().mentors().named, needs.hours().unreached()), (count(1, 1), count(2, 2)));
    assert_eq!(needs.hours().at(Weekday::Monday, 8).map(HourNeed::balance).unwrap().asked, count(1, 1));
    assert!(needs.hours().at(Weekday::Monday, 9).is_none());
}

#[test]
fn never_free_is_an_answer() {
    let (mut never, mut mentor) = (mentee("T1"), mentor("M1"));
    never.profile.availability = Some(Availability::default());
    mentor.profile.availability = None;
    let needs = needs(&roster(vec![mentor], vec![never]));
    assert_eq!((needs.hours().mentees().none, needs.hours().mentors().blank), (count(1, 1), count(1, 1)));
    assert_eq!(needs.hours().unreached(), count(0, 0));
}

#[test]
fn nobody_is_no_need() {
    let needs = needs(&Roster::default());
    assert!(
        needs.skills().needs().is_empty() && needs.hours().needs().is_empty() && needs.vacancies().is_empty()
    );
    insta::assert_snapshot!(needs.to_string(), @r"
    Needs on 2026-01-15
    Nobody asks for a place and nobody offers one.
    ");
}

#[test]
fn the_page_reads_as_a_coordinator_would_say_it() {
    let mut people = kitchen(
        &[("cooking", 2, 2), ("chess", 3, 1), ("cooking", 0, 1), ("cycling", 1, 1)],
        &[0, 4, 4, 0, 0, 2],
    )
    .into_people();
    people.mentees[5].wants = Some([(label("swimming"), want(0)), (label("Chess"), want(5))].into());
    people.mentees[0].wants = Some([(label("Cooking"), Want::of(Importance::MAX))].into());
    people.mentees[4].profile.status = Status::Withdrawn;
    people.mentors[3].offers = None;
    for (at, home) in ["Noord", "Noord", "Oost", "Oost"].into_iter().enumerate() {
        at_home(&mut people.mentees[at].profile, home);
    }
    at_home(&mut people.mentors[0].profile, "Oost");
    for (at, text) in ["Mon 19:00-21:00", "Mon 19:30-22:00", "Wed 09:00-11:00"].into_iter().enumerate() {
        people.mentees[at].profile.availability = Some(free(0, &[text]));
    }
    people.mentors[0].profile.availability = Some(free(0, &["Mon 20:00-22:00", "Tue 10:00-11:00"]));
    people.mentees[0].profile.languages = Some([(label("Tigrinya"), Some(Cefr::C2))].into());
    people.mentors[0].profile.languages = Some([(label("Dutch"), Some(Cefr::C2))].into());
    let needs = needs(&Roster::new(people).unwrap());
    insta::assert_snapshot!(needs.to_string(), @r#"
    Needs on 2026-01-15
    5 mentees ask for 5 places, 4 mentors offer 5: enough in all.
    Not counted, being away: 1 mentee.
    For sure: even if every mentor who left something blank could help.

    Skills (a place counts for every skill its mentor offers: do not add them up)
      4 mentees want Cooking (1 above all), 3 places are offered: 1 is missing (none for sure). From level 4: 2 asked, 0 places are offered: 2 are missing (none for sure).
      1 mentee wants swimming, 0 places are offered: 1 is missing (none for sure).
      1 mentee wants Chess, 1 place is offered: that is enough. From level 5: 1 asked, 0 places are offered: 1 is missing (none for sure).
      Left blank by 1 mentor (1 place).

    Languages (missing for those who speak no other)
      1 mentee speaks only Tigrinya, 0 places are offered: 1 is missing (none for sure).
      1 mentee shares no language with any mentor.
      Left blank by 4 mentees and 3 mentors (3 places).

    Neighbourhoods (who lives there, however far people travel)
      2 mentees live in Noord, 0 places are offered: 2 are missing (none for sure).
      2 mentees live where no mentor with a place lives.
      Left blank by 1 mentee and 3 mentors (3 places).

    Hours (places asked / offered by those free for the whole hour)
                   Mon        Tue        Wed        Thu        Fri        Sat        Sun
      09:00          ·          ·      1 / 0          ·          ·          ·          ·
      10:00          ·      0 / 2      1 / 0          ·          ·          ·          ·
      19:00      1 / 0          ·          ·          ·          ·          ·          ·
      20:00      2 / 2          ·          ·          ·          ·          ·          ·
      21:00      1 / 2          ·          ·          ·          ·          ·          ·
      Mon 19:00: 1 mentee is free, 0 places are offered: 1 is missing (none for sure).
      And so on: 2 more with places missing.
      1 mentee shares no minute with any mentor.
      Left blank by 2 mentees and 3 mentors (3 places).

    Who would help most (counted, not proved by planning again)
      1. Cooking in Noord: 2 mentees, 0 places.
    "#);
}
