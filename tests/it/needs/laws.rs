//! Needs: counted as a plain fold counts them, never more missing than truly is, the same in any order.

use std::collections::{BTreeMap, BTreeSet};

use mentorship::{
    id::{MenteeId, MentorId},
    needs::{Balance, Headcount, HourNeed, LanguageNeed, Needs, NeighbourhoodNeed, SkillNeed, Topic},
    people::{
        Availability, Cefr, Importance, Label, Level, Mentee, Mentor, Partners, People, Place, Profile,
        Roster, Status, UtcOffset, Want, Weekday, Window,
    },
};
use proptest::prelude::*;

use super::{ON, count, kitchen, label, level, mentee, mentor, needs};

const DAY: i32 = 24 * 60;
const WEEK: i32 = 7 * DAY;

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
                    Want { importance, level: (level > 0).then(|| super::level(level)) },
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
