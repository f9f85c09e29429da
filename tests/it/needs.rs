//! Needs: counted as a plain fold counts them, never more missing than truly is, the same in any order.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    id::{MenteeId, MentorId},
    jiff::civil::{Date, date},
    needs::{
        Answers, Balance, Headcount, HourNeed, LanguageNeed, Needs, NeighbourhoodNeed, SkillNeed, Topic,
    },
    people::{
        Availability, Cefr, Importance, Label, Level, Mentee, Mentor, Partners, People, Place, Profile,
        Roster, Status, UtcOffset, Want, Weekday, Window,
    },
};
use proptest::prelude::*;

const ON: Date = date(2026, 1, 15);
const DAY: i32 = 24 * 60;
const WEEK: i32 = 7 * DAY;

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

/// What one person says, in small numbers: wants or offers, languages, home, windows, places, status.
#[derive(Clone, Debug)]
struct Said {
    skills: Option<Vec<(u8, u8, u8)>>,
    languages: Option<Vec<(u8, u8)>>,
    home: Option<u8>,
    windows: Option<Vec<(u8, u16, u16)>>,
    quarters: i16,
    places: u16,
    here: bool,
}

fn said() -> impl Strategy<Value = Said> {
    let skills = prop::option::of(prop::collection::vec((0_u8..4, 1_u8..=5, 0_u8..=5), 0..4));
    let languages = prop::option::of(prop::collection::vec((0_u8..3, 0_u8..=6), 0..3));
    let windows = prop::option::of(prop::collection::vec((0_u8..7, 0_u16..96, 1_u16..96), 0..4));
    let rest = (-48_i16..=56, 0_u16..3, prop::bool::weighted(0.9));
    (skills, languages, prop::option::of(0_u8..3), windows, rest).prop_map(
        |(skills, languages, home, windows, (quarters, places, here))| Said {
            skills,
            languages,
            home,
            windows,
            quarters,
            places,
            here,
        },
    )
}

const CEFR: [Cefr; 6] = [Cefr::A1, Cefr::A2, Cefr::B1, Cefr::B2, Cefr::C1, Cefr::C2];

impl Said {
    fn fill(&self, profile: &mut Profile) {
        let language = |&(name, level): &(u8, u8)| {
            (label(&format!("L{name}")), level.checked_sub(1).map(|level| CEFR[usize::from(level)]))
        };
        profile.languages = self.languages.as_ref().map(|spoken| spoken.iter().map(language).collect());
        profile.place = self.home.map(|home| Place {
            coordinates: None,
            neighbourhood: (home > 0).then(|| label(&format!("N{home}"))),
        });
        let offset = UtcOffset::from_minutes(self.quarters * 15).unwrap();
        let window = |&(day, from, long): &(u8, u16, u16)| {
            let (from, to) = (from * 15, (from + long) * 15);
            Window::new(Weekday::ALL[usize::from(day)], from, if to > 1440 { to - 1440 } else { to }).unwrap()
        };
        profile.availability =
            self.windows.as_ref().map(|windows| Availability::new(offset, windows.iter().map(window)));
        profile.status = if self.here { Status::Available } else { Status::Withdrawn };
    }

    /// Whether a minute of the week on a clock lies in a window, by what was written.
    fn is_free(&self, minute: i32, clock: i16) -> bool {
        let own = minute - i32::from(clock) + i32::from(self.quarters) * 15;
        self.windows.iter().flatten().any(|&(day, from, long)| {
            let begin = i32::from(day) * DAY + i32::from(from) * 15;
            (own - begin).rem_euclid(WEEK) < i32::from(long) * 15
        })
    }
}

#[derive(Clone, Debug)]
struct Town {
    mentors: Vec<Said>,
    mentees: Vec<Said>,
}

fn town() -> impl Strategy<Value = Town> {
    (prop::collection::vec(said(), 0..7), prop::collection::vec(said(), 0..9))
        .prop_map(|(mentors, mentees)| Town { mentors, mentees })
}

impl Town {
    fn people(&self) -> People {
        let mentors = self.mentors.iter().enumerate().map(|(at, said)| {
            let mut mentor = mentor(&format!("M{at}"));
            said.fill(&mut mentor.profile);
            let offer = |&(name, _, level): &(u8, u8, u8)| {
                (label(&format!("S{name}")), (level > 0).then(|| Level::new(level).unwrap()))
            };
            mentor.offers = said.skills.as_ref().map(|skills| skills.iter().map(offer).collect());
            mentor.partners = Partners::up_to(said.places);
            mentor
        });
        let mentees = self.mentees.iter().enumerate().map(|(at, said)| {
            let mut mentee = mentee(&format!("T{at}"));
            said.fill(&mut mentee.profile);
            let want = |&(name, importance, level): &(u8, u8, u8)| {
                let importance = Importance::new(importance).unwrap();
                (
                    label(&format!("S{name}")),
                    Want { importance, level: (level > 0).then(|| self::level(level)) },
                )
            };
            mentee.wants = said.skills.as_ref().map(|skills| skills.iter().map(want).collect());
            mentee.partners = Partners::up_to(said.places);
            mentee
        });
        People { mentors: mentors.collect(), mentees: mentees.collect(), ..People::default() }
    }

    fn roster(&self) -> Roster {
        Roster::new(self.people()).unwrap()
    }
}

fn open_mentors(roster: &Roster) -> Vec<&Mentor> {
    let open = |m: &&Mentor| m.profile.status.is_available(ON) && m.partners.max() > 0;
    roster.mentors().iter().filter(open).collect()
}

fn open_mentees(roster: &Roster) -> Vec<&Mentee> {
    let open = |m: &&Mentee| m.profile.status.is_available(ON) && m.partners.max() > 0;
    roster.mentees().iter().filter(open).collect()
}

/// Those of whom something holds, with their places.
fn those<P>(people: &[&P], places: impl Fn(&P) -> Partners, holds: impl Fn(&P) -> bool) -> Headcount {
    let found = people.iter().filter(|&&person| holds(person));
    found.fold(count(0, 0), |all, person| count(all.people + 1, all.places + u64::from(places(person).max())))
}

fn mentees_who(roster: &Roster, holds: impl Fn(&Mentee) -> bool) -> Headcount {
    those(&open_mentees(roster), |m| m.partners, holds)
}

fn mentors_who(roster: &Roster, holds: impl Fn(&Mentor) -> bool) -> Headcount {
    those(&open_mentors(roster), |m| m.partners, holds)
}

fn sorted_by_lack<N>(topic: &Topic<N>, balance: impl Fn(&N) -> Balance) -> bool {
    topic.needs().iter().map(|need| balance(need).missing()).is_sorted_by(|a, b| a >= b)
}

/// Whether a mentee finds a place, where need be by having others move on.
fn seek(at: usize, wanted: &[u8], places: &[u8], of: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for place in 0..places.len() {
        if places[place] < wanted[at] || std::mem::replace(&mut seen[place], true) {
            continue;
        }
        if of[place].is_none_or(|other| seek(other, wanted, places, of, seen)) {
            of[place] = Some(at);
            return true;
        }
    }
    false
}

/// How many of these mentees cannot have a mentor for a skill at the level they want, when one mentor takes as many as
/// they have places for: all augmenting paths are tried (Kuhn).
fn unmatched(wanted: &[u8], offered: &[(u8, u16)]) -> u64 {
    let places: Vec<u8> = offered.iter().flat_map(|&(level, n)| vec![level; usize::from(n)]).collect();
    let mut of = vec![None; places.len()];
    let served =
        (0..wanted.len()).filter(|&at| seek(at, wanted, &places, &mut of, &mut vec![false; places.len()]));
    (wanted.len() - served.count()) as u64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn skills_are_counted_as_a_plain_fold_counts_them(town in town()) {
        let roster = town.roster();
        let needs = needs(&roster);
        let mut named = BTreeSet::new();
        for mentee in open_mentees(&roster) { named.extend(mentee.wants.iter().flat_map(BTreeMap::keys).cloned()); }
        for mentor in open_mentors(&roster) { named.extend(mentor.offers.iter().flat_map(BTreeMap::keys).cloned()); }
        prop_assert_eq!(needs.skills().needs().len(), named.len());
        let wants = |m: &Mentee, skill: &Label| m.wants.as_ref().and_then(|wants| wants.get(skill).copied());
        let offers = |m: &Mentor, skill: &Label| m.offers.as_ref().and_then(|offers| offers.get(skill).copied());
        let blank = mentors_who(&roster, |m| m.offers.is_none());
        for need in needs.skills().needs() {
            let name = need.skill();
            prop_assert!(named.contains(name));
            let asked = mentees_who(&roster, |m| wants(m, name).is_some());
            let offered = mentors_who(&roster, |m| offers(m, name).is_some());
            prop_assert_eq!(need.balance(), Balance { asked, offered, unclear: blank });
            for n in 1..=5 {
                let importance = Importance::new(n).unwrap();
                prop_assert_eq!(
                    need.asked_by_importance(importance),
                    mentees_who(&roster, |m| wants(m, name).is_some_and(|want| want.importance == importance))
                );
                let at = need.at_level(level(n));
                let reach = |l: Option<Level>| l.is_some_and(|l| l >= level(n));
                prop_assert_eq!(at.asked, mentees_who(&roster, |m| wants(m, name).is_some_and(|want| reach(want.level))));
                prop_assert_eq!(at.offered, mentors_who(&roster, |m| offers(m, name).is_some_and(reach)));
                prop_assert_eq!(at.unclear, mentors_who(&roster, |m| m.offers.is_none() || offers(m, name) == Some(None)));
            }
            let hardest = (1..=5).map(|n| need.at_level(level(n)).missing()).max().unwrap_or(0);
            prop_assert_eq!(need.missing_at_wanted_levels(), hardest.max(need.balance().missing()));
            prop_assert_eq!(need.hardest_level().map_or(0, |l| need.at_level(l).missing()), hardest);
        }
        let known: BTreeSet<&Label> = open_mentors(&roster).into_iter().flat_map(|m| m.offers.iter().flat_map(BTreeMap::keys)).collect();
        let unreached = mentees_who(&roster, |m| {
            m.wants.as_ref().is_some_and(|wants| !wants.is_empty() && wants.keys().all(|skill| !known.contains(skill)))
        });
        prop_assert_eq!(needs.skills().unreached(), unreached);
        prop_assert!(sorted_by_lack(needs.skills(), SkillNeed::balance));
        prop_assert_eq!(needs.skills().mentees().all(), needs.mentees().open);
        prop_assert_eq!(needs.skills().mentors().all(), needs.mentors().open);
    }

    #[test]
    fn languages_and_homes_are_counted_as_a_plain_fold_counts_them(town in town()) {
        let roster = town.roster();
        let needs = needs(&roster);
        let spoken = |p: &Profile| p.languages.clone().unwrap_or_default();
        for need in needs.languages().needs() {
            let name = need.language();
            prop_assert_eq!(need.speak(), mentees_who(&roster, |m| spoken(&m.profile).contains_key(name)));
            let only = mentees_who(&roster, |m| spoken(&m.profile).keys().eq([name]));
            prop_assert_eq!(need.only(), only);
            let best = mentees_who(&roster, |m| {
                let all = spoken(&m.profile);
                let known = all.values().all(Option::is_some) || all.len() == 1;
                all.get(name).is_some_and(|level| known && all.values().all(|other| other <= level))
            });
            prop_assert_eq!(need.best(), best);
            let offered = mentors_who(&roster, |m| spoken(&m.profile).contains_key(name));
            let unclear = mentors_who(&roster, |m| m.profile.languages.is_none());
            prop_assert_eq!(need.balance(), Balance { asked: only, offered, unclear });
            for level in CEFR {
                let reach = |m: &Mentor| spoken(&m.profile).get(name).is_some_and(|l| l.is_some_and(|l| l >= level));
                prop_assert_eq!(need.at_level(level).offered, mentors_who(&roster, reach));
            }
        }
        prop_assert!(sorted_by_lack(needs.languages(), LanguageNeed::balance));
        let home = |p: &Profile| p.place.clone().and_then(|place| place.neighbourhood);
        let blank = mentors_who(&roster, |m| home(&m.profile).is_none());
        for need in needs.neighbourhoods().needs() {
            let here = Some(need.neighbourhood().clone());
            let asked = mentees_who(&roster, |m| home(&m.profile) == here);
            let offered = mentors_who(&roster, |m| home(&m.profile) == here);
            prop_assert_eq!(need.balance(), Balance { asked, offered, unclear: blank });
        }
        prop_assert!(sorted_by_lack(needs.neighbourhoods(), NeighbourhoodNeed::balance));
        for topic in [needs.languages().mentees(), needs.neighbourhoods().mentees(), needs.hours().mentees()] {
            prop_assert_eq!(topic.all(), needs.mentees().open);
        }
        for topic in [needs.languages().mentors(), needs.neighbourhoods().mentors(), needs.hours().mentors()] {
            prop_assert_eq!(topic.all(), needs.mentors().open);
        }
        for vacancy in needs.vacancies() {
            let here = Some(vacancy.neighbourhood().clone());
            let balance = vacancy.balance();
            let skill = vacancy.skill();
            let asked = mentees_who(&roster, |m| {
                home(&m.profile) == here && m.wants.as_ref().is_some_and(|wants| wants.contains_key(skill))
            });
            let may = |m: &Mentor| {
                let near = home(&m.profile);
                (near == here || near.is_none()) && m.offers.as_ref().is_none_or(|offers| offers.contains_key(skill))
            };
            let can = |m: &Mentor| may(m) && home(&m.profile).is_some() && m.offers.is_some();
            let (possible, offered) = (mentors_who(&roster, may), mentors_who(&roster, can));
            prop_assert_eq!((balance.asked, balance.offered), (asked, offered));
            prop_assert_eq!(balance.unclear + offered, possible);
            prop_assert!(balance.missing() > 0);
        }
    }

    #[test]
    fn hours_are_counted_minute_by_minute(town in town(), quarters in -48_i16..=56) {
        let roster = town.roster();
        let clock = quarters * 15;
        let needs = Needs::of(&roster, ON, UtcOffset::from_minutes(clock).unwrap(), &[]).unwrap();
        let open = |said: &&Said| said.here && said.places > 0;
        let (mentees, mentors): (Vec<_>, Vec<_>) =
            (town.mentees.iter().filter(open).collect(), town.mentors.iter().filter(open).collect());
        let places = |said: &Said| Partners::up_to(said.places);
        let mut told = 0;
        for (at, day) in Weekday::ALL.into_iter().enumerate() {
            for hour in 0..24 {
                let start = at as i32 * DAY + i32::from(hour) * 60;
                let whole = |said: &Said| (start..start + 60).all(|minute| said.is_free(minute, clock));
                let (asked, offered) = (those(&mentees, places, whole), those(&mentors, places, whole));
                let found = needs.hours().at(day, hour).map(HourNeed::balance);
                prop_assert_eq!(found.is_some(), asked.people + offered.people > 0, "{:?} {}", day, hour);
                if let Some(found) = found {
                    told += 1;
                    prop_assert_eq!((found.asked, found.offered), (asked, offered));
                }
            }
        }
        prop_assert_eq!(told, needs.hours().needs().len());
        prop_assert!(sorted_by_lack(needs.hours(), HourNeed::balance));
        let unreached = those(&mentees, places, |said| {
            let mut minutes = (0..WEEK).filter(|&minute| said.is_free(minute, clock)).peekable();
            minutes.peek().is_some() && minutes.all(|minute| !mentors.iter().any(|m| m.is_free(minute, clock)))
        });
        prop_assert_eq!(needs.hours().unreached(), unreached);
    }

    #[test]
    fn the_order_of_people_never_matters(town in town(), turn in 0_usize..8) {
        let people = town.people();
        let mut other = people.clone();
        let turned = turn.min(other.mentors.len());
        other.mentors.rotate_left(turned);
        other.mentees.reverse();
        let (here, there) = (needs(&Roster::new(people).unwrap()), needs(&Roster::new(other).unwrap()));
        prop_assert_eq!(here.to_string(), there.to_string());
        prop_assert_eq!(here, there);
    }

    #[test]
    fn a_running_pair_holds_one_place_of_both(town in town(), a in 0_usize..7, b in 0_usize..9) {
        let roster = town.roster();
        let (Some(mentor), Some(mentee)) = (roster.mentors().get(a), roster.mentees().get(b)) else { return Ok(()) };
        let pair: (MentorId, MenteeId) = (mentor.id.clone(), mentee.id.clone());
        let after = Needs::of(&roster, ON, UtcOffset::UTC, &[pair.clone(), pair]).unwrap();
        let before = needs(&roster);
        let open = |p: &Profile, partners: Partners| u64::from(p.status.is_available(ON) && partners.max() > 0);
        let (asked, offered) = (open(&mentee.profile, mentee.partners), open(&mentor.profile, mentor.partners));
        prop_assert_eq!(after.mentees().open.places + asked, before.mentees().open.places);
        prop_assert_eq!(after.mentors().open.places + offered, before.mentors().open.places);
        prop_assert_eq!(after.mentees().away, before.mentees().away);
        prop_assert!(after.mentees().full >= before.mentees().full);
    }

    #[test]
    fn what_is_missing_in_one_skill_is_exactly_what_no_plan_can_serve(
        wanted in prop::collection::vec(0_u8..=5, 0..8),
        offered in prop::collection::vec((0_u8..=5, 1_u16..4), 0..5),
    ) {
        let mentors: Vec<_> = offered.iter().map(|&(level, places)| ("cooking", level, places)).collect();
        let needs = needs(&kitchen(&mentors, &wanted));
        let missing = needs.skills().needs().first().map_or(0, SkillNeed::missing_at_wanted_levels);
        prop_assert_eq!(missing, unmatched(&wanted, &offered));
    }
}

#[cfg(feature = "sample")]
#[test]
fn no_plan_serves_more_than_needs_say_can_be_served() {
    use mentorship::{
        criteria::{Criteria, IfUnknown, Requirement},
        matching::Request,
        sample,
    };
    let shared = Requirement::SharedLanguage { level: Cefr::A1, if_unknown: IfUnknown::Exclude };
    let criteria = Criteria::new(vec![shared], vec![]).unwrap();
    for seed in 0..6 {
        let mut people = sample::community(12, 40, seed).into_people();
        for mentee in &mut people.mentees {
            mentee.partners = Partners::up_to(1);
        }
        let roster = Roster::new(people).unwrap();
        let needs = needs(&roster);
        let plan = Request::new(&roster, &criteria, ON).plan().unwrap();
        let open = needs.mentees().open.people;
        let without = open - plan.mentees_matched() as u64;
        assert!(without >= needs.balance().missing(), "{seed}");
        assert!(without >= needs.languages().unreached().people, "{seed}");
        for need in needs.languages().needs() {
            let only =
                |m: &&Mentee| m.profile.languages.as_ref().is_some_and(|l| l.keys().eq([need.language()]));
            let alone = roster.mentees().iter().filter(|m| m.profile.status.is_available(ON)).filter(only);
            let served = alone.filter(|m| plan.pairings_of_mentee(&m.id).next().is_some()).count() as u64;
            assert!(need.only().people - served >= need.balance().missing(), "{seed} {}", need.language());
        }
    }
}
