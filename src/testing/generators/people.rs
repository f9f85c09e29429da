//! People who have something in common, blanks and all.

use std::collections::BTreeSet;

use jiff::{ToSpan as _, civil::Date};
use proptest::{collection::SizeRange, option, prelude::*, sample::subsequence};

use super::ROUND;
use crate::{
    id::PersonId,
    people::{
        Availability, Cefr, Importance, Label, Level, Mentee, Mentor, Metres, Mode, Partners, People, Place,
        Profile, Roster, Status, Tie, TieKind, UtcOffset, Want, Weekday, Window,
    },
};

const INTERESTS: [&str; 5] = ["chess", "running", "films", "baking", "birds"];
const SKILLS: [&str; 5] = ["cycling", "Dutch", "own business", "cooking", "computers"];
const LANGUAGES: [&str; 3] = ["Dutch", "Arabic", "English"];
const EMPLOYERS: [&str; 4] = ["city hall", "the mill", "the hospital", "the school"];
const NEIGHBOURHOODS: [&str; 3] = ["Harbour", "Mill", "North"];
const LEVELS: [Cefr; 6] = [Cefr::A1, Cefr::A2, Cefr::B1, Cefr::B2, Cefr::C1, Cefr::C2];

fn label(text: &str) -> Label {
    Label::new(text).expect("the words of this room are labels")
}

/// Some of these words; blank one time in six.
fn some(words: &'static [&'static str]) -> impl Strategy<Value = Option<BTreeSet<Label>>> {
    let some = subsequence(words, 0..=words.len().min(3));
    option::weighted(0.85, some.prop_map(|words| words.into_iter().map(label).collect()))
}

/// Somebody, before anybody knows who they are to be.
#[derive(Clone, Debug)]
struct Somebody {
    interests: Option<BTreeSet<Label>>,
    skills: Option<BTreeSet<Label>>,
    strength: u8,
    languages: Option<BTreeSet<Label>>,
    level: Option<Cefr>,
    employers: Option<BTreeSet<Label>>,
    neighbourhood: Option<usize>,
    hours: Option<Vec<(usize, u16)>>,
    modes: Option<BTreeSet<Mode>>,
    days: (Option<u16>, Option<u16>),
    others: Others,
    status: Status,
    partners: u16,
}

/// Places of others, by which somebody blocks, wishes for, or is tied to somebody.
#[derive(Clone, Debug)]
struct Others {
    blocks: Option<usize>,
    wishes: Option<usize>,
    tied: Option<(usize, TieKind)>,
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![
        8 => Just(Status::Available),
        1 => (1..200_i64).prop_map(|days| Status::OnLeaveUntil(ROUND.saturating_add((days - 100).days()))),
        1 => Just(Status::Withdrawn),
    ]
}

fn others() -> impl Strategy<Value = Others> {
    let kind = prop::sample::select(vec![TieKind::Family, TieKind::Employer, TieKind::Friend]);
    (
        option::weighted(0.15, 0..64_usize),
        option::weighted(0.3, 0..64_usize),
        option::weighted(0.15, (0..64_usize, kind)),
    )
        .prop_map(|(blocks, wishes, tied)| Others { blocks, wishes, tied })
}

fn somebody(partners: impl Strategy<Value = u16>) -> impl Strategy<Value = Somebody> {
    let answers = (
        some(&INTERESTS),
        some(&SKILLS),
        1..=5_u8,
        some(&LANGUAGES),
        option::weighted(0.9, prop::sample::select(LEVELS.to_vec())),
        some(&EMPLOYERS),
        option::weighted(0.85, 0..NEIGHBOURHOODS.len()),
        option::weighted(0.85, prop::collection::vec((0..7_usize, 8..20_u16), 0..3)),
    );
    let modes = subsequence(vec![Mode::InPerson, Mode::Online], 0..=2);
    let rest = (
        option::weighted(0.85, modes.prop_map(|modes| modes.into_iter().collect())),
        (option::of(0..400_u16), option::of(0..400_u16)),
        others(),
        status(),
        partners,
    );
    (answers, rest).prop_map(|(answers, (modes, days, others, status, partners))| {
        let (interests, skills, strength, languages, level, employers, neighbourhood, hours) = answers;
        Somebody {
            interests,
            skills,
            strength,
            languages,
            level,
            employers,
            neighbourhood,
            hours,
            modes,
            days,
            others,
            status,
            partners,
        }
    })
}

impl Somebody {
    fn fill(&self, profile: &mut Profile, others: &[PersonId]) {
        let before =
            |days: Option<u16>| -> Option<Date> { days.map(|d| ROUND.saturating_sub(i64::from(d).days())) };
        let languages = self.languages.iter().flatten();
        profile.interests.clone_from(&self.interests);
        profile.languages =
            self.languages.as_ref().map(|_| languages.map(|word| (word.clone(), self.level)).collect());
        profile.affiliations.clone_from(&self.employers);
        profile.place = self.neighbourhood.map(|at| Place {
            neighbourhood: Some(label(NEIGHBOURHOODS[at % NEIGHBOURHOODS.len()])),
            ..Place::default()
        });
        profile.availability = self.hours.as_ref().map(|hours| {
            let windows = hours.iter().filter_map(|(day, hour)| {
                Window::new(Weekday::ALL[day % 7], hour * 60, (hour + 3) * 60).ok()
            });
            Availability::new(UtcOffset::UTC, windows)
        });
        profile.modes.clone_from(&self.modes);
        profile.travels = self.neighbourhood.map(|_| Metres::from_km(5));
        profile.waiting_since = before(self.days.0);
        profile.confirmed_on = before(self.days.1);
        profile.status = self.status;
        let other = |at: usize| {
            let other = others.get(at % others.len().max(1))?;
            (*other != profile.person).then(|| other.clone())
        };
        let blocks = self.others.blocks.and_then(other);
        let wishes = self.others.wishes.and_then(other).filter(|wished| Some(wished) != blocks.as_ref());
        let tied = self.others.tied.and_then(|(at, kind)| Some(Tie { to: other(at)?, kind }));
        profile.blocks = blocks.into_iter().collect();
        profile.wishes = wishes.into_iter().collect();
        profile.ties = tied.into_iter().collect();
    }
}

/// Rosters of so many mentors and mentees, with an empty questionnaire.
///
/// Mentors take nobody to three mentees, mentees seek one mentor, now and then nobody or two; nobody has a minimum. Some are away,
/// some block, wish for or are tied to somebody, and now and then somebody is on both sides. One answer in six is blank.
pub fn rosters(
    mentors: impl Into<SizeRange>,
    mentees: impl Into<SizeRange>,
) -> impl Strategy<Value = Roster> {
    let mentors = prop::collection::vec(somebody(0..=3_u16), mentors);
    let seek = prop_oneof![8 => Just(1_u16), 1 => Just(0), 1 => Just(2)];
    let mentees = prop::collection::vec((somebody(seek), prop::bool::weighted(0.05)), mentees);
    (mentors, mentees).prop_map(|(mentors, mentees)| roster(&mentors, &mentees))
}

fn roster(mentors: &[Somebody], mentees: &[(Somebody, bool)]) -> Roster {
    let person = |side: &str, at: usize| -> PersonId {
        format!("P-{side}{}", at + 1).parse().expect("letters, a hyphen and a number")
    };
    let of_mentors: Vec<_> = (0..mentors.len()).map(|at| person("M", at)).collect();
    let of_mentees: Vec<_> = mentees
        .iter()
        .enumerate()
        .map(|(at, (_, both))| if *both && at < mentors.len() { person("M", at) } else { person("T", at) })
        .collect();
    let mut people = People::default();
    for (at, somebody) in mentors.iter().enumerate() {
        let id = format!("M-{}", at + 1).parse().expect("a letter, a hyphen and a number");
        let mut mentor = Mentor::new(id, of_mentors[at].clone());
        somebody.fill(&mut mentor.profile, &of_mentees);
        let level = Level::new(somebody.strength).ok();
        let offers = |words: &BTreeSet<Label>| words.iter().map(|word| (word.clone(), level)).collect();
        mentor.offers = somebody.skills.as_ref().map(offers);
        mentor.partners = Partners::up_to(somebody.partners);
        people.mentors.push(mentor);
    }
    for (at, (somebody, _)) in mentees.iter().enumerate() {
        let id = format!("T-{}", at + 1).parse().expect("a letter, a hyphen and a number");
        let mut mentee = Mentee::new(id, of_mentees[at].clone());
        somebody.fill(&mut mentee.profile, &of_mentors);
        let want = Want::of(Importance::new(somebody.strength).unwrap_or(Importance::MIN));
        let wants = |words: &BTreeSet<Label>| words.iter().map(|word| (word.clone(), want)).collect();
        mentee.wants = somebody.skills.as_ref().map(wants);
        mentee.partners = Partners::up_to(somebody.partners);
        people.mentees.push(mentee);
    }
    Roster::new(people).expect("everybody made here fits together")
}
